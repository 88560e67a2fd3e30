"""
Packs: rules as data, read and checked.
"""

from cwkit.packs.decode import decode_packs
from cwkit.packs.forms import FormError, Inflections, Lexicon, expand_form
from cwkit.packs.model import (
    ANY_NUMBER,
    Benign,
    Item,
    Notice,
    Pack,
    Pattern,
    Rule,
    Severity,
)

__all__ = [
    "ANY_NUMBER",
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
