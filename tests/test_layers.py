"""
Arrows between the rooms point one way, and only the roof touches files and terminals.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[1] / "src" / "cwkit"

# A room knows those before it and none of those after it.
ROOMS = [
    "errors",
    "schema",
    "text",
    "places",
    "topics",
    "markup",
    "packs",
    "detect",
    "report",
    "hours",
    "helplines",
    "locales",
    "exports",
    "banner",
    "audit",
    "resources",
    "front",
    "__init__",
    "cli",
    "__main__",
    "ext",
]
# The list above allows these rooms more than they may know.
KNOWS = {"places": {"errors", "schema", "text"}}

OPENS_FILES = {"resources", "cli", "__main__", "ext"}
FILE_MODULES = {
    "codecs",
    "fileinput",
    "glob",
    "importlib",
    "importlib_resources",
    "io",
    "os",
    "pathlib",
    "pkgutil",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "urllib.request",
}
FILE_CALLS = {"__import__", "input", "open", "print"}
STREAMS = {"__stderr__", "__stdin__", "__stdout__", "stderr", "stdin", "stdout"}

DEPENDENCIES = {"attr", "attrs", "importlib_resources", "regex"}

FILES = sorted(SOURCE.rglob("*.py"))

each_file = pytest.mark.parametrize(
    "path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix()
)


def module_of(path: Path) -> str:
    """
    Return the dotted name of the module that *path* holds.
    """
    return ".".join(("cwkit", *path.relative_to(SOURCE).with_suffix("").parts))


def room_of(module: str) -> str:
    """
    Return the room that a module of cwkit belongs to.
    """
    first, *rest = module.split(".")[1:] or ["__init__"]
    return first if rest or first in ROOMS else "__init__"


def imports_of(tree: ast.AST, *, module: str) -> Iterator[str]:
    """
    Yield every module imported anywhere: in functions and for type checkers too.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def misplaced_imports(tree: ast.AST, *, module: str) -> set[str]:
    """
    Return the rooms that *module* imports and must not know.
    """
    here = room_of(module)
    allowed = KNOWS.get(here, set(ROOMS[: ROOMS.index(here)])) | {here}
    known = {
        room_of(name)
        for name in imports_of(tree, module=module)
        if name.split(".")[0] == "cwkit"
    }
    return known - allowed


def file_access(tree: ast.AST, *, module: str) -> set[str]:
    """
    Return the ways in which *module* reaches for files, streams or late imports.
    """
    found = set()
    for name in imports_of(tree, module=module):
        found |= {m for m in FILE_MODULES if f"{name}.".startswith(f"{m}.")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in FILE_CALLS:
            found.add(node.id)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "open":
            found.add("open")
        elif isinstance(node, ast.Attribute) and node.attr in STREAMS:
            found.add(node.attr)
    return found


@each_file
def test_every_file_has_a_room(path):
    """
    A new room takes its place in the list of rooms before it is built.
    """
    assert path.relative_to(SOURCE).with_suffix("").parts[0] in ROOMS


@each_file
def test_arrows_point_one_way(path):
    """
    A room imports only rooms that stand before it.
    """
    tree = ast.parse(path.read_bytes())

    assert set() == misplaced_imports(tree, module=module_of(path))


@each_file
def test_only_the_roof_touches_files(path):
    """
    Rooms below the roof take text and give values: no files, no streams.
    """
    module = module_of(path)
    found = file_access(ast.parse(path.read_bytes()), module=module)
    # Names given out on first use are imported on first use.
    doors = {f"cwkit.{door}__init__" for door in ("", "front.", "markup.", "packs.")}
    allowed = {"importlib"} if module in doors else set()

    assert room_of(module) in OPENS_FILES or allowed >= found, found


@each_file
def test_dependencies_are_the_declared_ones(path):
    """
    Apart from `ext`, cwkit needs the standard library and three packages.
    """
    module = module_of(path)
    names = imports_of(ast.parse(path.read_bytes()), module=module)
    foreign = {name.split(".")[0] for name in names} - {"cwkit"}

    assert (
        room_of(module) == "ext" or sys.stdlib_module_names | DEPENDENCIES >= foreign
    ), foreign


@pytest.mark.parametrize(
    ("module", "source", "expected"),
    [
        ("cwkit.text.spans", "from cwkit.errors import LimitError", set()),
        ("cwkit.text.spans", "from cwkit.text.lines import LineIndex", set()),
        ("cwkit.text.spans", "from .lines import LineIndex", set()),
        ("cwkit.text.spans", "from ..audit import audit", {"audit"}),
        ("cwkit.errors", "import cwkit.text", {"text"}),
        ("cwkit.errors", "import cwkit", {"__init__"}),
        ("cwkit.errors", "from cwkit import scan", {"__init__"}),
        ("cwkit.errors", "from cwkit import text", {"text"}),
        ("cwkit.errors", "def f():\n    from cwkit import cli", {"cli"}),
        ("cwkit.hours", "if TYPE_CHECKING:\n    import cwkit.audit", {"audit"}),
        ("cwkit.places", "from cwkit.topics import Topic", {"topics"}),
        ("cwkit.banner.html", "from cwkit.places import Place", set()),
        ("cwkit.cli", "from cwkit import scan", set()),
    ],
)
def test_misplaced_imports_are_seen(module, source, expected):
    """
    Arrows are followed through functions, type checking and relative imports.
    """
    assert expected == misplaced_imports(ast.parse(source), module=module)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import tomllib", set()),
        ("opened = open_hours(place) and hours.open", set()),
        ("sys.maxsize", set()),
        ("import os.path", {"os"}),
        ("from os import path", {"os"}),
        ("from pathlib import Path", {"pathlib"}),
        ("from importlib.resources import files", {"importlib"}),
        ("from importlib_resources import files", {"importlib_resources"}),
        ("import urllib.parse", set()),
        ("from urllib import request", {"urllib.request"}),
        ("def f():\n    with open('x'):\n        pass", {"open"}),
        ("place.open()", {"open"}),
        ("print(1)", {"print"}),
        ("sys.stdout.write('x')", {"stdout"}),
    ],
)
def test_file_access_is_seen(source, expected):
    """
    Files are found however they are reached for.
    """
    assert expected == file_access(ast.parse(source), module="cwkit.text")
