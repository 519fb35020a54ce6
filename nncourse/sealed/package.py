"""The nncourse of an exam: it takes answers, and knows nothing of what is right. They are checked when they are graded.

What it does not have is quietly there and does nothing, so that all cells of a notebook run.
"""

import importlib
import importlib.abc
import importlib.machinery
import sys
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
CHECKED = "A sealed exam: your answers are checked when they are graded. There are no hints and no solutions."


def place_of(module):
    """Return where a module of nncourse is, if it is here, a Path; its name is a str."""
    return HERE.joinpath(*module.split(".")[1:]).with_suffix(".py")


class Quiet(ModuleType):
    """Something that is not here: it can be called, asked for attributes and looped over, and nothing happens."""

    def __init__(self, name="", *_):
        super().__init__(str(name))

    def __getattr__(self, name):
        if name == "check" and self.__name__.startswith("nncourse.chapter"):
            return Checks(self.__name__)
        if name.startswith("_"):  # what Python and Jupyter look for is not here either
            raise AttributeError(name)
        own = f"{self.__name__}.{name}"
        if self.__name__.startswith("nncourse.") and place_of(own).exists():
            return importlib.import_module(own)
        return Quiet(name)

    def __call__(self, *_, **__):
        return Quiet()

    def __iter__(self):
        return iter(())

    def _ipython_display_(self):
        """Show nothing in a notebook."""


class Missing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules of nncourse that are not here."""

    def find_spec(self, name, path, target=None):
        """Return how a module is made, unless it is here; name is a str."""
        if not name.startswith("nncourse.") or place_of(name).exists():
            return None
        spec = importlib.machinery.ModuleSpec(name, self, is_package=True)
        spec.submodule_search_locations = [str(place_of(name).with_suffix(""))]
        return spec

    def create_module(self, spec):
        """Return the module."""
        return Quiet(spec.name)

    def exec_module(self, module):
        """Do nothing: there is no code."""


class Checks:
    """The checks of a chapter; what its ``given.py`` has is here, too."""

    def __init__(self, chapter):
        self.chapter = chapter

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        if place_of(f"{self.chapter}.given").exists():
            given = importlib.import_module(f"{self.chapter}.given")
            if hasattr(given, name):
                return getattr(given, name)
        return Check(name)


class Check:
    """A check, which says only whether there is an answer, and of which kind."""

    case = None

    def __init__(self, name):
        self.name = name

    def __call__(self, answer=..., *_, **__):
        """Say what an answer is, any object, even one that can't be looked at without an error."""
        from nncourse.checking.answers import is_stub, kind, steps_of

        if self.name == "progress":
            print(CHECKED)
        elif self.name != "begin":
            try:
                begun = hasattr(answer, "__code__") and steps_of(answer) == steps_of(lambda: ...)  # "return ..."
                code = getattr(answer, "__code__", None)
                dots = any(one is ... for one in getattr(code, "co_consts", ()))
                still = "; it still has a ... in it" if dots else ""
                told = f"there is an answer, {kind(answer)}{still}. It is checked later"
                print(f"{self.name}: {'not attempted yet' if begun or is_stub(answer) else told}.")
            except Exception:
                print(f"{self.name}: there is an answer. It is checked later.")

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        print(CHECKED)
        return Quiet(name)


class exams:
    """What the first cell of an exam asks for."""

    @staticmethod
    def mode():
        """Say that this is a sealed exam."""
        print(CHECKED)


if __name__ == "nncourse":  # written out as the package, and not one of its modules
    sys.meta_path.insert(0, Missing())
