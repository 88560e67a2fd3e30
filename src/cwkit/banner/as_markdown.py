"""
Pure Markdown: no HTML, and nothing from outside that Markdown could read as markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cwkit.banner.as_text import isolate
from cwkit.banner.runs import Heading, Paragraph, Run

if TYPE_CHECKING:
    from cwkit.banner.model import Part
    from cwkit.banner.runs import Phrase

__all__ = ["escape_markdown", "render_markdown"]

# What Python-Markdown lets a backslash escape; it shows other backslashes to readers,
# so the rest are written as character references, which every dialect knows.
_BACKSLASH: Final = r"\\`*_{}\[\]!"
_REFERENCES: Final = r"<>&|~$^="
_SPECIAL: Final = re.compile(
    rf"""
    (?P<backslash> [{_BACKSLASH}] )
    | (?P<reference>
        [{_REFERENCES}]
        | : (?! \s | $ )          # begins emoji codes, roles and addresses
        | (?<= / ) / | / (?= / )  # begins addresses
      )
    | (?P<dot> (?<= \w ) \. (?= [^\W\d] ) )   # makes host names
    | (?P<at> @ (?= \w ) )        # mentions somebody
    """,
    re.VERBOSE,
)
# What would begin a heading, a list, a quotation or a rule at the start of a line.
_START: Final = re.compile(r"[#+\->](?=.)|(?<=^)([0-9]{1,9})([.)])")


def render_markdown(part: Part) -> str:
    """
    Render a part of a banner as pure Markdown.

    A warning is a block quotation, a support block has a heading of its own.

    Args:
        part: The warning or the support block.
    """
    if not part:
        return ""
    if part.style.line:
        inner = _phrase(part.line(), part)
        return f"*{inner}*" if part.style.italic and inner else inner
    blocks: list[str] = []
    quoted = part.kind == "warning"
    for block in part.blocks():
        if isinstance(block, Heading):
            words = _phrase(block.phrase, part)
            marks = "#" * min(part.level + block.depth, 6)
            blocks.append(f"**{words}**" if quoted else f"{marks} {words}")
        elif isinstance(block, Paragraph):
            if block.kind != "actions":
                blocks.append(_phrase(block.phrase, part))
        else:
            lines: list[str] = []
            for item in block.items:
                lines.append(f"- {_phrase(item.phrase, part)}")
                # Python-Markdown wants four spaces, CommonMark takes them.
                lines += [f"    - {_phrase(inner, part)}" for inner in item.inner]
            blocks.append("\n".join(lines))
    if quoted:
        return "\n>\n".join(f"> {block}" for block in blocks)
    return "\n\n".join(blocks)


def escape_markdown(text: str) -> str:
    """
    Return *text* so that Markdown shows it as it is.

    >>> escape_markdown("[Mild](x) *and* <b>")
    '\\\\[Mild\\\\](x) \\\\*and\\\\* &lt;b&gt;'

    Args:
        text: Text on one line.
    """
    escaped = _SPECIAL.sub(_escape_one, text)
    return _START.sub(_escape_start, escaped, count=1) if _starts(escaped) else escaped


def _starts(text: str) -> bool:
    """Say whether the first characters could begin a block."""
    return _START.match(text) is not None


def _escape_start(found: re.Match[str]) -> str:
    """Escape what could begin a block."""
    if found[1]:
        return f"{found[1]}\\{found[2]}"
    return f"\\{found[0]}"


def _escape_one(found: re.Match[str]) -> str:
    """Escape one special character."""
    character = found[0]
    if found["backslash"]:
        return f"\\{character}"
    if found["at"]:
        # Sites look for mentions after Markdown is done; only a joiner, which has no
        # width, keeps them from finding one.
        return "@\u2060"
    if found["dot"]:
        return "\\."
    return f"&#{ord(character)};" if character not in _NAMED else _NAMED[character]


_NAMED: Final = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def _phrase(phrase: Phrase, part: Part) -> str:
    """Render a line of text."""
    return "".join(_run(run, rtl=part.dir == "rtl") for run in phrase)


def _run(run: Run, *, rtl: bool) -> str:
    """Render one run."""
    inner = escape_markdown(isolate(run, rtl=rtl))
    if run.href:
        # Parentheses would end the target.
        target = run.href.replace("(", "%28").replace(")", "%29")
        inner = f"[{inner}]({target})"
    return f"**{inner}**" if run.strong and inner else inner
