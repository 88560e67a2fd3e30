"""
The demonstration site: every check finds its fault there, and nothing else.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cwkit.audit import Code
from cwkit.cli import main

SITE = Path(__file__).parents[1] / "examples" / "site"


@pytest.fixture
def site(tmp_path, monkeypatch):
    """
    A copy of the site, in which commands are run.
    """
    shutil.copytree(SITE, tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


def read_all(site):
    """
    Return the bytes of all files by path.
    """
    return {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("site")
def test_the_audit_says_what_is_expected(capsys):
    """
    The report is the golden one, to the letter.
    """
    main(["audit", "."])
    said = capsys.readouterr().out.replace("\\", "/")

    assert (SITE / "expected.txt").read_text("utf-8") == said


@pytest.mark.usefixtures("site")
def test_every_check_finds_something(capsys):
    """
    Each check has a page with its fault.
    """
    main(["audit", ".", "--format", "jsonl"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert set(map(str, Code)) == {row["code"] for row in rows}


def test_mending_leaves_only_what_people_must_do(site, capsys):
    """
    Mending twice is mending once, and what is left can be mended by people only.
    """
    main(["audit", ".", "--fix"])
    mended = read_all(site)
    main(["audit", ".", "--fix"])
    capsys.readouterr()
    main(["audit", ".", "--format", "jsonl"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert mended == read_all(site)
    assert not [row for row in rows if row["fixable"]]


def test_what_was_inserted_can_be_taken_out(site):
    """
    Inserting and taking out gives back every byte; a banner that was there is not ours
    to keep.
    """
    main(["remove", "."])
    before = read_all(site)

    assert 0 == main(["insert", "."])
    assert before != read_all(site)
    assert 0 == main(["update", ".", "--check"])
    assert 0 == main(["remove", "."])
    assert before == read_all(site)
