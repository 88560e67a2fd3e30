"""
What the front door shares: read when first used, immutable, and the same for all.

Rooms are imported inside of functions: who looks a helpline up waits for no detector,
and who scans a message for no directory.
"""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.resources import list_data, read_data
from cwkit.topics import Taxonomy

if TYPE_CHECKING:
    from cwkit.detect import Detector, Program, StoredProgram
    from cwkit.helplines import Directory, Helpline
    from cwkit.locales import Kinships, Messages
    from cwkit.places import Gazetteer
    from cwkit.report import Policy

__all__ = [
    "WORLD_FILE",
    "detector",
    "directory",
    "gazetteer",
    "messages",
    "policy",
    "read_country",
    "read_programs",
    "taxonomy",
]

WORLD_FILE: Final = "international"
"""The file of what serves the whole world."""

_MOST_LOCALES: Final = 64
"""How many locales are kept; a server is asked for few, whatever its readers send."""


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
            own=functools.partial(_read_own_words, language),
        )
        for language, words in markers.items()
    ]


def _read_program(language: str) -> Program:
    """Read a program that cwkit ships."""
    from cwkit.detect import Program  # noqa: PLC0415

    path = f"programs/{language}.json"
    return Program.from_plain(json.loads(read_data(path)), file=path)


def _read_own_words(language: str) -> list[str]:
    """Read the words that only the rules of a language look for."""
    return _read_words()[language]


@functools.cache
def _read_words() -> dict[str, list[str]]:
    """Read those words of all languages."""
    words: dict[str, list[str]] = json.loads(read_data("programs/words.json"))
    return words


@functools.cache
def policy() -> Policy:
    """Return the policy that cwkit ships."""
    from cwkit.report import Policy  # noqa: PLC0415

    return Policy.decode(read_data("policy.toml"), file="policy.toml")


@functools.cache
def gazetteer() -> Gazetteer:
    """Return the places."""
    from cwkit.places import Gazetteer  # noqa: PLC0415

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
    from cwkit.helplines import Directory  # noqa: PLC0415

    return Directory(read_country, gazetteer=gazetteer(), taxonomy=taxonomy())


@functools.cache
def read_country(country: str) -> tuple[Helpline, ...]:
    """Return the records of one country; none if there is no file."""
    from cwkit.helplines import WORLD, decode_helplines  # noqa: PLC0415

    name = "international" if country == WORLD else country
    path = f"helplines/{name}.toml"
    if path not in list_data("helplines"):
        return ()
    return decode_helplines(
        read_data(path), file=path, taxonomy=taxonomy(), gazetteer=gazetteer()
    )


@functools.lru_cache(maxsize=_MOST_LOCALES)
def messages(locale: str) -> Messages:
    """
    Return the messages nearest to *locale*, under its own tag where they are its own.

    >>> messages("en-AU").locale, messages("zh-TW").locale
    ('en-AU', 'zh-Hans')
    """
    from cwkit.locales import canonicalise, negotiate  # noqa: PLC0415

    kinships = _read_kinships()
    chosen = negotiate([locale], _list_locales(), kinships=kinships)
    chain = kinships.chain(canonicalise(locale))
    words = _load_messages(chosen)
    # What serves all English outside the United States is, in Australia, Australian:
    # the tag decides with which voice a screen reader speaks.
    return attrs.evolve(words, locale=chain[0]) if chosen in chain else words


@functools.cache
def _load_messages(chosen: str) -> Messages:
    """Return the messages of a locale that has a file."""
    from cwkit.locales import load_messages  # noqa: PLC0415

    return load_messages(chosen, read=lambda name: read_data(f"messages/{name}.toml"))


@functools.cache
def _list_locales() -> tuple[str, ...]:
    """Return the locales that have a file."""
    paths = list_data("messages")
    return tuple(path.partition("/")[2].removesuffix(".toml") for path in paths)


@functools.cache
def _read_kinships() -> Kinships:
    """Return the kinships of locales."""
    from cwkit.locales import decode_locales  # noqa: PLC0415

    return decode_locales(read_data("locales.toml"), file="locales.toml")
