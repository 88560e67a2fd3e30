"""
reStructuredText: admonitions that every docutils writer knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cwkit.banner.as_text import isolate
from cwkit.banner.runs import PAGE_ONLY, Heading, Paragraph

if TYPE_CHECKING:
    from cwkit.banner.model import Part
    from cwkit.banner.runs import Phrase, Run

__all__ = ["escape_rst", "render_rst"]

_SPECIAL: Final = re.compile(r"[\\`*_|<>\[\]@]|:(?=\S|$)|(?<=:):")
# What would begin an enumerated list, or anything else but a paragraph.
_START: Final = re.compile(r"\(?(?:[0-9]+|[A-Za-z]+|#)(?P<mark>[.)])|[^\w\s\\`*]")
# Escaped spaces keep inline markup apart from letters; elsewhere they are clutter. What
# stands between brackets of its own is no markup, though: (*) means a star.
_NEEDLESS: Final = re.compile(
    r"""
    (?: ^ | (?<= \s ) ) \\[ ] (?= [`*] )
    | (?<= \( ) \\[ ] (?= [`*]+ [^)`*] )
    | \\[ ] (?= [\s.,;:!?)] | $ )
    """,
    re.VERBOSE,
)


def render_rst(part: Part) -> str:
    """
    Render a part of a banner as reStructuredText.

    Args:
        part: The warning or the support block.
    """
    if not part:
        return ""
    if part.style.line:
        inner = _phrase(part.line(), part)
        return f".. class:: cwkit-{part.kind}\n\n{inner}"
    lines: list[str] = []
    for block in part.blocks():
        if isinstance(block, Heading):
            words = _phrase(block.phrase, part)
            if block.depth:
                lines += ["", f"   .. rubric:: {words}"]
            else:
                lines += [f".. admonition:: {words}", f"   :class: cwkit-{part.kind}"]
        elif isinstance(block, Paragraph):
            if block.kind not in PAGE_ONLY:
                lines += ["", f"   {_phrase(block.phrase, part)}"]
        else:
            for item in block.items:
                lines += ["", f"   - {_phrase(item.phrase, part)}"]
                if item.inner:
                    lines.append("")
                    lines += [f"     - {_phrase(inner, part)}" for inner in item.inner]
    return "\n".join(lines)


def escape_rst(text: str) -> str:
    r"""
    Return *text* so that reStructuredText shows it as it is, inside a line.

    >>> print(escape_rst("*Mild* `x`_"))
    \*Mild\* \`x\`\_

    Args:
        text: Text on one line.
    """
    return _SPECIAL.sub(r"\\\g<0>", text)


def _phrase(phrase: Phrase, part: Part) -> str:
    """Render a line of text."""
    line = "".join(_run(run, rtl=part.dir == "rtl") for run in phrase)
    line = _NEEDLESS.sub("", line)
    start = _START.match(line)
    if start is None:
        return line
    at = start.start("mark") if start["mark"] else 0
    return f"{line[:at]}\\{line[at:]}"


def _run(run: Run, *, rtl: bool) -> str:
    """Render one run; escaped spaces keep inline markup apart from its neighbours."""
    inner = escape_rst(isolate(run, rtl=rtl))
    if not inner.strip():
        return inner
    # What leads to a place on a page leads nowhere in other formats.
    if run.href and not run.href.startswith("#"):
        # An underscore at the end would make the target a reference.
        target = run.href.replace("_", "%5F") if run.href.endswith("_") else run.href
        return f"\\ `{inner} <{target}>`__\\ "
    return f"\\ **{inner}**\\ " if run.strong else inner
