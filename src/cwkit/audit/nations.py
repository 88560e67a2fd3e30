"""
Nations: which country a page says that a number is for.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Nations"]

_CODE: Final = 2
"""As many letters has a code, which is no word where it is written otherwise."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_ENDINGS: Final = ("", "s", "e", "en", "er", "es")
_LEAST: Final = 4
"""A name with fewer letters is not found with an ending behind it."""

_HEAD: Final = 4
"""So many letters tell how a name begins; the ending stands behind them."""

_LARGE: Final = "^"
"""What stands before the names that begin with a capital."""


@attrs.frozen(eq=False)
class Nations:
    """
    What countries are called.

    >>> nations = Nations({"AU": ("Australia", "Australian"), "GB": ("U.K.",)})
    >>> sorted(nations.find("For Australians, and in the UK"))
    ['AU', 'GB']

    Attributes:
        names: The names of each country, and what its people are called, by its code;
            the code need not be among them.
    """

    names: Mapping[str, Iterable[str]]

    @functools.cached_property
    def _index(self) -> dict[str, frozenset[str]]:
        """Which countries may be meant by some words."""
        found: dict[str, set[str]] = {}
        for code, names in self.names.items():
            for name in (code, *names):
                # Only what is written small in the data may be so on a page: "polish"
                # and "turkey" are words too.
                for key in {_mark(name), _LARGE + _fold(name)}:
                    found.setdefault(key, set()).add(code)
        return {name: frozenset(codes) for name, codes in found.items()}

    @functools.cached_property
    def _heads(self) -> dict[str, int]:
        """
        How names begin, and how many words the longest of each has.

        Most words begin no name, and need no closer look.
        """
        found: dict[str, int] = {}
        for code, names in self.names.items():
            for name in (code, *names):
                words = _WORD.findall(name)
                # "U.K." may be written without its full stops.
                for letters in (words[0], "".join(words)):
                    head = letters[:_HEAD].casefold()
                    found[head] = max(found.get(head, 0), len(words))
        return found

    def find(self, text: str) -> frozenset[str]:
        """
        Return the countries that a text names.

        Args:
            text: Some words of a page.
        """
        words = _WORD.findall(text)
        heads = self._heads
        found: set[str] = set()
        for start, word in enumerate(words):
            longest = heads.get(word[:_HEAD].casefold(), 0)
            if longest:
                for name in _read_names(words[start : start + longest]):
                    found.update(self._index.get(name, ()))
        return frozenset(found)


def _read_names(words: list[str]) -> Iterator[str]:
    """Yield what the first of these words may name, alone or with those behind it."""
    for count in range(1, len(words) + 1):
        name = "".join(words[:count])
        # "It is up to us": a code is written in capitals.
        if len(name) <= _CODE and not name.isupper():
            continue
        key = _mark(name)
        for ending in _ENDINGS:
            if not ending or (key.endswith(ending) and len(name) > _LEAST):
                yield key.removesuffix(ending)


def _mark(name: str) -> str:
    """Return the letters of a name, and whether it begins with a capital."""
    return ("" if name[0].islower() else _LARGE) + _fold(name)


def _fold(name: str) -> str:
    """Return the letters of a name, without case."""
    return "".join(_WORD.findall(name)).casefold()
