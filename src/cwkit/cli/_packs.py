"""
The commands for those who write packs of rules.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

import cwkit
from cwkit.cli.arguments import add_format
from cwkit.cli.files import read_page
from cwkit.cli.outcome import PROBLEMS, Outcome
from cwkit.detect import compile_pack, list_own_words
from cwkit.detect.proof import prove_files
from cwkit.errors import CwkitError, InputError
from cwkit.front import list_shipped_ids

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from cwkit.cli.arguments import Parsers
    from cwkit.packs import Pack

__all__ = ["add_commands"]

_SHIPPED: Final = "/cwkit/data/packs/"
"""Where the packs are that cwkit ships."""


def add_commands(parsers: Parsers) -> None:
    """
    Add ``packs``.
    """
    packs = parsers.add_parser("packs", help="work on packs of rules")
    inner = packs.add_subparsers(required=True, metavar="ACTION")
    check = inner.add_parser("check", help="prove pack files and their examples")
    check.set_defaults(run=run_packs)
    check.add_argument("files", nargs="+", metavar="PATH", help="a pack file or folder")
    add_format(check)
    build = inner.add_parser("build", help="compile packs to what the detector runs")
    build.set_defaults(run=run_packs_build)
    build.add_argument("files", nargs="+", metavar="PATH", help="a pack file or folder")
    build.add_argument("--output", default=".", help="the folder to write to")


def run_packs(options: argparse.Namespace) -> int:
    """
    Prove pack files: schema, ids and every example.
    """
    outcome = Outcome(options.format)
    try:
        files = _read_packs(options.files)
        packs = cwkit.load_pack(files)
        remarks = prove_files(
            files,
            taxonomy=cwkit.taxonomy(),
            taken=() if all(map(_is_shipped, files)) else _list_taken(packs),
        )
        rules = sum(len(pack.rules) for pack in packs)
    except CwkitError as error:
        outcome.fail(error)
        return outcome.finish()
    for remark in remarks:
        outcome.add([str(remark)], attrs.asdict(remark))
    if not all(remark.advice for remark in remarks):
        outcome.raise_to(PROBLEMS)
    elif options.format == "text":
        outcome.add([f"{rules} rules, all examples hold"], {})
    return outcome.finish()


def _is_shipped(name: str) -> bool:
    """Say whether a file is one of the packs that cwkit ships."""
    return _SHIPPED in Path(name).resolve().as_posix()


def _list_taken(packs: Iterable[Pack]) -> frozenset[str]:
    """Return the ids that the packs that cwkit ships have in the same languages."""
    return frozenset(
        identity for pack in packs for identity in list_shipped_ids(pack.language)
    )


def run_packs_build(options: argparse.Namespace) -> int:
    """
    Compile packs to programs, one file a language.
    """
    outcome = Outcome("text")
    try:
        packs = cwkit.load_pack(_read_packs(options.files))
        folder = Path(options.output)
        folder.mkdir(parents=True, exist_ok=True)
        programs = [compile_pack(pack) for pack in packs]
        for pack, program in zip(packs, programs, strict=True):
            path = folder / f"{pack.language}.json"
            _write_json(path, program.to_plain())
            outcome.add([f"{path}: {len(pack.rules)} rules"], {})
        markers = {program.language: sorted(program.markers) for program in programs}
        _add_json(folder / "markers.json", markers)
        _add_json(folder / "words.json", list_own_words(packs, programs))
    except CwkitError as error:
        outcome.fail(error)
    except OSError as error:
        outcome.fail(
            InputError(
                (error.strerror or str(error)).lower(),
                file=options.output,
                cure="name a folder that can be written to",
            )
        )
    return outcome.finish()


def _add_json(path: Path, added: dict[str, Any]) -> None:
    """Write what is known by language; packs may be built one by one."""
    known: dict[str, Any] = {}
    if path.exists():
        known = json.loads(read_page(str(path)).text)
    _write_json(path, dict(sorted((known | added).items())))


def _write_json(path: Path, value: dict[str, Any]) -> None:
    """Write a compiled file, the same bytes for the same value."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    path.write_text(f"{text}\n", encoding="utf-8")


def _read_packs(given: Iterable[str]) -> dict[str, str]:
    """Read pack files, and those of folders."""
    names = [
        name
        for place in given
        for name in (
            sorted(str(path) for path in Path(place).rglob("*.toml"))
            if Path(place).is_dir()
            else [place]
        )
    ]
    if not names:
        raise InputError("no packs found in what was named", cure="name .toml files")
    return {name: read_page(name).text for name in names}
