"""
Hashtags: the words that they are made of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cwkit.detect.row import SENTINEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwkit.detect.matcher import Matcher
    from cwkit.detect.row import Row
    from cwkit.detect.tables import Tables

__all__ = ["Hashtags"]

_HASHTAG: Final = re.compile(r"#[A-Za-z]\w*")
_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_HASH: Final = ord("#")

_LEAST: Final = 6
"""A shorter tag is not split without capitals."""

_MOST: Final = 40
"""Nor is a longer one."""

_LEAST_WORD: Final = 3
"""Shorter words can be read out of any."""

_MOST_WAYS: Final = 16
"""In so many ways a tag is split; hardly one can be in more than two."""

_MOST_REMEMBERED: Final = 1 << 14


class Hashtags:
    """
    Find patterns in hashtags.

    Capitals part the words of a tag. One without them is split where it is made of one
    pattern's words from end to end; that it holds some would tell nothing, for those
    of other words do, too.

    Args:
        tables: The patterns.
        matcher: Finds them in rows of words.
    """

    __slots__ = ("_matcher", "_remembered", "_tables", "_words")

    def __init__(self, tables: Tables, matcher: Matcher) -> None:
        self._tables = tables
        self._matcher = matcher
        self._words: frozenset[str] | None = None
        self._remembered: dict[str, tuple[int, ...]] = {}

    def scan(
        self, text: str, encoded: bytes, row: Row
    ) -> Iterator[tuple[int, int, int, bool, int, int]]:
        """
        Scan hashtags as the words they are made of.

        Args:
            text: The text.
            encoded: The same, encoded to one byte a character, addresses blank.
            row: Its words; in it the whole tag is one.
        """
        for tag in _HASHTAG.finditer(text):
            start = tag.start()
            # What follows the hash sign in an address is none.
            if encoded[start] != _HASH:
                continue
            parts = list(_PART.finditer(tag[0]))
            if len(parts) > 1:
                at = row.find(start + 1)
                words = [part[0].lower().encode("ascii") for part in parts]
                for first, last, pattern in self._match(words):
                    yield (
                        start + parts[first].start(),
                        start + parts[last].end(),
                        pattern,
                        False,
                        at,
                        at,
                    )
            elif _LEAST < len(tag[0]) <= _MOST and len(parts[0][0]) == len(tag[0]) - 1:
                found = self._split(tag[0][1:].lower())
                at = row.find(start + 1) if found else 0
                for pattern in found:
                    yield start + 1, tag.end(), pattern, False, at, at

    def _match(self, words: list[bytes]) -> Iterator[tuple[int, int, int]]:
        """Return the first and last of the words of each pattern, and its number."""
        for first, last, pattern in self._matcher.match([SENTINEL, *words, SENTINEL]):
            yield first - 1, last - 1, pattern

    def _split(self, tag: str) -> tuple[int, ...]:
        """Return the patterns that a tag is made of from end to end."""
        known = self._remembered.get(tag)
        if known is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            ways = self._find_ways(tag)
            known = self._remembered[tag] = tuple(
                dict.fromkeys(
                    pattern
                    for words in ways
                    for first, last, pattern in self._match(
                        [word.encode("ascii") for word in words]
                    )
                    if first == 0 and last == len(words) - 1
                )
            )
        return known

    def _find_ways(self, tag: str) -> list[tuple[str, ...]]:
        """Return how a tag can be split into several words of patterns."""
        words = self._words
        if words is None:
            words = self._words = frozenset(
                word
                for word in {
                    *self._tables.anchors,
                    *" ".join(self._tables.sets).split(" "),
                }
                if len(word) >= _LEAST_WORD
            )
        # From the end: how each rest can be split, a few ways of many.
        size = len(tag)
        ways: dict[int, list[tuple[str, ...]]] = {size: [()]}
        for start in range(size - _LEAST_WORD, -1, -1):
            rests = [
                (tag[start:end], *rest)
                for end in range(start + _LEAST_WORD, size + 1)
                if end in ways and tag[start:end] in words
                for rest in ways[end]
            ]
            if rests:
                ways[start] = rests[:_MOST_WAYS]
        return [words for words in ways.get(0, ()) if len(words) > 1]
