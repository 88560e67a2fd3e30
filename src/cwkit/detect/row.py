"""
Rows: the words of a block of text, where each stands, and what parts them.
"""

from __future__ import annotations

import bisect
import re
from itertools import accumulate
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
    # A full stop after these ends no sentence: titles, and initials as in "U.S.".
    rb"(?<![a-z])(?:mr|mrs|ms|dr|st|jr|sr|rev|gen|lt|sgt|col|capt|no|vs"
    rb"|sra|srta|dra|prof|nr|bzw|usw|av|mme|mlle|[a-z])$"
)
_LONGEST_ABBREVIATION: Final = 5
_STOP: Final = ord(".")
_PARAGRAPH: Final = re.compile(rb"\n[ \t\r]*\n|\x1d")


class Row:
    r"""
    The words of a block in a row, and where each of them stands.

    >>> row = Row(b"An apple. A pear.", b"an apple  a pear ")
    >>> row.words
    [b'\\x00', b'an', b'apple', b'', b'a', b'pear', b'', b'\\x00']
    >>> row.locate(2, 4)
    (3, 11)
    >>> row.is_parted(3, 11), row.is_parted(10, 16)
    (True, False)

    Args:
        encoded: The block, encoded to one byte a character.
        folded: The same, folded, with each piece laid out as one word.
        pieces: Words that folding alone does not read.

    Attributes:
        words: The folded words. Where two separators follow each other, an empty one
            stands between them; the first and the last are `SENTINEL`.
    """

    __slots__ = (
        "_at",
        "_cut",
        "_encoded",
        "_ends",
        "_masked",
        "_place",
        "words",
    )

    def __init__(
        self, encoded: bytes, folded: bytes, pieces: Sequence[Piece] = ()
    ) -> None:
        self._encoded = encoded
        self._cut = (_BEFORE + folded + _AFTER).split(b" ")
        # Where the word of this number begins. The next one asked for is near it, and
        # found from here: adding up lengths is cheaper than keeping all places.
        self._at, self._place = 1, 0
        self._ends: dict[int, int] = {}
        self._masked: set[int] = set()
        self.words = self._cut
        if pieces:
            self.words = self._cut.copy()
            starts = [
                start + number - len(_BEFORE)
                for number, start in enumerate(
                    accumulate(map(len, self._cut), initial=0)
                )
            ]
            for piece in pieces:
                at = bisect.bisect_left(starts, piece.start)
                self._ends[at] = piece.end
                if piece.disguised:
                    self._masked.add(at)
                self.words[at] = piece.word

    def start(self, number: int) -> int:
        """
        Return where a word begins, in code points of the block.
        """
        at = self._at
        if number >= at:
            self._place += len(b" ".join(self._cut[at:number])) + (number > at)
        else:
            self._place -= len(b" ".join(self._cut[number:at])) + 1
        self._at = number
        return self._place

    def locate(self, first: int, last: int) -> tuple[int, int]:
        """
        Return where the words from *first* to *last* begin and end.
        """
        start = self.start(first)
        if first != last:
            return start, self.start(last) + len(self._cut[last])
        return start, start + len(self._cut[last])

    def is_masked(self, first: int, last: int) -> bool:
        """
        Say whether a word from *first* to *last* had to be unmasked.
        """
        return not self._masked.isdisjoint(range(first, last + 1))

    def find(self, place: int) -> int:
        """
        Return the number of the first word that begins at *place* or after it.
        """
        number, start = self._at, self._place
        cut = self._cut
        while number > 1 and start >= place:
            number -= 1
            start -= len(cut[number]) + 1
        last = len(cut) - 1
        while number < last and start < place:
            start += len(cut[number]) + 1
            number += 1
        return number

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

    def before(self, number: int, count: int) -> list[bytes]:
        """
        Return at least *count* words before one, if there are so many.

        They may stand in other paragraphs, and empty ones may be among them.
        """
        words = self.words
        size = count
        while True:
            low = number - size
            if low <= 0:
                return words[:number]
            near = words[low:number]
            if size - near.count(b"") >= count:
                return near
            size *= 2

    def after(self, number: int, count: int) -> list[bytes]:
        """
        Return at least *count* words after one, as `before` does.
        """
        words = self.words
        size = count
        while True:
            near = words[number + 1 : number + size + 1]
            if len(near) < size or size - near.count(b"") >= count:
                return near
            size *= 2

    def numbers_before(self, number: int, count: int) -> list[int]:
        """
        Return the numbers of up to *count* words before one, not across a paragraph.
        """
        words = self.words
        near: list[int] = []
        at = number - 1
        while at > 0 and len(near) < count:
            if words[at]:
                near.append(at)
            at -= 1
        near.reverse()
        if near and self._is_broken(near[0], number):
            start, end = self.start(near[0]), self.start(number)
            *_, last = _PARAGRAPH.finditer(self._encoded, start, end)
            after = self.find(last.end())
            return [at for at in near if at >= after]
        return near

    def numbers_after(self, number: int, count: int) -> list[int]:
        """
        Return the numbers of up to *count* words after one, not across a paragraph.
        """
        words = self.words
        near: list[int] = []
        last = len(words) - 1
        at = number + 1
        while at < last and len(near) < count:
            if words[at]:
                near.append(at)
            at += 1
        if near and self._is_broken(number, near[-1]):
            start, end = self.start(number), self.start(near[-1])
            first = next(_PARAGRAPH.finditer(self._encoded, start, end))
            before = self.find(first.start())
            return [at for at in near if at < before]
        return near

    def words_before(self, number: int, count: int) -> list[bytes]:
        """
        Return up to *count* words before one, not across a paragraph.
        """
        near = self.before(number, count)
        if self._is_broken(number - len(near), number):
            return [self.words[at] for at in self.numbers_before(number, count)]
        return [word for word in near if word][-count:]

    def words_after(self, number: int, count: int) -> list[bytes]:
        """
        Return up to *count* words after one, not across a paragraph.
        """
        near = self.after(number, count)
        if self._is_broken(number, number + len(near)):
            return [self.words[at] for at in self.numbers_after(number, count)]
        return [word for word in near if word][:count]

    def _is_broken(self, first: int, last: int) -> bool:
        """Say whether a paragraph ends between two words."""
        encoded = self._encoded
        start, end = self.start(max(1, first)), self.start(last)
        if (
            encoded.find(b"\n", start, end) < 0
            and encoded.find(b"\x1d", start, end) < 0
        ):
            return False
        return _PARAGRAPH.search(encoded, start, end) is not None
