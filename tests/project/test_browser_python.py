"""The Python of the live edition, in Node: all of it imports, the checks answer, and what needs a computer says so.

All but the last are skipped where Node, JupyterLite's kernel or a Pyodide distribution (NNLIB_PYODIDE) is missing: see
tools/browser.py.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import browser
import minutes
import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
LACKING = browser.missing()
in_node = pytest.mark.skipif(bool(LACKING), reason=f"not found: {'; '.join(LACKING)}")

IMPORTS = """
import importlib, json, pkgutil
import nncourse, nnlib

failed, names = {}, [one.name for package in (nnlib, nncourse)
                     for one in pkgutil.walk_packages(package.__path__, package.__name__ + ".")
                     if not one.name.endswith("__main__")]  # which a test runs
for name in names:
    try:
        importlib.import_module(name)
    except Exception as error:
        failed[name] = str(error)
print(json.dumps([names, failed]))
"""
SEVERAL = "Several processes need Python on a computer: see Where to run it."
TORCH = "torch needs Python on a computer: see Where to run it."
SHELL = "A shell needs Python on a computer: see Where to run it."
INSTEAD = "There is no shell in the browser. Write %run -m nncourse "
# All that a reader of the course may try and that does not work there, and what is said then.
NEEDS_A_COMPUTER = {
    "from nncourse.launching import launch_mpi\nlaunch_mpi(3, 'programs/16-sum.py')": SEVERAL,
    "from nncourse.launching import launch_torch\nlaunch_torch(2, 'programs/16-ddp.py')": SEVERAL,
    "from nncourse.chapter16.trials import together\ntogether(2, print)": SEVERAL,
    "from nncourse.optional import optional\noptional('torch').tensor": TORCH,
    "import torch": TORCH,
    "from torch.utils.data import DistributedSampler": TORCH,
    "!python -m nncourse blank 04": INSTEAD + "blank 04",
    "!pip list": SHELL,
    "files = !ls": SHELL,
    "%%bash\nls": SHELL,
}
WORKS = {
    "%run -m nncourse blank 04 --folder /tmp/own": "04-layers-blank.ipynb is written",
    "%run -m nncourse exam 04 --seed 3 --folder /tmp/exam": "04-layers-exam.ipynb is written",
    "%run -m nncourse progress --folder /tmp/own": "0 of 8",
    "%run programs/value.py": "the diamond",
    "from nnlib.training import progress_bar\nprint(*progress_bar(3, True))": "100%",
    "from nnlib import load_names\nprint(len(load_names()))": "29619",
}


@pytest.fixture(scope="module")
def cell():
    """Run a cell and return its outputs, (kind, content) each; all tests share the kernel."""
    if LACKING:
        pytest.skip(f"not found: {'; '.join(LACKING)}")
    kernel = browser.Kernel(cwd=ROOT / "notebooks", more=("pytest", "_pytest", "pluggy", "iniconfig", "py.py"))
    kernel.run("import importlib, os\ndel os.environ['TQDM_DISABLE']  # bars are wanted here")
    yield kernel.run
    kernel.stop()


def told(outputs):
    """What some outputs print, a str."""
    return "".join(content.get("text", "") for _, content in outputs)


def test_every_module_imports(cell):
    """All but what teachers run on a computer, and which needs libraries that come with JupyterLab."""
    names, failed = json.loads(told(cell(IMPORTS)))
    lacking = re.compile(r"No module named '(jinja2|mistune|nbformat|latex2mathml)'")
    teachers = ("nncourse.teaching.", "nncourse.overview", "nncourse.grading.")
    assert {name: why for name, why in failed.items() if not (name.startswith(teachers) and lacking.match(why))} == {}
    assert {"nnlib.training", "nncourse.chapter19.explorer", "nncourse.checking.sandbox"} <= set(names)


@pytest.mark.parametrize("source", NEEDS_A_COMPUTER)
def test_what_needs_a_computer_says_so_in_one_sentence(cell, source):
    cell("import nncourse")
    ((kind, content),) = cell(source)
    assert (kind, content["ename"], content["traceback"]) == ("error", "NotInstalled", [NEEDS_A_COMPUTER[source]])


@pytest.mark.parametrize("source", WORKS)
def test_what_else_a_reader_may_try_works_there(cell, source):
    outputs = cell(source)
    assert WORKS[source] in told(outputs)
    assert "Warning" not in told(outputs) and "error" not in dict(outputs)


def test_checks_tell_right_from_wrong_and_end_what_never_ends(cell):
    cell("from nncourse.chapter01 import checks as check\nfrom nncourse.checking import sandbox\nsandbox.SECONDS = 1")
    ((kind, content),) = cell("check.weighted_sum(lambda weights, x, bias: weights @ x + bias)")[:1]
    assert kind == "display_data" and "weighted_sum is right" in str(content["data"])
    for answer, finding in {
        "lambda weights, x, bias: weights @ x": "weighted_sum: ",
        "lambda weights, x, bias: [one for one in iter(int, 1)]": "weighted_sum: your code was still running after 1 s",
    }.items():
        ((kind, content),) = cell(f"check.weighted_sum({answer})")
        assert kind == "error" and content["ename"] in ("Wrong", "Raised") and finding in content["evalue"]
        assert "Traceback" not in "".join(content["traceback"])


def test_watch_over_an_answer_keeps_its_promises_there(cell):
    options = "'-q', '--capture=sys', '-p', 'no:cacheprovider', '-p', 'no:faulthandler', '--rootdir=/course'"
    pytest = "importlib.import_module('pytest')"  # at `import pytest` the kernel would look for Pyodide's
    printed = told(cell(f"{pytest}.main([{options}, '/course/tests/course/test_watch.py'])"))
    assert re.search(r"^\d\d passed, \d skipped", printed, re.M), printed


@in_node
def test_main_texts_print_what_is_stored():
    program = [sys.executable, "tools/browser.py", "03", "04"]
    found = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
    assert found.returncode == 0, found.stdout
    assert "03-sigmoid" in found.stdout and " passed" in found.stdout


def test_cells_that_are_said_to_take_long_are_cells_of_the_main_texts():
    for name, seconds in json.loads(browser.SECONDS.read_text(encoding="utf-8")).items():
        cells = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4).cells
        assert seconds.keys() <= {cell.id for cell in minutes.main_cells(cells) if cell.cell_type == "code"}, name
        assert min(seconds.values()) >= browser.LONG
