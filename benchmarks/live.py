"""The live edition in Chromium: seconds to the notebook, first output and first figure, and bytes, for two visits."""

import contextlib
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks import report
from nncourse import serving

ROOT = report.RESULTS.parents[1]
NOTEBOOK = "03-sigmoid.ipynb"
READY = "() => window.jupyterapp?.shell.currentWidget?.context?.isReady"
SHOWN = "document.querySelector('.jp-Notebook .jp-Cell')"
RUN = """async () => {
  const panel = jupyterapp.shell.currentWidget;
  for (const one of panel.content.widgets) one.model.clearOutputs?.();  // what is stored is no first output
  await panel.context.sessionContext.ready;
  jupyterapp.commands.execute("notebook:run-all-cells");
}"""
# What of the cells is there by now: anything, a figure.
HAVE = """(what) => jupyterapp.shell.currentWidget.content.model.toJSON().cells.some((cell) => cell.outputs?.some(
  (one) => what === "output" || [one.data?.["text/html"]].flat().join("").includes("<figure")))"""


class Counting(serving.Pages):
    """Counts the bytes that it gives out."""

    sent = 0

    def copyfile(self, source, outputfile):
        Counting.sent += os.fstat(source.fileno()).st_size
        super().copyfile(source, outputfile)


def visit(context, url):
    """Open a notebook and run all of it; return seconds since it was asked for, and megabytes, a dict of float."""
    Counting.sent, begin, found = 0, time.perf_counter(), {}
    page = context.new_page()
    page.set_default_timeout(300_000)
    page.goto(f"{url}?path={NOTEBOOK}")
    page.wait_for_function(READY)
    page.wait_for_function(f"() => {SHOWN}")
    found["notebook"] = time.perf_counter() - begin
    page.evaluate(RUN)
    for what in ("output", "figure"):
        page.wait_for_function(HAVE, arg=what, polling=100)
        found[what] = time.perf_counter() - begin
    found["MB"] = Counting.sent / 1e6
    page.close()
    return found


def run(threads, rounds):
    """Measure first and second visits in turn, each round with a new profile, and store the medians."""
    from playwright.sync_api import sync_playwright

    sys.path[:0] = [str(ROOT / "web"), str(ROOT / "tests" / "project")]
    import live_edition
    from lab import launched

    distribution = os.environ.get("NNLIB_PYODIDE")
    if not distribution:
        sys.exit("NNLIB_PYODIDE has to name a folder with Pyodide's distribution.")
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        live_edition.build(folder / "live", Path(distribution))
        settings = folder / "live" / "jupyter-lite.json"
        told = json.loads(settings.read_text(encoding="utf-8"))
        told["jupyter-config-data"]["exposeAppInBrowser"] = True
        settings.write_text(json.dumps(told), encoding="utf-8")
        pages = stack.enter_context(serving.server(folder, port=0, pages=Counting))
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        stack.callback(pages.shutdown)
        browser = launched(stack.enter_context(sync_playwright()))
        visits = {"first": [], "second": []}
        for _ in range(rounds):
            context = browser.new_context(viewport={"width": 1366, "height": 768})
            for which, found in visits.items():
                found.append(visit(context, f"http://127.0.0.1:{pages.server_port}/live/lab/index.html"))
                print(which, {name: round(value, 1) for name, value in found[-1].items()}, flush=True)
            context.close()
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    rows = {
        which: {
            name: [round(statistics.median(one[name] for one in found), 1)] + spread(found, name) for name in found[0]
        }
        for which, found in visits.items()
    }
    print(report.store("live", {"rounds": rounds, "notebook": NOTEBOOK, "site MB": round(size, 1), "visits": rows}))


def as_table(result):
    """Lay the visits of a stored run out in Markdown, a str."""
    header = ["visit", "notebook, s", "first output, s", "first figure, s", "loaded, MB"]
    cells = {
        which: [f"{m} ({low} – {high})" for m, low, high in row.values()] for which, row in result["visits"].items()
    }
    return report.table(header, [[which, *row] for which, row in cells.items()])


def spread(found, name):
    """Return the least and the largest of some values, a list of two float."""
    return [round(pick(one[name] for one in found), 1) for pick in (min, max)]
