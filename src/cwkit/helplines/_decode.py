"""
Reading helpline files: strict, row by row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cwkit.errors import DataError, suggest
from cwkit.helplines._fields import (
    read_choices,
    read_country,
    read_hours,
    read_id,
    read_ids,
    read_languages,
    read_other_id,
    read_places,
    read_topics,
    read_url,
)
from cwkit.helplines._model import (
    AgeRange,
    Audience,
    Channel,
    ChannelKind,
    Cost,
    Helpline,
    Kind,
    Overlay,
    Proof,
    Retired,
    RetiredReason,
    Source,
    SourceKind,
    Standing,
)
from cwkit.schema import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwkit.places import Gazetteer
    from cwkit.schema import Table
    from cwkit.topics import Taxonomy

__all__ = [
    "decode_helplines",
    "decode_overlay",
    "decode_retired",
    "decode_retired_rows",
    "decode_rows",
    "read_named",
]

_DIAL: Final = re.compile(r"\+?[0-9*#]+")
_ADDRESS: Final = re.compile(r"[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)

# What each kind of channel needs, and what it may have besides.
_NEEDS: Final = {
    ChannelKind.PHONE: ("dial", "display"),
    ChannelKind.SMS: ("dial", "display"),
    ChannelKind.WHATSAPP: ("dial", "display"),
    ChannelKind.CHAT: ("url",),
    ChannelKind.EMAIL: ("address",),
    ChannelKind.RELAY: (),
    ChannelKind.WEB: ("url",),
}
_MAY_HAVE: Final = {
    ChannelKind.PHONE: ("post_dial",),
    ChannelKind.SMS: ("keyword",),
    ChannelKind.WHATSAPP: ("keyword", "url"),
    ChannelKind.CHAT: (),
    ChannelKind.EMAIL: (),
    ChannelKind.RELAY: ("dial", "display", "url", "post_dial"),
    ChannelKind.WEB: (),
}
_CONTACT: Final = ("dial", "display", "url", "address", "keyword", "post_dial")


def decode_helplines(
    text: str,
    *,
    file: str,
    taxonomy: Taxonomy | None = None,
    gazetteer: Gazetteer | None = None,
) -> tuple[Helpline, ...]:
    """
    Read a helpline file.

    Args:
        text: The text of the file.
        file: Its name, for error messages and as the origin of the records.
        taxonomy: The topics to know; None takes any id.
        gazetteer: The places to know; None takes any code.

    Returns:
        The records, in file order.

    Raises:
        DataError: If a row is not as it should be.
    """
    helplines: list[Helpline] = []
    for helpline in decode_rows(
        text, file=file, taxonomy=taxonomy, gazetteer=gazetteer
    ):
        if isinstance(helpline, DataError):
            raise helpline
        helplines.append(helpline)
    return tuple(helplines)


def decode_rows(
    text: str,
    *,
    file: str,
    taxonomy: Taxonomy | None = None,
    gazetteer: Gazetteer | None = None,
) -> Iterator[Helpline | DataError]:
    """
    Read a helpline file and go on after a row that is wrong.

    Args:
        text: The text of the file.
        file: Its name, for error messages and as the origin of the records.
        taxonomy: The topics to know; None takes any id.
        gazetteer: The places to know; None takes any code.

    Yields:
        For each row its record, or what is wrong with it.

    Raises:
        DataError: If the file itself is not as it should be.
    """
    table = load_toml(text, file=file)
    country = read_country(table, gazetteer)
    # What an overlay hides and puts first is read by `decode_overlay`.
    read_ids(table, "hide")
    read_ids(table, "first")
    rows = table.tables("helpline")
    table.finish()
    for row in rows:
        try:
            yield _decode_helpline(row, country, taxonomy, gazetteer)
        except DataError as error:
            yield error


def decode_overlay(
    text: str,
    *,
    file: str,
    taxonomy: Taxonomy | None = None,
    gazetteer: Gazetteer | None = None,
) -> Overlay:
    """
    Read a file of a newsroom's own: records to add, to hide, to put first.

    Args:
        text: The text of the file.
        file: Its name, for error messages and as the origin of the records.
        taxonomy: The topics to know; None takes any id.
        gazetteer: The places to know; None takes any code.

    Raises:
        DataError: If the file or a row is not as it should be.
    """
    records = decode_helplines(text, file=file, taxonomy=taxonomy, gazetteer=gazetteer)
    table = load_toml(text, file=file)
    hide, first = read_ids(table, "hide"), read_ids(table, "first")
    shown = {*first, *(record.id for record in records)}
    for both in hide:
        if both in shown:
            raise table.error(
                f'"{both}" is both hidden and shown', key="hide", cure="keep one"
            )
    return Overlay(file=file, records=records, hide=hide, first=first)


def read_named(text: str, *, file: str) -> tuple[str, ...]:
    """
    Return the ids that an overlay hides or puts first.

    Args:
        text: The text of the file.
        file: Its name, for error messages.

    Raises:
        DataError: If the file is not as it should be.
    """
    table = load_toml(text, file=file)
    return (*read_ids(table, "hide"), *read_ids(table, "first"))


def decode_retired(
    text: str, *, file: str, gazetteer: Gazetteer | None = None
) -> tuple[Retired, ...]:
    """
    Read a file of numbers that must not be printed any more.

    Args:
        text: The text of the file.
        file: Its name, for error messages.
        gazetteer: The places to know; None takes any code.

    Returns:
        The records, in file order.

    Raises:
        DataError: If a row is not as it should be.
    """
    found: list[Retired] = []
    for row in decode_retired_rows(text, file=file, gazetteer=gazetteer):
        if isinstance(row, DataError):
            raise row
        found.append(row)
    return tuple(found)


def decode_retired_rows(
    text: str, *, file: str, gazetteer: Gazetteer | None = None
) -> Iterator[Retired | DataError]:
    """
    Read a file of retired numbers and go on after a row that is wrong.

    Args:
        text: The text of the file.
        file: Its name, for error messages.
        gazetteer: The places to know; None takes any code.

    Yields:
        For each row its record, or what is wrong with it.

    Raises:
        DataError: If the file itself is not as it should be.
    """
    table = load_toml(text, file=file)
    country = read_country(table, gazetteer)
    rows = table.tables("retired")
    table.finish()
    for row in rows:
        try:
            yield _decode_retired(row, country)
        except DataError as error:
            yield error


def _decode_helpline(
    row: Table,
    country: str,
    taxonomy: Taxonomy | None,
    gazetteer: Gazetteer | None,
) -> Helpline:
    """Read one row."""
    helpline = Helpline(
        id=read_id(row, "id"),
        country=country,
        name=row.string("name"),
        local_name=row.string("local_name", None),
        operator=row.string("operator", None),
        aliases=row.strings("aliases"),
        areas=read_places(row, "areas", country, gazetteer),
        topics=read_topics(row, taxonomy),
        audience=read_choices(row, "audience", Audience),
        audience_only=row.boolean("audience_only", default=False),
        age=_read_age(row) if "age" in row.keys() else None,  # noqa: SIM118 -- a Table is no mapping
        kind=Kind(row.choice("kind", list(Kind))),
        languages=read_languages(row, required=True),
        url=read_url(row),
        traceable=row.boolean("traceable", None),
        reachable_from=read_places(
            row, "reachable_from", country, gazetteer, required=False
        ),
        tz=row.string("tz", None),
        channels=tuple(_decode_channel(channel) for channel in row.tables("channels")),
        sources=_read_sources(row),
        checked_on=row.date("checked_on"),
        review_by=row.date("review_by"),
        status=Standing(row.choice("status", list(Standing))),
        note=row.string("note", None),
        pairs_with=read_ids(row, "pairs_with"),
        replaces=read_ids(row, "replaces"),
        replaced_by=read_other_id(row, "replaced_by"),
        origin=row.file,
    )
    row.finish()
    if helpline.audience_only and not helpline.audience and helpline.age is None:
        raise row.error(
            "the line is only for an audience that is not named",
            key="audience_only",
            cure='add audience = ["…"]',
        )
    if not helpline.channels and helpline.url is None:
        raise row.error(
            "there is no way to reach it", cure="add channels = [{ kind = … }] or url"
        )
    _check_tz(row, helpline, gazetteer)
    return helpline


def _check_tz(row: Table, helpline: Helpline, gazetteer: Gazetteer | None) -> None:
    """Refuse hours without a zone, and zones that are not known."""
    timed = [c.hours for c in helpline.channels if c.hours and not c.hours.always]
    if helpline.tz is None and timed:
        raise row.error(
            f'hours "{timed[0]}" stand without a time zone',
            key="tz",
            cure='add tz = "Area/City"',
        )
    if helpline.tz and gazetteer is not None and helpline.tz not in gazetteer.zones:
        near = suggest(helpline.tz, gazetteer.zones)
        raise row.error(
            f'unknown time zone "{helpline.tz}"',
            key="tz",
            cure=f'did you mean "{near}"?' if near else "use an IANA name",
        )


def _decode_channel(row: Table) -> Channel:
    """Read one channel."""
    kind = ChannelKind(row.choice("kind", list(ChannelKind)))
    needs = _NEEDS[kind]
    known = (*needs, *_MAY_HAVE[kind])
    for key in _CONTACT:
        if key in row.keys() and key not in known:  # noqa: SIM118 -- a Table is no mapping
            raise row.error(
                f"a channel of kind {kind} has no {key}",
                key=key,
                cure=f"known: {', '.join(known)}",
            )
    for key in needs:
        row.string(key)
    dial = row.string("dial", None)
    if dial is not None and not _DIAL.fullmatch(dial):
        raise row.error(
            f'"{dial}" cannot be dialled',
            key="dial",
            cure="write digits, * and # only; spaces belong in display",
        )
    address = row.string("address", None)
    if address is not None and not _ADDRESS.fullmatch(address):
        raise row.error(f'"{address}" is no e-mail address', key="address")
    cost = row.choice("cost", list(Cost), None)
    channel = Channel(
        kind=kind,
        dial=dial,
        display=row.string("display", None),
        url=read_url(row),
        address=address,
        keyword=row.string("keyword", None),
        post_dial=row.string("post_dial", None),
        hours=read_hours(row),
        cost=None if cost is None else Cost(cost),
        languages=read_languages(row, required=False),
    )
    row.finish()
    if (channel.dial is None) != (channel.display is None):
        raise row.error(
            "dial and display belong together", key="dial", cure="write both"
        )
    return channel


def _read_age(row: Table) -> AgeRange:
    """Read a range of ages."""
    table = row.table("age")
    age = AgeRange(
        minimum=table.integer("minimum", None), maximum=table.integer("maximum", None)
    )
    table.finish()
    low = 0 if age.minimum is None else age.minimum
    if age == AgeRange() or low < 0 or (age.maximum is not None and age.maximum < low):
        raise table.error(
            "the range of ages is empty", cure="write minimum, maximum, or both"
        )
    return age


def _read_sources(row: Table) -> tuple[Source, ...]:
    """Read the evidence; nothing is shipped without."""
    sources = tuple(_decode_source(source) for source in row.tables("sources"))
    if not sources:
        raise row.error(
            "there is no source",
            key="sources",
            cure="add sources = [{ url = …, kind = …, seen_on = …, proves = […] }]",
        )
    return sources


def _decode_source(row: Table) -> Source:
    """Read one source."""
    row.string("url")
    source = Source(
        url=read_url(row) or "",
        kind=SourceKind(row.choice("kind", list(SourceKind))),
        seen_on=row.date("seen_on"),
        proves=read_choices(row, "proves", Proof),
    )
    row.finish()
    return source


def _decode_retired(row: Table, country: str) -> Retired:
    """Read one row of a file of retired numbers."""
    retired = Retired(
        id=read_id(row, "id"),
        country=country,
        number=row.string("number"),
        dial=row.string("dial"),
        was=row.string("was"),
        reason=RetiredReason(row.choice("reason", list(RetiredReason))),
        replaced_by=read_other_id(row, "replaced_by"),
        replacement=row.string("replacement", None),
        since=row.date("since", None),
        sources=_read_sources(row),
        note=row.string("note", None),
        origin=row.file,
    )
    row.finish()
    if not _DIAL.fullmatch(retired.dial):
        raise row.error(
            f'"{retired.dial}" cannot be dialled',
            key="dial",
            cure="write digits, * and # only; spaces belong in number",
        )
    return retired
