"""
What is no part of what a text treats: warnings that stand in it, and cwkit's own words.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

import attrs

from cwkit.detect import Reason
from cwkit.report.notices import find_extents
from cwkit.report.quotations import mark_quoted
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cwkit.detect import Decision, Evidence, Finding
    from cwkit.markup import Document
    from cwkit.packs import Notice
    from cwkit.report.notices import Extent

__all__ = ["explain_evidence", "leave_out", "select_findings", "set_apart"]


def set_apart(document: Document, extents: Iterable[Extent]) -> list[Span]:
    """
    Return what is no part of what a document treats, in order.

    That is what warns, and what cwkit wrote: else a page would be judged otherwise for
    its own banner.

    Args:
        document: The document.
        extents: The warnings that stand in it.
    """
    united: list[Span] = []
    spans = (*(extent.span for extent in extents), *document.banners)
    for span in sorted(spans):
        if united and span.start <= united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, span.end))
        else:
            united.append(span)
    return united


def leave_out(
    findings: Sequence[Finding], apart: Sequence[Span]
) -> tuple[Finding, ...]:
    """
    Return the findings that do not overlap any of these spans.

    Args:
        findings: The findings.
        apart: The spans, in order; they do not overlap each other.
    """
    if not apart:
        return tuple(findings)
    ends = [span.end for span in apart]
    return tuple(f for f in findings if _find_overlap(f.span, apart, ends) is None)


def select_findings(
    document: Document, evidence: Evidence, notices: Iterable[Notice]
) -> tuple[Finding, ...]:
    """
    Return the findings in a document as its report holds them.

    Args:
        document: The document.
        evidence: What the detector saw in its text.
        notices: The notices that the marks in *evidence* name.
    """
    extents = find_extents(document, evidence, notices)
    findings = leave_out(evidence.findings, set_apart(document, extents))
    return mark_quoted(document, findings)


def explain_evidence(
    document: Document, evidence: Evidence, notices: Iterable[Notice]
) -> tuple[Decision, ...]:
    """
    Return all decisions about a document; what a warning says is no finding.

    Args:
        document: The document.
        evidence: What the detector saw in its text, decisions included.
        notices: The notices that the marks in *evidence* name.
    """
    extents = find_extents(document, evidence, notices)
    apart = set_apart(document, extents)
    ends = [span.end for span in apart]
    spans = [extent.span for extent in extents]
    span_ends = [span.end for span in spans]
    accepted = tuple(d.finding for d in evidence.decisions if d.accepted)
    marked = iter(mark_quoted(document, accepted))
    decisions: list[Decision] = []
    for decision in evidence.decisions:
        if not decision.accepted:
            decisions.append(decision)
            continue
        span = decision.finding.span
        finding = next(marked)
        if _find_overlap(span, apart, ends) is None:
            decisions.append(attrs.evolve(decision, finding=finding))
            continue
        # What stands in a banner of cwkit's own has no notice of a pack to name.
        at = _find_overlap(span, spans, span_ends)
        by = None if at is None else extents[at].notice
        decisions.append(
            attrs.evolve(decision, accepted=False, reason=Reason.WARNING, by=by)
        )
    return tuple(decisions)


def _find_overlap(span: Span, apart: Sequence[Span], ends: Sequence[int]) -> int | None:
    """Return the number of the first of these spans that overlaps one."""
    at = bisect.bisect_right(ends, span.start)
    return at if at < len(apart) and apart[at].overlaps(span) else None
