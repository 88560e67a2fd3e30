"""
Support that a page offers already: helplines it names, and how to reach them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cwkit.helplines import Kind
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cwkit.helplines import Helpline
    from cwkit.markup import Document

__all__ = ["Support", "find_support"]

_NUMBER: Final = re.compile(
    # Digits with the marks people put between them; short codes have three.
    r"(?<![\w+])\+?\(?\d(?:[ \u00a0().\-/]{0,3}\d){2,14}(?!\w)"
)
_SCHEME: Final = re.compile(r"(?:tel|sms):([^?]*)", re.IGNORECASE)
_LONG: Final = 7
"""Numbers with fewer digits are short codes: dialled as they are, never with more."""


class Support(NamedTuple):
    """
    What a page offers.

    Attributes:
        reachable: Ids of the helplines that a reader of the page can reach: by a
            number or a link.

        named: Where each helpline is named that the page gives no way to reach.
    """

    reachable: frozenset[str]
    named: tuple[tuple[Helpline, Span], ...]


def find_support(document: Document, known: Iterable[Helpline]) -> Support:
    """
    Return which of the *known* helplines a page offers.

    Args:
        document: The page.
        known: The helplines that its readers may be told of.
    """
    numbers = set(_collect_numbers(document))
    targets = {_simplify_url(link.target) for link in document.links}
    folded = document.text.casefold()
    # Folding a character to several would shift what stands behind it.
    text = folded if len(folded) == len(document.text) else document.text.lower()
    reachable: set[str] = set()
    named: list[tuple[Helpline, Span]] = []
    for line in known:
        if line.kind is Kind.EMERGENCY:
            continue
        if _is_reachable(line, numbers, targets, text):
            reachable.add(line.id)
            continue
        spans = [
            span
            for name in (line.name, *line.aliases)
            for span in _find_name(text, name)
        ]
        if spans:
            named.append((line, min(spans)))
    named.sort(key=lambda entry: (entry[1], entry[0].id))
    return Support(frozenset(reachable), tuple(named))


def _is_reachable(
    line: Helpline, numbers: set[str], targets: set[str], text: str
) -> bool:
    """Say whether one of the ways to reach *line* stands on the page."""
    for channel in line.channels:
        if channel.dial and any(_same(channel.dial, number) for number in numbers):
            return True
    urls = [line.url, *(channel.url for channel in line.channels)]
    bare = {_simplify_url(url) for url in urls if url}
    # In print an address stands without its scheme, and is no link.
    return not bare.isdisjoint(targets) or any(address in text for address in bare)


def _collect_numbers(document: Document) -> Iterator[str]:
    """Yield the digits of every number in text and links."""
    for found in _NUMBER.finditer(document.text):
        yield re.sub(r"\D", "", found[0])
    for link in document.links:
        scheme = _SCHEME.match(link.target)
        if scheme is not None:
            yield re.sub(r"\D", "", scheme[1])


def _same(dial: str, digits: str) -> bool:
    """Say whether *digits* dial the same, with or without a country's code."""
    wanted = re.sub(r"\D", "", dial)
    if len(wanted) < _LONG or len(digits) < _LONG:
        return wanted == digits
    national, other = wanted.lstrip("01"), digits.lstrip("0")
    return other.endswith(national) and len(other) - len(national) <= 3  # noqa: PLR2004  # a country code has at most three digits


def _simplify_url(url: str) -> str:
    """Return what tells one address from another."""
    bare = url.casefold().partition("#")[0].partition("://")[2]
    return bare.removeprefix("www.").rstrip("/") if bare else ""


def _find_name(text: str, name: str) -> Iterator[Span]:
    """Yield where *name* stands as whole words."""
    wanted = name.casefold()
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        before, after = text[at - 1 : at], text[end : end + 1]
        if not (before.isalnum() or after.isalnum()):
            yield Span(at, end)
        at = text.find(wanted, end)
