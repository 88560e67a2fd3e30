"""
The commands where no place, or no guideline, is known: they say what they leave.
"""

from __future__ import annotations

import pytest

SAD = "# A memoir\n\nShe was bullied at school. Being bullied wore her down.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """
    A folder with two pages and no settings, in which commands are run.
    """
    monkeypatch.chdir(tmp_path)
    for name in ("one.md", "two.md"):
        (tmp_path / name).write_text(SAD, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_an_audit_without_a_place_says_so_once(run):
    """
    Who is told nothing of support should know why.
    """
    _, _, wrong = run("audit", "one.md", "two.md")
    _, _, placed = run("audit", "--place", "GB", "one.md", "two.md")

    assert 1 == wrong.count("no place is known")
    assert "--place" in wrong
    assert "" == placed


@pytest.mark.usefixtures("folder")
def test_wording_without_a_guideline_says_so_once(run):
    """
    The check of wording finds nothing until a guideline is chosen.
    """
    _, _, wrong = run(
        "audit", "--place", "GB", "--enable", "wording", "one.md", "two.md"
    )
    options = ("--enable", "wording", "--wording", "mindframe-suicide")
    _, _, chosen = run("audit", "--place", "GB", *options, "one.md")

    assert 1 == wrong.count("no guideline was chosen")
    assert "mindframe-suicide" in wrong
    assert "" == chosen
