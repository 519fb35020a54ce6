"""Trials of chapter 19's pieces: the transpose of a Tensor, a soft look-up, and the mask that keeps to its owners."""

import numpy as np

from nncourse.blanks.trials import shape, sizes, trials

TRIALS, trial = trials()


@trial("Tensor.T")
def transpose(nn, rng):
    for values in (rng.normal(size=(2, 3)), rng.normal(size=sizes(rng, 2))):
        t, case = nn.Tensor(values), f"a Tensor of shape {shape(values)}"
        turned = t.T
        yield f"{case}: whether its T remembers, as a Tensor does", hasattr(turned, "backward")
        yield f"{case}: data of its T", turned.data
        yield f"{case}: the depth of its T", turned.depth
        yield f"{case}: whether T.T has data as before", np.array_equal(turned.T.data, values)
        upstream = rng.normal(size=values.T.shape)
        kept = upstream.copy()
        turned.backward(upstream)
        yield f"{case}: the gradient, for an upstream gradient of shape {shape(upstream)}", t.grad
        yield f"{case}: the upstream gradient itself after that", upstream - kept
        yield f"{case}: its own data after that", t.data - values
        (turned * turned).backward(upstream)
        yield f"{case}: the gradient of T * T", t.grad
        (turned.T + t).backward(upstream.T)
        yield f"{case}: the gradient of T.T + t", t.grad
    for m, k, n in ((2, 3, 4), sizes(rng, 3)):
        a, b = nn.Tensor(rng.normal(size=(k, m))), nn.Tensor(rng.normal(size=(k, n)))
        (a.T @ b).backward(rng.normal(size=(m, n)))
        for name, one in (("a", a), ("b", b)):
            yield f"a.T @ b of shapes {(k, m)} and {(k, n)}: the gradient of {name}", one.grad


def cases(rng):
    """Return sizes, masks and factors for look-ups: (case, d, rows, m, n, mask, factor)."""
    d, rows, m, n = (size + 1 for size in sizes(rng, 4))
    own = np.where(rng.random((m, n)) < 0.5, 0.0, -np.inf)
    own[rng.integers(m), :] = 0  # each query sees a key
    causal = np.where(np.arange(4)[:, np.newaxis] <= np.arange(4), 0.0, -np.inf)
    return [
        ("3 keys and 2 queries of 4 numbers", 4, 2, 3, 2, None, 1.0),
        (f"{m} keys and {n} queries of {d} numbers, values of {rows}", d, rows, m, n, None, 1.0),
        (f"{m} keys and {n} queries of {d} numbers, with a mask", d, rows, m, n, own, 1.0),
        ("4 keys and 4 queries, with a causal mask", 3, 3, 4, 4, causal, 1.0),
        ("queries a thousand times as long", 3, 2, 4, 5, None, 1000.0),
        ("queries a thousand times as long, with a causal mask", 3, 2, 4, 4, causal, 1000.0),
    ]


@trial("attend")
def looks_up(nn, rng):
    for case, d, rows, m, n, mask, factor in cases(rng):
        arrays = factor * rng.normal(size=(d, n)), rng.normal(size=(d, m)), rng.normal(size=(rows, m))
        tensors = [nn.Tensor(array.copy()) for array in arrays]
        found, weights = nn.attend(*tensors) if mask is None else nn.attend(*tensors, mask)
        yield f"{case}: whether the answers remember, as a Tensor does", hasattr(found, "backward")
        yield f"{case}: the answers", found.data
        yield f"{case}: whether the weights are an array, and no Tensor", isinstance(weights, np.ndarray)
        yield f"{case}: the weights", weights
        found.backward(rng.normal(size=(rows, n)))
        for name, tensor, array in zip(("queries", "keys", "values"), tensors, arrays):
            yield f"{case}: the gradient of the {name}", tensor.grad
            yield f"{case}: the {name} themselves after that", tensor.data - array
        if mask is not None:
            yield f"{case}: the mask itself after that", np.isinf(mask) * 1.0


@trial("same_owner_mask")
def owners(nn, rng):
    yield "owners [0, 0, 1] of the keys and [0, 1] of the queries: the mask", nn.same_owner_mask([0, 0, 1], [0, 1])
    keys, queries = np.tile(np.arange(3), 4), np.arange(3)
    yield "four keys for each of three queries, side by side: the mask", nn.same_owner_mask(keys, queries)
    m, n = sizes(rng, 2)
    keys, queries = rng.integers(0, 3, m), rng.integers(0, 3, n)
    kept = keys.copy(), queries.copy()
    yield (
        f"owners {keys.tolist()} of the keys and {queries.tolist()} of the queries: the mask",
        nn.same_owner_mask(keys, queries),
    )
    yield "the owners of the keys after that", keys - kept[0]
    yield "the owners of the queries after that", queries - kept[1]
