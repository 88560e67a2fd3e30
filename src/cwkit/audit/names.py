"""
Names of helplines, of which some say what they are for: who names one treats nothing.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from cwkit.audit.reach import list_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cwkit.audit.contexts import WordSet
    from cwkit.helplines import Helpline
    from cwkit.markup import Document
    from cwkit.report import Report
    from cwkit.text import Span

__all__ = ["leave_names_out"]

_REACH: Final = 80
"""How far a name goes on beside a part of it."""

_SMALL: Final = frozenset({"&", "against", "and", "for", "of", "the"})
"""Small words within names."""

_ENDS: Final = frozenset(".!?:;,")


def leave_names_out(
    report: Report,
    document: Document,
    known: Iterable[Helpline],
    words: WordSet,
) -> tuple[str, ...]:
    """
    Return the topics that a notice should name, without those that only the names of
    helplines speak of.

    Args:
        report: What the page treats.
        document: The page.
        known: The helplines that its readers may be told of.
        words: The words around numbers, in the languages of the page.
    """
    text = document.text
    spans: dict[str, list[Span]] = {topic: [] for topic in report.warn}
    for finding in report.findings:
        if finding.topic in spans:
            spans[finding.topic].append(finding.span)

    # Few pages ask for the names at all, and those that do ask often.
    @functools.cache
    def list_known() -> frozenset[str]:
        return frozenset(_list_all(known, words))

    return tuple(
        topic
        for topic, places in spans.items()
        if not (places and all(_is_name(text, s, list_known, words) for s in places))
    )


def _is_name(
    text: str, span: Span, known: Callable[[], frozenset[str]], words: WordSet
) -> bool:
    """Say whether some words are part of the name of a helpline."""
    found = span.of(text)
    # Most words are no names, and begin as other words do.
    if not all(_goes_on(word) for word in found.split()):
        return False
    low, high = max(0, span.start - _REACH), span.end + _REACH
    before = text[low : span.start].rpartition("\n")[2].split(" ")
    behind = text[span.end : high].partition("\n")[0].split(" ")
    # A word of a name may be part of what was found: "Rape Crisis" of a crisis line.
    if words.service.search(f"{_take_before(before)}{found}{_take_behind(behind)}"):
        return True
    folded = found.casefold()
    return any(folded in name and _stands(text, span, name, folded) for name in known())


def _list_all(known: Iterable[Helpline], words: WordSet) -> Iterator[str]:
    """Yield the names of helplines, folded, and what is left without "helpline"."""
    for line in known:
        for name in list_names(line):
            yield name.casefold()
            short = words.service.sub("", name).strip()
            if " " in short:
                yield short.casefold()


def _take_before(words: list[str]) -> str:
    """Return the last of some words that may begin a name."""
    kept: list[str] = []
    for word in reversed(words):
        if word and (not _goes_on(word) or word[-1] in _ENDS):
            break
        kept.append(word)
    return " ".join(reversed(kept))


def _take_behind(words: list[str]) -> str:
    """Return the first of some words that may end a name."""
    kept: list[str] = []
    for word in words:
        if word and not _goes_on(word):
            break
        kept.append(word)
        if word and word[-1] in _ENDS:
            break
    return " ".join(kept)


def _goes_on(word: str) -> bool:
    """Say whether a word may stand within a name."""
    return word[0].isupper() or word in _SMALL


def _stands(text: str, span: Span, name: str, part: str) -> bool:
    """Say whether a name stands around a part of it."""
    start = span.start - name.index(part)
    return start >= 0 and text[start : start + len(name)].casefold() == name
