"""
What may enter a banner: text without control characters, links of known schemes.

This is the first half of the defence against hostile values; the second half is each
format's own escaping.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

__all__ = [
    "clean_href",
    "clean_inline",
    "clean_lang",
    "clean_text",
    "find_direction",
    "make_dial_href",
]

# Whitespace becomes one space: a value stands on one line. No-break spaces stay: French
# wants them, and they hold numbers together.
_WHITESPACE: Final = re.compile(r"[^\S\xa0\u202f]+")
_UNWANTED: Final = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # control characters; ESC and CSI drive terminals
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls reorder neighbours
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"  # byte order mark, noncharacters
    "\ud800-\udfff"  # lone surrogates cannot be encoded
    "\U000e0000-\U000e007f"  # tag characters hide text
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}"
        for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]+"
)

_HREF: Final = re.compile(
    r"""
    (?: https?:// [^/?\#] | mailto: | tel: | sms: | \# )
    [^ \s " < > \\ ^ ` { | } ]+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DIAL: Final = re.compile(r"\+?[*#]*[0-9][0-9*#]*")


def clean_inline(text: str) -> str:
    """
    Return a piece of a line as `clean_text` does, with the spaces at its edges.

    Args:
        text: Any text.
    """
    # Most values are harmless, and a page has hundreds of them.
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    # Twice, because taking characters out may bring spaces together.
    return _WHITESPACE.sub(" ", _UNWANTED.sub("", _WHITESPACE.sub(" ", text)))


def clean_text(text: str) -> str:
    r"""
    Return *text* on one line, without what steers terminals or reorders lines.

    >>> clean_text("Example\x1b[31m\n Line ")
    'Example[31m Line'

    Args:
        text: Any text.
    """
    return clean_inline(text).strip()


def clean_href(href: str) -> str:
    """
    Return *href* if a banner may link to it, else an empty string.

    >>> clean_href("https://example.org/chat"), clean_href("javascript:alert(1)")
    ('https://example.org/chat', '')

    Args:
        href: A link target.
    """
    if not href:
        return ""
    fits = _HREF.fullmatch(href) and not _UNWANTED.search(href)
    return href if fits else ""


def clean_lang(lang: str) -> str:
    """
    Return *lang* if it has the shape of a language tag, else an empty string.
    """
    return lang if lang and _LANG.fullmatch(lang) else ""


def make_dial_href(scheme: str, dial: str) -> str:
    """
    Return the link that dials a number, digit by digit as it is dialled.

    >>> make_dial_href("tel", "*100#")
    'tel:%2A100%23'

    Args:
        scheme: ``tel`` or ``sms``.
        dial: The exact string to dial.

    Returns:
        The link, or an empty string if *dial* is no number.
    """
    if not _DIAL.fullmatch(dial):
        return ""
    # Bare, "#" would begin a fragment, and phones drop "*" in links unless encoded.
    return f"{scheme}:{dial.replace('*', '%2A').replace('#', '%23')}"


def find_direction(text: str) -> Literal["", "ltr", "rtl"]:
    """
    Return the direction of the first letter: ``ltr``, ``rtl``, or ``""`` for none.

    >>> find_direction("Example Line"), find_direction("116 123")
    ('ltr', '')
    """
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return ""
