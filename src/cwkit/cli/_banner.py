"""
The command that renders banners.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cwkit
from cwkit.banner import FORMATS
from cwkit.cli.arguments import add_files, add_format, add_place, read_pages
from cwkit.cli.outcome import Outcome
from cwkit.cli.show import render_terminal
from cwkit.errors import CwkitError

if TYPE_CHECKING:
    import argparse

    from cwkit.cli.arguments import Parsers

__all__ = ["add_commands"]


def add_commands(parsers: Parsers) -> None:
    """
    Add ``banner``.
    """
    banner = parsers.add_parser("banner", help="render the banner of texts")
    banner.set_defaults(run=run_banner)
    add_files(banner)
    add_format(banner, *(form for form in FORMATS if form not in {"json", "text"}))
    add_place(banner)
    banner.add_argument("--style", default="standard", help="standard, wire or footer")
    banner.add_argument("--label", help="warning, note, editor, or words of your own")


def run_banner(options: argparse.Namespace) -> int:
    """
    Render the banner of each file.
    """
    outcome = Outcome("json" if options.format == "json" else "text")
    for page in read_pages(options, outcome):
        report = cwkit.scan(page.text, media_type=page.media_type)
        try:
            banner = cwkit.banner(
                report,
                place=options.place or None,
                locale=options.locale,
                style=options.style,
                label=options.label,
                key=page.name,
            )
        except CwkitError as error:
            outcome.fail(error)
            break
        shown = (
            render_terminal(banner)
            if options.format in {"json", "text"}
            else banner.render(options.format)
        )
        outcome.add([shown], {"file": page.name, **banner.dict()})
    return outcome.finish()
