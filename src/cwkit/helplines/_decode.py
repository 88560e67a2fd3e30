"""
Reading helpline files: strict, row by row.
"""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, Final, TypeVar

from cwkit.errors import CwkitError, DataError, suggest
from cwkit.helplines._model import (
    WORLD,
    AgeRange,
    Audience,
    Channel,
    ChannelKind,
    Cost,
    Helpline,
    Kind,
    Proof,
    Retired,
    RetiredReason,
    Source,
    SourceKind,
    Standing,
)
from cwkit.hours import Hours
from cwkit.schema import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cwkit.places import Gazetteer
    from cwkit.schema import Table
    from cwkit.topics import Taxonomy

__all__ = ["decode_helplines", "decode_retired", "decode_rows"]

_E = TypeVar("_E", bound=enum.StrEnum)

_ID: Final = re.compile(r"[a-z0-9]+\.[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY: Final = re.compile(r"[A-Z]{2}|001")
_REGION: Final = re.compile(r"[0-9]{3}")
_DIAL: Final = re.compile(r"\+?[0-9*#]+")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# No userinfo, no spaces: what is shown to frightened people goes where it says.
_URL: Final = re.compile(
    r"""
    https?://
    [a-z0-9.-]+ (?: :[0-9]+ )?          # host and port
    (?: [/?#] [!#-;=?-\[\]_a-z~]* )?     # what RFC 3986 lets stand in the rest
    """,
    re.VERBOSE | re.IGNORECASE,
)
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
    country = _read_country(table, gazetteer)
    rows = table.tables("helpline")
    table.finish()
    for row in rows:
        try:
            yield _decode_helpline(row, country, taxonomy, gazetteer)
        except DataError as error:
            yield error


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
    table = load_toml(text, file=file)
    country = _read_country(table, gazetteer)
    rows = table.tables("retired")
    table.finish()
    return tuple(_decode_retired(row, country) for row in rows)


def _read_country(table: Table, gazetteer: Gazetteer | None) -> str:
    """Return the country of a file; without one it belongs to the world."""
    country: str = table.string("country", WORLD)
    if not _COUNTRY.fullmatch(country):
        raise table.error(
            f'"{country}" is no country code',
            key="country",
            cure="use two capital letters of ISO 3166-1",
        )
    if country != WORLD:
        _check_place(table, "country", country, gazetteer)
    return country


def _decode_helpline(
    row: Table,
    country: str,
    taxonomy: Taxonomy | None,
    gazetteer: Gazetteer | None,
) -> Helpline:
    """Read one row."""
    helpline = Helpline(
        id=_read_id(row, "id"),
        country=country,
        name=row.string("name"),
        local_name=row.string("local_name", None),
        operator=row.string("operator", None),
        aliases=row.strings("aliases"),
        areas=_read_places(row, "areas", country, gazetteer),
        topics=_read_topics(row, taxonomy),
        audience=_read_choices(row, "audience", Audience),
        audience_only=row.boolean("audience_only", default=False),
        age=_read_age(row) if "age" in row.keys() else None,  # noqa: SIM118 -- a Table is no mapping
        kind=Kind(row.choice("kind", list(Kind))),
        languages=_read_languages(row, required=True),
        url=_read_url(row),
        traceable=row.boolean("traceable", None),
        reachable_from=_read_places(
            row, "reachable_from", country, gazetteer, required=False
        ),
        tz=row.string("tz", None),
        channels=tuple(_decode_channel(channel) for channel in row.tables("channels")),
        sources=_read_sources(row),
        checked_on=row.date("checked_on"),
        review_by=row.date("review_by"),
        status=Standing(row.choice("status", list(Standing))),
        note=row.string("note", None),
        pairs_with=_read_ids(row, "pairs_with"),
        replaces=_read_ids(row, "replaces"),
        replaced_by=_read_other_id(row, "replaced_by"),
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
        url=_read_url(row),
        address=address,
        keyword=row.string("keyword", None),
        post_dial=row.string("post_dial", None),
        hours=_read_hours(row),
        cost=None if cost is None else Cost(cost),
        languages=_read_languages(row, required=False),
    )
    row.finish()
    if (channel.dial is None) != (channel.display is None):
        raise row.error(
            "dial and display belong together", key="dial", cure="write both"
        )
    return channel


def _read_hours(row: Table) -> Hours | None:
    """Read the hours of a channel; none is unknown."""
    text = row.string("hours", None)
    try:
        return None if text is None else Hours.parse(text)
    except DataError as error:
        raise row.error(error.message, key="hours", cure=error.cure) from None


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
        url=_read_url(row) or "",
        kind=SourceKind(row.choice("kind", list(SourceKind))),
        seen_on=row.date("seen_on"),
        proves=_read_choices(row, "proves", Proof),
    )
    row.finish()
    return source


def _decode_retired(row: Table, country: str) -> Retired:
    """Read one row of a file of retired numbers."""
    retired = Retired(
        id=_read_id(row, "id"),
        country=country,
        number=row.string("number"),
        dial=row.string("dial"),
        was=row.string("was"),
        reason=RetiredReason(row.choice("reason", list(RetiredReason))),
        replaced_by=_read_other_id(row, "replaced_by"),
        replacement=row.string("replacement", None),
        since=row.date("since", None),
        sources=_read_sources(row),
        note=row.string("note", None),
    )
    row.finish()
    if not _DIAL.fullmatch(retired.dial):
        raise row.error(
            f'"{retired.dial}" cannot be dialled',
            key="dial",
            cure="write digits, * and # only; spaces belong in number",
        )
    return retired


def _read_choices(row: Table, key: str, kind: type[_E]) -> tuple[_E, ...]:
    """Read a list of words from a closed list."""
    known = [str(choice) for choice in kind]
    for value in row.strings(key):
        if value not in known:
            raise row.error(
                f'unknown value "{value}"', key=key, cure=_did_you_mean(value, known)
            )
    return tuple(kind(value) for value in row.strings(key))


def _read_topics(row: Table, taxonomy: Taxonomy | None) -> tuple[str, ...]:
    """Read the topics."""
    topics = row.strings("topics")
    if not topics:
        raise row.error("it has no topic", key="topics", cure="name at least one")
    for topic in topics:
        if taxonomy is not None and topic not in taxonomy:
            known = [known.id for known in taxonomy]
            raise row.error(
                f'unknown topic "{topic}"',
                key="topics",
                cure=_did_you_mean(topic, known),
            )
    return topics


def _read_languages(row: Table, *, required: bool) -> tuple[str, ...]:
    """Read language tags."""
    languages = row.strings("languages")
    if required and not languages:
        raise row.error(
            "it has no language", key="languages", cure='add languages = ["…"]'
        )
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise row.error(
                f'"{language}" is no language tag',
                key="languages",
                cure='write tags like "en" or "zh-Hant"',
            )
    return languages


def _read_places(
    row: Table,
    key: str,
    country: str,
    gazetteer: Gazetteer | None,
    *,
    required: bool = True,
) -> tuple[str, ...]:
    """Read the codes of places."""
    codes = row.strings(key)
    if required and not codes:
        raise row.error("it serves no place", key=key, cure="name at least one code")
    for code in codes:
        # Regions of the world are for those records only that belong to no country.
        if country != WORLD or not _REGION.fullmatch(code):
            _check_place(row, key, code, gazetteer)
    return codes


def _check_place(row: Table, key: str, code: str, gazetteer: Gazetteer | None) -> None:
    """Refuse a place that is not known, or not by this code."""
    if gazetteer is None:
        return
    try:
        canonical = gazetteer.place(code).code
    except CwkitError as error:
        raise row.error(error.message, key=key, cure=error.cure) from None
    if canonical != code:
        raise row.error(
            f'"{code}" is not the code of a place', key=key, cure=f'write "{canonical}"'
        )


def _read_id(row: Table, key: str) -> str:
    """Read an id."""
    value: str = row.string(key)
    if not _ID.fullmatch(value):
        raise row.error(
            f'"{value}" is no id',
            key=key,
            cure='write ids like "zz.example-line": lower-case ASCII, one dot, hyphens',
        )
    return value


def _read_other_id(row: Table, key: str) -> str | None:
    """Read the id of another record, if there is one."""
    return None if row.string(key, None) is None else _read_id(row, key)


def _read_ids(row: Table, key: str) -> tuple[str, ...]:
    """Read a list of ids of other records."""
    values = row.strings(key)
    for value in values:
        if not _ID.fullmatch(value):
            raise row.error(
                f'"{value}" is no id', key=key, cure='write ids like "zz.example-line"'
            )
    return values


def _read_url(row: Table) -> str | None:
    """Read a web address, if there is one."""
    value: str | None = row.string("url", None)
    if value is not None and not _URL.fullmatch(value):
        raise row.error(
            f'"{value}" is no web address',
            key="url",
            cure="begin with https://, and percent-encode what is not ASCII",
        )
    return value


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a cure that names the nearest word, or all of them."""
    known = sorted(known)
    near = suggest(word, known)
    return f'did you mean "{near}"?' if near else f"known: {', '.join(known)}"
