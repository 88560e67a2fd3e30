"""
One tag: where it ends, its attributes, and what it does to the text around it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from cwkit.markup._elements import (
    BLOCKS,
    CODE,
    FURNITURE,
    FURNITURE_ROLES,
    HIDDEN,
    IMPLIED,
    KINDS,
    RAW,
    SPECIAL,
    UNSAFE,
    VOID,
    is_furniture,
)

__all__ = ["TAG", "Operation", "Tag", "read_tag"]

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

_NAME: Final = re.compile(r"[^ \t\n\r\f/>]++")

_ALTERNATIVES: Final = frozenset({"alt", "aria-label", "title"})

_PICTURES: Final = frozenset({"area", "image", "img", "input"})

# Their titles name other pages or are seen by no one.
_MUTE: Final = frozenset(
    "base head html link meta noscript param script source style template track".split()
)

# What changes the state of the walk in ways only the slow path knows.
_MARKED: Final = (
    frozenset(KINDS)
    | HIDDEN
    | UNSAFE
    | FURNITURE
    | RAW
    | CODE
    | frozenset({"article", "body", "head", "html", "main", "math", "svg"})
)


class Operation:
    """
    What the walk does at a tag.
    """

    INLINE: Final = 0
    OUTLINE: Final = 1
    OPEN: Final = 2
    CLOSE: Final = 3
    LINK: Final = 4
    UNLINK: Final = 5
    BREAK: Final = 6
    RULE: Final = 7
    START: Final = 8
    END: Final = 9


class Tag(NamedTuple):
    """
    What one tag says, however often it stands in the source.

    Attributes:
        operation: What to do.

        fill: What stands in its place; as long as the tag.

        name: The element, in lower case.

        attributes: Names and values as they stand; the first of each name counts.

        alternatives: Where values that stand for the element begin and end, from the
            beginning of the tag.

        hidden: Whether the element is not shown.

        furniture: 2 if it surely is site furniture, 1 if it probably is, otherwise 0.

        closed: Whether it ends in ``/>``.
    """

    operation: int
    fill: str
    name: str
    attributes: dict[str, str]
    alternatives: tuple[tuple[int, int], ...] = ()
    hidden: bool = False
    furniture: int = 0
    closed: bool = False


def read_tag(raw: str) -> Tag:
    """
    Read one whole tag.

    >>> read_tag('<IMG SRC=a.png ALT="A lake">').alternatives
    ((20, 26),)

    Args:
        raw: The tag with its angle brackets.
    """
    size = len(raw)
    if raw[1] == "/":
        return _read_end(raw, size)
    head = _NAME.match(raw, 1)
    # The walk comes here only where a letter follows the bracket.
    stop = head.end() if head else size
    name = raw[1:stop].lower()
    attributes: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    # "<p>" and "<br/>" have no room for an attribute.
    if size - stop > 2:  # noqa: PLR2004
        for match in _ATTRIBUTE.finditer(raw, stop, size - 1):
            key = match[1].lower()
            if key not in attributes:
                group = match.lastindex or 1
                attributes[key] = match[group] if group > 1 else ""
                if key in _ALTERNATIVES:
                    places[key] = match.span(group) if group > 1 else (0, 0)
    hidden = bool(attributes) and _is_hidden(attributes)
    alternatives = () if hidden else _find_alternatives(raw, name, places)
    furniture = _judge_furniture(name, attributes)
    block = name in BLOCKS
    fill = _blank(size, block=block)
    if name == "br":
        operation, fill = Operation.BREAK, "\n" + " " * (size - 1)
    elif alternatives:
        operation = Operation.START
    elif name in VOID:
        operation = Operation.RULE if block else Operation.INLINE
    elif name == "a" and not hidden and not furniture:
        operation = Operation.LINK
    elif hidden or furniture or name in _MARKED or name in IMPLIED:
        operation = Operation.START
    elif name in SPECIAL:
        operation = Operation.OPEN if block else Operation.START
    else:
        operation = Operation.INLINE
    return Tag(
        operation,
        fill,
        name,
        attributes,
        alternatives,
        hidden,
        furniture,
        raw[-2] == "/",
    )


def _read_end(raw: str, size: int) -> Tag:
    """Read an end tag; its attributes mean nothing."""
    head = _NAME.match(raw, 2)
    name = head[0].lower() if head else ""
    block = name in BLOCKS
    fill = _blank(size, block=block)
    if name == "a":
        operation = Operation.UNLINK
    elif name == "br":
        # Browsers read this mistake as a line break.
        operation, fill = Operation.BREAK, "\n" + " " * (size - 1)
    elif name in {"article", "body", "html", "main"}:
        operation = Operation.END
    elif name in SPECIAL and block:
        operation = Operation.CLOSE
    elif name in SPECIAL or name in _MARKED:
        operation = Operation.END
    else:
        operation = Operation.OUTLINE
    return Tag(operation, fill, name, {})


def _blank(size: int, *, block: bool) -> str:
    """Return what stands in the place of a tag."""
    # The shortest tag, "<p>", has room for the boundary.
    return "\n\n" + " " * (size - 2) if block else " " * size


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
    raw: str, name: str, places: dict[str, tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """Find the values that a reader may see or hear in place of the element."""
    if not places or name in _MUTE:
        return ()
    return tuple(
        sorted(
            place
            for key, place in places.items()
            if (key != "alt" or name in _PICTURES) and raw[place[0] : place[1]].strip()
        )
    )


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
