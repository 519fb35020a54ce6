"""Chapter 14: every fault of one operator, one constant or one forgotten ``.T`` in the whole script, and who sees it.

A program makes the faults (*mutation testing*): another operator (+ and −, * and /, @ for *, > for >= and <), a
constant of 0, 1, 10, 255 or 784 that is one larger or one smaller, a ``.T`` that is missing. Each mutant of
`benchmarks._whole_script` trains as the lesson does, with three seeds, in a process of its own; if it reaches the end,
the five questions of `benchmarks.suspects` are put to it, with seed 0. The round trip is made twice: with the undo of
the lesson, and with one that stays within bytes. The score and the undo are not part of the script, and the test
images are not read.
"""

import ast
import copy
import json
import subprocess
import sys
import types
from pathlib import Path

import numpy as np

from benchmarks import report, suspects

SOURCE = (Path(__file__).parent / "_whole_script.py").read_text(encoding="utf-8")
OTHERS = {
    ast.Add: [ast.Sub],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div],
    ast.Div: [ast.Mult],
    ast.MatMult: [ast.Mult],
    ast.Gt: [ast.GtE, ast.Lt],
}
CONSTANTS = (0, 1, 10, 255, 784)
SEEDS = 3
SECONDS = 120


def replacements(node):
    """Return what may take the place of a node of the syntax tree, by mistake: a list of nodes."""
    if isinstance(node, (ast.BinOp, ast.AugAssign)):
        return [changed(node, op=other()) for other in OTHERS[type(node.op)]]
    if isinstance(node, ast.Compare):
        return [changed(node, ops=[other()]) for other in OTHERS[type(node.ops[0])]]
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value in CONSTANTS:
        return [changed(node, value=node.value + step) for step in (1, -1)]
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return [node.value]
    return []


def changed(node, **fields):
    """Return a copy of a node with some fields of its own."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


class Exchange(ast.NodeTransformer):
    """Puts the replacement of a given number in its place, counting along the script."""

    def __init__(self, number):
        self.number = number
        self.count = 0

    def visit(self, node):
        """Return the node, or what takes its place."""
        node = self.generic_visit(node)
        for other in replacements(node):
            self.count += 1
            if self.count == self.number:
                return ast.copy_location(other, node)
        return node


def mutant(number):
    """Return the syntax tree of a mutant, counted from 1; with 0, of the correct script."""
    return ast.fix_missing_locations(Exchange(number).visit(ast.parse(SOURCE)))


def how_many():
    """Return the number of mutants."""
    exchange = Exchange(0)
    exchange.visit(ast.parse(SOURCE))
    return exchange.count


def change(number):
    """Return where a mutant is changed, such as "ReLU.backward", the line that should be there, and the one that is."""
    lines, others = (ast.unparse(tree).splitlines() for tree in (mutant(0), mutant(number)))
    place = []
    for line, other in zip(lines, others):
        kind, _, name = line.strip().partition(" ")
        if kind in ("class", "def"):
            depth = 1 if line.startswith("    ") else 0
            place = [*place[:depth], name.split("(")[0].rstrip(":")]
        if line != other:
            return ".".join(place), line.strip(), other.strip()
    raise ValueError(f"number must be from 1 to {how_many()}, but it is {number}")


def script_of(number):
    """Return a mutant as a script of the lesson, a dict."""
    module = types.ModuleType("mutant")
    exec(compile(mutant(number), "mutant", "exec"), module.__dict__)
    return {
        "training": module.training_images,
        "validation": module.validation_images,
        "undo": suspects.undo,
        "build": module.build,
        "loss": module.CrossEntropy(),
        "moves": module.moves,
        "answer": module.answer,
        "learn": module.learn,
        "optimizer": lambda: module.SGD(0.1),
        "batch size": 50,
    }


def accuracy(script, seed):
    """Return the accuracy on the validation images after five epochs, in percent."""
    x, y, net = suspects.begin(script, seed)
    rng = np.random.default_rng(7 + seed)
    script["learn"](net, x, y, script, 5, script["batch size"], rng, script["optimizer"]())
    x_val, y_val = script["validation"](suspects.IMAGES, suspects.LABELS, suspects.LAST)
    found = script["answer"](net, x_val)
    if found.shape != suspects.LAST.shape:
        raise ValueError(f"{found.shape} answers")
    return float(100 * (found == suspects.LABELS[suspects.LAST]).mean())


def undo_in_bytes(x):
    """Return the bytes from which x was made, if x is no byte."""
    return np.round(x * 255)


def accused(script, name):
    """Return whether a question of `benchmarks.suspects` raises an alarm; a question that cannot be put raises one."""
    try:
        return bool(suspects.alarm(name, suspects.QUESTIONS[name](script, 0)))
    except Exception:  # whatever a faulty program may do
        return True


def examine(number):
    """Return what becomes of a mutant, a dict: its error, or its accuracies and the questions that accuse it."""
    with np.errstate(all="ignore"):
        try:
            script = script_of(number)
            result = {"accuracy": [round(accuracy(script, seed), 2) for seed in range(SEEDS)]}
        except Exception as error:  # here, too
            return {"crash": f"{type(error).__name__}: {error}"[:100]}
        result["accused by"] = [name for name in suspects.QUESTIONS if accused(script, name)]
        result["round trip in bytes"] = accused(script | {"undo": undo_in_bytes}, "round trip")
        return result


def run(threads, rounds):
    """Examine all mutants, each in a process of its own, and store; threads are set by the caller."""
    correct = [round(accuracy(script_of(0), seed), 2) for seed in range(20)]
    examined = []
    for number in range(1, how_many() + 1):
        command = [sys.executable, "-m", "benchmarks.mutants", str(number)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
            result = json.loads(done.stdout)
        except subprocess.TimeoutExpired:
            result = {"crash": f"no end within {SECONDS} s"}
        examined.append(dict(zip(("where", "should be", "is"), change(number))) | result)
        print(number, examined[-1], flush=True)
    report.store("mutants", {"correct": examine(0) | {"accuracy": correct}, "mutants": examined})


if __name__ == "__main__":
    print(json.dumps(examine(int(sys.argv[1]))))
