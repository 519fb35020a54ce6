"""Worksheets: each field has its place, the solutions pass the checks, and the task sheet gives nothing away."""

import re

import bs4
import pytest

from nncourse import __main__ as door
from nncourse import exams
from nncourse.checking import Wrong
from nncourse.checking.fields import apart
from nncourse.teaching import worksheets
from nncourse.teaching.chapters import course
from nncourse.teaching.questions import exchanged
from nncourse.teaching.tasks import tasks
from nncourse.teaching.writing import Writer, as_html

NUMBERS = [chapter.number for chapter in course()[1]]
SEEDS = (0, 7)
each = pytest.mark.parametrize(("number", "seed"), [(number, seed) for number in NUMBERS for seed in SEEDS])


@pytest.fixture(autouse=True)
def no_exam(monkeypatch):
    monkeypatch.delenv("NNLIB_EXAM", raising=False)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """The sheets of all chapters: a page, parsed, by seed and name, such as (0, "01-solutions")."""
    with pytest.MonkeyPatch.context() as context:
        context.delenv("NNLIB_EXAM", raising=False)
        found = {}
        for seed in SEEDS:
            folder = tmp_path_factory.mktemp("sheets")
            group = worksheets.write(Writer(folder), NUMBERS, seed)
            assert sorted(name for _, name in group.files) == sorted(
                path.relative_to(folder).as_posix() for path in folder.rglob("*.html")
            )
            for path in folder.rglob("*.html"):
                found[seed, path.stem] = bs4.BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    return found


def on_sheet(number, seed):
    return [task for task in tasks(number, seed) if worksheets.on_paper(task)]


def sections(page, number, seed):
    """The tasks of a sheet: (task, its part of the page) each."""
    found = page.find_all("section")
    assert len(found) == len(on_sheet(number, seed))
    return list(zip(on_sheet(number, seed), found))


def number_of(text):
    return float(text.replace("−", "-"))


def filled_in(section, fields):
    """The answer that is written on a sheet, as lists in lists."""
    numbers = iter(section.select(".number"))
    boxes = iter(section.select(".box"))
    answer = {}
    for field in fields:
        if field.kind == "number":
            answer[field.path] = number_of(next(numbers).text)
        else:
            ticked = [option for option in field.options if next(boxes).text == "☒"]
            if field.kind == "choice":
                (ticked,) = ticked
            answer[field.path] = ticked
    assert next(numbers, None) is None and next(boxes, None) is None
    return nested(answer)


def nested(answer):
    """Lists in lists that hold what a dict has for each path of places."""
    if () in answer:
        return answer[()]
    parts = {}
    for path, value in answer.items():
        parts.setdefault(path[0], {})[path[1:]] = value
    return [nested(parts[place]) for place in sorted(parts)]


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def explanation(task):
    """What is said when a task is solved, as it is read; a colon at its end waits for a picture."""
    text = as_html(re.sub(":$", ".", task.exercise.explanation))
    return plain(bs4.BeautifulSoup(text, "html.parser").text)


@each
def test_each_task_for_paper_is_on_the_sheet_with_a_place_for_each_of_its_fields(sheets, number, seed):
    for name in (number, f"{number}-solutions"):
        for task, section in sections(sheets[seed, name], number, seed):
            assert plain(section.h3.span.text).startswith(f"{task.number} · ")
            numbers = [field for field in task.fields if field.kind == "number"]
            options = [str(option) for field in task.fields if field.kind != "number" for option in field.options]
            assert len(section.select(".number")) == len(numbers) and len(section.select(".box")) == len(options)
            text = plain(section.select_one(".parts").text)
            assert set(options) <= {one.text for one in section.select(".parts th")} | {
                plain(one.text)[2:] for one in section.select(".option")
            }
            for field in task.fields:
                label = field.labels[0] if field.labels[-1].isdecimal() else field.labels[-1]
                assert label in text or f"{label.removeprefix('line ')}: " in text, field  # as the stub has it


def test_lines_of_which_only_the_stub_tells_are_on_the_sheet(sheets):
    heads = [one.text for one in sheets[0, "04"].select(".parts th")]
    assert "A: six examples as columns, x (3, 6); b (4,)" in heads and "row A" in heads


def test_code_that_a_statement_speaks_of_is_on_the_sheet(sheets):
    found = {
        task.name: shown.text
        for number in NUMBERS
        for task, section in sections(sheets[0, number], number, 0)
        if (shown := section.find("pre", string=re.compile("^(class|def) ")))
    }
    assert found.keys() == {"helper", "faults"}, "and no other's, such as what needs an explorer"
    assert "def learn_with(helper):" in found["helper"] and "class StudyValue:" in found["faults"]


@each
def test_no_right_answer_is_on_the_task_sheet(sheets, number, seed):
    page = sheets[seed, number]
    assert page.select(".box, .number") and "☒" not in page.text
    assert not any(one.text for one in page.select(".number"))
    assert not page.select(".wrong") and "solution" not in page.h1.text
    for task, section in sections(page, number, seed):
        assert not explanation(task) or explanation(task) not in plain(section.text)


@each
def test_what_the_solutions_fill_in_passes_the_check_and_is_explained(sheets, number, seed):
    for task, section in sections(sheets[seed, f"{number}-solutions"], number, seed):
        assert task.exercise.find(filled_in(section, task.fields)) is None, task.name
        assert not section.select(".room")
        assert explanation(task) in plain(section.text)


@each
def test_wrong_answers_of_the_solutions_are_told_what_the_check_tells(sheets, number, seed):
    for task, section in sections(sheets[seed, f"{number}-solutions"], number, seed):
        rows = [[cell.text for cell in row.find_all("td")] for row in section.select(".wrong tr")[1:]]
        assert len(rows) <= 4 and len({told for _, told in rows}) == len(rows)
        assert rows or not task.exercise.mistakes
        for written, told in rows:
            finding = task.exercise.find(read(written, task))
            assert isinstance(finding, Wrong) and finding.args[0] == told, (task.name, written)


def read(written, task):
    """The wrong answer that a sheet writes as "0.5", or as "weights: 1, 2; bias: 3": all else in it is right."""
    answer = apart(task.exercise.right)
    names = {}
    for field in task.fields:
        labels = [label for label in field.labels if not label.isdecimal()]
        for name in {labels[-1], ", ".join(labels)}:
            names.setdefault(name, []).append(field)
    for piece in written.split("; "):
        label, _, value = piece.rpartition(": ")
        fields = names[label] if label else task.fields
        for field, one in zip(fields, re.split(", | / ", value) if len(fields) > 1 else [value], strict=True):
            if field.kind == "number":
                part = number_of(one.replace("∞", "inf"))
            elif field.kind == "choice":
                part = one
            else:
                known = {str(option): option for option in field.options}
                part = [known[found] for found in re.findall("|".join(map(re.escape, known)), one)]
            answer = exchanged(answer, field.path, part)
    return answer


def test_numbers_of_a_seed_are_on_the_sheet_and_in_its_solutions(sheets):
    changed = 0
    for number in NUMBERS:
        kinds = exams.kinds(number)
        for end in ("", "-solutions"):
            before, after = (
                {task.name: plain(section.text) for task, section in sections(sheets[seed, number + end], number, seed)}
                for seed in SEEDS
            )
            differ = {name for name in before if before[name] != after[name]}
            assert differ == {*kinds["numbers"], *kinds["orders"]} & before.keys(), number + end
            changed += len(differ)
            line = sheets[7, number + end].header.text
            assert "numbers of seed 7" in line and "seed" not in sheets[0, number + end].header.text
    assert changed
    assert "−1.90" in sheets[7, "01"].text and "−2.60" not in sheets[7, "01"].text
    (flip,) = [section for task, section in sections(sheets[7, "01-solutions"], "01", 7) if task.name == "flip"]
    assert flip.select_one(".number").text == "15"


@each
def test_nothing_is_loaded_from_anywhere_and_no_formula_is_left_as_it_is_typed(sheets, number, seed):
    for name in (number, f"{number}-solutions"):
        page = sheets[seed, name]
        assert not page.select("script, link, iframe, object, [src], [onload]")
        assert not re.search(r"url\(|@import", page.style.text)
        assert "$" not in page.text and "```" not in page.text and "**" not in page.text
        assert page.html["lang"] == "en" and page.title.text == page.h1.text


@each
def test_totals_and_what_is_left_to_the_notebook_are_said(sheets, number, seed):
    some = on_sheet(number, seed)
    for name in (number, f"{number}-solutions"):
        text = plain(sheets[seed, name].header.text)
        minutes, points = (sum(getattr(task, key) for task in some) for key in ("minutes", "points"))
        assert re.search(rf"\b{len(some)} tasks? · about {minutes} minutes? · {points} points?\b", text), text
    left = sheets[seed, number].find_all("p")[-1].text
    for task in tasks(number, seed):
        assert (f"{task.number} {re.sub('[`*]', '', task.title)}" in plain(left)) == (task not in some), task.name


def test_of_the_tasks_with_values_only_those_that_need_trying_are_left_to_the_notebook():
    left = [
        task.name for number in NUMBERS for task in tasks(number) if task.is_value and not worksheets.on_paper(task)
    ]
    assert left == ["which_mistake", "favourite", "calm"]


def test_a_number_has_as_few_digits_as_its_check_allows(sheets):
    told = {
        task.name: [one.text for one in section.select(".number")]
        for number in ("06", "16")
        for task, section in sections(sheets[0, f"{number}-solutions"], number, 0)
    }
    assert told["half_known"] == ["1.609"] and told["step_bill"] == ["3750726", "6.437", "3.898"]


def test_in_an_exam_no_solutions_are_written(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_EXAM", "1")
    monkeypatch.setattr("sys.argv", ["nncourse", "teach", str(tmp_path / "teach"), "01"])
    assert "no solutions during an exam" in door.main()
    assert not list(tmp_path.rglob("*solutions*"))
