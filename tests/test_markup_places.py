"""
The safe places for a block; ▶ stands for the start and ◀ for the end.
"""

from __future__ import annotations

import pytest

from cwkit.markup import read_document

LONG = "word " * 41

HTML = {
    "behind the headline of the article": (
        "<body><nav>n</nav><main><article><h1>T</h1>▶<p>x</p>◀</article></main></body>"
    ),
    "behind the headline, outside its wrappers": (
        "<body><main><a href=x><h1>T</h1></a>▶<p>x◀</main></body>"
    ),
    "behind a group of headlines": (
        "<article><hgroup><h1>T</h1><p>sub</p></hgroup>▶x◀</article>"
    ),
    "not behind a headline with much between": (
        f"<article>▶<table><tr><td><h1>T</h1>{LONG}</table>x◀</article>"
    ),
    "behind a headline in a link that never ends": (
        "<main>▶<a href=x><h1>T</h1>x</main>◀"
    ),
    "at the beginning of main": "<body><h1>S</h1><main class=x>▶<p>x</p>◀</main>",
    "at the beginning of the article": "<body><article>▶<p>x</p>◀</article></body>",
    "at the beginning of the body": "<html><head></head><body a=b>▶<p>x</p>◀</body>",
    "behind the only headline": "<body><p>s</p><h1>T</h1>▶<p>x</p>◀</body></html>",
    "not behind a headline in furniture": "<body>▶<aside><h1>T</h1></aside>x◀</body>",
    "not behind a hidden headline": "<body>▶<h1 hidden>T</h1>x◀</body>",
    "behind the head": (
        "<!doctype html><!-- c - d --><meta a><title>T</title>"
        "<style>s</style><script>a<b</script>▶ x◀</html>"
    ),
    "in a fragment": "▶<p>x</p>\n◀",
    "behind a byte order mark": "\ufeff▶ x◀",
    "before what was inserted": "▶<!-- cwkit:start --><p>w</p><!-- cwkit:end -->x◀",
    "not in an article in a table": "<body>▶<table><tr><td><article>x</table>◀</body>",
    "behind a main whose list is open": "<main>▶<article><ul><li>x</article>y◀</main>",
    "behind the article itself": "<article>▶<ul><li>x</article>◀",
    "in a list that the body ends": "<body>▶x◀<ul><li>y</body>",
    "before an open list": "▶<p>x</p>◀<ul><li>y",
    "before an open comment": "▶x◀<!-- y",
    "before an open script": "▶x◀<script>y",
    "before an open tag": "▶x◀<a y",
    "a main in a form that wraps the page": ("<form><main><h1>T</h1>▶x◀</main></form>"),
    "an article that furniture holds": "<nav><article>n</article></nav>",
}

MARKDOWN = {
    "behind the first headline": "# T\n▶\nx\n◀",
    "behind an underlined one": "---\na: b\n---\nT\n=\n▶\nx\n◀",
    "behind one in HTML": "<H1 a>T</H1>\n▶\nx◀",
    "behind a comment and headline": "<!-- c -->\n\n[a]: /x\n\n# T\n▶x◀",
    "not behind a later one": "---\na: b\n---\n▶x\n\n# T\n◀",
    "not behind one in a list": "▶- # T\n- x\n◀",
    "not behind a lower one": "▶## T\n\nx◀",
    "at the end of a headline alone": "# T▶◀",
    "in an empty text": "▶◀",
    "before an open fence": "▶x\n\n◀```\ny",
    "before an open comment": "▶x\n\n◀<!-- y",
}

PLAIN = {
    "behind the title": "A walk\n\n▶  We went out.\n◀",
    "before what was inserted": "A walk\n\n▶[cwkit:start]\nW.\n[cwkit:end]\n\nText.◀",
    "before a text without title": "▶We went out.\n\nIt rained.◀",
    "behind a byte order mark": "\ufeff▶We went out.◀",
}

CASES = [
    pytest.param(media_type, marked, id=f"{media_type}: {title}")
    for media_type, cases in (
        ("text/html", HTML),
        ("text/markdown", MARKDOWN),
        ("text/plain", PLAIN),
    )
    for title, marked in cases.items()
]


@pytest.mark.parametrize(("media_type", "marked"), CASES)
def test_places(media_type, marked):
    """
    A block may be inserted where the case says.
    """
    if "▶" not in marked:
        marked = f"▶{marked}◀"
    source = marked.replace("▶", "").replace("◀", "")
    document = read_document(source, media_type=media_type)
    shown = (
        source[: document.start]
        + "▶"
        + source[document.start : document.end]
        + "◀"
        + source[document.end :]
    )

    assert marked == shown
