"""
What is known of numbers and evidence beyond any record: which ended, which are shared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from cwkit.schema import load_toml

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from cwkit.schema import Table

__all__ = ["Ended", "Numbering"]


@attrs.frozen(kw_only=True)
class Ended:
    """
    Numbers that nobody can dial any more, whoever had them.

    Attributes:
        country: The country whose numbers they were.

        pattern: What such a number looks like, as it was dialled.

        since: The day on which they ended.

        cure: What such numbers became.

        source: Where that stands.
    """

    country: str
    pattern: re.Pattern[str]
    since: datetime.date
    cure: str
    source: str


@attrs.frozen(kw_only=True, eq=False)
class Numbering:
    r"""
    What is known of numbers beyond any record.

    >>> numbering = Numbering.decode(
    ...     '''
    ...     schema = 1
    ...     emergency = ["112"]
    ...     shared = ["116\\\\d{3}"]
    ...     ''',
    ...     file="numbering.toml",
    ... )
    >>> numbering.is_shared("116123"), numbering.is_shared("0800116123")
    (True, False)

    Attributes:
        emergency: What calls for the police or an ambulance wherever it works at all.

        shared: Patterns of numbers that several countries keep for one purpose, each
            with an operator of its own.

        ended: Numbers that nobody can dial any more.

        leads: Hosts of lists that somebody gathered, which prove nothing.

        reviewed: Numbers by country that a library of numbering plans does not know,
            and why they are right all the same.
    """

    emergency: frozenset[str] = frozenset()
    shared: tuple[re.Pattern[str], ...] = ()
    ended: tuple[Ended, ...] = ()
    leads: tuple[str, ...] = ()
    reviewed: Mapping[tuple[str, str], str] = attrs.field(
        factory=dict[tuple[str, str], str]
    )

    @classmethod
    def decode(cls, text: str, *, file: str) -> Numbering:
        """
        Read ``numbering.toml``.

        Args:
            text: The text of the file.
            file: Its name, for error messages.

        Raises:
            DataError: If a row is not as it should be.
        """
        table = load_toml(text, file=file)
        numbering = cls(
            emergency=frozenset(table.strings("emergency")),
            shared=tuple(
                _compile(table, "shared", pattern)
                for pattern in table.strings("shared")
            ),
            ended=tuple(_decode_ended(row) for row in table.tables("ended")),
            leads=table.strings("leads"),
            reviewed=dict(_decode_reviewed(row) for row in table.tables("reviewed")),
        )
        table.finish()
        return numbering

    def is_shared(self, dial: str) -> bool:
        """
        Say whether several countries keep this number for one purpose.
        """
        return any(pattern.fullmatch(dial) for pattern in self.shared)

    def is_lead(self, url: str) -> bool:
        """
        Say whether an address is that of a list that somebody gathered.
        """
        host = url.partition("://")[2].partition("/")[0].lower()
        return any(host == lead or host.endswith(f".{lead}") for lead in self.leads)

    def ended_as(self, country: str, dial: str) -> Ended | None:
        """
        Return why a number cannot be dialled any more, if it cannot.
        """
        return next(
            (
                ended
                for ended in self.ended
                if ended.country == country and ended.pattern.fullmatch(dial)
            ),
            None,
        )


def _compile(table: Table, key: str, pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the file."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise table.error(
            f'"{pattern}" is no pattern: {error}', key=key, cure="mend the pattern"
        ) from None


def _decode_ended(row: Table) -> Ended:
    """Read one row of numbers that ended."""
    ended = Ended(
        country=row.string("country"),
        pattern=_compile(row, "pattern", row.string("pattern")),
        since=row.date("since"),
        cure=row.string("cure"),
        source=row.string("source"),
    )
    row.finish()
    return ended


def _decode_reviewed(row: Table) -> tuple[tuple[str, str], str]:
    """Read one number that was reviewed."""
    reviewed = (row.string("country"), row.string("dial")), row.string("why")
    row.finish()
    return reviewed
