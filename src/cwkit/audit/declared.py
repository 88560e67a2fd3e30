"""
Numbers that a page declares to machines: structured data, and links without words.
"""

from __future__ import annotations

import bisect
import html
import json
import re
from typing import TYPE_CHECKING, Final

from cwkit.audit.digits import KEYPAD, MIXED, ROW, read_keys, read_whole
from cwkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwkit.markup import Document

__all__ = ["find_declared", "find_targets"]

_TEXT: Final = r'"(?:[^"\\]|\\.)*+"'
_VALUE: Final = re.compile(
    rf'"(?:telephone|faxNumber)"\s*+:\s*+({_TEXT}|\[[^\]]{{0,2000}}+\]|\d{{3,15}}(?!\d))'
)
_STRING: Final = re.compile(rf"{_TEXT}|(?<![\w.])\d{{3,15}}(?![\w.])")
_ADDRESS: Final = re.compile(r'"((?:tel|sms|callto):[^"\\]*+)"', re.IGNORECASE)
_DATA: Final = ("+json", "+JSON")
_TAG: Final = re.compile(
    r"""
    < (?P<name> meta | area ) (?= [\s/] )
    (?: = \s*+ (?: "[^"]*+" | '[^']*+' ) | [^>] )*+ (?: > | \Z )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(
    r"""
    (?<= [\s"'/] ) (?P<name> itemprop | content | href ) \s*+ = \s*+
    (?: "(?P<double> [^"]*+)" | '(?P<single> [^']*+)' | (?P<bare> [^\s"'>]++) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PROPERTIES: Final = frozenset({"telephone", "faxnumber"})
_TAGS: Final = ("itemprop", "itemProp", "<area")
"""What stands in a page that has such tags; most have none, and need not be asked."""

_MARKED: Final = frozenset({"text/html", "text/markdown"})

Number = tuple[str, Span, bool]
"""Digits, where they stand, and whether they begin with a country's code."""


def find_declared(document: Document) -> Iterator[Number]:
    """
    Yield the numbers that the structured data of a page holds.

    Args:
        document: The page.
    """
    source = document.source
    if any(mark in source for mark in _DATA):
        for script in document.json_ld:
            for found in _VALUE.finditer(source, script.start, script.end):
                for value in _STRING.finditer(source, *found.span(1)):
                    yield from _read_value(value)
    for name, attributes in _find_tags(document):
        kind, content = attributes.get("itemprop"), attributes.get("content")
        if name == "meta" and kind and content and kind[0].lower() in _PROPERTIES:
            yield from _read_number(html.unescape(content[0]), content[1])


def find_targets(document: Document) -> Iterator[tuple[str, Span]]:
    """
    Yield where links lead that have no words, and addresses in structured data.

    Args:
        document: The page.
    """
    source = document.source
    if any(mark in source for mark in _DATA):
        for script in document.json_ld:
            for found in _ADDRESS.finditer(source, script.start, script.end):
                yield found[1], Span(*found.span(1))
    for name, attributes in _find_tags(document):
        if name == "area" and "href" in attributes:
            target, span = attributes["href"]
            yield html.unescape(target), span


def _find_tags(
    document: Document,
) -> Iterator[tuple[str, dict[str, tuple[str, Span]]]]:
    """Yield the tags that declare something, and their attributes."""
    source = document.source
    if document.media_type not in _MARKED or not any(tag in source for tag in _TAGS):
        return
    comments = [comment.span for comment in document.comments]
    for tag in _TAG.finditer(source):
        at = bisect.bisect_right(comments, Span(tag.start(), len(source))) - 1
        if at >= 0 and comments[at].end > tag.start():
            continue
        attributes: dict[str, tuple[str, Span]] = {}
        for found in _ATTRIBUTE.finditer(source, *tag.span()):
            group = found.lastgroup or ""
            attributes.setdefault(
                found["name"].lower(), (found[group], Span(*found.span(group)))
            )
        yield tag["name"].lower(), attributes


def _read_value(found: re.Match[str]) -> Iterator[Number]:
    """Read a value of structured data: a text, or a number without quotes."""
    written = found[0]
    if not written.startswith('"'):
        yield from _read_number(written, Span(*found.span()))
        return
    try:
        value = json.loads(written)
    except ValueError:
        return
    yield from _read_number(value, Span(found.start() + 1, found.end() - 1))


def _read_number(value: str, span: Span) -> Iterator[Number]:
    """Read what is declared to be a number."""
    value = value.strip()
    if KEYPAD.fullmatch(value) or MIXED.fullmatch(value):
        yield read_keys(value), span, False
        return
    for row in ROW.finditer(value):
        digits, _, international = read_whole(value, row)
        yield digits, span, international
