"""Chapter 14 · Exercises on finding bugs: limits, leaks, addresses, curves, scripts to cure, round trips, promises."""

import numpy as np

from nncourse.chapter14 import arrows
from nncourse.checking import (
    Given,
    Wrong,
    as_numbers,
    call,
    choose,
    compare,
    either,
    exercise,
    in_case,
    kind,
    named,
    numbers,
    observe,
    orders,
    progress_of,
    seed,
)
from nnlib import CrossEntropy, Identity, Layer, NeuralNetwork, ReLU

K = Given("limit", classes=(26, *range(18, 26), 27, 28, 29, 31, *range(35, 43))).classes


@exercise(
    texts=[f"the {K} letters"],
    solution=round(float(2 * np.log(K)), 3),
    mistakes={
        "ln K is the loss of guessing, and a correct program starts a little above it": np.log(K),
        f"2 ln 10 is the limit for ten digits; here there are {K} classes": 2 * np.log(10),
        "take the natural logarithm, np.log, as the loss does": either(2 * np.log2(K), 2 * np.log10(K)),
        "½ ln K is the other limit: a start below it is an alarm, too": np.log(K) / 2,
        "the 2 is a factor of the logarithm: 2 ln K, not ln 2K": np.log(2 * K),
        "the logarithm is doubled in 2 ln K, not squared": np.log(K) ** 2,
        f"K is the number of classes, and the alphabet has {K} letters": either(
            2 * np.log(K - 1), 2 * np.log(K + 1), 2 * np.log(2 * K)
        ),
        "this is rounded too much: give two decimals": either(*(np.round(2 * np.log(K), k) for k in (0, 1))),
    },
    hints=[
        "The lesson's limit for K classes is 2 ln K.",
        "2 ln 10 is 4.605 for ten digits. How many letters are there?",
    ],
    explanation=f"2 ln {K} = {2 * np.log(K):.3f} is the loss of a network that gives the label a probability of "
    f"1/{K}². The limit grows "
    "with the logarithm only: for a thousand classes it's 13.8.",
)
def limit(answer):
    """Look at the starting loss above which a reader of K letters raises an alarm."""
    compare(answer, 2 * np.log(K), "the limit", tolerance=0.001)


LEAKED = Given("leaked", read=(28, 19, 37, 46, 64, 73, 82, 91), images=(500, 200, 2000, 5000))
READ, OVER, IMAGES = LEAKED.read, LEAKED.read - 10, LEAKED.images
GONE, ARE_READ, OF = OVER * IMAGES // 90, READ * IMAGES // 100, f"{IMAGES:,}"


@exercise(
    texts=[f"reads {READ} % of the {OF} validation images. How many of the {OF}", f"(If {IMAGES // 2:,} of them"],
    solution=GONE,
    mistakes={
        f"{READ} % of {OF} is {ARE_READ:,}, but some of these {ARE_READ:,} were guessed": ARE_READ,
        f"guessing reads 10 % of the images that have *not* leaked, not of all {OF}": OVER * IMAGES // 100,
        f"{GONE * 100 // IMAGES} is the leaked share in per cent; how many of {OF} images is that?": either(
            GONE * 100 // IMAGES, GONE / IMAGES
        ),
        f"{READ} lies {OVER} points above 10, and each leaked image rises by 90: which share of them gives {OVER}?": (
            either(OVER, OVER / 100)
        ),
        "these are the images that have not leaked": IMAGES - GONE,
    },
    hints=[
        f"There are two groups: k leaked images, of which 100 % are right, and {OF} − k others, of which 10 % are.",
        f"(100 k + 10 ({OF} − k)) / {OF} = {READ}.",
    ],
    explanation=f"(100 · {GONE:,} + 10 · {IMAGES - GONE:,}) / {OF} = {READ}. Each leaked image gains 90 points, not "
    "100, because a tenth of them would have been guessed; so divide what is above guessing by 90, not by 100.",
)
def leaked(answer):
    """Look at how many of the validation images were among the training images."""
    got = as_numbers(answer)
    if got is not None and got.ndim == 0 and np.isfinite(got) and abs(got - GONE) > 0.001:
        observe(got)
        reads = (100 * got + 10 * (IMAGES - got)) / IMAGES
        raise Wrong(f"with {got:.4g} leaked images it would read {reads:.4g} % of the {OF}, not {READ} %")
    compare(answer, GONE, "the number of leaked images", tolerance=1e-5)


LINES = Given("which_line", order=orders(5))
TWICE, NEVER, TURNED, RATE, BIASES = map(LINES.letter, "ABCDE")


@exercise(
    solution=TWICE,
    mistakes={
        f"{NEVER} gives 0.714, too; but without the division the doubled batch would double the gradient": NEVER,
        "with the opposite sign the error is 1 everywhere, because the difference is as long as both together": TURNED,
        f"{RATE} cannot be it: the gradient is compared before any step, so no learning rate is in it": RATE,
        f"with {BIASES} only the biases would be wrong; here all six arrays are": BIASES,
    },
    hints=[
        "0.714 is 5/7, and that is (6 − 1)/(6 + 1). Which factor, and what in the task is 6?",
        "A correct loss is a mean: the batch, joined to itself, has the same mean. What if one divides by n once more?",
    ],
    explanation="5/7 says that the gradient is wrong by a factor of 6, but not whether it's too long or too short. "
    "Change n and look again: with 12 examples it is halved, so it's divided by n once too often.",
)
def which_line(answer):
    """Look at the letter of the line that is wrong."""
    choose(answer, tuple("ABCDE"), TWICE)


def match(answer, right, choices, signs, what):
    """Look at letters, one for each of several programs; signs say what to look at in each of them."""
    letters = named(answer, choices)
    if len(letters) != len(right):
        raise Wrong(f"{len(right)} letters are asked for, one for each {what}, but there are {len(letters)}")
    for number, (letter, wanted, sign) in enumerate(zip(letters, right, signs), start=1):
        if letter != wanted:
            raise Wrong(f"{what} {number} is not {letter}: {sign}")


CURVES = Given("curves", order=orders(6))
TELLTALES = (
    "both losses stay at ln 10, the loss of guessing, from the first epoch on",
    "the training loss is the correct script's; what does the validation loss do?",
    "both losses fall from the start, and are still falling at the end. Where is a correct script after one epoch?",
    "look at the first epoch, and then at how close the others are to ln 10",
    "it learns, and the validation loss follows; only the first epoch is odd",
    "both curves are those of a correct script, so the fault comes after the loss",
)


@exercise(
    solution=CURVES.arranged("CFAEBD"),
    fields=[f"program {number}" for number in range(1, 7)],
    hints=[
        "Compare with ln 10 = 2.30: who never leaves it?",
        "In two the training loss is the correct script's. In one of these the validation loss is not.",
    ],
    explanation="In five of six the curve says that something is wrong, but not what; in the last one it doesn't even "
    "say that. Curves raise a suspicion, and the questions give the address.",
)
def curves(answer):
    """Look at six letters, one for each pair of learning curves."""
    match(answer, curves.right, "ABCDEF", CURVES.arranged(TELLTALES), "program")


LAB = Given("lab", order=orders(8))
SIGNS = (
    "the gradients are in order, but two arrays didn't move. Which ones?",
    "what is learned is not what is counted; but some answers are right, so it isn't the least likely that is picked",
    "no image comes back, in both sets, and the weights hardly move: are the pixels too large, or too small?",
    "only the biases are wrong, and by the same factor in both layers. 0.714 is 5/7, with six images",
    "training is in order throughout; what doesn't come back?",
    "the last layer is right, and both arrays below it are wrong by one factor. What is between them?",
    "the training images come back and their labels don't",
    "what is learned is not what is counted; a score of exactly 0 takes an answer that is never the likely one",
)


@exercise(
    solution=LAB.arranged("EBCGHFAD"),
    fields=[f"script {number}" for number in range(1, 9)],
    hints=[
        "Walk from the file to the score, and stop at the first question with an alarm. It is the address.",
        "Four are decided by one column: the round trip (three of them) and inside. Two have an error in the gradient.",
        "In two, ten has small losses and none read correctly. One of them reads 0.00 %, and the other 0.79 %.",
    ],
    explanation="Two of the eight are wrong and read about as much as the correct script: 89.97 % and 90.81 %. No "
    "score would have found them.",
)
def lab(answer):
    """Look at eight letters, one for each script of the lab."""
    match(answer, lab.right, "ABCDEFGHIJ", LAB.arranged(SIGNS), "script")


def solve_round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    same_images = (back == images[rows]).all(axis=(1, 2))
    same_labels = y == labels[rows]
    return same_images.mean(), same_labels.mean()


@exercise(
    solution=solve_round_trip,
    mistakes={
        "images[k] and labels[k] belong to row k of the file, not to example k: rows says where it is": (
            lambda x, y, rows, images, labels: solve_round_trip(x, y, np.arange(len(rows)), images, labels)
        ),
        "x lies between 0 and 1 and the file holds bytes: multiply by 255 first": (
            lambda x, y, rows, images, labels: solve_round_trip(x / 255, y, rows, images, labels)
        ),
        "each image is a column of x; turn x with .T before you cut it into images": (
            lambda x, y, rows, images, labels: solve_round_trip(x.reshape(-1, 784).T, y, rows, images, labels)
        ),
    },
    hints=[
        "Undo the division in floats, turn columns into rows, and reshape to (n, 28, 28).",
        "images[rows] picks the rows of the file in the order of the examples. Compare with these.",
        "(back == images[rows]).all(axis=(1, 2)) is True for each image that agrees; .mean() is the fraction.",
    ],
    explanation="Compare with the file, by row number, never with an array that the program has made of it; "
    "and in floats, because a test that repeats the fault's own arithmetic can't see it.",
)
def round_trip(answer):
    """Look at a function of x, y, rows, images, labels that returns two fractions."""
    rng = np.random.default_rng(seed())
    images = rng.integers(0, 256, (60, 28, 28)).astype(np.uint8)
    images[::3] = 0  # empty pages
    images[1::3] = np.maximum(images, images.transpose(0, 2, 1))[1::3]  # their own mirror images
    labels = np.arange(60) % 10
    rows = rng.permutation(60)[:20]
    x, y = images[rows].reshape(-1, 784).T / 255, labels[rows]
    nearly, grey = x.copy(), x.copy()
    nearly[5] += 0.1 / 255
    grey[5, :4] += np.where(grey[5, :4] < 0.5, 1, -1) / 255
    black, half = (np.where(images > 127, white, 0).astype(np.uint8) for white in (255, 128))
    turned, raw = images[rows].transpose(0, 2, 1).reshape(-1, 784).T / 255, black[rows].reshape(-1, 784).T
    whole = "an image counts only if each of its 28 × 28 pixels agrees with the file's in the same place"
    rounded = "255 times a pixel is rounded, to the nearest whole number"
    for name, clue, *given in (
        ("the correct preparation", "", x, y, rows, images),
        ("labels that belong to other images", "first the images, then the labels", x, np.sort(y), rows, images),
        ("transposed images", whole, turned, y, rows, images),
        ("four images with one pixel a grey level away", whole, grey, y, rows, images),
        ("pixels a tenth of a grey level away", rounded, nearly, y, rows, images),
        ("a correct preparation in float32", rounded, x.astype(np.float32), y, rows, images),
        ("undivided bytes, 0 or 255", "255 · 255 is far from the file's byte, 255", raw, y, rows, black),
        ("undivided bytes, 0 or 128", "in bytes 255 · 128 is 128", half[rows].reshape(-1, 784).T, y, rows, half),
        ("a single example", "", x[:, :1], y[:1], rows[:1], images),
    ):
        found = numbers(call(answer, *given, labels), "images", "labels")
        observe(found[1])
        for part, got, wanted in zip(("images", "labels"), found, solve_round_trip(*given, labels)):
            try:
                compare(got, wanted, f"the fraction of {part} for {name}")
            except Wrong as finding:
                raise Wrong(f"{finding} ({clue})" if clue and part == "images" else str(finding)) from None


def solve_repairs():
    def validation(images, labels, rows):
        return images[rows].reshape(-1, 64).T / 255, labels[rows]

    def build(rng, hidden=16):
        return NeuralNetwork([Layer(64, hidden, ReLU(), rng=rng), Layer(hidden, 4, Identity(), rng=rng)])

    def moves(net):
        return net.parameters()

    return [{"loss": CrossEntropy()}, {}, {"validation": validation}, {"build": build, "moves": moves}]


def before_and_after(answer):
    """Show six validation images as script 3 has prepared them, and as its repair does."""
    from matplotlib import pyplot as plt

    rows = arrows.ROWS["validation"][:6]
    for place, prepared in enumerate((arrows.prepare_upside_down, answer()[2]["validation"]), start=1):
        x, _ = prepared(*arrows.read_files(), rows)
        plt.subplot(2, 1, place, title=("before", "after")[place - 1]).axis("off")
        plt.imshow(np.hstack([np.pad(image.reshape(8, 8), 1) for image in x.T]), cmap="gray_r")


@exercise(
    solution=solve_repairs,
    hints=[
        "Take the first alarm of each script. One script has none: its numbers are unusual, but within the limits.",
        "Script 1 starts 500 times too high, and its images, ratio and gradients are in order. What else is 500?",
        "`arrows.read_files()` returns images and labels: look at an image that script 3 has prepared. Script 4 has "
        "two alarms, at two addresses.",
    ],
    explanation="A gradient check can't see a loss that is added up, because its slopes are added up, too; *start* "
    "can. And script 4 shows why all questions are asked again after a repair: one cure doesn't heal two faults.",
    picture=before_and_after,
)
def repairs(answer):
    """Look at a function that returns four dicts, from the name of a part to what replaces it."""
    for number, (repair, faults) in enumerate(
        zip(numbers(call(answer), *(f"repair {number}" for number in (1, 2, 3, 4))), arrows.FAULTS), start=1
    ):
        if not isinstance(repair, dict):
            raise Wrong(f"repair {number} should be a dict such as {{}} or {{'answer': …}}, but it is {kind(repair)}")
        for part in repair:
            if part not in arrows.HEALTHY:
                raise Wrong(
                    f"repair {number}: {part!r} is no part of a script; the parts are {', '.join(arrows.HEALTHY)}"
                )
            if part not in faults:
                raise Wrong(f"script {number}: its own {part} is correct, so leave it as it is")
        if faults:
            with in_case(f"with script {number}, repaired,"):
                for question, reply, alarm in arrows.replies(arrows.script(number) | repair):
                    if alarm:
                        raise Wrong(f"script {number} {'still ' * bool(repair)}raises an alarm. {question}: {reply}")


def solve_promise_kept(before, after, move, rate):
    return (before - after) * rate / (move**2).sum()


@exercise(
    deeper="Did the step keep its promise?",
    solution=solve_promise_kept,
    mistakes={
        "{what}: the learning rate is missing; the promise is move²/rate, added up": lambda before, after, move, rate: (
            (before - after) / (move**2).sum()
        ),
        "{what}: the move was taken for the slope; the move is −rate · slope": lambda before, after, move, rate: (
            (before - after) / (rate * (move**2).sum())
        ),
        "{what}: the promise needs the sum of the squares, not its root, the length": (
            lambda before, after, move, rate: (before - after) * rate / np.sqrt((move**2).sum())
        ),
        "{what}: which loss came first? A loss that falls keeps a positive share": lambda before, after, move, rate: (
            (after - before) * rate / (move**2).sum()
        ),
        "{what}: add the squares up; .mean() divides them by their number": lambda before, after, move, rate: (
            (before - after) * rate / (move**2).mean()
        ),
    },
    hints=[
        "The move is −rate · slope. So what is the slope, in terms of the move?",
        "The promise is rate · slope², added up over all weights: move²/rate.",
        "Divide the fall, before − after, by the sum of move²/rate.",
    ],
    explanation="About 1 for a true slope and a small rate; half of it, or 50 times it, says that the steps don't "
    "follow the slope. You need no slope for it, so it works for any program whose weights you can read.",
)
def promise_kept(answer):
    """Look at a function of (before, after, move, rate) that returns a number."""
    rng = np.random.default_rng(seed())
    for before, after, shape, rate in (
        (2.3, 2.21, (4, 5), 0.02),
        (9.0, 8.6436, (1,), 0.01),
        (1.2, 1.25, (7,), 0.5),
        (1.5, 0.9, (2, 3, 4), 0.001),
    ):
        move = np.array([-0.06]) if shape == (1,) else rng.normal(0.002, 0.01, shape)
        wanted = solve_promise_kept(before, after, move, rate)
        rises = ", where the loss rises" if after > before else ""
        compare(call(answer, before, after, move, rate), wanted, f"the share for a move of shape {shape}{rises}")


N = Given("kept", n=(50, *range(5, 15), *range(15, 50, 5), 60, 64, 80, 100)).n


@exercise(
    texts=[f"with n = {N}, so each step is {N} times too short"],
    deeper="Did the step keep its promise?",
    solution=N,
    mistakes={
        f"1/{N} would be right for a gradient that is {N} times too long; here it is too short": 1 / N,
        "the fall is of the true loss, and that does not know of the second division; so not 1": 1,
        f"the promise shrinks by {N} · {N}, but the fall shrinks as well": either(N * N, 1 / N / N),
    },
    hints=[
        f"Let g be the true slope. The step is −rate · g/{N}. By how much does the loss fall, to a good approximation?",
        f"The fall is g times the step: rate · g²/{N}. The promise is move²/rate: rate · g²/{N * N}.",
    ],
    explanation=f"The fall is {N} times too small and the promise {N * N} times, so the step keeps {N} times its "
    f"promise. "
    "Above 1 means too short, below 1 too long (or in a wrong direction).",
)
def kept(answer):
    """Look at how many times its promise a step keeps if 1/n is applied twice."""
    got = as_numbers(answer)
    if got is not None and got.ndim == 0 and np.isfinite(got) and abs(got - N) > 0.5:
        observe(got)
        raise Wrong(
            f"not {got:.4g} times. Try one weight with the slope 1, at a rate of 1: it moves by −1/{N}. "
            "How far does the loss fall, and what is move²/rate?"
        )
    compare(answer, N, "the number of times", tolerance=0.01)


def solve_sides(z, epsilon):
    up, down = z + epsilon > 0, z - epsilon > 0
    return (up != down).sum()


@exercise(
    deeper="The innocent accused",
    solution=solve_sides,
    mistakes={
        "an entry of exactly epsilon changes sides: it is above 0 after the nudge up, and 0 after the nudge down": (
            lambda z, epsilon: (np.abs(z) < epsilon).sum()
        ),
        "an entry of exactly −epsilon is not above 0 after either nudge, so it does not count": either(
            lambda z, epsilon: (np.abs(z) <= epsilon).sum(),
            lambda z, epsilon: (np.sign(z + epsilon) != np.sign(z - epsilon)).sum(),
        ),
        "0 is not above 0: compare with >, not with >=": lambda z, epsilon: ((z >= -epsilon) & (z < epsilon)).sum(),
        "compare the nudge up with the nudge down, not one of them with z itself": either(
            lambda z, epsilon: ((z + epsilon > 0) != (z > 0)).sum(),
            lambda z, epsilon: ((z - epsilon > 0) != (z > 0)).sum(),
        ),
        "this is the fraction of the entries; asked is how many": lambda z, epsilon: (
            (z + epsilon > 0) != (z - epsilon > 0)
        ).mean(),
    },
    hints=[
        "z + epsilon > 0 says which neurons are on after the nudge up. And after the nudge down?",
        "Compare the two arrays of True and False with !=, and count with .sum().",
    ],
    explanation="Where the count is 0, no kink lies between the two nudges, and an alarm isn't the kink's. "
    "A smaller epsilon makes the count smaller, which is why a false alarm goes away with it.",
)
def sides(answer):
    """Look at a function of z and epsilon that returns a number."""
    rng = np.random.default_rng(seed())
    parts = ((2, 0, 0.4), (3, 0.6, 0.9), (5, -0.4, -0.1), (4, -0.9, -0.6), (2, 1.2, 1.8), (12, 3, 9), (7, -9, -3))
    for epsilon in (0.01, 0.25):
        z = (
            np.concatenate([[0, 0, 1, -1, -1], *(rng.uniform(low, high, count) for count, low, high in parts)])
            * epsilon
        )
        z = rng.permutation(z).reshape(4, 10)
        what = f"the count for z of shape {z.shape}, with entries of 0, epsilon and −epsilon"
        compare(call(answer, z, epsilon), solve_sides(z, epsilon), what)


progress = progress_of(globals())
