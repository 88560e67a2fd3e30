"""
Reading helpline records.
"""

from __future__ import annotations

import datetime
import pickle

import pytest
import strategies_directory as invented

from cwkit.errors import DataError
from cwkit.helplines import (
    AgeRange,
    Audience,
    Channel,
    ChannelKind,
    Cost,
    Kind,
    Proof,
    RetiredReason,
    Source,
    SourceKind,
    Standing,
    decode_helplines,
    decode_retired,
)
from cwkit.hours import Hours

FULL = """\
schema = 1
country = "AA"

# The operator and a directory agree.
[[helpline]]
id = "aa.storm-line"
name = "Storm Line"
local_name = "Sturmtelefon"
operator = "Friends of Fair Weather"
aliases = ["Gale Line"]
areas = ["AA-S", "AA-W"]
topics = ["storm", "crisis"]
audience = ["youth"]
audience_only = true
age = { minimum = 5, maximum = 25 }
kind = "support"
languages = ["en", "zh-Hant"]
url = "https://example.org/line?a=b#c"
traceable = false
reachable_from = ["AA"]
tz = "Europe/London"
channels = [
  { kind = "phone", dial = "*0800#", display = "*0800#", post_dial = "press 1", hours = "24/7", cost = "free", languages = ["en"] },
  { kind = "sms", dial = "1234", display = "12 34", keyword = "HI", hours = "Mo-Fr 09:00-17:00", cost = "standard" },
  { kind = "whatsapp", dial = "+441234", display = "+44 1234", url = "https://example.org/wa" },
  { kind = "chat", url = "https://example.org/chat" },
  { kind = "email", address = "help.me@mail.example.org" },
  { kind = "relay", dial = "18001", display = "18001" },
  { kind = "web", url = "https://example.org:8080/" },
]
sources = [
  { url = "https://example.org/", kind = "operator", seen_on = 2025-03-01, proves = ["phone", "hours"] },
  { url = "https://example.net/", kind = "dated-third-party", seen_on = 2025-02-01, proves = ["sms"] },
]
checked_on = 2025-03-01
review_by = 2025-05-30
status = "disputed"
note = "Two pages differ."
pairs_with = ["aa.other"]
replaces = ["aa.old"]
replaced_by = "aa.new"
"""  # noqa: E501 -- an inline table stands on one line

SMALL = """\
schema = 1
country = "AA"
[[helpline]]
id = "aa.line"
name = "Line"
areas = ["AA"]
topics = ["crisis"]
kind = "support"
languages = ["en"]
channels = [{ kind = "phone", dial = "0800100", display = "0800 100" }]
sources = [{ url = "https://example.org/", kind = "operator", seen_on = 2025-03-01, proves = ["phone"] }]
checked_on = 2025-03-01
review_by = 2025-05-30
status = "active"
"""  # noqa: E501 -- an inline table stands on one line

RETIRED = """\
schema = 1
country = "AA"
[[retired]]
id = "aa.old-number"
number = "0900 1"
dial = "09001"
was = "Line"
reason = "superseded"
replaced_by = "aa.line"
replacement = "Call 0800 100."
since = 2024-01-01
sources = [{ url = "https://example.org/", kind = "government", seen_on = 2025-03-01, proves = ["status"] }]
note = "Still printed."
"""  # noqa: E501 -- an inline table stands on one line


def decode(text, **options):
    return decode_helplines(
        text,
        file="AA.toml",
        **(
            {
                "taxonomy": invented.make_taxonomy(),
                "gazetteer": invented.make_gazetteer(),
            }
            | options
        ),
    )


def test_a_record_is_read_whole():
    """
    Every key of the file finds its place in the record.
    """
    (line,) = decode(FULL)

    assert "aa.storm-line" == line.id
    assert ("AA", "AA.toml") == (line.country, line.origin)
    assert ("Storm Line", "Sturmtelefon") == (line.name, line.local_name)
    assert ("Friends of Fair Weather", ("Gale Line",)) == (line.operator, line.aliases)
    assert (("AA-S", "AA-W"), ("AA",)) == (line.areas, line.reachable_from)
    assert ("storm", "crisis") == line.topics
    assert ((Audience.YOUTH,), True) == (line.audience, line.audience_only)
    assert AgeRange(minimum=5, maximum=25) == line.age
    assert (Kind.SUPPORT, Standing.DISPUTED) == (line.kind, line.status)
    assert ("en", "zh-Hant") == line.languages
    assert ("https://example.org/line?a=b#c", False) == (line.url, line.traceable)
    assert "Europe/London" == line.tz
    assert (datetime.date(2025, 3, 1), datetime.date(2025, 5, 30)) == (
        line.checked_on,
        line.review_by,
    )
    assert ("Two pages differ.", ("aa.other",)) == (line.note, line.pairs_with)
    assert (("aa.old",), "aa.new") == (line.replaces, line.replaced_by)
    assert (
        Source(
            url="https://example.net/",
            kind=SourceKind.DATED_THIRD_PARTY,
            seen_on=datetime.date(2025, 2, 1),
            proves=(Proof.SMS,),
        )
        == line.sources[1]
    )


def test_channels_are_read_whole():
    """
    Each kind of channel carries what it needs.
    """
    (line,) = decode(FULL)
    phone, sms, whatsapp, _chat, email, relay, web = line.channels

    assert (
        Channel(
            kind=ChannelKind.PHONE,
            dial="*0800#",
            display="*0800#",
            post_dial="press 1",
            hours=Hours.parse("24/7"),
            cost=Cost.FREE,
            languages=("en",),
        )
        == phone
    )
    assert ("HI", Cost.STANDARD) == (sms.keyword, sms.cost)
    assert ("+441234", "https://example.org/wa") == (whatsapp.dial, whatsapp.url)
    assert "help.me@mail.example.org" == email.address
    assert ("18001", "https://example.org:8080/") == (relay.dial, web.url)


def test_what_is_not_said_is_unknown():
    """
    Hours, cost and traceability are never guessed.
    """
    (line,) = decode(SMALL)
    (phone,) = line.channels

    assert (None, None, None) == (phone.hours, phone.cost, line.traceable)
    assert ((), False, None) == (line.audience, line.audience_only, line.age)


def test_records_are_values():
    """
    A record can be compared, hashed and sent to another process.
    """
    (line,) = decode(FULL)
    copy = pickle.loads(pickle.dumps(line))  # noqa: S301 -- our own

    assert line == copy
    assert hash(line) == hash(copy)


def test_records_fall_due():
    """
    A record is overdue from the day after its day of review.
    """
    (line,) = decode(SMALL)

    assert not line.overdue(datetime.date(2025, 5, 30))
    assert line.overdue(datetime.date(2025, 5, 31))


def test_a_file_without_a_country_belongs_to_the_world():
    """
    Its records may serve regions of the world.
    """
    text = SMALL.replace('country = "AA"\n', "").replace('["AA"]', '["001", "AA"]')

    (line,) = decode(text)

    assert ("001", ("001", "AA")) == (line.country, line.areas)


def test_words_are_taken_on_trust_without_tables():
    """
    Without topics and places to know, any id and code is taken.
    """
    text = SMALL.replace('["crisis"]', '["new"]').replace('["AA"]', '["QQ-1"]')

    (line,) = decode(text, taxonomy=None, gazetteer=None)

    assert (("new",), ("QQ-1",)) == (line.topics, line.areas)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('country = "AA"', 'country = "Aland"', '"Aland" is no country code'),
        ('country = "AA"', 'country = "QQ"', 'unknown place "QQ"'),
        ('country = "AA"', 'country = "XA"', 'write "AA"'),
        ('id = "aa.line"', 'id = "Line"', '"Line" is no id'),
        ('name = "Line"', 'nmae = "Line"', '"name" is missing'),
        ('name = "Line"', 'name = "Line"\nnmae = "Line"', 'did you mean "name"'),
        ('areas = ["AA"]', "areas = []", "serves no place"),
        ('areas = ["AA"]', 'areas = ["AA-Q"]', 'did you mean "AA-W"'),
        ('areas = ["AA"]', 'areas = ["001"]', 'unknown place "001"'),
        ('areas = ["AA"]', 'areas = ["aa"]', 'write "AA"'),
        ('topics = ["crisis"]', "topics = []", "no topic"),
        ('topics = ["crisis"]', 'topics = ["crises"]', 'did you mean "crisis"'),
        ('topics = ["crisis"]', 'topics = ["xyz"]', "known: crisis, emergency"),
        ('kind = "support"', 'kind = "suport"', 'did you mean "support"'),
        ('status = "active"', 'status = "activ"', 'did you mean "active"'),
        ('["en"]', "[]", "no language"),
        ('["en"]', '["english!"]', "no language tag"),
        ('["en"]', '["en"]\naudience = ["wimmen"]', 'did you mean "women"'),
        ('["en"]', '["en"]\naudience_only = true', "audience that is not named"),
        ('["en"]', '["en"]\nage = {}', "ages is empty"),
        ('["en"]', '["en"]\nage = { minimum = -1 }', "ages is empty"),
        ('["en"]', '["en"]\nage = { minimum = 9, maximum = 5 }', "ages is empty"),
        ('["en"]', '["en"]\nage = { min = 9 }', 'did you mean "minimum"'),
        ('["en"]', '["en"]\ntz = "Europe/Londn"', 'did you mean "Europe/London"'),
        ('["en"]', '["en"]\ntz = "xyz"', "use an IANA name"),
        ('["en"]', '["en"]\nurl = "www.example.org"', "no web address"),
        ('["en"]', '["en"]\nurl = "https://a@example.org/"', "no web address"),
        ('["en"]', '["en"]\nurl = "https://example.org/ä"', "no web address"),
        ('["en"]', '["en"]\nurl = "javascript:alert(1)"', "no web address"),
        ('["en"]', '["en"]\npairs_with = ["Other"]', '"Other" is no id'),
        ('["en"]', '["en"]\nreplaced_by = "Other"', '"Other" is no id'),
        ('"0800100"', '"0800 100"', "cannot be dialled"),
        ('dial = "0800100", ', "", '"dial" is missing'),
        ('"0800 100"', '"0800 100", fax = "1"', 'unknown key "fax"'),
        ('"0800 100"', '"0800 100", keyword = "HI"', "phone has no keyword"),
        ('"0800 100"', '"0800 100", hours = "always"', "cannot read"),
        ('"0800 100"', '"0800 100", hours = "Mo 09:00-10:00"', "without a time zone"),
        ('"0800 100"', '"0800 100", cost = "gratis"', "free-landline"),
        ('"phone", dial = "0800100", display = "0800 100"', '"chat"', '"url" is mis'),
        (
            '"phone", dial = "0800100", display = "0800 100"',
            '"email", address = "me"',
            "no e-mail address",
        ),
        (
            '"phone", dial = "0800100", display = "0800 100"',
            '"relay", dial = "18001"',
            "belong together",
        ),
        ('"operator"', '"operatr"', 'did you mean "operator"'),
        ('["phone"]', '["fone"]', 'did you mean "phone"'),
        ('url = "https://example.org/", ', "", '"url" is missing'),
        ("2025-05-30", '"2025-05-30"', "is not a date"),
    ],
)
def test_records_are_read_strictly(old, new, message):
    """
    What is not as the schema asks is refused, with its file and a cure or reason.
    """
    assert old in SMALL

    with pytest.raises(DataError) as caught:
        decode(SMALL.replace(old, new, 1))

    assert message in str(caught.value)
    assert "AA.toml" == caught.value.file


def test_a_record_without_a_source_is_refused():
    """
    Nothing is shipped without evidence.
    """
    lines = [line for line in SMALL.splitlines() if not line.startswith("sources")]

    with pytest.raises(DataError, match=r'line 4, helpline "aa.line".*no source'):
        decode("\n".join(lines))


def test_a_record_needs_a_way_to_reach_it():
    """
    A name alone helps nobody; a page does.
    """
    text = "\n".join(
        line for line in SMALL.splitlines() if not line.startswith("channels")
    )
    with pytest.raises(DataError, match="no way to reach it"):
        decode(text)

    (line,) = decode(f'{text}\nurl = "https://example.org"\nage = {{ maximum = 9 }}')

    assert () == line.channels


def test_retired_numbers_are_read():
    """
    A retired number says what it was, why it must go and what to say instead.
    """
    (gone,) = decode_retired(
        RETIRED, file="AA.toml", gazetteer=invented.make_gazetteer()
    )

    assert ("aa.old-number", "AA") == (gone.id, gone.country)
    assert ("0900 1", "09001", "Line") == (gone.number, gone.dial, gone.was)
    assert RetiredReason.SUPERSEDED == gone.reason
    assert ("aa.line", "Call 0800 100.") == (gone.replaced_by, gone.replacement)
    assert (datetime.date(2024, 1, 1), "Still printed.") == (gone.since, gone.note)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"09001"', '"0900 1"', "cannot be dialled"),
        ('"superseded"', '"old"', "known: closed, elsewhere"),
        ('note = "', 'nota = "', 'did you mean "note"'),
    ],
)
def test_retired_numbers_are_read_strictly(old, new, message):
    """
    What is not as the schema asks is refused.
    """
    with pytest.raises(DataError, match=message):
        decode_retired(RETIRED.replace(old, new), file="AA.toml")
