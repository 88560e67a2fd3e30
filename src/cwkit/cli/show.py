"""
What the command line says to people.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import cwkit
from cwkit.text import LineIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwkit.audit import Audit
    from cwkit.detect import Decision
    from cwkit.helplines import Match
    from cwkit.report import Report

__all__ = [
    "NARROW",
    "render_terminal",
    "show_decisions",
    "show_matches",
    "show_problems",
    "show_report",
    "show_topics",
    "show_warnings",
]

NARROW: Final = 72
"""How wide what is shown in a terminal may be."""


def show_topics(report: Report) -> Iterator[str]:
    """
    Show the topics, the most central first.
    """
    if not report.topics:
        yield "  no topics found"
    for topic in report.topics:
        times = "once" if topic.count == 1 else f"{topic.count} times"
        named = "to be named in a warning" if topic.topic in report.warn else ""
        line = (
            f"  {topic.topic:<22}{topic.centrality.name.lower():<9}"
            f"{topic.severity.name.lower():<11}{times:<10}{named}"
        )
        yield line.rstrip()


def show_warnings(report: Report, text: str) -> Iterator[str]:
    """
    Show the warnings that stand there already.
    """
    lines = LineIndex(text)
    for warning in report.warnings:
        position = lines.position(warning.span.start)
        topics = ", ".join(warning.topics) or "names no topic"
        late = ", after what it warns of" if warning.late else ""
        yield f"  line {position.line}: {topics}{late}"
    if not report.warnings:
        yield "  none"


def show_report(
    report: Report, name: str, text: str, *, evidence: bool
) -> Iterator[str]:
    """
    Show a report: topics, warnings, and where each finding stands.

    Args:
        report: The report.
        name: What the text is called.
        text: The text.
        evidence: Whether to show the words found; they may hurt.
    """
    yield name
    yield from show_topics(report)
    yield "  warnings already there:"
    yield from (f"  {line}" for line in show_warnings(report, text))
    lines = LineIndex(text)
    for finding in report.findings:
        position = lines.position(finding.span.start)
        words = " ".join(finding.span.of(text).split())
        shown = f"  {words!r}" if evidence else ""
        yield f"  {position.line}:{position.column}: {finding.rule}{shown}"


def show_decisions(
    decisions: tuple[Decision, ...], name: str, text: str
) -> Iterator[str]:
    """
    Show every candidate with what decided; the words are shown.
    """
    yield name
    lines = LineIndex(text)
    for decision in decisions:
        finding = decision.finding
        position = lines.position(finding.span.start)
        words = " ".join(finding.span.of(text).split())
        verdict = "found" if decision.accepted else "not counted"
        by = f" ({decision.by})" if decision.by else ""
        yield (
            f"  {position.line}:{position.column}: {verdict}: {words!r}, "
            f"{finding.rule}: {decision.reason.value}{by}"
        )
    if not decisions:
        yield "  nothing to decide"


def show_problems(audit: Audit) -> Iterator[str]:
    """
    Show the problems of a page.
    """
    for problem in audit.problems:
        yield f"  {problem.line}:{problem.column}: {problem.code}: {problem.message}"
    if audit.ok:
        yield "  none"


def show_matches(matches: tuple[Match, ...]) -> Iterator[str]:
    """
    Show helplines: how to reach them, for what, and how old the evidence is.
    """
    for match in matches:
        line = match.helpline
        ways = [
            " ".join(
                part
                for part in (
                    channel.kind.value,
                    channel.display or channel.dial or channel.url or channel.address,
                    f'("{channel.keyword}")' if channel.keyword else None,
                )
                if part
            )
            for channel in line.channels
        ]
        yield line.name
        yield f"  {'; '.join(ways) or line.url}"
        yield f"  {match.why(name=cwkit.name_place)}"
        yield f"  evidence of {line.checked_on}: {line.sources[0].url}"


def render_terminal(banner: cwkit.Banner) -> str:
    """
    Render for where it is read: bold in a terminal, plain elsewhere.
    """
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        color = not os.environ.get("NO_COLOR")
        return banner.ansi(width=NARROW, color=color)
    return banner.text(width=NARROW)
