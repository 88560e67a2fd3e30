"""
Reading data files strictly: a table hands out each key once, typed and placed.

Every data file is TOML, begins with ``schema = 1`` and knows its keys; an unknown
key is an error that names the file, the row and the nearest known key.
"""

from __future__ import annotations

import datetime
import enum
import re
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar, overload

from cwkit.errors import DataError, suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

__all__ = ["SCHEMA", "Table", "load_toml"]

SCHEMA: Final = 1
"""The schema number that data files name in their first line."""

_T = TypeVar("_T")
_D = TypeVar("_D")


class _Absent(enum.Enum):
    """What stands for a default that was not given."""

    REQUIRED = "required"


_REQUIRED: Final = _Absent.REQUIRED
_Required: TypeAlias = Literal[_Absent.REQUIRED]

# What is inside a list or table is checked when it is asked for.
_LIST: Final[type[list[Any]]] = list
_TABLE: Final[type[dict[str, Any]]] = dict


class Table:
    """
    A decoded table that remembers where it stands and which keys were read.

    >>> table = Table({"name": "Example Line"}, file="zz.toml")
    >>> table.string("name")
    'Example Line'
    >>> table.finish()

    Args:
        values: The decoded keys and values.
        file: The file, as the caller named it; for error messages.
        key: The path of this table inside the file.
        source: The text of the file, to find line numbers in.
    """

    __slots__ = ("_known", "_source", "_values", "file", "key")

    def __init__(
        self, values: Mapping[str, Any], *, file: str, key: str = "", source: str = ""
    ) -> None:
        self._values = values
        self._known: set[str] = set()
        self._source = source
        self.file = file
        self.key = key

    @property
    def line(self) -> int | None:
        """
        The line on which this row names its id, counted from 1, if it has one.
        """
        return _find_line(self._source, "id", str(self._values.get("id", "")))

    @property
    def source(self) -> str:
        """
        The text of the file.
        """
        return self._source

    def find(self, key: str) -> int | None:
        """
        Return the first line of the file that sets *key*, counted from 1.
        """
        return _find_line(self._source, key)

    def keys(self) -> tuple[str, ...]:
        """
        Return the keys present, in file order.
        """
        return tuple(self._values)

    def __iter__(self) -> Iterator[str]:
        """
        Go through the keys present, in file order.
        """
        return iter(self._values)

    def __contains__(self, key: object) -> bool:
        """
        Say whether *key* is present.
        """
        return key in self._values

    def error(
        self, message: str, *, key: str | None = None, cure: str | None = None
    ) -> DataError:
        """
        Build an error placed at this table.

        Args:
            message: What is wrong.
            key: The key at fault, if one key is.
            cure: What to do about it.
        """
        name = self._values.get("id")
        row = f'{self.key} "{name}"' if isinstance(name, str) else self.key
        path = ", ".join(part for part in (row, key) if part)
        line = self.line
        if line is None and key is not None and not self.key:
            line = _find_line(self._source, key)
        return DataError(message, file=self.file, key=path, line=line, cure=cure)

    def _take(
        self, key: str, kind: type[_T], expected: str, default: _D | _Required
    ) -> _T | _D:
        """Return the value of *key*, checked for its type."""
        self._known.add(key)
        if key not in self._values:
            if default is _REQUIRED:
                raise self.error(
                    f'"{key}" is missing', cure=f"add {key} = … ({expected})"
                )
            return default
        value = self._values[key]
        # Not isinstance: a TOML boolean is an int in Python, a date-time is a date.
        if type(value) is not kind:
            # One string for a list of them is the commonest slip.
            listed = kind is list and type(value) is str
            raise self.error(
                f"{value!r} is not {expected}",
                key=key,
                cure=f'write ["{value}"]' if listed else None,
            )
        return value

    @overload
    def string(self, key: str) -> str: ...
    @overload
    def string(self, key: str, default: _D) -> str | _D: ...
    def string(self, key: str, default: _D | _Required = _REQUIRED) -> str | _D:
        """
        Return a string that is not empty.
        """
        value = self._take(key, str, "a string", default)
        if value == "" and key in self._values:
            raise self.error("an empty string", key=key, cure="leave the key out")
        return value

    def strings(self, key: str, default: Iterable[str] = ()) -> tuple[str, ...]:
        """
        Return a list of strings as a tuple, without doubles.
        """
        if key not in self._values:
            self._known.add(key)
            return tuple(default)
        seen: dict[str, None] = {}
        for value in self._list(key, "a list of strings"):
            if not isinstance(value, str):
                raise self.error(f"{value!r} is not a string", key=key)
            if not value:
                raise self.error(
                    "an empty string", key=key, cure="write it, or take it out"
                )
            if value in seen:
                raise self.error(f'"{value}" stands twice', key=key, cure="keep one")
            seen[value] = None
        return tuple(seen)

    @overload
    def integer(self, key: str) -> int: ...
    @overload
    def integer(self, key: str, default: _D) -> int | _D: ...
    def integer(self, key: str, default: _D | _Required = _REQUIRED) -> int | _D:
        """
        Return a whole number.
        """
        return self._take(key, int, "a whole number", default)

    def number(self, key: str) -> float:
        """
        Return a number as a float.
        """
        if type(self._values.get(key)) is int:
            return float(self.integer(key))
        return self._take(key, float, "a number", _REQUIRED)

    @overload
    def boolean(self, key: str) -> bool: ...
    @overload
    def boolean(self, key: str, default: _D) -> bool | _D: ...
    def boolean(self, key: str, default: _D | _Required = _REQUIRED) -> bool | _D:
        """
        Return true or false.
        """
        return self._take(key, bool, "true or false", default)

    @overload
    def date(self, key: str) -> datetime.date: ...
    @overload
    def date(self, key: str, default: _D) -> datetime.date | _D: ...
    def date(self, key: str, default: _D | _Required = _REQUIRED) -> datetime.date | _D:
        """
        Return a calendar day.
        """
        return self._take(key, datetime.date, "a date like 2026-01-31", default)

    @overload
    def choice(self, key: str, choices: Collection[str]) -> str: ...
    @overload
    def choice(self, key: str, choices: Collection[str], default: _D) -> str | _D: ...
    def choice(
        self,
        key: str,
        choices: Collection[str],
        default: _D | _Required = _REQUIRED,
    ) -> str | _D:
        """
        Return a string that is one of *choices*.
        """
        if default is not _REQUIRED and key not in self._values:
            self._known.add(key)
            return default
        value = self.string(key)
        if value not in choices:
            raise self.error(
                f'unknown value "{value}"',
                key=key,
                cure=_did_you_mean(value, choices),
            )
        return value

    def table(self, key: str) -> Table:
        """
        Return a table inside this one; an empty one if it is not there.
        """
        values = self._take(key, _TABLE, "a table", None)
        return self._inner(key, values or {})

    def tables(self, key: str) -> tuple[Table, ...]:
        """
        Return the rows of an array of tables.
        """
        rows = self._list(key, "a list of tables")
        for row in rows:
            if type(row) is not dict:
                raise self.error(f"{row!r} is not a table", key=key)
        return tuple(self._inner(key, row) for row in rows)

    def pairs(self, key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """
        Return a list of pairs, each a string and a list of strings.
        """
        pairs: list[tuple[str, tuple[str, ...]]] = []
        for row in self._list(key, "a list of pairs"):
            match row:
                case [str(first), [*words]] if all(isinstance(w, str) for w in words):
                    pairs.append((first, tuple(words)))
                case _:
                    raise self.error(
                        f"{row!r} is not a pair", key=key, cure='like ["e", ["ed"]]'
                    )
        return tuple(pairs)

    def lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """
        Return a list of lists of strings.
        """
        rows: list[tuple[str, ...]] = []
        for row in self._list(key, "a list of lists"):
            match row:
                case [*words] if words and all(isinstance(w, str) for w in words):
                    rows.append(tuple(words))
                case _:
                    raise self.error(f"{row!r} is not a list of strings", key=key)
        return tuple(rows)

    def _list(self, key: str, expected: str) -> list[Any]:
        """Return a list, empty if it is not there; its values are still unchecked."""
        return self._take(key, _LIST, expected, None) or []

    def _inner(self, key: str, values: dict[str, Any]) -> Table:
        """Return a table below this one."""
        name = self._values.get("id")
        here = f'{self.key} "{name}"' if isinstance(name, str) else self.key
        path = f"{here}, {key}" if here else key
        return Table(values, file=self.file, key=path, source=self._source)

    def finish(self) -> None:
        """
        Refuse the keys that nobody asked for.

        Raises:
            DataError: If there is one; it names the nearest known key.
        """
        for key in self._values:
            if key not in self._known:
                raise self.error(
                    f'unknown key "{key}"', cure=_did_you_mean(key, self._known)
                )


def load_toml(text: str, *, file: str) -> Table:
    r"""
    Decode a data file.

    >>> load_toml('schema = 1\ncountry = "ZZ"', file="zz.toml").string("country")
    'ZZ'

    Args:
        text: The text of the file.
        file: Its name, for error messages.

    Returns:
        Its top table, with ``schema`` already read.

    Raises:
        DataError: If it is not TOML, or not of this schema.
    """
    # Imported here: what is loaded at run time is mostly prebuilt, and tomllib
    # costs a start-up some 25 ms.
    import tomllib  # noqa: PLC0415

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = re.search(r"\(at line (\d+)", message)
        line = int(found[1]) if found else None
        raise DataError(f"not valid TOML: {message}", file=file, line=line) from error
    table = Table(values, file=file, source=text)
    if next(iter(values), None) != "schema":
        raise DataError(
            "the first key is not the schema number",
            file=file,
            line=1,
            cure=f"begin the file with schema = {SCHEMA}",
        )
    if table.integer("schema") != SCHEMA:
        raise table.error(
            f"schema {values['schema']} is not known",
            key="schema",
            cure=f"this version of cwkit reads schema {SCHEMA}",
        )
    return table


def _find_line(source: str, key: str, value: str | None = None) -> int | None:
    """Return the first line that sets *key* (to *value*)."""
    if value == "":
        return None
    wanted = r"\S" if value is None else f'"{re.escape(value)}"'
    found = re.search(
        rf"^[ \t]*{re.escape(key)}[ \t]*=[ \t]*{wanted}", source, re.MULTILINE
    )
    return source.count("\n", 0, found.start()) + 1 if found else None


def _did_you_mean(word: str, candidates: Collection[str]) -> str:
    """Return a cure that names the nearest candidate, or all of them."""
    near = suggest(word, candidates)
    if near is not None:
        return f'did you mean "{near}"?'
    return "known: " + ", ".join(sorted(candidates))
