"""
What a place is.
"""

from __future__ import annotations

import attrs

__all__ = ["Country", "Place"]


@attrs.frozen(order=True)
class Place:
    """
    A country, a territory, or a part of one.

    >>> place = Place("AU-NSW")
    >>> place.country, place.subdivision
    ('AU', 'AU-NSW')
    >>> print(place)
    AU-NSW

    Attributes:
        code: Its ISO 3166 code; `Gazetteer.place` makes places with codes that are.
    """

    code: str

    def __str__(self) -> str:
        """
        Return the code.
        """
        return self.code

    @property
    def country(self) -> str:
        """
        The code of the country.
        """
        return self.code.partition("-")[0]

    @property
    def subdivision(self) -> str | None:
        """
        The code of the subdivision; None for a whole country.
        """
        return self.code if "-" in self.code else None


@attrs.frozen(kw_only=True)
class Country:
    """
    What is known of a country or territory.

    Attributes:
        code: Its ISO 3166-1 code.

        name: Its English short name.

        regions: UN M49 codes of the regions it lies in, nearest first.

        governed: The country that administers it, if one does.

        parts: Subdivisions whose lines a look-up for the whole country shows.

        zones: Its IANA time zones.

        costly: Prefixes of numbers that cost more than a common call.
    """

    code: str
    name: str
    regions: tuple[str, ...] = ()
    governed: str | None = None
    parts: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    costly: tuple[str, ...] = ()
