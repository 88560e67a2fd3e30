"""
Joining: from what parts treat, each on its own, to what the whole treats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from cwkit.report.values import Report, TopicReport
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.markup import Document

__all__ = ["join_reports"]


def join_reports(document: Document, parts: Iterable[tuple[int, Report]]) -> Report:
    """
    Return the report of a document of which each part is read on its own.

    A topic is as central to it as to the part that it is most central to, and a notice
    names what one of the parts needs named.

    Args:
        document: The document.
        parts: Where each part begins, and its report.
    """
    known = tuple(parts)
    topics: dict[str, TopicReport] = {}
    for topic in (topic for _, report in known for topic in report.topics):
        other = topics.setdefault(topic.topic, topic)
        if other is not topic:
            topics[topic.topic] = TopicReport(
                topic=topic.topic,
                centrality=max(topic.centrality, other.centrality),
                severity=max(topic.severity, other.severity),
                count=topic.count + other.count,
            )
    ranked = sorted(topics.values(), key=TopicReport.rank)
    named = {topic for _, report in known for topic in report.warn}
    languages = (name for _, report in known for name in report.languages)
    findings = (
        attrs.evolve(finding, span=_move(finding.span, start))
        for start, report in known
        for finding in report.findings
    )
    warnings = (
        attrs.evolve(warning, span=_move(warning.span, start))
        for start, report in known
        for warning in report.warnings
    )
    return Report(
        media_type=document.media_type,
        language=document.language,
        languages=tuple(dict.fromkeys(languages)),
        findings=tuple(sorted(findings, key=lambda finding: finding.span)),
        topics=tuple(ranked),
        warn=tuple(topic.topic for topic in ranked if topic.topic in named),
        warnings=tuple(sorted(warnings, key=lambda warning: warning.span)),
    )


def _move(span: Span, start: int) -> Span:
    """Return a span of a part where it stands in the whole."""
    return Span(span.start + start, span.end + start)
