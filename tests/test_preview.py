"""
The preview: one page, complete in itself, with a banner in every format.
"""

from __future__ import annotations

import html
import re

import html5lib
import nh3
import pytest
from strategies_banner import CASES, build_from_options, load_fixture

import cwkit
from cwkit.banner import FORMATS
from cwkit.cli import main
from cwkit.cli._preview import sanitise


def build(capsys, *options):
    """
    Run the command and return the page.
    """
    assert 0 == main(["preview", "--topic", "bereavement", "--output", "-", *options])
    return capsys.readouterr().out


def read_frames(page):
    """
    Return the pages inside of the page, by title.
    """
    found = re.findall(r'<iframe[^>]* title="([^"]*)"[^>]* srcdoc="([^"]*)"', page)
    return {html.unescape(title): html.unescape(source) for title, source in found}


def test_the_page_is_complete_in_itself(capsys):
    """
    The page and those inside of it are well formed, and ask for nothing.
    """
    page = build(capsys, "--place", "AU")
    frames = read_frames(page)

    for source in (page, *frames.values()):
        html5lib.HTMLParser(strict=True).parse(source)
        assert not re.search(r"<(?:script|link|img)|\bsrc=|url\(|@import", source)
    assert "default-src 'none'" in page


def test_the_page_shows_what_readers_see(capsys):
    """
    Light, dark, print, phone, mirrored, stripped, folded, and as a line of chat.
    """
    page = build(capsys, "--place", "AU")
    frames = read_frames(page)

    assert {"Light", "Dark", "Phone", "Print", "Right to left"} <= set(frames)
    assert {"After a sanitiser", "As a chat line", "Mail", "Feed"} <= set(frames)
    assert 'data-cwkit-scheme="dark"' in frames["Dark"]
    assert 'dir="rtl"' in frames["Right to left"]
    assert "@media print" not in frames["Print"]
    assert "<details" in frames["Section"]
    assert "class=" not in frames["After a sanitiser"]


def test_the_page_mirrors_what_runs_from_right_to_left(capsys):
    """
    A page for readers of Arabic shows the other direction as well.
    """
    frames = read_frames(build(capsys, "--locale", "ar"))

    assert 'dir="rtl"' in frames["Light"]
    assert 'dir="ltr"' in frames["Left to right"]


def test_the_page_shows_every_source(capsys):
    """
    What people paste elsewhere stands there to be copied.
    """
    page = build(capsys, "--label", "<b>Mild</b>")
    sources = [
        html.unescape(each) for each in re.findall("<pre>(.*?)</pre>", page, re.DOTALL)
    ]
    banner = cwkit.banner(["bereavement"], label="<b>Mild</b>", key="source")
    shown = [form for form in FORMATS if banner.render(form) in sources]

    assert {"ansi", "bare", "chip", "discord", "myst", "reddit", "zulip"} >= (
        set(FORMATS) - set(shown)
    )
    assert any("||" in source for source in sources)
    assert "<b>Mild" not in page.replace("&lt;b&gt;Mild", "")


def test_topics_may_come_from_a_page(tmp_path, capsys):
    """
    A page tells what it treats; the file written is named.
    """
    story = tmp_path / "story.md"
    story.write_text("# Bullied at work\n\nBeing bullied at work wears you down. " * 3)
    target = tmp_path / "preview.html"

    assert 0 == main(["preview", str(story), "--output", str(target)])
    assert f"{target}\n" == capsys.readouterr().out
    assert "harassment or bullying" in target.read_text("utf-8")


def test_nothing_to_warn_of_is_said(tmp_path, capsys):
    """
    Without a topic there is no banner to show.
    """
    assert 2 == main(["preview"])
    assert "there is nothing to warn of" in capsys.readouterr().err
    story = tmp_path / "story.txt"
    story.write_text("A sunny day.")
    assert 2 == main(["preview", str(story)])
    assert "story.txt: there is nothing to warn of" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_said(tmp_path, capsys):
    """
    A folder is no file.
    """
    assert 2 == main(["preview", "--topic", "death", "--output", str(tmp_path)])
    assert "is a directory" in capsys.readouterr().err


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_stripped_page_is_what_a_sanitiser_leaves(path):
    """
    What the page shows as stripped is what nh3 makes of it.
    """
    source = build_from_options(load_fixture(path)["options"]).html()
    stripped = nh3.clean(source, link_rel=None)

    assert stripped.replace("&nbsp;", "\xa0") == sanitise(source)


@pytest.mark.parametrize("form", ["markdown", "mail", "mastodon", "reddit"])
def test_the_command_line_renders_each_format(tmp_path, capsys, form):
    """
    `cwkit banner` knows the formats by name.
    """
    story = tmp_path / "story.md"
    story.write_text("# Bullied at work\n\nBeing bullied at work wears you down. " * 3)

    assert 0 == main(["banner", str(story), "--format", form])
    assert "harassment or bullying" in capsys.readouterr().out
