"""
The command line.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib import metadata
from typing import TYPE_CHECKING, NoReturn

from cwkit.banner import FORMATS
from cwkit.cli import _preview, commands
from cwkit.errors import CwkitError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_EPILOG = """\
Exit status: 0 nothing is wrong, 1 there is something to warn of or to mend, 2 misuse
or something could not be read. "-" names standard input.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run a command and return its exit status.

    Args:
        arguments: The words after the program's name; None takes them from the
            system.
    """
    options = _build_parser().parse_args(arguments)
    # Windows may hand out a narrow encoding; names of helplines need all of Unicode.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except CwkitError as error:
        print(f"cwkit: {error}", file=sys.stderr)  # noqa: T201  # the command line speaks
        return commands.MISUSE
    except BrokenPipeError:
        # The reader has gone (as with `| head`); what it read was right. Python
        # would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return commands.CLEAN
    except KeyboardInterrupt:
        return 130
    return status


class _Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        """Say it, and where to read on."""
        self.exit(commands.MISUSE, f"{self.prog}: {message}; see {self.prog} --help\n")


def _build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = _Parser(
        prog="cwkit",
        description="Content warnings and help resources for texts that may hurt.",
        epilog=_EPILOG,
    )
    parser.add_argument(
        "--version", action="version", version=f"cwkit {metadata.version('cwkit')}"
    )
    parsers = parser.add_subparsers(required=True, metavar="COMMAND")

    demo = parsers.add_parser("demo", help="run the main job on the bundled articles")
    demo.set_defaults(run=commands.run_demo)
    _add_format(demo)

    scan = parsers.add_parser("scan", help="say what texts treat")
    scan.set_defaults(run=commands.run_scan)
    _add_files(scan)
    _add_format(scan)
    _add_language(scan)
    scan.add_argument(
        "--show-text", action="store_true", help="show the words found; they may hurt"
    )
    scan.add_argument(
        "--explain", action="store_true", help="show every candidate and what decided"
    )

    banner = parsers.add_parser("banner", help="render the banner of texts")
    banner.set_defaults(run=commands.run_banner)
    _add_files(banner)
    _add_format(banner, *(form for form in FORMATS if form not in {"json", "text"}))
    _add_place(banner)
    banner.add_argument("--style", default="standard", help="standard, wire or footer")
    banner.add_argument("--label", help="warning, note, editor, or words of your own")

    _preview.add_commands(parsers)

    helplines = parsers.add_parser("helplines", help="look up helplines for a place")
    helplines.set_defaults(run=commands.run_helplines)
    helplines.add_argument("place", help="an ISO 3166 code or a common name")
    helplines.add_argument("--topic", action="append", default=[], help="a topic id")
    helplines.add_argument("--audience", action="append", default=[], help="for whom")
    helplines.add_argument("--language", action="append", default=[], help="a language")
    helplines.add_argument("--limit", type=int, help="how many to show")
    _add_format(helplines)

    audit = parsers.add_parser("audit", help="check what pages tell their readers")
    audit.set_defaults(run=commands.run_audit)
    _add_files(audit)
    _add_format(audit)
    _add_place(audit)
    _add_language(audit)

    topics = parsers.add_parser("topics", help="list the topics")
    topics.set_defaults(run=commands.run_topics)
    _add_format(topics)

    packs = parsers.add_parser("packs", help="work on packs of rules")
    inner = packs.add_subparsers(required=True, metavar="ACTION")
    check = inner.add_parser("check", help="prove pack files and their examples")
    check.set_defaults(run=commands.run_packs)
    check.add_argument("files", nargs="+", metavar="PATH", help="a pack file or folder")
    _add_format(check)
    build = inner.add_parser("build", help="compile packs to what the detector runs")
    build.set_defaults(run=commands.run_packs_build)
    build.add_argument("files", nargs="+", metavar="PATH", help="a pack file or folder")
    build.add_argument("--output", default=".", help="the folder to write to")
    return parser


def _add_files(parser: argparse.ArgumentParser) -> None:
    """Let a command take files."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help='a file, a folder, or "-"'
    )
    parser.add_argument(
        "--media-type",
        choices=["text/html", "text/markdown", "text/plain"],
        help="how the files are written; without it the name decides",
    )


def _add_format(parser: argparse.ArgumentParser, *others: str) -> None:
    """Let a command choose how it answers."""
    parser.add_argument(
        "--format", choices=["text", "json", *others], default="text", help="the output"
    )


def _add_language(parser: argparse.ArgumentParser) -> None:
    """Let a command be told what its files are written in."""
    parser.add_argument(
        "--language",
        action="append",
        help="a language the files are in; without it they say so, or are judged",
    )


def _add_place(parser: argparse.ArgumentParser) -> None:
    """Let a command be told who reads."""
    parser.add_argument(
        "--place", action="append", help="where the readers are; may be repeated"
    )
    parser.add_argument("--locale", help="the locale of the words shown")
