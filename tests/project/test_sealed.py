"""A sealed exam: learners get all that its notebooks need, and nothing of what is right."""

import importlib
import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat
import pytest
from test_attacks import EXERCISES, notebook_of, right

from nncourse import sealed
from nncourse.checking import Exercise

CHAPTERS = [f"{number:02}" for number in range(20)]


def exam(folder, *arguments):
    """Write an exam, and return what was said."""
    return subprocess.run(
        [sys.executable, "-m", "nncourse", "exam", *arguments, "--seed", "7", "--sealed", "--folder", folder],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def learners(tmp_path_factory):
    """What learners get of an exam of all chapters."""
    folder = tmp_path_factory.mktemp("exam")
    told = exam(folder, *CHAPTERS[1:])
    assert told.returncode == 0, told.stderr
    return folder / "learners"


def exercises():
    """All exercises, by chapter and name."""
    for chapter in CHAPTERS:
        module = importlib.import_module(f"nncourse.chapter{chapter}.checks")
        yield from ((chapter, name, one) for name, one in vars(module).items() if isinstance(one, Exercise))


def test_nothing_that_learners_get_holds_a_solution_a_mistake_or_a_hint(learners):
    texts = {
        path: path.read_text(encoding="utf-8", errors="ignore")
        for path in learners.rglob("*")
        if path.is_file() and path.suffix in (".py", ".pyi", ".ipynb", ".txt", ".json")
    }
    package = {path: text for path, text in texts.items() if (learners / "nncourse") in path.parents}
    assert len(package) == 3
    for chapter, name, one in exercises():
        parts = one.right if isinstance(one.right, tuple) else (one.right,)
        secrets = [*one.hints, one.explanation, *(message for message, _ in one.mistakes)]
        secrets += [inspect.getsource(part).partition("\n")[2].strip() for part in parts if callable(part)]
        for secret in filter(lambda text: len(text) > 25, secrets):
            for path, text in texts.items():
                assert secret not in text and json.dumps(secret)[1:-1] not in text, (chapter, name, path)
        assert not any(f"def {name}" in text or f"solve_{name}" in text for text in package.values())


def test_released_and_handed_out_notebooks_are_the_same_and_one_exercise_is_left_out(learners, tmp_path):
    keys = learners.with_name("keys")
    assert sorted(path.name for path in keys.glob("*.ipynb")) == sorted(path.name for path in learners.glob("*.ipynb"))
    for path in keys.glob("*.ipynb"):
        assert path.read_bytes() == (learners / path.name).read_bytes()
        assert "repairs" not in [
            cell["metadata"].get("nbgrader", {}).get("grade_id")
            for cell in json.loads(path.read_text("utf-8"))["cells"]
        ]
    assert "grade COLLECTED --released" in (keys / "README.txt").read_text(encoding="utf-8")
    told = exam(tmp_path, "14", "--only", "repairs")
    assert told.returncode == 1 and "None of these exercises" in told.stderr and "Not in a sealed exam" in told.stdout
    told = exam(tmp_path, "01", "--paper")
    assert told.returncode == 1 and "paper needs no seal" in told.stderr


@pytest.mark.parametrize("chapter", ["01", "17"])
def test_kernel_in_the_folder_of_learners_has_the_sealed_package_though_the_course_is_installed(
    learners, chapter, monkeypatch
):
    monkeypatch.delenv("PYTHONPATH", raising=False)
    (path,) = learners.glob(f"{chapter}-*.ipynb")
    made, own = nbformat.read(path, as_version=4), right(chapter)
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    first = next(check.metadata.nbgrader.grade_id for check in code if "nbgrader" in check.metadata)
    answer = code[[*(cell.metadata.get("nbgrader", {}).get("grade_id") for cell in code)].index(first) - 1]
    answer.source = own[first]
    tried = "print(check.flip.right, check.flip.reference, vars(check.flip))\ncheck.flip.hint()\ncheck.flip.solution()"
    made.cells.append(nbformat.v4.new_code_cell(tried))
    nbclient.NotebookClient(made, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    told = "".join(out.get("text", "") for cell in made.cells if cell.cell_type == "code" for out in cell.outputs)
    assert "A sealed exam" in told
    assert f"{first}: there is an answer" in told
    assert told.count("not attempted yet") > 1
    if chapter == "17":
        assert any(len(one.source) and "digit_reader" in one.source for one in code)


def test_package_of_an_exam_changes_no_imports_where_it_is_one_module_of_the_course(monkeypatch):
    before = [*sys.meta_path]
    monkeypatch.delitem(sys.modules, "nncourse.sealed.package", raising=False)
    importlib.import_module("nncourse.sealed.package")
    assert sys.meta_path == before


def in_a_fresh_python(folder, program):
    """Run a program where there is the sealed package, and no nncourse."""
    return subprocess.run(
        [sys.executable, "-I", "-c", f"import sys\nsys.path.insert(0, {str(folder)!r})\n{program}"],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        cwd=folder,
        env={"MPLBACKEND": "agg", "PATH": os.environ["PATH"], "MPLCONFIGDIR": str(folder)},
    )


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_released_cells_run_through_without_the_course(tmp_path, chapter):
    sealed.write(tmp_path)
    (tmp_path / "nnlib").symlink_to(EXERCISES.parents[1] / "nnlib")
    cells = [cell for cell in notebook_of(chapter)[1]["cells"] if cell["cell_type"] == "code"]
    program = "\n".join("".join(cell["source"]) for cell in cells)
    ran = in_a_fresh_python(tmp_path, program)
    assert ran.returncode == 0, ran.stderr
    names = [cell["metadata"]["nbgrader"]["grade_id"] for cell in cells if "nbgrader" in cell["metadata"]]
    assert all(f"{name}: " in ran.stdout for name in names)


def test_check_takes_whatever_it_is_given(tmp_path):
    sealed.write(tmp_path)
    things = (
        "None, ..., 1, 'a', [], (..., 1), {}, print, int, lambda: None, lambda: [...], iter([]), np.ones(3), object()"
    )
    ran = in_a_fresh_python(
        tmp_path,
        f"import numpy as np\nfrom nncourse.chapter01 import check\nfor one in ({things}): check.flip(one, bias=1.9)",
    )
    assert ran.returncode == 0, ran.stderr
    told = ran.stdout.splitlines()
    assert "flip: there is an answer, a function; it still has a ... in it. It is checked later." in told
    assert len(told) == 14 and told.count("flip: not attempted yet.") == 4
    assert "flip: there is an answer, an array of shape (3,) and dtype float64. It is checked later." in told


def test_modules_that_both_have_are_the_same_and_import_nothing_of_the_course(tmp_path):
    sealed.write(tmp_path, exam=True)
    for name in sealed.ALIKE:
        text = (tmp_path / "nncourse" / name).read_text(encoding="utf-8")
        assert text == (Path(sealed.__file__).parents[1] / name).read_text(encoding="utf-8")
        assert "nncourse" not in text
    assert not (tmp_path / "nncourse" / "chapter14").exists()
