# %% but_not · right · lists
gate_weights = [2, -2]
gate_threshold = 1
# %% but_not · right · found by a search
for w1, w2, t in np.ndindex(5, 5, 5):
    if Perceptron([w1, -w2], t)(corners).tolist() == [0, 0, 1, 0]:
        gate_weights, gate_threshold = [w1, -w2], t
        break
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
# %% but_not · wrong · threshold above every sum: always 0 ⇒ names: no at all four corners
gate_weights = [1, -1]
gate_threshold = 3
# %% but_not · wrong · three weights, the bias packed in as a third ⇒ names: two weights and one threshold are needed
gate_weights = [1, -1, 0]
gate_threshold = 0
# %% which_way · right · lists
moves = ["rises", "stays", "falls", "falls"]
corrections = 2
# %% which_way · right · a loop that corrects
x = np.array([-3, 0, 2])
z, corrections = 28, 0
while z > 0:
    z -= x @ x + 1
    corrections += 1
moves = ["stays" if v == 0 else "rises" if v < 0 else "falls" for v in np.append(x, 1)]
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
# %% or_of_nands · right · map, and a print left in
def or_of_nands(nand, a, b):
    out = nand(*map(nand, (a, b), (a, b)))
    print(out)
    return out
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
# %% or_of_nands · wrong · XNOR ⇒ names: this is XNOR
def or_of_nands(nand, a, b):
    return nand(nand(a, b), nand(nand(a, a), nand(b, b)))
# %% from_mistakes · right · matrix product with signs
def from_mistakes(x, targets, misread, rate):
    signed = (2 * targets - 1) * misread
    weights = rate * (x @ signed)
    bias = rate * signed.sum()
    return weights, bias
# %% from_mistakes · right · targets minus one half, twice
def from_mistakes(x: np.ndarray, targets: np.ndarray, misread: np.ndarray, rate: float) -> tuple:
    """The sum of the corrections."""
    factor = 2 * rate * misread * (targets - 0.5)
    return np.dot(x, factor), np.sum(factor)
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
# %% from_mistakes · wrong · only right for two inputs ⇒ names: should have shape (3,), but have shape (2,)
def from_mistakes(x, targets, misread, rate):
    signed = rate * (2 * targets - 1) * misread
    return np.array([x[0] @ signed, x[1] @ signed]), signed.sum()
# %% from_mistakes · wrong · the target is subtracted as 0, 1 (targets - misread) ⇒ points: where the number is -0.6, not 1.2
def from_mistakes(x, targets, misread, rate):
    error = targets - misread
    return rate * (x @ error), rate * error.sum()
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
# %% mended · right · Perceptron of nnlib
def mended(x, targets, epochs=100):
    learner = Perceptron(np.zeros(len(x)), 0)
    mistakes = learner.learn(x, targets, epochs=epochs)
    return learner.weights, -learner.bias, mistakes
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
# %% helper · right · AND
helper_weights = [2, 2]
helper_threshold = 3
# %% helper · right · tried out in a loop
for w1, w2, t in np.ndindex(4, 4, 4):
    learner = Perceptron([0, 0, 0], 0)
    if learner.learn(np.vstack([corners, Perceptron([w1, w2], t)(corners)]), [0, 1, 1, 0])[-1] == 0:
        helper_weights, helper_threshold = [w1, w2], t
        break
# %% helper · wrong · helper always answers 0: the sum 2 is not above 2 ⇒ names: always the same, as if it were a second bias
helper_weights = [1, 1]
helper_threshold = 2
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
# %% helper · wrong · three weights, the learner's in place of the helper's ⇒ names: two weights and one threshold are needed
helper_weights = [2, 2, -4]
helper_threshold = 1
# %% flattering · right · a string
explanation = "just corrected"
# %% flattering · right · found by next
explanation = next(s for s in ("too few epochs", "just corrected") if "corrected" in s)
# %% flattering · wrong · learned by heart (that would not leave 46.90 % at one digit) ⇒ names: 46.93 % of the training images
explanation = "learned by heart"
# %% flattering · wrong · not separable: that cannot explain few mistakes ⇒ names: above the 87.75 %
explanation = "not separable"
# %% flattering · wrong · too few epochs ⇒ names: epoch 20 has 16 mistakes
explanation = "too few epochs"
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
# %% averaged · right · a table of shape (epochs * n, ins + 1)
def averaged(x, targets, epochs):
    n = x.shape[1]
    table = np.zeros((epochs * n + 1, len(x) + 1))
    for k in range(epochs * n):
        row = np.append(x[:, k % n], 1.0)
        table[k + 1] = table[k] + (targets[k % n] - step(table[k] @ row)) * row
    mean = table[1:].mean(axis=0)
    return mean[:-1], float(mean[-1])
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
# %% averaged · wrong · epochs is ignored: a single pass ⇒ names: as after one epoch: do all epochs count
def averaged(x, targets, epochs):
    w, b, sw, sb = np.zeros(len(x)), 0, np.zeros(len(x)), 0
    for column, target in zip(x.T, targets):
        error = target - step(w @ column + b)
        w, b = w + error * column, b + error
        sw, sb = sw + w, sb + b
    return sw / x.shape[1], sb / x.shape[1]
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
