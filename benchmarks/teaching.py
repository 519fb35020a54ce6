"""What chapter 12 quotes and has no time to run: students' rates, fresh runs, other images, nothing but one digit.

Where kinds of targets are compared, each has its rate chosen by the worst run of a sweep (seeds 10 to 12, or worlds 5
to 7) and is then run afresh (seeds or worlds 0 to 4). All choices are made on the validation images, the last 10,000
of the training file; the test images are read by `worlds` alone, and choose nothing.
"""

import math

import numpy as np

from benchmarks import report
from nnlib import (
    Augment,
    CrossEntropy,
    Distillation,
    Identity,
    Layer,
    Momentum,
    NeuralNetwork,
    ReLU,
    accuracy,
    load_mnist,
    one_cycle,
    one_hot,
    soft_targets,
    train,
)

FEW_RATES = (0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
FULL_RATES = (0.03, 0.1, 0.2, 0.3, 0.5)
LINE_RATES = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
WORLD_RATES = (0.02, 0.05, 0.1, 0.2, 0.4)
LOW = (0.0025, 0.005, 0.01)  # tried as well for the controls of the worlds, two of which are best low
COPY_RATES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3)
WEIGHTED_RATES = (0.02, 0.05, 0.1, 0.2, 0.3)
SIZES = {100: 1000, 300: 333, 1000: 100, 3000: 33, 10_000: 10}  # images, and epochs that make about 1,000 steps


def large(rng):
    """Return the teacher, 784-128-64-10."""
    return NeuralNetwork([
        Layer(784, 128, ReLU(), rng=rng), Layer(128, 64, ReLU(), rng=rng), Layer(64, 10, Identity(), rng=rng)
    ])  # fmt: skip


def small(rng):
    """Return the student, 784-16-10."""
    return NeuralNetwork([Layer(784, 16, ReLU(), rng=rng), Layer(16, 10, Identity(), rng=rng)])


def line(rng):
    """Return the student of the published puzzle, 784-10."""
    return NeuralNetwork([Layer(784, 10, Identity(), rng=rng)])


def learn(make, x, targets, rate, epochs, seed, loss=None, transform=None):
    """Return a network of make(rng), trained as in the lesson; targets, loss and transform as in `nnlib.train`."""
    rng = np.random.default_rng(seed)
    net = make(rng)
    steps = epochs * math.ceil(x.shape[1] / 100)
    settings = {"epochs": epochs, "batch_size": 100, "rng": rng, "transform": transform, "progress": False}
    train(net, x, targets, loss=loss or CrossEntropy(), optimizer=Momentum(one_cycle(rate, steps)), **settings)
    return net


def best_of(sweep):
    """Return the rate whose worst run is best, of equal ones the smaller; sweep is a list of [rate, percents]."""
    highest = max(min(percents) for _, percents in sweep)
    return min(rate for rate, percents in sweep if min(percents) == highest)


def measured(rates, run, choosing, fresh):
    """Return a sweep over rates, the rate chosen, and percents of fresh runs; run(rate, seed) returns percents."""
    sweep = [[rate, [run(rate, seed) for seed in choosing]] for rate in rates]
    best = best_of(sweep)
    return {"sweep": sweep, "rate": best, "fresh": [run(best, seed) for seed in fresh]}


def swapped_within(labels):
    """Return places that exchange the images of each digit among themselves, as in the lesson."""
    swapped = np.arange(len(labels))
    for digit in range(10):
        places = np.flatnonzero(labels == digit)
        swapped[places] = np.random.default_rng(digit).permutation(places)
    return swapped


def targets_of_few(scores, y_train, few):
    """Return name, targets and loss of each student that sees the first few images."""
    labels, own = y_train[:few], scores[:, :few]
    warm = soft_targets(scores, 4)
    table = np.stack([warm[:, y_train == digit].mean(axis=1) for digit in range(10)], axis=1)
    shown = one_hot(labels, 10)
    rows = [("labels", labels, CrossEntropy())]
    rows += [(f"T = {t}", soft_targets(own, t), Distillation(t)) for t in (1, 4, 8)]
    rows.append(("softness alone", 0.9 * shown + (0.1 / 9) * (1 - shown), CrossEntropy()))
    rows.append(("the teacher's class", own.argmax(axis=0), CrossEntropy()))
    rows.append(("average answer", table[:, labels], Distillation(4)))
    rows.append(("another image", soft_targets(own[:, swapped_within(labels)], 4), Distillation(4)))
    own_share = warm[labels, np.arange(few)]
    rows.append(("sureness alone", shown * own_share + (1 - shown) * (1 - own_share) / 9, Distillation(4)))
    return rows


CONTROLS = ("labels", "T = 4", "softness alone", "the teacher's class", "average answer", "another image")
CONTROLS += ("sureness alone",)


def few_images(examples, validation, scores):
    """A and B: 1,000 images, 60 epochs."""
    x, labels = examples
    result = {}
    for name, targets, loss in targets_of_few(scores, labels, 1000):

        def run(rate, seed, targets=targets, loss=loss):
            return 100 * accuracy(learn(small, x[:, :1000], targets, rate, 60, seed, loss), *validation)

        result[name] = measured(FEW_RATES, run, (10, 11, 12), range(5))
        if name in CONTROLS:
            result[name]["ten"] = [run(result[name]["rate"], seed) for seed in range(20, 30)]
        print(name, result[name]["rate"], np.mean(result[name]["fresh"]), flush=True)
    for epochs in (20, 200):

        def longer(rate, seed, epochs=epochs):
            return 100 * accuracy(learn(small, x[:, :1000], labels[:1000], rate, epochs, seed), *validation)

        sweep = [[rate, [longer(rate, seed) for seed in (10, 11, 12)]] for rate in FEW_RATES[2:]]
        result[f"labels, {epochs} epochs"] = {"sweep": sweep, "rate": best_of(sweep)}
    return result


def all_images(make, rates, temperatures, examples, validation, scores):
    """C and the single layer: 50,000 images, 5 epochs; labels and the teacher's answers at some temperatures."""
    rows = [("labels", examples[1], CrossEntropy())]
    rows += [(f"T = {t}", soft_targets(scores, t), Distillation(t)) for t in temperatures]
    result = {}
    for name, targets, loss in rows:

        def run(rate, seed, targets=targets, loss=loss):
            return 100 * accuracy(learn(make, examples[0], targets, rate, 5, seed, loss), *validation)

        result[name] = measured(rates, run, (10, 11, 12), range(5))
        print(name, result[name]["rate"], np.mean(result[name]["fresh"]), flush=True)
    return result


def other_thousands(few, examples, validation, scores):
    """A once more: thousand s (1 to 5), teachers of seed s, students of seed s; every teacher read 50,000 labels.

    The students of labels and T = 4 have the rates of `few_images`, which is few; the new kinds get theirs on
    thousand 0 in the same way. A small teacher learns as the large one does, at the labels' own rate, from another
    start than its student's.
    """
    (x, y), shift = examples, Augment(shift=1)
    rates = {"labels": few["labels"]["rate"], "T = 4": few["T = 4"]["rate"]}

    def teacher(make, rate, seed):
        return learn(make, x, y, rate, 10, seed, transform=shift)

    def percent(kind, given, s, rate, seed):
        of = slice(1000 * s, 1000 * (s + 1))
        targets, loss = y[of], CrossEntropy()
        if "labels" not in kind:
            targets, loss = soft_targets(given["small" if "small" in kind else "large"][:, of], 4), Distillation(4)
        transform = shift if "shifts" in kind else None
        return 100 * accuracy(learn(small, x[:, of], targets, rate, 60, seed, loss, transform), *validation)

    first = {"large": scores, "small": teacher(small, rates["labels"], 0).forward_pass(x[:, :1000])}
    result = {}
    for kind in ("labels + shifts", "T = 4 + shifts", "students of a small teacher"):
        sweep = [[rate, [percent(kind, first, 0, rate, seed) for seed in (10, 11, 12)]] for rate in FEW_RATES]
        result[kind] = {"sweep": sweep, "rate": best_of(sweep)}
        rates[kind] = result[kind]["rate"]
        print(kind, rates[kind], flush=True)
    for kind in rates:
        result.setdefault(kind, {"rate": rates[kind]})["fresh"] = []
    result["large teachers"] = {"rate": 0.05, "fresh": []}
    result["small teachers"] = {"rate": rates["labels"], "fresh": []}
    for s in range(1, 6):
        teachers = {"large": teacher(large, 0.05, s), "small": teacher(small, rates["labels"], 100 + s)}
        given = {size: net.forward_pass(x[:, :6000]) for size, net in teachers.items()}
        for size, net in teachers.items():
            result[f"{size} teachers"]["fresh"].append(100 * accuracy(net, *validation))
        for kind in rates:
            result[kind]["fresh"].append(percent(kind, given, s, rates[kind], s))
            print(s, kind, result[kind]["fresh"][-1], flush=True)
    return result


class World:
    """A thousand labelled images, a teacher that learned from them, and 20,000 images that nobody labelled."""

    def __init__(self, s, examples, rate):
        self.s, self.x, self.labels = s, *(part[..., 1000 * s : 1000 * (s + 1)] for part in examples)
        self.teacher = learn(large, self.x, self.labels, rate, 100, s, transform=Augment(shift=1))
        self.new, truth = (part[..., 10_000:30_000] for part in examples)
        self.copies = Augment(shift=1)(np.tile(self.x, 20), np.random.default_rng(100 + s))
        self.scores, self.echoes = self.teacher.forward_pass(self.new), self.teacher.forward_pass(self.copies)
        self.of_small = None
        self.wrong = 100 * float(np.mean(self.scores.argmax(axis=0) != truth))

    def small_teacher(self, rate):
        """Return a small network that learned the thousand labels, from another start than its student's."""
        teacher = learn(small, self.x, self.labels, rate, 100, 100 + self.s, transform=Augment(shift=1))
        self.of_small = teacher.forward_pass(self.new)
        return teacher

    def student(self, kind, rate):
        """Return the network that learned from what kind (str) names, at a rate (float); each takes 1,000 steps."""
        if kind == "labels":
            return learn(small, self.x, self.labels, rate, 100, self.s, transform=Augment(shift=1))
        x, scores, epochs = self.new, self.scores, 5
        if "copies" in kind:
            x, scores = self.copies, self.echoes
        elif "small teacher" in kind:
            scores = self.of_small
        elif "1,000" in kind:
            x, scores, epochs = self.new[:, :1000], self.scores[:, :1000], 100
        if "as labels" in kind:
            return learn(small, x, scores.argmax(axis=0), rate, epochs, self.s)
        t = int(kind.split()[-1])
        return learn(small, x, soft_targets(scores, t), rate, epochs, self.s, Distillation(t))


KINDS = ("labels", "answers at T = 2", "answers as labels", "copies at T = 2", "answers at T = 4", "copies at T = 4")
CONTROLS_OF_WORLDS = ("small teacher's answers at T = 2", "small teacher's answers as labels", "1,000 answers at T = 2")
CONTROLS_OF_WORLDS += ("1,000 answers at T = 4", "1,000 answers as labels")
KINDS += CONTROLS_OF_WORLDS


def worlds(examples, validation, test):
    """D: the teachers' rate, then every student's, on worlds 5 to 7; worlds 0 to 4 afresh, on both sets of images."""
    sweep, tried = [], {}
    for rate in WORLD_RATES:
        tried[rate] = [World(s, examples, rate) for s in (5, 6, 7)]
        sweep.append([rate, [100 * accuracy(world.teacher, *validation) for world in tried[rate]]])
    best = best_of(sweep)
    choosing, fresh = tried[best], [World(s, examples, best) for s in range(5)]
    teachers = [100 * accuracy(world.teacher, *validation) for world in fresh]
    wrong = [world.wrong for world in fresh]
    result = {"large teachers": {"sweep": sweep, "rate": best, "fresh": teachers, "wrong": wrong}}
    result["large teachers"]["test"] = [100 * accuracy(world.teacher, *test) for world in fresh]
    for kind in KINDS:
        rates = LOW + WORLD_RATES if kind in CONTROLS_OF_WORLDS else WORLD_RATES
        sweep = [[r, [100 * accuracy(w.student(kind, r), *validation) for w in choosing]] for r in rates]
        best = best_of(sweep)
        if kind == "labels":
            small_teachers = [world.small_teacher(best) for world in choosing + fresh][len(choosing) :]
            teachers = [100 * accuracy(net, *validation) for net in small_teachers]
            result["small teachers"] = {"rate": best, "fresh": teachers}
        nets = [world.student(kind, best) for world in fresh]
        result[kind] = {"sweep": sweep, "rate": best, "fresh": [100 * accuracy(net, *validation) for net in nets]}
        if kind in KINDS[:2]:
            result[kind]["test"] = [100 * accuracy(net, *test) for net in nets]
        print(kind, best, np.mean(result[kind]["fresh"]), flush=True)
    return result


def copies(examples, validation, teacher):
    """Twenty moved copies of each of the first thousand images: their labels, or the teacher's answer to each copy."""
    x = Augment(shift=2)(np.tile(examples[0][:, :1000], 20), np.random.default_rng(7))
    labels = np.tile(examples[1][:1000], 20)
    scores = teacher.forward_pass(x)
    kinds = {
        "labels": (labels, CrossEntropy()),
        "the teacher's class": (scores.argmax(axis=0), CrossEntropy()),
        "T = 4": (soft_targets(scores, 4), Distillation(4)),
    }
    result = {}
    for name, (targets, loss) in kinds.items():

        def run(rate, seed, targets=targets, loss=loss):
            return 100 * accuracy(learn(small, x, targets, rate, 10, seed, loss), *validation)

        result[name] = measured(COPY_RATES, run, (10, 11, 12), range(5))
        print("copies,", name, result[name], flush=True)
    return result


class Undivided:
    """A loss of soft targets whose student has no temperature, for a comparison with `Distillation`."""

    def __call__(self, outputs, targets):
        return CrossEntropy()(outputs, targets)

    def derivative(self, outputs, targets):
        return CrossEntropy().derivative(outputs, targets)


def only(examples, validation, scores):
    """A student as large as its teacher sees nothing but one digit, or two; 40 epochs at 0.1 unless a name says more.

    A row is a kind of target with its runs in percent. All settings were tried on the validation images.
    """
    x, y = examples
    result = {}

    def note(name, digits, targets, seeds, rate=0.1, loss=None, epochs=40, make=large, named=False):
        of = np.flatnonzero(np.isin(y, digits))
        if named:  # without the few for which the teacher's answer puts another digit first
            of = of[scores[:, of].argmax(axis=0) == y[of]]
        nets = [learn(make, x[:, of], targets(of), rate, epochs, seed, loss) for seed in seeds]
        result[name] = {"rate": rate, "fresh": [100 * accuracy(net, *validation) for net in nets]}
        print(name, result[name], flush=True)

    def soft(temperature):
        return lambda of: soft_targets(scores[:, of], temperature)

    def another(of):
        return soft_targets(scores[:, np.random.default_rng(8).permutation(of)], 4)

    def average(of):
        return np.repeat(soft_targets(scores[:, of], 4).mean(axis=1, keepdims=True), len(of), axis=1)

    note("labels", [8], lambda of: y[of], [1])
    note("the teacher's class", [8], lambda of: scores[:, of].argmax(axis=0), [1])
    note("another eight's answer", [8], another, [1], loss=Distillation(4))
    note("average answer", [8], average, [1], loss=Distillation(4))
    for temperature in (1, 2, 4, 8):
        seeds = range(1, 6) if temperature == 4 else [1] if temperature == 8 else range(1, 4)
        note(f"T = {temperature}", [8], soft(temperature), seeds, loss=Distillation(temperature))
    for digit in range(10):
        if digit != 8:
            note(f"only {digit}", [digit], soft(4), [1], loss=Distillation(4))
    for rate in (0.2, 0.4, 0.8):
        note(f"T = 1 at {rate}", [8], soft(1), [1], rate=rate, loss=Distillation(1))
    note("8 comes first", [8], soft(4), range(1, 4), loss=Distillation(4), named=True)
    note("7 and 8, 20 epochs", [7, 8], soft(4), range(1, 6), loss=Distillation(4), epochs=20)
    note("784-16-10", [8], soft(4), range(1, 4), rate=0.05, loss=Distillation(4), make=small)
    for rate in (0.05, 0.15):
        note(f"T = 4 at {rate}", [8], soft(4), [1], rate=rate, loss=Distillation(4))
    for rate in (0.1, 0.3, 0.5, 0.8):
        note(f"student without T at {rate}", [8], soft(4), [1], rate=rate, loss=Undivided())
    return result


class Weighted:
    """alpha · the distillation loss with soft targets + (1 − alpha) · the cross-entropy with labels, as in the lesson.

    Targets are an array of shape (20, n): ten rows of soft targets above ten rows of one-hot labels.
    """

    def __init__(self, alpha, temperature):
        self.alpha, self.soft, self.hard = alpha, Distillation(temperature), CrossEntropy()

    def __call__(self, outputs, targets):
        return self.alpha * self.soft(outputs, targets[:10]) + (1 - self.alpha) * self.hard(outputs, targets[10:])

    def derivative(self, outputs, targets):
        soft, hard = self.soft.derivative(outputs, targets[:10]), self.hard.derivative(outputs, targets[10:])
        return self.alpha * soft + (1 - self.alpha) * hard


def weighted(examples, validation, scores):
    """The first thousand images, 60 epochs at T = 4: how much of the loss should the labels have?"""
    x, labels = examples[0][:, :1000], examples[1][:1000]
    both = np.concatenate([soft_targets(scores[:, :1000], 4), one_hot(labels, 10)])
    result = {}
    for alpha in (1, 0.9, 0.5, 0.1):

        def run(rate, seed, alpha=alpha):
            return 100 * accuracy(learn(small, x, both, rate, 60, seed, Weighted(alpha, 4)), *validation)

        result[f"alpha {alpha}"] = measured(WEIGHTED_RATES, run, (10, 11, 12), range(5))
        print("alpha", alpha, result[f"alpha {alpha}"], flush=True)
    return result


def sizes(examples, validation, scores):
    """About 1,000 steps from few images or many; a rate is chosen on set 0, and up to five further sets are measured.

    A set of n images takes the images from n times its number on, so no two share an image; students of one set have
    the same start.
    """
    x, y = examples
    result = {}
    for n, epochs in SIZES.items():

        def percent(s, soft, rate, seed, n=n, epochs=epochs):
            of = slice(n * s, n * (s + 1))
            targets, loss = (soft_targets(scores[:, of], 4), Distillation(4)) if soft else (y[of], CrossEntropy())
            return 100 * accuracy(learn(small, x[:, of], targets, rate, epochs, seed, loss), *validation)

        for name, soft in (("labels", False), ("T = 4", True)):
            sweep = [[rate, [percent(0, soft, rate, seed) for seed in (10, 11, 12)]] for rate in WORLD_RATES]
            best = best_of(sweep)
            fresh = [percent(s, soft, best, s) for s in range(1, min(6, 50_000 // n))]
            result[f"{n} images, {name}"] = {"sweep": sweep, "rate": best, "fresh": fresh}
            print(n, name, result[f"{n} images, {name}"], flush=True)
    return result


def gap(examples, validation, scores):
    """Which teacher of the first thousand images? A large one or a small one, each at five temperatures and rates."""
    x, y = examples
    teachers = {"large": scores[:, :1000]}
    teachers["small"] = learn(small, x, y, 0.2, 10, 0, transform=Augment(shift=1)).forward_pass(x[:, :1000])
    result = {}
    for size, given in teachers.items():
        for t in (1, 2, 4, 8, 16):

            def run(rate, seed, given=given, t=t):
                net = learn(small, x[:, :1000], soft_targets(given, t), rate, 60, seed, Distillation(t))
                return 100 * accuracy(net, *validation)

            sweep = [[rate, [run(rate, seed) for seed in (10, 11, 12)]] for rate in WEIGHTED_RATES]
            result[f"{size} teacher, T = {t}"] = {"sweep": sweep, "rate": best_of(sweep)}
            print(size, t, sweep, flush=True)
    return result


def patient(examples, validation, teacher):
    """The first thousand images, 200 epochs, moved anew each time, and the teacher asked about that very view."""
    x = examples[0][:, :1000]
    result = {"rate": 0.1, "fresh": []}
    for seed in (0, 1):
        rng = np.random.default_rng(seed)
        net, optimizer = small(rng), Momentum(one_cycle(0.1, 2000))
        for _ in range(200):
            view = Augment(shift=2)(x, rng)
            answers = soft_targets(teacher.forward_pass(view), 4)
            settings = {"epochs": 1, "batch_size": 100, "rng": rng, "progress": False}
            train(net, view, answers, loss=Distillation(4), optimizer=optimizer, **settings)
        result["fresh"].append(100 * accuracy(net, *validation))
    print("patient", result, flush=True)
    return {"a fresh view each time": result}


def run(threads, rounds):
    """Measure all of it, print and store."""
    everything, test = load_mnist()
    examples = everything[0][:, :50_000], everything[1][:50_000]
    validation = everything[0][:, 50_000:], everything[1][50_000:]
    teacher = learn(large, *examples, 0.05, 10, 0, transform=Augment(shift=1))
    scores = teacher.forward_pass(examples[0])
    few = few_images(examples, validation, scores)
    result = {
        "few images": few,
        "other thousands": other_thousands(few, examples, validation, scores),
        "worlds": worlds(examples, validation, test),
        "all images": all_images(small, FULL_RATES, (1, 2, 4, 8), examples, validation, scores),
        "single layer": all_images(line, LINE_RATES, (1, 8), examples, validation, scores),
        "copies": copies(examples, validation, teacher),
        "only": only(examples, validation, scores),
        "weighted": weighted(examples, validation, scores),
        "sizes": sizes(examples, validation, scores),
        "gap": gap(examples, validation, scores),
        "patient": patient(examples, validation, teacher),
    }
    report.store("teaching", report.rounded(result))
    print(as_table(result))


def spread(percents):
    """Return the mean of runs, and their standard deviation if there are several."""
    told = f"{np.mean(percents):.2f}"
    return told if len(percents) == 1 else f"{told} ± {np.std(percents, ddof=1):.2f}"


def as_table(result):
    """Return every fresh row as a Markdown table."""
    rows = [
        [question, name, row["rate"], spread(row["fresh"])]
        for question, group in result.items()
        for name, row in group.items()
        if "fresh" in row
    ]
    return report.table(["question", "targets", "own rate", "validation accuracy, %"], rows)
