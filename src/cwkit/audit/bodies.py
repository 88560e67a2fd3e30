"""
What stands between the markers of a block: a part of a banner, as the page is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.audit.blocks import SUPPORT, WARNING

if TYPE_CHECKING:
    from cwkit.banner import Banner, SupportPart, WarningPart
    from cwkit.markup import Document

__all__ = ["render_blocks"]

_WITH_REFERENCES: Final = frozenset({"text/html", "text/markdown"})
_KNOWN: Final = frozenset({*_WITH_REFERENCES, "text/plain", "text/x-rst"})


def render_blocks(
    document: Document,
    banner: Banner,
    *,
    charset: str = "utf-8",
    media_type: str | None = None,
) -> dict[str, str]:
    """
    Render the parts of a banner that are not empty, as the page is written.

    Args:
        document: The page.
        banner: The banner.
        charset: The encoding that they must fit into; where the format knows
            character references, they stand for what does not fit.
        media_type: How they are written; None as the page is.

    Returns:
        What stands between the markers of each part, with plain line ends.
    """
    written = media_type or document.media_type
    if written not in _KNOWN:
        return {}
    parts = ((WARNING, banner.warning), (SUPPORT, banner.support))
    return {
        name: _fit(_render_part(written, part), written, charset)
        for name, part in parts
        if part
    }


def _render_part(media_type: str, part: WarningPart | SupportPart) -> str:
    """Render a part of the banner for the kind of page it goes into."""
    match media_type:
        case "text/html":
            body = str(part.html())
        case "text/markdown":
            body = part.markdown()
        case "text/x-rst":
            body = part.rst()
        case _:
            body = part.text()
    return body.strip("\n")


def _fit(body: str, media_type: str, charset: str) -> str:
    """Write as references what an encoding does not hold."""
    if media_type not in _WITH_REFERENCES:
        return body
    return body.encode(charset, "xmlcharrefreplace").decode(charset)
