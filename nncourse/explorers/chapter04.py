"""Chapter 04 · Layers: the shapes of ``W @ x + b`` drawn to scale, and three mistakes in them."""

import numpy as np

from nncourse import plots
from nncourse.explorers.base import Explorer, choice, slider
from nnlib.activations import Identity
from nnlib.layers import Layer

# W, x and b of the picture are corners of these; the smallest corners are the arrays of the lesson's shape diary.
WEIGHTS = np.array([
    [1, 1, 2, 0, 2, 2, 2, -2],
    [-1, 1, -1, -1, 1, 2, 0, -2],
    [0, 2, -1, 0, -1, 2, -2, 0],
    [2, 0, -2, 1, 2, 2, 2, -1],
    [1, 2, 0, 2, 0, -2, 0, 1],
    [-1, 1, 0, 2, -1, 1, -2, -2],
    [0, 0, 0, 0, 2, 0, -1, 2],
    [2, -1, -1, -1, -2, 0, 0, 1],
])  # fmt: skip
EXAMPLES = np.array([
    [1, -1, -1, 1, 2, -1, 2, 2],
    [2, 1, -2, -1, 0, 0, -1, -1],
    [2, 1, -2, 1, 0, -2, 1, 0],
    [0, -1, 2, -2, 2, -1, 2, 2],
    [-2, 2, -2, -1, 0, 1, -2, -2],
    [-1, 2, -1, 0, -2, 2, 2, -1],
    [2, -1, -1, -1, -2, 2, -2, 0],
    [1, 0, -2, 2, 2, 2, -2, -1],
])  # fmt: skip
BIASES = np.array([[0], [1], [-1], [2], [-2], [3], [-3], [1]])
MISTAKES = ["none", "x transposed", "x one-dimensional", "b as (outs,)"]


def explore():
    """Return an explorer of the shapes in ``W @ x + b``, with a row, a column and a mistake to choose.

    Returns
    -------
    Explorer. Row and column (int) are kept within z when sizes shrink.
    """
    controls = {
        "ins": slider("ins", 1, 8, 2, 1),
        "outs": slider("outs", 1, 8, 3, 1),
        "n": slider("n, examples", 1, 8, 5, 1),
        "row": slider("row", 0, 2, 1, 1),
        "column": slider("column", 0, 4, 0, 1),
        "mistake": choice("mistake", MISTAKES, "none"),
    }
    for size, place in (("outs", "row"), ("n", "column")):
        keep_within(controls[place], controls[size])
    return Explorer(controls, draw)


def keep_within(place, size):
    """Let a slider end one below the value of another one, whenever that moves.

    Parameters
    ----------
    place, size : IntSlider, with int values

    Returns
    -------
    None.
    """
    size.observe(lambda change: setattr(place, "max", change["new"] - 1), "value")


def draw(ins, outs, n, row, column, mistake):
    """Return the picture of W, x, b and z, its alt text, and what NumPy and a `Layer` make of them.

    Parameters
    ----------
    ins, outs, n : int, from 1 to 8
    row, column : int
        An entry of z; beyond it, the last one.
    mistake : str, one of MISTAKES

    Returns
    -------
    (figure, str, str).
    """
    row, column = min(row, outs - 1), min(column, n - 1)
    W, x, b = WEIGHTS[:outs, :ins], EXAMPLES[:ins, :n], BIASES[:outs]
    right = W @ x + b
    if mistake == "none":
        title = f"Row {row} of W meets column {column} of x in z[{row}, {column}] = {minus(right[row, column])}"
        text = f"{shapes(W, x, b)} → z {right.shape}. {W.size + b.size} parameters, {W.size * n} multiplications.\n"
        text += by_hand(W[row], x[:, column], b[row, 0], f"z[{row}, {column}]")
        alt = f"W {W.shape} stands left of z, x {x.shape} above it. Row {row} of W, {listed(W[row])}, "
        alt += f"crosses column {column} of x, {listed(x[:, column])}, in z[{row}, {column}]."
        return plots.product_to_scale(W, x, b, right, row=row, column=column, title=title), alt, text

    if mistake == "x transposed":
        x = x.T
    elif mistake == "x one-dimensional":  # the chosen example alone
        x, right, column = x[:, column], right[:, column : column + 1], 0
    else:
        b = b[:, 0]
    z, title, outcome = what_numpy_does(W, x, b, right, row)
    text = f"{shapes(W, x, b)}\n{outcome}\nnnlib: {what_a_layer_says(W, x, b)}"
    alt = f"W {W.shape} stands on the left, x {x.shape} above, b {b.shape} "
    alt += f"{'on the left' if b.ndim == 2 else 'above, a row'}. {outcome}"
    fig = plots.product_to_scale(W, x, b, z, row=row, column=column, right=right, title=title)
    return fig, alt, text


def what_numpy_does(W, x, b, right, row):
    """Compute ``W @ x + b`` and compare it with what it should be.

    Parameters
    ----------
    W, x, b : arrays of any shape
    right : array, shape (outs, n)
    row : int
        Which row to quote.

    Returns
    -------
    (z, title, sentence): the array or None, the message of the picture, and the outcome in words.
    """
    try:
        z = W @ x + b
    except ValueError as error:
        return None, "NumPy refuses", f"NumPy raises {type(error).__name__}: no z."
    answer, quoted = f"NumPy raises no error. z {z.shape}", f"Row {row} reads {listed(z[row])}"
    should = f" instead of {listed(right[row])}."
    if z.shape != right.shape:
        return z, "No error, and the wrong shape", f"{answer} instead of {right.shape}. {quoted}{should}"
    wrong = np.count_nonzero(z != right)
    if wrong == 0:
        return z, "No error, and right by luck", f"{answer}, and the numbers are right, by luck."
    if np.array_equal(z[row], right[row]):
        should = ", and is right."
    outcome = f"{answer}, the right shape, but {wrong} of {z.size} numbers are wrong. {quoted}{should}"
    return z, "No error, the right shape, and wrong numbers", outcome


def what_a_layer_says(W, x, b):
    """Give W, b and x to a `Layer`.

    Parameters
    ----------
    W, x, b : arrays of any shape

    Returns
    -------
    str: the layer's sentence, or that it has none.
    """
    layer = Layer(W.shape[1], W.shape[0], Identity(), rng=np.random.default_rng(0))
    layer.W, layer.b = W, b
    try:
        layer.forward_pass(x)
    except ValueError as error:
        return str(error)
    return f"no error. With {W.shape[1]} inputs and {W.shape[1]} examples, no check can tell x from x.T."


def shapes(W, x, b):
    """Return W, x and b, arrays of any shape, as their shapes in a str."""
    return f"W {W.shape} @ x {x.shape} + b {b.shape}"


def by_hand(weights, inputs, bias, name):
    """Return a neuron's sum in full.

    Parameters
    ----------
    weights, inputs : integer arrays, shape (ins,)
    bias : int
    name : str
        Of the result.

    Returns
    -------
    str, such as "z[1, 0] = (−1)·1 + 1·2 + 1 = 2.".
    """
    numbers = [f"({minus(number)})" if number < 0 else str(number) for number in (*weights, *inputs, bias)]
    products = [f"{weight}·{number}" for weight, number in zip(numbers, numbers[len(weights) : -1])]
    return f"{name} = {' + '.join([*products, numbers[-1]])} = {minus(weights @ inputs + bias)}."


def minus(number):
    """Return number, an int, as a str with a proper minus sign."""
    return str(number).replace("-", "−")


def listed(numbers):
    """Return numbers, an integer array, as a str with commas."""
    return ", ".join(map(minus, numbers))
