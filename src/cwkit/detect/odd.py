"""
Odd tokens: words with a symbol or digit, an accent or an invisible character inside.

They are looked for by the classes of neighbouring characters, which takes a handful of
searches however long the text is; only what is found is read character by character.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cwkit.detect.disguise import Unmasker, is_plain_accent
from cwkit.text import fold_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["OddTokens", "Piece"]

# Where a token is odd, in classes: a letter beside something that is none.
# The shapes stand under the class that is rare in them: where a text has none of it,
# one fast search tells that it has none of the shapes either.
_ODD: Final = {
    b"?": (b"a?", b"?a"),
    b"*": (b"a*a", b"a**", b"*a"),
    b"!": (b"a!a", b"!a"),
    b"0": (b"a0", b"0a"),
    b"#": (b"a#a", b"a##"),
}
_WIDE: Final = re.compile(
    # Letters of other widths and styles, as a whole word of them.
    "[\uff21-\uff5a\u24b6-\u24e9\U0001d400-\U0001d7ff\U0001f130-\U0001f189]{3,}"
)
_SPELLED_HINTS: Final = (b"a a a a", b"a.a.a.a", b"a*a*a*a")
_BLANKS: Final = (b" ", b".", b"\n")
_SEPARATED: Final = re.compile(
    # A character outside ASCII that is neither letter, mark nor invisible: an emoji,
    # a foreign comma. It separates words as a blank does.
    r"(?:(?![€£¡·×])[^\x00-\x7f\w\u00ad\u0300-\u036f\u200b-\u200f\u2060-\u2064\ufeff])+"
)
_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")

_MOST_TOKEN: Final = 64
"""A longer run without a blank is no word, in whatever disguise."""

_MOST_REMEMBERED: Final = 1 << 16
"""How many odd tokens are remembered: names and accents come again and again."""

_AROUND: Final = 128
"""How far around a hint at a word that is spelled out its letters are looked for."""


class Piece(NamedTuple):
    """
    A word inside an odd token, or spelled out over several.

    Attributes:
        start: Where it begins, in code points of the text.

        end: Where it ends.

        word: The folded word.

        disguised: Whether it had to be unmasked.
    """

    start: int
    end: int
    word: bytes
    disguised: bool


class OddTokens:
    """
    Read the odd tokens of texts.

    >>> reader = OddTokens(["thunder"])
    >>> reader.read("thund3r!", b"aaaaa0a!")
    [Piece(start=0, end=7, word=b'thunder', disguised=True)]

    Args:
        words: The words that are looked for in disguise.
    """

    __slots__ = ("_remembered", "_unmasker")

    def __init__(self, words: Sequence[str]) -> None:
        self._unmasker = Unmasker(words)
        self._remembered: dict[str, tuple[Piece, ...]] = {}

    def read(self, text: str, classes: bytes) -> list[Piece]:
        """
        Return the words of odd tokens, in order, not overlapping.

        Args:
            text: The text.
            classes: Its characters reduced to classes, one byte each.
        """
        spots: dict[int, int] = {}
        for shape in [
            shape
            for rare, shapes in _ODD.items()
            if rare in classes
            for shape in shapes
        ]:
            at = classes.find(shape)
            while at >= 0:
                start = _find_start(classes, at + 1)
                end = _find_end(classes, at + 1)
                spots[start] = end
                at = classes.find(shape, end)
        if b"???" in classes:
            for wide in _WIDE.finditer(text):
                start = _find_start(classes, wide.start())
                spots[start] = _find_end(classes, wide.start())
        pieces = [
            Piece(start + piece.start, start + piece.end, piece.word, piece.disguised)
            for start, end in spots.items()
            if end - start <= _MOST_TOKEN
            for piece in self._read_token(text[start:end])
        ]
        spelled = self._find_spelled(text, classes)
        if spelled:
            starts = [piece.start for piece in spelled]
            pieces = spelled + [
                piece
                for piece in pieces
                if not _lies_in(piece, spelled, bisect.bisect(starts, piece.start))
            ]
        pieces.sort()
        return pieces

    def _find_spelled(self, text: str, classes: bytes) -> list[Piece]:
        """Return words spelled out letter by letter, in order."""
        found: dict[int, Piece] = {}
        for hint in _SPELLED_HINTS:
            done = 0
            at = classes.find(hint)
            while at >= 0:
                low, high = max(done, at - _AROUND), at + _AROUND
                for start, end, word in self._unmasker.spelled(text, low, high):
                    found[start] = Piece(start, end, word.encode("ascii"), True)  # noqa: FBT003  # a field
                    done = max(done, end)
                at = classes.find(hint, max(at + 2, done))
        pieces: list[Piece] = []
        for _, piece in sorted(found.items()):
            if not pieces or piece.start >= pieces[-1].end:
                pieces.append(piece)
        return pieces

    def _read_token(self, token: str) -> tuple[Piece, ...]:
        """Read an odd token; the answer is remembered."""
        pieces = self._remembered.get(token)
        if pieces is None:
            pieces = tuple(_read_pieces(token, self._unmasker))
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[token] = pieces
        return pieces


def _find_start(classes: bytes, at: int) -> int:
    """Return where the token around *at* begins."""
    low = max(0, at - _MOST_TOKEN)
    return max(low, 1 + max(classes.rfind(c, low, at) for c in _BLANKS))


def _find_end(classes: bytes, at: int) -> int:
    """Return where the token around *at* ends."""
    high = at + _MOST_TOKEN
    for mark in _BLANKS:
        found = classes.find(mark, at, high)
        if found >= 0:
            high = found
    return min(high, len(classes))


def _lies_in(piece: Piece, others: list[Piece], after: int) -> bool:
    """Say whether *piece* overlaps one of *others*; they lie apart, in order."""
    return (after > 0 and others[after - 1].end > piece.start) or (
        after < len(others) and others[after].start < piece.end
    )


def _read_pieces(token: str, unmasker: Unmasker) -> Iterator[Piece]:
    """Read an odd token: accented words as they are, others by what they hide."""
    start = 0
    for separator in [*_SEPARATED.finditer(token), None]:
        end = separator.start() if separator else len(token)
        part = token[start:end]
        piece = _read_part(part, unmasker) if part else None
        if piece is not None:
            yield Piece(start + piece.start, start + piece.end, *piece[2:])
        start = separator.end() if separator else end


def _read_part(part: str, unmasker: Unmasker) -> Piece | None:
    """Read a part of an odd token that holds at most one word."""
    word = unmasker.unmask(part)
    if word is not None and part[0] not in "*_":
        disguised = not is_plain_accent(part)
        return Piece(0, len(part), word.encode("ascii"), disguised)
    core = _EDGES.sub("", part)
    start = part.find(core)
    end = start + len(core)
    plain = fold_word(core)
    if plain.isascii() and plain.isalpha():
        # Accents, other widths and styles, invisible characters: folding them guesses
        # nothing. Also an ASCII word that only had signs or an emoji around it.
        disguised = not is_plain_accent(core)
        return Piece(start, end, plain.encode("ascii"), disguised)
    word = unmasker.unmask(core)
    if word is not None:
        return Piece(start, end, word.encode("ascii"), disguised=True)
    return None
