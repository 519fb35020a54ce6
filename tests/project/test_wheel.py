"""The wheel: built from the sdist, it brings the course and NumPy; ``python -m nncourse`` harms no reader's work."""

import email
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import numpy as np
import pytest

import nnlib
from nncourse import __main__ as door
from nncourse.__main__ import copy_course

ROOT = Path(__file__).resolve().parents[2]
COURSE = {
    path.relative_to(ROOT / "notebooks").as_posix(): path
    for path in (ROOT / "notebooks").rglob("*.*")
    if path.suffix in (".ipynb", ".py") and ".ipynb_checkpoints" not in path.parts
}


# What is copied, and what is kept


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


def run_door(monkeypatch, *arguments):
    """What ``python -m nncourse`` hands to `sys.exit`."""
    monkeypatch.setattr(sys, "argv", ["nncourse", *map(str, arguments)])
    return door.main()


def test_a_folder_that_cannot_be_written_is_named_in_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("mine")
    assert run_door(monkeypatch, tmp_path / "file") == f"{tmp_path / 'file'} is a file. Name a folder: " + (
        "python -m nncourse FOLDER"
    )
    assert run_door(monkeypatch, tmp_path / "file" / "inside").startswith("The notebooks cannot be copied into")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "exercises").write_text("mine")
    assert "exercises" in run_door(monkeypatch, tmp_path / "taken")
    assert (tmp_path / "file").read_text() == (tmp_path / "taken" / "exercises").read_text() == "mine"


def test_a_folder_without_permission_is_named_in_a_sentence(tmp_path, monkeypatch):
    def refuse(path, data):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert "Permission denied" in run_door(monkeypatch, tmp_path / "here")


@pytest.mark.parametrize("damaged", ["{", "3", "[1]", "\udcff"])
def test_a_damaged_list_of_what_was_copied_is_named_and_nothing_is_overwritten(tmp_path, monkeypatch, damaged):
    record = tmp_path / ".nncourse-copied.json"
    record.write_bytes(damaged.encode("utf-8", "surrogateescape"))
    (tmp_path / "01-neurons.ipynb").write_text("mine")
    said = run_door(monkeypatch, tmp_path)
    assert str(record) in said and "damaged" in said and "delete it" in said
    assert (tmp_path / "01-neurons.ipynb").read_text() == "mine"


@pytest.mark.parametrize("arguments", [["--wrong"], ["one", "two"]])
def test_wrong_options_are_answered_with_the_usage(monkeypatch, capsys, arguments):
    with pytest.raises(SystemExit) as ended:
        run_door(monkeypatch, *arguments)
    assert ended.value.code == 2 and "usage: python -m nncourse" in capsys.readouterr().err


# The sdist, and the wheel that is built from it


def build(kind, source, target):
    """Build the sdist or the wheel of a folder into another folder, without the network, and return its path."""
    command = [sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "--outdir", str(target), str(source)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (made,) = target.iterdir()
    return made


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The folder that the sdist holds."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build("sdist", ROOT, folder / "made")) as file:
        safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # Python 3.11.4 brought it
        file.extractall(folder, **safely)
    (only,) = folder.glob("neurons_to_digits-*")
    return only


@pytest.fixture(scope="module")
def wheel(unpacked, tmp_path_factory):
    return build("wheel", unpacked, tmp_path_factory.mktemp("wheel") / "made")


def test_the_sdist_holds_what_the_wheel_is_built_from(unpacked):
    for short, path in COURSE.items():
        assert (unpacked / "notebooks" / short).read_bytes() == path.read_bytes()
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT", "nnlib/py.typed"):
        assert (unpacked / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_wheel_from_the_sdist_holds_both_packages_the_notebooks_and_the_data(wheel):
    with zipfile.ZipFile(wheel) as file:
        names = set(file.namelist())
        for short, path in COURSE.items():
            assert file.read(f"nncourse/course/{short}") == path.read_bytes()
    course = {name.removeprefix("nncourse/course/") for name in names if name.startswith("nncourse/course/")}
    assert course == COURSE.keys()
    for package in ("nnlib", "nncourse"):
        here = {path.relative_to(ROOT).as_posix() for path in (ROOT / package).rglob("*.*") if path.is_file()}
        here = {name for name in here if "__pycache__" not in name and "/." not in name}
        assert here == {name for name in names if name.startswith(f"{package}/") and "/course/" not in name}
    assert {"nnlib/py.typed", "nnlib/data/mnist/train-images-idx3-ubyte.gz", "nnlib/data/names/names.txt.gz"} <= names
    assert {name.split("/")[0] for name in names} == {"nnlib", "nncourse", f"{wheel.name.split('-py3')[0]}.dist-info"}


def metadata(wheel):
    with zipfile.ZipFile(wheel) as file:
        (name,) = (name for name in file.namelist() if name.endswith(".dist-info/METADATA"))
        return email.message_from_bytes(file.read(name)), file.namelist()


def test_the_wheel_tells_its_version_its_licences_and_that_it_needs_numpy_alone(wheel):
    told, names = metadata(wheel)
    assert (told["Name"], told["Version"]) == ("neurons-to-digits", nnlib.__version__)
    assert told["License-Expression"] == "MIT AND CC-BY-4.0 AND CC-BY-SA-3.0"
    licences = told.get_all("License-File")
    assert licences == ["LICENSE", "LICENSE-CONTENT", "nnlib/data/mnist/README.md", "nnlib/data/names/README.md"]
    assert all(any(name.endswith(f".dist-info/licenses/{licence}") for name in names) for licence in licences)
    always = [line for line in told.get_all("Requires-Dist") if "extra ==" not in line]
    assert len(always) == 1 and re.match(r"numpy\b", always[0])


def test_a_wheel_that_is_built_again_holds_nothing_stale(unpacked, wheel, tmp_path):
    again = tmp_path / "again"
    shutil.copytree(unpacked, again)
    shutil.rmtree(again / "nnlib" / "data")  # not needed here, and large
    first = build("wheel", again, tmp_path / "first")
    (again / "nncourse" / "suspects.py").unlink()
    (again / "notebooks" / "01-neurons.ipynb").unlink()
    second = build("wheel", again, tmp_path / "second")
    gone = set(metadata(first)[1]) - set(metadata(second)[1])
    assert gone == {"nncourse/suspects.py", "nncourse/course/01-neurons.ipynb"}


# Installed


class Environment:
    """A fresh environment with NumPy and nothing else."""

    def __init__(self, folder):
        venv.create(folder / "env", with_pip=False, symlinks=os.name != "nt")
        self.folder = folder
        (self.site,) = (folder / "env").rglob("site-packages")
        self.python = folder / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        for part in ("numpy", "numpy.libs"):
            source = Path(np.__file__).parents[1] / part
            if source.exists():
                self.place(source, self.site / part)

    @staticmethod
    def place(source, target):
        try:
            target.symlink_to(source, target_is_directory=True)
        except OSError:  # Windows lets few users make links
            shutil.copytree(source, target)

    def install(self, wheel):
        pip = [sys.executable, "-m", "pip", "--python", str(self.python), "install", "--no-index", "--no-deps", "-q"]
        done = subprocess.run([*pip, str(wheel)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def run(self, *arguments):
        env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TQDM"))}
        return subprocess.run([str(self.python), *arguments], cwd=self.folder, env=env, capture_output=True, text=True)


@pytest.fixture
def fresh(tmp_path):
    return Environment(tmp_path)


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    environment = Environment(tmp_path_factory.mktemp("installed"))
    environment.install(wheel)
    return environment


def test_an_installed_wheel_copies_the_notebooks_of_its_version(installed):
    done = installed.run("-m", "nncourse", "here")
    assert done.returncode == 0, done.stderr
    here = installed.folder / "here"
    assert f"{len(COURSE)} files copied into here." in done.stdout and "-m jupyterlab here" in done.stdout
    copied = {path.relative_to(here).as_posix() for path in here.rglob("*.*")}
    assert copied - {".nncourse-copied.json"} == COURSE.keys() and "programs/16-sum.py" in copied


def test_the_wheel_brings_no_package_but_its_own_two(installed):
    code = "from importlib.metadata import distributions; print(*sorted(d.name for d in distributions()))"
    assert installed.run("-c", code).stdout.split() == ["neurons-to-digits"]
    done = installed.run("-c", "import nnlib, sys; print(nnlib.__version__, 'tqdm' in sys.modules)")
    assert done.stdout.split() == [nnlib.__version__, "False"], done.stderr


TRAINING = """
import numpy as np
from nnlib import SGD, CrossEntropy, Identity, Layer, NeuralNetwork, load_mnist, train
(x, y), _ = load_mnist()
net = NeuralNetwork([Layer(784, 10, Identity(), rng=np.random.default_rng(0))])
print(train(net, x[:, :500], y[:500], loss=CrossEntropy(), optimizer=SGD(0.1), epochs=2, rng=np.random.default_rng(0)))
"""


def test_a_network_is_trained_with_numpy_alone_where_no_bar_can_be_drawn(installed):
    done = installed.run("-c", TRAINING)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("History(2 epochs, training loss ")


@pytest.mark.parametrize("command", ["teach", "class", "exam"])
def test_a_command_that_needs_more_than_numpy_says_what_to_install(installed, command):
    done = installed.run("-m", "nncourse", command, "out")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.endswith('python -m pip install "neurons-to-digits[course]"\n')


OFFLINE = """
import runpy, socket, sys
def refuse(*arguments): raise OSError("no network")
socket.socket.connect = socket.create_connection = refuse
sys.argv = ["nncourse", "teach", "out"]
runpy.run_module("nncourse", run_name="__main__")
"""


def test_an_installed_wheel_writes_what_a_teacher_needs_without_the_network(installed):
    """With the libraries of [course], which this environment lends to it, and in a minute at most."""
    lent = installed.site / "lent.pth"
    lent.write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    try:
        before = os.times()
        done = installed.run("-c", OFFLINE)
        assert os.times().children_user - before.children_user < 60  # seconds of the processor, whatever else it does
    finally:
        lent.unlink()
    assert done.returncode == 0, done.stderr
    out = installed.folder / "out"
    for kind, count in {"slides/*-1.html": 19, "bank/*.gift": 19, "chapters/*.html": 19, "plans/*.html": 3}.items():
        assert len(list(out.glob(kind))) == count
    assert (out / "about" / "administrator.html").exists() and (out / "poster.html").exists()
    assert str(ROOT) not in (out / "index.html").read_text(encoding="utf-8")


# Beside the project on the package index that is called nnlib, too


def test_the_places_to_run_it_name_our_distribution():
    text = (ROOT / "WHERE-TO-RUN.md").read_text(encoding="utf-8")
    assert text.count('%pip install --no-deps "neurons-to-digits @ git+ADDRESS" anywidget psygnal') == 2
    assert "python -m nncourse" in text and not re.search(r"-m nnlib\b|install .?nnlib\b", text)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory):
    """A wheel of another project named nnlib, like that on the package index: an empty __init__, and other modules."""
    path = tmp_path_factory.mktemp("foreign") / "nnlib-0.2-py3-none-any.whl"
    files = {
        "nnlib/__init__.py": "",
        "nnlib/utils/__init__.py": "",
        "nnlib-0.2.dist-info/METADATA": "Metadata-Version: 2.1\nName: nnlib\nVersion: 0.2\n",
        "nnlib-0.2.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "nnlib-0.2.dist-info/RECORD"
    files[record] = "".join(f"{name},,\n" for name in (*files, record))
    with zipfile.ZipFile(path, "w") as file:
        for name, text in files.items():
            file.writestr(name, text)
    return path


def said_by(environment, *arguments):
    """The last lines that a program writes when it fails, as one line, and whether there was a traceback."""
    done = environment.run(*arguments)
    assert done.returncode != 0
    return " ".join(done.stderr.split()), "Traceback" in done.stderr


def test_another_project_named_nnlib_over_ours_is_told_by_nncourse(wheel, foreign, fresh):
    fresh.install(wheel)
    fresh.install(foreign)
    said, _ = said_by(fresh, "-c", "from nnlib import Neuron")
    assert "ImportError: cannot import name 'Neuron' from 'nnlib'" in said
    parts = [f"the package nnlib in {fresh.site / 'nnlib'} is not this course's", "python -m pip uninstall nnlib"]
    parts += ["neurons-to-digits", "--force-reinstall --no-deps"]
    for arguments in (["-c", "from nncourse import plots"], ["-m", "nncourse"], ["-m", "nncourse.checking"]):
        said, traceback = said_by(fresh, *arguments)
        assert all(part in said for part in parts), said
        assert traceback == (arguments[0] == "-c")
    # As it says: the other project goes, and takes our __init__ along, then ours comes again.
    for name in ("nnlib/__init__.py", "nnlib/utils/__init__.py"):
        (fresh.site / name).unlink()
    assert parts[0] in said_by(fresh, "-m", "nncourse")[0]
    with zipfile.ZipFile(wheel) as file:
        file.extract("nnlib/__init__.py", fresh.site)
    assert fresh.run("-m", "nncourse", "here").returncode == 0


def test_ours_over_another_project_named_nnlib_works(wheel, foreign, fresh):
    fresh.install(foreign)
    fresh.install(wheel)
    done = fresh.run("-c", "from nnlib import Neuron, save; from nncourse import suspects; print('fine')")
    assert done.stdout == "fine\n", done.stderr
    assert fresh.run("-m", "nncourse", "here").returncode == 0


def test_another_project_named_nnlib_before_a_clone_is_told_with_the_command_for_a_clone(foreign, fresh):
    fresh.install(foreign)
    (fresh.site / "clone.pth").write_text(str(ROOT), encoding="utf-8")  # as an editable installation does
    said, traceback = said_by(fresh, "-m", "nncourse")
    assert "python -m pip install -r requirements.txt` in the folder of the course" in said and not traceback


def test_foreign_nnlib_is_a_sentence_in_a_notebook():
    from nncourse.optional import NotInstalled

    assert NotInstalled("the sentence")._render_traceback_() == ["the sentence"]
