"""Chapter 14: which of the five questions accuse 14 faulty programs, three seeds each, and 21 correct ones, four each.

The programs are variants of the lesson's script: 784-32-10 with ReLU on 5,000 images, SGD with a rate of 0.1, mini-
batches of 50. The questions are those of the lesson, written for networks with any number of hidden layers. Each
answer is judged twice: by limits that follow from a principle, and by narrow ones, drawn round 20 runs of one correct
script. The test images are not read.
"""

import numpy as np

from benchmarks import report
from nncourse.chapter14 import suspects
from nnlib import (
    SGD,
    Adam,
    CrossEntropy,
    Dropout,
    Identity,
    Layer,
    LeakyReLU,
    Momentum,
    NeuralNetwork,
    ReLU,
    Sigmoid,
    Tanh,
    gradient_check,
)
from nnlib.training import mini_batches, training_mode

LAST = np.arange(50_000, 60_000)
IMAGES, LABELS = suspects.read_files()


def prepare(images, labels, rows):
    """Return x (784, n) and y (n,), from the bytes images and the labels of a file; rows is an int array (n,)."""
    return images[rows].reshape(-1, 784).T / 255, labels[rows]


def undo(x):
    """Return the bytes from which x was made, in floats."""
    return np.round(x.astype(float) * 255)


def network(*hidden, act_function=ReLU, start=None, last=1.0, dropout=0):
    """Return a function that builds a network from a generator: its hidden sizes shrink if a smaller first is asked."""

    def build(rng, first=hidden[0]):
        sizes = [784, *(max(1, size * first // hidden[0]) for size in hidden), 10]
        layers = []
        for k in range(len(sizes) - 1):
            top = k == len(sizes) - 2
            layers.append(Layer(sizes[k], sizes[k + 1], Identity() if top else act_function(), rng=rng))
            if start:
                start(layers[-1], rng)
            if dropout and not top:
                layers.append(Dropout(dropout, rng=np.random.default_rng(first)))
        layers[-1].W *= last
        return NeuralNetwork(layers)

    return build


def he(layer, rng):
    """Start a layer by He's rule."""
    layer.W *= np.sqrt(2)


def glorot(layer, rng):
    """Start a layer by Glorot's rule, uniformly."""
    layer.W = rng.uniform(-1, 1, layer.W.shape) * np.sqrt(6 / sum(layer.W.shape))


def torch_default(layer, rng):
    """Start a layer as PyTorch does."""
    layer.W = rng.uniform(-1, 1, layer.W.shape) / np.sqrt(layer.ins)
    layer.b = rng.uniform(-1, 1, layer.b.shape) / np.sqrt(layer.ins)


def scaled(subtract, divide):
    """Return the two preparations and their undo for (x - subtract) / divide, x from 0 to 1."""

    def other(images, labels, rows):
        x, y = prepare(images, labels, rows)
        return (x - subtract) / divide, y

    return {"training": other, "validation": other, "undo": lambda x: undo(x * divide + subtract)}


def learn(net, x, y, script, epochs, batch_size, rng, optimizer):
    """Train for some epochs, as the lesson does."""
    for _ in range(epochs):
        for few, targets in mini_batches(x, y, batch_size, rng):
            with training_mode(net):
                outputs = net.forward_pass(few)
            net.backward_pass(script["loss"].derivative(outputs, targets))
            optimizer.step(script["moves"](net))


CORRECT = {
    "training": prepare,
    "validation": prepare,
    "undo": undo,
    "build": network(32),
    "loss": CrossEntropy(),
    "moves": NeuralNetwork.parameters,
    "answer": NeuralNetwork.predict,
    "learn": learn,
    "optimizer": lambda: SGD(0.1),
    "batch size": 50,
}
MEAN = scaled(0.1307, 0.3081)
SYMMETRIC = scaled(128 / 255, 128 / 255)
VARIANTS = {
    "the script of the chapter": {},
    "(x − 0.1307)/0.3081": MEAN,
    "He initialization": {"build": network(32, start=he)},
    "(x − 0.1307)/0.3081, He": {**MEAN, "build": network(32, start=he)},
    "PyTorch's initialization": {"build": network(32, start=torch_default)},
    "Glorot initialization": {"build": network(32, start=glorot)},
    "(bytes − 128.0)/128, rate 0.02": {**SYMMETRIC, "optimizer": lambda: SGD(0.02)},
    "(bytes − 128.0)/128, rate 0.1": SYMMETRIC,
    "784-32-16-10": {"build": network(32, 16)},
    "five hidden layers, He": {"build": network(64, 64, 64, 64, 64, start=he)},
    "784-512-10": {"build": network(512)},
    "sigmoid, rate 1": {"build": network(32, act_function=Sigmoid), "optimizer": lambda: SGD(1.0)},
    "tanh": {"build": network(32, act_function=Tanh)},
    "leaky ReLU": {"build": network(32, act_function=LeakyReLU)},
    "dropout 0.5": {"build": network(32, dropout=0.5)},
    "last layer starts at 0": {"build": network(32, last=0.0)},
    "rate 0.01": {"optimizer": lambda: SGD(0.01)},
    "mini-batches of 10, rate 0.05": {"optimizer": lambda: SGD(0.05), "batch size": 10},
    "mini-batches of 500, rate 0.5": {"optimizer": lambda: SGD(0.5), "batch size": 500},
    "Adam, rate 0.001": {"optimizer": lambda: Adam(0.001)},
    "Momentum, rate 0.02": {"optimizer": lambda: Momentum(0.02)},
}
FAULTS = {
    "bytes not divided": "always-1",
    "labels shuffled apart": "guesses",
    "validation images transposed": "fails-the-exam",
    "bytes below 0": "only-ones",
    "weights of size 1": "overconfident",
    "1/n twice": "crawls",
    "Ada: W moves too early": "Ada",
    "Cleo: ReLU, >= for >": "Cleo",
    "Eve: ReLU, no derivative": "Eve",
    "Ben: one gradient for all b": "Ben",
    "layer 1 stands still": "half-asleep",
    "weights of 0": "stands-still",
    "the wrong axis": "muddle",
    "label minus 1": "below-guessing",
}


def begin(script, seed):
    """Return the examples in the order of the seed, and the untrained network."""
    rows = np.random.default_rng(1000 + seed).permutation(5000)
    return (*script["training"](IMAGES, LABELS, rows), script["build"](np.random.default_rng(seed)))


def rms(numbers):
    """Return the root of the mean square."""
    return np.sqrt((numbers.astype(float) ** 2).mean())  # the square of a byte does not fit into a byte


def hidden_layers(net, x):
    """Return of each hidden layer rms(W x + b) / rms(x), and the share of its neurons that are dead."""
    ratios, dead = [], []
    for layer in [layer for layer in net.layers if hasattr(layer, "W")][:-1]:
        sums = layer.W @ x + layer.b
        ratios.append(rms(sums) / rms(x))
        x = layer.act_function(sums)
        dead.append((layer.act_function.backward(x, np.ones(x.shape)) == 0).all(axis=1).mean())
    return ratios, dead


def inside(script, seed):
    """Return what question 4 measures, a dict; with the spread and the dead neurons that the narrow limits look at."""
    x, y, net = begin(script, seed)
    ratios, before = hidden_layers(net, x[:, :500])
    net.forward_pass(x[:, :500])
    hidden = net.layers[0].a
    old = [(value, value.copy()) for value, _ in net.parameters()]
    rng = np.random.default_rng(7 + seed)
    script["learn"](net, x, y, script, 1, script["batch size"], rng, script["optimizer"]())
    return {
        "ratios": [min(ratios), max(ratios)],
        "dead": [max(before), max(hidden_layers(net, x[:, :500])[1])],
        "moved": min(np.linalg.norm(value - copy) for value, copy in old),
        "spread": hidden.std(),
        "silent": int((hidden <= 0).all(axis=1).sum()),
    }


def ten(script, seed):
    """Return the loss and the count after 300 steps, and the largest loss and the count in the end."""
    x, y, net = begin(script, seed)
    x, y = x[:, :10], y[:10]
    rng, optimizer = np.random.default_rng(7 + seed), script["optimizer"]()
    found = []
    for _ in range(10):
        script["learn"](net, x, y, script, 300, 10, rng, optimizer)
        outputs = net.forward_pass(x)
        count = int((script["answer"](net, x) == y).sum())
        largest = max(script["loss"](outputs[:, [k]], y[[k]]) for k in range(10))
        found.append((float(script["loss"](outputs, y)), count, float(largest), count))
        if largest < np.log(2):
            break
    return [*found[0][:2], *found[-1][2:]]


def shares_back(script, part, rows):
    """Return the shares of images and of labels that agree with the file."""
    x, y = script[part](IMAGES, LABELS, rows)
    back = script["undo"](x).T.reshape(-1, 28, 28)
    return [(back == IMAGES[rows]).all(axis=(1, 2)).mean(), (y == LABELS[rows]).mean()]


def errors(script, seed):
    """Return the report of the gradient check on six images and a small network whose biases are off 0."""
    rng = np.random.default_rng(seed)
    x, y = script["training"](IMAGES, LABELS, np.arange(6))
    net = script["build"](rng, 4)
    for layer in net.layers:
        if hasattr(layer, "W"):
            layer.b[...] = rng.normal(scale=0.01, size=layer.b.shape)
    return gradient_check(net, script["loss"], x, y)


def starting_loss(script, seed):
    """Return the loss of the untrained network on 500 images."""
    x, y, net = begin(script, seed)
    return script["loss"](net.forward_pass(x[:, :500]), y[:500])


def round_trips(script, seed):
    """Return the shares of images and of labels that agree with the file, of the training and the validation images."""
    rows = np.random.default_rng(1000 + seed).permutation(5000)
    return shares_back(script, "training", rows) + shares_back(script, "validation", LAST[:2000])


QUESTIONS = {
    "round trip": round_trips,
    "start": starting_loss,
    "gradient": lambda script, seed: errors(script, seed).ok,
    "inside": inside,
    "ten": ten,
}


def ask(script, seed):
    """Return all answers of a script, a dict."""
    with np.errstate(all="ignore"):  # a faulty program may overflow
        return {name: question(script, seed) for name, question in QUESTIONS.items()}


def alarm(name, found):
    """Return whether what a question has found is an alarm, by the limits of the lesson."""
    if name == "round trip":
        return min(found) < 1
    if name == "start":
        return not np.log(10) / 2 <= found <= 2 * np.log(10)
    if name == "gradient":
        return not found
    if name == "inside":
        low, high = found["ratios"]
        return not (low >= 0.1 and high <= 10 and max(found["dead"]) < 0.5 and found["moved"] >= 1e-9)
    _, _, largest, count = found
    return not (largest < np.log(2) and count == 10)


def alarms(found):
    """Return which questions raise an alarm, by the limits of the lesson; found is what `ask` returns."""
    return [alarm(name, found[name]) for name in QUESTIONS]


def narrow_alarms(found):
    """Return which questions raise an alarm, by limits drawn round 20 runs of one correct script."""
    looked, (loss, count, _, _) = found["inside"], found["ten"]
    return [
        min(found["round trip"]) < 1,
        not 2.2 <= found["start"] <= 2.5,
        not found["gradient"],
        not (0.1 <= looked["spread"] <= 0.5 and looked["silent"] == 0 and looked["moved"] >= 0.001),
        not (loss <= 0.05 and count == 10),
    ]


def counted(programs):
    """Return, for each program, how many of its runs each question accuses: {name: {"limits": […], "narrow": […]}}."""
    return {
        name: {
            "limits": np.sum([alarms(found) for found in runs], axis=0).tolist(),
            "narrow": np.sum([narrow_alarms(found) for found in runs], axis=0).tolist(),
        }
        for name, runs in programs.items()
    }


def plain(found):
    """Return answers with Python's own numbers, rounded to five digits."""
    if isinstance(found, dict):
        return {name: plain(part) for name, part in found.items()}
    if isinstance(found, list):
        return [plain(part) for part in found]
    return found if isinstance(found, (bool, int)) else float(f"{found:.5g}")


def run(threads, rounds):
    """Ask all programs, and store; threads are set by the caller, rounds are not needed."""
    result = {"faulty": {}, "correct": {}}
    for name, suspect in FAULTS.items():
        script = suspects.script(suspect, CORRECT)
        result["faulty"][name] = [plain(ask(script, seed)) for seed in range(3)]
    for name, changes in VARIANTS.items():
        result["correct"][name] = [plain(ask(CORRECT | changes, seed)) for seed in range(4)]
    for kind in ("faulty", "correct"):
        for name, counts in counted(result[kind]).items():
            print(f"{kind:8} {name:32} {counts['limits']}   narrow {counts['narrow']}", flush=True)
    twenty = [ask(CORRECT, seed) for seed in range(20)]
    result["one script"] = {
        "start": plain([found["start"] for found in twenty]),
        "ten": plain([found["ten"][0] for found in twenty]),
        "spread": plain([found["inside"]["spread"] for found in twenty]),
    }
    report.store("suspects", result)
