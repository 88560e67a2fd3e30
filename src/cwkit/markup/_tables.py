"""
Markdown tables: which lines are the head of one, and where the cells of a row stand.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["read_head", "split_row"]

_DELIMITERS: Final = re.compile(
    r"\|?+[ \t]*+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+[ \t]*+\Z"
)


def read_head(source: str, start: int, end: int, below: str) -> list[tuple[int, int]]:
    """
    Return where the cells of a table's head stand; none if it is no head.

    >>> read_head("a | b", 0, 5, "- | -")
    [(0, 1), (4, 5)]
    >>> read_head("a | b", 0, 5, "---")
    []

    Args:
        source: The source.
        start: Where the line begins.
        end: Where the line ends.
        below: The line below it, which has to part the head from the rows.
    """
    if _DELIMITERS.match(below) is None:
        return []
    columns = len(below.strip().strip("|").split("|"))
    # A line of dashes alone is something else.
    if columns == 1 and "|" not in below and ":" not in below:
        return []
    cells = split_row(source, start, end)
    return cells if len(cells) == columns else []


def split_row(source: str, start: int, end: int) -> list[tuple[int, int]]:
    r"""
    Return where the cells of a table's row stand, without white space at their ends.

    >>> split_row(r"| a \| b | c |", 0, 14)
    [(2, 8), (11, 12)]

    Args:
        source: The source.
        start: Where the row begins.
        end: Where the row ends.
    """
    cells: list[tuple[int, int]] = []
    if source.startswith("|", start):
        start += 1
    begin = start
    for match in re.finditer(r"\\.|\|", source[start:end]):
        if match[0] == "|":
            cells.append((begin, start + match.start()))
            begin = start + match.end()
    if source[begin:end].strip():
        cells.append((begin, end))
    trimmed: list[tuple[int, int]] = []
    for first, last in cells:
        text = source[first:last]
        left = text.lstrip()
        begin = last - len(left)
        trimmed.append((begin, begin + len(left.rstrip())))
    return trimmed
