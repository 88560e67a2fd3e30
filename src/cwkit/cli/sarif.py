"""
SARIF 2.1.0: the format in which code hosts and editors take the results of checks.
"""

from __future__ import annotations

import functools
import importlib.metadata
import json
import os
import urllib.parse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cwkit.audit import Level
from cwkit.front import catalogue

if TYPE_CHECKING:
    from cwkit.audit import Check, Problem

__all__ = ["describe_result", "describe_run"]

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json"
)
_LEVELS: Final = {
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.NOTE: "note",
}


@functools.cache
def describe_run() -> str:
    """
    Return a log with one run, and ``"@results@"`` where its results go.
    """
    return json.dumps(
        {
            "$schema": _SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "cwkit",
                            "version": importlib.metadata.version("cwkit"),
                            "rules": [_describe_rule(check) for check in catalogue()],
                        }
                    },
                    "columnKind": "unicodeCodePoints",
                    "results": "@results@",
                }
            ],
        },
        ensure_ascii=False,
    )


def describe_result(name: str, problem: Problem, *, waived: str = "") -> dict[str, Any]:
    """
    Return a problem as a result.

    Args:
        name: The page.
        problem: The problem.
        waived: Why it was allowed, if it was.
    """
    region = {
        "startLine": problem.line,
        "startColumn": problem.column,
        "charOffset": problem.span.start,
        "charLength": len(problem.span),
    }
    result: dict[str, Any] = {
        "ruleId": str(problem.code),
        "level": _LEVELS[problem.level],
        "message": {"text": problem.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _locate(name)},
                    "region": region,
                }
            }
        ],
    }
    more = {
        "topics": list(problem.topics),
        "helpline": problem.helpline,
        "rule": problem.rule,
        "sources": list(problem.sources),
    }
    properties = {key: value for key, value in more.items() if value}
    if properties:
        result["properties"] = properties
    if waived:
        result["suppressions"] = [
            {"kind": "inSource", "status": "accepted", "justification": waived}
        ]
    return result


def _describe_rule(check: Check) -> dict[str, Any]:
    """Return a check as a rule."""
    return {
        "id": str(check.code),
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": check.why},
        "help": {"text": f"{check.cure}\n\nFor example: {check.example}"},
        "defaultConfiguration": {
            "level": _LEVELS[check.level],
            "enabled": check.on,
        },
    }


def _locate(name: str) -> str:
    """Return a path as a reference that a log can hold."""
    path = Path(name)
    if path.is_absolute():
        return path.as_uri()
    # A name may be no text at all; the bytes of it are always something.
    return urllib.parse.quote(os.fsencode(path.as_posix()))
