"""
Feeds: the titles, summaries and contents of RSS and Atom.

XML is walked from tag to tag as it stands. No entity is expanded, and nothing outside
of the source is ever looked at.
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
from cwkit.markup._html import Walk
from cwkit.markup._inner import Inner
from cwkit.markup._tags import TAG, find_value
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

__all__ = ["read_atom", "read_rss"]

_ENTRIES: Final = frozenset({"entry", "item"})
_PARENTS: Final = frozenset({"channel", "feed"}) | _ENTRIES

# What readers of feeds show, with the prefixes that are in use; how much of the entry
# each holds tells where a block belongs.
_SHOWN: Final = {
    "title": 0,
    "subtitle": 0,
    "itunes:subtitle": 0,
    "itunes:summary": 1,
    "summary": 1,
    "description": 2,
    "content": 3,
    "content:encoded": 3,
}
_LANGUAGES: Final = frozenset({"language", "dc:language"})

_DECLARATIONS: Final = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))

# A document type may hold declarations in brackets, and those quoted values.
_DOCTYPE: Final = re.compile(
    r"""<![^\[<>"']*+(?:"[^"]*+"[^\[<>"']*+|'[^']*+'[^\[<>"']*+)*+(?:(\[)|>)"""
)

# How far up an end tag looks for its element, over elements that were never ended.
_DEPTH: Final = 64

_ATOM: Final = "application/atom+xml"
_RSS: Final = "application/rss+xml"


@attrs.define
class _Element:
    """An element that is shown."""

    name: str
    rank: int
    form: str
    inside: int  # where its content begins
    entry: int  # the number of its entry, or -1
    segments: list[tuple[int, int, bool]]
    end: int = -1


@attrs.define
class _Entry:
    """An entry: where it begins and ends, and what it shows."""

    start: int
    inside: int
    best: _Element | None = None
    close: int = -1
    end: int = -1


class _Feed:
    """
    What stands where in a feed.

    Args:
        source: The source.
        atom: Whether text is plain unless it says otherwise.
    """

    def __init__(self, source: str, *, atom: bool) -> None:
        self.source = source
        self.elements: list[_Element] = []
        self.entries: list[_Entry] = []
        self.comments: list[tuple[int, int]] = []
        self.language: str | None = None
        self.close = len(source)  # where the last end tag begins
        self._atom = atom
        self._stack: list[str] = []
        self._entry: _Entry | None = None
        self._shown: _Element | None = None
        self._depth = 0  # of what is shown
        self.alone = False  # whether it is one entry, without a feed around it
        self._typed = False  # whether a document type was seen
        self._spoken: int | None = None  # where the name of the language begins

    def read(self) -> None:
        """Walk from tag to tag."""
        source = self.source
        position = 0
        while (start := source.find("<", position)) >= 0:
            self._add_text(position, start)
            stop = self._read_markup(start)
            if stop < 0:
                # The source ends inside of something, which is not shown.
                position = len(source)
                break
            position = stop
        self._add_text(position, len(source))
        self._end_element(len(source))
        self._end_entry(len(source), len(source))

    def _add_text(self, start: int, end: int) -> None:
        """Add text to the element that is shown."""
        shown = self._shown
        if shown is not None and shown.form != "xhtml" and start < end:
            shown.segments.append((start, end, True))

    def _read_markup(self, start: int) -> int:
        """Read what begins with an angle bracket; return its end, or -1."""
        source = self.source
        if source.startswith(("<!", "<?"), start):
            return self._read_declaration(start)
        match = TAG.match(source, start)
        if match is None:
            # A bracket alone is a mistake, and itself.
            self._add_text(start, start + 1)
            return start + 1
        if match[1] is None:
            return -1
        self._read_tag(match[0], start, match.end())
        return match.end()

    def _read_declaration(self, start: int) -> int:
        """Read a comment, literal text, instruction or declaration."""
        source = self.source
        inner, close = start + 2, ">"
        for opening, ending in _DECLARATIONS:
            if source.startswith(opening, start):
                inner, close = start + len(opening), ending
                break
        else:
            # There is one document type at most, so only one is looked at closely.
            match = None if self._typed else _DOCTYPE.match(source, start)
            self._typed = True
            if match is not None:
                if not match[1]:
                    return match.end()
                close = "]>"
        end = source.find(close, inner)
        if end < 0:
            return -1
        stop = end + len(close)
        shown = self._shown
        if close == "-->":
            self.comments.append((start, stop))
        elif close == "]]>" and shown is not None and shown.form != "xhtml":
            shown.segments.append((inner, end, False))
        return stop

    def _read_tag(self, raw: str, start: int, stop: int) -> None:
        """Read a tag."""
        name = re.split(r"[\s/>]", raw[2 if raw[1] == "/" else 1 :], maxsplit=1)[0]
        name = name.removeprefix("atom:").removeprefix("rss:")
        if raw[1] == "/":
            self._read_end(name, start, stop)
            return
        if self.language is None and not self._stack:
            self.language = self._value(raw, "xml:lang") or None
        if raw[-2] == "/":
            if name in _ENTRIES and self._shown is None and self._entry is None:
                self.entries.append(_Entry(start, stop, close=stop, end=stop))
            return
        if self._shown is None:
            self._open(name, raw, start, stop)
        self._stack.append(name)

    def _open(self, name: str, raw: str, start: int, stop: int) -> None:
        """Open an element outside of what is shown."""
        parent = self._stack[-1] if self._stack else ""
        if name in _ENTRIES and self._entry is None:
            self._entry = _Entry(start, stop)
            self.alone = not (self._stack or self.entries)
            self.entries.append(self._entry)
        elif name in _LANGUAGES and parent == "channel":
            self._spoken = stop
        elif name in _SHOWN and parent in _PARENTS:
            form = "html"
            if self._atom or name == "content":
                form = (self._value(raw, "type") or "text").lower()
                if form not in {"html", "text", "xhtml", "text/html"}:
                    # A media type of its own: XML, or something encoded.
                    return
            entry = -1 if self._entry is None else len(self.entries) - 1
            self._shown = _Element(
                name, _SHOWN[name], form.removeprefix("text/"), stop, entry, []
            )
            self._depth = len(self._stack)

    def _value(self, raw: str, name: str) -> str:
        """Return the value of an attribute, or nothing."""
        found = find_value(raw, name)
        return raw[slice(*found)].strip() if found else ""

    def _read_end(self, name: str, start: int, stop: int) -> None:
        """Read an end tag; one that ends nothing is passed over."""
        self.close = start
        if self._stack and self._stack[-1] == name:
            self._stack.pop()
        elif (
            name not in _PARENTS and (self._shown is None or name != self._shown.name)
        ) or name not in self._stack[-_DEPTH:]:
            return
        else:
            while self._stack.pop() != name:
                pass
        if self._shown is not None and len(self._stack) <= self._depth:
            self._end_element(start)
        if self._spoken is not None:
            if self.language is None:
                self.language = self.source[self._spoken : start].strip() or None
            self._spoken = None
        if name in _ENTRIES:
            self._end_entry(start, stop)

    def _end_element(self, end: int) -> None:
        """End the element that is shown, if any."""
        shown, self._shown = self._shown, None
        if shown is None:
            return
        shown.end = end
        if shown.form == "xhtml":
            shown.segments.append((shown.inside, end, False))
        if any(self.source[a:b].strip() for a, b, _ in shown.segments):
            self.elements.append(shown)
            entry = self._entry
            if (
                entry is not None
                and shown.rank
                and (entry.best is None or shown.rank > entry.best.rank)
            ):
                entry.best = shown

    def _end_entry(self, start: int, stop: int) -> None:
        """End the entry that is open, if any."""
        if self._entry is not None:
            self._entry.close, self._entry.end = start, stop
            self._entry = None


@attrs.frozen
class _Shown:
    """An element that is shown, read."""

    element: _Element
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
    feed = _Feed(source, atom=media_type == _ATOM)
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
    feed: _Feed
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

    def _describe(self, entry: _Entry) -> Part:
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
