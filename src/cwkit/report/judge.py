"""
Judging: from findings to what a text is about and what its reader should be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from cwkit.packs import SURE
from cwkit.report.apart import leave_out, set_apart
from cwkit.report.notices import find_extents
from cwkit.report.quotations import mark_quoted
from cwkit.report.values import Centrality, Policy, Report, TopicReport, Warning  # noqa: A004  # the field's word
from cwkit.text import encode_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cwkit.detect import Evidence, Finding
    from cwkit.markup import Document
    from cwkit.packs import Notice
    from cwkit.report.notices import Extent
    from cwkit.text import Span
    from cwkit.topics import Taxonomy

__all__ = ["build_report"]

_MARKS: Final = bytes(
    ord(" ") if chr(byte).isspace() else ord("x") for byte in range(256)
)
"""Folds a text to words and blanks."""

_WORD_END: Final = b"x "

_PARTS: Final = 5
_ENOUGH: Final = 2
"""So many findings of a topic let wider words speak of it."""

_MANY: Final = 5
"""So many findings in all are needed to let them."""


class _Shape(NamedTuple):
    """
    What centrality is measured against.

    Attributes:
        words: How many words the article's own text has.

        before: For each place asked for, how many of them stand before it.

        lead_end: Where the opening ends.

        brief_end: Where the opening of a brief ends; -1 if it is none.

        titles: Where the names of the document stand.

        related: Where site furniture stands.
    """

    words: int
    before: Mapping[int, int]
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
    apart = set_apart(document, extents)
    findings = mark_quoted(document, leave_out(evidence.findings, apart))
    topics: tuple[TopicReport, ...] = ()
    first: dict[str, int] = {}
    warn: tuple[str, ...] = ()
    # Most texts treat nothing, and need no measuring.
    if findings:
        shape = _measure(document, apart, findings, policy)
        topics = _judge_topics(findings, shape, taxonomy, policy)
        warn = _choose_warn(topics, findings, taxonomy, policy, shape.words)
        if extents:
            first = _find_first(findings, warn, shape)
    return Report(
        media_type=document.media_type,
        language=document.language,
        languages=evidence.languages,
        findings=findings,
        topics=topics,
        warn=warn,
        warnings=tuple(_describe(extent, first, taxonomy) for extent in extents),
    )


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
    return tuple(sorted(topics, key=TopicReport.rank))


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


def _measure(
    document: Document,
    apart: Sequence[Span],
    findings: Sequence[Finding],
    policy: Policy,
) -> _Shape:
    """Measure a document: its words, its opening, its title, what is not its own."""
    text = document.text
    titles, related = document.titles, document.related
    own = _leave_out_spans(len(text), [*related, *apart])
    places = sorted({finding.span.start for finding in findings})
    words, before = _count_words(text, own, places)
    body = titles[-1].end if titles else 0
    lead_end = _find_word(text, own, body, policy.lead_words)
    brief_end = -1
    if words <= policy.brief_words:
        brief_end = _find_word(text, own, body, policy.brief_lead)
    return _Shape(words, before, lead_end, brief_end, titles, related)


def _leave_out_spans(size: int, apart: Iterable[Span]) -> list[tuple[int, int]]:
    """Return what is left of a text of this size without some stretches of it."""
    own: list[tuple[int, int]] = []
    position = 0
    for span in sorted(apart):
        if span.start > position:
            own.append((position, span.start))
        position = max(position, span.end)
    if position < size:
        own.append((position, size))
    return own


def _count_words(
    text: str, own: Iterable[tuple[int, int]], places: Sequence[int]
) -> tuple[int, dict[int, int]]:
    """
    Count the words of stretches of a text, and how many stand before each place.

    A word is counted where it ends, so that none has to be taken out of the text.
    """
    marks = encode_text(text).translate(_MARKS) + b" "
    before: dict[int, int] = {}
    words = at = 0
    for start, end in own:
        position = start
        while at < len(places) and places[at] < end:
            if places[at] > position:
                words += marks.count(_WORD_END, position, places[at])
                position = places[at]
            before[places[at]] = words
            at += 1
        words += marks.count(_WORD_END, position, end + 1)
    before.update(dict.fromkeys(places[at:], words))
    return words, before


def _find_word(
    text: str, own: Iterable[tuple[int, int]], begin: int, count: int
) -> int:
    """Return where the word begins that has *count* others after *begin* before it."""
    for start, end in own:
        start = max(start, begin)  # noqa: PLW2901  # the part of it that counts
        words = text[start:end].split(None, count)
        if len(words) > count:
            return end - len(words[-1])
        count -= len(words)
    return len(text)


def _judge_centrality(
    group: Sequence[Finding], shape: _Shape, policy: Policy
) -> Centrality:
    """Say how central the topic of these findings is."""
    own = group
    if shape.related:
        own = [f for f in group if not any(r.contains(f.span) for r in shape.related)]
        if not own:
            return Centrality.PASSING
    words = shape.words
    if words <= policy.short_words:
        return Centrality.CENTRAL
    parts = {min(_PARTS - 1, shape.before[f.span.start] * _PARTS // words) for f in own}
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
    sure = {f.topic for f in findings if f.sureness >= SURE}
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


def _find_first(
    findings: Iterable[Finding], topics: Sequence[str], shape: _Shape
) -> dict[str, int]:
    """Return where each of these topics is first found in the body of a document."""
    # A headline stands before any warning, and menus before the headline.
    outside = (*shape.titles, *shape.related)
    first: dict[str, int] = {}
    for finding in findings:
        if finding.topic in topics and not any(
            span.contains(finding.span) for span in outside
        ):
            end = first.get(finding.topic, finding.span.end)
            first[finding.topic] = min(end, finding.span.end)
    return first


def _describe(extent: Extent, first: Mapping[str, int], taxonomy: Taxonomy) -> Warning:
    """
    Return a warning as a value.

    It is late where something stands before it that a notice should name and that it
    warns of: by its name or a wider one, or of all that follows.

    Args:
        extent: Where it stands, and what it names.
        first: Where each topic that a notice should name is first found.
        taxonomy: The topics.
    """
    late = any(
        place <= extent.span.start
        and (
            not extent.topics
            or not extent.topics.isdisjoint((topic, *taxonomy.ancestors(topic)))
        )
        for topic, place in first.items()
    )
    return Warning(
        span=extent.span,
        topics=tuple(sorted(extent.topics)),
        vague=not extent.topics,
        late=late,
    )
