"""
Markdown: blocks, then what is inside them, then the HTML walk over the rest.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from cwkit.markup._assemble import join_fills, name_regions, trim_links
from cwkit.markup._blocks import Blocks, Leaf
from cwkit.markup._front_matter import read_front_matter
from cwkit.markup._html import Walk
from cwkit.markup._inlines import Inlines
from cwkit.markup._tree import Context
from cwkit.markup._types import Document, RegionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cwkit.text import Span

__all__ = ["read_markdown"]

_MARKUP: Final = re.compile("[<&]")

_HEADLINE: Final = re.compile("<h1[ \t\r\n>]", re.IGNORECASE)


class _Text:
    """The visible text, put together from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.position = 0
        self._doubtful: list[int] = []

    def show(self, end: int) -> None:
        """Show the source up to *end*."""
        if end > self.position:
            self.pieces.append(self.source[self.position : end])
            self.position = end

    def hide(self, end: int, *, joins: bool = False, parts: bool = False) -> None:
        """Hide the source up to *end*."""
        size = end - self.position
        if size <= 0:
            return
        if joins:
            self._doubtful.append(len(self.pieces))
        if not parts:
            self.pieces.append(" " * size)
        elif size > 1:
            self.pieces.append("\n\n" + " " * (size - 2))
        else:
            self.pieces.append("\u2029")
        self.position = end

    def wrap(self, end: int) -> None:
        """Hide a line end and what surrounds it."""
        size = end - self.position
        self.pieces.append("\n" + " " * (size - 1))
        self.position = end

    def join(self) -> str:
        """Return the text."""
        join_fills(self.pieces, self._doubtful)
        return "".join(self.pieces)


def read_markdown(source: str) -> Document:
    """
    Read Markdown, with front matter if it has any.

    Args:
        source: The text.
    """
    front = read_front_matter(source)
    blocks = Blocks(source, front.end)
    blocks.read()
    marks = list(front.marks)
    links: list[tuple[str, int, int]] = []
    literal: set[int] = set()
    text = _Text(source)
    for start, end in front.shown:
        text.hide(start, parts=True)
        text.show(end)
        # What is shown here is a value, not markup.
        literal.update(match.start() for match in _MARKUP.finditer(source, start, end))
    for leaf in blocks.leaves:
        if leaf.segments:
            _write_leaf(
                text,
                leaf,
                blocks.definitions,
                marks=marks,
                links=links,
                literal=literal,
            )
    text.hide(len(source), parts=True)
    visible = text.join()
    for start, end in blocks.code:
        marks += ((start, RegionKind.CODE, 0), (end, RegionKind.PARAGRAPH, 0))
    marks.sort(key=_offset_of)
    banners: tuple[Span, ...] = ()
    if "<" in visible or "&" in visible:
        walk = Walk(visible, literal=literal)
        visible = walk.run()
        links = sorted([*links, *walk.links], key=_start_of)
        marks = _merge_marks(marks, walk)
        banners = tuple(walk.banners)
    links.sort(key=_start_of)
    return Document(
        source=source,
        text=visible,
        media_type="text/markdown",
        regions=name_regions(source, visible, marks),
        links=trim_links(visible, links),
        language=front.language,
        start=_find_start(blocks, front.end, source),
        end=blocks.cut if blocks.cut >= 0 else len(source),
        banners=banners,
    )


def _write_leaf(
    text: _Text,
    leaf: Leaf,
    definitions: Mapping[str, str],
    *,
    marks: list[tuple[int, RegionKind, int]],
    links: list[tuple[str, int, int]],
    literal: set[int],
) -> None:
    """Write one block."""
    source, segments = text.source, leaf.segments
    start, end = segments[0][0], segments[-1][1]
    text.hide(start, parts=True)
    marks.append((start, leaf.kind, leaf.level))
    gaps = [(before[1], after[0]) for before, after in itertools.pairwise(segments)]
    if leaf.html:
        for first, stop in gaps:
            text.show(first)
            # Line ends in HTML are mere white space.
            text.hide(stop)
        text.show(end)
        return
    pieces = [source[segments[0][0] : segments[0][1]]]
    for (first, stop), (_, last) in zip(gaps, segments[1:], strict=True):
        pieces += ("\n", " " * (stop - first - 1), source[stop:last])
    inlines = Inlines("".join(pieces), start, definitions)
    inlines.read()
    number = 0
    for cut in inlines.cuts:
        while number < len(gaps) and gaps[number][0] < cut.start:
            text.show(gaps[number][0])
            text.wrap(gaps[number][1])
            number += 1
        text.show(cut.start)
        text.hide(cut.end, joins=cut.joins, parts=cut.parts)
        while number < len(gaps) and gaps[number][0] < cut.end:
            number += 1
    for first, stop in gaps[number:]:
        text.show(first)
        text.wrap(stop)
    text.show(end)
    for first, stop in inlines.images:
        marks.append((first, RegionKind.ALTERNATIVE, 0))
        marks.append((stop, leaf.kind, leaf.level))
    links += inlines.links
    literal |= inlines.literal


def _offset_of(mark: tuple[int, RegionKind, int]) -> int:
    """Return the key that sorts marks."""
    return mark[0]


def _start_of(link: tuple[str, int, int]) -> int:
    """Return the key that sorts links."""
    return link[1]


def _merge_marks(
    marks: list[tuple[int, RegionKind, int]], walk: Walk
) -> list[tuple[int, RegionKind, int]]:
    """Let the HTML around Markdown have its say."""
    merged: list[tuple[int, RegionKind, int]] = []
    html = iter((*walk.marks, None))
    mark = next(html)
    context = Context()
    kind, level = RegionKind.PARAGRAPH, 0
    for offset, own, depth in (*marks, (len(walk.source), kind, 0)):
        while mark is not None and mark[0] <= offset:
            context = mark[1]
            merged.append((mark[0], *_settle(kind, level, context, walk)))
            mark = next(html)
        kind, level = own, depth
        merged.append((offset, *_settle(kind, level, context, walk)))
    return merged


def _settle(
    kind: RegionKind, level: int, context: Context, walk: Walk
) -> tuple[RegionKind, int]:
    """Say what text is, by Markdown and by the HTML around it."""
    if kind is RegionKind.CODE or context.kind is RegionKind.CODE:
        return RegionKind.CODE, 0
    if walk.is_related(context):
        return RegionKind.RELATED, 0
    if kind is RegionKind.PARAGRAPH:
        return context.kind, context.level
    return kind, level


def _find_start(blocks: Blocks, start: int, source: str) -> int:
    """Return the place before the content, behind its first headline."""
    for leaf in blocks.leaves:
        if not leaf.segments:
            continue
        place = leaf.segments[0][0]
        if leaf.html and source.startswith("<!--", place):
            continue
        headline = leaf.kind is RegionKind.HEADING and leaf.level == 1
        if leaf.html and _HEADLINE.match(source, place):
            headline = True
        return leaf.after if headline and not leaf.nested else start
    return start
