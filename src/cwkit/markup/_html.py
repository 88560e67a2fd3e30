"""
HTML: one walk from tag to tag, blanking what a reader does not see.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

import attrs

from cwkit.markup._assemble import (
    join_fills,
    name_headings,
    name_links,
    name_regions,
    read_comments,
)
from cwkit.markup._elements import HEADINGS, ROOMS
from cwkit.markup._references import decode_references
from cwkit.markup._tags import TAG, Operation, Tag, find_value, read_tag
from cwkit.markup._tree import Tree
from cwkit.markup._types import (
    BANNER_END,
    BANNER_START,
    Comment,
    Document,
    Heading,
    Link,
    Reading,
    Region,
    RegionKind,
)
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Walk", "read_html"]

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

# What may follow "<" in markup.
_OPENERS: Final = _LETTERS | frozenset("/!?")

# Characters that part words: markup next to one of them stands in no word. Angle
# brackets and those of references are left out, for words may go on behind them.
_PARTERS: Final = frozenset(" \t\n\r\f\"'()*+,-./:=?[]!{}|")

_COMMENT_END: Final = re.compile("--(!?)>")


class Walk(Tree):
    """
    One walk over one source.

    Args:
        source: The source.
        literal: Offsets of angle brackets and ampersands that are mere characters.
    """

    def run(self) -> str:
        """
        Walk to the end and return the visible text.
        """
        self._scan()
        # At the end there is no content left to warn of.
        self.places.waiting = None
        self._close_link(len(self.source))
        for name, _, _, inside in self._frames:
            if name in HEADINGS:
                self.headings.append((int(name[1]), inside, len(self.source)))
        join_fills(self._pieces, self._doubtful)
        return "".join(self._pieces)

    def read_links(self) -> Iterator[tuple[str, Span, int, int]]:
        """
        Yield the links: target, where it stands, where the words begin and end.
        """
        for start, inner, end in self.links:
            first, stop = find_value(self.source[start:inner], "href")
            place = Span(start + first, start + stop)
            target = decode_references(place.of(self.source)).strip()
            yield target, place, inner, end

    # One loop with many branches: calls would cost more than all the rest.
    def _scan(self) -> None:  # noqa: C901, PLR0912, PLR0915
        """Go from tag to tag."""
        source, literal, size = self.source, self.literal, len(self.source)
        pieces, doubtful, stack = self._pieces, self._doubtful, self._stack
        add, mark = pieces.append, self.marks.append
        known: dict[str, Tag] = {}
        know = known.get
        referring = "&" in source
        context = self.context
        visible, tracking, floor = context.visible, context.tracking, self._floor
        # Each part but the first begins behind a "<"; most hold one tag and the text
        # behind it. Splitting is faster than searching from bracket to bracket.
        parts = iter(source.split("<"))
        text = next(parts)
        offset = len(text)  # where this part ends
        skip = 0  # where a construct ends that itself held a "<"
        self._show(0, offset)
        before = text  # the text before the tag
        for part in parts:
            start = offset
            offset += len(part) + 1
            if start < skip:
                if skip < offset:
                    before = source[skip:offset]
                    self._show(skip, offset)
                continue
            raw, closed, text = part.partition(">")
            tag = know(raw)
            if tag is None or not closed or (literal and start in literal):
                first = part[:1]
                if (
                    first not in _OPENERS
                    or start in literal
                    or (part == "/" and offset == size)
                ):
                    before = source[start:offset]
                    self._show(start, offset)
                    continue
                if first not in _LETTERS and (
                    first != "/" or part[1:2] not in _LETTERS
                ):
                    skip = self._skip_declaration(start)
                    before = source[skip:offset]
                    self._show(skip, offset)
                    continue
                if closed and '"' not in raw and "'" not in raw:
                    tag = known[raw] = read_tag(f"<{raw}>")
                else:
                    # The bracket may stand in a quoted value.
                    match = cast("re.Match[str]", TAG.match(source, start))
                    if match[1] is None:
                        self._cut(start)
                        return
                    tag = read_tag(match[0])
                    skip = match.end()
                    text = source[skip:offset]
                    if skip == start + len(raw) + 2:
                        known[raw] = tag
            operation = tag[0]
            if operation <= Operation.UNLINK and not tracking:
                if operation >= Operation.LINK:
                    if self._link is not None:
                        self._close_link(start)
                    if visible and "href" in tag.attributes:
                        self._link = (start, start + len(tag[1]))
                if text[:1] not in _PARTERS and before[-1:] not in _PARTERS:
                    doubtful.append(len(pieces))
                add(tag[1])
            elif operation == Operation.INLINE and not context.foreign:
                stack.append(tag[2])
                doubtful.append(len(pieces))
                add(tag[1])
            elif operation == Operation.OUTLINE and (
                stack[-1] == tag[2] and len(stack) > floor and not context.foreign
            ):
                stack.pop()
                doubtful.append(len(pieces))
                add(tag[1])
            elif operation == Operation.CLOSE and (
                stack and stack[-1] == tag[2] and len(stack) > floor
            ):
                stack.pop()
                mark((start + len(tag[1]), context))
                add(tag[1])
            elif (
                operation == Operation.OPEN
                and not tracking
                and (not stack or stack[-1] != "p")
            ) or (operation == Operation.ITEM and stack and stack[-1] in ROOMS[tag[2]]):
                stack.append(tag[2])
                mark((start + len(tag[1]), context))
                add(tag[1])
            elif operation == Operation.BREAK:
                add(tag[1])
            else:
                position = start + len(tag[1])
                stop = self._step(tag, start, position)
                if stop > position:
                    skip = stop
                    text = source[skip:offset]
                context = self.context
                visible, tracking = context.visible, context.tracking
                floor = self._floor
            before = text
            if text:
                if not visible:
                    self._skip(len(text))
                elif referring and "&" in text:
                    self._write(offset - len(text), offset)
                else:
                    add(text)

    def _step(self, tag: Tag, start: int, position: int) -> int:
        """Do what a tag asks where that needs knowledge; say where to go on."""
        operation = tag.operation
        if operation in {Operation.START, Operation.ITEM}:
            return self._start(tag, start, position)
        if operation == Operation.END:
            self._end(tag, start, position)
        elif operation <= Operation.UNLINK:
            self._track(tag, start, position)
        else:
            if operation == Operation.CLOSE:
                self._close(tag.name, start, position)
            else:
                self._make_room(tag.name, start)
                if operation == Operation.OPEN:
                    self._stack.append(tag.name)
            self.marks.append((position, self.context))
            self._pieces.append(tag.fill)
        return position

    def _cut(self, start: int) -> None:
        """End at a tag that the source ends in."""
        self._pieces.append(" " * (len(self.source) - start))
        self.places.cut = start

    def _skip_declaration(self, start: int) -> int:
        """Blank a comment, declaration or instruction and return its end."""
        source, size = self.source, len(self.source)
        if source.startswith("<!--", start):
            match = _COMMENT_END.search(source, start + 2)
            if match is not None and match[1] and match.start() < start + 4:
                # "<!--!>" is not yet the end.
                match = _COMMENT_END.search(source, start + 4)
            stop = size if match is None else match.end()
            if match is None:
                self.places.cut = start
            else:
                self.comments.append((start, stop))
                if source.startswith(BANNER_START, start):
                    self._banner = start
                elif source.startswith(BANNER_END, start) and self._banner is not None:
                    self.banners.append(Span(self._banner, stop))
                    self._banner = None
        elif self.context.foreign and source.startswith("<![CDATA[", start):
            inner = start + len("<![CDATA[")
            close = source.find("]]>", inner)
            stop = size if close < 0 else close + 3
            self._pieces.append(" " * (inner - start))
            shown = source[inner : stop if close < 0 else close]
            if shown:
                self._pieces.append(shown if self.context.visible else " " * len(shown))
            if close >= 0:
                self._pieces.append("   ")
            return stop
        else:
            stop = source.find(">", start) + 1
            if not stop:
                stop = size
                self.places.cut = start
        self._blank(stop - start)
        return stop


def read_html(source: str) -> Document:
    """
    Read an HTML page or fragment.

    Args:
        source: The page.
    """
    # In HTML a line end is mere white space; only tags part paragraphs.
    flat = source.replace("\n", " ").replace("\r", " ")
    walk = Walk(flat)
    text = walk.run()
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    return Document(
        source=source,
        text=text,
        media_type="text/html",
        language=walk.language,
        banners=tuple(walk.banners),
        reading=_Page(source, text, walk),
        reader=read_html,
    )


@attrs.frozen
class _Page(Reading):
    """What the walk noted about a page."""

    source: str
    text: str
    walk: Walk

    def regions(self) -> tuple[Region, ...]:
        """Return the regions."""
        walk = self.walk
        related, code = RegionKind.RELATED, RegionKind.CODE
        marks = [
            (offset, related, 0)
            if context.root >= 0
            and context.kind is not code
            and walk.is_related(context)
            else (offset, context.kind, context.level)
            for offset, context in walk.marks
        ]
        return name_regions(self.source, self.text, marks)

    def headings(self) -> tuple[Heading, ...]:
        """Return the headings."""
        return name_headings(self.text, self.walk.headings, self.regions())

    def links(self) -> tuple[Link, ...]:
        """Return the links."""
        return name_links(self.text, self.walk.read_links())

    def comments(self) -> tuple[Comment, ...]:
        """Return the comments."""
        return read_comments(self.source, self.walk.comments)

    def json_ld(self) -> tuple[Span, ...]:
        """Return where structured data stands."""
        return tuple(self.walk.json_ld)

    def places(self) -> tuple[int, int]:
        """Return the places for a block."""
        walk = self.walk
        return walk.places.choose(self.source, self.text, walk.context.unsafe)
