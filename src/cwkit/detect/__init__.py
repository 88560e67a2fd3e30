"""
Detection: from a text to findings, each with its reason.
"""

from cwkit.detect.detector import Detector
from cwkit.detect.program import Program, compile_pack
from cwkit.detect.scanner import PortableScanner, Proposal, Scanner
from cwkit.detect.values import Decision, Evidence, Finding, Mark, Modality, Reason

__all__ = [
    "Decision",
    "Detector",
    "Evidence",
    "Finding",
    "Mark",
    "Modality",
    "PortableScanner",
    "Program",
    "Proposal",
    "Reason",
    "Scanner",
    "compile_pack",
]
