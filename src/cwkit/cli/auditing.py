"""
Auditing many pages: one after the other, or side by side, and each only if it changed.
"""

from __future__ import annotations

import collections
import os
import sys
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from cwkit.cli.auditor import Auditor, Task
from cwkit.cli.files import STANDARD_INPUT
from cwkit.cli.own_data import read_all
from cwkit.resources import digest_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cwkit.cli.results import PageResult

__all__ = ["Task", "audit_pages"]

_LOT: Final = 1 << 18
"""How many bytes of pages a process is handed at once."""

_MOST: Final = 64
"""How many pages it is handed at most."""

_FIRST: Final = 8
"""How many pages are audited before processes start, which share what that loads."""

_AHEAD: Final = 4
"""How many lots of pages wait for each process."""

_PAUSE: Final = 0.1
"""How many seconds lie between two signs of progress."""


class _Asked(NamedTuple):
    """A page, with its size and times, and what was said of it before."""

    name: str
    stat: os.stat_result | None = None
    kept: PageResult | None = None


def audit_pages(
    names: Iterable[str], task: Task, *, jobs: int = 1
) -> Iterator[PageResult]:
    """
    Yield what is to be said of each page, in the order of the names.

    Args:
        names: Their paths.
        task: What to do with each.
        jobs: How many processes work side by side.
    """
    if task.cacheable:
        done = _look_up(names, task, jobs)
    else:
        asked = (_Asked(name) for name in names)
        done = (result for _, result in _run(asked, task, jobs))
    return _show_progress(done)


def _run(
    asked: Iterable[_Asked], task: Task, jobs: int
) -> Iterator[tuple[_Asked, PageResult]]:
    """Audit the pages of which nothing is kept, in one process or several."""
    if jobs > 1:
        yield from _run_side_by_side(asked, task, jobs)
        return
    auditor: Auditor | None = None
    for one in asked:
        result = one.kept
        if result is None:
            # What it takes is loaded when something is to be audited.
            auditor = auditor or Auditor(task)
            result = auditor.run(one.name)
        yield one, result


def _run_side_by_side(
    asked: Iterable[_Asked], task: Task, jobs: int
) -> Iterator[tuple[_Asked, PageResult]]:
    """Audit pages in several processes."""
    # Imported here: most audits need one process.
    from cwkit.cli.workers import Workers  # noqa: PLC0415

    waiting: collections.deque[
        tuple[list[_Asked], Callable[[], Iterator[PageResult]]]
    ] = collections.deque()
    with Workers(task, jobs) as workers:
        for lot in _gather(asked):
            fresh = [one.name for one in lot if one.kept is None]
            waiting.append((lot, workers.hand(fresh) if fresh else lambda: iter(())))
            # So that a large site needs no more memory than a small one.
            if len(waiting) > jobs * _AHEAD:
                yield from _collect(*waiting.popleft())
        while waiting:
            yield from _collect(*waiting.popleft())


def _collect(
    lot: Iterable[_Asked], wait: Callable[[], Iterator[PageResult]]
) -> Iterator[tuple[_Asked, PageResult]]:
    """Yield the pages of a lot with their results."""
    fresh = wait()
    for one in lot:
        yield one, next(fresh) if one.kept is None else one.kept


def _gather(asked: Iterable[_Asked]) -> Iterator[list[_Asked]]:
    """Yield pages in lots that take about as long; the first is a short one."""
    lot: list[_Asked] = []
    size, most = 0, _FIRST
    for one in asked:
        lot.append(one)
        if one.kept is None:
            stat = one.stat or _stat(one.name)
            size += 1 if stat is None else 1 + stat.st_size
        if size >= _LOT or len(lot) >= most:
            yield lot
            lot, size, most = [], 0, _MOST
    if lot:
        yield lot


def _look_up(names: Iterable[str], task: Task, jobs: int) -> Iterator[PageResult]:
    """Yield what was said before of pages that did not change, and audit the others."""
    # Imported here: who keeps nothing waits for neither.
    from importlib import metadata  # noqa: PLC0415

    from cwkit.cli import cache as caches  # noqa: PLC0415

    made = caches.digest(
        metadata.version("cwkit"),
        digest_data(),
        task.today,
        task.media_type,
        task.config.list_decisive(),
        task.config.overrides,
        task.config.waivers,
        sorted(read_all(task.config).items()),
    )
    cache = caches.Cache(task.config.root, made)

    def ask() -> Iterator[_Asked]:
        for name in names:
            stat = _stat(name)
            yield _Asked(name, stat, None if stat is None else cache.get(name, stat))

    try:
        for one, result in _run(ask(), task, jobs):
            if one.kept is None and one.stat is not None and result.error is None:
                cache.put(result, one.stat)
            yield result
    finally:
        cache.close()


def _stat(name: str) -> os.stat_result | None:
    """Return size and times of a file; None if it has none."""
    try:
        return None if name == STANDARD_INPUT else os.stat(name)  # noqa: PTH116  # asked for every page, and a path costs more than the answer
    except OSError:
        return None


def _show_progress(results: Iterator[PageResult]) -> Iterator[PageResult]:
    """Count pages on a terminal, if that takes long."""
    if not sys.stderr.isatty():
        yield from results
        return
    shown = 0.0
    begun = time.monotonic()
    for count, result in enumerate(results, 1):
        now = time.monotonic()
        if now - begun > 1 and now - shown > _PAUSE:
            shown = now
            print(f"\r{count} pages", end="", file=sys.stderr, flush=True)  # noqa: T201  # the command line speaks
        yield result
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201  # as above
