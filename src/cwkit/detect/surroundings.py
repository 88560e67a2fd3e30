"""
Surroundings: the words around a place, and what they tell of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.detect.matcher import Matcher
from cwkit.detect.row import SENTINEL
from cwkit.detect.values import Modality

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.detect.program import Program
    from cwkit.detect.row import Row
    from cwkit.detect.tables import Tables

__all__ = ["Surroundings"]

_ABSENT: Final = "absent"
"""The name of the cue for what did not happen."""

_ABSENT_WORDS: Final = 1
"""How many words may stand between "no" and what there is none of."""

_ABSENT_REACH: Final = 5
"""How many words before a finding tell that there is none of it."""

_CUE_REACH: Final = 6
"""How far before a finding a word tells that it is alleged or denied."""

_MODALITIES: Final = (Modality.DENIED, Modality.ALLEGED)


class Surroundings:
    """
    Look around places in texts.

    Nearly always the words around a place say nothing, which one look at them tells;
    only where they may, it is made out which patterns stand there, and whether a
    paragraph parts them from it.

    Args:
        program: The contexts and cues to look for.
    """

    __slots__ = (
        "_absent",
        "_anchors",
        "_contexts",
        "_cue_names",
        "_cues",
        "_hints",
        "_said",
        "_wanted",
    )

    def __init__(self, program: Program) -> None:
        self._contexts = Matcher(program.contexts)
        self._anchors = _anchors_by_pattern(program.contexts)
        self._cues = Matcher(program.cues)
        self._cue_names = program.cue_names
        by_cue = _anchors_by_pattern(program.cues)
        absent: set[bytes] = set()
        said: set[bytes] = set()
        for pattern, name in enumerate(program.cue_names):
            (absent if name == _ABSENT else said).update(by_cue[pattern])
        self._absent = frozenset(absent)
        self._said = frozenset(said)
        # The anchors of what confirms or rules out a rule, by its number.
        self._hints: dict[int, frozenset[bytes]] = {}
        self._wanted = tuple(
            requires | blocks
            for requires, blocks in zip(program.requires, program.blocks, strict=True)
        )

    def contexts(
        self, row: Row, first: int, last: int, *, rule: int, within: int
    ) -> frozenset[int]:
        """
        Return the numbers of the context patterns that stand near.

        Args:
            row: The words.
            first: The number of the first word of the place.
            last: The number of its last.
            rule: The number of the rule that asks.
            within: How many words count as near, to each side.
        """
        hints = self._hints.get(rule)
        if hints is None:
            hints = self._hints[rule] = frozenset().union(
                *(self._anchors[pattern] for pattern in self._wanted[rule])
            )
        found: set[int] = set()
        words = row.words
        if not hints.isdisjoint(_before(words, first, within)):
            found.update(self._match(row, row.words_before(first, within)))
        if not hints.isdisjoint(_after(words, last, within)):
            found.update(self._match(row, row.words_after(last, within)))
        return self._wanted[rule] & found if found else _NONE

    def is_absent(self, row: Row, first: int) -> bool:
        """
        Say whether the words before word *first* tell that something did not happen.
        """
        if self._absent.isdisjoint(_before(row.words, first, _ABSENT_REACH)):
            return False
        near = row.words_before(first, _ABSENT_REACH)
        words = [SENTINEL, *(row.words[at] for at in near), SENTINEL]
        return any(
            self._cue_names[pattern] == _ABSENT
            and len(near) - last <= _ABSENT_WORDS
            and not row.is_parted(*row.locate(near[last - 1], first))
            for _, last, pattern in self._cues.match(words)
        )

    def modality(self, row: Row, first: int) -> Modality:
        """
        Return how what word *first* begins is said.
        """
        if self._said.isdisjoint(_before(row.words, first, _CUE_REACH)):
            return Modality.ASSERTED
        near = row.words_before(first, _CUE_REACH)
        words = [SENTINEL, *(row.words[at] for at in near), SENTINEL]
        names = {self._cue_names[pattern] for _, _, pattern in self._cues.match(words)}
        return next((m for m in _MODALITIES if m.value in names), Modality.ASSERTED)

    def _match(self, row: Row, near: list[int]) -> Iterable[int]:
        """Return the context patterns in words; no sentence ends inside of one."""
        words = [SENTINEL, *(row.words[at] for at in near), SENTINEL]
        for first, last, pattern in self._contexts.match(words):
            if first == last or not row.is_parted(
                *row.locate(near[first - 1], near[last - 1])
            ):
                yield pattern


_NONE: Final[frozenset[int]] = frozenset()


def _anchors_by_pattern(tables: Tables) -> dict[int, set[bytes]]:
    """Return for each pattern the words that it hangs on."""
    anchors: dict[int, set[bytes]] = {}
    for name, (singles, steps) in tables.anchors.items():
        word = name.encode("ascii", "replace")
        for pattern in (*singles, *(tables.steps[step][3] for step in steps)):
            anchors.setdefault(pattern, set()).add(word)
    return anchors


def _before(words: list[bytes], at: int, count: int) -> list[bytes]:
    """Return at least the last *count* words before one, across all that parts them."""
    near = words[max(0, at - count) : at]
    while len(near) - near.count(b"") < count and at > len(near):
        near = words[max(0, at - 2 * len(near) - 1) : at]
    return near


def _after(words: list[bytes], at: int, count: int) -> list[bytes]:
    """Return at least the first *count* words after one, across all that parts them."""
    near = words[at + 1 : at + count + 1]
    while len(near) - near.count(b"") < count and at + len(near) + 1 < len(words):
        near = words[at + 1 : at + 2 * len(near) + 2]
    return near
