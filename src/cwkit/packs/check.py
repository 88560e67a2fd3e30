"""
Checking packs: what is well written and yet a mistake.

Reading a pack refuses what cannot be understood. This looks for what says nothing: a
form that another one always covers, a context that is empty, a word that would both
confirm and rule out. No text is searched here.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from cwkit.errors import suggest
from cwkit.packs.covers import Cover, Shelf, decides_as_well, find_cover
from cwkit.packs.decode import decode_packs
from cwkit.packs.rows import Remark, read_rows
from cwkit.packs.runaway import find_nested_repeat, find_runaway, fits_nothing
from cwkit.schema import load_toml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cwkit.packs.covers import Form
    from cwkit.packs.model import Benign, Pattern, Rule
    from cwkit.packs.rows import PackRow
    from cwkit.schema import Table

__all__ = ["CUES", "check_packs"]

CUES: Final = (
    "absent",
    "alleged",
    "alleged_after",
    "alleged_inside",
    "denied",
    "denied_after",
    "denied_inside",
    "turn",
)
"""What a pack can give cues for."""

_MANY_PATTERNS: Final = 200
"""A form that expands to more is hard to read, and costs memory."""

_MOST_PATTERNS: Final = 2_000
"""A row whose forms expand to more together costs every process that memory."""

_MOST_PHRASES: Final = 50_000_000
"""A form that stands for more phrases says more than anybody meant, or can check."""


def check_packs(
    files: Mapping[str, str],
    *,
    topics: Iterable[str] | None = None,
    taken: Collection[str] = (),
) -> tuple[Remark, ...]:
    """
    Return what is amiss in pack files that can be read.

    >>> check_packs({"zz.toml": '''
    ... schema = 1
    ... language = "zz"
    ... topic = "weather"
    ... [[rule]]
    ... id = "zz.weather.rain"
    ... forms = ["heavy rain", "(heavy|light) rain"]
    ... match = ["There was heavy rain."]
    ... no_match = ["There was no rain."]
    ... '''})[0].message
    'the form "heavy rain" adds nothing to "(heavy|light) rain" of the same rule'

    Args:
        files: Texts by file name.
        topics: The topics there are; None to accept any.
        taken: Ids that other packs have, beside which these are to be used.

    Returns:
        The remarks, by file and line.

    Raises:
        DataError: If a file cannot be read as a pack.
    """
    known = None if topics is None else frozenset(topics)
    packs = decode_packs(files, topics=known)
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    benign = {row.id: row for pack in packs for row in pack.benign}
    rows = read_rows(files)
    remarks = [*_check_shared(files, known)]
    for pack in packs:
        own = [row for row in rows if row.language == pack.language]
        of_rules = [(row, rules[row.id]) for row in own if row.kind == "rule"]
        of_benign = [(row, benign[row.id]) for row in own if row.kind == "benign"]
        remarks += [remark for row in own for remark in _check_row(row, taken)]
        remarks += [remark for pair in of_rules for remark in _check_rule(*pair, known)]
        remarks += _check_doubles(of_rules)
        remarks += _check_benign(of_benign, of_rules, known)
    return tuple(sorted(remarks, key=lambda r: (r.file, r.line or 0, r.row)))


def _check_shared(
    files: Mapping[str, str], topics: Collection[str] | None
) -> Iterator[Remark]:
    """Look at what stands in no row."""
    languages: dict[str, list[Table]] = {}
    texts: dict[str, str] = {}
    for name, text in sorted(files.items()):
        table = load_toml(text, file=name)
        language = table.string("language")
        languages.setdefault(language, []).append(table)
        texts[language] = texts.get(language, "") + text
    for language, tables in languages.items():
        for table in tables:
            for key, sign in (("lists", "<{}>"), ("contexts", "@{}")):
                yield from _check_words(table.table(key), sign, texts[language])
            if topics is not None:
                for key in ("names", "abbreviations"):
                    yield from _check_names(table.table(key), "topic", topics)
            yield from _check_names(table.table("cues"), "kind of cue", CUES)


def _check_words(table: Table, sign: str, text: str) -> Iterator[Remark]:
    """Look for lists and contexts that are empty or never used."""
    for name in table:
        written = sign.format(name)
        if not table.strings(name):
            cure = "say what belongs to it"
            yield _remark_key(table, name, f"{written} is empty", cure)
        # One name may begin another: @sea, and @seaside.
        elif not re.search(rf"{re.escape(written)}(?![\w-])", text):
            message, cure = f"{written} is used nowhere", "use it, or take it out"
            yield _remark_key(table, name, message, cure, advice=True)


def _check_names(table: Table, what: str, known: Collection[str]) -> Iterator[Remark]:
    """Look for keys that are not known."""
    for name in table:
        if name not in known:
            message = f'unknown {what} "{name}"'
            yield _remark_key(table, name, message, _cure_unknown(name, known))


def _cure_unknown(name: str, known: Collection[str]) -> str:
    """Return what to do about a name that is not known."""
    near = suggest(name, known)
    return f'did you mean "{near}"?' if near else "take it out"


def _remark_key(
    table: Table, key: str, message: str, cure: str, *, advice: bool = False
) -> Remark:
    """Return a remark about a key that is in no row."""
    fault = table.error(message, key=key, cure=cure)
    return Remark(
        file=table.file,
        line=table.find(key),
        row=fault.key or key,
        message=message,
        cure=cure,
        advice=advice,
    )


def _check_row(row: PackRow, taken: Collection[str]) -> Iterator[Remark]:
    """Look at what any row can have wrong."""
    if row.id.partition(".")[0] != row.language:
        yield row.remark(
            f'the id does not begin with its language "{row.language}"',
            "name it so, or move it to the pack of its language",
        )
    if row.id in taken:
        yield row.remark(
            "a pack that cwkit ships has this id, and nobody could tell them apart",
            "choose another, such as one that names your house",
        )
    for key in row.empty:
        yield row.remark(f'"{key}" is empty', "say something, or leave it out", key=key)
    for form in row.forms:
        if len(form.patterns) > _MANY_PATTERNS:
            yield row.remark(
                f'the form "{form.text}" expands to {len(form.patterns)} patterns',
                "write several forms that say what is meant",
                advice=True,
            )
        phrases = sum(math.prod(len(i.words) for i in p) for p in form.patterns)
        if phrases > _MOST_PHRASES:
            yield row.remark(
                f'the form "{form.text}" stands for {phrases} phrases',
                "write several forms that say what is meant",
            )
    patterns = sum(len(form.patterns) for form in row.forms)
    if patterns > _MOST_PATTERNS:
        yield row.remark(
            f"its forms expand to {patterns} patterns",
            "leave out what nobody writes; (a|b) of single words is one pattern",
        )


_CONTEXTS: Final = ("requires", "blocks")


def _check_rule(
    row: PackRow, rule: Rule, topics: Collection[str] | None
) -> Iterator[Remark]:
    """Look at the id, the contexts and the regular expressions of a rule."""
    named = rule.id.split(".")[1]
    if topics is not None and named in topics and named != rule.topic:
        yield row.remark(
            f'the id names the topic "{named}", and the row finds "{rule.topic}"',
            "name it after what it finds",
        )
    for pattern in rule.requires:
        for block in rule.blocks:
            cover = find_cover(block, pattern)
            if cover is not None:
                yield row.remark(
                    f'"{_show(pattern)}" would confirm it, but '
                    f'"{_show(block)}" rules it out',
                    "take one of them out",
                    key="blocks",
                    # In longer words it may be meant so, and where named contexts
                    # share a word: the rest of them still works.
                    advice=cover is Cover.INSIDE or row.named == _CONTEXTS,
                )
    for expression in rule.expressions:
        if fits_nothing(expression, rule.match):
            yield row.remark(
                f'"{expression}" fits where nothing stands',
                "make something in it needed, such as + for *",
                key="regex",
            )
            continue
        nested = find_nested_repeat(expression)
        # One that can be seen to run away need not be tried.
        part = None if nested else find_runaway(expression, rule.match)
        if nested:
            yield row.remark(
                f'"{nested}" repeats what repeats without end',
                "make the inner one possessive (*+, ++), or bound it",
                key="regex",
            )
        elif part is not None:
            yield row.remark(
                f'"{expression}" takes too long on a text that repeats {part!r}',
                "bound its repeats, or make them possessive",
                key="regex",
            )


def _check_doubles(rules: Sequence[tuple[PackRow, Rule]]) -> Iterator[Remark]:
    """Look for forms that another form of the same topic always covers."""
    by_topic: dict[str, dict[str, tuple[PackRow, Rule, Form, int]]] = {}
    for row, rule in rules:
        for number, form in enumerate(row.forms):
            group = by_topic.setdefault(rule.topic, {})
            group[f"{rule.id} {number}"] = row, rule, form, number
    for group in by_topic.values():
        shelf = Shelf(
            (pattern, name)
            for name, (_, _, form, _) in group.items()
            for pattern in form.patterns
        )
        for name, (row, rule, form, number) in group.items():
            if rule.exact_case:
                continue
            found = [
                {
                    other: cover
                    for other, cover in shelf.find(pattern)
                    if other != name and decides_as_well(group[other][1], rule)
                }
                for pattern in form.patterns
            ]
            same = [
                {
                    other
                    for other, cover in covers.items()
                    if cover is not Cover.INSIDE
                    and (
                        _wins(group[other][1], rule)
                        if group[other][1] is not rule
                        # Of two that are alike the first stays.
                        else cover is Cover.SAME or group[other][3] < number
                    )
                }
                for covers in found
            ]
            inside = [
                {
                    other
                    for other, cover in covers.items()
                    if cover is Cover.INSIDE
                    and group[other][1].severity == rule.severity
                    and group[other][1].sureness == rule.sureness
                }
                for covers in found
            ]
            yield from _tell_double(row, form, same, group, shorter=False)
            yield from _tell_double(row, form, inside, group, shorter=True)


def _wins(rule: Rule, other: Rule) -> bool:
    """Say whether *rule* is the one that is found in the same words."""
    return (-rule.sureness, -rule.severity, rule.id) < (
        -other.sureness,
        -other.severity,
        other.id,
    )


def _tell_double(
    row: PackRow,
    form: Form,
    covers: Sequence[Collection[str]],
    group: Mapping[str, tuple[PackRow, Rule, Form, int]],
    *,
    shorter: bool,
) -> Iterator[Remark]:
    """Tell of a form all of whose patterns are covered."""
    if not all(covers):
        return
    names = sorted({min(names) for names in covers})
    other, _, first, _ = group[names[0]]
    where = "the same rule" if other.id == row.id else other.id
    more = " and others" if len(names) > 1 else ""
    what, cure = "nothing", "take it out"
    if shorter:
        what, cure = "only length", "take it out, unless longer words win something"
    yield row.remark(
        f'the form "{form.text}" adds {what} to "{first.text}" of {where}{more}',
        cure,
        # Within a rule it is no more than idle.
        advice=shorter or other.id == row.id,
    )


def _check_benign(
    benign: Sequence[tuple[PackRow, Benign]],
    rules: Sequence[tuple[PackRow, Rule]],
    topics: Collection[str] | None,
) -> Iterator[Remark]:
    """Look for harmless phrases that no rule would ever find anything in."""
    words: dict[str, set[str]] = {}
    for _, rule in rules:
        said = words.setdefault(rule.topic, set())
        for pattern in rule.patterns:
            said.update(*(item.words for item in pattern))
    # Nobody knows which words an expression finds.
    untold = {rule.topic for _, rule in rules if rule.expressions}
    for row, phrase in benign:
        for topic in phrase.topics:
            if topics is not None and topic not in topics:
                message = f'unknown topic "{topic}"'
                yield row.remark(message, _cure_unknown(topic, topics), key="topics")
        concerned = frozenset(phrase.topics or words)
        if concerned & untold:
            continue
        known = {word for topic in concerned for word in words.get(topic, ())}
        for form in row.forms:
            # In a gap any rule's words may stand.
            if all(
                not item.gap and item.words.isdisjoint(known)
                for pattern in form.patterns
                for item in pattern
            ):
                yield row.remark(
                    f'no rule finds any word of "{form.text}"',
                    "take it out, or add the rule it is against",
                    advice=True,
                )


def _show(pattern: Pattern) -> str:
    """Return a pattern as a person may write it."""
    return " ".join("|".join(sorted(item.words)) for item in pattern)
