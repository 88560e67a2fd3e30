"""
Pages for the tests in a browser: every fixture, in a language, as a site would show it.
"""

from __future__ import annotations

import html

from strategies_banner import (
    CASES,
    build_from_options,
    load_fixture,
    read_messages,
)

from cwkit.banner import Html
from cwkit.resources import read_data

__all__ = [
    "ORIGIN",
    "PAGE_CSS",
    "POLICY",
    "build_banner_of",
    "build_page",
    "build_site",
]

ORIGIN = "https://site.test/"
"""Where the pages live; the name leads nowhere, and the tests answer for it."""

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
"""A policy that forbids every script, and every style that is no file."""

PAGE_CSS = """\
:root { color-scheme: light dark; }
body { max-width: 40rem; margin: 0 auto; padding: 0.5rem; font-family: sans-serif; }
"""


def build_banner_of(path, locale=None):
    """
    Return the banner of a fixture, in a language of its own or in another, under an id
    that no other fixture has.
    """
    options = load_fixture(path)["options"]
    changes = {"key": path.stem} | ({"locale": locale} if locale else {})
    return build_from_options(options | changes)


def build_page(locale, paths=CASES):
    """
    Return a page that shows fixtures in a language.
    """
    messages = read_messages(locale)
    cases = "\n".join(_build_case(path, locale) for path in paths)
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{locale}" dir="{messages.direction}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Banners ({locale})</title>\n"
        '<link rel="stylesheet" href="page.css">\n'
        '<link rel="stylesheet" href="banner.css">\n'
        "</head>\n<body>\n<main>\n<h1>Banners</h1>\n"
        f"{cases}\n</main>\n</body>\n</html>\n"
    )


def _build_case(path, locale):
    """Return what a page holds for one fixture."""
    fixture = load_fixture(path)
    banner = build_banner_of(path, locale)
    content = Html(f"<p>{html.escape(fixture.get('content', '') or '…')}</p>")
    target = fixture["options"].get("skip_to")
    lines = [
        f'<div id="case-{path.stem}">',
        f'<h2 lang="en" dir="ltr">{html.escape(fixture["title"])}</h2>',
        banner.chip_html(),
        banner.warning.html(),
        banner.warning.fold_html(content),
        banner.warning.end_html(),
        f'<p id="{target}" tabindex="-1">…</p>' if target else "",
        banner.support.html(),
        "</div>",
    ]
    return "\n".join(line for line in lines if line)


def build_site(locales):
    """
    Return the files of the site, by name: type and text.
    """
    files = {
        "page.css": ("text/css", PAGE_CSS),
        "banner.css": ("text/css", read_data("banner.css")),
    }
    files |= {f"{name}.html": ("text/html", build_page(name)) for name in locales}
    files |= {
        f"{path.stem}.html": ("text/html", build_page("en", [path])) for path in CASES
    }
    return files
