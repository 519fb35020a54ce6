"""The live edition in a real Chromium: lessons run in JupyterLab in the page, and print what is stored.

Skipped without Pyodide's distribution, whose folder NNLIB_PYODIDE names: `.ci/run` makes one where it can; then nothing
here needs a network, and no request may leave the machine. The workflow sets it to "cdn": the official builds.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import nbformat
import pytest
from lab import notebook_of
from test_explorers_in_lab import CELLS, SETUP, answers

from nncourse import serving

ROOT = Path(__file__).resolve().parents[2]
PYODIDE = os.environ.get("NNLIB_PYODIDE")
MISSING = [name for name in ("jupyterlite_core", "jupyterlite_pyodide_kernel") if not importlib.util.find_spec(name)]
if not PYODIDE or MISSING:
    pytest.skip("NNLIB_PYODIDE names no distribution" if not PYODIDE else str(MISSING), allow_module_level=True)

DISTRIBUTION = None if PYODIDE == "cdn" else Path(PYODIDE)

sys.path.insert(0, str(ROOT / "web"))
import live_edition  # noqa: E402
import mend  # noqa: E402

NOTEBOOKS = ROOT / "notebooks"
# One by one, up to the first Deeper section: "Run all" ends at an exercise that isn't attempted yet.
RUN = """async (end) => {
  const panel = jupyterapp.shell.currentWidget;
  await panel.context.sessionContext.ready;
  for (const [at, cell] of panel.content.widgets.slice(0, end).entries()) {
    if (cell.model.type !== "code") continue;
    panel.content.activeCellIndex = at;
    await jupyterapp.commands.execute("notebook:run-cell");
  }
  return panel.content.model.toJSON().cells;
}"""
WRITE = """async ([id, source]) => {
  const panel = jupyterapp.shell.currentWidget;
  await panel.context.sessionContext.ready;
  const at = panel.content.widgets.findIndex((one) => one.model.id === id);
  if (source !== null) panel.content.widgets[at].model.sharedModel.setSource(source);
  panel.content.activeCellIndex = at;
  await jupyterapp.commands.execute("notebook:run-cell");
  return panel.content.widgets[at].model.toJSON().outputs;
}"""

# Write a notebook, open it, and return when it is in front.
ADD = """async ([path, content]) => {
  await jupyterapp.serviceManager.contents.save(path, { type: "notebook", format: "json", content });
  await jupyterapp.commands.execute("docmanager:open", { path });
  await jupyterapp.shell.currentWidget.context.ready;
}"""
CONTENT = "async (path) => (await jupyterapp.serviceManager.contents.get(path, { content: true })).content"

PRINTED = "<div class='onlyprint'><h1>A page</h1></div>"
# What JupyterLab itself says when a kernel is restarted, or a page closed, before all has been answered.
ENDED = re.compile("was disposed|Canceled future")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The live edition, built once, with a handle for the tests to JupyterLab's own application."""
    folder = tmp_path_factory.mktemp("site")
    live_edition.build(folder / "live", DISTRIBUTION)
    settings = folder / "live" / "jupyter-lite.json"
    told = json.loads(settings.read_text(encoding="utf-8"))
    told["jupyter-config-data"]["exposeAppInBrowser"] = True
    every_cell = {"windowingMode": "none"}  # in the page at once, so that it can be found
    told["jupyter-config-data"]["settingsOverrides"]["@jupyterlab/notebook-extension:tracker"] |= every_cell
    settings.write_text(json.dumps(told), encoding="utf-8")
    (folder / "index.html").write_text("<!doctype html><title>The pages</title>", encoding="utf-8")
    if DISTRIBUTION:  # found at the second place, as on the CDN, if it isn't at the first
        (start,) = folder.glob("live/course-*/start.json")
        asked = json.loads(start.read_text(encoding="utf-8"))
        start.write_text(json.dumps(asked | {"pyodide": ["../nowhere/", *asked["pyodide"]]}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def url(site):
    with serving.server(site, port=0) as pages:
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{pages.server_port}/live/"
        pages.shutdown()


@pytest.fixture
def visitor(chrome, url):
    """A browser with nothing stored. At the end, no request has left the machine and no page has failed."""
    context = chrome.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(300_000)
    failed = []
    origin = url.removesuffix("live/")
    inside = (origin, "data:", "blob:", *([] if DISTRIBUTION else live_edition.CDN))
    context.on("request", lambda asked: failed.append(asked.url) if not asked.url.startswith(inside) else None)
    context.on(
        "weberror", lambda error: failed.append(str(error.error)) if not ENDED.search(str(error.error)) else None
    )
    yield context
    context.close()
    assert failed == []


def opened(visitor, url, path):
    """Come through the door, as the pages lead there, and wait until a notebook is shown."""
    page = visitor.new_page()
    page.goto(f"{url}index.html?path={path}")
    page.wait_for_function(
        """(path) => {
          const context = window.jupyterapp?.shell.currentWidget?.context;
          return context?.path === path && context.isReady;
        }""",
        arg=path,
    )
    page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell")
    return page


def printed(cell):
    """Return what a cell has printed and raised, lines of a str."""
    lines = []
    for output in cell["outputs"]:
        if output["output_type"] == "stream" and output["name"] == "stdout":
            lines.append("".join(output["text"]))
        elif output["output_type"] == "execute_result":
            lines.append("".join(output["data"].get("text/plain", "")))
        elif output["output_type"] == "error":
            lines.append(output["evalue"])
    return "".join(lines)


def figures(cell):
    """Return the captions and alt texts of the figures that a cell has shown, a list of lists of str."""
    shown = ["".join(one.get("data", {}).get("text/html", "")) for one in cell["outputs"]]
    return [re.findall('<figcaption[^>]*>(.*?)</figcaption>|alt="([^"]*)"', one) for one in shown if "<figure" in one]


LESSONS = ["01-neurons", "03-sigmoid", "04-layers", "07-backprop", "exercises/02-perceptron", "exercises/04-layers"]


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_prints_in_the_browser_what_is_stored(visitor, url, name):
    stored = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells
    deeper = [at for at, cell in enumerate(stored) if cell.source.startswith("## Deeper")]
    end = deeper[0] if deeper else len(stored)
    page = opened(visitor, url, f"{name}.ipynb")
    cells = {cell["id"]: cell for cell in page.evaluate(RUN, end)}
    compared = shown = 0
    for cell in stored[:end]:
        if cell.cell_type == "code" and not {"framework", "once"} & {*cell.metadata.get("tags", [])}:
            assert printed(cells[cell.id]) == printed(cell), cell.source
            assert figures(cells[cell.id]) == figures(cell), cell.source
            compared += 1
            shown += len(figures(cell))
    assert compared > 5 and (shown > 3 or "exercises" in name)


def test_all_explorers_live_and_a_bar_of_progress_is_drawn(visitor, url):
    page = opened(visitor, url, "03-sigmoid.ipynb")
    bar = "from nnlib.training import progress_bar\nfor _ in progress_bar(3, True): pass"
    cells = notebook_of(SETUP, *(cell for cell, _, _ in CELLS.values()), bar)
    cells.metadata.kernelspec.name = "python"
    page.evaluate(ADD, ["explorers.ipynb", cells])
    ran = page.evaluate(RUN, len(cells.cells))
    assert [one for cell in ran for one in cell["outputs"] if one["output_type"] == "error"] == []
    for name in CELLS:
        answers(page, name)
    page.get_by_text("3/3").first.wait_for()
    assert page.locator("[role=progressbar], .jupyter-widgets.widget-hprogress").count()


def test_a_check_answers(visitor, url):
    page = opened(visitor, url, "exercises/02-perceptron.ipynb")
    cells = nbformat.read(NOTEBOOKS / "exercises" / "02-perceptron.ipynb", as_version=4).cells
    (check,) = [at for at, cell in enumerate(cells) if cell.source.startswith("check.but_not(")]
    page.evaluate(WRITE, [next(cell.id for cell in cells if cell.cell_type == "code"), None])

    def answered(answer):
        outputs = page.evaluate(WRITE, [cells[check].id, f"check.but_not({answer})"])
        return " ".join(one.get("evalue", "") + "".join(one.get("data", {}).get("text/plain", "")) for one in outputs)

    assert "x₂ doesn't count against it" in answered("([2, 0], 1)")
    assert "but_not is right" in answered("([2, -2], 1)")
    told = page.evaluate(WRITE, [cells[check].id, "check.but_not.hint()"])
    assert "Hint 1 of" in json.dumps(told)


def test_a_prediction_folds_its_answer(visitor, url):
    page = opened(visitor, url, "03-sigmoid.ipynb")
    cells = nbformat.read(NOTEBOOKS / "03-sigmoid.ipynb", as_version=4).cells
    asks = next(at for at, cell in enumerate(cells) if "prediction" in cell.metadata)
    hidden = [at for at, cell in enumerate(cells) if cell.metadata.get("jupyter", {}).get("outputs_hidden")]
    answer = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell").nth(min(at for at in hidden if at > asks))
    assert answer.locator(".jp-OutputArea-output").count() == 0
    answer.locator(".jp-OutputPlaceholder .jp-Placeholder-content").click()
    answer.locator(".jp-OutputArea-output").wait_for()


def marked(page, text):
    """Write a text into the first cell of the open notebook, and have it stored."""
    return page.evaluate(
        """async (text) => {
          const panel = jupyterapp.shell.currentWidget;
          panel.content.widgets[0].model.sharedModel.setSource(text);
          await panel.context.save();
        }""",
        text,
    )


def first(page):
    return page.evaluate("() => jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.getSource()")


def test_work_survives_a_reload_and_a_fresh_copy_keeps_it_under_another_name(visitor, url):
    page = opened(visitor, url, "03-sigmoid.ipynb")
    lesson = first(page)
    marked(page, "# Mine")
    page.reload()
    page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.context?.isReady")
    assert first(page) == "# Mine"
    with page.expect_download() as file:
        page.get_by_role("button", name="Download").first.click()
    assert "# Mine" in Path(file.value.path()).read_text(encoding="utf-8")
    page.get_by_role("button", name="Start afresh").first.click()
    page.wait_for_selector("text=Your copy is kept as 03-sigmoid-mine-")
    page.wait_for_function("() => jupyterapp.shell.currentWidget?.context?.isReady")
    assert first(page) == lesson
    names = [one["name"] for one in page.evaluate(CONTENT, "")]
    (kept,) = [name for name in names if name.startswith("03-sigmoid-mine-")]
    assert page.evaluate(CONTENT, kept)["cells"][0]["source"] == "# Mine"


def test_a_lesson_changed_on_the_site_says_so_and_replaces_no_copy(visitor, url, site):
    page = opened(visitor, url, "03-sigmoid.ipynb")
    marked(page, "# Mine")
    page.close()
    place = site / "live" / "api" / "course.json"
    kept = place.read_text(encoding="utf-8")
    versions = json.loads(kept)
    try:
        place.write_text(json.dumps(versions | {"03-sigmoid.ipynb": "another"}), encoding="utf-8")
        page = opened(visitor, url, "03-sigmoid.ipynb")
        page.wait_for_selector("text=This lesson has been changed on the site")
        assert first(page) == "# Mine"
        page.get_by_role("button", name="Take the new one, keep mine beside it").click()
        page.wait_for_selector("text=Your copy is kept as 03-sigmoid-mine-")
        page.wait_for_function("() => jupyterapp.shell.currentWidget?.context?.isReady")
        assert first(page) != "# Mine"
    finally:
        place.write_text(kept, encoding="utf-8")


def test_an_unchanged_lesson_says_nothing(visitor, url):
    page = opened(visitor, url, "03-sigmoid.ipynb")
    page.wait_for_timeout(1000)
    assert page.get_by_text("has been changed on the site").count() == 0


def test_a_blank_lesson_keeps_what_passes(visitor, url):
    page = opened(visitor, url, "blank/03-sigmoid-blank.ipynb")
    cells = page.evaluate("() => jupyterapp.shell.currentWidget.content.model.toJSON().cells")
    at = next(
        n for n, cell in enumerate(cells) if cell["cell_type"] == "code" and "class ReLU" in "".join(cell["source"])
    )
    for cell in cells[:at]:
        if cell["cell_type"] == "code" and "import" in "".join(cell["source"]):
            page.evaluate(WRITE, [cell["id"], None])
    page.evaluate(WRITE, [cells[at]["id"], "class ReLU:\n    def __call__(self, z):\n        return np.maximum(z, 0)"])
    check = next(cell for cell in cells[at:] if '"ReLU")' in "".join(cell["source"]))
    outputs = page.evaluate(WRITE, [check["id"], None])
    assert "ReLU" in json.dumps(outputs) and not [one for one in outputs if one["output_type"] == "error"]
    assert "chapter03.py" in [one["name"] for one in page.evaluate(CONTENT, "blank/mynn")]


@pytest.mark.parametrize("size", [(820, 1180), (390, 844)])
def test_the_door_says_on_tablets_and_phones_that_it_may_not_run(chrome, url, size):
    page = chrome.new_page(viewport={"width": size[0], "height": size[1]}, has_touch=True, is_mobile=True)
    page.goto(f"{url}index.html?path=03-sigmoid.ipynb")
    assert "may not run" in page.locator("#told").inner_text()
    assert page.get_by_role("link", name="Try it all the same").get_attribute("href").endswith("?path=03-sigmoid.ipynb")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Try it all the same").tap()
    page.locator(".jp-NotebookPanel .jp-Cell").first.wait_for(timeout=60_000)
    page.wait_for_function("() => document.querySelector('.jp-NotebookPanel').clientWidth > 0.75 * innerWidth")
    page.context.close()


def test_the_light_wheel_holds_the_code_and_leaves_the_data_to_be_fetched(site):
    (start,) = site.glob("live/course-*/start.json")
    settings = json.loads(start.read_text(encoding="utf-8"))
    (wheel,) = start.parent.glob("neurons_to_digits-*.whl")
    assert wheel.stat().st_size < 2_000_000
    assert len(settings["later"]) == 4
    for name in settings["later"]:
        assert (start.parent / name).read_bytes() == (ROOT / name).read_bytes()


@pytest.mark.skipif(not shutil.which("node") or DISTRIBUTION is None, reason="nothing to compile, or no Node")
@pytest.mark.parametrize("pattern", ["python_stdlib.zip", "numpy-*.whl", "matplotlib-*.whl", "ipython-*.whl"])
def test_modules_of_the_distribution_are_compiled(site, pattern):
    (path,) = site.glob(f"live/pyodide/{pattern}")
    with zipfile.ZipFile(DISTRIBUTION / path.name) as source, zipfile.ZipFile(path) as compiled:
        modules = {name for name in source.namelist() if name.endswith(".py")}
        assert len(modules) > 50
        assert {f"{name}c" for name in modules} <= set(compiled.namelist())
        assert not modules & set(compiled.namelist())


def test_a_slow_cell_says_so_before_it_runs(tmp_path):
    cell = nbformat.v4.new_code_cell("train()")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "one.ipynb")
    slow = live_edition.notebook_of(tmp_path / "one.ipynb", {cell.id: 43.2})
    assert slow.cells[0].source.startswith("# In the browser: about 40 seconds")
    assert slow.cells[0].source.endswith("\ntrain()")
    assert live_edition.in_words(200) == "about 3 minutes"
    plain = live_edition.notebook_of(tmp_path / "one.ipynb", {})
    assert plain.cells[0].source == "train()"
    assert plain.metadata.course.version != slow.metadata.course.version


@pytest.mark.parametrize(
    ("name", "leads"),
    {
        "notebooks/03-sigmoid.html": "../live/index.html?path=03-sigmoid.ipynb",
        "notebooks/03-sigmoid-deeper.html": "../live/index.html?path=03-sigmoid.ipynb",
        "notebooks/exercises/02-perceptron.html": "../../live/index.html?path=exercises/02-perceptron.ipynb",
        "notebooks/exercises/index.html": None,
        "notebooks/exercises/solved.html": None,
        "TEACHING.html": None,
    }.items(),
)
def test_run_it_here_leads_from_each_page_to_its_notebook(site, name, leads):
    text = mend.run_here(name, f"{PRINTED}<h1>A page</h1><p>Its text.</p>", NOTEBOOKS)
    assert re.findall(r'href="([^"]*)"', text) == ([leads] if leads else [])
    assert text.startswith(PRINTED)
    if leads:
        assert (site / "live" / "files" / leads.split("path=")[1]).exists()


def test_the_command_serves_a_folder_and_refuses_one_without_pages(site, tmp_path):
    command = [sys.executable, "-m", "nncourse", "serve"]
    refused = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True)
    assert refused.returncode == 1 and "There is no index.html" in refused.stderr
