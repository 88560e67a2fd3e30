"""
Feeds: the titles, summaries and contents of RSS and Atom.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.markup._assemble import (
    name_headings,
    name_links,
    name_regions,
    read_comments,
)
from cwkit.markup._document import Document, Reading
from cwkit.markup._feed_elements import Feed
from cwkit.markup._html import Walk
from cwkit.markup._inner import Inner
from cwkit.markup._types import (
    Comment,
    Heading,
    Link,
    Part,
    Region,
    RegionKind,
)
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cwkit.markup._feed_elements import Element, Entry

__all__ = ["read_atom", "read_rss"]

_ATOM: Final = "application/atom+xml"
_RSS: Final = "application/rss+xml"


@attrs.frozen
class _Shown:
    """An element that is shown, read."""

    element: Element
    inner: Inner
    walk: Walk | None  # of HTML

    def place(self, offset: int) -> int:
        """Return where an offset of the content stands in the source."""
        return self.inner.place(offset)


def read_rss(source: str) -> Document:
    """
    Read an RSS feed.

    Args:
        source: The feed.
    """
    return _read(source, _RSS, read_rss)


def read_atom(source: str) -> Document:
    """
    Read an Atom feed.

    Args:
        source: The feed.
    """
    return _read(source, _ATOM, read_atom)


def _read(source: str, media_type: str, reader: Callable[[str], Document]) -> Document:
    """Read a feed of either kind."""
    feed = Feed(source, atom=media_type == _ATOM)
    feed.read()
    pieces: list[str] = []
    position = 0
    shown: list[_Shown] = []
    banners: list[Span] = []
    for element in feed.elements:
        inner = Inner(source, element.segments)
        flat = inner.text.replace("\n", " ").replace("\r", " ")
        walk: Walk | None = None
        visible = flat
        if element.form != "text" and ("<" in flat or "&" in flat):
            walk = Walk(flat)
            visible = walk.run()
            banners += (
                Span(inner.place(span.start), inner.place_end(span.end))
                for span in walk.banners
            )
        shown.append(_Shown(element, inner, walk))
        pieces += (_part(inner.start - position), inner.expand(visible))
        position = inner.end
    pieces.append(_part(len(source) - position))
    text = "".join(pieces)
    return Document(
        source=source,
        text=text,
        media_type=media_type,
        language=feed.language,
        banners=tuple(banners),
        reading=_Reading(source, text, feed, shown),
        reader=reader,
    )


def _part(size: int) -> str:
    """Return a paragraph boundary; what parts two elements is longer than it."""
    return "\n\n" + " " * (size - 2) if size > 1 else " " * size


@attrs.frozen
class _Reading(Reading):
    """What was noted about a feed."""

    source: str
    text: str
    feed: Feed
    shown: list[_Shown]

    def regions(self) -> tuple[Region, ...]:
        """Return the regions."""
        marks: list[tuple[int, RegionKind, int]] = []
        for shown in self.shown:
            kind, level = RegionKind.PARAGRAPH, 0
            if shown.element.name == "title":
                kind = RegionKind.TITLE
                if shown.element.entry >= 0 and not self.feed.alone:
                    kind, level = RegionKind.HEADING, 2
            marks.append((shown.inner.start, kind, level))
            if shown.walk is not None:
                for offset, own, depth in _read_marks(shown.walk):
                    if own is RegionKind.PARAGRAPH:
                        own, depth = kind, level  # noqa: PLW2901
                    marks.append((shown.place(offset), own, depth))
            marks.append((shown.inner.end, RegionKind.PARAGRAPH, 0))
        return name_regions(self.source, self.text, marks)

    def headings(self) -> tuple[Heading, ...]:
        """Return the headings."""
        headings: list[tuple[int, int, int]] = []
        for shown in self.shown:
            if shown.element.name == "title":
                headings.append((2, shown.inner.start, shown.inner.end))
            elif shown.walk is not None:
                headings += (
                    (level, shown.place(start), shown.place(end))
                    for level, start, end in shown.walk.headings
                )
        return name_headings(self.text, headings, self.regions())

    def links(self) -> tuple[Link, ...]:
        """Return the links."""
        return name_links(self.text, self._read_links())

    def _read_links(self) -> Iterator[tuple[str, Span, int, int]]:
        """Yield the links."""
        for shown in self.shown:
            if shown.walk is not None:
                for target, place, start, end in shown.walk.read_links():
                    span = Span(shown.place(place.start), shown.place(place.end))
                    yield target, span, shown.place(start), shown.place(end)

    def comments(self) -> tuple[Comment, ...]:
        """Return the comments, of the feed and of its contents."""
        found = list(read_comments(self.source, self.feed.comments))
        for shown in self.shown:
            if shown.walk is not None and shown.element.form != "xhtml":
                found += (
                    Comment(
                        comment.text,
                        Span(
                            shown.place(comment.span.start),
                            shown.place(comment.span.end),
                        ),
                    )
                    for comment in read_comments(shown.inner.text, shown.walk.comments)
                )
        return tuple(sorted(found, key=_start_of))

    def json_ld(self) -> tuple[Span, ...]:
        """Return where structured data stands."""
        return tuple(
            Span(shown.place(span.start), shown.place(span.end))
            for shown in self.shown
            if shown.walk is not None
            for span in shown.walk.json_ld
        )

    def parts(self) -> tuple[Part, ...]:
        """Return the entries."""
        return tuple(self._describe(entry) for entry in self.feed.entries)

    def _describe(self, entry: Entry) -> Part:
        """Return an entry with its places."""
        span = Span(entry.start, entry.end)
        best = entry.best
        if best is None:
            return Part(span, entry.close, entry.close, "none")
        held = [s for s in best.segments if self.source[s[0] : s[1]].strip()]
        if best.form == "xhtml":
            start, end = _find_room(self.source, best.inside, best.end)
            return Part(span, start, end, "markup")
        # A block must begin and end in stretches that are written alike.
        start, end, referring = held[0]
        if held[-1][2] == referring:
            end = held[-1][1]
        form = "escaped" if referring else "markup"
        return Part(span, start, end, "text" if best.form == "text" else form)

    def places(self) -> tuple[int, int]:
        """Return the places for a block."""
        parts = self.parts()
        if not parts:
            return self.feed.close, self.feed.close
        return parts[0].start, parts[-1].end


# The outermost element of XHTML content holds it all.
_ROOM: Final = re.compile(r"\s*+<(?:[\w.\-]++:)?+div(?:\s[^<>]*+)?+(?<!/)>")
_ROOM_END: Final = re.compile(r"</(?:[\w.\-]++:)?+div\s*+>\s*+\Z")


def _find_room(source: str, start: int, end: int) -> tuple[int, int]:
    """Return where the content of the outermost element begins and ends."""
    opening = _ROOM.match(source, start, end)
    at = source.rfind("</", start, end)
    closing = _ROOM_END.match(source, at, end) if at >= 0 else None
    if opening is None or closing is None:
        return start, end
    return opening.end(), max(opening.end(), at)


def _start_of(comment: Comment) -> int:
    """Return the key that sorts comments."""
    return comment.span.start


def _read_marks(walk: Walk) -> Iterator[tuple[int, RegionKind, int]]:
    """Yield what the HTML says of its text."""
    for offset, context in walk.marks:
        if context.kind is not RegionKind.CODE and walk.is_related(context):
            yield offset, RegionKind.RELATED, 0
        else:
            yield offset, context.kind, context.level
