"""
How fast a site is audited, how much memory that takes, and whether writing is safe.

Run it as ``python bench/audit.py speed [--pages 10000]``: a site of pages of 8 kB is
made in a folder that is thrown away, and audited in one process, again from the cache,
and in two processes. ``python bench/audit.py rounds [--rounds 100000]`` inserts,
updates and takes out banners on made-up pages and compares every character.
``python bench/audit.py kill [--times 50]`` kills the program at random while it mends a
site, and looks for files that are neither old nor new.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime
import os
import pathlib
import pstats
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time

import cwkit
from cwkit.audit import apply_edits, insert_block, remove_blocks, update_blocks
from cwkit.cli.auditing import Auditor, Task
from cwkit.cli.config import find_config
from cwkit.markup import read_document

_SIZE = 8_000
_SENSITIVE = 6
"""One page in so many treats something."""

WORDS = [
    *("the", "a", "river", "town", "of", "and", "walked", "early", "bread", "over"),
    *("under", "garden", "window", "letter", "to", "morning", "its", "with", "from"),
    *("tea", "bridge", "harbour", "quiet", "said", "who", "them", "had", "ordinary"),
    *("council", "budget", "match", "school", "weather", "market", "is"),
]


def make_page(seed: int) -> tuple[str, str]:
    """
    Write a page such as news sites send, and return the ending of its name too.
    """
    chance = random.Random(seed)  # noqa: S311  # pages, not secrets

    def say(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count)).capitalize() + "."

    title = say(7).rstrip(".")
    prose: list[str] = []
    if seed % _SENSITIVE == 0:
        name = cwkit.examples()[seed // _SENSITIVE % len(cwkit.examples())]
        text = cwkit.load_example(name).text
        prose += [p for p in text.split("\n\n") if "<" not in p][1:12]
    while sum(map(len, prose)) < _SIZE * 3 // 5:
        sentences = " ".join(say(chance.randint(8, 24)) for _ in range(4))
        prose.append(f"{sentences} That was in {chance.randint(1990, 2025)}.")
    if seed % 3 == 1:
        body = "\n\n".join(prose)
        page = f"---\ntitle: {title}\ndate: 2024-05-01\n---\n\n# {title}\n\n{body}\n"
        return page, ".md"
    menu = "".join(
        f'<li class="menu__item"><a class="menu__link" href="/{n}">{say(2)}</a></li>\n'
        for n in range(20)
    )
    body = "".join(f'<p class="story">{text}</p>\n' for text in prose)
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">\n'
        f"<title>{title}</title></head>\n<body>\n<nav><ul>\n{menu}</ul></nav>\n"
        f"<main>\n<h1>{title}</h1>\n{body}</main>\n"
        f"<footer><p>Call the desk on 020 7946 0123.</p></footer>\n</body>\n</html>\n"
    ), ".html"


def make_site(folder: pathlib.Path, pages: int) -> int:
    """
    Write a site, and return how many bytes it has.
    """
    size = 0
    for seed in range(pages):
        page, ending = make_page(seed)
        path = folder / f"section-{seed % 40}" / f"page-{seed}{ending}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page, encoding="utf-8")
        size += len(page.encode())
    (folder / "cwkit.toml").write_text('place = "GB"\n', encoding="utf-8")
    return size


def time_site(pages: int) -> None:
    """
    Audit a made-up site cold, warm, and side by side.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        size = make_site(folder, pages)
        print(f"{pages} pages, {size / 1e6:.1f} MB, {size / pages:.0f} bytes each")
        cold = run(folder, "--no-cache")
        first = run(folder, "--cache")
        warm = run(folder, "--cache")
        two = run(folder, "--no-cache", "--jobs", "2")
        print(f"one process    {cold:6.2f} s  {size / cold / 1e6:6.2f} MB/s")
        print(f"filling cache  {first:6.2f} s")
        print(f"warm cache     {warm:6.2f} s  {first / warm:6.1f} times faster")
        print(f"two processes  {two:6.2f} s  {cold / two:6.2f} times faster")
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"most memory    {most:6.0f} MB")


def run(folder: pathlib.Path, *words: str) -> float:
    """
    Run an audit in a process of its own, and return how long it took.
    """
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "cwkit", "audit", ".", "--format", "jsonl", *words],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    spent = time.perf_counter() - start
    if done.returncode > 1:
        raise SystemExit(f"the audit ended with {done.returncode}")
    return spent


def profile(pages: int) -> None:
    """
    Say in which functions an audit spends its time.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_site(folder, pages)
        auditor = Auditor(Task(config=find_config(str(folder / "cwkit.toml"))))
        names = [str(path) for path in sorted(folder.rglob("page-*"))]
        auditor.run(names[0])
        profiler = cProfile.Profile()
        start = time.perf_counter()
        profiler.runcall(lambda: [auditor.run(name) for name in names])
        print(f"{(time.perf_counter() - start) / pages * 1e3:.2f} ms a page")
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)


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
        for number in range(pages):
            text = make_page(number * _SENSITIVE)[0]
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
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=os.getpid())
    options = parser.parse_args()
    match options.what:
        case "speed":
            time_site(options.pages)
        case "profile":
            profile(options.pages)
        case "rounds":
            try_rounds(options.rounds, options.seed)
        case _:
            try_killing(options.times, options.pages, options.seed)


if __name__ == "__main__":
    main()
