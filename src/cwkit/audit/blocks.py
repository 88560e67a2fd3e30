"""
Blocks: what cwkit writes into a page, how it is known again, and how it is taken out.

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

from cwkit.audit.values import Edit
from cwkit.markup import (
    BANNER_END,
    BANNER_START,
    TEXT_BANNER_END,
    TEXT_BANNER_START,
    RegionKind,
)
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cwkit.markup import Document
    from cwkit.markup import Part as Entry

__all__ = [
    "PARTS",
    "SUPPORT",
    "WARNING",
    "Block",
    "find_blocks",
    "insert_block",
    "insert_entry_block",
    "remove_blocks",
    "update_blocks",
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
    (?: [ ] (?P<topics> [a-z0-9-]+ (?: , [a-z0-9-]+ )* ) (?= [ \]\r\n] | \Z ) )?
    """,
    re.VERBOSE,
)
_MOST_ENDS: Final = 2
"""A blank line parts a block from its neighbours; more need not be counted."""

_STOP: Final = "\n\n.."
_STOP_PATTERN: Final = re.compile(r"(?:(?:\r\n|\r|\n){2}\.\.)?")
_STOPPED: Final = 5
"""So many more line ends are told where an empty comment stands behind a block."""

_INDENTED: Final = re.compile(r"[ \t]|(?:[ \t]*(?:\r\n|\r|\n))+[ \t]+[^ \t\r\n]")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_ENDS_LINE: Final = re.compile(r"(?:\r\n|\r|\n)\Z")


@attrs.frozen
class _Syntax:
    """How a kind of page writes markers, and parts a block from its neighbours."""

    start: tuple[str, str]
    end: str
    inner: str
    outer: str
    escaped: bool = False


_COMMENT: Final = (f"{BANNER_START} ", " -->")
_HTML: Final = _Syntax(_COMMENT, f"{BANNER_END} -->", "\n", "\n")
_ESCAPED: Final = _Syntax(
    (html.escape(_COMMENT[0]), html.escape(_COMMENT[1])),
    html.escape(_HTML.end),
    "\n",
    "\n",
    escaped=True,
)
_FEEDS: Final = frozenset({"application/atom+xml", "application/rss+xml"})
_SYNTAXES: Final[Mapping[str, _Syntax]] = {
    "text/html": _HTML,
    "text/markdown": _Syntax(_COMMENT, f"{BANNER_END} -->", "\n\n", "\n\n"),
    "text/x-rst": _Syntax((".. cwkit:start ", ""), ".. cwkit:end", "\n\n", "\n\n"),
    "text/plain": _Syntax(
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

        escaped: Whether it is HTML that is written as text, in a feed.
    """

    part: str
    span: Span
    edited: bool
    lead: int = 0
    tail: int = 0
    topics: tuple[str, ...] = ()
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


def _list_syntaxes(media_type: str) -> tuple[_Syntax, ...]:
    """Return how blocks may be written in a kind of page."""
    if media_type in _FEEDS:
        return (_HTML, _ESCAPED)
    return (_SYNTAXES[media_type],) if media_type in _SYNTAXES else ()


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
    first = _LINE_END.search(text)
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
        escaped=syntax.escaped,
    )


def insert_block(
    document: Document, part: str, body: str, *, topics: Sequence[str] = ()
) -> Edit:
    """
    Return the edit that writes a block into a page, where its part belongs.

    Args:
        document: The page.
        part: ``warning`` or ``support``.
        body: What `cwkit.audit.render_blocks` returned for it.
        topics: What it names because somebody said so.
    """
    offset = document.start if part == WARNING else document.end
    syntax = _SYNTAXES[document.media_type]
    before, after = document.source[:offset], document.source[offset:]
    wanted = syntax.outer.count("\n")
    lead = tail = 0
    if before.strip("\ufeff"):
        lead = max(0, wanted - _count_ends(before, at_end=True))
    if not after.strip():
        # At the end of a page one line end is enough.
        wanted = 1
    tail = max(0, wanted - _count_ends(after, at_end=False))
    line = _end_of_line(document.source)
    # In reStructuredText an indented text would go on the comment that is the marker;
    # an empty comment ends it.
    stopped = document.media_type == "text/x-rst" and _INDENTED.match(after)
    ends = (lead, tail + _STOPPED if stopped else tail)
    block = _lay_out(syntax, part, body, ends, topics) + (_STOP if stopped else "")
    # A lone carriage return beside a line feed would become one line end with it.
    lead_end = "\r" if before.endswith("\r") and line == "\n" else line
    tail_end = "\n" if after.startswith("\n") and line == "\r" else line
    text = lead_end * lead + block.replace("\n", line) + tail_end * tail
    return Edit(offset, text)


def insert_entry_block(
    document: Document,
    entry: Entry,
    part: str,
    body: str,
    *,
    topics: Sequence[str] = (),
) -> Edit:
    """
    Return the edit that writes a block into an entry of a feed.

    Args:
        document: The feed.
        entry: The entry; its content is HTML, as markup or written as text.
        part: ``warning`` or ``support``.
        body: What `cwkit.audit.render_blocks` returned for it, for HTML.
        topics: What it names because somebody said so.
    """
    text = _lay_out(_HTML, part, body, (0, 0), topics)
    text = text.replace("\n", _end_of_line(document.source))
    if entry.form == "escaped":
        text = html.escape(text, quote=False)
    return Edit(entry.start if part == WARNING else entry.end, text)


def update_blocks(
    document: Document,
    bodies: Mapping[str, str],
    *,
    topics: Sequence[str] = (),
    within: Span | None = None,
    kept: Iterable[str] = (),
) -> tuple[Edit, ...]:
    """
    Return the edits that bring the blocks of a page up to date.

    A block that somebody edited is left alone. So is one that says what it should.

    Args:
        document: The page.
        bodies: What the blocks should say, by part; a part that is missing is taken
            out.
        topics: What they name because somebody said so.
        within: The part of the page to look at; None looks at all of it.
        kept: Parts that stay as they are, whatever they should say.
    """
    edits: list[Edit] = []
    kept, seen = frozenset(kept), set[str]()
    syntax = _SYNTAXES.get(document.media_type, _HTML)
    line = _end_of_line(document.source)
    for block in find_blocks(document):
        if within is not None and not within.contains(block.span):
            continue
        if block.edited or block.part in kept:
            seen.add(block.part)
            continue
        if block.part not in bodies or block.part in seen:
            edits.append(_take_out(document, block))
            continue
        seen.add(block.part)
        body = bodies[block.part]
        ends = block.lead, block.tail
        text = _lay_out(syntax, block.part, body, ends, topics)
        text = text.replace("\n", line)
        if block.escaped:
            text = html.escape(text, quote=False)
        if text != block.span.of(document.source):
            edits.append(Edit(block.span.start, text, len(block.span)))
    return tuple(edits)


def remove_blocks(document: Document, parts: Iterable[str] = PARTS) -> tuple[Edit, ...]:
    """
    Return the edits that take the blocks out, with the line ends put around them.

    A block that somebody edited is left alone.

    Args:
        document: The page.
        parts: Which parts to take out.
    """
    return tuple(
        _take_out(document, block)
        for block in find_blocks(document)
        if block.part in parts and not block.edited
    )


def _take_out(document: Document, block: Block) -> Edit:
    """Return the edit that takes a block out."""
    source = document.source
    start, end = block.span.start, block.span.end
    for _ in range(block.lead):
        found = _ENDS_LINE.search(source, max(0, start - 2), start)
        start = found.start() if found else start
    if block.tail >= _STOPPED:
        found = _STOP_PATTERN.match(source, end)
        end = found.end() if found else end
    for _ in range(block.tail % _STOPPED):
        found = _LINE_END.match(source, end)
        end = found.end() if found else end
    return Edit(start, "", end - start)


def _lay_out(
    syntax: _Syntax, part: str, body: str, ends: tuple[int, int], topics: Sequence[str]
) -> str:
    """Put the markers around the body of a block."""
    inner = f"{syntax.inner}{body}{syntax.inner}"
    before, after = syntax.start
    named = f" {','.join(topics)}" if topics else ""
    head = f"{before}{part} {_digest(inner)} {ends[0]}{ends[1]}{named}{after}"
    return f"{head}{inner}{syntax.end}"


def _digest(inner: str) -> str:
    """Return a digest of what stands between markers, whatever ends its lines."""
    plain = _LINE_END.sub("\n", inner).encode("utf-8", "surrogatepass")
    return hashlib.blake2s(plain, digest_size=_DIGEST).hexdigest()


def _end_of_line(source: str) -> str:
    """Return how the page ends its lines."""
    # A feed may be one long line, and be asked for each of its entries.
    stop = source.find("\n")
    found = source.find("\r", 0, stop if stop >= 0 else len(source))
    if found < 0:
        return "\n"
    return "\r\n" if found + 1 == stop else "\r"


def _count_ends(text: str, *, at_end: bool) -> int:
    """Return how many line ends stand at one end of *text*, as far as they matter."""
    place = len(text) if at_end else 0
    for count in range(_MOST_ENDS):
        found = (
            _ENDS_LINE.search(text, max(0, place - 2), place)
            if at_end
            else _LINE_END.match(text, place)
        )
        if found is None:
            return count
        place = found.start() if at_end else found.end()
    return _MOST_ENDS
