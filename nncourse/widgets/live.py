"""Explorers that compute in the browser: one ES module each, the same in JupyterLab (anywidget) and on a page."""

import base64
import gzip
import json
import re
from pathlib import Path

import anywidget
import numpy as np
import traitlets

from nncourse.widgets.states import FOLDERS, checked, declared

JS = Path(__file__).parent / "js"  # what several explorers share
IMPORT = re.compile(
    r'^import (\{[\w\s,]+\}|\w+(?= from "[./\w]+\.json")) from "(\.[./\w]+\.js(?:on)?)"'
    r'(?: with \{ type: "json" \})?;\n',
    re.M,
)
EXPORT = re.compile(r"^export (?=(?:(?:async )?function\*? ?|class |const )(\w+))", re.M)
UNKNOWN = re.compile(r"""^\s*(?:export\b|import\b.*[*{"']).*""", re.M)


def explorers():
    """Return the names of all explorers, which are those of their folders, a list of str."""
    return sorted(path.parent.name for path in FOLDERS.glob("*/explorer.js"))


def modules(path):
    """Return JavaScript that makes `modules`, an object of what a module and all that it imports export, a str.

    Each is a function of its own, called once, so that what it does not export has no name outside. They are called by
    their places among the folders, such as "chapter07/explorer.js".

    Parameters
    ----------
    path : Path

    Raises
    ------
    ValueError
        If one imports or exports in a way that is not known here, or imports what is not exported.
    """
    exports, parts = {}, ["const modules = {};\n"]

    def add(path):
        file, text = path.relative_to(FOLDERS).as_posix(), path.read_text(encoding="utf-8")
        if file in exports:
            return file
        if path.suffix == ".json":
            exports[file], body = [], json.dumps(json.loads(text), ensure_ascii=False)
        else:
            exports[file] = EXPORT.findall(text)
            body = EXPORT.sub("", IMPORT.sub(lambda found: taken(path, *found.groups()), text))
            if line := UNKNOWN.search(body):
                raise ValueError(
                    f"{file} has the line {line[0].strip()!r}, which is not joined: write `export` before a function, "
                    'an async function, a class or a const of one name, and `import { names } from "./file.js";`'
                )
            body = f"(() => {{\n{body}return {{ {', '.join(exports[file])} }};\n}})()"
        parts.append(f'modules["{file}"] = {body};\n')
        return file

    def taken(path, names, other):
        file = add((path.parent / other).resolve())
        missing = set(re.findall(r"\w+", names)) - set(exports[file]) if file.endswith(".js") else ()
        if missing:
            raise ValueError(f"{file} does not export {', '.join(sorted(missing))}")
        return f'const {names} = modules["{file}"];\n'

    add(path)
    return "".join(parts)


def widget(name):
    """Return what JupyterLab and a page want of an explorer, an expression of JavaScript, a str."""
    state, own = (JS / "state.js").relative_to(FOLDERS).as_posix(), f"{name}/explorer.js"
    return f'{{ render: modules["{state}"].guarded(modules["{name}/state.json"], modules["{own}"].render) }}'


def bundle(name):
    """Return an explorer as one ES module without imports, a str."""
    return f"{modules(FOLDERS / name / 'explorer.js')}export default {widget(name)};\n"


def script(name):
    """Return the same as a script for pages, where modules do not load from a folder (see js/page.js), a str."""
    styled = "true" if (FOLDERS / name / "explorer.css").exists() else "false"
    body = bundle(name).replace("export default", "return")
    return f'nncourseLive.module("{name}", (() => {{\n{body}}})(), {styled});\n'


def style(name):
    """Return the style sheet of a module: what all share, and its own rules if it has a file of them, a str."""
    files = [JS / "live.css", FOLDERS / name / "explorer.css"]
    return "".join(path.read_text(encoding="utf-8") for path in files if path.exists())


def poster(name):
    """Return what an explorer shows before anything is moved, an <img> with its alt text, a str."""
    return (FOLDERS / name / "poster.html").read_text(encoding="utf-8")


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


def stored(name):
    """Return where data for the pages are, a Path: chapter05-network is "network" in the folder of chapter05."""
    folder, _, part = name.partition("-")
    return FOLDERS / folder / "data" / f"{part}.gz"


def store_data(explorer):
    """Write the data of an explorer to files, for the pages, which have no kernel to ask."""
    for name, make in explorer.data.items():
        about, data = make()
        text = json.dumps(about, ensure_ascii=False) + "\n"
        stored(name).parent.mkdir(exist_ok=True)
        stored(name).write_bytes(gzip.compress(text.encode() + data, mtime=0))


def load_data(name):
    """Return stored data as `pack` made it: (dict, bytes)."""
    text, data = gzip.decompress(stored(name).read_bytes()).split(b"\n", 1)
    return json.loads(text), data


def data_script(name):
    """Return stored data as a script for pages, a str."""
    about, data = load_data(name)
    about |= {"gzip": base64.b64encode(gzip.compress(data, mtime=0)).decode()}
    return f"nncourseLive.data({json.dumps(name)}, {json.dumps(about, ensure_ascii=False)});\n"


def write_pages(folder, names):
    """Write all that pages with these explorers load into a folder: scripts, data and style sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.js").write_text(script(name), encoding="utf-8")
        for path in (FOLDERS / name / "data").glob("*.gz"):
            part = f"{name}-{path.stem}"
            (folder / f"{part}.js").write_text(data_script(part), encoding="utf-8")
        for path in (FOLDERS / name).glob("explorer.css"):
            (folder / f"{name}.css").write_bytes(path.read_bytes())
    for shared in ("page.js", "live.css"):
        (folder / shared).write_bytes((JS / shared).read_bytes())


class Live(anywidget.AnyWidget):
    """An explorer, and its state: a dict of plain values, the same in Python and in the browser.

    Parameters
    ----------
    name : str
        Of its folder.
    state : dict, optional
        What it starts with, where that is not what its module says.
    data : dict of str to callable, optional
        What is too large for the state: each returns (dict, bytes) when the module asks for it by name.
    limits : dict of str to dict, optional
        What the state may hold, as far as that follows from the data, see `states.declared`.

    Raises
    ------
    ValueError
        If the state, now or when it is set later, has another name or value than its state.json declares.
    """

    _esm = traitlets.Unicode("").tag(sync=True)
    _css = traitlets.Unicode("").tag(sync=True)
    name = traitlets.Unicode("").tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, name, state=None, data=None, limits=None):
        self.declared = declared(name, limits)
        state = checked(self.declared, state or {})
        super().__init__(_esm=bundle(name), _css=style(name), name=name, state=state)
        self.data = data or {}
        self.on_msg(self.answer)

    @traitlets.validate("state")
    def accepted(self, proposal):
        """Return a new state, if it is right."""
        return checked(self.declared, proposal["value"])

    def answer(self, _, content, buffers):
        """Send what the browser asks for; it goes past the state, and so never into a notebook."""
        if content.get("want") in self.data:
            about, data = self.data[content["want"]]()
            self.send({"data": content["want"], **about}, buffers=[data])

    def _repr_mimebundle_(self, **kwargs):
        """Return the widget, and for readers without a kernel or scripts the first picture with its alt text."""
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return data | {"text/html": poster(self.name)}, metadata

    def __repr__(self):
        return "Explorer: run this cell in JupyterLab, then move what you see, by mouse, finger or keyboard"
