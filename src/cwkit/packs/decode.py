"""
Reading pack files.

The files of a language make one pack. A file whose name begins with an underscore
holds what the others share: inflections, lists, contexts, notices, cues.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.errors import DataError, suggest
from cwkit.packs.forms import FormError, Inflections, Lexicon, expand_form
from cwkit.packs.model import (
    ANY_NUMBER,
    Benign,
    Notice,
    Pack,
    Pattern,
    Rule,
    Severity,
)
from cwkit.schema import load_toml
from cwkit.text import split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cwkit.schema import Table

__all__ = ["Shared", "decode_packs", "share_words"]

_ID: Final = re.compile(r"[a-z]{2,3}(?:\.[a-z0-9]+(?:-[a-z0-9]+)*){2,}")
_SEVERITIES: Final = {severity.name.lower(): severity for severity in Severity}
_NUMBER_LIST: Final = "number"


@attrs.define
class Shared:
    """
    What the files of a language may refer to.

    Attributes:
        inflections: How words inflect: the endings of each class.

        irregular: The words of each class that inflect otherwise.

        lists: Word lists by name.

        contexts: Contexts by name.
    """

    inflections: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    irregular: dict[str, dict[str, tuple[str, ...]]]
    lists: dict[str, tuple[str, ...]]
    contexts: dict[str, tuple[str, ...]]

    def lexicon(self) -> Lexicon:
        """
        Return it as forms need it.
        """
        return Lexicon(Inflections(self.inflections, self.irregular), self.lists)


def decode_packs(
    files: Mapping[str, str], *, topics: Iterable[str] | None = None
) -> tuple[Pack, ...]:
    """
    Read pack files and return one pack for each language.

    >>> (pack,) = decode_packs({"zz.toml": '''
    ... schema = 1
    ... language = "zz"
    ... topic = "weather"
    ... [[rule]]
    ... id = "zz.weather.rain"
    ... forms = ["heavy rain"]
    ... match = ["There was heavy rain."]
    ... no_match = ["There was no rain."]
    ... '''})
    >>> pack.rules[0].id
    'zz.weather.rain'

    Args:
        files: Texts by file name; the name is used in error messages.
        topics: The topics that rules may find; None to accept any.

    Raises:
        DataError: If a file is not as it should be.
    """
    known = None if topics is None else frozenset(topics)
    tables = [load_toml(text, file=name) for name, text in sorted(files.items())]
    languages: dict[str, list[Table]] = {}
    for table in tables:
        languages.setdefault(table.string("language"), []).append(table)
    packs = tuple(
        _decode_language(language, group, known)
        for language, group in sorted(languages.items())
    )
    _refuse_doubles(tables)
    return packs


def _decode_language(
    language: str, tables: list[Table], topics: frozenset[str] | None
) -> Pack:
    """Read the files of one language."""
    pack = Pack(language=language)
    groups: dict[str, dict[str, tuple[Pattern, ...]]] = {
        "names": {},
        "abbreviations": {},
        "cues": {},
    }
    for table, local in share_words(tables):
        lexicon = local.lexicon()
        topic = table.string("topic", None)
        rows = table.tables("rule")
        rules = [_decode_rule(row, topic, local, topics) for row in rows]
        benign = [_decode_benign(row, lexicon) for row in table.tables("benign")]
        # What is harmless about one rule's words is written beside them.
        for row, rule in zip(rows, rules, strict=True):
            forms = row.strings("benign")
            if forms:
                patterns = _expand(row, "benign", forms, lexicon)
                benign.append(Benign(id=f"{rule.id}.benign", patterns=patterns))
        notices = [_decode_notice(row, lexicon) for row in table.tables("notice")]
        for key, target in groups.items():
            inner = table.table(key)
            for name in inner:
                expanded = _expand(inner, name, inner.strings(name), lexicon)
                target[name] = target.get(name, ()) + expanded
        pack = attrs.evolve(
            pack,
            rules=(*pack.rules, *rules),
            benign=(*pack.benign, *benign),
            notices=(*pack.notices, *notices),
            announcing=(
                *pack.announcing,
                *_expand_words(table, "announcing", lexicon),
            ),
            frequent=(
                *pack.frequent,
                *split_words(" ".join(table.strings("frequent"))),
            ),
            masked=(*pack.masked, *split_words(" ".join(table.strings("masked")))),
        )
        table.finish()
    return attrs.evolve(
        pack,
        rules=tuple(sorted(pack.rules, key=lambda rule: rule.id)),
        benign=tuple(sorted(pack.benign, key=lambda row: row.id)),
        notices=tuple(sorted(pack.notices, key=lambda row: row.id)),
        names=tuple(groups["names"].items()),
        abbreviations=tuple(groups["abbreviations"].items()),
        cues=tuple(groups["cues"].items()),
    )


def share_words(tables: Iterable[Table]) -> Iterator[tuple[Table, Shared]]:
    """
    Return each file of a language, and the words that its forms may refer to.

    Args:
        tables: The files of one language.

    Raises:
        DataError: If the words are not as they should be.
    """
    tables = tuple(tables)
    shared = Shared({}, {}, {_NUMBER_LIST: (ANY_NUMBER,)}, {})
    for table in tables:
        if _is_shared(table):
            _read_words(table, shared)
    for table in tables:
        local = shared
        if not _is_shared(table):
            local = Shared(
                dict(shared.inflections),
                dict(shared.irregular),
                dict(shared.lists),
                dict(shared.contexts),
            )
            _read_words(table, local)
        yield table, local


def _is_shared(table: Table) -> bool:
    """Say whether a file holds what the others share."""
    return table.file.rpartition("/")[2].startswith("_")


def _read_words(table: Table, shared: Shared) -> None:
    """Read inflections, lists and contexts into *shared*."""
    classes = table.table("inflections")
    for name in classes:
        inner = classes.table(name)
        endings = inner.pairs("endings")
        irregular = inner.table("irregular")
        words = {word: irregular.strings(word) for word in irregular}
        inner.finish()
        shared.inflections[name] = shared.inflections.get(name, ()) + endings
        shared.irregular[name] = shared.irregular.get(name, {}) | words
    for key, target in (("lists", shared.lists), ("contexts", shared.contexts)):
        inner = table.table(key)
        for name in inner:
            forms = inner.strings(name)
            for form in forms:
                if form.startswith("@"):
                    raise inner.error(
                        f'"{form}" names a context inside a context',
                        key=name,
                        cure="name both where they are used",
                    )
            target[name] = target.get(name, ()) + forms


def _expand(
    row: Table, key: str, forms: Iterable[str], lexicon: Lexicon
) -> tuple[Pattern, ...]:
    """Expand forms; an error names the row and the form."""
    patterns: dict[Pattern, None] = {}
    for form in forms:
        try:
            patterns.update(dict.fromkeys(expand_form(form, lexicon)))
        except FormError as error:
            raise row.error(f'form "{form}": {error}', key=key) from error
    return tuple(patterns)


def _expand_words(row: Table, key: str, lexicon: Lexicon) -> Iterator[str]:
    """Expand forms of one word each."""
    for pattern in _expand(row, key, row.strings(key), lexicon):
        if len(pattern) > 1:
            raise row.error(
                "only single words belong here", key=key, cure="part them by |"
            )
        yield from sorted(word for item in pattern for word in item.words)


def _expand_context(row: Table, key: str, shared: Shared) -> tuple[Pattern, ...]:
    """Expand context: forms, and ``@name`` for a named context."""
    lexicon = shared.lexicon()
    forms: list[str] = []
    for entry in row.strings(key):
        if not entry.startswith("@"):
            forms.append(entry)
        elif entry[1:] in shared.contexts:
            forms.extend(shared.contexts[entry[1:]])
        else:
            names = ", ".join(f"@{name}" for name in sorted(shared.contexts))
            raise row.error(
                f'unknown context "{entry}"', key=key, cure=f"known: {names or 'none'}"
            )
    return _expand(row, key, forms, lexicon)


def _decode_rule(
    row: Table, topic: str | None, shared: Shared, topics: frozenset[str] | None
) -> Rule:
    """Read one rule; the caller reads ``benign``."""
    identity = _read_id(row)
    topic = row.string("topic", topic)
    if topic is None:
        raise row.error('"topic" is missing', cure="name it here or for the file")
    if topics is not None and topic not in topics:
        near = suggest(topic, topics)
        raise row.error(
            f'unknown topic "{topic}"',
            key="topic",
            cure=f'did you mean "{near}"?' if near else "see `cwkit topics`",
        )
    sureness = row.integer("sureness", 2)
    if not 0 <= sureness <= 2:  # noqa: PLR2004  # the scale is 0, 1, 2
        raise row.error(f"{sureness} is no sureness", key="sureness", cure="0, 1 or 2")
    forms = row.strings("forms")
    rule = Rule(
        id=identity,
        topic=topic,
        forms=forms,
        patterns=_expand(row, "forms", forms, shared.lexicon()),
        expressions=_read_expressions(row),
        severity=_SEVERITIES[row.choice("severity", _SEVERITIES, "mention")],
        sureness=sureness,
        requires=_expand_context(row, "requires", shared),
        blocks=_expand_context(row, "blocks", shared),
        within=row.integer("within", 12),
        exact_case=row.boolean("exact_case", default=False),
        match=row.strings("match"),
        no_match=row.strings("no_match"),
    )
    row.strings("benign")
    # A key that is missing may be there, and misspelt.
    row.finish()
    if not forms and not rule.expressions:
        raise row.error('"forms" is missing or empty', cure="write at least one")
    for key in ("match", "no_match"):
        if not getattr(rule, key):
            raise row.error(f'"{key}" is missing or empty', cure="write at least one")
    if rule.sureness == 0 and not rule.requires:
        raise row.error(
            "a rule of sureness 0 needs a cue", key="requires", cure="name the cues"
        )
    return rule


def _read_expressions(row: Table) -> tuple[str, ...]:
    """Read regular expressions, and see that they are well written."""
    expressions = row.strings("regex")
    if expressions:
        import regex  # noqa: PLC0415  # only packs with expressions pay for it

        for expression in expressions:
            try:
                regex.compile(expression, regex.IGNORECASE | regex.VERSION1)
            except regex.error as error:
                raise row.error(
                    f'the regular expression "{expression}" is not well written',
                    key="regex",
                    cure=f"{error}",
                ) from error
    return expressions


def _decode_benign(row: Table, lexicon: Lexicon) -> Benign:
    """Read one harmless phrase."""
    benign = Benign(
        id=_read_id(row),
        patterns=_expand(row, "forms", row.strings("forms"), lexicon),
        topics=row.strings("topics"),
        reason=row.string("reason", ""),
        match=row.strings("match"),
    )
    row.finish()
    return benign


def _decode_notice(row: Table, lexicon: Lexicon) -> Notice:
    """Read how a warning begins."""
    notice = Notice(
        id=_read_id(row),
        patterns=_expand(row, "forms", row.strings("forms"), lexicon),
        label=row.boolean("label", default=False),
        weak=row.boolean("weak", default=False),
        match=row.strings("match"),
        no_match=row.strings("no_match"),
    )
    row.finish()
    return notice


def _read_id(row: Table) -> str:
    """Read an id and check how it is written."""
    identity: str = row.string("id")
    if not _ID.fullmatch(identity):
        raise row.error(
            f'"{identity}" is not an id',
            key="id",
            cure="write language.topic.name, lower case, with hyphens",
        )
    return identity


def _refuse_doubles(tables: Iterable[Table]) -> None:
    """Refuse an id that stands twice, in whatever file."""
    seen: dict[str, str] = {}
    for table in tables:
        for key in ("rule", "benign", "notice"):
            for row in table.tables(key):
                identity = row.string("id")
                if identity in seen:
                    raise DataError(
                        f'the id "{identity}" stands twice',
                        file=table.file,
                        line=row.line,
                        cure=f"it is also in {seen[identity]}; choose another",
                    )
                seen[identity] = table.file
