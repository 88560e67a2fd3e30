"""
Take the pictures of the documentation anew: one of each fixture, and the front one.

    python tests/browser/make_pictures.py

It needs what the tests in this folder need. Pictures change with the fonts of a
machine, so that no test compares them.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from browser_pages import build_banner_of  # noqa: E402 -- the line above makes it so
from strategies_banner import CASES, load_fixture  # noqa: E402 -- as above

import cwkit  # noqa: E402 -- as above
from cwkit.banner import Html  # noqa: E402 -- as above
from cwkit.resources import read_data  # noqa: E402 -- as above

PICTURES = HERE.parents[1] / "docs" / "pictures"
CHROMIUM = os.environ.get("CWKIT_CHROMIUM") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

PAGE = """\
<!DOCTYPE html>
<html lang="{lang}" dir="{dir}"><head><meta charset="utf-8"><title>Picture</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0; padding: 0.25rem 1rem; font-family: "Noto Sans", sans-serif; }}
{css}
</style></head><body>{body}</body></html>
"""


def show(banner, content="", title=""):
    """
    Return a page with a banner around its content.
    """
    lines = [
        title,
        banner.warning.html(),
        banner.warning.fold_html(Html(content)),
        banner.warning.end_html(),
        banner.support.html(),
    ]
    return PAGE.format(
        lang=banner.warning.lang,
        dir=banner.warning.dir,
        css=read_data("banner.css"),
        body="\n".join(filter(None, lines)),
    )


def main():
    """
    Write all pictures.
    """
    front = cwkit.banner(
        ["suicide", "domestic-abuse"], place="NZ", locale="en-NZ", key="front"
    )
    pages = {
        "banner": show(
            front,
            "<p>The lights go down, and two sisters step onto the stage …</p>",
            "<h1>An evening at the theatre</h1>",
        )
    }
    for path in CASES:
        banner = build_banner_of(path)
        if banner:
            text = load_fixture(path).get("content", "")
            pages[f"banner-{path.stem}"] = show(
                banner, f"<p>{text}</p>" if text else ""
            )
    schemes = dict.fromkeys(pages, "light") | {"banner-standard-dark": "dark"}
    pages["banner-standard-dark"] = pages["banner-standard"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, source in pages.items():
            context = browser.new_context(
                viewport={"width": 680, "height": 60}, color_scheme=schemes[name]
            )
            page = context.new_page()
            page.set_content(source)
            page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
