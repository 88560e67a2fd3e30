"""
The open elements of an HTML page, and what they mean for the text inside them.

This is the part of a browser's tree building that matters for what is shown.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from cwkit.markup._assemble import TAIL, is_word
from cwkit.markup._elements import (
    BLOCKS,
    BREAKOUT,
    CODE,
    HEADINGS,
    HIDDEN,
    KINDS,
    RAW,
    SPECIAL,
    UNSAFE,
    VOID,
)
from cwkit.markup._nesting import break_out, end_before, end_block, end_inline
from cwkit.markup._places import Places
from cwkit.markup._raw import find_end
from cwkit.markup._references import decode_references, split_references
from cwkit.markup._tags import MARKED, Operation, Tag, find_value
from cwkit.markup._types import RegionKind
from cwkit.text import Span

__all__ = ["Context", "Tree"]

_JSON_LD: Final = "application/ld+json"


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


class Tree:
    """
    The open elements, and the text, regions and links that were written so far.

    Args:
        source: The source.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.marks: list[tuple[int, Context]] = []
        # Of each link: where its tag begins, and where its words begin and end.
        self.links: list[tuple[int, int, int]] = []
        # Of each heading: its level, and where its words begin and end.
        self.headings: list[tuple[int, int, int]] = []
        self.comments: list[tuple[int, int]] = []
        self.json_ld: list[Span] = []
        self.banners: list[Span] = []
        self.language: str | None = None
        self.places = Places()
        self.context = Context()
        # What stands in the place of the tag that is read, and of what it covers.
        self._pieces: list[str] = []
        # Where markup that may stand inside a word begins and ends.
        self._doubtful: list[tuple[int, int]] = []
        self._stack: list[str] = []
        # For each element that changed the context: its name, the height of the stack
        # below it, the context outside, and where its content begins.
        self._frames: list[tuple[str, int, Context, int]] = []
        self._floor = 0
        # The link that is open: where its tag begins and ends.
        self._link: tuple[int, int] | None = None
        # Of the link that was asked for last, whether it leads somewhere.
        self._leading = (-1, False)
        self._banner: int | None = None
        self._titled = False
        self._soft: set[int] = set()
        self._cancelled: set[int] = set()

    def is_related(self, context: Context) -> bool:
        """
        Say whether a context is site furniture.
        """
        return context.root >= 0 and context.root not in self._cancelled

    # Text ---------------------------------------------------------------------------

    def _decode(self, start: int, end: int) -> str:
        """Return visible text with its character references decoded."""
        source = self.source
        pieces: list[str] = []
        for first, stop, decoded in split_references(source, start, end):
            # A line end that is spelled out is mere white space, too.
            shown = " " if decoded in "\n\r\t\f" else decoded
            # The shortest reference, "&lt", is longer than any decoded one.
            blank = first + len(shown)
            if is_word(shown[-1]):
                rest = TAIL * (stop - blank)
            else:
                rest = " " * (stop - blank)
                self._doubtful.append((blank, stop))
            pieces += (source[start:first], shown, rest)
            start = stop
        pieces.append(source[start:end])
        return "".join(pieces)

    def _blank(self, start: int, end: int) -> None:
        """Add blanks that join the words around them."""
        self._doubtful.append((start, end))
        self._pieces.append(" " * (end - start))

    # Links --------------------------------------------------------------------------

    def _close_link(self, end: int) -> None:
        """End the link that is open, if any."""
        if self._link is not None:
            self.links.append((*self._link, end))
            waiting = self.places.waiting
            leads = waiting is not None and self._leads()
            self._link = None
            if waiting is not None and leads and self.is_safe():
                # The end tag is no part of the link's words, but of the link.
                close = self.source.find(">", end) + 1
                self.places.offer(waiting, close or len(self.source))

    def _leads(self) -> bool:
        """Say whether a link is open that leads somewhere."""
        if self._link is None:
            return False
        start, position = self._link
        if self._leading[0] != start:
            leads = find_value(self.source[start:position], "href") is not None
            self._leading = (start, leads)
        return self._leading[1]

    def is_safe(self) -> bool:
        """
        Say whether a block may be inserted here.
        """
        context = self.context
        return (
            context.unsafe < 0
            and context.visible
            and not self._leads()
            and not self.is_related(context)
        )

    # Elements -----------------------------------------------------------------------

    def _start(  # noqa: C901, PLR0912 - a list of cases
        self, tag: Tag, start: int, position: int
    ) -> int:
        """Open an element that matters, and return where the walk goes on."""
        name = tag.name
        block = name in BLOCKS
        if block or (self.context.foreign and name in BREAKOUT):
            self._make_room(name, start)
        outer = self.context
        if name in {"html", "head", "body"}:
            self._open_root(tag, position)
            return position
        if self.context.foreign and (tag.closed or name in VOID):
            inner = self.context
        elif name in RAW and not self.context.foreign:
            return self._skip_raw(tag, start, position)
        elif name in VOID:
            inner = self.context
        elif name in MARKED or tag.hidden or tag.furniture or self.context.foreign:
            inner = self._enter(tag, start, position)
        else:
            # Only its title or label matters.
            inner = self.context
            if name in SPECIAL or inner.tracking:
                self._stack.append(name)
        if name == "a":
            self._close_link(start)
            if inner.visible:
                self._link = (start, position)
        if tag.alternatives and outer.visible:
            self._write_alternatives(tag, start, position, inner)
        elif block:
            self._pieces.append(tag.fill)
            self.marks.append((position, inner))
        else:
            self._blank(start, position)
            self._mark_change(outer, position)
        return position

    def _mark_change(self, before: Context, position: int) -> None:
        """Begin a region inside a line, if an inline element asks for one."""
        context = self.context
        changed = (context.kind, context.root) != (before.kind, before.root)
        if changed and context.visible and before.visible:
            self.marks.append((position, context))

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
            # A heading ends at the next one, unless an inline element is open in it.
            tracking=outer.tracking
            or name not in SPECIAL
            or (hidden and name in HEADINGS),
            foreign=name in {"svg", "math"}
            or (foreign and name not in {"foreignobject", "title", "desc"}),
            container=outer.container,
        )
        if name in {"main", "article"}:
            self.context = inner
            number = self.places.add_container(name, position, safe=self.is_safe())
            inner = inner._replace(container=number)
        if inner != outer:
            self._frames.append((name, len(self._stack), outer, position))
            self._floor = len(self._stack) + 1
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
            self._pieces.append(self._decode(start + first, start + stop))
            cursor = start + stop
        self._pieces.append(_part(position - cursor))
        self.marks.append((position, inner))

    def _skip_raw(self, tag: Tag, start: int, position: int) -> int:
        """Handle an element whose content is no markup; return its content's end."""
        name, context = tag.name, self.context
        self._pieces.append(tag.fill)
        if name not in BLOCKS:
            self._doubtful.append((start, position))
        stop = find_end(self.source, name, position)
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
            kind = tag.attributes.get("type", "") if name == "script" else ""
            if kind.partition(";")[0].strip().lower() == _JSON_LD:
                self.json_ld.append(Span(position, stop))
            if shown and (name == "title" or self.context.visible):
                self._pieces.append(self._decode(position, stop))
            else:
                self._blank(position, stop)
        if name in BLOCKS:
            self.marks.append((stop, self.context))
        return stop

    def _end(self, tag: Tag, start: int, position: int) -> None:
        """Close an element that matters."""
        name, before = tag.name, self.context
        if name in {"body", "html"}:
            if self.places.body_end < 0:
                unsafe = self.context.unsafe
                self.places.body_end = start if unsafe < 0 else unsafe
        elif name in SPECIAL:
            self._close(name, start, position)
        else:
            end_inline(name, self._stack, foreign=self.context.foreign)
            self._restore(start, position)
        if name in BLOCKS:
            self._pieces.append(tag.fill)
            self.marks.append((position, self.context))
        else:
            self._blank(start, position)
            self._mark_change(before, position)

    def _track(self, tag: Tag, start: int, position: int) -> None:
        """Follow an inline element, because one around it matters."""
        if tag.name == "a":
            self._close_link(start)
            if self.context.visible and tag.operation == Operation.LINK:
                self._link = (start, position)
        if tag.operation in {Operation.OUTLINE, Operation.UNLINK}:
            end_inline(tag.name, self._stack, foreign=self.context.foreign)
            self._restore(start, position)
        else:
            if self.context.foreign and tag.name in BREAKOUT:
                self._make_room(tag.name, start)
            if tag.name not in VOID and not (tag.closed and self.context.foreign):
                self._stack.append(tag.name)
        if self.context.foreign:
            # Labels of a drawing stand apart.
            self._pieces.append(tag.fill)
        else:
            self._blank(start, position)

    def _close(self, name: str, start: int, position: int) -> None:
        """End a block and all that is open inside it."""
        end_block(name, self._stack)
        self._restore(start, position)

    def _make_room(self, name: str, start: int) -> None:
        """End the elements that a start tag ends silently."""
        if self.context.foreign:
            if name not in BREAKOUT:
                return
            break_out(self._stack)
            self._restore(start, start)
        end_before(name, self._stack)
        self._restore(start, start)

    def _restore(self, start: int, position: int) -> None:
        """Return to the context outside the elements that were ended."""
        if len(self._stack) >= self._floor:
            return
        inner_safe = self.is_safe()
        while self._frames and self._frames[-1][1] >= len(self._stack):
            name, _, outer, inside = self._frames.pop()
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
            elif name in HEADINGS:
                self.headings.append((int(name[1]), inside, start))
                if headline and not related:
                    self.places.add_headline(position, container)
        self._floor = self._frames[-1][1] + 1 if self._frames else 0
        if (waiting := self.places.waiting) is not None and self.is_safe():
            self.places.offer(waiting, position)


def _part(size: int) -> str:
    """Return a paragraph boundary of this size."""
    return "\n\n" + " " * (size - 2) if size > 1 else "\u2029"
