"""
Exports: each is read back by a reader of its format, and says what the records say.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import attrs
import jsonschema
import pytest
import strategies_directory as invented
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies_directory import LINE, make_line, make_web

import cwkit
from cwkit.errors import InputError
from cwkit.exports import to_csv, to_hsds, to_jsonld, to_vcard
from cwkit.exports._plain import clean
from cwkit.helplines import AgeRange, Audience, Channel, ChannelKind, Kind, Standing

SCHEMAS = Path(__file__).parent / "data" / "schemas"
PHONE = LINE.channels[0]
DIRECTORY = cwkit.directory()
# Readers of these formats are slow: one record in four tells as much as all.
SHIPPED = [
    line
    for code in (*(c.code for c in DIRECTORY.gazetteer.countries), "001")
    for line in DIRECTORY.records(code)
][::4]

FULL = attrs.evolve(
    make_line("full", hours="Mo-Fr 22:00-06:00; PH 10:00-12:00", cost="free"),
    name='Line, "quoted"; and \\ more',
    local_name="Línea",
    operator="Operator",
    audience=(Audience.WOMEN,),
    audience_only=True,
    age=AgeRange(minimum=12),
    traceable=False,
    note="Two sources\ndisagree.",
    status=Standing.DISPUTED,
    channels=(
        *make_line("full", hours="Mo-Fr 22:00-06:00; PH 10:00-12:00").channels,
        Channel(
            kind=ChannelKind.SMS,
            dial="85258",
            display="85258",
            keyword="HOPE",
            languages=("fr",),
        ),
        Channel(kind=ChannelKind.CHAT, url="https://example.org/chat"),
        Channel(kind=ChannelKind.EMAIL, address="a@example.org"),
        Channel(kind=ChannelKind.RELAY, dial="1", display="1", post_dial="press 1"),
        Channel(kind=ChannelKind.WHATSAPP, dial="+4412", display="+44 12"),
    ),
)
BARE = attrs.evolve(LINE, id="aa.bare", channels=())
CLOSED = attrs.evolve(LINE, id="aa.closed", status=Standing.CLOSED)
LINES = [FULL, BARE, CLOSED, make_web("web", areas=("001", "AA", "AA-E"))]

words = st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30
).filter(clean)


def read_csv(text):
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def validate(text, schema):
    value = json.loads(text)
    jsonschema.Draft202012Validator(
        json.loads((SCHEMAS / schema).read_text("utf-8")),
        format_checker=jsonschema.FormatChecker(),
    ).validate(value)
    return value


@pytest.mark.parametrize("lines", [SHIPPED, LINES, []], ids=["shipped", "made", "none"])
def test_every_export_is_read_back(lines):
    """
    All records are there in each format, as a reader of the format sees them.
    """
    ids = [line.id for line in lines]

    rows = read_csv(to_csv(lines))
    assert ids == list(dict.fromkeys(row["id"] for row in rows))
    assert len(rows) == sum(max(len(line.channels), 1) for line in lines)

    cards = list(vobject.readComponents(to_vcard(lines)))
    assert ids == [card.uid.value for card in cards]
    assert all(card.validate() for card in cards)

    graph = validate(to_jsonld(lines), "jsonld.json")["@graph"]
    assert ids == [service["identifier"] for service in graph]

    page = validate(to_hsds(lines), "hsds.json")
    assert len(ids) == page["total_items"] == len(page["contents"])
    assert len(ids) == len({service["id"] for service in page["contents"]})


def test_numbers_stay_as_they_are_dialled():
    """
    In every format the numbers of a record are all there, digit for digit.
    """
    for line in SHIPPED:
        dials = [channel.dial for channel in line.channels if channel.dial]
        rows = read_csv(to_csv([line]))
        (card,) = vobject.readComponents(to_vcard([line]))
        (service,) = json.loads(to_hsds([line]))["contents"]
        (graph,) = json.loads(to_jsonld([line]))["@graph"]
        points = [
            channel.get("servicePhone") or channel.get("serviceSmsNumber")
            for channel in graph.get("availableChannel", [])
        ]

        assert dials == [row["dial"] for row in rows if row["dial"]]
        assert dials == [tel.value for tel in card.contents.get("tel", [])]
        assert dials == [phone["number"] for phone in service.get("phones", [])]
        assert dials == [point["telephone"] for point in points if point]


def test_csv_says_all_of_a_record():
    """
    Names keep their quotes and commas; what is unknown is empty.
    """
    rows = read_csv(to_csv([FULL, BARE]))

    assert FULL.name == rows[0]["name"]
    assert ("12", "", "true", "false") == tuple(
        rows[0][key]
        for key in ("age_minimum", "age_maximum", "audience_only", "traceable")
    )
    assert "Mo-Fr 22:00-06:00; PH 10:00-12:00" == rows[0]["hours"]
    assert ("HOPE", "fr") == (rows[1]["keyword"], rows[1]["languages"])
    assert "https://example.org/chat" == rows[2]["url"]
    assert ("aa.bare", "", "", "") == tuple(
        rows[-1][key] for key in ("id", "channel", "dial", "traceable")
    )


@pytest.mark.parametrize("start", ["=1+1", "@SUM(A1)", "-2+3", "+cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(start):
    """
    A spreadsheet runs nothing that a record says; numbers are left alone.
    """
    (row,) = read_csv(to_csv([attrs.evolve(LINE, name=start)]))
    plus = Channel(kind=ChannelKind.PHONE, dial="+44123", display="+44 (0) 123")
    (number,) = read_csv(to_csv([attrs.evolve(LINE, channels=(plus,))]))

    assert f"'{start}" == row["name"]
    assert ("+44123", "+44 (0) 123") == (number["dial"], number["display"])


def test_cards_say_how_and_when():
    """
    What a number alone does not say stands in the note, with date and sources.
    """
    (card,) = vobject.readComponents(to_vcard([FULL]))

    assert FULL.name == card.fn.value
    assert ["Operator"] == card.org.value
    assert "Línea" == card.nickname.value
    note = card.note.value
    assert 'text "HOPE"' in note
    assert "press 1" in note
    assert "Mo-Fr 22:00-06:00; PH 10:00-12:00 (Europe/London)" in note
    assert "Evidence of 2025-03-01" in note
    assert "Status: disputed. Two sources disagree." in note
    assert "https://example.org/" in note


def test_card_lines_are_folded():
    """
    No line has more than 75 octets, and none is cut inside a character.
    """
    text = to_vcard([attrs.evolve(FULL, name="é" * 200), *SHIPPED])

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "é" * 200 == next(vobject.readComponents(text)).fn.value


def test_hours_over_midnight_are_kept():
    """
    A line that opens at ten and closes at six does so in both JSON formats.
    """
    (graph,) = json.loads(to_jsonld([FULL]))["@graph"]
    (service,) = json.loads(to_hsds([FULL]))["contents"]
    hours, holidays = graph["availableChannel"][0]["servicePhone"]["hoursAvailable"]

    assert ("22:00", "06:00", 5) == (
        hours["opens"],
        hours["closes"],
        len(hours["dayOfWeek"]),
    )
    assert ["https://schema.org/PublicHolidays"] == holidays["dayOfWeek"]
    assert [("22:00", "06:00", "MO,TU,WE,TH,FR")] == [
        (one["opens_at"], one["closes_at"], one["byday"])
        for one in service["schedules"]
    ]


def test_json_ld_cannot_leave_its_script():
    """
    What a record says ends no element of the page that it stands in.
    """
    text = to_jsonld([attrs.evolve(LINE, name="</script><!-- &")])
    (service,) = json.loads(text)["@graph"]

    assert "<" not in text
    assert "</script><!-- &" == service["name"]


@given(words, words, words)
def test_any_words_survive(name, operator, note):
    """
    Whatever a record says, a reader gets it back, on one line and nothing else.
    """
    line = attrs.evolve(LINE, name=name, operator=operator, note=note)
    (row,) = read_csv(to_csv([line]))
    cards = list(vobject.readComponents(to_vcard([line])))
    (service,) = json.loads(to_hsds([line]))["contents"]
    (graph,) = json.loads(to_jsonld([line]))["@graph"]

    assert 1 == len(cards)
    assert row["name"].removeprefix("'") == service["name"].removeprefix("'")
    assert service["name"] == graph["name"]
    assert service["name"] == cards[0].fn.value


@given(invented.lines())
@settings(max_examples=30)
def test_any_record_is_valid(lines):
    """
    Whatever records there are, all formats take them.
    """
    validate(to_hsds(lines), "hsds.json")
    validate(to_jsonld(lines), "jsonld.json")
    assert all(card.validate() for card in vobject.readComponents(to_vcard(lines)))


@pytest.mark.parametrize("form", ["csv", "hsds", "jsonld", "vcard"])
def test_the_front_door_exports(form):
    """
    Matches and records are written alike, with places by their names.
    """
    matches = cwkit.helplines("GB-SCT", topics=["suicide"], limit=2)
    text = cwkit.export_helplines(matches, form)

    assert text == cwkit.export_helplines([m.helpline for m in matches], form)
    assert all(match.helpline.id in text for match in matches) or "hsds" == form
    if form in {"hsds", "jsonld"}:
        assert '"United Kingdom"' in text or '"Scotland"' in text


def test_the_world_has_no_name():
    """
    A directory of no country is for the world, by its code.
    """
    text = cwkit.export_helplines(DIRECTORY.records("001"), "jsonld")

    assert '"001"' in text


def test_an_unknown_format_is_refused():
    """
    The error names those that there are.
    """
    with pytest.raises(InputError, match="known: csv, hsds, jsonld, vcard"):
        cwkit.export_helplines([], "xml")


def test_a_directory_of_no_country_is_a_place():
    """
    Kinds and areas are told apart in the vocabulary.
    """
    (web,) = json.loads(to_jsonld([LINES[-1]]))["@graph"]

    assert Kind.DIRECTORY is LINES[-1].kind
    assert ["Place", "Country", "AdministrativeArea"] == [
        area["@type"] for area in web["areaServed"]
    ]
