"""
Markdown emphasis: which runs of marks enclose words, and which are mere characters.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Emphasis"]


@attrs.define
class _Run:
    """A run of emphasis marks."""

    character: str
    start: int
    end: int
    opens: bool
    closes: bool
    size: int  # how long it was before parts of it were used


class Emphasis:
    """
    The runs of emphasis marks in one block.

    >>> emphasis, text = Emphasis(), "*tea* and *cake"
    >>> [emphasis.read(text, start) for start in (0, 4, 10)]
    [1, 5, 11]
    >>> list(emphasis.pair(0))
    [(0, 1), (4, 5)]
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def __len__(self) -> int:
        return len(self._runs)

    def read(self, text: str, start: int) -> int:
        """
        Read a run, and return its end.

        Args:
            text: The text of the block.
            start: Where the run begins.
        """
        mark = text[start]
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

    def pair(self, bottom: int) -> Iterator[tuple[int, int]]:
        """
        Find the emphasis among the runs above *bottom*, and forget them.

        Args:
            bottom: How many runs precede what is looked at.

        Yields:
            Where marks that enclose emphasis begin and end.
        """
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
                yield opener.end - size, opener.end
                yield closer.start, closer.start + size
                opener.end -= size
                closer.start += size
                if opener.end == opener.start:
                    opened.pop()
            if closer.opens and closer.end > closer.start:
                opened.append(index)
        del runs[bottom:]


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
