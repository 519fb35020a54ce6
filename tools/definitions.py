"""Bring the tagged cells of lessons up to what nnlib says now: ``python tools/definitions.py [NOTEBOOK …]``.

A cell tagged ``nnlib`` shows definitions exactly as they stand in nnlib, docstrings and annotations left out. Where
one differs, its code is replaced by that of the library; what is equal already stays as it is, comments included. The
import of guards in such a cell follows. What a lesson does not show yet is not added: that needs an author. Run
``tools/refresh.py`` afterwards, since outputs may change; ``tests/test_lessons_match_nnlib.py`` is the proof.
"""

import ast
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
CORE = sorted(path for path in (ROOT / "nnlib").glob("*.py") if path.stem != "__init__")


def cut(lines, start, end):
    """Blank what lies between two (line, byte) places, lines counted from 1, in a list of encoded lines."""
    (row, left), (last, right) = start, end
    if row == last:
        lines[row - 1] = lines[row - 1][:left] + lines[row - 1][right:]
    else:
        lines[row - 1] = lines[row - 1][:left]
        for between in range(row, last - 1):
            lines[between] = b""
        lines[last - 1] = lines[last - 1][right:]


def without_prose(source):
    """The code of a definition without docstrings and annotations; comments stay."""
    tree = ast.parse(source)
    lines = source.encode().split(b"\n")
    gone = set()
    places = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
            doc = node.body[0]
            gone |= set(range(doc.lineno, doc.end_lineno + 1))
            after = doc.end_lineno
            while after < len(lines) and not lines[after].strip():
                after += 1
                gone.add(after)
        if isinstance(node, ast.FunctionDef):
            if node.returns is not None:
                row, column = node.returns.lineno, node.returns.col_offset
                arrow = lines[row - 1][:column].rindex(b"->")
                places.append(((row, len(lines[row - 1][:arrow].rstrip())), end_of(node.returns)))
            arguments = node.args
            for each in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg]:
                if each is not None and each.annotation is not None:
                    name = (each.lineno, each.col_offset + len(each.arg.encode()))
                    places.append((name, end_of(each.annotation)))
    for start, end in sorted(places, reverse=True):
        cut(lines, start, end)
    kept = [line for number, line in enumerate(lines, start=1) if number not in gone]
    return b"\n".join(kept).decode()


def end_of(node):
    return node.end_lineno, node.end_col_offset


def formatted(source):
    """The source as ruff lays it out; a header that was wrapped for its annotations alone is joined again."""
    command = [
        "ruff",
        "format",
        "--config",
        "format.skip-magic-trailing-comma = true",
        "--stdin-filename",
        "cell.py",
        "-",
    ]
    return subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=True).stdout.strip()


def segment(source, node):
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    return "\n".join(source.split("\n")[first - 1 : node.end_lineno])


def library():
    """What nnlib defines: by name, the code without prose, and its comparable form; methods as ``Class.method``."""
    found = {}
    for path in CORE:
        source = path.read_text(encoding="utf-8")
        for node in ast.parse(source).body:
            for name, part in named(node):
                code = textwrap.dedent(without_prose(textwrap.dedent(segment(source, part))))
                found[name] = code
    return found


def named(node):
    if isinstance(node, ast.FunctionDef):
        yield node.name, node
    elif isinstance(node, ast.ClassDef):
        for part in node.body:
            if isinstance(part, ast.FunctionDef):
                yield f"{node.name}.{part.name}", part
            elif isinstance(part, ast.Assign):
                yield f"{node.name}.{ast.unparse(part.targets[0])}", part
        yield node.name, node
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        yield node.targets[0].id, node


def defined_in(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def same(one, other):
    return ast.dump(ast.parse(textwrap.dedent(one))) == ast.dump(ast.parse(textwrap.dedent(other)))


def head_of(code):
    """The header of a class: its decorators, and the line with its bases."""
    node = ast.parse(code).body[0]
    return "\n".join(code.split("\n")[: node.body[0].lineno - 1]).rstrip() if node.body[0].lineno > 1 else code


def renewed(source, known):
    """The source of a tagged cell, its definitions as the library has them."""
    tree = ast.parse(source)
    pieces = []
    last = 0
    lines = source.split("\n")
    for number, node in enumerate(tree.body):
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        pieces.append("\n".join(lines[last : first - 1]))
        old = "\n".join(lines[first - 1 : node.end_lineno])
        last = node.end_lineno
        pieces.append(new_form(node, old, tree.body[number + 1 : number + 2], known))
    pieces.append("\n".join(lines[last:]))
    return formatted("\n".join(pieces))


def new_form(node, old, following, known):
    if isinstance(node, ast.FunctionDef):
        name = node.name
        if following and isinstance(following[0], ast.Assign) and isinstance(following[0].targets[0], ast.Attribute):
            name = ast.unparse(following[0].targets[0])
        new = known.get(name)
        return old if new is None or same(old, new) else new
    if isinstance(node, ast.ClassDef):
        parts = [head_of(known.get(node.name, old))]
        shown = {name for name, _ in named(node)}
        for name, code in known.items():  # attributes of the class that are new
            if name.startswith(f"{node.name}.") and name not in shown and not code.lstrip().startswith(("def", "@")):
                parts.append(textwrap.indent(code, "    ") + "\n")
        rows = old.split("\n")
        for part in node.body:
            start = min([part.lineno, *(each.lineno for each in getattr(part, "decorator_list", []))]) - node.lineno
            before = textwrap.dedent("\n".join(rows[start : part.end_lineno - node.lineno + 1]))
            names = [name for name, each in named(ast.ClassDef(node.name, [], [], [part], []))][:-1]
            new = known.get(names[0]) if names else None
            parts.append(textwrap.indent(before if new is None or same(before, new) else new, "    ") + "\n")
        return "\n".join(parts).rstrip()
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        new = known.get(node.targets[0].id)
        return old if new is None or same(old, new) else new
    return old


def guards_of(source, names):
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)} & names


def with_guards(source, wanted, spare):
    """The source with an import of exactly those guards that it needs: wanted ones come, spare ones go."""
    match = re.search(r"^from nnlib\.checks import (\([^)]*\)|[^\n]*)\n?", source, re.MULTILINE)
    if match is None and not wanted:
        return source
    before = set(re.findall(r"\w+", match.group(1))) if match else set()
    names = sorted(before - spare | wanted)
    line = f"from nnlib.checks import {', '.join(names)}\n" if names else ""
    if match:
        return source[: match.start()] + line + source[match.end() :].lstrip("\n" if not line else "")
    return f"{line}\n{source}"


def update(path, known):
    """Renew the tagged cells of a notebook; return how many changed."""
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    guards = defined_in(ROOT / "nnlib" / "checks.py")
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    count = 0
    for cell in cells:
        if "nnlib" in cell.metadata.get("tags", []):
            new = renewed(cell.source, known)
            if not same(cell.source, new):
                cell.source = new
                count += 1
    at_hand = set()
    for number, cell in enumerate(cells):
        imported = set(re.findall(r"\w+", "".join(re.findall(r"nnlib\.checks import (\([^)]*\)|.*)", cell.source))))
        if gone := imported - guards:
            cell.source = formatted(with_guards(cell.source, set(), gone))
            count += 1
        if "nnlib" in cell.metadata.get("tags", []):
            needed = guards_of(cell.source, guards)
            elsewhere = set().union(*(guards_of(each.source, guards) for each in cells[number:]))
            imported = set(re.findall(r"\w+", "".join(re.findall(r"nnlib\.checks import (\([^)]*\)|.*)", cell.source))))
            new = with_guards(cell.source, needed - at_hand - imported, imported - elsewhere)
            if new != cell.source:
                cell.source = formatted(new)
                count += 1
        at_hand |= set(re.findall(r"\w+", " ".join(re.findall(r"nnlib\.checks import (\([^)]*\)|.*)", cell.source))))
    if count:
        path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    return count


if __name__ == "__main__":
    known = library()
    for path in map(Path, sys.argv[1:] or sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))):
        if count := update(path, known):
            print(path, count)
