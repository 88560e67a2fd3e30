"""
What audits share: the checks, and the numbers and words they know.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from cwkit.audit import (
    Catalogue,
    Contexts,
    Nations,
    NumberBook,
    Profile,
    Settings,
    Wording,
)
from cwkit.errors import InputError, suggest
from cwkit.front import _shared as shared
from cwkit.helplines import WORLD, decode_retired
from cwkit.resources import list_data, read_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwkit.helplines import Directory, Retired

__all__ = [
    "build_book",
    "catalogue",
    "contexts",
    "nations",
    "profiles",
    "retired",
    "settings",
    "wording",
]

_NAMING: Final = frozenset({"code", "name"})
"""The aliases of places by which a page may name them."""

_DIAL: Final = re.compile(r'\bdial = "([^"]+)"')


@functools.cache
def catalogue() -> Catalogue:
    """Return the checks of the audit."""
    return Catalogue.decode(read_data("checks.toml"), file="checks.toml")


@functools.cache
def settings() -> Settings:
    """Return the checks that are on by themselves."""
    return catalogue().settings()


@functools.cache
def contexts() -> Contexts:
    """Return the words around numbers."""
    return Contexts.decode(read_data("contexts.toml"), file="contexts.toml")


@functools.cache
def profiles() -> dict[str, Profile]:
    """Return the profiles of wording by name."""
    found = [
        Profile.decode(read_data(path), file=path) for path in list_data("wording")
    ]
    return {profile.name: profile for profile in found}


@functools.cache
def wording(names: tuple[str, ...]) -> Wording | None:
    """Return some profiles of wording, ready to be looked for."""
    known = profiles() if names else {}
    for name in names:
        if name not in known:
            near, listed = suggest(name, known), ", ".join(known)
            raise InputError(
                f'unknown profile of wording "{name}"',
                cure=f'did you mean "{near}"?' if near else f"known: {listed}",
            )
    return Wording(known[name] for name in names) if names else None


def build_book(
    home: tuple[str, ...], records: Directory, others: tuple[Retired, ...] = ()
) -> NumberBook:
    """
    Return the numbers of a directory, and *others* that must not be printed.

    Numbers of other countries than *home* are told from those that cwkit ships, so
    they are left out for a directory made of other files.
    """
    ours = records.read is shared.read_country
    return NumberBook(
        home=home,
        records=records.records,
        retired=lambda: (*others, *retired()),
        holders=_read_holders if ours else dict[str, tuple[str, ...]],
        calling=_read_calling(),
        emergency=_read_emergency() if ours else {},
    )


@functools.cache
def retired() -> tuple[Retired, ...]:
    """Return the numbers of all countries that must not be printed any more."""
    return tuple(
        row
        for path in list_data("retired")
        for row in decode_retired(read_data(path), file=path)
    )


@functools.cache
def _read_holders() -> dict[str, tuple[str, ...]]:
    """
    Return which countries dial what.

    The files are looked through for it, not decoded: that takes twenty times as long,
    and few pages hold a number of another country.
    """
    found: dict[str, dict[str, None]] = {}
    for path in list_data("helplines"):
        country = path.rpartition("/")[2].removesuffix(".toml")
        for dial in _DIAL.findall(read_data(path)):
            found.setdefault(dial, {})[country] = None
    return {
        dial: tuple(WORLD if one == shared.WORLD_FILE else one for one in countries)
        for dial, countries in found.items()
    }


@functools.cache
def _read_calling() -> dict[str, str]:
    """Return what is dialled before the numbers of each country from abroad."""
    return dict(_read_table("places/calling.tsv"))


@functools.cache
def _read_emergency() -> dict[str, tuple[str, ...]]:
    """Return at which numbers the emergency services of a country answer too."""
    found: dict[str, tuple[str, ...]] = {}
    for country, dial in _read_table("places/emergency.tsv"):
        found[country] = (*found.get(country, ()), dial)
    return found


@functools.cache
def nations() -> Nations:
    """Return what countries are called: by themselves, their parts and their people."""
    gazetteer = shared.gazetteer()
    names = {country.code: [country.name] for country in gazetteer.countries}
    for kind, alias, target in gazetteer.aliases:
        if kind in _NAMING:
            for place in target.split():
                names[place.partition("-")[0]].append(alias)
    for code, words in _read_table("places/adjectives.tsv"):
        names[code].extend(words.split("|"))
    return Nations({code: tuple(words) for code, words in names.items()})


def _read_table(path: str) -> Iterator[tuple[str, str]]:
    """Yield the first two cells of each row of a table, without the names of both."""
    rows = read_data(path).splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith("#")]
    for row in cells[1:]:
        yield row[0], row[1]
