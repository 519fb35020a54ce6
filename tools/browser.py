"""Run notebooks in the Python of the live edition, without a page: ``python tools/browser.py 03`` for lesson 03.

The cells run one by one in Pyodide (CPython as WebAssembly) under Node, in the kernel that JupyterLite uses, and nbval
compares their outputs with the stored ones as everywhere else in the project: `Kernel` stands in for the kernel that it
would start. Without ``--deeper`` a lesson ends with its main text; cells that need PyTorch, Keras or MPI are left out.
Without an argument all lessons run. A table says how long they take, in seconds of the processor, and how much memory
WebAssembly has in the end; ``--write`` stores the seconds of each cell that takes long in web/seconds.json, from which
the live edition warns before such a cell.

Needs Node 20, ``pip install -e ".[test,live]"``, and in the environment variable NNLIB_PYODIDE the folder of a Pyodide
distribution with NumPy, Matplotlib, IPython and tqdm.
"""

import argparse
import itertools
import json
import os
import queue
import shutil
import subprocess
import sys
import sysconfig
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = ROOT / "web" / "seconds.json"
LONG = 20  # seconds: a cell that takes longer is worth a warning
PACKAGES = ["numpy", "matplotlib", "pillow", "ipython", "tqdm", "typing-extensions"]  # from the distribution
PURE = ["anywidget", "comm", "ipywidgets", "jupyterlab_widgets", "psygnal", "widgetsnbextension"]  # as installed here
WHEELS = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"


def missing():
    """Return what isn't here of what is needed, in words, as a list of str."""
    folder = os.environ.get("NNLIB_PYODIDE", "")
    found = {
        "Node (the program node)": shutil.which("node"),
        'jupyterlite-pyodide-kernel (pip install -e ".[live]")': kernel_wheels(),
        "a Pyodide distribution (NNLIB_PYODIDE names its folder, in which pyodide.mjs lies)": folder
        and Path(folder, "pyodide.mjs").exists(),
    }
    return [what for what, there in found.items() if not there]


def kernel_wheels():
    """Return the paths of the kernel's wheels, a list of str."""
    folder = Path(sysconfig.get_path("data"), WHEELS)
    return [str(path) for name in ("pyodide_kernel", "ipykernel", "piplite") for path in folder.glob(f"{name}-*.whl")]


class Kernel:
    """The live edition's kernel in Node, with the methods that nbval calls of its own.

    Parameters
    ----------
    kernel_name : str
        Not looked at: there is one.
    cwd : str or Path, in which the cells run
    startup_timeout : float
        Not looked at.
    more : tuple of str
        Packages in pure Python that are installed here, and wanted there, too.

    Attributes
    ----------
    seconds : float
        Of the processor, that the last cell took.
    bytes : int
        What WebAssembly's memory has grown to.
    """

    def __init__(self, kernel_name="", cwd=ROOT, startup_timeout=0, more=()):
        self.seconds, self.bytes, self.ids = 0.0, 0, itertools.count()
        site = Path(sysconfig.get_path("purelib"))
        names = [path.name for name in [*PURE, *more] for path in [site / name, *site.glob(f"{name}-*.dist-info")]]
        settings = {
            "distribution": str(Path(os.environ["NNLIB_PYODIDE"]).resolve()),
            "wheels": kernel_wheels(),
            "packages": PACKAGES,
            "pure": {"folder": str(site), "names": names},
            "root": str(ROOT),
            "cwd": Path(cwd).resolve().relative_to(ROOT).as_posix(),
            "env": {"HOME": "/home/pyodide", "TQDM_DISABLE": "1"},
        }
        program = ["node", Path(__file__).with_suffix(".mjs"), json.dumps(settings)]
        self.node = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        self.told = {"iopub": queue.Queue(), "shell": queue.Queue()}
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        """Sort what Node writes, until it ends, into Jupyter's channels."""
        for line in self.node.stdout:
            told = json.loads(line)
            self.tell(told["parent"], told["type"], told["content"])

    def tell(self, parent, kind, content):
        message = {"parent_header": {"msg_id": parent}, "msg_type": kind, "content": content}
        if kind != "execute_reply":
            return self.told["iopub"].put(message)
        self.seconds, self.bytes = content["seconds"], content["bytes"]
        self.told["iopub"].put({**message, "msg_type": "status", "content": {"execution_state": "idle"}})
        self.told["shell"].put(message)

    def execute_cell_input(self, source, allow_stdin=False):
        """Start a cell and return the id of what will come of it."""
        number = next(self.ids)
        self.node.stdin.write(json.dumps({"id": number, "source": source}) + "\n")
        self.node.stdin.flush()
        return number

    def get_message(self, stream, timeout=None):
        """Return the next message of a channel; raises queue.Empty if none comes, or Node has ended."""
        over = timeout
        while True:
            try:
                return self.told[stream].get(timeout=1)
            except queue.Empty:
                over = None if over is None else over - 1
                if not self.is_alive() or (over is not None and over <= 0):
                    raise

    def await_reply(self, number, timeout=None):
        """Wait until a cell is done."""
        while self.get_message("shell", timeout)["parent_header"]["msg_id"] != number:
            pass

    def await_idle(self, number, timeout):
        """Wait until the messages of a cell have been read."""
        while True:
            told = self.get_message("iopub", timeout)
            if told["parent_header"]["msg_id"] == number and told["msg_type"] == "status":
                return

    def run(self, source, timeout=300):
        """Run a cell and return its outputs, (kind, content) each; end, and raise queue.Empty, if it takes longer."""
        number, outputs = self.execute_cell_input(source), []
        try:
            self.await_reply(number, timeout)
        except queue.Empty:
            self.stop()
            raise
        while (told := self.get_message("iopub", timeout))["msg_type"] != "status":
            outputs.append((told["msg_type"], told["content"]))
        return outputs

    def is_alive(self):
        return self.node.poll() is None

    def stop(self):
        """End Node: nothing else stops a cell there."""
        self.node.kill()
        self.node.communicate()

    interrupt = stop


class InBrowser:
    """A plugin of pytest: nbval's cells run in `Kernel`, and how long each takes is kept.

    Parameters
    ----------
    deeper : bool
        Whether a lesson's Deeper sections run, too.
    """

    def __init__(self, deeper):
        self.deeper, self.seconds, self.bytes = deeper, {}, {}

    def pytest_configure(self, config):
        import nbval.plugin
        import pictures

        nbval.plugin.RunningKernel = Kernel
        drawn_with = json.loads(Path(os.environ["NNLIB_PYODIDE"], "pyodide-lock.json").read_text(encoding="utf-8"))
        version = drawn_with["packages"]["matplotlib"]["version"]
        pictures.version = lambda: ".".join(version.split(".")[:2])

    def pytest_collection_modifyitems(self, config, items):
        import minutes

        kept = [
            item
            for item in items
            if not item.get_closest_marker("framework")
            and (self.deeper or any(item.cell is cell for cell in minutes.main_cells(item.parent.nb.cells)))
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept

    def pytest_runtest_teardown(self, item):
        if kernel := item.parent.kernel:
            name = item.parent.path.stem
            self.seconds.setdefault(name, {})[item.cell.id] = kernel.seconds
            self.bytes[name] = kernel.bytes

    def pytest_terminal_summary(self, terminalreporter):
        failed = [report.nodeid for report in terminalreporter.stats.get("failed", [])]
        terminalreporter.write_line(f"\n{'notebook':25}{'cells':>6}{'differ':>7}{'seconds':>9}{'memory':>10}")
        for name, cells in self.seconds.items():
            differ = sum(f"{name}.ipynb" in one for one in failed)
            row = f"{name:25}{len(cells):6}{differ:7}{sum(cells.values()):9.0f}{self.bytes[name] / 2**20:7.0f} MB"
            slow = ", ".join(f"{one} {rounded(seconds)}" for one, seconds in cells.items() if seconds > LONG)
            terminalreporter.write_line(f"{row}   {slow}")


def rounded(seconds):
    """Return seconds above ten with two digits, an int."""
    return int(float(f"{seconds:.2g}"))


def write(measured):
    """Store the seconds of the cells that take long; measured is {notebook: {cell: seconds}}.

    What was stored stays if it is less than a quarter off, since times differ, or if its cell did not run.
    """
    stored = json.loads(SECONDS.read_text(encoding="utf-8")) if SECONDS.exists() else {}
    for name, cells in measured.items():
        before = stored.pop(name, {})
        moved = {one: s for one, s in cells.items() if one not in before or abs(s / before[one] - 1) > 0.25}
        if long := {one: s for one, s in (before | moved).items() if s > LONG}:
            stored[name] = {one: rounded(s) for one, s in long.items()}
    text = json.dumps(dict(sorted(stored.items())), indent=2) + "\n"
    SECONDS.write_text(text, encoding="utf-8", newline="\n")


def main():
    parser = argparse.ArgumentParser(prog="python tools/browser.py", description=__doc__.split("\n\n")[0])
    parser.add_argument("notebooks", nargs="*", metavar="NN", help="a lesson's number, or a notebook's path")
    parser.add_argument("--deeper", action="store_true", help="run the Deeper sections, too")
    parser.add_argument("--write", action="store_true", help=f"store what takes over {LONG} s in web/seconds.json")
    asked = parser.parse_args()
    if lacking := missing():
        sys.exit(f"Not found: {'; '.join(lacking)}.\n\n{__doc__.split(chr(10) * 2)[-1]}")
    import pytest

    sys.path.append(str(ROOT / "tools"))
    lessons = [path for name in asked.notebooks or [""] for path in sorted((ROOT / "notebooks").glob(f"{name}*.ipynb"))]
    paths = [Path(name) for name in asked.notebooks if name.endswith(".ipynb")] or lessons
    plugin = InBrowser(asked.deeper)
    options = ["-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--tb=short", f"--rootdir={ROOT}"]
    told = pytest.main([*options, *map(str, paths)], plugins=[plugin])
    if asked.write:
        write(plugin.seconds)
    return told


if __name__ == "__main__":
    sys.exit(main())
