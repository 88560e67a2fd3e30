"""
Surroundings: the words around a place, and what they tell of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from cwkit.detect.matcher import Matcher
from cwkit.detect.row import SENTINEL
from cwkit.detect.values import Modality, Reason

if TYPE_CHECKING:
    from cwkit.detect.program import Program
    from cwkit.detect.row import Row
    from cwkit.detect.tables import Tables

__all__ = ["Place", "Surroundings"]

_ABSENT: Final = "absent"
"""The name of the cue for what did not happen."""

_ABSENT_WORDS: Final = 1
"""How many words may stand between "no" and what there is none of."""

_ABSENT_REACH: Final = 5
"""How many words before a finding tell that there is none of it."""

_CUE_REACH: Final = 6
"""How far before a finding a word tells that it is alleged or denied."""

_SURE: Final = 2
"""The sureness of words that are sure alone."""

_MODALITIES: Final = (Modality.DENIED, Modality.ALLEGED)


Place: TypeAlias = tuple[int, int, int, int]
"""
Where something stands in a row: in code points of the block, its start and end, and the
numbers of its first and last word.
"""


class _Plan(NamedTuple):
    """
    What a rule wants to know of the words around it.

    Attributes:
        any: The words of which one has to stand there for anything to be known.

        blocks: The words that rule it out, alone.

        requires: The words that confirm it, alone.

        several: The anchors of patterns of several words that do either.

        wanted: The numbers of these patterns.

        blocking: The numbers of those that rule it out.

        within: How many words to each side are looked at.

        needed: Whether it has to be confirmed.

        alone: What decides if nothing around it does.
    """

    any: frozenset[bytes]
    blocks: frozenset[bytes]
    requires: frozenset[bytes]
    several: frozenset[bytes]
    wanted: frozenset[int]
    blocking: frozenset[int]
    within: int
    needed: bool
    alone: Reason


class Surroundings:
    """
    Look around places in texts.

    Nearly always the words around a place say nothing, which one look at them tells;
    only where they may, it is made out whether a paragraph parts them from it.

    Args:
        program: The contexts and cues to look for.
    """

    __slots__ = (
        "_absent",
        "_cue_names",
        "_cues",
        "_plans",
        "_program",
        "_said",
        "_several",
        "_several_by_pattern",
        "_signs",
        "_single",
    )

    def __init__(self, program: Program) -> None:
        self._program = program
        self._several = Matcher(program.contexts)
        self._single, self._several_by_pattern = _part(program.contexts)
        self._plans: dict[int, _Plan] = {}
        self._cues = Matcher(program.cues)
        self._cue_names = program.cue_names
        absent: set[bytes] = set()
        said: set[bytes] = set()
        single, several = _part(program.cues)
        for pattern, name in enumerate(program.cue_names):
            words = single.get(pattern, set()) | several.get(pattern, set())
            (absent if name == _ABSENT else said).update(words)
        self._absent = frozenset(absent)
        self._said = frozenset(said)
        self._signs = self._absent | self._said

    def judge(
        self, row: Row, place: Place, number: int
    ) -> tuple[Reason, Modality | None]:
        """
        Decide what the words around a place decide about a rule's words there.

        Args:
            row: The words.
            place: The place.
            number: The number of the rule.

        Returns:
            The reason, and how it is said; None for that if it did not happen or the
            words mean something else.
        """
        start, end, first, _ = place
        words = row.words
        hinted = not self._signs.isdisjoint(
            words[first - _CUE_REACH if first > _CUE_REACH else 0 : first]
        )
        if hinted and self._is_absent(row, start, first):
            return Reason.ABSENT, None
        plan = self._plans.get(number) or self._plan(number)
        reason = plan.alone
        if plan.any:
            told = self._weigh_around(row, place, plan)
            if told is False:
                return Reason.BLOCKED, None
            if plan.needed:
                reason = Reason.CONFIRMED if told else Reason.UNCONFIRMED
        if hinted:
            modality = self._find_cue(row, start, first)
            if modality is not None:
                return reason, modality
        quoted = row.is_quoted(start, end)
        return reason, Modality.QUOTED if quoted else Modality.ASSERTED

    def modality(self, row: Row, place: Place) -> Modality:
        """
        Return how what stands at a place is said.
        """
        start, end, first, _ = place
        modality = self._find_cue(row, start, first)
        if modality is not None:
            return modality
        return Modality.QUOTED if row.is_quoted(start, end) else Modality.ASSERTED

    def _weigh_around(self, row: Row, place: Place, plan: _Plan) -> bool | None:
        """Say whether the words around a place confirm a rule, or rule it out."""
        within, hints, words = plan.within, plan.any, row.words
        start, end, first, last = place
        confirmed: bool | None = None
        if not hints.isdisjoint(words[first - within if first > within else 0 : first]):
            # Something may stand there: look again, up to the end of the paragraph.
            low = row.before(first, within, start)
            confirmed = self._weigh(row, plan, low, first)
        if confirmed is not False and not hints.isdisjoint(
            words[last + 1 : last + within + 1]
        ):
            high = row.after(last, within, end)
            told = self._weigh(row, plan, last + 1, high)
            confirmed = confirmed if told is None else told
        return confirmed

    def _weigh(self, row: Row, plan: _Plan, low: int, high: int) -> bool | None:
        """Say what the words from *low* to *high* tell of a rule."""
        words = row.words[low:high]
        if not plan.blocks.isdisjoint(words):
            return False
        confirmed = not plan.requires.isdisjoint(words)
        if not plan.several.isdisjoint(words):
            framed = [SENTINEL, *words, SENTINEL]
            for first, last, pattern in self._several.match(framed):
                if (
                    pattern in plan.wanted
                    and row.fit(low + first - 1, low + last - 1) is not None
                ):
                    if pattern in plan.blocking:
                        return False
                    confirmed = True
        return confirmed or None

    def _is_absent(self, row: Row, start: int, first: int) -> bool:
        """Say whether the words before a place tell that something did not happen."""
        low = first - _ABSENT_REACH if first > _ABSENT_REACH else 0
        if self._absent.isdisjoint(row.words[low:first]):
            return False
        low = row.before(first, _ABSENT_REACH, start)
        words = [SENTINEL, *row.words[low:first], SENTINEL]
        return any(
            self._cue_names[pattern] == _ABSENT
            and first - low - last <= _ABSENT_WORDS
            and row.fit(low + last - 1, first) is not None
            for _, last, pattern in self._cues.match(words)
        )

    def _find_cue(self, row: Row, start: int, first: int) -> Modality | None:
        """Return how the words before a place say it, if they tell."""
        low = first - _CUE_REACH if first > _CUE_REACH else 0
        if self._said.isdisjoint(row.words[low:first]):
            return None
        low = row.before(first, _CUE_REACH, start)
        words = [SENTINEL, *row.words[low:first], SENTINEL]
        names = {self._cue_names[cue] for _, _, cue in self._cues.match(words)}
        for modality in _MODALITIES:
            if modality.value in names:
                return modality
        return None

    def _plan(self, number: int) -> _Plan:
        """Work out what a rule wants to know."""
        rule = self._program.rules[number]
        requires = self._program.requires[number]
        blocks = self._program.blocks[number]
        single, several = self._single, self._several_by_pattern
        wanted = frozenset(p for p in requires | blocks if p in several)
        blocking = frozenset(w for p in blocks for w in single.get(p, ()))
        confirming = frozenset(w for p in requires for w in single.get(p, ()))
        anchors = frozenset(w for p in wanted for w in several[p])
        plan = self._plans[number] = _Plan(
            any=blocking | confirming | anchors,
            blocks=blocking,
            requires=confirming,
            several=anchors,
            wanted=wanted,
            blocking=blocks,
            within=rule.within,
            needed=bool(requires),
            alone=Reason.SURE if rule.sureness >= _SURE else Reason.PLAIN,
        )
        return plan


def _part(
    tables: Tables,
) -> tuple[dict[int, set[bytes]], dict[int, set[bytes]]]:
    """Return the words of patterns of one word, and the anchors of all others."""
    single: dict[int, set[bytes]] = {}
    several: dict[int, set[bytes]] = {}
    for name, (patterns, steps) in tables.anchors.items():
        word = name.encode("ascii", "replace")
        for pattern in patterns:
            single.setdefault(pattern, set()).add(word)
        for step in steps:
            several.setdefault(tables.step(step)[3], set()).add(word)
    return single, several
