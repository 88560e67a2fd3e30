"""
Support that a page offers already: helplines it names, and how to reach them.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cwkit.audit.digits import (
    find_rows,
    find_spelled,
    plain,
    read_keys,
    read_spelled,
)
from cwkit.audit.occurrences import Occurrence
from cwkit.helplines import ChannelKind, Kind, Standing
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cwkit.audit.contexts import WordSet
    from cwkit.helplines import Helpline
    from cwkit.markup import Document

__all__ = ["Support", "find_support", "list_names"]

_DIGITS: Final = re.compile(r"\d+")
_ADDRESS: Final = re.compile(
    # A web address as readers see it, with or without its scheme.
    r"(?<![\w.@-])[\w-]++(?:\.[\w-]+)++(?:/[^\s<>\"'()\[\]]*+)?+"
)
_BEFORE_HOST: Final = re.compile(r"\A(?:[a-z]+:)?//")
_MAIL: Final = "mailto:"
_LONG: Final = 7
"""Numbers with fewer digits are short codes: dialled as they are, never with more."""

_LEAST_INSIDE: Final = 6
"""How many digits of a row must be the number wanted, where others stand beside it."""

_COUNTRY_CODE: Final = 3
"""A country's code has at most three digits."""

_WITH_OWN_CODE: Final = 11
"""As many digits has a number that begins with the 1 of its own numbering plan."""

_DEPTH: Final = 6
"""How many parts of a web address are compared."""


_BESIDE: Final = 80
"""How far beside it is looked for what makes it the name of a helpline."""

_BEGIN_NUMBER: Final = frozenset({"", "\n", ":", "(", "–", "—", "-"})
"""What stands behind a name in a list of helplines."""

_NEAR: Final = 20
"""How far beside a name is looked for what makes it an everyday word."""


class Support(NamedTuple):
    """
    What a page offers.

    Attributes:
        reachable: Ids of the helplines that a reader of the page can reach: by a
            number or a link.

        named: Where each helpline is named that the page gives no way to reach.

        kinds: In what ways they can be reached, taken together.

        mentions: Where each helpline is named, reachable or not, in source order.
    """

    reachable: frozenset[str]
    named: tuple[tuple[Helpline, Span], ...]
    kinds: frozenset[ChannelKind] = frozenset()
    mentions: tuple[tuple[Helpline, Span], ...] = ()


def find_support(
    document: Document, known: Iterable[Helpline], around: WordSet | None = None
) -> Support:
    """
    Return which of the *known* helplines a page offers.

    Args:
        document: The page.
        known: The helplines that its readers may be told of.
        around: The words around names and numbers; None looks at none.
    """
    ways = _Ways(document)
    words = _Words(document.text)
    reachable: set[str] = set()
    names: list[tuple[Helpline, Span]] = []
    kinds: set[ChannelKind] = set()
    for line in known:
        if line.kind is Kind.EMERGENCY or line.status is Standing.CLOSED:
            continue
        spans = [
            span
            for name in list_names(line)
            for span in words.find(name)
            if not name.istitle()
            or not name.isalpha()
            or _is_introduced(document.text, span, around)
        ]
        found = frozenset(ways.reach(line, words))
        if found:
            reachable.add(line.id)
            kinds |= found
        names.extend((line, span) for span in spans)
    named = tuple(_choose_named(names, reachable))
    mentions = tuple(sorted(names, key=lambda entry: (entry[1], entry[0].id)))
    return Support(frozenset(reachable), named, frozenset(kinds), mentions)


def _is_introduced(text: str, span: Span, around: WordSet | None) -> bool:
    """Say whether a name that may be an everyday word stands where help is offered."""
    if around is None:
        return True
    before = text[max(0, span.start - _BESIDE) : span.start]
    after = text[span.end : span.end + _BESIDE]
    if (before + "\n").isspace() or after.lstrip(" \u00a0")[:1] in _BEGIN_NUMBER:
        return True
    patterns = (around.dial, around.service, around.talk, around.offer)
    return any(pattern.search(part) for pattern in patterns for part in (before, after))


def _choose_named(
    names: list[tuple[Helpline, Span]], reachable: set[str]
) -> Iterator[tuple[Helpline, Span]]:
    """
    Yield where each helpline that cannot be reached is first named.

    Two lines may share a name, and one name may lie in another: it is no fault if the
    other line can be reached, or is the one that is meant.
    """
    settled = {span for line, span in names if line.id in reachable}
    done = set(reachable)
    names.sort(key=lambda entry: (entry[1].start, -entry[1].end, entry[0].id))
    last, covered_to, covered = Span(0, 0), 0, False
    for line, span in names:
        if span != last:
            last, covered = span, span.end <= covered_to
            covered_to = max(covered_to, span.end)
        if line.id not in done and span not in settled and not covered:
            done.add(line.id)
            yield line, span


class _Ways:
    """The ways to reach somebody that a page holds."""

    def __init__(self, document: Document) -> None:
        self._short: set[str] = set()
        self._long: set[str] = set()
        self._addresses: set[str] = set()
        self._read_numbers(document)
        # Most words have no dot inside, and are no address.
        for word in document.text.split():
            if "." in word[1:-1]:
                for found in _ADDRESS.finditer(word):
                    self._addresses.update(_shorten(_simplify(found[0])))
        for link in document.links:
            number = Occurrence.of_link(link)
            if number is not None:
                self._add_number(number.digits)
            self._addresses.update(_shorten(_simplify(link.target)))

    def _read_numbers(self, document: Document) -> None:
        """Keep the numbers that readers see."""
        text = document.text
        for row in find_rows(document, Span(0, len(text))):
            if not (_is_inside(text, row.start()) or _goes_on(text, row.end())):
                for digits in _read_number(plain(row[0])):
                    self._add_number(digits)
        for spelled in find_spelled(text, Span(0, len(text))):
            for digits in read_spelled(spelled[0]):
                self._add_number(digits)

    def _add_number(self, digits: str) -> None:
        """Keep a number, and a long one also without what may be a country's code."""
        self._short.add(digits)
        bare = digits.lstrip("0")
        self._long.update(
            bare[cut:] for cut in range(_COUNTRY_CODE + 1) if len(digits) >= _LONG
        )

    def reach(self, line: Helpline, words: _Words) -> Iterator[ChannelKind]:
        """Yield in what ways *line* can be reached."""
        if line.url and _simplify(line.url) in self._addresses:
            yield ChannelKind.WEB
        for channel in line.channels:
            if (
                (channel.url and _simplify(channel.url) in self._addresses)
                or (channel.dial and self._dials(channel.dial, line, words))
                or (
                    channel.address
                    and (
                        _MAIL + channel.address.casefold() in self._addresses
                        or any(words.find(channel.address))
                    )
                )
            ):
                yield channel.kind

    def _dials(self, dial: str, line: Helpline, words: _Words) -> bool:
        """Say whether the page holds a number, in digits or spelled on the keypad."""
        wanted = "".join(_DIGITS.findall(dial))
        spellings = _spell(wanted)
        if wanted in self._short or (
            len(wanted) >= _LONG and not self._long.isdisjoint(spellings)
        ):
            return True
        return any(
            not spellings.isdisjoint({read_keys(name).lstrip("0")})
            and any(words.find(name))
            for name in line.aliases
        )


class _Words:
    """The words of a text in one row, with a way back to where they stand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._row = _fold(" ".join(text.split()))

    @functools.cached_property
    def _starts(self) -> list[int]:
        """Where the words begin in the text; most texts name nobody, and never ask."""
        starts: list[int] = []
        at = 0
        for word in self._text.split():
            at = self._text.index(word, at)
            starts.append(at)
            at += len(word)
        return starts

    @functools.cached_property
    def _places(self) -> list[int]:
        """Where the words begin in the row."""
        sizes = (len(word) + 1 for word in self._text.split())
        return [0, *itertools.accumulate(sizes)]

    def find(self, name: str) -> Iterator[Span]:
        """Yield where *name* stands as whole words, as names are written."""
        wanted = _fold_name(name)
        single = " " not in wanted
        at = self._row.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            around = self._row[max(at - 1, 0) : at] + self._row[end : end + 1]
            span = Span(self._place(at), self._place(end - 1) + 1)
            # One word may be an everyday word too: it is a name as a name is written,
            # and where a sentence begins, even that does not tell.
            if not any(c.isalnum() for c in around) and not (
                single and self._is_everyday(name, span)
            ):
                yield span
            at = self._row.find(wanted, end)

    def _place(self, at: int) -> int:
        """Return where the character at *at* of the row stands in the text."""
        word = bisect.bisect_right(self._places, at) - 1
        return self._starts[word] + at - self._places[word]

    def _is_everyday(self, name: str, span: Span) -> bool:
        """Say whether a name of one word may be an everyday word at *span*."""
        written = span.of(self._text)
        if written != name:
            # "Telefonseelsorge" for "TelefonSeelsorge" is a name as names are written.
            inner = name.isalpha() and not (name.istitle() or name.isupper())
            return name.isalpha() and not (inner and written.istitle())
        before = self._text[max(0, span.start - _NEAR) : span.start].rstrip(" \u00a0")
        after = self._text[span.end : span.end + _NEAR].lstrip(" \u00a0")
        begins = not before or before[-1] in ".!?\n"
        return name.istitle() and begins and after[:1].islower()


def list_names(line: Helpline) -> dict[str, None]:
    """
    Return what a helpline is called, each name once.
    """
    names = (line.name, line.local_name, *line.aliases)
    return {name: None for name in names if name}


@functools.cache
def _fold_name(name: str) -> str:
    """Return a name as it stands in a row of words."""
    return _fold(" ".join(name.split()))


def _fold(text: str) -> str:
    """Return *text* without case and with plain apostrophes, of the same length."""
    folded = text.casefold()
    if len(folded) != len(text):
        # Folding a character to several would shift what stands behind it.
        folded = "".join(f if len(f := c.casefold()) == 1 else c for c in text)
    return folded.replace("\u2019", "'")


def _read_number(text: str) -> Iterator[str]:
    """
    Yield the digits that a row of digits may be: all of them, or some.

    Hours may follow a number ("116 123 24/7"), or another number.
    """
    groups = _DIGITS.findall(text)
    yield "".join(groups)
    for start in range(len(groups)):
        for end in range(start + 1, len(groups)):
            digits = "".join(groups[start:end])
            if len(digits) >= _LEAST_INSIDE or (start == 0 and groups[end] == "24"):
                yield digits
        tail = "".join(groups[start:])
        if len(tail) >= _LEAST_INSIDE:
            yield tail


def _is_inside(text: str, at: int) -> bool:
    """Say whether digits are a part of a word or of a longer number."""
    for mark in "(+":
        at -= text[at - 1 : at] == mark
    before = text[at - 1 : at]
    return before.isalnum() or before in {"_", "+"}


def _goes_on(text: str, at: int) -> bool:
    """Say whether a word goes on behind digits."""
    after = text[at : at + 1]
    return after.isalnum() or after == "_"


def _spell(digits: str) -> frozenset[str]:
    """Return how a long number is dialled from elsewhere, country's code left out."""
    if len(digits) < _LONG:
        return frozenset({digits})
    bare = digits.lstrip("0")
    own = bare[1:] if len(bare) == _WITH_OWN_CODE and bare[0] == "1" else bare
    return frozenset({bare, own})


@functools.lru_cache(maxsize=4096)
def _simplify(url: str) -> str:
    """Return what tells one address from another."""
    bare = url.casefold().partition("#")[0]
    if bare.startswith(_MAIL):
        return bare.partition("?")[0]
    return _BEFORE_HOST.sub("", bare).removeprefix("www.").rstrip("/.,;:!?")


def _shorten(address: str) -> Iterator[str]:
    """Yield an address, and those of the pages above it."""
    yield address
    parts = address.partition("?")[0].split("/", _DEPTH)
    for count in range(1, len(parts) + 1):
        yield "/".join(parts[:count]).rstrip("/")
