"""
Opening hours in words.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cwkit.hours import Hours, TimeRange
    from cwkit.locales.messages import Messages

__all__ = ["describe_hours"]

_DAYS: Final = ("mo", "tu", "we", "th", "fr", "sa", "su")
_HOUR: Final = 60
_NOON: Final = 12
_MIDNIGHT: Final = 24 * _HOUR


def describe_hours(hours: Hours, messages: Messages) -> str:
    """
    Say opening hours in words.

    Args:
        hours: The hours.
        messages: The words.
    """
    if hours.always:
        return messages.text("hours_always")
    parts: list[str] = []
    for ranges in dict.fromkeys(filter(None, hours.week)):
        days = [day for day, other in enumerate(hours.week) if other == ranges]
        parts.append(_describe_rule(_describe_days(days, messages), ranges, messages))
    if hours.holidays:
        holidays = messages.text("hours_holidays")
        parts.append(_describe_rule(holidays, hours.holidays, messages))
    elif hours.holidays is not None:
        parts.append(messages.text("hours_not_holidays"))
    return messages.text("separator").join(parts)


def _describe_rule(days: str, ranges: tuple[TimeRange, ...], messages: Messages) -> str:
    """Say when it is open on some days."""
    times = messages.join(_describe_range(span, messages) for span in ranges)
    return messages.text("hours_rule", days=days, times=times)


def _describe_days(days: list[int], messages: Messages) -> str:
    """Name days, three or more in a row as a range."""
    if len(days) == len(_DAYS):
        return messages.text("hours_daily")
    parts: list[str] = []
    for _, group in itertools.groupby(enumerate(days), lambda pair: pair[1] - pair[0]):
        names = [messages.text(f"day_{_DAYS[day]}") for _, day in group]
        if len(names) < 3:  # noqa: PLR2004 (people say "Saturday and Sunday")
            parts += names
        else:
            parts.append(messages.text("hours_days", first=names[0], last=names[-1]))
    return messages.join(parts)


def _describe_range(span: TimeRange, messages: Messages) -> str:
    """Say from when to when it is open."""
    if span.start % _MIDNIGHT == 0 and span.end - span.start == _MIDNIGHT:
        return messages.text("hours_all_day")
    return messages.text(
        "hours_times",
        first=_describe_time(span.start, messages),
        last=_describe_time(span.end, messages),
    )


def _describe_time(minutes: int, messages: Messages) -> str:
    """Say a time of day."""
    hour, minute = divmod(minutes % _MIDNIGHT, _HOUR)
    if messages.text("clock") == "24":
        # The end of a day is not its beginning.
        return _write_time(24 if minutes == _MIDNIGHT else hour, minute, messages)
    if minute == 0 and hour in (0, _NOON):
        return messages.text("time_noon" if hour else "time_midnight")
    time = _write_time((hour - 1) % _NOON + 1, minute, messages)
    return messages.text("time_am" if hour < _NOON else "time_pm", time=time)


def _write_time(hour: int, minute: int, messages: Messages) -> str:
    """Write a time of day; a whole hour may be shorter."""
    if minute == 0:
        return messages.text("time_whole", hour=str(hour))
    return messages.text("time", hour=str(hour), minute=f"{minute:02}")
