"""The built pages in a real Chromium: nothing is asked from outside, no rule of WCAG 2.2 AA is broken, players move.

The pages are opened from their folder, without a server. Skipped where Sphinx or Chromium is not installed; CI installs
both, and sets NNLIB_SITE=required and NNLIB_BROWSER=required. On one processor about three minutes.
"""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lab import FLAGS, chromium
from players_tasks import TASKS

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("sphinx", "myst_nb", "sphinx_book_theme", "playwright", "axe_playwright_python")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
if MISSING and os.environ.get("NNLIB_SITE") != "required":
    pytest.skip(f"not installed: {', '.join(MISSING)}", allow_module_level=True)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NOTEBOOKS = sorted(path.relative_to(ROOT).with_suffix("").as_posix() for path in (ROOT / "notebooks").rglob("*.ipynb"))
TEXTS = ["index", "measured", "TEACHING", "CONTRIBUTING", "where-to-run", "search", "genindex", "404"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the built pages; NNLIB_BUILT names one that is built already."""
    if "NNLIB_BUILT" in os.environ:
        return Path(os.environ["NNLIB_BUILT"])
    to = tmp_path_factory.mktemp("site")
    result = subprocess.run([sys.executable, "web/build.py", "--to", to], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-3000:]
    return to / "html"


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    path = chromium()
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Reader:
    """A browser with a page of a width and a theme, and all that went wrong in it."""

    def __init__(self, browser, site, width=1280, theme="light", **options):
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, **options)
        self.site, self.theme, self.wrong = site, theme, []
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.note(request.url, re.match("https?:|wss?:", request.url)))
        self.page.on("console", lambda line: self.note(line.text, line.type == "error"))
        self.page.on("pageerror", lambda error: self.note(str(error), True))

    def note(self, text, wrong):
        if wrong:
            self.wrong.append(text)

    def open(self, name):
        """Open a page, all of its folded parts, and its players."""
        self.page.goto((self.site / f"{name}.html").as_uri())
        self.page.wait_for_selector(f"html[data-theme={self.theme}]")
        self.page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        for player in self.page.locator("[data-player]").all():
            player.scroll_into_view_if_needed()
        self.page.wait_for_function("() => !document.querySelector('[data-player]:not(.alive)')")
        self.page.evaluate("() => scrollTo(0, 0)")


def pages(site):
    return sorted(
        path.relative_to(site).with_suffix("").as_posix()
        for path in site.rglob("*.html")
        if "_static" not in path.parts
    )


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark"), (1280, "dark"), (390, "light")])
def test_no_page_breaks_a_rule_of_wcag_asks_outside_or_reports_an_error(site, browser, width, theme):
    import axe_playwright_python

    script = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    reader = Reader(browser, site, width, theme)
    found = []
    for name in pages(site):
        reader.open(name)
        reader.page.evaluate(script)
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        result = reader.page.evaluate("(options) => axe.run(document, options)", options)
        for broken in result["violations"]:
            places = [node["html"][:150] for node in broken["nodes"]]
            found.append((name, broken["id"], len(places), places[:3]))
    if report := os.environ.get("NNLIB_AXE_REPORT"):
        Path(f"{report}-{width}-{theme}.json").write_text(json.dumps({"pages": len(pages(site)), "found": found}))
    assert not found
    assert not reader.wrong


class Player:
    """A player as its reader meets it: by keyboard, and by what it shows."""

    def __init__(self, page, name):
        self.page, self.box = page, page.locator(f"[data-player='{name}']")
        self.box.scroll_into_view_if_needed()
        page.wait_for_selector(f"[data-player='{name}'].alive")

    def readout(self):
        return self.box.get_by_role("status").inner_text()

    def picture(self):
        return self.box.locator(".picture").inner_html()

    def alt(self):
        return self.box.locator(".picture").get_attribute("aria-label")

    def values(self):
        return {
            slider.locator("xpath=..").inner_text().split(slider.get_attribute("aria-valuetext"))[0].strip(): slider
            for slider in self.box.locator("input[type=range]").all()
        }

    def move(self, label, value):
        """Bring a control to a value with the keyboard."""
        group = self.box.locator("fieldset").filter(has=self.page.get_by_text(label, exact=True).and_(
            self.page.locator("legend")))  # fmt: skip
        if group.count():
            radio = group.get_by_label(value, exact=True)
            radio.focus()
            self.page.keyboard.press("Space")
            assert radio.is_checked()
            return
        slider = self.box.get_by_label(re.compile(rf"^{re.escape(label)} "))
        slider.press("Home")
        for _ in range(int(slider.get_attribute("max"))):
            if slider.get_attribute("aria-valuetext") == value:
                break
            slider.press("ArrowRight")
        assert slider.get_attribute("aria-valuetext") == value

    def press(self, label, times=1):
        button = self.box.get_by_role("button", name=label, exact=True)
        for _ in range(times):
            button.press("Enter")

    def do(self, actions):
        for action in actions:
            if action[0] == "press":
                self.press(*action[1:])
            else:
                self.move(*action)


def lesson_of(chapter):
    return next((ROOT / "notebooks").glob(f"{chapter}-*.ipynb"))


def page_of(chapter):
    return lesson_of(chapter).relative_to(ROOT).with_suffix("").as_posix()


@pytest.mark.parametrize("chapter", sorted({task[0] for task in TASKS}))
def test_what_a_lesson_asks_can_be_done_on_its_page_by_keyboard(site, browser, chapter):
    lesson = json.dumps(json.loads(lesson_of(chapter).read_text(encoding="utf-8")), ensure_ascii=False)
    reader = Reader(browser, site)
    reader.open(page_of(chapter))
    player, rows = Player(reader.page, chapter), []
    for _, name, actions, expected, said in (task for task in TASKS if task[0] == chapter):
        before = player.picture(), player.readout(), player.alt()
        player.do(actions)
        assert expected in player.readout(), (name, player.readout())
        assert said is None or re.sub(r"\s+", " ", said) in re.sub(r"\\n|\s+", " ", lesson), name
        rows.append((chapter, name, str(actions), player.readout().replace("\n", " "), said or ""))
        assert before[2] == player.alt() or before[0] != player.picture()
    if folder := os.environ.get("NNLIB_TASKS"):
        Path(folder, f"{chapter}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    assert not reader.wrong


def test_the_digit_pad_of_the_page_answers_as_python_does(site, browser):
    """Ten stored drawings: the page's two networks, with a byte for each weight, say what those of the lesson say."""
    from nnlib.explorers import digit_pad

    reader = Reader(browser, site)
    reader.open("notebooks/08-mnist-training")
    drawings = digit_pad.drawings()
    answers = reader.page.evaluate(
        """(all) => {
          const told = [];
          nnlibKinds.pad = null;
          window.nnlibPlayer = (name, kind, { networks }) => {
            for (const layers of Object.values(networks)) {
              const net = layers.map(nnlibPad.layer);
              told.push(all.map((strokes) => nnlibPad.shares(net, nnlibPad.fitAndCentre(nnlibPad.ink(strokes)))));
            }
          };
          const script = document.createElement("script");
          script.textContent = PAD;
          document.head.append(script);
          return told;
        }""".replace("PAD", json.dumps(pad_of_the_page())),
        [*drawings.values()],
    )
    read = [[shares.index(max(shares)) for shares in network] for network in answers]
    assert read[0] == [*drawings]
    assert all(abs(sum(shares) - 1) < 1e-9 for network in answers for shares in network)
    stored = json.loads(re.search(r'"answers": (.*),', pad_of_the_page()).group(1))
    for network, expected in zip(answers, stored):
        for shares, right in zip(network, expected):
            assert max(abs(share - other) for share, other in zip(shares, right)) < 0.05


def pad_of_the_page():
    text = (ROOT / "web" / "players" / "pad.js").read_text(encoding="utf-8")
    return text[text.index('nnlibPlayer("pad"') :]


def test_the_pad_is_drawn_on_by_keyboard_and_by_mouse(site, browser):
    reader = Reader(browser, site)
    reader.open("notebooks/08-mnist-training")
    pad = Player(reader.page, "pad")
    assert pad.readout().startswith("The page is empty")
    canvas = pad.box.locator("canvas")
    for key in 8 * ["ArrowUp"] + ["Space"] + 16 * ["ArrowDown"] + ["Space"]:
        canvas.press(key)
    reader.page.wait_for_function(
        "() => document.querySelector('[data-player=pad] .readout').innerText.includes('Read as 1')"
    )
    pad.press("Clear")
    assert pad.readout().startswith("The page is empty")
    canvas.scroll_into_view_if_needed()
    place, mouse = canvas.bounding_box(), reader.page.mouse
    for number, (x, y) in enumerate([(80, 60), (200, 60), (130, 220)]):
        mouse.move(place["x"] + x, place["y"] + y, steps=10)
        if number == 0:
            mouse.down()
    mouse.up()
    reader.page.wait_for_function(
        "() => document.querySelector('[data-player=pad] .readout').innerText.includes('Read as 7')"
    )
    assert not reader.wrong


def test_the_live_training_plays_pauses_and_takes_another_rate(site, browser):
    reader = Reader(browser, site)
    reader.open("notebooks/08-mnist-training")
    live = Player(reader.page, "08")

    def wait(text):
        reader.page.wait_for_function(
            "(text) => document.querySelector('[data-player=\"08\"] .readout').innerText.includes(text)", arg=text
        )

    live.press("Start")
    reader.page.wait_for_function("""() => {
      const box = document.querySelector("[data-player='08']");
      const there = box.querySelector(".readout").innerText.includes("Epoch 8 of 20");
      if (there) box.querySelectorAll("button")[1].click();
      return there;
    }""")  # a reader's finger is not quicker than an epoch
    assert "Epoch 8 of 20" in live.readout()
    live.move("learning rate", "0.02")
    live.press("Resume")
    wait("Finished: 784-32-10, batches of 64, learning rate 0.2, then 0.02.")
    calm = live.readout()
    assert 93.00 <= float(re.search(r"validation accuracy ([\d.]+)%", calm).group(1)) <= 93.40
    live.move("learning rate", "0.2")
    live.press("Start")
    wait("Epoch 20 of 20")
    assert "validation accuracy 94.10%" in live.readout() and "The run before" in live.readout()
    live.move("batch size", "1")
    live.move("learning rate", "0.01")
    live.press("Start")
    wait("Epoch 1 of 20")
    live.press("Stop")
    assert "batches of 1, learning rate 0.01" in live.readout()
    assert not reader.wrong


def test_without_scripts_the_stored_pictures_and_their_numbers_stand_there(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for chapter in sorted({task[0] for task in TASKS}):
        page.goto((site / f"{page_of(chapter)}.html").as_uri())
        box = page.locator(f"[data-player='{chapter}']")
        assert box.locator("img").get_attribute("alt") and box.locator("[role=status]").count() == 1
