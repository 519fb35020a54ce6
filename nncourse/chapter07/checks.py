"""Chapter 07 · Exercises on backpropagation: gradients on paper, rows, tables, a shortcut, the whole sweep."""

import re
from functools import partial

import numpy as np

from nncourse.checking import (
    Given,
    Wrong,
    altered,
    by_part,
    call,
    choose,
    choose_each,
    compare,
    decimal,
    either,
    exercise,
    in_case,
    kind,
    number,
    numbers,
    observe,
    orders,
    plain,
    progress_of,
    seed,
    without,
)
from nnlib.activations import Sigmoid, Tanh
from nnlib.layers import Layer

NUMBERS = [  # x, w1, b1, w2, b2 and the target; out is below 0
    (x, 1, b1, w2, out - w2 * (x + b1), 1) for x in (2, 3) for b1 in (1, 2) for w2 in (-2, -3) for out in (-1, -2, -3)
]
PAPER = Given("on_paper", numbers=NUMBERS)
X, W_1, B_1, W_2, B_2, T = PAPER.numbers
H, OUTPUT = W_1 * X + B_1, W_2 * (W_1 * X + B_1) + B_2
AT_OUT, AT_A = 2 * (OUTPUT - T), W_2 * 2 * (OUTPUT - T)
HALF, COMES = T - OUTPUT, f"out, −{-OUTPUT}, {{}} its target, {T}"


@exercise(
    texts=["x = {}, w1 = {}, b1 = {}, w2 = {}, b2 = {}, and the target t is {}.".format(*map(decimal, PAPER.numbers))],
    solution=(float(X * AT_A), float(AT_A), float(H * AT_OUT), float(AT_OUT)),
    mistakes=by_part(
        {
            "dw1": {
                f"it is {AT_A}, as db1 is: the upstream gradient is right, but what came in to w1?": AT_A,
                f"−{-X * AT_OUT}: a factor on the way is missing; does your route from w1 to out pass w2?": X * AT_OUT,
            },
            "db1": {
                f"−{-AT_OUT} is the gradient at out, as if w2 were 1; on its way to a it passes w2": AT_OUT,
                f"−{AT_A}: out falls when a rises, as w2 is −{-W_2}; and the gradient of out is negative, too": -AT_A,
                "0: is z really below 0? Compute it once more": 0,
            },
            "dw2": {
                f"−{-AT_OUT} is the gradient that came back, but what came in? w2 is multiplied by a": AT_OUT,
                f"{AT_A} is the gradient of a, for which the factor is w2; for w2 itself it is what came in": AT_A,
                f"−{-X * AT_OUT}: what came in to w2 is a, not x": X * AT_OUT,
            },
            "db2": {
                f"−{HALF}: the slope of (out − t)² is not out − t; the square brings a 2 along": -HALF,
                f"{-AT_OUT}: should the loss rise when {COMES.format('comes closer to')}? Look at the sign": -AT_OUT,
                f"{HALF}: the square brings a 2 along, and raising {COMES.format('towards')}, cannot raise the loss": (
                    HALF
                ),
                f"{AT_A} is the gradient at a; the bias b2 enters out itself, with the factor 1": AT_A,
                "1 is the factor of the bias; its slope is this factor × the gradient of out": 1,
                f"−{-B_2 * AT_OUT} is b2 × the gradient of out; for a bias, what came in is 1": B_2 * AT_OUT,
            },
        }
    ),
    hints=[
        "Forward first: z, a and out. Then the gradient at out, at a and at z, in this order.",
        "The gradient at out is 2 (out − t). It is also the slope of b2: for a bias, 1 came in.",
        "The gradient at a is w2 × the gradient at out, and ReLU passes it on, since z is above 0.",
    ],
    explanation=f"z = a = {H} and out = −{-OUTPUT}, so the gradient at out is −{-AT_OUT}. w2: {H} · (−{-AT_OUT}) = "
    f"−{-H * AT_OUT}. "
    f"At a and at z it's (−{-W_2}) · (−{-AT_OUT}) = {AT_A}, and w1 gets {X} · {AT_A} = {X * AT_A}. A bias's slope is "
    f"always the gradient of its sum.",
)
def on_paper(answer):
    """Look at the slopes of two neurons in a row, four numbers."""
    names = ("dw1", "db1", "dw2", "db2")
    for name, got, right in reversed(list(zip(names, numbers(answer, *names), on_paper.right))):
        compare(got, right, observe(name))


SILENT = Given("silent", example=((0, 1, 1.2, -0.7), (0, 1, -0.4, 0.9), (1, 0, 0.8, -0.5), (1, 0, -0.7, 1.2))).example
INPUTS, SUMS = SILENT[:2], SILENT[2:]
DARK, LIT = INPUTS.index(0), INPUTS.index(1)  # places of the input that is 0, and of the other
DEAD, ALIVE = SUMS.index(min(SUMS)), SUMS.index(max(SUMS))  # and of the hidden neurons
LISTENS = {
    f"W1[{ALIVE}, {LIT}]": f"h{ALIVE + 1} listens to x{LIT + 1} with it; x{LIT + 1} is 1, and the gradient of "
    f"h{ALIVE + 1} isn't 0",
} | {
    f"W2[{out}, {ALIVE}]": f"o{out + 1} listens to h{ALIVE + 1} with it; h{ALIVE + 1} is {max(SUMS)}, and "
    f"o{out + 1} is wrong, so a gradient comes back"
    for out in (0, 1)
}
MISSING = {
    f"h{DEAD + 1} answers 0: who listens to it, and what comes in there?": {f"W2[0, {DEAD}]", f"W2[1, {DEAD}]"},
    f"How much gradient comes back through the ReLU of h{DEAD + 1}, whose sum is {decimal(min(SUMS))}? Which "
    "weights wait for it?": {f"W1[{DEAD}, {LIT}]"},
    f"x{DARK + 1} is 0: is every weight that listens to x{DARK + 1} on your list?": {
        f"W1[0, {DARK}]",
        f"W1[1, {DARK}]",
    },
}


@exercise(
    texts=[
        "x1 = {} and x2 = {}.".format(*INPUTS),
        "are {} for `h1` and {} for `h2`".format(*map(decimal, SUMS)),
        f"the gradient of `h{ALIVE + 1}` is not 0",
    ],
    solution=sorted(set.union(*MISSING.values())),
    fields=[f"W{layer}[{row}, {column}]" for layer in (1, 2) for row in (0, 1) for column in (0, 1)],
    hints=[
        "A slope is a product of two things. There are two ways for it to be 0.",
        "Which weights get a 0 from below? Two different nodes have the value 0, and each of them feeds two weights.",
        "The first index says whose weight it is, the second one which input it listens to. Who gets no gradient?",
    ],
    explanation=f"x{DARK + 1} is 0, so nothing comes in to W1[0, {DARK}] and W1[1, {DARK}]. h{DEAD + 1} is 0, so "
    f"nothing comes in to W2[0, {DEAD}] and W2[1, {DEAD}]. And ReLU lets no gradient through at h{DEAD + 1}, so "
    f"W1[{DEAD}, 0] and W1[{DEAD}, 1] get none: two reasons for W1[{DEAD}, {DARK}].",
)
def silent(answer):
    """Look at the names of the weights whose slope is 0."""
    if not isinstance(answer, (list, tuple, set, frozenset, np.ndarray)):
        raise Wrong(f'the answer should be a list of names, such as ["W2[0, 0]", "W2[0, 1]"], but it is {kind(answer)}')
    got = set()
    for name in answer:
        found = re.fullmatch(r"w([12])\[([01]),([01])\]", plain(str(name)).replace(" ", ""))
        if not found:
            raise Wrong(f"{str(name)!r} is not the name of a weight; indices count from 0: W1[0, 0], …, W2[1, 1]")
        got.add("W{}[{}, {}]".format(*found.groups()))
    for name, why in LISTENS.items():
        if name in got:
            raise Wrong(f"{name} is on your list, but {why}")
    for why, names in MISSING.items():
        if not names <= got:
            raise Wrong(f"no wrong names, but some are missing. {why}")


def solve_elu(a, da):
    return np.where(a > 0, 1, a + 1) * da


elu_with = partial(altered, solve_elu)


@exercise(
    solution=solve_elu,
    mistakes={
        "the function takes exp of a, as if it were z; backward gets a = e^z − 1": elu_with("a + 1", "np.exp(a)"),
        "these are the slopes, right for da = 1 only": elu_with(" * da", " * np.ones(a.shape)"),
        "da is added; a gradient passes a slope by multiplication": elu_with(" * da", " + da"),
        "where a > 0 the result is 1, also when da is not": elu_with("1, a + 1) * da", "1, (a + 1) * da)"),
        "the curve rises everywhere, so its slope cannot be negative: a is not e^z yet": elu_with("a + 1", "a"),
        "for negative a these slopes are above 1; how does e^z follow from a?": elu_with("a + 1", "1 - a"),
        "1 − a² is the rule of tanh; this curve is e^z − 1": elu_with("a + 1", "1 - a**2"),
        "this is ReLU's slope; the left half of ELU is not flat": elu_with("a + 1", "0"),
        "this is output × da, a forward pass; asked for is slope × da": elu_with("1, a + 1", "a, np.exp(a) - 1"),
        "right where a is negative; where it is positive the slope is 1": elu_with("1, a + 1", "a + 1, a + 1"),
        "the two halves are exchanged; where a is positive the slope is 1": elu_with("a > 0", "a <= 0"),
        "the sign of da decides here; the sign of a should": elu_with("a > 0", "da > 0"),
        "wrong only where a is exactly 0; there z is 0, and e^z is 1": elu_with("1, a + 1", "1, (a + 1) * (a != 0)"),
    },
    hints=[
        "On the positive side ELU is the identity. Which rule of the chapter is that?",
        "On the left the slope of e^z − 1 is e^z. But backward never sees z: it gets a = e^z − 1. Solve for e^z.",
        "`np.where(a > 0, …, …)` chooses, entry by entry, between the slopes of the two halves.",
    ],
    explanation="Where a isn't above 0, a = e^z − 1, so the slope e^z is a + 1. That's the trick of every backward of "
    "the chapter: the slope is written with what the forward pass has kept.",
)
def elu(answer):
    """Look at the backward pass of ELU."""
    rng = np.random.default_rng(seed())
    z = np.linspace(-4, 4, 15).reshape(3, 5)
    a = np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)
    da = rng.permutation(np.linspace(-2, 3, 15)).reshape(3, 5)
    da[1, 2] = 2.5  # where a is 0
    compare(call(answer, a, da), solve_elu(a, da), "dz")


DEEP = Given("deep", order=orders(6))


@exercise(
    solution=DEEP.letter("C"),
    mistakes={
        "a gradient check says ok for every array, so these tiny slopes are the true ones": DEEP.letter("A"),
        "a step that is too long makes the loss jump; this one stands still. And the steps in layer 1 are some "
        "0.000016 long": DEEP.letter("B"),
        "a saturated sigmoid answers close to 0 or 1; these are between 0.20 and 0.72. How steep is it there?": (
            DEEP.letter("D")
        ),
        "equal neurons stay equal (chapter 04), but these weights started at random": DEEP.letter("E"),
        "the network with one hidden layer gets the same inputs, and solves it. What is between x and the loss "
        "here that is not there?": DEEP.letter("F"),
    },
    hints=[
        "Divide each length by the one to its right. What happens to the gradient at each layer on its way back?",
        "Which factors does the gradient pass between two layers? How large can the slope of a sigmoid be?",
    ],
    explanation="From layer to layer the slopes shrink to a third or a tenth. These are *vanishing gradients*: the "
    "hidden outputs are near a half, where a sigmoid is steepest, and even there its slope is a quarter. With tanh, "
    "whose slope reaches 1, and the same starting weights the lengths are between 0.011 and 0.027, and the loss ends "
    "at 0.0001.",
)
def deep(answer):
    """Look at the letter of a cause."""
    choose(answer, tuple("ABCDEF"), DEEP.letter("C"))


def solve_rows(W, x, dz):
    dW = x.T @ dz
    db = dz.sum(axis=0)
    dx = dz @ W.T
    return dW, db, dx


rows_with = partial(altered, solve_rows)


@exercise(
    solution=solve_rows,
    mistakes={
        "dW is transposed: here W is (ins, outs), a column per neuron": rows_with("x.T @ dz", "dz.T @ x"),
        "dW is dz @ x.T, as with columns. Which side disappears here?": rows_with("x.T @ dz", "dz @ x.T"),
        "dW is x @ dz.T: the neurons disappear; the examples should": rows_with("x.T @ dz", "x @ dz.T"),
        "dW is made of the first example only; all examples add up": rows_with("x.T @ dz", "np.outer(x[0], dz[0])"),
        "{what} is divided by the number of examples; the loss did that already, and layers only sum": either(
            rows_with("x.T @ dz", "x.T @ dz / len(x)"), rows_with("dz.sum(", "dz.mean(")
        ),
        "db sums each row, an example here; a bias wants the sum over the examples": rows_with("axis=0", "axis=1"),
        "db is the sum of everything: each neuron's bias has a slope of its own": either(
            rows_with("axis=0", ""), rows_with("dz.sum(axis=0)", "np.full(len(dz.T), dz.sum())")
        ),
        "dx is transposed: x is (n, ins), a row per example": rows_with("dz @ W.T", "W @ dz.T"),
        "dx is W.T @ dz, as in the chapter; there the examples are columns": rows_with("dz @ W.T", "W.T @ dz"),
        "dx is dz @ W, which reads W as the forward pass does": rows_with("dz @ W.T", "dz @ W"),
        "dx is W @ dz, which adds over the examples; each has a gradient of its own": rows_with("dz @ W.T", "W @ dz"),
        "the first result is dx; the order is dW, db, dx": rows_with("return dW, db, dx", "return dx, dW, db"),
    },
    hints=[
        "Write the shapes below the letters: dW must be (ins, outs), made of x (n, ins) and dz (n, outs).",
        "What disappears in dW and in db is the side of length n, the examples. Along which axis are they here?",
        "What disappears in dx is the side of length outs: dz is (n, outs), and W.T is (outs, ins).",
    ],
    explanation="It's the chapter's code with everything transposed: (dz @ x.T).T is x @ dz.T, and x, dz are now x.T "
    "and dz.T. Shapes alone find it, as long as n, ins and outs differ.",
)
def rows(answer):
    """Look at the gradients of a layer for examples as rows."""
    rng = np.random.default_rng(seed())
    for n, ins, outs in ((3, 3, 3), (5, 3, 2), (1, 2, 4)):  # square first: a wrong product can be computed, and named
        W, x, dz = rng.normal(size=(ins, outs)), rng.normal(size=(n, ins)), rng.normal(size=(n, outs))
        names = ("dW", "db", "dx")
        for name, got, right in zip(names, numbers(call(answer, W, x, dz), *names), solve_rows(W, x, dz)):
            compare(got, right, name, n=n)


TWO_TABLES = Given("two_tables", order=orders(2))


@exercise(
    solution=tuple(TWO_TABLES.arranged("BD")),
    mistakes=by_part(
        {
            "program 1": {
                "with A the gradient would be wrong from the start, and layer 3 would show it": "A",
                "layer 2 has a tanh as well, and its W and b are right": "C",
                "with D layer 3 would be wrong, too; it is the first in the backward pass": "D",
                "b1 is wrong as well, and db never uses x. What do dW and db of layer 1 share?": "E",
                "with F every W would be right and all b wrong": "F",
            },
            "program 2": {
                "opposite signs have an error of exactly 1, in every layer. Here the errors grow downward": "A",
                "with B layer 3 would be right, as nothing was handed back to it": "B",
                "layer 3 has no tanh, and it is wrong already": "C",
                "with E only layer 1 would be wrong, and only its W": "E",
                "with F only the b would be wrong, and here each W is as wrong as its b": "F",
            },
        },
        TWO_TABLES,
    ),
    hints=[
        "Read each table as an address: on the way back, what is the last right thing, and the first wrong one?",
        f"Program {TWO_TABLES.at(1)}: layer 2 made right slopes. What is left for it to do? And why does nobody "
        f"notice it in layer 3?",
        f"Program {TWO_TABLES.at(2)}: an error of r can mean a gradient (1 + r)/(1 − r) times too small. Try 0.714, "
        f"0.946 and 0.991.",
    ],
    explanation=f"Program {TWO_TABLES.at(1)}: with Identity dz and da are the same, so layer 3 hands back what is "
    f"right. Program {TWO_TABLES.at(2)}: "
    "the factors are 6, 36 and 216, one more 6 for each layer, and there are six examples.",
)
def two_tables(answer):
    """Look at two letters, the cause of each of two tables."""
    choose_each(answer, tuple("ABCDEF"), dict(zip(("program 1", "program 2"), two_tables.right)))


TRUCE = Given("truce", target=(0.99, *(n / 100 for n in range(79, 99))))
O1, O2 = Sigmoid()(np.array([[0.40, 0.45], [0.50, 0.55]]) @ Sigmoid()(np.array([0.3775, 0.3925])) + 0.60)
SLOPE_1, SLOPE_2 = O1 * (1 - O1), O2 * (1 - O2)
SENT_1, SENT_2 = 0.4 * SLOPE_1 * (O1 - 0.01), 0.5 * SLOPE_2 * (O2 - TRUCE.target)
ERROR = -SENT_2 / (0.4 * SLOPE_1)


@exercise(
    texts=[f"targets 0.01 and {TRUCE.target}", f"and {decimal(SENT_2, 6)} from `o2`, together {SENT_1 + SENT_2:.6f}"],
    solution=round(float(O1 - ERROR), 6),
    mistakes={
        "{sent}. This is the old target": 0.01,
        "{sent}: now o1 is content and sends nothing, but h1 feeds o2 as well": O1,
        "{sent}: both send gradients of the same sign; they have to cancel": O1 + ERROR,
        "{sent}. This is the error o1 − t that is needed; the target is o1 minus this": ERROR,
        "{sent}: the gradient o1 − t has to pass the sigmoid of o1 before it comes to the weight": O1 + SENT_2 / 0.4,
        "{sent}: the gradient of z_o1 still has to pass the weight 0.40": O1 + SENT_2 / SLOPE_1,
        "{sent}: did the gradient of o1 pass back through the weight of o2?": O1 - ERROR * 0.4 / 0.5,
        "{sent}: did the gradient of o1 pass the slope of o2?": O1 + SENT_2 / (0.4 * SLOPE_2),
        "{sent}: each output adds ½(o − t)², whose slope is o − t, without a 2": O1 - ERROR / 2,
        "{sent}: o1 has to cancel what o2 sends, not the sum of both": O1 - (SENT_1 + SENT_2) / (0.4 * SLOPE_1),
    },
    hints=[
        "h1 feeds both outputs. What does o2 send it, and what would o1 have to send?",
        f"o2 sends 0.50 · ({decimal(2 * SENT_2, 6)}) = {decimal(SENT_2, 6)}. So 0.40 × the gradient of z_o1 must be "
        f"{-SENT_2:.6f}.",
        "The gradient of z_o1 is o1 (1 − o1) (o1 − t) = 0.186816 · (0.751365 − t). Solve for t.",
    ],
    explanation=f"o1 − t = {-SENT_2:.6f} / (0.40 · 0.186816) = {ERROR:.6f}. With this target both outputs are wrong, "
    f"and "
    "the slopes of W1[0, 0] and W1[0, 1] are 0 all the same: what one output asks of h1 the other forbids.",
)
def truce(answer):
    """Look at a target for o1 with which the gradient of h1 is 0."""
    target = number(answer, "the target")
    first, second = 0.4 * SLOPE_1 * (O1 - target), SENT_2
    observe(target, 1e-5)
    if abs(first + second) > 1e-5:
        sent = f"with the target {target:g} o1 sends {first:+.6f} and o2 {second:+.6f}, together {first + second:+.6f}"
        nearly = "nearly, but not to within 0.00001: work it out" if abs(first + second) < 3e-4 else "it should be 0"
        raise Wrong(f"{sent}; {nearly}", sent=sent)


def solve_chain(act, weights, biases, x):
    a, slope = x, 1.0
    for weight, bias in zip(weights, biases):
        a = act(weight * a + bias)
        slope = act.backward(a, slope * weight)
    return a, slope


chain_with = partial(altered, solve_chain)
OUT, Z = "act(weight * a + bias)", "z = weight * a + bias; a = act(z)"
BACK, SLOPE, END = "act.backward(a, slope * weight)", "slope * weight", "return a, slope"


@exercise(
    solution=solve_chain,
    mistakes={
        "the first number is the slope; the output comes first": chain_with("return a, slope", "return slope, a"),
        "the output is the last z, before its activation": chain_with(f"a = {OUT}", Z, "return a", "return z"),
        "the sums have not been through the activation": chain_with(OUT, "weight * a + bias"),
        "these neurons seem to have no biases": chain_with(" + bias", ""),
        "every neuron got x; each should get the output of the one before": chain_with("weight * a", "weight * x"),
        "the output is the first neuron's; did the loop return too early?": chain_with("    return", "        return"),
        "the weights are missing in the slope: z moves by weight times x": chain_with(SLOPE, "slope"),
        "these are the weights multiplied; the activations' slopes are missing": chain_with(BACK, SLOPE),
        "backward was given z; it takes a": chain_with(f"a = {OUT}", Z, "backward(a", "backward(z"),
        "each slope was taken at the input of its neuron, not at its output": (
            chain_with(f"a = {OUT}", f"before, a = a, {OUT}", "backward(a", "backward(before")
        ),
        "factors are added; they multiply": chain_with(
            "x, 1.0", "x, 0", "slope = act", "slope += act", SLOPE, "weight"
        ),
        "this is the slope of the last neuron against its own input, not x": chain_with(SLOPE, "weight"),
        "the first weight is missing in the slope": chain_with(END, "return a, slope / weights[0]"),
        "the slope is multiplied by the last output; the sweep begins with 1": chain_with(END, "return a, slope * a"),
        "a(1 − a) is a sigmoid's slope; act.backward knows all": chain_with(BACK, "a * (1 - a) * slope * weight"),
    },
    hints=[
        "First the outputs alone: a loop in which each neuron's a is the next one's input.",
        "Nudge what goes into one neuron: z moves by its weight times as much, a by slope times as much as z.",
        "Start with slope 1 and multiply it, in the same loop, by weight · act.backward(a, 1) of each neuron.",
    ],
    explanation="Weight times slope, once per neuron, and in a row all of them multiply. Ten sigmoids with a weight of "
    "1 multiply ten numbers of at most 0.25: that's less than a millionth.",
)
def chain(answer):
    """Look at the output of neurons in a row, and its slope."""
    rng = np.random.default_rng(seed())
    few, one = (np.array([2.0, -3.0]), np.array([-0.8, 1.0])), (np.array([3.0]), np.array([-1.0]))
    many = rng.uniform(1.5, 3, 4) * [1, -1, 1, -1], rng.normal(size=4) / 2
    called = []
    for kind_of, neurons, x in ((Sigmoid, few, 0.7), (Sigmoid, one, 0.7), (Tanh, few, 0.3), (Tanh, many, 0.5)):

        class Watched(kind_of):
            def backward(self, a, da):
                called.append(a)
                return super().backward(a, da)

        case = f"for {len(neurons[0])} {kind_of.__name__} neuron{'s' * (len(neurons[0]) > 1)}"
        with in_case(case):
            result = call(answer, Watched(), *neurons, x)
        output, slope = numbers(result, "output", "slope")
        right = solve_chain(kind_of(), *neurons, x)
        compare(output, right[0], f"the output {case}", tolerance=1e-6)
        compare(slope, right[1], f"the slope {case}", tolerance=1e-6)
    if not called:
        raise Wrong("all numbers are right, but act.backward was never called: find the slope with it, not by nudging")


class Shortcut(Layer):
    def forward_pass(self, x):
        return x + super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        dx = super().backward_pass(da, need_dx=need_dx)
        return da + dx if need_dx else None


layer_with = partial(altered, Shortcut)
FORWARD, F, DZ = "x + super().forward_pass(x)", "super().forward_pass(x)", "self.act_function.backward(self.a, da)"


@exercise(
    solution=Shortcut,
    mistakes={
        "forward_pass returns F(W @ x + b) alone; where is the shortcut?": layer_with(FORWARD, F),
        "forward_pass adds x inside of F": layer_with(FORWARD, "self.act_function(self.W @ x + self.b + x)"),
        "forward_pass has no activation: it returns x + W @ x + b": layer_with(FORWARD, "x + self.W @ x + self.b"),
        "forward_pass applies F twice; super() does it once": layer_with(FORWARD, f"x + self.act_function({F})"),
        "the gradient for x came through the neurons only: one route of two": layer_with("da + dx", "dx"),
        "the gradient for x came along the shortcut only: one route of two": layer_with("da + dx", "da"),
        "the slope is computed from an output with x in it; is x added to self.a, by += or by name?": either(
            layer_with(f"return {FORWARD}", f"out = {F}; out += x; return out"),
            layer_with(f"return {FORWARD}", f"self.a = {FORWARD}; return self.a"),
        ),
        "the gradient has not passed the activation before it comes to W": layer_with("da + dx", "da + self.W.T @ da"),
        "the shortcut goes round the activation, and so does its gradient": layer_with("da + dx", f"{DZ} + dx"),
        "1 is the factor of the shortcut; what arrives is factor × gradient": layer_with("da + dx", "1 + dx"),
        "x was added on the way back; what comes back is a gradient, da": layer_with("da + dx", "self.x + dx"),
        "the two routes were multiplied; over routes, gradients add": layer_with("da + dx", "da * dx"),
    },
    hints=[
        "How many routes lead from x to the output now, and what is the factor of the new one?",
        "Gradients add up over routes. `super().backward_pass(da)` gives what comes through the neurons.",
        "`super().forward_pass(x)` keeps its result as `self.a`, which must stay as it is: write `x + …`, not `+=`. "
        "`self.forward_pass(x)` instead of `super()…` would call itself without end.",
    ],
    explanation="A rise of x reaches the output through the neurons and directly, with the factor 1, so the gradient "
    "is W.T @ dz + da. Such shortcuts carry gradients through very deep networks (He, Zhang, Ren and Sun, 2015).",
)
def shortcut(answer):
    """Look at a class of layers with a shortcut."""
    if not isinstance(answer, type) or not issubclass(answer, Layer):
        raise Wrong(f"the answer should be a class built on the chapter's, class Shortcut(Layer), not {kind(answer)}")
    rng = np.random.default_rng(seed())
    for act in (Tanh(), Sigmoid()):
        layer, x, da = answer(3, 3, act, rng=rng), rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
        layer.b[:] = rng.normal(size=(3, 1))
        a = act(layer.W @ x + layer.b)
        dz = act.backward(a, da)
        rights = {"dW": dz @ x.T, "db": dz.sum(axis=1, keepdims=True)}
        compare(call(layer.forward_pass, x), x + a, "the output")
        for need_dx in (True, False):
            when = "" if need_dx else "with need_dx=False, when super() returns None, "
            held = layer.dW, layer.db
            layer.dW[...], layer.db[...] = 7, 7
            with in_case(f"{when}in backward_pass"):
                dx = call(layer.backward_pass, da, need_dx=need_dx)
            if need_dx:
                compare(dx, layer.W.T @ dz + da, "the gradient for x")
            for (name, right), array in zip(rights.items(), held):
                look_at_slopes(layer, when, name, right, array)


def look_at_slopes(layer, when, name, right, array):
    """Compare dW or db of a layer, whose array was full of 7s before."""
    if getattr(layer, name) is not array:
        raise Wrong(f"{when}{name} is a new array; write into the old one, self.{name}[...] = …, which others hold")
    if (array == 7).all():
        raise Wrong(f"{when}{name} stays as it was: nobody fills it. super().backward_pass would")
    if np.allclose(array, right + 7):
        raise Wrong(f"{when}{name} is added to what was in it before; each backward pass starts anew")
    compare(array, right, f"{when}{name}", n=4)


def solve_backprop(weights, biases, x, targets):
    outputs = [x]
    for W, b in zip(weights, biases):
        outputs.append(1 / (1 + np.exp(-(W @ outputs[-1] + b))))
    da = 2 * (outputs[-1] - targets) / targets.size
    gradients = []
    for k in reversed(range(len(weights))):
        a = outputs[k + 1]
        dz = a * (1 - a) * da
        gradients.append((dz @ outputs[k].T, dz.sum(axis=1, keepdims=True)))
        da = weights[k].T @ dz
    return gradients[::-1]


sweep = partial(altered, solve_backprop)
A, SIGMOID, DX, CAME = "a = outputs[k + 1]", "a * (1 - a) * da", "weights[k].T @ dz", "outputs[k].T"
LAST, BEFORE = f"da if k == len(weights) - 1 else {SIGMOID}", "the last layer is right; before it,"


def lengths_of_slopes(answer):
    from matplotlib import pyplot as plt

    rng = np.random.default_rng(0)
    weights, biases = list(rng.normal(size=(10, 8, 8)) / 8**0.5), [np.zeros((8, 1))] * 10
    slopes = answer(weights, biases, rng.normal(size=(8, 20)), rng.uniform(size=(8, 20)))
    plt.figure("backprop", figsize=(5, 2.5), clear=True)
    plt.semilogy(range(1, 11), [np.linalg.norm(dW) for dW, _ in slopes], "o-")
    plt.title("your sweep through ten layers: length of dW")


@exercise(
    solution=solve_backprop,
    mistakes={
        f"{BEFORE} gradients were handed back with W; the columns of W collect, W.T": sweep(DX, "weights[k] @ dz"),
        f"{BEFORE} what was handed back is da, before the activation; dz is needed": sweep(DX, "weights[k].T @ da"),
        f"{BEFORE} the slope of the sigmoid is missing": sweep(SIGMOID, LAST.replace("==", "<")),
        "the gradient never passes back through the sigmoids: their slopes are missing": sweep(SIGMOID, "da"),
        "the slope of the last layer's sigmoid is missing": sweep(SIGMOID, LAST),
        "the sigmoid's slope is made of what came in; a is what went out": sweep(A, "a = outputs[k]"),
        "in a (1 − a) a is the output; here it is z": sweep(A, "a = weights[k] @ outputs[k] + biases[k]"),
        "a is the sigmoid's output; here it passes one again": sweep(A, "a = 1 / (1 + np.exp(-outputs[k + 1]))"),
        "the sweep runs from the first layer to the last; the gradient comes from the other end": (
            sweep("reversed(range(len(weights)))", "range(len(weights))", "[::-1]", "")
        ),
        "the forward pass leaves out the biases": sweep(" + b)", ")"),
        "the last layer is a sigmoid, too; here it only adds up": (
            sweep("    da = 2", "    outputs[-1] = W @ outputs[-2] + b\n    da = 2", SIGMOID, LAST)
        ),
        "every db is right, but dW is made of the layer's own output; what came in?": sweep(CAME, "a.T"),
        "every db is right, but dW is always made of the network's x; what came in to the layer?": sweep(CAME, "x.T"),
        "every dW is right, but db is a mean; the loss has divided, and layers only sum": sweep("dz.sum(", "dz.mean("),
        "every dW is right, but db is the sum of da; it should be dz": sweep("dz.sum(", "da.sum("),
        "the right slopes, last layer first; turn the list round": sweep("gradients[::-1]", "gradients"),
        "every slope is too large: MSE is the mean of the squares, not their sum": sweep(" / targets.size", ""),
        "every slope is half as large as it should be: the square's 2 is missing": sweep("2 * (", "("),
        "too large: MSE divides by all entries, outputs × examples": sweep("targets.size", "len(targets)"),
        "every slope is too small: is there a second division by n?": sweep("targets.size", "targets.size / len(x)"),
    },
    hints=[
        "Forward first, and keep x and every output in a list: outputs[k] came in to layer k, outputs[k + 1] went out.",
        "`da = 2 * (outputs[-1] - targets) / targets.size`, then `for k in reversed(range(len(weights))):`.",
        "In the loop: dz from a and da; dW from dz and what came in; db; the next da. Turn the list round at the end.",
    ],
    explanation="The shapes need no thought once each line is the chapter's; what needs thought is which output is "
    "meant. You've just written what `loss.backward()` does in PyTorch, for one kind of network.",
    picture=lengths_of_slopes,
)
def backprop(answer):
    """Look at all slopes of a network of sigmoids."""
    rng = np.random.default_rng(seed())
    for sizes, n in (((3, 3, 3, 3), 3), ((4, 5, 3, 2), 6), ((2, 1), 1)):  # square first, as in rows
        weights = [rng.normal(size=(outs, ins)) for ins, outs in zip(sizes, sizes[1:])]
        biases = [rng.normal(size=(outs, 1)) for outs in sizes[1:]]
        x, targets = rng.normal(size=(sizes[0], n)), rng.uniform(size=(sizes[-1], n))
        layers = [f"layer {k}" for k in range(1, len(sizes))]
        with in_case(f"with {len(layers)} layer{'s' * (len(layers) > 1)}"), without(Layer):
            result = call(answer, weights, biases, x, targets)
        got = [numbers(pair, f"dW of {layer}", "db") for pair, layer in zip(numbers(result, *layers), layers)]
        for part in sum(got, []):
            observe(part)  # all of them, so that mistakes that begin alike are told apart
        for layer, pair, rights in reversed(list(zip(layers, got, solve_backprop(weights, biases, x, targets)))):
            where = "the last" if layer == layers[-1] else "the layer after it is right"
            compare(pair[1], rights[1], f"db of {layer} ({where})", tolerance=1e-5)
            compare(pair[0], rights[0], f"dW of {layer} (its db is right, so what came in?)", tolerance=1e-5)
            digits = 1e-5 if np.asarray(pair[0]).dtype == np.float32 else 1e-10
            if np.linalg.norm(np.subtract(pair[0], rights[0])) > digits * np.linalg.norm(rights[0]):
                raise Wrong(f"dW of {layer} has some digits right only, as if nudged; multiply the factors instead")


progress = progress_of(globals())
