"""The learner's own package, ``mynn``: one module a chapter, each made of the cells that passed their checks."""

import ast
import builtins
import importlib
import re
import sys
from pathlib import Path
from types import ModuleType

from nncourse.blanks.known import GUARDS, definitions, of_nnlib

NAME = "mynn"
START = '''"""My own neural-network library. What I have not written yet comes from nnlib."""

from nncourse.blanks import join

__getattr__ = join(globals())
'''
MARK = "# ---- "  # begins each block of a module, before the names of its pieces


def join(package):
    """Bring what the modules of a package define into its namespace, and return what finds all else in nnlib.

    Parameters
    ----------
    package : dict
        ``globals()`` of its ``__init__.py``.

    Returns
    -------
    callable
        The package's ``__getattr__``. A class of nnlib is handed out as a class of its own that inherits from it, so
        that a method that a lesson puts into it leaves nnlib as it is.
    """
    name = package["__name__"]

    def find(wanted):
        if wanted.startswith("__"):
            raise AttributeError(wanted)
        thing = of_nnlib(wanted)
        if isinstance(thing, type):
            thing = type(wanted, (thing,), {"__module__": name, "__doc__": thing.__doc__})
        return package.setdefault(wanted, thing)

    package["__getattr__"] = find  # modules of later chapters import from here already
    for path in sorted(Path(package["__path__"][0]).glob("chapter*.py")):
        module = importlib.import_module(f"{name}.{path.stem}")
        written = {target.partition(".")[0] for target in pieces_in(path.read_text(encoding="utf-8"))}
        package.update({one: vars(module)[one] for one in written if one in vars(module)})
    for one, thing in list(package.items()):
        if isinstance(thing, type) and isinstance(definitions().get(one), type):
            complete(thing, definitions()[one])
    return find


def complete(own, whole):
    """Give a learner's class the methods and operators of nnlib's that it lacks: later sections add them."""
    for name, part in vars(whole).items():
        if callable(part) and (name[0] != "_" or name[:2] == "__") and not hasattr(own, name):
            setattr(own, name, part)


def make(folder):
    """Make the package in a folder, a Path, if it is not there."""
    start = folder / NAME / "__init__.py"
    if not start.exists():
        start.parent.mkdir(parents=True, exist_ok=True)
        start.write_text(START, encoding="utf-8", newline="\n")


def load(folder):
    """Return the package of a folder, a Path, as it is now; one that is imported already is read again."""
    make(folder)
    for name in [name for name in sys.modules if name == NAME or name.startswith(f"{NAME}.")]:
        del sys.modules[name]
    importlib.invalidate_caches()
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module(NAME)
    finally:
        sys.path.remove(str(folder))


def pieces_in(text):
    """Return the names of the pieces in the text of a module, a list of str."""
    marks = re.findall(rf"^{re.escape(MARK)}(.+)$", text, re.MULTILINE)
    return [name for mark in marks for name in mark.split(", ")]


def written(folder):
    """Return what a package holds: the names of its pieces, a dict from each to the number of its chapter, "04"."""
    modules = sorted((folder / NAME).glob("chapter*.py"))
    return {name: path.stem[-2:] for path in modules for name in pieces_in(path.read_text(encoding="utf-8"))}


def keep(folder, chapter, names, source, namespace):
    """Write a cell into a module of the package, in place of an earlier one with the same pieces.

    Parameters
    ----------
    folder : Path
    chapter : str
        "04".
    names : sequence of str
        The pieces of the cell.
    source : str
        The cell.
    namespace : dict
        Where it ran, so that what it uses can be imported.

    Raises
    ------
    NameError
        If it uses what neither nnlib has nor a module: something that was defined in another cell.
    """
    make(folder)
    path = folder / NAME / f"chapter{chapter}.py"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    head, blocks = text.partition(f"\n{MARK}")[0], blocks_of(text)
    blocks.pop(title := ", ".join(names), None)
    lines = dict.fromkeys(imports_of(definitions_of(source), blocks, namespace))
    blocks[title] = definitions_of(source)
    blocks = in_order(blocks)
    written = {node.name for block in blocks.values() for node in ast.parse(block).body if hasattr(node, "name")}
    old = {
        line for line in head.splitlines() if line.startswith(("import ", "from ")) and line.split()[-1] not in written
    }
    lines = sorted(old | lines.keys(), key=lambda line: (line.startswith("from"), line))
    head = f'"""What I wrote in chapter {chapter}."""\n\n' + "\n".join(lines)
    text = "\n\n\n".join([head, *(f"{MARK}{title}\n{block}" for title, block in blocks.items())])
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def blocks_of(text):
    """Return the blocks of a module's text, a dict from the names of their pieces to their code."""
    parts = re.split(rf"^{re.escape(MARK)}(.+)\n", text, flags=re.MULTILINE)[1:]
    return {title: block.strip() for title, block in zip(parts[::2], parts[1::2])}


def in_order(blocks):
    """Return the blocks, a class before what inherits from it or is put into it, in whatever order they came."""
    classes, known = {}, {}
    for title, block in blocks.items():
        nodes = ast.parse(block).body
        classes |= {node.name: title for node in nodes if isinstance(node, ast.ClassDef)}
        known[title] = [ast.unparse(base) for node in nodes for base in getattr(node, "bases", [])]
        targets = [node.targets[0] for node in nodes if isinstance(node, ast.Assign)]
        known[title] += [ast.unparse(target).partition(".")[0] for target in targets]
    ordered = {}

    def put(title):
        if title not in ordered:
            for before in [classes[name] for name in known.pop(title, []) if name in classes]:
                put(before)
            ordered[title] = blocks[title]

    for title in blocks:
        put(title)
    return ordered


def definitions_of(source):
    """Return a cell without its imports, and without lines such as ``%timeit``: a str."""
    source = source.replace("\r\n", "\n")  # of an editor on Windows
    tree, lines = ast.parse(source), source.split("\n")
    for node in reversed(tree.body):
        if isinstance(node, (ast.Import, ast.ImportFrom)) or is_magic(node):
            del lines[node.lineno - 1 : node.end_lineno]
    return "\n".join(lines).strip()


def is_magic(node):
    """Tell whether a statement is what IPython makes of a line such as ``%timeit`` or ``!ls``."""
    return isinstance(node, (ast.Expr, ast.Assign)) and ast.unparse(node.value).startswith("get_ipython()")


def imports_of(block, blocks, namespace):
    """Return the lines that import what a block uses, a list of str; raises NameError."""
    nodes = list(ast.walk(ast.parse(block)))
    own = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    own |= {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    inner = [alias for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names]
    own |= {(alias.asname or alias.name).partition(".")[0] for alias in inner}
    tops = {node.name for code in blocks.values() for node in ast.parse(code).body if hasattr(node, "name")}
    own |= tops | {node.name for node in nodes if isinstance(node, ast.ExceptHandler) and node.name}
    used = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    if "get_ipython" in used:
        raise NameError("a line that begins with % or ! works in a notebook alone")
    return [line_for(name, namespace) for name in sorted(used - own) if not hasattr(builtins, name)]


def line_for(name, namespace):
    """Return the line that imports a name as it is in a namespace, a str; raises NameError."""
    thing = namespace.get(name)
    if isinstance(thing, ModuleType):
        return f"import {thing.__name__}" + ("" if thing.__name__ == name else f" as {name}")
    place = getattr(thing, "__module__", None)
    if place in (GUARDS, "nnlib.printing"):
        return f"from {place} import {name}"
    if name in definitions():
        return f"from {NAME} import {name}"
    if place and place.split(".")[0] in sys.stdlib_module_names:
        return f"from {place} import {name}"
    raise NameError(f"it uses {name}, which another cell defines: define it in the same cell")
