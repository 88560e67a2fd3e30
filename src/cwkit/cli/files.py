"""
Reading what the user names: files, folders and standard input.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.errors import InputError, suggest
from cwkit.text import Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["MEDIA_TYPES", "Page", "find_files", "read_page"]

MEDIA_TYPES: Final = {
    ".atom": "application/atom+xml",
    ".htm": "text/html",
    ".html": "text/html",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".rss": "application/rss+xml",
    ".rst": "text/x-rst",
    ".text": "text/plain",
    ".txt": "text/plain",
    ".xhtml": "text/html",
}
"""Media types by file name ending."""

STANDARD_INPUT: Final = "-"
"""The name that stands for standard input."""

_XML: Final = frozenset({".atom", ".rss", ".xml"})
_ROOT: Final = re.compile(r"<(?:atom:)?(feed|rss|rdf:RDF)[\s>]")

_MARKS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_HEAD: Final = 4096
"""A page declares its encoding in its first kilobyte, or little later."""

_WIDEST: Final = 4
"""No encoding takes more bytes for a character."""


@attrs.frozen
class Page:
    """
    A file that was read.

    Attributes:
        name: How the user names it.

        text: What it holds.

        media_type: How it is written.
    """

    name: str
    text: str
    media_type: str


def find_files(names: Iterable[str]) -> Iterator[str]:
    """
    Yield files, and for folders the pages below them, sorted.

    Args:
        names: What the user names; a folder's other files are passed over.

    Raises:
        InputError: If a name is no file or folder.
    """
    for name in names:
        path = Path(name)
        if name == STANDARD_INPUT or not path.is_dir():
            yield name
            continue
        for folder, folders, files in os.walk(path):
            # Hidden folders hold tools, not pages.
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            for file in sorted(files):
                if Path(file).suffix.lower() in MEDIA_TYPES:
                    yield str(Path(folder) / file)


def read_page(
    name: str, *, media_type: str | None = None, limits: Limits | None = None
) -> Page:
    """
    Read a file, or standard input.

    Args:
        name: A path, or ``-``.
        media_type: How it is written; None judges by the file name.
        limits: How large it may be.

    Raises:
        InputError: If it cannot be read, or is no text.
        LimitError: If it is too large.
    """
    limits = limits or Limits()
    most = limits.characters * _WIDEST
    try:
        if name == STANDARD_INPUT:
            shown, data = "standard input", sys.stdin.buffer.read(most + 1)
        else:
            shown = name
            with Path(name).open("rb") as file:
                data = file.read(most + 1)
    except OSError as error:
        raise InputError(
            (error.strerror or str(error)).lower(), file=name, cure=_cure(name)
        ) from error
    text = _decode(data, shown)
    limits.check(text, file=shown)
    return Page(shown, text, media_type or _guess(Path(name).suffix.lower(), text))


def _guess(suffix: str, text: str) -> str:
    """Judge by the file name how a text is written; of XML, the root tells."""
    guessed = MEDIA_TYPES.get(suffix, "text/plain")
    if suffix in _XML:
        root = _ROOT.search(text[:_HEAD])
        if root is not None:
            return MEDIA_TYPES[".atom" if root[1] == "feed" else ".rss"]
    return guessed


def _decode(data: bytes, name: str) -> str:
    """Decode by byte-order mark, declaration, or as UTF-8; never by guessing."""
    marked = [encoding for mark, encoding in _MARKS.items() if data.startswith(mark)]
    declared = _DECLARED.search(data[:_HEAD])
    if marked:
        encoding = marked[0]
    elif declared is None or declared[1].lower().startswith(b"utf-16"):
        # A declaration that can be read byte by byte is not in UTF-16.
        encoding = "utf-8"
    else:
        encoding = declared[1].decode("ascii")
    if b"\0" in data and encoding != "utf-16":
        raise InputError("this is no text", file=name, cure="name a text file")
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise InputError(
            f'the page declares an unknown encoding "{encoding}"',
            file=name,
            cure="correct the declaration",
        ) from error
    except UnicodeError as error:
        # Some codecs do not tell where they failed.
        at = getattr(error, "start", None)
        raise InputError(
            f"this is not {encoding}",
            file=name,
            line=None if at is None else data.count(b"\n", 0, at) + 1,
            cure="save it as UTF-8, or declare its encoding",
        ) from error


def _cure(name: str) -> str | None:
    """Suggest a file beside the one that is not there."""
    path = Path(name)
    try:
        near = suggest(path.name, [entry.name for entry in path.parent.iterdir()])
    except OSError:
        return None
    return f'did you mean "{path.parent / near}"?' if near else None
