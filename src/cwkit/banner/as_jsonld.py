"""
JSON-LD: what schema.org has for a content warning and for services that help.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from cwkit.banner.as_html import Html
from cwkit.banner.clean import clean_href, clean_text
from cwkit.banner.runs import plain

if TYPE_CHECKING:
    from cwkit.banner.values import Contact, SupportLine
    from cwkit.banner.whole import Banner

__all__ = ["render_json_ld", "render_json_ld_script"]

_TYPES: Final = {
    "article": "Article",
    "page": "WebPage",
    "section": "WebPageElement",
    "post": "SocialMediaPosting",
    "video": "VideoObject",
    "audio": "AudioObject",
}
_CALLS: Final = ("phone", "relay")

# Inside of a script element "</script>" would end it, and some readers of scripts end
# a line at U+2028 and U+2029. JSON has another spelling for each of these characters.
_SCRIPT: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def render_json_ld(banner: Banner, *, url: str, author: str) -> dict[str, Any]:
    """
    Return what the content is rated as, and which services it names.

    Args:
        banner: The banner.
        url: The address of the content; left out if it is none.
        author: Who rates it; left out if empty.
    """
    if not banner:
        return {}
    warning, support = banner.warning, banner.support
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES[warning.subject],
        "inLanguage": warning.lang,
    }
    if clean_href(url):
        found["url"] = clean_href(url)
    if warning:
        rating: dict[str, Any] = {
            "@type": "Rating",
            "name": plain(warning.heading),
            "ratingExplanation": plain(warning.sentence),
        }
        if clean_text(author):
            rating["author"] = {"@type": "Organization", "name": clean_text(author)}
        found["contentRating"] = rating
        found["keywords"] = [clean_text(topic.name) for topic in warning.topics]
    services = [
        _render_line(line, clean_text(group.place))
        for group in support.groups
        for line in group.lines
    ]
    if services:
        found["mentions"] = services
    return found


def render_json_ld_script(value: dict[str, Any]) -> Html:
    """
    Return JSON-LD as an element for the head of a page.

    Args:
        value: What `render_json_ld` returned.
    """
    if not value:
        return Html()
    text = json.dumps(value, ensure_ascii=False, indent=1).translate(_SCRIPT)
    return Html(f'<script type="application/ld+json">\n{text}\n</script>')


def _render_line(line: SupportLine, place: str) -> dict[str, Any]:
    """Return one service."""
    service: dict[str, Any] = {"@type": "Organization", "name": clean_text(line.name)}
    if clean_href(line.url):
        service["url"] = clean_href(line.url)
    if place:
        service["areaServed"] = place
    points = [_render_contact(contact) for contact in line.contacts]
    if points:
        service["contactPoint"] = points
    return service


def _render_contact(contact: Contact) -> dict[str, Any]:
    """Return one way to reach a service."""
    point: dict[str, Any] = {
        "@type": "ContactPoint",
        "contactType": clean_text(contact.kind),
    }
    display, href = clean_text(contact.display), clean_href(contact.href)
    if contact.kind in _CALLS:
        point["telephone"] = display
    elif contact.kind == "email":
        point["email"] = display
    elif href:
        point["url"] = href
    else:
        point["identifier"] = display
    return point
