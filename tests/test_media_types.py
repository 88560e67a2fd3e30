"""
How the kind of a page is told from its name, and for XML from its root.
"""

from __future__ import annotations

import pytest

from cwkit.cli.files import read_page


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.rst", "Tea", "text/x-rst"),
        ("a.rss", "<rss version='2.0'>", "application/rss+xml"),
        ("a.rss", "Tea", "application/rss+xml"),
        ("a.atom", "<feed>", "application/atom+xml"),
        ("a.xml", '<?xml version="1.0"?><feed xmlns="x">', "application/atom+xml"),
        ("a.xml", "<!-- c -->\n<rdf:RDF>", "application/rss+xml"),
        ("a.xml", "<urlset>", "text/plain"),
    ],
)
def test_pages_are_judged_by_name_and_root(tmp_path, name, text, expected):
    """
    Of feeds, the root says which of the two they are.
    """
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    assert expected == read_page(str(path)).media_type
