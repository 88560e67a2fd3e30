"""
What an audit gives: problems, and the edits that mend them.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from cwkit.report import Report
    from cwkit.text import Span

__all__ = ["Audit", "Code", "Edit", "Problem"]


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

    WARNING_LATE = "warning-late"
    """A warning stands after what it warns of."""

    SUPPORT_MISSING = "support-missing"
    """The page names no place where help answers."""

    HELPLINE_WITHOUT_NUMBER = "helpline-without-number"
    """A helpline is named, but nothing says how to reach it."""


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

        topics: The topics it is about.

        helpline: The id of the helpline it is about, if it is about one.

        fixable: Whether `Audit.fixed` mends it.
    """

    code: Code
    message: str
    span: Span
    line: int
    column: int
    topics: tuple[str, ...] = ()
    helpline: str | None = None
    fixable: bool = False

    def to_dict(self) -> dict[str, Any]:
        """
        Return it as JSON can hold it; offsets count code points.
        """
        return {
            "code": str(self.code),
            "message": self.message,
            "start": self.span.start,
            "end": self.span.end,
            "line": self.line,
            "column": self.column,
            "topics": list(self.topics),
            "helpline": self.helpline,
            "fixable": self.fixable,
        }


@attrs.frozen(order=True)
class Edit:
    """
    Text to insert.

    Attributes:
        offset: Where, in code points of the source.

        text: What.
    """

    offset: int
    text: str


@attrs.frozen(kw_only=True)
class Audit:
    """
    The result of an audit.

    Attributes:
        source: The page as it was given.

        report: What it treats.

        problems: What is wrong, in reading order.

        edits: What mends it, in order of offset.
    """

    source: str = attrs.field(repr=False)
    report: Report
    problems: tuple[Problem, ...]
    edits: tuple[Edit, ...] = ()

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
        pieces: list[str] = []
        place = 0
        for edit in self.edits:
            pieces += (self.source[place : edit.offset], edit.text)
            place = edit.offset
        return "".join((*pieces, self.source[place:]))

    def to_dict(self) -> dict[str, Any]:
        """
        Return it as JSON can hold it; offsets count code points.
        """
        return {
            "offsetUnit": "codePoint",
            "ok": self.ok,
            "problems": [problem.to_dict() for problem in self.problems],
        }
