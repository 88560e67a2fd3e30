"""
Documents: what a reader sees of HTML, Markdown and plain text, and where it stands.

One linear pass blanks all that a reader does not see and keeps the length, so that
every offset in `Document.text` is the same offset in the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.errors import MediaTypeError, suggest
from cwkit.markup._html import read_html
from cwkit.markup._markdown import read_markdown
from cwkit.markup._plain import read_plain
from cwkit.markup._types import (
    BANNER_END,
    BANNER_START,
    PARAGRAPH_BREAK,
    TEXT_BANNER_END,
    TEXT_BANNER_START,
    Comment,
    Document,
    Entry,
    FrontMatter,
    Heading,
    Link,
    Part,
    Region,
    RegionKind,
)
from cwkit.text import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "BANNER_END",
    "BANNER_START",
    "MEDIA_TYPES",
    "PARAGRAPH_BREAK",
    "TEXT_BANNER_END",
    "TEXT_BANNER_START",
    "Comment",
    "Document",
    "Entry",
    "FrontMatter",
    "Heading",
    "Link",
    "Part",
    "Region",
    "RegionKind",
    "read_document",
]

_READERS: Final[Mapping[str, Callable[[str], Document]]] = {
    "text/html": read_html,
    "text/markdown": read_markdown,
    "text/plain": read_plain,
}

MEDIA_TYPES: Final = tuple(_READERS)
"""The media types that `read_document` reads."""

_LIMITS: Final = Limits()


def read_document(
    source: str, *, media_type: str = "text/plain", limits: Limits = _LIMITS
) -> Document:
    r"""
    Read a text or page as its reader sees it.

    >>> document = read_document("A walk\n\nWe went to https://example.org today.")
    >>> [region.kind.value for region in document.regions]
    ['title', 'paragraph']
    >>> [link.target for link in document.links]
    ['https://example.org']

    Args:
        source: The text or page.
        media_type: One of `MEDIA_TYPES`; parameters such as the charset are ignored.
        limits: How long the source may be.

    Raises:
        LimitError: If the source is longer than *limits* allow.
        MediaTypeError: If cwkit does not read this media type.
    """
    limits.check(source)
    essence = media_type.partition(";")[0].strip().lower()
    reader = _READERS.get(essence)
    if reader is None:
        near = suggest(essence, MEDIA_TYPES)
        known = ", ".join(MEDIA_TYPES)
        raise MediaTypeError(
            f'unknown media type "{media_type}"',
            cure=f'did you mean "{near}"?' if near else f"known are {known}",
        )
    return reader(source)
