"""
Open Referral's Human Services Data Specification, version 3, as a list of services.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, Final

from cwkit.exports._plain import (
    DAY_CODES,
    clean,
    describe,
    describe_channel,
    each_opening,
)
from cwkit.helplines import ChannelKind, Cost, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cwkit.helplines import Channel, Helpline

__all__ = ["to_hsds"]

_STATUS: Final = {
    Standing.ACTIVE: "active",
    Standing.DISPUTED: "active",
    Standing.CLOSED: "defunct",
}
_PHONES: Final = {
    ChannelKind.PHONE: "voice",
    ChannelKind.RELAY: "textphone",
    ChannelKind.SMS: "text",
    ChannelKind.WHATSAPP: "text",
}


def to_hsds(lines: Iterable[Helpline], *, name: Callable[[str], str] = str) -> str:
    """
    Write helplines as one page of HSDS services.

    Args:
        lines: The records.
        name: How to name places by their codes.
    """
    services = [_write_service(line, name) for line in lines]
    value = {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "contents": services,
    }
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n"


def _id(*parts: str) -> str:
    """Return the id of a row: always the same for the same record."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"cwkit:{'/'.join(parts)}"))


def _write_service(line: Helpline, name: Callable[[str], str]) -> dict[str, Any]:
    """Write a record."""
    age = line.age
    operator = clean(line.operator or line.name)
    addresses = [channel.address for channel in line.channels if channel.address]
    service = {
        "id": _id(line.id),
        "name": clean(line.name),
        "alternate_name": clean(line.local_name or ""),
        "description": describe(line),
        "url": line.url,
        "email": addresses[0] if addresses else None,
        "status": _STATUS[line.status],
        "eligibility_description": _say_audience(line),
        "minimum_age": None if age is None else age.minimum,
        "maximum_age": None if age is None else age.maximum,
        "assured_date": line.checked_on.isoformat(),
        "alert": clean(line.note or ""),
        "organization": {
            "id": _id(line.country, operator),
            "name": operator,
            "description": f"Operator of {clean(line.name)}.",
        },
        "phones": list(_write_phones(line)),
        "schedules": list(_write_schedules(line)),
        "service_areas": [
            {
                "id": _id(line.id, "area", code),
                "name": name(code),
                "extent": code,
                "extent_type": "text",
            }
            for code in line.areas
        ],
        "languages": [
            {"id": _id(line.id, "language", tag), "code": tag} for tag in line.languages
        ],
        "cost_options": list(_write_costs(line)),
        "attributes": [
            {
                "id": _id(line.id, "topic", topic),
                "link_entity": "service",
                "link_type": "topic",
                "taxonomy_term": {
                    "id": _id("topic", topic),
                    "code": topic,
                    "name": topic,
                    "description": f"The topic {topic} of cwkit.",
                    "taxonomy": "cwkit",
                },
            }
            for topic in line.topics
        ],
    }
    return _drop_empty(service)


def _say_audience(line: Helpline) -> str:
    """Say whom a line is for."""
    if not line.audience:
        return ""
    words = ", ".join(line.audience)
    return f"Only for: {words}" if line.audience_only else f"For: {words}"


def _write_phones(line: Helpline) -> Iterator[dict[str, Any]]:
    """Write the channels that have a number."""
    for index, channel in enumerate(line.channels):
        if channel.dial is not None:
            yield _drop_empty(
                {
                    "id": _id(line.id, "phone", str(index)),
                    "number": channel.dial,
                    "type": _PHONES[channel.kind],
                    "description": describe_channel(line, channel),
                    "languages": [
                        {"id": _id(line.id, "phone", str(index), tag), "code": tag}
                        for tag in channel.languages
                    ],
                }
            )


def _write_schedules(line: Helpline) -> Iterator[dict[str, Any]]:
    """Write the hours of each channel; those that are not known are left out."""
    for index, channel in enumerate(line.channels):
        if channel.hours is None:
            continue
        for number, (span, days) in enumerate(each_opening(channel.hours)):
            yield _drop_empty(
                {
                    "id": _id(line.id, "schedule", str(index), str(number)),
                    "freq": "WEEKLY",
                    "byday": ",".join(DAY_CODES[day].upper() for day in days),
                    "opens_at": str(span).partition("-")[0],
                    "closes_at": str(span).partition("-")[2],
                    "attending_type": channel.kind.value,
                    "description": str(channel.hours),
                    # The format knows an offset only, which changes twice a year.
                    "notes": f"on the clock of {line.tz}" if line.tz else "",
                }
            )


def _write_costs(line: Helpline) -> Iterator[dict[str, Any]]:
    """Write what is known of costs."""
    for index, channel in enumerate(line.channels):
        if channel.cost is not None:
            yield _drop_empty(
                {
                    "id": _id(line.id, "cost", str(index)),
                    "option": f"{channel.kind}: {channel.cost}",
                    "amount": _amount(channel),
                }
            )


def _amount(channel: Channel) -> int | None:
    """Return what a call costs; only that it is free is known for sure."""
    return 0 if channel.cost is Cost.FREE else None


def _drop_empty(value: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known."""
    return {key: one for key, one in value.items() if one not in (None, "", [])}
