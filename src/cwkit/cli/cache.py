"""
What was said of pages before, so that a second run reads only what changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cwkit.cli.results import PageResult

if TYPE_CHECKING:
    import os

__all__ = ["FOLDER", "Cache", "digest"]

FOLDER: Final = ".cwkit-cache"
"""Where it lies, beside the settings."""

_VERSION: Final = 1
_BATCH: Final = 1000
"""How many results are written at once."""

_TABLES: Final = """
create table if not exists page (
    path text primary key,
    seconds integer,
    size integer,
    made text,
    result text
) without rowid
"""


class Cache:
    """
    Results by page, size, time of change, and all that they depend on.

    Nothing is lost with it: a cache that cannot be opened, read or written is none.

    Args:
        root: The folder of the settings.
        made: A digest of what else results depend on.
    """

    def __init__(self, root: Path, made: str) -> None:
        self._made = made
        self._rows: dict[str, tuple[int, int, str]] = {}
        self._new: list[tuple[str, int, int, str, str]] = []
        self._database: sqlite3.Connection | None = None
        with contextlib.suppress(OSError, sqlite3.Error):
            folder = root / FOLDER
            folder.mkdir(exist_ok=True)
            # A cache is nobody's source: git passes over it by itself.
            (folder / ".gitignore").write_text("*\n", "ascii")
            self._database = sqlite3.connect(folder / f"pages-{_VERSION}.sqlite")
            self._database.execute(_TABLES)
            rows = self._database.execute(
                "select path, seconds, size, result from page where made = ?", (made,)
            )
            self._rows = {row[0]: row[1:] for row in rows}

    def get(self, name: str, stat: os.stat_result) -> PageResult | None:
        """
        Return what was said of a page, if nothing changed.

        Args:
            name: Its path.
            stat: Its size and time of change now.
        """
        row = self._rows.get(str(Path(name).absolute()))
        if row is None or row[:2] != (stat.st_mtime_ns, stat.st_size):
            return None
        try:
            return PageResult.from_plain(name, json.loads(row[2]))
        except (LookupError, TypeError, ValueError):
            # Somebody else wrote there.
            return None

    def put(self, result: PageResult, stat: os.stat_result) -> None:
        """
        Keep what is said of a page.

        Args:
            result: What is said.
            stat: Its size and time of change when it was read.
        """
        plain = json.dumps(result.to_plain(), separators=(",", ":"))
        path = str(Path(result.name).absolute())
        self._new.append((path, stat.st_mtime_ns, stat.st_size, self._made, plain))
        if len(self._new) >= _BATCH:
            self._write()

    def close(self) -> None:
        """
        Write what is new.
        """
        self._write()
        if self._database is not None:
            self._database.close()

    def _write(self) -> None:
        """Write what is new so far."""
        if self._database is not None and self._new:
            with contextlib.suppress(sqlite3.Error), self._database:
                self._database.executemany(
                    "insert or replace into page values (?, ?, ?, ?, ?)", self._new
                )
        self._new.clear()


def digest(*parts: Any) -> str:
    """
    Return a digest of values.
    """
    text = "\0".join(map(repr, parts))
    return hashlib.blake2s(text.encode("utf-8", "surrogatepass")).hexdigest()
