"""
What a banner holds: plain values, in words, in no format yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from cwkit.banner.runs import Heading, Item, Listing, Paragraph

if TYPE_CHECKING:
    from cwkit.banner.runs import Block, Phrase

__all__ = ["Contact", "NamedTopic", "Style", "SupportGroup", "SupportLine"]


@attrs.frozen(kw_only=True)
class Style:
    """
    How a banner is laid out.

    Attributes:
        id: Its name.

        label: The key of the message that labels the warning.

        line: Whether each part is one line instead of a section with a heading.

        italic: Whether that line is italic.
    """

    id: str
    label: str
    line: bool = False
    italic: bool = False


@attrs.frozen(kw_only=True)
class NamedTopic:
    """
    A topic and what it is called.

    Attributes:
        id: Its id.

        name: Its name in the language of the banner.

        cwarn: Its IPTC Content Warning codes, if they were given.

        onix: Its codes of ONIX list 203, if they were given.
    """

    id: str
    name: str
    cwarn: tuple[str, ...] = ()
    onix: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Contact:
    """
    One way to reach a service.

    Attributes:
        kind: ``phone``, ``sms``, ``whatsapp``, ``chat``, ``email``, ``relay``, ``web``.

        display: What people read or dial.

        href: The link, or an empty string.

        hours: When somebody answers, in words; empty if unknown.

        cost: What it costs, in words; empty if unknown.

        keyword: What a text message must say to begin.

        phrase: All of it in words.

        short: The same without hours and cost.
    """

    kind: str
    display: str
    href: str = ""
    hours: str = ""
    cost: str = ""
    keyword: str = ""
    phrase: Phrase = ()
    short: Phrase = ()


def _list_contacts(line: SupportLine) -> Item:
    """Return a service as an item of a list, once and for all."""
    return Item(line.title, tuple(contact.phrase for contact in line.contacts))


@attrs.frozen(kw_only=True)
class SupportLine:
    """
    One service, in words.

    Attributes:
        id: Its id.

        name: Its name, in its own language.

        lang: The language of the name, or an empty string.

        dir: The direction of the name, or an empty string.

        url: Its page, or an empty string.

        contacts: How to reach it.

        audience: Whom it is for, in words; empty for anyone.

        area: Where it serves, in words; empty if that goes without saying.

        checked: The date of the evidence, as ISO writes it.

        overdue: Whether somebody should have looked again by now.

        named: Its name, as it stands in a line.

        details: Whom it is for, where, and what else to know.

        title: Name and details.

        item: Title and contacts, as an item of a list.
    """

    id: str
    name: str
    lang: str = ""
    dir: str = ""
    url: str = ""
    contacts: tuple[Contact, ...] = ()
    audience: str = ""
    area: str = ""
    checked: str = ""
    overdue: bool = False
    named: Phrase = ()
    details: tuple[Phrase, ...] = ()
    title: Phrase = ()
    item: Item = attrs.field(
        default=attrs.Factory(_list_contacts, takes_self=True),
        init=False,
        repr=False,
        eq=False,
    )


@attrs.frozen(kw_only=True)
class SupportGroup:
    """
    The help of one place.

    Attributes:
        place: What the place is called; empty if there is only one.

        heading: Its heading; empty if there is only one.

        emergency: Emergency services.

        lines: Helplines.

        directories: Where to look further.

        emergency_phrase: The sentence about emergency services.

        directory_phrase: The sentence about directories.

        compact: All of it in one line.
    """

    place: str = ""
    heading: Phrase = ()
    emergency: tuple[SupportLine, ...] = ()
    lines: tuple[SupportLine, ...] = ()
    directories: tuple[SupportLine, ...] = ()
    emergency_phrase: Phrase = ()
    directory_phrase: Phrase = ()
    compact: Phrase = ()

    def blocks(self) -> tuple[Block, ...]:
        """
        Return what the group is made of.
        """
        blocks: list[Block] = []
        if self.heading:
            blocks.append(Heading(self.heading, depth=1))
        if self.emergency_phrase:
            blocks.append(Paragraph(self.emergency_phrase))
        if self.lines:
            blocks.append(Listing(tuple(line.item for line in self.lines)))
        if self.directory_phrase:
            blocks.append(Paragraph(self.directory_phrase))
        return tuple(blocks)
