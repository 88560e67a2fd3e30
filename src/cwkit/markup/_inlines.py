"""
Markdown inside a paragraph: emphasis, links, code spans, addresses.
"""

from __future__ import annotations

import bisect
import re
from html.entities import html5
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.markup._emphasis import Emphasis
from cwkit.markup._leaves import Cut
from cwkit.markup._plain import find_addresses
from cwkit.markup._targets import normalize_label, read_label, read_target, unescape
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cwkit.markup._targets import Target, Written

__all__ = ["Inlines"]

_STOP: Final = re.compile(
    r"[\\`*_~\[\]<&{]|!\[|(?<![^\W_])(?:https?://|www\.)", re.IGNORECASE
)

# The same where no address can stand, as in most paragraphs: a set at the beginning is
# looked for ten times as fast.
_MARK: Final = re.compile(r"[\\`*_~\[\]<&!{](?:(?<=!)\[|(?<!!))")

# In a title nothing else means anything.
_TITLE_STOP: Final = re.compile(r"[\\<&]")

_MARKUP: Final = re.compile("[<&]")

_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

_AUTOLINK: Final = re.compile(
    r"<(?:([a-zA-Z][a-zA-Z0-9+.\-]{1,31}+:[^\x00-\x20\x7f<>]*+)|"
    r"([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~\-]++@[a-zA-Z0-9.\-]++))>"
)

# Raw HTML as CommonMark 0.31 has it in section 6.6; comments and their like, which may
# be long, are searched for apart.
_TAG: Final = re.compile(
    r"""
    <(?:
        [a-zA-Z][a-zA-Z0-9\-]*+
        (?: [ \t\n]++ [a-zA-Z_:][a-zA-Z0-9_.:\-]*+
            (?: [ \t\n]*+ = [ \t\n]*+ (?: "[^"]*+" | '[^']*+' | [^ \t\n"'=<>`]++ ) )?+
        )*+
        [ \t\n]*+ /?+ >
      | / [a-zA-Z][a-zA-Z0-9\-]*+ [ \t\n]*+ >
    )
    """,
    re.VERBOSE,
)

_ENTITY: Final = re.compile(
    r"&(?:#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});|([a-zA-Z][a-zA-Z0-9]{0,31});)"
)

# Names of classes and their like, as several dialects write them behind what they are
# for: all of them with a colon, some without.
_ATTRIBUTES: Final = re.compile(
    r"""
    \{ (?:
        : [^{}\n]*+
      | (?: [ \t]*+
            (?: [#.][\w:.\-]++
              | [\w:.\-]++ = (?: "[^"\n]*+" | '[^'\n]*+' | [^\s"'{}]++ ) )
        )++ [ \t]*+
    ) \}
    """,
    re.VERBOSE,
)

_END: Final = re.compile(r"[ \t]*+\Z")

_BOUND: Final = frozenset(")]*_`")
"""What attributes without a colon stand right behind."""

_FOOTNOTE: Final = re.compile(r"\[\^[^\s\[\]]{1,200}+\]")


@attrs.define
class _Bracket:
    """An opening bracket: where it and its text begin, and how many runs precede."""

    start: int
    inner: int
    runs: int
    image: bool


class Inlines:
    """
    Read the text of one block.

    Args:
        text: The text.
        base: Where it stands in the source.
        definitions: Targets by label.
    """

    def __init__(self, text: str, base: int, definitions: Mapping[str, Target]) -> None:
        self.text = text
        self.base = base
        self.cuts: list[Cut] = []
        # Of each link: its target, where that stands, where the words begin and end.
        self.links: list[tuple[str, Span, int, int]] = []
        # Where the descriptions of images, and the titles of those and of links, stand.
        self.images: list[tuple[int, int]] = []
        self.titles: list[tuple[int, int]] = []
        # The labels of the definitions that links lead to.
        self.used: set[str] = set()
        self.literal: set[int] = set()
        # What is cut out as code, and how many marks are around it.
        self._codes: list[tuple[Cut, int]] = []
        self._definitions = definitions
        self._emphasis = Emphasis()
        self._brackets: list[_Bracket] = []
        # Brackets below this height cannot open a link, for one stands inside them.
        self._dead = 0
        self._ticks: dict[int, list[int]] | None = None
        self._missing: set[str] = set()

    def read(self) -> None:  # noqa: C901 - a list of characters
        """
        Read the whole text.
        """
        position = 0
        addressed = "://" in self.text or "www." in self.text.lower()
        search = (_STOP if addressed else _MARK).search
        while True:
            match = search(self.text, position)
            if match is None:
                break
            start, mark = match.start(), match[0]
            first = mark[0]
            if first == "\\":
                position = self._read_escape(start)
            elif first == "`":
                position = self._read_code(start)
            elif first in "*_~":
                position = self._emphasis.read(self.text, start)
            elif first == "[":
                position = self._open_bracket(start, image=False)
            elif first == "!":
                position = self._open_bracket(start, image=True)
            elif first == "]":
                position = self._close_bracket(start)
            elif first == "<":
                position = self._read_angle(start)
            elif first == "&":
                position = self._read_ampersand(start)
            elif first == "{":
                position = self._read_attributes(start)
            else:
                position = self._read_address(start, match.end())
        self._pair_runs(0)
        self.cuts.sort(key=_start_of)

    def read_title(self, start: int, end: int) -> None:
        """
        Read the title of a link or image.

        Args:
            start: Where its words begin.
            end: Where they end.
        """
        position = start
        while (match := _TITLE_STOP.search(self.text, position, end)) is not None:
            position = match.start()
            if match[0] == "\\":
                position = self._read_escape(position)
            elif match[0] == "&":
                position = self._read_ampersand(position)
            else:
                self.literal.add(self.base + position)
                position += 1

    def _cut(self, start: int, end: int, *, joins: bool, parts: bool = False) -> None:
        """Note an invisible stretch."""
        self.cuts.append(Cut(self.base + start, self.base + end, joins, parts))

    def _read_escape(self, start: int) -> int:
        """Read a backslash."""
        after = self.text[start + 1 : start + 2]
        if after in _PUNCTUATION:
            self._cut(start, start + 1, joins=True)
            if after in "<&":
                self.literal.add(self.base + start + 1)
            return start + 2
        if after == "\n":
            self._cut(start, start + 1, joins=False)
        return start + 1

    def _read_code(self, start: int) -> int:
        """Read a run of backticks, and the code span if it opens one."""
        if self._ticks is None:
            self._ticks = {}
            for match in re.finditer("`++", self.text):
                size = match.end() - match.start()
                self._ticks.setdefault(size, []).append(match.start())
        stop = start
        while self.text.startswith("`", stop):
            stop += 1
        places = self._ticks.get(stop - start, [])
        index = bisect.bisect_left(places, stop)
        if index == len(places):
            return stop
        size = stop - start
        end = places[index] + size
        self._cut(start, end, joins=False)
        self._codes.append((self.cuts[-1], size))
        return end

    def _read_angle(self, start: int) -> int:
        """Read an angle bracket: an address, a tag, a comment, or itself."""
        match = _AUTOLINK.match(self.text, start)
        if match is not None:
            target = match[1] or f"mailto:{match[2]}"
            span = Span(self.base + start + 1, self.base + match.end() - 1)
            self.links.append((target, span, span.start, span.end))
            self._cut(start, match.end(), joins=False)
            return match.end()
        match = _TAG.match(self.text, start)
        if match is not None:
            return match.end()
        for opening, closing in (
            ("<!--", "-->"),
            ("<?", "?>"),
            ("<![CDATA[", "]]>"),
            ("<!", ">"),
        ):
            if opening == "<!" and not self.text[start + 2 : start + 3].isalpha():
                break
            if self.text.startswith(opening, start) and closing not in self._missing:
                # "<!-->" is a whole comment.
                inner = start + (2 if opening == "<!--" else len(opening))
                end = self.text.find(closing, inner)
                if end >= 0:
                    return end + len(closing)
                # Behind here there is none either: do not search again.
                self._missing.add(closing)
        self.literal.add(self.base + start)
        return start + 1

    def _read_ampersand(self, start: int) -> int:
        """Read an ampersand; Markdown wants the semicolon that HTML forgives."""
        match = _ENTITY.match(self.text, start)
        if match is not None and (match[1] is None or f"{match[1]};" in html5):
            return match.end()
        self.literal.add(self.base + start)
        return start + 1

    def _read_attributes(self, start: int) -> int:
        """Read a brace, and the attributes if it opens some."""
        match = _ATTRIBUTES.match(self.text, start)
        if match is None or not (
            self.text.startswith(":", start + 1)
            or self.text[start - 1 : start] in _BOUND
            or _END.match(self.text, match.end())
        ):
            return start + 1
        self._cut(start, match.end(), joins=False)
        return match.end()

    def _read_address(self, start: int, end: int) -> int:
        """Read a bare web address."""
        # It ends at the white space or bracket that ends every address.
        match = re.compile(r"[^\s<>\[\]`]++").match(self.text, start)
        found = find_addresses(self.text, start, match.end()) if match else []
        if not found or found[0].span.start != start:
            return end
        end = found[0].span.end
        span = Span(self.base + start, self.base + end)
        self.links.append((found[0].target, span, span.start, span.end))
        self._cut(start, end, joins=False)
        return end

    def _pair_runs(self, bottom: int) -> None:
        """Cut out the marks of the emphasis that begins behind so many runs."""
        if len(self._emphasis) > bottom:
            for start, end in self._emphasis.pair(bottom):
                self._cut(start, end, joins=True)

    # Links --------------------------------------------------------------------------

    def _open_bracket(self, start: int, *, image: bool) -> int:
        """Note a bracket that may open a link or image."""
        match = None if image else _FOOTNOTE.match(self.text, start)
        if match is not None:
            self._cut(start, match.end(), joins=False)
            return match.end()
        inner = start + (2 if image else 1)
        self._brackets.append(_Bracket(start, inner, len(self._emphasis), image))
        return inner

    def _close_bracket(self, start: int) -> int:
        """End a link or image, if this bracket ends one."""
        if not self._brackets:
            return start + 1
        bracket = self._brackets.pop()
        height = len(self._brackets)
        dead = height < self._dead and not bracket.image
        self._dead = min(self._dead, height)
        if dead:
            return start + 1
        target, title, end = self._find_target(bracket, start)
        if target is None:
            return start + 1
        words, place = target
        inner = (self.base + bracket.inner, self.base + start)
        self._pair_runs(bracket.runs)
        if bracket.image:
            self._forget(inner[0])
            self.images.append(inner)
        else:
            self.links.append((words, place, *inner))
            self._dead = height
        self._cut(
            bracket.start,
            bracket.inner,
            joins=not bracket.image,
            parts=bracket.image,
        )
        if title is None:
            self._cut(start, end, joins=not bracket.image, parts=bracket.image)
        else:
            self._cut(start, title[0], joins=False, parts=True)
            self.read_title(*title)
            self._cut(title[1], end, joins=False, parts=True)
            self.titles.append((self.base + title[0], self.base + title[1]))
        return end

    def _forget(self, start: int) -> None:
        """Leave nothing but words in the description of an image, and all of them."""
        while self.links and self.links[-1][2] >= start:
            self.links.pop()
        while self.images and self.images[-1][0] >= start:
            self.images.pop()
        while self.titles and self.titles[-1][0] >= start:
            self.cuts.append(Cut(*self.titles.pop()))
        while self._codes and self._codes[-1][0].start >= start:
            cut, size = self._codes.pop()
            self.cuts.append(Cut(cut.end - size, cut.end))
            for match in _MARKUP.finditer(
                self.text, cut.start - self.base, cut.end - self.base
            ):
                self.literal.add(self.base + match.start())
            cut.end = cut.start + size

    def _find_target(
        self, bracket: _Bracket, start: int
    ) -> tuple[Target | None, tuple[int, int] | None, int]:
        """Return where a link leads, where its title stands and where it ends."""
        text = self.text
        if text.startswith("(", start + 1):
            found = read_target(text, start + 2)
            if found is not None:
                return self._name_target(found), found.title, found.after
        end = start + 1
        words = ""
        labelled = read_label(text, end)
        if labelled is not None:
            words, end = labelled
        if not self._definitions:
            return None, None, end
        if not words.strip(" \t\n"):
            words = text[bracket.inner : min(start, bracket.inner + 1000)]
        label = normalize_label(words)
        target = self._definitions.get(label)
        if target is not None:
            self.used.add(label)
        return target, None, end

    def _name_target(self, found: Written) -> Target:
        """Return where a link leads."""
        place = Span(self.base + found.start, self.base + found.end)
        return unescape(self.text[found.start : found.end]), place


def _start_of(cut: Cut) -> int:
    """Return the key that sorts cuts."""
    return cut.start
