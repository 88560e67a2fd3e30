"""
What is said of one page, and how it is kept between runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from cwkit.audit import Code, Level, Problem, Waived
from cwkit.text import Span

if TYPE_CHECKING:
    from cwkit.errors import CwkitError

__all__ = ["PageResult"]


@attrs.frozen(kw_only=True)
class PageResult:
    """
    What is said of one page.

    Attributes:
        name: How the user names it.

        problems: What is wrong.

        waived: What is wrong and was allowed.

        evidence: The words at each problem, if they were asked for.

        language: The language that the page declares.

        languages: The languages whose rules were used.

        mended: How many edits were made, or would be.

        diff: What they change, if that was asked for.

        fragment: Its part of the report, if one was asked for.

        said: What else there is to say of it.

        error: Why nothing can be said of it.

        settings: Whether it is no page, but the file of settings.

        content: A digest of what it holds, if that is kept between runs.
    """

    name: str
    problems: tuple[Problem, ...] = ()
    waived: tuple[Waived, ...] = ()
    evidence: tuple[str, ...] = ()
    language: str | None = None
    languages: tuple[str, ...] = ()
    mended: int = 0
    diff: str = attrs.field(default="", repr=False)
    fragment: str = attrs.field(default="", repr=False)
    said: tuple[str, ...] = ()
    error: CwkitError | None = None
    settings: bool = False
    content: bytes = attrs.field(default=b"", repr=False)

    def to_plain(self) -> list[Any]:
        """
        Return what is kept between runs, as JSON can hold it.
        """
        return [
            self.language,
            list(self.languages),
            [_pack(problem) for problem in self.problems],
            [[_pack(one.problem), one.reason, one.origin] for one in self.waived],
        ]

    @classmethod
    def from_plain(cls, name: str, plain: Any, content: bytes = b"") -> PageResult:
        """
        Return what `to_plain` gave for a page.

        Args:
            name: How the user names the page now.
            plain: What was kept.
            content: A digest of what the page holds.
        """
        language, languages, problems, waived = plain
        return cls(
            name=name,
            content=content,
            language=language,
            languages=tuple(languages),
            problems=tuple(_unpack(row) for row in problems),
            waived=tuple(
                Waived(problem=_unpack(row), reason=reason, origin=origin)
                for row, reason, origin in waived
            ),
        )


def _pack(problem: Problem) -> list[Any]:
    """Return a problem as JSON can hold it."""
    return [
        problem.code.value,
        problem.level.value,
        problem.message,
        problem.span.start,
        problem.span.end,
        problem.line,
        problem.column,
        list(problem.topics),
        problem.helpline,
        problem.rule,
        list(problem.sources),
        problem.fixable,
    ]


def _unpack(row: list[Any]) -> Problem:
    """Return a problem from what was kept of it."""
    (code, level, message, start, end, line, column, *rest) = row
    topics, helpline, rule, sources, mendable = rest
    return Problem(
        code=Code(code),
        level=Level(level),
        message=message,
        span=Span(start, end),
        line=line,
        column=column,
        topics=tuple(topics),
        helpline=helpline,
        rule=rule,
        sources=tuple(sources),
        mendable=mendable,
    )
