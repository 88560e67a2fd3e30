"""
The command that shows the settings.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs

from cwkit.cli.arguments import add_format
from cwkit.cli.config import Denied
from cwkit.cli.config_file import find_config
from cwkit.cli.outcome import Outcome

if TYPE_CHECKING:
    import argparse

    from cwkit.cli.arguments import Parsers

__all__ = ["add_commands"]


def add_commands(parsers: Parsers) -> None:
    """
    Add ``config``.
    """
    config = parsers.add_parser("config", help="work on settings")
    inner = config.add_subparsers(required=True, metavar="ACTION")
    show = inner.add_parser("show", help="show each setting, and where it came from")
    show.set_defaults(run=run_show)
    show.add_argument("--config", metavar="FILE", help="the file of settings")
    show.add_argument("--path", metavar="FILE", help="show what holds for this page")
    add_format(show)


def run_show(options: argparse.Namespace) -> int:
    """
    Show each setting, and where it came from.
    """
    outcome = Outcome(options.format)
    config = find_config(options.config)
    for key, setting in config.explain(options.path):
        value = _to_plain(setting.value)
        outcome.add(
            [f"{key:<13}{_show(value):<25} {setting.origin}"],
            {"key": key, "value": value, "origin": setting.origin},
        )
    return outcome.finish()


def _to_plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, Denied):
        return attrs.asdict(value)
    # What decoded settings hold is Any; the lists say so to both type checkers.
    if type(value) is tuple:
        values: list[Any] = [*value]
        return [_to_plain(one) for one in values]
    return value


def _show(value: Any) -> str:
    """Return a value as a file of settings would say it."""
    if value is None:
        return "none"
    if type(value) is list:
        values: list[Any] = [*value]
        return f"[{', '.join(_show(one) for one in values)}]"
    return json.dumps(value, ensure_ascii=False)
