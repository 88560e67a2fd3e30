"""
The view model: a banner as plain values that every format is rendered from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from cwkit.banner.as_ansi import render_ansi
from cwkit.banner.as_dict import render_support_dict, render_warning_dict
from cwkit.banner.as_html import Html, render_html, render_note
from cwkit.banner.as_markdown import render_markdown
from cwkit.banner.as_rst import render_rst
from cwkit.banner.as_text import render_text
from cwkit.banner.runs import Heading, Item, Listing, Paragraph, join_spaced, plain

if TYPE_CHECKING:
    from cwkit.banner.runs import Block, Phrase

__all__ = [
    "Banner",
    "Contact",
    "NamedTopic",
    "Part",
    "Style",
    "SupportGroup",
    "SupportLine",
    "SupportPart",
    "WarningPart",
]


@attrs.frozen(kw_only=True)
class Style:
    """
    How a banner is laid out.

    Attributes:
        id: Its name.

        label: The key of the message that labels the warning.

        line: Whether each part is one line instead of a section with a heading.

        italic: Whether that line is italic.
    """

    id: str
    label: str
    line: bool = False
    italic: bool = False


@attrs.frozen(kw_only=True)
class NamedTopic:
    """
    A topic and what it is called.

    Attributes:
        id: Its id.

        name: Its name in the language of the banner.
    """

    id: str
    name: str


@attrs.frozen(kw_only=True)
class Contact:
    """
    One way to reach a service.

    Attributes:
        kind: ``phone``, ``sms``, ``whatsapp``, ``chat``, ``email``, ``relay``, ``web``.

        display: What people read or dial.

        href: The link, or an empty string.

        hours: When somebody answers, in words; empty if unknown.

        cost: What it costs, in words; empty if unknown.

        keyword: What a text message must say to begin.

        phrase: All of it in words.

        short: The same without hours and cost.
    """

    kind: str
    display: str
    href: str = ""
    hours: str = ""
    cost: str = ""
    keyword: str = ""
    phrase: Phrase = ()
    short: Phrase = ()


@attrs.frozen(kw_only=True)
class SupportLine:
    """
    One service, in words.

    Attributes:
        id: Its id.

        name: Its name, in its own language.

        lang: The language of the name, or an empty string.

        dir: The direction of the name, or an empty string.

        url: Its page, or an empty string.

        contacts: How to reach it.

        audience: Whom it is for, in words; empty for anyone.

        area: Where it serves, in words; empty if that goes without saying.

        checked: The date of the evidence, as ISO writes it.

        overdue: Whether somebody should have looked again by now.

        title: Its name with whom it is for and where.
    """

    id: str
    name: str
    lang: str = ""
    dir: str = ""
    url: str = ""
    contacts: tuple[Contact, ...] = ()
    audience: str = ""
    area: str = ""
    checked: str = ""
    overdue: bool = False
    title: Phrase = ()


@attrs.frozen(kw_only=True)
class SupportGroup:
    """
    The help of one place.

    Attributes:
        place: What the place is called; empty if there is only one.

        heading: Its heading; empty if there is only one.

        emergency: Emergency services.

        lines: Helplines.

        directories: Where to look further.

        emergency_phrase: The sentence about emergency services.

        directory_phrase: The sentence about directories.

        compact: All of it in one line.
    """

    place: str = ""
    heading: Phrase = ()
    emergency: tuple[SupportLine, ...] = ()
    lines: tuple[SupportLine, ...] = ()
    directories: tuple[SupportLine, ...] = ()
    emergency_phrase: Phrase = ()
    directory_phrase: Phrase = ()
    compact: Phrase = ()

    def blocks(self) -> tuple[Block, ...]:
        """
        Return what the group is made of.
        """
        blocks: list[Block] = []
        if self.heading:
            blocks.append(Heading(self.heading, depth=1))
        if self.emergency_phrase:
            blocks.append(Paragraph(self.emergency_phrase))
        if self.lines:
            blocks.append(
                Listing(
                    tuple(
                        Item(line.title, tuple(c.phrase for c in line.contacts))
                        for line in self.lines
                    )
                )
            )
        if self.directory_phrase:
            blocks.append(Paragraph(self.directory_phrase))
        return tuple(blocks)


@attrs.frozen(kw_only=True)
class Part:
    """
    What both parts of a banner have in common.

    An empty part is false and renders as an empty string in every format.

    Attributes:
        id: The id of its element; those of its heading and links derive from it.

        lang: The language of its words.

        dir: The direction of its words.

        style: Its layout.

        level: The level of its heading.

        heading: Its heading.

        topics: What it names.
    """

    kind: ClassVar[str] = ""

    id: str
    lang: str
    dir: str
    style: Style
    level: int
    heading: Phrase = ()
    topics: tuple[NamedTopic, ...] = ()

    def __bool__(self) -> bool:
        """
        Say whether there is anything to show.
        """
        return bool(self.blocks())

    def blocks(self) -> tuple[Block, ...]:
        """
        Return what the part is made of, from top to bottom.
        """
        raise NotImplementedError

    def line(self) -> Phrase:
        """
        Return the part on one line.
        """
        raise NotImplementedError

    def html(self) -> Html:
        """
        Render as HTML: one element, safe to insert anywhere in a body.
        """
        return render_html(self)

    def markdown(self) -> str:
        """
        Render as pure Markdown, without HTML.
        """
        return render_markdown(self)

    def rst(self) -> str:
        """
        Render as reStructuredText.
        """
        return render_rst(self)

    def text(self, *, width: int = 72) -> str:
        """
        Render as plain text.

        Args:
            width: Characters per line.
        """
        return render_text(self, width=width)

    def ansi(self, *, width: int = 72, color: bool = False) -> str:
        """
        Render for a terminal.

        Args:
            width: Characters per line.
            color: Whether to use a colour besides bold.
        """
        return render_ansi(self, width=width, color=color)

    def _repr_html_(self) -> str:
        """Show the part in a notebook."""
        return self.html()

    def __html__(self) -> str:
        """
        Return the HTML; Jinja and Django call this.
        """
        return self.html()


@attrs.frozen(kw_only=True)
class WarningPart(Part):
    """
    The warning: what the page deals with.

    Attributes:
        label: What it calls itself.

        sentence: One flat sentence.

        skip: The link past the section, if there is one.

        support: The link to the support block, if there is one.

        pointer: The sentence that stands where links to places do not work.

        compact: All of it in one line.

        ending: What marks the end of the section that it stands before.
    """

    kind: ClassVar[str] = "warning"

    label: str = ""
    sentence: Phrase = ()
    skip: Phrase = ()
    support: Phrase = ()
    pointer: Phrase = ()
    compact: Phrase = ()
    ending: Phrase = ()

    def blocks(self) -> tuple[Block, ...]:
        """
        Return heading, sentence, and the links or what stands for them.
        """
        if not self.topics:
            return ()
        blocks: list[Block] = [Heading(self.heading), Paragraph(self.sentence)]
        actions = [phrase for phrase in (self.skip, self.support) if phrase]
        if actions:
            blocks.append(Paragraph(join_spaced(actions), "actions"))
        if self.pointer:
            blocks.append(Paragraph(self.pointer, "pointer"))
        return tuple(blocks)

    def line(self) -> Phrase:
        """
        Return the warning on one line.
        """
        return self.compact

    def end_html(self) -> Html:
        """
        Render the target of the skip link, to stand after the section.

        Empty unless the banner was built for a section without a target of its own.
        """
        return render_note(self, f"{self.id}-end", "end", self.ending)

    def chip(self) -> str:
        """
        Return the heading as bare text, for lists of pages.
        """
        return plain(self.heading)

    def chip_html(self) -> Html:
        """
        Render the heading as a paragraph without a landmark, for lists of pages.
        """
        return render_note(self, "", "chip", self.heading)

    def dict(self) -> dict[str, Any]:
        """
        Return plain values, ready for JSON.
        """
        return render_warning_dict(self)


@attrs.frozen(kw_only=True)
class SupportPart(Part):
    """
    The support block: where help answers.

    Attributes:
        groups: The help, by place.

        checked: The oldest date of the evidence, as ISO writes it.

        note: The sentence that says so.
    """

    kind: ClassVar[str] = "support"

    groups: tuple[SupportGroup, ...] = ()
    checked: str = ""
    note: Phrase = ()

    def blocks(self) -> tuple[Block, ...]:
        """
        Return heading, groups, and the date of the evidence.
        """
        if not self.groups:
            return ()
        blocks: list[Block] = [Heading(self.heading)]
        for group in self.groups:
            blocks.extend(group.blocks())
        if self.note:
            blocks.append(Paragraph(self.note, "note"))
        return tuple(blocks)

    def line(self) -> Phrase:
        """
        Return the block on one line.
        """
        return join_spaced([group.compact for group in self.groups])

    def dict(self) -> dict[str, Any]:
        """
        Return plain values, ready for JSON.
        """
        return render_support_dict(self)


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

    def html(self) -> Html:
        """
        Render both parts as HTML.
        """
        return Html("\n".join(part.html() for part in self.parts))

    def markdown(self) -> str:
        """
        Render both parts as pure Markdown.
        """
        return "\n\n".join(part.markdown() for part in self.parts)

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

    def dict(self) -> dict[str, Any]:
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

    def _repr_html_(self) -> str:
        """Show the banner in a notebook."""
        return self.html()

    def __html__(self) -> str:
        """
        Return the HTML; Jinja and Django call this.
        """
        return self.html()
