"""
Places: codes, names, and where a reader may be.
"""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import strategies_directory as invented
import tzdata
from hypothesis import given
from hypothesis import strategies as st

from cwkit.errors import DataError, UnknownPlaceError
from cwkit.places import Gazetteer, Place
from cwkit.resources import read_data

TABLES = ("countries", "subdivisions", "aliases")


@pytest.fixture(scope="module")
def gazetteer():
    """
    The invented places.
    """
    return invented.make_gazetteer()


@pytest.fixture(scope="module")
def world():
    """
    The real places.
    """
    return Gazetteer.decode(*(read_data(f"places/{name}.tsv") for name in TABLES))


def test_places_are_values():
    """
    A place is its code: equal, sorted and written by it.
    """
    assert Place("BB-N") == Place("BB-N")
    assert [Place("AA"), Place("AA-E"), Place("BB")] == sorted(
        [Place("BB"), Place("AA-E"), Place("AA")]
    )
    assert ("BB", "BB-N", "BB-N") == (
        Place("BB-N").country,
        Place("BB-N").subdivision,
        str(Place("BB-N")),
    )
    assert Place("BB").subdivision is None


def test_a_gazetteer_is_a_value(gazetteer):
    """
    A gazetteer can be compared, hashed and sent to another process.
    """
    copy = pickle.loads(pickle.dumps(gazetteer))  # noqa: S301 -- our own

    assert gazetteer == copy
    assert hash(gazetteer) == hash(copy)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("AA", "AA"),
        ("aa", "AA"),
        (" AA ", "AA"),
        ("aa-e", "AA-E"),
        ("aaa", "AA"),
        ("Xa", "AA"),
        ("ALAND", "AA"),
        ("coral isles", "CC"),
        ("east mark", "AA-E"),
        ("Éastmärk", "AA-E"),
        ("BB-OLD", "BB-N"),
        ("bb-old", "BB-N"),
        ("ZZ", "ZZ"),
        (Place("AA"), "AA"),
    ],
)
def test_places_are_found_by_code_and_name(gazetteer, name, code):
    """
    Codes and names are found in any case, names also without accents and spaces.
    """
    assert Place(code) == gazetteer.place(name)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("AB", '"AB" may be AA or BB; name one of them'),
        ("the marks", '"the marks" may be AA-E or AA-W; name one of them'),
        ("DD", '"DD" may be AA or BB; name one of them'),
        ("AA-X", 'unknown place "AA-X"; did you mean "AA-W"?'),
        ("AA-QQQQQQ", 'unknown place "AA-QQQQQQ"; use an ISO 3166 code'),
        ("Allnd", 'unknown place "Allnd"; did you mean "aland" (AA)?'),
        ("QQQQQ", 'unknown place "QQQQQ"; use an ISO 3166 code'),
        ("", 'unknown place ""; use an ISO 3166 code'),
        ("the sea", '"the sea" is a region of the world, not a country'),
        (
            "north",
            'unknown place "north"; if you mean a part of a country, write BB-N',
        ),
        ("en-AA", '"en-AA" is a locale, not a place; write "AA"'),
        ("en-QQ", '"en-QQ" is a locale, not a place; write an ISO 3166 code'),
        (
            "en-AA-u-rg-bbn",
            '"en-AA-u-rg-bbn" is a locale, not a place; write "BB-N"',
        ),
    ],
)
def test_what_is_no_place_is_refused_with_a_cure(gazetteer, name, message):
    """
    Unknown names, names that mean several places, and locales are not guessed.
    """
    with pytest.raises(UnknownPlaceError) as caught:
        gazetteer.place(name)

    assert str(caught.value).startswith(message)


def test_every_question_refuses_unknown_places(gazetteer):
    """
    No method answers for a place that is not there.
    """
    for ask in (
        gazetteer.name,
        gazetteer.chain,
        gazetteer.parts,
        gazetteer.administered_by,
        gazetteer.regions,
        gazetteer.country_zones,
        gazetteer.costly_prefixes,
    ):
        with pytest.raises(UnknownPlaceError):
            ask(Place("QQ"))


def test_places_have_names(gazetteer):
    """
    Countries and subdivisions have an English name.
    """
    assert ("Aland", "Eastmark") == (gazetteer.name("AA"), gazetteer.name("AA-E"))


def test_the_chain_goes_up_to_the_country(gazetteer):
    """
    A subdivision is followed by its parent, if it has one, and its country.
    """
    assert ("AA-C", "AA-E", "AA") == tuple(map(str, gazetteer.chain("AA-C")))
    assert ("AA",) == tuple(map(str, gazetteer.chain("AA")))


def test_facts_of_a_country_hold_for_its_parts(gazetteer):
    """
    Regions, zones and prefixes are those of the country; parts are of a whole only.
    """
    assert ("154", "150", "001") == gazetteer.regions("AA-C")
    assert ("001",) == gazetteer.regions("CC")
    assert ("Europe/London",) == gazetteer.country_zones("AA-C")
    assert ("090",) == gazetteer.costly_prefixes("AA-E")
    assert Place("AA") == gazetteer.administered_by("CC")
    assert gazetteer.administered_by("AA-E") is None
    assert (Place("AA-E"), Place("AA-S"), Place("AA-W")) == gazetteer.parts("AA")
    assert () == gazetteer.parts("AA-E")
    assert () == gazetteer.parts("BB")


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("en-AA", "AA"),
        ("en_AA.UTF-8", "AA"),
        ("sr_AA@latin", "AA"),
        ("zh-Hant-AA", "AA"),
        ("zh-cmn-Hant-AA", "AA"),
        ("de-AA-1901", "AA"),
        ("EN-aa", "AA"),
        ("en-XA", "AA"),
        ("en", None),
        ("en-419", None),
        ("en-QQ", None),
        ("en-AB", None),
        ("i", None),
        ("", None),
        ("not a locale", None),
        ("en-AA-", None),
        ("en-AA-u-rg-bbn", "BB-N"),
        ("en-AA-u-rg-bbzzzz", "BB"),
        ("en-AA-u-rg-bb", "AA"),
        ("en-AA-u-rg-qqzzzz", "AA"),
        ("en-u-rg-bbras", "BB-RAS"),
        ("en-AA-u-ca-gregory-rg-bbzzzz-hc-h12", "BB"),
        ("en-AA-u-attr-rg-bbzzzz", "BB"),
        ("en-AA-u-sd-aae", "AA-E"),
        ("en-AA-u-sd-bbn", "AA"),
        ("en-u-sd-aae", None),
        ("en-AA-t-de-u-rg-bbzzzz", "BB"),
        ("en-AA-t-rg-bbzzzz", "AA"),
        ("en-AA-x-u-rg-bbzzzz", "AA"),
    ],
)
def test_a_locale_names_a_place_if_it_has_a_region(gazetteer, locale, code):
    """
    A region or a region override decides; a bare language decides nothing.
    """
    assert (None if code is None else Place(code)) == gazetteer.from_locale(locale)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("en, en-AA;q=0.9", "AA"),
        ("en-BB;q=0.5, en-AA;q=0.9", "AA"),
        ("en-BB;q=0.5, en-AA", "AA"),
        ("en-AA;q=0, en-BB;q=0.1", "BB"),
        ("en-AA ; q=0.3, en-BB; q = 0.7", "BB"),
        ("en-AA;level=1, en-BB", "AA"),
        ("en, *;q=0.5", None),
        ("", None),
        (",,;q=1,", None),
    ],
)
def test_an_accept_language_header_names_the_first_region(gazetteer, header, code):
    """
    The most wanted tag with a region decides, in order of preference.
    """
    found = gazetteer.from_accept_language(header)

    assert (None if code is None else Place(code)) == found


@pytest.mark.parametrize(
    ("zone", "code"),
    [
        ("Australia/Sydney", "BB"),
        ("Australia/Canberra", "BB"),
        ("Europe/London", None),
        ("GB", None),
        ("UTC", None),
        ("", None),
    ],
)
def test_a_zone_names_a_country_if_only_one_keeps_it(gazetteer, zone, code):
    """
    A zone that two countries keep, or none, decides nothing.
    """
    assert (None if code is None else Place(code)) == gazetteer.from_zone(zone)


def test_sources_that_disagree_are_both_returned(gazetteer):
    """
    Each country that a source names is returned, in the order of the sources.
    """
    assert (Place("AA"), Place("BB")) == gazetteer.choose(
        locale="en-AA", zone="Australia/Sydney"
    )
    assert (Place("BB"), Place("AA"), Place("CC"), Place("ZZ")) == gazetteer.choose(
        zone="Australia/Sydney",
        accept_language="en-ZZ",
        locale="en-CC",
        page="AA",
        place="BB",
    )


def test_the_surest_source_of_a_country_counts(gazetteer):
    """
    Of one country only what the first source says is returned.
    """
    assert (Place("BB"),) == gazetteer.choose(
        page="BB", locale="en-AA-u-rg-bbn", zone="Australia/Sydney"
    )
    assert (Place("BB-N"),) == gazetteer.choose(
        locale="en-AA-u-rg-bbn", zone="Australia/Sydney"
    )


def test_what_machines_say_is_ignored_if_unclear(gazetteer):
    """
    Only what people configure can be wrong loudly.
    """
    assert () == gazetteer.choose(locale="en", accept_language="?", zone="Mars/Base")
    assert () == gazetteer.choose()
    with pytest.raises(UnknownPlaceError):
        gazetteer.choose(page="nowhere at all")


@given(st.text(max_size=60))
def test_any_text_is_a_place_or_an_error(text):
    """
    Whatever comes in, the answer is a place, nothing, or an error of ours.
    """
    gazetteer = invented.make_gazetteer()
    gazetteer.from_locale(text)
    gazetteer.from_accept_language(text)
    gazetteer.from_zone(text)
    try:
        found = gazetteer.place(text)
    except UnknownPlaceError:
        return

    assert found in gazetteer.chain(found)


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        (0, "# schema = 1", "# schema = 2", "line 1: the first line is not the"),
        (0, "code\tname\tregions", "name\tcode\tregions", "the columns are name"),
        (0, "ZZ\tExample place\t\t", "ZZ\tExample place\t", "the row has 6 cells"),
        (0, "BB\tBeland", "ZZ\tBeland", "line 6: the rows are not sorted"),
        (0, "BB\tBeland", "bb\tBeland", '"bb" is no country code'),
        (0, "ZZ\tExample place", "ZZ\t", '"ZZ" is no country code with a name'),
        (0, "AA-E AA-S AA-W", "AA-Q", '"AA" points to "AA-Q"'),
        (0, "\tAA\t\tEurope", "\tQQ\t\tEurope", '"CC" points to "QQ"'),
        (1, "BB-N\tNorth", "QQ-N\tNorth", '"QQ-N" is no subdivision'),
        (1, "BB-N\tNorth", "BB-N\t", '"BB-N" is no subdivision'),
        (1, "County\tAA-E", "County\tAA-Q", '"AA-C" points to "AA-Q"'),
        (2, "code\tXA\tAA", "kode\tXA\tAA", "not sorted|no alias"),
        (2, "code\tAAA\tAA", "code\tAA\tAA", '"AA" is no alias'),
        (2, "zone\tGB", "zone\tEurope/London", '"Europe/London" is no alias'),
        (2, "code\tXA\tAA", "code\tXA\t", '"XA" is no alias'),
        (2, "code\tXA\tAA", "code\tXA\tAA QQ", '"XA" points to "QQ"'),
        (2, "GB\tEurope/London", "GB\tMars/Base", '"GB" points to "Mars/Base"'),
        (2, "Sea\t154", "Sea\tAA", '"The Sea" points to "AA", which is no region'),
    ],
)
def test_tables_are_read_strictly(table, old, new, message):
    """
    A table that is not as it should be is refused, with file and line.
    """
    texts = [invented.COUNTRIES, invented.SUBDIVISIONS, invented.ALIASES]
    assert old in texts[table]
    texts[table] = texts[table].replace(old, new)

    with pytest.raises(DataError, match=message) as caught:
        Gazetteer.decode(*texts)

    assert "places/" in caught.value.file


def test_there_is_every_country_of_iso(world):
    """
    All ISO 3166-1 countries are there, Kosovo's code, and the example place.
    """
    codes = [country.code for country in world.countries]

    assert 251 == len(codes)
    assert {"GB", "TW", "PS", "XK", "ZZ"} < set(codes)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UK", "GB"),
        ("EL", "GR"),
        ("USA", "US"),
        ("Great Britain", "GB"),
        ("England", "GB-ENG"),
        ("South Korea", "KR"),
        ("Ivory Coast", "CI"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("New South Wales", "AU-NSW"),
        ("US-PR", "PR"),
        ("FR-974", "RE"),
        ("CN-TW", "TW"),
        ("BU", "MM"),
    ],
)
def test_names_in_common_use_are_known(world, name, code):
    """
    People may write what they say.
    """
    assert Place(code) == world.place(name)


@pytest.mark.parametrize("name", ["Korea", "Congo", "GB-EAW", "AN", "YU"])
def test_names_of_several_places_are_refused(world, name):
    """
    A name that several places share is refused, and the places are named.
    """
    with pytest.raises(UnknownPlaceError, match=r"may be .* or "):
        world.place(name)


def test_german_of_belgium_is_not_berlin(world):
    """
    A locale that looks like a subdivision is not taken for one.
    """
    with pytest.raises(UnknownPlaceError, match='write "BE"'):
        world.place("de-BE")
    assert "DE-BE" == world.place("DE-BE").code


def test_a_zone_with_two_claimants_takes_no_side(world):
    """
    The tz database leaves one zone with two countries; so it decides nothing.
    """
    assert world.from_zone("Europe/Simferopol") is None
    assert Place("UA") == world.from_zone("Europe/Kiev")


def test_old_zone_names_keep_their_country(world):
    """
    A zone that the tz database has merged still names the country of its name.
    """
    assert Place("IS") == world.from_zone("Iceland")
    assert Place("AU") == world.from_zone("Australia/NSW")
    assert Place("SG") == world.from_zone("Singapore")


def test_every_place_answers_every_question(world):
    """
    Over all places: a name, a chain that ends at the country, regions.
    """
    codes = [country.code for country in world.countries]
    codes += [code for code, _, _ in world.subdivisions]
    for code in codes:
        chain = world.chain(code)
        assert world.name(code)
        assert code[:2] == chain[-1].code
        assert "001" == world.regions(code)[-1]
        assert Place(code) == world.place(code)


def test_every_alias_is_found(world):
    """
    Over all aliases: each means what it says, or is refused by all its names.
    """
    for kind, alias, target in world.aliases:
        if kind == "zone":
            assert world.from_zone(target) == world.from_zone(alias)
        elif kind == "region":
            with pytest.raises(UnknownPlaceError, match="region of the world"):
                world.place(alias)
        elif " " not in target:
            assert Place(target) == world.place(alias)


def test_tables_that_are_trusted_say_the_same(world):
    """
    What is read country by country is what is read and checked at once.
    """
    trusted = Gazetteer.decode(
        *(read_data(f"places/{name}.tsv") for name in TABLES), trusted=True
    )

    assert world == trusted
    assert hash(world) == hash(trusted)
    assert tuple(world.subdivisions) == tuple(trusted.subdivisions)
    for country in world.countries:
        rows = trusted.subdivisions.of(country.code)
        wanted = {r[0]: r for r in world.subdivisions if r[0][:2] == country.code}
        assert wanted == rows


def test_one_country_is_read_alone():
    """
    To know one country, the parts of no other are read: not even those with a fault.
    """
    tables = [read_data(f"places/{name}.tsv") for name in TABLES]
    tables[1] = tables[1].replace("AU-NSW\tNew South Wales", "AU-NSW")
    gazetteer = Gazetteer.decode(*tables, trusted=True)

    assert "Scotland" == gazetteer.name("GB-SCT")
    assert ("GB-SCT", "GB") == tuple(map(str, gazetteer.chain("GB-SCT")))
    with pytest.raises(ValueError, match="unpack"):
        gazetteer.chain("AU-NSW")


def test_abbreviations_of_zones_name_no_country(world):
    """
    Eastern Standard Time is kept in ten countries, whatever a database links it to.
    """
    for zone in ("EST", "CET", "EST5EDT", "UTC", "GMT", "Etc/UTC"):
        assert world.from_zone(zone) is None


def test_every_zone_is_known_to_the_time_zone_database(world):
    """
    Over all zones: the time zone database has it.
    """
    names = (Path(tzdata.__file__).parent / "zones").read_text("utf-8").split()

    assert set() == set(world.zones) - set(names)


def test_names_say_where_a_place_is_suspected(world):
    """
    A wrong subdivision is met with one of the same country.
    """
    with pytest.raises(UnknownPlaceError, match="AU-NSW"):
        world.place("AU-NWS")
