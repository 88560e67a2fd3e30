"""
Reading texts: what they treat, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cwkit.front import _shared as shared
from cwkit.markup import read_document
from cwkit.report import Report, build_report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.detect import Decision, Detector
    from cwkit.markup import Document
    from cwkit.text import Limits

__all__ = ["choose_languages", "explain", "judge", "read", "scan"]


def scan(
    text: str,
    *,
    media_type: str = "text/plain",
    languages: Iterable[str] | None = None,
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
        media_type: ``text/plain``, ``text/html`` or ``text/markdown``.
        languages: BCP 47 tags of the languages it is in; None asks the page, and if
            the page does not say, looks for all languages that there are rules for.
        detector: A detector with other rules.
        limits: How much text is accepted.

    Returns:
        The report; its spans count code points of *text*.

    Raises:
        LimitError: If the text is longer than *limits* allow.
        MediaTypeError: If the media type is not known.
    """
    return judge(read(text, media_type, limits), languages, detector, limits)


def explain(
    text: str,
    *,
    media_type: str = "text/plain",
    languages: Iterable[str] | None = None,
    detector: Detector | None = None,
    limits: Limits | None = None,
) -> tuple[Decision, ...]:
    """
    Return every candidate in a text, with what decided for or against it.

    >>> explain("They planted oilseed rape.")[0].reason.value
    'benign'

    Args:
        text: The text or page.
        media_type: ``text/plain``, ``text/html`` or ``text/markdown``.
        languages: BCP 47 tags of the languages it is in.
        detector: A detector with other rules.
        limits: How much text is accepted.

    Raises:
        LimitError: If the text is longer than *limits* allow.
        MediaTypeError: If the media type is not known.
    """
    document = read(text, media_type, limits)
    detector = detector or shared.detector()
    chosen = choose_languages(document, languages)
    return detector.examine(document.text, languages=chosen, limits=limits).decisions


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
) -> Report:
    """Judge a document that was read."""
    detector = detector or shared.detector()
    chosen = choose_languages(document, languages)
    evidence = detector.examine(
        document.text, languages=chosen, limits=limits, explain=False
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
    if languages is not None:
        return tuple(languages)
    return None if document.language is None else (document.language,)
