"""
Markers: how a block that cwkit wrote into a page is known again.

A block stands between two markers. The first names the part, a digest of what stands
between them, and how many line ends were put around the block; so that a block that
somebody edited is known, and taking one out leaves the page as it was before.
"""

from __future__ import annotations

import functools
import hashlib
import html
import itertools
import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.markup import (
    BANNER_END,
    BANNER_START,
    TEXT_BANNER_END,
    TEXT_BANNER_START,
    RegionKind,
)
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cwkit.markup import Document

__all__ = [
    "HTML",
    "LINE_END",
    "PARTS",
    "SUPPORT",
    "SYNTAXES",
    "WARNING",
    "Block",
    "Syntax",
    "find_blocks",
    "lay_out",
]

WARNING: Final = "warning"
SUPPORT: Final = "support"
PARTS: Final = (WARNING, SUPPORT)
"""The parts of a banner, from top to bottom."""

_NAME: Final = "cwkit:start"
"""What every marker before a block holds."""

_DIGEST: Final = 4
"""Bytes of a digest: enough to tell an edit from none, not against an attacker."""

_HEAD: Final = re.compile(
    r"""
    [^\n]*? cwkit:start
    [ ] (?P<part> [a-z]+ )
    (?: [ ] (?P<digest> [0-9a-f]{8} ) [ ] (?P<lead> [0-9] ) (?P<tail> [0-9] ) )?
    (?: [ ] @ (?P<places> [A-Z0-9-]+ (?: , [A-Z0-9-]+ )* ) )?
    (?: [ ] (?P<topics> [a-z0-9-]+ (?: , [a-z0-9-]+ )* ) (?= [ \]\r\n] | \Z ) )?
    """,
    re.VERBOSE,
)
LINE_END: Final = re.compile(r"\r\n|\r|\n")
"""How lines end."""


@attrs.frozen
class Syntax:
    """
    How a kind of page writes markers, and parts a block from its neighbours.

    Attributes:
        start: What stands before and after what the first marker says.

        end: The second marker.

        inner: What parts the block from its markers.

        outer: What parts it from its neighbours.

        escaped: Whether it is HTML that is written as text.
    """

    start: tuple[str, str]
    end: str
    inner: str
    outer: str
    escaped: bool = False


_COMMENT: Final = (f"{BANNER_START} ", " -->")
HTML: Final = Syntax(_COMMENT, f"{BANNER_END} -->", "\n", "\n")
_ESCAPED: Final = Syntax(
    (html.escape(_COMMENT[0]), html.escape(_COMMENT[1])),
    html.escape(HTML.end),
    "\n",
    "\n",
    escaped=True,
)
_FEEDS: Final = frozenset({"application/atom+xml", "application/rss+xml"})
SYNTAXES: Final[Mapping[str, Syntax]] = {
    "text/html": HTML,
    "text/markdown": Syntax(_COMMENT, f"{BANNER_END} -->", "\n\n", "\n\n"),
    "text/x-rst": Syntax((".. cwkit:start ", ""), ".. cwkit:end", "\n\n", "\n\n"),
    "text/plain": Syntax(
        (f"{TEXT_BANNER_START} ", "]"), f"{TEXT_BANNER_END}]", "\n\n", "\n\n"
    ),
}


@attrs.frozen(kw_only=True)
class Block:
    """
    A block that stands in a page.

    Attributes:
        part: ``warning`` or ``support``.

        span: Where it stands, markers included.

        edited: Whether somebody changed what stands between its markers.

        lead: How many line ends before it were put there with it.

        tail: How many line ends after it were put there with it.

        topics: What it names because somebody said so, whatever is found.

        places: The codes of the places whose helplines it names, if it tells.

        escaped: Whether it is HTML that is written as text, in a feed.
    """

    part: str
    span: Span
    edited: bool
    lead: int = 0
    tail: int = 0
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    escaped: bool = False


def find_blocks(document: Document) -> tuple[Block, ...]:
    """
    Return the blocks that cwkit wrote into a page, in source order.

    Args:
        document: The page.
    """
    if _NAME not in document.source:
        return ()
    blocks = {span: _read_block(document, span) for span in document.banners}
    # A page that is not well formed may hide a block from its reader, in a tag that is
    # never closed, say. Who wrote it is proved by its digest.
    code = [r.span for r in document.regions if r.kind is RegionKind.CODE]
    for span in _find_pairs(document):
        block = _read_block(document, span)
        if block and not block.edited and not any(c.contains(span) for c in code):
            blocks[span] = block
    found = sorted((b for b in blocks.values() if b), key=lambda block: block.span)
    return tuple(
        block
        for number, block in enumerate(found)
        # Of two that overlap the one counts whose digest is right.
        if not block.edited
        or not any(
            block.span.overlaps(other.span)
            for other in found[max(0, number - 1) : number + 2]
            if other is not block
        )
    )


def _list_syntaxes(media_type: str) -> tuple[Syntax, ...]:
    """Return how blocks may be written in a kind of page."""
    if media_type in _FEEDS:
        return (HTML, _ESCAPED)
    return (SYNTAXES[media_type],) if media_type in SYNTAXES else ()


def _find_pairs(document: Document) -> Iterator[Span]:
    """Yield what stands between the markers of blocks, markers included."""
    source = document.source
    for syntax in _list_syntaxes(document.media_type):
        pattern = _marker(syntax.start[0])
        heads = [found.start() for found in pattern.finditer(source)]
        for start, following in itertools.zip_longest(
            heads, heads[1:], fillvalue=len(source)
        ):
            end = source.find(syntax.end, start, following)
            if end >= 0:
                yield Span(start, end + len(syntax.end))


@functools.cache
def _marker(start: str) -> re.Pattern[str]:
    """Return what begins a block."""
    return re.compile(rf"{re.escape(start)}(?:{'|'.join(PARTS)}) [0-9a-f]{{8}} ")


def _read_block(document: Document, span: Span) -> Block | None:
    """Read the markers of a block."""
    text = span.of(document.source)
    syntax = next(
        (
            syntax
            for syntax in _list_syntaxes(document.media_type)
            if text.startswith(syntax.start[0])
        ),
        None,
    )
    head = _HEAD.match(text)
    if syntax is None or head is None or head["part"] not in PARTS:
        return None
    first = LINE_END.search(text)
    start = first.start() if first else len(text)
    body = text[start : max(start, text.rfind(syntax.end))]
    if syntax.escaped:
        body = html.unescape(body)
    return Block(
        part=head["part"],
        span=span,
        edited=head["digest"] is None or head["digest"] != _digest(body),
        lead=int(head["lead"] or 0),
        tail=int(head["tail"] or 0),
        topics=tuple(head["topics"].split(",")) if head["topics"] else (),
        places=tuple(head["places"].split(",")) if head["places"] else (),
        escaped=syntax.escaped,
    )


def lay_out(
    syntax: Syntax,
    part: str,
    body: str,
    ends: tuple[int, int],
    *,
    topics: Sequence[str] = (),
    places: Sequence[str] = (),
) -> str:
    """
    Put the markers around the body of a block.

    Args:
        syntax: How the page writes them.
        part: ``warning`` or ``support``.
        body: What it says.
        ends: How many line ends are put before and after it.
        topics: What it names because somebody said so.
        places: The codes of the places whose helplines it names; a warning names none.
    """
    inner = f"{syntax.inner}{body}{syntax.inner}"
    before, after = syntax.start
    named = f" {','.join(topics)}" if topics else ""
    if places and part == SUPPORT:
        named = f" @{','.join(places)}{named}"
    head = f"{before}{part} {_digest(inner)} {ends[0]}{ends[1]}{named}{after}"
    return f"{head}{inner}{syntax.end}"


def _digest(inner: str) -> str:
    """Return a digest of what stands between markers, whatever ends its lines."""
    plain = LINE_END.sub("\n", inner).encode("utf-8", "surrogatepass")
    return hashlib.blake2s(plain, digest_size=_DIGEST).hexdigest()
