"""
The audit: what a page owes its reader, and what mends it.
"""

from cwkit.audit.blocks import (
    insert_block,
    insert_entry_block,
    remove_blocks,
    render_blocks,
    update_blocks,
)
from cwkit.audit.book import NumberBook
from cwkit.audit.catalogue import Catalogue, Check, Settings
from cwkit.audit.checks import audit_document
from cwkit.audit.contexts import Contexts
from cwkit.audit.markers import PARTS, SUPPORT, WARNING, Block, find_blocks
from cwkit.audit.names import leave_names_out
from cwkit.audit.nations import Nations
from cwkit.audit.page import EntryPage
from cwkit.audit.reach import KnownLines
from cwkit.audit.torn import Torn, find_torn
from cwkit.audit.values import (
    Audit,
    Code,
    Edit,
    Level,
    Problem,
    Waived,
    apply_edits,
)
from cwkit.audit.waivers import Waiver, build_waiver, parse_waiver
from cwkit.audit.wording import Phrase, Profile, Wording

__all__ = [
    "PARTS",
    "SUPPORT",
    "WARNING",
    "Audit",
    "Block",
    "Catalogue",
    "Check",
    "Code",
    "Contexts",
    "Edit",
    "EntryPage",
    "KnownLines",
    "Level",
    "Nations",
    "NumberBook",
    "Phrase",
    "Problem",
    "Profile",
    "Settings",
    "Torn",
    "Waived",
    "Waiver",
    "Wording",
    "apply_edits",
    "audit_document",
    "build_waiver",
    "find_blocks",
    "find_torn",
    "insert_block",
    "insert_entry_block",
    "leave_names_out",
    "parse_waiver",
    "remove_blocks",
    "render_blocks",
    "update_blocks",
]
