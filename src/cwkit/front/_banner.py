"""
Banners: the warning and the support block of a text.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from cwkit.banner import Banner, HelpGroup, build_banner
from cwkit.errors import UnknownLocaleError
from cwkit.front import _shared as shared
from cwkit.front._places import find_places, name_place, today_here
from cwkit.report import Report

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from cwkit.helplines import Directory, Match
    from cwkit.places import Place

__all__ = ["banner", "choose_locale"]

_SOURCE = "en"
"""The locale that every message is written in first."""

_NAMES = "en"
"""The language that places are named in."""

_MOST_LINES = 4
"""How many helplines a banner names; more than a few and none is read."""

_FEWEST_LINES = 2
"""
Guidelines for the media (Mindframe, Australia) ask for two services at least, so that
nobody is left with one that does not answer.
"""


def banner(
    report: Report | Sequence[str],
    *,
    place: str | Place | Sequence[str | Place] | None = None,
    locale: str | None = None,
    style: str = "standard",
    label: str | None = None,
    subject: str = "article",
    heading_level: int = 2,
    treatment: str = "",
    key: str = "",
    skip_to: str = "",
    fold: bool = False,
    exit_to: str = "",
    support_to: str = "",
    link_support: bool = True,
    show_checked: bool = True,
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
        label: What the warning calls itself: ``warning``, ``note`` or ``editor`` in
            the words of the locale, or words of your own.
        subject: What it stands on; with ``section`` it gets a link past it.
        heading_level: The level of its headings in the page.
        treatment: How the text treats its topics, if the warning is to say it:
            ``mentioned``, ``described`` or ``shown``.
        key: What tells this banner from others on the same page.
        skip_to: The id of an element that a link past the content leads to.
        fold: Whether `fold_html` of the warning folds the section it is given.
        exit_to: An address to leave the page for in a hurry; for pages that it may be
            a danger to be seen reading, and no others.
        support_to: The id of a support block elsewhere on the page, to link to.
        link_support: Whether the warning links to the support block; not, where that
            stands on another page.
        show_checked: Whether the support block says when its details were checked.
        limit: How many helplines to name for each place.
        today: The day to compare review dates with; None for today.
        directory: A directory with other records.

    Raises:
        UnknownLocaleError: If the locale is not well formed.
        UnknownPlaceError: If there is no such place.
        UnknownTopicError: If there is no such topic.
        CwkitError: If another option is not known.
    """
    if isinstance(report, str):
        # One id alone is meant as one, not as its letters.
        report = (report,)
    topics = report.warn if isinstance(report, Report) else tuple(report)
    for topic in topics:
        shared.taxonomy().topic(topic)
    directory = directory or shared.directory()
    today = today or today_here()
    own = report.language if isinstance(report, Report) else None
    messages = shared.messages(locale or choose_locale(own))
    places = find_places(place)
    groups = [
        HelpGroup(
            place=name_place(one) if len(places) > 1 else "",
            place_lang=_NAMES,
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
        treatment=treatment,
        key=key,
        skip_to=skip_to,
        fold=fold,
        exit_to=exit_to,
        support_to=support_to,
        link_support=link_support,
        show_checked=show_checked,
        today=today,
        name_place=name_place,
        taxonomy=shared.taxonomy(),
    )


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


def choose_locale(language: str | None) -> str:
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
