"""
The command line: every command, what it says, and how it ends.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import cwkit
from cwkit.cli import files, main
from cwkit.cli.files import read_page
from cwkit.cli.walk import find_files
from cwkit.errors import InputError, LimitError
from cwkit.text import Limits

CALM = "A walk by the sea.\n"
WARNED = "Content warning: bereavement.\n\nThe funeral is on Friday.\n"
# The words are in the shipped articles, not here.
HEAVY = cwkit.load_example("backlash-summary-us").text

PACK = """\
schema = 1
language = "zz"
topic = "death"
[[rule]]
id = "zz.death.example"
forms = ["heavy rain"]
match = ["There was heavy rain."]
no_match = ["There was no rain."]
"""


class Stdin:
    """
    Standard input with these bytes.
    """

    def __init__(self, data):
        self.buffer = io.BytesIO(data)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """
    A folder with pages, in which the command is run.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "calm.txt").write_text(CALM, "utf-8")
    (tmp_path / "heavy.txt").write_text(HEAVY, "utf-8")
    (tmp_path / "warned.txt").write_text(WARNED, "utf-8")
    (tmp_path / "page.html").write_text("<p>A walk.</p>", "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "status", "shown"),
    [
        (["demo"], 0, "Helplines for its readers"),
        (["scan", "calm.txt"], 0, "no topics found"),
        (["scan", "warned.txt"], 0, "line 1: death"),
        (["scan", "heavy.txt"], 1, "to be named in a warning"),
        (["scan", "--media-type", "text/markdown", "calm.txt"], 0, "calm.txt"),
        (["scan", "--language", "en", "calm.txt"], 0, "none"),
        (["scan", "--explain", "calm.txt"], 0, "nothing to decide"),
        (["scan", "--explain", "heavy.txt"], 1, "found: "),
        (["banner", "calm.txt"], 0, ""),
        (["banner", "heavy.txt"], 0, "Content warning: "),
        (["banner", "heavy.txt", "--place", "AU"], 0, "Support\n"),
        (["banner", "heavy.txt", "--place", "AU", "--place", "NZ"], 0, "New Zealand"),
        (["banner", "heavy.txt", "--locale", "de"], 0, "Inhaltswarnung"),
        (["banner", "heavy.txt", "--style", "wire"], 0, "Editor’s note"),
        (["banner", "heavy.txt", "--format", "html"], 0, "<section"),
        (["banner", "heavy.txt", "--format", "markdown"], 0, "**Content warning"),
        (["banner", "heavy.txt", "--format", "rst"], 0, ".. "),
        (["helplines", "AU-NSW", "--topic", "suicide"], 0, "Lifeline"),
        (["helplines", "AU", "--audience", "youth", "--limit", "2"], 0, "evidence of"),
        (["helplines", "UK", "--language", "en"], 0, "Samaritans"),
        (["helplines", "AU", "--limit", "0"], 1, ""),
        (["audit", "calm.txt", "--place", "US"], 0, "1 page: no problems"),
        (["audit", "heavy.txt", "--place", "US"], 1, "3:1: error: warning-missing: "),
        (["audit", ".", "--place", "US"], 1, "heavy.txt"),
        (["topics"], 0, "bereavement"),
        (["--version"], 0, "cwkit "),
        (["--help"], 0, "Exit status"),
    ],
)
def test_commands(run, words, status, shown):
    """
    A command says its piece, and its exit status says whether something is wrong.
    """
    ended, said, wrong = run(*words)

    assert (status, "") == (ended, wrong)
    assert shown in said


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["demo"], {"example", "place", "report", "audit", "helplines", "banner"}),
        (["scan", "heavy.txt"], {"file", "offsetUnit", "topics", "warn", "findings"}),
        (["scan", "--explain", "heavy.txt"], {"file", "offsetUnit", "decisions"}),
        (["banner", "heavy.txt", "--place", "AU"], {"file", "warning", "support"}),
        (["helplines", "AU"], {"id", "name", "channels", "sources", "why"}),
        (
            ["audit", "heavy.txt", "--place", "US"],
            {"file", "offsetUnit", "ok", "problems"},
        ),
        (["topics"], {"id", "kind", "definition", "broader"}),
    ],
)
def test_json(run, words, keys):
    """
    Programs read a list of values, one for each thing that was asked about.
    """
    _, said, wrong = run(*words, "--format", "json")
    (value, *_) = json.loads(said)

    assert "" == wrong
    assert keys <= value.keys()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "cwkit: the following arguments are required: COMMAND; see cwkit --help"),
        (["dance"], "cwkit: argument COMMAND: invalid choice: 'dance'"),
        (["scan"], "cwkit scan: the following arguments are required: FILE; see cwkit"),
        (["scan", "clam.txt"], "cwkit: clam.txt: no such file or directory; did you m"),
        (["scan", "zzzzz"], "cwkit: zzzzz: no such file or directory"),
        (["scan", "no/such.txt"], "cwkit: no/such.txt: no such file or directory"),
        (["scan", "empty"], "cwkit: no pages found in what was named; name files, or"),
        (["scan", "calm.txt/x"], "cwkit: calm.txt/x: not a directory"),
        (["banner", "calm.txt", "--style", "x"], 'cwkit: unknown style "x"; known: '),
        (["banner", "calm.txt", "--place", "Nowhereland"], "cwkit: unknown place"),
        (["banner", "calm.txt", "--locale", "not a locale"], "cwkit: "),
        (["audit", "calm.txt", "--place", "Nowhereland"], "cwkit: unknown place"),
        (["audit", "calm.txt", "--locale", "not a locale"], "cwkit: "),
        (["helplines", "Nowhereland"], 'cwkit: unknown place "Nowhereland"'),
        (["helplines", "AU", "--topic", "wether"], 'cwkit: unknown topic "wether"'),
        (["helplines", "AU", "--audience", "zzz"], "cwkit: "),
        (["helplines", "AU", "--limit", "-1"], "cwkit: the limit is -1"),
        (["helplines", "AU", "--limit", "x"], "cwkit helplines: argument --limit"),
        (["packs", "check", "calm.txt"], "cwkit: calm.txt, line 1: not valid TOML"),
        (["packs", "check", "empty"], "cwkit: no packs found in what was named; name"),
        (["packs", "build", "calm.txt"], "cwkit: calm.txt, line 1: not valid TOML"),
    ],
)
def test_misuse(run, folder, words, message):
    """
    What cannot be done is said in one clear line, without a traceback.
    """
    (folder / "empty").mkdir()
    status, _, wrong = run(*words)

    assert 2 == status
    assert wrong.startswith(message)
    assert 1 == wrong.count("\n")


@pytest.mark.usefixtures("folder")
def test_one_unreadable_file_does_not_stop_the_others(run):
    """
    The others are still read, and the command ends with misuse.
    """
    status, said, wrong = run("scan", "zzzzz", "heavy.txt")

    assert 2 == status
    assert "heavy.txt" in said
    assert "zzzzz" in wrong


@pytest.mark.usefixtures("folder")
def test_evidence_is_shown_on_request_only(run):
    """
    The words found may hurt; they are shown to whoever asks.
    """
    finding = cwkit.scan(HEAVY).findings[0]
    words = " ".join(finding.span.of(HEAVY).split())
    _, masked, _ = run("scan", "heavy.txt")
    _, shown, _ = run("scan", "--show-text", "heavy.txt")

    assert repr(words) not in masked
    assert repr(words) in shown
    assert finding.rule in masked


def test_late_and_vague_warnings_are_told(run, folder):
    """
    What is wrong with a warning that stands there is said.
    """
    (folder / "late.txt").write_text(f"{HEAVY}\n\nContent warning: beware\n", "utf-8")
    _, said, _ = run("scan", "late.txt")

    assert "names no topic, after what it warns of" in said


def test_standard_input(run, monkeypatch):
    """
    "-" is standard input, as plain text unless said otherwise.
    """
    monkeypatch.setattr(sys, "stdin", Stdin(b"<p>A walk.</p>"))
    status, said, _ = run("scan", "-", "--format", "json", "--media-type", "text/html")
    (value,) = json.loads(said)

    assert (0, "standard input", "text/html") == (
        status,
        value["file"],
        value["mediaType"],
    )


def test_folders(folder):
    """
    A folder stands for the pages below it; hidden folders and other files do not count.
    """
    for name in (".git/x.txt", "b/A.HTML", "b/c/d.md", "b/e.py", "a/f.markdown"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", "utf-8")

    assert [
        "-",
        "b/e.py",
        "calm.txt",
        "heavy.txt",
        "page.html",
        "warned.txt",
        "a/f.markdown",
        "b/A.HTML",
        "b/c/d.md",
    ] == [Path(name).as_posix() for name in find_files(["-", "b/e.py", "."])]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.html", "text/html"),
        ("a.HTM", "text/html"),
        ("a.md", "text/markdown"),
        ("a.txt", "text/plain"),
        ("a", "text/plain"),
    ],
)
def test_media_types(tmp_path, name, media_type):
    """
    The name tells how a file is written; the caller knows better.
    """
    path = tmp_path / name
    path.write_text("x", "utf-8")

    assert media_type == read_page(str(path)).media_type
    assert "text/html" == read_page(str(path), media_type="text/html").media_type


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("café".encode(), "café"),
        (b"", ""),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "café"),
        ("café".encode("utf-16"), "café"),
        ("\ufeffcafé".encode("utf-16-be"), "café"),
        (b'<meta charset="windows-1252">\x93x\x94', '<meta charset="windows-1252">“x”'),
        (b"<META http-equiv=x content='a; charset=koi8-r'>\xd1", None),
        (b"<meta charset=utf-16>caf\xc3\xa9", "<meta charset=utf-16>café"),
        (b"a\r\nb", "a\r\nb"),
    ],
)
def test_encodings(tmp_path, data, text):
    """
    A mark or a declaration tells the encoding; without either it is UTF-8.
    """
    path = tmp_path / "a.html"
    path.write_bytes(data)
    page = read_page(str(path))

    assert text == page.text or (text is None and page.text.endswith("я"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"a\nb\xff",
            "a.html, line 2: this is not utf-8; save it as UTF-8, or declare",
        ),
        (b"\x89PNG\0\0", "a.html: this is no text; name a text file"),
        (b"<meta charset=zzz>", 'the page declares an unknown encoding "zzz"; correct'),
        (b"<meta charset=hex>", 'the page declares an unknown encoding "hex"'),
        (b"<meta charset=undefined>", "a.html: this is not undefined"),
        (b"\xff\xfea", "this is not utf-16"),
    ],
)
def test_what_is_no_text(tmp_path, data, message):
    """
    What cannot be decoded is refused with its place, and never guessed.
    """
    path = tmp_path / "a.html"
    path.write_bytes(data)

    with pytest.raises(InputError) as caught:
        read_page(str(path))

    assert message in str(caught.value)


def test_a_folder_is_no_file(tmp_path):
    """
    A folder cannot be read as a file.
    """
    with pytest.raises(InputError, match="is a directory"):
        read_page(str(tmp_path))


def test_an_error_without_words(monkeypatch, tmp_path):
    """
    An error of the system that says nothing itself is shown as it is.
    """

    def fail(*_):
        raise OSError

    monkeypatch.setattr(files.Path, "open", fail)

    with pytest.raises(InputError):
        read_page(str(tmp_path / "x"))


def test_a_file_that_is_too_large(tmp_path):
    """
    Limits hold for files too, and no more than needed is read.
    """
    path = tmp_path / "a.txt"
    path.write_text("x" * 99, "utf-8")

    with pytest.raises(LimitError, match=r"a\.txt: the text has"):
        read_page(str(path), limits=Limits(characters=10))


def test_packs_check(run, folder):
    """
    A pack is proved by its own examples.
    """
    (folder / "packs").mkdir()
    path = folder / "packs" / "zz.toml"
    path.write_text(PACK, "utf-8")

    assert (0, "1 rules, all examples hold\n", "") == run("packs", "check", "packs")
    assert (0, "[]\n", "") == run("packs", "check", str(path), "--format", "json")

    path.write_text(PACK.replace('"There was heavy rain."', '"It snows."'), "utf-8")
    status, said, _ = run("packs", "check", str(path))

    assert 1 == status
    assert (
        f'{path}, line 5, rule "zz.death.example": "It snows.": not found; '
        "add the form it uses\n"
    ) == said


def test_packs_build(run, folder):
    """
    A pack is compiled to one file a language.
    """
    (folder / "zz.toml").write_text(PACK, "utf-8")

    assert 0 == run("packs", "build", "zz.toml")[0]
    assert "zz" == json.loads((folder / "zz.json").read_text("utf-8"))["language"]
    # What was built before stays.
    assert 0 == run("packs", "build", "zz.toml")[0]

    # A folder that is not there is made.
    assert 0 == run("packs", "build", "zz.toml", "--output", "new/folder")[0]
    assert (folder / "new" / "folder" / "zz.json").is_file()

    status, _, wrong = run("packs", "build", "zz.toml", "--output", "calm.txt")

    assert 2 == status
    assert wrong.startswith("cwkit: calm.txt: file exists; name a folder that can be")


def test_ids_of_packs_that_cwkit_ships(run, folder):
    """
    A pack of one's own that takes an id that cwkit ships is told so; the shipped ones
    themselves are not.
    """
    text = PACK.replace('"zz', '"en').replace("en.death.example", "en.death.funeral")
    for path in (folder / "own.toml", folder / "cwkit" / "data" / "packs" / "x.toml"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    status, said, _ = run("packs", "check", "own.toml")

    assert 1 == status
    assert "a pack that cwkit ships has this id" in said
    assert 0 == run("packs", "check", str(path))[0]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("environment", "bold", "color"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_terminals(run, monkeypatch, environment, bold, color):
    """
    A terminal is shown what it can show, and what its user wants.
    """
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _, said, _ = run("banner", "heavy.txt")

    assert bold is ("\x1b[1" in said)
    assert color is (";36m" in said)


def test_narrow_streams(monkeypatch, tmp_path):
    """
    Names are written in full where the system offers a narrow encoding.
    """
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "naïve.txt").write_text("x", "utf-8")

    assert 0 == main(["scan", "naïve.txt"])
    assert "naïve.txt".encode() in out.buffer.getvalue()


def test_streams_that_cannot_be_changed():
    """
    A stream without an encoding is written to as it is.
    """
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        status = main(["topics"])

    assert 0 == status
    assert "bereavement" in out.getvalue()


def test_a_reader_that_has_gone(monkeypatch):
    """
    Whoever reads only the beginning, as `head` does, is not told of an error.
    """
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as out:
        monkeypatch.setattr(sys, "stdout", out)

        assert 0 == main(["topics"])


def test_an_interruption(run, monkeypatch):
    """
    Whoever interrupts a command knows that they did.
    """

    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("cwkit.cli._scan.run_topics", interrupt)

    assert (130, "", "") == run("topics")


def test_an_error_that_reaches_the_top(run, monkeypatch):
    """
    An error on the way is said in one line.
    """

    def fail(_):
        raise LimitError("it is too much", file="a.txt", cure="take less")

    monkeypatch.setattr("cwkit.cli._scan.run_topics", fail)

    assert (2, "", "cwkit: a.txt: it is too much; take less\n") == run("topics")


def test_as_a_module(monkeypatch, capsys):
    """
    `python -m cwkit` is the command.
    """
    monkeypatch.setattr(sys, "argv", ["cwkit", "topics"])

    with pytest.raises(SystemExit) as end:
        runpy.run_module("cwkit", run_name="__main__")

    assert 0 == end.value.code
    assert "bereavement" in capsys.readouterr().out


def test_as_a_program():
    """
    A program of its own, it ends with its status and writes UTF-8.
    """
    done = subprocess.run(
        [sys.executable, "-m", "cwkit", "helplines", "Nowhereland"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )

    assert 2 == done.returncode
    assert done.stderr.startswith(b"cwkit: unknown place")
    assert b"Traceback" not in done.stderr


def test_importing_the_program_starts_nothing():
    """
    A worker process that imports the program again does not run it again.
    """
    assert importlib.import_module("cwkit.__main__").main is main


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", ["scan", "audit"])
def test_a_language_without_rules(run, command):
    """
    A page that nothing was looked for in is not passed off as clean.
    """
    Path("page.html").write_text('<html lang="cy"><p>Helo.</p>', encoding="utf-8")

    status, _, wrong = run(command, "page.html")

    assert 2 == status
    assert "cwkit: page.html: there are no rules for its language (cy), " in wrong

    status, _, wrong = run(command, "page.html", "--language", "en")

    assert 0 == status
    assert "rules" not in wrong
    assert "for its language, so" in run(command, "calm.txt", "--language", "cy")[2]
