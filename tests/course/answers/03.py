# %% three_moves · right · plain numbers
sigmoid_moves = -0.0075
tanh_moves = -0.0175
relu_moves = -0.04
# %% three_moves · right · z looked up first, slopes from z
s = sigmoid(np.log(3))
sigmoid_moves = s * (1 - s) * -0.04
tanh_moves = (1 - np.tanh(np.arctanh(0.75)) ** 2) * -0.04
relu_moves = -0.04
# %% three_moves · wrong · the signs are missing ⇒ names: the sigmoid's move has the opposite sign
sigmoid_moves = 0.0075
tanh_moves = 0.0175
relu_moves = 0.04
# %% three_moves · wrong · the input is left out: slope times nudge ⇒ names: the sigmoid's move: the weight is multiplied by an input, −2:
sigmoid_moves = 0.00375
tanh_moves = 0.00875
relu_moves = 0.02
# %% three_moves · wrong · the slopes are left out: the change of z three times ⇒ names: the sigmoid's move: this is the change of z; the output moves
sigmoid_moves = -0.04
tanh_moves = -0.04
relu_moves = -0.04
# %% three_moves · wrong · a(1 - a) for tanh, too ⇒ names: tanh's move: this is with the sigmoid's slope
sigmoid_moves = -0.0075
tanh_moves = -0.0075
relu_moves = -0.04
# %% three_moves · wrong · 1 - a instead of 1 - a squared for tanh ⇒ names: tanh's move: 0.25 is neither a(1 − a) nor 1 − a² at an output
sigmoid_moves = -0.0075
tanh_moves = -0.01
relu_moves = -0.04
# %% three_moves · wrong · the largest slopes, 1/4 and 1, instead of those at 0.75 ⇒ names: the sigmoid's move: 0.25 is neither a(1 − a) nor 1 − a² at an
sigmoid_moves = -0.01
tanh_moves = -0.04
relu_moves = -0.04
# %% three_moves · wrong · ReLU thought to be 0 because the input is negative ⇒ names: ReLU's move: ReLU looks at z, which is above 0 here, not at
sigmoid_moves = -0.0075
tanh_moves = -0.0175
relu_moves = 0
# %% three_moves · wrong · 0.75 taken for z instead of the output ⇒ names: 0.75 is already the output a, not z; the slope follows from a
sigmoid_moves = -0.04 * sigmoid(0.75) * (1 - sigmoid(0.75))
tanh_moves = -0.04 * (1 - np.tanh(0.75) ** 2)
relu_moves = -0.04
# %% three_moves · wrong · the actual moves instead of the estimated ⇒ names: the sigmoid's move: this is the actual move; asked is the
sigmoid_moves = sigmoid(np.log(3) - 0.04) - 0.75
tanh_moves = np.tanh(np.arctanh(0.75) - 0.04) - 0.75
relu_moves = -0.04
# %% three_moves · wrong · only three decimals ⇒ names: the sigmoid's move: this is rounded to three decimals
sigmoid_moves = -0.008
tanh_moves = -0.018
relu_moves = -0.04
# %% three_moves · wrong · the outputs afterwards instead of the moves ⇒ names: the sigmoid's move: this is the new output; asked is by how
sigmoid_moves = 0.7425
tanh_moves = 0.7325
relu_moves = 0.71
# %% three_moves · wrong · the slopes instead of the moves ⇒ names: the sigmoid's move: this is the slope there; the move is
sigmoid_moves = 0.1875
tanh_moves = 0.4375
relu_moves = 1
# %% three_moves · wrong · a text ⇒ names: the sigmoid's move should be a number, but it is the text
sigmoid_moves = "-0.0075"
tanh_moves = -0.0175
relu_moves = -0.04
# %% switch · right · 3 and -9
w = 3
b = -9
# %% switch · right · found by a search
for w in range(1, 20):
    found = [b for b in range(-60, 1) if sigmoid(2 * w + b) <= 0.05 and sigmoid(4 * w + b) >= 0.95]
    if found:
        b = found[0]
        break
# %% switch · wrong · works, but w isn't the smallest whole number ⇒ names: a smaller whole w can do it, too
w = 4
b = -12
# %% switch · wrong · works, but w isn't whole ⇒ names: w should be a whole number
w = 2.95
b = -8.85
# %% switch · wrong · w too small ⇒ names: too flat
w = 2
b = -6
# %% switch · wrong · the switch is turned round: yes at 2, no at 4 ⇒ names: it does not rise; which sign must w have
w = -3
b = 9
# %% switch · wrong · half at x = 2: the boundary in the wrong place ⇒ names: One half lies at x = 2: where should it lie
w = 3
b = -6
# %% quiet_tanh · right · np.sign
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.sign(z) * (1 - small(z)) / (1 + small(z))
# %% quiet_tanh · right · a loop over all indices
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    z = np.asarray(z, dtype=float)
    a = np.empty(z.shape)
    for i in np.ndindex(z.shape):
        s = small(z[i])
        a[i] = (1 - s) / (1 + s) if z[i] >= 0 else (s - 1) / (s + 1)
    return a
# %% quiet_tanh · right · walrus, type hints, docstring, print
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z: np.ndarray) -> np.ndarray:
    """tanh without overflow"""
    print(z.shape)
    return np.sign(z) * (1 - (s := small(z))) / (1 + s)
# %% quiet_tanh · wrong · the sign is forgotten, negative z gives a positive result ⇒ names: small(z) cannot tell −2 from 2: ask for the sign of z
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return (1 - small(z)) / (1 + small(z))
# %% quiet_tanh · wrong · the sign is the wrong way round ⇒ names: tanh has the opposite sign everywhere
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.where(z >= 0, small(z) - 1, 1 - small(z)) / (1 + small(z))
# %% quiet_tanh · wrong · the bottom is forgotten ⇒ names: the tops are right, but the bottom is missing
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.sign(z) * (1 - small(z))
# %% quiet_tanh · wrong · the formula of the books, overflows ⇒ names: tanh of −1000, −6, 6 and 1000 holds nan or inf, 2 of 4
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
# %% quiet_tanh · wrong · top and bottom are swapped ⇒ points: tanh differs in 4 of 4 places, first at [0], where it is
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.sign(z) * (1 + small(z)) / (1 - small(z))
# %% quiet_tanh · wrong · a sigmoid of 2z, from 0 to 1 ⇒ names: this is a sigmoid, from 0 to 1
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.where(z >= 0, 1, small(z)) / (1 + small(z))
# %% quiet_tanh · wrong · a factor 2 too many: small(2 z), so tanh(2z) ⇒ names: this is tanh of 2z: small(z) has the 2 in it already
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.sign(z) * (1 - small(2 * z)) / (1 + small(2 * z))
# %% quiet_tanh · wrong · z / |z| for the sign, nan at 0 ⇒ names: tanh holds nan or inf, 1 of 3 numbers
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return z / np.abs(z) * (1 - small(z)) / (1 + small(z))
# %% quiet_tanh · wrong · inf / inf patched with 0: right in the middle, 0 at 1000 ⇒ points: tanh of −1000, −6, 6 and 1000 differs in 2 of 4 places, first
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    with np.errstate(all="ignore"):
        return np.nan_to_num((np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)))
# %% quiet_tanh · wrong · an if on an array ⇒ points: your code raised ValueError: The truth value of an array with
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    if z >= 0:
        return (1 - small(z)) / (1 + small(z))
    return (small(z) - 1) / (1 + small(z))
# %% quiet_tanh · wrong · z is changed in place ⇒ names: your function changes z, which belongs to its caller.
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    sign = np.sign(z)
    s = small(z)
    z[...] = sign * (1 - s) / (1 + s)
    return z
# %% quiet_tanh · wrong · loses the shape: a flat array ⇒ points: tanh should have shape (2, 3), but has shape (6,): the same
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.array([np.sign(v) * (1 - small(v)) / (1 + small(v)) for v in z.flat])
# %% quiet_tanh · wrong · np.tanh itself ⇒ names: NumPy's own tanh is right, but it is only for comparing;
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.tanh(z)
# %% wrong_slope · right · a + 1 below 0, proof -1
proof = -1


def repaired(a):
    return np.where(a > 0, 1, a + 1)
# %% wrong_slope · right · back to z by a logarithm, proof computed
proof = np.log(0.5)


def repaired(a):
    with np.errstate(divide="ignore"):
        z = np.log1p(np.minimum(a, 0))
    return np.where(a > 0, 1, np.exp(z))
# %% wrong_slope · right · a lambda, Fraction
from fractions import Fraction

proof = Fraction(-1, 2)
repaired = lambda a: np.where(a >= 0, 1.0, 1 + a)
# %% wrong_slope · wrong · proof on the positive side, where the slope is right ⇒ names: at z = 2 the slope is 1, and elu_slope says 1: no proof.
proof = 2


def repaired(a):
    return np.where(a > 0, 1, a + 1)
# %% wrong_slope · wrong · proof at 0, where it happens to be right ⇒ names: at z = 0 the slope is 1, or hardly less, and so is what
proof = 0


def repaired(a):
    return np.where(a > 0, 1, a + 1)
# %% wrong_slope · wrong · nothing repaired: e to the a ⇒ names: the z is a proof; the function still takes exp of a
proof = -1


def repaired(a):
    return np.where(a > 0, 1, np.exp(a))
# %% wrong_slope · wrong · a instead of a + 1 ⇒ names: the curve rises everywhere; a is e^z − 1, not e^z
proof = -1


def repaired(a):
    return np.where(a > 0, 1, a)
# %% wrong_slope · wrong · a(1 - a), as the sigmoid ⇒ names: a(1 − a) is the sigmoid's rule; this curve is e^z − 1
proof = -1


def repaired(a):
    return a * (1 - a)
# %% wrong_slope · wrong · a + 1 on the positive side, too ⇒ names: right where a is negative; where it is positive the slope is
proof = -1


def repaired(a):
    return a + 1
# %% wrong_slope · wrong · the branches swapped ⇒ points: the slope differs in 16 of 17 places, first at [0], where it
proof = -1


def repaired(a):
    return np.where(a > 0, a + 1, 1)
# %% wrong_slope · wrong · changes a in place ⇒ names: your function changes a, which belongs to its caller.
proof = -1


def repaired(a):
    a[a <= 0] += 1
    a[a > 0] = 1
    return a
# %% levels · right · low plus range times sigmoid
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · right · a loop in slope, one entry after the other
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        a = np.asarray(a, dtype=float)
        out = np.zeros_like(a)
        for i in np.ndindex(a.shape):
            out[i] = self.c * (a[i] - self.low) * (self.high - a[i]) / (self.high - self.low)
        return out
# %% levels · right · in place on own arrays, docstring, print
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        """levels from low to high"""
        a = sigmoid(self.c * z)
        a = a * (self.high - self.low)
        a += self.low
        print(a)
        return a

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · the books' sigmoid, which overflows at −1000 ⇒ names: the values are right, but at ±1000 NumPy warned, overflow
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) / (1 + np.exp(-self.c * z))

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · c is missing in the slope ⇒ names: c is missing; the larger c, the steeper
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · a(1 - a): the sigmoid's slope for other levels ⇒ names: a(1 − a) was used, but a lies between low and high
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return a * (1 - a)
# %% levels · wrong · not divided by high minus low ⇒ names: s and 1 − s are each divided by high − low
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a)
# %% levels · wrong · low is forgotten in the output ⇒ names: the outputs for low -1, high 3 and c 3 differ in 4 of 4
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · slope from the last z, not from a ⇒ names: after a call with other z
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        self.z = z
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        s = sigmoid(self.c * self.z)
        return self.c * (self.high - self.low) * s * (1 - s)
# %% levels · wrong · slope takes a for z ⇒ names: the slopes, after a call with other z, for low -1, high 3 and
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        s = sigmoid(self.c * a)
        return self.c * (self.high - self.low) * s * (1 - s)
# %% levels · wrong · e to the cz over 1 plus it: nan for large z ⇒ points: hold nan or inf, 1 of 2
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        power = np.exp(self.c * z)
        return self.low + (self.high - self.low) * power / (1 + power)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · z is changed in place ⇒ names: your function changes z, which belongs to its caller.
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        z *= self.c
        return self.low + (self.high - self.low) * sigmoid(z)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · the sign: (low - a) ⇒ names: have the opposite sign everywhere
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return self.c * (self.low - a) * (self.high - a) / (self.high - self.low)
# %% prediction · right · matmul, change of z first
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return a * (1 - a) * dz, sigmoid(z + dz) - a
# %% prediction · right · nudged weights
def prediction(weights, bias, x, nudges, bias_nudge):
    before = sigmoid(weights @ x + bias)
    after = sigmoid((weights + nudges) @ x + bias + bias_nudge)
    return before * (1 - before) * (nudges @ x + bias_nudge), after - before
# %% prediction · right · textbook sigmoid, math.exp
def prediction(weights, bias, x, nudges, bias_nudge):
    import math
    
    def s(z):
        return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))
    
    z = float(np.sum(weights * x)) + bias
    dz = float(np.sum(nudges * x)) + bias_nudge
    return s(z) * s(-z) * dz, s(z + dz) - s(z)
# %% prediction · wrong · slope after the nudges ⇒ names: take the slope before the nudges
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    b = sigmoid(z + dz)
    return b * (1 - b) * dz, b - a
# %% prediction · wrong · the two numbers in the wrong order ⇒ names: this is the actual move; the prediction comes first
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return sigmoid(z + dz) - a, a * (1 - a) * dz
# %% prediction · wrong · the nudge of the bias is forgotten in the prediction ⇒ names: the nudge of the bias is missing
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return a * (1 - a) * (nudges @ x), sigmoid(z + dz) - a
# %% prediction · wrong · the nudge of the bias is forgotten in the actual move ⇒ points: the actual move for z = 1.3 and 3 inputs is 0.0390787, which
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return a * (1 - a) * dz, sigmoid((weights + nudges) @ x + bias) - a
# %% prediction · wrong · nudges added up without their inputs ⇒ points: the prediction for z = 1.3 and 3 inputs is 0.0504895, which
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    return a * (1 - a) * (nudges.sum() + bias_nudge), sigmoid((weights + nudges) @ x + bias + bias_nudge) - a
# %% prediction · wrong · before minus after ⇒ names: has the opposite sign
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return a * (1 - a) * dz, a - sigmoid(z + dz)
# %% prediction · wrong · slope left out: the change of z ⇒ names: this is how far z moves
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return dz, sigmoid(z + dz) - a
# %% prediction · wrong · the largest slope, 0.25, everywhere ⇒ names: 0.25 is the slope at z = 0
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return 0.25 * dz, sigmoid(z + dz) - a
# %% prediction · wrong · the predicted output, not its move ⇒ names: this is the new output
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return a + a * (1 - a) * dz, sigmoid(z + dz)
# %% prediction · wrong · weights are changed in place ⇒ names: your function changes weights, which belongs to its caller.
def prediction(weights, bias, x, nudges, bias_nudge):
    a = sigmoid(weights @ x + bias)
    dz = nudges @ x + bias_nudge
    weights += nudges
    return a * (1 - a) * dz, sigmoid(weights @ x + bias + bias_nudge) - a
# %% prediction · wrong · e to the z over 1 plus it: nan for a large z ⇒ points: z = 894 and 2 inputs holds nan or inf
def prediction(weights, bias, x, nudges, bias_nudge):
    def s(z):
        return np.exp(z) / (1 + np.exp(z))
    z = weights @ x + bias
    dz = nudges @ x + bias_nudge
    return s(z) * (1 - s(z)) * dz, s(z + dz) - s(z)
# %% prediction · wrong · tanh's slope ⇒ names: 1 − a² is tanh's slope
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return (1 - a**2) * dz, sigmoid(z + dz) - a
# %% prediction · wrong · prints instead of returning ⇒ names: your function prints its result and returns None; end it with
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    print(a * (1 - a) * dz, sigmoid(z + dz) - a)
# %% prediction · wrong · the actual move by the prediction once more ⇒ points: the actual move for z = 1.3 and 3 inputs is 0.0925641, which
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    move = a * (1 - a) * dz
    return move, (a + move) - a
# %% learned · right · an array of all numbers, nudges
def learned(weights, bias, x, targets, rounds):
    numbers = np.append(weights, bias)

    def gap(numbers):
        return np.abs(sigmoid(numbers[:-1] @ x + numbers[-1]) - targets).mean()

    for _ in range(rounds):
        slopes = np.zeros(len(numbers))
        for k in range(len(numbers)):
            up, down = numbers.copy(), numbers.copy()
            up[k] += 1e-5
            down[k] -= 1e-5
            slopes[k] = (gap(up) - gap(down)) / 2e-5
        numbers = numbers - 0.05 * np.sign(slopes)
    return numbers[:-1], numbers[-1]
# %% learned · right · the bias as one more weight
def learned(weights, bias, x, targets, rounds):
    inputs = np.vstack([x, np.ones(x.shape[1])])
    w = np.append(weights, bias)
    for _ in range(rounds):
        a = sigmoid(w @ inputs)
        w = w - 0.05 * np.sign(inputs @ (np.where(a > targets, 1, -1) * a * (1 - a)))
    return w[:-1], w[-1]
# %% learned · right · in place on an own copy, with a print
def learned(weights, bias, x, targets, rounds):
    def gap(w, b):
        return np.abs(sigmoid(w @ x + b) - targets).mean()

    w = weights.astype(float)
    b = float(bias)
    print(gap(w, b))
    for _ in range(rounds):
        slopes = np.empty(len(w))
        for k in range(len(w)):
            kept = w[k]
            w[k] = kept + 1e-5
            high = gap(w, b)
            w[k] = kept - 1e-5
            slopes[k] = high - gap(w, b)
            w[k] = kept
        slope = gap(w, b + 1e-5) - gap(w, b - 1e-5)
        w -= 0.05 * np.sign(slopes)
        b -= 0.05 * np.sign(slope)
    return w, b
# %% learned · wrong · moves with the slope, not against it ⇒ names: a number moves with the sign of its slope here
def learned(weights, bias, x, targets, rounds):
    for _ in range(rounds):
        a = sigmoid(weights @ x + bias)
        each = np.sign(a - targets) * a * (1 - a) / len(targets)
        weights = weights + 0.05 * np.sign(x @ each)
        bias = bias + 0.05 * np.sign(each.sum())
    return weights, bias
# %% learned · wrong · the slope itself instead of its sign ⇒ names: the size of the slope is used
def learned(weights, bias, x, targets, rounds):
    for _ in range(rounds):
        a = sigmoid(weights @ x + bias)
        each = np.sign(a - targets) * a * (1 - a) / len(targets)
        weights = weights - 0.05 * (x @ each)
        bias = bias - 0.05 * each.sum()
    return weights, bias
# %% learned · wrong · a slope of 0 moves the number up ⇒ names: where the slope is 0, the number should stay
def learned(weights, bias, x, targets, rounds):
    for _ in range(rounds):
        a = sigmoid(weights @ x + bias)
        each = np.sign(a - targets) * a * (1 - a) / len(targets)
        weights = weights - 0.05 * np.where(x @ each > 0, 1, -1)
        bias = bias - 0.05 * np.sign(each.sum())
    return weights, bias
# %% learned · wrong · answers of 0 and 1 instead of outputs: no slope ⇒ names: nothing moves; a slope needs outputs of the sigmoid
def learned(weights, bias, x, targets, rounds):
    numbers = np.append(weights, bias)

    def gap(numbers):
        return np.abs((sigmoid(numbers[:-1] @ x + numbers[-1]) > 0.5) - targets).mean()

    for _ in range(rounds):
        slopes = np.array([gap(numbers + d) - gap(numbers - d) for d in 1e-5 * np.eye(len(numbers))])
        numbers = numbers - 0.05 * np.sign(slopes)
    return numbers[:-1], numbers[-1]
# %% learned · wrong · the perceptron's rule: target minus output times input ⇒ names: the weights after rounds = 1, with 3 weights and 5 examples
def learned(weights, bias, x, targets, rounds):
    for _ in range(rounds):
        a = sigmoid(weights @ x + bias)
        each = np.sign(a - targets) * a * (1 - a) / len(targets)
        weights = weights + 0.05 * np.sign(x @ (targets - a))
        bias = bias + 0.05 * np.sign((targets - a).sum())
    return weights, bias
# %% learned · wrong · weights are changed in place ⇒ names: your function changes weights, which belongs to its caller.
def learned(weights, bias, x, targets, rounds):
    for _ in range(rounds):
        a = sigmoid(weights @ x + bias)
        each = np.sign(a - targets) * a * (1 - a) / len(targets)
        weights -= 0.05 * np.sign(x @ each)
        bias -= 0.05 * np.sign(each.sum())
    return weights, bias
# %% learned · wrong · slopes measured once, before the rounds ⇒ points: the bias after rounds = 60, with 3 weights and 8 examples is
def learned(weights, bias, x, targets, rounds):
    a = sigmoid(weights @ x + bias)
    each = np.sign(a - targets) * a * (1 - a)
    return weights - 0.05 * rounds * np.sign(x @ each), bias - 0.05 * rounds * np.sign(each.sum())
# %% learned · wrong · the bias first, in one array ⇒ points: but have shape ()
def learned(weights, bias, x, targets, rounds):
    for _ in range(rounds):
        a = sigmoid(weights @ x + bias)
        each = np.sign(a - targets) * a * (1 - a) / len(targets)
        weights = weights - 0.05 * np.sign(x @ each)
        bias = bias - 0.05 * np.sign(each.sum())
    return bias, weights
# %% learned · wrong · only the weights are returned ⇒ points: bias), but this is an array of shape (3,) and dtype float64
def learned(weights, bias, x, targets, rounds):
    for _ in range(rounds):
        a = sigmoid(weights @ x + bias)
        each = np.sign(a - targets) * a * (1 - a) / len(targets)
        weights = weights - 0.05 * np.sign(x @ each)
        bias = bias - 0.05 * np.sign(each.sum())
    return weights
# %% learned · wrong · the squared distance instead of the distance ⇒ names: is your gap the mean of the distances |output − target|, without a square?
def learned(weights, bias, x, targets, rounds):
    w, b, h = np.array(weights, dtype=float), bias, 1e-5

    def gap(w, b):
        return ((sigmoid(w @ x + b) - targets) ** 2).mean()

    for _ in range(rounds):
        slopes = np.zeros(len(w))
        for i in range(len(w)):
            nudge = np.zeros(len(w))
            nudge[i] = h
            slopes[i] = (gap(w + nudge, b) - gap(w - nudge, b)) / (2 * h)
        slope_b = (gap(w, b + h) - gap(w, b - h)) / (2 * h)
        w = w - 0.05 * np.sign(slopes)
        b = b - 0.05 * np.sign(slope_b)
    return w, b
# %% promise · right · the sentence
cause = "the boundary is in the wrong place"
# %% promise · right · decided by the shares
ones, zeros = 15 / 44, (179 - 15) / (211 - 44)
cause = "the boundary is in the wrong place" if zeros - ones > 0.5 else "c is too large"
# %% promise · wrong · too few images ⇒ names: of 44, an honest 0.82 would keep about 36; 15 is far below
cause = "there are too few images to tell"
# %% promise · wrong · c too large ⇒ names: a smaller c makes all answers less sure, but 164 of the 167
cause = "c is too large"
# %% promise · wrong · overflow ⇒ names: z lies between −66 and 37 here, and c makes it smaller still;
cause = "exp overflowed"
