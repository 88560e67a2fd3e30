"""
The words of warnings: which name topics, and which others warnings are made of.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

from cwkit.text import Span, fold_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwkit.detect import Evidence

__all__ = ["SHORT_ITEM", "WORD", "Words"]

WORD: Final = re.compile(r"[^\W\d_]+")
"""A word, as warnings count them: numbers and signs say nothing."""

SHORT_ITEM: Final = 3
"""So many words may be an item of a list though they name nothing known."""

_ITEM_END: Final = re.compile(r"[,;/|•·\n()]")


class Words:
    """
    Words that name topics, and others of which warnings are made.

    Args:
        text: The text.
        evidence: What the detector saw in it.
    """

    def __init__(self, text: str, evidence: Evidence) -> None:
        self._text = text
        found = [(mark.span, mark.name, True) for mark in evidence.names]
        found += [(f.span, f.topic, False) for f in evidence.findings]
        self._found = sorted(found, key=lambda one: (one[0].start, -one[0].end))
        self._announcing = evidence.announcing
        self._starts = [span.start for span, _, _ in self._found]

    def name_topics(self, span: Span) -> Iterator[str]:
        """
        Return the topics that the words of a warning name.
        """
        holder: Span | None = None
        for at, topic, is_name in self._inside(span.start, span.end):
            if not is_name:
                yield topic
            else:
                # In "sexual violence" the word "violence" names nothing of its own.
                if holder is None or at.end > holder.end or at == holder:
                    yield topic
                if holder is None or at.end > holder.end:
                    holder = at

    def names(self, start: int, end: int) -> bool:
        """
        Say whether words between two places name a topic.
        """
        return any(True for _ in self._inside(start, end))

    def is_named(self, start: int, end: int) -> bool:
        """
        Say whether a topic stands between two places by its name.
        """
        return any(is_name for _, _, is_name in self._inside(start, end))

    def is_told(self, start: int, end: int) -> bool:
        """
        Say whether a topic stands between two places, and not by its name.
        """
        found = list(self._inside(start, end))
        names = [at for at, _, is_name in found if is_name]
        return any(
            not is_name and not any(at.overlaps(name) for name in names)
            for at, _, is_name in found
        )

    def find_last(self, start: int, end: int) -> int | None:
        """
        Return where the last words between two places end that name a topic.
        """
        return max((at.end for at, _, _ in self._inside(start, end)), default=None)

    def only_announces(self, start: int, end: int) -> bool:
        """
        Say whether a word is one of a warning that names no topic.
        """
        return self._is_announcing(start, end) and not self.names(start, end)

    def read(
        self, start: int, end: int, *, told: bool = True
    ) -> list[tuple[Span, bool]]:
        """
        Return the words between two places, each with whether warnings are made of it.

        Args:
            start: Where the first may begin.
            end: Where the last may end.
            told: Whether words count that treat a topic, and do not name it.
        """
        found = (one for one in self._inside(start, end) if told or one[2])
        ahead = next(found, None)
        reach = start
        words: list[tuple[Span, bool]] = []
        for match in WORD.finditer(self._text, start, end):
            while ahead is not None and ahead[0].start <= match.start():
                reach = max(reach, ahead[0].end)
                ahead = next(found, None)
            word = Span(*match.span())
            known = word.start < reach or self._is_announcing(word.start, word.end)
            words.append((word, known))
        return words

    def is_list(self, start: int, end: int, *, told: bool = True) -> bool:
        """
        Say whether what stands between two places is a list of topics.

        All its words are those of a warning, or those of as many items are as there
        are short items that say something else.

        Args:
            start: Where it begins.
            end: Where it ends.
            told: Whether words count that treat a topic, and do not name it.
        """
        if not self.is_named(start, end):
            return False
        items: list[list[bool]] = [[]]
        place = start
        for word, known in self.read(start, end, told=told):
            if items[-1] and _ITEM_END.search(self._text, place, word.start):
                items.append([])
            items[-1].append(known)
            place = word.end
        others = [item for item in items if not all(item)]
        return len(others) * 2 <= len(items) and all(
            len(item) <= SHORT_ITEM and not any(item) for item in others
        )

    def _is_announcing(self, start: int, end: int) -> bool:
        """Say whether a word is one of those that warnings are made of."""
        return fold_word(self._text[start:end]) in self._announcing

    def _inside(self, start: int, end: int) -> Iterator[tuple[Span, str, bool]]:
        """Return what was found between two places."""
        low = bisect.bisect_left(self._starts, start)
        high = bisect.bisect_left(self._starts, end)
        return (found for found in self._found[low:high] if found[0].end <= end)
