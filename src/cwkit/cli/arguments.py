"""
What commands can be told, said once for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cwkit.cli.config_file import find_config
from cwkit.cli.files import read_page
from cwkit.cli.patterns import PathPatterns
from cwkit.cli.walk import Walk, find_files
from cwkit.errors import CwkitError, InputError
from cwkit.markup import MEDIA_TYPES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from cwkit.cli.config import Config
    from cwkit.cli.files import Page
    from cwkit.cli.outcome import Outcome

    Parsers = argparse._SubParsersAction[argparse.ArgumentParser]  # pyright: ignore[reportPrivateUsage]  # noqa: SLF001  # it has no public name

__all__ = [
    "add_config",
    "add_files",
    "add_format",
    "add_language",
    "add_place",
    "add_settings",
    "read_pages",
    "read_settings",
    "walk_pages",
]


def add_files(parser: argparse.ArgumentParser) -> None:
    """
    Let a command take files.
    """
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help='a file, a folder, or "-"'
    )
    parser.add_argument(
        "--media-type",
        choices=MEDIA_TYPES,
        help="how the files are written; without it the name decides",
    )


def add_format(parser: argparse.ArgumentParser, *others: str) -> None:
    """
    Let a command choose how it answers.
    """
    parser.add_argument(
        "--format", choices=["text", "json", *others], default="text", help="the output"
    )


def add_language(parser: argparse.ArgumentParser) -> None:
    """
    Let a command be told what its files are written in.
    """
    parser.add_argument(
        "--language",
        action="append",
        help="a language the files are in; without it they say so, or are judged",
    )


def add_place(parser: argparse.ArgumentParser) -> None:
    """
    Let a command be told who reads.
    """
    parser.add_argument(
        "--place", action="append", help="where the readers are; may be repeated"
    )
    parser.add_argument("--locale", help="the locale of the words shown")


def add_config(parser: argparse.ArgumentParser) -> None:
    """
    Let a command be told which file of settings holds, or that none does.
    """
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--config", metavar="FILE", help="the file of settings")
    either.add_argument(
        "--no-config", action="store_true", help="read no file of settings"
    )


def add_settings(parser: argparse.ArgumentParser) -> None:
    """
    Let a command be told which settings hold, and which pages to look at.
    """
    add_config(parser)
    parser.add_argument(
        "--include", action="append", metavar="PATTERN", help="pages to look at"
    )
    parser.add_argument(
        "--exclude", action="append", metavar="PATTERN", help="pages to pass over"
    )
    parser.add_argument(
        "--no-gitignore", action="store_true", help="look also at what git ignores"
    )


def read_settings(options: argparse.Namespace, **others: Any) -> Config:
    """
    Return the settings: of the file, and what the command line says.

    Args:
        options: What the command line says.
        others: More of it, by key; None says nothing.

    Raises:
        CwkitError: If the settings cannot be read.
    """
    return find_config(options.config, read=not options.no_config).replace(
        place=_tuple(getattr(options, "place", None)),
        locale=getattr(options, "locale", None),
        languages=_tuple(getattr(options, "language", None)),
        include=_tuple(getattr(options, "include", None)),
        exclude=_tuple(getattr(options, "exclude", None)),
        gitignore=False if getattr(options, "no_gitignore", False) else None,
        **others,
    )


def _tuple(values: list[str] | None) -> tuple[str, ...] | None:
    """Return what an option was given, or None if it was not."""
    return None if values is None else tuple(values)


def walk_pages(
    options: argparse.Namespace, config: Config, outcome: Outcome
) -> Iterator[str]:
    """
    Yield the pages that were named, and those below folders.

    Args:
        options: What the command line says.
        config: The settings.
        outcome: Told of what cannot be read, or if there is nothing.
    """
    walk = Walk(
        relative=config.relative,
        include=PathPatterns.parse(config.get("include")),
        exclude=PathPatterns.parse(config.get("exclude")),
        gitignore=config.get("gitignore"),
        fail=outcome.fail,
        note=outcome.note,
    )
    yield from _refuse_none(find_files(options.files, walk), outcome)


def read_pages(options: argparse.Namespace, outcome: Outcome) -> Iterator[Page]:
    """
    Read the files that were named; those that cannot be read are said.
    """
    for name in _refuse_none(find_files(options.files), outcome):
        try:
            yield read_page(name, media_type=options.media_type)
        except CwkitError as error:
            outcome.fail(error)


def _refuse_none(names: Iterator[str], outcome: Outcome) -> Iterator[str]:
    """Yield names, and say so if there is none."""
    found = False
    for name in names:
        found = True
        yield name
    if not found:
        outcome.fail(
            InputError(
                "no pages found in what was named",
                cure="name files, or folders that hold .html, .md or .txt files",
            )
        )
