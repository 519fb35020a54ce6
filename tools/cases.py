"""Train the twelve scripts of chapter 14's explorer and store what its pictures show: ``python tools/cases.py``.

The functions are the lesson's own, so run this again when they or the suspects change. Takes about a minute.
"""

import ast
import base64
import json
from pathlib import Path

import nbformat
import numpy as np

from nncourse.chapter14 import explorer as chapter14
from nncourse.chapter14 import suspects
from nnlib import SGD, CrossEntropy, Identity, Layer, NeuralNetwork, ReLU, gradient_check
from nnlib.training import mini_batches

ROOT = Path(__file__).resolve().parent.parent
LESSON = ROOT / "notebooks" / "14-finding-bugs.ipynb"
EDGES = np.geomspace(0.1, 200, 23)  # of the histogram of starting losses


def lesson():
    """Return what the main text defines, by name: its functions and the correct script."""
    known = (SGD, CrossEntropy, Identity, Layer, ReLU, NeuralNetwork, gradient_check, mini_batches)
    names = {"np": np, **{thing.__name__: thing for thing in known}}
    names["images"], names["labels"] = suspects.read_files()
    for cell in nbformat.read(LESSON, as_version=4).cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## Deeper"):
            break
        if cell.cell_type == "code":
            for part in ast.parse(cell.source).body:
                if isinstance(part, ast.FunctionDef) or ast.unparse(part).startswith(("correct", "last =")):
                    exec(compile(ast.Module([part], []), str(LESSON), "exec"), names)
    return names


def losses_of(script, outputs, y):
    return np.array([script["loss"](outputs[:, [k]], y[[k]]) for k in range(len(y))])


def alive(net, x):
    """Return for each hidden neuron the share of the images to which it answers above 0, in percent, rounded up."""
    sums = net.layers[0].W @ x + net.layers[0].b
    return np.ceil(100 * (sums > 0).mean(axis=1)).astype(int).tolist()


def bytes_of(script, x):
    return base64.b64encode(np.clip(script["undo"](x[:, :1]), 0, 255).astype(np.uint8).tobytes()).decode()


def case(name, it):
    """Return what the pictures of one script show, a dict of plain values; it is what `lesson` returns."""
    correct, learn, begin = it["correct"], it["learn"], it["begin"]
    script = correct if name == "correct" else suspects.script(name, correct)
    net, curves, score = it["run"](script)
    x_val, y_val = script["validation"](it["images"], it["labels"], it["last"])
    found = {"curves": {kind: [round(float(loss), 4) for loss in losses] for kind, losses in curves.items()}}
    found["score"] = round(float(score), 2)
    found["counts"] = np.bincount(script["answer"](net, x_val), minlength=10).tolist()
    x, y, net = begin(script)
    each = np.clip(losses_of(script, net.forward_pass(x[:, :500]), y[:500]), EDGES[0], EDGES[-1])
    found["start"] = np.histogram(each, EDGES)[0].tolist()
    found["alive"] = [alive(net, x[:, :500])]
    rows = np.random.default_rng(1000).permutation(5000)
    found["back"] = [bytes_of(script, x), bytes_of(script, x_val)]
    found["labels"] = [int(y[0]), int(y_val[0])]
    found["file"] = [int(it["labels"][rows[0]]), int(it["labels"][it["last"][0]])]
    learn(net, x, y, script, epochs=1, batch_size=50, rng=np.random.default_rng(7))
    found["alive"].append(alive(net, x[:, :500]))
    x, y, net = begin(script)
    x, y, rng = x[:, :10], y[:10], np.random.default_rng(7)
    for _ in range(10):
        learn(net, x, y, script, epochs=300, batch_size=10, rng=rng)
        each = losses_of(script, net.forward_pass(x), y)
        if each.max() < np.log(2):
            break
    found["ten"] = {"losses": np.round(each, 4).tolist(), "labels": y.tolist()}
    found["ten"]["answers"] = np.asarray(script["answer"](net, x)).tolist()
    return found


def main():
    it = lesson()
    cases = {name: case(name, it) for name in chapter14.FOUND}
    rows = np.random.default_rng(1000).permutation(5000)
    images = it["images"][[rows[0], it["last"][0]]]
    stored = {"edges": EDGES.round(4).tolist(), "files": [base64.b64encode(one.tobytes()).decode() for one in images]}
    text = json.dumps(stored | {"cases": cases}, ensure_ascii=False)
    chapter14.STORED.write_text(text + "\n", encoding="utf-8")
    print(len(text), "bytes")


if __name__ == "__main__":
    main()
