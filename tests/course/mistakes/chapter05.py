"""Wrong answers to the exercises of chapter 05 that are no slips, each with a fragment of its message."""

import numpy as np

from nncourse.exercises.chapter05 import chain, program, solve_collapse, solve_journey, solve_useful
from nnlib import NeuralNetwork


def returned_too_early(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(steps[-1]))
        return steps


def scores(W1, b1, W2, b2, x):
    return W2 @ np.maximum(W1 @ x + b1, 0) + b2


def rarely_rectified(W1, b1, W2, b2, x):
    """Its last ReLU has an effect in no example but those whose scores are all negative, and only if all are so."""
    found = scores(W1, b1, W2, b2, x)
    return (np.maximum(found, 0) if (found < 0).all() else found).argmax(axis=0)


def changes_the_layer(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, moved = layer.W @ W, layer.W @ b
        b = layer.b
        b += moved
    return W, b


def from_the_back(layers):
    W, b = layers[-1].W, layers[-1].b
    for layer in layers[-2::-1]:
        W = W @ layer.W
        b = W @ layer.b + b
    return W, b


def overwritten(W1, b1, W2, order):
    W1[:], b1[:], W2[:] = W1[order], b1[order], W2[:, order]
    return W1, b1, W2


def loop_in_place(W1, b1, W2, order):
    for new, old in enumerate(order):
        W1[new], b1[new], W2[:, new] = W1[old], b1[old], W2[:, old]
    return W1, b1, W2


def two_layers_only(layers):
    first, second = layers
    return second.W @ first.W, second.W @ first.b + second.b


MISTAKES = {
    "journey": [
        (lambda layers, x: solve_journey(layers, x)[1:], "in front of them"),
        (chain(lambda layer, x, before: layer.a), "layer.a is None"),
        (chain(lambda layer, x, before: layer(before)), "your code raised TypeError"),
        (returned_too_early, "ended after one layer"),
        (lambda layers, x: NeuralNetwork(layers).forward_pass(x), "one array came back"),
        (lambda layers, x: solve_journey(layers, x)[:-1] + [x, x], "there should be 4 entries"),
        (lambda layers, x: solve_journey(layers, x)[:-1], "there should be 4 entries"),
        (lambda layers, x: solve_journey(layers[::-1], x), "entry 1 differs"),
        (lambda layers, x: print(solve_journey(layers, x)), "is a return missing?"),
    ],
    "useful": [
        (lambda layers, x: solve_useful(layers, x) / x.shape[1], "the count"),
        (lambda layers, x: [layer.outs for layer in layers], "one whole number"),
    ],
    "read_digits": [
        (program(axis=None), "argmax without an axis"),
        (scores, "like the scores"),
        (rarely_rectified, "does the output layer have a ReLU, too?"),
        (lambda W1, b1, W2, b2, x: program()(W1, b1, W2, b2.reshape(1, 12), x), "the last biases change no answer"),
        (lambda W1, b1, W2, b2, x: program()(W1.reshape(8, 8), b1, W2, b2, x), "W1 of shape (6, 3)"),
    ],
    "favourite": [
        ((3, 1, 0.5, 563), "4,436 of 5,000"),
        ((3, 0, 1.0, 563), "called 0, not 1"),
        ((3, 1, -1, 563), "does not raise the score"),
        ((3, 2, 0.1, 563), "belongs to the score of 2"),
        ((1, 5, 1.0, 563), "moves all ten scores"),
        ((2, 1, 10, 535), "Neuron 1 of layer 2 moves all ten scores"),
        ((3, 2, 5, 535), "the outputs are counted from 0"),
        ((0, 1, 1.0, 563), "counted from 1"),
        ((3, 10, 1.0, 563), "0 to 9"),
        ((3, 1, 1.0), "four numbers are needed"),
        ((3, 1, "much", 563), "four finite numbers"),
    ],
    "collapse": [
        (lambda layers: solve_collapse(layers)[0], "should be a pair"),
        (lambda layers: tuple(part.squeeze() for part in solve_collapse(layers)), "is a column, (2, 1)"),
        (from_the_back, "W was already the new product"),
        (two_layers_only, "with 3 layers your code raised ValueError: too many values to unpack"),
        (changes_the_layer, "layer 2 is not what it was"),
    ],
    "reorder": [
        (lambda W1, b1, W2, order: W1[order], "three arrays"),
        (overwritten, "the W1 that was handed in has changed"),
        (loop_in_place, "some row of W1 was overwritten before it was read"),
        ([2, 0, 1], "should be a function"),
    ],
    "joined": [
        ("the question about the 2", "choose one of"),
        (2, "choose one of"),
    ],
    "more_images": [
        ("stays", "choose one of"),
    ],
}
