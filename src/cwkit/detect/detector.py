"""
The confirmer decides: which proposals are findings, and why.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from cwkit.detect.program import Program, compile_pack
from cwkit.detect.scanner import PortableScanner
from cwkit.detect.values import Decision, Evidence, Finding, Mark, Modality, Reason
from cwkit.packs import Benign, Item, Notice, Pack, Pattern, Rule
from cwkit.text import Limits, Span, split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cwkit.detect.scanner import Proposal, Scanner
    from cwkit.topics import Taxonomy

__all__ = ["Detector"]

_WINDOW: Final = 320
"""How many code points of context are looked at, at most, to each side."""

_CUE_WORDS: Final = 6
"""How far before a finding a word tells that it is alleged or denied."""

_ABSENT_WORDS: Final = 1
"""How many words may stand between "no" and what there is none of."""

_SAMPLE: Final = 2_000
"""How many code points of a text are looked at to judge its language."""

_LEAST_MARKERS: Final = 2
"""Fewer frequent words than this show no language: a name can hold one."""

_NEAR: Final = 0.9
"""A language with nearly as many frequent words as the first may be meant too."""

_ABSENT: Final = "absent"
"""The name of the cue for what did not happen."""

_BUCKET: Final = 512
"""Overlaps are looked up by buckets of this size, so that many stay linear."""

_STOP: Final = re.compile(r"[.!?;:]")
_PARAGRAPH: Final = re.compile(r"\n[ \t\r]*\n")


class _Candidate(NamedTuple):
    """A proposal of a rule, or of a harmless phrase (then without a finding)."""

    span: Span
    owner: Rule | Benign
    finding: Finding | None


class Detector:
    """
    Find what a text treats.

    >>> from cwkit.packs import decode_packs
    >>> packs = decode_packs({"zz.toml": '''
    ... schema = 1
    ... language = "zz"
    ... [[rule]]
    ... id = "zz.weather.rain"
    ... topic = "weather"
    ... forms = ["heavy rain"]
    ... match = ["Heavy rain fell."]
    ... no_match = ["A light rain fell."]
    ... '''})
    >>> [finding.span for finding in Detector(packs).find("Today: heavy rain.")]
    [Span(start=7, end=17)]

    Args:
        packs: The rules: packs, or programs compiled from them, one a language.
        taxonomy: The topics; it says which outranks which.
        allow: Phrases and rule ids that are never findings.
        default_language: The language of a text that does not show which it is in.
    """

    def __init__(
        self,
        packs: Iterable[Pack | Program],
        *,
        taxonomy: Taxonomy | None = None,
        allow: Iterable[str] = (),
        default_language: str = "en",
    ) -> None:
        self._default_language = default_language
        outranks = {} if taxonomy is None else {t.id: t.outranks for t in taxonomy}
        families = {} if taxonomy is None else _relate(taxonomy)
        allow = tuple(allow)
        self._engines = {
            program.language: _Engine(program, outranks, families, allow)
            for program in (
                compile_pack(pack) if isinstance(pack, Pack) else pack for pack in packs
            )
        }

    @property
    def languages(self) -> tuple[str, ...]:
        """
        The languages it has rules for.
        """
        return tuple(self._engines)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """
        How warnings begin, in all its languages.
        """
        return tuple(
            notice
            for engine in self._engines.values()
            for notice in engine.program.notices
        )

    def examine(
        self,
        text: str,
        *,
        languages: Iterable[str] | None = None,
        limits: Limits | None = None,
    ) -> Evidence:
        """
        Return everything seen in *text*: decisions, and how warnings begin.

        Args:
            text: The visible text; spans count its code points.
            languages: BCP 47 tags of the languages it is in; None to judge by its
                most frequent words.
            limits: How much text is accepted.

        Raises:
            LimitError: If the text is longer than *limits* allow.
        """
        limits = limits or Limits()
        limits.check(text)
        wanted = (
            self.judge_languages(text)
            if languages is None
            else {language.lower().partition("-")[0] for language in languages}
        )
        found = [
            engine.examine(text, limits.findings)
            for language, engine in self._engines.items()
            if language in wanted
        ]
        return Evidence(
            decisions=tuple(
                sorted(
                    (d for evidence in found for d in evidence.decisions),
                    key=lambda d: (d.finding.span, d.finding.rule),
                )
            ),
            notices=tuple(
                sorted((m for e in found for m in e.notices), key=lambda m: m.span)
            ),
            names=tuple(
                sorted((m for e in found for m in e.names), key=lambda m: m.span)
            ),
        )

    def judge_languages(self, text: str) -> frozenset[str]:
        """
        Return which of its languages *text* seems to be in.

        Args:
            text: The text; its beginning is looked at.

        Returns:
            The language whose most frequent words stand there most often, and others
            that come near it; the default language if the text shows none.
        """
        if len(self._engines) == 1:
            return frozenset(self._engines)
        words = split_words(text[:_SAMPLE])
        counts = {
            language: sum(word in engine.program.markers for word in words)
            for language, engine in self._engines.items()
        }
        most = max(counts.values(), default=0)
        if most < _LEAST_MARKERS:
            default = self._default_language
            return frozenset({default} if default in counts else counts)
        return frozenset(
            language for language, count in counts.items() if count >= most * _NEAR
        )

    def find(
        self,
        text: str,
        *,
        languages: Iterable[str] | None = None,
        limits: Limits | None = None,
    ) -> tuple[Finding, ...]:
        """
        Return the findings in *text*, in reading order.

        Args:
            text: The visible text; spans count its code points.
            languages: BCP 47 tags of the languages it is in; None to judge by its
                most frequent words.
            limits: How much text is accepted.

        Raises:
            LimitError: If the text is longer than *limits* allow.
        """
        return self.examine(text, languages=languages, limits=limits).findings


class _Engine:
    """The rules of one language, ready to run."""

    def __init__(
        self,
        program: Program,
        outranks: Mapping[str, tuple[str, ...]],
        families: Mapping[str, frozenset[str]],
        allow: tuple[str, ...],
    ) -> None:
        self.program = program
        self._outranks = {topic: frozenset(below) for topic, below in outranks.items()}
        self._families = families
        self._owners: list[Rule | Benign | Notice | str] = [
            *program.rules,
            *program.benign,
            *program.notices,
            *program.names,
        ]
        self._numbers = {rule.id: at for at, rule in enumerate(program.rules)}
        self._scanner: Scanner = PortableScanner.load(
            program.patterns, disguised=program.disguised
        )
        self._contexts = PortableScanner.load(program.contexts)
        self._cues = PortableScanner.load(program.cues)
        phrases = [phrase for phrase in allow if split_words(phrase)]
        self._allowed_rules = frozenset(allow)
        self._allowed = [Benign(id=f"allow {p!r}", patterns=()) for p in phrases]
        self._allowed_ids = frozenset(row.id for row in self._allowed)
        self._allowing = PortableScanner([_plain_pattern(p) for p in phrases])

    def examine(self, text: str, most: int) -> Evidence:
        """Return everything seen in *text*, with at most *most* candidates."""
        notices: list[Mark] = []
        names: list[Mark] = []
        candidates: list[_Candidate] = []
        for proposal in self._allowing.scan(text):
            row = self._allowed[proposal.pattern]
            span = Span(proposal.start, proposal.end)
            candidates.append(_Candidate(span, row, None))
        owners = self.program.owners
        for proposal in self._scanner.scan(text):
            owner = self._owners[owners[proposal.pattern]]
            span = Span(proposal.start, proposal.end)
            match owner:
                case Notice():
                    notices.append(Mark(owner.id, span))
                case str():
                    names.append(Mark(owner, span))
                case Benign():
                    candidates.append(_Candidate(span, owner, None))
                case Rule():
                    if owner.id not in self._allowed_rules:
                        finding = _propose(owner, span, proposal)
                        candidates.append(_Candidate(span, owner, finding))
            if len(candidates) >= most:
                break
        return Evidence(
            decisions=tuple(
                self._tell_modality(text, decision)
                for decision in self._decide(text, candidates)
            ),
            notices=tuple(dict.fromkeys(notices)),
            names=tuple(dict.fromkeys(names)),
        )

    def _decide(self, text: str, candidates: list[_Candidate]) -> list[Decision]:
        """Decide about all candidates."""
        decisions: list[Decision] = []
        pending: list[_Candidate] = []
        fit: list[tuple[_Candidate, Reason]] = []
        for candidate in dict.fromkeys(candidates):
            if candidate.finding is None:
                fit.append((candidate, Reason.BENIGN))
                continue
            reason = self._judge_alone(text, candidate.owner, candidate.span)
            if reason is Reason.UNCONFIRMED:
                pending.append(candidate)
            elif reason in _AGAINST:
                decisions.append(_reject(candidate.finding, reason))
            else:
                fit.append((candidate, reason))
        decisions.extend(self._arbitrate(fit))
        sure = {
            d.finding.topic
            for d in decisions
            if d.accepted and d.finding.sureness == 2  # noqa: PLR2004  # sure alone
        }
        # What lacks confirming words near it is confirmed by a sure finding of its
        # family elsewhere, and then has to hold its own against the others again.
        helped = [
            candidate
            for candidate in pending
            if candidate.finding is not None
            and candidate.finding.sureness > 0
            and not sure.isdisjoint(
                self._families.get(candidate.finding.topic, {candidate.finding.topic})
            )
        ]
        if helped:
            again = [*fit, *((c, Reason.CORROBORATED) for c in helped)]
            kept = [d for d in decisions if d.reason in _AGAINST]
            decisions = [*kept, *self._arbitrate(again)]
        decisions.extend(
            _reject(candidate.finding, Reason.UNCONFIRMED)
            for candidate in pending
            if candidate.finding is not None and candidate not in helped
        )
        return decisions

    def _judge_alone(self, text: str, rule: Rule | Benign, span: Span) -> Reason:
        """Decide what the words themselves and those near them decide."""
        assert isinstance(rule, Rule)  # noqa: S101  # for the type checker
        if rule.exact_case and not _written_so(span.of(text), rule):
            return Reason.CASE
        if self._is_absent(text, span):
            return Reason.ABSENT
        alone = Reason.SURE if rule.sureness > 1 else Reason.PLAIN
        number = self._numbers[rule.id]
        requires, blocks = self.program.requires[number], self.program.blocks[number]
        if not requires and not blocks:
            return alone
        window = _cut_window(text, span, rule.within)
        near = {proposal.pattern for proposal in self._contexts.scan(window)}
        if not near.isdisjoint(blocks):
            return Reason.BLOCKED
        if not requires:
            return alone
        return Reason.UNCONFIRMED if near.isdisjoint(requires) else Reason.CONFIRMED

    def _is_absent(self, text: str, span: Span) -> bool:
        """Say whether the text says that there is none of it."""
        before = _words_before(text, span.start, _ABSENT_WORDS + 3)
        return any(
            self.program.cue_names[proposal.pattern] == _ABSENT
            and not _STOP.search(before, proposal.end)
            and len(split_words(before[proposal.end :])) <= _ABSENT_WORDS
            for proposal in self._cues.scan(before)
        )

    def _arbitrate(self, fit: list[tuple[_Candidate, Reason]]) -> list[Decision]:
        """
        Let harmless, more specific and longer candidates win where they overlap.

        In this order: a long finding that a more specific one excludes must not have
        excluded shorter ones of its own topic before.
        """
        decisions: list[Decision] = []
        left = sorted(fit, key=self._rank)
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
                elif candidate.finding is not None:
                    decisions.append(self._lose(candidate.finding, rival))
            left = kept
        return decisions + [
            Decision(finding=candidate.finding, reason=reason, accepted=True)
            for candidate, reason in left
            if candidate.finding is not None
        ]

    def _lose(self, finding: Finding, rival: _Candidate) -> Decision:
        """Decide against a finding because of its rival."""
        reason = Reason.OUTRANKED
        if rival.finding is None:
            allowed = rival.owner.id in self._allowed_ids
            reason = Reason.ALLOWED if allowed else Reason.BENIGN
        return _reject(finding, reason, rival.owner.id)

    def _rank(self, entry: tuple[_Candidate, Reason]) -> tuple[object, ...]:
        """Sort what the caller allows first, then the longest, harmless ones first."""
        candidate, _ = entry
        finding = candidate.finding
        return (
            candidate.owner.id not in self._allowed_ids,
            -len(candidate.span),
            finding is not None,
            0 if finding is None else -finding.sureness,
            0 if finding is None else -finding.severity,
            candidate.span.start,
            candidate.owner.id,
        )

    def _is_more_specific(self, rival: _Candidate, candidate: _Candidate) -> bool:
        """Say whether the topic of *rival* outranks that of *candidate*."""
        return (
            rival.finding is not None
            and candidate.finding is not None
            and candidate.finding.topic in self._outranks.get(rival.finding.topic, ())
        )

    def _tell_modality(self, text: str, decision: Decision) -> Decision:
        """Add to an accepted finding how it is said."""
        if not decision.accepted:
            return decision
        before = _words_before(text, decision.finding.span.start, _CUE_WORDS)
        cues = {self.program.cue_names[p.pattern] for p in self._cues.scan(before)}
        for modality in (Modality.DENIED, Modality.ALLEGED):
            if modality.value in cues:
                finding = attrs.evolve(decision.finding, modality=modality)
                return attrs.evolve(decision, finding=finding)
        return decision


_AGAINST: Final = frozenset({Reason.CASE, Reason.ABSENT, Reason.BLOCKED})


def _propose(rule: Rule, span: Span, proposal: Proposal) -> Finding:
    """Return a proposal as the finding it may become."""
    return Finding(
        topic=rule.topic,
        rule=rule.id,
        span=span,
        severity=rule.severity,
        sureness=rule.sureness,
        disguised=proposal.disguised,
    )


def _reject(finding: Finding, reason: Reason, by: str | None = None) -> Decision:
    """Decide against a candidate."""
    return Decision(finding=finding, reason=reason, accepted=False, by=by)


def _take(candidate: _Candidate, taken: dict[int, list[_Candidate]]) -> None:
    """Remember a candidate in the buckets it lies in."""
    first, last = candidate.span.start // _BUCKET, candidate.span.end // _BUCKET
    for bucket in range(first, last + 1):
        taken.setdefault(bucket, []).append(candidate)


def _find_rival(
    candidate: _Candidate,
    taken: Mapping[int, list[_Candidate]],
    wins: Callable[[_Candidate, _Candidate], bool],
) -> _Candidate | None:
    """Return what was taken before, overlaps *candidate* and wins against it."""
    first, last = candidate.span.start // _BUCKET, candidate.span.end // _BUCKET
    for bucket in range(first, last + 1):
        for other in taken.get(bucket, ()):
            if other.span.overlaps(candidate.span) and wins(other, candidate):
                return other
    return None


def _speaks_against(rival: _Candidate, candidate: _Candidate) -> bool:
    """
    Say whether harmless words win, or lose to longer words around them.

    *rival* is at least as long as *candidate*, or allowed by the caller.
    """
    if rival.finding is not None:
        return candidate.finding is None and rival.span.contains(candidate.span)
    topics = rival.owner.topics if isinstance(rival.owner, Benign) else ()
    return not topics or candidate.finding is None or candidate.finding.topic in topics


def _is_same_topic(rival: _Candidate, candidate: _Candidate) -> bool:
    """Say whether both find the same topic, which is found once."""
    return (
        rival.finding is not None
        and candidate.finding is not None
        and rival.finding.topic == candidate.finding.topic
    )


def _relate(taxonomy: Taxonomy) -> dict[str, frozenset[str]]:
    """Return for each topic itself, what it rolls up to, and what rolls up to it."""
    family = {topic.id: {topic.id, *taxonomy.ancestors(topic.id)} for topic in taxonomy}
    return {
        topic: frozenset(family[topic] | {t for t, up in family.items() if topic in up})
        for topic in family
    }


def _plain_pattern(phrase: str) -> Pattern:
    """Return a phrase as a pattern."""
    return tuple(Item(0, frozenset({word})) for word in split_words(phrase))


def _written_so(text: str, rule: Rule) -> bool:
    """Say whether *text* is written as one of the rule's forms, case and all."""
    return any(text == form.partition(":")[0] for form in rule.forms)


def _words_before(text: str, end: int, count: int) -> str:
    """Return the last *count* words before *end*, not across a paragraph."""
    piece = text[max(0, end - _WINDOW) : end]
    piece = _PARAGRAPH.split(piece)[-1]
    parts = piece.rsplit(maxsplit=count)
    return " ".join(parts[-count:])


def _words_after(text: str, start: int, count: int) -> str:
    """Return the first *count* words from *start*, not across a paragraph."""
    piece = text[start : start + _WINDOW]
    piece = _PARAGRAPH.split(piece, maxsplit=1)[0]
    return " ".join(piece.split(maxsplit=count)[:count])


def _cut_window(text: str, span: Span, count: int) -> str:
    """Return the words around *span*; the stop keeps both sides apart."""
    before = _words_before(text, span.start, count)
    return f"{before} . {_words_after(text, span.end, count)}"
