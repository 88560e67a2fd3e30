"""
The entries of a feed, each of which is a page of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.markup import read_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwkit.markup import Document
    from cwkit.markup import Part as Entry

__all__ = ["can_hold", "is_feed", "read_entries", "read_rest"]

_FEEDS: Final = frozenset({"application/atom+xml", "application/rss+xml"})
_WRITTEN: Final = frozenset({"escaped", "markup"})


def is_feed(document: Document) -> bool:
    """Say whether a document is a feed that has entries."""
    return document.media_type in _FEEDS and bool(document.parts)


def can_hold(entry: Entry) -> bool:
    """Say whether a block can be written into an entry."""
    return entry.form in _WRITTEN


def read_entries(document: Document) -> Iterator[tuple[Entry, Document]]:
    """Yield the entries of a feed, each with what it is when it is read alone."""
    for entry in document.parts:
        source = entry.span.of(document.source)
        yield entry, read_document(source, media_type=document.media_type)


def read_rest(document: Document) -> Document:
    """Return a feed without its entries; all else stands where it stood."""
    source = document.source
    pieces: list[str] = []
    end = 0
    for entry in document.parts:
        pieces += (source[end : entry.span.start], " " * len(entry.span))
        end = entry.span.end
    pieces.append(source[end:])
    return read_document("".join(pieces), media_type=document.media_type)
