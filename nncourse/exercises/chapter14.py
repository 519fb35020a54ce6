"""Chapter 14 · Exercises on finding bugs: limits, round trips, addresses, curves, eight scripts, leaks, promises."""

import numpy as np

from nncourse.exercises.base import Wrong, call, choose, compare, either, exercise, kind, progress_of, seed


@exercise(
    solution=6.516,
    slips={
        "ln 26 is the loss of guessing, and a correct program starts a little above it": np.log(26),
        "2 ln 10 is the limit for ten digits; here there are 26 classes": 2 * np.log(10),
        "take the natural logarithm, np.log, as the loss does": either(2 * np.log2(26), 2 * np.log10(26)),
        "2 K without the logarithm is no loss": 52,
        "½ ln K is the other end: below it there is an alarm as well": np.log(26) / 2,
    },
    hints=[
        "The lesson's limit for K classes is 2 ln K.",
        "2 ln 10 is 4.605 for ten digits. How many letters are there?",
    ],
    explanation="2 ln 26 = 6.516, the loss of a network that gives the label a probability of 1/26².",
)
def limit(answer):
    """Look at the starting loss, a float, above which a reader of 26 letters raises an alarm. Raises a Finding."""
    compare(answer, 2 * np.log(26), "the limit", tolerance=0.002)


@exercise(
    solution="A",
    slips={
        "large weights give a large loss, too, and another one with every seed; first of all divide by 50": "B",
        "raw bytes gave 71.7 in the lesson, and another loss with another seed; first of all divide by 50": "C",
        "with K classes the loss is ln K, and ln K = 116.6 asks for more than 10⁵⁰ classes": "D",
    },
    hints=[
        "What should an untrained reader of digits print? How many times as much is 116.6?",
        "It is about 50 times as much. What else in this task is 50?",
    ],
    explanation="116.6 / 50 = 2.33: the loss of each image is as it should be, and the 50 of them are added up and not "
    "divided by 50.",
)
def huge(answer):
    """Look at the letter, a str, of the most likely cause of a starting loss of 116.6. Raises a Finding."""
    choose(answer, tuple("ABCD"), "A")


def solve_round_trip(x, y, rows, images, labels):
    """Return the shares that agree with the file; the arrays x, y, rows, images, labels are those of `round_trip`."""
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    same_images = (back == images[rows]).all(axis=(1, 2))
    same_labels = y == labels[rows]
    return same_images.mean(), same_labels.mean()


def by_sums(x, y, rows, images, labels):
    """Compare the sums of the pixels. The arrays x, y, rows, images, labels are those of `round_trip`."""
    back = np.round(x * 255).sum(axis=0)
    return (back == images[rows].reshape(len(rows), -1).sum(axis=1)).mean(), (y == labels[rows]).mean()


def all_pixels(x, y, rows, images, labels):
    """Return the share of pixels, not of images. The arrays x, y, rows, images, labels are those of `round_trip`."""
    back = np.round(x * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).mean(), (y == labels[rows]).mean()


def file_order(x, y, rows, images, labels):
    """Forget the rows. The arrays x, y, rows, images, labels are those of `round_trip`."""
    return solve_round_trip(x, y, np.arange(len(rows)), images, labels)


def not_undone(x, y, rows, images, labels):
    """Forget to undo the division. The arrays x, y, rows, images, labels are those of `round_trip`."""
    return solve_round_trip(x / 255, y, rows, images, labels)


def turned(x, y, rows, images, labels):
    """Forget that examples are columns. The arrays x, y, rows, images, labels are those of `round_trip`."""
    back = np.round(x * 255).reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()


def in_bytes(x, y, rows, images, labels):
    """Undo the division without leaving the bytes. The arrays x, y, rows, images, labels are as in `round_trip`."""
    back = np.round(x * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()


@exercise(
    solution=solve_round_trip,
    slips={
        "the sums of the pixels agree in transposed images, too; compare pixel by pixel": by_sums,
        "this is the share of pixels that agree; an image counts only if all of its 28 × 28 do": all_pixels,
        "rows is not used: row number k of the file is not example number k": file_order,
        "x lies between 0 and 1 and the file holds bytes: undo the division first": not_undone,
        "each image is a column of x; turn x with .T before you cut it into images": turned,
        "x may hold bytes, and in bytes 255 · 255 is 1: take x.astype(float) first": in_bytes,
    },
    hints=[
        "Undo the division in floats, turn columns into rows, and reshape to (n, 28, 28).",
        "images[rows] picks the rows of the file in the order of the examples. Compare with these.",
        "(back == images[rows]).all(axis=(1, 2)) is True for each image that agrees; .mean() is the share.",
    ],
    explanation="The comparison is with the file, by row number, never with an array that the program has made of it; "
    "and in floats, because a test that repeats the fault's own arithmetic cannot see it.",
)
def round_trip(answer):
    """Look at a function of x, y, rows, images, labels that returns two shares, (float, float). Raises a Finding."""
    rng = np.random.default_rng(seed())
    images = rng.integers(0, 256, (60, 28, 28)).astype(np.uint8)
    images[::3] = 0  # empty pages
    labels = np.arange(60) % 10
    rows = rng.permutation(60)[:20]
    x, y = images[rows].reshape(-1, 784).T / 255, labels[rows]
    some = x.copy()
    some[5, :4] = 0.5  # no byte
    grey = x.copy()
    grey[5, :4] += np.where(grey[5, :4] < 0.5, 1, -1) / 255  # a byte, but its neighbour
    cases = {
        "the correct preparation": (x, y),
        "labels that belong to other images": (x, np.sort(y)),
        "transposed images": (images[rows].transpose(0, 2, 1).reshape(-1, 784).T / 255, y),
        "four images with one wrong pixel": (some, y),
        "four images with one pixel a grey level away": (grey, y),
        "bytes that were multiplied by 255, and wrapped": (images[rows].reshape(-1, 784).T * np.uint8(255), y),
    }
    for name, (one_x, one_y) in cases.items():
        found = call(answer, one_x.copy(), one_y.copy(), rows.copy(), images.copy(), labels.copy())
        if not isinstance(found, (tuple, list)) or len(found) != 2:
            raise Wrong(f"the function should return two shares, (images, labels), but it returned {kind(found)}")
        wanted = solve_round_trip(one_x, one_y, rows, images, labels)
        compare(np.array(found, dtype=float), np.array(wanted), f"for {name}, (images, labels)")


@exercise(
    solution="A",
    slips={
        "if the division is forgotten, the doubled batch gives the gradient times 2; here it is halved": "B",
        "with the opposite sign the error is 1 everywhere: the difference is as long as both together": "C",
        "the gradient is compared before any step, so no learning rate can be in it": "D",
        "only the biases would be wrong; here all six arrays are": "E",
    },
    hints=[
        "0.714 is 5/7, and that is (6 − 1)/(6 + 1). Which factor, and what in the task is 6?",
        "A correct loss is a mean: the batch, joined to itself, has the same mean. What if one divides by n once more?",
    ],
    explanation="The gradient is too small by the factor n: 5/7 says a factor of 6, and the halving says that it is n "
    "twice, since with 12 examples it is divided by 12 once more.",
)
def which_line(answer):
    """Look at the letter, a str, of the line that is wrong. Raises a Finding."""
    choose(answer, tuple("ABCDE"), "A")


CURVES = ["C", "F", "A", "E", "B", "D"]
SAYS = {
    "A": "it is so slow",
    "B": "it starts so badly",
    "C": "nothing happens",
    "D": "nothing in the curves, but the accuracy is 0 %",
    "E": "one terrible epoch, and then nothing",
    "F": "it is perfect in training",
}
TELLTALES = (
    "both losses stay at ln 10, the loss of guessing, from the first epoch on",
    "the training loss is the correct script's; what does the validation loss do?",
    "both losses fall from the start, and are still falling at the end. Where is a correct script after one epoch?",
    "look at the first epoch, and then at how close the others are to ln 10",
    "it learns, and the validation loss follows; what is odd is the first epoch only",
    "both curves are those of a correct script, so the fault comes after the loss",
)


@exercise(
    solution=CURVES,
    hints=[
        "Compare with ln 10 = 2.30: who never leaves it?",
        "In two the training loss is the correct script's. In one of these the validation loss is not.",
    ],
    explanation="The curve says that something is wrong in five of six; in the last one it does not even say that.",
)
def curves(answer):
    """Look at a list of six letters (str), one for each pair of learning curves. Raises a Finding."""
    if not isinstance(answer, (list, tuple)):
        raise Wrong(f'the answer should be a list of six letters, such as ["A", "B", …], but it is {kind(answer)}')
    if len(answer) != len(CURVES):
        raise Wrong(f"the list should have six letters, one for each program, but it has {len(answer)}")
    for letter in answer:
        if letter not in SAYS:
            raise Wrong(f"{letter!r} is not one of {', '.join(SAYS)}")
    for number, (letter, wanted, telltale) in enumerate(zip(answer, CURVES, TELLTALES), start=1):
        if letter != wanted:
            raise Wrong(f"program {number} is not {letter} ({SAYS[letter]}): {telltale}")


LINES = {
    "A": "labels in the order of the file, images in a random order",
    "B": "the loss gets the label plus 1 (and 0 for 9)",
    "C": "the pixels are divided by 255 twice",
    "D": "outputs.argmin(axis=0) instead of outputs.argmax(axis=0)",
    "E": "the optimizer gets layer 1 only",
    "F": "the gradient handed down is divided by n once more",
    "G": "db is the mean over the examples instead of the sum",
    "H": "the validation images are mirrored, left for right",
    "I": "weights with a standard deviation of 1 instead of 1/√ins",
    "J": "db is the sum over the examples and over the neurons",
}
LAB = ["E", "B", "C", "G", "H", "F", "A", "D"]
SIGNS = (
    "ten, gradient and round trip are in order; inside, two arrays did not move. Which ones?",
    "the loss is small and none of the ten is right, so loss and reading do not fit. One of two lines gives a score of "
    "exactly 0, because it never picks the best; this is the other",
    "no image comes back, in both sets, and the weights hardly move: are the pixels too large, or too small?",
    "only the biases are wrong, and by the same factor in both layers. 0.714 is 5/7, with six images",
    "training is in order throughout; what does not come back?",
    "the last layer is right, and both arrays below it are wrong by one factor. What stands between them?",
    "the images come back and the labels do not",
    "the loss is small and none of the ten is right. A score of exactly 0 is hard to get: only an answer that is never "
    "the likely one does it",
)


@exercise(
    solution=LAB,
    hints=[
        "Walk from the file to the score, and stop at the first question with an alarm. It is the address.",
        "Four are decided by one column: the round trip (three of them) and inside. Two have an error in the gradient.",
        "In two, ten has small losses and none read correctly. One of them reads 0.00 %, and the other 0.79 %.",
    ],
    explanation="Two of the eight are wrong and read about as much as the correct script: 89.97 % and 90.81 %.",
)
def lab(answer):
    """Look at a list of eight letters (str), one for each script of the lab. Raises a Finding."""
    if not isinstance(answer, (list, tuple)):
        raise Wrong(f'the answer should be a list of eight letters, such as ["A", "B", …], but it is {kind(answer)}')
    if len(answer) != len(LAB):
        raise Wrong(f"the list should have eight letters, one for each script, but it has {len(answer)}")
    for letter in answer:
        if letter not in LINES:
            raise Wrong(f"{letter!r} is not one of {', '.join(LINES)}")
    for number, (letter, wanted, sign) in enumerate(zip(answer, LAB, SIGNS), start=1):
        if letter != wanted:
            raise Wrong(f"script {number} is not {letter} ({LINES[letter]}): {sign}")


@exercise(
    solution=100,
    slips={
        "28 % of 500 is 140, but without a leak it would print 10 %, and not 0": 140,
        "a leaked image gains 90 points, and not 100: it would have been guessed one time in ten. So 18/90": 90,
        "18 is by how many points 28 lies above 10; how many images is that?": either(18, 18.0),
        "of the 500, so many are right; some of them are guesses": either(
            28,
        ),
    },
    hints=[
        "There are two groups: k leaked images, of which 100 % are right, and 500 − k others, of which 10 % are.",
        "(100 k + 10 (500 − k)) / 500 = 28.",
    ],
    explanation="(100 · 100 + 10 · 400) / 500 = 28.",
)
def leaked(answer):
    """Look at how many of 500 validation images, an int, were among the training images. Raises a Finding."""
    compare(answer, 100, "the number of leaked images")


def solve_promise_kept(before, after, move, rate):
    """Return how much of its promise a step kept, a float; move is an array, before, after and rate are float."""
    return (before - after) * rate / (move**2).sum()


@exercise(
    deeper="Did the step keep its promise?",
    solution=solve_promise_kept,
    slips={
        "the learning rate is missing: the promise is move²/rate": lambda before, after, move, rate: (
            (before - after) / (move**2).sum()
        ),
        "the promise needs the sum of the squares, and not its root, the length": lambda before, after, move, rate: (
            (before - after) * rate / np.sqrt((move**2).sum())
        ),
        "which loss came first? A loss that falls keeps a positive share": lambda before, after, move, rate: (
            (after - before) * rate / (move**2).sum()
        ),
        "divide the fall by the promise, and not the promise by the fall": lambda before, after, move, rate: (
            (move**2).sum() / rate / (before - after)
        ),
        "add the squares up; .mean() divides them by their number": lambda before, after, move, rate: (
            (before - after) * rate / (move**2).mean()
        ),
    },
    hints=[
        "The move is −rate · slope. So what is the slope, in terms of the move?",
        "The promise is rate · slope², added up over all weights: move²/rate.",
        "Divide the fall, before − after, by the sum of move²/rate.",
    ],
    explanation="About 1 for a true slope and a small rate. No slope has to be seen for it.",
)
def promise_kept(answer):
    """Look at a function of (before, after, move, rate) that returns a float. Raises a Finding."""
    rng = np.random.default_rng(seed())
    cases = [(9.0, 8.6436, np.array([-0.06]), 0.01), (2.3, 2.25, rng.normal(0, 0.01, (4, 5)), 0.02)]
    for before, after, move, rate in cases:
        found = call(answer, before, after, move.copy(), rate)
        compare(
            found, solve_promise_kept(before, after, move, rate), f"for {move.size} weights, the share that is kept"
        )


@exercise(
    deeper="Did the step keep its promise?",
    solution=50.0,
    slips={
        "1/50 would be for a gradient that is 50 times too long; here it is too short": 0.02,
        "1 would mean that the step is compared with itself; but the fall is that of the true loss": 1.0,
        "2500: the promise shrinks by 50 · 50, but the fall shrinks as well": 2500.0,
        "the promise and the fall do not shrink alike: one has a square in it": 1 / 2500,
    },
    hints=[
        "Let g be the true slope. The step is −rate · g/50. By how much does the loss fall, to a good approximation?",
        "The fall is g times the step: rate · g²/50. The promise is move²/rate: rate · g²/2500.",
    ],
    explanation="The fall is 50 times too small and the promise 2500 times, so the step keeps 50 times its promise.",
)
def kept(answer):
    """Look at how many times its promise a step keeps, a float, if 1/n is applied twice, n = 50. Raises a Finding."""
    compare(answer, 50.0, "what the step keeps", tolerance=0.01)


def solve_sides(z, epsilon):
    """Return how many sums change sides, an int, between a nudge up and a nudge down; z is an array, epsilon float."""
    up, down = z + epsilon > 0, z - epsilon > 0
    return int((up != down).sum())


@exercise(
    deeper="The innocent accused",
    solution=solve_sides,
    slips={
        "negative sums count only if they lie near 0; z < epsilon takes all of them": lambda z, epsilon: int(
            (z < epsilon).sum()
        ),
        "a sum of exactly 0 changes sides, too: up it is on, down it is off": lambda z, epsilon: int(
            ((np.abs(z) < epsilon) & (z != 0)).sum()
        ),
        "this counts the sums that are on; asked is how many are on in one case and off in the other": (
            lambda z, epsilon: int((z > 0).sum())
        ),
        "a nudge reaches epsilon to either side, and not half of it": lambda z, epsilon: int(
            (np.abs(z) < epsilon / 2).sum()
        ),
        "only the sums above 0 are looked at; one a little below 0 is switched on by the nudge up": (
            lambda z, epsilon: int(((z >= 0) & (z < epsilon)).sum())
        ),
        "only the sums below 0 are looked at; one a little above 0 is switched off by the nudge down": (
            lambda z, epsilon: int(((z <= 0) & (z > -epsilon)).sum())
        ),
    },
    hints=[
        "z + epsilon > 0 says which neurons are on after the nudge up. And after the nudge down?",
        "Compare the two arrays of True and False with !=, and count with .sum().",
    ],
    explanation="Where the count is 0, no kink lies between the two nudges, and an alarm is not the kink's.",
)
def sides(answer):
    """Look at a function of z (array) and epsilon (float) that returns an int. Raises a Finding."""
    rng = np.random.default_rng(seed())
    near = [0.0, 0.002, 0.006, 0.007, 0.009, -0.001, -0.003, -0.006, -0.007, -0.008, -0.009]
    some = np.array([*near, -2.0, 0.3, 0.03, 0.5, 1.0, 2.0, -0.02]).reshape(3, 6)
    cases = [(some, 0.01), (some, 0.005), (rng.normal(size=(20, 30)), 0.05)]
    cases.append((np.array([0.25, 0.25, -0.25, 1.0]), 0.25))  # on the edge: 0 is not above 0
    for z, epsilon in cases:
        found = call(answer, z.copy(), epsilon)
        compare(found, solve_sides(z, epsilon), f"for z of shape {z.shape} and epsilon {epsilon}, the count")


progress = progress_of(globals())
