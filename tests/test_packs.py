"""
Packs: forms, inflections, and files that are read strictly.
"""

from __future__ import annotations

import pytest

from cwkit.errors import DataError
from cwkit.packs import (
    FormError,
    Inflections,
    Lexicon,
    Severity,
    decode_packs,
    expand_form,
)

LEXICON = Lexicon(
    Inflections(
        endings={
            "n": (("", ("", "s")), ("y", ("y", "ies"))),
            "v": (("", ("", "s", "ed")), ("e", ("e", "es", "ed"))),
            "odd": (("x", ("x",)),),
        },
        irregular={"n": {"foot": ("foot", "feet")}},
    ),
    lists={
        "fruit": ("pear:n", "plum", "passion fruit"),
        "number": ("#",),
        "loop": ("<loop>",),
    },
)

HEAD = 'schema = 1\nlanguage = "zz"\ntopic = "weather"\n'
RULE = (
    '[[rule]]\nid = "zz.weather.rain"\nforms = ["rain"]\n'
    'match = ["Rain."]\nno_match = ["Sun."]\n'
)


def read(form):
    """
    Expand a form and write each pattern as text.
    """
    return [
        " ".join(
            (f"..{item.gap} " if item.gap else "") + "|".join(sorted(item.words))
            for item in pattern
        )
        for pattern in expand_form(form, LEXICON)
    ]


@pytest.mark.parametrize(
    ("form", "patterns"),
    [
        ("heavy rain", ["heavy rain"]),
        ("Self-help", ["self help"]),
        ("pear:n", ["pear|pears"]),
        ("berry:n", ["berries|berry"]),
        ("foot:n", ["feet|foot"]),
        ("bake:nv", ["bake|baked|bakes"]),
        ("(ripe|sour) pear", ["ripe|sour pear"]),
        ("(ripe|not sour) pear", ["ripe pear", "not sour pear"]),
        ("ripe? pear", ["ripe pear", "pear"]),
        ("(very ripe)? pear", ["very ripe pear", "pear"]),
        ("(ripe|)? pear", ["ripe pear", "pear"]),
        ("pick ..2 pear", ["pick ..2 pear"]),
        ("(pick|pick the ..1) pear", ["pick pear", "pick the ..1 pear"]),
        ("ripe <..1> pear", ["ripe ..1 pear", "pear ..1 ripe"]),
        ("<fruit>", ["pear|pears|plum", "passion fruit"]),
        ("ripe <fruit>?", ["ripe pear|pears|plum", "ripe passion fruit", "ripe"]),
        ("<number> pears", ["# pears"]),
        ("l'été", ["l ete"]),
    ],
)
def test_forms(form, patterns):
    """
    A form expands to the patterns that it says.
    """
    assert patterns == read(form)


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("a ..2", "a gap needs a word after it"),
        ("..2 a", "a gap needs a word before it"),
        ("(a|b ..2)", "a gap needs a word after it"),
        ("a ..9 b", "a gap is 1 to 8 words, not 9"),
        ("a <..0> b", "a gap is 1 to 8 words, not 0"),
        ("a <..1> b <..1> c", "only one <..n> in a sequence"),
        ("a? <..1> b", "<..n> needs words on both sides"),
        ("(a", "a bracket is not closed"),
        ("a) b", "a bracket is closed that was never opened"),
        ("a?", "every word of it may be missing"),
        ("<froot>", "unknown list <froot>, did you mean <fruit>?"),
        ("<zzz>", "unknown list <zzz>"),
        ("<loop>", "the list <loop> holds itself"),
        ("a:w", 'unknown inflection class "w", known: n, odd, v'),
        ("a:od", 'unknown inflection class "od", did you mean "odd"?'),
        ("a:odd", 'no ending of class "odd" fits "a"'),
        ("a:", '":" is not understood'),
        ("…", '"…" has no letters'),
        ("(" + "|".join(f"a{n} b" for n in range(80)) + ") " * 1, ""),
    ],
)
def test_forms_that_are_not_well_written(form, message):
    """
    A form that cannot be read says why.
    """
    if not message:
        with pytest.raises(FormError, match="more than 5000 patterns"):
            expand_form(f"{form} {form}", LEXICON)
        return

    with pytest.raises(FormError) as caught:
        expand_form(form, LEXICON)

    assert message == str(caught.value)


def test_a_full_rule():
    """
    Every key of a rule is read, contexts by name too.
    """
    (pack,) = decode_packs(
        {
            "zz/_words.toml": HEAD
            + 'announcing = ["mention:n"]\n'
            + '[inflections.n]\nendings = [["", ["", "s"]]]\n'
            + '[inflections.n.irregular]\nfoot = ["foot", "feet"]\n'
            + '[lists]\nwet = ["rain:n", "hail"]\n'
            + '[contexts]\nsky = ["cloud:n"]\n'
            + '[cues]\nabsent = ["no"]\n'
            + '[names]\nweather = ["<wet>"]\n'
            + '[abbreviations]\nweather = ["wx"]\n',
            "zz/weather.toml": HEAD
            + 'frequent = ["the of", "and"]\n'
            + '[contexts]\nsea = ["wave:n"]\n'
            + RULE
            + 'severity = "depiction"\nsureness = 1\nwithin = 5\nexact_case = true\n'
            + 'requires = ["@sky", "@sea", "grey"]\nblocks = ["purple"]\n'
            + 'benign = ["rain coat"]\n'
            + '[[benign]]\nid = "zz.benign.cats"\nforms = ["cats and dogs"]\n'
            + 'topics = ["weather"]\nreason = "An idiom."\nmatch = ["Cats and dogs."]\n'
            + '[[notice]]\nid = "zz.notice.label"\nforms = ["content warning"]\n'
            + 'label = true\nweak = true\nmatch = ["Content warning: x"]\n'
            + 'no_match = ["No."]\n',
        },
        topics=["weather"],
    )
    (rule,) = pack.rules

    assert Severity.DEPICTION == rule.severity
    assert (1, 5, True) == (rule.sureness, rule.within, rule.exact_case)
    assert 3 == len(rule.requires)
    assert 1 == len(rule.blocks)
    assert ["zz.benign.cats", "zz.weather.rain.benign"] == [b.id for b in pack.benign]
    assert ("zz.notice.label", True, True) == (
        pack.notices[0].id,
        pack.notices[0].label,
        pack.notices[0].weak,
    )
    assert ("the", "of", "and") == pack.frequent
    assert ["weather"] == [topic for topic, _ in pack.names]
    assert ["weather"] == [topic for topic, _ in pack.abbreviations]
    assert ("mention", "mentions") == pack.announcing
    assert ["absent"] == [name for name, _ in pack.cues]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + RULE.replace("rain", "Rain", 1), '"zz.weather.Rain" is not an id'),
        (HEAD + RULE + RULE, 'the id "zz.weather.rain" stands twice; it is also in'),
        (HEAD + RULE + "sevrity = 1\n", 'unknown key "sevrity"; did you mean "sever'),
        (HEAD + RULE + "sureness = 3\n", "3 is no sureness; 0, 1 or 2"),
        (
            HEAD + 'announcing = ["and so"]\n' + RULE,
            "announcing: only single words belong here; part them by |",
        ),
        (HEAD + RULE + "sureness = 0\n", "a rule of sureness 0 needs a cue"),
        (HEAD + RULE + 'requires = ["@sky"]\n', 'unknown context "@sky"; known: none'),
        (HEAD + RULE + 'topic = "wether"\n', 'topic "wether"; did you mean "weather"?'),
        (HEAD + RULE + 'topic = "xyz"\n', 'topic "xyz"; see `cwkit topics`'),
        (
            HEAD + RULE.replace("forms", "form"),
            'unknown key "form"; did you mean "forms"?',
        ),
        (HEAD.replace("topic", "#") + RULE, '"topic" is missing; name it here'),
        (
            HEAD + RULE.replace('["rain"]', '["(rain"]'),
            'form "(rain": a bracket is not',
        ),
        (HEAD + RULE.replace('["Rain."]', "[]"), '"match" is missing or empty'),
        (HEAD + '[lists]\na = ["b"]\n[other]\nc = 1\n', 'unknown key "other"'),
        (
            HEAD + RULE + '[contexts]\nsky = ["a"]\n[[rule]]\nid = "zz.weather.b"\n'
            'forms = ["b"]\nmatch = ["b"]\nno_match = ["c"]\nblocks = ["@sea"]\n',
            'unknown context "@sea"; known: @sky',
        ),
        (HEAD + '[inflections.n]\nendings = [["", "s"]]\n', "is not a pair"),
        (HEAD + '[contexts]\na = ["@b"]\n', 'contexts, a: "@b" names a context inside'),
    ],
)
def test_files_that_are_not_as_they_should_be(text, message):
    """
    A fault in a file names the file, the row, and the cure.
    """
    with pytest.raises(DataError) as caught:
        decode_packs({"zz/weather.toml": text}, topics=["weather"])

    assert str(caught.value).startswith("zz/weather.toml")
    assert message in str(caught.value)
