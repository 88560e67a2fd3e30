"""
Misprints: numbers beside the name of a helpline that are nearly its number.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final

from cwkit.audit.book import simplify_number
from cwkit.audit.occurrences import Occurrence, Via
from cwkit.audit.values import Code
from cwkit.helplines import ChannelKind
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwkit.audit.book import NumberBook
    from cwkit.audit.page import Page
    from cwkit.audit.values import Problem
    from cwkit.helplines import Channel, Helpline

__all__ = ["check_misprints"]

_BEHIND: Final = 120
"""How far behind the name of a helpline a misprint of its number may stand."""

_BEFORE: Final = 60
"""How far before it one may."""

_LEAST: Final = 6
"""A code with fewer digits has too many neighbours."""

_OWN: Final = 11
"""As many digits has a number that begins with the 1 of its own numbering plan."""

_CODE: Final = 3
"""A country's code has at most three digits."""

_DIALLED: Final = frozenset({ChannelKind.PHONE, ChannelKind.SMS})


def check_misprints(page: Page) -> Iterator[Problem]:
    """
    Check numbers beside a helpline's name that are nearly its number.
    """
    if page.support is None or page.book is None or not page.support.mentions:
        return
    finder = _Finder(page, page.book)
    # The name that stands last before a number is the one it is printed for; where
    # none does, the one that follows it.
    near: dict[Span, tuple[Helpline, Channel]] = {}
    for line, span in page.support.mentions:
        for number in finder.find_before(span):
            channel = _find_channel(line, number)
            if channel is not None:
                near.setdefault(number.span, (line, channel))
        for number in finder.find_behind(span):
            channel = _find_channel(line, number)
            if channel is not None:
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


class _Finder:
    """What finds the numbers beside a name that are nobody's."""

    def __init__(self, page: Page, book: NumberBook) -> None:
        self._page = page
        self._known: list[Span] = []
        self._links: list[Occurrence] = []
        for one in page.numbers:
            if any(book.find(one.digits, international=one.international)):
                self._known.append(one.shown)
            elif one.via is Via.LINK:
                self._links.append(one)
        self._known.sort()
        self._links.sort(key=lambda one: one.shown)
        self._starts = [one.shown.start for one in self._links]

    def find_before(self, name: Span) -> Iterator[Occurrence]:
        """Yield those that stand in the sentence before a name."""
        start, _ = self._page.find_sentence(name)
        yield from self._find(Span(max(start, name.start - _BEFORE), name.start))

    def find_behind(self, name: Span) -> Iterator[Occurrence]:
        """Yield those that stand behind a name, or that a link with the name dials."""
        text = self._page.document.text
        window = Span(name.start, min(len(text), name.end + _BEHIND))
        yield from self._find(window)
        low = bisect.bisect_left(self._starts, name.start - _BEFORE)
        high = bisect.bisect_right(self._starts, window.end)
        for link in self._links[low:high]:
            if link.shown.overlaps(window):
                yield link

    def _find(self, window: Span) -> Iterator[Occurrence]:
        """Yield the numbers of a part of the text."""
        for number in Occurrence.read_rows(self._page.document, window):
            at = bisect.bisect_left(self._known, number.span)
            beside = self._known[max(0, at - 1) : at + 1]
            if not any(number.span.overlaps(one) for one in beside):
                yield number


def _find_channel(line: Helpline, number: Occurrence) -> Channel | None:
    """Return the channel of a helpline whose number is nearly another."""
    return next(
        (
            channel
            for channel in line.channels
            if channel.kind in _DIALLED
            and channel.dial
            and _may_be(number, channel.dial)
        ),
        None,
    )


def _may_be(number: Occurrence, dial: str) -> bool:
    """Say whether digits are nearly what is dialled, country's code left out or not."""
    right = _strip(simplify_number(dial))
    if len(right) < _LEAST:
        return False
    digits = simplify_number(number.digits)
    cuts = range(1, _CODE + 1) if number.international else range(1)
    return any(_is_near(_strip(digits[cut:].lstrip("0")), right) for cut in cuts)


def _strip(digits: str) -> str:
    """Return a number without the 1 of its own numbering plan."""
    return digits[1:] if len(digits) == _OWN and digits[0] == "1" else digits


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
