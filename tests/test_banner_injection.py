"""
Hostile values: no format lets them become more than text.

Each output is read by a parser that is not ours and compared with the output for a
mild value: the same nodes, the same links, and the text unchanged.
"""

from __future__ import annotations

import json
import re

import docutils.core
import html5lib
import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from strategies_banner import VECTORS, harmless, hostile, mild_banner

from cwkit.banner.clean import clean_text
from cwkit.banner.runs import PAGE_ONLY, Heading, Listing, Paragraph, plain

values = hostile.filter(harmless)
styles = st.sampled_from(["standard", "wire", "footer"])
locales = st.sampled_from(["en", "ar", "ja"])

each_vector = pytest.mark.parametrize("value", [*filter(harmless, VECTORS)])

CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u2060"))


def lines_of(part):
    """
    Return the bare text of each line of a part, with those that only pages have.
    """
    if part.style.line:
        return [plain(part.line())]
    found = []
    for block in part.blocks():
        if isinstance(block, (Heading, Paragraph)):
            found.append((plain(block.phrase), getattr(block, "kind", "text")))
        else:
            assert isinstance(block, Listing)
            for item in block.items:
                phrases = (item.phrase, *item.inner)
                found += [(plain(phrase), "text") for phrase in phrases]
    return found


def text_of(banner, *, without):
    """
    Return all text of a banner, without blanks and without some kinds of paragraphs.
    """
    found = []
    for part in banner.parts:
        for line in lines_of(part):
            text, kind = (line, "text") if isinstance(line, str) else line
            if kind not in without:
                found.append(text)
    return re.sub(r"\s", "", "".join(found))


def read_html(source):
    """
    Return the tags and attribute names of HTML, its links, and its text.
    """
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parseFragment(source)
    nodes = [
        (element.tag, sorted(set(element.attrib) - {"dir", "lang"}))
        for element in tree.iter()
    ]
    links = [
        element.attrib["href"]
        for element in tree.iter("a")
        if not element.attrib["href"].startswith("#")
    ]
    return nodes, links, re.sub(r"\s", "", "".join(tree.itertext()))


def read_markdown(source, parser=None):
    """
    Return the kinds of nodes of Markdown, its links, and its text.
    """
    nodes, links, texts = [], [], []
    if parser is None:
        parser = MarkdownIt("commonmark", {"html": True})
        parser.enable(["table", "strikethrough"])
    for token in parser.parse(source):
        if token.type != "inline":
            nodes.append(token.type)
            continue
        for child in token.children:
            if child.type == "text":
                texts.append(child.content)
                continue
            # Stars beside letters are left out where they would not count; stars from
            # elsewhere would be missing in the text.
            if child.type not in {"strong_open", "strong_close"}:
                nodes.append(child.type)
            links += [child.attrs["href"]] if "href" in child.attrs else []
    text = "".join(texts).translate(ISOLATES)
    return nodes, links, re.sub(r"\s", "", text)


def read_rst(source):
    """
    Return the kinds of nodes of reStructuredText, its links, and its text.
    """
    tree = docutils.core.publish_doctree(
        source,
        settings_overrides={
            "report_level": 1,
            "halt_level": 1,
            "warning_stream": False,
            "raw_enabled": False,
            "file_insertion_enabled": False,
            "_disable_config": True,
        },
    )
    nodes = [
        node.tagname
        for node in tree.findall()
        if node.tagname not in {"#text", "target"}
    ]
    links = [
        node["refuri"]
        for node in tree.findall()
        if "refuri" in getattr(node, "attributes", {})
    ]
    text = "".join(node.astext() for node in tree.findall() if node.tagname == "#text")
    return nodes, links, re.sub(r"\s", "", text.replace("\x00", "").translate(ISOLATES))


LINES = ("wire", "footer")

READERS = {
    "html": (read_html, {"pointer"}),
    "mail": (read_html, PAGE_ONLY),
    "bare": (read_html, PAGE_ONLY),
    "markdown": (read_markdown, PAGE_ONLY),
    "rst": (read_rst, PAGE_ONLY),
}


def check(form, value, style, locale):
    """
    Compare a banner that is full of a value with one that is full of a mild word.
    """
    read, without = READERS[form]
    banner = mild_banner(value, style=style, locale=locale)
    mild = mild_banner(style=style, locale=locale)

    nodes, links, text = read(getattr(banner, form)())
    mild_nodes, mild_links, _ = read(getattr(mild, form)())

    assert mild_nodes == nodes
    assert mild_links == links
    assert text_of(banner, without=without) == text


@pytest.mark.parametrize(
    ("form", "style"),
    [
        *((form, "standard") for form in READERS),
        *((form, style) for form in ("html", "markdown", "rst") for style in LINES),
    ],
)
@each_vector
def test_vectors_stay_text(form, style, value):
    """
    No vector adds a node or a link, and each is shown as it is.
    """
    check(form, value, style, "en")


@each_vector
def test_the_dialect_of_forums_holds(value):
    """
    A parser that makes links of bare addresses finds none in what came from outside.
    """
    parser = MarkdownIt("gfm-like", {"html": True})
    nodes, links, text = read_markdown(mild_banner(value).markdown(), parser)
    mild_nodes, mild_links, _ = read_markdown(mild_banner().markdown(), parser)

    assert mild_nodes == nodes
    assert mild_links == links
    assert text_of(mild_banner(value), without=PAGE_ONLY) == text


@each_vector
@pytest.mark.parametrize("extensions", [[], ["extra", "sane_lists"]])
def test_python_markdown_holds(value, extensions):
    """
    The other family of Markdown shows the same nodes and the same text.
    """

    def read(banner):
        tree = html5lib.parseFragment(
            markdown.markdown(banner.markdown(), extensions=extensions),
            namespaceHTMLElements=False,
        )
        tags = [element.tag for element in tree.iter() if element.tag != "strong"]
        text = "".join(tree.itertext()).translate(ISOLATES)
        return tags, re.sub(r"\s", "", text)

    tags, text = read(mild_banner(value))

    assert read(mild_banner())[0] == tags
    assert text_of(mild_banner(value), without=PAGE_ONLY) == text


@each_vector
def test_myst_gets_links_that_it_knows(value):
    """
    Without links to numbers, every link has a scheme that MyST takes for one.
    """
    banner = mild_banner(value)
    nodes, links, text = read_markdown(banner.markdown(dial_links=False))

    assert all(re.match("https?:|mailto:", link) for link in links)
    assert read_markdown(mild_banner().markdown(dial_links=False))[0] == nodes
    assert text_of(banner, without=PAGE_ONLY) == text


@given(value=values, style=styles, locale=locales)
def test_html_holds(value, style, locale):
    """
    HTML has the nodes of the template, whatever the values are.
    """
    check("html", value, style, locale)


@pytest.mark.parametrize("form", ["mail", "bare"])
@given(value=values, style=styles, locale=locales)
@settings(max_examples=50)
def test_html_that_travels_holds(form, value, style, locale):
    """
    HTML for mail and feeds has the nodes of the template, whatever the values are.
    """
    check(form, value, style, locale)


@given(value=values, style=styles, locale=locales)
def test_markdown_holds(value, style, locale):
    """
    Markdown has the nodes of the template, whatever the values are.
    """
    check("markdown", value, style, locale)


@given(value=values, style=styles, locale=locales)
@settings(max_examples=50)
@example(value=")", style="standard", locale="en")
def test_rst_holds(value, style, locale):
    """
    All of reStructuredText has the nodes of the template, whatever the values are.
    """
    check("rst", value, style, locale)


@given(value=values, style=styles, locale=locales)
@example(value="\x1b]8;;https://example.org\x07x", style="standard", locale="en")
def test_terminals_hold(value, style, locale):
    """
    The only escape sequences in a terminal are bold and reset.
    """
    banner = mild_banner(value, style=style, locale=locale)
    bare = re.sub(r"\x1b\[(?:1|0|1;36)m", "", banner.ansi(color=True))

    assert not CONTROLS.search(bare)
    assert text_of(banner, without=PAGE_ONLY) == re.sub(r"[\s*-]", "", bare) or (
        re.sub(r"[\s*-]", "", text_of(banner, without=PAGE_ONLY))
        == re.sub(r"[\s*-]", "", bare)
    )


@given(value=values, style=styles, locale=locales)
def test_plain_text_holds(value, style, locale):
    """
    Plain text has no control characters, and its isolates are closed.
    """
    text = mild_banner(value, style=style, locale=locale).text(width=999_999)

    assert not CONTROLS.search(text)
    for line in text.split("\n"):
        opened = sum(line.count(mark) for mark in "\u2066\u2067\u2068")
        assert opened == line.count("\u2069")


@given(value=values, style=styles)
def test_values_hold(value, style):
    """
    Plain values survive JSON and hold no control characters.
    """
    values = mild_banner(value, style=style).dict()
    text = json.dumps(values, ensure_ascii=False)

    assert values == json.loads(text)
    assert not CONTROLS.search(text)
    assert clean_text(value) == values["warning"]["label"]


@pytest.mark.parametrize("value", ["", " ", "\x00", "\u202e\u00a0"])
@pytest.mark.parametrize("style", ["standard", "wire", "footer"])
@pytest.mark.parametrize("locale", ["en", "ar", "ja"])
def test_invisible_values_leave_no_markup(value, style, locale):
    """
    Where nothing is left to show, no stars and no empty links are shown.
    """
    banner = mild_banner(value, style=style, locale=locale)

    assert not re.search(r"\*\*\*\*|\[\]|\[\*\*\*\*\]", banner.markdown())
    assert not re.search(r"\*\*\*\*|`` <|` <", banner.rst())
    assert banner.html()
    assert not CONTROLS.search(banner.text())
    assert "\x1b[1m\x1b[0m" not in banner.ansi()


@each_vector
def test_markdown_breaks_mentions_and_addresses(value):
    """
    Sites that link bare addresses and mentions find none.
    """
    banner = mild_banner(value)
    # What stands in brackets and parentheses is a link already.
    bare = re.sub(r"\]\([^)]*\)", "", banner.markdown())

    assert not re.search(r"@\w|://|\bwww\.|mailto:|:[a-z]+:", bare)


def test_attributes_cannot_be_left():
    """
    Even a style or a locale from elsewhere cannot end an attribute.
    """
    warning = mild_banner().warning
    bad = '"><b>'
    changed = type(warning)(
        id=bad,
        lang=bad,
        dir=bad,
        style=warning.style,
        level=2,
        heading=warning.heading,
        topics=warning.topics,
        sentence=warning.sentence,
        ending=warning.heading,
    )

    assert "<b>" not in changed.html() + changed.end_html() + changed.chip_html()
