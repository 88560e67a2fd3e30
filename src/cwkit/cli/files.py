"""
Reading what the user names: files, folders and standard input.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import sys
from pathlib import Path
from typing import Final

import attrs

from cwkit.errors import InputError, suggest
from cwkit.text import Limits

__all__ = [
    "MEDIA_TYPES",
    "STANDARD_INPUT",
    "Page",
    "digest_content",
    "guess_media_type",
    "holds_feed",
    "may_be_page",
    "read_page",
]

MEDIA_TYPES: Final = {
    ".atom": "application/atom+xml",
    ".htm": "text/html",
    ".html": "text/html",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".rest": "text/x-rst",
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
_ROOT: Final = re.compile(
    r"""
    \A(?: \s++ | <\?[^>]*+> | <!--(?:[^-]|-(?!->))*+-->
      | <![^\[<>-][^\[<>]*+(?:\[[^\]]*+\]\s*+)?+>   # a document type
    )*+
    <(?:(?:atom|rss|rdf):)?+(feed|rss|RDF)[\s>]
    """,
    re.VERBOSE,
)

# The longer marks first: one begins like another.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How pages declare it, and what stands in each that does: looking for that is faster.
_DECLARED: Final = (
    (
        b"encoding",
        re.compile(rb"""\A\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]+)["']"""),
    ),
    (
        b"charset",
        re.compile(
            rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
        ),
    ),
    # What editors read in the first two lines (as Python does).
    (
        b"-*-",
        re.compile(
            rb"\A(?:[^\n]*\n)?[^\n]*?-\*-[^\n]*?coding[:=]\s*([\w.-]+)[^\n]*?-\*-"
        ),
    ),
)
_MARKED: Final = frozenset(mark[:1] for mark, _ in _MARKS)
"""What pages with a byte-order mark begin with."""

_HEAD: Final = 4096
"""A page declares its encoding in its first kilobyte, or little later."""

_DIGEST: Final = 16
"""Bytes of a digest of what a file holds."""

_PORTION: Final = 1 << 20
"""How many bytes are read at once of what does not tell its size."""

_WIDEST: Final = 4
"""No encoding takes more bytes for a character."""

_READ_AS: Final = {
    "ascii": "windows-1252",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
}
"""What browsers take these names for (WHATWG Encoding, section 4.2)."""


@attrs.frozen
class Page:
    """
    A file that was read.

    Attributes:
        name: How the user names it.

        text: What it holds, without a byte-order mark.

        media_type: How it is written.

        encoding: How its characters are written as bytes.

        mark: The byte-order mark that it begins with.

        data: Its bytes.
    """

    name: str
    text: str
    media_type: str
    encoding: str = "utf-8"
    mark: bytes = b""
    data: bytes = attrs.field(default=b"", repr=False)


def guess_media_type(name: str) -> str | None:
    """
    Return how a file is written, as its name tells; None if it does not.

    Args:
        name: Its path.
    """
    return MEDIA_TYPES.get(_read_ending(name))


def may_be_page(name: str) -> bool:
    """
    Say whether a file may be a page, as its name tells: one in XML may be a feed.

    Args:
        name: Its path.
    """
    ending = _read_ending(name)
    return ending in MEDIA_TYPES or ending in _XML


def _read_ending(name: str) -> str:
    """Return the ending of a path, in lower case."""
    return os.path.splitext(name)[1].lower()  # noqa: PTH122  # asked for every file


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
            shown, data = name, _read_bytes(name, most + 1)
    except OSError as error:
        raise InputError(
            (error.strerror or str(error)).lower(), file=name, cure=_cure(name)
        ) from error
    text, encoding, mark = _decode(data, shown)
    limits.check(text, file=shown)
    guessed = media_type or _guess(name, text)
    return Page(shown, text, guessed, encoding, mark, data)


def digest_content(data: bytes) -> bytes:
    """
    Return a digest of what a file holds.

    Args:
        data: Its bytes.
    """
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


def _read_bytes(name: str, most: int) -> bytes:
    """Read at most so many bytes of a file."""
    # Thousands of pages are read: no buffer is made for what is read at once, and none
    # for the largest page where most are small.
    with open(name, "rb", buffering=0) as file:  # noqa: PTH123  # a path would cost more than the reading
        size = min(os.fstat(file.fileno()).st_size + 1, most)
        parts = [file.read(size)]
        most -= len(parts[0])
        # What does not tell its size, such as a pipe, is read until it ends.
        while most > 0 and parts[-1]:
            parts.append(file.read(min(most, _PORTION)))
            most -= len(parts[-1])
    return b"".join(parts)


def _guess(name: str, text: str) -> str:
    """Judge by the file name how a text is written; of XML, the root tells."""
    guessed = guess_media_type(name) or "text/plain"
    if _read_ending(name) in _XML:
        root = _ROOT.search(text[:_HEAD])
        if root is not None:
            return MEDIA_TYPES[".atom" if root[1] == "feed" else ".rss"]
    return guessed


def _decode(data: bytes, name: str) -> tuple[str, str, bytes]:
    """Decode by byte-order mark, declaration, or as UTF-8; never by guessing."""
    mark, encoding = b"", ""
    if data[:1] in _MARKED:
        mark, encoding = next(
            ((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)),
            (b"", ""),
        )
    if not encoding:
        encoding = _read_declaration(data[:_HEAD])
    if b"\0" in data and not encoding.startswith(("utf-16", "utf-32")):
        raise InputError("this is no text", file=name, cure="name a text file")
    try:
        return (data[len(mark) :] if mark else data).decode(encoding), encoding, mark
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


def _read_declaration(head: bytes) -> str:
    """Return the encoding that a page declares, or UTF-8."""
    folded = head.lower()
    for sign, pattern in _DECLARED:
        found = pattern.search(head) if sign in folded else None
        if found is not None:
            declared = found[1].decode("ascii").lower()
            # A declaration that can be read byte by byte is not in UTF-16.
            if declared.startswith(("utf-16", "utf-32")):
                return "utf-8"
            return _READ_AS.get(declared, declared)
    return "utf-8"


def _cure(name: str) -> str | None:
    """Suggest a file beside the one that is not there."""
    path = Path(name)
    try:
        others = [e.name for e in path.parent.iterdir() if e.name != path.name]
        near = suggest(path.name, others)
    except OSError:
        return None
    return f'did you mean "{path.parent / near}"?' if near else None


def holds_feed(path: Path) -> bool:
    """
    Say whether a file of XML is a feed, as its root tells.

    Args:
        path: Its path. Of a file that cannot be read it is assumed, so that whoever
            reads it says why.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return True
    # The root is ASCII in every encoding that has no mark.
    marked = (row for row in _MARKS if head.startswith(row[0]))
    mark, encoding = next(marked, (b"", "latin-1"))
    text = head[len(mark) :].decode(encoding, errors="replace")
    return _ROOT.search(text) is not None
