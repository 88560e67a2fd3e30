"""
Address cards (vCard 3.0, RFC 2426), as telephones and mail programs take them in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.exports._plain import clean, describe, describe_channel
from cwkit.helplines import ChannelKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cwkit.helplines import Channel, Helpline

__all__ = ["to_vcard"]

_FOLD: Final = 74
"""Lines have 75 octets at most; those that go on begin with a space."""

_TELEPHONES: Final = {
    ChannelKind.PHONE: "VOICE",
    ChannelKind.RELAY: "VOICE",
    ChannelKind.SMS: "CELL,MSG",
    ChannelKind.WHATSAPP: "CELL,MSG",
}


def to_vcard(lines: Iterable[Helpline]) -> str:
    """
    Write helplines as address cards, one for each.

    Numbers are those dialled inside the country, so the cards are for readers there.

    Args:
        lines: The records.
    """
    return "".join(
        f"{folded}\r\n"
        for line in lines
        for content in _card(line)
        for folded in _fold(content)
    )


def _card(line: Helpline) -> Iterator[str]:
    """Write one card."""
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"UID:{_escape(line.id)}"
    yield f"FN:{_escape(line.name)}"
    # A service has no family name, but a card must say so.
    yield f"N:{_escape(line.name)};;;;"
    yield f"ORG:{_escape(line.operator or line.name)}"
    if line.local_name:
        yield f"NICKNAME:{_escape(line.local_name)}"
    notes = [describe(line)]
    for channel in line.channels:
        yield from _contact(channel)
        words = describe_channel(line, channel)
        if words:
            where = channel.display or channel.address or channel.url or channel.kind
            notes.insert(-1, f"{where}: {words}.")
    if line.url:
        yield f"URL:{line.url}"
    yield f"CATEGORIES:{','.join(_escape(topic) for topic in line.topics)}"
    yield f"NOTE:{_escape(' '.join(notes))}"
    yield f"REV:{line.checked_on}"
    yield "END:VCARD"


def _contact(channel: Channel) -> Iterator[str]:
    """Write how a channel is reached."""
    if channel.dial:
        yield f"TEL;TYPE={_TELEPHONES[channel.kind]}:{channel.dial}"
    if channel.address:
        yield f"EMAIL;TYPE=INTERNET:{_escape(channel.address)}"
    if channel.url:
        yield f"URL:{channel.url}"


def _escape(text: str) -> str:
    """Escape what parts values."""
    plain = clean(text).replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,")


def _fold(content: str) -> Iterator[str]:
    """Fold a line, never inside a character."""
    current, size = "", 0
    for character in content:
        width = len(character.encode("utf-8"))
        if size + width > _FOLD:
            yield current
            current, size = " ", 1
        current += character
        size += width
    yield current
