"""
Directives: fences that hold prose with a name, not code.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["CODE_DIRECTIVES", "read_directive"]

# Directives of MyST and Docusaurus whose content is code or data, not prose; all
# others hold paragraphs.
CODE_DIRECTIVES: Final = frozenset(
    [
        "bibliography",
        "code",
        "code-block",
        "code-cell",
        "contents",
        "doctest",
        "eval-rst",
        "graphviz",
        "highlight",
        "image",
        "include",
        "index",
        "literalinclude",
        "math",
        "mermaid",
        "parsed-literal",
        "plantuml",
        "raw",
        "sourcecode",
        "tableofcontents",
        "testcode",
        "testoutput",
        "testsetup",
        "toctree",
    ]
)

_NAME: Final = re.compile(r"\{?([\w:+\-]*+)\}?")


def read_directive(
    source: str, marks: str, start: int, end: int
) -> tuple[int, int] | None:
    """
    Return where the title of a directive stands; None if the fence is another one.

    >>> read_directive("::: note [Tea]", ":::", 3, 14)
    (10, 13)
    >>> read_directive("```python", "```", 3, 9) is None
    True

    Args:
        source: The source.
        marks: What the fence is made of.
        start: Where the rest of its line begins.
        end: Where the line ends.

    Returns:
        An empty stretch if it has no title.
    """
    info = source[start:end]
    word = info.strip()
    name = _NAME.match(word)
    label = name[1].lower() if name else ""
    if marks[0] != ":" and not (word.startswith("{") and label):
        return None
    if label in CODE_DIRECTIVES:
        return None
    title = start + len(info) - len(info.lstrip()) + (name.end() if name else 0)
    rest = source[title:end]
    words = rest.strip(" \t[]")
    # "::: {.box}" has attributes where others have a name and title.
    if not words or (not label and word.startswith("{")):
        return end, end
    begin = title + rest.index(words)
    return begin, begin + len(words)
