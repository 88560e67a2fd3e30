"""
The scanner proposes: which pattern stands where.

A scanner is given patterns once and then texts; it knows nothing of topics. This one
needs the standard library only. It never walks the text character by character:
folding, splitting and looking words up are each one call into C, and Python touches
only the words that anchor a pattern (its rarest word) and the odd tokens.
"""

from __future__ import annotations

import bisect
from itertools import compress
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

from cwkit.detect.addresses import blank_addresses, find_hosts
from cwkit.detect.hashtags import Hashtags
from cwkit.detect.matcher import Matcher
from cwkit.detect.odd import OddTokens
from cwkit.detect.row import Row
from cwkit.detect.tables import Tables, lay_out
from cwkit.text import FOLD, encode_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cwkit.detect.odd import Piece
    from cwkit.packs import Pattern

__all__ = ["PortableScanner", "Proposal", "Scanner", "Stretch"]


Proposal: TypeAlias = tuple[int, int, int, bool, int, int]
"""
A pattern that matches: where, in code points of the text; after its last code point;
the number of the pattern; whether a word had to be unmasked for it; the numbers of its
first and last word in the row of its block.
"""


class Stretch(NamedTuple):
    """
    A stretch of a text, read at once, and what was proposed in it.

    Attributes:
        start: Where the stretch begins, in code points of the text.

        first: The first place of the text that is this stretch's own.

        last: The place after the last that is its own.

        text: The stretch, with what stands around it, so that no words are missed.

        row: Its words.

        proposals: What is proposed, in no set order.
    """

    start: int
    first: int
    last: int
    text: str
    row: Row
    proposals: list[Proposal]


class Scanner(Protocol):
    """
    What a scanner does; a faster one must agree with this one, match for match.
    """

    def read(self, text: str, odd: OddTokens | None = None) -> Iterator[Stretch]:
        """
        Return the blocks of a text, in order, with every match of every pattern in
        them, each anchor word once.

        Args:
            text: The text.
            odd: Reads its odd tokens, if other words are looked for in disguise.
        """
        ...


_BLOCK: Final = 1 << 16
"""Texts are scanned in blocks, so that memory does not grow with them."""

_REACH: Final = 1 << 10
"""A match is no longer than this; blocks overlap by it, before and behind."""

_LEAST_COUNTED: Final = 4_096
"""Words are counted to so many at least: a page has no more."""


class PortableScanner:
    """
    A scanner on the standard library.

    >>> from cwkit.packs import expand_form
    >>> scanner = PortableScanner(expand_form("heavy ..1 (rain|snow)"))
    >>> list(scanner.scan("So heavy, wet snow."))
    [(3, 18, 0, False, 2, 4)]

    Args:
        patterns: What to look for; a proposal names them by number.
        frequent: Frequent words, the most frequent first; anchors avoid them.
        disguised: Words that are looked for in disguise too.
        masked: Those of which a first and last letter are enough, the likeliest first.

    Attributes:
        odd: Reads odd tokens.
    """

    odd: OddTokens

    def __init__(
        self,
        patterns: Sequence[Pattern],
        *,
        frequent: Sequence[str] = (),
        disguised: Sequence[str] = (),
        masked: Sequence[str] = (),
    ) -> None:
        self._start(lay_out(patterns, frequent), disguised, masked)

    @classmethod
    def load(
        cls,
        tables: Tables,
        *,
        disguised: Sequence[str] = (),
        masked: Sequence[str] = (),
        foreign: Iterable[str] = (),
    ) -> PortableScanner:
        """
        Return a scanner over patterns that were laid out before.

        Args:
            tables: The patterns.
            disguised: Words that are looked for in disguise too.
            masked: Those of which a first and last letter are enough.
            foreign: Words outside ASCII that the rows are to hold besides.
        """
        scanner = cls.__new__(cls)
        scanner._start(tables, disguised, masked, foreign)  # noqa: SLF001  # its own
        return scanner

    def _start(
        self,
        tables: Tables,
        disguised: Sequence[str],
        masked: Sequence[str],
        foreign: Iterable[str] = (),
    ) -> None:
        """Take over the tables; what hangs on a word is unpacked when it is met."""
        self._matcher = Matcher(tables)
        self._known = self._matcher.known
        self.odd = OddTokens(disguised, masked, {*tables.foreign(), *foreign})
        self._hashtags = Hashtags(tables, self._matcher)
        self._counted: Sequence[int] = ()

    def scan(self, text: str) -> Iterator[Proposal]:
        """
        Return every match of every pattern, in no set order.

        Args:
            text: The text; offsets count its code points.
        """
        for block in self.read(text):
            yield from block.proposals

    def read(self, text: str, odd: OddTokens | None = None) -> Iterator[Stretch]:
        """
        Return the blocks of a text, and what is proposed in each.

        Args:
            text: The text; the offsets of proposals count its code points.
            odd: Reads its odd tokens, if other words are looked for in disguise.
        """
        odd = odd or self.odd
        if len(text) <= _BLOCK:
            row, proposals = self._scan_block(text, odd)
            yield Stretch(0, 0, len(text), text, row, proposals)
            return
        start = 0
        while start < len(text):
            end = _cut(text, start + _BLOCK)
            # A block of its own words, with those around it.
            before = _cut(text, max(0, start - _REACH)) if start else 0
            last = min(end + _REACH, len(text))
            if last == len(text):
                end = last
            part = text[before:last]
            row, found = self._scan_block(part, odd)
            yield Stretch(
                before,
                start,
                end,
                part,
                row,
                [
                    (before + low, before + high, pattern, disguised, first, last)
                    for low, high, pattern, disguised, first, last in found
                    if start <= before + low < end
                ],
            )
            start = end

    def _scan_block(self, text: str, odd: OddTokens) -> tuple[Row, list[Proposal]]:
        """Scan a text of bounded length."""
        encoded = encode_text(text)
        if b"/" in encoded or b"@" in encoded:
            encoded = blank_addresses(encoded)
        folded = encoded.translate(FOLD)
        pieces = odd.read(text, encoded, folded)
        if pieces:
            folded = _lay_out(folded, pieces)
        row = Row(encoded, folded, pieces)
        words = row.words
        hits = compress(self._count(len(words)), map(self._known.__contains__, words))
        proposals: list[Proposal] = []
        for first, last, pattern in self._matcher.match(words, hits):
            place = row.fit(first, last)
            if place is not None:
                masked = row.is_masked(first, last) if pieces else False
                proposals.append((*place, pattern, masked, first, last))
        if b"#" in encoded:
            proposals += self._hashtags.scan(text, encoded, row)
        # Few texts have anything in them that an address could hold.
        if proposals and b"www." in encoded:
            hosts = find_hosts(encoded)
            starts = [start for start, _ in hosts]
            proposals = [
                proposal
                for proposal in proposals
                for at in (bisect.bisect_right(starts, proposal[0]) - 1,)
                if at < 0 or proposal[0] >= hosts[at][1]
            ]
        return row, proposals

    def _count(self, size: int) -> Sequence[int]:
        """Return the numbers from 0 on, at least so many; they are kept for all."""
        counted = self._counted
        if len(counted) < size:
            # A block is of bounded length, and so is this.
            counted = self._counted = list(range(max(size, _LEAST_COUNTED)))
        return counted


def _cut(text: str, end: int) -> int:
    """Return where to end a block: behind a blank, if there is one near."""
    at = text.rfind(" ", end - _REACH, end)
    return end if at < 0 or end >= len(text) else at + 1


def _lay_out(folded: bytes, pieces: Sequence[Piece]) -> bytes:
    """Make each piece one word of the same length."""
    # What touches a piece is no part of a word, though it may be foreign.
    buffer = bytearray(b" " + folded + b" ")
    for start, end, *_ in pieces:
        buffer[start : end + 2] = b" " + b"x" * (end - start) + b" "
    return bytes(buffer[1:-1])
