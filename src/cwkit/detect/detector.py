"""
The detector: all languages' rules behind one door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.detect.engine import Engine
from cwkit.detect.program import Program, compile_pack
from cwkit.detect.values import Evidence, Finding
from cwkit.packs import Notice, Pack
from cwkit.text import Limits, fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.topics import Taxonomy

__all__ = ["Detector"]

_SAMPLE: Final = 2_000
"""How many code points of a text are looked at to judge its language."""

_LEAST_MARKERS: Final = 2
"""Fewer frequent words than this show no language: a name can hold one."""

_NEAR: Final = 0.9
"""A language with nearly as many frequent words as the first may be meant too."""


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
        packs: The rules: packs, or programs compiled from them, one a language.
        taxonomy: The topics; it says which outranks which.
        allow: Phrases and rule ids that are never findings.
        default_language: The language of a text that does not show which it is in.
    """

    def __init__(
        self,
        packs: Iterable[Pack | Program],
        *,
        taxonomy: Taxonomy | None = None,
        allow: Iterable[str] = (),
        default_language: str = "en",
    ) -> None:
        self._default_language = default_language
        outranks = {} if taxonomy is None else {t.id: t.outranks for t in taxonomy}
        families = {} if taxonomy is None else _relate(taxonomy)
        allow = tuple(allow)
        self._engines = {
            program.language: Engine(
                program, outranks=outranks, families=families, allow=allow
            )
            for program in (
                compile_pack(pack) if isinstance(pack, Pack) else pack for pack in packs
            )
        }

    @property
    def languages(self) -> tuple[str, ...]:
        """
        The languages it has rules for.
        """
        return tuple(self._engines)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """
        How warnings begin, in all its languages.
        """
        return tuple(
            notice
            for engine in self._engines.values()
            for notice in engine.program.notices
        )

    def examine(
        self,
        text: str,
        *,
        languages: Iterable[str] | None = None,
        limits: Limits | None = None,
        explain: bool = True,
    ) -> Evidence:
        """
        Return everything seen in *text*: findings, and how warnings begin.

        Args:
            text: The visible text; spans count its code points.
            languages: BCP 47 tags of the languages it is in; None to judge by its
                most frequent words.
            limits: How much text is accepted.
            explain: Whether to return the candidates that are no findings too.

        Raises:
            LimitError: If the text is longer than *limits* allow.
        """
        limits = limits or Limits()
        limits.check(text)
        wanted = (
            self.judge_languages(text)
            if languages is None
            else {language.lower().partition("-")[0] for language in languages}
        )
        found = [
            engine.examine(text, limits.findings, explain=explain)
            for language, engine in self._engines.items()
            if language in wanted
        ]
        if len(found) == 1:
            return found[0]
        return Evidence(
            findings=tuple(sorted((f for e in found for f in e.findings), key=_place)),
            decisions=tuple(
                sorted(
                    (d for e in found for d in e.decisions),
                    key=lambda decision: _place(decision.finding),
                )
            ),
            languages=tuple(language for e in found for language in e.languages),
            notices=tuple(m for e in found for m in e.notices),
            names=tuple(m for e in found for m in e.names),
        )

    def judge_languages(self, text: str) -> frozenset[str]:
        """
        Return which of its languages *text* seems to be in.

        Args:
            text: The text; its beginning is looked at.

        Returns:
            The language whose most frequent words stand there most often, and others
            that come near it; the default language if the text shows none.
        """
        if len(self._engines) == 1:
            return frozenset(self._engines)
        words = fold_text(text[:_SAMPLE]).split()
        counts = {
            language: sum(map(engine.markers.__contains__, words))
            for language, engine in self._engines.items()
        }
        most = max(counts.values(), default=0)
        if most < _LEAST_MARKERS:
            default = self._default_language
            return frozenset({default} if default in counts else counts)
        return frozenset(
            language for language, count in counts.items() if count >= most * _NEAR
        )

    def find(
        self,
        text: str,
        *,
        languages: Iterable[str] | None = None,
        limits: Limits | None = None,
    ) -> tuple[Finding, ...]:
        """
        Return the findings in *text*, in reading order.

        Args:
            text: The visible text; spans count its code points.
            languages: BCP 47 tags of the languages it is in; None to judge by its
                most frequent words.
            limits: How much text is accepted.

        Raises:
            LimitError: If the text is longer than *limits* allow.
        """
        return self.examine(
            text, languages=languages, limits=limits, explain=False
        ).findings


def _place(finding: Finding) -> tuple[int, int, str]:
    """Sort findings in reading order."""
    return finding.span.start, finding.span.end, finding.rule


def _relate(taxonomy: Taxonomy) -> dict[str, frozenset[str]]:
    """Return for each topic itself, what it rolls up to, and what rolls up to it."""
    family = {topic.id: {topic.id, *taxonomy.ancestors(topic.id)} for topic in taxonomy}
    return {
        topic: frozenset(family[topic] | {t for t, up in family.items() if topic in up})
        for topic in family
    }
