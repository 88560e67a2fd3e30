"""
The lines of reStructuredText, which are told apart by how far they are indented.
"""

from __future__ import annotations

import re
from typing import Final

import attrs

__all__ = ["Line", "Lines"]

_LINE: Final = re.compile(r"([ \t]*+)([^\r\n]*+)(\r\n|\r|\n|\Z)")

_TAB: Final = 8


@attrs.define
class Line:
    """
    A line, read from left to right.

    Attributes:
        indent: How many columns of white space it begins with.

        start: Where what is not yet read begins.

        end: Where it ends.

        next: Where the next line begins.
    """

    indent: int
    start: int
    end: int
    next: int


class Lines:
    r"""
    The lines of a source, by their numbers from 0.

    >>> lines = Lines("a\n  b\n\n  c\nd")
    >>> lines.text(1), lines.end_block(1, 0), lines.text(9)
    ('b', 4, '')

    Args:
        source: The source.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        start = 1 if source.startswith("\ufeff") else 0
        self._lines = [
            Line(
                len(found[1].expandtabs(_TAB)),
                found.start(2),
                found.end(2),
                found.end(),
            )
            for found in _LINE.finditer(source, start)
            if found[0]
        ]

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, number: int) -> Line:
        return self._lines[number]

    def text(self, number: int) -> str:
        """
        Return what is left of a line; nothing behind the last one.
        """
        if number >= len(self._lines):
            return ""
        line = self._lines[number]
        return self._source[line.start : line.end]

    def begin(self, number: int) -> int:
        """
        Return where a line begins.
        """
        return self._lines[number - 1].next if number else 0

    def end_block(self, number: int, indent: int) -> int:
        """
        Return the number behind the deeper lines from here on.
        """
        last = number
        while number < len(self._lines):
            line = self._lines[number]
            if line.start < line.end:
                if line.indent <= indent:
                    break
                last = number + 1
            number += 1
        return last

    def body_indent(self, number: int, stop: int, indent: int) -> int:
        """
        Return the indent of the first line of a body.

        Args:
            number: The line that the body may begin with.
            stop: The number behind its last line.
            indent: The indent of what it belongs to, for a body without lines.
        """
        while number < stop:
            if self.text(number):
                return self._lines[number].indent
            number += 1
        return indent + 1

    def words(self, number: int) -> tuple[int, int]:
        """
        Return where the words of a line stand.
        """
        line = self._lines[number]
        return self.trim(line.start, line.end)

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """
        Return a stretch without white space at its end.
        """
        return start, start + len(self._source[start:end].rstrip())
