"""
How Sphinx builds the documentation; a warning is an error.
"""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from topics_table import fill

from cwkit.front._data import coverage

project = "cwkit"
author = "The cwkit authors"
project_copyright = author
version = release = installed_version("cwkit")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
]
html_theme = "furo"
html_title = f"cwkit {release}"
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# Docstrings name things of cwkit in single backquotes: read them as code.
default_role = "code"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
# Fields of a class are told in its docstring, once.
napoleon_use_ivar = True
autodoc_default_options = {"members": True, "show-inheritance": True}
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"

_COVERAGE = "<!-- the tables of coverage stand here -->"


def list_topics(app: Any, document: str, source: list[str]) -> None:  # noqa: ARG001
    """
    Make the tables of topics anew.
    """
    source[0] = fill(source[0])


_GALLERY = "<!-- the gallery of banners stands here -->"
_HERE = Path(__file__).parent
_FIXTURES = _HERE.parent / "tests" / "data" / "banner"

# What of each example is worth reading on a page; the files hold every format.
_SHOWN = {"html": "html", "markdown": "markdown", "text": "text"}


def list_banners(app: Any, document: str, source: list[str]) -> None:  # noqa: ARG001
    """
    Put the examples, read from the files that the tests read, where a page leaves room.
    """
    if _GALLERY not in source[0]:
        return
    lines: list[str] = []
    # The plain case first, then the others by name.
    paths = sorted(
        _FIXTURES.glob("[a-z]*.toml"),
        key=lambda path: (path.stem != "standard", path.stem),
    )
    for path in paths:
        text = path.read_text("utf-8")
        fixture = tomllib.loads(text)
        if not fixture["expected"]["html"]:
            continue
        options = text.partition("[options]\n")[2].partition("\n[expected]")[0]
        picture = f"../pictures/banner-{path.stem}.png"
        lines += [
            f"### {fixture['title']}",
            f"![The banner that these options make]({picture})",
            f"```toml\n{options.strip()}\n```",
        ]
        for form, language in _SHOWN.items():
            shown = fixture["expected"][form].strip("\n")
            lines += [
                f"As `{form}`:",
                f"````{language}\n{shown}\n````",
            ]
        if path.stem == "wire":
            # This page is MyST: if the banner did not suit it, the build would fail.
            lines += ["As this page shows it:", fixture["expected"]["myst"].strip()]
    source[0] = source[0].replace(_GALLERY, "\n\n".join(lines))


def list_coverage(app: Any, document: str, source: list[str]) -> None:  # noqa: ARG001
    """
    Put the tables of coverage, counted over the data, where a page leaves room.
    """
    if _COVERAGE in source[0]:
        source[0] = source[0].replace(_COVERAGE, "\n".join(coverage().tables()))


def setup(app: Any) -> None:
    """
    Tell Sphinx what this project adds to it.
    """
    app.connect("source-read", list_topics)
    app.connect("source-read", list_banners)
    app.connect("source-read", list_coverage)
