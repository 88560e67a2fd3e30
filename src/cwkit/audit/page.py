"""
A page with what the checks need of it.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.audit.bars import Bars
from cwkit.audit.blocks import insert_block, insert_entry_block, render_blocks
from cwkit.audit.catalogue import Settings
from cwkit.audit.markers import find_blocks
from cwkit.audit.occurrences import find_occurrences
from cwkit.audit.values import Code, Edit, Level, Problem
from cwkit.markup import RegionKind
from cwkit.text import LineIndex, Span

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Sequence

    from cwkit.audit.book import NumberBook
    from cwkit.audit.contexts import Contexts, WordSet
    from cwkit.audit.markers import Block
    from cwkit.audit.nations import Nations
    from cwkit.audit.occurrences import Occurrence
    from cwkit.audit.reach import KnownLines, Support
    from cwkit.banner import Banner
    from cwkit.markup import Document, Region
    from cwkit.markup import Part as Entry
    from cwkit.report import Report
    from cwkit.topics import Taxonomy

__all__ = ["ALL_CHECKS", "EntryPage", "Page"]

ALL_CHECKS: Final = Settings(levels=tuple((code, Level.WARNING) for code in Code))
"""What a page is held to where nobody says otherwise."""

_WRITTEN: Final = frozenset({"escaped", "markup"})
"""The forms of entries that hold HTML."""

_SENTENCE_END: Final = re.compile(r"[.!?]['\")\]”’*_]*(?=\s)|\n[ \t\r]*\n|\u2029")
_LONGEST_SENTENCE: Final = 400

_ENOUGH: Final = 100
"""A page with so many words, and no pictures, hides little."""

_PICTURE: Final = re.compile(
    r"<(?:audio|canvas|embed|iframe|img|object|picture|svg|video)\b|!\["
    r"|^[ \t]*\.\. (?:figure|image|raw)::",
    re.IGNORECASE | re.MULTILINE,
)

_LONGEST_LIST: Final = 40
"""How many items back, or headlines, is looked for what introduces them."""

_LABEL: Final = 6
"""A label has at most so many words."""

_DEEPEST: Final = 6
"""Headlines have six levels."""


@attrs.frozen(kw_only=True)
class EntryPage:
    """
    An entry of a feed, or what stands outside of all entries, as a page of its own.

    Attributes:
        feed: The feed.

        entry: The entry; None for what stands outside.

        document: The entry, read alone; or the feed, its entries left blank.

        report: What it treats.

        banner: What builds the banner that it needs; None if it needs none.
    """

    feed: Document
    entry: Entry | None
    document: Document
    report: Report
    banner: Callable[[], Banner] | None = None

    @property
    def start(self) -> int:
        """
        Where it begins in the feed.
        """
        return self.entry.span.start if self.entry is not None else 0

    @property
    def holds_text(self) -> bool:
        """
        Whether it is an entry that has more than a title.
        """
        return self.entry is not None and self.entry.form != "none"


class Page:
    """
    A page with what the checks need of it.

    Args:
        document: The page.
        report: What it treats.
        settings: Which checks it is held to.
        banner: What to insert where a part of it is missing, or what builds it.
        known: The helplines that its readers may be told of; None if nobody said
            where they are.
        home: The countries of its readers.
        places: The codes of the places of its readers.
        book: The numbers that helplines have or had.
        contexts: The words around numbers.
        nations: What countries are called.
        taxonomy: The topics.
        name_place: Names a country.
        today: The day it is.
        charset: The encoding that what is inserted must fit into.
        entry: The entry of a feed that the page is.
    """

    def __init__(
        self,
        document: Document,
        report: Report,
        *,
        settings: Settings = ALL_CHECKS,
        banner: Banner | Callable[[], Banner] | None = None,
        known: KnownLines | None = None,
        home: Sequence[str] = (),
        places: Sequence[str] = (),
        book: NumberBook | None = None,
        contexts: Contexts | None = None,
        nations: Nations | None = None,
        taxonomy: Taxonomy | None = None,
        name_place: Callable[[str], str] = str,
        today: datetime.date | None = None,
        charset: str = "utf-8",
        entry: EntryPage | None = None,
    ) -> None:
        self.document = document
        self.report = report
        self.settings = settings
        self.known = known
        self.home = home
        self._places = places
        self.book = book
        self.taxonomy = taxonomy
        self.name_place = name_place
        self.today = today
        self.support: Support | None = None
        self._banner = banner
        self._charset = charset
        self.entry = entry
        self._contexts = contexts
        self._nations = nations

    @functools.cached_property
    def lines(self) -> LineIndex:
        """
        Lines and columns of the source.
        """
        return LineIndex(self.document.source)

    @functools.cached_property
    def bodies(self) -> dict[str, str]:
        """
        What would be inserted, by part.
        """
        if self._banner is None:
            return {}
        banner = self._banner() if callable(self._banner) else self._banner
        return render_blocks(
            self.document, banner, charset=self._charset, media_type=self.written
        )

    @property
    def written(self) -> str:
        """
        How what is inserted is written: in an entry of a feed, as HTML.
        """
        entry = None if self.entry is None else self.entry.entry
        if entry is not None and entry.form in _WRITTEN:
            return "text/html"
        return self.document.media_type

    @functools.cached_property
    def own(self) -> tuple[Block, ...]:
        """
        The blocks that cwkit wrote into the page.
        """
        return find_blocks(self.document)

    @functools.cached_property
    def bars(self) -> Bars:
        """
        Where nothing may be written, and where no markup may.
        """
        return Bars(self.document)

    @functools.cached_property
    def is_wordy(self) -> bool:
        """
        Whether the page treats in words whatever it treats.
        """
        return (
            len(self.document.text.split()) >= _ENOUGH
            and _PICTURE.search(self.document.source) is None
        )

    @functools.cached_property
    def numbers(self) -> tuple[Occurrence, ...]:
        """
        The numbers on the page that may be those of helplines.
        """
        book = self.book
        return () if book is None else tuple(find_occurrences(self.document, book))

    @functools.cached_property
    def words(self) -> WordSet | None:
        """
        The words around numbers, in the languages of the page.
        """
        if self._contexts is None:
            return None
        return self._contexts.words(self.report.languages)

    @functools.cached_property
    def _starts(self) -> list[int]:
        """Where regions begin."""
        return [region.span.start for region in self.document.regions]

    def wants(self, *codes: Code) -> bool:
        """
        Say whether any of these checks runs.
        """
        return any(self.settings.level(code) is not None for code in codes)

    def holds(self, part: str) -> bool:
        """
        Say whether cwkit wrote this part into the page.

        That is how a block in a language without rules is known again.
        """
        return any(block.part == part for block in self.own)

    def owns(self, span: Span) -> bool:
        """
        Say whether *span* lies in what cwkit wrote.
        """
        return any(banner.contains(span) for banner in self.document.banners)

    def insert(self, part: str) -> tuple[Edit, ...]:
        """
        Return the edit that inserts a part; none if there is nothing to insert.
        """
        if part not in self.bodies:
            return ()
        body = self.bodies[part]
        if self.entry is None or self.entry.entry is None:
            return (insert_block(self.document, part, body, places=self._places),)
        edit = insert_entry_block(
            self.entry.feed, self.entry.entry, part, body, places=self._places
        )
        return (Edit(edit.offset - self.entry.start, edit.text),)

    def region(self, offset: int) -> Region | None:
        """
        Return the region that *offset* lies in.
        """
        at = bisect.bisect_right(self._starts, offset) - 1
        if at < 0:
            return None
        region = self.document.regions[at]
        return region if offset < region.span.end else None

    def find_countries(self, span: Span) -> frozenset[str]:
        """
        Return the countries that a reader is told of near *span*: in the words around
        it, in what introduces them, and in the headlines above.
        """
        return frozenset(
            country
            for part in self._around(span)
            for country in self.read_countries(part)
        )

    def read_countries(self, span: Span) -> frozenset[str]:
        """
        Return the countries that some words of the page name.
        """
        if self._nations is None:
            return frozenset()
        return self._nations.find(span.of(self.document.text))

    def _around(self, span: Span) -> Iterator[Span]:
        """Yield where it may be said what a place on the page is about."""
        text = self.document.text
        region = self.region(span.start)
        if region is None:
            return
        low = max(region.span.start, span.start - _LONGEST_SENTENCE)
        yield Span(low, min(region.span.end, span.end + _LONGEST_SENTENCE))
        at = bisect.bisect_right(self._starts, span.start) - 1
        before = self.document.regions[max(0, at - _LONGEST_LIST) : at]
        # The label before a number that stands alone, and what introduces a list.
        label = before[-1:] if _is_label(before[-1:], text) else ()
        if region.kind is RegionKind.LISTING:
            rest = (r for r in reversed(before) if r.kind is not RegionKind.LISTING)
            label = (*label, *itertools.islice(rest, 1))
        for one in label:
            low = max(one.span.start, one.span.end - _LONGEST_SENTENCE)
            yield Span(low, one.span.end)
        yield from self._above(span)

    def _above(self, span: Span) -> Iterator[Span]:
        """Yield the headlines that a place stands under, the nearest first."""
        headings = self.document.headings
        at = bisect.bisect_left(self._headings, span.start)
        level = _DEEPEST + 1
        for heading in reversed(headings[max(0, at - _LONGEST_LIST) : at]):
            if heading.level < level:
                level = heading.level
                yield heading.span

    @functools.cached_property
    def _headings(self) -> list[int]:
        """Where the headlines begin."""
        return [heading.span.start for heading in self.document.headings]

    def find_sentence(self, span: Span) -> tuple[int, int]:
        """
        Return where the sentence around *span* begins and ends, as far as it is near.
        """
        text = self.document.text
        start = low = max(0, span.start - _LONGEST_SENTENCE)
        for end in _SENTENCE_END.finditer(text, low, span.start):
            start = end.end()
        stop = _SENTENCE_END.search(text, span.end, span.end + _LONGEST_SENTENCE)
        high = min(len(text), span.end + _LONGEST_SENTENCE)
        return start, stop.start() if stop else high

    def sentence(self, span: Span) -> str:
        """
        Return the sentence around *span*, as far as it lies near.
        """
        start, end = self.find_sentence(span)
        return self.document.text[start:end]

    def problem(
        self,
        code: Code,
        message: str,
        span: Span,
        *,
        topics: Sequence[str] = (),
        helpline: str | None = None,
        rule: str | None = None,
        sources: Sequence[str] = (),
        fix: tuple[Edit, ...] = (),
    ) -> Problem:
        """
        Return a problem with its line and column.
        """
        position = self.lines.position(span.start)
        return Problem(
            code=code,
            message=message,
            span=span,
            line=position.line,
            column=position.column,
            level=self.settings.level(code) or Level.NOTE,
            topics=tuple(topics),
            helpline=helpline,
            rule=rule,
            sources=tuple(sources),
            fix=fix,
        )


def _is_label(regions: Sequence[Region], text: str) -> bool:
    """Say whether a region is a few words that what follows belongs to."""
    return any(len(region.span.of(text).split()) <= _LABEL for region in regions)
