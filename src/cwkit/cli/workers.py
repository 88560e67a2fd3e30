"""
Processes that audit pages side by side.
"""

from __future__ import annotations

import concurrent.futures
import gc
import multiprocessing
from typing import TYPE_CHECKING, Any, Self

from cwkit.cli.auditor import Auditor
from cwkit.cli.results import PageResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType

    from cwkit.cli.auditor import Task

__all__ = ["Workers", "start_worker", "work"]

_auditor: Auditor | None = None


def start_worker(task: Task | None) -> None:
    """
    Make ready what audits pages in this process, unless it is; None forgets it.
    """
    global _auditor  # noqa: PLW0603  # a process has one task
    if task is None:
        _auditor = None
    elif _auditor is None or _auditor.task != task:
        _auditor = Auditor(task)


def work(names: Sequence[str]) -> list[Any]:
    """
    Audit pages in a process of its own, and return what can be sent at little cost.

    Args:
        names: Their paths.
    """
    if _auditor is None:
        raise RuntimeError("no task was given to this process")
    return [_pack(_auditor.run(name)) for name in names]


def _pack(result: PageResult) -> Any:
    """Return what is said of a page in plain values, if they hold all of it."""
    more = result.error or result.mended or result.diff or result.fragment
    if more or result.evidence or result.said:
        return result
    return result.to_plain(), result.content


class Workers:
    """
    Some processes, started when the second lot of pages is handed over.

    Args:
        task: What to do with each page.
        jobs: How many processes work side by side.
    """

    def __init__(self, task: Task, jobs: int) -> None:
        self._task = task
        self._jobs = jobs
        self._forks = "fork" in multiprocessing.get_all_start_methods()
        self._ready = not self._forks
        self._pool: concurrent.futures.ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """
        Start nothing yet.
        """
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """
        End the processes; what was not begun is not done.
        """
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            gc.unfreeze()
        start_worker(None)

    def hand(self, names: Sequence[str]) -> Callable[[], Iterator[PageResult]]:
        """
        Hand pages over, and return what waits for what is to be said of them.

        Args:
            names: Their paths.
        """
        if not self._ready:
            # What is loaded for the first pages, before the process is split, need
            # not be loaded again by each.
            self._ready = True
            start_worker(self._task)
            done = work(names)
            return lambda: _unpack(names, done)
        if self._pool is None:
            self._pool = self._start()
        future = self._pool.submit(work, names)
        return lambda: _unpack(names, future.result())

    def _start(self) -> concurrent.futures.ProcessPoolExecutor:
        """Start the processes."""
        # What the collector does not touch stays shared between the processes.
        gc.freeze()
        context = multiprocessing.get_context("fork" if self._forks else None)
        return concurrent.futures.ProcessPoolExecutor(
            self._jobs,
            mp_context=context,
            initializer=start_worker,
            initargs=(self._task,),
        )


def _unpack(names: Sequence[str], packed: Sequence[Any]) -> Iterator[PageResult]:
    """Return results from what was sent of them."""
    return iter(
        [
            sent if isinstance(sent, PageResult) else PageResult.from_plain(name, *sent)
            for name, sent in zip(names, packed, strict=True)
        ]
    )
