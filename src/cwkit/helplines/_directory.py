"""
The directory: all helplines, read country by country, with overlays.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final, Literal, TypeVar

import attrs

from cwkit.errors import InputError, suggest
from cwkit.helplines._model import (
    WORLD,
    WORLD_PREFIX,
    Audience,
    ChannelKind,
    Helpline,
)
from cwkit.helplines._rank import Ask
from cwkit.helplines._search import (
    EMERGENCY,
    MOST_KNOWN,
    Answers,
    Known,
    Route,
    Search,
    Shelf,
)

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )

    from cwkit.helplines._match import Match
    from cwkit.places import Gazetteer, Place
    from cwkit.topics import Taxonomy

__all__ = ["Directory"]

_E = TypeVar("_E")

_AUDIENCES: Final = {str(word): word for word in Audience}
_CHANNELS: Final = {str(word): word for word in ChannelKind}
_NO_TIME: Final = datetime.timedelta()


@attrs.frozen
class Directory:
    r"""
    All helplines, read country by country when they are asked for.

    >>> from cwkit.helplines import decode_helplines
    >>> from cwkit.places import Gazetteer
    >>> from cwkit.topics import Taxonomy
    >>> gazetteer = Gazetteer.decode(
    ...     "# schema = 1\n"
    ...     "code\tname\tregions\tgoverned\tparts\tzones\tcostly\n"
    ...     "ZZ\tExample place\t\t\t\t\t\n",
    ...     "# schema = 1\ncode\tname\tparent\nZZ-N\tNorth\t\n",
    ...     "# schema = 1\nkind\talias\ttarget\n",
    ... )
    >>> taxonomy = Taxonomy.decode(
    ...     '''
    ... schema = 1
    ... [[topic]]
    ... id = "weather"
    ... kind = "help"
    ... definition = "Bad weather."
    ... ''',
    ...     file="topics.toml",
    ... )
    >>> records = decode_helplines(
    ...     '''
    ... schema = 1
    ... country = "ZZ"
    ... [[helpline]]
    ... id = "zz.example-line"
    ... name = "Example Line"
    ... areas = ["ZZ"]
    ... topics = ["weather"]
    ... kind = "support"
    ... languages = ["en"]
    ... url = "https://example.org/"
    ... status = "active"
    ... checked_on = 2025-03-01
    ... review_by = 2025-05-30
    ... [[helpline.sources]]
    ... url = "https://example.org/"
    ... kind = "operator"
    ... seen_on = 2025-03-01
    ... proves = ["topics"]
    ... ''',
    ...     file="ZZ.toml",
    ... )
    >>> directory = Directory(
    ...     lambda country: records if country == "ZZ" else (), gazetteer, taxonomy
    ... )
    >>> (match,) = directory.lookup("ZZ-N", topics=["weather"])
    >>> match.helpline.name
    'Example Line'
    >>> match.why(name=gazetteer.name)
    'It serves Example place as a whole, and so North. Its topic is weather.'

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
    _shelves: dict[str, Shelf] = attrs.field(
        factory=dict[str, Shelf], init=False, repr=False, eq=False
    )
    _routes: dict[str, Route] = attrs.field(
        factory=dict[str, Route], init=False, repr=False, eq=False
    )
    _known: Known = attrs.field(factory=Known, init=False, repr=False, eq=False)
    # Answers, not who asked: readers of one place share them.
    _answers: Answers = attrs.field(factory=Answers, init=False, repr=False, eq=False)

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
                returned together, or not at all if others fit. Where the parts of a
                country stand for it, room is kept for a line for each of them, and
                what belongs to such a line comes on top.
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
        if limit is not None and limit < 0:
            raise InputError(f"the limit is {limit}", cure="pass 0 or more, or None")
        ask = Ask(
            audience=frozenset(_read_words(audience, _AUDIENCES)),
            languages=tuple(tag.lower().partition("-")[0] for tag in _list(languages)),
            channels=tuple(_read_words(channels, _CHANNELS)),
            # Hours are told in minutes, so within one the answers are the same.
            at=None if at is None else _cut_minute(at),
            today=today,
            strict=freshness == "strict",
            preferred=self.preferred,
        )
        wanted = tuple(dict.fromkeys(_list(topics)))
        where = self.gazetteer.place(place)
        key = (where.code, wanted, limit, ask)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._search(where, ask).run(wanted, limit)
            if len(self._answers) >= MOST_KNOWN:
                self._answers.clear()
            self._answers[key] = answer
        return answer

    def emergency(self, place: str | Place) -> tuple[Match, ...]:
        """
        Return the emergency numbers of a place.

        Raises:
            UnknownPlaceError: If *place* is not known.
        """
        return tuple(self._search(place, self._plain()).find(EMERGENCY))

    def directories(
        self, place: str | Place, *, topics: Iterable[str] = ()
    ) -> tuple[Match, ...]:
        """
        Return lists of helplines on the web: the nearest first, then who knows most.

        Args:
            place: Where the reader is.
            topics: The topics that matter; a list for others only is left out if
                there is another.

        Raises:
            UnknownPlaceError: If *place* is not known.
            UnknownTopicError: If a topic is not known.
        """
        wanted = tuple(dict.fromkeys(_list(topics)))
        return tuple(self._search(place, self._plain()).find_directories(wanted))

    def records(self, country: str) -> tuple[Helpline, ...]:
        """
        Return all records of a country, those in service and those that are not.

        Args:
            country: An ISO 3166-1 code, or `WORLD`.
        """
        added = {record.id for record in self.added}
        return (
            *(
                record
                for record in self.read(country)
                if record.id not in self.hidden and record.id not in added
            ),
            *(record for record in self.added if record.country == country),
        )

    def helpline(self, helpline: str) -> Helpline:
        """
        Return the record with this id, also if it is closed.

        Raises:
            InputError: If there is none; it names the nearest.
        """
        prefix = helpline.partition(".")[0]
        country = WORLD if prefix == WORLD_PREFIX else prefix.upper()
        known = {record.id: record for record in (*self.records(country), *self.added)}
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
            if other not in ids and other not in self.hidden:
                self.helpline(other)
        kept = [r for r in self.added if r.id not in ids and r.id not in hide]
        return attrs.evolve(
            self,
            added=(*kept, *new),
            hidden=self.hidden | frozenset(hide),
            preferred=tuple(dict.fromkeys((*first, *self.preferred))),
        )

    def _plain(self) -> Ask:
        """Return what somebody asks who says nothing of themselves."""
        return Ask(preferred=self.preferred)

    def _shelf(self, country: str) -> Shelf:
        """Return the sorted records of a country; read them once."""
        shelf = self._shelves.get(country)
        if shelf is None:
            shelf = Shelf.of(self.records(country))
            self._shelves[country] = shelf
        return shelf

    def _search(self, place: str | Place, ask: Ask) -> Search:
        """Prepare a search; plan the route of a place once."""
        where = self.gazetteer.place(place)
        route = self._routes.get(where.code)
        if route is None:
            route = Route.of(where, self.gazetteer)
            self._routes[where.code] = route
        return Search(route, self._shelf, self.taxonomy, ask, self._known)


def _cut_minute(at: datetime.datetime) -> datetime.datetime:
    """Return the beginning of the minute, on the clock of no place."""
    offset = at.utcoffset() or _NO_TIME
    return (at.replace(tzinfo=None, second=0, microsecond=0) - offset).replace(
        tzinfo=datetime.UTC
    )


def _list(words: Iterable[str]) -> Iterable[str]:
    """Return words; one alone is meant as one, not as its letters."""
    return (words,) if isinstance(words, str) else words


def _read_words(words: Iterable[str], known: Mapping[str, _E]) -> Iterator[_E]:
    """Read words from a closed list."""
    for word in _list(words):
        if word not in known:
            near = suggest(word, known)
            raise InputError(
                f'unknown word "{word}"',
                cure=f'did you mean "{near}"?'
                if near
                else f"known: {', '.join(known)}",
            )
        yield known[word]
