"""
The front door: thin functions over shared defaults.
"""

from __future__ import annotations

import datetime
import pickle
import subprocess
import sys

import pytest

import cwkit
from cwkit.errors import (
    DataError,
    InputError,
    LimitError,
    MediaTypeError,
    UnknownPlaceError,
    UnknownTopicError,
)
from cwkit.front import _shared as shared
from cwkit.front import build_detector

TODAY = datetime.date(2025, 4, 1)
DOORS = [cwkit.scan, cwkit.explain, cwkit.audit]


@pytest.mark.parametrize("door", DOORS)
def test_limits(door):
    """
    Every door that reads text from outside has limits.
    """
    assert door("a walk", limits=cwkit.Limits(characters=6)) is not None
    with pytest.raises(LimitError):
        door("a walk", limits=cwkit.Limits(characters=5))


@pytest.mark.parametrize("door", DOORS)
def test_media_types(door):
    """
    A media type that cwkit does not read is refused.
    """
    with pytest.raises(MediaTypeError):
        door("a walk", media_type="text/rtf")


@pytest.mark.parametrize(
    ("page", "languages", "found"),
    [
        ("<p>The funeral is on Friday.</p>", None, True),
        ("<html lang=en-AU><p>The funeral is on Friday.</p>", None, True),
        ("<html lang=is><p>The funeral is on Friday.</p>", None, False),
        ("<html lang=is><p>The funeral is on Friday.</p>", ["en"], True),
        ("<p>The funeral is on Friday.</p>", ["is"], False),
    ],
)
def test_languages(page, languages, found):
    """
    The caller knows the language best, then the page.
    """
    options = {"media_type": "text/html", "languages": languages}

    assert found is bool(cwkit.explain(page, **options))
    assert found is bool(cwkit.scan(page, **options).findings)


def test_a_detector_of_ones_own():
    """
    Rules of one's own take the place of the shipped ones.
    """
    packs = cwkit.load_pack(
        {
            "zz.toml": 'schema = 1\nlanguage = "zz"\n[[rule]]\nid = "zz.death.rain"\n'
            'topic = "death"\nforms = ["heavy rain"]\nmatch = ["x"]\nno_match = ["y"]\n'
        }
    )
    detector = cwkit.Detector(packs, taxonomy=cwkit.taxonomy())

    assert ["zz.death.rain"] == [
        f.rule for f in cwkit.scan("Heavy rain.", detector=detector).findings
    ]
    assert () == cwkit.explain("The funeral.", detector=detector)


def test_packs_may_only_find_known_topics():
    """
    A rule for a topic that does not exist is refused.
    """
    text = (
        'schema = 1\nlanguage = "zz"\n[[rule]]\nid = "zz.rain.rain"\ntopic = "rain"\n'
        'forms = ["rain"]\nmatch = ["x"]\nno_match = ["y"]\n'
    )

    with pytest.raises(DataError, match='unknown topic "rain"'):
        cwkit.load_pack({"zz.toml": text})


def test_a_directory_of_ones_own():
    """
    Records of one's own take the place of the shipped ones; other places have none.
    """
    text = """
schema = 1
country = "AU"
[[helpline]]
id = "au.example-line"
name = "Example Line"
areas = ["AU"]
topics = ["crisis"]
kind = "support"
languages = ["en"]
url = "https://line.example"
tz = "Australia/Sydney"
channels = [{ kind = "phone", dial = "1800000000", display = "1800 000 000" }]
sources = [
  { url = "https://line.example", kind = "operator", seen_on = 2025-03-01, proves = ["phone"] },
]
checked_on = 2025-03-01
review_by = 2025-05-30
status = "active"
"""  # noqa: E501  # a source stands in one line, as in the data
    directory = cwkit.load_directory({"AU": text})
    matches = cwkit.helplines("AU", directory=directory, today=TODAY)

    assert ["au.example-line"] == [match.helpline.id for match in matches]
    assert () == cwkit.helplines("NZ", directory=directory)
    assert (
        "Example Line"
        in cwkit.banner(
            ["death"], place="AU", directory=directory, today=TODAY
        ).support.text()
    )


def test_a_banner_takes_a_report_or_topics():
    """
    What a report would have named may be said at once.
    """
    report = cwkit.scan("A walk by the sea.")

    assert not cwkit.banner(report).warning
    assert cwkit.banner(["death"]).warning
    with pytest.raises(UnknownTopicError):
        cwkit.banner(["deth"])


def test_one_word_is_meant_as_one():
    """
    A language or topic that is no list is not read letter by letter.
    """
    text = "She was bullied."

    assert cwkit.scan(text, languages=["en"]) == cwkit.scan(text, languages="en")
    assert cwkit.explain(text, languages="en")
    assert list(cwkit.stream([text], languages="en"))
    assert [cwkit.scan(text)] == list(cwkit.scan_many([text], languages="en"))
    assert cwkit.banner(["bereavement"]) == cwkit.banner("bereavement")


def test_places():
    """
    A place is named once however it is named, and each has a heading.
    """
    once = cwkit.banner(["death"], place=["UK", "GB", cwkit.place("GB")], today=TODAY)
    twice = cwkit.banner(["death"], place=["UK", "NZ"], today=TODAY)

    assert once == cwkit.banner(["death"], place="GB", today=TODAY)
    assert "New Zealand" in twice.support.text()
    assert "Scotland" == cwkit.name_place(cwkit.place("GB-SCT"))
    with pytest.raises(UnknownPlaceError):
        cwkit.place("Nowhereland")


def test_examples():
    """
    An example that does not exist is an error that helps.
    """
    assert 5 == len(cwkit.examples())
    with pytest.raises(InputError, match='did you mean "fallout-blog-us"'):
        cwkit.load_example("fallout-blog")
    with pytest.raises(InputError, match="known: backlash-editorial-us, "):
        cwkit.load_example("zzz")


def test_what_is_shared_is_built_once():
    """
    The defaults are built when they are first asked for, and then kept.
    """
    assert cwkit.taxonomy() is cwkit.taxonomy()
    assert shared.detector() is shared.detector()


def test_values_travel():
    """
    What the front door gives can be handed to another process, and is equal there.
    """
    audit = cwkit.audit("The funeral is on Friday.", place="GB", today=TODAY)
    for value in (audit, cwkit.helplines("GB", today=TODAY), cwkit.place("GB")):
        again = pickle.loads(pickle.dumps(value))  # noqa: S301  # our own bytes

        assert value == again
        assert hash(value) == hash(again)


def test_nothing_is_read_before_it_is_needed():
    """
    Scanning reads no helplines, and no TOML beyond topics and policy.
    """
    code = (
        "import cwkit, cwkit.resources as r; read = r.read_bytes; seen = []\n"
        "r.read_bytes = lambda path: seen.append(path) or read(path)\n"
        "cwkit.scan('A walk.'); print(sorted(seen))"
    )
    shown = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout

    assert "helplines" not in shown
    assert "packs" not in shown
    assert "messages" not in shown


def test_a_banner_names_two_services_where_it_can():
    """
    Where only one line serves the topic, a general one stands beside it.
    """
    lines = cwkit.helplines("AU", topics=["sexual-violence"])
    (group,) = cwkit.banner(["sexual-violence"], place="AU").support.groups
    (short,) = cwkit.banner(["sexual-violence"], place="AU", limit=1).support.groups
    (unasked,) = cwkit.banner([], place="AU").support.groups

    assert 1 == len(lines)
    assert 2 == len(group.lines)
    assert 1 == len(short.lines)
    assert unasked.lines


def test_a_banner_names_the_directory_that_fits():
    """
    Of the lists on the web the one that knows the topic is named, or the newest.
    """
    (group,) = cwkit.banner(["domestic-abuse"], place="AU").support.groups
    empty = cwkit.load_directory({"AU": 'schema = 1\ncountry = "AU"\n'})
    (bare,) = cwkit.banner(
        ["domestic-abuse"], place="AU", directory=empty
    ).support.groups or (None,)

    assert ["Find A Helpline"] == [line.name for line in group.directories]
    assert bare is None or () == bare.directories


def test_a_language_that_is_none_says_nothing():
    """
    What a page declares is not trusted: a tag that is not well formed is English.
    """
    page = "---\nlang: [en\n---\n# A memoir\n\nHe was bullied at school. " * 2
    report = cwkit.scan(page, media_type="text/markdown", languages=["en"])
    mended = cwkit.audit(page, media_type="text/markdown", languages=["en"], place="GB")
    german = cwkit.scan(
        '<html lang="de"><p>Er wurde gemobbt.</p>', media_type="text/html"
    )

    assert "[en" == report.language
    assert "Content warning" in cwkit.banner(report).warning.text()
    assert "Content warning" in mended.fixed()
    assert "Inhaltswarnung" in cwkit.banner(["suicide"], locale="de").text()
    assert cwkit.banner(german).warning.lang == "de"


def test_many_texts_are_scanned_one_by_one():
    """
    Texts are taken when their reports are asked for, and progress is told.
    """
    taken, done = [], []

    def give():
        for text in ("A walk.", "The funeral is on Friday.", "Tea."):
            taken.append(text)
            yield text

    reports = cwkit.scan_many(give(), progress=done.append, allow=iter(["on Friday"]))

    assert [] == taken
    assert () == next(reports).findings
    assert ["A walk."] == taken
    assert ["death"] == [f.topic for f in next(reports).findings]
    assert [()] == [report.findings for report in reports]
    assert [1, 2, 3] == done


def test_a_text_among_many_that_cannot_be_scanned():
    """
    An error ends it, or is handed over and the others go on.
    """
    texts = ["A walk.", "A much longer walk.", "Tea."]
    limits = cwkit.Limits(characters=10)
    errors = []
    reports = cwkit.scan_many(
        texts, limits=limits, on_error=lambda *told: errors.append(told)
    )

    assert 2 == len(list(reports))
    assert [(1, cwkit.LimitError)] == [(number, type(e)) for number, e in errors]
    with pytest.raises(cwkit.LimitError):
        list(cwkit.scan_many(texts, limits=limits, deny={"tea": "death"}))


@pytest.mark.parametrize("key", ["allow", "deny"])
def test_a_string_is_no_list(key):
    """
    A string given for a list is an error, and is not read letter by letter.
    """
    for call in (cwkit.scan, cwkit.explain, cwkit.scan_many):
        with pytest.raises(cwkit.InputError, match=r'write \["tea"\]'):
            list(call(["tea"] if call is cwkit.scan_many else "tea", **{key: "tea"}))
    with pytest.raises(cwkit.InputError, match=r'write \["tea"\]'):
        build_detector(**{key: "tea"})


def test_lists_of_one_call():
    """
    What one call allows or denies holds for that call alone.
    """
    text = "The funeral is on Friday."

    assert () == cwkit.scan(text, allow=["en.death.funeral", "funeral"]).findings
    assert 2 == len(cwkit.scan(text, deny={"on Friday": "medical"}).findings)
    assert 1 == len(cwkit.scan(text).findings)
    assert "allowed" in {d.reason.value for d in cwkit.explain(text, allow=["funeral"])}


def test_a_stream_needs_no_report():
    """
    Findings of a stream have places in the whole of it.
    """
    pieces = ["A walk.\n\nThe fun", "eral is on Friday."]
    (finding,) = cwkit.stream(pieces, languages=["en"])

    assert "funeral" == finding.span.of("".join(pieces))
