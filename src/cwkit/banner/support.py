"""
From directory records to lines of a support block.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import attrs

from cwkit.banner.clean import clean_href, find_direction
from cwkit.banner.contacts import find_contacts
from cwkit.banner.runs import Phrase, Run, fill, join_phrases, join_sentences, say
from cwkit.banner.same import Same
from cwkit.banner.values import SupportGroup, SupportLine
from cwkit.helplines import Helpline, Kind
from cwkit.locales import describe_date

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence

    from cwkit.helplines import AgeRange, Match
    from cwkit.locales import Messages
    from cwkit.places import Place

__all__ = ["HelpGroup", "build_group", "say_date", "support_line"]


@attrs.frozen(kw_only=True)
class HelpGroup:
    """
    The help of one place, as a directory gives it.

    Attributes:
        place: What to call the place; empty if the page has only one.

        place_lang: The language of that name.

        matches: Helplines, the best first.

        emergency: Emergency services.

        directories: Where to look further.
    """

    place: str = ""
    place_lang: str = ""
    matches: tuple[Match | Helpline, ...] = ()
    emergency: tuple[Match | Helpline, ...] = ()
    directories: tuple[Match | Helpline, ...] = ()


def speaks(messages: Messages, lang: str) -> bool:
    """
    Say whether words in a language need no mark, because those around them are in it.

    Args:
        messages: The words around them.
        lang: A language tag, or an empty string.
    """
    return lang.partition("-")[0] == messages.locale.partition("-")[0]


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
    areas = tuple(name_place(place) for place in _find_parts(match))
    overdue = today is not None and helpline.overdue(today)
    return _word(Same(helpline), Same(messages), areas, overdue)


# Pages of one site name the same few services, page after page.
@functools.lru_cache(maxsize=512)
def _word(
    record: Same[Helpline],
    words: Same[Messages],
    areas: tuple[str, ...],
    overdue: bool,  # noqa: FBT001  # a key of the cache has no names
) -> SupportLine:
    """Put a helpline into words."""
    helpline, messages = record.value, words.value
    lang = helpline.languages[0] if len(helpline.languages) == 1 else ""
    name = helpline.local_name or helpline.name
    audience = _describe_audience(helpline, messages)
    details = [say(audience)] if audience else []
    if areas:
        parts = [(Run(each, field=True, dir=find_direction(each)),) for each in areas]
        details.append(join_phrases(messages, parts, kind="and"))
    if helpline.kind is Kind.REPORTING:
        details.append(say(messages.text("reporting")))
    if overdue:
        date = say_date(helpline.checked_on, messages)
        details.append(fill(messages, "overdue", date=date))
    named: Phrase = (
        Run(
            name,
            field=True,
            strong=True,
            lang="" if speaks(messages, lang) else lang,
            dir=find_direction(name),
        ),
    )
    return SupportLine(
        id=helpline.id,
        name=name,
        lang=lang,
        dir=find_direction(name),
        url=clean_href(helpline.url or ""),
        contacts=tuple(find_contacts(helpline, messages)),
        audience=audience,
        area=messages.join(areas),
        checked=helpline.checked_on.isoformat(),
        overdue=overdue,
        named=named,
        details=tuple(details),
        title=_add_details(named, details, messages),
    )


def say_date(date: datetime.date, messages: Messages) -> Phrase:
    """
    Return a date in words, as a field that may be shown in any direction.
    """
    words = describe_date(date, messages)
    return (Run(words, field=True, dir=find_direction(words)),)


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
            Same(support_line(match, messages, today=today, name_place=name_place))
            for match in matches
        )
        for matches in (group.emergency, group.matches, group.directories)
    )
    place = (group.place, group.place_lang)
    return _word_group(place, emergency, lines, directories, Same(messages))


@functools.lru_cache(maxsize=256)
def _word_group(
    place: tuple[str, str],
    emergency: tuple[Same[SupportLine], ...],
    lines: tuple[Same[SupportLine], ...],
    directories: tuple[Same[SupportLine], ...],
    words: Same[Messages],
) -> SupportGroup:
    """Put the help of one place into words."""
    messages = words.value
    calls = _find_numbers([same.value for same in emergency], messages)
    emergency_phrase: Phrase = ()
    if calls:
        numbers = join_phrases(messages, calls, kind="or")
        emergency_phrase = fill(messages, "emergency", numbers=numbers)
    directory_phrase: Phrase = ()
    named = [
        _name_directory(same.value, messages)
        for same in directories
        if same.value.contacts
    ]
    if named:
        joined = join_phrases(messages, named, kind="or")
        directory_phrase = fill(messages, "directory", directories=joined)
    name, lang = place
    heading: Phrase = ()
    if name:
        named_place = Run(
            name,
            field=True,
            lang="" if speaks(messages, lang) else lang,
            dir=find_direction(name),
        )
        heading = fill(messages, "support_place", place=(named_place,))
    group = SupportGroup(
        place=name,
        heading=heading,
        emergency=tuple(same.value for same in emergency),
        lines=tuple(same.value for same in lines),
        directories=tuple(same.value for same in directories),
        emergency_phrase=emergency_phrase,
        directory_phrase=directory_phrase,
    )
    return attrs.evolve(group, compact=_write_compact(group, messages))


def _write_compact(group: SupportGroup, messages: Messages) -> Phrase:
    """Write the help of one place on one line."""
    sentences = [group.emergency_phrase]
    if group.lines:
        lines: list[Run] = []
        for line in group.lines:
            contacts = join_phrases(
                messages, [contact.short for contact in line.contacts], kind="unit"
            )
            if lines:
                lines.append(Run(messages.text("separator")))
            lines += fill(messages, "line_contacts", name=line.title, contacts=contacts)
        heading = group.heading or say(messages.text("support_heading"))
        sentences.append(
            fill(messages, "support_line", heading=heading, lines=tuple(lines))
        )
    return join_sentences(messages, [*sentences, group.directory_phrase])


def _find_numbers(lines: Sequence[SupportLine], messages: Messages) -> list[Phrase]:
    """Return the numbers of emergency services, named where there are several."""
    found: list[Phrase] = []
    # A service for text alone has no number to call, and none to be told from.
    callable_lines = [
        line
        for line in lines
        if any(contact.kind == "phone" for contact in line.contacts)
    ]
    for line in callable_lines:
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
            if len(callable_lines) > 1:
                number = fill(messages, "emergency_number", number=number, name=name)
            found.append(number)
    return found


def _name_directory(line: SupportLine, messages: Messages) -> Phrase:
    """Name a directory and where it is."""
    contact = line.contacts[0]
    place = Run(contact.display, href=contact.href, field=True, dir="ltr")
    return _add_details(line.named, [(place,), *line.details], messages)
