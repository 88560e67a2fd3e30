"""
Blocks of text: their lines, what is cut out of them, and the text they leave.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from cwkit.markup._assemble import join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cwkit.markup._types import RegionKind

__all__ = ["Cut", "Leaf", "Writer", "join_lines"]


@attrs.define
class Leaf:
    """
    A block that holds text.

    Attributes:
        kind: What it is to the reader.

        segments: Where its lines stand in the source, without what surrounds them.

        level: The level of a heading.

        html: Whether it is raw HTML.

        after: Where the line behind it begins.

        nested: Whether it stands in a list or quote.

        label: Of the title in a link definition, the label; readers see the title
            where a link leads to the definition.
    """

    kind: RegionKind
    segments: list[tuple[int, int]]
    level: int = 0
    html: bool = False
    after: int = 0
    nested: bool = False
    label: str | None = None


@attrs.define
class Cut:
    """
    A stretch that the reader does not see.

    Attributes:
        start: Where it begins.

        end: Where it ends.

        joins: Whether the words around it are one word.

        parts: Whether it is the boundary of a paragraph.
    """

    start: int
    end: int
    joins: bool = False
    parts: bool = False


class Writer:
    """
    The visible text, put together from left to right.

    Args:
        source: The source.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.position = 0
        self._doubtful: list[tuple[int, int]] = []

    def show(self, end: int) -> None:
        """
        Show the source up to *end*.
        """
        if end > self.position:
            self.pieces.append(self.source[self.position : end])
            self.position = end

    def hide(self, end: int, *, joins: bool = False, parts: bool = False) -> None:
        """
        Hide the source up to *end*.
        """
        size = end - self.position
        if size <= 0:
            return
        if joins:
            self._doubtful.append((self.position, end))
        if not parts:
            self.pieces.append(" " * size)
        elif size > 1:
            self.pieces.append("\n\n" + " " * (size - 2))
        else:
            self.pieces.append("\u2029")
        self.position = end

    def wrap(self, end: int) -> None:
        """
        Hide a line end and what surrounds it.
        """
        size = end - self.position
        self.pieces.append("\n" + " " * (size - 1))
        self.position = end

    def join(self) -> str:
        """
        Return the text.
        """
        return join_words("".join(self.pieces), self._doubtful)

    def write_lines(
        self, segments: Sequence[tuple[int, int]], cuts: Iterable[Cut]
    ) -> None:
        """
        Show the lines of a block, without what is cut out of them.
        """
        gaps = [(before[1], after[0]) for before, after in itertools.pairwise(segments)]
        number = 0
        for cut in cuts:
            while number < len(gaps) and gaps[number][0] < cut.start:
                self.show(gaps[number][0])
                self.wrap(gaps[number][1])
                number += 1
            self.show(cut.start)
            self.hide(cut.end, joins=cut.joins, parts=cut.parts)
            while number < len(gaps) and gaps[number][0] < cut.end:
                number += 1
        for first, stop in gaps[number:]:
            self.show(first)
            self.wrap(stop)
        self.show(segments[-1][1])


def join_lines(source: str, segments: Sequence[tuple[int, int]]) -> str:
    """
    Return the lines of a block as one text, in which nothing has moved.

    Args:
        source: The source.
        segments: Where the lines stand.
    """
    pieces = [source[slice(*segments[0])]]
    for (_, first), (stop, last) in itertools.pairwise(segments):
        pieces += ("\n", " " * (stop - first - 1), source[stop:last])
    return "".join(pieces)
