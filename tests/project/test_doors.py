"""The doors of the project: what README, BENCHMARKS, CONTRIBUTING and their like tell a stranger is true."""

import ast
import functools
import io
import re
import runpy
import shutil
import subprocess
import sys
import tokenize
import tomllib
from importlib import import_module
from pathlib import Path

import answers
import course
import minutes
import nbformat
import pytest
import yaml

import nnlib
from benchmarks import accuracy, beyond, files, grading, live, memory, profile, report, speed
from nncourse.checking import Exercise
from nncourse.checking.sandbox import LETTERS, SECONDS
from nncourse.teaching import plans

ROOT = next(folder for folder in Path(__file__).resolve().parents if (folder / "pyproject.toml").exists())
PAGES = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "nncourse/teaching/pages").glob("*.md"))]
TEXTS = ("README.md", "BENCHMARKS.md", "CONTRIBUTING.md", "WHERE-TO-RUN.md", "CHANGELOG.md", "TEACHING.md", *PAGES)
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ADDRESS = PROJECT["urls"]["Repository"]  # https://github.com/OWNER/neurons-to-digits, until the owner is known
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
WORDS += ["seventeen", "eighteen", "nineteen"]
lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def told(name):
    """A text without its line breaks, since a sentence may go over several lines."""
    return " ".join(text_of(name).split())


read = functools.cache(functools.partial(nbformat.read, as_version=4))


def cells(path, kind):
    return [cell.source for cell in read(path).cells if cell.cell_type == kind]


# README


def test_the_program_in_the_readme_gives_the_accuracy_that_stands_there_and_the_answers_below_the_picture(capsys):
    (program,) = re.findall(r"```python\n(.*?)```", text_of("README.md"), re.DOTALL)
    names = {}
    exec(program.replace("rng=rng)\nprint", "rng=rng, progress=False)\nprint"), names)
    (accuracy_told,) = re.findall(r"# (\d\d\.\d\d%)", program)
    assert capsys.readouterr().out.strip() == accuracy_told
    (answers,) = re.findall(r"!\[Ten handwritten digits, read as ([\d ]+)\.", text_of("README.md"))
    assert [int(digit) for digit in answers.split()] == names["net"].predict(names["x_test"][:, :10]).tolist()
    right = (names["net"].predict(names["x_test"][:, :10]) == names["y_test"][:10]).sum()
    assert right == 9 and "Nine of ten correct" in told("README.md")


def lines_of_code(source):
    """How many lines hold code: docstrings, comments and blank lines do not count."""
    docstrings = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            docstrings.update(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    shape = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    code = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in shape:
            code.update(range(token.start[0], token.end[0] + 1))
    return len(code - docstrings)


def test_lines_of_code_are_counted_as_a_reader_would():
    source = '"""Module."""\n\nimport math  # a comment\n\n# another\n\n\ndef f(x):\n    """Two\n    lines."""\n'
    source += '    text = """no\n    docstring"""\n    return (\n        x, text, math)\n'
    assert lines_of_code(source) == 6  # import, def, two of text, two of return


def test_the_readme_tells_the_size_of_nnlib():
    size = {path.stem: lines_of_code(path.read_text(encoding="utf-8")) for path in (ROOT / "nnlib").glob("*.py")}
    said = re.search(r"`nnlib` is about ([\d,]+) lines of code, of which (\d+) check the input", told("README.md"))
    whole, checks = (int(number.replace(",", "")) for number in said.groups())
    assert abs(whole - sum(size.values())) <= 10, f"README says {whole}, but nnlib has {sum(size.values())} lines"
    assert abs(checks - size["checks"]) <= 10, f"README says {checks}, but checks.py has {size['checks']} lines"


def test_the_readme_counts_exercises_mistakes_and_predictions_as_they_are():
    modules = [import_module(f"nncourse.chapter{path.stem[:2]}.checks") for path in LESSONS]
    exercises = [thing for module in modules for thing in vars(module).values() if isinstance(thing, Exercise)]
    said = re.search(r"More than (\d+) \[exercises\].* recognize over a thousand typical mistakes", told("README.md"))
    assert int(said[1]) < len(exercises) <= int(said[1]) + 20
    assert sum(len(exercise.mistakes) for exercise in exercises) > 1000
    predictions = sum(source.count("*Predict") for path in LESSONS for source in cells(path, "markdown"))
    assert "well over a hundred times in all" in told("README.md") and predictions > 120
    (quoted,) = re.findall(r'say what they saw: "(.*?)"', told("README.md"))
    assert any(quoted in message for exercise in exercises for message, _ in exercise.mistakes)


@lesson
def test_each_chapter_has_an_explorer_as_the_readme_says(path):
    assert any(minutes.EXPLORER.search(source) for source in cells(path, "code"))


def test_hours_and_sittings_are_those_of_the_tables_of_chapters():
    parts = [
        re.findall(r"\) \| .* \| (\d+)(?: \(◆ \d+\))? \|$", part, re.MULTILINE)
        for part in text_of("README.md").split("| part ")[1:]
    ]
    assert sum(map(len, parts)) == len(LESSONS)
    hours = f"about {WORDS[round(sum(map(int, parts[0])) / 60)]} hours"
    first = WORDS[2 * len(parts[0])]
    assert f"Chapters 01 to 08 are a course of their own: {hours}, in {first} sittings." in told("README.md")
    assert f"part one takes {hours}, and its short road (◆) two and a half." in told("web/landing.py")
    road = sum(minutes.road(read(path).cells).minutes() for path in LESSONS)
    assert 120 < road <= 150
    assert "from one neuron to a network that reads digits in two and a half hours" in told("README.md")
    assert f"the {first} sittings of 01 to {len(parts[0]):02}" in told("TEACHING.md")
    told_by_lessons = [time for path in LESSONS for time in minutes.rounded(read(path).cells)[1:]]
    words = (
        f"two sittings of {min(told_by_lessons)} to {max(told_by_lessons)} minutes' reading, which a cell that begins "
    )
    assert words + f'with "{minutes.BREAK[:-1]}" parts' in told("TEACHING.md")
    assert all(len(minutes.rounded(read(path).cells)) == 3 for path in LESSONS)
    words = f"A lesson takes {minutes.LONGEST} minutes at most, and a sitting {minutes.LONGEST_SITTING}."
    assert words in told("CONTRIBUTING.md")


def listed(numbers):
    return " and ".join(filter(None, [", ".join(numbers[:-1]), numbers[-1]]))


@pytest.mark.parametrize("name", ["README.md", "TEACHING.md"])
def test_chapters_that_can_be_left_out_are_those_that_no_later_one_asks_for(name):
    groups = {}
    chapters = course.course()[1]
    first = {one.number for one in chapters if one.part == 1}
    for one in chapters:
        groups.setdefault(tuple(number for number in one.needs if number not in first), []).append(one.number)
    groups.pop(())  # those that need no more than part one
    clauses = [
        f"{listed(those)} need{'s' if len(those) == 1 else ''} {listed(asked)}" for asked, those in groups.items()
    ]
    assert f"you can leave out any that no later one needs: {'; '.join(clauses)}." in told(name)
    assert name == "README.md" or "(Of 10, 17 needs the data augmentation alone, so there you can skip 09.)" in told(
        name
    )


# TEACHING


def plain(text):
    """Text without the marks of Markdown, in small letters, so that it can be found in other text."""
    return " ".join(re.sub(r"[*_`$]", "", text).split()).lower()


def test_teaching_has_two_screens():
    assert len(text_of("TEACHING.md").split()) <= 900


def test_the_routes_of_teaching_are_the_plans_that_are_written():
    rows = re.findall(r"^\| .*?(\d+) × (\d+) min \|", text_of("TEACHING.md"), re.MULTILINE)
    meetings = [(sum(block.get("meetings", 1) for block in plan["blocks"]), plan["minutes"]) for plan in plans.plans()]
    assert [(int(count), int(minutes)) for count, minutes in rows] == meetings


def test_the_first_lesson_moves_where_teaching_sends_a_class():
    """A link to a text that GitHub shows would lead to a page on which nothing moves."""
    (section,) = re.findall(r"## The first lesson\n(.*?)\n## ", text_of("TEACHING.md"), re.DOTALL)
    steps = section[section.index("\n1. ") :]
    links = re.findall(r"\]\((.*?)\)", steps)
    assert links and all(any("explore(" in code for code in cells(ROOT / link, "code")) for link in links)
    assert "pad=live_box(" in text_of("web/landing.py") and "On the first of the pages a pupil draws" in steps
    ready_made = text_of("nncourse/playground/training.js")
    named = re.findall(r"\*([^*]+)\*", steps[steps.index("Choose") : steps.index("each time a vote")])
    assert [name for name in named if f'"{name}": {{' not in ready_made] == ["Play"]
    asked = [plain(source) for source in cells(LESSONS[0], "markdown")]
    quoted = re.findall(r"\*([^*]+)\*", steps[steps.index("Read as far as") :])
    assert len(quoted) == 3 and all(any(plain(words) in source for source in asked) for words in quoted)


@functools.cache
def help_of(command):
    done = subprocess.run([sys.executable, "-m", "nncourse", command, "--help"], capture_output=True, text=True)
    return done.stdout


@pytest.mark.parametrize("name", ["TEACHING.md", *PAGES])
def test_commands_that_texts_for_teachers_name_are_known_and_take_the_options_that_are_named(name):
    named = re.findall(r"python -m nncourse ([a-z]+)\b([^`#\n]*)", text_of(name))
    for command, arguments in named:
        assert help_of(command).startswith(f"usage: python -m nncourse {command} "), command
        assert [one for one in re.findall(r"--[\w-]+", arguments) if f"{one} " not in help_of(command)] == []
    if name == "TEACHING.md":  # other texts name options of other programs, too
        known = "".join(help_of(command) for command, _ in named)
        assert [one for one in re.findall(r"`(--[\w-]+)", text_of(name)) if one not in known] == []


def test_commands_for_blank_lessons_run_and_print_what_the_page_promises(tmp_path):
    commands = re.findall(r"^python (-m nncourse [^#\n]*)", text_of("nncourse/teaching/pages/blank-lessons.md"), re.M)
    assert len(commands) == 3, commands
    for command in commands:
        done = subprocess.run([sys.executable, *command.split()], cwd=tmp_path, capture_output=True, text=True)
        assert "Traceback" not in done.stderr, done.stderr
        if "milestones" in command:
            assert "There is no piece of yours" in done.stderr
        else:
            assert done.returncode == 0 and done.stdout, done.stderr
    assert (tmp_path / "neural-networks" / "04-layers-blank.ipynb").exists()


def test_the_page_on_marks_tells_what_was_tried_on_checks_and_their_limits_as_they_are():
    every = [one for path in LESSONS for one in answers.answers_of(path.stem[:2])]
    assert 2000 < len(every) < 3000 and "More than two thousand invented answers" in told(course.MARKS)
    words = f"A check stops an answer after {WORDS[SECONDS]} seconds, or after {LETTERS:,} printed characters."
    assert words in told(course.MARKS)
    (command,) = re.findall(r"`python (tools/[\w.]+ \d\d)`", told(course.MARKS))
    done = subprocess.run([sys.executable, *command.split()], cwd=ROOT, capture_output=True, text=True)
    assert all(f"\n{one.line}: {one.exercise}" in f"\n{done.stdout}" for one in answers.answers_of(command[-2:]))


@pytest.mark.parametrize("setting", ["NNLIB_EXAM", "NNLIB_SEED"])
def test_settings_that_the_page_on_marks_names_are_those_that_checks_read(setting):
    assert f"`{setting}`" in told(course.MARKS)
    code = [path.read_text(encoding="utf-8") for path in (ROOT / "nncourse" / "checking").glob("*.py")]
    assert any(f'"{setting}"' in source for source in code)


# What was measured


def test_measured_numbers_are_those_of_the_stored_runs():
    page = text_of("BENCHMARKS.md")
    epoch = speed.as_table(report.load("speed-batch64-threads2"))
    assert epoch in page and epoch in text_of("README.md")
    assert accuracy.as_table(report.load("accuracy")) in page
    assert files.as_table(report.load("files")) in page
    assert live.as_table(report.load("live")) in page
    assert grading.as_table(report.load("grading")) in page
    assert beyond.as_table(report.load("beyond")) in page
    assert speed.as_table(report.load("convolution-threads1")) in page
    steps = [report.load(f"profile-batch64-threads{threads}") for threads in (2, 1)]
    assert profile.parts_table(steps[1]) in page
    assert profile.tried_table(steps) in page


def test_sentences_about_measurements_say_what_the_stored_runs_say():
    page, readme = told("BENCHMARKS.md"), told("README.md")
    two, one = (dict(report.load(f"profile-batch64-threads{threads}")["tried"]) for threads in (2, 1))
    words = f"nnlib takes {two['nnlib']:.1f} times the time of its matrix products with two threads"
    assert f"{words}, and {one['nnlib']:.1f} times with one" in page
    two, one = (100 * (1 - times["… and the first four together"] / times["nnlib"]) for times in (two, one))
    assert f"The first four together would save {two:.0f} per cent with two threads and {one:.0f} with one" in page
    one, two = (1 / report.load(f"convolution-threads{threads}")["rows"][1][2] for threads in (1, 2))
    assert f"takes {one:.2f} times PyTorch's time, and {two:.2f} times with two threads each" in page
    one, two = (report.load(f"convolution-threads{threads}-haswell")["rows"][1][2:] for threads in (1, 2))
    words = "PyTorch took {:.2f} times nnlib's ({:.2f} – {:.2f}) with one thread".format(*one)
    assert words + ", and {:.2f} times ({:.2f} – {:.2f}) with two".format(*two) in page
    graded = report.load("grading")
    words = "has graded {:g} times as many ({:g} – {:g})".format(*graded["notebooks a minute"]["ratio"])
    assert words in page and f"({graded['machine']['date']}, {graded['machine']['processor']})" in page
    assert f"peaks at {max(report.load('memory')['peaks']):.0f} MB" in page
    machine = report.load("speed-batch64-threads2")["machine"]
    assert f"({machine['date']}, {machine['processor']}, {machine['cores']} cores, {machine['blas'][0]})" in page
    nnlib_row = report.load("speed-batch64-threads2")["rows"][0]
    assert (
        f"On two cores, an epoch of MNIST takes {nnlib_row[1]:.2f} seconds, two thirds of the time that PyTorch"
        in readme
    )
    (pytorch,) = (row for row in report.load("speed-batch64-threads2")["rows"] if row[0].startswith("PyTorch eager, t"))
    assert round(3 / pytorch[2]) == 2
    _, (name, _, percents, _) = report.load("beyond")["rows"]
    assert name.startswith("convolutional")
    assert f"a convolutional network reaches {sum(percents) / len(percents):.2f} %" in readme


def gigabytes(megabytes):
    return f"{megabytes / 1000:.1f}"


def test_memory_that_lessons_need_is_what_was_measured():
    measured = report.load("memory")["lessons"]
    plain = {name[:2]: needed for name, needed in measured.items() if "with" not in name}
    others = {name[:2]: needed for name, needed in measured.items() if "with" in name}
    assert list(plain) == [path.stem[:2] for path in LESSONS]
    (programs,) = {name for name, needed in plain.items() if needed[2:]}
    main = max(needed[0] for name, needed in plain.items())
    whole = max(needed[1] for name, needed in plain.items())
    words = f"memory for a lesson: {gigabytes(main)} GB at most for a main text, {gigabytes(whole)} with Deeper, and "
    words += f"{gigabytes(plain[programs][2])} where chapter {programs} starts several processes. "
    words += f"With PyTorch, Keras and JAX, chapter 13 takes {gigabytes(max(others['13']))} GB, "
    words += f"and chapter {programs} with all its processes {gigabytes(others[programs][2])}."
    words += " Most of the main texts take half a gigabyte."
    assert words in told("README.md")
    assert sum(needed[0] < 550 for needed in plain.values()) > len(plain) / 2
    words = f"1 to 2 GB, and a lesson may need {gigabytes(whole)} (chapter {programs} "
    words += f"{gigabytes(plain[programs][2])}). "
    too_large = listed([name for name, needed in plain.items() if needed[0] > 2000])
    words += f"Most need half a gigabyte; {too_large} are too large for it."
    assert words in told("WHERE-TO-RUN.md")


needs_peak = pytest.mark.skipif(sys.platform == "win32", reason="Windows tells the peak of a process in another way")


@needs_peak
def test_training_on_mnist_peaks_where_the_benchmarks_say(monkeypatch):
    for setting in ("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"):  # conftest.py keeps what is freed
        monkeypatch.delenv(setting, raising=False)
    _, _, peaks = memory.training(1)
    assert peaks[0] < 1.1 * max(report.load("memory")["peaks"])


@needs_peak
def test_a_step_on_all_images_of_chapter_08_needs_no_more_than_was_measured():
    """It took 1.4 GB, while each copy of the network kept, and copied, all the images that it had seen."""
    (path,) = (path for path in LESSONS if path.stem.startswith("08"))
    wanted = [f"ch08-{name}" for name in ("003", "004", "191", "024", "own", "026", "026-fall")]
    sources = [cell.source for cell in read(path).cells if cell.id in wanted]
    assert len(sources) == len(wanted)
    code = "\n".join([memory.PEAK, *sources, "print(peak())"])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    main_text, _ = report.load("memory")["lessons"][path.stem]
    assert float(done.stdout) < 1.1 * main_text


# Links, names and the one address


def anchors(text):
    """The places of a Markdown page, as GitHub names its headings."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", TEXTS)
def test_links_lead_to_files_and_headings_that_are_there(name):
    text = re.sub(r"`[^`]*`", "", text_of(name))  # an example is no link
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", text):
        path, _, place = target.partition("#")
        other = (ROOT / name).parent / path if path else ROOT / name
        assert other.exists(), target
        assert not place or other.suffix != ".md" or place in anchors(other.read_text(encoding="utf-8")), target


def test_all_places_give_the_address_of_the_repository_that_pyproject_gives():
    """Until the owner is known it is a placeholder; then this test says where else it is to be replaced."""
    assert re.fullmatch(r"https://github\.com/[\w.-]+/neurons-to-digits", ADDRESS), ADDRESS
    pages, *others = (PROJECT["urls"][name] for name in ("Homepage", "Repository", "Issues", "Changelog"))
    assert all(url.startswith(ADDRESS) for url in others)
    assert pages == f"https://{ADDRESS.split('/')[3]}.github.io/{ADDRESS.split('/')[4]}/"
    places = ("WHERE-TO-RUN.md", "CITATION.cff", "CHANGELOG.md", ".github/ISSUE_TEMPLATE/config.yml")
    for name in places:
        for found in re.findall(r"https://github\.com/[\w.-]+/[\w-]+", text_of(name)):
            assert found == ADDRESS, f"{name} says {found}, but pyproject.toml {ADDRESS}"
    assert yaml.safe_load(text_of("CITATION.cff"))["repository-code"] == ADDRESS
    where = told("WHERE-TO-RUN.md")
    assert f"ADDRESS is the address of the course's repository, `{ADDRESS}`" in where
    assert re.findall(r"mybinder\.org/v2/gh/([^/]+/[^/]+)/", where) == [ADDRESS.removeprefix("https://github.com/")]


@pytest.mark.parametrize("owner, shown", [("OWNER", False), ("somebody", True)])
def test_pages_link_to_the_repository_as_soon_as_it_is_known(tmp_path, owner, shown):
    (tmp_path / "web").mkdir()
    shutil.copy(ROOT / "web" / "conf.py", tmp_path / "web")
    address = f"https://github.com/{owner}/neurons-to-digits"
    (tmp_path / "pyproject.toml").write_text(f'[project.urls]\nRepository = "{address}"\n', encoding="utf-8")
    options = runpy.run_path(str(tmp_path / "web" / "conf.py"))["html_theme_options"]
    assert options.get("repository_url") == (address if shown else None)
    assert options.get("use_repository_button", False) is shown


def test_commands_of_contributing_run_what_it_says_and_pyproject_tells_the_same():
    last = re.findall(r"```bash\n(.*?)```", text_of("README.md"), re.DOTALL)[1].splitlines()[-1]
    folders = [word for word in last.split() if (ROOT / word).is_dir()]
    text = told("CONTRIBUTING.md")
    assert f"the second block of the [README](README.md) | {listed([f'`{name}`' for name in folders])}, on" in text
    everything = {f"tests/{folder.name}" for folder in (ROOT / "tests").iterdir() if list(folder.glob("test_*.py"))}
    (rest,) = everything - set(folders)
    assert f"`python -m pytest -n auto --dist loadfile {rest}` | the rest" in text
    tests, comment = re.search(r'testpaths = \["(.*)"\] # (.*)', text_of("pyproject.toml")).groups()
    assert [tests, *re.findall(r"tests/\w+|notebooks", comment)] == folders
    named = re.findall(r"(?:tests|tools|web|nnlib|\.github)/[\w./]+\.(?:py|yml|md)\b", text_of("pyproject.toml"))
    assert named and [name for name in named if not (ROOT / name).exists()] == []


def test_files_that_contributing_names_are_there():
    """Names in capitals are lists that something new joins; what contains NN is the name of any chapter's file."""
    text = re.sub(r"```.*?```", "", text_of("CONTRIBUTING.md"), flags=re.DOTALL)
    code = [(path, path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py") if "_site" not in path.parts]
    for name in re.findall(r"`([^`\s]+)`", text):
        if re.fullmatch(r"[A-Z]{4,}", name):
            assert any(re.search(rf"^{name} = ", source, re.MULTILINE) for _, source in code), name
        elif re.fullmatch(r"[\w./-]+\.(py|md|ipynb)", name):
            pattern = name.replace("NN-name", "03-sigmoid").replace("NN", "03")
            assert list(ROOT.rglob(pattern)), name
        elif re.fullmatch(r"nnlib|nncourse|notebooks|tests|tools|benchmarks|web|\.ci/run", name):
            assert (ROOT / name).exists(), name


# Citation, changes, issues, attributes


def test_the_citation_has_what_its_format_requires_and_the_version_and_licences_of_the_package():
    citation = yaml.safe_load(text_of("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0" and citation["message"] and citation["type"] == "software"
    assert citation["title"] == text_of("README.md").splitlines()[0].removeprefix("# ")
    assert all(author.keys() == {"name"} or "family-names" in author for author in citation["authors"])
    assert citation["version"] == nnlib.__version__
    assert " AND ".join(citation["license"]) == PROJECT["license"]


def test_the_changelog_begins_with_the_version_of_the_package():
    headings = re.findall(r"^## (.*)$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert headings[0].startswith(nnlib.__version__)
    kinds = re.findall(r"^### (.*)$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert kinds and set(kinds) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


@pytest.mark.parametrize("path", sorted(FORMS.glob("[!c]*.yml")), ids=lambda path: path.stem)
def test_a_form_for_issues_is_one_that_github_takes(path):
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= form.keys() <= {"name", "description", "body", "labels", "title"}
    for part in form["body"]:
        assert part["type"] in ("dropdown", "input", "textarea")
        assert part.keys() <= {"type", "id", "attributes", "validations"} and part["attributes"]["label"]
        assert ("options" in part["attributes"]) == (part["type"] == "dropdown")
    assert len({part["id"] for part in form["body"]}) == len(form["body"])
    assert len({part["attributes"]["label"] for part in form["body"]}) == len(form["body"])


def test_errata_ask_for_chapter_quote_and_expectation_and_know_every_chapter():
    form = yaml.safe_load((FORMS / "erratum.yml").read_text(encoding="utf-8"))
    asked = {part["id"]: part for part in form["body"]}
    assert all(asked[name]["validations"]["required"] for name in ("chapter", "quote", "expected"))


def test_questions_about_installation_ask_for_system_python_command_and_output():
    form = yaml.safe_load((FORMS / "installation.yml").read_text(encoding="utf-8"))
    assert [part["id"] for part in form["body"]] == ["system", "python", "command", "output"]
    assert all(part["validations"]["required"] for part in form["body"])
    config = yaml.safe_load((FORMS / "config.yml").read_text(encoding="utf-8"))
    assert all(link.keys() == {"name", "url", "about"} for link in config["contact_links"])


def test_files_that_programs_write_are_marked_as_generated_and_notebooks_get_their_own_diff():
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a clone, or no git")
    written = [
        "nncourse/digit_pad/data/networks.gz",
        "benchmarks/results/speed-batch64-threads2.json",
    ]
    source = ["web/build.py", "benchmarks/speed.py", "notebooks/03-sigmoid.ipynb"]
    assert all((ROOT / name).exists() for name in written + source)
    command = ["git", "check-attr", "linguist-generated", "diff", "--", *written, *source]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if result.returncode:
        pytest.skip(f"git does not answer here: {result.stderr}")
    found = {tuple(line.split(": ")[:2]): line.split(": ")[2] for line in result.stdout.splitlines()}
    assert all(found[name, "linguist-generated"] == "set" for name in written)
    assert all(found[name, "linguist-generated"] == "unspecified" for name in source)
    assert found["notebooks/03-sigmoid.ipynb", "diff"] == "jupyternotebook"
