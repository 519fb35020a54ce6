# %% tanh · right · from the output
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, times(1 - out**2))])
# %% tanh · right · product of two factors
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, times((1 - out) * (1 + out)))])
# %% tanh · right · a rule of its own
def tanh(z):
    a = np.tanh(z.data)

    def rule(blame):
        return blame * (1 - a * a)

    return Value(a, [(z, rule)])
# %% tanh · right · lambda rule
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, lambda blame: (1.0 - out**2) * blame)])
# %% tanh · right · lambda and walrus
tanh = lambda z: Value(out := np.tanh(z.data), [(z, times(1 - out**2))])
# %% tanh · right · type(z), tuple of edges
def tanh(z):
    out = np.tanh(z.data)
    edge = (z, times(1 - np.square(out)))
    return type(z)(out, (edge,))
# %% tanh · right · slope by cosh
def tanh(z):
    return Value(np.tanh(z.data), [(z, times(1 / np.cosh(z.data) ** 2))])
# %% tanh · right · math.tanh
import math


def tanh(z: Value) -> Value:
    """The hyperbolic tangent."""
    out = math.tanh(z.data)
    slope = 1 - pow(out, 2)
    return Value(out, edges=[(z, times(slope))])
# %% tanh · right · two edges to the same parent, 1 and -a²
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, times(1.0)), (z, times(-(out**2)))])
# %% tanh · right · edge appended to a list, a print left in
def tanh(z):
    out = np.tanh(z.data)
    edges = []
    edges.append((z, times(1 - out * out)))
    print(out)
    return Value(out, edges)
# %% tanh · right · functools.partial as the rule
from functools import partial
import operator


def tanh(z):
    out = np.tanh(z.data)
    return Value(float(out), [(z, partial(operator.mul, 1 - out**2))])
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
# %% tanh · wrong · the rule forgets the blame ⇒ names: the rule forgets the blame
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, lambda blame: 1 - out**2)])
# %% tanh · wrong · the factor is the output, as in exp ⇒ names: that is the rule of exp
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, times(out))])
# %% tanh · wrong · factor 1, right only at 0 ⇒ points: where it is 3, not 2.35934
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, times(1.0))])
# %% tanh · wrong · the edge leads to a new Value, not to z ⇒ names: no edge leads back to z itself
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(Value(z.data), times(1 - out**2))])
# %% tanh · wrong · z is changed in place ⇒ names: your function changes z.data
def tanh(z):
    z.data = np.tanh(z.data)
    return Value(z.data, [(z, times(1 - z.data**2))])
# %% tanh · wrong · the result holds the slope, not the output ⇒ points: the output at 0.5, 2 and −0.3 differs
def tanh(z):
    out = np.tanh(z.data)
    return Value(1 - out**2, [(z, times(1 - out**2))])
# %% tanh · wrong · tanh taken twice: the slope uses the tanh of the output ⇒ points: where it is 2.44063, not 2.35934
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, times(1 - np.tanh(out) ** 2))])
# %% tanh · wrong · a plain factor in the edge, without times ⇒ names: such as times(factor), not float64
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, 1 - out**2)])
# %% tanh · wrong · the blame is used as the input: 1 - blame² ⇒ points: where it is -8, not 2.35934
def tanh(z):
    out = np.tanh(z.data)
    return Value(out, [(z, lambda blame: 1 - blame**2)])
# %% overwritten · right · int
blame_of_a = 4
# %% overwritten · right · float
blame_of_a = 4.0
# %% overwritten · right · NumPy float
blame_of_a = np.float64(4)
# %% overwritten · right · expression
blame_of_a = 2 * 2
# %% overwritten · right · blame of the square times its factor
factor_of_square = 2.0
blame_of_square = factor_of_square * 1.0
blame_of_a = 2.0 * blame_of_square
# %% overwritten · right · 0-d array
blame_of_a = np.array(4.0)
# %% overwritten · right · fraction
from fractions import Fraction
blame_of_a = Fraction(8, 2)
# %% overwritten · right · run with a subclass
class Overwriting(Value):
    def receive(self, blame):
        self.grad = blame


a = Overwriting(2.0)
(a * a * a).backward()
blame_of_a = a.grad
# %% overwritten · right · power
blame_of_a = 2**2
# %% overwritten · right · int from NumPy
blame_of_a = np.int64(4)
# %% overwritten · wrong · the right slope, 12, as with += ⇒ names: it would come out with +=
blame_of_a = 12
# %% overwritten · wrong · both routes through the square are added: 8 ⇒ names: = keeps only the last
blame_of_a = 8
# %% overwritten · wrong · the blame of the square is forgotten, only a's factor 2 stays ⇒ names: 2 is the blame of a * a, and the factor of its edges
blame_of_a = 2
# %% overwritten · wrong · blame of the square overlooked and its two writes added, with one more: 6 ⇒ names: = adds nothing, it replaces
blame_of_a = 6
# %% overwritten · wrong · nothing is kept ⇒ true: is 0, which is too small
blame_of_a = 0
# %% overwritten · wrong · the number of uses of a ⇒ names: 3 is how often a is used
blame_of_a = 3
# %% overwritten · wrong · the blame at the start ⇒ names: 1 is the blame of L
blame_of_a = 1
# %% overwritten · wrong · answer of the example ⇒ names: 5 is the answer for the example
blame_of_a = 5
# %% overwritten · wrong · 3a³, the power not lowered ⇒ names: 24 is three times 8
blame_of_a = 3 * 2**3
# %% overwritten · wrong · the two blames of 4 and 12 mixed: 16 ⇒ true: is 16, which is too large
blame_of_a = 4 * 4
# %% overwritten · wrong · all that is written, as a list ⇒ points: should have shape (), but has shape (3,)
blame_of_a = [4, 4, 4]
# %% overwritten · wrong · sign ⇒ names: has the opposite sign
blame_of_a = -4
# %% overwritten · wrong · the last factor without the blame that it multiplies ⇒ names: and the factor of its edges to a, too; what does an edge write, with both?
blame_of_a = 2
# %% orders · right · list
topological = ["B", "D"]
# %% orders · right · other order
topological = ["D", "B"]
# %% orders · right · tuple
topological = ("B", "D")
# %% orders · right · set
topological = {"B", "D"}
# %% orders · right · array
topological = np.array(["B", "D"])
# %% orders · right · list of a string
topological = list("BD")
# %% orders · right · split
topological = "B, D".split(", ")
# %% orders · right · comprehension over the orders
parents = {"b": "a", "c": "b", "d": "bc", "e": "b", "f": "de"}
orders = {"A": "fdebca", "B": "fedcba", "C": "abcdef", "D": "fdceba"}
topological = [
    name
    for name, order in orders.items()
    if all(order.index(child) < order.index(p) for child, ps in parents.items() for p in ps)
]
# %% orders · right · sorted set
topological = sorted({"D", "B"})
# %% orders · right · appended
topological = []
for letter in "BD":
    topological.append(letter)
# %% orders · right · all but A and C
topological = [letter for letter in "ABCD" if letter not in "AC"]
# %% orders · right · NumPy strings
topological = [np.str_("B"), np.str_("D")]
# %% orders · right · one text
topological = "BD"
# %% orders · right · one text, small letters
topological = "b, d"
# %% orders · wrong · only B: D isn't seen (only the reverse of the order of making) ⇒ names: e may also speak after c
topological = ["B"]
# %% orders · wrong · only D ⇒ names: e may also speak before d
topological = ["D"]
# %% orders · wrong · A too: b speaks before it has heard c ⇒ names: b speaks before c has spoken to it
topological = ["A", "B", "D"]
# %% orders · wrong · the direction: C is the way forward ⇒ names: C is the order in which the nodes were made
topological = ["C"]
# %% orders · wrong · C too: the order of making is topological for the way forward ⇒ names: on the way back f comes first
topological = ["B", "C", "D"]
# %% orders · wrong · only A ⇒ names: b speaks before c has spoken
topological = ["A"]
# %% orders · wrong · A is taken for D: b before c is overlooked ⇒ names: b speaks before c has spoken
topological = list("ABD")[:2]
# %% orders · wrong · A and D: whoever begins f, d ⇒ names: b speaks before c has spoken
topological = ["A", "D"]
# %% orders · wrong · all ⇒ points: C is the order in which the nodes were made
topological = ["A", "B", "C", "D"]
# %% orders · wrong · none ⇒ points: two of the four hold
topological = []
# %% orders · wrong · the wrong orders are named ⇒ points: on the way back f comes first
topological = ["A", "C"]
# %% orders · wrong · an order, not the letters ⇒ names: 'f' is not one of
topological = ["f", "e", "d", "c", "b", "a"]
# %% faults · right · list
wrong = ["sub", "div", "log", "relu"]
# %% faults · right · other order
wrong = ["relu", "log", "div", "sub"]
# %% faults · right · tuple
wrong = ("div", "log", "relu", "sub")
# %% faults · right · set
wrong = {"sub", "div", "log", "relu"}
# %% faults · right · array
wrong = np.array(["sub", "div", "log", "relu"])
# %% faults · right · split
wrong = "sub div log relu".split()
# %% faults · right · all but the sound ones
names = ["add", "sub", "mul", "div", "exp", "log", "relu"]
wrong = [name for name in names if name not in ("add", "mul", "exp")]
# %% faults · right · keys of a dictionary
wrong = list({"sub": "sign", "div": "both factors", "log": "sign", "relu": "no edge"})
# %% faults · right · sorted set difference
wrong = sorted({"add", "sub", "mul", "div", "exp", "log", "relu"} - {"add", "mul", "exp"})
# %% faults · right · appended one by one
wrong = []
for name in ("sub", "div"):
    wrong.append(name)
wrong += ["log", "relu"]
# %% faults · right · NumPy strings
wrong = [np.str_(name) for name in ("sub", "div", "log", "relu")]
# %% faults · right · capital letters and a blank
wrong = ["Sub", "DIV ", "log", "ReLU"]
# %% faults · wrong · Python's own names of the methods ⇒ names: '__sub__' is not one of
wrong = ["__sub__", "__truediv__", "log", "relu"]
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
# %% faults · wrong · the sound operations: question reversed ⇒ names: exp is on your list
wrong = ["add", "mul", "exp"]
# %% faults · wrong · all of them ⇒ names: exp is on your list
wrong = ["add", "sub", "mul", "div", "exp", "log", "relu"]
# %% faults · wrong · only the first found ⇒ names: one operation records no edge
wrong = ["sub"]
# %% faults · wrong · exp in place of log ⇒ names: exp is on your list
wrong = ["sub", "div", "exp", "relu"]
# %% faults · wrong · none ⇒ points: minus? What does a nudge
wrong = []
# %% faults · wrong · how many, not which ⇒ names: should be a list of some of 'add'
wrong = 4
# %% axes · right · tuple
summed = (0, 2)
# %% axes · right · other order
summed = (2, 0)
# %% axes · right · list
summed = [0, 2]
# %% axes · right · array
summed = np.array([0, 2])
# %% axes · right · set
summed = {0, 2}
# %% axes · right · NumPy integers
summed = (np.int64(0), np.int64(2))
# %% axes · right · range
summed = tuple(range(0, 3, 2))
# %% axes · right · all but axis 1
summed = tuple(axis for axis in range(3) if axis != 1)
# %% axes · right · worked out from the shapes
large, small = (4, 3, 5), (1, 3, 1)
summed = tuple(i for i, (m, n) in enumerate(zip(large, small)) if m != n)
# %% axes · right · joined tuples
new_in_front = (0,)
stretched = (2,)
summed = new_in_front + stretched
# %% axes · right · where
summed = tuple(np.flatnonzero(np.array([4, 3, 5]) != np.array([1, 3, 1])).tolist())
# %% axes · right · sorted
summed = sorted({2, 0})
# %% axes · wrong · only the new axis in front ⇒ names: axis 0 alone leaves the shape (3, 5)
summed = (0,)
# %% axes · wrong · only the stretched axis ⇒ names: axis 2 alone leaves four blocks
summed = (2,)
# %% axes · wrong · the axes counted after the first sum: the second is 1 there, but 2 in the large array ⇒ names: axis 1 has the length 3
summed = (0, 1)
# %% axes · wrong · the axis that stays is named ⇒ names: axis 1 has the length 3
summed = (1,)
# %% axes · wrong · the new axis is thought to be behind: axes 1 and 2 ⇒ names: nothing was copied along it
summed = (1, 2)
# %% axes · wrong · all axes: that leaves one number ⇒ names: summing all leaves 60 in one number
summed = (0, 1, 2)
# %% axes · wrong · the lengths, not the axes ⇒ names: 4 is not one of the axes 0, 1 and 2
summed = (4, 5)
# %% axes · wrong · counted from 1 ⇒ names: 3 is not one of the axes 0, 1 and 2
summed = (1, 3)
# %% axes · wrong · none ⇒ names: keeps the shape (4, 3, 5) if it is not summed
summed = ()
# %% axes · wrong · the answer of the example ⇒ names: axis 1 has the length 3
summed = tuple([1])
# %% axes · wrong · the shape of the result ⇒ names: 3 is not one of the axes
summed = (3, 1)
# %% axes · wrong · counted from the end ⇒ names: -1 is not one of the axes 0, 1 and 2
summed = (0, -1)
# %% axes · wrong · an axis twice ⇒ names: after the first sum that axis is gone
summed = (0, 2, 2)
# %% axes · wrong · texts ⇒ names: '0' is not one of the axes
summed = ("0", "2")
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
# %% dual · right · type(self), helper variables
class Dual:
    def __init__(self, data, slope=0.0):
        self.data, self.slope = data, slope

    def __add__(self, other):
        return type(self)(self.data + other.data, other.slope + self.slope)

    def __mul__(self, other):
        a, da, b, db = self.data, self.slope, other.data, other.slope
        return type(self)(a * b, b * da + a * db)

    def __pow__(self, n):
        factor = n * self.data ** (n - 1)
        return type(self)(self.data**n, factor * self.slope)

    def exp(self):
        return type(self)(np.exp(self.data), np.exp(self.data) * self.slope)
# %% dual · right · dataclass
from dataclasses import dataclass


@dataclass
class Dual:
    data: float
    slope: float = 0.0

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.data * other.slope + other.data * self.slope)

    def __pow__(self, n):
        return Dual(self.data**n, self.slope * n * self.data ** (n - 1))

    def exp(self):
        return Dual(np.exp(self.data), self.slope * np.exp(self.data))
# %% dual · right · math.exp and floats
import math


class Dual:
    def __init__(self, data, slope=0.0):
        self.data = float(data)
        self.slope = float(slope)

    def __add__(self, other):
        return Dual(sum((self.data, other.data)), sum((self.slope, other.slope)))

    def __mul__(self, other):
        return Dual(self.data * other.data, np.dot([self.data, self.slope], [other.slope, other.data]))

    def __pow__(self, n):
        return Dual(self.data**n, self.slope * (n * self.data ** (n - 1)))

    def exp(self):
        out = math.exp(self.data)
        return Dual(out, self.slope * out)
# %% dual · right · a helper that applies a factor
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def through(self, out, factor):
        return Dual(out, factor * self.slope)

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        left = self.through(self.data * other.data, other.data)
        right = other.through(0.0, self.data)
        return left + right

    def __pow__(self, n):
        return self.through(self.data**n, n * self.data ** (n - 1))

    def exp(self):
        return self.through(np.exp(self.data), np.exp(self.data))
# %% dual · right · named tuple
from typing import NamedTuple


class Dual(NamedTuple):
    data: float
    slope: float = 0.0

    def __add__(self, other):
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    def __pow__(self, n):
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        return Dual(np.exp(self.data), np.exp(self.data) * self.slope)
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
# %% dual · right · plain numbers allowed as well, and the mirrored methods
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope

    def __add__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.data + other.data, self.slope + other.slope)

    def __mul__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)

    __radd__, __rmul__ = __add__, __mul__

    def __pow__(self, n):
        if n == 0:
            return Dual(1.0, 0.0)
        return Dual(self.data**n, n * self.data ** (n - 1) * self.slope)

    def exp(self):
        out = np.exp(self.data)
        return Dual(out, out * self.slope)
# %% dual · right · methods added afterwards as in the lesson
class Dual:
    def __init__(self, data, slope=0.0):
        self.data = data
        self.slope = slope


def add(a, b):
    return Dual(a.data + b.data, a.slope + b.slope)


def mul(a, b):
    return Dual(a.data * b.data, a.slope * b.data + a.data * b.slope)


Dual.__add__, Dual.__mul__ = add, mul
Dual.__pow__ = lambda self, n: Dual(self.data**n, n * self.data ** (n - 1) * self.slope)
Dual.exp = lambda self: Dual(np.exp(self.data), np.exp(self.data) * self.slope)
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
# %% mean · right · the blame divided, then copied
def mean(t):
    def rule(blame):
        return np.broadcast_to(blame / t.data.size, t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · right · times of an array of factors
def mean(t):
    return Tensor(t.data.mean(), [(t, times(np.full(t.data.shape, 1 / t.data.size)))])
# %% mean · right · lambda and ones_like
def mean(t):
    return Tensor(np.mean(t.data), [(t, lambda blame: blame * np.ones_like(t.data) / t.data.size)])
# %% mean · right · sum over size
def mean(t):
    n = t.data.size

    def rule(blame):
        return np.full(t.data.shape, blame / n)

    return Tensor(t.data.sum() / n, [(t, rule)])
# %% mean · right · in place on its own array
def mean(t):
    def rule(blame):
        out = np.empty(t.data.shape)
        out[...] = blame
        out /= t.data.size
        return out

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · right · n from the shape
def mean(t):
    """The mean of all entries."""
    n = np.prod(t.data.shape)
    return Tensor(t.data.mean(), [(t, times(np.ones(t.data.shape) / n))])
# %% mean · right · a loop
def mean(t):
    def rule(blame):
        grad = np.zeros(t.data.shape)
        for index in np.ndindex(*t.data.shape):
            grad[index] = blame / t.data.size
        return grad

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · right · reshaped to a row, then back
def mean(t: Tensor) -> Tensor:
    flat = t.data.reshape(-1)
    return Tensor(flat.mean(), [(t, lambda blame: (blame * np.full(len(flat), 1 / len(flat))).reshape(t.data.shape))])
# %% mean · right · zeros_like plus the share
mean = lambda t: Tensor(t.data.mean(), [(t, lambda blame: np.zeros_like(t.data) + blame / t.data.size)])
# %% mean · right · copy of broadcast_to, a print left in
def mean(t):
    size = t.data.size
    print(size)

    def rule(blame):
        return np.broadcast_to(blame, t.data.shape).copy() / size

    return Tensor(np.average(t.data), [(t, rule)])
# %% mean · right · helper function that makes the rule
def share(shape):
    def rule(blame):
        return np.tile(blame / math.prod(shape), shape)

    return rule


import math


def mean(t):
    return Tensor(t.data.mean(), [(t, share(t.data.shape))])
# %% mean · wrong · the rule isn't divided at all ⇒ names: the rule of a sum
def mean(t):
    def rule(blame):
        return np.broadcast_to(blame, t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · divided by the number of rows ⇒ names: divides by the rows
def mean(t):
    def rule(blame):
        return np.broadcast_to(blame / len(t.data), t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · divided by the number of columns ⇒ names: divides by the columns
def mean(t):
    def rule(blame):
        return np.broadcast_to(blame / t.data.shape[-1], t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · divided by 6, right only for six entries ⇒ points: is twice as large as it should be
def mean(t):
    def rule(blame):
        return np.broadcast_to(blame / 6, t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · the rule forgets the blame ⇒ names: the rule forgets the blame, which is 2.5
def mean(t):
    def rule(blame):
        return np.full(t.data.shape, 1 / t.data.size)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · multiplied by the number of entries ⇒ names: multiplies by the number of entries
def mean(t):
    def rule(blame):
        return np.broadcast_to(blame * t.data.size, t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · factors are the entries divided by n ⇒ names: the rule multiplies by the entries
def mean(t):
    return Tensor(t.data.mean(), [(t, times(t.data / t.data.size))])
# %% mean · wrong · the data are divided once more, too ⇒ points: the mean is 0.541667
def mean(t):
    def rule(blame):
        return np.broadcast_to(blame / t.data.size, t.data.shape)

    return Tensor(t.data.mean() / t.data.size, [(t, rule)])
# %% mean · wrong · the rule is mended, but the result is the sum ⇒ points: the mean is 78
def mean(t):
    def rule(blame):
        return np.broadcast_to(blame / t.data.size, t.data.shape)

    return Tensor(t.data.sum(), [(t, rule)])
# %% mean · wrong · no edge ⇒ names: no edge leads back to t
def mean(t):
    return Tensor(t.data.mean())
# %% mean · wrong · mean along the rows, one for each column ⇒ points: the mean should have shape (), but has shape (3,)
def mean(t):
    def rule(blame):
        return np.broadcast_to(blame / len(t.data), t.data.shape)

    return Tensor(t.data.mean(axis=0), [(t, rule)])
# %% mean · wrong · rounded to 0.166667 ⇒ points: t.grad for a blame of 1.0
def mean(t):
    def rule(blame):
        return np.broadcast_to(blame * round(1 / t.data.size, 6), t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · n - 1 in place of n (as for a variance) ⇒ names: divides by n − 1
def mean(t):
    def rule(blame):
        return np.broadcast_to(blame / (t.data.size - 1), t.data.shape)

    return Tensor(t.data.mean(), [(t, rule)])
# %% mean · wrong · the rule moves the entries by the mean of the data ⇒ points: where it is 6.5, not 0.0833333
def mean(t):
    def rule(blame):
        return np.broadcast_to(blame * t.data.mean(), t.data.shape)

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
# %% saving · right · single quotes
cause = 'C'
# %% saving · right · NumPy string
cause = np.str_("C")
# %% saving · right · character of a string
cause = "ABCDE"[2]
# %% saving · right · from a list
cause = ["A", "B", "C", "D", "E"][2]
# %% saving · right · chr
cause = chr(ord("A") + 2)
# %% saving · right · item of an array
cause = np.array(["C", "D"])[0]
# %% saving · right · f-string
letter = "C"
cause = f"{letter}"
# %% saving · right · upper
cause = "c".upper()
# %% saving · right · from a dictionary
cause = {"shared array": "C"}["shared array"]
# %% saving · right · small letter, and a full stop
cause = "c."
# %% saving · right · a list with the one letter
cause = ["C"]
# %% saving · wrong · A, the order is blamed (it is topological) ⇒ names: with a wrong order a would be wrong
cause = "A"
# %% saving · wrong · B, the rule of + is blamed, though its numbers are right ⇒ names: the rule of + is right
cause = "B"
# %% saving · wrong · D, copies: no shape is stretched here ⇒ names: nothing was copied out
cause = "D"
# %% saving · wrong · E, a second blame of b: b gets only one ⇒ names: b is used once
cause = "E"
# %% saving · wrong · two answers ⇒ names: choose one of
cause = ["B", "C"]
# %% saving · wrong · a number for the letter ⇒ names: choose one of
cause = 3
# %% saving · wrong · words of his own ⇒ names: choose one of
cause = "no copy"
# %% saving · wrong · all letters ⇒ names: choose one of
cause = "ABCDE"
# %% saving · wrong · none of them ⇒ names: not attempted yet
cause = None
# %% saving · wrong · two letters in one string ⇒ names: choose one of
cause = "C, E"
# %% divide · right · times twice
def divide(a, b):
    return Tensor(a.data / b.data, [(a, times(1 / b.data)), (b, times(-a.data / b.data**2))])
# %% divide · right · from the quotient
def divide(a, b):
    out = a.data / b.data
    return Tensor(out, [(a, times(1 / b.data)), (b, times(-out / b.data))])
# %% divide · right · named rules
def divide(a, b):
    def to_a(blame):
        return blame / b.data

    def to_b(blame):
        return -blame * a.data / (b.data * b.data)

    return Tensor(a.data / b.data, [(a, to_a), (b, to_b)])
# %% divide · right · lambda rules
def divide(a, b):
    return Tensor(
        np.divide(a.data, b.data),
        [(a, lambda blame: blame / b.data), (b, lambda blame: blame * -a.data * b.data**-2.0)],
    )
# %% divide · right · times of the inverse
def divide(a, b):
    inverse = b.data**-1.0
    return Tensor(a.data * inverse, [(a, times(inverse)), (b, times(-a.data * inverse**2))])
# %% divide · right · edges in the other order
def divide(a, b):
    q = a.data / b.data
    return Tensor(q, [(b, times(-q / b.data)), (a, times(1.0 / b.data))])
# %% divide · right · lambda, walrus
divide = lambda a, b: Tensor(q := a.data / b.data, [(a, times(1 / b.data)), (b, times(-q / b.data))])
# %% divide · right · factors broadcast by hand, all of the result's shape
def divide(a, b):
    top, bottom = np.broadcast_arrays(a.data, b.data)
    return Tensor(top / bottom, [(a, times(1 / bottom)), (b, times(-top / bottom**2))])
# %% divide · right · copies of the data, in place on its own arrays
def divide(a, b):
    """One node."""
    out = a.data / b.data
    to_a = np.ones_like(out)
    to_a /= b.data
    to_b = out.copy()
    to_b /= -b.data
    return Tensor(out, [(a, times(to_a)), (b, times(to_b))])
# %% divide · right · einsum as the rule
def divide(a, b):
    q = a.data / b.data
    slope_a, slope_b = np.ones(q.shape) / b.data, -q / b.data
    return Tensor(
        q,
        [(a, lambda blame: np.einsum("...,...->...", blame, slope_a)), (b, lambda blame: np.multiply(blame, slope_b))],
    )
# %% divide · right · a loop that fills the edges, a print left in
def divide(a: Tensor, b: Tensor) -> Tensor:
    edges = []
    for parent, factor in ((a, 1 / b.data), (b, -a.data / np.square(b.data))):
        edges.append((parent, times(factor)))
    print(len(edges))
    return Tensor(a.data / b.data, edges)
# %% divide · right · the rules undo the copies themselves
def divide(a, b):
    def back(blame, shape):
        while blame.ndim > len(shape):
            blame = blame.sum(axis=0)
        for axis, length in enumerate(shape):
            if length == 1:
                blame = blame.sum(axis=axis, keepdims=True)
        return blame

    def to_a(blame):
        return back(blame / b.data, a.data.shape)

    def to_b(blame):
        return back(-blame * a.data / b.data**2, b.data.shape)

    return Tensor(a.data / b.data, [(a, to_a), (b, to_b)])
# %% divide · wrong · both factors swapped ⇒ names: the two rules are swapped
def divide(a, b):
    return Tensor(a.data / b.data, [(a, times(-a.data / b.data**2)), (b, times(1 / b.data))])
# %% divide · wrong · the minus of b's factor is missing ⇒ names: b.grad for 6 / 2 everywhere, with a blame of 1 has the opposite sign
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
# %% divide · wrong · a power and a product, two nodes ⇒ names: here it should be one node
def divide(a, b):
    return a * b**-1.0
# %% divide · wrong · the rules forget the blame ⇒ names: returns the factor and forgets the blame
def divide(a, b):
    return Tensor(a.data / b.data, [(a, lambda blame: 1 / b.data), (b, lambda blame: -a.data / b.data**2)])
# %% divide · wrong · factor of a product: b for a ⇒ names: this is the rule of the product a * b
def divide(a, b):
    return Tensor(a.data / b.data, [(a, times(b.data)), (b, times(-a.data / b.data**2))])
# %% divide · wrong · b gets no edge ⇒ names: no edge leads back to b
def divide(a, b):
    return Tensor(a.data / b.data, [(a, times(1 / b.data))])
# %% divide · wrong · one number as blame: the rule for b sums over everything ⇒ points: where it is -15, not -1.5
def divide(a, b):
    return Tensor(
        a.data / b.data, [(a, times(1 / b.data)), (b, lambda blame: (-blame * a.data / b.data**2).sum())]
    )
# %% divide · wrong · the rule changes the blame in place ⇒ names: a rule changes the blame that it gets, in place
def divide(a, b):
    def to_a(blame):
        blame /= b.data
        return blame

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
# %% divide · wrong · always sums the rule for b along axis 1, right only for a column ⇒ points: b.grad for 6 / 2 everywhere
def divide(a, b):
    def to_b(blame):
        return (-blame * a.data / b.data**2).sum(axis=1, keepdims=True)

    return Tensor(a.data / b.data, [(a, times(1 / b.data)), (b, to_b)])
# %% focal · right · probabilities, label by a sum
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    losses = (1 - p) ** 2 * -p.log()
    return losses.sum() * (1 / y.shape[1])
# %% focal · right · with the logarithm of the sum
def focal(scores, y):
    z = scores - scores.data.max(axis=0)
    log_p = (z * y).sum(axis=0) - z.exp().sum(axis=0).log()
    p = log_p.exp()
    loss = (p * -1 + 1) ** 2 * log_p * -1
    return loss.sum() / y.shape[1]
# %% focal · right · only the label's exponential divided
def focal(scores, y):
    e = (scores - scores.data.max(axis=0, keepdims=True)).exp()
    p = (y * e).sum(axis=0) / e.sum(axis=0)
    return -((p - 1) ** 2 * p.log()).sum() / len(y.T)
# %% focal · right · helper softmax
def softmax(scores):
    e = (scores - scores.data.max(axis=0)).exp()
    return e * e.sum(axis=0) ** -1


def focal(scores, y):
    """The mean focal loss."""
    p = (softmax(scores) * y).sum(axis=0)
    return ((1.0 - p) * (1.0 - p) * p.log()).sum() * (-1.0 / y.shape[1])
# %% focal · right · sum along the columns by matrix product
def focal(scores, y):
    ones = np.ones((1, len(y)))
    e = (scores - scores.data.max(axis=0)).exp()
    p = (ones @ (e * y)) / (ones @ e)
    losses = (1 - p) ** 2 * (p**-1).log()
    return losses.sum() * (1 / losses.data.size)
# %% focal · right · multiplied out
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = ((e / e.sum(axis=0)) * y).sum(axis=0)
    minus_log = -p.log()
    losses = minus_log - 2 * p * minus_log + p**2 * minus_log
    return losses.sum() / scores.data.shape[1]
# %% focal · right · log of 1/p from two logarithms
def focal(scores, y):
    z = scores - np.max(scores.data, axis=0)
    e = z.exp()
    total = e.sum(axis=0)
    label = (e * y).sum(axis=0)
    return ((1 - label / total) ** 2 * (total.log() - (z * y).sum(axis=0))).sum() / y.shape[1]
# %% focal · right · the rest: 1 - p as the sum of the other probabilities
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    total = e.sum(axis=0)
    rest = (e * (1 - y)).sum(axis=0) / total
    p = (e * y).sum(axis=0) / total
    return (rest**2 * p.log()).sum() * -(1 / y.shape[1])
# %% focal · right · weights 1/n put into the sum
def focal(scores, y):
    n = y.shape[1]
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return ((1 - p) ** 2 * -(p.log()) * np.full((1, n), 1 / n)).sum()
# %% focal · right · largest logits as a Tensor, a print left in
def focal(scores, y):
    largest = Tensor(scores.data.max(axis=0))
    e = (scores - largest).exp()
    print(e.data.shape)
    p = (e / e.sum(axis=0) * Tensor(y)).sum(axis=0)
    loss = -1.0 * (1 - p) ** 2 * p.log()
    return loss.sum() / float(y.shape[1])
# %% focal · right · example by example
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    losses = (1 - p) ** 2 * -p.log()
    n = y.shape[1]
    total = Tensor(0.0)
    for i in range(n):
        total = total + (losses * (np.arange(n) == i)).sum()
    return total * (1 / n)
# %% focal · right · a Tensor of shape (1, 1)
def focal(scores, y):
    n = y.shape[1]
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return ((1 - p) ** 2 * -p.log()) @ np.full((n, 1), 1 / n)
# %% focal · right · 1e-12 added to p, a common habit
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    p = (e / e.sum(axis=0) * y).sum(axis=0)
    return ((1 - p) ** 2 * -((p + 1e-12).log())).sum() / y.shape[1]
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
# %% focal · wrong · softmax along the rows: sums over the examples ⇒ points: the loss of the example is 0
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    totals = e @ np.ones((y.shape[1], 1))
    p = (e / totals * y).sum(axis=0)
    return ((1 - p) ** 2 * -p.log()).sum() / y.shape[1]
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
# %% focal · wrong · the largest probability is taken for the label's ⇒ points: the loss of the example is 0.00414426
def focal(scores, y):
    e = (scores - scores.data.max(axis=0)).exp()
    guess = scores.data == scores.data.max(axis=0)
    p = (e / e.sum(axis=0) * guess).sum(axis=0)
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
# %% focal · wrong · doesn't subtract the largest logit, so large ones overflow ⇒ names: np.exp overflowed before, as it does above 709; subtract the largest logit
def focal(scores, y):
    n = scores.data.shape[1]
    powers = scores.exp()
    p = (powers * y).sum(axis=0) / powers.sum(axis=0)
    return ((1 - p) ** 2 * -p.log()).sum() / n
