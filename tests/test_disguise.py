"""
Disguises, hashtags and addresses: what is read out of odd words, and what is not.
"""

from __future__ import annotations

import time

import pytest

from cwkit.detect import Detector, PortableScanner
from cwkit.detect.addresses import blank_addresses, find_hosts
from cwkit.markup import read_document
from cwkit.packs import decode_packs, expand_form
from cwkit.text import fold_word

PACK = """
schema = 1
language = "zz"
masked = ["thunder", "hail", "fog"]

[[rule]]
id = "zz.weather.rain"
topic = "weather"
forms = ["thunder", "hailstorm warning", "дождь", "thick fog"]
match = ["Thunder rolled."]
no_match = ["The sun shone."]

[[rule]]
id = "zz.weather.mist"
topic = "weather"
sureness = 0
forms = ["haze"]
requires = ["туман", "туман идёт"]
match = ["haze туман"]
no_match = ["haze"]
"""


@pytest.fixture(scope="module")
def detector():
    """
    A detector with few words, some of them in Cyrillic letters.
    """
    return Detector(decode_packs({"zz.toml": PACK}))


def find(detector, text, **options):
    """
    Return the words found.
    """
    return [
        (finding.span.of(text), finding.disguised)
        for finding in detector.find(text, **options)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ⓣⓗⓤⓝⓓⓔⓡ!", ["ⓣⓗⓤⓝⓓⓔⓡ"]),
        ("a 🅣🅗🅤🅝🅓🅔🅡", ["🅣🅗🅤🅝🅓🅔🅡"]),
        ("a ⓣhunder", ["ⓣhunder"]),
        ("ᴛʜᴜɴᴅᴇʀ", ["ᴛʜᴜɴᴅᴇʀ"]),
        ("thun\u3164der", ["thun\u3164der"]),
        ("thun\U000e0020der", ["thun\U000e0020der"]),
        ("thun★er, t●under", ["thun★er", "t●under"]),
        ("so-th*nder-like", ["th*nder"]),
        ("(th*nder)/x1", ["th*nder"]),
        ("list(t_under, th_nder)", ["th_nder"]),
        ("*hunder", ["*hunder"]),
        ("*under *thunder", ["thunder"]),
        ("t--r t—r x--r --r", ["t--r", "t—r"]),
        ("thick f*g", ["thick f*g"]),
        ("thick f—g", []),
        ("t . h . u . n . d . e . r", ["t . h . u . n . d . e . r"]),
        ("t~h~u~n~d~e~r", ["t~h~u~n~d~e~r"]),
        ("t👏h👏u👏n👏d👏e👏r", ["t👏h👏u👏n👏d👏e👏r"]),
        ("I t h u n d e r", ["t h u n d e r"]),
        ("x T H U N D E R", ["T H U N D E R"]),
        ("T H U N D E R y", ["T H U N D E R"]),
        ("x T H U N D E R y", []),
        ("x t h u n d e r", []),
        ("t, h, u, n, d, e, r", []),
        ("p o p s https://x.example/t-h-u-n-d-e-r", []),
        (("\u200b" * 9).join("thunder"), [("\u200b" * 9).join("thunder")]),
        ("x" * 60 + "thund\u200ber", []),
        ("x" * 600 + "thund3r" + "x" * 600, []),
    ],
)
def test_disguises(detector, text, found):
    """
    Known words are found in more disguises, and nothing is made up.
    """
    assert found == [words for words, _ in find(detector, text)]


@pytest.mark.parametrize(
    ("text", "deny", "found"),
    [
        ("дома", "мама", []),
        ("Мама, мама мыла раму", "мама", ["Мама", "мама"]),
        ("这是", "谋杀", []),
        ("他说:谋杀。", "谋杀", ["谋杀"]),
        ("моя мама?", "моя мама", ["моя мама"]),
        ("мама2 mама", "мама", []),
        ("a fl1bber fl*bber", "flibber", ["fl1bber", "fl*bber"]),
        ("f.l.i.b.b.e.r", "flibber", ["f.l.i.b.b.e.r"]),
        ("a fl1b", "flib flab", []),
        ("a f1b", "fib", []),
    ],
)
def test_denied_phrases(detector, text, deny, found):
    """
    A denied phrase is found in disguise too, and in foreign letters only as it is.
    """
    assert found == [words for words, _ in find(detector, text, deny={deny: "x"})]


def test_a_denied_disguise_is_said(detector):
    """
    A finding of a denied phrase tells whether it was disguised.
    """
    found = find(detector, "flibber fl1bber", deny={"flibber": "x"})

    assert [("flibber", False), ("fl1bber", True)] == found


def test_allowed_phrases_in_foreign_letters(detector):
    """
    An allowed phrase lets nothing go but itself.
    """
    options = {"deny": {"мама": "x"}, "allow": ["папа", "thunder"]}

    assert [("мама", False)] == find(detector, "мама папа thunder", **options)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("идёт дождь", ["дождь"]),
        ("идёт вождь", []),
        ("haze, туман", ["haze"]),
        ("haze, роман", []),
        ("haze, туман идёт", ["haze"]),
    ],
)
def test_rules_in_foreign_letters(detector, text, found):
    """
    Forms and contexts of rules are compared letter by letter, too.
    """
    assert found == [words for words, _ in find(detector, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("#heavyrain", ["heavyrain"]),
        ("#HEAVYRAIN #heavyrain", ["HEAVYRAIN", "heavyrain"]),
        ("#heavyrains", []),
        ("#oheavyrain", []),
        ("#heavy_rain", ["heavy_rain"]),
        ("#HeavyRain", ["HeavyRain"]),
        ("#rain", ["rain"]),
        ("#heavyrain2", []),
        ("#" + "heavy" * 9 + "rain", []),
        ("#heavyheavy", []),
        ("https://x.example/#heavyrain #hail", []),
    ],
)
def test_hashtags(text, found):
    """
    A tag without capitals is split where it is one pattern's words from end to end.
    """
    scanner = PortableScanner([*expand_form("heavy rain"), *expand_form("rain")])
    spans = {(start, end) for start, end, *_ in scanner.scan(text)}
    longest = [
        (start, end)
        for start, end in sorted(spans)
        if not any(s <= start and end <= e and (s, e) != (start, end) for s, e in spans)
    ]

    assert found == [text[start:end] for start, end in longest]


def test_what_is_remembered_of_hashtags_is_bounded(monkeypatch):
    """
    Hashtags are remembered, but not without end.
    """
    monkeypatch.setattr("cwkit.detect.hashtags._MOST_REMEMBERED", 2)
    scanner = PortableScanner(expand_form("heavy rain"))
    text = "#heavyrain #heavyhail #lightrain #heavyrain"

    assert [1, 34] == sorted(start for start, *_ in scanner.scan(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://x.example/rain, he", "see , he"),
        ("(ftp://x.example/rain.)", "(.)"),
        ("say 'http://x.example/it's' so", "say '' so"),
        ("x.example.com/rain", ""),
        ("x.example/rain", "x.example/rain"),
        ("rain and/or snow, a.m./p.m., rained.he/she", None),
        ("x.co.uk/ rain", None),
        ("://x", None),
        ("git@x.example:rain/hail.git rain", " rain"),
        ("me@x.example: rain/hail", ": rain/hail"),
        ("https://x.com/a/b.com/c@d.example", ""),
        ("@x.example", None),
    ],
)
def test_addresses(text, shown):
    """
    Addresses are blanked, but not what ends the sentence they stand in.
    """
    blanked = blank_addresses(text.encode("ascii"))

    assert len(blanked) == len(text)
    shown = text if shown is None else shown
    assert "".join(shown.split()) == "".join(blanked.decode("ascii").split())


def test_hosts():
    """
    What begins as the name of a page does is an address, whatever its ending.
    """
    scanner = PortableScanner(expand_form("rain"))
    text = "rain www.rain.example rain www. rain"
    starts = sorted(start for start, *_ in scanner.scan(text))

    assert [(0, 16)] == find_hosts(b"www.rain.example")
    assert [0, 22, 32] == starts


@pytest.mark.parametrize(
    ("media_type", "source", "word"),
    [
        ("text/html", "<p>rai&#110;</p>", "rai&#110;"),
        ("text/html", "<p>r&aacute;&iacute;n.</p>", "r&aacute;&iacute;n"),
        ("text/html", "<p>rai&#x6e;, hail</p>", "rai&#x6e;"),
        ("text/html", "<p>r&ast;in</p>", "r&ast;in"),
        ("text/markdown", "a r\\*in", "r\\*in"),
        ("application/rss+xml", "<rss><channel><title>r&#42;in x</title>", "r&#42;in"),
        ("application/rss+xml", "<rss><channel><title>rai&#110;", "rai&#110;"),
    ],
)
def test_references_belong_to_their_letters(media_type, source, word):
    """
    What is found ends where the reference of its last letter does.
    """
    document = read_document(source, media_type=media_type)
    scanner = PortableScanner(expand_form("rain"), disguised=["rain"], masked=["rain"])

    assert [word] == [
        source[start:end] for start, end, *_ in scanner.scan(document.text)
    ]


def test_small_capitals_fold():
    """
    Small capitals are letters, and fillers of Korean print nothing.
    """
    assert ("rain", "rain") == (fold_word("ʀᴀɪɴ"), fold_word("ra\u3164in"))


@pytest.mark.parametrize(
    "unit",
    [
        "\u2060a",
        "ⓐ",
        "ⓐ\u200b",
        "#heavyrainheavyrain ",
        "#rainrainrainrainrainrainrainx1",
        "a.com/",
        "://a",
        "www.rain rain ",
        "a--b--",
        "a . ",
        "a@",
        "r★",
        "мама",
        "*a",
    ],
)
def test_time_is_linear(detector, unit):
    """
    Text made to be slow takes twice as long if it is twice as long, and not more.
    """

    def measure(size):
        text = unit * (size // len(unit))
        best = []
        for _ in range(3):
            start = time.process_time()
            detector.find(text, deny={"мама": "x", "heavy rain": "y"})
            best.append(time.process_time() - start)
        return min(best)

    assert measure(60_000) < 4 * measure(30_000) + 0.05
