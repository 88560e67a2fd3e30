"""
How the lines of reStructuredText blocks look, and what directives hold.
"""

from __future__ import annotations

import re
from typing import Final

from cwkit.markup._elements import names

__all__ = [
    "ADORNMENT",
    "ANONYMOUS",
    "BULLET",
    "CELL",
    "COLUMN",
    "COUNT",
    "DIRECTIVE",
    "EMPTY",
    "EXPLICIT",
    "FIELD",
    "GRID",
    "LINE_BLOCK",
    "NOTE",
    "PICTURES",
    "QUOTES",
    "SIMPLE",
    "SUBSTITUTION",
    "TARGET",
    "TITLED",
    "UNDERLINED",
]

ADORNMENT: Final = re.compile(r"""([!-/:-@\[-`{-~])\1*+[ \t]*+\Z""")

BULLET: Final = re.compile(r"[*+\-•‣⁃](?:[ \t]++|\Z)")
COUNT: Final = re.compile(
    r"(?:\((?:[0-9]{1,9}|[a-zA-Z]|[ivxlcdmIVXLCDM]{1,9}|\#)\)"
    r"|(?:[0-9]{1,9}|[a-zA-Z]|[ivxlcdmIVXLCDM]{1,9}|\#)[.)])(?:[ \t]++|\Z)"
)
FIELD: Final = re.compile(r":(?![: `])((?:[^:\\\r\n]|\\.|:(?=\S))++):(?:[ \t]++|\Z)")
LINE_BLOCK: Final = re.compile(r"\|(?:[ \t]++|\Z)")
GRID: Final = re.compile(r"\+(?:[\-=]++\+)++[ \t]*+\Z")
SIMPLE: Final = re.compile(r"=++(?:[ \t]++=++)++[ \t]*+\Z")
UNDERLINED: Final = re.compile(r"-++(?:[ \t]++-++)*+[ \t]*+\Z")
CELL: Final = re.compile(r"[^|]++")
COLUMN: Final = re.compile(r"[^ \t\r\n]++(?:[ \t][^ \t\r\n]++)*+")

EXPLICIT: Final = re.compile(r"\.\.(?:[ \t]++|\Z)")
DIRECTIVE: Final = re.compile(r"([\w][\w.+:\-]{0,80}?)[ \t]?::(?:[ \t]++|\Z)")
SUBSTITUTION: Final = re.compile(r"\|(?![ \t|])[^|\r\n]++\|[ \t]++")
TARGET: Final = re.compile(
    r"_(`[^`\r\n]++`|(?:[^:\\\r\n]|\\.|:(?=\S))++):(?:[ \t]++|\Z)"
)
NOTE: Final = re.compile(r"\[[^\]\s]++\](?:[ \t]++|\Z)")
ANONYMOUS: Final = re.compile(r"__(?:[ \t]++|\Z)")

# Directives whose argument is a title or the beginning of the text.
TITLED: Final = names("""
    admonition attention caution danger deprecated epigraph error hint highlights
    important note parsed-literal pull-quote replace rubric seealso sidebar tip topic
    versionadded versionchanged warning
    """)

# Directives that hold neither prose nor code.
EMPTY: Final = names("""
    autoclass autofunction automodule class contents currentmodule date default-role
    footer header highlight include index meta module only role sectnum sectionauthor
    tags target-notes title toctree unicode
    """)

PICTURES: Final = frozenset(["figure", "image"])
QUOTES: Final = frozenset(["epigraph", "highlights", "pull-quote"])
