"""How numbers and arrays of an answer are compared with the right ones, and what is said of those that differ."""

import re
from decimal import Decimal
from numbers import Real

import numpy as np

from nncourse.checking.answers import kind
from nncourse.checking.sandbox import OBSERVATION, NotAttempted, Wrong, observe


def alike(seen, others):
    """Tell whether two lists that `observe` has made are the same, and not empty; seen, others lists."""
    if not seen or len(seen) != len(others):
        return False
    return all(same(one, other, tolerance) for (one, tolerance), (other, _) in zip(seen, others))


def same(one, other, tolerance):
    """Tell whether two arrays are equal, numbers up to a tolerance; one, other arrays."""
    if one.shape != other.shape:
        return False
    if one.dtype.kind in "biuf" and other.dtype.kind in "biuf":
        return np.allclose(one, other, rtol=tolerance, atol=tolerance, equal_nan=True)
    return bool(np.all(one == other))


def as_numbers(thing):
    """Return an answer as an array of numbers, or None if it is something else; raises ValueError for ragged rows.

    Whatever holds numbers will do: a number of Python or NumPy, a Fraction, a Decimal, a list, a tuple, an array.
    """
    value = np.asarray(thing)
    if value.dtype == object and value.size and all(isinstance(one, (Real, Decimal)) for one in value.flat):
        value = value.astype(float)  # such as a Fraction
    return value if value.dtype.kind in "biuf" else None


def number(answer, what):
    """Return an answer that should be one finite number as a float; what, a str, is its name. Raises Wrong."""
    value = None if isinstance(answer, (list, tuple)) else as_numbers(answer)
    if value is None or value.size != 1 or not np.isfinite(value).all():
        form = kind(answer) if value is None or value.size != 1 else f"{value.item():g}"
        raise Wrong(f"{what} should be one finite number, but it is {form}")
    return float(value.item())


def numbers(answer, *names):
    """Return an answer that should be several things, a list with one entry for each name.

    Parameters
    ----------
    answer : object
        A list, a tuple or an array will do.
    *names : str

    Raises
    ------
    Wrong
        If it is something else, or has another length.
    NotAttempted
        If one of them is still an ellipsis.
    """
    several = isinstance(answer, (tuple, list)) or (isinstance(answer, np.ndarray) and answer.ndim > 0)
    if not several or len(answer) != len(names):
        form = f"{len(answer)} of them" if isinstance(answer, (tuple, list)) else kind(answer)
        raise Wrong(f"the answer should be {len(names)} things, ({', '.join(names)}), but this is {form}")
    for part, name in zip(answer, names):
        if part is ...:
            raise NotAttempted(f"not attempted yet: {name} is still the ... of the stub.")
    return list(answer)


def compare(got, wanted, what="the result", *, n=None, tolerance=1e-7, shown=None, **facts):
    """Compare an answer's number or array with the right one: type, shape, finite, values.

    This is the one place that says which forms are accepted: those of `as_numbers`, in any dtype, float32 within its
    precision. What it compares counts as seen: the mistakes of the exercise are compared by it. Their messages may name
    ``{what}``.

    Parameters
    ----------
    got : object
    wanted : number or array
    what : str
        How to call it in messages.
    n : int, optional
        The number of examples, so that a missing 1/n is recognised.
    tolerance : float
        Absolute and relative.
    shown : number or array, optional
        What is right for the example in the statement: whoever returns that has not used the arguments.
    **facts
        What the messages of mistakes may name besides.

    Raises
    ------
    Wrong
        With what was seen and the likely cause.
    """
    wanted = np.asarray(wanted)
    try:
        value = as_numbers(got)
    except ValueError:
        raise Wrong(f"{what} should be one array, but {says('its', what)} rows have different lengths") from None
    if value is None:
        form = "a number" if wanted.ndim == 0 else "an array of numbers"
        raise Wrong(f"{what} should be {form}, but {says('it is', what)} {kind(got)}")
    observe(value, tolerance)
    facts["what"] = what
    if value.dtype == np.float32:
        tolerance = max(tolerance, 1e-5)
    if value.shape != wanted.shape:
        raise Wrong(
            f"{what} should have shape {wanted.shape}, but {says('has', what)} shape {value.shape}"
            f"{shape_mistake(value, wanted)}",
            **facts,
        )
    unbounded = np.isinf(wanted) & (value == wanted)
    if not (np.isfinite(value) | unbounded).all():
        bad = np.count_nonzero(~np.isfinite(value))
        raise Wrong(f"{what} {says('holds', what)} nan or inf, {bad} of {value.size} numbers", **facts)
    if not np.allclose(value, wanted, rtol=tolerance, atol=tolerance):
        raise Wrong(repeated(value, what, shown) or value_mistake(value, wanted, what, n, tolerance), **facts)
    if OBSERVATION.get() is not None:
        OBSERVATION.get().right.append(value)


def repeated(value, what, shown):
    """Return a sentence if a wrong value was right before: in the statement, or in an earlier call; else "".

    Parameters
    ----------
    value : array
    what : str
    shown : array or None
        As in `compare`.
    """
    if shown is not None and value.shape == np.shape(shown) and np.allclose(value, shown):
        return f"{what} {says('is', what)} right for the example of the statement only: compute it from the arguments"
    before = OBSERVATION.get().right if OBSERVATION.get() is not None and OBSERVATION.get().case is not None else []
    if any(value.size > 1 and np.array_equal(value, one) for one in before):
        return (
            f"{what} {says('is', what)} right for an earlier input, but this is another: compute it from the arguments"
        )
    return ""


PLURALS = {
    "is": "are",
    "has": "have",
    "holds": "hold",
    "looks": "look",
    "stands": "stand",
    "differs": "differ",
    "its": "their",
    "it": "they",
    "it is": "this is",
}


def says(verb, what):
    """Return a verb or pronoun as it goes with what; "the weights of layer 1" are many, "the loss" and "the bias" one.

    Parameters
    ----------
    verb : str
        A key of PLURALS: the singular.
    what : str

    Returns
    -------
    str.
    """
    noun = re.split(r" (?:of|for|with|after|in|at|on)\b|,| \(", what.rpartition(": ")[2])[0]
    return PLURALS[verb] if noun.endswith("s") and not noun.endswith(("ss", "us", "is", "bias")) else verb


def shape_mistake(value, wanted):
    """Return what a wrong shape looks like, as the end of a sentence; value and wanted are arrays."""
    if value.ndim == 2 and value.T.shape == wanted.shape:
        return ": it looks transposed"
    if value.size == wanted.size:
        return f": the same number{'s' if value.size > 1 else ''} in another shape" + (
            " (keepdims=True?)" if wanted.ndim == 2 else ""
        )
    if value.ndim == 0:
        return ": one number, where there should be several; was everything added up?"
    return ""


def value_mistake(value, wanted, what, n, tolerance):
    """Return a sentence about wrong numbers that names the mistake that they look like.

    Parameters
    ----------
    value, wanted : arrays of one shape
    what : str
    n : int or None
    tolerance : float

    Returns
    -------
    str.
    """

    def same(one, other):
        return np.allclose(one, other, rtol=max(tolerance, 1e-6), atol=tolerance)

    if same(value, -wanted):
        return f"{what} {says('has', what)} the opposite sign{' everywhere' * (value.size > 1)}"
    digits = next((some for some in range(9) if np.array_equal(value, np.round(wanted, some))), 0)
    if digits > 1:
        return f"{what} {says('looks', what)} rounded: give all digits"
    if same(value, 1 - wanted) and not (value.size == 1 and wanted in (0, 1)):
        return f"{what} {says('is', what)} one minus what {says('it', what)} should be"
    if value.ndim and same(value[::-1], wanted):
        return f"{what} {says('stands', what)} in reverse order"
    for name, ratio in (("base 2", np.log(2)), ("base 10", np.log(10))):
        if same(value * ratio, wanted):
            return f"{what} {says('looks', what)} like logarithms of {name}: np.log is the natural one"
    positive = wanted.size > 1 and (wanted >= 0).all() and (wanted > 1).any()
    if positive and (same(value, wanted**2) or same(value**2, wanted)):
        return f"{what} {says('is', what)} {'squared' if same(value, wanted**2) else 'the square root of it'}"
    if n not in (None, 1) and same(value, n * wanted):
        return (
            f"{what} {says('is', what)} {n} times too large, and there are {n} examples: "
            "is there a sum where a mean is asked for?"
        )
    if same(value, 2 * wanted) or same(2 * value, wanted):
        size = "twice" if same(value, 2 * wanted) else "half"
        return f"{what} {says('is', what)} {size} as large as {says('it', what)} should be"
    if value.ndim == 2 and value.shape[0] == value.shape[1] and same(value.T, wanted):
        return f"{what} {says('looks', what)} transposed"
    for times in range(3, 101) if np.unique(abs(wanted[wanted != 0])).size > 1 else ():
        if same(value, times * wanted):
            return f"{what} {says('is', what)} {times} times too large everywhere"
        if same(times * value, wanted):
            asked = f", and there are {n} examples: is it divided by n once too often?" * (n == times)
            return f"{what} {says('is', what)} {times} times too small everywhere{asked}"
    if value.size > 2 and value.ndim == 1 and (same(value[1:], wanted[:-1]) or same(value[:-1], wanted[1:])):
        return f"{what} {says('is', what)} off by one: the right numbers stand one place further"
    known = OBSERVATION.get() is not None and OBSERVATION.get().case is not None  # of a function nothing is given away
    if value.ndim == 0:
        size = "too large" if value > wanted else "too small"
        if value < 0:  # where a small number might be taken for one near 0
            size = "not far enough below 0" if value > wanted else "too far down"
        return f"{what} is {value:.6g}, which is {size}" + (f": it should be {wanted:.6g}" if known else "")
    wrong = np.argwhere(~np.isclose(value, wanted, rtol=tolerance, atol=tolerance))
    place, first = ", ".join(map(str, wrong[0])), value[tuple(wrong[0])]
    there = "it is" if says("it", what) == "it" else "the number is"
    return (
        f"{what} {says('differs', what)} in {len(wrong)} of {value.size} places, "
        f"first at [{place}], where {there} {first:.6g}" + (f", not {wanted[tuple(wrong[0])]:.6g}" if known else "")
    )


def pair(answer):
    """Return the two parts of an answer that should be a list or tuple (weights, bias). Raises Wrong."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise Wrong(f"the answer should be a pair, (weights, bias), but it is {kind(answer)}")
    return answer
