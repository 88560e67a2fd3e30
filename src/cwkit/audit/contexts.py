"""
Contexts: the words around a number that tell what it is for.
"""

from __future__ import annotations

import datetime
import functools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from cwkit.schema import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cwkit.schema import Table

__all__ = ["Contexts", "WordSet"]

_KEYS: Final = (
    "dial",
    "service",
    "talk",
    "offer",
    "urgent",
    "checked",
    "follow",
    "units",
    "counts",
    "labels",
)
_MONTHS: Final = 12
_LONGEST_DATE: Final = 40
"""How many characters may stand between what announces a day and the end of it."""

_WINDOW: Final = 200
"""The same with the markup between them."""

_ODD_I: Final = frozenset("\u0130\u0131")

_NOTHING: Final = re.compile(r"(?!)")


@attrs.frozen
class WordSet:
    """
    The words of some languages, as patterns.

    Attributes:
        dial: What tells that digits are to be dialled.

        service: What helplines call themselves.

        talk: What is said of somebody to talk to.

        offer: What is said, besides, of where help is offered.

        urgent: What is said of whom to call in danger.

        checked: What begins the day of the last check.

        follow: What may stand behind a number that is to be dialled.

        units: What makes digits an amount, a page or an address.

        counts: What makes digits behind it a year or an amount.

        labels: What makes digits behind it the number of something else.

        months: The number of each month by its names, folded.

        signs: What stands, folded, wherever something begins the day of the last check.
    """

    dial: re.Pattern[str]
    service: re.Pattern[str]
    talk: re.Pattern[str]
    offer: re.Pattern[str]
    urgent: re.Pattern[str]
    checked: re.Pattern[str]
    follow: re.Pattern[str]
    units: re.Pattern[str]
    counts: re.Pattern[str]
    labels: re.Pattern[str]
    months: tuple[tuple[str, int], ...]
    signs: frozenset[str] = frozenset()

    def may_tell_check(self, text: str) -> bool:
        """
        Say whether a text may tell the day of a last check; most do not.
        """
        folded = text.casefold()
        # Patterns take these for an i, and folding does not.
        if not (folded.isascii() or _ODD_I.isdisjoint(text)):
            return True
        return any(sign in folded for sign in self.signs)

    def read_date(self, text: str, start: int) -> tuple[datetime.date, int] | None:
        """
        Read the day that follows *start*, and return it with where it ends.

        A month without a day means its last day. Of a day written with strokes only
        nobody knows which number is the month, so the later of both is meant.
        """
        window = text[start : start + _WINDOW]
        for pattern in self._dates():
            found = pattern.search(window)
            if found is None or not _is_near(window, found):
                continue
            parts = found.groupdict()
            month = parts["month"]
            number = (
                int(month)
                if month.isdigit()
                else dict(self.months)[month.casefold().rstrip(".")]
            )
            day = _build_date(int(parts["year"]), number, parts.get("day"))
            if parts.get("mark") == "/":
                other = _build_date(int(parts["year"]), int(parts["day"]), month)
                day = max(filter(None, (day, other)), default=None)
            if day is not None:
                return day, start + found.end()
        return None

    def _dates(self) -> tuple[re.Pattern[str], ...]:
        """Return how days are written."""
        return _compile_dates(tuple(name for name, _ in self.months))


@functools.cache
def _compile_dates(months: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of days, the surest first."""
    names = "|".join(map(re.escape, sorted(months, key=len, reverse=True))) or "(?!)"
    name = rf"(?P<month>{names})\.?"
    year = r"(?P<year>(?:19|20)\d\d)(?!\d)"
    day = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
            rf"{day}\s+(?:(?:de|of)\s+)?{name},?\s+(?:de\s+)?{year}",
            rf"(?<!\w){name}\s+{day},?\s+{year}",
            rf"(?<!\w){name}\s+(?:de\s+)?{year}",
            r"(?<!\d)(?P<day>\d{1,2})(?P<mark>[./])\s?(?P<month>\d{1,2})(?P=mark)\s?"
            + year,
        )
    )


def _is_near(window: str, found: re.Match[str]) -> bool:
    """Say whether a day stands near what announces it, but for markup."""
    return len(" ".join(window[: found.end()].split())) <= _LONGEST_DATE


def _build_date(year: int, month: int, day: str | None) -> datetime.date | None:
    """Return a day, or None if there is no such day."""
    try:
        if day is not None:
            return datetime.date(year, month, int(day))
        following = datetime.date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    except ValueError:
        return None
    return following - datetime.timedelta(days=1)


class _Language(NamedTuple):
    """The words of one language by what they tell, and its months."""

    name: str
    words: tuple[tuple[str, tuple[str, ...]], ...]
    months: tuple[tuple[str, int], ...]


@attrs.frozen
class Contexts:
    """
    The words of all languages that are known.

    >>> contexts = Contexts.decode('''
    ... schema = 1
    ... [[language]]
    ... language = "zz"
    ... dial = ["ring*"]
    ... ''', file="contexts.toml")
    >>> bool(contexts.words(["zz"]).dial.search("ringing"))
    True

    Attributes:
        languages: For each language its words by what they tell, and its months.
    """

    languages: tuple[_Language, ...]

    @classmethod
    def decode(cls, text: str, *, file: str) -> Contexts:
        """
        Read a file of contexts.

        Args:
            text: The text of the file.
            file: Its name, for error messages.

        Raises:
            DataError: If it is not as it should be.
        """
        table = load_toml(text, file=file)
        rows = table.tables("language")
        table.finish()
        return cls(tuple(_decode_language(row) for row in rows))

    def words(self, languages: Iterable[str]) -> WordSet:
        """
        Return the words of *languages*, or of all if none of them is known.

        Args:
            languages: Languages without regions.
        """
        return _compile(self, tuple(languages))


def _decode_language(row: Table) -> _Language:
    """Read the words of one language."""
    language = row.string("language")
    words = tuple((key, row.strings(key)) for key in _KEYS)
    months = tuple(
        (name, number)
        for number, names in enumerate(row.lists("months"), 1)
        for name in names
    )
    row.finish()
    return _Language(language, words, months)


@functools.cache
def _compile(contexts: Contexts, languages: Sequence[str]) -> WordSet:
    """Return the words of some languages; compiled once."""
    chosen = [row for row in contexts.languages if row.name in languages]
    chosen = chosen or list(contexts.languages)
    patterns = {
        key: _any_of(word for row in chosen for word in dict(row.words)[key])
        for key in _KEYS
    }
    months = tuple(month for row in chosen for month in row.months)
    signs = frozenset(
        max(word.rstrip("*").split(), key=len).casefold()
        for row in chosen
        for word in dict(row.words)["checked"]
    )
    return WordSet(**patterns, months=months, signs=signs)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of whole words, of which those with a star may go on."""
    parts = [
        r"\s+".join(map(re.escape, word.rstrip("*").split()))
        + (r"\w*" if word.endswith("*") else "")
        # The longest first, so that "order number" is not read as "order".
        for word in sorted(set(words), key=lambda word: (-len(word), word))
    ]
    if not parts:
        return _NOTHING
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
