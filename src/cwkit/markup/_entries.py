"""
Front matter taken apart: keys, values and where they stand.

What people write by hand is understood; the rest is left out, never guessed.
"""

from __future__ import annotations

import re
from typing import Final, cast

import attrs

from cwkit.markup._json_front import read_json_entries
from cwkit.markup._types import Entry, FrontMatter
from cwkit.text import Span

__all__ = ["read_entries"]

_LINE: Final = re.compile(r"([ \t]*+)([^\r\n]*+)(?:\r\n|\r|\n|\Z)")

_YAML_KEY: Final = re.compile(
    r"""
    (?: "([^"\\\r\n]*+)" | '([^'\r\n]*+)' | (\w[\w\-./]*+ (?:[ ][\w\-./]++)*+) )
    [ \t]*+ : (?=[ \t\r\n]|\Z) [ \t]*+
    """,
    re.VERBOSE,
)

_TOML_KEY: Final = re.compile(
    r"""
    (
        (?: "[^"\\\r\n]*+" | '[^'\r\n]*+' | [\w\-]++ )
        (?: \. (?: "[^"\\\r\n]*+" | '[^'\r\n]*+' | [\w\-]++ ) )*+
    )
    [ \t]*+ = [ \t]*+
    """,
    re.VERBOSE,
)

_TOML_TABLE: Final = re.compile(
    r"(\[\[?)[ \t]*+([^\[\]\r\n#]++)\]\]?[ \t]*+(?:#.*+)?\Z"
)

_STRING: Final = re.compile(
    r"""
    \"""((?:[^"\\]|\\.|"(?!""))*+)\""" | '''((?:[^']|'(?!''))*+)'''
  | "((?:[^"\\]|\\.)*+)" | '((?:[^']|'')*+)'
    """,
    re.VERBOSE | re.DOTALL,
)

# The parts of a list in brackets.
_FLOW: Final = re.compile(
    rf"""
    ({_STRING.pattern}) | [\[\]{{}},] | \#[^\r\n]*+
  | [^\[\]{{}},"'\#\s] [^\[\]{{}},\#\r\n]*+
    """,
    re.VERBOSE | re.DOTALL,
)

_COMMENT: Final = re.compile(r"(?:\A|[ \t])#.*+\Z")

_SCALAR: Final = re.compile(r"[|>][+\-0-9]*+[ \t]*+(?:#.*+)?\Z")

_ESCAPE: Final = re.compile(
    r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r?\n[ \t]*+)|(.))", re.DOTALL
)
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r"}


def read_entries(source: str, end: int) -> FrontMatter | None:
    r"""
    Take the front matter of a source apart.

    >>> source = "---\nlang: en\ncwkit:\n  allow: [warning-late]\n---\n"
    >>> for entry in read_entries(source, len(source)).entries:
    ...     print(entry.key, entry.value, entry.span.of(source))
    lang en en
    cwkit.allow ('warning-late',) [warning-late]

    Args:
        source: The source.
        end: Where the front matter ends.

    Returns:
        The front matter, or None if there is none.
    """
    start = 1 if source.startswith("\ufeff") else 0
    if end <= start:
        return None
    if source.startswith("{", start):
        found = read_json_entries(source, start, end)
        return FrontMatter("json", Span(start, end), tuple(found))
    toml = source.startswith("+", start)
    reader = _Toml(source, end) if toml else _Yaml(source, end)
    reader.read(source.index("\n", start) + 1)
    reader.entries.sort(key=_start_of)
    syntax = "toml" if toml else "yaml"
    return FrontMatter(syntax, Span(start, end), tuple(reader.entries))


def _start_of(entry: Entry) -> tuple[int, int]:
    """Return the key that sorts entries."""
    return entry.lines.start, entry.span.start


class _Reader:
    """What both syntaxes share."""

    def __init__(self, source: str, end: int) -> None:
        self.source = source
        # The last line is the mark.
        self.limit = max(source.rfind(mark, 0, end) for mark in ("---", "+++", "..."))
        self.entries: list[Entry] = []

    def _add(
        self, key: str, value: str | tuple[str, ...], span: tuple[int, int], line: int
    ) -> int:
        """Add an entry and return where the line behind it begins."""
        after = self._end_line(span[1])
        self.entries.append(Entry(key, value, Span(*span), Span(line, after)))
        return after

    def _end_line(self, position: int) -> int:
        """Return where the next line begins."""
        end = self.source.find("\n", position, self.limit)
        return self.limit if end < 0 else end + 1

    def _read_value(
        self, position: int, stop: int
    ) -> tuple[str | tuple[str, ...], int]:
        """Read a value that begins here, on a line that ends at *stop*."""
        source = self.source
        if source[position] == "[":
            found = self._read_flow(position)
            if found is not None:
                return found
        match = _STRING.match(source, position, self.limit)
        if match is not None:
            return _unquote(match), match.end()
        text = _COMMENT.sub("", source[position:stop]).rstrip()
        return text, position + len(text)

    def _read_flow(self, position: int) -> tuple[tuple[str, ...], int] | None:
        """Read a list of plain values in brackets; None if it holds others."""
        values: list[str] = []
        for match in _FLOW.finditer(self.source, position + 1, self.limit):
            part = match[0]
            if part == "]":
                return tuple(values), match.end()
            if part in "[{}":
                return None
            if match[1] is not None:
                values.append(_unquote(match, 1))
            elif part[0] not in ",#":
                values.append(part.rstrip())
        return None


@attrs.define
class _Node:
    """A YAML key whose value stands on the lines below it."""

    indent: int
    key: str
    line: int
    place: int
    items: list[str]
    end: int = -1
    count: int = 0
    # Whether it has keys inside, so that it is no value itself.
    parent: bool = False
    # Whether it is an item of a list, and ends where the next one begins.
    item: bool = False


class _Yaml(_Reader):
    """The lines of YAML that people write by hand."""

    def __init__(self, source: str, end: int) -> None:
        super().__init__(source, end)
        self._open: list[_Node] = []

    def read(self, position: int) -> None:
        """Read all lines."""
        while position < self.limit:
            match = _match_line(self.source, position, self.limit)
            if not match[2] or match[2][0] == "#":
                position = match.end()
                continue
            position = self._read_line(match, len(match[1]), match.start(2))
        self._close(-1)

    def _read_line(self, match: re.Match[str], indent: int, position: int) -> int:
        """Read one line and return where the next one begins."""
        source, stop = self.source, match.end(2)
        item = source.startswith("- ", position) or match[2] == "-"
        self._close(indent + 1 if item else indent)
        if item:
            if self._open and self._open[-1].item and self._open[-1].indent == indent:
                self._open.pop()
            if not self._open:
                return match.end()
            parent = self._open[-1]
            inner = position + 1
            while inner < stop and source[inner] in " \t":
                inner += 1
            if not _YAML_KEY.match(source, inner, stop):
                return self._read_item(parent, inner, stop, match.end())
            parent.parent = True
            key = f"{parent.key}.{parent.count}"
            parent.count += 1
            self._open.append(
                _Node(indent, key, match.start(), inner, [], parent=True, item=True)
            )
            indent += inner - position
            position = inner
        found = _YAML_KEY.match(source, position, stop)
        if found is None:
            return match.end()
        name = found[1] or found[2] or found[3] or ""
        if self._open:
            self._open[-1].parent = True
            name = f"{self._open[-1].key}.{name}"
        return self._read_entry(name, indent, match.start(), found.end(), stop)

    def _read_item(self, parent: _Node, inner: int, stop: int, after: int) -> int:
        """Read a plain item of a list."""
        if inner == stop:
            return after
        value, end = self._read_value(inner, stop)
        if isinstance(value, str):
            if not parent.items:
                parent.place = inner
            parent.items.append(value)
            parent.end = end
        return max(after, self._end_line(end))

    def _read_entry(
        self, key: str, indent: int, line: int, position: int, stop: int
    ) -> int:
        """Read a key and what stands behind it."""
        text = _COMMENT.sub("", self.source[position:stop])
        if not text.strip():
            self._open.append(_Node(indent, key, line, position, []))
            return self._end_line(position)
        if _SCALAR.match(text):
            return self._read_scalar(key, indent, line, position)
        value, end = self._read_value(position, stop)
        return self._add(key, value, (position, end), line)

    def _read_scalar(self, key: str, indent: int, line: int, position: int) -> int:
        """Read a value that is the deeper lines below its key."""
        lines: list[str] = []
        after = self._end_line(position)
        end = after
        while after < self.limit:
            match = _match_line(self.source, after, self.limit)
            if match[2] and len(match[1]) <= indent:
                break
            lines.append(match[2])
            after = match.end()
            if match[2]:
                end = match.end(2)
        joint = "\n" if self.source[position] == "|" else " "
        return self._add(key, joint.join(lines).strip(), (position, end), line)

    def _close(self, indent: int) -> None:
        """End the keys that a line with this indent does not belong to."""
        while self._open and self._open[-1].indent >= indent:
            node = self._open.pop()
            if node.items and not node.parent:
                span = (node.place, node.end)
                self._add(node.key, tuple(node.items), span, node.line)
            elif not node.parent:
                self._add(node.key, "", (node.place, node.place), node.line)


class _Toml(_Reader):
    """TOML as far as keys with plain values go."""

    def read(self, position: int) -> None:
        """Read all lines."""
        prefix = ""
        counts: dict[str, int] = {}
        while position < self.limit:
            match = _match_line(self.source, position, self.limit)
            line, position = position, match.end()
            table = _TOML_TABLE.match(match[2])
            if table is not None:
                prefix = _plain_key(table[2]) + "."
                if len(table[1]) > 1:
                    number = counts.get(prefix, 0)
                    counts[prefix] = number + 1
                    prefix = f"{prefix}{number}."
                continue
            found = _TOML_KEY.match(self.source, match.start(2), match.end(2))
            if found is not None and found.end() < match.end(2):
                value, end = self._read_value(found.end(), match.end(2))
                name = prefix + _plain_key(found[1])
                position = self._add(name, value, (found.end(), end), line)


def _match_line(source: str, position: int, limit: int) -> re.Match[str]:
    """Return a line, which may be empty."""
    return cast("re.Match[str]", _LINE.match(source, position, limit))


def _plain_key(key: str) -> str:
    """Return a key without quotes and white space."""
    return ".".join(part.strip().strip("\"'") for part in key.split("."))


def _unquote(match: re.Match[str], base: int = 0) -> str:
    """Return what a string in quotes says."""
    long, raw, double, single = match.group(*range(base + 1, base + 5))
    if single is not None:
        return single.replace("''", "'")
    if raw is not None:
        return raw.removeprefix("\n")
    return _ESCAPE.sub(_unescape, double if long is None else long.removeprefix("\n"))


def _unescape(match: re.Match[str]) -> str:
    """Return the character that is written with a backslash."""
    code = match[1] or match[2]
    if code:
        return chr(int(code, 16))
    return _ESCAPED.get(match[4], match[4]) if match[4] else ""
