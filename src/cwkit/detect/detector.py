"""
The detector: all languages' rules behind one door.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.detect.engine import Engine
from cwkit.detect.languages import LanguageJudge
from cwkit.detect.lists import Lists
from cwkit.detect.program import Program, StoredProgram, compile_pack
from cwkit.detect.values import Evidence, Finding
from cwkit.packs import SURE, Notice, Pack
from cwkit.text import Limits, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cwkit.topics import Taxonomy

__all__ = ["Detector", "cut_stream", "shift"]

_STRETCH: Final = 1 << 16
"""A stream is read in stretches of at least so many code points."""

_LONGEST_STRETCH: Final = 1 << 18
"""A stretch without a blank line ends here."""


class Detector:
    """
    Find what a text treats.

    >>> from cwkit.packs import decode_packs
    >>> packs = decode_packs({"zz.toml": '''
    ... schema = 1
    ... language = "zz"
    ... [[rule]]
    ... id = "zz.weather.rain"
    ... topic = "weather"
    ... forms = ["heavy rain"]
    ... match = ["Heavy rain fell."]
    ... no_match = ["A light rain fell."]
    ... '''})
    >>> [finding.span for finding in Detector(packs).find("Today: heavy rain.")]
    [Span(start=7, end=17)]

    Args:
        packs: The rules: packs, or programs compiled from them. Those of one language
            are looked for side by side, and of what two find in the same words the
            longer counts.
        taxonomy: The topics; it says which outranks which.
        allow: Phrases and rule ids that are never findings.
        deny: Phrases, each with the topic it finds, or rule ids, that always are.
        default_language: The language of a text that does not show which it is in.

    Raises:
        InputError: If *allow* or *deny* names a rule or a topic that there is not.
    """

    def __init__(
        self,
        packs: Iterable[Pack | Program | StoredProgram],
        *,
        taxonomy: Taxonomy | None = None,
        allow: Iterable[str] = (),
        deny: Mapping[str, str] | Iterable[str] = (),
        default_language: str = "en",
    ) -> None:
        self._default_language = default_language
        self._outranks = {t.id: frozenset(t.outranks) for t in taxonomy or ()}
        self._families = {} if taxonomy is None else _relate(taxonomy)
        self._lists = Lists.read(allow, deny)
        self._programs: dict[str, tuple[Program | StoredProgram, ...]] = {}
        self._markers: dict[str, frozenset[str]] = {}
        self._own: dict[str, Callable[[], Iterable[str]]] = {}
        self._judge: LanguageJudge | None = None
        for pack in packs:
            program = compile_pack(pack) if isinstance(pack, Pack) else pack
            language = program.language
            self._programs[language] = (*self._programs.get(language, ()), program)
            self._markers[language] = self._markers.get(language, frozenset()).union(
                program.markers
            )
            if isinstance(program, StoredProgram):
                self._own[language] = program.own
        self._engines: dict[str, tuple[Engine, ...]] = {}
        self._loaded: dict[str, tuple[Program, ...]] = {}
        self._rules: dict[str, frozenset[str]] = {}
        self._lists.refuse_unknown(self._outranks, self._list_rules)

    def __getstate__(self) -> dict[str, object]:
        """
        Leave out what is made ready when first used.
        """
        state: dict[str, object] = dict(self.__dict__)
        state["_engines"] = {}
        state["_loaded"] = {}
        state["_judge"] = None
        return state

    @property
    def languages(self) -> tuple[str, ...]:
        """
        The languages it has rules for.
        """
        return tuple(self._programs)

    def notices(self, languages: Iterable[str] | None = None) -> tuple[Notice, ...]:
        """
        Return how warnings begin.

        Args:
            languages: In which of its languages; None for all.
        """
        return tuple(
            notice
            for language in (self.languages if languages is None else languages)
            for engine in self._ready(language)
            for notice in engine.program.notices
        )

    def examine(
        self,
        text: str,
        *,
        languages: Iterable[str] | None = None,
        allow: Iterable[str] = (),
        deny: Mapping[str, str] | Iterable[str] = (),
        limits: Limits | None = None,
        explain: bool = True,
    ) -> Evidence:
        """
        Return everything seen in *text*: findings, and how warnings begin.

        Args:
            text: The visible text; spans count its code points.
            languages: BCP 47 tags of the languages it is in; None to judge by its
                most frequent words.
            allow: Phrases and rule ids that are never findings in this text.
            deny: Phrases, each with its topic, or rule ids, that always are; what is
                allowed wins.
            limits: How much text is accepted.
            explain: Whether to return the candidates that are no findings too.

        Raises:
            InputError: If a phrase holds no word, a denied one has no topic, or there
                is no such topic or rule.
            LimitError: If the text is longer than *limits* allow.
        """
        limits = limits or Limits()
        limits.check(text)
        lists = self._lists
        if allow or deny:
            given = Lists.read(allow, deny)
            given.refuse_unknown(self._outranks, self._list_rules)
            lists = lists.join(given)
        found = [
            engine.examine(text, limits, explain=explain, lists=lists)
            for language in self._choose(text, languages)
            for engine in self._ready(language)
        ]
        return _join(found)

    def find(
        self,
        text: str,
        *,
        languages: Iterable[str] | None = None,
        allow: Iterable[str] = (),
        deny: Mapping[str, str] | Iterable[str] = (),
        limits: Limits | None = None,
    ) -> tuple[Finding, ...]:
        """
        Return the findings in *text*, in reading order.

        What a warning says is among them: only a report knows where it ends.

        Args:
            text: The visible text; spans count its code points.
            languages: BCP 47 tags of the languages it is in; None to judge by its
                most frequent words.
            allow: Phrases and rule ids that are never findings in this text.
            deny: Phrases, each with its topic, or rule ids, that always are.
            limits: How much text is accepted.

        Raises:
            InputError: If a phrase holds no word, a denied one has no topic, or there
                is no such topic or rule.
            LimitError: If the text is longer than *limits* allow.
        """
        return self.examine(
            text,
            languages=languages,
            allow=allow,
            deny=deny,
            limits=limits,
            explain=False,
        ).findings

    def stream(
        self,
        pieces: Iterable[str],
        *,
        languages: Iterable[str] | None = None,
        limits: Limits | None = None,
    ) -> Iterator[Finding]:
        r"""
        Find in a text of any length, in memory that does not grow with it.

        >>> from cwkit.packs import decode_packs
        >>> packs = decode_packs({"zz.toml": '''
        ... schema = 1
        ... language = "zz"
        ... [[rule]]
        ... id = "zz.weather.rain"
        ... topic = "weather"
        ... forms = ["heavy rain"]
        ... match = ["Heavy rain fell."]
        ... no_match = ["A light rain fell."]
        ... '''})
        >>> pieces = ["Today: heavy r", "ain.\n\nTomorrow: heavy rain.\n"]
        >>> [finding.span.start for finding in Detector(packs).stream(pieces)]
        [7, 30]

        Args:
            pieces: The text, cut anywhere.
            languages: BCP 47 tags of the languages it is in; None to judge by the
                first stretch.
            limits: How many findings one stretch may have; its length is not limited.

        Returns:
            The findings in reading order; spans count code points of the whole. They
            are those of `find`, but for ambiguous words that only surer ones further
            on would have confirmed.

        Raises:
            LimitError: If a regular expression of a rule takes too long.
        """
        offset = 0
        # Both are taken one by one, so that only one stretch is held at a time.
        stretches, texts = itertools.tee(cut_stream(pieces))
        seen = self.examine_stretches(texts, languages=languages, limits=limits)
        for stretch, evidence in zip(stretches, seen, strict=True):
            for finding in evidence.findings:
                yield shift(finding, offset)
            offset += len(stretch)

    def examine_stretches(
        self,
        stretches: Iterable[str],
        *,
        languages: Iterable[str] | None = None,
        limits: Limits | None = None,
    ) -> Iterator[Evidence]:
        """
        Return what is seen in each stretch of one text, when it is asked for.

        Args:
            stretches: The visible text of each.
            languages: BCP 47 tags of the languages it is in; None to judge by the
                first stretch.
            limits: How many findings one stretch may have; its length is not limited.

        Returns:
            What was seen, for each stretch; spans count its code points.

        Raises:
            LimitError: If a regular expression of a rule takes too long.
        """
        limits = limits or Limits()
        chosen: tuple[str, ...] | None = None
        sure: frozenset[str] = frozenset()
        for stretch in stretches:
            if chosen is None:
                chosen = self._choose(stretch, languages)
            found = [
                engine.examine(stretch, limits, lists=self._lists, sure=sure)
                for language in chosen
                for engine in self._ready(language)
            ]
            sure |= {f.topic for e in found for f in e.findings if f.sureness >= SURE}
            yield _join(found)

    def judge_languages(self, text: str) -> frozenset[str]:
        """
        Return which of its languages *text* seems to be in.

        Args:
            text: The text; its beginning is looked at.

        Returns:
            The language whose words stand there most often, and others that come near
            it; the default language if the text shows none, and beside another one
            that it hardly shows.
        """
        if len(self._programs) <= 1:
            return frozenset(self._programs)
        judge = self._judge
        if judge is None:
            judge = self._judge = LanguageJudge(
                self._markers, self._own, self._default_language
            )
        return judge.judge(text)

    def _choose(self, text: str, languages: Iterable[str] | None) -> tuple[str, ...]:
        """Return the languages to look for, the default one first."""
        if isinstance(languages, str):
            # One tag alone is meant as one, not as its letters.
            languages = (languages,)
        wanted = (
            self.judge_languages(text)
            if languages is None
            else {language.lower().partition("-")[0] for language in languages}
        )
        # Of what two languages find in the same words, the first one's counts.
        return tuple(
            sorted(
                (language for language in self._programs if language in wanted),
                key=lambda language: language != self._default_language,
            )
        )

    def _list_rules(self, language: str) -> frozenset[str]:
        """Return the ids of a language's rules; other languages are not loaded."""
        rules = self._rules.get(language)
        if rules is None:
            rules = self._rules[language] = frozenset(
                rule.id for program in self._load(language) for rule in program.rules
            )
        return rules

    def _load(self, language: str) -> tuple[Program, ...]:
        """Return the programs of a language, read when first asked for."""
        loaded = self._loaded.get(language)
        if loaded is None:
            loaded = self._loaded[language] = tuple(
                program.load() if isinstance(program, StoredProgram) else program
                for program in self._programs.get(language, ())
            )
        return loaded

    def _ready(self, language: str) -> tuple[Engine, ...]:
        """Return the engines of a language, made ready when first asked for."""
        engines = self._engines.get(language)
        if engines is None:
            engines = tuple(
                Engine(program, outranks=self._outranks, families=self._families)
                for program in self._load(language)
            )
            # Two threads may both have made them; they are alike.
            self._engines[language] = engines
        return engines


def cut_stream(pieces: Iterable[str]) -> Iterator[str]:
    """
    Cut a stream into stretches that end with a paragraph, or else with a word.

    Args:
        pieces: The text, cut anywhere.
    """
    buffer: list[str] = []
    size = 0
    for piece in pieces:
        buffer.append(piece)
        size += len(piece)
        if size < _STRETCH:
            continue
        text = "".join(buffer)
        while len(text) >= _STRETCH:
            end = text.rfind("\n\n", _STRETCH // 2) + 2
            if end < 2:  # noqa: PLR2004  # there is none
                if len(text) < _LONGEST_STRETCH:
                    break
                end = text.rfind(" ", _STRETCH // 2) + 1 or len(text)
            yield text[:end]
            text = text[end:]
        buffer, size = [text], len(text)
    text = "".join(buffer)
    if text:
        yield text


def shift(finding: Finding, offset: int) -> Finding:
    """
    Return a finding that stands further on.

    Args:
        finding: The finding.
        offset: How many code points further on.
    """
    span = Span(offset + finding.span.start, offset + finding.span.end)
    return attrs.evolve(finding, span=span)


def _join(found: Sequence[Evidence]) -> Evidence:
    """Join what the engines saw in one text."""
    if len(found) == 1:
        return found[0]
    return Evidence(
        findings=tuple(_unite(f for e in found for f in e.findings)),
        decisions=tuple(
            sorted(
                (d for e in found for d in e.decisions),
                key=lambda decision: _place(decision.finding),
            )
        ),
        languages=tuple(dict.fromkeys(name for e in found for name in e.languages)),
        notices=tuple(m for e in found for m in e.notices),
        names=tuple(m for e in found for m in e.names),
        announcing=frozenset(word for e in found for word in e.announcing),
    )


def _unite(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings; of those of one topic that overlap, keep the first longest."""
    found = sorted(findings, key=lambda f: (f.span.start, f.span.end))
    kept: list[Finding] = []
    last: dict[str, int] = {}
    for finding in found:
        at = last.get(finding.topic)
        if at is None or not kept[at].span.overlaps(finding.span):
            last[finding.topic] = len(kept)
            kept.append(finding)
        elif len(finding.span) > len(kept[at].span):
            kept[at] = finding
    return sorted(kept, key=_place)


def _place(finding: Finding) -> tuple[int, int, str]:
    """Sort findings in reading order."""
    return finding.span.start, finding.span.end, finding.rule


def _relate(taxonomy: Taxonomy) -> dict[str, frozenset[str]]:
    """Return for each topic itself and what rolls up to it."""
    # A murder says that "the dead man" is meant, a death does not say "murder".
    above = {topic.id: {topic.id, *taxonomy.ancestors(topic.id)} for topic in taxonomy}
    return {
        topic: frozenset(other for other, wider in above.items() if topic in wider)
        for topic in above
    }
