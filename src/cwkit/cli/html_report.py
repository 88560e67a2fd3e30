"""
The report: one page that shows what was found on each page, and why.

Its own reader is warned too: what was found is folded away by topic, and its words are
left out unless somebody asks for them.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from cwkit.audit import Level
from cwkit.text import LineIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cwkit.audit import Audit, Problem
    from cwkit.detect import Decision

__all__ = ["HEAD", "render_foot", "render_page", "render_settings"]

_AROUND: Final = 60
"""How many characters are shown on each side of what was found."""

_MOST: Final = 50
"""How many places of a topic are shown."""

HEAD: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Audit of content warnings and helplines</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; margin: 0 auto; max-width: 50rem;
  padding: 1rem; overflow-wrap: anywhere; }
h2 { border-top: 1px solid; margin-top: 2.5rem; padding-top: 1rem; }
summary { padding: .25rem 0; min-height: 1.5rem; }
ul { padding-inline-start: 1.25rem; }
li { margin: .4rem 0; }
code { font-size: .95em; }
mark { font-weight: bold; padding: 0 .15em; }
.error::before { content: "Error: "; font-weight: bold; }
.warning::before { content: "Warning: "; font-weight: bold; }
.note::before { content: "Note: "; font-weight: bold; }
@media print { details:not([open])::details-content { content-visibility: visible;
  display: block; } }
</style>
</head>
<body>
<main>
<h1>Audit of content warnings and helplines</h1>
<p>This report deals with sensitive topics.
What was found is folded away by topic, so that you choose what to open.</p>
"""


def render_page(
    name: str,
    found: Audit,
    decisions: Sequence[Decision],
    text: str,
    *,
    masked: bool,
) -> str:
    """
    Return a page's part of the report; nothing if there is nothing to tell.

    Args:
        name: The page.
        found: What the audit found.
        decisions: Every candidate, with what decided.
        text: What a reader sees of the page, place for place.
        masked: Whether to leave out the words that were found.
    """
    if not (found.problems or found.waived or decisions):
        return ""
    shown = None if masked else text
    return "\n".join((*_render_page(name, found, decisions, shown), ""))


def _render_page(
    name: str, found: Audit, decisions: Sequence[Decision], text: str | None
) -> Iterator[str]:
    """Yield the lines of a page's part; without its text, without its words."""
    yield "<section>"
    yield from _render_problems(name, found.problems)
    if found.waived:
        yield "<h3>Allowed</h3>"
        yield "<ul>"
        yield from (
            f"{_render_problem(one.problem)[:-5]} <br>"
            f"Allowed because: {_escape(one.reason)}</li>"
            for one in found.waived
        )
        yield "</ul>"
    if decisions:
        yield "<h3>What was found</h3>"
        yield from _render_topics(found, decisions, text)
    yield "</section>"


def render_settings(name: str, problems: Sequence[Problem]) -> str:
    """
    Return the part of the report that is about the file of settings.

    Args:
        name: The file.
        problems: What is wrong with it.
    """
    lines = _render_problems(name, problems)
    return "\n".join(("<section>", *lines, "</section>", ""))


def _render_problems(name: str, problems: Sequence[Problem]) -> Iterator[str]:
    """Yield the headings of a part, and what is wrong."""
    yield f"<h2>{_escape(name)}</h2>"
    yield "<h3>Problems</h3>"
    if problems:
        yield "<ul>"
        yield from (_render_problem(problem) for problem in problems)
        yield "</ul>"
    else:
        yield "<p>None.</p>"


def _render_problem(problem: Problem) -> str:
    """Return a problem as an item of a list."""
    return (
        f'<li class="{problem.level}">line {problem.line}, column {problem.column}, '
        f"<code>{problem.code}</code>: {_escape(problem.message)}</li>"
    )


def _render_topics(
    found: Audit, decisions: Sequence[Decision], text: str | None
) -> Iterator[str]:
    """Yield what was found, folded by topic, and what was looked at and not counted."""
    lines = LineIndex(found.source)
    accepted: dict[str, list[Decision]] = {}
    refused: list[Decision] = []
    for decision in decisions:
        if decision.accepted:
            accepted.setdefault(decision.finding.topic, []).append(decision)
        else:
            refused.append(decision)
    known = {topic.topic: topic for topic in found.report.topics}
    for topic, places in sorted(accepted.items(), key=lambda row: -len(row[1])):
        about = known.get(topic)
        more = (
            f", {about.centrality.name.lower()}, {about.severity.name.lower()}"
            if about
            else ", in a warning only"
        )
        named = ", to be named in a warning" if topic in found.report.warn else ""
        yield (
            f"<details><summary>{_escape(topic)}: {len(places)} found"
            f"{more}{named}</summary>"
        )
        yield from _render_places(lines, places, text)
        yield "</details>"
    if refused:
        yield (f"<details><summary>Looked at and not counted: {len(refused)}</summary>")
        yield from _render_places(lines, refused, text)
        yield "</details>"


def _render_places(
    lines: LineIndex, decisions: Sequence[Decision], text: str | None
) -> Iterator[str]:
    """Yield places with what decided there."""
    yield "<ul>"
    for decision in decisions[:_MOST]:
        span = decision.finding.span
        line = lines.position(span.start).line
        by = f" by <code>{_escape(decision.by)}</code>" if decision.by else ""
        why = "why it counts" if decision.accepted else "why it does not count"
        words = f"<br>{_show(text, span.start, span.end)}" if text else ""
        yield (
            f"<li>line {line}, <code>{_escape(decision.finding.rule)}</code>; "
            f"{why}: {decision.reason.value}{by}{words}</li>"
        )
    yield "</ul>"
    if len(decisions) > _MOST:
        yield f"<p>and {len(decisions) - _MOST} more</p>"


def _show(text: str, start: int, end: int) -> str:
    """Return the words found, marked, with those around them."""
    spans = ((max(0, start - _AROUND), start), (start, end), (end, end + _AROUND))
    # What fills the place of markup inside a word is for the detector alone.
    before, words, after = (
        _escape(" ".join(re.sub("[\u200b\u2060]", "", text[first:last]).split()))
        for first, last in spans
    )
    return f"… {before} <mark>{words}</mark> {after} …"


def render_foot(pages: int, levels: Mapping[Level, int], waived: int) -> str:
    """
    Return what stands behind the last page.

    Args:
        pages: How many pages there were.
        levels: How many problems of each level.
        waived: How many were allowed.
    """
    rows = "".join(
        f"<tr><th scope=row>{name}</th><td>{count}</td></tr>\n"
        for name, count in (
            ("Pages", pages),
            ("Errors", levels[Level.ERROR]),
            ("Warnings", levels[Level.WARNING]),
            ("Notes", levels[Level.NOTE]),
            ("Allowed", waived),
        )
    )
    return f"<h2>In all</h2>\n<table>\n{rows}</table>\n</main>\n</body>\n</html>\n"


def _escape(text: str) -> str:
    """Return text as HTML holds it, without what no page should hold."""
    shown = "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)
    return html.escape(shown)
