"""
Folding: what two spellings must share to count as the same word.

The document is never folded to another length: `fold_text` gives one byte for each
code point, so an offset into its result is an offset into the text. Only a word,
taken out of the text, may change its length (`fold_word`).
"""

from __future__ import annotations

import string
import unicodedata
from typing import Final

__all__ = ["FOLD", "FOREIGN", "encode_text", "fold_text", "fold_word", "split_words"]

FOREIGN: Final = 0x3F
"""The byte that stands for a character outside ASCII that may belong to a word."""

# Typographic marks that separate words as their ASCII cousins do. Replacing them one
# for one is ten times cheaper than looking at each character outside ASCII.
_SEPARATORS: Final = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u2026": ".",
    "\u00a0": " ",
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2022": " ",
}

_WORD_BYTES: Final = (string.ascii_letters + string.digits).encode("ascii")
FOLD: Final = bytes(
    (
        byte + 32
        if chr(byte) in string.ascii_uppercase
        else byte
        if byte in _WORD_BYTES or byte == FOREIGN
        else 0x20
    )
    for byte in range(256)
)

"""Folds bytes of `encode_text`: lower case, and separators blank."""

# Letters that Unicode does not decompose into a letter and a mark.
_LETTERS: Final = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ł": "l",
        "ŋ": "n",
        "þ": "th",
        "ŧ": "t",
    }
)


def encode_text(text: str) -> bytes:
    """
    Return *text* with one ASCII byte for each code point.

    What is not ASCII becomes ``?``; a real question mark becomes a semicolon, which
    ends a sentence just as well.

    >>> encode_text("Café? “No”, she said.")
    b'Caf?; "No", she said.'
    """
    if text.isascii():
        return text.encode("ascii").replace(b"?", b";")
    text = text.replace("?", ";")
    for mark, plain in _SEPARATORS.items():
        text = text.replace(mark, plain)
    return text.encode("ascii", "replace")


def fold_text(text: str) -> bytes:
    """
    Return *text* in lower case, one byte a code point, separators blank.

    >>> fold_text("Self-help, naïve?")
    b'self help  na?ve '
    """
    return encode_text(text).translate(FOLD)


def fold_word(word: str) -> str:
    r"""
    Return a word without case, accents, width and invisible characters.

    >>> fold_word("Ｎａïve"), fold_word("Straße"), fold_word("so\u00adber")
    ('naive', 'strasse', 'sober')
    """
    decomposed = unicodedata.normalize("NFKD", word).casefold().translate(_LETTERS)
    if decomposed.isascii():
        return decomposed
    # Marks (Mn, Me) and invisible formatting (Cf) do not change what is read.
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", decomposed)
        if unicodedata.category(character) not in {"Mn", "Me", "Cf"}
    )


def split_words(text: str) -> tuple[str, ...]:
    """
    Return the folded words of a short phrase.

    >>> split_words("Self-help for naïve readers")
    ('self', 'help', 'for', 'naive', 'readers')
    """
    folded = fold_word(text)
    return tuple("".join(c if c.isalnum() else " " for c in folded).split())
