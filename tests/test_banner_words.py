"""
What a banner says: topics by their names, and nothing that a page says of them.
"""

from __future__ import annotations

import pytest

import cwkit
from cwkit.banner import FORMATS
from cwkit.resources import list_data
from cwkit.topics import TopicKind

# Languages that have rules, so that warnings in them are read.
READ = ["en", "en-GB", "en-US", "de", "es", "es-419", "fr", "pt", "pt-BR"]

TOPICS = [topic.id for topic in cwkit.taxonomy() if topic.kind is TopicKind.CONTENT]

MEDIA = {"html": "text/html", "markdown": "text/markdown", "text": "text/plain"}


@pytest.mark.parametrize("name", cwkit.examples())
def test_no_words_of_the_page_stand_in_its_banner(name):
    """
    A banner says what a page treats, and never in the words that were found there.
    """
    example = cwkit.load_example(name)
    report = cwkit.scan(example.text, media_type=example.media_type)
    names = " ".join(
        topic.name for topic in cwkit.banner(TOPICS, locale="en").warning.topics
    )
    found = {finding.span.of(example.text).casefold() for finding in report.findings}
    words = {word for word in found if word not in names}
    banner = cwkit.banner(report, locale=example.locale)
    shown = "".join(banner.render(form) for form in FORMATS if form != "html")

    assert words
    assert [] == [word for word in words if word in shown.casefold()]


@pytest.mark.parametrize("form", MEDIA)
@pytest.mark.parametrize("locale", READ)
def test_our_own_warnings_are_seen_and_not_vague(locale, form):
    """
    What the audit asks of a warning, ours give: it is found, and names its topic.
    """
    language = locale.partition("-")[0]
    rules = list_data(f"packs/{language}")
    for topic in TOPICS:
        known = f"packs/{language}/{topic}.toml" in rules
        if not known:
            continue
        banner = cwkit.banner([topic], locale=locale)
        source = getattr(banner.warning, form)()
        report = cwkit.scan(
            f"{source}\n\n…", media_type=MEDIA[form], languages=[language]
        )

        assert report.warnings, topic
        assert not any(warning.vague for warning in report.warnings), topic


@pytest.mark.parametrize(
    "locale", ["en-GB", "en-US", "es-419", "pt-BR", "en-AU", "fr-CA"]
)
def test_pages_carry_the_tag_that_was_asked_for(locale):
    """
    The voice of a screen reader follows the reader's own variety of a language.
    """
    assert locale == cwkit.banner(["death"], locale=locale).warning.lang


@pytest.mark.parametrize(
    ("locale", "lang"), [("zh-TW", "zh-Hans"), ("cy", "en"), ("iw-IL", "he-IL")]
)
def test_no_page_carries_a_tag_of_another_language(locale, lang):
    """
    What stands in for a language that has no messages says what it is.
    """
    assert lang == cwkit.banner(["death"], locale=locale).warning.lang


def test_codes_are_those_of_their_vocabularies():
    """
    Every topic maps to codes that the vocabularies of the trades hold.
    """
    iptc = {
        "death",
        "drugUse",
        "fantasyViolence",
        "flashingLights",
        "language",
        "nudity",
        "PII",
        "sexuality",
        "suffering",
        "violence",
    }
    onix = {"02", "03", "04", "05", "06", "07", "08", "09"}
    banner = cwkit.banner(TOPICS, locale="en")

    assert iptc > {row["code"] for row in banner.iptc()}
    assert {code for topic in cwkit.taxonomy() for code in topic.onix} <= onix
