"""
Content that is written as text inside XML: decoded, with a way back to the source.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

from cwkit.markup._assemble import FILL, TAIL, is_inside, is_word

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Inner"]

# The references that XML itself knows, and those by number. Others are what a document
# type declares; nothing is ever looked up or expanded, so they stand as they are.
_REFERENCE: Final = re.compile(
    r"&(?:(lt|gt|amp|quot|apos)|\#([0-9]{1,7})|\#x([0-9a-fA-F]{1,6}));"
)
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_HIGHEST: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)


class Inner:
    """
    The content of one element, decoded once.

    >>> inner = Inner("<a>Tea &lt; cake</a>", [(3, 16, True)])
    >>> inner.text, inner.place(5)
    ('Tea < cake', 11)

    Args:
        source: The source.
        segments: Where the content begins and ends, and whether references count in it.
    """

    def __init__(self, source: str, segments: Iterable[tuple[int, int, bool]]) -> None:
        self.start = self.end = -1
        pieces: list[str] = []
        # Where runs begin, here and in the source.
        self._inner: list[int] = []
        self._outer: list[int] = []
        # Where segments end, here and in the source.
        self._ends: dict[int, int] = {}
        size = 0
        for start, end, referring in segments:
            if self.start < 0:
                self.start = start
            self.end = end
            position = start
            for match in _REFERENCE.finditer(source, start, end) if referring else ():
                self._add(size, position)
                pieces += (source[position : match.start()], _decode(match))
                size += match.start() - position
                self._add(size, match.start())
                size += 1
                position = match.end()
            self._add(size, position)
            pieces.append(source[position:end])
            size += end - position
            self._ends.setdefault(size, end)
        self._add(size, self.end)
        self.text = "".join(pieces)

    def _add(self, inner: int, outer: int) -> None:
        """Begin a run; of two at one place, the later one counts."""
        if self._inner and self._inner[-1] == inner:
            self._outer[-1] = outer
        else:
            self._inner.append(inner)
            self._outer.append(outer)

    def place_end(self, offset: int) -> int:
        """
        Return where in the source what ends at an offset of the decoded text ends.

        It is not where the next segment begins: what stands between the two is not its.

        Args:
            offset: The offset.
        """
        return self._ends.get(offset, self.place(offset))

    def place(self, offset: int) -> int:
        """
        Return where in the source an offset of the decoded text stands.

        Args:
            offset: The offset; that of the end is where the content ends.
        """
        at = bisect.bisect_right(self._inner, offset) - 1
        return self._outer[at] + offset - self._inner[at]

    def expand(self, visible: str) -> str:
        """
        Return visible text as long as the content is in the source.

        Args:
            visible: What a reader sees of the decoded text, as long as it.
        """
        pieces: list[str] = [" " * (self._outer[0] - self.start)]
        for at in range(len(self._inner) - 1):
            first, stop = self._inner[at], self._inner[at + 1]
            part = visible[first:stop]
            pieces.append(part)
            spare = self._outer[at + 1] - self._outer[at] - len(part)
            if spare:
                following = visible[stop : stop + 1]
                if is_word(part[-1]):
                    rest = TAIL
                elif following and is_inside(part[-1]) and is_inside(following):
                    rest = FILL
                else:
                    rest = " "
                pieces.append(rest * spare)
        return "".join(pieces)


def _decode(match: re.Match[str]) -> str:
    """Return the character that a reference stands for."""
    if match[1]:
        return _NAMED[match[1]]
    code = int(match[2]) if match[2] else int(match[3], 16)
    if code > _HIGHEST or code in _SURROGATES or not code:
        return "\ufffd"
    return chr(code)
