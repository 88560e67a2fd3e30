"""
HTML: one walk from tag to tag, blanking what a reader does not see.

The walk keeps the part of a browser's tree building that matters for what is shown:
which elements are open, which a tag ends silently, and which end tags mean nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from cwkit.markup._assemble import join_fills, name_regions, trim_links
from cwkit.markup._elements import (
    BLOCKS,
    BREAKOUT,
    CODE,
    HEADINGS,
    HIDDEN,
    IMPLIED,
    KINDS,
    RAW,
    ROOMS,
    SCOPES,
    SPECIAL,
    TABLE_PARTS,
    UNSAFE,
    VOID,
)
from cwkit.markup._places import Places
from cwkit.markup._references import decode_references, split_references
from cwkit.markup._tags import TAG, Operation, Tag, read_tag
from cwkit.markup._types import (
    BANNER_END,
    BANNER_START,
    Document,
    RegionKind,
)
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

__all__ = ["Walk", "read_html"]

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

# What may follow the name of a tag; the source may also end there.
_TAG_BREAKS: Final = frozenset(" \t\n\r\f/>")

# What may follow "<" in markup.
_OPENERS: Final = _LETTERS | frozenset("/!?")

# Characters that part words: markup next to one of them stands in no word. Angle
# brackets and those of references are left out, for words may go on behind them.
_PARTERS: Final = frozenset(" \t\n\r\f\"'()*+,-./:=?[]!{}|")

_COMMENT_END: Final = re.compile("--(!?)>")

# Inside a script, a comment that holds a script start tag hides one end tag (HTML
# standard, 13.2.5.15 to 13.2.5.31).
_SCRIPT_PART: Final = re.compile(
    r"<!--(?:-?>)?+|-->|<(/?+)script(?=[ \t\n\r\f/>])", re.IGNORECASE
)

# Browsers stop nesting at 512 elements; an end tag looks no further up here either.
_DEPTH: Final = 512

# How far a start tag or the end tag of an inline element looks up.
_NEAR: Final = 64


class Context(NamedTuple):
    """
    What holds for the text inside the open elements.

    Attributes:
        kind: What the text is.

        level: The level, in a heading.

        root: Offset of the tag that opened the site furniture around it, or -1.

        visible: Whether it is shown.

        code: Whether it is not shown because it is code.

        unsafe: Offset of the outermost tag that forbids a block here, or -1.

        tracking: Whether each inline element is followed, because one of them matters.

        foreign: Whether svg or math rules hold.

        container: The innermost main or article, by its number, or -1.
    """

    kind: RegionKind = RegionKind.PARAGRAPH
    level: int = 0
    root: int = -1
    visible: bool = True
    code: bool = False
    unsafe: int = -1
    tracking: bool = False
    foreign: bool = False
    container: int = -1


class Walk:
    """
    One walk over one source.

    Args:
        source: The source.
        literal: Offsets of angle brackets and ampersands that are mere characters.
    """

    def __init__(self, source: str, *, literal: AbstractSet[int] = frozenset()) -> None:
        self.source = source
        self.literal = literal
        self.marks: list[tuple[int, Context]] = []
        self.links: list[tuple[str, int, int]] = []
        self.banners: list[Span] = []
        self.language: str | None = None
        self.places = Places()
        self.context = Context()
        self._pieces: list[str] = []
        self._doubtful: list[int] = []
        self._stack: list[str] = []
        # For each element that changed the context: its name, the height of the stack
        # below it, and the context outside.
        self._frames: list[tuple[str, int, Context]] = []
        self._floor = 0
        self._link: tuple[str, int] | None = None
        self._banner: int | None = None
        self._titled = False
        self._soft: set[int] = set()
        self._cancelled: set[int] = set()

    def run(self) -> str:
        """
        Walk to the end and return the visible text.
        """
        self._scan()
        self._close_link(len(self.source))
        join_fills(self._pieces, self._doubtful)
        return "".join(self._pieces)

    def is_related(self, context: Context) -> bool:
        """
        Say whether a context is site furniture.
        """
        return context.root >= 0 and context.root not in self._cancelled

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
                        self._link = (tag.attributes["href"], start + len(tag[1]))
                if text[:1] not in _PARTERS and before[-1:] not in _PARTERS:
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

    # Text ---------------------------------------------------------------------------

    def _write(self, start: int, end: int) -> None:
        """Add visible text, with its character references decoded."""
        source, pieces = self.source, self._pieces
        if source.find("&", start, end) >= 0:
            for first, stop, decoded in split_references(source, start, end):
                if first in self.literal:
                    continue
                if first > start:
                    pieces.append(source[start:first])
                # A line end that is spelled out is mere white space, too.
                shown = " " if decoded in "\n\r\t\f" else decoded
                pieces.append(shown)
                if stop - first > len(shown):
                    self._blank(stop - first - len(shown))
                start = stop
        if end > start:
            pieces.append(source[start:end])

    def _blank(self, size: int) -> None:
        """Add blanks that join the words around them."""
        self._doubtful.append(len(self._pieces))
        self._pieces.append(" " * size)

    def _skip(self, size: int) -> None:
        """Add blanks in the place of invisible text."""
        if self.context.code:
            # Code is seen, so the words around it are apart.
            self._pieces.append(" " * size)
        else:
            self._blank(size)

    def _show(self, start: int, end: int) -> None:
        """Add text, visible or not; it may be empty."""
        if start < end:
            if self.context.visible:
                self._write(start, end)
            else:
                self._skip(end - start)

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
            elif source.startswith(BANNER_START, start):
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

    # Links --------------------------------------------------------------------------

    def _close_link(self, end: int) -> None:
        """End the link that is open, if any."""
        if self._link is not None:
            target, start = self._link
            self.links.append((decode_references(target).strip(), start, end))
            self._link = None
            if self.places.waiting is not None and self.is_safe():
                # The end tag is no part of the link's words, but of the link.
                close = self.source.find(">", end) + 1
                self.places.offer(close or len(self.source))

    def is_safe(self) -> bool:
        """
        Say whether a block may be inserted here.
        """
        context = self.context
        return (
            context.unsafe < 0
            and context.visible
            and self._link is None
            and not self.is_related(context)
        )

    # Elements -----------------------------------------------------------------------

    def _start(self, tag: Tag, start: int, position: int) -> int:
        """Open an element that matters, and return where the walk goes on."""
        name = tag.name
        block = name in BLOCKS
        if block or (self.context.foreign and name in BREAKOUT):
            self._make_room(name, start)
        if name in {"html", "head", "body"}:
            self._open_root(tag, position)
            return position
        if self.context.foreign and (tag.closed or name in VOID):
            inner = self.context
        elif name in RAW and not self.context.foreign:
            return self._skip_raw(tag, start, position)
        elif name in VOID:
            inner = self.context
        else:
            inner = self._enter(tag, start, position)
        if name == "a":
            self._close_link(start)
            if inner.visible and "href" in tag.attributes:
                self._link = (tag.attributes["href"], position)
        if tag.alternatives and inner.visible | inner.code:
            self._write_alternatives(tag, start, position, inner)
        elif block:
            self._pieces.append(tag.fill)
            self.marks.append((position, inner))
        else:
            self._blank(position - start)
            if inner.kind is RegionKind.QUOTE:
                self.marks.append((position, inner))
        return position

    def _open_root(self, tag: Tag, position: int) -> None:
        """Note what html, head and body say; they hold everything anyway."""
        self._pieces.append(tag.fill)
        if tag.name == "body" and self.places.body < 0:
            self.places.body = position
        if tag.name == "html" and self.language is None:
            language = tag.attributes.get("lang") or tag.attributes.get("xml:lang")
            self.language = decode_references(language or "").strip() or None
        self.marks.append((position, self.context))

    def _enter(self, tag: Tag, start: int, position: int) -> Context:
        """Push an element and return the context inside it."""
        name, outer = tag.name, self.context
        self._cancel(name)
        hidden = tag.hidden or name in HIDDEN
        code = outer.code or name in CODE
        kind, level = outer.kind, outer.level
        if name in HEADINGS:
            kind, level = RegionKind.HEADING, int(name[1])
        elif outer.foreign and name in {"title", "desc"}:
            kind, level = RegionKind.ALTERNATIVE, 0
        elif name in KINDS and (name != "q" or kind is RegionKind.PARAGRAPH):
            kind, level = KINDS[name], 0
        foreign = outer.foreign
        if foreign and name in {"style", "script"}:
            hidden = True
        inner = Context(
            kind=RegionKind.CODE if outer.kind is RegionKind.CODE else kind,
            level=level,
            root=self._find_root(tag, start),
            visible=outer.visible and not hidden and not code,
            code=code,
            unsafe=(
                start
                if outer.unsafe < 0 and (hidden or name in UNSAFE)
                else outer.unsafe
            ),
            tracking=outer.tracking or name not in SPECIAL,
            foreign=name in {"svg", "math"}
            or (foreign and name not in {"foreignobject", "title", "desc"}),
            container=outer.container,
        )
        if name in {"main", "article"}:
            self.context = inner
            number = self.places.add_container(name, position, safe=self.is_safe())
            inner = inner._replace(container=number)
        if inner != outer or name == "a":
            self._frames.append((name, len(self._stack), outer))
            self._floor = len(self._stack) + 1
        if inner != outer or name in SPECIAL:
            self._stack.append(name)
        self.context = inner
        return inner

    def _find_root(self, tag: Tag, start: int) -> int:
        """Return the offset of the tag that makes this site furniture, or -1."""
        root = self.context.root
        if not tag.furniture:
            return root
        related = self.is_related(self.context)
        if tag.furniture == 1:
            if related:
                return root
            self._soft.add(start)
            return start
        return root if related and root not in self._soft else start

    def _cancel(self, name: str) -> None:
        """See that a wrapper of the whole page is no furniture after all."""
        if name in {"main", "h1"} and self.context.root in self._soft:
            self._cancelled.add(self.context.root)

    def _write_alternatives(
        self, tag: Tag, start: int, position: int, inner: Context
    ) -> None:
        """Add the values that stand for an element, each its own paragraph."""
        context = inner._replace(kind=RegionKind.ALTERNATIVE, level=0)
        cursor = start
        for first, stop in tag.alternatives:
            self._pieces.append(_part(start + first - cursor))
            self.marks.append((start + first, context))
            self._write(start + first, start + stop)
            cursor = start + stop
        self._pieces.append(_part(position - cursor))
        self.marks.append((position, inner))

    def _skip_raw(self, tag: Tag, start: int, position: int) -> int:
        """Handle an element whose content is no markup; return its content's end."""
        name, context = tag.name, self.context
        self._pieces.append(tag.fill)
        if name not in BLOCKS:
            self._doubtful.append(len(self._pieces) - 1)
        stop = self._find_end(name, position)
        if stop < 0:
            stop = len(self.source)
            self.places.cut = start
        shown = name in {"title", "textarea", "plaintext"} and not tag.hidden
        if name == "title":
            shown = shown and not self._titled
            self._titled = True
            context = Context(kind=RegionKind.TITLE)
        elif name == "xmp":
            context = context._replace(kind=RegionKind.CODE)
        if name in BLOCKS:
            self.marks.append((position, context))
        if stop > position:
            if shown and (name == "title" or self.context.visible):
                self._write(position, stop)
            else:
                self._blank(stop - position)
        if name in BLOCKS:
            self.marks.append((stop, self.context))
        return stop

    def _find_end(self, name: str, position: int) -> int:
        """Return where the end tag of a raw element begins, or -1."""
        source, size = self.source, len(name)
        if name == "plaintext":
            return -1
        if name == "script":
            return self._find_script_end(position)
        while True:
            position = source.find("</", position)
            if position < 0:
                return -1
            stop = position + 2 + size
            if (
                source[position + 2 : stop].lower() == name
                and source[stop : stop + 1] in _TAG_BREAKS
            ):
                return position
            position += 2

    def _find_script_end(self, position: int) -> int:
        """Return where the end tag of a script begins, or -1."""
        escaped = doubled = False
        for match in _SCRIPT_PART.finditer(self.source, position):
            part = match[0]
            if part == "<!--":
                escaped = True
            elif part[0] == "<" and part[1] != "!":
                if match[1] and not doubled:
                    return match.start()
                doubled = escaped and not match[1]
            elif part == "-->":
                escaped = doubled = False
        return -1

    def _end(self, tag: Tag, start: int, position: int) -> None:
        """Close an element that matters."""
        name, before = tag.name, self.context.kind
        if name in {"body", "html"}:
            if self.places.body_end < 0:
                unsafe = self.context.unsafe
                self.places.body_end = start if unsafe < 0 else unsafe
        elif name in SPECIAL:
            self._close(name, start, position)
        else:
            self._close_inline(name, start, position)
        if name in BLOCKS:
            self._pieces.append(tag.fill)
            self.marks.append((position, self.context))
        else:
            self._blank(position - start)
            if self.context.kind is not before:
                self.marks.append((position, self.context))

    def _track(self, tag: Tag, start: int, position: int) -> None:
        """Follow an inline element, because one around it matters."""
        if tag.name == "a":
            self._close_link(start)
            if self.context.visible and "href" in tag.attributes:
                self._link = (tag.attributes["href"], position)
        if tag.operation in {Operation.OUTLINE, Operation.UNLINK}:
            self._close_inline(tag.name, start, position)
        else:
            if self.context.foreign and tag.name in BREAKOUT:
                self._make_room(tag.name, start)
            if tag.name not in VOID and not (tag.closed and self.context.foreign):
                self._stack.append(tag.name)
        if self.context.foreign:
            # Labels of a drawing stand apart.
            self._pieces.append(tag.fill)
        else:
            self._blank(len(tag.fill))

    def _make_room(self, name: str, start: int) -> None:
        """End the elements that a start tag ends silently."""
        stack = self._stack
        if self.context.foreign and name in BREAKOUT:
            outer = max(_find_last(stack, "svg"), _find_last(stack, "math"))
            del stack[outer:]
            self._restore(start, start)
        lowest = max(0, len(stack) - _NEAR)
        index = len(stack) - 1
        while index >= lowest and stack[index] not in SPECIAL:
            index -= 1
        if index >= lowest and (
            stack[index] == "p" or (name in HEADINGS and stack[index] in HEADINGS)
        ):
            del stack[index:]
        if name in IMPLIED:
            self._end_implied(name, lowest)
        self._restore(start, start)

    def _end_implied(self, name: str, lowest: int) -> None:
        """End earlier items, cells or rows."""
        stack = self._stack
        closed, stops = IMPLIED[name]
        for index in range(len(stack) - 1, lowest - 1, -1):
            if stack[index] in closed:
                del stack[index:]
                if name in {"li", "dt", "dd"}:
                    break
            elif stack[index] in stops:
                break

    def _close(self, name: str, start: int, position: int) -> None:
        """End a block and all that is open inside it."""
        stack = self._stack
        names = HEADINGS if name in HEADINGS else frozenset({name})
        tail = stack[-_DEPTH:]
        if not names.isdisjoint(tail):
            for index in range(len(stack) - 1, len(stack) - len(tail) - 1, -1):
                if stack[index] in names:
                    del stack[index:]
                    break
                if stack[index] in SCOPES and (
                    name not in TABLE_PARTS or stack[index] in {"table", "template"}
                ):
                    break
                if name == "li" and stack[index] in {"ol", "ul"}:
                    break
        self._restore(start, position)

    def _close_inline(self, name: str, start: int, position: int) -> None:
        """End an inline element, unless a block is open inside it."""
        stack = self._stack
        foreign = self.context.foreign
        for index in range(len(stack) - 1, max(0, len(stack) - _NEAR) - 1, -1):
            if stack[index] == name:
                del stack[index:]
                break
            if stack[index] in SPECIAL and not foreign:
                break
        self._restore(start, position)

    def _restore(self, start: int, position: int) -> None:
        """Return to the context outside the elements that were ended."""
        if len(self._stack) >= self._floor:
            return
        inner_safe = self.is_safe()
        while self._frames and self._frames[-1][1] >= len(self._stack):
            name, _, outer = self._frames.pop()
            container = self.context.container
            headline = name == "h1" and self.context.visible
            related = self.is_related(self.context)
            if self.context.kind is RegionKind.CODE:
                # The end tag is no part of the code.
                self.marks.append((start, outer))
            self.context = outer
            if name in {"main", "article"}:
                if inner_safe:
                    self.places.close_container(container, start)
                elif self.is_safe():
                    self.places.close_container(container, position)
            elif headline and not related:
                self.places.add_headline(position, container)
        self._floor = self._frames[-1][1] + 1 if self._frames else 0
        if self.places.waiting is not None and self.is_safe():
            self.places.offer(position)


def _part(size: int) -> str:
    """Return a paragraph boundary of this size."""
    return "\n\n" + " " * (size - 2) if size > 1 else "\u2029"


def _find_last(stack: list[str], name: str) -> int:
    """Return the index of the last element of this name, or -1."""
    for index in range(len(stack) - 1, -1, -1):
        if stack[index] == name:
            return index
    return -1


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
    related, code = RegionKind.RELATED, RegionKind.CODE
    marks = [
        (offset, related, 0)
        if context.root >= 0 and context.kind is not code and walk.is_related(context)
        else (offset, context.kind, context.level)
        for offset, context in walk.marks
    ]
    start, end = walk.places.choose(source, text, walk.context.unsafe)
    return Document(
        source=source,
        text=text,
        media_type="text/html",
        regions=name_regions(source, text, marks),
        links=trim_links(text, walk.links),
        language=walk.language,
        start=start,
        end=end,
        banners=tuple(walk.banners),
    )
