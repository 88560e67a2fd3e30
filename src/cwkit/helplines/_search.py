"""
One search: from the topics asked for to an ordered list of matches.

The order of search: keep the topic and widen the area; drop the topic only when the
whole country has no line for it; then name directories on the web. A number of
another country is never an answer.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

import attrs

from cwkit.helplines._match import Match
from cwkit.helplines._model import WORLD, Helpline, Kind
from cwkit.helplines._rank import Ask, Entry
from cwkit.hours import OpenState
from cwkit.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from cwkit.hours import Status
    from cwkit.places import Gazetteer
    from cwkit.topics import Taxonomy

__all__ = [
    "ANY",
    "DIRECTORY",
    "EMERGENCY",
    "MOST_KNOWN",
    "Answers",
    "Known",
    "Route",
    "Search",
    "Shelf",
]

ANY: Final = ""
"""The heading of all lines that help."""

EMERGENCY: Final = "emergency"
"""The heading of emergency numbers."""

DIRECTORY: Final = "(directory)"
"""The heading of directories; no topic has such an id."""

Known: TypeAlias = dict[tuple[str, str, str | None, Ask], list[Match]]
"""What was found before, by what was asked for."""

Answers: TypeAlias = dict[
    tuple[str, tuple[str, ...], "int | None", Ask], tuple[Match, ...]
]
"""Whole answers, by place, topics, limit and what else was asked for."""

_Ranked: TypeAlias = tuple[tuple[Any, ...], Match]

_W = TypeVar("_W", bound=str)

_GENERAL: Final = "crisis"
# Enough for the places and topics of a busy site, and a few megabytes at most.
MOST_KNOWN: Final = 1000
"""How much is kept of what was found before."""


@attrs.frozen
class Shelf:
    """
    The records of one country, sorted for looking up.

    Attributes:
        by_area: For each area and heading the records.

        by_id: The records by their ids.
    """

    by_area: dict[str, dict[str, list[Entry]]]
    by_id: dict[str, Entry]

    @classmethod
    def of(cls, records: Iterable[Helpline]) -> Shelf:
        """
        Sort the records of a country.
        """
        shelf = cls({}, {})
        for record in records:
            entry = Entry.of(record)
            if entry is None:
                continue
            shelf.by_id[record.id] = entry
            for area in record.areas:
                by_heading = shelf.by_area.setdefault(area, {})
                for heading in _headings(record):
                    by_heading.setdefault(heading, []).append(entry)
        return shelf


@attrs.frozen(eq=False)
class _Level:
    """
    A step of the search.

    Attributes:
        country: Whose records to look at.

        place: The area that they must serve.

        rank: How far it is from what was asked for.

        widened: Whether it is wider than what was asked for.
    """

    country: str
    place: Place
    rank: int
    widened: bool


@attrs.frozen(eq=False)
class Route:
    """
    The steps of the search for one place.

    Attributes:
        place: What was asked for.

        parts: Its parts whose own lines stand for the whole.

        levels: From what was asked for up to its country.

        wide: Its regions and the world, which have directories only.
    """

    place: Place
    parts: tuple[Place, ...]
    levels: tuple[_Level, ...]
    wide: tuple[_Level, ...]

    @classmethod
    def of(cls, place: Place, gazetteer: Gazetteer) -> Route:
        """
        Plan the search for a place.
        """
        chain = gazetteer.chain(place)
        parts = gazetteer.parts(place)
        levels = [
            _Level(place.country, above, rank, widened=rank > 0)
            for rank, above in enumerate(chain)
        ]
        # Beside a line for all, one for a part is no worse: both are exact.
        levels += [_Level(place.country, part, 0, widened=False) for part in parts]
        governing = gazetteer.administered_by(place)
        if governing is not None:
            # Only lines that name the territory among their areas are found so.
            levels += [
                _Level(governing.code, above, len(chain) + rank, widened=rank > 0)
                for rank, above in enumerate(chain)
            ]
        around = (*chain, *map(Place, gazetteer.regions(place)))
        wide = tuple(
            _Level(WORLD, above, len(levels) + rank, widened=True)
            for rank, above in enumerate(around)
        )
        return cls(place, parts, tuple(levels), wide)


@attrs.frozen(eq=False)
class Search:
    """
    One search.

    Attributes:
        route: Where to look.

        shelf: Returns the records of a country.

        taxonomy: The topics.

        ask: What the reader asked for, besides place and topic.

        known: What was found before; what is open is kept for its minute.
    """

    route: Route
    shelf: Callable[[str], Shelf]
    taxonomy: Taxonomy
    ask: Ask
    known: Known

    def run(self, topics: tuple[str, ...], limit: int | None) -> tuple[Match, ...]:
        """
        Return the matches, the best first.

        Args:
            topics: The topics asked for; none means any.
            limit: How many to return at most, besides lines that belong to one that
                a part of the country would be without.
        """
        queues = [self._queue(topic) for topic in topics or (None,)]
        chosen = self._take_turns(queues, limit)
        return tuple(chosen or self.find_directories(topics)[:limit])

    def find_directories(self, topics: tuple[str, ...] = ()) -> list[Match]:
        """
        Return directories on the web: the nearest first, then who knows most topics.

        One that is made for something else is no answer, unless there is no other.

        Args:
            topics: The topics asked for; none means any.
        """
        matches = self.find(DIRECTORY, topics[0] if topics else None)
        chains = [self.taxonomy.help_chain(topic) for topic in topics]
        if not chains:
            return matches
        near = [
            match
            for match in matches
            if any(not set(c).isdisjoint(match.helpline.topics) for c in chains)
        ]
        steps = [level.place for level in (*self.route.levels, *self.route.wide)]
        preferred = self.ask.preferred

        def rank(match: Match) -> tuple[bool, int, int]:
            line = match.helpline
            known = sum(topic in line.topics for topic in topics)
            return line.id not in preferred, steps.index(match.matched_area), -known

        return sorted(near, key=rank) or matches

    def find(self, heading: str, requested: str | None = None) -> list[Match]:
        """
        Return the matches for one heading, ranked.

        Args:
            heading: A topic, or one of the headings of this module.
            requested: The topic that was asked for.
        """
        key = (self.route.place.code, heading, requested, self.ask)
        found = self.known.get(key)
        if found is None:
            found = self._find(heading, requested)
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            self.known[key] = found
        return found

    def _find(self, heading: str, requested: str | None) -> list[Match]:
        """Look a heading up on the shelves."""
        found: dict[str, tuple[Entry, list[_Level]]] = {}
        levels = self.route.levels
        for level in levels + self.route.wide if heading is DIRECTORY else levels:
            by_heading = self.shelf(level.country).by_area.get(level.place.code)
            for entry in by_heading.get(heading, ()) if by_heading else ():
                pair = found.get(entry.helpline.id)
                if pair is not None:
                    pair[1].append(level)
                elif self.ask.admits(entry):
                    found[entry.helpline.id] = (entry, [level])
        ranked: list[_Ranked] = []
        for entry, hits in found.values():
            status = self.ask.status(entry)
            rank = self.ask.rank(entry, status, hits[0].rank, heading)
            match = self._make_match(entry, status, hits, (heading, requested))
            ranked.append((rank, match))
        # Ranks end with the id, so matches are never compared.
        ranked.sort()
        parts = self.route.parts
        return [match for _, match in (_alternate(ranked, parts) if parts else ranked)]

    def _queue(self, topic: str | None) -> list[Match]:
        """Return the matches for one topic, widened as far as need be."""
        found: dict[str, Match] = {}
        chain = (_GENERAL, ANY) if topic is None else self.taxonomy.help_chain(topic)
        for step in chain:
            for match in self.find(step, topic):
                found.setdefault(match.helpline.id, match)
            if topic is not None and self._suffices(found.values()):
                break
        return list(found.values())

    def _suffices(self, matches: Iterable[Match]) -> bool:
        """Say whether anybody in the place can now turn to one of the lines."""
        served: set[Place] = set()
        for match in matches:
            if self._helps(match):
                if not match.is_part:
                    return True
                served.update(match.areas)
        # Whoever lives in a part without a line of its own needs one as well.
        return bool(served) and served.issuperset(self.route.parts)

    def _helps(self, match: Match) -> bool:
        """Say whether a line is enough: not a report, closed, or for others."""
        return (
            match.helpline.kind is Kind.SUPPORT
            and match.state is not OpenState.CLOSED
            and self.ask.suits(match.helpline)
        )

    def _reserve(self, queues: list[list[Match]], limit: int) -> set[str]:
        """Choose the lines without which a part of the country would have none."""
        reserved: set[str] = set()
        for queue in queues:
            without = set(self.route.parts)
            # A line kept for one topic may serve the next as well.
            for match in sorted(queue, key=lambda m: m.helpline.id not in reserved):
                if not self._helps(match):
                    continue
                if not match.is_part:
                    # It is for all of the country, and found in its turn, unless lines
                    # for some parts stand before it.
                    if 0 < len(without) < len(self.route.parts):
                        reserved.update([match.helpline.id][: limit - len(reserved)])
                    break
                if without.isdisjoint(match.areas):
                    continue
                if match.helpline.id not in reserved and len(reserved) < limit:
                    reserved.add(match.helpline.id)
                without.difference_update(match.areas)
        return reserved

    def _take_turns(self, queues: list[list[Match]], limit: int | None) -> list[Match]:
        """Merge the matches of several topics, and keep pairs together."""
        chosen: dict[str, Match] = {}
        left_over: list[Match] = []
        room = sys.maxsize if limit is None else limit
        reserved: set[str] = set()
        if self.route.parts and limit is not None:
            reserved = self._reserve(queues, limit)
            room -= len(reserved)
        for turn in range(max(map(len, queues))):
            for queue in queues:
                if turn >= len(queue):
                    continue
                match = queue[turn]
                before = chosen.get(match.helpline.id)
                if before is not None:
                    # A line may be near one topic and at the heart of the next.
                    if before.is_fallback and not match.is_fallback:
                        chosen[match.helpline.id] = match
                    continue
                group = [match]
                if match.helpline.pairs_with:
                    group += self._partners(match, chosen)
                # Lines that belong to one that is kept take no other part's place.
                if match.helpline.id not in reserved:
                    cost = sum(one.helpline.id not in reserved for one in group)
                    if cost > room:
                        left_over += group
                        continue
                    room -= cost
                chosen.update((one.helpline.id, one) for one in group)
        # A pair that is larger than all the room there is must not leave it empty.
        return list(chosen.values()) or left_over[:limit]

    def _partners(self, match: Match, chosen: Collection[str]) -> Iterator[Match]:
        """Return the services that are only shown together with a match."""
        for other in match.helpline.pairs_with:
            entry = self.shelf(match.helpline.country).by_id.get(other)
            if entry is None or other in chosen or not self.ask.admits(entry):
                continue
            line = entry.helpline
            hits = [
                level
                for level in self.route.levels
                if level.country == line.country and level.place.code in line.areas
            ]
            if hits:
                partner = self._make_match(
                    entry,
                    self.ask.status(entry),
                    hits,
                    (match.matched_topic, match.requested_topic),
                )
                yield attrs.evolve(partner, paired_with=match.helpline.id)

    def _make_match(
        self,
        entry: Entry,
        status: Status | None,
        hits: list[_Level],
        wanted: tuple[str, str | None],
    ) -> Match:
        """Build the answer for a record found at some levels under a heading."""
        line = entry.helpline
        requested = wanted[1]
        topic = wanted[0]
        if topic not in line.topics:
            topic = requested if requested in line.topics else line.topics[0]
        nearest = hits[0]
        areas = (
            tuple(hit.place for hit in hits if hit.rank == nearest.rank)
            if len(hits) > 1
            else (nearest.place,)
        )
        return Match(
            helpline=line,
            requested_area=self.route.place,
            matched_area=nearest.place,
            areas=areas,
            requested_topic=requested,
            matched_topic=topic,
            is_fallback=nearest.widened
            or (requested is not None and topic != requested),
            state=None if status is None else status.state,
            holidays_unknown=status is not None and status.holidays_unknown,
            overdue=self.ask.today is not None and line.overdue(self.ask.today),
            language=_first(self.ask.languages, entry.languages),
            channel=_first(self.ask.channels, entry.kinds),
            preferred=line.id in self.ask.preferred,
        )


def _first(wanted: tuple[_W, ...], there: Collection[_W]) -> _W | None:
    """Return the first of what was asked for that is there."""
    return next((word for word in wanted if word in there), None)


def _headings(record: Helpline) -> tuple[str, ...]:
    """Return what a record is looked up under."""
    if record.kind is Kind.DIRECTORY:
        return (DIRECTORY,)
    if record.country == WORLD:
        # Whatever a file says: a number without a country is no answer.
        return ()
    if record.kind is Kind.EMERGENCY:
        return (EMERGENCY,)
    return (ANY, *record.topics)


def _alternate(ranked: list[_Ranked], parts: tuple[Place, ...]) -> list[_Ranked]:
    """Give each part of a country its best line before any gets a second."""
    # By their codes: hashing places would take a third of the time of a look-up.
    codes = [part.code for part in parts]
    counts = dict.fromkeys(codes, 0)
    turns: list[tuple[tuple[Any, ...], int]] = []
    for rank, match in ranked:
        areas = [area.code for area in match.areas] if match.is_part else codes
        # What goes before: preference, area, and that the line is for the reader.
        turns.append((rank[:3], min([counts[area] for area in areas])))
        for area in areas:
            counts[area] += 1
    order = sorted(range(len(ranked)), key=turns.__getitem__)
    return [ranked[index] for index in order]
