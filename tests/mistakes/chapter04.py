"""Typical wrong answers to the exercises of chapter 04, each with a fragment of the message that it must get."""

import numpy as np

from nnlib.exercises.chapter04 import LINES, PRINTOUTS, solve_parity, solve_shrink


def with_one_wrong(table, name, wrong):
    """The right list of answers, the one of this name changed."""
    return [wrong if key == name else right for key, (right, _) in table.items()]


def outcome(name, wrong):
    return with_one_wrong(LINES, name, wrong)


def start(name, wrong):
    return with_one_wrong(PRINTOUTS, name, wrong)


def shrunk(**changes):
    """A function that replaces parts of the right four arrays by others."""

    def answer(W1, b1, W2, b2):
        right = dict(zip(("W1", "b1", "W2", "b2"), solve_shrink(W1, b1, W2, b2)))
        return [changes[name](W1, b1, W2, b2) if name in changes else value for name, value in right.items()]

    return answer


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
        (lambda W, biases, table: W @ table + biases.reshape(-1, 1), "the table has its examples as rows"),
        (lambda W, biases, table: W @ table.T + biases, "one per example, not one per neuron"),
        (lambda W, biases, table: W @ table + biases, "two things are wrong"),
        (lambda W, biases, table: W @ table.T, "`W @ x` is right, but the biases are missing"),
        (lambda W, biases, table: W @ table.T - biases.reshape(-1, 1), "subtracted"),
        (lambda W, biases, table: table @ W.T + biases, "row j of z should belong to neuron j"),
        (lambda W, biases, table: W.T @ table.T + biases.reshape(-1, 1), "W needs no .T"),
        (lambda W, biases, table: W.T @ table + biases.reshape(-1, 1), "the other array"),
        (lambda W, biases, table: W @ table.T + biases.reshape(3, 1), "your code raised ValueError"),
        (lambda W, biases, table: print(W @ table.T), "None (is a return missing?)"),
    ],
    "quiet": [
        (outcome("A", "wrong shape"), "line A: W @ x has shape (4, 6)"),
        (["error"] * 6, "line B: W @ x has shape (4, 4)"),
        (outcome("B", "right"), "each neuron get a bias, or each example"),
        (outcome("B", "wrong shape"), "is the shape that z should have"),
        (outcome("C", "right"), "write (4, 1) above (4,)"),
        (outcome("C", "wrong numbers"), "count what comes out"),
        (outcome("D", "error"), "the 3s meet and vanish"),
        (outcome("D", "right"), "Now add a column to it"),
        (outcome("E", "right"), "one input of all three"),
        (outcome("E", "error"), "Which of them should not fit?"),
        (outcome("F", "error"), "line F:"),
        (outcome("F", "fine"), "choose one of"),
        (["error"], "a list of six outcomes"),
    ],
    "fold": [
        (STEP_WEIGHTS, "made for the step"),
        (([[1, -1], [-1, 1]], [[0], [0]], [[-1, -1]], [[1]]), "upside down"),
        (([[1, 1], [2, 2]], [[0], [0]], [[1, 0]], [[0]]), "no bend"),
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
        (shrunk(W2=lambda W1, b1, W2, b2: W2.mean(axis=1, keepdims=True)), "these are averages"),
        (shrunk(W2=lambda W1, b1, W2, b2: W2[:, :1]), "the other 3 neurons had their say"),
        (shrunk(W2=lambda W1, b1, W2, b2: W2.sum(axis=0, keepdims=True)), "the wrong axis"),
        (shrunk(W2=lambda W1, b1, W2, b2: W2.sum(axis=1)), "keepdims=True?"),
        (shrunk(W2=lambda W1, b1, W2, b2: W2.sum(keepdims=True)), "everything was added up"),
        (shrunk(W2=lambda W1, b1, W2, b2: len(W1) * W2[:, :1]), "are the weights of the second layer equal, too?"),
        (shrunk(W1=lambda W1, b1, W2, b2: W1.sum(axis=0, keepdims=True)), "before the activation"),
        (shrunk(W1=lambda W1, b1, W2, b2: W1[0]), "should have shape (1, 2)"),
        (shrunk(b1=lambda W1, b1, W2, b2: b1.sum(keepdims=True)), "before the activation"),
        (shrunk(b2=lambda W1, b1, W2, b2: b2 * len(W1)), "b2 was never repeated"),
        (lambda W1, b1, W2, b2: (W1, b1, W2, b2), "W1 has still 4 rows"),
        (lambda W1, b1, W2, b2: W2.sum(axis=1, keepdims=True), "return four arrays"),
    ],
    "relu_scale": [
        (lambda nrows, ncols: 1 / np.sqrt(ncols), "the chapter's scale"),
        (lambda nrows, ncols: 2 / np.sqrt(ncols), "half of the mean square?"),
        (lambda nrows, ncols: 1.2 / np.sqrt(ncols), "it shrinks, by a factor of 0.8"),
        (lambda nrows, ncols: 1.7 / np.sqrt(ncols), "it grows, by a factor of 1."),
        (lambda nrows, ncols: 0.706 / np.sqrt(ncols), "it shrinks"),
        (lambda nrows, ncols: 1 / np.sqrt(2 * ncols), "smaller still"),
        (lambda nrows, ncols: 2 / ncols, "is a root missing?"),
        (lambda nrows, ncols: np.sqrt(2 / nrows), "nrows or ncols?"),
        (lambda nrows, ncols: 0.1414, "the same for 784 inputs and for 100"),
        (lambda nrows, ncols: np.sqrt(4 / (nrows + ncols)), "treats nrows and ncols alike"),
        (lambda nrows, ncols: np.full((nrows, ncols), 0.1), "one finite number"),
        (lambda nrows, ncols: -np.sqrt(2 / ncols), "above 0"),
    ],
    "starts": [
        (start("C", "healthy"), "a steady size looks healthy"),
        (start("C", "too large, ReLU"), "ReLU has no negative outputs"),
        (start("A", "too large, tanh"), "tanh has a ceiling"),
        (start("B", "too small"), "Compare with E"),
        (start("D", "too small"), "row D: the size is smallish"),
        (start("D", "zero biases"), "all five have biases of 0"),
        (start("E", "healthy"), "if nothing arrives"),
        (start("E", "equal neurons"), "their signs differ"),
        (start("E", "saturated"), "choose one of"),
        ("healthy", "a list of five causes"),
    ],
    "hidden_neurons": [
        (lambda ins, outs, budget: budget // (ins + outs), "no bias was counted"),
        (lambda ins, outs, budget: budget // (ins + 1 + outs), "biases of the last layer"),
        (lambda ins, outs, budget: (budget - outs) // (ins + outs), "biases of the hidden layer"),
        (lambda ins, outs, budget: (budget - outs - ins) // (ins + 1 + outs), "the inputs were given biases"),
        (lambda ins, outs, budget: (budget - outs) // (ins * outs + 1), "ins and outs were multiplied"),
        (lambda ins, outs, budget: (budget - outs) // (ins + outs + 2), "given two biases; it has one"),
        (lambda ins, outs, budget: budget // (ins + outs + 2), "each hidden neuron was given two biases"),
        (lambda ins, outs, budget: budget // (ins + 1), "only the first layer"),
        (lambda ins, outs, budget: (budget - outs) / (ins + 1 + outs), "how many fit completely?"),
        (lambda ins, outs, budget: (budget - outs) // (ins + 1 + outs) + 1, "2-5-1 has 21 parameters: too many"),
        (lambda ins, outs, budget: (budget - outs) // (ins + 1 + outs) - 1, "2-3-1 has 13: another neuron would fit"),
        (lambda ins, outs, budget: budget - (ins + 1 + outs) * 10, "at least 1 fits"),
        (lambda ins, outs, budget: "4", "a whole number"),
    ],
    "parity": [
        (
            odd(b1=lambda b1: b1 * 0 - 0.5, W2=np.abs),
            "at (1, 1), with 2 on, the output is 1. All hidden neurons answer alike",
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
