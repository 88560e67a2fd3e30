"""
The time to read a document grows no faster than the document.
"""

from __future__ import annotations

import gc
import time

import pytest

from cwkit.markup import read_document

HTML = [
    *("<a ", "<!--", "&", "<div>", "<b hidden>", "<li>", "<svg><p>", "<a href=x>"),
    *('<a b="', "<a b='", "< ", "</", "<?", "<svg><![CDATA[", "<q>", "&#1", "<h1>"),
    *("<table><tr><td>", "<script></scrip", "<style></", "<img alt=x>", "<a x=<"),
]
HTML_PAIRS = [
    *(("<div>", "</p>"), ("<div>", "<li></li>"), ("<b hidden>", "</i>"), ("<", ">")),
    *(("<div>", "<svg><p></p>"), ("<svg><g>", "<p>"), ("<table>", "</div>")),
    *(("<article>", "<h1>a</h1>"), ("<div>", "<span hidden></span>")),
    *(("{% a ", "{{ b }}"), ("{% if %}", "{% endif %}"), ("{{", "{% a %}")),
]
MARKDOWN = [
    *("[", "[](", "![", "*", "_a", "a**b", "*a**b", "a*_", "`", "[a](<b", '[a](b "'),
    *("> ", "- ", ">", "<", "<!--", "<?", "\\", "~~a", "[a]: x\n", "|a", "[a][", "&"),
    *('[a](b "c")', "[a]: x 'y'\n", "[a]: x (y\n", "[a]: x\n'y\n", "![a](b 'c') "),
    *('{"a":', '{"a": [', "{: a ", "{#a ", "{#a}", "{a='b ", "{:a}"),
    *(":::{n}\n", "    a\n", "- a\n", "a\n===\n", "<div>\n", "\t", "https://a)", "\n"),
]
MARKDOWN_PAIRS = [
    *(("[", "]"), ("[", "[a](b)"), ("*a ", "b*"), ("[", "](a"), ("- ", "\n")),
    *(("![a ", "](b 'c')"), ("[a](b '", "\\'"), ("[a]: b '", "c\n")),
    *(("`~", "~`"), ("a ", "[^1]"), ("[x]: y\n\n[", "]"), ("_", "a_")),
]
PLAIN = [
    "[cwkit: allow a",
    "[cwkit: allow a]\n",
    "a\n",
    "\n",
    "https://a)",
    "https://a(",
    "[cwkit:start]\n",
    "- ",
    "a. ",
    "www.",
]

RST = [
    *("*a ", "**a ", "`a ", "``a ", "|a ", "`a <b", ":a", ":a:", ":a:`", "- ", "1. "),
    *(":a: ", "\\", "a_ ", "[1]_ ", "a::\n\n b\n\n", ".. a\n", ".. a::\n", "..\n"),
    *(".. |a| ", ".. [1] ", ".. _a: b\n", "a\n=\n", "=\n", "+-+\n", "|", "| a\n"),
    *("= =\n", ">>> a\n", "a\n b\n", "https://a)", "\n", "_`a", "(a) ", ":a:\n"),
    *(".. note:: a\n", ".. _`a", "____", "\t"),
]
RST_PAIRS = [
    *(("- ", "\n  a"), (":a: ", "\n  b"), ("*", "a*"), ("`a", "`_"), ("`", " <")),
    *((".. note::\n", "\n"), (":a:\n", "\n  b"), ("|", "a|"), (".. [1] ", "\n a")),
]
FEEDS = [
    *(
        "<",
        "<a ",
        "<!--",
        "<![CDATA[",
        "<?",
        "<!",
        "<!'",
        '<!"',
        "&lt;",
        "&lt;!--",
        "&",
    ),
    *("<item>", "<title>", "<item><title>", "<a>", "</item>", "<item/>", "<!--x-->"),
    *("<item><description>&lt;p&gt;a&lt;b", '<a b="', "<![CDATA[a]]>", "&#1;"),
]
FEED_PAIRS = [
    *(("<a>", "</b>"), ("<item><description>", "&lt;a "), ("<a>", "</item>")),
    *(("<!DOCTYPE [", "]"), ("<item>", "</item>"), ("<a>", "</a>")),
]
HEAD = "<rss><channel><item><description>"
FRONT_MATTER = [
    *(
        "- ",
        "a:\n",
        "a: [",
        "- a: b\n",
        "  - a\n",
        'a: "',
        "a: |\n",
        "[[a]]\n",
        "[a]\n",
    ),
    *("a = [", 'a = """', "a = ", "a.b.", "#", " ", "a", "  a:\n"),
]

FAMILIES = [
    *(("text/x-rst", first, "") for first in RST),
    *(("text/x-rst", *pair) for pair in RST_PAIRS),
    *(("application/rss+xml", first, "") for first in FEEDS),
    *(("application/rss+xml", *pair) for pair in FEED_PAIRS),
    *(("application/atom+xml", *pair) for pair in FEED_PAIRS),
    *(("text/html", first, "") for first in HTML),
    *(("text/html", *pair) for pair in HTML_PAIRS),
    *(("text/markdown", first, "") for first in MARKDOWN),
    *(("text/markdown", *pair) for pair in MARKDOWN_PAIRS),
    *(("text/plain", first, "") for first in PLAIN),
]


def read_all(source, media_type):
    """Read a source, and all that is read on access."""
    document = read_document(source, media_type=media_type)
    return (
        document.regions,
        document.headings,
        document.links,
        document.comments,
        document.front_matter,
        document.json_ld,
        document.parts,
        document.start,
    )


def measure(source, media_type, *, rounds):
    """Return the least time of several that reading takes."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        read_all(source, media_type)
        times.append(time.process_time() - begin)
    return min(times)


def check_growth(media_type, write):
    """Check that twice the source takes at most twice the time."""
    count = 1500
    # The collector runs by its own clock, which is no matter of the reader.
    gc.disable()
    try:
        for rounds in (3, 5, 9, 15):
            once = measure(write(count), media_type, rounds=rounds)
            twice = measure(write(2 * count), media_type, rounds=rounds)
            # Noise does not last; growth does.
            if twice <= 2.3 * once + 0.002:
                break
    finally:
        gc.enable()

    assert twice <= 2.3 * once + 0.002


@pytest.mark.parametrize(("media_type", "first", "second"), FAMILIES)
def test_doubling_the_source_at_most_doubles_the_time(media_type, first, second):
    """
    The worst sources cannot be made much worse by making them longer.
    """
    check_growth(media_type, lambda count: first * count + second * count)


@pytest.mark.parametrize("piece", FEEDS)
def test_doubling_the_content_of_an_entry_at_most_doubles_the_time(piece):
    """
    The same holds inside an entry.
    """
    check_growth("application/rss+xml", lambda count: HEAD + piece * count)


@pytest.mark.parametrize("mark", ["---", "+++"])
@pytest.mark.parametrize("piece", FRONT_MATTER)
def test_doubling_the_front_matter_at_most_doubles_the_time(mark, piece):
    """
    The same holds for front matter of either kind.
    """
    check_growth("text/markdown", lambda count: f"{mark}\n{piece * count}\n{mark}\n")
