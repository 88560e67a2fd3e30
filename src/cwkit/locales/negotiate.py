"""
Choosing the locale whose messages serve a reader best.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.errors import UnknownLocaleError, suggest
from cwkit.schema import load_toml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["Kinships", "canonicalise", "decode_locales", "negotiate"]

SOURCE: Final = "en"
"""The locale that serves when nothing nearer is there."""

# Language, script and region of BCP 47; variants and extensions choose no words
# here. Languages of five letters and more are allowed by the grammar and used by
# nobody, while "english" is a common slip.
_TAG: Final = re.compile(
    r"""
    (?P<language> [a-z]{2,3}+ )
    (?: - (?P<script> [a-z]{4}+ ) (?= - | $ ) )?+
    (?: - (?P<region> [a-z]{2}+ | [0-9]{3}+ ) (?= - | $ ) )?+
    (?: - [a-z0-9]{1,8}+ )*+
    """,
    re.VERBOSE | re.IGNORECASE,
)


@attrs.frozen
class Kinships:
    """
    What the shape of a tag does not tell: the parents and aliases that CLDR names.

    Attributes:
        parents: Pairs of a locale and the one to try after it.

        aliases: Pairs of an outdated language code and today's.
    """

    parents: tuple[tuple[str, str], ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()

    def chain(self, tag: str) -> tuple[str, ...]:
        """
        Return the locales to try for a canonical tag, nearest first.

        >>> Kinships(parents=(("en-AU", "en-001"),)).chain("en-AU")
        ('en-AU', 'en-001', 'en')
        """
        language, dash, rest = tag.partition("-")
        parents = dict(self.parents)
        current = dict(self.aliases).get(language, language) + dash + rest
        found: list[str] = []
        while current and current not in found:
            found.append(current)
            current = parents.get(current, current.rpartition("-")[0])
        return tuple(found)


def decode_locales(text: str, *, file: str) -> Kinships:
    r"""
    Read the file of parents and aliases.

    >>> decode_locales(
    ...     'schema = 1\n[children]\nen-001 = ["en-AU"]\n', file="locales.toml"
    ... ).parents
    (('en-AU', 'en-001'),)

    Args:
        text: The text of the file.
        file: Its name, for error messages.

    Raises:
        DataError: If the file is not as it should be.
    """
    table = load_toml(text, file=file)
    children = table.table("children")
    parents: dict[str, str] = {}
    for parent in children.keys():  # noqa: SIM118 (a Table is no mapping)
        for child in children.strings(parent):
            if child in parents:
                raise children.error(f'"{child}" has two parents', key=parent)
            parents[child] = parent
    rows = table.table("aliases")
    aliases = tuple((old, rows.string(old)) for old in rows.keys())  # noqa: SIM118
    table.finish()
    return Kinships(tuple(parents.items()), aliases)


def canonicalise(tag: str, *, available: Iterable[str] = ()) -> str:
    """
    Return language, script and region of a locale in their usual spelling.

    >>> canonicalise("EN_au.UTF-8"), canonicalise("zh-hans-cn")
    ('en-AU', 'zh-Hans-CN')

    Args:
        tag: A BCP 47 tag, or a POSIX locale name.
        available: Locales to suggest from.

    Raises:
        UnknownLocaleError: If *tag* is not well formed; it names the nearest.
    """
    bare = re.split(r"[.@]", tag, maxsplit=1)[0].replace("_", "-")
    found = _TAG.fullmatch(bare)
    if found is None:
        near = suggest(bare, available)
        raise UnknownLocaleError(
            f'"{tag}" is not a locale',
            cure=f'did you mean "{near}"?' if near else 'write it like "en" or "en-GB"',
        )
    parts = [found["language"].lower()]
    if found["script"]:
        parts.append(found["script"].title())
    if found["region"]:
        parts.append(found["region"].upper())
    return "-".join(parts)


def negotiate(
    requested: str | Iterable[str],
    available: Collection[str],
    *,
    kinships: Kinships | None = None,
) -> str:
    """
    Return the available locale that serves a reader best.

    >>> negotiate("en-AU", ["en", "en-001", "fr"])
    'en'
    >>> negotiate(["cy", "fr-CA"], ["en", "fr"])
    'fr'
    >>> negotiate("cy", ["en", "fr"])
    'en'

    Args:
        requested: A locale, or several, the dearest first.
        available: The locales that have messages.
        kinships: Parents and aliases that tags do not show.

    Returns:
        The first that fits: a wish, something it falls back to, another variant of
        its language; English if no wish can be met.

    Raises:
        UnknownLocaleError: If a wish is not well formed.
    """
    family = kinships or Kinships()
    wishes = [requested] if isinstance(requested, str) else list(requested)
    for wish in wishes:
        chain = family.chain(canonicalise(wish, available=available))
        for candidate in chain:
            if candidate in available:
                return candidate
        # A reader of zh-Hant is nearer to zh-Hans than to English.
        language = chain[-1]
        for candidate in sorted(available):
            if candidate.partition("-")[0] == language:
                return candidate
    return SOURCE
