"""
Throw bytes at the scan.

Run it as ``python tests/fuzz/fuzz_scan.py FOLDER tests/fuzz/corpus/scan``; inputs that
lead to new paths are kept in the first folder. The first byte chooses the media type.
What is found becomes a test in tests/test_detector.py.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports():
    import cwkit
    from cwkit.errors import CwkitError
    from cwkit.markup import MEDIA_TYPES
    from cwkit.text import split_words

LANGUAGES = ("de", "en", "es", "fr", "pt")


def check_finding(source, finding):
    """Check that a finding lies in the source and holds words."""
    assert 0 <= finding.span.start < finding.span.end <= len(source)
    words = finding.span.of(source)
    assert not words[0].isspace()
    assert not words[-1].isspace()
    # What is written in disguise, or over markup, may hold more than its words.
    assert finding.disguised or split_words(words)


def check_report(source, report):
    """Check that all that is told lies in the source, in order."""
    for finding in report.findings:
        check_finding(source, finding)
    spans = [(f.span.start, f.span.end) for f in report.findings]
    assert spans == sorted(spans)
    for warning in report.warnings:
        assert 0 <= warning.span.start <= warning.span.end <= len(source)
    topics = [topic.topic for topic in report.topics]
    assert len(topics) == len(set(topics))
    assert set(report.warn) <= set(topics)


def test_one_input(data: bytes) -> None:
    """Scan one input and check all that holds for every report."""
    if not data:
        return
    media_type = MEDIA_TYPES[data[0] % len(MEDIA_TYPES)]
    source = data[1:].decode("utf-8", "replace")
    try:
        report = cwkit.scan(source, media_type=media_type)
        check_report(source, report)
        again = cwkit.scan(source, media_type=media_type, languages=LANGUAGES)
    except CwkitError:
        return
    check_report(source, again)
    accepted = [
        decision.finding
        for decision in cwkit.explain(
            source, media_type=media_type, languages=LANGUAGES
        )
        if decision.accepted
    ]
    for finding in accepted:
        check_finding(source, finding)


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
