"""
Surroundings: the words around a place, and what they tell of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from cwkit.detect.matcher import Matcher
from cwkit.detect.row import SENTINEL
from cwkit.detect.values import Modality, Reason
from cwkit.packs import SURE

if TYPE_CHECKING:
    from collections.abc import Iterator

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

_AFTER_REACH: Final = 3
"""How far behind a finding a word tells that."""

_TURN: Final = "turn"
"""The name of the cue behind which others no longer hold, as in "denies … but"."""

_INSIDE: Final = "_inside"
_AFTER: Final = "_after"

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
        "_after",
        "_before",
        "_cue_names",
        "_cues",
        "_plans",
        "_program",
        "_several",
        "_several_by_pattern",
        "_single",
    )

    def __init__(self, program: Program) -> None:
        self._program = program
        self._several = Matcher(program.contexts)
        self._single, self._several_by_pattern = _part(program.contexts)
        self._plans: dict[int, _Plan] = {}
        self._cues = Matcher(program.cues)
        self._cue_names = program.cue_names
        by_name: dict[str, set[bytes]] = {}
        single, several = _part(program.cues)
        for pattern, name in enumerate(program.cue_names):
            words = single.get(pattern, set()) | several.get(pattern, set())
            by_name.setdefault(name, set()).update(words)
        by_name.pop(_TURN, None)
        self._absent = frozenset(by_name.get(_ABSENT, ()))
        self._after = frozenset(
            word
            for name, words in by_name.items()
            if name.endswith(_AFTER)
            for word in words
        )
        self._before = frozenset(
            word
            for name, words in by_name.items()
            if not name.endswith(_AFTER)
            for word in words
        )

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
        start, end, first, last = place
        low = first - _CUE_REACH if first > _CUE_REACH else 0
        words = row.words
        before = not self._before.isdisjoint(words[low : last + 1])
        if before and self._find_absent(row, place) is not None:
            return Reason.ABSENT, None
        plan = self._plans.get(number) or self._plan(number)
        reason = plan.alone
        if plan.any:
            told = self._weigh_around(row, place, plan)
            if told is False:
                return Reason.BLOCKED, None
            if plan.needed:
                reason = Reason.CONFIRMED if told else Reason.UNCONFIRMED
        if before or not self._after.isdisjoint(
            words[last + 1 : last + _AFTER_REACH + 1]
        ):
            return reason, self.modality(row, place)
        quoted = row.is_quoted(start, end)
        return reason, Modality.QUOTED if quoted else Modality.ASSERTED

    def tell_why(
        self, row: Row, place: Place, number: int, reason: Reason
    ) -> str | None:
        """
        Return the words that decided about a rule's words at a place, folded.

        Args:
            row: The words.
            place: The place.
            number: The number of the rule.
            reason: What decided, as `judge` returned it.
        """
        if reason is Reason.ABSENT:
            found = self._find_absent(row, place)
        elif reason in {Reason.BLOCKED, Reason.CONFIRMED}:
            plan = self._plans.get(number) or self._plan(number)
            found = self._find_context(
                row, place, plan, against=reason is Reason.BLOCKED
            )
        else:
            found = None
        if found is None:
            return None
        return b" ".join(row.words[found[0] : found[1] + 1]).decode("utf-8", "replace")

    def _find_context(
        self, row: Row, place: Place, plan: _Plan, *, against: bool
    ) -> tuple[int, int] | None:
        """Return the first and last of the nearest words that say so around a place."""
        start, end, first, last = place
        alone = plan.blocks if against else plan.requires
        low, high = (
            row.before(first, plan.within, start),
            row.after(last, plan.within, end),
        )
        found = [
            (at, at)
            for at in (*range(low, first), *range(last + 1, high))
            if row.words[at] in alone
        ]
        for begin, stop in ((low, first), (last + 1, high)):
            framed = [SENTINEL, *row.words[begin:stop], SENTINEL]
            found += [
                (begin + one - 1, begin + two - 1)
                for one, two, pattern in self._several.match(framed)
                if pattern in plan.wanted and (pattern in plan.blocking) is against
            ]
        return min(
            found,
            key=lambda words: max(first - words[1], words[0] - last),
            default=None,
        )

    def modality(self, row: Row, place: Place) -> Modality:
        """
        Return how what stands at a place is said.
        """
        modality = self._find_cue(row, place)
        if modality is not None:
            return modality
        start, end, _, _ = place
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

    def _find_absent(self, row: Row, place: Place) -> tuple[int, int] | None:
        """Return the words before a place that tell that something did not happen."""
        start, _, first, _ = place
        low = first - _ABSENT_REACH if first > _ABSENT_REACH else 0
        if self._absent.isdisjoint(row.words[low:first]):
            return None
        low = row.before(first, _ABSENT_REACH, start)
        cues = list(self._match_cues(row, low, first))
        turns = [begin for begin, _, name in cues if name == _TURN]
        for begin, end, name in cues:
            if (
                name == _ABSENT
                and first - 1 - end <= _ABSENT_WORDS
                and not any(end < turn for turn in turns)
                and row.fit(end, first) is not None
            ):
                return begin, end
        return None

    def _find_cue(self, row: Row, place: Place) -> Modality | None:
        """Return how the words around a place say it, if they tell."""
        start, end, first, last = place
        low = row.before(first, _CUE_REACH, start)
        high = row.after(last, _AFTER_REACH, end)
        cues = list(self._match_cues(row, low, high))
        turns = [begin for begin, _, name in cues if name == _TURN]
        told: set[str] = set()
        for begin, stop, name in cues:
            if name.endswith(_AFTER):
                holds = last < begin and row.fit(last, begin) is not None
                between = range(last + 1, begin)
            elif name.endswith(_INSIDE):
                holds = first <= begin and stop <= last
                between = range(0)
            else:
                holds = stop < first and row.fit(stop, first) is not None
                between = range(stop + 1, first)
            if holds and not any(turn in between for turn in turns):
                told.add(name.partition("_")[0])
        for modality in _MODALITIES:
            if modality.value in told:
                return modality
        return None

    def _match_cues(
        self, row: Row, low: int, high: int
    ) -> Iterator[tuple[int, int, str]]:
        """Return the first and last word and the name of each cue from *low* on."""
        words = [SENTINEL, *row.words[low:high], SENTINEL]
        for first, last, cue in self._cues.match(words):
            yield low + first - 1, low + last - 1, self._cue_names[cue]

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
            alone=Reason.SURE if rule.sureness >= SURE else Reason.PLAIN,
        )
        return plan


def _part(
    tables: Tables,
) -> tuple[dict[int, set[bytes]], dict[int, set[bytes]]]:
    """Return the words of patterns of one word, and the anchors of all others."""
    single: dict[int, set[bytes]] = {}
    several: dict[int, set[bytes]] = {}
    for name, (patterns, steps) in tables.anchors.items():
        word = name.encode()
        for pattern in patterns:
            single.setdefault(pattern, set()).add(word)
        for step in steps:
            several.setdefault(tables.step(step)[3], set()).add(word)
    return single, several
