"""
What is overdue: which records somebody should look at again, and since when.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import attrs

from cwkit.front import _shared as shared
from cwkit.front._places import find_places
from cwkit.helplines import WORLD, Helpline, Standing

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable

    from cwkit.helplines import Directory
    from cwkit.places import Place

__all__ = ["Checkup", "examine"]


@attrs.frozen(kw_only=True)
class Checkup:
    """
    How fresh the records of a directory are.

    Attributes:
        today: The day on which that was judged.

        records: All records in service that were looked at.

        overdue: Those that somebody should look at again, the most overdue first.
    """

    today: datetime.date
    records: tuple[Helpline, ...]
    overdue: tuple[Helpline, ...]

    def by_country(self) -> tuple[tuple[str, int, int], ...]:
        """
        Return for each country how many records are overdue, and how many there are.
        """
        return _count(
            Counter(line.country for line in self.overdue),
            Counter(line.country for line in self.records),
        )

    def by_topic(self) -> tuple[tuple[str, int, int], ...]:
        """
        Return for each topic how many records are overdue, and how many there are.
        """
        return _count(
            Counter(topic for line in self.overdue for topic in line.topics),
            Counter(topic for line in self.records for topic in line.topics),
        )


def _count(
    overdue: Counter[str], records: Counter[str]
) -> tuple[tuple[str, int, int], ...]:
    """Return keys with an overdue record, sorted, with both counts."""
    return tuple((key, overdue[key], records[key]) for key in sorted(overdue))


def examine(
    directory: Directory,
    *,
    today: datetime.date,
    places: Iterable[str | Place] = (),
    topics: Collection[str] = (),
    origins: Collection[str] = (),
) -> Checkup:
    """
    Find out which records of a directory somebody should look at again.

    Args:
        directory: The directory, with a newsroom's own overlays if it has some.
        today: The day on which to judge.
        places: Countries whose records to look at; none means all.
        topics: Topics whose records to look at; none means all.
        origins: Files whose records to look at; none means all.

    Raises:
        UnknownPlaceError: If there is no such place.
        UnknownTopicError: If there is no such topic.
    """
    for topic in topics:
        shared.taxonomy().topic(topic)
    countries = {place.country for place in find_places(tuple(places))} or {
        *(country.code for country in directory.gazetteer.countries),
        WORLD,
    }
    records = tuple(
        line
        for country in sorted(countries)
        for line in directory.records(country)
        if line.status is not Standing.CLOSED
        and (not topics or not set(topics).isdisjoint(line.topics))
        and (not origins or line.origin in origins)
    )
    overdue = (line for line in records if line.overdue(today))
    return Checkup(
        today=today,
        records=records,
        overdue=tuple(sorted(overdue, key=lambda line: (line.review_by, line.id))),
    )
