"""Numbers that know where they came from, and so find their gradients: automatic differentiation.

Beside each block stands the lesson that wrote it.
"""

import math


class Value:
    def __init__(self, data, edges=()):  # 15: edges are pairs (parent, local derivative)
        self.data, self.edges, self.grad = float(data), edges, 0.0
        self.depth = max((parent.depth + 1 for parent, _ in edges), default=0)

    def __add__(self, other):  # 07: routes add up
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):  # 07: nudge one factor, and the product moves by the other times as much
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __pow__(self, n):  # 15: the rule from school
        return Value(self.data**n, [(self, n * self.data ** (n - 1))])

    def exp(self):  # 03: its own derivative
        out = math.exp(self.data)
        return Value(out, [(self, out)])

    def log(self):  # 06
        return Value(math.log(self.data), [(self, 1 / self.data)])

    def relu(self):  # 03
        return Value(max(self.data, 0.0), [(self, float(self.data > 0))])

    def backward(self):  # 07: the chain rule; 15: each node once, deepest first
        found, waiting = {self: None}, [self]  # a dict serves as a set that keeps its order
        while waiting:
            for parent, _ in waiting.pop().edges:
                if parent not in found:
                    found[parent] = None
                    waiting.append(parent)
        for node in found:
            node.grad = 0.0
        self.grad = 1.0
        for node in sorted(found, key=lambda node: node.depth, reverse=True):
            for parent, factor in node.edges:
                parent.grad += factor * node.grad

    __radd__, __rmul__ = __add__, __mul__  # 3 + x and 3 * x: the plain number is on the left


if __name__ == "__main__":
    x = Value(2.0)
    h = 3 * x
    L = h * 2 + h * 5
    L.backward()
    print(f"the diamond: h {h.grad:g}, x {x.grad:g}")
