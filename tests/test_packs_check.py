"""
Proving packs: what is well written and yet a mistake is told, with file, row and cure.
"""

from __future__ import annotations

import itertools
import pickle
from types import SimpleNamespace

import pytest
from update_ids import DATA

import cwkit
from cwkit.detect.proof import prove_files
from cwkit.packs import expand_form
from cwkit.packs.check import check_packs
from cwkit.packs.covers import Cover, find_cover
from cwkit.packs.runaway import find_nested_repeat, find_runaway, fits_nothing

HEAD = 'schema = 1\nlanguage = "zz"\n'
PROOF = 'match = ["x"]\nno_match = ["y"]\n'


def make_rule(name, keys, topic="weather"):
    """
    Return a rule as a pack writes it.
    """
    return f'[[rule]]\nid = "zz.{topic}.{name}"\ntopic = "{topic}"\n{keys}\n{PROOF}'


def check(*parts, topics=None):
    """
    Return what is said of a pack, without its file and line.
    """
    remarks = check_packs({"zz.toml": HEAD + "".join(parts)}, topics=topics)
    said = [str(r).partition(", ")[2].split(", ", 1)[1] for r in remarks]
    return [text.removeprefix('rule "zz.weather.') for text in said]


RAIN = make_rule("rain", 'forms = ["rain"]')


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([RAIN], []),
        (
            [RAIN, make_rule("shower", 'forms = ["rain", "shower"]')],
            [
                (
                    'shower": the form "rain" adds nothing to "rain" of '
                    "zz.weather.rain; take it out"
                )
            ],
        ),
        (
            [make_rule("rain", 'forms = ["(heavy|light) rain", "light rain"]')],
            [
                (
                    'rain": advice: the form "light rain" adds nothing to '
                    '"(heavy|light) rain" of the same rule; take it out'
                )
            ],
        ),
        (
            [RAIN, make_rule("warm", 'forms = ["warm rain"]')],
            [
                (
                    'warm": advice: the form "warm rain" adds only length '
                    'to "rain" of zz.weather.rain; take it out, unless longer words '
                    "win something"
                )
            ],
        ),
        # Another topic, other conditions, or words that say more.
        ([RAIN, make_rule("rain", 'forms = ["rain"]', "sea")], []),
        ([RAIN, make_rule("red", 'forms = ["red rain"]\nseverity = "graphic"')], []),
        (
            [
                RAIN,
                make_rule(
                    "b", 'forms = ["rain"]\nseverity = "graphic"\nblocks = ["tap"]'
                ),
            ],
            [],
        ),
        ([RAIN, make_rule("c", 'forms = ["Rain"]\nexact_case = true')], []),
        (
            [
                make_rule("a", 'forms = ["rain"]\nsureness = 1\nrequires = ["sky"]'),
                make_rule("b", 'forms = ["rain"]\nsureness = 1\nrequires = ["sea"]'),
                make_rule("c", 'forms = ["rain"]\nsureness = 1\nblocks = ["tap"]'),
            ],
            [],
        ),
        (
            [RAIN, '[[benign]]\nid = "zz.benign.tea"\nforms = ["cup of tea"]\n'],
            [
                (
                    'benign "zz.benign.tea": advice: no rule finds any word of '
                    '"cup of tea"; take it out, or add the rule it is against'
                )
            ],
        ),
        (
            [
                make_rule("r", 'regex = ["rain+y"]'),
                '[[benign]]\nid = "zz.benign.tea"\nforms = ["cup of tea"]\n',
            ],
            [],
        ),
        (
            [make_rule("r", 'forms = ["rain"]\nrequires = ["sky"]\nblocks = ["sky"]')],
            [
                (
                    'r", blocks: "sky" would confirm it, but "sky" rules '
                    "it out; take one of them out"
                )
            ],
        ),
        (
            [
                make_rule(
                    "r", 'forms = ["rain"]\nrequires = ["red sky"]\nblocks = ["sky"]'
                )
            ],
            [
                (
                    'r", blocks: advice: "red sky" would confirm it, but '
                    '"sky" rules it out; take one of them out'
                )
            ],
        ),
        (
            [make_rule("r", 'forms = ["rain"]\nblocks = []')],
            [('r", blocks: "blocks" is empty; say something, or leave it out')],
        ),
        (
            [make_rule("r", "regex = ['(?:\\w+ )+rain']")],
            [
                (
                    'r", regex: "(?:\\w+ )+" repeats what repeats without '
                    "end; make the inner one possessive (*+, ++), or bound it"
                )
            ],
        ),
        (
            [make_rule("r", "regex = ['(?:a|aa)+[yz]']")],
            [
                (
                    'r", regex: "(?:a|aa)+[yz]" takes too long on a '
                    "text that repeats 'a'; bound its repeats, or make them possessive"
                )
            ],
        ),
        (
            [RAIN.replace('"zz.', '"yy.')],
            [
                (
                    'rule "yy.weather.rain": the id does not begin with its language '
                    '"zz"; '
                    "name it so, or move it to the pack of its language"
                )
            ],
        ),
        (
            [
                make_rule(
                    "long",
                    'forms = ["(a b|c d|e f|g h) (a b|c d|e f|g h) (a b|c d|e f|g h) '
                    '(a b|c d|e f|g h)"]',
                )
            ],
            [
                (
                    'long": advice: the form "(a b|c d|e f|g h) (a b|c d|e '
                    'f|g h) (a b|c d|e f|g h) (a b|c d|e f|g h)" expands to 256 '
                    "patterns; write several forms that say what is meant"
                )
            ],
        ),
    ],
)
def test_rows(parts, said):
    """
    What is amiss in a row is told, and what has its reason is not.
    """
    assert said == check(*parts)


def test_rows_that_stand_for_too_much():
    """
    A row that expands to very much is a fault: every process would hold all of it.
    """
    pair = "(" + "|".join(f"a{n} b{n}" for n in range(40)) + ")"
    forms = ", ".join(f'"{pair} {pair} x{n}"' for n in range(2))
    single = "(" + "|".join(f"c{n}" for n in range(20)) + ")"
    many = check(make_rule("many", f"forms = [{forms}]"))
    wide = check(make_rule("wide", f'forms = ["{" ".join([single] * 6)}"]'))

    assert [
        (
            'many": its forms expand to 3200 patterns; leave out what nobody writes; '
            "(a|b) of single words is one pattern"
        )
    ] == [text for text in many if "advice" not in text]
    assert [
        "stands for 64000000 phrases; write several forms that say what is meant"
    ] == [text.partition('" ')[2].rpartition('" ')[2] for text in wide]


def test_an_id_names_its_own_topic():
    """
    An id that names a topic names that which its row finds; another word is free.
    """
    rule = make_rule("rain", 'forms = ["rain"]').replace("zz.weather", "zz.sea")
    house = rule.replace("zz.sea", "zz.house")

    assert [
        (
            'rule "zz.sea.rain": the id names the topic "sea", and the row finds '
            '"weather"; name it after what it finds'
        )
    ] == check(rule, topics=["sea", "weather"])
    assert [] == check(house, topics=["sea", "weather"])


def test_ids_that_are_taken():
    """
    An id that another pack has, beside which this one is to be used, is a fault.
    """
    (remark,) = check_packs({"zz.toml": HEAD + RAIN}, taken={"zz.weather.rain"})

    assert "a pack that cwkit ships has this id" in remark.message
    assert not remark.advice


@pytest.mark.parametrize(
    ("expression", "example", "said"),
    [
        ("a*", "a", "fits where nothing stands; make something in it needed"),
        ("(?=rain)", "rain", "fits where nothing stands"),
        (".*.*.*=x", "now =x", "takes too long on a text that repeats"),
        ("(a|a)*b", "aab", "takes too long on a text that repeats"),
    ],
)
def test_expressions_that_do_harm(expression, example, said):
    """
    An expression fits something, and takes no time without end where what it must end
    with stands elsewhere in the text.
    """
    rule = make_rule("r", f"regex = ['{expression}']").replace(
        'match = ["x"]', f'match = ["{example}"]', 1
    )
    (told,) = check(rule)

    assert said in told
    assert told.startswith('r", regex: ')


def test_an_expression_that_takes_too_long_to_try():
    """
    One that takes too long on its own examples is told as that, not as empty.
    """
    assert not fits_nothing("(?:x|xx)+[yz]", ["x" * 999], seconds=0.01)


def test_shared_words():
    """
    Lists and contexts hold something and are used; names and cues are known ones.
    """
    words = (
        "[lists]\nnone = []\nsky = ['sky']\nused = ['red']\n"
        "[contexts]\nsea = ['wave']\nseaside = ['beach']\n"
        "[names]\nwether = ['weather']\n[abbreviations]\nwaether = ['wx']\n"
        "[cues]\nabsint = ['no']\nmaybe = ['so']\n"
    )
    remarks = check_packs(
        {
            "_words.toml": HEAD + words,
            "a.toml": HEAD
            + make_rule("r", 'forms = ["<used> rain", "rain"]\nblocks = ["@seaside"]')
            + '[[benign]]\nid = "zz.benign.x"\nforms = ["rain x"]\ntopics = ["wether"]',
        },
        topics=["weather"],
    )

    assert [
        "_words.toml, line 4, lists, none: <none> is empty; say what belongs to it",
        (
            "_words.toml, line 5, lists, sky: advice: <sky> is used nowhere; use "
            "it, or "
            "take it out"
        ),
        (
            "_words.toml, line 8, contexts, sea: advice: @sea is used nowhere; use "
            "it, or "
            "take it out"
        ),
        (
            '_words.toml, line 11, names, wether: unknown topic "wether"; did you mean '
            '"weather"?'
        ),
        (
            '_words.toml, line 13, abbreviations, waether: unknown topic "waether"; '
            'did you mean "weather"?'
        ),
        (
            '_words.toml, line 15, cues, absint: unknown kind of cue "absint"; did you '
            'mean "absent"?'
        ),
        '_words.toml, line 16, cues, maybe: unknown kind of cue "maybe"; take it out',
    ] == [str(r) for r in remarks if r.file == "_words.toml"]
    assert 'unknown topic "wether"; did you mean "weather"?' in str(
        [str(r) for r in remarks if r.file == "a.toml"]
    )


def test_proofs_of_several_languages():
    """
    Packs of several languages are proved together, and weighed each by its own words.
    """
    pack = HEAD + 'frequent = ["rain"]\n' + RAIN
    other = pack.replace('"zz', '"yy').replace('["rain"]\n[', "['x']\n[")
    remarks = prove_files({"zz.toml": pack, "yy.toml": other})

    assert ["zz.toml"] == [r.file for r in remarks if "looked for at" in r.message]


def test_frequent_anchors_are_told():
    """
    A form of frequent words only costs time on every text, and works all the same.
    """
    pack = HEAD + 'frequent = ["the", "of"]\n' + make_rule("x", 'forms = ["of the"]')
    remarks = prove_files({"zz.toml": pack})

    assert [False, True] == sorted(r.advice for r in remarks)
    assert 'the form "of the" is looked for at each "of"' in str(remarks)
    assert remarks == pickle.loads(pickle.dumps(remarks))  # noqa: S301  # our own bytes


@pytest.mark.parametrize(
    ("short", "long", "cover"),
    [
        ("rain", "rain", Cover.EQUAL),
        ("rain", "heavy rain", Cover.INSIDE),
        ("heavy ..2 rain", "heavy rain", Cover.SAME),
        ("heavy ..2 rain", "heavy summer rain", Cover.INSIDE),
        ("heavy ..2 rain", "heavy ..1 summer rain", Cover.INSIDE),
        ("heavy ..1 rain", "heavy ..1 summer rain", None),
        ("heavy rain", "heavy summer rain", None),
        ("heavy rain", "heavy ..1 rain", None),
        ("(heavy|light) rain", "light rain", Cover.SAME),
        ("light rain", "(heavy|light) rain", None),
        ("heavy ..2 rain", "heavy summer storm", None),
        ("heavy rain", "rain", None),
    ],
)
def test_covers(short, long, cover):
    """
    A pattern covers another if it is found wherever the other one is.
    """
    assert cover is find_cover(expand_form(short)[0], expand_form(long)[0])


@pytest.mark.parametrize(
    ("expression", "nested"),
    [
        ("(a+)+b", "(a+)+"),
        ("x(?:a|b*)*?b", "(?:a|b*)*?"),
        ("((a+))+", "((a+))+"),
        ("(?P<n>x*)+", "(?P<n>x*)+"),
        ("(a{2,})*", "(a{2,})*"),
        ("(a{2,5})+", None),
        ("(?:a++)+b", None),
        ("(?>a+)+", None),
        (r"[a+]+(b\+)+", None),
        ("[[a-z]--[aeiou]]+", None),
        ("(?#(a+)b", None),
        ("(?<=a+)b+", None),
        ("(?:a+b)?", None),
        ("(a+)b+", None),
    ],
)
def test_nested_repeats(expression, nested):
    """
    A repeat without end inside of another is seen, if it can give back what it took.
    """
    assert nested == find_nested_repeat(expression)


def test_runaways():
    """
    An expression is tried on what it names, and on what it finds in its examples.
    """
    assert find_runaway("(?:x|xx)+[yz]", seconds=0.05)
    assert "x" * 999 == find_runaway("(?:x|xx)+[yz]", ["x" * 999], seconds=0.05)
    assert find_runaway(r"\bred\b.{0,40}\bblue\b", ["red blue"], seconds=30) is None


def test_many_matches_that_take_too_long_together(monkeypatch):
    """
    What is bounded is the time of all matches in a text, not that of each.
    """
    clock = SimpleNamespace(monotonic=itertools.count(0, 10).__next__)
    monkeypatch.setattr("cwkit.packs.runaway.time", clock)

    assert "x" == find_runaway("x", ["x"])


def test_the_shipped_packs():
    """
    The shipped packs hold no mistakes.
    """
    paths = sorted(DATA.glob("packs/**/*.toml"))
    files = {path.as_posix(): path.read_text("utf-8") for path in paths}
    remarks = check_packs(files, topics=[topic.id for topic in cwkit.taxonomy()])
    faults = [str(remark) for remark in remarks if not remark.advice]

    assert [] == faults
