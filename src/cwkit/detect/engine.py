"""
The engine: one language's rules, deciding about one text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from cwkit.detect.scanner import PortableScanner
from cwkit.detect.surroundings import Surroundings
from cwkit.detect.values import Decision, Evidence, Finding, Mark, Modality, Reason
from cwkit.packs import Benign, Item, Notice, Pattern, Rule
from cwkit.text import Span, split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cwkit.detect.program import Program
    from cwkit.detect.scanner import Scanner

__all__ = ["Engine"]

_SURE: Final = 2
"""The sureness of words that are sure alone."""

_BUCKET: Final = 512
"""Overlaps are looked up by buckets of this size, so that many stay linear."""

_MODALITIES: Final = (Modality.DENIED, Modality.ALLEGED)


class _Candidate(NamedTuple):
    """A proposal of a rule or of a harmless phrase."""

    start: int
    end: int
    owner: Rule | Benign
    disguised: bool


class _Verdict(NamedTuple):
    """What became of a candidate."""

    candidate: _Candidate
    reason: Reason
    accepted: bool
    by: str | None = None


class Engine:
    """
    The rules of one language, ready to run.

    Args:
        program: The rules.
        outranks: For each topic those that give way to it in the same words.
        families: For each topic itself and all that it rolls up to, or that rolls up
            to it.
        allow: Phrases and rule ids that are never findings.
    """

    def __init__(
        self,
        program: Program,
        *,
        outranks: Mapping[str, Iterable[str]],
        families: Mapping[str, frozenset[str]],
        allow: Sequence[str] = (),
    ) -> None:
        self.program = program
        self.markers = frozenset(word.encode("ascii") for word in program.markers)
        self._outranks = {topic: frozenset(below) for topic, below in outranks.items()}
        self._families = families
        self._owners: tuple[Rule | Benign | Notice, ...] = (
            *program.rules,
            *program.benign,
            *program.notices,
        )
        self._numbers = {rule.id: at for at, rule in enumerate(program.rules)}
        self._scanner: Scanner = PortableScanner.load(
            program.patterns, disguised=program.disguised
        )
        self._names = PortableScanner.load(program.names)
        self._around = Surroundings(program)
        phrases = [phrase for phrase in allow if split_words(phrase)]
        self._allowed_rules = frozenset(allow)
        self._allowed = [Benign(id=f"allow {p!r}", patterns=()) for p in phrases]
        self._allowed_ids = frozenset(row.id for row in self._allowed)
        self._allowing = PortableScanner([_plain_pattern(p) for p in phrases])

    def examine(self, text: str, most: int, *, explain: bool) -> Evidence:
        """
        Return what was seen in *text*.

        Args:
            text: The text.
            most: How many candidates to look at.
            explain: Whether to return all decisions, not only findings.
        """
        notices: dict[Mark, None] = {}
        candidates: dict[_Candidate, None] = {}
        if self._allowed:
            for start, end, pattern, _ in self._allowing.scan(text):
                row = self._allowed[pattern]
                candidates[_Candidate(start, end, row, disguised=False)] = None
        owners = self.program.owners
        for start, end, pattern, disguised in self._scanner.scan(text):
            owner = self._owners[owners[pattern]]
            if isinstance(owner, Notice):
                notices[Mark(owner.id, Span(start, end))] = None
            elif owner.id not in self._allowed_rules:
                candidates[_Candidate(start, end, owner, disguised)] = None
                if len(candidates) >= most:
                    break
        verdicts = self._decide(text, list(candidates))
        verdicts.sort(key=_by_place)
        decisions: tuple[Decision, ...] = ()
        if explain:
            decisions = tuple(self._explain(text, v) for v in verdicts)
            findings = tuple(d.finding for d in decisions if d.accepted)
        else:
            findings = tuple(self._tell(text, v) for v in verdicts if v.accepted)
        return Evidence(
            findings=findings,
            decisions=decisions,
            notices=tuple(notices),
            # Names of topics tell something inside of warnings only.
            names=tuple(self._find_names(text)) if notices else (),
            languages=(self.program.language,),
        )

    def _find_names(self, text: str) -> Iterator[Mark]:
        """Find the words that name topics in warnings."""
        topics = self.program.name_topics
        found = {
            Mark(topics[pattern], Span(start, end)): None
            for start, end, pattern, _ in self._names.scan(text)
        }
        yield from found

    def _decide(self, text: str, candidates: list[_Candidate]) -> list[_Verdict]:
        """Decide about all candidates."""
        verdicts: list[_Verdict] = []
        pending: list[_Candidate] = []
        fit: list[tuple[_Candidate, Reason]] = []
        for candidate in candidates:
            reason = self._judge_alone(text, candidate)
            if reason is Reason.UNCONFIRMED:
                pending.append(candidate)
            elif reason in _AGAINST:
                verdicts.append(_Verdict(candidate, reason, accepted=False))
            else:
                fit.append((candidate, reason))
        settled = self._settle(fit)
        if pending:
            sure = {
                verdict.candidate.owner.topic
                for verdict in settled
                if verdict.accepted
                and isinstance(verdict.candidate.owner, Rule)
                and verdict.candidate.owner.sureness >= _SURE
            }
            # What lacks confirming words near it is confirmed by a sure finding of its
            # family elsewhere, and then has to hold its own against the others again.
            helped = [c for c in pending if self._is_helped(c.owner, sure)]
            if helped:
                fit += [(candidate, Reason.CORROBORATED) for candidate in helped]
                settled = self._settle(fit)
            verdicts += [
                _Verdict(candidate, Reason.UNCONFIRMED, accepted=False)
                for candidate in set(pending).difference(helped)
            ]
        return verdicts + settled

    def _is_helped(self, rule: Rule | Benign, sure: set[str]) -> bool:
        """Say whether sure findings elsewhere confirm this rule."""
        if not isinstance(rule, Rule) or rule.sureness == 0:
            return False
        return not sure.isdisjoint(self._families.get(rule.topic, {rule.topic}))

    def _judge_alone(self, text: str, candidate: _Candidate) -> Reason:
        """Decide what the words themselves and those near them decide."""
        start, end, rule, _ = candidate
        if not isinstance(rule, Rule):
            return Reason.BENIGN
        if rule.exact_case and not _is_written_so(text[start:end], rule):
            return Reason.CASE
        before = self._around.words_before(text, start)
        if self._around.is_absent(before):
            return Reason.ABSENT
        number = self._numbers[rule.id]
        requires, blocks = self.program.requires[number], self.program.blocks[number]
        near: set[int] = set()
        if requires or blocks:
            after = self._around.words_after(text, end)
            near = self._around.contexts(before, after, rule.within)
        if not near.isdisjoint(blocks):
            return Reason.BLOCKED
        if requires:
            confirmed = not near.isdisjoint(requires)
            return Reason.CONFIRMED if confirmed else Reason.UNCONFIRMED
        return Reason.SURE if rule.sureness >= _SURE else Reason.PLAIN

    def _settle(self, fit: list[tuple[_Candidate, Reason]]) -> list[_Verdict]:
        """Let candidates that overlap compete; the others stand."""
        verdicts: list[_Verdict] = []
        for group in _group_overlapping(fit):
            if len(group) > 1:
                verdicts += self._compete(group)
            elif isinstance(group[0][0].owner, Rule):
                verdicts.append(_Verdict(*group[0], accepted=True))
        return verdicts

    def _compete(self, group: list[tuple[_Candidate, Reason]]) -> list[_Verdict]:
        """
        Let harmless, more specific and longer candidates win where they overlap.

        In this order: a long finding that a more specific one excludes must not have
        excluded shorter ones of its own topic before.
        """
        verdicts: list[_Verdict] = []
        left = sorted(group, key=self._rank)
        for wins, gradually in (
            (_speaks_against, True),
            (self._is_more_specific, False),
            (_is_same_topic, True),
        ):
            taken: dict[int, list[_Candidate]] = {}
            if not gradually:
                for candidate, _ in left:
                    _take(candidate, taken)
            kept: list[tuple[_Candidate, Reason]] = []
            for candidate, reason in left:
                rival = _find_rival(candidate, taken, wins)
                if rival is None:
                    kept.append((candidate, reason))
                    if gradually:
                        _take(candidate, taken)
                elif isinstance(candidate.owner, Rule):
                    verdicts.append(self._lose(candidate, rival))
            left = kept
        return verdicts + [
            _Verdict(candidate, reason, accepted=True)
            for candidate, reason in left
            if isinstance(candidate.owner, Rule)
        ]

    def _lose(self, candidate: _Candidate, rival: _Candidate) -> _Verdict:
        """Decide against a candidate because of its rival."""
        reason = Reason.OUTRANKED
        if isinstance(rival.owner, Benign):
            allowed = rival.owner.id in self._allowed_ids
            reason = Reason.ALLOWED if allowed else Reason.BENIGN
        return _Verdict(candidate, reason, accepted=False, by=rival.owner.id)

    def _rank(self, entry: tuple[_Candidate, Reason]) -> tuple[object, ...]:
        """Sort what the caller allows first, then the longest, harmless ones first."""
        start, end, owner, _ = entry[0]
        rule = owner if isinstance(owner, Rule) else None
        return (
            owner.id not in self._allowed_ids,
            start - end,
            rule is not None,
            -rule.sureness if rule else 0,
            -rule.severity if rule else 0,
            start,
            owner.id,
        )

    def _is_more_specific(self, rival: _Candidate, candidate: _Candidate) -> bool:
        """Say whether the topic of *rival* outranks that of *candidate*."""
        return (
            isinstance(rival.owner, Rule)
            and isinstance(candidate.owner, Rule)
            and candidate.owner.topic in self._outranks.get(rival.owner.topic, ())
        )

    def _tell(self, text: str, verdict: _Verdict) -> Finding:
        """Return a verdict's finding; one that counts says how it is said."""
        start, end, rule, disguised = verdict.candidate
        assert isinstance(rule, Rule)  # noqa: S101  # only rules get verdicts
        modality = Modality.ASSERTED
        if verdict.accepted:
            cues = self._around.cues(self._around.words_before(text, start))
            modality = next((m for m in _MODALITIES if m.value in cues), modality)
        return Finding(
            topic=rule.topic,
            rule=rule.id,
            span=Span(start, end),
            severity=rule.severity,
            sureness=rule.sureness,
            modality=modality,
            disguised=disguised,
        )

    def _explain(self, text: str, verdict: _Verdict) -> Decision:
        """Return a verdict as a value."""
        return Decision(
            finding=self._tell(text, verdict),
            reason=verdict.reason,
            accepted=verdict.accepted,
            by=verdict.by,
        )


_AGAINST: Final = frozenset({Reason.CASE, Reason.ABSENT, Reason.BLOCKED})


def _by_place(verdict: _Verdict) -> tuple[int, int, str]:
    """Sort verdicts in reading order."""
    start, end, owner, _ = verdict.candidate
    return start, end, owner.id


def _group_overlapping(
    fit: list[tuple[_Candidate, Reason]],
) -> Iterator[list[tuple[_Candidate, Reason]]]:
    """Yield candidates in groups that no overlap joins."""
    group: list[tuple[_Candidate, Reason]] = []
    end = 0
    for entry in sorted(fit, key=_by_start):
        if group and entry[0].start >= end:
            yield group
            group = []
        group.append(entry)
        end = max(end, entry[0].end)
    if group:
        yield group


def _by_start(entry: tuple[_Candidate, Reason]) -> int:
    """Sort candidates by where they begin."""
    return entry[0].start


def _take(candidate: _Candidate, taken: dict[int, list[_Candidate]]) -> None:
    """Remember a candidate in the buckets it lies in."""
    for bucket in range(candidate.start // _BUCKET, candidate.end // _BUCKET + 1):
        taken.setdefault(bucket, []).append(candidate)


def _find_rival(
    candidate: _Candidate,
    taken: Mapping[int, list[_Candidate]],
    wins: Callable[[_Candidate, _Candidate], bool],
) -> _Candidate | None:
    """Return what was taken before, overlaps *candidate* and wins against it."""
    start, end = candidate.start, candidate.end
    for bucket in range(start // _BUCKET, end // _BUCKET + 1):
        for other in taken.get(bucket, ()):
            if other.start < end and start < other.end and wins(other, candidate):
                return other
    return None


def _speaks_against(rival: _Candidate, candidate: _Candidate) -> bool:
    """
    Say whether harmless words win, or lose to longer words around them.

    *rival* is at least as long as *candidate*, or allowed by the caller.
    """
    if isinstance(rival.owner, Rule):
        around = rival.start <= candidate.start and candidate.end <= rival.end
        return isinstance(candidate.owner, Benign) and around
    topics = rival.owner.topics
    return (
        not topics
        or isinstance(candidate.owner, Benign)
        or candidate.owner.topic in topics
    )


def _is_same_topic(rival: _Candidate, candidate: _Candidate) -> bool:
    """Say whether both find the same topic, which is found once."""
    return (
        isinstance(rival.owner, Rule)
        and isinstance(candidate.owner, Rule)
        and rival.owner.topic == candidate.owner.topic
    )


def _plain_pattern(phrase: str) -> Pattern:
    """Return a phrase as a pattern."""
    return tuple(Item(0, frozenset({word})) for word in split_words(phrase))


def _is_written_so(text: str, rule: Rule) -> bool:
    """Say whether *text* is written as one of the rule's forms, case and all."""
    return any(text == form.partition(":")[0] for form in rule.forms)
