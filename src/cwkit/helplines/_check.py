"""
Checks over helpline records; each caught a real error in a public list.

Decoding refuses what cannot be read. These checks find what can be read and is
still wrong: in one record, between the records of a country, and between countries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from cwkit.errors import DataError
from cwkit.helplines._check_record import check_record, check_retired
from cwkit.helplines._check_together import check_together
from cwkit.helplines._decode import decode_retired_rows, decode_rows, read_named
from cwkit.helplines._model import Helpline, Retired
from cwkit.helplines._numbering import Numbering
from cwkit.helplines._problem import Level, Problem
from cwkit.schema import load_toml

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from cwkit.places import Gazetteer
    from cwkit.topics import Taxonomy

__all__ = ["FileRead", "check_file", "check_helplines", "read_file"]


def check_file(
    text: str,
    *,
    file: str,
    taxonomy: Taxonomy | None = None,
    gazetteer: Gazetteer | None = None,
    numbering: Numbering | None = None,
    today: datetime.date | None = None,
) -> tuple[Problem, ...]:
    """
    Read a helpline file and find all that is wrong with it by itself.

    Args:
        text: The text of the file.
        file: Its name.
        taxonomy: The topics to know; None takes any id.
        gazetteer: The places to know; None takes any code.
        numbering: What is known of numbers beyond any record; None takes any.
        today: The day on which to judge dates; None takes any date.

    Returns:
        The problems; rows that cannot be read come first.
    """
    read = read_file(text, file=file, taxonomy=taxonomy, gazetteer=gazetteer)
    return (
        *read.problems,
        *check_helplines(
            read.helplines, gazetteer=gazetteer, numbering=numbering, today=today
        ),
    )


@attrs.frozen(kw_only=True)
class FileRead:
    """
    What a file holds, as far as it can be read.

    Attributes:
        helplines: The records in it.

        retired: The numbers in it that must not be printed any more.

        named: Ids that it hides or puts first.

        problems: What cannot be read.
    """

    helplines: tuple[Helpline, ...] = ()
    retired: tuple[Retired, ...] = ()
    named: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_file(
    text: str,
    *,
    file: str,
    taxonomy: Taxonomy | None = None,
    gazetteer: Gazetteer | None = None,
) -> FileRead:
    """
    Read a file of helplines, of retired numbers, or an overlay, as far as it goes.

    Args:
        text: The text of the file.
        file: Its name.
        taxonomy: The topics to know; None takes any id.
        gazetteer: The places to know; None takes any code.
    """
    helplines: list[Helpline] = []
    retired: list[Retired] = []
    problems: list[Problem] = []
    named: tuple[str, ...] = ()
    try:
        if "retired" in load_toml(text, file=file):
            rows: Iterable[Helpline | Retired | DataError] = decode_retired_rows(
                text, file=file, gazetteer=gazetteer
            )
        else:
            rows = decode_rows(text, file=file, taxonomy=taxonomy, gazetteer=gazetteer)
        for row in rows:
            match row:
                case Helpline():
                    helplines.append(row)
                case Retired():
                    retired.append(row)
                case _:
                    problems.append(_unread(row, file))
        if not retired:
            named = read_named(text, file=file)
    except DataError as error:
        problems.append(_unread(error, file))
    return FileRead(
        helplines=tuple(helplines),
        retired=tuple(retired),
        named=named,
        problems=tuple(problems),
    )


def _unread(error: DataError, file: str) -> Problem:
    """Make a problem of what cannot be decoded."""
    where = f"{file}, line {error.line}" if error.line else file
    return Problem(
        level=Level.ERROR,
        file=where,
        row=error.key or "",
        message=error.message,
        cure=error.cure or "write it as in a record that passes",
    )


def check_helplines(
    helplines: Iterable[Helpline],
    *,
    retired: Iterable[Retired] = (),
    gazetteer: Gazetteer | None = None,
    numbering: Numbering | None = None,
    today: datetime.date | None = None,
) -> tuple[Problem, ...]:
    """
    Find what is wrong with records, alone and together.

    Args:
        helplines: The records, of one country or of all.
        retired: The numbers that must not be printed any more.
        gazetteer: The places to know; None does not check areas.
        numbering: What is known of numbers beyond any record; None takes any.
        today: The day on which to judge dates; None takes any date.

    Returns:
        The problems, record by record, then between records.
    """
    lines = tuple(helplines)
    gone = tuple(retired)
    numbering = numbering or Numbering()
    problems: list[Problem] = []
    for line in lines:
        problems += check_record(
            line, gazetteer=gazetteer, numbering=numbering, today=today
        )
    for number in gone:
        problems += check_retired(number, today=today)
    problems += check_together(lines, gone, numbering)
    return tuple(problems)
