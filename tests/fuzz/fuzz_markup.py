"""
Throw bytes at the readers.

Run it as ``python tests/fuzz/fuzz_markup.py FOLDER tests/fuzz/corpus/markup``; inputs
that lead to new paths are kept in the first folder. The first byte of an input chooses
the media type. What is found becomes a test in tests/test_markup.py.
"""

from __future__ import annotations

import html
import sys

import atheris

with atheris.instrument_imports():
    from cwkit.errors import CwkitError
    from cwkit.markup import MEDIA_TYPES, read_document


def check_text(document):
    """Check that what is visible stands where it stands in the source."""
    source, text = document.source, document.text
    assert len(source) == len(text)
    for offset, character in enumerate(text):
        if character.isspace() or character == "\u200b" or source[offset] == character:
            continue
        start = source.rfind("&", 0, offset + 1)
        assert start >= 0
        decoded = html.unescape(source[start : start + 40])
        assert character in decoded + html.unescape(decoded)


def check_spans(document):
    """Check that all that is noted lies in the source, in order."""
    size = len(document.source)
    for noted in (
        document.regions,
        document.headings,
        document.links,
        document.comments,
        document.parts,
    ):
        spans = [value.span for value in noted]
        assert spans == sorted(spans)
        assert all(0 <= span.start <= span.end <= size for span in spans)
    for link in document.links:
        assert 0 <= link.target_span.start <= link.target_span.end <= size
    for span in (*document.json_ld, *document.banners):
        assert 0 <= span.start <= span.end <= size
    if document.front_matter is not None:
        for entry in document.front_matter.entries:
            assert document.front_matter.span.contains(entry.span)
    assert 0 <= document.start <= document.end <= size


def check_regions(document):
    """Check that the regions hold all visible text."""
    position = 0
    for region in document.regions:
        between = document.text[position : region.span.start]
        assert not between.replace("\u200b", "").strip()
        position = region.span.end
    assert not document.text[position:].replace("\u200b", "").strip()


def test_one_input(data: bytes) -> None:
    """Read one input and check all that holds for every document."""
    if not data:
        return
    media_type = MEDIA_TYPES[data[0] % len(MEDIA_TYPES)]
    source = data[1:].decode("utf-8", "replace")
    try:
        document = read_document(source, media_type=media_type)
    except CwkitError:
        return
    check_text(document)
    check_spans(document)
    check_regions(document)


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
