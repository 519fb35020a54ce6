# %% half_known · right · the logarithm of 5
loss_of_half = np.log(5)
# %% half_known · right · two digits
loss_of_half = 1.61
# %% half_known · wrong · half of 2.3026 ⇒ names: half of ln 10: but halving the choices takes ln 2 off the loss, not
loss_of_half = 2.3026 / 2
# %% half_known · wrong · what the knowledge saves, ln 2, is taken for what is left ⇒ names: 0.6931 = ln 2 is what it costs not to know the kind, and the kind is
loss_of_half = np.log(2)
# %% half_known · wrong · the sign: the logarithm of the probability, not minus it ⇒ names: has the opposite sign
loss_of_half = np.log(0.2)
# %% half_known · wrong · the probability in place of its surprise ⇒ names: 0.2 is the probability given to the right digit; the loss is minus
loss_of_half = 0.2
# %% half_known · wrong · logarithm to base 10 ⇒ names: logarithms of base 10
loss_of_half = np.log10(5)
# %% half_known · wrong · as if it knew nothing ⇒ names: 2.3026 = ln 10 is what knowing nothing costs; this network rules out
loss_of_half = 2.3026
# %% half_known · wrong · the mean of a sure even/odd (0) and the fifth ⇒ points: is half as large
loss_of_half = (0 + np.log(5)) / 2
# %% half_known · wrong · 0, since it is always right about even or odd ⇒ names: 0 is the loss of being certain and right; five digits are still open
loss_of_half = 0.0
# %% half_known · wrong · squared error of the label's output ⇒ names: 0.64 is a squared error, (1 − 0.2)²; cross-entropy is the surprise,
loss_of_half = (1 - 0.2) ** 2
# %% half_known · wrong · a word in place of a number ⇒ names: should be a number
loss_of_half = "more"
# %% half_known · wrong · four digits share it, the label left out ⇒ true: which is too small
loss_of_half = np.log(4)
# %% half_known · wrong · rounded to one digit ⇒ names: 1.6 is rounded too far: give two digits after the point
loss_of_half = 1.6
# %% fall · right · the number
how_far = 0.05
# %% fall · right · a linear loss, measured
loss = lambda w: 0.3 * w[0] - 0.4 * w[1]
how_far = loss((0, 0)) - loss((-0.06, 0.08))
# %% fall · wrong · the sign: the change, not the fall ⇒ names: has the opposite sign
how_far = -0.05
# %% fall · wrong · the learning rate is forgotten ⇒ names: η is missing: this is the sum of the squared slopes, 0.25
how_far = 0.3**2 + 0.4**2
# %% fall · wrong · slopes not squared, their sizes added ⇒ names: the slopes were added without squaring; but the step contains each
how_far = 0.2 * (0.3 + 0.4)
# %% fall · wrong · the square of -0.4 is taken as negative ⇒ names: the square of −0.4 is above 0: this parameter lowers the loss as well
how_far = 0.2 * (0.3**2 - 0.4**2)
# %% fall · wrong · the learning rate is squared too ⇒ names: η was squared, too; the step is η times the slope, so η comes once
how_far = (0.2 * 0.3) ** 2 + (0.2 * 0.4) ** 2
# %% fall · wrong · the length of the gradient, not its square ⇒ names: 0.1 is η times the root of the sum of squares; no root is needed
how_far = 0.2 * np.hypot(0.3, 0.4)
# %% fall · wrong · only the first parameter ⇒ names: this is what one parameter contributes alone; both move
how_far = 0.2 * 0.3**2
# %% fall · wrong · the mean over the parameters ⇒ points: is half as large
how_far = 0.2 * np.mean([0.3**2, 0.4**2])
# %% fall · wrong · the sum is squared, not the slopes ⇒ names: the slopes were added before squaring: −0.1 squared. Each parameter
how_far = 0.2 * (0.3 - 0.4) ** 2
# %% fall · wrong · divided by the learning rate ⇒ true: which is too large
how_far = (0.3**2 + 0.4**2) / 0.2
# %% fall · wrong · both contributions, not added ⇒ points: should have shape (), but has shape (2,)
how_far = (0.018, 0.032)
# %% fall · wrong · the example's answer ⇒ names: 0.5 is the example's fall; here the slopes and η are others
how_far = 0.1 * (1 + 4)
# %% worse_and_better · right · copied
explanation = "the mistakes left are made with more certainty"
# %% worse_and_better · right · in capitals
explanation = "THE MISTAKES LEFT ARE MADE WITH MORE CERTAINTY"
# %% worse_and_better · wrong · the numbers agree with each other, none need be wrong ⇒ names: they can all be right: what does a probability of 0.0001 cost?
explanation = "one of the numbers is computed wrongly"
# %% worse_and_better · wrong · the mean probability of the label went up, so answers are surer ⇒ names: then the mean probability of the label would have fallen; it rose
explanation = "every answer has become a little less sure"
# %% worse_and_better · wrong · a small learning rate would not raise the loss ⇒ names: then all three numbers would have stayed nearly where they were
explanation = "the learning rate is too small"
# %% hop · right · a factor of -0.6
learning_rate = 0.008
# %% hop · right · tried out in a loop
for learning_rate in np.arange(0.001, 0.02, 0.0005):
    w, hops = 0.0, 0
    for _ in range(20):
        new = w - learning_rate * 20 * (10 * w - 6)
        hops += (new - 0.6) * (w - 0.6) < 0
        w = new
    if hops == 20 and (10 * w - 6) ** 2 < 0.01:
        break
# %% hop · wrong · the chapter's rate, which diverges here ⇒ names: hop ends higher than it began, so the rate is too large for this bowl
learning_rate = 0.2
# %% hop · wrong · too small: creeps from one side, never hops ⇒ names: by 0.2: w stays on one side of 0.6, so it walks; it should hop
learning_rate = 0.004
# %% hop · wrong · lands on the minimum at once, no hop (factor 0) ⇒ names: walk lands in the minimum at once and stays there, without any hop
learning_rate = 0.005
# %% hop · wrong · bounces for ever (factor -1) ⇒ names: minimum by -1: it hops between two points of the same height for ever
learning_rate = 0.01
# %% hop · wrong · hops, but ends too high (factor -0.82) ⇒ names: the minimum by -0.82: it hops, but comes down too slowly for 20 steps
learning_rate = 0.0091
# %% hop · wrong · a negative rate, uphill ⇒ names: the distance from the minimum by 2.6: it never goes downhill
learning_rate = -0.008
# %% reports · right · three digits
report = "B"
loss = 0.598
# %% reports · right · from a table
table = {"A": [0.08, 0.3, -0.6, 0.12], "B": [0.21, 0.07, -0.45, 0.17], "C": [0.4, -0.25, -0.35, 0.2], "D": [0.7, 0.35, -1.2, 0.15]}
(report,) = [k for k, s in table.items() if abs(sum(s)) < 1e-9 and min(s) > -1 and sum(v < 0 for v in s) == 1]
loss = -np.log(1 + table[report][2])
# %% reports · wrong · A: its slopes do not add up to 0 ⇒ names: add up the slopes of A. What do the probabilities p add up to, and
report = "A"
loss = -np.log(0.4)
# %% reports · wrong · C: a class that is not the label has a negative slope ⇒ names: C pulls two classes up; where y is 0 the slope is the probability
report = "C"
loss = -np.log(0.65)
# %% reports · wrong · D: the label's slope is below -1 ⇒ names: in D the slope at the label is −1.20: what would the probability of
report = "D"
loss = -np.log(0.15)
# %% reports · wrong · the slope taken for the probability ⇒ points: the loss for a probability of 0.45
report = "B"
loss = -np.log(0.45)
# %% reports · wrong · the probability in place of the loss ⇒ names: B it is; 0.55 is the probability of the label. What is the loss?
report = "B"
loss = 0.55
# %% reports · wrong · the sign of the loss ⇒ names: has the opposite sign
report = "B"
loss = np.log(0.55)
# %% reports · wrong · logarithm to base 10 ⇒ names: logarithms of base 10
report = "B"
loss = -np.log10(0.55)
# %% reports · wrong · squared error of the probabilities ⇒ true: the loss for a probability of 0.817
report = "B"
loss = 0.45**2
# %% reports · wrong · rounded to two digits ⇒ names: B it is; but 0.6 is rounded too far: give three digits after the point
report = "B"
loss = 0.6
# %% hardest_push · right · two thirds
output = 2 / 3
# %% hardest_push · right · the root of the slope 4a - 6a²
output = max(np.roots([-6, 4, 0]))
# %% hardest_push · wrong · where the sigmoid is steepest ⇒ names: at ½ the sigmoid is steepest, but the error is only ½, and a little
output = 0.5
# %% hardest_push · wrong · the push itself, not its output ⇒ names: 0.296 is the largest push itself; at which output is it reached?
output = 8 / 27
# %% hardest_push · wrong · the sum z, not the output a ⇒ names: 0.693 is the sum z; its output, the sigmoid of z, is asked for
output = np.log(2)
# %% hardest_push · wrong · the worst output must be pushed hardest ⇒ names: at an output of 1 the error is largest, but what is a(1 − a) there?
output = 1.0
# %% hardest_push · wrong · the best row of the chapter's table ⇒ points: which is too large
output = 0.8176
# %% hardest_push · wrong · one digit only ⇒ names: 0.7 is rounded too far: give two digits after the point
output = 0.7
# %% hardest_push · wrong · 1 - a taken for a ⇒ names: ⅓ would be right for a target of 1, where the error is 1 − a
output = 1 / 3
# %% hardest_push · wrong · where the push is 0 ⇒ points: which is too small
output = 0.0
# %% hardest_push · wrong · the fraction upside down: 4a = 6a² solved as 6/4 ⇒ points: an output of a sigmoid lies between 0 and 1, and 1.5 does not
output = 6 / 4
# %% forecasters · right · sums of logarithms
def likelier(a, b):
    return "a" if np.log(a).sum() > np.log(b).sum() else "b"
# %% forecasters · right · exact whole numbers
import math


def likelier(a, b):
    ra = [float(p).as_integer_ratio() for p in a]
    rb = [float(p).as_integer_ratio() for p in b]
    left = math.prod(n for n, _ in ra) * math.prod(d for _, d in rb)
    right = math.prod(n for n, _ in rb) * math.prod(d for _, d in ra)
    return "a" if left > right else "b"
# %% forecasters · right · a dot product with ones, np.where
def likelier(a: np.ndarray, b: np.ndarray) -> str:
    """The name of the forecaster with the larger likelihood."""
    lead = (np.log(a) - np.log(b)) @ np.ones(len(a))
    return str(np.where(lead > 0, "a", "b"))
# %% forecasters · wrong · the products themselves, both 0 for thousands of days ⇒ names: both products are rounded to 0; what turns a product into a sum?
def likelier(a, b):
    return "a" if np.prod(a) > np.prod(b) else "b"
# %% forecasters · wrong · the means of the probabilities ⇒ names: this goes by the mean; probabilities multiply
def likelier(a, b):
    return "a" if a.mean() > b.mean() else "b"
# %% forecasters · wrong · the larger surprise wins ⇒ names: this takes the less probable one: one minus too few, or too many?
def likelier(a, b):
    return "a" if -np.log(a).sum() > -np.log(b).sum() else "b"
# %% forecasters · wrong · on how many days each was ahead ⇒ names: this counts the days on which each was ahead; by how much counts, too
def likelier(a, b):
    return "a" if np.sum(a > b) > np.sum(b > a) else "b"
# %% forecasters · wrong · the worst day decides ⇒ names: this goes by the worst day alone; all days count
def likelier(a, b):
    return "a" if a.min() > b.min() else "b"
# %% forecasters · wrong · squared errors ⇒ names: this goes by squared errors; probabilities multiply
def likelier(a, b):
    return "a" if np.sum((1 - a) ** 2) < np.sum((1 - b) ** 2) else "b"
# %% forecasters · wrong · entropy: the logarithms are weighted with the probabilities ⇒ names: the logarithms are weighted with the probabilities
def likelier(a, b):
    return "a" if -(a * np.log(a)).sum() < -(b * np.log(b)).sum() else "b"
# %% forecasters · wrong · the product of the ratios, too small or too large on the way ⇒ names: the product of the ratios is rounded to 0; what turns a product into
def likelier(a, b):
    lead = 1.0
    for p, q in zip(a, b):
        lead *= p / q
    return "a" if lead > 1 else "b"
# %% forecasters · wrong · only the first four days ⇒ points: over 60 days "b" came back, and should be "a"
def likelier(a, b):
    return "a" if np.prod(a[:4]) > np.prod(b[:4]) else "b"
# %% forecasters · wrong · the median probability ⇒ names: this goes by the median, a single day; all days count
def likelier(a, b):
    return "a" if np.median(a) > np.median(b) else "b"
# %% forecasters · wrong · small probabilities are clipped at 0.01, so a certain mistake is forgiven ⇒ names: a probability near 0 was raised
def likelier(a, b):
    return "a" if np.log(np.clip(a, 0.01, 1)).sum() > np.log(np.clip(b, 0.01, 1)).sum() else "b"
# %% forecasters · wrong · log1p, so 1 is added to each probability ⇒ names: log1p adds 1 to each probability first; take np.log
def likelier(a, b):
    return "a" if np.log1p(a).sum() > np.log1p(b).sum() else "b"
# %% forecasters · wrong · prints instead of returning ⇒ names: prints its result
def likelier(a, b):
    print("a" if np.log(a).sum() > np.log(b).sum() else "b")
# %% weighted · right · one factor for each example
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return float(np.mean(factor * (np.logaddexp(0, outputs) - targets * outputs)))

    def derivative(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return factor * (Sigmoid()(outputs) - targets) / outputs.shape[1]
# %% weighted · right · loops
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        total = 0.0
        for z, y in zip(outputs[0], targets):
            total += (self.weight if y == 1 else 1) * (np.logaddexp(0, z) - y * z)
        return total / len(targets)

    def derivative(self, outputs, targets):
        slopes = np.zeros(outputs.shape)
        p = Sigmoid()(outputs)
        for k, y in enumerate(targets):
            slopes[0, k] = (p[0, k] - 1) * self.weight if y else p[0, k]
        return slopes / len(targets)
# %% weighted · right · BinaryCrossEntropy for one example at a time
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight
        self.plain = BinaryCrossEntropy()

    def __call__(self, outputs, targets):
        n = len(targets)
        return sum((self.weight if targets[k] == 1 else 1) * self.plain(outputs[:, k : k + 1], targets[k : k + 1]) for k in range(n)) / n

    def derivative(self, outputs, targets):
        return self.plain.derivative(outputs, targets) * [self.weight if y == 1 else 1 for y in targets]
# %% weighted · wrong · the weight is on target 0 ⇒ names: the weight counts for the targets 0; it belongs to the 1s
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        factor = np.where(targets == 0, self.weight, 1)
        return np.mean(factor * (np.logaddexp(0, outputs) - targets * outputs))

    def derivative(self, outputs, targets):
        factor = np.where(targets == 0, self.weight, 1)
        return factor * (Sigmoid()(outputs) - targets) / outputs.shape[1]
# %% weighted · wrong · divided by the sum of the weights, not by n ⇒ names: divided by the sum of the factors; n is the number of examples
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return np.sum(factor * (np.logaddexp(0, outputs) - targets * outputs)) / factor.sum()

    def derivative(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return factor * (Sigmoid()(outputs) - targets) / factor.sum()
# %% weighted · wrong · the weight multiplies only the term y·z ⇒ points: which is too small
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        return np.mean(np.logaddexp(0, outputs) - self.weight * targets * outputs)

    def derivative(self, outputs, targets):
        return (Sigmoid()(outputs) - self.weight * targets) / outputs.shape[1]
# %% weighted · wrong · the slopes are not divided by n ⇒ names: is 6 times too large
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return np.mean(factor * (np.logaddexp(0, outputs) - targets * outputs))

    def derivative(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return factor * (Sigmoid()(outputs) - targets)
# %% weighted · wrong · the slopes forget the weight ⇒ names: the weight has no effect
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return np.mean(factor * (np.logaddexp(0, outputs) - targets * outputs))

    def derivative(self, outputs, targets):
        return (Sigmoid()(outputs) - targets) / outputs.shape[1]
# %% weighted · wrong · ln(1 + e^z) written out overflows for large logits ⇒ names: 0, to be computed from the logit, holds nan or inf, 1 of 1 numbers
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return np.mean(factor * (np.log(1 + np.exp(outputs)) - targets * outputs))

    def derivative(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return factor * (Sigmoid()(outputs) - targets) / outputs.shape[1]
# %% weighted · wrong · a 1 counts weight + 1 times ⇒ names: a target 1 counts
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        return np.mean((1 + self.weight * targets) * (np.logaddexp(0, outputs) - targets * outputs))

    def derivative(self, outputs, targets):
        return (1 + self.weight * targets) * (Sigmoid()(outputs) - targets) / outputs.shape[1]
# %% weighted · wrong · every example is weighted ⇒ names: times; only those of target 1 should
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        return self.weight * BinaryCrossEntropy()(outputs, targets)

    def derivative(self, outputs, targets):
        return self.weight * BinaryCrossEntropy().derivative(outputs, targets)
# %% weighted · wrong · the weight 10 is built in, self.weight ignored ⇒ names: the weight is 10, whatever self.weight is
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        factor = np.where(targets == 1, 10, 1)
        return np.mean(factor * (np.logaddexp(0, outputs) - targets * outputs))

    def derivative(self, outputs, targets):
        factor = np.where(targets == 1, 10, 1)
        return factor * (Sigmoid()(outputs) - targets) / outputs.shape[1]
# %% weighted · wrong · the sum, not the mean, in loss and slopes ⇒ names: is 6 times too large
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return np.sum(factor * (np.logaddexp(0, outputs) - targets * outputs))

    def derivative(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return factor * (Sigmoid()(outputs) - targets)
# %% weighted · wrong · the single losses are returned, not their mean ⇒ points: should have shape (), but has shape (1, 6)
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return factor * (np.logaddexp(0, outputs) - targets * outputs)

    def derivative(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return factor * (Sigmoid()(outputs) - targets) / outputs.shape[1]
# %% weighted · wrong · the slopes have the sign turned round, target minus output ⇒ names: has the opposite sign
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return np.mean(factor * (np.logaddexp(0, outputs) - targets * outputs))

    def derivative(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return factor * (targets - Sigmoid()(outputs)) / outputs.shape[1]
# %% weighted · wrong · the outputs are changed in place ⇒ names: your function changes outputs
class WeightedCrossEntropy:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return np.mean(factor * (np.logaddexp(0, outputs) - targets * outputs))

    def derivative(self, outputs, targets):
        outputs[:] = Sigmoid()(outputs) - targets
        outputs *= np.where(targets == 1, self.weight, 1)
        outputs /= outputs.shape[1]
        return outputs
# %% abstain · right · the largest of the scores and 0 is subtracted
class Abstain:
    def __call__(self, z):
        m = np.maximum(z.max(axis=0, keepdims=True), 0)
        parts = np.exp(z - m)
        return parts / (parts.sum(axis=0, keepdims=True) + np.exp(-m))
# %% abstain · right · sigmoid of the candidate against all the rest
class Abstain:
    def __call__(self, z):
        out = np.empty(z.shape)
        for j in range(len(z)):
            others = np.vstack([np.delete(z, j, axis=0), np.zeros(z.shape[1])])
            out[j] = Sigmoid()(z[j] - np.logaddexp.reduce(others, axis=0))
        return out
# %% abstain · right · nnlib's Softmax on one more row
from nnlib import Softmax


class Abstain:
    def __call__(self, z):
        return Softmax()(np.concatenate((z, np.zeros((1, z.shape[1])))))[:-1]
# %% abstain · wrong · the blank is forgotten: plain softmax ⇒ names: add up to 1 in each column, so the blank is missing: this is softmax
class Abstain:
    def __call__(self, z):
        parts = np.exp(z - z.max(axis=0))
        return parts / parts.sum(axis=0)
# %% abstain · wrong · overflows for large scores ⇒ names: overflow encountered in exp; what does each column need subtracted?
class Abstain:
    def __call__(self, z):
        parts = np.exp(z)
        return parts / (1 + parts.sum(axis=0))
# %% abstain · wrong · the largest is subtracted, but the blank stays 1 ⇒ names: are too small: the largest score was subtracted, but not from the
class Abstain:
    def __call__(self, z):
        parts = np.exp(z - z.max(axis=0))
        return parts / (1 + parts.sum(axis=0))
# %% abstain · wrong · one total for all columns ⇒ names: have one sum for all columns
class Abstain:
    def __call__(self, z):
        m = max(z.max(), 0)
        parts = np.exp(z - m)
        return parts / (np.exp(-m) + parts.sum())
# %% abstain · wrong · one largest for all columns: small columns become 0/0 ⇒ points: value encountered in divide; what does each column need subtracted?
class Abstain:
    def __call__(self, z):
        m = max(z.max(), 0)
        parts = np.exp(z - m)
        return parts / (np.exp(-m) + parts.sum(axis=0))
# %% abstain · wrong · a blank for each candidate: sigmoids ⇒ names: are sigmoids: each candidate runs against the blank alone, not
class Abstain:
    def __call__(self, z):
        return Sigmoid()(z)
# %% abstain · wrong · the blank's row is returned as well ⇒ names: have a row too many: leave the blank's probability out
class Abstain:
    def __call__(self, z):
        rows = np.vstack([z, np.zeros((1, z.shape[1]))])
        parts = np.exp(rows - rows.max(axis=0))
        return parts / parts.sum(axis=0)
# %% abstain · wrong · scores clipped, so two large ones become equal ⇒ points: differ in 3 of 3 places, first at [0, 0]
class Abstain:
    def __call__(self, z):
        parts = np.exp(np.clip(z, -500, 500))
        return parts / (1 + parts.sum(axis=0))
# %% abstain · wrong · sums along the rows ⇒ names: were added up along the rows; the candidates of one example are a
class Abstain:
    def __call__(self, z):
        m = np.maximum(z.max(axis=1, keepdims=True), 0)
        parts = np.exp(z - m)
        return parts / (np.exp(-m) + parts.sum(axis=1, keepdims=True))
# %% abstain · wrong · z is changed in place ⇒ names: your function changes z
class Abstain:
    def __call__(self, z):
        m = np.maximum(z.max(axis=0), 0)
        z -= m
        parts = np.exp(z)
        return parts / (np.exp(-m) + parts.sum(axis=0))
# %% abstain · wrong · the blank has the score 1, so e parts ⇒ names: give the blank e parts, as if its score were 1; its score is 0
class Abstain:
    def __call__(self, z):
        m = np.maximum(z.max(axis=0), 1)
        parts = np.exp(z - m)
        return parts / (np.exp(1 - m) + parts.sum(axis=0))
# %% abstain · wrong · returns the blank's probability ⇒ points: should have shape (3, 2), but have shape (2,)
class Abstain:
    def __call__(self, z):
        m = np.maximum(z.max(axis=0), 0)
        return np.exp(-m) / (np.exp(-m) + np.exp(z - m).sum(axis=0))
# %% downhill · right · all slopes, then one step
def downhill(f, w, learning_rate, steps):
    w = w.copy()
    h = 1e-5
    for _ in range(steps):
        slopes = np.zeros(len(w))
        for k in range(len(w)):
            up, down = w.copy(), w.copy()
            up[k] += h
            down[k] -= h
            slopes[k] = (f(up) - f(down)) / (2 * h)
        w = w - learning_rate * slopes
    return w
# %% downhill · right · a while loop, apply_along_axis
def downhill(f, w, learning_rate, steps):
    done = 0
    place = w + 0.0
    while done < steps:
        nudges = 1e-5 * np.eye(place.size)
        above = np.apply_along_axis(f, 1, place + nudges)
        below = np.apply_along_axis(f, 1, place - nudges)
        place = place - learning_rate * (above - below) / 2e-5
        done += 1
    return place
# %% downhill · right · a print left inside, a list in between
def downhill(f, w, learning_rate, steps):
    place = list(w)
    for step in range(steps):
        slopes = []
        for k in range(len(place)):
            a, b = np.array(place), np.array(place)
            a[k] += 1e-5
            b[k] -= 1e-5
            slopes.append((f(a) - f(b)) / (a[k] - b[k]))
        place = [p - learning_rate * s for p, s in zip(place, slopes)]
        print(step, place)
    return np.array(place)
# %% downhill · wrong · each parameter steps before the next is nudged ⇒ names: entry 0 had moved before the slope of entry 1 was measured
def downhill(f, w, learning_rate, steps):
    w = w.copy()
    for _ in range(steps):
        for k in range(len(w)):
            e = np.zeros(len(w))
            e[k] = 1e-5
            w[k] -= learning_rate * (f(w + e) - f(w - e)) / 2e-5
    return w
# %% downhill · wrong · w itself is changed ⇒ names: your function changes w
def downhill(f, w, learning_rate, steps):
    for _ in range(steps):
        w -= learning_rate * np.array([(f(w + e) - f(w - e)) / 2e-5 for e in 1e-5 * np.eye(len(w))])
    return w
# %% downhill · wrong · divided by h, not by 2h ⇒ names: the steps are twice too long; the two nudges are 2h apart, not h
def downhill(f, w, learning_rate, steps):
    for _ in range(steps):
        w = w - learning_rate * np.array([(f(w + e) - f(w - e)) / 1e-5 for e in 1e-5 * np.eye(len(w))])
    return w
# %% downhill · wrong · the slopes are measured only once, at the start ⇒ names: every step uses the slopes of the start; measure again
def downhill(f, w, learning_rate, steps):
    slopes = np.array([(f(w + e) - f(w - e)) / 2e-5 for e in 1e-5 * np.eye(len(w))])
    for _ in range(steps):
        w = w - learning_rate * slopes
    return w
# %% downhill · wrong · all parameters are nudged together ⇒ names: all entries were nudged together; nudge one at a time
def downhill(f, w, learning_rate, steps):
    h = 1e-5
    for _ in range(steps):
        w = w - learning_rate * (f(w + h) - f(w - h)) / (2 * h)
    return w
# %% downhill · wrong · one step too few ⇒ names: one step too few was made
def downhill(f, w, learning_rate, steps):
    w = w.copy()
    for _ in range(1, steps):
        w = w - learning_rate * np.array([(f(w + e) - f(w - e)) / 2e-5 for e in 1e-5 * np.eye(len(w))])
    return w
# %% downhill · wrong · only for two parameters ⇒ names: with an array of shape (2,), but w has shape (3,): use all of w
def downhill(f, w, learning_rate, steps):
    h = 1e-5
    a, b = w[0], w[1]
    for _ in range(steps):
        sa = (f(np.array([a + h, b])) - f(np.array([a - h, b]))) / (2 * h)
        sb = (f(np.array([a, b + h])) - f(np.array([a, b - h]))) / (2 * h)
        a, b = a - learning_rate * sa, b - learning_rate * sb
    return np.array([a, b])
# %% downhill · wrong · a nudged entry isn't put back before the next is nudged ⇒ names: an entry was not put back before the next one was nudged
def downhill(f, w, learning_rate, steps):
    w = w.copy()
    for _ in range(steps):
        slopes = np.zeros(len(w))
        v = w.copy()
        for k in range(len(w)):
            v[k] += 0.01
            above = f(v)
            v[k] -= 0.02
            slopes[k] = (above - f(v)) / 0.02
        w = w - learning_rate * slopes
    return w
# %% downhill · wrong · a nudge so small that it is lost in rounding ⇒ names: a nudge by 8.9e-16 is lost in rounding: make it 0.00001 or so
def downhill(f, w, learning_rate, steps):
    for _ in range(steps):
        w = w - learning_rate * np.array([(f(w + e) - f(w - e)) / 2e-15 for e in 1e-15 * np.eye(len(w))])
    return w
# %% downhill · wrong · the slopes of the example's function are built in ⇒ points: ValueError: operands could not be broadcast together with shapes
def downhill(f, w, learning_rate, steps):
    for _ in range(steps):
        w = w - learning_rate * np.array([2 * w[0] + 3 * w[1], 3 * w[0] + 8 * w[1]])
    return w
# %% downhill · wrong · stops as soon as a step raises the loss ⇒ names: the walk ended where a step raised f; make all steps
def downhill(f, w, learning_rate, steps):
    for _ in range(steps):
        new = w - learning_rate * np.array([(f(w + e) - f(w - e)) / 2e-5 for e in 1e-5 * np.eye(len(w))])
        if f(new) >= f(w):
            break
        w = new
    return w
# %% downhill · wrong · returns inside the loop, after one step ⇒ names: only one step was made. Is the return inside the loop?
def downhill(f, w, learning_rate, steps):
    w = w.copy()
    for _ in range(steps):
        w = w - learning_rate * np.array([(f(w + e) - f(w - e)) / 2e-5 for e in 1e-5 * np.eye(len(w))])
        return w
    return w
# %% downhill · wrong · a nudge of 0.01, good enough on parabolas only ⇒ names: 0.01 is too wide to show the slope at w itself: make it 0.00001 or so
def downhill(f, w, learning_rate, steps):
    for _ in range(steps):
        w = w - learning_rate * np.array([(f(w + e) - f(w - e)) / 0.02 for e in 0.01 * np.eye(len(w))])
    return w
# %% downhill · wrong · both nudges change the same array ⇒ names: it is where it began: no step was made, or f was asked at the same
def downhill(f, w, learning_rate, steps):
    w = w.copy()
    for _ in range(steps):
        slopes = np.zeros(len(w))
        for k in range(len(w)):
            above = below = w
            above[k] += 1e-5
            below[k] -= 1e-5
            slopes[k] = (f(above) - f(below)) / 2e-5
        w = w - learning_rate * slopes
    return w
