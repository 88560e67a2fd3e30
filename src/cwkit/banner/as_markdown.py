"""
Pure Markdown: no HTML, and nothing from outside that Markdown could read as markup.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from cwkit.banner.as_text import isolate
from cwkit.banner.runs import PAGE_ONLY, Heading, Paragraph

if TYPE_CHECKING:
    from cwkit.banner.model import Part
    from cwkit.banner.runs import Phrase, Run

__all__ = ["escape_line", "escape_markdown", "render_markdown"]

# What Python-Markdown lets a backslash escape; it shows other backslashes to readers,
# so the rest are written as character references, which every dialect knows.
_BACKSLASH: Final = r"\\`*_{}\[\]!"
_REFERENCES: Final = r"<>&|~$^="
_SPECIAL: Final = re.compile(
    rf"""
    (?P<backslash> [{_BACKSLASH}] )
    | (?P<reference>
        [{_REFERENCES}]
        | (?! (?<= [0-9] ) : [0-9]{{2}} (?! [0-9:] ) )  # a time of day is harmless
          : (?! \s | $ )          # begins emoji codes, roles and addresses
        | (?<= / ) / | / (?= / )  # begins addresses
      )
    | (?P<dot> (?<= \w ) \. (?= [^\W\d] ) )   # makes host names
    | (?P<at> @ (?= \w ) )        # mentions somebody
    """,
    re.VERBOSE,
)
# What would begin a heading, a list, a quotation or a rule at the start of a line.
_START: Final = re.compile(r"(?P<number>[0-9]{1,9})(?P<mark>[.)])|[#+-]")


_DIALLED: Final = ("tel:", "sms:")


def render_markdown(part: Part, *, dial_links: bool = True) -> str:
    """
    Render a part of a banner as pure Markdown.

    A warning is a block quotation, a support block has a heading of its own.

    Args:
        part: The warning or the support block.
        dial_links: Whether numbers are links.
    """
    hidden = ("#",) if dial_links else ("#", *_DIALLED)

    def write(phrase: Phrase) -> str:
        return _phrase(phrase, part, hidden)

    if not part:
        return ""
    if part.style.line:
        inner = write(part.line())
        return f"*{inner}*" if part.style.italic else inner
    blocks: list[str] = []
    quoted = part.kind == "warning"
    for block in part.blocks():
        if isinstance(block, Heading):
            words = write(block.phrase)
            marks = "#" * min(part.level + block.depth, 6)
            blocks.append(f"**{words}**" if quoted else f"{marks} {words}")
        elif isinstance(block, Paragraph):
            if block.kind not in PAGE_ONLY:
                blocks.append(write(block.phrase))
        else:
            lines: list[str] = []
            for item in block.items:
                lines.append(f"- {write(item.phrase)}")
                # Python-Markdown wants four spaces, CommonMark takes them.
                lines += [f"    - {write(inner)}" for inner in item.inner]
            blocks.append("\n".join(lines))
    if quoted:
        return "\n>\n".join(f"> {block}" for block in blocks)
    return "\n\n".join(blocks)


def escape_markdown(text: str) -> str:
    r"""
    Return *text* so that Markdown shows it as it is, inside a line.

    >>> print(escape_markdown("[Mild](x) *and* <b>"))
    \[Mild\](x) \*and\* &lt;b&gt;

    Args:
        text: Text on one line.
    """
    return _SPECIAL.sub(_escape_one, text)


def escape_line(line: str) -> str:
    r"""
    Return *line* so that its beginning begins a paragraph and nothing else.

    >>> print(escape_line("1. mild"))
    1\. mild

    Args:
        line: Text that is escaped already.
    """
    start = _START.match(line)
    if start is None:
        return line
    at = start.start("mark") if start["mark"] else 0
    return f"{line[:at]}\\{line[at:]}"


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


def _phrase(phrase: Phrase, part: Part, hidden: tuple[str, ...]) -> str:
    """Render a line of text; links that begin with one of *hidden* are none here."""
    line = ""
    for index, run in enumerate(phrase):
        after = phrase[index + 1].text[:1] if index + 1 < len(phrase) else ""
        linked = bool(run.href) and not run.href.startswith(hidden)
        inner = isolate(run, rtl=part.dir == "rtl")
        line += _run(run, inner, linked=linked, before=line[-1:], after=after)
    return escape_line(line)


def _run(run: Run, text: str, *, linked: bool, before: str, after: str) -> str:
    """Render one run, with the text that stands for it."""
    inner = escape_markdown(text)
    if not inner.strip():
        return inner
    # Stars inside of the brackets, because outside of them, beside a letter of a
    # script without spaces, they would not count as markup.
    if run.strong and (
        linked or (_may_meet(before, inner[0]) and _may_meet(after, inner[-1]))
    ):
        inner = f"**{inner}**"
    if linked:
        # Parentheses would end the target.
        target = run.href.replace("(", "%28").replace(")", "%29")
        inner = f"[{inner}]({target})"
    return inner


def _may_meet(outer: str, inner: str) -> bool:
    """Say whether stars between two characters count as markup."""
    return not _is_letter(outer) or _is_letter(inner)


def _is_letter(character: str) -> bool:
    """Say whether a character is neither a blank nor a sign nor nothing."""
    return bool(character) and unicodedata.category(character)[0] not in "PSZ"
