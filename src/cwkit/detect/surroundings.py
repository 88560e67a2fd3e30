"""
Surroundings: the words around a place, and what they tell of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cwkit.detect.matcher import Matcher
from cwkit.text import FOLD, encode_text, fold_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cwkit.detect.program import Program

__all__ = ["Surroundings"]

_WINDOW: Final = 240
"""How many code points are looked at, at most, to each side."""

_ABSENT: Final = "absent"
"""The name of the cue for what did not happen."""

_ABSENT_WORDS: Final = 1
"""How many words may stand between "no" and what there is none of."""

_CUE_WORDS: Final = 6
"""How far before a finding a word tells that it is alleged or denied."""

_PARAGRAPH: Final = re.compile(r"\n[ \t\r]*\n|\u2029")

# A mark that parts what is said stays as a word of its own, which no pattern holds.
_STOP: Final = b"\x01"
_STOPS: Final = (b". ", b"; ", b": ", b"! ")
_KEEP_STOP: Final = bytes(1 if byte == 1 else FOLD[byte] for byte in range(256))


class Surroundings:
    """
    Look around places in texts.

    Args:
        program: The contexts and cues to look for.
    """

    __slots__ = ("_contexts", "_cue_names", "_cues")

    def __init__(self, program: Program) -> None:
        self._contexts = Matcher(program.contexts)
        self._cues = Matcher(program.cues)
        self._cue_names = program.cue_names

    def words_before(self, text: str, at: int) -> list[bytes]:
        """
        Return the folded words before *at*, not across a paragraph.
        """
        piece = text[max(0, at - _WINDOW) : at]
        if "\n" in piece or "\u2029" in piece:
            piece = _PARAGRAPH.split(piece)[-1]
        return _fold_words(piece)

    def words_after(self, text: str, at: int) -> list[bytes]:
        """
        Return the folded words from *at* on, not across a paragraph.
        """
        piece = text[at : at + _WINDOW]
        if "\n" in piece or "\u2029" in piece:
            piece = _PARAGRAPH.split(piece, maxsplit=1)[0]
        return _fold_words(piece)

    def contexts(
        self, before: Sequence[bytes], after: Sequence[bytes], within: int
    ) -> set[int]:
        """
        Return the numbers of the context patterns that stand near.

        Args:
            before: The words before the place.
            after: The words after it.
            within: How many words count as near, to each side.
        """
        near = self._contexts.match(before[-within:])
        near += self._contexts.match(after[:within])
        return {pattern for _, _, pattern in near}

    def is_absent(self, before: Sequence[bytes]) -> bool:
        """
        Say whether the words before tell that something did not happen.
        """
        words = before[-(_ABSENT_WORDS + 4) :]
        return any(
            self._cue_names[pattern] == _ABSENT
            and len(words) - 1 - last <= _ABSENT_WORDS
            and _STOP not in words[last + 1 :]
            for _, last, pattern in self._cues.match(words)
        )

    def cues(self, before: Sequence[bytes]) -> set[str]:
        """
        Return the names of the cues that stand before.
        """
        found = self._cues.match(before[-_CUE_WORDS:])
        return {self._cue_names[pattern] for _, _, pattern in found}


def _fold_words(piece: str) -> list[bytes]:
    """Return the folded words of a short text, and its stops."""
    encoded = encode_text(piece)
    if b"?" in encoded:
        # A letter with an accent: folding may change the length, which is no matter
        # here. Most pieces that are not ASCII hold a curly quote and nothing else.
        encoded = encode_text(fold_word(piece))
    for stop in _STOPS:
        encoded = encoded.replace(stop, b" \x01 ")
    return encoded.translate(_KEEP_STOP).split()
