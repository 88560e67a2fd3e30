"""
The commands on what texts treat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cwkit
from cwkit.cli import show
from cwkit.cli.arguments import add_files, add_format, add_language, read_pages
from cwkit.cli.outcome import PROBLEMS, Outcome

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
    for page in read_pages(options, outcome):
        report = cwkit.scan(
            page.text, media_type=page.media_type, languages=options.language or None
        )
        outcome.note_language(page.name, report)
        if options.explain:
            decisions = cwkit.explain(
                page.text,
                media_type=page.media_type,
                languages=options.language or None,
            )
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
