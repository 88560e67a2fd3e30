"""
A browser for the tests in this folder: Debian's chromium, driven by Playwright.

They run where they are asked for: with ``CWKIT_BROWSER=1`` they skip what needs a tool
that is not there, with ``CWKIT_BROWSER=required`` they fail instead, and with
``CWKIT_BROWSER=write`` they write the golden files anew. ``CWKIT_CHROMIUM`` names the
browser, ``CWKIT_NODE_MODULES`` the folder that holds axe-core and vnu-jar.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from browser_pages import ORIGIN, POLICY, build_site
from strategies_banner import LOCALES

WANTED = os.environ.get("CWKIT_BROWSER", "")

# Root may not use the sandbox, and a closed network needs no background requests.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]

# Tags of the rules that hold; the last rule asks for a contrast of 7.
AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22a",
            "wcag22aa",
            "best-practice",
        ],
    },
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}


def pytest_collection_modifyitems(items):
    """
    Skip this folder at once where nobody asked for it.
    """
    if WANTED:
        return
    here = Path(__file__).parent
    mark = pytest.mark.skip(reason="tests in a browser run with CWKIT_BROWSER=1")
    for item in items:
        if here in item.path.parents:
            item.add_marker(mark)


def miss(what):
    """
    Skip for want of a tool, or fail where it has to be there.
    """
    if WANTED == "required":
        pytest.fail(f"{what} is not installed, and CWKIT_BROWSER=required")
    pytest.skip(f"{what} is not installed")


def find_module(path):
    """
    Return a file of an npm package.
    """
    root = Path(__file__).parents[2]
    folder = Path(os.environ.get("CWKIT_NODE_MODULES", root / "node_modules"))
    file = folder / path
    if not file.exists():
        miss(path.partition("/")[0])
    return file


@pytest.fixture(scope="session")
def writes():
    """
    Say whether golden files are to be written.
    """
    return WANTED == "write"


@pytest.fixture(scope="session")
def axe_source():
    """
    Return the text of axe-core.
    """
    return find_module("axe-core/axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def vnu():
    """
    Return the command that runs the Nu HTML checker.
    """
    java = shutil.which("java") or miss("java")
    return [java, "-Xss1m", "-jar", find_module("vnu-jar/build/dist/vnu.jar")]


@pytest.fixture(scope="session")
def read_pdf():
    """
    Return a function that reads the text of a PDF.
    """
    try:
        from pypdf import PdfReader  # noqa: PLC0415 -- may be absent
    except ImportError:
        miss("pypdf")
    return lambda file: "".join(page.extract_text() for page in PdfReader(file).pages)


@pytest.fixture(scope="session")
def site():
    """
    Return the files of the site.
    """
    return build_site(LOCALES)


@pytest.fixture(scope="session")
def browser():
    """
    Start the browser once.
    """
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- may be absent
    except ImportError:
        miss("playwright")
    path = os.environ.get("CWKIT_CHROMIUM") or shutil.which("chromium")
    if path is None:
        miss("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


class Visit:
    """
    A page that is open, with everything it asked for and complained of.
    """

    def __init__(self, page):
        self.page = page
        self.requests = []
        self.complaints = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, name):
        """
        Open a page of the site.
        """
        self.page.goto(f"{ORIGIN}{name}")
        return self.page


@pytest.fixture
def visit(browser, site):
    """
    Return a function that opens pages; its options are those of a context.
    """
    contexts = []

    def answer(route):
        name = route.request.url.removeprefix(ORIGIN)
        kind, body = site[name.partition("#")[0]]
        headers = {"Content-Security-Policy": POLICY}
        route.fulfill(body=body, content_type=f"{kind}; charset=utf-8", headers=headers)

    def start(**options):
        context = browser.new_context(**options)
        contexts.append(context)
        # What is not of the site is not answered, and fails the test that asks for it.
        context.route("**/*", lambda route: route.abort())
        context.route(f"{ORIGIN}**", answer)
        return Visit(context.new_page())

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def check_axe(axe_source):
    """
    Return a function that lists what axe finds wrong with a page.
    """

    def check(page, context="document", **changes):
        if not page.evaluate("'axe' in window"):
            page.evaluate(axe_source)
        options = json.dumps(AXE_OPTIONS | changes)
        found = page.evaluate(f"axe.run({context}, {options})")
        return [
            f"{row['id']}: {node['target']}: {node['failureSummary']}"
            for row in found["violations"]
            for node in row["nodes"]
        ]

    return check
