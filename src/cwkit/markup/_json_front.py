"""
Front matter in JSON, as some site generators have it: where it ends, and its entries.
"""

from __future__ import annotations

import bisect
import json
import re
from typing import Final

import attrs

from cwkit.markup._types import Entry
from cwkit.text import Span

__all__ = ["find_json_end", "read_json_entries"]

_BEGIN: Final = re.compile(r'\{\s*+"')
_END_OF_LINE: Final = re.compile(r"[ \t]*+(?:\r?\n|\Z)")
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++')
_DECODER: Final = json.JSONDecoder()


def find_json_end(source: str, start: int) -> int:
    r"""
    Return where the body begins behind front matter in JSON; *start* if there is none.

    >>> find_json_end('{"title": "Tea"}\nWe had tea.', 0)
    17
    >>> find_json_end('{"title": "Tea"} was written.', 0)
    0

    Args:
        source: The whole text.
        start: Where the text begins.
    """
    if not _BEGIN.match(source, start):
        return start
    try:
        _, end = _DECODER.raw_decode(source, start)
    except (ValueError, RecursionError):
        return start
    line = _END_OF_LINE.match(source, end)
    return start if line is None else line.end()


@attrs.define
class _Frame:
    """An object or a list that is open."""

    prefix: str
    start: int
    listed: bool
    key: str | None = None
    line: int = 0
    count: int = 0
    items: list[str] = attrs.field(factory=list[str])
    # Whether a list holds nothing but plain values.
    plain: bool = True


def read_json_entries(source: str, start: int, end: int) -> list[Entry]:
    r"""
    Take front matter in JSON apart.

    >>> source = '{"cwkit": {"allow": ["wording: quoted"]}}\n'
    >>> (entry,) = read_json_entries(source, 0, len(source))
    >>> entry.key, entry.value, entry.span.of(source)
    ('cwkit.allow', ('wording: quoted',), '["wording: quoted"]')

    Args:
        source: The source; what stands there is known to be JSON.
        start: Where it begins.
        end: Where it ends.
    """
    reader = _Reader(source, start, end)
    for token in _TOKEN.finditer(source, start, end):
        reader.read(token)
    return sorted(reader.entries, key=lambda entry: (entry.lines.start, entry.span))


class _Reader:
    """What takes JSON apart, token by token."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self.entries: list[Entry] = []
        self._frames: list[_Frame] = []
        breaks = (found.end() for found in re.finditer("\n", source[start:end]))
        # Where lines begin; the last is where the body begins.
        self._lines = [start, *(start + place for place in breaks)]
        if self._lines[-1] != end:
            self._lines.append(end)

    def read(self, token: re.Match[str]) -> None:
        """Read a token."""
        text = token[0]
        if text in "{[":
            self._open(text, token.start())
        elif text in "}]":
            self._close(token.end())
        elif text == ",":
            self._frames[-1].count += 1
        elif text != ":":
            self._read_value(text, token.start(), token.end())

    def _open(self, text: str, start: int) -> None:
        """Begin an object or a list."""
        prefix = ""
        if self._frames:
            frame = self._frames[-1]
            frame.plain = False
            name = frame.count if frame.listed else frame.key
            prefix = f"{frame.prefix}{name}."
        self._frames.append(_Frame(prefix, start, text == "["))

    def _close(self, end: int) -> None:
        """End an object or a list; one of plain values is a value."""
        frame = self._frames.pop()
        if not self._frames or self._frames[-1].listed:
            return
        if frame.listed and frame.plain:
            self._add(tuple(frame.items), frame.start, end)
        else:
            self._frames[-1].key = None

    def _read_value(self, text: str, start: int, end: int) -> None:
        """Read a key, or a plain value."""
        frame = self._frames[-1]
        if frame.listed:
            frame.items.append(_plain(text))
        elif frame.key is None:
            frame.key, frame.line = _plain(text), start
        else:
            self._add(_plain(text), start, end)

    def _add(self, value: str | tuple[str, ...], start: int, end: int) -> None:
        """Add the entry that is open."""
        frame = self._frames[-1]
        first = self._lines[bisect.bisect_right(self._lines, frame.line) - 1]
        last = self._lines[bisect.bisect_left(self._lines, end)]
        name = f"{frame.prefix}{frame.key}"
        self.entries.append(Entry(name, value, Span(start, end), Span(first, last)))
        frame.key = None


def _plain(text: str) -> str:
    """Return what a string says, or another value as it is written."""
    return str(json.loads(text)) if text[0] == '"' else text
