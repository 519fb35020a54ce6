"""Trials of chapter 04's pieces: what a layer draws, and what it computes."""

import numpy as np

from nncourse.blanks.trials import sizes, trials

TRIALS, trial = trials()


@trial("create_weight_matrix")
def weights(nn, rng):
    outs, ins = sizes(rng, 2)
    W = nn.create_weight_matrix(outs, ins, rng=np.random.default_rng(outs))
    yield f"{outs} neurons with {ins} inputs: the weights", W
    W = nn.create_weight_matrix(outs, ins, rng=np.random.default_rng(ins), dtype=np.float32)
    yield f"{outs} neurons with {ins} inputs and dtype=np.float32: the weights", W


@trial("create_bias_vector")
def biases(nn, rng):
    (outs,) = sizes(rng, 1)
    yield f"{outs} neurons: the biases", nn.create_bias_vector(outs)
    yield f"{outs} neurons and dtype=np.float32: the biases", nn.create_bias_vector(outs, dtype=np.float32)


@trial("Layer")
def layer(nn, rng):
    ins, outs, n = sizes(rng, 3)
    made = nn.Layer(ins, outs, np.tanh, rng=np.random.default_rng(ins))
    case = f"Layer({ins}, {outs}, np.tanh)"
    yield f"{case}: ins", made.ins
    yield f"{case}: outs", made.outs
    yield f"{case}: whether act_function is what was given", made.act_function is np.tanh
    yield f"{case}: the weights W", made.W
    yield f"{case}: the biases b", made.b
    yield f"{case}: dW at the start", made.dW
    yield f"{case}: db at the start", made.db
    made.b[...] = rng.normal(size=(outs, 1))
    x = rng.normal(size=(ins, n))
    yield f"{case}, x of shape {x.shape}: the output of forward_pass", made.forward_pass(x)
    yield f"{case}, x of shape {x.shape}: what it keeps as x", made.x
    yield f"{case}, x of shape {x.shape}: what it keeps as a", made.a
    huge = np.full((ins, 1), -1e300)
    yield f"{case}, all inputs −1e300: the output of forward_pass", made.forward_pass(huge)
    single = nn.Layer(ins, outs, np.tanh, rng=np.random.default_rng(outs), dtype=np.float32)
    yield f"{case} with dtype=np.float32: the weights W", single.W
    yield f"{case} with dtype=np.float32: the output", single.forward_pass(x.astype(np.float32))
