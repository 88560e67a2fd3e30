"""
From pieces and marks to text, regions and links.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from cwkit.markup._types import Link, Region, RegionKind
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["FILL", "is_word", "join_fills", "name_regions", "trim_links"]

FILL: Final = "\u200b"


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


def join_fills(pieces: list[str], doubtful: Sequence[int]) -> None:
    """
    Fill markup that stands inside a word, so that the word stays one token.

    >>> pieces = ["wo", "   ", "    ", "rd", "  ", "."]
    >>> join_fills(pieces, [1, 2, 4])
    >>> "".join(pieces).replace("\u200b", "~")
    'wo~~~~~~~rd  .'

    Args:
        pieces: The pieces of the text; changed in place.
        doubtful: Indexes of the blank pieces that may stand inside a word, ascending.
    """
    last = len(pieces) - 1
    size = len(doubtful)
    number = 0
    while number < size:
        first = stop = doubtful[number]
        number += 1
        while number < size and doubtful[number] == stop + 1:
            stop += 1
            number += 1
        if (
            first > 0
            and stop < last
            and is_word(pieces[first - 1][-1])
            and is_word(pieces[stop + 1][0])
        ):
            for index in range(first, stop + 1):
                pieces[index] = FILL * len(pieces[index])


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


def trim_links(text: str, links: Iterable[tuple[str, int, int]]) -> tuple[Link, ...]:
    """
    Narrow links to their visible words, where they have any.

    Args:
        text: The text as the reader sees it.
        links: Target, start and end of each link.
    """
    found: list[Link] = []
    for target, start, end in links:
        part = text[start:end]
        left = part.lstrip()
        if left:
            begin = end - len(left)
            found.append(Link(target, Span(begin, begin + len(left.rstrip()))))
        else:
            found.append(Link(target, Span(start, end)))
    return tuple(found)
