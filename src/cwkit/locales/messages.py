"""
Messages: every word that readers see, in one language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

import attrs

from cwkit.errors import UnknownTopicError, suggest
from cwkit.locales.plurals import CATEGORIES, PluralRules
from cwkit.schema import load_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cwkit.schema import Table

__all__ = ["LIST_KINDS", "ListPattern", "Messages", "decode_messages", "load_messages"]

_T = TypeVar("_T")

SOURCE: Final = "en"
"""The language that every other one is translated from and falls back to."""

LIST_KINDS: Final = ("and", "or", "unit")
"""The kinds of lists: a, b and c; a, b or c; a, b, c."""

_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")


@attrs.frozen(kw_only=True)
class ListPattern:
    """
    How a language joins a list: the four list patterns of CLDR.

    >>> pattern = ListPattern(
    ...     two="{0} and {1}", start="{0}, {1}", middle="{0}, {1}", end="{0}, and {1}"
    ... )
    >>> pattern.join(["sun", "wind", "rain"])
    'sun, wind, and rain'

    Attributes:
        two: For two items.

        start: Between the first and the second of three or more.

        middle: Between those in the middle.

        end: Between the last two.
    """

    two: str
    start: str
    middle: str
    end: str

    def glue(self, count: int) -> tuple[str, ...]:
        """
        Return what stands before, between and after *count* items.

        >>> pattern = ListPattern(two="{0} & {1}", start="", middle="", end="")
        >>> pattern.glue(2)
        ('', ' & ', '')

        Args:
            count: How many items there are; the result is one longer.
        """
        if count < 2:  # noqa: PLR2004 (a list of one has nothing to join)
            return ("",) * (count + 1)
        if count == 2:  # noqa: PLR2004 (languages have a pattern for just two)
            return _cut(self.two)
        # CLDR folds from the right: the end pattern joins the last two items, the
        # middle pattern puts each earlier one before, the start pattern the first.
        glue = list(_cut(self.end))
        for pattern in (*[self.middle] * (count - 3), self.start):
            before, between, after = _cut(pattern)
            glue = [before, between + glue[0], *glue[1:-1], glue[-1] + after]
        return tuple(glue)

    def join(self, items: Iterable[str]) -> str:
        """
        Join *items* into one phrase.
        """
        values = tuple(items)
        glue = self.glue(len(values))
        pairs = zip(glue, values, strict=False)
        return "".join(before + value for before, value in pairs) + glue[-1]


def _cut(pattern: str) -> tuple[str, ...]:
    """Cut a list pattern at its two places."""
    before, _, rest = pattern.partition("{0}")
    between, _, after = rest.partition("{1}")
    return before, between, after


def _index_lists(messages: Messages) -> Mapping[str, ListPattern]:
    """Find list patterns by kind."""
    return dict(messages.lists)


def _index_topics(messages: Messages) -> Mapping[str, str]:
    """Find topic names by id."""
    return dict(messages.topics)


def _index_texts(messages: Messages) -> Mapping[str, tuple[str, ...]]:
    """Find messages by key, cut at their placeholders once and for all."""
    return {key: tuple(_PLACEHOLDER.split(text)) for key, text in messages.texts}


def _index_counted(messages: Messages) -> Mapping[str, Mapping[str, str]]:
    """Find counted messages by key, then by plural category."""
    return {key: dict(forms) for key, forms in messages.counted}


@attrs.frozen(kw_only=True)
class Messages:
    r"""
    The words of one locale.

    >>> messages = decode_messages(
    ...     'schema = 1\nlocale = "en"\ndirection = "ltr"\n'
    ...     '[messages]\ngreeting = "Good morning, {name}."\n'
    ...     '[topics]\nweather = "weather"\n',
    ...     file="en.toml",
    ... )
    >>> messages.text("greeting", name="Ada")
    'Good morning, Ada.'

    Attributes:
        locale: The BCP 47 tag of the language the words are in.

        inherits: The locale that fills what this file leaves out.

        direction: ``ltr`` or ``rtl``.

        plurals: Its plural rules.

        lists: Its list patterns, by kind.

        topics: What topics are called, by topic id.

        texts: Messages, by key.

        counted: Messages that hang on a number: by key, then by plural category.
    """

    locale: str
    inherits: str | None = None
    direction: str | None = None
    plurals: PluralRules | None = None
    lists: tuple[tuple[str, ListPattern], ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    counted: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    _lists: Mapping[str, ListPattern] = attrs.field(
        default=attrs.Factory(_index_lists, takes_self=True),
        init=False,
        repr=False,
        eq=False,
    )
    _topics: Mapping[str, str] = attrs.field(
        default=attrs.Factory(_index_topics, takes_self=True),
        init=False,
        repr=False,
        eq=False,
    )
    _texts: Mapping[str, tuple[str, ...]] = attrs.field(
        default=attrs.Factory(_index_texts, takes_self=True),
        init=False,
        repr=False,
        eq=False,
    )
    _counted: Mapping[str, Mapping[str, str]] = attrs.field(
        default=attrs.Factory(_index_counted, takes_self=True),
        init=False,
        repr=False,
        eq=False,
    )

    def __contains__(self, key: object) -> bool:
        """
        Say whether there is a message (not a counted one) of this key.
        """
        return key in self._texts

    def split(self, key: str) -> tuple[str, ...]:
        """
        Return a message cut at its placeholders: text, name, text, name, text.

        Renderers put fields of their own in the places of the names.

        Raises:
            KeyError: If there is no such message.
        """
        return self._texts[key]

    def text(self, key: str, **values: str) -> str:
        """
        Return a message with its placeholders filled.

        Args:
            key: The message.
            **values: What stands in the placeholders.

        Raises:
            KeyError: If there is no such message, or a placeholder has no value.
        """
        parts = self._texts[key]
        return "".join(
            values[part] if index % 2 else part for index, part in enumerate(parts)
        )

    def plural(self, key: str, count: int | str, **values: str) -> str:
        """
        Return the form of a counted message that suits a number.

        The number itself stands in ``{count}``.

        Raises:
            KeyError: If there is no such message, or a placeholder has no value.
        """
        forms = self._counted[key]
        category = self.plurals.select(count) if self.plurals else "other"
        text = forms.get(category, forms["other"])
        filled = {"count": str(count), **values}
        return _PLACEHOLDER.sub(lambda found: filled[found[1]], text)

    def pattern(self, kind: str = "and") -> ListPattern:
        """
        Return how this language joins a list.

        Args:
            kind: One of `LIST_KINDS`.

        Raises:
            KeyError: If the language has no such lists.
        """
        return self._lists[kind]

    def join(self, items: Iterable[str], *, kind: str = "and") -> str:
        """
        Join items as this language does.

        Args:
            items: The items.
            kind: One of `LIST_KINDS`.
        """
        return self.pattern(kind).join(items)

    def topic(self, topic: str) -> str:
        """
        Return what a topic is called.

        Raises:
            UnknownTopicError: If it has no name here; it names the nearest that has.
        """
        try:
            return self._topics[topic]
        except KeyError:
            near = suggest(topic, self._topics)
            raise UnknownTopicError(
                f'topic "{topic}" has no name in {self.locale}',
                cure=f'did you mean "{near}"?' if near else "see `cwkit topics`",
            ) from None

    def over(self, parent: Messages) -> Messages:
        """
        Return these messages with their gaps filled from *parent*.

        >>> child = Messages(locale="en-GB", texts=(("colour", "Colour"),))
        >>> parent = Messages(locale="en", texts=(("colour", "Color"), ("sun", "Sun")))
        >>> child.over(parent).text("colour"), child.over(parent).text("sun")
        ('Colour', 'Sun')

        Args:
            parent: The messages of the locale that this one inherits from.
        """
        return attrs.evolve(
            self,
            direction=self.direction or parent.direction,
            plurals=self.plurals or parent.plurals,
            lists=_merge(self.lists, parent.lists),
            topics=_merge(self.topics, parent.topics),
            texts=_merge(self.texts, parent.texts),
            counted=_merge(self.counted, parent.counted),
        )


def _merge(
    child: tuple[tuple[str, _T], ...], parent: tuple[tuple[str, _T], ...]
) -> tuple[tuple[str, _T], ...]:
    """Fill the gaps of one table from another."""
    return tuple((dict(parent) | dict(child)).items())


def decode_messages(text: str, *, file: str) -> Messages:
    """
    Read one messages file.

    Args:
        text: The text of the file.
        file: Its name, for error messages.

    Returns:
        What stands in this file alone; see `load_messages` for inheritance.

    Raises:
        DataError: If the file is not as it should be.
    """
    table = load_toml(text, file=file)
    locale = table.string("locale")
    inherits = table.string("inherits", None)
    direction = table.choice("direction", ("ltr", "rtl"), None)
    if inherits is None and direction is None:
        raise table.error(
            '"direction" is missing', cure='add direction = "ltr" or "rtl"'
        )
    plurals = _decode_plurals(table)
    lists = table.table("lists")
    patterns = tuple(
        (kind, _decode_pattern(lists.table(kind)))
        for kind in LIST_KINDS
        if kind in lists.keys()  # noqa: SIM118 (a Table is no mapping)
    )
    lists.finish()
    messages = Messages(
        locale=locale,
        inherits=inherits,
        direction=direction,
        plurals=plurals,
        lists=patterns,
        topics=_decode_texts(table.table("topics")),
        texts=_decode_texts(table.table("messages")),
        counted=_decode_counted(table.table("counted")),
    )
    table.finish()
    return messages


def _decode_plurals(table: Table) -> PluralRules | None:
    """Read the plural rules, if the file has any."""
    if "plurals" not in table.keys():  # noqa: SIM118 (a Table is no mapping)
        return None
    rows = table.table("plurals")
    try:
        return PluralRules.parse({key: rows.string(key) for key in rows.keys()})  # noqa: SIM118
    except ValueError as error:
        raise rows.error(
            str(error), cure="see the language plural rules of CLDR"
        ) from error


def _decode_pattern(row: Table) -> ListPattern:
    """Read one list pattern."""
    pattern = ListPattern(
        two=row.string("two"),
        start=row.string("start"),
        middle=row.string("middle"),
        end=row.string("end"),
    )
    row.finish()
    for key, text in attrs.asdict(pattern).items():
        if not re.fullmatch(r"[^{}]*\{0\}[^{}]*\{1\}[^{}]*", text):
            raise row.error(
                f'"{text}" does not hold {{0}} and then {{1}}',
                key=key,
                cure="write it like {0}, {1}",
            )
    return pattern


def _decode_texts(row: Table) -> tuple[tuple[str, str], ...]:
    """Read a table of messages."""
    return tuple((key, _decode_text(row, key)) for key in row.keys())  # noqa: SIM118


def _decode_text(row: Table, key: str) -> str:
    """Read one message and look at its braces."""
    text: str = row.string(key)
    if re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
        raise row.error(
            f'"{text}" has a brace that is no placeholder',
            key=key,
            cure="write placeholders like {topics}, in lower case",
        )
    return text


def _decode_counted(
    table: Table,
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Read the messages that hang on a number."""
    found: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for key in table.keys():  # noqa: SIM118
        row = table.table(key)
        forms = tuple(
            (category, _decode_text(row, category))
            for category in CATEGORIES
            if category in row.keys()  # noqa: SIM118
        )
        row.finish()
        if "other" not in dict(forms):
            raise row.error('"other" is missing', cure='add other = "…"')
        found.append((key, forms))
    return tuple(found)


def load_messages(locale: str, *, read: Callable[[str], str]) -> Messages:
    r"""
    Load the messages of a locale and of those it inherits from.

    English stands under all of them, so that a reader never meets a bare key.

    >>> files = {"en": 'schema = 1\nlocale = "en"\ndirection = "ltr"\n'}
    >>> load_messages("en", read=files.__getitem__).direction
    'ltr'

    Args:
        locale: A locale that has a file; see `negotiate`.
        read: A function that returns the text of the file of a locale.

    Raises:
        DataError: If a file is not as it should be.
    """
    messages = decode_messages(read(locale), file=f"messages/{locale}.toml")
    parent = messages.inherits or (None if locale == SOURCE else SOURCE)
    seen = {locale}
    while parent is not None and parent not in seen:
        seen.add(parent)
        other = decode_messages(read(parent), file=f"messages/{parent}.toml")
        messages = messages.over(other)
        parent = other.inherits or SOURCE
    return messages
