"""
Rows: where each row of a pack stands, and what its forms stand for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from cwkit.packs.covers import Form
from cwkit.packs.decode import share_words
from cwkit.packs.forms import expand_form
from cwkit.schema import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cwkit.packs.decode import Shared
    from cwkit.schema import Table

__all__ = ["PackRow", "Remark", "read_rows"]

_LISTS: Final = ("forms", "requires", "blocks", "topics", "benign", "regex")
"""What a row may leave out, but not leave empty."""


@attrs.frozen(kw_only=True)
class Remark:
    """
    What is amiss in a pack, and how to mend it.

    >>> print(Remark(
    ...     file="zz.toml", line=4, row='rule "zz.weather.rain"',
    ...     message='the context "@sky" is empty', cure="name what stands near",
    ... ))
    zz.toml, line 4, rule "zz.weather.rain": the context "@sky" is empty; name ...

    Attributes:
        file: The file.

        line: The line, counted from 1, if it is known.

        row: The row, or the key.

        message: What is amiss.

        cure: What to do about it.

        advice: Whether the pack works all the same.
    """

    file: str
    line: int | None
    row: str
    message: str
    cure: str
    advice: bool = False

    def __str__(self) -> str:
        """
        Say it in one line.
        """
        line = f"line {self.line}" if self.line else ""
        where = ", ".join(part for part in (self.file, line, self.row) if part)
        advice = "advice: " if self.advice else ""
        cure = f"; {self.cure}" if self.cure else ""
        return f"{where}: {advice}{self.message}{cure}"


@attrs.frozen(kw_only=True)
class PackRow:
    """
    A row of a pack file, and what each of its forms stands for.

    Attributes:
        file: The file.

        line: The line of its id.

        language: The language of the file.

        kind: ``rule``, ``benign`` or ``notice``.

        id: Its id.

        forms: Its forms, each with its patterns.

        empty: Keys of it that hold nothing.

        named: Which of ``requires`` and ``blocks`` name a context of the pack.
    """

    file: str
    line: int | None
    language: str
    kind: str
    id: str
    forms: tuple[Form, ...]
    empty: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def remark(
        self, message: str, cure: str, *, key: str = "", advice: bool = False
    ) -> Remark:
        """
        Return a remark about this row.

        Args:
            message: What is amiss.
            cure: What to do about it.
            key: The key at fault, if one key is.
            advice: Whether the pack works all the same.
        """
        return Remark(
            file=self.file,
            line=self.line,
            row=", ".join(part for part in (f'{self.kind} "{self.id}"', key) if part),
            message=message,
            cure=cure,
            advice=advice,
        )


def read_rows(files: Mapping[str, str]) -> tuple[PackRow, ...]:
    """
    Return the rows of pack files that can be read.

    Args:
        files: Texts by file name.

    Raises:
        DataError: If a file cannot be read.
    """
    languages: dict[str, list[Table]] = {}
    for name, text in sorted(files.items()):
        table = load_toml(text, file=name)
        languages.setdefault(table.string("language"), []).append(table)
    return tuple(
        row
        for tables in languages.values()
        for table, words in share_words(tables)
        for row in _read_table(table, words)
    )


def _read_table(table: Table, words: Shared) -> Iterator[PackRow]:
    """Read the rows of a file, and the harmless phrases beside rules."""
    lexicon = words.lexicon()
    for kind in ("rule", "benign", "notice"):
        for row in table.tables(kind):
            for key, name, ending in (
                ("forms", kind, ""),
                ("benign", "benign", ".benign"),
            ):
                forms = row.strings(key)
                if forms or key == "forms":
                    yield PackRow(
                        file=table.file,
                        line=row.line,
                        language=table.string("language"),
                        kind=name,
                        id=row.string("id") + ending,
                        forms=tuple(Form(f, expand_form(f, lexicon)) for f in forms),
                        empty=tuple(
                            k for k in _LISTS if k in row and not row.strings(k)
                        ),
                        named=tuple(
                            k
                            for k in ("requires", "blocks")
                            if any(e.startswith("@") for e in row.strings(k))
                        ),
                    )
