"""
The scanner proposes: which pattern stands where.

A scanner is given patterns once and then texts; it knows nothing of topics. This one
needs the standard library only. It never walks the text character by character:
folding, splitting and looking words up are each one call into C, and Python touches
only the words that anchor a pattern (its rarest word) and the odd tokens.
"""

from __future__ import annotations

import bisect
import re
import string
from itertools import accumulate, compress
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from cwkit.detect.matcher import Matcher
from cwkit.detect.odd import OddTokens
from cwkit.detect.tables import Tables, lay_out
from cwkit.text import FOLD, encode_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cwkit.detect.odd import Piece
    from cwkit.packs import Pattern

__all__ = ["PortableScanner", "Proposal", "Scanner"]


class Proposal(NamedTuple):
    """
    A pattern that matches.

    Attributes:
        start: Where, in code points of the text.

        end: After its last code point.

        pattern: The number of the pattern.

        disguised: Whether a word had to be unmasked for it.
    """

    start: int
    end: int
    pattern: int
    disguised: bool


class Scanner(Protocol):
    """
    What a scanner does; a faster one must agree with this one, match for match.
    """

    def scan(self, text: str) -> Iterator[Proposal]:
        """
        Return every match of every pattern, each anchor word once, in no set order.
        """
        ...


_BLOCK: Final = 1 << 16
"""Texts are scanned in blocks, so that memory does not grow with them."""

_REACH: Final = 1 << 10
"""A match is no longer than this; blocks overlap by it."""


def _build_classes() -> bytes:
    """
    Reduce bytes to the classes that matter for finding odd tokens and sentences.

    a letter, 0 digit, ? outside Latin-1, * sign that may stand for letters, ! both
    sign and end of a sentence, # hash sign, . end of a sentence, line feed, and a
    blank for the rest.
    """
    classes = bytearray(b" " * 256)
    for byte, folded in enumerate(FOLD):
        if chr(folded).isalpha():
            classes[byte] = ord("a")
        elif chr(folded).isdigit():
            classes[byte] = ord("0")
    for byte in "*@$|+_£·¡".encode("latin-1"):
        classes[byte] = ord("*")
    for byte in b".;":
        classes[byte] = ord(".")
    for byte in b"?!#\n":
        classes[byte] = byte
    return bytes(classes)


_CLASSES: Final = _build_classes()
_ENDS: Final = (b". ", b".\n", b"! ", b"!\n", b"\n\n", b"\n \n")
_ABBREVIATION: Final = re.compile(
    # A full stop after these ends no sentence: titles, and initials as in "U.S.".
    rb"(?<![a-z])(?:mr|mrs|ms|dr|st|jr|sr|rev|gen|lt|sgt|col|capt|no|vs"
    rb"|sra|srta|dra|prof|nr|bzw|usw|av|mme|mlle|[a-z])$"
)
_HASHTAG: Final = re.compile(r"#[A-Za-z]\w*")
_HASHTAG_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


class PortableScanner:
    """
    A scanner on the standard library.

    >>> from cwkit.packs import expand_form
    >>> scanner = PortableScanner(expand_form("heavy ..1 (rain|snow)"))
    >>> list(scanner.scan("So heavy, wet snow."))
    [Proposal(start=3, end=18, pattern=0, disguised=False)]

    Args:
        patterns: What to look for; a proposal names them by number.
        frequent: Frequent words, the most frequent first; anchors avoid them.
        disguised: Words that are looked for in disguise too.
    """

    def __init__(
        self,
        patterns: Sequence[Pattern],
        *,
        frequent: Sequence[str] = (),
        disguised: Sequence[str] = (),
    ) -> None:
        self._start(lay_out(patterns, frequent), disguised)

    @classmethod
    def load(cls, tables: Tables, *, disguised: Sequence[str] = ()) -> PortableScanner:
        """
        Return a scanner over patterns that were laid out before.

        Args:
            tables: The patterns.
            disguised: Words that are looked for in disguise too.
        """
        scanner = cls.__new__(cls)
        scanner._start(tables, disguised)  # noqa: SLF001  # its own
        return scanner

    def _start(self, tables: Tables, disguised: Sequence[str]) -> None:
        """Take over the tables; what hangs on a word is unpacked when it is met."""
        self._matcher = Matcher(tables)
        self._odd = OddTokens(disguised)

    def scan(self, text: str) -> Iterator[Proposal]:
        """
        Return every match of every pattern, in no set order.

        Args:
            text: The text; offsets count its code points.
        """
        start = 0
        while start < len(text):
            end = _cut(text, start + _BLOCK)
            last = min(end + _REACH, len(text))
            if last == len(text):
                end = last
            for found in self._scan_block(text[start:last]):
                if start + found.start < end:
                    yield Proposal(start + found.start, start + found.end, *found[2:])
            start = end

    def _scan_block(self, text: str) -> Iterator[Proposal]:
        """Scan a text of bounded length."""
        encoded = _blank_addresses(encode_text(text))
        classes = encoded.translate(_CLASSES)
        folded = encoded.translate(FOLD)
        pieces = self._odd.read(text, classes)
        if pieces:
            folded = _lay_out(folded, pieces)
        known = self._matcher.known
        cut = folded.split(b" ")
        if pieces or not known.keys().isdisjoint(cut):
            row = _Row(cut, pieces)
            words = row.words
            hits = list(compress(range(len(words)), map(known.__contains__, words)))
            for first, last, pattern in self._matcher.match(words, hits):
                found = row.propose(first, last, pattern)
                if first == last or not _ends_between(encoded, classes, found):
                    yield found
        if b"#" in classes:
            yield from self._scan_hashtags(text)

    def _scan_hashtags(self, text: str) -> Iterator[Proposal]:
        """Scan hashtags as the words they are made of."""
        for tag in _HASHTAG.finditer(text):
            parts = list(_HASHTAG_PART.finditer(tag[0]))
            if len(parts) > 1:
                words = [part[0].lower().encode("ascii") for part in parts]
                for first, last, pattern in self._matcher.match(words):
                    start = tag.start() + parts[first].start()
                    end = tag.start() + parts[last].end()
                    yield Proposal(start, end, pattern, disguised=False)


class _Row:
    """The words of a block in a row, and where each of them stands."""

    __slots__ = ("_cut", "_ends", "_masked", "_starts", "_where", "words")

    def __init__(self, cut: list[bytes], pieces: Sequence[Piece]) -> None:
        self._cut = cut
        self._starts: list[int] = []
        self._where: list[int] = []
        self._ends: dict[int, int] = {}
        self._masked: set[int] = set()
        if pieces:
            self._locate()
            for piece in pieces:
                at = bisect.bisect_left(
                    range(len(cut)), piece.start, key=lambda k: self._starts[k] + k
                )
                cut[at] = piece.word
                self._ends[at] = piece.end
                if piece.disguised:
                    self._masked.add(at)
        self.words = list(filter(None, cut))

    def _locate(self) -> None:
        """Work out where words stand; most texts hold nothing, and need it never."""
        # What was cut off as number k begins behind all before it and k blanks;
        # between two separators it is empty.
        self._starts = list(accumulate(map(len, self._cut), initial=0))
        self._where = list(compress(range(len(self._cut)), self._cut))

    def propose(self, first: int, last: int, pattern: int) -> Proposal:
        """Propose a pattern from word *first* to word *last*."""
        if not self._where:
            self._locate()
        low, high = self._where[first], self._where[last]
        end = self._ends.get(high)
        if end is None:
            end = self._starts[high] + high + len(self._cut[high])
        masked = bool(self._masked) and not self._masked.isdisjoint(
            range(low, high + 1)
        )
        return Proposal(self._starts[low] + low, end, pattern, masked)


def _ends_between(encoded: bytes, classes: bytes, found: Proposal) -> bool:
    """Say whether a sentence or paragraph ends inside a match."""
    inside = classes[found.start : found.end]
    for mark in _ENDS:
        at = inside.find(mark)
        while at >= 0:
            # The class of a full stop is that of a semicolon and a question mark too.
            place = found.start + at
            if encoded[place] != _STOP or not _ABBREVIATION.search(
                encoded[max(0, place - 5) : place].lower()
            ):
                return True
            at = inside.find(mark, at + 1)
    return False


_AFTER_AT: Final = re.compile(rb"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_LOCAL: Final = frozenset(
    string.ascii_letters.encode() + string.digits.encode() + b".+_-"
)
_MAILBOX: Final = 64
"""RFC 5321, section 4.5.3.1.1: the part before the @ has at most so many octets."""

_STOP: Final = ord(".")


def _blank_addresses(encoded: bytes) -> bytes:
    """Blank e-mail addresses: what somebody calls a mailbox is no word of the text."""
    at = encoded.find(b"@")
    if at < 0:
        return encoded
    buffer = bytearray(encoded)
    while at >= 0:
        after = _AFTER_AT.match(encoded, at + 1)
        if after is not None:
            start = at
            while start > 0 and at - start < _MAILBOX and encoded[start - 1] in _LOCAL:
                start -= 1
            if start < at:
                buffer[start : after.end()] = b" " * (after.end() - start)
        at = encoded.find(b"@", at + 1)
    return bytes(buffer)


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
