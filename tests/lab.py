"""A real JupyterLab in a real Chromium, for the tests of the explorers: see test_explorers_in_browser.py."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
TOKEN = "a-token-for-the-tests"
FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --force-prefers-reduced-motion""".split()
# Every cell in the page at once, so that it can be found; no dialogs, no news from outside.
SETTINGS = {
    "notebook-extension/tracker": '{"windowingMode": "none"}',
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
}


def chromium():
    """The path of a Chromium, or a skip that says why; a failure where one is required, as in CI."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"):
        if path := shutil.which(name):
            return path
    reason = "no Chromium is installed, so the explorers are not tried in a browser"
    if os.environ.get("NNLIB_BROWSER") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Lab:
    """A JupyterLab server over a folder of its own, and one page of a browser."""

    def __init__(self, playwright, folder):
        self.folder, self.url = folder, f"http://127.0.0.1:{free_port()}"
        settings = folder / "settings"
        for name, text in SETTINGS.items():
            path = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        homes = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR")
        env = os.environ | {name: str(folder / name.lower()) for name in homes}
        env |= {"JUPYTERLAB_SETTINGS_DIR": str(settings)}
        port = self.url.rsplit(":", 1)[1]
        command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}"]
        command += [f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={TOKEN}", "--ServerApp.ip=127.0.0.1"]
        self.log = (folder / "lab.log").open("w")
        self.server = subprocess.Popen(command, env=env, stdout=self.log, stderr=self.log, cwd=folder)
        self.wait_for_server()
        self.browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        self.number = 0

    def wait_for_server(self):
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.url}/api?token={TOKEN}", timeout=2).read()
                return
            except OSError:
                assert self.server.poll() is None, (self.folder / "lab.log").read_text()
                time.sleep(0.1)
        raise TimeoutError("JupyterLab did not start")

    def close(self):
        self.browser.close()
        self.server.terminate()
        self.server.wait(20)
        self.log.close()

    def open(self, notebook, name):
        """Open a notebook in a page of its own and return it as a `Page`."""
        nbformat.write(notebook, self.folder / name)
        self.number += 1
        context = self.browser.new_context(viewport={"width": 1300, "height": 1500})
        return Page(context.new_page(), f"{self.url}/lab/workspaces/w{self.number}/tree/{name}?token={TOKEN}", self.url)


class Page:
    """A notebook in JupyterLab, with what its explorer shows."""

    def __init__(self, page, address, inside):
        self.page, self.complaints = page, []
        page.on("console", lambda line: self.complain(f"console: {line.text}", line.type == "error"))
        page.on("pageerror", lambda error: self.complain(f"error: {error}", True))
        outside = ("http", "ws")
        ours = (inside, inside.replace("http", "ws"))
        page.on("request", lambda r: self.complain(r.url, r.url.startswith(outside) and not r.url.startswith(ours)))
        page.goto(address)
        page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)
        page.wait_for_selector("#jp-main-statusbar >> text=| Idle", timeout=60_000)  # a kernel, not only a notebook

    def complain(self, text, wrong):
        if wrong:
            self.complaints.append(text)

    def run_all(self, code_cells, timeout=120):
        """Run all cells from the menu, and wait until the last one has its number."""
        self.page.click("#jp-MainMenu >> text=Run")
        self.page.click(".lm-Menu-item[data-command='runmenu:run-all']")
        prompt = f".jp-CodeCell .jp-InputPrompt:has-text('[{code_cells}]:')"
        self.page.wait_for_selector(prompt, state="attached", timeout=timeout * 1000)
        self.page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)

    def explorer(self, number=0):
        """The explorer's box of widgets; number counts the explorers of the notebook."""
        box = self.page.locator(".jp-OutputArea-output > .widget-vbox").nth(number)
        box.wait_for(timeout=30_000)
        box.scroll_into_view_if_needed()
        return Explorer(self.page, box)


class Explorer:
    """An explorer as its user meets it: by keyboard, by mouse, and by what it shows."""

    def __init__(self, page, box):
        self.page, self.box = page, box

    def readout(self):
        return self.box.locator("[role=status]").inner_text()

    def picture(self):
        return self.box.locator("img").get_attribute("src")

    def alt(self):
        return self.box.locator("img").get_attribute("alt")

    def control(self, label):
        """The widget with this label in front."""
        exact = re.compile(rf"^{re.escape(label)}$")
        widgets = self.box.locator(".jupyter-widgets, .widget-slider")  # a SelectionSlider has the second class alone
        return widgets.filter(has=self.page.locator(".widget-label", has_text=exact)).last

    def press(self, label, key, times=1):
        """Focus the slider or list with this label, and press a key."""
        target = self.control(label).locator(".noUi-handle, select, input").first
        for _ in range(times):
            target.press(key)  # focuses it first: JupyterLab may have taken the focus away

    def choose(self, label, option):
        """Press one of a row of buttons by keyboard."""
        button = self.control(label).get_by_role("button", name=option, exact=True)
        from playwright.sync_api import TimeoutError as TookTooLong

        chosen = button.and_(self.page.locator(".mod-active"))
        for _ in range(3):  # right after a run JupyterLab may take the focus between our two steps
            button.press("Space")
            try:
                return chosen.wait_for(timeout=5_000)
            except TookTooLong:
                pass
        raise AssertionError(f"{option} cannot be chosen by keyboard")

    def click_slider(self, label, share):
        """Click a slider at a share of its length, from the left."""
        bar = self.control(label).locator(".noUi-base")
        bar.scroll_into_view_if_needed()
        place = bar.bounding_box()
        self.page.mouse.click(place["x"] + share * place["width"], place["y"] + place["height"] / 2)

    def click(self, button):
        self.box.get_by_role("button", name=button, exact=True).click()

    def wait_for(self, text, seconds=20):
        """Wait until the readout holds a text."""
        waiting = self.box.locator("[role=status]", has_text=text)
        waiting.wait_for(timeout=seconds * 1000)


def cut(name, upto):
    """A lesson without its outputs, up to and with the first cell whose code holds a text."""
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    found = next(i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code" and upto in cell.source)
    notebook.cells = notebook.cells[: found + 1]
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def notebook_of(*sources):
    """A new notebook with these code cells."""
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)
