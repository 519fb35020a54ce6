"""Optimizers, schedules, decay, dropout and early stopping do what chapters 09 and 10 promise (beside PyTorch)."""

import numpy as np
import pytest

from nnlib import (
    SGD,
    Adam,
    Conv2D,
    CrossEntropy,
    Dropout,
    EarlyStopping,
    Flatten,
    History,
    Identity,
    Images,
    Layer,
    LeakyReLU,
    MaxPool2D,
    Momentum,
    NeuralNetwork,
    ReLU,
    RMSProp,
    Tanh,
    WeightDecay,
    cosine_decay,
    gradient_check,
    one_cycle,
    train,
)


def steps_of(optimizer, slopes):
    """How far one weight moves at each step, with these slopes."""
    value, moves = np.zeros((1, 1)), []
    for slope in slopes:
        before = value.copy()
        optimizer.step([(value, np.full((1, 1), float(slope)))])
        moves.append((before - value).item())
    return np.array(moves)


def test_momentum_adds_up_slopes_that_agree_and_cancels_those_that_alternate():
    np.testing.assert_allclose(steps_of(Momentum(1.0), [1, 1, 1]), [1, 1.9, 2.71])
    np.testing.assert_allclose(steps_of(Momentum(1.0), [1, -1, 1, -1]), [1, -0.1, 0.91, -0.181])


def test_momentum_of_0_is_gradient_descent():
    slopes = np.random.default_rng(0).normal(size=20)
    np.testing.assert_array_equal(steps_of(Momentum(0.1, 0), slopes), steps_of(SGD(0.1), slopes))


def test_first_step_of_rmsprop_is_ten_rates_long_whatever_the_slope():
    for slope in (0.01, 1, 100):
        np.testing.assert_allclose(steps_of(RMSProp(0.001), [slope]), [0.01], rtol=1e-5)


def test_first_steps_of_adam_are_one_rate_long_whatever_the_slope():
    for slope in (0.01, 1, 100):
        np.testing.assert_allclose(steps_of(Adam(0.001), [slope] * 5), [0.001] * 5, rtol=1e-5)


@pytest.mark.parametrize("optimizer", [Momentum(0.1), RMSProp(0.1), Adam(0.1)], ids=lambda o: type(o).__name__)
def test_gradients_are_left_as_they_were_and_the_memory_is_no_view_of_them(optimizer):
    value, gradient = np.zeros((2, 3)), np.arange(6.0).reshape(2, 3)
    for _ in range(3):
        optimizer.step([(value, gradient)])
    np.testing.assert_array_equal(gradient, np.arange(6.0).reshape(2, 3))
    assert optimizer.memory
    for memory in optimizer.memory.values():
        assert not np.shares_memory(memory, gradient) and not np.shares_memory(memory, value)


def test_one_cycle_rises_for_a_quarter_and_ends_at_a_thousandth():
    rates = [one_cycle(0.2, 400)(step) for step in range(400)]
    assert rates[0] == pytest.approx(0.02) and rates[99] == pytest.approx(0.2) and rates[-1] == pytest.approx(0.0002)
    assert np.all(np.diff(rates[:100]) > 0) and np.all(np.diff(rates[99:]) < 0)


def test_cosine_decay_starts_at_the_peak_and_is_halfway_in_the_middle():
    rates = [cosine_decay(0.2, 101)(step) for step in range(101)]
    assert rates[0] == pytest.approx(0.2) and rates[50] == pytest.approx(0.1001) and rates[-1] == pytest.approx(0.0002)
    assert np.all(np.diff(rates) < 0)


@pytest.mark.parametrize("schedule", [one_cycle, cosine_decay])
def test_schedule_stays_at_its_lowest_rate_after_its_last_step(schedule):
    for steps in (2, 3, 4, 5, 100):
        rate = schedule(0.2, steps)
        assert rate(steps - 1) == pytest.approx(0.0002)
        assert rate(steps) == rate(10 * steps) == rate(steps - 1)


def test_memory_has_the_shape_and_dtype_of_each_parameter_even_where_a_gradient_is_of_integers():
    for optimizer in (Momentum(0.1), RMSProp(0.1), Adam(0.1)):
        values = [np.zeros((2, 3), np.float32), np.zeros((2, 1))]
        optimizer.step([(value, np.ones(value.shape, int)) for value in values])
        for (_, number), memory in optimizer.memory.items():
            assert memory.shape == values[number].shape and memory.dtype == values[number].dtype


@pytest.mark.parametrize(
    "optimizer, text",
    [
        (SGD(0.1), "SGD(0.1)"),
        (Momentum(0.1), "Momentum(0.1, momentum=0.9)"),
        (RMSProp(), "RMSProp(learning_rate=0.001, decay=0.99, epsilon=1e-08)"),
        (Adam(), "Adam(learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-08)"),
        (SGD(one_cycle(0.1, 10)), "SGD(one_cycle.<locals>.rate)"),
    ],
)
def test_optimizer_prints_what_it_was_made_with(optimizer, text):
    assert repr(optimizer) == text


def test_weight_decay_prints_its_optimizer_and_strength():
    assert repr(WeightDecay(SGD(0.1), 0.5)) == "WeightDecay(SGD(0.1), 0.5)"


def test_layers_and_networks_print_as_the_calls_that_make_them():
    """Also what is written by a reader on top of them."""

    class Swish(Identity):
        pass

    layers = [Images(1, 6, 6), Conv2D(1, 2, 3, LeakyReLU(0.2)), MaxPool2D(2), Flatten(), Layer(8, 3, Swish())]
    shown = "Images(1, 6, 6), Conv2D(1, 2, 3, LeakyReLU(alpha=0.2), stride=1, padding=0), MaxPool2D(2), Flatten()"
    assert repr(NeuralNetwork(layers)) == f"NeuralNetwork([{shown}, Layer(8, 3, Swish())])"
    assert repr(Dropout(0.5, rng=np.random.default_rng(0))) == "Dropout(0.5)"
    assert repr(EarlyStopping(3)) == "EarlyStopping(3)" and repr(CrossEntropy()) == "CrossEntropy()"


class Passed(Layer):
    def __init__(self, *args, **settings):
        super().__init__(*args, **settings)


class Square(Layer):
    def __init__(self, size, act_function, scale=2):
        super().__init__(size, size, act_function)


class Unfinished(Layer):
    def __init__(self, ins, outs, act_function):
        print(self)


class Loud(ReLU):
    def __repr__(self):
        raise RuntimeError("no words")


def test_what_a_derived_class_does_not_keep_is_left_out_where_it_prints():
    assert repr(Passed(3, 2, ReLU())) == "Passed(…)"
    assert repr(Square(3, ReLU())) == "Square(ReLU(), …)"
    assert repr(Unfinished(3, 2, ReLU())) == "Unfinished(…)"
    layer = Layer(3, 2, ReLU())
    layer.act_function = Loud()
    assert repr(layer) == "Layer(3, 2, …)"
    assert repr(NeuralNetwork([Passed(3, 2, ReLU())])) == "NeuralNetwork([Passed(…)])"


# One optimizer, one network


EVERY_OPTIMIZER = [SGD, Momentum, RMSProp, Adam]


@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
def test_optimizer_goes_on_with_the_arrays_that_it_moved_in_a_second_training(optimizer):
    net, going_on = quiet(Layer(3, 2, ReLU())), optimizer(cosine_decay(0.1, 10))
    for _ in range(10):
        going_on.step(net.parameters())
    assert going_on.steps == 10


@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
def test_parameters_taken_before_the_loop_stay_true(optimizer):
    rng = np.random.default_rng(0)
    nets = [NeuralNetwork([Layer(3, 4, Tanh(), rng=np.random.default_rng(1))]) for _ in range(2)]
    x, da = rng.normal(size=(3, 5)), rng.normal(size=(4, 5))
    optimizers, kept = [optimizer(0.1), optimizer(0.1)], nets[0].parameters()
    for _ in range(20):
        for net, moving, parameters in zip(nets, optimizers, (kept, nets[1].parameters())):
            net.forward_pass(x)
            net.backward_pass(da)
            moving.step(parameters)
    assert np.any(kept[0][1]), "the gradient in the pair is the one of the last backward pass"
    for (one, _), (other, _) in zip(nets[0].parameters(), nets[1].parameters()):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    "layer", [Layer(18, 2, Tanh()), Conv2D(2, 3, 2, Tanh())], ids=lambda layer: type(layer).__name__
)
def test_gradients_are_written_into_the_same_arrays_each_time(layer):
    x = np.ones((18, 4)) if isinstance(layer, Layer) else np.ones((2, 3, 3, 4))
    before = layer.parameters()
    layer.backward_pass(np.ones_like(layer.forward_pass(x)))
    for (_, gradient), (_, later) in zip(before, layer.parameters()):
        assert gradient is later and gradient.any()


# Weight decay


def quiet(*layers):
    """A network whose parameters are all 2, and whose gradients are all 0.5."""
    net = NeuralNetwork(list(layers))
    for value, gradient in net.parameters():
        value[...], gradient[...] = 2, 0.5
    return net


@pytest.mark.parametrize(
    "layer",
    [Layer(3, 2, ReLU()), Layer(1, 2, ReLU()), Layer(1, 1, ReLU()), Conv2D(2, 3, 2, ReLU()), Conv2D(1, 1, 1, ReLU())],
    ids=lambda layer: f"W of shape {layer.W.shape}",
)
def test_weight_decay_shrinks_weights_and_biases_whatever_their_shape(layer):
    net = quiet(layer)
    WeightDecay(SGD(0.1), 0.01).step(net.parameters())
    for value, _ in net.parameters():
        np.testing.assert_allclose(value, 2 * (1 - 0.1 * 0.01) - 0.1 * 0.5)


def test_weight_decay_takes_the_same_fraction_whatever_the_slopes_that_adam_remembers():
    net = quiet(Layer(3, 2, ReLU()))
    for _, gradient in net.parameters():
        gradient[...] = 0
    WeightDecay(Adam(0.003), 0.01).step(net.parameters())
    np.testing.assert_allclose(net.layers[0].W, 2 * (1 - 0.003 * 0.01), rtol=1e-12)


def test_weight_decay_leaves_the_gradients_of_the_layers_alone():
    net = quiet(Layer(3, 2, ReLU()))
    WeightDecay(SGD(0.1), 0.5).step(net.parameters())
    assert all(np.all(gradient == 0.5) for _, gradient in net.parameters())


def test_weight_decay_shrinks_what_is_trained_and_nothing_else():
    a, b = quiet(Layer(3, 2, Identity())), quiet(Layer(3, 2, Identity()))
    x, y = np.ones((3, 4)), np.array([0, 1, 0, 1])
    train(b, x, y, loss=CrossEntropy(), optimizer=WeightDecay(SGD(0.1), 0.5), epochs=1, progress=False)
    assert all(np.all(value == 2) for value, _ in a.parameters()) and np.all(b.layers[0].W < 2)


# Dropout


def test_dropout_keeps_the_mean_and_drops_the_stated_share():
    layer = Dropout(0.2, rng=np.random.default_rng(0))
    layer.training = True
    out = layer.forward_pass(np.ones((100, 1000)))
    assert set(np.unique(out)) == {0, 1.25}
    assert np.mean(out == 0) == pytest.approx(0.2, abs=0.01) and out.mean() == pytest.approx(1, abs=0.01)


def test_dropout_draws_anew_at_each_forward_pass_and_is_off_by_default():
    layer, x = Dropout(0.5, rng=np.random.default_rng(0)), np.ones((20, 30))
    assert layer.forward_pass(x) is not None and np.array_equal(layer.forward_pass(x), x)
    layer.training = True
    assert not np.array_equal(layer.forward_pass(x), layer.forward_pass(x))


def test_gradient_passes_the_mask_of_the_forward_pass():
    layer, x = Dropout(0.5, rng=np.random.default_rng(0)), np.ones((20, 30))
    layer.training = True
    out, da = layer.forward_pass(x), np.random.default_rng(1).normal(size=x.shape)
    np.testing.assert_array_equal(layer.backward_pass(da), da * out)
    assert layer.backward_pass(da, need_dx=False) is None
    layer.training = False
    layer.forward_pass(x)
    np.testing.assert_array_equal(layer.backward_pass(da), da)


class Frozen(Dropout):
    """Draws the same mask at each forward pass, so that nudges can be compared."""

    def forward_pass(self, x):
        self.rng = np.random.default_rng(0)
        return super().forward_pass(x)


def test_gradients_through_dropout_agree_with_nudges():
    rng = np.random.default_rng(0)
    frozen = Frozen(0.5, rng=rng)
    net = NeuralNetwork([Layer(6, 8, Tanh(), rng=rng), frozen, Layer(8, 3, Identity(), rng=rng)])
    frozen.training = True
    report = gradient_check(net, CrossEntropy(), rng.normal(size=(6, 5)), rng.integers(0, 3, 5))
    assert report.ok and np.any(frozen.mask == 0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dropout_keeps_the_dtype_both_ways(dtype):
    layer, x = Dropout(0.5, rng=np.random.default_rng(0)), np.ones((4, 3), dtype)
    for layer.training in (True, False):
        assert layer.forward_pass(x).dtype == dtype and layer.backward_pass(x).dtype == dtype


def sample_run(dropout, **settings):
    rng = np.random.default_rng(0)
    layers = [Layer(4, 30, ReLU(), rng=rng), Layer(30, 3, Identity(), rng=rng)]
    net = NeuralNetwork([layers[0], dropout, layers[1]] if dropout else layers)
    x, y = rng.normal(size=(4, 90)), rng.integers(0, 3, 90)
    return net, train(net, x, y, loss=CrossEntropy(), optimizer=SGD(0.3), rng=rng, progress=False, **settings)


def test_train_switches_dropout_on_and_off_again_also_when_it_is_interrupted():
    seen = []

    class Watched(Dropout):
        def forward_pass(self, x):
            seen.append(self.training)
            if len(seen) == 6:
                raise KeyboardInterrupt
            return super().forward_pass(x)

    watched = Watched(0.5, rng=np.random.default_rng(0))
    sample_run(watched, epochs=5, batch_size=30)
    assert seen == [False] + [True] * 5  # one look at the data's shape, then training until the interrupt
    assert not watched.training


# Early stopping


def history_of(losses):
    history = History()
    history.validation_loss = list(losses)
    return history


def test_stopper_waits_for_patience_epochs_after_the_best_and_restore_brings_its_weights_back():
    net = NeuralNetwork([Layer(2, 2, Identity(), rng=np.random.default_rng(0))])
    stopper, losses = EarlyStopping(3), [0.9, 0.7, 0.6, 0.65, 0.62, 0.61, 0.63]
    for epoch in range(1, 8):
        net.layers[0].W[...] = epoch
        net.layers[0].b[...] = -epoch
        if stopper(net, history_of(losses[:epoch])):
            break
    assert epoch == 6 and stopper.best_epoch == 3 and stopper.best_loss == 0.6
    assert np.all(net.layers[0].W == 6), "the stopper itself changes nothing"
    stopper.restore(net)
    assert np.all(net.layers[0].W == 3) and np.all(net.layers[0].b == -3)


def test_best_weights_can_be_restored_into_a_twin_and_stay_as_they_are():
    nets = [NeuralNetwork([Layer(2, 2, Identity(), rng=np.random.default_rng(seed))]) for seed in range(2)]
    stopper, best = EarlyStopping(2), nets[0].layers[0].W.copy()
    stopper(nets[0], history_of([0.1]))
    stopper.restore(nets[1])
    nets[1].layers[0].W += 1
    stopper.restore(nets[0])
    np.testing.assert_array_equal(nets[0].layers[0].W, best)


def test_stopper_with_settings_of_its_own_can_be_built_on_early_stopping():
    class AtLeast(EarlyStopping):
        def __init__(self, *, epochs):
            super().__init__(patience=1)
            self.epochs = epochs

        def __call__(self, net, history):
            return super().__call__(net, history) and len(history.validation_loss) >= self.epochs

    rng = np.random.default_rng(5)
    validation = rng.normal(size=(4, 60)), rng.integers(0, 3, 60)
    _, history = sample_run(None, epochs=80, batch_size=30, validation=validation, on_epoch_end=AtLeast(epochs=3))
    assert 3 <= len(history.validation_loss) < 80


def test_losses_that_are_no_numbers_never_count_as_better():
    net = NeuralNetwork([Layer(2, 2, Identity(), rng=np.random.default_rng(0))])
    stopper = EarlyStopping(2)
    assert [stopper(net, history_of([1.0, np.nan, np.nan][:n])) for n in (1, 2, 3)] == [False, False, True]
    assert stopper.best_epoch == 1


def test_first_loss_that_is_no_number_is_not_taken_for_the_best():
    net = NeuralNetwork([Layer(2, 2, Identity(), rng=np.random.default_rng(0))])
    stopper, losses = EarlyStopping(3), [np.nan, 0.7, 0.8, 0.9, 1.0]
    for epoch in range(1, 6):
        net.layers[0].W[...] = epoch
        if stopper(net, history_of(losses[:epoch])):
            break
    assert (epoch, stopper.best_epoch, stopper.best_loss) == (5, 2, 0.7)
    stopper.restore(net)
    assert np.all(net.layers[0].W == 2)


def test_training_of_nothing_but_nan_ends_and_says_that_there_is_nothing_to_restore():
    net = NeuralNetwork([Layer(2, 2, Identity(), rng=np.random.default_rng(0))])
    stopper = EarlyStopping(2)
    assert [stopper(net, history_of([np.nan] * n)) for n in (1, 2)] == [False, True]
    assert (stopper.best_epoch, stopper.best_loss) == (0, np.inf)
    with pytest.raises(ValueError, match="no best weights"):
        stopper.restore(net)


def test_training_ends_early_and_restore_brings_the_best_epoch_back():
    rng = np.random.default_rng(5)
    x_val, y_val = rng.normal(size=(4, 60)), rng.integers(0, 3, 60)
    stopper = EarlyStopping(4)
    net, history = sample_run(None, epochs=200, batch_size=30, validation=(x_val, y_val), on_epoch_end=stopper)
    assert len(history.validation_loss) == stopper.best_epoch + 4 < 200
    stopper.restore(net)
    assert CrossEntropy()(net.forward_pass(x_val), y_val) == pytest.approx(min(history.validation_loss), rel=1e-12)


def test_restore_brings_the_best_back_when_the_epochs_ran_out_first():
    rng = np.random.default_rng(5)
    x_val, y_val = rng.normal(size=(4, 60)), rng.integers(0, 3, 60)
    stopper = EarlyStopping(1000)
    net, history = sample_run(None, epochs=60, batch_size=30, validation=(x_val, y_val), on_epoch_end=stopper)
    assert CrossEntropy()(net.forward_pass(x_val), y_val) > min(history.validation_loss) * 1.001
    stopper.restore(net)
    assert CrossEntropy()(net.forward_pass(x_val), y_val) == pytest.approx(min(history.validation_loss), rel=1e-12)
