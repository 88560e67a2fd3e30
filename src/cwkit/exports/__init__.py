"""
Helplines in formats that other programs read.

Each export carries the dates of the evidence and the sources, so that whoever reads
it next can tell how old a number is. What is not known is left out, never made up.
"""

from __future__ import annotations

from cwkit.exports._csv import to_csv
from cwkit.exports._hsds import to_hsds
from cwkit.exports._jsonld import to_jsonld
from cwkit.exports._vcard import to_vcard

__all__ = ["to_csv", "to_hsds", "to_jsonld", "to_vcard"]
