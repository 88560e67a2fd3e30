"""
The scanner: what it proposes, where, and in what time.
"""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference import find_all
from strategies import hostile_texts, patterns, texts

from cwkit.detect import PortableScanner
from cwkit.packs import ANY_NUMBER, Item, expand_form

_PLAIN_TEXTS = st.lists(
    st.sampled_from(
        ["apple", "Pear", "plum", "ripe", "a", "the", "RAIN", "7", "Mr"]
    ).flatmap(
        lambda word: st.sampled_from(
            [" ", " ", ", ", ". ", "! ", "\n", "\n\n", "\n \n", "-", "—", "’", "; "]
        ).map(lambda mark: word + mark)
    ),
    max_size=30,
).map("".join)


def scan(form, text, **options):
    scanner = PortableScanner(expand_form(form), **options)
    return [(start, end) for start, end, *_ in sorted(scanner.scan(text))]


@given(st.lists(patterns(), min_size=1, max_size=4), _PLAIN_TEXTS)
def test_agrees_with_the_reference(some, text):
    """
    Every place the scanner proposes is a match, and each match has a proposal at it.

    The scanner proposes one match for each anchor word, the reference all of them.
    """
    expected = find_all(some, text)
    found = {tuple(p[:3]) for p in PortableScanner(some).scan(text)}

    assert found <= expected
    for start, end, number in expected:
        assert any(n == number and s < end and start < e for s, e, n in found), (
            start,
            end,
            number,
        )


@given(st.lists(patterns(), min_size=1, max_size=3), st.one_of(texts, hostile_texts))
def test_spans_lie_in_the_text_and_begin_and_end_with_a_word(some, text):
    """
    A span is a piece of the text that begins and ends with a letter or digit, or with
    a sign or mark that stands for one.
    """
    scanner = PortableScanner(some, disguised=["apple", "pear"])
    for start, end, *_ in scanner.scan(text):
        piece = text[start:end]

        assert piece
        assert not piece[0].isspace()
        assert not piece[-1].isspace()


@given(st.lists(patterns(), min_size=1, max_size=3), texts, texts)
def test_a_paragraph_changes_nothing_in_another(some, first, second):
    """
    Scanning two paragraphs together finds what each holds alone.
    """
    scanner = PortableScanner(some, disguised=["apple", "pear"])
    # A hyphenless end, so that nothing can be spelled out over the boundary.
    first, second = first + " x.\n\n", "\nx " + second
    size = len(first)
    apart = [p[:4] for p in scanner.scan(first)] + [
        (start + size, end + size, *rest)
        for start, end, *rest in (p[:4] for p in scanner.scan(second))
    ]

    assert sorted(apart) == sorted(p[:4] for p in scanner.scan(first + second))


@pytest.mark.parametrize("offset", [-30, -9, -1, 0, 1, 5, 40])
def test_a_match_over_a_block_boundary_is_found_once(offset):
    """
    Long texts are scanned in blocks; no match is lost or doubled between them.
    """
    before = ("over " * (1 << 14))[: (1 << 16) + offset]
    text = f"{before} pear tree, {'under ' * 12_000}"

    assert 1 == len(scan("pear tree", text))


def test_a_text_without_a_blank_is_cut_all_the_same():
    """
    A block needs no blank to end at.
    """
    assert [] == scan("pear", "x" * 200_000)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a pear", ["pear"]),
        ("a PEAR.", ["PEAR"]),
        ("a p\u200bear", ["p\u200bear"]),
        ("a p\u00adear", ["p\u00adear"]),
        ("ｐｅａｒ", ["ｐｅａｒ"]),
        ("xｐｅａｒ pear", ["pear"]),
        ("a p3ar", ["p3ar"]),
        ("a pe@r", ["pe@r"]),
        ("a p*ar", ["p*ar"]),
        ("a p**r", []),
        ("p e a r", ["p e a r"]),
        ("p-e-a-r!", ["p-e-a-r"]),
        ("p.e.a.r", ["p.e.a.r"]),
        ("реаr", ["реаr"]),
        ("*pear*", ["pear"]),
        ("*p3ar*", ["p3ar"]),
        ("pear😢", ["pear"]),
        ("pear😢pear", ["pear", "pear"]),
        ("pe\u0301ar", ["pe\u0301ar"]),
        ("#PearTree", ["Pear"]),
        ("#ripe", []),
        ("#_pear", ["pear"]),
        ("pear*", ["pear"]),
        ("pea*", []),
        ("@pear", ["pear"]),
        ("p" * 70 + "3ar", []),
        ("a@b c1 2d", []),
        ("pear.tree@example.org", []),
        ("write to ripe-pear@mail.example.org, pear", ["pear"]),
        ("@example.org pear", ["pear"]),
        ("ripe pear @ home", ["pear"]),
        ("1" * 41 + "e", []),
        ("ap e ar", []),
        ("$p!3|1+", []),
        ("11111a", []),
        ("*e*r", []),
        ("!!a", []),
        ("İİİ pear", ["pear"]),
        ("a p\u0435ar, p e a r", ["p\u0435ar", "p e a r"]),
        ("p3ar p e a r p3ar", ["p3ar", "p e a r", "p3ar"]),
    ],
)
def test_disguises(text, found):
    """
    Known words are found in disguise, and nothing is made up.
    """
    spans = scan("pear", text, disguised=["pear"])

    assert found == [text[start:end] for start, end in spans]


@pytest.mark.parametrize("distance", range(0, 200, 2))
def test_a_spelled_word_counts_once_whatever_is_spelled_after_it(distance):
    """
    The end of a spelled word is no word of its own, however it is come upon.
    """
    scanner = PortableScanner(
        [*expand_form("pear"), *expand_form("ear")], disguised=["pear", "ear"]
    )
    text = f"p e a r {'x' * distance} d.o.t.s"

    assert [(0, 7, 0)] == [p[:3] for p in scanner.scan(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a p—r", ["p—r"]),
        ("a pe–r!", ["pe–r"]),
        ("p——r", ["p——r"]),
        ("a p**r", ["p**r"]),
        ("it's—er, a—b, x—r, p—range, paper—r", []),
    ],
)
def test_a_first_and_last_letter_are_enough_for_few_words(text, found):
    """
    Of the words that are named for it, a dash or marks may hide all that is between.
    """
    scanner = PortableScanner(
        expand_form("pear"), disguised=["pear"], masked=["plum", "pear"]
    )

    assert found == [text[start:end] for start, end, *_ in scanner.scan(text)]


def test_places_among_long_words():
    """
    Where a word stands does not hang on how long the others are.
    """
    long = "x" * 90
    text = f"ripe {f'{long} ' * 40}pear {f'{long} ' * 40}#RipePear ripe {long} pear"

    assert ["pear", "RipePear", "ripe " + long + " pear", "pear"] == [
        text[start:end]
        for start, end in [
            *scan("pear", text)[:1],
            *scan("ripe pear", text),
            *scan("ripe ..1 pear", text)[1:],
            *scan("pear", text)[2:],
        ]
    ]


def test_accents_are_no_disguise():
    """
    A word of an accented language is compared without its accents.
    """
    scanner = PortableScanner(expand_form("café"))

    assert [False] == [p[3] for p in scanner.scan("Un café, s'il vous plaît")]


def test_a_disguise_is_said():
    """
    A proposal tells whether a word had to be unmasked for it.
    """
    scanner = PortableScanner(expand_form("ripe pear"), disguised=["pear"])

    assert [True] == [p[3] for p in scanner.scan("ripe p3ar")]


@pytest.mark.parametrize(
    ("form", "text", "count"),
    [
        ("mr pear", "Dear Mr. Pear", 1),
        ("ripe pear", "It was ripe. Pear trees", 0),
        ("ripe pear", "ripe\n\npear", 0),
        ("ripe pear", "ripe\npear", 1),
        ("ripe ..1 pear", "ripe, so ripe, pear", 1),
        ("ripe ..1 pear", "ripe one two pear", 0),
        ("u s pear", "the U.S. pear", 1),
        ("am 3 mai", "am 3. Mai", 1),
        ("in 1999 pear", "in 1999. Pear trees", 0),
        ("at 9 30 pear", "at 9.30. Pear trees", 0),
    ],
)
def test_sentences_and_gaps(form, text, count):
    """
    A match never crosses the end of a sentence, and gaps are bounded.
    """
    assert count == len(scan(form, text))


def test_numbers():
    """
    The item for numbers fits any digits, and never anchors a pattern.
    """
    pattern = (Item(0, frozenset({ANY_NUMBER, "two"})), Item(0, frozenset({"pears"})))
    scanner = PortableScanner([pattern])

    assert 3 == len(list(scanner.scan("7 pears, two pears, 1999 pears, no pears")))


def test_what_is_remembered_is_bounded(monkeypatch):
    """
    Odd tokens are remembered, but not without end.
    """
    monkeypatch.setattr("cwkit.detect.odd._MOST_REMEMBERED", 2)
    text = "a@b c@d e@f pe@r pe@r"

    assert [(12, 16), (17, 21)] == scan("pear", text, disguised=["pear"])


def test_is_picklable():
    """
    A scanner can be handed to another process.
    """
    scanner = PortableScanner(expand_form("ripe pear"))
    again = pickle.loads(pickle.dumps(scanner))  # noqa: S301  # our own bytes

    assert list(scanner.scan("a ripe pear")) == list(again.scan("a ripe pear"))
