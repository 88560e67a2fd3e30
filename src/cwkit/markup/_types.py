"""
What a read document is made of.
"""

from __future__ import annotations

import abc
import bisect
import enum
from functools import cached_property
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

    from cwkit.text import Span

__all__ = [
    "BANNER_END",
    "BANNER_START",
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
    "Reading",
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
        syntax: ``yaml`` or ``toml``, or ``rst`` for the field list that a
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


class Reading(abc.ABC):
    """
    What a reader noted about a source, told when somebody asks.

    Most pages are looked at for their text alone, so the rest is made on access.
    """

    __slots__ = ()

    @abc.abstractmethod
    def regions(self) -> tuple[Region, ...]:
        """
        Return the regions.
        """

    def titles(self, regions: Callable[[], tuple[Region, ...]]) -> tuple[Span, ...]:
        """
        Return where the names of the document stand.

        Args:
            regions: Returns the regions, for readers that need them for it.
        """
        return tuple(
            region.span
            for region in regions()
            if region.kind is RegionKind.TITLE
            or (region.kind is RegionKind.HEADING and region.level == 1)
        )

    def related(self, regions: Callable[[], tuple[Region, ...]]) -> tuple[Span, ...]:
        """
        Return where site furniture stands.

        Args:
            regions: Returns the regions, for readers that need them for it.
        """
        return tuple(r.span for r in regions() if r.kind is RegionKind.RELATED)

    def end_region(self, place: int, regions: Callable[[], tuple[Region, ...]]) -> int:
        """
        Return where the region ends that holds a visible character.

        Args:
            place: Where the character stands.
            regions: Returns the regions, for readers that need them for it.
        """
        found = regions()
        number = bisect.bisect_right(found, place, key=lambda r: r.span.start)
        return found[number - 1].span.end

    @abc.abstractmethod
    def headings(self) -> tuple[Heading, ...]:
        """
        Return the headings.
        """

    @abc.abstractmethod
    def links(self) -> tuple[Link, ...]:
        """
        Return the links.
        """

    def comments(self) -> tuple[Comment, ...]:
        """
        Return the comments.
        """
        return ()

    def front_matter(self) -> FrontMatter | None:
        """
        Return the front matter.
        """
        return None

    def json_ld(self) -> tuple[Span, ...]:
        """
        Return where structured data stands.
        """
        return ()

    def parts(self) -> tuple[Part, ...]:
        """
        Return the entries of a feed.
        """
        return ()

    @abc.abstractmethod
    def places(self) -> tuple[int, int]:
        """
        Return the places for a block.
        """


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

        media_type: One of `MEDIA_TYPES`.

        language: The language tag that the document gives itself, or None.

        banners: The blocks that cwkit inserted earlier, markers included.
    """

    source: str = attrs.field(repr=False)
    text: str = attrs.field(repr=False)
    media_type: str
    language: str | None
    banners: tuple[Span, ...]
    _reading: Reading = attrs.field(repr=False, eq=False, alias="reading")
    _reader: Callable[[str], Document] = attrs.field(
        repr=False, eq=False, alias="reader"
    )

    def __reduce__(self) -> tuple[Callable[[str], Document], tuple[str]]:
        # A document is what its reader makes of the source, so the source says all.
        return self._reader, (self.source,)

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """
        The regions in source order.

        They do not overlap, and every visible character lies in one.
        """
        return self._reading.regions()

    @cached_property
    def titles(self) -> tuple[Span, ...]:
        """
        Where its names stand, in source order: its title, and headings of the first
        level.
        """
        return self._reading.titles(lambda: self.regions)

    def end_region(self, place: int) -> int:
        """
        Return where the region ends that holds a visible character.

        Args:
            place: Where the character stands, in code points.
        """
        return self._reading.end_region(place, lambda: self.regions)

    @cached_property
    def related(self) -> tuple[Span, ...]:
        """
        Where site furniture stands, in source order.
        """
        return self._reading.related(lambda: self.regions)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """
        The headlines inside the body, in source order; those of furniture are left out.
        """
        return self._reading.headings()

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """
        The links that a reader can see, in source order.
        """
        return self._reading.links()

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """
        The comments in source order, the markers of inserted blocks among them.
        """
        return self._reading.comments()

    @cached_property
    def front_matter(self) -> FrontMatter | None:
        """
        The front matter, or None.
        """
        return self._reading.front_matter()

    @cached_property
    def json_ld(self) -> tuple[Span, ...]:
        """
        Where structured data stands: what is between the tags of JSON-LD scripts.
        """
        return self._reading.json_ld()

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """
        The entries of a feed, in source order; other documents have none.
        """
        return self._reading.parts()

    @cached_property
    def _places(self) -> tuple[int, int]:
        """The places for a block."""
        return self._reading.places()

    @property
    def start(self) -> int:
        """
        Where a block may safely be inserted before the content.
        """
        return self._places[0]

    @property
    def end(self) -> int:
        """
        Where a block may safely be inserted after the content.
        """
        return self._places[1]
