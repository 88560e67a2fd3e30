"""
Documents read from files of cases, and compared with other parsers.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from strategies_markup import (
    describe,
    html_pages,
    html_soups,
    markdown_texts,
    read_cases,
    see_html,
    see_markdown,
    squeeze,
)

from cwkit.markup import read_document

FILES = {
    "atom.txt": "application/atom+xml",
    "rss.txt": "application/rss+xml",
    "rst.txt": "text/x-rst",
    "html.txt": "text/html",
    "markdown.txt": "text/markdown",
    "plain.txt": "text/plain",
}
CASES = [
    pytest.param(media_type, source, expected, id=f"{name}: {title}")
    for name, media_type in FILES.items()
    for title, source, expected in read_cases(name)
]


@pytest.mark.parametrize(("media_type", "source", "expected"), CASES)
def test_cases(media_type, source, expected):
    """
    Each case in tests/data/markup is read as it says.
    """
    assert expected == describe(read_document(source, media_type=media_type))


@settings(derandomize=True)  # the other parsers have their own quirks
@given(html_pages())
def test_pages_are_seen_as_a_browser_shows_them(source):
    """
    The visible text of a page is that of html5lib's tree.
    """
    text = read_document(source, media_type="text/html").text

    assert see_html(source) == squeeze(text)


@settings(derandomize=True)  # the other parsers have their own quirks
@given(html_soups)
@example("<b hidden><b>a</b>c</b>d")
@example("<h1 hidden><p><h1>a")
@example("<p hidden><textarea>a</textarea>")
@example("<p hidden><svg><figure>a")
@example("<h1 hidden><b><h1>a")
@example("<li><option><div hidden><li>a")
@example("<option><div hidden></option>a")
@example("<p hidden><option><ul>a")
@example("<p><button hidden></p>a")
@example("<button hidden><button>a")
@example("<svg hidden><br>a")
@example("<option><div hidden><div><option>d<option>d</div>")
@example("<style=>a<title=x>b")
def test_soups_are_seen_as_a_browser_shows_them(source):
    """
    The same holds when tags stand anywhere, and some are broken.
    """
    source = f"<!doctype html><body>{source}"
    text = read_document(source, media_type="text/html").text

    assert see_html(source) == squeeze(text)


@settings(derandomize=True)  # the other parsers have their own quirks
@given(markdown_texts)
@example("*foo**bar*")
@example("[a]:)")
@example("a <!> b")
def test_markdown_is_seen_as_commonmark_shows_it(source):
    """
    The visible text of Markdown is that of markdown-it-py's tokens.
    """
    text = read_document(source, media_type="text/markdown").text

    assert see_markdown(source) == squeeze(text)
