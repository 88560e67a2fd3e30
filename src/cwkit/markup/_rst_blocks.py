"""
reStructuredText blocks: sections, directives, lists, quotes, code, comments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from cwkit.markup._directives import CODE_DIRECTIVES
from cwkit.markup._leaves import Leaf
from cwkit.markup._rst_inlines import normalize_name
from cwkit.markup._rst_lines import Line, Lines
from cwkit.markup._rst_patterns import (
    ADORNMENT,
    ANONYMOUS,
    BULLET,
    CELL,
    COLUMN,
    COUNT,
    DIRECTIVE,
    EMPTY,
    EXPLICIT,
    FIELD,
    GRID,
    LINE_BLOCK,
    NOTE,
    PICTURES,
    QUOTES,
    SIMPLE,
    SUBSTITUTION,
    TARGET,
    TITLED,
    UNDERLINED,
)
from cwkit.markup._types import RegionKind
from cwkit.text import Span

if TYPE_CHECKING:
    import re

__all__ = ["RstBlocks"]

# Deeper nesting is read as text.
_DEPTH: Final = 32

# A transition has at least four marks; shorter ones are text.
_TRANSITION: Final = 4


@attrs.define
class _Container:
    """A list item, quote or directive: its indent, and what its text is."""

    indent: int
    kind: RegionKind | None


class RstBlocks:
    """
    Read the blocks of a source.

    Args:
        source: The source.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.leaves: list[Leaf] = []
        self.code: list[tuple[int, int]] = []
        self.comments: list[tuple[int, int, int]] = []
        self.targets: dict[str, tuple[str, Span]] = {}
        # The fields that the document begins with: key, value, lines.
        self.fields: list[tuple[str, Span, Span]] = []
        self.fields_end = 0
        self._lines = Lines(source)
        self._containers: list[_Container] = []
        self._styles: list[tuple[str, bool]] = []

    def read(self) -> None:
        """
        Read all lines.
        """
        number = self._read_fields()
        while number < len(self._lines):
            number = self._read_block(number)

    # Blocks -------------------------------------------------------------------------

    def _read_fields(self) -> int:
        """Read the field list that the document may begin with."""
        number = 0
        while number < len(self._lines):
            line = self._lines[number]
            match = FIELD.match(self.source, line.start, line.end)
            if match is None or line.indent:
                break
            stop = self._lines.end_block(number + 1, 0)
            end = self._lines[stop - 1].end
            key = match[1].strip().lower()
            begin = match.end()
            lines = Span(self._lines.begin(number), self._lines[stop - 1].next)
            self.fields.append((key, Span(begin, max(begin, end)), lines))
            self.fields_end = lines.end
            number = stop
            while number < len(self._lines) and not self._lines.text(number):
                number += 1
        return number

    def _read_block(  # noqa: C901, PLR0911, PLR0912 - a list of kinds
        self, number: int
    ) -> int:
        """Read the block that begins with a line; return the number behind it."""
        line = self._lines[number]
        if line.start == line.end:
            return number + 1
        while self._containers and line.indent < self._containers[-1].indent:
            self._containers.pop()
        inside = self._containers[-1].indent if self._containers else 0
        if line.indent > inside:
            self._containers.append(_Container(line.indent, RegionKind.QUOTE))
        text = self.source[line.start : line.end]
        first = text[0]
        if len(self._containers) > _DEPTH:
            return self._read_paragraph(number)
        if first == "." and EXPLICIT.match(text):
            return self._read_explicit(number, line)
        if first == "_" and ANONYMOUS.match(text):
            return number + 1
        if first == ">" and text.startswith(">>> "):
            return self._read_doctest(number)
        if first == "+" and GRID.match(text):
            return self._read_grid(number)
        if first == "=" and SIMPLE.match(text):
            return self._read_table(number)
        if not first.isalnum():
            section = self._read_overlined(number, text)
            if section:
                return section
        for pattern, kind in (
            (BULLET, RegionKind.LISTING),
            (COUNT, RegionKind.LISTING),
            (FIELD, None),
        ):
            match = pattern.match(text)
            if match is not None and self._begins_item(number, pattern, match):
                return self._open_item(number, match, kind)
        if first == "|" and LINE_BLOCK.match(text):
            return self._read_line_block(number)
        return self._read_paragraph(number)

    def _begins_item(
        self, number: int, pattern: re.Pattern[str], match: re.Match[str]
    ) -> bool:
        """Say whether what looks like a number is one: "A. Smith" may begin a line."""
        if pattern is not COUNT:
            return True
        line, after = self._lines[number], self._lines.text(number + 1)
        return (
            not after
            or self._lines[number + 1].indent >= line.indent + match.end()
            or COUNT.match(after) is not None
        )

    def _open_item(
        self, number: int, match: re.Match[str], kind: RegionKind | None
    ) -> int:
        """Open an item, and leave the rest of the line to be read."""
        line = self._lines[number]
        size = match.end()
        line.start += size
        if kind is None:
            # The body of a field may be indented as it likes.
            following = number + (1 if self._lines.text(number + 1) else 2)
            deeper = following < len(self._lines) and self._lines[following].indent
            line.indent = max(line.indent + 1, deeper or 0)
        else:
            line.indent += size
        self._containers.append(_Container(line.indent, kind))
        return number if line.start < line.end else number + 1

    def _read_overlined(self, number: int, text: str) -> int:
        """Read a title between two lines, or a line alone; 0 if it is neither."""
        match = ADORNMENT.match(text)
        if match is None:
            return 0
        title, under = self._lines.text(number + 1), self._lines.text(number + 2)
        size = len(text.rstrip())
        if title and under.rstrip() == text.rstrip() and not self._containers:
            self._add_heading(number + 1, (match[1], True))
            self.leaves[-1].after = self._lines[number + 2].next
            return number + 3
        if not title and size >= _TRANSITION:
            return number + 1
        return 0

    def _add_heading(self, number: int, style: tuple[str, bool]) -> None:
        """Add a heading; its level tells how many styles were seen before."""
        if style not in self._styles:
            self._styles.append(style)
        level = min(6, self._styles.index(style) + 1)
        leaf = Leaf(RegionKind.HEADING, [self._lines.words(number)], level)
        self.leaves.append(leaf)

    def _kind(self) -> RegionKind:
        """Return what text is inside the open containers."""
        for container in reversed(self._containers):
            if container.kind is not None:
                return container.kind
        return RegionKind.PARAGRAPH

    def _read_paragraph(self, number: int) -> int:
        """Read a paragraph, a title with a line below it, or a term."""
        line = self._lines[number]
        under = self._lines.text(number + 1)
        match = ADORNMENT.match(under) if under else None
        if match is not None and not self._containers:
            size = len(under.rstrip())
            if size >= min(_TRANSITION, line.end - line.start):
                self._add_heading(number, (match[1], False))
                self.leaves[-1].after = self._lines[number + 1].next
                return number + 2
        leaf = Leaf(self._kind(), [], nested=bool(self._containers))
        self.leaves.append(leaf)
        first = number
        while (
            number < len(self._lines)
            and self._lines.text(number)
            and (number == first or self._lines[number].indent == line.indent)
        ):
            leaf.segments.append(self._lines.words(number))
            leaf.after = self._lines[number].next
            number += 1
        if number < len(self._lines) and self._lines.text(number):
            if self._lines[number].indent > line.indent:
                # What stands below a term is no quote.
                indent = self._lines[number].indent
                self._containers.append(_Container(indent, None))
            return number
        start, end = leaf.segments[-1]
        if self.source.endswith("::", start, end):
            return self._read_literal(number, line.indent, leaf)
        return number

    def _read_literal(self, number: int, indent: int, leaf: Leaf) -> int:
        """Read the code that a paragraph announces with two colons."""
        start, end = leaf.segments[-1]
        size = 2 if end - 2 == start or self.source[end - 3].isspace() else 1
        end -= size
        end -= len(self.source[start:end]) - len(self.source[start:end].rstrip())
        leaf.segments[-1] = (start, end)
        if start == end:
            leaf.segments.pop()
        stop = self._lines.end_block(number, indent)
        self._add_code(number, stop)
        return max(number, stop)

    def _add_code(self, number: int, stop: int) -> None:
        """Note lines of code."""
        if number < stop:
            self.code.append((self._lines.begin(number), self._lines[stop - 1].end))

    def _read_doctest(self, number: int) -> int:
        """Read an interactive session."""
        stop = number
        while stop < len(self._lines) and self._lines.text(stop):
            stop += 1
        self._add_code(number, stop)
        return stop

    def _read_line_block(self, number: int) -> int:
        """Read lines that are kept apart."""
        leaf = Leaf(self._kind(), [], nested=bool(self._containers))
        while number < len(self._lines):
            match = LINE_BLOCK.match(self._lines.text(number))
            if match is None:
                break
            line = self._lines[number]
            line.start += match.end()
            if line.start < line.end:
                leaf.segments.append(self._lines.words(number))
            leaf.after = line.next
            number += 1
        if leaf.segments:
            self.leaves.append(leaf)
        return number

    # Tables -------------------------------------------------------------------------

    def _read_grid(self, number: int) -> int:
        """Read a table in a frame; the lines of a cell stand apart."""
        while number < len(self._lines):
            line, text = self._lines[number], self._lines.text(number)
            if text[:1] not in {"|", "+"} or not text:
                break
            if not GRID.match(text):
                for cell in CELL.finditer(self.source, line.start, line.end):
                    self._add_cell(cell.start(), cell.end(), line.next)
            number += 1
        return number

    def _read_table(self, number: int) -> int:
        """Read a table between double lines."""
        number += 1
        while number < len(self._lines):
            line, text = self._lines[number], self._lines.text(number)
            if SIMPLE.match(text):
                if not self._lines.text(number + 1):
                    return number + 1
            elif text and not UNDERLINED.match(text):
                for cell in COLUMN.finditer(self.source, line.start, line.end):
                    self._add_cell(cell.start(), cell.end(), line.next)
            number += 1
        return number

    def _add_cell(self, start: int, end: int, after: int) -> None:
        """Add a cell that is not empty."""
        text = self.source[start:end]
        left = text.lstrip()
        start = end - len(left)
        end = start + len(left.rstrip())
        if start < end and not ADORNMENT.match(self.source, start, end):
            leaf = Leaf(self._kind(), [(start, end)], after=after, nested=True)
            self.leaves.append(leaf)

    # Explicit markup ----------------------------------------------------------------

    def _read_explicit(self, number: int, line: Line) -> int:
        """Read what begins with two dots."""
        source = self.source
        start = line.start + 2
        while start < line.end and source[start] in " \t":
            start += 1
        match = SUBSTITUTION.match(source, start, line.end)
        if match is not None:
            start = match.end()
        match = DIRECTIVE.match(source, start, line.end)
        if match is not None:
            return self._read_directive(number, match)
        stop = self._lines.end_block(number + 1, line.indent)
        match = TARGET.match(source, start, line.end)
        if match is not None:
            self._define(match, self._lines[stop - 1].end)
            return stop
        if ANONYMOUS.match(source, start, line.end):
            return stop
        match = NOTE.match(source, start, line.end)
        if match is not None:
            line.start = match.end()
            line.indent = self._lines.body_indent(number + 1, stop, line.indent)
            self._containers.append(_Container(line.indent, RegionKind.PARAGRAPH))
            return number if line.start < line.end else number + 1
        if start == line.end and not self._lines.text(number + 1):
            # An empty comment does not take what stands behind a blank line.
            stop = number + 1
        self.comments.append((line.start, start, self._lines[stop - 1].end))
        return stop

    def _define(self, match: re.Match[str], end: int) -> None:
        """Note where a name leads."""
        text = self.source[match.end() : end]
        target = "".join(text.split())
        if target:
            place = Span(match.end(), match.end() + len(text.rstrip()))
            name = normalize_name(match[1])
            self.targets.setdefault(name, (target, place))

    def _read_directive(  # noqa: C901 - three parts, each of which may be missing
        self, number: int, match: re.Match[str]
    ) -> int:
        """Read a directive: its argument, its options, its content."""
        line = self._lines[number]
        name = match[1].lower().rpartition(":")[2]
        stop = self._lines.end_block(number + 1, line.indent)
        following = number + 1
        title: list[tuple[int, int]] = []
        if match.end() < line.end:
            title.append((match.end(), line.end))
        # The argument may go on for some lines, up to the options or a blank line.
        while following < stop and self._lines.text(following):
            option = FIELD.match(self._lines.text(following))
            if option is not None:
                self._read_option(following, option, name)
            elif name in TITLED or name in PICTURES:
                title.append(self._lines.words(following))
            else:
                break
            following += 1
        if name in PICTURES:
            title.clear()
        if (name in TITLED or name in QUOTES) and title:
            kind = RegionKind.QUOTE if name in QUOTES else self._kind()
            leaf = Leaf(kind, [self._lines.trim(*span) for span in title], nested=True)
            leaf.after = self._lines[following - 1].next
            self.leaves.append(leaf)
        if (name in CODE_DIRECTIVES and name != "image") or name in EMPTY:
            if name not in EMPTY:
                self._add_code(following, stop)
            return stop
        if following < stop:
            indent = self._lines.body_indent(following, stop, line.indent)
            body = RegionKind.CAPTION if name == "figure" else None
            if name in QUOTES:
                body = RegionKind.QUOTE
            self._containers.append(_Container(indent, body))
        return following

    def _read_option(self, number: int, option: re.Match[str], name: str) -> None:
        """Read an option; words that stand for a picture are seen or heard."""
        line = self._lines[number]
        if (
            option[1] == "alt"
            and name in PICTURES
            and option.end() < line.end - line.start
        ):
            span = self._lines.trim(line.start + option.end(), line.end)
            leaf = Leaf(RegionKind.ALTERNATIVE, [span], after=line.next, nested=True)
            self.leaves.append(leaf)
