"""
How Sphinx builds the documentation; a warning is an error.
"""

from __future__ import annotations

import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from topics_table import fill

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


def list_topics(app: Any, document: str, source: list[str]) -> None:  # noqa: ARG001
    """
    Make the tables of topics anew.
    """
    source[0] = fill(source[0])


def setup(app: Any) -> None:
    """
    Tell Sphinx what this project adds to it.
    """
    app.connect("source-read", list_topics)
