"""The built pages in a real Chromium: explorers live, predictions ask first, and without scripts all of it can be read.

Where web_pages.py says so, these tests are skipped. Whether the pages can be used by everybody is in test_web_axe_*.py.
"""

import functools
import re
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from web_pages import ROOT, Reader, a_browser, a_site  # noqa: F401


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
    page.locator(".door.first").click()
    page.wait_for_url("**/notebooks/01-neurons.html")
    answer = page.locator("details", has=page.get_by_text("The output (predict first)", exact=True)).first
    assert not answer.get_by_text("4.80%").is_visible()
    assert not page.get_by_text("The new network gets none of the ten right").is_visible()
    page.get_by_role("group", name="Your prediction").first.get_by_role("button", name="about half").click()
    assert page.get_by_text("You chose: about half").is_visible()
    assert answer.get_by_text("4.80%").is_visible()
    assert page.get_by_text("The new network gets none of the ten right").is_visible()
    page.get_by_role("button", name=re.compile("Download")).click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=".ipynb").click()
    waiting.value.save_as(tmp_path / "lesson.ipynb")
    original = ROOT / "notebooks" / "01-neurons.ipynb"
    assert waiting.value.suggested_filename == original.name
    assert (tmp_path / "lesson.ipynb").read_bytes() == original.read_bytes()
    page.close()


EXPLORERS = ["digit_pad", "playground", *(f"chapter{chapter:02}" for chapter in range(1, 20))]


@pytest.mark.parametrize("name", EXPLORERS)
def test_an_explorer_lives_on_its_page(reader, name):
    """What it can do is in test_explorers_live.py and test_explorer_NN.py; here it is found, loaded and fed."""
    chapter = re.search(r"\d\d$", name)
    pages = {"digit_pad": "08", "playground": "playground"}
    (page,) = (ROOT / "notebooks").glob(f"{chapter[0] if chapter else pages[name]}*.ipynb")
    reader.open(page.relative_to(ROOT).with_suffix("").as_posix())
    box = reader.page.locator(f"[data-live='{name}'] .nnl:not([aria-busy])")
    box.scroll_into_view_if_needed()
    assert box.locator(".readout").inner_text()
    assert not reader.wrong


def test_a_prediction_is_asked_before_it_is_answered_wherever_one_comes_from(reader):
    reader.page.goto((reader.site / "notebooks" / "03-sigmoid.html").as_uri())
    page = reader.page
    asked, answers = (
        page.locator(".prediction"),
        page.locator("details:has-text('predict first')"),
    )
    assert asked.count() == 11
    assert page.locator("p:has-text('Answer:'):visible").count() == 0
    asked.nth(1).get_by_role("button", name="Show it anyway").press("Enter")
    assert page.locator("p:has-text('Answer:'):visible").count() == 1
    page.get_by_role("button", name="Show all answers of this page").press("Enter")
    page.evaluate("() => document.querySelectorAll('.deeper').forEach((one) => { one.open = true; })")
    assert page.locator("p:has-text('Answer:'):visible").count() == 11
    assert answers.evaluate_all("(all) => all.every((one) => one.open)")
    page.emulate_media(media="print", color_scheme="dark")  # before the page is there: a change would come later
    page.reload()
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator("p:has-text('Answer:'):visible").count() == 11
    assert page.evaluate("() => document.documentElement.dataset.theme") == "light"
    assert not reader.wrong


def test_questions_of_yes_and_no_are_offered_as_such(reader):
    reader.page.goto((reader.site / "notebooks" / "04-layers.html").as_uri())
    group = reader.page.locator("p:has-text('still become one point') ~ .cell .prediction").first
    assert group.get_by_role("button").all_inner_texts() == ["Yes", "No", "Show it anyway"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_scripts_text_answers_and_first_pictures_stand_there_black_on_white(site, browser, scheme):
    context = browser.new_context(java_script_enabled=False, color_scheme=scheme)
    page = context.new_page()
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb")):
        page.goto((site / "notebooks" / f"{path.stem}.html").as_uri())
        boxes = page.locator("[data-live]")
        assert boxes.count() and all(box.locator("img").get_attribute("alt") for box in boxes.all())
        assert page.locator("p:has-text('Answer:')").first.is_visible()
        assert page.locator("body").evaluate("(one) => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
    context.close()


def test_the_first_page_shows_what_moves_and_leads_to_every_chapter(reader):
    reader.open("index")
    page = reader.page
    page.locator("[data-live=digit_pad] .nnl:not([aria-busy])").wait_for()
    assert page.locator("[data-live=digit_pad]").bounding_box()["y"] < 720
    lessons = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
    assert page.locator(".lesson-card").count() == len(lessons)
    questions = page.locator(".lesson-card").all_inner_texts()
    assert all("?" in question and "minutes" in question for question in questions)
    assert not reader.wrong
