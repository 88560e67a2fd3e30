"""
Warnings that stand in a text already: where each begins and ends, what it names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cwkit.detect import NOTICE_REACH, find_announced
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cwkit.detect import Evidence, Mark
    from cwkit.markup import Document
    from cwkit.packs import Notice

__all__ = ["Extent", "find_extents"]

_SENTENCE_END: Final = re.compile(r"[.!?]['\")\]’”*_]*(?=\s|\Z)|\n[ \t\r]*\n")
_WORD_START: Final = re.compile(r"\S")
_REACH: Final = NOTICE_REACH // 2
"""A label announces what stands next to it, and this within that."""

_LEAST_LABEL_TEXT: Final = 3
"""A label with fewer letters behind it announces the next paragraph."""


class Extent(NamedTuple):
    """
    A stretch of text that warns, and the topics it names.
    """

    span: Span
    topics: frozenset[str]


def find_extents(
    document: Document, evidence: Evidence, notices: Iterable[Notice]
) -> tuple[Extent, ...]:
    """
    Return the warnings in a document, in reading order, not overlapping.

    Args:
        document: The document.
        evidence: What the detector saw in its text.
        notices: The notices that the marks in *evidence* name.
    """
    # Most texts warn of nothing, and need no regions.
    if not evidence.notices:
        return ()
    known = {notice.id: notice for notice in notices}
    spans: list[tuple[Span, bool]] = []
    for mark in evidence.notices:
        notice = known[mark.name]
        span = (
            _find_label(document, mark)
            if notice.label
            else _find_sentence(document.text, mark.span)
        )
        spans.append((span, notice.weak))
    extents: list[Extent] = []
    for span, weak in _unite(spans):
        topics = frozenset(_name_topics(span, evidence))
        # "Warning: wet paint" and "this story describes a garden" warn of nothing
        # that cwkit knows of.
        if topics or not weak:
            extents.append(Extent(span, topics))
    return tuple(extents)


def _find_label(document: Document, mark: Mark) -> Span:
    """Return what a label announces: its sentence, or one in the next paragraph."""
    text = document.text
    start, end = mark.span.start, mark.span.end
    announced = find_announced(text, start, end)
    # The detector marks only labels that announce something.
    begin = end if announced is None else announced
    stop = _find_stop(document, begin, start)
    if sum(c.isalpha() for c in text[begin:stop]) < _LEAST_LABEL_TEXT:
        found = _WORD_START.search(text, max(begin, stop), stop + _REACH)
        begin = stop if found is None else found.start()
        stop = _find_stop(document, begin, begin)
    return Span(start, stop)


def _find_stop(document: Document, begin: int, inside: int) -> int:
    """Return where the sentence from *begin* on ends, in the region of *inside*."""
    sentence = _find_end(document.text, begin, _SENTENCE_END)
    return min(sentence, document.end_region(inside))


def _find_sentence(text: str, span: Span) -> Span:
    """Return the sentence around *span*."""
    low = max(0, span.start - _REACH)
    begin = low
    for end in _SENTENCE_END.finditer(text, low, span.start):
        begin = end.end()
    while begin < span.start and not text[begin].isalnum():
        begin += 1
    return Span(begin, _find_end(text, span.end, _SENTENCE_END))


def _find_end(text: str, start: int, pattern: re.Pattern[str]) -> int:
    """Return where the next *pattern* ends the warning, blanks left out."""
    high = min(len(text), start + _REACH)
    found = pattern.search(text, start, high)
    stop = high if found is None else found.end()
    return start + len(text[start:stop].rstrip())


def _unite(spans: list[tuple[Span, bool]]) -> Iterator[tuple[Span, bool]]:
    """Unite overlapping spans; the whole is weak only if all its parts are."""
    current, *others = sorted(spans)
    for span, weak in others:
        if span.start <= current[0].end:
            end = max(current[0].end, span.end)
            current = Span(current[0].start, end), current[1] and weak
        else:
            yield current
            current = span, weak
    yield current


def _name_topics(span: Span, evidence: Evidence) -> Iterator[str]:
    """Return the topics that the words of a warning name."""
    names = [mark for mark in evidence.names if span.contains(mark.span)]
    for mark in names:
        # In "sexual violence" the word "violence" names nothing of its own.
        if not any(
            len(other.span) > len(mark.span) and other.span.contains(mark.span)
            for other in names
        ):
            yield mark.name
    for finding in evidence.findings:
        if span.contains(finding.span):
            yield finding.topic
