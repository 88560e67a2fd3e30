"""
What screen readers are given: golden files of the accessibility tree.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from strategies_banner import CASES, LOCALES

GOLDEN = Path(__file__).parent / "golden"


def compare(name, found, *, writes):
    """
    Compare a tree with its golden file, or write that.
    """
    file = GOLDEN / f"{name}.yaml"
    if writes:
        file.write_text(f"{found}\n", "utf-8")

    assert file.read_text("utf-8").rstrip("\n") == found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_fixture(visit, writes, path):
    """
    The tree of each fixture is as it was.
    """
    page = visit().go(f"{path.stem}.html")

    compare(path.stem, page.locator("body").aria_snapshot(), writes=writes)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language(visit, writes, locale):
    """
    The tree of the standard banner is as it was, in each language.
    """
    page = visit().go(f"{locale}.html")
    found = page.locator("#case-standard").aria_snapshot()

    compare(f"standard.{locale}", found, writes=writes)
