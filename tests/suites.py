"""
The inputs of other parsers' own test suites, and what those suites say is shown.

They are not part of this repository. ``CWKIT_SUITES`` names the folder that holds
``commonmark-spec`` from npm in ``node_modules`` and the unpacked source of html5lib.
"""

from __future__ import annotations

import json
import os
import pathlib
import re
import tomllib
import unicodedata
import urllib.parse
import xml.dom.minidom
from typing import NamedTuple

import attrs
import html5lib
import pytest
from strategies_markup import DATA, PICTURES, see_html, see_node, squeeze

from cwkit.markup import RegionKind

FOLDER = os.environ.get("CWKIT_SUITES", "")

SPEC = "node_modules/commonmark-spec/spec.txt"
HTML = "html5lib-1.1/html5lib/tests/testdata"

EXAMPLE = re.compile(
    r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE
)
PART = re.compile(
    r"\n?^#(errors|new-errors|document-fragment|script-o(?:ff|n)|document)$\n?",
    re.MULTILINE,
)
NODE = re.compile(r"\| ( *)(.*)\Z", re.DOTALL)
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")

# What makes a browser's tokenizer begin in a state.
OPENINGS = {
    "Data state": "",
    "RCDATA state": "<{}>",
    "RAWTEXT state": "<{}>",
    "Script data state": "<script>",
    "PLAINTEXT state": "<plaintext>",
    "CDATA section state": "<svg><![CDATA[",
}
USUAL = {"RCDATA state": "title", "RAWTEXT state": "xmp"}


def find(path):
    """Return a file or folder of a suite; without suites, skip."""
    if not FOLDER:
        pytest.skip("other parsers' test suites are read where CWKIT_SUITES names them")
    found = pathlib.Path(FOLDER) / path
    if not found.exists():
        pytest.fail(f"CWKIT_SUITES names a folder without {path}")
    return found


def read_reasons(suite):
    """Return the inputs of a suite that are read otherwise, each with its reason."""
    rows = tomllib.loads((DATA / "suites.toml").read_text("utf-8"))[suite]
    return {name: row["reason"] for row in rows for name in row["inputs"]}


# CommonMark -----------------------------------------------------------------------


class Shown(NamedTuple):
    """
    What is shown of a text: its prose, what stands for pictures or is shown beside
    links, where links lead and from which words, and headings with their levels.
    """

    prose: str
    alternatives: list
    targets: set
    links: set
    headings: list


def read_examples():
    """Yield the number, Markdown and HTML of each example in CommonMark."""
    text = find(SPEC).read_text("utf-8").replace("→", "\t")
    for number, (source, page) in enumerate(EXAMPLE.findall(text), 1):
        yield str(number), source, page


def show_page(page):
    """Return what a page shows."""
    tree = html5lib.parse(page, treebuilder="dom", namespaceHTMLElements=False)
    nodes = tree.getElementsByTagName("*")
    alternatives = [
        value
        for node in nodes
        for key in ("alt", "title")
        if (key == "title" or node.tagName in PICTURES)
        and (value := squeeze(take(node, key)))
    ]
    links = []
    for node in nodes:
        if node.tagName == "a" and node.hasAttribute("href"):
            target = urllib.parse.unquote(node.getAttribute("href"))
            words = show_node(node)
            if ":" in target + words and target.removeprefix("mailto:") == words:
                # An address as its own text is no prose.
                while node.firstChild:
                    node.removeChild(node.firstChild)
            links.append((target, show_node(node)))
    headings = [
        (int(node.tagName[1]), show_node(node))
        for node in nodes
        if re.fullmatch("h[1-6]", node.tagName)
    ]
    return make_shown(show_node(tree), alternatives, links, headings)


def make_shown(prose, alternatives, links, headings):
    """Return what is shown, in an order that does not depend on how it is written."""
    return Shown(
        prose,
        sorted(alternatives),
        {target for target, _ in links},
        {link for link in links if link[1]},
        [heading for heading in headings if heading[1]],
    )


def take(node, key):
    """Return an attribute, and take it off."""
    value = node.getAttribute(key)
    if value:
        node.removeAttribute(key)
    return value


def show_node(node):
    """Return what a node shows."""
    seen = []
    see_node(node, seen, [], hidden=False, foreign=False)
    return squeeze("".join(seen))


def show_document(document):
    """Return what a document shows."""
    text = document.text
    alternatives = [
        region.span
        for region in document.regions
        if region.kind is RegionKind.ALTERNATIVE
    ]

    def show(start, end):
        inside = [span for span in alternatives if start <= span.start < end]
        pieces = []
        for span in inside:
            pieces.append(text[start : span.start])
            start = span.end
        return squeeze("".join((*pieces, text[start:end])))

    return make_shown(
        show(0, len(text)),
        [squeeze(span.of(text)) for span in alternatives],
        [
            (urllib.parse.unquote(link.target), show(*attrs.astuple(link.span)))
            for link in document.links
        ],
        [(one.level, show(*attrs.astuple(one.span))) for one in document.headings],
    )


# html5lib -------------------------------------------------------------------------


def read_trees():
    """Yield the name, source and visible text of each tree that is to be built."""
    folder = find(HTML) / "tree-construction"
    for path in sorted(folder.rglob("*.dat")):
        text = path.read_bytes().decode().removesuffix("\n")
        # Line ends are part of what is tested.
        for number, test in enumerate(re.split(r"(?:\A|\n\n)#data\n", text)[1:], 1):
            source, *rest = PART.split(test)
            parts = dict(zip(rest[::2], rest[1::2], strict=True))
            # Here a page is read whole and alone, in a browser that runs scripts, none
            # of which writes anything.
            if parts.keys() & {"document-fragment", "script-off"} or "scripted" in str(
                path
            ):
                shown = see_html(source)
            else:
                shown = show_node(grow(parts["document"]))
            yield f"{path.relative_to(folder).as_posix()} {number}", source, see(shown)


def grow(text):
    """Build the tree that a test describes, a line for each node."""
    document = xml.dom.minidom.Document()
    path = [document.createElement("page")]
    for line in re.split(r"\n(?=\| )", text):
        match = NODE.match(line)
        if match is None:
            continue
        what = match[2]
        del path[len(match[1]) // 2 + 1 :]
        node = None
        if what.startswith('"'):
            path[-1].appendChild(document.createTextNode(what[1:-1]))
        elif what.startswith("<") and what[1] not in "!?":
            name = re.sub("^(?:math|svg) ", "", what[1:-1])
            node = path[-1].appendChild(document.createElement(name))
        elif what == "content":
            node = path[-1].appendChild(document.createElement("template"))
        elif not what.startswith("<"):
            key, _, value = what.partition("=")
            path[-1].setAttribute(key, value[1:-1])
        path.append(node)
    return path[0]


def read_tokens():
    """Yield the name, source and visible text of each source that is to be parted."""
    folder = find(HTML) / "tokenizer"
    for path in sorted(folder.glob("*.test")):
        (tests,) = json.loads(path.read_bytes()).values()
        for number, test in enumerate(tests, 1):
            source = test["input"]
            if test.get("doubleEscaped"):
                source = ESCAPE.sub(lambda found: chr(int(found[1], 16)), source)
            for state in test.get("initialStates", ["Data state"]):
                name = test.get("lastStartTag", USUAL.get(state))
                page = OPENINGS[state].format(name) + source
                yield f"{path.name} {number} {state}", page, see(see_html(page))


def see(text):
    """Return the characters of a text that have a shape."""
    return "".join(c for c in squeeze(text) if not is_shapeless(c))


def is_shapeless(character):
    """Say whether a character is a control, or none at all."""
    code = ord(character)
    return (
        unicodedata.category(character) == "Cc"
        or code & 0xFFFE == 0xFFFE
        or code in range(0xFDD0, 0xFDF0)
    )
