"""
The types that a caller sees; checkers read this file, nothing runs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_type

import cwkit
from cwkit.audit import Code, Edit
from cwkit.banner import Html
from cwkit.helplines import Channel

if TYPE_CHECKING:
    import datetime

    from cwkit.schema import Table


def read_a_report(text: str) -> None:
    """
    A report is made of frozen values with plain types.
    """
    report = cwkit.scan(text, media_type="text/html", languages=["en"])
    assert_type(report, cwkit.Report)
    assert_type(report.findings, tuple[cwkit.Finding, ...])
    assert_type(report.topics, tuple[cwkit.TopicReport, ...])
    assert_type(report.warn, tuple[str, ...])
    assert_type(report.warnings, tuple[cwkit.Warning, ...])
    finding = report.findings[0]
    assert_type(finding.span, cwkit.Span)
    assert_type(finding.span.of(text), str)
    assert_type(finding.severity, cwkit.Severity)
    assert_type(finding.modality, cwkit.Modality)
    assert_type(report.topics[0].centrality, cwkit.Centrality)
    assert_type(cwkit.explain(text), tuple[cwkit.Decision, ...])


def ask_for_help(at: datetime.datetime) -> None:
    """
    Helplines come as matches that say why.
    """
    matches = cwkit.helplines("AU-NSW", topics=("weather",), at=at, limit=3)
    assert_type(matches, tuple[cwkit.Match, ...])
    assert_type(matches[0].helpline, cwkit.Helpline)
    assert_type(matches[0].helpline.channels, tuple[Channel, ...])
    assert_type(matches[0].is_fallback, bool)
    assert_type(cwkit.place("AU"), cwkit.Place)
    assert_type(cwkit.name_place(cwkit.place("AU")), str)
    assert_type(cwkit.load_directory({"ZZ": ""}), cwkit.Directory)


def show_a_banner(report: cwkit.Report) -> None:
    """
    A banner and its parts render to strings.
    """
    banner = cwkit.banner(report, place=["AU", cwkit.place("GB")], locale="en-AU")
    assert_type(banner, cwkit.Banner)
    assert_type(banner.html(), Html)
    assert_type(banner.warning.html(), Html)
    assert_type(banner.support.markdown(), str)
    assert_type(cwkit.banner(["weather"]).text(width=60), str)


def mend_a_page(page: str) -> None:
    """
    An audit gives problems, and the page with the edits made.
    """
    result = cwkit.audit(page, media_type="text/markdown", place="GB")
    assert_type(result.problems, tuple[cwkit.Problem, ...])
    assert_type(result.problems[0].code, Code)
    assert_type(result.problems[0].line, int)
    assert_type(result.edits, tuple[Edit, ...])
    assert_type(result.ok, bool)
    assert_type(result.fixed(), str)


def bring_your_own(files: dict[str, str]) -> None:
    """
    Packs of one's own make a detector of one's own.
    """
    packs = cwkit.load_pack(files)
    assert_type(packs, tuple[cwkit.Pack, ...])
    assert_type(packs[0].rules, tuple[cwkit.Rule, ...])
    detector = cwkit.Detector(packs, taxonomy=cwkit.taxonomy(), allow=["high tea"])
    assert_type(detector.find("text"), tuple[cwkit.Finding, ...])
    assert_type(cwkit.taxonomy(), cwkit.Taxonomy)
    assert_type(cwkit.taxonomy().topic("weather"), cwkit.Topic)
    assert_type(cwkit.load_example(cwkit.examples()[0]), cwkit.Example)


def read_a_table(table: Table) -> None:
    """
    A default widens the type of what the strict reader hands out.
    """
    assert_type(table.string("a"), str)
    assert_type(table.string("a", None), str | None)
    assert_type(table.strings("a"), tuple[str, ...])
    assert_type(table.integer("a"), int)
    assert_type(table.number("a"), float)
    assert_type(table.boolean("a", default=False), bool)
    assert_type(table.date("a"), "datetime.date")
    assert_type(table.choice("a", ["b"], None), str | None)
    assert_type(table.tables("a"), tuple["Table", ...])
