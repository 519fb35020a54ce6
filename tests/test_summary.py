"""print(net) says what the layers are, one line each, and never stands in the way."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib import Identity, Layer, LeakyReLU, NeuralNetwork, ReLU, step


class Passing:
    """A layer without sizes, activation and parameters."""

    def forward_pass(self, x):
        return x

    def backward_pass(self, da, *, need_dx=True):
        return da

    def parameters(self):
        return []


def test_the_digit_network_in_four_lines():
    sizes = (784, 128, 64, 10)
    net = NeuralNetwork([Layer(*pair, act) for *pair, act in zip(sizes, sizes[1:], [ReLU(), ReLU(), Identity()])])
    assert str(net).splitlines() == [
        "layer 1  Layer  784 -> 128      ReLU  (128, 784) (128, 1)  100,480 parameters",
        "layer 2  Layer   128 -> 64      ReLU    (64, 128) (64, 1)    8,256 parameters",
        "layer 3  Layer    64 -> 10  Identity     (10, 64) (10, 1)      650 parameters",
        "                                                 together  109,386 parameters",
    ]
    assert repr(net) == str(net), "the same as the last line of a cell and in print"


def test_layers_without_sizes_or_parameters_say_what_they_are():
    net = NeuralNetwork([Passing(), Layer(4, 2, LeakyReLU(0.2)), Layer(2, 1, step)])
    first, second, third, together = str(net).splitlines()
    assert first.split() == ["layer", "1", "Passing", "no", "parameters"]
    assert "4 -> 2  LeakyReLU" in second and second.endswith("10 parameters")
    assert "2 -> 1       step" in third, "a function goes by its own name"
    assert together.split() == ["together", "13", "parameters"]
    assert str(NeuralNetwork([Passing()])).splitlines()[1].split() == ["together", "0", "parameters"]


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.lists(st.integers(1, 300), min_size=2, max_size=13))
def test_the_numbers_of_parameters_add_up_and_the_columns_line_up(sizes):
    net = NeuralNetwork([Layer(*pair, ReLU()) for pair in zip(sizes, sizes[1:])])
    lines = str(net).splitlines()
    counts = [int(re.search(r"([\d,]+) parameters$", line).group(1).replace(",", "")) for line in lines]
    assert counts == [layer.W.size + layer.b.size for layer in net.layers] + [sum(counts[:-1])]
    assert counts[-1] == sum(value.size for value, _ in net.parameters())
    assert len(set(map(len, lines))) == 1
    assert len({line.index("Layer") for line in lines[:-1]}) == 1


@pytest.mark.parametrize("name", ["W", "b"])
def test_it_can_be_printed_even_when_a_layer_was_given_something_wrong(name):
    net = NeuralNetwork([Layer(4, 2, ReLU())])
    setattr(net.layers[0], name, np.zeros(5))
    assert "(5,)" in str(net)
    setattr(net.layers[0], name, None)
    assert "layer 1" in str(net)
