"""Chapter 08 · Exercises on training: mini-batches, learning curves, numbers that may be reported, and bytes."""

import numpy as np

from nncourse.checking import (
    Given,
    Wrong,
    altered,
    by_letter,
    call,
    choose,
    choose_each,
    compare,
    either,
    exercise,
    kind,
    number,
    numbers,
    observe,
    orders,
    progress_of,
    seed,
)

NEGATIVE = Given("negative", order=orders(4))


@exercise(
    solution=NEGATIVE.letter("B"),
    mistakes={
        "that was true where the input is 0; look at `dW = dz @ x.T` again: what is x at these pixels now?": (
            NEGATIVE.letter("A")
        ),
        "what would make them differ? In `dW = dz @ x.T` a weight knows its pixel only through x": NEGATIVE.letter("C"),
        "weights may grow large if nothing holds them, but what holds the bias, whose input is always 1, too?": (
            NEGATIVE.letter("D")
        ),
    },
    hints=[
        "What is the gradient of a weight whose input is 0? And one whose input is 1?",
        "Write `dW = dz @ x.T` for one pixel that is 1 in every image. Which other gradient is that?",
    ],
    explanation="With x = 1 everywhere `dz @ x.T` is the sum of dz, which is db: all 67 weights of a neuron move "
    "exactly as its bias does. They are 67 more biases, and the network has learned nothing about the rim.",
)
def negative(answer):
    """Look at a choice, a letter."""
    choose(answer, "ABCD", NEGATIVE.letter("B"))


ROWS = [(0, 10_000, 190), (0.5, 9_976, 175), (0.8, 9_764, 89), (0.9, 9_628, 57)]  # threshold, answered, misread
ROWS += [(0.95, 9_494, 38), (0.98, 9_267, 21), (0.99, 9_090, 15), (0.999, 8_078, 5)]  # measured, chapter 08's net


PRICE = Given("threshold", cents=(20, *range(2, 14), 30, 35, 40, 45, 50, 60, 70, 80, 90))
CENTS = PRICE.cents
COSTS = [CENTS * row[2] + 10_000 - row[1] for row in ROWS]
AT = COSTS.index(min(COSTS))
CHEAPEST = ROWS[AT]


@exercise(
    texts=[f"a misread digit costs {CENTS}", f"190 · {CENTS} = {COSTS[0]:,} cents"],
    solution=CHEAPEST[0],
    mistakes={
        "at 0.999 there are the fewest mistakes, 5, but what do 1,922 looks cost?": 0.999,
        "at 0 nobody has to look, but what do 190 mistakes cost?": 0,
        f"{COSTS[AT]} cents is the cost; which threshold has it?": COSTS[AT],
        f"{100 * CHEAPEST[0]:g} is in percent; give the threshold as it is in the table": 100 * CHEAPEST[0],
    },
    hints=[
        "At 0.5 the person has 24 looks, and 175 mistakes remain. What does each cost?",
        f"The cost of a row is {CENTS} · misread + (10,000 − answered).",
    ],
    explanation=f"{CENTS} · {CHEAPEST[2]} + {10_000 - CHEAPEST[1]} = {COSTS[AT]:,}; the neighbours cost "
    f"{COSTS[AT - 1]:,} and {COSTS[AT + 1]:,}. A threshold depends on what a "
    "mistake costs. And this one was chosen on these images: measure its cost on others.",
)
def threshold(answer):
    """Look at a threshold, a number."""
    value = observe(number(answer, "the threshold"))
    row = next((row for row in ROWS if abs(row[0] - value) < 1e-6), None)
    if row is None:
        raise Wrong(f"{value:g} is not in the column of thresholds; choose one of that column")
    if row != CHEAPEST:
        handed, way = 10_000 - row[1], "larger" if value < CHEAPEST[0] else "smaller"
        cost = f"{row[2]} misread digits and {handed:,} looks cost {CENTS * row[2] + handed:,} cents"
        raise Wrong(f"at {value:g} {cost}; the next {way} threshold costs less")


WHICH = Given("which_curve", order=orders(4))
CURVES = WHICH.arranged({"run 1": "D", "run 2": "B", "run 3": "A", "run 4": "C"})


@exercise(
    solution=tuple(CURVES.values()),
    mistakes=by_letter(
        CURVES,
        {
            "A": "if it overfitted, the training loss would go on to 0, while the validation loss turned and rose",
            "B": "if it underfitted, its training loss would still be large after 40 epochs, near 1",
            "C": "if all were well, the validation loss, on new images, would end a little above the training loss",
            "D": "with a leak the validation loss would follow the training loss down to nearly 0, and end no higher",
        },
    ),
    hints=[
        "Look at the training loss first: which run has not even learned its own images?",
        "Two runs have the same training loss to the last digit, so they learned from the same images. What differs?",
        "A validation loss on new images is usually a little above the training loss in the end. Which run has none?",
    ],
    explanation=f"Run {WHICH.at(1)} validates on half of its own 1,000 images, and run {WHICH.at(3)}, the same "
    f"training, "
    f"on new ones: only there does the overfitting show. Run {WHICH.at(2)} takes steps of 0.001, run {WHICH.at(4)} "
    f"learns "
    "from 50,000 images.",
)
def which_curve(answer):
    """Look at four letters, one for each run."""
    choose_each(answer, "ABCD", CURVES)


LOGS = Given("four_logs", order=orders(4))
FAULTS = LOGS.arranged({"program 1": "C", "program 2": "E", "program 3": "D", "program 4": "B"})


@exercise(
    solution=tuple(FAULTS.values()),
    mistakes=by_letter(
        FAULTS,
        {
            "A": "sorted images would give a small training loss, and the last labels would drive out all others",
            "B": "from labels of other images nothing can be learned: the training loss would start at 2.3 and stay",
            "C": "with a sum the steps are 64 times as long: the first epochs would throw the training loss far up",
            "D": "validation pixels play no part in training: the training loss would be the correct program's",
            "E": "64 images are soon memorized: the training loss would go to 0, and the validation stay bad",
            "F": "images seen in training would make the validation better than it should be, in loss and accuracy",
        },
    ),
    hints=[
        "Look first at the training loss: did the program learn anything from what it was shown?",
        "2.3 is ln 10: every digit gets a tenth. Which program stays there, and which has to be thrown there?",
        f"Program {LOGS.at(3)} trains exactly as the correct one does, so the fault must be in the validation alone.",
    ],
    explanation="A sum instead of a mean makes the rate 64 times larger, 12.8. The same 64 images are soon "
    "memorized. Inputs 255 times larger leave most answers as they are and make the logits of the wrong ones huge. And "
    "nothing can be learned about labels that belong to other images.",
)
def four_logs(answer):
    """Look at four letters, one for each program."""
    choose_each(answer, "ABCDEF", FAULTS)


def solve_settling(n, batch_size, rate, walk):
    steps = walk * int(np.ceil(n / batch_size))  # a smaller last batch is a step, too
    return lambda step: rate if step < steps else rate / 10


STEPS, RATES = "walk * int(np.ceil(n / batch_size))", "rate if step < steps else rate / 10"
SETTLES = {  # old and new text, and what to say
    (STEPS, "walk * n"): "never falls in {steps} steps, 12 epochs: how many steps is one epoch?",
    (STEPS, "walk"): "falls at step {first}: that counts epochs, but the function is given the number of the step",
    (STEPS, STEPS.removeprefix("walk * ")): "falls at step {first}, after one epoch: is walk left out?",
    (STEPS, "walk * (n // batch_size)"): "falls at step {first}: is the last, smaller batch of each epoch forgotten?",
    (STEPS, "walk * (n // batch_size + 1)"): "falls at step {first}: here the batches come out even, with no rest",
    (STEPS, "walk * n / batch_size"): "falls at step {first}: the smaller batch of each epoch is a whole step",
    (STEPS, STEPS + " + 1"): "falls at step {first}, one step late: the steps are counted from 0",
    (STEPS, STEPS + " - 1"): "falls at step {first}, one step early: the steps are counted from 0",
    (RATES, "rate / 10 ** max(0, step // (steps // walk) - walk + 1)"): "falls after each epoch; it should fall once",
    (RATES, "0.2 if step < steps else 0.02"): "is 0.2 and then 0.02, as in the chapter; the rate in use is another",
    (RATES, "rate / 10 if step < steps else rate"): "is small at first and grows; the long steps come first",
}


def drawn_rates(answer):
    """Draw the rate of a settling function over ten epochs of 1,000 images."""
    from matplotlib import pyplot as plt

    _, axes = plt.subplots(figsize=(5, 2), num="settling", clear=True)
    axes.step(range(160), [answer(1_000, 64, 0.2, 8)(step) for step in range(160)], where="post")
    axes.set(xlabel="step", ylabel="rate", title="settling(1_000, 64, 0.2, 8): long steps first", ylim=0)


@exercise(
    solution=solve_settling,
    picture=drawn_rates,
    mistakes={"{case} the rate " + text: altered(solve_settling, *texts) for texts, text in SETTLES.items()},
    hints=[
        "What does SGD count: epochs, or mini-batches?",
        "How many steps does an epoch have, if the last mini-batch is smaller than the others? It is a step, too.",
        "Steps are counted from 0, so `walk` epochs of k steps are the steps from 0 to walk · k − 1.",
    ],
    explanation="`SGD(settling(50_000, 64, 0.2, 8))` takes long steps and then short ones in one call of `train`, with "
    "ten epochs. Any function of the step is a learning-rate schedule; chapter 09 has one that rises first.",
)
def settling(answer):
    """Look at a function of n, batch_size, rate and walk that returns a function of the step."""
    walk = 3 + seed() % 3
    for n, size, rate in ((961, 64, 0.2), (640, 64, 0.5), (20, 1, 0.01)):
        schedule = call(answer, n, size, rate, walk)
        if not callable(schedule):
            raise Wrong(f"the result should be a function of the step, such as a lambda, but it is {kind(schedule)}")
        k = -(-n // size)
        got = [number(schedule(step), f"the rate of step {step}") for step in range(12 * k)]
        case = f"with n = {n}, batches of {size}, a rate of {rate} and walk = {walk}"
        wanted = np.where(np.arange(12 * k) < walk * k, rate, rate / 10)
        first = next((step for step in range(12 * k) if got[step] != got[0]), None)
        compare(got, wanted, f"{case} the list of rates", case=case, first=first, steps=12 * k)
        if schedule(0) != got[0]:
            raise Wrong("step 0, asked for once more, gets another rate: look at the step, don't count the calls")


def solve_two_shares(counts):
    right = np.diag(counts)
    found = right / np.maximum(counts.sum(axis=1), 1)  # where the sum is 0, right is 0, too
    trusted = right / np.maximum(counts.sum(axis=0), 1)
    return found, trusted


def other_share(part):
    """Return two wrong answers, one for each share: it is what a text says, in which T is its total."""
    totals = ("counts.sum(axis=1)", "counts.sum(axis=0)")
    old = "right / np.maximum(T, 1)"
    return either(*(altered(solve_two_shares, old.replace("T", t), part.replace("T", t)) for t in totals))


@exercise(
    solution=solve_two_shares,
    mistakes={
        "{what} holds the other share: rows are labels, columns are answers": either(
            altered(solve_two_shares, "axis=1", "axis=-2", "axis=0", "axis=1"),
            altered(solve_two_shares, "axis=0", "axis=1"),
        ),
        "{what} holds nan: a label never occurs or an answer is never given, and 0 is divided by 0": (
            other_share("right / T")
        ),
        "{what} is in percent; a share goes from 0 to 1": other_share("100 * right / np.maximum(T, 1)"),
        "{what} holds counts; what are they a share of?": other_share("right"),
        "{what} is not right: // divides to whole numbers, / to shares": other_share("right // np.maximum(T, 1)"),
        "{what} is not right: 1 is added to every total, not only where it is 0": other_share("right / (T + 1)"),
        "{what} is a share of all images; each digit has a total of its own": other_share("right / np.sum(counts)"),
    },
    hints=[
        "For which of the two do you add up a row of the table, and for which a column?",
        "A row holds all images with one label. `counts.sum(axis=1)` adds up the entries of each row.",
        "Where a total is 0, the count of right answers is 0, too: divide by 1 there, with `np.maximum(…, 1)`.",
    ],
    explanation="A network that says 9 to everything finds all the 9s, a recall of 1, but only one in ten of its "
    "answers is right. So neither number says enough without the other.",
)
def two_shares(answer):
    """Look at a function of a table of counts that returns two arrays of shares."""
    rng = np.random.default_rng(seed())
    never = rng.integers(1, 30, (10, 10)) + np.diag(rng.integers(200, 900, 10))
    never[:, 4] = 0
    for counts in (np.array([[8, 2, 0], [1, 9, 0], [5, 0, 0]]), never, never.T):
        with np.errstate(all="ignore"):
            found, trusted = numbers(call(answer, counts), "found", "trusted")
            wanted = solve_two_shares(counts)
            compare(found, wanted[0], "found, the first array,")
            compare(trusted, wanted[1], "trusted, the second array,")


def solve_report(validation, test):
    chosen = test[validation.min(axis=1).argmax()]
    return chosen.mean(), chosen.std(ddof=1)


RUNS = np.array(  # validation, test: each wrong rule takes another row; the honest one is row 4
    [
        [[97.5, 98.3, 98.2], [97.4, 97.5, 97.4]],
        [[97.0, 96.7, 97.2], [97.2, 97.2, 97.1]],
        [[99.0, 96.8, 96.8], [97.8, 97.7, 97.8]],
        [[98.6, 98.6, 96.7], [97.7, 97.5, 97.4]],
        [[98.2, 97.8, 97.7], [97.6, 97.7, 97.4]],
        [[96.5, 96.4, 96.4], [96.4, 96.4, 96.1]],
        [[97.0, 97.3, 97.4], [98.3, 98.4, 98.7]],
        [[97.1, 97.1, 97.1], [96.9, 97.1, 97.2]],
    ]
)
ROW, MEAN, SPREAD = "validation.min(axis=1).argmax()", "chosen.mean()", "chosen.std(ddof=1)"
OWN, WORST = f"validation[{ROW}]", "; the rule here looks at the worst run of each setting"
REPORTS = {  # old and new text, and what to say
    (ROW, "test.min(axis=1).argmax()"): "the setting is chosen by its test runs: then the number is too good",
    (ROW, "validation.mean(axis=1).argmax()"): "the setting is chosen by its validation mean" + WORST,
    (ROW, "np.median(validation, axis=1).argmax()"): "the setting is chosen by its validation median" + WORST,
    (ROW, "validation.max(axis=1).argmax()"): "the setting is chosen by its best validation run" + WORST,
    (ROW, "validation.min(axis=1).argmin()"): "the worst setting is chosen; these are accuracies, not losses",
    (ROW, "validation.std(axis=1).argmin()"): "the setting is chosen for seeds that differ least; it may be a bad one",
    (ROW, ":, validation.min(axis=0).argmax()"): "a column is chosen, which is a seed; a row is a setting",
    (MEAN, OWN + ".mean()"): "the setting is right, but the mean is of the images that chose it",
    (MEAN, "chosen.max()"): "the setting is right, but only its best seed is reported",
    (MEAN, "chosen.min()"): "the setting is right, but only its worst run is reported; report the mean",
    (MEAN, "np.median(chosen)"): "the setting is right, but this is the median of its test runs, not the mean",
    (MEAN, f"np.mean([chosen, {OWN}])"): "the setting is right, but its validation and test runs are mixed",
    (MEAN, "test.mean()"): "this is the mean over all settings; one of them has to be chosen first",
    (MEAN, f"np.round({MEAN}, 1)"): "the mean is rounded; return it as it came out",
    (SPREAD, "chosen.std()"): "in the spread the deviations are divided by n, not by n − 1",
    (SPREAD, "chosen.var(ddof=1)"): "the spread is a variance: is a square root missing?",
    (SPREAD, OWN + ".std(ddof=1)"): "the mean is right, but the spread is the validation runs'",
    (SPREAD, SPREAD + " / len(chosen) ** 0.5"): "the spread is divided by √n: that is how well the mean is known",
    (SPREAD, "np.ptp(chosen)"): "the spread is the distance from the lowest run to the highest",
}


@exercise(
    solution=solve_report,
    mistakes={text: altered(solve_report, *texts) for texts, text in REPORTS.items()},
    hints=[
        "Which of the two tables may decide which setting is taken? Which one holds the number to be reported?",
        "A setting is a row. You will have only one run of it. Which of its runs shows how bad that may be?",
        "`validation.min(axis=1).argmax()` is a row's number. Take this row of test: `np.mean`, `np.std`, `ddof=1`.",
    ],
    explanation="The best test mean would be higher, and would hold for new images as little as the score of the best "
    "of a thousand guessers. The price of an honest number is a set of images that chose nothing.",
)
def report(answer):
    """Look at a function of two tables of accuracies that returns a mean and a spread."""
    runs = RUNS + np.random.default_rng(seed()).uniform(-0.005, 0.005, RUNS.shape)
    for validation, test in (runs.transpose(1, 0, 2), runs[::-1].transpose(1, 0, 2)):
        mean, spread = numbers(call(answer, validation, test), "mean", "spread")
        wanted = solve_report(validation, test)
        compare(mean, wanted[0], "the mean")
        compare(spread, wanted[1], "the spread")


def solve_train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    n = len(y)
    for _ in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            few = order[start : start + batch_size]
            z = W @ x[:, few] + b
            p = np.exp(z - z.max(axis=0))
            p /= p.sum(axis=0)
            p[y[few], np.arange(len(few))] -= 1  # now the slopes of each image's loss with respect to z
            dz = p / len(few)
            W -= rate * dz @ x[:, few].T
            b -= rate * dz.sum(axis=1, keepdims=True)
    return W, b


DRAWN, FEW, STARTS = "rng.permutation(n)", "order[start : start + batch_size]", "range(0, n, batch_size)"
TRAINING = {  # old and new texts, and what to say
    ("W -=", "W +=", "b -=", "b +="): "the steps go uphill: which sign has the step?",
    ("-= 1", "-= 0"): "every logit is pushed down by its probability: what does the label say?",
    ("/ len(few)", ""): "the gradients of a batch are added; a step takes their mean",
    ("/ len(few)", "/ batch_size"): "the mean over the last, smaller batch is divided by the full batch size",
    ("/ len(few)", "/ n"): "the gradient is divided by the number of all examples; a batch has its own number",
    ("z.max(axis=0)", "0"): "exp overflows where logits are large: subtract their maximum first, as in chapter 06",
    ("p.sum(axis=0)", "p.sum(axis=1, keepdims=True)"): "the softmax adds up each row; one example is a column",
    ("p.sum(axis=0)", "p.sum()"): "the softmax divides by the sum of the whole table; one example is a column",
    ("p[y[few], np.arange(len(few))]", "p[y[few]]"): "1 is subtracted in whole rows, as p[y] -= 1 does",
    (DRAWN, DRAWN + " if _ == 0 else order[rng.permutation(n)]"): "the order is one of an x that was shuffled already",
    (DRAWN, DRAWN + " if _ == 0 else order"): "every epoch has the same order; draw a new one each time",
    (DRAWN, "0", FEW, "rng.integers(n, size=min(batch_size, n - start))"): (
        "the batches are drawn with replacement: some examples come twice in an epoch and others never"
    ),
    (DRAWN, "np.arange(n)"): "the images come in the order of the file in each epoch; draw an order from rng",
    ("y[few]", "y[start : start + batch_size]"): "images and labels are taken in different orders",
    (STARTS, "range(0, n - batch_size + 1, batch_size)"): "the last, smaller batch of an epoch is left out",
    (STARTS, "[0]"): "each epoch takes a single step: on its first batch",
    ("range(epochs)", "range(1)"): "there is only one epoch, whatever epochs says",
    ("b -= rate * dz.sum(", "b -= rate * dz.mean("): "the slopes of the biases are averaged twice, over the outputs",
    ("W, b\n", "b, W\n"): "the result is b, W; return W, b",
}


@exercise(
    solution=solve_train_linear,
    mistakes={
        "{what} is still 0; its step is dz added up over the examples, for each output on its own": (
            altered(solve_train_linear, "b -=", "b -= 0 *")
        ),
        **{"{case}: " + text: altered(solve_train_linear, *texts) for texts, text in TRAINING.items()},
    },
    hints=[
        "Two loops: over epochs, and over the batches of one epoch. Which of them draws the order?",
        "For a batch: logits `z = W @ x[:, few] + b`, their softmax p down each column, and (chapter 06) "
        "dz = (p − one-hot of the labels) / size of the batch.",
        "`dW = dz @ x[:, few].T` and `db = dz.sum(axis=1, keepdims=True)`; the last slice of order may be shorter.",
    ],
    explanation="With ten epochs at 0.1 on 50,000 images this reaches about 92 %, the linear baseline of the chapter. "
    "The loop stays the same for any network: only the gradient in the middle gets longer.",
)
def train_linear(answer):
    """Look at a function that trains a linear layer with softmax on mini-batches."""
    rng = np.random.default_rng(seed())
    x, y = rng.normal(size=(4, 23)), rng.permutation(23) % 10
    for data, settings, case in (
        ((np.array([[2.0]]), np.array([1])), (1, 1, 0.5), "for the one example of the statement"),
        ((x[:, :6], y[:6]), (1, 6, 0.5), "for one epoch in one batch of 6"),
        ((x[:, :20], y[:20]), (1, 5, 0.5), "for one epoch of 20 examples in batches of 5"),
        ((x, y), (1, 5, 0.5), "for one epoch of 23 examples in batches of 5"),
        ((x, y), (3, 5, 0.5), "for three epochs of 23 examples in batches of 5"),
        ((1000 * x, y), (2, 5, 0.5), "for inputs in the thousands"),
    ):
        given, fresh = (np.random.default_rng(seed() + 2026) for _ in range(2))
        before = given.bit_generator.state
        with np.errstate(all="ignore"):
            W, b = numbers(call(answer, *data, *settings, given), "W", "b")
        wanted = solve_train_linear(*data, *settings, fresh)
        unused = given.bit_generator.state == before and settings[1] < len(data[1])
        if unused and np.shape(W) == wanted[0].shape and not np.allclose(observe(W), wanted[0]):
            own = f"{case} rng is not used: draw from it, and from no generator of your own"
            raise Wrong(own, case=case, what=f"W {case}")
        compare(W, wanted[0], f"W {case}", case=case)
        compare(b, wanted[1], f"b {case}", case=case)


def solve_file_size(header):
    total = 1
    for start in range(4, 4 + 4 * header[3], 4):
        total *= int.from_bytes(header[start : start + 4], "big")
    return len(header) + total


TOTAL, READ, PLACES = "len(header) + total", 'header[start : start + 4], "big"', "range(4, 4 + 4 * header[3], 4)"
SIZES = {  # old and new texts, and what to say
    (TOTAL, "total"): "counts the data alone; the header is a part of the file, too",
    (TOTAL, "16 + total"): "adds 16 bytes of header; 16 is right for three dimensions only",
    (TOTAL, "len(header) - 4 + total"): "forgets the first four bytes, the magic number",
    (TOTAL, "4 + total"): "counts the magic number, but not the four bytes of each size",
    (TOTAL, "len(header) + 4 * total"): "counts four bytes for each pixel; an unsigned byte is one",
    (TOTAL, "len(header) + total % 2**32"): "overflows: a product of 2³² and more does not fit into 32 bits",
    (TOTAL, "len(header) + (total + 2**63) % 2**64 - 2**63"): "overflows: use int(…), which has room for any product",
    ("*=", "+=", "total = 1", "total = 0"): "adds the sizes; a table of r rows and c columns has r times c entries",
    (TOTAL, "4 + header[3] + total"): "counts one byte of header for each size; it has four",
    (PLACES, "range(0, 4 * header[3], 4)"): "reads the magic number as a size; the sizes begin at header[4]",
    (READ, READ.replace("big", "little")): "reads the four bytes from the other end: the first weighs most",
    (READ, 'header[start + 3 : start + 4], "big"'): "takes the last byte of each size; each size has four",
    (READ, 'header[start + 2 : start + 4], "big"'): "takes the last two bytes of each size; each size has four",
    (READ, READ + ", signed=True"): "reads a size as a number with a sign: from 2³¹ on that is negative",
    (PLACES, "range(4, 4 * header[3], 4)"): "leaves out the last size",
    (PLACES, "range(4, 16, 4)", TOTAL, "16 + total"): "always takes three sizes; header[3] says how many there are",
}


@exercise(
    deeper="The IDX files, byte by byte",
    solution=solve_file_size,
    mistakes={"{what} " + text: altered(solve_file_size, *texts) for texts, text in SIZES.items()},
    hints=[
        "A file is its header and its data. How long is the header, if there are d dimensions?",
        "The fourth byte, `header[3]`, is the number of dimensions; each has four bytes, from `header[4]` on.",
        "`int.from_bytes(header[4:8], 'big')` is the first size. The data are the product of all sizes.",
    ],
    explanation="This number is what `check_size` compares with the length of a file: a header that says its own "
    "length makes a broken download easy to see.",
)
def file_size(answer):
    """Look at a function of a header, of type bytes, that returns a size in bytes."""
    tables = ((2, 3, 4), (7 + seed() % 1000, 300), (10_000,), (500, 3, 32, 20), (70_000, 28, 28))
    for sizes in (*tables, (100_000, 300, 300), (3_000_000_000, 2), (3_000_000_000, 3_000_000_000, 2)):
        header = bytes([0, 0, 8, len(sizes)]) + b"".join(size.to_bytes(4, "big") for size in sizes)
        got, what = call(answer, header), f"for the sizes {', '.join(map(str, sizes))} the result"
        compare(got, float(solve_file_size(header)), what, tolerance=1e-12, shown=47_040_016.0)


progress = progress_of(globals())
