"""
The commands: each takes its arguments and returns an exit status.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

import cwkit
from cwkit.cli import show
from cwkit.cli.files import find_files, read_page
from cwkit.detect import compile_pack
from cwkit.detect.proof import prove_files
from cwkit.errors import CwkitError, InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from cwkit.audit import Audit
    from cwkit.helplines import Match

__all__ = ["CLEAN", "MISUSE", "PROBLEMS", "Outcome"]

CLEAN: Final = 0
"""Nothing is wrong."""

PROBLEMS: Final = 1
"""There is something to warn of, or to mend."""

MISUSE: Final = 2
"""The command was misused, or something could not be read."""

_RULE: Final = "─"
_NARROW: Final = 72


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

    def note_language(self, name: str, report: cwkit.Report) -> None:
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


def run_scan(options: argparse.Namespace) -> int:
    """
    Say what each file treats.
    """
    outcome = Outcome(options.format)
    for page in _read_pages(options, outcome):
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


def run_banner(options: argparse.Namespace) -> int:
    """
    Render the banner of each file.
    """
    outcome = Outcome("json" if options.format == "json" else "text")
    for page in _read_pages(options, outcome):
        report = cwkit.scan(page.text, media_type=page.media_type)
        try:
            banner = cwkit.banner(
                report,
                place=options.place or None,
                locale=options.locale,
                style=options.style,
                key=page.name,
            )
        except CwkitError as error:
            outcome.fail(error)
            break
        match options.format:
            case "html":
                shown = str(banner.html())
            case "markdown":
                shown = banner.markdown()
            case "rst":
                shown = banner.rst()
            case _:
                shown = _render_terminal(banner)
        outcome.add([shown], {"file": page.name, **banner.dict()})
    return outcome.finish()


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
        outcome.add(show.show_matches((match,)), _match_to_dict(match))
    if not matches:
        outcome.raise_to(PROBLEMS)
    return outcome.finish()


def run_audit(options: argparse.Namespace) -> int:
    """
    Check each page, and mend it if asked to.
    """
    outcome = Outcome(options.format)
    for page in _read_pages(options, outcome):
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


def run_packs(options: argparse.Namespace) -> int:
    """
    Prove pack files: schema, ids and every example.
    """
    outcome = Outcome(options.format)
    try:
        files = _read_packs(options.files)
        remarks = prove_files(files, taxonomy=cwkit.taxonomy())
        rules = sum(len(pack.rules) for pack in cwkit.load_pack(files))
    except CwkitError as error:
        outcome.fail(error)
        return outcome.finish()
    for remark in remarks:
        outcome.add([str(remark)], attrs.asdict(remark))
    if not all(remark.advice for remark in remarks):
        outcome.raise_to(PROBLEMS)
    elif options.format == "text":
        outcome.add([f"{rules} rules, all examples hold"], {})
    return outcome.finish()


def run_packs_build(options: argparse.Namespace) -> int:
    """
    Compile packs to programs, one file a language.
    """
    outcome = Outcome("text")
    try:
        packs = cwkit.load_pack(_read_packs(options.files))
        folder = Path(options.output)
        markers = folder / "markers.json"
        # Those of other languages stay: packs may be built one by one.
        known: dict[str, Any] = {}
        if markers.exists():
            known = json.loads(read_page(str(markers)).text)
        for pack in packs:
            path = folder / f"{pack.language}.json"
            program = compile_pack(pack)
            _write_json(path, program.to_plain())
            known[pack.language] = sorted(program.markers)
            outcome.add([f"{path}: {len(pack.rules)} rules"], {})
        _write_json(markers, dict(sorted(known.items())))
    except CwkitError as error:
        outcome.fail(error)
    except OSError as error:
        outcome.fail(
            InputError(
                (error.strerror or str(error)).lower(),
                file=options.output,
                cure="name a folder that can be written to",
            )
        )
    return outcome.finish()


def _write_json(path: Path, value: dict[str, Any]) -> None:
    """Write a compiled file, the same bytes for the same value."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    path.write_text(f"{text}\n", encoding="utf-8")


def _read_packs(given: Iterable[str]) -> dict[str, str]:
    """Read pack files, and those of folders."""
    names = [
        name
        for place in given
        for name in (
            sorted(str(path) for path in Path(place).rglob("*.toml"))
            if Path(place).is_dir()
            else [place]
        )
    ]
    if not names:
        raise InputError("no packs found in what was named", cure="name .toml files")
    return {name: read_page(name).text for name in names}


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
            "helplines": [_match_to_dict(match) for match in matches],
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
    yield _RULE * _NARROW
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
    yield from (f"  {line}".rstrip() for line in _render_terminal(banner).splitlines())
    yield ""


def _render_terminal(banner: cwkit.Banner) -> str:
    """Render for where it is read: bold in a terminal, plain elsewhere."""
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        color = not os.environ.get("NO_COLOR")
        return banner.ansi(width=_NARROW, color=color)
    return banner.text(width=_NARROW)


def _match_to_dict(match: Match) -> dict[str, Any]:
    """Return a match as JSON can hold it."""
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


def _read_pages(options: argparse.Namespace, outcome: Outcome) -> Iterator[Any]:
    """Read the files that were named; those that cannot be read are said."""
    found = False
    for name in find_files(options.files):
        found = True
        try:
            yield read_page(name, media_type=options.media_type)
        except CwkitError as error:
            outcome.fail(error)
    if not found:
        outcome.fail(
            InputError(
                "no pages found in what was named",
                cure="name files, or folders that hold .html, .md or .txt files",
            )
        )
