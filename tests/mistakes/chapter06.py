"""Typical wrong answers to the exercises of chapter 06, each with a fragment of the message that it must get."""

import numpy as np

from nnlib import BinaryCrossEntropy, Sigmoid
from nnlib.exercises.chapter06 import WeightedCrossEntropy, log_sum_exp, solve_downhill, solve_soft_minimum


def with_m(choose_m):
    """The soft minimum with another number taken out of the exponents."""

    def answer(z):
        m = choose_m(z)
        return m - np.log(np.exp(m - z).sum(axis=0))

    return answer


def wrong_sign(choose_m):
    """The soft minimum with m taken out of z where it should be taken out of −z."""

    def answer(z):
        m = choose_m(z)
        return -(m + np.log(np.exp(-z - m).sum(axis=0)))

    return answer


def loss_of(price, mean=np.mean):
    """A weighted loss with another call and the right derivative."""

    class Answer(WeightedCrossEntropy):
        def __call__(self, outputs, targets):
            return mean(price(outputs, targets, self.weight))

    return Answer


def slopes_of(rule):
    """A weighted loss with the right call and another derivative."""

    class Answer(WeightedCrossEntropy):
        def derivative(self, outputs, targets):
            return rule(Sigmoid()(outputs), targets, self.weight, outputs.shape[1])

    return Answer


def prices(z, y):
    return np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))


def factor(y, weight):
    return np.where(y == 1, weight, 1)


def from_chances(z, y, weight):
    p = 1 / (1 + np.exp(-z))
    return -np.where(y == 1, weight * np.log(p), np.log(1 - p))


def patched(z, y, weight):
    p = Sigmoid()(z)
    return -np.where(y == 1, weight * np.log(p + 1e-12), np.log(1 - p + 1e-12))


def descent(measure, move=lambda w, slopes, rate: w - rate * slopes, off=0):
    """A walk with another way to measure or to move."""

    def answer(f, w, learning_rate, steps):
        w = w.copy()
        for _ in range(steps + off):
            w = move(w, measure(f, w), learning_rate)
        return w

    return answer


def central(f, w, epsilon=1e-5, width=2e-5):
    return np.array([(f(w + epsilon * e) - f(w - epsilon * e)) / width for e in np.eye(len(w))])


def one_sided(f, w):
    return np.array([(f(w + 1e-5 * e) - f(w)) / 1e-5 for e in np.eye(len(w))])


def all_together(f, w):
    return np.full(len(w), (f(w + 1e-5) - f(w - 1e-5)) / 2e-5)


def not_put_back(f, w):
    w, found = w.copy(), []
    for i in range(len(w)):
        w[i] += 1e-5
        above = f(w)
        w[i] -= 2e-5
        found.append((above - f(w)) / 2e-5)
    return np.array(found)


def same_array(f, w):
    w, found = w.copy(), []
    for i in range(len(w)):
        a = w
        b = w
        a[i] += 1e-5
        b[i] -= 1e-5
        found.append((f(a) - f(b)) / 2e-5)
    return np.array(found)


def one_by_one(f, w, learning_rate, steps):
    w = w.copy()
    for _ in range(steps):
        for i in range(len(w)):
            w[i] -= learning_rate * central(f, w)[i]
    return w


def in_place(f, w, learning_rate, steps):
    for _ in range(steps):
        w -= learning_rate * central(f, w)
    return w


def old_slopes(f, w, learning_rate, steps):
    slopes = central(f, w)
    for _ in range(steps):
        w = w - learning_rate * slopes
    return w


def early_return(f, w, learning_rate, steps):
    for _ in range(steps):
        w = w - learning_rate * central(f, w)
        return w


def whole_path(f, w, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * central(f, path[-1]))
    return np.array(path)


MISTAKES = {
    "half_known": [
        (2.3026, "knowing nothing"),
        (0.6931, "is what this network knows"),
        (1.1513, "one halving off the price"),
        (0.2, "the price of that chance"),
        (1.6, "rounded too far"),
        (0.8, "the right digit's share"),
        (2.3219, "counted in halvings"),
        (0.699, "base 10"),
        (-1.6094, "minus that"),
        (0, "certain and right"),
        (3.0, "too large"),
        ("ln 5", "should be a number"),
    ],
    "soft_minimum": [
        (log_sum_exp, "this is the soft maximum"),
        (lambda z: -log_sum_exp(z), "the sign inside"),
        (lambda z: log_sum_exp(-z), "the minus before the logarithm"),
        (lambda z: solve_soft_minimum(z) - z.min(axis=0), "m has to come back"),
        (lambda z: solve_soft_minimum(z) - 2 * z.min(axis=0), "m comes back with the wrong sign"),
        (lambda z: z.min(axis=0), "the hard minimum"),
        (lambda z: -np.log(np.exp(-z).sum(axis=1)), "one number per row"),
        (lambda z: solve_soft_minimum(z)[np.newaxis], "keepdims=True left"),
        (lambda z: -np.log(np.exp(-z).sum(axis=0)), "for small numbers it is right"),
        (with_m(lambda z: z.min()), "does one m serve all columns?"),
        (with_m(lambda z: z.min(axis=0)[0]), "does one m serve all columns?"),
        (wrong_sign(lambda z: z.max(axis=0)), "look at its sign"),
        (wrong_sign(lambda z: z.min(axis=0)), "look at its sign"),
        (with_m(lambda z: np.minimum(z.min(axis=0), 0)), "Which m brings the largest exponent to 0?"),
        (with_m(lambda z: z.max(axis=0)), "some exponent is far above 0"),
        (lambda z: -np.log(np.exp(-z).sum()), "was everything added up?"),
        (lambda z: print(z), "is a return missing?"),
    ],
    "reports": [
        (("A", 0.9163), "add the slopes of A up"),
        (("C", 0.4308), "pulls two classes up"),
        (("D", 0.0), "in D the slope at the label"),
        (("b", 0.5978), "choose one of"),
        (("B", 0.7985), "what the label lacks, not what it has"),
        (("B", 0.6), "rounded too far"),
        (("B", 0.45), "The price is asked for"),
        (("B", 0.55), "what is its price?"),
        (("B", 1.5606), "the chance of class 0"),
        (("B", 2.6593), "labels are counted from 0"),
        (("B", 0.8625), "halvings"),
        (("B", -0.5978), "a price is not negative"),
        ("B", "should be a pair"),
    ],
    "weighted": [
        (loss_of(lambda z, y, weight: prices(z, y)), "the weight has no effect"),
        (loss_of(lambda z, y, weight: weight * prices(z, y)), "every example is counted 10 times"),
        (loss_of(lambda z, y, weight: factor(1 - y, weight) * prices(z, y)), "it belongs to the 1s"),
        (loss_of(lambda z, y, weight: weight * y * prices(z, y)), "the targets 0 do not count at all"),
        (slopes_of(lambda p, y, weight, n: weight * y * (p - y) / n), "the targets 0 do not count at all"),
        (loss_of(lambda z, y, weight: factor(y, weight) * prices(z, y), np.sum), "a sum where a mean is asked for"),
        (
            loss_of(lambda z, y, weight: (factor(y, weight) * prices(z, y)).sum() / factor(y, weight).sum()),
            "the sum of the factors",
        ),
        (loss_of(lambda z, y, weight: prices(z, weight * y)), "multiply the whole price"),
        (loss_of(lambda z, y, weight: (factor(y, weight) * prices(z, y))[0], np.array), "the loss is their mean"),
        (loss_of(lambda z, y, weight: prices(factor(y, weight) * z, y)), "the weight multiplies the logit"),
        (loss_of(lambda z, y, weight: factor(y, weight) * prices(z, y), lambda v: v.mean(keepdims=True)), "(1, 1)"),
        (loss_of(from_chances), "for the logit 40 and target 0 the loss is inf and should be 40"),
        (loss_of(patched), "without forming a chance"),
        (slopes_of(lambda p, y, weight, n: (p - y) / n), "does not know of the weight"),
        (slopes_of(lambda p, y, weight, n: factor(y, weight) * (p - y)), "divided by n"),
        (slopes_of(lambda p, y, weight, n: (p - weight * y) / n), "the whole of p − y"),
        (slopes_of(lambda p, y, weight, n: factor(1 - y, weight) * (p - y) / n), "it belongs to the 1s"),
        (slopes_of(lambda p, y, weight, n: weight * (p - y) / n), "every slope is 10 times as large"),
        (slopes_of(lambda p, y, weight, n: factor(y, weight) * (y - p) / n), "the opposite sign"),
        (slopes_of(lambda p, y, weight, n: (factor(y, weight) * (p - y) / n)[0]), "the shape is (n,)"),
        (slopes_of(lambda p, y, weight, n: (factor(y, weight) * (p - y) / n).T), "transposed"),
        (WeightedCrossEntropy(10), "the class itself"),
        (BinaryCrossEntropy, "your code raised TypeError"),
    ],
    "hop": [
        (0.2, "each hop ends higher"),
        (0.1, "the losses are 36.00, 12,996.00"),
        (0.01, "the same height for ever"),
        (0.005, "without any hop"),
        (0.004, "it stays on one side"),
        (0.001, "it walks; it should hop"),
        (0.0098, "it hops, but comes down slowly"),
        (0.00915, "Each hop is 0.83 times as long"),
        (-0.008, "never goes downhill"),
        ("0.008", "one finite number"),
    ],
    "downhill": [
        (descent(central, lambda w, slopes, rate: w + rate * slopes), "this goes uphill"),
        (descent(central, lambda w, slopes, rate: w - slopes), "the learning rate is missing"),
        (descent(lambda f, w: central(f, w, width=1e-5)), "2ε apart"),
        (descent(lambda f, w: one_sided(f, w) / 2), "the distance between the two nudges"),
        (descent(one_sided), "nudge both ways"),
        (descent(all_together), "nudge them one at a time"),
        (descent(same_array), "are both nudged arrays the same array?"),
        (descent(lambda f, w: central(f, w, 10.0, 20.0)), "a nudge by 10 is too wide"),
        (descent(lambda f, w: central(f, w, 0.01, 0.02)), "Make ε much smaller"),
        (descent(lambda f, w: central(f, w, 1e-9, 2e-9)), "Is ε far from 0.00001"),
        (descent(not_put_back), "was not put back"),
        (descent(central, off=-1), "after one step w is where it began"),
        (one_by_one, "measure all slopes at one place"),
        (in_place, "the array that was handed in has changed"),
        (old_slopes, "measure again after each step"),
        (early_return, "Is the return inside the loop?"),
        (whole_path, "return where it ends"),
        (lambda f, w, learning_rate, steps: central(f, w), "these are the slopes"),
        (lambda f, w, learning_rate, steps: solve_downhill(f, w, learning_rate, 1), "only one step was made"),
        (lambda f, w, learning_rate, steps: w, "f was never called"),
        (lambda f, w, learning_rate, steps: w[0], "was everything added up?"),
        (lambda f, w, learning_rate, steps: print(w), "is a return missing?"),
        ([1.3, -0.4], "should be a function"),
    ],
    "hardest_push": [
        (1, "what is a(1 − a) there?"),
        (0.5, "the error is only ½"),
        (0.982, "had to wait"),
        (0.8176, "pushed more"),
        (0.1481, "at which output is it reached?"),
        (0.25, "slope times error"),
        (1 / 3, "a target of 1"),
        (0.6931, "the sigmoid of z, is asked for"),
        (0.693, "the sigmoid of z, is asked for"),
        (0.7, "too large"),
        (0.69, "too large"),
        (0, "no push"),
        (4.0, "lies between 0 and 1"),
        (0.75, "too large"),
    ],
    "worse_and_better": [
        ("one of the numbers is computed wrongly", "they can all be right"),
        ("every answer has become a little less sure", "it rose"),
        ("the learning rate is too small", "stayed nearly where they were"),
        (1, "choose one of"),
    ],
}
