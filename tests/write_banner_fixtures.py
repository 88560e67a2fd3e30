"""
Write what the fixtures of banners expect, from their options: run it, read the diff.

    python tests/write_banner_fixtures.py

Each file of ``tests/data/banner`` holds a title, options and, perhaps, content; what
follows is the output in every format. Terminals' escape characters are written as
U+241B, so that the files stay text.
"""

from __future__ import annotations

import json

from strategies_banner import (
    CASES,
    build_from_options,
    load_fixture,
    render_fixture,
)

_MARK = "\n[expected]\n"


def _write_value(text: str) -> str:
    """Return a TOML string; a literal one, so that the output stands as it is."""
    if not text:
        return "''"
    if "'''" in text:
        return json.dumps(text, ensure_ascii=False)
    return f"'''\n{text}'''"


def main() -> None:
    """
    Write all files anew.
    """
    for path in CASES:
        fixture = load_fixture(path)
        given = path.read_text("utf-8").partition(_MARK)[0].rstrip("\n")
        banner = build_from_options(fixture["options"])
        shown = render_fixture(banner, fixture.get("content", ""))
        lines = [f"{name} = {_write_value(text)}" for name, text in shown.items()]
        path.write_text("\n".join([given, _MARK.rstrip("\n"), *lines, ""]), "utf-8")


if __name__ == "__main__":
    main()
