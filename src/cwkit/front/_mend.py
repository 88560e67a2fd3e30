"""
Writing banners into pages, keeping them up to date, and taking them out again.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import attrs

from cwkit.audit import (
    SUPPORT,
    WARNING,
    Code,
    apply_edits,
    find_blocks,
    insert_block,
    read_topics,
    remove_blocks,
    render_blocks,
    update_blocks,
)
from cwkit.front import _shared as shared
from cwkit.front._audit import audit
from cwkit.front._banner import banner, choose_locale
from cwkit.front._places import find_places
from cwkit.front._scan import judge, read

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from cwkit.audit import Block, Edit
    from cwkit.detect import Detector
    from cwkit.helplines import Directory
    from cwkit.markup import Document
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
    """

    source: str = attrs.field(repr=False)
    edits: tuple[Edit, ...]
    edited: tuple[Block, ...] = ()
    stale: bool = False

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
        place: Where its readers are; None writes no support.
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
    if action is Action.REMOVE:
        return Rewrite(source=page, edits=remove_blocks(document), edited=edited)
    if action is Action.UPDATE and len(edited) == len(blocks):
        return Rewrite(source=page, edits=(), edited=edited)
    chosen = tuple(topics) or read_topics(document)
    named = chosen
    if not named:
        named = judge(document, languages, detector, limits).warn
    if not named:
        return Rewrite(
            source=page,
            edits=(),
            edited=edited,
            stale=action is Action.UPDATE and bool(blocks),
        )
    built = banner(
        named,
        place=place,
        locale=shared.messages(locale or choose_locale(document.language)).locale,
        style=style,
        key=key,
        today=today,
        directory=directory,
    )
    bodies = render_blocks(document, built, charset=charset)
    if action is Action.UPDATE:
        edits = update_blocks(document, bodies, topics=chosen)
    else:
        standing = {block.part for block in blocks}
        wanted = [part for part in bodies if part not in standing]
        if wanted and not topics:
            found = audit(
                page,
                media_type=media_type,
                place=find_places(place),
                languages=languages,
                today=today,
                detector=detector,
                directory=directory,
                limits=limits,
            )
            codes = {problem.code for problem in found.problems}
            wanted = [part for part in wanted if not codes.isdisjoint(_MISSING[part])]
        edits = insert_all(document, {p: bodies[p] for p in wanted}, topics=chosen)
    return Rewrite(source=page, edits=edits, edited=edited)


def insert_all(
    document: Document, bodies: dict[str, str], *, topics: Sequence[str]
) -> tuple[Edit, ...]:
    """Return the edits that insert some parts."""
    return tuple(
        insert_block(document, part, body, topics=topics)
        for part, body in bodies.items()
    )
