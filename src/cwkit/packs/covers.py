"""
Covers: which form is always found where another one is.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.packs.model import Pattern, Rule

__all__ = ["Cover", "Form", "Shelf", "decides_as_well", "find_cover"]


class Form(NamedTuple):
    """
    A form of a row, and what it stands for.

    Attributes:
        text: The form, as the pack writes it.

        patterns: What it expands to.
    """

    text: str
    patterns: tuple[Pattern, ...]


class Cover(enum.Enum):
    """
    How one pattern is found where another is.
    """

    EQUAL = "equal"
    """It is the same pattern."""

    SAME = "same"
    """In the same words."""

    INSIDE = "inside"
    """In some of the words."""


def find_cover(short: Pattern, long: Pattern) -> Cover | None:
    """
    Return how *short* is found wherever *long* is, or None if it need not be.

    >>> from cwkit.packs import expand_form
    >>> (rain,), (heavy,) = expand_form("rain"), expand_form("heavy rain")
    >>> find_cover(rain, heavy), find_cover(heavy, rain)
    (<Cover.INSIDE: 'inside'>, None)
    """
    if short == long:
        return Cover.EQUAL
    for at in range(len(long) - len(short) + 1):
        if _fits(short, long, 0, at):
            return Cover.SAME if len(short) == len(long) else Cover.INSIDE
    return None


def _fits(short: Pattern, long: Pattern, item: int, at: int) -> bool:
    """Say whether *short* fits from its *item* on, which stands for item *at*."""
    if not long[at].words <= short[item].words:
        return False
    if item + 1 == len(short):
        return True
    between = 0
    for after in range(at + 1, len(long)):
        between += long[after].gap
        if between > short[item + 1].gap:
            return False
        if _fits(short, long, item + 1, after):
            return True
        between += 1
    return False


class Shelf:
    """
    Patterns, to look up those that may cover another.

    >>> from cwkit.packs import expand_form
    >>> shelf = Shelf([(expand_form("rain")[0], "first")])
    >>> list(shelf.find(expand_form("heavy rain")[0]))
    [('first', <Cover.INSIDE: 'inside'>)]

    Args:
        patterns: The patterns, each with the name of what it belongs to.
    """

    __slots__ = ("_by_word",)

    def __init__(self, patterns: Iterable[tuple[Pattern, str]]) -> None:
        self._by_word: dict[str, list[tuple[Pattern, str]]] = {}
        for pattern, name in patterns:
            for word in min((item.words for item in pattern), key=len):
                self._by_word.setdefault(word, []).append((pattern, name))

    def find(self, pattern: Pattern) -> Iterable[tuple[str, Cover]]:
        """
        Return the names of what covers *pattern*, and how.

        Args:
            pattern: The pattern; it covers itself.
        """
        # What covers an item covers any of its words.
        for word in dict.fromkeys(min(item.words) for item in pattern):
            for short, name in self._by_word.get(word, ()):
                cover = find_cover(short, pattern)
                if cover is not None:
                    yield name, cover


def decides_as_well(rule: Rule, other: Rule) -> bool:
    """
    Say whether *rule* finds something wherever *other* does, in the same words.

    That is so if it asks for no more and is ruled out by no more.
    """
    if rule.exact_case or rule.sureness < other.sureness:
        return False
    confirmed = not rule.requires or (
        bool(other.requires)
        and set(other.requires) <= set(rule.requires)
        and rule.within >= other.within
    )
    ruled_out = not rule.blocks or (
        set(rule.blocks) <= set(other.blocks) and rule.within <= other.within
    )
    return confirmed and ruled_out
