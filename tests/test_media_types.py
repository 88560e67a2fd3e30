"""
How the kind of a page is told from its name, and for XML from its root.
"""

from __future__ import annotations

import pytest

from cwkit.cli.files import holds_feed, read_page


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.rss", "<rss version='2.0'>", "application/rss+xml"),
        ("a.atom", "<feed>", "application/atom+xml"),
        ("a.xml", '<?xml version="1.0"?><feed xmlns="x">', "application/atom+xml"),
        ("a.xml", "<!-- c -->\n<rdf:RDF>", "application/rss+xml"),
        ("a.xml", "<urlset>", "text/plain"),
        ("a.xml", "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "application/rss+xml"),
        ("a.xml", "<?xml?><?a <feed>?>\n<!-- <rss > --><urlset>", "text/plain"),
        ("a.xml", "<urlset><feed>", "text/plain"),
    ],
)
def test_feeds_are_judged_by_their_root(tmp_path, name, text, expected):
    """
    Of XML, the root says whether it is a feed, and which of the two.
    """
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    assert expected == read_page(str(path)).media_type
    assert (expected != "text/plain") == holds_feed(path)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.rst", "text/x-rst"), ("a.rss", "application/rss+xml"), ("a", "text/plain")],
)
def test_other_pages_are_judged_by_name(tmp_path, name, expected):
    """
    Without a root the name decides.
    """
    path = tmp_path / name
    path.write_text("Tea", encoding="utf-8")

    assert expected == read_page(str(path)).media_type


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_the_root_is_told_in_every_encoding(tmp_path, encoding):
    """
    A feed is known in whatever encoding it is written.
    """
    path = tmp_path / "a.xml"
    path.write_text("<!-- é --><feed xmlns='x'>", encoding=encoding)

    assert holds_feed(path)
    assert holds_feed(tmp_path / "missing.xml")
