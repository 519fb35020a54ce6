"""The slides of every sitting hold what a class is shown: figures, votes with their answers, explorers, words, card."""

import html
import re
import shutil
import time

import nbformat
import pytest

from nncourse.teaching import lessons, slides
from nncourse.teaching.chapter_pages import lettered
from nncourse.teaching.chapters import NOTEBOOKS, course
from nncourse.teaching.lessons import lesson
from nncourse.teaching.minutes import main_cells
from nncourse.teaching.slides import sentences
from nncourse.teaching.writing import Writer

CHAPTERS = [one.number for one in course()[1]]
SITTINGS = [f"{number}-{sitting}" for number in CHAPTERS for sitting in (1, 2)]
every = pytest.mark.parametrize("name", SITTINGS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The slides of all chapters, as files."""
    to = tmp_path_factory.mktemp("slides")
    group = slides.write(Writer(to), CHAPTERS, 0)
    assert [name for _, name in group.files] == [f"slides/{name}.html" for name in SITTINGS]
    return to


@pytest.fixture
def read(folder):
    """Reads a sitting: its page, a str, and its slides, a list of (sheet, notes)."""

    def reader(name):
        page = (folder / "slides" / f"{name}.html").read_text(encoding="utf-8")
        parts = re.findall(r'<section class="slide".*?</section>', page, re.DOTALL)
        return page, [part.split("<aside", 1) for part in parts]

    return reader


def sections_in(name):
    number, sitting = name.split("-")
    return [one for one in lesson(number).sections if one.sitting == int(sitting)]


def words_in(page):
    """What a page says, without tags and spaces."""
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def deck_with(number, edit, folder, monkeypatch):
    """The slides of both sittings after a lesson was changed by a function of its cells, a str."""
    (file,) = [one.file for one in course()[1] if one.number == number]
    notebook = nbformat.read(NOTEBOOKS / f"{file}.ipynb", as_version=4)
    edit({cell.id: cell for cell in notebook.cells})
    nbformat.write(notebook, folder / f"{file}.ipynb")
    shutil.copy(NOTEBOOKS / "glossary.ipynb", folder)
    with monkeypatch.context() as patched:
        patched.setattr(lessons, "NOTEBOOKS", folder)
        lessons.lesson.cache_clear()
        slides.write(Writer(folder), [number], 0)
    lessons.lesson.cache_clear()
    return "".join((folder / "slides" / f"{number}-{sitting}.html").read_text(encoding="utf-8") for sitting in (1, 2))


# Every sitting


@every
def test_a_sitting_has_six_to_twenty_five_slides_and_none_is_a_heading_alone(read, name):
    _, found = read(name)
    assert 6 <= len(found) <= 25
    for place, (sheet, _) in enumerate(found, 1):
        body = re.sub(r'<h[12].*?</h[12]>|<p class="place">.*?</p>|<section[^>]*>', "", sheet, flags=re.DOTALL)
        assert words_in(body) or "<img" in body, place
        assert f"{place} / {len(found)}" in sheet


@every
def test_each_figure_of_a_sitting_is_on_one_slide_with_its_message_as_the_title_and_its_alt_text_in_the_notes(
    read, name
):
    _, found = read(name)
    figures = [figure for section in sections_in(name) for figure in section.figures]
    assert sum('<div class="sheet figure">' in sheet for sheet, _ in found) == len(figures)
    for figure in figures:
        ((sheet, notes),) = [one for one in found if figure.address in one[0]]
        heading = re.search(r"<h2.*?</h2>", sheet, re.DOTALL)[0]
        assert words_in(heading) == words_in(figure.title) or not figure.title
        assert f'alt="{html.escape(figure.alt)}"' in sheet.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")
        assert words_in(figure.alt.replace("<", "&lt;")) in words_in(notes)


@every
def test_each_vote_has_its_options_with_letters_and_its_right_ones_are_marked_and_hidden(read, name):
    _, found = read(name)
    votes = [vote for section in sections_in(name) for vote in section.votes]
    sheets = [one for one in found if '<div class="sheet vote">' in one[0]]
    assert len(sheets) == len(votes)
    for vote, (sheet, notes) in zip(votes, sheets):
        cards = re.findall(r"<li( class=\"right\")?><b>(\w)</b> <span>(.*?)</span>(.*?)</li>", sheet, re.DOTALL)
        assert [(letter, bool(right)) for right, letter, *_ in cards] == [(one[0], one[2]) for one in lettered(vote)]
        for option, (right, _, text, mark) in zip(vote.options, cards):
            assert words_in(text) == words_in(slides.WORDS["inline"](option))
            assert ('<span class="answer mark">✓ right</span>' in mark) == bool(right) == bool(mark.strip())
        before, answer = sheet.split('<div class="answer">', 1)
        printed = re.search(r"<pre[^>]*>(.*?)</pre>", answer, re.DOTALL)
        assert html.unescape(printed[1] if printed else "") == slides.cut(vote.printed)
        shown = words_in(slides.WORDS["inline"](sentences(vote.answer, 2)))
        assert shown and shown in words_in(answer) and shown not in words_in(before)
        assert ("<strong>Keep</strong> this vote" in notes) == vote.keep
        assert "*Predict" not in vote.answer and "*Answer:*" not in vote.before  # of the vote before or behind it
        assert "Right:" not in notes.split('<div class="answer">')[0]


@every
def test_what_a_vote_shows_comes_after_it(read, name):
    page, _ = read(name)
    for section in sections_in(name):
        for vote in section.votes:
            asked = page.index(str(slides.WORDS["inline"](slides.ASIDE.sub("", vote.question))))
            assert all(page.index(figure.address) > asked for figure in vote.figures)


@every
def test_an_explorer_has_its_first_picture_and_a_link_to_its_section(read, name):
    _, found = read(name)
    sheets = [sheet for sheet, _ in found if '<div class="sheet explorer">' in sheet]
    explorers = [section for section in sections_in(name) if section.explorer]
    assert len(sheets) == len(explorers)
    for section, sheet in zip(explorers, sheets):
        link = html.unescape(re.search(r'<a href="([^"]+)"', sheet)[1])
        assert link == "../pages/" + section.file.replace(".ipynb", ".html")
        assert re.search(r'<img src="data:image/png;base64,[^"]+" alt="[^"]{20,}"', sheet)
        assert len(words_in(sheet.split("</h2>", 1)[1])) > 60


@every
def test_the_first_slide_asks_the_chapters_question_and_the_last_says_what_was_reached(read, name):
    _, found = read(name)
    number, sitting = name.split("-")
    chapter, first, last = lesson(number).chapter, found[0], found[-1][0]
    assert words_in(slides.WORDS["inline"](chapter.question)) in words_in(first[0])
    assert f"Sitting {sitting} of 2" in first[0]
    for one in chapter.teaching["believe"]:
        assert words_in(slides.WORDS["inline"](one)) in words_in(first[1])
    if sitting == "1":
        assert all(words_in(slides.WORDS["inline"](one)) in words_in(first[0]) for one in lesson(number).aims)
        assert "What we have by now" in last
    else:
        cards = [sheet for sheet, _ in found if "On one card" in sheet]
        assert cards[-1] == last
        whole = words_in(slides.WORDS["block"](lesson(number).card))
        assert sorted("".join(words_in(re.search(r"</h2>(.*?)</div>", one, re.DOTALL)[1]) for one in cards)) == sorted(
            whole
        )


@every
def test_nothing_comes_from_the_network_every_picture_has_alt_text_and_no_formula_is_left_as_latex(read, name):
    page, _ = read(name)
    assert not re.search(r'src="(?!data:)|srcset|@import|<link|url\(|<iframe', page)
    assert all(re.match(r"\.\./pages/|https?:", link) for link in re.findall(r'href="([^"]*)"', page))
    assert all(re.search(r'alt="[^"]{10,}"', image) for image in re.findall(r"<img[^>]*>", page))
    shown = re.sub(r'<(code|pre|script|style)\b.*?</\1>|alt="[^"]*"', " ", page, flags=re.DOTALL)
    assert not re.search(r"\$|\\[a-z]{2,}", shown)


# What a section shows


def test_a_sections_formulas_words_and_short_tables_are_on_a_slide(read):
    sheets = {name: " ".join(sheet for sheet, _ in read(name)[1]) for name in ("02-1", "02-2", "07-2", "18-1", "14-2")}
    assert "error=target−output" in words_in(sheets["02-1"])
    assert re.search(
        r"<dt>threshold</dt><dd class=\"answer\">The number that the weighted sum must exceed", sheets["02-1"]
    )
    assert re.search(r"<th>XOR</th>", sheets["02-2"])
    assert "product 0.0000035, mean surprise 2.513" in sheets["18-1"]
    assert "always-1" in sheets["14-2"]


def test_a_formula_of_an_answer_is_not_shown_before_the_question(read):
    _, found = read("06-2")
    texts = [words_in(sheet) for sheet, _ in found]
    (asked,) = [place for place, text in enumerate(texts) if "Whichscoregetsthelargestslope" in text]
    (formula,) = [place for place, text in enumerate(texts) if "slopes=p−y" in text]
    assert formula == asked + 1


def test_a_new_word_is_on_one_slide_of_its_chapter():
    for number in CHAPTERS:
        decks = [slides.slides(lesson(number), sitting) for sitting in (1, 2)]
        terms = [term for deck in decks for one in deck for term, _ in one.shows.get("terms", [])]
        assert len(terms) == len(set(terms)) and terms


def test_each_heading_of_the_main_text_begins_a_section_also_one_inside_a_cell():
    for one in course()[1]:
        cells = main_cells(nbformat.read(NOTEBOOKS / f"{one.file}.ipynb", as_version=4).cells)
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        headings = re.findall(
            r"^##+ (.*)$", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE
        )
        assert [section.heading for section in lesson(one.number).sections[1:]] == headings


def test_a_heading_inside_a_cell_parts_it_but_code_does_not_and_what_asks_keeps_its_metadata():
    source = "Text\n\n## A heading\n\n*Predict:* **a** or **b**?\n\n```\nx\n## code\n```\n\n### Another\nEnd"
    cell = nbformat.v4.new_markdown_cell(source, metadata={"prediction": {"right": [0]}})
    parts = lessons.split(cell)
    assert [part.source.splitlines()[0] for part in parts] == ["Text", "## A heading", "### Another"]
    assert ["prediction" in part.metadata for part in parts] == [False, True, False]


# What is left out, cut and told


def test_a_long_sitting_loses_sections_first_then_votes_that_need_not_be_kept(monkeypatch):
    whole = slides.slides(lesson("06"), 1)
    kinds = [one.kind for one in whole]
    monkeypatch.setattr(slides, "MOST", len(whole) - kinds.count("section"))
    assert [one.kind for one in slides.slides(lesson("06"), 1)] == [one for one in kinds if one != "section"]
    votes = [one for one in whole if one.kind == "vote"]
    kept = [one.title for one in votes if "**Keep**" in "".join(one.notes)]
    assert 0 < len(kept) < len(votes)
    monkeypatch.setattr(slides, "MOST", len(whole) - kinds.count("section") - (len(votes) - len(kept)))
    assert [one.title for one in slides.slides(lesson("06"), 1) if one.kind == "vote"] == kept


@pytest.mark.parametrize(
    "text, count, first",
    [
        ("It's right on 13 %, and 0.5 is left. Why? Nobody knows.", 2, "It's right on 13 %, and 0.5 is left. Why?"),
        ("An answer of A. Karpathy is short. So it is.", 1, "An answer of A. Karpathy is short."),
        ("Take `x.T. And` then stop. Go on.", 1, "Take `x.T. And` then stop."),
        ('You said "the same." That is fine. More.', 1, 'You said "the same."'),
        ("One only", 2, "One only"),
        ("It is a sum:\n\n$$a$$", 2, "It is a sum."),
    ],
)
def test_sentences_end_where_a_reader_says_they_do(text, count, first):
    assert sentences(text, count) == first


def test_of_a_long_print_the_first_lines_are_shown():
    lines = [f"line {number}" for number in range(14)]
    assert slides.cut("\n".join(lines)).splitlines() == [*lines[:11], "…"]
    assert slides.cut("\n".join(lines[:12])).splitlines() == lines[:12]


# Nothing is typed in twice


def test_a_number_that_changes_in_a_lesson_changes_on_its_slides(tmp_path, monkeypatch):
    def edit(cells):
        cells["cell-78"]["source"] = cells["cell-78"].source.replace("**75 %**", "**76 %**")
        cells["cell-78"]["metadata"]["prediction"]["right"] = [1]
        for output in cells["cell-79"].outputs:
            output["text"] = output["text"].replace("98.96%", "76.31%")

    page = deck_with("01", edit, tmp_path, monkeypatch)
    assert "pixel 406: 76.31%" in page and "98.96%" not in page
    assert re.search(r'<li class="right"><b>B</b> <span>76\s%</span>', page)


def test_all_slides_are_written_within_ten_seconds(tmp_path):
    lessons.lesson.cache_clear()
    before = time.perf_counter()
    slides.write(Writer(tmp_path), CHAPTERS, 0)
    assert time.perf_counter() - before < 10
