"""
Errors: they say where, what and how to mend it, and survive a journey.
"""

from __future__ import annotations

import pickle

import pytest

import cwkit
from cwkit.errors import CwkitError, DataError, suggest

FAMILY = [
    cwkit.DataError,
    cwkit.InputError,
    cwkit.LimitError,
    cwkit.MediaTypeError,
    cwkit.UnknownLocaleError,
    cwkit.UnknownPlaceError,
    cwkit.UnknownTopicError,
]


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ({}, "it rains"),
        ({"file": "a.toml"}, "a.toml: it rains"),
        ({"line": 3}, "line 3: it rains"),
        ({"key": "rule"}, "rule: it rains"),
        ({"file": "a.toml", "line": 3}, "a.toml, line 3: it rains"),
        (
            {"file": "a.toml", "line": 3, "key": "rule", "cure": "open an umbrella"},
            "a.toml, line 3, rule: it rains; open an umbrella",
        ),
    ],
)
def test_what_an_error_says(where, shown):
    """
    An error says what it knows of the place, the fault, and the cure.
    """
    assert shown == str(CwkitError("it rains", **where))


@pytest.mark.parametrize("kind", FAMILY)
def test_one_family(kind):
    """
    Whoever catches the root catches all of them, and nothing else.
    """
    assert issubclass(kind, CwkitError)
    assert CwkitError is kind.__base__


def test_is_picklable():
    """
    A worker process can hand an error back, with all that it carries.
    """
    error = DataError("it rains", file="a.toml", key="b", line=3, cure="wait")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes

    assert type(error) is type(again)
    assert str(error) == str(again)
    assert error.__dict__ == again.__dict__


@pytest.mark.parametrize(
    ("word", "near"),
    [("sevrity", "severity"), ("severity", "severity"), ("xyz", None), ("", None)],
)
def test_suggest(word, near):
    """
    The nearest candidate is named, if one is near.
    """
    assert near == suggest(word, {"severity", "sureness"})


def test_suggests_ids_that_hold_the_word():
    """
    A word that is part of an id means it, and of several the most alike.
    """
    known = {"gambling", "harassment-bullying", "sexual-harassment"}

    assert "harassment-bullying" == suggest("bullying", known)
    assert "sexual-harassment" == suggest("harassment", known)
