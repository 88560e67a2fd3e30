"""
JSON-LD with the vocabulary of schema.org, as search engines read it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from cwkit.exports._plain import clean, describe, each_opening
from cwkit.helplines import ChannelKind, Cost, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cwkit.helplines import Channel, Helpline
    from cwkit.hours import TimeRange

__all__ = ["to_jsonld"]

_SCHEMA: Final = "https://schema.org"
_DAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_HOLIDAYS: Final = "PublicHolidays"
_DAY_MINUTES: Final = 24 * 60
_CONTACT_TYPES: Final = {
    Kind.SUPPORT: "helpline",
    Kind.REPORTING: "reporting",
    Kind.EMERGENCY: "emergency",
    Kind.DIRECTORY: "directory",
}
_UNSAFE: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def to_jsonld(lines: Iterable[Helpline], *, name: Callable[[str], str] = str) -> str:
    """
    Write helplines as JSON-LD, safe to stand in a ``script`` element.

    Args:
        lines: The records.
        name: How to name places by their codes.
    """
    value = {
        "@context": _SCHEMA,
        "@graph": [_write_service(line, name) for line in lines],
    }
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # These stand in strings only; escaped, none of them can end the element.
    for character, escaped in _UNSAFE.items():
        text = text.replace(character, escaped)
    return f"{text}\n"


def _write_service(line: Helpline, name: Callable[[str], str]) -> dict[str, Any]:
    """Write a record."""
    areas = [_write_area(code, name) for code in line.areas]
    service: dict[str, Any] = {
        "@type": "Service",
        "identifier": line.id,
        "name": clean(line.name),
        "alternateName": [
            clean(other) for other in (line.local_name, *line.aliases) if other
        ],
        "description": describe(line),
        "url": line.url,
        "serviceType": list(line.topics),
        "areaServed": areas,
        "audience": [_write_audience(line)] if line.audience or line.age else [],
        "provider": {
            "@type": "Organization",
            "name": clean(line.operator or line.name),
        },
        "availableChannel": [
            _write_channel(line, channel, areas) for channel in line.channels
        ],
        "subjectOf": [
            {"@type": "WebPage", "url": source.url} for source in line.sources
        ],
    }
    return _drop_empty(service)


def _write_area(code: str, name: Callable[[str], str]) -> dict[str, Any]:
    """Write a place."""
    kind = "AdministrativeArea" if "-" in code else "Country"
    return {
        "@type": kind if code.isascii() and not code.isdigit() else "Place",
        "identifier": code,
        "name": name(code),
    }


def _write_audience(line: Helpline) -> dict[str, Any]:
    """Write whom a line is for."""
    age = line.age
    return _drop_empty(
        {
            "@type": "PeopleAudience",
            "audienceType": ", ".join(line.audience),
            "suggestedMinAge": None if age is None else age.minimum,
            "suggestedMaxAge": None if age is None else age.maximum,
        }
    )


def _write_channel(
    line: Helpline, channel: Channel, areas: list[dict[str, Any]]
) -> dict[str, Any]:
    """Write a way to reach a line."""
    free = channel.cost is Cost.FREE
    contact = _drop_empty(
        {
            "@type": "ContactPoint",
            "contactType": _CONTACT_TYPES[line.kind],
            # As it is dialled inside the country: short numbers have no other form.
            "telephone": channel.dial,
            "email": channel.address,
            "url": channel.url,
            "contactOption": f"{_SCHEMA}/TollFree" if free else None,
            "availableLanguage": list(channel.languages or line.languages),
            "hoursAvailable": _write_hours(channel),
            "areaServed": areas,
        }
    )
    texting = channel.kind in {ChannelKind.SMS, ChannelKind.WHATSAPP}
    key = (
        "serviceSmsNumber"
        if texting and channel.dial
        else "servicePhone"
        if channel.dial
        else None
    )
    return _drop_empty(
        {
            "@type": "ServiceChannel",
            "name": channel.kind.value,
            "description": clean(
                "; ".join(
                    part
                    for part in (
                        f'text "{channel.keyword}"' if channel.keyword else "",
                        channel.post_dial or "",
                    )
                    if part
                )
            ),
            "serviceUrl": channel.url,
            **({key: contact} if key else {}),
            "availableLanguage": list(channel.languages or line.languages),
            "potentialAction": None if key else _write_action(channel),
        }
    )


def _write_action(channel: Channel) -> dict[str, Any]:
    """Write what somebody does who uses a channel without a number."""
    target = f"mailto:{channel.address}" if channel.address else channel.url
    return _drop_empty({"@type": "CommunicateAction", "target": target})


def _write_hours(channel: Channel) -> list[dict[str, Any]]:
    """Write hours; those that are not known are left out."""
    if channel.hours is None:
        return []
    written = [
        _write_opening(span, [_DAYS[day] for day in days])
        for span, days in each_opening(channel.hours)
    ]
    written += [
        _write_opening(span, [_HOLIDAYS]) for span in channel.hours.holidays or ()
    ]
    return written


def _write_opening(span: TimeRange, days: list[str]) -> dict[str, Any]:
    """Write when it opens and closes; a whole day ends a minute early by custom."""
    closes = span.end - 1 if span.end == _DAY_MINUTES else span.end % _DAY_MINUTES
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [f"{_SCHEMA}/{day}" for day in days],
        "opens": _write_time(span.start),
        "closes": _write_time(closes),
    }


def _write_time(minutes: int) -> str:
    """Write a time of day."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _drop_empty(value: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known."""
    return {key: one for key, one in value.items() if one not in (None, "", [])}
