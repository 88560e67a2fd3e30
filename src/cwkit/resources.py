"""
The only room that opens package data.
"""

from __future__ import annotations

import functools
import hashlib
from typing import Final

from importlib_resources import files

__all__ = ["digest_data", "list_data", "read_bytes", "read_data"]


# An editor's copies and a file system's own files lie beside data, but are none.
_ENDINGS: Final = (".json", ".toml")


def read_data(path: str) -> str:
    """
    Return the text of a packaged data file.

    >>> read_data("topics.toml").startswith("#")
    True

    Args:
        path: Where it lies below ``data/``, with forward slashes.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    return read_bytes(path).decode("utf-8")


def read_bytes(path: str) -> bytes:
    """
    Return the bytes of a packaged data file.

    Args:
        path: Where it lies below ``data/``, with forward slashes.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    return files("cwkit").joinpath("data", *path.split("/")).read_bytes()


@functools.cache
def digest_data() -> str:
    """
    Return a digest of all packaged data: another one means other results.

    >>> len(digest_data())
    32
    """
    digest = hashlib.blake2s(digest_size=16)
    waiting = [files("cwkit").joinpath("data")]
    while waiting:
        for entry in sorted(waiting.pop().iterdir(), key=lambda entry: entry.name):
            if entry.is_dir():
                waiting.append(entry)
            elif entry.name.endswith((*_ENDINGS, ".tsv", ".css")):
                digest.update(entry.name.encode())
                digest.update(entry.read_bytes())
    return digest.hexdigest()


def list_data(folder: str) -> tuple[str, ...]:
    """
    Return the paths of the files in a packaged data folder, sorted.

    >>> "messages/en.toml" in list_data("messages")
    True

    Args:
        folder: Where it lies below ``data/``.
    """
    place = files("cwkit").joinpath("data", *folder.split("/"))
    return tuple(
        sorted(
            f"{folder}/{entry.name}"
            for entry in place.iterdir()
            if entry.is_file() and entry.name.endswith(_ENDINGS)
        )
    )
