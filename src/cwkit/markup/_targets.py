"""
Where Markdown links lead: targets, titles, labels, and what defines a label.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, TypeAlias

from cwkit.markup._references import decode_references
from cwkit.text import Span

__all__ = [
    "Target",
    "Written",
    "normalize_label",
    "read_definition",
    "read_label",
    "read_target",
    "unescape",
]

Target: TypeAlias = tuple[str, Span]
"""Where a link leads, and where that stands in the source."""

_ESCAPED: Final = re.compile(r"""\\([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])""")

_TITLE: Final = re.compile(
    r"""
    "((?:[^"\\]|\\.)*+)" | '((?:[^'\\]|\\.)*+)' | \(((?:[^()\\]|\\.)*+)\)
    """,
    re.VERBOSE | re.DOTALL,
)

_ANGLED: Final = re.compile(r"<((?:[^<>\n\\]|\\.)*+)>")

# Only control characters and the space end a target; a no-break space does not.
_PLAIN: Final = re.compile(r"(?:[^()\\\x00-\x20\x7f]|\\[^\x00-\x20\x7f]?+)++")

_SPACE: Final = re.compile(r"[ \t]*+(?:\n[ \t]*+)?+")

_LABEL: Final = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999}+)\]", re.DOTALL)

_DEFINED: Final = re.compile(
    r"[ \t]*+\[((?:[^\[\]\\]|\\.){1,999}+)\]:[ \t]*+(?:\n[ \t]*+)?+", re.DOTALL
)

_BLANK: Final = re.compile("[ \t\n]++")

_LINE_END: Final = re.compile(r"[ \t]*+(?:\n|\Z)")

# CommonMark asks for three levels at least; 32 is what its reference parser allows.
_PARENTHESES: Final = 32


class Written(NamedTuple):
    """
    A target with its title, as they are written.

    Attributes:
        start: Where the target begins, without brackets.

        end: Where it ends.

        title: Where the words of the title begin and end; None without a title.

        after: Where what belongs to it ends.

        label: The label that is defined by it, normalized; empty inside a link.
    """

    start: int
    end: int
    title: tuple[int, int] | None
    after: int
    label: str = ""


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
    return _BLANK.sub(" ", label).strip(" ").casefold()


def read_label(text: str, position: int) -> tuple[str, int] | None:
    """
    Read a label in brackets, and return it and where it ends.

    >>> read_label("[the lake].", 0)
    ('the lake', 10)

    Args:
        text: The text of the block.
        position: Where the bracket has to stand.
    """
    match = _LABEL.match(text, position)
    return None if match is None else (match[1], match.end())


def read_target(text: str, position: int) -> Written | None:
    """
    Read what stands in the parentheses of a link, up to the last one.

    >>> read_target("[tea](/tea 'A pot').", 6)
    Written(start=6, end=10, title=(12, 17), after=19, label='')

    Args:
        text: The text of the block.
        position: Where the parentheses begin, behind the first one.
    """
    found = _read_destination(text, _skip_space(text, position))
    if found is None:
        return None
    start, stop, position = found
    title = None
    after = _skip_space(text, position)
    if after > position:
        match = _TITLE.match(text, after)
        if match is not None:
            title = match.span(match.lastindex or 0)
            after = _skip_space(text, match.end())
    if not text.startswith(")", after):
        return None
    return Written(start, stop, title, after + 1)


def read_definition(text: str, position: int) -> Written | None:
    r"""
    Read the definition of a label, with the end of its line.

    >>> read_definition("[Tea]: /tea\nand", 0)
    Written(start=7, end=11, title=None, after=12, label='tea')

    Args:
        text: The text of the paragraph.
        position: Where the definition has to begin.
    """
    match = _DEFINED.match(text, position)
    if match is None or not match[1].strip(" \t\n"):
        return None
    found = _read_destination(text, match.end())
    if found is None or (found[2] == found[0]):
        return None
    start, stop, position = found
    label = normalize_label(match[1])
    after = _skip_space(text, position)
    if after > position:
        match = _TITLE.match(text, after)
        ending = _LINE_END.match(text, match.end()) if match is not None else None
        if match is not None and ending is not None:
            title = match.span(match.lastindex or 0)
            return Written(start, stop, title, ending.end(), label)
    ending = _LINE_END.match(text, position)
    if ending is None:
        return None
    return Written(start, stop, None, ending.end(), label)


def _read_destination(text: str, position: int) -> tuple[int, int, int] | None:
    """Return where a target begins and ends, and where it does with its brackets."""
    match = _ANGLED.match(text, position)
    if match is not None:
        return match.start(1), match.end(1), match.end()
    if text.startswith("<", position):
        return None
    stop = _end_of_target(text, position)
    return None if stop < 0 else (position, stop, stop)


def _skip_space(text: str, position: int) -> int:
    """Return the position behind spaces and at most one line end."""
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _end_of_target(text: str, position: int) -> int:
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
