"""
The audit: all checks on one page, what was waived, and the edits that mend the rest.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.audit.misprints import check_misprints
from cwkit.audit.numbers import check_numbers
from cwkit.audit.page import ALL_CHECKS, Page
from cwkit.audit.reach import KnownLines
from cwkit.audit.support import check_support
from cwkit.audit.torn import check_torn
from cwkit.audit.values import Audit, Code
from cwkit.audit.waivers import apply_waivers
from cwkit.audit.warnings import check_warnings
from cwkit.audit.wording import check_wording
from cwkit.text import Span

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cwkit.audit.book import NumberBook
    from cwkit.audit.catalogue import Settings
    from cwkit.audit.contexts import Contexts
    from cwkit.audit.nations import Nations
    from cwkit.audit.page import EntryPage
    from cwkit.audit.values import Edit, Problem
    from cwkit.audit.waivers import Waiver
    from cwkit.audit.wording import Wording
    from cwkit.banner import Banner
    from cwkit.helplines import Helpline
    from cwkit.markup import Document
    from cwkit.report import Report
    from cwkit.topics import Taxonomy

__all__ = ["audit_document"]

_NUMBERLESS: Final = Code.HELPLINE_WITHOUT_NUMBER
_WRONG: Final = frozenset(
    {Code.NUMBER_RETIRED, Code.NUMBER_PREMIUM, Code.NUMBER_MISCOPIED}
)

_ASKED: Final = frozenset(
    {Code.WARNING_MISSING, Code.SUPPORT_MISSING, Code.SUPPORT_ONE_CHANNEL}
)
"""What asks for words to be added."""

_AT_END: Final = frozenset({Code.SUPPORT_MISSING, Code.HELPLINE_WITHOUT_NUMBER})
"""What is mended by a block at the end of the page."""


def audit_document(
    document: Document,
    report: Report,
    *,
    known: KnownLines | Iterable[Helpline] | None = None,
    banner: Banner | Callable[[], Banner] | None = None,
    settings: Settings = ALL_CHECKS,
    home: Sequence[str] = (),
    places: Sequence[str] = (),
    book: NumberBook | None = None,
    contexts: Contexts | None = None,
    nations: Nations | None = None,
    taxonomy: Taxonomy | None = None,
    name_place: Callable[[str], str] = str,
    today: datetime.date | None = None,
    waivers: Iterable[Waiver] = (),
    wording: Wording | None = None,
    charset: str = "utf-8",
    entries: Iterable[EntryPage] = (),
) -> Audit:
    """
    Check what a page tells its reader.

    Args:
        document: The page.
        report: What it treats.
        known: The helplines that its readers may be told of; None leaves the checks
            of support out.
        banner: What to insert where a part of it is missing, or what builds it.
        settings: Which checks it is held to.
        home: The countries of its readers.
        places: The codes of the places of its readers.
        book: The numbers that helplines have or had; None leaves the checks of
            numbers out.
        contexts: The words around numbers.
        nations: What countries are called.
        taxonomy: The topics.
        name_place: Names a country.
        today: The day it is.
        waivers: What is allowed, besides what the page allows itself.
        wording: The profiles of wording that were chosen.
        charset: The encoding that what is inserted must fit into.
        entries: The entries of a feed, and what stands outside of them: each is
            checked as a page of its own, instead of the feed as a whole.

    Returns:
        The problems in reading order, and the edits that mend them.
    """
    if not (known is None or isinstance(known, KnownLines)):
        known = KnownLines(known)
    make = functools.partial(
        Page,
        known=known,
        home=home,
        places=places,
        book=book,
        contexts=contexts,
        nations=nations,
        taxonomy=taxonomy,
        name_place=name_place,
        today=today,
        charset=charset,
    )
    page = make(document, report, settings=settings, banner=banner)
    found: list[Problem] = []
    parts = tuple(entries)
    for entry in parts:
        own = make(
            entry.document,
            entry.report,
            settings=settings if entry.holds_text else _ask_less(settings),
            banner=entry.banner,
            entry=entry,
        )
        found.extend(_move(p, page, entry.start) for p in _check(own, wording))
    if not parts:
        found.extend(_check(page, wording))
    stand, waived = apply_waivers(page, found, waivers)
    problems = tuple(
        sorted((p for p in stand if settings.level(p.code) is not None), key=_place)
    )
    return Audit(
        source=document.source,
        report=report,
        problems=problems,
        edits=_unite(problems),
        waived=tuple(sorted(waived, key=lambda one: _place(one.problem))),
    )


def _place(problem: Problem) -> tuple[Span, str, str]:
    """Sort problems in reading order."""
    return problem.span, problem.code, problem.helpline or ""


def _check(page: Page, wording: Wording | None) -> Iterator[Problem]:
    """Run the checks that a page is held to."""
    return _settle(p for p in _run_checks(page, wording) if page.wants(p.code))


def _ask_less(settings: Settings) -> Settings:
    """Return the checks without those that ask for what nobody could write there."""
    levels = tuple(row for row in settings.levels if row[0] not in _ASKED)
    return attrs.evolve(settings, levels=levels)


def _move(problem: Problem, page: Page, start: int) -> Problem:
    """Return a problem of an entry, placed in its feed."""
    span = Span(problem.span.start + start, problem.span.end + start)
    position = page.lines.position(span.start)
    return attrs.evolve(
        problem,
        span=span,
        line=position.line,
        column=position.column,
        fix=tuple(attrs.evolve(e, offset=e.offset + start) for e in problem.fix),
    )


def _run_checks(page: Page, wording: Wording | None) -> Iterator[Problem]:
    """Run the checks of every family."""
    yield from check_warnings(page)
    yield from check_support(page)
    yield from check_numbers(page)
    yield from check_misprints(page)
    yield from check_torn(page)
    yield from check_wording(page, wording)


def _settle(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out that a helpline has no number where its wrong number is told of."""
    found = list(problems)
    wrong = {problem.helpline for problem in found if problem.code in _WRONG}
    for problem in found:
        if problem.code is not _NUMBERLESS or problem.helpline not in wrong:
            yield problem


def _unite(problems: Iterable[Problem]) -> tuple[Edit, ...]:
    """Return the edits of all problems, each once; of two that overlap the first."""
    # On a page without content the warning still goes before the support.
    ranked = sorted(problems, key=lambda problem: problem.code in _AT_END)
    edits: list[Edit] = []
    united = dict.fromkeys(edit for problem in ranked for edit in problem.fix)
    for edit in sorted(united, key=lambda edit: edit.offset):
        end = edits[-1].offset + edits[-1].removed if edits else 0
        if edit.offset >= end:
            edits.append(edit)
    return tuple(edits)
