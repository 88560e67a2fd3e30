"""
Digits: how people write the number of a telephone, and what it dials.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwkit.markup import Document

__all__ = [
    "GROUP",
    "KEYPAD",
    "LEAST",
    "MIXED",
    "ROW",
    "SPELLED",
    "find_rows",
    "find_spelled",
    "is_joined",
    "plain",
    "read_keys",
    "read_parts",
    "read_prefix",
    "read_row",
    "read_spelled",
    "read_whole",
    "widen",
]

# What readers see as nothing or as a space. Markup inside a number, and the rest of a
# character reference, are spaces or U+200B in the text of a document.
_BLANK: Final = r"[ \t\u00a0\u00ad\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"
_DASH: Final = r"\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_GAP: Final = rf"(?:{_BLANK}{{1,60}}+|[().{_DASH}/\uff08\uff09\uff0e])"

# The digits of the scripts in which numbers are printed; a class of all is slower.
_DIGIT: Final = r"[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]"

ROW: Final = re.compile(rf"{_DIGIT}(?:{_GAP}{{0,4}}{_DIGIT}){{2,19}}")
"""Digits with the marks people put between them; short codes have three."""

_WIDE: Final = re.compile(rf"{_BLANK}{{4,}}+")
"""What stands between words, unless markup within a word is all there is."""

_NARROW: Final = 6
"""A row that is no longer holds no wide gap."""

_INSIDE: Final = re.compile(
    # Character references, and the elements that make no word of their own.
    r"""
    (?: \s
      | &\#?\w{1,10};?
      | </?(?:abbr|b|bdi|bdo|data|em|font|i|mark|nobr|small|span|strong|time|u|wbr)
        (?:\s[^>]*+)?+/?>
    )*+
    """,
    re.VERBOSE | re.IGNORECASE,
)

KEYPAD: Final = re.compile(
    rf"{_DIGIT}(?:{_GAP}{{0,3}}{_DIGIT}){{2,9}}"
    rf"(?:{_GAP}{{0,2}}[A-Z]{{2,9}}[A-Z0-9]{{1,8}}|[{_DASH}]{_BLANK}{{0,60}}+[a-z]{{3,9}})"
    r"(?![^\W_])"
)
"""A number that ends in a word, spelled on the keys of a telephone."""

MIXED: Final = re.compile(rf"[0-9](?:[ \u00a0{_DASH}]?[0-9A-Z]){{5,14}}(?![0-9A-Za-z])")
"""The same with letters among its digits, as some helplines write it."""

SPELLED: Final = re.compile(rf"{_GAP}{{0,2}}[A-Z]|[{_DASH}]{_BLANK}{{0,60}}+[a-z]")
"""What stands behind the digits of such a number."""

GROUP: Final = re.compile(r"[0-9]+")

_KEYS: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_ABROAD: Final = ("00", "011")
"""What is dialled before the code of a country."""

_PLUS: Final = frozenset({"+", "\uff0b"})
_OPEN: Final = frozenset({"(", "\uff08"})
_CLOSE: Final = frozenset({")", "\uff09"})

_SPARE: Final = 2
"""A word on the keys may have so many letters more than the number has digits."""

_HOURS: Final = re.compile(r"(?<=\d)[^\d]+\d{1,2}\Z")
_LEAST_INSIDE: Final = 6
"""How many digits of a row must be the number, where others stand beside it."""

LEAST: Final = 3
"""No number has fewer digits."""

_MOST: Final = 15
"""No number has more digits (ITU-T E.164)."""

_HARD: Final = frozenset("_@=&#/")
"""What joins digits to something that is no number."""

_SOFT: Final = frozenset(".,:-–+")
"""What does so between digits only."""


def plain(text: str) -> str:
    """
    Return *text* with the digits of all scripts written as ASCII does.

    >>> plain("１１６ １２３")
    '116 123'
    """
    if text.isascii():
        return text
    return "".join(str(int(c)) if c.isdecimal() else c for c in text)


def find_rows(document: Document, window: Span) -> Iterator[re.Match[str]]:
    """
    Yield the rows of digits in a part of a page; none goes on from word to word.

    Args:
        document: The page.
        window: Which part of its text.
    """
    text = document.text
    place = window.start
    while True:
        # Most rows are years, and need no closer look.
        for found in ROW.finditer(text, place, window.end):
            place = found.end()
            if (
                place - found.start() <= _NARROW
                and not text[place : place + 1].isalpha()
            ):
                yield found
                continue
            row, place = _clip(document, found)
            if row is not None:
                yield row
            if place != found.end():
                break
        else:
            return


def _clip(document: Document, found: re.Match[str]) -> tuple[re.Match[str] | None, int]:
    """Return what of a row stands together, and where to look on."""
    text, start, place = document.text, found.start(), found.end()
    row: re.Match[str] | None = found
    for wide in _WIDE.finditer(text, start, place):
        if not _is_inside(document, wide):
            place = wide.end()
            row = ROW.match(text, start, wide.start())
            break
    if row is not None and text[row.end() : row.end() + 1].isalpha():
        # "116 123, 24h": the hours are no part of the number.
        hours = _HOURS.search(row[0])
        if hours is not None:
            place = start + hours.start()
            row = ROW.match(text, start, place)
    return row, place


def find_spelled(text: str, window: Span) -> Iterator[re.Match[str]]:
    """
    Yield the numbers in a part of a text that are spelled with letters.
    """
    for pattern in (KEYPAD, MIXED):
        for found in pattern.finditer(text, window.start, window.end):
            if any(c.isalpha() for c in found[0]):
                yield found


def read_spelled(written: str) -> Iterator[str]:
    """
    Yield what a number that is spelled may dial: a word may have letters to spare.

    >>> list(read_spelled("1-866-4-U-TREVOR"))
    ['186648873867', '18664887386', '1866488738']
    """
    digits = read_keys(written)
    for spare in range(_SPARE + 1):
        yield digits[: len(digits) - spare]


def _is_inside(document: Document, gap: re.Match[str]) -> bool:
    """Say whether a wide gap is only markup, and nothing to a reader."""
    if document.media_type == "text/plain":
        return False
    # A reference fills the places behind the character that it stands for.
    before = document.source.rfind("&", max(0, gap.start() - 1), gap.end())
    start = before if 0 <= before <= gap.start() else gap.start()
    return _INSIDE.fullmatch(document.source, start, gap.end()) is not None


def read_keys(written: str) -> str:
    """
    Return the digits of a number that is spelled in part.

    >>> read_keys("1-800-273-TALK")
    '18002738255'
    """
    return "".join(GROUP.findall(plain(written).upper().translate(_KEYS)))


def read_prefix(digits: str, *, plus: bool) -> tuple[str, bool]:
    """
    Take off what is dialled before a country's code; say whether one follows.
    """
    if plus:
        return digits, True
    for prefix in _ABROAD:
        if digits.startswith(prefix) and len(digits) > len(prefix) + _LEAST_INSIDE:
            return digits.removeprefix(prefix), True
    return digits, False


def read_whole(text: str, found: re.Match[str]) -> tuple[str, Span, bool]:
    """
    Return the digits of a row as one number, where it stands, and whether they begin
    with a country's code.
    """
    plus = text[found.start() - 1 : found.start()] in _PLUS
    digits, international = read_prefix(
        "".join(GROUP.findall(plain(found[0]))), plus=plus
    )
    span = widen(text, Span(found.start() - plus, found.end()))
    return digits, span, international


def read_row(text: str, row: re.Match[str]) -> Iterator[tuple[str, Span, bool]]:
    """
    Yield what a row of digits may be, with the letters behind it or without.
    """
    start, end = row.span()
    spelled = KEYPAD.match(text, start)
    if spelled is not None and not is_joined(text, *spelled.span()):
        yield read_keys(spelled[0]), widen(text, Span(*spelled.span())), False
    if not is_joined(text, start, end):
        plus = text[start - 1 : start] in _PLUS
        for digits, first, last, international in read_parts(row[0], plus):
            yield digits, widen(text, Span(start + first, start + last)), international


# The pages of a site share the numbers in their heads and feet.
@functools.lru_cache(maxsize=4096)
def read_parts(written: str, plus: bool) -> tuple[tuple[str, int, int, bool], ...]:  # noqa: FBT001  # kept by position
    """
    Return what a row of digits may be: all of it, or a part, the longest first.

    Hours may follow a number ("116 123 24/7"), or another number. Places are told from
    the first digit of the row.
    """
    groups = [(found[0], *found.span()) for found in GROUP.finditer(plain(written))]
    count = len(groups)
    parts: list[tuple[str, int, int, bool]] = []
    for size in range(count, 0, -1):
        for first in range(count - size + 1):
            part = groups[first : first + size]
            digits = "".join(group for group, _, _ in part)
            whole = size == count
            hours = first == 0 and size < count and groups[size][0] == "24"
            if not LEAST <= len(digits) <= _MOST + 2 or not (
                whole or hours or len(digits) >= _LEAST_INSIDE
            ):
                continue
            begins = plus and first == 0
            digits, international = read_prefix(digits, plus=begins)
            parts.append((digits, part[0][1] - begins, part[-1][2], international))
    return tuple(parts)


def widen(text: str, span: Span) -> Span:
    """
    Return the place of a number with the bracket that its first digits stand in.

    >>> widen("(800) 273-8255", Span(1, 14))
    Span(start=0, end=14)
    """
    inner = span.of(text)
    closed = sum((c in _CLOSE) - (c in _OPEN) for c in inner)
    if closed > 0 and text[span.start - 1 : span.start] in _OPEN:
        return Span(span.start - 1, span.end)
    return span


def is_joined(text: str, start: int, end: int) -> bool:
    """
    Say whether digits are part of a word, a date, an amount or an address.
    """
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:].isalnum() or after[:1].isalnum():
        return True
    if before[-1:] in _HARD or (after[:1] in _HARD and after):
        return True
    return (
        len(before) == 2 and before[1] in _SOFT and before[0].isdigit()  # noqa: PLR2004
    ) or (len(after) == 2 and after[0] in _SOFT and after[1].isdigit())  # noqa: PLR2004
