"""
Places, and the helplines that answer there.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

from cwkit.errors import InputError
from cwkit.front import _shared as shared
from cwkit.helplines import Helpline
from cwkit.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cwkit.helplines import Directory, Match

__all__ = [
    "choose_places",
    "directory",
    "export_helplines",
    "find_place",
    "find_places",
    "helplines",
    "name_place",
    "place",
    "today_here",
]


def helplines(
    place: str | Place,
    *,
    topics: Iterable[str] = (),
    audience: Iterable[str] = (),
    languages: Iterable[str] = (),
    channels: Iterable[str] = (),
    at: datetime.datetime | None = None,
    today: datetime.date | None = None,
    limit: int | None = None,
    freshness: Literal["lenient", "strict"] = "lenient",
    directory: Directory | None = None,
) -> tuple[Match, ...]:
    """
    Return the helplines that answer where a reader is, the best first.

    >>> matches = helplines("AU", topics=["sexual-violence"])
    >>> matches[0].matched_topic, matches[0].is_fallback
    ('sexual-violence', False)

    Args:
        place: A place, its ISO 3166 code, or its common name.
        topics: Topic ids, the most important first; none asks for crisis lines.
        audience: Whom the line should be for.
        languages: BCP 47 tags of the languages the reader speaks.
        channels: How the reader would like to reach it.
        at: The moment, with a zone, at which it should answer; None does not ask.
        today: The day to compare review dates with; None for today.
        limit: How many to return; services that belong together stay together.
        freshness: ``strict`` leaves out what is overdue for review.
        directory: A directory with other records.

    Raises:
        UnknownPlaceError: If there is no such place.
        UnknownTopicError: If there is no such topic.
    """
    directory = directory or shared.directory()
    return directory.lookup(
        find_place(place),
        topics=topics,
        audience=audience,
        languages=languages,
        channels=channels,
        at=at,
        today=today or today_here(),
        limit=limit,
        freshness=freshness,
    )


def export_helplines(
    matches: Iterable[Match | Helpline],
    form: Literal["csv", "hsds", "jsonld", "vcard"],
) -> str:
    """
    Write helplines in a format that other programs read.

    >>> print(export_helplines(helplines("AU", limit=1), "csv"))
    id,name,...

    Args:
        matches: What `helplines` returned, or records.
        form: ``csv``, ``hsds`` (Open Referral, version 3), ``jsonld`` (schema.org)
            or ``vcard``.

    Raises:
        InputError: If the format is not known.
    """
    # Imported here: who looks a line up for a banner exports nothing.
    from cwkit.exports import to_csv, to_hsds, to_jsonld, to_vcard  # noqa: PLC0415

    lines = [one if isinstance(one, Helpline) else one.helpline for one in matches]
    match form:
        case "csv":
            return to_csv(lines)
        case "hsds":
            return to_hsds(lines, name=_name_code)
        case "jsonld":
            return to_jsonld(lines, name=_name_code)
        case "vcard":
            return to_vcard(lines)
        case _:
            raise InputError(
                f'unknown format "{form}"', cure="known: csv, hsds, jsonld, vcard"
            )


def _name_code(code: str) -> str:
    """Return the name of a place, or the code of a region of the world."""
    return code if code.isdigit() else shared.gazetteer().name(code)


def directory() -> Directory:
    """
    Return the directory that cwkit ships: all records, by country.

    >>> [match.helpline.kind.value for match in directory().emergency("AU")][0]
    'emergency'
    """
    return shared.directory()


def place(name: str) -> Place:
    """
    Return the place of an ISO 3166 code or a name in common use.

    >>> place("UK")
    Place(code='GB')

    Raises:
        UnknownPlaceError: If there is no such place; it names the nearest.
    """
    return shared.gazetteer().place(name)


def choose_places(
    *,
    place: str | Place | None = None,
    page: str | Place | None = None,
    locale: str | None = None,
    accept_language: str | None = None,
    time_zone: str | None = None,
) -> tuple[Place, ...]:
    """
    Return the places that a reader may be in, the surest first.

    The order is that of the arguments. Where sources name different countries, each
    is returned and nothing is merged; of one country what the surest source says. A
    language without a region decides nothing. Nothing is stored.

    >>> choose_places(locale="en-US", time_zone="Australia/Sydney")
    (Place(code='US'), Place(code='AU'))
    >>> choose_places(locale="en")
    ()

    Args:
        place: What the caller says.
        page: What the page or site is configured for.
        locale: The BCP 47 locale of the page or reader; ``-u-rg-`` goes before its
            region.
        accept_language: The ``Accept-Language`` header of the reader, of which the
            first tag with a region counts.
        time_zone: The IANA time zone of the reader, if one country alone keeps it.

    Raises:
        UnknownPlaceError: If *place* or *page* is not known; what readers' machines
            say is ignored if it is not understood.
    """
    return shared.gazetteer().choose(
        place=place,
        page=page,
        locale=locale,
        accept_language=accept_language,
        zone=time_zone,
    )


def name_place(place: str | Place) -> str:
    """
    Return what a place is called in English.

    >>> name_place("GB-SCT")
    'Scotland'

    Raises:
        UnknownPlaceError: If there is no such place.
    """
    return shared.gazetteer().name(find_place(place))


def find_place(place: str | Place) -> Place:
    """Return a place from whatever names it."""
    return shared.gazetteer().place(str(place))


def find_places(
    place: str | Place | Sequence[str | Place] | None,
) -> tuple[Place, ...]:
    """Return the places that one, several or none name, each once."""
    if place is None:
        return ()
    several = (place,) if isinstance(place, str | Place) else place
    return tuple(dict.fromkeys(find_place(one) for one in several))


def today_here() -> datetime.date:
    """Return the day it is where the program runs."""
    return datetime.datetime.now().astimezone().date()
