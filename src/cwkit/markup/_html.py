"""
HTML: one walk from tag to tag, blanking what a reader does not see.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final, cast

import attrs

from cwkit.markup._assemble import (
    join_words,
    name_headings,
    name_links,
    name_regions,
    read_comments,
    replace_characters,
)
from cwkit.markup._document import Document, Reading
from cwkit.markup._elements import HEADINGS, ROOMS
from cwkit.markup._entries import read_entries
from cwkit.markup._front_matter import FrontMatter as FrontValues
from cwkit.markup._front_matter import blank_front, read_front_of_page
from cwkit.markup._references import decode_references
from cwkit.markup._tags import TAG, Operation, Tag, find_value, read_tag
from cwkit.markup._templates import hide_templates, keep_inside
from cwkit.markup._tree import Tree
from cwkit.markup._types import (
    BANNER_END,
    BANNER_START,
    Comment,
    FrontMatter,
    Heading,
    Link,
    Region,
    RegionKind,
)
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Walk", "read_html"]

# Names that the loop looks up for each tag.
_LINK: Final = Operation.LINK
_UNLINK: Final = Operation.UNLINK
_OPEN: Final = Operation.OPEN
_ITEM: Final = Operation.ITEM
_CLOSE: Final = Operation.CLOSE
_INLINE: Final = Operation.INLINE
_OUTLINE: Final = Operation.OUTLINE
_BREAK: Final = Operation.BREAK
_ODD: Final = Operation.ODD

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

# Where markup begins, and its end if nothing odd stands in it.
_TAGS: Final = re.compile("(<[a-zA-Z/!?][^<>]*+>?+)")

# Stands for angle brackets and ampersands that are mere characters; what it is does
# not matter as long as it is no part of words or markup.
_STAND_IN: Final = "\x1a"
_MARKUP: Final = frozenset("<&")

# Characters that part words: markup next to one of them stands in no word. Angle
# brackets and those of references are left out, for words may go on behind them.
_PARTERS: Final = frozenset(" \t\n\r\f\"'()*+,-./:=?[]!{}|")

_SIGNS: Final = re.compile("[<&]")

_COMMENT_END: Final = re.compile("--(!?)>")

_NULLS: Final = re.compile("\0++")


class Walk(Tree):
    """
    One walk over one source.

    Args:
        source: The source.
        literal: Offsets of angle brackets and ampersands that are mere characters.
    """

    def __init__(self, source: str, literal: Iterable[int] = ()) -> None:
        self.original = source
        self.literal = sorted(o for o in literal if source[o] in _MARKUP)
        stand_ins = _STAND_IN * len(self.literal)
        super().__init__(replace_characters(source, self.literal, stand_ins))

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
        text = "".join(self._pieces)
        doubtful = self._doubtful
        if "\0" in text:
            # Browsers drop it, so it parts no word.
            doubtful = sorted([*doubtful, *(m.span() for m in _NULLS.finditer(text))])
            text = text.replace("\0", " ")
        text = join_words(text, doubtful)
        if not self.literal:
            return text
        shown = [o for o in self.literal if text[o] == _STAND_IN]
        own = "".join(self.original[o] for o in shown)
        return replace_characters(text, shown, own)

    def read_links(self) -> Iterator[tuple[str, Span, int, int]]:
        """
        Yield the links: target, where it stands, where the words begin and end.
        """
        for start, inner, end in self.links:
            value = find_value(self.source[start:inner], "href")
            if value is not None:
                place = Span(start + value[0], start + value[1])
                target = decode_references(place.of(self.original)).strip()
                yield target, place, inner, end

    # One loop with many branches: calls would cost more than all the rest.
    def _scan(self) -> None:  # noqa: C901, PLR0912, PLR0915
        """Go from tag to tag."""
        # Text, tag, text, tag, ..., text. What can be done to all tags at once is
        # several times faster than a step of the loop below.
        pieces = _TAGS.split(self.source)
        raws = pieces[1::2]
        known = {raw: read_tag(raw) for raw in set(raws)}
        tags = [known[raw] for raw in raws]
        pieces[1::2] = [tag[1] for tag in tags]
        steps = zip(itertools.count(1, 2), tags, pieces[2::2], strict=False)
        doubt, stack, mark = self._doubtful.append, self._stack, self.marks.append
        referring = "&" in self.source
        context = self.context
        visible, tracking, floor = context.visible, context.tracking, self._floor
        before = pieces[0]  # the text before the tag
        offset = len(before)  # where the text behind the tag ends
        pieces[0] = self._decode(0, offset)
        for number, tag, text in steps:
            index = number
            start = offset
            position = start + tag[2]
            offset = position + len(text)
            operation = tag[0]
            if operation == _ODD:
                tag, position = self._read_odd(start)  # noqa: PLW2901 - read again
                operation = tag[0]
                pieces[index] = tag[1]
                index, offset = self._skip_to(position, index, offset, pieces, steps)
                text = pieces[index + 1] = self.source[position:offset]  # noqa: PLW2901
            if operation <= _UNLINK and not tracking:
                if operation >= _LINK:
                    if self._link is not None:
                        self._close_link(start)
                    if visible and operation == _LINK:
                        self._link = (start, position)
                if text[:1] not in _PARTERS and before[-1:] not in _PARTERS:
                    doubt((start, position))
            elif operation == _CLOSE and (
                stack and stack[-1] == tag[3] and len(stack) > floor
            ):
                stack.pop()
                mark((position, context))
            elif (
                operation == _OPEN and not tracking and (not stack or stack[-1] != "p")
            ) or (operation == _ITEM and stack and stack[-1] in ROOMS[tag[3]]):
                stack.append(tag[3])
                mark((position, context))
            elif operation == _INLINE and not context.foreign:
                stack.append(tag[3])
                doubt((start, position))
            elif operation == _OUTLINE and (
                stack[-1] == tag[3] and len(stack) > floor and not context.foreign
            ):
                stack.pop()
                doubt((start, position))
            elif operation < _BREAK or (operation == _BREAK and context.foreign):
                self._pieces.clear()
                stop = self._step(tag, start, position)
                pieces[number] = "".join(self._pieces)
                if stop > position:
                    position = stop
                    # What stands in a script only looks like tags and text.
                    index, offset = self._skip_to(stop, index, offset, pieces, steps)
                    text = pieces[index + 1] = self.source[stop:offset]  # noqa: PLW2901
                context = self.context
                visible, tracking = context.visible, context.tracking
                floor = self._floor
            before = text
            if not visible:
                if text:
                    pieces[index + 1] = " " * len(text)
                    if not context.code:
                        # Code is seen, so the words around it are apart.
                        doubt((position, offset))
            elif referring and "&" in text:
                pieces[index + 1] = self._decode(position, offset)
        self._pieces = pieces

    def _skip_to(
        self,
        stop: int,
        index: int,
        offset: int,
        pieces: list[str],
        steps: Iterator[tuple[int, Tag, str]],
    ) -> tuple[int, int]:
        """Empty the pieces up to the one that *stop* is in; return it and its end."""
        # No tag holds a stop: all that ends there ends behind a bracket that ends a
        # tag, too, or before one that begins one.
        while stop > offset:
            pieces[index + 1] = ""
            index, tag, text = next(steps)
            pieces[index] = ""
            offset += tag[2] + len(text)
        return index, offset

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

    def _read_odd(self, start: int) -> tuple[Tag, int]:
        """Read what is no whole tag by itself; return it and where it ends."""
        source = self.source
        first = start + (2 if source[start + 1] == "/" else 1)
        if first == len(source):
            # Only behind something else is a slash the beginning of an end tag.
            fill, stop = "</" if self.context.visible else "  ", first
        elif source[first] in _LETTERS:
            # A bracket stands in a quoted value.
            match = cast("re.Match[str]", TAG.match(source, start))
            if match[1] is not None:
                return read_tag(match[0]), match.end()
            self.places.cut = start
            stop = len(source)
            fill = " " * (stop - start)
        else:
            fill, stop = self._read_declaration(start)
        return Tag(Operation.NOTHING, fill, len(fill), ""), stop

    def _read_declaration(self, start: int) -> tuple[str, int]:
        """Return what stands for a comment, declaration or instruction, and its end."""
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
                self._note_comment(start, stop)
        elif self.context.foreign and source.startswith("<![CDATA[", start):
            inner = start + len("<![CDATA[")
            close = source.find("]]>", inner)
            stop = size if close < 0 else close + 3
            shown = source[inner : stop if close < 0 else close]
            if not self.context.visible:
                shown = " " * len(shown)
            return " " * (inner - start) + shown + " " * (
                stop - inner - len(shown)
            ), stop
        else:
            stop = source.find(">", start) + 1
            if not stop:
                stop = size
                self.places.cut = start
        self._doubtful.append((start, stop))
        return " " * (stop - start), stop

    def _note_comment(self, start: int, stop: int) -> None:
        """Note a comment, and the inserted block that it begins or ends."""
        self.comments.append((start, stop))
        if self.source.startswith(BANNER_START, start):
            self._banner = start
        elif self.source.startswith(BANNER_END, start) and self._banner is not None:
            self.banners.append(Span(self._banner, stop))
            self._banner = None


def read_html(source: str) -> Document:
    """
    Read an HTML page or fragment.

    Args:
        source: The page.
    """
    front = read_front_of_page(source)
    # In HTML a line end is mere white space; only tags part paragraphs.
    flat = blank_front(source, front) + hide_templates(source[front.end :])
    flat = flat.replace("\n", " ").replace("\r", " ")
    # What front matter says is a value, not markup.
    walk = Walk(flat, (m.start() for m in _SIGNS.finditer(flat, 0, front.end)))
    text = walk.run()
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    return Document(
        source=source,
        text=text,
        media_type="text/html",
        language=walk.language or front.language,
        banners=tuple(walk.banners),
        reading=_Page(source, text, walk, front),
        reader=read_html,
    )


@attrs.frozen
class _Page(Reading):
    """What the walk noted about a page."""

    source: str
    text: str
    walk: Walk
    front: FrontValues

    def regions(self) -> tuple[Region, ...]:
        """Return the regions."""
        walk, text = self.walk, self.text
        related, code = RegionKind.RELATED, RegionKind.CODE
        marks: list[tuple[int, RegionKind, int]] = []
        before = RegionKind.PARAGRAPH
        for (offset, context), (stop, _) in itertools.pairwise(
            (*walk.marks, (len(text), walk.context))
        ):
            kind = context[0]
            if kind is not code:
                # Between most tags there is nothing but their line ends. Code is
                # always blank, so what ends it counts.
                if before is not code and (
                    offset == stop or text[offset:stop].isspace()
                ):
                    continue
                if context.root >= 0 and walk.is_related(context):
                    kind = related
            before = kind
            level = context.level if kind is context[0] else 0
            marks.append((offset, kind, level))
        if self.front.marks:
            marks = sorted((*marks, *self.front.marks), key=_offset_of)
        return name_regions(self.source, text, marks)

    def headings(self) -> tuple[Heading, ...]:
        """Return the headings."""
        return name_headings(self.text, self.walk.headings, self.regions())

    def links(self) -> tuple[Link, ...]:
        """Return the links."""
        return name_links(self.text, self.walk.read_links())

    def comments(self) -> tuple[Comment, ...]:
        """Return the comments."""
        return read_comments(self.source, self.walk.comments)

    def front_matter(self) -> FrontMatter | None:
        """Return the front matter, which some site generators take off."""
        return read_entries(self.source, self.front.end)

    def json_ld(self) -> tuple[Span, ...]:
        """Return where structured data stands."""
        return tuple(self.walk.json_ld)

    def places(self) -> tuple[int, int]:
        """Return the places for a block."""
        walk = self.walk
        front = self.front.end
        body = " " * front + self.source[front:]
        start, end = walk.places.choose(body, self.text, walk.context.unsafe)
        start, end = keep_inside(self.source, self.text, start, end)
        return max(start, front), max(end, front)


def _offset_of(mark: tuple[int, RegionKind, int]) -> int:
    """Return the key that sorts marks."""
    return mark[0]
