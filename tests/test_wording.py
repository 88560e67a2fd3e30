"""
Wording: each rule of a profile proves itself, and cites what it follows.
"""

from __future__ import annotations

import pytest

import cwkit
from cwkit.audit import Code, Profile, Wording
from cwkit.detect.proof import prove_packs
from cwkit.errors import DataError, InputError
from cwkit.resources import list_data, read_data

PROFILES = [Profile.decode(read_data(p), file=p) for p in list_data("wording")]

ONE = """
schema = 1
profile = "zz-rain"
title = "On rain"
publisher = "The Office of Rain"
url = "https://example.org/rain"
language = "en"
topic = "death"
[[rule]]
id = "en.zz-rain.cats"
forms = ["raining cats and dogs"]
why = "it blames the animals"
instead = "heavy rain"
match = ["It was raining cats and dogs."]
no_match = ["It rained."]
"""


def audit(page, media_type="text/plain", **options):
    """
    Audit a page for its wording alone.
    """
    result = cwkit.audit(page, media_type=media_type, languages=["en"], **options)
    return [problem for problem in result.problems if problem.code is Code.WORDING]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_each_rule_proves_itself(profile):
    """
    A rule finds its own examples, and nothing in those it must pass over.
    """
    assert () == prove_packs([profile.pack()])


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_each_profile_cites_what_it_follows(profile):
    """
    A profile names the guideline, who published it and where, and is named like its
    file and its rules.
    """
    assert f"wording/{profile.name}.toml" in list_data("wording")
    assert profile.title
    assert profile.publisher
    assert profile.url.startswith("https://")
    assert all(
        phrase.rule.id.startswith(f"{profile.language}.{profile.name}.")
        for phrase in profile.phrases
    )
    assert all(phrase.why and phrase.instead for phrase in profile.phrases)


def test_profiles_are_off_by_themselves():
    """
    Nobody is held to a guideline that they did not choose.
    """
    page = PROFILES[0].phrases[0].rule.match[0]

    assert [] == audit(page)
    assert audit(page, wording=[PROFILES[0].name])


def test_a_problem_names_rule_and_source():
    """
    What is found says which rule found it, what to write, and where that is advised.
    """
    page = "The law of 1996 speaks of child pornography."
    (problem,) = audit(page, wording=["luxembourg-children"])

    assert "en.luxembourg-children.pornography" == problem.rule
    assert "child pornography" == problem.span.of(page)
    assert "child sexual abuse material" in problem.message
    assert ("https://ecpat.org/luxembourg-guidelines/",) == problem.sources
    assert not problem.fixable


def test_quotations_are_passed_over():
    """
    Who quotes somebody did not choose the words.
    """
    page = "<blockquote>It was a sex scandal.</blockquote><p>It was a sex scandal.</p>"
    (problem,) = audit(page, "text/html", wording=["nmcsap-sexual-violence"])

    assert page.rindex("sex scandal") == problem.span.start


def test_a_profile_is_for_its_language():
    """
    English words on a German page are not what an English guideline speaks of.
    """
    page = "Das nannte er ein sex scandal."
    result = cwkit.audit(page, languages=["de"], wording=["nmcsap-sexual-violence"])

    assert () == result.problems


def test_a_rule_can_be_waived_alone():
    """
    The id of a rule waives it and leaves the others of its profile.
    """
    page = (
        "<!-- cwkit: allow en.nmcsap-sexual-violence.sex-scandal: the film's title -->"
        "<p>A sex scandal. A domestic dispute.</p>"
    )
    (problem,) = audit(page, "text/html", wording=["nmcsap-sexual-violence"])

    assert "en.nmcsap-sexual-violence.domestic-dispute" == problem.rule


def test_a_profile_that_is_not_there():
    """
    A misspelt profile is an error that names the nearest.
    """
    with pytest.raises(InputError, match='did you mean "luxembourg-children"'):
        cwkit.audit("x", wording=["luxemburg-children"])
    with pytest.raises(InputError, match="known: level-up"):
        cwkit.audit("x", wording=["zzzzzzzzzz"])


def test_a_profile_of_ones_own():
    """
    A profile is read from text, and knows what it cites.
    """
    profile = Profile.decode(ONE, file="zz.toml")

    assert "" == profile.year
    assert "heavy rain" == profile.phrases[0].instead
    assert Wording([profile])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("en.zz-rain.cats", "cats", '"cats" is not an id'),
        ("raining cats", "raining (cats", "form "),
        ("why =", "whi =", '"why" is missing'),
        ("publisher", "publischer", '"publisher" is missing'),
    ],
)
def test_faults_in_a_profile(old, new, message):
    """
    A fault names file, row and cure.
    """
    with pytest.raises(DataError, match=message):
        Profile.decode(ONE.replace(old, new), file="zz.toml")
