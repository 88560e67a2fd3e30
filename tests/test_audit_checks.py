"""
The checks of warnings and support, waivers, and which checks run.
"""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_numbers import DIRECTORY, ROWS

import cwkit
from cwkit.audit import (
    Catalogue,
    Code,
    Contexts,
    Edit,
    Level,
    Profile,
    Waiver,
    apply_edits,
)
from cwkit.audit.markers import find_blocks
from cwkit.errors import DataError, InputError
from cwkit.front import (
    build_detector,
    catalogue,
    load_overlay,
    load_pack,
    make_settings,
    rewrite,
)
from cwkit.markup import read_document
from cwkit.report import Centrality
from cwkit.resources import read_data
from cwkit.schema import load_toml

TODAY = datetime.date(2026, 6, 1)
PACK = load_pack(
    {
        "mild.toml": """
schema = 1
language = "en"
topic = "gore"
[[rule]]
id = "en.gore.tomatoes"
forms = ["squashed tomatoes"]
severity = "graphic"
match = ["x"]
no_match = ["x"]
"""
    }
)
DETECTOR = build_detector(PACK)
SAD = "She was bullied at school. Being bullied wore her down."
LINE = '<a href="tel:5550101">555 0101</a>'


def audit(page, media_type="text/plain", **options):
    """
    Audit a page for readers in ZZ.
    """
    return cwkit.audit(
        page,
        media_type=media_type,
        place="ZZ",
        languages=["en"],
        directory=DIRECTORY,
        retired=ROWS,
        **{"today": TODAY, "detector": DETECTOR, **options},
    )


def codes(page, media_type="text/plain", **options):
    """
    Return the codes of the problems of a page.
    """
    return sorted(str(p.code) for p in audit(page, media_type, **options).problems)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"Content warning: bullying\n\n{SAD}\n\n555 0101", []),
        # Of what a page says without words, cwkit knows nothing.
        ("Content warning: terrorism\n\nA walk.\n\n555 0101", []),
        (
            f"Content warning: bullying, terrorism\n\n{SAD}\n\n555 0101",
            ["warning-unrelated"],
        ),
        (
            (
                f"Content warning: bullying\n\nA long walk.\n\nThis article discusses "
                f"bullying.\n\n{SAD}\n\n555 0101"
            ),
            ["warning-duplicate"],
        ),
        # In the same words twice, it is two of them, however near they stand.
        (
            "Content warning: bullying\n\n" * 2 + f"{SAD}\n\n555 0101",
            ["warning-duplicate"],
        ),
        # The heading and the sentence of one warning are one.
        (
            (
                "Content warning: bullying\n\nThis article discusses bullying.\n\n"
                f"{SAD}\n\n555 0101"
            ),
            [],
        ),
        # A section may have a warning of its own.
        (
            (
                f"Content warning: bullying\n\n{SAD}\n\n"
                f"Content warning: bullying\n\n{SAD}\n\n555 0101"
            ),
            ["warning-late"],
        ),
    ],
)
def test_warnings(page, expected):
    """
    Warnings are held to what the page treats, and to each other.
    """
    assert expected == codes(page)


def test_a_banner_beside_a_warning_of_ones_own():
    """
    What a template adds beside what an author wrote is told.
    """
    page = f"Title here\n\nContent warning: bullying\n\n{SAD}\n\n555 0101\n"
    inserted = rewrite(
        page, "insert", topics=["harassment-bullying"], locale="en", today=TODAY
    ).text

    assert ["warning-duplicate"] == codes(inserted)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<title>Squashed tomatoes</title><h1>Squashed tomatoes</h1>", 1),
        ("<title>Squashed tomatoes</title><h1>More squashed tomatoes</h1>", 2),
        ("<h2>Squashed tomatoes</h2>", 0),
        ("<h1>Tomatoes</h1>", 0),
    ],
)
def test_graphic_headlines(page, expected):
    """
    A headline is told once, also where the page's title repeats it.
    """
    found = codes(f"{page}<p>A walk.</p>", "text/html")

    assert expected == found.count("headline-graphic")


def test_graphic_links():
    """
    The words of a link are read by those who did not choose its page.
    """
    page = "<p>See <a href='/x'>squashed tomatoes</a>.</p>"

    assert "link-text-graphic" in codes(page, "text/html")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Numbers checked 2020-03-01", ["support-stale"]),
        ("Last checked: 1 March 2020", ["support-stale"]),
        ("Last checked: 1st of nothing, March 1, 2020", ["support-stale"]),
        ("Last checked: Mar. 2020", ["support-stale"]),
        # As upper case is where an i has a dot there, too.
        ("NUMBERS VER\u0130F\u0130ED ON 1 March 2020", ["support-stale"]),
        ("Last checked: December 2020", ["support-stale"]),
        ("Last checked: 2026-05-30", []),
        ("Last checked: 2020-13-40", []),
        ("Last checked: by nobody", []),
        ("Last checked: 31 February 2020", ["support-stale"]),
        ("It was 1 March 2020", []),
    ],
)
def test_the_age_of_helplines(said, expected):
    """
    What a page says itself of its helplines' age is believed.
    """
    page = f"Content warning: bullying\n\n{SAD}\n\nTea Line 555 0101\n\n{said}\n"

    assert expected == codes(page)


def test_a_stale_check_in_a_banner_of_ours():
    """
    The age of what cwkit wrote is for `update` to mend.
    """
    page = f"{SAD}\n"
    mended = audit(page, today=datetime.date(2036, 1, 1)).fixed()

    assert [] == codes(mended, today=datetime.date(2036, 1, 1))


@pytest.mark.parametrize(
    ("waiver", "expected", "waived"),
    [
        ("warning-missing: because", [], ["warning-missing"]),
        ("warning-missing, support-missing: because", ["waiver-unused"], []),
        ("warning-missing until 2026-06-01: because", [], ["warning-missing"]),
        (
            "warning-missing until 2026-05-31: because",
            ["waiver-expired", "warning-missing"],
            [],
        ),
        ("warning-missing", ["waiver-malformed", "warning-missing"], []),
        ("warning-missing:", ["waiver-malformed", "warning-missing"], []),
        ("warning-mising: x", ["waiver-malformed", "warning-missing"], []),
        ("zzz: x", ["waiver-malformed", "warning-missing"], []),
        ("warning-missing until May: x", ["waiver-malformed", "warning-missing"], []),
        (": x", ["waiver-malformed", "warning-missing"], []),
        ("warning-late: x", ["waiver-unused", "warning-missing"], []),
    ],
)
def test_waivers(waiver, expected, waived):
    """
    A waiver needs a check, a reason, and holds until its day.
    """
    page = f"<!-- cwkit: allow {waiver} -->\n<p>{SAD}</p>\n<p>{LINE}</p>"
    result = audit(page, "text/html")
    if "support-missing" in waiver:
        expected, waived = [], ["warning-missing"]

    assert expected == sorted(str(p.code) for p in result.problems)
    assert waived == [str(one.problem.code) for one in result.waived]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("CWKIT: Allow warning-missing: x", None),
        (
            "cwkit: alow warning-missing: x",
            '"cwkit: alow" is not understood; did you mean "cwkit: allow"?',
        ),
        ("cwkit-allow: warning-missing: x", 'did you mean "cwkit: allow"?'),
        ("cwkit allows wording: x", 'did you mean "cwkit: allow"?'),
        (
            "cwkit: allow warning-missing support-missing: x",
            "no commas between them; write warning-missing, support-missing: reason",
        ),
        (
            "cwkit: allow warning-missing; wording until 2027-01-01: x",
            "write warning-missing, wording: reason",
        ),
        ("cwkit: allow this page: x", "it names no check"),
    ],
)
def test_waivers_that_are_nearly_well_written(comment, said):
    """
    A slip is told with what was probably meant, and capitals are none.
    """
    result = audit(f"<!-- {comment} -->\n<p>{SAD}</p>\n<p>{LINE}</p>", "text/html")
    told = [p.message for p in result.problems if p.code == "waiver-malformed"]

    assert [said is not None] == [bool(told)]
    assert (said or "") in "".join(told)


@pytest.mark.parametrize(
    "comment",
    [
        "cwkit: below is the warning",
        "cwkit, allow me a remark",
        "cwkit: x",
        "cwkit: mind warning-missing",
    ],
)
def test_comments_that_are_no_waivers(comment):
    """
    What only names cwkit, or does not go on like a waiver, says nothing.
    """
    assert [] == codes(f"<!-- {comment} --><p>A walk.</p>", "text/html")


@pytest.mark.parametrize(
    "key", ["cwkit_alow", "cwkit-allow", "cwkit.allowed", "CWKIT_Allow"]
)
def test_keys_of_front_matter_that_are_nearly_right(key):
    """
    A key that is nearly that of a waiver is told, with the key.
    """
    page = f"---\n{key}: 'warning-missing: x'\ncwkit_style: wire\n---\n\nA walk.\n"
    (problem,) = audit(page, "text/markdown").problems

    assert 'did you mean "cwkit_allow"?' in problem.message


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["cwkit: allow", "CWKIT: Allow"])
def test_waivers_in_plain_text(end, mark):
    """
    A plain text says what it allows in brackets, on a line of its own; what it says
    there is no content.
    """
    line = f"[{mark} warning-missing: her murder is told]"
    for page in (
        f"\ufeff{line}{end}{end}{SAD} 555 0101{end}",
        f"{SAD} 555 0101{end}  {line} {end}",
        f"{SAD} 555 0101{end}{line}",
    ):
        result = audit(page)

        assert [] == [str(p.code) for p in result.problems]
        assert ["warning-missing"] == [str(w.problem.code) for w in result.waived]
    inside = f"{SAD} 555 0101 {line}"
    assert ["warning-missing"] == codes(inside)
    slip = line.replace("llow", "low")
    assert "waiver-malformed" in codes(f"{slip}{end}{end}{SAD} 555 0101")


def test_a_waiver_of_what_is_not_looked_for():
    """
    What no check looked for may be there, and its waiver may be needed.
    """
    page = "<!-- cwkit: allow warning-late: x --><p>A walk.</p>"

    assert ["waiver-unused"] == codes(page, "text/html")
    assert [] == codes(
        page, "text/html", settings=make_settings(disable=("warning-late",))
    )


def test_a_waiver_from_outside_that_has_expired():
    """
    A waiver from outside whose day has passed allows nothing, and is told elsewhere.
    """
    waivers = [
        Waiver(names=("warning-missing",), reason="x", until=datetime.date(2020, 1, 1))
    ]

    assert ["warning-missing"] == codes(f"{SAD} 555 0101", waivers=waivers)


@pytest.mark.parametrize(
    ("page", "media_type"),
    [
        ("[cwkit:start warning 00000000 00]\n\nNo end.\n", "text/plain"),
        ("<!-- cwkit:start x -->\n<p>x</p>\n<!-- cwkit:end -->", "text/html"),
        ("<p>The word cwkit:start alone.</p>", "text/html"),
    ],
)
def test_what_is_no_block(page, media_type):
    """
    A marker without its other, or of no known part, is no block.
    """
    assert () == find_blocks(read_document(page, media_type=media_type))


def test_a_block_before_indented_text():
    """
    In reStructuredText the marker does not swallow the text behind it.
    """
    page = "  A quotation.\n\nA walk.\n"
    inserted = rewrite(page, "insert", media_type="text/x-rst", topics=["death"]).text

    assert ".. cwkit:end\n\n..\n" in inserted
    assert page == rewrite(inserted, "remove", media_type="text/x-rst").text


def test_a_waiver_of_one_retired_number():
    """
    The id of a row allows that row alone.
    """
    page = "<!-- cwkit: allow zz.a-old: an archive --><p>Call 555 0199, 555 0188.</p>"

    assert ["number-retired"] == codes(page, "text/html")


@pytest.mark.parametrize(
    "front",
    [
        "cwkit_allow: 'warning-missing: because'",
        "cwkit_allow:\n  - 'warning-missing: because'",
        "cwkit:\n  allow:\n    - check: warning-missing\n      reason: because",
        (
            "cwkit:\n  allow:\n    - check: warning-missing\n      reason: because\n"
            "      until: 2027-01-01\n      other: x"
        ),
        "params:\n  cwkit_allow: 'warning-missing: because'",
    ],
)
def test_waivers_in_front_matter(front):
    """
    Front matter allows what comments allow.
    """
    page = f"---\ntitle: x\n{front}\n---\n\n{SAD}\n\n[555 0101](tel:5550101)\n"

    assert [] == codes(page, "text/markdown")


@pytest.mark.parametrize("media_type", ["text/html", "text/markdown"])
@pytest.mark.parametrize(
    "front",
    [
        '{"cwkit_allow": "warning-missing: because"}',
        '{"cwkit_allow": ["warning-missing: because"]}',
        '{\n"params": {"cwkit_allow": "warning-missing: because"},\n"n": [1, {}]\n}',
        (
            '{"tags": [["x"]], "cwkit": {"allow": [\n'
            '{"check": "warning-missing", "reason": "because"}]}}'
        ),
    ],
)
def test_waivers_in_front_matter_in_json(media_type, front):
    """
    Front matter in JSON allows what other front matter does, and is kept as it is.
    """
    page = f"{front}\n\n{SAD}\n\n<a href='tel:5550101'>555 0101</a>\n"

    assert [] == codes(page, media_type)
    inserted = rewrite(page, "insert", media_type=media_type, topics=["death"]).text
    assert inserted.startswith(f"{front}\n")
    assert "cwkit:start" in inserted


@pytest.mark.parametrize("mark", ["---", "+++"])
def test_waivers_in_front_matter_of_html(mark):
    """
    Front matter before HTML, as site generators have it, allows what comments allow,
    and what is inserted stands behind it.
    """
    joint = ": " if mark == "---" else " = "
    front = f"{mark}\ncwkit_allow{joint}'warning-missing: her murder'\n{mark}\n"
    page = f"{front}<p>{SAD}</p><p><a href='tel:5550101'>555 0101</a></p>\n"

    assert [] == codes(page, "text/html")
    inserted = rewrite(page, "insert", media_type="text/html", topics=["death"]).text
    assert inserted.startswith(f"{front}<!-- cwkit:start")
    assert page == rewrite(inserted, "remove", media_type="text/html").text


def test_settings():
    """
    Checks can be turned on and off, and matter more or less.
    """
    page = f"{SAD} 555 0101"
    (problem,) = audit(
        page, settings=make_settings(levels=(("warning-missing", "note"),))
    ).problems

    assert Level.NOTE is problem.level
    assert [] == codes(page, settings=make_settings(disable=("warning-missing",)))
    assert ["warning-missing"] == codes(
        page, settings=make_settings(("warning-missing",))
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"enable": ("warning-mising",)}, 'did you mean "warning-missing"'),
        ({"disable": ("zzzz",)}, "known: warning-missing"),
        ({"levels": (("warning-late", "loud"),)}, 'unknown level "loud"'),
        ({"levels": (("zzzz", "note"),)}, 'unknown check "zzzz"'),
    ],
)
def test_settings_that_are_not_there(options, message):
    """
    A misspelt check or level is an error that names the nearest.
    """
    with pytest.raises(InputError, match=message):
        make_settings(**options)


def test_the_catalogue_is_whole():
    """
    Each check is documented, in the order of its names.
    """
    assert list(Code) == [check.code for check in catalogue()]
    assert all(check.title and check.why and check.example for check in catalogue())


@pytest.mark.parametrize(
    ("decode", "path", "old", "new"),
    [
        (Catalogue.decode, "checks.toml", 'level = "error"', 'level = "loud"'),
        (Catalogue.decode, "checks.toml", "cure =", "curé ="),
        (Contexts.decode, "contexts.toml", "months = [[", "months = [3, ["),
        (Contexts.decode, "contexts.toml", "dial =", "dail ="),
        (Profile.decode, "wording/luxembourg-children.toml", "profile =", "name ="),
    ],
)
def test_faults_in_data(decode, path, old, new):
    """
    Data that is not as it should be is an error that names the place.
    """
    with pytest.raises(DataError):
        decode(read_data(path).replace(old, new, 1), file=path)


def test_contexts_of_no_known_language_are_those_of_all():
    """
    Where no rules were used, the words of all languages count.
    """
    contexts = Contexts.decode(read_data("contexts.toml"), file="contexts.toml")

    assert contexts.words(["xx"]).dial.search("appelez")
    assert not contexts.words(["en"]).dial.search("appelez")


def test_a_word_set_without_words():
    """
    A language may leave out what it has no words for.
    """
    text = 'schema = 1\n[[language]]\nlanguage = "zz"\ndial = ["ring*"]'
    words = Contexts.decode(text, file="x").words(["zz"])

    assert words.read_date("3 March 2020", 0) is None
    assert not words.units.search("ring")


def test_lists_of_lists():
    """
    A list of lists holds lists of strings, and nothing else.
    """
    assert (("a", "b"),) == load_toml('schema = 1\nx = [["a", "b"]]', file="x").lists(
        "x"
    )
    with pytest.raises(DataError, match="not a list of strings"):
        load_toml("schema = 1\nx = [[1]]", file="x").lists("x")


def test_edits_at_one_place_keep_their_order():
    """
    Edits are made by place, and at one place as they are given.
    """
    edits = [Edit(1, "c"), Edit(0, "a", 1), Edit(1, "d")]

    assert "acdy" == apply_edits("xy", edits)


def test_together_finds_what_both_find():
    """
    A detector with packs of one's own finds what each finds, and explains it.
    """
    text = "She was bullied at school. Squashed tomatoes everywhere."
    found = [finding.topic for finding in DETECTOR.find(text)]

    assert ["harassment-bullying", "gore"] == found
    assert "en" in DETECTOR.languages
    assert DETECTOR.notices
    assert cwkit.explain(text, detector=DETECTOR, languages=["en"])


def test_detectors_of_ones_own():
    """
    Without packs the shipped detector serves; phrases can be allowed.
    """
    assert () == build_detector(allow=["bullied at school"]).find(
        "She was bullied at school.", languages=["en"]
    )


def test_an_overlay_of_helplines():
    """
    Records of one's own come before those that cwkit ships.
    """
    row = read_data("helplines/IE.toml")
    directory = load_overlay({"IE.toml": row})

    assert directory.records("IE")
    assert cwkit.audit("x", place="IE", directory=directory).ok


@pytest.mark.parametrize(
    ("action", "options", "changed", "stale"),
    [
        ("insert", {}, False, False),
        ("insert", {"topics": ["death"]}, True, False),
        ("update", {}, False, False),
        ("remove", {}, False, False),
    ],
)
def test_rewriting_a_calm_page(action, options, changed, stale):
    """
    A page that needs nothing gets nothing, unless somebody says what it deals with.
    """
    done = rewrite("A walk.\n", action, today=TODAY, **options)

    assert (changed, stale) == (done.text != done.source, done.stale)


def test_rewriting():
    """
    What was said to be named is remembered; what was edited by hand is left alone.
    """
    page = "A walk.\n"
    inserted = rewrite(
        page, "insert", topics=["death"], place="ZZ", directory=DIRECTORY
    )
    again = rewrite(inserted.text, "insert", topics=["death"])
    updated = rewrite(inserted.text, "update", locale="de")
    edited = inserted.text.replace("This article", "Our article")

    assert inserted.text == again.text
    assert "Inhaltswarnung" in updated.text
    assert "Support" not in updated.text
    for action in ("update", "remove"):
        left = rewrite(edited, action, topics=["death"])
        assert "Our article" in left.text
        assert ["warning"] == [block.part for block in left.edited]
    assert edited == rewrite(edited, "insert", topics=["death"]).text


def test_what_is_found_no_more_is_left_and_said():
    """
    A banner whose page treats nothing any more is left for people to judge.
    """
    inserted = rewrite(f"{SAD}\n", "insert", today=TODAY).text
    calm = inserted.replace(SAD, "A walk.")
    done = rewrite(calm, "update", today=TODAY)

    assert done.stale
    assert calm == done.text
    assert inserted != rewrite(inserted, "remove").text


def test_a_banner_that_is_there_twice_is_there_once_after_an_update():
    """
    Of two blocks for one part the first is kept.
    """
    inserted = rewrite(f"{SAD}\n", "insert", today=TODAY).text
    block = find_blocks(read_document(inserted))[0].span.of(inserted)
    twice = inserted.replace(block, f"{block}\n\n{block}")
    updated = rewrite(twice, "update", today=TODAY).text

    assert 1 == updated.count("cwkit:start warning")


def test_what_does_not_fit_into_an_encoding():
    """
    Where the format knows references, they stand for what an encoding does not hold.
    """
    done = rewrite(
        "<p>A walk.</p>",
        "insert",
        media_type="text/html",
        topics=["death"],
        locale="ar",
        charset="ascii",
    )

    assert done.text.isascii()
    assert not rewrite(done.text, "update", media_type="text/html").edited


FEED = (
    '<?xml version="1.0"?>\r\n<rss version="2.0"><channel><title>News</title>\r\n'
    f"<item><title>A memoir</title><description><![CDATA[<p>{SAD}</p>]]>"
    "</description></item>\r\n"
    f"<item><title>B</title><description>&lt;p&gt;{SAD}&lt;/p&gt; &#38;amp;"
    "</description></item>\r\n"
    "<item><title>Pond</title><description>Ducks</description></item>\r\n"
    "<item><title>None</title></item>\r\n</channel></rss>"
)


RSS = "application/rss+xml"
ATOM = "application/atom+xml"


def test_the_entries_of_a_feed_are_audited():
    """
    Each entry is a page of its own, told of where it stands and mended there; that is
    what `insert` writes, and nothing is left to mend.
    """
    result = audit(FEED, RSS)
    fixed = result.fixed()
    missing = [p for p in result.problems if p.code is Code.WARNING_MISSING]
    places = [FEED.index("<p>"), FEED.index("&lt;p")]
    options = {"directory": DIRECTORY, "detector": DETECTOR, "languages": ["en"]}
    options |= {"media_type": RSS, "place": "ZZ", "today": TODAY}

    assert 2 * ["support-missing"] + 2 * ["warning-missing"] == codes(FEED, RSS)
    assert places == [problem.span.start for problem in missing]
    assert [3, 4] == [problem.line for problem in missing]
    assert places[1] == FEED.rindex("\n", 0, places[1]) + missing[1].column
    assert rewrite(FEED, "insert", **options).text == fixed
    assert audit(fixed, RSS).problems == ()
    assert rewrite(fixed, "update", **options).edits == ()
    assert rewrite(fixed, "remove", **options).text == FEED


class Watcher:
    """
    A detector that keeps what it was shown.
    """

    def __init__(self):
        self.seen = []

    def examine(self, text, **options):
        self.seen += text.split()
        return DETECTOR.examine(text, **options)

    notices = DETECTOR.notices


def test_the_report_of_a_feed_joins_those_of_its_entries():
    """
    A feed is about what one of its entries is about, not about what most entries touch;
    each word is looked at once.
    """
    watcher = Watcher()
    words = "a quiet walk along the river with its old bridges and gardens " * 40
    sentence = "The funeral is on Friday."
    entry = f"<item><title>Walk</title><description>{words}. {sentence} {words}"
    tail = "</description></item>"
    feed = FEED.replace(
        "</channel>",
        f"{8 * (entry + tail)}<item><description>Content warning: death. {SAD}"
        f"{tail}</channel>",
    )
    report = audit(feed, RSS, detector=watcher).report
    document = read_document(feed, media_type=RSS)
    topics = {row.topic: (row.centrality, row.count) for row in report.topics}

    assert ("harassment-bullying",) == report.warn
    assert (Centrality.CENTRAL, 6) == topics["harassment-bullying"]
    assert (Centrality.PASSING, 8) == topics["death"]
    assert 8 * ["funeral"] == [
        f.span.of(feed) for f in report.findings if f.topic == "death"
    ]
    assert ["Content warning: death."] == [w.span.of(feed) for w in report.warnings]
    assert sorted(document.text.split()) == sorted(watcher.seen)


def test_entries_that_nothing_can_be_written_into():
    """
    What is plain text is told of and not mended; a title alone, and what stands outside
    of the entries, is not asked for a warning.
    """
    text = (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{SAD}</title>"
        f"<entry><title>{SAD}</title></entry>"
        f"<entry><title>A</title><summary>{SAD}</summary></entry></feed>"
    )
    result = audit(text, ATOM)

    assert ["warning-missing", "support-missing"] == [
        str(problem.code) for problem in result.problems
    ]
    assert text.rindex(SAD) == result.problems[0].span.start
    assert () == result.edits
    assert audit("<feed xml:lang='en'><title>A walk</title></feed>", ATOM).ok


def test_an_entry_is_in_its_own_language():
    """
    What is inserted into an entry is in its language, or in that of the feed.
    """
    body = f"<content type='html'>&lt;p&gt;{SAD}&lt;/p&gt;</content></entry>"
    text = (
        "<feed xml:lang='en' xmlns='http://www.w3.org/2005/Atom'>"
        f"<entry xml:lang='de'>{body}<entry>{body}</feed>"
    )
    german, english = audit(text, ATOM).fixed().split("<entry>")

    assert "Inhaltswarnung" in german
    assert "Content warning" not in german
    assert "Content warning" in english


def test_waivers_of_a_feed_hold_for_all_entries():
    """
    A waiver in a feed allows what its entries lack.
    """
    waiver = "<!-- cwkit: allow warning-missing, support-missing: by agreement -->"
    result = audit(FEED.replace("<title>News", f"{waiver}<title>News"), RSS)

    assert (0, 4) == (len(result.problems), len(result.waived))


def test_problems_inside_and_outside_of_entries():
    """
    A number is told of where it stands; a banner that comes after a summary is not
    late, for it cannot stand earlier.
    """
    feed = (
        "<rss version='2.0'><channel><title>T</title>\n"
        "<description>Call 555 0199 today.</description>\n<item><title>B</title>\n"
        f"<description>{SAD} Ask the Tea Line.</description>\n<content:encoded>"
        f"<![CDATA[<p>{SAD} Ask the Tea Line.</p>]]></content:encoded></item>\n"
        "<item><description>Or 555 0199.</description></item></channel></rss>"
    )
    result = audit(feed, RSS)

    assert [
        ("number-retired", 2),
        ("helpline-without-number", 4),
        ("warning-missing", 5),
        ("number-retired", 6),
    ] == [(str(p.code), p.line) for p in result.problems]
    assert ["helpline-without-number"] == codes(result.fixed(), RSS)


def test_entries_of_a_feed_have_banners_of_their_own():
    """
    Each entry that needs one gets a banner, written as its content is.
    """
    options = {
        "media_type": "application/rss+xml",
        "place": "ZZ",
        "directory": DIRECTORY,
        "languages": ["en"],
        "today": TODAY,
    }
    inserted = rewrite(FEED, "insert", **options).text
    updated = rewrite(inserted, "update", **{**options, "locale": "de"}).text
    removed = rewrite(updated, "remove", **options).text
    tree = ElementTree.fromstring(inserted)  # noqa: S314  # our own
    entries = list(tree.iter("description"))

    assert ["<!-- cwkit:start warning" in entry.text for entry in entries] == [
        True,
        True,
        False,
    ]
    assert ["<!-- cwkit:start support" in entry.text for entry in entries] == [
        True,
        True,
        False,
    ]
    assert inserted == rewrite(inserted, "insert", **options).text
    assert inserted == rewrite(inserted, "update", **options).text
    assert 2 == updated.count("cwkit:start warning")
    assert "Inhaltswarnung" in updated
    assert FEED == removed


FEED_BITS = [
    *("<channel>", "</channel>", "<item>", "</item>", "<entry xml:lang='de'>"),
    *("</entry>", "<title>", "</title>", "<description>", "</description>", "<item/>"),
    *("<content type='html'>", "<content type='xhtml'>", "</content>", "<div>"),
    *("</div>", "<![CDATA[", "]]>", "&lt;p&gt;", "&lt;/p&gt;", "<!--", "-->", "<"),
    *("\r", "\n", SAD, "A walk.", "<summary>", "</summary>"),
]


@given(
    st.lists(st.sampled_from(FEED_BITS), max_size=40).map("".join),
    st.sampled_from([RSS, ATOM]),
)
def test_mending_a_feed_is_done_once_and_can_be_undone(feed, media_type):
    """
    However broken a feed is, mending it twice is mending it once, and taking the
    banners out gives it back.
    """
    options = {"languages": ["en"], "today": TODAY, "media_type": media_type}
    fixed = audit(feed, media_type).fixed()

    assert fixed == audit(fixed, media_type).fixed()
    assert feed == rewrite(fixed, "remove", **options).text


def test_a_tag_behind_the_banner_of_an_entry_stays():
    """
    What XML holds where it should not is nobody's to take out.
    """
    options = {"media_type": RSS, "languages": ["en"], "today": TODAY}
    feed = f"<item><description><x>{SAD}<x>\r<![CDATA[.]]></description></item>"
    inserted = rewrite(feed, "insert", place="ZZ", directory=DIRECTORY, **options)

    assert 2 == inserted.text.count("cwkit:start")
    assert feed == rewrite(inserted.text, "remove", **options).text


def test_a_feed_without_anything_to_name():
    """
    An entry whose banner names what is not there any more is left, and that is said.
    """
    options = {"media_type": "application/rss+xml", "languages": ["en"]}
    inserted = rewrite(FEED, "insert", topics=["death"], today=TODAY, **options)
    remembered = rewrite(inserted.text, "update", today=TODAY, **options)
    calm = rewrite(FEED, "insert", today=TODAY, **options).text.replace(SAD, "A walk.")

    assert 3 == inserted.text.count("cwkit:start warning")
    assert inserted.text == remembered.text
    assert rewrite(calm, "update", today=TODAY, **options).stale
