"""
Spans, limits, lines and columns.
"""

from __future__ import annotations

import bisect
import re
from typing import Final

import attrs

from cwkit.errors import LimitError

__all__ = ["Limits", "LineIndex", "Position", "Span"]

# Lines end where editors end them. str.splitlines() would also end them at a form
# feed or U+2028 and so disagree with every tool that shows the report.
_LINE_END: Final = re.compile(r"\r\n|\n|\r")

_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
"""Characters that UTF-16 writes with two units."""


@attrs.frozen(order=True)
class Span:
    """
    A half-open range of code points in the text that was searched.

    >>> Span(4, 9).of("the quick fox")
    'quick'

    Attributes:
        start: Index of the first code point.

        end: Index after the last one.
    """

    start: int
    end: int

    def __len__(self) -> int:
        """
        Return how many code points the span covers.
        """
        return self.end - self.start

    def of(self, text: str) -> str:
        """
        Return the part of *text* that this span covers.
        """
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """
        Say whether the two spans share a code point.

        >>> Span(0, 3).overlaps(Span(2, 5)), Span(0, 3).overlaps(Span(3, 5))
        (True, False)
        """
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """
        Say whether *other* lies wholly inside this span.

        >>> Span(0, 9).contains(Span(2, 9))
        True
        """
        return self.start <= other.start and other.end <= self.end


@attrs.frozen(kw_only=True)
class Limits:
    """
    How much outside text a public door accepts; time and memory grow linearly.

    >>> Limits(characters=10).check("a short text")
    Traceback (most recent call last):
    cwkit.errors.LimitError: the text has 12 characters, more than the limit of 10; ...

    Attributes:
        characters: Code points in one text.

        findings: Findings kept from one text; the rest is not looked for.

        seconds: How long one regular expression of a rule may take on one stretch of
            text; cwkit's own rules have none.
    """

    characters: int = 20_000_000
    findings: int = 100_000
    seconds: float = 2.0

    def check(self, text: str, *, file: str | None = None) -> None:
        """
        Refuse a text that is too long.

        Raises:
            LimitError: If *text* has more than ``characters`` code points.
        """
        if len(text) > self.characters:
            raise LimitError(
                f"the text has {len(text)} characters, "
                f"more than the limit of {self.characters}",
                file=file,
                cure="split it, or pass Limits(characters=…)",
            )


@attrs.frozen
class Position:
    """
    Where an offset stands for a person or an editor; all counted from 1.

    Attributes:
        line: The line.

        column: The column, in code points.

        utf16_column: The column in UTF-16 units, which JavaScript and the
            language-server protocol count in.
    """

    line: int
    column: int
    utf16_column: int


class LineIndex:
    r"""
    Find lines and columns of offsets in a text.

    >>> LineIndex("one\ntwo").position(5)
    Position(line=2, column=2, utf16_column=2)

    Args:
        text: The text; it is read once.
    """

    __slots__ = ("_astral", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._astral: list[int] | None = None
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def position(self, offset: int) -> Position:
        """
        Return line and column of *offset*.

        Args:
            offset: A code-point index from 0 to the length of the text.
        """
        line = bisect.bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        if self._astral is None:
            # Found once: a page may be one line, with a problem in every sentence.
            self._astral = [m.start() for m in _ASTRAL.finditer(self._text)]
        astral = bisect.bisect_left(self._astral, offset) - bisect.bisect_left(
            self._astral, start
        )
        column = offset - start + 1
        return Position(line, column, column + astral)
