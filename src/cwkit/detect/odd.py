"""
Odd tokens: words with a symbol or digit, an accent or an invisible character inside.

One search over the encoded text finds where a letter stands beside something that is
none; only the tokens around such places are read character by character.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cwkit.detect.disguise import Unmasker, is_plain_accent
from cwkit.text import FOLD, fold_text, fold_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["OddTokens", "Piece"]

_LETTERS: Final = bytes(
    byte for byte, folded in enumerate(FOLD) if chr(folded).isalpha()
)
_LETTER: Final = rb"[" + _LETTERS + rb"]"
_SIGN: Final = rb"[*@$|+_\xa3\xb7\xa1]"
"""Signs that may stand for letters, or mask them."""

_STRANGE: Final = b"?0123456789!#*@$|+_\xa3\xb7\xa1"
"""What makes a word odd that it stands in."""

_KINDS: Final = bytes(
    ord("a") if byte in _LETTERS else ord("1") if byte in _STRANGE else ord(" ")
    for byte in range(256)
)
"""Folds letters to one letter, what is strange to one digit, all else to a blank."""

_TOUCHING: Final = re.compile(
    # A search that begins with one character is several times as fast as one that
    # begins with any of a set.
    rb"1(?:(?=a)|(?<=a1))"
)

_ODD: Final = re.compile(
    rb"""
    [?0-9!\#*@$|+_\xa3\xb7\xa1]
    (?:
      (?<=[?0-9]) (?: (?=%(letter)s) | (?<=%(letter)s.) )  # a digit or foreign letter
    | (?<=[!*@$|+_\xa3\xb7\xa1]) (?=%(letter)s)            # a sign before a letter
    | (?<=%(letter)s%(sign)s) (?=%(sign)s)                 # two signs behind one
    | (?<=%(letter)s\#) (?=\#|%(letter)s)                  # a hash sign inside
    )
    """
    % {b"letter": _LETTER, b"sign": _SIGN},
    re.VERBOSE | re.DOTALL,
)
_TOKEN_END: Final = re.compile(rb"[ .\n]")
_WIDE: Final = re.compile(
    # Letters of other widths and styles, as a whole word of them.
    "[\uff21-\uff5a\u24b6-\u24e9\U0001d400-\U0001d7ff\U0001f130-\U0001f189]{3,}"
)
_DASHES: Final = "\u2014\u2013"
_DASHED: Final = re.compile(
    # A word whose middle is a dash, from the dash on.
    r"""
    [\u2013\u2014]
    (?:                                            # one or two letters before it,
      (?<=(?<![^\W_]|['\u2019])[^\W\d_].)         # which are no end of a longer word
    | (?<=(?<![^\W_]|['\u2019])[^\W\d_]{2}.)
    )
    [\u2013\u2014]?
    [^\W\d_]{1,2}
    (?![^\W_])
    """,
    re.VERBOSE,
)

_SAME: Final = bytes(
    ord("a") if chr(byte).isascii() and chr(byte).isalpha() else byte
    for byte in range(256)
)
_SPELLED_HINT: Final = b"a a a a"
"""Letters spelled out one by one, as they look when folded."""

_BLANKS: Final = b"    "

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

    >>> from cwkit.text import FOLD, encode_text
    >>> encoded = encode_text("What a thund3r!")
    >>> OddTokens(["thunder"]).read("What a thund3r!", encoded, encoded.translate(FOLD))
    [Piece(start=7, end=14, word=b'thunder', disguised=True)]

    Args:
        words: The words that are looked for in disguise.
        masked: Those of which a first and last letter are enough, the likeliest first.
    """

    __slots__ = ("_remembered", "_unmasker")

    def __init__(self, words: Sequence[str], masked: Sequence[str] = ()) -> None:
        self._unmasker = Unmasker(words, masked)
        self._remembered: dict[str, tuple[Piece, ...]] = {}

    def read(self, text: str, encoded: bytes, folded: bytes) -> list[Piece]:
        """
        Return the words that folding alone does not read, in order, not overlapping.

        Args:
            text: The text.
            encoded: The text, encoded to one byte a character.
            folded: The same, folded.
        """
        pieces: list[Piece] = []
        done = 0
        for touching in _TOUCHING.finditer(encoded.translate(_KINDS)):
            at = touching.start()
            if at >= done and _ODD.match(encoded, at):
                done = self._read_around(text, encoded, at, pieces)
        if b"???" in encoded:
            for wide in _WIDE.finditer(text):
                self._read_around(text, encoded, wide.start(), pieces)
        if not text.isascii():
            for dash in _DASHES:
                if dash in text:
                    pieces += self._find_dashed(text, dash)
        # Around letters that stand alone every other character is a blank.
        framed = b" " + folded + b" "
        spelled: list[Piece] = []
        if _BLANKS in framed[::2] or _BLANKS in framed[1::2]:
            spelled = self._find_spelled(text, folded.translate(_SAME))
        if spelled:
            starts = [piece.start for piece in spelled]
            pieces = spelled + [
                piece
                for piece in pieces
                if not _lies_in(piece, spelled, bisect.bisect(starts, piece.start))
            ]
        return _part(pieces) if len(pieces) > 1 else pieces

    def _read_around(
        self, text: str, encoded: bytes, at: int, pieces: list[Piece]
    ) -> int:
        """Add the words of the token around *at*, and return where it ends."""
        low = max(0, at - _MOST_TOKEN)
        start = 1 + max(
            encoded.rfind(b" ", low, at),
            encoded.rfind(b".", low, at),
            encoded.rfind(b"\n", low, at),
            low - 1,
        )
        stop = _TOKEN_END.search(encoded, at, at + _MOST_TOKEN)
        end = min(at + _MOST_TOKEN, len(encoded)) if stop is None else stop.start()
        if end - start <= _MOST_TOKEN:
            token = text[start:end]
            known = self._remembered.get(token)
            if known is None:
                known = self._remember(token)
            pieces += [
                Piece(start + low, start + high, word, disguised)
                for low, high, word, disguised in known
            ]
        return end

    def _remember(self, token: str) -> tuple[Piece, ...]:
        """Read an odd token, and remember the answer."""
        # What folding reads as well is left to it.
        folded = b" " + fold_text(token) + b" "
        pieces = tuple(
            piece
            for piece in _read_pieces(token, self._unmasker)
            if piece.disguised
            or folded[piece.start : piece.end + 2] != b" " + piece.word + b" "
        )
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered[token] = pieces
        return pieces

    def _find_dashed(self, text: str, dash: str) -> Iterator[Piece]:
        """Find words of which a dash hides the middle."""
        at = text.find(dash)
        while at >= 0:
            masked = _DASHED.match(text, at)
            if masked is not None:
                start = at - 2 if at > 1 and text[at - 2].isalpha() else at - 1
                end = masked.end()
                word = self._unmasker.complete(text[start:end])
                if word is not None:
                    yield Piece(start, end, word.encode("ascii"), True)  # noqa: FBT003  # a field
            at = text.find(dash, at + 1)

    def _find_spelled(self, text: str, same: bytes) -> list[Piece]:
        """Return words spelled out letter by letter, in order."""
        found: dict[int, Piece] = {}
        done = 0
        at = same.find(_SPELLED_HINT)
        while at >= 0:
            low, high = max(done, at - _AROUND), at + _AROUND
            for start, end, word in self._unmasker.spelled(text, low, high):
                found[start] = Piece(start, end, word.encode("ascii"), True)  # noqa: FBT003  # a field
                done = max(done, end)
            at = same.find(_SPELLED_HINT, max(at + 2, done))
        return _part(list(found.values()))


def _part(pieces: list[Piece]) -> list[Piece]:
    """Sort pieces, and of those that overlap keep the first."""
    pieces.sort()
    kept = pieces[:1]
    for piece in pieces[1:]:
        if piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


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
