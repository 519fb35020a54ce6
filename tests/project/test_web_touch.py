"""The pages under a finger, on a tablet both ways and on a phone, and on the screen of a Chromebook: they fit, what is
touched is large enough, and a finger moves what it holds instead of the page.

Where web_pages.py says so, these tests are skipped.
"""

import pytest
from live_pages import CHANGED, FRAME, MIDDLE, REMEMBER, touch
from web_pages import EXERCISES, a_browser, a_site, page_with, phone  # noqa: F401

from nncourse.widgets import live

TOUCHED = [(820, 1180), (1180, 820), (390, 844)]
CHROMEBOOK = (1366, 768)
OPENED = """() => document.querySelectorAll(".explorer details").forEach((one) => { one.open = true; })"""
# What reaches out of the page or, in an explorer, out of its place, unless a box around it scrolls.
WIDE = """() => {
  const page = document.documentElement.clientWidth;
  const within = (one) => one && (["auto", "scroll", "hidden"].includes(getComputedStyle(one).overflowX)
    || within(one.parentElement));
  const wide = [...document.querySelectorAll(".bd-article *")].filter((one) =>
    one.getBoundingClientRect().right > page + 1 && one.checkVisibility() && !within(one.parentElement));
  const boxes = [...document.querySelectorAll(".explorer")].filter((one) => one.scrollWidth > one.clientWidth);
  return [...wide, ...boxes].map((one) => `${one.localName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`)
    .concat(document.documentElement.scrollWidth > page ? [`the page is ${document.documentElement.scrollWidth}`] : []);
}"""
# What is smaller than a finger: of a choice its label counts, of a grip how far from its middle it answers, across or
# up and down. Where grips lie close together they share the room: the weights of 07 and the pairs of 19.
SMALL = """() => {
  const box = (one) => one.getBoundingClientRect();
  const small = (one) => Math.min(box(one).width, box(one).height) < 43.5;
  const shown = [...document.querySelectorAll(".explorer :is(button, select, summary, input, [role=slider])")]
    .filter((one) => one.checkVisibility() && box(one).width);
  return shown.filter((one) => {
    if (one.closest(".chip07, .tile19")) return false;
    if (!one.matches("[role=slider]")) return small(one.matches("[type=radio]") ? one.closest("label") : one);
    if (!small(one)) return false;
    one.scrollIntoView({ block: "center" });
    const { x, y, width, height } = box(one);
    const hit = (dx, dy) => one.contains(document.elementFromPoint(x + width / 2 + dx, y + height / 2 + dy));
    const places = Array.from({ length: 81 }, (_, i) => i - 40);
    const [across, along] = [places.filter((i) => hit(i, 0)).length, places.filter((i) => hit(0, i)).length];
    return Math.max(across, along) < 40;
  }).map((one) => `${one.localName} ${one.ariaLabel ?? one.textContent} ${box(one).width} by ${box(one).height}`);
}"""
HELD = MIDDLE.replace("nearest", "center")  # in the middle of the screen, where no bar of the page covers it
# How much of the drawing page the ink is wide and tall.
INK = """(one) => {
  const { width, height } = one;
  const { data } = one.getContext("2d").getImageData(0, 0, width, height);
  const inked = [...Array(width * height).keys()].filter((i) => data[4 * i + 3] > 100);
  const span = (all) => Math.max(...all) - Math.min(...all);
  return [span(inked.map((i) => i % width)) / width, span(inked.map((i) => Math.floor(i / width))) / height];
}"""
# What a mouse hardly hits: less than 24 pixels across or up and down. Of a grip, how far it answers counts, as above.
TINY = SMALL.replace("43.5", "23.5").replace("< 40;", "< 24;")


@pytest.fixture
def page(browser):
    """A page that fingers touch."""
    context = phone(browser)
    yield context.new_page()
    context.close()


def alive(page, site, name):
    page.goto(page_with(site, name).as_uri())
    box = page.locator(f"[data-live={name}]")
    box.scroll_into_view_if_needed()
    box.locator(".nnl:not([aria-busy])").wait_for()
    page.evaluate(OPENED)
    return box


def swiped(page, handle, dx, dy):
    """Drag a handle with a finger; return whether anything in the explorer changed, and whether the page scrolled."""
    x, y = handle.evaluate(HELD)
    before = page.evaluate("scrollY")
    page.evaluate(REMEMBER)
    touch(page, [(x + dx * i / 4, y + dy * i / 4) for i in range(5)])
    return page.evaluate(CHANGED), page.evaluate("scrollY") != before


def turned(page, size):
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("(width) => document.documentElement.clientWidth === width", arg=width)
    page.evaluate(FRAME)
    page.wait_for_function("() => document.getAnimations().length === 0")  # the menu slides away, over the explorers


@pytest.mark.parametrize("name", live.explorers())
def test_an_explorer_fits_a_finger_finds_every_control_and_moves_what_it_holds_and_not_the_page(site, page, name):
    """Of the handles two; that a finger moves each of them is in test_explorers_live.py."""
    box = alive(page, site, name)
    for size in TOUCHED:
        turned(page, size)
        assert (size, page.evaluate(WIDE)) == (size, [])
        assert (size, page.evaluate(SMALL)) == (size, [])
    for size in TOUCHED[::2]:
        turned(page, size)
        for handle in box.locator("[role=slider][tabindex]:visible").all()[:2]:
            moved = [swiped(page, handle, *way) for way in [(40, 0), (-60, -40), (0, 50)]]
            assert any(moves for moves, _ in moved), (size, handle.get_attribute("aria-label"))
            if handle.evaluate("(one) => one.matches('.handle')"):  # a wide chart lets the page scroll up and down
                assert not any(scrolls for _, scrolls in moved), (size, handle.get_attribute("aria-label"))


@pytest.mark.parametrize("size", TOUCHED, ids=str)
def test_a_finger_votes_and_draws_a_digit(site, page, size):
    page.goto((site / "notebooks" / "01-neurons.html").as_uri())
    turned(page, size)
    assert page.evaluate(WIDE) == []
    offered = page.get_by_role("group", name="Your prediction").first.get_by_role("button")
    assert all(min(box["width"], box["height"]) >= 44 for box in (one.bounding_box() for one in offered.all()))
    offered.first.tap()
    assert page.get_by_text("You chose: ").is_visible()
    page.goto((site / "index.html").as_uri())
    assert page.evaluate(WIDE) == []
    box = page.locator("[data-live=digit_pad]")
    box.locator(".nnl:not([aria-busy])").wait_for()
    box.get_by_role("button", name="Clear").tap()
    pad, said = box.locator(".pad"), box.locator(".readout")
    x, y = pad.evaluate(HELD)
    height, before, empty = pad.bounding_box()["height"], page.evaluate("scrollY"), said.inner_text()
    touch(page, [(x, y + height * part / 100) for part in range(-30, 31, 5)])  # a 1, from its top to its foot
    assert page.evaluate("scrollY") == before
    page.wait_for_function("([one, empty]) => one.innerText !== empty", arg=[said.element_handle(), empty])
    inked = pad.evaluate(INK)
    assert 0.55 < inked[1] < 0.75 and inked[0] < 0.15


def test_every_page_fits_the_screen_of_a_chromebook_a_tablet_and_a_phone(site, page):
    """Of each kind one; those with explorers are in the other tests."""
    for name in ["contents", "TEACHING", "REFERENCE", "WHERE-TO-RUN", "notebooks/glossary", EXERCISES[6]]:
        page.goto((site / f"{name}.html").as_uri())
        for size in [*TOUCHED, CHROMEBOOK]:
            turned(page, size)
            assert (name, size, page.evaluate(WIDE)) == (name, size, [])


@pytest.mark.parametrize("name", live.explorers())
def test_on_a_chromebook_an_explorer_fits_the_screen_and_a_mouse_finds_every_control(site, browser, name):
    width, height = CHROMEBOOK
    page = browser.new_page(viewport={"width": width, "height": height})
    box = alive(page, site, name)
    page.evaluate("() => document.querySelectorAll('.explorer details').forEach((one) => { one.open = false; })")
    assert page.evaluate(WIDE) == []
    assert name == "playground" or box.locator(".nnl").bounding_box()["height"] <= height - 48  # below the bar
    assert page.evaluate(TINY) == []
    page.close()
