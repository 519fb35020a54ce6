"""The door of the project: what README, requirements, licences and workflows promise fits together."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import nbformat
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
TEACHING = (ROOT / "TEACHING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```bash\n(.*?)```", README, re.DOTALL)
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def test_the_first_two_blocks_open_the_course_and_run_its_tests():
    assert lines(BLOCKS[0]) == [
        "python -m pip install -r requirements.txt",
        "python -m jupyter lab --allow-root notebooks",
    ]
    assert lines(BLOCKS[1]) == [
        'python -m pip install -e ".[test]"',
        "python -m pytest -n auto --dist loadfile",
    ]


def test_the_workflow_runs_the_test_command_of_the_readme_on_three_systems():
    workflow = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    systems = {name.split("-")[0] for name in job["strategy"]["matrix"]["os"]}
    assert systems == {"ubuntu", "macos", "windows"}
    assert lines(BLOCKS[1]) in [lines(step.get("run", "")) for step in job["steps"]]


def test_conda_and_binder_install_what_pip_installs():
    assert lines((ROOT / "requirements.txt").read_text(encoding="utf-8"))[0] == "-e ."
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert conda["dependencies"][0] == f"python{project['requires-python']}"
    assert conda["dependencies"][-1] == {"pip": ["-r requirements.txt"]}


def test_every_dependency_has_an_upper_bound():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for group in project["optional-dependencies"].values() for line in group]
    for line in project["dependencies"] + extras:
        assert re.fullmatch(r"[\w-]+>=[\d.]+,<[\d.]+", line), line


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_readme_lists_the_lesson_with_its_title_and_question(path):
    first = nbformat.read(path, as_version=4).cells[0].source
    title = re.match(r"# (.*)", first).group(1).strip()
    row = re.search(rf"\| \[(.*)\]\(notebooks/{path.name}\) \| (.*\?) \| (\d+) \|", README)
    assert row, f"README has no row for {path.name}"
    assert row.group(1) == title
    minutes = re.search(r"about (\d+) minutes", first).group(1)
    assert row.group(3) == minutes, "README tells another time than the lesson"
    assert re.search(rf"^\| {path.stem[:2]} .*\| {minutes} min \|", TEACHING, re.MULTILINE), "TEACHING does, too"
    assert row.group(2).lower() in first.lower().replace("*", ""), "the question differs from the lesson's"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "TEACHING.md", "nnlib/data/mnist/README.md"])
def test_links_inside_the_repository_resolve(name):
    path = ROOT / name
    text = re.sub(r"`[^`]*`", "", path.read_text(encoding="utf-8"))  # an example is no link
    for target in re.findall(r"\]\(([^)#]+)", text):
        assert (path.parent / target).exists(), target


def test_licences_and_credit_are_there():
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert "Creative Commons Attribution 4.0" in (ROOT / "LICENSE-CONTENT").read_text(encoding="utf-8")
    credit = (ROOT / "nnlib/data/mnist/README.md").read_text(encoding="utf-8")
    for word in ("LeCun", "Cortes", "Burges", "CC BY-SA 3.0"):
        assert word in credit


def test_measured_numbers_in_the_readme_are_those_of_the_stored_runs():
    from benchmarks import accuracy, beyond, files, profile, report, speed

    assert speed.as_table(report.load("speed-batch64-threads2")) in README
    assert accuracy.as_table(report.load("accuracy")) in README
    assert files.as_table(report.load("files")) in README
    assert beyond.as_table(report.load("beyond")) in README
    assert speed.as_table(report.load("convolution-threads1")) in README
    steps = [report.load(f"profile-{name}") for name in ("batch64-threads2", "batch128-threads1")]
    assert profile.parts_table(steps[1]) in README
    assert profile.tried_table(steps) in README
    assert f"peaks at {max(report.load('memory')['peaks']):.0f} MB" in " ".join(README.split())


def test_recipes_beyond_99_per_cent_reach_what_the_lessons_say_of_them():
    from benchmarks import report

    (_, _, plain, _), (_, _, convolutional, _) = report.load("beyond")["rows"]
    assert len(plain) == len(convolutional) == 3
    assert sum(plain) / 3 >= 99.2 and sum(convolutional) / 3 >= 99.3


def test_nothing_is_tracked_that_git_is_told_to_ignore():
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a clone, or no git")
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if result.returncode:
        pytest.skip(f"git does not answer here: {result.stderr}")
    assert result.stdout == ""
