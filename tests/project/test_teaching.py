"""What ``python -m nncourse teach`` writes agrees with the lessons: plans, pages, words, figures, poster, index."""

import csv
import html
import io
import json
import re
import shutil

import nbformat
import pytest

from nncourse.teaching import everything, lessons, plans, tasks
from nncourse.teaching.chapter_pages import verdict
from nncourse.teaching.chapters import NOTEBOOKS, course
from nncourse.teaching.lessons import lesson
from nncourse.teaching.minutes import main_text
from nncourse.teaching.writing import Writer, as_html, in_line

CHAPTERS = course()[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Everything, for all chapters."""
    to = tmp_path_factory.mktemp("teach")
    everything.write(to, [one.number for one in CHAPTERS])
    return to


def read(path):
    return path.read_text(encoding="utf-8")


def words_in(page):
    """The words of a page, without tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_index_leads_to_every_page_and_no_page_leads_nowhere(folder):
    pages = {path.relative_to(folder).as_posix(): read(path) for path in folder.rglob("*.html")}
    reached, todo = set(), ["index.html"]
    while todo:
        name = todo.pop()
        if name not in reached and name.endswith(".html"):
            reached.add(name)
            for link in re.findall(r'href="([^"#]+)[^"]*"', pages[name]):
                if not re.match(r"[a-z]+:", link) and "pages/" not in link:
                    target = (folder / name).parent / html.unescape(link)
                    assert target.exists(), (name, link)
                    todo.append(target.resolve().relative_to(folder.resolve()).as_posix())
    assert reached == set(pages)


def test_nothing_is_loaded_from_the_network_and_no_formula_is_left_as_latex(folder):
    for path in folder.rglob("*.html"):
        page = read(path)
        assert not re.search(r'(?:src|srcset)="(?!data:|[\w./-]+\.png")', page), path
        assert "@import" not in page and "url(http" not in page and "<link " not in page
        shown = re.sub(r"<(code|pre|script|style|option)\b.*?</\1>|alt=\"[^\"]*\"", " ", page, flags=re.DOTALL)
        assert not re.search(r"\$[^$<>]{1,60}\$|\\(?:frac|cdot|eta)\b", shown), path


def test_links_into_the_lessons_lead_to_headings(folder):
    known = {
        one.file: {section.anchor for section in lesson(one.number).sections} | {"", "From-memory"} for one in CHAPTERS
    }
    found = 0
    for path in [*(folder / "chapters").iterdir(), *(folder / "plans").iterdir(), *(folder / "slides").glob("*.html")]:
        for file, anchor in re.findall(
            r'href="\.\./pages/neural-networks/notebooks/(\d\d-[\w-]+)\.html(?:#([^"]*))?"', read(path)
        ):
            from urllib.parse import unquote

            if not anchor.startswith("Deeper"):
                assert unquote(html.unescape(anchor)) in known[file], (path, anchor)
                found += 1
    assert found > 500


def test_links_to_other_texts_lead_to_their_pages_and_programs_are_named_without_a_link():
    text = "[a](../../../LICENSE) [b](../../../WHERE-TO-RUN.md#x) [c](../../../tests/project/test_wheel.py) [d](https://e.org/f.py)"
    page = as_html(text, "nncourse/teaching/pages/administrator.md", "../pages/")
    assert re.findall('href="(.*?)"', page) == [
        "../pages/LICENSE.html",
        "../pages/WHERE-TO-RUN.html#x",
        "https://e.org/f.py",
    ]
    assert "</a> c <a" in page


def test_a_heading_with_code_has_the_anchor_that_jupyterlab_gives_it():
    (section,) = [one for one in lesson("01").sections if one.title == "Into nnlib: `Neuron`"]
    assert section.file == "notebooks/01-neurons.ipynb#Into-nnlib:-Neuron"


# The plans


@pytest.mark.parametrize("plan", plans.plans(), ids=lambda plan: plan["file"])
def test_each_meeting_of_a_plan_fits_its_time_and_the_chapters_are_all_in_it(plan):
    met, asked, held = [], [], plans.meetings(plan)
    for meeting in held:
        assert sum(row.minutes for row in meeting.rows) == pytest.approx(plan["minutes"], abs=0.5)
        assert meeting.rows[0].start == 0 and meeting.rows[-1].end == plan["minutes"]
        for row, following in zip(meeting.rows, meeting.rows[1:]):
            assert row.end == following.start
        met += [title for row in meeting.rows for title in re.findall(r"\[(.+?)\]\(<\.\./", row.what)]
        asked += [vote for row in meeting.rows for vote in row.votes]
    numbers = list(dict.fromkeys(number for block in plan["blocks"] for number in block.get("chapters", [])))
    road = plan["blocks"][0].get("road")
    wanted = [
        one for number in numbers for one in lesson(number).sections if one.minutes > 0 and (one.road or not road)
    ]
    assert met == ["What it is about" if one.level == 1 else one.title for one in wanted]
    assert asked == [vote for one in wanted if not one.cut for vote in one.votes if vote.keep]
    every = re.findall(r"\d\d exercise \d+", " ".join(row.what for one in held for row in one.rows))
    every += re.findall(r"\d\d exercise \d+", " ".join(home for one in held for home in one.homework))
    assert len(every) == len(set(every)) > len(held)


def test_a_plan_says_what_is_skipped_and_counts_its_votes_with_four_minutes():
    (section,) = [one for one in lesson("03").sections if one.title == "One round, seen from close up"]
    row = plans.row_of(section)
    assert section.cut in row.note and row.minutes == plans.SKIPPED and not row.votes
    section = next(one for one in lesson("01").sections if one.votes and one.votes[0].keep)
    assert plans.row_of(section).minutes == pytest.approx(section.minutes + 3 * len(plans.row_of(section).votes))


def test_who_has_no_python_is_given_something_else_and_everybody_has_homework():
    for plan in plans.plans():
        for meeting in plans.meetings(plan):
            named = [row.what for row in meeting.rows if row.what.startswith("Exercises: ")]
            for text in named:
                for part, programs in zip(
                    text.split(plans.AFTERWARDS), (plan["python"] and "in Python" in text, False)
                ):
                    for number, place in re.findall(r"(\d\d) exercise (\d+)", part):
                        assert tasks.tasks(number)[int(place) - 1].is_value != programs
            last = [number for number, sitting in meeting.sittings if sitting == 2 and len(meeting.rows) > 8]
            assert meeting.homework or not last


def test_who_is_late_leaves_out_what_the_short_road_does_without():
    (plan,) = [one for one in plans.plans() if one["file"] == "10-x-90"]
    for meeting in plans.meetings(plan)[:8]:
        assert meeting.spare and sum(section.minutes for section in meeting.spare) > 10
        for section in meeting.spare:
            assert not section.road and not section.cut and not any(vote.keep for vote in section.votes)


def test_a_meeting_that_is_too_full_is_refused():
    plan = {"title": "Too much", "minutes": 30, "python": False, "blocks": []}
    with pytest.raises(ValueError, match=r"Too much: the meeting on Neurons \(01\) is \d+\.\d minutes too long"):
        plans.meeting(plan, {}, lesson("01").sections, [], set())


def test_plans_show_their_votes_with_the_right_answers(folder):
    for plan in plans.plans():
        text = words_in(read(folder / "plans" / f"{plan['file']}.html"))
        for meeting in plans.meetings(plan):
            assert meeting.title in text
            for row in meeting.rows:
                for vote in row.votes:
                    assert " ".join(words_in(f"Right: {in_line(verdict(vote))}.").split()) in text


# A page a chapter, words, figures


@pytest.mark.parametrize("one", CHAPTERS, ids=lambda one: one.number)
def test_a_chapters_page_has_all_that_a_teacher_asks_for(folder, one):
    page, of = read(folder / "chapters" / f"{one.number}.html"), lesson(one.number)
    text, at = words_in(page), f"notebooks/{one.file}.ipynb"

    def stands(markdown):
        assert words_in(as_html(markdown, at, "../pages/")) in text, markdown

    for aim in of.aims:
        stands(aim)
    for section in of.sections:
        if section.level > 1 and section.minutes >= 0.05:
            stands(section.title)
            assert f"{section.minutes:.1f}" in text
        for instead in filter(None, [section.cut, *(told for _, told in section.cuts)]):
            stands(instead)
    for vote in of.votes:
        stands(vote.question)
        for place in vote.right or []:
            assert words_in(f"✓ {'ABCD'[place]}. {in_line(vote.options[place])}") in text
        if not vote.right:
            stands(verdict(vote))
    assert text.count("★ keep:") == sum(vote.keep for vote in of.votes) >= 2
    for belief in one.teaching["believe"]:
        stands(belief)
    for place in one.teaching["stuck"]:
        stands(place["helps"])
    for step in one.teaching.get("unplugged", {}).get("steps", []):
        stands(step)
    for task in tasks.tasks(one.number):
        stands(task.title)
    assert str(sum(task.points for task in tasks.tasks(one.number))) in text
    cells = nbformat.read(NOTEBOOKS / f"{one.file}.ipynb", as_version=4).cells
    assert sum(section.minutes for section in of.sections) == pytest.approx(
        main_text(cells).minutes(),
        abs=5.01,  # of two explorers one counts, whose minutes a section has
    )


def test_minutes_of_the_sections_are_those_of_the_lesson():
    for one in CHAPTERS:
        counted = sum(section.minutes for section in lesson(one.number).sections)
        cells = nbformat.read(NOTEBOOKS / f"{one.file}.ipynb", as_version=4).cells
        assert counted == pytest.approx(main_text(cells).minutes(), abs=0.1)


@pytest.mark.parametrize("one", CHAPTERS, ids=lambda one: one.number)
def test_words_are_those_of_the_glossary_with_a_column_for_ones_own_language(folder, one):
    table = read(folder / "words" / f"{one.number}.csv")
    assert table.startswith("\ufeff")  # by which Excel knows the encoding
    rows = list(csv.reader(io.StringIO(table[1:])))
    assert rows[0] == ["term", "meaning", "in your language"]
    entries = lessons.glossary()
    assert [row[0] for row in rows[1:]] == [entries[key][0] for key in lesson(one.number).terms]
    assert all(len(row) == 3 and row[1] and not row[2] and not re.search(r"\]\(|\*|\$", row[1]) for row in rows[1:])
    page = words_in(read(folder / "words" / f"{one.number}.html"))
    assert all(words_in(in_line(row[0])) in page for row in rows[1:])


def test_each_figure_is_a_file_and_stands_in_the_list_with_its_title_and_alt_text(folder):
    page, count = read(folder / "figures" / "index.html"), 0
    for one in CHAPTERS:
        text = json.loads((NOTEBOOKS / f"{one.file}.ipynb").read_text(encoding="utf-8"))
        outputs = [out for cell in text["cells"] for out in cell.get("outputs", [])]
        stored = sum("".join(out.get("data", {}).get("text/html", [])).count("<figure") for out in outputs)
        files = sorted((folder / "figures").glob(f"{one.number}-*.png"))
        assert len(files) == stored == len(lesson(one.number).figures)
        for path, figure in zip(files, lesson(one.number).figures):
            assert path.read_bytes() == figure.png and figure.png.startswith(b"\x89PNG")
            assert (
                f'src="{path.name}" alt="{html.escape(figure.alt)}"'.replace("&#x27;", "&#39;").replace(
                    "&quot;", "&#34;"
                )
                in page
            )
            assert len(figure.alt) > 14
        count += stored
    assert count == page.count("<figure>") > 150


def test_the_poster_has_a_figure_of_each_chapter(folder):
    page = read(folder / "poster.html")
    assert page.count("<img") == len(CHAPTERS)
    assert all(html.escape(one.question, quote=False).replace("'", "&#39;") in page for one in CHAPTERS)


def test_texts_for_teachers_are_all_there(folder):
    for path in (lessons.NOTEBOOKS.parent / "nncourse" / "teaching" / "pages").glob("*.md"):
        page = read(folder / "about" / f"{path.stem}.html")
        title = re.match("# (.*)", read(path))[1]
        assert words_in(in_line(title)) in words_in(page)


# One source


CHANGED = {
    "4.80 % of all": "5.81 % of all",  # in the answer to a vote
    "right: 4.80% of all": "right: 5.81% of all",  # in what its code prints
    "how many of the first ten test images": "how many of the first 12 test images",  # in its question
    '      0\n     ],\n     "told": "It gets none': '      2\n     ],\n     "told": "It gets none',  # its right option
    ">Nine of ten, after three passes": ">Eight of ten, after three passes",  # in the title of a figure
}


def test_a_number_that_changes_in_a_lesson_changes_in_all_that_is_made_from_it(tmp_path, monkeypatch):
    copy, out = tmp_path / "notebooks", tmp_path / "out"
    shutil.copytree(NOTEBOOKS, copy, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    text = read(copy / "01-neurons.ipynb")
    for old, new in CHANGED.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (copy / "01-neurons.ipynb").write_text(text, encoding="utf-8")
    sheet = copy / "exercises" / "01-neurons.ipynb"
    assert read(sheet).count("A heavier umbrella has a bias of −2.60") == 1
    sheet.write_text(read(sheet).replace("A heavier umbrella", "A far heavier umbrella"), encoding="utf-8")
    for module in (lessons, tasks):
        monkeypatch.setattr(module, "NOTEBOOKS", copy)
    caches = (lessons.lesson, tasks.tasks)
    for cache in caches:
        cache.cache_clear()
    try:
        everything.write(out, ["01"])
        plans.write(Writer(out), [one.number for one in CHAPTERS], 0)
    finally:
        for cache in caches:
            cache.cache_clear()
    slides, bank, figures = (read(out / name) for name in ("slides/01-1.html", "bank/01.gift", "figures/index.html"))
    assert "5.81" in slides and "4.80%" not in slides and "Eight of ten" in slides and "first 12 test" in slides
    assert "5.81" in bank and "first 12 test" in bank and "\n=nearly all\n" in bank and "\n~hardly any\n" in bank
    assert "Eight of ten" in figures and "Nine of ten" not in figures
    page, plan = (words_in(read(out / name)) for name in ("chapters/01.html", "plans/10-x-90.html"))
    assert "first 12 test" in page and "✓ C. nearly all" in page and "○ A. hardly any" in page
    assert "first 12 test" in plan and "Right: C, nearly all." in plan
    assert "A far heavier umbrella" in read(out / "worksheets/01.html") and "A far heavier umbrella" in bank


# The command


def run(*given):
    import argparse

    parser = argparse.ArgumentParser()
    everything.arguments(parser)
    return everything.run(parser.parse_args([str(one) for one in given]), NOTEBOOKS)


def test_the_command_writes_the_named_chapters_and_nothing_over_what_is_there(tmp_path, capsys):
    assert run(tmp_path / "new", "1", "05") is None
    assert not (tmp_path / "new" / "plans").exists()  # they would lead to chapters that are not there
    assert "index.html" in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "new" / "chapters").iterdir()) == ["01.html", "05.html"]
    (tmp_path / "new" / "chapters" / "01.html").write_text("mine")
    assert run(tmp_path / "new", "01").startswith(f"{tmp_path / 'new'} is there already.")
    assert read(tmp_path / "new" / "chapters" / "01.html") == "mine"
    assert run(tmp_path / "new", "01", "--again") is None
    assert read(tmp_path / "new" / "chapters" / "01.html") != "mine"


def test_a_chapter_that_is_not_there_and_a_folder_that_cannot_be_written_are_named(tmp_path):
    assert run(tmp_path / "new", "42") == "There is no chapter 42; there are 01 to 19."
    (tmp_path / "file").write_text("mine")
    assert run(tmp_path / "file", "01").startswith(f"{tmp_path / 'file'} is there already.")
    assert run(tmp_path / "file" / "below", "01").startswith("The files cannot be written into")


def test_links_go_to_the_address_that_is_named(tmp_path):
    assert run(tmp_path / "new", "03", "--pages", "https://example.org/course") is None
    page = read(tmp_path / "new" / "chapters" / "03.html")
    assert 'href="https://example.org/course/notebooks/03-sigmoid.html"' in page and "../pages/" not in page
    assert "pages.zip" not in read(tmp_path / "new" / "index.html")
    assert Writer(tmp_path, "pages/").pages("slides/01-1.html") == "../pages/"
