# %% quiet_tanh · right · np.sign
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.sign(z) * (1 - small(z)) / (1 + small(z))
# %% quiet_tanh · right · np.where around the whole fraction
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    size = (1 - small(z)) / (1 + small(z))
    return np.where(z > 0, size, -size)
# %% quiet_tanh · right · np.where in the top only, as in the chapter
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    s = small(z)
    return np.where(z >= 0, 1 - s, s - 1) / (1 + s)
# %% quiet_tanh · right · copysign
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.copysign((1 - small(z)) / (1 + small(z)), z)
# %% quiet_tanh · right · twice the sigmoid of 2z, minus 1, in terms of small
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return 2 * np.where(z >= 0, 1, small(z)) / (1 + small(z)) - 1
# %% quiet_tanh · right · 2 / (1 + small) - 1 on the right, mirrored on the left
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.where(z >= 0, 2 / (1 + small(z)) - 1, 1 - 2 / (1 + small(z)))
# %% quiet_tanh · right · both powers by np.where, top and bottom
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    plus = np.where(z >= 0, 1, small(z))
    minus = np.where(z >= 0, small(z), 1)
    return (plus - minus) / (plus + minus)
# %% quiet_tanh · right · the sign from a comparison
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return ((z > 0) * 2 - 1) * (1 - small(z)) / (1 + small(z))
# %% quiet_tanh · right · sign as difference of two comparisons
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    sign = np.where(z > 0, 1, 0) - np.where(z < 0, 1, 0)
    return sign - sign * 2 * small(z) / (1 + small(z))
# %% quiet_tanh · right · a mask, in place on an own array
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    s = small(z)
    a = np.array((1 - s) / (1 + s))
    a[z < 0] *= -1
    return a
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
# %% quiet_tanh · right · comprehension and reshape
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.array([(1 - small(v)) / (1 + small(v)) * (1 if v > 0 else -1) for v in z.ravel()], dtype=float).reshape(z.shape)
# %% quiet_tanh · right · np.vectorize of a function for one number
def small(z):
    return np.exp(-2 * np.abs(z))


def one(v):
    s = small(v)
    if v < 0:
        return (s - 1) / (1 + s)
    return (1 - s) / (1 + s)


quiet_tanh = np.vectorize(one, otypes=[float])
# %% quiet_tanh · right · expm1 for the top
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return -np.expm1(-2 * np.abs(z)) / (1 + small(z)) * np.sign(z)
# %% quiet_tanh · right · walrus, type hints, docstring, print
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z: np.ndarray) -> np.ndarray:
    """tanh without overflow"""
    print(z.shape)
    return np.sign(z) * (1 - (s := small(z))) / (1 + s)
# %% quiet_tanh · right · a lambda
def small(z):
    return np.exp(-2 * np.abs(z))


quiet_tanh = lambda z: np.sign(z) * (2 / (1 + small(z)) - 1)
# %% quiet_tanh · right · recursion for the negative side
def small(z):
    return np.exp(-2 * np.abs(z))


def positive(z):
    return (1 - small(z)) / (1 + small(z))


def quiet_tanh(z):
    return positive(np.maximum(z, 0)) - positive(np.minimum(z, 0))
# %% quiet_tanh · right · np.select
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    s = small(z)
    return np.select([z > 0, z < 0], [(1 - s) / (1 + s), (s - 1) / (1 + s)], 0.0)
# %% quiet_tanh · wrong · the sign is forgotten, negative z gives a positive result
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return (1 - small(z)) / (1 + small(z))
# %% quiet_tanh · wrong · the sign is the wrong way round
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.where(z >= 0, small(z) - 1, 1 - small(z)) / (1 + small(z))
# %% quiet_tanh · wrong · the bottom is forgotten
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.sign(z) * (1 - small(z))
# %% quiet_tanh · wrong · the formula of the books, overflows
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
# %% quiet_tanh · wrong · top and bottom are swapped
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.sign(z) * (1 + small(z)) / (1 - small(z))
# %% quiet_tanh · wrong · a sigmoid of 2z, from 0 to 1
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.where(z >= 0, 1, small(z)) / (1 + small(z))
# %% quiet_tanh · wrong · a factor 2 too many: small(2 z), so tanh(2z)
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.sign(z) * (1 - small(2 * z)) / (1 + small(2 * z))
# %% quiet_tanh · wrong · half of z: tanh(z / 2)
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    s = np.sqrt(small(z))
    return np.sign(z) * (1 - s) / (1 + s)
# %% quiet_tanh · wrong · small used in place of e to the -z in the books' formula
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    s = small(z)
    return np.where(z >= 0, 1 / s - s, s - 1 / s) / (1 / s + s)
# %% quiet_tanh · wrong · z / |z| for the sign, nan at 0
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return z / np.abs(z) * (1 - small(z)) / (1 + small(z))
# %% quiet_tanh · wrong · inf / inf patched with 0: right in the middle, 0 at 1000
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    with np.errstate(all="ignore"):
        return np.nan_to_num((np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)))
# %% quiet_tanh · wrong · one sign for the whole array
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    size = (1 - small(z)) / (1 + small(z))
    return size if np.all(z >= 0) else -size
# %% quiet_tanh · wrong · an if on an array
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    if z >= 0:
        return (1 - small(z)) / (1 + small(z))
    return (small(z) - 1) / (1 + small(z))
# %% quiet_tanh · wrong · z is clipped at 5, so the result stops at 0.9999
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    z = np.clip(z, -5, 5)
    return np.sign(z) * (1 - small(z)) / (1 + small(z))
# %% quiet_tanh · wrong · brackets missing around the bottom
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.sign(z) * (1 - small(z)) / 1 + small(z)
# %% quiet_tanh · wrong · rounded to four decimals
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.round(np.sign(z) * (1 - small(z)) / (1 + small(z)), 4)
# %% quiet_tanh · wrong · z is changed in place
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    sign = np.sign(z)
    s = small(z)
    z[...] = sign * (1 - s) / (1 + s)
    return z
# %% quiet_tanh · wrong · loses the shape: a flat array
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.array([np.sign(v) * (1 - small(v)) / (1 + small(v)) for v in z.flat])
# %% quiet_tanh · wrong · negative side forgotten: 0 there, like a ReLU
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.where(z > 0, (1 - small(z)) / (1 + small(z)), 0)
# %% quiet_tanh · wrong · only the negative side is mirrored wrongly: small without its 1
def small(z):
    return np.exp(-2 * np.abs(z))


def quiet_tanh(z):
    return np.where(z >= 0, (1 - small(z)) / (1 + small(z)), -small(z) / (1 + small(z)))
# %% three_moves · right · plain numbers
sigmoid_moves = -0.0075
tanh_moves = -0.0175
relu_moves = -0.04
# %% three_moves · right · four decimals written out
sigmoid_moves = -0.0075
tanh_moves = -0.0175
relu_moves = -0.0400
# %% three_moves · right · computed from the slopes
sigmoid_moves = 0.75 * 0.25 * -0.04
tanh_moves = (1 - 0.75**2) * -0.04
relu_moves = 1 * -0.04
# %% three_moves · right · nudge times input, then slope
a = 0.75
dz = 0.02 * -2
sigmoid_moves = a * (1 - a) * dz
tanh_moves = (1 - a * a) * dz
relu_moves = (a > 0) * dz
# %% three_moves · right · rounded
sigmoid_moves = round(-2 * 0.02 * 0.1875, 4)
tanh_moves = round(-2 * 0.02 * 0.4375, 4)
relu_moves = round(-2 * 0.02, 4)
# %% three_moves · right · np.float64
sigmoid_moves = np.float64(-0.0075)
tanh_moves = np.float64(-0.0175)
relu_moves = np.float64(-0.04)
# %% three_moves · right · np.float32
sigmoid_moves = np.float32(-0.0075)
tanh_moves = np.float32(-0.0175)
relu_moves = np.float32(-0.04)
# %% three_moves · right · Fraction
from fractions import Fraction

sigmoid_moves = Fraction(-3, 400)
tanh_moves = Fraction(-7, 400)
relu_moves = Fraction(-1, 25)
# %% three_moves · right · unpacked from an array
sigmoid_moves, tanh_moves, relu_moves = np.array([0.1875, 0.4375, 1]) * 0.02 * -2
# %% three_moves · right · 0-d arrays
sigmoid_moves = np.array(-0.0075)
tanh_moves = np.array(-0.0175)
relu_moves = np.array(-0.04)
# %% three_moves · right · percent notation by hand
sigmoid_moves = -0.75 / 100
tanh_moves = -1.75 / 100
relu_moves = -4 / 100
# %% three_moves · right · scientific notation
sigmoid_moves = -7.5e-3
tanh_moves = -1.75e-2
relu_moves = -4e-2
# %% three_moves · right · z looked up first, slopes from z
s = sigmoid(np.log(3))
sigmoid_moves = s * (1 - s) * -0.04
tanh_moves = (1 - np.tanh(np.arctanh(0.75)) ** 2) * -0.04
relu_moves = -0.04
# %% three_moves · right · Decimal
from decimal import Decimal

sigmoid_moves = Decimal("-0.0075")
tanh_moves = Decimal("-0.0175")
relu_moves = Decimal("-0.04")
# %% three_moves · wrong · the signs are missing
sigmoid_moves = 0.0075
tanh_moves = 0.0175
relu_moves = 0.04
# %% three_moves · wrong · the input is left out: slope times nudge
sigmoid_moves = 0.00375
tanh_moves = 0.00875
relu_moves = 0.02
# %% three_moves · wrong · the slopes are left out: the change of z three times
sigmoid_moves = -0.04
tanh_moves = -0.04
relu_moves = -0.04
# %% three_moves · wrong · a(1 - a) for tanh, too
sigmoid_moves = -0.0075
tanh_moves = -0.0075
relu_moves = -0.04
# %% three_moves · wrong · a(1 - a) for all three
sigmoid_moves = -0.0075
tanh_moves = -0.0075
relu_moves = -0.0075
# %% three_moves · wrong · 1 - a instead of 1 - a squared for tanh
sigmoid_moves = -0.0075
tanh_moves = -0.01
relu_moves = -0.04
# %% three_moves · wrong · the largest slopes, 1/4 and 1, instead of those at 0.75
sigmoid_moves = -0.01
tanh_moves = -0.04
relu_moves = -0.04
# %% three_moves · wrong · ReLU thought to be 0 because the input is negative
sigmoid_moves = -0.0075
tanh_moves = -0.0175
relu_moves = 0
# %% three_moves · wrong · ReLU's slope taken as its output
sigmoid_moves = -0.0075
tanh_moves = -0.0175
relu_moves = -0.03
# %% three_moves · wrong · 0.75 taken for z instead of the output
sigmoid_moves = -0.04 * sigmoid(0.75) * (1 - sigmoid(0.75))
tanh_moves = -0.04 * (1 - np.tanh(0.75) ** 2)
relu_moves = -0.04
# %% three_moves · wrong · the actual moves instead of the estimated
sigmoid_moves = sigmoid(np.log(3) - 0.04) - 0.75
tanh_moves = np.tanh(np.arctanh(0.75) - 0.04) - 0.75
relu_moves = -0.04
# %% three_moves · wrong · sigmoid and tanh swapped
sigmoid_moves = -0.0175
tanh_moves = -0.0075
relu_moves = -0.04
# %% three_moves · wrong · only three decimals
sigmoid_moves = -0.008
tanh_moves = -0.018
relu_moves = -0.04
# %% three_moves · wrong · a decimal place too far left in the change of z
sigmoid_moves = -0.075
tanh_moves = -0.175
relu_moves = -0.4
# %% three_moves · wrong · the outputs afterwards instead of the moves
sigmoid_moves = 0.7425
tanh_moves = 0.7325
relu_moves = 0.71
# %% three_moves · wrong · input and nudge added: -1.98
sigmoid_moves = -0.37125
tanh_moves = -0.86625
relu_moves = -1.98
# %% three_moves · wrong · sign missing for ReLU only
sigmoid_moves = -0.0075
tanh_moves = -0.0175
relu_moves = 0.04
# %% three_moves · wrong · the slopes instead of the moves
sigmoid_moves = 0.1875
tanh_moves = 0.4375
relu_moves = 1
# %% three_moves · wrong · the square's sign: 1 + a squared for tanh
sigmoid_moves = -0.0075
tanh_moves = -0.0625
relu_moves = -0.04
# %% switch · right · 3 and -9
w = 3
b = -9
# %% switch · right · floats
w = 3.0
b = -9.0
# %% switch · right · b near its upper end
w = 3
b = -8.945
# %% switch · right · b near its lower end
w = 3
b = -9.055
# %% switch · right · b at -8.95
w = 3
b = -8.95
# %% switch · right · b at -9.05
w = 3
b = -9.05
# %% switch · right · b at the end, to five decimals
w = 3
b = -9.05556
# %% switch · right · b at the other end, to five decimals
w = 3
b = -8.94444
# %% switch · right · NumPy numbers
w = np.int64(3)
b = np.float64(-9)
# %% switch · right · float32 numbers
w = np.float32(3)
b = np.float32(-9)
# %% switch · right · computed: rounded up, and centred at 3
needed = np.log(0.95 / 0.05)
w = np.ceil((needed - -needed) / (4 - 2))
b = -w * 3
# %% switch · right · found by a search
for w in range(1, 20):
    found = [b for b in range(-60, 1) if sigmoid(2 * w + b) <= 0.05 and sigmoid(4 * w + b) >= 0.95]
    if found:
        b = found[0]
        break
# %% switch · right · Fraction
from fractions import Fraction

w = Fraction(3)
b = Fraction(-9)
# %% switch · right · 0-d arrays
w = np.array(3)
b = np.array(-9.0)
# %% switch · right · b from one condition, with a margin
w = 3
b = 2.95 - 4 * w
# %% switch · right · b with a margin from the other
w = 3
b = -2.95 - 2 * w
# %% switch · wrong · works, but w isn't the smallest whole number
w = 4
b = -12
# %% switch · wrong · works, but w isn't whole
w = 2.95
b = -8.85
# %% switch · wrong · w too small
w = 2
b = -6
# %% switch · wrong · far too steep
w = 10
b = -30
# %% switch · wrong · the bias has the wrong sign
w = 3
b = 9
# %% switch · wrong · the switch is turned round: yes at 2, no at 4
w = -3
b = 9
# %% switch · wrong · half at x = 2: the boundary in the wrong place
w = 3
b = -6
# %% switch · wrong · half at x = 4
w = 3
b = -12
# %% switch · wrong · b is minus the middle, not times w
w = 3
b = -3
# %% switch · wrong · the answer at x = 2 is too high by a hair
w = 3
b = -8.94
# %% switch · wrong · the answer at x = 4 is too low by a hair
w = 3
b = -9.06
# %% switch · wrong · for an interval of length 1: w twice as large
w = 6
b = -18
# %% switch · wrong · w and b swapped
w = -9
b = 3
# %% switch · wrong · b rounded the wrong way
w = 3
b = -8
# %% switch · wrong · the numbers of the other switch
w = 10
b = -5
# %% switch · wrong · the bias is left at 0
w = 3
b = 0
# %% switch · wrong · the exact w, not rounded up to a whole number
w = np.log(19)
b = -3 * np.log(19)
# %% switch · wrong · looks for 0.9 instead of 0.95: a w of 2 and a b in between
w = 2
b = -6.2
# %% switch · wrong · a step neuron: 1 and -3
w = 1
b = -3
# %% switch · wrong · one part right: at most 0.05 at 2, but nothing at 4
w = 1
b = -5
# %% levels · right · low plus range times sigmoid
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · right · share s first, then s(1 - s)
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        s = (a - self.low) / (self.high - self.low)
        return self.c * (self.high - self.low) * s * (1 - s)
# %% levels · right · a mixture of high and low
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        s = sigmoid(self.c * z)
        return s * self.high + (1 - s) * self.low

    def slope(self, a):
        up = a - self.low
        down = self.high - a
        return self.c * up * down / (up + down)
# %% levels · right · with np.tanh
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        middle = (self.low + self.high) / 2
        half = (self.high - self.low) / 2
        return middle + half * np.tanh(self.c * z / 2)

    def slope(self, a):
        middle = (self.low + self.high) / 2
        half = (self.high - self.low) / 2
        return self.c / 2 * (half - (a - middle) ** 2 / half)
# %% levels · right · textbook sigmoid
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) / (1 + np.exp(-self.c * z))

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · right · a quiet sigmoid written out
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        z = self.c * np.asarray(z, dtype=float)
        small = np.exp(-np.abs(z))
        return (np.where(z >= 0, self.high, self.low) + small * np.where(z >= 0, self.low, self.high)) / (1 + small)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · right · a Sigmoid() of its own
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + Sigmoid()(np.multiply(z, self.c)) * (self.high - self.low)

    def slope(self, a):
        return (a - self.low) * (self.high - a) * (self.c / (self.high - self.low))
# %% levels · right · from above: high minus range times sigmoid(-cz)
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.high - (self.high - self.low) * sigmoid(-self.c * z)

    def slope(self, a):
        r = self.high - self.low
        return self.c * (self.high - a) * (1 - (self.high - a) / r)
# %% levels · right · a subclass of Sigmoid
class Levels(Sigmoid):
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * super().__call__(self.c * z)

    def slope(self, a):
        s = (a - self.low) / (self.high - self.low)
        return (self.high - self.low) * self.c * (s - s**2)
# %% levels · right · other attributes: range and c only
class Levels:
    def __init__(self, low, high, c):
        self.start = low
        self.range = high - low
        self.c = c

    def __call__(self, z):
        return self.start + self.range * sigmoid(z * self.c)

    def slope(self, a):
        share = (a - self.start) / self.range
        return self.range * share * (1 - share) * self.c
# %% levels · right · a dataclass
from dataclasses import dataclass


@dataclass
class Levels:
    low: float
    high: float
    c: float

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return self.c / (self.high - self.low) * (self.high - a) * (a - self.low)
# %% levels · right · multiplied out, a quadratic
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        l, h = self.low, self.high
        return self.c * (-(a**2) + (l + h) * a - l * h) / (h - l)
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
# %% levels · right · a closure of lambdas
class Levels:
    def __init__(self, low, high, c):
        self.f = lambda z: low + (high - low) * sigmoid(c * z)
        self.slope = lambda a: c * (a - low) * (high - a) / (high - low)

    def __call__(self, z):
        return self.f(z)
# %% levels · wrong · c is missing in the slope
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · a(1 - a): the sigmoid's slope for other levels
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return a * (1 - a)
# %% levels · wrong · c a(1 - a): low and high are missing in the slope
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return self.c * a * (1 - a)
# %% levels · wrong · not divided by high minus low
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a)
# %% levels · wrong · range times a(1 - a), a isn't scaled back
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return self.c * (self.high - self.low) * a * (1 - a)
# %% levels · wrong · low is forgotten in the output
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · high instead of high minus low
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + self.high * sigmoid(self.c * z)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · c times the output, not times z
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * self.c * sigmoid(z)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · z divided by c
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(z / self.c)

    def slope(self, a):
        return (a - self.low) * (self.high - a) / (self.high - self.low) / self.c
# %% levels · wrong · low and high swapped: it falls
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.high + (self.low - self.high) * sigmoid(self.c * z)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · slope from the last z, not from a
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        self.z = z
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        s = sigmoid(self.c * self.z)
        return self.c * (self.high - self.low) * s * (1 - s)
# %% levels · wrong · slope takes a for z
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        s = sigmoid(self.c * a)
        return self.c * (self.high - self.low) * s * (1 - s)
# %% levels · wrong · tanh's slope, right for (-1, 1, 2) only
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return 1 - a**2
# %% levels · wrong · right for (0, 3, 2) only: numbers of the example
class Levels:
    def __init__(self, low, high, c):
        pass

    def __call__(self, z):
        return 3 * sigmoid(2 * z)

    def slope(self, a):
        return 2 * a * (3 - a) / 3
# %% levels · wrong · tanh of cz instead of cz / 2
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return (self.low + self.high) / 2 + (self.high - self.low) / 2 * np.tanh(self.c * z)

    def slope(self, a):
        half = (self.high - self.low) / 2
        return self.c * (half**2 - (a - (self.low + self.high) / 2) ** 2) / half
# %% levels · wrong · e to the cz over 1 plus it: nan for large z
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        power = np.exp(self.c * z)
        return self.low + (self.high - self.low) * power / (1 + power)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · z is changed in place
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        z *= self.c
        return self.low + (self.high - self.low) * sigmoid(z)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · divided by the range twice
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        s = (a - self.low) / (self.high - self.low)
        return self.c * s * (1 - s)
# %% levels · wrong · c squared in the slope
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return self.c**2 * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · a is clipped with a ramp: a straight line between the levels
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return np.clip((self.low + self.high) / 2 + self.c * (self.high - self.low) / 4 * z, self.low, self.high)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · the sign: (low - a)
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        return self.c * (self.low - a) * (self.high - a) / (self.high - self.low)
# %% levels · wrong · shifted by low before the sigmoid
class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return (self.high - self.low) * sigmoid(self.c * z + self.low)

    def slope(self, a):
        return self.c * (a - self.low) * (self.high - a) / (self.high - self.low)
# %% wrong_slope · right · a + 1 below 0, proof -1
proof = -1


def repaired(a):
    return np.where(a > 0, 1, a + 1)
# %% wrong_slope · right · proof -0.5, a < 0
proof = -0.5


def repaired(a):
    return np.where(a < 0, a + 1, 1)
# %% wrong_slope · right · np.minimum, proof -2.0
proof = -2.0


def repaired(a):
    return np.minimum(a, 0) + 1
# %% wrong_slope · right · the smaller of a + 1 and 1, proof a NumPy number
proof = np.float64(-3)


def repaired(a):
    return np.minimum(a + 1, 1)
# %% wrong_slope · right · np.clip, proof very negative
proof = -1000


def repaired(a):
    return np.clip(a + 1, None, 1)
# %% wrong_slope · right · back to z by a logarithm, proof computed
proof = np.log(0.5)


def repaired(a):
    with np.errstate(divide="ignore"):
        z = np.log1p(np.minimum(a, 0))
    return np.where(a > 0, 1, np.exp(z))
# %% wrong_slope · right · sum of two comparisons, proof an expression
proof = -1 / 3


def repaired(a):
    return (a > 0) * 1.0 + (a <= 0) * (a + 1)
# %% wrong_slope · right · a loop, proof close to 0
proof = -0.05


def repaired(a):
    out = np.ones(np.shape(a))
    for i in np.ndindex(out.shape):
        if a[i] <= 0:
            out[i] = a[i] + 1
    return out
# %% wrong_slope · right · mask on an own array, proof -0.01
proof = -0.01


def repaired(a):
    result = np.array(a, dtype=float)
    result[a <= 0] += 1
    result[a > 0] = 1
    return result
# %% wrong_slope · right · 1 minus the missing part, proof an int32
proof = np.int32(-4)


def repaired(a):
    return 1 - np.maximum(-a, 0)
# %% wrong_slope · right · 1 + the half of a - |a|, proof 0-d array
proof = np.array(-1.5)


def repaired(a):
    return 1 + (a - np.abs(a)) / 2
# %% wrong_slope · right · with the given elu_slope, proof -6
proof = -6


def repaired(a):
    return np.minimum(elu_slope(a), a + 1)
# %% wrong_slope · right · np.select, docstring, print
proof = -0.6321


def repaired(a):
    """the slope of ELU from its output"""
    print(a)
    return np.select([a > 0], [1.0], a + 1)
# %% wrong_slope · right · a lambda, Fraction
from fractions import Fraction

proof = Fraction(-1, 2)
repaired = lambda a: np.where(a >= 0, 1.0, 1 + a)
# %% wrong_slope · right · comprehension and reshape
proof = -20


def repaired(a):
    return np.array([1 if v > 0 else v + 1 for v in a.ravel()], dtype=float).reshape(a.shape)
# %% wrong_slope · right · floats in both branches, proof computed
proof = float(min(range(-10, 1)))


def repaired(a):
    return np.where(a > 0, 1.0, 1.0 + a)
# %% wrong_slope · wrong · proof on the positive side, where the slope is right
proof = 2


def repaired(a):
    return np.where(a > 0, 1, a + 1)
# %% wrong_slope · wrong · proof at 0, where it happens to be right
proof = 0


def repaired(a):
    return np.where(a > 0, 1, a + 1)
# %% wrong_slope · wrong · proof at 1, with a right repair
proof = 1.0


def repaired(a):
    return np.minimum(a, 0) + 1
# %% wrong_slope · wrong · nothing repaired: e to the a
proof = -1


def repaired(a):
    return np.where(a > 0, 1, np.exp(a))
# %% wrong_slope · wrong · a instead of a + 1
proof = -1


def repaired(a):
    return np.where(a > 0, 1, a)
# %% wrong_slope · wrong · a - 1: the 1 with the wrong sign
proof = -1


def repaired(a):
    return np.where(a > 0, 1, a - 1)
# %% wrong_slope · wrong · 1 - a: the sign of a
proof = -1


def repaired(a):
    return np.where(a > 0, 1, 1 - a)
# %% wrong_slope · wrong · a(1 - a), as the sigmoid
proof = -1


def repaired(a):
    return a * (1 - a)
# %% wrong_slope · wrong · a + 1 on the positive side, too
proof = -1


def repaired(a):
    return a + 1
# %% wrong_slope · wrong · the positive side has its output instead of 1
proof = -1


def repaired(a):
    return np.where(a > 0, a, a + 1)
# %% wrong_slope · wrong · e to the a, minus 1: elu applied once more
proof = -1


def repaired(a):
    return np.where(a > 0, 1, np.exp(np.minimum(a, 0)) - 1)
# %% wrong_slope · wrong · nudges at a, as if a were z
proof = -1


def repaired(a):
    h = 1e-5
    return (elu(a + h) - elu(a - h)) / (2 * h)
# %% wrong_slope · wrong · 0 on the positive side: the branches in the wrong order of slopes
proof = -1


def repaired(a):
    return np.where(a > 0, 0, a + 1)
# %% wrong_slope · wrong · the branches swapped
proof = -1


def repaired(a):
    return np.where(a > 0, a + 1, 1)
# %% wrong_slope · wrong · changes a in place
proof = -1


def repaired(a):
    a[a <= 0] += 1
    a[a > 0] = 1
    return a
# %% wrong_slope · wrong · two masks one after the other: the second sees the first's results
proof = -1


def repaired(a):
    s = a.copy()
    s[s <= 0] += 1
    s[s > 0] = 1
    return s
# %% wrong_slope · wrong · the boundary at 1 instead of 0
proof = -1


def repaired(a):
    return np.where(a < 1, a + 1, 1)
# %% wrong_slope · wrong · 0 where a is exactly 0
proof = -1


def repaired(a):
    return np.where(a > 0, 1, np.where(a < 0, a + 1, 0))
# %% wrong_slope · wrong · right at the shown place only: a constant on the left
proof = -1


def repaired(a):
    return np.where(a > 0, 1, 0.3679)
# %% wrong_slope · wrong · a logarithm without the 1: log(-a)
proof = -1


def repaired(a):
    return np.where(a > 0, 1, np.log(np.maximum(-a, 1e-9)) + 1)
# %% wrong_slope · wrong · leaky ReLU's slope
proof = -1


def repaired(a):
    return np.where(a > 0, 1, 0.1)
# %% wrong_slope · wrong · one if for the whole array
proof = -1


def repaired(a):
    if np.any(a > 0):
        return np.ones_like(a)
    return a + 1
# %% wrong_slope · wrong · proof is the output, as a positive number
proof = 0.3679


def repaired(a):
    return np.where(a > 0, 1, a + 1)
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
# %% prediction · right · np.dot and a list
def prediction(weights, bias, x, nudges, bias_nudge):
    before = sigmoid(np.dot(weights, x) + bias)
    after = sigmoid(np.dot(weights + nudges, x) + (bias + bias_nudge))
    return [before * (1 - before) * (np.dot(nudges, x) + bias_nudge), after - before]
# %% prediction · right · a loop
def prediction(weights, bias, x, nudges, bias_nudge):
    z = bias
    dz = bias_nudge
    for w, n, v in zip(weights, nudges, x):
        z = z + w * v
        dz = dz + n * v
    a = float(sigmoid(z))
    return a * (1 - a) * dz, float(sigmoid(z + dz)) - a
# %% prediction · right · sum of products, an array
def prediction(weights, bias, x, nudges, bias_nudge):
    z = (weights * x).sum() + bias
    dz = (nudges * x).sum() + bias_nudge
    a = sigmoid(z)
    return np.array([(a - a**2) * dz, sigmoid(z + dz) - a])
# %% prediction · right · einsum
def prediction(weights, bias, x, nudges, bias_nudge):
    z = np.einsum("i,i", weights, x) + bias
    dz = np.einsum("i,i->", nudges, x) + bias_nudge
    a = sigmoid(z)
    return a * (1 - a) * dz, sigmoid(z + dz) - a
# %% prediction · right · textbook sigmoid, math.exp
def prediction(weights, bias, x, nudges, bias_nudge):
    import math
    
    def s(z):
        return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))
    
    z = float(np.sum(weights * x)) + bias
    dz = float(np.sum(nudges * x)) + bias_nudge
    return s(z) * s(-z) * dz, s(z + dz) - s(z)
# %% prediction · right · with tanh
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    dz = nudges @ x + bias_nudge
    t = np.tanh(z / 2)
    return (1 - t**2) / 4 * dz, (np.tanh((z + dz) / 2) - t) / 2
# %% prediction · right · the moves of the weights one by one
def prediction(weights, bias, x, nudges, bias_nudge):
    a = sigmoid(x @ weights + bias)
    slope = a * (1 - a)
    parts = [slope * n * v for n, v in zip(nudges, x)]
    predicted = sum(parts) + slope * bias_nudge
    return predicted, sigmoid(x @ (weights + nudges) + bias + bias_nudge) - a
# %% prediction · right · bias as one more weight with input 1
def prediction(weights, bias, x, nudges, bias_nudge):
    w = np.append(weights, bias)
    n = np.append(nudges, bias_nudge)
    v = np.append(x, 1)
    a, b = sigmoid(v @ w), sigmoid(v @ (w + n))
    return a * (1 - a) * (v @ n), b - a
# %% prediction · right · a helper function
def output(weights, bias, x):
    return sigmoid(weights @ x + bias)


def prediction(weights, bias, x, nudges, bias_nudge):
    a = output(weights, bias, x)
    moved = output(weights + nudges, bias + bias_nudge, x) - a
    return a * (1 - a) * output_change(nudges, bias_nudge, x), moved


def output_change(nudges, bias_nudge, x):
    return nudges @ x + bias_nudge
# %% prediction · right · stacked: two dot products at once
def prediction(weights, bias, x, nudges, bias_nudge):
    z, dz = np.stack([weights, nudges]) @ x + np.array([bias, bias_nudge])
    a, after = sigmoid(np.array([z, z + dz]))
    return a * (1 - a) * dz, after - a
# %% prediction · right · type hints, docstring, print, walrus
def prediction(weights: np.ndarray, bias: float, x: np.ndarray, nudges: np.ndarray, bias_nudge: float = 0.0):
    """predicted move, actual move"""
    a = sigmoid(z := weights @ x + bias)
    print(a)
    return a * (1 - a) * (dz := nudges @ x + bias_nudge), sigmoid(z + dz) - a
# %% prediction · right · own copy moved in place
def prediction(weights, bias, x, nudges, bias_nudge):
    a = sigmoid(weights @ x + bias)
    w = weights + 0.0
    w += nudges
    b = sigmoid(w @ x + bias + bias_nudge)
    return a * (1 - a) * ((w - weights) @ x + bias_nudge), b - a
# %% prediction · right · np.inner, floats
def prediction(weights, bias, x, nudges, bias_nudge):
    z = np.inner(weights, x) + bias
    dz = np.inner(nudges, x) + bias_nudge
    a = sigmoid(z)
    return float(a * (1 - a) * dz), float(sigmoid(z + dz) - a)
# %% prediction · wrong · slope after the nudges
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    b = sigmoid(z + dz)
    return b * (1 - b) * dz, b - a
# %% prediction · wrong · the two numbers in the wrong order
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return sigmoid(z + dz) - a, a * (1 - a) * dz
# %% prediction · wrong · the nudge of the bias is forgotten in the prediction
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return a * (1 - a) * (nudges @ x), sigmoid(z + dz) - a
# %% prediction · wrong · the nudge of the bias is forgotten in the actual move
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return a * (1 - a) * dz, sigmoid((weights + nudges) @ x + bias) - a
# %% prediction · wrong · nudges added up without their inputs
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    return a * (1 - a) * (nudges.sum() + bias_nudge), sigmoid((weights + nudges) @ x + bias + bias_nudge) - a
# %% prediction · wrong · before minus after
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return a * (1 - a) * dz, a - sigmoid(z + dz)
# %% prediction · wrong · slope left out: the change of z
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return dz, sigmoid(z + dz) - a
# %% prediction · wrong · slope of z instead of the output: z(1 - z)
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return z * (1 - z) * dz, sigmoid(z + dz) - a
# %% prediction · wrong · the largest slope, 0.25, everywhere
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return 0.25 * dz, sigmoid(z + dz) - a
# %% prediction · wrong · the predicted output, not its move
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return a + a * (1 - a) * dz, sigmoid(z + dz)
# %% prediction · wrong · the bias is left out of z
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return a * (1 - a) * dz, sigmoid(z + dz) - a
# %% prediction · wrong · weights are changed in place
def prediction(weights, bias, x, nudges, bias_nudge):
    a = sigmoid(weights @ x + bias)
    dz = nudges @ x + bias_nudge
    weights += nudges
    return a * (1 - a) * dz, sigmoid(weights @ x + bias + bias_nudge) - a
# %% prediction · wrong · the nudge of the bias multiplied by the inputs
def prediction(weights, bias, x, nudges, bias_nudge):
    a = sigmoid(weights @ x + bias)
    dz = ((nudges + bias_nudge) * x).sum()
    return a * (1 - a) * dz, sigmoid(weights @ x + bias + dz) - a
# %% prediction · wrong · nudges meet weights instead of inputs
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ weights + bias_nudge
    return a * (1 - a) * dz, sigmoid(z + dz) - a
# %% prediction · wrong · rounded to four decimals
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return round(float(a * (1 - a) * dz), 4), round(float(sigmoid(z + dz) - a), 4)
# %% prediction · wrong · one sigmoid of each product, then added up
def prediction(weights, bias, x, nudges, bias_nudge):
    a = sigmoid(weights * x).sum() + bias
    b = sigmoid((weights + nudges) * x).sum() + bias + bias_nudge
    return a * (1 - a) * (nudges @ x + bias_nudge), b - a
# %% prediction · wrong · absolute values
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return abs(a * (1 - a) * dz), abs(sigmoid(z + dz) - a)
# %% prediction · wrong · e to the z over 1 plus it: nan for a large z
def prediction(weights, bias, x, nudges, bias_nudge):
    def s(z):
        return np.exp(z) / (1 + np.exp(z))
    z = weights @ x + bias
    dz = nudges @ x + bias_nudge
    return s(z) * (1 - s(z)) * dz, s(z + dz) - s(z)
# %% prediction · wrong · the average change of z over the inputs
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = np.mean(nudges * x) + bias_nudge
    return a * (1 - a) * dz, sigmoid((weights + nudges) @ x + bias + bias_nudge) - a
# %% prediction · wrong · tanh's slope
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    return (1 - a**2) * dz, sigmoid(z + dz) - a
# %% prediction · wrong · prints instead of returning
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    print(a * (1 - a) * dz, sigmoid(z + dz) - a)
# %% prediction · wrong · the slope halfway, between before and after
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    m = sigmoid(z + dz / 2)
    return m * (1 - m) * dz, sigmoid(z + dz) - a
# %% prediction · wrong · the actual move by the prediction once more
def prediction(weights, bias, x, nudges, bias_nudge):
    z = weights @ x + bias
    a = sigmoid(z)
    dz = nudges @ x + bias_nudge
    move = a * (1 - a) * dz
    return move, (a + move) - a
# %% prediction · wrong · nudges replace the weights
def prediction(weights, bias, x, nudges, bias_nudge):
    a = sigmoid(weights @ x + bias)
    b = sigmoid(nudges @ x + bias_nudge)
    return a * (1 - a) * (nudges @ x + bias_nudge), b - a
# %% promise · right · the sentence
cause = "the boundary is in the wrong place"
# %% promise · right · single quotes
cause = 'the boundary is in the wrong place'
# %% promise · right · in brackets
cause = (
    "the boundary is "
    "in the wrong place"
)
# %% promise · right · np.str_
cause = np.str_("the boundary is in the wrong place")
# %% promise · right · chosen from a list
causes = ["there are too few images to tell", "c is too large", "the boundary is in the wrong place", "exp overflowed"]
cause = causes[2]
# %% promise · right · chosen from an array
causes = np.array(["there are too few images to tell", "c is too large", "the boundary is in the wrong place", "exp overflowed"])
cause = causes[2]
# %% promise · right · decided by the shares
ones, zeros = 15 / 44, (179 - 15) / (211 - 44)
cause = "the boundary is in the wrong place" if zeros - ones > 0.5 else "c is too large"
# %% promise · right · with a print and a comment
print(15 / 44, 164 / 167)  # 34 % of the ones, 98 % of the zeros
cause = "the boundary is in the wrong place"
# %% promise · right · an f-string
what = "boundary"
cause = f"the {what} is in the wrong place"
# %% promise · right · triple quotes
cause = """the boundary is in the wrong place"""
# %% promise · wrong · too few images
cause = "there are too few images to tell"
# %% promise · wrong · c too large
cause = "c is too large"
# %% promise · wrong · overflow
cause = "exp overflowed"
# %% promise · wrong · the opposite: the boundary is right
cause = "the boundary is in the right place"
# %% promise · wrong · c too small, which isn't offered
cause = "c is too small"
# %% promise · wrong · all four causes
cause = ["there are too few images to tell", "c is too large", "the boundary is in the wrong place", "exp overflowed"]
# %% promise · wrong · two causes joined
cause = "the boundary is in the wrong place and c is too large"
# %% promise · wrong · the share instead of a cause
cause = 15 / 44
# %% promise · wrong · left as it was
cause = ...
# %% promise · wrong · empty
cause = ""
