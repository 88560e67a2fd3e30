"""
From pieces and marks to text, regions and links.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from cwkit.markup._types import Comment, Heading, Link, Region, RegionKind
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "FILL",
    "TAIL",
    "is_inside",
    "is_word",
    "join_words",
    "name_headings",
    "name_links",
    "name_regions",
    "read_comments",
    "replace_characters",
    "trim",
]

# Next to most tags there is a blank, and asking a set is faster than `is_word`.
_BLANKS: Final = frozenset(" \n")

FILL: Final = "\u200b"
"""Stands for markup inside a word."""

TAIL: Final = "\u2060"
"""Stands for the rest of a reference, and belongs to the letter before it."""

_SIGNS: Final = frozenset("*_#@$!+|~-\u2022\xb7\xd7")
"""Signs that may stand for a letter: markup next to one may stand in a word."""

# "<!-->" and "<!--->" are whole comments, too.
_COMMENT_END: Final = re.compile("(?:--!?|-?)>\\Z")


def is_word(character: str) -> bool:
    """
    Say whether a character belongs to a word.

    >>> [is_word(character) for character in "a1_\u0301\u00ad-"]
    [True, True, True, True, True, False]
    """
    return (
        character.isalnum()
        or character in {"_", FILL}
        # Marks change a letter, and format characters (a soft hyphen) are not seen.
        or unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}
    )


def is_inside(character: str) -> bool:
    """
    Say whether a character belongs to a word, or may stand for a letter of one.

    >>> [is_inside(character) for character in "a*."]
    [True, True, False]
    """
    return character in _SIGNS or is_word(character)


def join_words(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """
    Fill markup that stands inside a word, so that the word stays one token.

    >>> text = join_words("wo       rd  .", [(2, 5), (5, 9), (11, 13)])
    >>> text.replace("\u200b", "~")
    'wo~~~~~~~rd  .'

    Args:
        text: The text as the reader sees it, markup being blank.
        stretches: Where markup that may stand inside a word begins and ends, in order.
    """
    pieces: list[str] = []
    position = start = end = 0
    size = len(text)
    for first, stop in (*stretches, (size, size)):
        if first == end:
            end = stop
            continue
        if (
            start
            and end < size
            and text[start - 1] not in _BLANKS
            and text[end] not in _BLANKS
            and is_inside(text[start - 1])
            and is_inside(text[end])
        ):
            pieces += (text[position:start], FILL * (end - start))
            position = end
        start, end = first, stop
    pieces.append(text[position:])
    return "".join(pieces)


def replace_characters(text: str, offsets: Iterable[int], others: str) -> str:
    """
    Put other characters at some offsets.

    >>> replace_characters("a<b>", [1, 3], "[]")
    'a[b]'

    Args:
        text: The text.
        offsets: Where, in order.
        others: What to put there, as many characters.
    """
    pieces: list[str] = []
    position = 0
    for offset, other in zip(offsets, others, strict=True):
        pieces += (text[position:offset], other)
        position = offset + 1
    pieces.append(text[position:])
    return "".join(pieces)


def name_regions(
    source: str,
    text: str,
    marks: Iterable[tuple[int, RegionKind, int]],
) -> tuple[Region, ...]:
    """
    Turn marks into regions without white space at their ends.

    Args:
        source: The source.
        text: The text as the reader sees it.
        marks: Where something begins, what it is, and the level of a heading.
    """
    regions: list[Region] = []
    add = regions.append
    code = RegionKind.CODE
    position, kind, level = 0, RegionKind.PARAGRAPH, 0
    for mark in (*marks, (len(text), RegionKind.PARAGRAPH, 0)):
        # Code is blank in the text, so its extent is read from the source.
        part = (source if kind is code else text)[position : mark[0]]
        left = part.lstrip()
        if left:
            start = mark[0] - len(left)
            add(Region(kind, Span(start, start + len(left.rstrip())), level))
        position, kind, level = mark
    return tuple(regions)


def name_links(
    text: str, links: Iterable[tuple[str, Span, int, int]]
) -> tuple[Link, ...]:
    """
    Narrow links to their visible words, where they have any.

    Args:
        text: The text as the reader sees it.
        links: Target, where the target stands, start and end of each link.
    """
    found = [
        Link(target, trim(text, start, end) or Span(start, end), place)
        for target, place, start, end in links
    ]
    # A bare address may stand in the words of another link, before what they show.
    return tuple(sorted(found, key=_place_of))


def _place_of(link: Link) -> Span:
    """Return the key that sorts links."""
    return link.span


def name_headings(
    text: str, headings: Iterable[tuple[int, int, int]], regions: Sequence[Region]
) -> tuple[Heading, ...]:
    """
    Narrow headings to their visible words, and leave out those that are something else.

    Args:
        text: The text as the reader sees it.
        headings: Level, start and end of each heading.
        regions: The regions; a heading in furniture has none of its own.
    """
    starts = [r.span.start for r in regions if r.kind is RegionKind.HEADING]
    found: list[Heading] = []
    position = 0
    for level, start, end in sorted(headings, key=_start_of):
        # Of headings inside each other, the outermost is one to the reader.
        if start < position:
            continue
        position = end
        at = bisect.bisect_left(starts, start)
        if at < len(starts) and starts[at] < end:
            span = trim(text, start, end)
            found.append(Heading(level, span or Span(start, end)))
    return tuple(found)


def read_comments(
    source: str, comments: Iterable[tuple[int, int]]
) -> tuple[Comment, ...]:
    """
    Read comments as HTML and XML have them.

    >>> read_comments("a<!-- tea -->", [(1, 13)])
    (Comment(text='tea', span=Span(start=1, end=13)),)

    Args:
        source: The source.
        comments: Where they begin and end.
    """
    return tuple(
        Comment(
            _COMMENT_END.sub("", source[start + len("<!--") : end]).strip(),
            Span(start, end),
        )
        for start, end in comments
    )


def _start_of(heading: tuple[int, int, int]) -> int:
    """Return the key that sorts headings."""
    return heading[1]


def trim(text: str, start: int, end: int) -> Span | None:
    """
    Return a stretch without white space at its ends, or None if it is blank.

    >>> trim("a  tea ", 1, 7)
    Span(start=3, end=6)

    Args:
        text: The text.
        start: Where the stretch begins.
        end: Where it ends.
    """
    left = text[start:end].lstrip()
    begin = end - len(left)
    return Span(begin, begin + len(left.rstrip())) if left else None
