"""
Blocks: what cwkit writes into a page, how it is kept up to date, and taken out.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from cwkit.audit.markers import (
    HTML,
    LINE_END,
    PARTS,
    SUPPORT,
    SYNTAXES,
    WARNING,
    find_blocks,
    lay_out,
)
from cwkit.audit.values import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cwkit.audit.markers import Block
    from cwkit.banner import Banner, SupportPart, WarningPart
    from cwkit.markup import Document
    from cwkit.markup import Part as Entry
    from cwkit.text import Span

__all__ = [
    "insert_block",
    "insert_entry_block",
    "remove_blocks",
    "render_blocks",
    "update_blocks",
]

_MOST_ENDS: Final = 2
"""A blank line parts a block from its neighbours; more need not be counted."""

_STOP: Final = "\n\n.."
_STOP_PATTERN: Final = re.compile(r"(?:(?:\r\n|\r|\n){2}\.\.)?")
_STOPPED: Final = 5
"""So many more line ends are told where an empty comment stands behind a block."""

_INDENTED: Final = re.compile(r"[ \t]|(?:[ \t]*(?:\r\n|\r|\n))+[ \t]+[^ \t\r\n]")
_ENDS_LINE: Final = re.compile(r"(?:\r\n|\r|\n)\Z")


_WITH_REFERENCES: Final = frozenset({"text/html", "text/markdown"})


def render_blocks(
    document: Document,
    banner: Banner,
    *,
    charset: str = "utf-8",
    media_type: str | None = None,
) -> dict[str, str]:
    """
    Render the parts of a banner that are not empty, as the page is written.

    Args:
        document: The page.
        banner: The banner.
        charset: The encoding that they must fit into; where the format knows
            character references, they stand for what does not fit.
        media_type: How they are written; None as the page is.

    Returns:
        What stands between the markers of each part, with plain line ends.
    """
    written = media_type or document.media_type
    if written not in SYNTAXES:
        return {}
    parts = ((WARNING, banner.warning), (SUPPORT, banner.support))
    return {
        name: _fit(_render_part(written, part), written, charset)
        for name, part in parts
        if part
    }


def insert_block(
    document: Document,
    part: str,
    body: str,
    *,
    topics: Sequence[str] = (),
    places: Sequence[str] = (),
) -> Edit:
    """
    Return the edit that writes a block into a page, where its part belongs.

    Args:
        document: The page.
        part: ``warning`` or ``support``.
        body: What `render_blocks` returned for it.
        topics: What it names because somebody said so.
        places: The codes of the places whose helplines it names.
    """
    offset = document.start if part == WARNING else document.end
    syntax = SYNTAXES[document.media_type]
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
    block = lay_out(syntax, part, body, ends, topics=topics, places=places)
    block += _STOP if stopped else ""
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
    places: Sequence[str] = (),
) -> Edit:
    """
    Return the edit that writes a block into an entry of a feed.

    Args:
        document: The feed.
        entry: The entry; its content is HTML, as markup or written as text.
        part: ``warning`` or ``support``.
        body: What `render_blocks` returned for it, for HTML.
        topics: What it names because somebody said so.
        places: The codes of the places whose helplines it names.
    """
    text = lay_out(HTML, part, body, (0, 0), topics=topics, places=places)
    text = text.replace("\n", _end_of_line(document.source))
    if entry.form == "escaped":
        text = html.escape(text, quote=False)
    return Edit(entry.start if part == WARNING else entry.end, text)


def update_blocks(
    document: Document,
    bodies: Mapping[str, str],
    *,
    topics: Sequence[str] = (),
    places: Sequence[str] = (),
    within: Span | None = None,
) -> tuple[Edit, ...]:
    """
    Return the edits that bring the blocks of a page up to date.

    A block that somebody edited is left alone. So is one that says what it should.

    Args:
        document: The page.
        bodies: What the blocks should say, by part; a part that is missing is taken
            out.
        topics: What they name because somebody said so.
        places: The codes of the places whose helplines they name.
        within: The part of the page to look at; None looks at all of it.
    """
    edits: list[Edit] = []
    seen: set[str] = set()
    syntax = SYNTAXES.get(document.media_type, HTML)
    line = _end_of_line(document.source)
    for block in find_blocks(document):
        if within is not None and not within.contains(block.span):
            continue
        if block.edited:
            seen.add(block.part)
            continue
        if block.part not in bodies or block.part in seen:
            edits.append(_take_out(document, block))
            continue
        seen.add(block.part)
        body = bodies[block.part]
        ends = block.lead, block.tail
        text = lay_out(syntax, block.part, body, ends, topics=topics, places=places)
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
        found = LINE_END.match(source, end)
        end = found.end() if found else end
    return Edit(start, "", end - start)


def _render_part(media_type: str, part: WarningPart | SupportPart) -> str:
    """Render a part of the banner for the kind of page it goes into."""
    match media_type:
        case "text/html":
            body = str(part.html())
        case "text/markdown":
            body = part.markdown()
        case "text/x-rst":
            body = part.rst()
        case _:
            body = part.text()
    return body.strip("\n")


def _fit(body: str, media_type: str, charset: str) -> str:
    """Write as references what an encoding does not hold."""
    if media_type not in _WITH_REFERENCES:
        return body
    return body.encode(charset, "xmlcharrefreplace").decode(charset)


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
            else LINE_END.match(text, place)
        )
        if found is None:
            return count
        place = found.start() if at_end else found.end()
    return _MOST_ENDS
