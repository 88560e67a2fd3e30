"""
The values a pack is made of.
"""

from __future__ import annotations

import enum
from typing import NamedTuple, TypeAlias

import attrs

__all__ = [
    "ANY_NUMBER",
    "SURE",
    "Benign",
    "Item",
    "Notice",
    "Pack",
    "Pattern",
    "Rule",
    "Severity",
]

ANY_NUMBER = "#"
"""The word in an item that stands for any token made of digits."""

SURE = 2
"""The sureness of words that are sure alone."""


class Severity(enum.IntEnum):
    """
    How explicitly a text treats a topic.
    """

    MENTION = 1
    """It is named: a charge, a verdict, a memorial, a statistic."""

    DEPICTION = 2
    """It is told as it happens."""

    GRAPHIC = 3
    """It is told in physical detail."""


class Item(NamedTuple):
    """
    One place of a pattern.

    Attributes:
        gap: How many other words may stand between the item before and this one.

        words: The folded words that fit here.
    """

    gap: int
    words: frozenset[str]


Pattern: TypeAlias = tuple[Item, ...]
"""Words in order with bounded gaps: what an automaton can hold."""


@attrs.frozen(kw_only=True)
class Rule:
    """
    What words speak of a topic, and when.

    Attributes:
        id: Its id, which never changes.

        topic: The topic it finds.

        patterns: What it matches.

        severity: How explicit such words are.

        sureness: 2 sure alone, 1 ambiguous, 0 only with a cue.

        requires: Context of which one must stand near, if there is any.

        blocks: Context of which none may stand near.

        within: How many words count as near, to each side.

        exact_case: The words count only as they are written in ``forms``.

        forms: The forms as the pack writes them.

        expressions: Regular expressions, for what forms cannot say.

        match: Sentences it must find something in.

        no_match: Sentences it must find nothing in.
    """

    id: str
    topic: str
    patterns: tuple[Pattern, ...]
    severity: Severity = Severity.MENTION
    sureness: int = 2
    requires: tuple[Pattern, ...] = ()
    blocks: tuple[Pattern, ...] = ()
    within: int = 12
    exact_case: bool = False
    forms: tuple[str, ...] = ()
    expressions: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Benign:
    """
    Words that are harmless, though parts of them would not be alone.

    Attributes:
        id: Its id, which never changes.

        patterns: What it matches.

        topics: The topics it speaks for; empty means all.

        reason: Why it is harmless.

        match: Sentences in which nothing may be found.
    """

    id: str
    patterns: tuple[Pattern, ...]
    topics: tuple[str, ...] = ()
    reason: str = ""
    match: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Notice:
    """
    Words that begin a warning to the reader.

    Attributes:
        id: Its id, which never changes.

        patterns: What it matches.

        label: True for a label at the start of a paragraph ("Content warning: …"),
            which announces the rest of it; false for a sentence that warns.

        weak: True if it counts only where it names a topic.

        match: Sentences that are such a warning.

        no_match: Sentences that are not.
    """

    id: str
    patterns: tuple[Pattern, ...]
    label: bool = False
    weak: bool = False
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Pack:
    """
    The rules of one language.

    Attributes:
        language: The language, as a BCP 47 tag without region.

        rules: Its rules, sorted by id.

        benign: Its harmless phrases, sorted by id.

        notices: How warnings begin, sorted by id.

        names: Topics, each with the words that name it inside a warning.

        abbreviations: Topics, each with abbreviations that name it inside a warning,
            where they are written in capitals or stand alone between commas.

        announcing: The other words that a warning is made of.

        cues: Names, each with the words that tell that something is said so:
            ``absent``, ``alleged`` and ``denied`` stand before it, ``alleged_after``
            and ``denied_after`` behind it, ``alleged_inside`` and ``denied_inside``
            among its own words; beyond a ``turn`` none of them holds.

        frequent: Frequent words, the most frequent first.

        masked: Words of which a first and last letter are enough where the rest is
            masked, the likeliest first.
    """

    language: str
    rules: tuple[Rule, ...] = ()
    benign: tuple[Benign, ...] = ()
    notices: tuple[Notice, ...] = ()
    names: tuple[tuple[str, tuple[Pattern, ...]], ...] = ()
    abbreviations: tuple[tuple[str, tuple[Pattern, ...]], ...] = ()
    announcing: tuple[str, ...] = ()
    cues: tuple[tuple[str, tuple[Pattern, ...]], ...] = ()
    frequent: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
