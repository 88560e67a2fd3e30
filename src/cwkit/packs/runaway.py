"""
Runaway expressions: regular expressions that may take time without end.

What an expression looks like tells the worst of them; the others show themselves on
texts that are made to lead them astray.
"""

from __future__ import annotations

import itertools
import re
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["find_nested_repeat", "find_runaway", "fits_nothing"]

_PIECE: Final = re.compile(
    r"""
      \\.                              # an escaped character
    | \[\^?\]?                         # a set begins; a bracket first in it is literal
    | \(\?\#[^)]*+\)                   # a comment
    | \((?:\?(?:P?<[^>=!]*+>|[^<P]|<[=!]|P[=>]))?   # a group begins
    | \)
    | (?:[*+?]|\{\d*+,?\d*+\})[+?]?    # a repeat, perhaps possessive or lazy
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_REPEAT: Final = re.compile(r"(?:[*+]|\{\d*,\})[+?]?")
_SIZE: Final = 20_000
"""So long a text shows whether time grows faster than the text."""

_SECONDS: Final = 1.0
"""An expression that is sound takes a few thousandths of it."""

_MOST_SAMPLES: Final = 40
_MOST_ENDS: Final = 3


def find_nested_repeat(expression: str) -> str | None:
    r"""
    Return a repeat without end inside of another, or None if there is none.

    >>> find_nested_repeat(r"(?:\w+\s?)+end")
    '(?:\\w+\\s?)+'
    >>> find_nested_repeat(r"(?:\w++,)*+end") is None
    True

    A possessive repeat, or one in an atomic group, gives nothing back, so that there
    is but one way in which it can fit.

    Args:
        expression: The expression, which is well written.
    """
    # For each open group: where it begins, whether it gives back, whether it holds a
    # repeat without end.
    groups: list[tuple[int, bool]] = []
    holds = [False]
    closed: tuple[int, bool] | None = None
    for start, piece in _read_pieces(expression):
        if piece.startswith("(") and not piece.startswith("(?#"):
            groups.append((start, piece.startswith("(?>")))
            holds.append(False)
            closed = None
        elif piece == ")":
            begin, atomic = groups.pop()
            inner = holds.pop() and not atomic
            holds[-1] |= inner
            closed = begin, inner
        elif _REPEAT.fullmatch(piece):
            if not piece.endswith("+") or len(piece) == 1:
                if closed is not None and closed[1]:
                    return expression[closed[0] : start + len(piece)]
                holds[-1] = True
            closed = None
        else:
            closed = None
    return None


def _read_pieces(expression: str) -> Iterator[tuple[int, str]]:
    """Cut an expression into groups, repeats, and the characters between; no sets."""
    depth = 0
    for found in _PIECE.finditer(expression):
        piece = found[0]
        if piece.startswith("["):
            # Sets may hold sets.
            depth += 1
        elif depth:
            depth -= piece == "]"
        else:
            yield found.start(), piece


def fits_nothing(
    expression: str, samples: Iterable[str] = (), *, seconds: float = _SECONDS
) -> bool:
    r"""
    Say whether an expression fits where no character stands, and so everywhere.

    >>> fits_nothing("a*"), fits_nothing("a+"), fits_nothing(r"\b", ["rain"])
    (True, False, True)

    Args:
        expression: The expression, which is well written.
        samples: Sentences it may match.
        seconds: How long it may take on one text.
    """
    import regex  # noqa: PLC0415  # only packs with expressions pay for it

    compiled = regex.compile(expression, regex.IGNORECASE | regex.VERSION1)
    for sample in ("", *samples):
        try:
            found = compiled.search(sample, timeout=seconds)
        except TimeoutError:
            return False
        if found is not None and not found[0]:
            return True
    return False


def find_runaway(
    expression: str, samples: Iterable[str] = (), *, seconds: float = _SECONDS
) -> str | None:
    r"""
    Return what a text repeats on which an expression takes too long, or None.

    >>> find_runaway(r"\brain ?\d", ["rain 7"], seconds=5) is None
    True

    Args:
        expression: The expression, which is well written.
        samples: Sentences it may match.
        seconds: How long it may take on one text.
    """
    import regex  # noqa: PLC0415  # only packs with expressions pay for it

    compiled = regex.compile(expression, regex.IGNORECASE | regex.VERSION1)
    seen = dict.fromkeys(samples)
    ends = {"\x00": None}
    for sample in tuple(seen):
        try:
            found = compiled.search(sample, timeout=seconds)
        except TimeoutError:
            return sample
        if found is not None:
            seen[found[0] or "a"] = None
            # What must stand in a text is looked for first, and where it is missing,
            # no time is lost. Here it stands where it is of no use.
            ends[f"\x00\n{found[0]}"] = None
    # What the expression names itself is what it may stumble over.
    words = [word[0] for word in re.finditer(r"(?<!\\)[^\W_]+", expression)]
    signs = [sign[1] for sign in re.finditer(r"\\?([^\w\s()\[\]{}\\])", expression)]
    seen.update(dict.fromkeys(("a", "0", " ", "a ", "\n", *words, *signs)))
    for part, end in itertools.product([*seen][:_MOST_SAMPLES], [*ends][:_MOST_ENDS]):
        text = part * (_SIZE // len(part)) + end
        begun = time.monotonic()
        try:
            for _ in compiled.finditer(text, timeout=seconds):
                # The limit holds for one match only.
                if time.monotonic() - begun > seconds:
                    return part
        except TimeoutError:
            return part
    return None
