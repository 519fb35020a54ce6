# %% odds · right · whole numbers
at_1 = 256
at_8 = 2
# %% odds · right · probabilities of a softmax with made-up scores
scores = np.array([2 * np.log(16), 0])


def ratio(T):
    p = np.exp(scores / T) / np.exp(scores / T).sum()
    return p[0] / p[1]


at_1, at_8 = ratio(1), ratio(8)
# %% odds · wrong · in proportion to 1/T ⇒ names: do the odds double, too?
at_1 = 32
at_8 = 4
# %% odds · wrong · the two are swapped ⇒ names: is that number meant for T = 8?
at_1 = 2
at_8 = 256
# %% odds · wrong · square root for temperature 1, too ⇒ names: at a lower one an answer is more certain
at_1 = 4
at_8 = 2
# %% odds · wrong · at 8 one square root only, as at temperature 4 ⇒ names: or were the odds divided? T divides the gap
at_1 = 256
at_8 = 4
# %% odds · wrong · the eighth root of 16 ⇒ names: eighth root of 16, but 16 is for T = 2, whose gap is halved
at_1 = 256
at_8 = 16 ** (1 / 8)
# %% odds · wrong · 16 were the odds at temperature 1 ⇒ names: is for T = 2, so its scores have been divided by 2 already
at_1 = 16
at_8 = 2
# %% odds · wrong · the probabilities instead of the odds ⇒ names: 16 stands for 16 to 1
at_1 = 256 / 257
at_8 = 2 / 3
# %% odds · wrong · the odds of 9 against 4 ⇒ names: at T = 1: those are the odds of 9 against 4, not of 4 against 9
at_1 = 1 / 256
at_8 = 1 / 2
# %% odds · wrong · the numbers of the example, 9 to 1 ⇒ names: at T = 1: 9 is a number of the example
at_1 = 9
at_8 = 3
# %% odds · wrong · the gaps of the scores ⇒ names: odds are e to the gap
at_1 = 2 * np.log(16)
at_8 = np.log(16) / 4
# %% odds · wrong · one power too many: to the eighth ⇒ names: at a higher temperature an answer is less certain, not more
at_1 = 256
at_8 = 16**4
# %% odds · wrong · a power with T = 2: 2 to the 16 ⇒ names: the gap is twice what it is at T = 2, not four times
at_1 = 2**16
at_8 = 2
# %% odds · wrong · at 8 the odds are even ⇒ names: at T = 8: only a temperature without end leaves no difference
at_1 = 256
at_8 = 1
# %% odds · wrong · as text "256 to 1" ⇒ names: number should be a number, but it is the text '256 to 1'
at_1 = "256 to 1"
at_8 = "2 to 1"
# %% softer · right · powers, divided by the sum of each column
def softer(probabilities, temperature):
    softened = probabilities ** (1 / temperature)
    return softened / softened.sum(axis=0)
# %% softer · right · log-sum-exp with np.logaddexp
def softer(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """Softened probabilities."""
    with np.errstate(divide="ignore"):
        z = np.log(probabilities) / temperature
    return np.exp(z - np.logaddexp.reduce(z, axis=0))
# %% softer · right · where and log2
def softer(probabilities, temperature):
    safe = np.where(probabilities > 0, probabilities, 1)
    parts = np.where(probabilities > 0, np.exp2(np.log2(safe) / temperature), 0)
    softened = parts / np.sum(parts, axis=0)
    print(softened.shape)
    return softened
# %% softer · wrong · to the power of T, not 1/T ⇒ names: it should be softer
def softer(probabilities, temperature):
    parts = probabilities**temperature
    return parts / parts.sum(axis=0)
# %% softer · wrong · divided by T instead of a power ⇒ names: to divide by T changes nothing once the columns sum to 1 again
def softer(probabilities, temperature):
    parts = probabilities / temperature
    return parts / parts.sum(axis=0)
# %% softer · wrong · softmax of the probabilities, as if they were scores ⇒ names: but they are what softmax made of the scores
def softer(probabilities, temperature):
    parts = np.exp(probabilities / temperature)
    return parts / parts.sum(axis=0)
# %% softer · wrong · the columns aren't made to sum to 1 ⇒ names: it should sum to 1
def softer(probabilities, temperature):
    return probabilities ** (1 / temperature)
# %% softer · wrong · divided by the sum of each row ⇒ names: are the rows divided by their sums? Examples are columns
def softer(probabilities, temperature):
    parts = probabilities ** (1 / temperature)
    return parts / parts.sum(axis=1, keepdims=True)
# %% softer · wrong · divided by the sum of the whole array ⇒ names: each column is an example of its own
def softer(probabilities, temperature):
    parts = probabilities ** (1 / temperature)
    return parts / parts.sum()
# %% softer · wrong · zeros are clipped, so a 0 doesn't stay 0 ⇒ names: 0: was a little added for the logarithm? A power needs none
def softer(probabilities, temperature):
    z = np.log(np.clip(probabilities, 1e-12, 1)) / temperature
    parts = np.exp(z)
    return parts / parts.sum(axis=0)
# %% softer · wrong · 0 times the logarithm of 0 gives NaN ⇒ names: what is its power?
def softer(probabilities, temperature):
    with np.errstate(all="ignore"):
        z = np.log(probabilities)
        z = z - z.min(axis=0)
        parts = np.exp(z / temperature)
        return parts / parts.sum(axis=0)
# %% softer · wrong · the square root, whatever the temperature ⇒ names: at temperature 4 the result is the same for every temperature
def softer(probabilities, temperature):
    parts = np.sqrt(probabilities)
    return parts / parts.sum(axis=0)
# %% softer · wrong · the caller's probabilities are changed in place ⇒ names: work on a copy, or make a new array
def softer(probabilities, temperature):
    probabilities **= 1 / temperature
    probabilities /= probabilities.sum(axis=0)
    return probabilities
# %% softer · wrong · mixed with equal probabilities ⇒ points: at temperature 2 the result differs in 3 of 3 places, first at
def softer(probabilities, temperature):
    outs = len(probabilities)
    return probabilities / temperature + (1 - 1 / temperature) / outs
# %% softer · wrong · whole-number division of 1 by T ⇒ names: result comes from 1 // temperature, which is a whole number
def softer(probabilities, temperature):
    parts = probabilities ** (1 // temperature)
    return parts / parts.sum(axis=0)
# %% softer · wrong · rounded to three digits ⇒ names: give all digits
def softer(probabilities, temperature):
    parts = probabilities ** (1 / temperature)
    return (parts / parts.sum(axis=0)).round(3)
# %% softer · wrong · transposed ⇒ names: it looks transposed
def softer(probabilities, temperature):
    parts = probabilities ** (1 / temperature)
    return (parts / parts.sum(axis=0)).T
# %% whisper · right · a list
scores = [6, 3, 0]
# %% whisper · right · found by a search
scores = None
for a in np.arange(0, 8, 0.25):
    for b in np.arange(0, 8, 0.25):
        p1, p4 = (np.exp(np.array([a, b, 0]) / T) / np.exp(np.array([a, b, 0]) / T).sum() for T in (1, 4))
        if scores is None and p1[0] > 0.9 and p4[0] < 0.6 and p4[1] >= 2 * p4[2]:
            scores = [a, b, 0]
# %% whisper · wrong · the example: B and C alike ⇒ names: the gap between B and C is divided by 4 as well
scores = (4, 0, 0)
# %% whisper · wrong · too sure: A stays above 0.6 at temperature 4 ⇒ names: than 0.6: are its gaps to both others larger than needed?
scores = [8, 2, 0]
# %% whisper · wrong · not sure enough at temperature 1 ⇒ names: more than 0.9: its score is not far enough above the others
scores = [4, 3, 0]
# %% whisper · wrong · C is twice B: the order is mixed up ⇒ names: were the two exchanged?
scores = [6, 0, 3]
# %% whisper · wrong · probabilities instead of scores ⇒ names: the others (scores are any numbers, not probabilities)
scores = [0.95, 0.04, 0.01]
# %% whisper · wrong · B is the first, not A ⇒ names: the order is A, B, C
scores = [3, 6, 0]
# %% whisper · wrong · two scores only ⇒ names: finite numbers for A, B and C, but it is a list of length 2
scores = [3, 0]
# %% controls · right · four letters
explanation_1 = "A"
explanation_2 = "E"
explanation_3 = "F"
explanation_4 = "C"
# %% controls · right · indices into the letters
letters = "ABCDEF"
explanation_1, explanation_2, explanation_3, explanation_4 = (letters[k] for k in (0, 4, 5, 2))
# %% controls · wrong · another eight's answer for explanation 4: it tests "this very eight", but not "however faint" ⇒ names: the explanation means those about this very eight
explanation_1, explanation_2, explanation_3, explanation_4 = "AEFF"
# %% controls · wrong · E and F swapped ⇒ names: one for all is said to be enough
explanation_1, explanation_2, explanation_3, explanation_4 = "AFEC"
# %% controls · wrong · more epochs would find faint doubts ⇒ names: the explanation speaks of the targets
explanation_1, explanation_2, explanation_3, explanation_4 = "AEFB"
# %% controls · wrong · other seeds for explanation 1 ⇒ names: how much depends on the seed, not where the 77 % come from
explanation_1, explanation_2, explanation_3, explanation_4 = "DEFC"
# %% controls · wrong · one answer for all is taken for the label ⇒ names: the explanation says which doubts matter
explanation_1, explanation_2, explanation_3, explanation_4 = "AAFC"
# %% controls · wrong · faint answers would test explanation 1 ⇒ names: the explanation says that the images are enough
explanation_1, explanation_2, explanation_3, explanation_4 = "CEFA"
# %% controls · wrong · temperature 1 for explanation 2 ⇒ names: one for all is said to be enough
explanation_1, explanation_2, explanation_3, explanation_4 = "ACFE"
# %% controls · wrong · the average for explanations 2 and 3 ⇒ names: the explanation says that they have to differ
explanation_1, explanation_2, explanation_3, explanation_4 = "AEEC"
# %% four_programs · right · four letters
program_1 = "D"
program_2 = "A"
program_3 = "F"
program_4 = "B"
# %% four_programs · right · chr
program_1, program_2, program_3, program_4 = (chr(ord("A") + k) for k in (3, 0, 5, 1))
# %% four_programs · wrong · A and D swapped: both start at 2.30 ⇒ names: soft targets as they are, and its answers are about as soft
program_1, program_2, program_3, program_4 = "ADFB"
# %% four_programs · wrong · program 1 learns from labels: ln 10 = 2.30 ⇒ names: the last loss would be near 0, and the answers sure
program_1, program_2, program_3, program_4 = "CAFB"
# %% four_programs · wrong · program 3 has temperature 8 ⇒ names: program 3: then the loss would begin at 64 · 2.30 = 147
program_1, program_2, program_3, program_4 = "DAEB"
# %% four_programs · wrong · program 3 learns from labels: so sure ⇒ names: 3: then the loss would begin at 2.30, not at 16 times that
program_1, program_2, program_3, program_4 = "DACB"
# %% four_programs · wrong · F and B swapped ⇒ names: here most digits are read
program_1, program_2, program_3, program_4 = "DABF"
# %% four_programs · wrong · F where A belongs: teacher and student mixed up ⇒ names: here it is not
program_1, program_2, program_3, program_4 = "DFAB"
# %% four_programs · wrong · one fault for two programs ⇒ names: it cannot make the answers so unsure
program_1, program_2, program_3, program_4 = "DDFB"
# %% agreement_range · right · formulas
def agreement_range(a, b, classes):
    low = max(0, a + b - 1) if classes > 2 else abs(a + b - 1)
    high = 1 - abs(a - b)
    return low, high
# %% agreement_range · right · the ends of a segment of what both get right
def agreement_range(a, b, classes):
    least, most = max(a + b - 1, 0), min(a, b)

    def agree(both_right, luckless):
        both_wrong = 1 - (a + b - both_right)
        return both_right + both_wrong * luckless

    return agree(least, classes == 2), agree(most, True)
# %% agreement_range · right · the extremes over the three possible corners
def agreement_range(a, b, classes):
    ends = [max(0, a + b - 1), min(a, b)]
    lows = [r + (1 - a - b + r) * (classes < 3) for r in ends]
    highs = [r + (1 - a - b + r) for r in ends]
    return min(lows), max(highs)
# %% agreement_range · wrong · the highest counts only what both get right ⇒ names: agreement leaves out that they may also be wrong alike
def agreement_range(a, b, classes):
    low = max(0, a + b - 1) if classes > 2 else abs(a + b - 1)
    return low, min(a, b)
# %% agreement_range · wrong · two classes aren't special ⇒ names: is not 0: two wrong answers of two classes are equal
def agreement_range(a, b, classes):
    return max(0, a + b - 1), 1 - abs(a - b)
# %% agreement_range · wrong · the lowest becomes negative ⇒ names: 0.3 and 10 classes the lowest agreement cannot be below 0
def agreement_range(a, b, classes):
    return a + b - 1, 1 - abs(a - b)
# %% agreement_range · wrong · the absolute value for any number of classes ⇒ names: for equal, but among several classes they can differ
def agreement_range(a, b, classes):
    return abs(a + b - 1), 1 - abs(a - b)
# %% agreement_range · wrong · as if the two were independent ⇒ names: a bound needs no chance
def agreement_range(a, b, classes):
    return a * b, a * b + (1 - a) * (1 - b)
# %% agreement_range · wrong · the highest is always 1 ⇒ names: agreement is not 1: where one alone is right, they differ
def agreement_range(a, b, classes):
    low = max(0, a + b - 1) if classes > 2 else abs(a + b - 1)
    return low, 1.0
# %% agreement_range · wrong · the lowest is always 0 ⇒ names: both are right in the rest
def agreement_range(a, b, classes):
    return 0.0, 1 - abs(a - b)
# %% agreement_range · wrong · the pair is in the wrong order ⇒ names: first the lowest, then the highest
def agreement_range(a, b, classes):
    low = max(0, a + b - 1) if classes > 2 else abs(a + b - 1)
    return 1 - abs(a - b), low
# %% agreement_range · wrong · a is taken for the better one ⇒ names: is above 1: which of the two accuracies is larger here?
def agreement_range(a, b, classes):
    low = max(0, a + b - 1) if classes > 2 else abs(a + b - 1)
    return low, 1 - (a - b)
# %% agreement_range · wrong · with two classes the mistakes fully agree even where none are left: min(1 − a, 1 − b) is added ⇒ points: the lowest agreement is 0.7, which is too large
def agreement_range(a, b, classes):
    low = max(0, a + b - 1)
    if classes == 2:
        low += min(1 - a, 1 - b)
    return low, 1 - abs(a - b)
# %% agreement_range · wrong · the numbers of the example ⇒ names: compute it from the arguments
def agreement_range(a, b, classes):
    return 0.88, 0.92
# %% agreement_range · wrong · rounded to two digits ⇒ names: give all digits
def agreement_range(a, b, classes):
    low = max(0, a + b - 1) if classes > 2 else abs(a + b - 1)
    return round(low, 2), round(1 - abs(a - b), 2)
# %% agreement_range · wrong · percentages ⇒ names: the part of 1 was asked for
def agreement_range(a, b, classes):
    low = max(0, a + b - 1) if classes > 2 else abs(a + b - 1)
    return 100 * low, 100 * (1 - abs(a - b))
# %% agreement_range · wrong · the parts where they differ ⇒ names: classes the lowest agreement is the part where they differ
def agreement_range(a, b, classes):
    low = max(0, a + b - 1) if classes > 2 else abs(a + b - 1)
    return abs(a - b), 1 - low
# %% agreement_range · wrong · at least the share of one class by chance ⇒ names: at worst they never do
def agreement_range(a, b, classes):
    return max(1 / classes, a + b - 1), 1 - abs(a - b)
# %% agreement_range · wrong · one number ⇒ names: be 2 things, (lowest, highest), but this is of type float
def agreement_range(a, b, classes):
    return a + b - 1
# %% distil · right · log-softmax in a helper
def log_softmax(z):
    z = z - z.max(axis=0)
    return z - np.log(np.exp(z).sum(axis=0))


def distil(outputs, scores, labels, temperature, alpha):
    n = outputs.shape[1]
    log_p, log_y = log_softmax(outputs / temperature), log_softmax(scores / temperature)
    log_q = log_softmax(outputs)
    y = np.exp(log_y)
    soft = temperature**2 * (y * (log_y - log_p)).sum() / n
    hard = -log_q[labels, np.arange(n)].mean()
    one_hot = np.zeros(outputs.shape)
    one_hot[labels, np.arange(n)] = 1
    slopes = alpha * temperature * (np.exp(log_p) - y) / n + (1 - alpha) * (np.exp(log_q) - one_hot) / n
    return float(alpha * soft + (1 - alpha) * hard), slopes
# %% distil · right · np.logaddexp and einsum
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    target = (np.arange(len(outputs))[:, None] == np.array(labels)).astype(float)
    lp, ly, lq = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    soft = np.einsum("kn,kn->", np.exp(ly), ly - lp) * temperature**2
    hard = -np.einsum("kn,kn->", target, lq)
    slopes = alpha * temperature * (np.exp(lp) - np.exp(ly)) + (1 - alpha) * (np.exp(lq) - target)
    return (alpha * soft + (1 - alpha) * hard) / n, slopes / n
# %% distil · right · float32
def distil(outputs, scores, labels, temperature, alpha):
    def log_softmax(z):
        z = z - z.max(axis=0)
        return z - np.log(np.exp(z).sum(axis=0))

    n, outputs, scores = len(labels), outputs.astype(np.float32), scores.astype(np.float32)
    E = np.eye(len(outputs), dtype=np.float32)[:, labels]
    u, v, w = log_softmax(outputs / temperature), log_softmax(scores / temperature), log_softmax(outputs)
    loss = (alpha * temperature**2 * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum() / n
    return loss, (alpha * temperature * (np.exp(u) - np.exp(v)) + (1 - alpha) * (np.exp(w) - E)) / n
# %% distil · wrong · the factor T² is missing, in loss and slopes ⇒ names: its T² is missing
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = (alpha * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum() / n
    return loss, (alpha * (np.exp(u) - np.exp(v)) / temperature + (1 - alpha) * (np.exp(w) - E)) / n
# %% distil · wrong · the slopes keep T², without the 1/T of the division ⇒ names: where is the 1/T?
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = (alpha * temperature**2 * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum() / n
    return loss, (alpha * temperature**2 * (np.exp(u) - np.exp(v)) + (1 - alpha) * (np.exp(w) - E)) / n
# %% distil · wrong · the soft slopes have no factor T ⇒ names: a T is missing
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = (alpha * temperature**2 * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum() / n
    return loss, (alpha * (np.exp(u) - np.exp(v)) + (1 - alpha) * (np.exp(w) - E)) / n
# %% distil · wrong · the cross-entropy with the teacher, not the KL divergence ⇒ names: take the entropy of the targets off
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = (-alpha * temperature**2 * np.exp(v) * u - (1 - alpha) * E * w).sum() / n
    return loss, (alpha * temperature * (np.exp(u) - np.exp(v)) + (1 - alpha) * (np.exp(w) - E)) / n
# %% distil · wrong · the KL divergence the other way round, from the student to the teacher ⇒ names: a KL divergence that weighs by the student's probabilities
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = (alpha * temperature**2 * np.exp(u) * (u - v) - (1 - alpha) * E * w).sum() / n
    return loss, (alpha * temperature * (np.exp(u) - np.exp(v)) + (1 - alpha) * (np.exp(w) - E)) / n
# %% distil · wrong · alpha and 1 − alpha are swapped ⇒ names: 0.9: the loss has alpha and 1 − alpha in each other's place
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = ((1 - alpha) * temperature**2 * np.exp(v) * (v - u) - alpha * E * w).sum() / n
    return loss, ((1 - alpha) * temperature * (np.exp(u) - np.exp(v)) + alpha * (np.exp(w) - E)) / n
# %% distil · wrong · the hard part is at the temperature, too ⇒ names: labels are learned at T = 1
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v = ls(outputs / temperature), ls(scores / temperature)
    loss = (alpha * temperature**2 * np.exp(v) * (v - u) - (1 - alpha) * E * u).sum() / n
    return loss, (alpha * temperature * (np.exp(u) - np.exp(v)) + (1 - alpha) * (np.exp(u) - E) / temperature) / n
# %% distil · wrong · the teacher is at temperature 1 ⇒ names: the teacher's scores should be, too
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores), ls(outputs)
    loss = (alpha * temperature**2 * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum() / n
    return loss, (alpha * temperature * (np.exp(u) - np.exp(v)) + (1 - alpha) * (np.exp(w) - E)) / n
# %% distil · wrong · the student is at temperature 1 ⇒ names: the student's outputs should be, too
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    v, w = ls(scores / temperature), ls(outputs)
    loss = (alpha * temperature**2 * np.exp(v) * (v - w) - (1 - alpha) * E * w).sum() / n
    return loss, (alpha * temperature**2 * (np.exp(w) - np.exp(v)) + (1 - alpha) * (np.exp(w) - E)) / n
# %% distil · wrong · sums over the examples instead of averages ⇒ names: is there a sum where a mean is asked for?
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = (alpha * temperature**2 * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum()
    return loss, alpha * temperature * (np.exp(u) - np.exp(v)) + (1 - alpha) * (np.exp(w) - E)
# %% distil · wrong · the slopes aren't divided by n ⇒ names: is there a sum where a mean is asked for?
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = (alpha * temperature**2 * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum() / len(labels)
    return loss, alpha * temperature * (np.exp(u) - np.exp(v)) + (1 - alpha) * (np.exp(w) - E)
# %% distil · wrong · the mean over all entries, classes too ⇒ names: sum down each column first
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    n = len(labels)
    soft = np.mean(np.exp(v) * (v - u)) * temperature**2
    hard = -(E * w).sum() / n
    slopes = alpha * temperature * (np.exp(u) - np.exp(v)) / u.size + (1 - alpha) * (np.exp(w) - E) / n
    return alpha * soft + (1 - alpha) * hard, slopes
# %% distil · wrong · exp overflows for large scores ⇒ names: an exponential overflows, or a logarithm of 0 is taken
def distil(outputs, scores, labels, temperature, alpha):
    softmax = lambda z: np.exp(z) / np.exp(z).sum(axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    p, y, q = softmax(outputs / temperature), softmax(scores / temperature), softmax(outputs)
    loss = alpha * temperature**2 * (y * np.log(y / p)).sum() / n - (1 - alpha) * np.log(q[labels, range(n)]).mean()
    return loss, (alpha * temperature * (p - y) + (1 - alpha) * (q - E)) / n
# %% distil · wrong · a small number inside the logarithms cuts large losses off ⇒ names: is a probability of 0 replaced by a little more?
def distil(outputs, scores, labels, temperature, alpha):
    def softmax(z):
        e = np.exp(z - z.max(axis=0))
        return e / e.sum(axis=0)

    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    p, y, q = softmax(outputs / temperature), softmax(scores / temperature), softmax(outputs)
    log = lambda a: np.log(a + 1e-12)
    loss = alpha * temperature**2 * (y * (log(y) - log(p))).sum() / n - (1 - alpha) * log(q[labels, range(n)]).mean()
    return loss, (alpha * temperature * (p - y) + (1 - alpha) * (q - E)) / n
# %% distil · wrong · outputs are changed in place ⇒ names: work on a copy, or make a new array
def distil(outputs, scores, labels, temperature, alpha):
    outputs -= outputs.max(axis=0)
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = (alpha * temperature**2 * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum() / n
    return loss, (alpha * temperature * (np.exp(u) - np.exp(v)) + (1 - alpha) * (np.exp(w) - E)) / n
# %% distil · wrong · T² multiplies the hard part as well ⇒ names: it belongs to the soft part
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = temperature**2 * (alpha * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum() / n
    return loss, (alpha * temperature * (np.exp(u) - np.exp(v)) + temperature**2 * (1 - alpha) * (np.exp(w) - E)) / n
# %% distil · wrong · the hard slopes forget the 1 at the label ⇒ names: alpha = 0.9: the slopes forget to take 1 off at the label
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = (alpha * temperature**2 * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum() / n
    return loss, (alpha * temperature * (np.exp(u) - np.exp(v)) + (1 - alpha) * np.exp(w)) / n
# %% distil · wrong · the slopes have the opposite sign ⇒ names: alpha = 0.9: the slopes have the opposite sign everywhere
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = (alpha * temperature**2 * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum() / n
    return loss, (alpha * temperature * (np.exp(v) - np.exp(u)) + (1 - alpha) * (E - np.exp(w))) / n
# %% distil · wrong · the teacher's first choice stands in for the label ⇒ names: = 0.9: the loss has the teacher's first choice as its label
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = outputs.shape[1]
    E = np.eye(len(outputs))[:, scores.argmax(axis=0)]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = (alpha * temperature**2 * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum() / n
    return loss, (alpha * temperature * (np.exp(u) - np.exp(v)) + (1 - alpha) * (np.exp(w) - E)) / n
# %% distil · wrong · nnlib does the work, although it is to be NumPy alone ⇒ names: your code uses nnlib, but this should be written in NumPy alone
from nnlib import CrossEntropy, Softmax


def distil(outputs, scores, labels, temperature, alpha):
    ce = CrossEntropy()
    y = Softmax()(scores / temperature)
    soft = ce(outputs / temperature, y) - ce(scores / temperature, y)
    slopes = alpha * temperature * ce.derivative(outputs / temperature, y) + (1 - alpha) * ce.derivative(outputs, labels)
    return alpha * temperature**2 * soft + (1 - alpha) * ce(outputs, labels), slopes
# %% distil · wrong · only the loss is returned ⇒ names: be 2 things, (loss, slopes), but this is of type float64
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    return (alpha * temperature**2 * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum() / n
# %% distil · wrong · the pair is turned round ⇒ names: first the loss, then the slopes
def distil(outputs, scores, labels, temperature, alpha):
    ls = lambda z: z - np.logaddexp.reduce(z, axis=0)
    n = len(labels)
    E = np.eye(len(outputs))[:, labels]
    u, v, w = ls(outputs / temperature), ls(scores / temperature), ls(outputs)
    loss = (alpha * temperature**2 * np.exp(v) * (v - u) - (1 - alpha) * E * w).sum() / n
    return (alpha * temperature * (np.exp(u) - np.exp(v)) + (1 - alpha) * (np.exp(w) - E)) / n, loss
# %% most_to_gain · right · the letter
gains_most = "C"
# %% most_to_gain · right · by the largest of guessed gains
guess = {"A": 0.3, "B": 1.0, "C": 4.0, "D": 0.0}
gains_most = max(guess, key=guess.get)
# %% most_to_gain · wrong · all images: nothing is left to tell ⇒ names: with labels for all, it adds little
gains_most = "A"
# %% most_to_gain · wrong · a hundred images: too few for a teacher to say much ⇒ names: there is too little to speak about
gains_most = "B"
# %% most_to_gain · wrong · hard targets for a thousand known images ⇒ names: says what the label says already, on nearly all images
gains_most = "D"
# %% hearsay · right · the middle between two lags
def hearsay(scores, missing, count):
    rest = np.delete(scores, missing, axis=0)
    lags = np.sort(rest.max(axis=0) - scores[missing].max(axis=0))
    return (lags[count - 1] + lags[count]) / 2
# %% hearsay · right · bisection
def hearsay(scores, missing, count):
    low, high = -2 * np.ptp(scores) - 1, 2 * np.ptp(scores) + 1
    for _ in range(200):
        bias = (low + high) / 2
        raised = scores.astype(float)
        raised[missing] += bias
        won = np.isin(raised.argmax(axis=0), missing).sum()
        if won == count:
            break
        low, high = (bias, high) if won < count else (low, bias)
    return bias
# %% hearsay · right · heapq
import heapq


def hearsay(scores, missing, count):
    rest = np.delete(scores, missing, axis=0)
    lags = (rest.max(axis=0) - scores[missing].max(axis=0)).tolist()
    *_, last_in, first_out = heapq.nsmallest(count + 1, lags)
    print(last_in, first_out)
    return (last_in + first_out) / 2
# %% hearsay · wrong · exactly the lag of the last column that is to win: a tie ⇒ names: two scores are equal then, and nobody has won
def hearsay(scores, missing, count):
    rest = np.delete(scores, missing, axis=0)
    lags = np.sort(rest.max(axis=0) - scores[missing].max(axis=0))
    return lags[count - 1]
# %% hearsay · wrong · one column too many ⇒ names: and lags may be close together, so take those on both sides
def hearsay(scores, missing, count):
    rest = np.delete(scores, missing, axis=0)
    lags = np.sort(rest.max(axis=0) - scores[missing].max(axis=0))
    return (lags[count] + lags[min(count + 1, len(lags) - 1)]) / 2 + 1e-3
# %% hearsay · wrong · columns already won aren't counted: count more are won ⇒ points: your code raised IndexError
def hearsay(scores, missing, count):
    rest = np.delete(scores, missing, axis=0)
    lags = np.sort(rest.max(axis=0) - scores[missing].max(axis=0))
    lags = lags[lags > 0]
    if count >= len(lags):
        return lags[-1] + 1
    return (lags[count - 1] + lags[count]) / 2
# %% hearsay · wrong · only the first missing class is looked at ⇒ names: only the first of the missing classes seems to be counted
def hearsay(scores, missing, count):
    rest = np.delete(scores, missing, axis=0)
    lags = np.sort(rest.max(axis=0) - scores[missing[0]])
    return (lags[count - 1] + lags[count]) / 2
# %% hearsay · wrong · missing classes rival one another: the lag is behind the best of all rows ⇒ names: are the missing classes left out of the others?
def hearsay(scores, missing, count):
    lags = np.sort(scores.max(axis=0) - scores[missing].max(axis=0))
    return (lags[count - 1] + lags[count]) / 2
# %% hearsay · wrong · the weakest missing class has to win ⇒ names: was the worst of them compared?
def hearsay(scores, missing, count):
    rest = np.delete(scores, missing, axis=0)
    lags = np.sort(rest.max(axis=0) - scores[missing].min(axis=0))
    return (lags[count - 1] + lags[count]) / 2
# %% hearsay · wrong · the average of the missing classes for their best ⇒ names: was their mean compared?
def hearsay(scores, missing, count):
    rest = np.delete(scores, missing, axis=0)
    lags = np.sort(rest.max(axis=0) - scores[missing].mean(axis=0))
    return (lags[count - 1] + lags[count]) / 2
# %% hearsay · wrong · sorted downwards ⇒ names: that are the hardest to win? Begin with the smallest lags
def hearsay(scores, missing, count):
    rest = np.delete(scores, missing, axis=0)
    lags = np.sort(rest.max(axis=0) - scores[missing].max(axis=0))[::-1]
    return (lags[count - 1] + lags[count]) / 2
# %% hearsay · wrong · the opposite sign ⇒ names: is the sign turned round?
def hearsay(scores, missing, count):
    rest = np.delete(scores, missing, axis=0)
    lags = np.sort(rest.max(axis=0) - scores[missing].max(axis=0))
    return -(lags[count - 1] + lags[count]) / 2
# %% hearsay · wrong · the scores are changed in place ⇒ names: work on a copy, or make a new array
def hearsay(scores, missing, count):
    rest = np.delete(scores, missing, axis=0)
    lags = np.sort(rest.max(axis=0) - scores[missing].max(axis=0))
    bias = (lags[count - 1] + lags[count]) / 2
    scores[missing] += bias
    return bias
# %% hearsay · wrong · a bias for each missing class ⇒ names: for all missing classes, but it is a list of length 2
def hearsay(scores, missing, count):
    biases = []
    for row in missing:
        lags = np.sort(np.delete(scores, row, axis=0).max(axis=0) - scores[row])
        biases.append((lags[count - 1] + lags[count]) / 2)
    return biases
# %% hearsay · wrong · always a tenth of the columns, as in the chapter ⇒ names: a tenth, as in the chapter? Here it's count
def hearsay(scores, missing, count):
    rest = np.delete(scores, missing, axis=0)
    lags = np.sort(rest.max(axis=0) - scores[missing].max(axis=0))
    tenth = max(1, len(lags) // 10)
    return (lags[tenth - 1] + lags[tenth]) / 2
# %% hearsay · wrong · the number of the example ⇒ points: +1.5 on the rows [3, 8], 0 of 50 columns answer so, and 11
def hearsay(scores, missing, count):
    return 1.5
# %% hearsay · wrong · a fixed margin of 0.5 above the last lag, which may win one column more ⇒ names: a fixed step beyond a lag may pass the next lags, too
def hearsay(scores, missing, count):
    others = np.delete(scores, missing, axis=0).max(axis=0)
    lag = others - scores[missing].max(axis=0)
    return np.sort(lag)[count - 1] + 0.5
