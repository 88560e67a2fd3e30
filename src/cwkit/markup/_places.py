"""
The safe places for a block: before the content of a page and after it.
"""

from __future__ import annotations

import re
from typing import Final

import attrs

__all__ = ["Headline", "Places", "skip_head"]

# So many words of standfirst or byline may stand between the first headline and the
# place for the warning, where the markup leaves no nearer one.
_STANDFIRST: Final = 40

# What may stand before the content of a page that does not mark its body. A comment
# of cwkit's own is content.
_HEAD: Final = re.compile(
    r"""
    (?:
        \s++
      | <!--(?!\s*+cwkit:) [^-]*+ (?: -(?!->) [^-]*+ )*+ -->
      | <! [^->] [^>]*+ >
      | <\? [^>]*+ >
      | </?+ (?: html | head | meta | link | base ) (?: [\s/] [^>]*+ )?+ >
      | < title (?: \s [^>]*+ )?+ > [^<]*+ </title\s*+>
      | < style (?: \s [^>]*+ )?+ > [^<]*+ </style\s*+>
      | < script (?: \s [^>]*+ )?+ > [^<]*+ (?: <(?!/script) [^<]*+ )*+ </script\s*+>
    )++
    """,
    re.VERBOSE | re.IGNORECASE,
)


def skip_head(source: str) -> int:
    """
    Return where the content of a page without ``<body>`` begins.

    >>> skip_head("<!doctype html><title>Tea</title><p>Tea")
    33

    Args:
        source: The page.
    """
    start = 1 if source.startswith("\ufeff") else 0
    head = _HEAD.match(source, start)
    if head is None or head[0].isspace():
        return start
    return start + len(head[0].rstrip())


@attrs.define
class _Container:
    """A main or article element: its name, where its content begins and ends."""

    name: str
    start: int
    end: int = -1


@attrs.define
class Headline:
    """A first-level headline: its end, the place behind it, the container it is in."""

    end: int
    place: int
    container: int


class Places:
    """
    What the walk saw of the places for a block.
    """

    def __init__(self) -> None:
        self.containers: list[_Container] = []
        self.headlines: list[Headline] = []
        self.body = -1
        self.body_end = -1
        # Where the source ends inside a construct that was never closed.
        self.cut = -1
        # A first-level headline behind which no safe place has come yet.
        self.waiting: Headline | None = None

    def add_container(self, name: str, start: int, *, safe: bool) -> int:
        """
        Note a main or article element and return its number.
        """
        self.containers.append(_Container(name, start if safe else -1))
        return len(self.containers) - 1

    def close_container(self, number: int, end: int) -> None:
        """
        Note where the content of a main or article element ends.
        """
        self.containers[number].end = end

    def add_headline(self, end: int, container: int) -> None:
        """
        Note the end of a first-level headline.
        """
        self.waiting = Headline(end, -1, container)

    def offer(self, headline: Headline, place: int) -> None:
        """
        Note that a block would be safe at this place behind the waiting headline.
        """
        headline.place = place
        self.headlines.append(headline)
        self.waiting = None

    def choose(self, source: str, text: str, unsafe: int) -> tuple[int, int]:
        """
        Return the two places.

        Args:
            source: The page.
            text: What its reader sees.
            unsafe: Where, at the end of the source, an element is still open that
                no block may stand in; or -1.
        """
        start, container = self._choose_start(source, text)
        end = len(source)
        ends = [place for place in (self.cut, unsafe) if place >= 0]
        if container is not None and container.end >= 0:
            end = container.end
        elif self.body_end >= 0:
            end = self.body_end
        elif ends:
            end = min(ends)
        return start, max(start, end)

    def _choose_start(self, source: str, text: str) -> tuple[int, _Container | None]:
        """Find the place before the content, and what contains it."""
        near = [
            headline
            for headline in self.headlines
            if len(text[headline.end : headline.place].split()) <= _STANDFIRST
        ]
        for headline in near:
            if headline.container >= 0:
                return headline.place, self.containers[headline.container]
        for name in ("main", "article"):
            for container in self.containers:
                if container.name == name and container.start >= 0:
                    return container.start, container
        if near:
            return near[0].place, None
        return (self.body if self.body >= 0 else skip_head(source)), None
