"""
A document, and what its reader noted and tells on demand.
"""

from __future__ import annotations

import abc
import bisect
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from cwkit.markup._types import RegionKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from cwkit.markup._types import Comment, FrontMatter, Heading, Link, Part, Region
    from cwkit.text import Span

__all__ = ["Document", "Reading"]


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

    @abc.abstractmethod
    def comments(self) -> tuple[Comment, ...]:
        """
        Return the comments.
        """

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
            U+200B, so that the word stays one token, and what is left of a reference
            with U+2060, which belongs to its letter.

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
