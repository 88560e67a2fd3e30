"""
The audit: what a page owes its reader, and what mends it.
"""

from cwkit.audit.book import NumberBook
from cwkit.audit.catalogue import Catalogue, Check, Settings
from cwkit.audit.checks import audit_document
from cwkit.audit.contexts import Contexts
from cwkit.audit.values import (
    Audit,
    Code,
    Edit,
    Level,
    Problem,
    Waived,
    apply_edits,
)
from cwkit.audit.waivers import Waiver, parse_waiver

__all__ = [
    "Audit",
    "Catalogue",
    "Check",
    "Code",
    "Contexts",
    "Edit",
    "Level",
    "NumberBook",
    "Problem",
    "Settings",
    "Waived",
    "Waiver",
    "apply_edits",
    "audit_document",
    "parse_waiver",
]
