"""
Writing pages back: whole or not at all, and nothing changed but what was to change.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from cwkit.errors import InputError

if TYPE_CHECKING:
    from cwkit.cli.files import Page

__all__ = ["encode_page", "write_page"]


def encode_page(page: Page, text: str) -> bytes:
    """
    Return the bytes of a page that has become *text*.

    Args:
        page: The page as it was read.
        text: What it becomes.

    Raises:
        InputError: If its encoding would change other bytes, or cannot hold the text.
    """
    if page.mark + page.text.encode(page.encoding, "surrogatepass") != page.data:
        raise InputError(
            f"it cannot be written back as it is in {page.encoding}",
            file=page.name,
            cure="save it as UTF-8 first",
        )
    try:
        return page.mark + text.encode(page.encoding)
    except UnicodeError as error:
        raise InputError(
            f"what is to be written does not fit into {page.encoding}",
            file=page.name,
            cure="save the page as UTF-8 first",
        ) from error


def write_page(page: Page, text: str) -> None:
    """
    Write a page back.

    It is written beside the old one and then takes its place, so that whoever looks,
    and whenever it is interrupted, there is one whole file. Its mode, owner and times
    stay. A link stays a link.

    Args:
        page: The page as it was read.
        text: What it becomes.

    Raises:
        InputError: If it cannot be written, or was changed since it was read.
    """
    data = encode_page(page, text)
    path = Path(os.path.realpath(page.name))
    try:
        before = path.stat()
        if not os.access(path, os.W_OK):
            raise PermissionError(None, "it may not be written to")
        if path.read_bytes() != page.data:
            raise InputError(
                "it was changed while it was looked at",
                file=page.name,
                cure="run the command again",
            )
        _replace(path, data, before)
    except OSError as error:
        raise InputError(
            (error.strerror or str(error)).lower(),
            file=page.name,
            cure="see that it can be written to",
        ) from error


def _replace(path: Path, data: bytes, before: os.stat_result) -> None:
    """Put a new file in the place of an old one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.cwkit")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(OSError):
            # Only the superuser may give files away.
            os.chown(beside, before.st_uid, before.st_gid)
        beside.chmod(stat.S_IMODE(before.st_mode))
        os.utime(beside, ns=(before.st_atime_ns, before.st_mtime_ns))
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
