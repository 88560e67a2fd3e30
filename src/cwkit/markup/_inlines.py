"""
Markdown inside a paragraph: emphasis, links, code spans, addresses.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from html.entities import html5
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from cwkit.markup._leaves import Cut
from cwkit.markup._plain import find_addresses
from cwkit.markup._references import decode_references
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Inlines", "Target", "end_of_target", "normalize_label", "unescape"]

Target: TypeAlias = tuple[str, Span]
"""Where a link leads, and where that stands in the source."""

_STOP: Final = re.compile(
    r"[\\`*_~\[\]<&]|!\[|(?<![^\W_])(?:https?://|www\.)", re.IGNORECASE
)

# The same where no address can stand, as in most paragraphs: a set at the beginning is
# looked for ten times as fast.
_MARK: Final = re.compile(r"[\\`*_~\[\]<&!](?:(?<=!)\[|(?<!!))")

_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

_ESCAPED: Final = re.compile(r"""\\([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])""")

_AUTOLINK: Final = re.compile(
    r"<(?:([a-zA-Z][a-zA-Z0-9+.\-]{1,31}+:[^\s<>]*+)|"
    r"([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~\-]++@[a-zA-Z0-9.\-]++))>"
)

# Raw HTML as CommonMark 0.31 has it in section 6.6; comments and their like, which may
# be long, are searched for apart.
_TAG: Final = re.compile(
    r"""
    <(?:
        [a-zA-Z][a-zA-Z0-9\-]*+
        (?: \s++ [a-zA-Z_:][a-zA-Z0-9_.:\-]*+
            (?: \s*+ = \s*+ (?: "[^"]*+" | '[^']*+' | [^\s"'=<>`]++ ) )?+
        )*+
        \s*+ /?+ >
      | / [a-zA-Z][a-zA-Z0-9\-]*+ \s*+ >
    )
    """,
    re.VERBOSE,
)

_ENTITY: Final = re.compile(
    r"&(?:#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});|([a-zA-Z][a-zA-Z0-9]{0,31});)"
)

_FOOTNOTE: Final = re.compile(r"\[\^[^\s\[\]]{1,200}+\]")

_TITLE: Final = re.compile(
    r"""
    "(?:[^"\\]|\\.)*+" | '(?:[^'\\]|\\.)*+' | \((?:[^()\\]|\\.)*+\)
    """,
    re.VERBOSE | re.DOTALL,
)

_ANGLED: Final = re.compile(r"<((?:[^<>\n\\]|\\.)*+)>")

_PLAIN: Final = re.compile(r"(?:[^\s()\\\x00-\x1f\x7f]|\\[^\s]|\\(?=\s))++")

_SPACE: Final = re.compile(r"[ \t]*+(?:\n[ \t]*+)?+")

_LABEL: Final = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999}+)\]", re.DOTALL)

# CommonMark asks for three levels at least; 32 is what its reference parser allows.
_PARENTHESES: Final = 32


def unescape(text: str) -> str:
    r"""
    Return the target of a link with its escapes and references decoded.

    >>> unescape("a\\_b?c=1&amp;d=2")
    'a_b?c=1&d=2'
    """
    return decode_references(_ESCAPED.sub(r"\1", text))


def normalize_label(label: str) -> str:
    r"""
    Return a link label as it is compared.

    >>> normalize_label(" The\n  Lake ")
    'the lake'
    """
    return " ".join(label.split()).casefold()


@attrs.define
class _Run:
    """A run of emphasis marks."""

    character: str
    start: int
    end: int
    opens: bool
    closes: bool
    size: int  # how long it was before parts of it were used


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
        self.images: list[tuple[int, int]] = []
        self.literal: set[int] = set()
        self._definitions = definitions
        self._runs: list[_Run] = []
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
                position = self._read_run(start)
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
            else:
                position = self._read_address(start, match.end())
        self._pair_runs(0)
        self.cuts.sort(key=_start_of)

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
        end = places[index] + stop - start
        self._cut(start, end, joins=False)
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

    # Emphasis -----------------------------------------------------------------------

    def _read_run(self, start: int) -> int:
        """Read a run of emphasis marks."""
        text, mark = self.text, self.text[start]
        end = start
        while text.startswith(mark, end):
            end += 1
        before = _classify(text[start - 1 : start] if start else "")
        after = _classify(text[end : end + 1])
        left = after != " " and (after != "." or before != "a")
        right = before != " " and (before != "." or after != "a")
        if mark == "_":
            left, right = (
                left and (not right or before == "."),
                right and (not left or after == "."),
            )
        if mark != "~" or end - start <= 2:  # noqa: PLR2004 - two are the longest
            self._runs.append(_Run(mark, start, end, left, right, end - start))
        return end

    def _pair_runs(self, bottom: int) -> None:
        """Find the emphasis among the runs above *bottom*, and forget them."""
        runs = self._runs
        opened: list[int] = []  # indexes of runs that may still open
        # Below these heights no opener for that kind of closer is left.
        floors: dict[tuple[str, bool, int], int] = {}
        for index in range(bottom, len(runs)):
            closer = runs[index]
            key = (closer.character, closer.opens, closer.size % 3)
            while closer.closes and closer.end > closer.start:
                floor = floors.get(key, -1)
                height = len(opened) - 1
                while height >= 0 and opened[height] > floor:
                    if _match(runs[opened[height]], closer):
                        break
                    height -= 1
                else:
                    floors[key] = index - 1
                    break
                opener = runs[opened[height]]
                del opened[height + 1 :]
                size = min(2, opener.end - opener.start, closer.end - closer.start)
                self._cut(opener.end - size, opener.end, joins=True)
                self._cut(closer.start, closer.start + size, joins=True)
                opener.end -= size
                closer.start += size
                if opener.end == opener.start:
                    opened.pop()
            if closer.opens and closer.end > closer.start:
                opened.append(index)
        del runs[bottom:]

    # Links --------------------------------------------------------------------------

    def _open_bracket(self, start: int, *, image: bool) -> int:
        """Note a bracket that may open a link or image."""
        match = None if image else _FOOTNOTE.match(self.text, start)
        if match is not None:
            self._cut(start, match.end(), joins=False)
            return match.end()
        inner = start + (2 if image else 1)
        self._brackets.append(_Bracket(start, inner, len(self._runs), image))
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
        target, end = self._find_target(bracket, start)
        if target is None:
            return start + 1
        words, place = target
        inner = (self.base + bracket.inner, self.base + start)
        self._pair_runs(bracket.runs)
        if bracket.image:
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
        self._cut(start, end, joins=not bracket.image, parts=bracket.image)
        return end

    def _find_target(self, bracket: _Bracket, start: int) -> tuple[Target | None, int]:
        """Return where a link leads and where it ends."""
        text = self.text
        if text.startswith("(", start + 1):
            found = self._read_target(start + 2)
            if found is not None:
                return found
        end = start + 1
        label = ""
        match = _LABEL.match(text, end)
        if match is not None:
            label, end = match[1], match.end()
        if not self._definitions:
            return None, end
        if not label.strip():
            label = text[bracket.inner : min(start, bracket.inner + 1000)]
        return self._definitions.get(normalize_label(label)), end

    def _read_target(self, position: int) -> tuple[Target, int] | None:
        """Read the address and title of a link in parentheses."""
        text = self.text
        position = _skip_space(text, position)
        match = _ANGLED.match(text, position)
        if match is not None:
            (begin, stop), position = match.span(1), match.end()
        elif text.startswith("<", position):
            return None
        else:
            begin, stop = position, end_of_target(text, position)
            if stop < 0:
                return None
            position = stop
        after = _skip_space(text, position)
        if after > position:
            match = _TITLE.match(text, after)
            if match is not None:
                after = _skip_space(text, match.end())
        if not text.startswith(")", after):
            return None
        place = Span(self.base + begin, self.base + stop)
        return (unescape(text[begin:stop]), place), after + 1


def _start_of(cut: Cut) -> int:
    """Return the key that sorts cuts."""
    return cut.start


def _skip_space(text: str, position: int) -> int:
    """Return the position behind spaces and at most one line end."""
    match = _SPACE.match(text, position)
    return match.end() if match else position


def end_of_target(text: str, position: int) -> int:
    """Return the end of an address with balanced parentheses, or -1."""
    depth = 0
    while True:
        match = _PLAIN.match(text, position)
        if match is not None:
            position = match.end()
        following = text[position : position + 1]
        if following == "(" and depth < _PARENTHESES:
            depth += 1
        elif following == ")" and depth:
            depth -= 1
        else:
            return -1 if depth else position
        position += 1


def _classify(character: str) -> str:
    """Return a space for white space, a full stop for punctuation, otherwise "a"."""
    if not character or character.isspace():
        return " "
    return "." if unicodedata.category(character)[0] in "PS" else "a"


def _match(opener: _Run, closer: _Run) -> bool:
    """Say whether two runs enclose emphasis."""
    if opener.character != closer.character:
        return False
    if closer.character == "~":
        return opener.size == closer.size
    # CommonMark's "rule of three", which tells "*foo**bar*" apart.
    return not (
        (opener.closes or closer.opens)
        and (opener.size + closer.size) % 3 == 0
        and (opener.size % 3 or closer.size % 3)
    )
