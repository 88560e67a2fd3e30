"""
Addresses: what somebody calls a page or a mailbox is no word of the text.
"""

from __future__ import annotations

import re
import string
from typing import Final

__all__ = ["blank_addresses", "find_hosts"]

_LETTERS: Final = string.ascii_letters.encode() + string.digits.encode()

_AFTER_AT: Final = re.compile(
    # The host, and what tools for version control write behind it.
    rb"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?::[\w.~-]{0,255}/[\w.~/-]*+)?"
)
_MAILBOX: Final = 64
"""RFC 5321, section 4.5.3.1.1: the part before the @ has at most so many octets."""

_MAILBOX_BYTES: Final = frozenset(_LETTERS + b".+_-")
_SCHEME_BYTES: Final = frozenset(_LETTERS + b"+.-")
_HOST_BYTES: Final = frozenset(_LETTERS + b".-:@_")
_SCHEME: Final = 16
_HOST: Final = 253
"""RFC 1035, section 2.3.4: a name has at most so many octets, dots included."""

_SLASH: Final = re.compile(
    # Behind a scheme, or behind a host: an ending that many pages have, or that of a
    # country, which has two letters; "he" is none.
    rb"""
    /(?:
      (?<=:/)/
    | (?:
        (?<=[a-z0-9]\.(?!he)[a-z]{2}/)
      | (?<=[a-z0-9]\.(?:com|org|net|edu|gov|int|mil|app|dev|xyz|biz)/)
      | (?<=[a-z0-9]\.(?:info|blog|news|site|shop|wiki|help|page)/)
      )
      (?=[\w~%%.\#@-])
    )
    """,
    re.VERBOSE,
)
_WEB: Final = re.compile(rb"www\.(?<![A-Za-z0-9]www\.)(?=[A-Za-z0-9])")
_REST: Final = re.compile(
    # To the next blank, bracket or quotation mark; an apostrophe may stand inside.
    rb"(?:[^\s<>\"']|'(?=[A-Za-z0-9]))*+"
)
_TRAILING: Final = b".,;:!*_~)'"
"""What stands at the end belongs to the sentence around it."""


def blank_addresses(encoded: bytes) -> bytes:
    """
    Blank the addresses of pages and mailboxes.

    >>> blank_addresses(b"See https://example.org/tea, and a/b.")
    b'See                        , and a/b.'

    Args:
        encoded: A text, encoded to one byte a character.
    """
    stretches: list[tuple[int, int]] = []
    if b"/" in encoded:
        stretches += _find_pages(encoded, _SLASH)
    if b"@" in encoded:
        stretches += _find_mailboxes(encoded)
    if not stretches:
        return encoded
    buffer = bytearray(encoded)
    for start, end in stretches:
        buffer[start:end] = b" " * (end - start)
    return bytes(buffer)


def find_hosts(encoded: bytes) -> list[tuple[int, int]]:
    """
    Return where addresses stand that only their first letters tell.

    >>> find_hosts(b"See www.example.org, and wwww.")
    [(4, 19)]

    Args:
        encoded: A text, encoded to one byte a character.
    """
    return _find_pages(encoded, _WEB)


def _find_pages(encoded: bytes, begin: re.Pattern[bytes]) -> list[tuple[int, int]]:
    """Return where the addresses of pages stand."""
    found: list[tuple[int, int]] = []
    done = 0
    for match in begin.finditer(encoded):
        at = match.start()
        if at < done:
            continue
        if match[0] == b"//":
            # The colon is no part of the name of a scheme.
            start = _go_back(encoded, at - 1, _SCHEME_BYTES, max(done, at - _SCHEME))
            if start == at - 1:
                continue
        else:
            start = _go_back(encoded, at, _HOST_BYTES, max(done, at - _HOST))
        rest = _REST.match(encoded, match.end())
        done = match.end() if rest is None else rest.end()
        while encoded[done - 1] in _TRAILING:
            done -= 1
        found.append((start, done))
    return found


def _find_mailboxes(encoded: bytes) -> list[tuple[int, int]]:
    """Return where the addresses of mailboxes stand."""
    found: list[tuple[int, int]] = []
    at = encoded.find(b"@")
    while at >= 0:
        after = _AFTER_AT.match(encoded, at + 1)
        start = _go_back(encoded, at, _MAILBOX_BYTES, max(0, at - _MAILBOX))
        if after is not None and start < at:
            found.append((start, after.end()))
        at = encoded.find(b"@", at + 1)
    return found


def _go_back(encoded: bytes, at: int, allowed: frozenset[int], low: int) -> int:
    """Return where the run of some bytes begins that ends before *at*."""
    while at > low and encoded[at - 1] in allowed:
        at -= 1
    return at
