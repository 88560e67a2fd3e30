"""
Blocks: what is written into a page can be known again, updated and taken out.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cwkit.audit import (
    apply_edits,
    insert_block,
    remove_blocks,
    update_blocks,
)
from cwkit.markup import read_document

TYPES = ["text/plain", "text/html", "text/markdown", "text/x-rst"]
WARNING = "Content warning: grief\n\nThis page deals with grief."
SUPPORT = "Support\n\nCall 555 0101."
BODIES = {
    "text/plain": {"warning": WARNING, "support": SUPPORT},
    "text/markdown": {"warning": f"**{WARNING}**", "support": f"> {SUPPORT}"},
    "text/x-rst": {"warning": f"**{WARNING}**", "support": f"* {SUPPORT}"},
    "text/html": {
        "warning": '<section class="cwkit">\n<h2>A warning</h2>\n</section>',
        "support": '<section class="cwkit">\n<p>555 0101\n</section>',
    },
}
OTHER = {
    "text/plain": {"warning": "Another", "support": "Other"},
    "text/markdown": {"warning": "Another", "support": "# Other"},
    "text/x-rst": {"warning": "Another", "support": "* Other"},
    "text/html": {"warning": "<p>Another</p>", "support": "<p>Other</p>"},
}


def insert(page, media_type, bodies=None, **options):
    """
    Return the page with both parts inserted.
    """
    document = read_document(page, media_type=media_type)
    bodies = bodies or BODIES[media_type]
    return apply_edits(
        page, [insert_block(document, p, b, **options) for p, b in bodies.items()]
    )


def update(page, media_type, bodies=None, **options):
    """
    Return the page with both parts brought up to date.
    """
    document = read_document(page, media_type=media_type)
    return apply_edits(
        page, update_blocks(document, bodies or BODIES[media_type], **options)
    )


def remove(page, media_type):
    """
    Return the page with both parts taken out.
    """
    document = read_document(page, media_type=media_type)
    return apply_edits(page, remove_blocks(document))


words = st.sampled_from(
    [
        *("A walk. ", "x", " ", "  ", "\t", "é", "\U0001f600", "Title", "{{ x }}"),
        *("\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\ufeff", "\x0b", "\u2028", "\0"),
        *("# ", "- ", "> ", "    ", "---\n", "```\n", "~~~", "|", "***\n", "=====\n"),
        *("<p>", "</p>", "<h1>", "</h1>", "<div>", "</div>", "<main>", "</main>"),
        *("<!--", "-->", "<a href='/'>", "</a>", "<script>", "</script>", "<br>"),
        *("<body>", "</body>", "<html>", "<table>", "<td>", "<pre>", "<![CDATA["),
        *("<p a=\"b c='d'>", "<x:y/>", "<%= x %>", "{% if x %}", "<?php ?>", "&amp"),
        *("[a](", ")", "*", "_", "`", "[a]: b\n", "1. ", "<style>", "<textarea>"),
        *(".. note::\n", ".. x\n", "::\n", "====\n", ":a: b\n", "+--+\n", "|x|"),
        *("<!-- cwkit:end -->", "<!-- cwkit:start x -->", "[cwkit:end]", "\\"),
    ]
)
pages = st.lists(words, max_size=25).map("".join)


@given(pages, st.sampled_from(TYPES))
def test_taking_out_what_was_inserted_gives_the_page_back(page, media_type):
    """
    Whatever the page, it is the same again, character for character.
    """
    inserted = insert(page, media_type)
    updated = update(inserted, media_type, OTHER[media_type])

    assert inserted == update(inserted, media_type)
    assert page == remove(inserted, media_type)
    assert page == remove(updated, media_type)
    assert inserted == update(updated, media_type)


def test_a_vertical_tab_does_not_hide_an_indent():
    """
    An indented text stays out of the marker's comment, whatever it begins with.
    """
    source = "\n\n  \x0bA page.\n"
    document = read_document(source, media_type="text/x-rst")
    inserted = apply_edits(
        source, [insert_block(document, "warning", "**Content warning**: grief")]
    )
    again = read_document(inserted, media_type="text/x-rst")

    assert "A page." in again.text
    assert source == apply_edits(inserted, remove_blocks(again))
