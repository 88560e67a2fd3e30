"""
The book of numbers: which helplines a number is, and which numbers are retired.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.helplines import WORLD, Helpline, Kind, Retired, Standing

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

_WORLD_PREFIX: Final = "int"

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
        home: The countries of the readers; their records come first.
        records: Returns the helplines of a country.
        retired: Returns the retired numbers of all countries.
        holders: Returns for the dial strings of other countries which those are.
        calling: What is dialled before numbers of a country from abroad.
        emergency: Numbers at which the emergency services of a country answer too.
    """

    def __init__(
        self,
        *,
        home: Iterable[str],
        records: Callable[[str], Iterable[Helpline]],
        retired: Callable[[], Iterable[Retired]],
        holders: Callable[[], Mapping[str, Iterable[str]]],
        calling: Mapping[str, str],
        emergency: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self.home = (*home, WORLD)
        self._read_records = records
        self._read_retired = retired
        self._read_holders = holders
        self._calling = calling
        self._emergency = emergency or {}
        self._countries: dict[str, dict[str, list[Entry]]] = {}

    def knows(self, digits: str) -> bool:
        """
        Say whether a number may be in the book; most are not.

        Args:
            digits: The digits, and nothing else, with or without the code of a country.
        """
        keys = self._keys
        if len(digits) < LONG:
            return digits in keys
        key = digits.lstrip("0")
        if key in keys:
            return True
        for size in range(1, _LONGEST_CODE + 1):
            rest = key[size:]
            if len(rest) >= LONG:
                rest = rest.lstrip("0")
            for trunk in _TRUNKS:
                if trunk + rest in keys:
                    return True
        return False

    def find(
        self, digits: str, *, international: bool = False, at_home: bool = False
    ) -> Iterator[Entry]:
        """
        Yield what a number is, at home first.

        Args:
            digits: All digits that are dialled.
            international: Whether the digits begin with the code of a country.
            at_home: Whether only helplines at home count: then no file of another
                country is read.
        """
        if international:
            for size in range(1, _LONGEST_CODE + 1):
                code, key = digits[:size], simplify_number(digits[size:])
                for trunk in _TRUNKS:
                    yield from self._find_key(trunk + key, code, at_home=at_home)
            return
        key = simplify_number(digits)
        yield from self._find_key(key, at_home=at_home)
        if len(key) == _WITH_OWN_CODE and key[0] == _OWN_CODE:
            yield from self._find_key(key[1:], _OWN_CODE, at_home=at_home)

    def helpline(self, name: str) -> Helpline | None:
        """
        Return the helpline with this id, if there is one.
        """
        prefix = name.partition(".")[0]
        country = WORLD if prefix == _WORLD_PREFIX else prefix.upper()
        for line in self._read_records(country):
            if line.id == name:
                return line
        return None

    @functools.cached_property
    def _holders(self) -> dict[str, tuple[str, ...]]:
        """The countries that may hold a number."""
        found: dict[str, set[str]] = {}
        for dial, countries in self._read_holders().items():
            for country in countries:
                found.setdefault(self._key(dial, country), set()).add(country)
        return {key: tuple(sorted(countries)) for key, countries in found.items()}

    @functools.cached_property
    def _retired(self) -> dict[str, list[Entry]]:
        """The retired numbers."""
        found: dict[str, list[Entry]] = {}
        for row in self._read_retired():
            entry = Entry(row, row.country)
            found.setdefault(self._key(row.dial, row.country), []).append(entry)
        return found

    @functools.cached_property
    def _keys(self) -> frozenset[str]:
        """All numbers in the book."""
        at_home = (key for country in self.home for key in self._country(country))
        return frozenset((*self._holders, *self._retired, *at_home))

    def _find_key(
        self, key: str, calling: str = "", *, at_home: bool
    ) -> Iterator[Entry]:
        """Yield the entries of a number without what precedes it."""
        others = () if at_home else self._holders.get(key, ())
        for country in dict.fromkeys((*self.home, *others)):
            if not calling or self._calling.get(country) == calling:
                yield from self._country(country).get(key, ())
        if at_home:
            return
        for entry in self._retired.get(key, ()):
            if not calling or self._calling.get(entry.country) == calling:
                yield entry

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
                if line.kind is Kind.EMERGENCY:
                    for dial in self._emergency.get(country, ()):
                        key = self._key(dial, country)
                        numbers.setdefault(key, []).append(Entry(line, country))
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
