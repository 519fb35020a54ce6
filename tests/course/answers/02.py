# %% but_not · right · lists
gate_weights = [2, -2]
gate_threshold = 1
# %% but_not · right · a threshold of 0, the smallest allowed
gate_weights = [1, -1]
gate_threshold = 0
# %% but_not · right · tuple, ties at (1, 1)
gate_weights = (2, -1)
gate_threshold = 1
# %% but_not · right · NumPy float32
gate_weights = np.array([3, -2], dtype=np.float32)
gate_threshold = np.float32(1.5)
# %% but_not · right · very small weight
gate_weights = [1e-9, -1]
gate_threshold = 0.0
# %% but_not · right · very large weights
gate_weights = [1e9, -3e9]
gate_threshold = 999_999_999
# %% but_not · right · computed, with the bias first
gate_bias = -1
gate_weights = [-2 * gate_bias, 3 * gate_bias]
gate_threshold = -gate_bias
# %% but_not · right · threshold as a 0-d array
gate_weights = np.array([1.0, -1.0])
gate_threshold = np.array(0.5)
# %% but_not · right · tie at (1, 1) in decimals
gate_weights = [0.3, -0.1]
gate_threshold = 0.2
# %% but_not · right · found by a search
for w1, w2, t in np.ndindex(5, 5, 5):
    if Perceptron([w1, -w2], t)(corners).tolist() == [0, 0, 1, 0]:
        gate_weights, gate_threshold = [w1, -w2], t
        break
# %% but_not · right · fractions
from fractions import Fraction
gate_weights = [Fraction(2, 3), Fraction(-1, 1)]
gate_threshold = Fraction(1, 3)
# %% but_not · right · a tie at (1, 1) on paper, where 0.4 - 0.1 - 0.3 is a hair above 0 in float64
gate_weights = [0.4, -0.1]
gate_threshold = 0.3
# %% but_not · wrong · the bias is given in place of the threshold (sign), so (0, 0) says yes ⇒ names: a threshold of -1 is a bias of +1
gate_weights = [2, -2]
gate_threshold = -1
# %% but_not · wrong · the inputs are swapped: x2 and not x1 ⇒ names: The first weight belongs to x₁
gate_weights = [-2, 2]
gate_threshold = 1
# %% but_not · wrong · x2 is ignored: x1 alone, yes at (1, 1) too ⇒ names: x₂ doesn't count against it
gate_weights = [1, 0]
gate_threshold = 0.5
# %% but_not · wrong · the sum at (1, 0) equals the threshold but must exceed it ⇒ names: z there is exactly 0
gate_weights = [2, -2]
gate_threshold = 2
# %% but_not · wrong · the second weight is negative but too weak: (1, 1) still passes ⇒ names: counts against it, but too weakly
gate_weights = [2, -1]
gate_threshold = 0.5
# %% but_not · wrong · the gate AND ⇒ names: x₂ doesn't count against it
gate_weights = [2, 2]
gate_threshold = 3
# %% but_not · wrong · the opposite gate: all signs changed, yes at the three other corners ⇒ points: yes at (0, 0)
gate_weights = [-2, 2]
gate_threshold = -1
# %% but_not · wrong · both weights positive (a gate like OR) ⇒ names: x₂ doesn't count against it
gate_weights = [2, 1]
gate_threshold = 0.5
# %% but_not · wrong · threshold above every sum: always 0 ⇒ names: no at all four corners
gate_weights = [1, -1]
gate_threshold = 3
# %% but_not · wrong · NOR: yes at (0, 0) because the threshold is below 0 ⇒ names: a threshold of -0.5 is a bias of +0.5
gate_weights = [-1, -1]
gate_threshold = -0.5
# %% but_not · wrong · threshold a hair below 0, so (0, 0) says yes ⇒ names: a threshold of -1e-09 is a bias
gate_weights = [1, -1]
gate_threshold = -1e-9
# %% but_not · wrong · three weights, the bias packed in as a third ⇒ names: two weights and one threshold are needed
gate_weights = [1, -1, 0]
gate_threshold = 0
# %% which_way · right · lists
moves = ["rises", "stays", "falls", "falls"]
corrections = 2
# %% which_way · right · tuple
moves = ("rises", "stays", "falls", "falls")
corrections = 2
# %% which_way · right · array of words
moves = np.array(["rises", "stays", "falls", "falls"])
corrections = np.int64(2)
# %% which_way · right · float
moves = ["rises", "stays", "falls", "falls"]
corrections = 2.0
# %% which_way · right · computed expression
moves = ["rises", "stays"] + ["falls"] * 2
corrections = 28 // (9 + 0 + 4 + 1)
# %% which_way · right · true division
moves = "rises stays falls falls".split()
corrections = 28 / 14
# %% which_way · right · signs by comprehension
x = (-3, 0, 2)
words = {1: "rises", 0: "stays", -1: "falls"}
moves = [words[int(np.sign(-v))] for v in (*x, 1)]
corrections = 2
# %% which_way · right · a loop that corrects
x = np.array([-3, 0, 2])
z, corrections = 28, 0
while z > 0:
    z -= x @ x + 1
    corrections += 1
moves = ["stays" if v == 0 else "rises" if v < 0 else "falls" for v in np.append(x, 1)]
# %% which_way · right · separate names, np.ceil
w1, w2, w3, b = "rises", "stays", "falls", "falls"
moves = [w1, w2, w3, b]
corrections = np.ceil(28 / 14)
# %% which_way · right · object array, length of a list
moves = np.array(["rises", "stays", "falls", "falls"], dtype=object)
corrections = len([28, 14])
# %% which_way · right · capital letters
moves = ["Rises", "Stays", "Falls", "Falls"]
corrections = 2
# %% which_way · right · one text
moves = "rises, stays, falls, falls"
corrections = 2
# %% which_way · wrong · three corrections: z = 0 is taken for an answer of 1 ⇒ names: what is the answer where z is exactly 0?
moves = ["rises", "stays", "falls", "falls"]
corrections = 3
# %% which_way · wrong · inputs added instead of subtracted: all moves reversed ⇒ names: what is the sign of the error?
moves = ["falls", "stays", "rises", "rises"]
corrections = 2
# %% which_way · wrong · every weight falls because the sum is too high ⇒ names: the votes have to fall, not the weights
moves = ["falls", "falls", "falls", "falls"]
corrections = 2
# %% which_way · wrong · the weight of input 0 falls too ⇒ names: Its input was 0, so it had no part
moves = ["rises", "falls", "falls", "falls"]
corrections = 2
# %% which_way · wrong · the bias is said to stay ⇒ names: the bias stays? It is part of every z
moves = ["rises", "stays", "falls", "stays"]
corrections = 2
# %% which_way · wrong · the sign of the first input is overlooked ⇒ names: weight times −3, become smaller?
moves = ["falls", "stays", "falls", "falls"]
corrections = 2
# %% which_way · wrong · one correction: a single one is thought to repair it ⇒ names: after one correction z is lower, but still above 0
moves = ["rises", "stays", "falls", "falls"]
corrections = 1
# %% which_way · wrong · 28 corrections: only the bias thought to lower z, by 1 each ⇒ names: lowers z by more than 1
moves = ["rises", "stays", "falls", "falls"]
corrections = 28
# %% which_way · wrong · squares forgotten: z falls by 2 a time (-3 + 0 + 2 - 1), 14 corrections ⇒ names: changes its vote by 3 · 3
moves = ["rises", "stays", "falls", "falls"]
corrections = 14
# %% which_way · wrong · only three words, the bias is missing ⇒ names: four moves are needed
moves = ["rises", "stays", "falls"]
corrections = 2
# %% which_way · wrong · copied from the chapter's example with a "stays" put in ⇒ points: the bias rises?
moves = ["rises", "stays", "falls", "rises"]
corrections = 2
# %% which_way · wrong · bias put first ⇒ names: the bias is expected last
moves = ["falls", "rises", "stays", "falls"]
corrections = 2
# %% which_way · wrong · the z values in place of their number ⇒ points: should have shape (), but has shape (3,)
moves = ["rises", "stays", "falls", "falls"]
corrections = [28, 14, 0]
# %% or_of_nands · right · not a, not b, nand
def or_of_nands(nand, a, b):
    return nand(nand(a, a), nand(b, b))
# %% or_of_nands · right · other order of wires
def or_of_nands(nand, a, b):
    not_b = nand(b, b)
    not_a = nand(a, a)
    return nand(not_b, not_a)
# %% or_of_nands · right · only one inverter: not a used twice
def or_of_nands(nand, a, b):
    not_a = nand(a, a)
    return nand(not_a, nand(not_a, b))
# %% or_of_nands · right · lambda
or_of_nands = lambda nand, a, b: nand(nand(a, a), nand(b, b))
# %% or_of_nands · right · comprehension
def or_of_nands(nand, a, b):
    return nand(*[nand(wire, wire) for wire in (a, b)])
# %% or_of_nands · right · inner lambda and walrus
def or_of_nands(nand, a, b):
    flip = lambda w: nand(w, w)
    return nand((n := flip(b)), nand(n, a))
# %% or_of_nands · right · XOR out of four nands, then a or-like end
def or_of_nands(nand, a, b):
    """XOR or AND."""
    m = nand(a, b)
    xor = nand(nand(a, m), nand(b, m))
    return nand(nand(xor, xor), m)
# %% or_of_nands · right · map, and a print left in
def or_of_nands(nand, a, b):
    out = nand(*map(nand, (a, b), (a, b)))
    print(out)
    return out
# %% or_of_nands · right · NOR, inverted again
def or_of_nands(nand, a, b):
    either = nand(nand(a, a), nand(b, b))
    nor = nand(either, either)
    return nand(nor, nor)
# %% or_of_nands · right · type hints, keyword default
def or_of_nands(nand, a: np.ndarray, b: np.ndarray, *, unused=None) -> np.ndarray:
    a, b = nand(a, a), nand(b, b)
    return nand(a, b)
# %% or_of_nands · right · class as a helper
class Gates:
    def __init__(self, nand):
        self.nand = nand

    def not_(self, w):
        return self.nand(w, w)


def or_of_nands(nand, a, b):
    g = Gates(nand)
    return nand(g.not_(a), g.not_(b))
# %% or_of_nands · wrong · AND, the example ⇒ names: this is AND
def or_of_nands(nand, a, b):
    return nand(nand(a, b), nand(a, b))
# %% or_of_nands · wrong · only one input inverted: a or not b ⇒ names: b was not inverted
def or_of_nands(nand, a, b):
    return nand(nand(a, a), b)
# %% or_of_nands · wrong · NOR: inverted once too often ⇒ names: inverted once too often
def or_of_nands(nand, a, b):
    c = nand(nand(a, a), nand(b, b))
    return nand(c, c)
# %% or_of_nands · wrong · XOR ⇒ names: this is XOR
def or_of_nands(nand, a, b):
    c = nand(a, b)
    return nand(nand(a, c), nand(b, c))
# %% or_of_nands · wrong · arithmetic on the wires (1 - a), not a nand ⇒ names: went into an operator, NumPy or another gate
def or_of_nands(nand, a, b):
    return nand(1 - a, 1 - b)
# %% or_of_nands · wrong · an or of NumPy, no nand used ⇒ names: went into an operator, NumPy or another gate
def or_of_nands(nand, a, b):
    return np.maximum(a, b)
# %% or_of_nands · wrong · uses a nand of its own, not the one it is given ⇒ names: it can only go into the nand that you are given
def or_of_nands(nand, a, b):
    def mine(p, q):
        return Perceptron([-2, -2], -3)(np.array([p, q]))

    return mine(mine(a, a), mine(b, b))
# %% or_of_nands · wrong · a constant 1 is fed into a nand, where only wires are allowed ⇒ names: one input was of type int
def or_of_nands(nand, a, b):
    return nand(nand(a, 1), nand(b, 1))
# %% or_of_nands · wrong · the truth table is returned as an array ⇒ names: should be what a nand gave, but it is an array
def or_of_nands(nand, a, b):
    return np.array([0, 1, 1, 1])
# %% or_of_nands · wrong · prints and returns nothing ⇒ names: end it with return, not with print
def or_of_nands(nand, a, b):
    print(nand(nand(a, a), nand(b, b)))
# %% or_of_nands · wrong · a in both inverters: the answer is a ⇒ names: this is a alone
def or_of_nands(nand, a, b):
    return nand(nand(a, a), nand(a, b))
# %% or_of_nands · wrong · plain NAND of the inputs ⇒ names: this is still NAND
def or_of_nands(nand, a, b):
    return nand(a, b)
# %% or_of_nands · wrong · the last gate is NumPy's |, so the result does not come out of a nand ⇒ names: went into an operator
def or_of_nands(nand, a, b):
    return a | nand(nand(b, b), nand(b, b))
# %% or_of_nands · wrong · XNOR ⇒ names: this is XNOR
def or_of_nands(nand, a, b):
    return nand(nand(a, b), nand(nand(a, a), nand(b, b)))
# %% from_mistakes · right · matrix product with signs
def from_mistakes(x, targets, misread, rate):
    signed = (2 * targets - 1) * misread
    weights = rate * (x @ signed)
    bias = rate * signed.sum()
    return weights, bias
# %% from_mistakes · right · a loop
def from_mistakes(x, targets, misread, rate):
    weights = np.zeros(len(x))
    bias = 0.0
    for column, target, times in zip(x.T, targets, misread):
        sign = 1 if target == 1 else -1
        weights = weights + rate * sign * times * column
        bias += rate * sign * times
    return weights, bias
# %% from_mistakes · right · einsum
def from_mistakes(x, targets, misread, rate):
    signs = np.array([-1, 1])[np.asarray(targets, dtype=int)]
    weights = np.einsum("ij,j,j->i", x, signs, misread) * rate
    bias = np.einsum("j,j->", signs, misread) * rate
    return weights, bias
# %% from_mistakes · right · yes mask minus no mask
def from_mistakes(x, targets, misread, rate):
    yes, no = targets == 1, targets == 0
    weights = rate * (x[:, yes] @ misread[yes] - x[:, no] @ misread[no])
    bias = rate * (misread[yes].sum() - misread[no].sum())
    return weights, bias
# %% from_mistakes · right · np.repeat of the misread columns
def from_mistakes(x, targets, misread, rate):
    columns = np.repeat(x, misread, axis=1)
    signs = np.repeat(2 * targets - 1, misread)
    return rate * (columns * signs).sum(axis=1), rate * signs.sum()
# %% from_mistakes · right · a row of ones for the bias
def from_mistakes(x, targets, misread, rate):
    both = np.vstack([x, np.ones(x.shape[1])]) @ (rate * misread * (targets - (1 - targets)))
    return both[:-1], both[-1]
# %% from_mistakes · right · comprehension, a list of weights made an array
def from_mistakes(x, targets, misread, rate):
    signs = [1 if t else -1 for t in targets]
    weights = np.array([sum(rate * s * m * v for s, m, v in zip(signs, misread, row)) for row in x])
    bias = float(rate * sum(s * m for s, m in zip(signs, misread)))
    return weights, bias
# %% from_mistakes · right · targets minus one half, twice
def from_mistakes(x: np.ndarray, targets: np.ndarray, misread: np.ndarray, rate: float) -> tuple:
    """The sum of the corrections."""
    factor = 2 * rate * misread * (targets - 0.5)
    return np.dot(x, factor), np.sum(factor)
# %% from_mistakes · right · power of -1
def from_mistakes(x, targets, misread, rate):
    error = (-1.0) ** (1 - targets)
    weights = rate * (misread * error) @ x.T
    bias = rate * np.dot(misread, error)
    return weights, bias
# %% from_mistakes · right · in place on an own copy
def from_mistakes(x, targets, misread, rate):
    signed = np.array(misread, dtype=float)
    signed[targets == 0] *= -1
    signed *= rate
    weights = np.empty(len(x))
    weights[...] = (signed * x).sum(1)
    return weights, signed.sum()
# %% from_mistakes · right · corrections one by one with while
def from_mistakes(x, targets, misread, rate):
    w, b = np.zeros(x.shape[0]), 0.0
    for j in range(x.shape[1]):
        left = int(misread[j])
        while left > 0:
            w = w + x[:, j] if targets[j] else w - x[:, j]
            b += 1 if targets[j] else -1
            left -= 1
    return w * rate, b * rate
# %% from_mistakes · right · tensordot, helper
def signs_of(targets):
    return np.sign(targets - 0.5)


def from_mistakes(x, targets, misread, rate):
    d = rate * misread * signs_of(targets)
    return np.tensordot(x, d, axes=1), d @ np.ones_like(d)
# %% from_mistakes · wrong · the learning rate is forgotten ⇒ names: the rate, 0.3, is missing
def from_mistakes(x, targets, misread, rate):
    signed = (2 * targets - 1) * misread
    return x @ signed, signed.sum()
# %% from_mistakes · wrong · the rate multiplies only the weights ⇒ names: (the weights are right): the rate, 0.3, is missing
def from_mistakes(x, targets, misread, rate):
    signed = (2 * targets - 1) * misread
    return rate * (x @ signed), signed.sum()
# %% from_mistakes · wrong · sign reversed: yes-examples subtracted ⇒ names: have the opposite sign everywhere
def from_mistakes(x, targets, misread, rate):
    signed = (1 - 2 * targets) * misread
    return rate * (x @ signed), rate * signed.sum()
# %% from_mistakes · wrong · only the yes-examples count, nothing is subtracted ⇒ names: with target 0 nothing is subtracted
def from_mistakes(x, targets, misread, rate):
    counts = targets * misread
    return rate * (x @ counts), rate * counts.sum()
# %% from_mistakes · wrong · bias without signs: the number of all mistakes ⇒ names: with target 0 a correction subtracts
def from_mistakes(x, targets, misread, rate):
    signed = (2 * targets - 1) * misread
    return rate * (x @ signed), rate * misread.sum()
# %% from_mistakes · wrong · the threshold is returned, not the bias ⇒ names: the bias of x = (2, −1) with target 1, misread 2 times has the opposite sign
def from_mistakes(x, targets, misread, rate):
    signed = (2 * targets - 1) * misread
    return rate * (x @ signed), -rate * signed.sum()
# %% from_mistakes · wrong · each misread example counts once, however often it was misread ⇒ names: the example counts once here
def from_mistakes(x, targets, misread, rate):
    signed = (2 * targets - 1) * (misread > 0)
    return rate * (x @ signed), rate * signed.sum()
# %% from_mistakes · wrong · a mean over the examples in place of the sum ⇒ names: averaged over the examples; corrections add up
def from_mistakes(x, targets, misread, rate):
    signed = (2 * targets - 1) * misread
    return rate * (x * signed).mean(axis=1), rate * signed.mean()
# %% from_mistakes · wrong · misread is changed in place ⇒ names: your function changes misread
def from_mistakes(x, targets, misread, rate):
    misread[targets == 0] *= -1
    return rate * (x @ misread), rate * misread.sum()
# %% from_mistakes · wrong · learns again and ignores misread ⇒ points: the example counts once here
def from_mistakes(x, targets, misread, rate):
    learner = Perceptron(np.zeros(len(x)), 0)
    learner.learn(x, targets, learning_rate=rate)
    return learner.weights, learner.bias
# %% from_mistakes · wrong · only right for two inputs ⇒ names: should have shape (3,), but have shape (2,)
def from_mistakes(x, targets, misread, rate):
    signed = rate * (2 * targets - 1) * misread
    return np.array([x[0] @ signed, x[1] @ signed]), signed.sum()
# %% from_mistakes · wrong · the target is subtracted as 0, 1 (targets - misread) ⇒ points: where the number is -0.6, not 1.2
def from_mistakes(x, targets, misread, rate):
    error = targets - misread
    return rate * (x @ error), rate * error.sum()
# %% from_mistakes · wrong · weights in whole numbers: a rate of 0.5 is cut off ⇒ points: where the number is 1, not 1.2
def from_mistakes(x, targets, misread, rate):
    signed = (2 * targets - 1) * misread
    weights = np.zeros(len(x), dtype=int)
    weights[...] = rate * (x @ signed)
    return weights, int(rate * signed.sum())
# %% from_mistakes · wrong · weights of shape (ins, 1) ⇒ names: the same numbers in another shape
def from_mistakes(x, targets, misread, rate):
    signed = ((2 * targets - 1) * misread).reshape(-1, 1)
    return rate * (x @ signed), rate * signed.sum()
# %% from_mistakes · wrong · divided by the rate ⇒ names: a correction is the rate times x
def from_mistakes(x, targets, misread, rate):
    signed = (2 * targets - 1) * misread
    return x @ signed / rate, signed.sum() / rate
# %% mended · right · one sign changed
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column - threshold)
            if error != 0:
                weights = weights + error * column
                threshold = threshold - error
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · right · in-place on its own arrays
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0.0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column - threshold)
            weights += error * column
            threshold -= error
            mistakes[-1] += abs(error)
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · right · learns a bias and returns its opposite
def mended(x, targets, epochs=100):
    weights, bias, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        count = 0
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column + bias)
            if error:
                weights, bias, count = weights + error * column, bias + error, count + 1
        mistakes.append(count)
        if not count:
            break
    return weights, -bias, mistakes
# %% mended · right · compares the sum with the threshold
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    while len(mistakes) < epochs:
        mistakes.append(0)
        for j in range(x.shape[1]):
            answer = 1 if np.dot(weights, x[:, j]) > threshold else 0
            if answer < targets[j]:
                weights = weights + x[:, j]
                threshold -= 1
                mistakes[-1] += 1
            elif answer > targets[j]:
                weights = weights - x[:, j]
                threshold += 1
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · right · Perceptron of nnlib
def mended(x, targets, epochs=100):
    learner = Perceptron(np.zeros(len(x)), 0)
    mistakes = learner.learn(x, targets, epochs=epochs)
    return learner.weights, -learner.bias, mistakes
# %% mended · right · the threshold as the weight of an input -1
def mended(x, targets, epochs=100):
    both = np.vstack([x, -np.ones(x.shape[1])])
    w, mistakes = np.zeros(len(both)), []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(both.T, targets):
            error = target - step(w @ column)
            if error != 0:
                w = w + error * column
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return w[:-1], w[-1], mistakes
# %% mended · right · error with the other sign, all signs follow
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            excess = step(weights @ column - threshold) - target
            if excess != 0:
                weights = weights - excess * column
                threshold = threshold + excess
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · right · helper function for one epoch
def one_epoch(x, targets, weights, threshold):
    count = 0
    for column, target in zip(x.T, targets):
        error = target - step(weights @ column - threshold)
        if error != 0:
            weights, threshold, count = weights + error * column, threshold - error, count + 1
    return weights, threshold, count


def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        weights, threshold, count = one_epoch(x, targets, weights, threshold)
        mistakes.append(count)
        if count == 0:
            break
    return weights, threshold, mistakes
# %% mended · right · recursion
def mended(x, targets, epochs=100, weights=None, threshold=0):
    """Rosenblatt's rule with a threshold."""
    if epochs == 0:
        return weights, threshold, []
    weights = np.zeros(x.shape[0]) if weights is None else weights
    count = 0
    for i, target in enumerate(targets):
        if (error := target - (weights @ x[:, i] > threshold)) != 0:
            weights, threshold, count = weights + error * x[:, i], threshold - error, count + 1
    if count == 0:
        return weights, threshold, [0]
    weights, threshold, rest = mended(x, targets, epochs - 1, weights, threshold)
    return weights, threshold, [count] + rest
# %% mended · right · integer zeros, sum as a list comprehension, a print left in
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x), dtype=int), 0, []
    for _ in range(epochs):
        wrong = 0
        for column, target in zip(x.T, targets):
            total = sum(w * v for w, v in zip(weights, column))
            error = int(target) - int(total > threshold)
            weights = weights + error * column
            threshold = threshold + -1 * error
            wrong += error**2
        mistakes += [wrong]
        if wrong == 0:
            break
    print(mistakes)
    return weights, threshold, mistakes
# %% mended · right · class with state
class Learner:
    def __init__(self, ins):
        self.weights, self.threshold = np.zeros(ins), 0

    def show(self, column, target):
        error = target - step(self.weights @ column - self.threshold)
        self.weights = self.weights + error * column
        self.threshold = self.threshold - error
        return int(error != 0)


def mended(x, targets, epochs=100):
    learner, mistakes = Learner(len(x)), []
    for _ in range(epochs):
        mistakes.append(sum(learner.show(c, t) for c, t in zip(x.T, targets)))
        if mistakes[-1] == 0:
            break
    return learner.weights, learner.threshold, mistakes
# %% mended · wrong · unchanged: the threshold still moves the way of a bias ⇒ names: the threshold after (2, 0) with target 1 has the opposite sign
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column - threshold)
            if error != 0:
                weights = weights + error * column
                threshold = threshold + error
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · wrong · the sum adds the threshold, so it is a bias that is returned (sign) ⇒ names: the threshold after (2, 0) with target 1 has the opposite sign
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column + threshold)
            if error != 0:
                weights = weights + error * column
                threshold = threshold + error
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · wrong · both signs changed, the fault is back ⇒ points: mistakes [1], but the rule makes [2]
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column + threshold)
            if error != 0:
                weights = weights + error * column
                threshold = threshold - error
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · wrong · the weights are mended, not the threshold: the error is subtracted from them ⇒ names: the weights after (2, 0) with target 1 have the opposite sign
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column - threshold)
            if error != 0:
                weights = weights - error * column
                threshold = threshold + error
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · wrong · the threshold always falls by 1, whatever the error ⇒ points: is -2, which is too far down
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column - threshold)
            if error != 0:
                weights = weights + error * column
                threshold = threshold - 1
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · wrong · the threshold does not move at all ⇒ names: is 0, which is too large
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column - threshold)
            if error != 0:
                weights = weights + error * column
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · wrong · answers 1 at a sum equal to the threshold (>= for >) ⇒ points: (2, 0) with target 1: mistakes [0]
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - (weights @ column >= threshold) * 1
            if error != 0:
                weights = weights + error * column
                threshold = threshold - error
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · wrong · all answers of an epoch from the old weights: corrects only after the epoch ⇒ points: mistakes [1], but the rule makes [2]
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        error = np.array(targets) - step(weights @ x - threshold)
        mistakes.append(int((error != 0).sum()))
        if mistakes[-1] == 0:
            break
        weights = weights + x @ error
        threshold = threshold - error.sum()
    return weights, threshold, mistakes
# %% mended · wrong · does not stop after an epoch without a mistake ⇒ names: it goes on after an epoch without a mistake
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column - threshold)
            if error != 0:
                weights = weights + error * column
                threshold = threshold - error
                mistakes[-1] += 1
    return weights, threshold, mistakes
# %% mended · wrong · the argument epochs is ignored ⇒ names: though the argument epochs is 1
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    while True:
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column - threshold)
            if error != 0:
                weights = weights + error * column
                threshold = threshold - error
                mistakes[-1] += 1
        if mistakes[-1] == 0 or len(mistakes) == 100:
            break
    return weights, threshold, mistakes
# %% mended · wrong · hard-coded results of AND ⇒ names: 6 epochs, though the argument epochs is 1
def mended(x, targets, epochs=100):
    return np.array([2.0, 1.0]), 2, [1, 3, 3, 2, 1, 0]
# %% mended · wrong · the last 0 of the mistakes is left out ⇒ names: the last entry is missing
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        count = 0
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column - threshold)
            if error != 0:
                weights = weights + error * column
                threshold = threshold - error
                count += 1
        if count == 0:
            break
        mistakes.append(count)
    return weights, threshold, mistakes
# %% mended · wrong · the mistakes are added up over the epochs, one number ⇒ names: should be the list of the mistakes per epoch
def mended(x, targets, epochs=100):
    learner = Perceptron(np.zeros(len(x)), 0)
    mistakes = sum(learner.learn(x, targets, epochs=epochs))
    return learner.weights, -learner.bias, mistakes
# %% mended · wrong · the threshold moves only for a mistake with the target 0 ⇒ points: the threshold after (2, 0) with target 1 is 0
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column - threshold)
            if error != 0:
                weights = weights + error * column
                if error < 0:
                    threshold = threshold - error
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · wrong · the threshold is kept from falling below 0 ⇒ points: the threshold after (2, 0) with target 1 is 0
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column - threshold)
            if error != 0:
                weights = weights + error * column
                threshold = max(0, threshold - error)
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · wrong · changed into a bias, but returned as the threshold ⇒ names: the threshold after (2, 0) with target 1 has the opposite sign
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column + threshold)
            if error != 0:
                weights = weights + error * column
                threshold = threshold + error
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% mended · wrong · the sign turned round in the line of the weights ⇒ names: the weights after (2, 0) with target 1 have the opposite sign
def mended(x, targets, epochs=100):
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column - threshold)
            if error != 0:
                weights = weights - error * column
                threshold = threshold + error
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes
# %% helper · right · AND
helper_weights = [2, 2]
helper_threshold = 3
# %% helper · right · OR
helper_weights = (2, 2)
helper_threshold = 1
# %% helper · right · NAND
helper_weights = np.array([-2, -2])
helper_threshold = -3
# %% helper · right · NOR
helper_weights = [-1, -1]
helper_threshold = -0.5
# %% helper · right · x1 and not x2
helper_weights = [1.0, -1.0]
helper_threshold = 0.5
# %% helper · right · x2 and not x1, threshold 0
helper_weights = [-1, 1]
helper_threshold = 0
# %% helper · right · not (x1 and not x2)
helper_weights = [-1, 1]
helper_threshold = -0.5
# %% helper · right · x1 or not x2, ties nowhere
helper_weights = np.array([1, -1], dtype=np.float32)
helper_threshold = np.float32(-0.5)
# %% helper · right · AND exactly on the edge, sum 1 is not above 1
helper_weights = [1, 1]
helper_threshold = 1
# %% helper · right · fractions, computed
from fractions import Fraction
helper_weights = [Fraction(1, 2)] * 2
helper_threshold = sum(helper_weights) - Fraction(1, 4)
# %% helper · right · tried out in a loop
for w1, w2, t in np.ndindex(4, 4, 4):
    learner = Perceptron([0, 0, 0], 0)
    if learner.learn(np.vstack([corners, Perceptron([w1, w2], t)(corners)]), [0, 1, 1, 0])[-1] == 0:
        helper_weights, helper_threshold = [w1, w2], t
        break
# %% helper · wrong · helper always answers 0: the sum 2 is not above 2 ⇒ names: always the same, as if it were a second bias
helper_weights = [1, 1]
helper_threshold = 2
# %% helper · wrong · helper always answers 1: AND's bias in place of its threshold ⇒ names: always the same, as if it were a second bias
helper_weights = [2, 2]
helper_threshold = -3
# %% helper · wrong · helper repeats x2 ⇒ names: that is x₂ once more
helper_weights = [0, 1]
helper_threshold = 0.5
# %% helper · wrong · helper is the opposite of x1, still nothing new ⇒ names: 1 − x₁, which weights and bias can make
helper_weights = [-1, 0]
helper_threshold = -0.5
# %% helper · wrong · both inputs have a weight, but its answers are x1's ⇒ names: that is x₁ once more
helper_weights = [3, 1]
helper_threshold = 2
# %% helper · wrong · the opposite of x2, with a weight for x1 that never matters ⇒ names: 1 − x₂, which weights and bias can make
helper_weights = [0.2, -1]
helper_threshold = -0.5
# %% helper · wrong · NAND's threshold with the wrong sign: always 0 ⇒ names: the helper answers 0, 0, 0, 0
helper_weights = [-2, -2]
helper_threshold = 3
# %% helper · wrong · weights 0: a constant answer ⇒ names: always the same
helper_weights = [0, 0]
helper_threshold = 0
# %% helper · wrong · the example of the cell ⇒ names: that is x₁ once more
helper_weights = [1, 0]
helper_threshold = 0.5
# %% helper · wrong · three weights, the learner's in place of the helper's ⇒ names: two weights and one threshold are needed
helper_weights = [2, 2, -4]
helper_threshold = 1
# %% helper · wrong · x1 and not x2 with a sum of exactly the threshold: always 0 ⇒ names: the helper answers 0, 0, 0, 0
helper_weights = [1, -1]
helper_threshold = 1
# %% helper · wrong · threshold -2 for NAND's (-1, -1) overshot: always 1 ⇒ names: the helper answers 1, 1, 1, 1
helper_weights = [-1, -1]
helper_threshold = -2.5
# %% flattering · right · a string
explanation = "just corrected"
# %% flattering · right · single quotes
explanation = 'just corrected'
# %% flattering · right · NumPy string
explanation = np.str_("just corrected")
# %% flattering · right · from a list
explanation = ["just corrected", "learned by heart", "not separable", "too few epochs"][0]
# %% flattering · right · joined
explanation = " ".join(["just", "corrected"])
# %% flattering · right · f-string
cause = "corrected"
explanation = f"just {cause}"
# %% flattering · right · adjacent strings in brackets
explanation = (
    "just "
    "corrected"
)
# %% flattering · right · from a dictionary
why = {"A": "just corrected", "B": "learned by heart"}
explanation = why["A"]
# %% flattering · right · item of a string array
explanation = np.array(["just corrected", "not separable"])[0]
# %% flattering · right · found by next
explanation = next(s for s in ("too few epochs", "just corrected") if "corrected" in s)
# %% flattering · right · capital letters and a full stop
explanation = "Just corrected."
# %% flattering · wrong · learned by heart (that would not leave 46.90 % at one digit) ⇒ names: 46.93 % of the training images
explanation = "learned by heart"
# %% flattering · wrong · not separable: that cannot explain few mistakes ⇒ names: above the 87.75 %
explanation = "not separable"
# %% flattering · wrong · too few epochs ⇒ names: epoch 20 has 16 mistakes
explanation = "too few epochs"
# %% flattering · wrong · two causes at once ⇒ names: choose one of
explanation = ["just corrected", "learned by heart"]
# %% flattering · wrong · a number in place of the words ⇒ names: choose one of
explanation = 1
# %% flattering · wrong · words of his own that are not a choice ⇒ names: choose one of
explanation = "sorted"
# %% flattering · wrong · two choices in one string ⇒ names: choose one of
explanation = "just corrected, too few epochs"
# %% flattering · wrong · a letter for the choice ⇒ names: choose one of
explanation = "A"
# %% flattering · wrong · the second half only ⇒ names: choose one of
explanation = "corrected"
# %% flattering · wrong · all four ⇒ names: choose one of
explanation = ["just corrected", "learned by heart", "not separable", "too few epochs"]
# %% averaged · right · two running sums
def averaged(x, targets, epochs):
    weights, bias = np.zeros(len(x)), 0.0
    total_w, total_b = np.zeros(len(x)), 0.0
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column + bias)
            weights = weights + error * column
            bias = bias + error
            total_w = total_w + weights
            total_b = total_b + bias
    moments = epochs * x.shape[1]
    return total_w / moments, total_b / moments
# %% averaged · right · lists of all moments and np.mean
def averaged(x, targets, epochs):
    weights, bias, seen, biases = np.zeros(len(x)), 0, [], []
    for _ in range(epochs):
        for j in range(x.shape[1]):
            error = targets[j] - (weights @ x[:, j] + bias > 0)
            weights = weights + error * x[:, j]
            bias += error
            seen.append(weights)
            biases.append(bias)
    return np.mean(seen, axis=0), np.mean(biases)
# %% averaged · right · Perceptron, one example at a time
def averaged(x, targets, epochs):
    p = Perceptron(np.zeros(len(x)), 0)
    w, b = np.zeros(len(x)), 0.0
    for _ in range(epochs):
        for j in range(x.shape[1]):
            p.learn(x[:, j : j + 1], targets[j : j + 1], epochs=1)
            w += p.weights
            b += p.bias
    return w / (epochs * x.shape[1]), b / (epochs * x.shape[1])
# %% averaged · right · a row of ones for the bias
def averaged(x, targets, epochs):
    both = np.vstack([x, np.ones(x.shape[1])])
    w, total = np.zeros(len(both)), np.zeros(len(both))
    for _ in range(epochs):
        for column, target in zip(both.T, targets):
            w += (target - step(w @ column)) * column
            total += w
    total /= epochs * x.shape[1]
    return total[:-1], total[-1]
# %% averaged · right · each correction counted for the moments that are left
def averaged(x, targets, epochs):
    n = x.shape[1]
    w, b, mean_w, mean_b = np.zeros(len(x)), 0, np.zeros(len(x)), 0.0
    for k in range(epochs * n):
        column = x[:, k % n]
        error = targets[k % n] - step(w @ column + b)
        if error != 0:
            share = (epochs * n - k) / (epochs * n)
            w, b = w + error * column, b + error
            mean_w, mean_b = mean_w + share * error * column, mean_b + share * error
    return mean_w, mean_b
# %% averaged · right · running mean
def averaged(x, targets, epochs):
    w, b, seen = np.zeros(x.shape[0]), 0.0, 0
    mean_w, mean_b = np.zeros(x.shape[0]), 0.0
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - (1 if w @ column + b > 0 else 0)
            if error:
                w, b = w + error * column, b + error
            seen += 1
            mean_w = mean_w + (w - mean_w) / seen
            mean_b = mean_b + (b - mean_b) / seen
    return mean_w, mean_b
# %% averaged · right · a table of shape (epochs * n, ins + 1)
def averaged(x, targets, epochs):
    n = x.shape[1]
    table = np.zeros((epochs * n + 1, len(x) + 1))
    for k in range(epochs * n):
        row = np.append(x[:, k % n], 1.0)
        table[k + 1] = table[k] + (targets[k % n] - step(table[k] @ row)) * row
    mean = table[1:].mean(axis=0)
    return mean[:-1], float(mean[-1])
# %% averaged · right · a generator of moments, copies
def moments(x, targets, epochs):
    weights, bias = np.zeros(len(x)), 0.0
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column + bias)
            weights += error * column
            bias += error
            yield weights.copy(), bias


def averaged(x, targets, epochs):
    ws, bs = zip(*moments(x, targets, epochs))
    return np.array(ws).mean(axis=0), sum(bs) / len(bs)
# %% averaged · right · Rosenblatt with a threshold, the sign turned at the end
def averaged(x, targets, epochs):
    """The averaged perceptron."""
    w, t, sw, st = np.zeros(len(x)), 0, np.zeros(len(x)), 0
    for _ in range(epochs):
        for c, target in zip(x.T, targets):
            error = target - step(w @ c - t)
            w, t = w + error * c, t - error
            sw, st = sw + w, st + t
    return sw / (epochs * len(targets)), -st / (epochs * len(targets))
# %% averaged · right · np.tile and cumsum of the corrections
def averaged(x, targets, epochs):
    every, answers = np.tile(x, epochs), np.tile(targets, epochs)
    w, b, errors = np.zeros(len(x)), 0, []
    for column, target in zip(every.T, answers):
        errors.append(target - step(w @ column + b))
        w, b = w + errors[-1] * column, b + errors[-1]
    errors = np.array(errors)
    return np.cumsum(every * errors, axis=1).mean(axis=1), np.cumsum(errors).mean()
# %% averaged · right · class, type hints
class Average:
    def __init__(self, ins: int):
        self.w, self.b, self.sw, self.sb, self.k = np.zeros(ins), 0, np.zeros(ins), 0, 0

    def show(self, column, target):
        error = target - step(self.w @ column + self.b)
        self.w, self.b = self.w + error * column, self.b + error
        self.sw, self.sb, self.k = self.sw + self.w, self.sb + self.b, self.k + 1


def averaged(x: np.ndarray, targets: np.ndarray, epochs: int) -> tuple:
    average = Average(len(x))
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            average.show(column, target)
    return average.sw / average.k, average.sb / average.k
# %% averaged · wrong · looked at before the correction, not after it ⇒ names: averaged before each example, not after it
def averaged(x, targets, epochs):
    w, b, sw, sb = np.zeros(len(x)), 0, np.zeros(len(x)), 0
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            sw, sb = sw + w, sb + b
            error = target - step(w @ column + b)
            w, b = w + error * column, b + error
    return sw / (epochs * len(targets)), sb / (epochs * len(targets))
# %% averaged · wrong · only the moments with a correction are counted ⇒ names: averaged over the mistakes; every example counts
def averaged(x, targets, epochs):
    w, b, ws, bs = np.zeros(len(x)), 0, [], []
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - step(w @ column + b)
            if error != 0:
                w, b = w + error * column, b + error
                ws.append(w)
                bs.append(b)
    return np.mean(ws, axis=0), np.mean(bs)
# %% averaged · wrong · averaged once per epoch, not after every example ⇒ names: averaged over the ends of epochs
def averaged(x, targets, epochs):
    p = Perceptron(np.zeros(len(x)), 0)
    ws, bs = [], []
    for _ in range(epochs):
        p.learn(x, targets, epochs=1)
        ws.append(p.weights.copy())
        bs.append(p.bias)
    return np.mean(ws, axis=0), np.mean(bs)
# %% averaged · wrong · stops after an epoch without a mistake ⇒ names: averaged until the first epoch without a mistake
def averaged(x, targets, epochs):
    w, b, ws, bs = np.zeros(len(x)), 0, [], []
    for _ in range(epochs):
        count = 0
        for column, target in zip(x.T, targets):
            error = target - step(w @ column + b)
            w, b, count = w + error * column, b + error, count + abs(error)
            ws.append(w)
            bs.append(b)
        if count == 0:
            break
    return np.mean(ws, axis=0), np.mean(bs)
# %% averaged · wrong · the last weights and bias, not the average ⇒ names: the last ones, no average
def averaged(x, targets, epochs):
    p = Perceptron(np.zeros(len(x)), 0)
    for _ in range(epochs):
        p.learn(x, targets, epochs=1)
    return p.weights, p.bias
# %% averaged · wrong · appends the same array, so all moments hold the last weights (no copy) ⇒ names: the list holds one array many times
def averaged(x, targets, epochs):
    w, b, ws, bs = np.zeros(len(x)), 0, [], []
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - step(w @ column + b)
            w += error * column
            b += error
            ws.append(w)
            bs.append(b)
    return np.mean(ws, axis=0), np.mean(bs)
# %% averaged · wrong · divided by n instead of epochs * n ⇒ names: divided by the examples; each was seen several times
def averaged(x, targets, epochs):
    w, b, sw, sb = np.zeros(len(x)), 0, np.zeros(len(x)), 0
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - step(w @ column + b)
            w, b = w + error * column, b + error
            sw, sb = sw + w, sb + b
    return sw / x.shape[1], sb / x.shape[1]
# %% averaged · wrong · the start counts as a moment too (epochs * n + 1) ⇒ names: do the first zeros count?
def averaged(x, targets, epochs):
    w, b = np.zeros(len(x)), 0
    ws, bs = [w], [b]
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - step(w @ column + b)
            w, b = w + error * column, b + error
            ws.append(w)
            bs.append(b)
    return np.mean(ws, axis=0), np.mean(bs)
# %% averaged · wrong · the weights are averaged, but the bias is the last one ⇒ names: the last one; average it, too
def averaged(x, targets, epochs):
    w, b, sw = np.zeros(len(x)), 0, np.zeros(len(x))
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - step(w @ column + b)
            w, b = w + error * column, b + error
            sw = sw + w
    return sw / (epochs * x.shape[1]), b
# %% averaged · wrong · answers 1 where z is 0 (>= for >) ⇒ points: the averaged bias of AND in 2 epochs is -1.125
def averaged(x, targets, epochs):
    w, b, sw, sb = np.zeros(len(x)), 0, np.zeros(len(x)), 0
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - (w @ column + b >= 0) * 1
            w, b = w + error * column, b + error
            sw, sb = sw + w, sb + b
    return sw / (epochs * x.shape[1]), sb / (epochs * x.shape[1])
# %% averaged · wrong · goes on with the averaged weights when it answers ⇒ points: where the number is 0.375, not 0.75
def averaged(x, targets, epochs):
    w, b, k = np.zeros(len(x)), 0.0, 0
    mw, mb = np.zeros(len(x)), 0.0
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - step(mw @ column + mb)
            w, b, k = w + error * column, b + error, k + 1
            mw, mb = mw + (w - mw) / k, mb + (b - mb) / k
    return mw, mb
# %% averaged · wrong · epochs is ignored: a single pass ⇒ names: as after one epoch: do all epochs count
def averaged(x, targets, epochs):
    w, b, sw, sb = np.zeros(len(x)), 0, np.zeros(len(x)), 0
    for column, target in zip(x.T, targets):
        error = target - step(w @ column + b)
        w, b = w + error * column, b + error
        sw, sb = sw + w, sb + b
    return sw / x.shape[1], sb / x.shape[1]
# %% averaged · wrong · begins each epoch again with weights 0 ⇒ names: each going on from the last?
def averaged(x, targets, epochs):
    ws, bs = [], []
    for _ in range(epochs):
        w, b = np.zeros(len(x)), 0
        for column, target in zip(x.T, targets):
            error = target - step(w @ column + b)
            w, b = w + error * column, b + error
            ws.append(w)
            bs.append(b)
    return np.mean(ws, axis=0), np.mean(bs)
# %% averaged · wrong · whole-number division of the bias ⇒ points: the averaged bias of AND in 2 epochs is -1
def averaged(x, targets, epochs):
    w, b, sw, sb = np.zeros(len(x)), 0, np.zeros(len(x)), 0
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - step(w @ column + b)
            w, b = w + error * column, b + error
            sw, sb = sw + w, sb + b
    return sw / (epochs * x.shape[1]), sb // (epochs * x.shape[1])
# %% averaged · wrong · the bias is not learned, only the weights ⇒ points: where the number is 0.5, not 0.75
def averaged(x, targets, epochs):
    w, sw = np.zeros(len(x)), np.zeros(len(x))
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - step(w @ column)
            w = w + error * column
            sw = sw + w
    return sw / (epochs * x.shape[1]), 0.0
# %% averaged · wrong · weights kept as whole numbers: inputs that aren't whole are cut off ⇒ points: 12 examples in 3 epochs
def averaged(x, targets, epochs):
    w, b, sw, sb = np.zeros(len(x), dtype=int), 0, np.zeros(len(x)), 0
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - step(w @ column + b)
            w = (w + error * column).astype(int)
            b, sw = b + error, sw + w
            sb = sb + b
    return sw / (epochs * x.shape[1]), sb / (epochs * x.shape[1])
