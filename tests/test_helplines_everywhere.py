"""
Laws of looking up, held over all shipped records, for every place and topic.

Places are all countries and territories, and the parts that some record names; of the
other parts one a country stands for the rest, as no record can tell them apart.
"""

from __future__ import annotations

import collections
import datetime
import functools
import re
from pathlib import Path

import attrs
import pytest

import cwkit
from cwkit.front import _shared as shared
from cwkit.helplines import WORLD, Audience, Kind, Standing
from cwkit.places import Place
from cwkit.resources import read_data

DIRECTORY = cwkit.directory()
GAZETTEER = DIRECTORY.gazetteer
TAXONOMY = cwkit.taxonomy()
TOPICS = [topic.id for topic in TAXONOMY if topic.id != "emergency"]
TODAY = datetime.date(2026, 11, 29)
NIGHT = datetime.datetime(2026, 11, 29, 2, 30, tzinfo=datetime.UTC)
EVERYTHING = [
    line
    for code in (*(country.code for country in GAZETTEER.countries), WORLD)
    for line in DIRECTORY.records(code)
]
IN_SERVICE = [line for line in EVERYTHING if line.status is not Standing.CLOSED]


def list_places():
    """
    Return the countries, the parts named by records, and one other part of each.
    """
    named = {area for line in EVERYTHING for area in line.areas if "-" in area}
    for country in GAZETTEER.countries:
        yield country.code
        parts = sorted(GAZETTEER.subdivisions.of(country.code))
        yield from (part for part in parts if part in named)
        yield from [part for part in parts if part not in named][:1]


PLACES = list(list_places())
COUNTRIES = [country.code for country in GAZETTEER.countries]


@functools.cache
def homes(place):
    """
    Return the areas and countries whose lines are for a place or its parts.
    """
    chain = {str(above) for above in GAZETTEER.chain(place)}
    chain |= {str(part) for part in GAZETTEER.parts(place)}
    countries = {Place(place).country}
    governed = GAZETTEER.administered_by(place)
    if governed is not None:
        countries.add(governed.code)
    return chain, countries


def serves(line, place):
    """
    Say, as plainly as can be, whether a line is for a place or its parts.
    """
    chain, countries = homes(place)
    return line.country in countries and not chain.isdisjoint(line.areas)


@functools.cache
def lines_by_topic(place):
    """
    Return the lines for a place by topic, found by going through all there are.
    """
    found = collections.defaultdict(set)
    for line in IN_SERVICE:
        if line.kind in {Kind.SUPPORT, Kind.REPORTING} and serves(line, place):
            for topic in line.topics:
                found[topic].add(line)
    return found


@functools.cache
def answers(place, topic):
    """
    Return what a reader gets.
    """
    return DIRECTORY.lookup(place, topics=[topic], today=TODAY)


def test_whoever_dials_is_answered_at_home():
    """
    Over all places and topics: no number of a place that the reader is not in.
    """
    for place in PLACES:
        for topic in TOPICS:
            for match in answers(place, topic):
                line = match.helpline
                if line.country == WORLD:
                    assert Kind.DIRECTORY is line.kind
                    assert not any(channel.dial for channel in line.channels)
                else:
                    assert serves(line, place)
                assert Standing.CLOSED is not line.status


def test_what_was_widened_is_said():
    """
    A match is a fallback exactly if its area or topic is not the one asked for.
    """
    for place in PLACES:
        here = {Place(place), *GAZETTEER.parts(place)}
        above = {*GAZETTEER.chain(place), *map(Place, GAZETTEER.regions(place))}
        for topic in TOPICS:
            for match in answers(place, topic):
                exact = match.matched_area in here and match.matched_topic == topic
                assert match.is_fallback is not exact
                assert match.matched_area in here | above
                assert match.matched_area in match.areas
                assert match.matched_topic in match.helpline.topics
                assert (place, topic) == (
                    match.requested_area.code,
                    match.requested_topic,
                )
                assert match.why(name=str)


def test_the_area_is_widened_before_the_topic():
    """
    All lines of the whole country for a topic come before any for a wider topic.
    """
    for place in PLACES:
        known = lines_by_topic(place)
        for topic in TOPICS:
            step = next(filter(known.get, TAXONOMY.help_chain(topic)), None)
            matches = answers(place, topic)
            if step is None:
                assert all(m.helpline.kind is Kind.DIRECTORY for m in matches)
                continue
            lines = [m.helpline for m in matches if m.paired_with is None]
            assert known[step] == set(lines[: len(known[step])]) or any(
                m.paired_with for m in matches
            )
            assert matches[0].helpline in known[step]
            assert known[step] <= {match.helpline for match in matches}


def test_an_emergency_number_and_a_directory_are_at_hand():
    """
    Every place has a directory; if its emergency number is known, it is given.
    """
    for place in PLACES:
        numbers = {
            line
            for line in IN_SERVICE
            if line.kind is Kind.EMERGENCY and serves(line, place)
        }

        assert numbers == {match.helpline for match in DIRECTORY.emergency(place)}
        assert DIRECTORY.directories(place)
        assert DIRECTORY.directories(place, topics=["crisis"])


@pytest.mark.parametrize("limit", [1, 2, 3, None])
def test_services_that_belong_together_stay_together(limit):
    """
    Where one of them is an answer, the others that serve the place are too.
    """
    pairs = [
        (line, area, topic)
        for line in IN_SERVICE
        if line.pairs_with
        for area in line.areas
        for topic in line.topics
        if line.country == area[:2]
    ]
    for line, area, topic in pairs:
        matches = DIRECTORY.lookup(area, topics=[topic], limit=limit, today=TODAY)
        ids = {match.helpline.id for match in matches}
        partners = [DIRECTORY.helpline(other) for other in line.pairs_with]
        wanted = {other.id for other in partners if serves(other, area)}
        room = limit is None or limit > len(wanted)
        assert line.id not in ids or not room or wanted <= ids


def test_a_country_of_parts_answers_in_each():
    """
    Without a part named, whoever lives in one of them finds a line among the answers.
    """
    for place in (code for code in COUNTRIES if GAZETTEER.parts(code)):
        for topic in TOPICS:
            matches = answers(place, topic)
            served = {area for match in matches for area in match.areas}
            for part in GAZETTEER.parts(place):
                if lines_by_topic(part.code)[topic]:
                    assert not {part, Place(place)}.isdisjoint(served)
            for match in matches:
                whole = Place(place) in match.areas or match.helpline.country == WORLD
                assert match.is_part is not whole


def test_no_part_is_pushed_out_where_room_is_short():
    """
    With room for a line a part, whoever lives in any of them finds one among them.
    """
    for place in (code for code in COUNTRIES if GAZETTEER.parts(code)):
        parts = GAZETTEER.parts(place)
        for topic in TOPICS:
            everything = answers(place, topic)
            few = DIRECTORY.lookup(place, topics=[topic], today=TODAY, limit=len(parts))
            for part in parts:
                ways = {part, Place(place)}
                helped = [
                    match
                    for match in everything
                    if not ways.isdisjoint(match.areas)
                    and match.helpline.kind is Kind.SUPPORT
                    and not match.helpline.audience
                ]
                assert not helped or any(
                    not ways.isdisjoint(match.areas) for match in few
                )


def test_strict_leaves_out_what_is_overdue():
    """
    What is overdue is marked, or left out if so asked.
    """
    for place in COUNTRIES:
        for topic in ("suicide", "sexual-violence", "domestic-abuse"):
            for match in answers(place, topic):
                assert match.overdue is (match.helpline.review_by < TODAY)
            fresh = DIRECTORY.lookup(
                place, topics=[topic], today=TODAY, freshness="strict"
            )
            assert not any(match.overdue for match in fresh)


@pytest.mark.parametrize("audience", [str(word) for word in Audience])
def test_wishes_never_add_a_foreign_line(audience):
    """
    Audience, language, channel, moment and limit choose among lines of the place.
    """
    for place in COUNTRIES:
        for match in DIRECTORY.lookup(
            place,
            topics=["suicide"],
            audience=[audience],
            languages=["en"],
            channels=["chat"],
            at=NIGHT,
            today=TODAY,
            limit=3,
        ):
            line = match.helpline
            assert serves(line, place) or line.country == WORLD
            if line.audience_only and line.audience:
                assert audience in line.audience


def test_the_same_question_has_the_same_answer():
    """
    A directory that has forgotten everything answers as one that has kept it.
    """
    fresh = cwkit.load_overlay({}).overlay()
    for place in COUNTRIES:
        asked = {"topics": ["suicide", "hate"], "today": TODAY, "limit": 4}
        assert fresh.lookup(place, **asked) == DIRECTORY.lookup(place, **asked)


def test_one_country_costs_one_file(monkeypatch):
    """
    Whoever asks for one country waits for its file only, and once.
    """
    files = []

    def read(path):
        files.append(path)
        return read_data(path)

    monkeypatch.setattr(shared, "read_data", read)
    directory = attrs.evolve(DIRECTORY, read=DIRECTORY.read.__wrapped__)

    for _ in range(2):
        assert directory.lookup("FR", topics=["suicide"])
        assert directory.lookup("FR-75C", topics=["sexual-violence"], limit=1)
        assert directory.emergency("FR")

    assert ["helplines/FR.toml"] == files


def test_nothing_is_logged_or_stored():
    """
    No module can write down who asked: none keeps a log, a database or a socket.

    The command line keeps a cache of audits, by the digest of a page; it answers no
    reader.
    """
    wanted = r"^\s*(?:import|from) (logging|shelve|dbm|sqlite3|socket|http|ssl)\b"
    source = Path(cwkit.__file__).parent
    found = [
        path.name
        for path in source.rglob("*.py")
        if re.search(wanted, path.read_text("utf-8"), re.MULTILINE)
    ]

    assert ["cache.py"] == found
