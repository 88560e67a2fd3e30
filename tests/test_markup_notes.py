"""
What documents tell beside their text: links, headings, comments, front matter, entries.
"""

from __future__ import annotations

import pytest

from cwkit.markup import read_document

HTML = (
    '<h1>A <b>b</b></h1><!-- cwkit: allow x --><nav><h2>n</h2></nav><a href=" /q">q</a>'
    "<a name=y>z</a><a HREF=tel:1&amp;2&lt-&copy=>r</a><a href>s</a><h2><div>"
    "<h3>in</h3></div></h2><h4>"
    '<script type="application/ld+json; a=b">{"c": 1}</script><h5>open'
)


def test_links_tell_where_their_targets_stand():
    """
    A target is decoded; its place is where it stands as it is written.
    """
    document = read_document(HTML, media_type="text/html")
    links = [
        (link.target, link.target_span.of(HTML), link.span.of(HTML))
        for link in document.links
    ]

    assert [
        ("/q", " /q", "q"),
        ("tel:1&2<-&copy=", "tel:1&amp;2&lt-&copy=", "r"),
        ("", "", "s"),
    ] == links


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("[a](</x y> 't')", "/x y"),
        ("[a](/x\\_y)", "/x\\_y"),
        ("[a][b]\n\n[B]: <c>\n  'd'\n[e]: f", "c"),
        ("> [a]\n\n> [e]: f\n> [a]:\n> g", "g"),
        ("<mailto:a@b>", "mailto:a@b"),
        ("www.example.org", "www.example.org"),
    ],
)
def test_markdown_links_tell_where_their_targets_stand(source, written):
    """
    For a link by label, that is in the definition of the label.
    """
    (link,) = read_document(source, media_type="text/markdown").links

    assert written == link.target_span.of(source)


def test_headings_are_whole_and_those_of_furniture_are_left_out():
    """
    Of headings inside each other the outermost counts; the source may end in one.
    """
    document = read_document(HTML, media_type="text/html")
    headings = [(heading.level, heading.span.of(HTML)) for heading in document.headings]

    assert [(1, "A <b>b"), (2, "in"), (5, "open")] == headings


@pytest.mark.parametrize(
    ("media_type", "source", "expected"),
    [
        ("text/markdown", "# A *b* c\n\n<h2>D</h2>\n\nE\n-\n", ["A *b* c", "D", "E"]),
        ("text/plain", "A walk\n\nThe lake\n\nWe went out.", ["The lake"]),
        ("text/x-rst", "A\n=\n\nB\n-\n\nC\n=\n", ["A", "B", "C"]),
        (
            "application/rss+xml",
            "<channel><item><title>A</title></item></channel>",
            ["A"],
        ),
    ],
)
def test_headings_of_other_formats(media_type, source, expected):
    """
    Every format has headings, and the title of a document is none.
    """
    document = read_document(source, media_type=media_type)

    assert expected == [heading.span.of(source) for heading in document.headings]


@pytest.mark.parametrize(
    ("media_type", "source", "expected"),
    [
        (
            "text/html",
            "<!-- a --><!--b\nc--!><!--> d<!---><!-- open",
            ["a", "b\nc", "", ""],
        ),
        (
            "text/markdown",
            "a <!-- b --> `<!-- c -->`\n\n> <!-- d\n> e -->\n",
            ["b", "d   e"],
        ),
        ("text/markdown", "a", []),
        ("text/plain", "<!-- a -->", []),
        ("text/x-rst", ".. a\n   b\n\n.. _c: d\n..\n\n.. e", ["a\n   b", "", "e"]),
        (
            "application/atom+xml",
            (
                "<!-- a --><entry><title type='html'>&lt;!-- b --&gt;c</title>"
                "<content type='xhtml'><p>d<!-- e --></p></content></entry>"
            ),
            ["a", "b", "e"],
        ),
    ],
)
def test_comments(media_type, source, expected):
    """
    Comments of each format are told without their marks.
    """
    document = read_document(source, media_type=media_type)

    assert expected == [comment.text for comment in document.comments]


def test_structured_data():
    """
    The content of JSON-LD scripts is told, also in feeds and Markdown.
    """
    for media_type in ("text/html", "text/markdown"):
        (span,) = read_document(HTML, media_type=media_type).json_ld
        assert '{"c": 1}' == span.of(HTML)
    feed = f"<item><description><![CDATA[{HTML}]]></description></item>"
    (span,) = read_document(feed, media_type="application/rss+xml").json_ld

    assert '{"c": 1}' == span.of(feed)
    assert not read_document("a", media_type="text/markdown").json_ld


YAML = """---
title: "Tea \\"x\\" \\u00e9 \\x41\\n" # c
'a b': 'it''s'
tags: [a, "b, c", # d
  'e']
odd: [a, {b: c}]
open: [a
content_warning:
  - grief # x
  -
  - [no]
  - "illness"
cwkit:
  place: GB
  allow:
    - id: warning-missing
      until: 2027-01-01
    - id: b
same:
- x
text: |
  one

  two
fold: >-
  one
  two

- lost
no key here
# comment
empty:
empty2: # c
last: [z
end: |
  a
...
"""

YAML_ENTRIES = {
    "title": 'Tea "x" é A\n',
    "a b": "it's",
    "tags": ("a", "b, c", "e"),
    "odd": "[a, {b: c}]",
    "open": "[a",
    "content_warning": ("grief", "illness"),
    "cwkit.place": "GB",
    "cwkit.allow.0.id": "warning-missing",
    "cwkit.allow.0.until": "2027-01-01",
    "cwkit.allow.1.id": "b",
    "same": ("x",),
    "text": "one\n\ntwo",
    "fold": "one two",
    "empty": "",
    "empty2": "",
    "last": "[z",
    "end": "a",
}

TOML = """+++
title = "x" # c
a."b.c" = ['c', "d",
 'e']
raw = '''
it's'''
none =
[cwkit]
text = \"\"\"
multi \\
   line\"\"\"
[[cwkit.allow]]
id = "x"
[[cwkit.allow]]
id = 3
open = "a
+++
"""

TOML_ENTRIES = {
    "title": "x",
    "a.b.c": ("c", "d", "e"),
    "raw": "it's",
    "cwkit.text": "multi line",
    "cwkit.allow.0.id": "x",
    "cwkit.allow.1.id": "3",
    "cwkit.allow.1.open": '"a',
}


@pytest.mark.parametrize(
    ("syntax", "source", "expected"),
    [("yaml", YAML, YAML_ENTRIES), ("toml", TOML, TOML_ENTRIES)],
)
def test_front_matter(syntax, source, expected):
    """
    What people write by hand is understood, and each value stands where it is told.
    """
    front = read_document(source + "Tea.", media_type="text/markdown").front_matter

    assert (syntax, source) == (front.syntax, front.span.of(source))
    assert expected == {entry.key: entry.value for entry in front.entries}
    assert front.get("title").span.of(source).startswith('"')
    assert front.get("title").lines.of(source).endswith("# c\n")
    assert front.get("nothing") is None


def test_fields_are_front_matter_of_restructured_text():
    """
    The fields that a document begins with speak of it.
    """
    source = ":lang: en\n:content-warning: grief,\n   illness\n\nTea.\n\n:no: x\n"
    document = read_document(source, media_type="text/x-rst")
    entries = {entry.key: entry.value for entry in document.front_matter.entries}

    assert {"lang": "en", "content-warning": "grief, illness"} == entries
    assert source.index("\nTea") == document.start
    assert read_document("Tea.", media_type="text/x-rst").front_matter is None


@pytest.mark.parametrize(
    ("content", "form", "marked"),
    [
        ("<description>&lt;p&gt;a</description>", "escaped", "▶&lt;p&gt;a◀"),
        ("<description> <![CDATA[<p>a]]>\n</description>", "markup", "▶<p>a◀"),
        ("<description><![CDATA[<p>a]]>b</description>", "markup", "▶<p>a◀"),
        (
            "<description>a</description><content:encoded>b</content:encoded>",
            "escaped",
            "▶b◀",
        ),
        ("<content type='xhtml'> <div xmlns='x'>a</div> </content>", "markup", "▶a◀"),
        ("<content type='xhtml'><p>a</p></content>", "markup", "▶<p>a</p>◀"),
        ("<content>a</content>", "text", "▶a◀"),
        ("<title>a</title>", "none", "▶◀"),
    ],
)
def test_entries_tell_where_a_block_may_stand(content, form, marked):
    """
    A block goes where the content of its entry begins, written as that is written.
    """
    source = f"<rss><channel><item>{content}</item></channel></rss>"
    document = read_document(source, media_type="application/rss+xml")
    (part,) = document.parts

    assert (form, f"<item>{content}</item>") == (part.form, part.span.of(source))
    assert marked == f"▶{source[part.start : part.end]}◀"
    assert (part.start, part.end) == (document.start, document.end)


def test_a_feed_without_entries_ends_inside_its_root():
    """
    Where nothing can stand, both places are before the last end tag.
    """
    source = "<feed><title>a</title></feed>"
    document = read_document(source, media_type="application/atom+xml")

    assert source.index("</feed>") == document.start == document.end


@pytest.mark.parametrize(
    ("source", "place"),
    [("\ufeffTea.", 1), ("..\n   a\n\nTea.", 0), ("::\n\n  a\n\nA\n=\n\nTea.", 13)],
)
def test_places_of_restructured_text(source, place):
    """
    A block stands behind the first title if nothing but code stands before it.
    """
    assert place == read_document(source, media_type="text/x-rst").start


@pytest.mark.parametrize("end", ["\n", ""])
def test_front_matter_in_json(end):
    """
    Front matter in JSON is taken apart like any other; lists that hold more than plain
    values are no values.
    """
    front = (
        '{\n "title": "A \\u00e9", "n": [1, "b"],\n "o": {"": 2, "p": [{"q": "r"}, 3]},'
        f'\n "x": [["y"], {{}}]\n}}{end}'
    )
    document = read_document(front, media_type="text/markdown")
    found = document.front_matter

    assert "json" == found.syntax
    assert [
        ("title", "A é", '"A \\u00e9"'),
        ("n", ("1", "b"), '[1, "b"]'),
        ("o.", "2", "2"),
        ("o.p.0.q", "r", '"r"'),
    ] == [(e.key, e.value, e.span.of(front)) for e in found.entries]
    assert front.splitlines(keepends=True)[1] == found.entries[1].lines.of(front)
    one = read_document(f'{{"a": 1}}{end}', media_type="text/markdown")
    assert f'{{"a": 1}}{end}' == one.front_matter.entries[0].lines.of(one.source)
