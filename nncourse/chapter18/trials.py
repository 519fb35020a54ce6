"""Trials of chapter 18's pieces: names as windows of codes, and the table that turns codes into learned numbers."""

import numpy as np

from nncourse.blanks.trials import sizes, trials
from nnlib.gradient_check import gradient_check

TRIALS, trial = trials()


def some_names(rng, count, letters="abcdefghijklmnopqrstuvwxyz"):
    """Return names made at random, a list of str."""
    return ["".join(rng.choice(list(letters), rng.integers(1, 7))) for _ in range(count)]


@trial("windows")
def in_windows(nn, rng):
    cases = [(["emma"], 1), (["emma"], 3), (["ada", "bo"], 2), (["a"], 4), (some_names(rng, 5), sizes(rng, 1, 8)[0])]
    for names, length in cases:
        case = (
            f"windows({names}, {length})" if len(names) < 3 else f"windows of {names[0]} and 4 others, {length} letters"
        )
        found = nn.windows(names, length)
        yield f"{case}: the number of arrays", len(found)
        for part, array in zip(("the contexts", "the codes that follow"), found):
            yield f"{case}: {part}", array
            yield f"{case}: whether {part} are whole numbers", np.asarray(array).dtype.kind in "iu"


def embedding(nn, rng):
    """Return a table of random size, codes for it in which letters occur twice, and words that name the case."""
    size, d, length, n = (int(one) for one in rng.integers((2, 1, 1, 2), (6, 5, 5, 7)))
    table = nn.Embedding(size, d, rng=np.random.default_rng(int(rng.integers(1000))))
    case = f"Embedding({size}, {d}), codes of shape ({length}, {n})"
    return table, rng.integers(0, size, (length, n)), case


@trial("Embedding")
def looks_up(nn, rng):
    table = nn.Embedding(27, 3, rng=np.random.default_rng(5))
    yield "Embedding(27, 3) with seed 5: the table W", table.W
    yield "Embedding(27, 3): dW at the start", table.dW
    yield "Embedding(27, 3): whether without rng it has a table, too", nn.Embedding(27, 3).W.shape == (3, 27)
    yield "the codes 5 and 13, one window each: the numbers", table.forward_pass(np.array([[5, 13]]))
    yield "the codes 5 and 13, in one window: the numbers", table.forward_pass(np.array([[5], [13]]))
    table, x, case = embedding(nn, rng)
    before, W = x.copy(), table.W.copy()
    outputs = table.forward_pass(x)
    yield f"{case}: the numbers", outputs
    yield f"{case}: the codes after the forward pass", x - before
    yield f"{case}: the table after the forward pass", table.W - W
    arrays = [array for pair in table.parameters() for array in pair]
    yield f"{case}: the number of arrays in parameters()", len(arrays)
    same = len(arrays) == 2 and arrays[0] is table.W and arrays[1] is table.dW
    yield f"{case}: whether parameters() gives W and dW themselves, and no copies", same
    da = rng.normal(size=outputs.shape)
    kept = da.copy()
    answer = table.backward_pass(da)
    yield f"{case}: dW", table.dW
    yield f"{case}: whether backward_pass returns None, as codes have no gradient", answer is None
    yield f"{case}: da after the backward pass", da - kept
    table.forward_pass(x[:, ::-1].copy())
    yield f"{case}: whether need_dx=False returns None as well", table.backward_pass(2 * da, need_dx=False) is None
    yield f"{case}: dW of a second pass, which takes the place of the first", table.dW
    yield f"{case}: whether dW is the same array as before", arrays[1] is table.dW
    twice = nn.Embedding(3, 1, rng=np.random.default_rng(0))
    twice.forward_pass(np.array([[1, 1], [1, 2]]))
    twice.backward_pass(np.array([[1.0, 10.0], [100.0, 1000.0]]))
    yield "the windows (1, 1) and (1, 2), gradients 1, 100 and 10, 1,000: dW", twice.dW
    small = nn.Embedding(4, 2, rng=np.random.default_rng(1))
    net = nn.NeuralNetwork([small, nn.Layer(6, 3, nn.Identity(), rng=np.random.default_rng(2))])
    report = gradient_check(net, nn.CrossEntropy(), np.array([[0, 1, 3], [2, 1, 0], [2, 2, 1]]), np.array([0, 2, 1]))
    yield "a table and a layer: whether the gradient check is ok", bool(report.ok)
