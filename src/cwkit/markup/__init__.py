"""
Documents: what a reader sees of a page, text or feed, and where it stands.

One linear pass blanks all that a reader does not see and keeps the length, so that
every offset in `Document.text` is the same offset in the source.
"""

from __future__ import annotations

import functools
import importlib
from typing import TYPE_CHECKING, Final

from cwkit.errors import MediaTypeError, suggest
from cwkit.markup._document import Document
from cwkit.markup._types import (
    BANNER_END,
    BANNER_START,
    PARAGRAPH_BREAK,
    TEXT_BANNER_END,
    TEXT_BANNER_START,
    Comment,
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
    from collections.abc import Callable

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

# Which module reads what, and the name of its reader. Readers are imported when they
# are first needed: who scans messages waits for no reader of pages.
_READERS: Final = {
    "application/atom+xml": ("_feeds", "read_atom"),
    "application/rss+xml": ("_feeds", "read_rss"),
    "text/html": ("_html", "read_html"),
    "text/markdown": ("_markdown", "read_markdown"),
    "text/plain": ("_plain", "read_plain"),
    "text/x-rst": ("_rst", "read_rst"),
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
    if essence not in _READERS:
        near = suggest(essence, MEDIA_TYPES)
        known = ", ".join(MEDIA_TYPES)
        raise MediaTypeError(
            f'unknown media type "{media_type}"',
            cure=f'did you mean "{near}"?' if near else f"known are {known}",
        )
    return _find_reader(essence)(source)


@functools.cache
def _find_reader(media_type: str) -> Callable[[str], Document]:
    """Return what reads a media type."""
    module, name = _READERS[media_type]
    found: Callable[[str], Document] = getattr(
        importlib.import_module(f"cwkit.markup.{module}"), name
    )
    return found
