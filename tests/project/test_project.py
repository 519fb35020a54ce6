"""The door of the project: what README, requirements, licences and workflows promise fits together."""

import gzip
import hashlib
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
import yaml
from lab import Server

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = runpy.run_path(str(ROOT / "conftest.py"))  # of the whole project; this folder has one of its own
DEEPER, LEFT_EARLIER, LONGEST = (SETTINGS[name] for name in ("DEEPER", "LEFT_EARLIER", "LONGEST"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```bash\n(.*?)```", README, re.DOTALL)
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def test_jupyterlab_of_this_python_opens_although_another_comes_first_on_the_path(tmp_path):
    """As `python -m jupyter lab` would not: it starts whichever `jupyter-lab` it finds."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name, script in (("jupyter-lab", "#!/bin/sh\nexit 1\n"), ("jupyter-lab.bat", "@exit /b 1\n")):
        (elsewhere / name).write_text(script)
        (elsewhere / name).chmod(0o755)
    python, *program, lesson = lines(BLOCKS[0])[-1].split()
    assert python == "python" and (ROOT / lesson).is_file()
    server = Server(tmp_path, program, PATH=f"{elsewhere}{os.pathsep}{os.environ['PATH']}")
    server.close()


def workflow(name):
    """A workflow as a dictionary, of which YAML reads the key `on` as True."""
    return yaml.safe_load((ROOT / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8"))


TESTS = workflow("tests")
MATRIX = TESTS["jobs"]["tests"]["strategy"]["matrix"]["include"]


def test_what_is_skipped_is_noted_by_its_place_for_a_second_run(tmp_path):
    (tmp_path / "test_skipped.py").write_text(
        "import pytest\n@pytest.mark.parametrize('name', ['a b', 'c'])\ndef test_it(name): pytest.skip('no such')\n"
        "@pytest.mark.xfail\ndef test_fails(): assert False\ndef test_passes(): pass\n"
    )
    (tmp_path / "test_whole.py").write_text("import pytest\npytest.importorskip('no_such_package')\n")
    cells = [nbformat.v4.new_code_cell("1", execution_count=1), nbformat.v4.new_code_cell("2", execution_count=2)]
    cells[1].metadata["tags"] = ["torch"]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "small.ipynb")
    settings = (ROOT / "conftest.py").read_text(encoding="utf-8").replace('("torch",)', '("no_such_package",)')
    (tmp_path / "conftest.py").write_text(settings, encoding="utf-8")
    (tmp_path / "nncourse").mkdir()
    shutil.copy(ROOT / "nncourse" / "course.toml", tmp_path / "nncourse")
    env = {name: value for name, value in os.environ.items() if not name.startswith("NNLIB_REQUIRE_")}
    env |= {"PYTHONPATH": "", "PYTEST_ADDOPTS": "", "NNLIB_SKIPPED": str(tmp_path / "noted")}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--rootdir", ".", "."]
    subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, timeout=120)
    noted = set((tmp_path / "noted").read_text(encoding="utf-8").splitlines())
    assert noted == {"test_skipped.py::test_it[a b]", "test_skipped.py::test_it[c]", "test_whole.py", "small.ipynb"}


def test_the_workflow_tries_each_system_and_the_versions_of_python_that_are_named_in_few_runs():
    assert {run["os"] for run in MATRIX} == {"ubuntu-latest", "macos-latest", "windows-latest", "ubuntu-24.04-arm"}
    assert len(MATRIX) <= 5, "a stranger's fork pays for each, and for those of macOS ten times"
    versions = sorted({run["python"] for run in MATRIX})
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [f"Programming Language :: Python :: {version}" for version in versions] == project["classifiers"]
    assert project["requires-python"] == f">={versions[0]}"
    assert f"{', '.join(versions[:-1])} and {versions[-1]}" in README


@pytest.mark.parametrize("path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda path: path.stem)
def test_workflow_may_only_read_unless_a_job_says_more_and_ends_in_time(path):
    told = workflow(path.stem)
    assert told["permissions"] == {"contents": "read"} and told["concurrency"]["cancel-in-progress"] is True
    writing = {f"{path.stem} {name}" for name, job in told["jobs"].items() if "permissions" in job}
    assert writing <= {"pages publish", "release files"}
    assert all(job["timeout-minutes"] <= 45 for job in told["jobs"].values())


def test_the_second_pass_leaves_each_lesson_at_its_deeper_sections_or_at_the_races_that_are_named():
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "once", "notebooks"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120).stdout
    left_out = re.findall(r"^(notebooks/\S+)::Cell (\d+)$", told, re.MULTILINE)
    expected = []
    assert LEFT_EARLIER.keys() <= {path.relative_to(ROOT).as_posix() for path in LESSONS}
    for path in LESSONS:
        name = path.relative_to(ROOT).as_posix()
        cells = nbformat.read(path, as_version=4).cells
        deeper = next(i for i, cell in enumerate(cells) if cell.source.startswith(DEEPER))
        heading = LEFT_EARLIER.get(name, DEEPER)
        first = next(i for i, cell in enumerate(cells) if f"\n{heading}" in f"\n{cell.source}")
        assert first < deeper or heading == DEEPER
        codes = [i for i, cell in enumerate(cells) if cell.cell_type == "code"]
        expected += [(name, str(number)) for number, i in enumerate(codes) if i > first]
    assert sorted(left_out) == sorted(expected)


def test_files_that_take_longest_go_first(tmp_path):
    assert all((ROOT / name).exists() for name in LONGEST)
    (tmp_path / "tests").mkdir()
    many = "import pytest\n@pytest.mark.parametrize('i', range(9))\ndef test_it(i): pass\n"
    (tmp_path / "tests" / "test_a.py").write_text(many)
    for number in (5, 7):
        (tmp_path / LONGEST[number]).parent.mkdir(parents=True)
        (tmp_path / LONGEST[number]).write_text("def test_it(): pass\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-p", "xdist.plugin", "-p", "conftest", "-p", "no:cacheprovider"]
    command += ["-c", "pytest.ini", "-n", "1", "--dist", "loadfile", "-v", "tests"]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    told = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120).stdout
    assert "11 passed" in told
    assert re.findall(r"PASSED (\S+?)::", told) == [LONGEST[5], LONGEST[7]] + 9 * ["tests/test_a.py"]


def test_conda_and_binder_install_what_pip_installs():
    assert lines((ROOT / "requirements.txt").read_text(encoding="utf-8"))[0] == '-e ".[course]"'
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = conda["dependencies"][0].split("=")  # one version: the builder of Binder takes 3.10 for a range
    assert name == "python" and f"Programming Language :: Python :: {version}" in project["classifiers"]
    assert conda["dependencies"][-1] == {"pip": ["-r requirements.txt"]}


def test_a_development_container_installs_what_pip_installs():
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert container["postCreateCommand"] == "python -m pip install -r requirements.txt"


def test_every_dependency_has_an_upper_bound():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for group in project["optional-dependencies"].values() for line in group]
    for line in project["dependencies"] + [each for each in extras if each != f"{project['name']}[course]"]:
        assert re.fullmatch(r"[\w-]+>=[\d.]+,<[\d.]+(; sys_platform [!=]= 'win32')?", line), line


@pytest.mark.parametrize(
    "name",
    ["README.md", "CONTRIBUTING.md", "TEACHING.md", *(f"nnlib/data/{data}/README.md" for data in ("mnist", "names"))],
)
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


def test_mnist_files_hold_the_published_bytes():
    credit = (ROOT / "nnlib/data/mnist/README.md").read_text(encoding="utf-8")
    published = {
        "train-images-idx3-ubyte": "6bbc9ace898e44ae57da46a324031adb",
        "train-labels-idx1-ubyte": "a25bea736e30d166cdddb491f175f624",
        "t10k-images-idx3-ubyte": "2646ac647ad5339dbf082846283269ea",
        "t10k-labels-idx1-ubyte": "27ae3e4e09519cfbb04c329615203637",
    }
    for name, checksum in published.items():
        unpacked = gzip.decompress((ROOT / f"nnlib/data/mnist/{name}.gz").read_bytes())
        assert hashlib.md5(unpacked, usedforsecurity=False).hexdigest() == checksum
        assert re.search(rf"`{name}.gz` .*`{checksum}`", credit)


def test_the_benchmarks_say_which_measurements_there_are():
    result = subprocess.run([sys.executable, "-m", "benchmarks", "--help"], cwd=ROOT, capture_output=True, text=True)
    from benchmarks.__main__ import MEASUREMENTS

    assert result.returncode == 0, result.stderr
    for what in MEASUREMENTS.values():
        assert what in result.stdout
    assert set(MEASUREMENTS) == {path.stem for path in (ROOT / "benchmarks").glob("[!_]*.py")} - {"report"}


def test_stored_runs_hold_a_row_in_a_line_as_the_benchmarks_write_them(tmp_path, monkeypatch):
    from benchmarks import report

    for path in report.RESULTS.glob("*.json"):
        assert path.read_text(encoding="utf-8") == report.as_json(report.load(path.stem)) + "\n", path.name
    monkeypatch.setattr(report, "RESULTS", tmp_path)
    monkeypatch.setattr(report, "machine", dict)  # which needs a package that tests do without
    text = report.store(
        "small", {"rows": [("a", 0.5, None), ("ü", 1.0, {"z": []})], "by number": {1: [2, 3]}, "no": []}
    )
    assert text.endswith(
        ' "rows": [\n  ["a", 0.5, null],\n  [\n   "ü",\n   1.0,\n   {\n    "z": []\n   }\n  ]\n ],\n'
        ' "by number": {\n  "1": [2, 3]\n },\n "no": []\n}\n'
    )
    assert report.load("small")["by number"] == {"1": [2, 3]}


def test_recipes_beyond_99_per_cent_reach_what_the_lessons_say_of_them():
    from benchmarks import report

    (_, _, plain, _), (_, _, convolutional, _) = report.load("beyond")["rows"]
    assert len(plain) == len(convolutional) == 3
    assert sum(plain) / 3 >= 99.1 and sum(convolutional) / 3 >= 99.3


def test_nothing_is_tracked_that_git_is_told_to_ignore():
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a clone, or no git")
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if result.returncode:
        pytest.skip(f"git does not answer here: {result.stderr}")
    assert result.stdout == ""


@pytest.mark.parametrize("deaths", [0, 1, 2])
def test_a_kernel_that_dies_at_its_start_is_started_once_more(deaths):
    tried = []

    def start(name):
        tried.append(name)
        if len(tried) <= deaths:
            raise RuntimeError("Kernel died before replying to kernel_info")
        return name

    if deaths < 2:
        assert SETTINGS["once_more"](start)("python3") == "python3" and len(tried) == deaths + 1
    else:
        with pytest.raises(RuntimeError):
            SETTINGS["once_more"](start)("python3")
