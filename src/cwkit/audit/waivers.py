"""
Waivers: problems that somebody decided to live with, and said why.

A waiver stands in a comment of the page (``cwkit: allow CHECK until DAY: reason``; a
plain text has it in brackets, on a line of its own), in its front matter, or comes from
outside. It holds for the whole page.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.audit.values import Code, Waived
from cwkit.errors import InputError, suggest
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cwkit.audit.catalogue import Settings
    from cwkit.audit.page import Page
    from cwkit.audit.values import Problem
    from cwkit.markup import Document, FrontMatter

__all__ = ["Waiver", "apply_waivers", "build_waiver", "parse_waiver"]

_CODES: Final = frozenset(map(str, Code))
_COMMENT: Final = re.compile(r"cwkit:\s*allow\b\s*", re.IGNORECASE)
_WAIVER: Final = re.compile(
    r"""
    (?P<names> [\w.-]+ (?: \s*,\s* [\w.-]+ )* )
    (?: \s+ until \s+ (?P<until> [^\s:]+ ) )?
    \s* (?: : \s* (?P<reason> .* ) )?
    """,
    re.VERBOSE | re.DOTALL,
)
_HEAD: Final = re.compile(r"(?:(?!\suntil\s)[^:])*+")
"""What stands before the day and the reason."""

_ALMOST: Final = re.compile(r"cwkit[\s:._-]+(?P<verb>[^\W_]+)", re.IGNORECASE)
_ALMOST_COMMENT: Final = re.compile(
    rf"(?P<all>{_ALMOST.pattern})\s*:?\s+(?:\w+[.-]\w|{Code.WORDING}\b)", re.IGNORECASE
)
"""A comment that begins like a waiver, and goes on like one: with what is allowed."""

_VERB: Final = "allow"
_KEY: Final = "cwkit.allow"
_FRONT: Final = (_KEY, "cwkit_allow")
_PARAMS: Final = "params."
"""Some site generators keep what is not theirs below this key."""
_FIELDS: Final = ("check", "until", "reason")
_RULE: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@attrs.frozen(kw_only=True)
class Waiver:
    """
    A decision to live with a problem.

    Attributes:
        names: What is allowed: names of checks, or ids of rules and retired numbers.

        reason: Why.

        until: The last day on which it holds; None for good.

        span: Where it stands in the page; None if it comes from outside.

        origin: What it is called, for messages.
    """

    names: tuple[str, ...]
    reason: str
    until: datetime.date | None = None
    span: Span | None = None
    origin: str = "page"

    def covers(self, problem: Problem) -> bool:
        """
        Say whether it allows a problem.
        """
        return str(problem.code) in self.names or (
            problem.rule is not None and problem.rule in self.names
        )

    def holds(self, today: datetime.date | None) -> bool:
        """
        Say whether it holds on a day.
        """
        return self.until is None or today is None or today <= self.until

    def is_looked_for(self, settings: Settings) -> bool:
        """
        Say whether all that it allows is looked for; what is not may be there.
        """
        return all(
            settings.level(Code(name)) is not None
            for name in self.names
            if name in _CODES
        )


def parse_waiver(text: str, *, origin: str = "page") -> Waiver:
    """
    Read a waiver: names, the last day, the reason.

    >>> waiver = parse_waiver("warning-late until 2027-01-01: the layout has no room")
    >>> waiver.names, waiver.reason
    (('warning-late',), 'the layout has no room')

    Args:
        text: The waiver.
        origin: What it is called, for messages.

    Raises:
        InputError: If it is not well written; the message says what to do.
    """
    found = _WAIVER.fullmatch(text.strip())
    if found is None:
        head = _HEAD.match(text)
        named = re.findall(r"[\w.-]+", head[0] if head else "")
        if len(named) > 1 and _CODES.issuperset(named):
            raise InputError(
                "it names several checks with no commas between them",
                cure=f"write {', '.join(named)}: reason",
            )
        raise InputError("it names no check", cure="write CHECK until DAY: reason")
    names = re.split(r"\s*,\s*", found["names"])
    return build_waiver(names, found["reason"], found["until"], origin=origin)


def build_waiver(
    names: Sequence[str], reason: str | None, until: str | None, *, origin: str
) -> Waiver:
    """
    Return a waiver from its parts, checked.

    Args:
        names: What is allowed.
        reason: Why.
        until: The last day on which it holds, as ISO writes it.
        origin: What it is called, for messages.

    Raises:
        InputError: If it is not well written; the message says what to do.
    """
    for name in names:
        if name not in _CODES and not _RULE.fullmatch(name):
            near = suggest(name, _CODES)
            raise InputError(
                f'there is no check "{name}"',
                cure=f'did you mean "{near}"?' if near else "`cwkit checks` lists them",
            )
    if not (reason or "").strip():
        raise InputError("it gives no reason", cure="write it behind a colon")
    day = None
    if until is not None:
        try:
            day = datetime.date.fromisoformat(until)
        except ValueError as error:
            raise InputError(
                f'"{until}" is no day', cure="write it like 2027-01-31"
            ) from error
    return Waiver(
        names=tuple(names),
        reason=" ".join((reason or "").split()),
        until=day,
        origin=origin,
    )


def apply_waivers(
    page: Page, problems: Iterable[Problem], others: Iterable[Waiver] = ()
) -> tuple[list[Problem], list[Waived]]:
    """
    Part problems into those that stand and those that were allowed.

    Args:
        page: The page; its own waivers count.
        problems: What the checks found.
        others: Waivers from outside; whether they are used on some page is for the
            caller to say.

    Returns:
        The problems that stand, with what is wrong with waivers; and those allowed.
    """
    stand: list[Problem] = []
    waived: list[Waived] = []
    waivers: list[Waiver] = []
    for waiver in (*_read_waivers(page, stand), *others):
        if waiver.holds(page.today):
            waivers.append(waiver)
        elif waiver.span is not None:
            stand.append(
                page.problem(
                    Code.WAIVER_EXPIRED,
                    f"the waiver held until {waiver.until}; mend what it allows, "
                    "or set another day",
                    waiver.span,
                )
            )
    used: set[Waiver] = set()
    for problem in problems:
        by = [waiver for waiver in waivers if waiver.covers(problem)]
        used.update(by)
        if by:
            waived.append(
                Waived(problem=problem, reason=by[0].reason, origin=by[0].origin)
            )
        else:
            stand.append(problem)
    stand.extend(_tell_unused(page, waivers, used))
    return stand, waived


def _tell_unused(
    page: Page, waivers: Iterable[Waiver], used: set[Waiver]
) -> Iterator[Problem]:
    """Tell of waivers in the page that allow what is not there."""
    for waiver in waivers:
        if waiver.span is None or waiver in used:
            continue
        if not waiver.is_looked_for(page.settings):
            continue
        yield page.problem(
            Code.WAIVER_UNUSED,
            f"nothing is found that the waiver of {', '.join(waiver.names)} allows; "
            "remove it",
            waiver.span,
        )


def _read_waivers(page: Page, problems: list[Problem]) -> Iterator[Waiver]:
    """Yield the waivers of a page; say which are not well written."""
    document = page.document
    # Most pages have none, and need not be asked for their comments.
    if "cwkit" not in document.source.lower():
        return
    found: list[tuple[Span, tuple[Sequence[str], str | None, str | None] | str]] = []
    for comment in document.comments:
        start = _COMMENT.match(comment.text)
        if start is not None:
            found.append((comment.span, comment.text[start.end() :]))
    if document.front_matter is not None:
        found.extend(_read_front(document.front_matter))
    problems.extend(
        page.problem(
            Code.WAIVER_MALFORMED,
            f'the waiver allows nothing: "{written}" is not understood; '
            f'did you mean "{meant}"?',
            span,
        )
        for written, meant, span in _find_slips(document)
    )
    for span, written in found:
        try:
            waiver = (
                parse_waiver(written)
                if isinstance(written, str)
                else build_waiver(*written, origin="page")
            )
        except InputError as error:
            problems.append(
                page.problem(
                    Code.WAIVER_MALFORMED,
                    f"the waiver allows nothing: {error.message}; {error.cure}",
                    span,
                )
            )
        else:
            yield attrs.evolve(waiver, span=span)


def _find_slips(document: Document) -> Iterator[tuple[str, str, Span]]:
    """Yield what was probably meant to be a waiver: as written, as meant, and where."""
    for comment in document.comments:
        almost = _ALMOST_COMMENT.match(comment.text)
        if almost is None or _COMMENT.match(comment.text):
            continue
        if suggest(almost["verb"].lower(), [_VERB]):
            yield almost["all"], "cwkit: allow", comment.span
    front = document.front_matter
    for entry in () if front is None else front.entries:
        key = entry.key.removeprefix(_PARAMS)
        almost = _ALMOST.match(key)
        if almost is None or key in _FRONT or key.startswith(f"{_KEY}."):
            continue
        if suggest(almost["verb"].lower(), [_VERB]):
            yield key, _FRONT[1], entry.span


def _read_front(
    front: FrontMatter,
) -> Iterator[tuple[Span, tuple[Sequence[str], str | None, str | None] | str]]:
    """Yield what front matter allows: lines as in comments, or tables."""
    rows: dict[str, dict[str, str]] = {}
    places: dict[str, Span] = {}
    for entry in front.entries:
        key = entry.key.removeprefix(_PARAMS)
        if key in _FRONT:
            values = (entry.value,) if isinstance(entry.value, str) else entry.value
            yield from ((entry.span, value) for value in values)
        elif key.startswith(f"{_KEY}.") and isinstance(entry.value, str):
            row, _, field = key.removeprefix(f"{_KEY}.").rpartition(".")
            if field in _FIELDS:
                rows.setdefault(row, {})[field] = entry.value
                first = places.get(row, entry.span)
                places[row] = Span(first.start, entry.span.end)
    for row, fields in rows.items():
        names = re.split(r"\s*,\s*", fields.get("check", ""))
        yield places[row], (names, fields.get("reason"), fields.get("until"))
