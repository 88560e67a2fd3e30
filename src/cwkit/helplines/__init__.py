"""
The directory: who helps, where, when, and how we know.
"""

from __future__ import annotations

from cwkit.helplines._check import FileRead, check_file, check_helplines, read_file
from cwkit.helplines._coverage import Coverage, Goals, Wanted
from cwkit.helplines._decode import (
    decode_helplines,
    decode_overlay,
    decode_retired,
)
from cwkit.helplines._directory import Directory
from cwkit.helplines._match import Match
from cwkit.helplines._model import (
    WORLD,
    AgeRange,
    Audience,
    Channel,
    ChannelKind,
    Cost,
    Helpline,
    Kind,
    Overlay,
    Proof,
    Retired,
    RetiredReason,
    Source,
    SourceKind,
    Standing,
)
from cwkit.helplines._numbering import Ended, Numbering
from cwkit.helplines._problem import Level, Problem

__all__ = [
    "WORLD",
    "AgeRange",
    "Audience",
    "Channel",
    "ChannelKind",
    "Cost",
    "Coverage",
    "Directory",
    "Ended",
    "FileRead",
    "Goals",
    "Helpline",
    "Kind",
    "Level",
    "Match",
    "Numbering",
    "Overlay",
    "Problem",
    "Proof",
    "Retired",
    "RetiredReason",
    "Source",
    "SourceKind",
    "Standing",
    "Wanted",
    "check_file",
    "check_helplines",
    "decode_helplines",
    "decode_overlay",
    "decode_retired",
    "read_file",
]
