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
]
MARKDOWN = [
    *("[", "[](", "![", "*", "_a", "a**b", "*a**b", "a*_", "`", "[a](<b", '[a](b "'),
    *("> ", "- ", ">", "<", "<!--", "<?", "\\", "~~a", "[a]: x\n", "|a", "[a][", "&"),
    *(":::{n}\n", "    a\n", "- a\n", "a\n===\n", "<div>\n", "\t", "https://a)", "\n"),
]
MARKDOWN_PAIRS = [
    *(("[", "]"), ("[", "[a](b)"), ("*a ", "b*"), ("[", "](a"), ("- ", "\n")),
    *(("`~", "~`"), ("a ", "[^1]"), ("[x]: y\n\n[", "]"), ("_", "a_")),
]
PLAIN = [
    "a\n",
    "\n",
    "https://a)",
    "https://a(",
    "[cwkit:start]\n",
    "- ",
    "a. ",
    "www.",
]

FAMILIES = [
    *(("text/html", first, "") for first in HTML),
    *(("text/html", *pair) for pair in HTML_PAIRS),
    *(("text/markdown", first, "") for first in MARKDOWN),
    *(("text/markdown", *pair) for pair in MARKDOWN_PAIRS),
    *(("text/plain", first, "") for first in PLAIN),
]


def measure(source, media_type, *, rounds):
    """Return the least time of several that reading takes."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        read_document(source, media_type=media_type)
        times.append(time.process_time() - begin)
    return min(times)


@pytest.mark.parametrize(("media_type", "first", "second"), FAMILIES)
def test_doubling_the_source_at_most_doubles_the_time(media_type, first, second):
    """
    The worst sources cannot be made much worse by making them longer.
    """
    count = 1500
    # The collector runs by its own clock, which is no matter of the reader.
    gc.disable()
    try:
        for rounds in (3, 5, 9):
            once = measure(first * count + second * count, media_type, rounds=rounds)
            twice = measure(
                first * 2 * count + second * 2 * count, media_type, rounds=rounds
            )
            # Noise does not last; growth does.
            if twice <= 2.3 * once + 0.002:
                break
    finally:
        gc.enable()

    assert twice <= 2.3 * once + 0.002
