"""Exams: what they withhold, the seed of the checks, and the numbers of a statement that an exam may change."""

import ast
import functools
import hashlib
import importlib.util
import itertools
import os
from contextvars import ContextVar

WAITING = {}  # the `Given` of exercises that are about to be made, by name
TAKEN = ContextVar("TAKEN", default=("", {}))  # the name of an exercise and its numbers while its module is run again


class Given:
    """The numbers of a statement, as attributes: those of the course's notebook, or of an exam.

    It is made before its exercise, which finds it by its name.

    Parameters
    ----------
    name : str
        Of the exercise.
    **choices : sequences
        For each number those that it may be, at least two. The first one is the notebook's, the others are an exam's.
        What is called ``order`` moves the rows of the statement, or, where it has not as many, its options with
        letters: see `orders`.

    Attributes
    ----------
    taken : dict
        What has been chosen in place of the notebook's.
    """

    def __init__(self, name, **choices):
        self.name, self.choices, WAITING[name] = name, choices, self
        self.taken = TAKEN.get()[1] if TAKEN.get()[0] == name else {}
        if unknown := self.taken.keys() - choices:
            raise TypeError(f"check.{name} has no number {min(unknown)} in its statement, only {', '.join(choices)}")
        vars(self).update({key: some[0] for key, some in choices.items()} | self.taken)

    def drawn(self, seed):
        """Return the numbers of an exam with this seed, an int, as a dict; with 0 it is empty.

        No random generator is asked, so that they are the same with every version of Python and NumPy.
        """
        if seed == 0:
            return {}
        digest = {key: hashlib.sha256(f"{seed} {self.name} {key}".encode()).digest() for key in self.choices}
        return {key: some[1 + int.from_bytes(digest[key]) % (len(some) - 1)] for key, some in self.choices.items()}

    def arranged(self, rows):
        """Return some rows, a dict or a sequence, in the order that is given: the names of a dict stay in place."""
        if isinstance(rows, dict):
            return dict(zip(rows, self.arranged(list(rows.values()))))
        return [rows[at] for at in self.order]

    def at(self, row):
        """Return where a row of the notebook, an int from 1, is in this order, as an int from 1."""
        return self.order.index(row - 1) + 1

    def letter(self, option):
        """Return the letter that an option of the notebook, such as "B", has in this order, a str."""
        return chr(ord("A") - 1 + self.at(ord(option) - ord("A") + 1))


def orders(n):
    """Return orders of n rows, tuples of 0 to n - 1: first the notebook's, then some in which no row stays."""
    moved = [one for one in itertools.permutations(range(n)) if all(at != row for at, row in enumerate(one))]
    return [tuple(range(n)), *moved[:: max(1, len(moved) // 100)]]


def decimal(number, digits=None):
    """Return a number as a statement shows it, a str: with a minus sign; digits, an int, if some zeros are to stay."""
    return (f"{number:.10g}" if digits is None else f"{number:.{digits}f}").replace("-", "−")


@functools.lru_cache(maxsize=64)
def with_numbers(module, name, given):
    """Return the `Exercise` of a module, both str, with given numbers, the repr of a dict: the module is run anew."""
    spec = importlib.util.find_spec(module)
    again = importlib.util.module_from_spec(spec)
    before = TAKEN.set((name, ast.literal_eval(given)))
    try:
        spec.loader.exec_module(again)
    finally:
        TAKEN.reset(before)
    return getattr(again, name)


def in_an_exam():
    """Tell whether NNLIB_EXAM is set."""
    return os.environ.get("NNLIB_EXAM", "0") not in ("", "0")


def refuse_in_an_exam(what):
    """Do nothing, unless NNLIB_EXAM is set: then it raises PermissionError, with what (a str) in its message."""
    if in_an_exam():
        raise PermissionError(f"no {what} during an exam (NNLIB_EXAM is set)")
