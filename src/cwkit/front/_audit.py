"""
Audits: what a page leaves out, and the edit that mends it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from cwkit.audit import Audit, audit_document
from cwkit.front import _shared as shared
from cwkit.front._banner import banner, choose_locale
from cwkit.front._places import find_places, name_place, today_here
from cwkit.front._scan import judge, read
from cwkit.helplines import WORLD

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence

    from cwkit.audit import Settings, Waiver
    from cwkit.banner import Banner
    from cwkit.detect import Detector
    from cwkit.helplines import Directory, Helpline
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
    wording: Iterable[str] = (),
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
        wording: Names of profiles of wording to hold the page to.
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
    report = judge(document, languages, detector, limits)
    directory = directory or shared.directory()
    places = find_places(place)
    home = tuple(dict.fromkeys(one.country for one in places))
    # Said also of pages that need no banner.
    words = shared.messages(locale or choose_locale(document.language))

    def build() -> Banner:
        named = {topic for warning in report.warnings for topic in warning.topics}
        return banner(
            report.warn or tuple(sorted(named)),
            place=places,
            locale=words.locale,
            style=style,
            key=key,
            today=today,
            directory=directory,
        )

    ours = directory is shared.directory()
    return audit_document(
        document,
        report,
        known=known_lines(home, directory) if places else None,
        banner=build if report.warn or report.warnings else None,
        settings=settings or shared.settings(),
        home=home,
        book=shared.number_book(home) if ours else shared.build_book(home, directory),
        contexts=shared.contexts(),
        taxonomy=shared.taxonomy(),
        name_place=name_place,
        today=today or today_here(),
        waivers=waivers,
        wording=shared.wording(tuple(wording)),
        charset=charset,
    )


def known_lines(home: tuple[str, ...], directory: Directory) -> tuple[Helpline, ...]:
    """Return the helplines that readers in some countries may be told of."""
    if directory is shared.directory():
        return _known_lines(home)
    return tuple(_list_lines(home, directory))


@functools.cache
def _known_lines(home: tuple[str, ...]) -> tuple[Helpline, ...]:
    """Return those of the directory that cwkit ships, listed once."""
    return tuple(_list_lines(home, shared.directory()))


def _list_lines(home: tuple[str, ...], directory: Directory) -> Iterator[Helpline]:
    """List helplines, each once."""
    seen: set[str] = set()
    # A directory for the whole world serves everywhere.
    for country in dict.fromkeys((*home, WORLD)):
        for line in directory.records(country):
            if line.id not in seen:
                seen.add(line.id)
                yield line
