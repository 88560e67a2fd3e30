"""
The parts of a banner, and the formats that each can take.
"""

from __future__ import annotations

import abc
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from cwkit.banner.as_ansi import render_ansi
from cwkit.banner.as_dict import render_support_dict, render_warning_dict
from cwkit.banner.as_html import Html, render_html, render_note
from cwkit.banner.as_markdown import render_markdown
from cwkit.banner.as_rst import render_rst
from cwkit.banner.as_text import render_text
from cwkit.banner.runs import Heading, Paragraph, join_spaced, plain

if TYPE_CHECKING:
    from cwkit.banner.runs import Block, Phrase
    from cwkit.banner.values import NamedTopic, Style, SupportGroup

__all__ = ["Banner", "Part", "SupportPart", "WarningPart"]


@attrs.frozen(kw_only=True)
class Part(abc.ABC):
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

    @abc.abstractmethod
    def blocks(self) -> tuple[Block, ...]:
        """
        Return what the part is made of, from top to bottom.
        """
        ...

    @abc.abstractmethod
    def line(self) -> Phrase:
        """
        Return the part on one line.
        """
        ...

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
