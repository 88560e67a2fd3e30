"""
Text for terminals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cwkit.banner.as_text import lay_lines

if TYPE_CHECKING:
    from cwkit.banner.model import Part
    from cwkit.banner.runs import Run

__all__ = ["render_ansi"]

_BOLD = "\x1b[1m"
_COLOURED = "\x1b[1;36m"
_RESET = "\x1b[0m"


def render_ansi(part: Part, *, width: int, color: bool) -> str:
    """
    Render a part of a banner for a terminal.

    What came in from outside holds no control character any more, so that the only
    escape sequences are the ones put in here.

    Args:
        part: The warning or the support block.
        width: Characters per line.
        color: Whether what stands out has a colour, too.
    """
    begin = _COLOURED if color else _BOLD

    def show(run: Run) -> str:
        return f"{begin}{run.text}{_RESET}" if run.strong and run.text else run.text

    # Runs that touch are switched on once.
    return lay_lines(part, width=width, show=show).replace(f"{_RESET}{begin}", "")
