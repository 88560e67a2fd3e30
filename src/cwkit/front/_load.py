"""
Loading packs and directories of your own.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from cwkit.detect import Detector
from cwkit.front import _shared as shared
from cwkit.front._together import Together
from cwkit.helplines import Directory, decode_helplines, decode_retired
from cwkit.packs import decode_packs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cwkit.helplines import Helpline, Retired
    from cwkit.packs import Pack

__all__ = [
    "build_detector",
    "extend_directory",
    "load_directory",
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
    packs: Iterable[Pack] = (), *, allow: Iterable[str] = ()
) -> Detector:
    """
    Return a detector with the rules that cwkit ships, and others.

    Args:
        packs: Packs to look for as well.
        allow: Phrases and rule ids that are never findings.
    """
    allow = tuple(allow)
    first = (
        Detector(shared.read_programs(), taxonomy=shared.taxonomy(), allow=allow)
        if allow
        else shared.detector()
    )
    more = tuple(packs)
    if not more:
        return first
    return Together(first, Detector(more, taxonomy=shared.taxonomy(), allow=allow))


def extend_directory(files: Mapping[str, str]) -> Directory:
    """
    Return the directory that cwkit ships, with records of your own before its own.

    Args:
        files: Texts of helpline files by name.

    Raises:
        DataError: If a file is not as it should be.
    """
    return shared.directory().overlay(
        record
        for name, text in files.items()
        for record in decode_helplines(
            text, file=name, taxonomy=shared.taxonomy(), gazetteer=shared.gazetteer()
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


def _pick(
    records: Mapping[str, tuple[Helpline, ...]], country: str
) -> tuple[Helpline, ...]:
    """Return the records of one country."""
    return records.get(country, ())
