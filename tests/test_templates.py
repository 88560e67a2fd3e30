"""
Pages that are still to be rendered: template tags are no words, and hold no block.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cwkit
from cwkit.front import rewrite
from cwkit.markup import read_document
from cwkit.markup._templates import hide_templates

CHILD = """\
{% extends "base.html" %}
{% block content %}
<h1>A year</h1>
<p>The funeral is on Friday.</p>
{% endblock %}
{% block foot %}{% endblock %}
"""
LOOP = """\
{%- block content -%}
{# all of them #}
{% include "nav.html" %}
{% for post in posts %}
<p>The funeral is on Friday.</p>
{% endfor %}
{% endblock content %}
"""
GO = """\
{{ define "main" }}
{{ range .Pages }}
<p>The funeral is on {{ .Date }}.</p>
{{ end }}
{{ end }}
"""
HANDLEBARS = """\
{{#section "main"}}
<p>The funeral is on Friday.</p>
{{/section}}
"""
PLAIN = "<p>The funeral is on {{ day }}.</p>\n"


@pytest.mark.parametrize(
    ("source", "hidden"),
    [
        ("a {{ b }} c", "a         c"),
        ("a {% if b %}\n{% endif %}", "a           \n           "),
        ("a {# b\r\n{{ c #} d", "a     \r\n        d"),
        ("a {% comment %}b{{ c }}{% endcomment %} d", f"a {'':37} d"),
        ("a {% comment %}b {{ c }}", f"a {'':13}b {'':7}"),
        ("<?php if ($a > 1): ?>b<?= $c ?>", f"{'b':>22}{'':9}"),
        # What is never closed is no tag, and a heading's attribute is none either.
        ("a {{ b", "a {{ b"),
        ("a {% b {{ c }}", "a {% b        "),
        ("# A {#b} c #}", "# A {#b} c #}"),
        ("a", "a"),
    ],
)
def test_tags_are_blank(source, hidden):
    """
    A tag is as many blanks, and its lines stay.
    """
    assert hidden == hide_templates(source)


@given(st.text("{}%# \na<?ph=>", max_size=40))
def test_hiding_keeps_places(source):
    """
    Whatever stands there, nothing moves, and what is hidden is hidden once.
    """
    hidden = hide_templates(source)

    assert len(source) == len(hidden)
    assert source.count("\n") == hidden.count("\n")


@pytest.mark.parametrize("media_type", ["text/html", "text/markdown"])
def test_tags_are_no_words(media_type):
    """
    The names of variables and conditions are not what a page says.
    """
    page = 'A walk. {% if funeral == "funeral" %}{{ funeral }}{% endif %}'

    assert () == cwkit.scan(page, media_type=media_type).findings


def test_front_matter_is_read_as_it_is():
    """
    What stands in front matter is a value, braces and all.
    """
    document = read_document(
        "---\ntitle: A {{ b }}\n---\n\nC {{ d }}.\n", media_type="text/markdown"
    )

    assert "A {{ b }}" in document.text
    assert "d" not in document.text


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        (CHILD, "<p>The", "{% endblock %}\n{% block foot"),
        (LOOP, "{# all", "{% endblock content"),
        (GO, "{{ range", "{{ end }}\n"),
        (HANDLEBARS, "<p>The", "{{/section"),
        (PLAIN, "<p>The", ""),
        # Nothing to read, and nothing that ends.
        ("{% block a %}{% endblock %}", "{% block", ""),
        ("<p>A walk.</p>{% endif %}{% if a %}", "<p>A", ""),
    ],
)
def test_blocks_stand_in_what_is_rendered(source, before, after):
    """
    A block stands inside the block that is rendered, and outside of what is repeated.
    """
    document = read_document(source, media_type="text/html")
    start, end = document.start, document.end

    assert source[start:].lstrip().startswith(before)
    assert source[end:].startswith(after)
    assert after or end == len(source)


def test_blocks_in_markdown():
    """
    Markdown that is a template is held to the same.
    """
    source = (
        "{% block content %}\n# A year\n\nThe funeral is on Friday.\n{% endblock %}\n"
    )
    document = read_document(source, media_type="text/markdown")

    assert source[document.start :].lstrip().startswith("The funeral")
    assert source[document.end :].startswith("{% endblock")


@pytest.mark.parametrize("source", [CHILD, LOOP, GO, HANDLEBARS, PLAIN])
def test_inserting_and_removing(source):
    """
    What was inserted stays where it is, and removing it restores the page.
    """
    options = {"media_type": "text/html", "topics": ["death"], "place": "GB"}
    once = rewrite(source, "insert", **options).text
    again = rewrite(once, "insert", **options).text

    assert once != source
    assert once == again
    assert source == rewrite(once, "remove", media_type="text/html").text
