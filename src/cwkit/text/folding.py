"""
Folding: what two spellings must share to count as the same word.

The document is never folded to another length: `fold_text` gives one byte for each
code point, so an offset into its result is an offset into the text. Only a word,
taken out of the text, may change its length (`fold_word`).
"""

from __future__ import annotations

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
    "\u201e": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u2026": ".",
    "\u00a0": " ",
    "\u00ab": '"',
    "\u00bb": '"',
    # A bullet stands before an item, or for a letter that it hides.
    "\u2022": "\xb7",
    # The end of a paragraph has a control character in ASCII, too.
    "\u2029": "\x1d",
}

_LETTERS_OF_SEVERAL: Final = frozenset("ßæðøþªº²³¹¼½¾µ\u00ad")
"""
Characters of Latin-1 whose folding is not one letter without its accent; the soft
hyphen folds to nothing.
"""


def _build_fold() -> bytes:
    """Fold each Latin-1 byte to a lower-case ASCII letter or digit, or to a blank."""
    table = bytearray(b" " * 256)
    table[FOREIGN] = FOREIGN
    for byte in range(256):
        letter = unicodedata.normalize("NFKD", chr(byte).lower())[:1]
        if letter.isascii() and letter.isalnum():
            table[byte] = ord(letter)
    return bytes(table)


FOLD: Final = _build_fold()
"""Folds bytes of `encode_text`: lower case, no accents, and separators blank."""

# Letters that Unicode does not decompose into a letter and a mark, and small capitals,
# which it keeps apart for phonetics.
_LETTERS: Final = str.maketrans(
    {
        **dict(
            zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)
        ),
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

_UNSEEN: Final = frozenset("\u115f\u1160")
"""Letters that print nothing: the fillers of Korean."""

_SINGLE: Final = bytes(
    FOREIGN if chr(byte).lower() in _LETTERS_OF_SEVERAL else byte for byte in range(256)
)


def encode_text(text: str) -> bytes:
    """
    Return *text* in Latin-1 with one byte for each code point.

    What is not in Latin-1, or folds to several letters, becomes ``?``; a real question
    mark becomes a semicolon, which ends a sentence just as well.

    >>> encode_text("Café? “No”, she said.").decode("latin-1")
    'Café; "No", she said.'
    >>> encode_text("Straße")
    b'Stra?e'
    """
    text = text.replace("?", ";")
    if text.isascii():
        return text.encode("ascii")
    for mark, plain in _SEPARATORS.items():
        text = text.replace(mark, plain)
    return text.encode("latin-1", "replace").translate(_SINGLE)


def fold_text(text: str) -> bytes:
    """
    Return *text* in lower case, one byte a code point, separators blank.

    >>> fold_text("Self-help, naïve?")
    b'self help  naive '
    """
    return encode_text(text).translate(FOLD)


def fold_word(word: str) -> str:
    r"""
    Return a word without case, accents, width and invisible characters.

    >>> fold_word("Ｎａïve"), fold_word("Straße"), fold_word("so\u00adber")
    ('naive', 'strasse', 'sober')
    """
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word).casefold().translate(_LETTERS)
    if decomposed.isascii():
        return decomposed
    # Marks (Mn, Me) and invisible formatting (Cf) do not change what is read.
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", decomposed)
        if unicodedata.category(character) not in {"Mn", "Me", "Cf"}
        and character not in _UNSEEN
    )


def split_words(text: str) -> tuple[str, ...]:
    """
    Return the folded words of a short phrase.

    >>> split_words("Self-help for naïve readers")
    ('self', 'help', 'for', 'naive', 'readers')
    """
    folded = fold_word(text)
    return tuple("".join(c if c.isalnum() else " " for c in folded).split())
