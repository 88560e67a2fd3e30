"""
The front door: which names there are, where they live, and that opening it is cheap.
"""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import pytest

import cwkit

NAMES = [
    "Audit",
    "Banner",
    "Centrality",
    "CwkitError",
    "DataError",
    "Decision",
    "Detector",
    "Directory",
    "Example",
    "Finding",
    "Helpline",
    "InputError",
    "LimitError",
    "Limits",
    "Match",
    "MediaTypeError",
    "Modality",
    "Pack",
    "Place",
    "Problem",
    "Report",
    "Rule",
    "Severity",
    "Span",
    "Taxonomy",
    "Topic",
    "TopicReport",
    "UnknownLocaleError",
    "UnknownPlaceError",
    "UnknownTopicError",
    "Warning",
    "audit",
    "banner",
    "choose_places",
    "directory",
    "examples",
    "explain",
    "export_helplines",
    "helplines",
    "load_directory",
    "load_example",
    "load_overlay",
    "load_pack",
    "name_place",
    "place",
    "scan",
    "scan_many",
    "stream",
    "taxonomy",
]

ROOMS = sorted(
    module.name
    for module in pkgutil.walk_packages(cwkit.__path__, "cwkit.")
    if not module.name.rpartition(".")[2].startswith("_")
)


def test_names():
    """
    The public names are these; a name that is taken away breaks somebody's program.
    """
    assert NAMES == cwkit.__all__
    assert sorted(NAMES) == dir(cwkit)


@pytest.mark.parametrize("name", NAMES)
def test_each_name_is_there(name):
    """
    Each public name opens, and none of them is a room.
    """
    assert type(sys) is not type(getattr(cwkit, name))


def test_a_name_that_is_not_there():
    """
    A misspelt name is an error like any other.
    """
    with pytest.raises(AttributeError, match="no attribute 'scam'"):
        cwkit.scam  # noqa: B018  # asking is the test


@pytest.mark.parametrize("name", ROOMS)
def test_each_room_says_what_is_public(name):
    """
    Every public module lists its names, sorted as ruff sorts them, and has them.
    """
    room = importlib.import_module(name)
    if name == "cwkit.__main__":
        return

    for public in room.__all__:
        assert hasattr(room, public)


def test_a_room_never_takes_the_place_of_a_function():
    """
    `cwkit.audit` is the function, also after the room of that name was imported.
    """
    importlib.import_module("cwkit.audit")
    importlib.import_module("cwkit.banner")
    importlib.import_module("cwkit.helplines")

    assert callable(cwkit.audit)
    assert callable(cwkit.banner)
    assert callable(cwkit.helplines)


def test_importing_opens_no_room():
    """
    `import cwkit` alone imports nothing that takes time.
    """
    code = (
        "import sys, cwkit; "
        "print([m for m in ('attr', 'regex', 'tomllib', 'json', 'cwkit.front') "
        "if m in sys.modules])"
    )
    shown = subprocess.run(  # noqa: S603  # our own code
        [
            sys.executable,
            "-S",
            "-c",
            f"import sys; sys.path[:0] = {sys.path!r}; {code}",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "[]" == shown.strip()
