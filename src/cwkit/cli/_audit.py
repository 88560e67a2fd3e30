"""
The command that checks pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cwkit
from cwkit.cli import show
from cwkit.cli.arguments import (
    add_files,
    add_format,
    add_language,
    add_place,
    read_pages,
)
from cwkit.cli.outcome import PROBLEMS, Outcome
from cwkit.errors import CwkitError

if TYPE_CHECKING:
    import argparse

    from cwkit.cli.arguments import Parsers

__all__ = ["add_commands"]


def add_commands(parsers: Parsers) -> None:
    """
    Add ``audit``.
    """
    audit = parsers.add_parser("audit", help="check what pages tell their readers")
    audit.set_defaults(run=run_audit)
    add_files(audit)
    add_format(audit)
    add_place(audit)
    add_language(audit)


def run_audit(options: argparse.Namespace) -> int:
    """
    Check each page, and mend it if asked to.
    """
    outcome = Outcome(options.format)
    for page in read_pages(options, outcome):
        try:
            audit = cwkit.audit(
                page.text,
                media_type=page.media_type,
                place=options.place or None,
                locale=options.locale,
                languages=options.language or None,
                key=page.name,
            )
        except CwkitError as error:
            outcome.fail(error)
            break
        outcome.note_language(page.name, audit.report)
        outcome.add(
            [page.name, *show.show_problems(audit)],
            {"file": page.name, **audit.to_dict()},
        )
        if not audit.ok:
            outcome.raise_to(PROBLEMS)
    return outcome.finish()
