# %% shares · right · powers of an arange
def shares(momentum, steps):
    factors = momentum ** np.arange(steps - 1, -1, -1)
    return factors
# %% shares · right · fromiter with a growing factor
def shares(momentum: float, steps: int) -> np.ndarray:
    """The oldest first."""
    kept, factor = [], 1.0
    while len(kept) < steps:
        kept.insert(0, factor)
        factor *= momentum
    factors = np.fromiter(kept, dtype=float)
    print(factors)
    return factors
# %% shares · right · a tuple
def shares(momentum, steps):
    return tuple(momentum ** (steps - 1 - k) for k in range(steps))
# %% shares · wrong · the newest slope first ⇒ names: oldest slope counts most, and the newest least
def shares(momentum, steps):
    factors = momentum ** np.arange(steps)
    return factors
# %% shares · wrong · one power too many: the newest slope has a factor below 1 ⇒ names: too; only what v held before is multiplied
def shares(momentum, steps):
    factors = momentum ** np.arange(steps, 0, -1)
    return factors
# %% shares · wrong · each slope times 1 − momentum, as in Adam ⇒ names: average; our v adds the newest slope whole
def shares(momentum, steps):
    factors = (1 - momentum) * momentum ** np.arange(steps - 1, -1, -1)
    return factors
# %% shares · wrong · shares that add up to 1 ⇒ names: average; our v adds the newest slope whole
def shares(momentum, steps):
    factors = momentum ** np.arange(steps - 1, -1, -1)
    return factors / factors.sum()
# %% shares · wrong · one factor too many ⇒ points: should have shape (4,), but has shape (5,)
def shares(momentum, steps):
    factors = momentum ** np.arange(steps, -1, -1)
    return factors
# %% shares · wrong · ignores momentum, halves each time ⇒ names: statement only: compute it from the arguments
def shares(momentum, steps):
    factors = 0.5 ** np.arange(steps - 1, -1, -1)
    return factors
# %% shares · wrong · momentum times the number of the step, not its power ⇒ names: the number of steps; k factors make a power
def shares(momentum, steps):
    factors = momentum * np.arange(steps - 1, -1, -1)
    factors[-1] = 1
    return factors
# %% shares · wrong · only the last slope counts in full, all others momentum ⇒ names: slopes once; but v is multiplied in every step
def shares(momentum, steps):
    factors = np.full(steps, momentum)
    factors[-1] = 1
    return factors
# %% shares · wrong · the running sums, as v for slopes of 1 ⇒ names: does for slopes of 1; each slope has one
def shares(momentum, steps):
    factors = np.cumsum(momentum ** np.arange(steps))
    return factors
# %% shares · wrong · with 1 − momentum for the newest as well as the powers for the old ⇒ points: differs in 1 of 4 places, first at [3]
def shares(momentum, steps):
    factors = momentum ** np.arange(steps - 1, -1, -1)
    factors[-1] = 1 - momentum
    return factors
# %% shares · wrong · nan at a momentum of 0 (divides by it) ⇒ points: the result holds nan or inf, 3 of 3 numbers
def shares(momentum, steps):
    factors = momentum ** np.arange(steps, 0, -1) / momentum
    return factors
# %% shares · wrong · a column of shape (steps, 1) ⇒ names: should have shape (4,), but has shape (4, 1)
def shares(momentum, steps):
    factors = momentum ** np.arange(steps - 1, -1, -1).reshape(-1, 1)
    return factors
# %% shares · wrong · rounded to three places ⇒ names: the result looks rounded: give all digits
def shares(momentum, steps):
    factors = np.round(momentum ** np.arange(steps - 1, -1, -1), 3)
    return factors
# %% cycle · right · plain
start = 0.04
top = 0.4
falling = 0.2002
end = 0.0004
# %% cycle · right · the lesson's function, written again
import math


def cycle(peak, steps):
    top = 0.25 * steps - 1

    def rate(step):
        if step < top:
            return peak + (peak / 10 - peak) * (1 + math.cos(math.pi * step / top)) / 2
        share = (step - top) / (steps - 1 - top)
        return peak / 1000 + (peak - peak / 1000) * (1 + math.cos(math.pi * share)) / 2

    return rate


start, top, falling, end = [cycle(0.4, 400)(step) for step in (0, 99, 249, 399)]
# %% cycle · wrong · half of the peak: the end is not 0 ⇒ names: the rate ends at a thousandth of the peak
start, top, falling, end = 0.04, 0.4, 0.2, 0.0004
# %% cycle · wrong · starts at 0 ⇒ names: rate begins at a tenth of the peak, not at 0
start, top, falling, end = 0, 0.4, 0.2002, 0.0004
# %% cycle · wrong · the share counted from step 0, not from the peak ⇒ names: the fall begins at step 99, not at step 0
start, top, end = 0.04, 0.4, 0.0004
falling = 0.0004 + 0.3996 * (1 + np.cos(np.pi * 249 / 399)) / 2
# %% cycle · wrong · the values of the example ⇒ names: tenth of a peak of 1; here the peak is 0.4
start, top, falling, end = 0.1, 1, 0.5005, 0.001
# %% cycle · wrong · ends at a hundredth ⇒ names: of the peak; the rate ends at a thousandth
start, top, falling, end = 0.04, 0.4, 0.202, 0.004
# %% cycle · wrong · the middle between the peak and the start ⇒ names: the peak; a tenth is where the rise began
start, top, falling, end = 0.04, 0.4, 0.22, 0.0004
# %% cycle · wrong · start and end exchanged ⇒ names: rate ends; it begins at a tenth of the peak
start, top, falling, end = 0.0004, 0.4, 0.2002, 0.04
# %% cycle · wrong · at step 99 not yet at the peak ⇒ names: the rise is over with step 99, at the peak
start, top, end = 0.04, 0.04 + 0.36 * (1 - np.cos(np.pi * 99 / 100)) / 2, 0.0004
falling = 0.2002
# %% cycle · wrong · the geometric mean, as on a logarithmic axis ⇒ names: a cosine is half-way between the two ends
start, top, falling, end = 0.04, 0.4, (0.4 * 0.0004) ** 0.5, 0.0004
# %% cycle · wrong · the end is a thousandth of the start ⇒ names: this is half-way to a thousandth of the start
start, top, falling, end = 0.04, 0.4, 0.20002, 0.00004
# %% cycle · wrong · angle in degrees ⇒ true: is 0.110675, which is too small
start, top, end = 0.04, 0.4, 0.0004
falling = 0.0004 + 0.3996 * (1 + np.cos(90)) / 2
# %% limits · right · plain
plain_limit = 0.025
x_keeps = 0.9
lowest = 0.02
# %% limits · right · by running it
def loss_after(rate, steps=100):
    x, y = 10, 1
    for _ in range(steps):
        x, y = x - rate * 4 * x, y - rate * 80 * y
    return (4 * x**2 + 80 * y**2) / 2


plain_limit = 1 / 40
x_keeps = 9 / 10
lowest = min((0.02, 0.0249, 0.03), key=loss_after)
# %% limits · wrong · the limit of the other direction, x ⇒ names: the curvature along y is 20 times as large
plain_limit = 2 / 4
x_keeps = 1 - 4 * 0.025
lowest = 0.02
# %% limits · wrong · 1 divided by the curvature ⇒ names: it can bear more, if it only jumps across
plain_limit = 1 / 80
x_keeps = 0.95
lowest = 0.02
# %% limits · wrong · the ½ of the loss counted in the curvature ⇒ names: The slope of ½ · 80 y² is 80 y, not 40 y
plain_limit = 2 / 40
x_keeps = 0.8
lowest = 0.02
# %% limits · wrong · the share that is lost ⇒ names: share that a step takes away; what is left?
plain_limit = 0.025
x_keeps = 0.1
lowest = 0.02
# %% limits · wrong · what is left of y ⇒ names: x_keeps: that is y, which only changes its sign
plain_limit = 0.025
x_keeps = -1
lowest = 0.02
# %% limits · wrong · the place after a step, not the share ⇒ names: x_keeps: a share goes from 0 to 1
plain_limit = 0.025
x_keeps = 9
lowest = 0.02
# %% limits · wrong · the longest step below the limit is the best ⇒ names: what does each step at 0.0249 multiply y by?
plain_limit = 0.025
x_keeps = 0.9
lowest = 0.0249
# %% limits · wrong · the highest rate, which diverges ⇒ names: limit: what does each step multiply y by?
plain_limit = 0.025
x_keeps = 0.9
lowest = 0.03
# %% limits · wrong · the numbers of the chapter's ravine ⇒ names: chapter's ravine, where the curvature is 100
plain_limit = 0.02
x_keeps = 0.98
lowest = 0.018
# %% limits · wrong · the share at the best rate, not at the limit ⇒ names: left at a rate of 0.02; take plain_limit
plain_limit = 0.025
x_keeps = 1 - 0.02 * 4
lowest = 0.02
# %% limits · wrong · slope of x taken as x, as in the chapter ⇒ names: · slope, and the slope of x is 4x, not x
plain_limit = 0.025
x_keeps = 0.975
lowest = 0.02
# %% limits · wrong · the share of the loss, which is squared ⇒ names: x_keeps: this is what two steps leave
plain_limit = 0.025
x_keeps = 0.81
lowest = 0.02
# %% limits · wrong · with momentum's limit, 2 (1 + 0.9) / 80 ⇒ true: is 0.0475, which is too large
plain_limit = 3.8 / 80
x_keeps = 1 - 4 * 3.8 / 80
lowest = 0.03
# %% reports · right · plain
report_1 = "B"
report_2 = "C"
report_3 = "D"
report_4 = "E"
# %% reports · right · by rules
def sentence(low, high, chosen_of=1):
    if low <= 0 <= high:
        return "B"
    if chosen_of > 1:
        return "E"
    return "D" if high < 0.1 else "C"


report_1, report_2 = sentence(-0.10, 0.90), sentence(0.12, 0.64)
report_3, report_4 = sentence(0.01, 0.05), sentence(0.05, 0.65, chosen_of=20)
# %% reports · wrong · 0 inside taken for "equal" ⇒ names: with 0 inside leaves open which is better
report_1, report_2, report_3, report_4 = "ACDE"
# %% reports · wrong · the best of twenty believed ⇒ names: 0.6, and this would be the only comparison
report_1, report_2, report_3, report_4 = "BCDC"
# %% reports · wrong · 95 % taken for the share of the runs ⇒ names: difference; single runs scatter far more widely
report_1, report_2, report_3, report_4 = "BFDE"
# %% reports · wrong · reports 2 and 3 exchanged ⇒ names: interval would lie close to 0, with 0 outside
report_1, report_2, report_3, report_4 = "BDCE"
# %% reports · wrong · reports 1 and 4 exchanged ⇒ names: that stands out; here nobody made twenty
report_1, report_2, report_3, report_4 = "ECDB"
# %% reports · wrong · report 2 cannot tell, because report 1 could not ⇒ names: 2: then 0 would be inside of the interval
report_1, report_2, report_3, report_4 = "BBDE"
# %% first_moves · right · plain
first = 0.01
second = 0.01
first_of_the_sum = 0.01
first_by_adam = 0.002
# %% first_moves · right · worked out
def move(g):
    s = 0.96 * 0 + 0.04 * g**2
    return 0.002 * g / s**0.5


first, second, first_of_the_sum = move(6), move(0.06), move(600)
first_by_adam = 0.002 * (0.1 * 6 / 0.1) / np.sqrt(0.001 * 36 / 0.001)
# %% first_moves · wrong · as the usual decay of 0.99: ten rates ⇒ names: default, and makes ten rates of the first step
first = second = first_of_the_sum = 0.02
first_by_adam = 0.002
# %% first_moves · wrong · RMSProp corrected as in Adam ⇒ names: 36, the square of the slope, but 0.04 · 36
first = second = first_of_the_sum = 0.002
first_by_adam = 0.002
# %% first_moves · wrong · plain descent ⇒ names: rate · slope; divide the slope by its size
first = 0.012
second = 0.00012
first_of_the_sum = 1.2
first_by_adam = 0.012
# %% first_moves · wrong · the small slope moves a hundredth ⇒ names: the first; but each weight has its own s
first = 0.01
second = 0.0001
first_of_the_sum = 0.01
first_by_adam = 0.002
# %% first_moves · wrong · the sum moves a hundred times as far ⇒ names: and s, how many times larger is its root?
first = second = 0.01
first_of_the_sum = 1.0
first_by_adam = 0.002
# %% first_moves · wrong · Adam without its corrections: 3.162 rates ⇒ names: this is the step without the two corrections
first = second = first_of_the_sum = 0.01
first_by_adam = 0.002 * 0.1 / 0.001**0.5
# %% first_moves · wrong · Adam like RMSProp ⇒ names: averages by what they have collected so far
first = second = first_of_the_sum = first_by_adam = 0.01
# %% first_moves · wrong · in rates instead of distances ⇒ names: counts in rates; asked for is the distance
first = second = first_of_the_sum = 5
first_by_adam = 1
# %% first_moves · wrong · with a minus sign (the direction of the move) ⇒ names: first has the opposite sign
first = second = first_of_the_sum = -0.01
first_by_adam = -0.002
# %% first_moves · wrong · Adam corrects s but not m ⇒ names: 0.1 · slope; it has to be corrected as s is
first = second = first_of_the_sum = 0.01
first_by_adam = 0.0002
# %% first_moves · wrong · the share of s taken as 0.96 ⇒ names: itself; the new square enters with 1 − 0.96
first = second = first_of_the_sum = 0.002 / 0.96**0.5
first_by_adam = 0.002
# %% first_moves · wrong · the sum of 100 moves ten times as far (root of 100) ⇒ names: its root is 100 times larger, not 10 times
first = second = 0.01
first_of_the_sum = 0.1
first_by_adam = 0.002
# %% first_moves · wrong · the slope in Adam's move is kept ⇒ names: rate · slope; divide the slope by its size
first = second = first_of_the_sum = 0.01
first_by_adam = 0.012
# %% disguise · right · plain
cause = "C"
fourth_loss = 0.323
# %% disguise · right · from the table
losses = {0.01: 0.323, 0.1: 0.092}
cause = 'C'
fourth_loss = losses[round(0.001 / (1 - 0.9), 3)]
# %% disguise · wrong · averages the noise ⇒ names: averages no noise, and ends at the same loss
cause = "A"
fourth_loss = 0.323
# %% disguise · wrong · rolls out of hollows ⇒ names: out of anything, and ends at the same loss
cause = "B"
fourth_loss = 0.323
# %% disguise · wrong · more images ⇒ names: every run saw 2,000 mini-batches of 128
cause = "D"
fourth_loss = 0.323
# %% disguise · wrong · a step for every weight, as RMSProp ⇒ names: of every weight by one and the same rate
cause = "E"
fourth_loss = 0.323
# %% disguise · wrong · the same as momentum at 0.01, as if the rate didn't matter ⇒ names: how long are the steps of momentum 0.9 at a rate of 0.001?
cause = "C"
fourth_loss = 0.093
# %% disguise · wrong · a tenth of the rate, ten times the loss ⇒ points: with momentum 0.9 become shorter or longer?
cause = "C"
fourth_loss = 0.93
# %% disguise · wrong · still better than plain descent at 0.01, halfway ⇒ points: of the runs walks as momentum 0.001 does?
cause = "C"
fourth_loss = 0.2
# %% disguise · wrong · the rate that plain descent would need ⇒ names: descent would need; which loss does it reach?
cause = "C"
fourth_loss = 0.01
# %% calm · right · 0.03 and 0.7
rate = 0.03
momentum = 0.7
# %% calm · right · 0.025 and 0.75
rate = 0.025
momentum = 0.75
# %% calm · wrong · the pair of the statement, above again after step 13 ⇒ names: the walls: it swings, with so long a memory
rate = 0.018
momentum = 0.9
# %% calm · wrong · below 1 at step 20, above at step 21 ⇒ names: walls: it jumps, with a rate near its limit
rate = 0.03
momentum = 0.77
# %% calm · wrong · below at step 20, above again until step 107 ⇒ names: the walls: it swings, with so long a memory
rate = 0.009
momentum = 0.96
# %% calm · wrong · above at step 20, below from 21 on ⇒ names: most of it is x, along the floor: it creeps
rate = 0.025
momentum = 0.7
# %% calm · wrong · at the limit 2 (1 + 0.7) / 100, y never comes to rest ⇒ names: walls: it jumps, with a rate near its limit
rate = 0.034
momentum = 0.7
# %% calm · wrong · above the limit, diverges ⇒ names: cannot bear such a rate with this memory
rate = 0.05
momentum = 0.7
# %% calm · wrong · too much momentum, rolls on ⇒ names: the bottom and back, with so long a memory
rate = 0.001
momentum = 0.99
# %% calm · wrong · the textbook's best rate in the long run, 29 steps from this start ⇒ names: walls: it jumps, with a rate near its limit
rate = 4 / 121
momentum = 81 / 121
# %% calm · wrong · the two exchanged ⇒ names: once; the rate comes first, then the momentum
rate = 0.7
momentum = 0.03
# %% calm · wrong · a momentum of 1 never forgets ⇒ names: momentum at least 0 and below 1, not 0.01, 1
rate = 0.01
momentum = 1
# %% three_adams · right · plain
program_1 = "C"
program_2 = "B"
program_3 = "D"
# %% three_adams · right · by numbers
program_1, program_2, program_3 = ("ABCDEF"[i] for i in (2, 1, 3))
# %% three_adams · wrong · programs 1 and 2 exchanged ⇒ names: in s: its first move would be 1/√2. Is it?
program_1, program_2, program_3 = "BCD"
# %% three_adams · wrong · program 3 without any correction (then step 1 would be 3.162) ⇒ names: 0.1/√0.001 = 3.162; here the first begins with 1
program_1, program_2, program_3 = "CBE"
# %% three_adams · wrong · program 2 shares m, not s ⇒ names: parameter, and the moves with it; these do not
program_1, program_2, program_3 = "CAD"
# %% three_adams · wrong · program 3: m not corrected (then step 1 would be 0.1) ⇒ names: begin with 0.1; here the first begins with 1
program_1, program_2, program_3 = "CBF"
# %% three_adams · wrong · programs 1 and 3 exchanged ⇒ names: to the next: all four would begin with 1
program_1, program_2, program_3 = "DBC"
# %% three_adams · wrong · program 2 with t raised too often as well ⇒ names: (0.1/0.19) / √(0.001/0.001999). Does it?
program_1, program_2, program_3 = "CCD"
# %% corrected · right · as in the method, s divided by its share
class Corrected(RMSProp):
    def direction(self, number, gradient):
        s = self.state("s", number)
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        share = 1 - self.decay**self.steps
        return gradient / (np.sqrt(s / share) + self.epsilon)
# %% corrected · right · the share summed up from its parts
class Corrected(RMSProp):
    def direction(self, number, gradient):
        s = self.state("s", number)
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        share = sum((1 - self.decay) * self.decay**k for k in range(self.steps))
        print(share)
        return gradient / (np.sqrt(s / share) + self.epsilon)
# %% corrected · right · all gradients remembered
class Corrected(RMSProp):
    def direction(self, number, gradient):
        if not hasattr(self, "seen"):
            self.seen = {}
        self.seen.setdefault(number, []).append(gradient.copy())
        w = self.decay ** np.arange(self.steps)[::-1]
        s = sum(f * g**2 for f, g in zip(w, self.seen[number])) / w.sum()
        return gradient / (np.sqrt(s) + self.epsilon)
# %% corrected · wrong · the correction is kept in the memory ⇒ names: corrected s was kept as the memory, by s /= …
class Corrected(RMSProp):
    def direction(self, number, gradient):
        s = self.state("s", number)
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        s /= 1 - self.decay**self.steps
        return gradient / (np.sqrt(s) + self.epsilon)
# %% corrected · wrong · s never gets into the memory ⇒ names: array, of which `self.state` never learns
class Corrected(RMSProp):
    def direction(self, number, gradient):
        s = self.state("s", number)
        s = self.decay * s + (1 - self.decay) * gradient**2
        return gradient / (np.sqrt(s / (1 - self.decay**self.steps)) + self.epsilon)
# %% corrected · wrong · t is raised in every call, once for each parameter ⇒ names: counted in direction, so for each parameter
class Corrected(RMSProp):
    t = 0

    def direction(self, number, gradient):
        self.t += 1
        s = self.state("s", number)
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        return gradient / (np.sqrt(s / (1 - self.decay**self.t)) + self.epsilon)
# %% corrected · wrong · s starts at the first square instead of being corrected ⇒ names: s begins with a square, not 0
class Corrected(RMSProp):
    def direction(self, number, gradient):
        s = self.state("s", number)
        if self.steps == 1:
            s[...] = gradient**2
        else:
            s *= self.decay
            s += (1 - self.decay) * gradient**2
        return gradient / (np.sqrt(s) + self.epsilon)
# %% corrected · wrong · ε is left out (0 / 0 for a slope of 0) ⇒ names: 0: 0 was divided by 0. Where is epsilon?
class Corrected(RMSProp):
    def direction(self, number, gradient):
        s = self.state("s", number)
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        return gradient / np.sqrt(s / (1 - self.decay**self.steps))
# %% corrected · wrong · ε under the root ⇒ names: epsilon got under the root; it stands beside it
class Corrected(RMSProp):
    def direction(self, number, gradient):
        s = self.state("s", number)
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        return gradient / np.sqrt(s / (1 - self.decay**self.steps) + self.epsilon)
# %% corrected · wrong · ε is corrected too (shows only at tiny slopes) ⇒ names: corrected together with s; correct s alone
class Corrected(RMSProp):
    def direction(self, number, gradient):
        return super().direction(number, gradient) * np.sqrt(1 - self.decay**self.steps)
# %% corrected · wrong · one memory for all parameters ⇒ names: raised ValueError
class Corrected(RMSProp):
    def direction(self, number, gradient):
        s = self.state("s", 0)
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        return gradient / (np.sqrt(s / (1 - self.decay**self.steps)) + self.epsilon)
# %% corrected · wrong · divided by 1 − decay in every step ⇒ names: after t steps s has collected 1 − decay^t
class Corrected(RMSProp):
    def direction(self, number, gradient):
        s = self.state("s", number)
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        return gradient / (np.sqrt(s / (1 - self.decay)) + self.epsilon)
# %% corrected · wrong · squares the given gradient in place ⇒ names: or the like); it should change the values
class Corrected(RMSProp):
    def direction(self, number, gradient):
        g = gradient.copy()
        gradient **= 2
        s = self.state("s", number)
        s *= self.decay
        s += (1 - self.decay) * gradient
        return g / (np.sqrt(s / (1 - self.decay**self.steps)) + self.epsilon)
# %% corrected · wrong · Adam: averages the slopes too ⇒ points: (the steps before are right) differs in 6 of 6 places, first at [0, 0]
class Corrected(RMSProp):
    def direction(self, number, gradient):
        m, s = self.state("m", number), self.state("s", number)
        m *= 0.9
        m += 0.1 * gradient
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        return m / (1 - 0.9**self.steps) / (np.sqrt(s / (1 - self.decay**self.steps)) + self.epsilon)
# %% corrected · wrong · not corrected at all ⇒ names: is too long by a factor of 1/√(1 − decay)
class Corrected(RMSProp):
    def direction(self, number, gradient):
        s = self.state("s", number)
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        return gradient / (np.sqrt(s) + self.epsilon)
# %% corrected · wrong · t begins at 0 ⇒ names: one step behind; in the first step t is 1
class Corrected(RMSProp):
    def direction(self, number, gradient):
        s = self.state("s", number)
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        return gradient / (np.sqrt(s / (1 - self.decay ** (self.steps - 1))) + self.epsilon)
# %% corrected · wrong · the memory belongs to the class ⇒ names: first: do they share a memory, or a count?
class Corrected(RMSProp):
    shared = {}

    def direction(self, number, gradient):
        s = self.shared.setdefault(number, np.zeros_like(gradient))
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        return gradient / (np.sqrt(s / (1 - self.decay**self.steps)) + self.epsilon)
# %% lean · right · dictionaries of memories
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.m, self.s, self.t = {}, {}, 0

    def step(self, parameters):
        self.t += 1
        for i, (value, gradient) in enumerate(parameters):
            self.m[i] = self.beta1 * self.m.get(i, 0) + (1 - self.beta1) * gradient
            self.s[i] = self.beta2 * self.s.get(i, 0) + (1 - self.beta2) * np.mean(gradient**2)
            m = self.m[i] / (1 - self.beta1**self.t)
            s = self.s[i] / (1 - self.beta2**self.t)
            value -= self.learning_rate * m / (np.sqrt(s) + self.epsilon)
# %% lean · right · lists made in the first step
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.rate = learning_rate
        self.b1 = beta1
        self.b2 = beta2
        self.e = epsilon
        self.t = 0
        self.m = None

    def step(self, parameters):
        if self.m is None:
            self.m = [np.zeros_like(value) for value, _ in parameters]
            self.s = np.zeros(len(parameters))
        self.t += 1
        for i, (value, g) in enumerate(parameters):
            self.m[i] *= self.b1
            self.m[i] += (1 - self.b1) * g
            self.s[i] = self.b2 * self.s[i] + (1 - self.b2) * (g * g).sum() / g.size
            root = (self.s[i] / (1 - self.b2**self.t)) ** 0.5
            value[...] = value - self.rate * self.m[i] / (1 - self.b1**self.t) / (root + self.e)
# %% lean · right · remembers all slopes
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.betas, self.epsilon = learning_rate, (beta1, beta2), epsilon
        self.history = []

    def step(self, parameters):
        self.history.append([g.copy() for _, g in parameters])
        for i, (value, _) in enumerate(parameters):
            m = s = 0
            for old in self.history:
                m = self.betas[0] * m + (1 - self.betas[0]) * old[i]
                s = self.betas[1] * s + (1 - self.betas[1]) * (old[i] ** 2).mean()
            m, s = (a / (1 - b ** len(self.history)) for a, b in zip((m, s), self.betas))
            value -= self.learning_rate * m / (np.sqrt(s) + self.epsilon)
# %% lean · wrong · one s for each weight, as Adam ⇒ names: weight; here s is a number for each array
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.m, self.s, self.t = {}, {}, 0

    def step(self, parameters):
        self.t += 1
        for i, (value, gradient) in enumerate(parameters):
            self.m[i] = self.beta1 * self.m.get(i, 0) + (1 - self.beta1) * gradient
            self.s[i] = self.beta2 * self.s.get(i, 0) + (1 - self.beta2) * gradient**2
            m = self.m[i] / (1 - self.beta1**self.t)
            s = self.s[i] / (1 - self.beta2**self.t)
            value -= self.learning_rate * m / (np.sqrt(s) + self.epsilon)
# %% lean · wrong · the square of the mean, not the mean of the squares ⇒ names: mean slope; first square, then take the mean
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.m, self.s, self.t = {}, {}, 0

    def step(self, parameters):
        self.t += 1
        for i, (value, gradient) in enumerate(parameters):
            self.m[i] = self.beta1 * self.m.get(i, 0) + (1 - self.beta1) * gradient
            self.s[i] = self.beta2 * self.s.get(i, 0) + (1 - self.beta2) * np.mean(gradient) ** 2
            m = self.m[i] / (1 - self.beta1**self.t)
            s = self.s[i] / (1 - self.beta2**self.t)
            value -= self.learning_rate * m / (np.sqrt(s) + self.epsilon)
# %% lean · wrong · one s for all arrays together ⇒ names: arrays share one s; each array has its own
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.m, self.s, self.t = {}, {}, 0

    def step(self, parameters):
        self.t += 1
        for i, (value, gradient) in enumerate(parameters):
            self.m[i] = self.beta1 * self.m.get(i, 0) + (1 - self.beta1) * gradient
            self.s[0] = self.beta2 * self.s.get(0, 0) + (1 - self.beta2) * np.mean(gradient**2)
            m = self.m[i] / (1 - self.beta1**self.t)
            s = self.s[0] / (1 - self.beta2**self.t)
            value -= self.learning_rate * m / (np.sqrt(s) + self.epsilon)
# %% lean · wrong · t is raised once for every array ⇒ names: is raised for each array, not once a step
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.m, self.s, self.t = {}, {}, 0

    def step(self, parameters):
        for i, (value, gradient) in enumerate(parameters):
            self.t += 1
            self.m[i] = self.beta1 * self.m.get(i, 0) + (1 - self.beta1) * gradient
            self.s[i] = self.beta2 * self.s.get(i, 0) + (1 - self.beta2) * np.mean(gradient**2)
            m = self.m[i] / (1 - self.beta1**self.t)
            s = self.s[i] / (1 - self.beta2**self.t)
            value -= self.learning_rate * m / (np.sqrt(s) + self.epsilon)
# %% lean · wrong · a new array instead of a change in place ⇒ names: … moves them, value = … makes a new array
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.m, self.s, self.t = {}, {}, 0

    def step(self, parameters):
        self.t += 1
        for i, (value, gradient) in enumerate(parameters):
            self.m[i] = self.beta1 * self.m.get(i, 0) + (1 - self.beta1) * gradient
            self.s[i] = self.beta2 * self.s.get(i, 0) + (1 - self.beta2) * np.mean(gradient**2)
            m = self.m[i] / (1 - self.beta1**self.t)
            s = self.s[i] / (1 - self.beta2**self.t)
            value = value - self.learning_rate * m / (np.sqrt(s) + self.epsilon)
# %% lean · wrong · the corrected m goes back into the memory ⇒ names: m was kept as the memory; keep m as it is
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.m, self.s, self.t = {}, {}, 0

    def step(self, parameters):
        self.t += 1
        for i, (value, gradient) in enumerate(parameters):
            self.m[i] = self.beta1 * self.m.get(i, 0) + (1 - self.beta1) * gradient
            self.s[i] = self.beta2 * self.s.get(i, 0) + (1 - self.beta2) * np.mean(gradient**2)
            m = self.m[i] = self.m[i] / (1 - self.beta1**self.t)
            s = self.s[i] / (1 - self.beta2**self.t)
            value -= self.learning_rate * m / (np.sqrt(s) + self.epsilon)
# %% lean · wrong · ε under the root ⇒ names: epsilon got under the root; it stands beside it
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.m, self.s, self.t = {}, {}, 0

    def step(self, parameters):
        self.t += 1
        for i, (value, gradient) in enumerate(parameters):
            self.m[i] = self.beta1 * self.m.get(i, 0) + (1 - self.beta1) * gradient
            self.s[i] = self.beta2 * self.s.get(i, 0) + (1 - self.beta2) * np.mean(gradient**2)
            m = self.m[i] / (1 - self.beta1**self.t)
            s = self.s[i] / (1 - self.beta2**self.t)
            value -= self.learning_rate * m / np.sqrt(s + self.epsilon)
# %% lean · wrong · a mean for each column, not for the whole array ⇒ names: column; here it is one for the whole array
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.m, self.s, self.t = {}, {}, 0

    def step(self, parameters):
        self.t += 1
        for i, (value, gradient) in enumerate(parameters):
            self.m[i] = self.beta1 * self.m.get(i, 0) + (1 - self.beta1) * gradient
            self.s[i] = self.beta2 * self.s.get(i, 0) + (1 - self.beta2) * np.mean(gradient**2, axis=0)
            m = self.m[i] / (1 - self.beta1**self.t)
            s = self.s[i] / (1 - self.beta2**self.t)
            value -= self.learning_rate * m / (np.sqrt(s) + self.epsilon)
# %% lean · wrong · m doesn't weigh the slope with 1 − beta1 ⇒ names: into an average it enters with 1 − beta1
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.m, self.s, self.t = {}, {}, 0

    def step(self, parameters):
        self.t += 1
        for i, (value, gradient) in enumerate(parameters):
            self.m[i] = self.beta1 * self.m.get(i, 0) + gradient
            self.s[i] = self.beta2 * self.s.get(i, 0) + (1 - self.beta2) * np.mean(gradient**2)
            m = self.m[i] / (1 - self.beta1**self.t)
            s = self.s[i] / (1 - self.beta2**self.t)
            value -= self.learning_rate * m / (np.sqrt(s) + self.epsilon)
# %% lean · wrong · the memories belong to the class: a second optimizer goes on with those of the first ⇒ names: first: do they share a memory, or a count?
class Lean:
    m, s = {}, {}

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.t = 0

    def step(self, parameters):
        self.t += 1
        for i, (value, gradient) in enumerate(parameters):
            self.m[i] = self.beta1 * self.m.get(i, 0) + (1 - self.beta1) * gradient
            self.s[i] = self.beta2 * self.s.get(i, 0) + (1 - self.beta2) * np.mean(gradient**2)
            m = self.m[i] / (1 - self.beta1**self.t)
            s = self.s[i] / (1 - self.beta2**self.t)
            value -= self.learning_rate * m / (np.sqrt(s) + self.epsilon)
# %% lean · wrong · the memory is the first gradient itself, which then changes with it ⇒ names: or the like); it should change the values
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.m, self.s, self.t = [], [], 0

    def step(self, parameters):
        self.t += 1
        for i, (value, gradient) in enumerate(parameters):
            if self.t == 1:
                self.m.append(gradient)
                self.s.append(np.mean(gradient**2) * (1 - self.beta2))
                self.m[i] *= 1 - self.beta1
            else:
                self.m[i] *= self.beta1
                self.m[i] += (1 - self.beta1) * gradient
                self.s[i] = self.beta2 * self.s[i] + (1 - self.beta2) * np.mean(gradient**2)
            value -= (self.learning_rate * self.m[i] / (1 - self.beta1**self.t)
                      / (np.sqrt(self.s[i] / (1 - self.beta2**self.t)) + self.epsilon))
# %% lean · wrong · knows one array only, later arrays never move ⇒ points: ove of parameter 2 in step 1 differs in 1 of 2 places, first at [0, 0]
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.m = self.s = self.t = 0

    def step(self, parameters):
        self.t += 1
        value, gradient = parameters[0]
        self.m = self.beta1 * self.m + (1 - self.beta1) * gradient
        self.s = self.beta2 * self.s + (1 - self.beta2) * np.mean(gradient**2)
        m = self.m / (1 - self.beta1**self.t)
        s = self.s / (1 - self.beta2**self.t)
        value -= self.learning_rate * m / (np.sqrt(s) + self.epsilon)
# %% lean · wrong · keeps one array for all, for which all arrays must have one shape ⇒ points: raised ValueError
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.lr, self.b1, self.b2, self.eps, self.t, self.m, self.s = learning_rate, beta1, beta2, epsilon, 0, 0, 0

    def step(self, parameters):
        self.t += 1
        g = np.array([gradient for _, gradient in parameters])
        axes = tuple(range(1, g.ndim))
        self.m = self.b1 * self.m + (1 - self.b1) * g
        self.s = self.b2 * self.s + (1 - self.b2) * (g**2).mean(axis=axes, keepdims=True)
        moves = self.lr * self.m / (1 - self.b1**self.t) / (np.sqrt(self.s / (1 - self.b2**self.t)) + self.eps)
        for (value, _), move in zip(parameters, moves):
            value -= move
# %% lean · wrong · keeps the gradient arrays themselves, which get new numbers ⇒ points: (the steps before are right) differs in 6 of 6 places, first at [0, 0]
class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.history = []

    def step(self, parameters):
        self.history.append([gradient for _, gradient in parameters])
        t = len(self.history)
        for i, (value, _) in enumerate(parameters):
            m = s = 0
            for old in self.history:
                m = self.beta1 * m + (1 - self.beta1) * old[i]
                s = self.beta2 * s + (1 - self.beta2) * np.mean(old[i] ** 2)
            s = s / (1 - self.beta2**t)
            value -= self.learning_rate * m / (1 - self.beta1**t) / (np.sqrt(s) + self.epsilon)
