"""
The packs that are shipped: they prove themselves, and what runs was compiled from them.
"""

from __future__ import annotations

import json

import pytest
from update_ids import load_packs

import cwkit
from cwkit.detect import Program, compile_pack, list_own_words
from cwkit.detect.proof import prove_packs
from cwkit.errors import DataError
from cwkit.resources import list_data, read_data

CURE = (
    "compile the packs again: "
    "cwkit packs build src/cwkit/data/packs --output src/cwkit/data/programs"
)


@pytest.fixture(scope="module")
def packs():
    """
    All packs, as they are edited.
    """
    return load_packs()


def test_programs_are_those_of_the_packs(packs):
    """
    What is shipped is what the packs compile to now.
    """
    compiled = {
        f"programs/{pack.language}.json": compile_pack(pack).to_plain()
        for pack in packs
    } | {
        "programs/markers.json": {
            pack.language: sorted(compile_pack(pack).markers) for pack in packs
        },
        "programs/words.json": list_own_words(
            packs, [compile_pack(pack) for pack in packs]
        ),
    }
    shipped = {path: json.loads(read_data(path)) for path in list_data("programs")}

    assert sorted(compiled) == sorted(shipped), CURE
    for path, plain in compiled.items():
        # Compared as text: the difference of two such values would fill pages.
        same = json.dumps(plain) == json.dumps(shipped[path])

        assert same, f"{path} is older than its packs; {CURE}"


def test_programs_survive_the_way_through_json(packs):
    """
    A program that was written and read again is the same program.
    """
    for pack in packs:
        plain = compile_pack(pack).to_plain()
        again = Program.from_plain(json.loads(json.dumps(plain)), file="x.json")

        assert json.dumps(plain) == json.dumps(again.to_plain())


def test_a_program_of_another_schema():
    """
    A program of another schema is refused, with the cure.
    """
    with pytest.raises(DataError) as caught:
        Program.from_plain({"schema": 99}, file="zz.json")

    assert (
        "zz.json: schema 99 is not known; compile the packs again: cwkit packs build"
        == str(caught.value)
    )


def test_the_packs_prove_themselves(packs):
    """
    Every row does on its own examples what it says.
    """
    faults = prove_packs(packs, taxonomy=cwkit.taxonomy())

    assert [] == [str(fault) for fault in faults]
