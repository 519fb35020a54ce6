"""Chapter 13 · Packages that a reader may have or not: whoever lacks one gets a sentence, at the first use."""

import importlib
import sys
from pathlib import Path

IN_A_WHEEL = Path(__file__).with_name("course").exists()  # a wheel brings the notebooks inside the package
IN_A_BROWSER = sys.platform == "emscripten"  # where Python has no threads, no other processes and no shell


class NotInstalled(ImportError):
    """A package was used that is not here; notebooks show it as a sentence, without a traceback."""

    def _render_traceback_(self):
        return [self.args[0]]


def on_a_computer(what):
    """Return the sentence that tells a reader in a browser where a thing works.

    Parameters
    ----------
    what : str
        With its verb, as in "Several processes need".

    Returns
    -------
    str
    """
    return f"{what} Python on a computer: see Where to run it."


def installing(extra):
    """Return the command that adds packages to this installation of the course: to a clone, or to a wheel.

    Parameters
    ----------
    extra : str
        As in pyproject.toml: "frameworks", "mpi".

    Returns
    -------
    str
    """
    if IN_A_WHEEL:
        return f'python -m pip install "neurons-to-digits[{extra}]"'
    return f'python -m pip install -e ".[{extra}]" in the folder of the course'


class Missing:
    """What stands in for a package that is not installed.

    Parameters
    ----------
    name : str
    reason : ImportError
        What the attempt to import it raised.

    Raises
    ------
    NotInstalled
        At the use of anything in it.
    """

    def __init__(self, name, reason):
        self._name, self._reason = name, reason

    def __getattr__(self, attribute):
        if attribute.startswith("_"):  # what Python and Jupyter look for on their own is no use of the package
            raise AttributeError(attribute)
        if IN_A_BROWSER:
            raise NotInstalled(on_a_computer(f"{self._name} needs"))
        raise NotInstalled(
            f"{self._name} is not installed here ({self._reason}), so this cell is left out; the others run. To have "
            f"it: {installing('frameworks')}, then restart the kernel."
        )

    def __repr__(self):
        return f"<{self._name}, not installed>"


def optional(name):
    """Return a package, or a stand-in that says at its first use that the package is not installed.

    Parameters
    ----------
    name : str, as in ``import name``

    Returns
    -------
    module or Missing.
    """
    try:
        return importlib.import_module(name)
    except ImportError as reason:
        return Missing(name.partition(".")[0], reason)
