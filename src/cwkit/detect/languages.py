"""
Languages: which of those that there are rules for a text is in.
"""

from __future__ import annotations

import collections
import re
from typing import TYPE_CHECKING, Final

from cwkit.text import fold_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cwkit.detect.program import Program
    from cwkit.packs import Pack

__all__ = ["LanguageJudge", "list_own_words"]

_SAMPLES: Final = (250, 2_000)
"""
How many code points of a text are looked at; more of them only where the first do not
tell.
"""

_PLAIN: Final = 4.0
"""So many frequent words of one language, and half as many of no other, tell."""

_WEAK: Final = 1.5
"""Less than this shows no language alone: a name can hold a word of another one."""

_NEAR: Final = 0.9
"""A language that comes so near to the first may be meant too."""

_NEAR_IF_WEAK: Final = 0.6
"""The same where little tells."""

_LITTLE: Final = 4.0
"""So few frequent words tell little."""

_NEIGHBOURS: Final = 2
"""A word that rules of more languages look for tells none."""

_LEAST_WORD: Final = 4
"""Shorter words than this are words of many languages."""

# A sign inside a word makes two of it that are no words.
_SIGN: Final = re.compile(r"[*@$!|+_]")
_BROKEN: Final = re.compile(r"\b\w{1,32}[*@$!|+_]\w[\w*@$!|+_]*")


class LanguageJudge:
    """
    Judge by frequent words, and where those do not tell by words of the rules.

    >>> judge = LanguageJudge({"en": {"the", "and"}, "de": {"und", "der"}}, {}, "en")
    >>> judge.judge("Der Hund und der Ball")
    frozenset({'de'})

    Args:
        frequent: For each language its most frequent words.
        own: For some languages what returns the words that only their rules look for;
            called when first needed.
        default: The language of a text that does not show which it is in.
    """

    def __init__(
        self,
        frequent: Mapping[str, Iterable[str]],
        own: Mapping[str, Callable[[], Iterable[str]]],
        default: str,
    ) -> None:
        self._default = default
        self._languages = tuple(frequent)
        shared: dict[bytes, list[int]] = {}
        for number, words in enumerate(frequent.values()):
            for word in words:
                if len(word) > 1:
                    shared.setdefault(word.encode("ascii"), []).append(number)
        # A word of several languages tells less of each.
        self._weights = {
            word: (1 / len(numbers), tuple(numbers)) for word, numbers in shared.items()
        }
        self._own = own
        self._own_words: dict[int, frozenset[bytes]] | None = None

    def judge(self, text: str) -> frozenset[str]:
        """
        Return which languages *text* seems to be in.

        Args:
            text: The text; its beginning is looked at.

        Returns:
            The language whose words stand there most often, and others that come near
            it; the default language if the text shows none, and beside another one
            that it hardly shows.
        """
        scores: list[float] = []
        for size in _SAMPLES:
            words = fold_text(text[:size]).split()
            scores = self._count(words)
            most, other = _first_two(scores)
            if most >= _PLAIN and other * 2 <= most:
                break
            if len(text) <= size:
                if most < _LITTLE:
                    scores = self._look_closer(text[:size])
                break
        most = max(scores, default=0.0)
        near = _NEAR if most >= _LITTLE else _NEAR_IF_WEAK
        found = {
            language
            for language, score in zip(self._languages, scores, strict=True)
            if score and score >= most * near
        }
        if most < _WEAK:
            found.add(self._default)
        known = found.intersection(self._languages)
        return frozenset(known or self._languages)

    def _count(self, words: Iterable[bytes]) -> list[float]:
        """Count the frequent words of each language."""
        scores = [0.0] * len(self._languages)
        for word in filter(self._weights.__contains__, words):
            weight, numbers = self._weights[word]
            for number in numbers:
                scores[number] += weight
        return scores

    def _look_closer(self, text: str) -> list[float]:
        """Count whole words only, and those of each language's rules too."""
        own = self._own_words
        if own is None:
            own = self._own_words = {
                self._languages.index(language): frozenset(
                    word.encode("ascii") for word in read()
                )
                for language, read in self._own.items()
            }
        if _SIGN.search(text):
            text = _BROKEN.sub(" ", text)
        words = fold_text(text).split()
        scores = self._count(words)
        for word in words:
            known = [number for number, ours in own.items() if word in ours]
            for number in known:
                scores[number] += 1 / len(known)
        return scores


def _first_two(scores: Iterable[float]) -> tuple[float, float]:
    """Return the two highest of some scores."""
    most, other, *_ = *sorted(scores, reverse=True), 0.0, 0.0
    return most, other


def list_own_words(
    packs: Sequence[Pack], programs: Sequence[Program]
) -> dict[str, list[str]]:
    """
    Return for each language the words that only its packs look for, or those of one
    language more: neighbours such as Spanish and Portuguese share many.

    No other language has them among its frequent words.

    Args:
        packs: The packs of all languages.
        programs: What each of them compiles to.
    """
    known: dict[str, set[str]] = {}
    frequent: dict[str, set[str]] = {}
    for pack, program in zip(packs, programs, strict=True):
        frequent.setdefault(pack.language, set()).update(pack.frequent)
        known.setdefault(pack.language, set()).update(
            word
            for tables in (program.patterns, program.names)
            for word in tables.anchors
            if len(word) >= _LEAST_WORD and word.isascii() and word.isalpha()
        )
    shared = collections.Counter(word for words in known.values() for word in words)
    return {
        language: sorted(
            word
            for word in words
            if shared[word] <= _NEIGHBOURS
            and not any(word in frequent[other] for other in known if other != language)
        )
        for language, words in sorted(known.items())
    }
