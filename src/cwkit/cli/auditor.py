"""
Auditing one page after the other, with all that it takes built once.
"""

from __future__ import annotations

import datetime
import functools
from typing import TYPE_CHECKING

import attrs

import cwkit
from cwkit.cli.config import PageChooser
from cwkit.cli.files import STANDARD_INPUT, Page, digest_content, read_page
from cwkit.cli.own_data import (
    choose_checks,
    load_detector,
    load_own_directory,
    read_packs,
)
from cwkit.cli.results import PageResult
from cwkit.cli.writing import encode_page, write_page
from cwkit.errors import CwkitError, InputError
from cwkit.front import load_retired
from cwkit.markup import read_document

if TYPE_CHECKING:
    from cwkit.cli.config import Config

__all__ = ["Auditor", "Task", "make_diff"]


@attrs.frozen(kw_only=True)
class Task:
    """
    What to do with each page.

    Attributes:
        config: The settings.

        media_type: How pages are written; None lets their names decide.

        fix: Whether to mend what can be mended.

        check: Whether only to say what would be mended.

        diff: Whether to show what mending changes.

        evidence: Whether to show the words at each problem.

        report: Whether to write each page's part of the report.

        today: The day it is.
    """

    config: Config
    media_type: str | None = None
    fix: bool = False
    check: bool = False
    diff: bool = False
    evidence: bool = False
    report: bool = False
    today: datetime.date = attrs.field(
        factory=lambda: datetime.datetime.now().astimezone().date()
    )

    @functools.cached_property
    def cacheable(self) -> bool:
        """
        Whether all that is asked for is kept between runs.
        """
        wanted: bool | None = self.config.get("cache")
        if wanted is None:
            # Nothing is left behind in a folder that is not made for it.
            wanted = self.config.file is not None
        return wanted and not (self.fix or self.evidence or self.report)


class Auditor:
    """
    What audits pages, with all that it takes built once.

    Args:
        task: What to do with each page.
    """

    def __init__(self, task: Task) -> None:
        self.task = task
        self._chooser = PageChooser(task.config)
        self.detector = load_detector(task.config)
        self.directory = load_own_directory(task.config)
        self.retired = load_retired(
            read_packs(task.config.get("retired"), task.config.root)
        )

    def run(self, name: str) -> PageResult:
        """
        Return what is to be said of a page.

        Args:
            name: Its path.
        """
        try:
            page = read_page(name, media_type=self.task.media_type)
            found = self._audit(page, page.text, name)
            return self._finish(page, found, name)
        except CwkitError as error:
            return PageResult(name=name, error=error)

    def _audit(self, page: Page, text: str, name: str) -> cwkit.Audit:
        """Audit a page, as it is or as it becomes."""
        task, path = self.task, self._chooser.relative(name)
        settings = self._chooser.choose(path)
        return cwkit.audit(
            text,
            media_type=page.media_type,
            place=settings.place or None,
            locale=settings.locale,
            languages=settings.languages or None,
            key=path,
            today=task.today,
            detector=self.detector,
            directory=self.directory,
            settings=choose_checks(settings),
            waivers=settings.waivers,
            wording=settings.wording,
            retired=self.retired,
            style=settings.style,
            charset=page.encoding,
        )

    def _finish(self, page: Page, found: cwkit.Audit, name: str) -> PageResult:
        """Mend a page if that was asked for, and return what is to be said of it."""
        task = self.task
        mended = len(found.edits) if task.fix else 0
        diff = ""
        if mended:
            text = found.fixed()
            if name == STANDARD_INPUT:
                raise InputError(
                    "standard input cannot be written to", cure="name files"
                )
            encode_page(page, text)
            if task.diff:
                diff = make_diff(page, text)
            elif not task.check:
                write_page(page, text)
                # What is left to people is told as it stands now.
                found = self._audit(page, text, name)
                page = attrs.evolve(page, text=text)
        report = found.report
        return PageResult(
            name=page.name,
            problems=found.problems,
            waived=found.waived,
            evidence=tuple(
                " ".join(problem.span.of(page.text).split())
                for problem in found.problems
            )
            if task.evidence
            else (),
            language=report.language,
            languages=report.languages,
            content=digest_content(page.data) if task.cacheable else b"",
            mended=mended,
            diff=diff,
            fragment=self._write_fragment(page, found) if task.report else "",
        )

    def _write_fragment(self, page: Page, found: cwkit.Audit) -> str:
        """Return a page's part of the report."""
        # Imported here: few runs write a report.
        from cwkit.cli.html_report import render_page  # noqa: PLC0415

        decisions = cwkit.explain(
            page.text,
            media_type=page.media_type,
            languages=found.report.languages,
            detector=self.detector,
        )
        text = read_document(page.text, media_type=page.media_type).text
        return render_page(
            page.name, found, decisions, text, masked=not self.task.evidence
        )


def make_diff(page: Page, text: str) -> str:
    """
    Return what changes in a page, as `diff -u` shows it.

    Args:
        page: The page as it was read.
        text: What it becomes.
    """
    # Imported here: few ask for it.
    import difflib  # noqa: PLC0415

    lines = difflib.unified_diff(
        page.text.splitlines(keepends=True),
        text.splitlines(keepends=True),
        f"a/{page.name}",
        f"b/{page.name}",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in lines
    )
