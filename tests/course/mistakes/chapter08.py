"""Wrong answers to the exercises of chapter 08 that are no slips, each with a fragment of its message."""

import numpy as np

from nncourse.exercises.chapter08 import solve_report, solve_two_shares, variant


def own_generator(*numbers):
    return lambda *arguments: variant(*arguments[:-1], np.random.default_rng(*numbers))


def softmax_without_axis(x, y, epochs, batch_size, rate, rng):
    return by_hand(x, y, epochs, batch_size, rate, rng, lambda p: p / p.sum(), one_each)


def whole_rows(x, y, epochs, batch_size, rate, rng):
    def subtract(p, labels):
        p[labels] -= 1

    return by_hand(x, y, epochs, batch_size, rate, rng, lambda p: p / p.sum(axis=0), subtract)


def shuffled_again(x, y, epochs, batch_size, rate, rng):
    return by_hand(x, y, epochs, batch_size, rate, rng, lambda p: p / p.sum(axis=0), one_each, again=True)


def one_each(p, labels):
    p[labels, np.arange(len(labels))] -= 1


def by_hand(x, y, epochs, batch_size, rate, rng, share, subtract, again=False):
    """Train as a student writes it, with slices of an x that was shuffled."""
    W, b, given, labels = np.zeros((10, len(x))), np.zeros((10, 1)), x, y
    for _ in range(epochs):
        order = rng.permutation(len(y))
        x, y = (x[:, order], y[order]) if again else (given[:, order], labels[order])
        for start in range(0, len(y), batch_size):
            part, right = x[:, start : start + batch_size], y[start : start + batch_size]
            dz = share(np.exp(W @ part + b))
            subtract(dz, right)
            dz /= len(right)
            W -= rate * dz @ part.T
            b -= rate * dz.sum(axis=1, keepdims=True)
    return W, b


MISTAKES = {
    "settling": [
        (lambda n, size, rate, walk: lambda step: rate if step < 20 else rate / 10, "first at [20], where it is 0.02"),
        (lambda n, size, rate, walk: lambda step: rate if step < 8 * 157 else rate / 10, "never falls in"),
        (lambda n, size, rate, walk: rate, "a function of the step"),
    ],
    "negative": [
        ("E", "choose one of"),
    ],
    "four_logs": [
        ("CEDB", "four letters"),
        (("C", "E", "D", 2), 'choose one of "A" to "F"'),
    ],
    "two_shares": [
        (
            lambda counts: (np.diag(counts) / counts.sum(axis=1), np.diag(counts) / counts.sum(axis=0)),
            "trusted, the second array, holds nan or inf: an answer that was never given",
        ),
        (
            lambda counts: (np.diag(counts) / counts.sum(axis=1), solve_two_shares(counts)[1]),
            "found, the first array, holds nan or inf: a label that never occurs was divided by its count, 0",
        ),
        (
            lambda counts: (counts / counts.sum(axis=1, keepdims=True), solve_two_shares(counts)[1]),
            "a whole table",
        ),
        (lambda counts: np.diag(counts) / counts.sum(axis=1), "two arrays"),
    ],
    "threshold": [
        (0.99, "the next smaller threshold costs less"),
        (0.9, "a cost of 1,512"),
        (1153, "not in the column"),
        ("0.98", "should be a number"),
    ],
    "report": [
        (
            lambda validation, test: solve_report(np.hstack([validation, test]), np.hstack([test, test])),
            "the test images were used to choose",
        ),
        (lambda validation, test: solve_report(validation, test)[0], "should return a pair"),
        (
            lambda validation, test: [round(part, 1) for part in solve_report(validation, test)],
            "the mean is right, but",
        ),
        (
            lambda validation, test: (solve_report(validation, test)[0], round(solve_report(validation, test)[1], 3)),
            "the spread is right, but rounded",
        ),
    ],
    "train_linear": [
        (softmax_without_axis, "the sum of the whole table"),
        (whole_rows, "1 is subtracted in whole rows"),
        (shuffled_again, "let order pick from the x you were given"),
        (own_generator(0), "rng was not used; is there a generator of your own?"),
        (own_generator(1), "rng was not used; is there a generator of your own?"),
        (own_generator(), "rng was not used; is there a generator of your own?"),
        (lambda *arguments: variant(*arguments)[::-1], "the one example of the statement these are the right numbers"),
        (lambda *arguments: (variant(*arguments)[0].T, variant(*arguments)[1]), "it looks transposed"),
        (lambda *arguments: (variant(*arguments)[0], variant(*arguments)[1][:, 0]), "keepdims=True?"),
    ],
    "which_curve": [
        ("DBAC", "four letters"),
        (("D", "B", "A", "E"), 'choose one of "A" to "D"'),
    ],
    "file_size": [
        (
            lambda header: 47_040_016,
            "for 3 dimensions with the sizes 2, 3, 4 the result is 4.704e+07, which is too large",
        ),
        (lambda header: print(len(header)), "None (is a return missing?)"),
    ],
}
