"""
What a read document is made of.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from cwkit.text import Span

__all__ = [
    "BANNER_END",
    "BANNER_START",
    "PARAGRAPH_BREAK",
    "TEXT_BANNER_END",
    "TEXT_BANNER_START",
    "Document",
    "Link",
    "Region",
    "RegionKind",
]

BANNER_START: Final = "<!-- cwkit:start"
"""What the comment before an inserted block begins with (HTML and Markdown)."""

BANNER_END: Final = "<!-- cwkit:end"
"""What the comment after an inserted block begins with (HTML and Markdown)."""

TEXT_BANNER_START: Final = "[cwkit:start"
"""What the line before an inserted block begins with (plain text)."""

TEXT_BANNER_END: Final = "[cwkit:end"
"""What the line after an inserted block begins with (plain text)."""

PARAGRAPH_BREAK: Final = r"\n[ \t\r\f\v]*+\n|\u2029"
"""
A pattern for the boundary between paragraphs in `Document.text`.

It is a blank line; where the source left room for one character only, it is U+2029.
"""


class RegionKind(enum.Enum):
    """
    What a stretch of a document is to its reader.
    """

    TITLE = "title"
    """The name of the document, shown apart from its body."""

    HEADING = "heading"
    """A headline inside the body."""

    PARAGRAPH = "paragraph"
    """The body's own words."""

    CAPTION = "caption"
    """The words under a picture or table."""

    ALTERNATIVE = "alternative"
    """Words that stand for a picture or control."""

    QUOTE = "quote"
    """Somebody else's words."""

    LISTING = "listing"
    """An item of a list."""

    RELATED = "related"
    """Site furniture: menus, notices, links to other pages."""

    CODE = "code"
    """Computer text; blank in `Document.text`."""


@attrs.frozen
class Region:
    """
    A stretch of a document that is one thing to its reader.

    Attributes:
        kind: What it is.

        span: Where it stands in the source, without white space at its ends.

        level: Depth of a heading from 1 to 6, otherwise 0.
    """

    kind: RegionKind
    span: Span
    level: int = 0


@attrs.frozen
class Link:
    """
    A link.

    Attributes:
        target: Where it leads, decoded.

        span: Where its visible words stand in the source; for a bare address, the
            address.
    """

    target: str
    span: Span


@attrs.frozen
class Document:
    """
    A source as its reader sees it.

    >>> from cwkit.markup import read_document
    >>> document = read_document("<p>Tea &amp; cake</p>", media_type="text/html")
    >>> len(document.text) == len(document.source)
    True
    >>> document.text.split()
    ['Tea', '&', 'cake']
    >>> [region.span.of(document.source) for region in document.regions]
    ['Tea &amp; cake']

    Attributes:
        source: The text as it was given.

        text: What the reader sees, as long as the source: each visible character
            stands where it stands in the source, and all else is blank. Paragraphs
            are parted as `PARAGRAPH_BREAK` says. Markup inside a word is filled with
            U+200B, so that the word stays one token.

        media_type: ``text/plain``, ``text/html`` or ``text/markdown``.

        regions: The regions in source order; they do not overlap, and every visible
            character lies in one.

        links: The links, in source order.

        language: The language tag that the document gives itself, or None.

        start: Where a block may safely be inserted before the content.

        end: Where a block may safely be inserted after the content.

        banners: The blocks that cwkit inserted earlier, markers included.
    """

    source: str = attrs.field(repr=False)
    text: str = attrs.field(repr=False)
    media_type: str
    regions: tuple[Region, ...] = attrs.field(repr=False)
    links: tuple[Link, ...] = ()
    language: str | None = None
    start: int = 0
    end: int = 0
    banners: tuple[Span, ...] = ()
