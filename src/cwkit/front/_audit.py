"""
Audits: what a page leaves out, and the edit that mends it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import attrs

from cwkit.audit import (
    Audit,
    EntryPage,
    KnownLines,
    audit_document,
    leave_names_out,
)
from cwkit.front import _checks as checks
from cwkit.front import _shared as shared
from cwkit.front._banner import banner, choose_locale
from cwkit.front._entries import can_hold, is_feed, read_entries, read_rest
from cwkit.front._places import find_places, name_place, today_here
from cwkit.front._scan import choose_languages, judge, read
from cwkit.helplines import WORLD
from cwkit.report import join_reports

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cwkit.audit import NumberBook, Settings, Waiver
    from cwkit.banner import Banner
    from cwkit.detect import Detector
    from cwkit.helplines import Directory, Helpline, Retired
    from cwkit.markup import Document
    from cwkit.places import Place
    from cwkit.report import Report
    from cwkit.text import Limits

__all__ = ["audit", "check_names", "choose_topics", "make_settings"]


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
    settings: Settings | None = None,
    waivers: Iterable[Waiver] = (),
    wording: Iterable[str] = (),
    retired: Iterable[Retired] = (),
    style: str = "standard",
    charset: str = "utf-8",
    limits: Limits | None = None,
) -> Audit:
    """
    Check what a page tells its reader, and prepare what mends it.

    >>> result = audit("A walk by the sea.", place="GB")
    >>> result.ok, result.fixed()
    (True, 'A walk by the sea.')

    Args:
        page: The page.
        media_type: How it is written: one of `cwkit.markup.MEDIA_TYPES`. Each entry
            of a feed is checked, and mended, as a page of its own.
        place: Where its readers are; None checks no helplines.
        locale: The locale of what is inserted; None takes the page's own language.
        languages: BCP 47 tags of the languages it is in.
        key: What tells this page from others, such as its path.
        today: The day to compare review dates with; None for today.
        detector: A detector with other rules.
        directory: A directory with other records.
        settings: Which checks to run; None runs those that are on by themselves.
        waivers: What is allowed, besides what the page allows itself.
        wording: Names of profiles of wording to hold the page to.
        retired: Numbers that must not be printed, besides those that cwkit knows.
        style: The style of what is inserted.
        charset: The encoding that what is inserted must fit into.
        limits: How much text is accepted.

    Raises:
        InputError: If there is no such profile of wording.
        LimitError: If the page is longer than *limits* allow.
        MediaTypeError: If the media type is not known.
        UnknownPlaceError: If there is no such place.
    """
    document = read(page, media_type, limits)
    languages = None if languages is None else tuple(languages)
    directory = directory or shared.directory()
    places = find_places(place)
    home = tuple(dict.fromkeys(one.country for one in places))
    readers = _find_readers(home, _Same(directory), tuple(retired))
    # Said also of pages that need no banner.
    shared.messages(locale or choose_locale(document.language))

    def make(
        report: Report, language: str | None, key: str
    ) -> Callable[[], Banner] | None:
        named = {topic for warning in report.warnings for topic in warning.topics}
        topics = report.warn or tuple(sorted(named))

        def build() -> Banner:
            words = shared.messages(locale or choose_locale(language))
            return banner(
                topics,
                place=places,
                locale=words.locale,
                style=style,
                key=key,
                today=today,
                directory=directory,
            )

        return build if report.warn or report.warnings else None

    def read_parts() -> Iterator[EntryPage]:
        number = 0
        for entry, inner in read_entries(document):
            spoken = inner if inner.language else document
            chosen = choose_languages(spoken, languages)
            found = _judge(inner, chosen, detector, limits, readers.known.lines)
            build = make(found, spoken.language, f"{key}#{number}")
            number += can_hold(entry)
            yield EntryPage(
                feed=document, entry=entry, document=inner, report=found, banner=build
            )
        rest = read_rest(document)
        found = _judge(rest, languages, detector, limits, readers.known.lines)
        yield EntryPage(feed=document, entry=None, document=rest, report=found)

    # A feed is many pages, and each is read once.
    entries = tuple(read_parts()) if is_feed(document) else ()
    if entries:
        report = join_reports(document, ((one.start, one.report) for one in entries))
    else:
        report = _judge(document, languages, detector, limits, readers.known.lines)
    return audit_document(
        document,
        report,
        known=readers.known if places else None,
        banner=make(report, document.language, key),
        settings=settings or checks.settings(),
        home=home,
        places=tuple(map(str, places)),
        book=readers.book,
        contexts=checks.contexts(),
        nations=checks.nations(),
        taxonomy=shared.taxonomy(),
        name_place=name_place,
        today=today or today_here(),
        waivers=waivers,
        wording=checks.wording(tuple(wording)),
        charset=charset,
        entries=entries,
    )


def choose_topics(
    document: Document,
    languages: tuple[str, ...] | None,
    detector: Detector | None,
    limits: Limits | None,
    *,
    places: Iterable[Place],
    directory: Directory | None,
) -> tuple[str, ...]:
    """
    Return the topics that a notice should name on a page for readers somewhere.
    """
    home = tuple(dict.fromkeys(one.country for one in places))
    readers = _find_readers(home, _Same(directory or shared.directory()), ())
    return _judge(document, languages, detector, limits, readers.known.lines).warn


def _judge(
    document: Document,
    languages: tuple[str, ...] | None,
    detector: Detector | None,
    limits: Limits | None,
    known: tuple[Helpline, ...],
) -> Report:
    """Judge a page, where a helpline that is named is no topic."""
    report = judge(document, languages, detector, limits)
    if not report.warn:
        return report
    words = checks.contexts().words(report.languages)
    return attrs.evolve(report, warn=leave_names_out(report, document, known, words))


@functools.lru_cache(maxsize=64)
def make_settings(
    enable: tuple[str, ...] = (),
    disable: tuple[str, ...] = (),
    levels: tuple[tuple[str, str], ...] = (),
    stale_after: int | None = None,
) -> Settings:
    """
    Return which checks to run.

    Args:
        enable: Checks that run, though they would not.
        disable: Checks that do not run, though they would.
        levels: How much problems matter, where it is other than usual.
        stale_after: How many days after their last check helplines are stale.

    Raises:
        InputError: If there is no such check or level.
    """
    return checks.catalogue().settings(
        enable=enable, disable=disable, levels=dict(levels), stale_after=stale_after
    )


def check_names(locale: str | None, style: str, wording: Iterable[str]) -> None:
    """
    See that a locale, a style and profiles of wording are there.

    Args:
        locale: A locale; None asks for none.
        style: A style of banners.
        wording: Names of profiles.

    Raises:
        InputError: If there is no such style or profile.
        UnknownLocaleError: If the locale is not well formed.
    """
    banner((), locale=locale, style=style)
    checks.wording(tuple(wording))


class _Readers(NamedTuple):
    """What is known of where readers are: helplines and numbers, listed once."""

    known: KnownLines
    book: NumberBook


class _Same:
    """A directory, told from others by which it is, not by what it holds."""

    __slots__ = ("directory",)

    def __init__(self, directory: Directory) -> None:
        self.directory = directory

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.directory is other.directory

    def __hash__(self) -> int:
        return id(self.directory)


@functools.lru_cache(maxsize=64)
def _find_readers(
    home: tuple[str, ...], same: _Same, retired: tuple[Retired, ...]
) -> _Readers:
    """Return what is known of where readers are."""
    directory = same.directory
    known: dict[str, Helpline] = {}
    # A directory for the whole world serves everywhere.
    for country in dict.fromkeys((*home, WORLD)):
        for line in directory.records(country):
            known.setdefault(line.id, line)
    book = checks.build_book(home, directory, retired)
    return _Readers(KnownLines(known.values()), book)
