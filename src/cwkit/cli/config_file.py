"""
Reading settings from ``pyproject.toml`` or ``cwkit.toml``.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from cwkit.audit import build_waiver
from cwkit.cli.config import (
    DEFAULTS,
    PAGE_LISTS,
    PAGE_WORDS,
    Config,
    Denied,
    Override,
    PathWaiver,
    Setting,
)
from cwkit.cli.patterns import PathPatterns
from cwkit.errors import DataError, InputError
from cwkit.schema import Table

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

__all__ = ["find_config"]

_OWN: Final = "cwkit.toml"
_SHARED: Final = "pyproject.toml"
_TABLE: Final = "tool.cwkit"

_LISTS: Final = (
    "include",
    "exclude",
    "packs",
    "helplines",
    "retired",
    "allow",
    "deny_rules",
)

_LEVELS: Final = ("error", "warning", "note")
_NEVER: Final = "never"


def find_config(
    name: str | None = None, *, start: Path | None = None, read: bool = True
) -> Config:
    """
    Read the settings: of the file named, or of the nearest above *start*.

    Args:
        name: A file; None looks for one.
        start: Where to look; None is the folder that the command runs in.
        read: Whether to read any; without it the defaults hold.

    Raises:
        DataError: If a setting is not as it should be.
        InputError: If the file cannot be read.
    """
    if name is not None:
        path = Path(name)
        return _read(path, _load(path))
    here = (start or Path.cwd()).absolute()
    for folder in (here, *here.parents) if read else ():
        for file in (_OWN, _SHARED):
            path = folder / file
            if path.is_file():
                table = _load(path)
                if table is not None:
                    return _read(path, table)
    return _complete(Config(root=here))


def _load(path: Path) -> Table | None:
    """Read a file; None if it is a shared one that says nothing of cwkit."""
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise InputError(
            (error.strerror or str(error)).lower(),
            file=str(path),
            cure="name a file of settings",
        ) from error
    except UnicodeError as error:
        raise InputError("this is not UTF-8", file=str(path)) from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"not valid TOML: {error}", file=str(path)) from error
    if path.name != _SHARED:
        return Table(values, file=str(path), source=text)
    own = values.get("tool", {}).get("cwkit")
    if not isinstance(own, dict):
        return None
    return Table(cast("dict[str, Any]", own), file=str(path), key=_TABLE, source=text)


def _read(path: Path, table: Table | None) -> Config:
    """Read a table of settings."""
    config = Config(root=path.absolute().parent, file=str(path))
    if table is None:
        return _complete(config)
    origin = f"{path}, {table.key}" if table.key else str(path)
    settings = dict(_read_page(table, origin))
    for key in _LISTS:
        if key in table:
            settings[key] = Setting(value=table.strings(key), origin=origin)
    for key in ("gitignore", "cache"):
        if key in table:
            settings[key] = Setting(value=table.boolean(key), origin=origin)
    if "jobs" in table:
        settings["jobs"] = Setting(value=table.integer("jobs"), origin=origin)
    if "fail_on" in table:
        level = table.choice("fail_on", (*_LEVELS, _NEVER))
        settings["fail_on"] = Setting(value=level, origin=origin)
    denied = tuple(_read_denied(row) for row in table.tables("deny"))
    if denied:
        settings["deny"] = Setting(value=denied, origin=origin)
    overrides = tuple(_read_override(row, origin) for row in table.tables("paths"))
    waivers = tuple(_read_waiver(row) for row in table.tables("waivers"))
    for key in (*_LISTS, "gitignore", "cache", "jobs", "fail_on"):
        # So that a misspelt key is told the nearest of all keys.
        _know(table, key)
    table.finish()
    return _complete(
        attrs.evolve(
            config,
            settings=tuple(settings.items()),
            overrides=overrides,
            waivers=waivers,
            source=table.source,
        )
    )


def _know(table: Table, key: str) -> None:
    """Let a table know a key that may be missing."""
    if key not in table:
        table.strings(key)


def _complete(config: Config) -> Config:
    """Return settings with the defaults for what nobody says."""
    said = dict(config.settings)
    settings = {
        key: said.get(key, Setting(value=value)) for key, value in DEFAULTS.items()
    }
    return attrs.evolve(config, settings=tuple(settings.items()))


def _read_page(table: Table, origin: str) -> Iterator[tuple[str, Setting]]:
    """Read what may hold for some paths only."""
    for key in PAGE_LISTS:
        if key not in table:
            _know(table, key)
        elif key == "place" and _is_word(table, key):
            yield key, Setting(value=(table.string(key),), origin=origin)
        else:
            yield key, Setting(value=table.strings(key), origin=origin)
    for key in PAGE_WORDS:
        value = table.string(key, None)
        if value is not None:
            yield key, Setting(value=value, origin=origin)
    levels = table.table("levels")
    found = tuple((name, levels.choice(name, _LEVELS)) for name in levels)
    if found:
        yield "levels", Setting(value=found, origin=origin)
    days = table.integer("stale_after", None)
    if days is not None:
        yield "stale_after", Setting(value=days, origin=origin)


def _is_word(table: Table, key: str) -> bool:
    """Say whether a key holds a string, and not a list."""
    try:
        table.string(key)
    except DataError:
        return False
    return True


def _read_override(row: Table, origin: str) -> Override:
    """Read what holds for some paths."""
    match = _read_match(row)
    where = f"{origin}, paths {', '.join(row.strings('match'))}"
    values = tuple(_read_page(row, where))
    row.finish()
    return Override(match=match, values=values)


def _read_match(row: Table) -> PathPatterns:
    """Read the patterns of a row."""
    lines = row.strings("match")
    if not lines:
        raise row.error('"match" is missing', cure='add match = ["folder/**"]')
    return PathPatterns.parse(lines)


def _read_denied(row: Table) -> Denied:
    """Read words that are always findings."""
    denied = Denied(
        topic=row.string("topic"),
        forms=row.strings("forms"),
        languages=row.strings("languages", ("en",)),
    )
    row.finish()
    return denied


def _read_waiver(row: Table) -> PathWaiver:
    """Read a waiver."""
    names: Sequence[str] = (
        (row.string("check"),) if _is_word(row, "check") else row.strings("check")
    )
    until: datetime.date | None = row.date("until", None)
    reason = row.string("reason", None)
    lines = row.strings("match", ("*",))
    row.finish()
    try:
        waiver = build_waiver(
            names,
            reason,
            None if until is None else until.isoformat(),
            origin=f"{row.file}, waiver of {', '.join(names)}",
        )
    except InputError as error:
        raise row.error(error.message, cure=error.cure) from error
    return PathWaiver(match=PathPatterns.parse(lines), waiver=waiver, lines=lines)
