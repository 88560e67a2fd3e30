"""
The front door: thin functions over shared defaults, built when first used.

What they share is immutable. Nothing is read before it is needed, nothing is fetched,
and no reader's place is kept.
"""

from cwkit.front._audit import audit, check_names, make_settings
from cwkit.front._banner import banner
from cwkit.front._examples import Example, examples, load_example
from cwkit.front._load import (
    build_detector,
    extend_directory,
    load_directory,
    load_pack,
    load_retired,
)
from cwkit.front._mend import Action, Rewrite, rewrite
from cwkit.front._places import helplines, name_place, place
from cwkit.front._scan import explain, scan
from cwkit.front._shared import catalogue, profiles, taxonomy

__all__ = [
    "Action",
    "Example",
    "Rewrite",
    "audit",
    "banner",
    "build_detector",
    "catalogue",
    "check_names",
    "examples",
    "explain",
    "extend_directory",
    "helplines",
    "load_directory",
    "load_example",
    "load_pack",
    "load_retired",
    "make_settings",
    "name_place",
    "place",
    "profiles",
    "rewrite",
    "scan",
    "taxonomy",
]
