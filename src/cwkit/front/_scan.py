"""
Reading texts: what they treat, and why.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from cwkit.detect import cut_stream, shift
from cwkit.errors import CwkitError
from cwkit.front import _shared as shared
from cwkit.markup import read_document
from cwkit.report import (
    Report,
    build_report,
    explain_evidence,
    select_findings,
)
from cwkit.text import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cwkit.detect import Decision, Detector, Finding
    from cwkit.markup import Document

__all__ = [
    "choose_languages",
    "explain",
    "judge",
    "read",
    "scan",
    "scan_many",
    "stream",
]


def scan(
    text: str,
    *,
    media_type: str = "text/plain",
    languages: Iterable[str] | None = None,
    allow: Iterable[str] = (),
    deny: Mapping[str, str] | Iterable[str] = (),
    detector: Detector | None = None,
    limits: Limits | None = None,
) -> Report:
    """
    Say what a text treats, and which warnings stand there already.

    >>> report = scan("Content warning: bereavement. The funeral is on Friday.")
    >>> report.warnings[0].topics
    ('death',)

    Args:
        text: The text or page.
        media_type: How it is written: one of `cwkit.markup.MEDIA_TYPES`.
        languages: BCP 47 tags of the languages it is in; None asks the page, and if
            the page does not say, judges by its most frequent words.
        allow: Phrases and rule ids that are never findings in it.
        deny: Phrases, each with the topic that it finds, or rule ids, that always are
            findings in it; what is allowed wins.
        detector: A detector with other rules.
        limits: How much text is accepted.

    Returns:
        The report; its spans count code points of *text*.

    Raises:
        InputError: If a phrase holds no word, a denied one has no topic, or there is
            no such topic or rule.
        LimitError: If the text is longer than *limits* allow.
        MediaTypeError: If the media type is not known.
    """
    document = read(text, media_type, limits)
    return judge(document, languages, detector, limits, allow=allow, deny=deny)


def explain(
    text: str,
    *,
    media_type: str = "text/plain",
    languages: Iterable[str] | None = None,
    allow: Iterable[str] = (),
    deny: Mapping[str, str] | Iterable[str] = (),
    detector: Detector | None = None,
    limits: Limits | None = None,
) -> tuple[Decision, ...]:
    """
    Return every candidate in a text, with what decided for or against it.

    Those that are accepted are the findings of `scan`.

    >>> explain("They planted oilseed rape.")[0].reason.value
    'blocked'

    Args:
        text: The text or page.
        media_type: How it is written: one of `cwkit.markup.MEDIA_TYPES`.
        languages: BCP 47 tags of the languages it is in.
        allow: Phrases and rule ids that are never findings in it.
        deny: Phrases, each with its topic, or rule ids, that always are.
        detector: A detector with other rules.
        limits: How much text is accepted.

    Raises:
        InputError: If a phrase holds no word, a denied one has no topic, or there is
            no such topic or rule.
        LimitError: If the text is longer than *limits* allow.
        MediaTypeError: If the media type is not known.
    """
    document = read(text, media_type, limits)
    detector = detector or shared.detector()
    evidence = detector.examine(
        document.text,
        languages=choose_languages(document, languages),
        allow=allow,
        deny=deny,
        limits=limits,
    )
    notices = detector.notices(evidence.languages)
    return explain_evidence(document, evidence, notices)


def scan_many(
    texts: Iterable[str],
    *,
    media_type: str = "text/plain",
    languages: Iterable[str] | None = None,
    allow: Iterable[str] = (),
    deny: Mapping[str, str] | Iterable[str] = (),
    detector: Detector | None = None,
    limits: Limits | None = None,
    progress: Callable[[int], object] | None = None,
    on_error: Callable[[int, CwkitError], object] | None = None,
) -> Iterator[Report]:
    """
    Scan many texts one after the other, each when its report is asked for.

    >>> texts = ["A walk by the sea.", "The funeral is on Friday."]
    >>> [len(report.findings) for report in scan_many(texts)]
    [0, 1]

    Args:
        texts: The texts; they are taken from it one by one.
        media_type: How they are written: one of `cwkit.markup.MEDIA_TYPES`.
        languages: BCP 47 tags of the languages they are in; None asks each text.
        allow: Phrases and rule ids that are never findings.
        deny: Phrases, each with its topic, or rule ids, that always are.
        detector: A detector with other rules.
        limits: How much text is accepted in one of them.
        progress: Called after each text with how many are done.
        on_error: Called with the number of a text, from 0, that cannot be scanned, and
            why; such a text has no report. Without it the error is raised, and what
            came before it is not lost.

    Yields:
        The reports, in the order of the texts.

    Raises:
        InputError: If a phrase holds no word, a denied one has no topic, or there is
            no such topic or rule.
        LimitError: If a text is longer than *limits* allow.
        MediaTypeError: If the media type is not known.
    """
    if isinstance(languages, str):
        languages = (languages,)
    # Once for all: an iterator would be empty after the first text.
    languages = None if languages is None else tuple(languages)
    allow = allow if isinstance(allow, str) else tuple(allow)
    denied: Mapping[str, str] | Iterable[str]
    if isinstance(deny, Mapping):
        denied = cast("Mapping[str, str]", deny)
    else:
        # A string is refused with the first text, not read letter by letter.
        denied = deny if isinstance(deny, str) else tuple(deny)
    for number, text in enumerate(texts):
        try:
            report = scan(
                text,
                media_type=media_type,
                languages=languages,
                allow=allow,
                deny=denied,
                detector=detector,
                limits=limits,
            )
        except CwkitError as error:
            if on_error is None:
                raise
            on_error(number, error)
        else:
            yield report
        if progress is not None:
            progress(number + 1)


def stream(
    pieces: Iterable[str],
    *,
    languages: Iterable[str] | None = None,
    detector: Detector | None = None,
    limits: Limits | None = None,
) -> Iterator[Finding]:
    """
    Find in a plain text of any length, in memory that does not grow with it.

    >>> pieces = ["The fun", "eral is on Friday."]
    >>> [finding.topic for finding in stream(pieces)]
    ['death']

    Args:
        pieces: The text, cut anywhere, such as an open file.
        languages: BCP 47 tags of the languages it is in; None judges by its beginning.
        detector: A detector with other rules.
        limits: How many findings a stretch of it may have; its length is not limited.

    Returns:
        The findings in reading order; spans count code points of the whole. How
        central a topic is cannot be told before the end, so there is no report. What a
        warning says is no finding, as in `scan`; but it is read in stretches of some
        65,000 characters, and what a label at the very end of one announces is a
        finding where it stands in the next.
    """
    detector = detector or shared.detector()
    offset = 0
    # Both are taken one by one, so that only one stretch is held at a time.
    documents, seen = itertools.tee(map(_read_stretch, cut_stream(pieces)))
    evidences = detector.examine_stretches(
        (document.text for document in seen), languages=languages, limits=limits
    )
    for document, evidence in zip(documents, evidences, strict=True):
        notices = detector.notices(evidence.languages)
        for finding in select_findings(document, evidence, notices):
            yield shift(finding, offset)
        offset += len(document.source)


def _read_stretch(stretch: str) -> Document:
    """Read a stretch of a stream, however long it is."""
    return read_document(stretch, limits=Limits(characters=len(stretch)))


def read(text: str, media_type: str, limits: Limits | None) -> Document:
    """Read a document under the limits."""
    if limits is None:
        return read_document(text, media_type=media_type)
    return read_document(text, media_type=media_type, limits=limits)


def judge(
    document: Document,
    languages: Iterable[str] | None,
    detector: Detector | None,
    limits: Limits | None,
    *,
    allow: Iterable[str] = (),
    deny: Mapping[str, str] | Iterable[str] = (),
) -> Report:
    """Judge a document that was read."""
    detector = detector or shared.detector()
    chosen = choose_languages(document, languages)
    evidence = detector.examine(
        document.text,
        languages=chosen,
        allow=allow,
        deny=deny,
        limits=limits,
        explain=False,
    )
    return build_report(
        document,
        evidence,
        taxonomy=shared.taxonomy(),
        policy=shared.policy(),
        notices=detector.notices(evidence.languages),
    )


def choose_languages(
    document: Document, languages: Iterable[str] | None
) -> tuple[str, ...] | None:
    """Return the languages to look for: the caller's word, then the page's."""
    if isinstance(languages, str):
        # One tag alone is meant as one: its letters are no languages, and in none of
        # them anything would be found.
        return (languages,)
    if languages is not None:
        return tuple(languages)
    return None if document.language is None else (document.language,)
