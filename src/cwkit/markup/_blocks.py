"""
Markdown blocks: which lines are paragraphs, headings, lists, quotes, code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from cwkit.markup._block_patterns import (
    ALERT,
    ATX,
    ATX_END,
    FENCE,
    FENCE_END,
    FOOTNOTE,
    HTML_BLOCKS,
    ITEM,
    LINE,
    OPTION,
    RULE,
    SETEXT,
)
from cwkit.markup._definitions import take_definitions
from cwkit.markup._directives import read_directive
from cwkit.markup._leaves import Leaf
from cwkit.markup._lines import INDENT, Line
from cwkit.markup._tables import read_head, split_row
from cwkit.markup._types import RegionKind

if TYPE_CHECKING:
    import re

    from cwkit.markup._targets import Target

__all__ = ["Blocks"]

# Deeper nesting is read as text; CommonMark parsers stop at similar depths.
_DEPTH: Final = 32


@attrs.define
class _Container:
    """A quote, list item or directive that is open."""

    kind: RegionKind | None
    # Columns that a list item's lines are indented by; -1 in a quote, -2 in a
    # directive.
    indent: int
    fence: str = ""
    # Whether a list item has no content yet, or a directive may still have options.
    fresh: bool = False


class Blocks:
    """
    Read the blocks of a source.

    Args:
        source: The source.
        start: Where to begin.
    """

    def __init__(self, source: str, start: int) -> None:
        self.source = source
        self.leaves: list[Leaf] = []
        self.code: list[tuple[int, int]] = []
        self.definitions: dict[str, Target] = {}
        # Where the source ends inside a block that was never closed, or -1.
        self.cut = -1
        self._start = start
        self._containers: list[_Container] = []
        self._paragraph: Leaf | None = None
        self._html: tuple[Leaf, re.Pattern[str] | None] | None = None
        # The fence that is open: its marks, where it begins and ends so far.
        self._fence: tuple[str, int, int] | None = None
        self._code: tuple[int, int] | None = None
        self._columns = 0

    def read(self) -> None:
        """
        Read all lines.
        """
        for match in LINE.finditer(self.source, self._start):
            if match.start() < match.end():
                self._read_line(
                    Line(self.source, match.start(), match.end(1), match.end())
                )
        if self._fence is not None:
            self.cut = self._fence[1]
        elif self._html is not None and self._html[1] is not None:
            self.cut = self._html[0].segments[0][0]
        self._close_leaf()

    # Lines --------------------------------------------------------------------------

    def _read_line(self, line: Line) -> None:  # noqa: C901 - one loop over one line
        """Read one line."""
        matched = self._match_containers(line)
        if matched < 0:
            return
        lazy = matched < len(self._containers)
        if not lazy and self._continue_leaf(line):
            return
        if lazy and self._paragraph is None:
            self._close_containers(matched)
            lazy = False
        while True:
            width, stop = line.indent()
            if stop == line.end:
                self._read_blank(matched)
                return
            paragraph = self._paragraph is not None
            if width >= INDENT:
                if paragraph:
                    break
                self._read_indented(line)
                return
            text = self.source[stop : line.end]
            opened = self._open_container(line, stop, text, matched)
            if opened:
                matched = len(self._containers)
                lazy = False
                continue
            if self._open_leaf(line, stop, text, matched, lazy=lazy):
                return
            if paragraph and self._paragraph is None:
                # It held nothing but definitions, so the line begins anew.
                continue
            break
        self._read_text(line, stop)

    def _match_containers(self, line: Line) -> int:  # noqa: C901 - a list
        """Return how many open containers the line continues; -1 if it ends one."""
        for number, container in enumerate(self._containers):
            width, stop = line.indent()
            if container.indent == -1:
                if width >= INDENT or not self.source.startswith(">", stop):
                    return number
                line.go(stop + 1)
                line.skip(1)
            elif container.indent == -2:  # noqa: PLR2004 - a directive, see _Container
                match = FENCE_END.match(self.source, stop, line.end)
                if (
                    match is not None
                    and width < INDENT
                    and self._fence is None
                    and match[1][0] == container.fence[0]
                    and len(match[1]) >= len(container.fence)
                    and not any(
                        other.fence == match[1]
                        for other in self._containers[number + 1 :]
                    )
                ):
                    self._close_containers(number)
                    return -1
                if container.fresh:
                    if OPTION.match(self.source, stop, line.end):
                        return -1
                    container.fresh = False
            elif stop == line.end:
                if container.fresh:
                    # An item may begin with one blank line only.
                    return number
            elif width >= container.indent:
                line.skip(container.indent)
                container.fresh = False
            else:
                return number
        return len(self._containers)

    def _continue_leaf(self, line: Line) -> bool:
        """Give the line to a fence or HTML block that is open."""
        if self._fence is not None:
            width, stop = line.indent()
            match = FENCE_END.match(self.source, stop, line.end)
            marks = self._fence[0]
            if (
                match is not None
                and width < INDENT
                and match[1][0] == marks[0]
                and len(match[1]) >= len(marks)
            ):
                self._close_leaf()
            else:
                self._fence = (marks, self._fence[1], line.end)
            return True
        if self._html is not None:
            leaf, ending = self._html
            if ending is None and not line.rest().strip(" \t"):
                self._close_leaf()
                return False
            leaf.segments.append((line.position, line.end))
            leaf.after = line.next
            if ending is not None and ending.search(
                self.source, line.position, line.end
            ):
                self._close_leaf()
            return True
        return False

    def _read_blank(self, matched: int) -> None:
        """End what a blank line ends."""
        self._close_containers(matched)
        if self._paragraph is not None or self._columns:
            self._close_leaf()

    def _read_indented(self, line: Line) -> None:
        """Read a line of indented code."""
        start = line.position
        if self._code is not None:
            self._code = (self._code[0], line.end)
        else:
            self._close_leaf()
            self._code = (start, line.end)

    def _read_text(self, line: Line, stop: int) -> None:
        """Read a line of a paragraph, which may continue one lazily."""
        if self._paragraph is None:
            self._close_leaf()
            self._paragraph = self._add_leaf(RegionKind.PARAGRAPH)
        self._paragraph.segments.append((stop, line.end))
        self._paragraph.after = line.next

    # Containers ---------------------------------------------------------------------

    def _open_container(self, line: Line, stop: int, text: str, matched: int) -> bool:
        """Open a quote, item or footnote, if one begins here."""
        if len(self._containers) >= _DEPTH and matched >= _DEPTH:
            return False
        if text[0] == ">":
            self._close_containers(matched)
            self._close_leaf()
            line.go(stop + 1)
            line.skip(1)
            kind: RegionKind | None = RegionKind.QUOTE
            _, inner = line.indent()
            if ALERT.match(self.source, inner, line.end):
                # A note in the author's own words that only looks like a quote.
                kind = None
                line.position = line.end
            self._containers.append(_Container(kind, -1))
            return True
        match = FOOTNOTE.match(text)
        if match is not None:
            self._close_containers(matched)
            self._close_leaf()
            line.go(stop + match.end())
            self._containers.append(_Container(RegionKind.PARAGRAPH, INDENT))
            return True
        match = ITEM.match(text)
        if match is None or RULE.match(text):
            return False
        return self._open_item(line, stop, match, matched)

    def _open_item(
        self, line: Line, stop: int, match: re.Match[str], matched: int
    ) -> bool:
        """Open a list item."""
        empty = not self.source[stop + match.end() : line.end].strip(" \t")
        interrupts = self._paragraph is not None and matched == len(self._containers)
        # What interrupts a paragraph must look like a list for certain.
        if interrupts and (empty or (match[1] is not None and int(match[1]) != 1)):
            return False
        self._close_containers(matched)
        self._close_leaf()
        begin = line.column
        line.go(stop + match.end())
        width, _ = line.indent()
        marker = line.column - begin
        padding = 1 if empty or width > INDENT else width
        line.skip(padding)
        item = _Container(RegionKind.LISTING, marker + padding, fresh=empty)
        self._containers.append(item)
        return True

    def _close_containers(self, height: int) -> None:
        """Close the containers above *height*."""
        if len(self._containers) > height:
            self._close_leaf()
            del self._containers[height:]

    # Leaves -------------------------------------------------------------------------

    def _open_leaf(  # noqa: PLR0911 - a list of kinds
        self, line: Line, stop: int, text: str, matched: int, *, lazy: bool
    ) -> bool:
        """Open a block that holds text, if one begins here."""
        match = ATX.match(text)
        if match is not None:
            self._close_containers(matched)
            self._read_heading(line, stop, text, len(match[1]))
            return True
        match = FENCE.match(text)
        if match is not None:
            self._close_containers(matched)
            self._open_fence(line, stop, match)
            return True
        if text[0] == "<" and self._open_html(line, stop, matched):
            return True
        if self._paragraph is not None and not lazy:
            match = SETEXT.match(text)
            if match is not None:
                return self._read_setext(self._paragraph, line, match)
            if "-" in text and self._open_table(self._paragraph, line, text):
                return True
        if RULE.match(text):
            self._close_containers(matched)
            self._close_leaf()
            return True
        if self._columns and self._paragraph is None and not lazy:
            self._read_row(line, stop)
            return True
        return False

    def _read_heading(self, line: Line, stop: int, text: str, level: int) -> None:
        """Read an ATX heading."""
        self._close_leaf()
        inner = text[level:]
        left = inner.lstrip(" \t")
        start = stop + len(text) - len(left)
        left = left.rstrip(" \t")
        left = ATX_END.sub("", left).rstrip(" \t")
        leaf = self._add_leaf(RegionKind.HEADING, level=level)
        leaf.segments.append((start, start + len(left)))
        leaf.after = line.next

    def _read_setext(self, leaf: Leaf, line: Line, match: re.Match[str]) -> bool:
        """Turn the open paragraph into a heading."""
        self._take_definitions(leaf)
        if not leaf.segments:
            self._paragraph = None
            return False
        leaf.kind = self._kind_of(RegionKind.HEADING)
        leaf.level = 1 if match[1][0] == "=" else 2
        leaf.after = line.next
        self._paragraph = None
        return True

    def _open_fence(self, line: Line, stop: int, match: re.Match[str]) -> None:
        """Open fenced code or a directive."""
        self._close_leaf()
        marks = match[1] or match[3] or match[5]
        title = read_directive(self.source, marks, stop + len(marks), line.end)
        if title is None:
            self._fence = (marks, stop, line.end)
            return
        if len(self._containers) < _DEPTH:
            self._containers.append(_Container(None, -2, marks, fresh=True))
        if title[0] < title[1]:
            leaf = self._add_leaf(RegionKind.PARAGRAPH)
            leaf.segments.append(title)
            leaf.after = line.next

    def _open_html(self, line: Line, stop: int, matched: int) -> bool:
        """Open a block of raw HTML, if one begins here."""
        source = self.source
        for number, (opening, ending) in enumerate(HTML_BLOCKS):
            if opening.match(source, stop, line.end) is None:
                continue
            # The last kind, any lone tag, cannot interrupt a paragraph.
            if number == len(HTML_BLOCKS) - 1 and self._paragraph is not None:
                return False
            self._close_containers(matched)
            self._close_leaf()
            leaf = self._add_leaf(RegionKind.PARAGRAPH)
            leaf.html = True
            leaf.segments.append((stop, line.end))
            leaf.after = line.next
            self._html = (leaf, ending)
            if ending is not None and ending.search(source, stop, line.end):
                self._close_leaf()
            return True
        return False

    def _open_table(self, leaf: Leaf, line: Line, text: str) -> bool:
        """Turn the open paragraph, or its last line, into a table's head."""
        cells = read_head(self.source, *leaf.segments[-1], text)
        if not cells:
            return False
        leaf.segments.pop()
        if leaf.segments:
            self._take_definitions(leaf)
        self._paragraph = None
        self._columns = len(cells)
        self._add_cells(cells, line.next)
        return True

    def _read_row(self, line: Line, stop: int) -> None:
        """Read a row of the table that is open."""
        cells = split_row(self.source, stop, line.end)[: self._columns]
        self._add_cells(cells, line.next)

    def _add_cells(self, cells: list[tuple[int, int]], after: int) -> None:
        """Add a block for each cell that is not empty."""
        for start, end in cells:
            if start < end:
                leaf = self._add_leaf(RegionKind.PARAGRAPH)
                leaf.segments.append((start, end))
                leaf.after = after

    def _kind_of(self, kind: RegionKind) -> RegionKind:
        """Return what a block is inside the open containers."""
        if kind is RegionKind.HEADING:
            return kind
        for container in reversed(self._containers):
            if container.kind is not None:
                return container.kind
        return kind

    def _add_leaf(self, kind: RegionKind, *, level: int = 0) -> Leaf:
        """Add a block."""
        leaf = Leaf(self._kind_of(kind), [], level, nested=bool(self._containers))
        self.leaves.append(leaf)
        return leaf

    def _close_leaf(self) -> None:
        """End the block that is open, if any."""
        if self._paragraph is not None:
            self._take_definitions(self._paragraph)
            self._paragraph = None
        if self._code is not None:
            self.code.append(self._code)
            self._code = None
        if self._fence is not None:
            self.code.append(self._fence[1:])
            self._fence = None
        self._html = None
        self._columns = 0

    def _take_definitions(self, leaf: Leaf) -> None:
        """Take the link definitions off the beginning of a paragraph."""
        source = self.source
        if source[leaf.segments[0][0]] != "[":
            return
        titles, leaf.segments = take_definitions(
            source, leaf.segments, self.definitions
        )
        # The paragraph is the last block so far, and the titles stand before it.
        self.leaves[-1:-1] = titles
