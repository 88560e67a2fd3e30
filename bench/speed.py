"""
Time the detector against others that look for words, in one run on one core.

Run it as ``python bench/speed.py [--ordinary PATH] [--sensitive PATH]``. Without paths,
ordinary text is made up: words drawn as often as news has them, so that nothing is
about anything; sensitive text are the bundled articles, which speak of nothing else;
mixed text is both, so that there is about one finding in a thousand characters, as
news about crime and war has; and technical text is what every Python carries, full of
signs and digits inside of words. flashtext and pyahocorasick take part where they are
installed (the dependency group ``peers``); they get plain phrases made from the same
pack, and no contexts, senses or disguises.

What counts are the ratios: all are timed in turn, round by round, in processor time.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import pathlib
import random
import statistics
import time
from typing import TYPE_CHECKING, Any

import cwkit
from cwkit.resources import list_data, read_data

if TYPE_CHECKING:
    from collections.abc import Callable

_FORMS = 8
_DOCUMENT = 8_000
_ROUNDS = 5
_MOST = 1_500_000


def main() -> None:
    """
    Time all that take part, on both kinds of text, and print medians and ratios.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ordinary", type=pathlib.Path)
    parser.add_argument("--sensitive", type=pathlib.Path)
    options = parser.parse_args()
    peers = _build_peers()
    texts = {
        "ordinary": options.ordinary.read_text(encoding="utf-8", errors="replace")
        if options.ordinary
        else make_news(),
        "sensitive": options.sensitive.read_text(encoding="utf-8", errors="replace")
        if options.sensitive
        else "\n\n".join(_list_articles()) * 8,
        "technical": "\n\n".join(
            importlib.import_module("pydoc_data.topics").topics.values()
        ),
    }
    texts["mixed"] = _mix(texts["ordinary"], texts["sensitive"])
    for kind, text in texts.items():
        _time(kind, text[:_MOST], peers)
    words = texts["ordinary"].split()
    # Chat messages have 100 to 200 characters.
    messages = [" ".join(words[at : at + 25]) for at in range(0, 50_000, 25)]
    messages = [message for message in messages if message]
    rounds: list[float] = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        for message in messages:
            cwkit.scan(message)
        rounds.append((time.process_time() - start) / len(messages))
    size = statistics.mean(map(len, messages))
    spent = statistics.median(rounds)
    print(f"messages of {size:.0f} characters: {spent * 1e6:.0f} µs each")


def make_news(size: int = 400_000) -> str:
    """
    Make up text with the words that news has, as often as it has them.

    One word in six is made up, too, as names and rare words are; a document in three
    has typographic quotation marks, and so is not ASCII.
    """
    chance = random.Random(1)  # noqa: S311  # words, not secrets
    (pack,) = cwkit.load_pack({path: read_data(path) for path in list_data("packs/en")})
    # News is full of words that are sensitive alone; what is ordinary does without.
    alone = {
        word
        for rule in pack.rules
        for pattern in rule.patterns
        if len(pattern) == 1
        for word in pattern[0].words
    }
    common = [
        word
        for word in pack.frequent
        if word not in alone and (len(word) > 1 or word in "ai")
    ]
    weights = list(itertools.accumulate(1 / (at + 2.7) for at in range(len(common))))
    sounds = ["ba", "do", "mer", "lin", "ta", "ros", "ven", "ki", "sol", "ham", "ner"]

    def say(count: int) -> str:
        words = chance.choices(common, cum_weights=weights, k=count)
        for at in range(count):
            if chance.random() < 1 / 6:
                word = "".join(chance.choices(sounds, k=chance.randint(2, 4)))
                words[at] = word.title() if chance.random() < 1 / 2 else word
            elif chance.random() < 1 / 40:
                words[at] = str(chance.randint(2, 2_030))
            if chance.random() < 1 / 14:
                words[at] += ","
        return " ".join(words).capitalize().rstrip(",")

    paragraphs: list[str] = []
    length = 0
    while length < size:
        left, right = ("“", "”") if len(paragraphs) // 20 % 3 == 0 else ('"', '"')
        sentences = [f"{say(chance.randint(8, 30))}." for _ in range(3)]
        if chance.random() < 1 / 3:
            sentences.append(f"{left}{say(12)},{right} {say(4).lower()}.")
        paragraphs.append(" ".join(sentences))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def _list_articles() -> list[str]:
    """Return the bundled articles."""
    return [cwkit.load_example(name).text for name in cwkit.examples()]


def _mix(ordinary: str, sensitive: str) -> str:
    """Put a paragraph of sensitive text behind every third of ordinary text."""
    common, others = ordinary.split("\n\n"), itertools.cycle(sensitive.split("\n\n"))
    return "\n\n".join(
        paragraph
        for at, plain in enumerate(common)
        for paragraph in ((plain, next(others)) if at % 3 == 0 else (plain,))
    )


def _build_peers() -> dict[str, Callable[[str], Any]]:
    """Return what takes part, by name."""
    detector = cwkit.Detector(
        cwkit.load_pack({path: read_data(path) for path in list_data("packs/en")}),
        taxonomy=cwkit.taxonomy(),
    )
    peers: dict[str, Callable[[str], Any]] = {
        "cwkit findings": lambda text: detector.find(text, languages=["en"]),
        "cwkit scan": cwkit.scan,
    }
    phrases = _list_phrases()
    try:
        flashtext = importlib.import_module("flashtext")
    except ImportError:
        print("flashtext is not installed: left out")
    else:
        processor = flashtext.KeywordProcessor()
        processor.add_keywords_from_list(phrases)
        peers["flashtext"] = lambda text: processor.extract_keywords(
            text, span_info=True
        )
    try:
        ahocorasick = importlib.import_module("ahocorasick")
    except ImportError:
        print("pyahocorasick is not installed: left out")
    else:
        automaton = ahocorasick.Automaton()
        for phrase in phrases:
            automaton.add_word(f" {phrase} ", phrase)
        automaton.make_automaton()
        peers["pyahocorasick"] = lambda text: list(automaton.iter(text.lower()))
    return peers


def _list_phrases() -> list[str]:
    """Return plain phrases from the English pack, some of each pattern."""
    (pack,) = cwkit.load_pack({path: read_data(path) for path in list_data("packs/en")})
    return sorted(
        {
            " ".join(words)
            for rule in pack.rules
            for pattern in rule.patterns
            for words in itertools.islice(
                itertools.product(*(sorted(item.words) for item in pattern)), _FORMS
            )
        }
    )


def _time(kind: str, text: str, peers: dict[str, Callable[[str], Any]]) -> None:
    """Time all peers in turn and print what they reach."""
    documents = [text[at : at + _DOCUMENT] for at in range(0, len(text), _DOCUMENT)]
    spent: dict[str, list[float]] = {name: [] for name in peers}
    for turn in range(_ROUNDS + 1):
        for name, act in peers.items():
            start = time.process_time()
            for document in documents:
                act(document)
            # The first round fills caches.
            if turn:
                spent[name].append(time.process_time() - start)
    found = sum(len(cwkit.scan(document).findings) for document in documents)
    print(
        f"{kind} text, {len(text) / 1e6:.2f} MB in {len(documents)} documents, "
        f"{found * 1e3 / len(text):.2f} findings to a thousand characters"
    )
    for name, times in spent.items():
        speed = len(text) / statistics.median(times) / 1e6
        line = f"  {name:<16}{speed:>8.2f} MB/s"
        if name != "flashtext" and "flashtext" in spent:
            ratios = [a / b for a, b in zip(spent["flashtext"], times, strict=True)]
            line += f"  {statistics.median(ratios):>6.2f} times flashtext"
        print(line)


if __name__ == "__main__":
    main()
