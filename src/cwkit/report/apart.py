"""
What is no part of what a text treats: warnings that stand in it, and cwkit's own words.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

import attrs

from cwkit.detect import Reason
from cwkit.report.notices import find_extents
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cwkit.detect import Decision, Evidence, Finding
    from cwkit.markup import Document
    from cwkit.packs import Notice
    from cwkit.report.notices import Extent

__all__ = ["explain_evidence", "leave_out", "leave_out_warnings", "set_apart"]


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
    ends = [span.end for span in apart]
    return tuple(f for f in findings if _find_overlap(f.span, apart, ends) is None)


def leave_out_warnings(
    document: Document, evidence: Evidence, notices: Iterable[Notice]
) -> tuple[Finding, ...]:
    """
    Return the findings in a document but for those in what a warning says.

    Args:
        document: The document.
        evidence: What the detector saw in its text.
        notices: The notices that the marks in *evidence* name.
    """
    extents = find_extents(document, evidence, notices)
    return leave_out(evidence.findings, set_apart(document, extents))


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
    decisions: list[Decision] = []
    for decision in evidence.decisions:
        span = decision.finding.span
        if not decision.accepted or _find_overlap(span, apart, ends) is None:
            decisions.append(decision)
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
