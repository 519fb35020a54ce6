"""Build the web edition from the notebooks as they are: ``python web/build.py`` writes ``_site/html``.

Nothing is run: what the notebooks have stored is the page, and the tests of the course keep it true. What a page needs
beyond that (folding, pictures of explorers, links) is put in on the way, into copies; the notebook that a reader
downloads is the original.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parent))
import forms  # noqa: E402
import landing  # noqa: E402
import mend  # noqa: E402
import offline  # noqa: E402
from minutes import END  # noqa: E402
from parts import ROOT, course, in_pages, known, live, live_box  # noqa: E402

from nncourse.lookup import chapters  # noqa: E402

HERE = ROOT / "web"
TEXTS = (
    "TEACHING.md",
    "REFERENCE.md",
    "WHERE-TO-RUN.md",
    "BENCHMARKS.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-CONTENT",
    "nnlib/data/mnist/README.md",
    "nnlib/data/names/README.md",
    *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "nncourse" / "teaching" / "pages").glob("*.md"))),
)
# What a reader of the pages downloads: all that the README speaks of.
PACKED = "nnlib nncourse notebooks tests tools benchmarks web .ci .devcontainer conftest.py".split()
PACKED += ["pyproject.toml", "requirements.txt", "environment.yml", "README.md"]
PACKED += [*(name for name in TEXTS if "/" not in name)]
VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
# For each kind of folding: its tag in the notebooks, and what a reader clicks.
FOLDED = {
    ("hide-input",): ("hide-input", "The code of this figure"),
    ("hide-output",): ("hide-output", "The output (predict first)"),
    ("hide-input", "hide-output"): ("hide-cell", "The figure, and its code (predict first)"),
}
INDEX = """# Exercises

Do you know enough for the course? [Ten questions](00-before-you-begin.ipynb) say which sitting to begin with.

Then one page a chapter; for those who run them they are notebooks: stubs to fill in, a check below each that says what
it saw, and an open project. {count} of the {every} ask for a choice or for numbers and can be answered on their pages,
which say what the notebooks say. [Your exercises](solved.md) lists what you have answered. The others want to be run:
<a href="../../course.zip" download>download the course</a>, in which they are.
"""
MARK = ".made-by-web-build"  # lies in a folder that this program made, and may therefore erase
LIVE = live.explorers()  # explorers that compute in the page


def folded(cell):
    """Give a folded cell the one tag and the words under which a page folds it."""
    tags = tuple(tag for tag in cell.metadata.get("tags", []) if tag in ("hide-input", "hide-output"))
    if tags:
        tag, words = FOLDED[tags]
        rest = [other for other in cell.metadata.tags if other not in tags]
        cell.metadata["tags"] = [*rest, tag]
        cell.metadata["mystnb"] = {"code_prompt_show": words, "code_prompt_hide": words}


def page_of(path):
    """Return a notebook as a page needs it: folded, and with the explorers' pictures in the place of live widgets."""
    notebook = nbformat.read(path, as_version=4)
    models = notebook.metadata.pop("widgets", {}).get(STATE, {}).get("state", {})
    for cell in notebook.cells:
        if cell.cell_type == "code":
            folded(cell)
            for output in cell.outputs:
                view = output.get("data", {}).pop(VIEW, None)
                if view:  # the explorer's own name: a module of Python may have two, as digit_pad has
                    output.data["text/html"] = live_box(models[view["model_id"]]["state"]["name"])
            if "raises-exception" in cell.metadata.get("tags", []) and "exercises" in path.parts:
                cell.outputs = []  # "not attempted yet", which is news to nobody
        elif "prediction" in cell.metadata:
            known = f'<span data-right="{json.dumps(cell.metadata.prediction.right)}"></span>'  # for reading.js
            cell.source = cell.source.replace("*Predict", f"{known}*Predict", 1)
        elif path.stem == "glossary":
            cell.source = re.sub(r"^### ", "## ", cell.source, flags=re.MULTILINE)  # the page has no level between
    if "exercises" in path.parts:
        forms.put_into(notebook, path)
    return notebook


def parted(notebook, name):
    """Part a lesson into its main text, with its sources, and its Deeper sections: two notebooks, or one and None."""
    cells = {"": [], "-deeper": []}
    which = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            which = "-deeper" if cell.source.startswith("## Deeper") else ""
        cells[which].append(cell)
    if not cells["-deeper"]:
        return notebook, None
    title = re.match("# .*", notebook.cells[0].source)[0]
    first = (
        f"{title}: Deeper\n\nFor the curious, after [the lesson]({name}.ipynb), from whose code these sections go on. "
    )
    first += "None of them needs another, and nothing later needs any of them."
    deeper = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(first), *cells["-deeper"]])
    deeper.metadata = {**notebook.metadata, "orphan": True}  # the lesson leads to it, the menu need not
    notebook.cells = cells[""]
    for cell in notebook.cells:
        if cell.get("id") == END:
            cell.source = cell.source.replace("(<#Deeper", f"(<{name}-deeper.ipynb#Deeper")
    return notebook, deeper


def trees():
    """Return the lists of all pages, from which the menu is made, as Markdown."""
    parts, chapters = course()
    menu = {
        part["menu"]: [f"notebooks/{one.file}" for one in chapters if one.part == number]
        for number, part in enumerate(parts, start=1)
    }
    rest = ["contents", "notebooks/playground", "notebooks/glossary", "notebooks/exercises/index", "WHERE-TO-RUN"]
    rest += ["REFERENCE", "TEACHING", "BENCHMARKS", "CONTRIBUTING", "CHANGELOG"]
    text = ""
    for caption, names in {**menu, "Beside the lessons": rest}.items():
        text += "\n```{toctree}\n:hidden:\n:caption: " + caption + "\n\n" + "\n".join(names) + "\n```\n"
    return text


def sources(folder, zipped=False):
    """Write all that Sphinx reads into a folder; zipped if the pages will be offered as a ZIP, too."""
    shutil.rmtree(folder, ignore_errors=True)
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        lesson, deeper = parted(page_of(path), path.stem)
        nbformat.write(lesson, target)
        if deeper:
            nbformat.write(deeper, target.with_stem(f"{path.stem}-deeper"))
    for name in TEXTS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        text = in_pages((ROOT / name).read_text(encoding="utf-8"))
        for target in re.findall(r"\]\(([\w./-]+\.py)\)", text):  # a program that a text leads to is a download
            place = (folder / name).parent / target
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy((ROOT / name).parent / target, place)
        orphan = "---\norphan: true\n---\n" if "/" in name else ""  # other pages lead there, the menu need not
        (folder / name).write_text(orphan + text, encoding="utf-8")
    for path in [*(ROOT / "benchmarks" / "results").glob("*.png"), *(ROOT / "notebooks" / "programs").glob("*.py")]:
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    shutil.copy(ROOT / ".github" / "digits.png", folder / "digits.png")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (folder / "index.md").write_text(landing.page(readme, zipped) + trees(), encoding="utf-8")
    (folder / "contents.md").write_text(landing.contents(), encoding="utf-8")
    names = "\n".join(path.stem for path in sorted((ROOT / "notebooks" / "exercises").glob("*.ipynb")))
    count, every = (sum(name[:2] in chapters() for name in names) for names in (forms.translated()[0], forms.every()))
    text = INDEX.format(count=count, every=every) + "\n```{toctree}\n:maxdepth: 1\n\n" + names + "\nsolved\n```\n"
    (folder / "notebooks" / "exercises" / "solved.md").write_text(forms.solved(), encoding="utf-8")
    (folder / "notebooks" / "exercises" / "index.md").write_text(text, encoding="utf-8")


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


def pack(path):
    """Write the course into a ZIP, from whose folder a reader installs and opens it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in PACKED:
            for one in [ROOT / name] if (ROOT / name).is_file() else sorted((ROOT / name).rglob("*")):
                if one.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & {*one.parts}:
                    file.write(one, Path("neurons-to-digits") / one.relative_to(ROOT))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--to",
        type=Path,
        default=ROOT / "_site",
        help="the folder to write, a new or empty one, or one of an earlier build (default: _site)",
    )
    parser.add_argument(
        "--address",
        default=known("Homepage"),
        help="the address under which the pages will stand, for links from elsewhere (default: of pyproject.toml)",
    )
    parser.add_argument(
        "--zip",
        action="store_true",
        help="also write pages.zip, beside the folder html and into it: the pages to unpack and open without a server",
    )
    parser.add_argument(
        "--live", action="store_true", help="also the live edition, JupyterLab in the page (needs the extra [live])"
    )
    parser.add_argument(
        "--pyodide",
        type=Path,
        metavar="FOLDER",
        help="with --live: Pyodide's distribution, which the site is to hold (default: browsers take it from its CDN)",
    )
    options = parser.parse_args()
    if options.pyodide and not (options.live and (options.pyodide / "pyodide.mjs").exists()):
        parser.error("--pyodide goes with --live, and names a folder that holds pyodide.mjs")
    to = options.to.resolve()
    claim(to)
    sources(to / "source", options.zip)
    live.write_pages(to / "static" / "live", LIVE)
    forms.write_scripts(to / "static" / "forms")
    shutil.rmtree(to / "html", ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q", "-c", str(HERE)]
    command += ["-D", f"html_static_path={HERE / 'static'},{to / 'static'}"]
    result = subprocess.run([*command, "-d", str(to / "trees"), str(to / "source"), str(to / "html")])
    if result.returncode:
        sys.exit(result.returncode)
    mend.finish(to / "html", options.address, options.live)
    pack(to / "html" / "course.zip")
    landing.social_card(to / "html" / "_static" / "card.png")
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        copy = to / "html" / "_sources" / path.relative_to(ROOT)
        for one in (copy, copy.with_stem(f"{path.stem}-deeper")):
            if one.exists():
                shutil.copy(path, one)  # what is downloaded is the original
    if options.zip:
        offline.write(to / "html", to / "pages.zip", options.address)
        shutil.copy(to / "pages.zip", to / "html")
    if options.live:
        import live_edition

        live_edition.build(to / "html" / "live", options.pyodide)
    print(to / "html" / "index.html")


if __name__ == "__main__":
    main()
