"""
Invented places, hours and helplines, and strategies that draw more of them.
"""

from __future__ import annotations

import datetime
import zlib

import attrs
from hypothesis import strategies as st

from cwkit.helplines import (
    Audience,
    Channel,
    ChannelKind,
    Cost,
    Helpline,
    Kind,
    Proof,
    Source,
    SourceKind,
    Standing,
)
from cwkit.hours import Hours, TimeRange
from cwkit.places import Gazetteer
from cwkit.topics import Taxonomy

COUNTRIES = """\
# schema = 1
# Two countries with parts, a territory of one of them, an example place.
code\tname\tregions\tgoverned\tparts\tzones\tcostly
AA\tAland\t154 150\t\tAA-E AA-S AA-W\tEurope/London\t090
BB\tBeland\t154 150\t\t\tAustralia/Hobart Australia/Sydney\t
CC\tCoral Isles\t\tAA\t\tEurope/London\t
ZZ\tExample place\t\t\t\t\t
"""

SUBDIVISIONS = """\
# schema = 1
code\tname\tparent
AA-C\tCounty\tAA-E
AA-E\tEastmark\t
AA-S\tSouthmark\t
AA-W\tWestmark\t
BB-N\tNorth\t
BB-RAS\tRas Province\t
"""

ALIASES = """\
# schema = 1
kind\talias\ttarget
code\tAAA\tAA
code\tAB\tAA BB
code\tXA\tAA
name\tThe Marks\tAA-E AA-W
name\tÉast Märk\tAA-E
region\tThe Sea\t154
retired\tBB-OLD\tBB-N
retired\tDD\tAA BB
zone\tAustralia/Canberra\tAustralia/Sydney
zone\tGB\tEurope/London
"""

TOPICS = "schema = 1\n" + "".join(
    f'[[topic]]\nid = "{name}"\nkind = "help"\ndefinition = "{name}."\nhelp = {chain}\n'
    for name, chain in [
        ("crisis", "[]"),
        ("emergency", "[]"),
        ("storm", '["weather", "crisis"]'),
        ("weather", '["crisis"]'),
    ]
)


def make_gazetteer():
    """
    Return the invented places.
    """
    return Gazetteer.decode(COUNTRIES, SUBDIVISIONS, ALIASES)


def make_taxonomy():
    """
    Return the invented topics.
    """
    return Taxonomy.decode(TOPICS, file="topics.toml")


DAY = datetime.date(2025, 3, 1)

SOURCE = Source(
    url="https://example.org/",
    kind=SourceKind.OPERATOR,
    seen_on=DAY,
    proves=tuple(Proof),
)

LINE = Helpline(
    id="aa.line",
    country="AA",
    name="Line",
    areas=("AA",),
    topics=("crisis",),
    kind=Kind.SUPPORT,
    languages=("en",),
    channels=(
        Channel(kind=ChannelKind.PHONE, dial="0800100200", display="0800 100 200"),
    ),
    sources=(SOURCE,),
    checked_on=DAY,
    review_by=DAY + datetime.timedelta(days=90),
    status=Standing.ACTIVE,
    url="https://example.org/",
    tz="Europe/London",
    origin="AA.toml",
)


def make_line(name, *, hours=None, cost=None, **changes):
    """
    Return an invented helpline, with its name as id and a number of its own.
    """
    country = changes.get("country", "AA")
    digits = f"08{zlib.crc32(name.encode()) % 10**7:07}"
    phone = Channel(
        kind=ChannelKind.PHONE,
        dial=digits,
        display=digits,
        hours=None if hours is None else Hours.parse(hours),
        cost=None if cost is None else Cost(cost),
    )
    prefix = "int" if country == "001" else country.lower()
    values = {
        "id": f"{prefix}.{name}",
        "name": name.title(),
        "areas": (country,),
        "channels": (phone,),
    }
    return attrs.evolve(LINE, **(values | changes))


def make_web(name, **changes):
    """
    Return an invented directory on the web.
    """
    web = Channel(kind=ChannelKind.WEB, url="https://example.org/list")
    values = {"country": "001", "channels": (web,), "kind": Kind.DIRECTORY}
    return make_line(name, **(values | changes))


@st.composite
def days_of_hours(draw):
    """
    Draw the times of one day, in order and apart.
    """
    bounds = sorted(
        draw(st.sets(st.integers(0, 1440), min_size=2, max_size=4)),
    )
    ranges = [
        TimeRange(a, b)
        for a, b in zip(bounds[::2], bounds[1::2], strict=False)
        if a < 1440
    ]
    if draw(st.booleans()) and ranges:
        # The last one may run over midnight, for less than a day.
        last = ranges[-1]
        end = 1440 + draw(st.integers(0, max(last.start - 1, 0)))
        ranges[-1] = TimeRange(last.start, end)
    return tuple(ranges)


hours = st.builds(
    Hours,
    st.tuples(*[st.one_of(st.just(()), days_of_hours())] * 7),
    st.none() | st.just(()) | days_of_hours(),
)

moments = st.datetimes(
    min_value=datetime.datetime(2020, 1, 1),  # noqa: DTZ001 -- the zone is drawn apart
    max_value=datetime.datetime(2030, 1, 1),  # noqa: DTZ001
    timezones=st.just(datetime.UTC),
)

zones = st.sampled_from(
    ["Europe/London", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe"]
)


@st.composite
def lines(draw):
    """
    Draw helplines of the invented places, each with an id of its own.
    """
    found = []
    for index in range(draw(st.integers(0, 8))):
        country = draw(st.sampled_from(["AA", "BB", "CC"]))
        codes = {
            "AA": [("AA",), ("AA-E",), ("AA-S", "AA-W"), ("AA-C",), ("AA", "CC")],
            "BB": [("BB",), ("BB-N",)],
            "CC": [("CC",)],
        }
        found.append(
            make_line(
                f"line{index}",
                country=country,
                areas=draw(st.sampled_from(codes[country])),
                topics=draw(
                    st.lists(
                        st.sampled_from(["crisis", "storm", "weather"]),
                        min_size=1,
                        unique=True,
                    ).map(tuple)
                ),
                audience=draw(
                    st.lists(
                        st.sampled_from(list(Audience)), max_size=2, unique=True
                    ).map(tuple)
                ),
                audience_only=draw(st.booleans()),
                status=draw(st.sampled_from(Standing)),
                review_by=DAY + datetime.timedelta(days=draw(st.integers(1, 90))),
                hours=draw(st.sampled_from([None, "24/7", "Mo-Fr 09:00-17:00"])),
                cost=draw(st.sampled_from([None, "free", "standard"])),
                kind=draw(st.sampled_from([Kind.SUPPORT, Kind.REPORTING])),
            )
        )
    found.append(make_web("world", areas=("001",)))
    return tuple(found)
