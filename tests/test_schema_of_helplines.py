"""
The published schema says what the reader of helpline files says.
"""

from __future__ import annotations

import datetime
import json
import tomllib

import attrs
import jsonschema
import pytest
from test_helplines import SMALL

from cwkit.errors import DataError
from cwkit.helplines import (
    Audience,
    Channel,
    ChannelKind,
    Cost,
    Helpline,
    Kind,
    Proof,
    Retired,
    RetiredReason,
    Source,
    SourceKind,
    Standing,
    decode_helplines,
)
from cwkit.resources import list_data, read_data

SCHEMA = json.loads(read_data("schema/helplines.json"))
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.FormatChecker()
)


def plain(value):
    """
    Return decoded TOML as JSON has it: dates are strings.
    """
    match value:
        case dict():
            return {key: plain(one) for key, one in value.items()}
        case list():
            return [plain(one) for one in value]
        case datetime.date():
            return value.isoformat()
        case _:
            return value


def faults(text):
    return [
        error.message for error in VALIDATOR.iter_errors(plain(tomllib.loads(text)))
    ]


@pytest.mark.parametrize("path", [*list_data("helplines"), *list_data("retired")])
def test_shipped_files_are_valid(path):
    """
    Every file that is shipped is as the schema asks.
    """
    assert [] == faults(read_data(path))


@pytest.mark.parametrize(
    ("row", "kind", "others"),
    [
        ("helpline", Helpline, {"country", "origin"}),
        ("channel", Channel, set()),
        ("source", Source, set()),
        ("retired", Retired, {"country", "origin"}),
    ],
)
def test_the_schema_knows_the_keys_of_the_model(row, kind, others):
    """
    Each field can be written, and nothing else can.
    """
    fields = {field.name for field in attrs.fields(kind)} - others

    assert fields == set(SCHEMA["$defs"][row]["properties"])


@pytest.mark.parametrize(
    ("row", "key", "words"),
    [
        ("helpline", "kind", Kind),
        ("helpline", "status", Standing),
        ("helpline", "audience", Audience),
        ("channel", "kind", ChannelKind),
        ("channel", "cost", Cost),
        ("source", "kind", SourceKind),
        ("source", "proves", Proof),
        ("retired", "reason", RetiredReason),
    ],
)
def test_the_schema_knows_the_words(row, key, words):
    """
    Closed lists are those of the model.
    """
    found = SCHEMA["$defs"][row]["properties"][key]

    assert [str(word) for word in words] == found.get("items", found)["enum"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema = 1", "schema = 2"),
        ('country = "AA"', 'country = "A"'),
        ('country = "AA"', 'county = "AA"'),
        ('id = "aa.line"', 'id = "aa line"'),
        ('kind = "support"', 'kind = "suport"'),
        ('status = "active"', 'status = "open"'),
        ('status = "active"', ""),
        ('languages = ["en"]', "languages = []"),
        ('topics = ["', 'topics = [1, "'),
        ("checked_on", "checked"),
    ],
)
def test_what_the_schema_refuses_the_reader_refuses(old, new):
    """
    A file that an editor marks as wrong is one that cwkit does not read.
    """
    assert old in SMALL
    broken = SMALL.replace(old, new, 1)

    assert [] == faults(SMALL)
    assert [] != faults(broken)
    with pytest.raises(DataError):
        decode_helplines(broken, file="AA.toml")
