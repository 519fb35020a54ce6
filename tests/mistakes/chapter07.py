"""Typical wrong answers to the exercises of chapter 07, each with a fragment of the message that it must get."""

import numpy as np

from nnlib.exercises.chapter07 import SLIPS, Shortcut, slipped, solve_backprop
from nnlib.layers import Layer


def rows(dW=lambda W, x, dz: x.T @ dz, db=lambda W, x, dz: dz.sum(axis=0), dx=lambda W, x, dz: dz @ W.T):
    """An answer to `rows` with one of its three lines replaced."""
    return lambda W, x, dz: (dW(W, x, dz), db(W, x, dz), dx(W, x, dz))


def shortcut(back=None, forward=None):
    """A class of layers with a shortcut, one of its methods replaced."""
    methods = {"backward_pass": back} if back else {}
    return type("Shortcut", (Shortcut,), methods | ({"forward_pass": forward} if forward else {}))


def neurons(layer, da, need_dx=True):
    return Layer.backward_pass(layer, da, need_dx=need_dx)


def in_place(self, x):
    out = Layer.forward_pass(self, x)
    out += x
    return out


def into_x(self, x):
    x += Layer.forward_pass(self, x)
    return x


def unfilled_at_the_bottom(self, da, *, need_dx=True):
    return neurons(self, da) + da if need_dx else None


def by_name(self, x):
    self.a = x + Layer.forward_pass(self, x)
    return self.a


def dz_of(layer, da):
    return layer.act_function.backward(layer.a, da)


def unfilled(self, da, *, need_dx=True):
    return self.W.T @ dz_of(self, da) + da


def into_tensors(self, da, *, need_dx=True):
    dx = neurons(self, da) + da
    self.dW = 3 * self.dW
    return dx


def scaled(factor):
    """Slopes of the whole network, each times a factor that may depend on the targets."""

    def answer(weights, biases, x, targets):
        times = factor(targets)
        return [(times * dW, times * db) for dW, db in solve_backprop(weights, biases, x, targets)]

    return answer


def slipping(slip):
    return lambda *arguments: slipped(slip, *arguments)


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


def flat_biases(weights, biases, x, targets):
    return [(dW, db.ravel()) for dW, db in solve_backprop(weights, biases, x, targets)]


def two_lists(*arguments):
    pairs = solve_backprop(*arguments)
    return [dW for dW, _ in pairs], [db for _, db in pairs]


MISTAKES = {
    "on_paper": [
        ((8, 4, -6, -2), "the square brings a 2"),
        ((-16, -8, 12, 4), "Look at the sign"),
        ((-8, -4, 6, 2), "towards its target"),
        ((16, 8, -12, 8), "the blame of a; the bias"),
        ((16, 8, -4, -4), "what came in? w2 is multiplied by a"),
        ((16, 8, 8, -4), "this is the blame of a"),
        ((16, 8, -8, -4), "not x"),
        ((-8, -4, -12, -4), "as if w2 were 1"),
        ((16, -8, -12, -4), "out falls when a rises"),
        ((48, 24, -12, -4), "ReLU's rate"),
        ((16, -12, -12, -4), "no part in what w2 hands down"),
        ((0, 0, -12, -4), "is z really below 0"),
        ((8, 8, -12, -4), "what came in to w1?"),
        ((24, 8, -12, -4), "a is what went out"),
        ((-8, 8, -12, -4), "a rate on the way is missing"),
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
        (0.01, "the old target"),
        (0.751365, "h1 feeds o2 as well"),
        (0.50, "compute instead of trying"),
        (1.006284, "they have to cancel"),
        (0.703742, "has to pass the sigmoid"),
        (0.649397, "pass the weight 0.40"),
        (0.547334, "through the weight of o2"),
        (0.25, "it should be 0"),
        ("0.5", "one finite number"),
        (np.nan, "one finite number"),
    ],
    "rows": [
        (rows(dW=lambda W, x, dz: dz @ x.T), "Which side disappears"),
        (rows(dW=lambda W, x, dz: dz.T @ x), "right sums, but transposed"),
        (rows(dW=lambda W, x, dz: x @ dz), "the examples are the rows"),
        (rows(dW=lambda W, x, dz: x.T @ dz / len(x)), "dW is divided by n"),
        (rows(dW=lambda W, x, dz: x.T), "dW differs in"),
        (rows(db=lambda W, x, dz: dz.sum(axis=1)), "here a row is an example"),
        (rows(db=lambda W, x, dz: dz.mean(axis=0)), "db is divided by n"),
        (rows(db=lambda W, x, dz: dz.sum(axis=0, keepdims=True)), "db should have shape (3,), but has shape (1, 3)"),
        (rows(db=lambda W, x, dz: dz.sum()), "the sum of everything"),
        (rows(dx=lambda W, x, dz: W.T @ dz), "as in the chapter"),
        (rows(dx=lambda W, x, dz: dz @ W), "Which side should disappear?"),
        (rows(dx=lambda W, x, dz: W @ dz.T), "right numbers, but transposed"),
        (rows(dx=lambda W, x, dz: np.full(x.shape, np.nan)), "nan or inf"),
        (lambda W, x, dz: x.T @ dz, "should return dW, db and dx"),
    ],
    "shortcut": [
        (shortcut(forward=lambda self, x: Layer.forward_pass(self, x)), "where is the shortcut?"),
        (shortcut(forward=into_x), "x was changed by +=; self.x is the same array"),
        (shortcut(forward=lambda self, x: x + np.tanh(Layer.forward_pass(self, x))), "applies F twice"),
        (
            shortcut(forward=lambda self, x: x + Layer.forward_pass(self, Layer.forward_pass(self, x))),
            "applies F twice",
        ),
        (shortcut(forward=lambda self, x: x + self.forward_pass(x)), "forward_pass calls itself without end"),
        (shortcut(lambda self, da, need_dx=True: da + self.backward_pass(da)), "backward_pass calls itself"),
        (shortcut(unfilled_at_the_bottom), "with need_dx=False dW stays as it was"),
        (shortcut(back=neurons), "through the neurons only"),
        (shortcut(back=lambda self, da, need_dx=True: da), "along the shortcut only"),
        (shortcut(forward=in_place), "written into it"),
        (shortcut(forward=by_name), "written into it"),
        (shortcut(lambda self, da, need_dx=True: neurons(self, da) + 1), "rate × blame"),
        (shortcut(lambda self, da, need_dx=True: neurons(self, da) + self.x), "what comes back is blame"),
        (shortcut(lambda self, da, need_dx=True: neurons(self, da) * da), "over routes they add"),
        (shortcut(lambda self, da, need_dx=True: neurons(self, da) - da), "its rate is +1"),
        (shortcut(lambda self, da, need_dx=True: neurons(self, da) + dz_of(self, da)), "does not lose its slope"),
        (shortcut(lambda self, da, need_dx=True: self.W.T @ da + da), "through the activation before"),
        (shortcut(lambda self, da, need_dx=True: self.W @ dz_of(self, da) + da), "reads W by rows"),
        (shortcut(unfilled), "dW is still 0"),
        (shortcut(into_tensors), "dW differs"),
        (shortcut(lambda self, da, need_dx=True: neurons(self, da, need_dx) + da), "with need_dx=False"),
        (shortcut(lambda self, da: neurons(self, da) + da), "should accept need_dx"),
        (Layer, "where is the shortcut?"),
        (lambda x: x, "the class itself"),
        (int, "class Shortcut(Layer)"),
    ],
    "two_tables": [
        (("A", "D"), "wrong from the start"),
        (("C", "D"), "layer 2 has a tanh as well"),
        (("D", "B"), "the first on the way back"),
        (("E", "D"), "db never uses x"),
        (("B", "A"), "exactly 1"),
        (("B", "B"), "nothing was handed down to it"),
        (("B", "C"), "layer 3 has no tanh"),
        (("B", "F"), "as wrong as its b"),
        (("B", "G"), "choose one of"),
        ("BD", "a pair of letters"),
    ],
    "deep": [
        ("A", "the true ones"),
        ("B", "stands still"),
        ("D", "How steep is it there?"),
        ("E", "started at random"),
        ("F", "the same inputs"),
        ("c", "choose one of"),
    ],
    "backprop": [
        *((slipping(slip), message) for slip, message in SLIPS.items()),
        (scaled(lambda targets: targets.size), "MSE is their mean"),
        (scaled(lambda targets: targets.size / 2), "2 (output − target), divided"),
        (scaled(lambda targets: 0.5), "the square's 2 is missing"),
        (scaled(lambda targets: len(targets)), "not of the examples alone"),
        (scaled(lambda targets: -1), "the sign: is it targets − outputs?"),
        (lambda *arguments: solve_backprop(*arguments)[::-1], "in the order of the way back"),
        (lambda *arguments: solve_backprop(*arguments)[-1:], "3 pairs"),
        (lambda *arguments: solve_backprop(*arguments)[0][0], "a list of pairs"),
        (lambda *arguments: [dW for dW, _ in solve_backprop(*arguments)], "entry 1 of the result"),
        (two_lists, "a list of all dW and one of all db"),
        (flat_biases, "db of layer 3 (the last) should have shape (3, 1)"),
        (one_layer_wrong, "dW of layer 1 (its db is right, so what came in?)"),
        (first_biases_wrong, "db of layer 1 (layer 2 is right, so look between the two)"),
        (stepping, "was a step taken?"),
    ],
}
