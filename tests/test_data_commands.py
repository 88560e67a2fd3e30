"""
The commands on data: checks of files and overlays, coverage, what is overdue.
"""

from __future__ import annotations

import json
import types

import attrs
import pytest
import strategies_directory as invented
from strategies_directory import LINE, make_line, make_web

import cwkit
from cwkit.cli import _witness
from cwkit.errors import DataError, InputError
from cwkit.front import _data
from cwkit.helplines import (
    Channel,
    ChannelKind,
    Cost,
    Coverage,
    Goals,
    Level,
    Numbering,
    Standing,
    Wanted,
)

GAZETTEER = invented.make_gazetteer()

OURS = """\
schema = 1
country = "AU"
hide = ["au.mensline"]
first = ["au.lifeline"]

[[helpline]]
id = "au.our-line"
name = "Our Line"
areas = ["AU-NSW"]
topics = ["crisis"]
kind = "support"
languages = ["en"]
channels = [{ kind = "phone", dial = "0255500101", display = "02 5550 0101" }]
checked_on = 2026-01-01
review_by = 2026-03-01
status = "active"
[[helpline.sources]]
url = "https://example.org/"
kind = "operator"
seen_on = 2026-01-01
proves = ["phone"]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """
    A folder with an overlay, in which the command is run.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours.toml").write_text(OURS, "utf-8")
    return tmp_path


def test_all_shipped_data_passes(run):
    """
    Every rule holds over every shipped record; a second opinion only warns.
    """
    status, said, wrong = run("data", "check", "--witness")
    problems = said.splitlines()[:-1]

    assert (0, "") == (status, wrong)
    assert [] == [line for line in problems if not line.startswith("warning: ")]
    assert "no errors" in said.splitlines()[-1]


@pytest.mark.usefixtures("folder")
def test_an_overlay_passes_the_same_checks(run):
    """
    A file of one's own is judged beside all that is shipped.
    """
    status, said, _ = run("data", "check", "ours.toml")

    assert (0, "1 record in 1 file: no errors, no warnings\n") == (status, said)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("au.mensline", "au.menslin", 'there is no helpline "au.menslin"'),
        ("0255500101", "0255500102", 'it shows "02 5550 0101" and dials'),
        ('["crisis"]', '["crysis"]', 'unknown topic "crysis"'),
        ("au.our-line", "gb.our-line", 'the id does not begin with "au."'),
        ('["AU-NSW"]', '["NZ"]', "it serves NZ, which is not in AU"),
        ("2026-03-01", "2027-03-01", "the day of review"),
        ('"0255500101", display = "02 5550 0101"', '"112", display = "112"', "police"),
        ("schema = 1", "schema = ", "not valid TOML"),
    ],
)
def test_faults_are_told_with_file_row_and_cure(run, folder, old, new, message):
    """
    Each fault names the file as it was named, the row, what is wrong and the cure.
    """
    (folder / "ours.toml").write_text(OURS.replace(old, new), "utf-8")

    status, said, _ = run("data", "check", "ours.toml", "--format", "json")
    problems = json.loads(said)

    assert 1 == status
    assert any(message in problem["message"] for problem in problems)
    for problem in problems:
        assert problem["file"].startswith("ours.toml")
        assert problem["cure"]


def test_the_number_of_another_line_is_seen(run, folder):
    """
    An overlay that dials a number of the shipped directory is told whose it is.
    """
    shipped = "131114"
    text = OURS.replace("0255500101", shipped).replace("02 5550 0101", "13 11 14")
    (folder / "ours.toml").write_text(text, "utf-8")

    status, said, _ = run("data", "check", "ours.toml")

    assert 1 == status
    assert 'au.lifeline dials "131114"' in said or '"131114" under another' in said


def test_warnings_count_if_asked(run, folder):
    """
    A number that looks like a pattern is a warning, and an error only with --strict.
    """
    text = OURS.replace("0255500101", "0255555501")
    text = text.replace("02 5550 0101", "02 5555 5501")
    (folder / "ours.toml").write_text(text, "utf-8")

    assert 0 == run("data", "check", "ours.toml")[0]
    status, said, _ = run("data", "check", "--strict", "ours.toml")
    assert 1 == status
    assert "1 record in 1 file: no errors, 1 warning" in said


def test_a_folder_is_read_for_its_records(run, folder):
    """
    Of a folder only files of records are read, and a shipped one is replaced.
    """
    (folder / "other.toml").write_text("schema = 1\nlanguage = 1\n", "utf-8")
    (folder / "retired").mkdir()
    (folder / "helplines").mkdir()
    shipped = _data.shipped_files()
    for name in ("helplines/ZM.toml", "retired/IE.toml"):
        (folder / name).write_text(shipped[name], "utf-8")
    record = OURS[OURS.index("[[helpline]]") :]
    text = f'schema = 1\ncountry = "AU"\n{record}{record.replace("our-", "a-")}'
    (folder / "helplines" / "AQ.toml").write_text(text, "utf-8")
    broken = shipped["retired/IE.toml"].replace("1800 778 8888", "1800 778 8889", 1)
    (folder / "retired" / "XX.toml").write_text(
        broken.replace('reason = "miscopied"', 'reason = "x"'), "utf-8"
    )

    status, said, _ = run("data", "check", ".")

    assert 1 == status
    assert 'unknown value "x"' in said
    assert "in 5 files" in said
    assert "au.our-line, country: it is of AU, and stands in the file of AQ" in said
    assert 'au.a-line, id: it stands after "au.our-line"; sort the rows' in said
    assert "other.toml" not in said


def test_misuse_is_said(run, folder):
    """
    What cannot be done is said in one line.
    """
    (folder / "empty").mkdir()
    for words, message in [
        (("data", "check", "empty"), "no helpline files found"),
        (("data", "check", "none.toml"), "no such file"),
        (("doctor", "--own"), "no overlay is named"),
        (("doctor", "--on", "soon"), '"soon" is no day'),
        (("doctor", "--topic", "wether"), "unknown topic"),
        (("helplines", "AU", "--at", "soon"), '"soon" is no moment'),
        (("helplines", "AU", "--at", "2026-01-01T10:00"), "no time zone"),
        (("helplines", "AU", "--overlay", "none.toml"), "no such file"),
    ]:
        status, said, wrong = run(*words)
        assert (2, "") == (status, said)
        assert message in wrong


def test_the_table_is_printed(run):
    """
    The command prints what the documentation shows.
    """
    status, said, _ = run("data", "table")

    assert 0 == status
    assert "\n".join(_data.coverage().tables()) + "\n" == said


def test_the_table_counts_what_there_is():
    """
    The numbers of the table are those of a slow count over all records.
    """
    lines = [line for line in _data.all_helplines() if line.status != "closed"]
    tables = list(_data.coverage().tables())
    for topic in _data.goals().topics:
        records = sum(topic in r.topics and r.kind != "directory" for r in lines)
        (row,) = [row for row in tables if row.startswith(f"| `{topic}` | ")][:1]
        assert row.endswith(f" {records} |")
    assert all(topic in cwkit.taxonomy() for topic in _data.goals().topics)


def test_coverage_of_invented_places():
    """
    Parts that stand for the whole make it covered; what is closed covers nothing.
    """
    goals = Goals(
        complete=("AA", "BB"),
        topics=("crisis", "storm"),
        wanted=(Wanted(name="storms", topics=("storm",), places=2),),
    )
    lines = [
        make_line("e", areas=("AA-E",), topics=("storm",)),
        make_line("sw", areas=("AA-S", "AA-W"), topics=("storm",)),
        make_line("n", country="BB", areas=("BB-N",), topics=("storm",)),
        make_line("gone", country="CC", topics=("storm",), status=Standing.CLOSED),
        make_line("whole"),
        make_web("web", topics=("storm",)),
    ]
    coverage = Coverage.of(lines, GAZETTEER, goals)

    assert coverage.has("AA", ["storm"])
    assert not coverage.has("BB", ["storm"])
    assert not coverage.has("CC", ["storm"])
    assert 1 == coverage.count(["storm"])
    assert ("crisis", "storm") == coverage.missing("BB")
    assert ("crisis",) == coverage.missing("BB-N")
    assert () == coverage.missing("AA-C")
    rows = list(coverage.tables())
    assert "| `AA` | Aland | 2 | – |" in rows
    assert "| `BB` | Beland | 0 | `crisis`, `storm` |" in rows
    assert "| `BB-N` | North | 1 | `crisis` |" in rows
    assert "| storms | 1 | 2 |" in rows
    assert "| `crisis` | yes | – | – |" in rows
    assert "| `storm` | – | AA-E, AA-S, AA-W | – |" in rows
    assert "| `storm` | – | BB-N | BB-RAS |" in rows
    assert "| `crisis` | – | – | all of it |" in rows
    assert "| `BB` | Beland | in parts | 1 | 2025-03-01 | 2025-03-01 |" in rows
    assert not any(row.startswith("| `CC`") for row in rows)


@pytest.mark.usefixtures("folder")
def test_the_doctor_says_what_is_overdue(run):
    """
    By country, by topic, record by record: also for a newsroom's own records.
    """
    words = ("doctor", "ours.toml", "--own", "--on", "2026-03-02")
    status, said, _ = run(*words)

    assert 1 == status
    assert said.splitlines() == [
        "2026-03-02: 1 of 1 record overdue",
        "by country",
        "  AU      1 of 1    Australia",
        "by topic",
        "  crisis                   1 of 1",
        "record by record, the most overdue first",
        "  au.our-line: since 2026-03-01, evidence of 2026-01-01",
        "    https://example.org/ (ours.toml)",
    ]
    assert "record by record" not in run(*words, "--summary")[1]
    (value,) = json.loads(run(*words, "--format", "json")[1])
    assert ("au.our-line", 1, "ours.toml") == (
        value["id"],
        value["daysOverdue"],
        value["origin"],
    )
    status, said, _ = run("doctor", "ours.toml", "--own", "--on", "2026-03-01")
    assert (0, "2026-03-01: 0 of 1 record overdue\n") == (status, said)


def test_the_doctor_looks_at_all_or_some(run):
    """
    Without a place all countries and the world are looked at, on today's date.
    """
    _, said, _ = run("doctor", "--on", "2999-01-01", "--summary")
    served = [line for line in _data.all_helplines() if line.status != "closed"]
    assert f"{len(served)} of {len(served)} records overdue" in said
    assert "the world" in said

    _, said, _ = run(
        "doctor", "--place", "UK", "--topic", "hate", "--on", "2999-01-01", "--summary"
    )
    assert "GB" in said
    assert "AU" not in said
    assert run("doctor", "--summary")[0] in {0, 1}


def test_the_doctor_counts_what_was_asked(run):
    """
    What is closed is no longer anybody's to check.
    """
    _, said, _ = run("doctor", "--place", "AQ")

    assert "0 of 0 records overdue" in said or "of" in said


@pytest.mark.usefixtures("folder")
def test_an_overlay_changes_what_is_found(run):
    """
    Records of an overlay are found, hidden ones are not, and each says its origin.
    """
    _, said, _ = run("helplines", "AU-NSW", "--overlay", "ours.toml")
    assert "Our Line" in said
    assert "au.our-line (ours.toml)" in said
    assert said.startswith("Lifeline\n")
    assert "MensLine" not in said

    directory = cwkit.load_overlay({"ours.toml": OURS})
    origins = {line.id: line.origin for line in directory.records("AU")}
    assert "ours.toml" == origins["au.our-line"]
    assert "helplines/AU.toml" == origins["au.lifeline"]
    assert "au.mensline" not in origins
    again = cwkit.load_overlay({"more.toml": OURS}, directory=directory)
    assert "more.toml" == again.helpline("au.our-line").origin


def test_an_overlay_that_contradicts_itself_is_refused():
    """
    What is shown cannot be hidden, and what is not there cannot be either.
    """
    for old, new, error in [
        ('"au.mensline"', '"au.lifeline"', DataError),
        ('"au.mensline"', '"au.our-line"', DataError),
        ('"au.mensline"', '"au.menslin"', InputError),
    ]:
        with pytest.raises(error) as caught:
            cwkit.load_overlay({"ours.toml": OURS.replace(old, new)})
        assert "ours.toml" == caught.value.file
        assert caught.value.cure


@pytest.mark.usefixtures("folder")
def test_helplines_are_narrowed_down(run):
    """
    Channel, moment, freshness and locale reach the look-up.
    """
    night = ("--at", "2026-11-29T02:30+11:00")
    _, said, _ = run("helplines", "AU", "--topic", "eating-disorders", *night)
    assert "open now" in said
    _, said, _ = run("helplines", "AU", "--channel", "chat", "--limit", "1")
    assert "chat https" in said
    _, said, _ = run("helplines", "AU", "--open-now", "--limit", "2")
    assert "It is closed now." not in said
    _, said, _ = run("helplines", "DE", "--strict", "--locale", "de", "--limit", "1")
    assert "It was last checked" not in said
    _, said, _ = run("helplines", "GB", "--format", "vcard", "--limit", "1")
    assert said.startswith("BEGIN:VCARD")
    assert said.endswith("END:VCARD\n")
    _, said, _ = run("helplines", "AU", "--topic", "emergency")
    assert 1 == said.count("000")
    _, said, _ = run("helplines", "AQ")
    assert "More helplines" not in said


def test_the_witness_may_be_missing(run, monkeypatch):
    """
    Where phonenumbers is not installed, that is said.
    """

    def refuse(name):
        raise ImportError(name)

    broken = types.SimpleNamespace(import_module=refuse)
    monkeypatch.setattr(_witness, "importlib", broken)

    status, _, wrong = run("data", "check", "--witness")
    assert 2 == status
    assert "phonenumbers is not installed" in wrong


def phone(dial, **more):
    return Channel(kind=ChannelKind.PHONE, dial=dial, display=dial, **more)


@pytest.mark.parametrize(
    ("channel", "doubt"),
    [
        (phone("#"), "is no number in AU"),
        (phone("1800"), "is not known in AU"),
        (phone("000"), None),
        (phone("131114"), None),
        (phone("1900123456"), "costs more than a common call"),
        (phone("1900123456", cost=Cost.PREMIUM), None),
        (phone("0299999999"), None),
        (phone("0199999999"), "is not known in AU"),
        (phone("+442079460000"), None),
        (phone("7"), None),
        (attrs.evolve(LINE.channels[0], kind=ChannelKind.CHAT, dial=None), None),
    ],
)
def test_the_witness_has_doubts(channel, doubt):
    """
    A number that the library does not know is a warning with a cure; it may be right.
    """
    line = attrs.evolve(LINE, country="AU", areas=("AU", "AU-NSW"), channels=(channel,))
    numbering = Numbering(reviewed={("AU", "7"): "short code"})
    found = list(_witness.question([line], numbering, _witness.load_witness()))
    closed = attrs.evolve(line, status=Standing.CLOSED)

    assert [] == list(_witness.question([closed], numbering, None))
    if doubt is None:
        assert [] == found
    else:
        (problem,) = found
        assert Level.WARNING is problem.level
        assert problem.message.endswith(doubt)


def test_a_number_of_another_country_is_seen():
    """
    The library knows whose number it is.
    """

    class Witness(types.SimpleNamespace):
        NumberParseException = ValueError
        PhoneNumberType = types.SimpleNamespace(PREMIUM_RATE=1)

    witness = Witness(
        parse=lambda number, _: number,
        is_valid_short_number_for_region=lambda *_: False,
        is_valid_number=lambda _: True,
        number_type=lambda _: 0,
        is_valid_number_for_region=lambda _, region: region == "BB",
        region_code_for_number=lambda _: None,
    )
    alone = list(_witness.question([LINE], Numbering(), witness))
    both = attrs.evolve(LINE, areas=("AA", "BB"))

    assert "belongs to no country, not to AA" in alone[0].message
    assert [] == list(_witness.question([both], Numbering(), witness))


def test_numbering_is_read_strictly():
    """
    A pattern that is none is refused; what ended is known by its country.
    """
    ended = """\
schema = 1
[[ended]]
country = "AA"
pattern = '18[59]0\\d*'
since = 2022-01-01
cure = "look for the new one"
source = "https://example.org/"
"""
    numbering = Numbering.decode(ended, file="numbering.toml")

    assert "look for the new one" == numbering.ended_as("AA", "1850123").cure
    assert numbering.ended_as("BB", "1850123") is None
    assert numbering.ended_as("AA", "1810123") is None
    with pytest.raises(DataError, match="is no pattern"):
        Numbering.decode(ended.replace("[59]", "[59"), file="numbering.toml")


@pytest.mark.usefixtures("folder")
def test_a_service_with_a_website_alone_is_shown_by_it(run, folder):
    """
    Without a channel its page is what one can go to.
    """
    start = OURS.index("channels")
    end = OURS.index("\n", start)
    text = f'{OURS[:start]}url = "https://example.org/help"{OURS[end:]}'
    (folder / "ours.toml").write_text(text, "utf-8")

    _, said, _ = run("helplines", "AU-NSW", "--overlay", "ours.toml")

    assert "Our Line\n  https://example.org/help\n" in said
