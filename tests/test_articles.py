"""
The five articles come out as their table says, retold and as they were published.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import cwkit
from cwkit.resources import read_data
from cwkit.schema import load_toml

ORIGINALS = Path(__file__).parent.parent.parent / "shared" / "articles"
ROWS = {
    row.string("name"): row.string("original")
    for row in load_toml(read_data("articles.toml"), file="articles.toml").tables(
        "article"
    )
}


def read_example(name, *, original):
    """
    Return the text and media type of an article.
    """
    example = cwkit.load_example(name)
    if not original:
        return example.text, example.media_type
    path = ORIGINALS / ROWS[name]
    if not path.exists():
        pytest.skip(f"the originals are not here: {path} is missing")
    return path.read_text(encoding="utf-8"), "text/plain"


@pytest.fixture(params=cwkit.examples())
def name(request):
    return request.param


@pytest.fixture(params=[False, True], ids=["retold", "original"])
def original(request):
    return request.param


def test_topics(name, original):
    """
    What is central is named in the warning, what is mentioned is found in passing.
    """
    example = cwkit.load_example(name)
    text, media_type = read_example(name, original=original)
    report = cwkit.scan(text, media_type=media_type)
    central = [
        t.topic for t in report.topics if t.centrality is cwkit.Centrality.CENTRAL
    ]

    assert example.central == report.warn
    assert set(example.central) <= set(central)
    for topic in example.mentioned:
        family = {topic, *cwkit.taxonomy().ancestors(topic)} | {
            t.id for t in cwkit.taxonomy() if topic in cwkit.taxonomy().ancestors(t.id)
        }
        found = [t for t in report.topics if t.topic in family]

        assert found
        assert topic not in central


def test_warnings_already_there(name, original):
    """
    A warning that stands there is seen, with the topics it names.
    """
    example = cwkit.load_example(name)
    text, media_type = read_example(name, original=original)
    warnings = cwkit.scan(text, media_type=media_type).warnings

    assert (example.warning_topics is not None) == bool(warnings)
    for warning in warnings:
        assert set(example.warning_topics) == set(warning.topics)
        assert not warning.vague
        assert not warning.late


def test_problems(name, original):
    """
    An audit finds the problems of the table, and no other.
    """
    example = cwkit.load_example(name)
    text, media_type = read_example(name, original=original)
    audit = cwkit.audit(text, media_type=media_type, place=example.place)

    assert list(example.problems) == sorted({str(p.code) for p in audit.problems})


def test_mending(name, original):
    """
    The mended page has no problem left; lines were inserted and none was changed.
    """
    example = cwkit.load_example(name)
    text, media_type = read_example(name, original=original)
    options = {
        "media_type": media_type,
        "place": example.place,
        "locale": example.locale,
        "key": name,
    }
    mended = cwkit.audit(text, **options).fixed()
    rest = iter(mended.splitlines())

    assert () == cwkit.audit(mended, **options).problems
    assert all(line in rest for line in text.splitlines())


def test_nothing_is_found_in_the_cookie_notice():
    """
    Notices and menus of a site are not what its article treats.
    """
    example = cwkit.load_example("backlash-news-gb")
    report = cwkit.scan(example.text, media_type=example.media_type)
    start = example.text.index("cookie")
    end = example.text.index("</div>", start)

    assert not [f for f in report.findings if start <= f.span.start < end]


def test_helplines_are_for_the_readers_of_the_article(name):
    """
    Every helpline in the banner of an article belongs to its readers' country.
    """
    example = cwkit.load_example(name)
    matches = cwkit.helplines(example.place, topics=example.central)

    assert matches
    assert {example.place} == {match.helpline.country for match in matches}
