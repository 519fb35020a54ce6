"""Run notebooks from top to bottom and store their outputs in place: ``python tools/refresh.py``.

Without arguments all notebooks are refreshed, otherwise the named ones. First the cells tagged ``nnlib`` take what
nnlib says now, see `definitions`. What is written depends on nothing but the cells: no timestamps, no versions, widget
ids renumbered in order of appearance, and what JupyterLab shows folded, see `fold`. A second run on the same machine
changes no byte. With ``--no-run`` the stored outputs stay as they are: definitions, explorers and form are mended only.
"""

import argparse
import ast
import base64
import html
import os
import re
from pathlib import Path

import definitions
import minutes
import nbformat
from nbclient import NotebookClient

from nncourse.widgets import live

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
PICTURE = ROOT / ".github" / "digits.png"  # in the README: the first figure of chapter 01
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# What a cell holds beside its tags says how it was last seen, and is left out; `fold` puts back what it folds.
PASSING = ("execution", "trusted", "collapsed", "scrolled", "jupyter", "jp-MarkdownHeadingCollapsed")
FIGURE = re.compile(r"(?:plots|figures)\.")
ANSWER = "*Answer:*\n"
ASKS = ("*Predict", "would you accuse")  # the second in chapter 14, where the faulty line answers
WIDGETS, VIEW = "application/vnd.jupyter.widget-state+json", "application/vnd.jupyter.widget-view+json"


def only_plots(source):
    """Whether a code cell does nothing but call `plots` or the chapter's `figures`, imports aside."""
    body = [node for node in ast.parse(source).body if not isinstance(node, (ast.Import, ast.ImportFrom))]
    calls = [node.value for node in body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    return 0 < len(body) == len(calls) and all(
        ast.unparse(call.func).startswith(("plots.", "figures.")) for call in calls
    )


def fold(notebook):
    """Fold what a reader need not, or should not yet, see, and nothing else, whatever was folded before.

    - The source of a cell that does nothing but call `plots` or `figures`.
    - The outputs that answer a prediction: behind a text that `ASKS`, the first that is shown, and the figures that
      follow it before the next text; and the text behind them, which begins with ``*Answer:*`` on a line of its own,
      because JupyterLab shows the first line of what it folds.
    - The sections whose heading begins with ``Deeper``.
    """
    asked = answered = False
    for cell in notebook.cells:
        folded = {}
        if cell.cell_type == "markdown":
            answered = False
            asked = asked or any(words in cell.source for words in ASKS)
            if re.match("#+ Deeper", cell.source):
                cell.metadata["jp-MarkdownHeadingCollapsed"] = True
            if cell.source.startswith(ANSWER):
                cell.metadata["jupyter"] = {"source_hidden": True}
        elif cell.cell_type == "code":
            figure = only_plots(cell.source)
            if figure:
                folded["hide-input"] = "source_hidden"
            if cell.outputs and (asked or (answered and figure)):
                folded["hide-output"] = "outputs_hidden"
                asked, answered = False, True
        if folded:
            cell.metadata["jupyter"] = dict.fromkeys(folded.values(), True)
        tags = [tag for tag in cell.metadata.pop("tags", []) if tag not in ("hide-input", "hide-output")]
        if tags or folded:
            cell.metadata["tags"] = [*tags, *folded]


def write_end(notebook):
    """Say before the first section that is called Deeper that the lesson ends there, and list those sections."""
    cells = [cell for cell in notebook.cells if cell.id != minutes.END]
    found = [re.match(r"## (Deeper: (.*?)(?: \((\d+) min\))?)$", cell.source, re.MULTILINE) for cell in cells]
    sections = [heading for cell, heading in zip(cells, found) if heading and cell.cell_type == "markdown"]
    if sections:
        number = f"{len(sections)} sections follow" if sections[1:] else "One section follows"
        total = sum(int(heading[3] or 0) for heading in sections)
        text = f"**The lesson ends here.** {number} for the curious, {total} minutes in all:\n"
        for heading in sections:
            anchor = heading[1].replace("`", "").replace(" ", "-")
            linked = heading[2] if "%" in anchor else f"[{heading[2]}](<#{anchor}>)"  # no page finds a heading with %
            text += f"\n- {linked}" + (f", {heading[3]} minutes" if heading[3] else "")
        end = nbformat.v4.new_markdown_cell(text, id=minutes.END)
        cells.insert(found.index(sections[0]), end)
    notebook.cells = cells


def renew_explorers(notebook):
    """Give stored explorers the module, the style sheet and the first picture that a run would store now."""
    states = notebook.metadata.get("widgets", {}).get(WIDGETS, {}).get("state", {})
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            view = output.get("data", {}).get(VIEW)
            state = states.get(view["model_id"], {}).get("state", {}) if view else {}
            if "_esm" in state and "name" in state:
                state.update(_esm=live.bundle(state["name"]), _css=live.style(state["name"]))
                output.data["text/html"] = live.poster(state["name"])


def canonical(notebook):
    """Return the notebook as text, without anything that differs from run to run."""
    widgets = notebook.metadata.get("widgets")
    notebook.metadata = nbformat.from_dict({**METADATA, **({"widgets": widgets} if widgets else {})})
    for cell in notebook.cells:
        for name in PASSING:
            cell.metadata.pop(name, None)
    write_end(notebook)
    fold(notebook)
    # Models in the order in which the widgets were made, then whatever else looks like an id.
    models = [model for states in (widgets or {}).values() for model in states.get("state", {})]
    text = nbformat.writes(notebook, version=4)
    for number, model in enumerate(dict.fromkeys(models + re.findall(r"\b[0-9a-f]{32}\b", text)), start=1):
        text = text.replace(model, f"{number:032x}")
    return nbformat.writes(nbformat.reads(text, as_version=4)) + "\n"


def first_figure(text):
    """Return the bytes of the first picture in a notebook's text, and its alt text."""
    alt, data = re.search(r'<img\b[^>]*?\balt=\\"(.*?)\\"[^>]*?base64,([A-Za-z0-9+/=]+)', text).groups()
    return base64.b64decode(data), html.unescape(alt)


def words_of(outputs):
    """Return what outputs print, with # for each number: two runs of one cell agree in it."""
    texts = [output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in outputs]
    return re.sub(r"[-+]?\d[\d.,]*(e[-+]?\d+)?", "#", "".join(texts)).split()


def execute(notebook, folder):
    """Run a notebook in a folder, from the first cell to the last, and keep what it shows."""
    kept = {}  # a timing differs from run to run: the stored one stays while nothing but its numbers would change
    stored = {cell.id: cell.get("outputs") for cell in notebook.cells}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            if "nbval-ignore-output" in cell.metadata.get("tags", []) and cell.outputs:
                kept[cell.id] = cell.outputs
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    for cell in notebook.cells:
        if any(output.get("ename") == "NotInstalled" for output in cell.get("outputs", [])):
            cell.outputs = kept[cell.id] = stored[cell.id]  # from a machine that had the package
        if cell.id in kept and words_of(kept[cell.id]) == words_of(cell.outputs):
            cell.outputs = kept[cell.id]
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = cell.execution_count


def refresh(path, *, run=True):
    """Store the notebook at path in its form, with nnlib's definitions and the outputs of a new run."""
    notebook = nbformat.read(path, as_version=4)
    definitions.renew(notebook)
    if run:
        execute(notebook, path.parent)
    renew_explorers(notebook)
    text = canonical(notebook)
    path.write_text(text, encoding="utf-8", newline="\n")
    if path == NOTEBOOKS / "01-neurons.ipynb":
        PICTURE.write_bytes(first_figure(text)[0])


def settle():
    """Let notebooks run with one thread and without progress bars, as in the tests, whatever the environment says."""
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", TQDM_DISABLE="1")


def main():
    parser = argparse.ArgumentParser(description="Run notebooks and store their outputs in place.")
    parser.add_argument("notebook", nargs="*", type=Path, help="default: all of them")
    parser.add_argument("--no-run", action="store_true", help="keep the stored outputs; mend definitions and form")
    arguments = parser.parse_args()
    settle()
    for path in arguments.notebook or sorted(NOTEBOOKS.rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            print(path)
            refresh(path.resolve(), run=not arguments.no_run)


if __name__ == "__main__":
    main()
