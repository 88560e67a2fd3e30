"""
The matcher: which patterns stand in a row of words.

Patterns hang on anchor words, and what hangs on a word is unpacked when the word is
first met. Nearly all patterns are decided by the word right before or right after the
anchor, so that an anchor costs two look-ups, however many patterns hang on it.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from cwkit.detect.row import SENTINEL
from cwkit.packs import ANY_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cwkit.detect.tables import Pairs, Tables

__all__ = ["Match", "Matcher"]

_IS_NUMBER: Final = bytes.isdigit

Match: TypeAlias = tuple[int, int, int]
"""The index of the first word, of the last, and the number of the pattern."""


class _Place(NamedTuple):
    """What may stand at a place: gap before it, words, and whether any number fits."""

    gap: int
    words: frozenset[bytes]
    numbers: bool


_Side: TypeAlias = tuple[_Place, ...]
"""What stands on one side of an anchor, the nearest first."""

_Step: TypeAlias = tuple[int, int, _Side, _Side]
"""
A pattern seen from its anchor: how far away, in words, its neighbour may stand; its
number; what stands beyond the neighbour; what stands on the other side of the anchor.
"""


class _Wide(NamedTuple):
    """
    Patterns whose neighbour may stand further away, or may be any number.

    Attributes:
        step: 1 for after the anchor, -1 for before it.

        reach: How many neighbours to look at.

        by_word: The patterns by neighbour.

        by_number: The patterns whose neighbour may be any number.

        needed: The neighbours; one must stand there, unless a number does.
    """

    step: int
    reach: int
    by_word: dict[bytes, tuple[_Step, ...]]
    by_number: tuple[_Step, ...]
    needed: frozenset[bytes]


class _Group(NamedTuple):
    """
    Patterns with the same neighbour, by what else decides them.

    Attributes:
        pairs: The patterns that are the anchor and its neighbour.

        thirds: Where a third word stands, seen from the anchor, the words of which one
            has to stand there, and the patterns of which one of them is a part.

        rest: All others.
    """

    pairs: tuple[int, ...]
    thirds: tuple[tuple[int, frozenset[bytes], tuple[_Step, ...]], ...]
    rest: tuple[_Step, ...]


class _Near(dict[bytes, list[_Step]]):
    """
    Patterns by the word right after the anchor (side 1) or before it (side -1).

    They are grouped when that word is first met.
    """

    __slots__ = ("_groups", "_side")

    def __init__(self, side: int) -> None:
        self._side = side
        self._groups: dict[bytes, _Group] = {}

    def add(self, words: Iterable[bytes], step: _Step) -> None:
        """Add a pattern whose neighbour may be any of *words*."""
        for word in words:
            self.setdefault(word, []).append(step)

    def group(self, word: bytes) -> _Group:
        """Return the patterns whose neighbour is *word*."""
        group = self._groups.get(word)
        if group is None:
            group = self._groups[word] = _group(self[word], self._side)
        return group


def _group(steps: Iterable[_Step], side: int) -> _Group:
    """Group patterns by what else decides them."""
    pairs: list[int] = []
    thirds: dict[int, list[tuple[_Place, _Step]]] = {}
    rest: list[_Step] = []
    for step in steps:
        _, pattern, onward, other = step
        place = (onward or other or (None,))[0]
        if place is None:
            pairs.append(pattern)
        elif place.gap or place.numbers:
            rest.append(step)
        else:
            thirds.setdefault(2 * side if onward else -side, []).append((place, step))
    return _Group(
        tuple(pairs),
        tuple(
            (
                at,
                frozenset(word for place, _ in found for word in place.words),
                tuple(step for _, step in found),
            )
            for at, found in thirds.items()
        ),
        tuple(rest),
    )


_Anchor: TypeAlias = tuple[tuple[int, ...], _Near, _Near, tuple[_Wide, ...]]
"""
What hangs on a word: the patterns that are this word alone; those decided by the word
after it; those decided by the word before it; and all others.
"""


class _Anchors(dict[bytes, _Anchor]):
    """What hangs on words, unpacked when a word is first met."""

    __slots__ = ("_matcher",)

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    def __missing__(self, word: bytes) -> _Anchor:
        """Unpack what hangs on *word*."""
        anchor = self[word] = self._matcher.unpack(word)
        return anchor


class Matcher:
    """
    Find patterns in rows of words.

    >>> from cwkit.detect.tables import lay_out
    >>> from cwkit.packs import expand_form
    >>> matcher = Matcher(lay_out(expand_form("heavy ..1 rain")))
    >>> matcher.match([SENTINEL, b"heavy", b"summer", b"rain", SENTINEL])
    [(1, 3, 0)]

    Args:
        tables: The patterns.

    Attributes:
        known: The anchor words.
    """

    __slots__ = ("_anchors", "_names", "_sets", "_tables", "known")

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._names = {word.encode(): word for word in tables.anchors}
        self.known = frozenset(self._names)
        self._sets: dict[int, _Place] = {}
        self._anchors = _Anchors(self)

    def match(  # noqa: C901  # the hot path: a call costs more than what it would do
        self, words: Sequence[bytes], hits: Iterable[int] | None = None
    ) -> list[Match]:
        """
        Return a match of each pattern at each anchor, the shortest there is.

        Args:
            words: The folded words, and `SENTINEL` at both ends.
            hits: The numbers of the anchors; None to look for them.
        """
        if hits is None:
            hits = compress(range(len(words)), map(self.known.__contains__, words))
        found: list[Match] = []
        anchors = self._anchors
        for at in hits:
            singles, nexts, lasts, wide = anchors[words[at]]
            if singles:
                for pattern in singles:
                    found.append((at, at, pattern))  # noqa: PERF401  # the hot path
            # Most anchors stand among other words, which a look at both sides tells.
            if words[at + 1] in nexts:
                group = nexts.group(words[at + 1])
                for pattern in group.pairs:
                    found.append((at, at + 1, pattern))  # noqa: PERF401
                _follow_group(words, at, at + 1, group, found)
            if words[at - 1] in lasts:
                group = lasts.group(words[at - 1])
                for pattern in group.pairs:
                    found.append((at - 1, at, pattern))  # noqa: PERF401
                _follow_group(words, at, at - 1, group, found)
            for direction in wide:
                side, reach, _, by_number, needed = direction
                if side > 0:
                    near = words[at + 1 : at + reach + 1]
                else:
                    near = words[at - reach if at > reach else 0 : at]
                if not needed.isdisjoint(near) or (
                    by_number and any(map(_IS_NUMBER, near))
                ):
                    _look(words, at, near, direction, found)
        return found

    def unpack(self, word: bytes) -> _Anchor:
        """
        Return what hangs on an anchor.
        """
        tables = self._tables
        singles, numbers = tables.anchors[self._names[word]]
        near = {1: _Near(1), -1: _Near(-1)}
        wide: dict[int, list[tuple[_Place, _Step]]] = {1: [], -1: []}
        for number in numbers:
            side, most, words, pattern, onward, other = tables.step(number)
            step: _Step = (most, pattern, self._side(onward), self._side(other))
            neighbours = self._place(0, words)
            if most > 1 or neighbours.numbers:
                wide[side].append((neighbours, step))
            else:
                near[side].add(neighbours.words, step)
        sides = [_widen(side, pairs) for side, pairs in wide.items() if pairs]
        return (
            tuple(singles),
            near[1],
            near[-1],
            tuple(sides),
        )

    def _side(self, pairs: Pairs) -> _Side:
        """Unpack what stands on one side of an anchor."""
        return tuple(self._place(gap, number) for gap, number in pairs)

    def _place(self, gap: int, number: int) -> _Place:
        """Unpack a set of words; equal sets are shared."""
        place = self._sets.get(number)
        if place is None:
            words = self._tables.words(number)
            place = self._sets[number] = _Place(
                0,
                frozenset(word.encode() for word in words if word != ANY_NUMBER),
                ANY_NUMBER in words,
            )
        return place._replace(gap=gap) if gap else place


def _widen(side: int, pairs: Sequence[tuple[_Place, _Step]]) -> _Wide:
    """Return patterns by their neighbours."""
    by_word: dict[bytes, list[_Step]] = {}
    for place, step in pairs:
        for word in place.words:
            by_word.setdefault(word, []).append(step)
    return _Wide(
        side,
        max(step[0] for _, step in pairs),
        {word: tuple(steps) for word, steps in by_word.items()},
        tuple(step for place, step in pairs if place.numbers),
        frozenset(by_word),
    )


def _follow_group(
    words: Sequence[bytes], at: int, near: int, group: _Group, found: list[Match]
) -> None:
    """Add the longer patterns of an anchor and a neighbour that stand there."""
    for third, needed, steps in group.thirds:
        if words[at + third] in needed:
            for step in steps:
                match = _follow(words, at, near, step)
                if match is not None:
                    found.append(match)
    for step in group.rest:
        match = _follow(words, at, near, step)
        if match is not None:
            found.append(match)


def _look(
    words: Sequence[bytes],
    at: int,
    near: Sequence[bytes],
    direction: _Wide,
    found: list[Match],
) -> None:
    """Look at the neighbours of an anchor on one side, *near*, the nearest first."""
    side, _, by_word, by_number, _ = direction
    done: set[int] = set()
    for away, word in enumerate(near if side > 0 else reversed(near), 1):
        steps = by_word.get(word, ())
        if by_number and word.isdigit():
            steps += by_number
        for step in steps:
            if away <= step[0] and step[1] not in done:
                match = _follow(words, at, at + side * away, step)
                if match is not None:
                    done.add(step[1])
                    found.append(match)


def _follow(words: Sequence[bytes], at: int, near: int, step: _Step) -> Match | None:
    """Return the pattern with its neighbour *near*, if all that is left of it fits."""
    _, pattern, onward, other = step
    side = 1 if near > at else -1
    outer, inner = near, at
    if onward:
        outer = _reach(words, outer, side, onward)
        if outer < 0:
            return None
    if other:
        inner = _reach(words, at, -side, other)
        if inner < 0:
            return None
    return (inner, outer, pattern) if side > 0 else (outer, inner, pattern)


def _reach(words: Sequence[bytes], at: int, step: int, side: _Side) -> int:
    """
    Walk from word *at* along *side*; return the last word that fits, or -1.

    The nearest fitting word is tried first, so that a match is as short as can be.
    """
    gap, accepted, numbers = side[0]
    rest = side[1:]
    for _ in range(gap + 1):
        at += step
        word = words[at]
        if word == SENTINEL:
            return -1
        if word in accepted or (numbers and word.isdigit()):
            if not rest:
                return at
            last = _reach(words, at, step, rest)
            if last >= 0:
                return last
    return -1
