"""
The matcher: which patterns stand in a row of words.

Patterns hang on anchor words, and what hangs on a word is unpacked when the word is
first met. A neighbour of the anchor decides whether a pattern is looked at further, so
that a common anchor with a hundred patterns costs a look-up or two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from cwkit.packs import ANY_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cwkit.detect.tables import Tables

__all__ = ["Match", "Matcher"]

_NUMBER: Final = ANY_NUMBER.encode("ascii")


class Match(NamedTuple):
    """
    A pattern that stands in a row of words.

    Attributes:
        first: The index of its first word.

        last: The index of its last word.

        pattern: The number of the pattern.
    """

    first: int
    last: int
    pattern: int


class _Place(NamedTuple):
    """What may stand at a place: gap before it, words, and whether any number fits."""

    gap: int
    words: frozenset[bytes]
    numbers: bool


_Side: TypeAlias = tuple[_Place, ...]
"""What stands on one side of an anchor, the nearest first."""


class _Step(NamedTuple):
    """
    A pattern seen from its anchor.

    Attributes:
        most: How far from the anchor, in words, the neighbour may stand.

        pattern: The number of the pattern.

        onward: What stands beyond the neighbour.

        other: What stands on the other side of the anchor.
    """

    most: int
    pattern: int
    onward: _Side
    other: _Side


class _Direction(NamedTuple):
    """
    The patterns of an anchor whose neighbour stands to one side of it.

    Attributes:
        step: 1 for after the anchor, -1 for before it.

        reach: How many neighbours to look at.

        by_word: The patterns by neighbour.

        by_number: The patterns whose neighbour may be any number.
    """

    step: int
    reach: int
    by_word: dict[bytes, tuple[_Step, ...]]
    by_number: tuple[_Step, ...]


_Anchor: TypeAlias = tuple[tuple[int, ...], tuple[_Direction, ...]]
"""What hangs on a word: patterns that are this word alone, and all others."""


class Matcher:
    """
    Find patterns in rows of words.

    >>> from cwkit.detect.tables import lay_out
    >>> from cwkit.packs import expand_form
    >>> matcher = Matcher(lay_out(expand_form("heavy ..1 rain")))
    >>> matcher.match([b"a", b"heavy", b"summer", b"rain"])
    [Match(first=1, last=3, pattern=0)]

    Args:
        tables: The patterns.
    """

    __slots__ = ("_anchors", "_sets", "_tables", "known")

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.known = {word.encode("ascii", "replace"): word for word in tables.anchors}
        self._sets: dict[int, _Place] = {}
        self._anchors: dict[bytes, _Anchor] = {}

    def match(
        self, words: Sequence[bytes], hits: Iterable[int] | None = None
    ) -> list[Match]:
        """
        Return a match of each pattern at each anchor, the shortest there is.

        Args:
            words: The folded words, none of them empty.
            hits: The indices of the words in ``known``; None to look for them.
        """
        if hits is None:
            known = self.known
            hits = [at for at, word in enumerate(words) if word in known]
        found: list[Match] = []
        anchors = self._anchors
        for at in hits:
            word = words[at]
            singles, directions = anchors.get(word) or self._unpack(word)
            for pattern in singles:
                found.append(Match(at, at, pattern))  # noqa: PERF401  # the hot path
            for direction in directions:
                self._look(words, at, direction, found)
        return found

    def _look(
        self, words: Sequence[bytes], at: int, direction: _Direction, found: list[Match]
    ) -> None:
        """Look at the neighbours of an anchor, the nearest first."""
        step, reach, by_word, by_number = direction
        if step > 0:
            near = range(at + 1, min(at + reach + 1, len(words)))
        else:
            near = range(at - 1, max(at - reach - 1, -1), -1)
        done: set[int] | None = None
        for neighbour in near:
            word = words[neighbour]
            steps = by_word.get(word)
            if by_number and word.isdigit():
                steps = (steps or ()) + by_number
            if steps is None:
                continue
            distance = abs(neighbour - at)
            for most, pattern, onward, other in steps:
                if distance > most or (done is not None and pattern in done):
                    continue
                outer = _reach(words, neighbour, step, onward) if onward else neighbour
                if outer < 0:
                    continue
                inner = _reach(words, at, -step, other) if other else at
                if inner < 0:
                    continue
                done = done or set()
                done.add(pattern)
                first, last = (inner, outer) if step > 0 else (outer, inner)
                found.append(Match(first, last, pattern))

    def _unpack(self, word: bytes) -> _Anchor:
        """Unpack what hangs on *word*, and keep it."""
        singles, numbers = self._tables.anchors[self.known[word]]
        by_word: dict[int, dict[bytes, list[_Step]]] = {}
        by_number: dict[int, list[_Step]] = {}
        reach: dict[int, int] = {}
        for number in numbers:
            side, most, near, pattern, onward, other = self._tables.steps[number]
            step = _Step(most, pattern, self._side(onward), self._side(other))
            neighbours = self._place(0, near)
            table = by_word.setdefault(side, {})
            for neighbour in neighbours.words:
                table.setdefault(neighbour, []).append(step)
            if neighbours.numbers:
                by_number.setdefault(side, []).append(step)
            reach[side] = max(most, reach.get(side, 0))
        anchor = self._anchors[word] = (
            tuple(singles),
            tuple(
                _Direction(
                    side,
                    reach[side],
                    {word: tuple(steps) for word, steps in table.items()},
                    tuple(by_number.get(side, ())),
                )
                for side, table in sorted(by_word.items())
            ),
        )
        return anchor

    def _side(self, pairs: Sequence[Sequence[int]]) -> _Side:
        """Unpack what stands on one side of an anchor."""
        return tuple(self._place(gap, number) for gap, number in pairs)

    def _place(self, gap: int, number: int) -> _Place:
        """Unpack a set of words; equal sets are shared."""
        place = self._sets.get(number)
        if place is None:
            words = self._tables.sets[number]
            place = self._sets[number] = _Place(
                0,
                frozenset(
                    word.encode("ascii", "replace")
                    for word in words
                    if word != ANY_NUMBER
                ),
                ANY_NUMBER in words,
            )
        return place._replace(gap=gap) if gap else place


def _reach(words: Sequence[bytes], at: int, step: int, side: _Side) -> int:
    """
    Walk from word *at* along *side*; return the last word that fits, or -1.

    The nearest fitting word is tried first, so that a match is as short as can be.
    """
    gap, accepted, numbers = side[0]
    rest = side[1:]
    for _ in range(gap + 1):
        at += step
        if not 0 <= at < len(words):
            return -1
        word = words[at]
        if word in accepted or (numbers and word.isdigit()):
            if not rest:
                return at
            last = _reach(words, at, step, rest)
            if last >= 0:
                return last
    return -1
