"""
Reading the fields of helpline records, each with its own form.
"""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, Final, TypeVar

from cwkit.errors import CwkitError, DataError, suggest
from cwkit.helplines._model import WORLD
from cwkit.hours import Hours

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.places import Gazetteer
    from cwkit.schema import Table
    from cwkit.topics import Taxonomy

__all__ = [
    "read_choices",
    "read_country",
    "read_hours",
    "read_id",
    "read_ids",
    "read_languages",
    "read_other_id",
    "read_places",
    "read_topics",
    "read_url",
]

_E = TypeVar("_E", bound=enum.StrEnum)

_ID: Final = re.compile(r"[a-z0-9]+\.[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY: Final = re.compile(r"[A-Z]{2}|001")
_REGION: Final = re.compile(r"[0-9]{3}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# No userinfo, no spaces: what is shown to frightened people goes where it says.
_URL: Final = re.compile(
    r"""
    https?://
    [a-z0-9.-]+ (?: :[0-9]+ )?          # host and port
    (?: [/?#] [!#-;=?-\[\]_a-z~]* )?     # what RFC 3986 lets stand in the rest
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read_country(table: Table, gazetteer: Gazetteer | None) -> str:
    """Return the country of a file; without one it belongs to the world."""
    country: str = table.string("country", WORLD)
    if not _COUNTRY.fullmatch(country):
        raise table.error(
            f'"{country}" is no country code',
            key="country",
            cure="use two capital letters of ISO 3166-1",
        )
    if country != WORLD:
        _check_place(table, "country", country, gazetteer)
    return country


def read_hours(row: Table) -> Hours | None:
    """Read the hours of a channel; none is unknown."""
    text = row.string("hours", None)
    try:
        return None if text is None else Hours.parse(text)
    except DataError as error:
        raise row.error(error.message, key="hours", cure=error.cure) from None


def read_choices(row: Table, key: str, kind: type[_E]) -> tuple[_E, ...]:
    """Read a list of words from a closed list."""
    known = [str(choice) for choice in kind]
    for value in row.strings(key):
        if value not in known:
            raise row.error(
                f'unknown value "{value}"', key=key, cure=_did_you_mean(value, known)
            )
    return tuple(kind(value) for value in row.strings(key))


def read_topics(row: Table, taxonomy: Taxonomy | None) -> tuple[str, ...]:
    """Read the topics."""
    topics = row.strings("topics")
    if not topics:
        raise row.error("it has no topic", key="topics", cure="name at least one")
    for topic in topics:
        if taxonomy is not None and topic not in taxonomy:
            known = [known.id for known in taxonomy]
            raise row.error(
                f'unknown topic "{topic}"',
                key="topics",
                cure=_did_you_mean(topic, known),
            )
    return topics


def read_languages(row: Table, *, required: bool) -> tuple[str, ...]:
    """Read language tags."""
    languages = row.strings("languages")
    if required and not languages:
        raise row.error(
            "it has no language", key="languages", cure='add languages = ["…"]'
        )
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise row.error(
                f'"{language}" is no language tag',
                key="languages",
                cure='write tags like "en" or "zh-Hant"',
            )
    return languages


def read_places(
    row: Table,
    key: str,
    country: str,
    gazetteer: Gazetteer | None,
    *,
    required: bool = True,
) -> tuple[str, ...]:
    """Read the codes of places."""
    codes = row.strings(key)
    if required and not codes:
        raise row.error("it serves no place", key=key, cure="name at least one code")
    for code in codes:
        # Regions of the world are for those records only that belong to no country.
        if country != WORLD or not _REGION.fullmatch(code):
            _check_place(row, key, code, gazetteer)
    return codes


def _check_place(row: Table, key: str, code: str, gazetteer: Gazetteer | None) -> None:
    """Refuse a place that is not known, or not by this code."""
    if gazetteer is None:
        return
    try:
        canonical = gazetteer.place(code).code
    except CwkitError as error:
        raise row.error(error.message, key=key, cure=error.cure) from None
    if canonical != code:
        raise row.error(
            f'"{code}" is not the code of a place', key=key, cure=f'write "{canonical}"'
        )


def read_id(row: Table, key: str) -> str:
    """Read an id."""
    value: str = row.string(key)
    if not _ID.fullmatch(value):
        raise row.error(
            f'"{value}" is no id',
            key=key,
            cure='write ids like "zz.example-line": lower-case ASCII, one dot, hyphens',
        )
    return value


def read_other_id(row: Table, key: str) -> str | None:
    """Read the id of another record, if there is one."""
    return None if row.string(key, None) is None else read_id(row, key)


def read_ids(row: Table, key: str) -> tuple[str, ...]:
    """Read a list of ids of other records."""
    values = row.strings(key)
    for value in values:
        if not _ID.fullmatch(value):
            raise row.error(
                f'"{value}" is no id', key=key, cure='write ids like "zz.example-line"'
            )
    return values


def read_url(row: Table) -> str | None:
    """Read a web address, if there is one."""
    value: str | None = row.string("url", None)
    if value is not None and not _URL.fullmatch(value):
        raise row.error(
            f'"{value}" is no web address',
            key="url",
            cure="begin with https://, and percent-encode what is not ASCII",
        )
    return value


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a cure that names the nearest word, or all of them."""
    known = sorted(known)
    near = suggest(word, known)
    return f'did you mean "{near}"?' if near else f"known: {', '.join(known)}"
