"""
Odd tokens: words with a symbol or digit, an accent or an invisible character inside.

One search over the encoded text finds where a letter stands beside something that is
none; only the tokens around such places are read character by character.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from cwkit.detect.disguise import Unmasker, is_plain_accent
from cwkit.text import FOLD, fold_text, fold_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["OddTokens", "Piece"]

_LETTERS: Final = bytes(
    byte for byte, folded in enumerate(FOLD) if chr(folded).isalpha()
)
_LETTER: Final = rb"[" + _LETTERS + rb"]"
_SIGN: Final = rb"[*@$|+_\xa3\xb7\xa1\xd7]"
"""Signs that may stand for letters, or mask them."""

_STRANGE: Final = b"?0123456789!#*@$|+_\xa3\xb7\xa1\xd7"
"""What makes a word odd that it stands in."""

_ENDS: Final = b" .\n"
"""What tokens end at."""

_KINDS: Final = bytes(
    next(
        (
            ord(kind)
            for kind, members in (("a", _LETTERS), ("1", _STRANGE), (" ", _ENDS))
            if byte in members
        ),
        ord("-"),
    )
    for byte in range(256)
)
"""
Folds letters to one letter, what is strange to one digit, what ends tokens to a blank,
all else to a hyphen.
"""

_TOUCHING: Final = re.compile(
    # A search that begins with one character is several times as fast as one that
    # begins with any of a set.
    rb"1(?:(?=a)|(?<=a1))"
)

_ODD: Final = re.compile(
    rb"""
    [?0-9!\#*@$|+_\xa3\xb7\xa1\xd7]
    (?:
      (?<=[?0-9]) (?: (?=%(letter)s) | (?<=%(letter)s.) )  # a digit or foreign letter
    | (?<=[!*@$|+_\xa3\xb7\xa1\xd7]) (?=%(letter)s)        # a sign before a letter
    | (?<=%(letter)s%(sign)s) (?=%(sign)s)                 # two signs behind one
    | (?<=%(letter)s\#) (?=\#|%(letter)s)                  # a hash sign inside
    )
    """
    % {b"letter": _LETTER, b"sign": _SIGN},
    re.VERBOSE | re.DOTALL,
)
_UNSEEN: Final = "\u00ad\u200b-\u200f\u2060-\u2064\ufe0e\ufe0f\ufeff"
"""Characters that print nothing, for a pattern."""

_WIDE: Final = re.compile(
    # Letters of other widths and styles, as a whole word of them: modifiers, small
    # capitals and letters above the line, those in brackets, circles and boxes, and
    # those that flags are made of.
    rf"""
    [%(letters)s] (?: [{_UNSEEN}]*+ [%(letters)s] ){{2,}}
    """
    % {
        "letters": "\u0262\u026a\u0274\u0280\u0299\u029c\u029f\u02b0-\u02b8"
        "\u02e1-\u02e3\u1d00-\u1dbf\u2071\u207f\u2090-\u209c\u249c-\u24e9\ua730\ua731"
        "\uff21-\uff5a\U0001d400-\U0001d7ff\U0001f110-\U0001f189\U0001f1e6-\U0001f1ff"
    },
    re.VERBOSE,
)
_DASHES: Final = "\u2014\u2013"
_DASHED: Final = re.compile(
    # A word whose middle is a dash, from the dash on.
    r"""
    (?:[\u2013\u2014]|--)
    (?:                                            # one or two letters before it,
      (?<=(?<![^\W_]|['\u2019])[^\W\d_].)         # which are no end of a longer word
    | (?<=(?<![^\W_]|['\u2019])[^\W\d_]{2}.)
    | (?<=(?<![^\W_]|['\u2019])[^\W\d_]--)
    | (?<=(?<![^\W_]|['\u2019])[^\W\d_]{2}--)
    )
    (?:(?<=[\u2013\u2014])[\u2013\u2014])?
    [^\W\d_]{1,2}
    (?![^\W_])
    """,
    re.VERBOSE,
)
_HYPHENS: Final = re.compile(
    # Two hyphens between letters; an option of a program has none before them.
    # A search that begins with one character is many times as fast as one with two.
    rb"-(?=-%(letter)s)(?<=%(letter)s-)" % {b"letter": _LETTER}
)

_SAME: Final = bytes(
    ord("a") if chr(byte).isascii() and chr(byte).isalpha() else byte
    for byte in range(256)
)
_SPELLED: Final = b"a a a a"
"""Letters spelled out one by one, as they look when folded."""

_SPELLED_WIDE: Final = b"a   a   a   a"
"""The same with blanks around what separates them."""

_BLANK: Final = ord(" ")
_BLANKS: Final = b" " * 4
_MORE_BLANKS: Final = b" " * 7

_SEPARATOR: Final = re.compile(r"[^\x00-\x7f\w]")
_SEEN_AS_NONE: Final = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Categories of marks, and of characters that print nothing: they part no words."""

_WORDS: Final = re.compile(
    # Parts of a token as ASCII marks part them that stand for no letter; a low line
    # may, but where there are such marks it stands in the names of code.
    r"[^\x00-\x20\"%&'(),\-./:;<=>?\[\\\]^_`{}~]+"
)
_EDGES: Final = re.compile(
    # A word joiner stands for the rest of a reference, and belongs to its letter.
    r"^[\W_]+|(?:(?!\u2060)[\W_])+$"
)
_ASCII_EDGES: Final = re.compile(
    # The same without symbols, which may be letters in circles.
    "^[{0}]+|[{0}]+$".format(r"\x00-/:-@\[-`{-\x7f\xab\xbb\u2018-\u201f\u2026")
)
_PADDING: Final = re.compile(f"[{_UNSEEN}]+")

_MOST_TOKEN: Final = 64
"""A longer run without a blank is no word, in whatever disguise."""

_MOST_PADDED: Final = 512
"""A token that characters are in that print nothing may be so long."""

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
        foreign: Words in letters outside ASCII, which are found as they are.
    """

    __slots__ = ("_foreign", "_remembered", "_unmasker")

    def __init__(
        self,
        words: Iterable[str],
        masked: Sequence[str] = (),
        foreign: Iterable[str] = (),
    ) -> None:
        self._unmasker = Unmasker(words, masked)
        self._foreign = frozenset(foreign)
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
        kinds = encoded.translate(_KINDS)
        for touching in _TOUCHING.finditer(kinds):
            at = touching.start()
            if at >= done and _ODD.match(encoded, at):
                done = self._read_around(text, kinds, at, pieces)
        if b"?" in encoded:
            if b"???" in encoded:
                for wide in _WIDE.finditer(text):
                    self._read_around(text, kinds, wide.start(), pieces)
            if self._foreign:
                foreign = list(self._find_foreign(text, folded))
                pieces = _join(foreign, pieces) if foreign else pieces
        # Dashes are encoded as hyphens.
        if b"-" in encoded:
            pieces += self._find_dashed(text, encoded)
        # Around letters that stand alone every other character is a blank.
        framed = b" " + folded + b" "
        even, odd = framed[::2], framed[1::2]
        if _BLANKS in even or _BLANKS in odd:
            spelled = self._find_spelled(text, folded, even, odd)
            pieces = _join(spelled, pieces) if spelled else pieces
        return _part(pieces) if len(pieces) > 1 else pieces

    def _read_around(
        self, text: str, kinds: bytes, at: int, pieces: list[Piece]
    ) -> int:
        """Add the words of the token around *at*, and return where it ends."""
        start = kinds.rfind(b" ", max(0, at - _MOST_PADDED), at) + 1
        if not start:
            start = max(0, at - _MOST_PADDED)
        end = kinds.find(b" ", at, at + _MOST_PADDED)
        if end < 0:
            end = min(at + _MOST_PADDED, len(kinds))
        token = text[start:end]
        if len(token) <= _MOST_TOKEN or len(_PADDING.sub("", token)) <= _MOST_TOKEN:
            known = self._remembered.get(token)
            if known is None:
                known = self._remember(token)
            # Most odd tokens are no words in disguise.
            if known:
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
            for piece in _read_pieces(token, self._unmasker, self._foreign)
            if piece.disguised
            or folded[piece.start : piece.end + 2] != b" " + piece.word + b" "
        )
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered[token] = pieces
        return pieces

    def _find_foreign(self, text: str, folded: bytes) -> Iterator[Piece]:
        """Find words in foreign letters, as they are."""
        done = 0
        at = folded.find(b"?")
        while at >= 0:
            start = max(done, folded.rfind(b" ", done, at) + 1)
            done = folded.find(b" ", at)
            if done < 0:
                done = len(folded)
            for low, high in _split(text[start:done]):
                word = fold_word(text[start + low : start + high])
                if word in self._foreign:
                    yield Piece(
                        start + low, start + high, word.encode(), disguised=False
                    )
            at = folded.find(b"?", done)

    def _find_dashed(self, text: str, encoded: bytes) -> Iterator[Piece]:
        """Find words of which a dash hides the middle."""
        places = [found.start() for found in _HYPHENS.finditer(encoded)]
        if not text.isascii():
            for dash in _DASHES:
                at = text.find(dash)
                while at >= 0:
                    places.append(at)
                    at = text.find(dash, at + 1)
        for at in places:
            masked = _DASHED.match(text, at)
            if masked is not None:
                start = at - 2 if at > 1 and text[at - 2].isalpha() else at - 1
                end = masked.end()
                word = self._unmasker.complete(text[start:end])
                if word is not None:
                    yield Piece(start, end, word.encode("ascii"), disguised=True)

    def _find_spelled(
        self, text: str, folded: bytes, even: bytes, odd: bytes
    ) -> list[Piece]:
        """Return words spelled out letter by letter, in order."""
        hints = [_SPELLED]
        # Where three characters part the letters, most of the others are blank, and
        # all of every other one.
        if (_MORE_BLANKS in even and _SPELLED in odd.translate(_SAME)) or (
            _MORE_BLANKS in odd and _SPELLED in even.translate(_SAME)
        ):
            hints.append(_SPELLED_WIDE)
        same = folded.translate(_SAME)
        found: dict[int, Piece] = {}
        for hint in hints:
            done = 0
            at = same.find(hint)
            while at >= 0:
                low, high = max(done, at - _AROUND), at + _AROUND
                for start, end, word in self._unmasker.spelled(text, low, high):
                    # In an address, nothing is.
                    if folded[start] != _BLANK:
                        piece = Piece(start, end, word.encode("ascii"), disguised=True)
                        found[start] = piece
                    done = max(done, end)
                at = same.find(hint, max(at + 2, done))
        return _part(list(found.values()))


def _join(first: list[Piece], others: list[Piece]) -> list[Piece]:
    """Return pieces, and of others those that overlap none of them."""
    starts = [piece.start for piece in first]
    return first + [
        piece
        for piece in others
        if not _lies_in(piece, first, bisect.bisect(starts, piece.start))
    ]


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


def _split(token: str) -> Iterator[tuple[int, int]]:
    """
    Return where the parts of a token begin and end that foreign characters separate.

    An emoji and a foreign comma separate words as a blank does.
    """
    start = 0
    for separator in _SEPARATOR.finditer(token):
        if unicodedata.category(separator[0]) not in _SEEN_AS_NONE:
            if start < separator.start():
                yield start, separator.start()
            start = separator.end()
    if start < len(token):
        yield start, len(token)


def _read_pieces(
    token: str, unmasker: Unmasker, foreign: frozenset[str]
) -> Iterator[Piece]:
    """Read an odd token: accented words as they are, others by what they hide."""
    parts = list(_split(token))
    if parts != [(0, len(token))]:
        # What separates words elsewhere may also stand for a letter, or between them.
        piece = _read_known(token, unmasker)
        if piece is not None:
            yield piece
            return
        spelled = list(unmasker.spelled(token))
        if spelled:
            for start, end, word in spelled:
                yield Piece(start, end, word.encode("ascii"), disguised=True)
            return
    for start, end in parts:
        part = token[start:end]
        piece = _read_part(part, unmasker, foreign)
        if piece is not None:
            yield _move(piece, start)
            continue
        for inner in _WORDS.finditer(part):
            piece = _read_part(inner[0], unmasker, foreign)
            if piece is not None:
                yield _move(piece, start + inner.start())


def _move(piece: Piece, by: int) -> Piece:
    """Return a piece that stands further on."""
    return piece._replace(start=piece.start + by, end=piece.end + by)


def _read_known(part: str, unmasker: Unmasker) -> Piece | None:
    """Read a part of an odd token as one disguised word, if it is one."""
    if part[0] not in "*_":
        word = unmasker.unmask(part)
        if word is not None:
            return Piece(0, len(part), word.encode("ascii"), not is_plain_accent(part))
    for edges in (_EDGES, _ASCII_EDGES):
        core = edges.sub("", part)
        word = unmasker.unmask(core)
        if word is not None:
            start = part.find(core)
            return Piece(start, start + len(core), word.encode("ascii"), disguised=True)
    return None


def _read_part(part: str, unmasker: Unmasker, foreign: frozenset[str]) -> Piece | None:
    """Read a part of an odd token that holds at most one word."""
    core = _EDGES.sub("", part)
    plain = fold_word(core)
    known = None if plain in foreign else _read_known(part, unmasker)
    if known is not None and known.start == 0:
        return known
    start = part.find(core)
    if plain in foreign or (plain.isascii() and plain.isalpha()):
        # Accents, other widths and styles, invisible characters: folding them guesses
        # nothing. Also an ASCII word that only had signs or an emoji around it.
        if start == 1 and part[0] in "*#":
            word = unmasker.restore(plain)
            if word is not None:
                end = start + len(core)
                return Piece(0, end, word.encode("ascii"), disguised=True)
        disguised = plain not in foreign and not is_plain_accent(core)
        return Piece(start, start + len(core), plain.encode(), disguised)
    return known
