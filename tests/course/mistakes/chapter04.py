"""Wrong answers to the exercises of chapter 04 that are no slips, each with a fragment of its message."""

import numpy as np

from nncourse.exercises.chapter04 import quiet, shrunk, solve_parity, starts


def odd(**changes):
    """A function that returns the parity network with some arrays changed."""

    def answer(ins):
        right = dict(zip(("W1", "b1", "W2", "b2"), solve_parity(ins)))
        return [changes[name](value) if name in changes else value for name, value in right.items()]

    return answer


def only_xor(ins):
    W1, b1, W2, b2 = solve_parity(2)
    return np.ones((2, ins)), b1, W2, b2


STEP_WEIGHTS = ([[2, 2], [-2, -2]], [[-1], [3]], [[2, 2]], [[-3]])

MISTAKES = {
    "read_table": [
        (lambda W, biases, table: W @ table.T + biases.reshape(3, 1), "your code raised ValueError"),
        (lambda W, biases, table: print(W @ table.T), "None (is a return missing?)"),
    ],
    "quiet": [
        ([*quiet.reference[:5], "fine"], "choose one of"),
        (["error"], "a list of six outcomes"),
    ],
    "fold": [
        (STEP_WEIGHTS, "made for the step"),
        (([[1, -1], [-1, 1]], [[0], [0]], [[-1, -1]], [[1]]), "upside down"),
        (([[1, 1], [2, 2]], [[0], [0]], [[1, 0]], [[0]]), "no nonlinearity"),
        (([[1, 1], [1, 1]], [[-1], [-1]], [[1, -2]], [[0]]), "draw the same line"),
        (
            ([[1, 1], [-1, -1]], [[0], [0]], [[1, 1]], [[0]]),
            "Hidden neuron 1 (row 1 of W1, counted from 0) is 0 at all four corners",
        ),
        (([[1, 1], [1, 1]], [[0], [-1]], [[1, -1]], [[0]]), "right until both inputs are on"),
        (([[2, -2], [-2, 2]], [[0], [0]], [[1, 1]], [[0]]), "but 2 where 1 is asked for"),
        (([[1, -1], [-1, 1]], [[0], [0]], [[1, 1]], [[-0.5]]), "Who shifts all outputs alike?"),
        (([[1, -1], [-1, 1]], [[0], [0]], [[1, 1.0001]], [[0]]), "the outputs are 0, 1.0001, 1, 0"),
        (([[0.9999, -1], [-1, 0.9999]], [[0], [0]], [[1, 1]], [[0]]), "but 0.9999 where 1 is asked for"),
        (([[1, -1], [-1, 1]], [0, 0], [[1, 1]], [[0]]), "A flat b counts as a row"),
        (([[1, -1], [-1, 1]], [[0], [0]], [1, 1], [[0]]), "a matrix has rows and columns"),
        (([[1, -1], [-1, 1]], [[0], [0]], [[1], [1]], [[0], [0]]), "the layers do not fit"),
        (([[1, -1], [-1, 1]], [[0], [0]], [[1, -1]], [[0]]), "and should be 0, 1, 1, 0"),
        (([[1, -1]], [[0]], [[1]], [[0]]), "W1 should have shape (2, 2)"),
        (([[1, -1], [-1, 1]], [[0], [0]]), "a tuple of 2"),
    ],
    "shrink": [
        (shrunk(W2=lambda W1, b1, W2, b2: W2.sum(axis=1)), "keepdims=True?"),
        (shrunk(W1=lambda W1, b1, W2, b2: W1[0]), "should have shape (1, 2)"),
        (lambda W1, b1, W2, b2: W2.sum(axis=1, keepdims=True), "return four arrays"),
    ],
    "relu_scale": [
        (lambda nrows, ncols: 1.2 / np.sqrt(ncols), "it shrinks, by a factor of 0.8"),
        (lambda nrows, ncols: 1.7 / np.sqrt(ncols), "it grows, by a factor of 1."),
        (lambda nrows, ncols: 0.706 / np.sqrt(ncols), "it shrinks"),
        (lambda nrows, ncols: 0.1414, "the same for 784 inputs and for 100"),
        (lambda nrows, ncols: np.sqrt(4 / (nrows + ncols)), "treats nrows and ncols alike"),
        (lambda nrows, ncols: np.full((nrows, ncols), 0.1), "one finite number"),
        (lambda nrows, ncols: -np.sqrt(2 / ncols), "above 0"),
    ],
    "starts": [
        ([*starts.reference[:4], "saturated"], "choose one of"),
        ("healthy", "a list of five causes"),
    ],
    "hidden_neurons": [
        (lambda ins, outs, budget: (budget - outs) / (ins + 1 + outs), "how many fit completely?"),
        (lambda ins, outs, budget: (budget - outs) // (ins + 1 + outs) + 1, "2-5-1 has 21 parameters: too many"),
        (lambda ins, outs, budget: (budget - outs) // (ins + 1 + outs) - 1, "2-3-1 has 13: another neuron would fit"),
        (lambda ins, outs, budget: budget - (ins + 1 + outs) * 10, "at least 1 fits"),
        (lambda ins, outs, budget: "4", "a whole number"),
    ],
    "parity": [
        (
            odd(b1=lambda b1: b1 * 0 - 0.5, W2=np.abs),
            "at (1, 1), with 2 on, the output is 1. All hidden neurons say the same",
        ),
        (odd(W2=np.abs), "When should a second neuron object?"),
        (only_xor, "exactly one input is on. What should happen at three?"),
        (
            lambda ins: (np.ones((ins, ins)), -np.arange(ins).reshape(-1, 1) - 0.5, [[1] + [-1] * (ins - 1)], [[-0.5]]),
            "What should happen at three?",
        ),
        (odd(b1=lambda b1: b1 - 1), "one too low?"),
        (odd(b1=lambda b1: b1 + 1), "[1, 0] with 0 on"),
        (odd(W2=lambda W2: -W2, b2=lambda b2: -b2), "upside down"),
        (odd(b1=lambda b1: b1.ravel()), "A flat b counts as a row"),
        (odd(W1=lambda W1: np.eye(len(W1))), "The hidden neurons say "),
        (odd(b2=lambda b2: b2 - 1), "as at all other corners"),
        (lambda ins: solve_parity(2), "for 3 inputs W1 should have 3 columns"),
        (lambda ins: solve_parity(ins)[:2], "should be four arrays"),
    ],
}
