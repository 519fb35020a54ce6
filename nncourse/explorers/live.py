"""Explorers that compute in the browser: one ES module each, the same in JupyterLab (anywidget) and on a page."""

import re
from pathlib import Path

import anywidget
import traitlets

JS = Path(__file__).parent / "js"
FIRST = Path(__file__).parent / "first"  # what each shows at first, made by tools/first_pictures.py
IMPORT = re.compile(r'^import [^;]*? from "\./([a-z0-9]+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export default .*\n|^export (?=function|const|class)", re.MULTILINE)


def bundle(name):
    """Return a module and all that it imports as one ES module without imports, a str.

    What the modules name at their top level shares one scope there, so no two may use the same name.
    """
    done, parts = set(), []

    def add(module):
        if module not in done:
            done.add(module)
            text = (JS / f"{module}.js").read_text(encoding="utf-8")
            for other in IMPORT.findall(text):
                add(other)
            parts.append(EXPORT.sub("", IMPORT.sub("", text)))

    add(name)
    return "\n".join([*parts, "export default { render };\n"])


def script(name):
    """Return the same as a script for pages, where modules do not load from a folder (see js/page.js), a str."""
    body = EXPORT.sub("", bundle(name))
    return f'nncourseLive.module("{name}", (() => {{\n{body}\nreturn {{ render }};\n}})());\n'


def first_picture(name):
    """Return what an explorer shows before anything is moved, an <img> with its alt text, a str."""
    return (FIRST / f"{name}.html").read_text(encoding="utf-8")


class Live(anywidget.AnyWidget):
    """An explorer, and its state: a dict of plain values, the same in Python and in the browser.

    Parameters
    ----------
    name : str
        Of its module in the folder js.
    state : dict, optional
        What it starts with, where that is not what its module says.
    feeds : dict of str to callable, optional
        Data too large for the state: each returns (dict, bytes) when the module asks for it by name.
    """

    _esm = traitlets.Unicode("").tag(sync=True)
    _css = (JS / "live.css").read_text(encoding="utf-8")
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, name, state=None, feeds=None):
        super().__init__(_esm=bundle(name), state=state or {})
        self.name, self.feeds = name, feeds or {}
        self.on_msg(self.answer)

    def answer(self, _, content, buffers):
        """Send what the browser asks for; it goes past the state, and so never into a notebook."""
        if content.get("want") in self.feeds:
            about, data = self.feeds[content["want"]]()
            self.send({"feed": content["want"], **about}, buffers=[data])

    def _repr_mimebundle_(self, **kwargs):
        """Return the widget, and for readers without a kernel or scripts the first picture with its alt text."""
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return data | {"text/html": first_picture(self.name)}, metadata

    def __repr__(self):
        return "Explorer: run this cell in JupyterLab, then move what you see, by mouse, finger or keyboard"
