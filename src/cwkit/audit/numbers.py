"""
Checks of numbers: whether who is called there is who should be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.audit.book import LONG, simplify_number
from cwkit.audit.occurrences import Occurrence, Via, find_occurrences
from cwkit.audit.values import Code, Edit
from cwkit.helplines import (
    WORLD,
    ChannelKind,
    Helpline,
    Kind,
    Retired,
    RetiredReason,
    Standing,
)
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from cwkit.audit.book import Entry, NumberBook
    from cwkit.audit.contexts import WordSet
    from cwkit.audit.page import Page
    from cwkit.audit.values import Problem
    from cwkit.helplines import Channel

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

_NAME_REACH: Final = 120
"""How far from the name of a helpline a misprint of its number may stand."""

_MOST_NAMED: Final = 3
"""How many countries a message names."""


_LEAST_MISPRINT: Final = 6
"""A code with fewer digits has too many neighbours."""


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
    occurrences = tuple(find_occurrences(page.document, page.book))
    dialled = {
        simplify_number(one.digits) for one in occurrences if one.via is Via.LINK
    }
    if dialled:
        yield from _check_links(page, page.book)
    for occurrence in occurrences:
        yield from _check_occurrence(page, page.book, occurrence, dialled)
    if page.support is not None and page.support.named:
        known = [one.span for one in occurrences]
        yield from _check_misprints(page, page.support.named, known)


def _check_occurrence(
    page: Page, book: NumberBook, occurrence: Occurrence, dialled: Collection[str]
) -> Iterator[Problem]:
    """Check one number."""
    short = len(occurrence.digits) < LONG
    # Asked first: to find a number of another country, its file must be read.
    if short and occurrence.via is Via.TEXT and not _is_dialled(page, occurrence.span):
        return
    digits, international = occurrence.digits, occurrence.international
    at_home = book.find(digits, international=international, at_home=True)
    own = [entry for entry in at_home if entry.answers is not None]
    if own:
        yield from _check_own(page, occurrence, own, dialled)
        return
    entries = list(book.find(digits, international=international))
    homes = {*page.home, WORLD}
    retired = [e for e in entries if e.answers is None]
    if retired and (
        not short or not page.home or any(e.country in homes for e in retired)
    ):
        # What the number was at home, then what it is; then where it is out of place.
        retired.sort(key=lambda e: (e.country not in homes, _is_elsewhere(e)))
        yield _tell_retired(page, book, occurrence, retired[0])
    elif page.home:
        yield from _check_foreign(page, occurrence, entries)


def _is_elsewhere(entry: Entry) -> bool:
    """Say whether a number is told of because it is printed out of place."""
    record = entry.record
    return isinstance(record, Retired) and record.reason is RetiredReason.ELSEWHERE


def _check_own(
    page: Page,
    occurrence: Occurrence,
    entries: Sequence[Entry],
    dialled: Collection[str],
) -> Iterator[Problem]:
    """Check a number that answers where the readers are."""
    lines = [entry.answers for entry in entries if entry.answers is not None]
    if all(line.kind is Kind.EMERGENCY for line in lines):
        yield from _check_emergency(page, occurrence, lines[0])
        return
    if (
        occurrence.via is Via.TEXT
        and not occurrence.linked
        and page.document.media_type in _LINKED
        and not page.owns(occurrence.span)
        # One link to a number is enough.
        and not any(_same(occurrence.digits, digits) for digits in dialled)
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
            fix=_link(page, occurrence, channel.dial or "", channel.kind),
        )


def _check_emergency(
    page: Page, occurrence: Occurrence, line: Helpline
) -> Iterator[Problem]:
    """Check whether the emergency number is offered as somebody to talk to."""
    words = page.words
    if words is None or occurrence.via is not Via.TEXT or page.owns(occurrence.span):
        return
    sentence = page.sentence(occurrence.shown)
    if words.talk.search(sentence) and not words.urgent.search(sentence):
        yield page.problem(
            Code.EMERGENCY_AS_SUPPORT,
            "the emergency number is offered as somebody to talk to; "
            "name a helpline, and keep it for danger",
            occurrence.span,
            helpline=line.id,
        )


def _tell_retired(
    page: Page, book: NumberBook, occurrence: Occurrence, entry: Entry
) -> Problem:
    """Tell of a number that must not be printed any more."""
    row = entry.record
    if isinstance(row, Helpline):
        code, why, since = Code.NUMBER_RETIRED, _WHY[RetiredReason.CLOSED], None
        was, instead, number = row.name, row.replaced_by, ""
        same = False
    else:
        code, why, since = _CODES[row.reason], _WHY[row.reason], row.since
        was, instead, number = row.was, row.replaced_by, row.replacement or ""
        same = row.reason in _SAME_SERVICE
    successor = None if instead is None else book.helpline(instead)
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
        fix=_replace(page, occurrence, successor) if same and successor else (),
    )


def _check_foreign(
    page: Page, occurrence: Occurrence, entries: Sequence[Entry]
) -> Iterator[Problem]:
    """Check a number that answers in other countries only."""
    lines = [entry for entry in entries if entry.answers is not None]
    if not lines or page.owns(occurrence.span):
        return
    # Who dials the code of a country knows which country is called. And digits as
    # they are dialled at home may be anybody's somewhere else.
    if occurrence.international or (
        occurrence.via is Via.TEXT and not _is_dialled(page, occurrence.span)
    ):
        return
    countries = list(dict.fromkeys(entry.country for entry in lines))
    names = [page.name_place(country) for country in countries]
    region = page.region(occurrence.shown.start)
    around = region.span.of(page.document.text) if region else ""
    if any(
        _names(around, [country, name])
        for country, name in zip(countries, names, strict=True)
    ):
        return
    line = lines[0].answers
    where = ", ".join(page.name_place(country) for country in page.home)
    shown = ", ".join(names[:_MOST_NAMED]) + (
        f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    )
    yield page.problem(
        Code.NUMBER_FOREIGN,
        f"this number answers in {shown}, and the readers are in {where}; "
        "name a line of theirs, or say which country it is for",
        occurrence.span,
        helpline=line.id if line else None,
    )


def _names(text: str, names: Iterable[str]) -> bool:
    """Say whether *text* names a country, by its code or its name."""
    words = "".join(c if c.isalnum() else " " for c in text)
    padded = f" {' '.join(words.split())} "
    return any(f" {name} " in padded for name in names)


def _check_links(page: Page, book: NumberBook) -> Iterator[Problem]:
    """Check whether links dial what they show."""
    for link in page.document.links:
        occurrence = Occurrence.of_link(link)
        if occurrence is None or page.owns(link.span):
            continue
        shown = list(occurrence.read_shown(page.document.text))
        if not shown or any(_same(occurrence.digits, digits) for digits in shown):
            continue
        yield page.problem(
            Code.NUMBER_LINK_MISMATCH,
            "the link dials another number than it shows; make it dial what it shows",
            link.span,
            fix=_correct(page, book, link.target_span, shown[0]),
        )


def _correct(
    page: Page, book: NumberBook, target: Span, digits: str
) -> tuple[Edit, ...]:
    """Return the edit that lets a link dial a number, if it is a known helpline's."""
    for entry in book.find(digits):
        line, channel = entry.answers, entry.channel
        if line is not None and channel is not None and entry.country in page.home:
            written = target.of(page.document.source)
            scheme, colon, _ = written.partition(":")
            return (Edit(target.start, f"{scheme}{colon}{channel.dial}", len(target)),)
    return ()


def _same(first: str, second: str) -> bool:
    """Say whether two numbers may be the same, country's code left out of one."""
    one, other = sorted((simplify_number(first), simplify_number(second)), key=len)
    spare = len(other) - len(one)
    if other.endswith(one) and spare <= _CODE:
        return True
    # The trunk prefix is left out behind a country's code.
    return one[:1] in _TRUNKS and other.endswith(one[1:]) and spare < _CODE


def _check_misprints(
    page: Page, named: Sequence[tuple[Helpline, Span]], known: Sequence[Span]
) -> Iterator[Problem]:
    """Check numbers beside a helpline's name that are nearly its number."""
    text = page.document.text
    # The name that stands last before a number is the one it is printed for.
    near: dict[Span, tuple[Helpline, Channel]] = {}
    for line, span in named:
        channels = [c for c in line.channels if c.kind is ChannelKind.PHONE and c.dial]
        window = Span(span.start, min(len(text), span.end + _NAME_REACH))
        for number in Occurrence.read_rows(text, window):
            channel = next((c for c in channels if _may_be(number.digits, c)), None)
            if channel is not None and not any(
                number.span.overlaps(one) for one in known
            ):
                near[number.span] = line, channel
    for span, (line, channel) in near.items():
        source = line.sources[0]
        yield page.problem(
            Code.NUMBER_MISCOPIED,
            f"the number of {line.name} is {channel.display or channel.dial}, which is "
            f"nearly this; compare them ({source.url}, {source.seen_on})",
            span,
            helpline=line.id,
            sources=[one.url for one in line.sources],
        )


def _may_be(digits: str, channel: Channel) -> bool:
    """Say whether digits are nearly the number of a channel."""
    right = simplify_number(channel.dial or "")
    return len(right) >= _LEAST_MISPRINT and _is_near(simplify_number(digits), right)


def _is_near(first: str, second: str) -> bool:
    """Say whether one digit was changed, left out or added, or two changed places."""
    if len(first) == len(second):
        wrong = [
            i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b
        ]
        if len(wrong) == 1:
            return True
        return (
            len(wrong) == 2  # noqa: PLR2004  # two digits that changed places
            and wrong[1] == wrong[0] + 1
            and first[wrong[0]] == second[wrong[1]]
            and first[wrong[1]] == second[wrong[0]]
        )
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1:
        return False
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


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
    return any(found.end() == len(before) for found in words.units.finditer(before))


def _replace(page: Page, occurrence: Occurrence, line: Helpline) -> tuple[Edit, ...]:
    """Return the edits that print the number of *line* instead."""
    channel = next((c for c in line.channels if c.kind is ChannelKind.PHONE), None)
    if line.status is not Standing.ACTIVE or channel is None or channel.dial is None:
        return ()
    source, text = page.document.source, page.document.text
    span = occurrence.span
    match occurrence.via:
        case Via.LINK:
            scheme, colon, _ = span.of(source).partition(":")
            if scheme.casefold() != "tel":
                return ()
            return (Edit(span.start, f"{scheme}{colon}{channel.dial}", len(span)),)
        case Via.TEXT if span.of(source) == span.of(text):
            shown = channel.display or channel.dial
            if not occurrence.linked and _can_link(page, span):
                shown = _write_link(page, shown, channel.dial)
            return (Edit(span.start, shown, len(span)),)
        case _:
            return ()


def _link(
    page: Page, occurrence: Occurrence, dial: str, kind: ChannelKind
) -> tuple[Edit, ...]:
    """Return the edits that make a number a link."""
    span = occurrence.span
    written = span.of(page.document.source)
    if (
        kind is not ChannelKind.PHONE
        or written != span.of(page.document.text)
        or not _can_link(page, span)
    ):
        return ()
    return (Edit(span.start, _write_link(page, written, dial), len(span)),)


def _can_link(page: Page, span: Span) -> bool:
    """Say whether a link may be written at a place: not on this page, not in a link."""
    return page.document.media_type in _LINKED and not any(
        link.span.overlaps(span) for link in page.document.links
    )


def _write_link(page: Page, shown: str, dial: str) -> str:
    """Write a number as a link."""
    if page.document.media_type == "text/html":
        return f'<a href="tel:{dial}">{shown}</a>'
    return f"[{shown}](tel:{dial})"
