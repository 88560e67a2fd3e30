"""
Waivers of the settings that allow nothing any more.

What each waiver was good for is told from the results of the pages, so that it does
not matter who audited them: another process, or a run before this one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.audit import Code, Problem
from cwkit.cli.own_data import choose_checks
from cwkit.cli.results import PageResult
from cwkit.text import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cwkit.cli.auditor import Task
    from cwkit.cli.config import PathWaiver

__all__ = ["WaiverWatch"]

_HEADER: Final = r"^[ \t]*(\[\[[ \t]*{prefix}waivers[ \t]*\]\])"
_PREFIX: Final = r"tool[ \t]*\.[ \t]*cwkit[ \t]*\.[ \t]*"
_SHARED: Final = "pyproject.toml"


@attrs.define
class _Row:
    """A waiver of the settings, and what became of it so far."""

    number: int
    waiver: PathWaiver
    pages: set[str] = attrs.field(factory=set[str])
    used: bool = False


class WaiverWatch:
    """
    Keeps which waivers of the settings allowed something on some page.

    A waiver counts as unused only where that can be known: it is for a page that was
    audited, and what it allows was looked for there. Where pages are named one by one,
    as a hook names those of a commit, others that it is for may need it; unless it
    names no others.

    Args:
        task: What was done with each page.
        names: What the command line named.
    """

    def __init__(self, task: Task, names: Sequence[str]) -> None:
        self._config = task.config
        self._today = task.today
        self._report = task.report
        self._whole = any(Path(name).is_dir() for name in names)
        self._rows = [
            _Row(number, waiver) for number, waiver in enumerate(task.config.waivers, 1)
        ]

    def note(self, result: PageResult) -> None:
        """
        Keep what a page has to say of the waivers.
        """
        # Where nothing was looked for, nothing can be allowed.
        pending = [row for row in self._rows if not row.used]
        if not pending or result.error is not None or not result.languages:
            return
        path = self._config.relative(result.name)
        settings = choose_checks(self._config.page(result.name))
        for row in pending:
            waiver = row.waiver.waiver
            if row.waiver.match.matches(path) and waiver.is_looked_for(settings):
                row.pages.add(path)
                row.used = waiver.holds(self._today) and any(
                    waiver.covers(one.problem) for one in result.waived
                )

    def tell(self) -> PageResult | None:
        """
        Return what is to be said of the settings; None if nothing is.
        """
        file = self._config.file
        if file is None:
            return None
        rows = [row for row in self._rows if self._is_unused(row)]
        problems = tuple(self._tell_rows(file, rows)) if rows else ()
        if not problems:
            return None
        name = _shorten(file)
        fragment = ""
        if self._report:
            # Imported here: few runs write a report.
            from cwkit.cli.html_report import render_settings  # noqa: PLC0415

            fragment = render_settings(name, problems)
        return PageResult(
            name=name, problems=problems, fragment=fragment, settings=True
        )

    def _is_unused(self, row: _Row) -> bool:
        """Say whether it is known that a waiver allows nothing."""
        if row.used or not row.pages:
            return False
        if self._whole or not row.waiver.waiver.holds(self._today):
            return True
        return row.pages.issuperset(row.waiver.lines)

    def _tell_rows(self, file: str, rows: Sequence[_Row]) -> Iterator[Problem]:
        """Yield what is wrong with waivers."""
        settings = choose_checks(self._config.page(file))
        # Places count code points of the file as it is, whatever ends its lines.
        text = Path(file).read_bytes().decode("utf-8", "replace")
        index = LineIndex(text)
        headers = _find_headers(text, file)
        for row in rows:
            waiver = row.waiver.waiver
            named = ", ".join(waiver.names)
            where = f"row {row.number} of the waivers ({named})"
            code = Code.WAIVER_UNUSED
            message = (
                f"nothing is found that {where} allows on "
                f"{', '.join(row.waiver.lines)}; remove it"
            )
            if not waiver.holds(self._today):
                code = Code.WAIVER_EXPIRED
                message = (
                    f"{where} held until {waiver.until}; mend what it allows, "
                    "or set another day"
                )
            level = settings.level(code)
            if level is None:
                continue
            # Rows that are written as values in a list have no header of their own.
            known = len(headers) == len(self._rows)
            span = headers[row.number - 1] if known else Span(0, 0)
            position = index.position(span.start)
            yield Problem(
                code=code,
                message=message,
                span=span,
                line=position.line,
                column=position.column,
                level=level,
            )


def _find_headers(text: str, file: str) -> list[Span]:
    """Return where the rows of waivers begin."""
    prefix = _PREFIX if Path(file).name == _SHARED else ""
    pattern = re.compile(_HEADER.format(prefix=prefix), re.MULTILINE)
    return [Span(*found.span(1)) for found in pattern.finditer(text)]


def _shorten(file: str) -> str:
    """Return a path as told from here, if it lies below."""
    path, here = Path(file).absolute(), Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
