"""
Looking up helplines: fallback, ranking, pairs, overlays.
"""

from __future__ import annotations

import datetime
import functools
import pickle

import attrs
import pytest
import strategies_directory as invented
from hypothesis import given
from hypothesis import strategies as st
from strategies_directory import DAY, make_line, make_web

from cwkit.errors import InputError, UnknownPlaceError, UnknownTopicError
from cwkit.helplines import (
    AgeRange,
    Audience,
    Channel,
    ChannelKind,
    Directory,
    Kind,
    Standing,
)
from cwkit.hours import OpenState

GAZETTEER = invented.make_gazetteer()
TAXONOMY = invented.make_taxonomy()
NOON = datetime.datetime(2025, 3, 3, 12, tzinfo=datetime.UTC)
NIGHT = datetime.datetime(2025, 3, 3, 23, tzinfo=datetime.UTC)


def read(records, country):
    return tuple(record for record in records if record.country == country)


def make_directory(*records):
    return Directory(functools.partial(read, records), GAZETTEER, TAXONOMY)


def ids(matches):
    return [match.helpline.id.partition(".")[2] for match in matches]


def look(*records, place="AA", **options):
    return ids(make_directory(*records).lookup(place, **options))


WORLD = make_web("world", areas=("001",))


def test_the_area_is_widened_before_the_topic():
    """
    A national line for the topic is better than a local line for a wider one.
    """
    local = make_line("local", country="BB", areas=("BB-N",), topics=("crisis",))
    wide = make_line("wide", country="BB", topics=("storm",))

    (match,) = make_directory(local, wide).lookup("BB-N", topics=["storm"])

    assert "bb.wide" == match.helpline.id
    assert ("BB-N", "BB") == (str(match.requested_area), str(match.matched_area))
    assert ("storm", "storm", True) == (
        match.requested_topic,
        match.matched_topic,
        match.is_fallback,
    )


def test_the_topic_is_widened_step_by_step():
    """
    Without a line for the topic, the next in its chain is tried, and so on.
    """
    weather = make_line("weather", topics=("weather",))
    crisis = make_line("crisis")

    (match,) = make_directory(weather, crisis).lookup("AA-E", topics=["storm"])
    assert ("weather", True) == (match.matched_topic, match.is_fallback)

    (match,) = make_directory(crisis).lookup("AA", topics=["storm"])
    assert ("crisis", True) == (match.matched_topic, match.is_fallback)


def test_an_exact_match_is_no_fallback():
    """
    Neither area nor topic was widened, and so it is said.
    """
    (match,) = make_directory(make_line("a")).lookup("AA", topics=["crisis"])

    assert not match.is_fallback


def test_a_nearer_area_comes_first():
    """
    Subdivision, its parent, the country: in this order.
    """
    lines = [
        make_line("country"),
        make_line("county", areas=("AA-C",)),
        make_line("east", areas=("AA-E",)),
        make_line("south", areas=("AA-S",)),
    ]

    assert ["county", "east", "country"] == look(
        *lines, place="AA-C", topics=["crisis"]
    )


def test_a_line_of_one_part_serves_that_part_only():
    """
    In a country without such parts, a request for the whole shows no local lines.
    """
    local = make_line("local", country="BB", areas=("BB-N",))

    assert ["world"] == look(local, WORLD, place="BB", topics=["crisis"])


def test_never_another_country():
    """
    A known place without a line gets directories on the web, or nothing.
    """
    lines = [make_line("a"), make_line("b", country="BB", areas=("AA", "BB"))]

    assert [] == look(*lines, place="ZZ", topics=["crisis"])
    assert ["world"] == look(*lines, WORLD, place="ZZ", topics=["crisis"])
    assert ["a"] == look(*lines, WORLD, topics=["crisis"])


def test_the_administering_country_serves_where_it_says_so():
    """
    Its lines are given to a territory only if they name it among their areas.
    """
    says = make_line("says", areas=("AA", "CC"))
    silent = make_line("silent")
    own = make_line("own", country="CC", hours=None)

    (match,) = make_directory(says, silent, WORLD).lookup("CC", topics=["crisis"])
    assert ("aa.says", "CC", False) == (
        match.helpline.id,
        str(match.matched_area),
        match.is_fallback,
    )
    assert ["own", "says"] == look(says, own, place="CC", topics=["crisis"])
    assert ["world"] == look(silent, WORLD, place="CC", topics=["crisis"])


def test_regions_and_world_give_directories_only():
    """
    A directory of the region comes before that of the world; a number never.
    """
    region = make_web("region", areas=("154",))
    phone = Channel(kind=ChannelKind.PHONE, dial="1", display="1")
    numbers = make_web("numbers", areas=("001",), channels=(phone,))
    support = make_web("support", areas=("001",), kind=Kind.SUPPORT)
    mine = make_web("mine", areas=("AA",))
    directory = make_directory(WORLD, region, numbers, support, mine)

    matches = directory.lookup("AA-C", topics=["storm"])

    assert ["mine", "region", "world"] == ids(matches)
    assert ["AA", "154", "001"] == [str(match.matched_area) for match in matches]
    assert all(match.is_fallback for match in matches)
    assert ["world"] == ids(directory.directories("CC"))


def test_a_country_has_directories_of_its_own():
    """
    A national directory is no line, but the first of the directories.
    """
    own = make_line("own", kind=Kind.DIRECTORY, topics=("storm",))
    directory = make_directory(own, WORLD, make_line("a"))

    assert ["own", "world"] == ids(directory.directories("AA-E"))
    assert ["a"] == ids(directory.lookup("AA", topics=["storm"]))
    assert ["a"] == ids(directory.lookup("AA"))


def test_emergency_numbers_are_at_hand():
    """
    They are no answer to a request for help with a topic, but asked for by name.
    """
    sos = make_line("sos", kind=Kind.EMERGENCY, topics=("emergency",))
    directory = make_directory(sos, make_line("a"))

    assert ["sos"] == ids(directory.emergency("AA-C"))
    assert ["sos"] == ids(directory.lookup("AA", topics=["emergency"]))
    assert ["a"] == ids(directory.lookup("AA"))
    assert [] == ids(directory.emergency("BB"))


def test_a_country_of_parts_shows_the_lines_of_each():
    """
    Without a part named, each part gets its best line, labelled, then its second.
    """
    lines = [
        make_line("east", areas=("AA-E",), hours="24/7"),
        make_line("east-too", areas=("AA-E",), hours="24/7"),
        make_line("rest", areas=("AA-S", "AA-W")),
        make_line("whole", audience=(Audience.MEN,)),
    ]

    matches = make_directory(*lines).lookup("AA", topics=["crisis"])

    assert ["east", "rest", "east-too", "whole"] == ids(matches)
    assert [("AA-E",), ("AA-S", "AA-W"), ("AA-E",), ("AA",)] == [
        tuple(map(str, match.areas)) for match in matches
    ]
    assert [True, True, True, False] == [match.is_part for match in matches]
    assert not any(match.is_fallback for match in matches)


def test_a_part_without_a_line_gets_one_as_well():
    """
    Lines of some parts are not enough for readers in the others.
    """
    east = make_line("east", areas=("AA-E",), topics=("storm",))
    crisis = make_line("crisis")

    assert ["east", "crisis"] == look(east, crisis, topics=["storm"])
    assert ["east"] == look(east, crisis, place="AA-E", topics=["storm"])


def test_a_line_for_some_does_not_end_the_search():
    """
    Of a reader nothing is known of, a line for everybody must be found.
    """
    some = make_line("some", topics=("storm",), audience=(Audience.WOMEN,))
    crisis = make_line("crisis")

    assert ["some", "crisis"] == look(some, crisis, topics=["storm"])
    assert ["some"] == look(some, crisis, topics=["storm"], audience=["women"])


def test_a_line_that_takes_reports_does_not_end_the_search():
    """
    Who needs somebody to talk to is not left with the police.
    """
    police = make_line("police", topics=("storm",), kind=Kind.REPORTING)
    crisis = make_line("crisis")

    assert ["police", "crisis"] == look(police, crisis, topics=["storm"])


def test_a_line_that_is_closed_does_not_end_the_search():
    """
    At night a line that opens in the morning is followed by one that answers.
    """
    day = make_line("day", topics=("storm",), hours="Mo-Fr 09:00-17:00")
    night = make_line("night", hours="24/7")

    assert ["day"] == look(day, night, topics=["storm"], at=NOON)
    assert ["day", "night"] == look(day, night, topics=["storm"], at=NIGHT)
    assert ["day"] == look(day, night, topics=["storm"])


@pytest.mark.parametrize(
    ("better", "worse", "options"),
    [
        ({}, {"audience": (Audience.MEN,)}, {}),
        (
            {"audience": (Audience.MEN,)},
            {"audience": (Audience.MEN,), "audience_only": True},
            {},
        ),
        ({"audience": (Audience.MEN,)}, {}, {"audience": ["men"]}),
        ({}, {"audience": (Audience.WOMEN,)}, {"audience": ["men"]}),
        ({}, {"status": Standing.DISPUTED, "note": "?"}, {}),
        ({}, {"review_by": DAY}, {"today": DAY + datetime.timedelta(days=1)}),
        ({"hours": "24/7"}, {}, {"at": NIGHT}),
        ({}, {"hours": "Mo-Fr 09:00-17:00"}, {"at": NIGHT}),
        ({"hours": "Mo-Fr 09:00-17:00"}, {}, {"at": NOON}),
        ({"hours": "24/7"}, {"hours": "Mo-Fr 09:00-17:00"}, {}),
        ({"cost": "free"}, {"cost": "free-landline"}, {}),
        ({"cost": "free"}, {}, {}),
        ({"languages": ("fr",)}, {}, {"languages": ["fr-CA", "en"]}),
        ({}, {"languages": ("de",)}, {"languages": ["fr", "en"]}),
        ({}, {"kind": Kind.REPORTING}, {}),
        ({"topics": ("crisis", "storm")}, {"topics": ("storm", "crisis")}, {}),
        ({"areas": ("AA", "CC")}, {}, {}),
    ],
)
def test_lines_are_ranked(better, worse, options):
    """
    Each reason puts the better line first, whatever the ids say.
    """
    first, last = make_line("z", **better), make_line("a", **worse)

    assert ["z", "a"] == look(last, first, topics=["crisis"], **options)


def test_a_line_that_answers_comes_before_an_address_on_the_web():
    """
    A service with nothing but a website stands last, however near it is.
    """
    page = Channel(kind=ChannelKind.WEB, url="https://example.org/")
    near = make_line("near", areas=("AA-W",), channels=(page,))
    far = make_line("far", areas=("AA",))

    assert ["far", "near"] == look(near, far, place="AA-W", topics=["crisis"])


def test_ways_to_get_in_touch_are_ranked():
    """
    What was asked for comes first; then phone and text before phone before chat.
    """
    phone = make_line("m").channels[0]
    chat = Channel(kind=ChannelKind.CHAT, url="https://example.org/")
    both = make_line("z", channels=(phone, chat))
    call = make_line("y", channels=(phone,))
    text = make_line("x", channels=(chat,))

    assert ["z", "y", "x"] == look(text, call, both, topics=["crisis"])
    assert ["z", "x", "y"] == look(
        text, call, both, topics=["crisis"], channels=["sms", "chat"]
    )


def test_ties_are_broken_by_id():
    """
    Whatever the order of the file, the answer is the same.
    """
    lines = [make_line(name) for name in "cab"]

    assert ["a", "b", "c"] == look(*lines, topics=["crisis"])


def test_a_line_for_others_only_is_left_out():
    """
    A line that does not serve the reader is no answer.
    """
    others = make_line("o", audience=(Audience.MEN,), audience_only=True)

    assert [] == look(others, topics=["crisis"], audience=["women"])
    assert ["o"] == look(others, topics=["crisis"], audience=["men", "older"])
    assert ["o"] == look(others, topics=["crisis"])


def test_a_line_only_for_an_age_is_kept():
    """
    Nobody was asked how old they are.
    """
    young = make_line("y", age=AgeRange(maximum=18), audience_only=True)

    assert ["y"] == look(young, topics=["crisis"], audience=["women"])


def test_closed_lines_are_no_answer():
    """
    A record of a line that has closed stays, and is never shown.
    """
    directory = make_directory(make_line("a", status=Standing.CLOSED))

    assert () == directory.lookup("AA", topics=["crisis"])
    assert "aa.a" == directory.helpline("aa.a").id


def test_strict_freshness_leaves_out_what_is_overdue():
    """
    By default it is shown and said; strictly it is left out.
    """
    directory = make_directory(make_line("old", review_by=DAY))
    later = DAY + datetime.timedelta(days=1)

    (match,) = directory.lookup("AA", today=later)
    assert match.overdue
    assert not directory.lookup("AA", today=DAY)[0].overdue
    assert not directory.lookup("AA")[0].overdue
    assert () == directory.lookup("AA", today=later, freshness="strict")
    with pytest.raises(InputError, match="no day is given"):
        directory.lookup("AA", freshness="strict")


def test_topics_take_turns_in_the_order_asked():
    """
    Each topic's best line comes before any topic's second.
    """
    lines = [
        make_line("storm1", topics=("storm",)),
        make_line("storm2", topics=("storm",)),
        make_line("crisis1"),
        make_line("crisis2"),
        make_line("crisis3"),
    ]

    assert ["crisis1", "storm1", "crisis2", "storm2", "crisis3"] == look(
        *lines, topics=["crisis", "storm", "crisis"]
    )
    assert ["storm1", "crisis1"] == look(*lines, topics=["storm", "crisis"], limit=2)


def test_a_line_is_named_once_for_what_it_does_best():
    """
    What is near to one topic and meant for the next is no fallback.
    """
    (match,) = make_directory(make_line("a")).lookup("AA", topics=["storm", "crisis"])
    assert ("crisis", False) == (match.matched_topic, match.is_fallback)

    (match,) = make_directory(make_line("a")).lookup("AA", topics=["crisis", "storm"])
    assert ("crisis", False) == (match.matched_topic, match.is_fallback)


def test_without_topics_lines_for_any_crisis_come_first():
    """
    A reader without a topic gets all lines, those that listen to anything first.
    """
    lines = [
        make_line("a", topics=("storm",)),
        make_line("z", topics=("storm", "crisis")),
    ]

    matches = make_directory(*lines).lookup("AA")

    assert ["z", "a"] == ids(matches)
    assert ["crisis", "storm"] == [match.matched_topic for match in matches]
    assert {None} == {match.requested_topic for match in matches}


def test_services_that_belong_together_stay_together():
    """
    A pair is shown as a pair, also if its topic or rank would part it.
    """
    adult = make_line("adult", topics=("storm",), pairs_with=("aa.youth",))
    other = make_line("other", topics=("storm",))
    youth = make_line(
        "youth",
        pairs_with=("aa.adult",),
        audience=(Audience.YOUTH,),
        areas=("AA", "CC"),
    )
    directory = make_directory(adult, other, youth)

    matches = directory.lookup("AA", topics=["storm"])

    assert ["adult", "youth", "other"] == ids(matches)
    assert [None, "aa.adult", None] == [match.paired_with for match in matches]
    assert ("crisis", True) == (matches[1].matched_topic, matches[1].is_fallback)


def test_a_pair_is_shown_together_or_not_at_all():
    """
    Where the limit would part a pair, another line takes the room.
    """
    one = make_line("one", pairs_with=("aa.two",))
    two = make_line("two", pairs_with=("aa.one",))
    three = make_line("three-z")

    assert ["one", "two"] == look(one, two, three, topics=["crisis"], limit=2)
    assert ["three-z"] == look(one, two, three, topics=["crisis"], limit=1)
    assert ["one"] == look(one, two, topics=["crisis"], limit=1)


def test_a_partner_must_fit_the_reader():
    """
    A partner that is closed, elsewhere, or for others only stays away.
    """
    one = make_line("one", pairs_with=("aa.two",))
    men = {"audience": (Audience.MEN,), "audience_only": True}

    assert ["one"] == look(one, topics=["crisis"])
    for changes in ({"areas": ("AA-E",), "topics": ("storm",)}, men):
        two = make_line("two", pairs_with=("aa.one",), **changes)
        assert ["one"] == look(
            one, two, place="AA-S", topics=["crisis"], audience=["women"]
        )


def test_the_limit_is_kept():
    """
    No more than asked for; zero is none; less is an error.
    """
    lines = [make_line(name) for name in "abc"]

    assert ["a", "b"] == look(*lines, limit=2)
    assert [] == look(*lines, limit=0)
    with pytest.raises(InputError, match="limit is -1"):
        look(*lines, limit=-1)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"topics": ["strom"]}, UnknownTopicError, 'did you mean "storm"'),
        ({"place": "AA-Q"}, UnknownPlaceError, "did you mean"),
        ({"audience": ["woman"]}, InputError, 'did you mean "women"'),
        ({"channels": ["xyz"]}, InputError, "known: phone, sms"),
        (
            {"at": datetime.datetime(2025, 3, 3)},  # noqa: DTZ001 -- that is the fault
            InputError,
            "no time zone",
        ),
    ],
)
def test_what_is_not_understood_is_refused(options, error, message):
    """
    Unknown words are met with the nearest known ones.
    """
    with pytest.raises(error, match=message):
        look(make_line("a"), **options)


def test_the_state_is_said():
    """
    The best channel counts; hours that are unknown are neither open nor closed.
    """
    phone = make_line("m", hours="Mo-Fr 09:00-17:00; PH off").channels[0]
    text = Channel(kind=ChannelKind.SMS, dial="1", display="1")
    mail = Channel(kind=ChannelKind.EMAIL, address="a@example.org")
    sure = make_line("m", hours="Mo-Fr 09:00-17:00; PH 09:00-17:00").channels[0]

    def state(*channels, at=NOON, **changes):
        line = make_line("a", channels=channels, **changes)
        (match,) = make_directory(line).lookup("AA", at=at)
        return match.state, match.holidays_unknown

    assert (OpenState.OPEN, True) == state(phone, text, mail)
    assert (OpenState.OPEN, False) == state(phone, sure)
    assert (OpenState.OPEN, False) == state(sure, phone)
    assert (OpenState.UNKNOWN, False) == state(phone, text, at=NIGHT)
    assert (OpenState.CLOSED, False) == state(phone, mail, at=NIGHT)
    assert (OpenState.UNKNOWN, False) == state(mail)
    assert (OpenState.UNKNOWN, False) == state(phone, tz="Mars/Base")


def test_records_are_read_once_per_country():
    """
    One country costs one file; looking again costs nothing.
    """
    asked = []

    def remember(country):
        asked.append(country)
        return (make_line("a"),)

    directory = Directory(remember, GAZETTEER, TAXONOMY)
    for _ in range(2):
        directory.lookup("AA", topics=["crisis"])
        directory.lookup("AA-E", topics=["storm"], at=NOON)

    assert ["AA"] == asked


def test_much_asking_does_not_fill_the_memory():
    """
    What was found is forgotten when there is too much of it; the answer stays.
    """
    directory = make_directory(make_line("a"))
    answers = {ids(directory.lookup("AA", languages=[f"x{i}"]))[0] for i in range(1200)}

    assert {"a"} == answers


def test_a_directory_is_a_value():
    """
    It can be compared, hashed and sent to another process, and answers the same.
    """
    directory = make_directory(make_line("a"))
    before = directory.lookup("AA")
    copy = pickle.loads(pickle.dumps(directory))  # noqa: S301 -- our own

    assert before == copy.lookup("AA")
    assert attrs.evolve(directory, hidden=frozenset({"x"})) != directory
    assert hash(directory) == hash(attrs.evolve(directory))


def test_an_overlay_adds_and_replaces():
    """
    An added record says where it came from; one with a known id takes its place.
    """
    directory = make_directory(make_line("a"), make_line("b"))
    mine = [make_line("a", origin="ours.toml"), make_line("c", origin="ours.toml")]

    merged = directory.overlay(mine)

    assert [("aa.a", "ours.toml"), ("aa.b", "AA.toml"), ("aa.c", "ours.toml")] == [
        (match.helpline.id, match.helpline.origin) for match in merged.lookup("AA")
    ]
    assert ["a", "b"] == ids(directory.lookup("AA"))
    again = merged.overlay([make_line("c", origin="later.toml")])
    assert "later.toml" == again.helpline("aa.c").origin


def test_an_overlay_hides_and_prefers():
    """
    Hidden records are gone, preferred ones first; later wishes go before earlier.
    """
    directory = make_directory(*(make_line(name) for name in "abcd"))

    merged = directory.overlay(hide=["aa.a"], first=["aa.d"])
    assert ["d", "b", "c"] == ids(merged.lookup("AA"))

    merged = merged.overlay([make_line("e")], first=["aa.e", "aa.c"])
    assert ["e", "c", "d", "b"] == ids(merged.lookup("AA"))
    assert ["c", "d", "b"] == ids(merged.overlay(hide=["aa.e"]).lookup("AA"))


def test_what_is_preferred_comes_first_in_a_country_of_parts():
    """
    A newsroom's choice goes before the turns of the parts, and before audiences.
    """
    directory = make_directory(
        make_line("east", areas=("AA-E",)),
        make_line("men", areas=("AA-E",), audience=(Audience.MEN,)),
        make_line("rest", areas=("AA-S", "AA-W")),
    )

    merged = directory.overlay(first=["aa.men"])

    assert ["men", "rest", "east"] == ids(merged.lookup("AA", topics=["crisis"]))


def test_an_overlay_refuses_unknown_ids():
    """
    A misspelt id would leave a line standing that somebody wanted gone.
    """
    directory = make_directory(make_line("line"), WORLD)

    with pytest.raises(InputError, match=r'did you mean "aa\.line"'):
        directory.overlay(hide=["aa.lime"])
    with pytest.raises(InputError, match="ids look like"):
        directory.overlay(first=["qqqqq"])
    assert [] == ids(directory.overlay(hide=["int.world"]).lookup("ZZ"))


def test_all_records_of_a_country_can_be_had():
    """
    Audits and tables see closed records too, and those that were added.
    """
    closed = make_line("b", status=Standing.CLOSED)
    directory = make_directory(make_line("a"), closed).overlay([make_line("c")])

    assert ["aa.a", "aa.b", "aa.c"] == [line.id for line in directory.records("AA")]


@pytest.mark.parametrize(
    ("changes", "options", "words"),
    [
        ({}, {}, "It serves Aland. Its topic is crisis."),
        (
            {},
            {"place": "AA-C"},
            "It serves Aland as a whole, and so County. Its topic is crisis.",
        ),
        (
            {"areas": ("AA-S", "AA-W")},
            {},
            "It serves Southmark and Westmark. Its topic is crisis.",
        ),
        (
            {},
            {"topics": ["storm"]},
            "It serves Aland. Its topic is crisis, which is near to storm.",
        ),
        (
            {"hours": "24/7", "cost": "free"},
            {},
            (
                "It serves Aland. Its topic is crisis. It answers day and night. "
                "It is free."
            ),
        ),
        (
            {"audience": (Audience.YOUTH,), "age": AgeRange(minimum=5, maximum=25)},
            {},
            "It serves Aland. Its topic is crisis. It is for youth, ages 5 to 25.",
        ),
        (
            {"age": AgeRange(maximum=25), "audience_only": True},
            {},
            ("It serves Aland. Its topic is crisis. It is only for ages up to 25."),
        ),
        (
            {"age": AgeRange(minimum=60)},
            {},
            "It serves Aland. Its topic is crisis. It is for ages from 60.",
        ),
        (
            {"hours": "Mo-Fr 09:00-17:00; PH off"},
            {"at": NOON},
            (
                "It serves Aland. Its topic is crisis. It is open now. "
                "On public holidays this may differ."
            ),
        ),
        (
            {"languages": ("fr", "en")},
            {"languages": ["de", "en-GB"], "channels": ["chat", "phone"]},
            (
                "It serves Aland. Its topic is crisis. It can be reached by phone. "
                "It answers in en."
            ),
        ),
        (
            {"hours": "Mo-Fr 09:00-17:00"},
            {"at": NIGHT},
            "It serves Aland. Its topic is crisis. It is closed now.",
        ),
        (
            {"kind": Kind.REPORTING, "status": Standing.DISPUTED, "review_by": DAY},
            {"at": NOON, "today": DAY + datetime.timedelta(days=1)},
            (
                "It serves Aland. Its topic is crisis. Whether it is open now is not "
                "known. It takes reports; authorities may be told. "
                "Its sources disagree. "
                "It was last checked on 2025-03-01."
            ),
        ),
    ],
)
def test_why_says_the_reasons(changes, options, words):
    """
    What was widened and what ranked the line is said in plain words.
    """
    directory = make_directory(make_line("a", **changes))

    (match,) = directory.lookup(**({"place": "AA"} | options))

    assert words == match.why(name=GAZETTEER.name)


def test_why_says_that_an_overlay_puts_it_first():
    """
    An editor sees that the order is the newsroom's, not that of the directory.
    """
    directory = make_directory(make_line("a"), make_line("z")).overlay(first=["aa.z"])

    first, second = directory.lookup("AA")

    assert first.why().endswith("It is put first by an overlay.")
    assert not second.preferred


def test_why_names_codes_without_a_gazetteer():
    """
    The match alone knows codes, not names.
    """
    (match,) = make_directory(make_line("a")).lookup("AA-C")

    assert match.why().startswith("It serves AA as a whole, and so AA-C.")


def test_why_speaks_of_directories_and_pairs():
    """
    A directory is not passed off as a line, nor a partner as the answer.
    """
    one = make_line("one", topics=("storm",), pairs_with=("aa.two",))
    two = make_line("two", pairs_with=("aa.one",))
    directory = make_directory(one, two, WORLD)

    _, partner = directory.lookup("AA", topics=["storm"])
    assert "It serves AA. It belongs together with aa.one." == partner.why()

    (match,) = directory.lookup("ZZ", topics=["storm"])
    assert "No line is known for ZZ; this is a directory on the web." == match.why()


@given(
    invented.lines(),
    st.sampled_from(["AA", "AA-C", "AA-E", "BB", "BB-N", "CC", "ZZ"]),
    st.fixed_dictionaries(
        {
            "topics": st.lists(
                st.sampled_from(["storm", "weather", "crisis"]), max_size=3
            ),
            "audience": st.lists(st.sampled_from(Audience), max_size=1),
            "at": st.sampled_from([None, NOON, NIGHT]),
            "limit": st.none() | st.integers(0, 4),
        }
    ),
)
def test_the_laws_of_looking_up(records, place, options):
    """
    Whatever is asked: the limit, the country, the audience and the order hold.
    """
    matches = make_directory(*records).lookup(place, **options)
    limit, audience = options["limit"], options["audience"]

    # Deterministic, whatever the order of the records.
    assert matches == make_directory(*records[::-1]).lookup(place, **options)
    assert len(matches) == len(set(ids(matches)))
    assert limit is None or len(matches) <= limit
    country = place[:2]
    for match in matches:
        line = match.helpline
        served = country in line.areas or line.country == country
        assert served or line.kind is Kind.DIRECTORY
        assert line.status is not Standing.CLOSED
        if audience and line.audience_only and line.audience:
            assert set(audience) & set(line.audience)
        assert str(match.matched_area) in line.areas
        assert match.matched_topic in line.topics
        exact = match.requested_topic in {None, match.matched_topic}
        widened = not match.is_part and match.matched_area != match.requested_area
        assert match.is_fallback is (widened or not exact)
        assert match.why()
    if limit != 0 and not any(m.helpline.country == "001" for m in matches):
        assert matches


def test_no_part_is_pushed_out():
    """
    Where room is short, each part gets a line for all before a pair or a second line.
    """
    east = make_line("east", areas=("AA-E",), hours="24/7", pairs_with=("aa.men",))
    men = make_line(
        "men", areas=("AA-E", "AA-S"), audience=(Audience.MEN,), pairs_with=("aa.east",)
    )
    south = make_line("south", areas=("AA-S",), cost="free")
    west = make_line("west", areas=("AA-W",))
    storm = make_line("storm", areas=("AA-E", "AA-S"), topics=("storm",))
    lines = [east, men, south, west, storm]

    assert ["east", "men", "south", "west"] == look(*lines, topics=["crisis"], limit=3)
    assert ["south", "west"] == look(south, west, men, topics=["crisis"], limit=2)
    both = look(*lines, topics=["storm", "crisis"], limit=3)
    assert ["storm", "east", "men", "west"] == both
    assert ["east", "men"] == look(*lines, topics=["crisis"], limit=1)
    whole = make_line("whole", hours="24/7", cost="free")
    assert ["whole", "south"] == look(whole, south, topics=["crisis"], limit=2)


def test_a_word_alone_is_one_word():
    """
    Who writes a string where several are taken means it as one.
    """
    line = make_line("a", topics=("storm",), audience=(Audience.MEN,))
    asked = {"audience": "men", "languages": "en-GB", "channels": "phone"}

    (match,) = make_directory(line).lookup("AA", topics="storm", **asked)

    assert ("storm", "en", "phone") == (
        match.requested_topic,
        match.language,
        match.channel,
    )
    assert ["world"] == ids(make_directory(WORLD).directories("AA", topics="storm"))


def test_directories_know_the_topic():
    """
    A list for something else is no answer; of two, the one that knows more is first.
    """
    general = make_web("general", areas=("001",))
    weather = make_web("weather", areas=("001",), topics=("weather", "storm"))
    near = make_web("near", areas=("154",), topics=("crisis",))
    other = make_web("other", areas=("001",), topics=("emergency",))
    directory = make_directory(general, other, weather, near)

    assert ["near", "weather", "general"] == ids(
        directory.directories("AA", topics=["storm", "storm"])
    )
    assert ["near", "weather", "general"] == ids(
        directory.lookup("AA", topics=["storm"])
    )
    assert ["other"] == ids(make_directory(other).directories("AA", topics=["storm"]))
    assert ["near", "general", "other", "weather"] == ids(directory.directories("AA"))
