"""
Finding pages: what lies below the folders that the user names.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from cwkit.cli.files import STANDARD_INPUT, guess_media_type, holds_feed, may_be_page
from cwkit.cli.patterns import PathPatterns
from cwkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cwkit.errors import CwkitError

__all__ = ["Walk", "find_files"]

_IGNORE: Final = ".gitignore"


@attrs.frozen(kw_only=True)
class Walk:
    """
    What to find, and what to pass over.

    Attributes:
        relative: Returns a path as the patterns tell it.

        include: What to read; empty for every page.

        exclude: What to pass over.

        gitignore: Whether to pass over what git ignores.

        fail: Told of folders that cannot be read.

        note: Told of what is passed over for a reason that is not plain.
    """

    relative: Callable[[str], str]
    include: PathPatterns = attrs.field(factory=PathPatterns)
    exclude: PathPatterns = attrs.field(factory=PathPatterns)
    gitignore: bool = True
    fail: Callable[[CwkitError], None] | None = None
    note: Callable[[str], None] | None = None


@attrs.frozen
class _Ignored:
    """The patterns of one ``.gitignore``, and the folder they are told from."""

    folder: str
    patterns: PathPatterns


def find_files(names: Iterable[str], walk: Walk | None = None) -> Iterator[str]:
    """
    Yield files, and for folders the pages below them, sorted.

    What is named itself is read in any case. A file that is reached twice, by a link
    or by two names, is read once.

    Args:
        names: What the user names.
        walk: What to find, and what to pass over.
    """
    walk = walk or Walk(relative=lambda name: Path(name).as_posix())
    seen = _Seen()
    for name in names:
        if name == STANDARD_INPUT:
            if seen.add("", name):
                yield name
        elif not Path(name).is_dir():
            if seen.add_path(name):
                yield name
        else:
            stack = _read_above(Path(name)) if walk.gitignore else []
            top = os.path.join(os.path.realpath(name), "")  # noqa: PTH118  # ends in a slash
            yield from _walk_folder(Path(name), walk, stack, seen, top=top)


class _Seen:
    """The files that were reached, by where they really are."""

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = {}

    def add_path(self, path: str) -> bool:
        """Keep a file; say whether it was not reached before."""
        return self.add(*os.path.split(os.path.realpath(path)))

    def add(self, folder: str, name: str) -> bool:
        """Do so for a file that is no link, by the real place of its folder."""
        names = self._names.setdefault(folder, set())
        if name in names:
            return False
        names.add(name)
        return True


def _walk_folder(
    folder: Path, walk: Walk, stack: list[_Ignored], seen: _Seen, *, top: str
) -> Iterator[str]:
    """Yield the pages below a folder, its own first, and none from outside of *top*."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        if walk.fail is not None:
            message = (error.strerror or str(error)).lower()
            walk.fail(InputError(message, file=str(folder)))
        return
    if walk.gitignore:
        stack = [*stack, *_read_ignored(folder)]
    real = os.path.realpath(folder)
    folders: list[Path] = []
    for entry in entries:
        if _is_kind(entry.is_dir):
            path = folder / entry.name
            if _is_entered(entry, path, walk, stack):
                folders.append(path)
        elif may_be_page(entry.name):
            path = folder / entry.name
            name = str(path)
            if (
                _is_wanted(name, walk)
                and not _is_ignored(path, stack, folder=False)
                and _is_file(entry, name, top, walk)
                and (guess_media_type(name) is not None or holds_feed(path))
                and (
                    seen.add_path(name)
                    if entry.is_symlink()
                    else seen.add(real, entry.name)
                )
            ):
                yield name
    for path in folders:
        yield from _walk_folder(path, walk, stack, seen, top=top)


def _is_kind(ask: Callable[[], bool]) -> bool:
    """Ask whether an entry is a file, or a folder; a link to itself is neither."""
    try:
        return ask()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str], name: str, top: str, walk: Walk) -> bool:
    """Say whether what may be a page is a file below *top*; tell of what is not."""
    if not _is_kind(entry.is_file):
        # To open a pipe is to wait for whoever writes into it.
        told = "a link that leads to no file" if entry.is_symlink() else "no file"
    elif entry.is_symlink() and not os.path.realpath(name).startswith(top):
        told = "a link out of the folder"
    else:
        return True
    if walk.note is not None:
        walk.note(f"{name}: {told}, passed over")
    return False


def _is_entered(
    entry: os.DirEntry[str], path: Path, walk: Walk, stack: list[_Ignored]
) -> bool:
    """Say whether pages are looked for in a folder."""
    # Hidden folders hold tools, not pages.
    if entry.name.startswith(".") or _is_ignored(path, stack, folder=True):
        return False
    if entry.is_symlink():
        if walk.note is not None:
            walk.note(f"{path}: a link to a folder, passed over")
        return False
    return not (
        walk.exclude and walk.exclude.decide(walk.relative(str(path)), folder=True)
    )


def _is_wanted(path: str, walk: Walk) -> bool:
    """Say whether the settings ask for what may be a page."""
    if not (walk.include or walk.exclude):
        return True
    name = walk.relative(path)
    return not walk.exclude.matches(name) and (
        not walk.include or walk.include.matches(name)
    )


def _is_ignored(path: Path, stack: list[_Ignored], *, folder: bool) -> bool:
    """Say whether git ignores a path whose folder it does not ignore."""
    if not stack:
        return False
    absolute = path.absolute().as_posix()
    for ignored in reversed(stack):
        inside = absolute.removeprefix(f"{ignored.folder}/")
        decided = ignored.patterns.decide(inside, folder=folder)
        if decided is not None:
            return decided
    return False


def _read_above(folder: Path) -> list[_Ignored]:
    """Return the patterns of the folders above one, up to the top of its repository."""
    above = folder.absolute().parents
    if (folder / ".git").exists():
        return _read_lines(folder / ".git" / "info" / "exclude", folder)
    top = next((n for n, one in enumerate(above) if (one / ".git").exists()), None)
    if top is None:
        return []
    stack = _read_lines(above[top] / ".git" / "info" / "exclude", above[top])
    for one in reversed(above[: top + 1]):
        stack.extend(_read_ignored(one))
    return stack


def _read_ignored(folder: Path) -> list[_Ignored]:
    """Return the patterns of a folder's own file."""
    return _read_lines(folder / _IGNORE, folder)


def _read_lines(file: Path, folder: Path) -> list[_Ignored]:
    """Return the patterns of a file, if it is there."""
    try:
        text = file.read_text("utf-8", errors="replace")
    except OSError:
        return []
    patterns = PathPatterns.parse(text.removeprefix("\ufeff").splitlines())
    return [_Ignored(folder.absolute().as_posix(), patterns)] if patterns else []
