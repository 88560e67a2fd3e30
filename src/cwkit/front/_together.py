"""
Two detectors behind one door: the rules that cwkit ships, and somebody's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cwkit.detect import Detector, Evidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwkit.packs import Notice
    from cwkit.text import Limits

__all__ = ["Together"]


class Together(Detector):
    """
    A detector that finds what two detectors find.

    Args:
        first: The one that judges which language a text is in.
        second: The other.
    """

    def __init__(self, first: Detector, second: Detector) -> None:
        super().__init__(())
        self._both = (first, second)

    @property
    def languages(self) -> tuple[str, ...]:
        """
        The languages that either has rules for.
        """
        return tuple(dict.fromkeys(tag for one in self._both for tag in one.languages))

    @property
    def notices(self) -> tuple[Notice, ...]:
        """
        How warnings begin, in all their languages.
        """
        return tuple(notice for one in self._both for notice in one.notices)

    def examine(
        self,
        text: str,
        *,
        languages: Iterable[str] | None = None,
        limits: Limits | None = None,
        explain: bool = True,
    ) -> Evidence:
        """
        Return everything that either sees in *text*.

        Args:
            text: The visible text.
            languages: BCP 47 tags of the languages it is in; None lets the first
                judge.
            limits: How much text is accepted.
            explain: Whether to return the candidates that are no findings too.

        Raises:
            LimitError: If the text is longer than *limits* allow.
        """
        first, second = self._both
        asked = None if languages is None else tuple(languages)
        one = first.examine(text, languages=asked, limits=limits, explain=explain)
        other = second.examine(
            text,
            languages=one.languages if asked is None else asked,
            limits=limits,
            explain=explain,
        )
        return Evidence(
            findings=tuple(sorted((*one.findings, *other.findings), key=_place)),
            decisions=tuple(
                sorted(
                    (*one.decisions, *other.decisions),
                    key=lambda decision: _place(decision.finding),
                )
            ),
            notices=(*one.notices, *other.notices),
            names=(*one.names, *other.names),
            languages=tuple(dict.fromkeys((*one.languages, *other.languages))),
        )


def _place(finding: Finding) -> tuple[int, int, str]:
    """Sort findings in reading order."""
    return finding.span.start, finding.span.end, finding.rule
