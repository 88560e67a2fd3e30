"""
The two parts of a banner, and the formats that each can take by itself.
"""

from __future__ import annotations

import abc
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from cwkit.banner.as_ansi import render_ansi
from cwkit.banner.as_dict import render_support_dict, render_warning_dict
from cwkit.banner.as_html import Html, render_fold, render_html, render_note
from cwkit.banner.as_markdown import render_markdown
from cwkit.banner.as_portable import render_bare, render_mail
from cwkit.banner.as_rst import render_rst
from cwkit.banner.as_text import render_text
from cwkit.banner.runs import Heading, Paragraph, join_spaced, plain

if TYPE_CHECKING:
    from cwkit.banner.runs import Block, Phrase
    from cwkit.banner.values import NamedTopic, Style, SupportGroup

__all__ = ["Part", "SupportPart", "WarningPart"]


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

    @abc.abstractmethod
    def __bool__(self) -> bool:
        """
        Say whether there is anything to show.
        """
        ...

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

    def mail(self) -> Html:
        """
        Render as HTML for mail: styles on each element, no classes and no ids.
        """
        return render_mail(self)

    def bare(self) -> Html:
        """
        Render as HTML without classes, ids and links inside the page, as feeds need.
        """
        return render_bare(self)

    def markdown(self, *, dial_links: bool = True) -> str:
        """
        Render as pure Markdown, without HTML.

        Args:
            dial_links: Whether numbers are links. MyST takes a link to a number for
                one to a page that is not there, and may drop the number with it.
        """
        return render_markdown(self, dial_links=dial_links)

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

        subject: What it stands on; one of `cwkit.banner.SUBJECTS`.

        treatment: How that treats its topics; one of `cwkit.banner.TREATMENTS`.

        sentence: One flat sentence, and one on the treatment if that was given.

        about: The sentence about each topic alone.

        skip: The link past the section, if there is one.

        support: The link to the support block, if there is one.

        leave: The link off the page with what it does not do, if it was asked for.

        pointer: The sentence that stands where links to places do not work.

        compact: All of it in one line.

        ending: What marks the end of the section that it stands before.

        fold: The label of a folded section.
    """

    kind: ClassVar[str] = "warning"

    label: str = ""
    subject: str = "article"
    treatment: str = ""
    sentence: Phrase = ()
    about: tuple[Phrase, ...] = ()
    skip: Phrase = ()
    support: Phrase = ()
    leave: Phrase = ()
    pointer: Phrase = ()
    compact: Phrase = ()
    ending: Phrase = ()
    fold: Phrase = ()

    def __bool__(self) -> bool:
        """
        Say whether there is anything to warn of.
        """
        return bool(self.topics)

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
        if self.leave:
            blocks.append(Paragraph(self.leave, "exit"))
        if self.pointer:
            blocks.append(Paragraph(self.pointer, "pointer"))
        return tuple(blocks)

    def line(self) -> Phrase:
        """
        Return the warning on one line.
        """
        return self.compact

    def describe(self, topic: NamedTopic) -> Phrase:
        """
        Return the sentence about one topic.

        Args:
            topic: One of the topics of this warning.
        """
        return self.about[self.topics.index(topic)]

    def fold_html(self, content: object) -> Html:
        """
        Render the section that this warning stands before, folded.

        Readers open it themselves, without a script; on paper it stands open. Fold
        only what nobody needs to see at once, and never a support block.

        >>> WarningPart(id="x", lang="en", dir="ltr", style=None, level=2).fold_html(
        ...     Html("<p>Mild</p>")
        ... )
        '<p>Mild</p>'

        Args:
            content: The section: an object with ``__html__`` is taken as markup, any
                other is shown as text.
        """
        return render_fold(self, self.fold, content)

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

    def __bool__(self) -> bool:
        """
        Say whether any help is known.
        """
        return bool(self.groups)

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
