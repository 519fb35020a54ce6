"""A real JupyterLab in a real Chromium, for the tests of the explorers: see test_explorers_in_lab.py."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

TOKEN = "a-token-for-the-tests"
FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --force-prefers-reduced-motion""".split()
# In which the tests of the pages are run, as Playwright names them: "chromium firefox webkit". What is named has to be
# there; if nothing is, they are run in Chromium if there is one.
BROWSERS = os.environ.get("NNLIB_BROWSERS", "").split() or ["chromium"]
# The first is Chromium without windows, which shows the same pages in three fifths of the time.
CHROMIUMS = "chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable chrome".split()
# Made for the live edition: where it is installed, a JupyterLab with a server says that it can't load it, and goes on.
FOREIGN = "@jupyterlite/pyodide-kernel-extension"
# Every cell in the page at once, so that it can be found; no dialogs, no news from outside.
SETTINGS = {
    "notebook-extension/tracker": '{"windowingMode": "none"}',
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
}


def launched(playwright, name="chromium"):
    """Start a browser, of the system or of Playwright's own, and return it; if there is none, skip, and say why.

    A browser that NNLIB_BROWSERS names has to be there, as in CI: without it the tests fail.
    """
    kind = getattr(playwright, name)
    installed = [path for path in map(shutil.which, CHROMIUMS) if path] if name == "chromium" else []
    path = [*installed, kind.executable_path][0]
    if not Path(path).exists():
        reason = f"{name} isn't installed, so these tests aren't run in it"
        pytest.fail(reason) if name in os.environ.get("NNLIB_BROWSERS", "").split() else pytest.skip(reason)
    return kind.launch(executable_path=path, args=FLAGS if name == "chromium" else [])


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A JupyterLab server over a folder of its own, without a browser.

    It is started as the README says, with the program ``python -m jupyterlab`` of the Python that runs the tests.
    Another process may take the port that was free a moment ago; then it is started once more with another port.
    """

    def __init__(self, folder, program=("-m", "jupyterlab"), **environment):
        self.folder = folder
        settings = folder / "settings"
        for name, text in SETTINGS.items():
            path = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        homes = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR")
        env = os.environ | {name: str(folder / name.lower()) for name in homes}
        env |= {"JUPYTERLAB_SETTINGS_DIR": str(settings)} | environment
        command = [sys.executable, *program, "--no-browser", "--allow-root", "--ServerApp.port_retries=0"]
        command += [f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={TOKEN}", "--ServerApp.ip=127.0.0.1"]
        self.log = (folder / "lab.log").open("w")
        for _ in range(3):
            port = free_port()
            self.url = f"http://127.0.0.1:{port}"
            streams = {"stdout": self.log, "stderr": self.log}
            self.process = subprocess.Popen([*command, f"--port={port}"], env=env, cwd=folder, **streams)
            if self.answers():
                return
        raise AssertionError((folder / "lab.log").read_text())

    def answers(self, seconds=60):
        """Wait until it answers; False if it ended instead."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.url}/api?token={TOKEN}", timeout=2).read()
                return True
            except OSError:
                if self.process.poll() is not None:
                    return False
                time.sleep(0.1)
        self.close()
        raise TimeoutError("JupyterLab did not start")

    def close(self):
        self.process.terminate()
        self.process.wait(20)
        self.log.close()


class Lab:
    """A JupyterLab server, and a browser that opens its notebooks."""

    def __init__(self, playwright, folder):
        self.server = Server(folder)
        self.browser = launched(playwright)

    def close(self):
        self.browser.close()
        self.server.close()

    def open(self, notebook, name):
        """Open a notebook in a page and return it as a `Page`."""
        nbformat.write(notebook, self.server.folder / name)
        context = self.browser.new_context(viewport={"width": 1300, "height": 1000})
        address = f"{self.server.url}/lab/workspaces/{name.split('.')[0]}/tree/{name}?token={TOKEN}"
        return Page(context.new_page(), address, self.server.url)


class Page:
    """A notebook in JupyterLab, with what its explorers show."""

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
        if wrong and FOREIGN not in text:
            self.complaints.append(text)

    def run_all(self, code_cells, timeout=120):
        """Run all cells from the menu, and wait until the last one has its number."""
        self.page.click("#jp-MainMenu >> text=Run")
        self.page.click(".lm-Menu-item[data-command='runmenu:run-all']")
        prompt = f".jp-CodeCell .jp-InputPrompt:has-text('[{code_cells}]:')"
        self.page.wait_for_selector(prompt, state="attached", timeout=timeout * 1000)
        self.page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)


def notebook_of(*sources):
    """A new notebook with these code cells."""
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)
