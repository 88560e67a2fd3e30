"""
How banners stand on a page: width, targets, focus, print, and what they ask for.
"""

from __future__ import annotations

import re
import unicodedata

import pytest
from browser_pages import build_banner_of
from strategies_banner import CASES, FIXTURES, LOCALES, load_fixture

from cwkit.banner.runs import PAGE_ONLY, Listing, Paragraph, plain

SMALL = {"width": 320, "height": 640}

# Links that stand alone are large enough; those in a line of text need not be.
FIND_SMALL = """
[...document.querySelectorAll('.cwkit-actions a, .cwkit-exit a, summary')]
  .map(link => link.getBoundingClientRect())
  .filter(box => box.width < 24 || box.height < 24).length
"""

# What has the focus: where it stands, its outline, and whether that can be seen.
FIND_FOCUS = """
(() => {
  const here = document.activeElement;
  if (here === document.body) return null;
  const style = getComputedStyle(here);
  const all = [...document.querySelectorAll('a[href], summary')];
  return {
    at: all.indexOf(here),
    count: all.length,
    width: parseFloat(style.outlineWidth),
    style: style.outlineStyle,
    colour: style.outlineColor,
    box: here.getBoundingClientRect().toJSON(),
  };
})()
"""


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_asks_for_nothing_and_fits_a_phone(visit, locale):
    """
    Under a strict policy nothing is refused and nothing is fetched, and at 320 px
    nothing is wider than the page; links that stand alone can be hit.
    """
    seen = visit(viewport=SMALL)
    page = seen.go(f"{locale}.html")

    assert {f"{locale}.html", "page.css", "banner.css"} == {
        url.rpartition("/")[2] for url in seen.requests
    }
    assert [] == seen.complaints
    assert 320 >= page.evaluate("document.documentElement.scrollWidth")
    assert 0 == page.evaluate(FIND_SMALL)


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_focus_goes_in_order_and_can_be_seen(visit, locale):
    """
    The Tab key meets every link once, in the order of the page, and shows where it is.
    """
    page = visit(viewport={"width": 700, "height": 800}).go(f"{locale}.html")
    places = []
    for _ in range(500):
        page.keyboard.press("Tab")
        focus = page.evaluate(FIND_FOCUS)
        if focus is None or focus["at"] in places:
            break
        assert focus["width"] >= 3
        assert "solid" == focus["style"]
        assert focus["box"]["height"] > 0
        places.append(focus["at"])

    assert list(range(len(places))) == places
    assert page.evaluate("document.querySelectorAll('a[href], summary').length") == len(
        places
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_the_link_past_a_section_leads_past_it(visit, scripts):
    """
    Enter on the link moves the focus to the end of the section, without any script.
    """
    page = visit(java_script_enabled=scripts).go("section.html")
    end = build_banner_of(FIXTURES / "section.toml", "en").warning.id + "-end"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.url.endswith(f"#{end}")
    assert 1 == page.locator(f"#{end}:focus").count()


def test_a_fold_opens_with_the_keyboard(visit):
    """
    Readers open what is folded with the Enter key, and see it.
    """
    page = visit().go("folded.html")
    content = page.locator("details p")

    assert not content.is_visible()
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    assert content.is_visible()


def test_links_to_support_open_nothing_else(visit):
    """
    The link to the support block stays on the page.
    """
    seen = visit()
    page = seen.go("standard.html")
    asked = len(seen.requests)
    page.get_by_role("link", name="Get support").click()

    assert page.url.endswith("-help")
    assert asked == len(seen.requests)


@pytest.mark.parametrize("locale", ["en", "de", "fr", "pl", "tr", "uk"])
def test_print_is_complete(visit, read_pdf, locale, tmp_path):
    """
    Paper shows every line that a page shows, but for links inside the page and off it;
    what is folded stands open.
    """
    page = visit().go(f"{locale}.html")
    file = tmp_path / "print.pdf"
    page.pdf(path=file)
    printed = _find_letters(read_pdf(file))
    wanted = {_find_letters(load_fixture(path).get("content", "")) for path in CASES}
    unwanted = set()
    for path in CASES:
        banner = build_banner_of(path, locale)
        for part in banner.parts:
            blocks = part.blocks() if not part.style.line else [Paragraph(part.line())]
            for block in blocks:
                phrases = (
                    [
                        phrase
                        for row in block.items
                        for phrase in (row.phrase, *row.inner)
                    ]
                    if isinstance(block, Listing)
                    else [block.phrase]
                )
                kind = getattr(block, "kind", "text")
                chosen = unwanted if kind in PAGE_ONLY else wanted
                if kind != "pointer":
                    chosen.update(_find_letters(plain(phrase)) for phrase in phrases)

    # A reader of paper in print order takes names from right to left apart.
    one_way = {text for text in wanted if not re.search("[\u0590-\u06ff]", text)}
    assert len(one_way) > 20
    assert set() == {text for text in one_way if text not in printed}
    # The words of a link may stand in a sentence, too.
    alone = {text for text in unwanted if not any(text in each for each in wanted)}
    assert len(alone) > 3
    assert set() == {text for text in alone if text in printed}


def _find_letters(text):
    """Return letters and digits alone: paper breaks lines where it likes."""
    # Fonts have one sign for "fi", and others for letters with marks.
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_with_a_switch_of_its_own_is_followed(visit, scheme):
    """
    An attribute on any element above decides, whatever the system prefers.
    """
    other = {"light": "dark", "dark": "light"}[scheme]
    page = visit(color_scheme=other).go("standard.html")
    page.evaluate(f"document.documentElement.dataset.cwkitScheme = '{scheme}'")
    colour = page.evaluate(
        "getComputedStyle(document.querySelector('section.cwkit')).backgroundColor"
    )
    light = sum(map(int, re.findall(r"\d+", colour)[:3])) > 384

    assert (scheme == "light") == light
