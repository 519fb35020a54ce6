"""Chapter 05 · Exercises on the forward pass: chains of layers, their shapes, their cost, and untrained answers."""

from functools import cache

import numpy as np

from nncourse.checking import (
    Given,
    NotAttempted,
    Wrong,
    call,
    choose,
    compare,
    either,
    exercise,
    in_case,
    kind,
    number,
    numbers,
    orders,
    progress_of,
    seed,
)
from nnlib import Identity, Layer, LeakyReLU, NeuralNetwork, ReLU, Sigmoid, load_mnist


class Watched(Layer):
    """A layer that notices the ... of the stub."""

    def forward_pass(self, x):
        if x is ...:
            raise NotAttempted("not attempted yet: replace the ... of the stub by what the layer receives.")
        return super().forward_pass(x)


def random_layers(rng, sizes, functions):
    """Return layers with random weights and biases; sizes go from the inputs to the outputs."""
    layers = [Watched(ins, outs, act, rng=rng) for ins, outs, act in zip(sizes, sizes[1:], functions)]
    for layer in layers:
        layer.b = rng.normal(size=(layer.outs, 1))
    return layers


def run(answer, layers, *more):
    """Call an answer with layers, and refuse it if it changes one of them. Raises a Finding."""
    kept = [(layer.W.copy(), layer.b.copy()) for layer in layers]
    with in_case(f"with {len(layers)} layer{'s' * (len(layers) > 1)}"):
        got = call(answer, layers, *more)
    for place, (layer, (W, b)) in enumerate(zip(layers, kept), start=1):
        if not (np.array_equal(layer.W, W) and np.array_equal(layer.b, b)):
            raise Wrong(f"layer {place} is not what it was: += and the like change its own array. Make a new one")
    return got


def solve_journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(steps[-1]))
    return steps


FORWARD = "layer.forward_pass(steps[-1])"


def circle_on_its_way(journey):
    """Draw a circle of inputs and what each of three layers turns it into."""
    from matplotlib import pyplot as plt

    layers = random_layers(np.random.default_rng(596), (2, 2, 2, 2), [LeakyReLU(0.1)] * 3)
    circle = np.array([np.cos(turn := np.linspace(0, 2 * np.pi, 300)), np.sin(turn)])
    plt.figure("journey", figsize=(5, 3), clear=True)
    for place, step in enumerate(journey(layers, circle)):
        plt.plot(*step, label=f"after layer {place}" if place else "x")
    plt.axis("equal")
    plt.legend()


@exercise(
    solution=solve_journey,
    mistakes={
        "{what} is W @ x of its layer: bias and activation function are missing": f"{FORWARD} → layer.W @ steps[-1]",
        "{what} is a sum z: the activation function is missing": f"{FORWARD} → layer.W @ steps[-1] + layer.b",
        "{what}: the activation function works twice": f"{FORWARD} → layer.act_function({FORWARD})",
        "{what}: the layer works twice": f"{FORWARD} → layer.forward_pass({FORWARD})",
        "{what}: layer {number} received the original x, not what layer {before} gave": "steps[-1] → x",
        "{what}: the layers work in reverse order": "in layers → in layers[::-1]",
        "{what}: the list is in reverse order; x comes first": "return steps → return steps[::-1]",
        "{what} holds the last outputs: are all entries one?": "return steps → return [x] + [steps[-1]] * len(layers)",
    },
    hints=[
        "What does the third layer receive: x, or something that was computed since?",
        "In `for layer in layers: x = layer.forward_pass(x)` x is always the newest outputs. Where are they here?",
        "The newest entry of a list is `steps[-1]`.",
    ],
    explanation="`steps[-1]` plays the part of `x` in `forward_pass`, and chapter 07 needs all the steps again. Below, "
    "your function takes a circle through three layers with a leaky ReLU: each stretches, moves and bends it.",
    picture=circle_on_its_way,
)
def journey(answer):
    """Look at a function of layers and x that returns all steps of a forward pass. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for sizes, act, n in (((2, 2, 2, 2), LeakyReLU(), 4), ((3, 5, 2, 4), Sigmoid(), 1), ((3, 2), Sigmoid(), 5)):
        layers = random_layers(rng, sizes, [act] * 3)
        x = rng.normal(size=(sizes[0], n))
        got, count = run(answer, layers, x), len(sizes)
        steps = solve_journey(layers, x)
        if not isinstance(got, (list, tuple)):
            raise Wrong(f"the caller wants a list with x and the outputs of every layer, but this is {kind(got)}")
        if any(step is None for step in got):
            raise Wrong("the list holds None: layer.a is None until the layer has done a forward pass")
        if len(got) != count:
            why = ": is the return inside the loop?" * (len(got) == 2)
            raise Wrong(f"for {count - 1} layers there should be {count} entries, x as the first, not {len(got)}{why}")
        for place, (one, right) in enumerate(zip(got, steps)):
            compare(one, right, f"entry {place}{' (x)' * (place == 0)}", number=place, before=place - 1)


JOINED = Given("joined", order=orders(4))
CLASSES_JOINED = {
    "A": "the four drawings behind a yes differ, but they have one thing in common. What do the other four lack?",
    "B": "",
    "C": "numbers have no shape, but their drawings do: what do the drawings 1, 3, 5 and 7 have in common?",
    "D": "three answers are enough to name eight numbers, but each of them has to be read from the pixels",
}


@exercise(
    solution=JOINED.letter("B"),
    hints=[
        "For each question count on both sides: how many are framed, how many filled, how many circles are there?",
        "One question has two framed, two filled and two circles on either side. What do its two averages look like?",
    ],
    explanation="Both averages of that question are the same picture, so all its weights are 0. (It asks for two "
    "things at once, like the XOR of chapter 02.) With an output for each class, every neuron has one shape to know.",
)
def joined(answer):
    """Look at a letter. Raises a Finding."""
    choose(answer, JOINED.arranged(CLASSES_JOINED))


@cache
def sums_of_first_layer():
    """Return the sums z of the first layer for the first 5,000 training images, the layers, and the labels."""
    (images, labels), _ = load_mnist()
    rng, sizes, functions = np.random.default_rng(1), (784, 128, 64, 10), (ReLU(), ReLU(), Identity())
    layers = [Layer(ins, outs, act, rng=rng) for ins, outs, act in zip(sizes, sizes[1:], functions)]
    return layers[0].W @ images[:, :5000], layers, labels[:5000].copy()


DIGIT = Given("favourite", digit=(1, 3, 4, 9)).digit
ONES, EXCEEDED, CALLED = {  # so many images show it, the bias that is just too small, and how many the example calls it
    1: (563, 0.877, "four images are"),
    3: (493, 0.877, "four images are"),
    4: (535, 0.890, "four images are"),
    9: (495, 0.795, "five images are"),
}[DIGIT]


@exercise(
    texts=[f"images a **{DIGIT}**", f"only {CALLED} called a {DIGIT}"],
    solution=(3, DIGIT, 1.0, ONES),
    mistakes={
        f"{{what}} is not 5,000: so many are called a {DIGIT}, but not all of them are {DIGIT}s": (..., ..., ..., 5000),
        f"{{what}} is not 500: a tenth is an average over the digits; count the {DIGIT}s": (..., ..., ..., 500),
        "{what} was 667 before it. Which are right now?": (..., ..., ..., 667),
        f"{{what}} is not 434: these are the 5s, but every answer is {DIGIT} now": (..., ..., ..., 434),
        f"{{what}} is not {5000 - ONES:,}: these are the wrong ones": (..., ..., ..., 5000 - ONES),
        f"{{what}} is not {ONES / 50:g}: that is the percentage": (..., ..., ..., ONES / 50),
        f"{{what}} is not {ONES / 5000:g}: that is the fraction": (..., ..., ..., ONES / 5000),
    },
    hints=[
        f"Which number is added to the score of {DIGIT}, whatever the image?",
        f"How far is the score of {DIGIT} below the largest, at most? Any bias above that will do.",
        f"If the answer is always {DIGIT}, which images are answered right? `np.bincount(labels)` counts labels.",
    ],
    explanation=f"The bias of output {DIGIT} must exceed {EXCEEDED} (with a large bias, a few hidden neurons can do "
    f"it, too). {ONES} of 5,000 are {ONES / 50:g} %, and yet nothing was read: the network doesn't even look at the "
    "image any more.",
)
def favourite(answer):
    """Look at (layer, neuron, bias, right): one changed bias, and how many answers are right then. Raises a Finding."""
    names = "layer_number", "neuron", "bias", "right"
    parts = [part[0] if np.shape(part) == (1,) else part for part in numbers(answer, *names)]
    place, neuron, bias, right = map(number, parts, names)
    if place not in (1, 2, 3):
        raise Wrong(f"layers are counted from 1: 1, 2 or 3, not {place:g}")
    sums, layers, labels = sums_of_first_layer()
    layer = layers[int(place) - 1]
    if neuron not in range(layer.outs):
        raise Wrong(f"layer {place:g} has the neurons 0 to {layer.outs - 1}, not {neuron:g}")
    for each in layers:
        each.b = np.zeros_like(each.b)
    layer.b[int(neuron)] = bias
    a = layers[0].act_function(sums + layers[0].b)
    answers = NeuralNetwork(layers[1:]).forward_pass(a).argmax(axis=0)
    ones = np.count_nonzero(answers == DIGIT)
    if ones < 5000:
        why = "in the others another score is still larger"
        if place < 3:
            why = f"neuron {neuron:g} of layer {place:g} moves all ten scores"
            why += f"; which number moves the score of {DIGIT} alone?"
        elif neuron != DIGIT:
            why = f"this bias belongs to the score of {neuron:g} (outputs are counted from 0)"
        raise Wrong(f"{ones:,} of 5,000 images are now called a {DIGIT}: {why}")
    compare(right, np.count_nonzero(labels == DIGIT), "the change is right, but the number of right answers")


def solve_useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x) * layer.outs
        x = layer.forward_pass(x)
    return count


TERM = "np.count_nonzero(x) * layer.outs"


@exercise(
    solution=solve_useful,
    mistakes={
        "{what} takes every weight; those that meet an input of 0 are left out": f"{TERM} → layer.W.size * x.shape[1]",
        "{what} takes inputs; each of them meets one weight of every neuron": " * layer.outs → ",
        "{what} takes each input once per input (ins); it meets one weight of every neuron": "layer.outs → layer.ins",
        "{what} is that of the first layer alone: is the return inside the loop?": "in layers → in layers[:1]",
        "{what} is that of the last layer alone: is it overwritten in each turn?": "+= → =",
        "{what} leaves out negative inputs, too; only a 0 contributes nothing": "zero(x) → zero(x > 0)",
        "{what} leaves out weights of 0; only the inputs decide": f"{TERM} → ((layer.W != 0) * 1 @ (x != 0)).sum()",
        "{what} asks a layer's outputs which are 0; its inputs decide": "zero(x) → zero(layer.forward_pass(x))",
        "{what} has the biases in it, too; they are only added": f"{TERM} → {TERM} + x.shape[1] * layer.outs",
        "{what} takes the inputs that are 0; these are the ones to leave out": "zero(x) → zero(x == 0)",
        "{what} lets sums go on, without the activation": "layer.forward_pass(x) → layer.W @ x + layer.b",
        "{what} is that of the first example alone; x has several columns": "count = 0 → count, x = 0, x[:, :1]",
        "{what} takes an input for all examples as soon as one has it": "zero(x) → zero(x.any(axis=1)) * x.shape[1]",
        "{what} is the mean over the examples; count all of them": "return count → return count // x.shape[1]",
    },
    hints=[
        "How many multiply-adds does one input of a layer take part in?",
        "An input that isn't 0 meets one weight of each neuron: `layer.outs` of them.",
        "`np.count_nonzero(x)` counts the inputs that aren't 0; after each layer, x is what that layer gave.",
    ],
    explanation="ReLU layers are full of zeros, and so are images. NumPy's `@` multiplies by them all the same; "
    "hardware and libraries for *sparse* arrays try to skip them.",
)
def useful(answer):
    """Look at a function of layers and x that counts multiply-adds. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for act, n in ((ReLU(), 1), (LeakyReLU(), 1), (ReLU(), 3)):
        layers = random_layers(rng, (43, 29, 23, 11), [act, act, Identity()])
        for layer in layers:
            layer.W[rng.random(layer.W.shape) < 0.1] = 0
        x = rng.normal(size=(43, n)) * (rng.permutation(43 * n).reshape(43, n) % 3 > 0)
        x[np.argmax(x != 0, axis=0), range(n)] = 1e-5  # small, and no 0
        compare(run(answer, layers, x), solve_useful(layers, x), f"the count for {n} example{'s' * (n > 1)}", n=n)


def solve_reorder(W1, b1, W2, order):
    return W1[order], b1[order], W2[:, order]


@exercise(
    solution=solve_reorder,
    mistakes={
        "the rows of W1 are where they were": "W1[order] → W1",
        "{what} goes the other way round: its row 0 is the old row {first}": "W1[order] → W1[np.argsort(order)]",
        "the columns of W1 were moved: these are its inputs": "W1[order] → W1[:, order]",
        "the biases stayed behind: a neuron that moves takes its bias along": "b1[order] → b1",
        "the next layer still expects the old order: whose output does a column of W2 weigh?": "W2[:, order] → W2",
        "W2 uses the inverse order: its column 0 has to weigh the new neuron 0": "[:, order] → [:, np.argsort(order)]",
        "the rows of W2 were moved: these are the next neurons": "W2[:, order] → W2[order]",
    },
    hints=[
        "What belongs to a neuron, besides its weights? And who reads its output?",
        "A neuron is a row of W1 and a row of b1. In W2 its output meets one column.",
        "`W[order]` takes rows in the given order, `W[:, order]` takes columns.",
    ],
    explanation="4 neurons have 24 orders, and all of them compute the same, so a network has no unique weights. "
    "That's why two trained networks can't be compared, or averaged, weight by weight.",
)
def reorder(answer):
    """Look at a function of W1, b1, W2 and order that returns all three with their neurons moved. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for order, ins, outs in (((2, 0, 3, 1), 4, 4), ((3, 0, 4, 1, 2), 2, 3)):
        order = np.array(order)
        W1, b1 = rng.normal(size=(len(order), ins)), -np.sort(-rng.normal(size=(len(order), 1)), axis=0)
        W2 = rng.normal(size=(outs, len(order)))
        got = numbers(call(answer, W1, b1, W2, order), "W1", "b1", "W2")
        for name, part, right in zip(("W1", "b1", "W2"), got, solve_reorder(W1, b1, W2, order)):
            compare(part, right, f"for the order {order.tolist()} the new {name}", first=order[0])


def solve_read_digits(W1, b1, W2, b2, x):
    a = np.maximum(W1 @ x + b1, 0)
    scores = W2 @ a + b2
    return scores.argmax(axis=0)


TURNED, ADDED, SIDEWAYS = "W1 @ → W1.T @", "+ b2 → + b2.T", "axis=0 → axis=1"


@exercise(
    solution=solve_read_digits,
    mistakes={
        "W1 is turned over: each neuron gets a column of it as weights. What is the first sum by hand?": either(
            f"{TURNED} | {ADDED} | {SIDEWAYS}", f"{TURNED} | {ADDED}", f"{TURNED} | {SIDEWAYS}", TURNED
        ),
        "the last biases change no answer: are they missing, or is one number added to all scores of an example? "
        "Each output has a bias of its own": either(f"{ADDED} | {SIDEWAYS}", ADDED),
        "this is one answer per output, not one per example: along which axis are the outputs?": SIDEWAYS,
        "argmax without an axis numbers the whole table of scores; each example needs an answer": "axis=0 → ",
        "these are the scores; in which row is the largest of a column?": ".argmax(axis=0) → ",
        "this is the largest score of each example; its row is the answer": "argmax → max",
        "this is the row of the smallest score": "argmax → argmin",
        "the answers are 1 too large: rows are counted from 0": "axis=0) → axis=0) + 1",
        "the ReLU of the hidden layer is missing": "np.maximum(W1 @ x + b1, 0) → W1 @ x + b1",
        "the hidden layer has a sigmoid, not a ReLU": "np.maximum(W1 @ x + b1, 0) → 1 / (1 + np.exp(-W1 @ x - b1))",
        "the biases of the hidden layer are missing": " + b1 → ",
        "the hidden biases are added after the ReLU; they belong to the sums": " + b1, 0) → , 0) + b1",
        "where all scores of an example are negative the answer is 0: does the output layer have a ReLU, too? "
        "Its function is Identity": "W2 @ a + b2 → np.maximum(W2 @ a + b2, 0)",
        "scores that differ only in their decimals count as equal: are they rounded?": "scores. → scores.astype(int).",
    },
    hints=[
        "Write the shapes under each line, for sizes that all differ: 3 inputs, 6 neurons, 4 outputs, 7 examples.",
        "Three parts of the program would raise an error with those sizes. Find the first one by its shapes.",
        "One row of W1 holds the weights of one neuron; b2 is a column; in the scores, an example is a column, too.",
    ],
    explanation="With 2 inputs and 2 neurons, 3 outputs and 3 examples every shape fitted by accident. To test "
    "code, take sizes that all differ: then such a mistake raises an error.",
)
def read_digits(answer):
    """Look at a repaired function of two layers' weights and x that returns answers. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for ins, hidden, outs, n, size in ((8, 8, 12, 12, 1), (3, 6, 4, 7, 1), (3, 6, 4, 7, 0.01)):
        W1, b1 = rng.normal(size=(hidden, ins)), rng.normal(size=(hidden, 1))
        W2, b2 = size * rng.normal(size=(outs, hidden)), 2 * size * rng.normal(size=(outs, 1))
        x = rng.normal(size=(ins, n))
        with in_case(f"for W1 of shape {W1.shape}, W2 {W2.shape} and x {x.shape}"):
            got = call(answer, W1, b1, W2, b2, x)
        compare(got, solve_read_digits(W1, b1, W2, b2, x), "the answers")


def solve_collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return W, b


SHOWS = "{what} is wrong, as x = 0 shows"


@exercise(
    solution=solve_collapse,
    mistakes={
        "{what} is their product in reading order; which matrix meets x first?": "= layer.W @ W → = W @ layer.W",
        "{what} is made entry by entry; in a chain matrices multiply with @": "= layer.W @ W → = W * layer.W",
        "{what} is made of the first two; what about the others?": "layers[1:] → layers[1:2]",
        "{what} lacks the last layer": "layers[1:] → layers[1:-1]",
        "{what} is made of the first and the last: what about those between?": "layers[1:] → layers[1:][-1:]",
        "{what} holds the first layer twice; does the loop begin with it again?": "layers[1:] → layers",
        "{what} holds what unit columns give, with the biases in it; take b off": "return W → return W + b",
        "{what} comes first, and then b: the pair is turned round": "return W, b → return b, W",
        "{what} is flat; a bias of nnlib is a column": "return W, b → return W, b[:, 0]",
        f"{SHOWS}: the chain does not give the last bias alone there": ", layer.W @ b + → , ",
        f"{SHOWS}: the last layer's own bias is missing": " + layer.b → ",
        f"{SHOWS}: b went through the new product W; it passes through the next layer's W only": "@ b → @ W @ b",
        f"{SHOWS}: the first bias went through the W of its own layer; which does it pass?": ", layer.W @ b → , W @ b",
        f"{SHOWS}: the biases are added as they are, but each passes through all later layers": ", layer.W @ b → , b",
        f"{SHOWS}: only the first and the last bias are in it": "+ layer.b → + (layer is layers[-1]) * layer.b",
    },
    hints=[
        "Merge two layers first, with letters: put z₁ = W₁x + b₁ into W₂z₁ + b₂ and multiply out.",
        "What is merged so far is one layer again, with some W and b. What does the next layer do with W x + b?",
        "Start with the first layer; each further one turns W into `layer.W @ W`, and passes b on like any column.",
    ],
    explanation="At x = 0 the merged layer gives b alone, which is what the whole chain gives for an input of 0. "
    "So a single pass of zeros tests every bias at once. A deep chain without a nonlinearity is one layer in disguise.",
)
def collapse(answer):
    """Look at a function of layers with Identity that returns (W, b). Raises a Finding."""
    rng = np.random.default_rng(seed())
    for sizes in ((2, 2, 2), (3, 3, 3, 3), (4, 3, 5, 2), (3, 2)):
        layers = random_layers(rng, sizes, [Identity()] * (len(sizes) - 1))
        W, b = solve_collapse(layers)
        got_W, got_b = numbers(run(answer, layers), "W", "b")
        told = f"with {len(layers)} layer{'s' * (len(layers) > 1)} "
        compare(got_W, W, told + "W", shown=[[5, 3], [-3, 1]])
        compare(got_b, b, told + "b")


MORE = Given("more_images", order=orders(4))
MORE_IMAGES = {
    "A": "so it is for a die. Then 1,250 images would have twice the spread of 5,000; measured, 2.43 and 2.23",
    "B": "",
    "C": "shuffled labels nearly give the die's value; what does shuffling take away, which more images do not?",
    "D": "a favourite is right on more images, but not on a larger part of them",
}


@exercise(
    deeper="Why untrained networks scatter around 10 %",
    solution=MORE.letter("B"),
    hints=[
        "The formula for the die counts rolls that know nothing of each other. Is that so for the answers to two 1s?",
        "Suppose each of the 5,000 images came four times. What would the percentage of each network be?",
    ],
    explanation="For 1,250, 5,000 and 20,000 images it is 2.43, 2.23 and 2.22: new images are answered like old ones. "
    "More data shrink a spread only as far as they are independent of each other.",
)
def more_images(answer):
    """Look at a letter. Raises a Finding."""
    choose(answer, MORE.arranged(MORE_IMAGES))


progress = progress_of(globals())
