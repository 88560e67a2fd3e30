"""
What commands can be told, said once for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cwkit.cli.files import find_files, read_page
from cwkit.errors import CwkitError, InputError
from cwkit.markup import MEDIA_TYPES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from cwkit.cli.files import Page
    from cwkit.cli.outcome import Outcome

    Parsers = argparse._SubParsersAction[argparse.ArgumentParser]  # pyright: ignore[reportPrivateUsage]  # noqa: SLF001  # it has no public name

__all__ = ["add_files", "add_format", "add_language", "add_place", "read_pages"]


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


def read_pages(options: argparse.Namespace, outcome: Outcome) -> Iterator[Page]:
    """
    Read the files that were named; those that cannot be read are said.
    """
    found = False
    for name in find_files(options.files):
        found = True
        try:
            yield read_page(name, media_type=options.media_type)
        except CwkitError as error:
            outcome.fail(error)
    if not found:
        outcome.fail(
            InputError(
                "no pages found in what was named",
                cure="name files, or folders that hold .html, .md or .txt files",
            )
        )
