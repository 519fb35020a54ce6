"""In a real browser: slides with keys, answers that wait and print, each whole and legible; pages on a phone."""

import io
import re
import unicodedata
from pathlib import Path

import pytest

from nncourse.teaching import everything, slides
from nncourse.teaching.chapters import course
from nncourse.teaching.writing import Writer

NAMES = [f"{one.number}-{sitting}" for one in course()[1] for sitting in (1, 2)]
SIZES = [(1366, 768), (1920, 1080), (820, 1180)]  # a projector, a large one, a tablet
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SMALLEST = 0.6  # of the usual size of type
# What is not on its slide, or smaller than what the last row reads, on all slides from the first to the last.
WALK = """(smallest) => {
  const overflows = (one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1;
  const found = [];
  const count = document.querySelectorAll(".slide").length;
  for (let number = 1; number <= count; number++) {
    const slide = document.querySelector(".slide:not([hidden])");
    const fit = slide.querySelector(".fit"), sheet = slide.querySelector(".sheet");
    const box = sheet.getBoundingClientRect();
    if (slide.id !== String(number)) found.push([number, "is", slide.id]);
    if (overflows(fit)) found.push([number, "overflows"]);
    if (Number(fit.style.getPropertyValue("--size")) < smallest) found.push([number, "is small"]);
    if (document.documentElement.scrollWidth > innerWidth) found.push([number, "scrolls sideways"]);
    if (box.left < 0 || box.right > innerWidth || box.bottom > innerHeight) found.push([number, "is cut off"]);
    for (const image of slide.querySelectorAll("img")) {
      const { width, height } = image.getBoundingClientRect();
      if (!image.complete || !image.naturalWidth || width < box.width / 3 || height < box.height / 4)
        found.push([number, "has a small picture"]);
    }
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true }));
  }
  return found;
}"""
every = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    """The folder of all slides."""
    folder = tmp_path_factory.mktemp("decks")
    slides.write(Writer(folder), [one.number for one in course()[1]], 0)
    return folder / "slides"


@pytest.fixture
def shown(chrome, decks):
    """Opens a sitting in a page; no script may fail there, and nothing may be asked of a network."""
    pages = []

    def show(name, end="", **context):
        page = chrome.new_context(**{"viewport": {"width": 1366, "height": 768}} | context).new_page()
        page.wrong = []
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda line: page.wrong.append(line.text) if line.type == "error" else None)
        page.on("request", lambda asked: page.wrong.append(asked.url) if asked.url.startswith("http") else None)
        page.goto((decks / f"{name}.html").as_uri() + end)
        pages.append(page)
        return page

    yield show
    for page in pages:
        assert page.wrong == []
        page.context.close()


def number(page):
    """The number of the slide that is shown, if it is one alone."""
    (slide,) = [one for one in page.locator(".slide").all() if one.is_visible()]
    return int(slide.get_attribute("id"))


def to_a_vote(page):
    """Go to the first vote and return its slide."""
    place = page.locator(".slide").evaluate_all("(all) => all.findIndex((one) => one.querySelector('.vote')) + 1")
    page.evaluate("(place) => { location.hash = place; }", place)
    page.wait_for_function("(place) => !document.getElementById(place).hidden", arg=str(place))
    return page.locator(f"[id='{place}']")


def pdf_of(page):
    """Return the words of each page of the paper, a list."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert all(one.mediabox.width > one.mediabox.height for one in printed.pages)
    return [unicodedata.normalize("NFKC", "".join(one.extract_text().split())) for one in printed.pages]


@every
def test_everything_is_on_its_slide_and_large_enough_on_a_projector_and_a_tablet(shown, name):
    page = shown(name, "?answers")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.keyboard.press("Home")
        assert page.evaluate(WALK, SMALLEST) == [], (width, height)


@every
def test_paper_has_a_page_a_slide_with_all_of_its_notes(shown, name):
    page = shown(name, "?answers")
    headings = ["".join(one.split())[:8] for one in page.locator(".sheet :is(h1, h2)").all_text_contents()]
    printed = pdf_of(page)
    assert len(printed) == len(headings)
    for place, (heading, text) in enumerate(zip(headings, printed), 1):
        assert heading in text and f"{place}/{len(headings)}" in text
    page.emulate_media(media="print")
    lost = """(all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1
      || one.scrollWidth > one.clientWidth + 1).map((one) => one.closest("section").id)"""
    assert page.locator(".notes").evaluate_all(lost) == []
    assert page.locator(".fit").evaluate_all(lost) == []


def test_keys_and_a_remote_control_go_on_and_back_and_the_address_says_where(shown):
    page = shown("02-2", "#nowhere")
    assert number(page) == 1
    page.evaluate("location.hash = 3")
    page.wait_for_function("() => !document.getElementById(3).hidden")
    last = page.locator(".slide").count()
    assert number(page) == 3
    for key, expected in [
        ("PageUp", 2),
        ("ArrowLeft", 1),
        ("ArrowLeft", 1),
        ("PageDown", 2),
        ("End", last),
        ("ArrowRight", last),
        ("ArrowUp", last - 1),
        ("Home", 1),
        ("ArrowRight", 2),
        ("ArrowUp", 1),
        ("ArrowDown", 2),
        ("Home", 1),
        (" ", 2),
    ]:
        page.keyboard.press(key)
        assert (number(page), page.evaluate("location.hash")) == (expected, f"#{expected}"), key
        assert page.evaluate("document.activeElement.id") == str(expected)
        assert f"Slide {expected} of {last}" == page.get_by_role("status").inner_text()


def test_buttons_and_clicks_do_what_keys_do_and_a_link_stays_a_link(shown):
    page = shown("02-1")
    page.get_by_role("button", name="Next").click()
    assert number(page) == 2
    page.get_by_role("button", name="Back").click()
    assert number(page) == 1
    page.keyboard.press("End")
    page.get_by_role("button", name="Back").focus()
    page.keyboard.press(" ")
    assert number(page) == page.locator(".slide").count() - 1
    page.keyboard.press("Home")
    page.mouse.click(1000, 300)
    assert number(page) == 2
    page.mouse.click(200, 300)
    assert number(page) == 1
    page = shown("01-2")
    link = page.get_by_role("link", name="Open it in the lesson")
    page.evaluate("document.querySelector('.explorer a').addEventListener('click', (one) => one.preventDefault())")
    page.evaluate("location.hash = document.querySelector('.explorer').parentElement.id")
    link.wait_for()
    before = number(page)
    link.click()
    assert number(page) == before


@pytest.mark.parametrize("how", ["a", "ArrowRight", "PageDown", "click", "button"])
def test_an_answer_waits_until_it_is_asked_for_and_is_then_marked_and_said(shown, how):
    page = shown("06-2")
    slide = to_a_vote(page)
    answer, mark = slide.locator(".sheet div.answer"), slide.locator(".mark")
    place = slide.get_attribute("id")
    assert not answer.is_visible() and not mark.is_visible()
    plain = slide.locator(".right").evaluate("(card) => getComputedStyle(card).outlineStyle")
    {
        "click": lambda: page.mouse.click(1000, 400),
        "button": lambda: page.get_by_role("button", name="Answer").click(),
    }.get(how, lambda: page.keyboard.press(how))()
    assert slide.is_visible() and answer.is_visible() and mark.is_visible()
    assert slide.locator(".right").evaluate("(card) => getComputedStyle(card).outlineStyle") != plain
    assert re.search(r"C.*✓ right.*119", page.get_by_role("status").inner_text(), re.DOTALL)
    page.keyboard.press("ArrowRight")
    assert number(page) == int(place) + 1
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("a")
    assert number(page) == int(place) and not answer.is_visible()


def test_notes_are_below_the_slide_and_tell_no_answer_before_it_is_asked_for(shown):
    page = shown("06-2")
    slide = to_a_vote(page)
    notes = slide.locator(".notes")
    assert not notes.is_visible()
    page.keyboard.press("n")
    sheet, below = slide.locator(".sheet").bounding_box(), notes.bounding_box()
    assert below["y"] >= sheet["y"] + sheet["height"] - 1 and below["y"] + below["height"] <= 768
    assert "Right:" not in notes.inner_text()
    page.keyboard.press("a")
    assert "Right: C" in notes.inner_text()
    page.get_by_role("button", name="Notes").click()
    assert not notes.is_visible()


def test_the_keys_are_listed_behind_the_question_mark(shown):
    page = shown("06-2")
    assert not page.locator(".help").is_visible()
    page.keyboard.press("?")
    text = page.locator(".help").inner_text()
    bound = re.search(r"const keys = \{(.*?)\n  \};", page.content(), re.DOTALL)[1]
    keys = [*re.findall(r'^    "?([\w?]+)"?:', bound, re.MULTILINE), "space", "PageDown", "PageUp"]
    assert len(keys) > 8 and all(re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text) for key in keys)
    page.get_by_role("button", name="Keys").click()
    assert not page.locator(".help").is_visible()


def test_paper_shows_no_answer_unless_it_was_asked_for(shown):
    answer, page = "aftertheplateau", shown("06-2")

    def told():
        return answer in "".join(pdf_of(page)).lower()

    assert not told()
    to_a_vote(page)
    page.keyboard.press("a")
    assert told()
    page = shown("06-2", "?answers")
    assert told()


def test_without_scripts_all_slides_and_answers_are_below_each_other(shown):
    page = shown("06-2", java_script_enabled=False)
    assert all(one.is_visible() for one in page.locator(".sheet, .sheet .answer").all())


def test_the_slides_break_no_rule_of_wcag_with_notes_and_answers_open(shown):
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    page = shown("04-1", "?answers")
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    page.keyboard.press("n")
    page.keyboard.press("?")
    kinds = page.locator(".sheet").evaluate_all("(all) => all.map((one) => one.className)")
    assert len(set(kinds)) >= 6
    for kind in dict.fromkeys(kinds):
        page.evaluate("(place) => { location.hash = place; }", kinds.index(kind) + 1)
        page.wait_for_function("(place) => !document.getElementById(place).hidden", arg=str(kinds.index(kind) + 1))
        options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
        found = page.evaluate("(options) => axe.run(document, options)", options)["violations"]
        assert [(one["id"], [node["html"][:150] for node in one["nodes"]][:3]) for one in found] == [], kind


# The pages


def test_every_page_keeps_to_the_width_of_a_phone(chrome, tmp_path):
    """But the poster, which is a sheet of A2."""
    everything.write(tmp_path, [one.number for one in course()[1]])
    page = chrome.new_page(viewport={"width": 390, "height": 844})
    wide = {}
    for path in sorted(tmp_path.rglob("*.html")):
        page.goto(path.as_uri())
        wide[path.relative_to(tmp_path).as_posix()] = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert len(wide) > 120
    assert [name for name, width in wide.items() if width > 390] == ["poster.html"]
