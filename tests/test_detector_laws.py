"""
Laws of the detector, for packs and texts that nobody wrote.
"""

from __future__ import annotations

import itertools
import pickle
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given, settings
from hypothesis import strategies as st
from reference_detector import explain
from strategies import hostile_texts, texts

from cwkit.detect import Detector
from cwkit.packs import Benign, Item, Pack, Rule, Severity
from cwkit.text import fold_text, fold_word, split_words
from cwkit.topics import Taxonomy

TAXONOMY = Taxonomy.decode(
    "schema = 1\n"
    + "".join(
        f'[[topic]]\nid = "{name}"\nkind = "content"\ndefinition = "x"\n{more}\n'
        for name, more in (
            ("fruit", ""),
            ("orchard", 'outranks = ["fruit"]'),
            # No rule finds it: what is denied does.
            ("storm", ""),
            ("weather", 'outranks = ["orchard"]'),
        )
    ),
    file="topics.toml",
)
OUTRANKS = {topic.id: frozenset(topic.outranks) for topic in TAXONOMY}

WORDS = ("apple", "pear", "plum", "ripe", "the", "rain", "no", "red", "7")

_places = st.frozensets(st.sampled_from(WORDS), min_size=1, max_size=2)
_runs = st.lists(_places, min_size=1, max_size=3).map(
    lambda places: tuple(Item(0, words) for words in places)
)
_patterns = st.lists(_runs, min_size=1, max_size=2).map(tuple)
_contexts = st.lists(
    st.tuples(_places, st.integers(0, 2), st.booleans()).map(
        lambda drawn: (
            (Item(0, drawn[0]),)
            if drawn[2]
            else (Item(0, drawn[0]), Item(drawn[1], frozenset({"ripe"})))
        )
    ),
    max_size=2,
).map(tuple)


@st.composite
def packs(draw, *, sure=False):
    """
    Packs over a small vocabulary, whose rules meet in the same words.
    """
    rules = []
    for number in range(draw(st.integers(1, 4))):
        topic = draw(st.sampled_from(["fruit", "orchard", "weather"]))
        requires = () if sure else draw(_contexts)
        rules.append(
            Rule(
                id=f"zz.{topic}.rule-{number}",
                topic=topic,
                patterns=draw(_patterns),
                severity=draw(st.sampled_from(Severity)),
                sureness=draw(st.integers(0 if requires else 1, 2)),
                requires=requires,
                blocks=draw(_contexts),
                within=draw(st.integers(1, 6)),
            )
        )
    benign = [
        Benign(
            id=f"zz.benign.row-{number}",
            patterns=draw(_patterns),
            topics=tuple(draw(st.frozensets(st.sampled_from(sorted(OUTRANKS))))),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    cues = draw(st.sampled_from([(), (("absent", ((Item(0, frozenset({"no"})),),)),)]))
    return Pack(
        language="zz",
        rules=tuple(sorted(rules, key=lambda rule: rule.id)),
        benign=tuple(benign),
        cues=cues,
    )


_MARKS = (" ", " ", " ", " ", ", ", ". ", "! ", "\n", "\n\n", "-", "; ")
plain_texts = st.lists(
    st.tuples(st.sampled_from((*WORDS, "Pear", "one")), st.sampled_from(_MARKS)).map(
        "".join
    ),
    max_size=25,
).map("".join)


def detect(pack, **options):
    return Detector([pack], taxonomy=TAXONOMY, default_language="zz", **options)


def find(pack, text, **options):
    return detect(pack).find(text, languages=["zz"], **options)


@settings(max_examples=300)
@given(packs(), plain_texts)
def test_agrees_with_the_reference(pack, text):
    """
    Every candidate is decided as the slow, obvious detector decides it.
    """
    decisions = detect(pack).examine(text, languages=["zz"]).decisions

    assert explain(pack, OUTRANKS, text) == sorted(
        (
            decision.finding.span.start,
            decision.finding.span.end,
            decision.finding.rule,
            decision.reason.value,
            decision.accepted,
        )
        for decision in decisions
    )


@given(packs(sure=True), plain_texts, plain_texts)
def test_a_concatenation_holds_what_its_parts_hold(pack, first, second):
    """
    Paragraphs scanned together hold what each holds alone, where no rule asks for
    confirmation.
    """
    first = f"{first}\n\n"
    apart = [
        *((f.rule, f.span.start, f.span.end) for f in find(pack, first)),
        *(
            (f.rule, f.span.start + len(first), f.span.end + len(first))
            for f in find(pack, second)
        ),
    ]

    assert apart == [
        (f.rule, f.span.start, f.span.end) for f in find(pack, first + second)
    ]


@given(st.one_of(texts, hostile_texts))
def test_folding_never_moves_a_span(text):
    """
    A text is folded one for one, whatever it holds.
    """
    assert len(text) == len(fold_text(text))


@given(packs(sure=True), plain_texts, st.sampled_from("İßﬁé😢"))
def test_what_stands_before_moves_a_span_by_its_length(pack, text, sign):
    """
    Characters that fold to several, or to none, shift nothing behind them.
    """
    before = f"{sign * 3}\n\n"
    spans = [(f.span.start, f.span.end) for f in find(pack, before + text)]

    assert spans == [
        (f.span.start + len(before), f.span.end + len(before)) for f in find(pack, text)
    ]


@given(packs(), plain_texts)
def test_findings_begin_and_end_with_their_words(pack, text):
    """
    The words of a span are words of a pattern of its rule.
    """
    patterns = {rule.id: rule.patterns for rule in pack.rules}
    for finding in find(pack, text):
        words = split_words(finding.span.of(text))

        assert any(
            len(words) == len(pattern)
            and all(w in item.words for w, item in zip(words, pattern, strict=True))
            for pattern in patterns[finding.rule]
        )


@given(packs(), texts)
def test_findings_are_the_same_again(pack, text):
    """
    Nothing that was scanned before, and no copy, changes what is found.
    """
    detector = detect(pack)
    first = detector.examine(text, languages=["zz"])
    detector.find("ripe pear no apple", languages=["zz"])

    assert first == detector.examine(text, languages=["zz"])
    for copy in (detect(pack), pickle.loads(pickle.dumps(detector))):  # noqa: S301  # our own bytes
        assert first == copy.examine(text, languages=["zz"])


@given(packs(), texts)
def test_findings_come_in_reading_order(pack, text):
    """
    Findings are sorted by place, and each stands once; without reasons they are the
    same.
    """
    detector = detect(pack)
    evidence = detector.examine(text, languages=["zz"])
    places = [(f.span.start, f.span.end, f.rule) for f in evidence.findings]

    assert sorted(set(places)) == places
    assert evidence.findings == detector.find(text, languages=["zz"])
    assert evidence.findings == tuple(
        d.finding for d in evidence.decisions if d.accepted
    )


@settings(max_examples=10, deadline=None)
@given(packs(), st.lists(plain_texts, min_size=16, max_size=16))
def test_threads_share_a_detector(pack, many):
    """
    Eight threads that share one new detector find what one thread finds.
    """
    shared = detect(pack)
    alone = [find(pack, text) for text in many]
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda text: shared.find(text, languages=["zz"]), many * 4)

    assert alone * 4 == list(found)


@settings(max_examples=60, deadline=None)
@given(
    packs(sure=True),
    st.lists(plain_texts, min_size=1, max_size=6),
    st.lists(st.integers(0, 400), max_size=12),
)
def test_a_stream_holds_what_the_whole_holds(pack, paragraphs, cuts):
    """
    However a text is cut, the stream of its pieces holds the findings of the whole.
    """
    text = "\n\n".join(paragraphs)
    ends = sorted({min(cut, len(text)) for cut in (0, *cuts, len(text))})
    pieces = [text[a:b] for a, b in itertools.pairwise(ends)]
    detector = detect(pack)

    assert detector.find(text, languages=["zz"]) == tuple(
        detector.stream(pieces, languages=["zz"])
    )


@settings(max_examples=8, deadline=None)
@given(packs(sure=True), plain_texts, st.integers(1, 9), st.integers(1, 70_000))
def test_a_long_stream_holds_what_the_whole_holds(pack, text, words, size):
    """
    Stretches of a stream and blocks of a text end in different places, which nobody
    notices.
    """
    paragraph = f"{text}{' filler' * words}\n\n"
    whole = paragraph * (150_000 // len(paragraph))
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    detector = detect(pack)

    assert detector.find(whole, languages=["zz"]) == tuple(
        detector.stream(pieces, languages=["zz"])
    )


@given(packs(), plain_texts, st.sampled_from(WORDS), st.booleans())
def test_what_is_allowed_wins(pack, text, word, wide):
    """
    What is both allowed and denied is no finding, however it is written.
    """
    written = "".join(chr(ord(c) + 0xFEE0) for c in word) if wide else word.upper()
    denied = {word: "fruit"}
    rules = [rule.id for rule in pack.rules]

    for finding in find(pack, text, allow=[written], deny=denied):
        assert word not in split_words(finding.span.of(text))
    assert () == find(pack, text, allow=rules, deny=rules)


@given(packs(), plain_texts, st.sampled_from(WORDS), st.booleans())
def test_what_is_denied_is_found(pack, text, word, wide):
    """
    What is denied is found wherever it stands, however it is written.
    """
    written = "".join(chr(ord(c) + 0xFEE0) for c in word) if wide else word.upper()
    decisions = (
        detect(pack).examine(text, languages=["zz"], deny={written: "storm"}).decisions
    )
    denied = [d for d in decisions if d.finding.topic == "storm"]
    stands = [part for part in split_words(text) if part == fold_word(written)]

    assert len(stands) == len(denied)
    assert all(decision.accepted for decision in denied)
