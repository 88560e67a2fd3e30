"""
Tables: patterns laid out for the scanner, as plain values that JSON can hold.

Choosing anchors takes longer than scanning a hundred pages, so it is done once, when
packs are compiled, and not when a program starts.
"""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from cwkit.packs import ANY_NUMBER, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Pairs", "Step", "Tables", "lay_out"]

_COMMON: Final = 1_000.0
"""How much more often the most frequent words stand than one nobody counted."""

_MANY: Final = 3
"""An anchor of so many patterns is looked up for their sake already."""

_SHARED: Final = 0.2
"""What a pattern more on such an anchor costs, against one on an anchor of its own."""


Pairs: TypeAlias = tuple[tuple[int, int], ...]
"""Gaps and sets, the nearest first."""

Step: TypeAlias = tuple[int, int, int, int, Pairs, Pairs]
"""Direction, distance, set, pattern, what stands beyond, and on the other side."""


@attrs.frozen
class Tables:
    """
    Patterns by their anchor words.

    Attributes:
        sets: The sets of words that items accept, each as sorted words with blanks
            between them.

        steps: For patterns of several words, seen from the anchor: the direction of
            its neighbour (1 after it, -1 before it), how many words away that may
            stand, its set and the number of the pattern; then, behind bars, what
            stands beyond the neighbour and what on the other side of the anchor, both
            as pairs of gap and set, the nearest first. They are texts, since a program
            has ten thousand of them, and a text in which hardly one is met should not
            wait for all to be read.

        anchors: For each anchor word the numbers of the patterns that are this word
            alone, and the numbers of the steps.
    """

    sets: Sequence[str]
    steps: Sequence[str]
    anchors: Mapping[str, Sequence[Sequence[int]]]

    def to_plain(self) -> list[Any]:
        """
        Return it as JSON can hold it.
        """
        return [self.sets, self.steps, self.anchors]

    def foreign(self) -> frozenset[str]:
        """
        Return the words that are not in ASCII.
        """
        # Few tables have any, which is told at once.
        if "".join(self.sets).isascii() and "".join(self.anchors).isascii():
            return frozenset()
        words = (*self.anchors, *" ".join(self.sets).split(" "))
        return frozenset(word for word in words if not word.isascii())

    def words(self, number: int) -> list[str]:
        """
        Return the words of a set.
        """
        return self.sets[number].split(" ")

    def step(self, number: int) -> Step:
        """
        Return a step.
        """
        head, onward, other = self.steps[number].split("|")
        side, most, words, pattern = map(int, head.split())
        return side, most, words, pattern, _pairs(onward), _pairs(other)


def lay_out(patterns: Sequence[Pattern], frequent: Sequence[str] = ()) -> Tables:
    """
    Hang every pattern on its rarest word.

    >>> from cwkit.packs import expand_form
    >>> list(lay_out(expand_form("the harvest"), ["the"]).anchors)
    ['harvest']

    Args:
        patterns: The patterns; the tables name them by number.
        frequent: Frequent words, the most frequent first; anchors avoid them.
    """
    weight = {word: _COMMON / (at + 3) for at, word in reversed([*enumerate(frequent)])}
    # A word that is looked up anyway costs little more with one more pattern on it, so
    # anchors are chosen twice: the second time many gather on those of the first.
    used = collections.Counter(
        word
        for pattern in patterns
        for word in pattern[_choose_anchor(pattern, weight, {})].words
    )
    sets: dict[str, int] = {}
    steps: list[str] = []
    anchors: dict[str, list[list[int]]] = {}

    def number_set(pattern: Pattern, at: int) -> int:
        return sets.setdefault(" ".join(sorted(pattern[at].words)), len(sets))

    for number, pattern in enumerate(patterns):
        at = _choose_anchor(pattern, weight, used)
        if len(pattern) > 1:
            # Seen from the anchor, a gap belongs to the word further out.
            after = [
                (pattern[k].gap, number_set(pattern, k))
                for k in range(at + 1, len(pattern))
            ]
            before = [
                (pattern[k + 1].gap, number_set(pattern, k))
                for k in reversed(range(at))
            ]
            direction, side, other = (1, after, before) if after else (-1, before, [])
            gap, neighbours = side[0]
            head = f"{direction} {gap + 1} {neighbours} {number}"
            steps.append(f"{head}|{_write(side[1:])}|{_write(other)}")
        for word in sorted(pattern[at].words):
            entry = anchors.setdefault(word, [[], []])
            if len(pattern) > 1:
                entry[1].append(len(steps) - 1)
            else:
                entry[0].append(number)
    return Tables(
        sets=list(sets),
        steps=steps,
        anchors=dict(sorted(anchors.items())),
    )


def _write(pairs: Iterable[tuple[int, int]]) -> str:
    """Write pairs as a step holds them."""
    return " ".join(f"{gap} {words}" for gap, words in pairs)


def _pairs(text: str) -> Pairs:
    """Read them again."""
    numbers = list(map(int, text.split()))
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _choose_anchor(
    pattern: Pattern, weight: Mapping[str, float], used: Mapping[str, int]
) -> int:
    """Return at which item of *pattern* the fewest words of a text are met."""

    def cost(at: int) -> tuple[bool, float, int]:
        # Numbers are everywhere. Of words that nobody counted, longer ones are rarer.
        words = sorted(pattern[at].words)
        expected = sum(
            weight.get(word, 1 / (1 + len(word)))
            * (_SHARED if used.get(word, 0) >= _MANY else 1)
            for word in words
        )
        return ANY_NUMBER in words, expected, at

    return min(range(len(pattern)), key=cost)
