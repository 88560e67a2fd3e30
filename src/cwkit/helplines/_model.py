"""
What a helpline is.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    import datetime

    from cwkit.hours import Hours

__all__ = [
    "WORLD",
    "WORLD_PREFIX",
    "AgeRange",
    "Audience",
    "Channel",
    "ChannelKind",
    "Cost",
    "Helpline",
    "Kind",
    "Overlay",
    "Proof",
    "Retired",
    "RetiredReason",
    "Source",
    "SourceKind",
    "Standing",
]

WORLD = "001"
"""The country code of records that belong to no country: UN M49 for the world."""

WORLD_PREFIX = "int"
"""What ids begin with that belong to no country."""


class Kind(enum.StrEnum):
    """
    What somebody who calls can expect.
    """

    SUPPORT = "support"
    """Somebody listens; nobody is told."""

    REPORTING = "reporting"
    """A report is taken; authorities may be told."""

    EMERGENCY = "emergency"
    """Police, ambulance, fire."""

    DIRECTORY = "directory"
    """No help itself, but a list of those who help."""


class ChannelKind(enum.StrEnum):
    """
    A way to reach a helpline.
    """

    PHONE = "phone"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    CHAT = "chat"
    EMAIL = "email"
    RELAY = "relay"
    WEB = "web"


class Cost(enum.StrEnum):
    """
    What a call or message costs the caller.
    """

    FREE = "free"
    FREE_LANDLINE = "free-landline"
    STANDARD = "standard"
    PREMIUM = "premium"


class Audience(enum.StrEnum):
    """
    Whom a line is made for.
    """

    WOMEN = "women"
    MEN = "men"
    LGBTQ = "lgbtq"
    YOUTH = "youth"
    CHILDREN = "children"
    OLDER = "older"
    INDIGENOUS = "indigenous"
    MILITARY = "military"
    MIGRANTS = "migrants"
    CARERS = "carers"
    DEAF = "deaf"
    DISABLED = "disabled"
    STUDENTS = "students"
    FARMERS = "farmers"
    PARENTS = "parents"


class Standing(enum.StrEnum):
    """
    Whether a line is in service.
    """

    ACTIVE = "active"
    DISPUTED = "disputed"
    CLOSED = "closed"


class SourceKind(enum.StrEnum):
    """
    Who says so.
    """

    OPERATOR = "operator"
    GOVERNMENT = "government"
    NETWORK = "network"
    DATED_THIRD_PARTY = "dated-third-party"


class Proof(enum.StrEnum):
    """
    What a source says.
    """

    NAME = "name"
    PHONE = "phone"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    CHAT = "chat"
    EMAIL = "email"
    HOURS = "hours"
    COST = "cost"
    AREA = "area"
    TOPICS = "topics"
    LANGUAGES = "languages"
    AUDIENCE = "audience"
    STATUS = "status"


class RetiredReason(enum.StrEnum):
    """
    Why a number must not be printed any more.
    """

    SUPERSEDED = "superseded"
    CLOSED = "closed"
    PREMIUM = "premium"
    MISCOPIED = "miscopied"
    ELSEWHERE = "elsewhere"


@attrs.frozen(kw_only=True)
class AgeRange:
    """
    The ages that a line serves, both ends included.

    Attributes:
        minimum: The youngest age, if there is one.

        maximum: The oldest age, if there is one.
    """

    minimum: int | None = None
    maximum: int | None = None


@attrs.frozen(kw_only=True)
class Channel:
    """
    One way to reach a helpline.

    Attributes:
        kind: What it is.

        dial: Exactly what is dialled inside the country; may hold ``*`` and ``#``.

        display: The same as its operator writes it, for people.

        url: Where a chat or form is.

        address: An e-mail address.

        keyword: What a text message must say to begin.

        post_dial: What to press or say once connected.

        hours: When somebody answers; None if unknown, which is not "always".

        cost: What it costs the caller; None if unknown.

        languages: BCP 47 tags, if other than those of the helpline.
    """

    kind: ChannelKind
    dial: str | None = None
    display: str | None = None
    url: str | None = None
    address: str | None = None
    keyword: str | None = None
    post_dial: str | None = None
    hours: Hours | None = None
    cost: Cost | None = None
    languages: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Source:
    """
    Evidence for a record.

    Attributes:
        url: Where it stands.

        kind: Who says so.

        seen_on: The date of the evidence, not of its copying.

        proves: What it says.
    """

    url: str
    kind: SourceKind
    seen_on: datetime.date
    proves: tuple[Proof, ...]


@attrs.frozen(kw_only=True)
class Helpline:
    """
    One service, with the evidence for it.

    Attributes:
        id: Its id, which never changes and is never reused.

        country: The country of its file, or `WORLD`.

        name: Its name, as its operator writes it.

        local_name: The name in the language and script of the place.

        operator: Who runs it, if the name does not say so.

        aliases: Other names it goes by in print.

        areas: ISO 3166 codes of the places it serves; UN M49 codes of regions for
            records that belong to no country.

        topics: Topic ids, the nearest to its heart first.

        audience: Whom it is made for; empty for anyone.

        audience_only: Whether others are not served.

        age: The ages it serves.

        kind: What somebody who calls can expect.

        languages: BCP 47 tags of the languages it answers in.

        url: Its own page.

        traceable: Whether a call shows on bills or call lists, if its operator says.

        reachable_from: Where its numbers work, if other than its areas.

        tz: The IANA zone its hours are kept in.

        channels: How to reach it, as its operator ranks them.

        sources: The evidence.

        checked_on: The date of the newest evidence.

        review_by: The day by which somebody should look again.

        status: Whether it is in service.

        note: Doubts, such as sources that disagree.

        pairs_with: Ids of services that are only named together with this one.

        replaces: Ids that this record takes the place of.

        replaced_by: The id that takes the place of this record.

        origin: The file it was read from.
    """

    id: str
    country: str
    name: str
    areas: tuple[str, ...]
    topics: tuple[str, ...]
    kind: Kind
    languages: tuple[str, ...]
    channels: tuple[Channel, ...]
    sources: tuple[Source, ...]
    checked_on: datetime.date
    review_by: datetime.date
    status: Standing
    url: str | None = None
    local_name: str | None = None
    operator: str | None = None
    aliases: tuple[str, ...] = ()
    audience: tuple[Audience, ...] = ()
    audience_only: bool = False
    age: AgeRange | None = None
    traceable: bool | None = None
    reachable_from: tuple[str, ...] = ()
    tz: str | None = None
    note: str | None = None
    pairs_with: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    replaced_by: str | None = None
    origin: str = ""

    def overdue(self, today: datetime.date) -> bool:
        """
        Say whether somebody should have looked at the record again by *today*.
        """
        return self.review_by < today


@attrs.frozen(kw_only=True)
class Retired:
    """
    A number that is still in circulation and must not be printed.

    Attributes:
        id: Its id, which never changes.

        country: The country in which it circulates.

        number: How it is written, for people.

        dial: What is dialled.

        was: The service it is printed for.

        reason: What is wrong with it.

        replaced_by: The id of the helpline to name instead.

        replacement: What to say instead, in words.

        since: When it ceased to be right.

        sources: The evidence.

        note: Doubts.

        origin: The file it was read from.
    """

    id: str
    country: str
    number: str
    dial: str
    was: str
    reason: RetiredReason
    sources: tuple[Source, ...]
    replaced_by: str | None = None
    replacement: str | None = None
    since: datetime.date | None = None
    note: str | None = None
    origin: str = ""


@attrs.frozen(kw_only=True)
class Overlay:
    """
    What a newsroom changes about the directory, read from a file of its own.

    Attributes:
        file: The file it was read from.

        records: Records to add; one with the id of another takes its place.

        hide: Ids of records that are not shown.

        first: Ids of records that are shown first, where they fit at all.
    """

    file: str
    records: tuple[Helpline, ...] = ()
    hide: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
