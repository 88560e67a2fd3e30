"""
Locales: messages, plural rules, list patterns, direction, negotiation.

No file is opened here; texts are handed in.
"""

from cwkit.locales.check import check_messages
from cwkit.locales.dates import describe_date
from cwkit.locales.hours import describe_hours
from cwkit.locales.messages import (
    LIST_KINDS,
    ListPattern,
    Messages,
    decode_messages,
    load_messages,
)
from cwkit.locales.negotiate import Kinships, canonicalise, decode_locales, negotiate
from cwkit.locales.plurals import CATEGORIES, Operands, PluralRules

__all__ = [
    "CATEGORIES",
    "LIST_KINDS",
    "Kinships",
    "ListPattern",
    "Messages",
    "Operands",
    "PluralRules",
    "canonicalise",
    "check_messages",
    "decode_locales",
    "decode_messages",
    "describe_date",
    "describe_hours",
    "load_messages",
    "negotiate",
]
