# %% negative · right · plain
rim = "B"
# %% negative · right · single quotes
rim = 'B'
# %% negative · right · NumPy string
rim = np.str_("B")
# %% negative · right · element of an array
rim = np.array(list("ABCD"))[1]
# %% negative · right · picked out of a string
rim = "ABCD"[1]
# %% negative · right · chr
rim = chr(66)
# %% negative · right · a dictionary
answers = {"never": "A", "all by the same": "B", "each by its own": "C", "overflow": "D"}
rim = answers["all by the same"]
# %% negative · right · chosen by an experiment
dz = np.array([[0.3, -0.1], [0.2, 0.4]])
moves = dz @ np.ones((67, 2)).T
rim = "A" if not moves.any() else "B" if np.allclose(moves, moves[:, :1]) else "C"
# %% negative · right · upper
rim = "b".upper()
# %% negative · right · a small letter
rim = "b"
# %% negative · right · blanks and a full stop
rim = " B. "
# %% negative · wrong · as in the ordinary images, where the input is 0 ⇒ names: x.T` again: what is x at these pixels now?
rim = "A"
# %% negative · wrong · each weight by its own amount, though all inputs are 1 ⇒ names: x.T` a weight knows its pixel only through x
rim = "C"
# %% negative · wrong · inputs of 1 are taken for an overflow ⇒ names: holds the bias, whose input is always 1, too?
rim = "D"
# %% negative · wrong · two options ⇒ points: choose one of 'A', 'B', 'C', 'D'
rim = "BC"
# %% negative · wrong · every option ⇒ points: choose one of 'A', 'B', 'C', 'D'
rim = "ABCD"
# %% negative · wrong · an option that isn't there ⇒ names: choose one of 'A', 'B', 'C', 'D'
rim = "E"
# %% negative · wrong · left as it was ⇒ names: not attempted yet
rim = ...
# %% negative · wrong · a number ⇒ points: choose one of 'A', 'B', 'C', 'D'
rim = 67
# %% negative · wrong · the number of the option ⇒ points: choose one of 'A', 'B', 'C', 'D'
rim = 2
# %% negative · wrong · a pair with a second guess ⇒ points: choose one of 'A', 'B', 'C', 'D'
rim = ("B", "C")
# %% threshold · right · plain
cheapest = 0.98
# %% threshold · right · computed with argmin
thresholds = np.array([0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999])
answered = np.array([10000, 9976, 9764, 9628, 9494, 9267, 9090, 8078])
misread = np.array([190, 175, 89, 57, 38, 21, 15, 5])
cheapest = thresholds[np.argmin(10000 - answered + 20 * misread)]
# %% threshold · right · NumPy number
cheapest = np.float64(0.98)
# %% threshold · right · a fraction as a quotient
cheapest = 98 / 100
# %% threshold · right · Fraction
from fractions import Fraction

cheapest = Fraction(49, 50)
# %% threshold · right · min over pairs
table = {0: (10000, 190), 0.5: (9976, 175), 0.8: (9764, 89), 0.9: (9628, 57), 0.95: (9494, 38),
         0.98: (9267, 21), 0.99: (9090, 15), 0.999: (8078, 5)}
cheapest = min(table, key=lambda t: 10_000 - table[t][0] + 20 * table[t][1])
# %% threshold · right · an array without axes
cheapest = np.array(0.98)
# %% threshold · right · 1 minus
cheapest = 1 - 0.02
# %% threshold · right · a loop that keeps the best
best = float("inf")
for t, a, m in [(0.95, 9494, 38), (0.98, 9267, 21), (0.99, 9090, 15)]:
    if (cost := 10000 - a + m * 20) < best:
        best, cheapest = cost, t
# %% threshold · right · Decimal
from decimal import Decimal

cheapest = Decimal("0.98")
# %% threshold · right · float32
cheapest = np.float32(0.98)
# %% threshold · right · an array of one number
cheapest = np.array([0.98])
# %% threshold · wrong · the fewest misread digits ⇒ names: mistakes, 5, but what do 1,922 looks cost?
cheapest = 0.999
# %% threshold · wrong · nobody ever looks ⇒ names: has to look, but what do 190 mistakes cost?
cheapest = 0
# %% threshold · wrong · the next row ⇒ points: cents; the next smaller threshold costs less
cheapest = 0.99
# %% threshold · wrong · the row before ⇒ names: 38 misread digits and 506 looks cost 1,266 cents; the next larger threshold costs less
cheapest = 0.95
# %% threshold · wrong · an even half ⇒ points: cents; the next larger threshold costs less
cheapest = 0.5
# %% threshold · wrong · the cost instead of the threshold ⇒ names: cents is the cost; which threshold has it?
cheapest = 1153
# %% threshold · wrong · in percent ⇒ names: give the threshold as it is in the table
cheapest = 98
# %% threshold · wrong · between two rows of the table ⇒ names: of thresholds; choose one of that column
cheapest = 0.985
# %% threshold · wrong · the number of the row ⇒ points: of thresholds; choose one of that column
cheapest = 5
# %% threshold · wrong · a misread digit costs 1 cent and a look 20 ⇒ points: has to look, but what do 190 mistakes cost?
table = {0: (10000, 190), 0.5: (9976, 175), 0.8: (9764, 89), 0.9: (9628, 57), 0.95: (9494, 38)}
cheapest = min(table, key=lambda t: 20 * (10_000 - table[t][0]) + table[t][1])
# %% threshold · wrong · threshold and cost as a pair ⇒ names: finite number, but it is a tuple of length 2
cheapest = (0.98, 1153)
# %% threshold · wrong · 0.9, where looks and misreads are added without their prices ⇒ points: cents; the next larger threshold costs less
cheapest = 0.9
# %% threshold · wrong · in words ⇒ names: the text '0.98, which costs 1,153 cents'
cheapest = "0.98, which costs 1,153 cents"
# %% threshold · wrong · stops one row too early, at 1,266 cents ⇒ names: 38 misread digits and 506 looks cost 1,266 cents; the next larger threshold costs less
cheapest = 0.95
# %% which_curve · right · plain
run_1 = "D"
run_2 = "B"
run_3 = "A"
run_4 = "C"
# %% which_curve · right · unpacked string
run_1, run_2, run_3, run_4 = "DBAC"
# %% which_curve · right · unpacked tuple
run_1, run_2, run_3, run_4 = ("D", "B", "A", "C")
# %% which_curve · right · unpacked list
[run_1, run_2, run_3, run_4] = ["D", "B", "A", "C"]
# %% which_curve · right · array
run_1, run_2, run_3, run_4 = np.array(list("DBAC"))
# %% which_curve · right · single quotes, other order
run_3 = 'A'
run_2 = 'B'
run_4 = 'C'
run_1 = 'D'
# %% which_curve · right · NumPy strings
run_1, run_2, run_3, run_4 = map(np.str_, "DBAC")
# %% which_curve · right · dictionary
words = dict(overfits="A", underfits="B", well="C", leak="D")
run_1, run_2, run_3, run_4 = words["leak"], words["underfits"], words["overfits"], words["well"]
# %% which_curve · right · split
run_1, run_2, run_3, run_4 = "D,B,A,C".split(",")
# %% which_curve · right · chr
run_1, run_2, run_3, run_4 = (chr(64 + i) for i in (4, 2, 1, 3))
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
# %% which_curve · right · small letters
run_1, run_2, run_3, run_4 = "dbac"
# %% which_curve · wrong · runs 1 and 4 exchanged (lowest losses: all is well) ⇒ names: loss, on new images, would end a little above the training loss
run_1, run_2, run_3, run_4 = "CBAD"
# %% which_curve · wrong · runs 1 and 3 exchanged ⇒ names: while the validation loss turned and rose
run_1, run_2, run_3, run_4 = "ABDC"
# %% which_curve · wrong · runs 2 and 3 exchanged ⇒ names: while the validation loss turned and rose
run_1, run_2, run_3, run_4 = "DABC"
# %% which_curve · wrong · runs 2 and 4 exchanged ⇒ names: loss, on new images, would end a little above the training loss
run_1, run_2, run_3, run_4 = "DCAB"
# %% which_curve · wrong · run 4 overfits too, since its validation loss is higher ⇒ names: while the validation loss turned and rose
run_1, run_2, run_3, run_4 = "DBAA"
# %% which_curve · wrong · run 1 well, and so is run 4 ⇒ names: loss, on new images, would end a little above the training loss
run_1, run_2, run_3, run_4 = "CBAC"
# %% which_curve · wrong · run 2 well, since both losses agree ⇒ names: loss, on new images, would end a little above the training loss
run_1, run_2, run_3, run_4 = "DCAC"
# %% which_curve · wrong · run 1 overfits, since its training loss is so low ⇒ names: while the validation loss turned and rose
run_1, run_2, run_3, run_4 = "ABAC"
# %% which_curve · wrong · run 4 underfits, since it is higher than run 1 ⇒ names: would still be large after 40 epochs, near 1
run_1, run_2, run_3, run_4 = "DBAB"
# %% which_curve · wrong · run 4 leaks, since its validation loss begins lower ⇒ names: loss down to nearly 0, and end no higher
run_1, run_2, run_3, run_4 = "DBAD"
# %% which_curve · wrong · runs 1, 2 and 4 leak, since their validation loss is at first below the training loss ⇒ names: loss down to nearly 0, and end no higher
run_1, run_2, run_3, run_4 = "DDAD"
# %% which_curve · wrong · in the order of the options ⇒ names: while the validation loss turned and rose
run_1, run_2, run_3, run_4 = "ABCD"
# %% which_curve · wrong · run 3 well ⇒ names: loss, on new images, would end a little above the training loss
run_1, run_2, run_3, run_4 = "DBCA"
# %% which_curve · wrong · run 4 left open ⇒ names: not attempted yet
run_1, run_2, run_3 = "DBA"
run_4 = ...
# %% four_logs · right · plain
program_1 = "C"
program_2 = "E"
program_3 = "D"
program_4 = "B"
# %% four_logs · right · unpacked tuple
program_1, program_2, program_3, program_4 = "C", "E", "D", "B"
# %% four_logs · right · unpacked string
program_1, program_2, program_3, program_4 = "CEDB"
# %% four_logs · right · unpacked list
program_1, program_2, program_3, program_4 = ["C", "E", "D", "B"]
# %% four_logs · right · unpacked array
program_1, program_2, program_3, program_4 = np.array(["C", "E", "D", "B"])
# %% four_logs · right · other order of lines
program_4 = 'B'
program_3 = 'D'
program_2 = 'E'
program_1 = 'C'
# %% four_logs · right · dictionary of faults
faults = {"sorted": "A", "own order": "B", "sum": "C", "not divided": "D", "same 64": "E", "leak": "F"}
program_1, program_2, program_3, program_4 = (faults[f] for f in ("sum", "same 64", "not divided", "own order"))
# %% four_logs · right · NumPy strings
program_1 = np.str_("C")
program_2 = np.str_("E")
program_3 = np.str_("D")
program_4 = np.str_("B")
# %% four_logs · right · by numbers
program_1, program_2, program_3, program_4 = ("ABCDEF"[i] for i in (2, 4, 3, 1))
# %% four_logs · right · map over words
program_1, program_2, program_3, program_4 = map(chr, (67, 69, 68, 66))
# %% four_logs · right · split
program_1, program_2, program_3, program_4 = "C E D B".split()
# %% four_logs · right · small letters
program_1, program_2, program_3, program_4 = "cedb"
# %% four_logs · wrong · program 1, one answer only, taken for sorted images ⇒ names: the last labels would drive out all others
program_1, program_2, program_3, program_4 = "AEDB"
# %% four_logs · wrong · programs 1 and 4 exchanged ⇒ names: training loss would start at 2.3 and stay
program_1, program_2, program_3, program_4 = "BEDC"
# %% four_logs · wrong · program 2 taken for validation images in the training set ⇒ names: better than it should be, in loss and accuracy
program_1, program_2, program_3, program_4 = "CFDB"
# %% four_logs · wrong · program 3, same training loss, taken for a leak ⇒ names: better than it should be, in loss and accuracy
program_1, program_2, program_3, program_4 = "CEFB"
# %% four_logs · wrong · program 4 taken for sorted images ⇒ names: the last labels would drive out all others
program_1, program_2, program_3, program_4 = "CEDA"
# %% four_logs · wrong · programs 2 and 3 exchanged ⇒ names: training loss would be the correct program's
program_1, program_2, program_3, program_4 = "CDEB"
# %% four_logs · wrong · program 2 taken for sorted images ⇒ names: the last labels would drive out all others
program_1, program_2, program_3, program_4 = "CADB"
# %% four_logs · wrong · program 1 with the pixels not divided, program 3 the sum ⇒ names: training loss would be the correct program's
program_1, program_2, program_3, program_4 = "DECB"
# %% four_logs · wrong · program 4 taken for the same 64 images, 2 for a leak ⇒ names: better than it should be, in loss and accuracy
program_1, program_2, program_3, program_4 = "CFDE"
# %% four_logs · wrong · in the order of the options ⇒ names: the last labels would drive out all others
program_1, program_2, program_3, program_4 = "ABCD"
# %% four_logs · wrong · the last program left open ⇒ names: not attempted yet
program_1 = "C"
program_2 = "E"
program_3 = "D"
program_4 = ...
# %% four_logs · wrong · one fault given twice ⇒ names: would go to 0, and the validation stay bad
program_1, program_2, program_3, program_4 = "CEDE"
# %% four_logs · wrong · the programs that have the faults A, B, C, D (the table read the other way round) ⇒ points: choose one of 'A', 'B', 'C', 'D', 'E', 'F'
program_1, program_2, program_3, program_4 = 4, 1, 3, 2
# %% settling · right · lambda, ceiling by double minus
def settling(n, batch_size, rate, walk):
    per_epoch = -(-n // batch_size)
    return lambda step: rate if step < walk * per_epoch else rate / 10
# %% settling · right · inner function and math.ceil
import math


def settling(n, batch_size, rate, walk):
    long_steps = walk * math.ceil(n / batch_size)

    def of_step(step):
        if step < long_steps:
            return rate
        return rate / 10

    return of_step
# %% settling · right · counts the starts of the batches
def settling(n, batch_size, rate, walk):
    """The rate of each step."""
    steps = len(range(0, n, batch_size))
    return lambda step: rate / 10 if step >= steps * walk else rate
# %% settling · right · asks which epoch it is
def settling(n: int, batch_size: int, rate: float, walk: int):
    def f(step: int) -> float:
        epoch = step // ((n + batch_size - 1) // batch_size)
        return rate if epoch < walk else 0.1 * rate

    return f
# %% settling · right · np.where
def settling(n, batch_size, rate, walk):
    per_epoch = int(np.ceil(n / batch_size))
    return lambda step: np.where(step < per_epoch * walk, rate, rate / 10)
# %% settling · right · divmod
def settling(n, batch_size, rate, walk):
    full, rest = divmod(n, batch_size)
    if rest > 0:
        full += 1
    return lambda step: (rate / 10, rate)[step < full * walk]
# %% settling · right · power of ten by a comparison
def settling(n, batch_size, rate, walk):
    limit = (1 + (n - 1) // batch_size) * walk
    return lambda step: rate / 10 ** int(step >= limit)
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
# %% settling · right · functools.partial
from functools import partial


def choose(step, limit, rate):
    return rate if step < limit else rate / 10


def settling(n, batch_size, rate, walk):
    return partial(choose, limit=walk * -(n // -batch_size), rate=rate)
# %% settling · right · recursion by epochs
def settling(n, batch_size, rate, walk):
    per_epoch = (n - 1) // batch_size + 1

    def f(step, epochs=walk):
        if epochs <= 0:
            return rate / 10
        return rate if step < per_epoch else f(step - per_epoch, epochs - 1)

    return f
# %% settling · right · an object with __call__
class settling:
    def __init__(self, n, batch_size, rate, walk):
        self.end, self.rate = walk * -(-n // batch_size), rate

    def __call__(self, step):
        return self.rate if step < self.end else self.rate / 10
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
# %% settling · wrong · a last batch of a single example is not counted ⇒ points: last, smaller batch of each epoch forgotten?
def settling(n, batch_size, rate, walk):
    per_epoch = n // batch_size + (n % batch_size > 1)
    return lambda step: rate if step < walk * per_epoch else rate / 10
# %% two_shares · right · np.divide with where
def two_shares(counts):
    hits = np.diag(counts)
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    found = np.divide(hits, rows, out=np.zeros(len(counts)), where=rows > 0)
    trusted = np.divide(hits, columns, out=np.zeros(len(counts)), where=columns > 0)
    return found, trusted
# %% two_shares · right · maximum with 1
def two_shares(counts):
    right = counts.diagonal()
    found = right / np.maximum(counts.sum(axis=1), 1)
    trusted = right / np.maximum(counts.sum(axis=0), 1)
    return found, trusted
# %% two_shares · right · loops
def two_shares(counts):
    k = len(counts)
    found = np.zeros(k)
    trusted = np.zeros(k)
    for i in range(k):
        row = column = 0
        for j in range(k):
            row += counts[i, j]
            column += counts[j, i]
        if row:
            found[i] = counts[i, i] / row
        if column:
            trusted[i] = counts[i, i] / column
    return found, trusted
# %% two_shares · right · nan_to_num
def two_shares(counts):
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.nan_to_num(np.diag(counts) / counts.sum(axis=1))
        trusted = np.nan_to_num(np.diag(counts) / counts.sum(axis=0))
    return found, trusted
# %% two_shares · right · a helper function and the transpose
def recall(table):
    rows = table.sum(axis=1)
    return np.diag(table) / (rows + (rows == 0))


def two_shares(counts):
    return recall(counts), recall(counts.T)
# %% two_shares · right · einsum
def two_shares(counts):
    d = np.einsum("ii->i", counts).astype(float)
    r, c = np.einsum("ij->i", counts), np.einsum("ij->j", counts)
    found, trusted = np.zeros_like(d), np.zeros_like(d)
    found[r > 0] = d[r > 0] / r[r > 0]
    trusted[c > 0] = d[c > 0] / c[c > 0]
    return found, trusted
# %% two_shares · right · matmul with ones
def two_shares(counts):
    ones = np.ones(len(counts))
    rows, columns = counts @ ones, ones @ counts
    rows[rows == 0] = 1
    columns[columns == 0] = 1
    return np.diag(counts) / rows, np.diag(counts) / columns
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
# %% two_shares · right · 1 minus the share of the mistakes
def two_shares(counts):
    def side(table):
        rows = table.sum(axis=1)
        wrong = rows - table.diagonal()
        return np.where(rows > 0, 1 - wrong / np.maximum(rows, 1), 0.0)
    return side(counts), side(counts.T)
# %% two_shares · right · a tiny number in the denominator (1e-10 off)
def two_shares(counts):
    found = np.diag(counts) / (counts.sum(axis=1) + 1e-9)
    trusted = np.diag(counts) / (counts.sum(axis=0) + 1e-9)
    return found, trusted
# %% two_shares · right · one array of shape (2, k)
def two_shares(counts):
    sums = np.maximum([counts.sum(axis=1), counts.sum(axis=0)], 1)
    return np.diag(counts) / sums
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
# %% two_shares · wrong · guards found only ⇒ names: answer is never given, and 0 is divided by 0
def two_shares(counts):
    found = np.diag(counts) / np.maximum(counts.sum(axis=1), 1)
    trusted = np.diag(counts) / counts.sum(axis=0)
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
# %% report · right · max with a key
def report(validation, test):
    i = max(range(len(validation)), key=lambda i: validation[i].min())
    return np.mean(test[i]), np.std(test[i], ddof=1)
# %% report · right · the statistics module
import statistics


def report(validation, test):
    chosen = test[np.argmax(np.min(validation, axis=1))].tolist()
    return statistics.mean(chosen), statistics.stdev(chosen)
# %% report · right · highest error of a run, smallest first
def report(validation, test):
    errors = 100 - validation
    best = errors.max(axis=1).argmin()
    return test[best].mean(), test[best].std(ddof=1)
# %% report · right · deviations by dot
def report(validation: np.ndarray, test: np.ndarray) -> tuple[float, float]:
    t = np.take(test, np.argmax(validation.min(1)), axis=0)
    d = t - t.sum() / len(t)
    return t.sum() / len(t), np.sqrt(d @ d / (len(t) - 1))
# %% report · right · np.cov
def report(validation, test):
    runs = test[np.argmax([min(row) for row in validation])]
    return runs.mean(), np.sqrt(np.cov(runs))
# %% report · right · Welford's loop
def report(validation, test):
    mean = total = 0.0
    for n, t in enumerate(test[validation.min(axis=1).argmax()], start=1):
        old = mean
        mean += (t - mean) / n
        total += (t - old) * (t - mean)
    return mean, math.sqrt(total / (n - 1))


import math
# %% report · right · the pair as an array
def report(validation, test):
    runs = test[validation.min(axis=1).argmax()]
    return np.array([runs.mean(), runs.std(ddof=1)])
# %% report · right · mean of the squares minus square of the mean
def report(validation, test):
    t = test[validation.min(axis=1).argmax()]
    n = len(t)
    return t.mean(), np.sqrt(((t**2).sum() - n * t.mean() ** 2) / (n - 1))
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
# %% train_linear · right · einsum
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for k in range(-(-len(y) // batch_size)):
            few = order[k * batch_size : (k + 1) * batch_size]
            z = np.einsum("ki,ij->kj", W, x[:, few]) + b
            z = z - z.max(axis=0)
            p = np.exp(z - np.log(np.exp(z).sum(axis=0)))
            d = p - (np.arange(10)[:, None] == y[few])
            W -= rate * np.einsum("kj,ij->ki", d, x[:, few]) / few.size
            b -= rate * np.einsum("kj->k", d)[:, None] / few.size
    return W, b
# %% train_linear · right · bias as a further column of the weights
def train_linear(x, y, epochs, batch_size, rate, rng):
    n = x.shape[1]
    x1 = np.vstack([x, np.ones(n)])
    V = np.zeros((10, len(x1)))
    for _ in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            few = order[start : start + batch_size]
            z = V @ x1[:, few]
            e = np.exp(z - z.max(axis=0))
            d = e / e.sum(axis=0) - np.eye(10)[:, y[few]]
            V -= rate * d @ x1[:, few].T / len(few)
    return V[:, :-1], V[:, -1:]
# %% train_linear · right · array_split at the borders
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    n = y.size
    for _ in range(epochs):
        for few in np.array_split(rng.permutation(n), np.arange(batch_size, n, batch_size)):
            z = W @ x[:, few] + b
            e = np.exp(z - z.max(0))
            p = e / e.sum(0)
            y_hot = np.zeros_like(p)
            y_hot[y[few], range(len(few))] = 1
            W += rate / len(few) * (y_hot - p) @ x[:, few].T
            b += rate / len(few) * (y_hot - p).sum(axis=1)[:, np.newaxis]
    return W, b
# %% train_linear · right · rows as examples
def train_linear(x, y, epochs, batch_size, rate, rng):
    X = x.T
    W, b = np.zeros((len(x), 10)), np.zeros(10)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for s in range(0, len(X), batch_size):
            few = order[s : s + batch_size]
            z = X[few] @ W + b
            e = np.exp(z - z.max(axis=1, keepdims=True))
            d = e / e.sum(axis=1, keepdims=True)
            d[np.arange(len(few)), y[few]] -= 1
            d *= rate / len(few)
            W -= X[few].T @ d
            b -= d.sum(axis=0)
    return W.T, b.reshape(10, 1)
# %% train_linear · right · a class inside
class Linear:
    def __init__(self, ins):
        self.W, self.b = np.zeros((10, ins)), np.zeros((10, 1))

    def step(self, x, y, rate):
        z = self.W @ x + self.b
        e = np.exp(z - z.max(axis=0))
        d = (e / e.sum(axis=0) - np.eye(10)[y].T) / len(y)
        self.W -= rate * d @ x.T
        self.b -= rate * d.sum(axis=1, keepdims=True)


def train_linear(x, y, epochs, batch_size, rate, rng):
    net = Linear(len(x))
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for s in range(0, len(y), batch_size):
            net.step(x[:, order[s : s + batch_size]], y[order[s : s + batch_size]], rate)
    return net.W, net.b
# %% train_linear · right · mini-batches by a generator
def pieces(n, size, rng):
    order = rng.permutation(n)
    for start in range(0, n, size):
        yield order[start : start + size]


def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    for _ in range(epochs):
        for few in pieces(len(y), batch_size, rng):
            z = W @ x[:, few] + b
            top = z.max(axis=0)
            p = np.exp(z - (top + np.log(np.exp(z - top).sum(axis=0))))
            np.subtract.at(p, (y[few], np.arange(few.size)), 1)
            W[...] = W - rate * np.dot(p, x[:, few].T) / few.size
            b[...] = b - rate * np.mean(p, axis=1).reshape(10, 1)
    return W, b
# %% train_linear · right · softmax by differences of the logits
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for start in range(0, len(y), batch_size):
            few = order[start : start + batch_size]
            z = W @ x[:, few] + b
            with np.errstate(over="ignore"):
                p = 1 / np.exp(z[None] - z[:, None]).sum(axis=1)
            d = p - (np.arange(10).reshape(-1, 1) == y[few])
            W -= rate * (d @ x[:, few].T) / len(few)
            b -= rate * d.sum(axis=1, keepdims=True) / len(few)
    return W, b
# %% train_linear · right · recursion over the batches
def train_linear(x, y, epochs, batch_size, rate, rng):
    W = np.zeros((10, len(x)))
    b = np.zeros((10, 1))

    def go(order):
        nonlocal W, b
        if len(order) == 0:
            return
        few = order[:batch_size]
        z = W @ x[:, few] + b
        e = np.exp(z - z.max(axis=0))
        d = (e / e.sum(axis=0) - np.eye(10)[:, y[few]]) / len(few)
        W, b = W - rate * d @ x[:, few].T, b - rate * d.sum(axis=1, keepdims=True)
        go(order[batch_size:])

    for _ in range(epochs):
        go(rng.permutation(len(y)))
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
# %% file_size · right · struct
import math
import struct


def file_size(header):
    dimensions = header[3]
    total = 4 + 4 * dimensions + math.prod(struct.unpack(f">{dimensions}I", header[4:]))
    return total
# %% file_size · right · frombuffer and Python's product
import math


def file_size(header):
    total = len(header) + math.prod(np.frombuffer(header, ">u4", offset=4).tolist())
    return total
# %% file_size · right · by hand, byte after byte
def file_size(header):
    dimensions = header[3]
    total = 1
    for d in range(1, dimensions + 1):
        a, b, c, e = header[4 * d : 4 * d + 4]
        total *= ((a * 256 + b) * 256 + c) * 256 + e
    total += 4 * (dimensions + 1)
    return total
# %% file_size · right · reduce
from functools import reduce


def file_size(header):
    dimensions = header[3]
    sizes = [int.from_bytes(header[k : k + 4], byteorder="big") for k in range(4, 4 + 4 * dimensions, 4)]
    return 4 + 4 * dimensions + reduce(lambda a, b: a * b, sizes, 1)
# %% file_size · right · recursion
def product(sizes):
    return int.from_bytes(sizes[:4], "big") * product(sizes[4:]) if sizes else 1


def file_size(header):
    return len(header) + product(header[4:])
# %% file_size · right · a table of bytes and powers of 256
import math


def file_size(header):
    dimensions = header[3]
    table = np.array(list(header[4:]), dtype=np.int64).reshape(dimensions, 4)
    sizes = table @ np.array([256**3, 256**2, 256, 1])
    total = math.prod(int(s) for s in sizes) + 4 * (1 + dimensions)
    return total
# %% file_size · right · shifts
def file_size(header: bytes) -> int:
    """All the bytes of an IDX file."""
    total = 1
    size = 0
    for place, byte in enumerate(header[4:]):
        size = size << 8 | byte
        if place % 4 == 3:
            total *= size
            size = 0
    return total + len(header)
# %% file_size · right · NumPy with Python's whole numbers
def file_size(header):
    sizes = np.frombuffer(header[4:], dtype=">u4").astype(object)
    return len(header) + int(np.prod(sizes))
# %% file_size · right · a memoryview in reverse
def file_size(header):
    dimensions = header[3]
    total = 1
    for k in range(dimensions, 0, -1):
        total = total * int.from_bytes(memoryview(header)[4 * k : 4 * k + 4], "big", signed=False)
    return 4 + total + 4 * dimensions
# %% file_size · right · a NumPy number of 64 bits
def file_size(header):
    return len(header) + np.prod(np.frombuffer(header[4:], dtype=">u4"), dtype=np.uint64)
# %% file_size · right · a whole float
def file_size(header):
    return len(header) + np.prod(np.frombuffer(header[4:], dtype=">u4").astype(float))
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
