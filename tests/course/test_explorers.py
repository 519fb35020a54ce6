"""The Python side of the explorers, and what notebooks store of them; what they compute is in tests/project."""

import json
import re

import nbformat
import numpy as np
import pytest

from nncourse import playground
from nncourse.chapter07 import figures as drawings07
from nncourse.chapter14 import explorer as chapter14
from nncourse.chapter15 import explorer as chapter15
from nncourse.chapter16 import explorer as chapter16
from nncourse.widgets import live
from nnlib import MSE, Layer, NeuralNetwork, Sigmoid

NAMES = live.explorers()
LESSONS = sorted((live.FOLDERS.parent / "notebooks").glob("*.ipynb"))
NOTEBOOKS = sorted((live.FOLDERS.parent / "notebooks").rglob("*.ipynb"))
STATE = "application/vnd.jupyter.widget-state+json"


def shown(path):
    """The outputs of a notebook that hold an explorer, as (its model's state, its HTML)."""
    notebook = nbformat.read(path, as_version=4)
    models = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            view = output.get("data", {}).get("application/vnd.jupyter.widget-view+json")
            if view:
                yield models[view["model_id"]]["state"], output["data"].get("text/html", "")


def test_every_chapter_has_an_explorer_and_each_stands_in_one_lesson():
    assert set(NAMES) == {"playground", "digit_pad", "bends", *(f"chapter{number:02}" for number in range(1, 20))}
    found = sorted(state["name"] for path in LESSONS for state, _ in shown(path))
    assert found == NAMES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=["-".join(path.parts[-2:]) for path in NOTEBOOKS])
def test_a_notebook_stores_its_explorers_as_they_are_now(path):
    """A trusted notebook is alive before it is run, and all others show the picture."""
    for state, page in shown(path):
        assert state["_esm"] == live.bundle(state["name"])
        assert state["_css"] == live.style(state["name"])
        assert page == live.poster(state["name"])


@pytest.mark.parametrize("name", NAMES)
def test_modules_are_joined_each_once_and_without_imports(name):
    text = live.bundle(name)
    assert not re.search(r"^import |^export (?!default)", text, re.MULTILINE)
    files = re.findall(r'^modules\["(.+?)"\] = ', text, re.MULTILINE)
    own = {f"{name}/explorer.js", f"{name}/state.json", "widgets/js/state.js"}
    assert len(files) == len(set(files)) and own <= set(files)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text), "nothing is loaded from outside"


JOINED = {
    "one.js": """import { f, g, h, Box, K } from "./two.js";
import STATE from "./one.json" with { type: "json" };
const hidden = "of one";
export const found = async () => [hidden, STATE.a, f(), [...g()], await h(), new Box().k, K];
export function render() {}
""",
    "two.js": """const hidden = "of two";
export function f() { return hidden; }
export function* g() { yield 1; yield 2; }
export async function h() { return 3; }
export class Box { k = 4; }
export const K = 5;
""",
    "one.json": '{"a": "é"}',
}


@pytest.fixture
def joined(tmp_path, monkeypatch):
    """Join these files, some of them changed."""
    monkeypatch.setattr(live, "FOLDERS", tmp_path)

    def join(**changed):
        for file, text in JOINED.items():
            (tmp_path / file).write_text(changed.get(file.replace(".", "_"), text), encoding="utf-8")
        return live.modules(tmp_path / "one.js")

    return join


def test_each_form_of_export_is_joined_and_two_modules_may_use_one_name(joined):
    racer = pytest.importorskip("py_mini_racer", reason="mini-racer is not installed")
    with racer.MiniRacer() as v8:
        code = f"{joined()} modules['one.js'].found().then(JSON.stringify)"
        assert json.loads(v8.eval(code).get()) == ["of one", "é", "of two", [1, 2], 3, 4, 5]
        assert v8.eval("typeof hidden + Object.keys(modules['two.js'])") == "undefinedf,g,h,Box,K"


@pytest.mark.parametrize(
    "line",
    [
        "export let K = 5;", "export var K = 5;", "export default 5;", "export { K };", 'export * from "./one.js";',
        "export const [K] = [5];", "export const { K } = { K: 5 };", "  export const K = 5;", 'import "./one.js";',
        'import * as all from "./one.js";', 'import all from "./one.js";', "import { f } from './one.js';",
    ],
)  # fmt: skip
def test_another_form_is_refused_in_a_sentence(joined, line):
    with pytest.raises(ValueError, match=f"two.js has the line {re.escape(repr(line.strip()))}, which is not joined"):
        joined(two_js=f"{line}\n")


def test_an_import_of_what_is_not_exported_is_refused(joined):
    with pytest.raises(ValueError, match="two.js does not export Box, g"):
        joined(two_js=JOINED["two.js"].replace("export class", "class").replace("export function*", "function*"))
    with pytest.raises(ValueError, match="two.js does not export K"):
        joined(two_js=JOINED["two.js"].replace("export const K = 5", "export const L = 4, K = 5"))


@pytest.mark.parametrize("name", NAMES)
def test_a_first_picture_is_described(name):
    assert re.match(r'<img alt="[^"]{40,}" src="data:image/png;base64,[^"]+">\n\Z', live.poster(name))


def test_arrays_are_packed_column_by_column_with_their_dtype_and_shape():
    arrays = {"x": np.arange(6.0).reshape(2, 3), "y": np.array([1, 2, 3], np.uint8), "z": np.float16([[0.5]])}
    about, data = live.pack(arrays, names=["a"])
    assert about["about"] == {"names": ["a"]}
    for name, array in arrays.items():
        dtype, shape, start = about["arrays"][name]
        found = np.frombuffer(data, dtype, count=array.size, offset=start).reshape(shape, order="F")
        assert found.dtype == array.dtype and np.array_equal(found, array)
        assert start % 8 == 0  # where a browser may read numbers of eight bytes


def test_stored_data_are_what_the_explorer_sends(tmp_path, monkeypatch):
    monkeypatch.setattr(live, "stored", lambda name: tmp_path / "data" / name)
    explorer = live.Live("playground", data={"some-data": lambda: live.pack({"x": np.arange(3.0)}, word="é")})
    live.store_data(explorer)
    text = live.data_script("some-data")
    name, about = re.fullmatch(r'nncourseLive\.data\("(.*?)", (.*)\);\n', text).groups()
    assert name == "some-data" and json.loads(about)["about"] == {"word": "é"}
    assert json.loads(about)["arrays"] == {"x": ["float64", [3], 0]}


def test_an_explorer_sends_its_own_data_and_says_what_to_do_without_a_browser(monkeypatch):
    explorer, sent = playground.explore(hidden=[2]), []
    assert explorer.state == {"hidden": [2]} and "run this cell" in repr(explorer)
    explorer.data = {"points": lambda: live.pack({"x": np.zeros(2)})}
    monkeypatch.setattr(explorer, "send", lambda content, buffers: sent.append((content, buffers)))
    explorer.answer(explorer, {"want": "something else"}, [])
    explorer.answer(explorer, {"want": "points"}, [])
    assert [content["data"] for content, _ in sent] == ["points"] and len(sent[0][1][0]) == 16


def test_07_numbers_of_the_lessons_drawing_are_those_of_nnlib():
    layers = [Layer(2, 2, Sigmoid()), Layer(2, 2, Sigmoid())]
    layers[0].W[...], layers[0].b[...] = [[0.15, 0.20], [0.25, 0.30]], 0.35
    layers[1].W[...], layers[1].b[...] = [[0.40, 0.45], [0.50, 0.55]], 0.60
    net, x, targets = NeuralNetwork(layers), np.array([[0.05], [0.10]]), np.array([[0.01], [0.99]])
    net.backward_pass(MSE().derivative(net.forward_pass(x), targets))
    values = drawings07.values_of_nodes(net, x, targets)
    gradients = drawings07.gradients_of_nodes(drawings07.factors_of_edges(net, values, targets))
    assert values["L"] == pytest.approx(MSE()(net.forward_pass(x), targets))
    assert [gradients[z] for z in ("z_h1", "z_h2", "z_o1", "z_o2")] == pytest.approx(
        [*net.layers[0].db[:, 0], *net.layers[1].db[:, 0]]
    )
    for (tail, head), (layer, row, column) in drawings07.WEIGHTS.items():
        assert values[tail] * gradients[head] == pytest.approx(net.layers[layer].dW[row, column])


def test_14_two_cases_read_more_than_90_percent_and_only_bens_raises_an_alarm(capsys):
    reads = {case: chapter14.FOUND[suspect]["score"] for case, suspect in chapter14.ORDER.items()}
    assert {case for case in reads if reads[case] > 90} == {*"CG"}
    alarms = {case: chapter14.print_answers(chapter14.FOUND[chapter14.ORDER[case]]) for case in "CG"}
    assert alarms == {"C": ["gradient", "inside"], "G": []}


@pytest.mark.parametrize("suspect", chapter14.FOUND)
def test_14_a_readers_own_script_gets_the_verdict_of_its_first_alarm(suspect, capsys):
    found = chapter14.FOUND[suspect]
    ratio, dead, after, moved = found["inside"]
    unrounded = [distance or 1e-12 for distance in moved]  # by 0, up to rounding
    noise = [error or 1e-9 for error in found["gradient"]]  # what a correct gradient differs by
    chapter14.verdict({**found, "gradient": noise, "inside": (ratio, dead, after, unrounded)})
    *questions, score, verdict = capsys.readouterr().out.splitlines()
    alarms = [name for name in chapter14.QUESTIONS[1:] if chapter14.is_alarm(name, found[name])]
    assert [line[:7].strip() for line in questions] == ["alarm" * (name in alarms) for name in chapter14.QUESTIONS[1:]]
    assert f"{found['score']:.2f} %" in score
    assert verdict == (
        f"Caught: the first alarm is {alarms[0]}." if alarms else "No alarm: nobody has noticed anything."
    )


def test_15_the_four_walks_agree_on_a_chain_and_not_on_a_diamond(capsys):
    chapter15.compare_walks()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines] == [
        *("27.000000", "6.000000", "15.000000", "21.000000", "21.000000"),
        *["0.121938"] * 5,
        *("11118.451895", "7.000000", "0.058309", "138.833819", "138.833819"),
    ]


def test_16_computing_follows_the_multiply_adds_of_a_network():
    small, large = 784 * 128 + 128 * 64 + 64 * 10, 784 * 512 + 512 * 256 + 256 * 10
    assert chapter16.NETWORKS["five times the weights"][1] == pytest.approx(10 * large / small, abs=0.01)
