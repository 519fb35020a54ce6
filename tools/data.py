"""Store what the explorers of the pages need of their lessons: ``python tools/data.py 05``, after a change of either.

A lesson is run up to its explorer, in a kernel; in JupyterLab the explorer asks the kernel instead, and gets what the
reader has made there.
"""

import sys
from pathlib import Path

import minutes
import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
STORE = "from nncourse.widgets import live\n\nlive.store_data(Out[max(Out)])"  # not _, which a lesson may have used


def store(chapter):
    """Run a lesson, by the two digits of its chapter, and store the data of all its explorers."""
    (path,) = (ROOT / "notebooks").glob(f"{chapter}-*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    cells = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cells.append(cell)
        if minutes.EXPLORER.search(cell.source):
            cells.append(nbformat.v4.new_code_cell(STORE))
    last = max(i for i, cell in enumerate(cells) if cell.source == STORE)
    notebook.cells = cells[: last + 1]
    NotebookClient(
        notebook, timeout=900, allow_errors=True, resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    for cell in notebook.cells:
        for output in cell.outputs:
            if cell.source == STORE and output.output_type == "error":
                sys.exit("\n".join(output.traceback))


if __name__ == "__main__":
    for chapter in sys.argv[1:]:
        store(chapter)
