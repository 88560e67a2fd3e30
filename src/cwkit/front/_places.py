"""
Places, and the helplines that answer there.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

from cwkit.front import _shared as shared
from cwkit.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cwkit.helplines import Directory, Match

__all__ = [
    "choose_places",
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
        topics=tuple(topics),
        audience=tuple(audience),
        languages=tuple(languages),
        channels=tuple(channels),
        at=at,
        today=today or today_here(),
        limit=limit,
        freshness=freshness,
    )


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
