"""The programs to take home need NumPy alone, are short, and compute what nnlib computes."""

import ast
import math
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nnlib import SGD, CrossEntropy, Identity, Layer, NeuralNetwork, ReLU, Tensor, Value, attend, load_mnist
from nnlib.attention import same_owner_mask
from nnlib.losses import one_hot
from nnlib.training import train_step

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS, DATA = ROOT / "notebooks" / "programs", ROOT / "nnlib" / "data"
LINES = {"digits": 70, "names": 150, "value": 57}
PRINTED = {
    "digits": "epoch 1: 93.00% of 10,000 new images read\nepoch 2: 95.52% of 10,000 new images read\n"
    "epoch 3: 95.93% of 10,000 new images read\n",
    "names": "2.132 nats a letter on 3,000 new names\n"
    "macarsina rayan shan annelyse maeni jowen leiyah solpal joj ikanch\n",
    "value": "the diamond: h 7, x 21\n",
}


@pytest.mark.parametrize("name", LINES)
def test_a_program_is_short_and_imports_numpy_and_the_standard_library_alone(name):
    text = (PROGRAMS / f"{name}.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LINES[name]
    imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {each.name for node in imports if isinstance(node, ast.Import) for each in node.names}
    modules |= {node.module for node in imports if isinstance(node, ast.ImportFrom)}
    assert {module.partition(".")[0] for module in modules} <= {"numpy", *sys.stdlib_module_names}


@pytest.mark.parametrize("name", LINES)
def test_a_program_runs_in_a_folder_that_holds_its_data_and_nothing_else(name, tmp_path):
    shutil.copy(PROGRAMS / f"{name}.py", tmp_path)
    for path in [*(DATA / "mnist").glob("*.gz")] * (name == "digits") + [DATA / "names/names.txt.gz"] * (
        name == "names"
    ):
        shutil.copy(path, tmp_path)
    done = subprocess.run(
        [sys.executable, "-I", f"{name}.py"], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert (done.stdout, done.stderr) == (PRINTED[name], "")


def program(name):
    return runpy.run_path(str(PROGRAMS / f"{name}.py"))


@pytest.mark.parametrize("sizes", [[784, 10], [784, 64, 10], [784, 20, 16, 10]])
def test_digits_steps_as_nnlib_does(sizes):
    digits, (x, labels) = program("digits"), load_mnist()[0]
    ours, theirs = np.random.default_rng(0), np.random.default_rng(0)
    shapes = list(zip(sizes, sizes[1:]))
    layers = [(ours.normal(0, n**-0.5, (m, n)), np.zeros((m, 1))) for n, m in shapes]
    acts = [ReLU()] * (len(shapes) - 1) + [Identity()]
    net = NeuralNetwork([Layer(n, m, act, rng=theirs) for (n, m), act in zip(shapes, acts)])
    digits["train"](layers, x[:, :1000], labels[:1000], ours)
    order, optimizer = theirs.permutation(1000), SGD(digits["RATE"])
    for few in np.split(order, range(digits["BATCH"], 1000, digits["BATCH"])):
        train_step(net, x[:, few], labels[few], CrossEntropy(), optimizer)
    for (W, b), layer in zip(layers, net.layers):
        assert np.allclose(W, layer.W, rtol=0, atol=1e-12) and np.allclose(b, layer.b, rtol=0, atol=1e-12)


def test_digits_reads_the_files_as_nnlib_does():
    for name, (x, labels) in zip(("train", "t10k"), load_mnist()):
        images, numbers = program("digits")["load"](DATA / "mnist", name)
        assert np.array_equal(images, x) and np.array_equal(numbers, labels) and images.dtype == x.dtype


def test_names_finds_the_gradients_that_nnlib_s_tensors_find():
    names = program("names")
    net = names["initialize"](np.random.default_rng(0))
    net["b1"] += 0.1
    letters, places, owners, following = names["examples"](["emma", "bo", "jessica"])
    logits, known = names["forward"](net, letters, places, owners)
    found = names["backward"](net, logits, known, letters, places, following)

    t = {name: Tensor(value) for name, value in net.items()}
    x = t["E"] @ one_hot(letters, 27) + t["P"] @ one_hot(places, 16)
    mask = same_owner_mask(owners, owners) + np.where(places.reshape(-1, 1) <= places, 0.0, -np.inf)
    answers, _ = attend(t["Wq"] @ x, t["Wk"] @ x, t["Wv"] @ x, mask)
    z = t["W2"] @ (t["W1"] @ (x + answers) + t["b1"]).relu() + t["b2"]
    z.backward(CrossEntropy().derivative(z.data, following))
    assert np.allclose(logits, z.data, rtol=0, atol=1e-12) and found.keys() == t.keys()
    for name, gradient in found.items():
        assert np.allclose(gradient, t[name].grad, rtol=0, atol=1e-12), name


@pytest.mark.parametrize(
    "formula",
    [
        lambda a, b: a * b + a * 3 + 2 * b,
        lambda a, b: (a * b).exp() * a + b**3,
        lambda a, b: (1 + a**2).log() * (b * -1).relu() + b.relu(),
        lambda a, b: (h := a * b + a) * h + h * (h + h.exp()) + 5,
    ],
)
def test_value_finds_the_gradients_that_nnlib_s_values_find(formula):
    kind = program("value")["Value"]
    ours, theirs = [kind(0.7), kind(-0.4)], [Value(0.7), Value(-0.4)]
    L, M = formula(*ours), formula(*theirs)
    for _ in range(2):  # a second walk begins anew
        L.backward()
    M.backward()
    assert math.isclose(L.data, M.data, rel_tol=1e-12)
    assert [each.grad for each in ours] == pytest.approx([each.grad for each in theirs], rel=1e-12)


def test_value_forgets_no_route_however_many_there_are():
    x = program("value")["Value"](1.0)
    h = x
    for _ in range(40):  # 2 to the power 40 routes, each edge walked once
        h = h + h
    h.backward()
    assert x.grad == 2.0**40
