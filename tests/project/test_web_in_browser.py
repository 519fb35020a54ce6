"""The built pages in real browsers: explorers live, predictions ask first, and without scripts all of it can be read.

Where web_pages.py says so, these tests are skipped. Whether the pages can be used by everybody is in test_web_axe_*.py.
"""

import functools
import re
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import nbformat
import pytest
from web_pages import ROOT, Reader, a_browser, a_site, lesson_of, only_in_chromium, page_with, phone  # noqa: F401

from nncourse.widgets import live


@pytest.fixture(name="reader")
def a_page(site, browser):
    """A page of its own for each test; it is closed at the end, so that nothing goes on behind the others."""
    reader = Reader(browser, site)
    yield reader
    reader.context.close()


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
    assert not page.get_by_text("It gets none of the ten right").is_visible()
    page.get_by_role("group", name="Your prediction").first.get_by_role("button", name="about half").click()
    assert page.get_by_text("You chose: about half").is_visible()
    assert answer.get_by_text("4.80%").is_visible()
    assert page.get_by_text("It gets none of the ten right").is_visible()
    page.get_by_role("button", name=re.compile("Download")).click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=".ipynb").click()
    waiting.value.save_as(tmp_path / "lesson.ipynb")
    original = ROOT / "notebooks" / "01-neurons.ipynb"
    assert waiting.value.suggested_filename == original.name
    assert (tmp_path / "lesson.ipynb").read_bytes() == original.read_bytes()
    page.close()


@pytest.mark.parametrize("name", live.explorers())
def test_an_explorer_is_on_its_page(site, name):
    """That it lives there is in test_web_axe_*.py."""
    assert page_with(site, name).name.startswith(name.removeprefix("chapter")[:2] if name[-1].isdigit() else "")


@pytest.mark.parametrize("chapter", ["05", "08", "10", "14"])
def test_an_explorer_of_several_pictures_is_hardly_taller_on_a_tablet(reader, browser, chapter):
    only_in_chromium(browser)
    reader.page.set_viewport_size({"width": 768, "height": 1024})
    reader.open(page_with(reader.site, f"chapter{chapter}").relative_to(reader.site).with_suffix("").as_posix())
    assert reader.page.locator(f"[data-live=chapter{chapter}] .nnl").bounding_box()["height"] <= 800


def test_a_prediction_is_asked_before_it_is_answered_wherever_one_comes_from(reader):
    reader.page.goto((reader.site / "notebooks" / "03-sigmoid.html").as_uri())
    page, count = (
        reader.page,
        lesson_of("03").read_text(encoding="utf-8").split("## Deeper")[0].count("*Predict, then run:*"),
    )
    asked, answers = (
        page.locator(".prediction"),
        page.locator("details:has-text('predict first')"),
    )
    assert asked.count() == count > 3
    assert page.locator("p:has-text('Answer:'):visible").count() == 0
    asked.nth(1).get_by_role("button", name="Show it anyway").press("Enter")
    assert page.locator("p:has-text('Answer:'):visible").count() == 1
    page.get_by_role("button", name="Show all answers of this page").press("Enter")
    assert page.locator("p:has-text('Answer:'):visible").count() == count
    assert answers.evaluate_all("(all) => all.every((one) => one.open)")
    page.emulate_media(media="print", color_scheme="dark")  # before the page is there: a change would come later
    page.reload()
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator("p:has-text('Answer:'):visible").count() == count
    assert page.evaluate("() => document.documentElement.dataset.theme") == "light"
    assert not reader.wrong


def test_a_page_shows_only_the_short_road_and_so_does_the_next_until_a_link_leads_beside_it(reader):
    page = reader.page
    page.goto((reader.site / "notebooks" / "03-sigmoid.html").as_uri())
    page.set_viewport_size({"width": 1600, "height": 900})
    road = page.get_by_role("button", name="Only the short road")
    headings, links = page.locator(".bd-article h2:visible"), page.locator(".page-toc a:visible")
    whole, listed = headings.count(), links.count()
    road.press("Enter")
    marked = headings.all_inner_texts()
    assert 0 < len(marked) < whole and all("◆" in text for text in marked)
    assert 0 < links.count() < listed and all("◆" in text for text in links.all_inner_texts())
    page.goto((reader.site / "notebooks" / "04-layers.html").as_uri())
    assert all("◆" in text for text in headings.all_inner_texts()) and road.get_attribute("aria-pressed") == "true"
    page.goto((reader.site / "notebooks" / "04-layers.html").as_uri() + "#What-you-built")
    assert page.get_by_role("heading", name="What you built").is_visible()
    assert road.get_attribute("aria-pressed") == "false"
    page.goto((reader.site / "notebooks" / "09-optimizers.html").as_uri())
    assert not road.count() and page.locator(".bd-article h2:visible").count() > 5
    assert not reader.wrong


def test_the_end_of_a_lesson_leads_to_each_of_its_deeper_sections_on_a_page_of_their_own_and_back(reader):
    lesson = (reader.site / "notebooks" / "07-backprop.html").as_uri()
    reader.page.goto(lesson)
    assert not reader.page.locator("h2:has-text('Deeper')").count()
    links = reader.page.locator("p:has-text('The lesson ends here.') + ul a")
    names = [name.removeprefix("Deeper: ") for name in links.all_inner_texts()]
    for place in (1, len(names) - 1):
        links.nth(place).press("Enter")
        reader.page.wait_for_url("**/07-backprop-deeper.html#*")
        headings = reader.page.locator(".bd-article h2")
        assert len(names) == headings.count() > 5
        assert names[place] in headings.nth(place).inner_text()
        ended = reader.page.evaluate("() => innerHeight + scrollY >= document.documentElement.scrollHeight - 2")
        assert 0 <= headings.nth(place).bounding_box()["y"] < (600 if ended else 200)
        reader.page.get_by_role("link", name="the lesson", exact=True).press("Enter")
        reader.page.wait_for_url(lesson)
    assert not reader.wrong


def test_a_word_is_searched_from_a_lesson_which_has_not_loaded_the_index(reader):
    reader.page.goto((reader.site / "notebooks" / "03-sigmoid.html").as_uri())
    assert not reader.page.locator("script[src*=searchindex]").count()
    reader.page.keyboard.press("Control+k")
    reader.page.keyboard.type("overfitting")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/search.html?q=overfitting**")
    reader.page.locator("#search-results a[href*='10-generalization']").first.wait_for()
    assert not reader.wrong


def test_questions_of_yes_and_no_are_offered_as_such(reader):
    reader.page.goto((reader.site / "notebooks" / "02-perceptron.html").as_uri())
    group = reader.page.locator("p:has-text('Does each correction raise the number') ~ .cell .prediction").first
    assert group.get_by_role("button").all_inner_texts() == ["Yes", "No", "Show it anyway"]


# Chooses an answer of every prediction, and returns of each what stands on the buttons that are then marked, the places
# of these, and what is said.
CHOSEN = """(place) => [...document.querySelectorAll(".prediction")].map((form) => {
  const buttons = [...form.querySelectorAll("button:not(.anyway)")];
  buttons[place % buttons.length].click();
  const marked = buttons.filter((one) => one.matches(".right"));
  return {
    places: marked.map((one) => buttons.indexOf(one)),
    words: marked.map((one) => one.innerText),
    said: form.nextElementSibling.innerText,
    offered: buttons.length,
  };
})"""


@pytest.mark.parametrize("place", [0, 1])
def test_the_right_answer_of_every_prediction_is_marked_once_a_reader_has_chosen(reader, place):
    asked = 0
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        known = {"": [], "-deeper": []}
        part = ""
        for cell in cells:
            if cell.source.startswith("## "):
                part = "-deeper" if cell.source.startswith("## Deeper") else ""
            if "prediction" in cell.metadata:
                known[part].append(cell.metadata.prediction.right)
        for part, rights in known.items():
            if not rights:
                continue
            reader.page.goto((reader.site / "notebooks" / f"{path.stem}{part}.html").as_uri())
            found = reader.page.evaluate(CHOSEN, place)
            assert [one["places"] for one in found] == [right or [] for right in rights]
            for right, one in zip(rights, found):
                assert all(words.endswith("✓ right") for words in one["words"])
                chosen = place % one["offered"]
                verdict = "open" if right is None else "None of" if not right else "That's right"
                assert (verdict in one["said"]) == (not right or chosen in right), one["said"]
            asked += len(rights)
    assert asked > 150 and not reader.wrong


def test_without_scripts_text_answers_and_first_pictures_stand_there_black_on_white(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb")):
        page.goto((site / "notebooks" / f"{path.stem}.html").as_uri())
        boxes = page.locator("[data-live]")
        assert all(box.locator("img").get_attribute("alt") for box in boxes.all())
        assert page.locator("p:has-text('Answer:')").first.is_visible()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            ground = page.locator("body").evaluate("(one) => getComputedStyle(one).backgroundColor")
            assert ground == "rgb(255, 255, 255)", (path.stem, scheme)
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


def test_with_more_room_an_explorer_is_larger_and_is_still_grasped_where_it_is_seen(reader):
    """Without the sidebar, and on the full screen, which a button of the keyboard opens and Escape leaves."""
    reader.page.set_viewport_size({"width": 1500, "height": 950})
    reader.open("notebooks/03-sigmoid")
    page, box = reader.page, reader.page.locator("[data-live=chapter03]")
    wide = "(one) => one.querySelector('.nnl').getBoundingClientRect().width"
    before = box.evaluate(wide)
    page.get_by_role("button", name="All chapters").click()
    page.wait_for_function(f"([one, before]) => ({wide})(one) > before + 100", arg=[box.element_handle(), before])
    assert box.evaluate("(one) => one.getBoundingClientRect().right <= innerWidth")
    button = box.get_by_role("button", name="Full screen")
    button.press("Enter")
    page.wait_for_function("(one) => document.fullscreenElement === one", arg=box.element_handle())
    leave = box.get_by_role("button", name="Leave the full screen (Esc)")
    leave.wait_for()
    assert box.evaluate(wide) > before + 100
    point = box.get_by_role("slider", name="the point (z)")
    middle = """(one) => { const { x, y, width, height } = one.getBoundingClientRect();
      return [x + width / 2, y + height / 2]; }"""
    x, y = point.evaluate(middle)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 150, y, steps=4)
    page.mouse.up()
    page.wait_for_function(f"([one, x]) => Math.abs(({middle})(one)[0] - x) < 8", arg=[point.element_handle(), x - 150])
    page.keyboard.press("Escape")
    button.wait_for()
    assert not reader.wrong


def test_a_digit_is_drawn_where_the_pen_is_on_the_full_screen_too(reader):
    reader.page.set_viewport_size({"width": 1900, "height": 1050})
    reader.open("index")
    page, box = reader.page, reader.page.locator("[data-live=digit_pad]")
    box.get_by_role("button", name="Full screen").click()
    page.wait_for_function("(one) => document.fullscreenElement === one", arg=box.element_handle())
    page.wait_for_timeout(200)
    pad = box.locator(".pad").bounding_box()
    page.mouse.move(pad["x"] + 0.75 * pad["width"], pad["y"] + 0.25 * pad["height"])
    page.mouse.down()
    page.mouse.move(pad["x"] + 0.75 * pad["width"], pad["y"] + 0.75 * pad["height"], steps=5)
    page.mouse.up()
    page.wait_for_timeout(100)
    ink = box.locator(".pad").evaluate("""(one) => { const { data } = one.getContext("2d").getImageData(0, 0, 280, 280);
      const inked = [...Array(78400).keys()].filter((i) => data[4 * i + 3] > 100);
      const xs = inked.map((i) => i % 280);
      return [Math.min(...xs), Math.max(...xs), Math.floor(inked[0] / 280)]; }""")
    assert abs((ink[0] + ink[1]) / 2 - 210) < 4 and 50 < ink[2] < 75


def test_where_there_is_no_full_screen_there_is_no_button_for_it(site, browser):
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(Document.prototype, 'fullscreenEnabled', { value: false })")
    page = context.new_page()
    page.goto((site / "notebooks" / "playground.html").as_uri())
    page.locator("[data-live].alive").wait_for()
    assert page.get_by_role("button", name="Full screen").count() == 0
    context.close()


# Where the outline of a page begins, and where all else in it ends that isn't an explorer, from the left.
BESIDE = """() => {
  const parts = [...document.querySelectorAll(".bd-article :is(p, li, h2, pre, figure, table, .formula, button)")];
  const rights = parts.filter((one) => !one.closest(".explorer") && one.checkVisibility())
    .map((one) => one.closest("pre, .pst-scrollable-table-container, figure, .formula") ?? one)
    .map((one) => one.getBoundingClientRect().right);
  return [document.querySelector("nav.page-toc").getBoundingClientRect().left, Math.max(...rights)];
}"""


@pytest.mark.parametrize("width", [1280, 1366, 1440, 1920])
def test_the_outline_stands_beside_the_text_and_gives_way_to_an_explorer(reader, width):
    page = reader.page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((reader.site / "notebooks" / "09-optimizers.html").as_uri())
    outline, box = page.locator("nav.page-toc"), page.locator("[data-live]")
    assert outline.is_visible() and outline.get_by_role("link").count() > 8
    beside, rest = page.evaluate(BESIDE)
    assert 600 < rest < beside and outline.bounding_box()["width"] > 160
    assert outline.evaluate("(one) => one.getBoundingClientRect().right <= innerWidth && scrollX === 0")
    assert page.locator(".bd-article p").last.evaluate("(one) => one.clientWidth") >= 680  # some seventy letters
    box.evaluate("(one) => one.scrollIntoView({ block: 'center' })")
    outline.wait_for(state="hidden")
    assert box.bounding_box()["width"] > 980
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("() => scrollTo(0, 0)")
    outline.get_by_role("link").first.wait_for()
    assert not reader.wrong


def test_on_a_phone_a_reader_of_a_lesson_gets_to_every_chapter_and_every_section(site, browser):
    context = phone(browser)
    page = context.new_page()
    page.goto((site / "notebooks" / "03-sigmoid.html").as_uri())
    page.get_by_role("button", name="Sections of this page").tap()
    page.get_by_role("link", name="Many nudges add up").first.wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="All chapters").tap()
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb")):
        link = "#" if path.stem.startswith("03") else f"{path.stem}.html"
        page.locator(f"#pst-primary-sidebar-modal a[href='{link}']").wait_for()
    page.get_by_role("link", name="All sections").tap()
    page.wait_for_url("**/contents.html")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    links = page.locator(".bd-article li a")
    assert links.count() > 300
    rights = links.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().right)")
    assert max(rights) <= 390
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_cards_show_pictures_as_large_as_they_were_drawn_on_the_ground_of_their_page(site, browser, theme):
    reader = Reader(browser, site, theme=theme)
    reader.open("index")
    for card in reader.page.locator(".lesson-card img").all():
        card.scroll_into_view_if_needed()
        card.evaluate("(one) => one.decode()")
        natural, drawn, words = card.evaluate("(one) => [one.naturalWidth, one.getBoundingClientRect().width, one.alt]")
        assert natural < 2 * drawn and words == ""
        assert ("invert" in card.evaluate("(one) => getComputedStyle(one).filter")) == (theme == "dark")
    reader.context.close()


def test_the_reference_prints_on_three_sheets_and_no_cell_is_cut(reader, browser):
    only_in_chromium(browser)  # no other prints to a file
    page = reader.page
    page.goto((reader.site / "REFERENCE.html").as_uri())
    printed = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "10mm"))
    assert 2 < len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= 6
    page.set_viewport_size({"width": 718, "height": 1046})  # what the margins leave of the paper
    page.emulate_media(media="print")
    cells = page.locator("#reference td")
    assert cells.count() > 300
    assert not cells.evaluate_all("(all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length")
