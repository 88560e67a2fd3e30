"""
The bundled articles.
"""

from __future__ import annotations

import functools

import attrs

from cwkit.errors import InputError, suggest
from cwkit.resources import read_data
from cwkit.schema import load_toml

__all__ = ["Example", "examples", "load_example"]


@attrs.frozen(kw_only=True)
class Example:
    """
    A bundled article, and what is expected of it.

    Attributes:
        name: Its name.

        text: The article: a retelling, written for this project.

        media_type: How it is written.

        title: Its headline.

        source: The headline of the article that it retells.

        place: Where its readers are.

        locale: The locale of its readers.

        central: The topics that a notice must name.

        mentioned: Topics it touches in passing.

        warning_topics: The topics that its own warning names; None if it has none.

        problems: The codes of the problems that an audit finds.
    """

    name: str
    text: str = attrs.field(repr=False)
    media_type: str
    title: str
    source: str
    place: str
    locale: str
    central: tuple[str, ...]
    mentioned: tuple[str, ...]
    warning_topics: tuple[str, ...] | None
    problems: tuple[str, ...]


def examples() -> tuple[str, ...]:
    """
    Return the names of the bundled articles.

    >>> examples()[0]
    'backlash-editorial-us'
    """
    return tuple(_examples())


def load_example(name: str) -> Example:
    """
    Return a bundled article.

    >>> load_example("fallout-blog-us").media_type
    'text/markdown'

    Args:
        name: One of `examples`.

    Raises:
        InputError: If there is no such article.
    """
    known = _examples()
    if name not in known:
        near = suggest(name, known)
        cure = f'did you mean "{near}"?' if near else f"known: {', '.join(known)}"
        raise InputError(f'unknown example "{name}"', cure=cure)
    return known[name]


@functools.cache
def _examples() -> dict[str, Example]:
    """Return the bundled articles by name."""
    table = load_toml(read_data("articles.toml"), file="articles.toml")
    found: dict[str, Example] = {}
    for row in table.tables("article"):
        named = row.strings("warning_topics")
        row.string("original")
        found[row.string("name")] = Example(
            name=row.string("name"),
            text=read_data(f"articles/{row.string('file')}"),
            media_type=row.string("media_type"),
            title=row.string("title"),
            source=row.string("source_headline"),
            place=row.string("place"),
            locale=row.string("locale"),
            central=row.strings("central"),
            mentioned=row.strings("mentioned"),
            warning_topics=named if row.boolean("warning") else None,
            problems=row.strings("problems"),
        )
        row.finish()
    table.finish()
    return found
