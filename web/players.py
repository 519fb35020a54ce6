"""Draw the explorers beforehand, for pages without a kernel: ``python web/players.py`` writes ``web/players``.

An explorer is a function of its controls' values. `GRIDS` names, for each chapter, the values that a page offers; for
all of their combinations the explorer of the lesson is drawn as SVG, and its buttons are pressed. Frames have nearly
all lines in common, so each line is stored once, and a frame is a list of runs of lines. ``static/player.js`` shows
them.

``python web/players.py 03 15`` draws these two; all of them take about half an hour on one processor.
"""

import ast
import base64
import importlib
import io
import itertools
import json
import re
import sys
from pathlib import Path

import nbformat
import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "web")]

import matplotlib as mpl  # noqa: E402
from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: E402
from matplotlib.layout_engine import ConstrainedLayoutEngine  # noqa: E402

from nncourse.explorers import base, chapter02, chapter08, chapter15, digit_pad  # noqa: E402
from nnlib.drawing import fit_and_centre  # noqa: E402

PLAYERS = ROOT / "web" / "players"
DRAWN = {"svg.hashsalt": "nnlib", "svg.fonttype": "none", "image.interpolation": "none"}
DRAWN["image.composite_image"] = False


def steps(*parts):
    """Return whole numbers: each part is a number, or a pair of the first and the last of a run."""
    return [n for part in parts for n in (range(part[0], part[1] + 1) if isinstance(part, tuple) else [part])]


def numbers(low, high, step):
    """Return numbers from low to high, both included, as the sliders have them."""
    return [round(low + i * step, 6) for i in range(round((high - low) / step) + 1)]


# For each player the values that its controls offer, in the order of the controls; None for all that they have.
GRIDS = {
    "01": {
        "middle": [-1.0, 0.3, 1.0, 2.0],
        "sides": [-3.0, -1.6, -1.0, 0.0, 1.0],
        "bias": [-0.6, -0.4, -0.2, -0.1, 0.0, 0.1, 0.3, 0.6],
    },
    "02": {
        "gate": ["AND", "OR", "NAND", "XOR"],
        "w1": [-1.0, 0.0, 1.0],
        "w2": [-1.0, 0.0, 1.0],
        "bias": [-2.0, -1.75, -1.5, -1.25, -1.0, -0.75, -0.5, 0.0, 1.0, 1.5],
        "first": ["(0,0)", "(0,1)", "(1,0)", "(1,1)"],
    },
    "03": {
        "activation": ["sigmoid", "tanh", "ReLU", "leaky ReLU", "identity", "step"],
        "x": [-1.0, 0.0, 1.0],
        "w": [-2.0, 0.0, 0.6, 2.0, 5.0],
        "b": [-5.0, -2.0, 0.0, 0.9, 2.0],
    },
    "04": {
        "ins": [2, 3, 4],
        "outs": [2, 3],
        "n": [1, 2, 3, 4, 5, 8],
        "row": [0, 1, 2],
        "column": [0, 1],
        "mistake": ["none", "x transposed", "x one-dimensional", "b as (outs,)"],
    },
    "05": {"step": [0, 1, 2, 3], "image": [0, 1, 2, 3], "network": None, "ink": None},
    "06": {
        "loss": ["squares", "cross-entropy"],
        "c": [-4, 4],
        "b": [0, 6],
        "rate": ["0.1", "0.3", "1", "3", "10", "20", "30", "100"],
        "step": steps((0, 5), 10, 11, 20, 30, 40, 50, 60, 70, 80, 90, 100),
    },
    "07": {
        "step": steps((0, 32)),
        "x1": [0.05],
        "target": [0.77, 0.99],
        "bias": [0.6, 6.0],
        "follow": ["no weight", "W1[0,0]", "W1[0,1]", "W2[0,0]", "W2[1,1]"],
    },
    "09": {
        "surface": ["ravine", "turned ravine", "steeper ravine", "bowl", "plateau"],
        "plain": [0.01],
        "momentum": [0.01, 0.02],
        "rmsprop": [0.1],
        "adam": [0.3],
        "memory": [0.0, 0.7, 0.9, 0.99],
        "step": steps((0, 3), 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 150, 200),
    },
    "10": {
        "image": [3, 1],
        "right": [0],
        "turn": [-45, 0, 30, 180],
        "size": [1.0],
        "elastic": [0.0, 1.5],
        "number": steps((0, 9)),
    },
    "11": {
        "image": [0],
        "row": [0, 10, 20],
        "column": [0, 10],
        "stride": [1, 2, 3],
        "padding": [0, 1],
        "move": [0, 1, 2],
        "kernel": None,
    },
    "12": {"image": None, "temperature": None},
    "13": {
        "a": [-10.0, 0.0, 0.6, 1.0, 3.0, 10.0],
        "b": [-10.0, 0.0, 0.3, 1.0, 3.0, 10.0],
        "c": [-10.0, 0.0, 0.1, 1.0, 3.0, 10.0],
        "label": ["A", "B", "C"],
    },
    "14": {"case": None, "question": None, "accused": None},
    "15": {
        "expression": None,
        "walk": None,
        "step": steps((0, 16), 20, 24, 28, 33, 44, 60, 80, 100, 126, 143),
        "count": [2, 3, 4],
    },
    "16": {
        "machines": [1, 2, 8, 32, 1024],
        "images": [1, 8, 64, 1024],
        "network": None,
        "link": None,
        "delay": None,
        "way": None,
    },
}


def alike(name, values):
    """Return the values of a state that shows the same picture and text, so that it need not be drawn again."""
    if name == "02":
        corner = chapter02.next_mistake(**values)
        return values | {"first": chapter02.NAMES[corner or 0]}
    if name == "10" and not values["elastic"]:
        return values | {"number": 0}
    if name == "15":
        count = values["count"] if values["expression"] == "doublings" else 1
        nodes = chapter15.graph_of(values["expression"], count)
        length = len(chapter15.passes_of(chapter15.last_of(nodes), values["walk"]))
        return values | {"count": count, "step": min(values["step"], length)}
    return values


def lesson_of(name):
    """Return the path of the notebook of a chapter, by its number."""
    return next((ROOT / "notebooks").glob(f"{name}-*.ipynb"))


def loaded_by(statement):
    """Return the names that a statement, or a function when it is called, takes from outside of itself."""
    loaded = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    inner = {node.arg for node in ast.walk(statement) if isinstance(node, ast.arg)}
    for node in ast.walk(statement):
        if isinstance(node, ast.comprehension):
            inner |= {name.id for name in ast.walk(node.target) if isinstance(name, ast.Name)}
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        inner |= stored_by(statement)
    return loaded - inner


def stored_by(statement):
    """Return the names that are given a value anywhere in a statement."""
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def root_of(node):
    """Return the name before all points and brackets of an expression, or None."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def first_argument(call):
    """Return the name of the thing that a call gets first, and may change in place, as a set; it may be empty."""
    if not isinstance(call, ast.Call) or root_of(call.func) in ("print", "plots"):
        return set()
    return {root_of(argument) for argument in call.args[:1]} - {None}


def changed_by(statement):
    """Return the names that a statement binds anew, and those of things that it may change in place."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}, set()
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in statement.names}, set()
    if isinstance(statement, ast.Assign) and all(isinstance(one, ast.Name | ast.Tuple) for one in statement.targets):
        return stored_by(statement), first_argument(statement.value)  # history = train(net, …)
    if isinstance(statement, ast.Expr):  # train(net, …), names.append(…)
        func = getattr(statement.value, "func", None)
        changed = {root_of(func)} - {"print", "plots"} if isinstance(func, ast.Attribute) else set()
        return set(), changed | first_argument(statement.value)
    changed = stored_by(statement)
    for node in ast.walk(statement):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            changed.add(root_of(node))  # Layer.step = step, table[i] = …
    return set(), changed - {None}


def statements_for(last, earlier):
    """Return those of the earlier statements that the last one needs, in their order."""
    late = set()  # what functions look up only when they are called
    while True:
        wanted, kept, found = late | loaded_by(last), [], set()
        for statement in reversed(earlier):
            bound, changed = changed_by(statement)
            if (bound | changed) & wanted:
                kept.append(statement)
                wanted = wanted - bound | loaded_by(statement)
                if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                    found |= loaded_by(statement)
        if found <= late:
            return kept[::-1]
        late |= found


def explorer_of(name):
    """Return the explorer of a lesson, made by the lesson's own cells: those that it needs."""
    earlier = []
    call = "digit_pad.explore(" if name == "pad" else f"chapter{name}.explore("
    for cell in nbformat.read(lesson_of("08" if name == "pad" else name), as_version=4).cells:
        if cell.cell_type == "code":
            tree = ast.parse(cell.source).body
            if any(line.startswith(call) for line in cell.source.splitlines()):
                *before, last = tree
                needed = statements_for(last, [*earlier, *before])
                space = {"__name__": "lesson"}
                exec(compile(ast.Module(needed, []), f"lesson {name}", "exec"), space)
                return eval(compile(ast.Expression(last.value), f"lesson {name}", "eval"), space)
            earlier += tree
    raise ValueError(f"lesson {name} has no explorer")


def drawn_once(fig, moving):
    """Take the place of `keep_as_background`: draw what never changes once, as SVG, and hide it from then on."""
    for artist in moving:
        artist.set_visible(False)
    FigureCanvasAgg(fig).draw()
    fig.set_layout_engine("none")
    with mpl.rc_context(DRAWN):
        fig.background = svg_lines(fig)
    fig.patch.set_visible(False)
    for ax in fig.axes:
        ax.axis("off")
        for artist in filter(None, [*ax.collections, *ax.lines, *ax.texts, ax.get_legend()]):
            artist.set_visible(False)
    for artist in moving:
        artist.set_visible(True)


def without_painting():
    """Let explorers make no pictures of pixels, here and in the chapters' modules."""
    base.picture = lambda fig, alt, **settings: ""
    for path in Path(base.__file__).parent.glob("chapter*.py"):
        module = importlib.import_module(f"nncourse.explorers.{path.stem}")
        if hasattr(module, "keep_as_background"):
            module.keep_as_background = drawn_once


def svg_lines(fig):
    """Return a figure as lines of SVG, its coordinates rounded to a tenth of a point."""
    file = io.StringIO()
    fig.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = file.getvalue()
    text = re.sub(r"<metadata>.*?</metadata>\s*|<!--.*?-->\s*", "", text[text.index("<svg") :], flags=re.DOTALL)
    text = text.replace(' xmlns="http://www.w3.org/2000/svg" version="1.1"', "")  # a page needs neither

    lines = tidied(text)
    background = getattr(fig, "background", None)
    return [*background[:-1], *lines[1:]] if background else lines


def smaller_picture(data):
    """Return a PNG with as few bytes as it needs, both as base64: grey if it is grey."""
    picture, file = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGBA"), io.BytesIO()
    red, green, blue, opaque = (np.asarray(band) for band in picture.split())
    if (red == green).all() and (red == blue).all() and (opaque == 255).all():
        picture = picture.convert("L")
    picture.save(file, format="png", optimize=True)
    return base64.b64encode(file.getvalue()).decode()


def tidied(text):
    """Return SVG, a str, as lines: one for each element, without what no page needs."""

    def rounded(match):
        return re.sub(r"-?\d+\.\d\d+", lambda number: f"{float(number[0]) + 0:.1f}", match[0])

    text = re.sub(r'(?<= d=")[^"]*|(?<=translate\()[^)]*|(?<= [xy]=")[^"]*', rounded, text)
    text = re.sub(r"(?<=base64,)[^\"]*", lambda data: smaller_picture(data[0]), text)
    text = re.sub(r">\s*<", ">\n<", text.strip())
    text = re.sub(r"[ \t]*\n(?!<)", " ", text)  # the points of a path
    text = re.sub(r'<g id="[^"]*"', "<g", text)
    text = re.sub(r" font-family: [^;\"]*;?| transform=\"rotate\(-0 [^\"]*\"", "", text)  # the font is that of the page
    text = re.sub(r"(?<=rotate\()[^)]*", lambda all: re.sub(r"(\.\d\d)\d+", r"\1", all[0]), text)
    return [part for line in text.splitlines() for part in pieces(line)]


def pieces(line):
    """Return an element of SVG in pieces that other frames may share: a long path by letters, or by eight points."""
    if len(line) < 300 or " d=" not in line:
        return [line]
    letters = re.split(r"(?<= z) (?=M)", line)
    if len(letters) > 2:
        return letters
    return re.sub(r"((?:L \S+ \S+ ){8})", r"\1\n", line).splitlines()


def said(value):
    """Return a number as text with a real minus sign."""
    return f"{value:g}".replace("-", "−") if isinstance(value, int | float) else str(value)


def control_of(control, values):
    """Return a control as a page needs it, and the values that it offers there: all of them if values is None."""
    options = [*getattr(control, "_options_full", ())]
    if values is None:
        values = [value for _, value in options]
    kind = "radio" if type(control).__name__ == "ToggleButtons" else "range"
    for value in values:
        control.value = value
        if control.value != value:
            raise ValueError(f"{control.description} has no value {value}")
    words = {value: label for label, value in options}
    labels = [words.get(value, said(value)) for value in values]
    return {"label": control.description, "kind": kind, "values": labels}, values


class Player:
    """An explorer for a grid of its controls' values.

    Parameters
    ----------
    name : str
        Of the chapter, such as "03".
    explorer : Explorer
    """

    def __init__(self, name, explorer):
        self.name, self.explorer, self.draw, self.layouts = name, explorer, explorer.draw, {}
        explorer.draw = lambda **values: (None, "", "")
        start = explorer.values()
        self.controls, self.values = [], {}
        for key, values in GRIDS[name].items():
            control, self.values[key] = control_of(explorer.controls[key], values)
            control["start"] = self.values[key].index(start[key])
            self.controls.append(control)
        if list(self.values) != list(explorer.controls):
            raise ValueError(f"{list(self.values)} are not the controls {list(explorer.controls)}")
        self.states = [dict(zip(self.values, state)) for state in itertools.product(*self.values.values())]
        self.number = {tuple(state.values()): i for i, state in enumerate(self.states)}

    def becomes(self, values):
        """Return the number of the state with these values, or -1 if it is not in the grid."""
        near = (round(value, 6) + 0 if isinstance(value, float) else value for value in values.values())
        return self.number.get(tuple(near), -1)

    def settle(self, state):
        """Set the explorer to a state, and return the number of the one that it takes: a control may limit others."""
        for _ in range(2):  # a first control may set the limit that the second one needs
            self.explorer.set(**state)
        return self.becomes(self.explorer.values())

    def frame(self, state):
        """Return what the explorer shows for a state: caption, alt text, readout, and the picture as lines of SVG."""
        with mpl.rc_context(DRAWN):
            fig, alt, text = self.draw(**state)
        if isinstance(fig.get_layout_engine(), ConstrainedLayoutEngine):  # worked out once: half the time
            for ax, place in zip(fig.axes, self.layout(state)):
                ax.set_position(place)
            fig.set_layout_engine("none")
        with mpl.rc_context(DRAWN):
            return [fig.get_label(), alt, *text.split("\n"), *svg_lines(fig)]

    def layout(self, state):
        """Return where the axes stand in the first picture with the same choices, a list of boxes."""
        chosen = {key for control, key in zip(self.controls, state) if control["kind"] == "radio"}
        first = {key: state[key] if key in chosen else values[0] for key, values in self.values.items()}
        key = tuple(first.values())
        if key not in self.layouts:
            fig = self.draw(**first)[0]
            FigureCanvasAgg(fig).draw()
            self.layouts[key] = [ax.get_position(original=True) for ax in fig.axes]
        return self.layouts[key]

    def drawn(self, progress=lambda done, all: None):
        """Return all that a page needs, a dict: see static/player.js."""
        lines, frames, shown, known, settled = {}, {}, [], {}, []
        buttons = {label: [] for label in self.explorer.buttons}
        for i, state in enumerate(self.states):
            taken = self.settle(state)
            settled.append(taken)
            for label, button in self.explorer.buttons.items():
                self.settle(state)
                button.click()
                pressed = self.becomes(self.explorer.values())
                buttons[label].append(pressed)
            key = tuple(alike(self.name, self.states[taken]).values())
            if key not in known:
                numbers = [lines.setdefault(line, len(lines)) for line in self.frame(dict(zip(self.values, key)))]
                known[key] = frames.setdefault(tuple(numbers), len(frames))
            shown.append(known[key])
            progress(i + 1, len(self.states))
        return {
            "controls": self.controls,
            "settled": runs_of_differences(settled),
            "shown": runs_of_differences(shown),
            "buttons": [[label, runs_of_differences(pressed)] for label, pressed in buttons.items()],
            "frames": [runs(frame) for frame in frames],
            "lines": [*lines],
        }


RATES = (0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 10.0)
# The runs of chapter 08's live training that a page can show: rate, hidden neurons, batch size; and for the first
# network of the lesson, a second rate and the epoch after which it begins.
RUNS = [(rate, 32, 64) for rate in RATES] + [(0.05, 32, 8), (0.2, 32, 8), (0.5, 32, 512), (0.2, 32, 512)]
RUNS += [(rate, hidden, 64) for hidden in (0, 8, 128) for rate in (0.02, 0.2)] + [(0.2, 32, 1), (0.01, 32, 1)]
CHANGES = [(0.2, 32, 64, 0.02, epoch) for epoch in range(4, 13)]
FEW = 4  # epochs of the runs with a batch size of 1, which take long


def run_of(live, rate, hidden, batch, then=None, epoch=None):
    """Return the numbers of a run of `LiveTraining`, epoch by epoch: both losses, and how many images are read."""
    live.set(rate=rate, hidden=hidden, batch=batch)
    live.prepare()
    while len(live.history.train_loss) < (chapter08.EPOCHS if batch > 1 else FEW):
        if len(live.history.train_loss) == epoch:
            live.set(rate=then)
        live.advance()
    history, count = live.history, len(live.validation[1])
    losses = zip(history.train_loss, history.validation_loss, history.validation_accuracy)
    return [[brief(first), brief(second), round(share * count)] for first, second, share in losses]


def brief(loss):
    """Return a loss with four decimals, or None where it is not a number."""
    return round(float(loss), 4) if np.isfinite(loss) else None


def live_training():
    """Return what the player of chapter 08 needs, a dict: recorded runs, and the empty axes."""
    live = explorer_of("08")
    live.draw = lambda **values: (None, "", "")
    controls, recorded = live_controls(live), {}
    for settings in RUNS + CHANGES:
        recorded[" ".join(f"{number:g}" for number in settings)] = run_of(live, *settings)
        print("08:", len(recorded), "of", len(RUNS + CHANGES), "runs", flush=True)
    return {"controls": controls, "images": len(live.validation[1]), **empty_axes(), "runs": recorded}


def live_controls(live):
    """Return the three controls of the live training as a page needs them, with their values as numbers."""
    controls = []
    for control in live.controls.values():
        start = control.value
        described, values = control_of(control, None)
        controls.append(described | {"numbers": values, "start": values.index(start)})
    return controls


def empty_axes():
    """Return the axes of the live training as SVG, and where they stand, in points: left, bottom, width, height."""
    with mpl.rc_context(DRAWN):
        fig = chapter08.growing_curves("", chapter08.History(), chapter08.History())
        lines = svg_lines(fig)
    (width, height), boxes = fig.get_size_inches() * 72, []
    for ax in fig.axes:
        place = ax.get_position()
        boxes.append([round(x, 2) for x in (place.x0 * width, height - place.y0 * height, place.width * width,
                                            place.height * height)])  # fmt: skip
    return {"axes": "\n".join(lines), "boxes": boxes}


def digit_pad_data():
    """Return the networks of the digit pad, a dict: weights of one byte each, a scale for each row, and biases.

    With them, for the tests, the shares that Python's networks give to the ten stored drawings.
    """
    layers, answers = {}, []
    images = [fit_and_centre(digit_pad.ink(strokes)) for strokes in digit_pad.drawings().values()]
    for name, net in networks_of("pad").items():
        layers[name] = []
        answers.append([[round(float(share), 3) for share in digit_pad.shares(net, image)] for image in images])
        for layer in net.layers:
            scale = np.abs(layer.W).max(axis=1) / 127
            small = np.round(layer.W / scale[:, np.newaxis]).astype(np.int8)
            layers[name].append({
                "weights": base64.b64encode(small.tobytes()).decode(),
                "scale": [float(f"{one:.5g}") for one in scale],
                "bias": [round(float(one), 5) for one in layer.b[:, 0]],
            })  # fmt: skip
    return {"help": digit_pad.HELP, "answers": answers, "networks": layers}


def networks_of(name):
    """Return the networks that a lesson gives to its digit pad, a dict by their names."""
    given = {}
    kept, digit_pad.explore = digit_pad.explore, lambda networks: given.update(networks)
    try:
        explorer_of(name)
    finally:
        digit_pad.explore = kept
    return given


def runs(numbers):
    """Return whole numbers as runs: pairs of the jump from the end of the last run and of the run's length."""
    pairs, end = [], 0
    for number in numbers:
        if pairs and number == end:
            pairs[-1] += 1
        else:
            pairs += [number - end, 1]
        end = number + 1
    return pairs


def runs_of_differences(numbers):
    """Return whole numbers as pairs: number minus place, and how often this stays the same."""
    pairs = []
    for place, number in enumerate(numbers):
        difference = number - place if number >= 0 else None
        if pairs and pairs[-2] == difference:
            pairs[-1] += 1
        else:
            pairs += [difference, 1]
    return pairs


def unpacked(stored):
    """Return the frames of a stored player as lists of lines, and for each state the number of its frame."""
    frames = []
    for pairs in stored["frames"]:
        frame, end = [], 0
        for jump, length in zip(pairs[::2], pairs[1::2]):
            frame += stored["lines"][end + jump : end + jump + length]
            end += jump + length
        frames.append(frame)
    shown = []
    for difference, length in zip(stored["shown"][::2], stored["shown"][1::2]):
        shown += [len(shown) + i + difference for i in range(length)]
    return frames, shown


def compact(value):
    """Return a value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write(name, kind, data):
    """Write a player as a script, so that it works from a folder, too; a line for each part, so that a change shows."""
    parts = []
    for key, value in data.items():
        if key in ("runs", "networks"):
            inner = ",\n".join(f"{compact(one)}: {compact(each)}" for one, each in value.items())
            parts.append(f'"{key}": {{\n{inner}\n}}')
        elif key in ("lines", "frames", "controls"):
            inner = ",\n".join(map(compact, value))
            parts.append(f'"{key}": [\n{inner}\n]')
        else:
            parts.append(f'"{key}": {compact(value)}')
    text = f'nnlibPlayer("{name}", "{kind}", {{\n' + ",\n".join(parts) + "\n});\n"
    (PLAYERS / f"{name}.js").write_text(text, encoding="utf-8", newline="\n")


def read(name):
    """Return a stored player: its kind, and what `write` got."""
    text = (PLAYERS / f"{name}.js").read_text(encoding="utf-8")
    kind = re.search(r'(?m)^nnlibPlayer\("[^"]*", "([^"]*)", ', text)
    return kind[1], json.loads(text[kind.end() :].rstrip().removesuffix(");"))


def main():
    without_painting()
    for name in sys.argv[1:] or [*GRIDS, "08", "pad"]:
        if name == "08":
            write(name, "live", live_training())
            continue
        if name == "pad":
            write(name, "pad", digit_pad_data())
            continue
        player = Player(name, explorer_of(name))

        def progress(done, all, name=name):
            if done % 200 == 0 or done == all:
                print(f"{name}: {done} of {all} states", flush=True)

        write(name, "frames", player.drawn(progress))


if __name__ == "__main__":
    np.seterr(all="ignore")
    main()
