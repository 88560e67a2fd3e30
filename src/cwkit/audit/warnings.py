"""
Checks of warnings: whether one stands there, what it says, and where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.audit.markers import WARNING
from cwkit.audit.values import Code
from cwkit.markup import RegionKind
from cwkit.packs import Severity
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cwkit.audit.page import Page
    from cwkit.audit.values import Problem
    from cwkit.report import Warning  # noqa: A004  # the field's word

__all__ = ["check_warnings"]

_HEADLINE: Final = (
    "the headline tells physical detail, and stands before any warning; "
    "name what happened without it"
)
_LINK: Final = (
    "the words of the link tell physical detail to readers of this page; "
    "name the page it leads to without it"
)


def check_warnings(page: Page) -> Iterator[Problem]:
    """
    Check the warnings that stand there, and whether one should.
    """
    report = page.report
    here = Span(page.document.start, page.document.start)
    if report.warnings:
        yield from _check_each(page)
        yield from _check_together(page)
        yield from _check_duplicates(page)
    elif report.warn and not page.holds(WARNING):
        yield page.problem(
            Code.WARNING_MISSING,
            f"no warning names {_join(report.warn)}; add one before the text",
            here,
            topics=report.warn,
            fix=page.insert(WARNING),
        )
    if report.findings:
        yield from _check_graphic(page)


def _check_each(page: Page) -> Iterator[Problem]:
    """Check what each warning says and where it stands."""
    for warning in page.report.warnings:
        if warning.vague:
            yield page.problem(
                Code.WARNING_VAGUE,
                "the warning names no topic; say what the text deals with",
                warning.span,
                topics=page.report.warn,
            )
        # In an entry, cwkit's own stands as early as one can: before the content.
        if warning.late and not (page.entry and page.owns(warning.span)):
            yield page.problem(
                Code.WARNING_LATE,
                "the warning stands after what it warns of; move it up",
                warning.span,
                topics=warning.topics,
            )
        unrelated = _find_unrelated(page, warning)
        if unrelated:
            yield page.problem(
                Code.WARNING_UNRELATED,
                f"the warning names {_join(unrelated)}, of which nothing was found on "
                "the page; take it out, or leave it if the page treats it otherwise",
                warning.span,
                topics=unrelated,
            )


def _check_together(page: Page) -> Iterator[Problem]:
    """Check what all warnings together leave out."""
    warnings = page.report.warnings
    named = {topic for warning in warnings for topic in warning.topics}
    left_out = [topic for topic in page.report.warn if topic not in named]
    if left_out and not all(warning.vague for warning in warnings):
        yield page.problem(
            Code.WARNING_INCOMPLETE,
            f"the warning leaves out {_join(left_out)}; name it too",
            warnings[0].span,
            topics=left_out,
        )


def _find_unrelated(page: Page, warning: Warning) -> list[str]:
    """Return the topics of a warning of whose kind nothing was found."""
    # What cwkit wrote was once right, and `update` is there to keep it so. Where no
    # rules were used, nothing can be found.
    if page.taxonomy is None or not page.report.languages or page.owns(warning.span):
        return []
    found = {topic.topic for topic in page.report.topics}
    if not found and not page.is_wordy:
        # A page of pictures, or of hints: nobody but its author knows.
        return []
    wide = found | {up for topic in found for up in page.taxonomy.ancestors(topic)}
    return [
        topic
        for topic in warning.topics
        if topic not in wide and found.isdisjoint(page.taxonomy.ancestors(topic))
    ]


def _check_duplicates(page: Page) -> Iterator[Problem]:
    """Check whether a warning says again what another has just said."""
    findings = page.report.findings
    before: Warning | None = None
    for warning in page.report.warnings:
        if warning.vague:
            continue
        if before is not None and set(warning.topics) <= set(before.topics):
            between = any(
                finding.span.start >= before.span.end
                and finding.span.end <= warning.span.start
                for finding in findings
            )
            if not between and _are_apart(page, before.span, warning.span):
                yield page.problem(
                    Code.WARNING_DUPLICATE,
                    "the warning says again what the one before it says; keep one",
                    warning.span,
                    topics=warning.topics,
                )
                continue
        before = warning


def _are_apart(page: Page, first: Span, second: Span) -> bool:
    """
    Say whether two warnings are two, and not the heading and sentence of one.
    """
    text = page.document.text
    if first.of(text).casefold().split() == second.of(text).casefold().split():
        return True
    blocks = [block.span for block in page.own]
    holders = [
        next((span for span in blocks if span.contains(one)), None)
        for one in (first, second)
    ]
    if holders[0] != holders[1]:
        return True
    between = [
        region
        for region in page.document.regions
        if first.end <= region.span.start and region.span.end <= second.start
    ]
    return holders[0] is None and bool(between)


def _check_graphic(page: Page) -> Iterator[Problem]:
    """Check headlines and links for physical detail."""
    graphic = [f for f in page.report.findings if f.severity is Severity.GRAPHIC]
    if not graphic:
        return
    regions = page.document.regions
    headlines = [
        *(r.span for r in regions if r.kind is RegionKind.HEADING and r.level <= 1),
        *(r.span for r in regions if r.kind is RegionKind.TITLE),
    ]
    links = [link.span for link in page.document.links]
    for code, message, places in (
        (Code.HEADLINE_GRAPHIC, _HEADLINE, headlines),
        (Code.LINK_TEXT_GRAPHIC, _LINK, links),
    ):
        told: set[str] = set()
        for span in places:
            # A page's title is mostly its headline once more.
            words = " ".join(span.of(page.document.text).split())
            if words in told:
                continue
            told.add(words)
            topics = sorted({f.topic for f in graphic if span.contains(f.span)})
            if topics:
                yield page.problem(code, message, span, topics=topics)


def _join(topics: Sequence[str]) -> str:
    """Return topic ids as a list for people."""
    return ", ".join(topics)
