"""
The commands on data: check it, tell what it covers, tell what is overdue.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import cwkit
from cwkit.cli._witness import load_witness, question
from cwkit.cli.arguments import add_format
from cwkit.cli.files import read_page
from cwkit.cli.outcome import PROBLEMS, Outcome
from cwkit.errors import CwkitError, InputError
from cwkit.front._data import check_data, coverage, numbering, shipped_files
from cwkit.front._doctor import examine
from cwkit.front._places import today_here
from cwkit.helplines import WORLD, Level

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from cwkit.cli.arguments import Parsers
    from cwkit.front._doctor import Checkup
    from cwkit.helplines import Helpline, Problem

__all__ = ["add_commands"]

# Of a folder, only what holds records is read; packs and topics lie beside them.
_RECORDS: Final = re.compile(
    r"^\[\[(?:helpline|retired)\]\]|^(?:hide|first)[ \t]*=[ \t]*\[[^\]]*\.",
    re.MULTILINE,
)


def add_commands(parsers: Parsers) -> None:
    """
    Add ``data`` and ``doctor``.
    """
    data = parsers.add_parser("data", help="check helpline data, and tell its extent")
    inner = data.add_subparsers(required=True, metavar="ACTION")

    check = inner.add_parser("check", help="find what is wrong with helpline files")
    check.set_defaults(run=run_check)
    check.add_argument(
        "files",
        nargs="*",
        metavar="PATH",
        help="a helpline file, an overlay or a folder; without one, what is shipped",
    )
    check.add_argument(
        "--witness",
        action="store_true",
        help="ask the library phonenumbers for a second opinion on each number",
    )
    check.add_argument(
        "--strict", action="store_true", help="let warnings count as errors"
    )
    add_format(check)

    table = inner.add_parser("table", help="write what the data covers, as Markdown")
    table.set_defaults(run=run_table)

    doctor = parsers.add_parser("doctor", help="tell which helplines are overdue")
    doctor.set_defaults(run=run_doctor)
    doctor.add_argument(
        "files", nargs="*", metavar="OVERLAY", help="a helpline file of your own"
    )
    doctor.add_argument(
        "--own", action="store_true", help="look at the records of the overlays alone"
    )
    doctor.add_argument(
        "--place", action="append", default=[], help="a country; may be repeated"
    )
    doctor.add_argument(
        "--topic", action="append", default=[], help="a topic id; may be repeated"
    )
    doctor.add_argument(
        "--on", metavar="DATE", help="the day to judge, such as 2026-12-31; or today"
    )
    doctor.add_argument(
        "--summary", action="store_true", help="tell the numbers, not each record"
    )
    add_format(doctor)


def run_check(options: argparse.Namespace) -> int:
    """
    Find what is wrong with helpline files, or with what is shipped.
    """
    outcome = Outcome(options.format)
    try:
        files = _read_files(options.files) if options.files else shipped_files()
        problems, lines = check_data(files)
        if options.witness:
            problems += tuple(question(lines, numbering(), load_witness()))
    except CwkitError as error:
        outcome.fail(error)
        return outcome.finish()
    for problem in problems:
        outcome.add([str(problem)], _problem_to_dict(problem))
    errors = sum(problem.level is Level.ERROR for problem in problems)
    if errors or (options.strict and problems):
        outcome.raise_to(PROBLEMS)
    if options.format == "text":
        warnings = len(problems) - errors
        extent = f"{_count(len(lines), 'record')} in {_count(len(files), 'file')}"
        found = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"
        outcome.add([f"{extent}: {found}"], {})
    return outcome.finish()


def run_table(options: argparse.Namespace) -> int:  # noqa: ARG001 -- as all commands
    """
    Write what the data covers, as the documentation shows it.
    """
    outcome = Outcome("text")
    outcome.add(coverage().tables(), {})
    return outcome.finish()


def run_doctor(options: argparse.Namespace) -> int:
    """
    Tell which records somebody should look at again.
    """
    outcome = Outcome(options.format)
    try:
        files = _read_files(options.files) if options.files else {}
        if options.own and not files:
            raise InputError(
                "no overlay is named, so there are no records of your own",
                cure="name a file, or leave --own out",
            )
        checkup = examine(
            cwkit.load_overlay(files),
            today=_read_day(options.on),
            places=options.place,
            topics=options.topic,
            origins=tuple(files) if options.own else (),
        )
    except CwkitError as error:
        outcome.fail(error)
        return outcome.finish()
    if options.format == "text":
        outcome.add(_show_checkup(checkup, summary=options.summary), {})
    else:
        for line in checkup.overdue:
            outcome.add([], _overdue_to_dict(line, checkup))
    if checkup.overdue:
        outcome.raise_to(PROBLEMS)
    return outcome.finish()


def _read_day(text: str | None) -> datetime.date:
    """Read the day to judge; today if none is named."""
    if text is None:
        return today_here()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f'"{text}" is no day', cure="write it like 2026-12-31"
        ) from None


def _show_checkup(checkup: Checkup, *, summary: bool) -> Iterator[str]:
    """Show what is overdue: by country, by topic, then record by record."""
    overdue, records = len(checkup.overdue), len(checkup.records)
    yield f"{checkup.today}: {overdue} of {_count(records, 'record')} overdue"
    if not overdue:
        return
    yield "by country"
    for code, late, all_of_it in checkup.by_country():
        name = "the world" if code == WORLD else cwkit.name_place(code)
        yield f"  {code:<5}{late:>4} of {all_of_it:<5}{name}"
    yield "by topic"
    for topic, late, all_of_it in checkup.by_topic():
        yield f"  {topic:<22}{late:>4} of {all_of_it}"
    if summary:
        return
    yield "record by record, the most overdue first"
    for line in checkup.overdue:
        yield f"  {line.id}: since {line.review_by}, evidence of {line.checked_on}"
        yield f"    {line.sources[0].url} ({line.origin})"


def _overdue_to_dict(line: Helpline, checkup: Checkup) -> dict[str, Any]:
    """Return a record that is overdue as JSON can hold it."""
    return {
        "id": line.id,
        "name": line.name,
        "country": line.country,
        "topics": list(line.topics),
        "checkedOn": line.checked_on.isoformat(),
        "reviewBy": line.review_by.isoformat(),
        "daysOverdue": (checkup.today - line.review_by).days,
        "sources": [source.url for source in line.sources],
        "origin": line.origin,
    }


def _count(number: int, word: str) -> str:
    """Write a number of things."""
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def _problem_to_dict(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON can hold it."""
    return {
        "level": problem.level.value,
        "file": problem.file,
        "row": problem.row,
        "key": problem.key,
        "message": problem.message,
        "cure": problem.cure,
    }


def _read_files(given: Iterable[str]) -> dict[str, str]:
    """Read files of records, and those of folders."""
    files: dict[str, str] = {}
    for place in given:
        if not Path(place).is_dir():
            files[place] = read_page(place).text
            continue
        for path in sorted(Path(place).rglob("*.toml")):
            text = read_page(str(path)).text
            if _RECORDS.search(text):
                files[path.as_posix()] = text
    if not files:
        raise InputError(
            "no helpline files found in what was named", cure="name .toml files"
        )
    return files
