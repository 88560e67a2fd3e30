"""
Documents compared with what the test suites of other parsers say is shown.
"""

from __future__ import annotations

import pytest
from strategies_markup import find_strays
from suites import (
    read_examples,
    read_reasons,
    read_tokens,
    read_trees,
    see,
    show_document,
    show_page,
)

from cwkit.markup import read_document


def compare(suite, inputs):
    """
    Check that those inputs are read otherwise that are listed, and no others.

    Whatever is read has to point to where it stands in the source.
    """
    listed = read_reasons(suite)
    problems, count = [], 0
    for name, document, shown, expected in inputs:
        count += 1
        reason = listed.pop(name, None)
        if shown != expected and reason is None:
            problems.append(f"{name}: {document.source!r}: {shown!r}, not {expected!r}")
        elif shown == expected and reason is not None:
            problems.append(f"{name}: is read the same by now, so take it off the list")
        if strays := find_strays(document):
            problems.append(f"{name}: {document.source!r}: astray at {strays}")
    problems += [f"{name}: is listed, but not in the suite" for name in listed]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)
    return count


def test_markdown_shows_what_commonmark_says():
    """
    Of each example in CommonMark, the same prose, links and headings are seen.
    """
    count = compare("commonmark", list(show_examples()))

    assert 652 == count


def show_examples():
    """Yield each example of CommonMark with what it shows."""
    for name, source, page in read_examples():
        document = read_document(source, media_type="text/markdown")
        yield name, document, show_document(document), show_page(page)


def test_html_shows_the_text_of_the_trees():
    """
    Of each page in html5lib's tests of tree building, the same text is seen.
    """
    count = compare("trees", show_pages(read_trees()))

    assert 1704 == count


def test_html_shows_the_text_of_the_tokens():
    """
    Of each source in html5lib's tests of the tokenizer, the same text is seen.
    """
    count = compare("tokens", show_pages(read_tokens()))

    assert 7034 == count


def show_pages(inputs):
    """Yield each page with what it shows."""
    for name, source, expected in inputs:
        document = read_document(source, media_type="text/html")
        yield name, document, see(document.text), expected
