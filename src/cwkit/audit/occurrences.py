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

from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwkit.audit.book import NumberBook
    from cwkit.markup import Document, Link

__all__ = ["Occurrence", "Via", "find_occurrences"]

# Every page is searched for these, and `regex` steps over what is no digit three times
# as fast.
_ROW: Final = regex.compile(
    # Digits with the marks people put between them; short codes have three.
    r"([0-9](?:[ \u00a0\u202f\u2011().\-–/]{0,3}[0-9]){2,19})"
    # What stands behind the digits of a number that ends in a word.
    r"([ \u00a0.\-–]?[A-Z])?"
)
_KEYPAD: Final = re.compile(
    # A number that ends in a word, spelled on the keys of a telephone.
    r"[0-9](?:[ \u00a0().\-–]{0,2}[0-9]){2,9}[ \u00a0.\-–]?"
    r"[A-Z]{2,9}[A-Z0-9]{1,8}(?![A-Za-z0-9])"
)
_MIXED: Final = re.compile(r"[0-9](?:[ \-]?[0-9A-Z]){5,14}(?![0-9A-Za-z])")
"""The same with letters among its digits, as some helplines write it."""

_GROUP: Final = re.compile(r"[0-9]+")
_SCHEME: Final = re.compile(r"(?:tel|sms):(?://)?([^?;]*)", re.IGNORECASE)
_LINKED: Final = regex.compile("(?:tel|sms|TEL|SMS):")
"""What stands in a page that links a number; most have none, and need not be asked."""

_TELEPHONE: Final = re.compile(r'"(?:telephone|faxNumber)"\s*:\s*"([^"\\]*)"')
_KEYS: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_ABROAD: Final = ("00", "011")
"""What is dialled before the code of a country."""

_LEAST_INSIDE: Final = 6
"""How many digits of a row must be the number, where others stand beside it."""

_LEAST: Final = 3
_MOST: Final = 15
"""No number has more digits (ITU-T E.164)."""

_HARD: Final = frozenset("_@=&#/")
"""What joins digits to something that is no number."""

_SOFT: Final = frozenset(".,:-–+")
"""What does so between digits only."""


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
        found = _SCHEME.match(link.target)
        if found is None:
            return None
        written = urllib.parse.unquote(found[1]).upper().translate(_KEYS)
        digits, international = _read_prefix(
            "".join(_GROUP.findall(written)), plus=written.lstrip().startswith("+")
        )
        if len(digits) < _LEAST:
            return None
        return cls(
            digits=digits,
            span=link.target_span,
            via=Via.LINK,
            international=international,
            shown=link.span,
        )

    @classmethod
    def read_rows(cls, text: str, window: Span) -> Iterator[Occurrence]:
        """
        Yield the rows of digits in a part of a text, each as one number.
        """
        for found in _ROW.finditer(text, window.start, window.end):
            start, end = found.span(1)
            if not _is_joined(text, start, end):
                plus = text[start - 1 : start] == "+"
                digits, international = _read_prefix(
                    "".join(_GROUP.findall(found[1])), plus=plus
                )
                span = Span(start - plus, end)
                yield cls(
                    digits=digits,
                    span=span,
                    via=Via.TEXT,
                    international=international,
                    shown=span,
                )

    def read_shown(self, text: str) -> Iterator[str]:
        """
        Yield the numbers that the words of a link show.
        """
        for pattern in (_KEYPAD, _MIXED):
            for found in pattern.finditer(text, self.shown.start, self.shown.end):
                yield _read_keys(found[0])
        for row in self.read_rows(text, self.shown):
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
    yield from _find_in_text(document.text, links, book)
    if "ld+json" not in document.source:
        return
    for script in document.json_ld:
        for found in _TELEPHONE.finditer(document.source, script.start, script.end):
            written = found[1]
            digits, international = _read_prefix(
                "".join(_GROUP.findall(written)), plus=written.startswith("+")
            )
            span = Span(found.start(1), found.end(1))
            yield Occurrence(
                digits=digits,
                span=span,
                via=Via.DATA,
                international=international,
                shown=span,
            )


def _find_in_text(
    text: str, links: list[Span], book: NumberBook
) -> Iterator[Occurrence]:
    """Yield the known numbers in a text, the longest first where they overlap."""
    for row in _ROW.finditer(text):
        # Most rows are years, or what stands in the foot of every page.
        if row[2] is None and not _may_hold(book, row[1]):
            continue
        for digits, start, end, international in _read_row(
            text, row.start(), row[1], spelled=row[2] is not None
        ):
            if book.knows(digits):
                span = Span(start, end)
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
    if written.isdigit():
        return book.knows(written)
    return any(
        book.knows(digits)
        for plus in (False, True)
        for digits, *_ in _read_parts(written, plus)
    )


def _read_row(
    text: str, start: int, written: str, *, spelled: bool
) -> Iterator[tuple[str, int, int, bool]]:
    """Yield what a row of digits may be, with the letters behind it or without."""
    keypad = _KEYPAD.match(text, start) if spelled else None
    if keypad is not None and not _is_joined(text, *keypad.span()):
        yield _read_keys(keypad[0]), *keypad.span(), False
    if not _is_joined(text, start, start + len(written)):
        plus = text[start - 1 : start] == "+"
        for digits, first, last, international in _read_parts(written, plus):
            yield digits, start + first, start + last, international


# The pages of a site share the numbers in their heads and feet.
@functools.lru_cache(maxsize=1024)
def _read_parts(written: str, plus: bool) -> tuple[tuple[str, int, int, bool], ...]:  # noqa: FBT001  # kept by position
    """
    Return what a row of digits may be: all of it, or a part, the longest first.

    Hours may follow a number ("116 123 24/7"), or another number. Places are told from
    the first digit of the row.
    """
    groups = [(found[0], *found.span()) for found in _GROUP.finditer(written)]
    count = len(groups)
    parts: list[tuple[str, int, int, bool]] = []
    for size in range(count, 0, -1):
        for first in range(count - size + 1):
            part = groups[first : first + size]
            digits = "".join(group for group, _, _ in part)
            whole = size == count
            hours = first == 0 and size < count and groups[size][0] == "24"
            if not _LEAST <= len(digits) <= _MOST + 2 or not (
                whole or hours or len(digits) >= _LEAST_INSIDE
            ):
                continue
            begins = plus and first == 0
            digits, international = _read_prefix(digits, plus=begins)
            parts.append((digits, part[0][1] - begins, part[-1][2], international))
    return tuple(parts)


def _read_prefix(digits: str, *, plus: bool) -> tuple[str, bool]:
    """Take off what is dialled before a country's code; say whether one follows."""
    if plus:
        return digits, True
    for prefix in _ABROAD:
        if digits.startswith(prefix) and len(digits) > len(prefix) + _LEAST_INSIDE:
            return digits.removeprefix(prefix), True
    return digits, False


def _read_keys(written: str) -> str:
    """Return the digits of a number that ends in a word."""
    return "".join(_GROUP.findall(written.translate(_KEYS)))


def _overlaps(links: list[Span], span: Span) -> bool:
    """Say whether one of the links, which are in order, overlaps *span*."""
    at = bisect.bisect_left(links, span)
    return any(link.overlaps(span) for link in links[max(0, at - 1) : at + 1])


def _is_joined(text: str, start: int, end: int) -> bool:
    """Say whether digits are part of a word, a date, an amount or an address."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:].isalnum() or after[:1].isalnum():
        return True
    if before[-1:] in _HARD or (after[:1] in _HARD and after):
        return True
    return (
        len(before) == 2 and before[1] in _SOFT and before[0].isdigit()  # noqa: PLR2004
    ) or (len(after) == 2 and after[0] in _SOFT and after[1].isdigit())  # noqa: PLR2004
