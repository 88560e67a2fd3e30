"""
What is known of HTML elements: which break lines, which hide, which are furniture.
"""

from __future__ import annotations

import re
from typing import Final

from cwkit.markup._types import RegionKind

__all__ = [
    "BLOCKS",
    "BREAKOUT",
    "CLOSERS",
    "CODE",
    "FURNITURE",
    "FURNITURE_ROLES",
    "HEAD",
    "HEADINGS",
    "HIDDEN",
    "IMPLIED",
    "KINDS",
    "OPTIONS",
    "RAW",
    "ROOMS",
    "SCOPES",
    "SPECIAL",
    "TABLE_PARTS",
    "UNSAFE",
    "VOID",
    "is_furniture",
    "names",
]


def names(words: str) -> frozenset[str]:
    """
    Return the names in a text, which reads better than a column of them.

    >>> sorted(names("tea cake"))
    ['cake', 'tea']

    Args:
        words: The names.
    """
    return frozenset(words.split())


HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

# Elements that a browser shows apart from their surroundings. Buttons and options
# stand on one line with others, but nobody reads across them.
BLOCKS: Final = HEADINGS | names("""
    address article aside blockquote body button caption center col colgroup dd details
    dialog dir div dl dt fieldset figcaption figure footer form frameset head header
    hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre
    search section select summary table tbody td textarea tfoot th thead title tr ul xmp
    """)

# Their start tags end an open paragraph; those of the other blocks may stand in one.
CLOSERS: Final = BLOCKS - names("""
    body button caption col colgroup frameset head html legend optgroup option select
    tbody td textarea tfoot th thead title tr
    """)

VOID: Final = names("""
    area base basefont bgsound br col embed frame hr image img input keygen link meta
    param source track wbr
    """)

# An end tag of any other element does not reach past one of these: the "special"
# category of the HTML standard, section 13.2.4.2, as far as they have content.
SPECIAL: Final = (BLOCKS - VOID) | names(
    "applet iframe marquee noembed noframes noscript object script style template"
)

# They break lines, but tags reach past them: "<datalist><option>a</datalist>".
OPTIONS: Final = names("legend optgroup option")

# Content that is no markup: up to the end tag all is text. Browsers run scripts, so
# what stands in noscript is not shown.
RAW: Final = names(
    "iframe noembed noframes noscript plaintext script style textarea title xmp"
)

# Never shown, or shown only where the browser is too old for the element.
HIDDEN: Final = names("audio canvas datalist rp template video")

# About the page, not in it.
HEAD: Final = names("base head html link meta noscript script style template title")

CODE: Final = names("code kbd listing pre samp tt xmp")

# An end tag does not reach out of these either.
SCOPES: Final = names(
    "applet caption foreignobject marquee object table td template th"
)

TABLE_PARTS: Final = names("caption colgroup table tbody td tfoot th thead tr")

# A start tag ends these elements if they are open, and nothing but paragraphs and
# neutral blocks stands between; the second set is where it stops looking.
_ROWS: Final = names("caption colgroup tbody td tfoot th thead tr")
_ITEMS: Final = names("dd dir dl dt li menu ol ul") | SCOPES
IMPLIED: Final = {
    "li": (frozenset({"li"}), _ITEMS),
    "dt": (frozenset({"dd", "dt"}), _ITEMS),
    "dd": (frozenset({"dd", "dt"}), _ITEMS),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table", "template"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table", "template"})),
    "tr": (frozenset({"td", "th", "tr", "caption"}), frozenset({"table", "template"})),
    "tbody": (_ROWS, frozenset({"table", "template"})),
    "thead": (_ROWS, frozenset({"table", "template"})),
    "tfoot": (_ROWS, frozenset({"table", "template"})),
    "caption": (_ROWS, frozenset({"table", "template"})),
    "colgroup": (_ROWS, frozenset({"table", "template"})),
    "button": (frozenset({"button"}), SCOPES),
    "option": (frozenset({"option"}), SPECIAL),
    "optgroup": (frozenset({"option", "optgroup"}), SPECIAL),
}

# Where such a start tag finds nothing to end: directly inside these.
_LISTS: Final = frozenset({"dir", "menu", "ol", "ul"})
ROOMS: Final = {
    "li": _LISTS,
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "tr": frozenset({"table", "tbody", "tfoot", "thead"}),
    "tbody": frozenset({"table"}),
    "thead": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
}

# Start tags that end an svg or math element around them (HTML standard, 13.2.6.5).
BREAKOUT: Final = HEADINGS | names("""
    b big blockquote body br center code dd div dl dt em embed head hr i img li listing
    menu meta nobr ol p pre ruby s small span strike strong sub sup table tt u ul var
    """)

KINDS: Final = {
    "blockquote": RegionKind.QUOTE,
    "caption": RegionKind.CAPTION,
    "dir": RegionKind.LISTING,
    "dl": RegionKind.LISTING,
    "figcaption": RegionKind.CAPTION,
    "listing": RegionKind.CODE,
    "menu": RegionKind.LISTING,
    "ol": RegionKind.LISTING,
    "pre": RegionKind.CODE,
    "q": RegionKind.QUOTE,
    "ul": RegionKind.LISTING,
    "xmp": RegionKind.CODE,
    **dict.fromkeys(HEADINGS, RegionKind.HEADING),
}

# Where no block may be inserted: it would be invalid there, unseen, or read as part
# of something else.
UNSAFE: Final = (
    HEADINGS
    | HIDDEN
    | CODE
    | names("""
        applet blockquote button details dialog dir dl dt dd figcaption figure hgroup
        label legend li marquee math menu object ol optgroup option q select summary svg
        table ul
        """)
)

FURNITURE: Final = names("aside dialog footer form nav search")

FURNITURE_ROLES: Final = names(
    "alertdialog complementary contentinfo dialog menu menubar navigation search"
)

# Words in classes and ids. Each is what content-management systems and consent tools
# call the block that holds it; words with a second life in articles ("note", "comment",
# "footer", "ad") are left out.
_WORDS: Final = frozenset(
    {
        "breadcrumb",  # the path to the page
        "breadcrumbs",
        "consent",  # consent tools: "consent-banner", "fc-consent-root"
        "cookie",  # the same: "cookie-notice", "CookieConsent"
        "cookies",
        "gdpr",
        "newsletter",  # sign-up boxes inside articles
        "promo",  # teasers for other pages
        "promos",
        "recirc",  # "recirculation": links to more articles
        "recirculation",
        "recommended",
        "related",  # "related-articles", "relatedLinks"
        "share",  # buttons for social networks
        "sharing",
        "subscribe",
    }
)
_HINT: Final = re.compile(
    "bread|cons|cook|gdpr|newsl|promo|rec|relat|shar|subscr", re.IGNORECASE
)
_PART: Final = re.compile(r"[A-Z]?[a-z]++|[A-Z]++|[0-9]++")

# "has-newsletter" on a wrapper says what is in the page, not what the wrapper is.
_ABOUT: Final = ("has-", "no-", "not-", "with-", "without-", "is-", "hide-", "show-")


def is_furniture(classes: str) -> bool:
    """
    Say whether class names or an id speak of site furniture.

    >>> is_furniture("module RelatedLinks"), is_furniture("has-related unrelated")
    (True, False)

    Args:
        classes: The value of a ``class`` or ``id`` attribute.
    """
    return _HINT.search(classes) is not None and any(
        part.lower() in _WORDS
        for name in classes.split()
        if not name.lower().startswith(_ABOUT)
        for part in _PART.findall(name)
    )
