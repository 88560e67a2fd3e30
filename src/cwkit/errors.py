"""
The error family: every error names the place of the fault and its cure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CwkitError",
    "DataError",
    "InputError",
    "LimitError",
    "MediaTypeError",
    "UnknownLocaleError",
    "UnknownPlaceError",
    "UnknownTopicError",
    "suggest",
]


class CwkitError(Exception):
    """
    The root of every error that cwkit raises on purpose.

    >>> str(CwkitError("no such key", file="a.toml", line=3, cure="remove it"))
    'a.toml, line 3: no such key; remove it'

    Args:
        message: What is wrong.
        file: The file it is in, as the caller named it.
        key: The row and key path inside the file.
        line: The line, counted from 1.
        cure: What to do about it.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        key: str | None = None,
        line: int | None = None,
        cure: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.key = key
        self.line = line
        self.cure = cure

    def __str__(self) -> str:
        """
        Say where, what, and how to mend it.
        """
        places = [self.file, f"line {self.line}" if self.line else None, self.key]
        where = ", ".join(place for place in places if place)
        what = f"{where}: {self.message}" if where else self.message
        return f"{what}; {self.cure}" if self.cure else what

    def __reduce__(self) -> tuple[object, ...]:
        """
        Survive pickling, so that worker processes can hand errors back.
        """
        return (_revive, (type(self), self.message, self.__dict__.copy()))


def _revive(
    kind: type[CwkitError], message: str, state: dict[str, object]
) -> CwkitError:
    """Rebuild a pickled error."""
    error = kind(message)
    error.__dict__.update(state)
    return error


class DataError(CwkitError):
    """
    A data file (pack, helplines, messages, …) is not as its schema asks.
    """


class InputError(CwkitError):
    """
    Something the user named cannot be read, or cannot be written.
    """


class LimitError(CwkitError):
    """
    An input is larger than its `cwkit.Limits` allow.
    """


class MediaTypeError(CwkitError):
    """
    A media type that cwkit does not read.
    """


class UnknownLocaleError(CwkitError):
    """
    A locale that is not well formed, or that has no messages.
    """


class UnknownPlaceError(CwkitError):
    """
    A place that is no known country, territory or subdivision.
    """


class UnknownTopicError(CwkitError):
    """
    A topic id that the taxonomy does not hold.
    """


def suggest(word: str, candidates: Iterable[str]) -> str | None:
    """
    Return the candidate that *word* was probably meant to be.

    >>> suggest("sevrity", ["severity", "sureness"])
    'severity'
    >>> suggest("xyz", ["severity", "sureness"]) is None
    True

    A word that is part of an id means it, however short it is beside the whole.

    >>> suggest("bullying", ["gambling", "harassment-bullying"])
    'harassment-bullying'

    Args:
        word: What was written.
        candidates: What could have been written.

    Returns:
        The nearest candidate, or None if none is near.
    """
    # Imported here: errors are rare, and difflib costs every start-up 5 ms.
    import difflib  # noqa: PLC0415

    known = sorted(candidates)
    holding = [candidate for candidate in known if word in candidate.split("-")]
    near = difflib.get_close_matches(
        word, holding or known, n=1, cutoff=0.0 if holding else 0.6
    )
    return near[0] if near else None
