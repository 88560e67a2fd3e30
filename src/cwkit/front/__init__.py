"""
The front door: thin functions over shared defaults, built when first used.

What they share is immutable. Nothing is read before it is needed, nothing is fetched,
and no reader's place is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cwkit.front._audit import audit, check_names, make_settings
    from cwkit.front._banner import banner
    from cwkit.front._checks import catalogue, profiles
    from cwkit.front._examples import Example, examples, load_example
    from cwkit.front._load import (
        build_detector,
        list_shipped_ids,
        load_directory,
        load_overlay,
        load_pack,
        load_retired,
    )
    from cwkit.front._mend import Action, Rewrite, rewrite
    from cwkit.front._places import (
        choose_places,
        directory,
        export_helplines,
        helplines,
        name_place,
        place,
    )
    from cwkit.front._scan import explain, scan, scan_many, stream
    from cwkit.front._shared import taxonomy

__all__ = [
    "Action",
    "Example",
    "Rewrite",
    "audit",
    "banner",
    "build_detector",
    "catalogue",
    "check_names",
    "choose_places",
    "directory",
    "examples",
    "explain",
    "export_helplines",
    "helplines",
    "list_shipped_ids",
    "load_directory",
    "load_example",
    "load_overlay",
    "load_pack",
    "load_retired",
    "make_settings",
    "name_place",
    "place",
    "profiles",
    "rewrite",
    "scan",
    "scan_many",
    "stream",
    "taxonomy",
]

# Which module each door is in. A door is opened when it is first asked for: who looks
# a helpline up waits for no detector.
_DOORS: Final = {
    "_audit": ("audit", "check_names", "make_settings"),
    "_banner": ("banner",),
    "_checks": ("catalogue", "profiles"),
    "_examples": ("Example", "examples", "load_example"),
    "_load": (
        "build_detector",
        "list_shipped_ids",
        "load_directory",
        "load_overlay",
        "load_pack",
        "load_retired",
    ),
    "_mend": ("Action", "Rewrite", "rewrite"),
    "_places": (
        "choose_places",
        "directory",
        "export_helplines",
        "helplines",
        "name_place",
        "place",
    ),
    "_scan": ("explain", "scan", "scan_many", "stream"),
    "_shared": ("taxonomy",),
}


def __getattr__(name: str) -> object:
    """
    Open the door of this name.
    """
    import importlib  # noqa: PLC0415  # only where a door has to be opened

    for module, doors in _DOORS.items():
        if name in doors:
            value = getattr(importlib.import_module(f"cwkit.front.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
