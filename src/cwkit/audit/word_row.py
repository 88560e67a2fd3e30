"""
The words of a text in one row, in which names are found as they are written.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from typing import TYPE_CHECKING, Final

from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwkit.audit.contexts import WordSet

__all__ = ["WordRow", "fold_name"]

_PART: Final = re.compile(r"\S+")
_WORDS: Final = re.compile(r"\w+")
"""Words with low lines in them: to part them there as well takes a third longer."""

_INNER_DOT: Final = re.compile(r"\.(?=[^ ])")
_BESIDE: Final = 80
"""How far beside it is looked for what makes it the name of a helpline."""

_BEGIN_NUMBER: Final = frozenset({"", "\n", ":", "(", "–", "—", "-"})
"""What stands behind a name in a list of helplines."""

_NEAR: Final = 20
"""How far beside a name is looked for what makes it an everyday word."""


class WordRow:
    """
    The words of a text in one row, with a way back to where they stand.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._written = " ".join(text.split())
        self._row = _fold(self._written)

    @functools.cached_property
    def single(self) -> frozenset[str]:
        """
        Each word, and no word, which every text has.
        """
        words = {"", *_WORDS.findall(self._row)}
        if "_" in self._row:
            words.update(part for word in tuple(words) for part in word.split("_"))
        return frozenset(words)

    @functools.cached_property
    def _starts(self) -> list[int]:
        """Where the parts begin in the text; most texts name nobody, and never ask."""
        return [part.start() for part in _PART.finditer(self._text)]

    @functools.cached_property
    def _places(self) -> list[int]:
        """Where the parts begin in the row."""
        sizes = [len(part) + 1 for part in self._written.split(" ")]
        return list(itertools.accumulate(sizes, initial=0))

    def find_dotted(self) -> Iterator[str]:
        """
        Yield what has a dot inside, between white space.
        """
        row, end = self._written, 0
        # Most dots end a sentence, and most words have none.
        for dot in _INNER_DOT.finditer(row):
            at = dot.start()
            if at > end and row[at - 1] != " ":
                end = row.find(" ", at)
                end = len(row) if end < 0 else end
                yield row[row.rfind(" ", 0, at) + 1 : end]

    def find(self, name: str) -> Iterator[Span]:
        """
        Yield where *name* stands as whole words, as names are written.
        """
        wanted = fold_name(name)
        single = " " not in wanted
        at = self._row.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            around = self._row[max(at - 1, 0) : at] + self._row[end : end + 1]
            # One word may be an everyday word too: it is a name as a name is written,
            # and where a sentence begins, even that does not tell.
            if not any(c.isalnum() for c in around):
                span = Span(self._place(at), self._place(end - 1) + 1)
                if not (single and self._is_everyday(name, span)):
                    yield span
            at = self._row.find(wanted, end)

    def _place(self, at: int) -> int:
        """Return where the character at *at* of the row stands in the text."""
        part = bisect.bisect_right(self._places, at) - 1
        return self._starts[part] + at - self._places[part]

    def is_introduced(self, span: Span, around: WordSet | None) -> bool:
        """
        Say whether an everyday word at *span* stands where help is offered.
        """
        if around is None:
            return True
        before = self._text[max(0, span.start - _BESIDE) : span.start]
        after = self._text[span.end : span.end + _BESIDE]
        if (before + "\n").isspace() or (after.lstrip(" \u00a0")[:1] in _BEGIN_NUMBER):
            return True
        patterns = (around.dial, around.service, around.talk, around.offer)
        return any(
            pattern.search(part) for pattern in patterns for part in (before, after)
        )

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


@functools.cache
def fold_name(name: str) -> str:
    """
    Return a name as it stands in a row of words.
    """
    return _fold(" ".join(name.split()))


def _fold(text: str) -> str:
    """Return *text* without case and with plain apostrophes, of the same length."""
    folded = text.casefold()
    if len(folded) != len(text):
        # Folding a character to several would shift what stands behind it.
        folded = "".join(f if len(f := c.casefold()) == 1 else c for c in text)
    return folded.replace("\u2019", "'")
