"""
From directory records to lines of a support block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.banner.clean import clean_href, find_direction, make_dial_href
from cwkit.banner.runs import Phrase, Run, fill, join_phrases, say
from cwkit.banner.values import Contact, SupportGroup, SupportLine
from cwkit.helplines import Helpline, Kind
from cwkit.locales import describe_hours

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence

    from cwkit.helplines import AgeRange, Channel, Match
    from cwkit.locales import Messages
    from cwkit.places import Place

__all__ = ["HelpGroup", "build_group", "support_line"]

# An address with parameters ("?bcc=…") would do more than it shows.
_ADDRESS: Final = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
_CALLS: Final = frozenset({"phone", "relay"})
_PAGES: Final = frozenset({"chat", "web"})


@attrs.frozen(kw_only=True)
class HelpGroup:
    """
    The help of one place, as a directory gives it.

    Attributes:
        place: What to call the place; empty if the page has only one.

        matches: Helplines, the best first.

        emergency: Emergency services.

        directories: Where to look further.
    """

    place: str = ""
    matches: tuple[Match | Helpline, ...] = ()
    emergency: tuple[Match | Helpline, ...] = ()
    directories: tuple[Match | Helpline, ...] = ()


def support_line(
    match: Match | Helpline,
    messages: Messages,
    *,
    today: datetime.date | None = None,
    name_place: Callable[[Place], str] = str,
) -> SupportLine:
    """
    Put a helpline into words.

    Args:
        match: What a lookup returned, or a helpline.
        messages: The words.
        today: The day to compare the review date with; without it, nothing is said
            of whether the record is due for review.
        name_place: A function that names the parts of a country that a line serves,
            such as `cwkit.places.Gazetteer.name`.
    """
    helpline = _unwrap(match)
    lang = helpline.languages[0] if len(helpline.languages) == 1 else ""
    name = helpline.local_name or helpline.name
    checked = helpline.checked_on.isoformat()
    overdue = today is not None and helpline.overdue(today)
    audience = _describe_audience(helpline, messages)
    areas = [name_place(place) for place in _find_parts(match)]
    details = [say(audience)] if audience else []
    if areas:
        parts = [(Run(each, field=True, dir=find_direction(each)),) for each in areas]
        details.append(join_phrases(messages, parts, kind="and"))
    if helpline.kind is Kind.REPORTING:
        details.append(say(messages.text("reporting")))
    if overdue:
        date = (Run(checked, field=True, dir="ltr"),)
        details.append(fill(messages, "overdue", date=date))
    named: Phrase = (
        Run(
            name,
            field=True,
            strong=True,
            lang="" if lang == messages.locale else lang,
            dir=find_direction(name),
        ),
    )
    return SupportLine(
        id=helpline.id,
        name=name,
        lang=lang,
        dir=find_direction(name),
        url=clean_href(helpline.url or ""),
        contacts=tuple(_find_contacts(helpline, messages)),
        audience=audience,
        area=messages.join(areas),
        checked=checked,
        overdue=overdue,
        named=named,
        details=tuple(details),
        title=_add_details(named, details, messages),
    )


def _add_details(
    named: Phrase, details: Sequence[Phrase], messages: Messages
) -> Phrase:
    """Put details after a name."""
    if not details:
        return named
    joined = join_phrases(messages, details, kind="unit")
    return fill(messages, "line", name=named, details=joined)


def _find_parts(match: Match | Helpline) -> tuple[Place, ...]:
    """Return the parts of the place asked for, if a line serves no more than those."""
    if isinstance(match, Helpline) or not match.is_part:
        return ()
    return match.areas


def _unwrap(match: Match | Helpline) -> Helpline:
    """Return the helpline of a match, or the helpline itself."""
    return match if isinstance(match, Helpline) else match.helpline


def _describe_audience(helpline: Helpline, messages: Messages) -> str:
    """Say whom a service is for."""
    words = [messages.text(f"audience_{each}") for each in helpline.audience]
    parts: list[str] = []
    if words:
        key = "audience_only" if helpline.audience_only else "audience"
        parts.append(messages.text(key, audience=messages.join(words)))
    ages = _describe_ages(helpline.age, messages) if helpline.age else ""
    if ages:
        parts.append(ages)
    return messages.join(parts, kind="unit")


def _describe_ages(age: AgeRange, messages: Messages) -> str:
    """Say which ages a service is for; empty if it has no bounds."""
    minimum, maximum = age.minimum, age.maximum
    if minimum is not None and maximum is not None:
        return messages.text("age_range", minimum=str(minimum), maximum=str(maximum))
    if minimum is not None:
        return messages.text("age_from", minimum=str(minimum))
    if maximum is not None:
        return messages.text("age_to", maximum=str(maximum))
    return ""


def _find_contacts(helpline: Helpline, messages: Messages) -> list[Contact]:
    """Put the ways to reach a service into words."""
    found = [
        _build_contact(channel, helpline, messages) for channel in helpline.channels
    ]
    if helpline.url and not _PAGES & {contact.kind for contact in found}:
        found.append(_write_contact("web", _bare(helpline.url), helpline.url, messages))
    return found


def _build_contact(channel: Channel, helpline: Helpline, messages: Messages) -> Contact:
    """Put one way to reach a service into words."""
    kind = str(channel.kind)
    dial, address = channel.dial or "", channel.address or ""
    if kind in _CALLS and dial:
        href = make_dial_href("tel", dial)
    elif kind == "sms":
        href = make_dial_href("sms", dial)
    elif kind == "email":
        href = f"mailto:{address}" if _ADDRESS.fullmatch(address) else ""
    else:
        href = channel.url or ""
    display = channel.display or dial or address or _bare(channel.url or "")
    hours = _describe_hours(channel, helpline, messages)
    cost = messages.text(f"cost_{channel.cost}") if channel.cost else ""
    return _write_contact(
        kind,
        display,
        href,
        messages,
        hours=hours,
        cost=cost,
        keyword=channel.keyword or "",
        keys=channel.post_dial or "",
    )


def _describe_hours(channel: Channel, helpline: Helpline, messages: Messages) -> str:
    """Say when somebody answers; with the clock it goes by, unless always."""
    if channel.hours is None:
        return ""
    hours = describe_hours(channel.hours, messages)
    if channel.hours.always or helpline.tz is None:
        return hours
    city = helpline.tz.rpartition("/")[2].replace("_", " ")
    return messages.text("hours_zone", hours=hours, zone=city)


def _write_contact(
    kind: str,
    display: str,
    href: str,
    messages: Messages,
    *,
    hours: str = "",
    cost: str = "",
    keyword: str = "",
    keys: str = "",
) -> Contact:
    """Build a contact from its words."""
    # Numbers and addresses read from left to right in every script.
    value: Phrase = (Run(display, href=href, field=True, dir="ltr"),)
    if keys:
        then = fill(messages, "post_dial", keys=(Run(keys, field=True),))
        value = join_phrases(messages, [value, then], kind="unit")
    key = f"contact_{kind}_keyword"
    if keyword and key in messages:
        word = (Run(keyword, field=True, strong=True, dir=find_direction(keyword)),)
        short = fill(messages, key, keyword=word, contact=value)
    else:
        short = fill(messages, f"contact_{kind}", contact=value)
    details = [say(text) for text in (cost, hours) if text]
    return Contact(
        kind=kind,
        display=display,
        href=clean_href(href),
        hours=hours,
        cost=cost,
        keyword=keyword,
        short=short,
        phrase=join_phrases(messages, [short, *details], kind="unit"),
    )


def _bare(url: str) -> str:
    """Return an address as people write it."""
    return re.sub(r"^https?://(?:www\.)?|/$", "", url)


def build_group(
    group: HelpGroup,
    messages: Messages,
    *,
    today: datetime.date | None = None,
    name_place: Callable[[Place], str] = str,
) -> SupportGroup:
    """
    Put the help of one place into words.

    Args:
        group: The help.
        messages: The words.
        today: The day to compare review dates with.
        name_place: A function that names the parts of a country.
    """
    emergency, lines, directories = (
        tuple(
            support_line(match, messages, today=today, name_place=name_place)
            for match in matches
        )
        for matches in (group.emergency, group.matches, group.directories)
    )
    calls = _find_numbers(emergency, messages)
    emergency_phrase: Phrase = ()
    if calls:
        numbers = join_phrases(messages, calls, kind="or")
        emergency_phrase = fill(messages, "emergency", numbers=numbers)
    directory_phrase: Phrase = ()
    named = [_name_directory(line, messages) for line in directories if line.contacts]
    if named:
        joined = join_phrases(messages, named, kind="or")
        directory_phrase = fill(messages, "directory", directories=joined)
    place = (Run(group.place, field=True, dir=find_direction(group.place)),)
    heading: Phrase = ()
    if group.place:
        heading = fill(messages, "support_place", place=place)
    return SupportGroup(
        place=group.place,
        heading=heading,
        emergency=emergency,
        lines=lines,
        directories=directories,
        emergency_phrase=emergency_phrase,
        directory_phrase=directory_phrase,
    )


def _find_numbers(lines: tuple[SupportLine, ...], messages: Messages) -> list[Phrase]:
    """Return the numbers of emergency services, named where there are several."""
    found: list[Phrase] = []
    for line in lines:
        name = tuple(attrs.evolve(run, strong=False) for run in line.named)
        for contact in line.contacts:
            if contact.kind != "phone":
                continue
            number: Phrase = (
                Run(
                    contact.display,
                    href=contact.href,
                    field=True,
                    strong=True,
                    dir="ltr",
                ),
            )
            if len(lines) > 1:
                number = fill(messages, "emergency_number", number=number, name=name)
            found.append(number)
    return found


def _name_directory(line: SupportLine, messages: Messages) -> Phrase:
    """Name a directory and where it is."""
    contact = line.contacts[0]
    place = Run(contact.display, href=contact.href, field=True, dir="ltr")
    return _add_details(line.named, [(place,), *line.details], messages)
