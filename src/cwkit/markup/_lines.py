"""
One line of Markdown, read by columns.
"""

from __future__ import annotations

from typing import Final

__all__ = ["INDENT", "Line"]

INDENT: Final = 4
"""Columns from one tab stop to the next, and the indent of code."""


class Line:
    """One line, read from left to right by columns; a tab stops at every fourth."""

    __slots__ = ("column", "end", "next", "position", "source", "spare", "start")

    def __init__(self, source: str, start: int, end: int, following: int) -> None:
        self.source = source
        self.start = self.position = start
        self.end = end
        self.next = following
        self.column = 0
        self.spare = 0  # columns left of a tab that was read in part

    def indent(self) -> tuple[int, int]:
        """Return the width of the white space here, and where it ends."""
        column, position = self.column + self.spare, self.position
        while position < self.end:
            character = self.source[position]
            if character == " ":
                column += 1
            elif character == "\t":
                column += INDENT - column % INDENT
            else:
                break
            position += 1
        return column - self.column, position

    def skip(self, columns: int) -> None:
        """Go so many columns of white space to the right."""
        while columns > 0 and (self.spare or self.position < self.end):
            if self.spare:
                step = min(self.spare, columns)
                self.spare -= step
            else:
                character = self.source[self.position]
                if character not in " \t":
                    return
                self.position += 1
                width = 1 if character == " " else INDENT - self.column % INDENT
                step = min(width, columns)
                self.spare = width - step
            self.column += step
            columns -= step

    def go(self, position: int) -> None:
        """Go to a position behind characters that are one column each."""
        width, stop = self.indent()
        self.column += width + position - stop
        self.spare = 0
        self.position = position

    def rest(self) -> str:
        """Return what is left of the line."""
        return self.source[self.position : self.end]
