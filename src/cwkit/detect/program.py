"""
Programs: packs compiled to what the detector runs, as plain values.

People edit packs as TOML; what runs is read from JSON that was compiled from them, and
a test keeps the two in step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from cwkit.detect.tables import Tables, lay_out
from cwkit.errors import DataError
from cwkit.packs import SURE, Benign, Notice, Pack, Pattern, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["LEAST_DISGUISED", "Program", "StoredProgram", "compile_pack"]

_SCHEMA: Final = 4
_MARKERS: Final = 400
"""So many of the most frequent words tell a language from its neighbours."""

LEAST_DISGUISED: Final = 4
"""Shorter words are too easily made up of other things."""


@attrs.frozen(kw_only=True)
class Program:
    """
    A pack, compiled.

    Attributes:
        language: The language of the pack.

        rules: Its rules, without patterns and examples.

        requires: For each rule the numbers of its confirming contexts.

        blocks: For each rule the numbers of its killing contexts.

        benign: Its harmless phrases, without patterns.

        notices: How warnings begin, without patterns.

        owners: For each pattern what it belongs to: rules, then harmless phrases and
            notices, counted through.

        patterns: The patterns of all of them.

        name_topics: For each pattern of a name the topic that it names in warnings.

        names: The patterns of names.

        abbreviations: From which number on they are abbreviations.

        announcing: The other words that warnings are made of.

        contexts: The patterns of all contexts.

        cue_names: For each cue pattern what it is a cue for.

        cues: The patterns of all cues.

        disguised: The words that are looked for in disguise.

        masked: Those of which a first and last letter are enough.

        markers: Its most frequent words, by which the language is known.
    """

    language: str
    rules: tuple[Rule, ...]
    requires: tuple[frozenset[int], ...]
    blocks: tuple[frozenset[int], ...]
    benign: tuple[Benign, ...]
    notices: tuple[Notice, ...]
    owners: tuple[int, ...]
    patterns: Tables
    name_topics: tuple[str, ...]
    names: Tables
    abbreviations: int
    announcing: frozenset[str]
    contexts: Tables
    cue_names: tuple[str, ...]
    cues: Tables
    disguised: tuple[str, ...]
    masked: tuple[str, ...]
    markers: frozenset[str]

    def to_plain(self) -> dict[str, Any]:
        """
        Return it as JSON can hold it.
        """
        # Many rules share a context: each set of numbers is written once.
        sets: dict[frozenset[int], int] = {}
        for numbers in (*self.requires, *self.blocks):
            sets.setdefault(numbers, len(sets))
        return {
            "schema": _SCHEMA,
            "language": self.language,
            "rules": [
                [
                    rule.id,
                    rule.topic,
                    int(rule.severity),
                    rule.sureness,
                    rule.within,
                    list(rule.forms) if rule.exact_case else None,
                    sets[requires],
                    sets[blocks],
                    list(rule.expressions),
                ]
                for rule, requires, blocks in zip(
                    self.rules, self.requires, self.blocks, strict=True
                )
            ],
            "sets": [sorted(numbers) for numbers in sets],
            "benign": [[row.id, list(row.topics)] for row in self.benign],
            "notices": [[row.id, row.label, row.weak] for row in self.notices],
            "owners": list(self.owners),
            "patterns": self.patterns.to_plain(),
            "nameTopics": list(self.name_topics),
            "names": self.names.to_plain(),
            "abbreviations": self.abbreviations,
            "announcing": sorted(self.announcing),
            "contexts": self.contexts.to_plain(),
            "cueNames": list(self.cue_names),
            "cues": self.cues.to_plain(),
            "disguised": list(self.disguised),
            "masked": list(self.masked),
            "markers": sorted(self.markers),
        }

    def foreign(self) -> frozenset[str]:
        """
        Return the words in letters outside ASCII that anything in it looks for.
        """
        tables = self.patterns, self.contexts, self.cues, self.names
        return frozenset(word for table in tables for word in table.foreign())

    @classmethod
    def from_plain(cls, plain: dict[str, Any], *, file: str) -> Program:
        """
        Read what `to_plain` returned.

        Args:
            plain: The decoded JSON.
            file: Its name, for error messages.

        Raises:
            DataError: If it is of another schema.
        """
        if plain.get("schema") != _SCHEMA:
            raise DataError(
                f"schema {plain.get('schema')} is not known",
                file=file,
                cure="compile the packs again: cwkit packs build",
            )
        sets: list[frozenset[int]] = [frozenset(numbers) for numbers in plain["sets"]]
        rules = plain["rules"]
        return cls(
            language=plain["language"],
            rules=tuple(
                Rule(
                    id=identity,
                    topic=topic,
                    patterns=(),
                    severity=Severity(severity),
                    sureness=sureness,
                    within=within,
                    exact_case=exact is not None,
                    forms=tuple(exact or ()),
                    expressions=tuple(expressions),
                )
                for (
                    identity,
                    topic,
                    severity,
                    sureness,
                    within,
                    exact,
                    _,
                    _,
                    expressions,
                ) in rules
            ),
            requires=tuple(sets[int(row[6])] for row in rules),
            blocks=tuple(sets[int(row[7])] for row in rules),
            benign=tuple(
                Benign(id=identity, patterns=(), topics=tuple(topics))
                for identity, topics in plain["benign"]
            ),
            notices=tuple(
                Notice(id=identity, patterns=(), label=label, weak=weak)
                for identity, label, weak in plain["notices"]
            ),
            owners=tuple(plain["owners"]),
            patterns=Tables(*plain["patterns"]),
            name_topics=tuple(plain["nameTopics"]),
            names=Tables(*plain["names"]),
            abbreviations=plain["abbreviations"],
            announcing=frozenset(plain["announcing"]),
            contexts=Tables(*plain["contexts"]),
            cue_names=tuple(plain["cueNames"]),
            cues=Tables(*plain["cues"]),
            disguised=tuple(plain["disguised"]),
            masked=tuple(plain["masked"]),
            markers=frozenset(plain["markers"]),
        )


@attrs.frozen(kw_only=True)
class StoredProgram:
    """
    A program that is read when it is first needed.

    Attributes:
        language: The language of the pack.

        markers: Its most frequent words, by which the language is known.

        load: Reads the program.

        own: Reads the words that only rules of this language look for.
    """

    language: str
    markers: frozenset[str]
    load: Callable[[], Program]
    own: Callable[[], Iterable[str]] = tuple


def compile_pack(pack: Pack) -> Program:
    """
    Compile a pack.

    >>> from cwkit.packs import decode_packs
    >>> (pack,) = decode_packs({"zz.toml": '''
    ... schema = 1
    ... language = "zz"
    ... [[rule]]
    ... id = "zz.weather.rain"
    ... topic = "weather"
    ... forms = ["heavy rain"]
    ... match = ["Heavy rain fell."]
    ... no_match = ["A light rain fell."]
    ... '''})
    >>> compile_pack(pack).owners
    (0,)
    """
    groups: list[tuple[Pattern, ...]] = [
        *(rule.patterns for rule in pack.rules),
        *(row.patterns for row in pack.benign),
        *(row.patterns for row in pack.notices),
    ]
    contexts: dict[Pattern, int] = {}

    def number(patterns: Iterable[Pattern]) -> frozenset[int]:
        return frozenset(contexts.setdefault(p, len(contexts)) for p in patterns)

    named = [
        (topic, pattern)
        for topic, group in (*pack.names, *pack.abbreviations)
        for pattern in group
    ]
    requires = tuple(number(rule.requires) for rule in pack.rules)
    blocks = tuple(number(rule.blocks) for rule in pack.rules)
    return Program(
        language=pack.language,
        rules=tuple(_strip_rule(rule) for rule in pack.rules),
        requires=requires,
        blocks=blocks,
        benign=tuple(
            Benign(id=row.id, patterns=(), topics=row.topics) for row in pack.benign
        ),
        notices=tuple(
            Notice(id=row.id, patterns=(), label=row.label, weak=row.weak)
            for row in pack.notices
        ),
        name_topics=tuple(topic for topic, _ in named),
        names=lay_out([pattern for _, pattern in named]),
        abbreviations=sum(len(group) for _, group in pack.names),
        announcing=frozenset(pack.announcing),
        owners=tuple(owner for owner, group in enumerate(groups) for _ in group),
        patterns=lay_out([p for group in groups for p in group], pack.frequent),
        contexts=lay_out(list(contexts), pack.frequent),
        cue_names=tuple(name for name, group in pack.cues for _ in group),
        cues=lay_out([p for _, group in pack.cues for p in group], pack.frequent),
        disguised=_choose_disguised(pack.rules),
        masked=pack.masked,
        markers=frozenset(dict.fromkeys(pack.frequent[:_MARKERS])),
    )


def _strip_rule(rule: Rule) -> Rule:
    """Leave of a rule what the detector needs."""
    return Rule(
        id=rule.id,
        topic=rule.topic,
        patterns=(),
        severity=rule.severity,
        sureness=rule.sureness,
        within=rule.within,
        exact_case=rule.exact_case,
        forms=rule.forms if rule.exact_case else (),
        expressions=rule.expressions,
    )


def _choose_disguised(rules: Sequence[Rule]) -> tuple[str, ...]:
    """
    Return the words that are looked for in disguise.

    Those are the words of rules that are sure alone: to unmask an ambiguous word is to
    guess twice. A word that needs others around it is one of them; unmasked, it still
    does.
    """
    return tuple(
        sorted(
            {
                word
                for rule in rules
                if rule.sureness >= SURE and not rule.exact_case
                for pattern in rule.patterns
                for item in pattern
                for word in item.words
                if len(word) >= LEAST_DISGUISED
            }
        )
    )
