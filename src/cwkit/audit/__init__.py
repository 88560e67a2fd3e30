"""
The audit: what a page owes its reader, and what mends it.
"""

from cwkit.audit.checks import audit_document
from cwkit.audit.values import Audit, Code, Edit, Problem

__all__ = ["Audit", "Code", "Edit", "Problem", "audit_document"]
