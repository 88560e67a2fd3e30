"""
What settings name beside the pages: packs, helplines and retired numbers of one's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cwkit
from cwkit.cli.files import read_page
from cwkit.errors import InputError
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
    for settings in config.variants():
        for place in settings.place:
            cwkit.place(place)
        check_names(settings.locale, settings.style, settings.wording)
        choose_checks(settings)


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
    return build_detector(
        packs, allow=config.get("allow"), deny=config.get("deny_rules")
    )


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
    for number, denied in enumerate(config.get("deny"), 1):
        cwkit.taxonomy().topic(denied.topic)
        try:
            patterns = tuple(p for form in denied.forms for p in expand_form(form))
        except FormError as error:
            raise InputError(
                f'the form of what is denied for "{denied.topic}": {error}',
                file=config.file,
                cure="write it as packs do",
            ) from error
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
