"""
Places: countries, territories and their subdivisions, and how people name them.

A place is an ISO 3166 code. Which codes there are, what they are called, and what
lies in what is data. Three points of policy are settled here:

- A bare language decides nothing: ``en`` is not the United States.
- What may mean several places is refused by name, never guessed.
- Disputed places are what ISO 3166 makes of them: a code of their own if it gives
  them one. A time zone with two claimants decides nothing. None of this takes sides.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.errors import DataError, UnknownPlaceError, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Country", "Gazetteer", "Place"]

WORLD: Final = "001"
_SCHEMA_LINE: Final = "# schema = 1"
_COUNTRY_COLUMNS: Final = (
    "code",
    "name",
    "regions",
    "governed",
    "parts",
    "zones",
    "costly",
)
_SUBDIVISION_COLUMNS: Final = ("code", "name", "parent")
_ALIAS_COLUMNS: Final = ("kind", "alias", "target")
_ALIAS_KINDS: Final = frozenset({"code", "name", "retired", "zone"})

# "de-BE" is German as written in Belgium; DE-BE is Berlin. Where somebody writes a
# locale, the subdivision that happens to share its letters is not meant.
_LOCALE_SHAPE: Final = re.compile(r"[a-z]{2,3}-[A-Z]{2}|[a-z]{2,3}[-_].*-u-.*")
_SUBTAGS: Final = re.compile(
    r"""
    [a-z]{2,8}                      # the language
    (?: - [a-z]{3} \b ){0,3}+         # extended language
    (?: - [a-z]{4} \b )?+             # the script
    (?: - (?P<region> [a-z]{2} | [0-9]{3} ) \b )?+
    (?: - [0-9a-z]{4,8} \b )*+        # variants
    (?P<extensions> (?: - [0-9a-z]{1,8} )* )
    """,
    re.VERBOSE,
)
_QUALITY: Final = re.compile(r"\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*", re.IGNORECASE)


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


@attrs.frozen(cache_hash=True)
class Gazetteer:
    """
    All places, by code and by name.

    >>> gazetteer = Gazetteer.decode(
    ...     "# schema = 1\\n"
    ...     "code\\tname\\tregions\\tgoverned\\tparts\\tzones\\tcostly\\n"
    ...     "AU\\tAustralia\\t053 009\\t\\t\\tAustralia/Sydney\\t\\n",
    ...     "# schema = 1\\ncode\\tname\\tparent\\nAU-NSW\\tNew South Wales\\t\\n",
    ...     "# schema = 1\\nkind\\talias\\ttarget\\ncode\\tAUS\\tAU\\n",
    ... )
    >>> gazetteer.place("australia")
    Place(code='AU')
    >>> gazetteer.chain("AU-NSW")
    (Place(code='AU-NSW'), Place(code='AU'))

    Attributes:
        countries: The countries and territories, sorted by code.

        subdivisions: Code, name and parent of the subdivisions, sorted by code.

        aliases: Kind, alias and target of other codes and names, sorted.
    """

    countries: tuple[Country, ...]
    subdivisions: tuple[tuple[str, str, str], ...]
    aliases: tuple[tuple[str, str, str], ...]
    _countries: Mapping[str, Country] = attrs.field(init=False, repr=False, eq=False)
    _subdivisions: Mapping[str, tuple[str, str, str]] = attrs.field(
        init=False, repr=False, eq=False
    )
    _names: Mapping[str, tuple[str, ...]] = attrs.field(
        init=False, repr=False, eq=False
    )
    _zones: Mapping[str, tuple[str, ...]] = attrs.field(
        init=False, repr=False, eq=False
    )

    @_countries.default
    def _index_countries(self) -> Mapping[str, Country]:
        return {country.code: country for country in self.countries}

    @_subdivisions.default
    def _index_subdivisions(self) -> Mapping[str, tuple[str, str, str]]:
        return {row[0]: row for row in self.subdivisions}

    @_names.default
    def _index_names(self) -> Mapping[str, tuple[str, ...]]:
        names = {_fold(country.name): (country.code,) for country in self.countries}
        for kind, alias, target in self.aliases:
            if kind == "name":
                names[_fold(alias)] = tuple(target.split())
            elif kind != "zone":
                names[alias] = tuple(target.split())
        return names

    @_zones.default
    def _index_zones(self) -> Mapping[str, tuple[str, ...]]:
        zones: dict[str, tuple[str, ...]] = {}
        for country in self.countries:
            for zone in country.zones:
                zones[zone] = (*zones.get(zone, ()), country.code)
        for kind, alias, target in self.aliases:
            if kind == "zone":
                zones[alias] = zones[target]
        return zones

    @classmethod
    def decode(cls, countries: str, subdivisions: str, aliases: str) -> Gazetteer:
        """
        Read the three tables of places.

        Args:
            countries: The text of ``places/countries.tsv``.
            subdivisions: The text of ``places/subdivisions.tsv``.
            aliases: The text of ``places/aliases.tsv``.

        Raises:
            DataError: If a row is not as it should be.
        """
        known = tuple(_read_countries(countries))
        codes = {country.code for country in known}
        zones = {zone for country in known for zone in country.zones}
        parts: list[tuple[str, str, str]] = []
        file = "places/subdivisions.tsv"
        for line, (code, name, parent) in _read_rows(
            subdivisions, _SUBDIVISION_COLUMNS, file=file
        ):
            if code[:2] not in codes or code[2:3] != "-" or not name:
                raise DataError(
                    f'"{code}" is no subdivision of a known country',
                    file=file,
                    line=line,
                )
            parts.append((code, name, parent))
        codes.update(code for code, _, _ in parts)
        _check_links(
            [(code, parent) for code, _, parent in parts if parent], codes, file=file
        )
        file = "places/countries.tsv"
        links = [(country.code, part) for country in known for part in country.parts]
        links += [(c.code, c.governed) for c in known if c.governed is not None]
        _check_links(links, codes, file=file)
        others: list[tuple[str, str, str]] = []
        file = "places/aliases.tsv"
        for line, (kind, alias, target) in _read_rows(
            aliases, _ALIAS_COLUMNS, file=file, keys=2
        ):
            taken = zones if kind == "zone" else codes
            if kind not in _ALIAS_KINDS or not target or alias in taken:
                raise DataError(
                    f'"{alias}" is no alias of a known kind', file=file, line=line
                )
            others.append((kind, alias, target))
        _check_links(
            [
                (alias, code)
                for kind, alias, target in others
                if kind != "zone"
                for code in target.split()
            ],
            codes,
            file=file,
        )
        _check_links(
            [(alias, zone) for kind, alias, zone in others if kind == "zone"],
            zones,
            file=file,
        )
        return cls(known, tuple(parts), tuple(others))

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
        if code in self._countries or code in self._subdivisions:
            return Place(code)
        upper = code.strip().upper()
        if _LOCALE_SHAPE.fullmatch(code.strip()) and code.strip() not in self._names:
            near = self.from_locale(code)
            raise UnknownPlaceError(
                f'"{code}" is a locale, not a place',
                cure=f'write "{near}"' if near else "write an ISO 3166 code",
            )
        if upper in self._countries or upper in self._subdivisions:
            return Place(upper)
        codes = self._names.get(upper) or self._names.get(_fold(code)) or ()
        if len(codes) == 1:
            return Place(codes[0])
        if codes:
            raise UnknownPlaceError(
                f'"{code}" may be {" or ".join(codes)}', cure="name one of them"
            )
        near_name = self._suggest(upper, code)
        raise UnknownPlaceError(
            f'unknown place "{code}"',
            cure=f'did you mean "{near_name}"?'
            if near_name
            else "use an ISO 3166 code such as one of `cwkit places`",
        )

    def _suggest(self, upper: str, name: str) -> str | None:
        """Return the nearest code, or the code of the nearest name."""
        country, dash, _ = upper.partition("-")
        if dash and country in self._countries:
            prefix = f"{country}-"
            return suggest(upper, (c for c in self._subdivisions if c[:3] == prefix))
        near = suggest(_fold(name), self._names)
        return " or ".join(self._names[near]) if near else None

    def name(self, place: str | Place) -> str:
        """
        Return the English name of a place.

        Raises:
            UnknownPlaceError: If it is not known.
        """
        code = self.place(place).code
        country = self._countries.get(code)
        return self._subdivisions[code][1] if country is None else country.name

    def chain(self, place: str | Place) -> tuple[Place, ...]:
        """
        Return the place and what it lies in, up to its country.

        Raises:
            UnknownPlaceError: If it is not known.
        """
        current = self.place(place)
        found = [current]
        while current.subdivision is not None:
            parent = self._subdivisions[current.code][2]
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
        return (*self._countries[self.place(place).country].regions, WORLD)

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
        plain = re.split(r"[.@]", locale.strip().lower(), maxsplit=1)[0]
        found = _SUBTAGS.fullmatch(plain.replace("_", "-"))
        if found is None:
            return None
        keywords = _read_keywords(found["extensions"])
        override = self._from_unicode(keywords.get("rg", ""))
        if override is not None:
            return override
        if found["region"] is None:
            return None
        place = self._from_code(found["region"].upper())
        part = self._from_unicode(keywords.get("sd", ""))
        return part if part and place and part.country == place.country else place

    def _from_unicode(self, code: str) -> Place | None:
        """Return the place of a Unicode subdivision code such as ``auvic``."""
        country, part = code[:2].upper(), code[2:].upper()
        return self._from_code(country if part in ("", "ZZZZ") else f"{country}-{part}")

    def _from_code(self, code: str) -> Place | None:
        """Return the place of a code, if there is one and only one."""
        if code in self._countries or code in self._subdivisions:
            return Place(code)
        codes = self._names.get(code, ())
        return Place(codes[0]) if len(codes) == 1 else None

    def from_accept_language(self, header: str) -> Place | None:
        """
        Return the place of the first tag with a region, by the reader's preference.

        Args:
            header: The value of an ``Accept-Language`` header.
        """
        tags: list[tuple[float, str]] = []
        for part in header.split(","):
            tag, _, parameter = part.partition(";")
            quality = _QUALITY.fullmatch(parameter)
            value = float(quality[1]) if quality else 1.0
            if value > 0:
                tags.append((-value, tag))
        for _, tag in sorted(tags, key=lambda pair: pair[0]):
            place = self.from_locale(tag)
            if place is not None:
                return place
        return None

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


def _fold(name: str) -> str:
    """Return a name without case, accents, spaces and punctuation."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in decomposed if character.isalnum())


def _read_keywords(extensions: str) -> dict[str, str]:
    """Return the keywords of the ``-u-`` extension of a locale."""
    keywords: dict[str, str] = {}
    inside = False
    key = ""
    for subtag in extensions.split("-")[1:]:
        if len(subtag) == 1:
            if subtag == "x":
                break
            inside = subtag == "u"
            key = ""
        elif inside and len(subtag) == 2:  # noqa: PLR2004 -- keys have two letters
            key = subtag
        elif inside and key:
            keywords.setdefault(key, subtag)
    return keywords


def _read_countries(text: str) -> Iterator[Country]:
    """Read the table of countries."""
    file = "places/countries.tsv"
    for line, row in _read_rows(text, _COUNTRY_COLUMNS, file=file):
        code, name, regions, governed, parts, zones, costly = row
        if not re.fullmatch("[A-Z]{2}", code) or not name:
            raise DataError(
                f'"{code}" is no country code with a name', file=file, line=line
            )
        yield Country(
            code=code,
            name=name,
            regions=tuple(regions.split()),
            governed=governed or None,
            parts=tuple(parts.split()),
            zones=tuple(zones.split()),
            costly=tuple(costly.split()),
        )


def _read_rows(
    text: str, columns: tuple[str, ...], *, file: str, keys: int = 1
) -> Iterator[tuple[int, list[str]]]:
    """Read a table of tab-separated values, strictly: sorted, and without doubles."""
    lines = text.split("\n")
    if lines[0] != _SCHEMA_LINE:
        raise DataError(
            "the first line is not the schema number",
            file=file,
            line=1,
            cure=f'begin the file with "{_SCHEMA_LINE}"',
        )
    head: list[str] | None = None
    before: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        row = line.split("\t")
        if head is None:
            head = row
            if tuple(row) != columns:
                raise DataError(
                    f"the columns are {', '.join(row)}",
                    file=file,
                    line=number,
                    cure=f"name them {', '.join(columns)}",
                )
            continue
        if len(row) != len(columns):
            raise DataError(
                f"the row has {len(row)} cells, not {len(columns)}",
                file=file,
                line=number,
                cure="part cells with one tab each",
            )
        if row[:keys] <= before:
            raise DataError(
                "the rows are not sorted, or one stands twice", file=file, line=number
            )
        before = row[:keys]
        yield number, row


def _check_links(
    links: Iterable[tuple[str, str]], known: Iterable[str], *, file: str
) -> None:
    """Refuse what points to nothing."""
    there = set(known)
    for key, target in links:
        if target not in there:
            raise DataError(
                f'"{key}" points to "{target}", which is not known', file=file
            )
