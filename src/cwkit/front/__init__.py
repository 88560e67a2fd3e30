"""
The front door: thin functions over shared defaults, built when first used.

What they share is immutable. Nothing is read before it is needed, nothing is fetched,
and no reader's place is kept.
"""

from cwkit.front._doors import (
    audit,
    banner,
    explain,
    helplines,
    load_directory,
    load_pack,
    name_place,
    place,
    scan,
)
from cwkit.front._examples import Example, examples, load_example
from cwkit.front._shared import taxonomy

__all__ = [
    "Example",
    "audit",
    "banner",
    "examples",
    "explain",
    "helplines",
    "load_directory",
    "load_example",
    "load_pack",
    "name_place",
    "place",
    "scan",
    "taxonomy",
]
