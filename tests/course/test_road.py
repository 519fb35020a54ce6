"""The short road runs alone: without all other cells, those of its lessons print and draw what is stored."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import minutes
import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
ON_ROAD = [path for path in minutes.LESSONS if minutes.road_cells(nbformat.read(path, as_version=4).cells)]


def run(cells, path):
    """Compare what cells print and draw with what they have stored, as the notebooks themselves are; what is said."""
    path.parent.mkdir()
    shutil.copytree(ROOT / "notebooks" / "programs", path.parent / "programs")
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": ""}})
    nbformat.write(notebook, path)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "conftest", "-p", "no:cacheprovider"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tools")])}
    environment.pop("NNLIB_SKIPPED", None)
    done = subprocess.run(
        [*command, "-c", ROOT / "pyproject.toml", "--rootdir", path.parent, path],
        cwd=path.parent,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("path", ON_ROAD, ids=lambda path: path.stem)
def test_a_lesson_without_all_that_is_not_on_the_short_road_prints_what_is_stored(path, tmp_path):
    failed, said = run(minutes.road_cells(nbformat.read(path, as_version=4).cells), tmp_path / "notebooks" / path.name)
    assert not failed, said[-4000:]


@pytest.mark.parametrize(
    ("code", "stored", "fault"),
    [("print(x)", "1\n", "NameError"), ("print(2)", "1\n", "mismatch"), ("print(1)", "1\n", "")],
)
def test_a_road_that_needs_a_cell_beside_it_or_prints_something_else_is_seen(code, stored, fault, tmp_path):
    output = nbformat.v4.new_output("stream", name="stdout", text=stored)
    cells = [nbformat.v4.new_code_cell(code, outputs=[output], execution_count=1)]
    failed, said = run(cells, tmp_path / "notebooks" / "01.ipynb")
    assert bool(failed) == bool(fault) and fault in said


def test_the_short_road_leads_through_part_one():
    assert [path.stem[:2] for path in ON_ROAD] == [f"{number:02}" for number in range(1, 9)]
