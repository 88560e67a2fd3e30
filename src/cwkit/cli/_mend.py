"""
The commands that write banners into pages, update them, and take them out.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from cwkit.cli.arguments import (
    add_files,
    add_format,
    add_language,
    add_place,
    add_settings,
    read_settings,
    walk_pages,
)
from cwkit.cli.auditor import make_diff
from cwkit.cli.files import STANDARD_INPUT, read_page
from cwkit.cli.outcome import PROBLEMS, Outcome
from cwkit.cli.own_data import check_settings, load_detector, load_own_directory
from cwkit.cli.writing import encode_page, write_page
from cwkit.errors import CwkitError, InputError
from cwkit.front import Action, Rewrite, rewrite
from cwkit.text import LineIndex

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from cwkit.cli.arguments import Parsers
    from cwkit.cli.files import Page

__all__ = ["add_commands"]

_HELP = {
    Action.INSERT: "write the banner into pages that lack it",
    Action.UPDATE: "bring banners that cwkit wrote up to date",
    Action.REMOVE: "take out the banners that cwkit wrote",
}


def add_commands(parsers: Parsers) -> None:
    """
    Add ``insert``, ``update`` and ``remove``.
    """
    for action, help_text in _HELP.items():
        parser = parsers.add_parser(str(action), help=help_text)
        parser.set_defaults(run=functools.partial(run_rewrite, action=action))
        add_files(parser)
        add_format(parser)
        add_settings(parser)
        parser.add_argument(
            "--check", action="store_true", help="write nothing, only say it"
        )
        parser.add_argument(
            "--diff", action="store_true", help="write nothing, show the changes"
        )
        if action is not Action.REMOVE:
            add_place(parser)
            add_language(parser)
            parser.add_argument("--style", help="standard, wire or footer")
            parser.add_argument(
                "--topic",
                action="append",
                default=[],
                help="what the warning names, whatever is found; may be repeated",
            )


def run_rewrite(options: argparse.Namespace, *, action: Action) -> int:
    """
    Insert, update or take out the banner of each page.
    """
    outcome = Outcome(options.format)
    config = read_settings(options, style=getattr(options, "style", None))
    check_settings(config)
    detector = load_detector(config) if action is not Action.REMOVE else None
    directory = load_own_directory(config) if action is not Action.REMOVE else None
    for name in walk_pages(options, config, outcome):
        settings = config.page(name)
        try:
            if name == STANDARD_INPUT:
                raise InputError(
                    "standard input cannot be written to", cure="name files"
                )
            page = read_page(name, media_type=options.media_type)
            done = rewrite(
                page.text,
                action,
                media_type=page.media_type,
                place=settings.place or None,
                locale=settings.locale,
                languages=settings.languages or None,
                topics=getattr(options, "topic", ()),
                style=settings.style,
                key=config.relative(name),
                detector=detector,
                directory=directory,
                charset=page.encoding,
            )
            changed = done.text != page.text
            if changed:
                encode_page(page, done.text)
                if not (options.check or options.diff):
                    write_page(page, done.text)
        except CwkitError as error:
            outcome.fail(error)
            continue
        if changed and (options.check or options.diff):
            outcome.raise_to(PROBLEMS)
        outcome.add(
            _show(page, done, options, changed=changed),
            {
                "file": page.name,
                "changed": changed,
                "leftAlone": [block.part for block in done.edited],
                "unplaced": done.unplaced,
                "torn": [torn.span.start for torn in done.torn],
            },
        )
    return outcome.finish()


def _show(
    page: Page, done: Rewrite, options: argparse.Namespace, *, changed: bool
) -> Iterator[str]:
    """Say what became of a page; of one that stays as it is, nothing."""
    lines = LineIndex(page.text)
    if changed:
        done_so = "would change" if options.check else "changed"
        yield (
            make_diff(page, done.text).rstrip("\n")
            if options.diff
            else f"{page.name}: {done_so}"
        )
    for block in done.edited:
        line = lines.position(block.span.start).line
        yield (
            f"{page.name}:{line}: this {block.part} was edited by hand, "
            "and is left alone"
        )
    for torn in done.torn:
        line = lines.position(torn.span.start).line
        yield f"{page.name}:{line}: {torn.describe()}"
    if done.unplaced:
        yield (
            f"{page.name}: no place is known for its support block, and it is left as "
            'it is; pass --place, or set "place" in the settings'
        )
    if done.stale:
        yield (
            f"{page.name}: nothing is found that the banner should name; it is left as "
            "it is, and `cwkit remove` takes it out"
        )
