"""Typical wrong answers to the exercises of chapter 05, each with a fragment of the message that it must get."""

import numpy as np

from nnlib import NeuralNetwork
from nnlib.exercises.chapter05 import solve_journey, solve_useful


def returned_too_early(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(steps[-1]))
        return steps


def chain(first, make):
    """Run through the layers with a wrong step: make(layer, x, before)."""

    def answer(layers, x):
        steps = first(x)
        for layer in layers:
            steps.append(make(layer, x, steps[-1] if steps else x))
        return steps

    return answer


def counter(make, *, late=False):
    """Count multiply-adds in a wrong way: make(layer, x, a)."""

    def answer(layers, x):
        count, start = 0, x
        for layer in layers:
            a = layer.forward_pass(x)
            count += make(layer, a if late else x, start)
            x = a
        return count

    return answer


def program(turn=False, lie=False, axis=0, hidden=lambda z: np.maximum(z, 0), use_b1=1):
    """The faulty program of exercise 4, with some of its faults left."""

    def answer(W1, b1, W2, b2, x):
        a = hidden((W1.T if turn else W1) @ x + use_b1 * b1)
        return (W2 @ a + (b2.T if lie else b2)).argmax(axis=axis)

    return answer


def scores(W1, b1, W2, b2, x):
    return W2 @ np.maximum(W1 @ x + b1, 0) + b2


def merged(W_of, b_of):
    """Merge step by step: W_of(layer, W) and b_of(layer, b, W)."""

    def answer(layers):
        W, b = layers[0].W, layers[0].b
        for layer in layers[1:]:
            W, b = W_of(layer, W), b_of(layer, b)
        return W, b

    return answer


def right_W(layer, W):
    return layer.W @ W


def right_b(layer, b):
    return layer.W @ b + layer.b


def first_two(layers):
    first, second = layers[0], layers[1]
    return second.W @ first.W, second.W @ first.b + second.b


def changes_the_layer(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, moved = layer.W @ W, layer.W @ b
        b = layer.b
        b += moved
    return W, b


def own_product(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W = layer.W @ W
        b = W @ b + layer.b
    return W, b


def from_the_back(layers):
    W, b = layers[-1].W, layers[-1].b
    for layer in layers[-2::-1]:
        W = W @ layer.W
        b = W @ layer.b + b
    return W, b


def own_weights(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, W @ b + layer.b
    return W, b


def first_twice(layers):
    return merged(right_W, right_b)([layers[0], *layers])


def last_twice(layers):
    return merged(right_W, right_b)([*layers, layers[-1]])


def overwritten(W1, b1, W2, order):
    W1[:], b1[:], W2[:] = W1[order], b1[order], W2[:, order]
    return W1, b1, W2


def loop_in_place(W1, b1, W2, order):
    for new, old in enumerate(order):
        W1[new], b1[new], W2[:, new] = W1[old], b1[old], W2[:, old]
    return W1, b1, W2


def loop_over_columns(W1, b1, W2, order):
    W = W2.copy()
    for new, old in enumerate(order):
        W[:, new] = W[:, old]
    return W1[order], b1[order], W


def rectified(W1, b1, W2, b2, x):
    return np.maximum(scores(W1, b1, W2, b2, x), 0).argmax(axis=0)


def rarely_rectified(W1, b1, W2, b2, x):
    """As `rectified`, where it has an effect in the last example alone."""
    found = scores(W1, b1, W2, b2, x)
    return (np.maximum(found, 0) if (found < 0).all() else found).argmax(axis=0)


def reverse(order):
    return np.argsort(order)


MISTAKES = {
    "journey": [
        (chain(lambda x: [x], lambda layer, x, before: layer.forward_pass(x)), "layer 2 received the original x"),
        (chain(lambda x: [], lambda layer, x, before: layer.forward_pass(before)), "in front of them"),
        (chain(lambda x: [x], lambda layer, x, before: layer.a), "layer.a is None"),
        (chain(lambda x: [x], lambda layer, x, before: layer.W @ before + layer.b), "is a sum z"),
        (chain(lambda x: [x], lambda layer, x, before: layer.W @ before), "bias and activation are missing"),
        (chain(lambda x: [x], lambda layer, x, before: layer(before)), "your code raised TypeError"),
        (returned_too_early, "ended after one layer"),
        (lambda layers, x: NeuralNetwork(layers).forward_pass(x), "one array came back"),
        (lambda layers, x: solve_journey(layers, x)[:-1], "there should be 4 entries"),
        (lambda layers, x: solve_journey(layers[::-1], x), "entry 1 differs"),
        (lambda layers, x: print(solve_journey(layers, x)), "is a return missing?"),
    ],
    "second_sums": [
        ([1, 5, 8, 15], "first outputs 1, 0, 1"),
        ([1, 2, 3, 4], "the biases alone"),
        ([1, 2, 3, -3], "without the biases"),
        ([2, 7, 11, 12], "all three first neurons are on"),
        ([1, 5, 8, 8], "the sign of the first sum"),
        ([-215, -553, -850, -4258], "each passes through a sigmoid"),
        ([2, 1, 1, -10], "not −1"),
        ([422, 844, 1266, -1259], "would be a ReLU"),
        ([0, 1, 0], "the first layer's outputs"),
        ([-41, 421, -678], "these are the sums of the first layer"),
        ([[-41], [421], [-678]], "these are the sums of the first layer"),
        ([0.880797, 0.982014, 0.997527, 0.731059], "before the sigmoid"),
        ([2, 4, 6, 7], "in 1 of 4 places"),
        ("2, 4, 6, 1", "should be an array of numbers"),
    ],
    "useful": [
        (counter(lambda layer, x, start: layer.W.size * x.shape[1]), "counts every weight"),
        (counter(lambda layer, x, start: np.count_nonzero(x)), "meets one weight of every neuron"),
        (counter(lambda layer, x, start: np.count_nonzero(x) * layer.ins), "once per input of its layer"),
        (counter(lambda layer, x, start: np.count_nonzero(start) * layer.outs), "the zeros of x"),
        (counter(lambda layer, x, start: np.count_nonzero(x) * layer.ins, late=True), "Ask the inputs"),
        (counter(lambda layer, x, start: np.count_nonzero(x) * layer.outs, late=True), "bound anew"),
        (counter(lambda layer, x, start: np.sum(x > 0) * layer.outs), "negative inputs"),
        (counter(lambda layer, x, start: (np.count_nonzero(x) + x.shape[1]) * layer.outs), "biases are counted"),
        (lambda layers, x: solve_useful(layers[:1], x), "the first layer alone"),
        (lambda layers, x: solve_useful(layers, x[:, :1]), "the first example alone"),
        (lambda layers, x: solve_useful(layers, x) / x.shape[1], "the count"),
        (lambda layers, x: [layer.outs for layer in layers], "one whole number"),
    ],
    "read_digits": [
        (program(turn=True, lie=True, axis=1), "W1 is turned over"),
        (program(turn=True), "W1 is turned over"),
        (program(lie=True, axis=1), "a bias of its own"),
        (program(lie=True), "a bias of its own"),
        (program(axis=1), "one answer per output"),
        (program(hidden=lambda z: z), "the ReLU"),
        (program(use_b1=0), "biases of the hidden layer"),
        (program(axis=None), "argmax without an axis"),
        (scores, "like the scores"),
        (rectified, "does the output layer have a ReLU, too?"),
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
        ((3, 1, 1.0, 5000), "not all of them are ones"),
        ((3, 1, 1.0, 500), "A tenth is the average"),
        ((3, 1, 1.0, 667), "before it"),
        ((3, 1, 1.0, 11.26), "the percentage"),
        ((3, 1, 1.0), "four numbers are needed"),
        ((3, 1, "much", 563), "four finite numbers"),
    ],
    "collapse": [
        (merged(lambda layer, W: W @ layer.W, right_b), "in reading order"),
        (merged(lambda layer, W: W * layer.W, right_b), "entry by entry"),
        (merged(lambda layer, W: W + layer.W, right_b), "the sum of them"),
        (merged(right_W, lambda layer, b: layer.b), "the last bias alone"),
        (merged(right_W, lambda layer, b: layer.b + b), "added as they are"),
        (merged(right_W, lambda layer, b: layer.W @ b), "own bias is missing"),
        (lambda layers: merged(right_W, right_b)(layers)[0], "should be a pair"),
        (lambda layers: tuple(part.squeeze() for part in merged(right_W, right_b)(layers)), "is a column, (2, 1)"),
        (first_two, "what about the others?"),
        (own_product, "W was already the new product"),
        (from_the_back, "W was already the new product"),
        (own_weights, "went through the W of its own layer"),
        (first_twice, "the first layer is in W twice"),
        (last_twice, "the last layer is in W twice"),
        (changes_the_layer, "layer 2 is not what it was"),
    ],
    "reorder": [
        (lambda W1, b1, W2, order: (W1[order], b1, W2[:, order]), "stayed behind"),
        (lambda W1, b1, W2, order: (W1[order], b1[order], W2), "whose output"),
        (lambda W1, b1, W2, order: (W1[order], b1[order], W2[:, reverse(order)]), "the reverse order"),
        (lambda W1, b1, W2, order: (W1[order], b1[order], W2[order]), "the next neurons"),
        (lambda W1, b1, W2, order: (W1[:, order], b1[order], W2[order]), "these are its inputs"),
        (
            lambda W1, b1, W2, order: (W1[reverse(order)], b1[reverse(order)], W2[:, reverse(order)]),
            "the other way round",
        ),
        (lambda W1, b1, W2, order: (W1[order], b1[reverse(order)], W2), "than the rows of W1"),
        (lambda W1, b1, W2, order: (W1, b1, W2[:, order]), "stand where they stood"),
        (lambda W1, b1, W2, order: W1[order], "three arrays"),
        (overwritten, "the W1 that was handed in has changed"),
        (loop_in_place, "some row of W1 was overwritten before it was read"),
        (loop_over_columns, "some column of W2 was overwritten"),
        ([2, 0, 1], "should be a function"),
    ],
    "more_images": [
        ("halves: four times as many images", "2.43 instead of 2.23"),
        ("falls to 0.21: that is a fair guess", "what did the shuffling take away"),
        ("doubles: favourites count four times", "not in percent"),
        ("stays", "choose one of"),
    ],
}
