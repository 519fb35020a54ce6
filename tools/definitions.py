"""Bring the tagged cells of lessons up to what nnlib says now; ``tools/refresh.py`` does it before each run.

A cell tagged ``nnlib`` shows definitions exactly as they are in nnlib, docstrings and annotations left out, and with or
without the lines that only refuse wrong input. Where one differs, its code is replaced by the library's; what is equal
already stays as it is, comments included. The import of guards in such a cell follows. What a lesson does not show yet
is not added, and what nnlib no longer has is not taken away: both need an author.
``tests/course/test_lessons_match_nnlib.py`` is the proof.
"""

import ast
import re
import subprocess
import sys
import textwrap
from functools import cache
from pathlib import Path

from nncourse.blanks.blank import is_guard

ROOT = Path(__file__).resolve().parent.parent
CORE = tuple(sorted(path for path in (ROOT / "nnlib").glob("*.py") if path.stem != "__init__"))
GUARDS = "checks"  # the module whose functions the definitions call in one visible line
IMPORT = re.compile(rf"^from nnlib\.{GUARDS} import (\([^)]*\)|[^\n]*)\n?", re.MULTILINE)


def without_prose(source):
    """Return the code of a definition without docstrings and annotations; comments stay."""
    text = source.encode()
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    spans = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) and len(node.body) > 1:
            begin, end = starts[node.body[0].lineno - 1], starts[node.body[0].end_lineno]
            spans.append((begin, end + len(re.match(rb"(?:[ \t]*\n)*", text[end:]).group())))
        if isinstance(node, ast.FunctionDef):
            spans += annotations(node, text, lambda line, column: starts[line - 1] + column)
    for begin, end in sorted(spans, reverse=True):
        text = text[:begin] + text[end:]
    return text.decode()


def annotations(node, text, at):
    """Return where the annotations of a function begin and end in its text, and the comma that kept its header long."""
    every = [*node.args.posonlyargs, *node.args.args, node.args.vararg, *node.args.kwonlyargs, node.args.kwarg]
    annotated = [each for each in every if each and each.annotation]
    spans = []
    for each in annotated:
        name = at(each.lineno, each.col_offset) + len(each.arg.encode())
        spans.append((name, at(each.annotation.end_lineno, each.annotation.end_col_offset)))
    if node.returns:
        arrow = text.rindex(b"->", 0, at(node.returns.lineno, node.returns.col_offset))
        colon = text.index(b":", at(node.returns.end_lineno, node.returns.end_col_offset))
        spans.append((len(text[:arrow].rstrip()), colon))
    if annotated:
        parts = [*filter(None, every), *node.args.defaults, *filter(None, node.args.kw_defaults)]
        last = max(at(part.end_lineno, part.end_col_offset) for part in parts)
        if comma := re.compile(rb"\s*,(?=\s*\))").match(text, last):
            spans.append(comma.span())
    return spans


def formatted(source):
    """Return the source as ruff lays it out."""
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", "cell.py", "-"]
    return subprocess.run(
        command, cwd=ROOT, input=source, capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()


def first_line(node):
    return min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])


def segment(source, first, last):
    """Return some lines of a source, counted from 1, moved to the left margin."""
    return textwrap.dedent("\n".join(source.split("\n")[first - 1 : last]))


def parts_of(node):
    """Yield what a class defines, as pairs of name and node: its methods and its attributes."""
    for part in node.body:
        if isinstance(part, ast.FunctionDef):
            yield f"{node.name}.{part.name}", part
        elif isinstance(part, ast.Assign):
            yield f"{node.name}.{ast.unparse(part.targets[0])}", part


def end_of_head(source, node):
    """Return the last line of the header of a class."""
    for last in range(node.lineno, node.end_lineno):
        try:
            ast.parse(segment(source, first_line(node), last) + "\n    pass")
            return last
        except SyntaxError:  # the bases go on
            pass


@cache
def library(paths=CORE):
    """Return what nnlib defines without prose, by name; a method is ``Class.method``, a class is its header alone."""
    found = {}
    for path in paths:
        source = path.read_text(encoding="utf-8")
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef):
                code = without_prose(segment(source, first_line(node), node.end_lineno))
                (bare,) = ast.parse(code).body
                found[node.name] = segment(code, 1, end_of_head(code, bare))
                found |= {name: segment(code, first_line(part), part.end_lineno) for name, part in parts_of(bare)}
            elif isinstance(node, ast.FunctionDef):
                found[node.name] = without_prose(segment(source, first_line(node), node.end_lineno))
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                found[node.targets[0].id] = segment(source, node.lineno, node.end_lineno)
    return found


@cache
def guards(paths=CORE):
    """Return the names of what guards against wrong input: functions, and the notes that they import."""
    nodes = [node for path in paths if path.stem == GUARDS for node in ast.parse(path.read_text(encoding="utf-8")).body]
    ours = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module.startswith("nnlib.")]
    notes = [name.name for node in ours for name in node.names]
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)} | set(notes)


def only_refuses(node):
    """Tell whether a guard gives back what it was given, as ``x = as_array("x", x)`` does, or nothing."""
    targets = [each for target in getattr(node, "targets", []) for each in getattr(target, "elts", [target])]
    return is_guard(node) and {*map(ast.unparse, targets)} <= {*map(ast.unparse, node.value.args)}


def without_guards(source):
    """Return a definition without the lines that only refuse wrong input; comments stay."""
    lines = source.split("\n")
    bodies = [node.body for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    for node in sorted((node for body in bodies for node in body), key=lambda node: node.lineno, reverse=True):
        if only_refuses(node):
            del lines[node.lineno - 1 : node.end_lineno]
    return "\n".join(lines)


def alike(old, new):
    """Tell whether two definitions are the same code, prose aside."""
    return ast.dump(ast.parse(without_prose(old))) == ast.dump(ast.parse(without_prose(new)))


def name_in_library(node, following):
    """Return the name of a function of a cell in nnlib: that of a method, if it is put into a class right behind."""
    if following and isinstance(following[0], ast.Assign) and isinstance(following[0].targets[0], ast.Attribute):
        if ast.unparse(following[0].value) == node.name:
            return ast.unparse(following[0].targets[0])
    return node.name


def renewed(source, known):
    """Return the source of a tagged cell, its definitions as the library has them."""
    body = ast.parse(source).body
    shown = []  # name in the library, first and last line, indentation, and what makes a header a class
    added = {}
    for number, node in enumerate(body):
        if isinstance(node, ast.FunctionDef):
            shown.append((name_in_library(node, body[number + 1 :]), first_line(node), node.end_lineno, "", ""))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            shown.append((node.targets[0].id, node.lineno, node.end_lineno, "", ""))
        elif isinstance(node, ast.ClassDef):
            head_ends = end_of_head(source, node)
            shown.append((node.name, first_line(node), head_ends, "", "\n    pass"))
            parts = dict(parts_of(node))
            shown += [(name, first_line(part), part.end_lineno, "    ", "") for name, part in parts.items()]
            added[head_ends] = [
                textwrap.indent(code, "    ")
                for name, code in known.items()  # attributes that the class has now; a method needs an author
                if name.startswith(f"{node.name}.") and name not in parts and re.match(r"\w+ = ", code)
            ]
    lines = source.split("\n")
    for name, first, last, indent, rest in sorted(shown, key=lambda each: each[1], reverse=True):
        lines[last:last] = added.get(last, [])
        if name in known:
            old, new = segment(source, first, last) + rest, known[name]
            new = without_guards(new) if not rest and old == without_guards(old) else new
            if not alike(old, new + rest):
                lines[first - 1 : last] = [textwrap.indent(new, indent)]
    changed = "\n".join(lines)
    return formatted(changed) if changed != source else source


def imported(source):
    """Return the names of guards that a cell imports."""
    return {name for match in IMPORT.finditer(source) for name in re.findall(r"\w+", match.group(1))}


@cache
def used(source):
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def defined(source):
    return {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}


def with_guards(source, names):
    """Return the source with an import of exactly these guards."""
    if imported(source) == names:
        return source
    line = f"from nnlib.{GUARDS} import {', '.join(sorted(names))}\n" if names else ""
    if match := IMPORT.search(source):
        return formatted(source[: match.start()] + line + source[match.end() :])
    return formatted(f"{line}\n{source}")


def renew(notebook, paths=CORE):
    """Renew the tagged cells of a notebook in place, from the modules at these paths."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    tagged = [number for number, cell in enumerate(cells) if "nnlib" in cell.metadata.get("tags", [])]
    for number in tagged:
        cells[number].source = renewed(cells[number].source, library(paths))
    at_hand = set()
    for number, cell in enumerate(cells):
        still = imported(cell.source) & set().union(*(used(each.source) for each in cells[number:]))
        if number in tagged:
            still |= used(cell.source) & guards(paths) - at_hand - defined(cell.source)
        cell.source = with_guards(cell.source, still)
        at_hand |= imported(cell.source) | defined(cell.source)
