"""
Ranking: what makes one line a better answer than another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from cwkit.errors import UnknownPlaceError
from cwkit.helplines._model import (
    WORLD,
    Channel,
    ChannelKind,
    Cost,
    Kind,
    Standing,
)
from cwkit.hours import OpenState, Status

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection

    from cwkit.helplines._model import Audience, Helpline

__all__ = ["Ask", "Entry"]

# Ways in which a person answers while one waits.
_LIVE: Final = frozenset(
    {
        ChannelKind.PHONE,
        ChannelKind.SMS,
        ChannelKind.WHATSAPP,
        ChannelKind.CHAT,
        ChannelKind.RELAY,
    }
)
_WRITTEN: Final = frozenset({ChannelKind.SMS, ChannelKind.WHATSAPP, ChannelKind.CHAT})
_UNKNOWN: Final = Status(OpenState.UNKNOWN)
_CLOSED: Final = Status(OpenState.CLOSED)
_STATES: Final = (OpenState.OPEN, OpenState.UNKNOWN, OpenState.CLOSED)


@attrs.frozen(eq=False)
class Entry:
    """
    A record, with what its rank needs worked out once.

    Attributes:
        helpline: The record.

        live: The channels on which somebody answers while one waits.

        kinds: The kinds of its channels.

        languages: The primary subtags of its languages.

        lasting: What ranks it by hours and cost, whoever asks.

        reach: What ranks it by the ways to reach it, whoever asks.

        tail: What breaks ties, whoever asks.
    """

    helpline: Helpline
    live: tuple[Channel, ...]
    kinds: frozenset[ChannelKind]
    languages: frozenset[str]
    lasting: tuple[bool, bool]
    reach: int
    tail: tuple[bool, int, str]

    @classmethod
    def of(cls, helpline: Helpline) -> Entry | None:
        """
        Return the entry of a record; None if it must not be an answer.
        """
        dials = any(channel.dial for channel in helpline.channels)
        if helpline.status is Standing.CLOSED or (helpline.country == WORLD and dials):
            return None
        kinds = frozenset(channel.kind for channel in helpline.channels)
        phone = ChannelKind.PHONE in kinds
        return cls(
            helpline,
            tuple(c for c in helpline.channels if c.kind in _LIVE),
            kinds,
            frozenset(tag.partition("-")[0] for tag in helpline.languages),
            (
                not any(c.hours and c.hours.always for c in helpline.channels),
                not any(c.cost is Cost.FREE for c in helpline.channels),
            ),
            2 - phone - (phone and not kinds.isdisjoint(_WRITTEN)),
            (
                "-" in helpline.areas[0],
                -len(helpline.areas),
                helpline.id,
            ),
        )

    def status(self, at: datetime.datetime) -> Status:
        """
        Say whether somebody answers at a moment, on any channel.
        """
        best = _CLOSED if self.live else _UNKNOWN
        for channel in self.live:
            status = _UNKNOWN
            if channel.hours is not None:
                try:
                    status = channel.hours.status(at, self.helpline.tz)
                except UnknownPlaceError:
                    # A system without time zones cannot tell; the number is right.
                    status = _UNKNOWN
            order = _STATES.index(status.state) - _STATES.index(best.state)
            if order < 0 or (order == 0 and not status.holidays_unknown):
                best = status
        return best


@attrs.frozen(kw_only=True)
class Ask:
    """
    What the reader asked for, besides place and topic.

    Attributes:
        audience: What the reader is.

        languages: Primary subtags of the languages the reader speaks.

        channels: How the reader would like to get in touch.

        at: The moment at which somebody should answer.

        today: The day on which to judge how fresh records are.

        strict: Whether to leave out what is overdue.

        preferred: Ids of records to put first.
    """

    audience: frozenset[Audience] = frozenset()
    languages: tuple[str, ...] = ()
    channels: tuple[ChannelKind, ...] = ()
    at: datetime.datetime | None = None
    today: datetime.date | None = None
    strict: bool = False
    preferred: tuple[str, ...] = ()

    def admits(self, entry: Entry) -> bool:
        """
        Say whether a record may be an answer at all.
        """
        line = entry.helpline
        if self.strict and self.today is not None and line.overdue(self.today):
            return False
        return not (
            self.audience
            and line.audience
            and line.audience_only
            and self.audience.isdisjoint(line.audience)
        )

    def suits(self, line: Helpline) -> bool:
        """
        Say whether a record is for this reader, or for everybody.
        """
        return not line.audience or not self.audience.isdisjoint(line.audience)

    def status(self, entry: Entry) -> Status | None:
        """
        Say whether somebody answers at the moment asked for, if one was.
        """
        return None if self.at is None else entry.status(self.at)

    def rank(
        self, entry: Entry, status: Status | None, area: int, topic: str
    ) -> tuple[Any, ...]:
        """
        Return what sorts a record among others; the smallest is the best.

        Args:
            entry: The record.
            status: Whether somebody answers, if a moment was asked for.
            area: How far its area is from the one asked for.
            topic: The topic it is found under.
        """
        line = entry.helpline
        return (
            _find(self.preferred, (line.id,)),
            # A service that only has an address on the web answers nobody tonight.
            not entry.live,
            area,
            self._rank_audience(line),
            line.status is not Standing.ACTIVE,
            self.today is not None and line.overdue(self.today),
            0 if status is None else _STATES.index(status.state),
            *entry.lasting,
            _find(self.channels, entry.kinds),
            entry.reach,
            _find(self.languages, entry.languages),
            line.kind is not Kind.SUPPORT,
            line.topics.index(topic) if topic in line.topics else 0,
            *entry.tail,
        )

    def _rank_audience(self, line: Helpline) -> int:
        """Rank lines for the reader first, or lines for everybody."""
        if not self.audience:
            return 2 if line.audience_only else 1 if line.audience else 0
        if not self.audience.isdisjoint(line.audience):
            return 0
        return 2 if line.audience else 1


def _find(wanted: tuple[str, ...], there: Collection[str]) -> int:
    """Return the place of the first word that is there; the length if none is."""
    for index, word in enumerate(wanted):
        if word in there:
            return index
    return len(wanted)
