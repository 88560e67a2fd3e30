"""
Disguises: words written so that a plain list does not find them.

Only tokens with something odd inside come here (a symbol or digit among letters, a
character outside ASCII, letters spelled out one by one): some 0.1 a kilobyte of news.
"""

from __future__ import annotations

import re
import string
import unicodedata
from typing import TYPE_CHECKING, Final

from cwkit.text import fold_word

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

__all__ = ["Unmasker"]

# Letters of other scripts that print like a Latin one, from the shapes of the
# Unicode confusables data (https://www.unicode.org/Public/security/); lower case.
_LOOKALIKES: Final = str.maketrans(
    "абвгеіїјкмнорсстухѕԁԛԝһӏɡαβγεικνορτυχω",
    "a6breiijkmhopcctyxsdqwhlgabyeiknoptuxw",
)

# Letters in circles, boxes and brackets, and those that flags are made of; what Unicode
# decomposes to the letter alone is left to folding.
_STYLES: Final = str.maketrans(
    {
        chr(first + at): letter
        for first in (0x249C, 0x1F110, 0x1F150, 0x1F170, 0x1F1E6)
        for at, letter in enumerate(string.ascii_lowercase)
    }
)

# What is written for a letter. One sign may stand for two letters.
_SIGNS: Final = {
    "0": "o",
    "1": "il",
    "3": "e",
    "4": "a",
    "5": "s",
    "6": "g",
    "7": "t",
    "8": "b",
    "9": "g",
    "!": "i",
    "|": "il",
    "$": "s",
    "@": "a",
    "+": "t",
    "€": "e",
    "£": "l",
    "(": "c",
    "¡": "i",
}
_MASKS: Final = frozenset("*#_•·×✱-–—")
_DASHES: Final = re.compile("[–—]{1,2}|--")
_MOST_LETTERS: Final = 40
"""No word is longer; a longer token is not tried."""

_LEAST_DASHED: Final = 4
"""Shorter words have nothing left where a dash hides their middle."""

_LEAST_RESTORED: Final = 5
"""So many letters tell a word that a mask hides the first letter of."""

_ALONE: Final = frozenset("aeiouy")
"""Letters that are words of their own, with or without an accent."""

_SPELLED: Final = re.compile(
    r"""
    (?<![^\W_])                          # nothing of a word before
    [^\W\d_]                             # one letter
    (?:
      ((?:[^\w\n,;:!?()\[\]{}"']|_){1,3}) # a separator; lists have commas
      [^\W\d_]                           # and one letter more
      (?:\1[^\W\d_])+                    # the same separator: at least three letters
    )
    (?![^\W_])                           # nothing of a word after
    """,
    re.VERBOSE,
)


class Unmasker:
    """
    Say which word a disguised token stands for.

    >>> unmasker = Unmasker(["thunder"])
    >>> unmasker.unmask("thund3r"), unmasker.unmask("th*nder"), unmasker.unmask("x")
    ('thunder', 'thunder', None)

    Args:
        words: The folded words worth disguising: single words that find something.
        masked: Those of which a first and last letter are enough, the likeliest first.
    """

    __slots__ = ("_masked", "_shapes", "_words")

    def __init__(self, words: Iterable[str], masked: Iterable[str] = ()) -> None:
        self._words = frozenset(words)
        self._masked = tuple(masked)
        self._shapes: dict[tuple[int, str], list[str]] | None = None

    def unmask(self, token: str) -> str | None:
        """
        Return the word behind *token*, or None if it hides none.

        Args:
            token: A run of characters as it stands in the text, with no blank.
        """
        if token.isascii() and token.isalpha():
            return None
        plain = fold_word(token.translate(_STYLES)).translate(_LOOKALIKES)
        if plain in self._words:
            return plain
        if len(plain) > _MOST_LETTERS:
            return None
        return self._replace_signs(plain) or self._fill_masks(plain)

    def complete(self, token: str) -> str | None:
        """
        Return the word of which *token* shows the first and last letters only.

        >>> Unmasker([], ["thunder"]).complete("t—r")
        'thunder'

        Args:
            token: Letters, a dash or two, and letters.
        """
        first, last = _DASHES.split(fold_word(token), maxsplit=1)
        return next(
            (
                word
                for word in self._masked
                if word.startswith(first)
                and word.endswith(last)
                and len(word) >= max(_LEAST_DASHED, len(first) + len(last) + 1)
            ),
            None,
        )

    def restore(self, token: str) -> str | None:
        """
        Return the word of which *token* shows all but the first letter.

        >>> unmasker = Unmasker([], ["thunder"])
        >>> unmasker.restore("hunder"), unmasker.restore("under")
        ('thunder', None)

        Args:
            token: The letters behind a mask.
        """
        if len(token) < _LEAST_RESTORED or token in self._words:
            return None
        return next((word for word in self._masked if word[1:] == token), None)

    def spelled(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[tuple[int, int, str]]:
        """
        Find words spelled out letter by letter.

        >>> list(Unmasker(["rain"]).spelled("so much r-a-i-n, but to no end"))
        [(8, 15, 'rain')]

        Args:
            text: The text to look in.
            start: Where to begin, in code points.
            end: Where to stop; None for the end of the text.

        Returns:
            Start, end and word of each; only known words, so that joining letters
            never invents one.
        """
        for found in _SPELLED.finditer(text, start, len(text) if end is None else end):
            places = [at for at in range(*found.span()) if text[at].isalpha()]
            letters = "".join(text[at] for at in places)
            word = fold_word(letters)
            first, last = 0, len(places)
            if word not in self._words:
                # A word of one letter may stand next to it.
                first = _is_apart(letters[0], letters[1:], _ALONE)
                last -= first == 0 and _is_apart(letters[-1], letters[:-1], ())
                word = fold_word(letters[first:last])
            if word in self._words:
                yield places[first], places[last - 1] + 1, word

    def _alike(self, token: str) -> Sequence[str]:
        """Return the words of a token's length and first letter."""
        # So that a token with a mask costs a handful of comparisons, whatever the size
        # of the lexicon. Most programs meet none.
        if self._shapes is None:
            shapes: dict[tuple[int, str], list[str]] = {}
            for word in sorted(self._words):
                shapes.setdefault((len(word), word[0]), []).append(word)
            self._shapes = shapes
        return self._shapes.get((len(token), token[0]), ())

    def _replace_signs(self, token: str) -> str | None:
        """Read signs as the letters they look like."""
        if not any(c.isalpha() for c in token):
            return None
        readings = [""]
        for character in token:
            letters = _SIGNS.get(character, character)
            readings = [r + letter for r in readings for letter in letters]
            # Each doubling is one more ambiguous sign; a real word has few.
            if len(readings) > 16:  # noqa: PLR2004  # 2 ** 4 ambiguous signs
                return None
        return next((r for r in readings if r in self._words), None)

    def _fill_masks(self, token: str) -> str | None:
        """Find the one word that fits around masked letters."""
        masked = sum(map(_is_mask, token))
        letters = len(token) - masked
        # A mask hides letters of a word that is still to be recognised: its ends
        # stand, and most of its letters. Masked swear words hide half of theirs, and
        # marks behind a word are footnotes or Markdown.
        if not masked or not (token[0].isalpha() and token[-1].isalpha()):
            return None
        words: Iterable[str] = [w for w in self._masked if len(w) == len(token)]
        # Where most letters are hidden only those are meant; else they are likelier.
        if masked < letters:
            words = (*words, *self._alike(token))
        for word in words:
            if all(_is_mask(t) or t == w for t, w in zip(token, word, strict=True)):
                return word
        return None


def _is_mask(character: str) -> bool:
    """Say whether a character may hide a letter: a mark of few, or any symbol."""
    return character in _MASKS or (
        not character.isascii()
        and unicodedata.category(character) in {"So", "Sm", "Sc", "Sk", "Po"}
    )


def _is_apart(letter: str, rest: str, alone: Container[str]) -> bool:
    """Say whether a letter at the end of a word that is spelled out is none of it."""
    return fold_word(letter) in alone or (letter.islower() and rest.isupper())


def is_plain_accent(token: str) -> bool:
    r"""
    Say whether *token* is an ordinary word of an accented language.

    >>> is_plain_accent("café"), is_plain_accent("c\u0430fe"), is_plain_accent("c@fe")
    (True, False, False)
    """
    # A word joiner stands for the rest of a reference, as in "caf&eacute;".
    normal = unicodedata.normalize("NFC", token.replace("\u2060", ""))
    return normal.isalpha() and all(
        c.isascii()
        or unicodedata.name(c, "").startswith("LATIN SMALL LETTER")
        or unicodedata.name(c, "").startswith("LATIN CAPITAL LETTER")
        for c in normal
    )
