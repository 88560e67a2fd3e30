"""
What was said of pages before, so that a second run reads only what changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import time
from pathlib import Path
from typing import Any, Final

from cwkit.cli.files import digest_content
from cwkit.cli.results import PageResult

__all__ = ["FOLDER", "Cache", "digest"]

FOLDER: Final = ".cwkit-cache"
"""Where it lies, beside the settings."""

_VERSION: Final = 3
_BATCH: Final = 1000
"""How many results are written at once."""

_TICK: Final = 2_000_000_000
"""Times of files have steps of up to two seconds (FAT), here in nanoseconds."""

_UNSURE: Final = -1
"""The time of a page that may have changed again without a new one."""

_TABLES: Final = """
create table if not exists page (
    path blob primary key,
    made text,
    changed integer,
    noted integer,
    size integer,
    content blob,
    result text
) without rowid
"""
_FIND: Final = """
select changed, noted, size, content, result from page where path = ? and made = ?
"""
_KEEP: Final = "insert or replace into page values (?, ?, ?, ?, ?, ?, ?)"


class Cache:
    """
    Results by page, what it holds, and all else that they depend on.

    A page whose size and times are as they were is not read again. One that has other
    times, as after a fresh checkout, is read and compared, but not audited again.

    Nothing is lost with it: a cache that cannot be opened, read or written is none.

    Args:
        root: The folder of the settings.
        made: A digest of what else results depend on.
    """

    def __init__(self, root: Path, made: str) -> None:
        self._made = made
        self._here = os.getcwd()  # noqa: PTH109  # joined to names below
        self._begun = time.time_ns()
        self._new: list[tuple[bytes, str, int, int, int, bytes, str]] = []
        self._database: sqlite3.Connection | None = None
        with contextlib.suppress(OSError, sqlite3.Error):
            folder = root / FOLDER
            folder.mkdir(exist_ok=True)
            # A cache is nobody's source: git passes over it by itself.
            (folder / ".gitignore").write_text("*\n", "ascii")
            self._database = sqlite3.connect(folder / f"pages-{_VERSION}.sqlite")
            self._database.execute(_TABLES)

    def get(self, name: str, stat: os.stat_result) -> PageResult | None:
        """
        Return what was said of a page, if nothing changed.

        Args:
            name: Its path.
            stat: Its size and times now.
        """
        row = self._find(name)
        if row is None:
            return None
        try:
            changed, noted, size, content, plain = row
            same = (changed, noted) == (stat.st_mtime_ns, stat.st_ctime_ns)
            if size != stat.st_size or not (same or content == _read_digest(name)):
                return None
            result = PageResult.from_plain(name, json.loads(plain), content)
        except (LookupError, TypeError, ValueError):
            # Somebody else wrote there.
            return None
        if not same:
            self.put(result, stat)
        return result

    def put(self, result: PageResult, stat: os.stat_result) -> None:
        """
        Keep what is said of a page.

        Args:
            result: What is said.
            stat: Its size and times before it was read.
        """
        changed, noted = stat.st_mtime_ns, stat.st_ctime_ns
        if max(changed, noted) > self._begun - _TICK:
            changed = _UNSURE
        plain = json.dumps(result.to_plain(), separators=(",", ":"))
        path, made = self._locate(result.name), self._made
        self._new.append(
            (path, made, changed, noted, stat.st_size, result.content, plain)
        )
        if len(self._new) >= _BATCH:
            self._write()

    def close(self) -> None:
        """
        Write what is new.
        """
        self._write()
        if self._database is not None:
            self._database.close()

    def _find(self, name: str) -> Any:
        """Return the row of a page."""
        if self._database is None:
            return None
        try:
            found = self._database.execute(_FIND, (self._locate(name), self._made))
            return found.fetchone()
        except sqlite3.Error:
            return None

    def _locate(self, name: str) -> bytes:
        """Return where a page is, from wherever it is named; no path need be text."""
        return os.fsencode(os.path.join(self._here, name))  # noqa: PTH118  # as names come from the walk

    def _write(self) -> None:
        """Write what is new so far."""
        if self._database is not None and self._new:
            with contextlib.suppress(sqlite3.Error), self._database:
                self._database.executemany(_KEEP, self._new)
        self._new.clear()


def digest(*parts: Any) -> str:
    """
    Return a digest of values.
    """
    text = "\0".join(map(repr, parts))
    return hashlib.blake2s(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read_digest(name: str) -> bytes:
    """Return the digest of what a page holds now; nothing if it cannot be read."""
    try:
        return digest_content(Path(name).read_bytes())
    except OSError:
        return b""
