"""
Labels: words that announce a warning, by what stands around them.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["find_announced"]

# What makes the words a label: a colon or dash behind them, or nothing more in a line
# that they begin.
_AFTER_LABEL: Final = re.compile(r"[\s*_\])>’'\u200b]*+(?:[:：/–—-]|(?:for|about)\b)")
_BEFORE_LABEL: Final = re.compile(r"[^\w\n]*+(?:\w+[^\w\n]+){0,2}\Z")
_AFTER_ALONE: Final = re.compile(r"[ \t\r*_\])>’'\u200b.!]*+(?:\n|\Z)")
_BEFORE_ALONE: Final = re.compile(r"[^\w\n]*+\Z")
_REACH: Final = 750
"""What a label announces stands within so many code points of it."""


def find_announced(text: str, start: int, end: int) -> int | None:
    """
    Return where what a label announces begins, or None if it is no label.

    >>> find_announced("Content warning: grief", 0, 15)
    16
    >>> find_announced("the content warning system", 4, 19)

    Args:
        text: The text.
        start: Where the words of the label begin, in code points.
        end: Where they end.
    """
    line = max(text.rfind("\n", max(0, start - _REACH), start) + 1, start - _REACH, 0)
    for before, after in (
        (_BEFORE_LABEL, _AFTER_LABEL),
        (_BEFORE_ALONE, _AFTER_ALONE),
    ):
        announced = after.match(text, end, end + _REACH)
        if announced is not None and before.match(text, line, start):
            return announced.end()
    return None
