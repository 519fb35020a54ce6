"""Explorers without a browser: each control moves the picture, and the readout says what nnlib computes."""

import asyncio
import html
import re
import threading
from functools import cache

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nncourse import plots, suspects
from nncourse.explorers import (
    base,
    chapter01,
    chapter02,
    chapter03,
    chapter04,
    chapter05,
    chapter06,
    chapter07,
    chapter08,
    chapter09,
    chapter10,
    chapter11,
    chapter12,
    chapter13,
    chapter14,
    chapter15,
    chapter16,
)
from nncourse.plots import chapter07 as drawings07
from nnlib import (
    MSE,
    SGD,
    BinaryCrossEntropy,
    CrossEntropy,
    Identity,
    Layer,
    NeuralNetwork,
    Neuron,
    Perceptron,
    ReLU,
    Sigmoid,
    Softmax,
    load_mnist,
    train,
)


@pytest.fixture(autouse=True)
def small_pictures(monkeypatch):
    """Pictures of a few pixels are drawn faster, and differ as the large ones do."""
    drawn = base.picture
    monkeypatch.setattr(base, "picture", lambda fig, alt, **settings: drawn(fig, alt, **settings | {"dpi": 25}))


@pytest.fixture
def unpainted(monkeypatch):
    """No pictures, for tests of many numbers; figures are made, and alt texts kept."""

    def only_alt(fig, alt, **settings):
        plt.close(fig)
        return f'<img alt="{html.escape(alt)}">'

    monkeypatch.setattr(base, "picture", only_alt)


only_numbers = pytest.mark.usefixtures("unpainted")


def picture(explorer):
    """What an explorer shows to those who see it: the picture and its caption, as text."""
    return re.sub(r'alt="[^"]*"', "", explorer.picture.value)


def alt(explorer):
    return re.search(r'alt="([^"]*)"', explorer.picture.value).group(1)


def readout(explorer):
    """What the readout says, without markup."""
    return re.sub(r"<[^>]*>", "", explorer.readout.value).replace("&#x27;", "'")


INK = np.array([[0.0, 0.1, 0.7, 0.6], [0.4, 0.5, 0.0, 0.3]])
IS_ONE = np.array([0, 0, 1, 1])


@pytest.mark.parametrize(("control", "moved"), [("middle", -0.5), ("sides", 1.0), ("bias", 0.3)])
def test_01_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter01.explore(INK, IS_ONE)
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


def test_01_readout_counts_what_is_right():
    explorer = chapter01.explore(INK, IS_ONE)
    assert readout(explorer).startswith("z = 1.0 · middle −1.0 · sides +0.00\nRight: 4 of 4 (100.00%)")
    explorer.set(bias=-0.5)  # z: -0.9, -0.9, 0.2, -0.2
    assert "Right: 3 of 4 (75.00%). Zeros read as 1: 0. Ones read as 0: 1." in readout(explorer)
    explorer.set(middle=0.0, sides=1.0, bias=0.0)  # z: 0.4, 0.5, 0, 0.3
    assert "Right: 1 of 4 (25.00%). Zeros read as 1: 2. Ones read as 0: 1." in readout(explorer)


def test_01_without_weights_there_is_no_line():
    explorer = chapter01.explore(INK, IS_ONE)
    explorer.set(middle=0.0, sides=0.0, bias=1.0)
    assert "no line" in alt(explorer) and "Right: 2 of 4" in readout(explorer)


@pytest.mark.parametrize(("middle", "sides", "place"), [
    (1.0, -1.0, "to the right and below"), (-1.0, 2.0, "to the left and above"), (0.0, -1.0, "below"),
])  # fmt: skip
def test_01_alt_text_says_on_which_side_of_the_line_the_answer_is_1(middle, sides, place):
    explorer = chapter01.explore(INK, IS_ONE)
    explorer.set(middle=middle, sides=sides, bias=0.3 if middle == 0 else 0.0)
    assert f"on its hatched side, {place}, the answer is 1" in alt(explorer)


def test_01_line_beside_the_square_is_not_claimed_to_be_seen():
    explorer = chapter01.explore(INK, IS_ONE)
    explorer.set(middle=0.3, sides=0.3, bias=-1.0)  # the line reaches 1 + 1 only at 3.3
    assert "no line" in alt(explorer) and "every image gets the answer 0" in alt(explorer)


def test_01_no_setting_of_the_sliders_gets_more_than_12624_images_right():
    (x, y), _ = load_mnist()
    x, y = x[:, y < 2].reshape(28, 28, -1), y[y < 2]
    parts = (slice(12, 16), slice(4, 10), slice(18, 24))
    middle, left, right = (x[12:16, part].mean(axis=(0, 1), dtype=np.float64) for part in parts)
    sides = (left + right) / 2
    explorer = chapter01.explore(np.array([middle, sides]), y)
    steps = [np.linspace(c.min, c.max, round((c.max - c.min) / c.step) + 1) for c in explorer.controls.values()]
    assert [len(values) for values in steps] == [61, 61, 41]
    most = 0
    for w in steps[0].round(2):
        for v in steps[1].round(2):
            zeros, ones = (np.sort((w * middle + v * sides)[y == digit]) for digit in (0, 1))
            no = [np.searchsorted(z, -steps[2].round(2), side="right") for z in (zeros, ones)]  # so many z + b <= 0
            most = max(most, (no[0] + len(ones) - no[1]).max())
    assert most == 12_624
    explorer.set(middle=0.3, sides=-1.6, bias=0.0)
    assert "Right: 12,624 of 12,665 (99.68%)" in readout(explorer)


def test_setting_several_controls_draws_once():
    drawn = []
    explorer = chapter01.explore(INK, IS_ONE)
    draw = explorer.draw
    explorer.draw = lambda **values: (drawn.append(values), draw(**values))[1]
    explorer.set(middle=2.0, bias=0.5)
    assert drawn == [{"middle": 2.0, "sides": -1.0, "bias": 0.5}]
    explorer.controls["bias"].value = 0.0
    assert len(drawn) == 2, "after set, the controls draw again"


def test_controls_moved_in_two_threads_at_once_leave_a_whole_picture():
    """JupyterLab hands messages of different widgets to two threads of the kernel."""
    for _ in range(12):
        explorer = chapter01.explore(INK, IS_ONE)
        moves = [("middle", 2.0), ("bias", -0.5)]
        threads = [
            threading.Thread(target=setattr, args=(explorer.controls[name], "value", value)) for name, value in moves
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        shown = explorer.picture.value, explorer.readout.value
        explorer.redraw()
        assert shown == (explorer.picture.value, explorer.readout.value)


def test_readout_is_announced_and_cannot_inject_markup():
    explorer = chapter01.explore(INK, IS_ONE)
    assert 'role="status"' in explorer.readout.value
    explorer.draw = lambda **values: (*chapter01.draw(INK, IS_ONE, **values)[:2], "<b>1 < 2</b>")
    explorer.redraw()
    assert "<b>" not in explorer.readout.value


def numbers_03(activation, x, w, b):
    """What chapter 03's readout must say, from a neuron and its nudged twin."""
    act = chapter03.ACTIVATIONS[activation]
    before, after = (Neuron([weight], b, act)(np.array([x])) for weight in (w, w + 0.1))
    slope = act.backward(before, 1.0)
    text = f"z = {w * x + b:.2f}, a = {before:.4f}, slope against z {slope:.4f}; "
    text += f"w + 0.1: predicted {slope * 0.1 * x:+z.4f}, actual {after - before:+z.4f}"
    return text.replace("-", "−")


@pytest.mark.parametrize(
    ("control", "moved"), [("activation", "tanh"), ("x", -0.5), ("w", 0.7), ("b", 0.8), ("activation", "ReLU")]
)
def test_03_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter03.explore()
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


@only_numbers
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "ReLU", "leaky ReLU", "identity"])
@pytest.mark.parametrize(("x", "w", "b"), [(1.0, 0.6, 0.9), (1.0, 2.0, 2.0), (-1.7, 3.3, 1.2), (2.0, -10.0, -5.0)])
def test_03_readout_is_what_a_neuron_and_its_nudged_twin_answer(activation, x, w, b):
    explorer = chapter03.explore()
    explorer.set(activation=activation, x=x, w=w, b=b)
    assert readout(explorer) == numbers_03(activation, x, w, b)
    assert f"has output {readout(explorer).split('a = ')[1].split(',')[0]};" in alt(explorer)


def test_03_starts_at_the_toy_neuron_and_shows_its_saturation():
    explorer = chapter03.explore()
    assert readout(explorer) == (
        "z = 1.50, a = 0.8176, slope against z 0.1491; w + 0.1: predicted +0.0149, actual +0.0144"
    )
    explorer.set(w=2.0, b=2.0)
    assert "slope against z 0.0177; w + 0.1: predicted +0.0018, actual +0.0017" in readout(explorer)
    explorer.set(w=10.0, b=-5.0, x=0.5)
    assert "slope against z 0.2500" in readout(explorer) and "tangent of slope 0.2500" in alt(explorer)
    explorer.set(x=1.0)
    assert "slope against z 0.0066" in readout(explorer)


def test_03_step_predicts_nothing_at_its_jump_and_no_change_beside_it():
    explorer = chapter03.explore()
    explorer.set(activation="step", w=10.0, b=-5.0, x=0.5)
    assert readout(explorer).endswith("no slope at the jump; w + 0.1: nothing predicted, actual +1.0000")
    assert "no tangent at the jump" in alt(explorer)
    explorer.set(x=0.4)
    assert readout(explorer).endswith("slope against z 0.0000; w + 0.1: predicted +0.0000, actual +0.0000")


def test_03_kink_of_a_relu_is_found_although_the_controls_move_in_tenths():
    explorer = chapter03.explore()
    explorer.set(activation="ReLU", x=0.1, w=3.0, b=-0.3)  # 0.1 * 3 - 0.3 is 5.6e-17 in floating point
    assert readout(explorer).startswith("z = 0.00, a = 0.0000, slope against z 0.0000;")
    assert "kink" in readout(explorer)
    explorer.set(b=-0.2)
    assert "kink" not in readout(explorer) and "slope against z 1.0000" in readout(explorer)


@pytest.mark.parametrize(
    ("control", "moved"),
    [("ins", 3), ("outs", 4), ("n", 6), ("row", 2), ("column", 3), ("mistake", "x transposed")],
)
def test_04_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter04.explore()
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


def test_04_starts_with_the_shape_diary_of_the_lesson():
    assert chapter04.WEIGHTS[:3, :2].tolist() == [[1, 1], [-1, 1], [0, 2]]
    assert chapter04.EXAMPLES[:2, :5].tolist() == [[1, -1, -1, 1, 2], [2, 1, -2, -1, 0]]
    assert chapter04.BIASES[:3].tolist() == [[0], [1], [-1]]
    explorer = chapter04.explore()
    first = "W (3, 2) @ x (2, 5) + b (3, 1) → z (3, 5). 9 parameters, 30 multiplications."
    assert readout(explorer) == f"{first}\nz[1, 0] = (−1)·1 + 1·2 + 1 = 2."
    explorer.set(n=8)
    assert "→ z (3, 8). 9 parameters, 48 multiplications." in readout(explorer)
    explorer.set(n=5, ins=4)
    assert "→ z (3, 5). 15 parameters, 60 multiplications." in readout(explorer)


@only_numbers
@pytest.mark.parametrize(("ins", "outs", "n", "row", "column"), [(1, 1, 1, 0, 0), (8, 8, 8, 7, 3), (5, 2, 7, 1, 6)])
def test_04_sum_by_hand_is_what_a_layer_computes(ins, outs, n, row, column):
    explorer = chapter04.explore()
    explorer.set(ins=ins, outs=outs, n=n, row=row, column=column)
    layer = Layer(ins, outs, Identity())
    layer.W, layer.b = chapter04.WEIGHTS[:outs, :ins], chapter04.BIASES[:outs]
    z = layer.forward_pass(chapter04.EXAMPLES[:ins, :n])
    shapes, by_hand = readout(explorer).split("\n")
    assert f"z {z.shape}. {layer.W.size + layer.b.size} parameters, {ins * outs * n} multiplications." in shapes
    name, terms, result = by_hand.rstrip(".").replace("−", "-").replace("·", "*").split(" = ")
    assert name == f"z[{row}, {column}]"
    assert terms.count("*") == ins
    assert eval(terms) == int(result) == z[row, column]


def test_04_flat_bias_is_an_error_a_wrong_answer_or_a_wrong_shape():
    explorer = chapter04.explore()
    explorer.set(mistake="b as (outs,)")
    found = {}
    for n in range(1, 6):
        explorer.set(n=n)
        _, found[n], layer = readout(explorer).split("\n")
        assert layer == "nnlib: this layer needs b of shape (3, 1), but b has shape (3,)"
    assert found[5] == found[4] == found[2] == "NumPy raises ValueError: no z."
    wrong = "NumPy raises no error. z (3, 3), the right shape, but 6 of 9 numbers are wrong."
    assert found[3] == f"{wrong} Row 1 reads 1, 3, −2 instead of 2, 3, 0."
    assert found[1] == "NumPy raises no error. z (3, 3) instead of (3, 1). Row 1 reads 1, 2, 0 instead of 2."


def test_04_transposed_examples_pass_where_no_check_can_see_them():
    explorer = chapter04.explore()
    explorer.set(mistake="x transposed")
    assert "NumPy raises ValueError: no z." in readout(explorer)
    assert "x has shape (5, 2). Examples are columns; did you mean x.T?" in readout(explorer)
    explorer.set(n=2)
    assert "the right shape, but 5 of 6 numbers are wrong. Row 1 reads −1, 0 instead of 2, 3." in readout(explorer)
    assert "nnlib: no error. With 2 inputs and 2 examples, no check can tell x from x.T." in readout(explorer)
    explorer.set(n=1, ins=1)
    assert "the numbers are right, by luck" in readout(explorer)


def test_04_one_example_of_one_dimension_has_the_answer_on_the_diagonal_only():
    explorer = chapter04.explore()
    explorer.set(mistake="x one-dimensional", column=3)
    z = chapter04.WEIGHTS[:3, :2] @ chapter04.EXAMPLES[:2, 3] + chapter04.BIASES[:3]
    row = ", ".join(map(str, z[1])).replace("-", "−")
    assert f"NumPy raises no error. z (3, 3) instead of (3, 1). Row 1 reads {row} instead of −1." in readout(explorer)
    assert "x has shape (2,). Examples are columns; did you mean x.reshape(1, 2).T?" in readout(explorer)


def test_04_row_and_column_stay_within_z_when_sizes_shrink():
    explorer = chapter04.explore()
    explorer.set(outs=8, n=8, row=7, column=6)
    assert "z[7, 6] = " in readout(explorer)
    explorer.controls["outs"].value = 1
    explorer.controls["n"].value = 4
    assert (explorer.values()["row"], explorer.values()["column"]) == (0, 3)
    assert "z[0, 3] = " in readout(explorer)


@pytest.mark.parametrize(
    ("control", "moved"), [("gate", "OR"), ("w1", -0.25), ("w2", 2.0), ("bias", -1.0), ("first", "(1,0)")]
)
def test_02_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter02.explore()
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


def test_02_starts_with_and_and_two_of_its_corners_right():
    explorer = chapter02.explore()
    assert readout(explorer) == (
        "AND: 2 of 4 right\n"
        "corner (0,0): z = −0.50, target 0, output 0, right\n"
        "corner (0,1): z =  0.50, target 0, output 1, wrong\n"
        "corner (1,0): z =  0.50, target 0, output 1, wrong\n"
        "corner (1,1): z =  1.50, target 1, output 1, right\n"
        "diagonals: z(0,0) + z(1,1) = 1.00, z(0,1) + z(1,0) = 1.00\n"
        "next mistake: corner (0,1)"
    )
    assert "answers 1: (0,1), (1,0), (1,1); 2 right; (0,1) is ringed" in alt(explorer)


@only_numbers
@pytest.mark.parametrize("gate", ["AND", "OR", "NAND", "XOR"])
@pytest.mark.parametrize(("w1", "w2", "bias"), [(1.0, 1.0, -1.0), (-2.0, -1.75, 3.0), (0.25, -0.75, -3.0)])
def test_02_readout_is_what_a_perceptron_answers(gate, w1, w2, bias):
    explorer = chapter02.explore()
    explorer.set(gate=gate, w1=w1, w2=w2, bias=bias)
    asked = {"AND": all, "OR": any, "NAND": lambda x: not all(x), "XOR": lambda x: sum(x) == 1}[gate]
    for x in [(0, 0), (0, 1), (1, 0), (1, 1)]:
        z, output = w1 * x[0] + w2 * x[1] + bias, Perceptron([w1, w2], -bias)(x)
        verdict = "right" if output == asked(x) else "wrong"
        row = f"corner ({x[0]},{x[1]}): z = {z:5.2f}, target {int(asked(x))}, output {output}, {verdict}"
        assert row.replace("-", "−") in readout(explorer)
    total = f"{w1 + w2 + 2 * bias:.2f}".replace("-", "−")
    assert f"diagonals: z(0,0) + z(1,1) = {total}, z(0,1) + z(1,0) = {total}" in readout(explorer)


@only_numbers
@pytest.mark.parametrize(("gate", "targets"), [("AND", [0, 0, 0, 1]), ("OR", [0, 1, 1, 1]), ("NAND", [1, 1, 1, 0])])
def test_02_next_mistake_makes_the_corrections_of_learn_one_by_one(gate, targets):
    learner, explorer = Perceptron([0, 0], 0), chapter02.explore()
    mistakes = learner.learn([[0, 0, 1, 1], [0, 1, 0, 1]], targets)
    explorer.set(gate=gate)
    explorer.buttons["Set to zero"].click()
    for _ in range(sum(mistakes)):
        assert "next mistake: corner" in readout(explorer)
        explorer.buttons["Next mistake"].click()
    assert "4 of 4 right" in readout(explorer) and readout(explorer).endswith("next mistake: none")
    values = explorer.values()
    assert [values["w1"], values["w2"], values["bias"]] == [*learner.weights, learner.bias]
    explorer.buttons["Next mistake"].click()
    assert explorer.values() == values


@only_numbers
def test_02_on_xor_the_rule_goes_round_in_a_circle():
    explorer, states = chapter02.explore(), []
    explorer.set(gate="XOR")
    explorer.buttons["Set to zero"].click()
    for _ in range(9):
        explorer.buttons["Next mistake"].click()
        values = explorer.values()
        states.append((readout(explorer)[:7], values["w1"], values["w2"], values["bias"]))
    assert [state[0] for state in states[:5]] == ["XOR: 2 ", "XOR: 2 ", "XOR: 1 ", "XOR: 2 ", "XOR: 2 "]
    assert states[5:] == states[1:5]


def test_02_set_to_zero_keeps_the_gate_and_asks_from_the_first_corner():
    explorer = chapter02.explore()
    explorer.set(gate="NAND", first="(1,1)")
    explorer.buttons["Set to zero"].click()
    assert explorer.values() == {"gate": "NAND", "w1": 0.0, "w2": 0.0, "bias": 0.0, "first": "(0,0)"}
    assert "no line" in alt(explorer) and "answers 1: none; 1 right" in alt(explorer)


def test_02_a_correction_beyond_the_sliders_is_announced_and_not_cut_short():
    explorer = chapter02.explore()
    explorer.set(gate="NAND", w1=-3.0, w2=-3.0, bias=3.0)  # (0,1) has z = 0; its correction needs a bias of 4
    before = explorer.values()
    assert readout(explorer).endswith("next mistake: corner (0,1), but its correction leaves the sliders")
    explorer.buttons["Next mistake"].click()
    assert explorer.values() == before


def test_02_the_corner_after_the_corrected_one_is_asked_next_even_if_that_is_still_misread():
    explorer = chapter02.explore()
    explorer.set(gate="NAND", w1=0.0, w2=0.0, bias=-2.0)
    explorer.buttons["Next mistake"].click()
    assert "corner (0,0): z = −1.00, target 1, output 0, wrong" in readout(explorer)
    assert explorer.values()["first"] == "(0,1)" and readout(explorer).endswith("next mistake: corner (0,1)")


# 08


def few_images(n=300):
    """Images and labels of ten kinds, and others to validate on: what a network can learn in a few steps."""
    rng = np.random.default_rng(5)
    labels = rng.integers(10, size=n)
    x = rng.random((784, n)) * 0.3
    x[labels, np.arange(n)] += 4
    return x[:, 100:], labels[100:], (x[:, :100], labels[:100])


def by_train(rate, hidden, batch, epochs):
    """What `train` makes of the same images."""
    x, labels, validation = few_images()
    rng, sizes = np.random.default_rng(0), [784, hidden, 10] if hidden else [784, 10]
    acts = [ReLU(), Identity()] if hidden else [Identity()]
    net = NeuralNetwork([Layer(ins, outs, act, rng=rng) for ins, outs, act in zip(sizes, sizes[1:], acts)])
    return train(net, x, labels, loss=CrossEntropy(), optimizer=SGD(rate), epochs=epochs, batch_size=batch,
                 validation=validation, rng=rng, progress=False)  # fmt: skip


def losses(history):
    return history.train_loss, history.validation_loss, history.validation_accuracy


def test_08_is_idle_until_start_is_pressed():
    explorer = chapter08.explore(*few_images())
    assert readout(explorer).startswith("Ready: 784-32-10, batches of 64, learning rate 0.2.")
    assert not hasattr(explorer, "task") and losses(explorer.history) == ([], [], [])
    explorer.buttons["Pause"].click()
    explorer.buttons["Resume"].click()
    explorer.buttons["Stop"].click()
    assert explorer.state == "Ready" and not hasattr(explorer, "task")


@pytest.mark.parametrize(("control", "moved"), [("rate", 1.0), ("hidden", 0), ("batch", 512)])
def test_08_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter08.explore(*few_images())
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


@pytest.mark.parametrize(("rate", "hidden", "batch"), [(0.2, 32, 64), (0.05, 0, 8), (0.01, 8, 1)])
def test_08_learns_what_train_learns_and_says_so(rate, hidden, batch):
    explorer = chapter08.explore(*few_images())
    explorer.set(rate=rate, hidden=hidden, batch=batch)
    explorer.prepare()
    assert explorer.advance() and explorer.advance()
    explorer.redraw()
    expected = by_train(rate, hidden, batch, epochs=2)
    assert losses(explorer.history) == tuple(pytest.approx(values) for values in losses(expected))
    told = f"training loss {expected.train_loss[-1]:.4f}, validation loss {expected.validation_loss[-1]:.4f}"
    assert f"Epoch 2 of 20: {told}" in readout(explorer)
    assert f"validation accuracy {expected.validation_accuracy[-1]:.2%}" in readout(explorer)
    assert f"{expected.validation_accuracy[-1]:.2%}" in alt(explorer)


def test_08_learning_rate_acts_at_once_and_the_change_is_told():
    explorer = chapter08.explore(*few_images())
    explorer.prepare()
    explorer.advance()
    explorer.controls["rate"].value = 0.02
    explorer.advance()
    expected = by_train(lambda step: 0.2 if step < 4 else 0.02, 32, 64, epochs=2)  # 200 images: 4 steps an epoch
    assert losses(explorer.history) == tuple(pytest.approx(values) for values in losses(expected))
    explorer.redraw()
    assert "784-32-10, batches of 64, learning rate 0.2, then 0.02." in readout(explorer)


def test_08_start_pause_resume_and_stop_while_other_things_go_on(monkeypatch):
    """In an event loop, as in a notebook; what is interrupted most rudely learns the same."""
    monkeypatch.setattr(chapter08, "SECONDS", 0.0)
    monkeypatch.setattr(chapter08, "SLICE", -1.0)  # back to the event loop after every step
    monkeypatch.setattr(chapter08, "EPOCHS", 5)
    explorer = chapter08.explore(*few_images())
    history = lambda: [len(values) for values in losses(explorer.history)]  # noqa: E731

    async def until(condition):
        turns = 0
        while not condition():
            await asyncio.sleep(0)
            turns += 1
            assert turns < 10_000
        return turns

    async def use():
        explorer.buttons["Start"].click()
        assert await until(lambda: history() == [2, 2, 2]) >= 8, "four steps an epoch, and the loop free after each"
        explorer.buttons["Pause"].click()
        assert readout(explorer).startswith("Paused") and "Epoch 2 of 5" in readout(explorer)
        for _ in range(50):
            await asyncio.sleep(0)
        assert history() == [2, 2, 2]
        explorer.buttons["Resume"].click()
        explorer.buttons["Pause"].click()
        explorer.buttons["Resume"].click()
        await until(lambda: explorer.state == "Finished")
        await explorer.task
        assert readout(explorer).startswith("Finished") and "Epoch 5 of 5" in readout(explorer)
        assert losses(explorer.history) == tuple(pytest.approx(v) for v in losses(by_train(0.2, 32, 64, epochs=5)))
        explorer.controls["hidden"].value = 0
        explorer.buttons["Start"].click()
        await until(lambda: history() == [1, 1, 1])
        explorer.buttons["Stop"].click()
        await explorer.task
        assert history() == [1, 1, 1]
        assert readout(explorer).startswith("Stopped: 784-10, ")
        assert "The run before: 784-32-10, batches of 64, learning rate 0.2; " in readout(explorer)

    asyncio.run(use())


def test_08_refuses_labels_that_are_not_as_many_as_the_images():
    x, labels, validation = few_images()
    with pytest.raises(ValueError, match="200 images, but 199 labels"):
        chapter08.explore(x, labels[1:], validation)


# 06


def few_sums():
    rng = np.random.default_rng(6)
    return np.concatenate([rng.normal(-1, 0.7, 60), rng.normal(1, 0.7, 80)]), np.repeat([0, 1], [60, 80])


@pytest.fixture
def walking():
    """The explorer of chapter 06 on sums that overlap a little, and the same walk by slopes measured by nudging."""
    u, y = few_sums()

    def squares(c, b):
        return np.mean((Sigmoid()(c * u + b) - y) ** 2)

    def cross_entropy(c, b):
        return BinaryCrossEntropy()((c * u + b)[np.newaxis], y)

    def nudged_walk(c, b, rate, steps, loss=squares, h=1e-5):
        loss = {"cross-entropy": cross_entropy}.get(loss, squares)
        for _ in range(steps):
            dc = (loss(c + h, b) - loss(c - h, b)) / (2 * h)
            db = (loss(c, b + h) - loss(c, b - h)) / (2 * h)
            c, b = c - rate * dc, b - rate * db
        return c, b, loss(c, b), np.count_nonzero((c * u + b > 0) != y)

    return chapter06.explore(u, y), nudged_walk


@pytest.mark.parametrize(
    ("control", "moved"), [("loss", "cross-entropy"), ("c", 3), ("b", -2), ("rate", "10"), ("step", 9)]
)
def test_06_every_control_moves_picture_readout_and_alt_text(walking, control, moved):
    explorer, _ = walking
    explorer.set(step=4)
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


@only_numbers
@pytest.mark.parametrize("loss", ["squares", "cross-entropy"])
@pytest.mark.parametrize(
    ("c", "b", "rate", "step"), [(-4, 6, "1", 0), (-4, 6, "1", 13), (9, -8, "0.3", 40), (0, 0, "3", 2)]
)
def test_06_readout_is_where_nudged_slopes_lead(walking, c, b, rate, step, loss):
    explorer, nudged_walk = walking
    explorer.set(loss=loss, c=c, b=b, rate=rate, step=step)
    name = loss
    end_c, end_b, loss, mistakes = nudged_walk(c, b, float(rate), step, name)
    place = f"Step {step}: c = {end_c:.2f}, b = {end_b:.2f}"
    expected = f"{place}\nLoss {loss:.4f}, {mistakes} mistakes of 140.".replace("-", "−")
    assert readout(explorer).startswith(expected)
    next_c, next_b, _, _ = nudged_walk(c, b, float(rate), step + 1, name)
    moves = f"moves c by {next_c - end_c:+.3f} and b by {next_b - end_b:+.3f}.".replace("-", "−")
    assert readout(explorer).endswith(moves)


def test_06_path_and_curves_are_drawn_up_to_the_step(walking):
    _, nudged_walk = walking
    drawn = chapter06.Walks(*few_sums(), loss="squares")
    drawn.draw(-4, 6, "1", 12)
    drawn.draw(-4, 6, "1", 5)  # what is known beyond the step must not be drawn
    corners = np.array([nudged_walk(-4, 6, 1, step) for step in range(6)])
    assert np.allclose(drawn.path.get_xydata(), corners[:, :2], atol=1e-6)
    assert np.allclose(drawn.end.get_xydata(), corners[-1:, :2], atol=1e-6)
    assert np.allclose(drawn.loss.get_xydata(), np.c_[:6, corners[:, 2]], atol=1e-6)
    assert np.allclose(drawn.mistakes.get_xydata(), np.c_[:6, corners[:, 3] / 140])


def test_06_buttons_move_the_step_and_stop_at_its_ends(walking):
    explorer, _ = walking
    for button, expected in [("One step", 1), ("Ten steps", 11), ("One step", 12), ("Back to the start", 0)]:
        explorer.buttons[button].click()
        assert explorer.controls["step"].value == expected
        assert readout(explorer).startswith(f"Step {expected}:")
    explorer.set(step=95)
    explorer.buttons["Ten steps"].click()
    explorer.buttons["One step"].click()
    assert explorer.controls["step"].value == 100


def test_06_says_when_a_walk_has_left_the_map(walking):
    explorer, nudged_walk = walking
    assert "off the map" not in readout(explorer) + alt(explorer)
    explorer.set(loss="cross-entropy", rate="100", step=1)
    c, b, _, _ = nudged_walk(-4, 6, 100, 1, "cross-entropy")
    assert c > 18 and b < -8
    assert "off the map (right and below)" in readout(explorer)
    assert "off the map (right and below)" in alt(explorer)


def test_06_refuses_answers_that_are_not_as_many_as_the_sums():
    with pytest.raises(ValueError, match="but targets "):
        chapter06.explore(np.zeros(3), np.array([0, 1]))


def test_06_tasks_of_the_lesson_come_out_as_told():
    (x, digits), _ = load_mnist()
    x, y = x[:, digits < 2].astype(np.float64), digits[digits < 2]
    zero, one = x[:, y == 0].mean(axis=1), x[:, y == 1].mean(axis=1)
    w = one - zero
    u = (w @ x - w @ (zero + one) / 2) / (w @ w / 2)

    def row(loss, rate, step):
        return walks[loss].walk(-4, 6, rate, step)[step]

    walks = {loss: chapter06.Walks(u, y, loss) for loss in ("squares", "cross-entropy")}
    assert row("squares", 3, 10)[2:4] == pytest.approx([0.4707, 5923], abs=5e-5)
    assert [row("squares", rate, 100)[3] for rate in (0.1, 0.3, 1, 3, 10, 20, 30)] == [5923] * 7
    assert row("cross-entropy", 3, 10)[2:4] == pytest.approx([0.0713, 119], abs=5e-5)
    assert row("cross-entropy", 20, 1)[3] == 52
    assert chapter06.off_the_map(*row("cross-entropy", 100, 1)[:2])


def three_networks(*depths):
    """Networks with random biases as well: 784 inputs, ten outputs, and hidden layers of 8 and 6 neurons."""
    networks = {}
    for seed, depth in enumerate(depths):
        rng, sizes = np.random.default_rng(seed), [784, *(8, 6)[: depth - 1], 10]
        acts = [ReLU()] * (depth - 1) + [Identity()]
        net = NeuralNetwork([Layer(*pair, act, rng=rng) for *pair, act in zip(sizes, sizes[1:], acts)])
        for layer in net.layers:
            layer.b[...] = rng.normal(0, 0.3, layer.b.shape)
        networks[f"seed {seed}"] = net
    return networks


DIGITS = np.random.default_rng(0).uniform(0, 1, (784, 3)) * (np.arange(784) % 3 == 0)[:, None]


def test_05_starts_with_the_pixels_and_tells_each_step_in_numbers():
    networks = three_networks(3, 3)
    explorer = chapter05.explore(networks, DIGITS, [7, 1, 2])
    x = DIGITS[:, :1]
    assert readout(explorer) == "Step 0 of 3, the image: shape (784, 1), 262 of 784 pixels above zero."
    for number, layer in enumerate(networks["seed 0"].layers, start=1):
        explorer.buttons["Next step"].click()
        x = layer.forward_pass(x)
        shapes = f"W {layer.W.shape} times x ({layer.ins}, 1) plus b ({layer.outs}, 1)"
        assert f"Step {number} of 3, layer {number}: {shapes}" in readout(explorer)
        if number < 3:
            told = f"{np.count_nonzero(x > 0)} of {layer.outs} above zero, the greatest {x.max():.2f}"
            assert told in readout(explorer)
    scores = [f"{digit}: {score:.2f}".replace("-", "−") for digit, score in enumerate(x[:, 0])]
    assert f"Scores: {', '.join(scores)}." in readout(explorer)
    assert "Multiply-adds: 60 in this layer, 6,380 up to here." in readout(explorer), "784 · 8 + 8 · 6 + 6 · 10"
    assert f"Answer {x.argmax()}; the label is 7." in readout(explorer)


def test_05_buttons_stop_at_both_ends():
    explorer = chapter05.explore(three_networks(2), DIGITS, [7, 1, 2])
    assert explorer.values() == {"step": 0, "image": 0, "network": "seed 0", "ink": "1"}
    explorer.buttons["Step back"].click()
    assert explorer.values()["step"] == 0
    for _ in range(5):
        explorer.buttons["Next step"].click()
    assert explorer.values()["step"] == 2 and "Step 2 of 2, layer 2" in readout(explorer)
    explorer.buttons["Step back"].click()
    assert "Step 1 of 2, layer 1" in readout(explorer)


@pytest.mark.parametrize(("control", "moved"), [("image", 1), ("network", "seed 1"), ("ink", "10"), ("step", 2)])
def test_05_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter05.explore(three_networks(3, 3), DIGITS, [7, 1, 2])
    explorer.set(step=3)
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


@only_numbers
def test_05_ink_multiplies_the_pixels():
    networks = three_networks(2)
    explorer = chapter05.explore(networks, DIGITS, [7, 1, 2])
    for ink in ("0", "0.5", "255"):
        explorer.set(ink=ink, step=2, image=2)
        scores = networks["seed 0"].forward_pass(float(ink) * DIGITS[:, [2]])[:, 0]
        assert f"{scores.argmax()}: {scores.max():.2f}" in readout(explorer)
        assert f"to {scores.max():.2f}, the largest in row {scores.argmax()}" in alt(explorer)
        assert ("empty page" in alt(explorer)) == (ink == "0")
    assert "a handwritten 2" in alt(explorer)


def test_05_steps_to_come_stay_hidden():
    explorer = chapter05.explore(three_networks(3), DIGITS, [7, 1, 2])
    explorer.set(step=1)
    assert "2 of 4 panels are still empty" in alt(explorer) and "layer 2" not in alt(explorer)
    assert "label" not in readout(explorer) and "Scores" not in readout(explorer)
    fig, *_ = chapter05.draw(three_networks(3)["seed 0"], DIGITS[:, :1], 7, step=1)
    assert [len(ax.images) + len(ax.collections) for ax in fig.axes] == [1, 1, 0, 0]
    plt.close(fig)


@only_numbers
def test_05_trains_a_network_that_cannot_learn_by_itself_and_keeps_its_layers():
    class Chain:
        """The network of the lesson: it has no way back."""

        layers = three_networks(2)["seed 0"].layers

    labels = np.array([7, 1, 2])
    net = chapter05.trained(Chain, np.tile(DIGITS, 40), np.tile(labels, 40))
    assert net.layers == Chain.layers
    assert net.predict(DIGITS).tolist() == labels.tolist()


def test_05_refuses_networks_of_different_depth_and_images_without_labels():
    with pytest.raises(ValueError, match="one and the same number of layers, not \\[2, 3\\]"):
        chapter05.explore(three_networks(2, 3), DIGITS, [7, 1, 2])
    with pytest.raises(ValueError, match="need as many labels"):
        chapter05.explore(three_networks(2), DIGITS, [7, 1])


# 07


def eight_weights(x1=0.05, target=0.99, bias=0.6):
    """The network, its input and its targets as the explorer's controls set them, after a backward pass by nnlib."""
    net = NeuralNetwork([Layer(2, 2, Sigmoid()), Layer(2, 2, Sigmoid())])
    for layer, W, b in zip(net.layers, ([[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]), (0.35, bias)):
        layer.W[:], layer.b[:] = W, b
    x, targets = np.array([[x1], [0.10]]), np.array([[0.01], [target]])
    net.backward_pass(MSE().derivative(net.forward_pass(x), targets))
    return net, x, targets


def step_by_step(explorer):
    """The readouts of all 33 steps, without the time it takes to turn 33 figures into pictures."""
    for step in range(33):
        fig, _, text = explorer.draw(**explorer.values() | {"step": step})
        plt.close(fig)
        yield text


def drawn_texts(explorer):
    fig, _, _ = explorer.draw(**explorer.values())
    plt.close(fig)
    written = [artist.get_label() for artist in fig.axes[0].get_children() if artist.get_zorder() == 4]
    return "\n".join(written).split("\n")


def last_number(text):
    return float(re.findall(r"−?\d+\.\d+", text)[-1].replace("−", "-"))


MOVES_07 = [("step", 23), ("follow", "W1[0,0]"), ("x1", 0.5), ("target", 0.77), ("bias", 6.0)]


@pytest.mark.parametrize(("control", "moved"), MOVES_07)
def test_07_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter07.explore(*eight_weights())
    explorer.set(step=24)
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


def test_07_starts_with_what_is_given_and_nothing_computed():
    explorer = chapter07.explore(*eight_weights())
    assert readout(explorer).startswith("Step 0 of 32. Nothing is computed yet")
    assert alt(explorer).endswith("Values known so far: x1 0.05, x2 0.1.")
    assert explorer.values() == {"step": 0, "follow": "no weight", "x1": 0.05, "target": 0.99, "bias": 0.6}


def test_07_step_24_says_which_blame_arrives_and_what_it_makes():
    explorer = chapter07.explore(*eight_weights())
    explorer.set(step=24)
    assert readout(explorer) == (
        "Step 24 of 32. Backward along W2[1,0], from z of o2 to h1: −0.038098 × 0.50 = −0.019049 arrives. "
        "The blame of h1 is now 0.055399 − 0.019049 = 0.036350. "
        "The weight itself: −0.038098 × 0.593270 = −0.022603.\nThe loss is 0.298371."
    )
    assert "h1 0.03635. 2 of 8 weights have their slope." in alt(explorer)


@pytest.mark.parametrize("setting", [{}, {"x1": 0.5, "target": 0.2, "bias": -3.0}, {"x1": 0.0, "bias": 6.0}])
def test_07_outputs_loss_and_slopes_are_those_of_nnlib(setting):
    net, x, targets = eight_weights(**setting)
    explorer = chapter07.explore(*eight_weights())
    explorer.set(**setting)
    told = list(step_by_step(explorer))
    outputs = net.layers[1].a
    found = [last_number(told[step].split(". Its slope")[0]) for step in (11, 12)]
    assert found == pytest.approx(outputs[:, 0], abs=5e-7)
    assert last_number(told[16]) == pytest.approx(MSE()(outputs, targets), abs=5e-7)
    found = {}
    for text in told:
        if weight := re.search(r"Backward along (W[12]\[[01],[01]\]).*The weight itself: (.*)\.$", text, re.MULTILINE):
            found[weight[1]] = last_number(weight[2])
    expected = {f"W{k + 1}[{j},{i}]": net.layers[k].dW[j, i] for k, j, i in np.ndindex(2, 2, 2)}
    assert found == pytest.approx(expected, abs=5e-7)
    blame = [last_number(told[step].split(" The weight")[0].split("\n")[0]) for step in (21, 22, 27, 28)]
    assert blame == pytest.approx([*net.layers[1].db[:, 0], *net.layers[0].db[:, 0]], abs=5e-7)


def test_07_every_edge_is_used_once_forward_and_once_backward():
    told = list(step_by_step(chapter07.explore(*eight_weights())))
    ways = [re.search(r"Nothing|Forward|Backward", text).group() for text in told]
    assert ways == ["Nothing"] + 16 * ["Forward"] + 16 * ["Backward"]
    assert len(set(told)) == 33
    assert len(set(chapter07.FORWARD)) == len(chapter07.BACKWARD) == 16
    assert set(chapter07.BACKWARD) == {(head, tail) for tail, head in chapter07.FORWARD}


def test_07_numbers_of_the_lessons_drawing_are_those_of_nnlib_and_of_the_explorer():
    net, x, targets = eight_weights()
    values = drawings07.values_of_nodes(net, x, targets)
    blame = drawings07.blame_of_nodes(drawings07.factors_of_edges(net, values, targets))
    assert values["L"] == pytest.approx(MSE()(net.forward_pass(x), targets))
    assert [blame[z] for z in ("z_h1", "z_h2", "z_o1", "z_o2")] == pytest.approx(
        [*net.layers[0].db[:, 0], *net.layers[1].db[:, 0]]
    )
    for (tail, head), (layer, row, column) in drawings07.WEIGHTS.items():
        assert values[tail] * blame[head] == pytest.approx(net.layers[layer].dW[row, column])
    weights = {edge: net.layers[k].W[j, i] for edge, (k, j, i) in drawings07.WEIGHTS.items()}
    biases = {"z_h1": 0.35, "z_h2": 0.35, "z_o1": 0.6, "z_o2": 0.6}
    state = chapter07.sweep({"x1": 0.05, "x2": 0.10}, weights, biases, {"o1": 0.01, "o2": 0.99}, 32)
    assert state["blame"] == pytest.approx(blame) and state["values"] == pytest.approx(values)


def test_07_later_numbers_are_hidden_and_unfinished_sums_have_dots():
    net, x, targets = eight_weights()
    explorer = chapter07.explore(net, x, targets)
    explorer.set(step=23)
    texts = drawn_texts(explorer)
    assert "◂ 0.0554 …" in texts and "0.08217" in texts
    assert sum(text.startswith("◂") for text in texts) == 8, "L, two e, two o, two z and the unfinished h1"
    explorer.set(step=1)
    texts = drawn_texts(explorer)
    assert "0.3575 …" in texts and not any(text.startswith("◂") for text in texts)
    assert len(texts) == 13 + 8 + 3, "names of nodes, weights, and the values of x1, x2 and z_h1"


@pytest.mark.parametrize(("weight", "count"), [("W1[0,0]", 2), ("W1[1,0]", 2), ("W2[1,0]", 1)])
def test_07_routes_of_a_weight_add_up_to_its_slope(weight, count):
    net, x, targets = eight_weights()
    explorer = chapter07.explore(net, x, targets)
    explorer.set(step=15, follow=weight)
    assert "the factors are complete after step 16" in readout(explorer)
    explorer.set(step=16)
    told = readout(explorer)
    assert told.count("Through") == count
    layer, row, column = (int(digit) for digit in re.findall(r"\d", weight))
    assert last_number(told) == pytest.approx(net.layers[layer - 1].dW[row, column], abs=5e-7)
    fig, _, _ = explorer.draw(**explorer.values())
    plt.close(fig)
    assert len(fig.axes[0].lines) == count and f"routes from {weight}" in alt(explorer)


def test_07_buttons_go_edge_by_edge_and_stop_at_the_ends():
    explorer = chapter07.explore(*eight_weights())
    explorer.buttons["Previous edge"].click()
    assert explorer.controls["step"].value == 0
    explorer.buttons["Next edge"].click()
    assert readout(explorer).startswith("Step 1 of 32. Forward along W1[0,0]")
    explorer.set(step=32)
    explorer.buttons["Next edge"].click()
    assert explorer.controls["step"].value == 32
    explorer.buttons["Previous edge"].click()
    assert readout(explorer).startswith("Step 31 of 32. Backward along W1[0,1]")


def test_07_network_of_the_reader_stays_as_it_is_and_another_one_is_refused():
    net, x, targets = eight_weights()
    kept = [value.copy() for pair in net.parameters() for value in pair]
    chapter07.explore(net, x, targets).set(step=32, bias=-6.0, x1=1.0)
    assert all(np.array_equal(old, new) for old, new in zip(kept, [v for pair in net.parameters() for v in pair]))
    assert (x[0, 0], targets[1, 0]) == (0.05, 0.99)
    with pytest.raises(ValueError, match="two layers"):
        chapter07.explore(NeuralNetwork([Layer(2, 2, Sigmoid())]), x, targets)


# 09


def race_by_hand(racer, rate, matrix, start, steps, memory=0.9):
    """The walk of one racer on 1/2 p·Mp, written out in formulae without nnlib; returns place and loss."""
    place, m, s = np.array(start, dtype=float), np.zeros(2), np.zeros(2)
    for t in range(1, steps + 1):
        g = matrix @ place
        if racer == "plain":
            place = place - rate * g
        elif racer == "momentum":
            m = memory * m + g
            place = place - rate * m
        elif racer == "RMSProp":
            s = 0.99 * s + 0.01 * g * g
            place = place - rate * g / (np.sqrt(s) + 1e-8)
        else:
            m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g * g
            place = place - rate * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
    return place, 0.5 * place @ matrix @ place


@pytest.fixture(scope="module")
def race():
    """One explorer for tests that set all its controls: its maps are drawn once."""
    return chapter09.explore()


HALF = np.sqrt(0.5)
RAVINES = {
    "ravine": (np.diag([1.0, 100.0]), (10, 1)),
    "turned ravine": (np.array([[50.5, -49.5], [-49.5, 50.5]]), (9 * HALF, 11 * HALF)),
    "steeper ravine": (np.diag([1.0, 1000.0]), (10, 1)),
    "bowl": (np.eye(2), (10, 1)),
}


@pytest.mark.parametrize(
    ("control", "moved"),
    [("surface", "bowl"), ("plain", 0.005), ("momentum", 0.02), ("rmsprop", 0.2), ("adam", 0.5), ("memory", 0.7),
     ("step", 40)],
)  # fmt: skip
def test_09_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter09.explore()
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


@only_numbers
@pytest.mark.parametrize("surface", RAVINES)
@pytest.mark.parametrize(("step", "memory"), [(0, 0.9), (3, 0.5), (57, 0.9)])
def test_09_readout_says_where_the_formulae_lead(race, surface, step, memory):
    explorer = race
    rates = {"plain": 0.001, "momentum": 0.002, "RMSProp": 0.2, "Adam": 0.5}
    explorer.set(surface=surface, step=step, memory=memory, **{name.lower(): rate for name, rate in rates.items()})
    losses = {}
    for line, (racer, rate) in zip(readout(explorer).splitlines()[1:], rates.items()):
        place, losses[racer] = race_by_hand(racer, rate, *RAVINES[surface], step, memory)
        said = re.fullmatch(rf"{racer}, rate {rate:g}: loss ([\d.]+) at \((.+), (.+)\)", line.replace("−", "-"))
        numbers = [float(text) for text in said.groups()]
        assert numbers == pytest.approx([losses[racer], *place], rel=2e-3, abs=0.006)
    leader = min(losses, key=losses.get)
    first = f"{leader[0].upper()}{leader[1:]} leads" if step else "All at the start"
    assert readout(explorer).startswith(f"Step {step} on the {surface}. {first}.")
    assert first in alt(explorer)


def test_09_numbers_that_the_lesson_tells():
    explorer = chapter09.explore()
    said = "Momentum leads.\nplain, rate 0.01: loss 6.699 at (3.66, 0.00)\nmomentum, rate 0.01: loss 0.0004379"
    assert readout(explorer).startswith(f"Step 100 on the ravine. {said}")
    explorer.set(surface="turned ravine")
    for text in ("loss 6.699", "loss 0.0004379", "loss 2.543", "loss 1.231"):
        assert text in readout(explorer)
    explorer.set(adam=0.5)
    assert "Adam, rate 0.5: loss 0.01469" in readout(explorer)
    explorer.set(surface="steeper ravine", adam=0.3)
    assert readout(explorer).count("gone for good") == 2
    assert "loss 0.006979" in readout(explorer) and "loss 0.002665" in readout(explorer)
    explorer.set(step=1)
    assert "plain, rate 0.01: loss 40,549 at (9.90, −9.00), off the map" in readout(explorer)
    explorer.set(surface="ravine", momentum=0.02, step=100)
    for memory, text in ((0.0, "loss 50.88 "), (0.7, "loss 0.000001911 "), (0.99, "loss 2.966 ")):
        explorer.set(memory=memory)
        assert text in readout(explorer).splitlines()[2]


def test_09_on_the_plateau_the_stuck_neuron_is_freed_by_those_that_divide():
    explorer = chapter09.explore()
    explorer.set(surface="plateau", step=0)
    start = 0.5 / (1 + np.exp(-4)) ** 2
    assert readout(explorer).count(f"loss {start:.4g} at (2.00, 2.00)") == 4
    explorer.set(step=1)
    a = 1 / (1 + np.exp(-4))
    slope, after = a * a * (1 - a), 2 - 0.1 * 10  # RMSProp's first step is ten rates long, Adam's one
    place = 2 - 0.01 * slope
    assert f"at ({place:.2f}, {place:.2f})" in readout(explorer).splitlines()[1]
    assert f"at ({after:.2f}, {after:.2f})" in readout(explorer).splitlines()[3]
    assert "at (1.70, 1.70)" in readout(explorer).splitlines()[4]


def test_09_buttons_step_and_stop_at_the_last_step():
    explorer = chapter09.explore()
    explorer.buttons["Ten steps"].click()
    explorer.buttons["One step"].click()
    assert readout(explorer).startswith("Step 111 ")
    explorer.set(step=chapter09.LAST - 3)
    explorer.buttons["Ten steps"].click()
    assert readout(explorer).startswith(f"Step {chapter09.LAST} ")
    explorer.buttons["Back to the start"].click()
    assert readout(explorer).startswith("Step 0 ")


def test_09_paths_and_curves_are_drawn_up_to_the_step():
    explorer = chapter09.explore()
    explorer.set(step=12)
    track = chapter09.Track("ravine")
    track.draw(0.01, 0.01, 0.1, 0.3, 0.9, 40)
    track.draw(0.01, 0.01, 0.1, 0.3, 0.9, 5)  # what is known beyond the step must not be drawn
    by_hand = np.array([race_by_hand("Adam", 0.3, *RAVINES["ravine"], step)[0] for step in range(6)])
    assert np.allclose(track.paths["Adam"].get_xydata(), by_hand)
    assert np.allclose(track.ends["Adam"].get_xydata(), by_hand[-1:])
    assert len(track.curves["momentum"].get_xdata()) == 6


def test_09_draws_on_although_jupyter_closes_all_figures_of_pyplot_meanwhile(monkeypatch):
    """As it does after each message of a widget, in one of two threads."""
    contours = plots.contours
    monkeypatch.setattr(plots, "contours", lambda *given: (contours(*given), plt.close("all")))
    explorer = chapter09.explore()
    explorer.set(surface="turned ravine")
    assert readout(explorer).startswith("Step 100 on the turned ravine.")


@cache
def twenty_digits():
    (x, y), _ = load_mnist()
    return x[:, :20].copy(), y[:20]


def window_sums(image, kernel, stride, padding):
    """A map by loops, with nothing of nnlib."""
    padded = np.pad(image.astype(float), padding)
    edges = range(0, len(padded) - 2, stride)
    return np.array([[np.sum(padded[i : i + 3, j : j + 3] * kernel) for j in edges] for i in edges])


MOVES_11 = [("image", 7), ("row", 12), ("column", 4), ("stride", 2), ("padding", 1), ("move", 2), ("kernel", "blur")]


@pytest.mark.parametrize(("control", "moved"), MOVES_11)
def test_11_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter11.explore(*twenty_digits())
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


def test_11_starts_at_the_strongest_left_edge_of_the_five():
    explorer = chapter11.explore(*twenty_digits())
    assert "Window at place (10, 10): its sum is 2.73." in readout(explorer)
    assert "Map 26 × 26, as (28 + 2 · 0 − 3) // 1 + 1 = 26. Rows and columns never" in readout(explorer)
    assert "never looked at: none." in readout(explorer)
    assert "Largest 2.73 at (10, 10), smallest −2.93 at (9, 12)." in readout(explorer)
    assert "a handwritten 5, with a frame around 3 × 3 pixels at row 10, column 10" in alt(explorer)


@only_numbers
@pytest.mark.parametrize("kernel", list(chapter11.KERNELS))
@pytest.mark.parametrize(("stride", "padding", "move"), [(1, 0, 0), (2, 0, 1), (2, 1, 3), (3, 2, 0)])
def test_11_numbers_are_those_of_loops(kernel, stride, padding, move):
    x, y = twenty_digits()
    explorer = chapter11.explore(x, y)
    explorer.set(image=3, kernel=kernel, stride=stride, padding=padding, move=move, row=5, column=4)
    image = np.zeros((28, 28))
    image[:, move:] = x[:, 3].reshape(28, 28)[:, : 28 - move]
    sums = window_sums(image, chapter11.KERNELS[kernel], stride, padding)
    text = readout(explorer).replace("−", "-")
    assert f"Window at place (5, 4): its sum is {sums[5, 4].round(9) + 0:.2f}." in text
    assert f"Map {len(sums)} × {len(sums)}" in text
    assert f"Largest {sums.max():.2f}" in text and f"smallest {sums.min().round(9) + 0:.2f}" in text
    assert f"{np.count_nonzero(sums.round(9) > 0)} above zero" in alt(explorer)


def test_11_window_stays_in_the_image_and_unseen_columns_are_told():
    explorer = chapter11.explore(*twenty_digits())
    explorer.set(row=29, column=29, stride=2)
    assert "Window at place (12, 12)" in readout(explorer) and "never looked at: 1." in readout(explorer)
    assert "at row 24, column 24" in alt(explorer)


def test_11_refuses_images_of_another_size_or_without_labels():
    x, y = twenty_digits()
    for images, labels in ((x.T, y), (x, y[:3]), (x[:100], y)):
        with pytest.raises(ValueError, match=r"images must have shape \(784, n\), with one label each"):
            chapter11.explore(images, labels)


def two_answers():
    """Two images and a teacher's scores: gaps of 4 and of 1 between the best and the second class."""
    images = np.zeros((784, 2))
    images[300, 0] = images[500, 1] = 1.0
    scores = np.array([[6.0, 0.0], [2.0, 3.0], [0.0, 2.0], *[[-1.0, -1.0]] * 7])
    return images, scores, np.array([0, 2]), [12, 345]


@pytest.mark.parametrize(("control", "moved"), [("image", "345"), ("temperature", 8.0)])
def test_12_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter12.explore(*two_answers())
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


@only_numbers
@pytest.mark.parametrize("temperature", chapter12.TEMPERATURES)
@pytest.mark.parametrize("image", [0, 1])
def test_12_readout_gives_the_shares_and_odds_of_the_softmax(image, temperature):
    images, scores, labels, names = two_answers()
    explorer = chapter12.explore(images, scores, labels, names)
    explorer.set(image=str(names[image]), temperature=temperature)
    shares = Softmax()(scores[:, [image]] / temperature)[:, 0]
    best = np.argsort(-shares)[:3]
    told = readout(explorer)
    assert told.startswith(f"T = {temperature:g}: ") and told.endswith(f"Label: {labels[image]}.")
    assert re.findall(r"(\d) ([\d.]+) %", told) == [(str(k), f"{100 * shares[k]:.1f}") for k in best]
    if (odds := shares[best[0]] / shares[best[1]]) < 1000:
        assert float(re.search(r": ([\d.]+) to 1", told).group(1)) == pytest.approx(odds, abs=0.0051)


def test_12_starts_at_temperature_1_with_the_first_image():
    explorer = chapter12.explore(*two_answers())
    assert explorer.values() == {"image": "12", "temperature": 1.0}
    assert "odds of 0 to 1: 54.60 to 1" in readout(explorer), "e to the gap of 4"
    explorer.set(temperature=2.0)
    assert "odds of 0 to 1: 7.39 to 1" in readout(explorer), "e to half the gap"
    explorer.set(temperature=0.25)
    assert "more than a million to 1" in readout(explorer)


def test_12_alt_text_says_what_is_drawn_and_bars_have_the_height_of_the_shares():
    images, scores, labels, names = two_answers()
    explorer = chapter12.explore(images, scores, labels, names)
    explorer.set(image="345", temperature=4.0)
    shares = Softmax()(scores[:, [1]] / 4)[:, 0]
    assert "Image 345, labelled 2" in alt(explorer) and f"1 {100 * shares[1]:.1f} %" in alt(explorer)
    fig, _, _ = explorer.draw(**explorer.values())
    plt.close(fig)
    tops = [line[1, 1] for line in fig.axes[1].collections[0].get_segments()]
    np.testing.assert_allclose(tops, shares)


def test_12_unequal_numbers_of_images_and_scores_are_refused():
    images, scores, labels, names = two_answers()
    with pytest.raises(ValueError, match="equally many"):
        chapter12.explore(images, scores[:, :1], labels, names)


# 10


def strokes_and_two_networks():
    """Two images, a slanted stroke and a hook, their labels, and two networks 784-8-10 of random weights."""
    x = np.zeros((28, 28, 2))
    x[6:22, 12:15, 0] = np.linspace(0.2, 1, 16)[:, None]
    x[8:10, 9:19, 1] = x[8:19, 17:19, 1] = 0.9
    nets = {}
    for seed, name in enumerate(("plain", "bent")):
        rng = np.random.default_rng(seed)
        layers = [Layer(784, 8, ReLU(), rng=rng), Layer(8, 10, Identity(), rng=rng)]
        nets[name] = NeuralNetwork(layers)
        for value, _ in nets[name].parameters():
            value *= 4
    return nets, x.reshape(784, 2), np.array([1, 7])


def said_by(nets, image):
    """What the readout has to say of an image, shape (28, 28)."""
    shares = {name: Softmax()(net.forward_pass(image.reshape(784, 1)))[:, 0] for name, net in nets.items()}
    return ", ".join(f"{name} says {share.argmax()} ({share.max():.1%})" for name, share in shares.items())


MOVES_10 = [("image", 0), ("right", -3), ("turn", 40), ("size", 1.2), ("elastic", 2), ("number", 4)]


@pytest.mark.parametrize(("control", "moved"), MOVES_10)
def test_10_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter10.explore(*strokes_and_two_networks())
    explorer.set(elastic=1)
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


def test_10_starts_with_the_image_as_it_is():
    nets, x, labels = strokes_and_two_networks()
    explorer = chapter10.explore(nets, x, labels)
    assert explorer.values() == {"image": 1, "right": 0, "turn": 0, "size": 1.0, "elastic": 0, "number": 0}
    assert readout(explorer) == f"Unchanged: {said_by(nets, x[:, 1])}. The label is 7."
    assert alt(explorer).startswith("Left a handwritten 7") and "the image unchanged" in alt(explorer)


@only_numbers
@pytest.mark.parametrize(("setting", "words", "change"), [
    ({"right": 2}, "Moved 2 pixels right", lambda image: np.roll(image, 2, axis=1)),
    ({"right": -1}, "Moved 1 pixel left", lambda image: np.roll(image, -1, axis=1)),
    ({"turn": -90}, "Turned 90° clockwise", lambda image: np.rot90(image, -1)),
    ({"turn": 90}, "Turned 90° anticlockwise", np.rot90),
    ({"turn": 180, "right": 3}, "Moved 3 pixels right, turned 180° anticlockwise",
     lambda image: np.roll(image[::-1, ::-1], 3, axis=1)),
])  # fmt: skip
def test_10_moves_and_right_angles_are_those_of_numpy(setting, words, change):
    nets, x, labels = strokes_and_two_networks()
    explorer = chapter10.explore(nets, x, labels)
    explorer.set(**setting)
    expected = change(x[:, 1].reshape(28, 28))
    assert readout(explorer) == f"{words}: {said_by(nets, expected)}. The label is 7."
    assert said_by(nets, expected).replace(", ", "; ") in alt(explorer)


def test_10_size_enlarges_about_the_middle_and_elastic_bends_by_its_strength():
    rows, columns = chapter10.origins(0, 0, 1.25, 0, 0)
    assert rows[:, 0] == pytest.approx((np.arange(28) - 13.5) / 1.25 + 13.5)
    assert columns[0] == pytest.approx((np.arange(28) - 13.5) / 1.25 + 13.5)
    still = np.array(np.meshgrid(np.arange(28), np.arange(28), indexing="ij"))
    bends = [np.array(chapter10.origins(0, 0, 1.0, strength, 5)) - still for strength in (0, 1.5, 3)]
    assert not bends[0].any() and np.allclose(2 * bends[1], bends[2])
    assert 1.2 < np.hypot(*bends[1]).mean() < 2.5, "about 1.9 pixels, as Augment(elastic=1.5)"
    assert not np.allclose(bends[1], np.array(chapter10.origins(0, 0, 1.0, 1.5, 6)) - still), "another draw"


def test_10_refuses_another_number_of_networks_and_images_without_labels():
    nets, x, labels = strokes_and_two_networks()
    with pytest.raises(ValueError, match="two networks, not 1"):
        chapter10.explore({"plain": nets["plain"]}, x, labels)
    with pytest.raises(ValueError, match="2 images, but 1 labels"):
        chapter10.explore(nets, x, labels[:1])


def test_13_start_values_and_what_the_four_losses_say():
    explorer = chapter13.explore()
    assert explorer.values() == {"a": 3.0, "b": 1.0, "c": 0.0, "label": "B"}
    assert readout(explorer).splitlines() == [
        "Cross-entropy: loss 2.1698, slope at B −0.8858.",
        "Softmax first: loss 1.3874, slope at B −0.1269.",
        "Binary with logits: loss 1.3517, slope at B −0.0896.",
        "Scores as probabilities: loss 5.3727, slope at B 0.0000.",
    ]


@pytest.mark.parametrize("setting", [
    {"b": 1.5, "c": -0.5}, {"a": -3.0, "b": 9.0, "c": 2.0, "label": "C"}, {"a": 0.6, "b": 0.3, "c": 0.1}
])  # fmt: skip
def test_13_slopes_are_those_of_nudges(setting):
    explorer = chapter13.explore()
    explorer.set(**setting)
    values = explorer.values()
    label = "ABC".index(values.pop("label"))
    scores, spoken = np.array([*values.values()]), readout(explorer).splitlines()
    for line, (name, (loss, slopes)) in zip(spoken, chapter13.told(scores, label).items()):
        numbers = [float(text.replace("−", "-")) for text in re.findall(r"−?\d+\.\d+", line)]
        assert numbers == pytest.approx([loss, slopes[label]], abs=5.1e-5)
        for k, nudge in enumerate(1e-6 * np.eye(3)):
            up, down = (chapter13.told(scores + sign * nudge, label)[name][0] for sign in (1, -1))
            assert slopes[k] == pytest.approx((up - down) / 2e-6, abs=1e-6)


def test_13_bars_alt_text_and_picture_follow_the_controls():
    explorer = chapter13.explore()
    before = explorer.picture.value
    assert "three scores 3.0, 1.0 and 0.0, label B" in alt(explorer)
    assert "Cross-entropy: A 0.8438, B −0.8858, C 0.0420." in alt(explorer)
    explorer.controls["c"].value = -2.5
    assert "three scores 3.0, 1.0 and −2.5, label B" in alt(explorer)
    assert explorer.picture.value.split("src=")[1] != before.split("src=")[1]
    explorer.set(a=0.6, b=0.1, c=0.1)
    fig, _, _ = explorer.draw(**explorer.values())
    plt.close(fig)
    heights = [bar.get_height() for bar in fig.axes[0].patches]
    slopes = [slopes for _, slopes in chapter13.told(np.array([0.6, 0.1, 0.1]), 1).values()]
    assert heights == pytest.approx(np.clip(np.ravel(slopes), chapter13.LOW, chapter13.HIGH))
    written = [text.get_text() for text in fig.axes[0].texts]
    assert min(np.ravel(slopes)) < -3 and "−3.33" in written, "cut off, and written all the same"


# 14


@pytest.mark.parametrize(("control", "moved"), [("case", "D"), ("question", "inside"), ("accused", "the loss")])
def test_14_every_control_moves_the_readout_and_case_and_question_the_picture(control, moved):
    explorer = chapter14.explore()
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert before[1] != after[1]
    assert (before[0] != after[0]) == (control != "accused") and (before[2] != after[2]) == (control == "question")


def test_14_starts_with_a_score_and_accuses_nobody():
    assert readout(chapter14.explore()) == (
        "Case A, score: it reads 1.05 % of the validation images. Healthy: about 90 to 91 %."
    )


def test_14_alarm_is_said_and_drawn():
    explorer = chapter14.explore()
    explorer.set(case="D", question="round trip")
    assert readout(explorer).endswith("training 1 and 0.103, validation 1 and 1. Healthy: 1 1, 1 1. Alarm.")
    assert alt(explorer).endswith("and raises an alarm.")
    explorer.set(question="gradient")
    assert readout(explorer).endswith("W1 ok, b1 ok, W2 ok, b2 ok. Healthy: ok ok ok ok. No alarm.")


@only_numbers
@pytest.mark.parametrize("case", "ABCDEFGHIJKL")
def test_14_one_accusation_is_right_in_each_case_and_only_the_correct_script_raises_no_alarm(case):
    explorer = chapter14.explore()
    suspect = chapter14.ORDER[case]
    told = []
    for part in chapter14.PARTS[1:]:
        explorer.set(case=case, accused=part)
        told.append("You are right." in readout(explorer))
    assert sum(told) == 1
    raised = [chapter14.is_alarm(question, chapter14.FOUND[suspect][question]) for question in chapter14.QUESTIONS]
    assert any(raised) == (suspect != "correct") and not raised[0]


def test_14_cases_are_the_ten_suspects_ben_and_the_correct_script():
    cases = chapter14.ORDER.values()
    assert set(cases) == {*suspects.SUSPECTS, "Ben", "correct"} == set(chapter14.FOUND) == set(chapter14.GUILTY)


def test_14_cases_of_the_lesson_are_compared(capsys):
    chapter14.compare_cases()
    lines = capsys.readouterr().out.splitlines()
    scores = [("F", "10.64"), ("C", "90.58"), ("G", "90.66")]
    assert [line for line in lines if line.startswith("Case")] == [f"Case {k} reads {score} %." for k, score in scores]
    reads = {case: chapter14.FOUND[suspect]["score"] for case, suspect in chapter14.ORDER.items()}
    assert {case for case in reads if reads[case] == 10.64} == {*"BFI"}
    assert {case for case in reads if reads[case] > 90} == {*"CG"}
    alarms = ["alarm" in line for line in lines]
    assert (sum(alarms[:6]), sum(alarms[6:12]), sum(alarms[12:])) == (3, 2, 0), "pixels, Ben, correct"


# 15


@pytest.mark.parametrize(
    ("control", "moved"),
    [("expression", "toy neuron"), ("walk", "recursion, as it arrives"), ("step", 5), ("count", 4)],
)
def test_15_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter15.explore()
    explorer.set(step=3, expression="doublings" if control == "count" else "diamond")
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert before[0] != after[0] and before[1] != after[1]


def test_15_starts_with_the_diamond_and_nothing_passed_on():
    explorer = chapter15.explore()
    assert readout(explorer) == "Step 0 of 5, deepest first, +=."
    assert alt(explorer) == "The graph of the diamond, step 0 of 5. Blame so far: L 1."


def test_15_step_says_what_arrives_and_who_spoke_too_early():
    explorer = chapter15.explore()
    explorer.set(step=4)
    assert readout(explorer).endswith("5h → h: 5 × 1 = 5 arrives. h holds 2 + 5 = 7. Nobody else will speak to h.")
    explorer.set(step=3, walk="recursion, as it arrives")
    assert readout(explorer).endswith("But h spoke before all had spoken to it: 1 more to come to h.")


@only_numbers
@pytest.mark.parametrize(
    ("expression", "passes", "leaf", "blames"),
    [
        ("diamond", [6, 5, 5, 5], "x", [27, 6, 15, 21]),
        ("toy neuron", [10, 10, 10, 10], "w", [0.121938] * 4),
        ("README", [143, 42, 42, 42], "a", [11118.451895, 7.0, 0.058309, 138.833819]),
        ("README", [143, 42, 42, 42], "b", [47215.300292, 56.0, 0.058309, 645.577259]),
    ],
)
def test_15_four_walks_end_where_the_lesson_says(expression, passes, leaf, blames):
    found = chapter15.walks(chapter15.graph_of(expression, 3)).values()
    assert [len(one) for one, _ in found] == passes
    assert [blame[leaf] for _, blame in found] == pytest.approx(blames, abs=5e-7)


@only_numbers
@pytest.mark.parametrize("expression", chapter15.EXPRESSIONS)
def test_15_deepest_first_is_what_value_backward_writes(expression):
    nodes = chapter15.graph_of(expression, 6)
    chapter15.last_of(nodes).backward()
    _, blame = chapter15.walks(nodes)["deepest first, +="]
    assert blame == {name: node.grad for name, node in nodes.items()}


@only_numbers
def test_15_no_walk_that_can_be_chosen_is_longer_than_the_slider():
    for expression in chapter15.EXPRESSIONS:
        walks = chapter15.walks(chapter15.graph_of(expression, 6))
        assert max(len(passes) for passes, _ in walks.values()) <= chapter15.MOST


def test_15_the_four_walks_agree_on_a_chain_and_not_on_a_diamond(capsys):
    chapter15.compare_walks()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines] == ["0.121938"] * 4 + [
        "11118.451895",
        "7.000000",
        "0.058309",
        "138.833819",
        "138.833819",
    ]


def test_15_buttons_go_pass_by_pass_and_stop_at_the_ends():
    explorer = chapter15.explore()
    explorer.buttons["Previous step"].click()
    assert explorer.controls["step"].value == 0
    explorer.buttons["To the end"].click()
    assert explorer.controls["step"].value == 5 and readout(explorer).endswith("At the end: x 21.")
    explorer.buttons["Next step"].click()
    assert explorer.controls["step"].value == 5
    explorer.buttons["Back to the start"].click()
    explorer.buttons["Next step"].click()
    assert readout(explorer).startswith("Step 1 of 5, deepest first, +=. L → 2h")


# 16


@pytest.mark.parametrize(
    ("control", "moved"),
    [
        ("machines", 64),
        ("images", 1024),
        ("network", "chapter 11's"),
        ("link", "1 Gbit/s"),
        ("delay", "1 µs"),
        ("way", "ring (Deeper)"),
    ],
)
def test_16_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter16.explore()
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


def test_16_begins_with_the_bill_of_the_lesson():
    told = "8 machines, 64 images each: computing 0.640 ms, moving 1.225, messages 0.300: 2.36 times one machine."
    assert readout(chapter16.explore()) == told


@only_numbers
@pytest.mark.parametrize(
    ("settings", "times"),
    [
        ({"images": 1024}, 6.96),
        ({"network": "five times the weights"}, 2.66),
        ({"network": "chapter 11's"}, 6.72),
        ({"way": "ring (Deeper)"}, 2.00),
        ({"machines": 1024, "way": "ring (Deeper)"}, 6.28),
        ({"machines": 1024}, 215.67),
        ({"machines": 2}, 0.89),
        ({"link": "1 Gbit/s"}, 0.39),
        ({"machines": 1}, 1.00),
        ({"images": 256}, 5.01),
        ({"images": 128}, 3.65),
        ({"images": 512}, 6.16),
    ],
)
def test_16_the_bill_is_what_lesson_and_exercises_say(settings, times):
    explorer = chapter16.explore()
    explorer.set(**settings)
    assert f": {times:.2f} times one machine." in readout(explorer)


@only_numbers
def test_16_computing_follows_the_multiply_adds_of_a_network():
    small, large = 784 * 128 + 128 * 64 + 64 * 10, 784 * 512 + 512 * 256 + 256 * 10
    assert chapter16.NETWORKS["five times the weights"][1] == pytest.approx(10 * large / small, abs=0.01)
