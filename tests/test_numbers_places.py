"""
Numbers and countries: what is right where a page says it is is never called wrong.
"""

from __future__ import annotations

import pytest

import cwkit
from cwkit.audit import Code, Nations
from cwkit.front import rewrite

WARNED = (
    "<h1>A year</h1><p>Content warning: suicide.</p>"
    "<p>He died by suicide last year.</p>"
)


def numbers(page, place, media_type="text/html", **options):
    """
    Return what is told of the numbers of a page.
    """
    result = cwkit.audit(page, media_type=media_type, place=place, **options)
    return [str(p.code) for p in result.problems if p.code.startswith("number-")]


@pytest.mark.parametrize(
    "page",
    [
        "In the US, call or text 988.",
        "Call 13 11 14 at any hour.",
        "In an emergency call 999.",
        "Call 1-800-799-7233 for help.",
        "Call 988, the helpline.",
        "Text HELLO to 45645.",
        "Call 141 first.",
    ],
)
def test_without_a_place_what_answers_somewhere_is_right(page):
    """
    Who does not say where the readers are is told of no number that somebody has.
    """
    assert [] == numbers(page, None, "text/plain")


def test_without_a_place_a_banner_of_ours_is_right():
    """
    What cwkit wrote for one country is not held to be another's.
    """
    page = rewrite(
        "<h1>A year</h1><p>A walk.</p>",
        "insert",
        media_type="text/html",
        topics=["suicide"],
        place="GB",
    ).text

    assert [] == numbers(page, None)


@pytest.mark.parametrize(
    ("page", "place", "expected"),
    [
        ("In the US, call 1-800-799-7233.", "GB", []),
        ("In the US, call 1-800-799-7233.", "IE", []),
        ("In the US, call 1-800-799-7233.", "CA", []),
        ("Call 1-800-799-7233.", "CA", ["number-elsewhere"]),
        ("In the UK, call 999 in an emergency.", "AU", []),
        ("Call 999 in an emergency.", "AU", ["number-elsewhere"]),
        # What was a number at home, and was elsewhere too, is told of at home.
        ("In Canada, text HELLO to 45645.", "GB", ["number-retired"]),
        ("Text HELLO to 45645.", "CA", ["number-retired"]),
        ("Call 1-800-931-2237.", "AU", ["number-retired"]),
        ("Call 1-800-931-2237.", None, ["number-retired"]),
    ],
)
def test_a_number_is_wrong_at_home_only(page, place, expected):
    """
    A row of numbers out of place counts for its own country, and not where the page
    says which other country a number is for.
    """
    assert expected == numbers(page, place, "text/plain")


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("<p>UK: call Samaritans, 116 123.</p>", "US"),
        ("<p>In the U.K., call 116 123.</p>", "US"),
        ("<p>In America, call 988.</p>", "GB"),
        ("<p>Americans can call 988.</p>", "GB"),
        ("<p>Australian readers can call Lifeline on 13 11 14.</p>", "US"),
        ("<p>In Queensland, call Lifeline on 13 11 14.</p>", "US"),
        ("<h3>Australia</h3><ul><li>Lifeline: 13 11 14</ul>", "US"),
        ("<h2>Australia</h2><h3>By phone</h3><p>Lifeline: 13 11 14</p>", "US"),
        ("<p>Who is in Australia calls:</p><ul><li>x<li>Lifeline: 13 11 14</ul>", "US"),
        ("<dl><dt>Australia<dd>Call Lifeline: 13 11 14</dl>", "US"),
        # Who only mentions a number tells nobody to dial it.
        ("<p>0808 808 8000 stands alone.</p>", "US"),
        ("<p>In danger call 999 or 112.</p>", "GB"),
        ("<p>Call 000 or 112 in an emergency.</p>", "AU"),
        ("<p>In 1737 the hospital's helpline opened.</p>", "GB"),
        ("<p>Calls to the helpline rose by 988 in 2020.</p>", "GB"),
    ],
)
def test_a_country_may_be_named_in_many_ways(page, place):
    """
    A number is no stranger where its country is named: beside it, by its people or
    parts, in what introduces a list, or in a headline above. Years are no numbers.
    """
    assert [] == [code for code in numbers(page, place) if code == Code.NUMBER_FOREIGN]


@pytest.mark.parametrize(
    "page",
    [
        "<p>Call Samaritans on 116 123.</p>",
        "<h2>Australia</h2><h2>Here</h2><p>Call Lifeline: 13 11 14.</p>",
        "<p>Call 13 11 14 if it is up to us.</p>",
        "<map><area href='tel:116123' alt='Call'></map>",
    ],
)
def test_a_number_of_a_country_that_is_not_named(page):
    """
    A headline speaks for what stands under it, and "us" is no country.
    """
    assert ["number-foreign"] == numbers(page, "US")


def test_whose_number_it_is():
    """
    Where a number answers in many countries, the one whose helpline is named is meant.
    """
    page = "<p>Call Samaritans on 116 123.</p>"
    (problem,) = cwkit.audit(page, media_type="text/html", place="US").problems

    assert "answers in United Kingdom, and" in problem.message
    assert "gb.samaritans" == problem.helpline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for Australians", {"AU"}),
        ("in the U.K.", {"GB"}),
        ("deutschen Stellen", {"DE"}),
        ("polish the silver", set()),
        ("Polish readers", {"PL"}),
        ("it is up to us", set()),
        ("", set()),
    ],
)
def test_nations(text, expected):
    """
    Countries are named by their names, parts and people; words that look so are none.
    """
    nations = Nations(
        {
            "AU": ("Australia", "Australian"),
            "DE": ("Germany", "deutsch"),
            "GB": ("U.K.",),
            "PL": ("Poland", "Polish"),
            "US": (),
        }
    )

    assert expected == nations.find(text)
