"""
Banners: one view model, many renderers.

A banner has two parts: a warning that names what a page deals with, and a support
block that says where help answers. Nothing in here holds a word that readers see;
those come from `cwkit.locales`.
"""

from cwkit.banner.as_html import Html
from cwkit.banner.build import LABELS, STYLES, SUBJECTS, TREATMENTS, build_banner
from cwkit.banner.model import Part, SupportPart, WarningPart
from cwkit.banner.support import HelpGroup, support_line
from cwkit.banner.values import Contact, NamedTopic, Style, SupportGroup, SupportLine
from cwkit.banner.whole import FORMATS, Banner

__all__ = [
    "FORMATS",
    "LABELS",
    "STYLES",
    "SUBJECTS",
    "TREATMENTS",
    "Banner",
    "Contact",
    "HelpGroup",
    "Html",
    "NamedTopic",
    "Part",
    "Style",
    "SupportGroup",
    "SupportLine",
    "SupportPart",
    "WarningPart",
    "build_banner",
    "support_line",
]
