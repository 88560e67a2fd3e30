"""
Audits: what a page leaves out, and the edit that mends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cwkit.audit import Audit, audit_document
from cwkit.front import _shared as shared
from cwkit.front._banner import banner, choose_locale
from cwkit.front._places import find_places, name_place, today_here
from cwkit.front._scan import judge, read
from cwkit.helplines import WORLD

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from cwkit.audit import Settings, Waiver
    from cwkit.detect import Detector
    from cwkit.helplines import Directory
    from cwkit.places import Place
    from cwkit.text import Limits

__all__ = ["audit"]


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
        settings: Which checks to run; None runs those that are on by themselves.
        waivers: What is allowed, besides what the page allows itself.
        limits: How much text is accepted.

    Raises:
        LimitError: If the page is longer than *limits* allow.
        MediaTypeError: If the media type is not known.
        UnknownPlaceError: If there is no such place.
    """
    document = read(page, media_type, limits)
    report = judge(document, languages, detector, limits)
    directory = directory or shared.directory()
    places = find_places(place)
    # A directory for the whole world serves everywhere.
    countries = dict.fromkeys([*(one.country for one in places), WORLD])
    known = {
        line.id: line for country in countries for line in directory.records(country)
    }
    words = shared.messages(locale or choose_locale(document.language))
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
    home = tuple(dict.fromkeys(one.country for one in places))
    return audit_document(
        document,
        report,
        known=tuple(known.values()) if places else None,
        banner=inserted,
        settings=settings or shared.catalogue().settings(),
        home=home,
        book=(
            shared.number_book(home)
            if directory is shared.directory()
            else shared.build_book(home, directory)
        ),
        contexts=shared.contexts(),
        taxonomy=shared.taxonomy(),
        name_place=name_place,
        today=today or today_here(),
        waivers=waivers,
    )
