"""Exercises on the built pages, in a real browser: what a reader fills in, is told, and finds again.

What is said is compared with the notebooks in test_forms.py; where web_pages.py says so, these tests are skipped.
"""

import re
from pathlib import Path

import pytest
from web_pages import ALL, ROOT, Reader, a_browser, a_site, phone  # noqa: F401

axe_playwright_python = pytest.importorskip("axe_playwright_python")
FOLDER = "notebooks/exercises"


@pytest.fixture(name="reader")
def a_page(site, browser):
    reader = Reader(browser, site)
    yield reader
    assert reader.wrong == []
    reader.context.close()


def form(reader, name):
    """Open the page of an exercise, such as "01-neurons/flip", and return its form."""
    page, own = name.split("/")
    reader.page.goto((reader.site / FOLDER / f"{page}.html").as_uri())
    return reader.page.locator(f"#form-{page[:2]}-{own}.alive")


def told(box):
    box.get_by_role("button", name="Check").click()
    return box.get_by_role("status").inner_text()


def test_a_number_is_wrong_then_right_and_the_explanation_comes_with_the_right_one(reader):
    box = form(reader, "01-neurons/flip")
    explanation, line = box.get_by_text("on every morning it takes"), box.get_by_label("forecast")
    assert told(box) == "· Not attempted yet."
    line.fill("10")
    assert told(box) == "✗ Not yet: 10 was right for the old bias, −1.80; the new one is −2.60"
    line.fill("fifty")
    assert told(box) == "· “fifty” is not a number: write 0.5, −3, 1e-3 or 3/4."
    assert line.get_attribute("aria-invalid") == "true"
    assert not explanation.is_visible()
    line.fill("150/3")
    assert told(box) == "✓ Right."
    assert line.get_attribute("aria-invalid") is None
    assert explanation.is_visible()


def test_hints_come_one_by_one_and_the_solution_only_after_a_try_and_when_asked_for(reader):
    box = form(reader, "01-neurons/fractions")
    hints, solution = box.locator(".hint"), box.get_by_role("button", name="Show the solution")
    assert [one.is_visible() for one in hints.all()] == [False, False]
    for number in (1, 2):
        box.get_by_role("button", name="hint").click()
        assert [one.is_visible() for one in hints.all()] == [place < number for place in range(2)]
    assert not box.get_by_role("button", name="hint").is_visible()
    assert not solution.is_visible()
    for place, text in enumerate(("67", "93", "2", "−1.8")):
        box.get_by_role("textbox").nth(place).fill(text)
    assert told(box).startswith("✗ Not yet: the weights: only the rain is measured differently")
    assert not box.locator(".the-solution").is_visible()
    solution.click()
    assert "([0.67, 0.93, 2.0], -1.8)" in box.locator(".the-solution").inner_text()


def test_letters_are_chosen_by_keyboard_alone(reader):
    box = form(reader, "08-mnist-training/which_curve")
    keys = reader.page.keyboard
    box.get_by_role("radio").first.focus()
    for run, letter in enumerate("DBAC", start=1):
        keys.press("Space")
        for _ in range("ABCD".index(letter)):
            keys.press("ArrowRight")
        assert box.get_by_role("group", name=f"run {run}").get_by_label(letter, exact=True).is_checked()
        keys.press("Tab")
    keys.press("Enter")  # on the button Check
    assert box.get_by_role("status").inner_text() == "✓ Right."


def test_several_are_chosen_and_none_at_all_is_an_answer_too(reader):
    box = form(reader, "15-autodiff/orders")
    assert told(box).startswith("✗ Not yet: two of the four hold.")
    box.get_by_label("B", exact=True).check()
    assert told(box) == "✗ Not yet: B holds, but so does another: e may also speak after c"
    box.get_by_label("D", exact=True).check()
    assert told(box) == "✓ Right."


def test_a_table_of_numbers_is_filled_in_by_rows_on_a_phone_with_room_for_a_finger(site, browser):
    context = phone(browser)
    page = context.new_page()
    page.goto((site / FOLDER / "11-convolutions.html").as_uri())
    box = page.locator("#form-11-three_maps.alive")
    texts = "2 -1 -2 1 0 -1 2 1 -1 1 -1 -2 1 0 -1 2 1 -2 -2 -1 2 -1 0 1 -1 1 2".split()
    for place, text in enumerate(texts[:-1]):
        box.get_by_role("textbox").nth(place).fill(text)
    assert told(box) == "· Not attempted yet: one field is still empty."
    box.get_by_label("negative, row 3, column 3").fill("3")
    assert told(box).startswith("✗ Not yet: negative differs in 1 of 9 places, first at [2, 2]")
    box.get_by_label("negative, row 3, column 3").fill("2")
    box.get_by_role("button", name="Check").tap()
    assert box.get_by_role("status").inner_text() == "✓ Right."
    for one in page.locator("form[data-exercise] :is(input[type=text], .options label, button:visible)").all():
        size = one.bounding_box()
        assert size["height"] >= 44 and size["x"] + size["width"] <= 390, one
    context.close()


def test_answers_are_found_again_and_listed_to_print_or_send_until_they_are_forgotten(reader):
    box = form(reader, "01-neurons/flip")
    for text in ("10", "50", "49"):
        box.get_by_label("forecast").fill(text)
        told(box)
    box = form(reader, "01-neurons/diagnosis")
    box.get_by_label("the averages were swapped").check()
    box.get_by_role("button", name="Hint").click()
    said = told(box)
    reader.page.reload()
    assert box.get_by_label("the averages were swapped").is_checked()
    assert box.get_by_role("status").inner_text() == said
    assert box.locator(".hint").first.is_visible()
    reader.page.goto((reader.site / FOLDER / "solved.html").as_uri())
    reader.page.get_by_label("Your name").fill("Ada")
    table = reader.page.locator(".solved table")
    rows = [row.inner_text().split("\t") for row in table.locator("tr[data-exercise]:visible").all()]
    assert [row[:3] for row in rows] == [
        ["2 · Predict: where the answer flips", "forecast: 50", "✓ right, 3 tries"],
        ["5 · Find the fault: another program", "cause: the averages were swapped", "✗ not yet, 1 try, 1 hint"],
    ]
    reader.page.get_by_role("button", name="Copy as text").click()
    text = reader.page.get_by_label("Your exercises as text").input_value()
    assert text.startswith("Ada\n1 of 90 exercises right, 1 tried.")
    assert "· 2 · Predict: where the answer flips · ✓ right, 3 tries · " in text
    reader.page.on("dialog", lambda dialog: dialog.accept())
    reader.page.get_by_role("button", name="Forget all").click()
    assert not table.is_visible()
    assert form(reader, "01-neurons/flip").get_by_label("forecast").input_value() == ""


def test_where_the_browser_keeps_nothing_a_form_works_and_the_list_says_so(reader):
    reader.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    box = form(reader, "01-neurons/flip")
    box.get_by_label("forecast").fill("50")
    assert told(box) == "✓ Right."
    reader.page.goto((reader.site / FOLDER / "solved.html").as_uri())
    assert "keeps nothing" in reader.page.locator(".summary").inner_text()
    reader.wrong.clear()  # the theme's own scripts complain


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_form_with_all_that_it_says_and_the_list_break_no_rule_of_wcag(reader, theme):
    script = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    reader.screen(390, theme)
    for name, texts, sign in (("flip", ["10"], "✗"), ("fractions", ["0.67", "0.93", "2", "−1.8"], "✓")):
        box = form(reader, f"01-neurons/{name}")
        for place, text in enumerate(texts):
            box.get_by_role("textbox").nth(place).fill(text)
        box.get_by_role("button", name="Hint").click()
        assert told(box).startswith(sign)
    reader.page.get_by_role("button", name="Show the solution").first.click()
    reader.page.evaluate(script)
    assert reader.axe({"include": [["form"]]}, ALL) == []
    reader.page.goto((reader.site / FOLDER / "solved.html").as_uri())
    reader.page.evaluate(script)
    reader.page.get_by_role("button", name="Copy as text").click()
    assert reader.axe({"include": [[".bd-article"]]}, ALL) == []


def test_only_exercises_without_a_form_offer_to_be_run_and_the_cells_of_the_others_are_folded(reader):
    form(reader, "05-forward-pass/joined")
    notebook = (ROOT / FOLDER / "05-forward-pass.ipynb").read_text(encoding="utf-8")
    sections = reader.page.locator("section:has(> h2), section:has(> h1) > section")
    seen = {"form": 0, "run": 0}
    for section in sections.all():
        has_form, runs = section.locator("form").count(), section.locator(".run-here").count()
        assert has_form + runs <= 1
        seen["form"] += has_form
        seen["run"] += runs
        if has_form:
            assert [one.inner_text() for one in section.locator("details summary").all()] == ["In the notebook"]
            assert not section.locator("pre", has_text="check.").is_visible()
    assert seen == {"form": 2, "run": notebook.count('"grade_id"') - 2}


def test_the_questions_before_chapter_01_come_first_and_are_none_of_the_exercises_that_are_counted(reader):
    page = reader.page
    page.goto((reader.site / FOLDER / "index.html").as_uri())
    count = re.search(
        r"of the (\d+) exercises",
        (ROOT / "nncourse/teaching/pages/what-a-mark-is-worth.md").read_text(encoding="utf-8"),
    )[1]
    assert f"80 of the {count} ask for" in page.locator("article").inner_text()
    page.get_by_role("link", name="Ten questions").click()
    page.wait_for_selector("form.alive")
    text = page.locator("article").inner_text()
    assert page.locator("form.alive").count() == 10 and "On this page all exercises can be answered" in text
    assert "want to be run" not in text and "If it’s question 1, 2 or 3, begin with Python:" in text
    box = page.locator("#form-00-slopes")
    box.get_by_role("textbox").nth(0).fill("2")
    box.get_by_role("textbox").nth(1).fill("5.3")
    assert "from left to right the line falls" in told(box)


def test_exercises_without_a_form_lead_to_the_live_edition_where_the_page_does(reader):
    page = reader.site / FOLDER / "05-forward-pass.html"
    link = '<p class="run"><a class="door run-here" href="../../live/index.html">Run it here</a></p>'
    copy = page.with_stem("05-with-live-edition")
    copy.write_text(page.read_text(encoding="utf-8").replace("</h1>", f"</h1>{link}", 1), encoding="utf-8")
    try:
        for path, count in ((page, 0), (copy, 1)):
            reader.page.goto(path.as_uri())
            reader.page.wait_for_selector("form.alive")
            places = reader.page.locator("p.run-here")
            assert places.count() > 0
            assert [one.get_by_role("link", name="Run it here").count() for one in places.all()] == [
                count
            ] * places.count()
            assert all(one.is_visible() == bool(count) for one in places.all())
    finally:
        copy.unlink()
