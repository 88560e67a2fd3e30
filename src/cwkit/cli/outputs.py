"""
The formats in which an audit can be told.

Each writer is told of one page after the other, and writes as soon as it can, so that
a large site needs no more memory than a small one.
"""

from __future__ import annotations

import abc
import json
from typing import TYPE_CHECKING, Any, Final

from cwkit.audit import Level
from cwkit.cli.sarif import describe_result, describe_run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cwkit.audit import Problem
    from cwkit.cli.results import PageResult

__all__ = ["FORMATS", "Writer"]

_ILLEGAL: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")
"""What XML cannot hold."""

_ANNOTATED: Final = {
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.NOTE: "notice",
}


class Writer(abc.ABC):
    """
    What writes results in one format.

    Args:
        write: Writes text.
        fix: Whether problems that could be mended were.
    """

    def __init__(self, write: Callable[[str], object], *, fix: bool = False) -> None:
        self.write = write
        self.fix = fix
        self.pages = 0
        self.levels = dict.fromkeys(Level, 0)
        self.mended = 0
        self.waived = 0

    def add(self, result: PageResult) -> None:
        """
        Tell of a page, or of the settings.
        """
        self.pages += not result.settings
        self.mended += result.mended
        self.waived += len(result.waived)
        for problem in result.problems:
            self.levels[problem.level] += 1
        self.tell(result)

    def begin(self) -> None:  # noqa: B027  # most formats begin with nothing
        """
        Write what stands before the first page.
        """

    @abc.abstractmethod
    def tell(self, result: PageResult) -> None:
        """
        Write what is to be said of a page.
        """
        ...

    def finish(self) -> None:  # noqa: B027  # as above
        """
        Write what stands behind the last page.
        """


class TextWriter(Writer):
    """
    Lines for people, grouped by page.
    """

    def tell(self, result: PageResult) -> None:
        """
        Write a page's problems; of a page without any, nothing.
        """
        lines = [_print_name(result.name)]
        for number, problem in enumerate(result.problems):
            lines.append(
                f"  {problem.line}:{problem.column}: {problem.level}: "
                f"{problem.code}: {problem.message}"
            )
            if result.evidence and result.evidence[number]:
                lines.append(f"      {result.evidence[number]!r}")
        if result.mended and self.fix:
            lines.append(f"  {_count(result.mended, 'edit')}")
        lines.extend(f"  {said}" for said in result.said)
        if len(lines) > 1:
            self.write("\n".join(lines) + "\n")
        if result.diff:
            self.write(result.diff)

    def finish(self) -> None:
        """
        Write how many there were of everything.
        """
        told = [
            _count(count, str(level)) for level, count in self.levels.items() if count
        ]
        none = "no problems" if self.pages else "nothing was checked"
        parts = [", ".join(told) or none]
        if self.waived:
            parts.append(f"{self.waived} allowed")
        if self.mended and self.fix:
            parts.append(_count(self.mended, "edit"))
        self.write(f"{_count(self.pages, 'page')}: {'; '.join(parts)}\n")


class JsonWriter(Writer):
    """
    One list of pages.
    """

    def begin(self) -> None:
        """
        Open the list.
        """
        self.write("[")

    def tell(self, result: PageResult) -> None:
        """
        Write a page.
        """
        value = json.dumps(_to_dict(result), ensure_ascii=False, indent=2)
        comma = "," if self._begun else ""
        self._begun = True
        self.write(comma + "\n  " + value.replace("\n", "\n  "))

    _begun = False

    def finish(self) -> None:
        """
        Close the list.
        """
        self.write("\n]\n" if self._begun else "]\n")


class JsonLinesWriter(Writer):
    """
    One line for each problem, as it is found.
    """

    def tell(self, result: PageResult) -> None:
        """
        Write the problems of a page.
        """
        for value in _to_dict(result)["problems"]:
            row = {"file": result.name, **value}
            self.write(json.dumps(row, ensure_ascii=False) + "\n")


class GithubWriter(Writer):
    """
    Annotations, as GitHub reads them from the log of a workflow.
    """

    def tell(self, result: PageResult) -> None:
        """
        Write the problems of a page.
        """
        for problem in result.problems:
            where = {
                "file": result.name,
                "line": problem.line,
                "col": problem.column,
                "title": problem.code,
            }
            pairs = ",".join(
                f"{key}={_escape(str(value), ':,')}" for key, value in where.items()
            )
            kind = _ANNOTATED[problem.level]
            self.write(f"::{kind} {pairs}::{_escape(problem.message)}\n")


class SarifWriter(Writer):
    """
    SARIF 2.1.0, as code hosts and editors read it.
    """

    def begin(self) -> None:
        """
        Open the log.
        """
        head, _ = describe_run().split('"@results@"')
        self.write(head + "[")

    def tell(self, result: PageResult) -> None:
        """
        Write the problems of a page, and what was allowed.
        """
        rows = [(problem, "") for problem in result.problems]
        rows += [(one.problem, one.reason) for one in result.waived]
        for problem, reason in rows:
            comma = "," if self._begun else ""
            self._begun = True
            value = describe_result(result.name, problem, waived=reason)
            self.write(f"{comma}\n{json.dumps(value, ensure_ascii=False)}")

    _begun = False

    def finish(self) -> None:
        """
        Close the log.
        """
        _, tail = describe_run().split('"@results@"')
        self.write("]" + tail)


class JunitWriter(Writer):
    """
    JUnit's XML, as most build servers read it: a page is a test.
    """

    def begin(self) -> None:
        """
        Open the suite.
        """
        # Imported here: it brings much of the network with it, and few ask for this.
        from xml.sax.saxutils import escape, quoteattr  # noqa: PLC0415

        self._escape, self._quote = escape, quoteattr
        self.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')
        self.write('<testsuite name="cwkit">\n')

    def tell(self, result: PageResult) -> None:
        """
        Write a page.
        """
        name = self._quote(result.name.translate(_ILLEGAL))
        self.write(f'<testcase classname="cwkit" name={name}')
        if not result.problems:
            self.write("/>\n")
            return
        self.write(">\n")
        worst = max(result.problems, key=lambda problem: problem.level.rank)
        lines = "\n".join(map(_tell, result.problems))
        self.write(
            f"<failure type={self._quote(str(worst.code))} "
            f"message={self._quote(_clean(worst.message))}>"
            f"{self._escape(_clean(lines))}</failure>\n</testcase>\n"
        )

    def finish(self) -> None:
        """
        Close the suite.
        """
        self.write("</testsuite>\n</testsuites>\n")


class HtmlWriter(Writer):
    """
    The report: one page for people, without scripts.
    """

    def begin(self) -> None:
        """
        Open the page.
        """
        # Imported here: few runs write a report.
        from cwkit.cli.html_report import HEAD  # noqa: PLC0415

        self.write(HEAD)

    def tell(self, result: PageResult) -> None:
        """
        Write a page's part.
        """
        self.write(result.fragment)

    def finish(self) -> None:
        """
        Close the page.
        """
        from cwkit.cli.html_report import render_foot  # noqa: PLC0415  # as above

        self.write(render_foot(self.pages, self.levels, self.waived))


FORMATS: Final[Mapping[str, type[Writer]]] = {
    "text": TextWriter,
    "json": JsonWriter,
    "jsonl": JsonLinesWriter,
    "sarif": SarifWriter,
    "github": GithubWriter,
    "junit": JunitWriter,
    "html": HtmlWriter,
}
"""What writes each format."""


def _to_dict(result: PageResult) -> dict[str, Any]:
    """Return what is said of a page as JSON can hold it."""
    problems = [problem.to_dict() for problem in result.problems]
    for value, words in zip(problems, result.evidence, strict=False):
        value["evidence"] = words
    return {
        "file": result.name,
        "offsetUnit": "codePoint",
        "ok": not problems,
        "problems": problems,
        "waived": [
            {**one.problem.to_dict(), "reason": one.reason, "origin": one.origin}
            for one in result.waived
        ],
    }


def _tell(problem: Problem) -> str:
    """Return a problem in one line."""
    return f"{problem.line}:{problem.column}: {problem.code}: {problem.message}"


def _clean(text: str) -> str:
    """Return text that XML can hold."""
    return text.translate(_ILLEGAL)


def _escape(text: str, more: str = "") -> str:
    """Return text as a workflow command holds it."""
    for sign in ("%", "\r", "\n", *more):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _print_name(name: str) -> str:
    """Return a name with nothing in it that moves what stands around it."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "replace").decode("ascii")
        for c in name
    )


def _count(number: int, noun: str) -> str:
    """Return a number of things in words."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
