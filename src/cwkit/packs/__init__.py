"""
Packs: rules as data, read and checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cwkit.packs.model import (
    ANY_NUMBER,
    SURE,
    Benign,
    Item,
    Notice,
    Pack,
    Pattern,
    Rule,
    Severity,
)

if TYPE_CHECKING:
    from cwkit.packs.decode import decode_packs
    from cwkit.packs.forms import FormError, Inflections, Lexicon, expand_form

__all__ = [
    "ANY_NUMBER",
    "SURE",
    "Benign",
    "FormError",
    "Inflections",
    "Item",
    "Lexicon",
    "Notice",
    "Pack",
    "Pattern",
    "Rule",
    "Severity",
    "decode_packs",
    "expand_form",
]

# What reads packs is imported when it is first asked for: what cwkit ships is compiled.
_MODULES: Final = {
    "FormError": "forms",
    "Inflections": "forms",
    "Lexicon": "forms",
    "decode_packs": "decode",
    "expand_form": "forms",
}


def __getattr__(name: str) -> object:
    """
    Import what is asked for.
    """
    import importlib  # noqa: PLC0415  # only where something has to be imported

    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(f"cwkit.packs.{_MODULES[name]}")
    value = globals()[name] = getattr(module, name)
    return value
