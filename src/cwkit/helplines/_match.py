"""
One answer of a look-up, and why it was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from cwkit.helplines._model import (
    WORLD,
    AgeRange,
    ChannelKind,
    Cost,
    Helpline,
    Kind,
    Standing,
)
from cwkit.hours import OpenState

if TYPE_CHECKING:
    from collections.abc import Callable

    from cwkit.places import Place

__all__ = ["Match"]

_STATE_WORDS: Final = {
    OpenState.OPEN: "It is open now.",
    OpenState.CLOSED: "It is closed now.",
    OpenState.UNKNOWN: "Whether it is open now is not known.",
}


@attrs.frozen(kw_only=True)
class Match:
    """
    A helpline that fits a request.

    Attributes:
        helpline: The helpline.

        requested_area: The place asked for.

        matched_area: The place it was found under: that place, a part of it, what
            it lies in, or a region of the world.

        areas: All places of the request that it serves; more than one where several
            parts of a country share a line.

        requested_topic: The topic asked for; None if none was.

        matched_topic: The topic it was found under.

        is_fallback: Whether area or topic had to be widened to find it.

        state: Whether somebody answers at the moment asked for; None if none was.

        holidays_unknown: Whether a public holiday might change that.

        overdue: Whether somebody should have looked at the record again.

        paired_with: The id of the match that it is only shown together with.

        language: Of the languages asked for, the first it answers in.

        channel: Of the channels asked for, the first it has.

        preferred: Whether an overlay puts it first.
    """

    helpline: Helpline
    requested_area: Place
    matched_area: Place
    areas: tuple[Place, ...]
    requested_topic: str | None
    matched_topic: str
    is_fallback: bool
    state: OpenState | None = None
    holidays_unknown: bool = False
    overdue: bool = False
    paired_with: str | None = None
    language: str | None = None
    channel: ChannelKind | None = None
    preferred: bool = False

    @property
    def is_part(self) -> bool:
        """
        Whether it serves a part only of what was asked for.
        """
        return self.matched_area.code.startswith(f"{self.requested_area.code}-")

    def why(self, *, name: Callable[[Place], str] = str) -> str:
        """
        Say in plain words why it was given, and what had to be widened.

        Args:
            name: How to name places, such as `Gazetteer.name`.
        """
        reasons = [
            self._say_area(name),
            self._say_topic(),
            self._say_audience(),
            self._say_open(),
        ]
        costs = {channel.cost for channel in self.helpline.channels}
        if Cost.FREE in costs:
            reasons.append("It is free.")
        if self.channel is not None:
            reasons.append(f"It can be reached by {self.channel}.")
        if self.language is not None:
            reasons.append(f"It answers in {self.language}.")
        if self.helpline.kind is Kind.REPORTING:
            reasons.append("It takes reports; authorities may be told.")
        if self.helpline.status is Standing.DISPUTED:
            reasons.append("Its sources disagree.")
        if self.overdue:
            reasons.append(f"It was last checked on {self.helpline.checked_on}.")
        if self.preferred:
            reasons.append("It is put first by an overlay.")
        if self.paired_with is not None:
            reasons.append(f"It belongs together with {self.paired_with}.")
        return " ".join(filter(None, reasons))

    def _say_area(self, name: Callable[[Place], str]) -> str:
        """Say where it helps."""
        asked = name(self.requested_area)
        if self.helpline.country == WORLD:
            return f"No line is known for {asked}; this is a directory on the web."
        if self.matched_area == self.requested_area:
            return f"It serves {asked}."
        if self.is_part:
            return f"It serves {' and '.join(map(name, self.areas))}."
        return f"It serves {name(self.matched_area)} as a whole, and so {asked}."

    def _say_topic(self) -> str:
        """Say what it helps with."""
        if self.requested_topic in {None, self.matched_topic}:
            return f"Its topic is {self.matched_topic}."
        if self.paired_with is None and self.helpline.kind is not Kind.DIRECTORY:
            return (
                f"Its topic is {self.matched_topic}, which is near to "
                f"{self.requested_topic}."
            )
        return ""

    def _say_audience(self) -> str:
        """Say whom it helps."""
        line = self.helpline
        whom = ", ".join(line.audience)
        if line.age is not None:
            whom = f"{whom}, {_write_age(line.age)}" if whom else _write_age(line.age)
        if not whom:
            return ""
        return f"It is only for {whom}." if line.audience_only else f"It is for {whom}."

    def _say_open(self) -> str:
        """Say whether somebody answers."""
        if self.state is None:
            always = any(
                channel.hours is not None and channel.hours.always
                for channel in self.helpline.channels
            )
            return "It answers day and night." if always else ""
        words = _STATE_WORDS[self.state]
        if self.holidays_unknown:
            words += " On public holidays this may differ."
        return words


def _write_age(age: AgeRange) -> str:
    """Write a range of ages."""
    if age.minimum is None:
        return f"ages up to {age.maximum}"
    if age.maximum is None:
        return f"ages from {age.minimum}"
    return f"ages {age.minimum} to {age.maximum}"
