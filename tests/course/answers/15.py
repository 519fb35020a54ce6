# %% tanh · right · from the output
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, times(1 - out**2))])
# %% tanh · right · math.tanh
import math


def tanh(z: Value) -> Value:
    """The hyperbolic tangent."""
    out = math.tanh(z.data)
    slope = 1 - pow(out, 2)
    return Value(out, edges=[(z, times(slope))])
# %% tanh · right · edge appended to a list, a print left in
def tanh(z):
    out = np.tanh(z.data)
    edges = []
    edges.append((z, times(1 - out * out)))
    print(out)
    return Value(out, edges)
# %% tanh · wrong · built from exp, so of several nodes ⇒ names: here it should be one node
def tanh(z):
    e = (z * 2).exp()
    return (e - 1) * (e + 1) ** -1
# %% tanh · wrong · slope from the input, 1 - z² ⇒ names: square what came out, not what went in
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, times(1 - z.data**2))])
# %% tanh · wrong · the square is missing: 1 - a ⇒ names: the factor is 1 − a; square the a
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, times(1 - out))])
# %% tanh · wrong · sign: a² - 1 ⇒ names: has the opposite sign everywhere
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, times(out**2 - 1))])
# %% tanh · wrong · slope of the sigmoid, a (1 - a) ⇒ names: a(1 − a) is the slope of the sigmoid
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, times(out * (1 - out)))])
# %% tanh · wrong · no edge: nothing goes back ⇒ names: no edge leads back to z
def tanh(z):
    out = np.tanh(z.data)
    return Value(out)
# %% tanh · wrong · the rule forgets the upstream gradient ⇒ names: the rule forgets the upstream gradient
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, lambda upstream: 1 - out**2)])
# %% tanh · wrong · the factor is the output, as in exp ⇒ names: that is the rule of exp
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, times(out))])
# %% tanh · wrong · factor 1, right only at 0 ⇒ points: where it is 3, not 2.35934
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, times(1.0))])
# %% tanh · wrong · z is changed in place ⇒ names: your function changes z.data
def tanh(z):
    z.data = np.tanh(z.data)
    return Value(z.data, [(z, times(1 - z.data**2))])
# %% tanh · wrong · the result holds the slope, not the output ⇒ points: the output at 0.5, 2 and −0.3 differs
def tanh(z):
    out = np.tanh(z.data)
    return Value(1 - out**2, [(z, times(1 - out**2))])
# %% tanh · wrong · a plain factor in the edge, without times ⇒ names: such as times(factor), not float64
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, 1 - out**2)])
# %% overwritten · right · int
gradient_of_a = 4
# %% overwritten · right · run with a subclass
class Overwriting(Value):
    def receive(self, upstream):
        self.grad = upstream


a = Overwriting(2.0)
(a * a * a).backward()
gradient_of_a = a.grad
# %% overwritten · wrong · the right slope, 12, as with += ⇒ names: it would come out with +=
gradient_of_a = 12
# %% overwritten · wrong · both routes through the square are added: 8 ⇒ names: = keeps only the last
gradient_of_a = 8
# %% overwritten · wrong · the gradient of the square is forgotten, only a's factor 2 stays ⇒ names: 2 is the gradient of a * a, and the factor of its edges
gradient_of_a = 2
# %% overwritten · wrong · gradient of the square overlooked and its two writes added, with one more: 6 ⇒ names: = adds nothing, it replaces
gradient_of_a = 6
# %% overwritten · wrong · nothing is kept ⇒ true: is 0, which is too small
gradient_of_a = 0
# %% overwritten · wrong · the number of uses of a ⇒ names: 3 is how often a is used
gradient_of_a = 3
# %% overwritten · wrong · the gradient at the start ⇒ names: 1 is the gradient of L
gradient_of_a = 1
# %% overwritten · wrong · answer of the example ⇒ names: 5 is the answer for the example
gradient_of_a = 5
# %% overwritten · wrong · 3a³, the power not lowered ⇒ names: 24 is three times 8
gradient_of_a = 3 * 2**3
# %% overwritten · wrong · the two gradients of 4 and 12 mixed: 16 ⇒ true: is 16, which is too large
gradient_of_a = 4 * 4
# %% overwritten · wrong · all that is written, as a list ⇒ points: should have shape (), but has shape (3,)
gradient_of_a = [4, 4, 4]
# %% overwritten · wrong · sign ⇒ names: has the opposite sign
gradient_of_a = -4
# %% orders · right · list
topological = ["B", "D"]
# %% orders · right · appended
topological = []
for letter in "BD":
    topological.append(letter)
# %% orders · wrong · only B: D isn't seen (only the reverse of the order of making) ⇒ names: e may also speak after c
topological = ["B"]
# %% orders · wrong · only D ⇒ names: e may also speak before d
topological = ["D"]
# %% orders · wrong · A too: b speaks before it has heard c ⇒ names: b speaks before c has spoken to it
topological = ["A", "B", "D"]
# %% orders · wrong · the direction: C is the way forward ⇒ names: C is the order in which the nodes were made
topological = ["C"]
# %% orders · wrong · none ⇒ points: two of the four hold
topological = []
# %% faults · right · list
wrong = ["sub", "div", "log", "relu"]
# %% faults · right · sorted set difference
wrong = sorted({"add", "sub", "mul", "div", "exp", "log", "relu"} - {"add", "mul", "exp"})
# %% faults · wrong · relu is missing (it has no edge at all) ⇒ names: one operation records no edge
wrong = ["sub", "div", "log"]
# %% faults · wrong · the sign of log is missed ⇒ names: one factor has the wrong sign
wrong = ["sub", "div", "relu"]
# %% faults · wrong · div is missed: copied from the product ⇒ names: try 3 / 2
wrong = ["sub", "log", "relu"]
# %% faults · wrong · sub is missed: only a was nudged, not b ⇒ names: a nudge of the number that is subtracted
wrong = ["div", "log", "relu"]
# %% faults · wrong · mul is named too, its factors are thought to be swapped ⇒ names: mul is on your list
wrong = ["sub", "mul", "div", "log", "relu"]
# %% faults · wrong · exp is named too ⇒ names: exp is on your list
wrong = ["sub", "div", "exp", "log", "relu"]
# %% faults · wrong · add is named too ⇒ names: add is on your list
wrong = ["add", "sub", "div", "log", "relu"]
# %% faults · wrong · none ⇒ points: minus? What does a nudge
wrong = []
# %% faults · wrong · how many, not which ⇒ names: should be a list of some of 'add'
wrong = 4
# %% axes · right · tuple
summed = (0, 2)
# %% axes · right · worked out from the shapes
large, small = (4, 3, 5), (1, 3, 1)
summed = tuple(i for i, (m, n) in enumerate(zip(large, small)) if m != n)
# %% axes · wrong · only the new axis in front ⇒ names: axis 0 alone leaves the shape (3, 5)
summed = (0,)
# %% axes · wrong · only the stretched axis ⇒ names: axis 2 alone leaves four blocks
summed = (2,)
# %% axes · wrong · the axes counted after the first sum: the second is 1 there, but 2 in the large array ⇒ names: axis 1 has the length 3
summed = (0, 1)
# %% axes · wrong · all axes: that leaves one number ⇒ names: summing all leaves 60 in one number
summed = (0, 1, 2)
# %% axes · wrong · none ⇒ names: keeps the shape (4, 3, 5) if it is not summed
summed = ()
# %% axes · wrong · an axis twice ⇒ names: after the first sum that axis is gone
summed = (0, 2, 2)
# %% axes · wrong · how many axes ⇒ names: should be a tuple of axes
summed = 2
# %% dual · right · product rule
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% dual · right · slots, docstring, type hints
class Dual:
    """A number and how fast it rises."""

    __slots__ = ("data", "slope")

    def __init__(self, data: float, slope: float = 0.0) -> None:
        self.data = data
        self.slope = slope

    def __add__(self, other: "Dual") -> "Dual":
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other: "Dual") -> "Dual":
        return Dual(self.data * other.data, self.slope * other.data + other.slope * self.data)

    def __pow__(self, n: float) -> "Dual":
        return Dual(np.power(float(self.data), n), self.slope * n * np.power(float(self.data), n - 1))

    def exp(self) -> "Dual":
        return Dual(out := np.exp(self.data), out * self.slope)
# %% dual · right · arrays [data, slope] inside, with properties
class Dual:
    def __init__(self, data, slope=0.0):
        self.pair = np.array([data, slope], dtype=float)

    data = property(lambda self: self.pair[0])
    slope = property(lambda self: self.pair[1])

    def __add__(self, other):
        return Dual(*(self.pair + other.pair))

    def __mul__(self, other):
        return Dual(*(np.array([[self.data, 0.0], [self.slope, self.data]]) @ other.pair))

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        return Dual(*(np.exp(self.data) * np.array([1.0, self.slope])))
# %% dual · wrong · product of the slopes in place of the product rule ⇒ names: the slopes are multiplied
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% dual · wrong · the power forgets the slope of its base (chain rule) ⇒ names: the slope that came in is lost
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1))

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% dual · wrong · exp forgets the slope of its argument ⇒ names: exp forgets the slope that came in
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out)
# %% dual · wrong · factors of the product on the wrong slopes: own data times own slope ⇒ names: each slope is multiplied by its own number
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.data * self.slope + other.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% dual · wrong · the sum keeps only the first slope ⇒ names: the second slope is lost
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% dual · wrong · power by repeated multiplication: only for n = 1, 2, 3 …, not for -1 ⇒ points: Dual(4.0, 1.0) ** -0.5: your code raised TypeError
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        out = Dual(1.0)
        for _ in range(n):
            out = out * self
        return out

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% dual · wrong · the exponent is not lowered by 1 ⇒ names: the power is n, not n − 1
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data**n * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% dual · wrong · + changes the left operand in place and returns it ⇒ names: changes the numbers that go into it
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        self.data += other.data
        self.slope += other.slope
        return self

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% dual · wrong · the default slope is 1: constants count as chosen ⇒ names: should have a slope of 0
class Dual:
    def __init__(self, data, slope=1.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% dual · wrong · power by exp and log: fails for a negative base ⇒ points: Dual(-2.0, 1.0) ** 2 has the data nan, not 4
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        out = np.exp(n * np.log(self.data))
        return Dual(out, out * n / self.data * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% dual · wrong · the product rule with a minus (as for a quotient) ⇒ names: one product is subtracted from the other
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data - self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% dual · wrong · the slope goes through the operation: exp of the slope ⇒ names: exp is taken of the slope, too
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        return Dual(np.exp(self.data), np.exp(self.slope))
# %% dual · wrong · power: the factor n is missing ⇒ names: n is missing
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, self.data ** (n - 1) * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% dual · wrong · exp returns a plain number, not a Dual ⇒ names: should be a Dual, but it is of type float64
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        return np.exp(self.data) * self.slope
# %% dual · wrong · power with a division by data: fails where data is 0 (0² has the slope 0) ⇒ points: Dual(0.0, 1.0) ** 2: your code raised ZeroDivisionError
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data**n / self.data * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% mean · right · the upstream gradient divided, then copied
def mean(t):
    def rule(upstream):
        return np.broadcast_to(upstream / t.data.size, t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · right · n from the shape
def mean(t):
    """The mean of all entries."""
    n = np.prod(t.data.shape)
    return Tensor(t.data.mean(), [(t, times(np.ones(t.data.shape) / n))])
# %% mean · right · copy of broadcast_to, a print left in
def mean(t):
    size = t.data.size
    print(size)

    def rule(upstream):
        return np.broadcast_to(upstream, t.data.shape).copy() / size

    return Tensor(np.average(t.data), [(t, rule)])
# %% mean · wrong · the rule isn't divided at all ⇒ names: the rule of a sum
def mean(t):
    def rule(upstream):
        return np.broadcast_to(upstream, t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · divided by the number of rows ⇒ names: divides by the rows
def mean(t):
    def rule(upstream):
        return np.broadcast_to(upstream / len(t.data), t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · divided by the number of columns ⇒ names: divides by the columns
def mean(t):
    def rule(upstream):
        return np.broadcast_to(upstream / t.data.shape[-1], t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · divided by 6, right only for six entries ⇒ points: is twice as large as it should be
def mean(t):
    def rule(upstream):
        return np.broadcast_to(upstream / 6, t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · the rule forgets the upstream gradient ⇒ names: the rule forgets the upstream gradient, which is 2.5
def mean(t):
    def rule(upstream):
        return np.full(t.data.shape, 1 / t.data.size)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · multiplied by the number of entries ⇒ names: multiplies by the number of entries
def mean(t):
    def rule(upstream):
        return np.broadcast_to(upstream * t.data.size, t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · factors are the entries divided by n ⇒ names: the rule multiplies by the entries
def mean(t):
    return Tensor(t.data.mean(), [(t, times(t.data / t.data.size))])
# %% mean · wrong · the data are divided once more, too ⇒ points: the mean is 0.541667
def mean(t):
    def rule(upstream):
        return np.broadcast_to(upstream / t.data.size, t.data.shape)

    return Tensor(t.data.mean() / t.data.size, [(t, rule)])
# %% mean · wrong · the rule is mended, but the result is the sum ⇒ points: the mean is 78
def mean(t):
    def rule(upstream):
        return np.broadcast_to(upstream / t.data.size, t.data.shape)

    return Tensor(t.data.sum(), [(t, rule)])
# %% mean · wrong · no edge ⇒ names: no edge leads back to t
def mean(t):
    return Tensor(t.data.mean())
# %% mean · wrong · mean along the rows, one for each column ⇒ points: the mean should have shape (), but has shape (3,)
def mean(t):
    def rule(upstream):
        return np.broadcast_to(upstream / len(t.data), t.data.shape)

    return Tensor(t.data.mean(axis=0), [(t, rule)])
# %% mean · wrong · rounded to 0.166667 ⇒ points: t.grad for an upstream gradient of 1.0
def mean(t):
    def rule(upstream):
        return np.broadcast_to(upstream * round(1 / t.data.size, 6), t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · n - 1 in place of n (as for a variance) ⇒ names: divides by n − 1
def mean(t):
    def rule(upstream):
        return np.broadcast_to(upstream / (t.data.size - 1), t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · the rule moves the entries by the mean of the data ⇒ points: where it is 6.5, not 0.0833333
def mean(t):
    def rule(upstream):
        return np.broadcast_to(upstream * t.data.mean(), t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · made of operations that are there ⇒ names: here it should be one node
def mean(t):
    return t.sum() * (1 / t.data.size)
# %% mean · wrong · the rule returns one number and leaves the copying to += ⇒ names: the rule returns an array of shape ()
def mean(t):
    return Tensor(t.data.mean(), [(t, times(1 / t.data.size))])
# %% mean · wrong · returns a number, not a Tensor ⇒ names: should be a Tensor, which remembers
def mean(t):
    return t.data.mean()
# %% saving · right · a string
cause = "C"
# %% saving · right · character of a string
cause = "ABCDE"[2]
# %% saving · wrong · A, the order is accused (it is topological) ⇒ names: with a wrong order a would be wrong
cause = "A"
# %% saving · wrong · B, the rule of + is accused, though its numbers are right ⇒ names: the rule of + is right
cause = "B"
# %% saving · wrong · D, copies: no shape is stretched here ⇒ names: nothing was copied out
cause = "D"
# %% saving · wrong · E, a second gradient for b: b gets only one ⇒ names: b is used once
cause = "E"
# %% divide · right · times twice
def divide(a, b):
    return Tensor(a.data / b.data, [(a, times(1 / b.data)), (b, times(-a.data / b.data**2))])
# %% divide · right · from the quotient
def divide(a, b):
    out = a.data / b.data
    return Tensor(out, [(a, times(1 / b.data)), (b, times(-out / b.data))])
# %% divide · right · a loop that fills the edges, a print left in
def divide(a: Tensor, b: Tensor) -> Tensor:
    edges = []
    for parent, factor in ((a, 1 / b.data), (b, -a.data / np.square(b.data))):
        edges.append((parent, times(factor)))
    print(len(edges))
    return Tensor(a.data / b.data, edges)
# %% divide · wrong · both factors swapped ⇒ names: the two rules are swapped
def divide(a, b):
    return Tensor(a.data / b.data, [(a, times(-a.data / b.data**2)), (b, times(1 / b.data))])
# %% divide · wrong · the minus of b's factor is missing ⇒ names: b.grad for 6 / 2, with an upstream gradient of 1 has the opposite sign
def divide(a, b):
    return Tensor(a.data / b.data, [(a, times(1 / b.data)), (b, times(a.data / b.data**2))])
# %% divide · wrong · the square of b's factor is missing ⇒ names: b where it should be b²
def divide(a, b):
    return Tensor(a.data / b.data, [(a, times(1 / b.data)), (b, times(-a.data / b.data))])
# %% divide · wrong · a is missing in b's factor, -1/b² ⇒ names: a is missing
def divide(a, b):
    return Tensor(a.data / b.data, [(a, times(1 / b.data)), (b, times(-1 / b.data**2))])
# %% divide · wrong · not one operation: uses the division that is there ⇒ names: here it should be one node
def divide(a, b):
    return a / b
# %% divide · wrong · the rules forget the upstream gradient ⇒ names: returns the factor and forgets the upstream gradient
def divide(a, b):
    return Tensor(a.data / b.data, [(a, lambda upstream: 1 / b.data), (b, lambda upstream: -a.data / b.data**2)])
# %% divide · wrong · factor of a product: b for a ⇒ names: this is the rule of the product a * b
def divide(a, b):
    return Tensor(a.data / b.data, [(a, times(b.data)), (b, times(-a.data / b.data**2))])
# %% divide · wrong · b gets no edge ⇒ names: no edge leads back to b
def divide(a, b):
    return Tensor(a.data / b.data, [(a, times(1 / b.data))])
# %% divide · wrong · one number as gradient: the rule for b sums over everything ⇒ points: where it is -15, not -1.5
def divide(a, b):
    return Tensor(
        a.data / b.data, [(a, times(1 / b.data)), (b, lambda upstream: (-upstream * a.data / b.data**2).sum())]
    )
# %% divide · wrong · the rule changes the upstream gradient in place ⇒ names: a rule changes the upstream gradient, in place
def divide(a, b):
    def to_a(upstream):
        upstream /= b.data
        return upstream

    return Tensor(a.data / b.data, [(a, to_a), (b, times(-a.data / b.data**2))])
# %% divide · wrong · b / a ⇒ points: the quotient for 6 / 2
def divide(a, b):
    return Tensor(b.data / a.data, [(a, times(-b.data / a.data**2)), (b, times(1 / a.data))])
# %% divide · wrong · returns an array, no Tensor ⇒ names: should be a Tensor, which remembers
def divide(a, b):
    return a.data / b.data
# %% divide · wrong · the square is taken of a as well ⇒ names: only b is squared, not a
def divide(a, b):
    return Tensor(a.data / b.data, [(a, times(1 / b.data)), (b, times(-((a.data / b.data) ** 2)))])
# %% divide · wrong · the parents' data are changed in place ⇒ names: your function changes a.data
def divide(a, b):
    a.data /= b.data
    return Tensor(a.data, [(a, times(1 / b.data)), (b, times(-a.data / b.data))])
# %% focal · right · probabilities, label by a sum
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    losses = (1 - p) ** 2 * -p.log()
    return losses.sum() * (1 / y.shape[1])
# %% focal · right · only the label's exponential divided
def focal(scores, y):
    e = (scores - scores.data.max(axis=0, keepdims=True)).exp()
    p = (y * e).sum(axis=0) / e.sum(axis=0)
    return -((p - 1) ** 2 * p.log()).sum() / len(y.T)
# %% focal · right · largest logits as a Tensor, a print left in
def focal(scores, y):
    largest = Tensor(scores.data.max(axis=0))
    e = (scores - largest).exp()
    print(e.data.shape)
    p = (e / e.sum(axis=0) * Tensor(y)).sum(axis=0)
    loss = -1.0 * (1 - p) ** 2 * p.log()
    return loss.sum() / float(y.shape[1])
# %% focal · wrong · the square is missing ⇒ names: (1 − p) should be squared
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return ((1 - p) * -p.log()).sum() / y.shape[1]
# %% focal · wrong · plain cross-entropy: the factor (1 - p)² is missing ⇒ names: this is the cross-entropy
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return -p.log().sum() / y.shape[1]
# %% focal · wrong · sum over the examples, not the mean ⇒ names: is there a sum where a mean is asked for?
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return ((1 - p) ** 2 * -p.log()).sum()
# %% focal · wrong · the logarithm of all probabilities: 0 * log(0) as soon as one underflows ⇒ points: with logits up to 1,000
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = e / e.sum(axis=0)
    return (y * (1 - p) ** 2 * -p.log()).sum() / y.shape[1]
# %% focal · wrong · divided by outs * n ⇒ points: the loss of the example is 0.567523
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return ((1 - p) ** 2 * -p.log()).sum() / y.size
# %% focal · wrong · p² in place of (1 - p)² ⇒ names: p² instead of (1 − p)²; here
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return (p**2 * -p.log()).sum() / y.shape[1]
# %% focal · wrong · the minus of the logarithm is missing ⇒ names: has the opposite sign
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return ((1 - p) ** 2 * p.log()).sum() / y.shape[1]
# %% focal · wrong · the largest logit isn't subtracted: overflows ⇒ names: np.exp overflowed before, as it does above 709; subtract the largest logit
def focal(scores, y):
    e = scores.exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return ((1 - p) ** 2 * -p.log()).sum() / y.shape[1]
# %% focal · wrong · the largest logit of all columns is subtracted: a column far below underflows to 0/0 ⇒ points: with logits up to 1,000
def focal(scores, y):
    e = (scores - scores.data.max()).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return ((1 - p) ** 2 * -p.log()).sum() / y.shape[1]
# %% focal · wrong · (1 - p)² is a constant for the walk: right loss, wrong gradient ⇒ names: 1 − p went through .data
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return (-p.log() * (1 - p.data) ** 2).sum() / y.shape[1]
# %% focal · wrong · computed with arrays, no record: the gradient stays 0 ⇒ names: no edge leads back to scores
def focal(scores, y):
    e = np.exp(scores.data - scores.data.max(axis=0))
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return Tensor(np.mean(-((1 - p) ** 2) * np.log(p)))
# %% focal · wrong · softmax over the whole array: one sum for all columns ⇒ points: the loss of 5 examples is
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum() * y).sum(axis=0)
    return ((1 - p) ** 2 * -p.log()).sum() / y.shape[1]
# %% focal · wrong · all probabilities enter, not only the label's ⇒ points: the loss of the example is 4.61582
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = e / e.sum(axis=0)
    return ((1 - p) ** 2 * -p.log()).sum() / y.shape[1]
# %% focal · wrong · loss of the mean probability, not the mean loss ⇒ points: the loss of 5 examples is
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum() / y.shape[1]
    return (1 - p) ** 2 * -p.log()
# %% focal · wrong · the logits are changed in place ⇒ names: your function changes scores.data
def focal(scores, y):
    scores.data -= scores.data.max(axis=0)
    e = scores.exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return ((1 - p) ** 2 * -p.log()).sum() / y.shape[1]
# %% focal · wrong · returns a float: no backward ⇒ names: should be a Tensor, which remembers
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return float(((1 - p) ** 2 * -p.log()).sum().data) / y.shape[1]
# %% focal · wrong · the losses of the examples, not their mean ⇒ names: should have shape (), but has shape (5,)
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return (1 - p) ** 2 * -p.log()
# %% focal · wrong · (1 - p²) in place of (1 - p)² ⇒ names: square the whole bracket
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return ((1 - p**2) * -p.log()).sum() / y.shape[1]
