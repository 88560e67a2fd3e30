"""
Contests: which of the candidates that overlap are findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from cwkit.detect.values import Modality, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

__all__ = ["HARMLESS", "Candidate", "Contest", "Group", "Owner", "Verdict"]

Candidate: TypeAlias = tuple[int, int, int, bool, Reason, "Modality | None"]
"""
Words that may be a finding: where they begin and end, the number of what they belong
to, whether one was unmasked, what speaks for or against them, and how they are said;
None if something speaks against them.
"""

Verdict: TypeAlias = tuple[Candidate, Reason, bool, str | None]
"""A candidate, what decided, whether it is a finding, and the id that decided."""

Group: TypeAlias = tuple[int, int, int]
"""Candidates that overlap: where the first begins, the last ends, how many they are."""

HARMLESS: Final = ""
"""Stands for the topic of what is no finding."""

_BUCKET: Final = 512
"""Overlaps are looked up by buckets of this size, so that many stay linear."""

_PAIR: Final = 2
_SMALL: Final = 16
"""In a group of so few, looking at all is as fast."""

_ALLOWED: Final = 2
_DENIED: Final = 1


class Owner(NamedTuple):
    """
    What a candidate belongs to, as a contest sees it.

    Attributes:
        id: Its id.

        topic: The topic it finds, or `HARMLESS`.

        topics: The topics that harmless words speak for; empty means all.

        sureness: How sure a rule is.

        severity: How explicit its words are.

        voice: 2 if the caller allows it, 1 if the caller denies it, otherwise 0.
    """

    id: str
    topic: str
    topics: frozenset[str] = frozenset()
    sureness: int = 0
    severity: int = 0
    voice: int = 0


class Contest:
    """
    Decide between candidates that overlap.

    >>> contest = Contest([Owner("zz.rain", "weather"), Owner("zz.coat", HARMLESS)], {})
    >>> rain = (0, 4, 0, False, Reason.SURE, Modality.ASSERTED)
    >>> coat = (0, 9, 1, False, Reason.BENIGN, Modality.ASSERTED)
    >>> [(v[1].value, v[2]) for v in contest.settle([rain])]
    [('sure', True)]
    >>> [(v[1].value, v[2]) for v in contest.settle([rain, coat])]
    [('benign', False)]

    Args:
        owners: What candidates belong to, by number.
        outranks: For each topic those that give way to it in the same words.
    """

    __slots__ = ("_outranks", "_owners", "_ranks")

    def __init__(
        self, owners: Sequence[Owner], outranks: Mapping[str, frozenset[str]]
    ) -> None:
        self._owners = owners
        self._outranks = outranks
        self._ranks = [
            (-o.voice, (bool(o.topic), -o.sureness, -o.severity), o.id) for o in owners
        ]

    def settle(
        self,
        candidates: Sequence[Candidate],
        known: dict[Group, list[Verdict]] | None = None,
    ) -> list[Verdict]:
        """
        Let candidates that overlap compete; the others stand.

        Args:
            candidates: The candidates, sorted.
            known: What was decided about groups of them before, with perhaps fewer
                candidates in all; it is added to. None if nothing was.

        Returns:
            A verdict for each candidate that is not harmless.
        """
        verdicts: list[Verdict] = []
        known = {} if known is None else known
        owners = self._owners
        at, count = 0, len(candidates)
        while at < count:
            first = candidates[at]
            end = first[1]
            after = at + 1
            while after < count and candidates[after][0] < end:
                end = max(end, candidates[after][1])
                after += 1
            if after > at + 1:
                group = first[0], end, after - at
                decided = known.get(group)
                if decided is None:
                    decided = known[group] = self._compete(candidates[at:after])
                verdicts += decided
            elif owners[first[2]].topic:
                verdicts.append((first, first[4], True, None))
            at = after
        return verdicts

    def _compete(self, group: Sequence[Candidate]) -> list[Verdict]:
        """
        Let harmless, more specific and longer candidates win where they overlap.

        In this order: a long finding that a more specific one excludes must not have
        excluded shorter ones of its own topic before.
        """
        if len(group) == _PAIR:
            return self._compete_two(*group)
        verdicts: list[Verdict] = []
        left = sorted(group, key=self._rank)
        for wins, gradually in self._choose_passes(group):
            taken = _Taken(len(group))
            if not gradually:
                for candidate in left:
                    taken.add(candidate)
            kept: list[Candidate] = []
            for candidate in left:
                rival = self._find_rival(candidate, taken, wins)
                if rival is None:
                    kept.append(candidate)
                    if gradually:
                        taken.add(candidate)
                elif self._owners[candidate[2]].topic:
                    verdicts.append(_lose(candidate, self._owners[rival[2]]))
            left = kept
            if wins is _speaks_against:
                left = self._let_go(kept, verdicts)
        return verdicts + [
            (candidate, candidate[4], True, None)
            for candidate in left
            if self._owners[candidate[2]].topic
        ]

    def _choose_passes(
        self, group: Sequence[Candidate]
    ) -> Iterator[tuple[Callable[[Owner, Owner, bool], bool], bool]]:
        """Return who wins in turn, and whether only those who stay exclude others."""
        topics = {self._owners[candidate[2]].topic for candidate in group}
        if HARMLESS in topics:
            yield _speaks_against, True
        if len(topics) > 1:
            yield self._is_more_specific, False
        if len(topics) < len(group):
            yield _is_same_topic, True

    def _let_go(
        self, left: Sequence[Candidate], verdicts: list[Verdict]
    ) -> list[Candidate]:
        """Rule out longer words that hold but a part of harmless ones."""
        owners = self._owners
        harmless = _Taken(len(left))
        for candidate in left:
            if not owners[candidate[2]].topic:
                harmless.add(candidate)
        kept: list[Candidate] = []
        for candidate in left:
            rival = None
            if owners[candidate[2]].topic and not owners[candidate[2]].voice:
                rival = self._find_rival(candidate, harmless, _speaks_against)
            if rival is None:
                kept.append(candidate)
            else:
                verdicts.append(_lose(candidate, owners[rival[2]]))
        return kept

    def _compete_two(self, first: Candidate, second: Candidate) -> list[Verdict]:
        """Do the same for the two that most groups are."""
        if self._rank(second) < self._rank(first):
            first, second = second, first
        owners = self._owners
        one, two = owners[first[2]], owners[second[2]]
        around = first[0] <= second[0] and second[1] <= first[1]
        if _speaks_against(one, two, around):
            losers = {1: one}
        elif not (two.topic or around or one.voice) and _speaks_against(
            two, one, around
        ):
            losers = {0: two}
        else:
            losers = {}
            if self._is_more_specific(two, one, around):
                losers[0] = two
            if self._is_more_specific(one, two, around):
                losers[1] = one
            if not losers and _is_same_topic(one, two, around):
                losers[1] = one
        return [
            _lose(candidate, losers[at])
            if at in losers
            else (candidate, candidate[4], True, None)
            for at, (candidate, owner) in enumerate(((first, one), (second, two)))
            if owner.topic
        ]

    def _rank(
        self, candidate: Candidate
    ) -> tuple[int, int, tuple[bool, int, int], int, str]:
        """Sort what the caller says first, then the longest, harmless ones first."""
        start, end, number = candidate[:3]
        voice, kind, name = self._ranks[number]
        return voice, start - end, kind, start, name

    def _is_more_specific(self, rival: Owner, candidate: Owner, _: bool) -> bool:  # noqa: FBT001  # one of three alike
        """Say whether the topic of *rival* outranks that of *candidate*."""
        return candidate.topic in self._outranks.get(rival.topic, ())

    def _find_rival(
        self,
        candidate: Candidate,
        taken: _Taken,
        wins: Callable[[Owner, Owner, bool], bool],
    ) -> Candidate | None:
        """Return what was taken before, overlaps *candidate* and wins against it."""
        start, end = candidate[0], candidate[1]
        owners = self._owners
        own = owners[candidate[2]]
        for other in taken.near(candidate):
            if (
                other[0] < end
                and start < other[1]
                and wins(owners[other[2]], own, other[0] <= start and end <= other[1])
            ):
                return other
        return None


class _Taken:
    """
    What was taken in a group of overlapping candidates.

    Most groups have two or three; large ones are kept by place, so that the time they
    take stays linear.
    """

    __slots__ = ("_all", "_by_place")

    def __init__(self, size: int) -> None:
        self._all: list[Candidate] = []
        self._by_place: dict[int, list[Candidate]] | None = None
        if size > _SMALL:
            self._by_place = {}

    def add(self, candidate: Candidate) -> None:
        """Take a candidate."""
        if self._by_place is None:
            self._all.append(candidate)
        else:
            for bucket in _buckets(candidate):
                self._by_place.setdefault(bucket, []).append(candidate)

    def near(self, candidate: Candidate) -> Iterable[Candidate]:
        """Return what may overlap a candidate."""
        if self._by_place is None:
            return self._all
        by_place = self._by_place
        return (
            other
            for bucket in _buckets(candidate)
            for other in by_place.get(bucket, ())
        )


def _buckets(candidate: Candidate) -> range:
    """Return the numbers of the stretches that a candidate lies in."""
    return range(candidate[0] // _BUCKET, candidate[1] // _BUCKET + 1)


def _lose(candidate: Candidate, rival: Owner) -> Verdict:
    """Decide against a candidate because of its rival."""
    reason = Reason.OUTRANKED
    if not rival.topic:
        reason = Reason.ALLOWED if rival.voice == _ALLOWED else Reason.BENIGN
    return candidate, reason, False, rival.id


def _speaks_against(rival: Owner, candidate: Owner, around: bool) -> bool:  # noqa: FBT001  # one of three alike
    """
    Say whether harmless words win, or lose to longer words around them.

    *rival* is at least as long as *candidate*, or what the caller allows or denies.
    """
    if rival.topic:
        return not candidate.topic and (around or rival.voice == _DENIED)
    return not rival.topics or not candidate.topic or candidate.topic in rival.topics


def _is_same_topic(rival: Owner, candidate: Owner, _: bool) -> bool:  # noqa: FBT001  # one of three alike
    """Say whether both find the same topic, which is found once."""
    return bool(rival.topic) and rival.topic == candidate.topic
