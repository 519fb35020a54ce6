"""Invent names, a letter at a time: a small model with attention, trained and sampled in NumPy alone.

    python names.py FOLDER

FOLDER holds names.txt.gz, as nnlib/data/names does. Beside each block stands the lesson that wrote it.
"""

import gzip
import sys

import numpy as np

LETTERS = ".abcdefghijklmnopqrstuvwxyz"  # 18: a letter's code is its place here; a dot begins and ends a name
LONGEST, D, HIDDEN = 15, 32, 128  # letters of a name, numbers a letter, hidden neurons
STEPS, NAMES_A_STEP, PEAK = 2500, 16, 0.01


def initialize(rng):  # 04, 18: tables of letters and places, queries, keys and values, and a hidden layer
    shapes = {"E": (D, 27), "P": (D, LONGEST + 1), "Wq": (D, D), "Wk": (D, D), "Wv": (D, D)}
    shapes |= {"W1": (HIDDEN, D), "W2": (27, HIDDEN)}
    net = {name: rng.normal(0, n**-0.5, (m, n)) for name, (m, n) in shapes.items()}
    return net | {"b1": np.zeros((HIDDEN, 1)), "b2": np.zeros((27, 1))}


def examples(names):  # 19: all letters in one row, their places, whose they are, and the letters that follow
    codes = np.array([LETTERS.index(sign) for sign in "." + ".".join(names) + "."])
    places = np.concatenate([np.arange(len(name) + 1) for name in names])
    return codes[:-1], places, np.cumsum(codes[:-1] == 0), codes[1:]


def softmax(z):  # 06
    powers = np.exp(z - z.max(axis=0))
    return powers / powers.sum(axis=0)


def forward(net, letters, places, owners):
    x = net["E"][:, letters] + net["P"][:, places]  # 18, 19: what a letter is, and where it stands
    q, k, v = net["Wq"] @ x, net["Wk"] @ x, net["Wv"] @ x
    seen = (owners[:, None] == owners) & (places[:, None] <= places)  # 19: its own name, and nothing that comes later
    weights = softmax(np.where(seen, k.T @ q / np.sqrt(D), -np.inf))
    r = x + v @ weights  # itself, and what it found
    h = np.maximum(net["W1"] @ r + net["b1"], 0)
    return net["W2"] @ h + net["b2"], (x, q, k, v, weights, r, h)


def backward(net, logits, known, letters, places, following):  # 07: from the loss back to each parameter
    x, q, k, v, weights, r, h = known
    dz = softmax(logits)
    dz[following, np.arange(len(following))] -= 1  # 06: p - y
    dz /= len(following)
    dh = (h > 0) * (net["W2"].T @ dz)
    dr = net["W1"].T @ dh
    dweights = v.T @ dr
    dscores = weights * (dweights - (weights * dweights).sum(axis=0)) / np.sqrt(D)  # back through the softmax
    dq, dk, dv = k @ dscores, q @ dscores.T, dr @ weights.T
    dx = dr + net["Wq"].T @ dq + net["Wk"].T @ dk + net["Wv"].T @ dv
    gradients = {"Wq": dq @ x.T, "Wk": dk @ x.T, "Wv": dv @ x.T, "W1": dh @ r.T, "W2": dz @ h.T}
    gradients |= {"b1": dh.sum(axis=1, keepdims=True), "b2": dz.sum(axis=1, keepdims=True)}
    gradients |= {"E": dx @ np.eye(27)[letters], "P": dx @ np.eye(LONGEST + 1)[places]}  # 18: a column for each code
    return gradients


def one_cycle(step):  # 09: the rate rises for a quarter of the steps, and then falls
    up = STEPS / 4 - 1
    start, end, done = (
        (PEAK / 10, PEAK, step / up) if step < up else (PEAK, PEAK / 1000, (step - up) / (STEPS - 1 - up))
    )
    return end + (start - end) * (1 + np.cos(np.pi * done)) / 2


def train(net, names, rng):
    m, s = ({name: np.zeros_like(value) for name, value in net.items()} for _ in range(2))
    for step in range(STEPS):
        letters, places, owners, following = examples([names[i] for i in rng.integers(len(names), size=NAMES_A_STEP)])
        logits, known = forward(net, letters, places, owners)
        for name, gradient in backward(net, logits, known, letters, places, following).items():  # 09: Adam
            m[name] += 0.1 * (gradient - m[name])
            s[name] += 0.001 * (gradient**2 - s[name])
            mean, square = m[name] / (1 - 0.9 ** (step + 1)), s[name] / (1 - 0.999 ** (step + 1))
            net[name] -= one_cycle(step) * mean / (np.sqrt(square) + 1e-8)


def loss(net, names):  # 18: the mean negative log-likelihood of a letter
    total = 0
    for name in names:
        letters, places, owners, following = examples([name])
        p = softmax(forward(net, letters, places, owners)[0])
        total -= np.log(p[following, np.arange(len(following))]).sum()
    return total / sum(len(name) + 1 for name in names)


def write(net, rng, name=""):  # 18: draw a letter from the probabilities, until the dot comes
    while len(name) < LONGEST and not name.endswith("."):
        logits, _ = forward(net, *examples([name])[:3])
        name += LETTERS[rng.choice(27, p=softmax(logits)[:, -1])]
    return name.rstrip(".")


def main(folder="."):
    names = gzip.open(f"{folder}/names.txt.gz").read().decode().split()
    names = [names[i] for i in np.random.default_rng(0).permutation(len(names))]
    rng = np.random.default_rng(0)
    net = initialize(rng)
    train(net, names[:-6000], rng)  # 18: the last 6,000 names are kept back
    print(f"{loss(net, names[-6000:-3000]):.3f} nats a letter on 3,000 new names")
    rng = np.random.default_rng(0)
    print(*[write(net, rng) for _ in range(10)])


if __name__ == "__main__":
    main(*sys.argv[1:])
