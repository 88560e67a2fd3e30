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
    "Comment",
    "Entry",
    "FrontMatter",
    "Heading",
    "Link",
    "Part",
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
class Heading:
    """
    A headline inside the body, whole, whatever else stands in it.

    Attributes:
        level: Its depth from 1 to 6.

        span: Where its visible words stand in the source.
    """

    level: int
    span: Span


@attrs.frozen
class Link:
    """
    A link.

    Attributes:
        target: Where it leads, decoded: a web address, ``tel:``, ``sms:``, ``mailto:``
            or a place on the same site.

        span: Where its visible words stand in the source; for a bare address, the
            address.

        target_span: Where the target stands in the source as it is written there,
            without quotes; for a link by label, in the definition of the label.
    """

    target: str
    span: Span
    target_span: Span


@attrs.frozen
class Comment:
    """
    A comment of the document's own language, which no reader sees.

    Attributes:
        text: What it says, without its marks and the white space beside them.

        span: Where it stands in the source, marks included.
    """

    text: str
    span: Span


@attrs.frozen
class Entry:
    """
    One entry of front matter.

    Attributes:
        key: Its key; keys inside others are joined by dots, and the items of a list of
            mappings are counted from 0: ``cwkit.allow.0.id``.

        value: What it says: a text, or the texts of a list. Numbers, dates and truth
            values are texts as they are written.

        span: Where the value stands in the source as it is written there, quotes and
            brackets included. An empty value is an empty span.

        lines: The whole lines of the entry, line ends included.
    """

    key: str
    value: str | tuple[str, ...]
    span: Span
    lines: Span


@attrs.frozen
class FrontMatter:
    """
    The front matter of a document.

    Attributes:
        syntax: ``yaml``, ``toml`` or ``json``, or ``rst`` for the field list that a
            reStructuredText document begins with.

        span: Where it stands in the source, marks included.

        entries: What was understood of it, in source order.
    """

    syntax: str
    span: Span
    entries: tuple[Entry, ...]

    def get(self, key: str) -> Entry | None:
        r"""
        Return the first entry with this key, or None.

        >>> from cwkit.markup import read_document
        >>> source = "---\ncontent_warning: [grief, illness]\n---\nTea."
        >>> document = read_document(source, media_type="text/markdown")
        >>> document.front_matter.get("content_warning").value
        ('grief', 'illness')

        Args:
            key: The key.
        """
        return next((entry for entry in self.entries if entry.key == key), None)


@attrs.frozen
class Part:
    """
    One entry of a feed.

    Attributes:
        span: Where it stands in the source, tags included.

        start: Where a block may safely be inserted before its content.

        end: Where a block may safely be inserted after its content.

        form: How a block must be written there: ``markup`` as HTML that is well-formed
            XML; ``escaped`` with ``<``, ``>`` and ``&`` as references; ``text`` as
            plain text. ``none`` if the entry has no content to put a block into.
    """

    span: Span
    start: int
    end: int
    form: str
