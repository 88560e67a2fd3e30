"""
Where numbers stand on a page: in its text, behind its links, in its structured data.
"""

from __future__ import annotations

import bisect
import enum
import functools
import re
import urllib.parse
from typing import TYPE_CHECKING, Final

import attrs
import regex

from cwkit.audit.book import LONG
from cwkit.audit.declared import find_declared, find_targets
from cwkit.audit.digits import (
    LEAST,
    SPELLED,
    find_rows,
    find_spelled,
    is_joined,
    plain,
    read_keys,
    read_parts,
    read_prefix,
    read_row,
    read_spelled,
    read_whole,
)
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cwkit.audit.book import NumberBook
    from cwkit.markup import Document, Link

__all__ = ["Occurrence", "Via", "find_occurrences"]

_SCHEME: Final = re.compile(r"(?:tel|sms|callto):(?://)?([^?;,&]*)", re.IGNORECASE)
_PAUSE: Final = re.compile(r"(?<=\d)[pw](?=\d)", re.IGNORECASE)
"""What is dialled behind it is pressed once somebody answers, as behind a comma."""

# Every page is searched for it, and `regex` is the faster where several words may be.
_LINKED: Final = regex.compile("(?:tel|sms|callto|TEL|SMS|CALLTO|Tel|Sms|Callto):")
"""What stands in a page that links a number; most have none, and need not be asked."""

_DATE: Final = re.compile(r"(?:19|20)\d\d[-–/.](?:19|20)?\d\d(?:[-–/.]\d\d)?")


class Via(enum.Enum):
    """
    In what a number stands.
    """

    TEXT = "text"
    LINK = "link"
    DATA = "data"


@attrs.frozen(kw_only=True)
class Occurrence:
    """
    A number on a page.

    Attributes:
        digits: What is dialled, without what is dialled before a country's code.

        span: Where it stands.

        via: In what.

        international: Whether the digits begin with the code of a country.

        shown: Where a reader sees it, or the link that holds it.

        linked: Whether a reader who sees it can tap it.
    """

    digits: str
    span: Span
    via: Via
    international: bool = False
    shown: Span
    linked: bool = False

    @classmethod
    def of_link(cls, link: Link) -> Occurrence | None:
        """
        Return the number that a link dials; None if it dials none.
        """
        return cls.of_target(link.target, link.target_span, link.span)

    @classmethod
    def of_target(cls, target: str, span: Span, shown: Span) -> Occurrence | None:
        """
        Return the number that is dialled by what a link leads to, if one is.
        """
        found = _SCHEME.match(target)
        if found is None:
            return None
        written = _PAUSE.split(urllib.parse.unquote(found[1]))[0]
        digits, international = read_prefix(
            read_keys(written), plus=written.lstrip().startswith("+")
        )
        # "tel:phone" is a gap that somebody was to fill, and no number.
        if len(digits) < LEAST or not any(c.isdigit() for c in written):
            return None
        return cls(
            digits=digits,
            span=span,
            via=Via.LINK,
            international=international,
            shown=shown,
        )

    @classmethod
    def read_rows(cls, document: Document, window: Span) -> Iterator[Occurrence]:
        """
        Yield the rows of digits in a part of a page, each as one number.
        """
        text = document.text
        for found in find_rows(document, window):
            if not is_joined(text, found.start(), found.end()):
                digits, span, international = read_whole(text, found)
                yield cls(
                    digits=digits,
                    span=span,
                    via=Via.TEXT,
                    international=international,
                    shown=span,
                )

    def shows(self, document: Document, is_same: Callable[[str, str], bool]) -> bool:
        """
        Say whether the words of a link show the number that it dials.

        Args:
            document: The page.
            is_same: Says whether two rows of digits are the same number.
        """
        for found in find_spelled(document.text, self.shown):
            for digits in read_spelled(found[0]):
                if is_same(self.digits, digits):
                    return True
        return any(
            is_same(self.digits, digits)
            for row in find_rows(document, self.shown)
            for digits, _, _ in read_row(document.text, row)
        )

    def read_shown(self, document: Document, book: NumberBook) -> Iterator[str]:
        """
        Yield the numbers that the words of a link show: years and hours are none.
        """
        for found in find_spelled(document.text, self.shown):
            digits = read_keys(found[0])
            if len(digits) >= LONG:
                yield digits
        for row in self.read_rows(document, self.shown):
            written = row.span.of(document.text)
            if book.knows(row.digits) or (
                len(row.digits) >= LONG and not _DATE.fullmatch(written)
            ):
                yield row.digits


def find_occurrences(document: Document, book: NumberBook) -> Iterator[Occurrence]:
    """
    Yield the numbers on a page that may be those of helplines.

    Args:
        document: The page.
        book: Says which digits are worth a closer look.
    """
    links: list[Span] = []
    if _LINKED.search(document.source):
        for link in document.links:
            occurrence = Occurrence.of_link(link)
            if occurrence is not None:
                links.append(link.span)
                yield occurrence
        for target, span in find_targets(document):
            occurrence = Occurrence.of_target(target, span, span)
            if occurrence is not None:
                yield occurrence
    yield from _find_in_text(document, links, book)
    for digits, span, international in find_declared(document):
        yield Occurrence(
            digits=digits,
            span=span,
            via=Via.DATA,
            international=international,
            shown=span,
        )


def _find_in_text(
    document: Document, links: list[Span], book: NumberBook
) -> Iterator[Occurrence]:
    """Yield the known numbers in a text, the longest first where they overlap."""
    text = document.text
    for row in find_rows(document, Span(0, len(text))):
        # Most rows are years, or what stands in the foot of every page.
        if not (_may_hold(book, row[0]) or SPELLED.match(text, row.end())):
            continue
        for digits, span, international in read_row(text, row):
            if book.knows(digits):
                yield Occurrence(
                    digits=digits,
                    span=span,
                    via=Via.TEXT,
                    international=international,
                    shown=span,
                    linked=_overlaps(links, span),
                )
                break


@functools.lru_cache(maxsize=4096)
def _may_hold(book: NumberBook, written: str) -> bool:
    """Say whether a row of digits may hold a known number, whatever is around it."""
    if written.isdecimal():
        return book.knows(plain(written))
    return any(
        book.knows(digits)
        for plus in (False, True)
        for digits, *_ in read_parts(written, plus)
    )


def _overlaps(links: list[Span], span: Span) -> bool:
    """Say whether one of the links, which are in order, overlaps *span*."""
    at = bisect.bisect_left(links, span)
    return any(link.overlaps(span) for link in links[max(0, at - 1) : at + 1])
