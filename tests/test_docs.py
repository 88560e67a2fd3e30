"""
The documentation keeps up with the code: its data decodes, its lists are complete.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from update_checks import write_checks

import cwkit
from cwkit.banner import FORMATS
from cwkit.cli import main
from cwkit.detect.proof import prove_files
from cwkit.errors import UnknownPlaceError
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


def test_overlay_example_decodes():
    """
    The overlay that newsrooms copy is one that cwkit reads, and its ids are there.
    """
    (text,) = read_toml("how-to/run-a-newsroom.md")
    directory = cwkit.load_overlay({"newsroom.toml": text})

    assert "newsroom.toml" == directory.helpline("au.our-partner").origin


def test_special_places_are_what_the_page_says():
    """
    Each row on special places is true, also of the codes that an error names.
    """
    page = (DOCS / "reference" / "places.md").read_text("utf-8")
    rows = re.findall(
        r"^\| `([^`]+)` \| (`[^`]+`|refused) \| (.*)\|$", page, re.MULTILINE
    )

    assert len(rows) > 30
    for written, meant, note in rows:
        if meant == "refused":
            with pytest.raises(UnknownPlaceError) as caught:
                cwkit.place(written)
            for code in re.findall(r"`([A-Z]{2}(?:-[A-Z]+)?)`", note):
                assert written == "de-BE" or code in str(caught.value)
        else:
            assert meant == f"`{cwkit.place(written)}`"


def test_the_page_on_coverage_has_room_for_its_tables():
    """
    The tables are made when the documentation is built, so that they cannot be old.
    """
    page = (DOCS / "reference" / "coverage.md").read_text("utf-8")
    configuration = (DOCS / "conf.py").read_text("utf-8")
    (hole,) = re.findall("<!-- .* -->", page)

    assert hole in configuration
    assert "coverage().tables()" in configuration


@pytest.mark.parametrize("text", read_toml("how-to/write-a-pack.md"))
def test_pack_examples_are_sound(text):
    """
    The rows that people copy are ones that cwkit reads, and hold what they say.
    """
    topics = cwkit.taxonomy()
    known = text.replace('"weather"', '"violence"')
    remarks = prove_files({"zz/_words.toml": known}, taxonomy=topics)

    assert [] == [str(remark) for remark in remarks if not remark.advice]


def test_every_command_and_option_is_described(capsys):
    """
    The page on the command line names each command and each option.
    """
    page = (DOCS / "reference" / "command-line.md").read_text("utf-8")
    shown = ask_for_help(capsys)
    commands = re.findall(r"^    ([a-z]+)(?:$|  )", shown, re.MULTILINE)
    options = set(re.findall(r"--[a-z-]+", shown))
    for command in [*commands, "data check", "config show"]:
        options |= set(re.findall(r"--[a-z-]+", ask_for_help(capsys, *command.split())))

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


def test_every_format_of_a_banner_is_described():
    """
    The page on formats has a row for each, in no other order than any.
    """
    page = (DOCS / "reference" / "banner-formats.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| `", page, re.MULTILINE)

    assert sorted(FORMATS) == sorted(rows)


def test_every_class_of_a_banner_is_described():
    """
    What a style sheet may hang on stands on the page on formats.
    """
    page = (DOCS / "reference" / "banner-formats.md").read_text("utf-8")
    css = (SOURCE / "data" / "banner.css").read_text("utf-8")

    assert [] == [
        name
        for name in sorted(set(re.findall(r"\.(cwkit[\w-]*)", css)))
        if f"`{name}`" not in page
    ]


def test_every_example_of_a_banner_has_a_picture():
    """
    The gallery shows each example that shows anything.
    """
    names = {
        path.stem
        for path in (DOCS.parent / "tests" / "data" / "banner").glob("[a-z]*.toml")
    }
    pictures = {
        path.stem.removeprefix("banner-")
        for path in (DOCS / "pictures").glob("*-*.png")
    }

    assert names - {"nothing"} <= pictures


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
