"""Training: one seed, one result; every example once an epoch; and a way out that leaves everything in order."""

# ruff: noqa: NPY002 (NumPy's global random state is what some of these tests look at)

import math
import os
import random
import re
import subprocess
import sys
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnlib.training
from nnlib import (
    MSE,
    SGD,
    BinaryCrossEntropy,
    CrossEntropy,
    Distillation,
    Dropout,
    History,
    Identity,
    Layer,
    NeuralNetwork,
    Neuron,
    Perceptron,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
    accuracy,
    gradient_check,
    one_hot,
    train,
)
from nnlib.checks import check_data


def network(seed=0, kind=Layer, outs=3):
    rng = np.random.default_rng(seed)
    return NeuralNetwork([kind(4, 5, Tanh(), rng=rng), kind(5, outs, Identity(), rng=rng)])


def examples(n=10, seed=1):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(4, n)), rng.integers(0, 3, n)


def quick(net, x, targets, **settings):
    """Train quietly: two epochs in batches of 4, unless told otherwise."""
    defaults = dict(loss=CrossEntropy(), optimizer=SGD(0.5), epochs=2, batch_size=4, progress=False)
    if "rng" not in settings:
        settings["rng"] = np.random.default_rng(2)
    return train(net, x, targets, **{**defaults, **settings})


def bits(net):
    return [value.tobytes() for value, _ in net.parameters()]


def lists(history):
    return [history.train_loss, history.validation_loss, history.validation_accuracy]


# One seed, one result


@pytest.mark.parametrize("batch_size", [1, 4, 64])
def test_the_same_seed_gives_the_same_parameters_and_history_bit_for_bit(batch_size):
    x, labels = examples()

    def run(seed):
        rng = np.random.default_rng(seed)
        net = NeuralNetwork([Layer(4, 5, ReLU(), rng=rng), Layer(5, 3, Identity(), rng=rng)])
        history = quick(net, x, labels, epochs=3, batch_size=batch_size, validation=(x, labels), rng=rng)
        return bits(net), history.train_loss, history.validation_loss, history.validation_accuracy

    assert run(7) == run(7)
    assert run(7)[0] != run(8)[0]


def test_the_seed_of_the_shuffling_alone_makes_a_difference():
    x, labels = examples()
    nets = [network() for _ in range(2)]
    for seed, net in enumerate(nets):
        quick(net, x, labels, rng=np.random.default_rng(seed))
    assert bits(nets[0]) != bits(nets[1])


def test_without_an_rng_every_run_is_shuffled_afresh_whatever_numpys_global_seed():
    x, labels = examples(50)
    state = np.random.get_state()
    try:
        nets = [network() for _ in range(2)]
        for net in nets:
            np.random.seed(0)
            quick(net, x, labels, rng=None)
    finally:
        np.random.set_state(state)
    assert bits(nets[0]) != bits(nets[1])


def test_nothing_touches_the_global_random_state_of_numpy_or_python():
    def state():
        name, keys, *rest = np.random.get_state()
        return name, keys.tobytes(), rest, random.getstate()

    before = state()
    x, labels = examples()
    for rng in (None, np.random.default_rng(0)):
        net = NeuralNetwork([Layer(4, 5, Sigmoid(), rng=rng), Layer(5, 3, Identity(), rng=rng)])
        net.backward_pass(CrossEntropy().derivative(net.forward_pass(x), labels))
        quick(net, x, labels, rng=rng, validation=(x, labels), transform=lambda batch, rng: batch + rng.normal())
        net.predict(x)
        accuracy(net, x, labels)
        gradient_check(net, CrossEntropy(), x, labels)
    Perceptron([0, 0, 0, 0], 0).learn(x, labels > 1, epochs=3)
    Neuron([1, 2, 3, 4], 0, Sigmoid())(x)
    assert state() == before


@pytest.mark.parametrize("n, batch_size", [(10, 4), (10, 5), (10, 64), (1, 1)])
def test_training_draws_one_permutation_an_epoch_and_nothing_else(n, batch_size):
    x, labels = examples(n)
    rng, replayed = np.random.default_rng(3), np.random.default_rng(3)
    quick(network(), x, labels, epochs=3, batch_size=batch_size, validation=(x, labels), rng=rng)
    for _ in range(3):
        replayed.permutation(n)
    assert rng.bit_generator.state == replayed.bit_generator.state


def test_the_permutation_of_an_epoch_is_drawn_before_any_transform():
    x, labels = examples()
    rng, replayed = np.random.default_rng(3), np.random.default_rng(3)
    seen, expected = [], []

    def noisy(batch, rng):
        seen.append((batch, rng.normal(size=batch.shape)))
        return batch + seen[-1][1]

    quick(network(), x, labels, rng=rng, transform=noisy)
    for _ in range(2):
        order = replayed.permutation(10)
        for idx in (order[:4], order[4:8], order[8:]):
            expected.append((x[:, idx], replayed.normal(size=(4, len(idx)))))
    assert rng.bit_generator.state == replayed.bit_generator.state
    assert len(seen) == len(expected) == 6
    for (batch, noise), (expected_batch, expected_noise) in zip(seen, expected, strict=True):
        np.testing.assert_array_equal(batch, expected_batch)
        np.testing.assert_array_equal(noise, expected_noise)


# What an epoch is


def replay(net, x, targets, loss, *, rate, epochs, batch_size, rng):
    """Training in plain lines, as the contract words it: the running means of the losses, a float an epoch."""
    means = []
    for _ in range(epochs):
        order, total = rng.permutation(x.shape[1]), 0
        for start in range(0, len(order), batch_size):
            idx = order[start : start + batch_size]
            outputs = net.forward_pass(x[:, idx])
            total += loss(outputs, targets[..., idx]) * len(idx)
            net.backward_pass(loss.derivative(outputs, targets[..., idx]))
            for layer in net.layers:
                layer.W -= rate * layer.dW
                layer.b -= rate * layer.db
        means.append(total / x.shape[1])
    return means


@settings(deadline=None, max_examples=30, derandomize=True)
@given(st.integers(1, 13), st.integers(1, 15), st.integers(1, 3), st.booleans(), st.integers(0, 2**32 - 1))
def test_training_is_the_plain_loop_and_train_loss_the_mean_over_examples(n, batch_size, epochs, labelled, seed):
    x, labels = examples(n, seed)
    loss, targets = (CrossEntropy(), labels) if labelled else (MSE(), one_hot(labels, 3))
    ours, plain = network(seed), network(seed)
    history = train(ours, x, targets, loss=loss, optimizer=SGD(0.3), epochs=epochs, batch_size=batch_size,
                    rng=np.random.default_rng(seed), progress=False)  # fmt: skip
    means = replay(plain, x, targets, loss, rate=0.3, epochs=epochs, batch_size=batch_size,
                   rng=np.random.default_rng(seed))  # fmt: skip
    assert history.train_loss == pytest.approx(means, rel=1e-12)
    for (value, _), (expected, _) in zip(ours.parameters(), plain.parameters(), strict=True):
        np.testing.assert_allclose(value, expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("n, batch_size, sizes", [
    (10, 4, [4, 4, 2]),
    (10, 5, [5, 5]),
    (10, 1, [1] * 10),
    (10, 10, [10]),
    (10, 11, [10]),
    (10, 10_000, [10]),
    (1, 4, [1]),
])  # fmt: skip
def test_every_example_is_visited_once_an_epoch_and_the_last_batch_holds_what_is_left(n, batch_size, sizes):
    x, labels = examples(n)
    batches = []

    def note(batch, rng):
        batches.append(batch)
        return batch

    quick(network(), x, labels, epochs=2, batch_size=batch_size, transform=note)
    assert [batch.shape for batch in batches] == [(4, size) for size in sizes] * 2
    for epoch in (batches[: len(sizes)], batches[len(sizes) :]):
        visited = np.concatenate(epoch, axis=1)
        np.testing.assert_array_equal(np.sort(visited[0]), np.sort(x[0]))
    orders = [np.concatenate(epoch, axis=1)[0].tolist() for epoch in (batches[: len(sizes)], batches[len(sizes) :])]
    assert n == 1 or orders[0] != orders[1] != x[0].tolist(), "each epoch has an order of its own"


@pytest.mark.parametrize("part", ["training", "validation"])
def test_a_loss_of_ones_own_refuses_a_target_of_the_last_batch_before_the_first_step(part):
    class Positive(CrossEntropy):
        def __call__(self, outputs, targets):
            outputs -= outputs.max(axis=0)  # a loss may work in place
            if targets.min() < 1:
                raise ValueError("every label is 1 or 2")
            return super().__call__(outputs, targets)

    x, labels = examples()
    sound = np.maximum(labels, 1)
    wrong = np.append(sound[:-1], 0)
    net = network()
    before = bits(net)
    given, held = (wrong, sound) if part == "training" else (sound, wrong)
    with pytest.raises(ValueError, match="every label is 1 or 2"):
        quick(net, x, given, loss=Positive(), batch_size=1, validation=(x, held))
    assert bits(net) == before
    quick(net, x, sound, loss=Positive(), validation=(x, sound))


def test_the_result_of_a_transform_is_what_is_trained_on():
    x, labels = examples()
    ours, expected, plain = network(), network(), network()
    seen = []

    def double(batch, rng):
        seen.append(rng)
        doubled = 2 * batch
        batch[...] = np.nan  # the batch is a copy, so the data set keeps its values
        return doubled

    kept, rng = x.copy(), np.random.default_rng(2)
    history = quick(ours, x, labels, transform=double, rng=rng)
    np.testing.assert_array_equal(x, kept)
    assert all(generator is rng for generator in seen) and len(seen) == 6
    doubled = quick(expected, 2 * x, labels)
    assert history.train_loss == pytest.approx(doubled.train_loss, rel=1e-12)
    for (value, _), (other, _) in zip(ours.parameters(), expected.parameters(), strict=True):
        np.testing.assert_allclose(value, other, rtol=1e-12)
    quick(plain, x, labels)
    assert bits(ours) != bits(plain)


def test_validation_data_are_not_transformed():
    x, labels = examples()
    net = network()
    history = quick(net, x, labels, validation=(x, labels), transform=lambda batch, rng: batch * 0)
    assert history.validation_loss[-1] == pytest.approx(CrossEntropy()(net.forward_pass(x), labels), rel=1e-12)


# The end of an epoch


def test_on_epoch_end_gets_the_network_and_the_history_after_each_epoch():
    x, labels = examples()
    net, calls = network(), []

    def note(*given):
        calls.append((given, [len(part) for part in lists(given[1])]))

    history = quick(net, x, labels, epochs=3, validation=(x, labels), on_epoch_end=note)
    assert [lengths for _, lengths in calls] == [[1] * 3, [2] * 3, [3] * 3]
    assert all(given[0] is net and given[1] is history for given, _ in calls)


@pytest.mark.parametrize("stop, epochs", [(True, 2), (np.True_, 2), (False, 5), (None, 5)])
def test_true_from_on_epoch_end_ends_the_training(stop, epochs):
    x, labels = examples()
    ours, shorter = network(), network()
    history = quick(ours, x, labels, epochs=5, on_epoch_end=lambda net, so_far: len(so_far.train_loss) == 2 and stop)
    quick(shorter, x, labels, epochs=epochs)
    assert len(history.train_loss) == epochs
    assert bits(ours) == bits(shorter)


class Watched(Layer):
    """Notes for each forward and backward pass whether the network is being trained."""

    def forward_pass(self, x):
        self.notes.append(("forward", getattr(self, "training", False)))
        return super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        self.notes.append(("backward", self.training))
        return super().backward_pass(da, need_dx=need_dx)


def watched_network():
    net, notes = network(kind=Watched), []
    for layer in net.layers:
        layer.notes = notes
    return net, notes


def test_training_is_switched_on_for_the_forward_passes_and_off_for_validation_and_on_epoch_end():
    x, labels = examples()
    net, notes = watched_network()
    quick(net, x, labels, validation=(x, labels),
          on_epoch_end=lambda net, _: notes.append(("end", any(layer.training for layer in net.layers))))  # fmt: skip
    begun = notes[notes.index(("forward", True)) :]
    step = [("forward", True)] * 2 + [("backward", False)] * 2
    assert begun == (3 * step + [("forward", False)] * 2 + [("end", False)]) * 2
    assert not any(on for _, on in notes[: -len(begun)])
    assert [layer.training for layer in net.layers] == [False, False]


class Interruption:
    """Raises at the given call of the given moment; every other call of every moment passes."""

    def __init__(self, moment, call, error=KeyboardInterrupt):
        self.moment, self.left, self.error = moment, call, error

    def __call__(self, moment):
        if moment == self.moment:
            self.left -= 1
            if self.left == 0:
                raise self.error


def interrupted_run(moment, call, error=KeyboardInterrupt, **settings):
    """Five epochs of three batches and a validation, with an error on the way; the network and how to train it."""
    check = Interruption(moment, call, error)

    class Fragile(Layer):
        training = None  # until the first step

        def forward_pass(self, x):
            check("forward" if self.training else "validation" if x.shape[1] == 10 else "the look at the data")
            return super().forward_pass(x)

        def backward_pass(self, da, *, need_dx=True):
            check("backward")
            return super().backward_pass(da, need_dx=need_dx)

    net = network(kind=Fragile)

    class FragileLoss(CrossEntropy):
        def __call__(self, outputs, targets):
            if net.layers[0].training is not None:  # not while `train` looks at the data
                check("validation loss" if outputs.shape[1] == 10 else "loss")
            return super().__call__(outputs, targets)

        def derivative(self, outputs, targets):
            check("derivative")
            return super().derivative(outputs, targets)

    class FragileSGD:
        halves = SGD(0.5), SGD(0.5)

        def step(self, parameters):
            check("before the step")
            self.halves[0].step(parameters[:1])
            check("half way through the step")
            self.halves[1].step(parameters[1:])
            check("after the step")

    def transform(batch, rng):
        check("transform")
        return batch

    def on_epoch_end(net, history):
        check("on_epoch_end")

    x, labels = examples()
    plan = dict(loss=FragileLoss(), optimizer=FragileSGD(), epochs=5, validation=(x, labels), transform=transform,
                on_epoch_end=on_epoch_end)  # fmt: skip

    def run(**more):
        try:
            return quick(net, x, labels, **{**plan, **settings, **more})
        except KeyboardInterrupt:  # let through, it would end the whole test run without naming a test
            pytest.fail("the interrupt came through train")

    return net, run


MOMENTS = [  # moment, calls an epoch, whole epochs in the history if it is interrupted in the first
    ("forward", 6, 0),
    ("loss", 3, 0),
    ("derivative", 3, 0),
    ("backward", 6, 0),
    ("before the step", 3, 0),
    ("half way through the step", 3, 0),
    ("after the step", 3, 0),
    ("transform", 3, 0),
    ("validation", 2, 0),
    ("validation loss", 1, 0),
    ("on_epoch_end", 1, 1),
]


@pytest.mark.parametrize("epoch", [1, 2, 4])
@pytest.mark.parametrize("moment, calls, whole", MOMENTS)
def test_an_interrupt_at_any_moment_returns_the_history_of_the_whole_epochs_and_a_usable_network(
    moment, calls, whole, epoch
):
    for call in {1, calls}:
        net, run = interrupted_run(moment, (epoch - 1) * calls + call)
        history = run()
        assert isinstance(history, History)
        assert [len(part) for part in lists(history)] == [epoch - 1 + whole] * 3
        assert all(np.isfinite(value).all() for value, _ in net.parameters())
        assert not any(layer.training for layer in net.layers)
        assert history.interrupted and repr(history).endswith(", interrupted)")
        x, _ = examples()
        assert net.predict(x).shape == (10,) and np.isfinite(net.forward_pass(x)).all()
        whole_run = run()
        assert [len(part) for part in lists(whole_run)] == [5] * 3, "the training can be taken up again"
        assert not whole_run.interrupted


def test_an_interrupted_run_has_learned_what_a_shorter_run_learns():
    x, labels = examples()
    net, run = interrupted_run("on_epoch_end", 3)
    history = run()
    shorter = network()
    expected = quick(shorter, x, labels, epochs=3, validation=(x, labels))
    assert lists(history) == lists(expected)
    assert bits(net) == bits(shorter)


def test_an_interrupt_without_validation_leaves_the_validation_lists_empty():
    net, run = interrupted_run("after the step", 7, validation=None)
    assert [len(part) for part in lists(run())] == [2, 0, 0]


@pytest.mark.parametrize("moment", [moment for moment, _, _ in MOMENTS])
def test_any_other_error_passes_through_and_still_switches_training_off(moment):
    net, run = interrupted_run(moment, 1, ZeroDivisionError)
    with pytest.raises(ZeroDivisionError):
        run()
    assert not any(layer.training for layer in net.layers)


def test_a_loop_over_seeds_can_end_where_a_training_was_interrupted():
    x, labels = examples()
    begun = []

    def stop_in_the_second(net, history):
        if len(begun) == 2:
            raise KeyboardInterrupt

    for seed in range(5):
        begun.append(seed)
        if quick(network(seed), x, labels, on_epoch_end=stop_in_the_second).interrupted:
            break
    assert begun == [0, 1]


# History


@pytest.mark.parametrize("validated", [True, False])
def test_history_holds_one_float_an_epoch_and_nothing_of_validation_without_its_data(validated):
    x, labels = examples()
    history = quick(network(), x, labels, epochs=3, validation=(x, labels) if validated else None)
    assert [len(part) for part in lists(history)] == [3, 3 * validated, 3 * validated]
    assert all(type(value) is float and math.isfinite(value) for part in lists(history) for value in part)


def test_validation_measures_the_network_after_each_epoch_as_accuracy_and_the_loss_do():
    x, labels = examples()
    x_val, y_val = examples(17, seed=5)
    measured = []

    def measure(net, _):
        measured.append((CrossEntropy()(net.forward_pass(x_val), y_val), accuracy(net, x_val, y_val)))

    history = quick(network(), x, labels, epochs=8, validation=(x_val, y_val), on_epoch_end=measure)
    assert history.validation_loss == pytest.approx([value for value, _ in measured], rel=1e-12)
    assert history.validation_accuracy == [share for _, share in measured]
    assert len(set(history.validation_accuracy)) > 1


def test_validation_of_one_logit_agrees_with_accuracy():
    x, labels = examples(30)
    net = network(outs=1)
    history = quick(net, x, labels > 0, loss=BinaryCrossEntropy(), validation=(x, (labels > 0).astype(int)))
    assert history.validation_accuracy[-1] == accuracy(net, x, (labels > 0).astype(int))
    assert 0 < history.validation_accuracy[-1] < 1


def test_validation_data_teach_nothing():
    x, labels = examples()
    with_validation, without = network(), network()
    quick(with_validation, x, labels, validation=examples(17, seed=5))
    quick(without, x, labels)
    assert bits(with_validation) == bits(without)


def test_the_history_prints_where_the_run_ended():
    history = History()
    assert repr(history) == "History(0 epochs)"
    history.train_loss = [2.5]
    assert repr(history) == "History(1 epoch, training loss 2.5000)"
    history.train_loss = [2.5, 0.123456]
    assert repr(history) == "History(2 epochs, training loss 0.1235)"
    history.validation_loss, history.validation_accuracy = [2.0, 0.25], [0.1, 0.9876]
    assert repr(history) == "History(2 epochs, training loss 0.1235, validation loss 0.2500, accuracy 98.76%)"
    history.interrupted = True
    assert repr(history).endswith(", accuracy 98.76%, interrupted)")


# Progress


@pytest.mark.parametrize("moment, error", [("", None), ("loss", KeyboardInterrupt), ("loss", ZeroDivisionError)])
def test_the_bar_counts_the_epochs_and_is_closed_however_the_training_ends(monkeypatch, moment, error):
    seen = []

    def bar(epochs, progress):
        assert progress
        seen.append(f"of {epochs}")
        try:
            for epoch in range(epochs):
                seen.append(epoch)
                yield epoch
        finally:
            seen.append("closed")

    monkeypatch.setattr(nnlib.training, "progress_bar", bar)
    _, run = interrupted_run(moment, 8, error, progress=True)
    if error is ZeroDivisionError:
        with pytest.raises(error):
            run()
    else:
        run()
    assert seen == ["of 5", *range(5 if error is None else 3), "closed"]


def test_without_progress_the_epochs_are_plain_numbers():
    assert nnlib.training.progress_bar(3, progress=False) == range(3)


@pytest.mark.parametrize("progress, shown", [("", True), ("progress=True", True), ("progress=False", False)])
def test_tqdm_shows_a_bar_unless_progress_is_false(progress, shown):
    """In a fresh Python: tqdm reads its environment when it is imported."""
    program = f"""
import numpy as np
from nnlib import CrossEntropy, Identity, Layer, NeuralNetwork, SGD, train
net = NeuralNetwork([Layer(2, 2, Identity())])
train(net, np.ones((2, 12)), np.zeros(12, int), loss=CrossEntropy(), optimizer=SGD(0.1), epochs=3, batch_size=5,
      {progress})
"""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("TQDM_")}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout == ""
    if shown:
        assert "training" in run.stderr and "100%" in run.stderr and "3/3" in run.stderr
    else:
        assert run.stderr == ""


def test_without_tqdm_a_training_runs_without_a_bar(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)  # as after an installation of nnlib alone
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    assert len(quick(network(), *examples(), epochs=3, progress=True).train_loss) == 3


# The look at the data before the first step


def test_a_layer_that_looks_at_training_and_sets_it_nowhere_can_be_trained():
    class Noise:  # a layer as CONTRIBUTING describes it
        def forward_pass(self, x):
            seen.append(self.training)
            self.a = x
            return x

        def backward_pass(self, da, *, need_dx=True):
            return da

        def parameters(self):
            return []

    seen = []
    rng = np.random.default_rng(0)
    net = NeuralNetwork([Noise(), Layer(4, 3, Identity(), rng=rng)])
    x, labels = examples()
    assert len(quick(net, x, labels, validation=(x, labels)).train_loss) == 2
    assert seen == [False] * 2 + ([True] * 3 + [False]) * 2


def test_a_refused_training_leaves_what_the_layers_keep_for_the_way_back():
    net, loss, (x, labels) = network(), CrossEntropy(), examples()
    outputs = net.forward_pass(x)
    with pytest.raises(ValueError, match="labels must be from 0 to 2"):
        quick(net, x, labels + 1)
    net.backward_pass(loss.derivative(outputs, labels))
    assert net.layers[0].dW.any()


@pytest.mark.parametrize("kept", [True, False])
def test_the_look_at_the_data_is_taken_out_of_training(kept):
    layer = Layer(4, 3, Identity())
    layer.training = kept  # set by hand, for a gradient check
    seen = []
    layer.forward_pass = lambda x: seen.append(x.shape) or Layer.forward_pass(layer, x)
    check_data(NeuralNetwork([layer]), *examples(), CrossEntropy(), "training")
    assert seen == [(4, 1)] and layer.training is kept


def test_the_look_at_the_data_takes_little_memory_however_large_the_targets():
    x = np.random.default_rng(0).random((784, 6000)).astype(np.float32)
    net = NeuralNetwork([Layer(784, 8, ReLU(), dtype=np.float32), Layer(8, 784, Identity(), dtype=np.float32)])
    tracemalloc.start()
    check_data(net, x, x, MSE(), "training")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < x.nbytes, "the targets alone take as much"


@pytest.mark.parametrize("targets, shape", [(np.zeros((1, 2500), int), "(1, 2500)"), (np.zeros(2499, int), "(2499,)"),
                                            (np.zeros(2501, int), "(2501,)")])  # fmt: skip
def test_targets_of_a_wrong_shape_are_refused_with_the_shape_of_all_of_them(targets, shape):
    x, _ = examples(2500)
    with pytest.raises(ValueError, match=rf"shape \(2500,\), but got shape {re.escape(shape)}"):
        quick(network(), x, targets)


class Weighted(CrossEntropy):
    """As in chapter 14: what goes in or comes out may be changed."""


OWN = type("CrossEntropy", (), {name: getattr(CrossEntropy, name) for name in ("__call__", "derivative")})
TWICE = [
    (CrossEntropy(), Softmax()), (Distillation(4), Softmax()), (Weighted(), Softmax()), (OWN(), Softmax()),
    (CrossEntropy(), type("Mild", (Softmax,), {})()), (BinaryCrossEntropy(), Sigmoid()),
]  # fmt: skip


@pytest.mark.parametrize("loss, act_function", TWICE)
def test_an_activation_that_the_loss_applies_itself_is_refused_as_the_last_one(loss, act_function):
    (x, labels), outs = examples(), 1 if isinstance(act_function, Sigmoid) else 3
    net = network(outs=outs)
    net.layers[-1].act_function = act_function
    words = r"\w+\(\) applies (Softmax|Sigmoid)\(\) itself; use Identity\(\)"
    dropout = Dropout(0.5, rng=np.random.default_rng(0))  # behind which a layer without weights may come
    for twice in (net, NeuralNetwork([*net.layers, dropout])):
        with pytest.raises(ValueError, match=words):
            quick(twice, x, labels % max(2, outs), loss=loss)
    quick(net, x, np.full((outs, 10), 0.5), loss=MSE())  # under another loss it may stand,
    more = NeuralNetwork([*net.layers, Layer(outs, outs, Identity())])  # and inside it is no mistake
    quick(more, x, labels % max(2, outs), loss=loss)


# Optimizer


def test_a_schedule_is_called_once_a_step_with_0_1_2_and_on_through_the_epochs():
    x, labels = examples()
    asked = []

    def schedule(step):
        asked.append(step)
        return 0.1

    optimizer = SGD(schedule)
    net = network()
    quick(net, x, labels, optimizer=optimizer, epochs=3)
    assert asked == list(range(9)) and optimizer.steps == 9
    quick(net, x, labels, optimizer=optimizer, epochs=1)
    assert asked == list(range(12)), "an optimizer that is used again for its network goes on counting"


def test_a_schedule_sets_the_rate_of_each_step():
    value = np.array([[10.0]])
    optimizer = SGD(lambda step: [1.0, 0.5, 0.25][step])
    for expected in (9.0, 8.5, 8.25):
        optimizer.step([(value, np.array([[1.0]]))])
        assert value == expected


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("rate", [0.3, 1, lambda step: 0.3, lambda step: np.float64(0.3)])
def test_sgd_moves_the_same_arrays_by_exactly_the_rate_times_the_gradient(rate, dtype):
    rng = np.random.default_rng(0)
    pairs = [(rng.normal(size=(3, 2)).astype(dtype), rng.normal(size=(3, 2)).astype(dtype)) for _ in range(3)]
    values, kept = [value for value, _ in pairs], [(value.copy(), gradient.copy()) for value, gradient in pairs]
    SGD(rate).step(pairs)
    number = 1 if rate == 1 else 0.3
    for (value, gradient), same, (old, old_gradient) in zip(pairs, values, kept, strict=True):
        assert value is same and value.dtype == dtype
        np.testing.assert_array_equal(value, old - number * old_gradient)
        np.testing.assert_array_equal(gradient, old_gradient)


def test_training_moves_the_arrays_of_the_layers_in_place():
    x, labels = examples()
    net = network()
    arrays = [value for value, _ in net.parameters()]
    before = bits(net)
    quick(net, x, labels)
    for layer, (W, b) in zip(net.layers, (arrays[:2], arrays[2:]), strict=True):
        assert layer.W is W and layer.b is b
    assert all(now != then for now, then in zip(bits(net), before, strict=True))


# It learns


def test_targets_of_shape_outs_n_are_learned_with_mse():
    rng = np.random.default_rng(0)
    W, b = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, 1.0]]), np.array([[0.5], [-1.0]])
    x = rng.normal(size=(3, 40))
    net = NeuralNetwork([Layer(3, 2, Identity(), rng=rng)])
    history = train(net, x, W @ x + b, loss=MSE(), optimizer=SGD(0.2), epochs=200, batch_size=16, rng=rng,
                    validation=(x[:, :5], (W @ x + b)[:, :5]), progress=False)  # fmt: skip
    assert history.train_loss[-1] < 1e-12 < history.train_loss[0]
    assert history.validation_loss[-1] < 1e-12
    np.testing.assert_allclose(net.layers[0].W, W, atol=1e-6)
    np.testing.assert_allclose(net.layers[0].b, b, atol=1e-6)


def test_a_network_with_one_output_learns_xor():
    x, labels = np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), np.array([0, 1, 1, 0])
    rng = np.random.default_rng(0)
    net = NeuralNetwork([Layer(2, 4, Tanh(), rng=rng), Layer(4, 1, Identity(), rng=rng)])
    history = train(net, x, labels, loss=BinaryCrossEntropy(), optimizer=SGD(1.0), epochs=500, rng=rng, progress=False)
    assert history.train_loss[0] > 0.5 and history.train_loss[-1] < 0.05
    assert net.predict(x).tolist() == [0, 1, 1, 0]
    assert accuracy(net, x, labels) == 1.0


def test_memory_does_not_grow_with_the_epochs():
    x, y = np.random.default_rng(0).random((50, 2000)), np.arange(2000) % 10
    net = NeuralNetwork([Layer(50, 32, ReLU()), Layer(32, 10, Identity())])
    used = []
    tracemalloc.start()
    train(net, x, y, loss=CrossEntropy(), optimizer=SGD(0.1), epochs=60, validation=(x, y), progress=False,
          on_epoch_end=lambda net, history: used.append(tracemalloc.get_traced_memory()[0]))  # fmt: skip
    tracemalloc.stop()
    assert used[-1] - used[9] < 50 * 1000, "fifty epochs may add their history and no array of the data's size"
