"""
Feeds: elements for an entry of Atom or an item of RSS.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from cwkit.banner.as_codes import IPTC_SCHEME, find_iptc
from cwkit.banner.as_html import find_markup
from cwkit.banner.as_portable import render_bare
from cwkit.banner.clean import clean_text

if TYPE_CHECKING:
    from cwkit.banner.whole import Banner

__all__ = ["render_atom", "render_rss"]

# What XML may not hold at all, not even escaped; trusted markup may.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")


def render_atom(banner: Banner, content: object) -> str:
    """
    Return a category for each topic, and the content with the banner around it.

    Args:
        banner: The banner.
        content: What the entry says; see `cwkit.banner.as_html.find_markup`.
    """
    topics = banner.warning.topics
    lines = [
        f"<category term={_quote(topic.id)} label={_quote(topic.name)}/>"
        for topic in topics
    ]
    lines += [
        f"<category term={_quote(code)} scheme={_quote(IPTC_SCHEME)}/>"
        for code in find_iptc(topics)
    ]
    inner = _surround(banner, content)
    if inner:
        lines.append(f'<content type="html">{html.escape(inner)}</content>')
    return "\n".join(lines)


def render_rss(banner: Banner, content: object) -> str:
    """
    Return a category for each topic, and the description with the banner around it.

    Args:
        banner: The banner.
        content: What the item says; see `cwkit.banner.as_html.find_markup`.
    """
    topics = banner.warning.topics
    lines = [
        f"<category>{html.escape(clean_text(topic.name))}</category>"
        for topic in topics
    ]
    lines += [
        f"<category domain={_quote(IPTC_SCHEME)}>{html.escape(code)}</category>"
        for code in find_iptc(topics)
    ]
    inner = _surround(banner, content)
    if inner:
        lines.append(f"<description>{html.escape(inner)}</description>")
    return "\n".join(lines)


def _quote(value: str) -> str:
    """Return an attribute value in quotes."""
    return f'"{html.escape(clean_text(value))}"'


def _surround(banner: Banner, content: object) -> str:
    """Return the content between warning and support."""
    parts = (
        render_bare(banner.warning),
        find_markup(content),
        render_bare(banner.support),
    )
    return _ILLEGAL.sub("", "\n".join(filter(None, parts)))
