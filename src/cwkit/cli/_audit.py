"""
The commands that check pages, and list what is checked.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cwkit.audit import Code, Level
from cwkit.cli.arguments import (
    add_files,
    add_format,
    add_language,
    add_place,
    add_settings,
    read_settings,
    walk_pages,
)
from cwkit.cli.auditing import audit_pages
from cwkit.cli.auditor import Task
from cwkit.cli.outcome import PROBLEMS, Outcome
from cwkit.cli.outputs import FORMATS
from cwkit.cli.own_data import check_settings
from cwkit.cli.unused import WaiverWatch
from cwkit.errors import InputError
from cwkit.front import catalogue, profiles

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from cwkit.cli.arguments import Parsers
    from cwkit.cli.config import Config
    from cwkit.cli.outputs import Writer
    from cwkit.cli.results import PageResult

__all__ = ["add_commands"]

_NEVER = "never"
_WORDING = str(Code.WORDING)


def add_commands(parsers: Parsers) -> None:
    """
    Add ``audit`` and ``checks``.
    """
    audit = parsers.add_parser("audit", help="check what pages tell their readers")
    audit.set_defaults(run=run_audit)
    add_files(audit)
    audit.add_argument(
        "--format", choices=list(FORMATS), default="text", help="the output"
    )
    audit.add_argument("--output", metavar="FILE", help="where to write it")
    add_place(audit)
    add_language(audit)
    add_settings(audit)
    audit.add_argument(
        "--fix", action="store_true", help="mend what can be mended safely"
    )
    audit.add_argument(
        "--check", action="store_true", help="with --fix: write nothing, only say it"
    )
    audit.add_argument(
        "--diff", action="store_true", help="with --fix: write nothing, show changes"
    )
    audit.add_argument(
        "--enable", action="append", metavar="CHECK", help="run a check that is off"
    )
    audit.add_argument(
        "--disable", action="append", metavar="CHECK", help="do not run a check"
    )
    audit.add_argument(
        "--wording", action="append", metavar="PROFILE", help="a guideline on words"
    )
    audit.add_argument(
        "--fail-on",
        choices=[*map(str, Level), _NEVER],
        help="the least level that ends the command with 1; without it, note",
    )
    audit.add_argument(
        "--show-text", action="store_true", help="show the words found; they may hurt"
    )
    audit.add_argument("--jobs", type=int, help="how many processes work side by side")
    audit.add_argument(
        "--cache",
        action=argparse.BooleanOptionalAction,
        help="read only what changed; without it, where there is a file of settings",
    )

    checks = parsers.add_parser("checks", help="list what an audit checks")
    checks.set_defaults(run=run_checks)
    add_format(checks)


def run_audit(options: argparse.Namespace) -> int:
    """
    Check each page, and mend it if asked to.
    """
    outcome = Outcome("text")
    config = read_settings(
        options,
        enable=options.enable and tuple(options.enable),
        disable=options.disable and tuple(options.disable),
        wording=options.wording and tuple(options.wording),
        fail_on=options.fail_on,
        jobs=options.jobs,
        cache=options.cache,
    )
    check_settings(config)
    fix = options.fix or options.check or options.diff
    task = Task(
        config=config,
        media_type=options.media_type,
        fix=fix,
        check=options.check,
        diff=options.diff,
        evidence=options.show_text,
        report=options.format == "html",
    )
    jobs = config.get("jobs")
    if jobs < 1:
        jobs = os.cpu_count() or 1
    names = walk_pages(options, config, outcome)
    with _open_output(options.output) as write:
        writer = FORMATS[options.format](write, fix=fix)
        writer.begin()
        watch = WaiverWatch(task, options.files)
        results = _watch_waivers(audit_pages(names, task, jobs=jobs), watch)
        gaps = _Gaps(config, outcome)
        _tell_all(results, writer, outcome, gaps, config.get("fail_on"))
        if fix and writer.mended and (options.check or options.diff):
            outcome.raise_to(PROBLEMS)
        writer.finish()
    return outcome.finish()


class _Gaps:
    """
    What says once what is not looked at, for want of settings.

    Args:
        config: The settings.
        outcome: What the command says.
    """

    def __init__(self, config: Config, outcome: Outcome) -> None:
        self._config = config
        self._outcome = outcome
        self._told: set[str] = set()

    def note(self, name: str) -> None:
        """
        Say what is not looked at on a page, unless it was said of another.
        """
        settings = self._config.page(name)
        if not settings.place:
            self._say(
                "no place is known, so support is not looked for, nor numbers of other "
                "countries; name where the readers are with --place, or in the settings"
            )
        if _WORDING in settings.enable and not settings.wording:
            self._say(
                "the check of wording is on, but no guideline was chosen; name one "
                f"with --wording: {', '.join(profiles())}"
            )

    def _say(self, message: str) -> None:
        """Say something, once."""
        if message not in self._told:
            self._told.add(message)
            self._outcome.note(message)


def _tell_all(
    results: Iterator[PageResult],
    writer: Writer,
    outcome: Outcome,
    gaps: _Gaps,
    fail_on: str,
) -> None:
    """Tell of every page and of the settings, and keep how the command ends."""
    least = None if fail_on == _NEVER else Level(fail_on).rank
    for result in results:
        if result.error is not None:
            outcome.fail(result.error)
            continue
        if not (result.languages or result.settings):
            outcome.note_language(result.name, result.language)
        if not result.settings:
            gaps.note(result.name)
        writer.add(result)
        if least is not None and any(p.level.rank >= least for p in result.problems):
            outcome.raise_to(PROBLEMS)


def _watch_waivers(
    results: Iterator[PageResult], watch: WaiverWatch
) -> Iterator[PageResult]:
    """Yield every page, and behind them the settings if they are at fault."""
    for result in results:
        watch.note(result)
        yield result
    settings = watch.tell()
    if settings is not None:
        yield settings


@contextlib.contextmanager
def _open_output(name: str | None) -> Generator[Callable[[str], Any]]:
    """Open what is written to; standard output is not closed."""
    if name is None:
        yield sys.stdout.write
        return
    try:
        # As on standard output: a name that is no text spoils no report.
        with Path(name).open("w", encoding="utf-8", errors="replace") as file:
            yield file.write
    except OSError as error:
        raise InputError(
            (error.strerror or str(error)).lower(),
            file=name,
            cure="name a file that can be written to",
        ) from error


def run_checks(options: argparse.Namespace) -> int:
    """
    List the checks, and the profiles of wording.
    """
    outcome = Outcome(options.format)
    for check in catalogue():
        state = str(check.level) if check.on else "off"
        outcome.add(
            [f"{check.code:<25}{state:<9}{check.title}"],
            {
                "id": str(check.code),
                "family": check.family,
                "level": str(check.level),
                "on": check.on,
                "title": check.title,
                "why": check.why,
                "example": check.example,
                "cure": check.cure,
                "mended": check.mended,
            },
        )
    for profile in profiles().values():
        outcome.add(
            [f"{profile.name:<25}{'off':<9}{profile.title} ({profile.publisher})"],
            {
                "profile": profile.name,
                "language": profile.language,
                "title": profile.title,
                "publisher": profile.publisher,
                "url": profile.url,
            },
        )
    return outcome.finish()
