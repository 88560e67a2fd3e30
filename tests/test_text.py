"""
Text: spans, limits, lines and columns, and the folding of words.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_texts

from cwkit.errors import LimitError
from cwkit.text import (
    Limits,
    LineIndex,
    Position,
    Span,
    encode_text,
    fold_text,
    fold_word,
    split_words,
)

spans = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(
    lambda pair: Span(min(pair), max(pair))
)


@given(spans, spans)
def test_spans_are_sets_of_code_points(first, second):
    """
    Length, overlap and containment are those of the code points covered.
    """
    mine = set(range(first.start, first.end))
    other = set(range(second.start, second.end))

    assert len(mine) == len(first)
    if mine and other:
        assert bool(mine & other) == first.overlaps(second)
    if other:
        assert (other <= mine) == first.contains(second)


def test_a_span_gives_its_text():
    """
    A span is a slice of the text that was searched, in code points.
    """
    assert "fox" == Span(2, 5).of("🦊 fox")


def test_limits():
    """
    A text may be as long as its limit and no longer; the error names the file.
    """
    Limits(characters=5).check("a" * 5)

    with pytest.raises(
        LimitError, match=r"a\.txt: the text has 6 characters"
    ) as caught:
        Limits(characters=5).check("a" * 6, file="a.txt")

    assert "a.txt" == caught.value.file


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("", 0, Position(1, 1, 1)),
        ("ab", 2, Position(1, 3, 3)),
        ("a\nb", 1, Position(1, 2, 2)),
        ("a\nb", 2, Position(2, 1, 1)),
        ("a\r\nb", 3, Position(2, 1, 1)),
        ("a\rb", 2, Position(2, 1, 1)),
        ("a\u2028b", 2, Position(1, 3, 3)),
        ("🦊b", 1, Position(1, 2, 3)),
        ("x\n🦊b", 3, Position(2, 2, 3)),
    ],
)
def test_positions(text, offset, position):
    """
    Lines end where editors end them; columns count code points and UTF-16 units.
    """
    assert position == LineIndex(text).position(offset)


@given(hostile_texts)
def test_positions_count_every_character(text):
    """
    Going through a text, a position moves one to the right or to the next line.
    """
    index = LineIndex(text)
    lines = re.split(r"\r\n|\n|\r", text)
    for offset in range(len(text) + 1):
        position = index.position(offset)

        assert 1 <= position.line <= len(lines)
        assert position.column <= position.utf16_column
        # Between the two characters of a line end the column is beyond the line.
        assert position.column <= len(lines[position.line - 1]) + 2


@given(hostile_texts)
def test_folding_a_text_keeps_every_offset(text):
    """
    One byte stands for each code point, whatever it is.
    """
    assert len(text) == len(encode_text(text)) == len(fold_text(text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Self-help!", b"self help "),
        ("naïve?", b"naive "),
        ("Straße", b"stra?e"),
        ("“So”—he’s 7…", b" so  he s 7 "),
        ("«Так» • a\u00a0b", b" ???    a b"),
    ],
)
def test_folded_texts(text, folded):
    """
    Letters and digits stay, foreign characters are marked, the rest separates.
    """
    assert folded == fold_text(text)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Naïve", "naive"),
        ("ＮＡＩＶＥ", "naive"),
        ("Straße", "strasse"),
        ("so\u00adber", "sober"),
        ("r\u200bain", "rain"),
        ("ﬁne", "fine"),
        ("Łódź", "lodz"),
        ("İzmir", "izmir"),
        ("ıssız", "issiz"),
        ("дождь", "дождь"),
    ],
)
def test_folded_words(word, folded):
    """
    Case, accents, width and invisible characters do not tell words apart.
    """
    assert folded == fold_word(word)


@given(hostile_texts)
def test_folding_a_word_twice_changes_nothing(text):
    """
    A folded word is its own folding.
    """
    assert fold_word(text) == fold_word(fold_word(text))


def test_split_words():
    """
    A phrase is split where it is no letter or digit.
    """
    assert ("l", "ete", "7", "days") == split_words("L'été: 7 days…")
