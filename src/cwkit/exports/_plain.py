"""
What all exports share: words without control characters, and a line's reach in words.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from cwkit.helplines import Standing
from cwkit.hours import DAYS

if TYPE_CHECKING:
    from cwkit.helplines import Channel, Helpline
    from cwkit.hours import Hours, TimeRange

__all__ = ["DAY_CODES", "clean", "describe", "describe_channel", "each_opening"]

DAY_CODES: Final = DAYS
"""The days of the week, Monday first, as they are written in hours."""


def clean(text: str) -> str:
    r"""
    Return text on one line, without characters that control anything.

    >>> clean("Example\n Line\x07")
    'Example Line'
    """
    spaced = "".join(
        " " if character in "\n\r\t" else character
        for character in text
        if character in "\n\r\t" or unicodedata.category(character) != "Cc"
    )
    return " ".join(spaced.split())


def describe_channel(line: Helpline, channel: Channel) -> str:
    """Say in words what a number alone does not: keyword, keys, hours, cost."""
    parts: list[str] = []
    if channel.keyword:
        parts.append(f'text "{channel.keyword}"')
    if channel.post_dial:
        parts.append(channel.post_dial)
    if channel.hours is not None:
        zone = "" if channel.hours.always or not line.tz else f" ({line.tz})"
        parts.append(f"{channel.hours}{zone}")
    if channel.cost is not None:
        parts.append(f"cost: {channel.cost}")
    return clean("; ".join(parts))


def describe(line: Helpline) -> str:
    """Say how old the evidence is, where it stands, and what is in doubt."""
    parts = [f"Evidence of {line.checked_on}, to be checked again by {line.review_by}."]
    if line.status is not Standing.ACTIVE:
        parts.append(f"Status: {line.status}.")
    if line.note:
        parts.append(line.note)
    parts.append(f"Sources: {' '.join(source.url for source in line.sources)}")
    return clean(" ".join(parts))


def each_opening(hours: Hours) -> list[tuple[TimeRange, list[int]]]:
    """Return each stretch of hours with the days it begins on; Monday is 0."""
    found: dict[TimeRange, list[int]] = {}
    for day, ranges in enumerate(hours.week):
        for span in ranges:
            found.setdefault(span, []).append(day)
    return list(found.items())
