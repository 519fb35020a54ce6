"""Chapter 17 · Exercises on fooling: nudges by hand, towards a goal, shuffled, smallest, compared, past a defence."""

import functools

import numpy as np

from nncourse.chapter17.given import digit_reader
from nncourse.checking import (
    Given,
    Wrong,
    as_numbers,
    by_part,
    call,
    compare,
    either,
    exercise,
    numbers,
    observe,
    progress_of,
    seed,
)
from nnlib import CrossEntropy, Identity, Layer, NeuralNetwork, ReLU, Softmax, accuracy, one_hot

loss = CrossEntropy()


def back_to_pixels(net, upstream):
    """Return the slope for each pixel, given that for each logit, after a forward pass: the lesson's function."""
    for layer in reversed(net.layers):
        upstream = layer.backward_pass(upstream, need_dx=True)
    return upstream


def slope_of_pixels(net, x, labels):
    """Return the slope of the loss for each pixel, an array like x: the lesson's function."""
    return back_to_pixels(net, loss.derivative(net.forward_pass(x), labels))


def nudge(net, x, labels, size):
    """Return x with each pixel moved by size up the slope of the loss, kept within 0 and 1: the lesson's function."""
    return np.clip(x + size * np.sign(slope_of_pixels(net, x, labels)), 0, 1)


def network(rng, *sizes):
    """Return a network of layers of these sizes, with random weights and biases; ReLU, and logits at the end."""
    functions = [ReLU()] * (len(sizes) - 2) + [Identity()]
    layers = [Layer(ins, outs, act, rng=rng) for ins, outs, act in zip(sizes, sizes[1:], functions)]
    for layer in layers:
        layer.W *= 2
        layer.b += rng.normal(0, 0.3, layer.b.shape)
    return NeuralNetwork(layers)


def drawings(rng, pixels, n):
    """Return n images of some pixels, an array; about a third of them are paper, 0, or ink, 1."""
    return np.clip(rng.uniform(-0.25, 1.25, (pixels, n)), 0, 1)


def partly_right(rng, net, x):
    """Return labels: what the network reads, for one image in five something else."""
    read, classes = net.predict(x), len(net.layers[-1].W)
    off = rng.integers(1, classes, len(read)) * (rng.random(len(read)) < 0.2)
    off[:2] = 0, 1  # both kinds are there
    return (read + off) % classes


def ask(answer, net, *arguments):
    """Return what an answer makes with a network, a list of networks or their images; the networks must stay."""
    nets = net if isinstance(net, list) else [net]
    before = [value.copy() for one in nets for value, _ in one.parameters()]
    result = call(answer, net, *arguments)
    after = [value for one in nets for value, _ in one.parameters()]
    if len(before) != len(after) or not all(map(np.array_equal, before, after)):
        raise Wrong("your function changes weights or biases of the network, which should stand still here")
    return result


def named(mistakes):
    """Return mistakes whose messages begin with the name of what was compared; mistakes is a dict, as in `Exercise`."""
    return {f"{{what}}: {message}": wrong for message, wrong in mistakes.items()}


def draw_digits(name, pictures, titles):
    """Draw images of 784 pixels side by side; name and titles are str."""
    from matplotlib import pyplot as plt

    _, places = plt.subplots(1, len(pictures), num=name, clear=True, figsize=(1.15 * len(pictures), 1.6))
    for axes, picture, title in zip(places, pictures, titles):
        axes.imshow(np.reshape(picture, (28, 28)), cmap="gray_r", vmin=0, vmax=1)
        axes.set_title(title, fontsize=8)
        axes.axis("off")
    plt.show()


SEVEN = slice(21, 22)  # the lesson's, in what digit_reader returns
NUDGED = Given("worst", order=((0, 1, 2, 3, 4), (3, 0, 4, 2, 1), (4, 3, 0, 1, 2), (2, 4, 3, 0, 1)))
WORST = NUDGED.arranged([0.6, 0.2, 0.1, 0, 1])
PARTS = {
    "image": {
        "this has the lowest score; a pixel with a negative weight has to fall": [0.4, 0.4, 0, 0.15, 0.85],
        "a pixel has left the range from 0, paper, to 1, ink": either(
            [0.6, 0.2, 0.1, -0.05, 1.05], [0.6, 0.2, 0.1, 0, 1.05], [0.6, 0.2, 0.1, -0.05, 1]
        ),
        "each pixel has moved by 0.1 times its weight; it may move by 0.1, whatever its weight": either(
            [0.7, 0.2, 0.05, 0, 1], [0.7, 0.2, 0.05, -0.25, 1.05]
        ),
        "all pixels have moved up, but two weights are negative": [0.6, 0.4, 0.1, 0.15, 1],
        "only one pixel has moved; each of the five may move": either(
            [0.5, 0.3, 0, 0, 0.95], [0.6, 0.3, 0, 0.05, 0.95]
        ),
        "a pixel that can't move by the whole 0.1 may still move as far as paper or ink": either(
            [0.6, 0.2, 0.1, 0.05, 0.95], [0.6, 0.2, 0.1, 0, 0.95], [0.6, 0.2, 0.1, 0.05, 1]
        ),
        "these are moves; the image afterwards is asked for": either(
            [0.1, -0.1, 0.1, -0.1, 0.1], [0.1, -0.1, 0.1, -0.05, 0.05]
        ),
        "a pixel of 0 can't fall, but here it should rise": [0.6, 0.2, 0, 0, 1],
    },
    "rise": {
        "two pixels stop sooner, one at paper and one at ink": 0.75,
        "that is the score afterwards; by how much has it risen?": 2.05,
        "that is the score before; by how much does it rise?": 1.5,
        "that is the sum of the weights without their signs; how far does each pixel move?": 7.5,
        "a negative weight times a negative move is positive: it raises the score": either(-0.05, 0.05),
        f"pixels {NUDGED.at(4)} and {NUDGED.at(5)} can't move by the whole 0.1, but they do move": 0.35,
        "that's a single push, or the mean of them; all five add up": either(0.2, 0.3, 0.15, 0.11),
        f"pixel {NUDGED.at(4)} stops at paper, after a move of 0.05": 0.7,
        f"pixel {NUDGED.at(5)} stops at ink, after a move of 0.05": 0.6,
    },
}
for message, wrong in PARTS["image"].items():
    PARTS["image"][message] = either(*map(NUDGED.arranged, wrong if isinstance(wrong, either) else [wrong]))


@exercise(
    texts=[
        f"| weight | {' | '.join(NUDGED.arranged('2 −1 0.5 −3 1'.split()))} |",
        f"| ink | {' | '.join(NUDGED.arranged('0.5 0.3 0 0.05 0.95'.split()))} |",
    ],
    solution=(WORST, 0.55),
    mistakes=by_part(PARTS),
    hints=[
        "Take one pixel at a time. If its weight is −1, should it become paler or darker for the score to rise?",
        "Each pixel moves by 0.1 in the direction of its weight's sign, unless it meets paper (0) or ink (1) sooner.",
        "Each pixel adds weight × move to the rise, and each of these five products is positive.",
    ],
    explanation="No pixel has moved by more than 0.1, and the score of 1.5 has become 2.05. Every product is positive, "
    "so five small pushes add up; with 784 pixels they add up to much more.",
)
def worst(answer):
    """Look at the image with the highest score, five numbers, and by how much its score rises. Raises a Finding."""
    image, rise = numbers(answer, "image", "rise")
    compare(image, WORST, "image")
    compare(rise, 0.55, "rise")


def solve_slope_of_one_layer(W, b, x, labels):
    """Return the slope of the mean cross-entropy for each pixel, an array like x, for the single layer W, b."""
    p = Softmax()(W @ x + b)
    y = one_hot(labels, len(W))
    return W.T @ (p - y) / x.shape[1]


CHAIN = {  # what may be mistaken, and how the solution has to be altered to do so: old → new
    "W is as in the forward pass; on the way back each pixel collects from its own column": "W.T → W",
    "the bias is missing in the logits": "W @ x + b → W @ x",
    "the labels are missing: p alone is not the slope for the logits": "(p - y) → p",
    "the probabilities are missing: −y alone is not the slope for the logits": "(p - y) → -y",
    "that is the slope for the weights; one number for each pixel is asked for": "W.T @ (p - y) → (p - y) @ x.T",
    "the slope of a sigmoid, p (1 − p), has slipped in; here it's p − y alone": "(p - y) → ((p - y) * p * (1 - p))",
    "logits where there should be probabilities: softmax is missing": "Softmax()(W @ x + b) → W @ x + b",
    "it's divided by the number of pixels, classes or logits; the mean is taken over the images": either(
        *(f"x.shape[1] → {number}" for number in ("len(x)", "len(W)", "y.size"))
    ),
    "that is the slope for the logits; each pixel collects from all of them, by its weights": "W.T @ (p - y) → (p - y)",
    "the softmax runs along the rows; each column is one image": "Softmax()(W @ x + b) → Softmax()((W @ x + b).T).T",
    "that's the slope of a squared error": "(p - y) → (2 * p * (p - y - (p * (p - y)).sum(axis=0)))",
    "only the signs are left; the nudge takes them, later": "W.T @ (p - y) → np.sign(W.T @ (p - y))",
}


@exercise(
    solution=solve_slope_of_one_layer,
    mistakes=named(CHAIN),
    hints=[
        "Chapter 06: the slope of the loss for each logit is p − y, divided by the number of images.",
        "A pixel moves logit j by W[j, i]. So it collects the slopes of all logits, each times its weight.",
        "p − y has shape (classes, n), and the result (pixels, n). Which way round does W have to stand between them?",
    ],
    explanation="This is the last line of `Layer.backward_pass`, which the first layer had never been asked for. "
    "Once you have the slopes for the weights, those for the pixels cost one more product of matrices.",
)
def slope_of_one_layer(answer):
    """Look at a function of W, b, x and labels that returns the slope for the pixels. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for pixels, classes, n in ((4, 4, 3), (7, 3, 5), (12, 10, 1)):
        W, b = rng.normal(size=(classes, pixels)), rng.normal(size=(classes, 1))
        case = W, b, rng.random((pixels, n)), rng.integers(0, classes, n)
        what = f"the slope for W of shape {W.shape} and {n} image{'s' * (n > 1)}"
        compare(call(answer, *case), solve_slope_of_one_layer(*case), what, n=n)


def solve_nudge_to(net, x, goal, size):
    """Return x with each pixel moved by size towards being read as the goal, an int; kept within 0 and 1."""
    labels = np.full(x.shape[1], goal)
    return np.clip(x - size * np.sign(slope_of_pixels(net, x, labels)), 0, 1)


def draw_goals(answer):
    """Draw the lesson's seven, nudged with an answer towards each of the ten digits in ten small steps."""
    net, images, _ = digit_reader()
    pictures = [
        functools.reduce(lambda x, _: answer(net, x, goal, 0.03), range(10), images[:, SEVEN]) for goal in range(10)
    ]
    draw_digits("nudge_to", pictures, [f"to {goal}: reads {net.predict(x)[0]}" for goal, x in enumerate(pictures)])


SLOPE, LABELS, MOVED = "slope_of_pixels(net, x, labels)", "np.full(x.shape[1], goal)", "x - size * np.sign"
LENGTHS = "1", "np.abs({}).max()", "np.abs({}).max(axis=0)", "np.linalg.norm({})", "np.linalg.norm({}, axis=0)"
GOALS = {
    "the loss for the goal rises, so this leads away from the goal": "x - → x +",
    "this leads away from what the network reads, wherever that goes": f"x - → x + | {LABELS} → net.predict(x)",
    "this makes the present reading surer; use the goal": f"{LABELS} → net.predict(x)",
    "pixels leave the range from 0, paper, to 1, ink": "np.clip( → ( | , 0, 1) → )",
    "the pixels move in proportion to their slopes; each should move by the whole size": either(
        *(f"np.sign({SLOPE}) → ({SLOPE} / {length.format(SLOPE)})" for length in LENGTHS)
    ),
    "0.1 is built in; use the argument size": "size * → 0.1 *",
    "what is returned are the moves; add them to x": f"np.clip({MOVED}({SLOPE}), 0, 1) → -size * np.sign({SLOPE})",
    "all pixels become darker; some have to become paler": "x - size * → x + size * np.abs( | ), 0 → )), 0",
}


@exercise(
    solution=solve_nudge_to,
    picture=draw_goals,
    mistakes=named(GOALS),
    hints=[
        "`nudge` goes up the slope of the loss for the labels that it gets. Which labels, and which way, do you need?",
        "Give the goal as the label of every image. If the loss for that label falls, the network finds it likelier.",
        "Two things change: labels = np.full(x.shape[1], goal), and one sign.",
    ],
    explanation="Away from the truth or towards a goal: one sign and another label. The field calls them an "
    "*untargeted* and a *targeted* attack. Below, the lesson's seven has gone towards each digit in ten steps of 0.03.",
)
def nudge_to(answer):
    """Look at a function of net, x, goal and size that nudges images towards the goal. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for hidden, n, goal, size in (((24, 16), 12, 3, 0.1), ((), 1, 1, 0.25)):
        case = network(rng, 12, *hidden, 5), drawings(rng, 12, n), goal, size
        what = f"the result for {n} image{'s' * (n > 1)}, goal {goal} and size {size}"
        compare(ask(answer, *case), solve_nudge_to(*case), what)


def solve_shuffled_nudge(net, x, labels, size, rng):
    """Return x with each pixel moved by size, by the signs of `nudge`, shuffled among the pixels of each image."""
    signs = np.sign(slope_of_pixels(net, x, labels))
    return np.clip(x + size * rng.permuted(signs, axis=0), 0, 1)


def draw_control(answer):
    """Draw the lesson's seven: as it is, nudged along the slope, and nudged by an answer."""
    net, images, labels = digit_reader()
    seven, label = images[:, SEVEN], labels[SEVEN]
    pictures = [seven, nudge(net, seven, label, 0.1), answer(net, seven, label, 0.1, np.random.default_rng(0))]
    names = "untouched", "up the slope", "shuffled"
    draw_digits("shuffled_nudge", pictures, [f"{name}: {net.predict(x)[0]}" for name, x in zip(names, pictures)])


def place_slip(up, wanted):
    """Return what is wrong with the places of the moves upward, two arrays of bool (pixels, n), as a str; or ""."""
    mine, nudged = up.sum(axis=0), wanted.sum(axis=0)
    if (up == wanted).all():
        return "nothing is shuffled: these are the moves of nudge itself"
    if (mine == len(up) - nudged).all():
        return "ups and downs have changed places: as many pixels should get darker as nudge makes darker"
    if (mine != nudged).any() and (up.sum(axis=1) == wanted.sum(axis=1)).all():
        return "the signs are shuffled among the images; shuffle those of each image among its pixels"
    if (mine != nudged).any():
        how = "shuffle them image by image" if mine.sum() == nudged.sum() else "shuffle its signs, and draw no new ones"
        at = (mine != nudged).argmax()
        return f"image {at} gets darker at {mine[at]} pixels, with nudge it would at {nudged[at]}; {how}"
    if sorted(up.tolist()) == sorted(wanted.tolist()):
        return "all images are shuffled in the same way; shuffle each on its own"
    return ""


def size_slip(moved, size):
    """Return what is wrong with the sizes of some moves, an array, each of which should be size, as a str; or ""."""
    far = np.abs(moved)
    if np.allclose(far, size, atol=1e-6):
        return ""
    if np.ptp(far) < 1e-6:
        return f"each pixel moves by {far.mean():.3g}, not by the size of {size}"
    if far.max() > size + 1e-6:
        between = f"between {far.min():.2f} and {far.max():.2f}"
        return f"for a size of {size} the pixels move by {between}; only the direction should be random, not how far"
    still = np.mean(far < 1e-9)
    if still > 0.1:
        return f"{still:.0%} of the pixels don't move; each should go up or down by the whole size"
    return f"the pixels move by {far.mean():.2f} on average; only the direction should be random, not how far"


@exercise(
    solution=solve_shuffled_nudge,
    picture=draw_control,
    hints=[
        "Begin as `nudge` does, up to the array of signs. What has to happen to each of its columns?",
        "`rng.permutation(column)` returns a shuffled copy of a column. `rng.permuted(signs, axis=0)` does it for all.",
        "Then go on as `nudge` does: add size times the shuffled signs to x, and clip.",
    ],
    explanation="As many ups and downs as along the slope, and as large; only the places differ. Of 500 digits, "
    "our network reads 92 % untouched, 29 % along the slope by 0.1, and 91 % shuffled. So it isn't the ink that's "
    "added: each pixel has to move *its* way. Below, the lesson's seven and what is read.",
)
def shuffled_nudge(answer):
    """Look at a function of net, x, labels, size and rng that shuffles the moves of `nudge`. Raises a Finding."""
    rng = np.random.default_rng(seed())
    net, grey = network(rng, 60, 24, 5), rng.uniform(0.35, 0.65, (60, 40))
    labels = partly_right(rng, net, grey)
    wanted = slope_of_pixels(net, grey, labels) > 0
    for size in (0.1, 0.25):
        rng = np.random.default_rng(seed())
        first, second = (ask(answer, net, grey, labels, size, rng) for _ in range(2))
        compare(first, grey, "the result", tolerance=2)  # its form; any values will do so far
        first, made = np.asarray(first, dtype=float), nudge(net, grey, labels, size)
        if np.allclose(np.sort(first, axis=0), np.sort(made, axis=0)) and not np.allclose(first, made):
            raise Wrong("the pixels themselves are shuffled; shuffle the signs of their moves")
        if np.abs(first).max() < 0.3:
            raise Wrong(f"these are the moves alone, from {first.min():.2f} to {first.max():.2f}; add them to x")
        if mistake := size_slip(first - grey, size) or place_slip(first > grey, wanted):
            raise Wrong(mistake)
        if np.array_equal(first, np.asarray(second, dtype=float)):
            raise Wrong("a second call with the same rng repeats the first; draw from rng, not from a fresh generator")
        if not np.array_equal(first, ask(answer, net, grey, labels, size, np.random.default_rng(seed()))):
            raise Wrong("with generators of the same seed it shuffles differently; draw from rng, the argument, alone")
    x = drawings(np.random.default_rng(seed()), 60, 40)
    kept = np.asarray(ask(answer, net, x, labels, 0.1, np.random.default_rng(seed())), dtype=float)
    if kept.min() < -1e-6 or kept.max() > 1 + 1e-6:
        raise Wrong(f"pixels leave the range from 0, paper, to 1, ink: they reach {kept.min():g} and {kept.max():g}")
    if mistake := size_slip((kept - x)[(x > 0.1) & (x < 0.9)], 0.1):
        raise Wrong(f"beside paper and ink, {mistake}; shuffle the signs, and clip last")


SIZES = np.arange(1, 31) / 100


def solve_smallest(net, x, labels, sizes):
    """Return for each image the smallest size of a nudge with which it is read wrongly; 0 if it is untouched."""
    found = np.full(len(labels), np.inf)
    for size in sizes[::-1]:
        found[net.predict(nudge(net, x, labels, size)) != labels] = size
    found[net.predict(x) != labels] = 0
    return found


def draw_smallest(answer):
    """Draw how many of 500 digits are read wrongly from which size on, as an answer finds."""
    from matplotlib import pyplot as plt

    net, images, labels = digit_reader()
    found = answer(net, images, labels, SIZES)
    plt.figure("smallest", figsize=(6, 2.6), clear=True)
    plt.hist(found, bins=np.arange(-0.5, 31) / 100, edgecolor="white")
    plt.axvline(np.median(found), color="black", linestyle="--", label=f"half are lost by {np.median(found):.2f}")
    plt.gca().set(title="A few hundredths are enough", xlabel="smallest size that fools it", ylabel="of 500 digits")
    plt.legend()
    plt.show()


def on_the_way():
    """Return a case of `smallest`: images wrong untouched, lost early, late or never, and lost but found again."""
    rng, sizes = np.random.default_rng(seed()), np.arange(1, 15) / 25
    while True:
        net = network(rng, 12, 24, 24, 3)
        x = drawings(rng, 12, 600)
        labels = partly_right(rng, net, x)
        wrong = np.array([net.predict(nudge(net, x, labels, size)) != labels for size in (0, *sizes)])
        first = np.where(wrong.any(axis=0), wrong.argmax(axis=0), -1)
        early, back = (first > 0) & (first < 8), ~wrong[8]
        kinds = first == 0, early & ~back, first > 8, first == -1, early & back
        if all(kind.sum() >= 3 for kind in kinds):
            some = np.concatenate([np.flatnonzero(kind)[:3] for kind in kinds])
            return net, x[:, some], labels[some], sizes


READ = "found[net.predict(nudge(net, x, labels, size)) != labels] = size"
ENDS = {
    "each nudge starts from the nudged image of the size before; start from the untouched x": (
        "found[net.predict(x) → found[net.predict(start) | found = → start, found = x, | sizes[::-1] → sizes | "
        f"{READ} → x = nudge(net, x, labels, size)\n"
        "        found[(net.predict(x) != labels) & np.isinf(found)] = size"
    ),
    "images that are read wrongly untouched get a size; they get 0": "found[net.predict(x) != → found[labels !=",
    "images that are read wrongly untouched get inf; they get 0": "labels] = 0 → labels] = np.inf",
    "that's the largest size with which an image is read wrongly; the smallest is asked for": "sizes[::-1] → sizes",
    "an image that's lost may be found again at a larger size; the first size that fools it counts": (
        f"{READ} → found = np.where(net.predict(nudge(net, x, labels, size)) != labels, size, np.inf)"
    ),
    "images that no size fools should get np.inf": either(
        *(f"np.inf → {never}" for never in ("0.0", "-1.0", "np.nan", "max(sizes)", "1.0"))
    ),
    "these are places in the list of sizes; the sizes themselves are asked for": either(
        "= size → = list(sizes).index(size)", "= size → = list(sizes).index(size) + 1"
    ),
    "that is the last size with which all is well": "= size → = ([0, *sizes])[list(sizes).index(size)]",
}


@exercise(
    solution=solve_smallest,
    picture=draw_smallest,
    mistakes=ENDS,
    hints=[
        "Begin each nudge with the untouched x. What does net.predict say to it? Where does that differ from labels?",
        "Start with an array full of np.inf. Whenever an image is read wrongly, note the size, unless there is one.",
        "Or walk through the sizes from the largest to the smallest, and overwrite: what stays is the smallest.",
    ],
    explanation="An accuracy at one size counts heads; this says how close each image is to another answer. "
    "An image may well be lost at one size and read correctly at a larger one: a single step along the slope is no "
    "search. So what you've found is an upper bound: a cleverer change may be smaller.",
)
def smallest(answer):
    """Look at a function of net, x, labels and sizes that returns a size for each image. Raises a Finding."""
    case = on_the_way()
    got, wanted = ask(answer, *case), solve_smallest(*case)
    value = as_numbers(got)
    if value is not None and value.shape == wanted.shape and (lost := np.isinf(value) & np.isfinite(wanted)).any():
        observe(value)
        raise Wrong(f"image {lost.argmax()} gets inf, but with the size {wanted[lost][0]:g} it is read wrongly")
    compare(got, wanted, "the array")


def solve_under_attack(nets, x, labels, sizes):
    """Return the accuracy of each network, a row, at each size, a column, on images made for that network itself."""
    return np.array([[accuracy(net, nudge(net, x, labels, size), labels) for size in sizes] for net in nets])


OWN, FIRST = "nudge(net, x, labels, size)", "nudge(nets[0], x, labels, size)"
BENCH = {
    "the images are still made for the first network; the others need their own": f"{OWN} → {FIRST}",
    "the images are made for the last network; each needs its own": f"{OWN} → {FIRST.replace('0', '-1')}",
    "each network is shown the images of the other": f"{OWN} → {FIRST.replace('0', '1 - nets.index(net)')}",
    "it still counts readings that stay as they were, right or wrong; an accuracy compares with the labels": (
        "), labels) for → ), net.predict(x)) for"
    ),
    "this compares what each network reads with itself; an accuracy compares with the labels": (
        f"), labels) for → ), net.predict({OWN})) for"
    ),
    "both faults are still there": f"{OWN}, labels) → {FIRST}, net.predict(x))",
    "that's the share that is fooled, one minus the accuracy": "accuracy( → 1 - accuracy(",
    "these are percentages; accuracies go from 0 to 1": "accuracy( → 100 * accuracy(",
    "these nudges lead towards the label, and make readings surer": "labels, size) → labels, -size)",
    "the nudge leads away from what the network reads, right or wrong; give it the labels": (
        "x, labels, size) → x, net.predict(x), size)"
    ),
    "the images are untouched": f"{OWN} → x",
    "the nudge has one size everywhere; sizes holds one for each column": either(
        *(f"labels, size) → labels, {one})" for one in ("sizes[0]", "sizes[-1]", "0.1"))
    ),
}


@exercise(
    solution=solve_under_attack,
    mistakes=named(BENCH),
    hints=[
        "Follow one image on its way to row 1. For which network was it made, and with whose labels is it compared?",
        "`made` is computed before anybody knows which network will see it. Where does it have to move?",
        "accuracy(net, nudge(net, x, labels, size), labels), for each size in sizes and each net in nets.",
    ],
    explanation="Images made for somebody else fool a network only in part, so her second row looked too good. "
    "If you say *safer*, you have to attack each network with images made for it.",
)
def under_attack(answer):
    """Look at a function of nets, x, labels and sizes that returns accuracies (nets, sizes). Raises a Finding."""
    rng = np.random.default_rng(seed())
    for hidden, n, sizes in (((24,), 300, [0.02, 0.05, 0.2]), ((24, 16), 400, [0.02, 0.08])):
        nets, x = [network(rng, 12, *hidden, 4), network(rng, 12, 4)], drawings(rng, 12, n)
        labels = partly_right(rng, nets[0], x)
        what = f"the table of {len(nets)} networks and sizes {sizes}"
        compare(ask(answer, nets, x, labels, sizes), solve_under_attack(nets, x, labels, sizes), what)


def solve_past_the_defence(net, x, labels, size):
    """Return x with each pixel moved by size in the direction in which the lead of the label's logit falls."""
    logits, images = net.forward_pass(x), np.arange(len(labels))
    others = logits.copy()
    others[labels, images] = -np.inf
    upstream = np.zeros(logits.shape)
    upstream[labels, images] = 1
    upstream[others.argmax(axis=0), images] = -1
    return np.clip(x - size * np.sign(back_to_pixels(net, upstream)), 0, 1)


def defended(net, factor=10_000):
    """Return a copy of a network of Layers whose logits are all a factor times as large: same readings, no slope."""
    layers = [Layer(layer.ins, layer.outs, layer.act_function) for layer in net.layers]
    for layer, own in zip(layers, net.layers):
        layer.W, layer.b = own.W.copy(), own.b.copy()
    layers[-1].W *= factor
    layers[-1].b *= factor
    return NeuralNetwork(layers)


def draw_defence(answer):
    """Draw the accuracy of a defended network against the size of a nudge, along the loss and with an answer."""
    from matplotlib import pyplot as plt

    net, images, labels = digit_reader()
    net, sizes = defended(net), np.arange(5) / 40
    plt.figure("past_the_defence", figsize=(6, 2.8), clear=True)
    for attack, name, style in ((nudge, "nudge, up the loss", "o--"), (answer, "yours, down the lead", "s-")):
        scores = [100 * accuracy(net, attack(net, images, labels, size), labels) for size in sizes]
        plt.plot(sizes, scores, style, label=name)
    plt.gca().set(title="The slope was hidden, not gone", xlabel="each pixel moved by", ylabel="accuracy, %")
    plt.legend()
    plt.show()


RIVAL, FOE, UPSTREAM = (
    "others.argmax(axis=0)",
    "upstream[others.argmax(axis=0), images] = -1",
    "np.sign(back_to_pixels(net, upstream))",
)


def set_or_added(texts):
    """Return the mistakes of a rival that may be the label: its −1 replaces the label's 1, or is added to it."""
    return either(texts, f"{texts} | images] = -1 → images] -= 1")


WAYS = {
    "this raises the lead, and makes the reading surer": "x - size * → x + size *",
    "pixels leave the range from 0, paper, to 1, ink": "np.clip( → ( | , 0, 1) → )",
    "that follows the slope of the loss, which a defended network hides; follow the lead": (
        f"x - size * {UPSTREAM} → nudge(net, x, labels, size)"
    ),
    "the rival is the largest of all logits, often the label's own": set_or_added(
        "others[labels, images] = -np.inf → pass"
    ),
    "that takes the second-largest logit, although the label may not be first": set_or_added(
        f"{RIVAL} → logits.argsort(axis=0)[-2]"
    ),
    "the label's logit became 0, so it's its own rival where all others are below 0": set_or_added("-np.inf → 0"),
    "the label's logit falls, but what does its rival's do?": f"{FOE} → pass",
    "the rival's logit rises, but what does the label's do?": "upstream[labels, images] = 1 → pass",
    "that is the lead over the mean of all others; the rival is the largest": (
        f"{FOE} → upstream -= 1 / (len(upstream) - 1) * (others > -np.inf)"
    ),
    "that is the lead over the smallest logit; the rival is the largest": f"{RIVAL} → logits.argmin(axis=0)",
    "all images have the rival of the first; each has its own": f"{RIVAL} → {RIVAL}[0]",
    "that starts from what the network reads; use labels": "others = → labels = net.predict(x)\n    others =",
    "the pixels move in proportion to the slope; each should move by the whole size": either(
        f"{UPSTREAM} → back_to_pixels(net, upstream)",
        f"{UPSTREAM} → ((there := back_to_pixels(net, upstream)) / np.abs(there).max())",
    ),
}


@exercise(
    solution=solve_past_the_defence,
    picture=draw_defence,
    mistakes=named(WAYS),
    hints=[
        "Print `slope_of_pixels(hidden, …)` for the defended network. Which number in it is gone, and at which step?",
        "The slope of the lead for the logits is simple: 1 for the label, −1 for its rival, 0 for the others. Pass "
        "that to `back_to_pixels`, as `slope_of_pixels` does with p − y.",
        "To find the rivals, copy the logits, set `copy[labels, np.arange(n)]` to −np.inf, and take argmax(axis=0).",
    ],
    explanation="With logits 10,000 times as large, softmax gives exactly 1 and exactly 0. So p − y is 0, and the "
    "nudge has no sign to follow. The network is as easy to fool as before; only this attack fails. The field calls "
    "it *gradient masking*: Athalye, Carlini and Wagner (2018) found something of the kind in seven of nine defences "
    "that had just been published. Below, both attacks on such a network.",
)
def past_the_defence(answer):
    """Look at a function of net, x, labels and size that nudges down the lead of the label. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for who, factor, hidden, size in (("an ordinary", 1, (24,), 0.1), ("a defended", 10_000, (24, 16), 0.05)):
        net, x = network(rng, 12, *hidden, 5), drawings(rng, 12, 40)
        case = defended(net, factor), x, partly_right(rng, net, x), size
        compare(ask(answer, *case), solve_past_the_defence(*case), f"the result for {who} network and size {size}")


progress = progress_of(globals())
