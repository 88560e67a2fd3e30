"""
Every fixture in every language, light and dark, in a real browser: axe finds nothing.
"""

from __future__ import annotations

import pytest
from strategies_banner import CASES, LOCALES

from cwkit.cli import main

SCHEMES = ["light", "dark"]

# Two support blocks on one page have the same name; a page of one fixture has one.
UNIQUE = "landmark-unique"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_fixture_in_every_language(visit, check_axe, locale, scheme):
    """
    WCAG 2.0 to 2.2, A and AA, best practice, and a contrast of 7 for all text.
    """
    page = visit(bypass_csp=True, color_scheme=scheme).go(f"{locale}.html")
    rules = {"color-contrast-enhanced": {"enabled": True}, UNIQUE: {"enabled": False}}

    assert [] == check_axe(page, rules=rules)
    for path in CASES:
        only = {"runOnly": {"type": "rule", "values": [UNIQUE]}, "rules": {}}
        assert [] == check_axe(page, f"{{include: ['#case-{path.stem}']}}", **only)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_fixture_alone(visit, check_axe, path, scheme):
    """
    A page with one banner passes every rule; so it does on a phone.
    """
    options = {"color_scheme": scheme, "viewport": {"width": 320, "height": 640}}
    page = visit(bypass_csp=True, **options).go(f"{path.stem}.html")

    assert [] == check_axe(page)


def test_forced_colours(visit, check_axe):
    """
    Where the system forces its colours, borders and focus stay.
    """
    page = visit(bypass_csp=True, forced_colors="active").go("en.html")
    rules = {"color-contrast-enhanced": {"enabled": True}, UNIQUE: {"enabled": False}}

    assert [] == check_axe(page, rules=rules)
    width = page.evaluate(
        "getComputedStyle(document.querySelector('section.cwkit')).borderTopWidth"
    )
    assert width != "0px"


def test_axe_would_say_so(visit, check_axe):
    """
    The checks are awake: a page that is spoilt fails them.
    """
    page = visit(bypass_csp=True).go("standard.html")
    page.evaluate(
        "document.querySelector('.cwkit p').style.color = '#696969';"
        "document.querySelector('.cwkit a').textContent = '';"
        "document.querySelector('.cwkit').insertAdjacentHTML("
        "'afterend', document.querySelector('.cwkit').outerHTML)"
    )
    found = {line.partition(":")[0] for line in check_axe(page)}

    assert {"color-contrast-enhanced", "link-name", UNIQUE} == found


def test_the_preview(visit, check_axe, axe_source, capsys):
    """
    The page that `cwkit preview` writes passes, with the pages inside of it, and asks
    for nothing.
    """
    main(["preview", "--topic", "death", "--place", "AU", "--output", "-"])
    seen = visit(bypass_csp=True)
    seen.page.set_content(capsys.readouterr().out)
    for frame in seen.page.frames:
        frame.evaluate(axe_source)

    assert len(seen.page.frames) > 10
    # A sample of mail or of a feed is no page: it may be styled by nobody.
    rules = {"target-size": {"enabled": False}}
    assert [] == check_axe(seen.page, rules=rules)
    assert [] == [url for url in seen.requests if not url.startswith("about:")]
