"""
Rules of regular expressions: what they find, and how they end.
"""

from __future__ import annotations

import pytest

from cwkit.detect import Detector, Reason
from cwkit.errors import DataError, LimitError
from cwkit.packs import decode_packs
from cwkit.text import Limits

PACK = """
schema = 1
language = "zz"
topic = "weather"
[[rule]]
id = "zz.weather.degrees"
regex = [{regex}]
blocks = ["oven"]
match = ["It was 40 °C in the shade."]
no_match = ["The oven was 200 °C hot."]
[[rule]]
id = "zz.weather.heat"
forms = ["heat"]
match = ["The heat."]
no_match = ["The cold."]
"""


def make(regex=r"'\b[3-9]\d\s?°\s?[cf]\b'"):
    """
    Return a detector with a rule of expressions.
    """
    return Detector(decode_packs({"zz.toml": PACK.replace("{regex}", regex)}))


def test_an_expression_finds_what_forms_cannot_say():
    """
    An expression is searched in the text as it stands, in any case; its rule's contexts
    decide as for any other.
    """
    text = "At noon 41 °C, the heat at 99°f."
    found = [(f.rule, f.span.of(text)) for f in make().find(text)]

    assert [
        ("zz.weather.degrees", "41 °C"),
        ("zz.weather.heat", "heat"),
        ("zz.weather.degrees", "99°f"),
    ] == found


def test_contexts_decide_about_expressions():
    """
    What an expression finds is a candidate like any other.
    """
    (decision,) = make().examine("The oven was 90 °C hot.").decisions

    assert Reason.BLOCKED is decision.reason


def test_an_empty_match_is_none():
    """
    A match that holds nothing is no place.
    """
    assert [] == [f.rule for f in make(r"'\d*'").find("No numbers here.")]


def test_a_match_over_a_block_boundary_is_found_once():
    """
    Long texts are searched in blocks; no match is lost or doubled between them.
    """
    for offset in (-3, 0, 2):
        text = "x " * ((1 << 15) + offset) + "41 °C" + " y" * 40_000

        assert [text.index("41")] == [f.span.start for f in make().find(text)]


def test_running_out_of_time_is_an_error():
    """
    An expression that takes too long is told with its rule and the cure, and never
    skipped.
    """
    detector = make(r"'(?:a|aa)+[yz]'")

    with pytest.raises(LimitError) as caught:
        detector.find("a" * 3_000, limits=Limits(seconds=0.05))

    assert (
        'a regular expression of the rule "zz.weather.degrees" took longer than '
        "0.05 s; write it without repeats inside of repeats, or pass Limits(seconds=…)"
    ) == str(caught.value)


def test_an_expression_that_is_not_well_written():
    """
    It is refused when the pack is read, with file, line, row and reason.
    """
    with pytest.raises(DataError) as caught:
        make("'(rain'")

    assert str(caught.value).startswith(
        'zz.toml, line 6, rule "zz.weather.degrees", regex: '
        'the regular expression "(rain" is not well written; missing )'
    )


def test_a_rule_needs_forms_or_expressions():
    """
    A rule that says nothing is refused.
    """
    with pytest.raises(DataError, match='"forms" is missing or empty; write at least'):
        make("")
