"""
Checks of records beside each other: in a country, and between countries.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from cwkit.helplines._model import Kind, RetiredReason, Standing
from cwkit.helplines._problem import error, retired_error, warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cwkit.helplines._model import Channel, Helpline, Retired
    from cwkit.helplines._numbering import Numbering
    from cwkit.helplines._problem import Problem

__all__ = ["check_together"]

# Shorter numbers are short codes, which every country uses as it likes.
_SHORTEST: Final = 6
_LONG: Final = 7
_PREFIX: Final = 4
_RIGHT_ELSEWHERE: Final = frozenset({RetiredReason.MISCOPIED, RetiredReason.ELSEWHERE})
_ALL_AROUND_THE_CLOCK: Final = 6
_TWO: Final = 2
_PATTERN: Final = re.compile(r"(\d)\1{3}|12345|23456|98765")


def check_together(
    lines: Sequence[Helpline], retired: Sequence[Retired], numbering: Numbering
) -> Iterator[Problem]:
    """
    Find what is wrong between records.

    Args:
        lines: The records, of one country or of all.
        retired: The numbers that must not be printed any more.
        numbering: Which numbers several countries share.
    """
    yield from _check_ids(lines, retired)
    yield from _check_doubles(lines, numbering)
    yield from _check_look_alikes(lines)
    yield from _check_retired(lines, retired)
    yield from _check_around_the_clock(lines)


def _check_ids(
    lines: Sequence[Helpline], retired: Sequence[Retired]
) -> Iterator[Problem]:
    """Check that ids stand once and point to records."""
    known: dict[str, Helpline] = {}
    for line in lines:
        if line.id in known:
            yield error(line, "the id stands twice", key="id", cure="keep one")
        known.setdefault(line.id, line)
    for line in lines:
        yield from _check_other_ids(line, known)
    seen: set[str] = set()
    for gone in retired:
        if gone.id in seen:
            yield retired_error(gone, "the id stands twice", key="id", cure="keep one")
        seen.add(gone.id)
        if gone.replaced_by is not None and gone.replaced_by not in known:
            yield retired_error(
                gone,
                f'there is no helpline "{gone.replaced_by}"',
                key="replaced_by",
                cure="name a record that there is, or leave it out",
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
            yield error(
                line,
                f'there is no other helpline "{other}"',
                key=key,
                cure="name a record that there is, or leave it out",
            )
        elif key == "pairs_with" and line.id not in known[other].pairs_with:
            yield error(
                line,
                f'"{other}" does not name it in return',
                key=key,
                cure=f'add pairs_with = ["{line.id}"] there',
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


def _check_doubles(
    lines: Sequence[Helpline], numbering: Numbering
) -> Iterator[Problem]:
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
                if (
                    len(dial) >= _SHORTEST
                    and not same_operator
                    and not numbering.is_shared(dial)
                ):
                    yield warning(
                        second,
                        f'{first.id} in {first.country} dials "{dial}" as well',
                        key="dial",
                        cure="a number belongs to one country; look again",
                    )
            elif Kind.EMERGENCY in (first.kind, second.kind) and (
                first.kind is not second.kind
            ):
                other = first if second.kind is Kind.EMERGENCY else second
                yield error(
                    other,
                    f'it dials the emergency number "{dial}"',
                    key="dial",
                    cure="an emergency number is no helpline",
                )
            elif not same_operator and (
                (one.keyword, one.post_dial) == (two.keyword, two.post_dial)
                and first.kind is not Kind.EMERGENCY
            ):
                yield error(
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
                yield warning(
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
                        yield warning(
                            line,
                            f'"{one}" and "{two}" differ by one digit',
                            key="dial",
                            cure="add a second source",
                        )


def _check_retired(
    lines: Sequence[Helpline], retired: Sequence[Retired]
) -> Iterator[Problem]:
    """Check that no number comes back that must not be printed."""
    gone: defaultdict[str, list[Retired]] = defaultdict(list)
    for one in retired:
        gone[one.country].append(one)
    for dial, _, line in _numbers(lines):
        for number in gone[line.country]:
            # A number that is wrong for one service may be right for another.
            if _is_same(dial, number.dial) and (
                number.reason not in _RIGHT_ELSEWHERE
                or number.was in {line.name, *line.aliases}
            ):
                yield error(
                    line,
                    f'it dials "{dial}", which is retired as {number.id}',
                    key="dial",
                    cure="take the number out here, or there",
                )


def _is_same(one: str, other: str) -> bool:
    """Say whether two numbers are one, with a prefix before it or without."""
    short, long = sorted((one.lstrip("+"), other.lstrip("+")), key=len)
    return short == long or (
        len(short) >= _LONG
        # Of the same length they differ: countries have changed their prefix, too.
        and 0 < len(long) - len(short) <= _PREFIX
        # A trunk prefix falls away where the code of the country stands before.
        and long.endswith(short.removeprefix("0"))
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
            yield warning(
                group[0],
                f"all lines of {country} say 24/7",
                key="hours",
                cure="look at the sources again; unknown hours are left out",
            )
