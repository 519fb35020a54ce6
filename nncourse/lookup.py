"""Names that a package hands out without importing what they stand for before it is asked for: a door, no room."""

import re
import warnings
from importlib import import_module
from pathlib import Path


def found_in(package, **places):
    """Return a package's ``__getattr__``, which imports what is asked for.

    Parameters
    ----------
    package : str
        Its ``__name__``.
    **places : str
        For each name the module, within the package, or the module and what it is called there: ``"explorer:explore"``.
    """

    def find(name):
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return thing(f"{package}.{places[name]}")

    return find


def moved(package, places, level=2):
    """Return the ``__getattr__`` of a module of an earlier version: what it held is found elsewhere, with a warning.

    Parameters
    ----------
    package : str
        Its ``__name__``.
    places : dict of str to str
        From a pattern of names to their place: the module, or the module and the name there, after a colon.
    level : int
        Of the calls that lead here, which one asked: the warning is for its line.
    """

    def find(name):
        for pattern, place in places.items():
            if match := re.fullmatch(pattern, name):
                place = match.expand(place)
                told = f"{package}.{name} is now {place.replace(':', '.')}; the old name is gone with the next release"
                warnings.warn(told, DeprecationWarning, stacklevel=level)
                return thing(place)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return find


def chapters():
    """Return the numbers of the chapters, a list of str: "01", of the folder chapter01; what is before it is none."""
    folders = Path(__file__).parent.glob("chapter[0-9][0-9]")
    return sorted(path.name[-2:] for path in folders if path.name != "chapter00")


def thing(place):
    """Return a module, or what a module holds, by its place, a str: ``"module"`` or ``"module:name"``."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name) if name else import_module(module)
