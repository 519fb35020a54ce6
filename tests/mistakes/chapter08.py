"""Typical wrong answers to the exercises of chapter 08, each with a fragment of the message that it must get."""

import math

import numpy as np

from nnlib.exercises.chapter08 import solve_report, variant


def sizes(header, order="big"):
    return [int.from_bytes(header[i : i + 4], order) for i in range(4, len(header), 4)]


def falls_at(count):
    """A schedule that falls at the step that count(n, batch_size, walk) gives."""
    return lambda n, size, rate, walk: lambda step: rate if step < count(n, size, walk) else rate / 10


def falls_each_step(n, size, rate, walk):
    last = walk * math.ceil(n / size)
    return lambda step: rate / 10 ** max(0, step - last + 1)


def falls_each_epoch(n, size, rate, walk):
    return lambda step: rate / 10 ** max(0, step // math.ceil(n / size) - walk + 1)


def falls_twice(n, size, rate, walk):
    return lambda step: rate / 10 ** (step // (walk * math.ceil(n / size)))


def settles_at(first, second):
    """A schedule that falls at the right step to a fixed rate; first may be None, for the rate that is given."""
    return lambda n, size, rate, walk: lambda step: (first or rate) if step < walk * math.ceil(n / size) else second


def three_sizes(length):
    """The length of a header, and three sizes that are read, whether they are there or not."""
    return lambda header: length(header) + math.prod(int.from_bytes(header[i : i + 4], "big") for i in (4, 8, 12))


def row(counts):
    return np.diag(counts) / counts.sum(axis=1)


def column(counts):
    return np.diag(counts) / np.maximum(counts.sum(axis=0), 1)


def chosen(validation, test):
    return test[validation.mean(axis=1).argmax()]


def spread_of(function):
    return lambda validation, test: (chosen(validation, test).mean(), function(validation, test))


def best_by(rows):
    """A report on the row whose number rows(validation, test) gives."""

    def answer(validation, test):
        taken = test[rows(validation, test)]
        return taken.mean(), taken.std(ddof=1)

    return answer


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


def slip(name):
    return lambda *arguments: variant(*arguments, slip=name)


MISTAKES = {
    "file_size": [
        (lambda header: math.prod(sizes(header)), "the data alone"),
        (lambda header: 16 + math.prod(sizes(header)), "three dimensions only"),
        (lambda header: 4 * header[3] + math.prod(sizes(header)), "the magic number"),
        (lambda header: 4 + math.prod(sizes(header)), "the four bytes of each size"),
        (lambda header: 4 + 4 * header[3] + math.prod(sizes(header)[:3]), "stops after three sizes"),
        (lambda header: len(header) + sum(sizes(header)), "adds the sizes"),
        (lambda header: len(header) + math.prod(sizes(header, "little")), "from the other end"),
        (lambda header: 16 + 784 * sizes(header)[0], "28 × 28 for granted"),
        (lambda header: len(header) + int.from_bytes(header[4:], "big"), "all sizes as one"),
        (lambda header: sizes(header)[0], "the number of examples"),
        (three_sizes(len), "reads three sizes, but the header has 1 here"),
        (three_sizes(lambda header: 4 + 4 * header[3]), "reads three sizes"),
        (lambda header: len(header) + math.prod(header[7::4]), "only the last byte of each size"),
        (lambda header: 16 + math.prod(header[7::4]), "only the last byte of each size"),
        (lambda header: 47_040_016, "for 1 dimension with the sizes 10000 the result is 4.704e+07, which is too large"),
        (lambda header: print(len(header)), "None (is a return missing?)"),
    ],
    "settling": [
        (falls_at(lambda n, size, walk: walk * (n // size)), "the last, smaller batch"),
        (falls_at(lambda n, size, walk: walk * (n // size + 1)), "come out even"),
        (falls_at(lambda n, size, walk: walk * n / size), "counts as a fraction"),
        (falls_at(lambda n, size, walk: walk), "counts epochs"),
        (falls_at(lambda n, size, walk: walk * math.ceil(n / size) + 1), "one step late"),
        (falls_at(lambda n, size, walk: walk * math.ceil(n / size) - 1), "one step early"),
        (falls_at(lambda n, size, walk: walk * n), "a step looks at a whole batch"),
        (falls_at(lambda n, size, walk: 8 * 157), "never falls in"),
        (falls_at(lambda n, size, walk: 0), "the walk comes first"),
        (falls_at(lambda n, size, walk: 20), "first at [20], where it is 0.02"),
        (falls_each_step, "falls again at each step"),
        (falls_each_epoch, "falls again at each epoch"),
        (falls_twice, "falls again after 6 epochs; it should fall once"),
        (settles_at(None, 0.02), "settles at 0.02, but the rate in use is 0.5, and a tenth of it 0.05"),
        (settles_at(0.2, 0.02), "as in the chapter; the rate in use is 0.5"),
        (
            lambda n, size, rate, walk: lambda step: rate if step < walk * -(-n // size) else 10 * rate,
            "grows from 0.2 to 2",
        ),
        (lambda n, size, rate, walk: rate, "a function of the step"),
    ],
    "negative": [
        ("A", "what is x at these pixels now?"),
        ("C", "only through x"),
        ("D", "what holds the bias"),
        ("E", "choose one of"),
    ],
    "four_logs": [
        (("A", "E", "D", "B"), "program 1, A: sorted images"),
        (("B", "E", "D", "C"), "program 1, B: then it would start at 2.3"),
        (("C", "F", "D", "B"), "program 2, F: then the validation would be as good"),
        (("C", "A", "D", "B"), "all ten digits are still answered"),
        (("C", "E", "C", "B"), "to the last digit"),
        (("C", "E", "F", "B"), "a loss of 137"),
        (("C", "E", "D", "C"), "throw the loss up first"),
        ("CEDB", "four letters"),
        (("C", "E", "D", 2), 'choose one of "A" to "F"'),
    ],
    "two_shares": [
        (lambda counts: (column(counts), row(counts)), "found, the first array, holds the other share"),
        (lambda counts: (row(counts), row(counts)), "trusted, the second array, holds the other share"),
        (lambda counts: (row(counts), np.diag(counts) / counts.sum(axis=0)), "never given"),
        (lambda counts: (np.diag(counts) / counts.sum(), column(counts)), "divides by all images"),
        (lambda counts: (np.diag(counts), column(counts)), "these are counts"),
        (lambda counts: (1 - row(counts), column(counts)), "the mistakes"),
        (lambda counts: (100 * row(counts), column(counts)), "in percent"),
        (lambda counts: (counts / counts.sum(axis=1, keepdims=True), column(counts)), "a whole table"),
        (row, "two arrays"),
    ],
    "threshold": [
        (0.999, "the fewest mistakes"),
        (0, "nobody has to look"),
        (0.95, "ten looks"),
        (0.99, "the next smaller threshold costs less"),
        (0.9, "a cost of 1,512"),
        (1153, "not in the column"),
        ("0.98", "should be a number"),
    ],
    "report": [
        (best_by(lambda validation, test: test.mean(axis=1).argmax()), "chosen on the test images"),
        (
            best_by(lambda validation, test: (validation + test).mean(axis=1).argmax()),
            "the test images were used to choose",
        ),
        (
            best_by(lambda validation, test: np.hstack([validation, test]).mean(axis=1).argmax()),
            "the test images were used to choose",
        ),
        (best_by(lambda validation, test: validation.mean(axis=1).argmin()), "the lowest validation mean"),
        (best_by(lambda validation, test: validation.std(axis=1).argmin()), "whose seeds differ least"),
        (best_by(lambda validation, test: validation.mean(axis=0).argmax()), "taken for a setting"),
        (
            best_by(lambda validation, test: validation.max(axis=1).argmax()),
            "the single best validation run was chosen; ",
        ),
        (lambda validation, test: solve_report(validation, validation), "the images that chose it"),
        (lambda validation, test: (test.max(), 0.0), "the best of all test runs"),
        (lambda validation, test: (chosen(validation, test).max(), 0.4), "only its best seed"),
        (lambda validation, test: (test.mean(), test.std(ddof=1)), "the mean over all settings"),
        (lambda validation, test: (test.flat[validation.argmax()], 0.0), "one run may be luck"),
        (spread_of(lambda validation, test: chosen(validation, test).std()), "not by n − 1"),
        (spread_of(lambda validation, test: chosen(validation, test).var(ddof=1)), "a square root"),
        (spread_of(lambda validation, test: chosen(validation, validation).std(ddof=1)), "the validation runs"),
        (spread_of(lambda validation, test: test.std(ddof=1)), "all runs of all settings"),
        (spread_of(lambda validation, test: np.ptp(chosen(validation, test))), "from the lowest to the highest"),
        (lambda validation, test: chosen(validation, test).mean(), "should return a pair"),
    ],
    "train_linear": [
        (slip("sign"), "uphill"),
        (slip("shares"), "what does the label say?"),
        (slip("sum"), "asked for is their mean"),
        (slip("axis"), "the wrong axis"),
        (softmax_without_axis, "the sum of the whole table"),
        (whole_rows, "1 is subtracted in whole rows"),
        (shuffled_again, "let order pick from the x you were given"),
        (own_generator(0), "rng was not used; is there a generator of your own?"),
        (own_generator(1), "rng was not used; is there a generator of your own?"),
        (own_generator(), "rng was not used; is there a generator of your own?"),
        (slip("outputs"), "ten times the batch size"),
        (slip("no bias"), "b is still 0"),
        (slip("unshuffled"), "the order of the file"),
        (slip("drawn"), "with replacement"),
        (slip("apart"), "the same indices"),
        (slip("dropped"), "left out"),
        (slip("size"), "divided by the full batch size"),
        (slip("all"), "over its own batch"),
        (slip("first batch only"), "a single step"),
        (slip("one order"), "one and the same order"),
        (lambda *arguments: (variant(*arguments)[0].T, variant(*arguments)[1]), "it looks transposed"),
        (lambda *arguments: (variant(*arguments)[0], variant(*arguments)[1][:, 0]), "keepdims=True?"),
        (lambda x, *arguments: (np.zeros((10, len(x))), np.zeros((10, 1))), "still 0"),
    ],
}
