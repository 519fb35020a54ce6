"""The built pages in a real Chromium: players do what the lessons ask, by keyboard, and the pad reads.

Where web_pages.py says so, these tests are skipped. Whether the pages can be used by everybody is in test_web_axe_*.py.
"""

import functools
import json
import os
import re
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from players_tasks import TASKS
from web_pages import ROOT, Reader, a_browser, a_site  # noqa: F401


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
        slider = self.box.get_by_label(re.compile(rf"^{re.escape(label)} ")).element_handle()  # looked up once
        slider.press("Home")  # its values need not ascend
        slider.focus()
        for _ in range(int(slider.get_attribute("max"))):
            if slider.get_attribute("aria-valuetext") == value:
                break
            self.page.keyboard.press("ArrowRight")
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


@pytest.fixture(name="reader")
def a_page(site, browser):
    """A page of its own for each test; it is closed at the end, so that nothing goes on behind the others."""
    reader = Reader(browser, site)
    yield reader
    reader.context.close()


def lesson_of(chapter):
    return next((ROOT / "notebooks").glob(f"{chapter}-*.ipynb"))


def page_of(chapter):
    return lesson_of(chapter).relative_to(ROOT).with_suffix("").as_posix()


@pytest.mark.parametrize("chapter", sorted({task[0] for task in TASKS}))
def test_what_a_lesson_asks_can_be_done_on_its_page_by_keyboard(reader, chapter):
    reader.open(page_of(chapter))
    player, rows = Player(reader.page, chapter), []
    for _, name, actions, expected, said in (task for task in TASKS if task[0] == chapter):
        before = player.picture(), player.readout(), player.alt()
        player.do(actions)
        assert expected in player.readout(), (name, player.readout())
        rows.append((chapter, name, str(actions), player.readout().replace("\n", " "), said or ""))
        assert before[2] == player.alt() or before[0] != player.picture()
    if folder := os.environ.get("NNLIB_TASKS"):
        Path(folder, f"{chapter}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    assert not reader.wrong


@pytest.fixture
def address(site):
    """The address of the pages on a server, as readers meet them; from a folder a browser does not download."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(SimpleHTTPRequestHandler, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_newcomer_gets_from_the_first_page_to_a_prediction_and_takes_the_lesson_home(address, browser, tmp_path):
    page = browser.new_page()
    page.goto(f"{address}/index.html")
    page.get_by_role("link", name="Begin with chapter 01").click()
    page.wait_for_url("**/notebooks/01-neurons.html")
    answer = page.locator("details", has=page.get_by_text("The output (predict first)", exact=True)).first
    assert not answer.get_by_text("4.80%").is_visible()
    answer.locator("summary").click()
    assert answer.get_by_text("4.80%").is_visible()
    page.get_by_role("button", name=re.compile("Download")).click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=".ipynb").click()
    waiting.value.save_as(tmp_path / "lesson.ipynb")
    original = ROOT / "notebooks" / "01-neurons.ipynb"
    assert waiting.value.suggested_filename == original.name
    assert (tmp_path / "lesson.ipynb").read_bytes() == original.read_bytes()
    page.close()


def test_the_digit_pad_of_the_page_answers_as_python_does(reader):
    """Ten stored drawings: the page's two networks, with a byte for each weight, say what those of the lesson say."""
    from nncourse.explorers import digit_pad

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


def test_the_pad_is_drawn_on_by_keyboard_and_by_mouse(reader):
    reader.open("notebooks/08-mnist-training")
    pad = Player(reader.page, "pad")
    assert pad.readout().startswith("The page is empty")
    canvas = pad.box.locator("canvas")
    for key in 8 * ["ArrowUp"] + ["Space"] + 16 * ["ArrowDown"] + ["Space"]:
        canvas.press(key)
    reader.page.wait_for_function(
        "() => document.querySelector('[data-player=pad] .readout').innerText.includes('Read as 1')"
    )
    pad.box.evaluate("""(box) => {
      for (const key of [" ", "ArrowDown"]) {
        box.querySelector("canvas").dispatchEvent(new KeyboardEvent("keydown", { key }));
      }
      [...box.querySelectorAll("button")].find((button) => button.innerText === "Clear").click();
    }""")
    reader.page.wait_for_timeout(300)  # the last stroke was not on its way yet, and does not come back
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


def test_the_live_training_plays_pauses_and_takes_another_rate(reader):
    reader.page.clock.install()  # it goes as ever, and can be put on
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
    reader.page.clock.run_for(20_000)
    wait("Finished: 784-32-10, batches of 64, learning rate 0.2, then 0.02.")
    calm = live.readout()
    assert 93.00 <= float(re.search(r"validation accuracy ([\d.]+)%", calm).group(1)) <= 93.40
    live.move("learning rate", "0.2")
    live.press("Start")
    reader.page.clock.run_for(20_000)
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
