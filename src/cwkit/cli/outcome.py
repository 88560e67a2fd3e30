"""
What a command says, and how it ends.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

from cwkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.errors import CwkitError
    from cwkit.report import Report

__all__ = ["CLEAN", "MISUSE", "PROBLEMS", "Outcome"]

CLEAN: Final = 0
"""Nothing is wrong."""

PROBLEMS: Final = 1
"""There is something to warn of, or to mend."""

MISUSE: Final = 2
"""The command was misused, or something could not be read."""


class Outcome:
    """
    What a command says, and how it ends.

    One unreadable file does not stop the others; it is said on standard error, and
    the command ends with `MISUSE`.
    """

    def __init__(self, form: str) -> None:
        self.status = CLEAN
        self._json = form == "json"
        self._values: list[dict[str, Any]] = []

    def add(self, lines: Iterable[str], value: dict[str, Any]) -> None:
        """
        Say something: as lines for people, or as a value for programs.
        """
        if self._json:
            self._values.append(value)
        else:
            for line in lines:
                print(line)  # noqa: T201  # the command line speaks

    def raise_to(self, status: int) -> None:
        """
        End with at least this status.
        """
        self.status = max(self.status, status)

    def fail(self, error: CwkitError) -> None:
        """
        Say on standard error what could not be done.
        """
        print(f"cwkit: {error}", file=sys.stderr)  # noqa: T201  # as above
        self.raise_to(MISUSE)

    def note_language(self, name: str, report: Report) -> None:
        """
        Say on standard error that nothing was looked for, for want of rules.
        """
        if not report.languages:
            language = f" ({report.language})" if report.language else ""
            self.fail(
                InputError(
                    f"there are no rules for its language{language}, "
                    "so nothing was looked for",
                    file=name,
                    cure="name another with --language, or leave the page out",
                )
            )

    def finish(self) -> int:
        """
        Print the values, if programs read them, and return the exit status.
        """
        if self._json:
            print(json.dumps(self._values, ensure_ascii=False, indent=2))  # noqa: T201  # as above
        return self.status
