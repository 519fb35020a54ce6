"""What an answer is, in words or a stub, and what it may not use. The sealed package has this module, too."""

import contextlib
import dis
import importlib
import os
import sys
from unittest import mock

import numpy as np

PREPARATIONS = ("RESUME", "NOP", "MAKE_CELL", "COPY_FREE_VARS")


def is_stub(answer):
    """Tell whether an answer is what the notebook began with: ``...``, or a function that does nothing at all.

    A docstring does nothing, and neither do ``pass`` and ``...``.

    Parameters
    ----------
    answer : object, such as a callable or an array

    Returns
    -------
    bool.
    """
    if answer is ... or answer is None:
        return True
    if isinstance(answer, (tuple, list)):
        return any(part is ... for part in answer)
    return hasattr(answer, "__code__") and steps_of(answer) == steps_of(lambda: None)


def steps_of(function):
    """Return what Python does when it runs a function, a list of (instruction, argument), preparations aside."""
    return [(step.opname, step.argval) for step in dis.get_instructions(function) if step.opname not in PREPARATIONS]


def kind(thing):
    """Return what a thing is, in words, as a str: arrays with shape and dtype, sequences with their length."""
    if isinstance(thing, np.ndarray):
        return f"an array of shape {thing.shape} and dtype {thing.dtype}"
    if thing is None:
        return "None (is a return missing?)"
    if isinstance(thing, str):
        return f"the text {thing!r}"
    if isinstance(thing, (list, tuple)):
        return f"a {type(thing).__name__} of length {len(thing)}"
    if isinstance(thing, type):
        return f"the class {thing.__name__}"
    if callable(thing):
        return "a function"
    return f"of type {type(thing).__name__}"


@contextlib.contextmanager
def refusing(things, refuse):
    """Refuse some things in this block.

    Parameters
    ----------
    things : list of (module, name, told), str each
        Functions; classes, of which no object may be made; or with "" as name all of a package.
    refuse : callable
        ``refuse(told)`` returns the exception that is raised.
    """

    def made(self, *arguments, **named):
        raise refuse(f"your code uses {type(self).__name__}; write it in NumPy alone")

    with contextlib.ExitStack() as stack:
        for module, name, told in things:
            if not name:

                def look(frame, event, argument, package=f"{module}.", told=told):
                    if frame.f_globals.get("__name__", "").startswith(package):
                        raise refuse(told)

                stack.callback(sys.setprofile, sys.getprofile())
                sys.setprofile(look)
                continue
            place = importlib.import_module(module)
            if isinstance(getattr(place, name), type):
                stack.enter_context(mock.patch.object(getattr(place, name), "__init__", made))
            else:
                stack.enter_context(mock.patch.object(place, name, mock.Mock(side_effect=refuse(told))))
        yield


def seed():
    """Return the seed of the checks' random numbers, an int: NNLIB_SEED, or 0. Raises ValueError for other text."""
    text = os.environ.get("NNLIB_SEED", "0")
    if not text.isdecimal():
        raise ValueError(f"the environment variable NNLIB_SEED must be a whole number such as 7, not {text!r}")
    return int(text)
