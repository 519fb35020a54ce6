"""An explorer in a page of a real Chromium, for all tests of them: see live_pages.py for what a reader does there."""

import base64
import json
import re

import pytest
from lab import launched
from live_pages import state_of

from nncourse.widgets import live, states

POLICY = "default-src 'none'; script-src 'self' file:; style-src 'self' 'unsafe-inline' file:; img-src 'self' data:"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>An explorer</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="stylesheet" href="live.css"><script src="page.js" defer></script></head>
<body><main><h1>An explorer</h1><div data-live="{name}" data-state='{state}'></div></main></body></html>"""
# A function of JavaScript, called with JSON and returning JSON: for large values, Playwright's own way takes ten times
# as long. What JSON cannot say goes in words.
THROUGH_JSON = """async (text) => {{
  const found = await ({function})(JSON.parse(text));
  return JSON.stringify(found ?? null, (_, value) => {{
    if (Object.is(value, -0)) return {{ number: "-0" }};
    if (typeof value === "number" && !Number.isFinite(value)) return {{ number: `${{value}}` }};
    return ArrayBuffer.isView(value) ? [...value] : value ?? null;
  }});
}}"""
EXPORTED = re.compile(r"^export (?:function|const|class) (\w+)", re.MULTILINE)
LONGEST = ("test_web_", "test_nbgrader", "test_explorers_")  # first, so that no worker ends alone


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
def module(chrome):
    """Load a module of nncourse/widgets/js: evaluate its JavaScript, in which `js` holds all that it exports.

    ``module("training")("(x) => js.sigmoid(x)", 0.5)`` returns 0.5's sigmoid.
    """
    pages = {}

    def load(name):
        if name not in pages:
            names = [found for path in live.JS.glob("*.js") for found in EXPORTED.findall(path.read_text("utf-8"))]
            text = live.bundle(name)
            names = [
                one for one in dict.fromkeys(names) if re.search(rf"^(?:function|const|class) {one}\b", text, re.M)
            ]
            text = re.sub("^export default .*", f"export {{ {', '.join(names)} }};", text, flags=re.MULTILINE)
            pages[name] = chrome.new_page()
            address = "data:text/javascript;base64," + base64.b64encode(text.encode()).decode()
            pages[name].evaluate("async (address) => { window.js = await import(address); }", address)
        return lambda function, given=None: called(pages[name], function, given)

    yield load
    for page in pages.values():
        page.close()


def called(page, function, given):
    """What a function of JavaScript returns in a page, called with what JSON can say."""
    text = json.dumps(given, allow_nan=False, default=lambda array: array.tolist())
    return json.loads(page.evaluate(THROUGH_JSON.format(function=function), text), object_hook=spoken)


def spoken(found):
    """The number that JSON said in words, or what was found."""
    return float(found["number"]) if found.keys() == {"number"} else found


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
