"""
Codes of the trades: IPTC Content Warning for news, ONIX list 203 for books.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.banner.clean import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.banner.values import NamedTopic

__all__ = ["IPTC_SCHEME", "find_iptc", "render_iptc", "render_onix"]

IPTC_SCHEME: Final = "http://cv.iptc.org/newscodes/contentwarning/"
"""The vocabulary that the codes of news agencies belong to."""

_ONIX_TYPE: Final = "22"
"""The code of list 29 for "ONIX adult audience rating", whose values are list 203."""

_ONIX_GENERAL: Final = "02"
"""The code of list 203 for a warning of a kind that has no code of its own."""


def find_iptc(topics: Iterable[NamedTopic]) -> tuple[str, ...]:
    """
    Return the IPTC Content Warning codes of topics, each once, in their order.
    """
    return tuple(dict.fromkeys(code for topic in topics for code in topic.cwarn))


def render_iptc(topics: Iterable[NamedTopic]) -> list[dict[str, str]]:
    """
    Return IPTC Content Warning codes with their addresses, ready for JSON.

    Args:
        topics: What a warning names.
    """
    return [
        {"code": code, "uri": f"{IPTC_SCHEME}{code}"}
        for code in map(clean_text, find_iptc(topics))
    ]


def render_onix(topics: Iterable[NamedTopic]) -> str:
    """
    Return the audience composites of ONIX 3.0 that say what a book treats.

    A topic without a code of its own makes it a general warning besides.

    Args:
        topics: What a warning names.
    """
    codes = {code for topic in topics for code in topic.onix or (_ONIX_GENERAL,)}
    return "\n".join(
        f"<Audience>\n"
        f"  <AudienceCodeType>{_ONIX_TYPE}</AudienceCodeType>\n"
        f"  <AudienceCodeValue>{code}</AudienceCodeValue>\n"
        f"</Audience>"
        for code in sorted(codes)
        if code.isalnum()
    )
