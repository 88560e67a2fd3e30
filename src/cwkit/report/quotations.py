"""
Quotations that a page sets apart: what stands there is said by somebody else.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.detect import Modality
from cwkit.markup import RegionKind

if TYPE_CHECKING:
    from cwkit.detect import Finding
    from cwkit.markup import Document

__all__ = ["mark_quoted"]

_QUOTATIONS: Final = {
    "text/html": ("<blockquote", "<BLOCKQUOTE", "<q>", "<q ", "<Q>", "<Q "),
    "text/markdown": (">",),
    "text/plain": ("\n>", "\n >", "\n  >", "\n   >", "\n\t>", "\r>", "\r >"),
}
"""What a source holds that sets quotations apart; others are always looked at."""


def mark_quoted(
    document: Document, findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """
    Say of findings in quotations that the page sets apart that they are quoted.

    Args:
        document: The document.
        findings: The findings in it.
    """
    signs = _QUOTATIONS.get(document.media_type)
    # Most pages have no such place, and need no regions.
    if not findings or not (
        signs is None
        or document.source.startswith(">")
        or any(sign in document.source for sign in signs)
    ):
        return findings
    spans = [r.span for r in document.regions if r.kind is RegionKind.QUOTE]
    starts = [span.start for span in spans]
    marked: list[Finding] = []
    for finding in findings:
        at = bisect.bisect_right(starts, finding.span.start) - 1
        asserted = finding.modality is Modality.ASSERTED
        if asserted and at >= 0 and spans[at].contains(finding.span):
            marked.append(attrs.evolve(finding, modality=Modality.QUOTED))
        else:
            marked.append(finding)
    return tuple(marked)
