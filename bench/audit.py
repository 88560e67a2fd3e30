"""
How fast a site is audited, how much memory that takes, and whether writing is safe.

Run it as ``python bench/audit.py speed [--pages 10000] [--times 3]``: a site of pages
of 8 kB is made in a folder that is thrown away, and audited in one process, in two, and
from the cache. ``profile`` says in which rooms one process spends its time.
``python bench/audit.py rounds [--rounds 100000]`` inserts, updates and takes out
banners on made-up pages and compares every character.
``python bench/audit.py kill [--times 50]`` kills the program at random while it mends a
site, and looks for files that are neither old nor new.
"""

from __future__ import annotations

import argparse
import collections
import cProfile
import datetime
import itertools
import os
import pathlib
import pstats
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import attrs
from made_site import is_sensitive, make_page, make_site

import cwkit
from cwkit.audit import apply_edits, insert_block, remove_blocks, update_blocks
from cwkit.cli.auditor import Auditor, Task
from cwkit.cli.config_file import find_config
from cwkit.markup import read_document


@attrs.frozen
class Spent:
    """What a run took, in seconds: on the clock, and of processors."""

    clock: float
    processor: float


def time_site(pages: int, times: int) -> None:
    """
    Audit a made-up site cold, warm, and side by side; of several runs, the median.

    Colleagues may be at work on the same machine: processor time tells what one
    process needs, and the yardstick, a fixed loop timed before each run, how fast the
    machine was just then.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        size = make_site(folder, pages)
        print(f"{pages} pages, {size / 1e6:.1f} MB, {size / pages:.0f} bytes each")
        asked = {
            "one process": ("--no-cache",),
            "two processes": ("--no-cache", "--jobs", "2"),
            "filling cache": ("--cache",),
            "warm cache": ("--cache",),
        }
        runs: dict[str, list[Spent]] = {label: [] for label in asked}
        most: dict[str, float] = {}
        yardsticks: list[float] = []
        for _ in range(times):
            shutil.rmtree(folder / ".cwkit-cache", ignore_errors=True)
            for label, words in asked.items():
                yardsticks.append(time_yardstick())
                load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
                spent, memory = run(folder, *words)
                runs[label].append(spent)
                most[label] = max(memory, most.get(label, 0.0))
                print(
                    f"  {label:<14}{spent.clock:7.2f} s by the clock"
                    f"{spent.processor:7.2f} s of processors, yardstick "
                    f"{yardsticks[-1]:.3f} s, load {load:.1f}",
                    file=sys.stderr,
                )
        middle = {
            label: Spent(
                statistics.median(spent.clock for spent in found),
                statistics.median(spent.processor for spent in found),
            )
            for label, found in runs.items()
        }
        cold, two = middle["one process"], middle["two processes"]
        for label, spent in middle.items():
            print(
                f"{label:<14}{spent.clock:7.2f} s by the clock{spent.processor:7.2f} s "
                f"of processors{size / spent.processor / 1e6:7.2f} MB/s"
                f"{most[label]:6.0f} MB of memory"
            )
        warm = middle["warm cache"].processor
        print(f"warm cache    {cold.processor / warm:7.1f} times faster (processors)")
        print(f"two processes {cold.clock / two.clock:7.2f} times faster (clock)")
        print(f"yardstick     {statistics.median(yardsticks):7.3f} s")


def time_yardstick() -> float:
    """
    Time a fixed loop, so that what is measured now and then can be compared.
    """
    words = (" ".join(map(str, range(20_000)))).split()
    counts = dict.fromkeys(words, 0)
    start = time.process_time()
    for _ in range(20):
        for word in words:
            if word[0] != "7":
                counts[word] += len(word)
    return time.process_time() - start


def run(folder: pathlib.Path, *words: str) -> tuple[Spent, float]:
    """
    Run an audit in a process of its own, and return what it took, and its memory.
    """
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-m", "cwkit", "audit", ".", "--format", "jsonl", *words],
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise SystemExit(f"the audit ended with {process.returncode}")
    return Spent(clock, usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024


def profile(pages: int) -> None:
    """
    Say in which rooms and functions an audit spends its time.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        size = make_site(folder, pages)
        auditor = Auditor(Task(config=find_config(str(folder / "cwkit.toml"))))
        names = [str(path) for path in sorted(folder.rglob("page-*"))]
        # What is built when it is first asked for is not the pages'.
        for path in names[:40]:
            auditor.run(path)
        start = time.process_time()
        for path in names:
            auditor.run(path)
        spent = time.process_time() - start
        print(f"{spent / pages * 1e3:.3f} ms a page, {size / spent / 1e6:.2f} MB/s")
        profiler = cProfile.Profile()
        profiler.runcall(lambda: [auditor.run(name) for name in names])
        stats = pstats.Stats(profiler)
        print("how much of that is whose own, with what it calls outside of cwkit:")
        for room, share in share_rooms(stats).most_common(20):
            print(
                f"  {room:<28}{share:6.1%}{share * spent / pages * 1e3:8.3f} ms a page"
            )
        stats.sort_stats("cumulative").print_stats(60)
        stats.sort_stats("tottime").print_stats(40)


def share_rooms(stats: pstats.Stats) -> collections.Counter[str]:
    """
    Return which part of the time each room takes.

    What is called outside of cwkit counts for the room that called it.
    """
    shares: collections.Counter[str] = collections.Counter()
    for (file, _, _), (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]  # typeshed knows no stats
        room = _find_room(file)
        if room is not None:
            shares[room] += own
            continue
        for (caller, _, _), (_, _, part, _) in callers.items():
            shares[_find_room(caller) or "elsewhere"] += part
    whole = sum(shares.values())
    return collections.Counter({room: part / whole for room, part in shares.items()})


def _find_room(file: str) -> str | None:
    """Return the room that a file lies in; None for what is not cwkit's."""
    parts = pathlib.PurePath(file).parts
    if "cwkit" not in parts:
        return None
    inside = parts[len(parts) - parts[::-1].index("cwkit") :]
    return inside[0]


_PIECES = [
    *("A walk. ", "x", " ", "\t", "é", "\U0001f600", "Title", "{{ x }}", "\n", "\n\n"),
    *("\r\n", "\r\n\r\n", "\r", "\ufeff", "\x0b", "\u2028", "# ", "- ", "> ", "    "),
    *("---\n", "```\n", "~~~", "|", "***\n", "=====\n", "<p>", "</p>", "<h1>", "</h1>"),
    *("<div>", "</div>", "<main>", "</main>", "<!--", "-->", "<a href='/'>", "</a>"),
    *(
        "<script>",
        "</script>",
        "<br>",
        "<body>",
        "</body>",
        "<html>",
        "<table>",
        "<td>",
    ),
    *(
        "<td>",
        "<pre>",
        "<![CDATA[",
        "<p a=\"b c='d'>",
        "<x:y/>",
        "<%= x %>",
        "{% if x %}",
    ),
    *("<?php ?>", "&amp", "[a](", ")", "*", "_", "`", "[a]: b\n", "1. ", "<style>"),
    *("<textarea>", "<!-- cwkit:end -->", "<!-- cwkit:start x -->", "[cwkit:end]"),
]
_BODIES = {
    "text/plain": ("Content warning: grief\n\nA page.", "Support\n\nCall 555 0101."),
    "text/markdown": ("**Content warning**: grief", "> Call 555 0101."),
    "text/x-rst": (".. note::\n\n   Grief.", "* Call 555 0101."),
    "text/html": ("<section>\n<h2>A</h2>\n</section>", "<p>555 0101"),
}


def try_rounds(rounds: int, seed: int) -> None:
    """
    Insert, update and take out banners on made-up pages; any difference ends it.
    """
    chance = random.Random(seed)  # noqa: S311  # pages, not secrets
    start = time.perf_counter()
    for number in range(rounds):
        media_type = chance.choice(list(_BODIES))
        if number % 50 == 0:
            page = make_page(number)[0]
        else:
            page = "".join(chance.choices(_PIECES, k=chance.randint(0, 40)))
        warning, support = _BODIES[media_type]
        bodies = {"warning": warning, "support": support}
        others = {"warning": f"{warning}!", "support": f"{support}?"}
        document = read_document(page, media_type=media_type)
        inserted = apply_edits(
            page, [insert_block(document, part, bodies[part]) for part in bodies]
        )
        document = read_document(inserted, media_type=media_type)
        same = apply_edits(inserted, update_blocks(document, bodies))
        updated = apply_edits(inserted, update_blocks(document, others))
        document = read_document(updated, media_type=media_type)
        removed = apply_edits(updated, remove_blocks(document))
        if inserted != same or removed != page:
            raise SystemExit(f"round {number}, {media_type}: {page!r}")
    spent = time.perf_counter() - start
    print(f"{rounds} rounds, no difference, {spent / rounds * 1e3:.2f} ms each")


def try_killing(times: int, pages: int, seed: int) -> None:
    """
    Kill the program at random while it mends a site; no file may be anything between.
    """
    chance = random.Random(seed)  # noqa: S311  # moments, not secrets
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        today = datetime.datetime.now().astimezone().date()
        old: dict[pathlib.Path, bytes] = {}
        new: dict[pathlib.Path, bytes] = {}
        (folder / "cwkit.toml").write_text('place = "GB"\n', encoding="utf-8")
        seeds = itertools.islice(filter(is_sensitive, itertools.count()), pages)
        for number, page in enumerate(seeds):
            text = make_page(page)[0]
            path = folder / f"page-{number}.md"
            old[path] = text.encode()
            mended = cwkit.audit(
                text,
                media_type="text/markdown",
                place="GB",
                key=path.name,
                today=today,
            )
            new[path] = mended.fixed().encode()
        reached, whole = 0, 0.0
        for number in range(times + 1):
            for path, data in old.items():
                path.write_bytes(data)
            start = time.perf_counter()
            process = subprocess.Popen(  # our own program
                [sys.executable, "-m", "cwkit", "audit", "--fix", ".", "--no-cache"],
                cwd=folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            if number > 0:
                time.sleep(chance.uniform(whole / 10, whole))
                process.send_signal(signal.SIGKILL)
            process.wait()
            # The first run is not disturbed, and tells how long one takes.
            whole = whole or time.perf_counter() - start
            for path, data in old.items():
                found = path.read_bytes()
                reached += found != data
                if found not in (data, new[path]):
                    raise SystemExit(f"{path.name} is neither old nor new")
        print(f"{times} times over {pages} files: all whole, {reached} of them mended")


def main() -> None:
    """
    Do what the first word says.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["speed", "profile", "rounds", "kill"])
    parser.add_argument("--pages", type=int)
    parser.add_argument("--rounds", type=int, default=10_000)
    parser.add_argument("--times", type=int)
    parser.add_argument("--seed", type=int, default=os.getpid())
    options = parser.parse_args()
    match options.what:
        case "speed":
            time_site(options.pages or 10_000, options.times or 3)
        case "profile":
            profile(options.pages or 500)
        case "rounds":
            try_rounds(options.rounds, options.seed)
        case _:
            try_killing(options.times or 50, options.pages or 1_000, options.seed)


if __name__ == "__main__":
    main()
