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
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

from cwkit.detect.disguise import Unmasker, is_plain_accent
from cwkit.detect.tables import Tables, lay_out
from cwkit.packs import ANY_NUMBER, Pattern
from cwkit.text import encode_text, fold_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


class _Place(NamedTuple):
    """An item as the walk needs it: gap, words, and whether any number fits."""

    gap: int
    words: frozenset[bytes]
    numbers: bool


_Side: TypeAlias = tuple[_Place, ...]
"""What stands on one side of an anchor, the nearest first."""

_NUMBER: Final = ANY_NUMBER.encode("ascii")

_BLOCK: Final = 1 << 16
"""Texts are scanned in blocks, so that memory does not grow with them."""

_REACH: Final = 1 << 10
"""A match is no longer than this; blocks overlap by it."""

_LOWER: Final = bytes(b + 32 if 0x41 <= b <= 0x5A else b for b in range(256))


def _build_fold() -> bytes:
    """Letters, digits and "?" (anything outside ASCII) make words."""
    return bytes(
        _LOWER[b] if chr(b).isascii() and (chr(b).isalnum() or b == 0x3F) else 0x20
        for b in range(256)
    )


def _build_classes() -> bytes:
    """
    Reduce bytes to the classes that matter for finding odd tokens and sentences.

    a letter, 0 digit, ? outside ASCII, * sign that may stand for letters, ! both
    sign and end of a sentence, # hash sign, . end of a sentence, line feed, and a
    blank for the rest.
    """
    classes = bytearray(b" " * 256)
    for byte in range(128):
        character = chr(byte)
        if character.isalpha():
            classes[byte] = ord("a")
        elif character.isdigit():
            classes[byte] = ord("0")
    for byte in b"*@$|+_":
        classes[byte] = ord("*")
    for byte in b".;":
        classes[byte] = ord(".")
    for byte in b"?!#\n":
        classes[byte] = byte
    return bytes(classes)


_FOLD: Final = _build_fold()
_CLASSES: Final = _build_classes()

# Where a token is odd, in classes: a letter beside something that is none.
_ODD: Final = (
    b"a?",
    b"?a",
    b"a*a",
    b"a**",
    b"a##",
    b"*a",
    b"a!a",
    b"!a",
    b"a0",
    b"0a",
    b"a#a",
)
_WIDE: Final = re.compile(
    # Letters of other widths and styles, as a whole word of them.
    "[\uff21-\uff5a\u24b6-\u24e9\U0001d400-\U0001d7ff\U0001f130-\U0001f189]{3,}"
)
_SPELLED_HINTS: Final = (b"a a a a", b"a.a.a.a", b"a*a*a*a")
_SEPARATED: Final = re.compile(
    # A character outside ASCII that is neither letter, mark nor invisible: an emoji,
    # a foreign comma. It separates words as a blank does.
    r"(?:(?![€£¡·×])[^\x00-\x7f\w\u00ad\u0300-\u036f\u200b-\u200f\u2060-\u2064\ufeff])+"
)
_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
_ENDS: Final = (b". ", b".\n", b"! ", b"!\n", b"\n\n", b"\n \n")
_ABBREVIATION: Final = re.compile(
    # A full stop after these ends no sentence: titles, and initials as in "U.S.".
    rb"(?<![a-z])(?:mr|mrs|ms|dr|st|jr|sr|rev|gen|lt|sgt|col|capt|no|vs|[a-z])$"
)
_HASHTAG: Final = re.compile(r"#(\w+)")
_HASHTAG_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_MOST_TOKEN: Final = 64
"""A longer run without a blank is no word, in whatever disguise."""

_MOST_REMEMBERED: Final = 1 << 16
"""How many odd tokens are remembered: names and accents come again and again."""


class _Piece(NamedTuple):
    """A word inside an odd token, or spelled out over several."""

    start: int
    end: int
    word: bytes
    disguised: bool


class _Step(NamedTuple):
    """
    A pattern seen from its anchor: a neighbour decides whether to look further.

    Attributes:
        most: How far from the anchor, in words, the neighbour may stand.

        pattern: The number of the pattern.

        onward: What stands beyond the neighbour.

        other: What stands on the other side of the anchor.
    """

    most: int
    pattern: int
    onward: _Side
    other: _Side


class _Anchor(NamedTuple):
    """
    What hangs on an anchor word.

    Attributes:
        singles: The patterns that are this word alone.

        sides: For patterns of several words, by the word after the anchor, or before
            it where nothing follows: the direction, how many neighbours to look at,
            and the patterns by neighbour.
    """

    singles: tuple[int, ...]
    sides: tuple[tuple[int, int, dict[bytes, tuple[_Step, ...]]], ...]


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
        self._tables = tables
        self._words = {word.encode("ascii", "replace"): word for word in tables.anchors}
        self._sets: dict[int, _Place] = {}
        self._anchors: dict[bytes, _Anchor] = {}
        self._unmasker = Unmasker(disguised)
        self._remembered: dict[str, tuple[_Piece, ...]] = {}

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
        encoded = encode_text(text)
        classes = encoded.translate(_CLASSES)
        folded = encoded.translate(_FOLD)
        pieces = self._find_odd(text, classes)
        if pieces:
            folded = _lay_out(folded, pieces)
        words = folded.split(b" ")
        known = self._words
        if pieces or not known.keys().isdisjoint(words):
            tokens = _Tokens(words, encoded, classes)
            for piece in pieces:
                tokens.replace(piece)
            hits = [at for at, word in enumerate(words) if word in known]
            yield from self._match(tokens, hits)
        if b"#" in classes:
            yield from self._scan_hashtags(text, classes)

    def _match(self, tokens: _Tokens, hits: list[int]) -> Iterator[Proposal]:
        """Match what hangs on the words at *hits*."""
        words = tokens.words
        for at in hits:
            word = words[at]
            singles, sides = self._anchors.get(word) or self._unpack(word)
            for pattern in singles:
                yield tokens.propose(at, at, pattern)
            if not sides:
                continue
            low, high = tokens.sentence(at)
            done: set[int] = set()
            for direction, reach, steps in sides:
                neighbours = tokens.walk(at, direction, reach, low, high)
                for distance, near in enumerate(neighbours, 1):
                    word = words[near]
                    found = steps.get(word, ())
                    if word.isdigit():
                        found += steps.get(_NUMBER, ())
                    for most, pattern, onward, other in found:
                        if distance > most or pattern in done:
                            continue
                        outer = tokens.reach(near, direction, onward, low, high)
                        if outer is None:
                            continue
                        inner = tokens.reach(at, -direction, other, low, high)
                        if inner is not None:
                            done.add(pattern)
                            first, last = min(inner, outer), max(inner, outer)
                            yield tokens.propose(first, last, pattern)

    def _unpack(self, word: bytes) -> _Anchor:
        """Unpack what hangs on *word*, and keep it."""
        singles, numbers = self._tables.anchors[self._words[word]]
        groups: dict[int, dict[bytes, list[_Step]]] = {}
        reach: dict[int, int] = {}
        for number in numbers:
            direction, most, near, pattern, onward, other = self._tables.steps[number]
            step = _Step(most, pattern, self._side(onward), self._side(other))
            neighbours = self._place(0, near)
            table = groups.setdefault(direction, {})
            for neighbour in neighbours.words:
                table.setdefault(neighbour, []).append(step)
            if neighbours.numbers:
                table.setdefault(_NUMBER, []).append(step)
            reach[direction] = max(most, reach.get(direction, 0))
        sides = tuple(
            (
                direction,
                reach[direction],
                {w: tuple(steps) for w, steps in table.items()},
            )
            for direction, table in sorted(groups.items())
        )
        anchor = self._anchors[word] = _Anchor(tuple(singles), sides)
        return anchor

    def _side(self, pairs: Sequence[Sequence[int]]) -> _Side:
        """Unpack what stands on one side of an anchor."""
        return tuple(self._place(gap, number) for gap, number in pairs)

    def _place(self, gap: int, number: int) -> _Place:
        """Unpack a set of words; equal sets are shared."""
        place = self._sets.get(number)
        if place is None:
            words = self._tables.sets[number]
            place = self._sets[number] = _Place(
                0,
                frozenset(
                    w.encode("ascii", "replace") for w in words if w != ANY_NUMBER
                ),
                ANY_NUMBER in words,
            )
        return place._replace(gap=gap) if gap else place

    def _scan_hashtags(self, text: str, classes: bytes) -> Iterator[Proposal]:
        """Scan hashtags as the words they are made of."""
        at = classes.find(b"#a")
        while at >= 0:
            found = _HASHTAG.match(text, at)
            if found is not None:
                parts = list(_HASHTAG_PART.finditer(found[1]))
                if len(parts) > 1:
                    words = [part[0].lower().encode("ascii") for part in parts]
                    # A hashtag is a sentence of its own, with no blanks in it.
                    tokens = _Tokens(words, b"", b" " * (found.end() - at))
                    for number, part in enumerate(parts):
                        tokens.place(number, 1 + part.start(), 1 + part.end())
                    hits = [n for n, word in enumerate(words) if word in self._words]
                    for start, end, pattern, masked in self._match(tokens, hits):
                        yield Proposal(at + start, at + end, pattern, masked)
            at = classes.find(b"#a", at + 1)

    def _find_odd(self, text: str, classes: bytes) -> list[_Piece]:
        """Return the words hidden in odd tokens, in order, not overlapping."""
        spots: dict[int, int] = {}
        for shape in _ODD:
            at = classes.find(shape)
            while at >= 0:
                start = _find_start(classes, at + 1)
                end = _find_end(classes, at + 1)
                spots[start] = end
                at = classes.find(shape, end)
        if b"???" in classes:
            for wide in _WIDE.finditer(text):
                spots[_find_start(classes, wide.start())] = _find_end(
                    classes, wide.start()
                )
        pieces = [
            _Piece(start + piece.start, start + piece.end, *piece[2:])
            for start, end in spots.items()
            if end - start <= _MOST_TOKEN
            for piece in self._read_token(text[start:end])
        ]
        if any(hint in classes for hint in _SPELLED_HINTS):
            spelled = [
                _Piece(start, end, word.encode("ascii"), disguised=True)
                for start, end, word in self._unmasker.spelled(text)
            ]
            starts = [piece.start for piece in spelled]
            pieces = [
                piece
                for piece in pieces
                if not _lies_in(piece, spelled, bisect.bisect(starts, piece.start))
            ] + spelled
        return sorted(pieces)

    def _read_token(self, token: str) -> tuple[_Piece, ...]:
        """Read an odd token; the answer is remembered."""
        pieces = self._remembered.get(token)
        if pieces is None:
            pieces = tuple(_read_pieces(token, self._unmasker))
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[token] = pieces
        return pieces


class _Tokens:
    """The words of a block, with their places."""

    __slots__ = (
        "_breaks",
        "_classes",
        "_encoded",
        "_masked",
        "_starts",
        "ends",
        "words",
    )

    def __init__(self, words: list[bytes], encoded: bytes, classes: bytes) -> None:
        self.words = words
        self._encoded = encoded
        self._classes = classes
        # Word number k begins behind all words before it and k blanks.
        self._starts = list(accumulate(map(len, words), initial=0))
        self.ends: dict[int, int] = {}
        self._masked: set[int] = set()
        self._breaks: list[int] | None = None

    def start(self, at: int) -> int:
        """Return where word number *at* begins."""
        return self._starts[at] + at

    def end(self, at: int) -> int:
        """Return where word number *at* ends."""
        return self.ends.get(at) or self._starts[at] + at + len(self.words[at])

    def place(self, at: int, start: int, end: int) -> None:
        """Say where word number *at* stands."""
        self._starts[at] = start - at
        self.ends[at] = end

    def replace(self, piece: _Piece) -> None:
        """Put the word behind an odd token in its place."""
        at = bisect.bisect_left(range(len(self.words)), piece.start, key=self.start)
        self.words[at] = piece.word
        self.ends[at] = piece.end
        if piece.disguised:
            self._masked.add(at)

    def propose(self, first: int, last: int, pattern: int) -> Proposal:
        """Propose a pattern from word *first* to word *last*."""
        masked = bool(self._masked) and not self._masked.isdisjoint(
            range(first, last + 1)
        )
        return Proposal(self.start(first), self.end(last), pattern, masked)

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the offsets between which a match around *at* must lie."""
        if self._breaks is None:
            self._breaks = _find_breaks(self._classes)
        breaks = self._breaks
        start = self.start(at)
        after = before = bisect.bisect_left(breaks, start)
        while after < len(breaks) and self._abbreviates(breaks[after]):
            after += 1
        while before > 0 and self._abbreviates(breaks[before - 1]):
            before -= 1
        low = breaks[before - 1] if before > 0 else 0
        high = breaks[after] if after < len(breaks) else len(self._classes)
        return low, high

    def _abbreviates(self, at: int) -> bool:
        """Say whether the mark at *at* is the full stop of an abbreviation."""
        return self._encoded[at : at + 1] == b"." and bool(
            _ABBREVIATION.search(self._encoded[max(0, at - 5) : at].lower())
        )

    def walk(self, at: int, step: int, count: int, low: int, high: int) -> list[int]:
        """
        Return the numbers of up to *count* words from *at* on, inside its sentence.

        Empty words (between two separators) do not count.
        """
        words, starts = self.words, self._starts
        found: list[int] = []
        last = len(words)
        for _ in range(count):
            at += step
            while 0 <= at < last and not words[at]:
                at += step
            if not 0 <= at < last or not low <= starts[at] + at < high:
                break
            found.append(at)
        return found

    def reach(self, at: int, step: int, side: _Side, low: int, high: int) -> int | None:
        """
        Walk from word *at* along *side* and return the last word that fits.

        The nearest fitting word is tried first, so that a match is as short as can
        be.
        """
        if not side:
            return at
        gap, accepted, numbers = side[0]
        for near in self.walk(at, step, gap + 1, low, high):
            word = self.words[near]
            if word in accepted or (numbers and word.isdigit()):
                last = self.reach(near, step, side[1:], low, high)
                if last is not None:
                    return last
        return None


def _find_breaks(classes: bytes) -> list[int]:
    """Return where sentences and paragraphs end, in order."""
    breaks: list[int] = []
    for mark in _ENDS:
        at = classes.find(mark)
        while at >= 0:
            breaks.append(at)
            at = classes.find(mark, at + 1)
    breaks.sort()
    return breaks


def _cut(text: str, end: int) -> int:
    """Return where to end a block: behind a blank, if there is one near."""
    at = text.rfind(" ", end - _REACH, end)
    return end if at < 0 or end >= len(text) else at + 1


def _find_start(classes: bytes, at: int) -> int:
    """Return where the token around *at* begins."""
    low = max(0, at - _MOST_TOKEN)
    return max(low, 1 + max(classes.rfind(c, low, at) for c in (b" ", b".", b"\n")))


def _find_end(classes: bytes, at: int) -> int:
    """Return where the token around *at* ends."""
    high = at + _MOST_TOKEN
    for mark in (b" ", b".", b"\n"):
        found = classes.find(mark, at, high)
        if found >= 0:
            high = found
    return min(high, len(classes))


def _lies_in(piece: _Piece, others: list[_Piece], after: int) -> bool:
    """Say whether *piece* overlaps one of *others*; they lie apart, in order."""
    return (after > 0 and others[after - 1].end > piece.start) or (
        after < len(others) and others[after].start < piece.end
    )


def _lay_out(folded: bytes, pieces: list[_Piece]) -> bytes:
    """Make each piece one word of the same length."""
    # What touches a piece is no part of a word, though it may be foreign.
    buffer = bytearray(b" " + folded + b" ")
    for start, end, *_ in pieces:
        buffer[start : end + 2] = b" " + b"x" * (end - start) + b" "
    return bytes(buffer[1:-1])


def _read_pieces(token: str, unmasker: Unmasker) -> Iterator[_Piece]:
    """Read an odd token: accented words as they are, others by what they hide."""
    start = 0
    for separator in [*_SEPARATED.finditer(token), None]:
        end = separator.start() if separator else len(token)
        part = token[start:end]
        piece = _read_part(part, unmasker) if part else None
        if piece is not None:
            yield _Piece(start + piece.start, start + piece.end, *piece[2:])
        start = separator.end() if separator else end


def _read_part(part: str, unmasker: Unmasker) -> _Piece | None:
    """Read a part of an odd token that holds at most one word."""
    word = unmasker.unmask(part)
    if word is not None and part[0] not in "*_":
        disguised = not is_plain_accent(part)
        return _Piece(0, len(part), word.encode("ascii"), disguised)
    core = _EDGES.sub("", part)
    start = part.find(core)
    end = start + len(core)
    if is_plain_accent(core):
        # Also an ASCII word that only had signs around it, or an emoji beside it.
        plain = fold_word(core).encode("ascii", "replace")
        return _Piece(start, end, plain, disguised=False)
    word = unmasker.unmask(core)
    if word is not None:
        return _Piece(start, end, word.encode("ascii"), disguised=True)
    return None
