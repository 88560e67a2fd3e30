"""
What the front door shares: read when first used, immutable, and the same for all.
"""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING, Final

from cwkit.audit import Catalogue, Contexts, NumberBook, Profile, Settings, Wording
from cwkit.errors import InputError, suggest
from cwkit.helplines import WORLD, Directory, decode_helplines, decode_retired
from cwkit.locales import decode_locales, load_messages, negotiate
from cwkit.places import Gazetteer
from cwkit.resources import list_data, read_data
from cwkit.topics import Taxonomy

if TYPE_CHECKING:
    from cwkit.detect import Detector, Program, StoredProgram
    from cwkit.helplines import Helpline, Retired
    from cwkit.locales import Messages
    from cwkit.report import Policy

__all__ = [
    "build_book",
    "catalogue",
    "contexts",
    "detector",
    "directory",
    "gazetteer",
    "messages",
    "policy",
    "profiles",
    "read_programs",
    "retired",
    "settings",
    "taxonomy",
    "wording",
]

_DIAL: Final = re.compile(r'\bdial = "([^"]+)"')
_WORLD_FILE: Final = "international"


@functools.cache
def taxonomy() -> Taxonomy:
    """
    Return the topics.

    >>> taxonomy().ancestors("child-sexual-abuse")
    ('child-abuse', 'sexual-violence', 'abuse')
    """
    return Taxonomy.decode(read_data("topics.toml"), file="topics.toml")


@functools.cache
def detector() -> Detector:
    """Return the detector over the programs that cwkit ships."""
    # Imported here, as below: who looks a helpline up waits for no detector.
    from cwkit.detect import Detector  # noqa: PLC0415

    return Detector(read_programs(), taxonomy=taxonomy())


def read_programs() -> list[StoredProgram]:
    """Return the programs that cwkit ships; each is read when it is first needed."""
    from cwkit.detect import StoredProgram  # noqa: PLC0415

    markers = json.loads(read_data("programs/markers.json"))
    return [
        StoredProgram(
            language=language,
            markers=frozenset(words),
            load=functools.partial(_read_program, language),
        )
        for language, words in markers.items()
    ]


def _read_program(language: str) -> Program:
    """Read a program that cwkit ships."""
    from cwkit.detect import Program  # noqa: PLC0415

    path = f"programs/{language}.json"
    return Program.from_plain(json.loads(read_data(path)), file=path)


@functools.cache
def policy() -> Policy:
    """Return the policy that cwkit ships."""
    from cwkit.report import Policy  # noqa: PLC0415

    return Policy.decode(read_data("policy.toml"), file="policy.toml")


@functools.cache
def gazetteer() -> Gazetteer:
    """Return the places."""
    return Gazetteer.decode(
        *(
            read_data(f"places/{name}.tsv")
            for name in ("countries", "subdivisions", "aliases")
        ),
        trusted=True,
    )


@functools.cache
def directory() -> Directory:
    """Return the directory that cwkit ships."""
    return Directory(read_country, gazetteer=gazetteer(), taxonomy=taxonomy())


@functools.cache
def read_country(country: str) -> tuple[Helpline, ...]:
    """Return the records of one country; none if there is no file."""
    name = "international" if country == WORLD else country
    path = f"helplines/{name}.toml"
    if path not in list_data("helplines"):
        return ()
    return decode_helplines(
        read_data(path), file=path, taxonomy=taxonomy(), gazetteer=gazetteer()
    )


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
    ours = records.read is read_country
    return NumberBook(
        home=home,
        records=records.records,
        retired=lambda: (*others, *retired()),
        holders=_read_holders if ours else dict[str, tuple[str, ...]],
        calling=_read_calling(),
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
        dial: tuple(WORLD if one == _WORLD_FILE else one for one in countries)
        for dial, countries in found.items()
    }


@functools.cache
def _read_calling() -> dict[str, str]:
    """Return what is dialled before the numbers of each country from abroad."""
    rows = read_data("places/calling.tsv").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return {row[0]: row[1] for row in cells[1:]}


@functools.cache
def messages(locale: str) -> Messages:
    """Return the messages nearest to *locale*."""
    available = [
        path.partition("/")[2].removesuffix(".toml") for path in list_data("messages")
    ]
    kinships = decode_locales(read_data("locales.toml"), file="locales.toml")
    chosen = negotiate([locale], available, kinships=kinships)
    return load_messages(chosen, read=lambda name: read_data(f"messages/{name}.toml"))
