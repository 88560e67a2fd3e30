"""
The report of an audit in a real browser: axe finds nothing, and it asks for nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cwkit.cli import main

SITE = Path(__file__).parents[2] / "examples" / "site"
SMALL = {"width": 320, "height": 640}

# What is wider than the page, by itself or because of what it holds.
FIND_WIDE = """
[...document.querySelectorAll('body, body *')]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 0.5
    || one.scrollWidth > innerWidth)
  .map(one => one.outerHTML.slice(0, 80))
"""
FIND_SMALL = """
[...document.querySelectorAll('summary')]
  .map(one => one.getBoundingClientRect())
  .filter(box => box.width < 24 || box.height < 24).length
"""
OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true; })"


@pytest.fixture
def report(tmp_path, monkeypatch):
    """
    Return a function that writes the report of the demonstration site, and of a page
    whose name and words are long.
    """
    monkeypatch.chdir(SITE)
    long = tmp_path / f"{'a-name-without-end-' * 8}.txt"
    long.write_text(f"{'word' * 60} She was bullied at school. {'x' * 90}\n", "utf-8")

    def write(*options):
        file = tmp_path / "report.html"
        names = [".", str(long), "--output", str(file)]
        main(["audit", "--format", "html", *names, *options])
        return file.read_text("utf-8")

    return write


@pytest.mark.parametrize("options", [(), ("--show-text",)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report(visit, check_axe, report, scheme, options):
    """
    It passes every rule, folded and unfolded, with and without the words found; it fits
    a phone, holds no script and fetches nothing.
    """
    written = report(*options)
    seen = visit(bypass_csp=True, color_scheme=scheme, viewport=SMALL)
    page = seen.page
    page.set_content(written)

    assert page.evaluate("document.querySelectorAll('details').length") > 10
    assert 0 == page.evaluate("document.scripts.length")
    assert bool(options) is not ("·" in page.evaluate("document.body.textContent"))
    assert [] == check_axe(page)
    assert [] == page.evaluate(FIND_WIDE)
    page.evaluate(OPEN)
    assert [] == check_axe(page)
    assert [] == page.evaluate(FIND_WIDE)
    assert 0 == page.evaluate(FIND_SMALL)
    assert [] == seen.requests
    assert [] == seen.complaints


def test_the_report_would_say_so(visit, check_axe, report):
    """
    The checks are awake: a report that is spoilt fails them.
    """
    page = visit(bypass_csp=True, viewport=SMALL).page
    page.set_content(report())
    page.evaluate(
        "document.querySelector('h2').style.color = '#999';"
        "document.querySelector('h2').style.width = '400px'"
    )

    assert {"color-contrast"} == {line.partition(":")[0] for line in check_axe(page)}
    assert [] != page.evaluate(FIND_WIDE)
