"""
All helpline files that are shipped.
"""

from __future__ import annotations

import datetime

import pytest

from cwkit.helplines import (
    Directory,
    Level,
    check_file,
    check_helplines,
    decode_helplines,
    decode_retired,
)
from cwkit.places import Gazetteer
from cwkit.resources import list_data, read_data
from cwkit.topics import Taxonomy

GAZETTEER = Gazetteer.decode(
    *(
        read_data(f"places/{name}.tsv")
        for name in ("countries", "subdivisions", "aliases")
    )
)
TAXONOMY = Taxonomy.decode(read_data("topics.toml"), file="topics.toml")
FILES = [path for path in list_data("helplines") if path.endswith(".toml")]
RETIRED = [path for path in list_data("retired") if path.endswith(".toml")]
TODAY = datetime.datetime.now(tz=datetime.UTC).date()


def read(country):
    """
    Return the shipped records of a country.
    """
    name = "international" if country == "001" else country
    path = f"helplines/{name}.toml"
    if path not in FILES:
        return ()
    return decode_helplines(
        read_data(path), file=path, taxonomy=TAXONOMY, gazetteer=GAZETTEER
    )


DIRECTORY = Directory(read, GAZETTEER, TAXONOMY)


def country_of(path):
    """
    Return the country that a file is named after.
    """
    name = path.partition("/")[2].removesuffix(".toml")
    return "001" if name == "international" else name


@pytest.mark.parametrize("path", FILES)
def test_every_file_passes_the_checks(path):
    """
    Every record can be read, and no check finds an error in its file.
    """
    problems = check_file(
        read_data(path),
        file=path,
        taxonomy=TAXONOMY,
        gazetteer=GAZETTEER,
        today=TODAY,
    )

    assert [] == [str(p) for p in problems if p.level is Level.ERROR]


@pytest.mark.parametrize("path", FILES)
def test_every_file_is_named_after_its_country(path):
    """
    A record stands in the file of its country.
    """
    assert {country_of(path)} == {line.country for line in read(country_of(path))}


def test_all_files_pass_the_checks_together():
    """
    No number is two services, and no retired number is active.
    """
    lines = [line for path in FILES for line in read(country_of(path))]
    retired = [
        gone
        for path in RETIRED
        for gone in decode_retired(read_data(path), file=path, gazetteer=GAZETTEER)
    ]

    problems = check_helplines(lines, retired=retired, gazetteer=GAZETTEER, today=TODAY)

    assert [] == [str(p) for p in problems if p.level is Level.ERROR]


def test_no_place_gets_the_number_of_another_country():
    """
    Over all countries and topics: whoever dials is answered at home, or it is a page.
    """
    for country in GAZETTEER.countries:
        for topic in TAXONOMY:
            for match in DIRECTORY.lookup(country.code, topics=[topic.id]):
                line = match.helpline
                home = line.country == country.code or country.code in line.areas
                assert home or not any(channel.dial for channel in line.channels)
                assert match.why()
