"""Explorers that compute in the browser: one ES module each, the same in JupyterLab (anywidget) and on a page."""

import base64
import gzip
import json
import re
from pathlib import Path

import anywidget
import numpy as np
import traitlets

from nncourse.explorers.states import JS, checked, declared

FIRST = Path(__file__).parent / "first"  # what each shows at first, made by tools/first_pictures.py
FEEDS = Path(__file__).parent / "feeds"  # data of lessons that the pages need, made by tools/feeds.py
IMPORT = re.compile(r'^import [^;]*? from "\./([a-z0-9_]+\.js(?:on)?)"(?: with \{ type: "json" \})?;\n', re.MULTILINE)
EXPORT = re.compile(r"^export default .*\n|^export (?=function|const|class)", re.MULTILINE)


def bundle(name):
    """Return a module and all that it imports as one ES module without imports, a str.

    What the modules name at their top level shares one scope there, so no two may use the same name.
    """
    done, parts = set(), []

    def add(file):
        if file not in done:
            done.add(file)
            text = (JS / file).read_text(encoding="utf-8")
            if file.endswith(".json"):
                text = f"const STATE = {json.dumps(json.loads(text), ensure_ascii=False)};\n"
            for other in IMPORT.findall(text):
                add(other)
            parts.append(EXPORT.sub("", IMPORT.sub("", text)))

    add(f"{name}.js")
    return "\n".join([*parts, "export default { render: guarded(STATE, render) };\n"])


def script(name):
    """Return the same as a script for pages, where modules do not load from a folder (see js/page.js), a str."""
    body = bundle(name).replace("export default", "return")
    styled = "true" if (JS / f"{name}.css").exists() else "false"
    return f'nncourseLive.module("{name}", (() => {{\n{body}}})(), {styled});\n'


def style(name):
    """Return the style sheet of a module: what all share, and its own rules if it has a file of them, a str."""
    files = [JS / "live.css", JS / f"{name}.css"]
    return "".join(path.read_text(encoding="utf-8") for path in files if path.exists())


def first_picture(name):
    """Return what an explorer shows before anything is moved, an <img> with its alt text, a str."""
    return (FIRST / f"{name}.html").read_text(encoding="utf-8")


def pack(arrays, **about):
    """Return arrays as one message for a browser, whose side is js/data.js.

    Parameters
    ----------
    arrays : dict of str to array
        Of uint8, int32, float16, float32 or float64; each is sent column by column.
    **about
        Plain values that go with them.

    Returns
    -------
    (dict, bytes)
    """
    places, parts, offset = {}, [], 0
    for name, array in arrays.items():
        array = np.asarray(array)
        data = array.astype(array.dtype.newbyteorder("<")).tobytes(order="F")
        places[name] = [array.dtype.name, list(array.shape), offset]
        parts += [data, b"\0" * (-len(data) % 8)]
        offset += len(data) + len(parts[-1])
    return {"arrays": places, "about": about}, b"".join(parts)


def store_feeds(explorer, folder=FEEDS):
    """Write the feeds of an explorer to files, for the pages, which have no kernel to ask."""
    for name, make in explorer.feeds.items():
        about, data = make()
        text = json.dumps(about, ensure_ascii=False) + "\n"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.gz").write_bytes(gzip.compress(text.encode() + data, mtime=0))


def feed_script(name):
    """Return a stored feed as a script for pages, a str."""
    text, data = gzip.decompress((FEEDS / f"{name}.gz").read_bytes()).split(b"\n", 1)
    about = json.loads(text) | {"gzip": base64.b64encode(gzip.compress(data, mtime=0)).decode()}
    return f"nncourseLive.feed({json.dumps(name)}, {json.dumps(about, ensure_ascii=False)});\n"


def write_pages(folder, names):
    """Write all that pages with these explorers load into a folder: scripts, feeds and style sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.js").write_text(script(name), encoding="utf-8")
    for path in FEEDS.glob("*.gz"):
        name = path.name.removesuffix(".gz")
        (folder / f"{name}.js").write_text(feed_script(name), encoding="utf-8")
    (folder / "page.js").write_bytes((JS / "page.js").read_bytes())
    for path in JS.glob("*.css"):  # live.css is for all; the others are loaded with their explorers
        (folder / path.name).write_bytes(path.read_bytes())


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
    limits : dict of str to dict, optional
        What the state may hold, as far as that follows from the data, see `states.declared`.

    Raises
    ------
    ValueError
        If the state, now or when it is set later, has another name or value than js/NAME.json declares.
    """

    _esm = traitlets.Unicode("").tag(sync=True)
    _css = traitlets.Unicode("").tag(sync=True)
    name = traitlets.Unicode("").tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, name, state=None, feeds=None, limits=None):
        self.declared = declared(name, limits)
        state = checked(self.declared, state or {})
        super().__init__(_esm=bundle(name), _css=style(name), name=name, state=state)
        self.feeds = feeds or {}
        self.on_msg(self.answer)

    @traitlets.validate("state")
    def accepted(self, proposal):
        """Return a new state, if it is right."""
        return checked(self.declared, proposal["value"])

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
