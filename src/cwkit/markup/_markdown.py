"""
Markdown: blocks, then what is inside them, then the HTML walk over the rest.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.markup._assemble import (
    name_headings,
    name_links,
    name_regions,
    read_comments,
)
from cwkit.markup._blocks import Blocks
from cwkit.markup._document import Document, Reading
from cwkit.markup._entries import read_entries
from cwkit.markup._front_matter import read_front_matter
from cwkit.markup._html import Walk
from cwkit.markup._inlines import Inlines
from cwkit.markup._leaves import Writer, join_lines
from cwkit.markup._templates import hide_templates, keep_inside
from cwkit.markup._tree import Context
from cwkit.markup._types import (
    Comment,
    FrontMatter,
    Heading,
    Link,
    Region,
    RegionKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.text import Span

__all__ = ["read_markdown"]

_MARKUP: Final = re.compile("[<&]")

_HEADLINE: Final = re.compile("<h1[ \t\r\n>]", re.IGNORECASE)


def read_markdown(source: str) -> Document:
    """
    Read Markdown, with front matter if it has any.

    Args:
        source: The text.
    """
    front = read_front_matter(source)
    written = source[: front.end] + hide_templates(source[front.end :])
    blocks = Blocks(written, front.end)
    blocks.read()
    marks = list(front.marks)
    links: list[tuple[str, Span, int, int]] = []
    literal: set[int] = set()
    text = Writer(written)
    for start, end in front.shown:
        text.hide(start, parts=True)
        text.show(end)
        # What is shown here is a value, not markup.
        literal.update(match.start() for match in _MARKUP.finditer(source, start, end))
    # Whether the title in a definition is shown, what is behind it tells.
    titles: list[tuple[str, int, int]] = []
    used: set[str] = set()
    for leaf in blocks.leaves:
        segments = leaf.segments
        if not segments:
            continue
        start, end = segments[0][0], segments[-1][1]
        text.hide(start, parts=True)
        if leaf.html:
            marks.append((start, leaf.kind, leaf.level))
            for (_, first), (stop, _) in itertools.pairwise(segments):
                text.show(first)
                # Line ends in HTML are mere white space.
                text.hide(stop)
            text.show(end)
            continue
        inlines = Inlines(join_lines(written, segments), start, blocks.definitions)
        if leaf.label is None:
            marks.append((start, leaf.kind, leaf.level))
            inlines.read()
        else:
            titles.append((leaf.label, start, end))
            inlines.read_title(0, end - start)
        text.write_lines(segments, inlines.cuts)
        for first, stop in (*inlines.images, *inlines.titles):
            marks.append((first, RegionKind.ALTERNATIVE, 0))
            marks.append((stop, leaf.kind, leaf.level))
        links += inlines.links
        literal |= inlines.literal
        used |= inlines.used
    text.hide(len(source), parts=True)
    marks += (
        (start, RegionKind.ALTERNATIVE, 0) for name, start, _ in titles if name in used
    )
    visible = _blank(text.join(), [row[1:] for row in titles if row[0] not in used])
    walk: Walk | None = None
    if "<" in visible or "&" in visible:
        walk = Walk(visible, literal)
        visible = walk.run()
    return Document(
        source=source,
        text=visible,
        media_type="text/markdown",
        language=front.language,
        banners=() if walk is None else tuple(walk.banners),
        reading=_Text(source, visible, front.end, blocks, marks, links, walk),
        reader=read_markdown,
    )


def _blank(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """Return a text without what some stretches of it hold."""
    pieces: list[str] = []
    position = 0
    for start, end in stretches:
        pieces += (text[position:start], " " * (end - start))
        position = end
    return "".join((*pieces, text[position:]))


@attrs.frozen
class _Text(Reading):
    """What was noted about a Markdown text."""

    source: str
    text: str
    body: int  # where the front matter ends
    blocks: Blocks
    marks: list[tuple[int, RegionKind, int]]
    inline_links: list[tuple[str, Span, int, int]]
    walk: Walk | None

    def regions(self) -> tuple[Region, ...]:
        """Return the regions."""
        marks = self.marks.copy()
        for start, end in self.blocks.code:
            marks += ((start, RegionKind.CODE, 0), (end, RegionKind.PARAGRAPH, 0))
        marks.sort(key=_offset_of)
        if self.walk is not None:
            marks = _merge_marks(marks, self.walk)
        return name_regions(self.source, self.text, marks)

    def headings(self) -> tuple[Heading, ...]:
        """Return the headings."""
        headings = [
            (leaf.level, leaf.segments[0][0], leaf.segments[-1][1])
            for leaf in self.blocks.leaves
            if leaf.kind is RegionKind.HEADING and leaf.segments
        ]
        if self.walk is not None:
            headings += self.walk.headings
        return name_headings(self.text, headings, self.regions())

    def links(self) -> tuple[Link, ...]:
        """Return the links."""
        links = self.inline_links.copy()
        if self.walk is not None:
            links += self.walk.read_links()
        return name_links(self.text, links)

    def comments(self) -> tuple[Comment, ...]:
        """Return the comments."""
        if self.walk is None:
            return ()
        # Quote marks and the like are blank in what the walk saw.
        return read_comments(self.walk.original, self.walk.comments)

    def front_matter(self) -> FrontMatter | None:
        """Return the front matter."""
        return read_entries(self.source, self.body)

    def json_ld(self) -> tuple[Span, ...]:
        """Return where structured data stands."""
        return () if self.walk is None else tuple(self.walk.json_ld)

    def places(self) -> tuple[int, int]:
        """Return the places for a block."""
        cut = self.blocks.cut
        start = _find_start(self.blocks, self.body, self.source)
        end = cut if cut >= 0 else len(self.source)
        return keep_inside(self.source, self.text, start, end)


def _offset_of(mark: tuple[int, RegionKind, int]) -> int:
    """Return the key that sorts marks."""
    return mark[0]


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
        if not leaf.segments or leaf.label is not None:
            continue
        place = leaf.segments[0][0]
        if leaf.html and source.startswith("<!--", place):
            continue
        headline = leaf.kind is RegionKind.HEADING and leaf.level == 1
        if leaf.html and _HEADLINE.match(source, place):
            headline = True
        return leaf.after if headline and not leaf.nested else start
    return start
