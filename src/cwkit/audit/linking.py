"""
The edits that mend a number: another in its place, or a link to it.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from cwkit.audit.occurrences import Via
from cwkit.audit.values import Edit
from cwkit.helplines import ChannelKind, Proof, Standing

if TYPE_CHECKING:
    from cwkit.audit.book import NumberBook
    from cwkit.audit.occurrences import Occurrence
    from cwkit.audit.page import Page
    from cwkit.helplines import Channel, Helpline, Retired
    from cwkit.text import Span

__all__ = ["correct_link", "link_number", "replace_number"]

_TARGET: Final = re.compile(
    # The number alone; what is pressed behind it, and the words of a message, stay.
    r"(?P<scheme>[a-z]+):(?://)?(?P<number>(?:&(?!amp;)\#?\w{1,8};|[^?;,&])*+)",
    re.IGNORECASE,
)
_MARKUP: Final = frozenset("<>[]*_`\\")
_PAUSE: Final = re.compile(r"(?<=\d)[pw]\d", re.IGNORECASE)
_SCHEMES: Final = {
    "tel": ChannelKind.PHONE,
    "callto": ChannelKind.PHONE,
    "sms": ChannelKind.SMS,
}


def replace_number(
    page: Page, occurrence: Occurrence, row: Retired, line: Helpline
) -> tuple[Edit, ...]:
    """
    Return the edits that print the number of *line* instead of that of *row*.

    Who is told to write is never given a number to call, nor the other way round.
    """
    channel = _choose_channel(page, occurrence, row, line)
    if channel is None or not channel.dial:
        return ()
    span = occurrence.span
    if occurrence.via is Via.LINK:
        return _replace_target(page, span, channel.dial)
    if (
        occurrence.via is not Via.TEXT
        or not _is_whole(page, span)
        or not page.bars.allows_text(span)
    ):
        return ()
    shown = channel.display or channel.dial
    if (
        channel.kind is ChannelKind.PHONE
        and not occurrence.linked
        and page.bars.is_free(span)
    ):
        shown = _write_link(page, span, shown, channel.dial)
    return (Edit(span.start, shown, len(span)),)


def link_number(
    page: Page, occurrence: Occurrence, channel: Channel
) -> tuple[Edit, ...]:
    """
    Return the edits that make a number a link.
    """
    span = occurrence.span
    written = span.of(page.document.source)
    if (
        channel.kind is not ChannelKind.PHONE
        or not channel.dial
        or not _is_whole(page, span)
        or not page.bars.is_free(span)
    ):
        return ()
    linked = _write_link(page, span, written, channel.dial)
    return (Edit(span.start, linked, len(span)),)


def correct_link(
    page: Page, book: NumberBook, target: Span, digits: str
) -> tuple[Edit, ...]:
    """
    Return the edit that lets a link dial a number, if it is a known helpline's.
    """
    for entry in book.find(digits):
        line, channel = entry.answers, entry.channel
        if (
            line is not None
            and channel is not None
            and channel.dial
            and entry.country in page.home
        ):
            return _replace_target(page, target, channel.dial)
    return ()


def _is_whole(page: Page, span: Span) -> bool:
    """Say whether a number is written without markup inside; references are none."""
    written, shown = span.of(page.document.source), span.of(page.document.text)
    return written == shown or (
        _MARKUP.isdisjoint(written)
        and "".join(html.unescape(written).split()) == "".join(shown.split())
    )


def _replace_target(page: Page, target: Span, dial: str) -> tuple[Edit, ...]:
    """Return the edit that lets a link dial another number."""
    written = _TARGET.match(page.document.source, target.start, target.end)
    if written is None or not page.bars.allows_text(target):
        return ()
    start, end = written.span("number")
    pause = _PAUSE.search(page.document.source, start, end)
    end = pause.start() if pause else end
    return (Edit(start, dial, end - start),)


def _choose_channel(
    page: Page, occurrence: Occurrence, row: Retired, line: Helpline
) -> Channel | None:
    """Return the channel that takes the place of a number; None if none surely does."""
    if line.status is not Standing.ACTIVE:
        return None
    kind = _find_kind(row)
    if occurrence.via is Via.LINK:
        scheme = occurrence.span.of(page.document.source).partition(":")[0]
        if _SCHEMES.get(scheme.casefold()) is not kind:
            return None
    channel = next((c for c in line.channels if c.kind is kind), None)
    if channel is None or kind is ChannelKind.PHONE:
        return channel
    # "Text LATE to 55501" helps nobody where the word for it is another.
    said = page.sentence(occurrence.shown) + occurrence.span.of(page.document.source)
    known = channel.keyword
    return channel if known is None or _has_word(said, known) else None


def _find_kind(row: Retired) -> ChannelKind:
    """Return whether a number was called or written to."""
    proved = {proof for source in row.sources for proof in source.proves}
    texted = Proof.SMS in proved and Proof.PHONE not in proved
    return ChannelKind.SMS if texted else ChannelKind.PHONE


def _has_word(text: str, word: str) -> bool:
    """Say whether a text holds a word."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _write_link(page: Page, span: Span, shown: str, dial: str) -> str:
    """Write a number as a link, as it is done there."""
    if page.bars.is_html(span):
        return f'<a href="tel:{html.escape(dial)}">{shown}</a>'
    return f"[{shown}](tel:{dial})"
