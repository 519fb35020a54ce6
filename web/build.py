"""Build the web edition from the notebooks as they are: ``python web/build.py`` writes ``_site/html``.

Nothing is run: what the notebooks have stored is the page, and the tests of the course keep it true. What a page needs
beyond that (folding, pictures of explorers, links) is put in on the way, into copies; the notebook that a reader
downloads is the original.
"""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from nncourse.explorers import live  # noqa: E402  (of this folder, installed or not)

HERE = ROOT / "web"
TEXTS = (
    "TEACHING.md",
    "WHERE-TO-RUN.md",
    "BENCHMARKS.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-CONTENT",
    "nnlib/data/mnist/README.md",
)
STATE, VIEW = "application/vnd.jupyter.widget-state+json", "application/vnd.jupyter.widget-view+json"
# For each kind of folding: its tag in the notebooks, and what a reader clicks.
FOLDED = {
    ("hide-input",): ("hide-input", "The code of this figure"),
    ("hide-output",): ("hide-output", "The output (predict first)"),
    ("hide-input", "hide-output"): ("hide-cell", "The figure, and its code (predict first)"),
}
NOTE = "Here you see its first picture. With scripts its controls move here, too; in JupyterLab they move freely."
# What the theme leaves open: the buttons of its sidebar have no name, and a notebook would open as a text.
MENDED = {
    '<summary><span class="toctree-toggle"': '<summary aria-label="Pages of this part"><span class="toctree-toggle"',
    '.ipynb" target="_blank"\n   class="btn btn-sm btn-download-source-button': (
        '.ipynb" download\n   class="btn btn-sm btn-download-source-button'
    ),
}
MARK = ".made-by-web-build"  # lies in a folder that this program made, and may therefore erase
PLAYERS = {path.stem for path in (HERE / "players").glob("*.js")}
LIVE = [path.stem for path in sorted(live.FIRST.glob("*.html"))]  # explorers that compute in the page


def folded(cell):
    """Give a folded cell the one tag and the words under which a page folds it."""
    tags = tuple(tag for tag in cell.metadata.get("tags", []) if tag in ("hide-input", "hide-output"))
    if tags:
        tag, words = FOLDED[tags]
        rest = [other for other in cell.metadata.tags if other not in tags]
        cell.metadata["tags"] = [*rest, tag]
        cell.metadata["mystnb"] = {"code_prompt_show": words, "code_prompt_hide": words}


def pictures(notebook):
    """Return what the explorers of a notebook show before anything is moved: their HTML, by the id of the view."""
    state = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    shown = {}
    for name, model in state.items():
        values = []
        for child in model["state"].get("children", []):
            part = state[child.removeprefix("IPY_MODEL_")]
            if part["model_name"] == "HTMLModel":
                values.append(part["state"]["value"])
        shown[name] = "\n".join(values)
    return shown


def player_of(source):
    """Return the attribute that names the player of an explorer's cell, or "" if there is none: see players.py."""
    name = "pad" if "digit_pad.explore(" in source else re.search(r"chapter(\d\d)\.explore\(|$", source)[1]
    return f' data-player="{name}"' if name in PLAYERS else ""


def live_box(name):
    """Return the place of an explorer that computes in the page, with its first picture for a page without scripts."""
    return f'<div class="explorer" data-live="{name}">{live.first_picture(name)}</div>'


def page_of(path):
    """Return a notebook as a page needs it: folded, and with the explorers' pictures in the place of live widgets."""
    notebook = nbformat.read(path, as_version=4)
    shown = pictures(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            folded(cell)
            for output in cell.outputs:
                view = output.get("data", {}).pop(VIEW, None)
                name = next((name for name in LIVE if f"{name}.explore(" in cell.source), None)
                if view and name:
                    output.data["text/html"] = live_box(name)
                elif view:
                    inner = f'{shown[view.model_id]}<p class="note">{NOTE}</p>'
                    output.data["text/html"] = f'<div class="explorer"{player_of(cell.source)}>{inner}</div>'
            if "raises-exception" in cell.metadata.get("tags", []) and "exercises" in path.parts:
                cell.outputs = []  # "not attempted yet", which is news to nobody
        elif path.stem == "glossary":
            cell.source = re.sub(r"^### ", "## ", cell.source, flags=re.MULTILINE)  # the page has no level between
    notebook.metadata.pop("widgets", None)
    return notebook


def in_pages(text):
    """Return a text of the project with its links to folders and files as a page needs them."""
    text = text.replace("](notebooks/exercises)", "](notebooks/exercises/index.md)")
    text = text.replace("](README.md)", "](index.md)")
    return text.replace("](.github/digits.png)", "](digits.png)")


def landing_page(readme):
    """Return the first page, which is the README with the lists of all pages."""
    lessons = [path.stem for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))]
    first = [f"notebooks/{name}" for name in lessons[:8]]
    second = [f"notebooks/{name}" for name in lessons[8:]]
    rest = ["notebooks/playground", "notebooks/glossary", "notebooks/exercises/index", "WHERE-TO-RUN", "TEACHING"]
    rest += ["BENCHMARKS", "CONTRIBUTING", "CHANGELOG"]
    trees = [("One network that reads", first), ("Beyond it", second), ("Beside the lessons", rest)]
    folder = "in the folder of the course ([Where to run it](WHERE-TO-RUN.md) says how to get it)"
    page = in_pages(readme).replace("in this folder", folder)
    moving = "Press *Play*: what learns here is built in chapters 01 to 08.\n\n"
    moving += "```{raw} html\n" + live_box("playground") + "\n```\n"
    page = page.replace("\n## ", f"\n{moving}\n## ", 1)
    for caption, names in trees:
        page += "\n```{toctree}\n:hidden:\n:caption: " + caption + "\n\n" + "\n".join(names) + "\n```\n"
    return page


def sources(folder):
    """Write all that Sphinx reads into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(page_of(path), target)
    for name in TEXTS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".md"):
            text = in_pages((ROOT / name).read_text(encoding="utf-8"))
            orphan = "---\norphan: true\n---\n" if name.startswith("nnlib") else ""
            (folder / name).write_text(orphan + text, encoding="utf-8")
        else:
            shutil.copy(ROOT / name, folder / name)
    for path in (ROOT / "benchmarks" / "results").glob("*.png"):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    shutil.copy(ROOT / ".github" / "digits.png", folder / "digits.png")
    page = landing_page((ROOT / "README.md").read_text(encoding="utf-8"))
    (folder / "index.md").write_text(page, encoding="utf-8")
    names = "\n".join(path.stem for path in sorted((ROOT / "notebooks" / "exercises").glob("*.ipynb")))
    text = "# Exercises\n\nOne notebook a chapter: stubs to fill in, a check below each that says what it saw, and an "
    text += "open project. They want to be run: download one beside the course, or read them here first.\n"
    text += "\n```{toctree}\n:maxdepth: 1\n\n" + names + "\n```\n"
    (folder / "notebooks" / "exercises" / "index.md").write_text(text, encoding="utf-8")


def drawing_page():
    """Return the notebooks' drawing page as a script that is no module: these do not load from a folder."""
    page = (ROOT / "nncourse" / "explorers" / "digit_pad.js").read_text(encoding="utf-8")
    page = page.replace("export default { render };", "return render;")
    return f"const nnlibDrawingPage = (() => {{\n{page}}})();\n"


def claim(folder):
    """Make a folder, or take one that is empty or was made here before; end with a sentence if it is anybody else's."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / MARK).exists():
            sys.exit(
                f"{folder} holds files that web/build.py did not write. Name a new or an empty folder, or empty it."
            )
        (folder / MARK).touch()
    except OSError as reason:
        sys.exit(f"The pages cannot be written into {folder}: {reason}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--to",
        type=Path,
        default=ROOT / "_site",
        help="the folder to write, a new or empty one, or one of an earlier build (default: _site)",
    )
    to = parser.parse_args().to.resolve()
    claim(to)
    sources(to / "source")
    live.write_pages(to / "static" / "live", LIVE)
    shutil.rmtree(to / "html", ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q", "-c", str(HERE)]
    command += ["-D", f"html_static_path={HERE / 'static'},{to / 'static'}"]
    result = subprocess.run([*command, "-d", str(to / "trees"), str(to / "source"), str(to / "html")])
    if result.returncode:
        sys.exit(result.returncode)
    for path in (to / "html").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for old, new in MENDED.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    players = to / "html" / "_static" / "players"
    shutil.copytree(HERE / "players", players, dirs_exist_ok=True)
    pad = drawing_page() + (players / "pad.js").read_text(encoding="utf-8")
    (players / "pad.js").write_text(pad, encoding="utf-8")
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        copy = to / "html" / "_sources" / path.relative_to(ROOT)
        shutil.copy(path, copy)  # what is downloaded is the original
    print(to / "html" / "index.html")


if __name__ == "__main__":
    main()
