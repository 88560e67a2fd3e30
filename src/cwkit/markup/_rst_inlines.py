"""
reStructuredText inside a paragraph: emphasis, roles, references, addresses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cwkit.markup._leaves import Cut
from cwkit.markup._plain import find_addresses
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RstInlines", "normalize_name"]

# Where inline markup may begin. Roles have a bounded length, so that a text of colons
# is not searched again from each of them.
_STOP: Final = re.compile(
    r"""
    \\
  | (?: :[a-zA-Z][\w.+\-]{0,40}+ (?: :[a-zA-Z][\w.+\-]{0,40}+ ){0,3}+ : )?+ `{1,2}+
  | \*{1,2}+
  | \|
  | _`
  | \[ [^\s\[\]]{1,100}+ \]_ (?!\w)
  | (?<![^\W_])(?:https?://|www\.)
  | (?<=\w) __?+ (?![\w`])
    """,
    re.VERBOSE | re.IGNORECASE,
)

_BEFORE: Final = frozenset("'\"([{<-/:\u2018\u201c\u00ab\u00a1\u00bf\u2010\u2013\u2014")
_AFTER: Final = (
    r"""(?=[\s'")\]}>\-/:.,;!?\\\u2019\u201d\u00bb\u2010\u2013\u2014\x00]|\Z)"""
)

# How what begins ends: behind something that is no white space.
_ENDS: Final = {
    "``": re.compile(r"(?<=\S)``" + _AFTER),
    "`": re.compile(
        r"(?<=[^\s\\])`(?:(__?)(?!\w)|(:[a-zA-Z][\w.+:\-]{0,80}:)?)" + _AFTER
    ),
    "**": re.compile(r"(?<=[^\s\\])\*\*" + _AFTER),
    "*": re.compile(r"(?<=[^\s\\])\*" + _AFTER),
    "|": re.compile(r"(?<=[^\s\\|])\|(?:__?)?" + _AFTER),
    "_`": re.compile(r"(?<=[^\s\\])`" + _AFTER),
}

# "words <target>" in a role or reference.
_TARGET: Final = re.compile(r"\s*+<([^<>]++)>\Z")

_WORD: Final = re.compile(r"[^\W_](?:[\-_.:+]?[^\W_])*+\Z")
_REACH: Final = 100

_ADDRESS: Final = re.compile(r"[^\s<>\[\]`]++")

# Roles whose words are computer text or a formula, not prose.
_CODE_ROLES: Final = frozenset(["code", "math", "literal", "raw", "c:expr", "cpp:expr"])


def normalize_name(name: str) -> str:
    r"""
    Return the name of a target as it is compared.

    >>> normalize_name("`The\n  Lake`")
    'the lake'

    Args:
        name: The name as it is written.
    """
    return " ".join(name.strip("`").replace("\\", "").split()).casefold()


class RstInlines:
    """
    Read the text of one block.

    Args:
        text: The text.
        base: Where it stands in the source.
        targets: Where names lead, and where that stands.
    """

    def __init__(
        self, text: str, base: int, targets: Mapping[str, tuple[str, Span]]
    ) -> None:
        self.text = text
        self.base = base
        self.cuts: list[Cut] = []
        self.links: list[tuple[str, Span, int, int]] = []
        self._targets = targets
        # Marks that nothing ends from here on.
        self._missing: set[str] = set()

    def read(self) -> None:
        """
        Read the whole text.
        """
        position = 0
        while True:
            match = _STOP.search(self.text, position)
            if match is None:
                return
            position = self._read_mark(match)

    def _cut(self, start: int, end: int, *, joins: bool = False) -> None:
        """Note an invisible stretch."""
        self.cuts.append(Cut(self.base + start, self.base + end, joins))

    def _read_mark(self, match: re.Match[str]) -> int:
        """Read what begins here and return where to go on."""
        start, end, text = match.start(), match.end(), match[0]
        if text == "\\":
            # The character behind it is itself; white space behind it is nothing.
            size = 2 if self.text[end : end + 1].isspace() else 1
            self._cut(start, start + size, joins=True)
            return start + 2
        if text[0] in "hHwW":
            return self._read_address(start, end)
        if text[0] == "[":
            self._cut(start, end)
            return end
        if text in {"_", "__"}:
            return self._read_word(start, end)
        mark = text.lstrip(":") if text[0] != ":" else text[text.rindex(":") + 1 :]
        role = text[1 : len(text) - len(mark) - 1] if text[0] == ":" else ""
        return self._read_span(start, end, mark, role)

    def _read_span(self, start: int, end: int, mark: str, role: str) -> int:
        """Read what is enclosed in marks."""
        text = self.text
        before = text[start - 1 : start]
        if (
            (before and not before.isspace() and before not in _BEFORE)
            or not text[end : end + 1].strip()
            or mark in self._missing
        ):
            return end
        match = _ENDS[mark].search(text, end + 1)
        if match is None:
            self._missing.add(mark)
            return end
        stop = match.start()
        if mark == "``":
            self._cut(start, match.end())
        elif mark == "|":
            # What it stands for is shown where it is defined.
            self._cut(start, match.end())
        elif mark == "`":
            self._read_words(start, end, match, role or (match[2] or "").strip(":"))
        else:
            self._cut(start, end, joins=True)
            self._cut(stop, match.end(), joins=True)
        return match.end()

    def _read_words(
        self, start: int, end: int, match: re.Match[str], role: str
    ) -> None:
        """Read the words of a role or reference."""
        text, stop = self.text, match.start()
        if role in _CODE_ROLES:
            self._cut(start, match.end())
            return
        found = _TARGET.search(text, max(end, text.rfind("<", end, stop) - 1), stop)
        inner = end
        if role and text[end] in "~!":
            inner += 1
        self._cut(start, inner, joins=True)
        if found is not None and (role or match[1]):
            words = found.start()
            place = Span(self.base + found.start(1), self.base + found.end(1))
            if match[1]:
                target = found[1]
                if target.endswith("_"):
                    target, place = self._look_up(target[:-1]) or (target, place)
                self.links.append(
                    (target.strip(), place, self.base + inner, self.base + words)
                )
            self._cut(words, match.end(), joins=True)
            return
        if match[1]:
            known = self._look_up(text[end:stop])
            if known is not None:
                self.links.append((*known, self.base + end, self.base + stop))
        self._cut(stop, match.end(), joins=True)

    def _look_up(self, name: str) -> tuple[str, Span] | None:
        """Return where a name leads."""
        return self._targets.get(normalize_name(name))

    def _read_word(self, start: int, end: int) -> int:
        """Read a reference of one word."""
        match = _find_word(self.text, start)
        known = None if match is None else self._look_up(match)
        if match is None or known is None:
            return end
        first = start - len(match)
        self.links.append((*known, self.base + first, self.base + start))
        self._cut(start, end, joins=True)
        return end

    def _read_address(self, start: int, end: int) -> int:
        """Read a bare web address."""
        match = _ADDRESS.match(self.text, start)
        found = find_addresses(self.text, start, match.end()) if match else []
        if not found or found[0].span.start != start:
            return end
        stop = found[0].span.end
        span = Span(self.base + start, self.base + stop)
        self.links.append((found[0].target, span, span.start, span.end))
        self._cut(start, stop)
        return stop


def _find_word(text: str, end: int) -> str | None:
    """Return the word that ends here."""
    start = max(0, end - _REACH)
    part = text[start:end]
    found = re.search(r"[\w\-.:+]++\Z", part)
    word = found[0].lstrip("-_.:+") if found else ""
    return word if _WORD.match(word) else None
