"""
Locales: which place a BCP 47 tag names.
"""

from __future__ import annotations

import re
from typing import Final

import attrs

__all__ = ["Tag", "read_accept_language", "read_tag", "seems_locale"]

# "de-BE" is German as written in Belgium; DE-BE is Berlin. Where somebody writes a
# locale, the subdivision that happens to share its letters is not meant.
_SHAPE: Final = re.compile(r"[a-z]{2,3}-[A-Z]{2}|[a-z]{2,3}[-_].*-u-.*")
_SUBTAGS: Final = re.compile(
    r"""
    [a-z]{2,8}                      # the language
    (?: - [a-z]{3} \b ){0,3}+         # extended language
    (?: - [a-z]{4} \b )?+             # the script
    (?: - (?P<region> [a-z]{2} | [0-9]{3} ) \b )?+
    (?: - [0-9a-z]{4,8} \b )*+        # variants
    (?P<extensions> (?: - [0-9a-z]{1,8} )* )
    """,
    re.VERBOSE,
)
_QUALITY: Final = re.compile(r"\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*", re.IGNORECASE)


@attrs.frozen
class Tag:
    """
    What a locale says of places, as codes that may or may not be known.

    Attributes:
        region: The region subtag.

        override: The place of the ``-u-rg-`` extension.

        part: The place of the ``-u-sd-`` extension.
    """

    region: str | None
    override: str | None
    part: str | None


def seems_locale(text: str) -> bool:
    """
    Say whether somebody who wrote *text* seems to mean a locale, not a place.

    >>> seems_locale("en-AU"), seems_locale("AU-NSW")
    (True, False)
    """
    return _SHAPE.fullmatch(text.strip()) is not None


def read_tag(locale: str) -> Tag | None:
    """
    Read a locale, also as POSIX systems write it; None if it is not well formed.

    >>> read_tag("en-US-u-rg-auvic")
    Tag(region='US', override='AU-VIC', part=None)
    """
    plain = re.split(r"[.@]", locale.strip().lower(), maxsplit=1)[0]
    found = _SUBTAGS.fullmatch(plain.replace("_", "-"))
    if found is None:
        return None
    keywords = _read_keywords(found["extensions"])
    region: str | None = found["region"]
    return Tag(
        None if region is None else region.upper(),
        _read_code(keywords.get("rg")),
        _read_code(keywords.get("sd")),
    )


def read_accept_language(header: str) -> tuple[str, ...]:
    """
    Return the tags of an ``Accept-Language`` header, by the reader's preference.

    >>> read_accept_language("en;q=0.5, fr-CA, de;q=0")
    ('fr-CA', 'en')
    """
    tags: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, parameter = part.partition(";")
        quality = _QUALITY.fullmatch(parameter)
        value = float(quality[1]) if quality else 1.0
        if value > 0:
            tags.append((-value, tag.strip()))
    return tuple(tag for _, tag in sorted(tags, key=lambda pair: pair[0]))


def _read_code(value: str | None) -> str | None:
    """Return the ISO code of a Unicode subdivision code such as ``auvic``."""
    if value is None:
        return None
    country, part = value[:2].upper(), value[2:].upper()
    # ZZZZ stands for the whole country.
    return country if part == "ZZZZ" else f"{country}-{part}"


def _read_keywords(extensions: str) -> dict[str, str]:
    """Return the keywords of the ``-u-`` extension of a locale."""
    keywords: dict[str, str] = {}
    inside = False
    key = ""
    for subtag in extensions.split("-")[1:]:
        if len(subtag) == 1:
            if subtag == "x":
                break
            inside = subtag == "u"
            key = ""
        elif inside and len(subtag) == 2:  # noqa: PLR2004 -- keys have two letters
            key = subtag
        elif inside and key:
            keywords.setdefault(key, subtag)
    return keywords
