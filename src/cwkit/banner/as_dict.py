"""
Plain dictionaries, ready for JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cwkit.banner.clean import clean_href, clean_lang, clean_text
from cwkit.banner.runs import plain

if TYPE_CHECKING:
    from cwkit.banner.model import SupportPart, WarningPart
    from cwkit.banner.values import SupportGroup, SupportLine

__all__ = ["render_support_dict", "render_warning_dict"]


def render_warning_dict(part: WarningPart) -> dict[str, Any]:
    """
    Render a warning.

    Args:
        part: The warning.
    """
    return {
        "id": part.id,
        "lang": part.lang,
        "dir": part.dir,
        "style": part.style.id,
        "subject": part.subject,
        "treatment": part.treatment,
        "label": clean_text(part.label),
        "topics": [{"id": t.id, "name": clean_text(t.name)} for t in part.topics],
        "heading": plain(part.heading),
        "sentence": plain(part.sentence),
        "links": [
            {
                "kind": kind,
                "href": clean_href(phrase[0].href),
                "text": phrase[0].text,
                "note": plain(phrase[1:]).strip(),
            }
            for kind, phrase in (
                ("skip", part.skip),
                ("support", part.support),
                ("exit", part.leave),
            )
            if phrase
        ],
    }


def render_support_dict(part: SupportPart) -> dict[str, Any]:
    """
    Render a support block.

    Args:
        part: The support block.
    """
    return {
        "id": part.id,
        "lang": part.lang,
        "dir": part.dir,
        "style": part.style.id,
        "heading": plain(part.heading),
        "checked": part.checked,
        "groups": [_render_group(group) for group in part.groups],
    }


def _render_group(group: SupportGroup) -> dict[str, Any]:
    """Render the help of one place."""
    return {
        "place": clean_text(group.place),
        "emergency": [_render_line(line) for line in group.emergency],
        "helplines": [_render_line(line) for line in group.lines],
        "directories": [_render_line(line) for line in group.directories],
    }


def _render_line(line: SupportLine) -> dict[str, Any]:
    """Render one service."""
    return {
        "id": clean_text(line.id),
        "name": clean_text(line.name),
        "lang": clean_lang(line.lang),
        "dir": line.dir,
        "audience": clean_text(line.audience),
        "area": clean_text(line.area),
        "url": clean_href(line.url),
        "checked": line.checked,
        "overdue": line.overdue,
        "contacts": [
            {
                "kind": clean_text(contact.kind),
                "display": clean_text(contact.display),
                "href": clean_href(contact.href),
                "hours": clean_text(contact.hours),
                "cost": clean_text(contact.cost),
                "keyword": clean_text(contact.keyword),
            }
            for contact in line.contacts
        ],
    }
