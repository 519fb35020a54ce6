"""Chapter 19 · Attention: a soft look-up, ``values @ softmax(keys.T @ queries)``, whose way back nobody wrote."""

import numpy as np

from nnlib.checks import as_array, check_look_up


def attend(queries, keys, values, mask=0.0):
    """Look up each query among the keys, and mix the values by how well their keys fit (scaled dot-product attention).

    Source: A. Vaswani and others, "Attention is all you need", 2017.

    Parameters
    ----------
    queries : Tensor, shape (d, n)
        One query per column.
    keys : Tensor, shape (d, m)
    values : Tensor, shape (rows, m)
        The value that column k of the keys leads to is column k.
    mask : array, shape (m, n), or what NumPy copies out to it
        Added to the scores: 0 where a query may look, -inf where it may not.

    Returns
    -------
    answers : Tensor, shape (rows, n)
    weights : array, shape (m, n)
        The attention weights; each column sums to 1.
    """
    check_look_up(mask, queries=queries, keys=keys, values=values)
    scores = keys.T @ queries / np.sqrt(len(keys.data)) + mask
    weights = (scores - scores.data.max(axis=0)).exp()
    weights = weights / weights.sum(axis=0)
    return values @ weights, weights.data


def same_owner_mask(owner_of_key, owner_of_query):
    """Return a mask that lets each query look at the keys of its own owner only, such as its own name.

    Parameters
    ----------
    owner_of_key : array of shape (m,)
    owner_of_query : array of shape (n,)
        Whose each key and each query is: any numbers, equal for what belongs together.

    Returns
    -------
    array of shape (m, n): 0 where both have one owner, -inf elsewhere
    """
    column = as_array("owner_of_key", owner_of_key).reshape(-1, 1)
    row = as_array("owner_of_query", owner_of_query).reshape(1, -1)
    return np.where(column == row, 0.0, -np.inf)  # keys down, queries across
