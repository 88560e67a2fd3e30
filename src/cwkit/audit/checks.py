"""
The checks: what a page owes its reader, and what mends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.audit.support import find_support
from cwkit.audit.values import Audit, Code, Edit, Problem
from cwkit.markup import BANNER_END, BANNER_START, read_document
from cwkit.text import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cwkit.banner import Banner, SupportPart, WarningPart
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
    """A page with what the checks need of it, and the blocks that may mend it."""

    def __init__(
        self, document: Document, report: Report, banner: Banner | None
    ) -> None:
        self.document = document
        self.report = report
        self.blocks = {} if banner is None else _render(document, banner)
        self._lines = LineIndex(document.source)

    def holds(self, name: str) -> bool:
        """
        Say whether a block stands there already, word for word.

        That is how a block in a language without rules is known again.
        """
        return self.blocks.get(name, "\0") in self.document.source

    def problem(
        self,
        code: Code,
        message: str,
        span: Span,
        *,
        topics: Sequence[str] = (),
        helpline: str | None = None,
        fixable: bool = False,
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
            fixable=fixable,
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
    page = _Page(document, report, banner)
    problems = tuple(
        sorted(
            [*_check_warnings(page), *_check_support(page, known)],
            key=lambda problem: (problem.span, problem.code),
        )
    )
    return Audit(
        source=document.source,
        report=report,
        problems=problems,
        edits=tuple(_mend(page, problems)),
    )


def _check_warnings(page: _Page) -> Iterator[Problem]:
    """Check the warnings that stand there, and whether one should."""
    report = page.report
    here = Span(page.document.start, page.document.start)
    if not report.warnings:
        if report.warn and not page.holds(_WARNING):
            yield page.problem(
                Code.WARNING_MISSING,
                f"no warning names {_join(report.warn)}; add one before the text",
                here,
                topics=report.warn,
                fixable=_WARNING in page.blocks,
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
    offered = _read_support(page, [line for line, _ in support.named])
    for line, span in support.named:
        yield page.problem(
            Code.HELPLINE_WITHOUT_NUMBER,
            f"{line.name} is named, but nothing says how to reach it; "
            "add its number or a link",
            span,
            helpline=line.id,
            fixable=line.id in offered,
        )
    if not (support.reachable or support.named or page.holds(_SUPPORT)):
        end = page.document.end
        yield page.problem(
            Code.SUPPORT_MISSING,
            "no helpline is named; say at the end where help answers",
            Span(end, end),
            topics=page.report.warn,
            fixable=_SUPPORT in page.blocks,
        )


def _read_support(page: _Page, named: Sequence[Helpline]) -> frozenset[str]:
    """Return which helplines can be reached once the support block is inserted."""
    if not named or _SUPPORT not in page.blocks:
        return frozenset()
    block = read_document(page.blocks[_SUPPORT], media_type=page.document.media_type)
    return find_support(block, named).reachable


def _join(topics: Sequence[str]) -> str:
    """Return topic ids as a list for people."""
    return ", ".join(topics)


def _mend(page: _Page, problems: Sequence[Problem]) -> Iterator[Edit]:
    """Return the edits that mend what an insertion can mend, in order."""
    wanted = {_MENDED_BY[problem.code] for problem in problems if problem.fixable}
    document = page.document
    for name, offset in ((_WARNING, document.start), (_SUPPORT, document.end)):
        if name in wanted:
            yield Edit(offset, _lay_out(document, page.blocks[name], offset))


def _render(document: Document, banner: Banner) -> dict[str, str]:
    """Render the parts of the banner that are not empty, as the page is written."""
    parts = ((_WARNING, banner.warning), (_SUPPORT, banner.support))
    line = _end_of_line(document)
    return {
        name: _render_part(document.media_type, name, part).replace("\n", line)
        for name, part in parts
        if part
    }


def _render_part(media_type: str, name: str, part: WarningPart | SupportPart) -> str:
    """Render a part of the banner for the kind of page it goes into."""
    if media_type == "text/plain":
        # Marks in plain text would be read by everybody; the block is known again by
        # its words.
        return part.text().strip("\n")
    html = media_type == "text/html"
    body = str(part.html()) if html else part.markdown()
    gap = "\n" if html else "\n\n"
    body = body.strip("\n")
    return f"{BANNER_START} {name} -->{gap}{body}{gap}{BANNER_END} -->"


def _end_of_line(document: Document) -> str:
    """Return how the page ends its lines."""
    return "\r\n" if "\r\n" in document.source else "\n"


def _lay_out(document: Document, block: str, offset: int) -> str:
    """Part the block from its neighbours by blank lines, as the page ends lines."""
    before, after = document.source[:offset], document.source[offset:]
    line = _end_of_line(document)
    gap = line if document.media_type == "text/html" else line * 2
    lead = tail = ""
    if before and not before.endswith(gap):
        lead = gap[len(line) :] if before.endswith(line) else gap
    if not after.strip():
        # At the end of a page one line end is enough.
        gap = line
    if not after.startswith(gap):
        tail = gap[len(line) :] if after.startswith(line) else gap
    return lead + block + tail
