"""
Looking up helplines: fallback, ranking, pairs, overlays.

The order of search: keep the topic and widen the area; drop the topic only when the
whole country has no line for it; then name directories on the web. A number of
another country is never an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeVar

import attrs

from cwkit.errors import InputError, suggest
from cwkit.helplines._match import Match
from cwkit.helplines._model import (
    WORLD,
    WORLD_PREFIX,
    Audience,
    ChannelKind,
    Helpline,
    Kind,
)
from cwkit.helplines._rank import Ask, Entry
from cwkit.hours import OpenState
from cwkit.places import Place

if TYPE_CHECKING:
    import datetime
    import enum
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from cwkit.places import Gazetteer
    from cwkit.topics import Taxonomy

__all__ = ["Directory"]

_E = TypeVar("_E", bound="enum.StrEnum")

_ANY: Final = ""
_GENERAL: Final = "crisis"
_EMERGENCY: Final = "emergency"
_DIRECTORY: Final = "(directory)"


@attrs.frozen
class _Shelf:
    """
    The records of one country, sorted for looking up.

    Attributes:
        by_area: For each area and topic the records.

        by_id: The records by their ids.
    """

    by_area: dict[str, dict[str, list[Entry]]]
    by_id: dict[str, Entry]


@attrs.frozen
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


@attrs.frozen
class Directory:
    """
    All helplines, read country by country when they are asked for.

    Attributes:
        read: Returns the records of a country, or of `WORLD`; none if it has none.

        gazetteer: The places.

        taxonomy: The topics.

        added: Records that go before those that `read` returns.

        hidden: Ids of records that are not shown.

        preferred: Ids of records that are shown first, where they fit at all.
    """

    read: Callable[[str], tuple[Helpline, ...]]
    gazetteer: Gazetteer
    taxonomy: Taxonomy
    added: tuple[Helpline, ...] = ()
    hidden: frozenset[str] = frozenset()
    preferred: tuple[str, ...] = ()
    # Filled as countries are asked for; forgotten when pickled.
    _shelves: dict[str, _Shelf] = attrs.field(
        factory=dict, init=False, repr=False, eq=False
    )

    def __reduce__(self) -> tuple[object, ...]:
        """
        Pickle what the directory is made of, not what it has read.
        """
        return (
            Directory,
            (
                self.read,
                self.gazetteer,
                self.taxonomy,
                self.added,
                self.hidden,
                self.preferred,
            ),
        )

    def lookup(
        self,
        place: str | Place,
        *,
        topics: Iterable[str] = (),
        audience: Iterable[str] = (),
        languages: Iterable[str] = (),
        channels: Iterable[str] = (),
        at: datetime.datetime | None = None,
        limit: int | None = None,
        today: datetime.date | None = None,
        freshness: Literal["lenient", "strict"] = "lenient",
    ) -> tuple[Match, ...]:
        """
        Return the helplines for a place, the best first.

        Each topic gets a turn, in the order asked: its best line, then the next
        topic's, then its second. A topic without a line, or with lines only that
        are closed, or not for everybody, also gets those of the topic next to it.
        Where a whole country has nothing, directories on the web are returned.

        Args:
            place: Where the reader is.
            topics: The topics that matter; none means any.
            audience: What the reader is: words of `Audience`.
            languages: The languages that the reader speaks, the best first.
            channels: How the reader would like to get in touch: `ChannelKind` words.
            at: A moment at which somebody should answer.
            limit: How many to return at most. Lines that belong together are
                returned together, or not at all if others fit.
            today: The day on which to judge how fresh records are.
            freshness: Whether records that are overdue *today* come later, or not
                at all (``"strict"``).

        Raises:
            InputError: If an argument is not understood.
            UnknownPlaceError: If *place* is not known.
            UnknownTopicError: If a topic is not known.
        """
        if freshness == "strict" and today is None:
            raise InputError(
                "no day is given on which to judge how fresh records are",
                cure="pass today=…",
            )
        if at is not None and at.utcoffset() is None:
            raise InputError(
                "the moment has no time zone",
                cure="pass an aware datetime, such as datetime.now(timezone.utc)",
            )
        ask = Ask(
            audience=frozenset(_read_words(audience, Audience)),
            languages=tuple(tag.lower().partition("-")[0] for tag in languages),
            channels=tuple(_read_words(channels, ChannelKind)),
            at=at,
            today=today,
            strict=freshness == "strict",
            preferred=self.preferred,
        )
        where = self.gazetteer.place(place)
        levels = self._levels(where)
        wanted = tuple(dict.fromkeys(topics)) or (None,)
        queues = [self._queue(where, levels, topic, ask) for topic in wanted]
        chosen = self._take_turns(levels, queues, ask, limit)
        if not chosen:
            chosen = self._find_directories(where, levels, ask, wanted[0])
        return tuple(chosen if limit is None else chosen[: max(limit, 0)])

    def emergency(self, place: str | Place) -> tuple[Match, ...]:
        """
        Return the emergency numbers of a place.

        Raises:
            UnknownPlaceError: If *place* is not known.
        """
        where = self.gazetteer.place(place)
        return tuple(self._stage(where, self._levels(where), _EMERGENCY, None, Ask()))

    def directories(self, place: str | Place) -> tuple[Match, ...]:
        """
        Return lists of helplines on the web, the nearest first.

        Raises:
            UnknownPlaceError: If *place* is not known.
        """
        where = self.gazetteer.place(place)
        return tuple(self._find_directories(where, self._levels(where), Ask()))

    def helpline(self, helpline: str) -> Helpline:
        """
        Return the record with this id, also if it is closed.

        Raises:
            InputError: If there is none; it names the nearest.
        """
        prefix = helpline.partition(".")[0]
        country = WORLD if prefix == WORLD_PREFIX else prefix.upper()
        known = {record.id: record for record in (*self._records(country), *self.added)}
        if helpline not in known:
            near = suggest(helpline, known)
            raise InputError(
                f'unknown helpline "{helpline}"',
                cure=f'did you mean "{near}"?' if near else "ids look like zz.name",
            )
        return known[helpline]

    def overlay(
        self,
        records: Iterable[Helpline] = (),
        *,
        hide: Collection[str] = (),
        first: Sequence[str] = (),
    ) -> Directory:
        """
        Return a directory with records added, hidden, or put first.

        A record with the id of another takes its place. Each record says in its
        ``origin`` which file it came from.

        Args:
            records: Records to add.
            hide: Ids of records that are not shown.
            first: Ids of records that are shown first, where they fit at all.

        Raises:
            InputError: If an id is not known.
        """
        new = tuple(records)
        ids = {record.id for record in new}
        for other in (*hide, *first):
            if other not in ids:
                self.helpline(other)
        kept = [r for r in self.added if r.id not in ids and r.id not in hide]
        return attrs.evolve(
            self,
            added=(*kept, *new),
            hidden=self.hidden | frozenset(hide),
            preferred=tuple(dict.fromkeys((*first, *self.preferred))),
        )

    def _records(self, country: str) -> Iterator[Helpline]:
        """Return the records of a country, its own and those added."""
        added = {record.id for record in self.added}
        for record in self.read(country):
            if record.id not in self.hidden and record.id not in added:
                yield record
        yield from (record for record in self.added if record.country == country)

    def _shelf(self, country: str) -> _Shelf:
        """Return the sorted records of a country; read them once."""
        shelf = self._shelves.get(country)
        if shelf is None:
            shelf = _Shelf({}, {})
            for record in self._records(country):
                entry = Entry.of(record)
                if entry is None:
                    continue
                shelf.by_id[record.id] = entry
                for area in record.areas:
                    by_topic = shelf.by_area.setdefault(area, {})
                    for topic in _headings(record):
                        by_topic.setdefault(topic, []).append(entry)
            self._shelves[country] = shelf
        return shelf

    def _levels(self, where: Place) -> list[_Level]:
        """Return the steps of the search, from what was asked for up to its country."""
        chain = self.gazetteer.chain(where)
        country = where.country
        levels = [
            _Level(country, place, rank, widened=rank > 0)
            for rank, place in enumerate(chain)
        ]
        if len(chain) == 1:
            levels += [
                _Level(country, part, 1, widened=False)
                for part in self.gazetteer.parts(where)
            ]
        governing = self.gazetteer.administered_by(where)
        if governing is not None:
            # Only lines that name the territory among their areas are found so.
            levels += [
                _Level(governing.code, place, len(chain) + rank, widened=rank > 0)
                for rank, place in enumerate(chain)
            ]
        return levels

    def _queue(
        self, where: Place, levels: list[_Level], topic: str | None, ask: Ask
    ) -> list[Match]:
        """Return the matches for one topic, widened as far as need be."""
        chain = (_GENERAL, _ANY) if topic is None else self.taxonomy.help_chain(topic)
        found: dict[str, Match] = {}
        for step in chain:
            for match in self._stage(where, levels, step, topic, ask):
                found.setdefault(match.helpline.id, match)
            if topic is not None and self._suffices(where, found.values(), ask):
                break
        return list(found.values())

    def _suffices(self, where: Place, matches: Iterable[Match], ask: Ask) -> bool:
        """Say whether anybody in the place can now turn to one of the lines."""
        served: set[Place] = set()
        for match in matches:
            line = match.helpline
            if (
                line.kind is Kind.SUPPORT
                and match.state is not OpenState.CLOSED
                and (ask.audience or not line.audience_only)
            ):
                served.update(match.areas)
        parts = self.gazetteer.parts(where)
        # Whoever lives in a part without a line of its own needs one as well.
        return bool(served) and (
            not parts or served.issuperset(parts) or where in served
        )

    def _stage(
        self,
        where: Place,
        levels: list[_Level],
        heading: str,
        requested: str | None,
        ask: Ask,
    ) -> list[Match]:
        """Return the matches for one heading, ranked."""
        found: dict[str, tuple[Entry, list[_Level]]] = {}
        for level in levels:
            by_topic = self._shelf(level.country).by_area.get(level.place.code)
            for entry in by_topic.get(heading, ()) if by_topic else ():
                pair = found.get(entry.helpline.id)
                if pair is not None:
                    pair[1].append(level)
                elif ask.admits(entry):
                    found[entry.helpline.id] = (entry, [level])
        ranked = sorted(
            (ask.rank(entry, hits[0].rank, heading), entry, hits)
            for entry, hits in found.values()
        )
        matches = [
            _make_match(where, entry, hits, (heading, requested), ask)
            for _, entry, hits in ranked
        ]
        parts = any(m.matched_area != where and not m.is_fallback for m in matches)
        return _alternate(matches) if parts else matches

    def _find_directories(
        self,
        where: Place,
        levels: list[_Level],
        ask: Ask,
        requested: str | None = None,
    ) -> list[Match]:
        """Return directories on the web: of the place, its regions, the world."""
        wide = [
            _Level(WORLD, place, len(levels) + rank, widened=True)
            for rank, place in enumerate(
                (
                    *self.gazetteer.chain(where),
                    *map(Place, self.gazetteer.regions(where)),
                )
            )
        ]
        return self._stage(where, levels + wide, _DIRECTORY, requested, ask)

    def _take_turns(
        self,
        levels: list[_Level],
        queues: list[list[Match]],
        ask: Ask,
        limit: int | None,
    ) -> list[Match]:
        """Merge the matches of several topics, and keep pairs together."""
        chosen: dict[str, Match] = {}
        left_over: list[Match] = []
        room = limit
        for turn in range(max(map(len, queues))):
            for queue in queues:
                match = queue[turn] if turn < len(queue) else None
                if match is None:
                    continue
                before = chosen.get(match.helpline.id)
                if before is not None:
                    # A line may be near one topic and at the heart of the next.
                    if before.is_fallback and not match.is_fallback:
                        chosen[match.helpline.id] = match
                    continue
                group = [match, *self._partners(match, levels, ask, chosen)]
                if room is not None and len(group) > room - len(chosen):
                    left_over += group
                    continue
                chosen.update((one.helpline.id, one) for one in group)
        # A pair that is larger than all the room there is must not leave it empty.
        return list(chosen.values()) or left_over

    def _partners(
        self,
        match: Match,
        levels: list[_Level],
        ask: Ask,
        chosen: Collection[str],
    ) -> Iterator[Match]:
        """Return the services that are only shown together with a match."""
        shelf = self._shelf(match.helpline.country)
        for other in match.helpline.pairs_with:
            entry = shelf.by_id.get(other)
            if entry is None or other in chosen or not ask.admits(entry):
                continue
            hits = [
                level
                for level in levels
                if level.country == entry.helpline.country
                and level.place.code in entry.helpline.areas
            ]
            if hits:
                partner = _make_match(
                    match.requested_area,
                    entry,
                    hits,
                    (match.matched_topic, match.requested_topic),
                    ask,
                )
                yield attrs.evolve(partner, paired_with=match.helpline.id)


def _headings(record: Helpline) -> tuple[str, ...]:
    """Return what a record is looked up under."""
    if record.kind is Kind.DIRECTORY:
        return (_DIRECTORY,)
    if record.country == WORLD:
        # Whatever a file says: a number without a country is no answer.
        return ()
    if record.kind is Kind.EMERGENCY:
        return (_EMERGENCY,)
    return (_ANY, *record.topics)


def _make_match(
    where: Place,
    entry: Entry,
    hits: list[_Level],
    wanted: tuple[str, str | None],
    ask: Ask,
) -> Match:
    """Build the answer for a record found at some levels under a heading."""
    line = entry.helpline
    requested = wanted[1]
    topic = next((t for t in wanted if t in line.topics), line.topics[0])
    status = None if ask.at is None else entry.status(ask.at)
    nearest = hits[0]
    return Match(
        helpline=line,
        requested_area=where,
        matched_area=nearest.place,
        areas=tuple(hit.place for hit in hits if hit.widened == nearest.widened),
        requested_topic=requested,
        matched_topic=topic,
        is_fallback=nearest.widened or (requested is not None and topic != requested),
        state=None if status is None else status.state,
        holidays_unknown=status is not None and status.holidays_unknown,
        overdue=ask.today is not None and line.overdue(ask.today),
    )


def _alternate(matches: list[Match]) -> list[Match]:
    """Give each part of a country its best line before any gets a second."""
    counts: dict[str, int] = {}
    turns: list[int] = []
    for match in matches:
        turns.append(max(counts.get(area.code, 0) for area in match.areas))
        for area in match.areas:
            counts[area.code] = counts.get(area.code, 0) + 1
    order = sorted(
        range(len(matches)),
        key=lambda i: (
            matches[i].matched_area != matches[i].requested_area,
            turns[i],
            i,
        ),
    )
    return [matches[i] for i in order]


def _read_words(words: Iterable[str], kind: type[_E]) -> Iterator[_E]:
    """Read words from a closed list."""
    known = [str(word) for word in kind]
    for word in words:
        if word not in known:
            near = suggest(word, known)
            raise InputError(
                f'unknown word "{word}"',
                cure=f'did you mean "{near}"?'
                if near
                else f"known: {', '.join(known)}",
            )
        yield kind(word)
