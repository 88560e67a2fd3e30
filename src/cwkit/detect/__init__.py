"""
Detection: from a text to findings, each with its reason.
"""

from cwkit.detect.detector import Detector, cut_stream, shift
from cwkit.detect.labels import Label, find_label
from cwkit.detect.languages import list_own_words
from cwkit.detect.program import Program, StoredProgram, compile_pack
from cwkit.detect.scanner import PortableScanner, Proposal, Scanner, Stretch
from cwkit.detect.values import (
    NOTICE_REACH,
    Decision,
    Evidence,
    Finding,
    Mark,
    Modality,
    Reason,
)

__all__ = [
    "NOTICE_REACH",
    "Decision",
    "Detector",
    "Evidence",
    "Finding",
    "Label",
    "Mark",
    "Modality",
    "PortableScanner",
    "Program",
    "Proposal",
    "Reason",
    "Scanner",
    "StoredProgram",
    "Stretch",
    "compile_pack",
    "cut_stream",
    "find_label",
    "list_own_words",
    "shift",
]
