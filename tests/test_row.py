"""
Rows: where words stand, in whatever order they are asked for.
"""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cwkit.detect.row import SENTINEL, Row

words = st.sampled_from(["a", "pear", "x" * 30, "y" * 200])
blanks = st.sampled_from([" ", "  ", " " * 90])
blocks = st.lists(st.tuples(blanks, words), min_size=1, max_size=30).map(
    lambda pairs: "".join(blank + word for blank, word in pairs)
)


@given(blocks, st.data())
def test_places_hang_on_no_order(text, data):
    """
    Each word is found where it stands, whichever was asked for before it.
    """
    encoded = text.encode("ascii")
    row = Row(encoded, encoded)
    spans = [found.span() for found in re.finditer(r"\S+", text)]
    numbers = st.integers(1, len(spans))

    assert [SENTINEL, *text.encode().split(), SENTINEL] == row.words
    for _ in range(4):
        first, last = sorted((data.draw(numbers), data.draw(numbers)))
        assert (spans[first - 1][0], spans[last - 1][1]) == row.locate(first, last)
        place = data.draw(st.integers(0, len(text)))
        expected = sum(start < place for start, _ in spans) + 1
        assert expected == row.find(place)
