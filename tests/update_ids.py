"""
Add the ids that are new to `tests/golden/ids.txt`: ``python tests/update_ids.py``.

Ids are promises: people write them into configurations and waivers. The file may only
grow; nothing is ever taken out of it here.
"""

from __future__ import annotations

import functools
from pathlib import Path

import cwkit
from cwkit.helplines import decode_helplines, decode_retired

__all__ = ["GOLDEN", "collect_ids", "load_packs", "read_golden"]

GOLDEN = Path(__file__).parent / "golden" / "ids.txt"
DATA = Path(cwkit.__file__).parent / "data"


@functools.cache
def load_packs():
    """
    Return all packs, as they are edited.
    """
    paths = sorted(DATA.glob("packs/**/*.toml"))
    return cwkit.load_pack({str(path): path.read_text("utf-8") for path in paths})


@functools.cache
def collect_ids():
    """
    Return all ids in the shipped data, each behind its kind.
    """
    packs = load_packs()
    ids = {f"topic {topic.id}" for topic in cwkit.taxonomy()}
    for pack in packs:
        rules = {rule.id for rule in pack.rules}
        # What stands beside a rule is named after it and has no id of its own.
        benign = {row.id for row in pack.benign} - {f"{rule}.benign" for rule in rules}
        ids |= {f"rule {rule}" for rule in rules}
        ids |= {f"benign {row}" for row in benign}
        ids |= {f"notice {row.id}" for row in pack.notices}
    for kind, folder, decode in (
        ("helpline", "helplines", decode_helplines),
        ("retired", "retired", decode_retired),
    ):
        for path in DATA.glob(f"{folder}/*.toml"):
            rows = decode(path.read_text("utf-8"), file=path.name)
            ids |= {f"{kind} {row.id}" for row in rows}
    return frozenset(ids)


def read_golden():
    """
    Return the ids that were ever given out.
    """
    return set(GOLDEN.read_text("utf-8").splitlines())


if __name__ == "__main__":
    known = read_golden() | collect_ids()
    GOLDEN.write_text("".join(f"{line}\n" for line in sorted(known)), "utf-8")
