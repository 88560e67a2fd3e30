"""
The taxonomy: topic ids, what they roll up to, and how others name them.
"""

from __future__ import annotations

import enum
import itertools
from typing import TYPE_CHECKING

import attrs

from cwkit.errors import UnknownTopicError, suggest
from cwkit.schema import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cwkit.schema import Table

__all__ = ["Taxonomy", "Topic", "TopicKind"]


class TopicKind(enum.Enum):
    """
    What a topic is for.
    """

    CONTENT = "content"
    """Found in texts and named in warnings."""

    HELP = "help"
    """Only sorts helplines."""


@attrs.frozen(kw_only=True)
class Topic:
    """
    One topic.

    Attributes:
        id: Its id, which never changes.

        kind: What it is for.

        definition: What belongs to it, for people.

        broader: The topics it rolls up to.

        help: Topics whose helplines serve when this one has none, in order.

        outranks: Topics that give way where both are found in the same words.

        webis: Labels of the Webis trigger-warning corpora.

        medtop: IPTC Media Topics.

        cwarn: IPTC Content Warning codes.

        onix: Codes of ONIX list 203.

        ao3: Archive warnings of the Archive of Our Own.

        openai: Categories of the OpenAI moderation endpoint.

        ailuminate: Hazard codes of the MLCommons AILuminate benchmark.
    """

    id: str
    kind: TopicKind
    definition: str
    broader: tuple[str, ...] = ()
    help: tuple[str, ...] = ()
    outranks: tuple[str, ...] = ()
    webis: tuple[str, ...] = ()
    medtop: tuple[str, ...] = ()
    cwarn: tuple[str, ...] = ()
    onix: tuple[str, ...] = ()
    ao3: tuple[str, ...] = ()
    openai: tuple[str, ...] = ()
    ailuminate: tuple[str, ...] = ()


@attrs.frozen
class Taxonomy:
    r"""
    All topics, by id.

    >>> taxonomy = Taxonomy.decode(
    ...     'schema = 1\n'
    ...     '[[topic]]\nid = "weather"\nkind = "content"\ndefinition = "Weather."\n'
    ...     '[[topic]]\nid = "wind"\nkind = "content"\ndefinition = "Wind."\n'
    ...     'broader = ["weather"]\n',
    ...     file="topics.toml",
    ... )
    >>> taxonomy.ancestors("wind")
    ('weather',)

    Attributes:
        topics: The topics, sorted by id.
    """

    topics: tuple[Topic, ...]
    _index: Mapping[str, Topic] = attrs.field(
        init=False,
        repr=False,
        eq=False,
        default=attrs.Factory(lambda self: _index_topics(self.topics), takes_self=True),
    )

    @classmethod
    def decode(cls, text: str, *, file: str) -> Taxonomy:
        """
        Read a topics file.

        Args:
            text: The text of the file.
            file: Its name, for error messages.

        Raises:
            DataError: If a row is not as it should be.
        """
        table = load_toml(text, file=file)
        rows = table.tables("topic")
        table.finish()
        taxonomy = cls(tuple(_decode_topic(row) for row in rows))
        for before, after in itertools.pairwise(rows):
            if before.string("id") >= after.string("id"):
                raise after.error(
                    "the rows are not sorted by id, or an id stands twice",
                    cure="sort the rows",
                )
        for row, topic in zip(rows, taxonomy.topics, strict=True):
            for key in ("broader", "help", "outranks"):
                for other in getattr(topic, key):
                    if other not in taxonomy:
                        raise row.error(f'unknown topic "{other}"', key=key)
        return taxonomy

    def __contains__(self, topic: object) -> bool:
        """
        Say whether *topic* is a known id.
        """
        return topic in self._index

    def __iter__(self) -> Iterator[Topic]:
        """
        Go through the topics, sorted by id.
        """
        return iter(self.topics)

    def topic(self, topic: str) -> Topic:
        """
        Return the topic with this id.

        Raises:
            UnknownTopicError: If there is none; it names the nearest.
        """
        try:
            return self._index[topic]
        except KeyError:
            near = suggest(topic, self._index)
            raise UnknownTopicError(
                f'unknown topic "{topic}"',
                cure=f'did you mean "{near}"?' if near else "see `cwkit topics`",
            ) from None

    def ancestors(self, topic: str) -> tuple[str, ...]:
        """
        Return what *topic* rolls up to, nearest first.

        Raises:
            UnknownTopicError: If *topic* is not known.
        """
        found: list[str] = []
        queue = list(self.topic(topic).broader)
        while queue:
            current = queue.pop(0)
            if current not in found:
                found.append(current)
                queue.extend(self._index[current].broader)
        return tuple(found)

    def help_chain(self, topic: str) -> tuple[str, ...]:
        """
        Return the topics to try for a helpline, this one first, crisis last.

        Raises:
            UnknownTopicError: If *topic* is not known.
        """
        return (topic, *self.topic(topic).help)


def _index_topics(topics: tuple[Topic, ...]) -> dict[str, Topic]:
    """Return the topics by id."""
    return {topic.id: topic for topic in topics}


def _decode_topic(row: Table) -> Topic:
    """Read one row."""
    kinds = [kind.value for kind in TopicKind]
    topic = Topic(
        id=row.string("id"),
        kind=TopicKind(row.choice("kind", kinds)),
        definition=row.string("definition"),
        broader=row.strings("broader"),
        help=row.strings("help"),
        outranks=row.strings("outranks"),
        webis=row.strings("webis"),
        medtop=row.strings("medtop"),
        cwarn=row.strings("cwarn"),
        onix=row.strings("onix"),
        ao3=row.strings("ao3"),
        openai=row.strings("openai"),
        ailuminate=row.strings("ailuminate"),
    )
    row.finish()
    return topic
