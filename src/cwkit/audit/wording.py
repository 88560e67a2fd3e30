"""
Checks of wording: words that a published guideline advises against.

A profile is a small pack: its rules are found by the same scanner as all others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.audit.values import Code
from cwkit.detect import Detector
from cwkit.markup import RegionKind
from cwkit.packs import FormError, Lexicon, Pack, Rule, expand_form
from cwkit.schema import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cwkit.audit.page import Page
    from cwkit.audit.values import Problem
    from cwkit.packs import Pattern
    from cwkit.schema import Table

__all__ = ["Phrase", "Profile", "Wording", "check_wording"]

_ID: Final = re.compile(r"[a-z]{2,3}(?:\.[a-z0-9]+(?:-[a-z0-9]+)*){2}")


@attrs.frozen(kw_only=True)
class Phrase:
    """
    What a guideline says of some words.

    Attributes:
        rule: The rule that finds them.

        why: What is wrong with them.

        instead: What to write.
    """

    rule: Rule
    why: str
    instead: str


@attrs.frozen(kw_only=True)
class Profile:
    """
    A guideline on words, as rules.

    Attributes:
        name: Its name.

        title: What the guideline is called.

        publisher: Who published it.

        url: Where it stands.

        year: When it was published or read, if that is known.

        language: The language it is for.

        phrases: What it says.
    """

    name: str
    title: str
    publisher: str
    url: str
    year: str
    language: str
    phrases: tuple[Phrase, ...]

    @classmethod
    def decode(cls, text: str, *, file: str) -> Profile:
        """
        Read a profile.

        Args:
            text: The text of the file.
            file: Its name, for error messages.

        Raises:
            DataError: If it is not as it should be.
        """
        table = load_toml(text, file=file)
        topic = table.string("topic")
        profile = cls(
            name=table.string("profile"),
            title=table.string("title"),
            publisher=table.string("publisher"),
            url=table.string("url"),
            year=table.string("year", ""),
            language=table.string("language"),
            phrases=tuple(_decode_phrase(row, topic) for row in table.tables("rule")),
        )
        table.finish()
        return profile

    def pack(self) -> Pack:
        """
        Return its rules as a pack.
        """
        return Pack(
            language=self.language, rules=tuple(phrase.rule for phrase in self.phrases)
        )


class Wording:
    """
    Some profiles, ready to be looked for.

    Args:
        profiles: The profiles.
    """

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._finders: list[tuple[Profile, Detector]] = [
            (profile, Detector([profile.pack()])) for profile in profiles
        ]
        self._phrases = {
            phrase.rule.id: (profile, phrase)
            for profile, _ in self._finders
            for phrase in profile.phrases
        }

    def check(self, page: Page) -> Iterator[Problem]:
        """
        Yield the words that the profiles advise against.
        """
        for known, detector in self._finders:
            if known.language not in page.report.languages:
                continue
            for finding in detector.find(
                page.document.text, languages=[known.language]
            ):
                region = page.region(finding.span.start)
                # Who quotes somebody else's words did not choose them.
                if region is not None and region.kind is RegionKind.QUOTE:
                    continue
                profile, phrase = self._phrases[finding.rule]
                year = f", {profile.year}" if profile.year else ""
                yield page.problem(
                    Code.WORDING,
                    f"{phrase.why}; better: {phrase.instead} "
                    f"({profile.publisher}{year})",
                    finding.span,
                    topics=(finding.topic,),
                    rule=finding.rule,
                    sources=(profile.url,),
                )


def check_wording(page: Page, wording: Wording | None) -> Iterator[Problem]:
    """
    Check the words of a page against the profiles that were chosen.
    """
    if wording is not None:
        yield from wording.check(page)


def _decode_phrase(row: Table, topic: str) -> Phrase:
    """Read one rule of a profile."""
    name = row.string("id")
    if not _ID.fullmatch(name):
        raise row.error(
            f'"{name}" is not an id', key="id", cure="write language.profile.name"
        )
    forms = row.strings("forms")
    patterns: dict[Pattern, None] = {}
    for form in forms:
        try:
            patterns.update(dict.fromkeys(expand_form(form, Lexicon())))
        except FormError as error:
            raise row.error(f'form "{form}": {error}', key="forms") from error
    phrase = Phrase(
        rule=Rule(
            id=name,
            topic=topic,
            patterns=tuple(patterns),
            forms=forms,
            match=row.strings("match"),
            no_match=row.strings("no_match"),
        ),
        why=row.string("why"),
        instead=row.string("instead"),
    )
    row.finish()
    return phrase
