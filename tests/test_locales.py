"""
Locales: plural rules, lists, inheritance, negotiation, hours in words, completeness.
"""

from __future__ import annotations

import datetime
import pickle
import re
from decimal import Decimal

import attrs
import babel
import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies_banner import LOCALES, read_messages, read_messages_file

import cwkit.resources
from cwkit.errors import DataError, UnknownLocaleError, UnknownTopicError
from cwkit.hours import Hours
from cwkit.locales import (
    CATEGORIES,
    Kinships,
    ListPattern,
    Messages,
    Operands,
    PluralRules,
    canonicalise,
    check_messages,
    decode_locales,
    decode_messages,
    describe_date,
    describe_hours,
    load_messages,
    negotiate,
)
from cwkit.topics import Taxonomy

HEAD = 'schema = 1\nlocale = "xx"\n'
LTR = f'{HEAD}direction = "ltr"\n'

# What CLDR calls the locales whose names differ from ours.
CLDR_NAMES = {"pt": "pt_PT", "pt-BR": "pt", "zh-Hans": "zh_Hans"}

each_locale = pytest.mark.parametrize("locale", LOCALES)


def cldr(locale):
    """
    Return what CLDR knows of a locale.
    """
    return babel.Locale.parse(CLDR_NAMES.get(locale, locale.replace("-", "_")))


def decode(text):
    return decode_messages(text, file="xx.toml")


def kinships():
    return decode_locales(
        cwkit.resources.read_data("locales.toml"), file="locales.toml"
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, (0, 0, 0, 0, 0, 0, 0)),
        (-7, (7, 7, 0, 0, 0, 0, 0)),
        ("1.0", (1, 1, 1, 0, 0, 0, 0)),
        ("1.50", (None, 1, 2, 1, 50, 5, 0)),
        ("2c6", (2_000_000, 2_000_000, 0, 0, 0, 0, 6)),
        ("1.2e1", (12, 12, 0, 0, 0, 0, 1)),
        ("1.25e1", (None, 12, 1, 1, 5, 5, 1)),
    ],
)
def test_operands_follow_cldr(number, expected):
    """
    A number is taken apart as it will be written.
    """
    found = Operands.of(number)

    assert expected == attrs.astuple(found)
    assert found.e == found.c


@pytest.mark.parametrize("number", ["", "x", "1.", ".5", "1,5", "１", "1 "])
def test_what_is_no_number_is_refused(number):
    """
    Only plain decimal numbers are counted.
    """
    with pytest.raises(ValueError, match="not a number"):
        Operands.of(number)


@pytest.mark.parametrize(
    "rule",
    ["", "x = 1", "i == 1", "i = 1 and", "i % 0 = 1", "i = 1..", "n within 1..2"],
)
def test_what_is_no_condition_is_refused(rule):
    """
    A plural rule is in the language of CLDR or an error.
    """
    with pytest.raises(ValueError, match="is not a plural condition"):
        PluralRules.parse({"one": rule})


@pytest.mark.parametrize("category", ["other", "several"])
def test_unknown_categories_are_refused(category):
    """
    Only the categories of CLDR have rules, and "other" has none.
    """
    with pytest.raises(ValueError, match="no plural category"):
        PluralRules.parse({category: "n = 1"})


def test_a_broken_number_is_in_no_range():
    """
    Ranges hold whole numbers; the opposite of a range holds the rest.
    """
    assert "other" == PluralRules.parse({"one": "n = 1..3"}).select("1.5")
    assert "one" == PluralRules.parse({"one": "n != 1..3"}).select("1.5")
    assert "other" == PluralRules.parse({"one": "n % 10 = 1..3"}).select("1.5")


@each_locale
@given(number=st.one_of(st.integers(0, 10_000_000), st.integers(0, 200)))
def test_plural_rules_are_those_of_cldr(locale, number):
    """
    Every language counts as CLDR says.
    """
    rules = read_messages(locale).plurals

    assert cldr(locale).plural_form(number) == rules.select(number)


@each_locale
@pytest.mark.parametrize("number", ["0.0", "0.1", "1.0", "1.5", "2.0", "11.0", "5.00"])
def test_fractions_are_counted_as_cldr_says(locale, number):
    """
    Written fraction digits matter to some languages.
    """
    rules = read_messages(locale).plurals

    assert cldr(locale).plural_form(Decimal(number)) == rules.select(number)


@each_locale
def test_direction_and_lists_are_those_of_cldr(locale):
    """
    Every language runs and joins as CLDR says.
    """
    messages = read_messages(locale)

    assert cldr(locale).text_direction == messages.direction
    for ours, theirs in (("and", "standard"), ("or", "or")):
        names = {"2": "two", "start": "start", "middle": "middle", "end": "end"}
        expected = cldr(locale).list_patterns[theirs]
        found = attrs.asdict(messages.pattern(ours))
        assert {names[key]: value for key, value in expected.items()} == found


@each_locale
def test_plural_categories_are_in_their_order(locale):
    """
    Categories come in the order of CLDR, "other" last.
    """
    categories = read_messages(locale).plurals.categories

    assert "other" == categories[-1]
    assert sorted(categories, key=CATEGORIES.index) == list(categories)


@given(items=st.lists(st.text(alphabet="abc", min_size=1, max_size=3), max_size=6))
def test_lists_hold_every_item(items):
    """
    Items stand in the list as they are and in their order.
    """
    pattern = ListPattern(
        two="<{0}+{1}>", start="({0};{1})", middle="{0},{1}", end="[{0}&{1}]"
    )
    joined = pattern.join(items)
    glue = pattern.glue(len(items))

    assert items == re.findall("[abc]+", joined)
    assert len(items) + 1 == len(glue)
    if len(items) > 3:
        assert joined.startswith(f"({items[0]};{items[1]},")
        assert joined.endswith(f"[{items[-2]}&{items[-1]}])")


@pytest.mark.parametrize(
    ("locale", "count", "expected"),
    [
        ("en", 0, ""),
        ("en", 1, "a"),
        ("en", 2, "a and b"),
        ("en", 3, "a, b, and c"),
        ("en-001", 4, "a, b, c and d"),
        ("ar", 3, "a وb وc"),
        ("ja", 3, "a、b、c"),
    ],
)
def test_lists_read_well(locale, count, expected):
    """
    Lists of any length are joined as the language does.
    """
    assert expected == read_messages(locale).join("abcd"[:count])


@each_locale
def test_translations_are_complete(locale):
    """
    Each language has each message, topic, form and placeholder that English has.
    """
    taxonomy = Taxonomy.decode(
        cwkit.resources.read_data("topics.toml"), file="topics.toml"
    )
    files = {}

    def read(wanted):
        # English stands below all others in use, and would hide what is missing.
        files[wanted] = read_messages_file(wanted)
        return files[wanted] if wanted != "en" or locale.startswith("en") else LTR

    messages = load_messages(locale, read=read)

    assert () == check_messages(
        messages, read_messages("en"), topics=[topic.id for topic in taxonomy]
    )
    assert locale == messages.locale


@each_locale
def test_variants_hold_only_what_differs(locale):
    """
    A regional file repeats nothing of the file it inherits from.
    """
    own = decode_messages(read_messages_file(locale), file=f"{locale}.toml")
    if own.inherits is None:
        return
    parent = load_messages(own.inherits, read=read_messages_file)

    for name in ("topics", "texts", "lists", "counted"):
        assert not set(getattr(own, name)) & set(getattr(parent, name))
    assert own.plurals is None or own.plurals != parent.plurals


def test_spanish_names_suit_the_word_and():
    """
    No topic begins with the sound that turns "y" into "e", which patterns cannot do.
    """
    names = [name for _, name in read_messages("es").topics]

    assert not [name for name in names if re.match("(?:i|í|hi)(?![ae])", name)]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"texts": ()}, 'xx: message "a" is missing'),
        (
            {"texts": (("a", "{x}"), ("b", ""))},
            'xx: message "b" is unknown',
        ),
        (
            {"texts": (("a", "{y}"),)},
            'xx: message "a" has other placeholders than: x',
        ),
        ({"lists": ()}, 'xx: list "and" is missing'),
        ({"topics": ()}, 'xx: topic "sun" is missing'),
        (
            {"topics": (("sun", "weather"), ("rain", "weather"))},
            "xx: two topics have the same name",
        ),
        ({"counted": ()}, 'xx: counted message "days" is missing'),
        (
            {"counted": (("days", (("other", "{count}"),)),)},
            'xx: counted message "days", form "one" is missing',
        ),
        (
            {"counted": (("days", (("one", "{who}"), ("other", "{count}"))),)},
            'xx: counted message "days", form "one" has other placeholders than: count',
        ),
        (
            {"plurals": None},
            'xx: counted message "days", form "one" is unknown',
        ),
    ],
)
def test_gaps_are_found(change, problem):
    """
    The check names what is missing, unknown or different.
    """
    pattern = ListPattern(two="", start="", middle="", end="")
    english = Messages(
        locale="xx",
        plurals=PluralRules.parse({"one": "i = 1"}),
        lists=(("and", pattern),),
        topics=(("sun", "sun"), ("rain", "rain")),
        texts=(("a", "{x}"),),
        counted=(("days", (("one", "a day"), ("other", "{count} days"))),),
    )

    assert () == check_messages(english, english, topics=["sun", "rain"])
    assert problem in check_messages(
        attrs.evolve(english, **change), english, topics=["sun", "rain"]
    )


def test_a_message_without_placeholders_needs_none():
    """
    The check says "none" where English has no placeholder.
    """
    english = Messages(locale="en", texts=(("a", "x"),))
    other = Messages(locale="xx", texts=(("a", "{x}"),))

    assert ('xx: message "a" has other placeholders than: none',) == check_messages(
        other, english, topics=()
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, 'xx.toml, direction: "direction" is missing'),
        (f'{LTR}colour = "x"', 'unknown key "colour"'),
        (f'{HEAD}direction = "up"', 'unknown value "up"'),
        (f'{LTR}[plurals]\none = "x"', "is not a plural condition"),
        (f'{LTR}[plurals]\nother = "n = 1"', "no plural category"),
        (f'{LTR}[lists.xor]\ntwo = "x"', 'unknown key "xor"'),
        (
            f'{LTR}[lists.and]\ntwo = "{{1}}{{0}}"\nstart = "x"\nmiddle="x"\nend="x"',
            "does not hold {0} and then {1}",
        ),
        (f'{LTR}[messages]\na = "{{X}}"', "a brace that is no placeholder"),
        (f'{LTR}[messages]\na = "x}}"', "a brace that is no placeholder"),
        (f'{LTR}[messages]\na = ""', "an empty string"),
        (f'{LTR}[counted.a]\none = "x"', '"other" is missing'),
        (f'{LTR}[counted.a]\nsome = "x"\nother = "x"', 'unknown key "some"'),
        ('schema = 1\ndirection = "ltr"', '"locale" is missing'),
    ],
)
def test_broken_files_are_refused(text, message):
    """
    A file that is not as it should be is an error that names the fault.
    """
    with pytest.raises(DataError, match=re.escape(message.split(": ", 1)[-1])):
        decode(text)


def test_messages_fill_their_places():
    """
    Values stand in the places of their names.
    """
    messages = decode(
        f'{LTR}[plurals]\none = "n = 1"\n[messages]\na = "{{x}} and {{y_z}}."\n'
        '[counted.days]\none = "{count} day of {who}"\n'
        'other = "{count} days of {who}"\n'
    )

    assert ("", "x", " and ", "y_z", ".") == messages.split("a")
    assert "1 and 2." == messages.text("a", x="1", y_z="2")
    assert "1 day of Ada" == messages.plural("days", 1, who="Ada")
    assert "1.5 days of Ada" == messages.plural("days", "1.5", who="Ada")
    assert ("a" in messages, "b" in messages) == (True, False)
    with pytest.raises(KeyError):
        messages.text("b")
    with pytest.raises(KeyError):
        messages.text("a", x="1")


def test_values_are_not_read_as_messages():
    """
    A placeholder inside a value stays as it is.
    """
    messages = decode(f'{LTR}[messages]\na = "{{x}}{{y}}"\n[counted.b]\nother="{{x}}"')

    assert "{y}2" == messages.text("a", x="{y}", y="2")
    assert "{y}" == messages.plural("b", 1, x="{y}")


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "لا خدمات"),
        (1, "خدمة واحدة"),
        (2, "خدمتان"),
        (3, "3 خدمات"),
        (11, "11 خدمة"),
        (100, "100 خدمة"),
    ],
)
def test_arabic_counts_in_six_ways(count, expected):
    """
    Each form of the language with the most forms is used.
    """
    assert expected == read_messages("ar").plural("services", count)


def test_a_missing_form_falls_back_to_other():
    """
    A language that has no rules uses the one form it has.
    """
    messages = Messages(locale="xx", counted=(("a", (("other", "{count}"),)),))
    strict = attrs.evolve(messages, plurals=PluralRules.parse({"one": "i = 1"}))

    assert "1" == messages.plural("a", 1) == strict.plural("a", 1)


def test_topics_have_names():
    """
    An unknown topic is an error that names the nearest one.
    """
    messages = read_messages()

    assert "self-harm" == messages.topic("self-harm")
    with pytest.raises(UnknownTopicError, match='did you mean "terrorism"'):
        messages.topic("terorism")
    with pytest.raises(UnknownTopicError, match="see `cwkit topics`"):
        messages.topic("zzzz")


def test_inheritance_fills_gaps():
    """
    A file takes from its parent what it lacks, from English what both lack.
    """
    files = {
        "en": f'{LTR}[messages]\na = "en"\nb = "en"\nc = "en"'.replace("xx", "en"),
        "xx": f'{HEAD}direction = "rtl"\n[messages]\na = "xx"\nb = "xx"',
        "xx-YY": 'schema = 1\nlocale = "xx-YY"\ninherits = "xx"\n[messages]\na = "yy"',
    }
    messages = load_messages("xx-YY", read=files.__getitem__)

    assert ("yy", "xx", "en") == tuple(messages.text(key) for key in "abc")
    assert ("xx-YY", "rtl") == (messages.locale, messages.direction)


def test_a_circle_of_parents_ends():
    """
    Files that inherit from each other do not hang the reader.
    """
    files = {
        "a": 'schema = 1\nlocale = "a"\ninherits = "b"',
        "b": 'schema = 1\nlocale = "b"\ninherits = "a"',
    }

    assert "a" == load_messages("a", read=files.__getitem__).locale


def test_messages_are_values():
    """
    Messages hash, compare and travel between processes.
    """
    messages = read_messages("ar")
    copy = pickle.loads(pickle.dumps(messages))  # noqa: S301 -- our own bytes

    assert messages == copy
    assert hash(messages) == hash(copy)
    assert messages.topic("death") == copy.topic("death")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en"),
        ("EN-gb", "en-GB"),
        ("en_AU.UTF-8", "en-AU"),
        ("sr_RS@latin", "sr-RS"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("de-CH-1996", "de-CH"),
        ("en-US-u-hc-h12", "en-US"),
        ("sl-rozaj", "sl"),
        ("fil", "fil"),
    ],
)
def test_locales_are_spelled_alike(tag, expected):
    """
    Case, POSIX endings, variants and extensions make no difference.
    """
    assert expected == canonicalise(tag)


@pytest.mark.parametrize("tag", ["", "e", "english", "en--GB", "en GB", "12", "en-Ä"])
def test_malformed_locales_are_refused(tag):
    """
    What is no locale is an error that says how to write one.
    """
    with pytest.raises(UnknownLocaleError):
        canonicalise(tag)


def test_malformed_locales_get_a_suggestion():
    """
    The error names the available locale that was probably meant.
    """
    with pytest.raises(UnknownLocaleError, match='did you mean "zh-Hans"'):
        negotiate("zhHans", LOCALES)


@pytest.mark.parametrize(
    ("requested", "expected"),
    [
        ("en", "en"),
        ("en-US", "en-US"),
        ("en-AU", "en-001"),
        ("en-GB", "en-GB"),
        ("en-DE", "en-001"),
        ("es", "es"),
        ("es-MX", "es-419"),
        ("es-ES", "es"),
        ("pt-BR", "pt-BR"),
        ("pt-AO", "pt"),
        ("fr-CA", "fr"),
        ("iw-IL", "he"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hant-TW", "zh-Hans"),
        ("cy", "en"),
        ("xx-YY", "en"),
        (["cy", "de-AT", "fr"], "de"),
        ([], "en"),
    ],
)
def test_readers_get_the_nearest_locale(requested, expected):
    """
    The first wish that can be met is, English serves where none can.
    """
    assert expected == negotiate(requested, LOCALES, kinships=kinships())


def test_kinships_are_read_strictly():
    """
    A locale has one parent.
    """
    with pytest.raises(DataError, match='"b" has two parents'):
        decode_locales(
            'schema = 1\n[children]\na = ["b"]\nc = ["b"]', file="locales.toml"
        )


def test_kinships_that_go_in_circles_end():
    """
    A locale that is its own ancestor is tried once.
    """
    circle = Kinships(parents=(("a-B", "a-C"), ("a-C", "a-B")))

    assert ("a-B", "a-C") == circle.chain("a-B")


@pytest.mark.parametrize(
    ("hours", "locale", "expected"),
    [
        ("24/7", "en", "24 hours a day, every day"),
        ("24/7; PH off", "en", "every day, all day; closed on public holidays"),
        ("Mo-Fr 09:00-17:00", "en-001", "Monday to Friday, 9:00 to 17:00"),
        ("Mo-Fr 09:00-17:00", "en", "Monday to Friday, 9 AM to 5 PM"),
        (
            "Sa,Su 10:00-12:00,13:00-15:00",
            "en-001",
            "Saturday and Sunday, 10:00 to 12:00 and 13:00 to 15:00",
        ),
        (
            "Mo,We,Fr-Su 08:30-12:00; PH 10:00-12:00",
            "en",
            (
                "Monday, Wednesday, and Friday to Sunday, 8:30 AM to noon; "
                "public holidays, 10 AM to noon"
            ),
        ),
        ("Mo 18:00-24:00", "en-001", "Monday, 18:00 to 24:00"),
        ("Mo 00:00-06:00", "en-001", "Monday, 0:00 to 6:00"),
        ("Mo 18:00-24:00", "en", "Monday, 6 PM to midnight"),
        ("Mo 22:00-02:30", "en", "Monday, 10 PM to 2:30 AM"),
        ("Mo 12:30-13:00", "en", "Monday, 12:30 PM to 1 PM"),
        ("Mo 00:30-01:00", "en", "Monday, 12:30 AM to 1 AM"),
        ("off; PH 10:00-12:00", "en-001", "public holidays, 10:00 to 12:00"),
        ("Mo-Su 09:00-17:00", "fr", "tous les jours, de 9 h à 17 h"),
        ("Mo-Fr 09:00-17:30", "en-GB", "Monday to Friday, 9am to 5:30pm"),
        ("Mo-Fr 08:30-12:00", "en-GB", "Monday to Friday, 8:30am to midday"),
        ("Mo-Fr 09:00-17:30", "de", "Montag bis Freitag, 9 bis 17:30 Uhr"),
        ("Mo-Fr 09:00-17:00", "pt-BR", "de segunda-feira a sexta-feira, das 9h às 17h"),
        ("Mo-Fr 09:00-17:00", "ja", "月曜日から金曜日、9:00から17:00"),
    ],
)
def test_hours_are_said_in_words(hours, locale, expected):
    """
    Opening hours read as people say them.
    """
    found = describe_hours(Hours.parse(hours), read_messages(locale))

    assert expected == found.replace("\u00a0", " ")


@each_locale
@given(date=st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)))
@settings(max_examples=30)
def test_dates_are_written_as_cldr_writes_them(locale, date):
    """
    A date is said in full, as the language does.
    """
    expected = format_date(date, "long", cldr(locale))

    assert expected == describe_date(date, read_messages(locale))
