"""
Rows: the words of a block of text, where each stands, and what parts them.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cwkit.detect.odd import Piece

__all__ = ["SENTINEL", "Row"]

SENTINEL: Final = b"\x00"
"""The word at each end of a row; no text holds it."""

_BEFORE: Final = SENTINEL + b" "
_AFTER: Final = b" " + SENTINEL

_END: Final = re.compile(
    # The end of a sentence: a mark before a blank (a question mark is encoded as a
    # semicolon), or a blank line.
    rb"[.;!][ \n]|\n ?\n|\x1d"
)
_ABBREVIATION: Final = re.compile(
    # A full stop after these ends no sentence: titles, initials as in "U.S.", and the
    # number of a day or week ("am 3. Mai").
    rb"(?<![a-z])(?:mr|mrs|ms|dr|st|jr|sr|rev|gen|lt|sgt|col|capt|no|vs|ca|mio|mrd"
    rb"|sra|srta|dra|prof|nr|bzw|usw|av|mme|mlle|[a-z])$|(?<![0-9.,:])[0-9]{1,2}$"
)
_LONGEST_ABBREVIATION: Final = 5
_STOP: Final = ord(".")
_BLANK: Final = ord(" ")
_PARAGRAPH: Final = re.compile(rb"\n[ \t\r]*\n|\x1d")

_STEP: Final = 12
"""A guess at how many characters a word takes, with what parts it from the next."""

_SPARE: Final = 64

_LONGEST_QUOTATION: Final = 600
"""A quotation mark further away belongs to other words, in characters."""

_WINDOW: Final = 240
"""No further is looked for the end of a paragraph around a place, in characters."""


class Row:
    r"""
    The words of a block in a row, and where each of them stands.

    >>> row = Row(b"An apple. A pear.", b"an apple  a pear ")
    >>> row.words
    [b'\x00', b'an', b'apple', b'a', b'pear', b'\x00']
    >>> row.locate(2, 3)
    (3, 11)
    >>> row.is_parted(3, 11), row.is_parted(10, 16)
    (True, False)

    Args:
        encoded: The block, encoded to one byte a character.
        folded: The same, folded, with each piece laid out as one word.
        pieces: Words that folding alone does not read.

    Attributes:
        words: The folded words; the first and the last are `SENTINEL`.
    """

    __slots__ = ("_at", "_encoded", "_folded", "_masked", "_place", "words")

    def __init__(
        self, encoded: bytes, folded: bytes, pieces: Sequence[Piece] = ()
    ) -> None:
        self._encoded = encoded
        self._folded = framed = _BEFORE + folded + _AFTER
        self.words = framed.split()
        # Where in the frame the word of this number begins. The next one asked for is
        # near it, and found from here, which is cheaper than keeping all places.
        self._at = self._place = 0
        self._masked: list[int] = []
        number = place = 0
        for piece in pieces:
            start = piece.start + len(_BEFORE)
            number += len(framed[place:start].split())
            place = start
            self.words[number] = piece.word
            if piece.disguised:
                self._masked.append(number)

    def locate(self, first: int, last: int) -> tuple[int, int]:
        """
        Return where the words from *first* to *last* begin and end.
        """
        start = self._start(first)
        end = self._folded.find(b" ", start if first == last else self._start(last))
        return start - len(_BEFORE), end - len(_BEFORE)

    def is_masked(self, first: int, last: int) -> bool:
        """
        Say whether a word from *first* to *last* had to be unmasked.
        """
        at = bisect.bisect_left(self._masked, first)
        return at < len(self._masked) and self._masked[at] <= last

    def find(self, place: int) -> int:
        """
        Return the number of the first word that begins at *place* or after it.
        """
        place += len(_BEFORE)
        folded = self._folded
        if place >= self._place:
            number = self._at + len(folded[self._place : place].split())
        else:
            # A word that begins before it is none of them.
            inside = folded[place] != _BLANK and folded[place - 1] != _BLANK
            number = self._at - len(folded[place : self._place].split()) + inside
        # The next place asked for is near this one.
        self._start(min(number, len(self.words) - 1))
        return self._at

    def is_parted(self, start: int, end: int) -> bool:
        """
        Say whether a sentence or paragraph ends between two places.
        """
        encoded = self._encoded
        for mark in _END.finditer(encoded, start, end):
            at = mark.start()
            if encoded[at] != _STOP or not _ABBREVIATION.search(
                encoded[max(0, at - _LONGEST_ABBREVIATION) : at].lower()
            ):
                return True
        return False

    def is_quoted(self, start: int, end: int) -> bool:
        """
        Say whether a place stands between quotation marks of one paragraph.
        """
        encoded = self._encoded
        if b'"' not in encoded:
            return False
        low = max(0, start - _LONGEST_QUOTATION)
        breaks = self._find_breaks(low, start)
        low = breaks[-1].end() if breaks else low
        if encoded.count(b'"', low, start) % 2 == 0:
            return False
        closing = encoded.find(b'"', end, end + _LONGEST_QUOTATION)
        return closing >= 0 and not self._find_breaks(end, closing)

    def before(self, number: int, count: int, place: int) -> int:
        """
        Return the number of the first of *count* words before one; of fewer, if a
        paragraph parts them from it.

        Args:
            number: The number of the word.
            count: How many words.
            place: Where the word begins.
        """
        first = max(1, number - count)
        low = max(0, place - _WINDOW)
        breaks = self._find_breaks(low, place)
        if not breaks:
            return first
        frame = len(_BEFORE)
        kept = self._folded[breaks[-1].end() + frame : place + frame].split()
        return max(first, number - len(kept))

    def after(self, number: int, count: int, place: int) -> int:
        """
        Return the number behind the last of *count* words after one; of fewer, if a
        paragraph parts them from it.

        Args:
            number: The number of the word.
            count: How many words.
            place: Where the word ends.
        """
        last = min(number + count, len(self.words) - 2)
        breaks = self._find_breaks(place, place + _WINDOW)
        if not breaks:
            return last + 1
        frame = len(_BEFORE)
        kept = self._folded[place + frame : breaks[0].start() + frame].split()
        return min(last, number + len(kept)) + 1

    def _find_breaks(self, start: int, end: int) -> list[re.Match[bytes]]:
        """Return where paragraphs end between two places."""
        encoded = self._encoded
        if (
            encoded.find(b"\n", start, end) < 0
            and encoded.find(b"\x1d", start, end) < 0
        ):
            return []
        return list(_PARAGRAPH.finditer(encoded, start, end))

    def _start(self, number: int) -> int:
        """Return where in the frame a word begins."""
        steps = number - self._at
        folded = self._folded
        place = self._place
        if steps > 0:
            size = steps * _STEP + _SPARE
            while True:
                part = folded[place : place + size]
                rest = part.split(None, steps)
                if len(rest) > steps:
                    break
                size *= 2
            place += len(part) - len(rest[-1])
        elif steps < 0:
            size = _SPARE - steps * _STEP
            while True:
                low = max(0, place - size)
                part = folded[low:place]
                rest = part.rsplit(None, -steps)
                # With the words wanted there is something before them, so that the
                # first of them is whole.
                if len(rest) > -steps:
                    break
                size *= 2
            left = part[len(rest[0]) :]
            place = low + len(rest[0]) + len(left) - len(left.lstrip())
        self._at, self._place = number, place
        return place
