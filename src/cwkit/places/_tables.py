"""
Reading the tables of places: tab-separated, sorted, strict.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.errors import DataError
from cwkit.places._place import Country

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

__all__ = [
    "Row",
    "Subdivisions",
    "read_aliases",
    "read_countries",
    "read_subdivisions",
    "trust_aliases",
]

Row = tuple[str, str, str]
"""A row of a table of three columns."""

_SCHEMA_LINE: Final = "# schema = 1"
_COUNTRY_COLUMNS: Final = (
    "code",
    "name",
    "regions",
    "governed",
    "parts",
    "zones",
    "costly",
)
_SUBDIVISION_COLUMNS: Final = ("code", "name", "parent")
_ALIAS_COLUMNS: Final = ("kind", "alias", "target")
_ALIAS_KINDS: Final = frozenset({"code", "name", "region", "retired", "zone"})
_REGION: Final = re.compile(r"[0-9]{3}")


def read_subdivisions(text: str, countries: Iterable[Country]) -> tuple[Row, ...]:
    """
    Read the table of subdivisions: code, name, parent.

    Raises:
        DataError: If a row is not as it should be.
    """
    file = "places/subdivisions.tsv"
    prefixes = {f"{country.code}-" for country in countries}
    rows: list[Row] = []
    for line, (code, name, parent) in _read_rows(text, _SUBDIVISION_COLUMNS, file=file):
        if code[:3] not in prefixes or not name:
            raise DataError(
                f'"{code}" is no subdivision of a known country, with a name',
                file=file,
                line=line,
            )
        rows.append((code, name, parent))
    _check_links(
        ((code, parent) for code, _, parent in rows if parent),
        {code for code, _, _ in rows},
        file=file,
    )
    return tuple(rows)


@attrs.frozen
class Subdivisions:
    r"""
    The rows of the table of subdivisions, read country by country when asked for.

    >>> rows = Subdivisions("code\tname\tparent\nAU-NSW\tNew South Wales\t\n")
    >>> rows.row("AU-NSW")
    ('AU-NSW', 'New South Wales', '')
    >>> rows.row("AU-XYZ") is None
    True

    Attributes:
        text: The text of the table; its rows are sorted.
    """

    text: str
    _known: dict[str, dict[str, Row]] = attrs.field(
        factory=dict[str, dict[str, Row]], init=False, repr=False, eq=False
    )

    def __getstate__(self) -> tuple[str]:
        """
        Pickle the text, not what was read of it.
        """
        return (self.text,)

    def __setstate__(self, state: tuple[str]) -> None:
        """
        Take the text back.
        """
        object.__setattr__(self, "text", state[0])
        object.__setattr__(self, "_known", {})

    def __iter__(self) -> Iterator[Row]:
        """
        Go through all rows.
        """
        for line in self.text.split("\n"):
            # Codes hold a hyphen, the names of columns and comments do not.
            if line[2:3] == "-":
                yield _cut(line)

    def row(self, code: str) -> Row | None:
        """
        Return the row of a code, if there is one.
        """
        return self.of(code[:2]).get(code)

    def of(self, country: str) -> Mapping[str, Row]:
        """
        Return the rows of a country by their codes.
        """
        rows = self._known.get(country)
        if rows is None:
            start = self.text.find(f"\n{country}-")
            last = self.text.rfind(f"\n{country}-") + 1
            block = self.text[start + 1 : self.text.find("\n", last)] if last else ""
            rows = {line[: line.index("\t")]: _cut(line) for line in block.splitlines()}
            self._known[country] = rows
        return rows


def _cut(line: str) -> Row:
    """Return the cells of a row of three."""
    first, second, third = line.split("\t")
    return first, second, third


def read_aliases(
    text: str, codes: Collection[str], zones: Collection[str]
) -> tuple[Row, ...]:
    """
    Read the table of aliases: kind, alias, target.

    Raises:
        DataError: If a row is not as it should be.
    """
    file = "places/aliases.tsv"
    rows: list[Row] = []
    for line, (kind, alias, target) in _read_rows(
        text, _ALIAS_COLUMNS, file=file, keys=2
    ):
        known = zones if kind == "zone" else codes
        if kind not in _ALIAS_KINDS or not target or alias in known:
            raise DataError(
                f'"{alias}" is no alias of a known kind', file=file, line=line
            )
        if kind == "region":
            if not _REGION.fullmatch(target):
                raise DataError(
                    f'"{alias}" points to "{target}", which is no region',
                    file=file,
                    line=line,
                    cure="write a code of UN M49, of three digits",
                )
        else:
            targets = [target] if kind == "zone" else target.split()
            _check_links(((alias, one) for one in targets), known, file=file)
        rows.append((kind, alias, target))
    return tuple(rows)


def trust_aliases(text: str) -> tuple[Row, ...]:
    """
    Read a table of aliases that was checked before.
    """
    rows = (line for line in text.split("\n") if line and line[0] != "#")
    return tuple(map(_cut, itertools.islice(rows, 1, None)))


def _read_countries(text: str) -> Iterator[Country]:
    """Read the rows of the table of countries."""
    file = "places/countries.tsv"
    for line, row in _read_rows(text, _COUNTRY_COLUMNS, file=file):
        code, name, regions, governed, parts, zones, costly = row
        if not re.fullmatch("[A-Z]{2}", code) or not name:
            raise DataError(
                f'"{code}" is no country code with a name', file=file, line=line
            )
        yield Country(
            code=code,
            name=name,
            regions=tuple(regions.split()),
            governed=governed or None,
            parts=tuple(parts.split()),
            zones=tuple(zones.split()),
            costly=tuple(costly.split()),
        )


def _read_rows(
    text: str, columns: tuple[str, ...], *, file: str, keys: int = 1
) -> Iterator[tuple[int, list[str]]]:
    """Read a table of tab-separated values, strictly: sorted, and without doubles."""
    lines = text.split("\n")
    if lines[0] != _SCHEMA_LINE:
        raise DataError(
            "the first line is not the schema number",
            file=file,
            line=1,
            cure=f'begin the file with "{_SCHEMA_LINE}"',
        )
    head: list[str] | None = None
    before: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        row = line.split("\t")
        if head is None:
            head = row
            if tuple(row) != columns:
                raise DataError(
                    f"the columns are {', '.join(row)}",
                    file=file,
                    line=number,
                    cure=f"name them {', '.join(columns)}",
                )
            continue
        if len(row) != len(columns):
            raise DataError(
                f"the row has {len(row)} cells, not {len(columns)}",
                file=file,
                line=number,
                cure="part cells with one tab each",
            )
        if row[:keys] <= before:
            raise DataError(
                "the rows are not sorted, or one stands twice", file=file, line=number
            )
        before = row[:keys]
        yield number, row


def _check_links(
    links: Iterable[tuple[str, str]], known: Collection[str], *, file: str
) -> None:
    """Refuse what points to nothing."""
    for key, target in links:
        if target not in known:
            raise DataError(
                f'"{key}" points to "{target}", which is not known', file=file
            )


def read_countries(text: str) -> tuple[Country, ...]:
    """
    Read the table of countries.

    Raises:
        DataError: If a row is not as it should be.
    """
    return tuple(_read_countries(text))
