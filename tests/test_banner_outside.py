"""
Hostile values in what leaves the page: feeds, chats, networks, codes, terminals.

Each output is read by a parser that is not ours.
"""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import html5lib
import nh3
import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from strategies_banner import VECTORS, harmless, hostile, mild_banner

from cwkit.banner import Html
from cwkit.banner.clean import clean_text
from cwkit.banner.runs import plain
from cwkit.errors import LimitError

values = hostile.filter(harmless)
each_vector = pytest.mark.parametrize("value", [*filter(harmless, VECTORS)])

JOINERS = dict.fromkeys(map(ord, "\u2060"))

# What can call people or make a link, unless something without width stands inside.
MENTION = re.compile(r"@\w|<[@#:!/t]|://|\bwww\.|(?<![\w/])[ur]/\w", re.IGNORECASE)


def bare(text):
    """
    Return text without joiners and blanks.
    """
    return re.sub(r"\s", "", text.translate(JOINERS))


def read_fragment(source, *, strict=True):
    """
    Return the elements of HTML and its text.
    """
    parser = html5lib.HTMLParser(strict=strict, namespaceHTMLElements=False)
    tree = parser.parseFragment(source)
    return [element.tag for element in tree.iter()], "".join(tree.itertext())


def read_feed(elements):
    """
    Return the children of an entry: names, attributes, text.
    """
    tree = ET.fromstring(f"<entry>{elements}</entry>")  # noqa: S314 -- our own bytes
    return [(child.tag, child.attrib, child.text or "") for child in tree]


def read_line(source):
    """
    Return the kinds of nodes of a line of chat, and its text.
    """
    parser = MarkdownIt("commonmark", {"html": True})
    parser.enable(["strikethrough", "table"])
    kinds, text = [], ""
    for token in parser.parse(source):
        for child in token.children or []:
            kinds.append(child.type)
            text += child.content
        if not token.children:
            kinds.append(token.type)
            text += f"{token.info} {token.content}"
    return [kind for kind in kinds if kind != "text"], text


@pytest.mark.parametrize("form", ["atom", "rss"])
@given(value=values)
@settings(max_examples=50)
def test_feeds_hold(form, value):
    """
    A feed has the elements of the template, and text where text was given.
    """
    read = read_feed(getattr(mild_banner(value), form)(value))
    mild = read_feed(getattr(mild_banner(), form)("Mild"))

    assert [entry[:1] for entry in mild] == [entry[:1] for entry in read]
    tags, text = read_fragment(read[-1][2])
    assert read_fragment(mild[-1][2])[0] == tags
    assert bare(clean_text(value)) in re.sub(r"\s", "", text)


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_feeds_take_markup_that_says_it_is(form):
    """
    Content with `__html__` is markup in a feed as it is on a page.
    """
    content = Html("<p><b>Mild</b>\x00\x0c\ufffe\ud800</p>")
    read = read_feed(getattr(mild_banner(), form)(content))

    assert "b" in read_fragment(read[-1][2])[0]


@given(value=values)
def test_json_ld_holds(value):
    """
    The element ends where it should, and what it holds is JSON with the same text.
    """
    banner = mild_banner(value)
    source = banner.json_ld_html(url="https://example.org/", author=value)
    tree = html5lib.parseFragment(source, namespaceHTMLElements=False)
    (script,) = tree
    read = json.loads(script.text)

    assert "script" == script.tag
    assert not script.tail
    assert not re.search("[<>&\u2028\u2029]", script.text)
    assert banner.json_ld(url="https://example.org/", author=value) == read
    assert clean_text(value) == read["contentRating"]["author"]["name"]
    assert "isFamilyFriendly" not in script.text


@given(value=values)
def test_values_for_networks_hold(value):
    """
    What networks take is JSON, mentions nobody, and is the same text as HTML and not.
    """
    banner = mild_banner(value)
    for found in (banner.mastodon(), banner.bluesky(), banner.matrix(value)):
        assert found == json.loads(json.dumps(found))
    summary = banner.mastodon()["summary"]

    assert not MENTION.search(re.sub("[ur]/", "", summary))
    assert clean_text(value) in summary.translate(JOINERS)
    assert ["DOCUMENT_FRAGMENT"] == read_fragment(summary, strict=False)[0]
    assert summary == read_fragment(summary, strict=False)[1]


@given(value=values)
def test_matrix_hides_the_content(value):
    """
    The content stands in the spoiler alone, and not in what notifications show.
    """
    banner = mild_banner()
    message = banner.matrix(value)
    tree = html5lib.parseFragment(
        message["formatted_body"], namespaceHTMLElements=False
    )
    (span,) = tree

    assert {"data-mx-spoiler": banner.chip()} == span.attrib
    assert [] == list(span)
    assert bare(clean_text(value)) == bare(span.text)
    assert banner.chip() == message["body"]
    assert {} == message["m.mentions"]


@pytest.mark.parametrize(
    ("form", "opening", "closing"), [("discord", "||", "||"), ("reddit", ">!", "!<")]
)
@given(value=values)
def test_spoilers_hold(form, opening, closing, value):
    """
    A line is one paragraph without markup; only the template opens a spoiler.
    """
    line = getattr(mild_banner(value), form)(value)
    assert "\n" not in line
    assert line.endswith(closing)
    heading, _, hidden = line.removesuffix(closing).partition(f" {opening}")
    for part in (heading, hidden):
        kinds, text = read_line(part)
        assert {"paragraph_open", "paragraph_close"} >= set(kinds), kinds
        assert bare(clean_text(value)) in bare(text)
        assert not re.search(r"(?<!\\)\|\|", part)
    if form == "reddit":
        assert not MENTION.search(line)
    else:
        assert not MENTION.search(re.sub("[ur]/", "", line.replace("\\", "")))


@given(value=values)
def test_blocks_of_zulip_hold(value):
    """
    A spoiler block is one fence, and neither its head nor its body ends it.
    """
    block = mild_banner(value).zulip(value)
    lines = block.split("\n")

    assert 3 == len(lines)
    assert ["fence"] == read_line(block)[0]
    for part in (lines[0].removeprefix("```spoiler "), lines[1]):
        kinds, text = read_line(part)
        assert {"paragraph_open", "paragraph_close"} >= set(kinds), kinds
        assert bare(clean_text(value)) in bare(text)
    assert not MENTION.search(re.sub("[ur]/", "", block))


def test_discord_takes_so_much():
    """
    A message that Discord would refuse is refused before it is sent.
    """
    with pytest.raises(LimitError, match="Discord takes 2000"):
        mild_banner().discord("😢" * 1_000)


@pytest.mark.parametrize("form", ["discord", "reddit", "zulip"])
def test_without_a_warning_content_stands_open(form):
    """
    Nothing to warn of, nothing to hide.
    """
    banner = mild_banner(topics=())

    assert "a mild line" == getattr(banner, form)("a mild line")
    assert "\\# mild" == getattr(banner, form)("# mild")


def test_without_a_warning_matrix_says_the_content():
    """
    A message without a warning is a plain one; without content either, none.
    """
    banner = mild_banner(topics=())

    assert "a mild line" == banner.matrix("a mild line")["body"]
    assert "formatted_body" not in banner.matrix("a mild line")
    assert {} == banner.matrix()


@given(value=st.text(max_size=30))
@settings(max_examples=50)
def test_terminals_show_the_text_and_do_nothing(value):
    """
    A terminal shows what plain text shows: no title, no colour of its own, no cursor
    that wanders.
    """
    banner = mild_banner(value)
    shown = banner.ansi(width=200, color=True)
    # A terminal has no lines of no length, and ends them where it is told to.
    screen = pyte.Screen(400, shown.count("\n") + 2)
    titles = []
    screen.set_title = titles.append
    screen.set_icon_name = titles.append
    stream = pyte.Stream(screen)
    stream.feed(re.sub(r"[\u0300-\U0010ffff]", "x", shown).replace("\n", "\r\n"))
    plain_text = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    expected = re.sub(r"[\u0300-\U0010ffff]", "x", plain_text)

    assert [] == titles
    assert [line.rstrip(" ") for line in expected.split("\n")] == [
        line.rstrip(" ") for line in screen.display[: shown.count("\n") + 1]
    ]
    colours = {cell.fg for row in screen.buffer.values() for cell in row.values()}
    assert {"default", "cyan"} >= colours


@each_vector
def test_folds_trust_markup_and_nothing_else(value):
    """
    Text that is put into a fold stays text.
    """
    warning = mild_banner(value).warning
    tags, text = read_fragment(warning.fold_html(value))
    trusted = read_fragment(warning.fold_html(Html("<p>Mild</p>")))[0]

    assert ["DOCUMENT_FRAGMENT", "details", "summary"] == tags
    assert bare(clean_text(value)) in bare(text)
    assert ["DOCUMENT_FRAGMENT", "details", "summary", "p"] == trusted


@pytest.mark.parametrize("form", ["html", "mail", "bare"])
def test_a_sanitiser_leaves_the_words_and_the_links(form):
    """
    What forums strip is not needed: every word, number and link is still there.
    """
    source = getattr(mild_banner(subject="article"), form)()
    stripped = nh3.clean(
        source, url_schemes={"https", "mailto", "sms", "tel"}, link_rel=None
    )

    links = re.findall(r'href="((?!#)[^"]*)"', source)
    assert links == re.findall(r'href="((?!#)[^"]*)"', stripped)
    assert bare(read_fragment(source)[1]) == bare(read_fragment(stripped)[1])
    assert "class" not in stripped


def test_codes_are_xml_and_json():
    """
    Codes of the trades are read by readers of their formats.
    """
    banner = mild_banner(topics=("death", "suicide", "violence", "hate"))
    audiences = ET.fromstring(f"<x>{banner.onix()}</x>")  # noqa: S314 -- our own bytes

    assert [("22", "02"), ("22", "04"), ("22", "07"), ("22", "09")] == [
        tuple(child.text for child in audience) for audience in audiences
    ]
    assert ["death", "suffering", "violence"] == [row["code"] for row in banner.iptc()]


def test_labels_come_in_every_language_given():
    """
    One definition for each topic, with a name and a sentence in each language.
    """
    banner, other = mild_banner(), mild_banner(locale="fr")
    death, harm = banner.bluesky(other)

    assert ["en", "fr"] == [row["lang"] for row in death["locales"]]
    assert "Death" == death["locales"][0]["name"]
    assert "This section discusses self-harm." == harm["locales"][0]["description"]
    assert ("inform", "none") == (death["severity"], death["blurs"])
    shown = mild_banner(treatment="shown").bluesky()
    assert {"media"} == {label["blurs"] for label in shown}


def test_nothing_is_said_where_nothing_is_to_say():
    """
    Without topics there is no summary, no label and no rating.
    """
    banner = mild_banner(topics=(), matches=(), emergency=(), directories=(), groups=())

    assert {} == banner.mastodon() == banner.json_ld()
    assert [] == banner.bluesky() == banner.iptc()
    assert "" == banner.json_ld_html() == banner.onix() == banner.atom() == banner.rss()
    assert "mild" == banner.rss("mild").removeprefix("<description>")[:4]


def test_the_sentence_of_a_topic_is_its_own():
    """
    A warning can describe each of its topics alone.
    """
    warning = mild_banner().warning

    assert "This section discusses death." == plain(warning.describe(warning.topics[0]))
