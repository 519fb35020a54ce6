"""The built pages in real browsers, for the tests, and what axe-core says of a page.

The pages are opened from their folder, without a server. Skipped where Sphinx or Chromium is not installed; CI installs
both, and sets NNLIB_SITE=required and NNLIB_BROWSERS=chromium, to which the workflow adds firefox and webkit on Linux.
"""

import importlib.util
import json
import os
import re
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from lab import BROWSERS, launched

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("sphinx", "myst_nb", "sphinx_book_theme", "playwright", "axe_playwright_python")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
if MISSING and os.environ.get("NNLIB_SITE") != "required":
    pytest.skip(f"not installed: {', '.join(MISSING)}", allow_module_level=True)

NOTEBOOKS = sorted(path.relative_to(ROOT).with_suffix("").as_posix() for path in (ROOT / "notebooks").glob("*.ipynb"))
EXERCISES = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix() for path in (ROOT / "notebooks" / "exercises").glob("*.ipynb")
)
DEEPER = [f"{name}-deeper" for name in NOTEBOOKS if re.match(r"notebooks/\d\d-", name)]
TEXTS = [
    "index",
    "contents",
    "BENCHMARKS",
    "TEACHING",
    "REFERENCE",
    "CONTRIBUTING",
    "CHANGELOG",
    "WHERE-TO-RUN",
    "nnlib/data/mnist/README",
    "nnlib/data/names/README",
]
FOR_TEACHERS = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix() for path in (ROOT / "nncourse/teaching/pages").glob("*.md")
)
TEXTS += [*FOR_TEACHERS, "notebooks/exercises/index", "notebooks/exercises/solved", "search", "genindex"]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL = {"runOnly": {"type": "tag", "values": TAGS}}
# What may differ on a narrow screen: what is hidden or shown, how large it is, and what scrolls.
NARROW = ["target-size", "scrollable-region-focusable", "link-in-text-block", "button-name", "link-name"]
NARROW += ["aria-hidden-focus", "label", "summary-name", "aria-command-name", "aria-input-field-name"]
# The colours of a text depend on the theme, not on the width; but bars and menus are others on a narrow screen.
TEXT, AROUND = {"include": [["html"]]}, {"exclude": [[".bd-article"]]}
# The theme says of each box that scrolls, a moment after the width has changed, that the keyboard reaches it.
SETTLED = """() => document.getAnimations().every((moving) => moving.playState !== "running")
  && [...document.querySelectorAll(".bd-article pre, .pst-scrollable-table-container")].every(
    (box) => box.tabIndex >= 0 || box.scrollWidth <= box.clientWidth)"""

# The theme's bars and colours glide when the width or the theme changes; only where they arrive is asked about.
STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"

# A page of a lesson has thousands of coloured words in its code, of some sixty kinds. Of each kind (its classes, and
# those of all that it stands in, on which its colours depend in both themes) one stays: axe-core is soon done.
ONE_OF_A_KIND = """() => {
  const seen = new Set();
  for (const word of document.querySelectorAll("pre span")) {
    let kind = "";
    for (let part = word; part; part = part.parentElement) kind += part.className + " < ";
    if (word.attributes.length <= 1 && !word.children.length && seen.has(kind)) word.replaceWith(word.textContent);
    seen.add(kind);
  }
}"""
# Before colours alone are asked about, whole paragraphs, rows, outputs and entries of menus are emptied if each word in
# them is of a kind (its tags, classes and styles, and those of all that it stands in) that stands before, on this page
# or on one before: all have the same style sheets. A table's stripes are kinds; a sign's place in a formula is none.
COLOURS_ONLY = """(known) => {
  const name = (part) => [part.tagName, part.getAttribute("class"), part.getAttribute("style"),
    part.tagName === "TR" ? [...part.parentElement.children].indexOf(part) % 2 : ""].join(" ");
  const plain = (part) => part.namespaceURI.endsWith("MathML") && part.tagName !== "math"
    && !part.getAttribute("class") && !part.getAttribute("style");
  const around = (part) => part ? (plain(part) ? "" : name(part) + " < ") + around(part.parentElement) : "";
  const kind = (part) => name(part) + " < " + around(part.parentElement);
  const worded = (part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const seen = new Set(known), emptied = [];
  const blocks = ".bd-article :is(p, tr, pre, li:not(:has(p, li)), dd, summary), nav li:not(:has(li))";
  for (const block of document.querySelectorAll(blocks)) {
    if (block.parentElement.closest(blocks)) continue;
    const kinds = [block, ...block.querySelectorAll("*")].filter(worded).map(kind);
    if (!block.querySelector("img, input, button") && kinds.every((one) => seen.has(one))) emptied.push(block);
    kinds.forEach((one) => seen.add(one));
  }
  emptied.forEach((block) => block.replaceChildren());
  return [...seen];
}"""


# What a reader sees of the explorers of a page: the name of each, its words, its height as long as nothing is unfolded.
EXPLORERS = """() => [...document.querySelectorAll("[data-live]")].map((box) => {
  const view = box.querySelector(".nnl:not([aria-busy])");
  const unfolded = [...view.querySelectorAll("details[open]")];
  unfolded.forEach((part) => { part.open = false; });
  const { height } = view.getBoundingClientRect();
  unfolded.forEach((part) => { part.open = true; });
  return [box.dataset.live, view.querySelector(".readout").innerText, height];
})"""


class Page(HTMLParser):
    """What a page links to, loads, and calls its places."""

    def __init__(self, text):
        super().__init__()
        self.places, self.links, self.loads, self.images = set(), [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if "id" in attributes:
            self.places.add(attributes["id"])
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        if tag == "img":
            self.images.append(attributes)
        rel = attributes.get("rel", "")
        if tag == "link" and ("stylesheet" in rel or "icon" in rel or "preload" in rel):
            self.loads.append(attributes["href"])
        if tag in ("script", "img", "iframe", "source") and attributes.get("src"):
            self.loads.append(attributes["src"])


def pages_of(folder):
    """The pages in a folder, a `Page` for each path."""
    paths = [path for path in sorted(folder.rglob("*.html")) if "_static" not in path.parts]
    return {path: Page(path.read_text(encoding="utf-8")) for path in paths}


def elsewhere(folder, pages):
    """What the pages and styles in a folder load from elsewhere, a list of where and what."""
    found = [
        (path.name, target)
        for path, page in pages.items()
        for target in page.loads
        if re.match(r"(https?:)?//", target)
    ]
    for style in folder.rglob("*.css"):
        found += [(style.name, target) for target in urls(style) if re.match("https?:", target)]
    return found


def dead_ends(folder, pages):
    """The links that lead to no file or place in a folder, and what is loaded and isn't there: where and what."""
    found = []
    for path, page in pages.items():
        for target in [*page.links, *page.loads]:
            if re.match(r"(https?|mailto|data|javascript):", target):
                continue
            name, _, place = unquote(target.split("?")[0]).partition("#")
            other = (path.parent / name).resolve() if name else path
            if not other.exists() or not other.is_relative_to(folder.resolve()):
                found.append((path.name, target))
            elif place and other in pages and place not in pages[other].places:
                found.append((path.name, target))
    for style in folder.rglob("*.css"):
        for target in urls(style):
            if not re.match("https?:|data:|#", target) and not (style.parent / target.split("?")[0]).exists():
                found.append((style.name, target))
    return found


def urls(style):
    """What a style sheet loads."""
    text = re.sub(r"/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.findall(r"""(?:url\(|@import\s+)["']?([^"')]+)""", text)


def built(folder):
    """Build the pages into a folder, unless another process has done so or is at it, and return where they stand."""
    done, failed = folder / "done", folder / "failed"
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(3000):
            if done.exists() or failed.exists():
                break
            time.sleep(0.1)
    else:
        command = [sys.executable, "web/build.py", "--zip", "--to", folder]
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        (done if result.returncode == 0 else failed).write_text(result.stderr[-3000:], encoding="utf-8")
    assert done.exists(), failed.read_text(encoding="utf-8") if failed.exists() else "no pages after five minutes"
    return folder / "html"


def lesson_of(chapter):
    return next((ROOT / "notebooks").glob(f"{chapter}*.ipynb"))


def page_of(chapter):
    return lesson_of(chapter).relative_to(ROOT).with_suffix("").as_posix()


def page_with(site, name):
    """The page of an explorer, a path: its lesson's, or that of the lesson's Deeper sections."""
    chapter = re.search(r"\d\d$", name)
    page = page_of(chapter[0] if chapter else {"digit_pad": "08", "bends": "05", "playground": "playground"}[name])
    pages = [path for path in sorted((site / page).parent.glob(f"{(site / page).name}*.html"))]
    (found,) = [path for path in pages if f'data-live="{name}"' in path.read_text(encoding="utf-8")]
    return found


@pytest.fixture(scope="session", name="site")
def a_site(tmp_path_factory):
    """The folder of the built pages, one for all processes that share the tests."""
    base = tmp_path_factory.getbasetemp()  # of this process; pytest-xdist puts those of all beside each other
    return built((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "web-pages")


@pytest.fixture(scope="module", name="browser", params=BROWSERS)
def a_browser(request):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = launched(running, request.param)
        yield browser
        browser.close()


@pytest.fixture(scope="module", name="reader")
def a_reader(site, browser):
    """One browser's page for all pages of a file of tests."""
    reader = Reader(browser, site)
    yield reader
    reader.context.close()


def only_in_chromium(browser):
    """Skip a test of the screen of a phone or a tablet elsewhere: Playwright imitates one in Chromium alone."""
    if browser.browser_type.name != "chromium":
        pytest.skip("only Chromium shows a page as a phone or a tablet does")


def phone(browser):
    """A context like that of a phone, which fingers touch."""
    only_in_chromium(browser)
    return browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)


class Reader:
    """A browser with a page of a width and a theme, and all that went wrong in it."""

    def __init__(self, browser, site, width=1280, theme="light"):
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
        self.site, self.theme, self.wrong, self.kinds, self.explorers = site, theme, [], [], []
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.note(request.url, re.match("https?:|wss?:", request.url)))
        self.page.on("console", lambda line: self.note(line.text, line.type == "error"))
        self.page.on("pageerror", lambda error: self.note(str(error), True))

    def note(self, text, wrong):
        if wrong:
            self.wrong.append(text)

    def open(self, name):
        """Open a page, all of its answers and folded parts, and its explorers."""
        self.page.goto((self.site / f"{name}.html").as_uri())
        self.page.wait_for_selector(f"html[data-theme={self.theme}]")
        self.page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        if (answers := self.page.get_by_role("button", name="Show all answers of this page")).count():
            answers.click()
        for box in self.page.locator("[data-live]").all():
            box.scroll_into_view_if_needed()
        self.page.wait_for_function("() => !document.querySelector('[data-live]:not(.alive), .nnl[aria-busy]')")
        self.page.evaluate("() => scrollTo(0, 0)")

    def screen(self, width, theme):
        """Take a screen of a width in pixels, and "light" or "dark"."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=theme)
        self.theme = theme

    def change(self, width, theme):
        """Show the same page on a screen of another width, or in another theme, and wait until it has settled."""
        self.screen(width, theme)
        self.page.wait_for_selector(f"html[data-theme={theme}]")
        self.page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        self.page.wait_for_function(SETTLED)

    def axe(self, where, options):
        """Return what axe-core finds, a list: the rule, how many places, and the first three."""
        command = "([where, options]) => axe.run(where, { ...options, resultTypes: ['violations'], preload: false })"
        found = []
        for broken in self.page.evaluate(command, [where, options])["violations"]:
            places = [node["html"][:150] for node in broken["nodes"]]
            found.append((broken["id"], len(places), places[:3]))
        return found


def violations(reader, name):
    """Return what axe-core finds on a page, light and dark, 1280 and 390 pixels wide: a dict, a list for each.

    All rules once; then those alone whose answer may be another, and colours on what is left of a page by COLOURS_ONLY.
    On the way, reader.explorers is told what EXPLORERS sees on a page of 1280 pixels.
    """
    import axe_playwright_python

    reader.wrong.clear()
    reader.screen(390, "light")
    reader.open(name)
    reader.page.add_style_tag(content=STILL)
    reader.page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    reader.page.wait_for_function(SETTLED)
    reader.page.evaluate(ONE_OF_A_KIND)
    found = {"light, 390": reader.axe(TEXT, rules(*NARROW)) + reader.axe(AROUND, COLOURS)}
    reader.change(1280, "light")
    reader.explorers = reader.page.evaluate(EXPLORERS)
    found["light, 1280"] = reader.axe(TEXT, {**ALL, "rules": {"color-contrast": {"enabled": False}}})
    reader.kinds = reader.page.evaluate(COLOURS_ONLY, reader.kinds)
    found["light, 1280"] += reader.axe(TEXT, COLOURS)
    reader.change(1280, "dark")
    found["dark, 1280"] = reader.axe(TEXT, rules("color-contrast", "link-in-text-block"))
    reader.screen(390, "dark")
    found["dark, 390"] = reader.axe(AROUND, COLOURS)
    if folder := os.environ.get("NNLIB_AXE"):
        Path(folder, f"{name.replace('/', '-')}.json").write_text(json.dumps([name, found, reader.wrong]))
    return found


def check(reader, name):
    """Check a page: its rules, its explorers, and that nothing went wrong in it; what is in it, says its HTML.

    What an explorer can do is in test_explorers_live.py and test_explorer_NN.py; here it is found, loaded and fed.
    """
    found = violations(reader, name)
    assert not any(found.values()), found
    text = (reader.site / f"{name}.html").read_text(encoding="utf-8")
    assert [explorer for explorer, _, _ in reader.explorers] == re.findall(r'data-live="(\w+)"', text)
    for explorer, words, height in reader.explorers:
        assert words.strip(), explorer
        assert explorer == "playground" or height <= 640, explorer  # on a screen, beside the list of chapters
    assert not reader.wrong


def rules(*names):
    return {"runOnly": {"type": "rule", "values": names}}


COLOURS = rules("color-contrast")
