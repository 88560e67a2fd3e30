"""
One tag: where it ends, its attributes, and what it does to the text around it.
"""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple, cast

from cwkit.markup._elements import (
    BLOCKS,
    CODE,
    FURNITURE,
    FURNITURE_ROLES,
    HEAD,
    HIDDEN,
    IMPLIED,
    KINDS,
    RAW,
    ROOMS,
    SPECIAL,
    UNSAFE,
    VOID,
    is_furniture,
)

__all__ = ["MARKED", "TAG", "Operation", "Tag", "find_value", "read_tag"]

# A whole tag as the HTML standard's tokenizer sees it (13.2.5.6 to 13.2.5.40). Quotes
# count only after an equals sign. A tag that the text ends in runs to the end.
TAG: Final = re.compile(
    r"""
    < /?+ [^ \t\n\r\f/>]++
    (?:
        [ \t\n\r\f/]++
      | [^ \t\n\r\f/>] [^ \t\n\r\f/>=]*+     # a name; it may begin with "="
        (?: [ \t\n\r\f]*+ = [ \t\n\r\f]*+ (?:
            "[^"]*+ (?: " | \Z )
          | '[^']*+ (?: ' | \Z )
          | [^ \t\n\r\f"'>] [^ \t\n\r\f>]*+
        )?+ )?+
    )*+
    (?: (>) | \Z )                            # group 1: it is whole
    """,
    re.VERBOSE,
)

# The same names and values, taken apart. Groups 2 to 4 hold the value.
_ATTRIBUTE: Final = re.compile(
    r"""
    ([^ \t\n\r\f/>] [^ \t\n\r\f/>=]*+)
    (?: [ \t\n\r\f]*+ = [ \t\n\r\f]*+ (?:
        "([^"]*+)"?+ | '([^']*+)'?+ | ([^ \t\n\r\f"'>] [^ \t\n\r\f>]*+)
    )?+ )?+
    """,
    re.VERBOSE,
)

# How a tag begins.
_START: Final = re.compile(r"</?+[a-zA-Z][^ \t\n\r\f/>]*+")

# Most tags: their attributes, if any, change nothing in an inline element.
_PLAIN: Final = re.compile(
    r"""
    < (/?+) ([a-zA-Z][a-zA-Z0-9]*+)
    (?:
        [ \t\n\r\f]++
        (?: class | href | id | src | rel | target | width | height | data-[a-z\-]++ )
        = "[^"]*+"
    )*+
    [ \t\n\r\f]*+ (/?+) >
    """,
    re.VERBOSE,
)

_NAME: Final = re.compile(r"[^ \t\n\r\f/>]++")

_ALTERNATIVES: Final = frozenset({"alt", "aria-label", "title"})

_PICTURES: Final = frozenset({"area", "image", "img", "input"})

# Their titles name other pages or are seen by no one.
_MUTE: Final = HEAD | {"param", "source", "track"}

# What changes the state of the walk in ways only the slow path knows.
MARKED: Final = (
    frozenset(KINDS)
    | HIDDEN
    | UNSAFE
    | FURNITURE
    | RAW
    | CODE
    | frozenset({"article", "body", "head", "html", "main", "math", "svg"})
)


# Attributes that change what an inline element does; block elements have more.
_TELLING: Final = _ALTERNATIVES | {"aria-hidden", "hidden", "role", "style"}


class Operation:
    """
    What the walk does at a tag.
    """

    INLINE: Final = 0
    OUTLINE: Final = 1
    VOID: Final = 2
    LINK: Final = 3
    UNLINK: Final = 4
    OPEN: Final = 5
    ITEM: Final = 6
    CLOSE: Final = 7
    RULE: Final = 8
    START: Final = 9
    END: Final = 10
    BREAK: Final = 11
    NOTHING: Final = 12
    ODD: Final = 13


# What to do at a start tag without telling attributes.
_OPERATIONS: Final = {
    **dict.fromkeys(VOID, Operation.VOID),
    **dict.fromkeys(SPECIAL - BLOCKS, Operation.START),
    **dict.fromkeys(BLOCKS, Operation.OPEN),
    **dict.fromkeys(MARKED | IMPLIED.keys(), Operation.START),
    **dict.fromkeys(ROOMS, Operation.ITEM),
    **dict.fromkeys(VOID & BLOCKS, Operation.RULE),
    "a": Operation.LINK,
    "br": Operation.BREAK,
}


# Longer tags hold what no other page has.
_SHORT: Final = 200

_NONE: Final[dict[str, str]] = {}


# What to do at an end tag; the others are those of inline elements.
_ENDINGS: Final = {
    **dict.fromkeys(SPECIAL | MARKED, Operation.END),
    **dict.fromkeys(
        (SPECIAL & BLOCKS) - {"article", "body", "html", "main"}, Operation.CLOSE
    ),
    "a": Operation.UNLINK,
    # Browsers read this mistake as a line break.
    "br": Operation.BREAK,
}


class Tag(NamedTuple):
    """
    What one tag says, however often it stands in the source.

    Attributes:
        operation: What to do.

        fill: What stands in its place; as long as the tag.

        size: How long it is.

        name: The element, in lower case.

        attributes: Names and values as they stand; the first of each name counts.
            Where they do not matter to the walk, they are left out.

        alternatives: Where values that stand for the element begin and end, from the
            beginning of the tag.

        hidden: Whether the element is not shown.

        furniture: 2 if it surely is site furniture, 1 if it probably is, otherwise 0.

        closed: Whether it ends in ``/>``.
    """

    operation: int
    fill: str
    size: int
    name: str
    attributes: dict[str, str] = _NONE
    alternatives: tuple[tuple[int, int], ...] = ()
    hidden: bool = False
    furniture: int = 0
    closed: bool = False


def read_tag(raw: str) -> Tag:
    """
    Read what looks like one tag.

    >>> read_tag('<IMG SRC=a.png ALT="A lake">').alternatives
    ((20, 26),)
    >>> read_tag('<p title="a>').operation == Operation.ODD
    True

    Args:
        raw: A stretch of the source from an angle bracket to the next one.
    """
    return _read_short(raw) if len(raw) <= _SHORT else _read(raw)


def _read(raw: str) -> Tag:
    """Read what looks like one tag."""
    size = len(raw)
    match = _PLAIN.match(raw)
    if match is not None:
        name = match[2].lower()
        if match[1]:
            operation = _ENDINGS.get(name, Operation.OUTLINE)
            return Tag(operation, _blank(size, name), size, name)
        if name not in SPECIAL or (match.end(2) == size - 1 and name not in FURNITURE):
            operation = _OPERATIONS.get(name, Operation.INLINE)
            fill = _blank(size, name)
            return Tag(operation, fill, size, name, closed=match[3] == "/")
    start = _START.match(raw)
    if start is None or raw[-1] != ">":
        return Tag(Operation.ODD, raw, size, "")
    if '"' in raw or "'" in raw:
        whole = TAG.match(raw)
        if whole is None or whole[1] is None:
            # The bracket stands in a value.
            return Tag(Operation.ODD, raw, size, "")
    if raw[1] == "/":
        # The attributes of an end tag mean nothing.
        name = start[0][2:].lower()
        operation = _ENDINGS.get(name, Operation.OUTLINE)
        return Tag(operation, _blank(size, name), size, name)
    return _read_start(raw)


# The pages of a site share most of their tags.
_read_short: Final = functools.lru_cache(maxsize=4096)(_read)


def _read_start(raw: str) -> Tag:
    """Read a start tag with its attributes."""
    size = len(raw)
    # The name has the form of an attribute without value.
    found = _ATTRIBUTE.findall(raw, 1, size - 1)
    name = found[0][0].lower()
    if raw[1 + len(name)] == "=":
        # Only here names and attributes differ in form: "<p=x>" is one odd name.
        whole = cast("re.Match[str]", _NAME.match(raw, 1))
        name = whole[0].lower()
        found = [("", "", "", ""), *_ATTRIBUTE.findall(raw, whole.end(), size - 1)]
    # The first of a name counts, so it is written last.
    attributes = {
        key.lower(): double or single or bare
        for key, double, single, bare in found[:0:-1]
    }
    operation = _OPERATIONS.get(name, Operation.INLINE)
    fill = _blank(size, name)
    if name not in SPECIAL and _TELLING.isdisjoint(attributes):
        return Tag(operation, fill, size, name, attributes, closed=raw[-2] == "/")
    hidden = _is_hidden(attributes)
    alternatives = () if hidden else _find_alternatives(raw, name, attributes)
    furniture = _judge_furniture(name, attributes)
    if alternatives or (name not in VOID and (hidden or furniture)):
        operation = Operation.START
    return Tag(
        operation,
        fill,
        size,
        name,
        attributes,
        alternatives,
        hidden,
        furniture,
        raw[-2] == "/",
    )


def find_value(raw: str, name: str) -> tuple[int, int] | None:
    """
    Find where the value of an attribute stands in a start tag.

    >>> find_value('<a id=x HREF="/tea">', "href")
    (14, 18)

    Args:
        raw: The tag with its angle brackets.
        name: The attribute, in lower case.
    """
    head = cast("re.Match[str]", _NAME.match(raw, 1))
    for match in _ATTRIBUTE.finditer(raw, head.end(), len(raw) - 1):
        if match[1].lower() == name:
            if match.lastindex == 1:
                # Without a value, it is empty and stands behind the name.
                return match.end(), match.end()
            return match.span(match.lastindex or 1)
    return None


def _blank(size: int, name: str) -> str:
    """Return what stands in the place of a tag."""
    if name == "br":
        return "\n" + " " * (size - 1)
    # The shortest tag, "<p>", has room for the boundary.
    return "\n\n" + " " * (size - 2) if name in BLOCKS else " " * size


def _is_hidden(attributes: dict[str, str]) -> bool:
    """Say whether the attributes hide the element."""
    if "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true":
        return True
    style = attributes.get("style")
    if not style:
        return False
    style = "".join(style.split()).lower()
    return "display:none" in style or "visibility:hidden" in style


def _find_alternatives(
    raw: str, name: str, attributes: dict[str, str]
) -> tuple[tuple[int, int], ...]:
    """Find the values that a reader may see or hear in place of the element."""
    if _ALTERNATIVES.isdisjoint(attributes):
        return ()
    wanted = {
        key
        for key in _ALTERNATIVES & attributes.keys()
        if (key != "alt" or name in _PICTURES) and attributes[key].strip()
    }
    if not wanted or name in _MUTE:
        return ()
    found: list[tuple[int, int]] = []
    for match in _ATTRIBUTE.finditer(raw, 1 + len(name), len(raw) - 1):
        key = match[1].lower()
        if key in wanted:
            wanted.discard(key)
            found.append(match.span(match.lastindex or 1))
    return tuple(found)


def _judge_furniture(name: str, attributes: dict[str, str]) -> int:
    """Say how surely an element is site furniture."""
    if name in FURNITURE:
        # Some systems wrap the whole page in one form.
        return 1 if name == "form" else 2
    if not attributes:
        return 0
    role = attributes.get("role")
    if role and not FURNITURE_ROLES.isdisjoint(role.lower().split()):
        return 2
    # A wrapper of the whole page may say what kind of page it is.
    if name not in SPECIAL or name in {"article", "body", "html", "main"}:
        return 0
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return 1 if len(names) > 1 and is_furniture(names) else 0
