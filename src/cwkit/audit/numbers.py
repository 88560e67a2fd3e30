"""
Checks of numbers: whether who is called there is who should be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.audit.book import LONG, simplify_number
from cwkit.audit.linking import correct_link, link_number, replace_number
from cwkit.audit.occurrences import Occurrence, Via
from cwkit.audit.reach import list_names
from cwkit.audit.values import Code
from cwkit.helplines import WORLD, Helpline, Kind, Retired, RetiredReason
from cwkit.text import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterator, Sequence

    from cwkit.audit.book import Entry, NumberBook
    from cwkit.audit.contexts import WordSet
    from cwkit.audit.page import Page
    from cwkit.audit.values import Edit, Problem

__all__ = ["check_numbers"]

_CODES: Final = {
    RetiredReason.SUPERSEDED: Code.NUMBER_RETIRED,
    RetiredReason.CLOSED: Code.NUMBER_RETIRED,
    RetiredReason.PREMIUM: Code.NUMBER_PREMIUM,
    RetiredReason.MISCOPIED: Code.NUMBER_MISCOPIED,
    RetiredReason.ELSEWHERE: Code.NUMBER_ELSEWHERE,
}
_WHY: Final = {
    RetiredReason.SUPERSEDED: "another number has taken its place",
    RetiredReason.CLOSED: "nobody answers there any more",
    RetiredReason.PREMIUM: "a call there costs extra",
    RetiredReason.MISCOPIED: "it is a misprint",
    RetiredReason.ELSEWHERE: "it belongs to somebody else",
}
_SAME_SERVICE: Final = frozenset(
    {RetiredReason.SUPERSEDED, RetiredReason.PREMIUM, RetiredReason.MISCOPIED}
)
"""Where the service is the same, so that its number may take the place of another."""

_BESIDE: Final = 100
"""How far from a short code is looked for what makes it one."""

_UNIT: Final = 12
"""How far from digits stands what makes them an amount."""

_LABEL: Final = 24
"""How far before digits begins what they are said to be instead of a telephone's."""

_MOST_NAMED: Final = 3
"""How many countries a message names."""

_CODE: Final = 3
"""A country's code has at most three digits."""

_TRUNKS: Final = frozenset("18")

_CURRENCIES: Final = frozenset("$€£¥₹%°#№§")
_LINKED: Final = frozenset({"text/html", "text/markdown"})


def check_numbers(page: Page) -> Iterator[Problem]:
    """
    Check who answers at the numbers that a page shows, links and declares.
    """
    if page.book is None:
        return
    occurrences = page.numbers
    dialled = {
        simplify_number(one.digits) for one in occurrences if one.via is Via.LINK
    }
    if dialled:
        yield from _check_links(page, page.book)
    for occurrence in occurrences:
        yield from _check_occurrence(page, page.book, occurrence, dialled)


def _check_occurrence(
    page: Page, book: NumberBook, occurrence: Occurrence, dialled: Collection[str]
) -> Iterator[Problem]:
    """Check one number."""
    # Asked first: to find a number of another country, its file must be read.
    if occurrence.via is Via.TEXT and not _may_be_dialled(page, occurrence):
        return
    digits, international = occurrence.digits, occurrence.international
    at_home = book.find(digits, international=international, at_home=True)
    own = [entry for entry in at_home if entry.answers is not None]
    if own:
        yield from _check_own(page, book, occurrence, own, dialled)
        return
    entries = list(book.find(digits, international=international))
    answering = [entry for entry in entries if entry.answers is not None]
    row = _choose_retired(page, occurrence, entries)
    if row is not None:
        yield _tell_retired(page, book, occurrence, row)
    elif page.home and answering:
        yield from _check_foreign(page, occurrence, answering)


def _choose_retired(
    page: Page, occurrence: Occurrence, entries: Sequence[Entry]
) -> Entry | None:
    """
    Return what makes a number wrong; None where it may be right.

    A number that answers in a country that is named near it is right, whatever it was
    at home; and so may be one that answers anywhere, if it was nothing at home.
    """
    rows = [entry for entry in entries if entry.answers is None]
    if not rows:
        return None
    answering = {entry.country for entry in entries if entry.answers is not None}
    named = page.find_countries(occurrence.shown)
    if not named.isdisjoint(answering):
        return None
    homes = {*page.home, WORLD}
    short = len(occurrence.digits) < LONG
    fitting = [
        row
        for row in rows
        if row.country in homes
        or not (answering or _is_elsewhere(row) or (short and row.country not in named))
    ]
    # What the number was at home, then what it is; then where it is out of place.
    fitting.sort(key=lambda row: (row.country not in homes, _is_elsewhere(row)))
    return fitting[0] if fitting else None


def _is_elsewhere(entry: Entry) -> bool:
    """Say whether a number is told of because it is printed out of place."""
    record = entry.record
    return isinstance(record, Retired) and record.reason is RetiredReason.ELSEWHERE


def _check_own(
    page: Page,
    book: NumberBook,
    occurrence: Occurrence,
    entries: Sequence[Entry],
    dialled: Collection[str],
) -> Iterator[Problem]:
    """Check a number that answers where the readers are."""
    lines = [entry.answers for entry in entries if entry.answers is not None]
    if all(line.kind is Kind.EMERGENCY for line in lines):
        yield from _check_emergency(page, book, occurrence, lines[0])
        return
    if (
        occurrence.via is Via.TEXT
        and not occurrence.linked
        and page.document.media_type in _LINKED
        and not page.owns(occurrence.span)
        # One link to a number is enough.
        and not any(_same(occurrence.digits, digits) for digits in dialled)
        and page.bars.allows_links(occurrence.span)
    ):
        helps = next(line for line in lines if line.kind is not Kind.EMERGENCY)
        channel = next(
            e.channel for e in entries if e.record is helps and e.channel is not None
        )
        yield page.problem(
            Code.NUMBER_NOT_LINKED,
            f"the number of {helps.name} is no link; make it one",
            occurrence.span,
            helpline=helps.id,
            fix=link_number(page, occurrence, channel),
        )


def _check_emergency(
    page: Page, book: NumberBook, occurrence: Occurrence, line: Helpline
) -> Iterator[Problem]:
    """Check whether the emergency number is offered as somebody to talk to."""
    words = page.words
    if words is None or page.owns(occurrence.span) or occurrence.via is Via.DATA:
        return
    if occurrence.via is Via.LINK and occurrence.shows(page.document, _same):
        # It is told where readers see it.
        return
    span = _find_question(page, occurrence.shown)
    sentence = span.of(page.document.text)
    if (
        words.talk.search(sentence)
        and not words.urgent.search(sentence)
        and not _names_helpline(page, book, span)
    ):
        yield page.problem(
            Code.EMERGENCY_AS_SUPPORT,
            "the emergency number is offered as somebody to talk to; "
            "name a helpline, and keep it for danger",
            occurrence.span,
            helpline=line.id,
        )


def _find_question(page: Page, span: Span) -> Span:
    """Return the sentence around digits, with the question that it answers."""
    text = page.document.text
    start, end = page.find_sentence(span)
    if text[max(0, start - 1) : start] == "?":
        start, _ = page.find_sentence(Span(start - 1, start))
    return Span(start, end)


def _names_helpline(page: Page, book: NumberBook, sentence: Span) -> bool:
    """Say whether somebody to talk to is named beside the emergency number."""
    return any(
        entry.answers is not None
        and entry.answers.kind is not Kind.EMERGENCY
        and entry.country in page.home
        for number in Occurrence.read_rows(page.document, sentence)
        for entry in book.find(number.digits, international=number.international)
    )


def _tell_retired(
    page: Page, book: NumberBook, occurrence: Occurrence, entry: Entry
) -> Problem:
    """Tell of a number that must not be printed any more."""
    row = entry.record
    if isinstance(row, Helpline):
        code, why, since = Code.NUMBER_RETIRED, _WHY[RetiredReason.CLOSED], None
        was, instead, number = row.name, row.replaced_by, ""
        edits: tuple[Edit, ...] = ()
    else:
        code, why, since = _CODES[row.reason], _WHY[row.reason], row.since
        was, instead, number = row.was, row.replaced_by, row.replacement or ""
        edits = ()
    successor = None if instead is None else book.helpline(instead)
    if successor and isinstance(row, Retired) and row.reason in _SAME_SERVICE:
        edits = replace_number(page, occurrence, row, successor)
    dated = f" (since {since})" if since else ""
    cure = number.rstrip(".") or (successor.name if successor else "")
    source = row.sources[0]
    return page.problem(
        code,
        f"this is the number of {was}, and {why}{dated}; "
        + (f"print instead: {cure}" if cure else "take it out")
        + f" ({source.url}, {source.seen_on})",
        occurrence.span,
        helpline=instead,
        rule=row.id,
        sources=[one.url for one in row.sources],
        fix=edits,
    )


def _check_foreign(
    page: Page, occurrence: Occurrence, entries: Sequence[Entry]
) -> Iterator[Problem]:
    """Check a number that answers in other countries only."""
    # Who dials the code of a country knows which country is called.
    if occurrence.international or page.owns(occurrence.span):
        return
    # And digits as they are dialled at home may be anybody's somewhere else.
    if occurrence.via is Via.TEXT and not _is_dialled(page, occurrence.span):
        return
    countries = dict.fromkeys(entry.country for entry in entries)
    if not page.find_countries(occurrence.shown).isdisjoint(countries):
        return
    line = _choose_named(page, occurrence, entries)
    if line is not None:
        # Whose name stands beside the number is meant.
        countries = dict.fromkeys(
            entry.country for entry in entries if entry.answers is line
        )
    names = [page.name_place(country) for country in countries]
    where = ", ".join(page.name_place(country) for country in page.home)
    shown = ", ".join(names[:_MOST_NAMED]) + (
        f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    )
    line = line or entries[0].answers
    yield page.problem(
        Code.NUMBER_FOREIGN,
        f"this number answers in {shown}, and the readers are in {where}; "
        "name a line of theirs, or say which country it is for",
        occurrence.span,
        helpline=line.id if line else None,
    )


def _choose_named(
    page: Page, occurrence: Occurrence, entries: Sequence[Entry]
) -> Helpline | None:
    """Return the helpline among these whose name stands beside the number."""
    sentence = page.sentence(occurrence.shown).casefold()
    for entry in entries:
        line = entry.answers
        if line and any(name.casefold() in sentence for name in list_names(line)):
            return line
    return None


def _check_links(page: Page, book: NumberBook) -> Iterator[Problem]:
    """Check whether links dial what they show."""
    for link in page.document.links:
        occurrence = Occurrence.of_link(link)
        if (
            occurrence is None
            or page.owns(link.span)
            or occurrence.shows(page.document, _same)
        ):
            continue
        shown = next(occurrence.read_shown(page.document, book), None)
        if shown is not None:
            yield page.problem(
                Code.NUMBER_LINK_MISMATCH,
                "the link dials another number than it shows; "
                "make it dial what it shows",
                link.span,
                fix=correct_link(page, book, link.target_span, shown),
            )


def _same(first: str, second: str) -> bool:
    """Say whether two numbers may be the same, country's code left out of one."""
    one, other = sorted((simplify_number(first), simplify_number(second)), key=len)
    spare = len(other) - len(one)
    if other.endswith(one) and spare <= _CODE:
        return True
    # The trunk prefix is left out behind a country's code.
    return one[:1] in _TRUNKS and other.endswith(one[1:]) and spare < _CODE


def _may_be_dialled(page: Page, occurrence: Occurrence) -> bool:
    """Say whether digits in the text may be the number of a telephone."""
    words, text, span = page.words, page.document.text, occurrence.span
    if words is not None and _stands_behind(words.labels, text, span):
        return False
    return len(occurrence.digits) >= LONG or _is_dialled(page, span)


def _stands_behind(pattern: re.Pattern[str], text: str, span: Span) -> bool:
    """Say whether words like these stand directly before digits."""
    low = max(0, span.start - _LABEL)
    before = text[low : span.start].rstrip(" \t\u00a0:.(")
    return any(found.end() == len(before) for found in pattern.finditer(before))


def _is_dialled(page: Page, span: Span) -> bool:
    """Say whether the words around digits tell that they are to be dialled."""
    words, text = page.words, page.document.text
    if words is None or _is_amount(words, text, span):
        return False
    start, end = page.find_sentence(span)
    low, high = max(span.start - _BESIDE, start), min(span.end + _BESIDE, end)
    told = [found.end() for found in words.dial.finditer(text, low, span.start)]
    if told and span.start - told[-1] <= _UNIT:
        return True
    # "They answered 988 calls" tells nobody to dial.
    after = text[span.end : span.end + _UNIT].lstrip()
    if after[:1].islower() and not words.follow.match(after):
        return False
    return bool(told) or words.service.search(text, low, high) is not None


def _is_amount(words: WordSet, text: str, span: Span) -> bool:
    """Say whether what stands beside digits makes them an amount or a page."""
    before = text[max(0, span.start - _UNIT) : span.start].rstrip()
    after = text[span.end : span.end + _UNIT].lstrip()
    if not _CURRENCIES.isdisjoint((before[-1:], after[:1])) or words.units.match(after):
        return True
    return any(
        _stands_behind(pattern, text, span) for pattern in (words.units, words.counts)
    )
