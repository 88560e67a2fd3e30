"""
Hypothesis strategies that several tests share.
"""

from __future__ import annotations

from hypothesis import strategies as st

from cwkit.packs import Item

__all__ = ["hostile_texts", "patterns", "texts", "words"]

WORDS = ("apple", "pear", "plum", "ripe", "a", "the", "café", "rain", "7")
"""A small vocabulary, so that generated texts hold what is looked for."""

words = st.sampled_from(WORDS)

# What stands between words in real text, and what people put there to hide them.
_separators = st.sampled_from(
    [
        " ",
        " ",
        " ",
        ", ",
        ". ",
        "\n",
        "\n\n",
        "-",
        "—",
        "’",
        "! ",
        "? ",
        " (",
        "/",
        "\u2029",
    ]
)
_oddities = st.sampled_from(
    [
        "\u200b",
        "\u00ad",
        "İ",
        "😢",
        "ﬁ",
        "e\u0301",
        "*",
        "@",
        "#",
        "3",
        "ß",
        "\U0001d41a",
    ]
)

texts = st.lists(
    st.one_of(words, words.map(str.upper), _separators, _separators, _oddities),
    max_size=40,
).map("".join)
"""Texts made of the vocabulary and of what stands between and inside words."""

hostile_texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=200)
"""Any text at all."""


@st.composite
def patterns(draw):
    """
    Patterns over the vocabulary, with gaps.
    """
    folded = [word.replace("é", "e") for word in WORDS]
    length = draw(st.integers(1, 4))
    return tuple(
        Item(
            draw(st.integers(0, 2)) if place else 0,
            frozenset(draw(st.lists(st.sampled_from(folded), min_size=1, max_size=3))),
        )
        for place in range(length)
    )
