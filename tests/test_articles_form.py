"""
The example articles are real pages, and retellings: none of their wording is borrowed.
"""

from __future__ import annotations

import html.parser
import re
import tomllib
from pathlib import Path

import html5lib
import pytest

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src" / "cwkit" / "data"
# The originals are other people's texts and no part of the project.
ORIGINALS = ROOT.parent / "shared" / "articles"

CODES = {"helpline-without-number", "support-missing", "warning-missing"}
PLACES = {"AU": "en-AU", "GB": "en-GB", "US": "en-US"}
SUFFIXES = {"text/html": ".html", "text/markdown": ".md", "text/plain": ".txt"}
KEYS = [
    "name",
    "file",
    "original",
    "media_type",
    "title",
    "source_headline",
    "place",
    "locale",
    "central",
    "mentioned",
    "warning",
    "warning_topics",
    "problems",
]

TABLE = tomllib.loads((DATA / "articles.toml").read_text("utf-8"))
ARTICLES = TABLE["article"]

each_article = pytest.mark.parametrize("row", ARTICLES, ids=lambda row: row["name"])


class Visible(html.parser.HTMLParser):
    """
    The visible text of a page, and of its `article` alone.
    """

    def __init__(self) -> None:
        super().__init__()
        self.page: list[str] = []
        self.article: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in {"article", "script", "style"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data: str) -> None:
        if {"script", "style"}.isdisjoint(self.open):
            self.page.append(data)
            if "article" in self.open:
                self.article.append(data)


def read(row: dict[str, str]) -> str:
    return (DATA / "articles" / row["file"]).read_text("utf-8")


def read_prose(row: dict[str, str]) -> str:
    """
    Return what a reader reads: no front matter, no link targets, no page furniture.
    """
    source = read(row)
    if row["media_type"] == "text/html":
        visible = Visible()
        visible.feed(source)
        return " ".join(visible.article)
    if row["media_type"] == "text/markdown":
        return re.sub(r"\]\([^)]*\)", "]", source.split("---\n", 2)[2])
    return source


def words_of(text: str) -> list[str]:
    """
    Return the words, without case, punctuation and apostrophes.
    """
    return re.findall(r"[^\W_]+", re.sub("['’]", "", text.casefold()))


def runs_of(words: list[str], length: int) -> set[tuple[str, ...]]:
    return set(zip(*(words[start:] for start in range(length)), strict=False))


def read_original(row: dict[str, str]) -> str:
    if not ORIGINALS.is_dir():
        pytest.skip(
            "the original articles are not at ../shared/articles: wording and length"
            " of the retellings are not compared with them"
        )
    return (ORIGINALS / row["original"]).read_text("utf-8")


def test_table_is_in_order():
    """
    The table begins with its schema, and its rows are sorted by name.
    """
    names = [row["name"] for row in ARTICLES]

    assert ["schema", "article"] == list(TABLE)
    assert 1 == TABLE["schema"]
    assert sorted(set(names)) == names


def test_table_names_every_file():
    """
    No article lies in the folder that the table does not name.
    """
    files = sorted(path.name for path in (DATA / "articles").iterdir())

    assert files == [row["file"] for row in ARTICLES]


@each_article
def test_row_holds_every_key(row):
    """
    Every row has the same keys in the same order, so that none is forgotten.
    """
    assert list(row) == KEYS


@each_article
def test_row_agrees_with_itself(row):
    """
    File names follow name and media type, locales the place, problems the warning.
    """
    assert row["name"] + SUFFIXES[row["media_type"]] == row["file"]
    assert PLACES[row["place"]] == row["locale"]
    assert row["warning"] == bool(row["warning_topics"])
    assert row["warning"] == ("warning-missing" not in row["problems"])
    assert sorted(set(row["problems"])) == row["problems"]
    assert CODES >= set(row["problems"])


@each_article
def test_row_names_known_topics(row):
    """
    Topics in the table are topics that texts can treat.
    """
    topics = tomllib.loads((DATA / "topics.toml").read_text("utf-8"))["topic"]
    content = {topic["id"] for topic in topics if topic["kind"] == "content"}

    assert content >= {*row["central"], *row["mentioned"], *row["warning_topics"]}


@each_article
def test_title_stands_in_the_article(row):
    """
    The title in the table is the one that the page shows.
    """
    source = read(row)
    lead = {
        "text/html": "<h1>{}</h1>\n",
        "text/markdown": '---\ntitle: "{}"\n',
        "text/plain": "{}\n\n",
    }[row["media_type"]].format(row["title"])

    assert lead in source
    assert row["media_type"] == "text/html" or source.startswith(lead)


@each_article
def test_warning_stands_where_the_table_says(row):
    """
    A warning opens the article or follows its headline; otherwise there is none.
    """
    where = [0 if row["name"] == "rehabilitation-essay-au" else 1][: row["warning"]]
    prose = [line for line in read_prose(row).splitlines() if line.strip()]
    warned = [
        number
        for number, line in enumerate(prose)
        if re.match(r"\W*(content|trigger) warning:", line, re.IGNORECASE)
    ]

    assert where == warned


@each_article
def test_article_gives_no_number(row):
    """
    No article gives a telephone number: that is what they leave out.
    """
    assert [] == re.findall(r"\d[\d -]{5,}\d", read_prose(row))


def test_pages_are_valid_html():
    """
    The HTML page parses without a single error, and declares its language.
    """
    (row,) = [row for row in ARTICLES if row["media_type"] == "text/html"]
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = parser.parse(read(row))

    assert row["locale"] == page.get("lang")
    assert row["title"] == page.findtext("head/title")
    for path in (
        "body/header/nav/ul/li",
        "body/main/article/figure/figcaption",
        "body/main/article/div[@class='embed']/section[@class='consent']",
        "body/main/aside/ul/li",
        "body/footer",
    ):
        assert page.find(path) is not None, path


@pytest.mark.parametrize(
    "row",
    [row for row in ARTICLES if row["media_type"] == "text/markdown"],
    ids=lambda row: row["name"],
)
def test_markdown_has_front_matter(row):
    """
    Markdown begins with front matter that gives title, date, language and tags.
    """
    _, front, _ = read(row).split("---\n", 2)
    keys = [line.partition(":")[0] for line in front.splitlines()]

    assert ["title", "date", "lang", "tags"] == keys
    assert f"lang: {row['locale']}\n" in front


@each_article
def test_wording_is_our_own(row):
    """
    No eight words in a row stand in any of the originals too.
    """
    parts = [words_of(row["title"]), words_of(read_prose(row))]
    shared = {
        " ".join(run)
        for other in ARTICLES
        for part in parts
        for run in runs_of(part, 8) & runs_of(words_of(read_original(other)), 8)
    }

    assert set() == shared


@each_article
def test_length_is_kept(row):
    """
    A retelling is as long as its original, give or take 15 in 100.
    """
    original = len(read_original(row).split())

    assert len(read_prose(row).split()) == pytest.approx(original, rel=0.15)
