"""
The catalogue: what each check is for, and which of them a page is held to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from cwkit.audit.values import Code, Level
from cwkit.errors import InputError, suggest
from cwkit.schema import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cwkit.schema import Table

__all__ = ["FAMILIES", "Catalogue", "Check", "Settings"]

FAMILIES: Final = ("warnings", "support", "numbers", "blocks", "wording", "waivers")
"""What checks are about; each has a module of its own."""

_LEVELS: Final = {str(level): level for level in Level}
_CODES: Final = {str(code): code for code in Code}


@attrs.frozen(kw_only=True)
class Check:
    """
    One check, for people.

    Attributes:
        code: Its name, which never changes.

        family: What it is about.

        level: How much a problem of it matters, unless somebody says otherwise.

        on: Whether it runs unless somebody says otherwise.

        title: What it finds, in one sentence.

        why: Why that matters to a reader.

        example: What it finds, as it may stand on a page.

        cure: What to do about it.

        mended: Whether ``--fix`` mends it, and how far.

        topics: The topics it is for; none means all.
    """

    code: Code
    family: str
    level: Level
    on: bool
    title: str
    why: str
    example: str
    cure: str
    mended: str
    topics: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Settings:
    """
    Which checks a page is held to.

    Attributes:
        levels: The checks that run, each with how much its problems matter.

        topics: The topics that a check is for, where it is not for all.

        stale_after: How many days after their last check helplines are stale.
    """

    levels: tuple[tuple[Code, Level], ...]
    topics: tuple[tuple[Code, tuple[str, ...]], ...] = ()
    stale_after: int = 365

    def level(self, code: Code) -> Level | None:
        """
        Return how much problems of a check matter; None if it does not run.
        """
        for known, level in self.levels:
            if known is code:
                return level
        return None

    def is_for(self, code: Code, topics: Iterable[str]) -> bool:
        """
        Say whether a check is for a page of these topics.
        """
        wanted = dict(self.topics).get(code, ())
        return not wanted or not set(wanted).isdisjoint(topics)


@attrs.frozen
class Catalogue:
    """
    All checks.

    Attributes:
        checks: The checks, in the order of their file.
    """

    checks: tuple[Check, ...]

    @classmethod
    def decode(cls, text: str, *, file: str) -> Catalogue:
        """
        Read a catalogue.

        Args:
            text: The text of the file.
            file: Its name, for error messages.

        Raises:
            DataError: If it is not as it should be.
        """
        table = load_toml(text, file=file)
        checks = tuple(_decode_check(row) for row in table.tables("check"))
        table.finish()
        return cls(checks)

    def __iter__(self) -> Iterator[Check]:
        """
        Go through the checks.
        """
        return iter(self.checks)

    def settings(
        self,
        *,
        enable: Iterable[str] = (),
        disable: Iterable[str] = (),
        levels: Mapping[str, str] | None = None,
        stale_after: int | None = None,
    ) -> Settings:
        """
        Return which checks to run.

        Args:
            enable: Checks that run, though they would not.
            disable: Checks that do not run, though they would.
            levels: How much problems matter, for checks where that is other than the
                catalogue says.
            stale_after: How many days after their last check helplines are stale.

        Raises:
            InputError: If there is no such check or level.
        """
        on = {check.code for check in self.checks if check.on}
        on |= {read_code(name) for name in enable}
        on -= {read_code(name) for name in disable}
        given = {
            read_code(name): _read_level(level)
            for name, level in (levels or {}).items()
        }
        settings = Settings(
            levels=tuple(
                (check.code, given.get(check.code, check.level))
                for check in self.checks
                if check.code in on
            ),
            topics=tuple((c.code, c.topics) for c in self.checks if c.topics),
        )
        if stale_after is None:
            return settings
        return attrs.evolve(settings, stale_after=stale_after)


def read_code(name: str) -> Code:
    """Return the check of this name."""
    if name not in _CODES:
        near = suggest(name, _CODES)
        raise InputError(
            f'unknown check "{name}"',
            cure=f'did you mean "{near}"?' if near else f"known: {', '.join(_CODES)}",
        )
    return _CODES[name]


def _read_level(name: str) -> Level:
    """Return the level of this name."""
    if name not in _LEVELS:
        raise InputError(f'unknown level "{name}"', cure="error, warning or note")
    return _LEVELS[name]


def _decode_check(row: Table) -> Check:
    """Read one check."""
    check = Check(
        code=_CODES[row.choice("id", _CODES)],
        family=row.choice("family", FAMILIES),
        level=_LEVELS[row.choice("level", _LEVELS)],
        on=row.boolean("on", default=True),
        title=row.string("title"),
        why=row.string("why"),
        example=row.string("example"),
        cure=row.string("cure"),
        mended=row.string("mended"),
        topics=row.strings("topics"),
    )
    row.finish()
    return check
