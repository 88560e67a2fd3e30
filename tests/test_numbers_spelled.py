"""
Numbers in any spelling, behind links, in structured data, and nearly right.
"""

from __future__ import annotations

import pytest
from test_numbers import found

import cwkit
from cwkit.audit import Code

WARNED = (
    "<h1>A year</h1><p>Content warning: suicide.</p>"
    "<p>He died by suicide last year.</p>"
)


def told(page, place="US", media_type="text/html"):
    """
    Return what is told of a page, but that a warning or a way to write is missing.
    """
    result = cwkit.audit(page, media_type=media_type, place=place)
    quiet = {Code.SUPPORT_ONE_CHANNEL, Code.NUMBER_NOT_LINKED, Code.WARNING_MISSING}
    return [
        (str(p.code), p.span.of(page)) for p in result.problems if p.code not in quiet
    ]


@pytest.mark.parametrize(
    "written",
    [
        "1-800&nbsp;273&nbsp;8255",
        "1&#8209;800&#8209;273&#8209;8255",
        "1&thinsp;800&thinsp;273&thinsp;8255",
        "1\u2009800\u2009273\u20098255",
        "1\u2212800\u2212273\u22128255",
        "1\t800\t273\t8255",
        "1\n  800 273 8255",
        "\uff11-\uff18\uff10\uff10-\uff12\uff17\uff13-\uff18\uff12\uff15\uff15",
        "1-800-<b>273</b>-8255",
        '1-800-<span class="a part of a number">273</span>-8255',
        "1-800-273-TALK",
        "1-800-273-talk",
        "1-800-273\u2011TALK",
        "1-800-273&#8209;TALK",
        "1-800-<i>273</i>-TALK",
        "(800) 273-8255",
        "+1 (800) 273-8255",
        "\uff0b1 800 273 8255",
        "1.800.273.8255",
        "1-800-273-8255 24h",
    ],
)
def test_spellings(written):
    """
    A number is found in whatever dashes, spaces, digits and letters, and whole.
    """
    (one,) = told(f"<p>Call {written}.</p>")

    assert ("number-retired", written.removesuffix(" 24h")) == one


@pytest.mark.parametrize(
    "page",
    [
        "<ul><li>1-800</li><li>273-8255</li></ul>",
        "<p>1-800 <a href='/x'>273</a>-8255</p>",
        "<p>Call 1-800-273-talkative.</p>",
        "<p>ISBN 1-800-273-8255</p>",
        "<p>Order no. 18002738255</p>",
        "<p>Reference number: 1-800-273-8255</p>",
    ],
)
def test_what_is_no_number(page):
    """
    A number does not go on in another block or link, and an order has one of its own.
    """
    assert [] == [one for one in told(page) if one[0].startswith("number-")]


def test_a_number_in_text_does_not_go_on_across_a_wide_gap():
    """
    In plain text a column is a column; a reader sees two numbers.
    """
    page = "12      345 Call 555 0199      555 0188 now."

    assert ["555 0199", "555 0188"] == [words for _, words in found(page, "text/plain")]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Samaritans: 116&nbsp;123", "GB"),
        ("Samaritans: 116 123, 24h", "GB"),
        ("Trevor Project: 1-866-4-U-TREVOR", "US"),
        ("Trevor Project: <a href='tel:1-866-488-7386,1'>call</a>", "US"),
    ],
)
def test_a_helpline_is_reached_by_a_number_in_any_spelling(line, place):
    """
    What is told of by one check as known is known to all.
    """
    assert [] == told(f"{WARNED}<p>{line}</p>", place)


def test_a_helpline_is_reached_in_german():
    """
    A number with spaces that do not break, and a name without its inner capital.
    """
    head = (
        "<html lang=de><h1>Ein Jahr</h1><p>Inhaltswarnung: Suizid.</p>"
        "<p>Er starb durch Suizid.</p>"
    )
    line = "<p>Telefonseelsorge: 0800&nbsp;111&nbsp;0&nbsp;111</p>"

    assert [] == told(head + line, "DE")
    assert [("helpline-without-number", "Telefonseelsorge")] == told(
        f"{head}<p>Telefonseelsorge</p>", "DE"
    )


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<a href='tel:5550101,1'>555 0101, press 1</a>", []),
        ("<a href='tel:5550101'>555 0101 (24 hours, 365 days)</a>", []),
        ("<a href='tel:5550101'>Tea Line, open since 1998</a>", []),
        ("<a href='tel:5550101'>Tea Line, checked 2026-01-10</a>", []),
        ("<a href='tel:5550101'>Tea Line, 2019-2026</a>", []),
        ("<a href='tel:18664887386'>Call 1-866-4-U-TREVOR</a>", []),
        ("<a href='tel:18664887386'>Call 1-866-4-U-TRAVEL</a>", ["555"]),
        ("<a href='tel:5550101'>Call 555 0102</a>", ["555"]),
        ("<a href='tel:5550101'>Call 555</a>", ["555"]),
        ("<a href='tel:5550101'>Call 123-ABCD</a>", ["555"]),
        ("<a href='tel:5550101'>Call 123-ABC</a>", []),
        ("<a href='tel:phone'>Call 555 0101</a>", []),
    ],
)
def test_links_that_dial_what_they_show(page, expected):
    """
    Hours, years and letters to spare are no other number.
    """
    codes = [code for code, _ in found(f"<p>{page}</p>")]

    assert bool(expected) is ("number-link-mismatch" in codes)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('{"telephone": "1-800-273-TALK"}', ["1-800-273-TALK"]),
        ('{"telephone": "1-800-273-8255"}', ["1-800-273-8255"]),
        ('{"telephone": ["988", "1-800-273-8255"]}', ["1-800-273-8255"]),
        ('{"telephone": 18002738255}', ["18002738255"]),
        ('{"telephone": "1\\u002d800-273-8255"}', ["1\\u002d800-273-8255"]),
        ('{"telephone": "\\x"}', []),
        ('{"telephone": null}', []),
        ('{"url": "tel:18002738255"}', ["tel:18002738255"]),
        ('{"url": "tel:1"}', []),
        ('{"url": "https://example.org/"}', []),
    ],
)
@pytest.mark.parametrize("kind", ["application/ld+json", "application/LD+JSON"])
def test_structured_data(page, expected, kind):
    """
    Numbers are read in whatever structured data may hold them.
    """
    page = f'<script type="{kind}">{page}</script><p>x</p>'

    assert expected == [words for _, words in told(page)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<meta itemprop=telephone content="1-800-273-8255">', 1),
        ("<meta itemprop='faxNumber' content='1-800-273-8255'>", 1),
        ('<meta itemprop="name" content="1-800-273-8255">', 0),
        ('<meta itemprop="telephone">', 0),
        ('<meta content="1-800-273-8255"><p itemprop="name">x</p>', 0),
        ('<!-- <meta itemprop=telephone content="1-800-273-8255"> -->', 0),
        (
            '<!-- x --><meta itemprop=telephone content="1-800-273-8255">',
            1,
        ),
        ('<map><area href="tel:18002738255" alt="Call"></map>', 1),
        ('<map><area href="/x" alt="Call"></map><a href="tel:988">988</a>', 0),
        ('<map><area alt="Call"></map><a href="tel:988">988</a>', 0),
        ('<a href="callto:18002738255">Call</a>', 1),
    ],
)
def test_numbers_that_nobody_reads(page, expected):
    """
    What a page tells machines is told wrongly too.
    """
    codes = [code for code, _ in told(page)]

    assert expected == codes.count("number-retired")


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("Trevor Project: 866-488-7368", "US", "866-488-7368"),
        ("Call 1-866-488-7368, the Trevor Project", "US", "1-866-488-7368"),
        ("Trevor Project: +1 866 488 7368", "US", "+1 866 488 7368"),
        (
            '<a href="tel:08082000248">National Domestic Abuse Helpline</a>',
            "GB",
            "tel:08082000248",
        ),
        ("Crisis Text Line: text HOME to 741471", "US", "741471"),
        (
            "<a href='https://www.samaritans.org'>Samaritans</a>: 116 132",
            "GB",
            "116 132",
        ),
        ("RAINN (rainn.org): 1-800-656-4763", "US", "1-800-656-4763"),
    ],
)
def test_misprints(line, place, words):
    """
    A misprint is told before and behind the name, in text and links, for calls and
    texts, and also where the helpline can be reached otherwise.
    """
    page = f"{WARNED}<p>{line}.</p>"

    assert [("number-miscopied", words)] == told(page, place)


@pytest.mark.parametrize(
    "line",
    [
        "Samaritans: 116 123. Our office: 116 999 000.",
        "Samaritans: 116 123, or our office: 0303 123 4567.",
        '<a href="tel:08082000999">x</a> <a href="tel:116123">Samaritans</a>',
        "116 132 people. Samaritans: 116 123.",
    ],
)
def test_what_is_no_misprint(line):
    """
    Another number is another number.
    """
    assert [] == told(f"{WARNED}<p>{line}</p>", "GB")
