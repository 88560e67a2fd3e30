"""
Warnings that stand in a text already: where each begins and ends, what it names.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cwkit.detect import NOTICE_REACH, find_label
from cwkit.markup import PARAGRAPH_BREAK, RegionKind
from cwkit.report.words import SHORT_ITEM, WORD, Words
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cwkit.detect import Evidence, Mark
    from cwkit.markup import Document, Region
    from cwkit.packs import Notice

__all__ = ["Extent", "find_extents"]

_SENTENCE_END: Final = re.compile(rf"[.!?…][)\]’”*_'\"]*+(?=\s|\Z)|{PARAGRAPH_BREAK}")
_LINE_END: Final = re.compile(r"[\n\u2029]")
_PARAGRAPH_END: Final = re.compile(PARAGRAPH_BREAK)
_BULLET: Final = re.compile(r"\s*(?:[-*•‣–+]|\d{1,3}[.)])\s")
_OPENING: Final = re.compile(r"[(\[](?=[*_#\s]*\Z)")
_CLOSING: Final = {"(": ")", "[": "]"}
_SHUT: Final = re.compile(
    # Words in brackets at the end of a line.
    r"[^()\[\]\n\u2029]{1,60}[)\]](?=[^\w\n\u2029]*+(?:[\n\u2029]|\Z))"
)
_WRAPPED_TYPES: Final = frozenset({"text/plain", "text/markdown", "text/x-rst"})
"""In these a line may end where the page does, and the sentence go on."""

_REACH: Final = NOTICE_REACH // 2
"""A label announces what stands next to it, and this within that."""

_NEAR: Final = 20
"""What opens a bracket before a label stands within so many code points of it."""

_WRAPPED: Final = 60
"""A line of fewer code points was ended by its writer, not by the width of a page."""

_LONG_ITEM: Final = 5
"""So many words may be an item of a list that names a topic among them."""

_SHORT_TEXT: Final = 4
"""So many words behind a label may name what is not known."""

_LEAST_SHARE: Final = 0.8
"""Of an announcement behind "note" or "caution" so much is made of warning words."""


class Extent(NamedTuple):
    """
    A stretch of text that warns.

    Attributes:
        span: Where it stands.

        topics: The topics that it names.

        notice: The id of the notice by which it was known.
    """

    span: Span
    topics: frozenset[str]
    notice: str


class _Part(NamedTuple):
    """
    One of the stretches that a warning may be united of.

    Attributes:
        span: Where it stands.

        notice: The notice by which it was known.
    """

    span: Span
    notice: Notice


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
    reader = _Reader(document, evidence, {notice.id: notice for notice in notices})
    marks = sorted(evidence.notices, key=lambda mark: mark.span)
    parts = [part for part in map(reader.read, marks) if part is not None]
    extents: list[Extent] = []
    for part, weak in _unite(parts):
        topics = frozenset(reader.words.name_topics(part.span))
        # "Warning: wet paint" and "this story describes a garden" warn of nothing
        # that cwkit knows of.
        if topics or not weak:
            extents.append(Extent(part.span, topics, part.notice.id))
    return tuple(extents)


def _unite(parts: Iterable[_Part]) -> Iterator[tuple[_Part, bool]]:
    """Unite overlapping parts; the whole is weak only if all of them are."""
    current: _Part | None = None
    weak = True
    for part in sorted(parts, key=lambda part: part.span):
        if current is not None and part.span.start <= current.span.end:
            end = max(current.span.end, part.span.end)
            current = current._replace(span=Span(current.span.start, end))
            weak = weak and part.notice.weak
            continue
        if current is not None:
            yield current, weak
        current, weak = part, part.notice.weak
    if current is not None:
        yield current, weak


class _Reader:
    """
    Reads from the words that begin a warning where it ends.

    Args:
        document: The document.
        evidence: What the detector saw in its text.
        notices: The notices by their ids.
    """

    def __init__(
        self, document: Document, evidence: Evidence, notices: Mapping[str, Notice]
    ) -> None:
        self.words = Words(document.text, evidence)
        self._text = document.text
        self._document = document
        self._region = Span(0, 0)
        self._read_to = self._said_to = 0
        self._wraps = document.media_type in _WRAPPED_TYPES
        self._notices = notices
        self._sentences = sorted(
            mark.span.start for mark in evidence.notices if not notices[mark.name].label
        )

    def read(self, mark: Mark) -> _Part | None:
        """
        Return the warning that words begin, if they do.

        Args:
            mark: The words; those before them in the text were read before.
        """
        notice = self._notices[mark.name]
        # What stands inside a warning that was read goes no further than that: else
        # one of a thousand sentences would be read a thousand times.
        if mark.span.end <= (self._read_to if notice.label else self._said_to):
            return None
        if notice.label:
            end = self._read_label(mark.span, notice)
            if end is None:
                return None
            span = Span(mark.span.start, end)
        else:
            span = self._read_sentence(mark.span)
        if self.words.names(span.start, span.end):
            self._read_to = max(self._read_to, span.end)
            if not notice.label:
                self._said_to = max(self._said_to, span.end)
        return _Part(span, notice)

    def _read_sentence(self, span: Span) -> Span:
        """Return the sentence around words, and what goes on with it."""
        text = self._text
        bound = self._find_bound(span.start)
        low = begin = max(0, span.start - _REACH)
        for end in _SENTENCE_END.finditer(text, low, span.start):
            begin = end.end()
        line = text.rfind("\n", begin, span.start) + 1
        if line and (not self._wraps or not WORD.search(text, line, span.start)):
            begin = line
        while begin < span.start and not text[begin].isalnum():
            begin += 1
        closed = self._find_closing(begin, span.end, bound)
        stop = self._find_stop(span.end, closed or bound)
        # "This story contains:" may announce a list.
        if text[stop - 1] == ":" and not self.words.names(begin, stop):
            stop = self._follow(stop)
        return Span(begin, stop if closed else self._go_on(stop, bound))

    def _read_label(self, span: Span, notice: Notice) -> int | None:
        """Return where what a label announces ends, or None if it warns of nothing."""
        text = self._text
        label = find_label(text, span.start, span.end, weak=notice.weak)
        # The detector saw a part of the text only, and a line may begin before it.
        if label is None:
            return None
        begin = label.begin
        bound = self._find_bound(span.start)
        inner = label.bare and text[begin - 1] in _CLOSING
        closed = self._find_closing(begin if inner else span.start, begin, bound)
        if label.bare:
            named = self._read_topics(begin, self._find_stop(begin, closed or bound))
            return self._open(span.start, begin) if named is None and inner else named
        high = min(bound, self._find_line_end(span.end))
        if not WORD.search(text, begin, max(begin, high)):
            stop = span.end + len(text[span.end : max(high, span.end)].rstrip())
            end = self._follow(stop)
            # The words behind a picture or a short form say only what that stands for.
            kind = self._find_region(span.start).kind
            return None if end == stop and kind is RegionKind.ALTERNATIVE else end
        stop = self._find_stop(begin, closed or bound)
        if not self.words.names(begin, stop):
            end = stop if closed else self._follow(stop)
            return end if end > stop or self._is_vague(begin, stop) else None
        wary = notice.weak and not label.initials
        known = self._read_named(Span(begin, stop), span.end, wary=wary)
        return known if known != stop or closed else self._go_on(stop, bound)

    def _open(self, start: int, begin: int) -> int | None:
        """
        Return where a warning ends whose label says how to open it, "(click to show)".

        Args:
            start: Where the label begins.
            begin: Where the words in its brackets begin.
        """
        text = self._text
        low = max(0, start - _REACH)
        line = max(low, *(text.rfind(sign, low, start) + 1 for sign in "\n\u2029"))
        shut = _SHUT.match(text, begin)
        if shut is None or WORD.search(text, line, start):
            return None
        end = self._follow(shut.end())
        return end if end > shut.end() else None

    def _read_named(self, span: Span, start: int, *, wary: bool) -> int | None:
        """
        Return where a warning ends that names topics in the line of its label.

        Args:
            span: The sentence that names them.
            start: Where the label ends.
            wary: Whether the label may announce other things as well.
        """
        begin, stop = span.start, span.end
        if wary:
            return stop if self._is_warning(begin, stop) else None
        if self._is_story(begin, stop):
            named = self._read_topics(begin, stop)
            return start if named is None else named
        return stop

    def _read_topics(self, begin: int, stop: int) -> int | None:
        """Return where topics end that stand right behind a label, if they do."""
        end = begin
        for word, known in self.words.read(begin, stop):
            if not known:
                return self.words.find_last(begin, end)
            end = word.end
        # A mark behind the last of them belongs to them.
        return stop if self.words.names(begin, stop) else None

    def _is_vague(self, begin: int, stop: int) -> bool:
        """Say whether an announcement without known topics may be of a warning."""
        words = self.words.read(begin, stop)
        known = sum(is_known for _, is_known in words)
        return (
            len(words) <= _SHORT_TEXT
            or known * 2 >= len(words)
            or self._has_sentence(begin, stop)
        )

    def _is_warning(self, begin: int, stop: int) -> bool:
        """Say whether an announcement with topics warns, and tells no story."""
        words = self.words.read(begin, stop)
        known = sum(is_known for _, is_known in words)
        least = _LEAST_SHARE if self.words.is_named(begin, stop) else 1
        return (
            known >= len(words) * least
            or self._has_sentence(begin, stop)
            or self.words.is_list(begin, stop)
        )

    def _is_story(self, begin: int, stop: int) -> bool:
        """Say whether an announcement of topics goes over into what they are about."""
        words = self.words.read(begin, stop, told=False)
        known = sum(is_known for _, is_known in words)
        return known * 2 < len(words) and self.words.is_told(begin, stop)

    def _has_sentence(self, begin: int, stop: int) -> bool:
        """Say whether words between two places begin a sentence that warns."""
        at = bisect.bisect_left(self._sentences, begin)
        return at < len(self._sentences) and self._sentences[at] < stop

    def _follow(self, stop: int) -> int:
        """
        Return where the next blocks end that belong to a label.

        That is a sentence that warns, or a list of topics with all its items; what
        else stands there is the text itself.
        """
        text = self._text
        limit = stop + _REACH
        place = end = stop
        kind: RegionKind | None = None
        while (found := WORD.search(text, place, limit)) is not None:
            begin = found.start()
            region = self._find_region(begin)
            if (
                kind is not None
                and _PARAGRAPH_END.search(text, place, begin)
                and not (kind is region.kind is RegionKind.LISTING)
            ):
                break
            sentence = self._find_stop(begin, min(region.span.end, limit))
            finish = min(sentence, self._find_line_end(begin))
            if self._is_item(begin, finish, region):
                end = finish
            elif kind is None:
                return sentence if self._has_sentence(begin, sentence) else end
            elif (
                self.words.names(begin, finish)
                or len(self.words.read(begin, finish)) > SHORT_ITEM
            ):
                break
            kind = region.kind
            place = finish
        return end

    def _is_item(self, begin: int, end: int, region: Region) -> bool:
        """Say whether what follows a label is one of the topics that it announces."""
        words = self.words
        # In a paragraph, words that treat a topic may be the text itself.
        listed = region.kind is RegionKind.LISTING
        if words.is_list(begin, end, told=listed):
            return True
        return (
            listed
            and len(words.read(begin, end)) <= _LONG_ITEM
            and words.is_named(begin, end)
            and not words.is_told(begin, end)
            # A line that goes on behind an item may be the text itself.
            and not WORD.search(self._text, region.span.start, begin)
        )

    def _go_on(self, stop: int, bound: int) -> int:
        """Return where the sentences of the paragraph end that go on warning."""
        text = self._text
        bound = min(bound, stop + _REACH)
        while (found := WORD.search(text, stop, bound)) is not None:
            begin = found.start()
            end = self._find_stop(begin, bound)
            words = self.words.read(begin, end)
            named = self.words.is_named(begin, end)
            if not named or not all(known for _, known in words):
                break
            stop = end
        return stop

    def _find_stop(self, begin: int, bound: int) -> int:
        """Return where the sentence from *begin* on ends, blanks left out."""
        text = self._text
        high = min(bound, begin + _REACH)
        found = _SENTENCE_END.search(text, begin, high)
        stop = high if found is None else found.end()
        line = text.find("\n", begin, stop)
        while line >= 0:
            if self._is_ended(begin, line):
                stop = line
                break
            line = text.find("\n", line + 1, stop)
        return begin + len(text[begin:stop].rstrip())

    def _is_ended(self, begin: int, end: int) -> bool:
        """Say whether a line ends where its writer wanted it to."""
        text = self._text
        if not self._wraps or _BULLET.match(text, end):
            return True
        low = max(text.rfind("\n", max(0, end - _WRAPPED), end) + 1, end - _WRAPPED, 0)
        line = text[low:end].rstrip()
        if line.endswith(":"):
            return True
        words = list(WORD.finditer(text, max(low, begin), end))
        return (
            end - low < _WRAPPED
            and not line.endswith((",", ";", "-"))
            and bool(words)
            and not self.words.only_announces(*words[-1].span())
        )

    def _find_closing(self, start: int, low: int, bound: int) -> int | None:
        """Return where the brackets close that open just before a place."""
        text = self._text
        opening = _OPENING.search(text, max(0, start - _NEAR), start)
        if opening is None:
            return None
        closing = text.find(_CLOSING[opening[0]], low, min(bound, low + _REACH))
        return None if closing < 0 else closing + 1

    def _find_line_end(self, place: int) -> int:
        """Return where a line ends, or where it goes on too far."""
        high = min(len(self._text), place + _REACH)
        found = _LINE_END.search(self._text, place, high)
        return high if found is None else found.start()

    def _find_bound(self, place: int) -> int:
        """Return where the region ends that holds a visible character."""
        # Many warnings in one long paragraph look for its end once.
        if not self._region.start <= place < self._region.end:
            self._region = Span(place, self._document.end_region(place))
        return self._region.end

    def _find_region(self, place: int) -> Region:
        """Return the region that holds a visible character."""
        regions = self._document.regions
        at = bisect.bisect_right(regions, place, key=lambda r: r.span.start)
        return regions[at - 1]
