"""
The book of numbers: which helplines a number is, and which numbers are retired.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.helplines import WORLD, ChannelKind, Helpline, Kind, Retired, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cwkit.helplines import Channel

__all__ = ["LONG", "Entry", "NumberBook", "simplify_number"]

LONG: Final = 7
"""Numbers with fewer digits are short codes: dialled as they are, never with more."""

_DIGITS: Final = re.compile(r"[0-9]+")
_LONGEST_CODE: Final = 3
"""A country's code has at most three digits."""

_WITH_OWN_CODE: Final = 11
_OWN_CODE: Final = "1"
"""As many digits has a number that begins with the 1 of its own numbering plan."""

_TRUNKS: Final = ("", "6", "8")
"""
What some countries dial before a number at home and leave out from abroad, where it is
no nought: 06 in one of them, 8 in several.
"""


def simplify_number(dial: str) -> str:
    """
    Return the digits that tell a number from others, however it is written.

    >>> simplify_number("(02) 8888 0000"), simplify_number("116 123")
    ('288880000', '116123')

    Args:
        dial: The number, with whatever stands between its digits.
    """
    digits = "".join(_DIGITS.findall(dial))
    return digits.lstrip("0") if len(digits) >= LONG else digits


@attrs.frozen
class Entry:
    """
    What a number is.

    Attributes:
        record: The helpline, or the row of the retired number.

        country: The country in which it is dialled so.

        channel: The channel of the helpline that it is.
    """

    record: Helpline | Retired
    country: str
    channel: Channel | None = None

    @property
    def answers(self) -> Helpline | None:
        """
        The helpline that answers there; None if none does.
        """
        record = self.record
        if isinstance(record, Retired) or record.status is Standing.CLOSED:
            return None
        return record


class NumberBook:
    """
    All numbers that helplines have or had.

    Args:
        records: Returns the helplines of a country.
        retired: Returns the retired numbers of all countries.
        holders: Returns the countries that may hold a helpline with these digits.
        calling: What is dialled before numbers of a country from abroad.
    """

    def __init__(
        self,
        *,
        records: Callable[[str], Iterable[Helpline]],
        retired: Callable[[], Iterable[Retired]],
        holders: Callable[[str], Iterable[str]],
        calling: Mapping[str, str],
    ) -> None:
        self._read_records = records
        self._read_retired = retired
        self._read_holders = holders
        self._calling = calling
        self._retired: dict[str, list[Entry]] | None = None
        self._countries: dict[str, dict[str, list[Entry]]] = {}
        self._home: dict[str, Helpline] = {}

    def find(
        self, digits: str, *, home: Iterable[str], international: bool = False
    ) -> Iterator[Entry]:
        """
        Yield what a number is, in the *home* countries first.

        Args:
            digits: All digits that are dialled.
            home: Countries whose records count in any case.
            international: Whether the digits begin with the code of a country.
        """
        home = (*home, WORLD)
        if international:
            for size in range(1, _LONGEST_CODE + 1):
                code, rest = digits[:size], digits[size:]
                key = simplify_number(rest)
                yield from (
                    entry
                    for trunk in _TRUNKS
                    for entry in self._find_key(trunk + key, home)
                    if self._calling.get(entry.country) == code
                )
            return
        key = simplify_number(digits)
        yield from self._find_key(key, home)
        if len(key) == _WITH_OWN_CODE and key[0] == _OWN_CODE:
            key = key[1:]
        elif len(key) != _WITH_OWN_CODE - 1:
            return
        for entry in self._find_key(key, home):
            if self._calling.get(entry.country) == _OWN_CODE:
                yield entry

    def helpline(self, name: str) -> Helpline | None:
        """
        Return the helpline with this id, if there is one.
        """
        country = name.partition(".")[0].upper()
        for entries in self._country(country).values():
            for entry in entries:
                if entry.record.id == name and isinstance(entry.record, Helpline):
                    return entry.record
        return None

    def _find_key(self, key: str, home: tuple[str, ...]) -> Iterator[Entry]:
        """Yield the entries of a number without what precedes it."""
        countries = dict.fromkeys((*home, *sorted(self._read_holders(key))))
        for country in countries:
            yield from self._country(country).get(key, ())
        if self._retired is None:
            self._retired = {}
            for row in self._read_retired():
                entry = Entry(row, row.country)
                self._retired.setdefault(self._key(row.dial, row.country), []).append(
                    entry
                )
        yield from self._retired.get(key, ())

    def _country(self, country: str) -> dict[str, list[Entry]]:
        """Return the numbers of a country; read them once."""
        numbers = self._countries.get(country)
        if numbers is None:
            numbers = self._countries[country] = {}
            for line in self._read_records(country):
                for channel in line.channels:
                    if channel.dial:
                        entry = Entry(line, country, channel)
                        key = self._key(channel.dial, country)
                        numbers.setdefault(key, []).append(entry)
        return numbers

    def _key(self, dial: str, country: str) -> str:
        """Return what a dial string is found by."""
        key = simplify_number(dial)
        if (
            self._calling.get(country) == _OWN_CODE
            and len(key) == _WITH_OWN_CODE
            and key[0] == _OWN_CODE
        ):
            return key[1:]
        return key
