"""
Content warnings and help resources.

`scan` says which sensitive topics a text treats, `helplines` which lines answer where
a reader is, `banner` renders what the reader should be told, and `audit` finds and
mends what a page leaves out.
"""

from __future__ import annotations

import sys
import types

# As type checkers read it; importing `typing` takes longer than all the rest.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from cwkit.audit import Audit, Problem
    from cwkit.banner import Banner
    from cwkit.detect import Decision, Detector, Finding, Modality
    from cwkit.errors import (
        CwkitError,
        DataError,
        InputError,
        LimitError,
        MediaTypeError,
        UnknownLocaleError,
        UnknownPlaceError,
        UnknownTopicError,
    )
    from cwkit.front import (
        Example,
        audit,
        banner,
        choose_places,
        directory,
        examples,
        explain,
        export_helplines,
        helplines,
        load_directory,
        load_example,
        load_overlay,
        load_pack,
        name_place,
        place,
        scan,
        scan_many,
        stream,
        taxonomy,
    )
    from cwkit.helplines import Directory, Helpline, Match
    from cwkit.packs import Pack, Rule, Severity
    from cwkit.places import Place
    from cwkit.report import Centrality, Report, TopicReport, Warning  # noqa: A004  # the field's word
    from cwkit.text import Limits, Span
    from cwkit.topics import Taxonomy, Topic

__all__ = [
    "Audit",
    "Banner",
    "Centrality",
    "CwkitError",
    "DataError",
    "Decision",
    "Detector",
    "Directory",
    "Example",
    "Finding",
    "Helpline",
    "InputError",
    "LimitError",
    "Limits",
    "Match",
    "MediaTypeError",
    "Modality",
    "Pack",
    "Place",
    "Problem",
    "Report",
    "Rule",
    "Severity",
    "Span",
    "Taxonomy",
    "Topic",
    "TopicReport",
    "UnknownLocaleError",
    "UnknownPlaceError",
    "UnknownTopicError",
    "Warning",
    "audit",
    "banner",
    "choose_places",
    "directory",
    "examples",
    "explain",
    "export_helplines",
    "helplines",
    "load_directory",
    "load_example",
    "load_overlay",
    "load_pack",
    "name_place",
    "place",
    "scan",
    "scan_many",
    "stream",
    "taxonomy",
]

# Where each name lives. Rooms are opened when a name is first asked for, so that
# `import cwkit` costs next to nothing in a program that only may need it.
_ROOMS = {
    "audit": ("Audit", "Problem"),
    "banner": ("Banner",),
    "detect": ("Decision", "Detector", "Finding", "Modality"),
    "errors": (
        "CwkitError",
        "DataError",
        "InputError",
        "LimitError",
        "MediaTypeError",
        "UnknownLocaleError",
        "UnknownPlaceError",
        "UnknownTopicError",
    ),
    "front": (
        "Example",
        "audit",
        "banner",
        "choose_places",
        "directory",
        "examples",
        "explain",
        "export_helplines",
        "helplines",
        "load_directory",
        "load_example",
        "load_overlay",
        "load_pack",
        "name_place",
        "place",
        "scan",
        "scan_many",
        "stream",
        "taxonomy",
    ),
    "helplines": ("Directory", "Helpline", "Match"),
    "packs": ("Pack", "Rule", "Severity"),
    "places": ("Place",),
    "report": ("Centrality", "Report", "TopicReport", "Warning"),
    "text": ("Limits", "Span"),
    "topics": ("Taxonomy", "Topic"),
}


class _Package(types.ModuleType):
    """
    The package, with functions that keep their names.

    Three functions are named like the rooms they come from (`audit`, `banner`,
    `helplines`), and importing a room would put the room in the function's place.
    """

    def __setattr__(self, name: str, value: object) -> None:
        """
        Set an attribute, but never a room over a function.
        """
        if not (isinstance(value, types.ModuleType) and name in _ROOMS["front"]):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    """
    Open the room that *name* lives in.
    """
    import importlib  # noqa: PLC0415  # only where a room has to be opened

    for room, names in _ROOMS.items():
        if name in names:
            value = getattr(importlib.import_module(f"cwkit.{room}"), name)
            globals()[name] = value
            return value
    # Rooms are attributes once they are imported, like those of any package.
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """
    List the public names.
    """
    return sorted(__all__)
