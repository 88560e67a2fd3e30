"""
Which language a text is judged to be in, with the packs that cwkit ships.
"""

import pytest

import cwkit
from cwkit.detect import Detector, compile_pack, list_own_words
from cwkit.front._shared import read_programs
from cwkit.packs import decode_packs

DETECTOR = Detector(read_programs(), taxonomy=cwkit.taxonomy())

PLAIN = {
    "de": [
        "Sie leidet an Magersucht.",
        "Inhaltswarnung: Vergewaltigung, Suizid.",
        "Triggerwarnung: Suizid",
        "Dieser Artikel enthält Beschreibungen sexueller Gewalt.",
        "Der Zug fährt um acht Uhr, und wir sind noch nicht da.",
    ],
    "en": [
        "My brother died by su!c!de last year.",
        "k i l l myself",
        "m u r d e r e d",
        "Mist",
        "",
    ],
    "es": [
        "La mató a puñaladas.",
        "Niega haber matado a su esposa.",
        "Los trenes no salen porque hay nieve en las vías.",
    ],
    "fr": [
        "Un attentat-suicide a fait dix morts.",
        "Nous avons marché le long de la mer avec nos amis.",
    ],
    "pt": [
        "Tirou a própria vida.",
        "Foi morto a tiros.",
        "Ele nega ter matado a esposa.",
        "Este artigo contém descrições de violência sexual.",
    ],
}

DOUBTFUL = [
    # Neighbours share words.
    ("de", "Häusliche Gewalt"),
    ("en", "Twelve civilians die in air raid"),
    ("en", "Gift guide"),
    ("fr", "Viol collectif"),
    ("pt", "Atenção: este texto contém relatos de abuso sexual."),
    ("es", "Feminicidio"),
    ("pt", "Violência doméstica"),
    # Nothing but words of the rules tells.
    ("fr", "Meurtre à Lyon"),
    ("fr", "Violences conjugales"),
    ("de", "Mordprozess beginnt"),
    # Names hold the small words of other languages.
    ("en", "Juan de la Cruz murdered in El Salvador"),
    ("en", "Ursula von der Leyen murder plot"),
    ("en", "La La Land"),
]


@pytest.mark.parametrize(
    ("language", "text"),
    [(language, text) for language, texts in PLAIN.items() for text in texts],
)
def test_what_is_plainly_in_one_language(language, text):
    """
    A text whose words tell is looked at in its language alone, headlines too.
    """
    assert {language} == DETECTOR.judge_languages(text)


@pytest.mark.parametrize(("language", "text"), DOUBTFUL)
def test_what_may_be_in_several(language, text):
    """
    Where little tells, the language that it may be in is never left out.
    """
    assert language in DETECTOR.judge_languages(text)


def test_own_words_are_no_words_of_others():
    """
    What a language's rules look for tells it, unless others say it every day.
    """
    packs = decode_packs(
        {
            f"{language}.toml": f"""
schema = 1
language = "{language}"
frequent = ["{frequent}"]
[[rule]]
id = "{language}.weather.storm"
topic = "weather"
forms = [{forms}]
match = ["x {first} x"]
no_match = ["x"]
"""
            for language, frequent, forms, first in (
                ("xx", "orkan", '"tempest", "gale", "hail", "storm"', "tempest"),
                ("yy", "gale", '"tempesta", "hail", "orkan", "storm"', "tempesta"),
                ("zz", "sun", '"tormenta", "storm"', "tormenta"),
            )
        }
    )

    own = list_own_words(packs, [compile_pack(pack) for pack in packs])

    # "hail" is of two languages, "storm" of three.
    assert own == {
        "xx": ["hail", "tempest"],
        "yy": ["hail", "tempesta"],
        "zz": ["tormenta"],
    }


def test_the_default_language_speaks_first():
    """
    Of what two languages find in the same words, the default one's rule counts.
    """
    report = cwkit.scan("An alleged stalker was seen.", languages=["de", "en"])

    assert ("en", "de") == report.languages
    assert ["en"] == [finding.rule[:2] for finding in report.findings]
