"""
The audit: what a page owes its reader, and what mends it.
"""

from __future__ import annotations

import datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cwkit
from cwkit.audit import Code, Edit, audit_document
from cwkit.audit.reach import Support, find_support
from cwkit.helplines import Standing, decode_helplines
from cwkit.markup import read_document

TODAY = datetime.date(2025, 4, 1)

PACKS = cwkit.load_pack(
    {
        "zz.toml": """
schema = 1
language = "zz"
[names]
gore = ["spoilt milk", "severe injuries"]
substance-use = ["cider", "drug or alcohol use"]
[[notice]]
id = "zz.notice.label"
forms = ["content warning"]
label = true
[[notice]]
id = "zz.notice.sentence"
forms = ["this (article|page) discusses"]
[[rule]]
id = "zz.gore.milk"
topic = "gore"
forms = ["sour milk"]
severity = "graphic"
match = ["x"]
no_match = ["x"]
[[rule]]
id = "zz.substance-use.cider"
topic = "substance-use"
forms = ["stale cider"]
severity = "graphic"
match = ["x"]
no_match = ["x"]
"""
    }
)
DETECTOR = cwkit.Detector(PACKS, taxonomy=cwkit.taxonomy())

LINES = """
schema = 1
country = "AU"
[[helpline]]
id = "au.cider-line"
name = "National Cider Line"
local_name = "Ligne du cidre"
aliases = ["Ciderline", "1-800-4-CIDERS", "Pips"]
areas = ["AU"]
topics = ["substance-use", "crisis"]
kind = "support"
languages = ["en"]
url = "https://www.cider.example/help/"
tz = "Australia/Sydney"
channels = [
  { kind = "phone", dial = "18004243377", display = "1-800-424-3377" },
  { kind = "phone", dial = "0288880000", display = "(02) 8888 0000" },
  { kind = "sms", dial = "13114", display = "131 14" },
  { kind = "email", address = "Help@Cider.example" },
  { kind = "chat", url = "https://chat.cider.example/?room=1" },
]
sources = [{ url = "https://www.cider.example/", kind = "operator", seen_on = 2025-03-01, proves = ["phone"] }]
checked_on = 2025-03-01
review_by = 2025-08-28
status = "active"
[[helpline]]
id = "au.emergency"
name = "Emergency services"
areas = ["AU"]
topics = ["emergency"]
kind = "emergency"
languages = ["en"]
tz = "Australia/Sydney"
channels = [{ kind = "phone", dial = "000", display = "000" }]
sources = [{ url = "https://www.cider.example/", kind = "operator", seen_on = 2025-03-01, proves = ["phone"] }]
checked_on = 2025-03-01
review_by = 2025-08-28
status = "active"
[[helpline]]
id = "au.perry-line"
name = "Cider Line"
aliases = ["Ciderline"]
areas = ["AU"]
topics = ["gambling"]
kind = "support"
languages = ["en"]
tz = "Australia/Sydney"
channels = [{ kind = "phone", dial = "1800555000", display = "1800 555 000" }]
sources = [{ url = "https://www.cider.example/", kind = "operator", seen_on = 2025-03-01, proves = ["phone"] }]
checked_on = 2025-03-01
review_by = 2025-08-28
status = "active"
"""  # noqa: E501  # sources stand in one line, as in the data
DIRECTORY = cwkit.load_directory({"AU": LINES})
CIDER, EMERGENCY, PERRY = sorted(
    decode_helplines(LINES, file="AU.toml"), key=lambda line: line.id
)

NUMBER = "1-800-424-3377"


def audit(page, media_type="text/plain", *, place="AU", locale="en", **options):
    """
    Audit a page about cider.
    """
    return cwkit.audit(
        page,
        media_type=media_type,
        place=place,
        locale=locale,
        languages=["zz"],
        today=TODAY,
        detector=DETECTOR,
        directory=DIRECTORY,
        **options,
    )


def codes(page, media_type="text/plain", **options):
    """
    Return the codes of the problems of a page.
    """
    return [str(p.code) for p in audit(page, media_type, **options).problems]


@pytest.mark.parametrize(
    ("page", "problems"),
    [
        ("A walk by the sea.", []),
        ("Stale cider.", ["support-missing", "warning-missing"]),
        (f"Stale cider. {NUMBER}", ["warning-missing"]),
        (f"Content warning: cider\n\nStale cider.\n\n{NUMBER}", []),
        ("Content warning: cider\n\nStale cider.", ["support-missing"]),
        ("Content warning: cider\n\nA walk.", ["support-missing"]),
        (f"Content warning: beware\n\nStale cider. {NUMBER}", ["warning-vague"]),
        (
            f"Stale cider.\n\nContent warning: cider\n\n{NUMBER}",
            ["warning-late"],
        ),
        (
            f"Content warning: cider\n\nStale cider, sour milk. {NUMBER}",
            ["warning-incomplete"],
        ),
        (
            f"Content warning: cider\n\nContent warning: mud\n\nSour milk. {NUMBER}",
            ["warning-incomplete", "warning-unrelated", "warning-vague"],
        ),
        (
            "Content warning: cider\n\nStale cider.\n\nAsk the National Cider Line.",
            ["helpline-without-number"],
        ),
        # Whom to call in danger is not where help answers.
        ("Content warning: cider\n\nStale cider. Call 000.", ["support-missing"]),
    ],
)
def test_problems(page, problems):
    """
    Every check finds its fault and nothing else.
    """
    assert problems == sorted(codes(page))


def test_every_check_is_tested_here():
    """
    The names of the checks never change, and each has a page above.
    """
    pages = next(
        mark.args[1] for mark in test_problems.pytestmark if mark.name == "parametrize"
    )

    assert {code.value for code in Code} >= {c for _, found in pages for c in found}


def test_where_a_problem_stands():
    """
    A problem points at the place, or at where what is missing belongs.
    """
    page = "Hello.\n\nStale cider. The\nNational Cider Line."
    missing, named = audit(page).problems

    assert (Code.WARNING_MISSING, 1, 1, 0) == (
        missing.code,
        missing.line,
        missing.column,
        len(missing.span),
    )
    assert ("substance-use",) == missing.topics
    assert (Code.HELPLINE_WITHOUT_NUMBER, 4, 1) == (
        named.code,
        named.line,
        named.column,
    )
    assert "National Cider Line" == named.span.of(page)
    assert "au.cider-line" == named.helpline
    assert missing.fixable
    assert named.fixable


def test_without_a_place_no_helpline_is_asked_for():
    """
    Who does not say where the readers are is not told of helplines.
    """
    assert ["warning-missing"] == codes("Stale cider.", place=None)


def test_a_place_without_records_is_pointed_to_directories():
    """
    Where no line is known, the page still says where to look, once.
    """
    options = {
        "place": "AQ",
        "locale": "en",
        "languages": ["zz"],
        "today": TODAY,
        "detector": DETECTOR,
    }
    page = "Content warning: cider\n\nStale cider.\n"
    fixed = cwkit.audit(page, **options).fixed()

    assert page != fixed
    assert () == cwkit.audit(fixed, **options).problems


def test_a_page_is_audited_for_all_its_readers():
    """
    A helpline of any of the places will do.
    """
    page = f"Content warning: cider\n\nStale cider. {NUMBER}"

    assert [] == codes(page, place=["NZ", "AU"])


@pytest.mark.parametrize(
    "text",
    [
        "1-800-424-3377",
        "1 800 424 3377",
        "1 (800) 424-3377",
        "1.800.424.3377",
        "18004243377",
        "800 424 3377",
        "+1 800 424 3377",
        "+1-800-424-3377, day and night",
        "00 1 800 424 3377",
        "1-800-4-CIDERS",
        "1-800-4-ciders",
        "(02) 8888 0000",
        "02 8888 0000",
        "+61 2 8888 0000",
        "0061 2 8888 0000",
        "02 8888 0000 24/7",
        "131 14",
        "13114",
        "13 1 14",
        "131 14 24 hours a day",
        "cider.example/help",
        "https://www.cider.example/help/",
        "CIDER.EXAMPLE/help/today.html",
        "chat.cider.example/?room=1",
        "help@cider.example",
    ],
)
def test_ways_that_are_recognised_in_text(text):
    """
    Numbers count in every spelling, addresses with or without their trimmings.
    """
    support = find_support(read_document(f"Ask: {text}."), [CIDER])

    assert {"au.cider-line"} == support.reachable


@pytest.mark.parametrize(
    "target",
    [
        "tel:1-800-424-3377",
        "TEL:+61288880000",
        "sms:13114?body=Hi",
        "https://www.cider.example/help/",
        "http://cider.example/help#top",
        "//cider.example/help",
        "https://cider.example/help/today?x=1",
        "https://chat.cider.example/?room=1",
        "mailto:help@cider.example?subject=Hi",
    ],
)
def test_ways_that_are_recognised_in_links(target):
    """
    What a link leads to counts, whatever its words are.
    """
    page = read_document(f'<p><a href="{target}">help</a></p>', media_type="text/html")

    assert {"au.cider-line"} == find_support(page, [CIDER]).reachable


@pytest.mark.parametrize(
    "text",
    [
        "1-800-424-3378",
        "424-3377",
        "91800424337711",
        "a18004243377",
        "1311",
        "131 145",
        "20131 14",
        "cider.example",
        "xcider.example/help",
        "cider.example.org/help",
        "chat.cider.example/",
        "nohelp@cider.example",
        "000",
    ],
)
def test_ways_that_lead_elsewhere(text):
    """
    Another number is another number, and another page another page.
    """
    support = find_support(read_document(f"Ask: {text}"), [CIDER, EMERGENCY])

    assert frozenset() == support.reachable


def test_a_line_that_is_closed_is_no_support():
    """
    Who has closed answers nobody.
    """
    closed = attrs.evolve(CIDER, status=Standing.CLOSED)

    assert Support(frozenset(), ()) == find_support(read_document(NUMBER), [closed])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask the National Cider Line.", ["National Cider Line"]),
        ("Ask the NATIONAL CIDER LINE.", ["NATIONAL CIDER LINE"]),
        ("Ask the national\r\n  cider line.", ["national\r\n  cider line"]),
        ("İİ National Cider Line", ["National Cider Line"]),
        ("Appelez la Ligne du cidre.", ["Ligne du cidre"]),
        ("Ask Pips.", ["Pips"]),
        ("Ask _Pips_ today.", ["Pips"]),
        ("Pips", ["Pips"]),
        ("- Pips", ["Pips"]),
        # An everyday word at the beginning of a sentence, or in lower case.
        ("Pips are in every apple.", []),
        ("So it is. Pips are in every apple.", []),
        ("Count the pips.", []),
        # Part of another word.
        ("The National Cider Liner sails.", []),
        ("Pipsqueak", []),
        # Named twice: the first place is told.
        ("Ask Pips. The National Cider Line.", ["Pips"]),
    ],
)
def test_names(text, found):
    """
    A helpline is found by any of its names, as names are written.
    """
    support = find_support(read_document(text), [CIDER])

    assert found == [span.of(text) for _, span in support.named]


def test_a_name_inside_another_is_not_meant():
    """
    Of names that lie in each other only the longest is meant.
    """
    support = find_support(read_document("The National Cider Line."), [CIDER, PERRY])

    assert ["au.cider-line"] == [line.id for line, _ in support.named]


def test_a_shared_name_is_settled_by_whoever_can_be_reached():
    """
    Two lines of one name need one number.
    """
    text = "The Ciderline: 1800 555 000."
    support = find_support(read_document(text), [CIDER, PERRY])

    assert () == support.named
    assert {"au.perry-line"} == support.reachable


def test_a_shared_name_without_a_number_is_told_for_both():
    """
    Which of two lines of one name is meant is for people to say.
    """
    support = find_support(read_document("Ask the Ciderline."), [CIDER, PERRY])

    assert ["au.cider-line", "au.perry-line"] == [line.id for line, _ in support.named]


def test_what_the_banner_does_not_hold_is_not_fixable():
    """
    A line that the inserted block would not name is left to people.
    """
    page = "Content warning: cider\n\nStale cider. The Cider Line."
    result = audit(page)
    (problem,) = result.problems

    assert ("au.perry-line", False) == (problem.helpline, problem.fixable)
    assert () == result.edits


def test_without_a_banner_nothing_is_fixable():
    """
    Problems can be told without preparing what mends them.
    """
    document = read_document("Stale cider. National Cider Line.")
    report = cwkit.scan(document.source, languages=["zz"], detector=DETECTOR)
    result = audit_document(document, report, known=[CIDER])

    assert 2 == len(result.problems)
    assert not any(problem.fixable for problem in result.problems)
    assert document.source == result.fixed()


MARKDOWN = "---\ntitle: X\n---\n\n# A title\n\nStale cider.\n"
HTML = "<html><body>\n<h1>A title</h1>\n<p>Stale cider.</p>\n</body></html>\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("final", [True, False], ids=["final", "no-final"])
@pytest.mark.parametrize(
    ("page", "media_type"),
    [
        ("Stale cider.\n", "text/plain"),
        ("A title\n\nStale cider.\nMore of it.\n", "text/plain"),
        ("Stale cider.\n\n\n", "text/plain"),
        (MARKDOWN, "text/markdown"),
        ("Stale cider.\n", "text/markdown"),
        ("- Stale cider.\n- More.\n", "text/markdown"),
        (HTML, "text/html"),
        ("<p>Stale cider.</p>\n", "text/html"),
        ("<article><p>Stale cider.</article><footer>x</footer>\n", "text/html"),
        ("Stale cider.\n", "text/html"),
    ],
)
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_fixing(page, media_type, end, final, locale):
    """
    The mended page holds every other character, ends its lines as it did, and has
    nothing left to mend, in whatever language the banner is.
    """
    page = page.replace("\n", end)
    page = page if final else page.rstrip()
    result = audit(page, media_type, locale=locale)
    fixed = result.fixed()
    again = audit(fixed, media_type, locale=locale)
    if end == "\r\n" and end in page:
        lone = fixed.replace("\r\n", "").count("\n")

        assert 0 == lone
    bare = fixed
    for edit in result.edits:
        bare = bare.replace(edit.text, "", 1)

    assert 2 == len(result.edits)
    assert page == bare
    assert fixed == again.fixed()
    assert not any(problem.fixable for problem in again.problems)
    assert again.ok


@pytest.mark.parametrize(
    ("page", "media_type", "after"),
    [
        ("Stale cider.", "text/plain", "Stale cider.\n\n[cwkit:start support"),
        ("Stale cider.\n", "text/plain", "Stale cider.\n\n[cwkit:start support"),
        ("Stale cider.\n\n", "text/plain", "Stale cider.\n\n[cwkit:start support"),
        ("Stale cider.", "text/markdown", "Stale cider.\n\n<!-- cwkit:start support"),
        ("<p>Stale cider.</p>", "text/html", "cider.</p>\n<!-- cwkit:start support"),
    ],
)
def test_the_block_is_parted_from_its_neighbours(page, media_type, after):
    """
    One blank line parts the block from the text, or one line end in HTML.
    """
    fixed = audit(page, media_type).fixed()

    assert after in fixed
    assert fixed.endswith("\n")


pieces = st.sampled_from(
    [
        *("Stale cider. ", "Sour milk. ", "A walk. ", NUMBER, "National Cider Line. "),
        *("Content warning: cider", "Content warning: beware", "Ciderline", "Pips "),
        *("\n", "\n\n", "\r\n\r\n", "# ", "- ", "> ", "    ", "---\n", "```\n"),
        *(
            "<p>",
            "</p>",
            "<h1>",
            "</h1>",
            "<div>",
            "<!--",
            "-->",
            "<a href='/'>",
            "</a>",
        ),
        *(
            "<script>",
            "</script>",
            "<br>",
            "&amp;",
            "[a](",
            ")",
            "*",
            "<body>",
            "\ufeff",
        ),
    ]
)


@given(
    st.lists(pieces, max_size=20).map("".join),
    st.sampled_from(["text/plain", "text/html", "text/markdown"]),
)
def test_mending_is_idempotent(page, media_type):
    """
    Whatever the page, mending it twice is mending it once, and nothing else changes.
    """
    result = audit(page, media_type)
    fixed = result.fixed()
    kept, at = [], 0
    for edit in result.edits:
        kept.append(page[at : edit.offset])
        at = edit.offset

    assert fixed == audit(fixed, media_type).fixed()
    assert page == "".join((*kept, page[at:]))
    assert bool(result.edits) == any(problem.fixable for problem in result.problems)


@pytest.mark.parametrize("media_type", ["text/plain", "text/html", "text/markdown"])
@pytest.mark.parametrize("place", ["AU", "CA", "FR", "GB", "IE", "NZ", "US"])
def test_support_that_cwkit_writes_is_recognised(place, media_type):
    """
    Whatever helplines the shipped data gives, the mended page is mended.
    """
    for topic in ("sexual-violence", "suicide", "eating-disorders", "hate"):
        support = cwkit.banner([topic], place=place, limit=30, today=TODAY).support
        page = {
            "text/html": support.html,
            "text/markdown": support.markdown,
            "text/plain": support.text,
        }[media_type]()
        result = cwkit.audit(
            f"{page}\n\nContent warning: {topic}",
            media_type=media_type,
            place=place,
            today=TODAY,
            languages=["en"],
        )
        # A page that says itself how old its numbers are is told so.
        support_problems = [
            problem
            for problem in result.problems
            if "warning" not in problem.code and problem.code is not Code.SUPPORT_STALE
        ]

        assert [] == support_problems


def test_as_json():
    """
    An audit can be held by JSON, with offsets that say what they count.
    """
    result = audit(f"Stale cider. {NUMBER}")

    assert {
        "offsetUnit": "codePoint",
        "ok": False,
        "problems": [
            {
                "code": "warning-missing",
                "level": "error",
                "message": ("no warning names substance-use; add one before the text"),
                "start": 0,
                "end": 0,
                "line": 1,
                "column": 1,
                "topics": ["substance-use"],
                "helpline": None,
                "rule": None,
                "sources": [],
                "fixable": True,
            }
        ],
        "waived": [],
    } == result.to_dict()
    assert [Edit(0, result.edits[0].text)] == list(result.edits)
