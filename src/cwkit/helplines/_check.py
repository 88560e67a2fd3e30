"""
Checks over helpline records; each caught a real error in a public list.

Decoding refuses what cannot be read. These checks find what can be read and is
still wrong: in one record, between the records of a country, and between countries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cwkit.errors import DataError
from cwkit.helplines._check_record import check_record
from cwkit.helplines._check_together import check_together
from cwkit.helplines._decode import decode_rows
from cwkit.helplines._model import Helpline
from cwkit.helplines._problem import Level, Problem

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from cwkit.helplines._model import Retired
    from cwkit.places import Gazetteer
    from cwkit.topics import Taxonomy

__all__ = ["check_file", "check_helplines"]


def check_file(
    text: str,
    *,
    file: str,
    taxonomy: Taxonomy | None = None,
    gazetteer: Gazetteer | None = None,
    today: datetime.date | None = None,
) -> tuple[Problem, ...]:
    """
    Read a helpline file and find all that is wrong with it.

    Args:
        text: The text of the file.
        file: Its name.
        taxonomy: The topics to know; None takes any id.
        gazetteer: The places to know; None takes any code.
        today: The day on which to judge dates; None takes any date.

    Returns:
        The problems; rows that cannot be read come first.
    """
    problems: list[Problem] = []
    helplines: list[Helpline] = []
    try:
        for row in decode_rows(text, file=file, taxonomy=taxonomy, gazetteer=gazetteer):
            if isinstance(row, Helpline):
                helplines.append(row)
            else:
                problems.append(_unread(row, file))
    except DataError as error:
        problems.append(_unread(error, file))
    return (
        *problems,
        *check_helplines(helplines, gazetteer=gazetteer, today=today),
    )


def _unread(error: DataError, file: str) -> Problem:
    """Make a problem of what cannot be decoded."""
    where = f"{file}, line {error.line}" if error.line else file
    return Problem(
        level=Level.ERROR,
        file=where,
        row=error.key or "",
        message=error.message,
        cure=error.cure,
    )


def check_helplines(
    helplines: Iterable[Helpline],
    *,
    retired: Iterable[Retired] = (),
    gazetteer: Gazetteer | None = None,
    today: datetime.date | None = None,
) -> tuple[Problem, ...]:
    """
    Find what is wrong with records, alone and together.

    Args:
        helplines: The records, of one country or of all.
        retired: The numbers that must not be printed any more.
        gazetteer: The places to know; None does not check areas.
        today: The day on which to judge dates; None takes any date.

    Returns:
        The problems, record by record, then between records.
    """
    lines = tuple(helplines)
    problems: list[Problem] = []
    for line in lines:
        problems += check_record(line, gazetteer=gazetteer, today=today)
    problems += check_together(lines, tuple(retired))
    return tuple(problems)
