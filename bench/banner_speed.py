"""
Time the rendering of a page's banner, beside a template of Jinja that writes the same.

Run it as ``python bench/banner_speed.py``. The banner is built anew for each page, with
an id of its own, and rendered as HTML; words and services are those that earlier pages
had, as they are on a site. The template gets ready values and only fills them in, which
is less work; it takes part where jinja2 is installed.

Both are timed in turn, round by round, in processor time. What counts is the ratio.
"""

from __future__ import annotations

import datetime
import importlib
import statistics
import time
from typing import TYPE_CHECKING, Any

import cwkit
from cwkit.banner import build_banner
from cwkit.front import _shared as shared

if TYPE_CHECKING:
    from collections.abc import Callable

_PAGES = 300
_ROUNDS = 9
_TOPICS = ("suicide", "sexual-violence")
_PLACE = "AU"
_LOCALE = "en-AU"
_TODAY = datetime.date(2026, 1, 1)

_TEMPLATE = """\
{% macro names(value) %}\
{% if value.lang or value.dir %}<bdi\
{% if value.lang %} lang="{{ value.lang }}"{% endif %}\
{% if value.dir %} dir="{{ value.dir }}"{% endif %}>{{ value.name }}</bdi>\
{% else %}{{ value.name }}{% endif %}{% endmacro %}\
{% macro contact(value) %}\
{% if value.href %}<a href="{{ value.href }}">\
<bdi dir="ltr">{{ value.display }}</bdi></a>\
{% else %}<bdi dir="ltr">{{ value.display }}</bdi>{% endif %}\
{% if value.cost %}, {{ value.cost }}{% endif %}\
{% if value.hours %}, {{ value.hours }}{% endif %}{% endmacro %}\
<section class="cwkit cwkit-warning" id="{{ warning.id }}" data-cwkit="warning" \
data-cwkit-topics="{{ warning.topics | join(' ', attribute='id') }}" \
lang="{{ warning.lang }}" dir="{{ warning.dir }}" aria-labelledby="{{ warning.id }}-t">
<h2 id="{{ warning.id }}-t">{{ warning.heading }}</h2>
<p>{{ warning.sentence }}</p>
<p class="cwkit-actions"><a href="#{{ support.id }}">Get support</a></p>
</section>
<section class="cwkit cwkit-support" id="{{ support.id }}" data-cwkit="support" \
lang="{{ support.lang }}" dir="{{ support.dir }}" aria-labelledby="{{ support.id }}-t">
<h2 id="{{ support.id }}-t">{{ support.heading }}</h2>
{% for group in support.groups %}
<p>If anyone is in danger now, call {% for line in group.emergency %}\
{% for each in line.contacts %}<strong>{{ contact(each) }}</strong>{% endfor %}\
{% endfor %}.</p>
<ul>
{% for line in group.helplines %}
<li><strong>{{ names(line) }}</strong>\
{% if line.audience %} ({{ line.audience }}){% endif %}
<ul>
{% for each in line.contacts %}<li>{{ each.kind }}: {{ contact(each) }}</li>
{% endfor %}
</ul>
</li>
{% endfor %}
</ul>
{% for line in group.directories %}
<p>Find support in other places: <strong>{{ names(line) }}</strong> \
({% for each in line.contacts %}{{ contact(each) }}{% endfor %})</p>
{% endfor %}
{% endfor %}
</section>"""


def main() -> None:
    """
    Time both, and print medians and their ratio.
    """
    banner = _build(0)
    peers: dict[str, Callable[[int], Any]] = {
        "render": _render_page,
        "build": _build,
        "html": lambda _: banner.html(),
        "front door": lambda page: cwkit.banner(
            _TOPICS, place=_PLACE, locale=_LOCALE, key=f"page-{page}", today=_TODAY
        ).html(),
    }
    try:
        jinja2 = importlib.import_module("jinja2")
    except ImportError:
        print("jinja2 is not installed: left out")
    else:
        engine = jinja2.Environment(autoescape=True, trim_blocks=True)
        template = engine.from_string(_TEMPLATE)
        values = banner.dict()
        peers["jinja2"] = lambda page: template.render(**values, page=page)
    spent = _time(peers)
    for name, seconds in spent.items():
        print(f"{name:<12}{statistics.median(seconds) * 1e6:>8.0f} µs a page")
    if "jinja2" in spent:
        pairs = zip(spent["render"], spent["jinja2"], strict=True)
        ratio = statistics.median(ours / theirs for ours, theirs in pairs)
        print(f"building and rendering takes {ratio:.2f} times as long as the template")
    loads = shared.messages.cache_info()
    print(f"messages: {loads.misses} loaded, {loads.hits} found")


def _build(page: int) -> cwkit.Banner:
    """Build the banner of a page."""
    directory = shared.directory()
    return build_banner(
        messages=shared.messages(_LOCALE),
        topics=_TOPICS,
        matches=directory.lookup(
            cwkit.place(_PLACE), topics=_TOPICS, limit=4, today=_TODAY
        ),
        emergency=directory.emergency(cwkit.place(_PLACE)),
        directories=directory.directories(cwkit.place(_PLACE))[:1],
        key=f"page-{page}",
        today=_TODAY,
    )


def _render_page(page: int) -> str:
    """Build and render the banner of a page."""
    return _build(page).html()


def _time(peers: dict[str, Callable[[int], Any]]) -> dict[str, list[float]]:
    """Time all peers in turn; seconds a page, by name."""
    spent: dict[str, list[float]] = {name: [] for name in peers}
    for turn in range(_ROUNDS + 1):
        for name, act in peers.items():
            start = time.process_time()
            for page in range(_PAGES):
                act(page)
            # The first round fills caches.
            if turn:
                spent[name].append((time.process_time() - start) / _PAGES)
    return spent


if __name__ == "__main__":
    main()
