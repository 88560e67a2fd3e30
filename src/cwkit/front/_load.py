"""
Loading packs and directories of your own.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from cwkit.detect import Detector
from cwkit.errors import InputError
from cwkit.front import _shared as shared
from cwkit.helplines import (
    Directory,
    decode_helplines,
    decode_overlay,
    decode_retired,
)
from cwkit.packs import decode_packs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cwkit.helplines import Helpline, Retired
    from cwkit.packs import Pack

__all__ = [
    "build_detector",
    "list_shipped_ids",
    "load_directory",
    "load_overlay",
    "load_pack",
    "load_retired",
]


def load_pack(files: Mapping[str, str]) -> tuple[Pack, ...]:
    """
    Read packs of your own.

    Args:
        files: Texts of pack files by name.

    Returns:
        One pack for each language; give them to `Detector`.

    Raises:
        DataError: If a file is not as it should be.
    """
    return decode_packs(files, topics=[topic.id for topic in shared.taxonomy()])


def build_detector(
    packs: Iterable[Pack] = (),
    *,
    allow: Iterable[str] = (),
    deny: Mapping[str, str] | Iterable[str] = (),
) -> Detector:
    """
    Return a detector with the rules that cwkit ships, and others.

    Args:
        packs: Packs to look for as well.
        allow: Phrases and rule ids that are never findings.
        deny: Phrases, each with the topic it finds, or rule ids, that always are.

    Raises:
        InputError: If a phrase holds no word, a denied one has no topic, or there is
            no such topic or rule.
    """
    packs = tuple(packs)
    if not packs and not allow and not deny:
        return shared.detector()
    return Detector(
        [*shared.read_programs(), *packs],
        taxonomy=shared.taxonomy(),
        allow=allow,
        deny=deny,
    )


def list_shipped_ids(language: str) -> frozenset[str]:
    """
    Return the ids of the rules, harmless phrases and notices that cwkit ships.

    Args:
        language: Of the packs of this language.
    """
    programs = [p.load() for p in shared.read_programs() if p.language == language]
    return frozenset(
        itertools.chain.from_iterable(
            (
                *(row.id for row in program.rules),
                *(row.id for row in program.benign),
                *(row.id for row in program.notices),
            )
            for program in programs
        )
    )


def load_retired(files: Mapping[str, str]) -> tuple[Retired, ...]:
    """
    Read numbers of your own that must not be printed any more.

    Args:
        files: Texts of files by name.

    Raises:
        DataError: If a file is not as it should be.
    """
    return tuple(
        row for name, text in files.items() for row in decode_retired(text, file=name)
    )


def load_directory(files: Mapping[str, str]) -> Directory:
    """
    Read a helpline directory of your own.

    Args:
        files: Texts of helpline files by country code.

    Raises:
        DataError: If a file is not as it should be.
    """
    records = {
        country: decode_helplines(text, file=country) for country, text in files.items()
    }
    return Directory(
        functools.partial(_pick, records),
        gazetteer=shared.gazetteer(),
        taxonomy=shared.taxonomy(),
    )


def load_overlay(
    files: Mapping[str, str], *, directory: Directory | None = None
) -> Directory:
    r"""
    Lay files of your own over a directory: they add, hide and re-order records.

    Such a file is a helpline file; besides records it may name ids to ``hide`` and
    ids to put ``first``. Each record of the merged directory says in its ``origin``
    which file it came from.

    >>> ours = load_overlay(
    ...     {"ours.toml": 'schema = 1\ncountry = "AU"\nhide = ["au.mensline"]'}
    ... )
    >>> "au.mensline" in {line.id for line in ours.records("AU")}
    False

    Args:
        files: Texts of the files by name; a later one goes over an earlier.
        directory: The directory below; None for the one that cwkit ships.

    Raises:
        DataError: If a file is not as it should be.
        InputError: If it hides or puts first what there is not.
    """
    merged = directory or shared.directory()
    for name, text in files.items():
        overlay = decode_overlay(
            text, file=name, taxonomy=shared.taxonomy(), gazetteer=shared.gazetteer()
        )
        try:
            merged = merged.overlay(
                overlay.records, hide=overlay.hide, first=overlay.first
            )
        except InputError as error:
            raise InputError(error.message, file=name, cure=error.cure) from None
    return merged


def _pick(
    records: Mapping[str, tuple[Helpline, ...]], country: str
) -> tuple[Helpline, ...]:
    """Return the records of one country."""
    return records.get(country, ())
