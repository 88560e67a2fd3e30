"""
reStructuredText: blocks, then what is inside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from cwkit.markup._assemble import name_headings, name_links, name_regions
from cwkit.markup._document import Document, Reading
from cwkit.markup._leaves import Leaf, Writer, join_lines
from cwkit.markup._rst_blocks import RstBlocks
from cwkit.markup._rst_inlines import RstInlines
from cwkit.markup._types import (
    BANNER_END,
    BANNER_START,
    Comment,
    Entry,
    FrontMatter,
    Heading,
    Link,
    Region,
    RegionKind,
)
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["read_rst"]

_LANGUAGES: Final = frozenset({"lang", "language"})

# How the markers of an inserted block begin in a comment.
_START: Final = BANNER_START.removeprefix("<!-- ")
_END: Final = BANNER_END.removeprefix("<!-- ")


def read_rst(source: str) -> Document:
    """
    Read reStructuredText.

    Args:
        source: The text.
    """
    blocks = RstBlocks(source)
    blocks.read()
    marks: list[tuple[int, RegionKind, int]] = []
    links: list[tuple[str, Span, int, int]] = []
    writer = Writer(source)
    language: str | None = None
    for key, span, _ in blocks.fields:
        value = span.of(source).strip()
        if key in _LANGUAGES and language is None:
            language = value or None
        elif key == "title" and value:
            writer.hide(span.start, parts=True)
            marks += (
                (span.start, RegionKind.TITLE, 0),
                (span.end, RegionKind.PARAGRAPH, 0),
            )
            writer.show(span.end)
    for leaf in sorted(blocks.leaves, key=_start_of):
        segments = leaf.segments
        if segments and segments[0][0] >= writer.position:
            start = segments[0][0]
            writer.hide(start, parts=True)
            marks.append((start, leaf.kind, leaf.level))
            inlines = RstInlines(join_lines(source, segments), start, blocks.targets)
            inlines.read()
            writer.write_lines(segments, inlines.cuts)
            links += inlines.links
    writer.hide(len(source), parts=True)
    text = writer.join()
    return Document(
        source=source,
        text=text,
        media_type="text/x-rst",
        language=language,
        banners=_find_banners(source, blocks.comments),
        reading=_Text(source, text, blocks, marks, links),
        reader=read_rst,
    )


def _start_of(leaf: Leaf) -> int:
    """Return the key that sorts blocks; those without text come first."""
    return leaf.segments[0][0] if leaf.segments else -1


def _find_banners(
    source: str, comments: Iterable[tuple[int, int, int]]
) -> tuple[Span, ...]:
    """Find inserted blocks by the comments around them."""
    banners: list[Span] = []
    opened: int | None = None
    for start, inner, end in comments:
        if source.startswith(_START, inner):
            opened = start
        elif source.startswith(_END, inner) and opened is not None:
            banners.append(Span(opened, end))
            opened = None
    return tuple(banners)


@attrs.frozen
class _Text(Reading):
    """What was noted about a text."""

    source: str
    text: str
    blocks: RstBlocks
    marks: list[tuple[int, RegionKind, int]]
    inline_links: list[tuple[str, Span, int, int]]

    def regions(self) -> tuple[Region, ...]:
        """Return the regions."""
        marks = self.marks.copy()
        for start, end in self.blocks.code:
            marks += ((start, RegionKind.CODE, 0), (end, RegionKind.PARAGRAPH, 0))
        return name_regions(self.source, self.text, sorted(marks, key=_offset_of))

    def headings(self) -> tuple[Heading, ...]:
        """Return the headings."""
        headings = [
            (leaf.level, *leaf.segments[0])
            for leaf in self.blocks.leaves
            if leaf.kind is RegionKind.HEADING
        ]
        return name_headings(self.text, headings, self.regions())

    def links(self) -> tuple[Link, ...]:
        """Return the links."""
        return name_links(self.text, self.inline_links)

    def comments(self) -> tuple[Comment, ...]:
        """Return the comments."""
        return tuple(
            Comment(self.source[inner:end].strip(), Span(start, end))
            for start, inner, end in self.blocks.comments
        )

    def front_matter(self) -> FrontMatter | None:
        """Return the fields that the document begins with."""
        fields = self.blocks.fields
        if not fields:
            return None
        entries: list[Entry] = []
        for key, span, lines in fields:
            value = span.of(self.source)
            entries.append(Entry(key, " ".join(value.split()), span, lines))
        span = Span(fields[0][2].start, fields[-1][2].end)
        return FrontMatter("rst", span, tuple(entries))

    def places(self) -> tuple[int, int]:
        """Return the places for a block."""
        size = len(self.source)
        start = self.blocks.fields_end
        if not start and self.source.startswith("\ufeff"):
            start = 1
        for leaf in self.blocks.leaves:
            if leaf.segments:
                if leaf.kind is RegionKind.HEADING and leaf.level == 1:
                    start = leaf.after
                break
        return start, size


def _offset_of(mark: tuple[int, RegionKind, int]) -> int:
    """Return the key that sorts marks."""
    return mark[0]
