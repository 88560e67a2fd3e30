"""
A second opinion on numbers: the library phonenumbers, where it is installed.

It is a witness and no judge: of 421 numbers that operators print, it does not know
one in six, most of them short codes. What it does not know is looked at again; once
somebody has, the number goes into ``numbering.toml``, with the reason.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from cwkit.errors import InputError
from cwkit.helplines import WORLD, Cost, Level, Problem, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cwkit.helplines import Channel, Helpline, Numbering

__all__ = ["load_witness", "question"]


def load_witness() -> Any:
    """
    Return the library.

    Raises:
        InputError: If it is not installed.
    """
    try:
        return importlib.import_module("phonenumbers")
    except ImportError:
        raise InputError(
            "phonenumbers is not installed, so no second opinion was asked",
            cure="install it, or leave --witness out",
        ) from None


def question(
    lines: Iterable[Helpline], numbering: Numbering, witness: Any
) -> Iterator[Problem]:
    """
    Warn of numbers that the library does not know.

    Args:
        lines: The records.
        numbering: Which numbers somebody has looked at already.
        witness: The library.
    """
    for line in lines:
        if line.status is Standing.CLOSED or line.country == WORLD:
            continue
        for channel in line.channels:
            dial = channel.dial
            if dial is None or (line.country, dial) in numbering.reviewed:
                continue
            doubt = _doubt(line, channel, witness)
            if doubt is not None:
                yield Problem(
                    level=Level.WARNING,
                    file=line.origin,
                    row=line.id,
                    key="dial",
                    message=f'phonenumbers: "{dial}" {doubt}',
                    cure="compare it with its source; if it is right, add it to "
                    "the reviewed numbers in numbering.toml",
                )


def _doubt(line: Helpline, channel: Channel, witness: Any) -> str | None:
    """Return what the library holds against a number."""
    regions = [line.country, *(area for area in line.areas if "-" not in area)]
    doubts = [_doubt_in(region, channel, witness) for region in dict.fromkeys(regions)]
    return None if None in doubts else doubts[0]


def _doubt_in(region: str, channel: Channel, witness: Any) -> str | None:
    """Return what the library holds against a number in a region."""
    try:
        number = witness.parse(channel.dial, region)
    except witness.NumberParseException:
        return f"is no number in {region}"
    if witness.is_valid_short_number_for_region(number, region):
        return None
    if not witness.is_valid_number(number):
        return f"is not known in {region}"
    premium = witness.PhoneNumberType.PREMIUM_RATE
    if witness.number_type(number) == premium and channel.cost is not Cost.PREMIUM:
        return "costs more than a common call"
    # Numbers that are dialled with their country's code may be another's, on purpose.
    abroad = str(channel.dial).startswith("+")
    if abroad or witness.is_valid_number_for_region(number, region):
        return None
    home = witness.region_code_for_number(number)
    return f"belongs to {home or 'no country'}, not to {region}"
