"""
The detector: which proposals are findings, and why.
"""

from __future__ import annotations

import itertools
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_texts, texts

from cwkit.detect import Detector, Modality, Reason, StoredProgram, compile_pack
from cwkit.detect.engine import Engine
from cwkit.detect.proof import prove_packs
from cwkit.errors import InputError, LimitError
from cwkit.packs import decode_packs
from cwkit.text import Limits, Span, fold_word
from cwkit.topics import Taxonomy

TAXONOMY = Taxonomy.decode(
    """
schema = 1
[[topic]]
id = "hail"
kind = "content"
definition = "Hail."
broader = ["weather"]
outranks = ["weather"]
[[topic]]
id = "sea"
kind = "content"
definition = "The sea."
[[topic]]
id = "weather"
kind = "content"
definition = "Weather."
""",
    file="topics.toml",
)

PACK = """
schema = 1
language = "zz"
[cues]
absent = ["no", "without"]
alleged = ["reportedly"]
denied = ["denied"]
[names]
weather = ["weather"]
[[notice]]
id = "zz.notice.label"
forms = ["weather warning"]
label = true
match = ["Weather warning: x"]
no_match = ["x"]
[[rule]]
id = "zz.hail.storm"
topic = "hail"
forms = ["hail"]
match = ["A hail."]
no_match = ["x"]
[[rule]]
id = "zz.sea.hailstorm"
topic = "sea"
forms = ["storm surge"]
severity = "graphic"
match = ["A storm surge."]
no_match = ["x"]
[[rule]]
id = "zz.sea.state"
topic = "sea"
forms = ["SS"]
exact_case = true
sureness = 0
requires = ["vessel"]
match = ["The vessel met SS 9."]
no_match = ["ss of the vessel", "SS alone"]
[[rule]]
id = "zz.sea.wave"
topic = "sea"
forms = ["wave", "waves"]
sureness = 1
blocks = ["hand"]
match = ["A wave."]
no_match = ["A wave of the hand."]
[[rule]]
id = "zz.sea.well"
topic = "sea"
forms = ["swell"]
blocks = ["thumb"]
match = ["A swell."]
no_match = ["The thumb began to swell."]
[[rule]]
id = "zz.weather.front"
topic = "weather"
forms = ["front"]
sureness = 1
requires = ["cold", "warm"]
within = 3
match = ["A cold front."]
no_match = ["The front of the house.", "cold is not what the front is"]
[[rule]]
id = "zz.weather.storm"
topic = "weather"
forms = ["storm", "hail ..1 storm", "squall"]
benign = ["brain storm"]
match = ["A storm."]
no_match = ["A brain storm.", "no storm"]
[[benign]]
id = "zz.benign.tea"
forms = ["storm in a teacup"]
topics = ["weather"]
match = ["It was a storm in a teacup."]
"""

PACKS = decode_packs({"zz.toml": PACK})
DETECTOR = Detector(PACKS, taxonomy=TAXONOMY)


def decide(text, detector=DETECTOR):
    """
    Return rule, reason and verdict of each candidate.
    """
    return [
        (d.finding.rule.removeprefix("zz."), d.reason, d.accepted)
        for d in detector.examine(text).decisions
    ]


def found(text, detector=DETECTOR):
    """
    Return the rules of the findings.
    """
    return [f.rule.removeprefix("zz.") for f in detector.find(text)]


@pytest.mark.parametrize(
    ("text", "decisions"),
    [
        ("A storm.", [("weather.storm", Reason.SURE, True)]),
        ("no storm", [("weather.storm", Reason.ABSENT, False)]),
        ("no cold storm", [("weather.storm", Reason.ABSENT, False)]),
        ("no one cold storm", [("weather.storm", Reason.SURE, True)]),
        ("no rain.\n\nA storm.", [("weather.storm", Reason.SURE, True)]),
        ("A wave.", [("sea.wave", Reason.PLAIN, True)]),
        ("A wave of the hand.", [("sea.wave", Reason.BLOCKED, False)]),
        ("A swell.", [("sea.well", Reason.SURE, True)]),
        ("A cold front.", [("weather.front", Reason.CONFIRMED, True)]),
        ("The front.", [("weather.front", Reason.UNCONFIRMED, False)]),
        (
            "The front. A storm.",
            [
                ("weather.front", Reason.CORROBORATED, True),
                ("weather.storm", Reason.SURE, True),
            ],
        ),
        (
            "The front. Hail.",
            [
                ("weather.front", Reason.CORROBORATED, True),
                ("hail.storm", Reason.SURE, True),
            ],
        ),
        ("SS 9, a vessel", [("sea.state", Reason.CONFIRMED, True)]),
        ("ss 9, a vessel", [("sea.state", Reason.CASE, False)]),
        (
            "SS 9, a storm surge",
            [
                ("sea.state", Reason.UNCONFIRMED, False),
                ("weather.storm", Reason.SURE, True),
                ("sea.hailstorm", Reason.SURE, True),
            ],
        ),
        ("A brain storm.", [("weather.storm", Reason.BENIGN, False)]),
        (
            "hail storm",
            [
                ("hail.storm", Reason.SURE, True),
                ("weather.storm", Reason.OUTRANKED, False),
                ("weather.storm", Reason.SURE, True),
            ],
        ),
    ],
)
def test_decisions(text, decisions):
    """
    Each candidate is decided for a reason that can be told.
    """
    assert decisions == decide(text)


def test_harmless_words_lose_to_longer_words_around_them():
    """
    A harmless phrase inside a longer finding does not count: the whole is not harmless.
    """
    pack = PACK + '[[benign]]\nid = "zz.benign.hail"\nforms = ["hail"]\n'
    detector = Detector(decode_packs({"zz.toml": pack}))

    assert ["hail.storm", "weather.storm"] == found("A hail storm.", detector)


def test_harmless_words_speak_for_their_topics_only():
    """
    A harmless phrase of one topic leaves findings of another alone.
    """
    pack = PACK.replace('topics = ["weather"]', 'topics = ["hail"]')

    assert ["weather.storm"] == found(
        "A storm in a teacup.", Detector(decode_packs({"zz.toml": pack}))
    )


def test_modality():
    """
    A finding says whether it is asserted, alleged or denied.
    """
    text = "A storm. Reportedly a storm.\n\nHe denied a squall."

    assert [Modality.ASSERTED, Modality.ALLEGED, Modality.DENIED] == [
        finding.modality for finding in DETECTOR.find(text)
    ]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ('"A storm," she said.', Modality.QUOTED),
        ("She spoke of “a storm at night”.", Modality.QUOTED),
        ("Sie sagte: „storm“, und ging.", Modality.QUOTED),
        ("« A storm », dit-elle.", Modality.QUOTED),
        ('"Calm," she said of the storm.', Modality.ASSERTED),
        ('The "calm" and the storm.', Modality.ASSERTED),
        ('A 9" pipe in the storm.', Modality.ASSERTED),
        ('He said "calm.\n\nA storm" followed.', Modality.ASSERTED),
        ('He said "a storm.\n\nCalm" followed.', Modality.ASSERTED),
        ('"Reportedly a storm," she said.', Modality.ALLEGED),
    ],
)
def test_what_is_quoted_says_so(text, modality):
    """
    A finding between the quotation marks of one paragraph is somebody else's word.
    """
    (finding,) = DETECTOR.find(text)

    assert modality == finding.modality


@pytest.mark.parametrize(
    ("allow", "rules"),
    [
        ((), ["weather.storm", "hail.storm"]),
        (("the storm",), ["hail.storm"]),
        (("The  STÖRM!",), ["hail.storm"]),
        (("zz.weather.storm",), ["hail.storm"]),
    ],
)
def test_what_is_allowed_wins(allow, rules):
    """
    The caller allows phrases and rules; phrases are folded like the text.
    """
    detector = Detector(PACKS, taxonomy=TAXONOMY, allow=allow)

    assert rules == found("The storm, then hail.", detector)


def test_lists_hold_over_the_blocks_of_a_long_text():
    """
    Long texts are read in blocks; what is allowed or denied is seen once in each place.
    """
    text = "a storm and a low tide, " * 6_000

    assert [] == found(text, Detector(PACKS, taxonomy=TAXONOMY, allow=["storm"]))
    assert 6_000 == len(DETECTOR.find(text, allow=["storm"], deny={"low tide": "sea"}))


def test_what_is_allowed_is_told():
    """
    A candidate that the caller allows says so.
    """
    detector = Detector(PACKS, allow=["the storm"])
    (decision,) = detector.examine("The storm").decisions

    assert (Reason.ALLOWED, "allow 'the storm'") == (decision.reason, decision.by)


def test_what_is_denied_is_found():
    """
    What the caller denies is a finding whatever stands around it, but for what is
    allowed; a denied phrase finds the topic it is given.
    """
    text = "No brain storm. A wave of the hand, a low tide."

    assert [] == found(text)
    assert ["weather.storm"] == [
        f.rule.removeprefix("zz.")
        for f in DETECTOR.find(text, deny=["zz.weather.storm"])
    ]
    assert ["sea.wave", "deny 'low tide'"] == [
        f.rule.removeprefix("zz.")
        for f in DETECTOR.find(text, deny={"zz.sea.wave": "", "low tide": "sea"})
    ]
    assert [] == [
        f.rule
        for f in DETECTOR.find(
            text,
            deny={"zz.sea.wave": "", "low tide": "sea"},
            allow=["a LOW tide", "wave"],
        )
    ]
    (decision,) = DETECTOR.examine(
        "A storm.", allow=["zz.weather.storm"], deny=["zz.weather.storm"]
    ).decisions
    assert (Reason.ALLOWED, False) == (decision.reason, decision.accepted)


def test_lists_of_a_detector_and_of_a_call_are_joined():
    """
    What a detector allows, every call of it allows, and more.
    """
    detector = Detector(PACKS, taxonomy=TAXONOMY, allow=["hail"])

    assert () == detector.find("A storm, then hail.", allow=["a storm"])
    assert 1 == len(detector.find("A storm, then hail."))


@pytest.mark.parametrize(
    ("allow", "deny", "message"),
    [
        (["…"], [], '"…" holds no word'),
        ([], ["low tide"], 'the denied phrase "low tide" has no topic'),
        ([], {"low tide": "see"}, 'no topic "see"; did you mean "sea"?'),
        ([], {"low tide": "xyz"}, 'no topic "xyz"; see `cwkit topics`'),
        (["zz.weather.strom"], [], 'did you mean "zz.weather.storm"?'),
        ([], ["zz.weather.strom"], 'no rule "zz.weather.strom"; did you mean'),
        (["xx.weather.storm"], [], 'no rule "xx.weather.storm"; `cwkit scan'),
        ("storm", [], 'and is a string, not a list; write ["storm"]'),
        ([], "zz.weather.storm", "is given for deny, and is a string"),
    ],
)
def test_lists_that_are_not_well_written(allow, deny, message):
    """
    A phrase has words, a denied one a topic, and rules and topics are there: what would
    be ignored is an error, of a detector and of a call.
    """
    with pytest.raises(InputError, match=re.escape(message)):
        Detector(PACKS, taxonomy=TAXONOMY, allow=allow, deny=deny)
    with pytest.raises(InputError, match=re.escape(message)):
        DETECTOR.find("A calm sea.", allow=allow, deny=deny)


def test_phrases_may_hold_full_stops():
    """
    Only what is written like an id is one: an address or a short form is a phrase.
    """
    detector = Detector(PACKS, allow=["storm.example", "S.T.O.R.M."])

    assert [] == found("See storm.example for more.", detector)


def test_ids_of_rules_load_no_other_language():
    """
    An id that is allowed has the rules of its own language read, once, and no others.
    """
    read = []

    def store(language):
        (pack,) = decode_packs(
            {
                "pack.toml": (
                    f'schema = 1\nlanguage = "{language}"\n'
                    "[[rule]]\n"
                    f'id = "{language}.weather.rain"\ntopic = "weather"\n'
                    'forms = ["rain"]\nmatch = ["Rain."]\nno_match = ["Sun."]\n'
                )
            }
        )

        def load():
            read.append(language)
            return compile_pack(pack)

        return StoredProgram(language=language, markers=frozenset(), load=load)

    detector = Detector([store("zz"), store("zy")], allow=["zz.weather.rain"])

    assert ["zz"] == read
    assert () == detector.find("Rain.", languages=["zz"])
    assert ["zz"] == read


@given(st.lists(st.integers(0, 400), max_size=6))
def test_a_stream_finds_what_the_whole_holds(cuts):
    """
    However a text is cut into pieces, the same is found in the same places.
    """
    text = "A storm.\n\nNo storm, but hail. A wave of the hand.\n\n" * 8
    places = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[a:b] for a, b in itertools.pairwise(places)]

    assert DETECTOR.find(text) == tuple(DETECTOR.stream(pieces))


@pytest.mark.parametrize("gap", ["\n\n", " ", "x"])
def test_a_long_stream_is_read_in_stretches(gap, monkeypatch):
    """
    Stretches end with a paragraph, else with a word, else anywhere; the memory they
    take does not grow with the text.
    """
    monkeypatch.setattr("cwkit.detect.detector._STRETCH", 1 << 8)
    monkeypatch.setattr("cwkit.detect.detector._LONGEST_STRETCH", 1 << 9)
    longest = []
    examine = Engine.examine

    def watch(self, text, *rest, **options):
        longest.append(len(text))
        return examine(self, text, *rest, **options)

    monkeypatch.setattr(Engine, "examine", watch)
    unit = f"a storm{gap}" + "y" * 90 + gap
    text = unit * 40
    pieces = (text[at : at + 50] for at in range(0, len(text), 50))
    spans = [finding.span for finding in DETECTOR.stream(pieces, languages=["zz"])]

    assert max(longest) <= (1 << 9) + 50
    if gap != "x":
        assert [f.span for f in DETECTOR.find(text, languages=["zz"])] == spans


def test_a_wider_topic_confirms_nothing():
    """
    Ambiguous words are confirmed by narrower topics than their own, not by wider ones.
    """
    text = """
schema = 1
language = "zz"

[[rule]]
id = "zz.hail.shower"
topic = "hail"
sureness = 1
forms = ["shower"]
requires = ["ice"]
match = ["A shower of ice."]
no_match = ["A bath."]

[[rule]]
id = "zz.weather.gale"
topic = "weather"
forms = ["gale"]
match = ["A gale."]
no_match = ["A gull."]
"""
    detector = Detector(decode_packs({"zz.toml": text}), taxonomy=TAXONOMY)

    assert ["weather.gale"] == found("A gale. A shower.", detector)


def test_a_stream_confirms_by_what_stood_before():
    """
    Ambiguous words are confirmed by surer ones of their family before them.
    """
    text = "A storm.\n\n" + "and so on " * 8_000 + "\n\nThe front."

    assert 2 == len(list(DETECTOR.stream([text])))
    assert [] == list(DETECTOR.stream([]))


def test_languages():
    """
    Only packs of the languages asked for are used.
    """
    assert ("zz",) == DETECTOR.languages
    assert 1 == len(DETECTOR.find("A storm.", languages=["ZZ-AA"]))
    assert () == DETECTOR.find("A storm.", languages=["yy"])


def test_notices_and_names_are_marked():
    """
    The words that begin a warning, and those that name a topic, are marked.
    """
    evidence = DETECTOR.examine("Weather warning: squalls")
    nothing = DETECTOR.examine("Weather: squalls")

    assert [("zz.notice.label", Span(0, 15))] == [
        (mark.name, mark.span) for mark in evidence.notices
    ]
    assert [("weather", Span(0, 7))] == [
        (mark.name, mark.span) for mark in evidence.names
    ]
    assert () == nothing.names


def test_names_do_not_cross_a_sentence():
    """
    What names a topic stands in one sentence.
    """
    pack = decode_packs({"zz.toml": PACK.replace('["weather"]', '["low pressure"]')})
    detector = Detector(pack)
    texts = ("Weather warning: low pressure.", "Weather warning: low. Pressure rises.")

    assert [1, 0] == [len(detector.examine(text).names) for text in texts]


def test_limits():
    """
    A text that is too long is refused, and findings are kept up to a bound.
    """
    with pytest.raises(LimitError):
        DETECTOR.find("A storm.", limits=Limits(characters=3))

    assert 2 == len(DETECTOR.find("A squall. " * 9, limits=Limits(findings=2)))


@given(texts)
def test_spans_hold_the_words_of_their_rule(text):
    """
    The text at a span folds to the words that were looked for.
    """
    pack = decode_packs(
        {
            "zz.toml": 'schema = 1\nlanguage = "zz"\n[[rule]]\nid = "zz.fruit.pear"\n'
            'topic = "fruit"\nforms = ["ripe ..2 pear", "café"]\nmatch = ["x"]\n'
            'no_match = ["y"]\n'
        }
    )
    for finding in Detector(pack).find(text):
        piece = fold_word(finding.span.of(text))

        assert piece == "cafe" or (piece.startswith("ripe") and piece.endswith("pear"))


@given(hostile_texts)
def test_any_text_is_survived(text):
    """
    No text breaks the detector, and no span leaves the text.
    """
    for decision in DETECTOR.examine(text).decisions:
        span = decision.finding.span

        assert 0 <= span.start < span.end <= len(text)


def test_is_picklable_and_the_same_each_time():
    """
    A detector can be handed to another process and finds the same there.
    """
    again = pickle.loads(pickle.dumps(DETECTOR))  # noqa: S301  # our own bytes

    assert DETECTOR.examine("A storm, a wave.") == again.examine("A storm, a wave.")


def test_many_overlaps_in_one_place():
    """
    Overlaps are looked up near by only, also over the edges of their buckets.
    """
    text = "x " * 250 + "storm surge " * 300

    assert 600 == len(DETECTOR.find(text))


def test_the_pack_proves_itself():
    """
    All examples of the pack above hold.
    """
    assert () == prove_packs(PACKS, taxonomy=TAXONOMY)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            'match = ["A wave."]',
            'match = ["A wave of a hand."]',
            'zz.sea.wave: "A wave of a hand.": rejected as blocked by hand',
        ),
        (
            'match = ["A hail."]',
            'match = ["A snow."]',
            'zz.hail.storm: "A snow.": not found; add the form it uses',
        ),
        (
            '"A brain storm.", "no storm"',
            '"A loud storm."',
            'zz.weather.storm: "A loud storm.": found; add what tells this sense apart',
        ),
        (
            'match = ["It was a storm in a teacup."]',
            'match = ["It was a squall in a teacup."]',
            (
                'zz.benign.tea: "It was a squall in a teacup.": '
                "zz.weather.storm found in it"
            ),
        ),
        (
            'match = ["Weather warning: x"]',
            'match = ["x"]',
            'zz.notice.label: "x": not seen as a warning',
        ),
        (
            'match = ["A storm."]',
            'match = ["A brain storm."]',
            (
                'zz.weather.storm: "A brain storm.": rejected as '
                "benign by zz.weather.storm.benign"
            ),
        ),
        (
            'match = ["Weather warning: x"]\nno_match = ["x"]',
            'match = ["Weather warning: x"]\nno_match = ["A weather warning: x"]',
            'zz.notice.label: "A weather warning: x": seen as a warning',
        ),
    ],
)
def test_faults(old, new, fault):
    """
    An example that does not come out as its row says is told.
    """
    packs = decode_packs({"zz.toml": PACK.replace(old, new)})

    assert [fault] == [str(each) for each in prove_packs(packs, taxonomy=TAXONOMY)]


def make_languages():
    """
    Return packs of three languages that share a word.
    """
    return decode_packs(
        {
            f"{language}.toml": f"""
schema = 1
language = "{language}"
frequent = ["{frequent}"]
[[rule]]
id = "{language}.sea.wave"
topic = "sea"
forms = ["wave"]
match = ["A wave."]
no_match = ["x"]
"""
            for language, frequent in (
                ("en", "the a of"),
                ("yy", "ye a oo"),
                ("zz", "ze za zo"),
            )
        }
    )


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("the tip of a wave", {"en"}),
        ("ze tip zo ze wave", {"zz"}),
        ("wave", {"en"}),
        ("wave xyz " * 300, {"en"}),
        ("ye wave", {"en", "yy"}),
    ],
)
def test_language_is_judged_by_frequent_words(text, languages):
    """
    A text that does not say its language is judged by its most frequent words.
    """
    detector = Detector(make_languages())

    assert languages == detector.judge_languages(text)
    assert languages == set(detector.examine(text).languages)


def test_no_language_shown_and_no_default():
    """
    Without rules in the default language all rules are tried.
    """
    detector = Detector(make_languages()[1:])

    assert ("yy", "zz") == detector.examine("wave").languages
    assert () == Detector([]).find("wave")


def test_what_two_languages_find_in_the_same_words_counts_once():
    """
    Of findings of one topic that overlap the longest counts, whoever found it.
    """
    (own,) = decode_packs(
        {
            "own.toml": 'schema = 1\nlanguage = "zz"\n[[rule]]\nid = "zz.own.tempest"\n'
            'topic = "weather"\nforms = ["storm at sea", "calm"]\n'
            'match = ["calm"]\nno_match = ["x"]\n'
        }
    )
    detector = Detector([*PACKS, own], taxonomy=TAXONOMY)

    assert ["own.tempest", "weather.storm", "own.tempest"] == found(
        "A storm at sea. A storm, then calm.", detector
    )
    assert 2 == len(detector.examine("A storm at sea").decisions)
    assert ("zz",) == detector.examine("A storm at sea").languages
