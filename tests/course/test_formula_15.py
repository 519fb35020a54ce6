"""The class that chapter 15 shows whole finds what nnlib's `Value` finds, and is that of the program to take home."""

from pathlib import Path

import nbformat
import numpy as np
import pytest

import nnlib

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


@pytest.fixture(scope="module")
def source():
    cells = nbformat.read(NOTEBOOKS / "15-autodiff.ipynb", as_version=4).cells
    (found,) = [cell.source for cell in cells if "formula" in cell.metadata.get("tags", [])]
    return found


@pytest.fixture(scope="module")
def shown(source):
    names = {}
    exec(source, names)
    return names["Value"]


def test_the_program_to_take_home_holds_the_class_as_the_lesson_shows_it(source):
    assert source in (NOTEBOOKS / "programs" / "value.py").read_text(encoding="utf-8")


def recorded(kind, rng, steps=40):
    """Three numbers of a class, and what is made of them at random; the last needs many of them."""
    nodes = [kind(number) for number in rng.uniform(-1, 1, 3).tolist()]
    for _ in range(steps):
        one, other = (nodes[-1 - int(k)] for k in rng.integers(0, 4, 2) % len(nodes))
        made = [one + other, one * other * 0.5, 0.7 * one + 1, (0.1 * one) ** 3, one.relu() + 0.2 * other]
        nodes.append(made[int(rng.integers(len(made)))])
    return [*nodes, nodes[-1] * nodes[-2] + nodes[-1] * nodes[3]]


@pytest.mark.parametrize("seed", range(20))
def test_it_finds_what_that_of_nnlib_finds_to_the_last_bit(shown, seed):
    ours, theirs = (recorded(kind, np.random.default_rng(seed)) for kind in (shown, nnlib.Value))
    for _ in range(2):  # a second walk begins anew, as one after a step does
        ours[-1].backward()
        theirs[-1].backward()
        for one, other in zip(ours, theirs, strict=True):
            assert (one.data, one.grad) == (other.data, other.grad)


@pytest.mark.parametrize("number", [-3.0, -0.5, 0.25, 2.0])
def test_exponential_and_logarithm_are_those_of_nnlib(shown, number):
    """Up to rounding: the shown class asks Python's math, nnlib NumPy, and each has routines of its own."""
    found = []
    for kind in (shown, nnlib.Value):
        x = kind(number)
        last = x * (1 + (-1 * x).exp()) ** -1 + (x * x + 1).log()
        last.backward()
        found.append([last.data, x.grad])
    np.testing.assert_allclose(*found, rtol=1e-14)
