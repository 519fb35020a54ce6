"""What holds for every explorer that computes in the browser: all of it answers, by keyboard, mouse and finger.

What one chapter's explorer computes, and what its lesson asks for, is in test_explorer_NN.py.
"""

from pathlib import Path

import pytest
from live_pages import CHANGED, FRAME, REMEMBER, drag, swipe

from nncourse.explorers import live

NAMES = [path.stem for path in sorted(live.FIRST.glob("*.html"))]
KEYS = {"button": ["Enter"], "select": ["ArrowDown", "ArrowUp"], "number": ["ArrowUp", "ArrowDown"], "radio": ["Space"]}
KEYS |= {"range": ["ArrowRight", "ArrowLeft"], "slider": ["ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown"]}
KEYS |= {"checkbox": ["Space"], "text": ["a"]}
CONTROLS = ".nnl :is(button, select, input, [role=slider][tabindex])"
NAME = (
    """(one) => one.getAttribute("aria-label") || one.textContent.trim() || one.closest("label").textContent.trim()"""
)
# A control gets the focus, and what is shown is remembered; returns its name and kind, or nothing if it is shut.
FOCUSED = f"""async (i) => {{
  [...document.querySelectorAll(".nnl button")].find((one) => one.textContent === "❚❚ Pause")?.click();
  const one = document.querySelectorAll("{CONTROLS}")[i];
  const {{ width, height }} = one.getBoundingClientRect();
  if (one.disabled || one.ariaDisabled === "true" || !(width && height)) return null;
  if (!one.checkVisibility({{ visibilityProperty: true }}) || (one.type === "radio" && one.checked)) return null;
  await ({REMEMBER})();
  one.focus();
  return [({NAME})(one), one.localName === "input" ? one.type : one.getAttribute("role") ?? one.localName];
}}"""
# Where everything in an explorer answers, if at the start some of it is shut or does nothing.
STATES = {"playground": {"data": "your own", "own": [[-1, -1, 0], [1, 1, 1]], "steps": 5}}
# Buttons that change nothing at the start, or nothing in the picture.
QUIET = ("Reset", "Copy as nnlib code", "data: circles")


@pytest.mark.parametrize("name", NAMES)
def test_every_control_answers_to_the_keyboard(opened, name):
    page = opened(name, STATES.get(name))
    page.evaluate("document.querySelectorAll('.nnl details').forEach((one) => { one.open = true; })")
    tried = 0
    for i in range(page.locator(CONTROLS).count()):
        label, kind = page.evaluate(FOCUSED, i) or (None, None)
        if label is None or label in QUIET:
            continue
        for key in KEYS[kind]:  # at an end of its values one direction does nothing
            page.keyboard.press(key)
            if page.evaluate(CHANGED):
                break
        else:
            pytest.fail(f"no key moves {label}")
        tried += 1
    assert tried


@pytest.mark.parametrize("name", NAMES)
def test_what_can_be_dragged_is_dragged_by_mouse_and_finger(opened, name):
    page = opened(name, STATES.get(name), has_touch=True)
    labels = page.locator(".nnl [role=slider][tabindex]:visible").evaluate_all(f"(all) => all.map({NAME})")
    for move in (drag, swipe):
        for label in labels:
            page.evaluate(REMEMBER)
            for dx, dy in [(30, -30), (-60, 60), (0, -40), (40, 0)]:
                move(page, label, dx, dy, parts=2)
                if page.evaluate(CHANGED):
                    break
            else:
                pytest.fail(f"{move.__name__} does not move {label}")


TAGS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


# The letters of each text in pixels of the screen: those of an SVG shrink with the picture.
LETTERS = """() => [...document.querySelectorAll(".nnl svg text")]
  .filter((one) => one.textContent.trim() && one.getClientRects().length)
  .map((one) => [one.ownerSVGElement.getScreenCTM().a * parseFloat(getComputedStyle(one).fontSize), one.textContent])
  .filter(([size]) => size < 10.9)"""


@pytest.mark.parametrize("name", NAMES)
def test_it_fits_its_words_are_spoken_its_picture_is_described_and_everybody_can_use_it_on_a_phone(opened, name):
    """By axe-core, all rules in light, and in the dark the colours, which alone are others there.

    What axe-core says of it on a wide screen, on the page of its lesson, is in test_web_axe_*.py.
    """
    page = opened(name)
    group = page.locator(".nnl[role=group]")
    height = group.bounding_box()["height"]
    assert height <= (860 if name == "playground" else 640), height
    assert group.get_attribute("aria-label")
    described = page.locator(f"#{group.get_attribute('aria-describedby')}").inner_text()
    assert len(described) > 40
    page.wait_for_function(  # a little later than it is seen, so that not each step of a move is spoken
        """() => document.querySelector(".nnl [role=status]").innerText
          === document.querySelector(".nnl .readout").innerText"""
    )
    page.set_viewport_size({"width": 390, "height": 900})
    page.reload()
    page.wait_for_selector(".nnl:not([aria-busy])")
    page.evaluate(FRAME)
    assert page.evaluate(LETTERS) == []
    axe = Path(pytest.importorskip("axe_playwright_python").__file__).parent / "axe.min.js"
    page.add_style_tag(content="body { margin: 0; background: Canvas; color: CanvasText; color-scheme: light dark }")
    page.evaluate(axe.read_text(encoding="utf-8"))
    for scheme, rules in [("light", TAGS), ("dark", COLOURS)]:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(FRAME)
        found = page.evaluate("(rules) => axe.run(document, { ...rules, preload: false })", rules)["violations"]
        assert [(one["id"], [node["html"][:90] for node in one["nodes"]]) for one in found] == [], scheme
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
