"""
What settings name beside the pages: packs, helplines and retired numbers of one's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cwkit
from cwkit.cli.files import read_page
from cwkit.errors import CwkitError, InputError, UnknownTopicError
from cwkit.front import build_detector, check_names, load_overlay, make_settings
from cwkit.packs import FormError, Pack, Rule, expand_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cwkit.audit import Settings
    from cwkit.cli.config import Config, PageSettings
    from cwkit.detect import Detector
    from cwkit.helplines import Directory

__all__ = [
    "check_settings",
    "choose_checks",
    "load_detector",
    "load_own_directory",
    "read_all",
    "read_packs",
]


def check_settings(config: Config) -> None:
    """
    See that all that settings name is there, before the first page is read.

    Args:
        config: The settings.

    Raises:
        CwkitError: If something is not.
    """
    for layer in config.layers():
        for key, setting in layer.items():
            try:
                _check_setting(key, setting.value)
            except CwkitError as error:
                raise config.place(error, key, setting) from None


def _check_setting(key: str, value: Any) -> None:
    """See that what one setting names is there."""
    match key:
        case "place":
            for place in value:
                cwkit.place(place)
        case "locale":
            check_names(value, "standard", ())
        case "style":
            check_names(None, value, ())
        case "wording":
            check_names(None, "standard", value)
        case "enable" | "disable" | "levels":
            make_settings(**{key: value})
        case "jobs" if value < 0:
            raise InputError(
                f'"{value}" is no number of processes',
                cure="write 0 for as many as there are processors",
            )
        case _:
            pass


def choose_checks(settings: PageSettings) -> Settings:
    """
    Return the checks that settings ask for.
    """
    return make_settings(
        settings.enable, settings.disable, settings.levels, settings.stale_after
    )


def load_detector(config: Config) -> Detector:
    """
    Return the detector that settings ask for.

    Raises:
        CwkitError: If a pack cannot be read.
    """
    packs = (
        *(cwkit.load_pack(read_packs(config.get("packs"), config.root))),
        *_build_denied(config),
    )
    try:
        return build_detector(
            packs, allow=config.get("allow"), deny=config.get("deny_rules")
        )
    except InputError as error:
        settings = dict(config.settings)
        # The error tells which entry it is about, and one of the two holds that.
        allowed = any(f'"{e}"' in error.message for e in settings["allow"].value)
        key = "allow" if allowed else "deny_rules"
        raise config.place(error, key, settings[key]) from None


def load_own_directory(config: Config) -> Directory | None:
    """
    Return the directory that settings ask for; None for the one that cwkit ships.

    Raises:
        CwkitError: If a file of helplines cannot be read.
    """
    files = read_packs(config.get("helplines"), config.root)
    return load_overlay(files) if files else None


def read_packs(places: Iterable[str], root: Path) -> dict[str, str]:
    """
    Read TOML files, and those of folders.

    Args:
        places: Files and folders.
        root: What they are told from.

    Raises:
        InputError: If one cannot be read.
    """
    files: dict[str, str] = {}
    for place in places:
        path = root / place
        found = sorted(path.rglob("*.toml")) if path.is_dir() else [path]
        files.update((str(one), read_page(str(one)).text) for one in found)
    return files


def read_all(config: Config) -> dict[str, str]:
    """
    Return the texts of all files that settings name.

    Args:
        config: The settings.

    Raises:
        InputError: If one cannot be read.
    """
    named = (
        name for key in ("packs", "helplines", "retired") for name in config.get(key)
    )
    return read_packs(named, config.root)


def _build_denied(config: Config) -> Iterator[Pack]:
    """Return what settings deny, as packs."""
    rules: dict[str, list[Rule]] = {}
    setting = dict(config.settings)["deny"]
    for number, denied in enumerate(setting.value, 1):
        try:
            cwkit.taxonomy().topic(denied.topic)
            patterns = tuple(p for form in denied.forms for p in expand_form(form))
        except UnknownTopicError as error:
            raise config.place(error, "deny", setting) from None
        except FormError as error:
            wrong = InputError(
                f'the form of what is denied for "{denied.topic}": {error}',
                cure="write it as packs do",
            )
            raise config.place(wrong, "deny", setting) from error
        for language in denied.languages:
            rules.setdefault(language, []).append(
                Rule(
                    id=f"{language}.denied.n{number}",
                    topic=denied.topic,
                    patterns=patterns,
                    forms=denied.forms,
                )
            )
    for language, found in rules.items():
        yield Pack(language=language, rules=tuple(found))
