"""
Opening hours.
"""

from __future__ import annotations

import datetime
import pickle
import zoneinfo

import pytest
import strategies_directory as invented
from hypothesis import given

from cwkit.errors import DataError, InputError, UnknownPlaceError
from cwkit.hours import Hours, OpenState, Status, TimeRange

LONDON = "Europe/London"


def at(text):
    return datetime.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("24/7", "24/7"),
        ("24/7; PH off", "24/7; PH off"),
        ("Mo-Su 00:00-24:00", "24/7"),
        ("00:00-24:00", "24/7"),
        ("09:00-17:00", "Mo-Su 09:00-17:00"),
        (" Mo - Fr  09:00 - 17:00 ;Sa,Su 10:00-12:00 ", None),
        ("Mo-Fr 09:00-12:00, 13:00-17:00", "Mo-Fr 09:00-12:00,13:00-17:00"),
        ("Mo-Fr 13:00-17:00,09:00-12:00", "Mo-Fr 09:00-12:00,13:00-17:00"),
        ("Mo,We,Fr 09:00-17:00", "Mo,We,Fr 09:00-17:00"),
        ("Mo,Tu,We,Fr 09:00-17:00", "Mo-We,Fr 09:00-17:00"),
        ("Sa-Mo 09:00-17:00", "Mo,Sa,Su 09:00-17:00"),
        ("Fr 22:00-02:00", "Fr 22:00-02:00"),
        ("Fr 22:00-26:00", "Fr 22:00-02:00"),
        ("Fr 22:00-00:00", "Fr 22:00-24:00"),
        ("Mo-Su,PH 09:00-17:00", "Mo-Su 09:00-17:00; PH 09:00-17:00"),
        ("PH 10:00-16:00", "PH 10:00-16:00"),
        ("off", "off"),
        ("PH off", "off; PH off"),
    ],
)
def test_hours_have_one_canonical_form(text, canonical):
    """
    What means the same is written the same.
    """
    expected = canonical or "Mo-Fr 09:00-17:00; Sa,Su 10:00-12:00"

    assert expected == str(Hours.parse(text))


def test_a_semicolon_replaces_and_a_comma_adds():
    """
    A rule after a semicolon replaces that day, one after a comma adds to it.
    """
    assert "Mo 10:00-12:00" == str(Hours.parse("Mo 08:00-09:00; Mo 10:00-12:00"))
    assert "Mo 08:00-09:00,10:00-12:00" == str(
        Hours.parse("Mo 08:00-09:00, Mo 10:00-12:00")
    )


def test_off_takes_a_day_out():
    """
    A later rule may close a day that an earlier one opened.
    """
    assert "Mo,We-Su 00:00-24:00" == str(Hours.parse("24/7; Tu off"))


@given(invented.hours)
def test_writing_and_reading_gives_the_same_hours(hours):
    """
    The canonical form loses nothing.
    """
    assert hours == Hours.parse(str(hours))
    assert hours == pickle.loads(pickle.dumps(hours))  # noqa: S301 -- our own


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "cannot read"),
        ("Mo-Fr", "cannot read"),
        ("Mo-Fr 9-17", "cannot read"),
        ("Mo-Fr 09:00-17:00 by appointment", "cannot read"),
        ("Mo-Fr 09:00+", "cannot read"),
        ("Mo-Fr 09:00-", "cannot read"),
        ("Xx 09:00-17:00", 'unknown day "Xx"'),
        ("Jan-Mar 09:00-17:00", 'unknown day "Jan"'),
        ("PH-Mo 09:00-17:00", 'unknown day "PH"'),
        ("Mo-PH 09:00-17:00", 'unknown day "PH"'),
        ("Mo 24/7", "stands with days"),
        ("Mo 09:70-17:00", "no stretch of a day"),
        ("Mo 09:00-09:00", "no stretch of a day"),
        ("Mo 24:00-25:00", "no stretch of a day"),
        ("Mo 01:00-26:00", "longer than a day"),
        ("Mo 09:00-12:00,11:00-13:00", "overlap"),
        ("Mo 09:00-12:00, Mo 11:00-13:00", "overlap"),
    ],
)
def test_what_cannot_be_said_is_refused(text, message):
    """
    Hours outside the grammar are refused with a cure, never guessed.
    """
    with pytest.raises(DataError, match=message) as caught:
        Hours.parse(text)

    assert caught.value.cure


def test_hours_end_when_they_say():
    """
    The first minute is open, the last is not.
    """
    hours = Hours.parse("Mo-Fr 09:00-17:00")

    assert OpenState.OPEN == hours.state(at("2025-01-06T09:00+00:00"), LONDON)
    assert OpenState.OPEN == hours.state(at("2025-01-06T16:59:59+00:00"), LONDON)
    assert OpenState.CLOSED == hours.state(at("2025-01-06T17:00+00:00"), LONDON)
    assert OpenState.CLOSED == hours.state(at("2025-01-05T12:00+00:00"), LONDON)


def test_hours_run_over_midnight():
    """
    What opens on Friday night is open in the small hours of Saturday, not of Friday.
    """
    hours = Hours.parse("Fr 22:00-02:00")

    assert OpenState.OPEN == hours.state(at("2025-01-11T01:00+00:00"), LONDON)
    assert OpenState.CLOSED == hours.state(at("2025-01-10T01:00+00:00"), LONDON)
    assert OpenState.CLOSED == hours.state(at("2025-01-11T02:00+00:00"), LONDON)


def test_the_clock_of_the_place_counts():
    """
    Summer time and the reader's own zone do not shift the hours.
    """
    hours = Hours.parse("Mo-Fr 09:00-17:00")

    assert OpenState.CLOSED == hours.state(at("2025-01-06T08:30+00:00"), LONDON)
    assert OpenState.OPEN == hours.state(at("2025-07-07T08:30+00:00"), LONDON)
    assert OpenState.OPEN == hours.state(at("2025-07-07T18:30+10:00"), LONDON)
    assert OpenState.OPEN == hours.state(at("2025-01-06T09:30+00:00"), datetime.UTC)


def test_the_repeated_hour_counts_twice():
    """
    When clocks go back, the hours hold in both of the equal hours.
    """
    hours = Hours.parse("Su 01:00-01:30")

    states = [
        hours.state(at(f"2025-10-26T{time}+00:00"), LONDON)
        for time in ("00:15", "00:45", "01:15", "01:45")
    ]

    assert ["open", "closed", "open", "closed"] == states


def test_the_missing_hour_is_skipped():
    """
    When clocks go forward, hours inside the hour that is not there are not kept.
    """
    inside, around = Hours.parse("Su 01:15-01:45"), Hours.parse("Su 00:30-02:30")
    moments = [
        at(f"2025-03-30T{time}+00:00")
        for time in ("00:59", "01:00", "01:15", "01:29", "01:30")
    ]

    assert {"closed"} == {inside.state(moment, LONDON) for moment in moments}
    assert ["open", "open", "open", "open", "closed"] == [
        around.state(moment, LONDON) for moment in moments
    ]


def test_an_unknown_zone_leaves_the_state_unknown():
    """
    Without a zone nobody can tell, unless the line never closes.
    """
    moment = at("2025-01-06T12:00+00:00")

    assert OpenState.UNKNOWN == Hours.parse("Mo 09:00-17:00").state(moment, None)
    assert OpenState.OPEN == Hours.parse("24/7").state(moment, None)


@pytest.mark.parametrize("zone", ["Europe/Londn", "../etc/passwd", "Europe", ""])
def test_a_wrong_zone_is_refused(zone):
    """
    A name that is no zone is an error, whatever it looks like.
    """
    with pytest.raises(UnknownPlaceError, match="unknown time zone"):
        Hours.parse("Mo 09:00-17:00").state(at("2025-01-06T12:00+00:00"), zone)


def test_a_moment_without_a_zone_is_refused():
    """
    Nobody knows which clock a naive time was read from.
    """
    with pytest.raises(InputError, match="no time zone"):
        Hours.parse("24/7").state(at("2025-01-06T12:00"), LONDON)


def test_public_holidays_unknown_is_said():
    """
    If a holiday would change the answer and nobody knows, that is said.
    """
    hours = Hours.parse("Mo-Fr 09:00-17:00; PH off")
    noon, night = at("2025-01-06T12:00+00:00"), at("2025-01-06T20:00+00:00")

    assert Status(OpenState.OPEN, holidays_unknown=True) == hours.status(noon, LONDON)
    assert Status(OpenState.CLOSED) == hours.status(night, LONDON)


def test_public_holidays_known_are_kept():
    """
    A calendar settles it, also for the night after a holiday.
    """
    hours = Hours.parse("Mo-Su 20:00-04:00; PH 20:00-22:00")
    holidays = {datetime.date(2025, 1, 6)}

    def state(text):
        return hours.state(at(text), LONDON, holidays=holidays)

    assert OpenState.OPEN == state("2025-01-06T03:00+00:00")
    assert OpenState.OPEN == state("2025-01-06T21:00+00:00")
    assert OpenState.CLOSED == state("2025-01-07T03:00+00:00")
    assert OpenState.OPEN == state("2025-01-08T03:00+00:00")


def test_hours_that_do_not_name_holidays_are_doubted_on_them():
    """
    Open on an ordinary day is not open on a holiday, unless somebody says so.
    """
    hours = Hours.parse("Mo-Fr 09:00-17:00")
    noon, night = at("2025-01-06T12:00+00:00"), at("2025-01-06T20:00+00:00")
    doubt = Status(OpenState.OPEN, holidays_unknown=True)

    assert doubt == hours.status(noon, LONDON)
    assert doubt == hours.status(noon, LONDON, holidays={noon.date()})
    assert Status(OpenState.OPEN) == hours.status(noon, LONDON, holidays=())
    assert Status(OpenState.CLOSED) == hours.status(night, LONDON)


@pytest.mark.parametrize(
    ("text", "always"),
    [
        ("24/7", True),
        ("24/7; PH 00:00-24:00", True),
        ("24/7; PH off", False),
        ("Mo-Sa 00:00-24:00", False),
    ],
)
def test_always_means_always(text, always):
    """
    Only what never closes, not even on holidays, is always open.
    """
    assert always is Hours.parse(text).always


@given(invented.hours, invented.moments, invented.zones)
def test_the_state_is_that_of_a_slow_reading(hours, moment, zone):
    """
    Minute by minute from the week before, the answer is the same.
    """
    local = moment.astimezone(zoneinfo.ZoneInfo(zone))
    now = local.weekday() * 1440 + local.hour * 60 + local.minute
    week = 7 * 1440
    is_open = any(
        (day * 1440 + span.start) <= now + shift < (day * 1440 + span.end)
        for day, ranges in enumerate(hours.week)
        for span in ranges
        for shift in (0, week)
    )

    assert (OpenState.OPEN if is_open else OpenState.CLOSED) == hours.state(
        moment, zone
    )


def test_ranges_are_written_as_people_write_them():
    """
    A range over midnight shows the clock of the next day.
    """
    assert "22:00-06:00" == str(TimeRange(1320, 1800))
    assert "00:00-24:00" == str(TimeRange(0, 1440))
