"""
The report: one page that shows what was found on each page, and why.

Its own reader is warned too: what was found is folded away by topic, and of its words
no more than the first letters are shown unless somebody asks for them.
"""

from __future__ import annotations

import bisect
import html
import re
from typing import TYPE_CHECKING, Final

from cwkit.audit import Code, Level
from cwkit.text import LineIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cwkit.audit import Audit, Problem
    from cwkit.detect import Decision
    from cwkit.text import Span

__all__ = ["HEAD", "render_foot", "render_page", "render_settings"]

_AROUND: Final = 60
"""How many characters are shown on each side of what was found."""

_MOST: Final = 50
"""How many places of a topic are shown."""

_LONGEST: Final = 200
"""A problem of a longer stretch is one of the page as a whole, and has no place."""

_BLANKS: Final = re.compile(r"\s+")
_WORD_REST: Final = re.compile(r"(?<=[^\W\d_])[^\W\d_]")
"""All letters of a word but the first."""

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
        masked: Whether to leave no more of the words found than their first letters.
    """
    if not (found.problems or found.waived or decisions):
        return ""
    hidden = [decision.finding.span for decision in decisions]
    hidden += [p.span for p in found.problems if p.code is Code.WORDING]
    page = _Page(found.source, text, hidden if masked else ())
    return "\n".join((*_render_page(name, found, decisions, page), ""))


class _Page:
    """
    The words of a page, as the report shows them.

    Args:
        source: The page.
        text: What a reader sees of it, place for place.
        hidden: Where words stand of which only the first letters are shown.
    """

    def __init__(self, source: str, text: str, hidden: Iterable[Span]) -> None:
        self.lines = LineIndex(source)
        self._text = text
        # United, so that each letter is masked once.
        self._hidden: list[tuple[int, int]] = []
        for span in sorted(hidden):
            if self._hidden and span.start < self._hidden[-1][1]:
                start, end = self._hidden[-1]
                self._hidden[-1] = start, max(end, span.end)
            else:
                self._hidden.append((span.start, span.end))

    def is_seen(self, span: Span) -> bool:
        """
        Say whether a place is one of words that a reader sees.
        """
        return 0 < len(span) <= _LONGEST and not span.of(self._text).isspace()

    def show(self, start: int, end: int) -> str:
        """
        Return the words from *start* to *end*, marked, with those around them.
        """
        text = self._text
        low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
        # No word is cut in two.
        while 0 < low < start and not text[low - 1].isspace():
            low += 1
        while end < high < len(text) and not text[high].isspace():
            high -= 1
        before, words, after = (
            _BLANKS.sub(" ", _escape(self._take(first, last)))
            for first, last in ((low, start), (start, end), (end, high))
        )
        return f"… {before.lstrip()}<mark>{words}</mark>{after.rstrip()} …"

    def _take(self, start: int, end: int) -> str:
        """Return a part of the text, without what nobody is to read here."""
        part = self._text[start:end]
        at = bisect.bisect_right(self._hidden, (start, start))
        for low, high in self._hidden[max(0, at - 1) :]:
            if low >= end:
                break
            first, last = max(low, start) - start, min(high, end) - start
            if first < last:
                masked = _WORD_REST.sub("·", part[first:last])
                part = part[:first] + masked + part[last:]
        # What fills the place of markup inside a word is for the detector alone.
        return re.sub("[\u200b\u2060]", "", part)


def _render_page(
    name: str, found: Audit, decisions: Sequence[Decision], page: _Page
) -> Iterator[str]:
    """Yield the lines of a page's part."""
    yield "<section>"
    yield from _render_problems(name, found.problems, page)
    if found.waived:
        yield "<h3>Allowed</h3>"
        yield "<ul>"
        yield from (
            f"{_render_problem(one.problem, page)[:-5]} <br>"
            f"Allowed because: {_escape(one.reason)}</li>"
            for one in found.waived
        )
        yield "</ul>"
    if decisions:
        yield "<h3>What was found</h3>"
        yield from _render_topics(found, decisions, page)
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


def _render_problems(
    name: str, problems: Sequence[Problem], page: _Page | None = None
) -> Iterator[str]:
    """Yield the headings of a part, and what is wrong."""
    yield f"<h2>{_escape(name)}</h2>"
    yield "<h3>Problems</h3>"
    if problems:
        yield "<ul>"
        yield from (_render_problem(problem, page) for problem in problems)
        yield "</ul>"
    else:
        yield "<p>None.</p>"


def _render_problem(problem: Problem, page: _Page | None) -> str:
    """Return a problem as an item of a list, with its place if it is one of words."""
    shown = ""
    if page is not None and page.is_seen(problem.span):
        shown = f"<br>{page.show(problem.span.start, problem.span.end)}"
    return (
        f'<li class="{problem.level}">line {problem.line}, column {problem.column}, '
        f"<code>{problem.code}</code>: {_escape(problem.message)}{shown}</li>"
    )


def _render_topics(
    found: Audit, decisions: Sequence[Decision], page: _Page
) -> Iterator[str]:
    """Yield what was found, folded by topic, and what was looked at and not counted."""
    accepted: dict[str, list[Decision]] = {}
    refused: dict[str, list[Decision]] = {}
    for decision in decisions:
        rows = accepted if decision.accepted else refused
        rows.setdefault(decision.finding.topic, []).append(decision)
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
        yield from _render_places(places, page)
        yield "</details>"
    for topic, places in sorted(refused.items(), key=lambda row: -len(row[1])):
        yield (
            f"<details><summary>{_escape(topic)}: {len(places)} looked at and not "
            "counted</summary>"
        )
        yield from _render_places(places, page)
        yield "</details>"


def _render_places(decisions: Sequence[Decision], page: _Page) -> Iterator[str]:
    """Yield places with what decided there."""
    yield "<ul>"
    for decision in decisions[:_MOST]:
        span = decision.finding.span
        line = page.lines.position(span.start).line
        by = f" by <code>{_escape(decision.by)}</code>" if decision.by else ""
        why = "why it counts" if decision.accepted else "why it does not count"
        yield (
            f"<li>line {line}, <code>{_escape(decision.finding.rule)}</code>; "
            f"{why}: {decision.reason.value}{by}<br>"
            f"{page.show(span.start, span.end)}</li>"
        )
    yield "</ul>"
    if len(decisions) > _MOST:
        yield f"<p>and {len(decisions) - _MOST} more</p>"


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
