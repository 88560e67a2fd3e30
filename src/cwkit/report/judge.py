"""
Judging: from findings to what a text is about and what its reader should be told.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cwkit.markup import RegionKind
from cwkit.report.notices import find_extents
from cwkit.report.values import Centrality, Policy, Report, TopicReport, Warning  # noqa: A004  # the field's word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cwkit.detect import Evidence, Finding
    from cwkit.markup import Document
    from cwkit.packs import Notice
    from cwkit.report.notices import Extent
    from cwkit.text import Span
    from cwkit.topics import Taxonomy

__all__ = ["build_report"]

_WORD: Final = re.compile(r"\w+")
_PARTS: Final = 5
_SURE: Final = 2
_ENOUGH: Final = 2
"""So many findings of a topic let wider words speak of it."""

_MANY: Final = 5
"""So many findings in all are needed to let them."""


class _Shape(NamedTuple):
    """What centrality is measured against: word offsets of the article's own text."""

    starts: Sequence[int]
    lead_end: int
    brief_end: int
    titles: Sequence[Span]
    related: Sequence[Span]


def build_report(
    document: Document,
    evidence: Evidence,
    *,
    taxonomy: Taxonomy,
    policy: Policy,
    notices: Iterable[Notice] = (),
) -> Report:
    """
    Judge what the detector saw in a document.

    Args:
        document: The document.
        evidence: What the detector saw in its text.
        taxonomy: The topics.
        policy: What makes a topic central, and what a notice names.
        notices: The notices that the marks in *evidence* name.
    """
    extents = find_extents(document, evidence, notices)
    findings = _leave_out(evidence.findings, extents)
    topics: tuple[TopicReport, ...] = ()
    body: list[Finding] = []
    warn: tuple[str, ...] = ()
    # Most texts treat nothing, and need no measuring.
    if findings:
        shape = _measure(document, extents, policy)
        topics = _judge_topics(findings, shape, taxonomy, policy)
        # A headline stands before any warning, and menus before the headline.
        apart = (*shape.titles, *shape.related)
        body = [f for f in findings if not any(s.contains(f.span) for s in apart)]
        warn = _choose_warn(topics, findings, taxonomy, policy, len(shape.starts))
    return Report(
        media_type=document.media_type,
        language=document.language,
        languages=evidence.languages,
        findings=findings,
        topics=topics,
        warn=warn,
        warnings=tuple(_describe(extent, body, warn) for extent in extents),
    )


def _leave_out(
    findings: Sequence[Finding], extents: Sequence[Extent]
) -> tuple[Finding, ...]:
    """Return the findings outside of warnings."""
    ends = [extent.span.end for extent in extents]
    kept: list[Finding] = []
    for finding in findings:
        at = bisect.bisect_right(ends, finding.span.start)
        if at == len(extents) or not extents[at].span.overlaps(finding.span):
            kept.append(finding)
    return tuple(kept)


def _judge_topics(
    findings: Sequence[Finding], shape: _Shape, taxonomy: Taxonomy, policy: Policy
) -> tuple[TopicReport, ...]:
    """Return the topics, the most central first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.topic, []).append(finding)
    topics = [
        TopicReport(
            topic=topic,
            centrality=_judge_centrality(
                _add_general(topic, groups, shape, taxonomy), shape, policy
            ),
            severity=max(finding.severity for finding in group),
            count=len(group),
        )
        for topic, group in groups.items()
    ]
    return tuple(
        sorted(topics, key=lambda t: (-t.centrality, -t.count, -t.severity, t.topic))
    )


def _add_general(
    topic: str,
    groups: Mapping[str, Sequence[Finding]],
    shape: _Shape,
    taxonomy: Taxonomy,
) -> Sequence[Finding]:
    """
    Return the findings of a topic, and those that say the same in wider words.

    Who has read of a murder in the first lines reads "the death", "the attack" as that
    murder.
    """
    own = groups[topic]
    if len(own) < _ENOUGH or all(f.span.start >= shape.lead_end for f in own):
        return own
    wider = (groups.get(above, ()) for above in sorted(taxonomy.ancestors(topic)))
    both = [*own, *(finding for group in wider for finding in group)]
    return both if len(both) >= _MANY else own


def _measure(document: Document, extents: Sequence[Extent], policy: Policy) -> _Shape:
    """Measure a document: its words, its opening, its title, what is not its own."""
    related = [r.span for r in document.regions if r.kind is RegionKind.RELATED]
    apart = sorted([*related, *(extent.span for extent in extents)])
    ends = [span.end for span in apart]
    starts: list[int] = []
    for word in _WORD.finditer(document.text):
        at = bisect.bisect_right(ends, word.start())
        if at == len(apart) or word.start() < apart[at].start:
            starts.append(word.start())
    titles = [
        region.span
        for region in document.regions
        if region.kind is RegionKind.TITLE
        or (region.kind is RegionKind.HEADING and region.level == 1)
    ]
    body = titles[-1].end if titles else 0
    first = bisect.bisect_left(starts, body)

    def find_end(words: int) -> int:
        last = first + words
        return starts[last] if last < len(starts) else len(document.text)

    brief_end = -1
    if len(starts) <= policy.brief_words:
        brief_end = find_end(policy.brief_lead)
    return _Shape(starts, find_end(policy.lead_words), brief_end, titles, related)


def _judge_centrality(
    group: Sequence[Finding], shape: _Shape, policy: Policy
) -> Centrality:
    """Say how central the topic of these findings is."""
    own = [f for f in group if not any(r.contains(f.span) for r in shape.related)]
    if not own:
        return Centrality.PASSING
    words = len(shape.starts)
    if words <= policy.short_words:
        return Centrality.CENTRAL
    parts = {
        min(
            _PARTS - 1, bisect.bisect_left(shape.starts, f.span.start) * _PARTS // words
        )
        for f in own
    }
    in_title = policy.headline and any(
        title.contains(f.span) for title in shape.titles for f in own
    )
    in_lead = any(f.span.start < shape.lead_end for f in own)
    in_brief = any(f.span.start < shape.brief_end for f in own)
    density = len(own) * 100 / words
    dense = density >= policy.density
    spread = len(parts) >= policy.spread
    many = len(own) >= policy.section_count
    if (
        in_brief
        or (in_title and len(own) > 1)
        or (spread and (in_lead or dense))
        or (many and (dense or (in_lead and density >= policy.lead_density)))
    ):
        return Centrality.CENTRAL
    if in_title or spread or many:
        return Centrality.SECTION
    return Centrality.PASSING


def _choose_warn(
    topics: Sequence[TopicReport],
    findings: Sequence[Finding],
    taxonomy: Taxonomy,
    policy: Policy,
    words: int,
) -> tuple[str, ...]:
    """Return the topics that a careful editor would name."""
    sure = {f.topic for f in findings if f.sureness >= _SURE}
    found = {topic.topic for topic in topics}
    # A lone finding of ambiguous words is never reason enough, nor one in passing.
    named = {
        topic.topic: topic.centrality
        for topic in topics
        if policy.names(topic, found=found, words=words)
        and (topic.topic in sure or topic.count > 1)
        and (topic.centrality > Centrality.PASSING or topic.count > 1)
    }
    # "Violence" says nothing more beside "homicide", unless the text is about the one
    # and touches the other.
    general = {
        above
        for topic, centrality in named.items()
        for above in taxonomy.ancestors(topic)
        if named.get(above, centrality) <= centrality
    }
    return tuple(topic for topic in named if topic not in general)


def _describe(
    extent: Extent, findings: Sequence[Finding], warn: Sequence[str]
) -> Warning:
    """Return a warning as a value."""
    late = any(f.topic in warn and f.span.end <= extent.span.start for f in findings)
    return Warning(
        span=extent.span,
        topics=tuple(sorted(extent.topics)),
        vague=not extent.topics,
        late=late,
    )
