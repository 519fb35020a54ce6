"""Settings for every test run, before NumPy is loaded anywhere: kernels of notebooks inherit them."""

import os
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent

# On a busy two-core machine two BLAS threads are several times slower than one. Results do not depend on it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
# On Linux, memory that is freed is kept for the next array. By default the system takes back that of large arrays, and
# clears it, page by page, for the next one: chapter 11 then needs a fifth more time. Other systems ignore these.
os.environ.setdefault("MALLOC_MMAP_THRESHOLD_", str(2**32))
os.environ.setdefault("MALLOC_TRIM_THRESHOLD_", str(2**33))
# A progress bar shows times, which differ from run to run, so a stored output must not hold one.
os.environ["TQDM_DISABLE"] = "1"

# What a notebook's cell with this tag needs; it is optional: pip install -e ".[frameworks]", or ".[mpi]".
NEEDS = {"torch": ("torch",), "keras": ("keras", "jax"), "mpi": ("mpi4py", "mpiexec")}
REQUIRED_BY = {"torch": "NNLIB_REQUIRE_FRAMEWORKS", "keras": "NNLIB_REQUIRE_FRAMEWORKS", "mpi": "NNLIB_REQUIRE_MPI"}


# What takes longest goes first, so that at the end no worker is left alone with it; what is not named here follows.
LONGEST = [
    "notebooks/08-mnist-training.ipynb",
    "notebooks/10-generalization.ipynb",
    "notebooks/11-convolutions.ipynb",
    "notebooks/12-teacher-student.ipynb",
    "notebooks/09-optimizers.ipynb",
    "tests/project/test_explorers_live.py",
    "notebooks/13-pytorch-keras.ipynb",
    "tests/course/test_launching.py",
    "notebooks/16-beyond-one-machine.ipynb",
    "tests/course/test_frameworks.py",
    "notebooks/14-finding-bugs.ipynb",
    "tests/project/test_web_axe_first.py",  # builds the pages, which the other two then find,
    "tests/course/test_explorers.py",  # so meanwhile the other worker has something else to do
    "tests/project/test_nbgrader.py",
    "tests/project/test_web_axe_second.py",
    "tests/project/test_web_in_browser.py",
    "tests/course/test_exercises.py",
    "tests/unit/test_mnist_files.py",
    "tests/unit/test_against_pytorch.py",
    "notebooks/02-perceptron.ipynb",
    "notebooks/06-loss.ipynb",
]


# CI's second pass runs the main texts: it leaves a lesson at its Deeper sections, or earlier, at races that take long.
DEEPER = "## Deeper"
CHAPTERS = tomllib.loads((ROOT / "nncourse" / "course.toml").read_text(encoding="utf-8"))["chapter"]
LEFT_EARLIER = {f"notebooks/{row['file']}.ipynb": row["second_pass"] for row in CHAPTERS if "second_pass" in row}


def is_left_out(item):
    """Whether a test is a cell of a notebook, below the heading at which CI's second pass leaves it."""
    if not hasattr(item, "cell"):
        return False
    heading = LEFT_EARLIER.get(item.nodeid.split("::")[0], DEEPER)
    for cell in item.parent.nb.cells:
        if cell.cell_type == "markdown" and f"\n{heading}" in f"\n{cell.source}":
            return True
        if cell is item.cell:
            return False


def lacking(tags):
    """What is needed by a cell with these tags, and not installed: packages, and MPI's launcher."""
    return [package for tag in tags for package in NEEDS.get(tag, ()) if not installed(package)]


def installed(package):
    if package == "mpiexec":
        from nncourse.launching import mpiexec  # where a wheel puts it, PATH does not always lead

        return mpiexec() is not None
    return find_spec(package) is not None


def once_more(start):
    """Let a kernel that dies at its start be started a second time: another one may have taken one of its ports."""

    def start_it(*args, **settings):
        try:
            return start(*args, **settings)
        except RuntimeError:
            return start(*args, **settings)

    return start_it


def pytest_configure(config):
    if hasattr(config.option, "nbval"):  # whatever notebooks are named are run, in the Python that runs the tests,
        config.option.nbval = config.option.nbval_current_env = True  # whatever kernels the user has installed
        config.option.nbval_sanitize_with = str(ROOT / "tests" / "nbval_sanitize.cfg")
        import nbval.kernel

        nbval.kernel.start_new_kernel = once_more(nbval.kernel.start_new_kernel)
    config.addinivalue_line("markers", "framework: a cell of a notebook that runs PyTorch, Keras or MPI")
    config.addinivalue_line("markers", "once: a cell that CI's second pass leaves out")
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False  # pytest-xdist would hand out the file with the most tests first
    for variable in sorted(set(REQUIRED_BY.values())):
        missing = lacking([tag for tag in NEEDS if REQUIRED_BY[tag] == variable])
        if missing and os.environ.get(variable) == "1":
            raise pytest.UsageError(f"{variable} is set, but these are not installed: {', '.join(missing)}")


def with_pictures(item):
    """Let a cell of a notebook compare its pictures, too: nbval is told to take them all for equal."""
    compare = item.compare_outputs

    def compare_all(test, ref, skip_compare=None):
        sys.path.append(str(ROOT / "tools"))
        from pictures import differences

        if not compare(test, ref, skip_compare):
            return False
        item.comparison_traceback += (told := differences(ref, test))
        return not told

    item.compare_outputs = compare_all


def pytest_itemcollected(item):
    if hasattr(item, "compare_outputs"):
        with_pictures(item)
    tags = getattr(item, "cell", {}).get("metadata", {}).get("tags", [])  # only a cell of a notebook has some
    if NEEDS.keys() & set(tags):
        item.add_marker(pytest.mark.framework)
    if is_left_out(item):
        item.add_marker(pytest.mark.once)
    if missing := lacking(tags):
        item.add_marker(pytest.mark.skip(reason=f"not installed: {', '.join(missing)}"))


def pytest_runtest_logreport(report):
    """Note in the file NNLIB_SKIPPED each test that is skipped; in place of a cell, its whole notebook."""
    path, place = os.environ.get("NNLIB_SKIPPED"), report.nodeid.split("::")[0]
    told_by_a_worker, expected_to_fail = hasattr(report, "node"), hasattr(report, "wasxfail")
    if path and report.skipped and not told_by_a_worker and not expected_to_fail and (ROOT / place).exists():
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"{place if place.endswith('.ipynb') else report.nodeid}\n")


pytest_collectreport = pytest_runtest_logreport


def pytest_collection_modifyitems(items):
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.nodeid.split("::")[0], len(place)))
