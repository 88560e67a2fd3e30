"""
Building the view model from plain values.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
from typing import TYPE_CHECKING, Final

from cwkit.banner.clean import clean_href
from cwkit.banner.model import SupportPart, WarningPart
from cwkit.banner.runs import (
    Phrase,
    Run,
    fill,
    join_phrases,
    join_sentences,
    join_spaced,
    link,
    say,
)
from cwkit.banner.support import HelpGroup, build_group, say_date
from cwkit.banner.values import NamedTopic, Style
from cwkit.banner.whole import Banner
from cwkit.errors import CwkitError, suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cwkit.banner.values import SupportGroup
    from cwkit.helplines import Helpline, Match
    from cwkit.locales import Messages
    from cwkit.places import Place
    from cwkit.topics import Taxonomy

__all__ = ["LABELS", "STYLES", "SUBJECTS", "TREATMENTS", "build_banner"]

STYLES: Final = (
    Style(id="standard", label="label_warning"),
    Style(id="wire", label="label_editor", line=True, italic=True),
    Style(id="footer", label="label_warning", line=True),
)
"""The layouts: sections with headings; one italic line as news agencies write it; one
plain line for the foot of a story."""

LABELS: Final = ("warning", "note", "editor")
"""The labels that have words in every language."""

SUBJECTS: Final = ("article", "page", "section", "post", "video", "audio")
"""What a warning can stand on."""

TREATMENTS: Final = ("mentioned", "described", "shown")
"""How content treats its topics, where a warning is to say it: in passing, in detail,
in pictures or sound. To discuss them is the rule, and goes without saying."""

_PAGES: Final = ("https://", "http://")


def build_banner(
    *,
    messages: Messages,
    topics: Sequence[str] = (),
    matches: Iterable[Match | Helpline] = (),
    emergency: Iterable[Match | Helpline] = (),
    directories: Iterable[Match | Helpline] = (),
    groups: Iterable[HelpGroup] = (),
    style: str = "standard",
    label: str | None = None,
    subject: str = "article",
    heading_level: int = 2,
    key: str = "",
    treatment: str = "",
    skip_to: str = "",
    fold: bool = False,
    exit_to: str = "",
    support_to: str = "",
    link_support: bool = True,
    show_checked: bool = True,
    today: datetime.date | None = None,
    name_place: Callable[[Place], str] = str,
    taxonomy: Taxonomy | None = None,
) -> Banner:
    """
    Build a banner.

    Args:
        messages: The words; see `cwkit.locales.load_messages`.
        topics: What to warn of, the most central first.
        matches: Helplines, the best first.
        emergency: Emergency services of the same place.
        directories: Where to look further.
        groups: The help of further places, each under a heading of its own.
        style: ``standard``, ``wire`` or ``footer``.
        label: What the warning calls itself, if other than its style says: one of
            `LABELS`, or words of your own.
        subject: What the warning stands on; with ``section`` it gets a link past it.
        heading_level: The level of the headings, from 1 to 6.
        key: What tells this banner from others on the same page, such as a path.
        treatment: How the topics are treated: ``mentioned``, ``described`` or
            ``shown``; empty says nothing of it.
        skip_to: The id of an element to jump to instead of the marked end.
        fold: Whether `WarningPart.fold_html` folds what it is given.
        exit_to: An address to leave the page for, where to be seen reading it may be
            a danger; it adds a link that says what it does not do.
        support_to: The id of a support block that stands elsewhere on the page; the
            warning links there.
        link_support: Whether the warning links to the support block, if there is one.
        show_checked: Whether the support block says when its details were checked.
        today: The day to compare review dates with; records that are overdue for
            review then say when they were checked.
        name_place: A function that names the parts of a country that a line serves,
            such as `cwkit.places.Gazetteer.name`; without it their codes stand.
        taxonomy: The topics with their codes in other vocabularies, for exports.

    Raises:
        UnknownTopicError: If a topic has no name.
        CwkitError: If style, subject, treatment or heading level are not known, or
            *exit_to* is no address of a page.
    """
    _check_choice("style", style, [each.id for each in STYLES])
    _check_choice("subject", subject, SUBJECTS)
    if treatment:
        _check_choice("treatment", treatment, TREATMENTS)
    if not 1 <= heading_level <= 6:  # noqa: PLR2004 (HTML has six)
        raise CwkitError(
            f"there is no heading of level {heading_level}", cure="use 1 to 6"
        )
    if exit_to and not (exit_to.startswith(_PAGES) and clean_href(exit_to)):
        raise CwkitError(
            f'"{exit_to}" is no address to leave a page for',
            cure="name a page whose address begins with https://",
        )
    layout = next(each for each in STYLES if each.id == style)
    main = HelpGroup(
        matches=tuple(matches),
        emergency=tuple(emergency),
        directories=tuple(directories),
    )
    name = _make_id(key, messages.locale, subject, topics)
    support = _build_support(
        [
            build_group(group, messages, today=today, name_place=name_place)
            for group in (main, *groups)
        ],
        messages,
        style=layout,
        level=heading_level,
        name=f"{name}-help",
        show_checked=show_checked,
    )
    warning = _build_warning(
        topics,
        messages,
        style=layout,
        label=_choose_label(label, layout, messages),
        subject=subject,
        treatment=treatment,
        level=heading_level,
        name=name,
        skip_to=skip_to,
        fold=fold,
        exit_to=exit_to,
        help_id=support_to or (support.id if support and link_support else ""),
        taxonomy=taxonomy,
    )
    return Banner(warning=warning, support=support)


def _choose_label(label: str | None, style: Style, messages: Messages) -> str:
    """Return what a warning calls itself."""
    if label is None:
        return messages.text(style.label)
    return messages.text(f"label_{label}") if label in LABELS else label


def _check_choice(what: str, value: str, choices: Sequence[str]) -> None:
    """Refuse a value that is not one of the choices."""
    if value not in choices:
        near = suggest(value, choices)
        known = "known: " + ", ".join(choices)
        raise CwkitError(
            f'unknown {what} "{value}"',
            cure=f'did you mean "{near}"?' if near else known,
        )


def _make_id(key: str, locale: str, subject: str, topics: Sequence[str]) -> str:
    """Return an id that is the same on each run and differs between banners."""
    parts = "\0".join((key, locale, subject, *topics))
    digest = hashlib.blake2s(parts.encode("utf-8", "replace"), digest_size=4)
    return f"cw-{digest.hexdigest()}"


def _build_warning(
    topics: Sequence[str],
    messages: Messages,
    *,
    style: Style,
    label: str,
    subject: str,
    treatment: str,
    level: int,
    name: str,
    skip_to: str,
    fold: bool,
    exit_to: str,
    help_id: str,
    taxonomy: Taxonomy | None,
) -> WarningPart:
    """Build the warning; an empty one if there is nothing to warn of."""
    build = functools.partial(
        WarningPart,
        id=name,
        lang=messages.locale,
        dir=messages.direction or "ltr",
        style=style,
        level=level,
        label=label,
        subject=subject,
        treatment=treatment,
    )
    if not topics:
        return build()
    named = tuple(_name_topic(each, messages, taxonomy) for each in topics)
    phrases = [say(topic.name) for topic in named]
    known = {messages.text(f"label_{name}") for name in LABELS}
    labelled = (Run(label, field=label not in known),)
    listed = join_phrases(messages, phrases, kind="unit")
    treated = say(messages.text(f"treatment_{treatment}")) if treatment else ()
    about, *alone = (
        fill(messages, f"about_{subject}", topics=each)
        for each in (join_phrases(messages, phrases, kind="and"), *phrases)
    )
    sentence = join_sentences(messages, [about, treated])
    in_section = subject == "section"
    target = skip_to or (f"{name}-end" if in_section else "")
    pointer = say(messages.text("support_below")) if help_id else ()
    line = fill(messages, "warning_line", label=labelled, sentence=sentence)
    linked = link(pointer, f"#{help_id}")
    return build(
        topics=named,
        heading=fill(messages, "warning_heading", label=labelled, topics=listed),
        sentence=sentence,
        about=tuple(alone),
        skip=_say_link(
            messages, "skip_section" if in_section else "skip_content", target
        ),
        support=_say_link(messages, "get_support", help_id),
        leave=_say_exit(messages, exit_to),
        pointer=pointer,
        compact=join_sentences(messages, [line, linked]),
        ending=(
            fill(messages, "section_end", topics=listed)
            if in_section and not skip_to
            else ()
        ),
        fold=fill(messages, "fold", topics=listed) if fold else (),
    )


def _name_topic(
    topic: str, messages: Messages, taxonomy: Taxonomy | None
) -> NamedTopic:
    """Name a topic, with its codes if the vocabularies are at hand."""
    name = messages.topic(topic)
    if taxonomy is None:
        return NamedTopic(id=topic, name=name)
    entry = taxonomy.topic(topic)
    return NamedTopic(id=topic, name=name, cwarn=entry.cwarn, onix=entry.onix)


def _say_exit(messages: Messages, target: str) -> Phrase:
    """Return a link off the page, and what it leaves behind."""
    if not target:
        return ()
    away = (Run(messages.text("exit_link"), href=target),)
    return join_spaced([away, say(messages.text("exit_note"))])


def _say_link(messages: Messages, key: str, target: str) -> Phrase:
    """Return a link inside the page, or nothing without a target."""
    return (Run(messages.text(key), href=f"#{target}"),) if target else ()


def _build_support(
    groups: Sequence[SupportGroup],
    messages: Messages,
    *,
    style: Style,
    level: int,
    name: str,
    show_checked: bool,
) -> SupportPart:
    """Build the support block; an empty one if no help is known."""
    heading = say(messages.text("support_heading"))
    full = tuple(
        group
        for group in groups
        if group.emergency_phrase or group.lines or group.directory_phrase
    )
    # Lines that are overdue say so themselves.
    lines = [line for group in full for line in group.lines]
    dates = [line.checked for line in lines if not line.overdue]
    checked = min(dates, default="")
    note: Phrase = ()
    if checked and show_checked:
        date = say_date(datetime.date.fromisoformat(checked), messages)
        note = fill(messages, "checked", date=date)
    return SupportPart(
        id=name,
        lang=messages.locale,
        dir=messages.direction or "ltr",
        style=style,
        level=level,
        heading=heading,
        groups=full,
        checked=checked,
        note=note,
    )
