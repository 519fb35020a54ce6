"""What can be tested of Windows without it: names, encodings, line ends, and the signals and functions that it lacks.

The workflow runs all tests on Windows itself; these are for those who write on another system.
"""

import ast
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from nncourse import __main__ as door
from nncourse.blanks import blank, package
from nncourse.blanks.check import check
from nncourse.chapter01 import checks as chapter01
from nncourse.checking import Exercise, NotAttempted, Raised, sandbox
from nncourse.teaching import exam

ROOT = Path(__file__).resolve().parents[2]
CODE = [path for name in ("nnlib", "nncourse", "tools") for path in sorted((ROOT / name).rglob("*.py"))]
LACKING = {os: ("fork", "killpg", "getuid", "setsid"), signal: ("SIGALRM", "SIGKILL", "SIGUSR1", "setitimer", "alarm")}
RESERVED = {"con", "nul", "aux", "prn", "com1", "lpt1"}
LESSON = ROOT / "notebooks" / "03-sigmoid.ipynb"


@pytest.fixture
def like_windows(monkeypatch):
    """Take away what Windows lacks."""
    for module, names in LACKING.items():
        for name in names:
            monkeypatch.delattr(module, name, raising=False)


def calls(path):
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_text_is_read_and_written_in_a_stated_encoding_and_no_shell_is_used(path):
    """Without it Python takes that of the system, on Windows often cp1252, in which our texts cannot be written."""
    for call in calls(path):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given = {one.arg: one.value for one in call.keywords}
        place = f"{path}:{call.lineno}"
        if name in ("read_text", "write_text"):
            assert "encoding" in given or len(call.args) > (name == "write_text"), place
        if name == "open" and isinstance(call.func, ast.Name):
            mode = next((one.value for one in call.args[1:2] if isinstance(one, ast.Constant)), "r")
            assert "b" in mode or "encoding" in given, place
        assert "shell" not in given and name not in ("system", "popen"), place
        if name in ("run", "Popen", "check_output") and ast.unparse(call.func).startswith("subprocess"):
            assert "text" not in given or "encoding" in given, place


def test_signals_and_functions_that_windows_lacks_are_asked_for_first():
    for path in CODE:
        text = path.read_text(encoding="utf-8")
        for module, names in LACKING.items():
            for name in names:
                if re.search(rf"\b{module.__name__}\.{name}\b", text):
                    asked = f'hasattr({module.__name__}, "{name}")', 'if sys.platform != "linux":\n        raise'
                    assert any(one in text for one in asked), f"{path}: {name}"
        assert not re.search(r"^(import|from) (fcntl|resource|pwd|termios)\b", text, re.MULTILINE), path


def names_in(folder):
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*")]


def test_what_is_written_for_learners_has_names_that_windows_allows(tmp_path):
    door.copy_course(ROOT / "notebooks", tmp_path)
    blank.write(door.lessons_of(ROOT / "notebooks"), tmp_path)
    for path in door.lessons_of(ROOT / "notebooks" / "exercises").values():
        exam.write(path, 7, tmp_path / "exam")
    names = names_in(tmp_path)
    assert len(names) > 80
    for name in names:
        for part in PureWindowsPath(name).parts:
            assert not re.search(r'[<>:"|?*\\]|[. ]$', part) and part.split(".")[0].casefold() not in RESERVED, name
        assert len(name) < 100, "with the folders above it has to stay below 260"
    assert len({name.casefold() for name in names}) == len(names), "Windows doesn't tell capitals"


def test_files_of_the_repository_have_names_that_windows_allows():
    asked = {"cwd": ROOT, "capture_output": True, "encoding": "utf-8", "check": False}
    names = [name for name in subprocess.run(["git", "ls-files", "-z"], **asked).stdout.split("\0") if name]
    if not names:
        pytest.skip("not a clone")
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert len(name) < 120 and not re.search(r'[<>:"|?*\\]|[. ](/|$)', name), name


COMMANDS = {
    "copy": ["{}"],
    "help": ["--help"],
    "blank": ["blank", "--all", "--folder", "{}"],
    "progress": ["progress", "--folder", "{}"],
    "milestones": ["milestones", "--folder", "{}"],
    "exam": ["exam", "01", "19", "--seed", "7", "--folder", "{}"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_commands_print_in_the_encoding_of_a_windows_pipe(command, tmp_path):
    """No character that cp1252 lacks ends one, not even in the name of a learner's folder."""
    folder = tmp_path / "Łukasz Ж neural networks"
    folder.mkdir()
    cp1252 = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "nncourse", *(part.format(folder) for part in command)],
        env=os.environ | cp1252,
        capture_output=True,
        timeout=120,
        check=False,
    )
    told = (done.stdout + done.stderr).decode("cp1252")
    assert "Traceback" not in told, told
    assert done.returncode == (command[0] == "milestones"), told  # nothing has been written yet
    if command == ["{}"]:
        assert re.search(r'jupyterlab ".*neural networks"', told), "a folder with a blank is in quotes"


def test_unattempted_exercises_and_endless_ones_score_nothing(like_windows, monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.3)

    def endless(weights, x, bias):
        while True:
            pass

    for one in vars(chapter01).values():
        if isinstance(one, Exercise):
            with pytest.raises(NotAttempted):
                one(...)
    with pytest.raises(Raised, match="a loop that never ends"):
        chapter01.weighted_sum(endless)
    chapter01.flip(50)


def test_unattempted_blanks_score_nothing(like_windows, tmp_path):
    blank.write({"03": LESSON}, tmp_path)
    cells = json.loads((tmp_path / "03-sigmoid-blank.ipynb").read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if "nnlib" in cell["metadata"].get("tags", [])]
    found = 0
    for source in sources:
        names = blank.pieces_of(source)
        if names:
            with pytest.raises(NotAttempted):
                check("03", *names, folder=tmp_path, namespace={"In": [source]})
            found += 1
    assert found == 4


def test_line_ends_of_windows_are_read_in_notebooks_and_in_the_learner_s_package(tmp_path, like_windows):
    """An editor or git may have put them there."""
    source = "class Identity:\r\n    def __call__(self, z):\r\n        return z\r\n"
    namespace = {"In": [source], "__name__": "__main__"}
    exec(source, namespace)
    check("03", "Identity", folder=tmp_path, namespace=namespace)
    module = tmp_path / "mynn" / "chapter03.py"
    module.write_bytes(module.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert package.written(tmp_path) == {"Identity": "03"}
    assert package.load(tmp_path).Identity()(3) == 3
    check("03", "Identity", folder=tmp_path, namespace=namespace)
    assert package.written(tmp_path) == {"Identity": "03"} and b"\r" not in module.read_bytes()
    stored = ROOT / "notebooks" / "exercises" / "01-neurons.ipynb"
    crlf = tmp_path / stored.name
    crlf.write_bytes(stored.read_bytes().replace(b"\n", b"\r\n"))
    place, changed = exam.write(crlf, 7, tmp_path)
    assert changed == ["flip", "fractions", "line"] and b"\r" not in place.read_bytes()


def test_record_of_what_was_copied_holds_names_that_are_the_same_on_every_system(tmp_path):
    door.copy_course(ROOT / "notebooks", tmp_path)
    record = json.loads((tmp_path / door.RECORD).read_text(encoding="utf-8"))
    assert "exercises/01-neurons.ipynb" in record and not any("\\" in name for name in record)
