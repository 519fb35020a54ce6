"""A real JupyterLab in a real Chromium, for the tests of the explorers: see test_explorers_in_browser.py."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest

TOKEN = "a-token-for-the-tests"
FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --force-prefers-reduced-motion""".split()
# Every cell in the page at once, so that it can be found; no dialogs, no news from outside.
SETTINGS = {
    "notebook-extension/tracker": '{"windowingMode": "none"}',
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
}
# Count, from now on, the events of one kind that reach an element.
LISTEN = """(element, event) => {
  const told = { heard: 0 };
  element.addEventListener(event, () => { told.heard += 1; }, true);
  return told;
}"""
TRIALS = 5  # how often a key is pressed again when JupyterLab took the focus away first


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
        self.browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)

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

    def button(self, name):
        return self.box.get_by_role("button", name=name, exact=True)

    def press_until_heard(self, target, key, event):
        """Focus an element and press a key, again if JupyterLab took the focus between the two and nothing arrived.

        The event, such as "keydown", tells that it has; so a key that was heard is never pressed twice.
        """
        listening = target.evaluate_handle(LISTEN, event)
        for _ in range(TRIALS):
            target.press(key)
            if listening.evaluate("told => told.heard"):
                return
        raise AssertionError(f"{key} does not arrive: the focus is elsewhere")

    def press(self, label, key, times=1):
        """Press a key on the slider with this label."""
        target = self.control(label).locator(".noUi-handle").first
        for _ in range(times):
            self.press_until_heard(target, key, "keydown")

    def press_button(self, name, key="Enter"):
        """Press a button by keyboard, as it is pressed by Enter or Space."""
        self.press_until_heard(self.button(name), key, "click")

    def choose(self, label, option):
        """Press one of a row of buttons by keyboard."""
        button = self.control(label).get_by_role("button", name=option, exact=True)
        self.press_until_heard(button, "Space", "click")
        button.and_(self.page.locator(".mod-active")).wait_for()

    def click_slider(self, label, share):
        """Click a slider at a share of its length, from the left."""
        bar = self.control(label).locator(".noUi-base")
        bar.scroll_into_view_if_needed()
        place = bar.bounding_box()
        self.page.mouse.click(place["x"] + share * place["width"], place["y"] + place["height"] / 2)

    def click(self, button):
        self.button(button).click()

    def wait_for(self, text, seconds=60):
        """Wait until the readout holds a text."""
        from playwright.sync_api import TimeoutError as TookTooLong

        waiting = self.box.locator("[role=status]", has_text=text)
        try:
            waiting.wait_for(timeout=seconds * 1000)
        except TookTooLong:
            raise AssertionError(f"expected {text!r}, but the readout is {self.readout()!r}") from None


def notebook_of(*sources):
    """A new notebook with these code cells."""
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)
