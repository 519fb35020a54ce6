"""Trials of chapter 09's pieces: optimizers with a memory, schedules, and differences of pairs."""

import numpy as np

from nncourse.blanks.trials import sizes, trials

TRIALS, trial = trials()


def walk(rng, made, case, scales=(1.0, 1.0), steps=4):
    """Let an optimizer move two arrays, and yield where they are after each step; scales are those of their slopes."""
    W, b = rng.normal(size=sizes(rng, 2)), rng.normal(size=(1, 1))
    dW, db = np.empty_like(W), np.empty_like(b)
    for number in range(1, steps + 1):
        dW[...], db[...] = scales[0] * rng.normal(size=W.shape), scales[1] * rng.normal(size=b.shape)
        before = dW.copy()
        made.step([(W, dW), (b, db)])
        after = f"{case}, after step {number}"
        yield f"{after}: the array of the first pair", W
        yield f"{after}: the array of the second pair", b
        yield f"{after}: whether the gradient of the first pair stays as it was", np.array_equal(dW, before)


def falling(step):
    return 0.2 / (step + 1)


@trial("Optimizer")
def base(nn, rng):
    class Walker(nn.Optimizer):
        """Remembers the sum of its slopes, and how it was asked."""

        def __init__(self, learning_rate):
            super().__init__(learning_rate)
            self.asked, self.counts, self.found = [], [], []

        def direction(self, number, gradient):
            total, other = self.state("total", number), self.state("other", number)
            self.asked.append(number)
            self.counts.append(self.steps)
            self.found.append({"total": total.copy(), "other": other.copy()})
            self.last = total
            total += gradient
            other -= 1
            return total

    W, b = rng.normal(size=sizes(rng, 2)), rng.normal(size=(3, 1)).astype(np.float32)
    for case, rate in (("Optimizer(0.2)", 0.2), ("Optimizer with a schedule, 0.2 / (step + 1)", falling)):
        made, kept = Walker(rate), {}
        yield f"{case}: whether it keeps the learning_rate as it is", made.learning_rate is rate
        yield f"{case}: the count in steps at the start", made.steps
        for number in (1, 2, 3):
            dW, db = rng.normal(size=W.shape), rng.normal(size=b.shape).astype(np.float32)
            before = dW.copy()
            made.asked, made.counts, made.found = [], [], []
            made.step([(W, dW), (b, db)])
            after = f"{case}, step {number}"
            yield f"{after}: the number of the pair for each call of direction", made.asked
            yield f"{after}: what self.steps is in each call of direction", made.counts
            for pair, found in enumerate(made.found):
                for name, memory in found.items():
                    yield f"{after}: what state({name!r}, {pair}) gives", memory
            yield f"{after}: the array of the first pair", W
            yield f"{after}: the array of the second pair", b.astype(float).round(3)
            yield f"{after}: whether the gradient of the first pair stays as it was", np.array_equal(dW, before)
            yield f"{after}: the count in steps", made.steps
            same = kept.setdefault("last", made.last) is made.last
            yield f"{after}: whether kept gives the same array as in step 1", same
        yield f"{case}: the dtype of a memory of float32", str(made.last.dtype)


@trial("Momentum")
def momentum(nn, rng):
    made = nn.Momentum(0.1)
    yield "Momentum(0.1): the learning_rate kept", made.learning_rate
    yield "Momentum(0.1): the count in steps at the start", made.steps
    yield from walk(rng, made, "Momentum(0.1)")
    yield "Momentum(0.1), after step 4: the count in steps", made.steps
    yield from walk(rng, nn.Momentum(0.1, momentum=0.5), "Momentum(0.1, momentum=0.5)")
    yield from walk(rng, nn.Momentum(0.1, momentum=0), "Momentum(0.1, momentum=0)", steps=2)
    yield from walk(rng, nn.Momentum(falling), "Momentum with a schedule, 0.2 / (step + 1)")


def adaptive(rng, kind, name, other):
    """Yield what RMSProp and Adam have in common; other are settings that are not the defaults, a dict."""
    made = kind()
    yield f"{name}(): the learning_rate kept", made.learning_rate
    yield f"{name}(): the count in steps at the start", made.steps
    yield from walk(rng, kind(0.1), f"{name}(0.1)")
    yield from walk(rng, made, f"{name}()")
    yield from walk(rng, kind(0.1), f"{name}(0.1), slopes of about 1000 and 0.001", (1000, 0.001))
    yield from walk(rng, kind(0.1), f"{name}(0.1), the first slope always 0", (0, 1), steps=2)
    for setting, value in other.items():
        yield from walk(rng, kind(0.1, **{setting: value}), f"{name}(0.1, {setting}={value})")
    yield from walk(rng, kind(falling), f"{name} with a schedule, 0.2 / (step + 1)")


@trial("RMSProp")
def rmsprop(nn, rng):
    yield from adaptive(rng, nn.RMSProp, "RMSProp", {"decay": 0.5, "epsilon": 0.1})


@trial("Adam")
def adam(nn, rng):
    yield from adaptive(rng, nn.Adam, "Adam", {"beta1": 0.5, "beta2": 0.8, "epsilon": 0.1})
    yield from walk(rng, nn.Adam(0.1, beta1=0), "Adam(0.1, beta1=0)", steps=2)


@trial("half_cosine")
def cosine(nn, rng):
    for start, end in ((1.0, 0.0), (0.02, 0.2), rng.random(2).round(3).tolist()):
        for share in (0, 1, 0.5, 0.25, float(np.round(rng.random(), 3))):
            yield f"half_cosine({start}, {end}, {share})", nn.half_cosine(start, end, share)


@trial("one_cycle")
def cycle(nn, rng):
    peak = float(np.round(rng.uniform(0.01, 2), 3))
    steps = 4 * int(rng.integers(2, 11))
    rate, top = nn.one_cycle(peak, steps), steps // 4 - 1
    case = f"one_cycle({peak}, {steps})"
    yield f"{case} at the start, a tenth of the peak: the rate", rate(0)
    yield f"{case} at the peak, step {top}, which ends the first quarter: the rate", rate(top)
    yield f"{case} at the end, a thousandth of the peak: the rate", rate(steps - 1)
    yield f"{case}: the rate of each step", np.array([rate(step) for step in range(steps)])
    steps = 4 * int(rng.integers(2, 11)) + 2
    rate, case = nn.one_cycle(peak, steps), f"one_cycle({peak}, {steps})"
    case += f", whose first quarter, {steps / 4} steps, puts the peak halfway between two steps, at {steps / 4 - 1}"
    yield f"{case}: the rate of each step", np.array([rate(step) for step in range(steps)])
    rate = nn.one_cycle(peak, 4)
    case = f"one_cycle({peak}, 4), whose first quarter is step 0, with the peak already"
    yield f"{case}: the rate of each step", np.array([rate(step) for step in range(4)])
    rate = nn.one_cycle(peak, 2)
    yield f"one_cycle({peak}, 2) at the start, the peak, as there is no time to rise: the rate", rate(0)
    yield f"one_cycle({peak}, 2) at the end, a thousandth of the peak: the rate", rate(1)


@trial("PairedDifference")
def pairs(nn, rng):
    def looked(made, case):
        yield f"{case}: the mean", made.mean
        yield f"{case}: low", made.low
        yield f"{case}: high", made.high
        yield f"{case}: the text", repr(made)

    yield from looked(nn.PairedDifference([1, 2, 3, 2, 2], np.zeros(5)), "the chapter's differences 1, 2, 3, 2, 2")
    for n in (2, 3, 10, 20, 21, 30):
        runs, others = rng.normal(90, 2, n), rng.normal(90.5, 2, n)
        yield from looked(nn.PairedDifference(runs, others), f"a comparison of {n} pairs")
    lists = rng.normal(size=(2, 5)).tolist()
    yield from looked(nn.PairedDifference(*lists), "a comparison of 5 pairs in lists")
    yield from looked(nn.PairedDifference([3.5, 4.5, 5.5], [1, 2, 3]), "a comparison of pairs that all differ by 2.5")


@trial("cosine_decay")
def decay(nn, rng):
    peak = float(np.round(rng.uniform(0.01, 2), 3))
    for steps in (2, int(rng.integers(3, 60))):
        rate, case = nn.cosine_decay(peak, steps), f"cosine_decay({peak}, {steps})"
        yield f"{case} at the start, the peak: the rate", rate(0)
        yield f"{case} at the end, a thousandth of the peak: the rate", rate(steps - 1)
        yield f"{case}: the rate of each step", np.array([rate(step) for step in range(steps)])
