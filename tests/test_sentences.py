"""
Sentences written for the project, of every kind and topic, are read as labelled.
"""

from __future__ import annotations

import collections
from pathlib import Path

import pytest

import cwkit
from cwkit.front._shared import read_programs
from cwkit.schema import load_toml

FOLDER = Path(__file__).parent / "data" / "sentences"
PACKS = Path(cwkit.__file__).parent / "data" / "packs"
ROWS = [
    (path.name, row)
    for path in sorted(FOLDER.glob("*.toml"))
    for row in load_toml(
        path.read_text(encoding="utf-8"), file=str(path.relative_to(FOLDER.parent))
    ).tables("sentence")
]
LEAST = 600


@pytest.fixture(scope="module")
def detector():
    """
    All packs as they are edited, not as they were last compiled.
    """
    files = {
        str(path.relative_to(PACKS)): path.read_text(encoding="utf-8")
        for path in sorted(PACKS.rglob("*.toml"))
    }
    return cwkit.Detector(cwkit.load_pack(files), taxonomy=cwkit.taxonomy())


def read_row(row):
    """
    Return the text, the languages and the media type of a row.
    """
    return (
        row.string("text"),
        (row.string("language"),),
        row.string("media_type", default="text/plain"),
    )


def test_sentences(detector):
    """
    Nothing is missed and nothing is found that is not there.
    """
    taxonomy = cwkit.taxonomy()
    tally = collections.defaultdict(collections.Counter)
    faults = []
    for file, row in ROWS:
        text, languages, media_type = read_row(row)
        gold = set(row.strings("topics"))
        free = set(row.strings("also", default=()))
        free |= {above for topic in gold for above in taxonomy.ancestors(topic)}
        report = cwkit.scan(
            text, media_type=media_type, languages=languages, detector=detector
        )
        found = {finding.topic for finding in report.findings}
        if "warning" not in set(row.keys()):
            # A row that does not tell the two apart means either.
            found |= {topic for one in report.warnings for topic in one.topics}
        wrong, missed = found - gold - free, gold - found
        tally[row.string("kind")].update(
            hit=len(found & gold), error=len(wrong), miss=len(missed)
        )
        if wrong or missed:
            faults.append(f"{file}: +{sorted(wrong)} -{sorted(missed)} {text}")
    table = [
        f"{kind}: precision {n['hit'] / max(n['hit'] + n['error'], 1):.2f}, "
        f"recall {n['hit'] / max(n['hit'] + n['miss'], 1):.2f}"
        for kind, n in sorted(tally.items())
    ]

    assert not faults, "\n".join([*faults, *table])


def test_warnings_that_stand_there(detector):
    """
    A warning is seen with the topics it names, and a decoy is not taken for one.
    """
    faults = []
    for file, row in ROWS:
        decoy = row.boolean("decoy", default=False)
        if not decoy and "warning" not in set(row.keys()):
            continue
        text, languages, media_type = read_row(row)
        warnings = cwkit.scan(
            text, media_type=media_type, languages=languages, detector=detector
        ).warnings
        found = {topic for warning in warnings for topic in warning.topics}
        expected = row.strings("warning", default=())
        if (bool(warnings), found) != (not decoy, set(expected)):
            faults.append(f"{file}: {sorted(found)} in {text}")

    assert not faults, "\n".join(faults)


def test_every_topic_has_sentences():
    """
    There are enough sentences, and some for each topic that can be found.
    """
    covered = {topic for _, row in ROWS for topic in row.strings("topics")}
    content = {topic.id for topic in cwkit.taxonomy() if topic.kind.value == "content"}

    assert len(ROWS) >= LEAST
    assert content == covered


FOREIGN = [
    "Die man was in Amsterdam op zoek naar een goed restaurant.",
    "Dood hout laat nieuwe insecten leven",
    "Man sku tro det var jul igen",
    "Mist over Rat Island: a gift for gardeners",
    "The die casting plant in Kassel is hiring",
]


def test_language_of_a_sentence_is_judged():
    """
    A sentence that does not say its language is read in its own, with few exceptions,
    and no other language finds anything in what resembles it.
    """
    detector = cwkit.Detector(read_programs(), taxonomy=cwkit.taxonomy())
    tally = collections.Counter()
    for _, row in ROWS:
        text, (language,), media_type = read_row(row)
        kind = row.string("kind")
        if media_type == "text/plain" and kind != "other-language":
            known = language in detector.judge_languages(text)
            tally.update({(language, known): 1})

    assert [] == [text for text in FOREIGN if detector.find(text)]
    for language in {language for language, _ in tally}:
        known, unknown = tally[language, True], tally[language, False]

        assert known >= 0.95 * (known + unknown), language
