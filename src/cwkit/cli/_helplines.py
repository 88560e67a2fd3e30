"""
The command that looks helplines up.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import cwkit
from cwkit.cli.arguments import add_format
from cwkit.cli.files import read_page
from cwkit.cli.outcome import PROBLEMS, Outcome
from cwkit.errors import CwkitError, InputError
from cwkit.front._shared import messages as find_messages
from cwkit.hours import OpenState
from cwkit.locales import describe_hours

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from cwkit.cli.arguments import Parsers
    from cwkit.helplines import Match
    from cwkit.locales import Messages

__all__ = ["add_commands", "match_to_dict"]

_EXPORTS = ("csv", "hsds", "jsonld", "vcard")


def add_commands(parsers: Parsers) -> None:
    """
    Add ``helplines``.
    """
    parser = parsers.add_parser("helplines", help="look up helplines for a place")
    parser.set_defaults(run=run_helplines)
    parser.add_argument("place", help="an ISO 3166 code or a common name")
    parser.add_argument("--topic", action="append", default=[], help="a topic id")
    parser.add_argument("--audience", action="append", default=[], help="for whom")
    parser.add_argument("--language", action="append", default=[], help="a language")
    parser.add_argument(
        "--channel", action="append", default=[], help="how to reach it, such as chat"
    )
    moment = parser.add_mutually_exclusive_group()
    moment.add_argument(
        "--open-now",
        action="store_true",
        help="leave out what is known to be closed now",
    )
    moment.add_argument(
        "--at",
        metavar="TIME",
        help="a moment with its offset, such as 2026-12-24T22:00+01:00",
    )
    parser.add_argument("--limit", type=int, help="how many to show")
    parser.add_argument(
        "--overlay",
        action="append",
        default=[],
        metavar="FILE",
        help="a helpline file of your own, over what is shipped; may be repeated",
    )
    parser.add_argument(
        "--strict", action="store_true", help="leave out what is overdue for review"
    )
    parser.add_argument("--locale", default="en", help="the locale of hours in words")
    add_format(parser, *_EXPORTS)


def run_helplines(options: argparse.Namespace) -> int:
    """
    Look up helplines for a place.
    """
    outcome = Outcome(options.format)
    try:
        directory = cwkit.load_overlay(
            {name: read_page(name).text for name in options.overlay}
        )
        matches = cwkit.helplines(
            options.place,
            topics=options.topic,
            audience=options.audience,
            languages=options.language,
            channels=options.channel,
            at=_read_moment(options),
            # What is closed is left out afterwards, so that it takes no other's place.
            limit=None if options.open_now else options.limit,
            freshness="strict" if options.strict else "lenient",
            directory=directory,
        )
        if options.open_now:
            open_ones = (m for m in matches if m.state is not OpenState.CLOSED)
            matches = tuple(open_ones)[: options.limit]
        words = find_messages(options.locale)
    except CwkitError as error:
        outcome.fail(error)
        return outcome.finish()
    if not matches:
        outcome.raise_to(PROBLEMS)
    if options.format in _EXPORTS:
        text = cwkit.export_helplines(matches, options.format)
        outcome.add([text.removesuffix("\n").removesuffix("\r")], {})
        return outcome.finish()
    for match in matches:
        outcome.add(_show_match(match, words), match_to_dict(match))
    if options.format == "text":
        outcome.add(_show_always(directory, options, matches), {})
    return outcome.finish()


def _read_moment(options: argparse.Namespace) -> datetime.datetime | None:
    """Return the moment at which somebody should answer, if one is asked for."""
    if options.open_now:
        return datetime.datetime.now(datetime.UTC)
    if options.at is None:
        return None
    try:
        moment = datetime.datetime.fromisoformat(options.at)
    except ValueError:
        raise InputError(
            f'"{options.at}" is no moment',
            cure="write it like 2026-12-24T22:00+01:00",
        ) from None
    return moment


def _show_match(match: Match, words: Messages) -> Iterator[str]:
    """Show a helpline: how and when to reach it, for what, and how sure that is."""
    line = match.helpline
    yield line.name
    for channel in line.channels:
        parts = [
            channel.kind.value,
            channel.display or channel.url or channel.address,
            f'("{channel.keyword}")' if channel.keyword else None,
            f"({channel.post_dial})" if channel.post_dial else None,
        ]
        shown = " ".join(part for part in parts if part)
        hours = f": {describe_hours(channel.hours, words)}" if channel.hours else ""
        yield f"  {shown}{hours}"
    if not line.channels:
        yield f"  {line.url}"
    yield f"  {match.why(name=cwkit.name_place)}"
    yield f"  evidence of {line.checked_on}: {line.sources[0].url}"
    if line.note:
        yield f"  note: {line.note}"
    yield f"  {line.id} ({line.origin})"


def _show_always(
    directory: cwkit.Directory, options: argparse.Namespace, matches: Sequence[Match]
) -> Iterator[str]:
    """Show what is at hand whatever was asked for: emergency numbers, a directory."""
    shown = {match.helpline.id for match in matches}
    for match in directory.emergency(options.place):
        if match.helpline.id not in shown:
            ways = (c.display or c.url or "" for c in match.helpline.channels)
            yield f"{match.helpline.name}: {', '.join(filter(None, ways))}"
    for match in directory.directories(options.place, topics=options.topic)[:1]:
        if match.helpline.id not in shown:
            yield f"More helplines: {match.helpline.name}, {match.helpline.url}"


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
        "servedAreas": [str(area) for area in match.areas],
        "origin": line.origin,
        "state": None if match.state is None else match.state.value,
        "isFallback": match.is_fallback,
        "why": match.why(name=cwkit.name_place),
    }
