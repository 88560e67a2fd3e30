"""
The doors: thin functions over what is shared.
"""

from __future__ import annotations

import datetime
import functools
from typing import TYPE_CHECKING, Literal

from cwkit.audit import Audit, audit_document
from cwkit.banner import Banner, HelpGroup, build_banner
from cwkit.errors import UnknownLocaleError
from cwkit.front import _shared as shared
from cwkit.helplines import WORLD, Directory, decode_helplines
from cwkit.markup import read_document
from cwkit.packs import decode_packs
from cwkit.places import Place
from cwkit.report import Report, build_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cwkit.detect import Decision, Detector
    from cwkit.helplines import Helpline, Match
    from cwkit.markup import Document
    from cwkit.packs import Pack
    from cwkit.text import Limits

__all__ = [
    "audit",
    "banner",
    "explain",
    "helplines",
    "load_directory",
    "load_pack",
    "name_place",
    "place",
    "scan",
]

_SOURCE = "en"
"""The locale that every message is written in first."""

_MOST_LINES = 4
"""How many helplines a banner names; more than a few and none is read."""

_FEWEST_LINES = 2
"""
Guidelines for the media (Mindframe, Australia) ask for two services at least, so that
nobody is left with one that does not answer.
"""


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
    return _judge(_read(text, media_type, limits), languages, detector, limits)


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
    document = _read(text, media_type, limits)
    detector = detector or shared.detector()
    chosen = _choose_languages(document, languages)
    return detector.examine(document.text, languages=chosen, limits=limits).decisions


def helplines(
    place: str | Place,
    *,
    topics: Iterable[str] = (),
    audience: Iterable[str] = (),
    languages: Iterable[str] = (),
    channels: Iterable[str] = (),
    at: datetime.datetime | None = None,
    today: datetime.date | None = None,
    limit: int | None = None,
    freshness: Literal["lenient", "strict"] = "lenient",
    directory: Directory | None = None,
) -> tuple[Match, ...]:
    """
    Return the helplines that answer where a reader is, the best first.

    >>> matches = helplines("AU", topics=["sexual-violence"])
    >>> matches[0].matched_topic, matches[0].is_fallback
    ('sexual-violence', False)

    Args:
        place: A place, its ISO 3166 code, or its common name.
        topics: Topic ids, the most important first; none asks for crisis lines.
        audience: Whom the line should be for.
        languages: BCP 47 tags of the languages the reader speaks.
        channels: How the reader would like to reach it.
        at: The moment, with a zone, at which it should answer; None does not ask.
        today: The day to compare review dates with; None for today.
        limit: How many to return; services that belong together stay together.
        freshness: ``strict`` leaves out what is overdue for review.
        directory: A directory with other records.

    Raises:
        UnknownPlaceError: If there is no such place.
        UnknownTopicError: If there is no such topic.
    """
    directory = directory or shared.directory()
    return directory.lookup(
        _place(place),
        topics=tuple(topics),
        audience=tuple(audience),
        languages=tuple(languages),
        channels=tuple(channels),
        at=at,
        today=today or _today(),
        limit=limit,
        freshness=freshness,
    )


def banner(
    report: Report | Sequence[str],
    *,
    place: str | Place | Sequence[str | Place] | None = None,
    locale: str | None = None,
    style: str = "standard",
    label: str | None = None,
    subject: str = "article",
    heading_level: int = 2,
    key: str = "",
    skip_to: str = "",
    limit: int = _MOST_LINES,
    today: datetime.date | None = None,
    directory: Directory | None = None,
) -> Banner:
    """
    Build the banner of a text: the warning, and the support block.

    >>> print(banner(["suicide"], locale="en-GB").warning.text())
    Content warning: suicide
    <BLANKLINE>
    This article discusses suicide.

    Args:
        report: What `scan` returned, or topic ids.
        place: Where the readers are; several get a heading each, None no support.
        locale: The locale of the words; None takes the language that the text
            declares, or English.
        style: ``standard``, ``wire`` or ``footer``.
        label: What the warning calls itself.
        subject: What it stands on; with ``section`` it gets a link past it.
        heading_level: The level of its headings in the page.
        skip_to: The id of an element that a link past the section leads to.
        key: What tells this banner from others on the same page.
        limit: How many helplines to name for each place.
        today: The day to compare review dates with; None for today.
        directory: A directory with other records.

    Raises:
        UnknownLocaleError: If the locale is not well formed.
        UnknownPlaceError: If there is no such place.
        UnknownTopicError: If there is no such topic.
    """
    topics = report.warn if isinstance(report, Report) else tuple(report)
    for topic in topics:
        shared.taxonomy().topic(topic)
    directory = directory or shared.directory()
    today = today or _today()
    own = report.language if isinstance(report, Report) else None
    messages = shared.messages(locale or _choose_locale(own))
    places = _places(place)
    groups = [
        HelpGroup(
            place=name_place(one) if len(places) > 1 else "",
            matches=_find_lines(
                directory, one, topics, locale=messages.locale, limit=limit, today=today
            ),
            emergency=directory.emergency(one),
            directories=_choose_directory(directory.directories(one), topics),
        )
        for one in places
    ]
    return build_banner(
        messages=messages,
        topics=topics,
        groups=groups,
        style=style,
        label=label,
        subject=subject,
        heading_level=heading_level,
        key=key,
        skip_to=skip_to,
        today=today,
        name_place=name_place,
    )


def audit(
    page: str,
    *,
    media_type: str = "text/plain",
    place: str | Place | Sequence[str | Place] | None = None,
    locale: str | None = None,
    languages: Iterable[str] | None = None,
    key: str = "",
    today: datetime.date | None = None,
    detector: Detector | None = None,
    directory: Directory | None = None,
    limits: Limits | None = None,
) -> Audit:
    """
    Check what a page tells its reader, and prepare what mends it.

    >>> result = audit("A walk by the sea.", place="GB")
    >>> result.ok, result.fixed()
    (True, 'A walk by the sea.')

    Args:
        page: The page.
        media_type: ``text/plain``, ``text/html`` or ``text/markdown``.
        place: Where its readers are; None checks no helplines.
        locale: The locale of what is inserted; None takes the page's own language.
        languages: BCP 47 tags of the languages it is in.
        key: What tells this page from others, such as its path.
        today: The day to compare review dates with; None for today.
        detector: A detector with other rules.
        directory: A directory with other records.
        limits: How much text is accepted.

    Raises:
        LimitError: If the page is longer than *limits* allow.
        MediaTypeError: If the media type is not known.
        UnknownPlaceError: If there is no such place.
    """
    document = _read(page, media_type, limits)
    report = _judge(document, languages, detector, limits)
    directory = directory or shared.directory()
    places = _places(place)
    # A directory for the whole world serves everywhere.
    countries = dict.fromkeys([*(one.country for one in places), WORLD])
    known = {
        line.id: line for country in countries for line in directory.records(country)
    }
    words = shared.messages(locale or _choose_locale(document.language))
    inserted = None
    # Most pages need nothing, and no banner built for them.
    if report.warn or report.warnings:
        named = {topic for warning in report.warnings for topic in warning.topics}
        inserted = banner(
            report.warn or tuple(sorted(named)),
            place=places,
            locale=words.locale,
            key=key,
            today=today,
            directory=directory,
        )
    return audit_document(
        document,
        report,
        known=tuple(known.values()) if places else None,
        banner=inserted,
    )


def load_pack(files: Mapping[str, str]) -> tuple[Pack, ...]:
    """
    Read packs of your own.

    Args:
        files: Texts of pack files by name.

    Returns:
        One pack for each language; give them to `Detector`.

    Raises:
        DataError: If a file is not as it should be.
    """
    return decode_packs(files, topics=[topic.id for topic in shared.taxonomy()])


def load_directory(files: Mapping[str, str]) -> Directory:
    """
    Read a helpline directory of your own.

    Args:
        files: Texts of helpline files by country code.

    Raises:
        DataError: If a file is not as it should be.
    """
    records = {
        country: decode_helplines(text, file=country) for country, text in files.items()
    }
    return Directory(
        functools.partial(_pick, records),
        gazetteer=shared.gazetteer(),
        taxonomy=shared.taxonomy(),
    )


def place(name: str) -> Place:
    """
    Return the place of an ISO 3166 code or a name in common use.

    >>> place("UK")
    Place(code='GB')

    Raises:
        UnknownPlaceError: If there is no such place; it names the nearest.
    """
    return shared.gazetteer().place(name)


def name_place(place: str | Place) -> str:
    """
    Return what a place is called in English.

    >>> name_place("GB-SCT")
    'Scotland'

    Raises:
        UnknownPlaceError: If there is no such place.
    """
    return shared.gazetteer().name(_place(place))


def _find_lines(
    directory: Directory,
    place: Place,
    topics: tuple[str, ...],
    *,
    locale: str,
    limit: int,
    today: datetime.date,
) -> tuple[Match, ...]:
    """Return the lines for a banner, with a general one where there are too few."""
    find = functools.partial(
        directory.lookup, place, languages=(locale,), limit=limit, today=today
    )
    matches = find(topics=topics)
    known = {match.helpline.id for match in matches}
    if not topics or len(known) >= _FEWEST_LINES:
        return matches
    general = shared.taxonomy().help_chain(topics[0])[-1]
    others = (m for m in find(topics=(general,)) if m.helpline.id not in known)
    return (*matches, *others)[: min(limit, _FEWEST_LINES)]


def _choose_locale(language: str | None) -> str:
    """Return the locale of a page; one that is not well formed says nothing."""
    try:
        shared.messages(language or _SOURCE)
    except UnknownLocaleError:
        return _SOURCE
    return language or _SOURCE


def _choose_directory(
    matches: Sequence[Match], topics: tuple[str, ...]
) -> tuple[Match, ...]:
    """Return the list on the web that knows most of *topics*; of equals the newest."""

    def rank(match: Match) -> tuple[int, datetime.date]:
        known = sum(topic in match.helpline.topics for topic in topics)
        return known, match.helpline.checked_on

    return (max(matches, key=rank),) if matches else ()


def _read(text: str, media_type: str, limits: Limits | None) -> Document:
    """Read a document under the limits."""
    if limits is None:
        return read_document(text, media_type=media_type)
    return read_document(text, media_type=media_type, limits=limits)


def _judge(
    document: Document,
    languages: Iterable[str] | None,
    detector: Detector | None,
    limits: Limits | None,
) -> Report:
    """Judge a document that was read."""
    detector = detector or shared.detector()
    chosen = _choose_languages(document, languages)
    evidence = detector.examine(
        document.text, languages=chosen, limits=limits, explain=False
    )
    return build_report(
        document,
        evidence,
        taxonomy=shared.taxonomy(),
        policy=shared.policy(),
        notices=detector.notices,
    )


def _choose_languages(
    document: Document, languages: Iterable[str] | None
) -> tuple[str, ...] | None:
    """Return the languages to look for: the caller's word, then the page's."""
    if languages is not None:
        return tuple(languages)
    return None if document.language is None else (document.language,)


def _place(place: str | Place) -> Place:
    """Return a place from whatever names it."""
    return shared.gazetteer().place(str(place))


def _places(
    place: str | Place | Sequence[str | Place] | None,
) -> tuple[Place, ...]:
    """Return the places that one, several or none name, each once."""
    if place is None:
        return ()
    several = (place,) if isinstance(place, str | Place) else place
    return tuple(dict.fromkeys(_place(one) for one in several))


def _today() -> datetime.date:
    """Return the day it is where the program runs."""
    return datetime.datetime.now().astimezone().date()


def _pick(
    records: Mapping[str, tuple[Helpline, ...]], country: str
) -> tuple[Helpline, ...]:
    """Return the records of one country."""
    return records.get(country, ())
