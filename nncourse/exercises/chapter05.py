"""Chapter 05 · Exercises on the forward pass: chains of layers, their shapes, their cost, and untrained answers."""

from functools import cache

import numpy as np

from nncourse.exercises.base import (
    NotAttempted,
    Raised,
    Wrong,
    call,
    choose,
    compare,
    describe,
    either,
    exercise,
    kind,
    pair,
    progress_of,
    seed,
    told_of,
)
from nnlib.activations import Identity, LeakyReLU, ReLU, Sigmoid
from nnlib.layers import Layer
from nnlib.mnist import load_mnist
from nnlib.network import NeuralNetwork


def random_layers(rng, sizes, functions):
    """Return layers with random weights and random biases.

    Parameters
    ----------
    rng : np.random.Generator
    sizes : sequence of int
        From the inputs to the outputs.
    functions : sequence of activations, one per layer

    Returns
    -------
    list of Layer.
    """
    layers = [Layer(ins, outs, act, rng=rng) for ins, outs, act in zip(sizes, sizes[1:], functions)]
    for layer in layers:
        layer.b = rng.normal(size=(layer.outs, 1))
    return layers


def steps_of(layers, x):
    """Return x and the outputs of each layer, a list of arrays, without touching the layers."""
    steps = [x]
    for layer in layers:
        steps.append(layer.act_function(layer.W @ steps[-1] + layer.b))
    return steps


def solve_journey(layers, x):
    """Return x and the outputs of each layer, a list of arrays; layers a list, x (ins, n). Raises as `Layer` does."""
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(steps[-1]))
    return steps


def chain(step):
    """Return a journey with a wrong step; step(layer, x, before) gives the outputs of a layer."""

    def answer(layers, x):
        steps = [x]
        for layer in layers:
            steps.append(step(layer, x, steps[-1]))
        return steps

    return answer


@exercise(
    solution=solve_journey,
    slips={
        "{what} is W @ x of its layer: the bias and the activation function are missing": chain(
            lambda layer, x, before: layer.W @ before
        ),
        "{what} is a sum z: the activation function of its layer is missing": chain(
            lambda layer, x, before: layer.W @ before + layer.b
        ),
        "layer {number} received the original x, not what layer {before} gave": chain(
            lambda layer, x, before: layer.forward_pass(x)
        ),
    },
    hints=[
        "What does the third layer receive: x, or something that was computed since?",
        "In `for layer in layers: x = layer.forward_pass(x)` x is always the newest outputs. Where are they here?",
        "The newest entry of a list is `steps[-1]`.",
    ],
    explanation="`steps[-1]` plays the part that `x` has in `forward_pass`, where it is bound anew each time.",
)
def journey(answer):
    """Look at a function of layers and x that returns all steps of a forward pass. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for sizes, act in (((2, 2, 2, 2), LeakyReLU()), ((3, 5, 2, 4), Sigmoid())):
        layers = random_layers(rng, sizes, [act] * 3)
        x = rng.normal(size=(sizes[0], 4))
        steps = steps_of(layers, x)
        if ... in getattr(getattr(answer, "__code__", None), "co_consts", ()):
            raise NotAttempted("not attempted yet: replace the ... of the stub by what the layer receives.")
        got = call(answer, layers, x)
        if isinstance(got, np.ndarray) and got.shape == steps[-1].shape:
            raise Wrong("one array came back; the caller wants a list with x and the outputs of every layer")
        if not isinstance(got, (list, tuple)):
            raise Wrong(f"the result should be a list of arrays, but it is {kind(got)}")
        look_at_steps(list(got), steps, layers)


def look_at_steps(got, steps, layers):
    """Look at the steps that an answer went through.

    Parameters
    ----------
    got, steps : lists of arrays
        The answer's, and the right ones.
    layers : list of Layer

    Raises
    ------
    Wrong
        With the first step that differs.
    """
    if any(step is None for step in got):
        raise Wrong("the list holds None: layer.a is None until the layer has done a forward pass")
    if len(got) == 2:
        raise Wrong("there are 2 entries for three layers: the loop ended after one layer. Where is the return?")
    if len(got) == len(layers) and np.array_equal(got[0], steps[1]):
        raise Wrong("the outputs of all layers are there, but x itself should come in front of them")
    if len(got) != len(steps):
        raise Wrong(f"for {len(layers)} layers there should be {len(steps)} entries, x among them, not {len(got)}")
    compare(got[0], steps[0], "entry 0, which is x,")
    for number in range(1, len(steps)):
        compare(got[number], steps[number], f"entry {number}", number=number, before=number - 1)


def solve_useful(layers, x):
    """Return the number of multiply-adds without a zero input; layers a list, x (ins, n). Raises as `Layer` does."""
    count = 0
    for layer in layers:
        count += np.count_nonzero(x) * layer.outs
        x = layer.forward_pass(x)
    return count


def counter(count_one, *, late=False):
    """Return a wrong count, made of count_one(layer, x, start); late takes the outputs of each layer for its inputs."""

    def answer(layers, x):
        count, start = 0, x
        for layer in layers:
            a = layer.forward_pass(x)
            count += count_one(layer, a if late else x, start)
            x = a
        return count

    return answer


@exercise(
    solution=solve_useful,
    slips={
        "this counts every weight; those that meet a 0 are to be left out": counter(
            lambda layer, x, start: layer.W.size * x.shape[1]
        ),
        "this counts inputs; each of them meets one weight of every neuron of its layer": counter(
            lambda layer, x, start: np.count_nonzero(x)
        ),
        "each input was counted once per input of its layer (ins); it meets one weight of every neuron": counter(
            lambda layer, x, start: np.count_nonzero(x) * layer.ins
        ),
        "each input was counted with all weights of its layer (W.size); it meets one weight of every neuron": counter(
            lambda layer, x, start: np.count_nonzero(x) * layer.W.size
        ),
        "every layer was counted with the zeros of x; later layers receive something else": counter(
            lambda layer, x, start: np.count_nonzero(start) * layer.outs
        ),
        "this is the first layer alone: is the return inside the loop?": (
            lambda layers, x: solve_useful(layers[:1], x)
        ),
        "the first layer is left out; it meets x itself": (
            lambda layers, x: solve_useful(layers[1:], layers[0].forward_pass(x))
        ),
        "negative inputs were left out, too; only a 0 contributes nothing": counter(
            lambda layer, x, start: np.sum(x > 0) * layer.outs
        ),
        "this asks which outputs are 0; that is known only after their multiply-adds. Ask the inputs": counter(
            lambda layer, x, start: np.count_nonzero(x) * layer.ins, late=True
        ),
        "biases are counted, too; they are added without a multiplication": counter(
            lambda layer, x, start: (np.count_nonzero(x) + x.shape[1]) * layer.outs
        ),
        "each layer is paired with its own outputs; was x bound anew before the counting?": counter(
            lambda layer, x, start: np.count_nonzero(x) * layer.outs, late=True
        ),
        "this is the first example alone; x has several columns": lambda layers, x: solve_useful(layers, x[:, :1]),
    },
    hints=[
        "How many multiply-adds does one input of a layer take part in?",
        "An input that is not 0 meets one weight of each neuron: `layer.outs` of them.",
        "`np.count_nonzero(x)` counts the inputs that are not 0; after each layer, x is what that layer gave.",
    ],
    explanation="ReLU layers are full of zeros, and so are images. NumPy's `@` multiplies by them all the same.",
)
def useful(answer):
    """Look at a function of layers and x that counts multiply-adds. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for act, n in ((ReLU(), 1), (LeakyReLU(), 1), (ReLU(), 3)):
        layers = random_layers(rng, (43, 29, 23, 11), [act, act, Identity()])
        x = rng.normal(size=(43, n)) * (rng.permutation(43 * n).reshape(43, n) % 3 > 0)
        got = call(answer, layers, x)
        if np.ndim(got) != 0:
            raise Wrong(f"the count should be one whole number, but it is {kind(got)}")
        compare(got, solve_useful(layers, x), "the count", n=n)


ALL_NEGATIVE = (
    "where all scores of an example are negative the answer is 0: does the output layer have a ReLU, too? "
    "Its function is Identity"
)


def solve_read_digits(W1, b1, W2, b2, x):
    """Return the answers, shape (n,), of two layers with W1, b1 and W2, b2 to x of shape (ins, n)."""
    a = np.maximum(W1 @ x + b1, 0)
    scores = W2 @ a + b2
    return scores.argmax(axis=0)


def program(*, turn=False, lie=False, axis=0, hidden=lambda z: np.maximum(z, 0), biases=1):
    """Return the program with some of its faults, or with others.

    Parameters
    ----------
    turn, lie : bool
        Whether W1, and b2, are turned over.
    axis : int or None
        Of the argmax.
    hidden : callable
        The activation of the first layer.
    biases : int
        0 leaves out those of the first layer.

    Returns
    -------
    callable.
    """

    def answer(W1, b1, W2, b2, x):
        a = hidden((W1.T if turn else W1) @ x + biases * b1)
        return (W2 @ a + (b2.T if lie else b2)).argmax(axis=axis)

    return answer


def rectified(W1, b1, W2, b2, x):
    """Return the answers, shape (n,), with a ReLU behind W2 and b2 as behind W1 and b1; x has shape (ins, n)."""
    return np.maximum(W2 @ np.maximum(W1 @ x + b1, 0) + b2, 0).argmax(axis=0)


@exercise(
    solution=solve_read_digits,
    slips={
        "W1 is turned over: each neuron gets a column of it as weights. What is the first sum by hand?": either(
            program(turn=True, lie=True, axis=1),
            program(turn=True, lie=True),
            program(turn=True, axis=1),
            program(turn=True),
        ),
        "the last biases change no answer: is the same number added to all scores of an example? "
        "Each output has a bias of its own": either(program(lie=True, axis=1), program(lie=True)),
        "this is one answer per output, not one per example: along which axis of the scores lie the outputs?": (
            program(axis=1)
        ),
        "the ReLU of the hidden layer is missing": program(hidden=lambda z: z),
        "the biases of the hidden layer are missing": program(biases=0),
        ALL_NEGATIVE: rectified,
    },
    hints=[
        "Write the shapes under each line, for sizes that all differ: 3 inputs, 6 neurons, 4 outputs, 7 examples.",
        "Three parts of the program would raise an error with those sizes. Find the first one by its shapes.",
        "One row of W1 holds the weights of one neuron; b2 is a column; in the scores, an example is a column, too.",
    ],
    explanation="With 2 inputs and 2 neurons, 3 outputs and 3 examples every shape fitted by accident.",
)
def read_digits(answer):
    """Look at a repaired function of two layers' weights and x that returns answers. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for ins, hidden, outs, n, low in ((8, 8, 12, 12, False), (3, 6, 4, 7, False), (3, 6, 4, 7, True)):
        W1, b1 = rng.normal(size=(hidden, ins)), rng.normal(size=(hidden, 1))
        W2, b2 = rng.normal(size=(outs, hidden)), 2 * rng.normal(size=(outs, 1))
        x = rng.normal(size=(ins, n))
        if low:  # all scores are negative, and the largest is never in row 0
            b2 = b2 - 1 - (W2 @ np.maximum(W1 @ x + b1, 0) + b2).max()
            b2[0] -= 100
        try:
            got = call(answer, W1, b1, W2, b2, x)
        except ValueError as error:
            shapes = f"W1 of shape {W1.shape}, W2 {W2.shape} and x {x.shape}"
            raise Raised(f"for {shapes} your code raised {describe(error)}. Write the shapes under each line") from None
        if np.shape(got) == (outs, n):
            raise Wrong(f"the result has shape {(outs, n)}, like the scores; where is the largest of a column?")
        if isinstance(got, (int, np.integer)):
            raise Wrong(
                f"one number came back, {got}: argmax without an axis numbers the whole table of scores, "
                "and each example needs an answer of its own"
            )
        wanted = solve_read_digits(W1, b1, W2, b2, x)
        if low and np.shape(got) == wanted.shape and not np.any(got):
            raise Wrong(ALL_NEGATIVE)
        compare(got, wanted, "the answers")


@cache
def first_images():
    """Return the first 5,000 training images, shape (784, 5000), and their labels. Raises what `load_mnist` raises."""
    (images, labels), _ = load_mnist()
    return images[:, :5000].copy(), labels[:5000].copy()  # the other 55,000 do not stay in memory


def random_network(seed):
    """Return the chapter's untrained network 784-128-64-10; seed is an int."""
    rng = np.random.default_rng(seed)
    sizes, functions = (784, 128, 64, 10), (ReLU(), ReLU(), Identity())
    return NeuralNetwork([Layer(ins, outs, act, rng=rng) for ins, outs, act in zip(sizes, sizes[1:], functions)])


@exercise(
    solution=(3, 1, 1.0, 563),
    hints=[
        "Which number is added to the score of 1, whatever the image?",
        "How far is the score of 1 below the largest, at most? Any bias above that will do.",
        "If the answer is always 1, which images are answered right? `np.bincount(labels)` counts labels.",
    ],
    slips={
        "the change is right: 5,000 are called 1. But not all of them are 1s": (..., ..., ..., 5000),
        "the change is right. A tenth is the average over the digits; count the ones among these labels": (
            (..., ..., ..., 500)
        ),
        "the change is right, but 667 answers were right before it. Which are right now?": (..., ..., ..., 667),
        "the change is right, and so is the percentage; the number of images was asked for": (..., ..., ..., 11.26),
        "the change is right, and so is the fraction; the number of images was asked for": (..., ..., ..., 0.1126),
    },
    explanation="The bias of output 1 must exceed 0.877. 563 of 5,000 are 11.26 %: above 10 %, yet nothing is read.",
)
def favourite(answer):
    """Look at (layer, neuron, bias, right): one changed bias, and how many answers are right then. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise Wrong(f"four numbers are needed, (layer, neuron, bias, right), but the answer is {kind(answer)}")
    if any(np.ndim(part) or np.asarray(part).dtype.kind not in "iuf" or not np.isfinite(part) for part in answer):
        raise Wrong("four finite numbers are needed: layer, neuron, bias, right")
    place, neuron, bias, right = answer
    if place not in (1, 2, 3):
        raise Wrong(f"layers are counted from 1: 1, 2 or 3, not {place}")
    images, labels = first_images()
    net = random_network(1)
    layer = net.layers[int(place) - 1]
    if neuron not in range(layer.outs):
        raise Wrong(f"layer {place} has the neurons 0 to {layer.outs - 1}, not {neuron}")
    layer.b[int(neuron)] = bias
    answers = net.predict(images)
    ones = np.count_nonzero(answers == 1)
    alike = (answers == answers[0]).all() and ones == 0
    if ones < 5000 and place < 3:
        told = (
            f"all 5,000 images are now called {answers[0]}" if alike else f"{ones:,} of 5,000 images are now called 1"
        )
        raise Wrong(
            f"{told}. Neuron {neuron} of layer {place} moves all ten scores; which number moves the score of 1 alone?"
        )
    if alike:
        raise Wrong(f"all 5,000 images are now called {answers[0]}, not 1: the outputs are counted from 0")
    if ones < 5000 and neuron != 1:
        raise Wrong(f"{ones:,} of 5,000 images are now called 1: this bias belongs to the score of {neuron}")
    if ones < 5000 and bias <= 0:
        raise Wrong(f"{ones:,} of 5,000 images are now called 1: this bias does not raise the score of 1")
    if ones < 5000:
        raise Wrong(f"{ones:,} of 5,000 images are now called 1; in the others another score is still larger")
    compare(right, np.count_nonzero(labels == 1), "the number of right answers")


def solve_collapse(layers):
    """Return W (outs, ins) and b (outs, 1) of the one layer that does what a list of layers does."""
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return W, b


def merged(W_of, b_of):
    """Return a wrong merger, step by step: W_of(layer, W), and b_of(layer, b, W) with the W of the layers so far."""

    def answer(layers):
        W, b = layers[0].W, layers[0].b
        for layer in layers[1:]:
            W, b = W_of(layer, W), b_of(layer, b, W)
        return W, b

    return answer


def right_W(layer, W):
    """Return the W of a layer behind others that are merged into W."""
    return layer.W @ W


def right_b(layer, b, W):
    """Return the bias of a layer behind others that are merged into W and b."""
    return layer.W @ b + layer.b


def of_some(choose_layers):
    """Return a merger of some of the layers only, or of some twice; choose_layers takes and returns a list."""
    return lambda layers: solve_collapse(choose_layers(layers))


TWO = "with {layers} layers "
SHOWS = TWO + "b is wrong, as x = 0 shows: "


@exercise(
    solution=solve_collapse,
    slips={
        TWO + "W is their product in reading order; which matrix meets x first?": merged(
            lambda layer, W: W @ layer.W, right_b
        ),
        TWO + "W is made entry by entry; in a chain matrices multiply with @": merged(
            lambda layer, W: W * layer.W, right_b
        ),
        TWO + "W is the sum of them; put W₁x + b₁ into the second layer to see what happens to W₁": merged(
            lambda layer, W: W + layer.W, right_b
        ),
        TWO + "W is made of two of them: what about the others?": of_some(lambda layers: layers[:2]),
        TWO + "W is made of the first and the last: what about those between?": of_some(
            lambda layers: [layers[0], layers[-1]] if len(layers) > 1 else layers
        ),
        TWO + "the first layer is in W twice; does the loop begin with it again?": of_some(
            lambda layers: [layers[0], *layers]
        ),
        TWO + "the last layer is in W twice; does the loop begin with it again?": of_some(
            lambda layers: [*layers, layers[-1]]
        ),
        SHOWS + "the chain does not give the last bias alone there": merged(right_W, lambda layer, b, W: layer.b),
        SHOWS + "the last layer's own bias is missing": merged(right_W, lambda layer, b, W: layer.W @ b),
        SHOWS + "W was already the new product when b was computed; a bias does not pass through the W of its "
        "own layer": merged(right_W, lambda layer, b, W: layer.W @ W @ b + layer.b),
        SHOWS + "the first bias went through the W of its own layer; through which W does it pass?": merged(
            right_W, lambda layer, b, W: W @ b + layer.b
        ),
        SHOWS + "the biases are added as they are, but each passes through all later layers": merged(
            right_W, lambda layer, b, W: layer.b + b
        ),
        SHOWS + "this is b of the first two layers: what about the others?": (
            lambda layers: (solve_collapse(layers)[0], solve_collapse(layers[:2])[1])
        ),
        SHOWS + "the last two biases are in it; the first passes through, too": (
            lambda layers: (solve_collapse(layers)[0], solve_collapse(layers[-2:])[1])
        ),
    },
    hints=[
        "Merge two layers first, with letters: put z₁ = W₁x + b₁ into W₂z₁ + b₂ and multiply out.",
        "What is merged so far is one layer again, with some W and b. What does the next layer do with W x + b?",
        "Start with the first layer; each further one turns W into `layer.W @ W`, and passes b on like any column.",
    ],
    explanation="At x = 0 the merged layer gives b alone, which is what the whole chain gives for an input of 0.",
)
def collapse(answer):
    """Look at a function of layers with Identity that returns (W, b). Raises a Finding."""
    rng = np.random.default_rng(seed())
    for sizes in ((2, 2, 2), (3, 3, 3, 3), (4, 3, 5, 2), (3, 2)):
        layers = random_layers(rng, sizes, [Identity()] * (len(sizes) - 1))
        Ws, bs = [layer.W.copy() for layer in layers], [layer.b.copy() for layer in layers]
        W, b = solve_collapse(layers)
        with told_of(f"with {len(layers)} layer{'s' * (len(layers) > 1)}"):
            result = call(answer, layers)
        got_W, got_b = pair(result)
        if got_W is ... or got_b is ...:
            raise NotAttempted("not attempted yet: it returns the ... of the stub.")
        for number, layer in enumerate(layers, start=1):
            if not (np.array_equal(layer.W, Ws[number - 1]) and np.array_equal(layer.b, bs[number - 1])):
                raise Wrong(f"layer {number} is not what it was: += and the like change its own array. Make a new one")
        said = f"with {len(layers)} layers "
        compare(got_W, W, said + "W", layers=len(layers))
        if np.shape(got_b) == (len(b),):
            raise Wrong(f"{said}b has shape {(len(b),)}; a bias of nnlib is a column, {b.shape}")
        compare(got_b, b, said + "b", layers=len(layers))


def row_by_row(array, order):
    """Return what a loop makes of an array that overwrites its rows while it reads them.

    Parameters
    ----------
    array : array, shape (hidden, any)
    order : integer array, shape (hidden,)

    Returns
    -------
    array of the same shape.
    """
    array = array.copy()
    for new, old in enumerate(order):
        array[new] = array[old]
    return array


def solve_reorder(W1, b1, W2, order):
    """Return W1, b1, W2 with the hidden neurons in another order.

    Parameters
    ----------
    W1, b1, W2 : arrays, shapes (hidden, ins), (hidden, 1), (outs, hidden)
    order : integer array, shape (hidden,)

    Returns
    -------
    three arrays of the same shapes.
    """
    return W1[order], b1[order], W2[:, order]


OVERWRITTEN = "was overwritten before it was read: fill a new array, and read from the old one"


@exercise(
    solution=solve_reorder,
    slips={
        f"some row of W1 {OVERWRITTEN}": (
            lambda W1, b1, W2, order: (row_by_row(W1, order), row_by_row(b1, order), row_by_row(W2.T, order).T)
        ),
        "the rows of W1 are where they were": lambda W1, b1, W2, order: (W1, b1, W2[:, order]),
        "row 0 of the new W1 should be the old row order[0] = {first}; yours goes the other way round": (
            lambda W1, b1, W2, order: solve_reorder(W1, b1, W2, np.argsort(order))
        ),
        "the columns of W1 were moved: these are its inputs": (
            lambda W1, b1, W2, order: (W1[:, order], b1[order], W2[order])
        ),
        f"some row of b1 {OVERWRITTEN}": lambda W1, b1, W2, order: (W1[order], row_by_row(b1, order), W2[:, order]),
        "the biases stayed behind: a neuron that moves takes its bias along": (
            lambda W1, b1, W2, order: (W1[order], b1, W2[:, order])
        ),
        "the biases moved the other way round than the rows of W1": (
            lambda W1, b1, W2, order: (W1[order], b1[np.argsort(order)], W2[:, order])
        ),
        f"some column of W2 {OVERWRITTEN}": (
            lambda W1, b1, W2, order: (W1[order], b1[order], row_by_row(W2.T, order).T)
        ),
        "the next layer still expects the old order: whose output does a column of W2 weigh?": (
            lambda W1, b1, W2, order: (W1[order], b1[order], W2)
        ),
        "W2 uses the reverse order: its column 0 has to weigh the neuron that is now number 0": (
            lambda W1, b1, W2, order: (W1[order], b1[order], W2[:, np.argsort(order)])
        ),
        "the rows of W2 were moved: these are the next neurons": (
            lambda W1, b1, W2, order: (W1[order], b1[order], W2[order])
        ),
    },
    hints=[
        "What belongs to a neuron, besides its weights? And who reads its output?",
        "A neuron is a row of W1 and a row of b1. In W2 its output meets one column.",
        "`W[order]` takes rows in the given order, `W[:, order]` takes columns.",
    ],
    explanation="4 neurons have 24 orders, and all of them compute the same: a network has no unique weights.",
)
def reorder(answer):
    """Look at a function of W1, b1, W2 and order that returns all three with their neurons moved. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for order, ins, outs in (((2, 0, 3, 1), 4, 4), ((3, 0, 4, 1, 2), 2, 3)):
        order = np.array(order)
        W1, b1 = rng.normal(size=(len(order), ins)), rng.normal(size=(len(order), 1))
        W2 = rng.normal(size=(outs, len(order)))
        if not callable(answer):
            call(answer)  # says so
        given = [part.copy() for part in (W1, b1, W2, order)]
        got = answer(*given)  # call would hand copies over, and a change would not be seen
        if got is ...:
            raise NotAttempted("not attempted yet: it returns the ... of the stub.")
        if not isinstance(got, (tuple, list)) or len(got) != 3:
            raise Wrong(f"the function should return three arrays, W1, b1 and W2, but its result is {kind(got)}")
        if any(part is ... for part in got):
            raise NotAttempted("not attempted yet: it returns the ... of the stub.")
        for name, part, right in zip(("W1", "b1", "W2"), got, solve_reorder(W1, b1, W2, order)):
            compare(part, right, f"the new {name}", first=order[0])
        for name, now, before in zip(("W1", "b1", "W2", "order"), given, (W1, b1, W2, order)):
            if not np.array_equal(now, before):
                raise Wrong(
                    f"the numbers are right, but the {name} that was handed in has changed: its owner still needs it. "
                    "Return new arrays"
                )


WITHOUT_A_SHAPE = "the question about the 2: what its four drawings share, the other four share, too"
THREE_OUTPUTS = (
    "the question about the 4: there are four different drawings behind it",
    WITHOUT_A_SHAPE,
    "the question about the 1: odd numbers have no shape",
    "none of them: three answers are enough for eight numbers",
)


@exercise(
    solution=WITHOUT_A_SHAPE,
    slips={
        "they differ, but they have one thing in common that the other four lack. Look at them again": (
            THREE_OUTPUTS[0]
        ),
        "the numbers have none, but their drawings do: what do the drawings 1, 3, 5 and 7 have in common?": (
            THREE_OUTPUTS[2]
        ),
        "enough to name them. But each question has to be answered from the pixels": THREE_OUTPUTS[3],
    },
    hints=[
        "Write down the four drawings of the yes and the four of the no, for each of the three questions.",
        "For each question count on both sides: how many are framed, how many filled, how many circles are there?",
        "One question has two framed, two filled and two circles on either side. What do its two averages look like?",
    ],
    explanation="Its two averages are one and the same picture, so all weights are 0. (The question asks for two "
    "things at once, like the XOR of chapter 02.)",
)
def joined(answer):
    """Look at a choice. Raises a Finding."""
    choose(answer, THREE_OUTPUTS, WITHOUT_A_SHAPE)


STAYS = "stays: alike images share an answer"
MORE_IMAGES = (
    "halves: four times as many images",
    STAYS,
    "falls to 0.21: that is a fair guess",
    "doubles: favourites count four times",
)


@exercise(
    deeper="Why untrained networks scatter around 10 %",
    solution=STAYS,
    slips={
        "it would for a die, whose rolls are independent. If that held here, the "
        "spread on 1,250 images would be twice that on 5,000; measured, it is 2.43 instead of 2.23": MORE_IMAGES[0],
        "for the shuffled labels of the chapter it nearly falls to the die's "
        "value; what did the shuffling take away, which is still there with more images?": MORE_IMAGES[2],
        "a favourite is right on more images, not on a larger part of them": MORE_IMAGES[3],
    },
    hints=[
        "The formula for the die counts rolls that know nothing of each other. Is that so for the answers to two 1s?",
        "Suppose each of the 5,000 images came four times. What would the percentage of each network be?",
        "Measure it backwards: what is the spread on the first 1,250 of the 5,000 images?",
    ],
    explanation="For 1,250, 5,000 and 20,000 images it is 2.43, 2.23 and 2.22: new images are answered like old ones.",
)
def more_images(answer):
    """Look at a choice. Raises a Finding."""
    choose(answer, MORE_IMAGES, STAYS)


progress = progress_of(globals())
