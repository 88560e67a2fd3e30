"""
The preview: one page that shows a banner in every format, for whoever chooses one.
"""

from __future__ import annotations

import html
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import cwkit
from cwkit.banner import FORMATS, Html
from cwkit.cli.files import STANDARD_INPUT, read_page
from cwkit.cli.outcome import CLEAN
from cwkit.errors import InputError
from cwkit.resources import list_data, read_data

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from cwkit.cli.arguments import Parsers

__all__ = ["add_commands", "build_preview", "run_preview", "sanitise"]

_NARROW: Final = 320
_WIDE: Final = 640
_TALLEST: Final = 720

_PAGE: Final = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
style-src 'unsafe-inline'">
<title>Preview of a banner</title>
<style>
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 0 auto; padding: 1rem; line-height: 1.5;
  font-family: system-ui, sans-serif; }
iframe { box-sizing: border-box; width: 100%; border: 1px solid; resize: vertical; }
iframe.phone { width: 322px; max-width: 100%; }
pre { padding: 1rem; border: 1px solid; white-space: pre-wrap;
  overflow-wrap: anywhere; }
nav ul { columns: 14rem; }
a { display: inline-block; min-height: 24px; }
</style>
</head>
<body>
<main>
<h1>Preview of a banner</h1>
"""

_FRAME: Final = """\
<!DOCTYPE html>
<html lang="{lang}" dir="{dir}" data-cwkit-scheme="{scheme}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
:root {{ color-scheme: {scheme}; }}
body {{ margin: 0; padding: 1rem; font-family: system-ui, sans-serif; }}
{css}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""

_SHOWN: Final = {
    "atom": "Atom feed",
    "bluesky": "Bluesky, definitions of labels",
    "chip-html": "Chip, as HTML",
    "discord": "Discord",
    "html": "HTML",
    "iptc": "IPTC Content Warning",
    "json": "JSON",
    "json-ld": "JSON-LD",
    "mail": "Mail, as HTML",
    "markdown": "Markdown",
    "mastodon": "Mastodon",
    "matrix": "Matrix",
    "onix": "ONIX",
    "reddit": "Reddit",
    "rss": "RSS feed",
    "rst": "reStructuredText",
    "text": "Plain text",
    "zulip": "Zulip",
}


def add_commands(parsers: Parsers) -> None:
    """
    Add the command to those of the command line.

    Args:
        parsers: The parsers of the commands.
    """
    parser = parsers.add_parser(
        "preview", help="write one page that shows a banner in every format"
    )
    parser.set_defaults(run=run_preview)
    parser.add_argument("file", nargs="?", help='a page to take the topics of, or "-"')
    parser.add_argument("--topic", action="append", default=[], help="a topic id")
    parser.add_argument(
        "--place", action="append", help="where the readers are; may be repeated"
    )
    parser.add_argument("--locale", help="the locale of the words shown")
    parser.add_argument("--label", help="what the warning calls itself")
    parser.add_argument("--exit-to", default="", help="a page to leave for in a hurry")
    parser.add_argument(
        "--output", default="preview.html", help='the file to write, or "-"'
    )


def run_preview(options: argparse.Namespace) -> int:
    """
    Write the page.
    """
    topics = tuple(options.topic)
    if options.file is not None:
        page = read_page(options.file)
        topics += cwkit.scan(page.text, media_type=page.media_type).warn
    topics = tuple(dict.fromkeys(topics))
    if not topics:
        raise InputError(
            "there is nothing to warn of",
            file=options.file,
            cure="name a topic with --topic; see `cwkit topics`",
        )

    def build(key: str, **changes: Any) -> cwkit.Banner:
        values: dict[str, Any] = {
            "locale": options.locale,
            "label": options.label,
            **changes,
        }
        return cwkit.banner(
            topics, place=options.place, key=key, exit_to=options.exit_to, **values
        )

    text = build_preview(build)
    if options.output == STANDARD_INPUT:
        sys.stdout.write(text)
        return CLEAN
    try:
        Path(options.output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            (error.strerror or str(error)).lower(),
            file=options.output,
            cure="name a file that can be written to",
        ) from error
    sys.stdout.write(f"{options.output}\n")
    return CLEAN


def build_preview(build: Callable[..., cwkit.Banner]) -> str:
    """
    Return the page.

    Args:
        build: A function that builds the banner: it takes a key, and options of
            `cwkit.banner` to change.
    """
    samples = dict(_list_samples(build))
    names = [*samples, *(_SHOWN[form] for form in FORMATS if form in _SHOWN)]
    lines = [_PAGE, '<nav aria-label="Contents">\n<ul>']
    lines += [
        f'<li><a href="#p{at}">{html.escape(name)}</a></li>'
        for at, name in enumerate(names)
    ]
    lines.append("</ul>\n</nav>")
    bodies = [*samples.values(), *_list_sources(build("source"))]
    for at, (name, body) in enumerate(zip(names, bodies, strict=True)):
        lines.append(f'<h2 id="p{at}">{html.escape(name)}</h2>\n{body}')
    return "\n".join([*lines, "</main>\n</body>\n</html>\n"])


def _list_samples(
    build: Callable[..., cwkit.Banner],
) -> Iterator[tuple[str, str]]:
    """Yield what readers see, each under its name."""
    css = read_data("banner.css")
    banner = build("page")
    whole = str(banner.html())
    yield "Light", _frame("Light", banner, whole, css)
    yield "Dark", _frame("Dark", banner, whole, css, scheme="dark")
    yield "Phone", _frame("Phone", banner, whole, css, width=_NARROW)
    yield "Print", _frame("Print", banner, whole, _take_print(css))
    yield "Without a style sheet", _frame("Without a style sheet", banner, whole, "")
    yield (
        "After a sanitiser",
        _frame("After a sanitiser", banner, sanitise(whole), ""),
    )
    other = build("mirror", locale=_find_other(banner.warning.dir))
    name = "Right to left" if other.warning.dir == "rtl" else "Left to right"
    yield name, _frame(name, other, str(other.html()), css)
    section = build("section", subject="section", fold=True)
    hidden = f"<p>{html.escape('…')}</p>"
    body = (
        f"{section.warning.html()}\n"
        f"{section.warning.fold_html(Html(hidden))}\n{section.warning.end_html()}"
    )
    yield "Before a section, folded", _frame("Section", section, body, css, lines=7)
    for style, name in (("wire", "One line at the top"), ("footer", "One line below")):
        line = build(style, style=style)
        yield name, _frame(name, line, str(line.html()), css)
    chip = f"<ul>\n<li>{banner.chip_html()}</li>\n</ul>"
    yield "In a list of pages", _frame("In a list of pages", banner, chip, css, lines=3)
    words = html.escape(_say(banner))
    chat = (
        f"<p>{html.escape(banner.chip())}</p>\n"
        f"<details><summary>Spoiler</summary><p>{words}</p></details>"
    )
    yield "As a chat line", _frame("As a chat line", banner, chat, "", lines=3)
    yield "Mail", _frame("Mail", banner, str(banner.mail()), "")
    yield "Feed", _frame("Feed", banner, str(banner.bare()), "")


def _say(banner: cwkit.Banner) -> str:
    """Return the sentence of a warning, to stand for a message that it warns of."""
    return "".join(run.text for run in banner.warning.sentence)


def _list_sources(banner: cwkit.Banner) -> Iterator[str]:
    """Yield the source of each format."""
    hidden = "".join(run.text for run in banner.warning.sentence)
    for form in FORMATS:
        if form in _SHOWN:
            # Chats show best what they are for with something behind the spoiler.
            give = (
                getattr(banner, form)
                if form in {"discord", "reddit", "zulip"}
                else None
            )
            source = give(hidden) if give else banner.render(form)
            yield f"<pre>{html.escape(source)}</pre>"


def _frame(
    title: str,
    banner: cwkit.Banner,
    body: str,
    css: str,
    *,
    scheme: str = "light",
    width: int = _WIDE,
    lines: int = 0,
) -> str:
    """Return a page inside of the page, with its own width and style."""
    inner = _FRAME.format(
        lang=html.escape(banner.warning.lang),
        dir=banner.warning.dir,
        scheme=scheme,
        title=html.escape(title),
        css=css,
        body=body,
    )
    # A frame cannot grow with what it holds; as many lines as the text has will do.
    rows = lines or banner.text(width=width // 10).count("\n") + 1
    height = min(rows * 27 + 120, _TALLEST)
    name = ' class="phone"' if width == _NARROW else ""
    return (
        f'<iframe{name} title="{html.escape(title)}" height="{height}" '
        f'srcdoc="{html.escape(inner)}"></iframe>'
    )


def _take_print(css: str) -> str:
    """Return a style sheet that looks on a screen as it does on paper."""
    return css.replace("@media print", "@media all")


def _find_other(direction: str) -> str:
    """Return a locale that runs the other way."""
    ways = (
        (path, re.search(r'^direction = "(\w+)"', read_data(path), re.MULTILINE))
        for path in list_data("messages")
    )
    return next(
        path.partition("/")[2].removesuffix(".toml")
        for path, way in ways
        if way is not None and way[1] != direction
    )


_DROPPED: Final = frozenset({"section"})
_KEPT: Final = frozenset({"href", "lang"})


class _Stripper(HTMLParser):
    """What sanitisers of forums leave of our own markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element without most of its attributes."""
        if tag not in _DROPPED:
            pairs = ((key, value or "") for key, value in attrs if key in _KEPT)
            inner = "".join(f' {key}="{html.escape(value)}"' for key, value in pairs)
            self.kept.append(f"<{tag}{inner}>")

    def handle_endtag(self, tag: str) -> None:
        """Keep the end of the element."""
        if tag not in _DROPPED:
            self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.kept.append(html.escape(data, quote=False))


def sanitise(source: str) -> str:
    """
    Return the HTML of a banner as sanitisers of forums leave it.

    >>> sanitise('<section id="x"><p class="y">Mild</p></section>')
    '<p>Mild</p>'

    Args:
        source: HTML that a banner rendered.
    """
    stripper = _Stripper()
    stripper.feed(source)
    stripper.close()
    return "".join(stripper.kept)
