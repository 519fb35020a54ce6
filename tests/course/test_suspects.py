"""Chapter 14's suspects: each differs from what is right in one line, and the gradient check finds the networks."""

import ast
import inspect
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nncourse import suspects
from nncourse.explorers import chapter14
from nnlib import SGD, CrossEntropy, Identity, Layer, NeuralNetwork, ReLU, gradient_check, load_mnist

LESSON = Path(__file__).resolve().parents[2] / "notebooks" / "14-finding-bugs.ipynb"

GUILTY = ("Ada", "Ben", "Cleo", "Eve")


def build(rng, hidden=32):
    return NeuralNetwork([Layer(784, hidden, ReLU(), rng=rng), Layer(hidden, 10, Identity(), rng=rng)])


def prepare(images, labels, rows):
    return images[rows].reshape(-1, 784).T / 255, labels[rows]


RIGHT = {"training": prepare, "validation": prepare, "build": build, "loss": CrossEntropy(),
         "moves": NeuralNetwork.parameters, "answer": None}  # fmt: skip


def small(name, seed=0, bias=0.01):
    rng = np.random.default_rng(seed)
    net = suspects.network(name, [3, 5, 4, 2], rng=rng, rate=0.1)
    for layer in net.layers:
        layer.b[:] = rng.normal(scale=bias, size=layer.b.shape)
    return net


def check(name, seed=0, bias=0.01):
    x = np.random.default_rng(seed + 1).normal(size=(3, 6))
    return gradient_check(small(name, seed, bias), CrossEntropy(), x, np.array([0, 1, 0, 1, 1, 0]))


def test_files_hold_what_load_mnist_scales():
    images, labels = suspects.read_files()
    (x, y), _ = load_mnist(dtype=np.float64)
    np.testing.assert_array_equal(images[:100].reshape(-1, 784).T / 255, x[:, :100])
    np.testing.assert_array_equal(labels, y)
    assert images.dtype == np.uint8 and labels.dtype == np.int64


@pytest.mark.parametrize("name", GUILTY)
def test_gradient_check_accuses_each_faulty_network_whatever_its_weights(name):
    assert not any(check(name, seed).ok for seed in range(20))


def test_gradient_check_never_accuses_the_right_network_once_its_biases_are_off_zero():
    assert all(check("Dan", seed).ok for seed in range(20))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("Ada", ["layer 1 W", "layer 1 b", "layer 2 W", "layer 2 b"]),
        ("Ben", ["layer 1 b", "layer 2 b", "layer 3 b"]),
        ("Cleo", ["layer 1 W", "layer 1 b", "layer 2 W", "layer 2 b"]),
        ("Dan", []),
    ],
)
def test_gradient_check_points_at_the_line(name, wrong):
    assert [tensor for tensor, error in check(name).errors.items() if error > 1e-6] == wrong
    assert bool(check(name).changed) == (name == "Ada")


class AdaInTime(suspects.NetworkOfAda):
    """Ada's network with the line that should be there where it should be: before W moves."""

    def backward_pass(self, d_outputs):
        da = d_outputs
        for layer in reversed(self.layers):
            layer.backward_pass(da, need_dx=False)
            da = layer.W.T @ layer.act_function.backward(layer.a, da)
            layer.W -= self.rate * layer.dW
            layer.b -= self.rate * layer.db


def test_steps_within_the_backward_pass_do_no_harm_if_the_blame_is_handed_down_before():
    net = AdaInTime(small("Ada").layers, 0.1)
    x = np.random.default_rng(1).normal(size=(3, 6))
    report = gradient_check(net, CrossEntropy(), x, np.array([0, 1, 0, 1, 1, 0]))
    assert max(report.errors.values()) < 1e-6 and len(report.changed) == 6


def test_the_two_blind_networks_are_one_function():
    x = np.random.default_rng(1).normal(size=(3, 6))
    nets = [small(name) for name in ("Cleo", "Eve")]
    for net in nets:
        net.backward_pass(CrossEntropy().derivative(net.forward_pass(x), np.array([0, 1, 0, 1, 1, 0])))
    for (_, one), (_, other) in zip(nets[0].parameters(), nets[1].parameters()):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("number", suspects.CHANGES)
def test_suspect_changes_the_line_that_is_revealed(number, capsys):
    script = suspects.script(number, RIGHT)
    changed = {name: part for name, part in script.items() if part is not RIGHT.get(name) and name != "undo"}
    assert changed.keys() in ({"training", "validation"}, *({name} for name in RIGHT))
    part = next(iter(changed.values()))
    source = inspect.getsource(part if inspect.isfunction(part) else type(part))
    suspects.reveal(number)
    right, wrong = (line.split(":", 1)[1].strip() for line in capsys.readouterr().out.splitlines())
    assert wrong in source and right != wrong


def test_every_fault_has_a_few_words():
    assert suspects.FAULTS.keys() == {*suspects.CHANGES, *GUILTY}


@pytest.mark.parametrize("name", GUILTY)
def test_line_of_a_colleague_stands_in_the_source(name):
    assert suspects.LINES[name][1] in inspect.getsource(suspects)


def test_colleague_as_a_script_keeps_everything_but_the_network():
    for name in suspects.COLLEAGUES:
        script = suspects.script(name, RIGHT)
        assert script["training"] is prepare and script["build"] is not build
        net = script["build"](np.random.default_rng(0))
        assert [layer.W.shape for layer in net.layers] == [(32, 784), (10, 32)]
        assert bool(script["moves"](net)) == (name != "Ada")


def test_unknown_suspects_and_colleagues_are_refused_with_the_names_that_there_are():
    with pytest.raises(ValueError, match="Ada, Ben, Cleo, Dan, Eve"):
        suspects.network("Fay", [3, 2], rng=np.random.default_rng(0), rate=0.1)
    for which in (11, "Fay"):
        with pytest.raises(ValueError, match="from 1 to 10"):
            suspects.script(which, RIGHT)


@pytest.fixture(scope="module")
def lesson():
    """What the main text of the lesson defines: its functions, and the right script."""
    names = {"np": np, "SGD": SGD, "CrossEntropy": CrossEntropy, "Identity": Identity, "Layer": Layer, "ReLU": ReLU,
             "NeuralNetwork": NeuralNetwork, "gradient_check": gradient_check}  # fmt: skip
    names["images"], names["labels"] = suspects.read_files()
    for cell in nbformat.read(LESSON, as_version=4).cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## Deeper"):
            break
        if cell.cell_type == "code":
            kept = [part for part in ast.parse(cell.source).body
                    if isinstance(part, ast.FunctionDef) or ast.unparse(part).startswith("right")]  # fmt: skip
            exec(compile(ast.Module(kept, []), str(LESSON), "exec"), names)
    return names


@pytest.mark.parametrize("suspect", ["right", 3, 6, 7, 9, "Ben"])
def test_explorer_shows_what_the_questions_of_the_lesson_answer(lesson, suspect):
    right = lesson["right"]
    script = right if suspect == "right" else suspects.script(suspect, right)
    stored = chapter14.FOUND[suspect]
    assert lesson["starting_loss"](script) == pytest.approx(stored["start"], abs=6e-4)
    loss, count = lesson["ten_by_heart"](script)
    assert (loss, count) == (pytest.approx(stored["ten"][0], abs=6e-5), stored["ten"][1])
    errors = lesson["report_on_script"](script).errors.values()
    assert [0 if error < 1e-6 else error for error in errors] == pytest.approx(stored["gradient"], abs=6e-4)
    spread, dead, moved = lesson["look_inside"](script)
    assert (spread, dead) == (pytest.approx(stored["inside"][0], abs=6e-4), stored["inside"][1])
    assert moved == pytest.approx(stored["inside"][2], abs=6e-3)
    rows = np.random.default_rng(1000).permutation(5000)
    shares = lesson["round_trip"](script, "training", rows)
    shares += lesson["round_trip"](script, "validation", np.arange(50_000, 60_000))
    assert shares == pytest.approx(stored["round trip"], abs=6e-4)
    alarms = [chapter14.is_alarm(question, stored[question]) for question in chapter14.QUESTIONS[1:]]
    assert lesson["alarms"](script, 0) == alarms


@pytest.mark.parametrize("suspect", ["right", 3])
def test_explorer_shows_what_the_script_reads(lesson, suspect):
    script = lesson["right"] if suspect == "right" else suspects.script(suspect, lesson["right"])
    assert lesson["score"](script) == pytest.approx(chapter14.FOUND[suspect]["score"], abs=0.006)
