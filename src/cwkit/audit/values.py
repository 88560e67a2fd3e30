"""
What an audit gives: problems, and the edits that mend them.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.report import Report
    from cwkit.text import Span

__all__ = ["Audit", "Code", "Edit", "Level", "Problem", "Waived", "apply_edits"]


class Level(enum.StrEnum):
    """
    How much a problem matters.
    """

    ERROR = "error"
    """A reader is misled, or left without what they need."""

    WARNING = "warning"
    """A reader is served badly."""

    NOTE = "note"
    """Somebody should look at it."""

    @property
    def rank(self) -> int:
        """
        The more it matters, the higher.

        >>> Level.ERROR.rank > Level.NOTE.rank
        True
        """
        return {"error": 3, "warning": 2, "note": 1}[self.value]


class Code(enum.StrEnum):
    """
    The checks. Their names never change.
    """

    WARNING_MISSING = "warning-missing"
    """The page treats topics that a notice should name, and there is no warning."""

    WARNING_VAGUE = "warning-vague"
    """A warning names no topic, so that its reader cannot decide."""

    WARNING_INCOMPLETE = "warning-incomplete"
    """The warnings leave out a topic that a notice should name."""

    WARNING_UNRELATED = "warning-unrelated"
    """A warning names a topic that nothing on the page treats."""

    WARNING_LATE = "warning-late"
    """A warning stands after what it warns of."""

    WARNING_DUPLICATE = "warning-duplicate"
    """A warning says again what another said, and nothing stands between them."""

    HEADLINE_GRAPHIC = "headline-graphic"
    """A headline tells physical detail, before any warning can be read."""

    LINK_TEXT_GRAPHIC = "link-text-graphic"
    """The words of a link tell physical detail to readers of another page."""

    SUPPORT_MISSING = "support-missing"
    """The page names no place where help answers."""

    HELPLINE_WITHOUT_NUMBER = "helpline-without-number"
    """A helpline is named, but nothing says how to reach it."""

    EMERGENCY_AS_SUPPORT = "emergency-as-support"
    """The emergency number is offered as somebody to talk to."""

    SUPPORT_ONE_CHANNEL = "support-one-channel"
    """Help can be reached in one way only, where two are asked for."""

    SUPPORT_STALE = "support-stale"
    """The page says itself that its helplines were checked long ago."""

    NUMBER_RETIRED = "number-retired"
    """A number no longer answers, or another has taken its place."""

    NUMBER_PREMIUM = "number-premium"
    """A call to the number costs extra, and a cheaper number is there."""

    NUMBER_MISCOPIED = "number-miscopied"
    """A number is a helpline's but for a digit or two."""

    NUMBER_ELSEWHERE = "number-elsewhere"
    """A number is printed for a service that it does not belong to."""

    NUMBER_FOREIGN = "number-foreign"
    """A number answers in another country than the readers'."""

    NUMBER_LINK_MISMATCH = "number-link-mismatch"
    """A link dials another number than it shows."""

    NUMBER_NOT_LINKED = "number-not-linked"
    """The number of a helpline is no link, on a page that could have one."""

    BLOCK_TORN = "block-torn"
    """A block that cwkit wrote has lost one of its markers."""

    WORDING = "wording"
    """A guideline that was chosen advises against these words."""

    WAIVER_UNUSED = "waiver-unused"
    """A waiver allows something that is not there."""

    WAIVER_EXPIRED = "waiver-expired"
    """The day until which a waiver holds has passed."""

    WAIVER_MALFORMED = "waiver-malformed"
    """A waiver gives no reason, or names no check, or its day is no day."""


@attrs.frozen(order=True)
class Edit:
    """
    Text to insert, and how much text it takes the place of.

    >>> apply_edits("one two", [Edit(4, "three", 3), Edit(0, "a ")])
    'a one three'

    Attributes:
        offset: Where, in code points of the source.

        text: What.

        removed: How many code points go.
    """

    offset: int
    text: str
    removed: int = 0


def _offset(edit: Edit) -> int:
    """Return where an edit is made."""
    return edit.offset


def apply_edits(source: str, edits: Iterable[Edit]) -> str:
    """
    Return *source* with the edits made, and every other character untouched.

    Args:
        source: The text.
        edits: The edits, in any order; they must not overlap. Those at one place are
            made in the order given.
    """
    pieces: list[str] = []
    place = 0
    for edit in sorted(edits, key=_offset):
        pieces += (source[place : edit.offset], edit.text)
        place = edit.offset + edit.removed
    return "".join((*pieces, source[place:]))


@attrs.frozen(kw_only=True)
class Problem:
    """
    Something on a page that leaves its reader without what they need.

    Attributes:
        code: Which check found it.

        message: What is wrong and what to do, in one sentence.

        span: The place, in code points of the source; for something that is missing,
            where it belongs.

        line: The line of that place, counted from 1.

        column: The column in code points, counted from 1.

        level: How much it matters.

        topics: The topics it is about.

        helpline: The id of the helpline it is about, if it is about one.

        rule: The id of the row in the data that it rests on, if it rests on one: a
            number that was retired, or a rule on wording.

        sources: Addresses of the evidence, if there is some.

        fix: The edits that mend it, if that is safe.

        mendable: Whether there are such edits; kept where they are not.
    """

    code: Code
    message: str
    span: Span
    line: int
    column: int
    level: Level = Level.WARNING
    topics: tuple[str, ...] = ()
    helpline: str | None = None
    rule: str | None = None
    sources: tuple[str, ...] = ()
    fix: tuple[Edit, ...] = ()
    mendable: bool = False

    @property
    def fixable(self) -> bool:
        """
        Whether `Audit.fixed` mends it.
        """
        return self.mendable or bool(self.fix)

    def to_dict(self) -> dict[str, Any]:
        """
        Return it as JSON can hold it; offsets count code points.
        """
        return {
            "code": str(self.code),
            "level": str(self.level),
            "message": self.message,
            "start": self.span.start,
            "end": self.span.end,
            "line": self.line,
            "column": self.column,
            "topics": list(self.topics),
            "helpline": self.helpline,
            "rule": self.rule,
            "sources": list(self.sources),
            "fixable": self.fixable,
        }


@attrs.frozen(kw_only=True)
class Waived:
    """
    A problem that somebody decided to live with.

    Attributes:
        problem: The problem.

        reason: Why.

        origin: What allows it: ``page``, or what the waiver from outside is called.
    """

    problem: Problem
    reason: str
    origin: str = "page"


@attrs.frozen(kw_only=True)
class Audit:
    """
    The result of an audit.

    Attributes:
        source: The page as it was given.

        report: What it treats; of a feed, what its entries treat, each on its own.

        problems: What is wrong, in reading order.

        edits: What mends it, in order of offset.

        waived: What is wrong and was allowed, in reading order.
    """

    source: str = attrs.field(repr=False)
    report: Report
    problems: tuple[Problem, ...]
    edits: tuple[Edit, ...] = ()
    waived: tuple[Waived, ...] = ()

    @property
    def ok(self) -> bool:
        """
        Whether there is no problem.
        """
        return not self.problems

    def fixed(self) -> str:
        """
        Return the page with the edits made, and every other character untouched.
        """
        return apply_edits(self.source, self.edits)

    def to_dict(self) -> dict[str, Any]:
        """
        Return it as JSON can hold it; offsets count code points.
        """
        return {
            "offsetUnit": "codePoint",
            "ok": self.ok,
            "problems": [problem.to_dict() for problem in self.problems],
            "waived": [
                {**waived.problem.to_dict(), "reason": waived.reason}
                for waived in self.waived
            ],
        }
