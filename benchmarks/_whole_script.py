"""Chapter 14: the script of the lesson in a single file, with nothing of nnlib, for `benchmarks.mutants` to spoil.

The names are those of nnlib, so that the questions of the chapter can be put to it.
"""

import numpy as np


def training_images(images, labels, rows):
    """Return x (784, n) and y (n,), from the bytes images and the labels of a file; rows is an int array (n,)."""
    x = images[rows].reshape(-1, 784).T / 255
    return x, labels[rows]


def validation_images(images, labels, rows):
    """Return x (784, n) and y (n,), from the bytes images and the labels of a file; rows is an int array (n,)."""
    x = images[rows].reshape(-1, 784).T / 255
    return x, labels[rows]


class ReLU:
    """a = max(z, 0)."""

    def __call__(self, z):
        """Return a, in the shape of z."""
        return np.maximum(z, 0)

    def backward(self, a, da):
        """Return dz; a and da of one shape."""
        return (a > 0) * da


class Identity:
    """a = z."""

    def __call__(self, z):
        """Return z itself."""
        return z

    def backward(self, a, da):
        """Return dz, which is da."""
        return da


class Layer:
    """A fully connected layer, from ins to outs, both int, with an activation function; rng is a Generator."""

    def __init__(self, ins, outs, act_function, rng):
        self.W = rng.normal(0, 1, (outs, ins)) / np.sqrt(ins)
        self.b = np.zeros((outs, 1))
        self.dW = np.zeros(self.W.shape)
        self.db = np.zeros(self.b.shape)
        self.act_function = act_function

    def forward_pass(self, x):
        """Return the outputs (outs, n) for x (ins, n)."""
        self.x = x
        self.a = self.act_function(self.W @ x + self.b)
        return self.a

    def backward_pass(self, da):
        """Write dW and db, and return the gradient for the inputs, (ins, n); da is (outs, n)."""
        dz = self.act_function.backward(self.a, da)
        self.dW[...] = dz @ self.x.T
        self.db[...] = dz.sum(axis=1, keepdims=True)
        return self.W.T @ dz

    def parameters(self):
        """Return the (value, gradient) pairs."""
        return [(self.W, self.dW), (self.b, self.db)]


class NeuralNetwork:
    """A list of layers in a chain."""

    def __init__(self, layers):
        self.layers = layers

    def forward_pass(self, x):
        """Return the logits (10, n) for x (784, n)."""
        for layer in self.layers:
            x = layer.forward_pass(x)
        return x

    def backward_pass(self, da):
        """Fill all gradients; da is (10, n)."""
        for layer in reversed(self.layers):
            da = layer.backward_pass(da)

    def parameters(self):
        """Return the (value, gradient) pairs of all layers."""
        return [pair for layer in self.layers for pair in layer.parameters()]


class CrossEntropy:
    """Softmax and cross-entropy in one, from logits."""

    def __call__(self, outputs, targets):
        """Return the loss; outputs (10, n), targets (n,)."""
        largest = outputs.max(axis=0)
        log_sums = np.log(np.exp(outputs - largest).sum(axis=0)) + largest
        return (log_sums - outputs[targets, np.arange(len(targets))]).mean()

    def derivative(self, outputs, targets):
        """Return the gradient for the outputs, (10, n); targets (n,)."""
        parts = np.exp(outputs - outputs.max(axis=0))
        p = parts / parts.sum(axis=0)
        y = np.zeros(p.shape)
        y[targets, np.arange(len(targets))] = 1
        return (p - y) / p.shape[1]


class SGD:
    """Stochastic gradient descent at a rate, float."""

    def __init__(self, rate):
        self.rate = rate

    def step(self, pairs):
        """Move each value of the (value, gradient) pairs."""
        for value, gradient in pairs:
            value -= self.rate * gradient


def build(rng, hidden=32):
    """Return an untrained network; rng is a Generator, hidden an int."""
    return NeuralNetwork([Layer(784, hidden, ReLU(), rng), Layer(hidden, 10, Identity(), rng)])


def mini_batches(x, y, batch_size, rng):
    """Yield all examples once, in random order, a mini-batch at a time."""
    order = rng.permutation(x.shape[1])
    for start in range(0, len(order), batch_size):
        few = order[start : start + batch_size]
        yield x[:, few], y[few]


def learn(net, x, y, script, epochs, batch_size, rng, optimizer):
    """Train net on x (784, n) and y (n,) for some epochs, and return the losses of the steps."""
    losses = []
    for _ in range(epochs):
        for few, targets in mini_batches(x, y, batch_size, rng):
            outputs = net.forward_pass(few)
            losses.append(script["loss"](outputs, targets))
            net.backward_pass(script["loss"].derivative(outputs, targets))
            optimizer.step(script["moves"](net))
    return losses


def moves(net):
    """Return the (value, gradient) pairs that the optimizer moves."""
    return net.parameters()


def answer(net, x):
    """Return the digits that net reads in x, (784, n)."""
    return net.forward_pass(x).argmax(axis=0)
