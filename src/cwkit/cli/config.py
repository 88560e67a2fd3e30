"""
Settings, with where each came from, and what of them holds for a page.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cwkit.audit import Waiver
    from cwkit.cli.patterns import PathPatterns
    from cwkit.errors import CwkitError

__all__ = [
    "DEFAULTS",
    "PAGE_LISTS",
    "PAGE_WORDS",
    "Config",
    "Denied",
    "Override",
    "PageChooser",
    "PageSettings",
    "PathWaiver",
    "Setting",
]

PAGE_LISTS: Final = ("place", "languages", "enable", "disable", "wording")
"""The keys of lists that may be other for some paths."""

PAGE_WORDS: Final = ("locale", "style")
"""The keys of words that may be other for some paths."""

DEFAULTS: Final[Mapping[str, Any]] = {
    "place": (),
    "locale": None,
    "languages": (),
    "style": "standard",
    "enable": (),
    "disable": (),
    "levels": (),
    "wording": (),
    "stale_after": 365,
    "include": (),
    "exclude": (),
    "gitignore": True,
    "packs": (),
    "helplines": (),
    "retired": (),
    "allow": (),
    "deny": (),
    "deny_rules": (),
    "fail_on": "note",
    "jobs": 1,
    "cache": None,
}
"""What holds where nobody says otherwise; also the list of all keys."""

_COMMAND_LINE: Final = "command line"
_ELSEWHERE: Final = frozenset(
    {"include", "exclude", "gitignore", "fail_on", "jobs", "cache"}
)
"""What decides which pages are read and how, but not what is said of one."""

_NO_FILES: Final = frozenset({"", os.curdir, os.pardir})


@attrs.frozen(kw_only=True)
class Setting:
    """
    A value, and where it came from.

    Attributes:
        value: The value.

        origin: ``default``, ``command line``, or file and table.
    """

    value: Any
    origin: str = "default"


@attrs.frozen(kw_only=True)
class Denied:
    """
    Words that are findings whatever the packs say.

    Attributes:
        topic: The topic that they treat.

        forms: The words, written as packs write them.

        languages: The languages they belong to.
    """

    topic: str
    forms: tuple[str, ...]
    languages: tuple[str, ...]


@attrs.frozen(kw_only=True)
class PageSettings:
    """
    What holds for one page.

    Attributes:
        place: Where its readers are.

        locale: The locale of what is inserted.

        languages: The languages it is in.

        style: The style of what is inserted.

        enable: Checks that run, though they would not.

        disable: Checks that do not run, though they would.

        levels: How much problems matter, where it is other than usual.

        wording: The profiles of wording that it is held to.

        stale_after: How many days after their last check helplines are stale.

        waivers: What is allowed.
    """

    place: tuple[str, ...] = ()
    locale: str | None = None
    languages: tuple[str, ...] = ()
    style: str = "standard"
    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    wording: tuple[str, ...] = ()
    stale_after: int = 365
    waivers: tuple[Waiver, ...] = ()


@attrs.frozen(kw_only=True)
class Override:
    """
    What holds for some paths.

    Attributes:
        match: The paths.

        values: What holds there, by key.
    """

    match: PathPatterns
    values: tuple[tuple[str, Setting], ...]


@attrs.frozen(kw_only=True)
class PathWaiver:
    """
    A waiver, and the paths that it is for.

    Attributes:
        match: The paths.

        waiver: The waiver.

        lines: The patterns of the paths, as they were written.
    """

    match: PathPatterns
    waiver: Waiver
    lines: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Config:
    """
    All settings.

    Attributes:
        root: The folder that paths are told from.

        file: The file that was read, if there is one.

        settings: The settings by key.

        overrides: What holds for some paths; of those that match, the last counts.

        waivers: What is allowed on some paths.

        source: The text of the file, to find lines in.
    """

    root: Path
    file: str | None = None
    settings: tuple[tuple[str, Setting], ...] = ()
    overrides: tuple[Override, ...] = ()
    waivers: tuple[PathWaiver, ...] = ()
    source: str = attrs.field(default="", repr=False)

    def get(self, key: str) -> Any:
        """
        Return a setting's value.
        """
        return dict(self.settings)[key].value

    def list_decisive(self) -> list[tuple[str, Any, bool]]:
        """
        Return what decides what is said of a page, and whether the command line says
        it, which holds everywhere.
        """
        return [
            (key, one.value, one.origin == _COMMAND_LINE)
            for key, one in self.settings
            if key not in _ELSEWHERE
        ]

    def replace(self, **values: Any) -> Config:
        """
        Return the settings with what the command line says; None says nothing.
        """
        settings = dict(self.settings)
        for key, value in values.items():
            if value is not None:
                settings[key] = Setting(value=value, origin=_COMMAND_LINE)
        return attrs.evolve(self, settings=tuple(settings.items()))

    def relative(self, name: str) -> str:
        """
        Return a path as told from the root, with forward slashes.
        """
        path = Path(name).absolute()
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def explain(self, name: str | None = None) -> Iterator[tuple[str, Setting]]:
        """
        Yield every setting, as it holds everywhere or for one path.
        """
        settings = dict(self.settings)
        if name is not None:
            settings.update(self.others(self.relative(name)))
        yield from settings.items()

    def page(self, name: str) -> PageSettings:
        """
        Return what holds for a page.

        Args:
            name: Its path.
        """
        return PageChooser(self).choose(self.relative(name))

    def others(self, path: str) -> dict[str, Setting]:
        """
        Return what is other for a path than everywhere.

        Args:
            path: The path as told from the root.
        """
        # What the command line says holds everywhere.
        said = {key for key, one in self.settings if one.origin == _COMMAND_LINE}
        return {
            key: setting
            for override in self.overrides
            if override.match.matches(path)
            for key, setting in override.values
            if key not in said
        }

    def layers(self) -> Iterator[dict[str, Setting]]:
        """
        Yield what holds where nothing else is said, and what is other for some paths.
        """
        yield dict(self.settings)
        for override in self.overrides:
            yield dict(override.values)

    def place(self, error: CwkitError, key: str, setting: Setting) -> CwkitError:
        """
        Return an error about a setting, with the file, key path and line it is at.

        Args:
            error: What is wrong; it shows between quotation marks what it is about.
            key: The key of the setting.
            setting: The setting; what the command line says stands in no file.
        """
        if self.file is None or not setting.origin.startswith(self.file):
            return error
        error.file = self.file
        table = setting.origin.removeprefix(self.file).removeprefix(", ")
        error.key = f"{table}, {key}" if table else key
        head = re.search(rf"(?<![\w-]){re.escape(key)}(?:\s*=|\]\])", self.source)
        first = head.start() if head else 0
        # As a value, or as a key of a table.
        words = "|".join(map(re.escape, re.findall(r'"([^"]+)"', error.message)))
        written = rf"""["'](?:{words})["']|(?<![\w-])(?:{words})(?=\s*=)"""
        found = re.compile(written).search(self.source, first) if words else None
        place = found.start() if found else first
        error.line = self.source.count("\n", 0, place) + 1
        return error

    def build(self, others: Mapping[str, Setting]) -> PageSettings:
        """
        Return what holds for a page.

        Args:
            others: What is other than everywhere.
        """
        settings = {**dict(self.settings), **others}
        return PageSettings(
            **{
                key: settings[key].value
                for key in (*PAGE_LISTS, *PAGE_WORDS, "levels", "stale_after")
            }
        )


class PageChooser:
    """
    Says what holds for page after page; what holds for several is built once.

    Args:
        config: The settings.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._patterns = (
            *(override.match for override in config.overrides),
            *(row.match for row in config.waivers),
        )
        self._folders: dict[str, str] = {}
        self._built: dict[tuple[bool, ...], PageSettings] = {}

    def relative(self, name: str) -> str:
        """
        Return a path as told from the root, with forward slashes.

        Args:
            name: The path of a page.
        """
        folder, file = os.path.split(name)
        if file in _NO_FILES:
            return self._config.relative(name)
        if folder not in self._folders:
            within = self._config.relative(folder)
            # The root itself is told as a dot, and the top of all ends in a slash.
            below = "" if within == os.curdir else f"{within.rstrip('/')}/"
            self._folders[folder] = below
        return self._folders[folder] + file

    def choose(self, path: str) -> PageSettings:
        """
        Return what holds for a page.

        Args:
            path: Its path as told from the root.
        """
        config = self._config
        matched = tuple(patterns.matches(path) for patterns in self._patterns)
        if matched not in self._built:
            others = config.others(path)
            waivers = tuple(w.waiver for w in config.waivers if w.match.matches(path))
            self._built[matched] = attrs.evolve(config.build(others), waivers=waivers)
        return self._built[matched]
