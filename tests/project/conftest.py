"""For all tests of the explorers: their modules in V8, without a page; and a page of a real Chromium.

See live_pages.py for what a reader does in a page.
"""

import contextlib
import functools
import json

import pytest
from lab import launched
from live_pages import state_of

from nncourse.widgets import live, states

POLICY = "default-src 'none'; script-src 'self' file:; style-src 'self' 'unsafe-inline' file:; img-src 'self' data:"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>An explorer</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="stylesheet" href="live.css"><script src="page.js" defer></script></head>
<body><main><h1>An explorer</h1><div data-live="{name}" data-state='{state}'></div></main></body></html>"""
# A value of JavaScript as Python's json reads it: also −0, NaN and infinities, and typed arrays as lists.
TEXT = """const text = (value) => {
  if (typeof value === "number") return Object.is(value, -0) ? "-0.0" : String(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return `[${Array.from(value, (one) => text(one))}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${text(one)}`)}}`;
};
const js = {};
for (const [file, found] of Object.entries(modules)) if (file.endsWith(".js")) Object.assign(js, found);
"""
# First, so that no worker ends alone.
LONGEST = ("test_live_", "test_web_", "test_nbgrader", "test_explorers_", "test_browser_")


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not item.path.name.startswith(LONGEST))


@pytest.fixture(scope="module")
def engine():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as engine:
        yield engine


@pytest.fixture(scope="module")
def chrome(engine):
    browser = launched(engine)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def module():
    """Load a module, or an explorer, by its name and without a page: in a function of JavaScript, `js` has all exports.

    ``module("training")("(x) => js.sigmoid(x)", 0.5)`` returns 0.5's sigmoid.
    """
    racer = pytest.importorskip("py_mini_racer", reason="mini-racer is not installed")
    with contextlib.ExitStack() as stack:

        @functools.cache
        def load(name):
            v8 = stack.enter_context(racer.MiniRacer())
            names = f"{name}/explorer.js" if name in live.explorers() else f"**/{name}.js"
            (path,) = live.FOLDERS.glob(names)
            v8.eval(live.modules(path) + TEXT)
            as_json = functools.partial(json.dumps, default=lambda array: array.tolist())
            return lambda function, given=None: json.loads(v8.eval(f"text(({function})({as_json(given)}))"))

        yield load


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """What the pages of all explorers load, written once."""
    folder = tmp_path_factory.mktemp("explorers")
    live.write_pages(folder, live.explorers())
    return folder


@pytest.fixture
def opened(chrome, folder):
    """Open an explorer in a page of its own, without a server, under a policy that lets nothing in or out.

    Whatever a test does there, the state that it leaves must be one that Python takes, too.
    """
    pages = []

    def show(name, state=None, folder=folder, **context):
        text = PAGE.format(policy=POLICY, name=name, state=json.dumps(state or {}).replace("'", "&#39;"))
        address = folder / f"{name}-{len(list(folder.glob('*.html')))}.html"
        address.write_text(text, encoding="utf-8")
        usual = {"viewport": {"width": 1100, "height": 900}, "reduced_motion": "reduce"}
        page = chrome.new_context(**usual | context).new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda line: page.complaints.append(line.text) if line.type == "error" else None)
        page.goto(address.as_uri())
        page.wait_for_selector(".nnl:not([aria-busy])")
        page.evaluate("() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
        pages.append(page)
        return page

    yield show
    for page in pages:
        assert page.complaints == []
        if not page.locator(".nnl [role=alert]").count():
            states.checked(*state_of(page))
        page.context.close()
