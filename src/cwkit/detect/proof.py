"""
Proving a pack: every rule does on its own examples what it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from cwkit.detect.detector import Detector
from cwkit.detect.tables import lay_out
from cwkit.packs import decode_packs
from cwkit.packs.check import check_packs
from cwkit.packs.rows import Remark, read_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from cwkit.packs import Benign, Pack, Rule
    from cwkit.packs.rows import PackRow
    from cwkit.topics import Taxonomy

__all__ = ["Fault", "prove_files", "prove_packs"]

_FREQUENT: Final = 50
"""So many of a language's most frequent words are a third of any text."""


@attrs.frozen(kw_only=True)
class Fault:
    """
    An example that does not come out as its row says.

    Attributes:
        row: The id of the rule, the harmless phrase or the notice.

        example: The sentence.

        message: What happened instead, and what to do.
    """

    row: str
    example: str
    message: str

    def __str__(self) -> str:
        """
        Say it in one line.
        """
        return f'{self.row}: "{self.example}": {self.message}'


def prove_packs(
    packs: Iterable[Pack], *, taxonomy: Taxonomy | None = None
) -> tuple[Fault, ...]:
    """
    Run all examples of *packs* through a detector made of them.

    >>> from cwkit.packs import decode_packs
    >>> packs = decode_packs({"zz.toml": '''
    ... schema = 1
    ... language = "zz"
    ... [[rule]]
    ... id = "zz.weather.rain"
    ... topic = "weather"
    ... forms = ["rain"]
    ... match = ["It snows."]
    ... no_match = ["The sun shines."]
    ... '''})
    >>> print(prove_packs(packs)[0])
    zz.weather.rain: "It snows.": not found; add the form it uses

    Args:
        packs: The packs.
        taxonomy: The topics, for what outranks what.

    Returns:
        The faults, in the order of the packs.
    """
    packs = tuple(packs)
    detector = Detector(packs, taxonomy=taxonomy)
    return tuple(
        fault
        for pack in packs
        for faults in (
            *(_prove_rule(rule, pack, detector) for rule in pack.rules),
            *(_prove_benign(row, pack, detector) for row in pack.benign),
            _prove_notices(pack, detector),
        )
        for fault in faults
    )


def prove_files(
    files: Mapping[str, str],
    *,
    taxonomy: Taxonomy | None = None,
    taken: Collection[str] = (),
) -> tuple[Remark, ...]:
    """
    Prove pack files: what is written in them, and every example.

    >>> (remark,) = prove_files({"zz.toml": '''
    ... schema = 1
    ... language = "zz"
    ... [[rule]]
    ... id = "zz.weather.rain"
    ... topic = "weather"
    ... forms = ["rain"]
    ... match = ["It snows."]
    ... no_match = ["The sun shines."]
    ... '''})
    >>> print(remark)
    zz.toml, line 5, rule "zz.weather.rain": "It snows.": not found; add the form ...

    Args:
        files: Texts of pack files by name.
        taxonomy: The topics; None to accept any.
        taken: Ids that other packs have, beside which these are to be used.

    Returns:
        What is amiss, by file and line; some of it is advice only.

    Raises:
        DataError: If a file cannot be read as a pack.
    """
    topics = None if taxonomy is None else [topic.id for topic in taxonomy]
    remarks = [*check_packs(files, topics=topics, taken=taken)]
    packs = decode_packs(files, topics=topics)
    rows = {row.id: row for row in read_rows(files)}
    for fault in prove_packs(packs, taxonomy=taxonomy):
        message, _, cure = fault.message.partition("; ")
        remarks.append(rows[fault.row].remark(f'"{fault.example}": {message}', cure))
    for pack in packs:
        frequent = frozenset(pack.frequent[:_FREQUENT])
        for row in rows.values():
            if row.language == pack.language and row.kind != "notice":
                remarks += _weigh_anchors(row, frequent, pack)
    return tuple(sorted(remarks, key=lambda r: (r.file, r.line or 0, r.row)))


def _weigh_anchors(
    row: PackRow, frequent: frozenset[str], pack: Pack
) -> Iterator[Remark]:
    """Look for forms that are looked for at words that stand everywhere."""
    for form in row.forms:
        costly = frequent.intersection(lay_out(form.patterns, pack.frequent).anchors)
        if costly:
            words = ", ".join(f'"{word}"' for word in sorted(costly))
            yield row.remark(
                f'the form "{form.text}" is looked for at each {words}',
                "give it a rarer word, or leave it out: it costs time on every text",
                advice=True,
            )


def _prove_rule(rule: Rule, pack: Pack, detector: Detector) -> Iterator[Fault]:
    """Prove the examples of a rule."""
    topics = {other.id: other.topic for other in pack.rules}
    for example in rule.match:
        decisions = detector.examine(example, languages=[pack.language]).decisions
        mine = [d for d in decisions if d.finding.rule == rule.id]
        # A longer rule of the same topic in the same words is as good.
        found = any(d.accepted or topics.get(d.by or "") == rule.topic for d in mine)
        if not found:
            reasons = sorted(
                {
                    f"{d.reason.value} by {d.by}" if d.by else d.reason.value
                    for d in mine
                }
            )
            message = (
                f"rejected as {', '.join(reasons)}"
                if reasons
                else "not found; add the form it uses"
            )
            yield Fault(row=rule.id, example=example, message=message)
    for example in rule.no_match:
        findings = detector.find(example, languages=[pack.language])
        if any(finding.rule == rule.id for finding in findings):
            message = "found; add what tells this sense apart"
            yield Fault(row=rule.id, example=example, message=message)


def _prove_benign(row: Benign, pack: Pack, detector: Detector) -> Iterator[Fault]:
    """Prove the examples of a harmless phrase."""
    for example in row.match:
        found = detector.find(example, languages=[pack.language])
        found = tuple(f for f in found if not row.topics or f.topic in row.topics)
        if found:
            names = ", ".join(finding.rule for finding in found)
            yield Fault(row=row.id, example=example, message=f"{names} found in it")


def _prove_notices(pack: Pack, detector: Detector) -> Iterator[Fault]:
    """Prove the examples of how warnings begin."""
    for row in pack.notices:
        for examples, wanted in ((row.match, True), (row.no_match, False)):
            for example in examples:
                seen = detector.examine(example, languages=[pack.language])
                if any(mark.name == row.id for mark in seen.notices) is not wanted:
                    message = "not seen as a warning" if wanted else "seen as a warning"
                    yield Fault(row=row.id, example=example, message=message)
