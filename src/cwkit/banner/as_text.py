"""
Plain text of any width.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.banner.runs import PAGE_ONLY, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from cwkit.banner.model import Part
    from cwkit.banner.runs import Phrase, Run

__all__ = ["isolate", "lay_lines", "render_text"]

# Stands in for a space that may not end a line. No text holds it: runs are clean.
_HELD: Final = "\x00"

# A unit is a stretch of text that stays on one line: a word, or, in scripts without
# spaces, one character with the punctuation that may not begin a line.
_WIDE: Final = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CLINGING: Final = "、。，；：！？」』）ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_UNIT: Final = re.compile(
    rf"""
    [ ]
    | [「『（]*+ [{_WIDE}] [{_CLINGING}]*+
    | [^ {_WIDE}]++
    """,
    re.VERBOSE,
)


def render_text(part: Part, *, width: int) -> str:
    """
    Render a part of a banner as plain text.

    Args:
        part: The warning or the support block.
        width: Characters per line; a longer word or number is left whole.
    """
    rtl = part.dir == "rtl"
    return lay_lines(part, width=width, show=lambda run: isolate(run, rtl=rtl))


def isolate(run: Run, *, rtl: bool) -> str:
    """
    Return the text of a run, wrapped so that it cannot reorder its neighbours.

    Only right-to-left text needs that: there, numbers and foreign names would
    otherwise change places with what stands beside them.

    Args:
        run: The run.
        rtl: Whether the surrounding text runs from right to left.
    """
    if rtl and run.field:
        opening = {"ltr": "\u2066", "rtl": "\u2067", "": "\u2068"}[run.dir]
        return f"{opening}{run.text}\u2069"
    return run.text


def lay_lines(part: Part, *, width: int, show: Callable[[Run], str]) -> str:
    """
    Lay a part out in lines.

    Args:
        part: The warning or the support block.
        width: Characters per line.
        show: A function that renders a run.
    """

    def wrap(phrase: Phrase, first: str = "", rest: str = "") -> list[str]:
        return _wrap(phrase, width=width, first=first, rest=rest, show=show)

    if part.style.line:
        return "\n".join(wrap(part.line()))
    blocks: list[str] = []
    for block in part.blocks():
        lines: list[str] = []
        if isinstance(block, Heading):
            lines = wrap(tuple(attrs.evolve(run, strong=True) for run in block.phrase))
        elif isinstance(block, Paragraph):
            lines = wrap(block.phrase) if block.kind not in PAGE_ONLY else []
        else:
            for item in block.items:
                lines += wrap(item.phrase, "* ", "  ")
                for phrase in item.inner:
                    lines += wrap(phrase, "  - ", "    ")
        if lines:
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _wrap(
    phrase: Phrase, *, width: int, first: str, rest: str, show: Callable[[Run], str]
) -> list[str]:
    """Break a phrase into lines; numbers stay whole."""
    words: list[_Word] = []
    spaced = True
    for run in phrase:
        if not run.text.strip():
            spaced = spaced or bool(run.text)
            continue
        # Escape sequences and isolates take no room on the line.
        before, _, after = show(run).partition(run.text)
        held = run.field and not any(map(str.isalpha, run.text))
        text = run.text.replace(" ", _HELD) if held else run.text
        for unit in _UNIT.findall(text):
            if unit == " ":
                spaced = True
                continue
            if spaced or not words or _may_part(words[-1].text, unit):
                words.append(_Word(spaced=spaced))
            words[-1].add(before, unit)
            before, spaced = "", False
        words[-1].add(after, "")
    return _fold(words, width=width, first=first, rest=rest)


class _Word:
    """A stretch that stays on one line."""

    __slots__ = ("shown", "spaced", "text", "width")

    def __init__(self, *, spaced: bool) -> None:
        self.spaced = spaced
        self.text = ""
        self.width = 0
        self.shown = ""

    def add(self, marks: str, text: str) -> None:
        """Add marks that take no room, then text."""
        self.text += text
        self.width += len(text) + sum(map(_is_wide, text))
        self.shown += marks + text.replace(_HELD, " ")


def _is_wide(character: str) -> bool:
    """Say whether a character takes two columns."""
    return unicodedata.east_asian_width(character) in "WF"


def _may_part(before: str, after: str) -> bool:
    """Say whether a line may end between two stretches without a space."""
    wide = re.search(rf"[{_WIDE}\u3000-\u303f\uff00-\uffef]", before[-1] + after[0])
    return wide is not None and (after[0].isalnum() or after[0] in "「『（")


def _fold(words: list[_Word], *, width: int, first: str, rest: str) -> list[str]:
    """Put words on lines."""
    lines: list[str] = []
    line, used = first, len(first)
    empty = True
    for word in words:
        gap = " " if word.spaced and not empty else ""
        if not empty and used + len(gap) + word.width > width:
            lines.append(line)
            line, used, gap = rest, len(rest), ""
        line += gap + word.shown
        used += len(gap) + word.width
        empty = False
    return [*lines, line]
