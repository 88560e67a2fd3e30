"""
The engine: one language's rules, deciding about one text.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from cwkit.detect.contest import HARMLESS, Contest, Owner
from cwkit.detect.expressions import Expressions
from cwkit.detect.labels import find_label, is_abbreviation
from cwkit.detect.lists import Lists, make_pattern
from cwkit.detect.matcher import Matcher
from cwkit.detect.odd import OddTokens
from cwkit.detect.row import SENTINEL
from cwkit.detect.scanner import PortableScanner
from cwkit.detect.surroundings import Surroundings
from cwkit.detect.tables import lay_out
from cwkit.detect.values import (
    NOTICE_REACH,
    Decision,
    Evidence,
    Finding,
    Mark,
    Modality,
    Reason,
)
from cwkit.packs import SURE, Severity
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cwkit.detect.contest import Candidate, Group, Verdict
    from cwkit.detect.program import Program
    from cwkit.detect.scanner import Proposal, Scanner, Stretch
    from cwkit.detect.surroundings import Place
    from cwkit.detect.tables import Tables
    from cwkit.text import Limits

__all__ = ["Engine"]

_MOST_LISTS: Final = 64
"""How many lists are kept ready; callers have one, or one for each site."""

_ALLOWED: Final = 2
_DENIED: Final = 1
_NO_LISTS: Final = Lists()


_Why: TypeAlias = dict[tuple[int, int, int], str | None]
"""The words that decided about a candidate, by its place and what it belongs to."""


@attrs.frozen(eq=False)
class _Listed:
    """
    The lists of a caller, ready to run.

    Attributes:
        said: What the caller says of rules, by their numbers.

        phrases: The phrases, or None if there are none.

        odd: Reads odd tokens with the words of these phrases; None for the scanner's.

        owners: For each pattern what it belongs to, by number: the patterns of the
            program, its regular expressions, and the phrases.

        contest: Decides between candidates.

        named: What those numbers stand for.

        reasons: For each phrase what it says.
    """

    said: Mapping[int, Reason]
    phrases: Matcher | None
    odd: OddTokens | None
    owners: tuple[int, ...]
    contest: Contest
    named: tuple[Owner, ...]
    reasons: tuple[Reason, ...]


class Engine:
    """
    The rules of one language, ready to run.

    Args:
        program: The rules.
        outranks: For each topic those that give way to it in the same words.
        families: For each topic itself and all that rolls up to it.
    """

    def __init__(
        self,
        program: Program,
        *,
        outranks: Mapping[str, frozenset[str]],
        families: Mapping[str, frozenset[str]],
    ) -> None:
        self.program = program
        self._outranks = outranks
        self._families = families
        self._foreign = program.foreign()
        self._scanner: Scanner = PortableScanner.load(
            program.patterns,
            disguised=program.disguised,
            masked=program.masked,
            foreign=self._foreign,
        )
        self._names = Matcher(program.names)
        self._around = Surroundings(program)
        self._expressions = Expressions(program.rules)
        self._owners = (
            *(
                Owner(r.id, r.topic, frozenset(), r.sureness, r.severity)
                for r in program.rules
            ),
            *(Owner(row.id, HARMLESS, frozenset(row.topics)) for row in program.benign),
            *(Owner(row.id, HARMLESS) for row in program.notices),
        )
        self._written = {
            number: frozenset(form.partition(":")[0] for form in rule.forms)
            for number, rule in enumerate(program.rules)
            if rule.exact_case
        }
        self._first_notice = len(program.rules) + len(program.benign)
        self._listed = functools.lru_cache(_MOST_LISTS)(self._prepare)
        # Nearly always the same lists come again, and need no hash.
        self._recent = _NO_LISTS, self._listed(_NO_LISTS)

    def examine(
        self,
        text: str,
        limits: Limits,
        *,
        explain: bool = False,
        lists: Lists = _NO_LISTS,
        sure: frozenset[str] = frozenset(),
    ) -> Evidence:
        """
        Return what was seen in *text*.

        Args:
            text: The text.
            limits: How many candidates to look at, and for how long.
            explain: Whether to return all decisions, not only findings.
            lists: What the caller allows and denies.
            sure: Topics of which sure words stand elsewhere.
        """
        recent, listed = self._recent
        if lists is not recent:
            listed = self._listed(lists)
            self._recent = lists, listed
        marks: dict[Mark, None] = {}
        names: dict[Mark, None] = {}
        candidates: list[Candidate] = []
        # What words decided is told only to those who ask.
        why: _Why | None = {} if explain else None
        for block in self._scanner.read(text, listed.odd):
            begun = self._judge_block(block, listed, limits, candidates, why)
            if begun:
                marks.update(begun)
                # Names of topics tell something inside of warnings only.
                names.update(dict.fromkeys(self._find_names(block, begun)))
            if len(candidates) >= limits.findings:
                break
        verdicts: list[Verdict] = []
        if candidates:
            verdicts = self._decide(candidates, listed, sure)
            verdicts.sort()
        decisions: tuple[Decision, ...] = ()
        if why is not None:
            decisions = tuple(self._explain(v, listed, why) for v in verdicts)
            findings = tuple(d.finding for d in decisions if d.accepted)
        else:
            findings = tuple(self._tell(v, listed) for v in verdicts if v[2])
        return Evidence(
            findings=findings,
            decisions=decisions,
            notices=tuple(marks),
            names=tuple(names),
            announcing=self.program.announcing,
            languages=(self.program.language,),
        )

    def _find_names(self, block: Stretch, marks: Iterable[Mark]) -> Iterator[Mark]:
        """Find the words that name topics, around where warnings begin."""
        row, start = block.row, block.start
        words, topics = row.words, self.program.name_topics
        abbreviations = self.program.abbreviations
        labels = sorted(mark.span.end - start for mark in marks)
        done = 0
        for span in sorted(mark.span for mark in marks):
            low, high = row.surround(span.start - start, span.end - start, NOTICE_REACH)
            first = max(row.find(low), done)
            done = max(row.find(high), first)
            part = [SENTINEL, *words[first:done], SENTINEL]
            for begin, end, pattern in self._names.match(part):
                place = row.fit(first + begin - 1, first + end - 1)
                if place is None:
                    continue
                low, high = place
                if pattern < abbreviations or is_abbreviation(
                    block.text, low, high, labels
                ):
                    yield Mark(topics[pattern], Span(start + low, start + high))

    def _judge_block(
        self,
        block: Stretch,
        listed: _Listed,
        limits: Limits,
        candidates: list[Candidate],
        why: _Why | None,
    ) -> dict[Mark, None]:
        """Judge what was proposed in a block; return where warnings begin in it."""
        owners, notices = listed.owners, self._first_notice
        rules, said = len(self.program.rules), listed.said
        proposals = block.proposals
        if listed.phrases or self._expressions.owners:
            proposals = [*proposals, *self._propose_more(block, listed, limits)]
        marks: dict[Mark, None] = {}
        seen: set[tuple[int, int, int]] = set()
        for start, end, pattern, disguised, first, last in proposals:
            owner = owners[pattern]
            key = (start, end, owner)
            if key in seen:
                continue
            seen.add(key)
            if notices <= owner < len(self._owners):
                self._mark(block, owner - notices, start, end, marks)
                continue
            reason: Reason = Reason.BENIGN
            modality: Modality | None = Modality.ASSERTED
            if owner < rules:
                place = start - block.start, end - block.start, first, last
                reason, modality = self._judge(block, owner, place, said)
                if why is not None:
                    why[key] = self._around.tell_why(block.row, place, owner, reason)
            elif owner >= notices:
                reason = listed.reasons[owner - len(self._owners)]
            candidates.append((start, end, owner, disguised, reason, modality))
            if len(candidates) >= limits.findings:
                break
        return marks

    def _mark(
        self, block: Stretch, number: int, start: int, end: int, marks: dict[Mark, None]
    ) -> None:
        """Remember where a warning begins, if these words announce one."""
        notice = self.program.notices[number]
        place = start - block.start, end - block.start
        if not notice.label or find_label(block.text, *place, weak=notice.weak):
            marks[Mark(notice.id, Span(start, end))] = None

    def _propose_more(
        self, block: Stretch, listed: _Listed, limits: Limits
    ) -> Iterator[Proposal]:
        """Propose what regular expressions and the caller's phrases match."""
        row, start = block.row, block.start
        count = len(self.program.owners)
        if self._expressions.owners:
            for low, high, number in self._expressions.find(block.text, limits):
                if block.first <= start + low < block.last:
                    first = row.find(low)
                    last = max(first, row.find(high) - 1)
                    yield start + low, start + high, count + number, False, first, last
        if listed.phrases is not None:
            count += len(self._expressions.owners)
            for first, last, number in listed.phrases.match(row.words):
                low, high = row.locate(first, last)
                if block.first <= start + low < block.last:
                    masked = row.is_masked(first, last)
                    yield start + low, start + high, count + number, masked, first, last

    def _judge(
        self, block: Stretch, number: int, place: Place, said: Mapping[int, Reason]
    ) -> tuple[Reason, Modality | None]:
        """Decide what the caller, a rule's words and those near them decide."""
        reason = said.get(number) if said else None
        if reason is Reason.ALLOWED:
            return reason, None
        if reason is not None:
            return reason, self._around.modality(block.row, place)
        written = self._written.get(number)
        if written is not None and block.text[place[0] : place[1]] not in written:
            return Reason.CASE, None
        return self._around.judge(block.row, place, number)

    def _decide(
        self, candidates: list[Candidate], listed: _Listed, elsewhere: frozenset[str]
    ) -> list[Verdict]:
        """Decide about all candidates."""
        # No two are of one owner in the same words, so nothing further is compared.
        candidates.sort()
        fit: list[Candidate] = []
        pending: list[Candidate] = []
        verdicts: list[Verdict] = []
        for candidate in candidates:
            reason = candidate[4]
            if reason is Reason.UNCONFIRMED:
                pending.append(candidate)
            elif candidate[5] is None:
                verdicts.append((candidate, reason, False, None))
            else:
                fit.append(candidate)
        known: dict[Group, list[Verdict]] = {}
        settled = listed.contest.settle(fit, known)
        if pending:
            named = listed.named
            sure = elsewhere | {
                named[candidate[2]].topic
                for candidate, _, accepted, _ in settled
                if accepted and named[candidate[2]].sureness >= SURE
            }
            # What lacks confirming words near it is confirmed by a sure finding of its
            # family elsewhere, and then has to hold its own against the others again.
            helped = [c for c in pending if self._is_helped(named[c[2]], sure)]
            if helped:
                fit += [(*c[:4], Reason.CORROBORATED, c[5]) for c in helped]
                fit.sort()
                settled = listed.contest.settle(fit, known)
            verdicts += [
                (candidate, Reason.UNCONFIRMED, False, None)
                for candidate in pending
                if not self._is_helped(named[candidate[2]], sure)
            ]
        return verdicts + settled

    def _is_helped(self, owner: Owner, sure: frozenset[str]) -> bool:
        """Say whether sure findings elsewhere confirm this rule."""
        if owner.sureness == 0:
            return False
        return not sure.isdisjoint(self._families.get(owner.topic, {owner.topic}))

    def _prepare(self, lists: Lists) -> _Listed:
        """Make the lists of a caller ready to run."""
        rules = {rule.id: number for number, rule in enumerate(self.program.rules)}
        rows = (
            *(
                Owner(f"allow {phrase!r}", HARMLESS, voice=_ALLOWED)
                for phrase in lists.allowed_phrases
            ),
            *(
                Owner(
                    f"deny {phrase!r}", topic, sureness=SURE, severity=1, voice=_DENIED
                )
                for phrase, topic in lists.denied_phrases
            ),
        )
        said = {
            rules[name]: reason
            for names, reason in (
                (lists.denied_rules, Reason.DENIED),
                # What is allowed wins.
                (lists.allowed_rules, Reason.ALLOWED),
            )
            for name in names
            if name in rules
        }
        named = (
            *(
                owner._replace(voice=_DENIED)
                if said.get(number) is Reason.DENIED
                else owner
                for number, owner in enumerate(self._owners)
            ),
            *rows,
        )
        phrases = (
            *lists.allowed_phrases,
            *(phrase for phrase, _ in lists.denied_phrases),
        )
        matcher: Matcher | None = None
        odd: OddTokens | None = None
        if phrases:
            tables = lay_out([make_pattern(phrase) for phrase in phrases])
            matcher = Matcher(tables)
            odd = self._read_odd(lists, tables)
        return _Listed(
            said=said,
            phrases=matcher,
            odd=odd,
            owners=(
                *self.program.owners,
                *self._expressions.owners,
                *range(len(self._owners), len(named)),
            ),
            contest=Contest(named, self._outranks),
            named=named,
            reasons=tuple(
                Reason.DENIED if row.topic else Reason.ALLOWED for row in rows
            ),
        )

    def _read_odd(self, lists: Lists, tables: Tables) -> OddTokens | None:
        """Return what reads odd tokens, if a caller's phrases ask for more words."""
        disguised, foreign = lists.disguised(), tables.foreign()
        if not disguised and not foreign:
            return None
        words = disguised.union(self.program.disguised)
        return OddTokens(words, self.program.masked, foreign | self._foreign)

    def _tell(self, verdict: Verdict, listed: _Listed) -> Finding:
        """Return a verdict's finding."""
        start, end, number, disguised, _, modality = verdict[0]
        owner = listed.named[number]
        return Finding(
            topic=owner.topic,
            rule=owner.id,
            span=Span(start, end),
            severity=_SEVERITIES[owner.severity],
            sureness=owner.sureness,
            modality=modality if modality and verdict[2] else Modality.ASSERTED,
            disguised=disguised,
        )

    def _explain(self, verdict: Verdict, listed: _Listed, why: _Why) -> Decision:
        """Return a verdict as a value."""
        candidate, reason, accepted, by = verdict
        if by is None:
            by = why.get(candidate[:3])
        return Decision(
            finding=self._tell(verdict, listed),
            reason=reason,
            accepted=accepted,
            by=by,
        )


_SEVERITIES: Final = {int(severity): severity for severity in Severity}
