"""
The documentation keeps up with the code: its data decodes, its lists are complete.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from update_checks import write_checks

import cwkit
from cwkit.cli import main
from cwkit.helplines import decode_helplines, decode_retired

DOCS = Path(__file__).parents[1] / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
SOURCE = DOCS.parent / "src" / "cwkit"

TOML = re.compile(r"^```toml\n(.*?)^```$", re.DOTALL | re.MULTILINE)

FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def read_toml(page: str) -> list[str]:
    return TOML.findall((DOCS / page).read_text("utf-8"))


def ask_for_help(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    return capsys.readouterr().out


def test_helpline_example_decodes():
    """
    The record that people copy is one that cwkit reads.
    """
    record, _ = read_toml("how-to/add-a-helpline.md")
    (helpline,) = decode_helplines(record, file="ZZ.toml")

    assert "zz.example-line" == helpline.id


def test_retired_example_decodes():
    """
    The row for a number that no longer answers is one that cwkit reads.
    """
    record, row = read_toml("how-to/add-a-helpline.md")
    head = record.partition("[[")[0]
    (retired,) = decode_retired(head + row, file="ZZ.toml")

    assert "zz.example-line" == retired.replaced_by


def test_every_command_and_option_is_described(capsys):
    """
    The page on the command line names each command and each option.
    """
    page = (DOCS / "reference" / "command-line.md").read_text("utf-8")
    shown = ask_for_help(capsys)
    commands = re.findall(r"^    ([a-z]+)(?:$|  )", shown, re.MULTILINE)
    options = set(re.findall(r"--[a-z-]+", shown))
    for command in commands:
        options |= set(re.findall(r"--[a-z-]+", ask_for_help(capsys, command)))
    options |= set(re.findall(r"--[a-z-]+", ask_for_help(capsys, "config", "show")))

    assert "demo" in commands
    assert [] == [name for name in commands if f"`cwkit {name}" not in page]
    assert [] == [name for name in sorted(options) if f"`{name}`" not in page]


def test_catalogue_of_checks_is_in_step():
    """
    The page on checks is what the data makes of it.
    """
    page = (DOCS / "reference" / "checks.md").read_text("utf-8")

    assert write_checks() == page, "run `python tests/update_checks.py`"


def test_every_function_of_the_front_door_is_described():
    """
    The page on the front door describes each function that `cwkit` gives out.
    """
    page = (DOCS / "reference" / "front-door.md").read_text("utf-8")
    described = re.findall(r"^\.\. autofunction:: cwkit\.(\w+)$", page, re.MULTILINE)

    assert [name for name in cwkit.__all__ if name.islower()] == sorted(described)


def test_every_room_has_a_page():
    """
    Each public room is described, but for the front door and the command line.
    """
    rooms = {
        path.stem
        for path in SOURCE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    pages = {path.stem for path in (DOCS / "reference" / "rooms").glob("*.md")}

    roof = {"__init__", "__main__", "cli", "ext", "front"}

    assert sorted(rooms - roof) == sorted(pages - {"index"})


def test_glossary_is_sorted():
    """
    A word is found where the alphabet puts it.
    """
    page = (DOCS / "reference" / "glossary.md").read_text("utf-8")
    words = re.findall(r"^([a-z].*)$", page, re.MULTILINE)

    assert sorted(words) == words


@pytest.mark.parametrize(
    "path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix()
)
def test_one_sentence_a_line(path):
    """
    Prose has one sentence a line, so that a change shows what it changes.
    """
    prose = FENCE.sub("", path.read_text("utf-8"))
    lines = [line for line in prose.splitlines() if not line.startswith("|")]

    assert [] == [line for line in lines if re.search(r"[a-z][.!?] [A-Z]", line)]
