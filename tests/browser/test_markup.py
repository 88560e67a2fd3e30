"""
The Nu HTML checker finds no error on any page.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from browser_pages import build_banner_of
from strategies_banner import CASES

from cwkit.cli import main


def test_every_page_is_valid(vnu, site, tmp_path):
    """
    Every fixture in every language, mail, the element for the head, and the preview.
    """
    for name, (kind, text) in site.items():
        if kind == "text/html":
            (tmp_path / name).write_text(text, "utf-8")
    for path in CASES:
        banner = build_banner_of(path)
        (tmp_path / f"mail-{path.stem}.html").write_text(
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f"<title>Mail</title>\n{banner.json_ld_html()}</head>"
            f"<body>\n{banner.mail()}\n{banner.bare()}</body></html>\n",
            "utf-8",
        )
    command = ["preview", "--topic", "death", "--place", "AU", "--output"]
    main([*command, str(tmp_path / "preview.html")])
    pages = sorted(map(str, tmp_path.glob("*.html")))
    done = subprocess.run(  # noqa: S603 -- our own pages
        [*vnu, "--format", "json", "--stdout", *pages],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(done.stdout)["messages"]
    wrong = [
        f"{Path(row['url']).name}:{row.get('lastLine')}: {row['message']}"
        for row in messages
        if row["type"] == "error"
    ]

    assert [] == wrong
    assert 0 == done.returncode
