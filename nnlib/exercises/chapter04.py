"""Chapter 04 · Exercises on layers: shapes, biases that spread the wrong way, bends, equal and random starts, sizes."""

from itertools import product

import numpy as np

from nnlib.activations import ReLU
from nnlib.exercises.base import Wrong, call, choose, compare, exercise, kind, progress_of, seed
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
    """Return what an answer is, as a str: for a list or tuple with its number of parts. Raises nothing."""
    if isinstance(answer, (tuple, list)):
        return f"a {type(answer).__name__} of {len(answer)}"
    return kind(answer)


def solve_read_table(W, biases, table):
    """Return z, shape (outs, n); W (outs, ins), biases (outs,), table of shape (n, ins). Raises nothing of its own."""
    return W @ table.T + biases.reshape(-1, 1)


@exercise(
    solution=solve_read_table,
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
    W, biases, table = rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=(3, 3))
    column, right = biases.reshape(3, 1), solve_read_table(W, biases, table)
    quiet = "with 3 neurons, 3 inputs and 3 examples NumPy does not complain, but "
    reasons = [
        (W @ table + column, quiet + "the table has its examples as rows, and W @ wants them as columns"),
        (W @ table.T + biases, quiet + "the biases are spread the wrong way: one per example, not one per neuron"),
        (W @ table + biases, quiet + "two things are wrong: W @ wants examples as columns, and the biases lie down"),
        (W @ table.T, "`W @ x` is right, but the biases are missing"),
        (W @ table.T - column, "the biases are subtracted; a neuron adds its bias"),
        (right.T, "the right numbers, but an example is a row here; row j of z should belong to neuron j"),
        (W.T @ table.T + column, quiet + "row j of W is already neuron j; W needs no .T here"),
        (W.T @ table + column, quiet + "it is the other array that has to be turned round, not W"),
    ]
    compare(call(answer, W, biases, table), right, "z for 3 examples", reasons=reasons)
    W, biases, table = rng.normal(size=(4, 2)), rng.normal(size=4), rng.normal(size=(5, 2))
    right = solve_read_table(W, biases, table)
    compare(call(answer, W, biases, table), right, "z for 4 neurons, 2 inputs and 5 examples")


OUTCOMES = ("error", "wrong shape", "wrong numbers", "right")
LINES = {
    "A": (
        "error",
        {
            "": "W @ x has shape (4, 6). Write (4,) under it, both ending at the right: which two sizes meet?",
        },
    ),
    "B": (
        "wrong numbers",
        {
            "error": "W @ x has shape (4, 4). Write (4,) under it, both ending at the right: does NumPy see a problem?",
            "wrong shape": "(4, 4) is the shape that z should have: 4 neurons, 4 examples",
            "right": "along which axis is b repeated? Does each neuron get a bias, or each example?",
        },
    ),
    "C": (
        "wrong shape",
        {
            "error": "W @ x has shape (4, 1). NumPy stretches a 1 to whatever it meets",
            "wrong numbers": "count what comes out, before you look at the numbers: what is (4, 1) + (4,)?",
            "right": "write (4, 1) above (4,), both ending at the right; a missing size counts as 1",
        },
    ),
    "D": (
        "wrong shape",
        {
            "error": "(4, 3) @ (3,) goes through: the 3s meet and vanish. What is left, and what does b do to it?",
            "wrong numbers": "count what comes out, before you look at the numbers: what is (4,) + (4, 1)?",
            "right": "W @ x has shape (4,), a row, not a column. Now add a column to it",
        },
    ),
    "E": (
        "wrong numbers",
        {
            "error": "the shapes are (4, 3) @ (3, 3) + (4, 1). Which of them should not fit?",
            "wrong shape": "(4, 3) is the shape that z should have: 4 neurons, 3 examples",
            "right": "which three numbers does row j of W meet: those of one example, or one input of all three?",
        },
    ),
    "F": (
        "right",
        {
            "": "(4, 3) @ (3, 1) + (4, 1): does a step fail, is anything stretched, is the result (4, n)?",
        },
    ),
}  # line: the right outcome, and what to say about each other one ("" for all)


@exercise(
    solution=[outcome for outcome, _ in LINES.values()],
    hints=[
        "First W @ x: the inner sizes meet and vanish. Only then b. Write both shapes so that they end at the right.",
        "A missing size counts as 1, a 1 is stretched to what it meets, and two different sizes above 1 are an error.",
        "z should always have shape (4, n), with row j for neuron j. If the shape is right, ask what was repeated.",
    ],
    explanation="An error is the best of the bad outcomes: the others go on with wrong numbers.",
)
def quiet(answer):
    """Look at a list of six outcomes, each a str. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != len(LINES):
        raise Wrong(f"the answer should be a list of six outcomes, but it is {seen(answer)}")
    for given, (line, (right, words)) in zip(answer, LINES.items()):
        if not isinstance(given, str) or given not in OUTCOMES:
            raise Wrong(f"line {line}: choose one of {', '.join(map(repr, OUTCOMES))}, not {given!r}")
        if given != right:
            raise Wrong(f"line {line}: {words.get(given, words.get(''))}")


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
        raise Wrong(f"{said}. No sum z of the hidden layer is negative at a corner, so ReLU changes nothing: no bend")
    first, second = np.column_stack([W1, b1])
    if np.allclose(np.outer(first, second), np.outer(second, first)) and first @ second > 0:
        raise Wrong(f"{said}. Both hidden neurons draw the same line and keep the same side: together they do as one")
    if np.allclose(out - out[0], target):
        raise Wrong(f"{said}: all of them are {out[0]:.10g} away from 0, 1, 1, 0. Who shifts all outputs alike?")
    if np.allclose(out, out[1] * target) and out[1] != 0:
        raise Wrong(f"{said}: the right form, but {out[1]:.10g} where 1 is asked for")
    if np.allclose(out[:3], target[:3]):
        raise Wrong(f"{said}: right until both inputs are on. Which hidden neuron should notice 11?")
    raise Wrong(f"{said}, and should be 0, 1, 1, 0. The hidden layer makes h = {np.round(h, 8).tolist()}")


def solve_shrink(W1, b1, W2, b2):
    """Return W1 (1, ins), b1 (1, 1), W2 (outs, 1), b2 of a network in which one neuron replaces k equal ones.

    W1 has shape (k, ins), b1 (k, 1), W2 (outs, k) and b2 (outs, 1). Raises nothing of its own.
    """
    return W1[:1], b1[:1], W2.sum(axis=1, keepdims=True), b2


@exercise(
    solution=solve_shrink,
    hints=[
        "All k neurons say the same number h. What does the second layer make of k times the same number?",
        "w₀·h + w₁·h + w₂·h is (w₀ + w₁ + w₂)·h. Which sum over W2 is that: along rows or along columns?",
        "Keep one row of W1 and of b1, and b2 as it is; the new W2 is `W2.sum(axis=1, keepdims=True)`.",
    ],
    explanation="So k equal neurons can do what one can, and no more: this is why a start must break the symmetry.",
)
def shrink(answer):
    """Look at a function of W1, b1, W2, b2 that replaces k equal neurons by one. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for k, ins, outs in ((4, 2, 1), (3, 5, 2)):
        W1, b1 = np.repeat(rng.normal(size=(1, ins)), k, axis=0), np.full((k, 1), rng.normal())
        W2, b2 = rng.normal(size=(outs, k)), rng.normal(size=(outs, 1))
        got, wanted = call(answer, W1, b1, W2, b2), solve_shrink(W1, b1, W2, b2)
        if not isinstance(got, (tuple, list)) or len(got) != 4:
            raise Wrong(f"return four arrays, W1, b1, W2 and b2; the result is {seen(got)}")
        inside = (
            "the equal rows are added up before the activation; that moves the line and the bend. One row is enough"
        )
        alone = f"only one column of W2 is kept, but the other {k - 1} neurons had their say, too"
        reasons = {
            "W1": [(W1.sum(axis=0, keepdims=True), inside), (W1, f"W1 has still {k} rows; one neuron is asked for")],
            "b1": [(k * b1[:1], inside), (b1, f"b1 has still {k} rows; one neuron is asked for")],
            "W2": [
                (W2[:, :1], alone),
                (W2[:, -1:], alone),
                (W2[:1, :1], alone),
                (
                    W2.mean(axis=1, keepdims=True),
                    f"these are averages: the one neuron speaks as loud as one of the {k}, not as all of them",
                ),
                (W2.sum(axis=0, keepdims=True), "summed along the wrong axis: each output needs a sum of its own row"),
                (W2.sum(axis=0), "summed along the wrong axis: each output needs a sum of its own row"),
                (
                    k * W2[:, :1],
                    f"{k} times one column: are the weights of the second layer equal, too? Only W1 and b1 are",
                ),
                (W2, f"W2 has still {k} columns, but only one neuron is left below it"),
                (W2.sum(keepdims=True), "everything was added up, but each output has a row of W2 of its own"),
            ],
            "b2": [
                (k * b2, f"b2 was never repeated: it is added once, not {k} times"),
                (b2 / k, f"b2 was never repeated: it is added once, not {k} times"),
                (b2.sum(keepdims=True), "each output has a bias of its own; they are not added up"),
            ],
        }
        # With one output some slips give the right numbers; they are recognised in the second round.
        for name, one, right in zip(NAMES, got, wanted):
            what = f"the new {name} (k = {k}, ins = {ins}, outs = {outs})"
            known = [row for row in reasons[name] if np.shape(row[0]) != right.shape or not np.allclose(row[0], right)]
            compare(one, right, what, reasons=known)


def layer_size(scale, widths, *, number):
    """Return the size of a signal behind ReLU layers without biases.

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
    """Return the standard deviation, a float, of the weights of a ReLU layer; nrows and ncols int. Raises nothing."""
    return np.sqrt(2 / ncols)


@exercise(
    solution=solve_relu_scale,
    hints=[
        "With 1/√ncols the size after one ReLU layer is about 0.706 of what it was. What would cancel that?",
        "Make the weights c times as large: the signal gets c times as large. c · 0.706 should be 1.",
        "0.706² is about a half: ReLU turns half of the sums into 0, and with them half of the mean square. So c = √2.",
    ],
    explanation="Sizes are roots of mean squares, and ReLU halves the mean square, so the root is taken of 2: "
    "√(2/ncols), the scale of K. He and others (2015). Anything close, such as 1.4/√ncols, is accepted.",
)
def relu_scale(answer):
    """Look at a function of nrows and ncols that returns a standard deviation. Raises a Finding."""
    scale = call(answer, 100, 100)
    if np.ndim(scale) != 0 or np.asarray(scale).dtype.kind not in "iuf" or not np.isfinite(scale):
        raise Wrong(f"the standard deviation should be one finite number, but it is {kind(scale)}")
    if scale <= 0:
        raise Wrong(f"a standard deviation is above 0, but it is {scale:g}")
    sizes = [layer_size(lambda nrows, ncols: scale, [100] * 11, number=number) for number in range(5)]
    typical = np.median(sizes)
    if not 0.5 <= typical <= 2:
        said = f"for 100 inputs your scale is {scale:.4g}, and ten ReLU layers make {typical:.3g} of a size of 1"
        reason = f"it {'shrinks' if typical < 1 else 'grows'}, by a factor of {typical**0.1:.2f} in each layer"
        for known, words in (
            (0.1, "that is the chapter's scale, which leaves about 0.7 after each ReLU layer"),
            (0.2, "ReLU removes half of the sums; but does half of the *size* go, or half of the mean square?"),
            (0.05, "the size shrank already with 1/√ncols; these weights are smaller still"),
            (np.sqrt(0.005), "the size shrank already with 1/√ncols; these weights are smaller still"),
            (0.02, "a sum of n products has the size √n: is a root missing?"),
            (0.01, "a sum of n products has the size √n: is a root missing?"),
        ):
            if np.isclose(scale, known):
                reason = words
        raise Wrong(f"{said}: {reason}")
    for ins, outs in ((784, 100), (100, 784)):
        size, scale = layer_size(answer, [ins, outs], number=9), answer(outs, ins)
        if not 0.8 < size < 1.25:
            alike = np.isclose(scale, answer(ins, outs))
            if alike and np.isclose(scale, answer(100, 100)):
                reason = "your scale is the same for 784 inputs and for 100. How many terms does one neuron add up?"
            elif alike:
                reason = "your formula treats nrows and ncols alike. Which of them is how many terms a neuron adds up?"
            elif np.isclose(scale, np.sqrt(2 / outs)):
                reason = "which of the two numbers is how many terms one neuron adds up, nrows or ncols?"
            else:
                reason = "how many terms does one neuron add up here?"
            raise Wrong(
                f"with 100 neurons of 100 inputs it works, but a layer {ins} → {outs} makes {size:.2g} of 1: {reason}"
            )


PRINTOUTS = {
    "A": (
        "too large, ReLU",
        {
            "too large, tanh": "tanh has a ceiling at 1, and here is a size of 200,000",
            "equal neurons": "the three neurons say 285219, 132993 and 0: are they equal?",
            "healthy": "200,000 after eight layers, and growing. What would it be after sixteen?",
            "": "the size is multiplied by about 5 in each layer",
        },
    ),
    "B": (
        "healthy",
        {
            "too small": "less than half is left after eight layers, most of it lost by bending. Compare with E",
            "": "look at all columns: a moderate size, steep slopes, three different outputs. What is wrong there?",
        },
    ),
    "C": (
        "too large, tanh",
        {
            "healthy": "a steady size looks healthy. But look at the slopes, and at how close the outputs are to ±1",
            "too large, ReLU": "ReLU has no negative outputs, and no ceiling; here are −1.0 and a size below 1",
            "too small": "small weights give small outputs; these are near −1 and 1",
            "": "look at the outputs: they sit at ±1. Which activation has a floor and a ceiling there?",
        },
    ),
    "D": (
        "equal neurons",
        {
            "too small": "the size is smallish, but look at the three neurons: what do they say?",
            "healthy": "look at the three neurons: what do they say?",
            "": "look at the last column: what do the three neurons say?",
        },
    ),
    "E": (
        "too small",
        {
            "healthy": "steep slopes do not help if nothing arrives: the outputs are below a millionth",
            "equal neurons": "the three outputs are tiny, but not equal: their signs differ",
            "": "compare the sizes after the first and the last layer: which way does the signal go?",
        },
    ),
}  # printout: the right cause, and what to say about each other one ("" for the rest)
CAUSES = ("too small", "too large, tanh", "too large, ReLU", "equal neurons", "zero biases", "healthy")


@exercise(
    solution=[cause for cause, _ in PRINTOUTS.values()],
    hints=[
        "Which activation has a ceiling, and which has not? What can no output of ReLU be?",
        "A steady size can come from healthy weights or from a ceiling. The slopes tell which.",
        "When do three neurons say the same number for an image? One of the five rows is the healthy one.",
    ],
    explanation="Zero biases are in all five, and harm none. The steady size of C is the trap: it is pinned at ±1.",
)
def starts(answer):
    """Look at a list of five causes, each a str. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != len(PRINTOUTS):
        raise Wrong(f"the answer should be a list of five causes, but it is {seen(answer)}")
    for given, (name, (right, words)) in zip(answer, PRINTOUTS.items()):
        harmless = "all five have biases of 0; random rows are different with or without biases. Look for another cause"
        texts = {"zero biases": harmless, **words}
        try:
            choose(given, {cause: "" if cause == right else texts.get(cause, texts[""]) for cause in CAUSES})
        except Wrong as finding:
            raise Wrong(f"row {name}: {finding}") from None


def parameters(ins, hidden, outs):
    """Return the number of parameters of a network ins-hidden-outs; ins, hidden and outs are int. Raises nothing."""
    return (ins + 1) * hidden + (hidden + 1) * outs


def solve_hidden_neurons(ins, outs, budget):
    """Return the largest hidden layer that fits a budget of parameters; ins, outs, budget int. Raises nothing."""
    return (budget - outs) // (ins + 1 + outs)


@exercise(
    solution=solve_hidden_neurons,
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
    cases = [(2, 1, 17), (784, 10, 39755), (784, 10, 50000), (8, 2, 40)]
    for _ in range(5):
        ins, outs, hidden = (int(size) for size in rng.integers((3, 2, 20), (90, 12, 60)))
        cases += [(ins, outs, parameters(ins, hidden, outs)), (ins, outs, parameters(ins, hidden, outs) - 1)]
    slips = {
        "no bias was counted": lambda ins, outs, budget: budget // (ins + outs),
        "the biases of the last layer were not counted": lambda ins, outs, budget: budget // (ins + 1 + outs),
        "the biases of the hidden layer were not counted": lambda ins, outs, budget: (budget - outs) // (ins + outs),
        "the inputs were given biases": lambda ins, outs, budget: (budget - outs - ins) // (ins + 1 + outs),
        "ins and outs were multiplied; a hidden neuron's weights on both sides are added": (
            lambda ins, outs, budget: (budget - outs) // (ins * outs + 1)
        ),
        "each hidden neuron was given two biases; it has one": (
            lambda ins, outs, budget: (budget - outs) // (ins + outs + 2)
        ),
        "each hidden neuron was given two biases, and the last layer none": (
            lambda ins, outs, budget: budget // (ins + outs + 2)
        ),
        "only the first layer was counted": lambda ins, outs, budget: budget // (ins + 1),
    }
    given = [call(answer, *case) for case in cases]
    for one in given:
        if np.ndim(one) != 0 or np.asarray(one).dtype.kind not in "iuf" or not np.isfinite(one):
            raise Wrong(f"the result should be a whole number, but it is {kind(one)}")
        if one != int(one):
            raise Wrong(f"{one:.4g} neurons? The result should be a whole number: how many fit completely?")
    likely = [words for words, slip in slips.items() if all(one == slip(*case) for one, case in zip(given, cases))]
    likely = f". It looks as if {likely[0]}" if likely else ""
    for one, (ins, outs, budget) in zip(map(int, given), cases):
        size = parameters(ins, one, outs)
        if one < 1:
            raise Wrong(
                f"for {ins} inputs, {outs} outputs and a budget of {budget:,} the result is {one}; at least 1 fits"
            )
        if size > budget:
            raise Wrong(f"for a budget of {budget:,}, {ins}-{one}-{outs} has {size:,} parameters: too many{likely}")
        if parameters(ins, one + 1, outs) <= budget:
            raise Wrong(
                f"for a budget of {budget:,}, {ins}-{one}-{outs} has {size:,}: another neuron would fit{likely}"
            )


def solve_parity(ins):
    """Return W1 (ins, ins), b1 (ins, 1), W2 (1, ins), b2 (1, 1) of a step network; ins is an int. Raises nothing."""
    W1 = np.ones((ins, ins))
    b1 = -(np.arange(ins).reshape(-1, 1) + 0.5)
    W2 = np.array([[(-1.0) ** j for j in range(ins)]])
    return W1, b1, W2, np.array([[-0.5]])


@exercise(
    solution=solve_parity,
    hints=[
        "The corners lie on a ruler again; its marks 0, 1, 2, … say how many inputs are on. Cut between all marks.",
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
            raise Wrong(f"{where}. All hidden neurons answer alike everywhere: they draw one line. What should differ?")
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
