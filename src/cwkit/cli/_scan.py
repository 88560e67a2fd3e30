"""
The commands on what texts treat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cwkit
from cwkit.cli import show
from cwkit.cli.arguments import (
    add_config,
    add_files,
    add_format,
    add_language,
    read_pages,
    read_settings,
)
from cwkit.cli.outcome import PROBLEMS, Outcome
from cwkit.cli.own_data import load_detector
from cwkit.errors import InputError

if TYPE_CHECKING:
    import argparse

    from cwkit.cli.arguments import Parsers

__all__ = ["add_commands"]


def add_commands(parsers: Parsers) -> None:
    """
    Add ``scan`` and ``topics``.
    """
    scan = parsers.add_parser("scan", help="say what texts treat")
    scan.set_defaults(run=run_scan)
    add_files(scan)
    add_format(scan)
    add_language(scan)
    add_config(scan)
    scan.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="PHRASE",
        help="a phrase or rule id that is never a finding; may be repeated",
    )
    scan.add_argument(
        "--deny",
        action="append",
        default=[],
        metavar="PHRASE=TOPIC",
        help="a phrase that always is one, or a rule id; may be repeated",
    )
    scan.add_argument(
        "--show-text", action="store_true", help="show the words found; they may hurt"
    )
    scan.add_argument(
        "--explain", action="store_true", help="show every candidate and what decided"
    )
    topics = parsers.add_parser("topics", help="list the topics")
    topics.set_defaults(run=run_topics)
    add_format(topics)


def run_scan(options: argparse.Namespace) -> int:
    """
    Say what each file treats.
    """
    outcome = Outcome(options.format)
    config = read_settings(options)
    # The pages themselves may be of many languages; the rest holds for all of them.
    choices: dict[str, Any] = {
        "detector": load_detector(config),
        "allow": options.allow,
        "deny": _read_denied(options.deny),
    }
    for page in read_pages(options, outcome):
        choices["media_type"] = page.media_type
        choices["languages"] = config.page(page.name).languages or None
        report = cwkit.scan(page.text, **choices)
        if not report.languages:
            outcome.note_language(page.name, report.language)
        if options.explain:
            decisions = cwkit.explain(page.text, **choices)
            value = {
                "file": page.name,
                "offsetUnit": "codePoint",
                "decisions": [
                    {
                        "start": decision.finding.span.start,
                        "end": decision.finding.span.end,
                        "topic": decision.finding.topic,
                        "rule": decision.finding.rule,
                        "accepted": decision.accepted,
                        "reason": decision.reason.value,
                        "by": decision.by,
                    }
                    for decision in decisions
                ],
            }
            outcome.add(show.show_decisions(decisions, page.name, page.text), value)
        else:
            outcome.add(
                show.show_report(
                    report, page.name, page.text, evidence=options.show_text
                ),
                {"file": page.name, **report.to_dict()},
            )
        if report.warn:
            outcome.raise_to(PROBLEMS)
    return outcome.finish()


def _read_denied(entries: list[str]) -> dict[str, str]:
    """Return what the command line denies: phrases with their topics, and rule ids."""
    denied: dict[str, str] = {}
    for entry in entries:
        phrase, _, topic = entry.rpartition("=")
        if phrase:
            denied[phrase] = topic
        elif "." in entry:
            denied[entry] = ""
        else:
            raise InputError(
                f'"{entry}" is given for --deny, and has no topic',
                cure='write "PHRASE=TOPIC", or a rule id',
            )
    return denied


def run_topics(options: argparse.Namespace) -> int:
    """
    List the topics.
    """
    outcome = Outcome(options.format)
    for topic in cwkit.taxonomy():
        outcome.add(
            [f"{topic.id:<22}{topic.kind.value:<9}{topic.definition}"],
            {
                "id": topic.id,
                "kind": topic.kind.value,
                "definition": topic.definition,
                "broader": list(topic.broader),
            },
        )
    return outcome.finish()
