"""
Checks over helpline records; each caught a real error in a public list.

Decoding refuses what cannot be read. These checks find what can be read and is
still wrong: in one record, between the records of a country, and between countries.
"""

from __future__ import annotations

import datetime
import enum
import itertools
import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.errors import DataError
from cwkit.helplines._decode import decode_rows
from cwkit.helplines._model import (
    WORLD,
    WORLD_PREFIX,
    ChannelKind,
    Helpline,
    Kind,
    Proof,
    RetiredReason,
    SourceKind,
    Standing,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cwkit.helplines._model import Channel, Retired
    from cwkit.places import Gazetteer
    from cwkit.topics import Taxonomy

__all__ = ["Level", "Problem", "check_file", "check_helplines"]

_EMERGENCY: Final = "emergency"
# Where a wrong number does most harm, somebody looks most often.
_URGENT: Final = frozenset({"crisis", "suicide", "sexual-violence", "domestic-abuse"})
_URGENT_REVIEW: Final = datetime.timedelta(days=90)
_REVIEW: Final = datetime.timedelta(days=180)
# Shorter numbers are short codes, which every country uses as it likes.
_LONG: Final = 7
_ALL_AROUND_THE_CLOCK: Final = 6
_TWO: Final = 2
_PATTERN: Final = re.compile(r"(\d)\1{3}|12345|23456|98765")
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


class Level(enum.StrEnum):
    """
    How bad a problem is.
    """

    ERROR = "error"
    """The record must not be shipped so."""

    WARNING = "warning"
    """Somebody should look at it."""


@attrs.frozen(kw_only=True)
class Problem:
    """
    Something wrong with a record.

    Attributes:
        level: How bad it is.

        file: The file of the record.

        row: The id of the record; empty if the file itself is wrong.

        key: The key at fault, if one is.

        message: What is wrong.

        cure: What to do about it.
    """

    level: Level
    file: str
    row: str
    message: str
    key: str | None = None
    cure: str | None = None

    def __str__(self) -> str:
        """
        Say where, what, and how to mend it.
        """
        where = ", ".join(part for part in (self.file, self.row, self.key) if part)
        cure = f"; {self.cure}" if self.cure else ""
        return f"{self.level}: {where}: {self.message}{cure}"


def check_file(
    text: str,
    *,
    file: str,
    taxonomy: Taxonomy | None = None,
    gazetteer: Gazetteer | None = None,
    today: datetime.date | None = None,
) -> tuple[Problem, ...]:
    """
    Read a helpline file and find all that is wrong with it.

    Args:
        text: The text of the file.
        file: Its name.
        taxonomy: The topics to know; None takes any id.
        gazetteer: The places to know; None takes any code.
        today: The day on which to judge dates; None takes any date.

    Returns:
        The problems; rows that cannot be read come first.
    """
    problems: list[Problem] = []
    helplines: list[Helpline] = []
    try:
        for row in decode_rows(text, file=file, taxonomy=taxonomy, gazetteer=gazetteer):
            if isinstance(row, Helpline):
                helplines.append(row)
            else:
                problems.append(_unread(row, file))
    except DataError as error:
        problems.append(_unread(error, file))
    return (
        *problems,
        *check_helplines(helplines, gazetteer=gazetteer, today=today),
    )


def _unread(error: DataError, file: str) -> Problem:
    """Make a problem of what cannot be decoded."""
    where = f"{file}, line {error.line}" if error.line else file
    return Problem(
        level=Level.ERROR,
        file=where,
        row=error.key or "",
        message=error.message,
        cure=error.cure,
    )


def check_helplines(
    helplines: Iterable[Helpline],
    *,
    retired: Iterable[Retired] = (),
    gazetteer: Gazetteer | None = None,
    today: datetime.date | None = None,
) -> tuple[Problem, ...]:
    """
    Find what is wrong with records, alone and together.

    Args:
        helplines: The records, of one country or of all.
        retired: The numbers that must not be printed any more.
        gazetteer: The places to know; None does not check areas.
        today: The day on which to judge dates; None takes any date.

    Returns:
        The problems, record by record, then between records.
    """
    lines = tuple(helplines)
    gone = tuple(retired)
    problems: list[Problem] = []
    for line in lines:
        problems += _check_shape(line)
        problems += _check_numbers(line)
        problems += _check_evidence(line)
        problems += _check_dates(line, today)
        if gazetteer is not None and line.country != WORLD:
            problems += _check_areas(line, gazetteer)
            problems += _check_cost(line, gazetteer)
    problems += _check_ids(lines, gone)
    problems += _check_doubles(lines)
    problems += _check_look_alikes(lines)
    problems += _check_retired(lines, gone)
    problems += _check_around_the_clock(lines)
    return tuple(problems)


def _error(
    line: Helpline, message: str, *, key: str | None = None, cure: str | None = None
) -> Problem:
    """Build an error for a record."""
    return Problem(
        level=Level.ERROR,
        file=line.origin,
        row=line.id,
        key=key,
        message=message,
        cure=cure,
    )


def _warning(
    line: Helpline, message: str, *, key: str | None = None, cure: str | None = None
) -> Problem:
    """Build a warning for a record."""
    return attrs.evolve(_error(line, message, key=key, cure=cure), level=Level.WARNING)


def _check_shape(line: Helpline) -> Iterator[Problem]:
    """Check what kinds of records may be."""
    prefix = WORLD_PREFIX if line.country == WORLD else line.country.lower()
    if not line.id.startswith(f"{prefix}."):
        yield _error(
            line,
            f'the id does not begin with "{prefix}."',
            key="id",
            cure="name it after the country of the file",
        )
    if (line.kind is Kind.EMERGENCY) != (line.topics == (_EMERGENCY,)):
        yield _error(
            line,
            "an emergency number has the kind and the only topic of one",
            key="kind",
            cure=f'write kind = "{Kind.EMERGENCY}" and topics = ["{_EMERGENCY}"]',
        )
    if line.country == WORLD and (
        line.kind is not Kind.DIRECTORY or any(c.dial for c in line.channels)
    ):
        yield _error(
            line,
            "what belongs to no country can only be a directory on the web",
            key="kind",
            cure="move it to the file of the country whose number it is",
        )
    if line.status is Standing.DISPUTED and line.note is None:
        yield _error(
            line, "it is disputed and does not say why", key="note", cure="add a note"
        )
    words = [line.name, line.local_name, line.operator, *line.aliases]
    words += [channel.display for channel in line.channels]
    for word in filter(None, words):
        if word != word.strip() or any(
            unicodedata.category(character) in {"Cc", "Cf"} for character in word
        ):
            yield _error(
                line,
                f"{word!r} has invisible characters or outer spaces",
                cure="take them out",
            )


def _check_numbers(line: Helpline) -> Iterator[Problem]:
    """Check that what is shown is what is dialled."""
    for channel in line.channels:
        if (
            channel.dial is not None
            and channel.display is not None
            and not _same_number(channel.dial, channel.display)
        ):
            yield _error(
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
        yield _error(
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
            yield _error(
                line,
                f"no source proves its {proof}",
                key="sources",
                cure=f'find one and add "{proof}" to its proves, or leave it out',
            )


def _check_dates(line: Helpline, today: datetime.date | None) -> Iterator[Problem]:
    """Check that dates are the evidence's and in order."""
    newest = max(source.seen_on for source in line.sources)
    if line.checked_on != newest:
        yield _error(
            line,
            f"it was checked on {line.checked_on}, its newest source is of {newest}",
            key="checked_on",
            cure="take the date of the newest source",
        )
    if today is not None and max(line.checked_on, newest) > today:
        yield _error(line, "it was checked in the future", key="checked_on")
    urgent = not _URGENT.isdisjoint(line.topics)
    latest = line.checked_on + (_URGENT_REVIEW if urgent else _REVIEW)
    if not line.checked_on < line.review_by <= latest:
        yield _error(
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
            yield _error(
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
            yield _error(
                line,
                f"it serves {code}, which is not in {line.country}",
                key="areas",
                cure="move it to the file of its country",
            )
        wider = [above.code for above in gazetteer.chain(place)[1:]]
        for above in wider:
            if above in line.areas:
                yield _error(
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
        yield _warning(
            line,
            f"its hours are kept in {line.tz}, which is not in {line.country}",
            key="tz",
            cure="take the zone of the operator, if it is in the country",
        )


def _check_ids(
    lines: Sequence[Helpline], retired: Sequence[Retired]
) -> Iterator[Problem]:
    """Check that ids stand once and point to records."""
    known: dict[str, Helpline] = {}
    for line in lines:
        if line.id in known:
            yield _error(line, "the id stands twice", key="id", cure="keep one")
        known.setdefault(line.id, line)
    for line in lines:
        yield from _check_other_ids(line, known)
    seen: set[str] = set()
    for gone in retired:
        if gone.id in seen:
            yield _retired_error(gone, "the id stands twice", key="id")
        seen.add(gone.id)
        if gone.replaced_by is not None and gone.replaced_by not in known:
            yield _retired_error(
                gone, f'there is no helpline "{gone.replaced_by}"', key="replaced_by"
            )


def _check_other_ids(
    line: Helpline, known: Mapping[str, Helpline]
) -> Iterator[Problem]:
    """Check that the other records that a record names are there."""
    links = [("pairs_with", other) for other in line.pairs_with]
    links += [("replaces", other) for other in line.replaces]
    if line.replaced_by is not None:
        links.append(("replaced_by", line.replaced_by))
    for key, other in links:
        if other not in known or other == line.id:
            yield _error(line, f'there is no other helpline "{other}"', key=key)
        elif key == "pairs_with" and line.id not in known[other].pairs_with:
            yield _error(
                line,
                f'"{other}" does not name it in return',
                key=key,
                cure=f'add pairs_with = ["{line.id}"] there',
            )


def _retired_error(gone: Retired, message: str, *, key: str) -> Problem:
    """Build an error for a retired number."""
    return Problem(
        level=Level.ERROR,
        file=f"retired/{gone.country}.toml",
        row=gone.id,
        key=key,
        message=message,
    )


def _numbers(
    lines: Iterable[Helpline],
) -> Iterator[tuple[str, Channel, Helpline]]:
    """Go through the numbers that records in service dial."""
    for line in lines:
        if line.status is not Standing.CLOSED:
            for channel in line.channels:
                if channel.dial is not None:
                    yield channel.dial, channel, line


def _check_doubles(lines: Sequence[Helpline]) -> Iterator[Problem]:
    """Check that one number is one service, in one country."""
    users: defaultdict[str, list[tuple[Channel, Helpline]]] = defaultdict(list)
    for dial, channel, line in _numbers(lines):
        users[dial].append((channel, line))
    for dial, uses in users.items():
        for (one, first), (two, second) in itertools.combinations(uses, 2):
            if first.id == second.id:
                continue
            same_operator = (first.operator or first.name) == (
                second.operator or second.name
            )
            if first.country != second.country:
                if len(dial) >= _LONG and not same_operator:
                    yield _warning(
                        second,
                        f'{first.id} in {first.country} dials "{dial}" as well',
                        key="dial",
                        cure="a number belongs to one country; look again",
                    )
            elif Kind.EMERGENCY in (first.kind, second.kind) and (
                first.kind is not second.kind
            ):
                other = first if second.kind is Kind.EMERGENCY else second
                yield _error(
                    other,
                    f'it dials the emergency number "{dial}"',
                    key="dial",
                    cure="an emergency number is no helpline",
                )
            elif not same_operator and (
                (one.keyword, one.post_dial) == (two.keyword, two.post_dial)
                and first.kind is not Kind.EMERGENCY
            ):
                yield _error(
                    second,
                    f'{first.id} dials "{dial}" under another name',
                    key="dial",
                    cure="keep one, or name the operator in both if it is the same",
                )


def _check_look_alikes(lines: Sequence[Helpline]) -> Iterator[Problem]:
    """Ask for a second source where numbers look invented or mistyped."""
    by_shape: defaultdict[tuple[str, int], list[tuple[str, Helpline]]] = defaultdict(
        list
    )
    for dial, _, line in _numbers(lines):
        if len(dial) >= _LONG:
            by_shape[line.country, len(dial)].append((dial, line))
            if _PATTERN.search(dial) and len(line.sources) < _TWO:
                yield _warning(
                    line,
                    f'"{dial}" looks like a pattern',
                    key="dial",
                    cure="add a second source",
                )
    for numbers in by_shape.values():
        for (one, first), (two, second) in itertools.combinations(numbers, 2):
            differ = sum(a != b for a, b in zip(one, two, strict=True))
            if differ == 1 and first.id != second.id:
                for line in (first, second):
                    if len(line.sources) < _TWO:
                        yield _warning(
                            line,
                            f'"{one}" and "{two}" differ by one digit',
                            key="dial",
                            cure="add a second source",
                        )


def _check_retired(
    lines: Sequence[Helpline], retired: Sequence[Retired]
) -> Iterator[Problem]:
    """Check that no number comes back that must not be printed."""
    gone = {(number.country, number.dial): number for number in retired}
    for dial, _, line in _numbers(lines):
        number = gone.get((line.country, dial))
        if number is None:
            continue
        # A number that is wrong for one service may be right for another.
        elsewhere = number.reason in {RetiredReason.MISCOPIED, RetiredReason.ELSEWHERE}
        if not elsewhere or number.was in {line.name, *line.aliases}:
            yield _error(
                line,
                f'it dials "{dial}", which is retired as {number.id}',
                key="dial",
                cure="take the number out here, or there",
            )


def _check_around_the_clock(lines: Sequence[Helpline]) -> Iterator[Problem]:
    """Doubt a country in which everybody answers day and night."""
    by_country: defaultdict[str, list[Helpline]] = defaultdict(list)
    for line in lines:
        if line.kind is Kind.SUPPORT and line.channels:
            by_country[line.country].append(line)
    for country, group in by_country.items():
        if len(group) >= _ALL_AROUND_THE_CLOCK and all(
            channel.hours is not None and channel.hours.always
            for line in group
            for channel in line.channels
        ):
            yield _warning(
                group[0],
                f"all lines of {country} say 24/7",
                key="hours",
                cure="look at the sources again; unknown hours are left out",
            )
