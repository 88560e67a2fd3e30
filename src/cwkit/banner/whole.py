"""
The whole banner, and the formats that take both parts or the warning alone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import attrs

from cwkit.banner.as_chat import (
    render_discord,
    render_matrix,
    render_reddit,
    render_zulip,
)
from cwkit.banner.as_codes import render_iptc, render_onix
from cwkit.banner.as_feed import render_atom, render_rss
from cwkit.banner.as_html import Html
from cwkit.banner.as_jsonld import render_json_ld, render_json_ld_script
from cwkit.banner.as_social import render_bluesky, render_mastodon
from cwkit.errors import CwkitError, suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cwkit.banner.model import Part, SupportPart, WarningPart

__all__ = ["FORMATS", "Banner"]

# Inside of the class, "dict" is a method.
Plain = dict[str, Any]
PlainText = dict[str, str]


@attrs.frozen(kw_only=True)
class Banner:
    """
    A banner: a warning for the top of a page, support for its end.

    Either part may be empty, and then renders as nothing.

    Attributes:
        warning: The warning.

        support: The support block.
    """

    warning: WarningPart
    support: SupportPart

    def __bool__(self) -> bool:
        """
        Say whether there is anything to show.
        """
        return bool(self.parts)

    @property
    def parts(self) -> tuple[Part, ...]:
        """
        Return the parts that are not empty.
        """
        return tuple(part for part in (self.warning, self.support) if part)

    def render(self, form: str) -> str:
        """
        Render in the format of that name.

        Args:
            form: One of `FORMATS`.

        Raises:
            CwkitError: If there is no such format.
        """
        try:
            renderer = _RENDERERS[form]
        except KeyError:
            near = suggest(form, _RENDERERS)
            raise CwkitError(
                f'unknown format "{form}"',
                cure=f'did you mean "{near}"?' if near else "see cwkit.banner.FORMATS",
            ) from None
        return renderer(self)

    def html(self) -> Html:
        """
        Render both parts as HTML.
        """
        return Html("\n".join(part.html() for part in self.parts))

    def mail(self) -> Html:
        """
        Render both parts as HTML for mail.
        """
        return Html("\n".join(part.mail() for part in self.parts))

    def bare(self) -> Html:
        """
        Render both parts as HTML without classes, ids and links inside the page.
        """
        return Html("\n".join(part.bare() for part in self.parts))

    def markdown(self, *, dial_links: bool = True) -> str:
        """
        Render both parts as pure Markdown.

        Args:
            dial_links: Whether numbers are links; see `Part.markdown`.
        """
        return "\n\n".join(part.markdown(dial_links=dial_links) for part in self.parts)

    def rst(self) -> str:
        """
        Render both parts as reStructuredText.
        """
        return "\n\n".join(part.rst() for part in self.parts)

    def text(self, *, width: int = 72) -> str:
        """
        Render both parts as plain text.

        Args:
            width: Characters per line.
        """
        return "\n\n".join(part.text(width=width) for part in self.parts)

    def ansi(self, *, width: int = 72, color: bool = False) -> str:
        """
        Render both parts for a terminal.

        Args:
            width: Characters per line.
            color: Whether to use a colour besides bold.
        """
        return "\n\n".join(part.ansi(width=width, color=color) for part in self.parts)

    def dict(self) -> Plain:
        """
        Return plain values, ready for JSON; an empty part is None.
        """
        return {
            "warning": self.warning.dict() if self.warning else None,
            "support": self.support.dict() if self.support else None,
        }

    def chip(self) -> str:
        """
        Return label and topics as bare text, for lists of pages.
        """
        return self.warning.chip()

    def chip_html(self) -> Html:
        """
        Render label and topics without a landmark, for lists of pages.
        """
        return self.warning.chip_html()

    def json_ld(self, *, url: str = "", author: str = "") -> Plain:
        """
        Return JSON-LD with the words of schema.org: a rating, and the services.

        It never says that content is unfit for families; nobody asked cwkit that.

        Args:
            url: The address of the content.
            author: Who says so.
        """
        return render_json_ld(self, url=url, author=author)

    def json_ld_html(self, *, url: str = "", author: str = "") -> Html:
        """
        Render JSON-LD as an element for the head of a page.

        Args:
            url: The address of the content.
            author: Who says so.
        """
        return render_json_ld_script(self.json_ld(url=url, author=author))

    def atom(self, content: object = "") -> str:
        """
        Render elements for an entry of an Atom feed: categories, and the content.

        Args:
            content: What the entry says; an object with ``__html__`` is markup, any
                other is text. The warning is put before it, the support after it.
        """
        return render_atom(self, content)

    def rss(self, content: object = "") -> str:
        """
        Render elements for an item of an RSS feed: categories, and the description.

        Args:
            content: As `atom` takes it.
        """
        return render_rss(self, content)

    def mastodon(self) -> Plain:
        """
        Return ``summary`` and ``sensitive`` for a note of ActivityPub.

        The interface of Mastodon calls the summary ``spoiler_text``. Programs fold
        whatever has a summary, so that articles are better without one.
        """
        return render_mastodon(self.warning)

    def bluesky(self, *others: Banner) -> list[Plain]:
        """
        Return definitions of labels for a labeler of Bluesky, one for each topic.

        Args:
            *others: The same banner in other languages.
        """
        return render_bluesky(each.warning for each in (self, *others))

    def discord(self, content: str = "") -> str:
        """
        Render a line for Discord, with content behind a spoiler.

        Args:
            content: What stands behind the spoiler.

        Raises:
            LimitError: If the message would be longer than Discord takes.
        """
        return render_discord(self.warning, content)

    def reddit(self, content: str = "") -> str:
        """
        Render a line for Reddit, with content behind a spoiler.

        Args:
            content: What stands behind the spoiler.
        """
        return render_reddit(self.warning, content)

    def zulip(self, content: str = "") -> str:
        """
        Render a line for Zulip, or a spoiler block with content.

        Args:
            content: What stands in the block.
        """
        return render_zulip(self.warning, content)

    def matrix(self, content: str = "") -> Plain:
        """
        Return the content of a message for Matrix, with content behind a spoiler.

        Args:
            content: What stands behind the spoiler.
        """
        return render_matrix(self.warning, content)

    def iptc(self) -> list[PlainText]:
        """
        Return the IPTC Content Warning codes of the topics.

        Topics have codes if the banner was built with a taxonomy, as `cwkit.banner`
        does.
        """
        return render_iptc(self.warning.topics)

    def onix(self) -> str:
        """
        Return audience composites of ONIX 3.0 with the codes of list 203.
        """
        return render_onix(self.warning.topics)

    def _repr_html_(self) -> str:
        """Show the banner in a notebook."""
        return self.html()

    def __html__(self) -> str:
        """
        Return the HTML; Jinja and Django call this.
        """
        return self.html()


def _write_json(value: object) -> str:
    """Return JSON for people and programs; nothing, if there is nothing to say."""
    return json.dumps(value, ensure_ascii=False, indent=2) if value else ""


_RENDERERS: Final[Mapping[str, Callable[[Banner], str]]] = {
    "ansi": lambda banner: banner.ansi(color=True),
    "atom": Banner.atom,
    "bare": Banner.bare,
    "bluesky": lambda banner: _write_json(banner.bluesky()),
    "chip": Banner.chip,
    "chip-html": Banner.chip_html,
    "discord": Banner.discord,
    "html": Banner.html,
    "iptc": lambda banner: _write_json(banner.iptc()),
    "json": lambda banner: _write_json(banner.dict()),
    "json-ld": lambda banner: _write_json(banner.json_ld()),
    "mail": Banner.mail,
    "markdown": Banner.markdown,
    "mastodon": lambda banner: _write_json(banner.mastodon()),
    "matrix": lambda banner: _write_json(banner.matrix()),
    "myst": lambda banner: banner.markdown(dial_links=False),
    "onix": Banner.onix,
    "reddit": Banner.reddit,
    "rss": Banner.rss,
    "rst": Banner.rst,
    "text": Banner.text,
    "zulip": Banner.zulip,
}

FORMATS: Final = tuple(_RENDERERS)
"""The names of the formats."""
