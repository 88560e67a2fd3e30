"""
Auditing many pages: one after the other, or side by side.
"""

from __future__ import annotations

import concurrent.futures
import datetime
import difflib
import functools
import importlib.metadata
import multiprocessing
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

import cwkit
from cwkit.cli import cache as caches
from cwkit.cli.files import STANDARD_INPUT, Page, read_page
from cwkit.cli.results import PageResult
from cwkit.cli.writing import encode_page, write_page
from cwkit.errors import CwkitError, InputError
from cwkit.front import (
    build_detector,
    check_names,
    load_overlay,
    load_retired,
    make_settings,
)
from cwkit.markup import read_document
from cwkit.packs import FormError, Pack, Rule, expand_form
from cwkit.resources import digest_data

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from cwkit.audit import Settings
    from cwkit.cli.config import Config, PageSettings
    from cwkit.detect import Detector
    from cwkit.helplines import Directory

__all__ = [
    "Auditor",
    "Task",
    "audit_pages",
    "check_settings",
    "choose_checks",
    "load_detector",
    "load_own_directory",
    "make_diff",
    "read_packs",
    "start_worker",
    "work",
]

_CHUNK: Final = 16
"""How many pages a worker is handed at once."""

_PAUSE: Final = 0.1
"""How many seconds lie between two signs of progress."""


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

    @property
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
        task, settings = self.task, self.task.config.page(name)
        return cwkit.audit(
            text,
            media_type=page.media_type,
            place=settings.place or None,
            locale=settings.locale,
            languages=settings.languages or None,
            key=task.config.relative(name),
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


def audit_pages(
    names: Iterable[str], task: Task, *, jobs: int = 1
) -> Iterator[PageResult]:
    """
    Yield what is to be said of each page, in the order of the names.

    Args:
        names: Their paths.
        task: What to do with each.
        jobs: How many processes work side by side.
    """
    done = _look_up(names, task, jobs) if task.cacheable else _run(names, task, jobs)
    return _show_progress(done)


def _run(names: Iterable[str], task: Task, jobs: int) -> Iterator[PageResult]:
    """Audit pages in one process or several."""
    if jobs <= 1:
        auditor = Auditor(task)
        yield from map(auditor.run, names)
        return
    # What is loaded before the process is split need not be loaded again.
    _worker(task)
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else None)
    with concurrent.futures.ProcessPoolExecutor(
        jobs, mp_context=context, initializer=start_worker, initargs=(task,)
    ) as pool:
        yield from pool.map(work, names, chunksize=_CHUNK)


_task: Task | None = None


def start_worker(task: Task | None) -> None:
    """
    Remember what to do, in a process of its own.
    """
    global _task  # noqa: PLW0603  # a process has one task
    _task = task


@functools.lru_cache(maxsize=1)
def _worker(task: Task) -> Auditor:
    """Return what audits pages in this process."""
    return Auditor(task)


def work(name: str) -> PageResult:
    """
    Audit a page in a process of its own.
    """
    if _task is None:
        raise RuntimeError("no task was given to this process")
    return _worker(_task).run(name)


def _look_up(names: Iterable[str], task: Task, jobs: int) -> Iterator[PageResult]:
    """Yield what was said before of pages that did not change, and audit the others."""
    made = caches.digest(
        importlib.metadata.version("cwkit"),
        digest_data(),
        task.today,
        task.media_type,
        task.config.settings,
        task.config.overrides,
        task.config.waivers,
        sorted(_read_all(task.config).items()),
    )
    cache = caches.Cache(task.config.root, made)
    listed = list(names)
    stats = {name: _stat(name) for name in listed}
    kept = {
        name: result
        for name, stat in stats.items()
        if stat is not None and (result := cache.get(name, stat)) is not None
    }
    fresh = _run((name for name in listed if name not in kept), task, jobs)
    try:
        for name in listed:
            result = kept.pop(name, None)
            if result is None:
                result = next(fresh)
                stat = stats[name]
                if stat is not None and result.error is None:
                    cache.put(result, stat)
            yield result
    finally:
        cache.close()


def _stat(name: str) -> os.stat_result | None:
    """Return size and time of change of a file; None if it has none."""
    try:
        return None if name == STANDARD_INPUT else Path(name).stat()
    except OSError:
        return None


def _show_progress(results: Iterator[PageResult]) -> Iterator[PageResult]:
    """Count pages on a terminal, if that takes long."""
    if not sys.stderr.isatty():
        yield from results
        return
    shown = 0.0
    begun = time.monotonic()
    for count, result in enumerate(results, 1):
        now = time.monotonic()
        if now - begun > 1 and now - shown > _PAUSE:
            shown = now
            print(f"\r{count} pages", end="", file=sys.stderr, flush=True)  # noqa: T201  # the command line speaks
        yield result
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201  # as above


def check_settings(config: Config) -> None:
    """
    See that all that settings name is there, before the first page is read.

    Args:
        config: The settings.

    Raises:
        CwkitError: If something is not.
    """
    for settings in config.variants():
        for place in settings.place:
            cwkit.place(place)
        check_names(settings.locale, settings.style, settings.wording)
        choose_checks(settings)


def choose_checks(settings: PageSettings) -> Settings:
    """
    Return the checks that settings ask for.
    """
    return make_settings(
        settings.enable, settings.disable, settings.levels, settings.stale_after
    )


def load_detector(config: Config) -> Detector:
    """
    Return the detector that settings ask for.

    Raises:
        CwkitError: If a pack cannot be read.
    """
    packs = (
        *(cwkit.load_pack(read_packs(config.get("packs"), config.root))),
        *_build_denied(config),
    )
    return build_detector(
        packs, allow=config.get("allow"), deny=config.get("deny_rules")
    )


def load_own_directory(config: Config) -> Directory | None:
    """
    Return the directory that settings ask for; None for the one that cwkit ships.

    Raises:
        CwkitError: If a file of helplines cannot be read.
    """
    files = read_packs(config.get("helplines"), config.root)
    return load_overlay(files) if files else None


def read_packs(places: Iterable[str], root: Path) -> dict[str, str]:
    """
    Read TOML files, and those of folders.

    Args:
        places: Files and folders.
        root: What they are told from.

    Raises:
        InputError: If one cannot be read.
    """
    files: dict[str, str] = {}
    for place in places:
        path = root / place
        found = sorted(path.rglob("*.toml")) if path.is_dir() else [path]
        files.update((str(one), read_page(str(one)).text) for one in found)
    return files


def _read_all(config: Config) -> dict[str, str]:
    """Return the texts of all files that settings name."""
    named = (
        name for key in ("packs", "helplines", "retired") for name in config.get(key)
    )
    return read_packs(named, config.root)


def _build_denied(config: Config) -> Iterator[Pack]:
    """Return what settings deny, as packs."""
    rules: dict[str, list[Rule]] = {}
    for number, denied in enumerate(config.get("deny"), 1):
        cwkit.taxonomy().topic(denied.topic)
        try:
            patterns = tuple(p for form in denied.forms for p in expand_form(form))
        except FormError as error:
            raise InputError(
                f'the form of what is denied for "{denied.topic}": {error}',
                file=config.file,
                cure="write it as packs do",
            ) from error
        for language in denied.languages:
            rules.setdefault(language, []).append(
                Rule(
                    id=f"{language}.denied.n{number}",
                    topic=denied.topic,
                    patterns=patterns,
                    forms=denied.forms,
                )
            )
    for language, found in rules.items():
        yield Pack(language=language, rules=tuple(found))


def make_diff(page: Page, text: str) -> str:
    """
    Return what changes in a page, as `diff -u` shows it.

    Args:
        page: The page as it was read.
        text: What it becomes.
    """
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
