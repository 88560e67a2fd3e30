"""
Checks of support: whether the page says where help answers, and how to reach it.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Final

from cwkit.audit.markers import SUPPORT
from cwkit.audit.reach import find_support
from cwkit.audit.values import Code
from cwkit.helplines import WORLD, ChannelKind
from cwkit.markup import read_document
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cwkit.audit.page import Page
    from cwkit.audit.reach import Support
    from cwkit.audit.values import Problem
    from cwkit.helplines import Helpline

__all__ = ["check_support"]

_TIME: Final = re.compile(r"<time\s[^<>]*?datetime\s*=\s*[\"']?(\d{4}-\d\d-\d\d)")
_TIME_REACH: Final = 120
"""How far behind what announces a day it may stand."""

_SPOKEN: Final = frozenset({ChannelKind.PHONE, ChannelKind.RELAY})


def check_support(page: Page) -> Iterator[Problem]:
    """
    Check whether the page says where help answers.
    """
    # A page that neither needs a warning nor has one owes nobody a helpline.
    if page.known is None or not (page.report.warn or page.report.warnings):
        return
    support = find_support(page.document, page.known, page.words)
    page.support = support
    named = list(_choose_named(page, support))
    offered = _read_support(page, [line for line, _ in named])
    for line, span in named:
        yield page.problem(
            Code.HELPLINE_WITHOUT_NUMBER,
            f"{line.name} is named, but nothing says how to reach it; "
            "add its number or a link",
            span,
            helpline=line.id,
            fix=page.insert(SUPPORT) if line.id in offered else (),
        )
    if not (support.reachable or named or page.holds(SUPPORT)):
        end = page.document.end
        yield page.problem(
            Code.SUPPORT_MISSING,
            "no helpline is named; say at the end where help answers",
            Span(end, end),
            topics=page.report.warn,
            fix=page.insert(SUPPORT),
        )
    yield from _check_channels(page, support)
    yield from _check_age(page, support)


def _choose_named(page: Page, support: Support) -> Iterator[tuple[Helpline, Span]]:
    """Yield the helplines that are named and cannot be reached, one at each place."""
    told: set[Span] = set()
    for line, span in support.named:
        if span not in told and not _is_elsewhere(page, span):
            told.add(span)
            yield line, span


def _is_elsewhere(page: Page, name: Span) -> bool:
    """
    Say whether a name is that of a helpline of another country, which has one too.

    The sentence says so, or the number that stands there does.
    """
    if page.owns(name):
        # What cwkit wrote says how to reach whom it names, wherever that is.
        return True
    homes = {*page.home, WORLD}
    sentence = Span(*page.find_sentence(name))
    countries = page.read_countries(sentence)
    if countries and countries.isdisjoint(homes):
        return True
    if page.book is None:
        return False
    for number in page.numbers:
        if sentence.overlaps(number.shown):
            found = page.book.find(number.digits, international=number.international)
            answering = {one.country for one in found if one.answers is not None}
            if answering and answering.isdisjoint(homes):
                return True
    return False


def _read_support(page: Page, named: Sequence[Helpline]) -> frozenset[str]:
    """Return which helplines can be reached once the support block is inserted."""
    if not named or SUPPORT not in page.bodies or page.holds(SUPPORT):
        return frozenset()
    block = read_document(page.bodies[SUPPORT], media_type=page.written)
    return find_support(block, named).reachable


def _check_channels(page: Page, support: Support) -> Iterator[Problem]:
    """Check whether help can be reached without speaking, where that is asked for."""
    code = Code.SUPPORT_ONE_CHANNEL
    if (
        support.kinds
        and support.kinds <= _SPOKEN
        and page.settings.is_for(code, page.report.warn)
        and not page.holds(SUPPORT)
    ):
        yield page.problem(
            code,
            "help can be reached by speaking only; add a way to write, "
            "or a web address",
            Span(page.document.end, page.document.end),
            topics=page.report.warn,
        )


def _check_age(page: Page, support: Support) -> Iterator[Problem]:
    """Check what the page says of when its helplines were checked."""
    words, today = page.words, page.today
    if not support.reachable or words is None or today is None:
        return
    text = page.document.text
    if not words.may_tell_check(text):
        return
    for found in words.checked.finditer(text):
        read = words.read_date(text, found.end()) or _read_time(page, found.end())
        if read is None:
            continue
        day, end = read
        span = Span(found.start(), end)
        age = (today - day).days
        if age > page.settings.stale_after and not page.owns(span):
            yield page.problem(
                Code.SUPPORT_STALE,
                f"the page says that its helplines were last checked on {day}, more "
                f"than {page.settings.stale_after} days ago; check them again",
                span,
            )


def _read_time(page: Page, start: int) -> tuple[datetime.date, int] | None:
    """Read the day that a page tells machines, where its words tell none."""
    found = _TIME.search(page.document.source, start, start + _TIME_REACH)
    if found is None:
        return None
    try:
        return datetime.date.fromisoformat(found[1]), found.end()
    except ValueError:
        return None
