"""
Loading packs and directories of your own.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from cwkit.front import _shared as shared
from cwkit.helplines import Directory, decode_helplines
from cwkit.packs import decode_packs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cwkit.helplines import Helpline
    from cwkit.packs import Pack

__all__ = ["load_directory", "load_pack"]


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
