"""
Templates: the tags of template languages in a page that is still to be rendered.

What stands in a tag is no word of the page, and a block has to stand inside the part of
a template that is rendered. The tags of Jinja, Liquid, Twig and Nunjucks are known, and
those of Go, Handlebars and PHP.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["hide_templates", "keep_inside"]

_TAGS: Final = (
    ("{%", "%}"),
    ("{{", "}}"),
    # A brace and a hash sign alone begin an attribute of a heading in Markdown.
    ("{# ", "#}"),
    ("<?php", "?>"),
    ("<?=", "?>"),
)
"""How tags of templates begin and end."""

_OUTER: Final = frozenset({"block", "content_for", "define", "section", "slot"})
"""The tags outside of which a template that extends another renders nothing."""

_GO: Final = frozenset({"block", "define", "if", "range", "with"})
"""The tags of Go that "end" closes."""

_NAME: Final = re.compile(r"[-~\s]*+([#/]?[\w.]*)")


class _Tag(NamedTuple):
    """A tag: where it begins and ends, how it opens, and the name in it."""

    start: int
    end: int
    opening: str
    name: str


def hide_templates(source: str) -> str:
    """
    Return a page with blanks in place of template tags, as long as it was.

    >>> hide_templates("<p>{{ name }}, {% if late %}welcome{% endif %}</p>")
    '<p>          ,              welcome           </p>'

    Args:
        source: The page.
    """
    pieces: list[str] = []
    position = 0
    for start, end in _find_hidden(source):
        pieces.append(source[position:start])
        # The lines stay what they are.
        pieces += (c if c in "\r\n" else " " for c in source[start:end])
        position = end
    if not pieces:
        return source
    return "".join((*pieces, source[position:]))


def _find_hidden(source: str) -> Iterator[tuple[int, int]]:
    """Find what is never rendered as it stands: tags, and whole comments."""
    tags = list(_find_tags(source))
    last = max((tag.start for tag in tags if tag.name == "endcomment"), default=-1)
    begun = -1
    for tag in tags:
        if begun >= 0:
            if tag.name == "endcomment":
                yield begun, tag.end
                begun = -1
        elif tag.name == "comment" and tag.start < last:
            begun = tag.start
        else:
            yield tag.start, tag.end


def keep_inside(source: str, text: str, start: int, end: int) -> tuple[int, int]:
    """
    Move the places before and after the content into the part that is rendered.

    Args:
        source: The page.
        text: What its reader sees, place for place.
        start: The place before the content.
        end: The place after it.
    """
    tags = list(_find_tags(source))
    if not tags or not text.strip():
        return start, end
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    closed = _match_ends(tags)
    pairs = set(closed.values())
    for tag in tags:
        if start <= tag.start and tag.end <= first:
            if tag.name.removeprefix("#") in _OUTER:
                start = _skip_line_end(source, tag.end)
            elif tag.name.removeprefix("#") in pairs:
                # What is repeated, or left out, is not for everybody.
                break
    for tag in tags:
        if last <= tag.start < end and closed.get(tag.start) in _OUTER:
            end = tag.start
            break
    return start, max(start, end)


def _match_ends(tags: Iterable[_Tag]) -> dict[int, str]:
    """Return for each tag that ends something, by where it begins, what it ends."""
    opened: list[str] = []
    closed: dict[int, str] = {}
    for tag in tags:
        if tag.name.startswith(("end", "/")):
            wanted = tag.name.removeprefix("/").removeprefix("end")
            while opened:
                closed[tag.start] = opened.pop()
                if wanted in {"", closed[tag.start]}:
                    break
        elif tag.opening != "{{" or tag.name.startswith("#") or tag.name in _GO:
            opened.append(tag.name.removeprefix("#"))
    return closed


def _skip_line_end(source: str, place: int) -> int:
    """Return where the next line begins, if nothing more stands in this one."""
    line = source.find("\n", place)
    return line + 1 if line >= 0 and not source[place:line].strip() else place


def _find_tags(source: str) -> Iterator[_Tag]:
    """Find the tags of templates, in order; those inside others are theirs."""
    # Where the next tag of each kind begins; what lies behind is looked for again.
    nearest = {kind: source.find(kind[0]) for kind in _TAGS}
    position = 0
    while True:
        for kind, start in nearest.items():
            if 0 <= start < position:
                nearest[kind] = source.find(kind[0], position)
        begun = [(start, kind) for kind, start in nearest.items() if start >= 0]
        if not begun:
            return
        start, (opening, closing) = min(begun)
        stop = source.find(closing, start + len(opening))
        if stop < 0:
            # No later one is closed either.
            nearest[opening, closing] = -1
            continue
        position = stop + len(closing)
        name = _NAME.match(source, start + len(opening), stop)
        yield _Tag(start, position, opening, "" if name is None else name[1])
