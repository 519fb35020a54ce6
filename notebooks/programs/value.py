"""Numbers that know where they came from, and so find their gradients: automatic differentiation (lesson 15)."""

import math


class Value:
    def __init__(self, data, parents=()):  # parents: pairs of a Value and the local derivative with respect to it
        self.data, self.parents, self.grad = float(data), parents, 0.0
        self.depth = max((parent.depth + 1 for parent, _ in parents), default=0)

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __pow__(self, n):
        return Value(self.data**n, [(self, n * self.data ** (n - 1))])

    def exp(self):
        return Value(math.exp(self.data), [(self, math.exp(self.data))])

    def log(self):
        return Value(math.log(self.data), [(self, 1 / self.data)])

    def relu(self):
        return Value(max(self.data, 0), [(self, float(self.data > 0))])

    def backward(self):  # deepest first: each node has its whole gradient before it passes it on
        nodes = {self}
        for node in (todo := [self]):
            todo += {parent for parent, _ in node.parents} - nodes
            nodes |= {parent for parent, _ in node.parents}
        for node in nodes:
            node.grad = 0.0
        self.grad = 1.0
        for node in sorted(nodes, key=lambda node: -node.depth):
            for parent, slope in node.parents:
                parent.grad += slope * node.grad

    __radd__, __rmul__ = __add__, __mul__


if __name__ == "__main__":
    x = Value(2.0)
    h = 3 * x
    L = h * 2 + h * 5
    L.backward()
    print(f"the diamond: h {h.grad:g}, x {x.grad:g}")
