"""
Labels: words that announce a warning, by what stands around them.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Label", "find_label", "is_abbreviation"]

# What makes the words a label: a colon or dash behind them (a hyphen may also make
# longer words of them), or a preposition, or nothing more in a line that they begin.
_AFTER_LABEL: Final = re.compile(
    r"""
    (?: [^\S\n\u2029] | [*_\])>’'\u200b.\u2600-\u27bf\ufe0f\U0001f000-\U0001faff] )*+
    (?: [:：/–—|;] | (?<=\s)- | -(?!\w) | (?: for | about | für | pour | para )\b )
    """,
    re.VERBOSE,
)
_AFTER_ALONE: Final = re.compile(r"(?:[^\w\n\u2029?]|_)*+(?:[\n\u2029]|\Z)")
# Or a topic directly behind them, in brackets or, where the words are initials, at all.
_AFTER_BRACKETED: Final = re.compile(r"[^\S\n\u2029]*+[(\[](?=\w)")
_AFTER_INITIALS: Final = re.compile(r"\.?(?:[^\S\n\u2029]|[*_\u200b])++[(\[#]?(?=\w)")
_INITIALS: Final = re.compile(r"\W*+\w{1,2}(?:\W++\w{1,2})*+\W*+")

# What may stand before: nothing of the line or sentence, a hash or a bracket; few
# words, where the label can hardly be meant otherwise, as in "a content warning:".
_BEFORE_ALONE: Final = re.compile(r"(?:[^\w\n\u2029]|_)*+\Z")
_BEFORE_FEW: Final = re.compile(r"(?:[^\w\n\u2029]|_)*+(?:\w+[^\w\n\u2029]+){0,2}_*\Z")
_BEFORE_INSIDE: Final = re.compile(
    r"(?:[.!?…][)\]’”*_'\"]*+[\s\u200b]++[(\[*_'\"“‘]*+|[(\[#][*_\s]*+)\Z"
)
_REACH: Final = 750
"""What a label announces stands within so many code points of it."""

_NEAR: Final = 20
"""What ends the sentence before a label stands within so many code points of it."""

# What stands around an item of a list.
_ITEM_BEFORE: Final = re.compile(r"(?:[,;:：/|&+(\[#•*–—-]|[\n\u2029]|\A)[\s*_]*\Z")
_ITEM_AFTER: Final = re.compile(
    r"[*_’'\u200b]*+(?:[^\S\n\u2029]*+(?:[,;/|&+)\]•–—]|[\n\u2029]|\Z)|[.!](?:\s|\Z))"
)
_LONG_CAPITALS: Final = re.compile(r"\W*[^\W\d_]{2,}")
_FIRST_WORD: Final = re.compile(r"\w+")


class Label(NamedTuple):
    """
    How words announce a warning.

    Attributes:
        begin: Where what they announce begins.

        bare: True if nothing but a topic named right there makes a label of them.

        initials: True if the words are initials, such as "CW".
    """

    begin: int
    bare: bool
    initials: bool


def find_label(text: str, start: int, end: int, *, weak: bool = False) -> Label | None:
    """
    Return how words announce a warning, or None if they are no label.

    >>> find_label("Content warning: grief", 0, 15)
    Label(begin=16, bare=False, initials=False)
    >>> find_label("CW grief", 0, 2)
    Label(begin=3, bare=True, initials=True)
    >>> find_label("the content warning system", 4, 19)

    Args:
        text: The text.
        start: Where the words of the label begin, in code points.
        end: Where they end.
        weak: Whether other words before them change what they say: a travel warning
            is none to readers.
    """
    initials = _INITIALS.fullmatch(text, start, end) is not None
    line = max(text.rfind("\n", max(0, start - _REACH), start) + 1, start - _REACH, 0)
    alone = _BEFORE_ALONE.match(text, line, start) is not None
    inside = alone or _BEFORE_INSIDE.search(text, max(line, start - _NEAR), start)
    few = inside or (
        (initials or not weak) and _BEFORE_FEW.match(text, line, start) is not None
    )
    for fits, pattern, bare in (
        (few, _AFTER_LABEL, False),
        (alone, _AFTER_ALONE, False),
        (inside, _AFTER_BRACKETED, True),
        (inside and initials, _AFTER_INITIALS, True),
    ):
        announced = pattern.match(text, end, end + _REACH) if fits else None
        if announced is not None:
            return Label(announced.end(), bare, initials)
    return None


def is_abbreviation(text: str, start: int, end: int, labels: Sequence[int]) -> bool:
    """
    Say whether letters that may be a word are meant as an abbreviation.

    They are in capitals, unless all around them is, and where they stand alone between
    the commas of a list.

    >>> is_abbreviation("TW: ed, sh", 4, 6, [2])
    True
    >>> is_abbreviation("This is about Ed and me.", 14, 16, [])
    False

    Args:
        text: The text.
        start: Where the letters begin, in code points.
        end: Where they end.
        labels: Where words end that announce a warning.
    """
    ends = _ITEM_AFTER.match(text, end) is not None
    word = _FIRST_WORD.match(text, start, end)
    letters = text[start:end] if word is None else word[0]
    if letters.isupper():
        following = _LONG_CAPITALS.match(text, end)
        return ends or following is None or not following[0].isupper()
    if not ends or not letters.islower():
        return False
    if _ITEM_BEFORE.search(text, max(0, start - _NEAR), start) is not None:
        return True
    before = bisect.bisect_right(labels, start) - 1
    return before >= 0 and not any(map(str.isalnum, text[labels[before] : start]))
