"""
Opening hours: a small, strict part of the `opening_hours` grammar.

What is read: ``24/7``, days (``Mo-Fr``, ``Sa,Su``), times (``09:00-17:00``, also
over midnight), ``off``, and ``PH`` for public holidays. A rule after ``;`` replaces
what an earlier one said of the same day; a rule after ``,`` adds to it. What this
grammar cannot say is refused rather than guessed.
"""

from __future__ import annotations

import datetime
import enum
import itertools
import re
import zoneinfo
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from cwkit.errors import DataError, InputError, UnknownPlaceError

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["DAYS", "Hours", "OpenState", "Status", "TimeRange"]

DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_HOLIDAY: Final = "PH"
_DAY_MINUTES: Final = 24 * 60
_CURE: Final = 'write days and times like "Mo-Fr 09:00-17:00; PH off", or "24/7"'

_TIMES: Final = re.compile(
    r"""
    ([0-9]{2}) : ([0-9]{2})     # opens
    [ ]*-[ ]*
    ([0-9]{2}) : ([0-9]{2})     # closes, on the next day if not later
    """,
    re.VERBOSE,
)
_RULE: Final = re.compile(
    r"""
    (?P<days> [A-Z][A-Za-z]* (?: [ ]*[-,][ ]* [A-Z][A-Za-z]* )* )?
    [ ]*
    (?P<times> off | 24/7 | [0-9]{2}:[0-9:, -]* )?
    """,
    re.VERBOSE,
)
# A comma parts two rules only where a day name follows a time; elsewhere it parts
# days ("Sa,Su") or times ("09:00-12:00,14:00-17:00").
_SEPARATOR: Final = re.compile(r"[ ]*(;|(?<=[0-9f]),(?=[ ]*[A-Z]))[ ]*")


class OpenState(enum.StrEnum):
    """
    Whether somebody answers at a moment.
    """

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@attrs.frozen(order=True)
class TimeRange:
    """
    A stretch of one day, in minutes after midnight of the day it begins on.

    >>> str(TimeRange(22 * 60, 30 * 60))
    '22:00-06:00'

    Attributes:
        start: The first minute.

        end: The minute after the last; more than 1440 where it runs over midnight.
    """

    start: int
    end: int

    def __str__(self) -> str:
        """
        Write it as ``HH:MM-HH:MM``.
        """
        end = self.end if self.end <= _DAY_MINUTES else self.end - _DAY_MINUTES
        return (
            f"{self.start // 60:02}:{self.start % 60:02}-{end // 60:02}:{end % 60:02}"
        )


_Day: TypeAlias = tuple[TimeRange, ...]
_ALL_DAY: Final[_Day] = (TimeRange(0, _DAY_MINUTES),)


@attrs.frozen
class Status:
    """
    What is known of a moment.

    Attributes:
        state: Open, closed, or unknown.

        holidays_unknown: A public holiday might change the answer: the hours differ
            on holidays and nobody said whether this is one, or they do not name
            holidays at all. `state` is that of an ordinary day.
    """

    state: OpenState
    holidays_unknown: bool = False


def _is_always(hours: Hours) -> bool:
    """Say whether hours never close."""
    return hours.holidays in {None, _ALL_DAY} and all(
        ranges == _ALL_DAY for ranges in hours.week
    )


@attrs.frozen
class Hours:
    """
    The hours of one week, on the clock of the place that keeps them.

    >>> hours = Hours.parse("Mo-Th 09:00-17:00, Fr 09:00-12:00; PH off")
    >>> str(hours)
    'Mo-Th 09:00-17:00; Fr 09:00-12:00; PH off'
    >>> monday = datetime.datetime(2025, 3, 3, 8, 30, tzinfo=datetime.UTC)
    >>> hours.state(monday, "Europe/London")
    <OpenState.CLOSED: 'closed'>
    >>> hours.state(monday, "Europe/Paris")
    <OpenState.OPEN: 'open'>

    Attributes:
        week: For each day from Monday to Sunday, when it opens and closes.

        holidays: The same for public holidays; None if the hours do not name them.

        always: Whether they never close: not at night, not on public holidays.
    """

    week: tuple[_Day, _Day, _Day, _Day, _Day, _Day, _Day]
    holidays: _Day | None = None
    always: bool = attrs.field(
        init=False,
        repr=False,
        eq=False,
        default=attrs.Factory(_is_always, takes_self=True),
    )

    @classmethod
    def parse(cls, text: str) -> Hours:
        """
        Read hours.

        Args:
            text: The hours, such as ``"Mo-Fr 09:00-17:00; PH off"``.

        Raises:
            DataError: If *text* is not in the part of the grammar that is read.
        """
        days: dict[str, _Day] = {}
        separator = ";"
        for index, part in enumerate(_SEPARATOR.split(text.strip())):
            if index % 2:
                separator = part
                continue
            named, ranges = _parse_rule(part, text)
            for day in named:
                before = days.get(day, ()) if separator == "," else ()
                days[day] = _sort_ranges((*before, *ranges), text)
        mo, tu, we, th, fr, sa, su = (days.get(day, ()) for day in DAYS)
        return cls((mo, tu, we, th, fr, sa, su), days.get(_HOLIDAY))

    def __str__(self) -> str:
        """
        Write the hours in their canonical form.
        """
        rules: list[str] = []
        if all(ranges == _ALL_DAY for ranges in self.week):
            rules.append("24/7")
        else:
            # Days that keep the same hours are named together, where the first is.
            for ranges in dict.fromkeys(filter(None, self.week)):
                named = [i for i, other in enumerate(self.week) if other == ranges]
                rules.append(f"{_write_days(named)} {_write_ranges(ranges)}")
        if not rules and not self.holidays:
            rules.append("off")
        if self.holidays is not None:
            rules.append(f"{_HOLIDAY} {_write_ranges(self.holidays)}")
        return "; ".join(rules)

    def state(
        self,
        at: datetime.datetime,
        zone: str | datetime.tzinfo | None,
        *,
        holidays: Container[datetime.date] | None = None,
    ) -> OpenState:
        """
        Say whether it is open.

        Args:
            at: The moment; it must know its own zone.
            zone: The zone of the clock that keeps the hours, if known.
            holidays: The public holidays of that place, if known.

        Raises:
            InputError: If *at* is naive.
            UnknownPlaceError: If *zone* is not a known zone.
        """
        return self.status(at, zone, holidays=holidays).state

    def status(
        self,
        at: datetime.datetime,
        zone: str | datetime.tzinfo | None,
        *,
        holidays: Container[datetime.date] | None = None,
    ) -> Status:
        """
        Say whether it is open, and whether a public holiday could change that.

        Hours are what the wall clock shows: when clocks go back, the repeated hour
        counts twice; when they go forward, the missing hour is skipped.

        Args:
            at: The moment; it must know its own zone.
            zone: The zone of the clock that keeps the hours, if known.
            holidays: The public holidays of that place, if known.

        Raises:
            InputError: If *at* is naive.
            UnknownPlaceError: If *zone* is not a known zone.
        """
        if at.utcoffset() is None:
            raise InputError(
                "the moment has no time zone",
                cure="pass an aware datetime, such as datetime.now(timezone.utc)",
            )
        if self.always:
            return Status(OpenState.OPEN)
        if zone is None:
            return Status(OpenState.UNKNOWN)
        local = at.astimezone(_find_zone(zone) if isinstance(zone, str) else zone)
        today = local.date()
        minute = local.hour * 60 + local.minute
        # What began yesterday may still run: its minutes go on past 1440.
        moments = ((today, minute), (today - _ONE_DAY, minute + _DAY_MINUTES))
        holiday_matters = False
        is_open = False
        for day, since in moments:
            usual = self.week[day.weekday()]
            ranges = usual
            if holidays is None or day in holidays:
                if self.holidays is None:
                    # Who says "Monday to Friday" and no more seldom answers on
                    # Christmas Day; nobody opens for a holiday without saying so.
                    holiday_matters |= _covers(usual, since)
                elif holidays is None:
                    holiday_matters |= _covers(usual, since) != _covers(
                        self.holidays, since
                    )
                else:
                    ranges = self.holidays
            is_open |= _covers(ranges, since)
        return Status(OpenState.OPEN if is_open else OpenState.CLOSED, holiday_matters)


_ONE_DAY: Final = datetime.timedelta(days=1)


def _find_zone(zone: str) -> datetime.tzinfo:
    """Return the zone with this name."""
    try:
        return zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownPlaceError(
            f'unknown time zone "{zone}"',
            cure="use an IANA name; where the system has no zones, install tzdata",
        ) from None


def _covers(ranges: _Day, minute: int) -> bool:
    """Say whether *minute* lies in one of the ranges."""
    return any(span.start <= minute < span.end for span in ranges)


def _parse_rule(part: str, text: str) -> tuple[tuple[str, ...], _Day]:
    """Return the days that a rule names, and its times."""
    found = _RULE.fullmatch(part)
    if found is None or found["times"] is None:
        raise DataError(f'cannot read "{part}" in the hours "{text}"', cure=_CURE)
    # Without days a rule holds for the week; holidays stay as they were.
    named = DAYS if found["days"] is None else _parse_days(found["days"], text)
    times = found["times"]
    if times == "off":
        return named, ()
    if times == "24/7":
        if found["days"] is not None:
            raise DataError(
                f'"24/7" stands with days in the hours "{text}"',
                cure='write "Mo-Fr 00:00-24:00"',
            )
        return named, _ALL_DAY
    return named, tuple(
        _parse_range(span.strip(), text) for span in times.strip().split(",")
    )


def _parse_days(days: str, text: str) -> tuple[str, ...]:
    """Return the days named by a list such as ``Mo-We,Fr,PH``."""
    named: list[str] = []
    for part in days.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        for day in (first, last or first):
            if day not in DAYS and (day != _HOLIDAY or last):
                raise DataError(
                    f'unknown day "{day}" in the hours "{text}"',
                    cure=f"known: {', '.join((*DAYS, _HOLIDAY))}",
                )
        if first == _HOLIDAY:
            named.append(first)
            continue
        start, end = DAYS.index(first), DAYS.index(last or first)
        count = (end - start) % len(DAYS) + 1
        named += itertools.islice(itertools.cycle(DAYS), start, start + count)
    return tuple(dict.fromkeys(named))


def _parse_range(span: str, text: str) -> TimeRange:
    """Read ``HH:MM-HH:MM``."""
    found = _TIMES.fullmatch(span)
    if found is None:
        raise DataError(f'cannot read "{span}" in the hours "{text}"', cure=_CURE)
    hour, minute, end_hour, end_minute = map(int, found.groups())
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    if max(minute, end_minute) > 59 or start >= _DAY_MINUTES or start == end:  # noqa: PLR2004 -- minutes of an hour
        raise DataError(
            f'"{span}" is no stretch of a day in the hours "{text}"',
            cure='a whole day is "00:00-24:00"',
        )
    if end < start:
        end += _DAY_MINUTES
    # The grammar also lets closing times count on past midnight: 22:00-26:00.
    if end - start > _DAY_MINUTES:
        raise DataError(
            f'"{span}" is longer than a day in the hours "{text}"', cure=_CURE
        )
    return TimeRange(start, end)


def _sort_ranges(ranges: _Day, text: str) -> _Day:
    """Put the ranges of a day in order; refuse those that overlap."""
    ordered = tuple(sorted(ranges))
    for before, after in itertools.pairwise(ordered):
        if after.start < before.end:
            raise DataError(
                f'"{before}" and "{after}" overlap in the hours "{text}"',
                cure="join them",
            )
    return ordered


def _write_days(days: list[int]) -> str:
    """Write days, three or more in a row as a range."""
    parts: list[str] = []
    for _, group in itertools.groupby(enumerate(days), lambda pair: pair[1] - pair[0]):
        run = [DAYS[day] for _, day in group]
        parts += run if len(run) < 3 else [f"{run[0]}-{run[-1]}"]  # noqa: PLR2004 -- as people write: Sa,Su but Mo-We
    return ",".join(parts)


def _write_ranges(ranges: _Day) -> str:
    """Write the times of a day."""
    return ",".join(map(str, ranges)) or "off"
