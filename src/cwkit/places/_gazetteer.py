"""
All places, by code and by name, and which of them a reader may be in.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.errors import DataError, UnknownPlaceError, suggest
from cwkit.places._place import Country, Place
from cwkit.places._tables import (
    Row,
    Subdivisions,
    read_aliases,
    read_countries,
    read_subdivisions,
    trust_aliases,
)
from cwkit.places._tags import read_accept_language, read_tag, seems_locale

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Gazetteer"]

_WORLD: Final = "001"


def _fold(name: str) -> str:
    """Return a name without case, accents, spaces and punctuation."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in decomposed if character.isalnum())


def _index_countries(gazetteer: Gazetteer) -> Mapping[str, Country]:
    """Return the countries by their codes."""
    return {country.code: country for country in gazetteer.countries}


def _index_names(gazetteer: Gazetteer) -> Mapping[str, tuple[str, ...]]:
    """Return what other codes and names may mean."""
    names: dict[str, tuple[str, ...]] = {}
    for country in gazetteer.countries:
        names[_fold(country.name)] = (country.code,)
    for kind, alias, target in gazetteer.aliases:
        if kind == "name":
            names[_fold(alias)] = tuple(target.split())
        elif kind not in {"region", "zone"}:
            names[alias] = tuple(target.split())
    return names


def _index_regions(gazetteer: Gazetteer) -> Mapping[str, str]:
    """Return the regions of the world by their names."""
    return {
        _fold(alias): target
        for kind, alias, target in gazetteer.aliases
        if kind == "region"
    }


def _index_zones(gazetteer: Gazetteer) -> Mapping[str, tuple[str, ...]]:
    """Return the countries that keep each zone."""
    zones: dict[str, tuple[str, ...]] = {}
    for country in gazetteer.countries:
        for zone in country.zones:
            zones[zone] = (*zones.get(zone, ()), country.code)
    for kind, alias, target in gazetteer.aliases:
        if kind == "zone":
            zones[alias] = zones[target]
    return zones


@attrs.frozen(cache_hash=True)
class Gazetteer:
    r"""
    All places, by code and by name.

    >>> gazetteer = Gazetteer.decode(
    ...     "# schema = 1\n"
    ...     "code\tname\tregions\tgoverned\tparts\tzones\tcostly\n"
    ...     "AU\tAustralia\t053 009\t\t\tAustralia/Sydney\t\n",
    ...     "# schema = 1\ncode\tname\tparent\nAU-NSW\tNew South Wales\t\n",
    ...     "# schema = 1\nkind\talias\ttarget\ncode\tAUS\tAU\n",
    ... )
    >>> gazetteer.place("australia")
    Place(code='AU')
    >>> gazetteer.chain("AU-NSW")
    (Place(code='AU-NSW'), Place(code='AU'))

    Attributes:
        countries: The countries and territories, sorted by code.

        subdivisions: Code, name and parent of the subdivisions, sorted by code; read
            country by country.

        aliases: Kind, alias and target of other codes and names, sorted.
    """

    countries: tuple[Country, ...]
    subdivisions: Subdivisions
    aliases: tuple[Row, ...]
    _countries: Mapping[str, Country] = attrs.field(
        init=False,
        repr=False,
        eq=False,
        default=attrs.Factory(_index_countries, takes_self=True),
    )
    _names: Mapping[str, tuple[str, ...]] = attrs.field(
        init=False,
        repr=False,
        eq=False,
        default=attrs.Factory(_index_names, takes_self=True),
    )
    _regions: Mapping[str, str] = attrs.field(
        init=False,
        repr=False,
        eq=False,
        default=attrs.Factory(_index_regions, takes_self=True),
    )
    _zones: Mapping[str, tuple[str, ...]] = attrs.field(
        init=False,
        repr=False,
        eq=False,
        default=attrs.Factory(_index_zones, takes_self=True),
    )

    @classmethod
    def decode(
        cls, countries: str, subdivisions: str, aliases: str, *, trusted: bool = False
    ) -> Gazetteer:
        """
        Read the three tables of places.

        Args:
            countries: The text of ``places/countries.tsv``.
            subdivisions: The text of ``places/subdivisions.tsv``.
            aliases: The text of ``places/aliases.tsv``.
            trusted: Whether the tables were checked before. Then subdivisions are
                read country by country when they are asked for.

        Raises:
            DataError: If a row is not as it should be.
        """
        known = read_countries(countries)
        rows = Subdivisions(subdivisions)
        if trusted:
            return cls(known, rows, trust_aliases(aliases))
        parts = read_subdivisions(subdivisions, known)
        codes = {country.code for country in known} | {code for code, _, _ in parts}
        for country in known:
            for code in (*country.parts, country.governed or country.code):
                if code not in codes:
                    raise DataError(
                        f'"{country.code}" points to "{code}", which is not known',
                        file="places/countries.tsv",
                    )
        zones = {zone for country in known for zone in country.zones}
        return cls(known, rows, read_aliases(aliases, codes, zones))

    @property
    def zones(self) -> Mapping[str, tuple[str, ...]]:
        """
        The names of time zones, and the countries that keep them.
        """
        return self._zones

    def place(self, name: str | Place) -> Place:
        """
        Return the place with this code or name.

        Args:
            name: An ISO 3166 code, or a code or name in common use; in any case.

        Raises:
            UnknownPlaceError: If there is none, or more than one.
        """
        code = name.code if isinstance(name, Place) else name
        if self._has(code):
            return Place(code)
        upper = code.strip().upper()
        if seems_locale(code):
            near = self.from_locale(code)
            raise UnknownPlaceError(
                f'"{code}" is a locale, not a place',
                cure=f'write "{near}"' if near else "write an ISO 3166 code",
            )
        if self._has(upper):
            return Place(upper)
        codes = self._names.get(upper) or self._names.get(_fold(code)) or ()
        if len(codes) == 1:
            return Place(codes[0])
        if codes:
            raise UnknownPlaceError(
                f'"{code}" may be {" or ".join(codes)}', cure="name one of them"
            )
        region = self._regions.get(_fold(code))
        if region is not None:
            raise UnknownPlaceError(
                f'"{code}" is a region of the world, not a country or a part of one',
                cure="name a country; no number serves a whole region",
            )
        raise UnknownPlaceError(
            f'unknown place "{code}"', cure=self._suggest(upper, code)
        )

    def _has(self, code: str) -> bool:
        """Say whether this is a code of a place."""
        return code in self._countries or self.subdivisions.row(code) is not None

    def _suggest(self, upper: str, name: str) -> str:
        """Return a cure that names the nearest code, or the nearest name."""
        # Towns and parts share names around the world, so that a name alone is not
        # taken for a part; who wrote it is told its code.
        folded = _fold(name)
        parts = [
            row[0] for row in self.subdivisions if folded and _fold(row[1]) == folded
        ]
        if parts:
            return f"if you mean a part of a country, write {' or '.join(parts)}"
        country, dash, _ = upper.partition("-")
        if dash and country in self._countries:
            near = suggest(upper, self.subdivisions.of(country))
            if near:
                return f'did you mean "{near}"?'
        near = suggest(folded, self._names)
        if near:
            return f'did you mean "{near}" ({" or ".join(self._names[near])})?'
        return "use an ISO 3166 code, such as GB or AU-NSW"

    def name(self, place: str | Place) -> str:
        """
        Return the English name of a place.

        Raises:
            UnknownPlaceError: If it is not known.
        """
        code = self.place(place).code
        country = self._countries.get(code)
        return self._row(code)[1] if country is None else country.name

    def _row(self, code: str) -> Row:
        """Return the row of a subdivision that is known."""
        return self.subdivisions.of(code[:2])[code]

    def chain(self, place: str | Place) -> tuple[Place, ...]:
        """
        Return the place and what it lies in, up to its country.

        Raises:
            UnknownPlaceError: If it is not known.
        """
        current = self.place(place)
        found = [current]
        while current.subdivision is not None:
            parent = self._row(current.code)[2]
            current = Place(parent or current.country)
            found.append(current)
        return tuple(found)

    def parts(self, place: str | Place) -> tuple[Place, ...]:
        """
        Return the parts whose own lines stand for a whole country.

        Most countries have none: there a line of one part serves that part only.

        Raises:
            UnknownPlaceError: If the place is not known.
        """
        country = self._countries.get(self.place(place).code)
        return () if country is None else tuple(map(Place, country.parts))

    def administered_by(self, place: str | Place) -> Place | None:
        """
        Return the country that administers a territory, if one does.

        That its lines serve the territory does not follow: a record must say so.

        Raises:
            UnknownPlaceError: If the place is not known.
        """
        governed = self._countries[self.place(place).country].governed
        return None if governed is None else Place(governed)

    def regions(self, place: str | Place) -> tuple[str, ...]:
        """
        Return the UN M49 codes of the regions of a place, the world last.

        Raises:
            UnknownPlaceError: If the place is not known.
        """
        return (*self._countries[self.place(place).country].regions, _WORLD)

    def country_zones(self, place: str | Place) -> tuple[str, ...]:
        """
        Return the IANA time zones of the country of a place.

        Raises:
            UnknownPlaceError: If the place is not known.
        """
        return self._countries[self.place(place).country].zones

    def costly_prefixes(self, place: str | Place) -> tuple[str, ...]:
        """
        Return what numbers begin with that cost more than a common call.

        Raises:
            UnknownPlaceError: If the place is not known.
        """
        return self._countries[self.place(place).country].costly

    def from_locale(self, locale: str) -> Place | None:
        """
        Return the place that a BCP 47 locale names, if it names one.

        The ``-u-rg-`` extension goes before the region, and ``-u-sd-`` refines it.
        What is not well formed names nothing.

        Args:
            locale: A locale such as ``en-AU``, ``en-US-u-rg-auvic`` or ``en_AU``.
        """
        tag = read_tag(locale)
        if tag is None:
            return None
        place = self._from_code(tag.override)
        if place is None:
            place = self._from_code(tag.region)
            part = self._from_code(tag.part)
            if place and part and part.country == place.country:
                return part
        return place

    def _from_code(self, code: str | None) -> Place | None:
        """Return the place of a code, if there is one and only one."""
        if code is None:
            return None
        if self._has(code):
            return Place(code)
        codes = self._names.get(code, ())
        return Place(codes[0]) if len(codes) == 1 else None

    def from_accept_language(self, header: str) -> Place | None:
        """
        Return the place of the first tag with a region, by the reader's preference.

        Args:
            header: The value of an ``Accept-Language`` header.
        """
        places = map(self.from_locale, read_accept_language(header))
        return next((place for place in places if place is not None), None)

    def from_zone(self, zone: str) -> Place | None:
        """
        Return the country that keeps a time zone, if one and only one does.

        Args:
            zone: An IANA name, also an old one.
        """
        countries = self._zones.get(zone.strip(), ())
        return Place(countries[0]) if len(countries) == 1 else None

    def choose(
        self,
        *,
        place: str | Place | None = None,
        page: str | Place | None = None,
        locale: str | None = None,
        accept_language: str | None = None,
        zone: str | None = None,
    ) -> tuple[Place, ...]:
        """
        Return the places that a reader may be in, the surest first.

        The order is that of the arguments. Where sources name different countries,
        each is returned; of one country only what the surest source says. Nothing
        is stored.

        Args:
            place: What the caller says.
            page: What the page or site is configured for.
            locale: The locale of the page or reader.
            accept_language: The ``Accept-Language`` header of the reader.
            zone: The IANA time zone of the reader.

        Raises:
            UnknownPlaceError: If *place* or *page* is not known; what readers'
                machines say is ignored if it is not understood.
        """
        found = [
            None if place is None else self.place(place),
            None if page is None else self.place(page),
            None if locale is None else self.from_locale(locale),
            None
            if accept_language is None
            else self.from_accept_language(accept_language),
            None if zone is None else self.from_zone(zone),
        ]
        chosen: dict[str, Place] = {}
        for one in found:
            if one is not None:
                chosen.setdefault(one.country, one)
        return tuple(chosen.values())
