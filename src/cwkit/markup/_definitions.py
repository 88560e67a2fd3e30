"""
Markdown's link definitions at the beginning of a paragraph.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

from cwkit.markup._leaves import Leaf
from cwkit.markup._targets import read_definition, unescape
from cwkit.markup._types import RegionKind
from cwkit.text import Span

if TYPE_CHECKING:
    from cwkit.markup._targets import Target

__all__ = ["take_definitions"]

_END: Final = re.compile("\n")


def take_definitions(
    source: str, lines: list[tuple[int, int]], known: dict[str, Target]
) -> tuple[list[Leaf], list[tuple[int, int]]]:
    r"""
    Take the link definitions off the beginning of a paragraph.

    >>> known = {}
    >>> titles, lines = take_definitions("[a]: /b 'c'\nd", [(0, 11), (12, 13)], known)
    >>> known, lines
    ({'a': ('/b', Span(start=5, end=7))}, [(12, 13)])
    >>> [title.segments for title in titles]
    [[(9, 10)]]

    Args:
        source: The source.
        lines: Where the lines of the paragraph stand.
        known: Targets by label, to which the new ones are added; the first one counts.

    Returns:
        The titles of the new ones, and the lines that are left.
    """
    text = "\n".join(source[start:end] for start, end in lines)
    starts = [0]
    for start, end in lines:
        starts.append(starts[-1] + end - start + 1)

    def place(offset: int) -> int:
        number = bisect.bisect_right(starts, offset) - 1
        return lines[number][0] + offset - starts[number]

    position = 0
    titles: list[Leaf] = []
    while (found := read_definition(text, position)) is not None:
        position = found.after
        if found.label in known:
            continue
        # Targets never run over a line end, but titles do.
        target = unescape(text[found.start : found.end])
        known[found.label] = (target, Span(place(found.start), place(found.end)))
        if found.title is not None:
            title = Leaf(RegionKind.ALTERNATIVE, [], label=found.label)
            start, stop = found.title
            ends = [match.start() for match in _END.finditer(text, start, stop)]
            for end in (*ends, stop):
                title.segments.append((place(start), place(end)))
                start = end + 1
            titles.append(title)
    return titles, lines[bisect.bisect_left(starts, position) :]
