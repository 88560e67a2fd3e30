"""
What stands where in a feed: its entries, and the elements that are shown.

XML is walked from tag to tag as it stands. No entity is expanded, and nothing outside
of the source is ever looked at.
"""

from __future__ import annotations

import re
from typing import Final

import attrs

from cwkit.markup._tags import TAG, find_value

__all__ = ["Element", "Entry", "Feed"]

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


@attrs.define
class Element:
    """
    An element that is shown.

    Attributes:
        name: Its name, without a prefix for the format itself.

        rank: How much of an entry it holds, compared with others.

        form: How its content is written: ``html``, ``text`` or ``xhtml``.

        inside: Where its content begins.

        entry: The number of its entry, or -1.

        segments: The stretches of its content, and whether references count in each.

        end: Where its content ends.
    """

    name: str
    rank: int
    form: str
    inside: int
    entry: int
    segments: list[tuple[int, int, bool]]
    end: int = -1


@attrs.define
class Entry:
    """
    An entry of a feed.

    Attributes:
        start: Where its start tag begins.

        inside: Where its content begins.

        best: The element that holds most of it; None if it shows but a title.

        close: Where its end tag begins.

        end: Where it ends.
    """

    start: int
    inside: int
    best: Element | None = None
    close: int = -1
    end: int = -1


class Feed:
    """
    What stands where in a feed.

    Args:
        source: The source.
        atom: Whether text is plain unless it says otherwise.
    """

    def __init__(self, source: str, *, atom: bool) -> None:
        self.source = source
        self.elements: list[Element] = []
        self.entries: list[Entry] = []
        self.comments: list[tuple[int, int]] = []
        self.language: str | None = None
        self.close = len(source)  # where the last end tag begins
        self.alone = False  # whether it is one entry, without a feed around it
        self._atom = atom
        self._stack: list[str] = []
        self._entry: Entry | None = None
        self._shown: Element | None = None
        self._depth = 0  # of what is shown
        self._typed = False  # whether a document type was seen
        self._spoken: int | None = None  # where the name of the language begins

    def read(self) -> None:
        """
        Walk from tag to tag.
        """
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
                self.entries.append(Entry(start, stop, close=stop, end=stop))
            return
        if self._shown is None:
            self._open(name, raw, start, stop)
        self._stack.append(name)

    def _open(self, name: str, raw: str, start: int, stop: int) -> None:
        """Open an element outside of what is shown."""
        parent = self._stack[-1] if self._stack else ""
        if name in _ENTRIES and self._entry is None:
            self._entry = Entry(start, stop)
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
            self._shown = Element(
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
