"""Chapter 04 · Exercises on layers: shapes, biases that spread the wrong way, nonlinearities, initializations."""

from itertools import product

import numpy as np

from nncourse.exercises.base import (
    Wrong,
    by_part,
    call,
    choose,
    compare,
    either,
    exercise,
    kind,
    progress_of,
    saw,
    seed,
)
from nnlib.activations import ReLU
from nnlib.perceptron import step

CORNERS = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])  # 00, 01, 10, 11
NAMES = ("W1", "b1", "W2", "b2")


def network(answer):
    """Return an answer that should be W1, b1, W2, b2 as four arrays of numbers that fit each other. Raises Wrong.

    Parameters
    ----------
    answer : sequence of four array_likes, W1 (k, ins), b1 (k, 1), W2 (outs, k), b2 (outs, 1)

    Returns
    -------
    list of four float arrays
    """
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise Wrong(f"the answer should be four arrays, (W1, b1, W2, b2), but it is {seen(answer)}")
    arrays = []
    for name, part in zip(NAMES, answer):
        try:
            array = np.asarray(part, dtype=float)
        except (TypeError, ValueError):
            raise Wrong(
                f"{name} should be an array of numbers with rows of one length, but it is {kind(part)}"
            ) from None
        if name[0] == "W" and array.ndim != 2:
            raise Wrong(f"{name} has shape {array.shape}: a matrix has rows and columns, one row per neuron")
        if not np.isfinite(array).all():
            raise Wrong(f"{name} holds nan or inf")
        arrays.append(array)
    W1, b1, W2, b2 = arrays
    for W, b, name in ((W1, b1, "1"), (W2, b2, "2")):
        if b.shape != (len(W), 1):
            lies = " A flat b counts as a row: one number per example." if b.ndim == 1 else ""
            raise Wrong(
                f"b{name} should be a column with one number per row of W{name}, shape {(len(W), 1)}, "
                f"but it has shape {b.shape}.{lies}"
            )
    if W2.shape[1] != len(W1):
        raise Wrong(f"the layers do not fit: W1 has {len(W1)} rows (neurons), W2 has {W2.shape[1]} columns (inputs)")
    return arrays


def seen(answer):
    """Return what an answer is, as a str: for a list or tuple with its number of parts."""
    if isinstance(answer, (tuple, list)):
        return f"a {type(answer).__name__} of {len(answer)}"
    return kind(answer)


def solve_read_table(W, biases, table):
    """Return z, shape (outs, n); W (outs, ins), biases (outs,), table of shape (n, ins)."""
    return W @ table.T + biases.reshape(-1, 1)


QUIET = "with 3 neurons, 3 inputs and 3 examples NumPy does not complain, but "


@exercise(
    solution=solve_read_table,
    slips={
        QUIET + "the table has its examples as rows, and W @ wants them as columns": (
            lambda W, biases, table: W @ table + biases.reshape(-1, 1)
        ),
        QUIET + "the biases are spread the wrong way: one per example, not one per neuron": (
            lambda W, biases, table: W @ table.T + biases
        ),
        QUIET + "two things are wrong: W @ wants examples as columns, and the biases lie down": (
            lambda W, biases, table: W @ table + biases
        ),
        "`W @ x` is right, but the biases are missing": lambda W, biases, table: W @ table.T,
        "the biases are subtracted; a neuron adds its bias": (
            lambda W, biases, table: W @ table.T - biases.reshape(-1, 1)
        ),
        "the right numbers, but an example is a row here; row j of z should belong to neuron j": (
            lambda W, biases, table: table @ W.T + biases
        ),
        QUIET + "row j of W is already neuron j; W needs no .T here": (
            lambda W, biases, table: W.T @ table.T + biases.reshape(-1, 1)
        ),
        QUIET + "it is the other array that has to be turned over, not W": (
            lambda W, biases, table: W.T @ table + biases.reshape(-1, 1)
        ),
    },
    hints=[
        "Write the shapes in a row: W (outs, ins), table (n, ins). Which two numbers must meet in the middle of an @?",
        "`table.T` has the examples as columns. And biases of shape (outs,) would be stretched along the wrong axis.",
        "`biases.reshape(-1, 1)` stands the biases up as a column (−1 means: as many as there are).",
    ],
    explanation="The examples become columns, and the biases a column that serves all of them.",
)
def read_table(answer):
    """Look at a function of W, biases and a table with examples as rows. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for neurons, ins, n in ((3, 3, 3), (4, 2, 5)):  # square first: there a wrong product can be computed, and named
        W, biases, table = rng.normal(size=(neurons, ins)), rng.normal(size=neurons), rng.normal(size=(n, ins))
        what = f"z for {neurons} neurons, {ins} inputs and {n} examples" if n > 3 else "z for 3 examples"
        compare(call(answer, W, biases, table), solve_read_table(W, biases, table), what)


OUTCOMES = ("error", "wrong shape", "wrong numbers", "right")


@exercise(
    solution=["error", "wrong numbers", "wrong shape", "wrong shape", "wrong numbers", "right"],
    slips=by_part(
        {
            "line A": {
                "W @ x has shape (4, 6). Write (4,) under it, both ending at the right: which two sizes meet?": either(
                    "wrong shape", "wrong numbers", "right"
                ),
            },
            "line B": {
                "W @ x has shape (4, 4). Write (4,) under it, both ending at the right: does NumPy see a problem?": (
                    "error"
                ),
                "(4, 4) is the shape that z should have: 4 neurons, 4 examples": "wrong shape",
                "along which axis is b repeated? Does each neuron get a bias, or each example?": "right",
            },
            "line C": {
                "W @ x has shape (4, 1). NumPy stretches a 1 to whatever it meets": "error",
                "count what comes out, before you look at the numbers: what is (4, 1) + (4,)?": "wrong numbers",
                "write (4, 1) above (4,), both ending at the right; a missing size counts as 1": "right",
            },
            "line D": {
                "(4, 3) @ (3,) goes through: the 3s meet and vanish. What is left, and what does b do to it?": "error",
                "count what comes out, before you look at the numbers: what is (4,) + (4, 1)?": "wrong numbers",
                "W @ x has shape (4,), a row, not a column. Now add a column to it": "right",
            },
            "line E": {
                "the shapes are (4, 3) @ (3, 3) + (4, 1). Which of them should not fit?": "error",
                "(4, 3) is the shape that z should have: 4 neurons, 3 examples": "wrong shape",
                "which three numbers does row j of W meet: those of one example, or one input of all three?": "right",
            },
            "line F": {
                "(4, 3) @ (3, 1) + (4, 1): does a step fail, is anything stretched, is the result (4, n)?": either(
                    "error", "wrong shape", "wrong numbers"
                ),
            },
        }
    ),
    hints=[
        "First W @ x: the inner sizes meet and vanish. Only then b. Write both shapes so that they end at the right.",
        "A missing size counts as 1, a 1 is stretched to what it meets, and two different sizes above 1 are an error.",
        "z should always have shape (4, n), with row j for neuron j. If the shape is right, ask what was repeated.",
    ],
    explanation="An error is the best of the bad outcomes: the others go on with wrong numbers.",
)
def quiet(answer):
    """Look at a list of six outcomes, each a str. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 6:
        raise Wrong(f"the answer should be a list of six outcomes, but it is {seen(answer)}")
    for line, given, right in zip("ABCDEF", answer, quiet.reference):
        if not isinstance(given, str) or given not in OUTCOMES:
            raise Wrong(f"line {line}: choose one of {', '.join(map(repr, OUTCOMES))}, not {given!r}")
        choose(given, OUTCOMES, right)


@exercise(
    solution=([[1, -1], [-1, 1]], [[0], [0]], [[1, 1]], [[0]]),
    hints=[
        "Look at x₁ − x₂ at the four corners. On which side of 0 are the two corners with target 1?",
        "ReLU keeps one side of its line and flattens the other. Give each neuron one side of the diagonal 00–11.",
        "Weights (1, −1) and bias 0 give 1 at corner 10 and 0 at the others. What does it for 01?",
    ],
    explanation="This folds the square along the diagonal 00–11. Another way: both neurons see x₁ + x₂, "
    "with W1 = [[1, 1], [1, 1]], b1 = [[0], [−1]], W2 = [[1, −2]], b2 = [[0]].",
)
def fold(answer):
    """Look at the four arrays of a network that is XOR with ReLU. Raises a Finding."""
    W1, b1, W2, b2 = network(answer)
    for name, array, shape in (("W1", W1, (2, 2)), ("W2", W2, (1, 2))):
        if array.shape != shape:
            raise Wrong(f"{name} should have shape {shape}, but has shape {array.shape}")
    z = W1 @ CORNERS + b1
    h = ReLU()(z)
    out, target = (W2 @ h + b2)[0], np.array([0.0, 1, 1, 0])
    if np.allclose(out, target):
        return
    shown = ", ".join(f"{value:.10g}" for value in np.round(out, 8) + 0.0)  # as exact as the comparison
    said = f"at 00, 01, 10, 11 the outputs are {shown}"
    if np.allclose(out, 1 - target):
        raise Wrong(f"{said}: upside down, 1 where the inputs are equal")
    if np.allclose(out, [3, 1, 1, 3]):
        raise Wrong(f"{said}. These weights are made for the step; ReLU lets h grow beyond 1 at 00 and 11")
    for number, (row, turned) in enumerate(zip(h, z)):
        if not row.any() and turned.any():
            raise Wrong(f"{said}. Hidden neuron {number} (row {number} of W1, counted from 0) is 0 at all four corners")
    if (z >= 0).all():
        raise Wrong(
            f"{said}. No sum z of the hidden layer is negative at a corner, so ReLU changes nothing: no nonlinearity"
        )
    first, second = np.column_stack([W1, b1])
    if np.allclose(np.outer(first, second), np.outer(second, first)) and first @ second > 0:
        raise Wrong(f"{said}. Both hidden neurons draw the same line and keep the same side: together they are one")
    if np.allclose(out - out[0], target):
        raise Wrong(f"{said}: all of them are {out[0]:.10g} away from 0, 1, 1, 0. Who shifts all outputs alike?")
    if np.allclose(out, out[1] * target) and out[1] != 0:
        raise Wrong(f"{said}: the right pattern, but {out[1]:.10g} where 1 is asked for")
    if np.allclose(out[:3], target[:3]):
        raise Wrong(f"{said}: right until both inputs are on. Which hidden neuron should notice 11?")
    raise Wrong(f"{said}, and should be 0, 1, 1, 0. The hidden layer makes h = {np.round(h, 8).tolist()}")


def solve_shrink(W1, b1, W2, b2):
    """Return W1 (1, ins), b1 (1, 1), W2 (outs, 1), b2 of a network in which one neuron replaces k equal ones.

    W1 has shape (k, ins), b1 (k, 1), W2 (outs, k) and b2 (outs, 1).
    """
    return W1[:1], b1[:1], W2.sum(axis=1, keepdims=True), b2


def shrunk(**changes):
    """Return `solve_shrink` with other functions of W1, b1, W2, b2 for some of its results, by name.

    Parameters
    ----------
    **changes : callables
    """

    def answer(*arrays):
        right = dict(zip(NAMES, solve_shrink(*arrays)))
        return [changes[name](*arrays) if name in changes else part for name, part in right.items()]

    return answer


INSIDE = "the equal rows are added up before the activation function; that moves the line. One row is enough"


@exercise(
    solution=solve_shrink,
    slips={
        INSIDE: either(
            shrunk(W1=lambda W1, b1, W2, b2: W1.sum(axis=0, keepdims=True)),
            shrunk(b1=lambda W1, b1, W2, b2: b1.sum(axis=0, keepdims=True)),
        ),
        "W1 still has {k} rows; one neuron is asked for": shrunk(W1=lambda W1, b1, W2, b2: W1),
        "b1 still has {k} rows; one neuron is asked for": shrunk(b1=lambda W1, b1, W2, b2: b1),
        "only one column of W2 is kept, but the other {others} neurons had their say, too": either(
            shrunk(W2=lambda W1, b1, W2, b2: W2[:, :1]),
            shrunk(W2=lambda W1, b1, W2, b2: W2[:, -1:]),
            shrunk(W2=lambda W1, b1, W2, b2: W2[:1, :1]),
        ),
        "these are averages: the one neuron counts as much as one of the {k}, not as all of them": (
            shrunk(W2=lambda W1, b1, W2, b2: W2.mean(axis=1, keepdims=True))
        ),
        "summed along the wrong axis: each output needs a sum of its own row": either(
            shrunk(W2=lambda W1, b1, W2, b2: W2.sum(axis=0, keepdims=True)),
            shrunk(W2=lambda W1, b1, W2, b2: W2.sum(axis=0)),
        ),
        "{k} times one column: are the weights of the second layer equal, too? Only W1 and b1 are": (
            shrunk(W2=lambda W1, b1, W2, b2: len(W1) * W2[:, :1])
        ),
        "W2 still has {k} columns, but only one neuron is left below it": shrunk(W2=lambda W1, b1, W2, b2: W2),
        "everything was added up, but each output has a row of W2 of its own": (
            shrunk(W2=lambda W1, b1, W2, b2: W2.sum(keepdims=True))
        ),
        "b2 was never repeated: it is added once, not {k} times": either(
            shrunk(b2=lambda W1, b1, W2, b2: len(W1) * b2),
            shrunk(b2=lambda W1, b1, W2, b2: b2 / len(W1)),
        ),
        "each output has a bias of its own; they are not added up": (
            shrunk(b2=lambda W1, b1, W2, b2: b2.sum(keepdims=True))
        ),
    },
    hints=[
        "All k neurons say the same number h. What does the second layer do with k times the same number?",
        "w₀·h + w₁·h + w₂·h is (w₀ + w₁ + w₂)·h. Which sum over W2 is that: along rows or along columns?",
        "Keep one row of W1 and of b1, and b2 as it is; the new W2 is `W2.sum(axis=1, keepdims=True)`.",
    ],
    explanation="So k equal neurons can do what one can, and no more: this is why a start must break the symmetry.",
)
def shrink(answer):
    """Look at a function of W1, b1, W2, b2 that replaces k equal neurons by one. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for k, ins, outs in ((4, 2, 2), (3, 5, 1)):
        W1, b1 = np.repeat(rng.normal(size=(1, ins)), k, axis=0), np.full((k, 1), rng.normal())
        W2, b2 = rng.normal(size=(outs, k)), rng.normal(size=(outs, 1))
        got, wanted = call(answer, W1, b1, W2, b2), solve_shrink(W1, b1, W2, b2)
        if not isinstance(got, (tuple, list)) or len(got) != 4:
            raise Wrong(f"return four arrays, W1, b1, W2 and b2; the result is {seen(got)}")
        for name, one, right in zip(NAMES, got, wanted):
            what = f"the new {name} (k = {k}, ins = {ins}, outs = {outs})"
            compare(one, right, what, k=k, others=k - 1)


def layer_rms(scale, widths, *, number):
    """Return the RMS of a signal after ReLU layers without biases.

    Parameters
    ----------
    scale : callable
        ``scale(nrows, ncols)``, the standard deviation of the weights.
    widths : sequence of int
        The inputs, then the neurons of each layer.
    number : int
        Which random numbers.

    Returns
    -------
    float; raises what scale raises.
    """
    rng = np.random.default_rng((seed(), number))
    a = rng.normal(size=(widths[0], 300))
    a /= np.sqrt((a * a).mean())
    for ncols, nrows in zip(widths, widths[1:]):
        a = ReLU()(scale(nrows, ncols) * rng.normal(size=(nrows, ncols)) @ a)
    return float(np.sqrt((a * a).mean()))


def solve_relu_scale(nrows, ncols):
    """Return the standard deviation, a float, of the weights of a ReLU layer; nrows and ncols int."""
    return np.sqrt(2 / ncols)


@exercise(
    solution=solve_relu_scale,
    slips={
        "{said}: that is the chapter's initialization, which leaves about 0.7 after each ReLU layer": (
            lambda nrows, ncols: 1 / np.sqrt(ncols)
        ),
        "{said}: ReLU removes half of the sums; but does half of the *RMS* go, or half of the mean square?": (
            lambda nrows, ncols: 2 / np.sqrt(ncols)
        ),
        "{said}: the RMS already shrank with 1/√ncols, and these weights are smaller still": either(
            lambda nrows, ncols: 1 / np.sqrt(4 * ncols),
            lambda nrows, ncols: 1 / np.sqrt(2 * ncols),
        ),
        "{said}: a sum of n products has an RMS of √n, so is a root missing?": either(
            lambda nrows, ncols: 2 / ncols,
            lambda nrows, ncols: 1 / ncols,
        ),
        "{said}: which of the two numbers is how many terms one neuron adds up, nrows or ncols?": (
            lambda nrows, ncols: np.sqrt(2 / nrows)
        ),
    },
    hints=[
        "With 1/√ncols the RMS after one ReLU layer is about 0.706 of what it was. What would cancel that?",
        "If the weights are c times as large, the signal gets c times as large. c · 0.706 should be 1.",
        "0.706² is about a half: ReLU turns half of the sums into 0, and with them half of the mean square. So c = √2.",
    ],
    explanation="The RMS is the root of the mean square, and ReLU halves the mean square, so the root is taken of 2: "
    "√(2/ncols). This is He initialization (2015). Anything close, such as 1.4/√ncols, is accepted.",
)
def relu_scale(answer):
    """Look at a function of nrows and ncols that returns a standard deviation. Raises a Finding."""
    scale = call(answer, 100, 100)
    if np.ndim(scale) != 0 or np.asarray(scale).dtype.kind not in "iuf" or not np.isfinite(scale):
        raise Wrong(f"the standard deviation should be one finite number, but it is {kind(scale)}")
    if scale <= 0:
        raise Wrong(f"a standard deviation is above 0, but it is {scale:g}")
    saw(scale, tolerance=1e-5)
    lefts = [layer_rms(lambda nrows, ncols: scale, [100] * 11, number=number) for number in range(5)]
    typical = np.median(lefts)
    if not 0.5 <= typical <= 2:
        said = f"for 100 inputs you return {scale:.4g}, and ten ReLU layers turn an RMS of 1 into {typical:.3g}"
        reason = f"it {'shrinks' if typical < 1 else 'grows'}, by a factor of {typical**0.1:.2f} in each layer"
        raise Wrong(f"{said}: {reason}", said=said)
    saw([answer(784, 100), answer(100, 784)], tolerance=1e-5)
    for ins, outs in ((784, 100), (100, 784)):
        left, scale = layer_rms(answer, [ins, outs], number=9), answer(outs, ins)
        if not 0.8 < left < 1.25:
            said = (
                f"100 neurons of 100 inputs keep the RMS, but a layer {ins} → {outs} turns an RMS of 1 into {left:.2g}"
            )
            alike = np.isclose(scale, answer(ins, outs))
            reason = "how many terms does one neuron add up here?"
            if alike and np.isclose(scale, answer(100, 100)):
                reason = "your answer is the same for 784 inputs and for 100. How many terms does one neuron add up?"
            elif alike:
                reason = "your formula treats nrows and ncols alike. Which of them is how many terms a neuron adds up?"
            raise Wrong(f"{said}: {reason}", said=said)


CAUSES = ("too small", "too large, tanh", "too large, ReLU", "equal neurons", "zero biases", "healthy")
HARMLESS = "all five have biases of 0; random rows are different with or without biases. Look for another cause"


@exercise(
    solution=["too large, ReLU", "healthy", "too large, tanh", "equal neurons", "too small"],
    slips=by_part(
        {
            "row A": {
                HARMLESS: "zero biases",
                "tanh has a ceiling at 1, and here is an RMS of 200,000": "too large, tanh",
                "the three neurons say 285219, 132993 and 0: are they equal?": "equal neurons",
                "200,000 after eight layers, and growing. What would it be after sixteen?": "healthy",
                "the RMS is multiplied by about 5 in each layer": "too small",
            },
            "row B": {
                HARMLESS: "zero biases",
                "less than half is left, because tanh makes every number a bit smaller. Compare with E": "too small",
                "look at all columns: a moderate RMS, steep slopes, three different outputs. What is wrong "
                "there?": either("too large, tanh", "too large, ReLU", "equal neurons"),
            },
            "row C": {
                HARMLESS: "zero biases",
                "a steady RMS looks healthy. But look at the slopes, and at how close the outputs are to ±1": (
                    "healthy"
                ),
                "ReLU has no negative outputs, and no ceiling; here are −1.0 and an RMS below 1": "too large, ReLU",
                "small weights give small outputs; these are near −1 and 1": "too small",
                "look at the outputs: they are at ±1. Which activation function has a floor and a ceiling there?": (
                    "equal neurons"
                ),
            },
            "row D": {
                HARMLESS: "zero biases",
                "the RMS is smallish, but look at the three neurons: what do they say?": "too small",
                "look at the three neurons: what do they say?": "healthy",
                "look at the last column: what do the three neurons say?": either("too large, tanh", "too large, ReLU"),
            },
            "row E": {
                HARMLESS: "zero biases",
                "steep slopes do not help if nothing arrives: the outputs are below a millionth": "healthy",
                "the three outputs are tiny, but not equal: their signs differ": "equal neurons",
                "compare the RMS after the first and the last layer: which way does the signal go?": either(
                    "too large, tanh", "too large, ReLU"
                ),
            },
        }
    ),
    hints=[
        "Which activation function has a ceiling, and which has none? What can no output of ReLU be?",
        "A steady RMS can come from healthy weights or from a ceiling. The slopes tell which.",
        "When do three neurons say the same number for an image? One of the five rows is the healthy one.",
    ],
    explanation="All five have zero biases, which harm none. A explodes, E vanishes, and D never broke its symmetry. "
    "C is the trap: it is saturated, and a nudge of an early weight does nothing to most outputs and flips a few.",
)
def starts(answer):
    """Look at a list of five causes, each a str. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 5:
        raise Wrong(f"the answer should be a list of five causes, but it is {seen(answer)}")
    for row, given, right in zip("ABCDE", answer, starts.reference):
        try:
            choose(given, CAUSES, right)
        except Wrong as finding:
            raise Wrong(f"row {row}: {finding}") from None


def parameters(ins, hidden, outs):
    """Return the number of parameters of a network ins-hidden-outs; ins, hidden and outs are int."""
    return (ins + 1) * hidden + (hidden + 1) * outs


def solve_hidden_neurons(ins, outs, budget):
    """Return the largest hidden layer that fits a budget of parameters; ins, outs, budget int."""
    return (budget - outs) // (ins + 1 + outs)


@exercise(
    solution=solve_hidden_neurons,
    slips={
        "{finding}. It looks as if no bias was counted": lambda ins, outs, budget: budget // (ins + outs),
        "{finding}. It looks as if the biases of the last layer were not counted": (
            lambda ins, outs, budget: budget // (ins + 1 + outs)
        ),
        "{finding}. It looks as if the biases of the hidden layer were not counted": (
            lambda ins, outs, budget: (budget - outs) // (ins + outs)
        ),
        "{finding}. It looks as if the inputs were given biases": (
            lambda ins, outs, budget: (budget - outs - ins) // (ins + 1 + outs)
        ),
        "{finding}. It looks as if ins and outs were multiplied; a hidden neuron's weights on both sides are added": (
            lambda ins, outs, budget: (budget - outs) // (ins * outs + 1)
        ),
        "{finding}. It looks as if each hidden neuron was given two biases; it has one": (
            lambda ins, outs, budget: (budget - outs) // (ins + outs + 2)
        ),
        "{finding}. It looks as if each hidden neuron was given two biases, and the last layer none": (
            lambda ins, outs, budget: budget // (ins + outs + 2)
        ),
        "{finding}. It looks as if only the first layer was counted": lambda ins, outs, budget: budget // (ins + 1),
    },
    hints=[
        "How many parameters does one more hidden neuron bring, in both layers together?",
        "It brings a row of W1, a number in b1, and a column of W2. What is there even without any hidden neuron?",
        "b2 costs outs. What is left of the budget is shared among neurons that cost ins + 1 + outs each.",
    ],
    explanation="`//` divides and rounds down. A loop that adds neurons until the budget is exceeded is right, too.",
)
def hidden_neurons(answer):
    """Look at a function of ins, outs and budget. Raises a Finding."""
    rng = np.random.default_rng(seed())
    cases = [(2, 1, 17), (784, 10, 39755), (784, 10, 50000), (8, 2, 40), (2, 3, 21)]
    for _ in range(5):
        ins, outs, hidden = (int(size) for size in rng.integers((3, 2, 20), (90, 12, 60)))
        cases += [(ins, outs, parameters(ins, hidden, outs)), (ins, outs, parameters(ins, hidden, outs) - 1)]
    given = [call(answer, *case) for case in cases]
    for one in given:
        if np.ndim(one) != 0 or np.asarray(one).dtype.kind not in "iuf" or not np.isfinite(one):
            raise Wrong(f"the result should be a whole number, but it is {kind(one)}")
        if one != int(one):
            raise Wrong(f"{one:.4g} neurons? The result should be a whole number: how many fit completely?")
    saw(given)
    for one, (ins, outs, budget) in zip(map(int, given), cases):
        size = parameters(ins, one, outs)
        if one < 1:
            raise Wrong(
                f"for {ins} inputs, {outs} outputs and a budget of {budget:,} the result is {one}; at least 1 fits"
            )
        if size > budget:
            raise Wrong(f"for a budget of {budget:,}, {ins}-{one}-{outs} has {size:,} parameters: too many")
        if parameters(ins, one + 1, outs) <= budget:
            raise Wrong(f"for a budget of {budget:,}, {ins}-{one}-{outs} has {size:,}: another neuron would fit")


def solve_parity(ins):
    """Return W1 (ins, ins), b1 (ins, 1), W2 (1, ins), b2 (1, 1) of a step network; ins is an int."""
    W1 = np.ones((ins, ins))
    b1 = -(np.arange(ins).reshape(-1, 1) + 0.5)
    W2 = np.array([[(-1.0) ** j for j in range(ins)]])
    return W1, b1, W2, np.array([[-0.5]])


@exercise(
    solution=solve_parity,
    hints=[
        "The corners lie on a strip again; its marks 0, 1, 2, … say how many inputs are on. Cut between all marks.",
        "Let hidden neuron j say 1 if more than j inputs are on: its weights are all 1. Which bias?",
        "With m inputs on, the first m neurons say 1. The last one adds and takes away in turn: 1 − 1 + 1 − …",
    ],
    explanation="The hidden layer counts, and each neuron undoes what the one before it said. D. Rumelhart, "
    "G. Hinton and R. Williams (1986) found this network by training.",
)
def parity(answer):
    """Look at a function of ins that returns the four arrays of a step network. Raises a Finding."""
    for ins in (2, 3, 4, 5):
        W1, b1, W2, b2 = network(call(answer, ins))
        if W1.shape[1] != ins or len(W2) != 1:
            raise Wrong(
                f"for {ins} inputs W1 should have {ins} columns and W2 one row, but they are {W1.shape}, {W2.shape}"
            )
        x = np.array(list(product((0, 1), repeat=ins))).T
        on = x.sum(axis=0)
        h = step(W1 @ x + b1)
        out, target = step(W2 @ h + b2)[0], on % 2
        if (out == target).all():
            continue
        wrong = np.argmax(out != target)
        where = f"for {ins} inputs, at {tuple(x[:, wrong].tolist())}, with {on[wrong]} on, the output is {out[wrong]}"
        if (out == 1 - target).all():
            raise Wrong(f"{where}: upside down, the answer is 1 where an even number is on")
        if (h == h[:1]).all() and len(h) > 1:
            raise Wrong(f"{where}. All hidden neurons say the same everywhere: they draw one line. What should differ?")
        if (out == (on > 0)).all() and ins > 2:
            raise Wrong(f"{where}: this answers whether any input is on. More than one weight of W2 must be negative")
        if (out == (on > 0)).all():
            raise Wrong(f"{where}: this answers whether any input is on. When should a second neuron object?")
        if not h[:, on == 1].any():
            raise Wrong(f"{where}. With one input on no hidden neuron says 1: are the biases one too low?")
        if (out == (on == 1)).all():
            raise Wrong(f"{where}: this is 1 where exactly one input is on. What should happen at three?")
        if (out == out[0]).all():
            raise Wrong(f"{where}, as at all other corners. Print h for a few corners: does it tell them apart?")
        said = sorted(
            {(int(count), tuple(column)) for count, column in zip(on, h.T.tolist()) if count in (0, on[wrong])}
        )
        raise Wrong(f"{where}. The hidden neurons say " + "; ".join(f"{list(c)} with {n} on" for n, c in said[:3]))


progress = progress_of(globals())
