"""
Chats and forums: one line that says what stands behind the spoiler, and the spoiler.

None of them can notify anybody: mentions are broken by a joiner without width.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, Final

from cwkit.banner.as_markdown import escape_line, escape_markdown
from cwkit.banner.as_social import defuse
from cwkit.banner.clean import clean_text
from cwkit.banner.runs import plain
from cwkit.errors import LimitError

if TYPE_CHECKING:
    from cwkit.banner.model import WarningPart

__all__ = ["render_discord", "render_matrix", "render_reddit", "render_zulip"]

_DISCORD_LIMIT: Final = 2_000
_DISCORD: Final = re.compile(r"[\\*_~|`\[\]<>]|:(?=\S)")
# u/name and r/name lead to people and forums, at the start of a word.
_REDDIT: Final = re.compile(r"(?<![^\W_])([ur])/(?=\w)", re.IGNORECASE)
_JOINER: Final = "\u2060"


def render_discord(part: WarningPart, content: str) -> str:
    """
    Render the warning and a spoiler for Discord.

    Args:
        part: The warning.
        content: What stands behind the spoiler; where nothing is warned of, it stands
            open.

    Raises:
        LimitError: If the message would be longer than Discord takes.
    """
    line = escape_line(_escape_discord(plain(part.heading)))
    hidden = escape_line(_escape_discord(clean_text(content)))
    if line and hidden:
        line = f"{line} ||{hidden}||"
    line = line or hidden
    # Discord counts in units of UTF-16.
    size = len(line.encode("utf-16-le")) // 2
    if size > _DISCORD_LIMIT:
        raise LimitError(
            f"the message has {size} characters, Discord takes {_DISCORD_LIMIT}",
            cure="shorten what stands behind the spoiler",
        )
    return line


def _escape_discord(text: str) -> str:
    """Return text so that Discord shows it as it is."""
    return defuse(_DISCORD.sub(r"\\\g<0>", text))


def render_reddit(part: WarningPart, content: str) -> str:
    """
    Render the warning and a spoiler for Reddit.

    Args:
        part: The warning.
        content: What stands behind the spoiler; where nothing is warned of, it stands
            open.
    """
    line = escape_line(_escape_reddit(plain(part.heading)))
    hidden = escape_line(_escape_reddit(clean_text(content)))
    if line and hidden:
        return f"{line} >!{hidden}!<"
    return line or hidden


def _escape_reddit(text: str) -> str:
    """Return text so that Reddit shows it as it is."""
    return _REDDIT.sub(rf"\1/{_JOINER}", escape_markdown(text))


def render_zulip(part: WarningPart, content: str) -> str:
    """
    Render the warning and a spoiler block for Zulip.

    Args:
        part: The warning.
        content: What stands in the block; where nothing is warned of, it stands open.
    """
    line = escape_line(escape_markdown(plain(part.heading)))
    hidden = escape_line(escape_markdown(clean_text(content)))
    if line and hidden:
        # The head of a block may not hold the sign that fences it.
        head = line.replace("\\`", "&#96;")
        return f"```spoiler {head}\n{hidden}\n```"
    return line or hidden


def render_matrix(part: WarningPart, content: str) -> dict[str, Any]:
    """
    Return the content of a message for Matrix.

    Notifications show the plain body, so that only the warning stands there.

    Args:
        part: The warning.
        content: What stands behind the spoiler; where nothing is warned of, it stands
            open.
    """
    heading, hidden = plain(part.heading), clean_text(content)
    if not (heading or hidden):
        return {}
    message: dict[str, Any] = {
        "msgtype": "m.text",
        "body": defuse(heading or hidden),
        # Says that nobody is mentioned, whatever a program reads into the text.
        "m.mentions": {},
    }
    if heading and hidden:
        reason, words = html.escape(heading), html.escape(defuse(hidden))
        message["format"] = "org.matrix.custom.html"
        message["formatted_body"] = f'<span data-mx-spoiler="{reason}">{words}</span>'
    return message
