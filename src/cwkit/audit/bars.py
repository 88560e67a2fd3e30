"""
Where on a page nothing may be written, and where no markup may.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

from cwkit.markup import RegionKind
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cwkit.markup import Document

__all__ = ["Bars"]

_TEMPLATE: Final = r"""
    # A template reads what stands between its marks. None of them holds another.
    \{\{ (?: [^{}] | \{(?!\{) | \}(?!\}) )*+ \}\}
  | \{% (?: [^{%] | \{(?!%) | %(?!\}) )*+ %\}
  | \{\# (?: [^{\#] | \{(?!\#) | \#(?!\}) )*+ \#\}
  | <% (?: [^<%] | <(?!%) | %(?!>) )*+ %>
  | <\? (?: [^<?] | <(?!\?) | \?(?!>) )*+ (?: \?> | \Z )
"""
_TOKEN: Final = re.compile(
    rf"""
    (?P<template> {_TEMPLATE} )
  | (?P<comment> <!-- (?: [^-] | -(?!->) )*+ (?: --> | \Z ) )
  | (?P<tag> < (?P<close> /? ) (?P<name> [a-zA-Z][^\s/>]*+ )
      # Quotes count only after an equals sign.
      (?: = \s*+ (?: "[^"]*+ (?: " | \Z ) | '[^']*+ (?: ' | \Z ) ) | [^>] )*+
      (?: > | \Z )
    )
    """,
    re.VERBOSE,
)
_PLACEHOLDER: Final = re.compile(_TEMPLATE, re.VERBOSE)

_RAW: Final = frozenset(
    {"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"}
)
"""Elements in which tags are text (HTML standard, 13.2.5)."""

_BARRED: Final = frozenset({"button", "datalist", "math", "select", "svg", "template"})
"""Elements in which a link is not allowed, or does nothing."""

_WORDS_ONLY: Final = frozenset({RegionKind.ALTERNATIVE, RegionKind.TITLE})
"""What is shown as plain words, whatever is written there."""

_OPTION: Final = "option"
_LIST: Final = "select"
_LINK: Final = "a"
_PREFORMATTED: Final = "pre"

_FRONT_MATTER: Final = re.compile(
    r"""
    \A \ufeff?+ (?:
        (?P<mark> --- | \+\+\+ ) [ \t]*+ \r?\n (?: .*\n )*? (?P=mark)
      | \{ [ \t]*+ \r?\n (?: .*\n )*? \}
    )
    [ \t]*+ (?: \r?\n | \Z )
    """,
    re.VERBOSE,
)
_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")
_HTML_LINE: Final = re.compile(r"(?m)^[ \t>*+\-\d.)]*<[a-zA-Z/!?]")
_PARAGRAPH: Final = 4000
"""How far back is looked for where a paragraph begins."""

_MARKED: Final = frozenset({"text/html", "text/markdown"})


class Bars:
    """
    Where on a page nothing may be written, and where no markup may.

    Args:
        document: The page.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._closed: list[Span] = []
        self._words: list[Span] = []
        self._anchors: list[Span] = []
        self._raw: list[Span] = []
        self._read_front()
        for region in document.regions:
            if region.kind is RegionKind.CODE:
                self._closed.append(region.span)
            elif region.kind in _WORDS_ONLY:
                self._words.append(region.span)
        if document.media_type in _MARKED:
            self._read_tags(document.source, _unite(self._closed))
        else:
            self._closed += (
                Span(*found.span()) for found in _PLACEHOLDER.finditer(document.source)
            )
        self._closed = _unite(self._closed)
        self._words = _unite(self._words)
        self._anchors = _unite([*self._anchors, *(one.span for one in document.links)])

    def allows_text(self, span: Span) -> bool:
        """
        Say whether plain characters may take the place of others there.
        """
        return not _meets(self._closed, span)

    def allows_links(self, span: Span) -> bool:
        """
        Say whether a link may be written there, unless one is there.
        """
        return (
            self._document.media_type in _MARKED
            and not _meets(self._closed, span)
            and not _meets(self._words, span)
        )

    def is_free(self, span: Span) -> bool:
        """
        Say whether a link may be written there, and none is there.
        """
        return self.allows_links(span) and not _meets(self._anchors, span)

    def is_html(self, span: Span) -> bool:
        """
        Say whether a link is written there as HTML writes it.

        In Markdown that is so in blocks of HTML, which end at a blank line.
        """
        if self._document.media_type == "text/html" or _meets(self._raw, span):
            return True
        source = self._document.source
        low = max(0, span.start - _PARAGRAPH)
        for blank in _BLANK_LINE.finditer(source, low, span.start):
            low = blank.end() - 1
        return _HTML_LINE.search(source, low, span.start) is not None

    def _read_front(self) -> None:
        """Note the front matter, which stays as it is byte for byte."""
        front = self._document.front_matter
        if front is not None:
            self._closed.append(front.span)
        found = _FRONT_MATTER.match(self._document.source)
        if found is not None:
            self._closed.append(Span(*found.span()))

    def _read_tags(self, source: str, skipped: list[Span]) -> None:
        """Note tags, and what stands in elements that hold no links."""
        opened: dict[str, tuple[int, int]] = {}
        place = 0
        while (found := _TOKEN.search(source, place)) is not None:
            span = Span(*found.span())
            place = span.end
            if found["template"]:
                self._closed.append(span)
            elif found["comment"]:
                self._words.append(span)
            elif not _meets(skipped, span):
                self._words.append(span)
                # In a tag a template may write attributes.
                self._closed += (
                    Span(*one.span())
                    for one in _PLACEHOLDER.finditer(source, span.start, span.end)
                )
                name = found["name"].lower()
                if found["close"]:
                    self._close(opened, name, span.start)
                    if name == _LIST:
                        self._close(opened, _OPTION, span.start)
                elif name in _RAW:
                    place = _find_end(source, name, span.end)
                    self._words.append(Span(span.end, place))
                else:
                    self._open(opened, name, span)
        for name in tuple(opened):
            opened[name] = 1, opened[name][1]
            self._close(opened, name, len(source))

    def _open(self, opened: dict[str, tuple[int, int]], name: str, span: Span) -> None:
        """Note where an element begins that matters."""
        if name in {_LINK, _OPTION}:
            # A link ends where another begins.
            self._close(opened, name, span.start)
        if name in _BARRED or name in {_LINK, _OPTION, _PREFORMATTED}:
            depth, start = opened.get(name, (0, span.end))
            opened[name] = depth + 1, start

    def _close(self, opened: dict[str, tuple[int, int]], name: str, end: int) -> None:
        """Note where an element ends that matters."""
        if name not in opened:
            return
        depth, start = opened[name]
        if depth > 1:
            opened[name] = depth - 1, start
            return
        del opened[name]
        spans = {_LINK: self._anchors, _PREFORMATTED: self._raw}.get(name, self._words)
        spans.append(Span(start, end))


def _find_end(source: str, name: str, start: int) -> int:
    """Return where the content of an element of raw text ends."""
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, start)
    return found.start() if found else len(source)


def _unite(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap united."""
    return list(_join(sorted(span for span in spans if span.start < span.end)))


def _join(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans that are in order, those that overlap united."""
    last: Span | None = None
    for span in spans:
        if last is None:
            last = span
        elif span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
        else:
            yield last
            last = span
    if last is not None:
        yield last


def _meets(spans: list[Span], span: Span) -> bool:
    """Say whether one of the spans, which are in order and apart, overlaps another."""
    at = bisect.bisect_left(spans, span.end, key=lambda one: one.start) - 1
    return at >= 0 and spans[at].end > span.start
