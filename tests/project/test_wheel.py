"""The wheel carries the course: ``python -m nncourse`` copies its notebooks, and harms no reader's work."""

import subprocess
import sys
import zipfile
from pathlib import Path

from nncourse.__main__ import copy_course

ROOT = Path(__file__).resolve().parents[2]
COURSE = {
    path.relative_to(ROOT / "notebooks").as_posix(): path
    for path in (ROOT / "notebooks").rglob("*.*")
    if path.suffix in (".ipynb", ".py") and ".ipynb_checkpoints" not in path.parts
}


def test_a_changed_notebook_is_kept_and_an_unchanged_one_follows_the_version(tmp_path):
    old, new, mine = tmp_path / "old", tmp_path / "new", tmp_path / "mine"
    for folder, text in ((old, "first"), (new, "second")):
        folder.mkdir()
        for name in ("01.ipynb", "02.ipynb"):
            (folder / name).write_text(f"{name} {text}")
    assert copy_course(old, mine) == (["01.ipynb", "02.ipynb"], [])
    assert copy_course(old, mine) == ([], [])
    (mine / "02.ipynb").write_text("my own work")
    assert copy_course(new, mine) == (["01.ipynb"], ["02.ipynb"])
    assert (mine / "01.ipynb").read_text() == "01.ipynb second"
    assert (mine / "02.ipynb").read_text() == "my own work"


def test_a_file_that_was_there_before_is_never_overwritten(tmp_path):
    source, mine = tmp_path / "source", tmp_path / "mine"
    for folder, text in ((source, "the course's"), (mine, "mine")):
        folder.mkdir()
        (folder / "01.ipynb").write_text(text)
    assert copy_course(source, mine) == ([], ["01.ipynb"])
    assert (mine / "01.ipynb").read_text() == "mine"


def test_an_installed_wheel_copies_the_notebooks_of_its_version(tmp_path):
    """The wheel is unpacked into a folder of its own, as pip does with one that needs no building."""
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q", "-w", tmp_path, str(ROOT)]
    subprocess.run(pip, check=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("neurons_to_digits-*.whl")
    with zipfile.ZipFile(wheel) as file:
        held = {name.removeprefix("nncourse/course/"): name for name in file.namelist() if "nncourse/course/" in name}
        assert held.keys() == COURSE.keys()
        assert all(file.read(name) == COURSE[short].read_bytes() for short, name in held.items())
        assert "nnlib/data/mnist/train-images-idx3-ubyte.gz" in file.namelist()
        file.extractall(tmp_path / "installed")
    run = [sys.executable, "-m", "nncourse", "here"]
    told = subprocess.run(run, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "installed"), "PATH": ""},
                          capture_output=True, text=True, check=True).stdout  # fmt: skip
    assert f"{len(COURSE)} files copied into here." in told and "-m jupyterlab here" in told
    copied = {path.relative_to(tmp_path / "here").as_posix() for path in (tmp_path / "here").rglob("*.*")}
    assert copied - {".nncourse-copied.json"} == COURSE.keys() and "programs/16-sum.py" in copied
