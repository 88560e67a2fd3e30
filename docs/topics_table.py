"""
The tables of topics: ``python docs/topics_table.py`` writes them into their page.

Sphinx puts them there anew, and a test keeps the page in step with the data.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cwkit.resources import read_data
from cwkit.topics import Taxonomy, TopicKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["PAGE", "fill"]

PAGE: Final = Path(__file__).parent / "reference" / "topics.md"

_TABLE: Final = re.compile(r"(<!-- table: (\w+) -->\n).*?(?=<!-- end -->)", re.DOTALL)


def fill(page: str) -> str:
    """
    Return a page with its tables made anew.

    Args:
        page: The page, with a mark before and behind each table.
    """
    taxonomy = Taxonomy.decode(read_data("topics.toml"), file="topics.toml")
    tables = {
        "what": list(_tell_topics(taxonomy)),
        "maps": list(_map_topics(taxonomy)),
        "help": list(_tell_help(taxonomy)),
    }
    return _TABLE.sub(
        lambda found: "\n".join((found[1], *tables[found[2]], "", "")), page
    )


def _tell_topics(taxonomy: Taxonomy) -> Iterator[str]:
    """Say what the topics of texts are."""
    yield "| id | what belongs to it | part of | wins against |"
    yield "|---|---|---|---|"
    for topic in taxonomy:
        if topic.kind is TopicKind.CONTENT:
            others = (_join(topic.broader), _join(topic.outranks))
            yield _row((f"`{topic.id}`", topic.definition, *others))


def _map_topics(taxonomy: Taxonomy) -> Iterator[str]:
    """Map the topics of texts to other vocabularies."""
    yield (
        "| id | IPTC content warning | ONIX 203 | AO3 | Webis | IPTC Media Topics "
        "| OpenAI | AILuminate |"
    )
    yield "|---" * 8 + "|"
    for topic in taxonomy:
        if topic.kind is TopicKind.CONTENT:
            names = (
                topic.cwarn,
                topic.onix,
                topic.ao3,
                topic.webis,
                tuple(f"medtop:{code}" for code in topic.medtop),
                topic.openai,
                topic.ailuminate,
            )
            yield _row((f"`{topic.id}`", *map(_join, names)))


def _tell_help(taxonomy: Taxonomy) -> Iterator[str]:
    """Say what the topics of helplines are."""
    yield "| id | what belongs to it |"
    yield "|---|---|"
    for topic in taxonomy:
        if topic.kind is TopicKind.HELP:
            yield _row((f"`{topic.id}`", topic.definition))


def _join(names: Iterable[str]) -> str:
    """Return names in one cell."""
    return ", ".join(names)


def _row(cells: Iterable[str]) -> str:
    """Return one line of a table."""
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(fill(PAGE.read_text("utf-8")), "utf-8")
