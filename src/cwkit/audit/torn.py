"""
Torn blocks: markers of cwkit whose other one somebody took out.

Nobody can say where such a block ends, or where it began, so it is never touched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.audit.markers import PARTS
from cwkit.audit.values import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwkit.audit.page import Page
    from cwkit.audit.values import Problem
    from cwkit.markup import Document
    from cwkit.text import Span

__all__ = ["Torn", "check_torn", "find_torn"]

_MARKER: Final = re.compile(
    rf"cwkit:(?:(?P<start>start) (?P<part>{'|'.join(PARTS)})\b|end\b)"
)


@attrs.frozen(kw_only=True)
class Torn:
    """
    A marker whose other one is not there.

    Attributes:
        span: Where it stands.

        missing: Which one is not there, ``start`` or ``end``.

        part: ``warning`` or ``support``; None where the marker does not tell.
    """

    span: Span
    missing: str
    part: str | None = None

    def describe(self) -> str:
        """
        Say what is amiss, and what to do.
        """
        if self.missing == "start":
            where = "before this block is gone, so that nobody can tell where it begins"
        else:
            where = (
                f"behind this {self.part} block is gone, so that nobody can tell where "
                "it ends"
            )
        return (
            f"the marker {where}, and it is left alone; put the marker back, or take "
            "out what is left of the block"
        )


def find_torn(document: Document) -> tuple[Torn, ...]:
    """
    Return the markers of a page whose other one is not there, in source order.

    >>> from cwkit.markup import read_document
    >>> page = "<!-- cwkit:start warning --> Note."
    >>> document = read_document(page, media_type="text/html")
    >>> [torn.missing for torn in find_torn(document)]
    ['end']

    Args:
        document: The page.
    """
    # Most pages hold no marker, and need not be asked for their comments.
    if "cwkit:" not in document.source:
        return ()
    return tuple(_pair_markers(document))


def _pair_markers(document: Document) -> Iterator[Torn]:
    """Go through the markers, and yield those that are alone."""
    opened: Torn | None = None
    for comment in document.comments:
        marker = _MARKER.match(comment.text)
        if marker is None:
            continue
        if marker["start"]:
            if opened is not None:
                yield opened
            opened = Torn(span=comment.span, missing="end", part=marker["part"])
        elif opened is not None:
            opened = None
        else:
            yield Torn(span=comment.span, missing="start")
    if opened is not None:
        yield opened


def check_torn(page: Page) -> Iterator[Problem]:
    """
    Tell of the blocks of a page that have one marker only.
    """
    for torn in find_torn(page.document):
        yield page.problem(Code.BLOCK_TORN, torn.describe(), torn.span)
