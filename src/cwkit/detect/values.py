"""
What the detector gives: findings, and the reasons behind them.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from cwkit.packs import Severity
    from cwkit.text import Span

__all__ = [
    "NOTICE_REACH",
    "Decision",
    "Evidence",
    "Finding",
    "Mark",
    "Modality",
    "Reason",
]

NOTICE_REACH: Final = 1_500
"""A warning ends, and began, no further from its mark than so many code points."""


class Modality(enum.Enum):
    """
    How something is said.
    """

    ASSERTED = "asserted"
    """The text says so itself."""

    ALLEGED = "alleged"
    """It is claimed, charged or suspected."""

    DENIED = "denied"
    """It is denied."""

    QUOTED = "quoted"
    """Somebody else's words say so, between quotation marks."""


class Reason(enum.Enum):
    """
    What decided for or against a candidate.
    """

    SURE = "sure"
    """The words are sure alone."""

    CONFIRMED = "confirmed"
    """Words near it confirm it."""

    CORROBORATED = "corroborated"
    """A sure finding of the same topic stands elsewhere in the text."""

    PLAIN = "plain"
    """The words are ambiguous, and nothing speaks against them."""

    UNCONFIRMED = "unconfirmed"
    """It needs confirming words, and none stand near."""

    BLOCKED = "blocked"
    """Words near it show another sense."""

    ABSENT = "absent"
    """The text says that it did not happen."""

    CASE = "case"
    """It counts only in the case the rule writes."""

    BENIGN = "benign"
    """It is part of a longer, harmless phrase."""

    ALLOWED = "allowed"
    """The caller allows the phrase or the rule."""

    DENIED = "denied"
    """The caller denies the phrase or the rule."""

    WARNING = "warning"
    """A warning says it that stands in the text."""

    OUTRANKED = "outranked"
    """A more specific finding stands in the same words."""


@attrs.frozen(kw_only=True)
class Finding:
    """
    A place where a text treats a topic.

    It carries no text, so that logs cannot leak what a page says.

    Attributes:
        topic: The id of the topic.

        rule: The id of the rule that found it.

        span: Where, in code points of the source.

        severity: How explicit the words are.

        sureness: 2 sure alone, 1 ambiguous but confirmed, 0 found by a cue.

        modality: How it is said.

        disguised: Whether a word had to be unmasked.
    """

    topic: str
    rule: str
    span: Span
    severity: Severity
    sureness: int
    modality: Modality = Modality.ASSERTED
    disguised: bool = False


@attrs.frozen(kw_only=True)
class Decision:
    """
    A candidate, and what became of it.

    Attributes:
        finding: The candidate as a finding.

        reason: What decided.

        accepted: Whether it is a finding.

        by: What decided, if something did: the rule or phrase that won, or the words
            nearby, folded, that confirm it, rule it out or say that it did not happen.
    """

    finding: Finding
    reason: Reason
    accepted: bool
    by: str | None = None


@attrs.frozen
class Mark:
    """
    Words that begin a warning, or name a topic inside one.

    Attributes:
        name: The id of the notice, or of the topic named.

        span: Where it stands.
    """

    name: str
    span: Span


@attrs.frozen(kw_only=True)
class Evidence:
    """
    All that the detector saw.

    Attributes:
        findings: What it found, in reading order.

        decisions: Every candidate, in reading order, if that was asked for.

        notices: Where warnings begin.

        names: Where topics are named, if the text has a notice.

        announcing: The other words that warnings are made of, folded.

        languages: The languages whose rules were used; none if there are no rules for
            those asked for.
    """

    findings: tuple[Finding, ...] = ()
    decisions: tuple[Decision, ...] = ()
    notices: tuple[Mark, ...] = ()
    names: tuple[Mark, ...] = ()
    announcing: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()
