"""
Runs and blocks: what a banner is made of once it is laid out, in no format yet.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, Literal

import attrs

from cwkit.banner.clean import clean_href, clean_inline, clean_lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cwkit.locales import Messages

__all__ = [
    "PAGE_ONLY",
    "Block",
    "Direction",
    "Heading",
    "Item",
    "Listing",
    "Paragraph",
    "Phrase",
    "Run",
    "fill",
    "join_phrases",
    "join_sentences",
    "join_spaced",
    "link",
    "plain",
    "say",
]


Direction = Literal["", "ltr", "rtl"]
"""The direction of a piece of text, if it is known."""


@attrs.frozen
class Run:
    """
    A piece of one line: text that is alike all through.

    Whatever goes in comes out clean: no control characters, no unknown scheme.

    >>> Run("Example Line", href="javascript:alert(1)").href
    ''

    Attributes:
        text: What readers see.

        href: Where it leads, or an empty string.

        field: Whether it is a value of its own (a name, a number) that keeps its own
            direction, rather than part of a sentence.

        strong: Whether it stands out.

        lang: Its language if other than that of its surroundings.

        dir: Its direction if it is known.
    """

    text: str = attrs.field(converter=clean_inline)
    href: str = attrs.field(default="", converter=clean_href, kw_only=True)
    field: bool = attrs.field(default=False, kw_only=True)
    strong: bool = attrs.field(default=False, kw_only=True)
    lang: str = attrs.field(default="", converter=clean_lang, kw_only=True)
    dir: Direction = attrs.field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        """
        Trim values: markup around a blank would be no markup in some formats.
        """
        if self.field and self.text != self.text.strip():
            object.__setattr__(self, "text", self.text.strip())


Phrase = tuple[Run, ...]
"""Runs that follow each other on one line."""


@attrs.frozen
class Heading:
    """
    The heading of a part, or of a group inside it.

    Attributes:
        phrase: Its words.

        depth: 0 for the part, 1 for a group inside it.
    """

    phrase: Phrase
    depth: int = 0


@attrs.frozen
class Paragraph:
    """
    A paragraph.

    Attributes:
        phrase: Its words.

        kind: ``text``; ``actions`` and ``exit`` for links that only pages have;
            ``pointer`` for the sentence that stands in other formats instead of
            them; ``note``.
    """

    phrase: Phrase
    kind: str = "text"


@attrs.frozen
class Item:
    """
    An item of a list, with the items below it.
    """

    phrase: Phrase
    inner: tuple[Phrase, ...] = ()


@attrs.frozen
class Listing:
    """
    A list.
    """

    items: tuple[Item, ...]


Block = Heading | Paragraph | Listing
"""What a part is made of, from top to bottom."""

PAGE_ONLY: Final = frozenset({"actions", "exit"})
"""The kinds of paragraphs that mean something on a page alone."""


def say(text: str) -> Phrase:
    """
    Return a phrase of one plain run.
    """
    return (_literal(text),)


@functools.lru_cache(maxsize=4096)
def _literal(text: str) -> Run:
    """Return a run of words that stand in messages: the same few, over and over."""
    return Run(text)


def plain(phrase: Iterable[Run]) -> str:
    """
    Return the bare text of a phrase.

    >>> plain((Run("Phone: "), Run("555 0100", field=True)))
    'Phone: 555 0100'
    """
    return "".join(run.text for run in phrase)


def link(phrase: Phrase, href: str) -> Phrase:
    """
    Return *phrase* with each run leading to *href*.
    """
    return tuple(attrs.evolve(run, href=href) for run in phrase)


def fill(messages: Messages, key: str, **values: Phrase) -> Phrase:
    """
    Return a message as a phrase, with phrases in the places of its placeholders.

    Args:
        messages: The words.
        key: The message.
        **values: What stands in the placeholders.

    Raises:
        KeyError: If there is no such message, or a placeholder has no value.
    """
    runs: list[Run] = []
    for index, part in enumerate(messages.split(key)):
        if index % 2:
            runs.extend(values[part])
        elif part:
            runs.append(_literal(part))
    return tuple(runs)


def join_phrases(messages: Messages, phrases: Sequence[Phrase], *, kind: str) -> Phrase:
    """
    Join phrases as the language joins a list.

    Args:
        messages: The words.
        phrases: The items.
        kind: The kind of the list; see `cwkit.locales.LIST_KINDS`.
    """
    glue = messages.pattern(kind).glue(len(phrases))
    runs: list[Run] = []
    for before, phrase in zip(glue, phrases, strict=False):
        runs += [_literal(before)] if before else []
        runs.extend(phrase)
    return (*runs, _literal(glue[-1])) if glue[-1] else tuple(runs)


def join_sentences(messages: Messages, sentences: Sequence[Phrase]) -> Phrase:
    """
    Put sentences after one another, as the language does.

    Args:
        messages: The words.
        sentences: The sentences; empty ones are left out.
    """
    joined: Phrase = ()
    for sentence in sentences:
        if joined and sentence:
            joined = fill(messages, "two_sentences", first=joined, second=sentence)
        else:
            joined = joined or sentence
    return joined


def join_spaced(phrases: Sequence[Phrase]) -> Phrase:
    """
    Put phrases after one another, with spaces between them.
    """
    runs: list[Run] = []
    for phrase in phrases:
        runs += [_literal(" "), *phrase] if runs else phrase
    return tuple(runs)
