"""The checks of a blank lesson: what the learner wrote beside nnlib, with the same numbers."""

import ast
import contextlib
import importlib
import re
import sys
from pathlib import Path

import numpy as np
from IPython.core.inputtransformer2 import TransformerManager

from nncourse.blanks import package
from nncourse.blanks.blank import is_guard
from nncourse.blanks.known import Nnlib, definitions
from nncourse.checking import Finding, NotAttempted, Raised, Wrong, compare, kind, seed
from nncourse.checking.exercises import show_passed
from nncourse.checking.sandbox import LEFT, describe, within_limits

RETURNS = kind(None)
KEEPING = ("time", "capture", "prun")  # what a cell defines below %%time stays in the notebook; %%timeit forgets it
ROUNDS = 5  # how often a trial is made, each time with other random numbers


class Mine:
    """What the learner has: first what the notebook defines, then the package, where nnlib stands in.

    Parameters
    ----------
    namespace : dict
        ``globals()`` of the notebook.
    folder : Path
        Where its package is.
    """

    def __init__(self, namespace, folder):
        self.namespace, self.folder = namespace, folder

    def __getattr__(self, name):
        if name in self.namespace:
            return self.namespace[name]
        found = sys.modules.get(package.NAME) or package.load(self.folder)
        return getattr(found, name)


def trials_of(chapter):
    """Return the trials of a chapter, "04", a dict from the name of a piece to a function of (nn, rng)."""
    return importlib.import_module(f"nncourse.chapter{chapter}.trials").TRIALS


def check(chapter, *names, folder=None, namespace=None):
    """Check pieces that a notebook defines, show a line if they do what nnlib's do, and keep them in the package.

    Parameters
    ----------
    chapter : str
        "04".
    *names : str
        The pieces of one cell, such as ``"Layer"`` or ``"Layer.backward_pass"``.
    folder : Path, optional
        Where the package is: the folder of the notebook.
    namespace : dict, optional
        Where the pieces are: that of the caller.

    Raises
    ------
    NotAttempted
        If a piece still holds its ``...``.
    Raised, Wrong
        With what was found, in a sentence.
    """
    namespace = sys._getframe(1).f_globals if namespace is None else namespace
    folder = Path.cwd() if folder is None else folder
    source = cell_with(names, namespace)
    if source is None or (blank := blanks_in(source)):
        what = ", ".join(names) if source is None else " and ".join(blank)
        raise NotAttempted(f"{what}: not written yet. Replace the ... and run both cells again.")
    for name in names:
        finding = find(chapter, name, Mine(namespace, folder))
        if finding is not None:
            raise finding
    shown = f"✓ {', '.join(names)}: right, and kept in {package.NAME}/chapter{chapter}.py."
    try:
        package.keep(folder, chapter, names, source, namespace)
    except NameError as reason:
        shown = f"✓ {', '.join(names)}: right. It is not kept in {package.NAME}, because {reason}."
    show_passed(shown)


def find(chapter, name, mine):
    """Return what is wrong with a piece, a `Finding`, or None."""
    try:
        return within_limits(lambda: difference(trials_of(chapter)[name], name, mine))
    except Finding as late:
        return late
    except SystemExit:
        return Raised(f"{name}: {LEFT}")


def difference(trial, name, mine):
    """Return the first difference between a learner's piece and nnlib's, a `Wrong` or a `Raised`, or None."""
    for number in range(ROUNDS):
        key = [seed(), number]
        ours = trial(Nnlib(), np.random.default_rng(key))
        theirs = trial(mine, np.random.default_rng(key))
        for what, wanted in ours:
            try:
                _, got = next(theirs)
                compare_any(got, wanted, what)
            except Finding as finding:
                told = finding.args[0].replace(RETURNS, "None (is a return missing, or is it not kept?)")
                return type(finding)(f"{name}: {told}")
            except AttributeError as error:
                if asked_by_trial(error):
                    kept = f"keep it as self.{error.name}, for later pieces look for it there"
                    return Wrong(f"{name}: {what}: there is no attribute {error.name}; {kept}")
                return Raised(f"{name}: {what}: your code raised {describe(error)}")
            except Exception as error:  # the learner's own
                return Raised(f"{name}: {what}: your code raised {describe(error)}")
    return None


def asked_by_trial(error):
    """Tell whether an AttributeError was raised where a trial asked the learner's object, not in the learner's code."""
    step = error.__traceback__
    while step.tb_next is not None:
        step = step.tb_next
    asker = step.tb_frame.f_globals.get("__name__", "")
    return re.fullmatch(r"nncourse\..*\btrials", asker) is not None and not isinstance(error.obj, Mine)


def compare_any(got, wanted, what):
    """Compare what two pieces gave: numbers, arrays or texts, or lists or tuples of them; raises `Wrong`."""
    if isinstance(wanted, (list, tuple)):
        if not isinstance(got, (list, tuple)) or len(got) != len(wanted):
            came = f"there are {len(got)}" if isinstance(got, (list, tuple)) else f"it is {kind(got)}"
            raise Wrong(f"{what}: there should be {len(wanted)} of them, but {came}")
        for number, (one, other) in enumerate(zip(got, wanted)):
            compare_any(one, other, f"{what}, number {number}")
    elif isinstance(wanted, (str, bytes, bool)) or wanted is None:
        if type(got) is not type(wanted) and not isinstance(got, np.bool_) or got != wanted:
            came = repr(got) if isinstance(got, (str, bytes, bool, np.bool_)) else kind(got)
            raise Wrong(f"{what} should be {wanted!r}, but it is {came}")
    elif not np.isfinite(np.asarray(wanted, dtype=np.float64)).all():
        if not np.array_equal(got, wanted, equal_nan=True):
            raise Wrong(f"{what} should be {wanted}, but it is {got}")
    else:
        if np.ndim(wanted) == 1 and np.size(wanted) <= 12 and np.asarray(wanted).dtype.kind in "iu":
            if np.ndim(got) == 1 and not np.array_equal(got, wanted):
                raise Wrong(f"{what} should be {np.asarray(wanted).tolist()}, but this is {np.asarray(got).tolist()}")
        examples = re.search(r"(\d+) examples", what)
        compare(
            got,
            wanted,
            what,
            n=int(examples[1]) if examples else None,
            tolerance=1e-5 if np.asarray(wanted).dtype == np.float32 else 1e-7,
        )
        kinds = np.asarray(got).dtype, np.asarray(wanted).dtype
        if kinds[0] != kinds[1] and "f" in (kinds[0].kind, kinds[1].kind) and not np.isscalar(wanted):
            raise Wrong(f"{what} should have dtype {kinds[1]}, but the dtype is {kinds[0]}")


def cell_with(names, namespace):
    """Return the newest cell of a notebook that defines all of some pieces, without a %%time above it: a str, or None.

    Raises `NotAttempted` if it begins with a magic after which the notebook has not got them.
    """
    for source in reversed(namespace.get("In", [])):
        with contextlib.suppress(SyntaxError):
            source, forgetful = below_magic(source)
            if set(names) <= defined_in(ast.parse(source)):
                if forgetful:
                    told = f"what a cell defines below %%{forgetful} is lost. Run it without that line, then the check."
                    raise NotAttempted(f"{', '.join(names)}: {told}")
                return source
    return None


def below_magic(source):
    """Return a cell as IPython keeps it without the magics that it begins with, and the last if not in `KEEPING`."""
    forgetful = ""
    while True:
        match ast.parse(source).body:
            case [
                ast.Expr(ast.Call(ast.Attribute(attr="run_cell_magic"), [ast.Constant(magic), _, ast.Constant(below)]))
            ]:
                source = TransformerManager().transform_cell(below)
                forgetful = "" if magic in KEEPING else magic
            case _:
                return source, forgetful


def defined_in(tree):
    """Return the names of the pieces that a cell defines, a set: functions, classes, and methods that it assigns."""
    names = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    return names | {ast.unparse(node.targets[0]) for node in tree.body if isinstance(node, ast.Assign)}


def blanks_in(source):
    """Return the names of the functions and methods of a cell in which nothing is written yet, a list of str."""
    found = []
    for node in ast.parse(source).body:
        parts = node.body if isinstance(node, ast.ClassDef) else [node]
        for part in parts:
            if isinstance(part, ast.FunctionDef) and all(map(is_given, part.body)):
                found.append(part.name if part is node else f"{node.name}.{part.name}")
    return found


def is_given(node):
    """Tell whether a statement does nothing, or is a guard as a blank lesson gives it."""
    return isinstance(node, ast.Pass) or is_constant(node, (str, type(...))) or is_guard(node)


def is_constant(node, kind):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, kind)


def whose(*names, folder=None):
    """Print which pieces of earlier chapters are the learner's own, and which are nnlib's; make the package if need be.

    Parameters
    ----------
    *names : str
        What a lesson imports.
    folder : Path, optional
        Where the package is.
    """
    folder = Path.cwd() if folder is None else folder
    package.make(folder)
    own = package.written(folder)
    mine = [name for name in names if name in own]
    others = [name for name in names if name not in own and name in definitions()]
    if mine:
        print("yours:  ", ", ".join(mine))
    if others:
        print("nnlib's:", ", ".join(others))
