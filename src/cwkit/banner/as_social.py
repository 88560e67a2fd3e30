"""
Social networks: what Mastodon and Bluesky take beside a post.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from cwkit.banner.clean import clean_text
from cwkit.banner.runs import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.banner.model import WarningPart

__all__ = ["defuse", "render_bluesky", "render_mastodon"]

# Some programs read these as the start of a mention, an element or a reference. A word
# joiner has no width, and after it none of them begins anything.
_FUSE: Final = re.compile(r"[@<&](?=\S)|(?<=:)/(?=/)|\bwww(?=\.)", re.IGNORECASE)
_JOINER: Final = "\u2060"

_LABEL_ID: Final = re.compile(r"[a-z-]{1,100}")
_LONGEST_NAME: Final = 64

# What a label asks of programs, by how the content treats its topic: nothing is hidden,
# unless pictures or sound show it.
_BLURS: Final = {"shown": "media"}


def defuse(text: str) -> str:
    r"""
    Return *text* so that no program finds a mention, a tag or an address in it.

    >>> defuse("a @mild <b>").encode("ascii", "backslashreplace")
    b'a @\\u2060mild <\\u2060b>'

    Args:
        text: Text on one line.
    """
    return _FUSE.sub(lambda found: found[0] + _JOINER, text)


def render_mastodon(part: WarningPart) -> dict[str, Any]:
    """
    Return what goes beside the content of a note, as ActivityPub names it.

    Args:
        part: The warning.
    """
    if not part:
        return {}
    summary = defuse(plain(part.heading))
    return {
        "summary": summary,
        "summaryMap": {part.lang: summary},
        "sensitive": True,
    }


def render_bluesky(parts: Iterable[WarningPart]) -> list[dict[str, Any]]:
    """
    Return definitions of labels, one for each topic, in the languages of the parts.

    Args:
        parts: Warnings of the same topics, one for each language.
    """
    found: dict[str, dict[str, Any]] = {}
    for part in parts:
        for topic in part.topics:
            if not _LABEL_ID.fullmatch(topic.id):
                continue
            label = found.setdefault(
                topic.id,
                {
                    "identifier": topic.id,
                    "severity": "inform",
                    "blurs": _BLURS.get(part.treatment, "none"),
                    "defaultSetting": "warn",
                    "adultOnly": False,
                    "locales": [],
                },
            )
            name = clean_text(topic.name)
            label["locales"].append(
                {
                    "lang": part.lang,
                    "name": defuse(name[:1].upper() + name[1:_LONGEST_NAME]),
                    "description": defuse(plain(part.describe(topic))),
                }
            )
    return list(found.values())
