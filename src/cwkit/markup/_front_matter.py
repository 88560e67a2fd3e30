"""
Front matter: the few values that a reader sees, and the language.
"""

from __future__ import annotations

import re
from typing import Final

import attrs

from cwkit.markup._json_front import find_json_end, read_json_entries
from cwkit.markup._types import RegionKind

__all__ = ["FrontMatter", "blank_front", "read_front_matter", "read_front_of_page"]

_BLOCK: Final = re.compile(
    r"(?:(---)|\+\+\+)[ \t]*+\r?\n"
    r"(?:(?!(?(1)(?:---|\.\.\.)|\+\+\+)[ \t]*+(?:\r|\n|\Z))[^\n]*+\n)*+"
    r"(?(1)(?:---|\.\.\.)|\+\+\+)[ \t]*+(?:\r?\n|\Z)"
)

_TAG: Final = re.compile(r"^[ \t]*+<", re.MULTILINE)

# Only keys at the left edge: a title of something else stands deeper.
_ENTRY: Final = re.compile(
    r"^([A-Za-z_\-]+)[ \t]*+[:=][ \t]*+([^\r\n]*+)", re.MULTILINE
)

# What templates print; keys are the habits of Hugo, Jekyll, Pelican and Docusaurus.
_SHOWN: Final = {
    "title": RegionKind.TITLE,
    "subtitle": RegionKind.PARAGRAPH,
    "description": RegionKind.PARAGRAPH,
    "summary": RegionKind.PARAGRAPH,
    "excerpt": RegionKind.PARAGRAPH,
}

_LANGUAGES: Final = frozenset({"lang", "language"})

_CONTINUED: Final = re.compile(r"(?:\r?\n(?:[ \t]++[^\r\n]*+|(?=\r?\n)))*+")

_SCALAR: Final = re.compile(r"[|>][+\-0-9]*+[ \t]*+\Z")

_COMMENT: Final = re.compile(r"[ \t]#.*+\Z")


@attrs.frozen
class FrontMatter:
    """
    What the front matter says.

    Attributes:
        end: Where the body begins.

        shown: Where the visible values stand.

        marks: What they are.

        language: The language of the document, or None.
    """

    end: int = 0
    shown: tuple[tuple[int, int], ...] = ()
    marks: tuple[tuple[int, RegionKind, int], ...] = ()
    language: str | None = None


def read_front_matter(source: str) -> FrontMatter:
    r"""
    Read the front matter of a Markdown text: YAML, TOML or JSON.

    >>> read_front_matter("---\ntitle: Tea\nlang: en\n---\nWe had tea.").language
    'en'

    Args:
        source: The whole text.
    """
    start = 1 if source.startswith("\ufeff") else 0
    block = _BLOCK.match(source, start)
    if block is None:
        return _read_json(source, start)
    shown: list[tuple[int, int]] = []
    marks: list[tuple[int, RegionKind, int]] = []
    language: str | None = None
    for match in _ENTRY.finditer(source, start, block.end()):
        key = match[1].lower()
        if key in _SHOWN:
            begin, end = _find_value(source, match, block.end())
            if begin < end:
                shown.append((begin, end))
                marks.append((begin, _SHOWN[key], 0))
                marks.append((end, RegionKind.PARAGRAPH, 0))
        elif key in _LANGUAGES and language is None:
            begin, end = _find_value(source, match, block.end())
            language = source[begin:end] or None
    return FrontMatter(block.end(), tuple(shown), tuple(marks), language)


def _read_json(source: str, start: int) -> FrontMatter:
    """Read front matter in JSON, if there is any."""
    end = find_json_end(source, start)
    if end == start:
        return FrontMatter(end=start)
    shown: list[tuple[int, int]] = []
    marks: list[tuple[int, RegionKind, int]] = []
    language: str | None = None
    for entry in read_json_entries(source, start, end):
        begin, stop = entry.span.start + 1, entry.span.end - 1
        key = entry.key.lower()
        # Only strings are shown.
        if not isinstance(entry.value, str) or source[begin - 1] != '"':
            continue
        if key in _SHOWN and begin < stop:
            shown.append((begin, stop))
            marks.append((begin, _SHOWN[key], 0))
            marks.append((stop, RegionKind.PARAGRAPH, 0))
        elif key in _LANGUAGES and language is None:
            language = entry.value or None
    return FrontMatter(end, tuple(shown), tuple(marks), language)


def read_front_of_page(source: str) -> FrontMatter:
    r"""
    Read the front matter of an HTML page, which site generators take off.

    >>> read_front_of_page("---\ntitle: Tea\n---\n<p>We had tea.").end
    19
    >>> read_front_of_page("---\n<p>We had tea.\n---\n").end
    0

    Args:
        source: The whole page.
    """
    start = 1 if source.startswith("\ufeff") else 0
    if not source.startswith(("---", "+++", "{"), start):
        return FrontMatter()
    front = read_front_matter(source)
    # Rules of hyphens may stand around markup, too.
    if front.end <= start or _TAG.search(source, start, front.end):
        return FrontMatter()
    return front


def blank_front(source: str, front: FrontMatter) -> str:
    r"""
    Return front matter with blanks in place of all but the visible values.

    >>> source = "---\ntitle: Tea\n---\n"
    >>> blank_front(source, read_front_matter(source)).split()
    ['Tea']

    Args:
        source: The whole text.
        front: Its front matter.
    """
    pieces: list[str] = []
    position = 0
    for start, end in (*front.shown, (front.end, front.end)):
        if position < start:
            # It parts what stands before it from what comes.
            pieces.append(" " * (start - position - 1) + "\u2029")
        pieces.append(source[start:end])
        position = end
    return "".join(pieces)


def _find_value(source: str, match: re.Match[str], limit: int) -> tuple[int, int]:
    """Return where the words of a value stand."""
    begin, end = match.span(2)
    value = match[2]
    if _SCALAR.match(value):
        # The value is the indented lines that follow.
        following = _CONTINUED.match(source, end, limit)
        begin = end
        end = following.end() if following else end
    elif value[:1] in {'"', "'"} and value[:1]:
        close = value.rfind(value[0])
        begin += 1
        end = begin + close - 1 if close > 0 else end
    else:
        comment = _COMMENT.search(value)
        end -= len(comment[0]) if comment else 0
    text = source[begin:end]
    left = text.lstrip()
    begin = end - len(left)
    return begin, begin + len(left.rstrip())
