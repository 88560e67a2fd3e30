"""
A made-up site, as sites are: most pages ordinary, some that treat something.

Pages are as long as those of news sites, 8 kB on average: half of a page in HTML is
what stands around its text (head, menus, scripts, footer), and one page in five is in
Markdown. One in seven treats something; of these some have a banner by cwkit, some a
warning and a helpline by hand, and the others nothing.
"""

from __future__ import annotations

import functools
import random
from typing import TYPE_CHECKING, Final

from speed import make_news

import cwkit

if TYPE_CHECKING:
    import pathlib

__all__ = ["is_sensitive", "make_page", "make_site"]

_SIZES: Final = (4_000, 6_000, 7_000, 8_000, 9_000, 14_000)
"""How long pages are, in bytes; each as often."""

_SENSITIVE: Final = frozenset({0, 7, 14})
"""Of twenty pages in a row, those that treat something."""

_MARKDOWN: Final = 5
"""One page in so many is in Markdown."""

_SECTION: Final = 4
"""How many paragraphs stand under one heading."""

_WARNING: Final = "Content warning: this article discusses sexual violence."
_HELP: Final = "Samaritans can be called on"

_HEAD: Final = """\
<!doctype html>
<html lang="en-GB" class="no-js">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} | The Harbour Gazette</title>
<meta name="description" content="{title}">
<meta property="og:type" content="article">
<meta property="og:title" content="{title}">
<meta property="og:url" content="https://example.org/{section}/{number}">
<link rel="stylesheet" href="/static/main.3f9a1c.css">
<link rel="canonical" href="https://example.org/{section}/{number}">
<style>.story{{max-width:40rem;margin:auto}}.menu__item{{display:inline}}</style>
<script>document.documentElement.className = "js"; window.queue = [];</script>
<script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{title}",
"datePublished": "2024-05-01T08:30:00+01:00", "author": {{"name": "The Desk"}}}}
</script>
</head>
<body class="page page--article">
<a class="skip" href="#main">Skip to the article</a>
<header class="top"><div class="top__inner">
<a class="top__logo" href="/"><img src="/static/logo.svg" alt="The Harbour Gazette"></a>
<nav class="menu" aria-label="Sections"><ul class="menu__list">
{menu}</ul></nav>
</div></header>
<main id="main">
<article class="story" data-number="{number}">
<h1 class="story__title">{title}</h1>
<p class="story__byline">By <a href="/staff/desk" rel="author">The Desk</a>,
<time datetime="2024-05-01">1 May 2024</time></p>
"""

_FOOT: Final = """\
</article>
<aside class="more"><h2>Read more</h2><ul>
{more}</ul></aside>
</main>
<footer class="end"><p>Call the desk on 020 7946 0123, or write to
<a href="mailto:desk@example.org">desk@example.org</a>.</p>
<p>&copy; 2024 The Harbour Gazette &middot; <a href="/privacy">Privacy</a> &middot;
<a href="/terms">Terms</a></p></footer>
<script src="/static/main.77b2e0.js" defer></script>
<script>
window.queue.push(["page", {{"section": "{section}", "number": {number}}}]);
(function () {{ if (window.size < 2 && !window.seen) {{ window.seen = true; }} }})();
</script>
</body>
</html>
"""


@functools.cache
def _prose() -> list[str]:
    """Return paragraphs about nothing."""
    return make_news(2_000_000).split("\n\n")


@functools.cache
def _stories() -> list[list[str]]:
    """Return the paragraphs of the bundled articles."""
    texts = (cwkit.load_example(name).text for name in cwkit.examples())
    return [[p for p in text.split("\n\n") if "<" not in p] for text in texts]


@functools.cache
def _banner() -> cwkit.Banner:
    """Return a banner."""
    return cwkit.banner(["sexual-violence"], place="GB")


def is_sensitive(seed: int) -> bool:
    """
    Say whether a page treats something.
    """
    return seed % 20 in _SENSITIVE


def make_page(seed: int) -> tuple[str, str]:
    """
    Write a page such as news sites send, and return the ending of its name too.
    """
    chance = random.Random(seed)  # noqa: S311  # pages, not secrets
    written = chance.choice(_SIZES)
    markdown = seed % _MARKDOWN == _MARKDOWN - 1
    prose: list[str] = []
    if is_sensitive(seed):
        story = chance.choice(_stories())
        at = chance.randrange(max(1, len(story) - 6))
        prose += story[at : at + 6]
    elif chance.random() < 1 / 10:
        prose.append(
            f"Tickets: 01632 960{chance.randint(100, 999)}, from 9.30 to 17.00, or at "
            f"£{chance.randint(5, 40)}.50 at the door on 12/06/2024."
        )

    def headline() -> str:
        words = chance.choice(_prose()).split()[: chance.randint(5, 9)]
        return " ".join(words).replace('"', "").rstrip(".,")

    title = headline()
    kind = chance.randrange(3) if is_sensitive(seed) else 0
    size = written - (200 if markdown else 3_600) - sum(map(len, prose))
    while size > 0:
        text = chance.choice(_prose())
        prose.insert(chance.randint(0, len(prose)), text)
        size -= len(text) + 12
    if markdown:
        return _write_markdown(title, prose, kind), ".md"
    return _write_html(seed, title, prose, kind, [headline() for _ in range(12)]), (
        ".html"
    )


def _write_markdown(title: str, prose: list[str], kind: int) -> str:
    """Write a page in Markdown."""
    parts = [
        f'---\ntitle: "{title}"\ndate: 2024-05-01\ntags: [news]\n---',
        f"# {title}",
    ]
    if kind == 1:
        parts += [f"*{_WARNING}*", f"{_HELP} [116 123](tel:116123)."]
    if kind > 1:
        parts.append(_banner().markdown())
    for at, text in enumerate(prose):
        if at % _SECTION == _SECTION - 1:
            parts.append(f"## {' '.join(text.split()[:4])}")
        parts.append(text)
    return "\n\n".join(parts) + "\n"


def _write_html(
    number: int, title: str, prose: list[str], kind: int, titles: list[str]
) -> str:
    """Write a page in HTML."""
    section = f"section-{number % 40}"
    menu, more = (
        "".join(
            f'<li class="{name}__item"><a class="{name}__link" '
            f'href="/{section}/{at}">{" ".join(words.split()[:length])}</a></li>\n'
            for at, words in enumerate(chosen)
        )
        for name, length, chosen in (("menu", 2, titles[:8]), ("more", 9, titles[8:]))
    )
    parts: list[str] = []
    if kind == 1:
        parts.append(f'<p class="note"><strong>{_WARNING}</strong></p>')
    if kind > 1:
        parts.append(str(_banner().warning.html()))
    for at, text in enumerate(prose):
        if at % _SECTION == _SECTION - 1:
            parts.append(f"<h2>{' '.join(text.split()[:4])}</h2>")
        if at == _SECTION // 2:
            parts.append(
                '<figure><img src="/media/harbour.jpg" alt="The harbour" width="640">'
                "<figcaption>The harbour, early.</figcaption></figure>"
            )
        first, space, rest = text.partition(", ")
        link = f'<a href="/{section}/{at}">{first}</a>{space}{rest}'
        parts.append(f"<p>{link if at % 3 == 1 else text}</p>")
    if kind == 1:
        parts.append(f'<p>{_HELP} <a href="tel:116123">116 123</a>.</p>')
    if kind > 1:
        parts.append(str(_banner().support.html()))
    return (
        _HEAD.format(title=title, section=section, number=number, menu=menu)
        + "\n".join(parts)
        + _FOOT.format(section=section, number=number, more=more)
    )


def make_site(folder: pathlib.Path, pages: int) -> int:
    """
    Write a site, and return how many bytes it has.
    """
    size = 0
    for seed in range(pages):
        page, ending = make_page(seed)
        path = folder / f"section-{seed % 40}" / f"page-{seed}{ending}"
        path.parent.mkdir(exist_ok=True)
        data = page.encode()
        path.write_bytes(data)
        size += len(data)
    (folder / "cwkit.toml").write_text('place = "GB"\n', encoding="utf-8")
    return size
