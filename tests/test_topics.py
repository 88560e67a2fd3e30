"""
The taxonomy: ids, what they roll up to, and what the shipped file holds.
"""

from __future__ import annotations

import pickle

import pytest

import cwkit
from cwkit.errors import DataError, UnknownTopicError
from cwkit.topics import Taxonomy, TopicKind


def read(*rows):
    """
    Read a taxonomy; a row is an id and further keys.
    """
    text = "".join(
        f'[[topic]]\nid = "{name}"\nkind = "content"\ndefinition = "x"\n{more}\n'
        for name, more in rows
    )
    return Taxonomy.decode(f"schema = 1\n{text}", file="topics.toml")


WEATHER = read(
    ("drizzle", 'broader = ["rain", "mist"]\nhelp = ["rain", "weather"]'),
    ("mist", 'broader = ["weather"]'),
    ("rain", 'broader = ["weather"]\noutranks = ["weather"]'),
    ("weather", ""),
)


def test_topics():
    """
    A taxonomy is asked for topics by id and gone through in order.
    """
    assert "rain" in WEATHER
    assert "snow" not in WEATHER
    assert ["drizzle", "mist", "rain", "weather"] == [t.id for t in WEATHER]
    assert ("weather",) == WEATHER.topic("rain").outranks


def test_ancestors():
    """
    Ancestors come nearest first, each once.
    """
    assert ("rain", "mist", "weather") == WEATHER.ancestors("drizzle")
    assert () == WEATHER.ancestors("weather")


def test_help_chain():
    """
    A helpline is tried for the topic itself first.
    """
    assert ("drizzle", "rain", "weather") == WEATHER.help_chain("drizzle")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("rian", 'unknown topic "rian"; did you mean "rain"?'),
        ("zzz", 'unknown topic "zzz"; see `cwkit topics`'),
    ],
)
def test_unknown_topics(name, message):
    """
    An unknown topic is an error that names the nearest.
    """
    for ask in (WEATHER.topic, WEATHER.ancestors, WEATHER.help_chain):
        with pytest.raises(UnknownTopicError) as caught:
            ask(name)

        assert message == str(caught.value)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("b", ""), ("a", "")], 'topic "a": the rows are not sorted by id'),
        ([("a", ""), ("a", "")], "or an id stands twice; sort the rows"),
        ([("a", 'broader = ["b"]')], 'topic "a", broader: unknown topic "b"'),
        ([("a", 'help = ["b"]')], 'topic "a", help: unknown topic "b"'),
        ([("a", "colour = 1")], 'unknown key "colour"'),
    ],
)
def test_faults(rows, message):
    """
    A row that is not as it should be is refused.
    """
    with pytest.raises(DataError) as caught:
        read(*rows)

    assert message in str(caught.value)


def test_is_hashable_and_picklable():
    """
    A taxonomy is a value like any other.
    """
    again = pickle.loads(pickle.dumps(WEATHER))  # noqa: S301  # our own bytes

    assert WEATHER == again
    assert hash(WEATHER) == hash(again)
    assert again.topic("rain") == WEATHER.topic("rain")


def test_the_shipped_topics():
    """
    27 topics are looked for in texts; what they roll up to ends somewhere, and only
    topics for helplines are no content.
    """
    taxonomy = cwkit.taxonomy()
    content = [t.id for t in taxonomy if t.kind is TopicKind.CONTENT]

    assert 27 == len(content)
    for topic in taxonomy:
        assert topic.id not in taxonomy.ancestors(topic.id)
        assert topic.id not in topic.outranks
        assert set(topic.broader) <= set(content)
        assert set(topic.outranks) <= set(content)


def test_mappings():
    """
    A topic names its like in other vocabularies.
    """
    rows = "\n".join(
        f'{key} = ["{key} 1"]'
        for key in ("webis", "medtop", "cwarn", "onix", "ao3", "openai", "ailuminate")
    )
    (topic,) = read(("storm", rows))

    assert ("openai 1",) == topic.openai
    assert ("ailuminate 1",) == topic.ailuminate
    assert ("cwarn 1",) == topic.cwarn


def test_the_shipped_mappings():
    """
    Every topic of texts has its like in one of the vocabularies at least, and codes
    are written as their lists write them.
    """
    cwarn = {"death", "drugUse", "sexuality", "suffering", "violence"}
    for topic in cwkit.taxonomy():
        if topic.kind is TopicKind.CONTENT:
            assert topic.webis or topic.medtop or topic.cwarn, topic.id
            assert cwarn >= set(topic.cwarn)
            assert all(len(code) == 2 and code.isdigit() for code in topic.onix)
            assert all(len(c) == 8 and c.startswith("2000") for c in topic.medtop)
