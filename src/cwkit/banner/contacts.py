"""
The ways to reach a service, in words and as links.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cwkit.banner.clean import clean_href, find_direction, make_dial_href
from cwkit.banner.runs import Phrase, Run, fill, join_phrases, say
from cwkit.banner.values import Contact
from cwkit.locales import describe_hours

if TYPE_CHECKING:
    from cwkit.helplines import Channel, Helpline
    from cwkit.locales import Messages

__all__ = ["find_contacts"]

# An address with parameters ("?bcc=…") would do more than it shows.
_ADDRESS: Final = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
_CALLS: Final = frozenset({"phone", "relay"})
_PAGES: Final = frozenset({"chat", "web"})


def find_contacts(helpline: Helpline, messages: Messages) -> list[Contact]:
    """
    Put the ways to reach a service into words, its page among them.

    Args:
        helpline: The service.
        messages: The words.
    """
    found = [
        _build_contact(channel, helpline, messages) for channel in helpline.channels
    ]
    if helpline.url and not _PAGES & {contact.kind for contact in found}:
        found.append(_write_contact("web", _bare(helpline.url), helpline.url, messages))
    return found


def _build_contact(channel: Channel, helpline: Helpline, messages: Messages) -> Contact:
    """Put one way to reach a service into words."""
    kind = str(channel.kind)
    dial, address = channel.dial or "", channel.address or ""
    if kind in _CALLS and dial:
        href = make_dial_href("tel", dial)
    elif kind == "sms":
        href = make_dial_href("sms", dial)
    elif kind == "email":
        href = f"mailto:{address}" if _ADDRESS.fullmatch(address) else ""
    else:
        href = channel.url or ""
    display = channel.display or dial or address or _bare(channel.url or "")
    hours = _describe_hours(channel, helpline, messages)
    cost = messages.text(f"cost_{channel.cost}") if channel.cost else ""
    return _write_contact(
        kind,
        display,
        href,
        messages,
        hours=hours,
        cost=cost,
        keyword=channel.keyword or "",
        keys=channel.post_dial or "",
    )


def _describe_hours(channel: Channel, helpline: Helpline, messages: Messages) -> str:
    """Say when somebody answers; with the clock it goes by, unless always."""
    if channel.hours is None:
        return ""
    hours = describe_hours(channel.hours, messages)
    if channel.hours.always or helpline.tz is None:
        return hours
    city = helpline.tz.rpartition("/")[2].replace("_", " ")
    return messages.text("hours_zone", hours=hours, zone=city)


def _write_contact(
    kind: str,
    display: str,
    href: str,
    messages: Messages,
    *,
    hours: str = "",
    cost: str = "",
    keyword: str = "",
    keys: str = "",
) -> Contact:
    """Build a contact from its words."""
    # Numbers and addresses read from left to right in every script.
    value: Phrase = (Run(display, href=href, field=True, dir="ltr"),)
    if keys:
        then = fill(messages, "post_dial", keys=(Run(keys, field=True),))
        value = join_phrases(messages, [value, then], kind="unit")
    key = f"contact_{kind}_keyword"
    if keyword and key in messages:
        word = (Run(keyword, field=True, strong=True, dir=find_direction(keyword)),)
        short = fill(messages, key, keyword=word, contact=value)
    else:
        short = fill(messages, f"contact_{kind}", contact=value)
    details = [say(text) for text in (cost, hours) if text]
    return Contact(
        kind=kind,
        display=display,
        href=clean_href(href),
        hours=hours,
        cost=cost,
        keyword=keyword,
        short=short,
        phrase=join_phrases(messages, [short, *details], kind="unit"),
    )


def _bare(url: str) -> str:
    """Return an address as people write it."""
    return re.sub(r"^https?://(?:www\.)?|/$", "", url)
