"""
The command that runs the main job on the bundled articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cwkit
from cwkit.cli import show
from cwkit.cli._helplines import match_to_dict
from cwkit.cli.arguments import add_format
from cwkit.cli.outcome import Outcome

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from cwkit.audit import Audit
    from cwkit.cli.arguments import Parsers
    from cwkit.helplines import Match

__all__ = ["add_commands"]

_RULE: Final = "─"


def add_commands(parsers: Parsers) -> None:
    """
    Add ``demo``.
    """
    demo = parsers.add_parser("demo", help="run the main job on the bundled articles")
    demo.set_defaults(run=run_demo)
    add_format(demo)


def run_demo(options: argparse.Namespace) -> int:
    """
    Run the main job on the bundled articles.
    """
    outcome = Outcome(options.format)
    for name in cwkit.examples():
        example = cwkit.load_example(name)
        audit = cwkit.audit(
            example.text,
            media_type=example.media_type,
            place=example.place,
            locale=example.locale,
            key=name,
        )
        matches = cwkit.helplines(example.place, topics=audit.report.warn, limit=4)
        banner = cwkit.banner(
            audit.report, place=example.place, locale=example.locale, key=name
        )
        value = {
            "example": name,
            "place": example.place,
            "report": audit.report.to_dict(),
            "audit": audit.to_dict(),
            "helplines": [match_to_dict(match) for match in matches],
            "banner": banner.dict(),
        }
        outcome.add(_show_example(example, audit, matches, banner), value)
    return outcome.finish()


def _show_example(
    example: cwkit.Example,
    audit: Audit,
    matches: tuple[Match, ...],
    banner: cwkit.Banner,
) -> Iterator[str]:
    """Show all that cwkit says of one article."""
    yield f"{example.name} (readers in {example.place})"
    yield _RULE * show.NARROW
    yield "Topics"
    yield from show.show_topics(audit.report)
    yield "Warnings already there"
    yield from show.show_warnings(audit.report, example.text)
    yield "Problems"
    yield from show.show_problems(audit)
    yield "Helplines for its readers"
    yield from (f"  {line}" for line in show.show_matches(matches))
    yield "Banner"
    yield ""
    yield from (
        f"  {line}".rstrip() for line in show.render_terminal(banner).splitlines()
    )
    yield ""
