"""
How the lines of Markdown blocks look.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "ALERT",
    "ATX",
    "ATX_END",
    "FENCE",
    "FENCE_END",
    "FOOTNOTE",
    "HTML_BLOCKS",
    "ITEM",
    "LINE",
    "OPTION",
    "RULE",
    "SETEXT",
]

LINE: Final = re.compile(r"([^\r\n]*+)(\r\n|\r|\n|\Z)")

ATX: Final = re.compile(r"(#{1,6})(?:[ \t]|\Z)")
ATX_END: Final = re.compile(r"(?:\A|[ \t])#++[ \t]*+\Z")
SETEXT: Final = re.compile(r"(=++|-++)[ \t]*+\Z")
RULE: Final = re.compile(
    r"(?:(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)\Z"
)
FENCE: Final = re.compile(r"(`{3,}+)([^`]*+)\Z|(~{3,}+)(.*+)\Z|(:{3,}+)(.*+)\Z")
FENCE_END: Final = re.compile(r"(`{3,}+|~{3,}+|:{3,}+)[ \t]*+\Z")
ITEM: Final = re.compile(r"(?:[-+*]|([0-9]{1,9})[.)])(?=[ \t]|\Z)")
FOOTNOTE: Final = re.compile(r"\[\^[^\s\[\]]++\]:(?=[ \t]|\Z)")
ALERT: Final = re.compile(r"\[![a-zA-Z]++\][ \t]*+\Z")
OPTION: Final = re.compile(r":[\w\-]++:(?=\s|\Z)")
# The start conditions of HTML blocks in CommonMark 0.31, section 4.6, and what ends
# each; None is a blank line.
HTML_BLOCKS: Final = (
    (
        re.compile(r"<(?:script|pre|style|textarea)(?:[ \t>]|\Z)", re.IGNORECASE),
        re.compile("</(?:script|pre|style|textarea)>", re.IGNORECASE),
    ),
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile("<![a-zA-Z]"), re.compile(">")),
    (re.compile(r"<!\[CDATA\["), re.compile("]]>")),
    (
        re.compile(
            r"""</?+(?:address|article|aside|base|basefont|blockquote|body|caption|center|col
        |colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form
        |frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu
        |menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table
        |tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[ \t]|/?>|\Z)""",
            re.IGNORECASE | re.VERBOSE,
        ),
        None,
    ),
    (
        re.compile(
            r"""(?:<[a-zA-Z][a-zA-Z0-9\-]*+
        (?:[ \t]++[a-zA-Z_:][a-zA-Z0-9_.:\-]*+
           (?:[ \t]*+=[ \t]*+(?:"[^"]*+"|'[^']*+'|[^ \t"'=<>`]++))?+)*+
        [ \t]*+/?+>|</[a-zA-Z][a-zA-Z0-9\-]*+[ \t]*+>)[ \t]*+\Z""",
            re.VERBOSE,
        ),
        None,
    ),
)
