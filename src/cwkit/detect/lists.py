"""
Lists: what the caller allows and denies, whatever the rules say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, cast

import attrs

from cwkit.detect.program import LEAST_DISGUISED
from cwkit.errors import InputError, suggest
from cwkit.packs import Item
from cwkit.text import split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from cwkit.packs import Pattern

__all__ = ["Lists", "make_pattern"]

_ID: Final = re.compile(r"[a-z]{2,3}(?:\.[a-z0-9-]+){2,}")
"""How ids of rules are written; "u.s.a." and "example.org" are phrases."""


@attrs.frozen
class Lists:
    """
    Phrases and rules that a caller allows or denies.

    What is allowed is never a finding, and wins; what is denied always is one, whatever
    stands around it.

    >>> lists = Lists.read(allow=["Storm in a Teacup"], deny={"low water": "flood"})
    >>> lists.allowed_phrases, lists.denied_phrases
    (('Storm in a Teacup',), (('low water', 'flood'),))

    Attributes:
        allowed_phrases: Phrases that are allowed.

        allowed_rules: Ids of rules that are allowed.

        denied_phrases: Phrases that are denied, each with the topic it finds.

        denied_rules: Ids of rules whose words are denied.
    """

    allowed_phrases: tuple[str, ...] = ()
    allowed_rules: frozenset[str] = frozenset()
    denied_phrases: tuple[tuple[str, str], ...] = ()
    denied_rules: frozenset[str] = frozenset()

    @classmethod
    def read(
        cls, allow: Iterable[str] = (), deny: Mapping[str, str] | Iterable[str] = ()
    ) -> Lists:
        """
        Read what a caller gave.

        Args:
            allow: Phrases and rule ids.
            deny: Phrases, each with the topic that it finds, or rule ids.

        Raises:
            InputError: If something is neither a phrase nor an id, or a denied phrase
                has no topic, or there is one string in place of a list.
        """
        _refuse_string("allow", allow)
        _refuse_string("deny", deny)
        phrases, rules = _part(allow)
        topics: dict[str, str] = {}
        entries: Iterable[str]
        if isinstance(deny, Mapping):
            topics.update(cast("Mapping[str, str]", deny))
            entries = topics
        else:
            entries = deny
        denied, denied_rules = _part(entries)
        for phrase in denied:
            if not topics.get(phrase):
                raise InputError(
                    f'the denied phrase "{phrase}" has no topic',
                    cure='give a mapping, as in {"phrase": "topic"}, or a rule id',
                )
        return cls(
            phrases,
            frozenset(rules),
            tuple((phrase, topics[phrase]) for phrase in denied),
            frozenset(denied_rules),
        )

    def refuse_unknown(
        self, topics: Collection[str], list_rules: Callable[[str], Collection[str]]
    ) -> None:
        """
        Refuse topics and rules that there are not: they would do nothing, unsaid.

        Args:
            topics: The topics there are; none to accept any.
            list_rules: Returns the ids of a language's rules.

        Raises:
            InputError: If there is one; it names the nearest.
        """
        for _, topic in self.denied_phrases:
            if topics and topic not in topics:
                near = suggest(topic, topics)
                raise InputError(
                    f'there is no topic "{topic}"',
                    cure=f'did you mean "{near}"?' if near else "see `cwkit topics`",
                )
        for rule in sorted(self.allowed_rules | self.denied_rules):
            known = list_rules(rule.partition(".")[0])
            if rule not in known:
                near = suggest(rule, known)
                raise InputError(
                    f'there is no rule "{rule}"',
                    cure=f'did you mean "{near}"?'
                    if near
                    else "`cwkit scan --explain` tells the rules that find something",
                )

    def disguised(self) -> frozenset[str]:
        """
        Return the words of denied phrases that are looked for in disguise.

        >>> sorted(Lists.read(deny={"low water": "flood"}).disguised())
        ['water']
        """
        return frozenset(
            word
            for phrase, _ in self.denied_phrases
            for word in split_words(phrase)
            if word.isascii() and len(word) >= LEAST_DISGUISED
        )

    def join(self, other: Lists) -> Lists:
        """
        Return what either of two lists holds.
        """
        return Lists(
            tuple(dict.fromkeys(self.allowed_phrases + other.allowed_phrases)),
            self.allowed_rules | other.allowed_rules,
            tuple(dict.fromkeys(self.denied_phrases + other.denied_phrases)),
            self.denied_rules | other.denied_rules,
        )


def make_pattern(phrase: str) -> Pattern:
    """
    Return a phrase as a pattern.
    """
    return tuple(Item(0, frozenset({word})) for word in split_words(phrase))


def _refuse_string(name: str, entries: object) -> None:
    """Refuse a string where a list belongs: it would be read letter by letter."""
    if isinstance(entries, str):
        raise InputError(
            f'"{entries}" is given for {name}, and is a string, not a list',
            cure=f'write ["{entries}"]',
        )


def _part(entries: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part phrases from rule ids."""
    phrases: list[str] = []
    rules: list[str] = []
    for entry in dict.fromkeys(entries):
        if not split_words(entry):
            raise InputError(
                f'"{entry}" holds no word',
                cure="write the phrase as it stands in the text, or a rule id",
            )
        (rules if _ID.fullmatch(entry) else phrases).append(entry)
    return tuple(phrases), tuple(rules)
