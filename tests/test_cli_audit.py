"""
The audit from the command line: settings, folders, formats, cache, and what is written.
"""

from __future__ import annotations

import contextlib
import html.parser
import io
import json
import multiprocessing
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import attrs
import html5lib
import pytest

import cwkit
from cwkit.audit import Code
from cwkit.cli import auditing, auditor, show, workers
from cwkit.cli import cache as caches
from cwkit.cli.auditing import audit_pages
from cwkit.cli.auditor import Task
from cwkit.cli.cache import FOLDER, Cache
from cwkit.cli.config import DEFAULTS, PageChooser
from cwkit.cli.config_file import find_config
from cwkit.cli.files import digest_content, read_page
from cwkit.cli.outputs import FORMATS
from cwkit.cli.results import PageResult
from cwkit.cli.walk import Walk, find_files
from cwkit.cli.writing import encode_page, write_page
from cwkit.errors import InputError, LimitError
from cwkit.text import Limits

SAD = "She was bullied at school. Being bullied wore her down.\n"
CALM = "A walk by the sea.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """
    A folder with a file of settings and two pages, in which commands are run.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cwkit.toml").write_text('place = "GB"\n', "utf-8")
    (tmp_path / "sad.md").write_text(f"# A memoir\n\n{SAD}", "utf-8")
    (tmp_path / "calm.txt").write_text(CALM, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_text(run):
    """
    People are told of problems by page, and of the whole in one line.
    """
    status, said, wrong = run("audit", ".")

    assert (1, "") == (status, wrong)
    assert said.startswith("sad.md\n  2:1: error: warning-missing: ")
    assert said.endswith("2 pages: 2 errors\n")


def test_evidence(run, folder):
    """
    The words at a problem are shown to whoever asks.
    """
    (folder / "sad.md").write_text("Content warning: beware\n\nx\n", "utf-8")
    masked = run("audit", "sad.md")[1]
    shown = run("audit", "sad.md", "--show-text")[1]
    values = json.loads(run("audit", ".", "--show-text", "--format", "json")[1])

    assert "beware" not in masked
    assert "'Content warning: beware'" in shown
    assert "Content warning: beware" == values[1]["problems"][0]["evidence"]


@pytest.mark.usefixtures("folder")
def test_json():
    """
    Programs read one list of pages, or one line for each problem.
    """
    for form, count in (("json", 2), ("jsonl", 2)):
        out = io.StringIO()
        writer = FORMATS[form](out.write)
        writer.begin()
        for result in audit_pages(["sad.md", "calm.txt"], Task(config=find_config())):
            writer.add(result)
        writer.finish()
        lines = out.getvalue()
        rows = json.loads(lines) if form == "json" else lines.splitlines()

        assert count == len(rows)


@pytest.mark.usefixtures("folder")
def test_json_of_nothing(run):
    """
    A list without pages is still a list.
    """
    status, said, _ = run("audit", "missing.md", "--format", "json")

    assert (2, []) == (status, json.loads(said))


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes in folders there")
def test_what_is_no_file_of_the_folder(run, folder):
    """
    A walk opens no pipe, goes round in no circle, and mends nothing outside.
    """
    outside = folder.parent / "outside.md"
    outside.write_text(f"# A\n\n{SAD}", "utf-8")
    site = folder / "site"
    site.mkdir()
    (site / "a.md").write_text(f"# A\n\n{SAD}", "utf-8")
    (site / "again.md").symlink_to("a.md")
    (site / "away.md").symlink_to(outside)
    (site / "gone.md").symlink_to("nowhere.md")
    (site / "round.md").symlink_to("round.md")
    os.mkfifo(site / "pipe.md")
    _, said, told = run("audit", "site", "--fix")

    assert "1 page:" in said
    assert f"# A\n\n{SAD}" == outside.read_text("utf-8")
    assert [
        "cwkit: site/away.md: a link out of the folder, passed over",
        "cwkit: site/gone.md: a link that leads to no file, passed over",
        "cwkit: site/pipe.md: no file, passed over",
        "cwkit: site/round.md: a link that leads to no file, passed over",
    ] == told.splitlines()


@pytest.mark.skipif(
    os.name == "nt" or sys.platform == "darwin", reason="names are always text there"
)
@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "github", "junit"])
def test_names_that_are_no_text(run, folder, form):
    """
    A name may hold any bytes; no format breaks off over it, and none lets it act.
    """
    Path(os.fsdecode(b"\xe9\x1b[1m.md")).write_text(f"# A\n\n{SAD}", "utf-8")
    status, said, wrong = run("audit", ".", "--format", form)
    run("audit", ".", "--format", form, "--output", "report.txt")

    assert (1, "") == (status, wrong)
    assert "sad.md" in said
    assert "sad.md" in (folder / "report.txt").read_text("utf-8")
    assert form == "github" or "\x1b" not in said


def test_sarif(run, folder):
    """
    A log names its rules, and each result points at a rule and a place.
    """
    (folder / "sad.md").write_text(
        f"<!-- cwkit: allow support-missing: later -->\n# A memoir\n\n{SAD}", "utf-8"
    )
    log = json.loads(run("audit", ".", "--format", "sarif")[1])
    (done,) = log["runs"]
    (missing, allowed) = done["results"]
    ids = [rule["id"] for rule in done["tool"]["driver"]["rules"]]
    region = missing["locations"][0]["physicalLocation"]["region"]

    assert "2.1.0" == log["version"]
    assert list(map(str, Code)) == ids
    assert ("warning-missing", "error") == (missing["ruleId"], missing["level"])
    assert 3 == region["startLine"]
    assert "later" == allowed["suppressions"][0]["justification"]
    assert "unicodeCodePoints" == done["columnKind"]


def test_a_result_without_more_to_tell(folder, run):
    """
    What a problem does not have is left out, and a path of its own is an address.
    """
    path = folder / "a b.html"
    path.write_text("<!-- cwkit: allow warning-late: x --><p>Walk.</p>", "utf-8")
    log = json.loads(run("audit", str(path), "--format", "sarif")[1])
    (result,) = log["runs"][0]["results"]

    assert "properties" not in result
    assert result["locations"][0]["physicalLocation"]["artifactLocation"][
        "uri"
    ].endswith("/a%20b.html")


def test_a_report_of_a_page_that_treats_nothing(folder, run):
    """
    A page with a problem and nothing found has no list of what was found.
    """
    (folder / "calm.txt").write_text("Call 1-800-931-2237.", "utf-8")
    said = run("audit", "calm.txt", "--format", "html")[1]

    assert "number-retired" in said
    assert "<h3>What was found" not in said


def test_a_report_of_a_page_without_a_problem(folder, run):
    """
    That there are none is said.
    """
    allowed = "".join(
        f"<!-- cwkit: allow {check}: It is a poem. -->\n\n"
        for check in ("warning-missing", "support-missing")
    )
    (folder / "poem.md").write_text(f"{allowed}I want to die.", "utf-8")
    said = run("audit", "poem.md", "--format", "html")[1]

    assert "<h3>Allowed</h3>" in said
    assert "<p>None.</p>" in said


def test_problems_of_a_page_without_any():
    """
    That there are none is said in the demonstration.
    """
    assert ["  none"] == list(show.show_problems(cwkit.audit("A walk.")))


@pytest.mark.usefixtures("folder")
def test_sarif_is_valid(run):
    """
    The log is what its schema asks for.
    """
    models = pytest.importorskip("sarif_pydantic", reason="sarif-pydantic is missing")
    _, said, _ = run("audit", ".", str(Path("sad.md").absolute()), "--format", "sarif")

    assert 1 == len(models.Sarif.model_validate_json(said).runs)


def test_github(run, folder):
    """
    An annotation holds no sign that would end it early.
    """
    (folder / "a,b:c%.md").write_text(SAD, "utf-8")
    lines = run("audit", "a,b:c%.md", "--format", "github")[1].splitlines()

    assert lines[0].startswith(
        "::error file=a%2Cb%3Ac%25.md,line=1,col=1,title=warning-missing::no warning"
    )


@pytest.mark.usefixtures("folder")
def test_junit(run):
    """
    A page is a test; its problems are one failure.
    """
    suite = ET.fromstring(run("audit", ".", "--format", "junit")[1])[0]  # noqa: S314  # our own
    calm, sad = suite

    assert ["calm.txt", "sad.md"] == [calm.get("name"), sad.get("name")]
    assert 0 == len(calm)
    assert "warning-missing" == sad[0].get("type")


def test_html_report(run, folder):
    """
    The report is well formed, folds what was found, and hides its words.
    """
    (folder / "sad.md").write_text(
        f"<!-- cwkit: allow support-missing: later & so on -->\n# <b>\n\n{SAD}\n"
        "Oilseed rape grew there.\n",
        "utf-8",
    )
    assert 1 == run("audit", ".", "--format", "html", "--output", "report.html")[0]
    masked = (folder / "report.html").read_text("utf-8")
    shown = run("audit", ".", "--format", "html", "--show-text")[1]
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(shown)

    assert "<script" not in masked
    assert "bullied" not in masked
    assert "<mark>b······ a· s·····</mark>" in masked
    assert "harassment-bullying: 2 found" in masked
    assert "sexual-violence: 1 looked at and not counted" in masked
    assert "why it does not count" in masked
    assert "Allowed because: later &amp; so on" in masked
    assert "<mark>bullied at school</mark>" in shown


def test_a_long_html_report(folder, run):
    """
    Of very many places some are shown, and the rest is counted.
    """
    (folder / "sad.md").write_text(SAD * 40, "utf-8")

    assert "<p>and 30 more</p>" in run("audit", ".", "--format", "html")[1]


def test_the_report_on_a_feed_tells_what_its_entries_need(folder, run):
    """
    What many entries mention is named in no warning for that.
    """
    words = "a quiet walk along the river with its old bridges and gardens " * 40
    entry = f"<item><description>{words}. The funeral is on Friday. {words}"
    (folder / "news.rss").write_text(
        f"<rss><channel>{8 * f'{entry}</description></item>'}"
        f"<item><description>{SAD}</description></item></channel></rss>",
        "utf-8",
    )
    told = run("audit", "news.rss", "--format", "html")[1]

    assert "<summary>death: 8 found, passing, mention</summary>" in told
    assert "bullying: 2 found, central, mention, to be named in a warning<" in told


class Links(html.parser.HTMLParser):
    """
    What loads from elsewhere.
    """

    found = ()

    def handle_starttag(self, tag, attrs):  # noqa: ARG002  # as the parser calls it
        self.found += tuple(v for k, v in attrs if k in {"src", "href"})


@pytest.mark.usefixtures("folder")
def test_the_report_loads_nothing(run):
    """
    Whoever opens the report tells nobody.
    """
    links = Links()
    links.feed(run("audit", ".", "--format", "html")[1])

    assert () == links.found


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_fixing_and_taking_out(run, folder, end, mark):
    """
    Mending and taking out gives back every byte, mode and time.
    """
    path = folder / "sad.md"
    data = (
        mark + f"# A memoir\n\n{{{{ x }}}}\n\n{SAD.strip()}".replace("\n", end).encode()
    )
    path.write_bytes(data)
    path.chmod(0o640)
    os.utime(path, ns=(1_000_000_000, 2_000_000_000))

    assert 1 == run("audit", ".", "--fix", "--check")[0]
    assert "+<!-- cwkit:start warning" in run("audit", ".", "--fix", "--diff")[1]
    assert data == path.read_bytes()
    assert (0, "") == run("audit", ".", "--fix")[::2]
    assert path.read_bytes().startswith(mark + b"# A memoir")
    assert (0o640, 2_000_000_000) == (
        stat.S_IMODE(path.stat().st_mode),
        path.stat().st_mtime_ns,
    )
    assert "no problems" in run("audit", ".")[1]
    assert 0 == run("update", ".", "--check")[0]
    assert "sad.md: would change" in run("remove", ".", "--check")[1]
    assert 1 == run("remove", ".", "--diff")[0]
    assert "sad.md: changed\n" == run("remove", ".")[1]
    assert data == path.read_bytes()
    assert [] == [p for p in folder.iterdir() if p.name.endswith(".cwkit")]


def test_feeds_are_mended_entry_by_entry(run, folder):
    """
    Each entry that lacks a banner gets its own, once; the rest stays to the byte.
    """
    entry = f"<item><title>A</title>\r\n<description>{SAD.strip()}</description></item>"
    feed = f"<rss version='2.0'><channel>\r\n{entry}\r\n{entry}\r\n</channel></rss>"
    file = folder / "feed.rss"
    file.write_bytes(feed.encode())
    told = [
        (row["line"], row["code"])
        for row in map(
            json.loads,
            run("audit", "feed.rss", "--format", "jsonl")[1].splitlines(),
        )
    ]

    assert [
        (3, "warning-missing"),
        (3, "support-missing"),
        (5, "warning-missing"),
        (5, "support-missing"),
    ] == told
    assert 1 == run("audit", "feed.rss", "--fix", "--check")[0]
    assert feed.encode() == file.read_bytes()
    assert 0 == run("audit", "feed.rss", "--fix")[0]
    mended = file.read_bytes()
    assert 4 == mended.count(b"cwkit:start")
    assert mended.count(b"\n") == mended.count(b"\r\n")
    assert 0 == run("audit", "feed.rss", "--fix")[0]
    assert 0 == run("update", "feed.rss", "--check")[0]
    assert mended == file.read_bytes()
    assert 0 == run("remove", "feed.rss")[0]
    assert feed.encode() == file.read_bytes()


def test_a_banner_that_somebody_edited(run, folder):
    """
    What somebody wrote into a banner is left alone, and that is said.
    """
    run("insert", "sad.md")
    path = folder / "sad.md"
    path.write_text(
        path.read_text("utf-8").replace("This article", "Our page"), "utf-8"
    )
    before = path.read_bytes()
    _, said, _ = run("remove", "sad.md")

    assert "sad.md:3: this warning was edited by hand, and is left alone" in said
    assert b"Our page" in path.read_bytes()
    assert before != path.read_bytes()


def test_a_banner_of_what_is_not_there_any_more(run, folder):
    """
    An update leaves a banner whose page treats nothing, and says so.
    """
    run("insert", "sad.md")
    path = folder / "sad.md"
    path.write_text(path.read_text("utf-8").replace(SAD, CALM), "utf-8")
    _, said, _ = run("update", "sad.md")

    assert "nothing is found that the banner should name" in said


def test_updating_without_a_place(folder, run):
    """
    A block knows for whom its helplines are; one that does not say is left alone.
    """
    (folder / "cwkit.toml").unlink()
    run("insert", "sad.md", "--place", "GB")
    inserted = (folder / "sad.md").read_text("utf-8")
    quiet = run("update", "sad.md")[1]
    (folder / "sad.md").write_text(inserted.replace(" @GB", ""), "utf-8")
    told = run("update", "sad.md")[1]

    assert " @GB " in inserted
    assert "" == quiet
    assert "no place is known for its support block" in told
    assert inserted.replace(" @GB", "") == (folder / "sad.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("cwkit:end", "the marker behind this warning block is gone"),
        ("cwkit:start", "the marker before this block is gone"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.rst"])
def test_blocks_that_lost_a_marker(run, folder, name, mark, said):
    """
    A block with one marker is left alone, and said so with its line.
    """
    page = folder / name
    page.write_text("A walk by the sea.\n", "utf-8")
    run("insert", name, "--topic", "bereavement")
    lines = page.read_text("utf-8").splitlines(keepends=True)
    torn = "".join(line for line in lines if mark not in line)
    page.write_text(torn, "utf-8")
    rest = next(n for n, line in enumerate(torn.splitlines(), 1) if "cwkit:" in line)

    for action in ("update", "remove"):
        assert f"{name}:{rest}: {said}" in run(action, name)[1]
        assert torn == page.read_text("utf-8")
    assert f"\n  {rest}:" in run("audit", name)[1]
    assert "block-torn" in run("audit", name)[1]
    assert [torn.index("cwkit:")] > json.loads(
        run("update", name, "--format", "json")[1]
    )[0]["torn"]


def test_two_markers_of_the_same_kind(run, folder):
    """
    Of two markers before a block the second one is its own; code shows no markers.
    """
    page = folder / "a.md"
    page.write_text("A walk by the sea.\n", "utf-8")
    run("insert", "a.md", "--topic", "bereavement")
    text = page.read_text("utf-8")
    start = text[: text.index("\n")]
    shown = f"{start}\n\n{text}\n`{start}`\n\n```\n{start}\n```\n"
    page.write_text(shown, "utf-8")
    said = run("remove", "a.md")[1]

    assert 1 == said.count("the marker behind this warning block is gone")
    assert "a.md:1: " in said
    assert "cwkit:end" not in page.read_text("utf-8")


@pytest.mark.usefixtures("folder")
def test_inserting_what_is_said(run):
    """
    A warning names what somebody says, whatever is found.
    """
    run("insert", "calm.txt", "--topic", "bereavement", "--locale", "de")
    (value,) = json.loads(run("insert", "calm.txt", "--format", "json")[1])

    assert "Inhaltswarnung" in Path("calm.txt").read_text("utf-8")
    assert {
        "file": "calm.txt",
        "changed": False,
        "leftAlone": [],
        "unplaced": False,
        "torn": [],
    } == value


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", [["insert"], ["audit", "--fix"]])
def test_standard_input_is_not_written_to(run, monkeypatch, command):
    """
    What comes from standard input has no place to go back to.
    """

    class Stdin:
        buffer = io.BytesIO(SAD.encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    status, _, wrong = run(*command, "-")

    assert 2 == status
    assert "standard input cannot be written to" in wrong


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("cwkit.toml", "plase = 'GB'", 'unknown key "plase"; did you mean "place"?'),
        ("cwkit.toml", "place = 3", "3 is not a list"),
        ("cwkit.toml", "= 3", "not valid TOML"),
        ("cwkit.toml", "fail_on = 'loud'", 'unknown value "loud"'),
        ("cwkit.toml", "place = 'Nowhereland'", "unknown place"),
        ("cwkit.toml", "locale = 'not a locale'", "locale"),
        ("cwkit.toml", "style = 'loud'", 'unknown style "loud"'),
        ("cwkit.toml", "wording = ['zz']", 'unknown profile of wording "zz"'),
        ("cwkit.toml", "enable = ['zz']", 'unknown check "zz"'),
        ("cwkit.toml", "packs = ['zz.toml']", "no such file"),
        ("cwkit.toml", "[[paths]]\nplace = ['AU']", '"match" is missing'),
        ("cwkit.toml", "[[paths]]\nmatch = ['a']\nplase = 'AU'", 'mean "place"'),
        ("cwkit.toml", "[[waivers]]\ncheck = 'warning-late'", "it gives no reason"),
        ("cwkit.toml", "[[waivers]]\ncheck = 'zz'\nreason = 'x'", 'no check "zz"'),
        ("cwkit.toml", "[[deny]]\ntopic = 'zz'\nforms = ['x']", 'unknown topic "zz"'),
        ("cwkit.toml", "[[deny]]\ntopic = 'gore'\nforms = ['(x']", "the form of what"),
        ("pyproject.toml", "[tool.cwkit]\njobs = 'x'", "tool.cwkit, jobs: 'x' is not"),
    ],
)
def test_settings_that_are_wrong(run, folder, name, text, message):
    """
    A fault in the settings is said once, with its place and the nearest right word.
    """
    (folder / "cwkit.toml").unlink()
    (folder / name).write_text(text, "utf-8")
    status, _, wrong = run("audit", ".")

    assert 2 == status
    assert message in wrong
    assert 1 == wrong.count("\n")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('place = [\n"GB",\n"Nowhereland"\n]', "line 3, place: unknown place"),
        ('jobs = 1\nstyle = "lout"', "line 2, style: unknown style"),
        ('locale = "not a locale"', "line 1, locale: "),
        ("jobs = -5", 'line 1, jobs: "-5" is no number of processes; write 0'),
        ('\n\nwording = ["zz"]', "line 3, wording: unknown profile"),
        ('enable = ["zz"]', "line 1, enable: unknown check"),
        ('disable = ["warning-lat"]', "line 1, disable: unknown check"),
        ('[levels]\nwarning-lat = "note"', "line 2, levels: unknown check"),
        ('[[paths]]\nmatch = ["a"]\nplace = "XX"', "line 3, paths a, place: "),
        ('allow = ["en.death.funral"]', "line 1, allow: there is no rule"),
        ('\ndeny_rules = ["en.death.funral"]', "line 2, deny_rules: there is no rule"),
        ('[[deny]]\nforms = ["x"]\ntopic = "deth"', "line 3, deny: unknown topic"),
        ('[[deny]]\ntopic = "gore"\nforms = ["(x"]', "line 2, deny: the form of what"),
    ],
)
def test_settings_that_name_what_is_not_there(run, folder, text, place):
    """
    What is named in the settings and is not there is said with file, line and key path.
    """
    (folder / "cwkit.toml").write_text(text, "utf-8")
    status, _, wrong = run("audit", ".")

    assert 2 == status
    assert f"cwkit: {folder / 'cwkit.toml'}, {place}" in wrong


def test_what_the_command_line_names_is_not_looked_for_in_the_settings(run, folder):
    """
    An error about an option names no file of settings, and a string is no list.
    """
    assert "cwkit: unknown place" in run("audit", ".", "--place", "Nowhereland")[2]
    assert "cwkit: unknown check" in run("audit", ".", "--enable", "zz")[2]
    assert 'cwkit: "-5" is no number' in run("audit", ".", "--jobs", "-5")[2]
    (folder / "cwkit.toml").write_text('allow = "the sea"', "utf-8")
    assert 'not a list of strings; write ["the sea"]' in run("audit", ".")[2]
    assert 2 == run("audit", "sad.md", "--no-config", "--place", "XX")[0]
    assert "toml" not in run("audit", "sad.md", "--no-config")[2]


SCAN_SETTINGS = """
allow = ["on Friday", "en.death.funeral"]
deny_rules = ["en.sexual-violence.rape"]
packs = ["house.toml"]
[[deny]]
topic = "gore"
forms = ["a burst cushion"]
[[paths]]
match = ["de.txt"]
languages = ["de"]
"""

HOUSE = """schema = 1
language = "en"
topic = "death"
[[rule]]
id = "en.house.rain"
forms = ["heavy rain"]
match = ["There was heavy rain."]
no_match = ["There was no rain."]
"""


def test_a_scan_reads_the_settings(run, folder):
    """
    `scan` and `scan --explain` find what an audit would: settings hold for all of them.
    """
    (folder / "house.toml").write_text(HOUSE, "utf-8")
    (folder / "settings.toml").write_text(SCAN_SETTINGS, "utf-8")
    (folder / "page.txt").write_text(
        "The funeral is on Friday. A burst cushion. Heavy rain.\n", "utf-8"
    )
    (folder / "de.txt").write_text("The funeral is on Saturday.\n", "utf-8")

    def list_rules(*words):
        shown = run("scan", "--format", "json", *words)[1]
        return [f["rule"] for one in json.loads(shown) for f in one["findings"]]

    def list_reasons(*words):
        shown = run("scan", "--explain", "--format", "json", *words)[1]
        return {d["reason"] for one in json.loads(shown) for d in one["decisions"]}

    assert ["en.death.funeral"] == list_rules("--no-config", "page.txt")
    (folder / "settings.toml").rename(folder / "cwkit.toml")
    rules = list_rules("page.txt")

    assert ["en.denied.n1", "en.house.rain"] == rules
    assert "allowed" in list_reasons("page.txt")
    assert "allowed" not in list_reasons("--no-config", "page.txt")
    assert [] == list_rules("de.txt")
    assert ["en.house.rain"] == list_rules("page.txt", "--allow", "a burst cushion")
    assert ["en.denied.n1", "en.house.rain", "deny 'the sea'"] == list_rules(
        "page.txt", "calm.txt", "--deny", "the sea=death", "--deny", "en.house.rain"
    )


def test_scans_are_told_what_is_wrong_with_lists(run, folder):
    """
    What cannot be allowed or denied is an error with a cure.
    """
    (folder / "cwkit.toml").write_text('allow = ["en.death.funral"]', "utf-8")
    wrong = run("scan", "calm.txt")[2]

    assert "cwkit.toml, line 1, allow: there is no rule" in wrong
    assert "no topic" in run("scan", "--no-config", "calm.txt", "--deny", "sea")[2]
    assert (
        'no topic "deth"; did you mean "death"?'
        in (run("scan", "--no-config", "calm.txt", "--deny", "sea=deth")[2])
    )


@pytest.mark.usefixtures("folder")
def test_settings_that_nobody_made(run):
    """
    What nobody set is shown as the default that it is.
    """
    said = run("config", "show")[1]

    assert "locale       none                      default\n" in said
    assert 'style        "standard"                default\n' in said


def test_rules_can_be_denied(run, folder):
    """
    The words of a denied rule are findings though what stands near rules them out.
    """
    (folder / "field.txt").write_text("They planted oilseed rape in spring.", "utf-8")
    settings = folder / "cwkit.toml"
    settings.write_text('disable = ["support-missing"]', "utf-8")
    before = run("audit", "field.txt")[0]
    (decision,) = cwkit.explain("They planted oilseed rape in spring.")
    settings.write_text(f'deny_rules = ["{decision.finding.rule}"]', "utf-8")

    assert (0, 1) == (before, run("audit", "field.txt")[0])


def test_settings(run, folder):
    """
    Settings hold for all pages, for some, and give way to the command line.
    """
    (folder / "cwkit.toml").write_text(
        """
place = ["GB"]
locale = "en-GB"
levels = { warning-missing = "note" }
stale_after = 100
jobs = 0
cache = false
gitignore = false
fail_on = "error"
deny = [{ topic = "gore", forms = ["the sea"] }]
[[paths]]
match = ["sad.*"]
place = "AU"
disable = ["support-missing"]
[[waivers]]
check = ["warning-missing", "support-missing"]
match = ["calm.txt"]
until = 2099-01-01
reason = "It is a poem."
""",
        "utf-8",
    )
    status, said, _ = run("audit", ".")
    rows = {
        row["key"]: row
        for row in json.loads(
            run("config", "show", "--path", "sad.md", "--format", "json")[1]
        )
    }
    shown = run("config", "show")[1]

    assert (0, "2 pages: 1 note; 2 allowed") == (status, said.splitlines()[-1])
    assert set(DEFAULTS) == set(rows)
    assert (["AU"], True) == (
        rows["place"]["value"],
        rows["place"]["origin"].endswith("paths sad.*"),
    )
    assert "default" == rows["style"]["origin"]
    assert "gitignore    false " in shown
    assert "locale       " in shown
    assert 1 == run("audit", ".", "--fail-on", "note")[0]
    assert 0 == run("audit", ".", "--fail-on", "never")[0]
    assert "AU" in find_config().replace(locale=None).page("sad.md").place
    assert ("GB",) == find_config().replace(place=("GB",)).page("sad.md").place


WAIVERS = """place = "GB"
[[waivers]]
check = "warning-missing"
reason = "It is announced elsewhere."

 [[waivers]]
check = ["warning-vague", "support-missing"]
match = ["sad.md"]
reason = "It is a poem."

[[waivers]]
check = "warning-late"
match = ["calm.txt"]
reason = "The layout has no room."

[[waivers]]
check = "wording"
match = ["nothing.md"]
reason = "There is no such page."
"""
SAID = (
    "nothing is found that row 3 of the waivers (warning-late) allows on calm.txt; "
    "remove it"
)
UNUSED = ("cwkit.toml", "waiver-unused", "note", SAID)


def list_unused(said):
    """
    Return what is said of the settings.
    """
    rows = [json.loads(line) for line in said.splitlines()]
    keys = ("file", "code", "level", "message")
    return [
        tuple(row[key] for key in keys) for row in rows if row["file"] == "cwkit.toml"
    ]


def test_waivers_of_the_settings_that_allow_nothing(run, folder):
    """
    They are told where they stand, by one process, by several, and from the cache; one
    that is for no page that was audited is not.
    """
    (folder / "cwkit.toml").write_bytes(WAIVERS.replace("\n", "\r\n").encode())
    for more in (["--no-cache"], ["--no-cache", "--jobs", "2"], [], []):
        status, said, _ = run("audit", ".", "--format", "jsonl", *more)
        row = json.loads(said.splitlines()[-1])
        place = [row[key] for key in ("line", "column")]

        assert (1, [UNUSED], [11, 1]) == (status, list_unused(said), place)
        source = (folder / "cwkit.toml").read_bytes().decode()
        assert "[[waivers]]" == source[row["start"] : row["end"]]
    assert 0 == run("audit", ".", "--fail-on", "warning")[0]
    assert "2 pages: 1 note; 2 allowed" in run("audit", ".")[1]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_of_waivers(run, folder, form):
    """
    The file of settings is told of as a page is.
    """
    (folder / "cwkit.toml").write_text(WAIVERS, "utf-8")
    status, said, _ = run("audit", ".", "--format", form)

    assert 1 == status
    assert "cwkit.toml" in said
    assert "row 3 of the waivers" in said
    if form == "json":
        assert ["calm.txt", "cwkit.toml", "sad.md"] == sorted(
            page["file"] for page in json.loads(said)
        )


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["calm.txt"], [UNUSED]),
        (["sad.md"], []),
        (["calm.txt", "--disable", "warning-late"], []),
        (["calm.txt", "--disable", "waiver-unused"], []),
        (["calm.txt", "--language", "tlh"], []),
        (["nothing.md"], []),
    ],
)
def test_waivers_are_told_only_where_it_is_known(run, folder, names, told):
    """
    Pages that are named one by one say nothing of a waiver that is for others too, and
    what was not looked for may be there.
    """
    (folder / "cwkit.toml").write_text(WAIVERS, "utf-8")

    assert told == list_unused(run("audit", "--format", "jsonl", *names)[1])


def test_waivers_whose_day_has_passed(run, folder, monkeypatch):
    """
    They are told of as those of pages are; rows in a list are told at the beginning.
    """
    (folder / "here").mkdir()
    (folder / "pyproject.toml").write_text(
        "[tool.cwkit]\nwaivers = [{ check = 'warning-missing', reason = 'It was.',"
        " until = 2020-01-01 }]\n",
        "utf-8",
    )
    (folder / "cwkit.toml").unlink()
    said = run("audit", "sad.md")[1]

    assert (
        "pyproject.toml\n  1:1: warning: waiver-expired: row 1 of the waivers "
        "(warning-missing) held until 2020-01-01; mend what it allows, or set another "
        "day" in said
    )
    assert "warning-missing: no warning" in said
    (folder / "pyproject.toml").write_text(
        "[tool.cwkit]\n[[tool.cwkit.waivers]]\ncheck = 'warning-late'\n"
        "reason = 'It was.'\n",
        "utf-8",
    )
    monkeypatch.chdir(folder / "here")
    said = run("audit", "..")[1]
    assert f"{folder / 'pyproject.toml'}\n  2:1: note: waiver-unused" in said


def test_settings_of_a_project(folder):
    """
    The nearest file that speaks of cwkit counts, and another can be named.
    """
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "pyproject.toml").write_text("[tool.other]\n", "utf-8")
    inner = folder / "a" / "b"

    assert str(folder / "cwkit.toml") == find_config(start=inner).file
    (folder / "a" / "pyproject.toml").write_text("[tool.cwkit]\njobs = 3\n", "utf-8")
    config = find_config(start=inner)
    assert 3 == config.get("jobs")
    assert "b/x.md" == config.relative(str(inner / "x.md"))
    assert config.relative("/elsewhere/x.md").endswith("/elsewhere/x.md")
    assert 1 == find_config(str(folder / "cwkit.toml")).get("jobs")
    (folder / "other").write_bytes(b"\xff")
    for name, message in (("other", "not UTF-8"), ("none.toml", "no such file")):
        with pytest.raises(InputError, match=message):
            find_config(str(folder / name))
    plain = find_config(str(folder / "a" / "pyproject.toml"))
    assert plain.file
    (folder / "a" / "pyproject.toml").write_text("", "utf-8")
    assert () == find_config(str(folder / "a" / "pyproject.toml")).get("place")


def test_own_files(run, folder):
    """
    Packs, helplines and retired numbers of one's own count.
    """
    site = Path(__file__).parents[1] / "examples" / "site" / "data"
    (folder / "cwkit.toml").write_text(
        f'place = "ZZ"\npacks = ["{site}/mild.toml"]\nallow = ["bullied at school"]\n'
        f'helplines = ["{site}/ZZ-helplines.toml"]\n'
        f'retired = ["{site}/ZZ-retired.toml"]\ncache = true\n',
        "utf-8",
    )
    (folder / "calm.txt").write_text("Squashed tomatoes. Call 555 0199.", "utf-8")
    said = run("audit", "calm.txt")[1]

    assert "number-retired" in said
    assert "gore" in said
    assert said == run("audit", "calm.txt")[1]


def test_the_cache(run, folder, monkeypatch):
    """
    A second run reads only what changed, and says the same.
    """
    first = run("audit", ".", "--format", "json")
    (folder / "calm.txt").write_text(f"{CALM} It was long.\n", "utf-8")
    read = []
    monkeypatch.setattr(
        auditor,
        "read_page",
        lambda name, **o: read.append(name) or read_page(name, **o),
    )
    second = run("audit", ".", "--format", "json")

    assert first == second
    assert ["calm.txt"] == read
    assert "*\n" == (folder / FOLDER / ".gitignore").read_text("utf-8")

    read.clear()
    run("audit", ".", "--no-cache")
    run("audit", "missing.md")
    assert 3 == len(read)


def test_a_cache_that_is_broken(run, folder):
    """
    A cache that cannot be read is no cache.
    """
    (folder / FOLDER).mkdir()
    (folder / FOLDER / "pages-3.sqlite").write_bytes(b"x" * 4096)

    assert 1 == run("audit", ".")[0]

    cache = Cache(folder / "x", "y")
    stats = (folder / "sad.md").stat()
    cache.put(PageResult(name="sad.md"), stats)
    cache.close()
    assert cache.get("sad.md", stats) is None


def open_cache(folder):
    """
    Return a cache, and its rows as others see them.
    """
    file = folder / FOLDER / "pages-3.sqlite"
    return Cache(folder, "y"), sqlite3.connect(file, isolation_level=None)


def test_what_somebody_wrote_into_the_cache(folder):
    """
    A row that is not ours is passed over, and many rows are written at once.
    """
    stats = (folder / "sad.md").stat()
    content = digest_content((folder / "sad.md").read_bytes())
    result = PageResult(name="sad.md", content=content)
    cache, rows = open_cache(folder)
    cache.put(result, stats)
    for number in range(1_000):
        cache.put(PageResult(name=f"{number}.md"), stats)
    assert result == cache.get("sad.md", stats)
    cache.close()
    cache, _ = open_cache(folder)
    assert result == cache.get("sad.md", stats)
    cache.close()
    cache, _ = open_cache(folder)
    rows.execute("update page set result = '[1]'")
    assert cache.get("sad.md", stats) is None
    rows.execute("drop table page")
    assert cache.get("sad.md", stats) is None
    cache.close()


def test_a_page_with_other_times(run, folder, monkeypatch):
    """
    After a fresh checkout pages are compared, and audited only if they are others.
    """
    for name in ("sad.md", "calm.txt", "cwkit.toml"):
        os.utime(folder / name, (1_000_000_000, 1_000_000_000))
    first = run("audit", ".", "--format", "json")
    audited = []
    monkeypatch.setattr(
        auditor,
        "read_page",
        lambda name, **o: audited.append(name) or read_page(name, **o),
    )
    os.utime(folder / "sad.md", (1_100_000_000, 1_100_000_000))
    assert first == run("audit", ".", "--format", "json")
    assert [] == audited

    # As long as before, and with the times that it had.
    (folder / "calm.txt").write_text(CALM.replace("walk", "talk"), "utf-8")
    os.utime(folder / "calm.txt", (1_000_000_000, 1_000_000_000))
    run("audit", ".", "--format", "json")
    assert ["calm.txt"] == audited


def test_a_page_that_changes_in_the_same_moment(folder):
    """
    A page that was new when it was read is compared, for its time may not tell.
    """
    stats = (folder / "calm.txt").stat()
    content = digest_content((folder / "calm.txt").read_bytes())
    cache, _ = open_cache(folder)
    cache.put(PageResult(name="calm.txt", content=content), stats)
    cache.close()
    cache, _ = open_cache(folder)
    assert cache.get("calm.txt", stats) is not None
    (folder / "calm.txt").write_text(CALM.replace("walk", "talk"), "utf-8")
    assert cache.get("calm.txt", stats) is None
    (folder / "calm.txt").unlink()
    assert cache.get("calm.txt", stats) is None
    cache.close()


def test_a_page_that_has_not_changed_for_long_is_not_read(folder, monkeypatch):
    """
    Size and times tell, once they are old enough.
    """
    stats = (folder / "calm.txt").stat()
    monkeypatch.setattr(caches.time, "time_ns", lambda: stats.st_ctime_ns + 3 * 10**9)
    cache, _ = open_cache(folder)
    cache.put(PageResult(name="calm.txt", content=b"unread"), stats)
    cache.close()
    cache, _ = open_cache(folder)
    assert cache.get("calm.txt", stats) is not None
    cache.close()


@pytest.mark.usefixtures("folder")
def test_processes_say_what_one_says(run):
    """
    Side by side, pages are told in the same order.
    """
    for number in range(20):
        Path(f"page-{number:02}.md").write_text(SAD, "utf-8")
    one = run("audit", ".", "--no-cache", "--format", "jsonl")
    two = run("audit", ".", "--no-cache", "--format", "jsonl", "--jobs", "2")

    assert one == two
    assert 42 == one[1].count("\n")


@pytest.mark.usefixtures("folder")
def test_processes_and_the_cache(run, monkeypatch):
    """
    Side by side, what is kept and what is new come in the same order.
    """
    for number in range(300):
        Path(f"page-{number:03}.md").write_text(SAD if number % 5 else CALM, "utf-8")
    # As on a large site, more lots than processes wait.
    monkeypatch.setattr(auditing, "_LOT", 50)
    words = ("audit", ".", "--format", "jsonl", "--cache")
    first = run(*words)
    for number in range(0, 300, 7):
        Path(f"page-{number:03}.md").write_text(f"{CALM}{SAD}", "utf-8")
    expected = run(*words, "--no-cache")

    assert first != expected
    assert expected == run(*words, "--jobs", "2")
    assert expected == run(*words, "--jobs", "2")


@pytest.mark.usefixtures("folder")
def test_processes_where_none_can_be_split(run, monkeypatch):
    """
    Where a process cannot be split, each loads what it needs.
    """
    for number in range(3):
        Path(f"page-{number:02}.md").write_text(SAD, "utf-8")
    words = ("audit", ".", "--no-cache", "--format", "jsonl", "--show-text")
    one = run(*words)
    monkeypatch.setattr(
        multiprocessing, "get_all_start_methods", lambda: ["spawn", "forkserver"]
    )
    context = multiprocessing.get_context
    monkeypatch.setattr(
        multiprocessing, "get_context", lambda name: context(name or "spawn")
    )

    assert one == run(*words, "--jobs", "2")


@pytest.mark.usefixtures("folder")
def test_few_pages_need_one_process(run, monkeypatch):
    """
    Who asks for several processes gets them where there are many pages.
    """
    monkeypatch.setattr(multiprocessing, "get_context", None)
    for number in range(6):
        Path(f"page-{number:02}.md").write_text(SAD, "utf-8")

    assert 1 == run("audit", ".", "--no-cache", "--jobs", "4")[0]
    assert 1 == run("audit", "sad.md", "--no-cache", "--jobs", "4")[0]


def test_a_process_of_its_own(folder):
    """
    A worker does what it was told when it began, and nothing before.
    """
    workers.start_worker(None)
    with pytest.raises(RuntimeError):
        workers.work(["sad.md"])
    task = Task(config=find_config())
    workers.start_worker(task)
    workers.start_worker(task)
    ((_, languages, problems, _), content), error = workers.work(["calm.txt", "no.md"])
    workers.start_worker(None)

    assert (["en"], []) == (languages, problems)
    assert digest_content((folder / "calm.txt").read_bytes()) == content
    assert "no.md" == error.name


def test_a_page_that_does_not_tell_its_size(folder):
    """
    A pipe is read until it ends, or until there is too much of it.
    """
    for size, most in ((3_000, 20_000), (300_000, 20_000)):
        os.mkfifo(folder / "pipe.txt")
        text = "a walk by the sea\n" * (size // 18)
        writer = threading.Thread(
            target=_write_pipe, args=(folder / "pipe.txt", text), daemon=True
        )
        writer.start()
        if size < most:
            assert text == read_page("pipe.txt", limits=Limits(characters=most)).text
        else:
            with pytest.raises(LimitError):
                read_page("pipe.txt", limits=Limits(characters=most))
        writer.join()
        (folder / "pipe.txt").unlink()


def _write_pipe(path, text):
    """
    Write a text to whoever reads it, as far as that goes.
    """
    with contextlib.suppress(BrokenPipeError):
        path.write_text(text, "utf-8")


def test_paths_from_the_root(folder):
    """
    A path is told from the folder of the settings, however it is named.
    """
    config = find_config()
    chooser = PageChooser(config)
    (folder / "in").mkdir()
    for name in (
        *("a.md", "in/a.md", "in/b.md", "./a.md", "in/../a.md", "..", "in/", "-"),
        *(str(folder / "a.md"), str(folder.parent / "a.md"), "../a.md", "/a.md"),
    ):
        assert config.relative(name) == chooser.relative(name)


def test_progress(folder, monkeypatch, capsys):
    """
    Who waits at a terminal sees that something is done.
    """
    moments = iter(range(100))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(auditing.time, "monotonic", lambda: next(moments))
    for _ in audit_pages(["sad.md"] * 3, Task(config=find_config())):
        pass
    wrong = capsys.readouterr().err

    assert "3 pages" in wrong
    assert wrong.endswith("\r\x1b[K")
    assert list(audit_pages([], Task(config=find_config()))) == []
    assert folder


def test_folders(folder, run):
    """
    What git ignores, what is hidden and what the settings exclude is passed over.
    """
    (folder / ".git" / "info").mkdir(parents=True)
    (folder / ".git" / "info" / "exclude").write_text("secret.md\n", "utf-8")
    (folder / ".gitignore").write_text("out/\n*.htm\n", "utf-8")
    for name in ("out/a.md", "b.htm", "in/c.md", "in/d.md", "in/.h/e.md", "secret.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(CALM, "utf-8")
    (folder / "in" / ".gitignore").write_text("!b.htm\nd.md\n", "utf-8")
    (folder / "in" / "b.htm").write_text(CALM, "utf-8")
    (folder / "link").symlink_to(folder / "in", target_is_directory=True)
    (folder / "again.md").symlink_to(folder / "sad.md")

    def audited(*words):
        _, said, wrong = run("audit", *words, "--format", "json", "--no-cache")
        return [value["file"] for value in json.loads(said)], wrong

    names, wrong = audited(".")
    assert ["again.md", "calm.txt", "in/b.htm", "in/c.md"] == names
    assert "link: a link to a folder, passed over" in wrong
    assert ["in/b.htm", "in/c.md"] == audited("in")[0]
    assert "out/a.md" in audited(".", "--no-gitignore")[0]
    assert ["in/c.md"] == audited(".", "--include", "in/*.md")[0]
    assert ["again.md", "calm.txt"] == audited(".", "--exclude", "in/")[0]
    assert ["out/a.md"] == audited("out/a.md")[0]
    assert ["in/c.md"] == audited("in/c.md", "./in/c.md", "in/c.md")[0]
    assert ["-", "-x"] == list(find_files(["-", "-x", "-"]))
    (folder / "gone.md").symlink_to(folder / "nowhere.md")
    silent = Walk(relative=str)
    assert len(list(find_files(["."], silent))) == 4


def test_feeds_are_found_in_folders(run, folder):
    """
    Feeds are known by their root where their names do not tell; other XML is no page,
    and nothing is said of it.
    """
    feed = (
        f"<rss><channel><item><description>{SAD}</description></item></channel></rss>"
    )
    for name in ("a.rss", "b.atom", "c.xml", "d.XML"):
        (folder / name).write_text(f"<?xml version='1.0'?>\n{feed}", "utf-8")
    (folder / "sitemap.xml").write_text("<urlset><url/></urlset>", "utf-8")
    (folder / "chart.svg").write_text("<svg/>", "utf-8")
    status, said, wrong = run("audit", ".", "--exclude", "d.XML", "--format", "jsonl")
    files = [json.loads(line).get("file") for line in said.splitlines()]

    assert (1, "") == (status, wrong)
    assert ["a.rss", "b.atom", "c.xml", "sad.md"] == sorted({*files} - {None})
    assert "sitemap.xml" not in said
    assert ["sitemap.xml"] == list(find_files(["sitemap.xml"]))


def test_a_folder_that_cannot_be_read(run, folder, monkeypatch):
    """
    A folder that cannot be read is said, and the others are read.
    """
    (folder / "locked").mkdir()
    scandir = os.scandir

    def fail(path):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", fail)
    status, said, wrong = run("audit", ".")

    assert 2 == status
    assert "locked: permission denied" in wrong
    assert "sad.md" in said
    assert [] == list(find_files(["locked"]))


def test_checks(run):
    """
    The checks and the profiles of wording can be listed.
    """
    said = run("checks")[1]
    rows = json.loads(run("checks", "--format", "json")[1])

    assert "warning-missing          error " in said
    assert "mindframe-suicide        off " in said
    assert len(Code) == sum("id" in row for row in rows)


def test_output_that_cannot_be_written(run, folder):
    """
    A place that cannot be written to is said.
    """
    status, _, wrong = run("audit", ".", "--output", "no/such/file")

    assert (2, True) == (status, "no/such/file: no such file" in wrong)
    assert folder


def test_writing(folder, monkeypatch):
    """
    A page that was changed, that may not be written, or that does not fit is left.
    """
    path = folder / "sad.md"
    page = read_page(str(path))
    path.write_text("other", "utf-8")
    with pytest.raises(InputError, match="it was changed while"):
        write_page(page, "x")
    page = read_page(str(path))
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputError, match="see that it can be written to"):
        write_page(page, "x")
    monkeypatch.undo()

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InputError, match="no space left"):
        write_page(page, "x")
    assert "other" == path.read_text("utf-8")
    assert [] == [p for p in folder.iterdir() if p.name.endswith(".cwkit")]
    monkeypatch.undo()
    path.unlink()
    with pytest.raises(InputError, match="no such file"):
        write_page(page, "x")
    with pytest.raises(InputError, match="does not fit into ascii"):
        encode_page(attrs.evolve(page, encoding="ascii"), "é")
    with pytest.raises(InputError, match="cannot be written back"):
        encode_page(attrs.evolve(page, data=b"y"), "x")


def test_a_link_stays_a_link(run, folder):
    """
    What a link names is written, and the link is kept.
    """
    (folder / "real").mkdir()
    (folder / "sad.md").rename(folder / "real" / "sad.txt")
    (folder / "sad.md").symlink_to(folder / "real" / "sad.txt")
    run("audit", "sad.md", "--fix")

    assert (folder / "sad.md").is_symlink()
    assert "cwkit:start" in (folder / "real" / "sad.txt").read_text("utf-8")


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "utf-16-be", "koi8-r"])
def test_encodings_are_kept(run, folder, encoding):
    """
    A page is written back in its own encoding.
    """
    declared = "" if encoding.startswith("utf") else f'<meta charset="{encoding}">'
    text = f"{declared}<h1>Memoir</h1>\n<p>{SAD}</p>\n"
    data = text.encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    path = folder / "page.html"
    path.write_bytes(data)

    assert 0 == run("audit", "page.html", "--fix", "--language", "en")[0]
    assert b"c\0w\0k\0i\0t" in path.read_bytes() or b"cwkit" in path.read_bytes()
    run("remove", "page.html")
    assert data == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "head", "encoding"),
    [
        ("a.xhtml", b'<?xml version="1.0" encoding="iso-8859-1"?>', "windows-1252"),
        ("a.rst", b".. -*- coding: koi8-r -*-\n", "koi8-r"),
        ("a.txt", b"\xff\xfe\0\0x\0\0\0", "utf-32-le"),
    ],
)
def test_declared_encodings(folder, name, head, encoding):
    """
    A page's own word on its encoding is believed, in the way of its format.
    """
    (folder / name).write_bytes(head)

    assert encoding == read_page(str(folder / name)).encoding


def test_killing_leaves_whole_files(folder):
    """
    Whenever the program is killed, each file is as it was or as it becomes.
    """
    old = f"# A memoir\n\n{SAD}"
    key = [f"page-{number:02}.md" for number in range(40)]
    new = {
        name: cwkit.audit(old, media_type="text/markdown", place="GB", key=name).fixed()
        for name in key
    }
    for wait in (0.3, 0.6, 0.9):
        for name in key:
            (folder / name).write_text(old, "utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "cwkit", "audit", "--fix", "."],
            stdout=subprocess.DEVNULL,
        )
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()

        assert all(
            (folder / name).read_text("utf-8") in (old, new[name]) for name in key
        )


def test_tells_nothing_checked_from_nothing_wrong(run, folder):
    """
    A folder without pages is not said to be without problems.
    """
    (folder / "empty").mkdir()

    assert (2, "0 pages: nothing was checked\n") == run("audit", "empty")[:2]
