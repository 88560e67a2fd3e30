"""
Support that a page offers already: helplines it names, and how to reach them.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from cwkit.audit.digits import (
    find_rows,
    find_spelled,
    plain,
    read_keys,
    read_spelled,
)
from cwkit.audit.occurrences import Occurrence
from cwkit.audit.word_row import WordRow, fold_name
from cwkit.helplines import ChannelKind, Kind, Standing
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cwkit.audit.contexts import WordSet
    from cwkit.helplines import Helpline
    from cwkit.markup import Document

__all__ = ["KnownLines", "Support", "find_support", "list_names"]

_DIGITS: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W_]+")
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


_Meant = TypeVar("_Meant")
_Way = tuple[int, ChannelKind]
"""The number of a helpline, and how it can be reached."""


class KnownLines:
    """
    Helplines, made ready to be looked for on page after page.

    What they can be known by is listed once, so that a page is asked what it holds,
    and not for each helpline in turn.

    Args:
        lines: The helplines.
    """

    def __init__(self, lines: Iterable[Helpline]) -> None:
        # Emergency numbers are no support, and who has closed answers nobody.
        self.lines = tuple(
            line
            for line in lines
            if line.kind is not Kind.EMERGENCY and line.status is not Standing.CLOSED
        )
        # Each by one of its words: the helplines by their names; those that an
        # address in words, or a name spelled on the keypad, makes reachable.
        self._names = _Names[int]()
        self._ways = _Names[_Way]()
        # Who is dialled so, and how; and who has a long number that ends so.
        self._short: dict[str, list[_Way]] = {}
        self._long: dict[str, list[_Way]] = {}
        self._addresses: dict[str, list[_Way]] = {}
        for number, line in enumerate(self.lines):
            for name in list_names(line):
                self._names.add(name, number)
            if line.url:
                self._add_address(_simplify(line.url), (number, ChannelKind.WEB))
            for channel in line.channels:
                way = (number, channel.kind)
                if channel.url:
                    self._add_address(_simplify(channel.url), way)
                if channel.dial:
                    self._add_dial(channel.dial, line, way)
                if channel.address:
                    self._add_address(_MAIL + channel.address.casefold(), way)
                    self._ways.add(channel.address, way)

    def _add_address(self, address: str, way: _Way) -> None:
        """Keep an address."""
        self._addresses.setdefault(address, []).append(way)

    def _add_dial(self, dial: str, line: Helpline, way: _Way) -> None:
        """Keep a number, and the names that spell it on the keypad."""
        wanted = "".join(_DIGITS.findall(dial))
        self._short.setdefault(wanted, []).append(way)
        spellings = _spell(wanted)
        if len(wanted) >= _LONG:
            for spelling in spellings:
                self._long.setdefault(spelling, []).append(way)
        for name in line.aliases:
            if read_keys(name).lstrip("0") in spellings:
                self._ways.add(name, way)

    def reach(self, ways: _Ways, words: WordRow) -> Iterator[_Way]:
        """
        Yield who can be reached, and how.
        """
        for known, held in (
            (self._short, ways.short),
            (self._long, ways.long),
            (self._addresses, ways.addresses),
        ):
            for key in known.keys() & held:
                yield from known[key]
        for name, way in self._ways.among(words.single):
            if any(words.find(name)):
                yield way

    def find_names(
        self, words: WordRow, around: WordSet | None
    ) -> Iterator[tuple[Helpline, Span]]:
        """
        Yield where helplines are named.
        """
        for name, number in self._names.among(words.single):
            everyday = name.istitle() and name.isalpha()
            for span in words.find(name):
                if not everyday or words.is_introduced(span, around):
                    yield self.lines[number], span


class _Names(Generic[_Meant]):
    """Names, found by one word of each, so that few are looked for on a page."""

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[str, _Meant]]] = {}

    def add(self, name: str, meant: _Meant) -> None:
        """Keep a name, and what it is kept for."""
        parts = _WORD.findall(fold_name(name))
        # The longest word is the rarest.
        key = max(parts, key=len, default="")
        self._known.setdefault(key, []).append((name, meant))

    def among(self, words: frozenset[str]) -> Iterator[tuple[str, _Meant]]:
        """Yield the names that may stand in a text of these words."""
        for word in self._known.keys() & words:
            yield from self._known[word]


def find_support(
    document: Document,
    known: KnownLines | Iterable[Helpline],
    around: WordSet | None = None,
) -> Support:
    """
    Return which of the *known* helplines a page offers.

    Args:
        document: The page.
        known: The helplines that its readers may be told of.
        around: The words around names and numbers; None looks at none.
    """
    lines = known if isinstance(known, KnownLines) else KnownLines(known)
    words = WordRow(document.text)
    reachable: set[str] = set()
    kinds: set[ChannelKind] = set()
    for number, kind in lines.reach(_Ways(document, words), words):
        reachable.add(lines.lines[number].id)
        kinds.add(kind)
    names = list(lines.find_names(words, around))
    named = tuple(_choose_named(names, reachable))
    mentions = tuple(sorted(names, key=lambda entry: (entry[1], entry[0].id)))
    return Support(frozenset(reachable), named, frozenset(kinds), mentions)


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
    """
    The ways to reach somebody that a page holds.

    Args:
        document: The page.
        words: Its words.
    """

    def __init__(self, document: Document, words: WordRow) -> None:
        self.short: set[str] = set()
        self.long: set[str] = set()
        self.addresses: set[str] = set()
        self._read_numbers(document)
        for part in words.find_dotted():
            for found in _ADDRESS.finditer(part):
                self.addresses.update(_widen(found[0]))
        for link in document.links:
            number = Occurrence.of_link(link)
            if number is not None:
                self._add_number(number.digits)
            self.addresses.update(_widen(link.target))

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
        self.short.add(digits)
        if len(digits) >= _LONG:
            bare = digits.lstrip("0")
            self.long.update(bare[cut:] for cut in range(_COUNTRY_CODE + 1))


def list_names(line: Helpline) -> dict[str, None]:
    """
    Return what a helpline is called, each name once.
    """
    names = (line.name, line.local_name, *line.aliases)
    return {name: None for name in names if name}


# The pages of a site share their numbers, and all pages the years.
@functools.lru_cache(maxsize=4096)
def _read_number(text: str) -> frozenset[str]:
    """
    Return the digits that a row of digits may be: all of them, or some.

    Hours may follow a number ("116 123 24/7"), or another number.
    """
    groups = _DIGITS.findall(text)
    found = {"".join(groups)}
    for start in range(len(groups)):
        for end in range(start + 1, len(groups)):
            digits = "".join(groups[start:end])
            if len(digits) >= _LEAST_INSIDE or (start == 0 and groups[end] == "24"):
                found.add(digits)
        tail = "".join(groups[start:])
        if len(tail) >= _LEAST_INSIDE:
            found.add(tail)
    return frozenset(found)


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


def _simplify(url: str) -> str:
    """Return what tells one address from another."""
    bare = url.casefold().partition("#")[0]
    if bare.startswith(_MAIL):
        return bare.partition("?")[0]
    return _BEFORE_HOST.sub("", bare).removeprefix("www.").rstrip("/.,;:!?")


# The pages of a site share the links of their menus.
@functools.lru_cache(maxsize=4096)
def _widen(url: str) -> tuple[str, ...]:
    """Return what tells an address from others, and those of the pages above it."""
    address = _simplify(url)
    parts = address.partition("?")[0].split("/", _DEPTH)
    above = ("/".join(parts[:count]).rstrip("/") for count in range(1, len(parts) + 1))
    return (address, *above)
