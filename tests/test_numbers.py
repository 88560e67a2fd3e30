"""
Numbers on a page: in any spelling, in text, links and structured data, and no others.
"""

from __future__ import annotations

import datetime

import pytest

import cwkit
from cwkit.audit import Code
from cwkit.front import load_retired

TODAY = datetime.date(2026, 6, 1)

HEAD = 'schema = 1\ncountry = "ZZ"\n'
SOURCE = (
    'sources = [{ url = "https://line.example/", kind = "operator", '
    'seen_on = 2026-01-10, proves = ["phone"] }]\n'
)
CHECKED = "checked_on = 2026-01-10\nreview_by = 2026-07-09\n"


def line(name, topic, channels, *, kind="support", status="active", more=""):
    """
    Return a helpline of ZZ as data.
    """
    return (
        f'[[helpline]]\nid = "zz.{name}"\nname = "{name.replace("-", " ").title()}"\n'
        f'areas = ["ZZ"]\ntopics = ["{topic}"]\nkind = "{kind}"\nlanguages = ["en"]\n'
        f'url = "https://{name}.example/"\n'
        f'channels = {channels}\n{SOURCE}{CHECKED}status = "{status}"\n{more}'
    )


LINES = HEAD + "".join(
    sorted(
        [
            line(
                "tea-line",
                "suicide",
                '[{ kind = "phone", dial = "5550101", display = "555 0101" }, '
                '{ kind = "sms", dial = "55501", display = "55501" }]',
            ),
            line(
                "old-line",
                "crisis",
                '[{ kind = "phone", dial = "5550777", display = "5550777" }]',
                status="closed",
                more='replaced_by = "zz.tea-line"\n',
            ),
            line(
                "urgent-help",
                "emergency",
                '[{ kind = "phone", dial = "555", display = "555" }]',
                kind="emergency",
            ),
            line(
                "chat-line",
                "suicide",
                '[{ kind = "chat", url = "https://chat-line.example/now/" }]',
            ),
        ]
    )
)
RETIRED = HEAD + "".join(
    f'[[retired]]\nid = "zz.{name}"\nnumber = "{dial}"\ndial = "{dial}"\n'
    f'was = "{was}"\nreason = "{reason}"\n{more}{SOURCE}'
    for name, dial, was, reason, more in [
        (
            "a-old",
            "5550199",
            "the Tea Line",
            "superseded",
            'replaced_by = "zz.tea-line"\nsince = 2024-03-01\n',
        ),
        ("b-gone", "5550188", "the Coffee Line", "closed", ""),
        (
            "c-dear",
            "09005550",
            "the Tea Line",
            "premium",
            'replaced_by = "zz.tea-line"\nreplacement = "555 0101."\n',
        ),
        (
            "d-wrong",
            "5550110",
            "the Tea Line",
            "miscopied",
            'replaced_by = "zz.tea-line"\n',
        ),
        (
            "e-other",
            "777",
            "the emergency services",
            "elsewhere",
            'replaced_by = "zz.urgent-help"\n',
        ),
        (
            "f-chat",
            "5550166",
            "the Chat Line",
            "superseded",
            'replaced_by = "zz.chat-line"\n',
        ),
        (
            "g-lost",
            "5550155",
            "the Lost Line",
            "superseded",
            'replaced_by = "zz.lost-line"\n',
        ),
        (
            "h-shut",
            "5550144",
            "the Shut Line",
            "superseded",
            'replaced_by = "zz.old-line"\n',
        ),
    ]
)
DIRECTORY = cwkit.load_directory({"ZZ": LINES})
ROWS = load_retired({"ZZ.toml": RETIRED})


def audit(page, media_type="text/html", *, place="ZZ", **options):
    """
    Audit a page for readers in ZZ.
    """
    return cwkit.audit(
        page,
        media_type=media_type,
        place=place,
        languages=["en"],
        today=TODAY,
        directory=DIRECTORY,
        retired=ROWS,
        **options,
    )


def found(page, media_type="text/html", **options):
    """
    Return the codes and the words of the problems of a page.
    """
    return [
        (str(problem.code), problem.span.of(page))
        for problem in audit(page, media_type, **options).problems
    ]


@pytest.mark.parametrize(
    "written",
    [
        "555 0199",
        "555-0199",
        "5550199",
        "555.01.99",
        "(555) 0199",
        "555\u00a00199",
        "+999 555 0199",
        "00 999 5550199",
        "011 999 5550199",
        "+999-555-0199",
    ],
)
def test_spellings(written):
    """
    A number is the same number however it is written.
    """
    (problem,) = audit(f"Call {written}.", "text/plain").problems

    assert Code.NUMBER_RETIRED == problem.code
    assert "zz.a-old" == problem.rule


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Call 555 0199.</p>", [("number-retired", "555 0199")]),
        ("<p>Call 555 0188.</p>", [("number-retired", "555 0188")]),
        ("<p>Call 555 0777.</p>", [("number-retired", "555 0777")]),
        ("<p>Call 0900 5550.</p>", [("number-premium", "0900 5550")]),
        ("<p>Call 555 0110.</p>", [("number-miscopied", "555 0110")]),
        ("<p>In danger call 777.</p>", [("number-elsewhere", "777")]),
        (
            '<p><a href="tel:5550199">Call</a></p>',
            [("number-retired", "tel:5550199")],
        ),
        (
            '<p><a href="tel:%2B999-555-0199">Call</a></p>',
            [("number-retired", "tel:%2B999-555-0199")],
        ),
        (
            '<p><a href="TEL:555-01XX">Call</a> and <a href="tel:1">x</a></p>',
            [("number-retired", "TEL:555-01XX")],
        ),
        (
            (
                '<script type="application/ld+json">{"telephone": "+999 555 0199"}'
                "</script><p>x</p>"
            ),
            [("number-retired", "+999 555 0199")],
        ),
        (
            (
                '<script type="application/ld+json">{"telephone": "555 9999"}</script>'
                "<p>x</p>"
            ),
            [],
        ),
        ("<p>Tea Line: 555 0101</p>", [("number-not-linked", "555 0101")]),
        ('<p>Tea Line: <a href="tel:5550101">555 0101</a></p>', []),
        (
            '<p><a href="/tea">Tea Line 555 0101</a></p>',
            [("number-not-linked", "555 0101")],
        ),
        ("<p>Text HELP to 55501.</p>", [("number-not-linked", "55501")]),
        (
            '<p><a href="tel:5550102">555 0101</a></p>',
            [("number-link-mismatch", "555 0101"), ("number-not-linked", "555 0101")][
                :1
            ],
        ),
        (
            '<p><a href="tel:0900123456">0900 123 457</a></p>',
            [("number-link-mismatch", "0900 123 457")],
        ),
        ('<p><a href="tel:+9995550101">555 0101</a></p>', []),
        ('<p><a href="tel:18005550101">800-555-0101</a></p>', []),
        ('<p><a href="tel:5550101">Tea Line</a></p>', []),
        (
            '<p>If you need to talk to someone, call <a href="tel:555">555</a>.</p>',
            [("emergency-as-support", "555")],
        ),
        ("<p>If you are in danger and need support, call 555.</p>", []),
    ],
)
def test_numbers(page, expected):
    """
    Each number is told for what it is, where it stands.
    """
    assert expected == found(page)


@pytest.mark.parametrize(
    "page",
    [
        "In 1999 it had 777 visitors.",
        "The ticket costs $777, or 777 euros.",
        "See page 777 of the book; call it a long one.",
        "They answered 777 letters after each call.",
        "777% more calls.",
        "The call lasted 55501 seconds.",
        "Call 020 7946 0000.",
        "Call 5550-1999.",
        "Order 5550199777 now.",
        "x5550199, 5550199x, 5550199_",
        "Ratio 1,555 0199.",
        "https://example.org/5550199",
        "The room 777 is at the end.",
        "Nothing but words.",
        "A row: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15.",
    ],
)
def test_what_is_no_number_of_a_helpline(page):
    """
    Years, prices, pages and the numbers of others raise no alarm.
    """
    assert [] == found(page, "text/plain")


@pytest.mark.parametrize(
    ("page", "expected", "fixed"),
    [
        ("<p>Call +44 555 0199.</p>", [], ""),
        (
            '<p><a href="tel:5550199">555</a></p>',
            ["number-link-mismatch", "number-retired"],
            '<p><a href="tel:5550101">555</a></p>',
        ),
        (
            '<p><a href="tel:5550102">555 0199</a></p>',
            ["number-link-mismatch", "number-retired"],
            '<p><a href="tel:5550102">555 0101</a></p>',
        ),
        ('<p><a href="tel:5550101">no. 5550102x</a></p>', [], ""),
    ],
)
def test_numbers_in_odd_company(page, expected, fixed):
    """
    Of two edits for one place one is made; another country's number is no one's here.
    """
    result = audit(page)

    assert expected == sorted(str(problem.code) for problem in result.problems)
    assert result.fixed() == (fixed or page)


def test_what_is_told_of_a_retired_number():
    """
    The message names whose number it was, since when, what to print, and the source.
    """
    (problem,) = audit("Call 555 0199.", "text/plain").problems

    assert "the Tea Line" in problem.message
    assert "2024-03-01" in problem.message
    assert "Tea Line" in problem.message
    assert "https://line.example/, 2026-01-10" in problem.message
    assert ("https://line.example/",) == problem.sources
    assert "zz.tea-line" == problem.helpline


@pytest.mark.parametrize(
    ("page", "media_type", "fixed"),
    [
        ("Call 555 0199.", "text/plain", "Call 555 0101."),
        ("Call 555 0199.", "text/markdown", "Call [555 0101](tel:5550101)."),
        (
            "<p>Call 555 0199.</p>",
            "text/html",
            '<p>Call <a href="tel:5550101">555 0101</a>.</p>',
        ),
        (
            '<p><a href="tel:5550199">555 0199</a></p>',
            "text/html",
            '<p><a href="tel:5550101">555 0101</a></p>',
        ),
        ("<p>Call 555 0188.</p>", "text/html", "<p>Call 555 0188.</p>"),
        ("<p>Call 555 0166.</p>", "text/html", "<p>Call 555 0166.</p>"),
        ("<p>Call 555 0155.</p>", "text/html", "<p>Call 555 0155.</p>"),
        ("<p>Call 555 0144.</p>", "text/html", "<p>Call 555 0144.</p>"),
        ("<p>Call 555 <b>0199</b>.</p>", "text/html", "<p>Call 555 <b>0199</b>.</p>"),
        (
            '<p><a href="sms:5550199">write</a></p>',
            "text/html",
            '<p><a href="sms:5550199">write</a></p>',
        ),
        (
            '<p><a href="tel:5550102">555 0101</a></p>',
            "text/html",
            '<p><a href="tel:5550101">555 0101</a></p>',
        ),
        (
            '<p><a href="tel:0900123456">0900 123 457</a></p>',
            "text/html",
            '<p><a href="tel:0900123456">0900 123 457</a></p>',
        ),
        ("Tea Line: 555 0101", "text/markdown", "Tea Line: [555 0101](tel:5550101)"),
        ("<p>Text 55501.</p>", "text/html", "<p>Text 55501.</p>"),
        (
            '<p><a href="/tea">Tea Line 555 0101</a></p>',
            "text/html",
            '<p><a href="/tea">Tea Line 555 0101</a></p>',
        ),
    ],
)
def test_mending(page, media_type, fixed):
    """
    Digits are replaced where the service is the same, and nothing else changes.
    """
    assert fixed == audit(page, media_type).fixed()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("Tea Line: 555 0110", ["number-miscopied"]),
        ("Tea Line: 555 0102", ["number-miscopied"]),
        ("Tea Line: 555 1001", ["number-miscopied"]),
        ("Tea Line: 555 01010", ["number-miscopied"]),
        ("Tea Line: 555 011", ["number-miscopied"]),
        ("Tea Line: 555 0303", ["helpline-without-number"]),
        ("Tea Line: 0303 0303 03", ["helpline-without-number"]),
        ("Tea Line", ["helpline-without-number"]),
        ("Tea Line: 555 0101", ["support-one-channel"]),
        (
            "Tea Line and, far from it, Chat Line: 555 0102",
            ["helpline-without-number", "number-miscopied"],
        ),
    ],
)
def test_misprints(page, expected):
    """
    A number beside a helpline's name that is nearly its number is a misprint.
    """
    page = f"Content warning: suicide\n\nHe died by suicide.\n\n{page}\n"
    codes = [code for code, _ in found(page, "text/plain")]

    assert expected == sorted(codes)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>If you need somebody, call 988.</p>", ["number-foreign"]),
        ('<p><a href="tel:988">Call</a></p>', ["number-foreign"]),
        ("<p>In the United States, call 988.</p>", []),
        ("<p>US: call 988.</p>", []),
        ("<p>Call +1 988 or text.</p>", []),
        ('<p><a href="tel:+1988">Call</a></p>', []),
        (
            '<script type="application/ld+json">{"telephone": "988"}</script><p>x</p>',
            ["number-foreign"],
        ),
        ("<p>The 988 of them left.</p>", []),
        ("<p>Call 1-800-931-2237.</p>", ["number-retired"]),
        ("<p>Call +1 800 273 8255.</p>", ["number-retired"]),
        ("<p>Text HELLO to 45645.</p>", []),
        ("<p>Call 116 123.</p>", ["number-not-linked"]),
    ],
)
def test_numbers_of_other_countries(page, expected):
    """
    A number of another country is told of, unless the page says whose it is.
    """
    problems = cwkit.audit(page, media_type="text/html", place="GB").problems
    # Some of these numbers are topics in themselves.
    found = [str(p.code) for p in problems if p.code.startswith("number-")]

    assert expected == found


def test_without_a_place_only_retired_numbers_are_told():
    """
    Who does not say where the readers are is told of no foreign number.
    """
    page = "<p>Call 112, or 1-800-931-2237.</p>"
    problems = cwkit.audit(page, media_type="text/html").problems

    numbers = [p.code for p in problems if p.code.startswith("number-")]

    assert [Code.NUMBER_RETIRED] == numbers


def test_many_countries_are_counted():
    """
    Where a number answers in many countries, some are named and the others counted.
    """
    page = "<p>Call the helpline 116 111.</p>"
    (problem,) = cwkit.audit(page, media_type="text/html", place="US").problems

    assert Code.NUMBER_FOREIGN == problem.code
    assert " more, and the readers are in United States" in problem.message


def test_the_time_grows_with_the_page():
    """
    Digits and links in any number are looked at once.
    """
    page = '<a href="tel:5550199">555 0199</a> 1 2 3 4 5 6 7 8 9 ' * 300

    assert 600 == len(audit(page).problems)
