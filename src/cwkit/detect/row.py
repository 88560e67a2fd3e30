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
_AFTER: Final = b" " + SENTINEL + b" "
_FRAME: Final = len(_BEFORE)

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
_BLANK_LINE: Final = re.compile(rb"\n[ \t\r]*\n")
_SIGN: Final = b"\x1d"
"""The control character that parts paragraphs alone."""

_SIGNS: Final = re.compile(_SIGN)

_LONGEST_QUOTATION: Final = 600
"""A quotation mark further away belongs to other words, in characters."""

_OPEN: Final = re.compile(
    # A single mark that opens, and behind it none that closes.
    rb"'(?=[A-Za-z0-9])(?:[^']|(?<=[A-Za-z])'(?=[A-Za-z]))*+"
)
_CLOSING: Final = re.compile(rb"[,.;!]'(?![A-Za-z0-9])")

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
    >>> row.fit(1, 2), row.fit(2, 3)
    ((0, 8), None)

    Args:
        encoded: The block, encoded to one byte a character.
        folded: The same, folded, with each piece laid out as one word.
        pieces: Words that folding alone does not read.

    Attributes:
        words: The folded words; the first and the last are `SENTINEL`.
    """

    __slots__ = (
        "_at",
        "_breaks",
        "_encoded",
        "_folded",
        "_marked",
        "_masked",
        "_paragraph",
        "_place",
        "_plain",
        "words",
    )

    def __init__(
        self, encoded: bytes, folded: bytes, pieces: Sequence[Piece] = ()
    ) -> None:
        self._encoded = encoded
        self._folded = framed = _BEFORE + folded + _AFTER
        # The words as they are folded, and with what the pieces among them read.
        self._plain = self.words = framed.split()
        # Where in the frame the word of this number begins. The next one asked for is
        # near it, and found from here, which is cheaper than keeping all places.
        self._at = self._place = 0
        self._masked: list[int] = []
        self._breaks: tuple[list[int], list[int]] | None = None
        # The paragraph that was asked for last: the next place is mostly inside it.
        self._paragraph = 0, -1
        self._marked = False
        if pieces:
            self._put_in(pieces)

    def _put_in(self, pieces: Sequence[Piece]) -> None:
        """Put pieces in the place of the words that they are laid out as."""
        self.words = self._plain.copy()
        number = place = 0
        for piece in pieces:
            start = piece.start + _FRAME
            number += len(self._folded[place:start].split())
            place = start
            self.words[number] = piece.word
            if piece.disguised:
                self._masked.append(number)

    def locate(self, first: int, last: int) -> tuple[int, int]:
        """
        Return where the words from *first* to *last* begin and end.
        """
        start = end = self._start(first)
        if last != first:
            end = self._start(last)
        return start - _FRAME, end + len(self._plain[last]) - _FRAME

    def fit(self, first: int, last: int) -> tuple[int, int] | None:
        """
        Return where the words from *first* to *last* begin and end; None if a sentence
        or paragraph ends between them.
        """
        start = self._start(first)
        low = start - _FRAME
        plain = self._plain
        if first == last:
            return low, low + len(plain[first])
        words = b" ".join(plain[first : last + 1])
        end = low + len(words)
        if self._folded.startswith(words + b" ", start):
            # Where single blanks part them, nothing ends but at a paragraph's own sign.
            parted = self._encoded.find(_SIGN, low, end) >= 0
        else:
            low, end = self.locate(first, last)
            parted = self.is_parted(low, end)
        return None if parted else (low, end)

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
        place += _FRAME
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
        low, high = self._find_paragraph(start)
        if not self._marked:
            return False
        encoded = self._encoded
        low = max(low, start - _LONGEST_QUOTATION)
        high = min(high, end + _LONGEST_QUOTATION)
        if encoded.count(b'"', low, start) % 2:
            return encoded.find(b'"', end, high) >= 0
        # Single ones are apostrophes too: one opens behind a blank, and before a word.
        opened = encoded.rfind(b" '", low, start) + 1
        if not opened and not encoded.startswith(b"'", low):
            return False
        return (
            _OPEN.fullmatch(encoded, opened or low, start) is not None
            and _CLOSING.search(encoded, end, high) is not None
        )

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
        low, _ = self._find_paragraph(place)
        if not low or place - low > _WINDOW:
            return first
        kept = self._folded[low + _FRAME : place + _FRAME].split()
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
        _, high = self._find_paragraph(place)
        if high - place > _WINDOW:
            return last + 1
        kept = self._folded[place + _FRAME : high + _FRAME].split()
        return min(last, number + len(kept)) + 1

    def surround(self, start: int, end: int, reach: int) -> tuple[int, int]:
        """
        Return where the paragraph begins that two places stand in, no further away
        than *reach*, and what lies so far behind them.
        """
        _, ends = self._find_breaks()
        before = bisect.bisect_right(ends, start)
        low = ends[before - 1] if before else 0
        return max(low, start - reach), min(len(self._encoded), end + reach)

    def _find_paragraph(self, place: int) -> tuple[int, int]:
        """Return where the paragraph of a place begins and ends."""
        low, high = self._paragraph
        if low <= place <= high:
            return low, high
        starts, ends = self._find_breaks()
        at = bisect.bisect_right(ends, place)
        low = ends[at - 1] if at else 0
        high = starts[at] if at < len(starts) else len(self._encoded)
        # Few paragraphs quote somebody.
        encoded = self._encoded
        self._marked = (
            encoded.find(b'"', low, high) >= 0
            or encoded.find(b" '", low, high) >= 0
            or encoded.startswith(b"'", low)
        )
        self._paragraph = low, high
        return low, high

    def _find_breaks(self) -> tuple[list[int], list[int]]:
        """Return where the paragraphs of the block end, and where the next begin."""
        if self._breaks is None:
            # Two searches, each for what begins with one character, are five times
            # faster than one for both.
            breaks = [found.span() for found in _BLANK_LINE.finditer(self._encoded)]
            if _SIGN in self._encoded:
                breaks += [found.span() for found in _SIGNS.finditer(self._encoded)]
                breaks.sort()
            self._breaks = [b[0] for b in breaks], [b[1] for b in breaks]
        return self._breaks

    def _start(self, number: int) -> int:
        """Return where in the frame a word begins."""
        at = self._at
        if number == at:
            return self._place
        plain, folded, place = self._plain, self._folded, self._place
        word = plain[number]
        # It is the first such word from here on, unless others like it stand between.
        wanted = b" " + word + b" "
        if number > at:
            place = folded.find(wanted, place - 1 if place else 0)
            seen = plain.index(word, at)
            while seen < number:
                place = folded.find(wanted, place + 1)
                seen = plain.index(word, seen + 1)
        else:
            place = folded.rfind(wanted, 0, place)
            for _ in range(plain[number + 1 : at].count(word)):
                place = folded.rfind(wanted, 0, place + 1)
        self._at = number
        self._place = place = place + 1
        return place
