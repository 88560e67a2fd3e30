"""
The checks: what a page owes its reader, and what mends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.audit.support import find_support
from cwkit.audit.values import Audit, Code, Edit, Problem
from cwkit.markup import BANNER_END, BANNER_START
from cwkit.text import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cwkit.banner import Banner
    from cwkit.helplines import Helpline
    from cwkit.markup import Document
    from cwkit.report import Report

__all__ = ["audit_document"]

_WARNING: Final = "warning"
_SUPPORT: Final = "support"
_MENDED_BY: Final = {
    Code.WARNING_MISSING: _WARNING,
    Code.SUPPORT_MISSING: _SUPPORT,
    Code.HELPLINE_WITHOUT_NUMBER: _SUPPORT,
}


class _Page:
    """A page with what the checks need of it."""

    def __init__(self, document: Document, report: Report) -> None:
        self.document = document
        self.report = report
        self._lines = LineIndex(document.source)

    def problem(
        self,
        code: Code,
        message: str,
        span: Span,
        *,
        topics: Sequence[str] = (),
        helpline: str | None = None,
    ) -> Problem:
        """Return a problem with its line and column."""
        position = self._lines.position(span.start)
        return Problem(
            code=code,
            message=message,
            span=span,
            line=position.line,
            column=position.column,
            topics=tuple(topics),
            helpline=helpline,
            fixable=code in _MENDED_BY,
        )


def audit_document(
    document: Document,
    report: Report,
    *,
    known: Iterable[Helpline] | None = None,
    banner: Banner | None = None,
) -> Audit:
    """
    Check what a page tells its reader.

    Args:
        document: The page.
        report: What it treats.
        known: The helplines that its readers may be told of; None leaves the checks
            of helplines out.
        banner: What to insert where a part of it is missing.

    Returns:
        The problems in reading order, and the edits that mend them.
    """
    page = _Page(document, report)
    problems = tuple(
        sorted(
            [*_check_warnings(page), *_check_support(page, known)],
            key=lambda problem: (problem.span, problem.code),
        )
    )
    edits = () if banner is None else tuple(_mend(document, problems, banner))
    return Audit(source=document.source, report=report, problems=problems, edits=edits)


def _check_warnings(page: _Page) -> Iterator[Problem]:
    """Check the warnings that stand there, and whether one should."""
    report = page.report
    here = Span(page.document.start, page.document.start)
    if report.warn and not report.warnings:
        yield page.problem(
            Code.WARNING_MISSING,
            f"no warning names {_join(report.warn)}; add one before the text",
            here,
            topics=report.warn,
        )
        return
    for warning in report.warnings:
        if warning.vague:
            yield page.problem(
                Code.WARNING_VAGUE,
                "the warning names no topic; say what the text deals with",
                warning.span,
                topics=report.warn,
            )
        if warning.late:
            yield page.problem(
                Code.WARNING_LATE,
                "the warning stands after what it warns of; move it up",
                warning.span,
                topics=warning.topics,
            )
    named = {topic for warning in report.warnings for topic in warning.topics}
    vague = all(warning.vague for warning in report.warnings)
    left_out = [topic for topic in report.warn if topic not in named]
    if left_out and not vague:
        first = report.warnings[0].span
        yield page.problem(
            Code.WARNING_INCOMPLETE,
            f"the warning leaves out {_join(left_out)}; name it too",
            first,
            topics=left_out,
        )


def _check_support(page: _Page, known: Iterable[Helpline] | None) -> Iterator[Problem]:
    """Check whether the page says where help answers."""
    # A page that neither needs a warning nor has one owes nobody a helpline.
    if known is None or not (page.report.warn or page.report.warnings):
        return
    support = find_support(page.document, known)
    for line, span in support.named:
        yield page.problem(
            Code.HELPLINE_WITHOUT_NUMBER,
            f"{line.name} is named, but nothing says how to reach it; "
            "add its number or a link",
            span,
            helpline=line.id,
        )
    if not support.reachable and not support.named:
        end = page.document.end
        yield page.problem(
            Code.SUPPORT_MISSING,
            "no helpline is named; say at the end where help answers",
            Span(end, end),
            topics=page.report.warn,
        )


def _join(topics: Sequence[str]) -> str:
    """Return topic ids as a list for people."""
    return ", ".join(topics)


def _mend(
    document: Document, problems: Sequence[Problem], banner: Banner
) -> Iterator[Edit]:
    """Return the edits that mend what an insertion can mend, in order."""
    wanted = {_MENDED_BY.get(problem.code) for problem in problems}
    if _WARNING in wanted and banner.warning:
        yield Edit(
            document.start,
            _lay_out(document, _render(document, banner, _WARNING), document.start),
        )
    if _SUPPORT in wanted and banner.support:
        yield Edit(
            document.end,
            _lay_out(document, _render(document, banner, _SUPPORT), document.end),
        )


def _render(document: Document, banner: Banner, name: str) -> str:
    """Render a part of the banner for the kind of page it goes into."""
    part = banner.warning if name == _WARNING else banner.support
    match document.media_type:
        case "text/html":
            body = str(part.html())
        case "text/markdown":
            body = part.markdown()
        case _:
            # Marks in plain text would be read by everybody; the block is known
            # again by its words.
            return part.text().strip("\n")
    body = body.strip("\n")
    gap = "\n" if document.media_type == "text/html" else "\n\n"
    return f"{BANNER_START} {name} -->{gap}{body}{gap}{BANNER_END} -->"


def _lay_out(document: Document, block: str, offset: int) -> str:
    """Part the block from its neighbours by blank lines, as the page ends lines."""
    source = document.source
    before, after = source[:offset], source[offset:]
    line = "\r\n" if "\r\n" in source else "\n"
    gap = line if document.media_type == "text/html" else line * 2
    lead = "" if not before else _missing(before.endswith, gap, line)
    tail = line if not after else _missing(after.startswith, gap, line)
    return lead + block.replace("\n", line) + tail


def _missing(touches: object, gap: str, line: str) -> str:
    """Return how much of *gap* is not there yet."""
    assert callable(touches)  # noqa: S101  # for the type checker
    if touches(gap):
        return ""
    return gap[len(line) :] if touches(line) else gap
