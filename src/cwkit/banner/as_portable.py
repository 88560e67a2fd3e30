"""
HTML that travels: for mail and feeds, where classes, ids and style sheets get lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.banner.as_html import Html, escape
from cwkit.banner.runs import PAGE_ONLY, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cwkit.banner.model import Part
    from cwkit.banner.runs import Block, Phrase, Run

__all__ = ["render_bare", "render_mail"]

_DEEPEST: Final = 6

# Mail programs know no style sheets, no custom properties, and no shorthand for sides
# that depend on direction; some pad cells of tables and nothing else.
_MAIL: Final = {
    "td": "border:1px solid #59636e;padding:16px;background-color:#f6f7f9;"
    "color:#1f2328;font-size:16px;line-height:1.6",
    "h": "margin:0 0 8px 0;font-size:18px;line-height:1.4;color:#1f2328",
    "p": "margin:0 0 8px 0",
    "ul": "margin:0 0 8px 0;padding:0 20px",
    "li": "margin:0 0 4px 0",
    "a": "color:#0b3f7a;text-decoration:underline",
}


def render_mail(part: Part) -> Html:
    """
    Render a part of a banner for mail: a table with its styles on each element.

    Args:
        part: The warning or the support block.
    """
    if not part:
        return Html()
    around = _languages(part.lang, part.dir)
    # The role keeps screen readers from announcing rows and columns.
    return Html(
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" '
        f'border="0"{around}>\n<tr>\n<td{_style("td", _MAIL)}>\n'
        f"{_render_blocks(part, _MAIL)}\n</td>\n</tr>\n</table>"
    )


def render_bare(part: Part) -> Html:
    """
    Render a part of a banner for feeds: plain elements, readable without any style.

    Args:
        part: The warning or the support block.
    """
    if not part:
        return Html()
    around = _languages(part.lang, part.dir)
    return Html(f"<div{around}>\n{_render_blocks(part, {})}\n</div>")


def _style(name: str, styles: Mapping[str, str]) -> str:
    """Return the style attribute of an element."""
    return f' style="{styles[name]}"' if name in styles else ""


def _languages(lang: str, direction: str) -> str:
    """Return the attributes that name language and direction."""
    pairs = [("lang", lang), ("dir", direction)]
    return "".join(f' {key}="{escape(value)}"' for key, value in pairs if value)


def _render_blocks(part: Part, styles: Mapping[str, str]) -> str:
    """Render what the part is made of."""
    if part.style.line:
        inner = _render_phrase(part.line(), styles)
        inner = f"<em>{inner}</em>" if part.style.italic else inner
        return f"<p{_style('p', styles)}>{inner}</p>"
    blocks = (_render_block(block, part.level, styles) for block in part.blocks())
    return "\n".join(filter(None, blocks))


def _render_block(block: Block, level: int, styles: Mapping[str, str]) -> str:
    """Render one block."""
    if isinstance(block, Heading):
        rank = min(level + block.depth, _DEEPEST)
        words = _render_phrase(block.phrase, styles)
        return f"<h{rank}{_style('h', styles)}>{words}</h{rank}>"
    if isinstance(block, Paragraph):
        if block.kind in PAGE_ONLY:
            return ""
        return f"<p{_style('p', styles)}>{_render_phrase(block.phrase, styles)}</p>"
    start, item = f"<ul{_style('ul', styles)}>", f"<li{_style('li', styles)}>"
    lines = [start]
    for each in block.items:
        lines.append(f"{item}{_render_phrase(each.phrase, styles)}")
        if each.inner:
            inner = (f"{item}{_render_phrase(row, styles)}</li>" for row in each.inner)
            lines += [start, *inner, "</ul>"]
        lines.append("</li>")
    return "\n".join([*lines, "</ul>"])


def _render_phrase(phrase: Phrase, styles: Mapping[str, str]) -> str:
    """Render a line of text."""
    return "".join(_render_run(run, styles) for run in phrase)


def _render_run(run: Run, styles: Mapping[str, str]) -> str:
    """Render one run; what leads to a place on a page leads nowhere here."""
    inner = escape(run.text)
    if run.field or run.lang or run.dir:
        # Mail programs know this attribute longer than they know <bdi>.
        inner = f"<span{_languages(run.lang, run.dir or 'auto')}>{inner}</span>"
    if run.href and not run.href.startswith("#"):
        target = escape(run.href)
        inner = f'<a href="{target}"{_style("a", styles)}>{inner}</a>'
    return f"<strong>{inner}</strong>" if run.strong else inner
