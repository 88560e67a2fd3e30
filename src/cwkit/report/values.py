"""
The values of a judgement, and the policy it follows.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any, Final

import attrs

from cwkit.packs import Severity
from cwkit.schema import load_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from cwkit.detect import Finding
    from cwkit.schema import Table
    from cwkit.text import Span

__all__ = ["Centrality", "Policy", "Report", "TopicReport", "Warning"]

_SEVERITIES: Final = {severity.name.lower(): severity for severity in Severity}
_NEVER: Final = "never"


class Centrality(enum.IntEnum):
    """
    How much a text is about a topic.
    """

    PASSING = 1
    """It is touched once or twice."""

    SECTION = 2
    """A part of the text is about it."""

    CENTRAL = 3
    """The text is about it."""


@attrs.frozen(kw_only=True)
class TopicReport:
    """
    What a text does with one topic.

    Attributes:
        topic: The id of the topic.

        centrality: How much the text is about it.

        severity: The most explicit of its findings.

        count: How many findings there are.
    """

    topic: str
    centrality: Centrality
    severity: Severity
    count: int

    def rank(self) -> tuple[int, int, int, str]:
        """
        Return the key that sorts topics, the most central first.
        """
        return -self.centrality, -self.count, -self.severity, self.topic


@attrs.frozen(kw_only=True)
class Warning:  # noqa: A001  # the field's word; the built-in is for programs
    """
    A warning that stands in the text already.

    Attributes:
        span: Where it stands.

        topics: The topics it names, sorted.

        vague: Whether it names none.

        late: Whether a finding that it should have announced stands before it.
    """

    span: Span
    topics: tuple[str, ...]
    vague: bool
    late: bool


@attrs.frozen(kw_only=True)
class Report:
    """
    What a text treats, and what its reader is told of it already.

    Attributes:
        media_type: How the text was read.

        language: The language it declares, if it does.

        languages: The languages whose rules were used; none means that nothing was
            looked for.

        findings: Its findings in reading order; the words of warnings do not count.

        topics: Its topics, the most central first.

        warn: The topics that a notice should name, the most central first.

        warnings: The warnings that stand there already.
    """

    media_type: str
    language: str | None
    languages: tuple[str, ...]
    findings: tuple[Finding, ...]
    topics: tuple[TopicReport, ...]
    warn: tuple[str, ...]
    warnings: tuple[Warning, ...]

    def to_dict(self) -> dict[str, Any]:
        """
        Return it as JSON can hold it; offsets count code points.
        """
        return {
            "offsetUnit": "codePoint",
            "mediaType": self.media_type,
            "language": self.language,
            "languages": list(self.languages),
            "warn": list(self.warn),
            "topics": [
                {
                    "topic": topic.topic,
                    "centrality": topic.centrality.name.lower(),
                    "severity": topic.severity.name.lower(),
                    "count": topic.count,
                }
                for topic in self.topics
            ],
            "warnings": [
                {
                    "start": warning.span.start,
                    "end": warning.span.end,
                    "topics": list(warning.topics),
                    "vague": warning.vague,
                    "late": warning.late,
                }
                for warning in self.warnings
            ],
            "findings": [
                {
                    "start": finding.span.start,
                    "end": finding.span.end,
                    "topic": finding.topic,
                    "rule": finding.rule,
                    "severity": finding.severity.name.lower(),
                    "sureness": finding.sureness,
                    "modality": finding.modality.value,
                    "disguised": finding.disguised,
                }
                for finding in self.findings
            ],
        }


@attrs.frozen(kw_only=True)
class Policy:
    """
    When a topic is central, and when a notice names it.

    Attributes:
        headline: Whether a finding in the title makes a topic central.

        lead_words: How many words the opening has.

        spread: In how many fifths of a text a topic stands that is central.

        density: How many findings to a hundred words a central topic has.

        section_count: How many findings make a topic more than passing.

        short_words: A text of so few words is all opening.

        brief_words: In a text of so few words the first sentences say what it is about.

        brief_lead: How many words those first sentences have.

        lead_density: How many findings to a hundred words a topic of the opening has
            that is central.

        warn: For each topic the least centrality at which a notice names it, by
            severity; None means never. The topic ``default`` serves for all others.

        beside: For some topics those of which one has to be found, too.

        dense: For some topics how many findings to a hundred words they must have.
    """

    headline: bool
    lead_words: int
    spread: int
    density: float
    section_count: int
    short_words: int
    brief_words: int
    brief_lead: int
    lead_density: float
    warn: Mapping[str, Mapping[Severity, Centrality | None]]
    beside: Mapping[str, frozenset[str]]
    dense: Mapping[str, float]

    @classmethod
    def decode(cls, text: str, *, file: str) -> Policy:
        """
        Read a policy file.

        Args:
            text: The text of the file.
            file: Its name, for error messages.

        Raises:
            DataError: If it is not as it should be.
        """
        table = load_toml(text, file=file)
        centrality = table.table("centrality")
        warn = table.table("warn")
        rows = {name: warn.table(name) for name in warn}
        policy = cls(
            headline=centrality.boolean("headline"),
            lead_words=centrality.integer("lead_words"),
            spread=centrality.integer("spread"),
            density=centrality.number("density"),
            section_count=centrality.integer("section_count"),
            short_words=centrality.integer("short_words"),
            brief_words=centrality.integer("brief_words"),
            brief_lead=centrality.integer("brief_lead"),
            lead_density=centrality.number("lead_density"),
            beside={
                name: frozenset(row.strings("beside"))
                for name, row in rows.items()
                if "beside" in row
            },
            dense={
                name: row.number("density")
                for name, row in rows.items()
                if "density" in row
            },
            warn={name: _decode_levels(row) for name, row in rows.items()},
        )
        if "default" not in policy.warn:
            raise warn.error('"default" is missing', cure="add [warn.default]")
        centrality.finish()
        table.finish()
        return policy

    def names(self, topic: TopicReport, *, found: AbstractSet[str], words: int) -> bool:
        """
        Say whether a notice names this topic.

        Args:
            topic: The topic.
            found: All topics of the text.
            words: How many words the text has.
        """
        beside = self.beside.get(topic.topic)
        if beside is not None and beside.isdisjoint(found):
            return False
        if topic.count * 100 < self.dense.get(topic.topic, 0) * words:
            return False
        levels = self.warn.get(topic.topic, self.warn["default"])
        least = levels[topic.severity]
        return least is not None and topic.centrality >= least


def _decode_levels(table: Table) -> dict[Severity, Centrality | None]:
    """Read from which centrality on, for each severity."""
    choices = {c.name.lower(): c for c in Centrality} | {_NEVER: None}
    levels = {
        severity: choices[table.choice(name, choices)]
        for name, severity in _SEVERITIES.items()
    }
    table.finish()
    return levels
