"""
The state of the data: what is wrong with it, what is overdue, what it covers.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, Final

from cwkit.front import _shared as shared
from cwkit.front._places import today_here
from cwkit.helplines import (
    WORLD,
    Coverage,
    FileRead,
    Goals,
    Level,
    Numbering,
    Problem,
    check_helplines,
    decode_retired,
    read_file,
)
from cwkit.resources import list_data, read_data

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

    from cwkit.helplines import Helpline, Retired

__all__ = [
    "all_helplines",
    "all_retired",
    "check_data",
    "coverage",
    "goals",
    "numbering",
    "shipped_files",
]

_FOLDERS: Final = ("helplines", "retired")


@functools.cache
def numbering() -> Numbering:
    """Return what is known of numbers beyond any record."""
    return Numbering.decode(read_data("numbering.toml"), file="numbering.toml")


@functools.cache
def goals() -> Goals:
    """Return what the directory means to cover."""
    return Goals.decode(read_data("coverage.toml"), file="coverage.toml")


def coverage() -> Coverage:
    """Return what the records that cwkit ships cover."""
    return Coverage.of(all_helplines(), shared.gazetteer(), goals())


def all_helplines() -> tuple[Helpline, ...]:
    """Return every record that cwkit ships, the world's last."""
    directory = shared.directory()
    codes = [country.code for country in directory.gazetteer.countries]
    return tuple(line for code in (*codes, WORLD) for line in directory.records(code))


@functools.cache
def all_retired() -> tuple[Retired, ...]:
    """Return every number that cwkit knows must not be printed any more."""
    return tuple(
        gone
        for path in list_data("retired")
        for gone in decode_retired(
            read_data(path), file=path, gazetteer=shared.gazetteer()
        )
    )


def shipped_files() -> dict[str, str]:
    """Return the texts of the files of helplines and of retired numbers."""
    return {path: read_data(path) for name in _FOLDERS for path in list_data(name)}


def check_data(
    files: Mapping[str, str], *, today: datetime.date | None = None
) -> tuple[tuple[Problem, ...], tuple[Helpline, ...]]:
    """
    Find what is wrong with files, alone and beside the records that cwkit ships.

    A file in a folder ``helplines`` or ``retired`` stands for the shipped one of its
    name; any other is an overlay over what is shipped.

    Args:
        files: Texts of helpline files, files of retired numbers and overlays, by name.
        today: The day on which to judge dates; None for today.

    Returns:
        The problems of the files, and the records in them.
    """
    read = {
        name: read_file(
            text,
            file=name,
            taxonomy=shared.taxonomy(),
            gazetteer=shared.gazetteer(),
        )
        for name, text in files.items()
    }
    instead = {_shipped_name(name) for name in files}
    lines = [line for one in read.values() for line in one.helplines]
    gone = [number for one in read.values() for number in one.retired]
    ours = {line.id for line in lines}
    beside = [
        line
        for line in all_helplines()
        if line.id not in ours and line.origin not in instead
    ]
    problems = [problem for one in read.values() for problem in one.problems]
    problems += [
        problem
        for problem in check_helplines(
            # Of two records that clash the later is told of: one of the files'.
            (*beside, *lines),
            retired=(*gone, *(n for n in all_retired() if n.origin not in instead)),
            gazetteer=shared.gazetteer(),
            numbering=numbering(),
            today=today or today_here(),
        )
        if problem.file in files
    ]
    problems += [
        problem for name, one in read.items() for problem in _check_form(name, one)
    ]
    known = ours | {line.id for line in beside}
    problems += [
        Problem(
            level=Level.ERROR,
            file=name,
            row="hide or first",
            message=f'there is no helpline "{other}"',
            cure="name a record that there is, or leave it out",
        )
        for name, one in read.items()
        for other in one.named
        if other not in known
    ]
    return tuple(problems), tuple(lines)


def _check_form(name: str, one: FileRead) -> Iterator[Problem]:
    """Check that a shipped file is named after its country, and sorted."""
    folder, _, file = _shipped_name(name).partition("/")
    rows = [(line.id, line.country) for line in one.helplines]
    rows += [(gone.id, gone.country) for gone in one.retired]
    if folder not in _FOLDERS:
        return
    wanted = WORLD if file == "international.toml" else file.removesuffix(".toml")
    for row, country in rows:
        if country != wanted:
            yield Problem(
                level=Level.ERROR,
                file=name,
                row=row,
                key="country",
                message=f"it is of {country}, and stands in the file of {wanted}",
                cure="move it to the file of its country",
            )
    for (before, _), (after, _) in itertools.pairwise(rows):
        if after < before:
            yield Problem(
                level=Level.WARNING,
                file=name,
                row=after,
                key="id",
                message=f'it stands after "{before}"',
                cure="sort the rows by id",
            )


def _shipped_name(name: str) -> str:
    """Return which shipped file a file stands for."""
    return "/".join(name.replace("\\", "/").split("/")[-2:])
