"""Wrong answers to the exercises of chapter 15 that are no slips, each with a fragment of its message."""

import numpy as np

from nncourse.exercises.chapter15 import Dual, dual_with
from nnlib import Tensor, Value

MISTAKES = {
    "tanh": [
        (lambda z: Value(2.0), "at 0.5, 2 and −0.3"),
        (lambda z: [np.tanh(z.data)], "should be a Value"),
        (5, "should be a function"),
        (
            lambda z: Value(np.tanh(z.data), [(z, 1 - np.tanh(z.data) ** 2)]),
            "such as times(factor), not float",
        ),
    ],
    "overwritten": [
        (3, "too small"),
        ("four", "should be a number"),
    ],
    "divide": [
        (lambda a, b: a * b**-1.0, "one node"),
        (lambda a, b: a.data / b.data, "should be a Tensor"),
        (lambda a, b: Tensor(a.data / b.data, [(a, 1 / b.data)]), "such as times(factor), not ndarray"),
        (lambda a, b: Tensor(a.data * b.data), "the quotient"),
    ],
    "faults": [
        ("sub", "a list of names"),
        (["minus"], "not one of"),
        (["sub", "exp"], "20.0855"),
        (["sub", "add"], "add is on your list"),
        (["div", "log", "relu"], "What do they subtract"),
        (["sub", "div", "log"], "records no edge"),
        (["sub", "log", "relu"], "3 / 2"),
        (["sub", "div", "relu"], "wrong sign"),
        ([], "What do they subtract"),
    ],
    "axes": [
        (2, "a tuple of axes"),
        ((), "with 20 in each place"),
    ],
    "dual": [
        (Dual(1.0), "the class itself"),
        (dual_with(__add__=lambda a, b: (a.data, a.slope)), "x * x + 2x at 3"),
        (type("Dual", (Dual,), {"exp": lambda self: 2.0}), "returned"),
    ],
    "focal": [
        (lambda scores, y: 1.7026, "should be a Tensor"),
        (lambda scores, y: scores * y, "one number"),
    ],
    "saving": [
        ("F", "choose one of"),
    ],
    "orders": [
        ("B", "a list of letters"),
        (["B", "E"], "is not one of"),
        ([], "who was made from it"),
        (["A", "B", "C", "D"], "who was made from it"),
    ],
    "mean": [
        (lambda t: t.data.mean(), "should be a Tensor"),
        (lambda t: t * (1 / t.data.size), "one number"),
    ],
}
