"""
Comma-separated values (RFC 4180): one row for each way to reach a line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cwkit.exports._plain import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.helplines import Channel, Helpline

__all__ = ["COLUMNS", "to_csv"]

COLUMNS: Final = (
    "id",
    "name",
    "local_name",
    "operator",
    "country",
    "areas",
    "topics",
    "audience",
    "audience_only",
    "age_minimum",
    "age_maximum",
    "kind",
    "languages",
    "url",
    "channel",
    "dial",
    "display",
    "address",
    "keyword",
    "post_dial",
    "hours",
    "tz",
    "cost",
    "traceable",
    "checked_on",
    "review_by",
    "status",
    "note",
    "sources",
    "origin",
)
"""The columns, in order; cells that hold several values part them with spaces."""

_NUMBER: Final = re.compile(r"[+*#0-9][0-9*# ()./+-]*")


def to_csv(lines: Iterable[Helpline]) -> str:
    """
    Write helplines as comma-separated values, with a row for each channel.

    Numbers are text: read them as such, or the zeros they begin with are lost.

    Args:
        lines: The records.
    """
    rows = [
        COLUMNS,
        *(
            map(_quote, _cells(line, channel))
            for line in lines
            for channel in line.channels or (None,)
        ),
    ]
    return "".join(f"{','.join(row)}\r\n" for row in rows)


def _cells(line: Helpline, channel: Channel | None) -> tuple[object, ...]:
    """Return the cells of a row."""
    age = line.age
    return (
        line.id,
        line.name,
        line.local_name,
        line.operator,
        line.country,
        " ".join(line.areas),
        " ".join(line.topics),
        " ".join(line.audience),
        line.audience_only,
        None if age is None else age.minimum,
        None if age is None else age.maximum,
        line.kind,
        " ".join((channel and channel.languages) or line.languages),
        (channel and channel.url) or line.url,
        channel and channel.kind,
        channel and channel.dial,
        channel and channel.display,
        channel and channel.address,
        channel and channel.keyword,
        channel and channel.post_dial,
        channel and channel.hours,
        line.tz,
        channel and channel.cost,
        line.traceable,
        line.checked_on,
        line.review_by,
        line.status,
        line.note,
        " ".join(source.url for source in line.sources),
        line.origin,
    )


def _quote(value: object) -> str:
    """Write a cell; one that a spreadsheet would run as a formula gets a mark."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = clean(str(value))
    if text[:1] in {"=", "+", "-", "@"} and not _NUMBER.fullmatch(text):
        text = f"'{text}"
    if re.search(r'[",]', text):
        return f'"{text.replace(chr(34), chr(34) * 2)}"'
    return text
