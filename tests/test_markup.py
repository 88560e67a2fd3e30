"""
The front door of `cwkit.markup`, and what holds for every document.
"""

from __future__ import annotations

import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies_markup import (
    feeds,
    find_strays,
    html_pages,
    html_soups,
    markdown_texts,
    rst_texts,
)

from cwkit.errors import LimitError, MediaTypeError
from cwkit.markup import MEDIA_TYPES, PARAGRAPH_BREAK, RegionKind, read_document
from cwkit.text import Limits

sources = st.one_of(
    st.text(), html_pages(), html_soups, markdown_texts, rst_texts, feeds()
)
media_types = st.sampled_from(MEDIA_TYPES)


@given(sources, media_types)
def test_offsets_are_those_of_the_source(source, media_type):
    """
    Each visible character stands in the source at its offset, or a reference does.
    """
    document = read_document(source, media_type=media_type)

    assert len(document.source) == len(document.text)
    assert [] == find_strays(document)


@given(sources, media_types)
def test_regions_hold_all_visible_text_in_order(source, media_type):
    """
    Regions do not overlap and leave no visible character out.
    """
    document = read_document(source, media_type=media_type)

    position = 0
    for region in document.regions:
        assert position <= region.span.start < region.span.end
        assert (
            not document.text[position : region.span.start]
            .replace("\u200b", "")
            .strip()
        )
        position = region.span.end
    assert not document.text[position:].strip()


@given(sources, media_types)
def test_all_that_is_noted_lies_in_the_source(source, media_type):
    """
    Links, headings, comments and the rest have places in the source, in order.
    """
    document = read_document(source, media_type=media_type)
    spans = [
        [region.span for region in document.regions],
        [heading.span for heading in document.headings],
        [link.span for link in document.links],
        [comment.span for comment in document.comments],
        [part.span for part in document.parts],
        list(document.json_ld),
        list(document.banners),
    ]
    if document.front_matter is not None:
        front = document.front_matter
        spans += [[front.span], [entry.lines for entry in front.entries]]
        assert all(front.span.contains(entry.span) for entry in front.entries)

    for group in spans:
        assert sorted(group) == group
        assert all(0 <= span.start <= span.end <= len(source) for span in group)
    for link in document.links:
        assert 0 <= link.target_span.start <= link.target_span.end <= len(source)
    for part in document.parts:
        assert part.span.start <= part.start <= part.end <= part.span.end


@given(sources, media_types)
def test_places_lie_in_the_source_in_order(source, media_type):
    """
    The place before the content is not behind the place after it.
    """
    document = read_document(source, media_type=media_type)

    assert 0 <= document.start <= document.end <= len(source)


@given(sources, media_types)
def test_documents_hash_and_pickle(source, media_type):
    """
    A document is a value.
    """
    document = read_document(source, media_type=media_type)
    again = pickle.loads(pickle.dumps(document))  # noqa: S301 - our own bytes

    assert (document, hash(document)) == (again, hash(again))


@pytest.mark.parametrize("media_type", ["text/html; charset=utf-8", " TEXT/HTML"])
def test_media_types_are_read_kindly(media_type):
    """
    Parameters, case and white space do not matter.
    """
    assert "text/html" == read_document("<p>", media_type=media_type).media_type


@pytest.mark.parametrize(
    ("media_type", "cure"),
    [
        ("text/htm", 'did you mean "text/html"?'),
        (
            "?",
            "known are " + ", ".join(MEDIA_TYPES),
        ),
    ],
)
def test_unknown_media_types_are_refused(media_type, cure):
    """
    The error names the nearest media type, or all.
    """
    with pytest.raises(MediaTypeError) as caught:
        read_document("", media_type=media_type)

    assert cure == caught.value.cure


def test_limits_hold():
    """
    A source that is too long is refused before it is read.
    """
    with pytest.raises(LimitError):
        read_document("four", limits=Limits(characters=3))


@pytest.mark.parametrize(
    ("media_type", "source"),
    [
        ("text/html", "<p>One<p>two<img alt=three>four"),
        ("text/markdown", "# One\ntwo\n- three\n- four"),
        ("text/markdown", "|One|two|\n|-|-|\n|three|four|"),
        ("text/plain", "One\n\ntwo\n\nthree\n \nfour"),
    ],
)
def test_paragraphs_are_parted_as_documented(media_type, source):
    """
    Between two paragraphs there is a boundary, however little room there is.
    """
    text = read_document(source, media_type=media_type).text
    parts = [part.strip() for part in re.split(PARAGRAPH_BREAK, text)]

    assert ["One", "two", "three", "four"] == [part for part in parts if part]


def test_code_is_blank_but_known():
    """
    Code leaves no visible text, and its region tells where it stands.
    """
    document = read_document("<pre>x = 1</pre>", media_type="text/html")
    (region,) = document.regions

    assert (RegionKind.CODE, "x = 1") == (region.kind, region.span.of(document.source))
    assert not document.text.strip()


def test_null_characters_part_no_words():
    """
    Browsers drop them, so whoever puts them into a word hides nothing.
    """
    source = "a\0b \0 c\0<b>\0d</b>"
    text = read_document(source, media_type="text/html").text

    assert ["ab", "cd"] == text.replace("\u200b", "").split()
