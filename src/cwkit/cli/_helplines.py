"""
The command that looks up helplines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cwkit
from cwkit.cli import show
from cwkit.cli.arguments import add_format
from cwkit.cli.outcome import PROBLEMS, Outcome
from cwkit.errors import CwkitError

if TYPE_CHECKING:
    import argparse

    from cwkit.cli.arguments import Parsers
    from cwkit.helplines import Match

__all__ = ["add_commands", "match_to_dict"]


def add_commands(parsers: Parsers) -> None:
    """
    Add ``helplines``.
    """
    helplines = parsers.add_parser("helplines", help="look up helplines for a place")
    helplines.set_defaults(run=run_helplines)
    helplines.add_argument("place", help="an ISO 3166 code or a common name")
    helplines.add_argument("--topic", action="append", default=[], help="a topic id")
    helplines.add_argument("--audience", action="append", default=[], help="for whom")
    helplines.add_argument("--language", action="append", default=[], help="a language")
    helplines.add_argument("--limit", type=int, help="how many to show")
    add_format(helplines)


def run_helplines(options: argparse.Namespace) -> int:
    """
    Look up helplines for a place.
    """
    outcome = Outcome(options.format)
    try:
        matches = cwkit.helplines(
            options.place,
            topics=options.topic,
            audience=options.audience,
            languages=options.language,
            limit=options.limit,
        )
    except CwkitError as error:
        outcome.fail(error)
        return outcome.finish()
    for match in matches:
        outcome.add(show.show_matches((match,)), match_to_dict(match))
    if not matches:
        outcome.raise_to(PROBLEMS)
    return outcome.finish()


def match_to_dict(match: Match) -> dict[str, Any]:
    """
    Return a match as JSON can hold it.
    """
    line = match.helpline
    return {
        "id": line.id,
        "name": line.name,
        "areas": list(line.areas),
        "topics": list(line.topics),
        "languages": list(line.languages),
        "url": line.url,
        "channels": [
            {
                "kind": channel.kind.value,
                "dial": channel.dial,
                "display": channel.display,
                "url": channel.url,
                "address": channel.address,
                "keyword": channel.keyword,
                "hours": None if channel.hours is None else str(channel.hours),
                "cost": None if channel.cost is None else channel.cost.value,
            }
            for channel in line.channels
        ],
        "checkedOn": line.checked_on.isoformat(),
        "reviewBy": line.review_by.isoformat(),
        "overdue": match.overdue,
        "sources": [source.url for source in line.sources],
        "matchedArea": str(match.matched_area),
        "matchedTopic": match.matched_topic,
        "isFallback": match.is_fallback,
        "why": match.why(name=cwkit.name_place),
    }
