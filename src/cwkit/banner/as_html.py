"""
HTML: named sections without scripts or inline styles, readable without classes.
"""

from __future__ import annotations

import functools
import html
from typing import TYPE_CHECKING

from cwkit.banner.clean import clean_text
from cwkit.banner.runs import Heading, Paragraph
from cwkit.banner.same import Same

if TYPE_CHECKING:
    from cwkit.banner.model import Part
    from cwkit.banner.runs import Block, Item, Listing, Phrase, Run

__all__ = [
    "Html",
    "escape",
    "find_markup",
    "render_fold",
    "render_html",
    "render_note",
    "render_phrase",
]

_DEEPEST = 6


class Html(str):
    """
    Markup that is safe to put on a page: template engines leave it as it is.

    >>> Html("<p>Mild</p>").__html__()
    '<p>Mild</p>'
    """

    __slots__ = ()

    def __html__(self) -> str:
        """
        Return the markup; Jinja and Django call this.
        """
        return str(self)

    def _repr_html_(self) -> str:
        """Show the markup in a notebook."""
        return str(self)


def render_html(part: Part) -> Html:
    """
    Render a part of a banner; one element without blank lines inside.

    Args:
        part: The warning or the support block.
    """
    if not part:
        return Html()
    if part.style.line:
        return Html(_render_line(part))
    title = f"{part.id}-t"
    lines = [
        f"<section {_attributes(part)} aria-labelledby={_quote(title)}>",
        *(_render_block(block, part.level, title) for block in part.blocks()),
        "</section>",
    ]
    return Html("\n".join(line for line in lines if line))


def render_note(part: Part, name: str, kind: str, phrase: Phrase) -> Html:
    """
    Render a paragraph that goes with a part but stands elsewhere.

    Args:
        part: The part.
        name: The id of the paragraph; it can then be jumped to.
        kind: What it is, for its class and its marker.
        phrase: Its words; without any, nothing is rendered.
    """
    if not phrase:
        return Html()
    target = f' id={_quote(name)} tabindex="-1"' if name else ""
    return Html(
        f'<p class="cwkit-{kind}"{target} data-cwkit="{kind}" lang={_quote(part.lang)}'
        f" dir={_quote(part.dir)}>{render_phrase(phrase)}</p>"
    )


def render_fold(part: Part, phrase: Phrase, content: object) -> Html:
    """
    Render content that readers open themselves, under a label that names the topics.

    Args:
        part: The part that warns of it.
        phrase: The label; without one, the content stands open.
        content: The content; see `find_markup`.
    """
    inner = find_markup(content)
    if not phrase:
        return Html(inner)
    return Html(
        f'<details class="cwkit-fold" data-cwkit="fold">\n'
        f"<summary lang={_quote(part.lang)} dir={_quote(part.dir)}>"
        f"{render_phrase(phrase)}</summary>\n{inner}\n</details>"
    )


def find_markup(content: object) -> str:
    """
    Return content as markup: what says that it is markup is trusted, nothing else.

    >>> find_markup(Html("<b>mild</b>")), find_markup("<b>mild</b>")
    ('<b>mild</b>', '&lt;b&gt;mild&lt;/b&gt;')

    Args:
        content: An object with ``__html__``, or any other, which is shown as text.
    """
    give = getattr(content, "__html__", None)
    return str(give()) if give is not None else escape(clean_text(str(content)))


# The same words and numbers are escaped for page after page.
escape = functools.lru_cache(maxsize=4096)(html.escape)
"""Return text so that HTML shows it as it is."""


def _quote(value: str) -> str:
    """Return an attribute value in quotes."""
    return f'"{escape(value)}"'


def _attributes(part: Part) -> str:
    """Return what every root element carries."""
    names = f"cwkit cwkit-{part.kind}"
    if part.style.line:
        names += " cwkit-line"
    topics = " ".join(topic.id for topic in part.topics)
    pairs = [
        ("class", names),
        ("id", part.id),
        ("data-cwkit", part.kind),
        ("data-cwkit-topics", topics),
        ("lang", part.lang),
        ("dir", part.dir),
    ]
    return " ".join(f"{name}={_quote(value)}" for name, value in pairs if value)


def _render_line(part: Part) -> str:
    """Render a part as one paragraph."""
    inner = render_phrase(part.line())
    if part.style.italic:
        inner = f"<em>{inner}</em>"
    return f"<p {_attributes(part)}>{inner}</p>"


def _render_block(block: Block, level: int, title: str) -> str:
    """Render one block."""
    if isinstance(block, Heading):
        rank = min(level + block.depth, _DEEPEST)
        name = "" if block.depth else f" id={_quote(title)}"
        return f"<h{rank}{name}>{render_phrase(block.phrase)}</h{rank}>"
    if isinstance(block, Paragraph):
        if block.kind == "pointer":
            return ""
        name = "" if block.kind == "text" else f' class="cwkit-{block.kind}"'
        # Where somebody goes to must not learn what they were reading.
        relation = ' rel="nofollow noreferrer"' if block.kind == "exit" else ""
        return f"<p{name}>{render_phrase(block.phrase, relation)}</p>"
    return _render_list(block)


def _render_list(block: Listing) -> str:
    """Render a list and the lists inside it."""
    items = (_render_item(Same(item)) for item in block.items)
    return "\n".join(["<ul>", *items, "</ul>"])


# Pages of one site list the same few services, page after page.
@functools.lru_cache(maxsize=512)
def _render_item(same: Same[Item]) -> str:
    """Render an item of a list."""
    item = same.value
    lines = [f"<li>{render_phrase(item.phrase)}"]
    if item.inner:
        lines.append("<ul>")
        lines += [f"<li>{render_phrase(phrase)}</li>" for phrase in item.inner]
        lines.append("</ul>")
    lines.append("</li>")
    return "\n".join(lines)


def render_phrase(phrase: Phrase, relation: str = "") -> str:
    """
    Render a line of text.

    Args:
        phrase: Its runs.
        relation: An attribute for its links.
    """
    return "".join(_render_run(run, relation) for run in phrase)


def _render_run(run: Run, relation: str) -> str:
    """Render one run; a field is its own island of direction."""
    inner = escape(run.text)
    if run.field or run.lang or run.dir:
        lang = f" lang={_quote(run.lang)}" if run.lang else ""
        side = f" dir={_quote(run.dir)}" if run.dir else ""
        inner = f"<bdi{lang}{side}>{inner}</bdi>"
    if run.href:
        inner = f"<a href={_quote(run.href)}{relation}>{inner}</a>"
    return f"<strong>{inner}</strong>" if run.strong else inner
