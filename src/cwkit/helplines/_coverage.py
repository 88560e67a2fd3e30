"""
What the directory covers: which topics have a line where, and how old its evidence is.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.helplines._model import WORLD, Helpline, Kind, Standing
from cwkit.schema import load_toml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from cwkit.places import Gazetteer
    from cwkit.schema import Table

__all__ = ["Coverage", "Goals", "Wanted"]

_YES: Final = "yes"
_NONE: Final = "–"


@attrs.frozen(kw_only=True)
class Wanted:
    """
    What a country should have at least.

    Attributes:
        name: What it is called in tables.

        topics: Topics any of which will do.

        places: How many countries and territories should have it.
    """

    name: str
    topics: tuple[str, ...]
    places: int


@attrs.frozen(kw_only=True)
class Goals:
    """
    What the directory means to cover.

    Attributes:
        complete: Countries whose every part should have a line for every topic.

        topics: The topics that somebody looks for a line with.

        wanted: What every country should have at least.
    """

    complete: tuple[str, ...]
    topics: tuple[str, ...]
    wanted: tuple[Wanted, ...]

    @classmethod
    def decode(cls, text: str, *, file: str) -> Goals:
        """
        Read ``coverage.toml``.

        Args:
            text: The text of the file.
            file: Its name, for error messages.

        Raises:
            DataError: If a row is not as it should be.
        """
        table = load_toml(text, file=file)
        goals = cls(
            complete=table.strings("complete"),
            topics=table.strings("topics"),
            wanted=tuple(_decode_wanted(row) for row in table.tables("wanted")),
        )
        table.finish()
        return goals


def _decode_wanted(row: Table) -> Wanted:
    """Read one row."""
    wanted = Wanted(
        name=row.string("name"),
        topics=row.strings("topics"),
        places=row.integer("places"),
    )
    row.finish()
    return wanted


@attrs.frozen(eq=False)
class Coverage:
    """
    Which topics have a line in service where.

    Attributes:
        lines: The records in service that are no directories.

        gazetteer: The places.

        goals: What should be covered.
    """

    lines: tuple[Helpline, ...]
    gazetteer: Gazetteer
    goals: Goals
    _areas: dict[tuple[str, str], set[str]] = attrs.field(init=False, repr=False)

    @classmethod
    def of(
        cls, lines: Iterable[Helpline], gazetteer: Gazetteer, goals: Goals
    ) -> Coverage:
        """
        Count what records cover; those out of service cover nothing.

        Args:
            lines: The records.
            gazetteer: The places.
            goals: What should be covered.
        """
        return cls(
            tuple(
                line
                for line in lines
                if line.status is not Standing.CLOSED
                and line.kind is not Kind.DIRECTORY
                and line.country != WORLD
            ),
            gazetteer,
            goals,
        )

    def __attrs_post_init__(self) -> None:
        """
        Sort areas by country and topic.
        """
        areas: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for line in self.lines:
            for area in line.areas:
                country = self.gazetteer.place(area).country
                for topic in line.topics:
                    areas[country, topic].add(area)
        object.__setattr__(self, "_areas", dict(areas))

    def areas(self, country: str, topics: Iterable[str]) -> set[str]:
        """
        Return which areas of a country have a line for any of the topics.
        """
        return set[str]().union(
            *(self._areas.get((country, topic), set()) for topic in topics)
        )

    def has(self, country: str, topics: Iterable[str]) -> bool:
        """
        Say whether a country as a whole has a line for any of the topics.

        Lines for each of the parts that stand for the whole will do.
        """
        areas = self.areas(country, topics)
        parts = {place.code for place in self.gazetteer.parts(country)}
        return country in areas or (bool(parts) and parts <= areas)

    def count(self, topics: Collection[str]) -> int:
        """
        Return how many countries and territories have a line for any of the topics.
        """
        return sum(
            self.has(country.code, topics) for country in self.gazetteer.countries
        )

    def missing(self, place: str) -> tuple[str, ...]:
        """
        Return the topics for which somebody in a place finds no line.

        Args:
            place: A country, which must have a line as a whole, or a part of one,
                for which a line of the country will do.
        """
        chain = {above.code for above in self.gazetteer.chain(place)}
        country = self.gazetteer.place(place).country
        return tuple(
            topic
            for topic in self.goals.topics
            if not self.has(country, [topic])
            and chain.isdisjoint(self.areas(country, [topic]))
        )

    def tables(self) -> Iterator[str]:
        """
        Write the tables of coverage, in Markdown.
        """
        yield from self._write_goals()
        yield from self._write_topics()
        yield from self._write_completeness()
        for country in self.goals.complete:
            yield from self._write_country(country)
        yield from self._write_world()

    def _write_goals(self) -> Iterator[str]:
        """Write what every country should have, and how many have it."""
        yield "## Countries and territories"
        yield ""
        yield "| what | have it | wanted |"
        yield "|---|--:|--:|"
        for wanted in self.goals.wanted:
            yield f"| {wanted.name} | {self.count(wanted.topics)} | {wanted.places} |"
        yield ""

    def _write_topics(self) -> Iterator[str]:
        """Write how many countries have a line for each topic."""
        yield "## Topics"
        yield ""
        yield "| topic | countries and territories | records |"
        yield "|---|--:|--:|"
        for topic in self.goals.topics:
            records = sum(topic in line.topics for line in self.lines)
            yield f"| `{topic}` | {self.count([topic])} | {records} |"
        yield ""

    def _write_completeness(self) -> Iterator[str]:
        """Write how much of all topics the reader of each place finds a line for."""
        yield "## Countries that should be complete"
        yield ""
        yield f"| code | place | of {len(self.goals.topics)} topics | without a line |"
        yield "|---|---|--:|---|"
        for country in self.goals.complete:
            own = self.areas(country, self.goals.topics)
            for code in (country, *sorted(own - {country})):
                missing = self.missing(code)
                cells = (
                    f"`{code}`",
                    self.gazetteer.name(code),
                    str(len(self.goals.topics) - len(missing)),
                    ", ".join(f"`{topic}`" for topic in missing) or _NONE,
                )
                yield f"| {' | '.join(cells)} |"
        yield ""

    def _write_country(self, country: str) -> Iterator[str]:
        """Write which topics a country has lines for, and which parts have own ones."""
        yield f"## {self.gazetteer.name(country)}"
        yield ""
        yield "| topic | whole country | lines of their own | without any |"
        yield "|---|---|---|---|"
        # The parts of a part are not told one by one.
        parts = [
            code
            for code, _, above in self.gazetteer.subdivisions.of(country).values()
            if not above
        ]
        for topic in self.goals.topics:
            areas = self.areas(country, [topic])
            whole = country in areas
            own = sorted(areas - {country})
            if whole:
                without = _NONE
            elif own:
                without = ", ".join(part for part in parts if part not in areas)
            else:
                without = "all of it"
            cells = (
                f"`{topic}`",
                _YES if whole else _NONE,
                ", ".join(own) or _NONE,
                without or _NONE,
            )
            yield f"| {' | '.join(cells)} |"
        yield ""

    def _write_world(self) -> Iterator[str]:
        """Write what each country and territory has, and how old its evidence is."""
        names = [wanted.name for wanted in self.goals.wanted]
        yield "## Country by country"
        yield ""
        yield f"| code | name | {' | '.join(names)} | records | evidence from | to |"
        yield f"|---|---|{'---|' * len(names)}--:|---|---|"
        for country in self.gazetteer.countries:
            code = country.code
            lines = [
                line
                for line in self.lines
                if any(area[:2] == code for area in line.areas)
            ]
            if not lines:
                continue
            dates = sorted(line.checked_on for line in lines)
            cells = (
                f"`{code}`",
                country.name,
                *(self._mark(code, wanted) for wanted in self.goals.wanted),
                str(len(lines)),
                str(dates[0]),
                str(dates[-1]),
            )
            yield f"| {' | '.join(cells)} |"

    def _mark(self, country: str, wanted: Wanted) -> str:
        """Write whether a country has what is wanted, as a whole or in parts."""
        if self.has(country, wanted.topics):
            return _YES
        return "in parts" if self.areas(country, wanted.topics) else _NONE
