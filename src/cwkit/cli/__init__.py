"""
The command line.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any, Final, NoReturn

from cwkit.cli import (
    _audit,
    _banner,
    _config,
    _data,
    _demo,
    _helplines,
    _mend,
    _packs,
    _preview,
    _scan,
)
from cwkit.cli.outcome import CLEAN, MISUSE
from cwkit.errors import CwkitError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

# Each group of commands adds its own: one line here, one module beside this one.
_GROUPS: Final = (
    _demo,
    _scan,
    _banner,
    _preview,
    _helplines,
    _audit,
    _mend,
    _packs,
    _config,
    _data,
)

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
        return MISUSE
    except BrokenPipeError:
        # The reader has gone (as with `| head`); what it read was right. Python
        # would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except KeyboardInterrupt:
        return 130
    return status


class _Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        """Say it, and where to read on."""
        self.exit(MISUSE, f"{self.prog}: {message}; see {self.prog} --help\n")


class _Version(argparse.Action):
    """Say the version; to look it up takes longer than many a command."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Say it, and end."""
        from importlib import metadata  # noqa: PLC0415

        print(f"cwkit {metadata.version('cwkit')}")  # noqa: T201  # the command line speaks
        parser.exit()


def _build_parser() -> argparse.ArgumentParser:
    """Build the parser of all"""
    parser = _Parser(
        prog="cwkit",
        description="Content warnings and help resources for texts that may hurt.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="say the version")
    parsers = parser.add_subparsers(required=True, metavar="COMMAND")

    for group in _GROUPS:
        group.add_commands(parsers)
    return parser
