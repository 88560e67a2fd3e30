"""
Plain text: paragraphs, titles and headings by their shape alone.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.markup._document import Document, Reading
from cwkit.markup._types import (
    TEXT_BANNER_END,
    TEXT_BANNER_START,
    Comment,
    Heading,
    Link,
    Region,
    RegionKind,
)
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["find_addresses", "read_plain"]

# A text whose lines all stay within this many characters was wrapped by hand or by
# a mail program; the usual widths are 72 to 100.
_WRAPPED: Final = 120

# The longest line that may be a title or heading. Headlines of newspapers seldom
# pass 110 characters, and the titles of papers 150.
_HEADLINE: Final = 150

# "Name of a label: …" opens with few words; a headline with a colon has more of them
# before it, as in "Two towns and a river: the flood a year on".
_LABEL_WORDS: Final = 4

_LINE: Final = re.compile(r"([^\r\n]*+)(\r\n|\r|\n|\Z)")

_ADDRESS: Final = re.compile(
    r"""
    (?<![^\W_])               # not inside a word
    (?: https?:// | www\. )
    [^\s<>"\u2018\u2019\u201c\u201d]++
    """,
    re.VERBOSE | re.IGNORECASE,
)

_BEGINNINGS: Final = ("www.", "WWW.", "Www.")

_TRAILING: Final = frozenset(".,;:!?*_~'")

# Plain text has no comments: what cwkit is told stands in brackets, on its own line.
_NOTE: Final = re.compile(
    r"""
    (?: (?<= [\r\n]) | \A \ufeff?+ ) [ \t]*+
    \[ ( cwkit (?: : (?! start\b | end\b ) | [ ._-]+ allow ) [^\]\r\n]*+ ) \]
    [ \t]*+ (?= [\r\n] | \Z )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOTE_BEGINNINGS: Final = ("[cwkit", "[CWKIT", "[Cwkit")

_BULLET: Final = re.compile(r"[ \t]*+(?:[-*+•‣◦–]|[0-9]{1,3}+[.)])[ \t]")

_QUOTED: Final = re.compile(r"[ \t]{0,3}+>")


def find_addresses(text: str, start: int, end: int) -> list[Link]:
    """
    Find the bare web addresses in a part of *text*.

    >>> [link.target for link in find_addresses("See https://example.org/a.", 0, 26)]
    ['https://example.org/a']

    Args:
        text: The text.
        start: Where to begin.
        end: Where to stop.
    """
    found: list[Link] = []
    done = start
    for begin in _find_beginnings(text, start, end):
        match = _ADDRESS.match(text, begin, end) if begin >= done else None
        if match is None:
            continue
        done = match.end()
        address = match[0]
        spare = address.count(")") - address.count("(")
        size = len(address)
        # Punctuation after an address belongs to the sentence around it.
        while size and (address[size - 1] in _TRAILING or spare > 0):
            if address[size - 1] not in _TRAILING:
                if address[size - 1] != ")":
                    break
                spare -= 1
            size -= 1
        address = address[:size]
        if len(address) > len("https://"):
            target = address if "://" in address else f"http://{address}"
            span = Span(begin, begin + len(address))
            found.append(Link(target, span, span))
    return found


def _find_beginnings(text: str, start: int, end: int) -> list[int]:
    """Return where addresses may begin; a search for what they hold is the fastest."""
    places: list[int] = []
    at = text.find("://", start, end)
    while at >= 0:
        size = 5 if text[at - 1 : at] in {"s", "S"} else 4
        places.append(max(start, at - size))
        at = text.find("://", at + 1, end)
    for begin in _BEGINNINGS:
        at = text.find(begin, start, end)
        while at >= 0:
            places.append(at)
            at = text.find(begin, at + 1, end)
    return sorted(places)


@attrs.frozen
class _Block:
    """One paragraph of plain text, by its lines."""

    start: int
    end: int
    lines: int
    parted: bool  # a blank line, or the start of the text, stands before it


def read_plain(source: str) -> Document:
    """
    Read plain text.

    Args:
        source: The text.
    """
    pieces: list[str] = []
    position = 0
    banners, markers = _find_banners(source)
    notes = _find_notes(source)
    marks = (Comment(m.of(source).strip("[] \t"), m) for m in markers)
    notes = tuple(sorted((*notes, *marks), key=lambda note: note.span))
    markers = [note.span for note in notes]
    links: list[Link] = []
    if source.startswith("\ufeff"):
        markers.insert(0, Span(0, 1))
    for marker in (*markers, Span(len(source), len(source))):
        # What a marker holds is no link.
        links += find_addresses(source, position, marker.start)
        position = marker.end
    position = 0
    # Most texts hold neither, and are what their reader sees.
    for span in sorted([*markers, *(link.span for link in links)]):
        pieces += (source[position : span.start], " " * len(span))
        position = span.end
    text = "".join((*pieces, source[position:]))
    return Document(
        source=source,
        text=text,
        media_type="text/plain",
        language=None,
        banners=banners,
        reading=_Text(source, text, tuple(links), banners, notes),
        reader=read_plain,
    )


@attrs.frozen
class _Text(Reading):
    """What was noted about a text."""

    source: str
    text: str
    addresses: tuple[Link, ...]
    banners: tuple[Span, ...]
    notes: tuple[Comment, ...]

    @cached_property
    def _wrapped(self) -> bool:
        """Whether its lines were broken to a width."""
        return _is_wrapped(self.source)

    def _is_wrapped(self) -> bool:
        """Say whether its lines were broken to a width; few texts need to know."""
        return self._wrapped

    def regions(self) -> tuple[Region, ...]:
        """Return the regions."""
        blocks = list(_split_blocks(self.source, self.text, wrapped=self._is_wrapped))
        return _name_blocks(self.text, blocks, self.banners)

    def titles(self, regions: Callable[[], tuple[Region, ...]]) -> tuple[Span, ...]:
        """Return where the title stands; the first two paragraphs tell."""
        del regions
        first = list(
            islice(_split_blocks(self.source, self.text, wrapped=self._is_wrapped), 2)
        )
        named = _name_blocks(self.text, first, self.banners)[:1]
        return tuple(r.span for r in named if r.kind is RegionKind.TITLE)

    def end_region(self, place: int, regions: Callable[[], tuple[Region, ...]]) -> int:
        """Return where the paragraph ends that holds a place."""
        del regions
        begin = self.text.rfind("\n", 0, place) + 1
        blocks = _split_blocks(self.source, self.text, begin, wrapped=self._is_wrapped)
        ends = (block.end for block in blocks if block.end > place)
        return next(ends, len(self.text))

    def related(self, regions: Callable[[], tuple[Region, ...]]) -> tuple[Span, ...]:
        """Return nothing: a text has no furniture."""
        del regions
        return ()

    def headings(self) -> tuple[Heading, ...]:
        """Return the headings."""
        return tuple(
            Heading(region.level, region.span)
            for region in self.regions()
            if region.kind is RegionKind.HEADING
        )

    def links(self) -> tuple[Link, ...]:
        """Return the links."""
        return self.addresses

    def comments(self) -> tuple[Comment, ...]:
        """Return what cwkit is told in brackets, and the marks of its blocks."""
        return self.notes

    def places(self) -> tuple[int, int]:
        """Return the places for a block."""
        source = self.source
        start = 1 if source.startswith("\ufeff") else 0
        blocks = list(_split_blocks(self.source, self.text, wrapped=self._is_wrapped))
        regions = _name_blocks(self.text, blocks, self.banners)
        if regions and regions[0].kind is RegionKind.TITLE:
            title = blocks[0].end
            start = blocks[1].start if len(blocks) > 1 else len(source)
            # A block that cwkit put there before is also what comes next.
            start = min([start, *(b.start for b in self.banners if b.start > title)])
            # The indent of the next line belongs to that line.
            start = source.rfind("\n", 0, start) + 1
        return start, len(source)


def _find_lines(source: str) -> list[tuple[int, int]]:
    """Return where each line begins and ends, without what ends it."""
    return [found.span(1) for found in _LINE.finditer(source)]


def _find_banners(
    source: str,
) -> tuple[tuple[Span, ...], list[Span]]:
    """Find inserted blocks, and the marker lines to hide."""
    banners: list[Span] = []
    markers: list[Span] = []
    opened: int | None = None
    if TEXT_BANNER_START[:7] not in source:
        return (), markers
    for begin, end in _find_lines(source):
        # A byte-order mark is no part of the first line.
        start = begin + source.startswith("\ufeff", begin, begin + (begin == 0))
        if source.startswith(TEXT_BANNER_START, start):
            opened = start
            markers.append(Span(start, end))
        elif source.startswith(TEXT_BANNER_END, start):
            markers.append(Span(start, end))
            if opened is not None:
                banners.append(Span(opened, end))
                opened = None
    return tuple(banners), markers


def _find_notes(source: str) -> tuple[Comment, ...]:
    """Find what cwkit is told, each on a line of its own."""
    if not any(beginning in source for beginning in _NOTE_BEGINNINGS):
        return ()
    return tuple(
        Comment(found[1].strip(), Span(found.start(1) - 1, found.end(1) + 1))
        for found in _NOTE.finditer(source)
    )


def _is_wrapped(source: str) -> bool:
    """Say whether the lines of a text were broken to a width."""
    # One call into C; the lines of a text are needed one by one less often.
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    return max(map(len, source.split("\n"))) <= _WRAPPED


def _split_blocks(
    source: str, text: str, begin: int = 0, *, wrapped: Callable[[], bool]
) -> Iterator[_Block]:
    """Part the text into paragraphs, from where a line begins on."""
    open_lines: list[tuple[int, int]] = []
    parted = True
    for found in _LINE.finditer(source, begin):
        start, end = found.span(1)
        line = text[start:end]
        stripped = line.strip()
        if open_lines and (not stripped or not wrapped() or _BULLET.match(line)):
            first, last = open_lines[0][0], open_lines[-1][1]
            yield _Block(first, last, len(open_lines), parted)
            open_lines.clear()
            parted = False
        if stripped:
            indent = len(line) - len(line.lstrip())
            open_lines.append((start + indent, start + indent + len(stripped)))
        else:
            parted = True
    # The last line, which the pattern finds where the text ends, is always empty.


def _name_blocks(
    text: str, blocks: list[_Block], banners: tuple[Span, ...]
) -> tuple[Region, ...]:
    """Say what each paragraph is."""
    inserted = iter(banners)
    banner = next(inserted, None)
    shaped: list[bool] = []
    for block in blocks:
        while banner is not None and banner.end <= block.start:
            banner = next(inserted, None)
        own = banner is None or block.end <= banner.start
        shaped.append(own and _is_headline(text, block))
    regions: list[Region] = []
    for number, block in enumerate(blocks):
        span = Span(block.start, block.end)
        line = text[block.start : block.end]
        followed = number + 1 < len(blocks)
        if number == 0 and shaped[0] and followed:
            region = Region(RegionKind.TITLE, span)
        elif _BULLET.match(line):
            region = Region(RegionKind.LISTING, span)
        elif _QUOTED.match(line):
            region = Region(RegionKind.QUOTE, span)
        # Short lines in a row are a list of links or names, not headings.
        elif (
            shaped[number]
            and followed
            and not shaped[number + 1]
            and not (number > 1 and shaped[number - 1])
        ):
            region = Region(RegionKind.HEADING, span, 2)
        else:
            region = Region(RegionKind.PARAGRAPH, span)
        regions.append(region)
    return tuple(regions)


def _is_headline(text: str, block: _Block) -> bool:
    """Say whether a paragraph has the shape of a title or heading."""
    line = text[block.start : block.end]
    if block.lines > 1 or len(line) > _HEADLINE or _BULLET.match(line):
        return False
    # Closing quotation marks and brackets may stand after the last word.
    last = line.rstrip("\"'\u201d\u2019»)]")[-1:]
    if not any(map(str.isalnum, line)) or last in {".", "!", ",", ";", ":", "…"}:
        return False
    label, colon, _ = line.partition(": ")
    return not colon or len(label.split()) > _LABEL_WORDS
