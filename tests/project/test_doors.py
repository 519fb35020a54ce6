"""The doors of the project: what README, BENCHMARKS, CONTRIBUTING and their like tell a stranger is true."""

import ast
import io
import re
import runpy
import shutil
import subprocess
import tokenize
import tomllib
from importlib import import_module
from pathlib import Path

import nbformat
import pytest
import yaml

import nnlib
from benchmarks import accuracy, beyond, files, profile, report, speed
from nncourse.exercises.base import Exercise

ROOT = next(folder for folder in Path(__file__).resolve().parents if (folder / "pyproject.toml").exists())
TEXTS = ("README.md", "BENCHMARKS.md", "CONTRIBUTING.md", "WHERE-TO-RUN.md", "CHANGELOG.md", "TEACHING.md")
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ADDRESS = PROJECT["urls"]["Repository"]  # https://github.com/OWNER/neurons-to-digits, until the owner is known
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def told(name):
    """A text without its line breaks, since a sentence may go over several lines."""
    return " ".join(text_of(name).split())


def cells(path, kind):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


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
    modules = [import_module(f"nncourse.exercises.chapter{path.stem[:2]}") for path in LESSONS]
    exercises = [thing for module in modules for thing in vars(module).values() if isinstance(thing, Exercise)]
    said = re.search(r"More than (\d+) \[exercises\].* recognize over a thousand typical mistakes", told("README.md"))
    assert int(said[1]) < len(exercises) <= int(said[1]) + 20
    assert sum(len(exercise.slips) for exercise in exercises) > 1000
    predictions = sum(source.count("*Predict") for path in LESSONS for source in cells(path, "markdown"))
    assert "well over a hundred times in all" in told("README.md") and predictions > 120
    (quoted,) = re.findall(r'say what they saw: "(.*?)"', told("README.md"))
    assert any(quoted in message for exercise in exercises for message, _ in exercise.slips)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_chapter_has_an_explorer_as_the_readme_says(path):
    assert any(".explore(" in source for source in cells(path, "code"))


# What was measured


def test_measured_numbers_are_those_of_the_stored_runs():
    page = text_of("BENCHMARKS.md")
    epoch = speed.as_table(report.load("speed-batch64-threads2"))
    assert epoch in page and epoch in text_of("README.md")
    assert accuracy.as_table(report.load("accuracy")) in page
    assert files.as_table(report.load("files")) in page
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
    assert f"peaks at {max(report.load('memory')['peaks']):.0f} MB" in page
    machine = report.load("speed-batch64-threads2")["machine"]
    assert f"({machine['date']}, {machine['processor']}, {machine['cores']} cores, {machine['blas'][0]})" in page
    nnlib_row = report.load("speed-batch64-threads2")["rows"][0]
    assert f"On two cores, an epoch of MNIST takes {nnlib_row[1]:.2f} seconds" in readme
    _, (name, _, percents, _) = report.load("beyond")["rows"]
    assert name.startswith("convolutional")
    assert f"a convolutional network reaches {sum(percents) / len(percents):.2f} %" in readme


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
        other = ROOT / path if path else ROOT / name
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


def test_contributing_quotes_the_sentence_of_the_lesson():
    (start, end) = re.search(r"`0\.5025: …(.*?)(\w+)…`", told("CONTRIBUTING.md")).groups()
    assert any(f"{start}{end}" in source for source in cells(ROOT / "notebooks/03-sigmoid.ipynb", "markdown"))


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
    titles = [cells(path, "markdown")[0].splitlines()[0].removeprefix("# ") for path in LESSONS]
    assert asked["chapter"]["attributes"]["options"][:-1] == titles


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
        "nncourse/explorers/feeds/digit_pad-networks.gz",
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
