"""Chapter 08 · Exercises on training: mini-batches, learning curves, numbers that may be reported, and bytes."""

import math
from functools import partial

import numpy as np

from nncourse.exercises.base import Wrong, call, choose, compare, either, exercise, kind, progress_of, saw, seed


def falls_at(count):
    """Return a wrong answer: the rate falls at the step that count(n, batch_size, walk), a callable, gives."""
    return lambda n, size, rate, walk: lambda step: rate if step < count(n, size, walk) else rate / 10


def falls_by(power):
    """Return a wrong answer: the rate falls power(step, k, walk) times; power is a callable, k steps an epoch."""
    return lambda n, size, rate, walk: lambda step: rate / 10 ** max(0, power(step, math.ceil(n / size), walk))


def two_rates(first, second):
    """Return a wrong answer that falls at the right step; first(rate) and second(rate), callables, give its rates."""
    return lambda n, size, rate, walk: lambda step: first(rate) if step < walk * math.ceil(n / size) else second(rate)


def solve_settling(n, batch_size, rate, walk):
    """Return a schedule: rate for walk epochs, then a tenth; n, batch_size and walk int, rate float."""
    steps = walk * math.ceil(n / batch_size)
    return lambda step: rate if step < steps else rate / 10


@exercise(
    solution=solve_settling,
    slips={
        "{case} the rate falls again at each step; it should fall once": falls_by(lambda t, k, walk: t - walk * k + 1),
        "{case} the rate falls again at each epoch; it should fall once": falls_by(
            lambda t, k, walk: t // k - walk + 1
        ),
        "{case} the rate falls again after {twice} epochs; it should fall once": (
            falls_by(lambda t, k, walk: t // (walk * k))
        ),
        "{case} the rate never falls in {steps} steps, {epochs} epochs; a step looks at a whole batch": (
            falls_at(lambda n, size, walk: walk * n)
        ),
        "{case} the rate is small from step 0 on; the long steps come first": falls_at(lambda n, size, walk: 0),
        "{case} the rate grows from {tenth} to {rate}": two_rates(lambda rate: rate / 10, lambda rate: rate),
        "{case} the rate settles at 0.02, but the rate in use is {rate}, and a tenth of it {tenth}": (
            two_rates(lambda rate: rate, lambda rate: 0.02)
        ),
        "{case} the rates are 0.2 and 0.02, as in the chapter; the rate in use is {rate}": (
            two_rates(lambda rate: 0.2, lambda rate: 0.02)
        ),
        "{case} the rate grows from {rate} to {tenfold}": two_rates(lambda rate: rate, lambda rate: 10 * rate),
        "{case} the rate falls at step {first}: that counts epochs, but the function is given the number of the step": (
            falls_at(lambda n, size, walk: walk)
        ),
        "{case} the rate falls at step {first}: is the last, smaller batch of each epoch forgotten?": (
            falls_at(lambda n, size, walk: walk * (n // size))
        ),
        "{case} the rate falls at step {first}: here the batches come out even, so there is no smaller one at the "
        "end": falls_at(lambda n, size, walk: walk * (n // size + 1)),
        "{case} the rate falls at step {first}: the smaller batch that ends each epoch counts as a fraction; it is a "
        "whole step": falls_at(lambda n, size, walk: walk * n / size),
        "{case} the rate falls at step {first}: one step late: the steps are counted from 0": (
            falls_at(lambda n, size, walk: walk * math.ceil(n / size) + 1)
        ),
        "{case} the rate falls at step {first}: one step early: the steps are counted from 0": (
            falls_at(lambda n, size, walk: walk * math.ceil(n / size) - 1)
        ),
    },
    hints=[
        "What does SGD count: epochs, or mini-batches?",
        "How many steps does an epoch have, if the last mini-batch is smaller than the others? It is a step, too.",
        "Steps are counted from 0, so `walk` epochs of k steps are the steps from 0 to walk · k − 1.",
    ],
    explanation="`SGD(settling(50_000, 64, 0.2, 8))` takes long steps and then short ones in one call of "
    "`train`, with ten epochs.",
)
def settling(answer):
    """Look at a function of n, batch_size, rate and walk that returns a function of the step. Raises a Finding."""
    walk = 3 + seed() % 3
    for n, size, rate in ((970, 64, 0.2), (640, 64, 0.5), (100, 1, 0.01)):
        schedule = call(answer, n, size, rate, walk)
        if not callable(schedule):
            raise Wrong(f"the result should be a function of the step, such as a lambda, but it is {kind(schedule)}")
        k = math.ceil(n / size)
        epochs = 2 * walk + 2
        steps = range(epochs * k + 2)
        got = [call(schedule, step) for step in steps]
        case = f"with n = {n}, batches of {size} and walk = {walk}"
        wanted = np.where(np.arange(len(steps)) < walk * k, rate, rate / 10)
        first = next((step for step in steps if got[step] != got[0]), None)
        facts = {"tenth": f"{rate / 10:g}", "tenfold": f"{10 * rate:g}", "twice": 2 * walk, "epochs": epochs}
        compare(got, wanted, f"{case} the list of rates", case=case, rate=rate, first=first, steps=len(steps), **facts)


@exercise(
    solution="B",
    slips={
        "that was true where the input is 0; look at `dW = dz @ x.T` again: what is x at these pixels now?": "A",
        "what would make them differ? In `dW = dz @ x.T` a weight knows its pixel only through x": "C",
        "weights may grow large if nothing holds them, but what holds the bias, whose input is always 1, too?": "D",
    },
    hints=[
        "What is the gradient of a weight whose input is 0? And one whose input is 1?",
        "Write `dW = dz @ x.T` for one pixel that is 1 in every image. Which other gradient is that?",
    ],
    explanation="With x = 1 everywhere `dz @ x.T` is the sum of dz, which is db: all 67 weights of a neuron move "
    "exactly as its bias does. They are 67 more biases, and the network has learned nothing about the rim.",
)
def negative(answer):
    """Look at a choice, a str. Raises a Finding."""
    choose(answer, "ABCD", "B")


WHY_NOT = {
    ("A", 1): "sorted images make training easy, with a small loss; here it is above 2.3",
    ("A", 2): "then the last labels would drive out the earlier ones; here all ten digits are still answered",
    ("A", 3): "then training would go differently, but its loss is the correct program's, to the last digit",
    ("A", 4): "sorted images make training easy, with a small loss; here nothing is learned at all",
    ("B", 1): "then it would start at 2.3 and stay; what could throw the loss up to 6.66?",
    ("B", 2): "from labels of other images nothing can be learned; here the training loss is nearly 0",
    ("B", 3): "from labels of other images nothing can be learned; here the training loss falls as it should",
    ("C", 2): "steps so long would throw the weights about; this training loss falls calmly to nearly 0",
    ("C", 3): "then training would go differently, but its loss is the correct program's, to the last digit",
    ("C", 4): "steps 64 times too long would throw the loss up first; here it stays at 2.30 from the beginning",
    ("D", 1): "the validation images play no part in the training, and here the training itself goes wrong",
    ("D", 2): "the validation images play no part in the training, and here the training loss is too good",
    ("D", 4): "the validation images play no part in the training, and here the training itself goes wrong",
    ("E", 1): "a few images are soon memorized, and the training loss goes to 0; here it is above 2.3",
    ("E", 3): "then training would go differently, but its loss is the correct program's, to the last digit",
    ("E", 4): "a few images are soon memorized, and the training loss goes to 0; here it stays at 2.30",
    ("F", 1): "images that were seen in training make the validation better than it should be, not worse",
    ("F", 2): "then the validation would be as good as the training; here it is much worse",
    ("F", 3): "images that were seen in training can't have a loss of 137; what would make logits so large?",
    ("F", 4): "images that were seen in training make the validation better than it should be, not worse",
}


@exercise(
    solution=("C", "E", "D", "B"),
    slips={
        f"program {number}, {letter}: {reason}": [letter if at == number else ... for at in (1, 2, 3, 4)]
        for (letter, number), reason in WHY_NOT.items()
    },
    hints=[
        "Look first at the training loss: did the program learn anything from what it was shown?",
        "2.3 is ln 10: every digit gets a tenth. Which program stays there, and which has to be thrown there?",
        "Program 3 trains exactly as the correct one does, so the fault must be in the validation alone.",
    ],
    explanation="A sum instead of a mean makes the rate 64 times larger, 12.8. The same 64 images are soon "
    "memorized. Inputs 255 times larger leave most answers as they are and make the logits of the wrong ones huge. And "
    "nothing can be learned about labels that belong to other images.",
)
def four_logs(answer):
    """Look at four letters, one for each program. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise Wrong(f"the answer should be four letters, one for each program, but it is {kind(answer)}")
    for number, (letter, right) in enumerate(zip(answer, four_logs.reference), start=1):
        if letter not in tuple("ABCDEF"):
            raise Wrong(f'program {number}: choose one of "A" to "F"')
        if saw(letter) != right:
            raise Wrong(f"program {number}, {letter} is not right")


def rows_of(counts):
    """Return the right answers as shares of the rows of counts, a table (k, k): an array of shape (k,)."""
    return np.diag(counts) / np.maximum(counts.sum(axis=1), 1)


def columns_of(counts):
    """Return the right answers as shares of the columns of counts, a table (k, k): an array of shape (k,)."""
    return np.diag(counts) / np.maximum(counts.sum(axis=0), 1)


def wrong_in_each(change):
    """Return two wrong answers: change(share, counts), a callable, made of the first share, and of the second."""
    return either(
        lambda counts: (change(rows_of(counts), counts), columns_of(counts)),
        lambda counts: (rows_of(counts), change(columns_of(counts), counts)),
    )


def solve_two_shares(counts):
    """Return the shares found and trusted, each of shape (k,); counts of shape (k, k)."""
    right = np.diag(counts)
    occurs, given = counts.sum(axis=1), counts.sum(axis=0)
    return right / np.maximum(occurs, 1), right / np.maximum(given, 1)


@exercise(
    solution=solve_two_shares,
    slips={
        "{what} holds the other share: rows are labels, columns are answers": either(
            lambda counts: (columns_of(counts), rows_of(counts)),
            lambda counts: (rows_of(counts), rows_of(counts)),
        ),
        "{what} holds the shares of the mistakes; asked for are the right ones": wrong_in_each(lambda a, counts: 1 - a),
        "{what} is in percent; a share goes from 0 to 1": wrong_in_each(lambda a, counts: 100 * a),
        "{what} is not right: these are counts; what are they a share of?": (
            wrong_in_each(lambda a, counts: np.diag(counts))
        ),
        "{what} is not right: this divides by all images; each digit has a total of its own": (
            wrong_in_each(lambda a, counts: np.diag(counts) / counts.sum())
        ),
        "{what} is not right: this is the accuracy; here each digit counts for itself": (
            wrong_in_each(lambda a, counts: np.full(len(counts), np.trace(counts) / counts.sum()))
        ),
    },
    hints=[
        "For which of the two do you add up a row of the table, and for which a column?",
        "A row holds all images with one label. `counts.sum(axis=1)` adds up the entries of each row.",
        "Where an answer was never given, or a label never occurs, the count of right answers is 0, too: divide by 1 "
        "there instead, with `np.maximum(…, 1)`.",
    ],
    explanation="A network that says 9 to everything finds all the 9s, a recall of 1, but only one in ten of its "
    "answers is right. So neither number says enough without the other.",
)
def two_shares(answer):
    """Look at a function of a table of counts that returns two arrays of shares. Raises a Finding."""
    rng = np.random.default_rng(seed())
    never = rng.integers(1, 30, (10, 10)) + np.diag(rng.integers(200, 900, 10))
    never[:, 4] = 0
    for counts in (np.array([[8, 2, 0], [1, 9, 0], [5, 0, 0]]), never, never.T):
        with np.errstate(all="ignore"):
            result = call(answer, counts)
            wanted = solve_two_shares(counts)
            k = len(counts)
            if not isinstance(result, (tuple, list)) or len(result) != 2:
                raise Wrong(f"the function should return two arrays, but its result is {kind(result)}")
            for got, want, what in zip(result, wanted, ("found, the first array,", "trusted, the second array,")):
                if np.shape(got) == (k,) and np.asarray(got).dtype.kind == "f" and not np.isfinite(got).all():
                    who = "an answer that was never given" if counts.sum(axis=1).all() else "a label that never occurs"
                    raise Wrong(f"{what} holds nan or inf: {who} was divided by its count, 0")
                if np.shape(got) == (k, k):
                    raise Wrong(f"{what} is a whole table; of each row or column only the right answers are asked for")
                compare(got, want, what)


ANSWERED = {0.0: (10_000, 190), 0.5: (9_976, 175), 0.8: (9_764, 89), 0.9: (9_628, 57)}  # measured, chapter 08's net
ANSWERED |= {0.95: (9_494, 38), 0.98: (9_267, 21), 0.99: (9_090, 15), 0.999: (8_078, 5)}


@exercise(
    solution=0.98,
    slips={
        "{seen}: the fewest mistakes, but what do all those looks cost?": 0.999,
        "{seen}: nobody has to look, but what do {misread} mistakes cost?": 0,
        "{seen}; that would be best if a mistake cost as much as ten looks. How many does it cost?": 0.95,
    },
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
    if answer != 0.98:
        way = "larger" if answer < 0.98 else "smaller"
        cost = f"a cost of {20 * misread + handed:,}; the next {way} threshold costs less"
        raise Wrong(f"{seen}, {cost}", seen=seen, misread=misread)


def report_on(row):
    """Return a wrong answer: a report on the setting row(validation, test), a callable."""

    def answer(validation, test):
        taken = test[row(validation, test)]
        return taken.mean(), taken.std(ddof=1)

    return answer


def chosen(validation, test):
    """Return the test runs of the right setting, an array (seeds,); arrays validation and test (settings, seeds)."""
    return test[validation.min(axis=1).argmax()]


def mean_of(function):
    """Return a wrong answer: the mean is function(validation, test), a callable."""
    return lambda validation, test: (function(validation, test), 0.4)


def spread_of(function):
    """Return a wrong answer: the mean is right, the spread is function(validation, test), a callable."""
    return lambda validation, test: (chosen(validation, test).mean(), function(validation, test))


def rounded_to(digits):
    """Return two wrong answers: mean and spread, or the spread alone, are rounded to digits, an int."""
    return (
        lambda validation, test: tuple(np.round(solve_report(validation, test), digits)),
        lambda validation, test: (chosen(validation, test).mean(), np.round(solve_report(validation, test)[1], digits)),
    )


def solve_report(validation, test):
    """Return mean and spread, two floats; arrays validation and test (settings, seeds)."""
    chosen = test[validation.min(axis=1).argmax()]
    return chosen.mean(), chosen.std(ddof=1)


NINE = (  # validation and test: each wrong way to choose takes another row; the honest one is row 5
    np.array(
        [
            [97.0, 96.7, 97.2],
            [97.5, 98.3, 98.2],
            [99.0, 96.8, 96.8],
            [97.6, 97.8, 97.9],
            [98.6, 98.6, 96.7],
            [98.2, 97.8, 97.7],
            [96.5, 96.4, 96.4],
            [97.0, 97.3, 97.4],
            [97.1, 97.1, 97.1],
        ]
    ),
    np.array(
        [
            [97.2, 97.2, 97.1],
            [97.4, 97.5, 97.4],
            [97.8, 97.7, 97.8],
            [98.1, 98.2, 98.3],
            [97.7, 97.5, 97.4],
            [97.4, 97.6, 97.7],
            [96.4, 96.4, 96.1],
            [98.3, 98.4, 98.7],
            [96.9, 97.1, 97.2],
        ]
    ),
)
OF_THE_STATEMENT = (
    np.array([[97.0, 97.4, 97.2], [98.0, 97.6, 97.8], [98.6, 97.4, 98.3], [97.5, 97.7, 97.3]]),
    np.array([[97.1, 97.5, 97.3], [97.6, 98.0, 97.2], [97.4, 97.3, 97.8], [97.8, 98.1, 97.8]]),
)


def rows_by_rule(validation, test):
    """Return the rows that five rules choose, a list of int; arrays validation and test (settings, seeds).

    The rules are the best worst run, the best mean, median and best run, and the best worst run on the test images.
    """
    scores = [rule(validation, axis=1) for rule in (np.min, np.mean, np.median, np.max)]
    return [int(score.argmax()) for score in (*scores, test.min(axis=1))]


FIVE_RUNS = np.array(  # above 97 %: each of these rows is the choice of another rule, if none moves by more than 0.04
    [
        [0.50, 0.52, 0.54, 0.56, 0.58],  # the best worst run
        [0.30, 0.60, 0.70, 1.00, 1.00],  # the best mean
        [0.00, 0.10, 0.90, 0.95, 0.95],  # the best median
        [-0.1, 0.00, 0.10, 0.20, 1.50],  # the best run
        [0.10, 0.20, 0.20, 0.30, 0.30],  # the best on the test images
        [0.00, 0.10, 0.10, 0.20, 0.20],
    ]
)


def random_runs(rng):
    """Return validation and test, arrays (6, 5), in which each rule chooses another row, whatever rng draws."""
    validation = rng.permuted(97 + FIVE_RUNS + rng.uniform(-0.04, 0.04, (6, 5)), axis=1)
    test = 97 + rng.uniform(-0.5, 0.5, (6, 5))
    test[4] += 1.1
    order = rng.permutation(6)
    return validation[order], test[order]


@exercise(
    solution=solve_report,
    slips={
        "the setting seems to be chosen on the test images: then they are used up, and the number is too good": (
            either(
                report_on(lambda validation, test: test.min(axis=1).argmax()),
                report_on(lambda validation, test: test.mean(axis=1).argmax()),
            )
        ),
        "the test images were used to choose, together with the validation images; then the number is too good": (
            either(
                report_on(lambda validation, test: np.minimum(validation, test).min(axis=1).argmax()),
                report_on(lambda validation, test: (validation + test).mean(axis=1).argmax()),
            )
        ),
        "the setting with the best validation mean was chosen; the rule here looks at the worst run of each setting, "
        "because you will have only one run, and it may be that one": (
            report_on(lambda validation, test: validation.mean(axis=1).argmax())
        ),
        "the setting with the best validation median was chosen; the rule here looks at the worst run of each": (
            report_on(lambda validation, test: np.median(validation, axis=1).argmax())
        ),
        "the setting with the lowest validation accuracies was chosen; these are accuracies, not losses": either(
            report_on(lambda validation, test: validation.min(axis=1).argmin()),
            report_on(lambda validation, test: validation.mean(axis=1).argmin()),
        ),
        "the setting whose seeds differ least was chosen; that says how sure it is, not how good it is": (
            report_on(lambda validation, test: validation.std(axis=1).argmin())
        ),
        "this is the best of all test runs: chosen for its luck": mean_of(lambda validation, test: test.max()),
        "the setting is right, but the number is from the images that chose it": (
            mean_of(lambda validation, test: chosen(validation, validation).mean())
        ),
        "the single best validation run was chosen, and it alone is reported; one run may be luck": (
            mean_of(lambda validation, test: test.flat[validation.argmax()])
        ),
        "the setting of the single best validation run was chosen; look at the worst run of each setting": (
            report_on(lambda validation, test: validation.max(axis=1).argmax())
        ),
        "the setting is right, but only its best seed is reported": (
            mean_of(lambda validation, test: chosen(validation, test).max())
        ),
        "the setting is right, but only its worst run is reported; that was for choosing, a report states the mean": (
            mean_of(lambda validation, test: chosen(validation, test).min())
        ),
        "the best seed was taken for a setting: along which axis do the seeds lie?": (
            report_on(lambda validation, test: validation.min(axis=0).argmax())
        ),
        "this is the mean over all settings; one of them has to be chosen first": (
            mean_of(lambda validation, test: test.mean())
        ),
        "the mean is right; in the spread the deviations are divided by n, not by n − 1": (
            spread_of(lambda validation, test: chosen(validation, test).std())
        ),
        "the mean is right; the spread is a variance: is a square root missing?": (
            spread_of(lambda validation, test: chosen(validation, test).var(ddof=1))
        ),
        "the mean is right, but this is the spread of the validation runs": (
            spread_of(lambda validation, test: chosen(validation, validation).std(ddof=1))
        ),
        "the mean is right, but this is the spread between the settings": (
            spread_of(lambda validation, test: test.mean(axis=1).std(ddof=1))
        ),
        "the mean is right, but this is the spread of all runs of all settings": (
            spread_of(lambda validation, test: test.std(ddof=1))
        ),
        "the mean is right; divided by √n this is how well the mean is known": (
            spread_of(lambda validation, test: chosen(validation, test).std(ddof=1) / np.sqrt(test.shape[1]))
        ),
        "the mean is right; the spread goes from the lowest to the highest run": (
            spread_of(lambda validation, test: np.ptp(chosen(validation, test)))
        ),
        "{what} is right, but rounded; return it as it came out, and round only what you print": either(
            *(wrong for digits in range(1, 5) for wrong in rounded_to(digits))
        ),
    },
    hints=[
        "Which of the two tables may decide which setting is taken? Which one holds the number to be reported?",
        "A setting is a row. You will have only one run of it. Which of its runs shows how bad that may be?",
        "`validation.min(axis=1).argmax()` is the number of a row. Take that row of test: "
        "`np.mean` and `np.std` with `ddof=1`.",
    ],
    explanation="The best test mean would be higher, and would hold for new images as little as the score of the best "
    "of a thousand guessers.",
)
def report(answer):
    """Look at a function of two tables of accuracies that returns a mean and a spread. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for validation, test in (NINE, OF_THE_STATEMENT, random_runs(rng)):
        result = call(answer, validation, test)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong(f"the function should return a pair, (mean, spread), but its result is {kind(result)}")
        mean, spread = solve_report(validation, test)
        compare(result[0], mean, "the mean")
        compare(result[1], spread, "the spread")


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
    "shares": "every logit is pushed down by its probability, even the right digit's: what does the label say?",
    "sum": "the gradients of a batch are added; asked for is their mean, or the rate depends on the batch size",
    "axis": "the softmax adds up over the wrong axis: the ten probabilities of one example, a column, add up to 1",
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
    slips={
        "{what} is still 0: does it take its steps?": (
            lambda x, y, *settings: (np.zeros((10, len(x))), np.zeros((10, 1)))
        ),
        **{"{case}: " + text: partial(variant, slip=name) for name, text in SLIPS.items()},
        "{what} is still 0; its step is dz added up over the examples, for each output on its own": (
            partial(variant, slip="no bias")
        ),
    },
    hints=[
        "Two loops: over epochs, and over the batches of one epoch. Which of them draws the order?",
        "For a batch: logits `z = W @ x[:, idx] + b`, their softmax p down each column, and (chapter 06) "
        "dz = (p − one-hot of the labels) / size of the batch.",
        "`dW = dz @ x[:, idx].T` and `db = dz.sum(axis=1, keepdims=True)`; the slice "
        "`order[start : start + batch_size]` may be shorter at the end.",
    ],
    explanation="With ten epochs at 0.1 on 50,000 images this reaches about 92 %, the linear baseline of the chapter.",
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
        swapped = zip(result, (b, W))
        if all(getattr(part, "shape", ()) == right.shape and np.allclose(part, right) for part, right in swapped):
            raise Wrong(f"{what} these are the right numbers, but the result is b, W; return W, b")
        untouched = given.bit_generator.state == fresh().bit_generator.state
        if untouched and settings[1] < len(data[1]) and getattr(result[0], "shape", ()) == W.shape:
            if not np.allclose(saw(result[0]), W):
                own = f"{what} rng was not used; is there a generator of your own? Draw from the rng you were given"
                raise Wrong(own, case=what, what=f"{what} W")
        compare(result[0], W, f"{what} W", case=what)
        compare(result[1], b, f"{what} b", case=what)


NOT_THIS = {
    (
        "A",
        1,
    ): "a network that overfits has a validation loss far above its training loss; here it is a little below",
    ("A", 2): "a network that overfits has a small training loss, and here it is still 0.679",
    ("A", 4): "the validation loss is a little above the training loss, but it has not turned: it still falls",
    ("B", 1): "a network that underfits has a large training loss, and here it is 0.026",
    ("B", 3): "a network that underfits has a large training loss, and here it is 0.026",
    ("B", 4): "both losses are small and still fall; steps too short would look like those of another run here",
    ("C", 1): "on images that it has never seen, would a network do better than on its own, from epoch 1 to 40?",
    ("C", 2): "after 40 epochs the training loss is six times as large as in run 4; is that all it can learn?",
    ("C", 3): "the training loss goes to 0; where is the validation loss lowest, and where does it end?",
    ("D", 2): "then its losses would be equal, and they nearly are; but what about their size?",
    ("D", 3): "then the validation loss would follow the training loss to 0; here it turns",
    ("D", 4): "then the validation loss would follow the training loss; here the distance grows a little",
}


@exercise(
    solution=("D", "B", "A", "C"),
    slips={
        f"run {number}, {letter}: {reason}": [letter if at == number else ... for at in (1, 2, 3, 4)]
        for (letter, number), reason in NOT_THIS.items()
    },
    hints=[
        "Look at the training loss first: which run has not even learned its own images?",
        "Two runs have the same training loss to the last digit, so they learned from the same images. What differs?",
        "A validation loss on new images is usually a little above the training loss in the end. Which run has none?",
    ],
    explanation="Run 1 validates on half of its own 1,000 images, and run 3, the same training, on new ones: only "
    "there can you see that it overfits. Run 2 takes steps of 0.001. Run 4 learns from 50,000 images.",
)
def which_curve(answer):
    """Look at four letters, one for each run. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise Wrong(f"the answer should be four letters, one for each run, but it is {kind(answer)}")
    for number, (letter, right) in enumerate(zip(answer, which_curve.reference), start=1):
        if letter not in tuple("ABCD"):
            raise Wrong(f'run {number}: choose one of "A" to "D"')
        if saw(letter) != right:
            raise Wrong(f"run {number}, {letter} is not right")


def sizes_of(header, order="big"):
    """Return the sizes in a header, of type bytes, as a list of int; order, a str, says which byte weighs most."""
    return [int.from_bytes(header[i : i + 4], order) for i in range(4, 4 + 4 * header[3], 4)]


def three_sizes(header):
    """Return the product of three sizes of a header, of type bytes, whether they are there or not: an int."""
    return math.prod(int.from_bytes(header[i : i + 4], "big") for i in (4, 8, 12))


def solve_file_size(header):
    """Return the size in bytes, an int, of a whole IDX file; header is of type bytes."""
    sizes = [int.from_bytes(header[i : i + 4], "big") for i in range(4, 4 + 4 * header[3], 4)]
    return 4 + 4 * header[3] + math.prod(sizes)


@exercise(
    deeper="The IDX files, byte by byte",
    solution=solve_file_size,
    slips={
        "{what} counts the data alone; the header is a part of the file, too": lambda header: math.prod(
            sizes_of(header)
        ),
        "{what} adds 16 bytes of header; 16 is right for three dimensions only": (
            lambda header: 16 + math.prod(sizes_of(header))
        ),
        "{what} forgets the first four bytes, the magic number": (
            lambda header: 4 * header[3] + math.prod(sizes_of(header))
        ),
        "{what} counts the magic number, but not the four bytes of each size": (
            lambda header: 4 + math.prod(sizes_of(header))
        ),
        "{what} stops after three sizes; the fourth byte says how many there are": (
            lambda header: 4 + 4 * header[3] + math.prod(sizes_of(header)[:3])
        ),
        "{what} adds the sizes; a table of r rows and c columns has r times c entries": (
            lambda header: len(header) + sum(sizes_of(header))
        ),
        "{what} reads the four bytes from the other end: the first weighs most": (
            lambda header: len(header) + math.prod(sizes_of(header, "little"))
        ),
        "{what} takes 28 × 28 for granted; the sizes are in the header": either(
            lambda header: 16 + 784 * sizes_of(header)[0],
            lambda header: len(header) + 784 * sizes_of(header)[0],
        ),
        "{what} reads all sizes as one; each has four bytes": (
            lambda header: len(header) + int.from_bytes(header[4:], "big")
        ),
        "{what} is the number of examples, not of bytes": lambda header: sizes_of(header)[0],
        "{what} takes only the last byte of each size; each size has four bytes": (
            lambda header: len(header) + math.prod(header[7::4])
        ),
        "{what} reads three sizes, but the header has {d} here; of no bytes from_bytes makes 0": either(
            lambda header: len(header) + three_sizes(header),
            lambda header: 16 + three_sizes(header),
        ),
    },
    hints=[
        "A file is its header and its data. How long is the header, if there are d dimensions?",
        "The fourth byte, `header[3]`, is the number of dimensions; each has four bytes, from `header[4]` on.",
        "`int.from_bytes(header[4:8], 'big')` is the first size. The data are the product of all sizes.",
    ],
    explanation="`len(header) + math.prod(sizes)` says it more shortly. This number is what `check_size` compares.",
)
def file_size(answer):
    """Look at a function of a header, of type bytes, that returns a size in bytes. Raises a Finding."""
    for sizes in ((2, 3, 4), (60_000, 28, 28), (10_000,), (500, 3, 32, 20), (7 + seed() % 1000, 300)):
        d = len(sizes)
        header = bytes([0, 0, 8, d]) + b"".join(size.to_bytes(4, "big") for size in sizes)
        what = f"for {d} dimension{'s' * (d > 1)} with the sizes {', '.join(map(str, sizes))} the result"
        got = call(answer, header)
        got = float(got) if isinstance(got, int) else got  # read from the wrong end it is larger than int64
        compare(got, solve_file_size(header), what, tolerance=1e-12, d=d)


progress = progress_of(globals())
