# %% negative · right · plain
rim = "B"
# %% negative · right · chosen by an experiment
dz = np.array([[0.3, -0.1], [0.2, 0.4]])
moves = dz @ np.ones((67, 2)).T
rim = "A" if not moves.any() else "B" if np.allclose(moves, moves[:, :1]) else "C"
# %% negative · wrong · as in the ordinary images, where the input is 0 ⇒ names: x.T` again: what is x at these pixels now?
rim = "A"
# %% negative · wrong · each weight by its own amount, though all inputs are 1 ⇒ names: x.T` a weight knows its pixel only through x
rim = "C"
# %% negative · wrong · inputs of 1 are taken for an overflow ⇒ names: holds the bias, whose input is always 1, too?
rim = "D"
# %% threshold · right · plain
cheapest = 0.98
# %% threshold · right · min over pairs
table = {0: (10000, 190), 0.5: (9976, 175), 0.8: (9764, 89), 0.9: (9628, 57), 0.95: (9494, 38),
         0.98: (9267, 21), 0.99: (9090, 15), 0.999: (8078, 5)}
cheapest = min(table, key=lambda t: 10_000 - table[t][0] + 20 * table[t][1])
# %% threshold · wrong · the fewest misread digits ⇒ names: mistakes, 5, but what do 1,922 looks cost?
cheapest = 0.999
# %% threshold · wrong · nobody ever looks ⇒ names: has to look, but what do 190 mistakes cost?
cheapest = 0
# %% threshold · wrong · the next row ⇒ points: cents; the next smaller threshold costs less
cheapest = 0.99
# %% threshold · wrong · the row before ⇒ names: 38 misread digits and 506 looks cost 1,266 cents; the next larger threshold costs less
cheapest = 0.95
# %% threshold · wrong · the cost instead of the threshold ⇒ names: cents is the cost; which threshold has it?
cheapest = 1153
# %% threshold · wrong · in percent ⇒ names: give the threshold as it is in the table
cheapest = 98
# %% which_curve · right · plain
run_1 = "D"
run_2 = "B"
run_3 = "A"
run_4 = "C"
# %% which_curve · right · by a rule
def judge(train, val):
    if val[-1] > 2 * train[-1]:
        return "A"
    if train[-1] > 0.5:
        return "B"
    return "D" if val[-1] <= train[-1] else "C"


run_1 = judge((1.861, 0.400, 0.096, 0.026), (1.255, 0.388, 0.089, 0.025))
run_2 = judge((2.299, 2.073, 1.146, 0.679), (2.264, 2.038, 1.149, 0.694))
run_3 = judge((1.861, 0.400, 0.096, 0.026), (1.321, 0.571, 0.448, 0.479))
run_4 = judge((0.853, 0.287, 0.162, 0.109), (0.430, 0.287, 0.187, 0.146))
# %% which_curve · wrong · runs 1 and 4 exchanged (lowest losses: all is well) ⇒ names: loss, on new images, would end a little above the training loss
run_1, run_2, run_3, run_4 = "CBAD"
# %% which_curve · wrong · runs 1 and 3 exchanged ⇒ names: while the validation loss turned and rose
run_1, run_2, run_3, run_4 = "ABDC"
# %% which_curve · wrong · run 4 underfits, since it is higher than run 1 ⇒ names: would still be large after 40 epochs, near 1
run_1, run_2, run_3, run_4 = "DBAB"
# %% which_curve · wrong · run 4 leaks, since its validation loss begins lower ⇒ names: loss down to nearly 0, and end no higher
run_1, run_2, run_3, run_4 = "DBAD"
# %% four_logs · right · plain
program_1 = "C"
program_2 = "E"
program_3 = "D"
program_4 = "B"
# %% four_logs · right · by numbers
program_1, program_2, program_3, program_4 = ("ABCDEF"[i] for i in (2, 4, 3, 1))
# %% four_logs · wrong · program 1, one answer only, taken for sorted images ⇒ names: the last labels would drive out all others
program_1, program_2, program_3, program_4 = "AEDB"
# %% four_logs · wrong · programs 1 and 4 exchanged ⇒ names: training loss would start at 2.3 and stay
program_1, program_2, program_3, program_4 = "BEDC"
# %% four_logs · wrong · program 2 taken for validation images in the training set ⇒ names: better than it should be, in loss and accuracy
program_1, program_2, program_3, program_4 = "CFDB"
# %% four_logs · wrong · programs 2 and 3 exchanged ⇒ names: training loss would be the correct program's
program_1, program_2, program_3, program_4 = "CDEB"
# %% four_logs · wrong · one fault given twice ⇒ names: would go to 0, and the validation stay bad
program_1, program_2, program_3, program_4 = "CEDE"
# %% settling · right · lambda, ceiling by double minus
def settling(n, batch_size, rate, walk):
    per_epoch = -(-n // batch_size)
    return lambda step: rate if step < walk * per_epoch else rate / 10
# %% settling · right · goes through the batches in a loop
def settling(n, batch_size, rate, walk):
    steps = 0
    left = n
    while left > 0:
        left -= batch_size
        steps += 1

    def rate_of(step):
        for epoch in range(walk):
            if epoch * steps <= step < (epoch + 1) * steps:
                return rate
        return rate / 10

    return rate_of
# %% settling · right · looks up a list
def settling(n, batch_size, rate, walk):
    rates = [rate] * len(range(0, n, batch_size)) * walk
    def f(step):
        try:
            return rates[step]
        except IndexError:
            return rate / 10
    return f
# %% settling · wrong · the last, small batch is not counted ⇒ names: last, smaller batch of each epoch forgotten?
def settling(n, batch_size, rate, walk):
    per_epoch = n // batch_size
    return lambda step: rate if step < walk * per_epoch else rate / 10
# %% settling · wrong · a step too many where the batches fit exactly ⇒ names: here the batches come out even, with no rest
def settling(n, batch_size, rate, walk):
    per_epoch = n // batch_size + 1
    return lambda step: rate if step < walk * per_epoch else rate / 10
# %% settling · wrong · <= instead of < ⇒ names: one step late: the steps are counted from 0
def settling(n, batch_size, rate, walk):
    per_epoch = -(-n // batch_size)
    return lambda step: rate if step <= walk * per_epoch else rate / 10
# %% settling · wrong · the ceiling of all epochs together, not of each ⇒ names: smaller batch of each epoch is a whole step
def settling(n, batch_size, rate, walk):
    return lambda step: rate if step < np.ceil(walk * n / batch_size) else rate / 10
# %% settling · wrong · divides by ten again after each epoch ⇒ names: falls after each epoch; it should fall once
def settling(n, batch_size, rate, walk):
    per_epoch = -(-n // batch_size)
    return lambda step: rate / 10 ** max(0, step // per_epoch - walk + 1)
# %% settling · wrong · 157 steps whatever the data ⇒ points: steps, 12 epochs: how many steps is one epoch?
def settling(n, batch_size, rate, walk):
    return lambda step: rate if step < walk * 157 else rate / 10
# %% settling · wrong · the rates 0.2 and 0.02 whatever the rate ⇒ names: in the chapter; the rate in use is another
def settling(n, batch_size, rate, walk):
    per_epoch = -(-n // batch_size)
    return lambda step: 0.2 if step < walk * per_epoch else 0.02
# %% settling · wrong · walk is taken as a number of steps ⇒ names: function is given the number of the step
def settling(n, batch_size, rate, walk):
    return lambda step: rate if step < walk else rate / 10
# %% settling · wrong · walk is ignored, always one epoch ⇒ names: step 16, after one epoch: is walk left out?
def settling(n, batch_size, rate, walk):
    return lambda step: rate if step < -(-n // batch_size) else rate / 10
# %% settling · wrong · short steps first ⇒ names: first and grows; the long steps come first
def settling(n, batch_size, rate, walk):
    per_epoch = -(-n // batch_size)
    return lambda step: rate / 10 if step < walk * per_epoch else rate
# %% settling · wrong · counts its own calls and ignores the step ⇒ names: rate: look at the step, don't count the calls
def settling(n, batch_size, rate, walk):
    end = walk * -(-n // batch_size)
    calls = 0

    def f(step):
        nonlocal calls
        calls += 1
        return rate if calls <= end else rate / 10

    return f
# %% settling · wrong · a hundredth instead of a tenth ⇒ points: differs in 144 of 192 places, first at [48]
def settling(n, batch_size, rate, walk):
    end = walk * -(-n // batch_size)
    return lambda step: rate if step < end else rate / 100
# %% settling · wrong · returns a list of rates, no function ⇒ names: as a lambda, but it is a list of length 64
def settling(n, batch_size, rate, walk):
    per_epoch = -(-n // batch_size)
    return [rate] * walk * per_epoch + [rate / 10] * per_epoch
# %% two_shares · right · np.divide with where
def two_shares(counts):
    hits = np.diag(counts)
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    found = np.divide(hits, rows, out=np.zeros(len(counts)), where=rows > 0)
    trusted = np.divide(hits, columns, out=np.zeros(len(counts)), where=columns > 0)
    return found, trusted
# %% two_shares · right · divides the table, then takes the diagonal
def two_shares(counts):
    counts = np.asarray(counts)
    found = np.diag(counts / np.clip(counts.sum(axis=1, keepdims=True), 1, None)).copy()
    trusted = np.diag(counts / np.clip(counts.sum(axis=0, keepdims=True), 1, None)).copy()
    print(found, trusted)
    return found, trusted
# %% two_shares · right · fractions
from fractions import Fraction


def two_shares(counts):
    def share(part, whole):
        return float(Fraction(int(part), int(whole))) if whole else 0.0
    found = np.array([share(counts[i, i], counts[i].sum()) for i in range(len(counts))])
    trusted = np.array([share(counts[i, i], counts[:, i].sum()) for i in range(len(counts))])
    return found, trusted
# %% two_shares · wrong · rows and columns exchanged ⇒ names: share: rows are labels, columns are answers
def two_shares(counts):
    found = np.diag(counts) / np.maximum(counts.sum(axis=0), 1)
    trusted = np.diag(counts) / np.maximum(counts.sum(axis=1), 1)
    return found, trusted
# %% two_shares · wrong · nan where a label or an answer never occurs ⇒ names: answer is never given, and 0 is divided by 0
def two_shares(counts):
    found = np.diag(counts) / counts.sum(axis=1)
    trusted = np.diag(counts) / counts.sum(axis=0)
    return found, trusted
# %% two_shares · wrong · 1 instead of 0 where a label or an answer never occurs ⇒ points: differs in 1 of 3 places, first at [2]
def two_shares(counts):
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    found = np.where(rows == 0, 1, np.diag(counts) / np.maximum(rows, 1))
    trusted = np.where(columns == 0, 1, np.diag(counts) / np.maximum(columns, 1))
    return found, trusted
# %% two_shares · wrong · divides by the sum of the whole table ⇒ names: images; each digit has a total of its own
def two_shares(counts):
    found = np.diag(counts) / counts.sum()
    trusted = np.diag(counts) / counts.sum()
    return found, trusted
# %% two_shares · wrong · changes the given table ⇒ names: your function changes counts
def two_shares(counts):
    diagonal = np.diag(counts).copy()
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    counts[rows == 0, 0] = 1
    counts[0, columns == 0] = 1
    found = diagonal / np.maximum(rows, 1)
    trusted = diagonal / np.maximum(columns, 1)
    return found, trusted
# %% two_shares · wrong · rounded to four places ⇒ names: second array, looks rounded: give all digits
def two_shares(counts):
    found = np.round(np.diag(counts) / np.maximum(counts.sum(axis=1), 1), 4)
    trusted = np.round(np.diag(counts) / np.maximum(counts.sum(axis=0), 1), 4)
    return found, trusted
# %% two_shares · wrong · whole-number division ⇒ names: // divides to whole numbers, / to shares
def two_shares(counts):
    found = np.diag(counts) // np.maximum(counts.sum(axis=1), 1)
    trusted = np.diag(counts) // np.maximum(counts.sum(axis=0), 1)
    return found, trusted
# %% two_shares · wrong · always three classes ⇒ points: should have shape (10,), but has shape (3,)
def two_shares(counts):
    found = np.array([counts[i, i] / max(counts[i].sum(), 1) for i in range(3)])
    trusted = np.array([counts[i, i] / max(counts[:, i].sum(), 1) for i in range(3)])
    return found, trusted
# %% two_shares · wrong · the largest entry of the row instead of the diagonal ⇒ points: differs in 1 of 3 places, first at [2]
def two_shares(counts):
    found = counts.max(axis=1) / np.maximum(counts.sum(axis=1), 1)
    trusted = counts.max(axis=0) / np.maximum(counts.sum(axis=0), 1)
    return found, trusted
# %% two_shares · wrong · the share of mistakes ⇒ names: first array, is one minus what it should be
def two_shares(counts):
    d = np.diag(counts)
    found = 1 - d / np.maximum(counts.sum(axis=1), 1)
    trusted = 1 - d / np.maximum(counts.sum(axis=0), 1)
    return found, trusted
# %% two_shares · wrong · means over all labels, two numbers ⇒ names: should have shape (3,), but has shape ()
def two_shares(counts):
    found = (np.diag(counts) / np.maximum(counts.sum(axis=1), 1)).mean()
    trusted = (np.diag(counts) / np.maximum(counts.sum(axis=0), 1)).mean()
    return found, trusted
# %% two_shares · wrong · adds 1 to every whole ⇒ names: added to every total, not only where it is 0
def two_shares(counts):
    found = np.diag(counts) / (counts.sum(axis=1) + 1)
    trusted = np.diag(counts) / (counts.sum(axis=0) + 1)
    return found, trusted
# %% report · right · argmax of the row minima
def report(validation, test):
    best = validation.min(axis=1).argmax()
    return test[best].mean(), test[best].std(ddof=1)
# %% report · right · a loop
def report(validation, test):
    best, best_worst = 0, -np.inf
    for i, row in enumerate(validation):
        worst = min(row)
        if worst > best_worst:
            best, best_worst = i, worst
    n = len(test[best])
    mean = sum(test[best]) / n
    spread = (sum((t - mean) ** 2 for t in test[best]) / (n - 1)) ** 0.5
    return mean, spread
# %% report · right · float32
def report(validation, test):
    t = test[validation.min(axis=1).argmax()]
    return np.float32(t.mean()), np.float32(t.std(ddof=1))
# %% report · wrong · chosen by the best mean ⇒ names: here looks at the worst run of each setting
def report(validation, test):
    best = validation.mean(axis=1).argmax()
    return test[best].mean(), test[best].std(ddof=1)
# %% report · wrong · chosen by the test runs ⇒ names: its test runs: then the number is too good
def report(validation, test):
    best = test.min(axis=1).argmax()
    return test[best].mean(), test[best].std(ddof=1)
# %% report · wrong · reports the validation accuracies ⇒ names: but the mean is of the images that chose it
def report(validation, test):
    best = validation.min(axis=1).argmax()
    return validation[best].mean(), validation[best].std(ddof=1)
# %% report · wrong · ddof left out ⇒ names: deviations are divided by n, not by n − 1
def report(validation, test):
    best = validation.min(axis=1).argmax()
    return test[best].mean(), test[best].std()
# %% report · wrong · rounded to one place ⇒ names: mean is rounded; return it as it came out
def report(validation, test):
    best = validation.min(axis=1).argmax()
    return round(test[best].mean(), 1), round(test[best].std(ddof=1), 1)
# %% report · wrong · the spread is the variance ⇒ names: is a variance: is a square root missing?
def report(validation, test):
    best = validation.min(axis=1).argmax()
    return test[best].mean(), test[best].var(ddof=1)
# %% report · wrong · the standard error instead of the standard deviation ⇒ names: by √n: that is how well the mean is known
def report(validation, test):
    t = test[validation.min(axis=1).argmax()]
    return t.mean(), t.std(ddof=1) / np.sqrt(len(t))
# %% report · wrong · the setting with the worst run of all ⇒ names: chosen; these are accuracies, not losses
def report(validation, test):
    best = validation.min(axis=1).argmin()
    return test[best].mean(), test[best].std(ddof=1)
# %% report · wrong · sorts the given validation table in place ⇒ names: your function changes validation
def report(validation, test):
    validation.sort(axis=1)
    best = validation[:, 0].argmax()
    return test[best].mean(), test[best].std(ddof=1)
# %% report · wrong · only the test result of the worst validation run ⇒ names: its worst run is reported; report the mean
def report(validation, test):
    best = validation.min(axis=1).argmax()
    seed = validation[best].argmin()
    return test[best, seed], test[best].std(ddof=1)
# %% report · wrong · mean and spread of all settings ⇒ names: settings; one of them has to be chosen first
def report(validation, test):
    return test.mean(), test.std(ddof=1)
# %% report · wrong · always the second row ⇒ true: is 97.1675, which is too small
def report(validation, test):
    return test[1].mean(), test[1].std(ddof=1)
# %% report · wrong · the median instead of the mean ⇒ names: the median of its test runs, not the mean
def report(validation, test):
    best = validation.min(axis=1).argmax()
    return np.median(test[best]), test[best].std(ddof=1)
# %% report · wrong · returns the number of the setting too ⇒ names: things, (mean, spread), but this is 3 of them
def report(validation, test):
    best = validation.min(axis=1).argmax()
    return best, test[best].mean(), test[best].std(ddof=1)
# %% train_linear · right · minimal, with p - y
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    n = len(y)
    for _ in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            few = order[start : start + batch_size]
            z = W @ x[:, few] + b
            p = np.exp(z - z.max(axis=0))
            p /= p.sum(axis=0)
            p[y[few], np.arange(len(few))] -= 1
            W -= rate * p @ x[:, few].T / len(few)
            b -= rate * p.mean(axis=1, keepdims=True)
    return W, b
# %% train_linear · right · one-hot with np.eye
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    targets = np.eye(10)[y].T
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        xs, ts = x[:, order], targets[:, order]
        for i in range(0, x.shape[1], batch_size):
            xi, ti = xs[:, i : i + batch_size], ts[:, i : i + batch_size]
            logits = W @ xi + b
            logits -= logits.max(axis=0, keepdims=True)
            e = np.exp(logits)
            d = (e / e.sum(axis=0, keepdims=True) - ti) / xi.shape[1]
            W -= rate * (d @ xi.T)
            b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · right · a loop over the images of the batch
def softmax(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    for _ in range(epochs):
        order = list(rng.permutation(len(y)))
        while order:
            few, order = order[:batch_size], order[batch_size:]
            dW, db = np.zeros_like(W), np.zeros_like(b)
            for i in few:
                d = softmax(W @ x[:, i] + b[:, 0])
                d[y[i]] -= 1
                dW += np.outer(d, x[:, i])
                db[:, 0] += d
            W = W - rate * dW / len(few)
            b = b - rate * db / len(few)
    return W, b
# %% train_linear · wrong · the sum over the batch, not the mean ⇒ names: batch are added; a step takes their mean
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for start in range(0, len(y), batch_size):
            few = order[start : start + batch_size]
            z = W @ x[:, few] + b
            e = np.exp(z - z.max(axis=0))
            d = e / e.sum(axis=0) - np.eye(10)[:, y[few]]
            W -= rate * d @ x[:, few].T
            b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · wrong · divides by batch_size even where the last batch is smaller ⇒ names: smaller batch is divided by the full batch size
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for start in range(0, len(y), batch_size):
            few = order[start : start + batch_size]
            z = W @ x[:, few] + b
            e = np.exp(z - z.max(axis=0))
            d = (e / e.sum(axis=0) - np.eye(10)[:, y[few]]) / batch_size
            W -= rate * d @ x[:, few].T
            b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · wrong · leaves out the last, small batch ⇒ names: last, smaller batch of an epoch is left out
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for k in range(len(y) // batch_size):
            few = order[k * batch_size : (k + 1) * batch_size]
            z = W @ x[:, few] + b
            e = np.exp(z - z.max(axis=0))
            d = (e / e.sum(axis=0) - np.eye(10)[:, y[few]]) / len(few)
            W -= rate * d @ x[:, few].T
            b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · wrong · one order for all epochs ⇒ names: the same order; draw a new one each time
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    order = rng.permutation(len(y))
    for _ in range(epochs):
        for start in range(0, len(y), batch_size):
            few = order[start : start + batch_size]
            z = W @ x[:, few] + b
            e = np.exp(z - z.max(axis=0))
            d = (e / e.sum(axis=0) - np.eye(10)[:, y[few]]) / len(few)
            W -= rate * d @ x[:, few].T
            b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · wrong · shuffles the columns that were shuffled already ⇒ names: is one of an x that was shuffled already
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    for _ in range(epochs):
        order = rng.permutation(len(y))
        x, y = x[:, order], y[order]
        for start in range(0, len(y), batch_size):
            few = slice(start, start + batch_size)
            z = W @ x[:, few] + b
            e = np.exp(z - z.max(axis=0))
            d = (e / e.sum(axis=0) - np.eye(10)[:, y[few]]) / z.shape[1]
            W -= rate * d @ x[:, few].T
            b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · wrong · draws its own random numbers, not those of rng ⇒ names: from it, and from no generator of your own
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    rng = np.random.default_rng(0)
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for start in range(0, len(y), batch_size):
            few = order[start : start + batch_size]
            z = W @ x[:, few] + b
            e = np.exp(z - z.max(axis=0))
            d = (e / e.sum(axis=0) - np.eye(10)[:, y[few]]) / len(few)
            W -= rate * d @ x[:, few].T
            b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · wrong · softmax over the images instead of the digits ⇒ names: adds up each row; one example is a column
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for start in range(0, len(y), batch_size):
            few = order[start : start + batch_size]
            z = W @ x[:, few] + b
            e = np.exp(z - z.max(axis=1, keepdims=True))
            d = (e / e.sum(axis=1, keepdims=True) - np.eye(10)[:, y[few]]) / len(few)
            W -= rate * d @ x[:, few].T
            b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · wrong · the softmax overflows at large logits ⇒ names: subtract their maximum first, as in chapter 06
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for start in range(0, len(y), batch_size):
            few = order[start : start + batch_size]
            e = np.exp(W @ x[:, few] + b)
            d = (e / e.sum(axis=0) - np.eye(10)[:, y[few]]) / len(few)
            W -= rate * d @ x[:, few].T
            b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · wrong · ignores epochs ⇒ names: there is only one epoch, whatever epochs says
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    order = rng.permutation(len(y))
    for start in range(0, len(y), batch_size):
        few = order[start : start + batch_size]
        z = W @ x[:, few] + b
        e = np.exp(z - z.max(axis=0))
        d = (e / e.sum(axis=0) - np.eye(10)[:, y[few]]) / len(few)
        W -= rate * d @ x[:, few].T
        b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · wrong · the gradient of the biases comes from the weights that have moved already ⇒ points: differs in 10 of 10 places, first at [0, 0]
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))

    def delta(few):
        z = W @ x[:, few] + b
        e = np.exp(z - z.max(axis=0))
        return (e / e.sum(axis=0) - np.eye(10)[:, y[few]]) / len(few)

    for _ in range(epochs):
        order = rng.permutation(len(y))
        for start in range(0, len(y), batch_size):
            few = order[start : start + batch_size]
            W -= rate * delta(few) @ x[:, few].T
            b -= rate * delta(few).sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · wrong · images drawn with replacement ⇒ names: the batches are drawn with replacement
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    for _ in range(epochs):
        for start in range(0, len(y), batch_size):
            few = rng.integers(len(y), size=min(batch_size, len(y) - start))
            z = W @ x[:, few] + b
            e = np.exp(z - z.max(axis=0))
            d = (e / e.sum(axis=0) - np.eye(10)[:, y[few]]) / len(few)
            W -= rate * d @ x[:, few].T
            b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · wrong · shuffles the given x and y in place ⇒ names: your function changes x
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    x0, y0 = x.copy(), y.copy()
    for _ in range(epochs):
        order = rng.permutation(len(y))
        x[...], y[...] = x0[:, order], y0[order]
        for start in range(0, len(y), batch_size):
            few = slice(start, start + batch_size)
            z = W @ x[:, few] + b
            e = np.exp(z - z.max(axis=0))
            d = (e / e.sum(axis=0) - np.eye(10)[:, y[few]]) / z.shape[1]
            W -= rate * d @ x[:, few].T
            b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · wrong · never shuffles ⇒ names: file in each epoch; draw an order from rng
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    for _ in range(epochs):
        for start in range(0, len(y), batch_size):
            few = slice(start, start + batch_size)
            z = W @ x[:, few] + b
            e = np.exp(z - z.max(axis=0))
            d = (e / e.sum(axis=0) - np.eye(10)[:, y[few]]) / z.shape[1]
            W -= rate * d @ x[:, few].T
            b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% train_linear · wrong · 1 is subtracted in whole rows ⇒ names: subtracted in whole rows, as p[y] -= 1 does
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for start in range(0, len(y), batch_size):
            few = order[start : start + batch_size]
            z = W @ x[:, few] + b
            d = np.exp(z - z.max(axis=0))
            d /= d.sum(axis=0)
            d[y[few]] -= 1
            d /= len(few)
            W -= rate * d @ x[:, few].T
            b -= rate * d.sum(axis=1, keepdims=True)
    return W, b
# %% file_size · right · int.from_bytes in a loop
def file_size(header):
    dimensions = header[3]
    total = 1
    for i in range(dimensions):
        total *= int.from_bytes(header[4 + 4 * i : 8 + 4 * i], "big")
    return total + len(header)
# %% file_size · right · frombuffer and Python's product
import math


def file_size(header):
    total = len(header) + math.prod(np.frombuffer(header, ">u4", offset=4).tolist())
    return total
# %% file_size · right · a table of bytes and powers of 256
import math


def file_size(header):
    dimensions = header[3]
    table = np.array(list(header[4:]), dtype=np.int64).reshape(dimensions, 4)
    sizes = table @ np.array([256**3, 256**2, 256, 1])
    total = math.prod(int(s) for s in sizes) + 4 * (1 + dimensions)
    return total
# %% file_size · wrong · without the header ⇒ names: alone; the header is a part of the file, too
def file_size(header):
    dimensions = header[3]
    total = 1
    for i in range(dimensions):
        total *= int.from_bytes(header[4 + 4 * i : 8 + 4 * i], "big")
    return total
# %% file_size · wrong · a header of 16 bytes whatever the dimensions ⇒ names: header; 16 is right for three dimensions only
def file_size(header):
    dimensions = header[3]
    total = 1
    for i in range(dimensions):
        total *= int.from_bytes(header[4 + 4 * i : 8 + 4 * i], "big")
    return total + 16
# %% file_size · wrong · lowest byte first ⇒ names: from the other end: the first weighs most
def file_size(header):
    dimensions = header[3]
    total = 1
    for i in range(dimensions):
        total *= int.from_bytes(header[4 + 4 * i : 8 + 4 * i], "little")
    return total + len(header)
# %% file_size · wrong · always three dimensions ⇒ names: sizes; header[3] says how many there are
def file_size(header):
    total = 16
    a, b, c = (int.from_bytes(header[i : i + 4], "big") for i in (4, 8, 12))
    total += a * b * c
    return total
# %% file_size · wrong · adds the sizes instead of multiplying ⇒ names: rows and c columns has r times c entries
def file_size(header):
    dimensions = header[3]
    total = 4 + 4 * dimensions
    for i in range(dimensions):
        total += int.from_bytes(header[4 + 4 * i : 8 + 4 * i], "big")
    return total
# %% file_size · wrong · only the last byte of each size ⇒ names: last byte of each size; each size has four
def file_size(header):
    dimensions = header[3]
    total = 1
    for i in range(dimensions):
        total *= header[7 + 4 * i]
    return total + len(header)
# %% file_size · wrong · only the two last bytes of each size ⇒ names: two bytes of each size; each size has four
def file_size(header):
    dimensions = header[3]
    total = 1
    for i in range(dimensions):
        total *= 256 * header[6 + 4 * i] + header[7 + 4 * i]
    return total + len(header)
# %% file_size · wrong · overflows at 2**32 ⇒ names: of 2³² and more does not fit into 32 bits
def file_size(header):
    sizes = np.frombuffer(header[4:], dtype=">u4")
    return int(np.prod(sizes, dtype=np.uint32)) + len(header)
# %% file_size · wrong · sizes read as numbers with a sign ⇒ names: with a sign: from 2³¹ on that is negative
def file_size(header):
    dimensions = header[3]
    total = 1
    for i in range(dimensions):
        total *= int.from_bytes(header[4 + 4 * i : 8 + 4 * i], "big", signed=True)
    return total + len(header)
# %% file_size · wrong · the four bytes of the magic number forgotten ⇒ names: forgets the first four bytes, the magic number
def file_size(header):
    dimensions = header[3]
    total = 1
    for i in range(dimensions):
        total *= int.from_bytes(header[4 + 4 * i : 8 + 4 * i], "big")
    return total + 4 * dimensions
# %% file_size · wrong · one byte for each size in the header ⇒ names: byte of header for each size; it has four
def file_size(header):
    dimensions = header[3]
    total = 1
    for i in range(dimensions):
        total *= int.from_bytes(header[4 + 4 * i : 8 + 4 * i], "big")
    return total + 4 + dimensions
# %% file_size · wrong · the last dimension left out ⇒ names: 3, 4 the result leaves out the last size
def file_size(header):
    dimensions = header[3]
    total = 1
    for i in range(dimensions - 1):
        total *= int.from_bytes(header[4 + 4 * i : 8 + 4 * i], "big")
    return total + len(header)
# %% file_size · wrong · reads the magic number as the first size ⇒ names: number as a size; the sizes begin at header[4]
def file_size(header):
    dimensions = header[3]
    total = 1
    for i in range(dimensions):
        total *= int.from_bytes(header[4 * i : 4 * i + 4], "big")
    return total + len(header)
# %% file_size · wrong · the size of the training file ⇒ names: statement only: compute it from the arguments
def file_size(header):
    return 47_040_016
# %% file_size · wrong · multiplies in NumPy's 64-bit integers, which overflow ⇒ names: use int(…), which has room for any product
def file_size(header):
    dimensions = header[3]
    total = 4 + 4 * dimensions + int(np.frombuffer(header[4:], dtype=">u4").astype(np.int64).prod())
    return total
