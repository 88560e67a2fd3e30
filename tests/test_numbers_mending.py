"""
Mending numbers: markup is written where it may stand, and a number takes the place of
one of its own kind.
"""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_numbers import audit, found

import cwkit
from cwkit.audit import Code, apply_edits

OLD = "555 0199"
NEW = "555 0101"
LINK = f'<a href="tel:5550101">{NEW}</a>'


@pytest.mark.parametrize(
    "page",
    [
        '<img alt="Call {}">',
        '<p title="Call {}">x</p>',
        '<p aria-label="Call {}">x</p>',
        "<title>Call {}</title>",
        "<textarea>Call {}</textarea>",
        "<select><option>Call {}</select>",
        "<option>Call {}</option>",
        "<button>Call {}</button>",
        "<svg><text>Call {}</text></svg>",
        "<svg><svg></svg><text>Call {}</text></svg>",
        "<math><mi>Call {}</mi></math>",
        "<textarea>Call {}",
        "<button>Call {}",
    ],
)
def test_no_link_where_none_may_stand(page):
    """
    Where words stand alone the digits are replaced alone, and no link is asked for.
    """
    assert page.format(NEW) == audit(page.format(OLD)).fixed()
    assert "number-not-linked" not in [code for code, _ in found(page.format(NEW))]


@pytest.mark.parametrize(
    ("page", "media_type"),
    [
        ('{{% if x == "Call {}" %}}a{{% endif %}}', "text/html"),
        ('{{{{ line("Call {}") }}}}', "text/html"),
        ("{{# Call {} #}}<p>x</p>", "text/html"),
        ('<p title="{{{{ f("Call {}") }}}}">x</p>', "text/html"),
        ('<p>x <a href="tel:{{{{ code }}}}{}">Call us</a></p>', "text/html"),
        ("<% call {} %>", "text/html"),
        ('{{{{< call number="{}" >}}}}', "text/markdown"),
        ("{{% call {} %}}", "text/plain"),
        ("---\ntitle: Call {}\n---\n\nA walk.\n", "text/markdown"),
        ('+++\ntitle = "Call {}"\n+++\n\nA walk.\n', "text/markdown"),
        ('{{\n"title": "Call {}"\n}}\n\nA walk.\n', "text/markdown"),
        ('{{\n"line": "[x](<tel:{}>)"\n}}\n\nA walk.\n', "text/markdown"),
        ("---\ntitle: Call {}\n---\n<p>A walk.</p>\n", "text/html"),
    ],
)
def test_nothing_is_written_into_templates_and_front_matter(page, media_type):
    """
    What a program reads stays as it is byte for byte, whatever number it holds.
    """
    for number in (OLD, NEW):
        written = page.format(number)

        assert written == audit(written, media_type).fixed()
        assert "number-not-linked" not in [c for c, _ in found(written, media_type)]


@pytest.mark.parametrize(
    ("page", "fixed"),
    [
        ("Call {}.", f"Call [{NEW}](tel:5550101)."),
        ("Text ![Call {}](x.png) here", f"Text ![Call {NEW}](x.png) here"),
        ("![Call [us] {}](x.png)", f"![Call [us] {NEW}](x.png)"),
        ("<div>\nCall {}\n</div>", f"<div>\nCall {LINK}\n</div>"),
        ("> <div>\n> Call {}\n", f"> <div>\n> Call {LINK}\n"),
        (
            "<div>\n\nCall {}\n\n</div>",
            f"<div>\n\nCall [{NEW}](tel:5550101)\n\n</div>",
        ),
        ("x\n\n<img alt='{}'>", f"x\n\n<img alt='{NEW}'>"),
        ("A <b>{}</b>", f"A <b>[{NEW}](tel:5550101)</b>"),
        ("# Call {}\n", f"# Call [{NEW}](tel:5550101)\n"),
        ("`Call {}`", "`Call 555 0199`"),
        ("<!-- x -->\n\nCall {}", f"<!-- x -->\n\nCall [{NEW}](tel:5550101)"),
    ],
)
def test_markdown(page, fixed):
    """
    In a block of HTML, Markdown is text: a link there is written as HTML writes it.
    """
    assert fixed == audit(page.format(OLD), "text/markdown").fixed()


@pytest.mark.parametrize(
    ("page", "fixed"),
    [
        (f"<p>Call {OLD}</p>", f"<p>Call {LINK}</p>"),
        (f"<p>{OLD}</p><button>x</button>", f"<p>{LINK}</p><button>x</button>"),
        (f"<a name=x>{OLD}</a> <p>x</p>", f"<a name=x>{NEW}</a> <p>x</p>"),
        (f"<a name=x><a name=y>{OLD}</a>", f"<a name=x><a name=y>{NEW}</a>"),
        ("<p>Call (555) 0199.</p>", f"<p>Call {LINK}.</p>"),
        ("<p>(call 555 0199)</p>", f"<p>(call {LINK})</p>"),
        ("<p>Call 555&nbsp;0199.</p>", f"<p>Call {LINK}.</p>"),
        ("<p>Call 555 <b>0199</b>.</p>", "<p>Call 555 <b>0199</b>.</p>"),
        (
            "<p>Call 555&nbsp;0101.</p>",
            '<p>Call <a href="tel:5550101">555&nbsp;0101</a>.</p>',
        ),
        (
            '<a href="tel:5550199,,1">555 0199, press 1</a>',
            '<a href="tel:5550101,,1">555 0101, press 1</a>',
        ),
        ('<a href="tel:5550199p1">x</a>', '<a href="tel:5550101p1">x</a>'),
        ('<a href="tel:5550199?x">x</a>', '<a href="tel:5550101?x">x</a>'),
        ('<a href="tel:&#53;550199">x</a>', '<a href="tel:5550101">x</a>'),
        ('<a href="callto:5550199">x</a>', '<a href="callto:5550101">x</a>'),
        (
            "<a href=\"tel:{{ '5550199' }}\">x</a>",
            "<a href=\"tel:{{ '5550199' }}\">x</a>",
        ),
        (f"<p>x</p></p><!-- y --><p>{OLD}</p>", f"<p>x</p></p><!-- y --><p>{LINK}</p>"),
        (f"<pre>x</pre><p>{OLD}</p>", f"<pre>x</pre><p>{LINK}</p>"),
    ],
)
def test_html(page, fixed):
    """
    A number becomes a link with its brackets; what is dialled behind it stays.
    """
    assert fixed == audit(page).fixed()


@pytest.mark.parametrize(
    ("page", "place", "fixed"),
    [
        ("Text LOVEIS to 77054.", "US", "Text LOVEIS to 22522."),
        # The word to send is another there.
        ("Text HELLO to 77054.", "US", "Text HELLO to 77054."),
        ("Text 38255.", "US", "Text 988."),
        ("Text TalkWithUs to 66746", "US", "Text TalkWithUs to 1-800-985-5990"),
        ("Text 45645.", "CA", "Text 988."),
        ("Text 07860 039967.", "GB", "Text 88247."),
        ("Text TREVOR to 1-202-304-1200", "US", "Text TREVOR to 1-202-304-1200"),
        (
            "Text LOVEIS to <a href='sms:77054'>77054</a>.",
            "US",
            "Text LOVEIS to <a href='sms:22522'>22522</a>.",
        ),
        (
            "<a href='sms:77054?body=LOVEIS'>Write</a>",
            "US",
            "<a href='sms:22522?body=LOVEIS'>Write</a>",
        ),
        (
            "<a href='sms:77054&amp;body=LOVEIS'>Write</a>",
            "US",
            "<a href='sms:22522&amp;body=LOVEIS'>Write</a>",
        ),
        ("<a href='tel:77054'>LOVEIS</a>", "US", "<a href='tel:77054'>LOVEIS</a>"),
    ],
)
def test_who_texts_is_given_no_number_to_call(page, place, fixed):
    """
    A number for texts gives way to one for texts, where the word to send is the same.
    """
    page, fixed = f"<p>{page}</p>", f"<p>{fixed}</p>"

    assert fixed == cwkit.audit(page, media_type="text/html", place=place).fixed()


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "<pre>", "</pre>", "<a href='/x'>", "</a>"),
        *("<button>", "</button>", "<textarea>", "</textarea>", "<title>", "</title>"),
        *("<select><option>", "</select>", "<svg>", "</svg>", "<math>", "</math>"),
        *(
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<xmp>",
            "</xmp>",
            "<iframe>",
        ),
        *(
            "<!--",
            "-->",
            "<img alt='",
            '<p title="',
            "'>",
            '">',
            "'",
            '"',
            "<a name=x>",
        ),
        *("Call ", NEW, "(555) 0101", "555&nbsp;0101", "Tea Line", " ", "\n", "&amp;"),
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_a_link_changes_nothing_but_itself(page):
    """
    Whatever the page, a link that is written is one, and its words are what they were.
    """
    problems = audit(page).problems
    edits = {e for p in problems if p.code is Code.NUMBER_NOT_LINKED for e in p.fix}
    linked = apply_edits(page, sorted(edits))
    before, after = (
        html5lib.parse(source, namespaceHTMLElements=False) for source in (page, linked)
    )

    assert "".join(before.itertext()) == "".join(after.itertext())
    assert len(edits) == len(after.findall(".//a[@href='tel:5550101']"))
    for name in ("button", "select", "svg", "math", "a"):
        for holder in after.iter(name):
            assert holder.find(".//a[@href='tel:5550101']") is None
