"""
Forms: how a pack writes what it matches, and what that expands to.

A form is words separated by blanks. ``word:n`` adds the plural, ``word:v`` the
inflections of a verb (the pack says which classes there are and how they inflect);
``(a|b c)`` are alternatives, ``a?`` may be missing, ``..3`` is a gap of up to three
words, ``a <..3> b`` is either order, ``<kin>`` a word list of the pack.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.errors import suggest
from cwkit.packs.model import ANY_NUMBER, Item, Pattern
from cwkit.text import split_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["FormError", "Inflections", "Lexicon", "expand_form"]

_MOST_PATTERNS: Final = 5_000
"""A form that expands to more is a mistake, not a form."""

_MOST_GAP: Final = 8
"""Longer gaps join what does not belong together, and cost time on every text."""

_OPEN_GAP: Final[frozenset[str]] = frozenset({""})
"""The words of a gap that still waits for the word after it."""

_TOKEN: Final = re.compile(
    r"""
      <\.\.(?P<either>\d+)>          # either order, with a gap
    | <(?P<list>[a-z][a-z0-9-]*)>(?P<list_maybe>\??)
    | \.\.(?P<gap>\d+)               # a gap
    | (?P<open>\()
    | \)(?P<close>\??)               # a group may be missing
    | (?P<bar>\|)
    | (?P<word>[^\s()|<>?:]+)(?::(?P<class>[a-z]+))?(?P<word_maybe>\??)
    | (?P<space>\s+)
    """,
    re.VERBOSE,
)


class FormError(ValueError):
    """
    A form that is not well written; the message says why.
    """


@attrs.frozen
class Inflections:
    """
    How the words of a language inflect, by class.

    >>> plural = Inflections(endings={"n": (("", ("", "s")),)})
    >>> plural.inflect("cloud", "n")
    ('cloud', 'clouds')

    Attributes:
        endings: For each class, endings and what replaces them; the longest wins.

        irregular: For each class, words and all their forms.
    """

    endings: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = attrs.field(
        factory=dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    )
    irregular: Mapping[str, Mapping[str, tuple[str, ...]]] = attrs.field(
        factory=dict[str, dict[str, tuple[str, ...]]]
    )

    def inflect(self, word: str, name: str) -> tuple[str, ...]:
        """
        Return all forms of *word* in the class *name*.

        Args:
            word: The folded word.
            name: A class, or several written together ("nv").

        Raises:
            FormError: If there is no such class.
        """
        forms: list[str] = []
        for one in self._split_classes(name):
            known = self.irregular.get(one, {}).get(word)
            forms.extend(known or self._regular(word, one))
        return tuple(dict.fromkeys(forms))

    def _regular(self, word: str, name: str) -> list[str]:
        """Replace the longest ending that fits."""
        fitting = [rule for rule in self.endings[name] if word.endswith(rule[0])]
        if not fitting:
            raise FormError(f'no ending of class "{name}" fits "{word}"')
        ending, replacements = max(fitting, key=lambda rule: len(rule[0]))
        stem = word[: len(word) - len(ending)]
        return [stem + replacement for replacement in replacements]

    def _split_classes(self, name: str) -> list[str]:
        """Split "nvd" into known classes, the longest first."""
        classes: list[str] = []
        rest = name
        while rest:
            known = [one for one in self.endings if rest.startswith(one)]
            if not known:
                near = suggest(name, self.endings)
                listed = ", ".join(sorted(self.endings)) or "none"
                hint = f'did you mean "{near}"?' if near else f"known: {listed}"
                raise FormError(f'unknown inflection class "{name}", {hint}')
            classes.append(max(known, key=len))
            rest = rest[len(classes[-1]) :]
        return classes


@attrs.frozen
class Lexicon:
    """
    What forms may refer to.

    Attributes:
        inflections: How words inflect.

        lists: Word lists by name: each entry is a form.
    """

    inflections: Inflections = attrs.field(factory=Inflections)
    lists: Mapping[str, tuple[str, ...]] = attrs.field(
        factory=dict[str, tuple[str, ...]]
    )


def expand_form(form: str, lexicon: Lexicon | None = None) -> tuple[Pattern, ...]:
    """
    Return the patterns that a form stands for.

    >>> for pattern in expand_form("(heavy|light) rain ..1 fell"):
    ...     print([(item.gap, sorted(item.words)) for item in pattern])
    [(0, ['heavy', 'light']), (0, ['rain']), (1, ['fell'])]

    Args:
        form: The form.
        lexicon: What its classes and lists mean.

    Returns:
        The patterns, without doubles, in the order they were written.

    Raises:
        FormError: If the form is not well written.
    """
    parser = _Parser(form, lexicon or Lexicon(), open_lists=())
    patterns = tuple(dict.fromkeys(parser.parse()))
    if any(not pattern for pattern in patterns):
        raise FormError("every word of it may be missing")
    if any(item.words is _OPEN_GAP for pattern in patterns for item in pattern):
        raise FormError("a gap needs a word after it")
    return patterns


class _Parser:
    """One pass over a form, by recursive descent."""

    def __init__(
        self, form: str, lexicon: Lexicon, open_lists: tuple[str, ...]
    ) -> None:
        self._lexicon = lexicon
        self._open_lists = open_lists
        self._tokens: list[re.Match[str]] = list(_scan(form))
        self._next = 0

    def parse(self) -> list[Pattern]:
        """Parse the whole form."""
        patterns = self._sequence()
        if self._next < len(self._tokens):
            raise FormError("a bracket is closed that was never opened")
        return patterns

    def _sequence(self) -> list[Pattern]:
        """Parse up to a bar, a closing bracket or the end."""
        left: list[Pattern] | None = None
        either = 0
        done: list[Pattern] = [()]
        gap = 0
        while self._next < len(self._tokens):
            token = self._tokens[self._next]
            if token["bar"] or token.lastgroup == "close":
                break
            self._next += 1
            if token["gap"]:
                if done == [()]:
                    raise FormError("a gap needs a word before it")
                gap = _bounded(token["gap"])
            elif token["either"]:
                if left is not None:
                    raise FormError("only one <..n> in a sequence")
                left, done, either = done, [()], _bounded(token["either"])
            else:
                done = _join(done, self._element(token), gap)
                gap = 0
        if gap:
            # "(him|my ..2) tea": the gap belongs to what follows the bracket.
            done = [(*pattern, Item(gap, _OPEN_GAP)) for pattern in done]
        if left is None:
            return done
        if () in left or () in done:
            raise FormError("<..n> needs words on both sides")
        return _join(left, done, either) + _join(done, left, either)

    def _element(self, token: re.Match[str]) -> list[Pattern]:
        """Parse a word, a list or a group."""
        if token["open"]:
            patterns, maybe = self._group()
        elif token["list"]:
            patterns = self._list(token["list"])
            maybe = bool(token["list_maybe"])
        else:
            patterns = self._word(token["word"], token["class"])
            maybe = bool(token["word_maybe"])
        patterns = _merge(patterns)
        return [*patterns, ()] if maybe and () not in patterns else patterns

    def _group(self) -> tuple[list[Pattern], bool]:
        """Parse alternatives up to the closing bracket."""
        patterns = self._sequence()
        while self._next < len(self._tokens):
            token = self._tokens[self._next]
            self._next += 1
            if not token["bar"]:
                return patterns, bool(token["close"])
            patterns = patterns + self._sequence()
        raise FormError("a bracket is not closed")

    def _list(self, name: str) -> list[Pattern]:
        """Look up a word list."""
        if name in self._open_lists:
            raise FormError(f"the list <{name}> holds itself")
        try:
            entries = self._lexicon.lists[name]
        except KeyError:
            near = suggest(name, self._lexicon.lists)
            hint = f", did you mean <{near}>?" if near else ""
            raise FormError(f"unknown list <{name}>{hint}") from None
        found: list[Pattern] = []
        for entry in entries:
            if entry == ANY_NUMBER:
                found.append((Item(0, frozenset({ANY_NUMBER})),))
            else:
                inner = _Parser(entry, self._lexicon, (*self._open_lists, name))
                found.extend(inner.parse())
        return found

    def _word(self, word: str, name: str | None) -> list[Pattern]:
        """Fold a word; a hyphenated one becomes several."""
        parts = split_words(word)
        if not parts:
            raise FormError(f'"{word}" has no letters')
        items = [Item(0, frozenset({part})) for part in parts]
        if name is not None:
            forms = self._lexicon.inflections.inflect(parts[-1], name)
            items[-1] = Item(0, frozenset(forms))
        return [tuple(items)]


def _scan(form: str) -> Iterator[re.Match[str]]:
    """Cut a form into tokens."""
    place = 0
    while place < len(form):
        found = _TOKEN.match(form, place)
        if found is None:
            raise FormError(f'"{form[place:]}" is not understood')
        if found["space"] is None:
            yield found
        place = found.end()


def _bounded(digits: str) -> int:
    """Return the size of a gap."""
    gap = int(digits)
    if not 1 <= gap <= _MOST_GAP:
        raise FormError(f"a gap is 1 to {_MOST_GAP} words, not {gap}")
    return gap


def _join(left: Sequence[Pattern], right: Sequence[Pattern], gap: int) -> list[Pattern]:
    """Put every right pattern behind every left one."""
    if len(left) * len(right) > _MOST_PATTERNS:
        raise FormError(f"it expands to more than {_MOST_PATTERNS} patterns")
    joined: list[Pattern] = []
    for first, second in itertools.product(left, right):
        opened = first[-1].gap if first and first[-1].words is _OPEN_GAP else 0
        if len(first) > bool(opened) and second and (gap or opened):
            kept = first[:-1] if opened else first
            joined.append((*kept, Item(gap or opened, second[0].words), *second[1:]))
        else:
            joined.append((*first, *second))
    return joined


def _merge(patterns: list[Pattern]) -> list[Pattern]:
    """Unite the alternatives that are single words: they fit one place."""
    single = [p for p in patterns if len(p) == 1 and p[0].words is not _OPEN_GAP]
    words = [p[0].words for p in single]
    rest = [p for p in patterns if p not in single]
    if not words:
        return rest
    return [(Item(0, frozenset().union(*words)),), *rest]
