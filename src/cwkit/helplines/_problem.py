"""
What a check finds.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from cwkit.helplines._model import Helpline, Retired

__all__ = ["Level", "Problem", "error", "retired_error", "warning"]


class Level(enum.StrEnum):
    """
    How bad a problem is.
    """

    ERROR = "error"
    """The record must not be shipped so."""

    WARNING = "warning"
    """Somebody should look at it."""


@attrs.frozen(kw_only=True)
class Problem:
    """
    Something wrong with a record.

    Attributes:
        level: How bad it is.

        file: The file of the record.

        row: The id of the record; empty if the file itself is wrong.

        message: What is wrong.

        cure: What to do about it.

        key: The key at fault, if one is.
    """

    level: Level
    file: str
    row: str
    message: str
    cure: str
    key: str | None = None

    def __str__(self) -> str:
        """
        Say where, what, and how to mend it.
        """
        where = ", ".join(part for part in (self.file, self.row, self.key) if part)
        return f"{self.level}: {where}: {self.message}; {self.cure}"


def error(
    line: Helpline, message: str, *, cure: str, key: str | None = None
) -> Problem:
    """Build an error for a record."""
    return Problem(
        level=Level.ERROR,
        file=line.origin,
        row=line.id,
        key=key,
        message=message,
        cure=cure,
    )


def warning(
    line: Helpline, message: str, *, cure: str, key: str | None = None
) -> Problem:
    """Build a warning for a record."""
    return attrs.evolve(error(line, message, key=key, cure=cure), level=Level.WARNING)


def retired_error(gone: Retired, message: str, *, cure: str, key: str) -> Problem:
    """Build an error for a retired number."""
    return Problem(
        level=Level.ERROR,
        file=gone.origin or f"retired/{gone.country}.toml",
        row=gone.id,
        key=key,
        message=message,
        cure=cure,
    )
