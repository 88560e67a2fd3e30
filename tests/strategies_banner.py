"""
Messages, helplines and hostile strings for the tests of locales and banners.
"""

from __future__ import annotations

import datetime
import functools
import json
import re
import tomllib
from pathlib import Path

import attrs
from hypothesis import strategies as st

import cwkit
from cwkit.banner import FORMATS, HelpGroup, build_banner
from cwkit.banner.clean import clean_href, clean_text, make_dial_href
from cwkit.helplines import Channel, ChannelKind, Helpline, Kind, Standing
from cwkit.helplines import decode_helplines as decode
from cwkit.locales import load_messages

__all__ = [
    "CASES",
    "FIXTURES",
    "LOCALES",
    "build_from_options",
    "harmless",
    "helpline",
    "hostile",
    "load_fixture",
    "mild_banner",
    "read_messages",
    "read_messages_file",
    "render_fixture",
    "services",
]

FIXTURES = Path(__file__).parent / "data" / "banner"
_MESSAGES = Path(cwkit.__file__).parent / "data" / "messages"

CASES = sorted(path for path in FIXTURES.glob("*.toml") if path.stem[0] != "_")
"""The fixtures of banners."""

LOCALES = sorted(path.stem for path in _MESSAGES.glob("*.toml"))


def read_messages_file(locale):
    """
    Return the text of a messages file.
    """
    return (_MESSAGES / f"{locale}.toml").read_text(encoding="utf-8")


@functools.cache
def read_messages(locale="en"):
    """
    Load the messages of a locale.
    """
    return load_messages(locale, read=read_messages_file)


@functools.cache
def services():
    """
    Return the invented services by id.
    """
    path = FIXTURES / "_directory.toml"
    rows = decode(path.read_text(encoding="utf-8"), file=path.name)
    return {row.id: row for row in rows}


def helpline(**changes):
    """
    Return an invented helpline.
    """
    values = {
        "id": "zz.mild-line",
        "country": "ZZ",
        "name": "Mild Line",
        "areas": ("ZZ",),
        "topics": ("crisis",),
        "kind": Kind.SUPPORT,
        "languages": ("en",),
        "channels": (Channel(kind=ChannelKind.PHONE, dial="5550100"),),
        "sources": (),
        "checked_on": datetime.date(2025, 3, 1),
        "review_by": datetime.date(2025, 5, 30),
        "status": Standing.ACTIVE,
    }
    return Helpline(**(values | changes))


def _pick(ids):
    """
    Return the services with these ids.
    """
    return tuple(services()[each] for each in ids)


def build_from_options(options, messages=None):
    """
    Build the banner that the options of a fixture ask for.
    """
    values = dict(options)
    locale = values.pop("locale", "en")
    messages = messages or read_messages(locale)
    lists = {
        key: _pick(values.pop(key, ()))
        for key in ("matches", "emergency", "directories")
    }
    groups = [
        HelpGroup(
            place=group["place"],
            place_lang=group.get("place_lang", ""),
            **{
                key: _pick(group.get(key, ()))
                for key in ("matches", "emergency", "directories")
            },
        )
        for group in values.pop("groups", ())
    ]
    return build_banner(
        messages=messages,
        groups=groups,
        taxonomy=cwkit.taxonomy(),
        **lists,
        **values,
    )


def render_fixture(banner, content=""):
    """
    Return what a banner is in each format, by the name of the format.

    The content stands behind spoilers, in folds and in feeds.
    """
    shown = {form: banner.render(form) for form in FORMATS}
    shown |= {
        "atom": banner.atom(content),
        "rss": banner.rss(content),
        "end-html": banner.warning.end_html(),
        "fold-html": banner.warning.fold_html(content),
        "json-ld-html": banner.json_ld_html(
            url="https://www.example.org/story", author="Example News"
        ),
        "discord": banner.discord(content),
        "reddit": banner.reddit(content),
        "zulip": banner.zulip(content),
        "matrix": _write(banner.matrix(content)),
    }
    shown["ansi"] = shown["ansi"].replace("\x1b", "\u241b")
    return {form: str(shown[form]) for form in sorted(shown)}


def _write(value):
    return json.dumps(value, ensure_ascii=False, indent=2) if value else ""


def load_fixture(path):
    """
    Return the content of a fixture file.
    """
    return tomllib.loads(path.read_text(encoding="utf-8"))


# Our own vectors: what could become markup, a link, a directive, an escape sequence
# or a mention in some format, and what could break out of where it stands.
VECTORS = [
    "</p><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "<!-- comment --> --><![CDATA[x]]>",
    "<cwkit data-cwkit='warning'>",
    "&lt;b&gt; &amp; &#60; &notanentity; &",
    "[link](https://example.org) ![image](https://example.org/i.png)",
    "[ref][x] [^1] [x]: https://example.org",
    "Call! then [x](y)",
    "https://example.org www.example.org mailto:me@example.org xmpp:x@y",
    "//example.org/x http:// a:b ::: :tada: 10:30",
    "@everyone @org/team me@example.org #42",
    "**bold** __bold__ *it* _it_ ~~gone~~ ==mark== ^up^ ~down~ `code` ``more``",
    "# heading",
    "- item",
    "+ item",
    "> quote",
    "1. item",
    "1) item",
    "=====",
    "-----",
    "***",
    "| a | b |",
    "```python",
    "    code",
    "\\*escaped\\* \\",
    "{{ 7*7 }} {% raw %} ${x} $x$ $$y$$ {.class #id} {role}`x`",
    ".. raw:: html",
    ".. _target:",
    ":field: value",
    "|sub| `x`_ x_ x__ :role:`x` [1]_ [#a]_ <https://example.org>",
    "text::",
    ">>> 1 + 1",
    "a) b",
    "(i) item",
    "#. item",
    "\x1b[31mred\x1b[0m \x1b]8;;https://example.org\x07x\x1b]8;;\x07",
    "\x9b31m \x90 \x00 \x07 \x08 \x7f",
    "line\nbreak\r\nand\u2028more\u2029end\x85x\x0bx\x0cx",
    "\u202eevil\u202c \u2066x\u2069 \u200f \u061c",
    "\ufeffx \ufffe \uffff \ufdd0 \U0001fffe \U000e0041",
    "\ud800lone\udfff",
    "javascript:alert(1)",
    "שלום abc عربي 123",
    "क्षि 漢字 😢 e\u0301",
    "\u00a0no\u00a0break\u202fspace\u00a0",
    "||spoiler|| <!channel> <@U1>",
    "%0d%0a ::error::x",
    "=1+1",
]

hostile = st.one_of(
    st.sampled_from(VECTORS),
    st.lists(st.sampled_from(VECTORS), min_size=2, max_size=3).map("".join),
    st.text(max_size=40),
    st.text(alphabet="*_`[](){}<>#+-.!|~:\\/@&=$^\"' aZ0\n", max_size=24),
)
"""Strings that mean something in some format, and random ones."""


def harmless(text):
    """
    Say whether a string can be seen, and may not become a link by right.
    """
    address = re.fullmatch(r"[\w.+-]+@[\w.-]+", text)
    dialled = make_dial_href("tel", text)
    return bool(clean_text(text)) and not (clean_href(text) or dialled or address)


def mild_banner(value="Mild", *, style="standard", locale="en", **changes):
    """
    Build a banner with *value* in every field that takes text from outside.
    """
    channels = (
        Channel(kind=ChannelKind.PHONE, dial="5550100", display=value, post_dial=value),
        Channel(kind=ChannelKind.SMS, dial="5550101", display=value, keyword=value),
        Channel(kind=ChannelKind.WHATSAPP, dial=value, keyword=value),
        Channel(kind=ChannelKind.CHAT, url=value, display=value),
        Channel(kind=ChannelKind.EMAIL, address=value),
        Channel(kind=ChannelKind.RELAY, dial=value),
    )
    line = helpline(
        name=value,
        url="https://example.org/",
        languages=("fr",),
        channels=channels,
    )
    other = attrs.evolve(line, kind=Kind.REPORTING, local_name=value)
    emergency = helpline(name=value, kind=Kind.EMERGENCY, channels=channels[:1])
    options = {
        "messages": read_messages(locale),
        "topics": ("death", "self-harm"),
        "matches": (line, other),
        "emergency": (emergency, emergency),
        "directories": (line,),
        "groups": (HelpGroup(place=value, place_lang=value, matches=(line,)),),
        "fold": True,
        "exit_to": "https://www.example.org/weather",
        "treatment": "described",
        "taxonomy": cwkit.taxonomy(),
        "label": value,
        "style": style,
        "key": value,
        "subject": "section",
    }
    return build_banner(**(options | changes))
