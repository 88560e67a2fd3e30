"""
Writing banners into pages, keeping them up to date, and taking them out again.
"""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING, NamedTuple

import attrs

from cwkit.audit import (
    SUPPORT,
    WARNING,
    Code,
    apply_edits,
    find_blocks,
    find_torn,
    insert_block,
    insert_entry_block,
    remove_blocks,
    render_blocks,
    update_blocks,
)
from cwkit.front import _shared as shared
from cwkit.front._audit import audit, choose_topics
from cwkit.front._banner import banner, choose_locale
from cwkit.front._entries import can_hold, is_feed, read_entries
from cwkit.front._places import find_places
from cwkit.front._scan import choose_languages, read

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from cwkit.audit import Block, Edit, Torn
    from cwkit.detect import Detector
    from cwkit.helplines import Directory
    from cwkit.markup import Document
    from cwkit.markup import Part as Entry
    from cwkit.places import Place
    from cwkit.text import Limits

__all__ = ["Action", "Rewrite", "rewrite"]

_MISSING = {
    WARNING: {Code.WARNING_MISSING},
    SUPPORT: {Code.SUPPORT_MISSING, Code.HELPLINE_WITHOUT_NUMBER},
}


class Action(enum.StrEnum):
    """
    What to do with the banner of a page.
    """

    INSERT = "insert"
    """Write the parts that the page lacks."""

    UPDATE = "update"
    """Bring the parts that cwkit wrote up to date."""

    REMOVE = "remove"
    """Take out the parts that cwkit wrote."""


@attrs.frozen(kw_only=True)
class Rewrite:
    """
    What becomes of a page.

    Attributes:
        source: The page as it was given.

        edits: What changes.

        edited: The blocks that somebody edited by hand, which are left alone.

        stale: Whether a block was left as it is because nothing was found on the page
            that it should name.

        unplaced: Whether blocks were left as they are because neither the caller nor
            they say where the readers are whose helplines they name.

        torn: The markers whose other one is gone; what is left of their blocks is left
            alone.
    """

    source: str = attrs.field(repr=False)
    edits: tuple[Edit, ...]
    edited: tuple[Block, ...] = ()
    stale: bool = False
    unplaced: bool = False
    torn: tuple[Torn, ...] = ()

    @property
    def text(self) -> str:
        """
        The page as it becomes.
        """
        return apply_edits(self.source, self.edits)


def rewrite(
    page: str,
    action: Action | str,
    *,
    media_type: str = "text/plain",
    place: str | Place | Sequence[str | Place] | None = None,
    locale: str | None = None,
    languages: Iterable[str] | None = None,
    topics: Sequence[str] = (),
    style: str = "standard",
    key: str = "",
    today: datetime.date | None = None,
    detector: Detector | None = None,
    directory: Directory | None = None,
    charset: str = "utf-8",
    limits: Limits | None = None,
) -> Rewrite:
    r"""
    Return a page with its banner inserted, brought up to date, or taken out.

    Every other character stays as it is; taking out what was inserted gives back the
    page as it was.

    >>> page = "A quiet year\n\nShe was bullied at school."
    >>> inserted = rewrite(page, "insert").text
    >>> "Content warning: harassment or bullying" in inserted
    True
    >>> rewrite(inserted, "remove").text == page
    True

    Args:
        page: The page.
        action: ``insert``, ``update`` or ``remove``.
        media_type: How it is written.
        place: Where its readers are; None writes no support, and takes the place that
            a block says that stands there.
        locale: The locale of the words; None takes the page's own language.
        languages: BCP 47 tags of the languages it is in.
        topics: What the warning names, whatever is found; the block remembers it.
        style: ``standard``, ``wire`` or ``footer``.
        key: What tells this page from others, such as its path.
        today: The day to compare review dates with; None for today.
        detector: A detector with other rules.
        directory: A directory with other records.
        charset: The encoding that what is inserted must fit into.
        limits: How much text is accepted.

    Raises:
        LimitError: If the page is longer than *limits* allow.
        MediaTypeError: If the media type is not known.
        UnknownLocaleError: If the locale is not well formed.
        UnknownPlaceError: If there is no such place.
        UnknownTopicError: If there is no such topic.
    """
    action = Action(action)
    document = read(page, media_type, limits)
    blocks = find_blocks(document)
    edited = tuple(block for block in blocks if block.edited)
    left = Rewrite(source=page, edits=(), edited=edited, torn=find_torn(document))
    if action is Action.REMOVE:
        return attrs.evolve(left, edits=remove_blocks(document))
    if action is Action.UPDATE and len(edited) == len(blocks):
        return left
    pen = _Pen(
        place=place,
        locale=locale,
        languages=None if languages is None else tuple(languages),
        style=style,
        today=today,
        detector=detector,
        directory=directory,
        charset=charset,
        limits=limits,
    )
    # A feed is many pages: each of its entries gets a banner of its own.
    if is_feed(document):
        lots: list[_Written] = []
        entries = [row for row in read_entries(document) if can_hold(row[0])]
        for number, (entry, inner) in enumerate(entries):
            done = pen.write(
                document,
                inner,
                action,
                [block for block in blocks if entry.span.contains(block.span)],
                topics=topics,
                key=f"{key}#{number}",
                entry=entry,
            )
            lots.append(done)
    else:
        lots = [pen.write(document, document, action, blocks, topics=topics, key=key)]
    return attrs.evolve(
        left,
        edits=tuple(edit for lot in lots for edit in lot.edits),
        stale=any(lot.stale for lot in lots),
        unplaced=any(lot.unplaced for lot in lots),
    )


class _Written(NamedTuple):
    """What changes, and why blocks are left as they are, as `Rewrite` has it."""

    edits: tuple[Edit, ...] = ()
    stale: bool = False
    unplaced: bool = False


@attrs.frozen(kw_only=True)
class _Pen:
    """What writes the banners of pages, or of the entries of a feed."""

    place: str | Place | Sequence[str | Place] | None
    locale: str | None
    languages: tuple[str, ...] | None
    style: str
    today: datetime.date | None
    detector: Detector | None
    directory: Directory | None
    charset: str
    limits: Limits | None

    def write(
        self,
        document: Document,
        content: Document,
        action: Action,
        blocks: Sequence[Block],
        *,
        topics: Sequence[str],
        key: str,
        entry: Entry | None = None,
    ) -> _Written:
        """
        Return what changes.

        Args:
            document: The page, or the feed.
            content: The page, or what an entry holds.
            action: To insert, or to update.
            blocks: The blocks that stand there.
            topics: What the warning names, whatever is found.
            key: What tells this page from others.
            entry: The entry of the feed.
        """
        places = find_places(self.place) or find_places(
            next((block.places for block in blocks if block.places), ())
        )
        supported = any(b.part == SUPPORT and not b.edited for b in blocks)
        if action is Action.UPDATE and supported and not places:
            # Without a place there is no support, and readers would lose theirs.
            return _Written(unplaced=True)
        codes = tuple(map(str, places))
        said = next((block.topics for block in blocks if block.topics), ())
        chosen = tuple(topics) or said
        spoken = content if content.language else document
        languages = choose_languages(spoken, self.languages)
        named = chosen or choose_topics(
            content,
            languages,
            self.detector,
            self.limits,
            places=places,
            directory=self.directory,
        )
        if not named:
            return _Written(stale=action is Action.UPDATE and bool(blocks))
        built = banner(
            named,
            place=places or None,
            locale=shared.messages(
                self.locale or choose_locale(spoken.language)
            ).locale,
            style=self.style,
            key=key,
            today=self.today,
            directory=self.directory,
        )
        bodies = render_blocks(
            content,
            built,
            charset=self.charset,
            media_type=None if entry is None else "text/html",
        )
        if action is Action.UPDATE:
            within = None if entry is None else entry.span
            return _Written(
                update_blocks(
                    document, bodies, topics=chosen, places=codes, within=within
                )
            )
        wanted = self._choose(
            content, bodies, blocks, languages, places, ask=not topics
        )
        write = (
            functools.partial(insert_block, document)
            if entry is None
            else functools.partial(insert_entry_block, document, entry)
        )
        return _Written(
            tuple(
                write(part, bodies[part], topics=chosen, places=codes)
                for part in wanted
            )
        )

    def _choose(
        self,
        content: Document,
        bodies: dict[str, str],
        blocks: Sequence[Block],
        languages: tuple[str, ...] | None,
        places: tuple[Place, ...],
        *,
        ask: bool,
    ) -> list[str]:
        """Return the parts that are lacking."""
        standing = {block.part for block in blocks}
        wanted = [part for part in bodies if part not in standing]
        if not wanted or not ask:
            return wanted
        found = audit(
            content.source,
            media_type=content.media_type,
            place=places,
            languages=languages,
            today=self.today,
            detector=self.detector,
            directory=self.directory,
            limits=self.limits,
        )
        codes = {problem.code for problem in found.problems}
        return [part for part in wanted if not codes.isdisjoint(_MISSING[part])]
