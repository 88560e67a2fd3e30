"""
Which open elements a tag ends, as browsers have it.

The open elements are a list of names, the innermost last; ended ones are taken off it.
"""

from __future__ import annotations

from typing import Final

from cwkit.markup._elements import (
    CLOSERS,
    HEADINGS,
    IMPLIED,
    OPTIONS,
    SCOPES,
    SPECIAL,
    TABLE_PARTS,
)

__all__ = ["break_out", "end_before", "end_block", "end_inline"]

_WALLS: Final = SPECIAL - OPTIONS

# The search for an open item goes on behind these.
_NEUTRAL: Final = frozenset({"address", "div", "p"})

# Browsers stop nesting at 512 elements; an end tag looks no further up here either.
_DEPTH: Final = 512

# How far a start tag or the end tag of an inline element looks up.
_NEAR: Final = 64


def break_out(stack: list[str]) -> None:
    """
    End the innermost drawing or formula, at a start tag that cannot stand in one.

    Args:
        stack: The open elements; a drawing or formula is one of them.
    """
    while stack.pop() not in {"svg", "math"}:
        pass


def end_before(name: str, stack: list[str]) -> None:
    """
    End what a start tag ends silently.

    >>> stack = ["ul", "li", "p"]
    >>> end_before("li", stack)
    >>> stack
    ['ul']

    Args:
        name: The element that begins.
        stack: The open elements.
    """
    lowest = max(0, len(stack) - _NEAR)
    if name in CLOSERS:
        index = len(stack) - 1
        while index >= lowest and stack[index] not in _WALLS:
            index -= 1
        if index >= lowest and stack[index] == "p":
            del stack[index:]
    if name in HEADINGS and stack and stack[-1] in HEADINGS:
        stack.pop()
    if name in IMPLIED:
        _end_implied(name, stack, lowest)


def _end_implied(name: str, stack: list[str], lowest: int) -> None:
    """End earlier items, cells or rows."""
    closed, stops = IMPLIED[name]
    items = name in {"li", "dt", "dd"}
    for index in range(len(stack) - 1, lowest - 1, -1):
        if stack[index] in closed:
            del stack[index:]
            if items:
                break
        elif stack[index] in stops or (
            items and stack[index] in _WALLS and stack[index] not in _NEUTRAL
        ):
            break


def end_block(name: str, stack: list[str]) -> None:
    """
    End a block, and all that is open inside it, at its end tag.

    >>> stack = ["table", "td", "p", "b"]
    >>> end_block("div", stack)
    >>> end_block("p", stack)
    >>> stack
    ['table', 'td']

    Args:
        name: The element that ends.
        stack: The open elements; an end tag without its element means nothing.
    """
    if name in OPTIONS:
        end_inline(name, stack, foreign=False)
        return
    names = HEADINGS if name in HEADINGS else frozenset({name})
    tail = stack[-_DEPTH:]
    if names.isdisjoint(tail):
        return
    index = len(stack) - 1
    while stack[index] not in names and not _is_wall(name, stack[index]):
        index -= 1
    if stack[index] in names:
        del stack[index:]


def _is_wall(name: str, around: str) -> bool:
    """Say whether an end tag cannot reach out of an element."""
    if name == "template":
        return False
    if around in SCOPES:
        return name not in TABLE_PARTS or around in {"table", "template"}
    return (name == "li" and around in {"ol", "ul"}) or (
        name == "p" and around == "button"
    )


def end_inline(name: str, stack: list[str], *, foreign: bool) -> None:
    """
    End an inline element at its end tag, unless a block is open inside it.

    >>> stack = ["b", "i", "div", "u"]
    >>> end_inline("b", stack, foreign=False)
    >>> end_inline("u", stack, foreign=False)
    >>> stack
    ['b', 'i', 'div']

    Args:
        name: The element that ends.
        stack: The open elements.
        foreign: Whether svg or math rules hold, which know no blocks.
    """
    for index in range(len(stack) - 1, max(0, len(stack) - _NEAR) - 1, -1):
        if stack[index] == name:
            del stack[index:]
            break
        if stack[index] in _WALLS and not foreign:
            break
