"""Chapter 15 · Exercises on autodiff: own operations, walks and their order, faults, forward mode, a loss, a mean."""

import numpy as np

from nncourse.exercises.base import (
    NotAttempted,
    Wrong,
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
from nnlib.autodiff import Tensor, Value, data_of, times


def as_value(result, what="the result"):
    """Return a result if it is a Value, else raise Wrong; what is how to call it, a str."""
    if not isinstance(result, Value):
        raise Wrong(f"{what} should be a Value, but it is {kind(result)}")
    return result


def solve_tanh(z):
    """Return the hyperbolic tangent of z, a Value, as a Value whose edge multiplies by the factor."""
    out = np.tanh(z.data)
    return Value(out, [(z, times(1 - out**2))])


def tanh_with(factor):
    """Return `solve_tanh` with another factor; factor is a callable of the two floats, what goes in and comes out."""
    return lambda z: Value(np.tanh(z.data), [(z, times(factor(z.data, np.tanh(z.data))))])


@exercise(
    solution=solve_tanh,
    slips={
        "a rising curve with slope −3 at 2? The factor is 1 − z²; square what came out, not what went in": (
            tanh_with(lambda z, out: 1 - z**2)
        ),
        "the value is right, and grad stays 0: no edge was recorded": lambda z: Value(np.tanh(z.data)),
        "this is a number that forgets: return a Value, with its edge": lambda z: float(np.tanh(z.data)),
        "the factor is out itself; that is the rule of exp": tanh_with(lambda z, out: out),
        "the factor is a(1 − a), the slope of the sigmoid; the slope of tanh is 1 − a²": (
            tanh_with(lambda z, out: out * (1 - out))
        ),
    },
    hints=[
        "The slope of tanh follows from its output, as chapter 07 used it in Tanh.backward.",
        "The edges are a list of pairs (parent, rule). There is one parent, z, and times(factor) makes the rule.",
        "If out is the output, the factor is 1 − out².",
    ],
    explanation="The program has the output in its hands when it makes the node, so the factor is one more line.",
)
def tanh(answer):
    """Look at a function of a Value that returns its tanh as a Value, with a float of data. Raises a Finding."""
    found = []
    for z in (0.5, 2.0, -0.3):
        leaf = Value(z)
        result = call(answer, leaf)
        if not isinstance(result, Value):
            found += [float(data_of(result)) if np.ndim(data_of(result)) == 0 else 0.0, -99.0]
            saw(found)
            as_value(result)
        (result * 3).backward()
        found += [float(result.data), float(leaf.grad)]
    right = [number for z in (0.5, 2.0, -0.3) for number in (np.tanh(z), 3 * (1 - np.tanh(z) ** 2))]
    compare(np.array(found), np.array(right), "(value, 3 × slope) at 0.5, 2 and −0.3")


@exercise(
    solution=4,
    slips={
        "12 is the slope; it would come out with +=, which adds the three routes": 12,
        "8 is the value of a * a * a, not the blame of a": 8,
        "2 is what the blame of a * a becomes; one more edge wrote into a.grad after that": 2,
        "6: that adds two of the routes, but = adds nothing, it replaces": 6,
    },
    hints=[
        "Write down the two products and their edges. The first is m = a * a, the second L = m * a.",
        "L speaks first: to m, with the factor 2, and to a, with the factor m = 4. Then m speaks to a, twice.",
        "With = the last one who writes into a.grad stays.",
    ],
    explanation="m holds 1 · 2 = 2. Then m writes 2 · 2 = 4 into a.grad, twice. Each wipes out what was there.",
)
def overwritten(answer):
    """Look at the blame of a, an answer of type int, that `=` instead of `+=` gives. Raises a Finding."""
    compare(answer, 4, "the blame of a")


def solve_divide(a, b):
    """Return a / b, two Tensors, as one node with two edges; a Tensor of the shape to which NumPy copies out."""

    def to_a(blame):
        return blame / b.data

    def to_b(blame):
        return -blame * a.data / b.data**2

    return Tensor(a.data / b.data, [(a, to_a), (b, to_b)])


def divide_with(*rules):
    """Return `solve_divide` with other rules, callables of blame and the arrays of a and b; b may go without."""

    def divided(a, b):
        edges = []
        for parent, rule in zip((a, b), rules):
            edges.append((parent, lambda blame, rule=rule: rule(blame, a.data, b.data)))
        return Tensor(a.data / b.data, edges)

    return divided


@exercise(
    solution=solve_divide,
    slips={
        "the blame of a is right, but b's has the opposite sign: a larger b makes a / b smaller": (
            divide_with(lambda g, x, y: g / y, lambda g, x, y: g * x / y**2)
        ),
        "the blame of b stays 0: the second parent needs an edge, too": divide_with(lambda g, x, y: g / y),
        "the blame of b lacks a: nudge b a little, and a / b moves the more, the larger a is": (
            divide_with(lambda g, x, y: g / y, lambda g, x, y: -g / y**2)
        ),
        "the blame of b has b where it should have b²": (
            divide_with(lambda g, x, y: g / y, lambda g, x, y: -g * x / y)
        ),
        "these are the rules of the product a * b; here b divides": (
            divide_with(lambda g, x, y: g * y, lambda g, x, y: g * x)
        ),
        "the rules return the factors and forget the blame: multiply the two": divide_with(
            lambda g, x, y: np.ones(g.shape) / y, lambda g, x, y: -x / y**2 * np.ones(g.shape)
        ),
    },
    hints=[
        "Two parents, two edges. b⁻¹ is bⁿ with n = −1. How far does a / b move if a moves a little? And if b does?",
        "For 6 / 2 = 3: raise the 6 by 0.01, and the result moves 0.005, so the factor is 1/2. Raise the 2 by 0.01, "
        "and it moves about −0.015: the factor is −6/4.",
        "The factors are 1 / b and −a / b², so the rules return blame / b and −blame · a / b². What they return may "
        "have another shape than a and b: the walk adds up the copies.",
    ],
    explanation="a / b is a · b⁻¹, and the slope of b⁻¹ is −b⁻². You need not call unbroadcast: the walk does.",
)
def divide(answer):
    """Look at a function of two Tensors that returns their quotient, a Tensor, in one node. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for left, right in (((2, 3), (2, 3)), ((3, 4), (3, 1)), ((4,), (2, 3, 4))):
        a, b = rng.normal(size=left), rng.uniform(0.5, 2, size=right)
        weights = rng.normal(size=np.broadcast_shapes(left, right))
        x, y = Tensor(a), Tensor(b)
        result = call(answer, x, y)
        if not isinstance(result, Tensor):
            raise Wrong(f"the result should be a Tensor, but it is {kind(result)}")
        compare(result.data, a / b, "the quotient")
        if result.depth > 1:
            raise Wrong("the numbers are right, but you made it of other operations; here it should be one node")
        result.backward(weights)
        one, other = Tensor(a), Tensor(b)
        solve_divide(one, other).backward(weights)
        found = np.concatenate([x.grad.ravel(), y.grad.ravel()])
        compare(found, np.concatenate([one.grad.ravel(), other.grad.ravel()]), f"the blame for shapes {left}, {right}")


class StudyValue:
    """A number that records, from a public study notebook, written out anew; some of its operations are wrong.

    Parameters
    ----------
    data : float
    edges : list of (parent, factor)
    """

    def __init__(self, data, edges=()):
        self.data, self.grad, self.edges = data, 0.0, list(edges)

    def __add__(self, other):
        return StudyValue(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __sub__(self, other):
        return StudyValue(self.data - other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return StudyValue(self.data * other.data, [(self, other.data), (other, self.data)])

    def __truediv__(self, other):
        return StudyValue(self.data / other.data, [(self, other.data), (other, self.data)])

    def exp(self):
        """Return e to the power of it, a StudyValue."""
        out = np.exp(self.data)
        return StudyValue(out, [(self, out)])

    def log(self):
        """Return its logarithm, a StudyValue."""
        return StudyValue(np.log(self.data), [(self, -1 / self.data)])

    def relu(self):
        """Return it if it is above 0, else 0, a StudyValue."""
        return StudyValue(max(self.data, 0.0))


OPERATIONS = ("add", "sub", "mul", "div", "exp", "log", "relu")


@exercise(
    solution=["sub", "div", "log", "relu"],
    hints=[
        "Take one operation at a time, and nudge each of its arguments: 3 and 2 are good numbers.",
        "3 − 2: raise the 2, and the result falls. 3 / 2: raise the 3 by 0.01, and the result moves by 0.005.",
        "Which method records nothing at all? And does a logarithm rise or fall?",
    ],
    explanation="Minus has (1, 1) for (1, −1), division has the factors of the product, (2, 3) for (0.5, −0.75), the "
    "logarithm has the wrong sign, and relu records no edge.",
)
def faults(answer):
    """Look at a list of names (str) of those operations of `StudyValue` that are wrong. Raises a Finding."""
    if isinstance(answer, str) or not isinstance(answer, (list, tuple, set)):
        raise Wrong(f'the answer should be a list of names, such as ["add", "exp"], but it is {kind(answer)}')
    unknown = [name for name in answer if name not in OPERATIONS]
    if unknown:
        raise Wrong(f"{unknown[0]!r} is not one of {', '.join(OPERATIONS)}")
    if "exp" in answer:
        raise Wrong("exp is on your list; its factor is its output, at 3 that is 20.0855. A reader suspected it before")
    for name in ("add", "mul"):
        if name in answer:
            raise Wrong(f"{name} is on your list, but nudge both arguments: the factors are right")
    if "sub" not in answer:
        raise Wrong(
            "what you list is right, but minus? The eight weights pass with it. What do they subtract, and who gets "
            "blame for that?"
        )
    if "relu" not in answer:
        raise Wrong("what you list is right, but one operation records no edge, so what went into it never hears")
    if "div" not in answer:
        raise Wrong("what you list is right, but try 3 / 2: by how much does it move if the 3 moves by 0.01?")
    if "log" not in answer:
        raise Wrong("what you list is right, but one factor has the wrong sign: which curve only rises?")


@exercise(
    solution=(0, 2),
    slips={
        "axis 0 alone leaves the shape (3, 5), and the biases have one column": (0,),
        "axis 2 alone leaves four blocks; NumPy had put a new axis in front, too": (2,),
        "summing all leaves 60 in one number: then the three biases share one blame": (0, 1, 2),
        "axis 1 has the length 3, as the biases have: nothing was copied along it": either((1,), (0, 1), (1, 2)),
    },
    hints=[
        "Write the shapes below each other, from the right: 4, 3, 5 above and 3, 1 below. Where do they differ?",
        "What was copied? Along a new axis in front, and along an axis of length 1.",
        "With ones as blame each bias was used 4 · 5 = 20 times.",
    ],
    explanation="(3, 1) becomes (1, 3, 1) and is copied four times along axis 0 and five times along axis 2.",
)
def axes(answer):
    """Look at a tuple of the axes, int, that unbroadcast sums from (4, 3, 5) to (3, 1). Raises a Finding."""
    if not isinstance(answer, (tuple, list, set)) or not all(isinstance(one, (int, np.integer)) for one in answer):
        raise Wrong(f"the answer should be a tuple of axes, such as (1,) or (0, 1), but it is {kind(answer)}")
    got = tuple(sorted({one % 3 for one in answer}))
    saw(str(got))
    if got != (0, 2):
        raise Wrong(f"summed along {got}, ones of shape (4, 3, 5) do not become (3, 1) with 20 in each place")


class Dual:
    """A number and how fast it rises with one chosen input (Clifford, 1873).

    Parameters
    ----------
    data, slope : float
    """

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
        """Return e to the power of it, a Dual."""
        out = np.exp(self.data)
        return Dual(out, out * self.slope)


def dual_with(**methods):
    """Return a class like `Dual` with some methods replaced, callables by name; what they make is of that class."""

    class Other(Dual):
        pass

    def made(method):
        return lambda self, *others: Other(*method(self, *others))

    right = {
        "__add__": lambda a, b: (a.data + b.data, a.slope + b.slope),
        "__mul__": lambda a, b: (a.data * b.data, a.slope * b.data + a.data * b.slope),
        "__pow__": lambda a, n: (a.data**n, n * a.data ** (n - 1) * a.slope),
        "exp": lambda a: (np.exp(a.data), np.exp(a.data) * a.slope),
    }
    for name, method in (right | methods).items():
        setattr(Other, name, made(method))
    return Other


def dual_loss(number, seeded):
    """Return the loss of the eight weights in numbers of a class, number; seeded, an int: which has the slope 1."""
    values = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55, 0.35, 0.35, 0.60, 0.60]
    p = [number(value, float(k == seeded)) for k, value in enumerate(values)]
    one, minus = number(1.0), number(-1.0)

    def neuron(first, a, second, b, bias):
        return ((((first * a + second * b + bias) * minus).exp()) + one) ** -1.0

    x1, x2 = number(0.05), number(0.10)
    h1, h2 = neuron(p[0], x1, p[1], x2, p[8]), neuron(p[2], x1, p[3], x2, p[9])
    o1, o2 = neuron(p[4], h1, p[5], h2, p[10]), neuron(p[6], h1, p[7], h2, p[11])
    return ((o1 + number(-0.01)) ** 2 + (o2 + number(-0.99)) ** 2) * number(0.5)


@exercise(
    solution=Dual,
    slips={
        "* multiplies the two slopes; x · x at 3 would then have the slope 1, and it has 6": dual_with(
            __mul__=lambda a, b: (a.data * b.data, a.slope * b.slope)
        ),
        "* adds the two slopes, as + does; each has to be multiplied by the other number": dual_with(
            __mul__=lambda a, b: (a.data * b.data, a.slope + b.slope)
        ),
        "** forgets the slope that came in": dual_with(__pow__=lambda a, n: (a.data**n, n * a.data ** (n - 1))),
        "exp forgets the slope that came in": dual_with(exp=lambda a: (np.exp(a.data), np.exp(a.data))),
        "exp passes the slope on as it came; its factor is its output": dual_with(
            exp=lambda a: (np.exp(a.data), a.slope)
        ),
    },
    hints=[
        "3 × 2 once more: the factors are 2 and 3. So the slope of the product is 2 × one slope plus 3 × the other.",
        "Each operation: new number; new slope = factor × slope that came in, added over what came in.",
        "For ** the factor is n · data ** (n − 1), for exp it is the output.",
    ],
    explanation="Nothing is recorded. But each input that you ask about needs a pass of its own: twelve for E.",
)
def dual(answer):
    """Look at a class of numbers (data, slope), both float, with + * ** and exp. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, Dual, but it is {kind(answer)}")

    if (answer(3.0) * answer(2.0)) is ...:
        raise NotAttempted("not attempted yet: * still returns the ... of the stub.")

    def formula():
        x, two = answer(3.0, 1.0), answer(2.0)
        y = answer(0.5, 1.0)
        results = [x * x + two * x, x + two, x**3, y.exp(), (y * two).exp(), (y * two) ** 2]
        results += [dual_loss(answer, k) for k in (0, 7)]
        for one in results:
            if not isinstance(one, answer):
                raise Wrong(f"each operation should return a {answer.__name__}, but one returned {kind(one)}")
        return np.array([number for one in results for number in (one.data, one.slope)], dtype=float)

    found = call(formula)
    right = []
    x, two, y = Dual(3.0, 1.0), Dual(2.0), Dual(0.5, 1.0)
    for one in [x * x + two * x, x + two, x**3, y.exp(), (y * two).exp(), (y * two) ** 2]:
        right += [one.data, one.slope]
    for k in (0, 7):
        right += [dual_loss(Dual, k).data, dual_loss(Dual, k).slope]
    names = ("x * x + 2x at 3", "x + 2 at 3", "x ** 3 at 3", "exp(y) at 0.5", "exp(2y) at 0.5", "(2y) ** 2 at 0.5",
             "the loss of the eight weights against W1[0, 0]", "that loss against W2[1, 1]")  # fmt: skip
    saw(found, 1e-9)
    for k, name in enumerate(names):
        for part, place in (("value", 2 * k), ("slope", 2 * k + 1)):
            if not np.isclose(found[place], right[place], rtol=1e-9, atol=1e-12):
                raise Wrong(f"{name}: the {part} is {found[place]:.6g}, and it should not be")


def probabilities_of(scores):
    """Return softmax of a Tensor of logits, shape (outs, n), as a Tensor of that shape."""
    parts = (scores - scores.data.max(axis=0)).exp()
    return parts / parts.sum(axis=0)


def solve_focal(scores, y):
    """Return the focal loss of scores, a Tensor of shape (outs, n), for one-hot y, an array (outs, n): a Tensor."""
    parts = (scores - scores.data.max(axis=0)).exp()
    p = (parts / parts.sum(axis=0) * y).sum(axis=0)
    return ((1 - p) ** 2 * p.log() * -1.0).sum() / y.shape[1]


def focal_with(loss):
    """Return `solve_focal` with another loss; loss is a callable of p, a Tensor (1, n), and n."""
    return lambda scores, y: loss((probabilities_of(scores) * y).sum(axis=0), y.shape[1])


@exercise(
    solution=solve_focal,
    slips={
        "the value is right, but the slopes are only half recorded: 1 − p went through .data": focal_with(
            lambda p, n: ((1 - p.data) ** 2 * p.log() * -1.0).sum() / n
        ),
        "the sign: it would be better when it is more wrong. −log p is above 0": focal_with(
            lambda p, n: ((1 - p) ** 2 * p.log()).sum() / n
        ),
        "p² instead of (1 − p)² favours examples with a high p; here the unsure ones should count": focal_with(
            lambda p, n: (p**2 * p.log() * -1.0).sum() / n
        ),
        "the factor (1 − p)² is missing: this is the cross-entropy": focal_with(
            lambda p, n: (p.log() * -1.0).sum() / n
        ),
        "(1 − p) should be squared": focal_with(lambda p, n: ((1 - p) * p.log() * -1.0).sum() / n),
        "the sum over the examples is not divided by their number": focal_with(
            lambda p, n: ((1 - p) ** 2 * p.log() * -1.0).sum()
        ),
    },
    hints=[
        "p, the label's probability: probabilities times one-hot, added up along axis 0.",
        "Stay in Tensors from the logits to the loss: what goes through .data gets no blame. (The largest logit may.)",
        "((1 - p) ** 2 * p.log() * -1.0).sum() / n",
    ],
    explanation="Lin and others (2017) used it where nearly all examples are easy. Nobody had to derive its slope.",
)
def focal(answer):
    """Look at a function of scores (Tensor) and one-hot y that returns the focal loss, a Tensor. Raises a Finding."""
    rng = np.random.default_rng(seed())
    cases = [([[3.0], [1.0], [0.0]], [1]), (rng.normal(size=(4, 5)), rng.integers(0, 4, 5))]
    for scores, labels in cases:
        scores = np.asarray(scores)
        y = np.eye(len(scores))[:, labels]
        ours, theirs = Tensor(scores), Tensor(scores)
        result = call(answer, ours, y)
        if not isinstance(result, Tensor):
            raise Wrong(f"the loss should be a Tensor, so that it can be walked back from, but it is {kind(result)}")
        if result.data.size != 1:
            raise Wrong(f"the loss should be one number, but it has shape {result.data.shape}")
        wanted = solve_focal(theirs, y)
        result.backward()
        wanted.backward()
        found = np.concatenate([[result.data.item()], ours.grad.ravel()])
        right = np.concatenate([[wanted.data.item()], theirs.grad.ravel()])
        compare(found, right, f"(loss, slopes of the scores) for {scores.shape[1]} example(s)")


@exercise(
    solution="C",
    slips={
        "with a wrong order a would be wrong; but a is right, and b is not": "A",
        "the rule of + is right: a + b alone gives 1 and 1": "B",
        "the shapes are equal here, so nothing was copied out": "D",
        "b is used once; nothing has to be added for it": "E",
    },
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
    choose(answer, tuple("ABCDE"), "C")


@exercise(
    solution=["B", "D"],
    slips={
        "A is breadth first: it takes the parents of d, b and c, in the order in which they were found, so b speaks "
        "before c has spoken to it": either(["A", "B", "D"], ["A", "D"]),
        "C is the order in which the nodes were made; on the way back f comes first": either(["C"], ["B", "C", "D"]),
        "D is deepest first, which is one topological order; e may also speak before d, since d was not made from e": [
            "D"
        ],
        "B holds, but so does another: e may also speak after c": ["B"],
        "in A, b speaks before c, which was made from it": ["A"],
    },
    hints=[
        "For each node, write down what was made from it: from b, for example, c, d and e. They all come before b.",
        "A node without parents may come last. Does f have to be first?",
        "Two of the four hold. Only one of them is sorted by depth: a 0, b 1, c and e 2, d 3, f 4.",
    ],
    explanation="Any order will do in which a node comes after all that was made from it; sorting by depth gives one.",
)
def orders(answer):
    """Look at a list of the letters, each a str, of those orders that are topological. Raises a Finding."""
    if isinstance(answer, str) or not isinstance(answer, (list, tuple, set)):
        raise Wrong(f'the answer should be a list of letters, such as ["A", "C"], but it is {kind(answer)}')
    unknown = [letter for letter in answer if letter not in ("A", "B", "C", "D")]
    if unknown:
        raise Wrong(f"{unknown[0]!r} is not one of A, B, C and D")
    got = sorted(set(answer))
    saw(" ".join(got))
    if got != ["B", "D"]:
        raise Wrong("for each order on your list, and each that is not, ask of every node: who was made from it?")


def solve_mean(t):
    """Return the mean of all entries of a Tensor as one node, a Tensor of shape ()."""

    def rule(blame):
        return np.broadcast_to(blame / t.data.size, t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])


def mean_with(rule):
    """Return `solve_mean` with another rule; rule is a callable of the blame and the array whose mean is taken."""
    return lambda t: Tensor(t.data.mean(), [(t, lambda blame: rule(blame, t.data))])


@exercise(
    solution=solve_mean,
    slips={
        "this is still the rule of a sum: a nudge of one entry of n moves the mean only 1/n times as far": mean_with(
            lambda blame, a: np.broadcast_to(blame, a.shape)
        ),
        "the rule divides by the number of rows; how many entries are there in all?": mean_with(
            lambda blame, a: np.broadcast_to(blame / len(a), a.shape)
        ),
        "the rule forgets the blame: with another blame than 1 the walk is wrong": mean_with(
            lambda blame, a: np.ones(a.shape) / a.size
        ),
        "the rule multiplies by the entries; how far the mean moves does not depend on them": mean_with(
            lambda blame, a: blame * a / a.size
        ),
        "the mean is right, and grad stays 0: no edge was recorded": lambda t: Tensor(t.data.mean()),
    },
    hints=[
        "Raise one of six entries by 0.06. By how much does their mean rise?",
        "Each entry gets the blame of the mean, divided by the number of entries; `t.data.size` is that number.",
        "np.broadcast_to(blame / t.data.size, t.data.shape)",
    ],
    explanation="With a blame of 1, the mean of n numbers has a factor of 1/n for each; `nudge_test` saw it at once.",
)
def mean(answer):
    """Look at a function of a Tensor that returns the mean of its entries in one node. Raises a Finding."""
    rng = np.random.default_rng(seed())
    cases = [(np.arange(1.0, 7.0).reshape(2, 3), 1.0), (rng.normal(size=(3, 5)), 2.5)]
    found, right = [], []
    for entries, blame in cases:
        t, known = Tensor(entries), Tensor(entries)
        result = call(answer, t)
        if not isinstance(result, Tensor):
            raise Wrong(f"the result should be a Tensor, but it is {kind(result)}")
        if result.data.size != 1:
            raise Wrong(f"the mean should be one number, but it has shape {result.data.shape}")
        result.backward(np.full(result.data.shape, blame))
        solve_mean(known).backward(blame)
        found += [result.data.item(), *t.grad.ravel()]
        right += [known.data.mean(), *known.grad.ravel()]
    compare(np.array(found), np.array(right), "(mean, blame of each entry)")


progress = progress_of(globals())
