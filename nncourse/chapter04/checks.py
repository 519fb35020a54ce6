"""Chapter 04 · Exercises on layers: shapes, biases that spread the wrong way, nonlinearities, initializations."""

from itertools import product

import numpy as np

from nncourse.checking import (
    Given,
    Wrong,
    altered,
    as_numbers,
    by_part,
    call,
    choose_each,
    compare,
    decimal,
    either,
    exercise,
    in_case,
    kind,
    numbers,
    observe,
    orders,
    progress_of,
    seed,
)
from nnlib.activations import ReLU
from nnlib.perceptron import step

NAMES = ("W1", "b1", "W2", "b2")


def network(answer, ins, k=None):
    """Return an answer that should be W1 (k, ins), b1 (k, 1), W2 (1, k), b2 (1, 1) as four arrays. Raises Wrong."""
    arrays = []
    for name, part in zip(NAMES, numbers(answer, *NAMES)):
        with in_case(f"{name} is no array:"):
            array = as_numbers(part)
        if array is None or not np.isfinite(array).all():
            raise Wrong(f"{name} should be an array of finite numbers, but it is {kind(part)}")
        k = k or np.size(answer[1]) or 1  # of b1
        shape = {"W1": (k, ins), "b1": (k, 1), "W2": (1, k), "b2": (1, 1)}[name]
        if array.shape != shape:
            why = "one row per neuron, one column per input" if name[0] == "W" else "a column, one number per neuron"
            raise Wrong(f"{name} should have shape {shape}, but it has shape {array.shape}: {why}")
        arrays.append(array)
    return arrays


def solve_read_table(W, biases, table):
    """Return z, shape (outs, n), for a table with one example per row."""
    return W @ table.T + biases.reshape(-1, 1)


@exercise(
    solution=solve_read_table,
    mistakes={
        "{quiet}the table has one example per row; W @ wants columns (.T turns it, reshape doesn't)": (
            altered(solve_read_table, "table.T", "table")
        ),
        "{quiet}the biases are spread the wrong way: one per example, not one per neuron": (
            altered(solve_read_table, ".reshape(-1, 1)", "")
        ),
        "{quiet}row j of W is already neuron j; W needs no .T here": altered(solve_read_table, "W @", "W.T @"),
        "`W @ x` is right, but the biases are missing": lambda W, biases, table: W @ table.T,
        "the biases are subtracted; a neuron adds its bias": altered(solve_read_table, "+", "-"),
    },
    hints=[
        "Write the shapes in a row: W (outs, ins), table (n, ins). Which two numbers must meet in the middle of an @?",
        "`table.T` has the examples as columns. And biases of shape (outs,) would be stretched along the wrong axis.",
        "`biases.reshape(-1, 1)` stands the biases up as a column (−1 means: as many as there are).",
    ],
    explanation="The examples become columns, and the biases a column that serves all of them. Tables, images and "
    "PyTorch have one example per row, so you'll write this `.T` often.",
)
def read_table(answer):
    """Look at a function of W, biases and a table with examples as rows. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for neurons, ins, n in ((3, 3, 3), (4, 2, 5), (1, 4, 1)):  # square first: there a wrong product can be named
        arrays = rng.normal(size=(neurons, ins)), rng.normal(size=neurons), rng.normal(size=(n, ins))
        case = f"with {neurons} neurons, {ins} inputs and {n} examples"
        quiet = f"{case} NumPy does not complain, but "
        compare(call(answer, *arrays), solve_read_table(*arrays), f"{case}: z", quiet=quiet)


OUTCOMES = ("error", "wrong shape", "wrong numbers", "right")
QUIET = Given("quiet", order=orders(6))
LINES = {  # the shapes of W @ x and b, and what happens
    "line A": ("(4, 6)", "(4,)", "error"),
    "line B": ("(4, 4)", "(4,)", "wrong numbers", "does each neuron get its bias here, or each example?"),
    "line C": ("(4, 1)", "(4,)", "wrong shape"),
    "line D": ("(4,)", "(4, 1)", "wrong shape"),
    "line E": ("(4, 3)", "(4, 1)", "wrong numbers", "is a column of x one example here, or one input of all three?"),
    "line F": ("(4, 1)", "(4, 1)", "right"),
}
LINES = QUIET.arranged(LINES)


def not_so(z, b, right, question="nothing is repeated, and the numbers are those that should meet"):
    """Return what to say about the wrong outcomes for the shapes z and b of W @ x and of b."""
    clash, count = f"W @ x has shape {z}. Write {b} under it, both ending at the right", f"what is {z} + {b}?"
    if right == "error":
        return {f"{clash}: which two sizes meet?": either(*OUTCOMES[1:])}
    told = {f"{clash}: do two sizes clash? A 1 is stretched, and a missing size counts as 1": "error"}
    if right == "wrong shape":
        return told | {f"count what comes out, before you look at the numbers: {count}": either(*OUTCOMES[2:])}
    told |= {f"{count} It is the shape that z should have": "wrong shape"}
    return told | {f"the shape is right; {question}": "right" if right == "wrong numbers" else "wrong numbers"}


@exercise(
    solution=[right for _, _, right, *_ in LINES.values()],
    mistakes=by_part({line: not_so(*told) for line, told in LINES.items()}),
    hints=[
        "First W @ x: the inner sizes meet and vanish. Only then b. Write both shapes so that they end at the right.",
        "A missing size counts as 1, a 1 is stretched to what it meets, and two different sizes above 1 are an error.",
        "z should always have shape (4, n), with row j for neuron j. If the shape is right, ask what was repeated.",
    ],
    explanation="An error is the best of the bad outcomes: the others go on with wrong numbers. So keep biases as "
    "columns, and print shapes before you trust numbers.",
)
def quiet(answer):
    """Look at a list of six outcomes, each a str. Raises a Finding."""
    choose_each(answer, OUTCOMES, dict(zip(LINES, quiet.right)))


def solve_hidden_neurons(ins, outs, budget):
    """Return how many neurons the hidden layer can have; b2 costs outs, and a neuron costs ins + 1 + outs."""
    return (budget - outs) // (ins + 1 + outs)


@exercise(
    solution=solve_hidden_neurons,
    mistakes={
        "{finding}. It looks as if no bias was counted": lambda ins, outs, budget: budget // (ins + outs),
        "{finding}. Did you count the biases of the last layer?": altered(solve_hidden_neurons, " - outs", ""),
        "{finding}. Did you count a bias for each hidden neuron?": altered(solve_hidden_neurons, "+ 1 +", "+"),
    },
    hints=[
        "How many parameters does one more hidden neuron bring, in both layers together?",
        "It brings a row of W1, a number in b1, and a column of W2. What is there even without any hidden neuron?",
        "b2 costs outs. What is left of the budget is shared among neurons that cost ins + 1 + outs each.",
    ],
    explanation="`//` divides and rounds down. A loop that adds neurons until the budget is exceeded is right, too. "
    "With 784 inputs a hidden neuron costs nearly 800 parameters, almost all of them in its row of W1.",
)
def hidden_neurons(answer):
    """Look at a function of ins, outs and budget. Raises a Finding."""
    rng = np.random.default_rng(seed())
    ins, outs, more = (int(size) for size in rng.integers((30, 2, 10), (90, 12, 30)))
    cases = [(2, 7, 207), (3, 7, 228), (2, 7, 211), (3, 7, 233), (2, 7, 216)]  # in which the mistakes differ
    cases += [(784, 10, 50_000), (30, 9, 20_009), (1, 1, 4), (3, 2, 14), (ins, outs, more * ins * outs)]
    for ins, outs, budget in cases:
        got, right = call(answer, ins, outs, budget), solve_hidden_neurons(ins, outs, budget)
        case, value = f"for a network {ins}-?-{outs} and a budget of {budget:,}", as_numbers(got)
        if value is None or value.ndim or not np.isfinite(value):
            compare(got, right, f"{case} the number")
        elif observe(value) != np.round(value):
            raise Wrong(f"{case} you return {value:.4g}; how many neurons fit completely?")
        elif value != right:
            size, k = (ins + 1) * int(value) + (int(value) + 1) * outs, f"{value:g}"
            what = "too many" if value > right else "another neuron would fit"
            raise Wrong(f"{case} you return {k}; {ins}-{k}-{outs} has {size:,} parameters: {what}")


CORNERS = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])  # 00, 01, 10, 11
OUTPUTS = [  # none close to 3 and 1, which the chapter's weights give with ReLU
    (same, different, different, same)
    for same in range(6)
    for different in range(6)
    if same != different and (same, different) not in ((0, 1), (1, 3), (2, 0), (3, 1))
]
FOLDED = Given("fold", outputs=((0, 1, 1, 0), *OUTPUTS)).outputs
SAME, DIFFERENT = FOLDED[:2]  # the output where the inputs are equal, and where they aren't
ASKED = ", ".join(map(str, FOLDED))
RISE, XOR = DIFFERENT - SAME, FOLDED == (0, 1, 1, 0)
KNOWN = {
    (3, 1, 1, 3): "these weights are made for the step; ReLU lets h grow beyond 1 at 00 and 11",
    (0, 0, 0, 1): "that is AND, as in the example",
    (0, 1, 1, 1): "that is OR. Which hidden neuron should notice 11, and how much must it "
    f"{'take away' if RISE > 0 else 'add'}?",
    (DIFFERENT, SAME, SAME, DIFFERENT): f"upside down, {DIFFERENT} where the inputs are equal",
}


def draw_fold(answer):
    """Draw where the hidden layer of an answer to `fold` puts the four corners."""
    from matplotlib import pyplot as plt

    h = ReLU()(np.asarray(answer[0]) @ CORNERS + np.asarray(answer[1]))
    plt.figure("fold", figsize=(3.5, 3), clear=True)
    plt.scatter(*h, c=[0, 1, 1, 0], s=80, cmap="coolwarm")
    for corner, place in zip(("00", "01", "10", "      11"), h.T):
        plt.annotate(corner, place, (6, 6), textcoords="offset points")
    plt.gca().set(xlabel="hidden neuron 0", ylabel="hidden neuron 1", title="A line parts the colours now")


@exercise(
    texts=[
        "XOR with a nonlinearity" if XOR else "equal or not, with a nonlinearity",
        f"this output is {ASKED} (up",
        f"second hidden neuron; {'XOR' if XOR else 'this output'} does.",
    ],
    solution=([[1, -1], [-1, 1]], [[0], [0]], [[RISE, RISE]], [[SAME]]),
    hints=[
        f"Look at x₁ − x₂ at the four corners. On which side of 0 are the two corners with target {DIFFERENT}?",
        "ReLU keeps one side of its line and flattens the other. Give each neuron one side of the diagonal 00–11.",
        "Weights (1, −1) and bias 0 give 1 at corner 10 and 0 at the others. What does it for 01?"
        + " And what is left at 00 and 11 for b2?" * (not XOR),
    ],
    explanation="The solution folds the square along the diagonal 00–11. Another way: both neurons see x₁ + x₂, with "
    f"W1 = [[1, 1], [1, 1]], b1 = [[0], [−1]], W2 = [[{decimal(RISE)}, {decimal(-2 * RISE)}]], b2 = [[{SAME}]]. "
    "The last layer is still a straight cut:",
    picture=draw_fold,
)
def fold(answer):
    """Look at the four arrays of a network that tells equal inputs from unequal ones with ReLU. Raises a Finding."""
    W1, b1, W2, b2 = network(answer, 2, k=2)
    z = W1 @ CORNERS + b1
    h = ReLU()(z)
    out = np.round((W2 @ h + b2)[0], 6) + 0.0  # float32 will do
    said = f"at 00, 01, 10, 11 the outputs are {', '.join(f'{value:.10g}' for value in out)}"
    if tuple(out.tolist()) in KNOWN:
        raise Wrong(f"{said}: {KNOWN[tuple(out.tolist())]}")
    if out[0] == out[3] != out[1] == out[2]:
        if tuple(out) == FOLDED:
            return
        others = f"{out[0]:.10g} and {out[1]:.10g} instead of {SAME} and {DIFFERENT}"
        raise Wrong(f"{said}: the right pattern, but with {others}")
    if (z >= 0).all():
        raise Wrong(f"{said}. No z of the hidden layer is negative at a corner, so ReLU changes nothing there")
    first, second = np.column_stack([W1, b1])
    if np.allclose(np.outer(first, second), np.outer(second, first)) and first @ second > 0:
        raise Wrong(f"{said}. Both hidden neurons draw the same line and keep the same side: together they are one")
    rows = ", ".join(f"[{', '.join(f'{value:.8g}' for value in row)}]" for row in np.round(h, 8) + 0.0)
    raise Wrong(f"{said}, and should be {ASKED}. The hidden layer makes h = [{rows}]")


def solve_shrink(W1, b1, W2, b2):
    """Return the arrays of a network in which one neuron stands for all the equal ones."""
    return W1[:1], b1[:1], W2.sum(axis=1, keepdims=True), b2


def shrunk(W2):
    """Return `solve_shrink` with another text for the new W2."""
    return altered(solve_shrink, "W2.sum(axis=1, keepdims=True)", W2)


@exercise(
    solution=solve_shrink,
    mistakes={
        "equal rows are added up before the activation function: F(k · z) isn't k · F(z). One row is enough": either(
            altered(solve_shrink, "W1[:1]", "W1.sum(axis=0, keepdims=True)"),
            altered(solve_shrink, "b1[:1]", "b1.sum(axis=0, keepdims=True)"),
        ),
        "only one column of W2 is kept, but the other {others} neurons count, too": shrunk("W2[:, :1]"),
        "this is the mean of W2's columns: one neuron of {k}, not all": shrunk("W2.mean(axis=1, keepdims=True)"),
        "W2 is summed along the wrong axis: each output has a row": shrunk("W2.sum(axis=0, keepdims=True)"),
        "{k} times one column of W2; but W2's columns need not be equal": shrunk("len(W1) * W2[:, :1]"),
        "all of W2 is added up, but each output has a row of its own": shrunk("0 * b2 + W2.sum()"),
        "b2 was never repeated: it is added once, not {k} times": altered(solve_shrink, ", b2\n", ", len(W1) * b2\n"),
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
        for name, one, right, shown in zip(NAMES, numbers(got, *NAMES), wanted, ([[3, 1]], [[2]], [[1]], [[7]])):
            case = f"with k = {k}, ins = {ins}, outs = {outs}: the new {name}"
            compare(one, right, case, shown=shown, k=k, others=k - 1)


CAUSES = {
    "too small": "Then the RMS would fall to nearly 0. Here it goes from {0} to {1}, and the neurons say {3}",
    "too large, tanh": "Then outputs would be near ±1, and most slopes flat. Here {2} of them are, and the RMS is {1}",
    "too large, ReLU": "Then the RMS would grow, and no output be negative. Here it ends at {1}; the neurons say {3}",
    "equal neurons": "Then they would all say the same. Here the three say {3}",
    "zero biases": "All five have biases of 0, and one of them is healthy. Look for another cause",
    "healthy": "Then much would be left, and little flat. The RMS is {1}, {2} of the slopes are flat; neurons: {3}",
}
STARTS = Given("starts", order=orders(5))
ROWS = {
    "row A": ("4.56", "200,000", "48 %", "285219, 132993, 0", "too large, ReLU"),
    "row B": ("0.627", "0.253", "0 %", "−0.186, −0.229, 0.290", "healthy"),
    "row C": ("0.936", "0.932", "62 %", "−1.000, 0.999, −1.000", "too large, tanh"),
    "row D": ("0.663", "0.041", "0 %", "−0.045 three times", "equal neurons"),
    "row E": ("0.156", "0.0000004", "0 %", "three different tiny numbers", "too small"),
}
ROWS = STARTS.arranged(ROWS)
LARGE, _, FLAT, EQUAL, SMALL = map(STARTS.letter, "ABCDE")


@exercise(
    solution=[row[-1] for row in ROWS.values()],
    mistakes=by_part(
        {
            name: {f"{cause}? {says.format(*row)}": cause for cause, says in CAUSES.items() if cause != row[-1]}
            for name, row in ROWS.items()
        }
    ),
    hints=[
        "Which activation function has a ceiling, and which has none? What can no output of ReLU be?",
        "A steady RMS can come from healthy weights or from a ceiling. The slopes tell which.",
        "When do three neurons say the same number for an image? One of the five rows is the healthy one.",
    ],
    explanation=f"All five have zero biases, which harm none. {LARGE} explodes, {SMALL} vanishes, and {EQUAL} never "
    f"broke "
    f"its symmetry. {FLAT} is the trap: it is saturated, and a nudge of an early weight does nothing to most outputs "
    f"and flips a few.",
)
def starts(answer):
    """Look at a list of five causes, each a str. Raises a Finding."""
    choose_each(answer, CAUSES, dict(zip(ROWS, starts.right)))


def solve_relu_scale(nrows, ncols):
    """Return the standard deviation of the weights of a ReLU layer (He initialization)."""
    return np.sqrt(2 / ncols)


@exercise(
    solution=solve_relu_scale,
    mistakes={
        "{said}: that is the chapter's 1/√ncols, which keeps about 0.7": altered(solve_relu_scale, "2 /", "1 /"),
        "{said}: does ReLU halve the *RMS*, or the mean square?": lambda nrows, ncols: 2 / np.sqrt(ncols),
        "{said}: a sum of n products has an RMS of √n, so is a root missing?": either(
            *(lambda nrows, ncols, c=c: c / ncols for c in (1, np.sqrt(2), 2))
        ),
    },
    hints=[
        "With 1/√ncols the RMS after one ReLU layer is about 0.7 of what it was. What would cancel that?",
        "If the weights are c times as large, the signal gets c times as large. c · 0.707 should be 1.",
        "0.707² is a half: ReLU turns half of the sums into 0, and with them half of the mean square. So c = √2.",
    ],
    explanation="The RMS is the root of the mean square, and ReLU halves the mean square, so the root is taken of 2: "
    "√(2/ncols). This is He initialization (2015), PyTorch's `kaiming_normal_`. Anything close, such as 1.4/√ncols, "
    "is accepted.",
)
def relu_scale(answer):
    """Look at a function of nrows and ncols that returns a standard deviation. Raises a Finding."""
    for nrows, ncols, layers, low, high in ((100, 784, 1, 0.8, 1.25), (784, 100, 1, 0.8, 1.25), (100, 100, 10, 0.5, 2)):
        got = call(answer, nrows, ncols)
        scale = as_numbers(got)
        if scale is None or scale.ndim or not np.isfinite(scale):
            raise Wrong(f"the standard deviation should be one finite number, but it is {kind(got)}")
        if scale <= 0:
            raise Wrong(f"a standard deviation is above 0, but for {ncols} inputs it is {scale:g}")
        left = (observe(scale, 1e-5) * np.sqrt(ncols / 2)) ** layers  # the mean square over all starts
        where = "ten layers of 100 neurons" if layers > 1 else f"a layer from {ncols} inputs to {nrows} neurons"
        said = f"with your {scale:.4g}, {where} turn{'s' * (layers == 1)} an RMS of 1 into {left:.3g}"
        if not low <= left <= high:
            suits = f"a neuron adds up {ncols} terms there, and your number suits {2 / scale**2:.4g}"
            raise Wrong(f"{said}: {suits}", said=said)


def solve_parity(ins):
    """Return W1, b1, W2, b2: hidden neuron j says whether more than j inputs are on."""
    W1 = np.ones((ins, ins))
    b1 = -(np.arange(ins).reshape(-1, 1) + 0.5)
    W2 = np.array([[(-1.0) ** j for j in range(ins)]])
    b2 = np.array([[-0.5]])
    return W1, b1, W2, b2


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
        try:
            W1, b1, W2, b2 = network(call(answer, ins), ins)
        except Wrong as finding:
            raise Wrong(f"for {ins} inputs {finding}") from None
        x = np.array(list(product((0, 1), repeat=ins))).T
        on, h = x.sum(axis=0), step(W1 @ x + b1)
        out = step(W2 @ h + b2)[0]
        if (out == on % 2).all():
            continue
        at = np.argmax(out != on % 2)
        corners, says = [tuple(corner) for corner in x.T.tolist()], h.T.tolist()
        where = f"for {ins} inputs, at {corners[at]}, with {on[at]} on, the output is {out[at]}"
        if (out != on % 2).all():
            raise Wrong(f"{where}: upside down, the answer is 1 where an even number is on")
        for one, other in product(np.flatnonzero(on % 2), np.flatnonzero(on % 2 == 0)):
            if says[one] == says[other]:
                but = f"{says[one]} both at {corners[one]} and at {corners[other]}, which need different answers"
                raise Wrong(f"{where}. The hidden neurons say {but}: change W1 or b1, or add a hidden neuron")
        if (out == (on > 0)).all():
            raise Wrong(f"{where}: this answers whether any input is on. Which neurons should object at two?")
        raise Wrong(f"{where}. The hidden neurons say {says[at]} there, and tell odd from even: look at W2 and b2")


progress = progress_of(globals())
