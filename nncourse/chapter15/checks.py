"""Chapter 15 · Exercises on autodiff: own operations, walks and their order, faults, forward mode, a loss, a mean."""

import numpy as np

from nncourse import checking
from nncourse.checking import (
    Given,
    NotAttempted,
    Wrong,
    call,
    choose,
    compare,
    exercise,
    in_case,
    kind,
    named,
    progress_of,
    seed,
)
from nnlib.autodiff import Tensor, Value, times, topological_order, unbroadcast


def made(answer, leaves, *others, one_node=True):
    """Return the node that an answer makes of some leaves, a dict of Values or Tensors by name. Raises a Finding."""
    before = {name: np.copy(leaf.data) for name, leaf in leaves.items()}
    result = call(answer, *leaves.values(), *others)
    for name, leaf in leaves.items():
        if not isinstance(result, type(leaf)):
            raise Wrong(f"the result should be a {type(leaf).__name__}, which remembers, but it is {kind(result)}")
        if not np.array_equal(leaf.data, before[name]):
            raise Wrong(f"your function changes {name}.data, which belongs to its caller; make a new array or number")
    if one_node and result.depth > 1:
        raise Wrong("you made it of other operations; here it should be one node, whose edges lead to what goes in")
    for name, leaf in leaves.items():
        if leaf not in topological_order(result):
            raise Wrong(f"no edge leads back to {name} itself, so {name}.grad stays 0")
    return result


def solve_tanh(z):
    """Return the hyperbolic tangent of z, a Value, as a Value whose edge multiplies by the factor."""
    out = np.tanh(z.data)
    return Value(out, [(z, times(1 - out**2))])


def tanh_with(rule):
    """Return `solve_tanh` with another rule, a callable of the upstream gradient, what goes in and what comes out."""
    return lambda z: Value(np.tanh(z.data), [(z, lambda upstream: rule(upstream, z.data, np.tanh(z.data)))])


def draw_tanh(answer):
    """Draw the output of an answer, and the slope that its edge gives."""
    from matplotlib import pyplot as plt

    leaves = [Value(z) for z in np.linspace(-3, 3, 61)]
    results = [answer(leaf) for leaf in leaves]
    for result in results:
        result.backward()
    curves = [(result.data, leaf.grad) for result, leaf in zip(results, leaves)]
    plt.plot([leaf.data for leaf in leaves], curves, label=["your tanh(z)", "z.grad, from your edge"])
    plt.legend()
    plt.show()


@exercise(
    solution=solve_tanh,
    mistakes={
        "the factor is 1 − z²; square what came out, not what went in": tanh_with(lambda g, z, a: g * (1 - z**2)),
        "the factor is 1 − a; square the a": tanh_with(lambda g, z, a: g * (1 - a)),
        "the factor is the output; that is the rule of exp": tanh_with(lambda g, z, a: g * a),
        "a(1 − a) is the slope of the sigmoid; tanh has 1 − a²": tanh_with(lambda g, z, a: g * a * (1 - a)),
        "the rule forgets the upstream gradient; multiply it by the factor": tanh_with(lambda g, z, a: 1 - a**2),
    },
    hints=[
        "The slope of tanh follows from its output, as chapter 07 used it in Tanh.backward.",
        "The edges are a list of pairs (parent, rule). There is one parent, z, and times(factor) makes the rule.",
        "If out is the output, the factor is 1 − out².",
    ],
    explanation="The program has the output in its hands when it makes the node, so the way back is one more line. "
    "Your function works in every formula made of Values from now on.",
    picture=draw_tanh,
)
def tanh(answer):
    """Look at a function of a Value that returns its tanh as a Value, with a float of data. Raises a Finding."""
    inputs, outputs, slopes = np.array([0.5, 2.0, -0.3]), [], []
    for z in inputs:
        leaf = Value(z)
        result = made(answer, {"z": leaf})
        (result * 3).backward()
        outputs.append(result.data)
        slopes.append(leaf.grad)
    compare(outputs, np.tanh(inputs), "the output at 0.5, 2 and −0.3")
    compare(slopes, 3 * (1 - np.tanh(inputs) ** 2), "z.grad for an upstream gradient of 3 at 0.5, 2 and −0.3")


A = Given("overwritten", a=(2, 4, *range(6, 25))).a


@exercise(
    texts=[f"With `a = Value({A:.1f})`", f"The correct slope is {3 * A**2}."],
    solution=A**2,
    mistakes={
        f"{3 * A**2} is the slope; it would come out with +=, which adds the three routes": 3 * A**2,
        f"{A**3} is the value of a * a * a; or did you add two of the writings? = keeps only the last": A**3,
        f"{A} is the gradient of a * a, and the factor of its edges to a, too; what does an edge write, with both?": A,
        f"{A + A**2}: that adds two of the routes, but = adds nothing, it replaces": A + A**2,
        f"{3 * A**3} is three times {A**3}; the slope is 3 · {A}², and with = it is less": 3 * A**3,
        "5 is the answer for the example, a * 3 + a * 5": 5,
        "3 is how often a is used; each use has a factor": 3,
        "1 is the gradient of L, where the walk starts; follow it back to a": 1,
    },
    hints=[
        "Write down the two products and their edges. The first is m = a * a, the second L = m * a.",
        f"L speaks first: to m, with the factor {A}, and to a, with the factor m = {A * A}. Then m speaks to a, twice.",
        "With = the last one who writes into a.grad stays.",
    ],
    explanation=f"m holds 1 · {A} = {A}. Then m writes {A} · {A} = {A * A} into a.grad, twice. Each wipes out what "
    f"was there. On a "
    "chain, where every number is used once, = and += agree, so a chain is no test of a walk.",
)
def overwritten(answer):
    """Look at the gradient of a, an answer of type int, that `=` instead of `+=` gives. Raises a Finding."""
    compare(answer, A**2, "the gradient of a")


@exercise(
    solution=["B", "D"],
    hints=[
        "For each node, write down what was made from it: from b, for example, c, d and e. They all come before b.",
        "A node without parents may come last. Does f have to be first?",
        "Two of the four hold. Only one of them is sorted by depth: a 0, b 1, c and e 2, d 3, f 4.",
    ],
    explanation="Any order will do in which a node comes after all that was made from it; sorting by depth gives one. "
    "Breadth first, as in A, isn't enough.",
)
def orders(answer):
    """Look at a list of the letters, each a str, of those orders that are topological. Raises a Finding."""
    got = set(named(answer, "ABCD"))
    if "C" in got:
        raise Wrong("C is the order in which the nodes were made; on the way back f comes first")
    if "A" in got:
        raise Wrong("in A, breadth first, b speaks before c has spoken to it, and c was made from b")
    if not got:
        raise Wrong("two of the four hold. Ask of every node in each: does all that was made from it come before?")
    if got == {"B"}:
        raise Wrong("B holds, but so does another: e may also speak after c")
    if got == {"D"}:
        raise Wrong("D, deepest first, holds, but so does another: e may also speak before d, not made from it")


@exercise(
    solution=["sub", "div", "log", "relu"],
    hints=[
        "Take one operation at a time, and nudge each of its arguments: 3 and 2 are good numbers.",
        "3 − 2: raise the 2, and the result falls. 3 / 2: raise the 3 by 0.01, and the result moves by 0.005.",
        "Which method records nothing at all? And does a logarithm rise or fall?",
    ],
    explanation="Minus has (1, 1) for (1, −1), division has the factors of the product, (2, 3) for (0.5, −0.75), the "
    "logarithm has the wrong sign, and relu records no edge. All values are right, so only nudging finds these faults.",
)
def faults(answer):
    """Look at a list of names (str) of those operations of `StudyValue` that are wrong. Raises a Finding."""
    got = named(answer, ("add", "sub", "mul", "div", "exp", "log", "relu"))
    if "exp" in got:
        raise Wrong("exp is on your list; its factor is its output, and at 3 that is 20.0855")
    for name in ("add", "mul"):
        if name in got:
            raise Wrong(f"{name} is on your list, but nudge both arguments: the factors are right")
    missing = {
        "sub": "minus? What does a nudge of the number that is subtracted do?",
        "relu": "one operation records no edge, so what went into it never hears",
        "div": "try 3 / 2: by how much does it move if the 3 moves by 0.01?",
        "log": "one factor has the wrong sign: which curve only rises?",
    }
    for name, question in missing.items():
        if name not in got:
            raise Wrong(f"{'what you list is right, but ' if got else ''}{question}")


@exercise(
    solution=(0, 2),
    fields=(0, 1, 2),
    hints=[
        "Write the shapes below each other, from the right: 4, 3, 5 above and 3, 1 below. Where do they differ?",
        "What was copied? Along a new axis in front, and along an axis of length 1.",
        "With ones as upstream gradient each bias was used 4 · 5 = 20 times.",
    ],
    explanation="(3, 1) becomes (1, 3, 1) and is copied four times along axis 0 and five times along axis 2. Whatever "
    "was copied on the way forward is added up on the way back.",
)
def axes(answer):
    """Look at a tuple of the axes, int, that unbroadcast sums from (4, 3, 5) to (3, 1). Raises a Finding."""
    answer = answer.tolist() if isinstance(answer, np.ndarray) else answer
    if not isinstance(answer, (tuple, list, set)):
        raise Wrong(f"the answer should be a tuple of axes, such as (1,) or (0, 1), but it is {kind(answer)}")
    got = sorted(answer, key=str)
    for one in got:
        if one not in (0, 1, 2):
            raise Wrong(f"{one!r} is not one of the axes 0, 1 and 2 (their lengths are 4, 3 and 5)")
    told = {
        (): "the gradient keeps the shape (4, 3, 5) if it is not summed",
        (0,): "axis 0 alone leaves the shape (3, 5), and the biases have one column",
        (2,): "axis 2 alone leaves four blocks; NumPy had put a new axis in front, too",
        (0, 1, 2): "summing all leaves 60 in one number: then the three biases share one gradient",
    }
    if got != [0, 2]:
        otherwise = "axis 1 has the length 3, as the biases have: nothing was copied along it"
        raise Wrong(told.get(tuple(got), otherwise if 1 in got else "after the first sum that axis is gone"))


class Dual:
    """A number and how fast it rises with one chosen input (Clifford, 1873)."""

    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)


DUALS = {  # and the wrong slopes that are known
    "Dual(3.0, 1.0) + Dual(2.0, 4.0)": {1: "the second slope is lost", 4: "the slopes are multiplied; a sum adds them"},
    "Dual(3.0, 1.0) * Dual(2.0, 4.0)": {
        4: "the slopes are multiplied; each has to be multiplied by the other number",
        5: "the slopes are added, as in +; each has to be multiplied by the other number",
        11: "each slope is multiplied by its own number; it has to be the other number",
        -10: "one product is subtracted from the other; add them",
    },
    "Dual(2.0) * Dual(3.0, 1.0)": {5: "a constant, Dual(2.0), should have a slope of 0"},
    "(lambda x: x * x)(Dual(3.0, 1.0))": {12: "both slopes of a square count once, not twice"},
    "Dual(3.0, 2.0) ** 3": {27: "the slope that came in is lost", 162: "the power is n, not n − 1", 18: "n is missing"},
    "Dual(4.0, 1.0) ** -0.5": {},
    "Dual(-2.0, 1.0) ** 2": {},
    "Dual(0.0, 1.0) ** 2": {},
    "Dual(0.5, 2.0).exp()": {
        1.64872: "exp forgets the slope that came in",
        2: "exp passes the slope on as it came; its factor is its output",
        7.38906: "exp is taken of the slope, too; multiply the slope by the output",
    },
}


@exercise(
    solution=Dual,
    hints=[
        "3 × 2 once more: the factors are 2 and 3. So the slope of the product is 2 × one slope plus 3 × the other.",
        "Each operation: new number; new slope = factor × slope that came in, added over what came in.",
        "For ** the factor is n · data ** (n − 1), for exp it is the output.",
    ],
    explanation="Nothing is recorded, and nothing has to wait. But each input that you ask about needs a pass of its "
    "own: twelve for the loss of the eight weights and four biases. Reverse mode takes one.",
)
def dual(answer):
    """Look at a class of numbers (data, slope), both float, with + * ** and exp. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, Dual, but it is {kind(answer)}")
    x, y = answer(3.0, 1.0), answer(2.0, 4.0)
    if any(result is ... for result in (x + y, x * y, x**3, x.exp())):
        raise NotAttempted("not attempted yet: an operation still returns the ... of the stub.")
    if (x.data, x.slope, y.data, y.slope) != (3, 1, 2, 4):
        raise Wrong("an operation changes the numbers that go into it; return a new Dual")
    for words, known in DUALS.items():
        with in_case(f"{words}:"):
            result, right = eval(words, {"Dual": answer}), eval(words, {"Dual": Dual})
        if not isinstance(result, answer):
            raise Wrong(f"{words} should be a {answer.__name__}, but it is {kind(result)}")
        for got, wanted, part in ((result.data, right.data, "data"), (result.slope, right.slope, "slope")):
            if not np.isclose(got, wanted, rtol=1e-9, atol=1e-12):
                why = known.get(round(float(got), 5), "") if part == "slope" else ""
                raise Wrong(f"{words} has the {part} {got:.6g}, not {wanted:.6g}{': ' * bool(why)}{why}")


def solve_mean(t):
    """Return the mean of all entries of a Tensor as one node, a Tensor of shape ()."""

    def rule(upstream):
        return np.broadcast_to(upstream / t.data.size, t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])


def mean_with(rule):
    """Return `solve_mean` with another rule, a callable of the upstream gradient and the array whose mean is taken."""
    return lambda t: Tensor(t.data.mean(), [(t, lambda upstream: rule(upstream, t.data) * np.ones(t.data.shape))])


@exercise(
    solution=solve_mean,
    mistakes={
        "the rule of a sum: a nudge of one entry of n moves the mean only 1/n times as far": mean_with(lambda g, a: g),
        "the rule divides by the rows; how many entries are there in all?": mean_with(lambda g, a: g / len(a)),
        "the rule divides by the columns; how many entries are there in all?": mean_with(lambda g, a: g / a.shape[1]),
        "the rule multiplies by the number of entries; divide by it": mean_with(lambda g, a: g * a.size),
        "the rule divides by n − 1 instead of n": mean_with(lambda g, a: g / (a.size - 1)),
        "the rule multiplies by the entries; only their number counts": mean_with(lambda g, a: g * a / a.size),
        "the rule forgets the upstream gradient, which is 2.5 here": mean_with(lambda g, a: 1 / a.size),
    },
    hints=[
        "Raise one of six entries by 0.06. By how much does their mean rise?",
        "Each entry gets the gradient of the mean, divided by the number of entries; `t.data.size` is that number.",
        "np.broadcast_to(upstream / t.data.size, t.data.shape)",
    ],
    explanation="The mean of n numbers has a local derivative of 1/n for each; `nudge_test` saw at once that "
    "it was missing. The 1/n of chapter 07, in every loss that is a mean, is the same one.",
)
def mean(answer):
    """Look at a function of a Tensor that returns the mean of its entries in one node. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for entries, upstream in ((np.arange(1.0, 13.0).reshape(4, 3), 1.0), (rng.normal(size=(3, 5)), 2.5)):
        t = Tensor(entries)
        result = made(answer, {"t": t})
        compare(np.squeeze(result.data), entries.mean(), "the mean")
        if (returned := np.shape(result.edges[0][1](np.array(upstream)))) != entries.shape:
            raise Wrong(f"the rule returns an array of shape {returned}, but t.data has the shape {entries.shape}")
        result.backward(upstream)
        compare(
            t.grad, np.full(entries.shape, upstream / entries.size), f"t.grad for an upstream gradient of {upstream}"
        )


SAVING = Given("saving", order=checking.orders(5))
CAUSES = {
    "A": "with a wrong order a would be wrong; but a is right, and b is not",
    "B": "the rule of + is right: a + b alone gives 1 and 1",
    "C": "",
    "D": "the shapes are equal here, so nothing was copied out",
    "E": "b is used once; nothing has to be added for it",
}


@exercise(
    solution=SAVING.letter("C"),
    hints=[
        "In Python, is a new array made when a function returns what it got?",
        "Draw the two nodes, and who holds which array. `first is second` tells whether two names are one array.",
        "Who else holds the array that += changes?",
    ],
    explanation="+ hands one array to both parents. What a then adds in place, b sees. Ours adds only into the array "
    "that each node made for itself, so nobody else holds it.",
)
def saving(answer):
    """Look at the letter, a str, of the cause. Raises a Finding."""
    choose(answer, SAVING.arranged(CAUSES))


def solve_divide(a, b):
    """Return a / b, two Tensors, as one node with two edges; a Tensor of the shape to which NumPy copies out."""
    return Tensor(a.data / b.data, [(a, times(1 / b.data)), (b, times(-a.data / b.data**2))])


def divide_with(to_a=lambda g, x, y: g / y, to_b=lambda g, x, y: -g * x / y**2):
    """Return `solve_divide` with other rules, callables of the upstream gradient and the arrays of a and b."""
    return lambda a, b: Tensor(
        a.data / b.data, [(a, lambda g: to_a(g, a.data, b.data)), (b, lambda g: to_b(g, a.data, b.data))]
    )


@exercise(
    solution=solve_divide,
    mistakes={
        "{what}: a is missing; the larger it is, the more b matters": divide_with(to_b=lambda g, x, y: -g / y**2),
        "{what}: b where it should be b²": divide_with(to_b=lambda g, x, y: -g * x / y),
        "{what}: only b is squared, not a": divide_with(to_b=lambda g, x, y: -g * (x / y) ** 2),
        "{what}: this is the rule of the product a * b; here b divides": divide_with(lambda g, x, y: g * y),
        "{what}: the two rules are swapped": divide_with(lambda g, x, y: -g * x / y**2, lambda g, x, y: g / y),
        "{what}: the rule returns the factor and forgets the upstream gradient": divide_with(lambda g, x, y: g**0 / y),
    },
    hints=[
        "Two parents, two edges. b⁻¹ is bⁿ with n = −1. How far does a / b move if a moves a little? And if b does?",
        "For 6 / 2 = 3: raise the 6 by 0.01, and it moves by 0.005, so the factor is 1/2. Now raise the 2 by 0.01.",
        "The factors are the arrays 1 / b and −a / b², and times makes the rules. The walk adds up the copies.",
    ],
    explanation="a / b is a · b⁻¹, and the slope of b⁻¹ is −b⁻². You needn't call unbroadcast, the walk does: that is "
    "why one rule serves all shapes.",
)
def divide(answer):
    """Look at a function of two Tensors that returns their quotient, a Tensor, in one node. Raises a Finding."""
    rng = np.random.default_rng(seed())
    cases = {"6 / 2, with an upstream gradient of 1": tuple(np.full((2, 5), number) for number in (6.0, 2.0, 1.0))}
    for left, right in (((2, 3), (2, 3)), ((3, 4), (3, 1)), ((4,), (2, 3, 4))):
        a, b = rng.normal(size=left), rng.uniform(0.5, 2, size=right)
        cases[f"shapes {left} and {right}"] = a, b, rng.normal(size=np.broadcast_shapes(left, right))
    for words, (a, b, upstream) in cases.items():
        leaves = {"a": Tensor(a), "b": Tensor(b)}
        result = made(answer, leaves)
        compare(result.data, a / b, f"the quotient for {words}")
        for _, rule in result.edges:
            rule(sent := upstream.copy())
            if not np.array_equal(sent, upstream):
                raise Wrong("a rule changes the upstream gradient, in place; the other rule gets what is left of it")
        result.backward(upstream)
        compare(leaves["a"].grad, unbroadcast(upstream / b, a.shape), f"a.grad for {words}")
        compare(leaves["b"].grad, unbroadcast(-upstream * a / b**2, b.shape), f"b.grad for {words}")


def solve_focal(scores, y):
    """Return the focal loss of scores, a Tensor of shape (outs, n), for one-hot y, an array (outs, n): a Tensor."""
    parts = (scores - scores.data.max(axis=0)).exp()
    p = (parts / parts.sum(axis=0) * y).sum(axis=0)
    return ((1 - p) ** 2 * p.log() * -1.0).sum() / y.shape[1]


def focal_with(loss):
    """Return `solve_focal` with the loss of an example, a callable of p, a Tensor of shape (1, n)."""

    def answer(scores, y):
        parts = (scores - scores.data.max(axis=0)).exp()
        return loss((parts / parts.sum(axis=0) * y).sum(axis=0)).sum() / y.shape[1]

    return answer


@exercise(
    solution=solve_focal,
    mistakes={
        "1 − p went through .data, so it records nothing": focal_with(lambda p: (1 - p.data) ** 2 * -p.log()),
        "p² instead of (1 − p)²; here the unsure examples should count": focal_with(lambda p: p**2 * -p.log()),
        "the factor (1 − p)² is missing: this is the cross-entropy": focal_with(lambda p: -p.log()),
        "(1 − p) should be squared": focal_with(lambda p: (1 - p) * -p.log()),
        "1 − p² instead of (1 − p)²: square the whole bracket": focal_with(lambda p: (1 - p**2) * -p.log()),
    },
    hints=[
        "p, the label's probability: probabilities times one-hot, added up along axis 0.",
        "Stay in Tensors up to the loss: what goes through .data gets no gradient. (The largest logit may.)",
        "((1 - p) ** 2 * p.log() * -1.0).sum() / n",
    ],
    explanation="Lin and others (2017) used it where nearly all examples are easy. Nobody had to derive its slope: "
    "with autodiff, trying another loss costs one line.",
)
def focal(answer):
    """Look at a function of scores (Tensor) and one-hot y that returns the focal loss, a Tensor. Raises a Finding."""
    rng = np.random.default_rng(seed())
    large = np.array([[1000.0, -1000.0, 0.0], [998.0, -1001.0, 900.0], [999.0, -999.0, 899.0]])
    cases = {
        "the example": (np.array([[3.0], [1.0], [0.0]]), [1]),
        "5 examples": (rng.normal(size=(4, 5)), rng.integers(0, 4, 5)),
        "3 examples with logits up to 1,000 and down to −1,001": (large, [1, 0, 2]),
    }
    for words, (scores, labels) in cases.items():
        y, ours, known = np.eye(len(scores))[:, labels], Tensor(scores.copy()), Tensor(scores)
        with in_case(f"for {words}"):
            result = made(answer, {"scores": ours}, y, one_node=False)
        wanted = solve_focal(known, y)
        compare(np.squeeze(result.data), wanted.data, f"the loss of {words}", n=len(labels))
        result.backward()
        wanted.backward()
        compare(ours.grad, known.grad, f"the gradient of the scores of {words}")


progress = progress_of(globals())
