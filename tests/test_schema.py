"""
The strict reader: every key is known, typed and placed.
"""

from __future__ import annotations

import datetime

import pytest

from cwkit.errors import DataError
from cwkit.schema import load_toml


def read(text):
    return load_toml(f"schema = 1\n{text}", file="zz.toml")


@pytest.mark.parametrize(
    ("text", "ask", "value"),
    [
        ('a = "b"', lambda t: t.string("a"), "b"),
        ("", lambda t: t.string("a", "c"), "c"),
        ("", lambda t: t.string("a", ""), ""),
        ("", lambda t: t.string("a", None), None),
        ('a = ["b", "c"]', lambda t: t.strings("a"), ("b", "c")),
        ("", lambda t: t.strings("a"), ()),
        ("", lambda t: t.strings("a", ["d"]), ("d",)),
        ("a = 3", lambda t: t.integer("a"), 3),
        ("", lambda t: t.integer("a", 4), 4),
        ("a = 3", lambda t: t.number("a"), 3.0),
        ("a = 3.5", lambda t: t.number("a"), 3.5),
        ("a = true", lambda t: t.boolean("a"), True),
        ("", lambda t: t.boolean("a", default=False), False),
        ("a = 2026-01-31", lambda t: t.date("a"), datetime.date(2026, 1, 31)),
        ("", lambda t: t.date("a", None), None),
        ('a = "b"', lambda t: t.choice("a", ["b", "c"]), "b"),
        ("", lambda t: t.choice("a", ["b"], None), None),
        ("", lambda t: t.choice("a", ["b"], "z"), "z"),
        ("[a]\nb = 1", lambda t: t.table("a").integer("b"), 1),
        ("", lambda t: t.table("a").keys(), ()),
        ("[[a]]\nb = 1\n[[a]]\nb = 2", lambda t: len(t.tables("a")), 2),
        ("", lambda t: t.tables("a"), ()),
        ('a = [["e", ["ed", ""]]]', lambda t: t.pairs("a"), (("e", ("ed", "")),)),
        ("", lambda t: t.pairs("a"), ()),
        ("b = 1\na = 2", lambda t: t.keys(), ("schema", "b", "a")),
        ("b = 1\na = 2", tuple, ("schema", "b", "a")),
        ("b = 1", lambda t: "b" in t, True),
        ("b = 1", lambda t: "c" in t, False),
    ],
)
def test_values(text, ask, value):
    """
    A key gives its value, or its default where it is not there.
    """
    found = ask(read(text))

    assert value == found
    assert type(value) is type(found)


@pytest.mark.parametrize(
    ("text", "ask", "message"),
    [
        ("", lambda t: t.string("a"), '"a" is missing; add a = … (a string)'),
        ("a = 1", lambda t: t.string("a"), "1 is not a string"),
        ('a = ""', lambda t: t.string("a"), "an empty string; leave the key out"),
        ('a = ""', lambda t: t.string("a", ""), "an empty string"),
        ('a = "b"', lambda t: t.strings("a"), "'b' is not a list of strings"),
        ("a = [1]", lambda t: t.strings("a"), "1 is not a string"),
        ('a = [""]', lambda t: t.strings("a"), "an empty string; write it"),
        ('a = ["b", "b"]', lambda t: t.strings("a"), '"b" stands twice; keep one'),
        ("a = true", lambda t: t.integer("a"), "True is not a whole number"),
        ("a = 1.5", lambda t: t.integer("a"), "1.5 is not a whole number"),
        ("a = true", lambda t: t.number("a"), "True is not a number"),
        ("", lambda t: t.number("a"), '"a" is missing'),
        ("a = 1", lambda t: t.boolean("a"), "1 is not true or false"),
        ("a = 2026-01-31T00:00:00", lambda t: t.date("a"), "is not a date like"),
        ('a = "z"', lambda t: t.choice("a", ["b"]), 'unknown value "z"; known: b'),
        (
            'a = "severty"',
            lambda t: t.choice("a", ["severity"]),
            'did you mean "severity"?',
        ),
        ("", lambda t: t.choice("a", ["b"]), '"a" is missing'),
        ("a = 1", lambda t: t.table("a"), "1 is not a table"),
        ("a = 1", lambda t: t.tables("a"), "1 is not a list of tables"),
        ("a = [1]", lambda t: t.tables("a"), "1 is not a table"),
        ("a = [[1, []]]", lambda t: t.pairs("a"), "[1, []] is not a pair"),
        ('a = [["e", [1]]]', lambda t: t.pairs("a"), "is not a pair; like"),
        ("[a]\nb = 1", lambda t: t.finish(), 'unknown key "a"'),
    ],
)
def test_faults(text, ask, message):
    """
    A value that is not as it should be is refused, with file and cure.
    """
    with pytest.raises(DataError) as caught:
        ask(read(text))

    assert str(caught.value).startswith("zz.toml")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("schema = 1\na = !", "zz.toml, line 2: not valid TOML"),
        ("schema = 1\na = [", "zz.toml: not valid TOML"),
        ("", "zz.toml, line 1: the first key is not the schema number; begin"),
        ("a = 1\nschema = 1", "line 1: the first key is not the schema number"),
        ("schema = 2", "line 1, schema: schema 2 is not known; this version"),
    ],
)
def test_files_that_are_not_of_this_schema(text, message):
    """
    A file that is not TOML, or of another schema, is refused at once.
    """
    with pytest.raises(DataError) as caught:
        load_toml(text, file="zz.toml")

    assert message in str(caught.value)


def test_a_fault_in_a_row_names_row_and_line():
    """
    The row is named by its id, and the line is that of the id.
    """
    first, second = read('[[a]]\nid = "x"\n[[a]]\nid = "y"\nc = 1').tables("a")
    second.string("id")

    with pytest.raises(DataError) as caught:
        second.finish()

    assert 'zz.toml, line 5, a "y": unknown key "c"; known: id' == str(caught.value)
    assert 3 == first.line


def test_a_fault_below_a_row_names_the_way_there():
    """
    A table inside a row says which row it is in.
    """
    (row,) = read('[[a]]\nid = "x"\nb = { c = 1 }').tables("a")

    with pytest.raises(DataError) as caught:
        row.table("b").string("c")

    assert 'zz.toml, a "x", b, c: 1 is not a string' == str(caught.value)


def test_a_key_that_was_asked_for_is_known():
    """
    A key may be missing and known all the same; nothing is left to refuse.
    """
    table = read('a = "b"\nc = 1\nd = 2')
    table.string("a")
    table.strings("x")
    table.choice("y", ["z"], None)
    table.integer("c")
    table.number("d")

    table.finish()
