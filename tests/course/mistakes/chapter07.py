"""Wrong answers to the exercises of chapter 07 that are no slips, each with a fragment of its message."""

import numpy as np

from nncourse.exercises.chapter07 import rows_with, shortcut_with, solve_backprop, solve_chain, through_neurons
from nnlib.layers import Layer


def into_x(self, x):
    x += Layer.forward_pass(self, x)
    return x


def unfilled_at_the_bottom(self, da, *, need_dx=True):
    return through_neurons(self, da) + da if need_dx else None


def into_tensors(self, da, *, need_dx=True):
    dx = through_neurons(self, da) + da
    self.dW = 3 * self.dW
    return dx


def scaled(factor):
    """Slopes of the whole network, each times a factor that may depend on the targets."""

    def answer(weights, biases, x, targets):
        times = factor(targets)
        return [(times * dW, times * db) for dW, db in solve_backprop(weights, biases, x, targets)]

    return answer


def one_layer_wrong(weights, biases, x, targets):
    gradients = solve_backprop(weights, biases, x, targets)
    gradients[0] = (gradients[0][0] + 0.01, gradients[0][1])
    return gradients


def first_biases_wrong(weights, biases, x, targets):
    gradients = solve_backprop(weights, biases, x, targets)
    gradients[0] = (gradients[0][0], gradients[0][1] + 0.01)
    return gradients


def stepping(weights, biases, x, targets):
    gradients = solve_backprop(weights, biases, x, targets)
    for W, (dW, _) in zip(weights, gradients):
        W -= 0.5 * dW
    return gradients


def two_layers_only(weights, biases, x, targets):
    (W1, W2), (b1, b2) = weights, biases
    return solve_backprop([W1, W2], [b1, b2], x, targets)


def flat_biases(weights, biases, x, targets):
    return [(dW, db.ravel()) for dW, db in solve_backprop(weights, biases, x, targets)]


def two_lists(*arguments):
    pairs = solve_backprop(*arguments)
    return [dW for dW, _ in pairs], [db for _, db in pairs]


def numeric(act, weights, biases, x):
    def output(x):
        for weight, bias in zip(weights, biases):
            x = act(weight * x + bias)
        return x

    return output(x), (output(x + 1e-6) - output(x - 1e-6)) / 2e-6


MISTAKES = {
    "on_paper": [
        ((17, 8, -12, -4), "too large"),
        ((16, 8, -12), "four numbers"),
    ],
    "silent": [
        ([], "none? A slope is"),
        (["W1[0, 0]", "W1[0, 1]"], "W1[0, 1] is on your list, but x2"),
        (["W1[0, 0]", "W1[1, 0]", "W1[1, 1]", "W2[1, 0]", "W2[1, 1]"], "W2[1, 0] is on your list"),
        (["W1[0, 0]", "W1[1, 0]"], "Who listens to h2"),
        (["W1[1, 1]", "W2[0, 1]"], "more listeners than one"),
        (["W1[0, 0]", "W2[0, 1]", "W2[1, 1]"], "how much blame passes back"),
        (["W1[0,0]", "W1[1,0]", "W2[0,1]", "W2[1,1]"], "which weights wait for it"),
        (["W1[1, 0]", "W1[1, 1]", "W2[0, 1]", "W2[1, 1]"], "x1 is 0"),
        (["W1[0][0]"], "not the name of a weight"),
        ("W1[0, 0]", "a list of names"),
        (5, "a list of names"),
    ],
    "truce": [
        (0.25, "it should be 0"),
        ("0.5", "one finite number"),
        (np.nan, "one finite number"),
    ],
    "rows": [
        (rows_with(dW=lambda W, x, dz: x.T), "dW differs in"),
        (
            rows_with(db=lambda W, x, dz: dz.sum(axis=0, keepdims=True)),
            "db should have shape (3,), but has shape (1, 3)",
        ),
        (rows_with(dx=lambda W, x, dz: np.full(x.shape, np.nan)), "nan or inf"),
        (lambda W, x, dz: x.T @ dz, "should return dW, db and dx"),
    ],
    "shortcut": [
        (shortcut_with(forward=into_x), "x was changed by +=; self.x is the same array"),
        (shortcut_with(forward=lambda self, x: x + self.forward_pass(x)), "forward_pass calls itself without end"),
        (shortcut_with(lambda self, da, need_dx=True: da + self.backward_pass(da)), "backward_pass calls itself"),
        (shortcut_with(unfilled_at_the_bottom), "with need_dx=False dW stays as it was"),
        (shortcut_with(into_tensors), "dW differs"),
        (
            shortcut_with(lambda self, da, need_dx=True: through_neurons(self, da, need_dx) + da),
            "with need_dx=False",
        ),
        (shortcut_with(lambda self, da: through_neurons(self, da) + da), "should accept need_dx"),
        (Layer, "where is the shortcut?"),
        (lambda x: x, "the class itself"),
        (int, "class Shortcut(Layer)"),
    ],
    "two_tables": [
        (("B", "G"), "choose one of"),
        ("BD", "a pair of letters"),
    ],
    "deep": [
        ("c", "choose one of"),
    ],
    "backprop": [
        (scaled(lambda targets: targets.size), "MSE is their mean"),
        (scaled(lambda targets: targets.size / 2), "2 (output − target), divided"),
        (scaled(lambda targets: 0.5), "the square's 2 is missing"),
        (scaled(lambda targets: len(targets)), "not of the examples alone"),
        (scaled(lambda targets: -1), "the sign: is it targets − outputs?"),
        (lambda *arguments: solve_backprop(*arguments)[-1:], "3 pairs"),
        (lambda *arguments: solve_backprop(*arguments)[0][0], "a list of pairs"),
        (lambda *arguments: [dW for dW, _ in solve_backprop(*arguments)], "entry 1 of the result"),
        (two_lists, "a list of all dW and one of all db"),
        (flat_biases, "db of layer 3 (the last) should have shape (3, 1)"),
        (one_layer_wrong, "dW of layer 1 (its db is right, so what came in?)"),
        (first_biases_wrong, "db of layer 1 (layer 2 is right, so look between the two)"),
        (two_layers_only, "with 3 layers your code raised ValueError: too many values to unpack"),
        (stepping, "was a step taken?"),
    ],
    "chain": [
        (numeric, "backward was never called"),
        (lambda *given: solve_chain(*given)[0], "two numbers, output and slope"),
        (lambda act, weights, biases, x: (0.25, 0.0), "the output is 0.25"),
    ],
    "elu": [
        (lambda a, da: (a + 1) * da.T, "your code raised ValueError"),
        (lambda a, da: np.where(a > 0, da, 0.5), "dz differs in"),
        (lambda a, da: (a * da).sum(), "should have shape (2, 8)"),
    ],
}
