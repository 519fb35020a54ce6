"""Notebooks keep the rules of form of tools/lint_lessons.py, and each rule sees the defect that it is against."""

import json
import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import claims
import nbformat
import pytest
from lint_lessons import ALL, COURSE, LESSONS, Notebook, complaints, cut_cells, glossary, notebooks, rows, told
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from refresh import NOTEBOOKS, canonical

PATHS = notebooks()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_notebook_keeps_the_rules_of_form(path):
    found = complaints(Notebook.read(path))
    assert not found, "\n".join(["", *found])


def test_course_keeps_the_rules_of_form():
    found = list(told(COURSE, [Notebook.read(path) for path in PATHS]))
    assert not found, "\n".join(["", *found])


def test_there_is_a_lesson_for_each_chapter():
    lessons = [path.stem[:2] for path in PATHS if Notebook.read(path).is_lesson]
    assert lessons == [f"{number:02d}" for number in range(1, 20)]


# A lesson that keeps every rule, to be broken in one place at a time

FIRST = """# 03 · Slopes

**What is a slope?**

> - find one

> - draw one

**You need** lines. **Time:** about 25 minutes."""
FIGURE = '<figure><img alt="A line that rises to 77.7." src="x"><figcaption>A line</figcaption></figure>'
WORDS = """A rise is a number, as in 0.67 + 0.93 = 1.60, and `np.abs` takes its sign away. What is left says how far
you went, and no longer whether it was up or down, which is all that most people want to know when they come home, tired
and late, from a walk in the hills. """
WORDS = WORDS.replace("\n", " ") * 38
ANSWER = """*Answer:*
It is 0.25 here: a [**slope**](glossary.ipynb#slope)."""
LAST = """## What you built

Not much.

## What is still missing

More."""
EITHER = "*Predict, then run:* is it a **rise** or a **slope**?"
ENTRIES = ["a" * number for number in range(2, 31)]


def printed(text):
    return [new_output("stream", name="stdout", text=text)]


def shown(page):
    return [new_output("display_data", data={"text/html": page})]


def cells_of_a_lesson():
    return [
        new_markdown_cell(FIRST),
        new_markdown_cell("*Predict*, *Predict* and *Predict*: which?"),
        new_markdown_cell("*Predict* again."),
        new_markdown_cell(WORDS + "*Predict.*"),
        new_code_cell("print(np.abs(-0.25))", outputs=printed("0.25\n")),
        new_code_cell("x = 1\nplots.curves(x)", outputs=shown(FIGURE)),
        new_markdown_cell(ANSWER),
        new_markdown_cell(LAST),
    ]


def stored(cells, folder, name="03-slopes", form=canonical):
    """A notebook with these cells, numbered from 1, as refresh.py stores it."""
    for number, cell in enumerate((cell for cell in cells if cell.cell_type == "code"), start=1):
        cell.execution_count = cell.execution_count or number
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
        if cell.cell_type == "markdown" and "*Predict" in cell.source:
            cell.metadata.setdefault("prediction", {"right": None, "keep": True})
    (folder / "glossary.ipynb").touch()  # to which it links
    path = folder / f"{name}.ipynb"
    path.write_text(form(new_notebook(cells=cells)), encoding="utf-8")
    return Notebook.read(path)


def test_lesson_without_a_defect_is_not_complained_of(tmp_path):
    assert complaints(stored(cells_of_a_lesson(), tmp_path)) == []


def put(number, **changes):
    """A change of one cell: of its source where `old` and `new` are given, and of its fields."""

    def change(cells):
        cell = cells[number]
        if "old" in changes:
            assert changes["old"] in cell.source
            cell.source = cell.source.replace(changes["old"], changes["new"])
        cell.update({name: value for name, value in changes.items() if name not in ("old", "new")})

    return change


def deeper(code):
    """A change of the lesson: two Deeper sections come after it, and this is the code of the second, below a text."""

    def change(cells):
        imports = "import numpy as np\nfrom nncourse import plots\n"
        cells[4].source = imports + "x = images = is_one = y_val = a, b, c, d, e, f, SGD = range(7)"
        last = [new_markdown_cell("More."), new_code_cell(code)]
        cells += [
            new_markdown_cell("## Deeper: one"),
            new_code_cell("g = 1"),
            new_markdown_cell("## Deeper: two"),
            *last,
        ]

    return change


def road(*texts):
    """A change of the lesson: these texts come behind its first answer."""
    return lambda cells: cells.__setitem__(slice(7, 7), map(new_markdown_cell, texts))


STOP = "**A good place to stop.** You have a slope. Next: two."


def insert(cells, place, texts):
    """Insert cells; if one of them is on the short road, the headings of the last cell get cells of their own."""
    if "◆" in "".join(texts):
        cells[-1:] = [new_markdown_cell(f"## What {end}") for end in re.split("## What ", LAST)[1:]]
        cells[-2].source = cells[-2].source.rstrip()
    cells[place:place] = map(new_markdown_cell, texts)


def votes(*kept, before=0, inserted=()):
    """A change of the lesson: it has these cells more before a cell, and then only these predictions are kept."""

    def change(cells):
        insert(cells, before, inserted)
        for number, cell in enumerate(cells):
            if "*Predict" in cell.source:
                cell.metadata["prediction"] = {"right": None, "keep": number in kept}

    return change


def cut(instead, *sections, number=4, until=()):
    """A change of the lesson: a class may cut a cell, or a section that begins there. Its cell 5 needs y of cell 4."""

    def change(cells):
        imports = "import numpy as np\nfrom nncourse import plots\n"
        cells[4].source, cells[5].source = imports + "y = np.abs(-0.25)\nprint(y)", "x = y\nplots.curves(x)"
        insert(cells, number + 1, until)
        insert(cells, number, sections)
        cells[number].metadata["cut"] = instead

    return change


DEFECTS = {
    "a_class_keeps_a_few_votes": [
        (votes(3), "1 votes to keep, 2 to 4 are meant"),
        (votes(1, 2, 3, 7, 8, before=7, inserted=["*Predict* a.", "*Predict* b."]), "5 votes to keep, 2 to 4 are"),
        (votes(1, 2), None),
        (votes(1, 2, 9, before=8, inserted=["## From memory", "*Predict* a."]), "outside of the main text: '*Predict"),
        (votes(1, 2, before=3, inserted=[STOP]), "no vote to keep in the sitting that begins with '**A good"),
        (votes(4, before=3, inserted=[STOP]), "no vote to keep in the sitting that begins with '# 03"),
        (votes(2, 3, before=1, inserted=["## Beside"]), None),
        (votes(3, 4, before=1, inserted=["## One ◆", "## Beside"]), "no vote to keep is on the short road"),
    ],
    "a_cut_takes_nothing_that_is_needed": [
        (cut(""), "is cut without a word on what to do instead: ''"),
        (cut("Show it."), "is cut without a word on what to do instead: 'Show it.'"),
        (cut("show its picture"), "cells that are cut define plots, y, which others use; say to run them"),
        (cut("show its picture", "## Both"), None),
        (cut("show its picture", "## Both", number=5), None),
        (cut("run it without reading it"), None),
        (cut("show its picture", "## Code", until=["## More"]), "cells that are cut define plots, y, which others"),
        (cut("run its cells without reading them", "## Code", until=["## More"]), None),
        (cut("say it in a word", number=2), "'*Predict* again.' is cut with a vote to keep"),
        (cut("say it in a word", "## Two", number=2), "'## Two' is cut with a vote to keep"),
        (cut("say it in a word", "## Deeper: more", number=8), "is cut outside of the main text"),
        (cut("say it in a word", "## One ◆", "## Two", number=2), "'## One ◆' is cut, and on the short road"),
        (cut("say it in a word", number=6), None),
    ],
    "prose_has_few_numerals": [(put(3, source=WORDS.replace("What", "All 3") + "*Predict.*"), "of 100 are enough")],
    "the_short_road_is_short": [
        (road("## One ◆", "# Two\n\n## Three ◆"), "a heading inside of a cell, so that nobody"),
        (road("## One ◆", "Two ◆ three."), "in the midst of: Two ◆ three."),
        (road("## One ◆ two ◆"), "in the midst of: ## One ◆ two ◆") ,
        (road("## One ◆", "## Two", "### Three ◆"), "below a section that is not: ### Three ◆"),
        (road("## One ◆\n\nWord" + " word" * 1000), "minutes on the short road, 20 are meant"),
    ],
    "executed_in_order": [(put(4, execution_count=7), "has the number 7, not 1")],
    "no_error_warning_or_progress_bar": [
        (put(4, outputs=[new_output("stream", name="stderr", text="100%")]), "a warning or a bar"),
        (put(4, outputs=[new_output("error", ename="E", evalue="e", traceback=[])]), "an error is stored"),
    ],
    "nothing_of_the_machine": [
        (put(4, outputs=printed("0.25 /home/ada\n")), "/home/ada"),
        (put(4, outputs=printed("0.25 <Neuron at 0x7f11d3b62c10>\n")), "0x7f11"),
        (put(4, metadata={"tags": ["slow"]}), "['slow'], which nothing knows"),
        (put(4, metadata={"slideshow": {}}), "metadata ['slideshow']"),
    ],
    "figures_have_alt_text": [
        (put(5, outputs=shown('<img alt="A line" src="x">')), "without an alt text"),
        (put(5, outputs=[new_output("display_data", data={"image/png": "x"}), *shown(FIGURE)]), "use plots.show"),
    ],
    "nothing_behind_the_readers_back": [
        (put(5, old="x = 1", new="from nnlib import *"), "star import"),
    ],
    "opens_with_number_title_and_question": [(put(0, old="03 · ", new=""), "begins with '# Slopes'")],
    "first_cell_says_what_to_expect": [
        (put(0, old="**What is a slope?**", new="What is a slope?"), "in bold"),
        (put(0, old="> - draw one", new=""), "2 to 4 outcomes"),
        (put(0, old="**You need**", new="You need"), "what the reader needs"),
    ],
    "states_the_time_of_its_main_text": [
        (put(0, old="25 minutes", new="20 minutes"), "states '**Time:** about 20 minutes.', but it is '**Time:** ab"),
        (put(0, old="about 25 minutes", new="not long"), "states 'no time', but it is '**Time:** about 25 minutes.'"),
        (put(2, source="**A good place to stop.** You have a slope. *Predict*."), "in two sittings of about 5 and 20."),
    ],
    "has_two_sittings_that_can_be_sat_through": [
        (put(2, source="**A good place to stop.** *Predict*." + (WORDS * 2).rstrip()), "minutes, more than 40"),
    ],
    "ends_with_what_was_built_and_what_is_missing": [(put(7, old="What you built", new="Built"), "is still missing'")],
    "is_no_leaflet": [(put(3, source="`np.abs` takes the sign away. *Predict.*"), "fewer than 2,000")],
    "code_comes_in_small_pieces": [
        (put(4, source="np.abs(-0.25)\n" * 21), "has 21 lines, more than 20"),
        (put(4, source=""), "has 0 lines, no code"),
        (put(4, source="np.abs(-0.25)\n" * 20), "the median of the lines of a cell is 11"),
    ],
    "asks_to_predict": [(put(2, source="Again."), "2 predictions, fewer than 3")],
    "a_prediction_offers_its_answers": [
        (put(2, source="*Predict, then run:* which of the two?"), "offers 0 answers in bold"),
        (put(2, source="*Predict, then run:* is it **more** or less?"), "offers 1 answers in bold"),
        (put(2, source="*Predict, then run:* 2 of 4. Does it rise?"), None),
        (put(2, source="*Predict, then run:* does it **rise** or **fall**?"), None),
    ],
    "a_prediction_knows_its_answer": [
        (put(2, metadata={"prediction": None}), "asks, and has no answer"),
        (put(6, metadata={"prediction": {"right": [0]}}), "has an answer, and asks nothing"),
        (put(2, metadata={"prediction": {"right": [2]}}), "offers 2 answers, of which [2] are right"),
        (put(2, metadata={"prediction": {"right": [0]}}), "`told` has to quote it"),
        (put(3, metadata={"prediction": {"right": []}}), "`told` has to quote it"),
        (put(3, metadata={"prediction": {"right": [0], "told": "in the hills"}}), "doesn't stand behind it alone"),
        (put(3, metadata={"prediction": {"right": [0], "told": "nowhere"}}), "doesn't stand behind it alone"),
        (put(3, metadata={"prediction": {"right": [0], "told": "It is 0.25 here"}}), None),
        (put(3, metadata={"prediction": {"right": [0]}}, source=WORDS + EITHER), "doesn't say ['rise']"),
        (put(3, metadata={"prediction": {"right": [1]}}, source=WORDS + EITHER), None),
    ],
    "the_text_behind_an_answer_is_folded_with_it": [
        (put(6, old="*Answer:*\n", new=""), "goes on in the open"),
    ],
    "an_answer_folds_nothing_but_itself": [
        (put(6, old="*Answer:*\n", new="*Answer:*\n\n## Next\n\n"), "folds the heading"),
    ],
    "shows_a_picture": [(put(5, outputs=[]), "no picture")],
    "text_has_no_gaps": [
        (put(2, old="again", new="again\n\n| a |\n|---|\n| 1 |\n\n| 2 |"), "cuts the table below '| 1 |'"),
        (put(2, old="again", new="again  and"), "a gap in"),
        (put(2, old="again", new="again \n"), "a gap in"),
        (put(2, old="again", new="again\n and"), "a gap in"),
    ],
    "a_deeper_section_needs_little": [
        (deeper("print(a, b, c, d, e, f)"), "Deeper: two needs 6 names of the main text: a, b, c, d, e, f"),
        (deeper("print(f, g)"), "Deeper: two needs names of another Deeper section: g"),
        (deeper("print(late)\nlate = 1"), "Deeper: two needs names of another Deeper section: late"),
        (deeper("print(a, b, c, d, e, x, y_val, images, is_one, np.e, SGD, len)"), None),
        (deeper("for f in range(3):\n    print(a, b, c, d, e, f)"), None),
    ],
    "links_lead_somewhere": [(put(2, old="again", new="[again](04-gone.ipynb)"), "links to 04-gone.ipynb")],
    "words_do_not_belittle": [
        (put(2, old="again", new="again: just call it"), "': just' in: Predict again: just call it"),
        (put(2, old="again.", new="again!"), "'!' in"),
    ],
    "arithmetic_is_right": [
        (put(6, old="It is 0.25", new="So 0.25 + 0.25 = 0.60"), "0.25 + 0.25 = 0.60"),
        (put(6, old="It is 0.25", new="So 0.25 + 0.25 = 0.60.\n3. It is 0.25"), "0.25 + 0.25 = 0.60"),
    ],
    "numbers_are_printed_or_in_the_code": [
        (put(6, old="0.25", new="0.26"), "0.26: …*Answer:* It is 0.26 here"),
        (put(2, old="again", new="30 %"), "30: "),
        (put(2, old="again", new="some 4,000 images"), "4,000: "),
        (put(2, old="again", new="2.4 %, a published number"), "2.4: "),
        (put(5, source="plots.curves(77.7)", outputs=shown(FIGURE.replace("A line<", "A rest of 77.9<"))), None),
        (put(5, source="plots.curves(77.7)  # 77.8", outputs=shown(FIGURE.replace("77.7", "77.8"))), "77.8: …A line"),
        (put(7, old="Not much.", new="It was 0.25, in the section before."), None),
        (put(7, old="More.", new="It was 0.25, two sections ago."), "0.25: …## What is still missing It was 0.25, two"),
        (put(7, old="More.", new="More.\n\nIt was 0.25<!-- of cell-4 -->."), None),
        (put(7, old="More.", new="More.\n\n| it | was |\n|---|---|\n| and | 0.25 <!-- of cell-4 --> |"), None),
        (put(7, old="missing\n\nMore.", new="missing of 0.25\n\nIt is so<!-- of cell-4 -->."), None),
        (put(7, old="More.", new="So<!-- of cell-4 -->. It was 0.25."), "0.25: …It was 0.25."),
        (put(7, old="More.", new="So<!-- of cell-4 -->. It was 0.25."), "needn't name the cell 'cell-4': "),
        (put(7, old="More.", new="More. It was 0.25<!-- of cell-5 -->."), "0.25: …It was 0.25."),
        (put(7, old="More.", new="More. It was 0.25<!-- of cell-4, cell-5 -->."), "needn't name the cell 'cell-5': "),
        (put(7, old="Not much.", new="It was 0.25<!-- of cell-4 -->."), "needn't name the cell 'cell-4': "),
        (put(7, old="More.", new="It was 0.25<!-- of cell-9 -->."), "names the cell 'cell-9', which isn't there"),
        (put(7, old="More.", new="It was 0.25<!-- of cell-7 -->."), "names the cell 'cell-7', which isn't there"),
        (put(7, old="More.", new="It was 0.27<!-- by hand -->."), None),
    ],
}  # fmt: skip
OPENED = {
    "neither seals": ["data = load_mnist()"],
    "does not hand the test images over sealed": ["(x, y), (x_test, y_test) = load_mnist()"],
    "3 cells name": ["(x, y), sealed = load_mnist()", "x_test, y_test = sealed", "accuracy(net, x_test, y_test)"],
    "2 cells name": ["(x, y), sealed = load_mnist()", "accuracy(net, *sealed)"],
}


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [(name, *row) for name, rows in DEFECTS.items() for row in rows],
    ids=[f"{name} {number}" for name, rows in DEFECTS.items() for number in range(len(rows))],
)
def test_rule_sees_its_defect_and_no_other_does(name, change, said, tmp_path):
    cells = cells_of_a_lesson()
    change(cells)
    found = complaints(stored(cells, tmp_path))
    if said is None:  # a number that a figure has computed is true by itself
        assert found == []
        return
    also = {"numbers_are_printed_or_in_the_code", "states_the_time_of_its_main_text", "first_cell_says_what_to_expect"}
    assert name in {complaint.partition(":")[0] for complaint in found} <= {name} | also
    assert any(complaint.startswith(f"{name}: ") and said in complaint for complaint in found), found


BREAK = "**A good place to stop.** You have a slope. Next: *Predict* two."


@pytest.mark.parametrize(
    ("source", "places", "said"),
    [
        (BREAK, [2], None),
        (BREAK, [1, 2], "2 places to stop, 2 of them in the main text; one is wanted"),
        (BREAK, [9], "1 places to stop, 0 of them in the main text; one is wanted"),
        ("More. " + BREAK, [2], "the place to stop is no cell of its own: 'More. **A good place"),
        (BREAK + " more" * 3700, [3], "more than 75"),
    ],
)
def test_rule_sees_a_lesson_that_cannot_be_read_in_two_sittings(source, places, said, tmp_path):
    cells = cells_of_a_lesson() + [new_markdown_cell("## Deeper: more")]
    cells[2].source += " word" * 3700 * (said == "more than 75")
    for place in reversed(places):
        cells.insert(place, new_markdown_cell(source))
    found = [one for one in complaints(stored(cells, tmp_path)) if one.startswith("has_two_sittings")]
    assert bool(found) == bool(said) and all("sitting" in one for one in found)
    assert said is None or any(said in one for one in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Just run the cell.",
        "You can just multiply.",
        "You just need to call it.",
        "Then just call it.",
        "Here is how:\n\n- just add",
        "Simply add both.",
        "So we simply multiply.",
        "This is simply a dot product.",
        "Backpropagation is just the chain rule.",
        "Of course, it is 0.",
        "The sum is of course 0.",
        "It's *obviously* 0.",
        "It is easy to see that it is 0.",
        "It works like magic.",
        "It works!",
    ],
)
def test_a_word_that_belittles_is_seen(text, tmp_path):
    (found,) = (check for check in LESSONS if check.__name__ == "words_do_not_belittle")
    assert list(found(stored([new_markdown_cell(text)], tmp_path)))


@pytest.mark.parametrize(
    "text",
    [
        "You just saw it, and we have just trained it.",
        "We just trained it, just as before.",
        "You could, of course, try them all.",
        "It ends just under 0, a cut just below 3.",
        "That's just the start, and just one run.",
        "Simply put, it counts.",
        "Telling 0 from 1 is easy, and Adam is clearly ahead.",
        "There's no magic here: the file begins with a magic number.",
        "It isn't 0, we don't know why, and `x != y`. ![A line](a.png) <!-- published -->",
    ],
)
def test_a_word_that_does_not_belittle_may_stay_and_so_may_contractions(text, tmp_path):
    (found,) = (check for check in LESSONS if check.__name__ == "words_do_not_belittle")
    assert list(found(stored([new_markdown_cell(text)], tmp_path))) == []


@pytest.mark.parametrize(
    ("text", "below", "above"),
    [
        ("about 100", 95, 105),
        ("some 100", 95, 105),
        ("Around 100", 95, 105),
        ("roughly $100$", 95, 105),
        ("approximately 100", 95, 105),
        ("at about −100", 95, 105),
        ("nearly 100", 95, 100.5),
        ("almost 100", 95, 100.5),
        ("just under 100", 95, 100.5),
        ("just over 100", 99.5, 105),
        ("more than 100", 99.5, 110),
        ("100", 99.5, 100.5),
        ("a handsome 100", 99.5, 100.5),
        ("no more than 100", 99.5, 100.5),
    ],
)
def test_how_far_a_number_may_be_off_after_a_hedge(text, below, above):
    text = text.replace("−", "-")
    for inside in (below, above):
        assert list(claims.unfounded(text, {claims.read(str(inside))})) == []
    for outside in (below - 0.1, above + 0.1):
        assert len(list(claims.unfounded(text, {claims.read(str(outside))}))) == 1


@pytest.mark.parametrize(
    ("code", "printed", "said", "founded"),
    [
        ("", "0.8347", "0.83", True),  # rounded
        ("0.8347", "", "0.83", False),
        ("0.83", "", "0.83", True),
        ("0.83", "", "83 %", True),
        ("0.83", "", "83.5 points", False),
        ("0.07", "", "7 %", True),  # 100 times it is 7.000000000000001
        ("0.8347", "", "about 0.83", True),
        ("", "[95.  0.5]", "95.0", True),  # NumPy's 95.0
        ("", "95 of 100", "95.0", False),
        ("x = 0", "", "0.0", False),
        ("", "1e-04", "0.0001", True),
        ("", "0.004", "0.00", False),
        ("", "0.0", "0.00", True),
        ("# 0.83", "", "0.83", False),
        ("f'{x} of 0.83'", "", "0.83", False),
        ("1_570", "", "1,570", True),
        ("4.5j", "", "4.5", True),
    ],
)
def test_what_a_cell_knows_founds_a_number(code, printed, said, founded):
    cell = new_code_cell(code, outputs=[new_output("stream", name="stdout", text=printed)])
    assert (list(claims.unfounded(said, claims.known(cell))) == []) == founded


@pytest.mark.parametrize(
    ("text", "founded"),
    [
        ("So 0.67 + 0.93 = 1.60.", ["0.67", "0.93", "1.60"]),
        ("So 0.80 / 0.02 = 40.", ["0.02"]),  # with 0.81 it is 40.5
        ("It drops by 0.80. So 0.80 / 0.02 = 40.", ["0.80", "0.80", "0.02"]),
        ("So 0.1868 · 0.7414 = 0.1385.", ["0.1868", "0.1385"]),
    ],
)  # fmt: skip
def test_an_equation_founds_what_it_computes_and_of_the_rest_what_it_needs_or_the_text_repeats(text, founded):
    text = claims.sentences(text)
    numbers = [match.group() for sentence, _ in text for match, *_ in claims.measured(sentence)]
    missing = [one.split(":")[0] for one in claims.wrong(text, set(), {})]
    assert [number for number in numbers if number not in missing] == founded


def test_an_equation_that_divides_by_0_is_wrong():
    assert list(claims.wrong_arithmetic("So 0.1 / 0.0 = 1.")) == ["0.1 / 0.0 = 1"]


@pytest.mark.parametrize(
    ("number", "larger", "smaller"),
    [
        ("0.99", "1.00", "0.98"),
        ("0.0", "0.1", "0.1"),
        ("1,999", "2,000", "1,998"),
        ("109,386", "109,387", "109,385"),
    ],
)
def test_a_number_is_moved_in_its_last_digit(number, larger, smaller):
    text = f"In 2.5 years {number} of them."
    (_, match) = claims.NUMBER.finditer(text)
    assert list(claims.moved(text, match)) == [text.replace(number, larger), text.replace(number, smaller)]


def test_of_all_last_digits_that_are_moved_15_in_100_at_most_are_still_founded():
    """All numbers without a hedge, each a unit of its last digit larger and smaller."""
    survived, moved = Counter(), Counter()
    for notebook in (notebook for notebook in map(Notebook.read, PATHS) if notebook.is_lesson):
        for text, near in claims.claims(notebook):
            for place, (sentence, named) in enumerate(text):
                for match, _, room in claims.measured(sentence):
                    if named is None or any(room) or "e" in match.group():
                        continue
                    for changed in claims.moved(sentence, match):
                        others = [*text[:place], (changed, named), *text[place + 1 :]]
                        seen = [*claims.wrong_arithmetic(changed), *claims.wrong(others, near, notebook.known)]
                        moved[notebook.path.stem[:2]] += 1
                        survived[notebook.path.stem[:2]] += not seen
    assert moved.total() > 1500 and len(moved) == 19
    shares = ", ".join(f"{number} {survived[number] / moved[number]:.0%}" for number in sorted(moved))
    assert survived.total() <= 0.15 * moved.total(), f"{survived.total() / moved.total():.1%}, by chapter {shares}"


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("He read 98.6 % <!-- published --> of them. We read 91.4 %.", ["91.4"]),
        ("We read 91.4 %. He read 98.6 %, in 1 of 2.5 runs<!--published-->.", ["91.4"]),
        (
            "We read 91.4 %:\n\n| who | right <!-- published --> |\n|---|---|\n| he | 98.6 |\n\nOr 93.7 %.",
            ["91.4", "93.7"],
        ),
        ("A published result is 98.6 %.", ["98.6"]),
        ("It starts at 0.6<!-- explorer -->. Suppose 0.7<!-- by hand -->; see 0.8<!-- chapter 03 -->.", []),
        ("It took 0.6<!-- benchmarks -->. A 95 % interval, and the 95 % [**confidence interval**](x).", []),
        ("It is 0.6 here<!-- chapter three -->.", ["0.6"]),
    ],
)
def test_a_mark_exempts_its_sentence_or_its_table_and_the_word_does_not(text, claimed, tmp_path):
    ((text, _),) = claims.claims(stored([new_markdown_cell(text)], tmp_path))
    ours = [sentence for sentence, named in text if named is not None]
    assert [match.group() for sentence in ours for match, *_ in claims.measured(sentence)] == claimed


@pytest.mark.parametrize(("said", "sources"), OPENED.items(), ids=OPENED.keys())
def test_rule_sees_test_images_that_lie_open(said, sources, tmp_path):
    cells = cells_of_a_lesson() + [new_code_cell(source) for source in sources]
    for name, expected in (("08-slopes", True), ("03-slopes", False), ("13-slopes", False)):
        cells[0].source = FIRST.replace("03", name[:2])
        found = complaints(stored(cells, tmp_path, name))
        assert [said in complaint for complaint in found if "test_images" in complaint] == [True] * expected


@pytest.mark.parametrize(
    "sources",
    [
        ["(x, y), sealed = load_mnist()", "x_test, y_test = sealed"],
        ["(x, y), sealed = load_mnist()"],
        ["(x, y), _ = nnlib.load_mnist()"],
    ],
)
def test_rule_lets_sealed_test_images_pass(sources, tmp_path):
    cells = cells_of_a_lesson() + [new_code_cell(source) for source in sources]
    found = complaints(stored(cells, tmp_path, "08-slopes"))
    assert not any("test_images" in complaint for complaint in found)


def test_rule_sees_a_magic_although_no_other_can_read_such_a_cell(tmp_path):
    cells = cells_of_a_lesson()
    cells[5].source = "%matplotlib inline\n!ls"
    (found,) = complaints(stored(cells, tmp_path, form=nbformat.writes))
    assert found.startswith("nothing_behind_the_readers_back: cell '%matplotlib inline'")


def test_rule_sees_what_an_editor_wrote_and_a_notebook_that_is_too_large(tmp_path):
    def as_an_editor_writes_it(notebook):
        return json.dumps(json.loads(canonical(notebook)), indent=2)

    (found,) = complaints(stored(cells_of_a_lesson(), tmp_path, form=as_an_editor_writes_it))
    assert found.startswith("canonical_and_small: not in its canonical form; run: python tools/refresh.py")
    cells = cells_of_a_lesson()
    cells[4].outputs = printed("0.25 " * 200_000)
    (found,) = complaints(stored(cells, tmp_path))
    assert re.match(r"canonical_and_small: 1,0\d\d,\d{3} characters, 1,000,000 are too many", found)


# The whole course


def course(folder, *, lesson=None, entries=None, earlier="Nothing yet."):
    """Two lessons and a glossary of thirty entries, the last of which is defined in the second lesson."""
    texts = entries or [
        f"### {entry}\n\nOne of many entries that say something. [02](02-first.ipynb)" for entry in ENTRIES
    ]
    slope = "" if entries else "\n\n### slope\n\nHow fast a curve rises from here. [03](03-slopes.ipynb)"
    links = " ".join(f"[{entry}](glossary.ipynb#{entry})" for entry in ENTRIES)
    return [
        stored([new_markdown_cell("# 02"), new_markdown_cell(f"{links}. {earlier}")], folder, "02-first"),
        stored(lesson or cells_of_a_lesson(), folder),
        stored([new_markdown_cell("# Glossary\n\n" + "\n\n".join(texts) + slope)], folder, "glossary"),
    ]


def said_of(notebooks):
    return [complaint.split("\n")[0] for complaint in told(COURSE, notebooks)]


def test_course_without_a_defect_is_not_complained_of(tmp_path):
    for change in (list, road("## Down ◆\n\nA slope."), beside("Nothing of it.")):
        cells = cells_of_a_lesson()
        change(cells)
        assert said_of(course(tmp_path, lesson=cells)) == []


def beside(source):
    """A change of the lesson: it leaves the short road after its first text, and comes back for a text, or for code."""

    def change(cells):
        cells.insert(2, new_markdown_cell("## Beside the road"))
        cell = new_code_cell(source) if "(" in source else new_markdown_cell(source)
        cells[8:8] = [new_markdown_cell("## Down ◆"), cell]

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put(6, old="[**slope**](glossary.ipynb#slope)", new="slope"), "03-slopes uses it before: "),
        (put(2, old="again", new="a slope"), "the term 'slope': 03-slopes uses it before: "),
        (put(6, old="a [**", new="a slope, a [**"), "the term 'slope': used earlier in the same cell"),
        (put(0, old="one\n\n**You", new="[**slope**](glossary.ipynb#slope)\n\n**You"), "the first cell announces"),
        (put(7, old="More.", new="[More](glossary.ipynb#more)"), "03-slopes links to 'more' in the glossary"),
        (put(4, old="np.abs(-0.25)", new="x.mean(axis=1)"), "03-slopes, cell 4, uses axis, which no text before"),
        (beside("A slope."), "on the short road, the term 'slope': 03-slopes uses it before: "),
        (beside("print(np.abs(x))"), "on the short road, 03-slopes, cell 3, uses abs, which no text before"),
        (road("## Down ◆\n\nMore" + " more" * 12_000), "the short road has 14"),
    ],
)
def test_rule_of_the_course_sees_its_defect(change, said, tmp_path):
    cells = cells_of_a_lesson()
    change(cells)
    assert any(said in complaint for complaint in said_of(course(tmp_path, lesson=cells)))


TEACHING = {
    "believe": ["A slope of 0.25 is steep."],
    "shows": ["switch"],
    "stuck": [{"where": "the sign", "helps": "Draw it."}],
    "unplugged": {
        "title": "A walk",
        "minutes": 10,
        "needs": ["a hill"],
        "steps": ["Go up for two minutes.", "Rest.", "You have risen by 0.25. It belongs to *What you built*."],
    },
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"shows": ["switch", "which_way"]}, "03-slopes shows what is believed by 'which_way', which is no"),
        ({"shows": ["Given"]}, "03-slopes shows what is believed by 'Given'"),
        ({"believe": ["A slope of 0.25 is steep.", ""]}, "03-slopes tells a teacher nothing in one of its lines"),
        ({"stuck": [{"where": "the sign", "helps": ""}]}, "03-slopes tells a teacher nothing in one of its lines"),
        ({"unplugged": None}, None),
        ({"needs": []}, "'A walk' in 03-slopes has 3 steps, needs [], and so on"),
        ({"minutes": 30}, "'A walk' in 03-slopes has 3 steps"),
        ({"steps": ["Go up.", "It belongs to *What you built*."]}, "'A walk' in 03-slopes has 2 steps"),
        ({"steps": ["Go.", "Rest.", "It belongs to *What you saw*."]}, "'A walk' in 03-slopes belongs to no section: "),
        ({"steps": ["Go.", "Up by 0.26.", "It belongs to *What you built*."]}, "has the number 0.26, which 03"),
    ],
)
def test_what_a_teacher_is_told_names_exercises_sections_and_numbers_of_the_lesson(change, said, tmp_path, monkeypatch):
    taught = TEACHING | {name: value for name, value in change.items() if name in TEACHING}
    if taught["unplugged"]:
        more = {name: value for name, value in change.items() if name not in TEACHING}
        taught["unplugged"] = TEACHING["unplugged"] | more
    monkeypatch.setattr(rows, "course", lambda: ([], [SimpleNamespace(file="03-slopes", teaching=taught)]))
    found = [one for one in said_of(course(tmp_path)) if one.startswith("a_teacher_is_told")]
    assert found == [] if said is None else len(found) == 1 and said in found[0], found


@pytest.mark.parametrize(
    ("number", "gone"),
    [(0, [0, 1, 2, 3, 4]), (1, [1]), (2, [2, 3]), (5, [5, 6]), (6, [6]), (8, [8, 9])],
)
def test_a_cut_takes_a_section_with_those_below_it_up_to_the_next_or_the_place_to_stop_or_one_cell(number, gone):
    texts = [
        "## One",
        "word",
        "### Its half",
        "word",
        "### Its rest",
        "## Two",
        "word",
        STOP,
        "### Three",
        "word",
        "## Four",
    ]
    cells = [new_markdown_cell(text) for text in texts]
    assert cut_cells(cells, number) == [cells[place] for place in gone]


@pytest.mark.parametrize(
    ("earlier", "passes"),
    [
        ("How fast it rises is also called its slope. A slope of 2 is steep.", True),
        ("How fast it rises we call its steepness; elsewhere it is the *slope* of the curve.", True),
        ("The steepness, known as slope, is 2.", True),
        ("Its steepness is called the *slope* of the curve.", True),
        ("A steep curve is called so for its slope.", False),
        ("Steepness, also called rise. It is a slope.", False),
        ("A slope, also called steepness.", False),
        ("A [rise](04.md) has a slope, also called slope.", False),
    ],
)
def test_a_term_may_be_bridged_before_its_entry_as_another_name_of_what_was_explained(earlier, passes, tmp_path):
    found = [one for one in said_of(course(tmp_path, earlier=earlier)) if "'slope'" in one]
    assert found == [] if passes else "02-first uses it before" in found[0]
    cells = cells_of_a_lesson()
    put(6, old="It is", new=f"{earlier} It is")(cells)
    found = [one for one in said_of(course(tmp_path, lesson=cells)) if "'slope'" in one]
    assert found == [] if passes else "used earlier in the same cell" in found[0]


def test_a_bridge_does_not_replace_the_entrys_own_lesson(tmp_path):
    cells = cells_of_a_lesson()
    put(6, old="[**slope**](glossary.ipynb#slope)", new="slope")(cells)
    found = said_of(course(tmp_path, lesson=cells, earlier="Its steepness is also called its slope."))
    assert any("'slope': no lesson links to it where it is defined" in one for one in found)


@pytest.mark.parametrize(("stars", "defines"), [("**", True), ("*", True), ("", True), ("***", False)])
def test_the_link_that_defines_a_term_is_bold_in_italics_or_plain(stars, defines, tmp_path):
    cells = cells_of_a_lesson()
    put(6, old="[**slope**]", new=f"[{stars}slope{stars}]")(cells)
    assert (said_of(course(tmp_path, lesson=cells)) == []) == defines


def test_rule_sees_a_term_that_an_earlier_lesson_defines_and_one_that_none_does(tmp_path):
    found = said_of(course(tmp_path, earlier="A [**slope**](glossary.ipynb#slope)."))
    assert "terms_are_defined_where_the_glossary_says: the term 'slope': defined in 02-first, not in 03-slopes" in found
    text = "### zebra\n\nAn animal with stripes that is never met. [03](03-slopes.ipynb)"
    assert any("'zebra': no lesson links to it" in complaint for complaint in said_of(course(tmp_path, entries=[text])))


def test_rule_sees_what_is_wrong_with_a_glossary(tmp_path):
    entries = ["### b\n\nToo short. [02](02-first.ipynb)", "### a\n\nThis entry has no link to a lesson"]
    found = "\n".join(said_of(course(tmp_path, entries=entries)))
    assert "2 entries, fewer than 30" in found and "has 'b' where the alphabet has 'a'" in found
    assert "the entry of 'b' says nothing" in found and "'a' does not end with a link" in found
    assert len(glossary(Notebook.read(NOTEBOOKS / "glossary.ipynb"))) >= 30


HOUSE_WORDS = {  # and the field's, without which a reader cannot look them up
    "blame": "gradient of the loss with respect to",
    "depth": "topological order",
    "hard target": "hard label",
    "length": "norm",
    "nudge": "perturbation",
    "ravine": "ill-conditioned",
    "Rosenblatt's rule": "perceptron learning rule",
    "shared weight": "weight sharing",
    "sigmoid": "logistic function",
    "slope": "derivative",
    "soft target": "dark knowledge",
    "weight decay": "L2 regularization",
}


@pytest.mark.parametrize(("ours", "theirs"), HOUSE_WORDS.items(), ids=HOUSE_WORDS.keys())
def test_the_entry_of_a_word_of_this_course_names_the_word_of_the_field(ours, theirs):
    entries = {term: text for term, text, _ in glossary(Notebook.read(NOTEBOOKS / "glossary.ipynb"))}
    assert theirs in entries[ours]


@pytest.mark.parametrize(
    ("text", "code", "missing"),
    [
        ("`np.abs` takes the sign away.", "np.abs(x)", []),
        ("The absolute value, abs, of x", "np.abs(x)", ["abs"]),
        ("`.mean(axis=1)` averages.", "x.mean(axis=1)", []),
        ("`.mean()` averages.", "x.mean(axis=1)", ["axis"]),
        ("`rng` draws.", "rng.permutation(5)", ["permutation"]),
        ("Nothing.", "net.copy()", []),
    ],
)
def test_name_counts_as_introduced_when_it_is_in_code_font(text, code, missing, tmp_path):
    notebook = stored([new_markdown_cell(text), new_code_cell(code)], tmp_path)
    (check,) = (check for check in COURSE if check.__name__ == "names_of_numpy_are_introduced")
    found = [sentence.split(" uses ")[1].split(",")[0] for sentence in check([notebook])]
    assert found == missing


FIGURE_WITH_NUMBERS = """<figure style="margin:0"><img alt="A curve of 5&lt;6 that ends at 77.7." src="9.87">
<figcaption style="width:99.9px">A &quot;rest&quot; of <b>0.0477</b> and 12.5 left</figcaption></figure>"""


def test_captions_and_alt_texts_are_read_as_a_reader_reads_them(tmp_path):
    cell = new_code_cell("plots.planes(x, title='A rest of 0.0477', alt=f'77.7')", outputs=shown(FIGURE_WITH_NUMBERS))
    notebook = stored([cell], tmp_path)
    texts = [sentence for text, _ in claims.claims(notebook) for sentence, _ in text]
    assert texts == ["A curve of 5<6 that ends at 77.7.", 'A "rest" of 0.0477 and 12.5 left']
    (check,) = (check for check in LESSONS if check.__name__ == "numbers_are_printed_or_in_the_code")
    assert [sentence.split(":")[0] for sentence in check(notebook)] == ["77.7", "0.0477"]  # 12.5 was computed


def test_every_rule_says_what_holds_and_which_defect_it_is_against_and_is_broken_above():
    for check in ALL + LESSONS + COURSE:
        assert check.__doc__ and check.against, check.__name__
    elsewhere = {"canonical_and_small", "test_images_are_opened_in_one_cell"}
    assert {check.__name__ for check in ALL + LESSONS} == {*DEFECTS} | elsewhere
    assert len(COURSE) == 6 and Path(NOTEBOOKS).is_dir()
