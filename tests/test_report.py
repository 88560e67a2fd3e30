"""
Judgement: warnings already there, how central a topic is, what a notice names.
"""

from __future__ import annotations

import html
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cwkit
from cwkit.detect import Detector, Evidence, Mark, Reason
from cwkit.errors import DataError
from cwkit.markup import read_document
from cwkit.packs import Severity, decode_packs
from cwkit.report import Centrality, Policy, TopicReport, build_report
from cwkit.report.notices import find_extents
from cwkit.schema import load_toml
from cwkit.text import Span
from cwkit.topics import Taxonomy

CASES = Path(__file__).parent / "data" / "warnings.toml"

TAXONOMY = Taxonomy.decode(
    """
schema = 1
[[topic]]
id = "hail"
kind = "content"
definition = "Hail."
broader = ["weather"]
[[topic]]
id = "sea"
kind = "content"
definition = "The sea."
[[topic]]
id = "weather"
kind = "content"
definition = "Weather."
""",
    file="topics.toml",
)

PACK = """
schema = 1
language = "zz"
announcing = ["(a|ahead|also|and|describes|for|is|it|mention|of|sad|some|this)"]
[names]
hail = ["hail storms", "hail"]
sea = ["sea"]
weather = ["weather", "storms"]
[[notice]]
id = "zz.notice.label"
forms = ["content (note|warning)"]
label = true
[[notice]]
id = "zz.notice.weak-label"
forms = ["(note|cw)"]
label = true
weak = true
[[notice]]
id = "zz.notice.sentence"
forms = ["discretion is advised"]
[[notice]]
id = "zz.notice.weak-sentence"
forms = ["this story describes"]
weak = true
[[rule]]
id = "zz.hail.stones"
topic = "hail"
forms = ["hailstones"]
match = ["x"]
no_match = ["x"]
[[rule]]
id = "zz.sea.maybe"
topic = "sea"
forms = ["swell"]
sureness = 1
match = ["x"]
no_match = ["x"]
[[rule]]
id = "zz.weather.gale"
topic = "weather"
forms = ["gale", "gales"]
match = ["x"]
no_match = ["x"]
[[rule]]
id = "zz.weather.told"
topic = "weather"
forms = ["wind howled"]
severity = "depiction"
match = ["x"]
no_match = ["x"]
"""

POLICY_TEXT = """
schema = 1
[centrality]
headline = true
lead_words = 10
spread = 3
density = 5.0
section_count = 3
lead_density = 4.0
brief_words = 15
brief_lead = 3
short_words = 8
[warn.default]
mention = "central"
depiction = "section"
graphic = "passing"
[warn.sea]
mention = "passing"
depiction = "passing"
graphic = "never"
[warn.hail]
mention = "passing"
depiction = "passing"
graphic = "passing"
beside = ["sea", "sky"]
density = 5
"""
POLICY = Policy.decode(POLICY_TEXT, file="policy.toml")
DETECTOR = Detector(decode_packs({"zz.toml": PACK}), taxonomy=TAXONOMY)


def judge(text, media_type="text/plain", policy=POLICY):
    """
    Judge a text about the weather.
    """
    document = read_document(text, media_type=media_type)
    return build_report(
        document,
        DETECTOR.examine(document.text),
        taxonomy=TAXONOMY,
        policy=policy,
        notices=DETECTOR.notices(),
    )


def shown(text, media_type="text/plain"):
    """
    Return the words of each warning, and what it names.
    """
    return [
        (warning.span.of(text), *warning.topics)
        for warning in judge(text, media_type).warnings
    ]


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("Content warning: hail.\n\nA walk.", [("Content warning: hail.", "hail")]),
        ("CONTENT NOTE — hail", [("CONTENT NOTE — hail", "hail")]),
        ("Content warning for hail", [("Content warning for hail", "hail")]),
        ("**Content warning**: hail", [("Content warning**: hail", "hail")]),
        ("A content warning: hail", [("content warning: hail", "hail")]),
        ("(Content warning: hail)", [("Content warning: hail)", "hail")]),
        # The label stands alone: it announces the next paragraph.
        (
            "Content warning\n\nHail and sea.\n\nA walk.",
            [("Content warning\n\nHail and sea.", "hail", "sea")],
        ),
        ("Content warning:\nhail", [("Content warning:\nhail", "hail")]),
        ("Content warning:", [("Content warning:",)]),
        # Names inside longer names name nothing of their own; findings name too.
        ("Content warning: hail storms", [("Content warning: hail storms", "hail")]),
        ("Content warning: a gale", [("Content warning: a gale", "weather")]),
        # A weak label counts only where it names something.
        ("Note: hail ahead", [("Note: hail ahead", "hail")]),
        ("Note: wet paint", []),
        ("CW: sea", [("CW: sea", "sea")]),
        # A label announces its sentence; what follows is the text itself.
        ("CW: hail. Note: sea.", [("CW: hail.", "hail"), ("Note: sea.", "sea")]),
        ("Content warning: hail. The sea rose.", [("Content warning: hail.", "hail")]),
        ("CW // hail", [("CW // hail", "hail")]),
        # Initials are a label without a colon too, where a topic stands right there.
        ("CW hail", [("CW hail", "hail")]),
        ("cw hail mention", [("cw hail mention", "hail")]),
        ("cw hail came down on us", [("cw hail", "hail")]),
        ("cw came hail", []),
        ("A walk by (cw: sea) the bay", [("cw: sea)", "sea")]),
        ("Content note (hail) A gale.", [("Content note (hail)", "hail")]),
        ("Content note (grand) hail", []),
        ("Content note [hail, and", [("Content note [hail, and", "hail")]),
        # What a label leaves open, the next block says: a list, with all its items.
        (
            "Content warning\n\n- Hail\n- glue\n- sea\n\nSea.",
            [("Content warning\n\n- Hail\n- glue\n- sea", "hail", "sea")],
        ),
        ("Content warning:\n- sea\nHail fell", [("Content warning:\n- sea", "sea")]),
        (
            "Content warning: see below:\nsea\nand so on and on",
            [("Content warning: see below:\nsea", "sea")],
        ),
        ("Content warning\n\nHail fell.", [("Content warning",)]),
        (
            "Content warning\n\nThis story describes sea.",
            [("Content warning\n\nThis story describes sea.", "sea")],
        ),
        (
            "This story describes:\n\n- sea\n- hail",
            [("This story describes:\n\n- sea\n- hail", "hail", "sea")],
        ),
        # Short sentences that go on warning belong to it.
        (
            "Content warning: hail. Also sea. Sea is wet.",
            [("Content warning: hail. Also sea.", "hail", "sea")],
        ),
        ("Content warning: hail. It is sad.", [("Content warning: hail.", "hail")]),
        # A line is over where its writer ended it, and wrapped where it is full.
        ("CW: sea\nA gale", [("CW: sea", "sea")]),
        ("CW: a mention of\nsea", [("CW: a mention of\nsea", "sea")]),
        ("CW: hail,\nsea", [("CW: hail,\nsea", "hail", "sea")]),
        (
            f"CW: sea and {'more ' * 11}\nhail",
            [(f"CW: sea and {'more ' * 11}\nhail", "hail", "sea")],
        ),
        ("A gale\nThis story describes hail", [("This story describes hail", "hail")]),
        (
            "A walk, and\nalso this story describes hail",
            [("A walk, and\nalso this story describes hail", "hail")],
        ),
        # A story is none, though a label stands before it.
        ("CW: the gales blew on", []),
        ("CW: hail when the gales blew on and on", [("CW: hail", "hail")]),
        ("Content note: the gales blew on", [("Content note",)]),
        ("Note: hail fell on us", []),
        ("Note: hail, glue", [("Note: hail, glue", "hail")]),
        (
            "Note: this story describes the hail",
            [
                ("Note: this story describes the hail", "hail"),
            ],
        ),
        ("Travel note: hail", []),
        ("Content note: a film about gun law airs now", []),
        (
            "Content note: discretion is advised by us and by all of them",
            [("Content note: discretion is advised by us and by all of them",)],
        ),
        # Two paragraphs with a label each are two.
        (
            "Content warning: hail.\n\nContent note: sea.",
            [("Content warning: hail.", "hail"), ("Content note: sea.", "sea")],
        ),
        # A sentence is the warning, from where it begins to where it ends.
        (
            "Hello. Discretion is advised for sea. Off we go.",
            [("Discretion is advised for sea.", "sea")],
        ),
        ("- Discretion is advised", [("Discretion is advised",)]),
        ("This story describes hail.", [("This story describes hail.", "hail")]),
        ("This story describes a garden.", []),
        # Decoys: the words are there, but label nothing.
        ("The content warning lamp of the pump glowed.", []),
        ("They spoke for an hour of one content warning: hail", []),
        ("content warnings", []),
        ("Nobody heard the content warning\n\nHail.", []),
    ],
)
def test_warnings_already_there(text, warnings):
    """
    A warning is seen where it begins and ends, with the topics it names.
    """
    assert warnings == shown(text)


@pytest.mark.parametrize(
    ("page", "warnings"),
    [
        (
            "<p>Content warning: hail</p><p>A walk by the sea.</p>",
            [("Content warning: hail", "hail")],
        ),
        (
            "<p><b>Content warning</b></p><p>Hail</p><p>A walk by the sea.</p>",
            [("Content warning</b></p><p>Hail", "hail")],
        ),
        (
            "<table><tr><td>Content warning: hail</td><td>sea</td></tr></table>",
            [("Content warning: hail", "hail")],
        ),
        (
            "<p>Discretion is advised</p><p>A walk by the sea.</p>",
            [("Discretion is advised",)],
        ),
        (
            "<p>A walk<br>this story describes hail<br>and sea</p>",
            [
                ("this story describes hail<br>and sea", "hail", "sea"),
            ],
        ),
        (
            "<h2>Content warning</h2><ul><li>hail<li>sea</ul><ul><li>A gale</ul>",
            [("Content warning</h2><ul><li>hail<li>sea", "hail", "sea")],
        ),
    ],
)
def test_warnings_in_pages(page, warnings):
    """
    A warning ends where its region of the page does.
    """
    assert warnings == shown(page, "text/html")


def test_words_that_are_no_label_in_the_whole():
    """
    The detector sees a part of a text, where a line may seem to begin.
    """
    document = read_document(
        "They saw the old content warning", media_type="text/plain"
    )
    mark = Mark("zz.notice.label", Span(17, 32))
    evidence = Evidence(notices=(mark,))

    assert () == find_extents(document, evidence, DETECTOR.notices())


def test_a_warning_has_bounded_length():
    """
    A paragraph without an end is not all warning.
    """
    (warning,) = judge("Content warning: hail " + "and so on " * 1_000).warnings

    assert len(warning.span) < 2_100


def test_the_words_of_a_warning_are_no_content():
    """
    What a warning names is not found in the text by that.
    """
    report = judge("Content warning: hailstones.\n\nA gale blew, and hailstones fell.")

    assert ["zz.weather.gale", "zz.hail.stones"] == [f.rule for f in report.findings]
    assert (False, False) == (report.warnings[0].vague, report.warnings[0].late)


def test_vague():
    """
    A warning that names no topic is vague.
    """
    (warning,) = judge("Content warning: some of this is sad.\n\nA gale.").warnings

    assert () == warning.topics
    assert warning.vague


@pytest.mark.parametrize(
    ("text", "media_type", "late"),
    [
        ("A gale.\n\nContent warning: weather", "text/plain", True),
        ("Content warning: weather\n\nA gale.", "text/plain", False),
        ("# A gale\n\nContent warning: weather\n\nA gale.", "text/markdown", False),
        ("A swell.\n\nContent warning: weather\n\nGales.", "text/plain", False),
        ("A walk.\n\nContent warning: weather\n\nA gale.", "text/plain", False),
    ],
)
def test_late(text, media_type, late):
    """
    A warning is late if what it warns of stands before it; headlines do not count.
    """
    (warning,) = judge(text, media_type).warnings

    assert late is warning.late


FILL = "one two three four five six seven eight nine ten "


@pytest.mark.parametrize(
    ("text", "media_type", "centrality"),
    [
        # Few words: what they name is what they are about.
        ("A gale blew.", "text/plain", Centrality.CENTRAL),
        # Once, far down.
        (FILL * 3 + "gale " + FILL, "text/plain", Centrality.PASSING),
        # In one place, but often.
        (FILL * 3 + "gale gale gale " + FILL * 4, "text/plain", Centrality.SECTION),
        # In one place, so often that the text can be about little else.
        (FILL * 2 + "gale gale gale", "text/plain", Centrality.CENTRAL),
        # In the opening, several times.
        ("gale gale gale " + FILL * 6, "text/plain", Centrality.CENTRAL),
        # In the opening, several times in so long a text.
        ("gale gale gale " + FILL * 9, "text/plain", Centrality.SECTION),
        # A brief tells its story at once.
        (f"one gale {FILL}", "text/plain", Centrality.CENTRAL),
        (f"{FILL} gale", "text/plain", Centrality.PASSING),
        # In three fifths of the text, from the opening on.
        (("gale " + FILL * 2) * 3, "text/plain", Centrality.CENTRAL),
        # In three fifths, densely, but not in the opening.
        (FILL * 2 + ("gale gale " + FILL) * 4, "text/plain", Centrality.CENTRAL),
        # In three fifths, thinly, and not in the opening.
        (FILL * 3 + ("gale " + FILL * 5) * 3, "text/plain", Centrality.SECTION),
        # In the title only.
        (f"# A gale\n\n{FILL * 3}", "text/markdown", Centrality.SECTION),
        # In the title, and in the text.
        (f"# A gale\n\n{FILL * 3} gale", "text/markdown", Centrality.CENTRAL),
    ],
)
def test_centrality(text, media_type, centrality):
    """
    Title, opening, spread and density tell how much a text is about a topic.
    """
    (topic,) = judge(text, media_type).topics

    assert centrality is topic.centrality


def test_wider_words_speak_of_the_same():
    """
    Who has read of hail in the opening reads "the gale" as that hail.
    """
    hail = "hailstones hailstones "
    texts = [
        hail + FILL * 3 + "gale gale gale " + FILL * 9,
        # Too few in all, too late, or too few of its own.
        hail + FILL * 3 + "gale gale " + FILL * 9,
        FILL + hail + FILL * 2 + "gale gale gale " + FILL * 9,
        "hailstones " + FILL * 3 + "gale gale gale " + FILL * 9,
    ]

    assert [Centrality.CENTRAL, *[Centrality.PASSING] * 3] == [
        next(t for t in judge(text).topics if t.topic == "hail").centrality
        for text in texts
    ]


def test_what_is_related_is_passing():
    """
    Lists of other articles are not what an article is about.
    """
    page = f"<article><p>{FILL}</p></article><aside><a href=x>A gale</a></aside>"
    (topic,) = judge(page, "text/html").topics

    assert Centrality.PASSING is topic.centrality


def test_the_headline_need_not_count():
    """
    A policy may leave the headline out.
    """
    policy = Policy.decode(
        POLICY_TEXT.replace("headline = true", "headline = false"), file="p.toml"
    )
    (topic,) = judge(f"# A gale\n\n{FILL * 3}", "text/markdown", policy).topics

    assert Centrality.PASSING is topic.centrality


def test_topics_come_most_central_first():
    """
    Centrality decides, then count, then severity.
    """
    report = judge("gale hailstones swell swell " + FILL * 6 + "gale " + FILL * 9)

    assert ["sea", "weather", "hail"] == [t.topic for t in report.topics]


@pytest.mark.parametrize(
    ("text", "warn"),
    [
        ("A gale.", ("weather",)),
        (FILL * 3 + "gale " + FILL, ()),
        (FILL * 3 + "gale gale wind howled " + FILL, ("weather",)),
        # The more specific topic stands for the general one.
        ("Hailstones, gales, a swell.", ("hail",)),
        # But not if the text is about the general one and touches the other.
        (
            "gale " * 5 + FILL * 2 + "swell " + FILL + "hailstones " * 2,
            ("weather", "hail"),
        ),
        # Not named without a topic that must stand beside it, nor if it is too thin.
        ("Hailstones.", ()),
        (f"hailstones swell {FILL * 3} hailstones {FILL * 4} hailstones", ()),
        # One in passing is never enough.
        (f"{FILL * 3} swell {FILL}", ()),
        (f"{FILL * 3} swell swell {FILL}", ("sea",)),
        # One ambiguous finding is never enough, two are.
        ("A swell.", ()),
        ("A swell, a swell.", ("sea",)),
    ],
)
def test_what_a_notice_names(text, warn):
    """
    The policy says from which centrality on a topic is named, by severity.
    """
    assert warn == judge(text).warn


@pytest.mark.parametrize(
    ("topic", "severity", "centrality", "named"),
    [
        ("weather", Severity.MENTION, Centrality.SECTION, False),
        ("weather", Severity.MENTION, Centrality.CENTRAL, True),
        ("weather", Severity.GRAPHIC, Centrality.PASSING, True),
        ("sea", Severity.MENTION, Centrality.PASSING, True),
        ("sea", Severity.GRAPHIC, Centrality.CENTRAL, False),
    ],
)
def test_policy(topic, severity, centrality, named):
    """
    A topic has its own levels, or those of the default.
    """
    report = TopicReport(topic=topic, centrality=centrality, severity=severity, count=9)

    assert named is POLICY.names(report, found={topic}, words=100)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[warn.default]", "[warn.weather]", 'warn: "default" is missing; add [warn'),
        ('"section"', '"sometimes"', 'unknown value "sometimes"; known: central'),
        ("spread = 3", "sprad = 3", '"spread" is missing'),
        ("spread = 3", "spread = 3\nwide = 4", 'unknown key "wide"'),
        ("[warn.sea]", "[wran.sea]", 'unknown key "wran"; did you mean "warn"?'),
    ],
)
def test_policies_that_are_not_as_they_should_be(old, new, message):
    """
    A fault in a policy names the file and the cure.
    """
    with pytest.raises(DataError) as caught:
        Policy.decode(POLICY_TEXT.replace(old, new), file="p.toml")

    assert message in str(caught.value)


def test_as_json():
    """
    A report can be held by JSON, with offsets that say what they count.
    """
    report = judge("Content warning: sea\n\nThe wind howled.")

    assert {
        "offsetUnit": "codePoint",
        "mediaType": "text/plain",
        "language": None,
        "languages": ["zz"],
        "warn": ["weather"],
        "topics": [
            {
                "topic": "weather",
                "centrality": "central",
                "severity": "depiction",
                "count": 1,
            }
        ],
        "warnings": [
            {"start": 0, "end": 20, "topics": ["sea"], "vague": False, "late": False}
        ],
        "findings": [
            {
                "start": 26,
                "end": 37,
                "topic": "weather",
                "rule": "zz.weather.told",
                "severity": "depiction",
                "sureness": 2,
                "modality": "asserted",
                "disguised": False,
            }
        ],
    } == report.to_dict()


def test_is_hashable_and_picklable():
    """
    A report is a value like any other.
    """
    report = judge("Content warning: sea\n\nThe wind howled.")
    again = pickle.loads(pickle.dumps(report))  # noqa: S301  # our own bytes

    assert report == again
    assert hash(report) == hash(again)


ROWS = load_toml(CASES.read_text("utf-8"), file=CASES.name).tables("case")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.string("title"))
def test_warnings_with_the_shipped_rules(row):
    """
    Warnings as people write them are seen, and decoys are not.
    """
    report = cwkit.scan(
        row.string("text"),
        media_type=row.string("media_type", "text/plain"),
        languages=[row.string("language", "en")],
    )
    named = {topic for warning in report.warnings for topic in warning.topics}

    assert row.integer("warnings") == len(report.warnings)
    assert set(row.strings("topics")) == named
    assert row.boolean("vague", default=False) == any(w.vague for w in report.warnings)
    assert row.boolean("late", default=False) == any(w.late for w in report.warnings)
    row.strings("found", ())
    row.finish()


def write_page(text):
    """
    Write a plain text as a page with the same paragraphs, lines and lists.
    """
    blocks = []
    for block in text.split("\n\n"):
        lines = [html.escape(line, quote=False) for line in block.split("\n")]
        if all(line.startswith("- ") for line in lines):
            items = "".join(f"<li>{line[2:]}</li>" for line in lines)
            blocks.append(f"<ul>{items}</ul>")
        elif block.startswith(("# ", "## ")):
            blocks.append(f"<h2>{lines[0].lstrip('# ')}</h2>")
        else:
            blocks.append(f"<p>{'<br>'.join(lines)}</p>")
    return "".join(blocks)


@pytest.mark.parametrize("media_type", ["text/plain", "text/html", "text/markdown"])
@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if "found" in set(row.keys())],
    ids=lambda row: row.string("title"),
)
def test_a_warning_hides_nothing(row, media_type):
    """
    What stands around a warning is found, however the text is written.
    """
    text = row.string("text")
    page = write_page(text) if media_type == "text/html" else text
    report = cwkit.scan(
        page, media_type=media_type, languages=[row.string("language", "en")]
    )
    named = {topic for warning in report.warnings for topic in warning.topics}

    assert set(row.strings("found")) == {f.topic for f in report.findings}
    assert row.integer("warnings") == len(report.warnings)
    assert set(row.strings("topics")) == named
    assert row.boolean("late", default=False) == any(w.late for w in report.warnings)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.string("title"))
def test_explanations_and_streams_agree_about_warnings(row):
    """
    A warning's own words are findings of no door.
    """
    text, languages = row.string("text"), [row.string("language", "en")]
    media_type = row.string("media_type", "text/plain")
    report = cwkit.scan(text, media_type=media_type, languages=languages)
    decisions = cwkit.explain(text, media_type=media_type, languages=languages)

    assert report.findings == tuple(d.finding for d in decisions if d.accepted)
    for decision in decisions:
        if decision.reason is Reason.WARNING:
            assert not decision.accepted
            assert f"{languages[0]}.notice." in decision.by
    if media_type == "text/plain":
        assert report.findings == tuple(cwkit.stream([text], languages=languages))


PIECES = [
    *("Content note", "CW", "note", "this story describes", "discretion is advised"),
    *("grief", "the funeral", "sa", "and", "of", "spiders", "they went on"),
    *(": ", ", ", ". ", " ", "\n", "\n\n", "\n- ", "(", ")", "[", "]", " - ", "#"),
    *("<p>", "</p>", "<li>", "<br>", "> ", "**", "\u200b", "\u2029", "x" * 70),
    *("\n[cwkit:start]\n", "\n[cwkit:end]\n"),
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.sampled_from(["text/plain", "text/html", "text/markdown", "text/x-rst"]),
)
def test_warnings_of_any_text(text, media_type):
    """
    Warnings do not overlap, hold no finding, and are the same to every door.
    """
    report = cwkit.scan(text, media_type=media_type, languages=["en"])
    decisions = cwkit.explain(text, media_type=media_type, languages=["en"])
    place = 0
    for warning in report.warnings:
        assert place <= warning.span.start < warning.span.end <= len(text)
        place = warning.span.end
        assert not any(f.span.overlaps(warning.span) for f in report.findings)

    assert report.findings == tuple(d.finding for d in decisions if d.accepted)
    if media_type == "text/plain":
        assert report.findings == tuple(cwkit.stream([text], languages=["en"]))


def test_what_cwkit_wrote_is_explained_too():
    """
    The words of its own block are no findings, and no notice of a pack decides so.
    """
    text = (
        "[cwkit:start]\nContent note: hailstones.\nA gale blew.\n[cwkit:end]\n\n"
        "Hailstones fell."
    )
    decisions = cwkit.explain(text, detector=DETECTOR)

    assert [
        ("zz.hail.stones", Reason.WARNING, "zz.notice.label"),
        ("zz.weather.gale", Reason.WARNING, None),
        ("zz.hail.stones", Reason.SURE, None),
    ] == [(d.finding.rule, d.reason, d.by) for d in decisions]


@pytest.mark.parametrize("style", ["standard", "wire"])
@pytest.mark.parametrize(
    "topic", [t.id for t in cwkit.taxonomy() if t.kind.value == "content"]
)
def test_our_own_warnings_are_seen(topic, style):
    """
    The warning that cwkit writes for a topic is one that it sees, naming that topic.
    """
    warning = cwkit.banner([topic], style=style).warning.text()
    report = cwkit.scan(f"{warning}\n\nA walk by the sea.", languages=["en"])

    assert report.warnings
    assert all(topic in seen.topics for seen in report.warnings)
