"""
Patterns of paths: they match what git matches.
"""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cwkit.cli.patterns import PathPatterns

PATHS = [
    *("a", "b", "ab", "a.txt", "b.md", ".a", "a b", "a ", "[a]", "a-b", "!a", "#a"),
    *("a/b", "a/a", "b/a", "a/b.md", "a/a.txt", "b/a/b", "a/b/c", "a/b/a.txt"),
    *("b/b/b/a", "c/a.txt", "c/d/a.txt", "c/d/e/b.md", "A", "c/A.TXT", "a*", "a?b"),
    # git counts bytes where cwkit counts characters, so these are all of one byte.
    *("a\\b", "1", "c/1"),
]


@pytest.fixture(scope="module")
def git(tmp_path_factory):
    """
    A repository with these paths; returns those that git ignores.
    """
    if shutil.which("git") is None:
        pytest.skip("git is not here to compare with")
    root = tmp_path_factory.mktemp("repository")

    def run(*words, **options):
        return subprocess.run(  # noqa: S603  # our own words
            [shutil.which("git"), "-c", "core.quotePath=false", *words],
            cwd=root,
            capture_output=True,
            check=False,
            env={"HOME": str(root), "PATH": "/usr/bin:/bin:/usr/local/bin"},
            **options,
        )

    run("init", "-q")

    def ignored(lines):
        (root / ".gitignore").write_text("\n".join(lines) + "\n", "utf-8")
        shown = run(
            "check-ignore",
            "--no-index",
            "-z",
            "--stdin",
            input="\0".join(PATHS).encode(),
        )
        assert shown.returncode in {0, 1}, shown.stderr
        return {path for path in shown.stdout.decode().split("\0") if path}

    return ignored


def ours(lines):
    """
    Return the paths that cwkit would pass over.
    """
    patterns = PathPatterns.parse(lines)
    return {path for path in PATHS if patterns.matches(path)}


@pytest.mark.parametrize(
    "lines",
    [
        ["a"],
        ["/a"],
        ["a/"],
        ["a/b"],
        ["*.txt"],
        ["c/*.txt"],
        ["**/a"],
        ["a/**"],
        ["c/**/a.txt"],
        ["**"],
        ["*", "!*.md"],
        ["*.txt", "!a.txt"],
        ["a/", "!a/b.md"],
        ["# a", "", "   ", "!"],
        ["\\#a", "\\!a"],
        ["a ", "a\\ "],
        ["[ab]", "[!a]", "[^a]"],
        ["[a-b].md"],
        ["[]a]", "[[]a]"],
        ["[[:digit:]]", "[[:none:]]"],
        ["[a"],
        ["[[:a]"],
        ["[b-a]", "[z-y]x"],
        ["[\\a]"],
        ["a\\"],
        ["a\\*", "a\\?b", "a\\\\b"],
        ["c/**"],
        ["**/d/**"],
        ["a**b", "a/**b"],
        ["?", "??"],
        ["/*", "!/c"],
        ["/"],
        ["//a"],
    ],
)
def test_lines_mean_what_they_mean_to_git(git, lines):
    """
    Each kind of line is read as git reads it.
    """
    assert git(lines) == ours(lines)


signs = st.sampled_from(
    [*"ab*?/.!#[]^-\\ c", "**", "**/", "/**", ".txt", ".md", "[:alpha:]", "[a-b]", "d"]
)
# What two stars mean beside anything but slashes, git's own documentation leaves open.
line = (
    st.lists(signs, min_size=1, max_size=6)
    .map("".join)
    .filter(lambda line: not re.search(r"[^/!]\*\*|\*\*[^/]", line))
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(line, min_size=1, max_size=4))
def test_any_lines_mean_what_they_mean_to_git(git, lines):
    """
    Whatever the lines, git and cwkit agree on every path.
    """
    assert git(lines) == ours(lines)


def test_nothing_matches_nothing():
    """
    Without patterns nothing is said of any path.
    """
    assert not PathPatterns()
    assert PathPatterns().decide("a") is None
    assert PathPatterns.parse(["a"])
