"""
Elements whose content is no markup: up to the end tag all is text.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["find_end"]

# What may follow the name of a tag; the source may also end there.
_TAG_BREAKS: Final = frozenset(" \t\n\r\f/>")

# Inside a script, a comment that holds a script start tag hides one end tag (HTML
# standard, 13.2.5.15 to 13.2.5.31).
_SCRIPT_PART: Final = re.compile(
    r"<!--(?:-?>)?+|-->|<(/?+)script(?=[ \t\n\r\f/>])", re.IGNORECASE
)


def find_end(source: str, name: str, position: int) -> int:
    """
    Return where the end tag of a raw element begins, or -1.

    >>> find_end("<title>Tea <b></p> </title >", "title", 7)
    19

    Args:
        source: The source.
        name: The element, in lower case.
        position: Where its content begins.
    """
    size = len(name)
    if name == "plaintext":
        return -1
    if name == "script":
        return _find_script_end(source, position)
    while True:
        position = source.find("</", position)
        if position < 0:
            return -1
        stop = position + 2 + size
        if (
            source[position + 2 : stop].lower() == name
            and source[stop : stop + 1] in _TAG_BREAKS
        ):
            return position
        position += 2


def _find_script_end(source: str, position: int) -> int:
    """Return where the end tag of a script begins, or -1."""
    escaped = doubled = False
    for match in _SCRIPT_PART.finditer(source, position):
        part = match[0]
        if part == "<!--":
            escaped = True
        elif part[0] == "<" and part[1] != "!":
            if match[1] and not doubled:
                return match.start()
            doubled = escaped and not match[1]
        elif part == "-->":
            escaped = doubled = False
    return -1
