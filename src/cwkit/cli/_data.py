"""
The commands on data: check it, tell what it covers, tell what is overdue.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cwkit.cli._witness import load_witness, question
from cwkit.cli.commands import PROBLEMS, Outcome
from cwkit.cli.files import read_page
from cwkit.errors import CwkitError, InputError
from cwkit.front._data import check_data, numbering, shipped_files
from cwkit.helplines import Level

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from cwkit.helplines import Problem

__all__ = ["add_commands"]

# Of a folder, only what holds records is read; packs and topics lie beside them.
_RECORDS: Final = re.compile(
    r"^\[\[(?:helpline|retired)\]\]|^(?:hide|first)[ \t]*=[ \t]*\[[^\]]*\.",
    re.MULTILINE,
)


def add_commands(parsers: Any) -> None:
    """
    Add the commands to those of the parser.

    Args:
        parsers: What the parser calls its sub-parsers.
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
    _add_format(check)


def _add_format(parser: argparse.ArgumentParser) -> None:
    """Let a command choose how it answers."""
    parser.add_argument(
        "--format", choices=["text", "json"], default="text", help="the output"
    )


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
        extent = f"{len(lines)} records in {_count(len(files), 'file')}"
        found = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"
        outcome.add([f"{extent}: {found}"], {})
    return outcome.finish()


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
