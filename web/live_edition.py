"""The live edition: JupyterLab in the page, with Python in the browser, for `web/build.py --live`.

`jupyter lite build` makes the site. What is our own: the notebooks as they need to be there, a light wheel, the script
that starts Pyodide with all that a first cell imports (live/start.mjs), the two buttons and the notice of the toolbar
(live/static/remoteEntry.js), and the page that one comes through (live/index.html).
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import nbformat
from hatchling.builders.wheel import WheelBuilder
from jupyter_core.paths import jupyter_path
from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL
from parts import ROOT

from nncourse.blanks import blank, progress

HERE = Path(__file__).resolve().parent / "live"
SECONDS = ROOT / "web" / "seconds.json"  # of the cells that take over 20 s in a browser: tools/browser.py --write
# What the lessons import that Pyodide's own distribution lacks. jupyterlab_widgets and widgetsnbextension, which
# ipywidgets names too, are for a server.
WHEELS = ["anywidget", "ipywidgets", "psygnal", "comm"]
# Of the distribution, by its names: what the lessons import, and what the kernel itself needs.
PACKAGES = ["numpy", "matplotlib", "tqdm", "typing-extensions", "micropip", "ipython", "jedi", "traitlets"]
KERNEL = ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"]  # what it would fetch itself
EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@jupyterlite/pyodide-kernel-extension", "anywidget"]
# Where Pyodide comes from unless the site holds it: with its modules compiled, if they are there, or as source.
CDN = [f"{PYODIDE_CDN_URL.removesuffix('/full')}/{kind}/" for kind in ("pyc", "full")]
KERNEL_PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"
NOT_NEEDED = re.compile(r"nncourse/course/|nncourse/\w+/data/|\w+/static/.*\.map$")  # for `copy`, and for the pages
LATER = re.compile(r"nnlib/data/mnist/.*\.gz$")  # fetched when they are first opened


def in_parts(wheel, folder):
    """Part the course's wheel into a light one and the files that are fetched when they are opened; return both.

    Parameters
    ----------
    wheel, folder : Path
        A wheel, and where to write.

    Returns
    -------
    (Path, list of str)
        The light wheel, and the names of the files, in the wheel and in the folder.
    """
    light, later = folder / wheel.name, []
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(light, "w", zipfile.ZIP_DEFLATED) as part:
        for name in whole.namelist():
            if LATER.search(name):
                later.append(name)
                whole.extract(name, folder)
            elif name.endswith(".dist-info/RECORD"):
                rows = whole.read(name).decode().splitlines(keepends=True)
                left_out = [row for row in rows if NOT_NEEDED.match(row) or LATER.search(row.split(",")[0])]
                part.writestr(name, "".join(row for row in rows if row not in left_out))
            elif not NOT_NEEDED.match(name):
                part.writestr(name, whole.read(name))
    return light, later


def version(notebook):
    """Return what a notebook's cells say, a short str that changes with them and with nothing else."""
    told = [[cell.cell_type, cell.source] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def in_words(seconds):
    """Return a time as one says it, a str: "about 40 seconds", "about 3 minutes"."""
    if seconds < 90:
        return f"about {max(10, round(seconds, -1)):.0f} seconds"
    return f"about {round(seconds / 60):.0f} minutes"


def notebook_of(path, slow):
    """Return a notebook as the live edition needs it: slow cells say so, and it knows of which version it is.

    Parameters
    ----------
    path : Path
    slow : dict
        From the ids of its slow cells to their seconds.
    """
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.id in slow:
            cell.source = (
                f"# In the browser: {in_words(slow[cell.id])}, several times as long as on a computer.\n{cell.source}"
            )
    notebook.metadata["course"] = {"version": version(notebook)}
    return notebook


def contents(folder):
    """Write the notebooks of the live edition into a folder; return the version of each by its path, a dict."""
    source = ROOT / "notebooks"
    slow = json.loads(SECONDS.read_text(encoding="utf-8")) if SECONDS.exists() else {}
    versions = {}
    lessons = {path.name[:2]: path for path in sorted(source.glob("[0-9][0-9]-*.ipynb"))}
    blank.write({number: lessons[number] for number in progress.pieces_by_chapter(lessons)}, folder / "blank")
    for path in sorted(folder.glob("blank/*.ipynb")):
        nbformat.write(notebook_of(path, slow.get(path.stem.removesuffix("-blank"), {})), path)
    for path in sorted(source.rglob("*.ipynb")):
        name = path.relative_to(source).as_posix()
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook_of(path, slow.get(path.stem, {}) if "/" not in name else {}), folder / name)
    for path in source.glob("programs/*.py"):
        (folder / "programs").mkdir(exist_ok=True)
        shutil.copy(path, folder / "programs")
    for path in sorted(folder.rglob("*.ipynb")):
        versions[path.relative_to(folder).as_posix()] = nbformat.read(path, as_version=4).metadata.course.version
    return versions


def labextension(name):
    """Return the folder of an extension of JupyterLab that is installed here, a Path."""
    for folder in jupyter_path("labextensions"):
        if (Path(folder) / name / "package.json").exists():
            return Path(folder) / name
    sys.exit(f"The extension {name} of JupyterLab is missing: python -m pip install -e '.[site,live]'")


def packages(folder):
    """Write the wheels that Python needs beside the distribution into a folder; return their names and later files."""
    command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--only-binary=:all:"]
    command += ["--platform=any", "--implementation=py", "--abi=none", "--python-version=3.14", "-d", str(folder)]
    subprocess.run([*command, *WHEELS], check=True)
    own = labextension("@jupyterlite/pyodide-kernel-extension") / "static" / "pypi"
    for wheel in ("piplite", "pyodide_kernel", "ipykernel", "widgetsnbextension-4"):
        (path,) = own.glob(f"{wheel}*.whl")
        shutil.copy(path, folder)
    with tempfile.TemporaryDirectory() as whole:
        wheel = Path(next(WheelBuilder(str(ROOT)).build(directory=whole, versions=["standard"])))
        light, later = in_parts(wheel, folder)
    return sorted(path.name for path in folder.glob("*.whl")), later, light.name


def compiled(distribution):
    """Compile the modules of a distribution, a Path, in place, with Node; or say what it means that there is none."""
    node = shutil.which("node")
    if not node:
        return print("Without Node, Python's modules aren't compiled, and the live edition starts later.")
    result = subprocess.run(
        [node, str(ROOT / "tools" / "compile_pyodide.mjs"), str(distribution)], capture_output=True, text=True
    )
    if result.returncode:
        sys.exit(f"Python's modules can't be compiled:\n{result.stderr[-2000:]}")


def build(to, pyodide=None):
    """Write the live edition into a folder.

    Parameters
    ----------
    to : Path
        A folder of the pages, such as html/live.
    pyodide : Path, optional
        A folder with Pyodide's distribution, which is copied, so that a school can serve everything itself. Without
        it, the reader's browser takes Pyodide from its CDN.
    """
    shutil.rmtree(to, ignore_errors=True)
    with tempfile.TemporaryDirectory() as work:
        lite, course = Path(work, "lite"), Path(work, "course")
        course.mkdir(parents=True)
        versions = contents(lite / "contents")
        names, later, light = packages(course)
        shutil.copy(HERE / "start.mjs", course)
        settings = {"wheels": names, "packages": PACKAGES, "later": later}
        settings["pyodide"] = ["../pyodide/"] if pyodide else CDN
        (course / "start.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")
        mark = hashlib.sha256()
        for path in sorted(course.rglob("*.*")):
            mark.update(path.read_bytes())
        mark = f"course-{mark.hexdigest()[:12]}"  # what a browser has kept of an older one can't get between
        config = {
            "LiteBuildConfig": {
                "apps": ["lab"],
                "no_sourcemaps": True,
                "ignore_sys_prefix": True,
                "contents": [str(lite / "contents")],
                "federated_extensions": [str(labextension(name)) for name in EXTENSIONS] + [str(HERE)],
                "output_dir": str(to),
                "cache_dir": str(lite / "cache"),
            }
        }
        page = {
            "appName": "Neural networks, live",
            "enableServiceWorkerCache": "true",
            "litePluginSettings": {
                KERNEL_PLUGIN: {
                    "pyodideUrl": f"./{mark}/start.mjs",
                    "disablePyPIFallback": pyodide is not None,
                    "loadPyodideOptions": {"packages": KERNEL},
                }
            },
        }
        (lite / "jupyter_lite_config.json").write_text(json.dumps(config), encoding="utf-8")
        shutil.copy(HERE / "overrides.json", lite)
        lite_json = {"jupyter-lite-schema-version": 0, "jupyter-config-data": page}
        (lite / "jupyter-lite.json").write_text(json.dumps(lite_json), encoding="utf-8")
        result = subprocess.run(
            [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(lite)],
            capture_output=True,
            text=True,
            cwd=lite,
        )
        if result.returncode:
            sys.exit(f"jupyter lite build failed:\n{result.stdout}\n{result.stderr}")
        shutil.copytree(course, to / mark)
        if pyodide:
            shutil.copytree(pyodide, to / "pyodide", ignore=shutil.ignore_patterns("*.map", "*.d.ts", "*.html"))
            compiled(to / "pyodide")
        (to / "api" / "course.json").write_text(json.dumps(versions, indent=1), encoding="utf-8")
        shutil.copy(HERE / "index.html", to / "index.html")
