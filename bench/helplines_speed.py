"""
Time looking helplines up: the first time, and once a country has been read.

Run it as ``python bench/helplines_speed.py``. The aim is 50 µs for a look-up once its
country is loaded; the slowest of all countries counts, not the mean.
"""

from __future__ import annotations

import datetime
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import cwkit
from cwkit.front import _shared as shared

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUNDS = 200
_STARTS = 5
_TOPICS = ("suicide", "sexual-violence", "domestic-abuse")
_MOMENT = datetime.datetime(2026, 11, 27, 23, 15, tzinfo=datetime.UTC)


def main() -> None:
    """
    Print medians in microseconds, and milliseconds for what happens once.
    """
    for words in ("import cwkit", "cwkit.place('GB')", "cwkit.helplines('GB')"):
        code = words if words.startswith("import") else f"import cwkit; {words}"
        print(f"{_start(code) - _start('pass'):7.1f} ms  {words}, from nothing")
    began = time.perf_counter()
    shared.gazetteer()
    print(f"{(time.perf_counter() - began) * 1e3:7.1f} ms  the places, once")
    began = time.perf_counter()
    cwkit.helplines("GB")
    print(f"{(time.perf_counter() - began) * 1e3:7.1f} ms  the first look-up in GB")
    countries = [country.code for country in shared.gazetteer().countries]
    moments = [_MOMENT + datetime.timedelta(minutes=n) for n in range(_ROUNDS)]
    turn = iter(range(10**9))
    asks: dict[str, Callable[[str], object]] = {
        "one topic": lambda code: cwkit.helplines(code, topics=_TOPICS[:1]),
        "three topics": lambda code: cwkit.helplines(code, topics=_TOPICS),
        "three topics, never asked before": lambda code: cwkit.helplines(
            code, topics=_TOPICS, languages=[f"q{chr(97 + next(turn) % 26)}"]
        ),
        "three topics, four lines, at a moment": lambda code: cwkit.helplines(
            code, topics=_TOPICS, limit=4, at=moments[next(turn) % _ROUNDS]
        ),
    }
    for name, ask in asks.items():
        spent = {code: _time(ask, code) for code in countries}
        slow = sorted(spent, key=lambda code: spent[code])[-3:]
        print(
            f"{statistics.median(spent.values()):7.1f} µs  {name}; slowest "
            + ", ".join(f"{code} {spent[code]:.0f}" for code in reversed(slow))
        )


def _start(code: str) -> float:
    """Return how long a program takes, at best, in milliseconds."""
    best = float("inf")
    for _ in range(_STARTS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 -- our own
        best = min(best, time.perf_counter() - began)
    return best * 1e3


def _time(ask: Callable[[str], object], code: str) -> float:
    """Return how long a look-up takes once its country is loaded, in microseconds."""
    ask(code)
    spent: list[float] = []
    for _ in range(_ROUNDS // 10):
        began = time.perf_counter()
        ask(code)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent) * 1e6


if __name__ == "__main__":
    main()
