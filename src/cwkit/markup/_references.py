"""
Character references: ``&amp;``, ``&#38;``, ``&#x26``.
"""

from __future__ import annotations

import functools
import html
import re
from html.entities import html5
from typing import Final

__all__ = ["decode_references", "split_references"]

_REFERENCE: Final = re.compile(
    r"""
    & (?:
        \# (?: [0-9]++ | [xX][0-9a-fA-F]++ ) ;?+
      | [A-Za-z][A-Za-z0-9]{0,31}+ ;?+   # the longest name has 31 letters
    )
    """,
    re.VERBOSE,
)

# Names that need no semicolon; the longest has 6 letters.
_LEGACY: Final = 6

# Thousands of digits are no character, and slow to read as a number; zeros before them
# mean nothing.
_DIGITS: Final = 12
_ZEROS: Final = re.compile("(?<=[#xX])0++(?=[0-9a-fA-F])")
_LONGEST: Final = 40
_UNKNOWN: Final = ("\ufffd", -1)


def split_references(
    text: str, start: int, end: int, *, attribute: bool = False
) -> list[tuple[int, int, str]]:
    """
    Find the references in a part of *text*: start, end, decoded.

    >>> split_references("a &lt b", 0, 7)
    [(2, 5, '<')]

    Args:
        text: The text.
        start: Where to begin.
        end: Where to stop.
        attribute: Whether it is the value of an attribute, where ``&copy=1`` is no
            reference because it is a common part of addresses.
    """
    found: list[tuple[int, int, str]] = []
    for match in _REFERENCE.finditer(text, start, end):
        raw = match[0]
        known = raw if len(raw) <= _LONGEST else _ZEROS.sub("", raw)
        decoded, size = _decode(known) if len(known) <= _LONGEST else _UNKNOWN
        if not size:
            continue
        first = match.start()
        stop = first + (size if size > 0 else len(raw))
        if attribute and raw[1] != "#" and text[stop - 1] != ";":
            after = text[stop : min(stop + 1, end)]
            if after == "=" or after.isalnum():
                continue
        found.append((first, stop, decoded))
    return found


# Pages repeat the same few references over and over.
@functools.lru_cache(maxsize=1024)
def _decode(raw: str) -> tuple[str, int]:
    """Return what a reference stands for, and how much of it belongs to it, or -1."""
    if raw[1] == "#":
        number = _ZEROS.sub("", raw)
        return (html.unescape(number) if len(number) <= _DIGITS else "\ufffd"), -1
    exact = html5.get(raw[1:])
    if exact is not None and raw[-1] == ";":
        return exact, len(raw)
    for size in range(min(_LEGACY, len(raw) - 1), 1, -1):
        decoded = html5.get(raw[1 : size + 1], "")
        if decoded:
            return decoded, size + 1
    return "", 0


def decode_references(text: str) -> str:
    """
    Return the value of an attribute with its references decoded.

    >>> decode_references("/a?b=1&amp;copy=2&copy=3")
    '/a?b=1&copy=2&copy=3'

    Args:
        text: The value as it stands in the source.
    """
    if "&" not in text:
        return text
    pieces: list[str] = []
    position = 0
    for start, end, decoded in split_references(text, 0, len(text), attribute=True):
        pieces += (text[position:start], decoded)
        position = end
    return "".join((*pieces, text[position:]))
