"""
How fast HTML is read, beside the standard library's parser in the same run.

Run it as ``python bench/markup_speed.py``. Machines differ and drift, so trust the
ratio more than the megabytes.
"""

from __future__ import annotations

import html
import html.parser
import random
import time
from typing import TYPE_CHECKING

from cwkit.markup import read_document

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = [
    *("the", "a", "river", "town", "of", "and", "walked", "early", "bread", "over"),
    *("under", "garden", "window", "letter", "to", "morning", "its", "with", "from"),
    *("tea", "bridge", "harbour", "quiet", "said", "who", "them", "had", "ordinary"),
]


def make_page(seed: int, *, paragraphs: int = 40) -> str:
    """Write a page such as news sites send: furniture, scripts, prose with links."""
    chance = random.Random(seed)  # noqa: S311 - pages, not secrets

    def say(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count))

    menu = "".join(
        f'<li class="menu__item"><a class="menu__link" href="/{say(1)}/{number}">'
        f'<span class="menu__text">{say(2)}</span></a></li>\n'
        for number in range(30)
    )
    body: list[str] = []
    for number in range(paragraphs):
        if number % 8 == 0:
            body.append(f'<h2 class="css-1x{seed}" id="h{number}">{say(5)}</h2>')
        if number % 10 == 5:  # noqa: PLR2004 - every tenth
            body.append(
                f'<figure class="media"><div class="media__box"><img src="/i/{number}'
                f'.jpg" srcset="/i/{number}@2.jpg 2x" loading="lazy" width="976" '
                f'height="549" alt="{say(6)}"></div><figcaption>{say(12)}</figcaption>'
                "</figure>"
            )
        body.append(
            f'<div class="css-7u5e79" data-component="text-block"><p class="css-hoi3">'
            f"{say(30)}, <b>{say(2)}</b> &quot;{say(8)}&quot; {say(12)} "
            f'<a href="https://www.example.org/{say(1)}/{number}?a=1&amp;b=2" '
            f'class="css-2x inline-link">{say(3)}</a> {say(15)}.</p></div>\n'
        )
    script = (
        "window.state = {" + ",".join(f'"k{n}":"{say(3)}"' for n in range(60)) + "}"
    )
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{say(8)}</title>\n<style>.a{{color:red}}</style>\n"
        f"<script>{script}</script>\n</head>\n<body>\n<header><nav><ul>\n{menu}</ul>"
        f"</nav></header>\n<main>\n<article>\n<h1>{say(9)}</h1>\n{''.join(body)}"
        f"</article>\n</main>\n<footer><ul>{menu}</ul></footer>\n</body>\n</html>\n"
    )


def best(work: Callable[[], object], *, rounds: int) -> float:
    """Return the least time of several."""
    times: list[float] = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def parse_all(pages: list[str]) -> None:
    """Feed every page to the standard library's parser."""
    for page in pages:
        parser = html.parser.HTMLParser()
        parser.feed(page)
        parser.close()


class Reader(html.parser.HTMLParser):
    """The least that reads a page with places: words, headings and hidden parts."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lines = [0]
        for line in page.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.pieces: list[tuple[int, str]] = []
        self.marks: list[tuple[int, str]] = []
        self.hidden = 0

    def place(self) -> int:
        """Return where in the source the parser is."""
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where an element begins."""
        self.hidden += tag in {"script", "style"}
        self.marks.append((self.place(), tag))
        self.pieces += ((self.place(), v) for k, v in attrs if k == "alt" and v)

    def handle_endtag(self, tag: str) -> None:
        """Note where an element ends."""
        self.hidden -= tag in {"script", "style"}
        self.marks.append((self.place(), tag))

    def handle_data(self, data: str) -> None:
        """Keep what is visible."""
        if not self.hidden:
            self.pieces.append((self.place(), data))

    def handle_entityref(self, name: str) -> None:
        """Decode a reference."""
        self.pieces.append((self.place(), html.unescape(f"&{name};")))


def place_all(pages: list[str]) -> None:
    """Read every page with the standard library's parser, places kept."""
    for page in pages:
        parser = Reader(page)
        parser.feed(page)
        parser.close()


def main() -> None:
    """Print both speeds and their ratio."""
    pages = [make_page(seed) for seed in range(60)]
    size = sum(map(len, pages)) / 1e6

    def read_all() -> None:
        for page in pages:
            read_document(page, media_type="text/html")

    def judge_all() -> None:
        for page in pages:
            document = read_document(page, media_type="text/html")
            _ = document.regions, document.start

    works = {
        "cwkit.markup, text": read_all,
        "cwkit.markup, text, regions, places": judge_all,
        "html.parser, nothing kept": lambda: parse_all(pages),
        "html.parser, text and places kept": lambda: place_all(pages),
    }
    times = dict.fromkeys(works, float("inf"))
    # In turns, so that a slow moment of the machine hits all.
    for _ in range(7):
        for name, work in works.items():
            times[name] = min(times[name], best(work, rounds=1))
    least = min(times.values())
    print(f"{len(pages)} pages, {size:.1f} MB")
    for name, spent in times.items():
        print(f"{name:36} {size / spent:6.1f} MB/s  {spent / least:4.1f}")


if __name__ == "__main__":
    main()
