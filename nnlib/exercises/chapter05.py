"""Chapter 05 · Exercises on the forward pass: chains of layers, their shapes, their cost, and untrained answers."""

from functools import cache, reduce

import numpy as np

from nnlib.activations import Identity, LeakyReLU, ReLU, Sigmoid
from nnlib.exercises.base import (
    NotAttempted,
    Raised,
    Wrong,
    call,
    choose,
    compare,
    describe,
    exercise,
    kind,
    pair,
    progress_of,
    seed,
)
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


def unlike(wanted, reasons):
    """Return the reasons whose value differs from the right one: with some seeds a mistake has no effect.

    Parameters
    ----------
    wanted : number or array
    reasons : sequence of (value, str)

    Returns
    -------
    list of (value, str).
    """
    return [
        (value, message)
        for value, message in reasons
        if np.shape(value) != np.shape(wanted) or not np.allclose(value, wanted)
    ]


def solve_journey(layers, x):
    """Return x and the outputs of each layer, a list of arrays; layers a list, x (ins, n). Raises as `Layer` does."""
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(steps[-1]))
    return steps


@exercise(
    solution=solve_journey,
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
        raise Wrong("there are 2 entries for three layers: the loop ended after one layer. Where does return stand?")
    if len(got) == len(layers) and np.array_equal(got[0], steps[1]):
        raise Wrong("the outputs of all layers are there, but x itself should stand in front of them")
    if len(got) != len(steps):
        raise Wrong(f"for {len(layers)} layers there should be {len(steps)} entries, x among them, not {len(got)}")
    compare(got[0], steps[0], "entry 0, which is x,")
    for number, layer in enumerate(layers, start=1):
        before, wanted = steps[number - 1], steps[number]
        reasons = [
            (layer.W @ before, f"entry {number} is W @ x of its layer: bias and activation are missing"),
            (layer.W @ before + layer.b, f"entry {number} is a sum z: the activation of its layer is missing"),
        ]
        if number > 1 and layer.ins == len(steps[0]):
            from_x = layer.act_function(layer.W @ steps[0] + layer.b)
            reasons.append((from_x, f"layer {number} received the original x, not what layer {number - 1} gave"))
        compare(got[number], wanted, f"entry {number}", reasons=unlike(wanted, reasons))


@exercise(
    solution=[2, 4, 6, 1],
    hints=[
        "Only the signs of the three first sums count here. Why?",
        "The first sums are −41, 421 and −678. What does a sigmoid make of each of them?",
        "With inputs 0, 1, 0 each neuron of the second layer adds its second weight and its bias.",
    ],
    explanation="The first layer passes on 0, 1, 0, so the sums are 1 + 1, 2 + 2, 3 + 3 and −3 + 4.",
)
def second_sums(answer):
    """Look at four sums. Raises a Finding."""
    W = np.array([[-1, 1, 1], [1, 2, 2], [2, 3, 3], [7, -3, 4]])
    b = np.array([1, 2, 3, 4])
    code, raw = np.array([0, 1, 0]), np.array([-41, 421, -678])
    reasons = [
        (W @ [1, 0, 1] + b, "these belong to first outputs 1, 0, 1; work out the sign of each sum for this input"),
        (W @ [1, 1, 1] + b, "here all three first neurons are on; work out the sign of each first sum"),
        (W @ [1, 1, 0] + b, "here the first two neurons are on; work out the sign of the first sum again"),
        (W @ [0, 1, 1] + b, "here the last two neurons are on; work out the sign of the third sum again"),
        (b, "these are the biases alone, as if no first neuron were on; one of them is"),
        (W @ code, "these are the weights without the biases"),
        (W @ raw + b, "the first sums went on as they are; each passes through a sigmoid first"),
        (W @ np.maximum(raw, 0) + b, "that would be a ReLU; these neurons are sigmoids, and 421 becomes 1"),
        (W @ np.sign(raw) + b, "a sigmoid makes 0 of a very negative sum, not −1"),
        (raw, "these are the sums of the first layer; the sums of the second layer are asked for"),
        ((raw > 0) * 1, "these are the first layer's outputs; the sums of the second layer are asked for"),
    ]
    wanted = W @ code + b
    reasons.append((Sigmoid()(wanted).round(6), "these are the outputs; the sums come before the sigmoid"))
    if np.shape(answer) in ((4, 1), (3, 1)):
        answer = np.ravel(answer)
    compare(answer, wanted, "the answer", reasons=reasons)


def solve_useful(layers, x):
    """Return the number of multiply-adds without a zero input; layers a list, x (ins, n). Raises as `Layer` does."""
    count = 0
    for layer in layers:
        count += np.count_nonzero(x) * layer.outs
        x = layer.forward_pass(x)
    return count


@exercise(
    solution=solve_useful,
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
        layers = random_layers(rng, (41, 31, 23, 11), [act, act, Identity()])
        x = rng.normal(size=(41, n)) * (rng.permutation(41 * n).reshape(41, n) % 3 > 0)
        steps = steps_of(layers, x)
        counts = [np.count_nonzero(step) for step in steps]
        outs = [layer.outs for layer in layers]
        total = n * sum(layer.W.size for layer in layers)
        wanted = sum(count * out for count, out in zip(counts, outs))
        positive = sum(np.sum(step > 0) * out for step, out in zip(steps, outs))
        reasons = [
            (total, "this counts every weight; those that meet a 0 are to be left out"),
            (sum(counts[:-1]), "this counts inputs; each of them meets one weight of every neuron of its layer"),
            (
                sum(count * layer.ins for count, layer in zip(counts, layers)),
                "each input was counted once per input of its layer (ins); it meets one weight of every neuron",
            ),
            (counts[0] * sum(outs), "every layer was counted with the zeros of x; later layers receive something else"),
            (counts[0] * outs[0], "this is the first layer alone: does return stand inside the loop?"),
            (wanted - counts[0] * outs[0], "this leaves out the first layer, which meets x itself"),
            (positive, "negative inputs were left out, too; only a 0 contributes nothing"),
            (
                sum(count * layer.ins for count, layer in zip(counts[1:], layers)),
                "this asks which outputs are 0; that is known only after their multiply-adds. Ask the inputs",
            ),
            (wanted + sum(outs) * n, "biases are counted, too; they are added without a multiplication"),
            (
                sum(np.count_nonzero(step) * layer.outs for step, layer in zip(steps[1:], layers)),
                "each layer is paired with its own outputs; was x bound anew before the counting?",
            ),
        ]
        if n > 1:
            first = sum(np.count_nonzero(step[:, 0]) * out for step, out in zip(steps, outs))
            reasons.append((first, "this is the first example alone; x has several columns"))
        got = call(answer, layers, x)
        if np.ndim(got) != 0:
            raise Wrong(f"the count should be one whole number, but it is {kind(got)}")
        compare(got, wanted, "the count", n=n, reasons=unlike(wanted, reasons))


def solve_read_digits(W1, b1, W2, b2, x):
    """Return the answers, shape (n,), of two layers with W1, b1 and W2, b2 to x of shape (ins, n)."""
    a = np.maximum(W1 @ x + b1, 0)
    scores = W2 @ a + b2
    return scores.argmax(axis=0)


@exercise(
    solution=solve_read_digits,
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
        reasons = slips_of_read_digits(W1, b1, W2, b2, x) if ins == hidden else []
        rectified = np.maximum(W2 @ np.maximum(W1 @ x + b1, 0) + b2, 0).argmax(axis=0)
        said = "where all scores of an example are negative the answer is 0: does the output layer have a ReLU, too?"
        reasons.append((rectified, said + " Its function is Identity"))
        compare(got, wanted, "the answers", reasons=unlike(wanted, reasons))


def slips_of_read_digits(W1, b1, W2, b2, x):
    """Return what is said about each fault, alone or with others.

    Parameters
    ----------
    W1, b1, W2, b2, x : arrays
        Of shapes (h, h), (h, 1), (n, h), (n, 1) and (h, n), so that every fault runs.

    Returns
    -------
    list of (array of shape (n,), str).
    """
    turned = "W1 is turned over: each neuron gets a column of it as weights. What is the first sum by hand?"
    lying = (
        "the last biases change no answer: is the same number added to all scores of an example? "
        "Each output has a bias of its own"
    )
    along = "this is one answer per output, not one per example: along which axis of the scores lie the outputs?"
    reasons = []
    for W, said in ((W1, None), (W1.T, turned)):
        a = np.maximum(W @ x + b1, 0)
        for b, also in ((b2, None), (b2.T, lying)):
            for axis, last in ((0, None), (1, along)):
                first = next((message for message in (said, also, last) if message), None)
                if first:
                    reasons.append(((W2 @ a + b).argmax(axis=axis), first))
    reasons.append(((W2 @ (W1 @ x + b1) + b2).argmax(axis=0), "the ReLU of the hidden layer has got lost"))
    reasons.append(((W2 @ np.maximum(W1 @ x, 0) + b2).argmax(axis=0), "the biases of the hidden layer have got lost"))
    return reasons


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
    explanation="The bias of output 1 must exceed 0.877. 563 of 5,000 are 11.26 %: above 10 %, and nothing is read.",
)
def favourite(answer):
    """Look at (layer, neuron, bias, right): one changed bias, and how many answers are right then. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise Wrong(f"four numbers are needed, (layer, neuron, bias, right), but the answer is {kind(answer)}")
    if any(np.ndim(part) or np.asarray(part).dtype.kind not in "iuf" or not np.isfinite(part) for part in answer):
        raise Wrong("four finite numbers are needed: layer, neuron, bias, right")
    place, neuron, bias, right = answer
    if place not in (1, 2, 3):
        raise Wrong(f"layers are counted from 1, as in print(net): 1, 2 or 3, not {place}")
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
    reasons = [
        (5000, "the change is right: 5,000 are called 1. But not all of them are ones"),
        (500, "the change is right. A tenth is the average over the digits; count the ones among these labels"),
        (667, "the change is right, but 667 answers were right before it. Which are right now?"),
        (11.26, "the change is right, and so is the percentage; the number of images was asked for"),
        (0.1126, "the change is right, and so is the share; the number of images was asked for"),
    ]
    compare(right, np.count_nonzero(labels == 1), "the number of right answers", reasons=reasons)


def solve_collapse(layers):
    """Return W (outs, ins) and b (outs, 1) of the one layer that does what a list of layers does."""
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return W, b


@exercise(
    solution=solve_collapse,
    hints=[
        "Merge two layers first, with letters: put z₁ = W₁x + b₁ into W₂z₁ + b₂ and multiply out.",
        "What is merged so far is one layer again, with some W and b. What does the next layer make of W x + b?",
        "Start with the first layer; each further one makes `layer.W @ W` of W, and passes b on as any column.",
    ],
    explanation="At x = 0 the merged layer gives b alone: that is what the whole chain gives for a zero input.",
)
def collapse(answer):
    """Look at a function of layers with Identity that returns (W, b). Raises a Finding."""
    rng = np.random.default_rng(seed())
    for sizes in ((2, 2, 2), (3, 3, 3, 3), (4, 3, 5, 2), (3, 2)):
        layers = random_layers(rng, sizes, [Identity()] * (len(sizes) - 1))
        Ws, bs = [layer.W.copy() for layer in layers], [layer.b.copy() for layer in layers]
        W, b = solve_collapse(layers)
        got_W, got_b = pair(call(answer, layers))
        if got_W is ... or got_b is ...:
            raise NotAttempted("not attempted yet: it returns the ... of the stub.")
        for number, layer in enumerate(layers, start=1):
            if not (np.array_equal(layer.W, Ws[number - 1]) and np.array_equal(layer.b, bs[number - 1])):
                raise Wrong(f"layer {number} is not what it was: += and the like change its own array. Make a new one")
        said = f"with {len(layers)} layers "
        slips_W, slips_b = slips_of_collapse(Ws, bs) if len(set(sizes)) == 1 else ([], [])
        compare(got_W, W, said + "W", reasons=unlike(W, [(value, said + text) for value, text in slips_W]))
        lying = np.ravel(b), f"{said}b has shape {(len(b),)}; a bias of nnlib is a column, {b.shape}"
        slips_b = [(value, f"{said}b is wrong, as x = 0 shows: {text}") for value, text in slips_b]
        compare(got_b, b, said + "b", reasons=unlike(b, [lying, *slips_b]))


def slips_of_collapse(Ws, bs):
    """Return what typical mistakes make of W and b, and what is said about them.

    Parameters
    ----------
    Ws, bs : lists of arrays
        Of shapes (k, k) and (k, 1), so that every order fits.

    Returns
    -------
    two lists of (array, str), for W and for b.
    """
    slips_W = [
        (reduce(np.matmul, Ws), "W is their product in reading order; which matrix meets x first?"),
        (np.prod(Ws, axis=0), "W is made entry by entry; in a chain matrices multiply with @"),
        (Ws[1] @ Ws[0], "W is made of two of them: what about the others?"),
        (Ws[-1] @ Ws[0], "W is made of the first and the last: what about those between?"),
        (reduce(lambda W, V: V @ W, [Ws[0], *Ws]), "the first layer is in W twice; does the loop begin with it again?"),
        (reduce(lambda W, V: V @ W, [*Ws, Ws[-1]]), "the last layer is in W twice; does the loop begin with it again?"),
        (sum(Ws), "W is the sum of them; put W₁x + b₁ into the second layer to see what happens to W₁"),
    ]
    slips_b = [
        (bs[-1], "the chain does not give the last bias alone there"),
        (Ws[-1] @ bs[-2], "the last layer's own bias is missing"),
        (
            Ws[1] @ Ws[0] @ bs[0] + bs[1],
            "W was already the new product when b was computed; a bias does not pass through the W of its own layer",
        ),
        (Ws[0] @ bs[0] + bs[1], "the first bias went through the W of its own layer; through which W does it pass?"),
        (sum(bs), "the biases are added as they are, but each passes through all later layers"),
        (Ws[1] @ bs[0] + bs[1], "this is b of the first two layers: what about the others?"),
        (Ws[-1] @ bs[-2] + bs[-1], "the last two biases are in it; the first passes through, too"),
    ]
    return slips_W, slips_b


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


@exercise(
    solution=solve_reorder,
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
        back = np.argsort(order)
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
        direction = f"row 0 of the new W1 should be the old row order[0] = {order[0]}; yours goes the other way round"
        overwritten = "was overwritten before it was read: fill a new array, and read from the old one"
        wanted = W1[order], b1[order], W2[:, order]
        reasons = [
            (row_by_row(W1, order), f"some row of W1 {overwritten}"),
            (W1, "the rows of W1 stand where they stood"),
            (W1[back], direction),
            (W1[:, order] if ins == len(order) else 0, "the columns of W1 were moved: these are its inputs"),
        ]
        compare(got[0], wanted[0], "the new W1", reasons=unlike(wanted[0], reasons))
        reasons = [
            (row_by_row(b1, order), f"some row of b1 {overwritten}"),
            (b1, "the biases stayed behind: a neuron that moves takes its bias along"),
            (b1[back], "the biases moved the other way round than the rows of W1"),
        ]
        compare(got[1], wanted[1], "the new b1", reasons=unlike(wanted[1], reasons))
        reasons = [
            (row_by_row(W2.T, order).T, f"some column of W2 {overwritten}"),
            (W2, "the next layer still expects the old order: whose output does a column of W2 weigh?"),
            (W2[:, back], "W2 uses the reverse order: its column 0 has to weigh the neuron that is now number 0"),
            (W2[order] if outs == len(order) else 0, "the rows of W2 were moved: these are the next neurons"),
        ]
        compare(got[2], wanted[2], "the new W2", reasons=unlike(wanted[2], reasons))
        for name, now, before in zip(("W1", "b1", "W2", "order"), given, (W1, b1, W2, order)):
            if not np.array_equal(now, before):
                raise Wrong(
                    f"the numbers are right, but the {name} that was handed in has changed: its owner still needs it. "
                    "Return new arrays"
                )


@exercise(
    solution="stays: alike images share an answer",
    hints=[
        "The formula for the die counts rolls that know nothing of each other. Is that so for the answers to two ones?",
        "Suppose each of the 5,000 images came four times. What would the percentage of each network be?",
        "Measure it backwards: what is the spread on the first 1,250 of the 5,000 images?",
    ],
    explanation="For 1,250, 5,000 and 20,000 images it is 2.43, 2.23 and 2.22: new ones are answered like old ones.",
)
def more_images(answer):
    """Look at a choice. Raises a Finding."""
    choices = {
        "halves: four times as many images": "it would for a die, whose rolls are independent. If that held here, the "
        "spread on 1,250 images would be twice that on 5,000; measured, it is 2.43 instead of 2.23",
        "stays: alike images share an answer": "",
        "falls to 0.21: that is a fair guess": "for the shuffled labels of the chapter it nearly falls to the die's "
        "value; what did the shuffling take away, which is still there with more images?",
        "doubles: favourites count four times": "a favourite is right more often in images, not in percent of them",
    }
    choose(answer, choices)


progress = progress_of(globals())
