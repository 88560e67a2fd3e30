"""
Patterns of paths, as `.gitignore` files write them.

cwkit's own settings use the same language, so that people need to know one only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["PathPattern", "PathPatterns"]

_CLASSES: Final = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "\\x21-\\x7e",
    "lower": "a-z",
    "print": "\\x20-\\x7e",
    "punct": "!-/:-@\\[-`{-~",
    "space": " \\t\\n\\r\\f\\v",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}
_NEVER: Final = "(?!)"
_ESCAPE: Final = re.compile(r"\\.", re.DOTALL)


@attrs.frozen
class PathPattern:
    """
    One line of patterns.

    Attributes:
        pattern: What matches, as a path with forward slashes.

        keep: Whether it takes back what lines above it matched.

        folders: Whether it matches folders only.

        line: The line as it was written.
    """

    pattern: re.Pattern[str] = attrs.field(repr=False)
    keep: bool
    folders: bool
    line: str

    @classmethod
    def parse(cls, line: str) -> PathPattern | None:
        """
        Read a line; None if it holds no pattern.

        >>> PathPattern.parse("docs/*.txt").pattern.fullmatch("docs/a.txt") is not None
        True

        Args:
            line: The line, without its end.
        """
        line = written = _strip(line)
        if not line or line.startswith("#"):
            return None
        keep = line.startswith("!")
        line = line[keep:]
        folders = line.endswith("/")
        line = line[:-1] if folders else line
        if not line:
            return None
        anchored = "/" in line
        line = line.removeprefix("/")
        # A backslash before a slash changes nothing.
        body = _translate(_ESCAPE.sub(lambda m: m[0].replace("\\/", "/"), line))
        prefix = "" if anchored else "(?:.*/)?"
        return cls(re.compile(prefix + body, re.DOTALL), keep, folders, written)


@attrs.frozen
class PathPatterns:
    """
    Lines of patterns; of those that match, the last one counts.

    Attributes:
        patterns: The patterns, from first to last.
    """

    patterns: tuple[PathPattern, ...] = ()

    @classmethod
    def parse(cls, lines: Iterable[str]) -> PathPatterns:
        """
        Read lines of patterns.

        Args:
            lines: The lines, without their ends.
        """
        parsed = (PathPattern.parse(line) for line in lines)
        return cls(tuple(pattern for pattern in parsed if pattern is not None))

    def __bool__(self) -> bool:
        """
        Say whether there is any pattern.
        """
        return bool(self.patterns)

    def decide(self, path: str, *, folder: bool = False) -> bool | None:
        """
        Say whether *path* matches; None if no pattern says anything of it.

        Args:
            path: A path with forward slashes, relative to where the patterns stand.
            folder: Whether it is a folder.
        """
        for pattern in reversed(self.patterns):
            if (folder or not pattern.folders) and pattern.pattern.fullmatch(path):
                return not pattern.keep
        return None

    def matches(self, path: str) -> bool:
        """
        Say whether a file, or a folder that it lies in, matches.

        >>> PathPatterns.parse(["drafts/"]).matches("site/drafts/a.html")
        True

        Args:
            path: The path of a file with forward slashes.
        """
        parts = path.split("/")
        for count in range(1, len(parts)):
            if self.decide("/".join(parts[:count]), folder=True):
                return True
        return bool(self.decide(path))


def _strip(line: str) -> str:
    r"""Take off blanks at the end, unless a backslash stands before them."""
    stripped = line.rstrip(" ")
    if stripped != line:
        slashes = len(stripped) - len(stripped.rstrip("\\"))
        if slashes % 2:
            stripped += " "
    return stripped


def _translate(glob: str) -> str:
    """Return a glob as a regular expression."""
    pieces: list[str] = []
    at = 0
    while at < len(glob):
        sign = glob[at]
        begins = at == 0 or glob[at - 1] == "/"
        at += 1
        if sign == "*":
            stars = at - 1
            while glob[at : at + 1] == "*":
                at += 1
            whole = begins and at - stars == 2 and glob[at : at + 1] in {"", "/"}  # noqa: PLR2004  # two stars
            if whole and at == len(glob) and stars > 0:
                # At the end, all that lies below.
                pieces.append(".+")
            elif whole and at < len(glob):
                # Any number of folders, and the slash behind them.
                pieces.append("(?:.*/)?")
                at += 1
            else:
                pieces.append("[^/]*")
        elif sign == "?":
            pieces.append("[^/]")
        elif sign == "[":
            piece, at = _translate_set(glob, at)
            pieces.append(piece)
        elif sign == "\\":
            if at == len(glob):
                return _NEVER
            pieces.append(re.escape(glob[at]))
            at += 1
        else:
            pieces.append(re.escape(sign))
    return "".join(pieces)


def _translate_set(part: str, at: int) -> tuple[str, int]:
    """Return a set in brackets as a regular expression, and where it ends."""
    negated = part[at : at + 1] in {"!", "^"}
    at += negated
    members: list[str] = []
    first = True
    while True:
        if at >= len(part):
            # A bracket that is never closed matches nothing.
            return _NEVER, len(part)
        sign = part[at]
        if sign == "]" and not first:
            break
        first = False
        if part.startswith("[:", at):
            end = part.find(":]", at)
            if end >= 0:
                name = part[at + 2 : end]
                if name not in _CLASSES:
                    return _NEVER, len(part)
                members.append(_CLASSES[name])
                at = end + 2
                continue
        low, at = _read_member(part, at)
        if part[at : at + 1] == "-" and part[at + 1 : at + 2] not in {"", "]"}:
            high, at = _read_member(part, at + 1)
            # Of a range that is the wrong way round, git takes the first character.
            members.append(
                f"{re.escape(low)}-{re.escape(high)}" if low <= high else re.escape(low)
            )
        else:
            members.append(re.escape(low))
    inside = "".join(members)
    if negated:
        return (f"[^/{inside}]", at + 1)
    return (f"(?!/)[{inside}]" if inside else _NEVER, at + 1)


def _read_member(part: str, at: int) -> tuple[str, int]:
    """Read one character of a set."""
    if part[at] == "\\" and at + 1 < len(part):
        return part[at + 1], at + 2
    return part[at], at + 1
