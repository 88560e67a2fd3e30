"""
Names of helplines: which is meant, which is an everyday word, and which is a topic.
"""

from __future__ import annotations

import datetime

import pytest

import cwkit
from cwkit.audit import Code
from cwkit.front import rewrite

WARNED = (
    "<h1>A year</h1><p>Content warning: suicide.</p>"
    "<p>He died by suicide last year.</p>"
)
SUPPORT = (Code.HELPLINE_WITHOUT_NUMBER, Code.SUPPORT_MISSING)


def told(page, place="GB", codes=SUPPORT, media_type="text/html", **options):
    """
    Return the problems of a page that are of some kinds.
    """
    result = cwkit.audit(page, media_type=media_type, place=place, **options)
    return [(str(p.code), p.span.of(page)) for p in result.problems if p.code in codes]


FOOTER = (
    "<p>In the UK, Samaritans can be contacted on freephone 116 123. "
    "In Australia, the crisis support service Lifeline is 13 11 14. In the US, you can "
    "call or text the National Suicide Prevention Lifeline on 988.</p>"
)


@pytest.mark.parametrize(
    "line",
    [
        FOOTER,
        "<p>Samaritans: 116 123</p><p><a href='tel:131114'>Lifeline</a></p>",
        "<p>Samaritans: 116 123</p><p>In Australia there is Lifeline to call.</p>",
    ],
)
def test_a_name_that_another_country_has_too(line):
    """
    Where the sentence or its number says that a helpline is another country's, it is.
    """
    assert [] == told(WARNED + line)


def test_a_banner_for_another_country():
    """
    The names in a banner of ours are those of its own country.
    """
    page = rewrite(
        "<h1>A year</h1><p>He died by suicide last year.</p>",
        "insert",
        media_type="text/html",
        topics=["suicide"],
        place="AU",
    ).text

    assert [] == told(page)


@pytest.mark.parametrize(
    "line",
    [
        "A Lifeline for the club.",
        "They Beat him.",
        "The Sands of time.",
    ],
)
def test_everyday_words(line):
    """
    A word that is a name too is one where help is offered, and nowhere else.
    """
    assert ["support-missing"] == [code for code, _ in told(f"{WARNED}<p>{line}</p>")]


@pytest.mark.parametrize(
    "line",
    [
        "Contact Beat for support.",
        "If you are struggling, there is Beat.",
        "Beat",
        "Beat: see their page",
    ],
)
def test_a_name_is_told_once(line):
    """
    Two helplines of one name are told of as one.
    """
    assert [("helpline-without-number", "Beat")] == told(f"{WARNED}<p>{line}</p>")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("<p>National Domestic Abuse Helpline: 0808 2000 247</p>", "GB"),
        ("<p>Call the National Sexual Assault Hotline.</p>", "US"),
        ("<p>Call the National Sexual Assault Hotline.</p>", None),
        ("<p>Call the Hotline for Sexual Assault: it helps.</p>", None),
        ("<p>Ask the Sexual Assault and Rape Crisis Line, Tom.</p>", None),
        ("<p>Combat Stress helps: 0800 138 1619</p>", "GB"),
    ],
)
def test_who_names_a_helpline_treats_nothing(line, place):
    """
    What a helpline is for is no topic of the page that names it.
    """
    assert [] == told(WARNED + line, place, [Code.WARNING_INCOMPLETE])


@pytest.mark.parametrize(
    "line",
    [
        "<p>Sexual assault is a crime. Sexual assault hurts.</p>",
        "<p>A sexual assault hurts. The National Sexual Assault Hotline helps.</p>",
        "<p>Sexual Assault. Hotline</p>",
        "<p>Sexual Assault, he said. The hotline rang.</p>",
        "<p>The Hotline. Sexual Assault</p>",
    ],
)
def test_a_topic_beside_a_helpline(line):
    """
    What is said besides of a topic counts.
    """
    assert [("warning-incomplete", "Content warning: suicide.")] == told(
        WARNED + line, None, [Code.WARNING_INCOMPLETE]
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Need support? Dial 999.", 1),
        ("If you are affected by this story, ring 999.", 1),
        ("Need somebody to talk to? <a href='tel:999'>Call us</a>", 1),
        ("If you need to talk to someone, call <a href='tel:999'>999</a>.", 1),
        ("Do you need support? Is it urgent? Dial 999.", 0),
        ("Is somebody in danger? <a href='tel:999'>Call us</a>", 0),
        ("Need support? Dial 112.", 1),
        ("If you need support, call 116 123, or 999.", 0),
        ("If you need support, call 101, or 999.", 1),
        (
            (
                '<script type="application/ld+json">{"telephone": "999"}</script>'
                "Need support?"
            ),
            0,
        ),
    ],
)
def test_the_emergency_number_as_somebody_to_talk_to(line, expected):
    """
    The question before a number says what it is for, and a link without digits dials.
    """
    found = told(f"<p>{line}</p>", codes=[Code.EMERGENCY_AS_SUPPORT])

    assert expected == len(found)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("3rd of March 2019", "2019-03-03"),
        ("03/03/2019", "2019-03-03"),
        ("3.3.2019", "2019-03-03"),
        ("12/31/2019", "2019-12-31"),
        ("31/12/2019", "2019-12-31"),
        # The later of what it may be.
        ("04/03/2019", "2019-04-03"),
        ('<time datetime="2019-03-03">years ago</time>', "2019-03-03"),
        ("<time datetime=2019-03-03>3 March 2019</time>", "2019-03-03"),
        ("13/13/2019", None),
        ('<time datetime="2019-03-83">years ago</time>', None),
        ("by Tom, who has worked here for so long a time: 3 March 2019", None),
    ],
)
def test_days(said, expected):
    """
    The day of the last check is read as people and machines write it.
    """
    page = f"{WARNED}<p>Samaritans: 116 123. Last checked: {said}.</p>"
    result = cwkit.audit(
        page, media_type="text/html", place="GB", today=datetime.date(2026, 6, 1)
    )
    stale = [p.message for p in result.problems if p.code is Code.SUPPORT_STALE]

    assert bool(expected) is bool(stale)
    assert all(f"checked on {expected}," in message for message in stale)


@pytest.mark.parametrize(
    ("more", "expected"),
    [("", ["warning-unrelated"]), ("<img src='x.png'>", [])],
)
def test_a_warning_of_what_no_word_treats(more, expected):
    """
    A page of many words and no pictures hides little; of a picture nobody knows.
    """
    words = "The garden has a wall, a pond and three old trees. " * 10
    page = f"<h1>A garden</h1><p>Content warning: suicide.</p><p>{words}</p>{more}"

    assert expected == [code for code, _ in told(page, codes=[Code.WARNING_UNRELATED])]


def test_the_examples_of_the_catalogue():
    """
    What the catalogue gives as examples of warnings is told of as it says.
    """
    garden = "The garden has a wall, a pond and three old trees. " * 10
    bullied = "She was bullied at school. Being bullied wore her down. "
    codes = [Code.WARNING_INCOMPLETE, Code.WARNING_UNRELATED, Code.WARNING_VAGUE]
    head = "A year\n\nContent warning: an illness\n\n"

    for text, code in (
        (garden, "warning-unrelated"),
        (bullied + "Her illness went on for years. ", "warning-incomplete"),
    ):
        found = [c for c, _ in told(head + text, codes=codes, media_type="text/plain")]

        assert code in found
        assert "warning-vague" not in found


@pytest.mark.parametrize("media_type", ["text/html", "text/markdown"])
def test_support_stays_where_no_place_is_known(media_type):
    """
    Without a place `update` takes the one that the block remembers.
    """
    page = "# A year\n\nHe died by suicide last year. The suicide shook us.\n"
    inserted = rewrite(page, "insert", media_type=media_type, place="GB").text
    done = rewrite(inserted, "update", media_type=media_type)

    assert inserted == done.text
    assert page == rewrite(inserted, "remove", media_type=media_type).text


def test_support_stays_in_the_entries_of_a_feed():
    """
    The same holds for each entry of a feed.
    """
    page = (
        '<rss version="2.0"><channel><title>x</title><item><title>A year</title>'
        "<description>&lt;p&gt;He died by suicide last year. The suicide shook us."
        "&lt;/p&gt;</description></item></channel></rss>"
    )
    kind = "application/rss+xml"
    inserted = rewrite(page, "insert", media_type=kind, place="GB").text
    done = rewrite(inserted, "update", media_type=kind)

    assert page != inserted
    assert inserted == done.text
