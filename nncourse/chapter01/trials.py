"""Trials of chapter 01's piece: a neuron, asked about one example and about many."""

import numpy as np

from nncourse.blanks.trials import shape, sizes, trials

TRIALS, trial = trials()


def unchanged(z):
    """An activation function that shows the sum itself."""
    return z


@trial("Neuron")
def neuron(nn, rng):
    ins, n = sizes(rng, 2)
    ins += 1
    weights, bias = rng.normal(size=ins), float(rng.normal())
    made = nn.Neuron(weights, bias, unchanged)
    case = f"a neuron with {ins} inputs"
    yield f"{case}: its weights", made.weights
    yield f"{case}: its bias", made.bias
    x = rng.normal(size=ins)
    yield f"{case} and an act_function that returns z, one example: the output", made(x)
    for x in rng.normal(size=(ins, n)), rng.normal(size=(ins, ins)):
        yield f"{case} and an act_function that returns z, x of shape {shape(x)}: the outputs", made(x)
    bent = nn.Neuron(weights, bias, np.tanh)
    yield f"{case} and np.tanh as act_function, x of shape {shape(x)}: the outputs", bent(x)
    x = rng.normal(size=(1, n))
    yield f"a neuron with one input, x of shape {shape(x)}: the outputs", nn.Neuron([2.5], bias, unchanged)(x)

    whole = [int(weight) for weight in rng.integers(1, 9, ins)]
    made = nn.Neuron(whole, 0, unchanged)
    yield f"the weights {whole} and the bias 0: the weights that it keeps", made.weights
    yield f"the weights {whole} and the bias 0, all inputs 1: the output", made(np.ones(ins))
    whole[0] = 100
    yield "a list of weights that is changed afterwards: the weights that it keeps", made.weights
    made = nn.Neuron(weights, bias, unchanged)
    weights += 1
    yield "an array of weights that is changed afterwards: the weights that it keeps", made.weights
    yield "an array of weights that is changed afterwards: the output for one example", made(np.ones(ins))
