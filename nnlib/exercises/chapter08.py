"""Chapter 08 · Exercises on training: bytes, mini-batches, learning curves, and numbers that may be reported."""

import math

import numpy as np

from nnlib.exercises.base import Wrong, call, choose, compare, exercise, kind, progress_of, seed


def solve_file_size(header):
    """Return the size in bytes, an int, of a whole IDX file; header is of type bytes."""
    sizes = [int.from_bytes(header[i : i + 4], "big") for i in range(4, 4 + 4 * header[3], 4)]
    return 4 + 4 * header[3] + math.prod(sizes)


@exercise(
    solution=solve_file_size,
    hints=[
        "A file is its header and its data. How long is the header, if there are d dimensions?",
        "The fourth byte, `header[3]`, is the number of dimensions; each has four bytes, from `header[4]` on.",
        "`int.from_bytes(header[4:8], 'big')` is the first size. The data are the product of all sizes.",
    ],
    explanation="`len(header) + math.prod(sizes)` says it more shortly. This number is what `check_size` compares.",
)
def file_size(answer):
    """Look at a function of a header, of type bytes, that returns a size in bytes. Raises a Finding."""
    for sizes in ((60_000, 28, 28), (10_000,), (500, 3, 32, 20), (7 + seed() % 1000, 300)):
        d, data = len(sizes), math.prod(sizes)
        header = bytes([0, 0, 8, d]) + b"".join(size.to_bytes(4, "big") for size in sizes)
        turned = math.prod(int.from_bytes(size.to_bytes(4, "big"), "little") for size in sizes)
        first = math.prod(sizes[:3])
        what = f"for {d} dimension{'s' * (d > 1)} with the sizes {', '.join(map(str, sizes))} the result"
        reasons = [
            (data, f"{what} counts the data alone; the header is a part of the file, too"),
            (data + 16, f"{what} adds 16 bytes of header; 16 is right for three dimensions only"),
            (data + 4 * d, f"{what} forgets the first four bytes, those of the magic number"),
            (data + 4, f"{what} counts the magic number, but not the four bytes of each size"),
            (first + 16, f"{what} stops after three sizes; the fourth byte says how many there are"),
            (first + 4 + 4 * d, f"{what} stops after three sizes; the fourth byte says how many there are"),
            (sum(sizes) + 4 + 4 * d, f"{what} adds the sizes; a table of r rows and c columns has r times c entries"),
            (float(turned + 4 + 4 * d), f"{what} reads the four bytes from the other end: the first weighs most"),
            (sizes[0] * 784 + 16, f"{what} takes 28 × 28 for granted; the sizes are in the header"),
            (sizes[0] * 784 + 4 + 4 * d, f"{what} takes 28 × 28 for granted; the sizes are in the header"),
            (
                float(int.from_bytes(header[4:], "big")) + 4 + 4 * d,
                f"{what} reads all sizes as one; each has four bytes",
            ),
            (sizes[0], f"{what} is the number of examples, not of bytes"),
        ]
        last = math.prod(size % 256 for size in sizes)
        for length in (4 + 4 * d, 16):
            reasons.append((last + length, f"{what} takes only the last byte of each size; each size has four bytes"))
            if d < 3:
                nothing = f"{what} reads three sizes, but the header has {d} here; of no bytes from_bytes makes 0"
                reasons.append((length, nothing))
        got = call(answer, header)
        got = float(got) if isinstance(got, int) else got  # read from the wrong end it is larger than int64
        compare(got, solve_file_size(header), what, reasons=reasons, tolerance=1e-12)


def solve_settling(n, batch_size, rate, walk):
    """Return a schedule: rate for walk epochs, then a tenth; n, batch_size and walk int, rate float."""
    steps = walk * math.ceil(n / batch_size)
    return lambda step: rate if step < steps else rate / 10


@exercise(
    solution=solve_settling,
    hints=[
        "What does SGD count: epochs, or mini-batches?",
        "How many steps has an epoch, if the last mini-batch is smaller than the others? It is a step, too.",
        "Steps are counted from 0, so `walk` epochs of k steps are the steps from 0 to walk · k − 1.",
    ],
    explanation="`SGD(settling(50_000, 64, 0.2, 8))` walks and settles in one call of `train`, with ten epochs.",
)
def settling(answer):
    """Look at a function of n, batch_size, rate and walk that returns a function of the step. Raises a Finding."""
    walk = 3 + seed() % 3
    for n, size, rate in ((970, 64, 0.2), (640, 64, 0.5), (100, 1, 0.01)):
        schedule = call(answer, n, size, rate, walk)
        if not callable(schedule):
            raise Wrong(f"the result should be a function of the step, such as a lambda, but it is {kind(schedule)}")
        k = math.ceil(n / size)
        last = walk * k
        steps = range((2 * walk + 2) * k + 2)
        got = [call(schedule, step) for step in steps]
        case = f"with n = {n}, batches of {size} and walk = {walk}"
        wanted = np.where(np.arange(len(steps)) < last, rate, rate / 10)
        later = {
            "at each step": [rate * 10.0 ** -max(0, step - last + 1) for step in steps],
            "at each epoch": [rate * 10.0 ** -max(0, step // k - walk + 1) for step in steps],
            f"after {2 * walk} epochs": [rate * 10.0 ** -(step // last) for step in steps],
        }
        reasons = [(value, f"{case} the rate falls again {when}; it should fall once") for when, value in later.items()]
        never = (
            f"{case} the rate never falls in {len(steps)} steps, {2 * walk + 2} epochs; a step looks at a whole batch"
        )
        reasons += [
            (np.full(len(steps), rate), never),
            (np.full(len(steps), rate / 10), f"{case} the rate is small from step 0 on; the walk comes first"),
            (np.where(wanted == rate, rate / 10, rate), f"{case} the rate grows from {rate / 10:g} to {rate}"),
            (
                np.where(wanted == rate, rate, 0.02),
                f"{case} the rate settles at 0.02, but the rate in use is {rate}, and a tenth of it {rate / 10:g}",
            ),
            (
                np.where(wanted == rate, 0.2, 0.02),
                f"{case} the rates are 0.2 and 0.02, as in the chapter; the rate in use is {rate}",
            ),
            (np.where(wanted == rate, rate, rate * 10), f"{case} the rate grows from {rate} to {rate * 10:g}"),
        ]
        for change, why in (
            (walk, "that counts epochs, but the function is given the number of the step"),
            (walk * (n // size), "is the last, smaller batch of each epoch forgotten?"),
            (walk * (n // size + 1), "here the batches come out even, so there is no smaller one at the end"),
            (
                math.ceil(walk * n / size),
                "the smaller batch that ends each epoch counts as a fraction; it is a whole step",
            ),
            (last + 1, "one step late: the steps are counted from 0"),
            (last - 1, "one step early: the steps are counted from 0"),
        ):
            message = f"{case} the rate falls at step {change}: {why}"
            reasons.append((np.where(np.arange(len(steps)) < change, rate, rate / 10), message))
        compare(got, wanted, f"{case} the list of rates", reasons=reasons)


@exercise(
    solution="B",
    hints=[
        "What is the gradient of a weight whose input is 0? And one whose input is 1?",
        "Write `dW = dz @ x.T` for one pixel that is 1 in every image. Which other gradient is that?",
    ],
    explanation="With x = 1 everywhere `dz @ x.T` is the sum of dz, which is db: all 67 weights of a neuron move "
    "exactly as its bias does. They are 67 more biases, and the network has learned nothing about the rim.",
)
def negative(answer):
    """Look at a choice, a str. Raises a Finding."""
    choices = {
        "A": "that was true where the input is 0; look at `dW = dz @ x.T` again: what is x at these pixels now?",
        "B": "",
        "C": "what would make them differ? In `dW = dz @ x.T` a weight knows its pixel only through x",
        "D": "weights may grow large if nothing holds them, but what holds the bias, whose input is always 1, too?",
    }
    choose(answer, choices)


@exercise(
    solution=("C", "E", "D", "B"),
    hints=[
        "Look first at the training loss: did the program learn anything from what it was shown?",
        "2.3 is ln 10: every digit gets a tenth. Who starts there and stays, and who first has to be thrown there?",
        "Program 3 trains exactly as the right one does. So what differs lies in the validation alone.",
    ],
    explanation="A sum in place of a mean makes the rate 64 times larger, 12.8. The same 64 images are soon known by "
    "heart. Inputs 255 times larger leave most answers as they are and make the logits of the wrong ones huge. And "
    "nothing can be learned about labels that belong to other images.",
)
def four_logs(answer):
    """Look at four letters, one for each program. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise Wrong(f"the answer should be four letters, one for each program, but it is {kind(answer)}")
    for number, (letter, right) in enumerate(zip(answer, four_logs.reference), start=1):
        if letter not in tuple("ABCDEF"):
            raise Wrong(f'program {number}: choose one of "A" to "F"')
        if letter != right:
            raise Wrong(f"program {number}, {letter}: {WHY_NOT[letter, number]}")


WHY_NOT = {
    ("A", 1): "sorted images make an easy training, its loss is small; here it is above 2.3",
    ("A", 2): "then the last labels would drive out the earlier ones; here all ten digits are still answered",
    ("A", 3): "then training would go differently, but its loss is that of the right program, to the last digit",
    ("A", 4): "sorted images make an easy training, its loss is small; here nothing is learned at all",
    ("B", 1): "then it would start at 2.3 and stay; what could throw the loss up to 6.66?",
    ("B", 2): "from labels of other images nothing can be learned; here the training loss is nearly 0",
    ("B", 3): "from labels of other images nothing can be learned; here the training loss falls as it should",
    ("C", 2): "steps so long would throw the weights about; this training loss falls calmly to nearly 0",
    ("C", 3): "then training would go differently, but its loss is that of the right program, to the last digit",
    ("C", 4): "steps 64 times too long would throw the loss up first; here it stays at 2.30 from the beginning",
    ("D", 1): "the validation images play no part in the training, and here the training itself goes wrong",
    ("D", 2): "the validation images play no part in the training, and here the training loss is too good",
    ("D", 4): "the validation images play no part in the training, and here the training itself goes wrong",
    ("E", 1): "a few images are soon known by heart, and the training loss goes to 0; here it is above 2.3",
    ("E", 3): "then training would go differently, but its loss is that of the right program, to the last digit",
    ("E", 4): "a few images are soon known by heart, and the training loss goes to 0; here it stays at 2.30",
    ("F", 1): "images that were seen in training make the validation better than it should be, not worse",
    ("F", 2): "then the validation would be as good as the training; here it is much worse",
    ("F", 3): "images that were seen in training cannot have a loss of 137; what would make logits so large?",
    ("F", 4): "images that were seen in training make the validation better than it should be, not worse",
}


def solve_two_shares(counts):
    """Return the shares found and trusted, each of shape (k,); counts of shape (k, k)."""
    right = np.diag(counts)
    given = counts.sum(axis=0)
    return right / counts.sum(axis=1), right / np.maximum(given, 1)


@exercise(
    solution=solve_two_shares,
    hints=[
        "For which of the two do you add up a row of the table, and for which a column?",
        "A row holds all images with one label. `counts.sum(axis=1)` adds up the entries of each row.",
        "Where an answer was never given, its count of right answers is 0, too: divide by 1 there instead, with "
        "`np.maximum(…, 1)`.",
    ],
    explanation="The two are called recall and precision. A network that says 9 to everything finds all the nines; its "
    "nines are right one time in ten.",
)
def two_shares(answer):
    """Look at a function of a table of counts that returns two arrays of shares. Raises a Finding."""
    rng = np.random.default_rng(seed())
    never = rng.integers(1, 30, (10, 10)) + np.diag(rng.integers(200, 900, 10))
    never[:, 4] = 0
    for counts in (np.array([[8, 2, 0], [1, 9, 0], [5, 0, 0]]), never):
        with np.errstate(all="ignore"):
            result = call(answer, counts)
            wanted = solve_two_shares(counts)
            right, k = np.diag(counts), len(counts)
            if not isinstance(result, (tuple, list)) or len(result) != 2:
                raise Wrong(f"the function should return two arrays, but its result is {kind(result)}")
            general = [
                (right, "these are counts; what are they a share of?"),
                (right / counts.sum(), "this divides by all images; each digit has a total of its own"),
                (np.full(k, right.sum() / counts.sum()), "this is the accuracy; here each digit counts for itself"),
            ]
            for got, want, other, what in zip(
                result, wanted, wanted[::-1], ("found, the first array,", "trusted, the second array,")
            ):
                general_here = [
                    (other, f"{what} holds the other share: rows are labels, columns are answers"),
                    (1 - want, f"{what} holds the shares of the mistakes; asked for are the right ones"),
                    (100 * want, f"{what} is in percent; a share goes from 0 to 1"),
                    *((value, f"{what} is not right: {message}") for value, message in general),
                ]
                if np.shape(got) == (k,) and np.asarray(got).dtype.kind == "f" and not np.isfinite(got).all():
                    raise Wrong(f"{what} holds nan or inf: an answer that was never given was divided by its count, 0")
                if np.shape(got) == (k, k):
                    raise Wrong(f"{what} is a whole table; of each row or column only the right answers are asked for")
                compare(got, want, what, reasons=general_here)


ANSWERED = {0.0: (10_000, 190), 0.5: (9_976, 175), 0.8: (9_764, 89), 0.9: (9_628, 57)}  # measured, chapter 08's net
ANSWERED |= {0.95: (9_494, 38), 0.98: (9_267, 21), 0.99: (9_090, 15), 0.999: (8_078, 5)}


@exercise(
    solution=0.98,
    hints=[
        "At 0.5 the person has 24 looks, and 175 mistakes remain. What does each cost?",
        "The cost of a row is 20 · misread + (10,000 − answered).",
    ],
    explanation="20 · 21 + 733 = 1,153; the neighbours cost 1,266 and 1,210. If a mistake cost as much as ten looks, "
    "0.95 would be best: a threshold depends on what a mistake costs. And it was chosen on these images, so the cost "
    "on others has to be measured on others.",
)
def threshold(answer):
    """Look at a threshold, a float. Raises a Finding."""
    compare(answer, answer, "the threshold")
    if np.ndim(answer) != 0:
        raise Wrong(f"the threshold should be one number, but it is {kind(answer)}")
    if answer not in ANSWERED:
        raise Wrong(f"{answer:g} is not in the column of thresholds; choose one of that column")
    answered, misread = ANSWERED[answer]
    handed = 10_000 - answered
    seen = f"at {answer:g} {misread} are misread and {handed:,} handed over"
    if answer == 0.999:
        raise Wrong(f"{seen}: the fewest mistakes, but what do all those looks cost?")
    if answer == 0:
        raise Wrong(f"{seen}: nobody has to look, but what do {misread} mistakes cost?")
    if answer == 0.95:
        raise Wrong(f"{seen}; that would be best if a mistake cost as much as ten looks. How many does it cost?")
    if answer != 0.98:
        way = "larger" if answer < 0.98 else "smaller"
        raise Wrong(f"{seen}, a cost of {20 * misread + handed:,}; the next {way} threshold costs less")


def solve_report(validation, test):
    """Return mean and spread, two floats; arrays validation and test (settings, seeds)."""
    chosen = test[validation.mean(axis=1).argmax()]
    return chosen.mean(), chosen.std(ddof=1)


SEVEN = (  # validation and test: each wrong way to choose takes another row; the honest one is row 4
    np.array(
        [
            [97.6, 97.0, 96.9],
            [97.1, 97.1, 97.2],
            [96.2, 96.5, 96.6],
            [98.9, 96.4, 96.9],
            [98.2, 97.9, 98.1],
            [98.0, 97.7, 97.8],
            [97.3, 97.5, 97.0],
        ]
    ),
    np.array(
        [
            [97.0, 97.4, 97.1],
            [96.9, 97.3, 97.2],
            [96.5, 96.1, 96.6],
            [97.2, 97.5, 97.8],
            [97.4, 97.9, 97.5],
            [98.1, 97.9, 98.3],
            [98.5, 98.2, 98.6],
        ]
    ),
)


@exercise(
    solution=solve_report,
    hints=[
        "Which of the two tables may decide which setting is taken? Which one holds the number to be reported?",
        "A setting is a row. Its mean over the seeds says more than its luckiest seed.",
        "`validation.mean(axis=1).argmax()` is the number of a row. Take that row of test: "
        "`np.mean` and `np.std` with `ddof=1`.",
    ],
    explanation="The best test mean would be higher, as that of the best of a thousand guessers was, and as little "
    "would it hold for new images.",
)
def report(answer):
    """Look at a function of two tables of accuracies that returns a mean and a spread. Raises a Finding."""
    rng = np.random.default_rng(seed())
    table = np.array([[97.0, 97.4, 97.2], [98.0, 97.6, 97.8], [98.3, 96.6, 97.0], [97.5, 97.7, 97.3]])
    sealed = np.array([[97.1, 97.5, 97.3], [97.6, 98.0, 97.2], [97.4, 97.3, 97.8], [97.8, 98.1, 97.8]])
    quality = rng.normal(97, 0.5, (6, 1))
    for validation, test in (SEVEN, (table, sealed), quality + rng.normal(0, 0.4, (2, 6, 5))):
        result = call(answer, validation, test)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong(f"the function should return a pair, (mean, spread), but its result is {kind(result)}")
        setting = validation.mean(axis=1).argmax()
        lucky = divmod(int(validation.argmax()), validation.shape[1])
        wrong_axis = validation.mean(axis=0).argmax()
        by_test = "the setting seems to be chosen on the test images: then they are used up, and the number is too good"
        both = (validation + test).mean(axis=1).argmax()
        reasons = [
            (test.mean(axis=1).max(), by_test),
            (
                test[both].mean(),
                "the test images were used to choose, together with the validation images; then the number is too good",
            ),
            (
                test[validation.mean(axis=1).argmin()].mean(),
                "the setting with the lowest validation mean was chosen; these are accuracies, not losses",
            ),
            (
                test[validation.std(axis=1).argmin()].mean(),
                "the setting whose seeds differ least was chosen; that says how sure it is, not how good",
            ),
            (test.max(), "this is the best of all test runs: chosen for its luck"),
            (validation[setting].mean(), "the setting is right, but the number is from the images that chose it"),
            (test[lucky], "the single best validation run was chosen, and it alone is reported; one run may be luck"),
            (
                test[lucky[0]].mean(),
                "the setting of the single best validation run was chosen; look at means over seeds",
            ),
            (test[setting].max(), "the setting is right, but only its best seed is reported"),
            (test[wrong_axis].mean(), "the best seed was taken for a setting: along which axis do the seeds lie?"),
            (test.mean(), "this is the mean over all settings; one of them has to be chosen first"),
        ]
        wanted = solve_report(validation, test)
        compare(result[0], wanted[0], "the mean", reasons=reasons)
        reasons = [
            (test[setting].std(), "the mean is right; in the spread the deviations are divided by n, not by n − 1"),
            (test[setting].var(ddof=1), "the mean is right; the spread is a variance: is a square root missing?"),
            (validation[setting].std(ddof=1), "the mean is right, but the spread is that of the validation runs"),
            (test.mean(axis=1).std(ddof=1), "the mean is right, but the spread is that between the settings"),
            (test.std(ddof=1), "the mean is right, but the spread is that of all runs of all settings"),
            (wanted[1] / np.sqrt(test.shape[1]), "the mean is right; divided by √n this is how well the mean is known"),
            (np.ptp(test[setting]), "the mean is right; the spread goes from the lowest to the highest run"),
        ]
        compare(result[1], wanted[1], "the spread", reasons=reasons)


def solve_train_linear(x, y, epochs, batch_size, rate, rng):
    """Train one linear layer on mini-batches, from zeros.

    Parameters
    ----------
    x : array of shape (ins, n)
    y : array of int, shape (n,)
    epochs, batch_size : int
    rate : float
    rng : np.random.Generator
        Draws one order in each epoch.

    Returns
    -------
    (W of shape (10, ins), b of shape (10, 1)).
    """
    W, b = np.zeros((10, len(x))), np.zeros((10, 1))
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for start in range(0, len(y), batch_size):
            idx = order[start : start + batch_size]
            z = W @ x[:, idx] + b
            dz = np.exp(z - z.max(axis=0))
            dz /= dz.sum(axis=0)
            dz[y[idx], np.arange(len(idx))] -= 1
            dz /= len(idx)
            W -= rate * dz @ x[:, idx].T
            b -= rate * dz.sum(axis=1, keepdims=True)
    return W, b


def variant(x, y, epochs, batch_size, rate, rng, slip=""):
    """Do as `solve_train_linear` does, with a mistake in it.

    Parameters
    ----------
    x, y, epochs, batch_size, rate, rng
        Arrays, numbers and a generator, as there.
    slip : str
        A key of SLIPS, or "no bias"; without one there is no mistake.

    Returns
    -------
    (W of shape (10, ins), b of shape (10, 1)).
    """
    W, b = np.zeros((10, len(x))), np.zeros((10, 1))
    order = np.arange(len(y)) if slip in ("unshuffled", "drawn") else rng.permutation(len(y))
    for epoch in range(epochs):
        if epoch and slip not in ("one order", "unshuffled", "drawn"):
            drawn = rng.permutation(len(y))
            order = order[drawn] if slip == "cumulative" else drawn
        for start in range(0, len(y), batch_size):
            idx = order[start : start + batch_size]
            idx = rng.integers(0, len(y), batch_size) if slip == "drawn" else idx
            n = len(idx)
            if slip == "dropped" and n < batch_size or slip == "first batch only" and start:
                continue
            labels = y[start : start + batch_size] if slip == "apart" else y[idx]
            z = W @ x[:, idx] + b
            p = np.exp(z - z.max(axis=0))
            along = {"axis": 1, "no axis": None}.get(slip, 0)
            minus = np.arange(10)[:, None] == labels
            if slip == "rows":
                minus = minus.any(axis=1, keepdims=True)
            dz = (p / p.sum(axis=along, keepdims=True) - (slip != "shares") * minus) * rate
            dz /= {"sum": 1, "size": batch_size, "all": len(y), "outputs": 10 * n}.get(slip, n)
            dz *= -1 if slip == "sign" else 1
            W -= dz @ x[:, idx].T
            b -= dz.sum(axis=1, keepdims=True) * (slip != "no bias")
    return W, b


SLIPS = {
    "sign": "the steps go uphill: which sign has the step?",
    "shares": "every logit is pushed down by its share, that of the right digit, too: what does the label say?",
    "sum": "the gradients of a batch are added; asked for is their mean, or the rate depends on the batch size",
    "axis": "the softmax adds up over the wrong axis: the ten shares of one example, a column, sum to 1",
    "no axis": "the softmax divides by the sum of the whole table: which axis adds up one example, a column?",
    "rows": "1 is subtracted in whole rows, as p[y] -= 1 does; each example has one label: p[y, np.arange(n)]",
    "cumulative": "from the second epoch on the order is one of an x that was shuffled already; let order pick from "
    "the x you were given",
    "outputs": "the gradient is divided by ten times the batch size; the loss is a mean over the examples only",
    "drawn": "the batches are drawn with replacement: some examples come twice in an epoch and others never",
    "unshuffled": "the images come in the order of the file in each epoch; draw an order from rng",
    "apart": "images and labels are taken in different orders: pick both with the same indices",
    "dropped": "the last batch of an epoch, which is smaller than the others, seems to be left out",
    "size": "the last batch is smaller than the others, but its mean is divided by the full batch size",
    "all": "the gradient is divided by the number of all examples; a step's mean is over its own batch",
    "first batch only": "each epoch takes a single step: on its first batch",
    "one order": "every epoch goes through the images in one and the same order; draw a new one each time",
}


@exercise(
    solution=solve_train_linear,
    hints=[
        "Two loops: over epochs, and over the batches of one epoch. Which of them draws the order?",
        "For a batch: logits `z = W @ x[:, idx] + b`, their softmax p down each column, and (chapter 06) "
        "dz = (p − one-hot of the labels) / size of the batch.",
        "`dW = dz @ x[:, idx].T` and `db = dz.sum(axis=1, keepdims=True)`; the slice "
        "`order[start : start + batch_size]` may be shorter at the end.",
    ],
    explanation="With ten epochs at 0.1 on 50,000 images this reaches about 92 %, the fourth baseline of the chapter.",
)
def train_linear(answer):
    """Look at a function that trains a linear layer with softmax on mini-batches. Raises a Finding."""
    rng = np.random.default_rng(seed())
    x, y = rng.normal(size=(4, 23)), rng.permutation(23) % 10
    one = np.array([[2.0]]), np.array([1])
    for data, settings, what in (
        (one, (1, 1, 0.5), "for the one example of the statement"),
        ((x[:, :6], y[:6]), (1, 6, 0.5), "for one epoch in one batch of 6"),
        ((x[:, :20], y[:20]), (1, 5, 0.5), "for one epoch of 20 examples in batches of 5"),
        ((x, y), (1, 5, 0.5), "for one epoch of 23 examples in batches of 5"),
        ((x, y), (3, 5, 0.5), "for three epochs of 23 examples in batches of 5"),
    ):

        def fresh():
            return np.random.default_rng(seed() + 2026)

        given = fresh()
        result = call(answer, *data, *settings, given)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong(f"the function should return W and b, but its result is {kind(result)}")
        W, b = solve_train_linear(*data, *settings, fresh())
        wrong = [(*variant(*data, *settings, fresh(), slip), f"{what}: {text}") for slip, text in SLIPS.items()]
        reasons = [(np.zeros_like(W), f"{what} W is still 0: does it take its steps?")]
        reasons += [(mistake, text) for mistake, _, text in wrong]
        untouched = given.bit_generator.state == fresh().bit_generator.state
        if untouched and settings[1] < len(data[1]) and getattr(result[0], "shape", ()) == W.shape:
            own = f"{what} rng was not used; is there a generator of your own? Draw from the rng you were given"
            reasons.append((result[0], own))
        compare(result[0], W, f"{what} W", reasons=reasons)
        none = f"{what} b is still 0; its step is dz added up over the examples, for each output on its own"
        reasons = [(np.zeros((10, 1)), none), *((mistake, text) for _, mistake, text in wrong)]
        compare(result[1], b, f"{what} b", reasons=reasons)


progress = progress_of(globals())
