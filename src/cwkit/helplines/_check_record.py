"""
Checks of one record.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from cwkit.helplines._model import (
    WORLD,
    WORLD_PREFIX,
    ChannelKind,
    Kind,
    Proof,
    SourceKind,
    Standing,
)
from cwkit.helplines._problem import error, retired_error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwkit.helplines._model import Helpline, Retired
    from cwkit.helplines._numbering import Numbering
    from cwkit.helplines._problem import Problem
    from cwkit.places import Gazetteer

__all__ = ["check_record", "check_retired"]

_EMERGENCY: Final = "emergency"
# Where a wrong number does most harm, somebody looks most often.
_URGENT: Final = frozenset({"crisis", "suicide", "sexual-violence", "domestic-abuse"})
_URGENT_REVIEW: Final = datetime.timedelta(days=90)
_REVIEW: Final = datetime.timedelta(days=180)
_TWO: Final = 2
_IN_CHARGE: Final = frozenset({SourceKind.OPERATOR, SourceKind.GOVERNMENT})
# What evidence each kind of channel needs.
_PROOFS: Final = {
    ChannelKind.PHONE: (Proof.PHONE,),
    ChannelKind.SMS: (Proof.SMS,),
    ChannelKind.WHATSAPP: (Proof.WHATSAPP,),
    ChannelKind.CHAT: (Proof.CHAT,),
    ChannelKind.EMAIL: (Proof.EMAIL,),
}
# The letters that telephone keys have carried since they had buttons.
_KEYPAD: Final = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999"
)


def check_record(
    line: Helpline,
    *,
    gazetteer: Gazetteer | None,
    numbering: Numbering,
    today: datetime.date | None,
) -> Iterator[Problem]:
    """
    Find what is wrong with a record by itself.

    Args:
        line: The record.
        gazetteer: The places to know; None does not check areas and costs.
        numbering: What is known of numbers beyond any record.
        today: The day on which to judge dates; None takes any date.
    """
    yield from _check_shape(line)
    yield from _check_numbers(line, numbering)
    yield from _check_evidence(line)
    # Governments keep texts on code hosts too; those are theirs wherever they stand.
    if all(
        source.kind not in _IN_CHARGE and numbering.is_lead(source.url)
        for source in line.sources
    ):
        yield warning(
            line,
            "it rests on lists that somebody gathered",
            key="sources",
            cure="find the operator's page, a government's, or a dated report",
        )
    yield from _check_dates(line, today)
    if gazetteer is not None and line.country != WORLD:
        yield from _check_areas(line, gazetteer)
        yield from _check_cost(line, gazetteer)


def _check_shape(line: Helpline) -> Iterator[Problem]:
    """Check what kinds of records may be."""
    prefix = WORLD_PREFIX if line.country == WORLD else line.country.lower()
    if not line.id.startswith(f"{prefix}."):
        yield error(
            line,
            f'the id does not begin with "{prefix}."',
            key="id",
            cure="name it after the country of the file",
        )
    if (line.kind is Kind.EMERGENCY) != (line.topics == (_EMERGENCY,)):
        yield error(
            line,
            "an emergency number has the kind and the only topic of one",
            key="kind",
            cure=f'write kind = "{Kind.EMERGENCY}" and topics = ["{_EMERGENCY}"]',
        )
    if line.country == WORLD and (
        line.kind is not Kind.DIRECTORY or any(c.dial for c in line.channels)
    ):
        yield error(
            line,
            "what belongs to no country can only be a directory on the web",
            key="kind",
            cure="move it to the file of the country whose number it is",
        )
    if line.status is Standing.DISPUTED and line.note is None:
        yield error(
            line,
            "it is disputed and does not say why",
            key="note",
            cure="add a note that says what the sources disagree on",
        )
    words = [line.name, line.local_name, line.operator, *line.aliases]
    words += [channel.display for channel in line.channels]
    for word in filter(None, words):
        if word != word.strip() or any(
            unicodedata.category(character) in {"Cc", "Cf"} for character in word
        ):
            yield error(
                line,
                f"{word!r} has invisible characters or outer spaces",
                cure="take them out",
            )


def check_retired(gone: Retired, *, today: datetime.date | None) -> Iterator[Problem]:
    """
    Find what is wrong with a retired number by itself.

    Args:
        gone: The number.
        today: The day on which to judge dates; None takes any date.
    """
    if not gone.id.startswith(f"{gone.country.lower()}."):
        yield retired_error(
            gone,
            f'the id does not begin with "{gone.country.lower()}."',
            key="id",
            cure="name it after the country of the file",
        )
    if not _same_number(gone.dial, gone.number):
        yield retired_error(
            gone,
            f'it shows "{gone.number}" and dials "{gone.dial}"',
            key="dial",
            cure="look at the source again; both must be the same digits",
        )
    if today is not None and any(source.seen_on > today for source in gone.sources):
        yield retired_error(
            gone,
            "its evidence is of the future",
            key="sources",
            cure="take the day of the evidence",
        )


def _check_numbers(line: Helpline, numbering: Numbering) -> Iterator[Problem]:
    """Check that what is shown is what is dialled, and can be."""
    for channel in line.channels:
        if channel.dial in numbering.emergency and line.kind is not Kind.EMERGENCY:
            yield error(
                line,
                f'"{channel.dial}" calls for the police or an ambulance',
                key="dial",
                cure="an emergency number is no helpline; take it out",
            )
        ended = numbering.ended_as(line.country, channel.dial or "")
        if ended is not None and line.status is not Standing.CLOSED:
            yield error(
                line,
                f'"{channel.dial}" cannot be dialled since {ended.since}',
                key="dial",
                cure=ended.cure,
            )
        if (
            channel.dial is not None
            and channel.display is not None
            and not _same_number(channel.dial, channel.display)
        ):
            yield error(
                line,
                f'it shows "{channel.display}" and dials "{channel.dial}"',
                key="dial",
                cure="look at the source again; both must be the same digits",
            )


def _same_number(dial: str, display: str) -> bool:
    """Say whether each part of what is shown stands for what is dialled."""
    wanted = dial.lstrip("+")
    # Operators write the digits beside the word: "13 WORD (13 96 73)".
    parts = [part for part in re.split(r"[()]", display) if part.strip()]
    return _is_number(wanted, display) or (
        len(parts) > 1 and all(_is_number(wanted, part) for part in parts)
    )


def _is_number(wanted: str, shown: str) -> bool:
    """Say whether the digits shown, or its letters as keys, are those wanted."""
    keys = shown.upper().translate(_KEYPAD)
    return wanted in {
        re.sub(r"[^0-9*#]", "", shown),
        re.sub(r"[^0-9*#]", "", keys),
    }


def _check_evidence(line: Helpline) -> Iterator[Problem]:
    """Check that somebody says what the record says."""
    if len(line.sources) < _TWO and all(
        source.kind is SourceKind.DATED_THIRD_PARTY for source in line.sources
    ):
        yield error(
            line,
            "the only source is a third party",
            key="sources",
            cure="add a second source that agrees, or the operator's own page",
        )
    proved = {proof for source in line.sources for proof in source.proves}
    wanted = [proof for c in line.channels for proof in _PROOFS.get(c.kind, ())]
    if any(channel.hours is not None for channel in line.channels):
        wanted.append(Proof.HOURS)
    if any(channel.cost is not None for channel in line.channels):
        wanted.append(Proof.COST)
    for proof in dict.fromkeys(wanted):
        if proof not in proved:
            yield error(
                line,
                f"no source proves its {proof}",
                key="sources",
                cure=f'find one and add "{proof}" to its proves, or leave it out',
            )


def _check_dates(line: Helpline, today: datetime.date | None) -> Iterator[Problem]:
    """Check that dates are the evidence's and in order."""
    newest = max(source.seen_on for source in line.sources)
    if line.checked_on != newest:
        yield error(
            line,
            f"it was checked on {line.checked_on}, its newest source is of {newest}",
            key="checked_on",
            cure="take the date of the newest source",
        )
    if today is not None and max(line.checked_on, newest) > today:
        yield error(
            line,
            "it was checked in the future",
            key="checked_on",
            cure="take the day of the evidence",
        )
    urgent = not _URGENT.isdisjoint(line.topics)
    latest = line.checked_on + (_URGENT_REVIEW if urgent else _REVIEW)
    if not line.checked_on < line.review_by <= latest:
        yield error(
            line,
            f"the day of review, {line.review_by}, is too late or too early",
            key="review_by",
            cure=f"write {latest} or an earlier day after {line.checked_on}",
        )


def _check_cost(line: Helpline, gazetteer: Gazetteer) -> Iterator[Problem]:
    """Check that numbers that may cost a lot say so."""
    for channel in line.channels:
        if (
            channel.dial is not None
            and channel.cost is None
            and channel.dial.startswith(gazetteer.costly_prefixes(line.country))
        ):
            yield error(
                line,
                f'"{channel.dial}" costs more than a common call, or did',
                key="cost",
                cure="find out what it costs, and write it with its source",
            )


def _check_areas(line: Helpline, gazetteer: Gazetteer) -> Iterator[Problem]:
    """Check that a line serves places of its own country."""
    for code in line.areas:
        place = gazetteer.place(code)
        if place.country != line.country and (
            gazetteer.administered_by(place) != gazetteer.place(line.country)
        ):
            yield error(
                line,
                f"it serves {code}, which is not in {line.country}",
                key="areas",
                cure="move it to the file of its country",
            )
        wider = [above.code for above in gazetteer.chain(place)[1:]]
        for above in wider:
            if above in line.areas:
                yield error(
                    line,
                    f"it serves {above} and {code}, which is a part of it",
                    key="areas",
                    cure="keep the one that is true",
                )
    zones = {
        zone
        for code in (line.country, *line.areas)
        for zone in gazetteer.country_zones(gazetteer.place(code))
    }
    if line.tz is not None and zones and line.tz not in zones:
        yield warning(
            line,
            f"its hours are kept in {line.tz}, which is not in {line.country}",
            key="tz",
            cure="take the zone of the operator, if it is in the country",
        )
