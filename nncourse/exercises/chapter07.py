"""Chapter 07 · Exercises on backpropagation: gradients on paper, silent weights, rows, a shortcut, tables, chains."""

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
    told_of,
)
from nnlib.activations import Identity, ReLU, Sigmoid, Tanh
from nnlib.gradient_check import gradient_check
from nnlib.layers import Layer
from nnlib.losses import MSE
from nnlib.network import NeuralNetwork


@exercise(
    solution=(16.0, 8.0, -12.0, -4.0),
    slips={  # dw1, db1, dw2, db2
        "db2 is −2: the slope of (out − t)² is not out − t; the square brings a 2 along": (..., ..., ..., -2),
        "db2 is 4: should the loss rise when out, −1, comes closer to its target, 1? Look at the sign": (
            ...,
            ...,
            ...,
            4,
        ),
        "db2 is 2: the square brings a 2 along, and raising out, −1, towards its target, 1, cannot raise the loss": (
            (..., ..., ..., 2)
        ),
        "db2 is 8, which is the gradient at a; the bias b2 enters out itself, with the factor 1": (..., ..., ..., 8),
        "dw2 is −4, the blame that came back, but what came in? w2 is multiplied by a": (..., ..., -4, ...),
        "dw2 is 8: this is the blame of a, for which the factor is w2; for w2 itself it is what came in": (
            (..., ..., 8, ...)
        ),
        "dw2 is −8: what came in to w2 is a, not x": (..., ..., -8, ...),
        "dw2 is 12: the sign of the gradient got lost on the way": (..., ..., 12, ...),
        "db1 is −4: that is the gradient at out, as if w2 were 1; on its way to a it passes w2": (
            ...,
            -4,
            ...,
            ...,
        ),
        "db1 is −8: out falls when a rises, as w2 is −2; and the blame of out is negative, too": (..., -8, ..., ...),
        "db1 is −12, and so is dw2: what came in to w2 has no part in what w2 hands back": (..., -12, ..., ...),
        "db1 is 24: ReLU's slope at z = 3 is 1, not 3; a belongs to the slope of w2": (..., 24, ..., ...),
        "db1 is 16: for a bias, what came in is 1; x belongs to the slope of w1": (..., 16, ..., ...),
        "db1 is 0: is z really below 0? Compute it once more": (..., 0, ..., ...),
        "dw1 is 8, as db1 is: the blame is right, but what came in to w1?": (8, ..., ..., ...),
        "dw1 is 24: a is what went out of this neuron; what came in?": (24, ..., ..., ...),
        "dw1 is −8: a factor on the way is missing; does your route from w1 to out pass w2?": (-8, ..., ..., ...),
        "dw1 is −16: two of the factors on its way are negative": (-16, ..., ..., ...),
    },
    hints=[
        "Forward first: z, a and out. Then the gradient at out, at a and at z, in this order.",
        "The gradient at out is 2 (out − t). It is also the slope of b2: for a bias, 1 came in.",
        "The gradient at a is w2 × the gradient at out, and ReLU passes it on, since z is above 0.",
    ],
    explanation="z = a = 3 and out = −1, so the gradient at out is −4. w2: 3 · (−4) = −12. At a and at z it is "
    "(−2) · (−4) = 8, and w1 gets 2 · 8 = 16.",
)
def on_paper(answer):
    """Look at the slopes (dw1, db1, dw2, db2) of two neurons in a row, four numbers. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise Wrong(f"the answer should be four numbers, (dw1, db1, dw2, db2), but it is {kind(answer)}")
    dw1, db1, dw2, db2 = answer
    for name, got, right in (("db2", db2, -4), ("dw2", dw2, -12), ("db1", db1, 8), ("dw1", dw1, 16)):
        saw(name)
        compare(got, right, name)


WEIGHTS = [f"W{k}[{j}, {i}]" for k in (1, 2) for j in (0, 1) for i in (0, 1)]


@exercise(
    solution=["W1[0, 0]", "W1[1, 0]", "W1[1, 1]", "W2[0, 1]", "W2[1, 1]"],
    hints=[
        "A slope is a product of two things. There are two ways for it to be 0.",
        "Which weights get a 0 from below? Two different nodes have the value 0, and each of them feeds two weights.",
        "The first index says whose weight it is, the second one which input it listens to. Now: which neuron gets no "
        "blame?",
    ],
    explanation="x1 is 0, so nothing comes in to W1[0, 0] and W1[1, 0]. h2 is 0, so nothing comes in to W2[0, 1] and "
    "W2[1, 1]. And ReLU lets no blame through at h2, so W1[1, 0] and W1[1, 1] get none.",
)
def silent(answer):
    """Look at a list of the names (str) of the weights whose slope is 0. Raises a Finding."""
    if isinstance(answer, str) or not isinstance(answer, (list, tuple, set)):
        raise Wrong(f'the answer should be a list of names, such as ["W2[0, 0]", "W2[0, 1]"], but it is {kind(answer)}')
    names = {name.replace(" ", ""): name for name in WEIGHTS}
    unknown = [name for name in answer if not isinstance(name, str) or name.replace(" ", "") not in names]
    if unknown:
        raise Wrong(f"{unknown[0]!r} is not the name of a weight; the eight names are {', '.join(WEIGHTS)}")
    got = {names[name.replace(" ", "")] for name in answer}
    if not got:
        raise Wrong("none? A slope is what came in × the blame that came back, and a product is 0 if one of them is")
    if "W1[0, 1]" in got:
        raise Wrong(
            "W1[0, 1] is on your list, but x2 comes in as 1, and h1 hands blame back. Which of its two indices is the "
            "input's?"
        )
    for name, neuron in (("W2[0, 0]", "o1"), ("W2[1, 0]", "o2")):
        if name in got:
            raise Wrong(
                f"{name} is on your list, but it listens to h1, which is 1.2, and {neuron} is wrong, so blame comes "
                "back. Which of its two indices is the input's?"
            )
    if not got & {"W2[0, 1]", "W2[1, 1]"}:
        raise Wrong("what you list is right, but h2 answers 0. Who listens to h2, and what comes in there?")
    if not {"W2[0, 1]", "W2[1, 1]"} <= got:
        raise Wrong("what you list is right, but h2 has more listeners than one")
    if "W1[1, 1]" not in got:
        raise Wrong(
            "what you list is right, but how much blame passes back through the ReLU of h2, whose z is −0.7? And which "
            "weights wait for it there?"
        )
    if not {"W1[0, 0]", "W1[1, 0]"} <= got:
        raise Wrong("what you list is right, but x1 is 0: does every weight that listens to x1 stand there?")


def blames_of_h1(target):
    """Return what o1 and o2 contribute to the blame of h1 among the eight weights.

    Parameters
    ----------
    target : float
        The target of o1; for o2 it is 0.99.

    Returns
    -------
    (float, float).
    """
    h = Sigmoid()(np.array([0.3775, 0.3925]))
    o = Sigmoid()(np.array([[0.40, 0.45], [0.50, 0.55]]) @ h + 0.60)
    dz = o * (1 - o) * (o - [target, 0.99])
    return float(0.40 * dz[0]), float(0.50 * dz[1])


@exercise(
    solution=0.496446,
    slips={
        "{sent}: this is the old target": 0.01,
        "{sent}: now o1 is content and sends nothing, but h1 feeds o2 as well": 0.751365,
        "{sent}: both send blame of the same sign; they have to cancel": 1.006284,
        "{sent}: the blame o1 − t has to pass the sigmoid of o1 before it comes to the weight": 0.703742,
        "{sent}: the blame of z_o1 still has to pass the weight 0.40": 0.649397,
        "{sent}: did the blame of o1 pass back through the weight of o2?": 0.547334,
        "{sent}: nearly; but the two must cancel up to 0.00001, so compute instead of trying": 0.50,
    },
    hints=[
        "h1 feeds both outputs. What does o2 send it, and what would o1 have to send?",
        "o2 sends 0.50 · (−0.038098) = −0.019049. So 0.40 × the blame of z_o1 must be 0.019049.",
        "The blame of z_o1 is o1 (1 − o1) (o1 − t) = 0.186816 · (0.751365 − t). Solve for t.",
    ],
    explanation="o1 − t = 0.019049 / (0.40 · 0.186816) = 0.254919. With this target both outputs are wrong, and "
    "the slopes of W1[0, 0] and W1[0, 1] are 0 all the same: what one output asks of h1 the other forbids.",
)
def truce(answer):
    """Look at a target for o1, a float, for which the blame of h1 is 0. Raises a Finding."""
    if np.ndim(answer) != 0 or np.asarray(answer).dtype.kind not in "iuf" or not np.isfinite(answer):
        raise Wrong(f"the target should be one finite number, but it is {kind(answer)}")
    first, second = blames_of_h1(answer)
    if abs(first + second) < 1e-5:
        return
    sent = f"with the target {answer:g} o1 sends {first:+.6f} and o2 sends {second:+.6f}"
    sent = f"{sent}, together {first + second:+.6f}"
    saw(answer, 1e-4)
    raise Wrong(f"{sent}; it should be 0", sent=sent)


def solve_rows(W, x, dz):
    """Return dW, db and dx; W has shape (ins, outs), x (n, ins), dz (n, outs)."""
    dW = x.T @ dz
    db = dz.sum(axis=0)
    dx = dz @ W.T
    return dW, db, dx


def rows_with(dW=lambda W, x, dz: x.T @ dz, db=lambda W, x, dz: dz.sum(axis=0), dx=lambda W, x, dz: dz @ W.T):
    """Return `solve_rows` with another rule for some of its results.

    Parameters
    ----------
    dW, db, dx : callables of W, x and dz
    """
    return lambda W, x, dz: (dW(W, x, dz), db(W, x, dz), dx(W, x, dz))


LAYERS_SUM = "the loss has done that already, and layers only sum"


@exercise(
    solution=solve_rows,
    slips={
        "dW holds the right sums, but transposed: here W is (ins, outs), a column per neuron": (
            rows_with(dW=lambda W, x, dz: dz.T @ x)
        ),
        "dW is divided by n = {count}; " + LAYERS_SUM: rows_with(dW=lambda W, x, dz: x.T @ dz / len(x)),
        "dW is dz @ x.T, as in the chapter; there the examples are columns. Which side disappears here?": (
            rows_with(dW=lambda W, x, dz: dz @ x.T)
        ),
        "dW is x @ dz.T: the side that disappears is the neurons; it should be the examples": (
            rows_with(dW=lambda W, x, dz: x @ dz.T)
        ),
        "dW is x @ dz: with as many examples as inputs it can be computed, but the examples are the rows": (
            rows_with(dW=lambda W, x, dz: x @ dz)
        ),
        "dW is dz @ x: with as many neurons as examples it can be computed, but the examples are the rows": (
            rows_with(dW=lambda W, x, dz: dz @ x)
        ),
        "db sums each row: here a row is an example, and a bias wants the sum over the examples": (
            rows_with(db=lambda W, x, dz: dz.sum(axis=1))
        ),
        "db is divided by n = {count}; " + LAYERS_SUM: rows_with(db=lambda W, x, dz: dz.mean(axis=0)),
        "db is one number, the sum of everything: each neuron's bias has a slope of its own": (
            rows_with(db=lambda W, x, dz: dz.sum())
        ),
        "dx holds the right numbers, but transposed: x is (n, ins), a row per example": (
            rows_with(dx=lambda W, x, dz: W @ dz.T)
        ),
        "dx is W.T @ dz, as in the chapter; there the examples are columns": rows_with(dx=lambda W, x, dz: W.T @ dz),
        "dx is dz @ W: it reads W as the forward pass does. Which side should disappear?": (
            rows_with(dx=lambda W, x, dz: dz @ W)
        ),
        "dx is W @ dz: this adds over the examples, but each example has a gradient of its own": (
            rows_with(dx=lambda W, x, dz: W @ dz)
        ),
    },
    hints=[
        "Write the shapes below the letters: dW must be (ins, outs), made of x (n, ins) and dz (n, outs). Go through "
        "the same five products as in the statement. Which of them fit?",
        "What disappears in dW and in db is the side of length n, the examples. Along which axis are they here?",
        "What disappears in dx is the side of length outs: dz is (n, outs), and W.T is (outs, ins).",
    ],
    explanation="It is the chapter's code with everything transposed: (dz @ x.T).T is x @ dz.T, and x, dz are now x.T "
    "and dz.T. Shapes alone find it, as long as n, ins and outs differ.",
)
def rows(answer):
    """Look at a function of W, x and dz (arrays) that returns dW, db, dx for examples as rows. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for n, ins, outs in ((3, 3, 3), (5, 3, 2)):  # square first: there a wrong product can be computed, and named
        W, x, dz = rng.normal(size=(ins, outs)), rng.normal(size=(n, ins)), rng.normal(size=(n, outs))
        result = call(answer, W, x, dz)
        if not isinstance(result, (tuple, list)) or len(result) != 3:
            raise Wrong(f"the function should return dW, db and dx, but its result is {kind(result)}")
        for name, part in zip(("dW", "db", "dx"), result):
            if part is ...:
                raise NotAttempted(f"not attempted yet: {name} is still the ... of the stub.")
        for name, part, right in zip(("dW", "db", "dx"), result, solve_rows(W, x, dz)):
            compare(part, right, name, n=n, count=n)


class Shortcut(Layer):
    """A layer with ``x + F(W @ x + b)``, as many outputs as inputs. Raises what `Layer` raises."""

    def forward_pass(self, x):
        """Return x plus the outputs of the neurons; x (ins, n)."""
        return x + super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        """Return the blame of x over both routes, or None without need_dx; da (outs, n)."""
        dx = super().backward_pass(da, need_dx=need_dx)
        return da + dx if need_dx else None


def shortcut_with(back=None, forward=None):
    """Return a `Shortcut` with some of its methods replaced.

    Parameters
    ----------
    back, forward : callable, optional
    """
    methods = {"backward_pass": back} if back else {}
    return type("Shortcut", (Shortcut,), methods | ({"forward_pass": forward} if forward else {}))


def through_neurons(layer, da, need_dx=True):
    """Return what the neurons hand back, or None without need_dx, and fill the layer's dW and db; da (outs, n)."""
    return Layer.backward_pass(layer, da, need_dx=need_dx)


def dz_of(layer, da):
    """Return the blame of z of a layer, from da of shape (outs, n)."""
    return layer.act_function.backward(layer.a, da)


def added_in_place(layer, x):
    """Return what the layer should, but written into its own output; x (ins, n)."""
    out = Layer.forward_pass(layer, x)
    out += x
    return out


def stored_by_name(layer, x):
    """Return what the layer should, kept as its output; x (ins, n)."""
    layer.a = x + Layer.forward_pass(layer, x)
    return layer.a


def unfilled(layer, da, *, need_dx=True):
    """Return the right blame of a layer, but leave dW and db empty; da has shape (outs, n), need_dx is ignored."""
    return layer.W.T @ dz_of(layer, da) + da


TWICE = "forward_pass applies F twice; super().forward_pass(x) is F(W @ x + b) already"
SPOILT = "the slope of tanh is computed from an output with x in it; self.a must stay what the activation returned"


@exercise(
    solution=Shortcut,
    slips={
        "forward_pass returns F(W @ x + b) alone; where is the shortcut?": (
            shortcut_with(forward=lambda self, x: Layer.forward_pass(self, x))
        ),
        "forward_pass adds x before the activation; the shortcut goes round it": (
            shortcut_with(forward=lambda self, x: np.tanh(self.W @ x + self.b + x))
        ),
        "forward_pass returns x + W @ x + b; the activation is missing": (
            shortcut_with(forward=lambda self, x: x + self.W @ x + self.b)
        ),
        TWICE: either(
            shortcut_with(forward=lambda self, x: x + np.tanh(Layer.forward_pass(self, x))),
            shortcut_with(forward=lambda self, x: x + Layer.forward_pass(self, Layer.forward_pass(self, x))),
        ),
        "the blame for x came through the neurons only: one route of two": shortcut_with(through_neurons),
        "the blame for x came along the shortcut only: one route of two": (
            shortcut_with(lambda self, da, need_dx=True: da)
        ),
        SPOILT + ". Is something written into it, by += or by name?": either(
            shortcut_with(forward=added_in_place), shortcut_with(forward=stored_by_name)
        ),
        SPOILT + ". And the blame for x has a second route": shortcut_with(through_neurons, added_in_place),
        "the blame has not passed back through the activation before it comes to W": (
            shortcut_with(lambda self, da, need_dx=True: self.W.T @ da + da)
        ),
        "the shortcut goes round the activation, so the blame does not lose its slope there": (
            shortcut_with(lambda self, da, need_dx=True: through_neurons(self, da) + dz_of(self, da))
        ),
        "1 is the factor of the shortcut; what arrives is factor × blame": (
            shortcut_with(lambda self, da, need_dx=True: through_neurons(self, da) + 1)
        ),
        "x was added in the backward pass; x is a value, and what comes back is a gradient": (
            shortcut_with(lambda self, da, need_dx=True: through_neurons(self, da) + self.x)
        ),
        "the two routes were multiplied; along a route factors multiply, but over routes they add": (
            shortcut_with(lambda self, da, need_dx=True: through_neurons(self, da) * da)
        ),
        "the shortcut adds x, so its factor is +1": (
            shortcut_with(lambda self, da, need_dx=True: through_neurons(self, da) - da)
        ),
        "the shortcut is right, but the other route reads W by rows, as if it still went forward": (
            shortcut_with(lambda self, da, need_dx=True: self.W @ dz_of(self, da) + da)
        ),
        "what is returned is right, but {what} is still 0: who fills it?": shortcut_with(unfilled),
    },
    hints=[
        "How many routes lead from x to the output now, and what is the factor of the new one?",
        "Blames add up over routes. `super().backward_pass(da)` gives the blame over the route through the neurons.",
        "`super().forward_pass(x)` keeps its result as `self.a`, and the backward pass needs it unchanged: `x + …` "
        "makes a new array, `+=` would write into the old one. And `self.forward_pass(x)` instead of `super()…` calls "
        "itself, until Python stops it with a RecursionError.",
    ],
    explanation="A rise of x reaches the output through the neurons and directly, with the factor 1, so the blame is "
    "W.T @ dz + da. Such shortcuts carry blame through very deep networks (He, Zhang, Ren and Sun, 2015).",
)
def shortcut(answer):
    """Look at a class of layers with a shortcut, a subclass of Layer. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, without brackets, but it is {kind(answer)}")
    if not issubclass(answer, Layer):
        raise Wrong("the class should build on the chapter's: class Shortcut(Layer)")
    rng = np.random.default_rng(seed())
    layer = answer(3, 3, Tanh(), rng=rng)
    layer.W[:], layer.b[:] = rng.normal(size=(3, 3)), rng.normal(size=(3, 1))
    W, x, da = layer.W.copy(), rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    z = W @ x + layer.b
    a = np.tanh(z)
    given, of_itself = x.copy(), "calls itself without end: self.{0} is this method, super().{0} is that of Layer"
    try:
        output = call(lambda: layer.forward_pass(given))
    except RecursionError:
        raise Wrong(f"forward_pass {of_itself.format('forward_pass')}") from None
    compare(output, x + a, "the output")
    if not np.array_equal(given, x):
        raise Wrong(
            "x was changed by +=; self.x is the same array, and the backward pass needs what came in: make a new "
            "one, x + …"
        )
    dz = (1 - a**2) * da
    try:
        dx = call(layer.backward_pass, da)
    except RecursionError:
        raise Wrong(f"backward_pass {of_itself.format('backward_pass')}") from None
    compare(dx, W.T @ dz + da, "the blame for x")
    compare(layer.dW, dz @ x.T, "dW", n=da.shape[1])
    compare(layer.db, dz.sum(axis=1, keepdims=True), "db", n=da.shape[1])
    layer.dW[:], layer.db[:] = 0, 0
    try:
        layer.backward_pass(da, need_dx=False)
    except TypeError as error:
        if "need_dx" in str(error):
            raise Wrong("backward_pass should accept need_dx, as in the stub: a network calls it so") from None
        raise Wrong(
            f"with need_dx=False backward_pass raised TypeError: {error}. There is no layer before it then, and "
            "super() returns None"
        ) from None
    for name in ("dW", "db"):
        if not getattr(layer, name).any():
            raise Wrong(f"with need_dx=False {name} stays as it was; nobody needs dx then, but {name} must be filled")
    net = NeuralNetwork(
        [answer(3, 3, Tanh(), rng=rng), answer(3, 3, Tanh(), rng=rng), Layer(3, 2, Identity(), rng=rng)]
    )
    report = gradient_check(net, MSE(), x, rng.normal(size=(2, 4)))
    if not report.ok:
        raise Wrong(f"in a network with two of these layers the gradient check says\n{report}")


@exercise(
    solution=("B", "D"),
    slips={
        "program 1: with A the blame would be wrong from the start, and layer 3 would show it": ("A", ...),
        "program 1: layer 2 has a tanh as well, and its W and b are right": ("C", ...),
        "program 1: with D layer 3 would be wrong, too; it is the first in the backward pass": ("D", ...),
        "program 1: b1 is wrong as well, and db never uses x. What do dW and db of layer 1 share?": ("E", ...),
        "program 1: with F every W would be right and all b wrong": ("F", ...),
        "program 2: opposite signs have an error of exactly 1, in every layer. Here the errors grow downward": (
            ...,
            "A",
        ),
        "program 2: with B layer 3 would be right, as nothing was handed back to it": (..., "B"),
        "program 2: layer 3 has no tanh, and it is wrong already": (..., "C"),
        "program 2: with E only layer 1 would be wrong, and only its W": (..., "E"),
        "program 2: with F only the b would be wrong, and here each W is as wrong as its b": (..., "F"),
    },
    hints=[
        "Read each table as an address: what is the last thing that is right, and the first that is wrong, on the way "
        "back?",
        "Program 1: the blame of layer 2 arrived in good order, and layer 2 made right slopes of it. What is left "
        "to do for layer 2? And why can layer 3, an Identity, make the same mistake unnoticed?",
        "Program 2: an error of r can mean a gradient that is (1 + r)/(1 − r) times too small, or too large. Compute "
        "this for 0.714, 0.946 and 0.991.",
    ],
    explanation="Program 1: with Identity dz and da are the same, so layer 3 hands back what is right. Program 2: the "
    "factors are 6, 36 and 216, one more 6 for each layer, and there are six examples.",
)
def two_tables(answer):
    """Look at a pair of letters (str), the cause of each of two tables. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise Wrong(f"the answer should be a pair of letters, but it is {kind(answer)}")
    choose(answer[0], "ABCDEF", "B")
    choose(answer[1], "ABCDEF", "D")


@exercise(
    solution="C",
    slips={
        "a gradient check says ok for every array, so these tiny slopes are the true ones": "A",
        "a step that is too long makes the loss jump; this one stands still. And the steps in layer 1 are some "
        "0.000016 long": "B",
        "a saturated sigmoid answers close to 0 or 1; these are between 0.20 and 0.72. How steep is it there?": "D",
        "equal neurons stay equal (chapter 04), but these weights started at random": "E",
        "the network with one hidden layer gets the same inputs, and solves it. What is between x and the loss "
        "here that is not there?": "F",
    },
    hints=[
        "Divide each length by the one to its right. What happens to the gradient at each layer on its way back?",
        "Which factors does the gradient pass between two layers? How large can the slope of a sigmoid be?",
    ],
    explanation="From layer to layer the slopes shrink to a third or a tenth. These are *vanishing gradients*: the "
    "hidden outputs are near a half, where a sigmoid is steepest, and even there its slope is a quarter. With tanh, "
    "whose slope reaches 1, and the same starting weights the lengths are between 0.011 and 0.027, and the loss ends "
    "at 0.0001. (With two other seeds tanh was stuck elsewhere; the sigmoids were stuck with all three.)",
)
def deep(answer):
    """Look at a choice, the letter (str) of a cause. Raises a Finding."""
    choose(answer, "ABCDEF", "C")


def solve_backprop(weights, biases, x, targets):
    """Return a list of pairs (dW, db); weights (outs, ins), biases (outs, 1), x, targets (·, n)."""
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


MISTAKES_BY_NAME = {
    "no transpose": "the last layer is right; before it, gradients were handed back with W instead of W.T: backward, "
    "the columns of W collect",
    "da down": "the last layer is right; before it, what was handed back had not passed the activation: is it da where "
    "dz is needed?",
    "no W": "the last layer is right; before it, the gradient was handed back without passing the weights",
    "no slope": "the gradient never passes back through the sigmoids: their slopes are missing",
    "last slope": "the hidden layers let the gradient through their sigmoids, but the last layer has a sigmoid, too",
    "only last slope": "the last layer is right; in the hidden layers the slope of the sigmoid is missing",
    "of input": "the slope of the sigmoid is computed from what came in to the layer; it belongs to what went out",
    "forward": "the sweep runs from the first layer to the last; the gradient comes from the other end",
    "from z": "the slope of the sigmoid is a (1 − a), where a is its output; here z stands in it",
    "from z through": "the slope was computed as a (1 − a) of a sigmoid of a sigmoid: a is the output already",
    "matrix slope": "the gradient passes a sigmoid entry by entry, each number times its own slope; here @ stands in "
    "place of *",
    "no bias": "the forward pass leaves out the biases",
    "last identity": "the last layer is a sigmoid, too; here it only adds up",
    "own output": "every db is right, but dW is made of the layer's own output; what came in?",
    "dz @ a": "every db is right, but dW is dz @ a without a transpose: the side that disappears must be the examples",
    "entrywise": "every db is right, but dW is taken entry by entry; it is a sum over the examples, a matrix product",
    "outer": "every db is right, but np.outer takes one example; for several, add up what each of them says",
    "dW.T": "every db is right, and each dW is transposed",
    "mean": "every dW is right, but db is a mean over the examples; the loss has divided already, and layers only sum",
    "axis": "every dW is right, but db sums over the neurons of each example; a bias wants the sum over the examples",
    "lumped": "every dW is right, but db is the sum of everything; each neuron has a sum of its own",
    "dx for db": "every dW is right, but db is not the blame of z; did da get there instead of dz?",
}


def slipped(slip, weights, biases, x, targets):
    """Return the pairs (dW, db) that a backward pass with a known mistake gives, for square layers and n = ins.

    Parameters
    ----------
    slip : str, a key of MISTAKES_BY_NAME
    weights, biases : lists of arrays, shapes (k, k) and (k, 1)
    x, targets : arrays of shape (k, k)

    Returns
    -------
    list of pairs of arrays.
    """
    act, sums, outputs = Sigmoid(), [], [x]
    for W, b in zip(weights, biases):
        sums.append(W @ outputs[-1] + b * (slip != "no bias"))
        outputs.append(act(sums[-1]))
    if slip == "last identity":
        outputs[-1] = sums[-1]
    da, gradients = 2 * (outputs[-1] - targets) / targets.size, []
    order = range(len(weights)) if slip == "forward" else reversed(range(len(weights)))
    for k in order:
        last, into, a = k == len(weights) - 1, outputs[k], outputs[k + 1]
        of = {"from z": sums[k], "from z through": act(a), "of input": into}.get(slip, a)
        flat = (
            slip == "no slope"
            or (slip in ("last slope", "last identity") and last)
            or (slip == "only last slope" and not last)
        )
        dz = da if flat else of * (1 - of) * da
        if slip == "matrix slope":
            dz = (a * (1 - a)) @ da
        products = {
            "own output": dz @ a.T,
            "dz @ a": dz @ into,
            "entrywise": dz * into.T,
            "outer": np.outer(dz, into),
            "dW.T": into @ dz.T,
        }
        dW = products.get(slip, dz @ into.T)
        sums_of_dz = {
            "mean": dz.mean(axis=1, keepdims=True),
            "axis": dz.sum(axis=0).reshape(-1, 1),
            "lumped": np.full_like(biases[k], dz.sum()),
            "dx for db": da.sum(axis=1, keepdims=True),
        }
        gradients.append((dW, sums_of_dz.get(slip, dz.sum(axis=1, keepdims=True))))
        da = {"no transpose": weights[k] @ dz, "da down": weights[k].T @ da, "no W": dz}.get(slip, weights[k].T @ dz)
    return gradients[::-1]


def random_network(rng, sizes, n):
    """Return random weights, biases, x and targets.

    Parameters
    ----------
    rng : np.random.Generator
    sizes : sequence of int
        The inputs, then the neurons of each layer.
    n : int

    Returns
    -------
    (list of arrays, list of arrays, array (ins, n), array (outs, n)).
    """
    weights = [rng.normal(size=(outs, ins)) for ins, outs in zip(sizes, sizes[1:])]
    biases = [rng.normal(size=(outs, 1)) for outs in sizes[1:]]
    return weights, biases, rng.normal(size=(sizes[0], n)), rng.uniform(size=(sizes[-1], n))


def slipping(slip):
    """Return answers with a known mistake, slip (a key of MISTAKES_BY_NAME), in both orders of the layers."""
    return either(
        lambda *arguments: slipped(slip, *arguments),
        lambda *arguments: slipped(slip, *arguments)[::-1],
    )


@exercise(
    solution=solve_backprop,
    slips={message: slipping(slip) for slip, message in MISTAKES_BY_NAME.items()}
    | {
        "the right slopes, but in the order of the backward pass; the first pair belongs to the first layer": (
            lambda *arguments: solve_backprop(*arguments)[::-1]
        ),
    },
    hints=[
        "Forward first, and keep the output of every layer in a list that begins with x: outputs[k] came in to "
        "layer k, and outputs[k + 1] went out.",
        "`da = 2 * (outputs[-1] - targets) / targets.size`, then `for k in reversed(range(len(weights))):`.",
        "In the loop the four lines of the chapter: dz from a and da; dW from dz and what came in; db; and da for the "
        "layer below. Turn the list round at the end.",
    ],
    explanation="The shapes need no thought once each line is the chapter's; what needs thought is which output is "
    "meant.",
)
def backprop(answer):
    """Look at a function of weights, biases (lists of arrays), x and targets (arrays). Raises a Finding."""
    rng = np.random.default_rng(seed())
    for sizes, n in (((3, 3, 3, 3), 3), ((4, 5, 3, 2), 6), ((2, 1), 1)):  # square first, as in rows
        weights, biases, x, targets = random_network(rng, sizes, n)
        copies = [W.copy() for W in weights], [b.copy() for b in biases]
        with told_of(f"with {len(weights)} layer{'s' * (len(weights) > 1)}"):
            result = call(answer, *copies, x, targets)
        got = as_pairs(result, len(weights))
        wanted = solve_backprop(weights, biases, x, targets)
        for pair in got:
            for part in pair:
                saw(part)  # all of them, so that slips that begin alike are told apart
        look_at_layers(got, wanted, targets)
        if not same(list(zip(*copies)), list(zip(weights, biases))):
            raise Wrong("the slopes are right, but the weights or biases are not what they were: was a step taken?")


def as_pairs(result, count):
    """Return a result as a list of pairs, or say what else it is.

    Parameters
    ----------
    result : object
    count : int
        The number of layers.

    Raises
    ------
    Wrong
        If it is not a list of ``count`` pairs.
    """
    if isinstance(result, (tuple, list)) and any(part is ... for part in result):
        raise NotAttempted("not attempted yet: it returns the ... of the stub.")
    if not isinstance(result, (tuple, list)):
        raise Wrong(f"the function should return a list of pairs (dW, db), but its result is {kind(result)}")
    if len(result) == 2 != count and all(isinstance(part, list) and len(part) == count for part in result):
        raise Wrong("this looks like a list of all dW and one of all db; a list of pairs, one per layer, is asked for")
    if len(result) != count:
        raise Wrong(f"there are {count} layers, so {count} pairs (dW, db), but the result has length {len(result)}")
    for number, part in enumerate(result, start=1):
        if not isinstance(part, (tuple, list)) or len(part) != 2:
            raise Wrong(f"entry {number} of the result should be a pair (dW, db), but it is {kind(part)}")
        if part[0] is ... or part[1] is ...:
            raise NotAttempted(f"not attempted yet: pair {number} still holds a ... of the stub.")
    return list(result)


def same(got, wanted):
    """Tell whether two lists of pairs of arrays agree in shapes and values, got and wanted."""
    pairs = [(np.asarray(one), other) for pair, both in zip(got, wanted) for one, other in zip(pair, both)]
    return all(
        one.dtype.kind in "biuf" and one.shape == other.shape and np.allclose(one, other, rtol=1e-7, atol=1e-10)
        for one, other in pairs
    )


def look_at_layers(got, wanted, targets):
    """Compare the pairs of all layers, from the last to the first, as the gradient goes.

    Parameters
    ----------
    got, wanted : lists of pairs of arrays
    targets : array, shape (outs, n)

    Raises
    ------
    Wrong
        With the first finding.
    """
    n, count = targets.shape[1], len(wanted)
    factors = {
        targets.size: "the sum of the squares was used; MSE is their mean",
        targets.size / 2: "the gradient for the outputs is 2 (output − target), divided by the number of all entries",
        1 / 2: "the square's 2 is missing",
        len(targets): "MSE divides by the number of all entries, not of the examples alone",
        len(targets)
        / 2: "MSE divides by the number of all entries, not of the examples alone; and the square brings a 2",
        1 / n: "something divides by n a second time",
        -1: "the sign: is it targets − outputs?",
        2: "did the 2 come twice?",
    }
    for factor, message in factors.items():
        if factor != 1 and same(got, [(factor * one, factor * other) for one, other in wanted]):
            raise Wrong(f"every slope is {factor:g} times what it should be: {message}")
    for number in range(count, 0, -1):
        place = "the last" if number == count else f"layer {number + 1} is right, so look between the two"
        (dW, db), (right_dW, right_db) = got[number - 1], wanted[number - 1]
        compare(db, right_db, f"db of layer {number} ({place})", n=n, tolerance=1e-9)
        compare(dW, right_dW, f"dW of layer {number} (its db is right, so what came in?)", n=n, tolerance=1e-9)


def solve_chain(act, weights, biases, x):
    """Return output and slope of neurons in a row; act callable, weights and biases (k,), x float."""
    a, slope = x, 1.0
    for weight, bias in zip(weights, biases):
        a = act(weight * a + bias)
        slope = act.backward(a, slope * weight)
    return a, slope


class Watched:
    """An activation that counts how often its backward is called."""

    def __init__(self, act):
        self.act, self.count = act, 0

    def __call__(self, z):
        """Return a, of the shape of z."""
        return self.act(z)

    def backward(self, a, da):
        """Return dz, of the shape of a and da."""
        self.count += 1
        return self.act.backward(a, da)


def chain_with(slope):
    """Return `solve_chain` with another slope, a callable of act, weights, sums, inputs (x first) and steepness."""

    def answer(act, weights, biases, x):
        inputs, sums = [x], []
        for weight, bias in zip(weights, biases):
            sums.append(weight * inputs[-1] + bias)
            inputs.append(act(sums[-1]))
        steep = np.array([act.backward(a, 1.0) for a in inputs[1:]])
        return inputs[-1], slope(act, weights, sums, inputs, steep)

    return answer


def output_with(move):
    """Return an answer with another neuron: move, a callable of act, weight, bias, a and x, returns its output."""

    def answer(act, weights, biases, x):
        a = x
        for weight, bias in zip(weights, biases):
            a = move(act, weight, bias, a, x)
        return a, solve_chain(act, weights, biases, x)[1]

    return answer


def rolled(places):
    """Return an answer that shifts the weights against the biases by so many places, an int."""
    return lambda act, weights, biases, x: solve_chain(act, np.roll(weights, places), biases, x)


def last_sum(act, weights, biases, x):
    """Return the last sum, and the slope; act callable, weights and biases (k,), x float."""
    before = solve_chain(act, weights[:-1], biases[:-1], x)[0]
    return weights[-1] * before + biases[-1], solve_chain(act, weights, biases, x)[1]


SHIFTED = "are the weights shifted by one?"


@exercise(
    solution=solve_chain,
    slips={
        "{case}the first number is the slope; the output comes first, then the slope": (
            lambda *arguments: solve_chain(*arguments)[::-1]
        ),
        "{case}the output is the last z; it has not been through the activation": last_sum,
        "{case}the sums have not been through the activation": (
            output_with(lambda act, weight, bias, a, x: weight * a + bias)
        ),
        "{case}these neurons seem to have no biases": (output_with(lambda act, weight, bias, a, x: act(weight * a))),
        "{case}every neuron got x; each should get the output of the one before": (
            output_with(lambda act, weight, bias, a, x: act(weight * x + bias))
        ),
        "{case}the neurons were taken in the wrong order": (
            lambda act, weights, biases, x: solve_chain(act, weights[::-1], biases[::-1], x)
        ),
        "{case}the output belongs to the first neuron; did the loop return too early?": (
            lambda act, weights, biases, x: solve_chain(act, weights[:1], biases[:1], x)
        ),
        "{case}the weights are shifted by one against the biases": either(rolled(1), rolled(-1)),
        "{case}the slopes are multiplied, but the weights are missing: z moves by weight times x": (
            chain_with(lambda act, weights, sums, inputs, steep: np.prod(steep))
        ),
        "{case}these are the weights multiplied; the slopes of the activations are missing": (
            chain_with(lambda act, weights, sums, inputs, steep: np.prod(weights))
        ),
        "{case}backward was given z; it takes a": chain_with(
            lambda act, weights, sums, inputs, steep: np.prod([act.backward(z, 1.0) for z in sums]) * np.prod(weights)
        ),
        "{case}off by one: each slope was taken at the input of its neuron, not at its output": chain_with(
            lambda act, weights, sums, inputs, steep: (
                np.prod([act.backward(a, 1.0) for a in inputs[:-1]]) * np.prod(weights)
            )
        ),
        "{case}the slopes are multiplied by inputs; that is for a nudged weight. Here x is nudged: by what does z move "
        "then?": either(
            chain_with(lambda act, weights, sums, inputs, steep: np.prod(steep) * inputs[0]),
            chain_with(lambda act, weights, sums, inputs, steep: np.prod(steep) * inputs[0] ** len(weights)),
            chain_with(lambda act, weights, sums, inputs, steep: np.prod(steep) * np.prod(inputs[:-1])),
        ),
        "{case}the last output was used for the slopes of all neurons; each neuron has its own output": (
            chain_with(lambda act, weights, sums, inputs, steep: steep[-1] ** len(weights) * np.prod(weights))
        ),
        "{case}the neurons' slopes are added; one after the other, they multiply": (
            chain_with(lambda act, weights, sums, inputs, steep: np.sum(steep * weights))
        ),
        "{case}the slopes are added, without weights; one after the other, they multiply": (
            chain_with(lambda act, weights, sums, inputs, steep: np.sum(steep))
        ),
        "{case}this is the slope of the last neuron against its own input, not x": (
            chain_with(lambda act, weights, sums, inputs, steep: steep[-1] * weights[-1])
        ),
        "{case}this is the slope of the first neuron; the others stretch it further": (
            chain_with(lambda act, weights, sums, inputs, steep: steep[0] * weights[0])
        ),
        "{case}the first weight is missing: " + SHIFTED: (
            chain_with(lambda act, weights, sums, inputs, steep: np.prod(steep) * np.prod(weights[1:]))
        ),
        "{case}the last weight is missing: " + SHIFTED: (
            chain_with(lambda act, weights, sums, inputs, steep: np.prod(steep) * np.prod(weights[:-1]))
        ),
        "{case}of the activations, only the last one's slope is there": (
            chain_with(lambda act, weights, sums, inputs, steep: steep[-1] * np.prod(weights))
        ),
    },
    hints=[
        "First the outputs alone: a loop in which each neuron's a is the next one's input.",
        "Nudge what goes into one neuron: z moves by its weight times as much, a by slope times as much as z.",
        "Start with slope 1 and multiply it, in the same loop, by weight · act.backward(a, 1) of each neuron.",
    ],
    explanation="Weight times slope, once per neuron. Ten sigmoids with weight 1 multiply ten numbers of at most 0.25.",
)
def chain(answer):
    """Look at a function of act, weights, biases and x that returns output and slope. Raises a Finding."""
    rng = np.random.default_rng(seed())
    few = np.array([2.0, -3.0]), np.array([-0.8, 1.0])
    many = rng.uniform(1.5, 3, 4) * [1, -1, 1, -1], rng.normal(size=4) / 2
    for act, (weights, biases), x in (
        (Sigmoid(), few, 0.7),
        (Sigmoid(), (np.array([3.0]), np.array([-1.0])), 0.7),
        (Tanh(), few, 0.3),
        (Sigmoid(), many, 0.5),
        (ReLU(), (np.array([2.0, -1.0, 3.0]), np.array([0.5, 4.0, 1.0])), 1.0),
    ):
        k = len(weights)
        case = f"for {k} {type(act).__name__} neuron{'s' * (k > 1)}, "
        watched = Watched(act)
        result = call(answer, watched, weights, biases, x)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong(f"the function should return two numbers, output and slope, but its result is {kind(result)}")
        a, slope = solve_chain(act, weights, biases, x)
        compare(result[0], a, f"{case}the output", tolerance=1e-6, case=case)
        compare(result[1], slope, f"{case}the slope", tolerance=1e-6, case=case)
        if watched.count == 0:
            raise Wrong(
                f"{case}both numbers are right, but backward was never called. A nudge by trial only tests a slope; "
                "find it from the outputs and backward"
            )


def solve_elu(a, da):
    """Return dz of ELU from a and da, arrays of one shape."""
    return np.where(a > 0, da, (a + 1) * da)


def left_half(slope):
    """Return an answer to `elu` with another slope, a callable of a, where a is not above 0."""
    return lambda a, da: np.where(a > 0, da, slope(a) * da)


@exercise(
    solution=solve_elu,
    slips={
        "the function takes exp of a, as if it were z; backward gets a = e^z − 1": left_half(np.exp),
        "these are the slopes, right for da = 1 only": lambda a, da: np.where(a > 0, 1, a + 1),
        "where a > 0 the result is 1, also when da is not": lambda a, da: np.where(a > 0, 1, (a + 1) * da),
        "da is missing where a is not positive": lambda a, da: np.where(a > 0, da, a + 1),
        "the curve rises everywhere, so its slope cannot be negative: a is not e^z yet": left_half(lambda a: a),
        "for negative a these slopes are above 1; how does e^z follow from a?": left_half(lambda a: 1 - a),
        "the curve rises everywhere, so its slope cannot be negative": left_half(lambda a: a - 1),
        "a(1 − a) is the sigmoid's rule; this curve is e^z − 1": left_half(lambda a: a * (1 - a)),
        "this is ReLU's slope; the left half of ELU is not flat": lambda a, da: (a > 0) * da,
        "right where a is negative; where it is positive the slope is 1": lambda a, da: (a + 1) * da,
    },
    hints=[
        "On the positive side ELU is the identity. Which rule of the chapter is that?",
        "On the left the slope of e^z − 1 is e^z. But backward never sees z: it gets a = e^z − 1. Solve for e^z.",
        "`np.where(a > 0, …, …)`, as LeakyReLU has it.",
    ],
    explanation="Where a is not above 0, a = e^z − 1, so the slope e^z is a + 1; and slope × da is dz.",
)
def elu(answer):
    """Look at a function of a and da, arrays of one shape, that returns dz of ELU. Raises a Finding."""
    z = np.linspace(-4, 4, 16).reshape(2, 8)
    a, da = np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1), np.random.default_rng(seed()).normal(size=(2, 8)) + 3
    compare(call(answer, a, da), solve_elu(a, da), "dz")


progress = progress_of(globals())
