"""Checks in JavaScript: `Translation` takes a function of Python, with all that it calls, and writes what a page runs.

It knows the Python of the checks of values, no more: assignments, conditions, loops, comprehensions, f-strings, and
calls of functions of the course, of builtins and of the parts of NumPy that ``static/checks.js`` has. What it doesn't
know raises `Untranslatable`. Whatever an expression makes of constants alone is worked out here and written as a value:
numbers of an exam, solutions, tables. So there is one text of each check and of each sentence, that of Python.
"""

import ast
import builtins
import inspect
import json
import math
import re
import textwrap
import types

import numpy as np

from nncourse.checking import sandbox
from nnlib import checks

BINARY = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "div",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.Pow: "pow",
    ast.MatMult: "matmul",
    ast.BitAnd: "and_",
    ast.BitOr: "or_",
}
UNARY = {ast.USub: "neg", ast.UAdd: "pos", ast.Invert: "invert"}
COMPARED = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.In: "contains",
    ast.NotIn: "lacks",
    ast.Is: "is",
    ast.IsNot: "isnt",
}
# What isn't translated, since it's another thing in a page: how it is called there.
INSTEAD = {
    sandbox.observe: "py.observe",
    sandbox.kind: "py.kind",
    checks.as_array: "py.as_array",
    checks.check_number: "py.nothing",
}
CONTEXTS = (sandbox.in_case, np.errstate)  # which change nothing of what a form can hand over


class Untranslatable(Exception):
    """A function has what is not known here."""


def literal(value):
    """Return a value of Python as an expression of JavaScript, a str; raises Untranslatable if it is none there."""
    if value is None or isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    if value is ...:
        return "py.Ellipsis"
    if isinstance(value, (int, float, np.integer, np.floating, np.bool_)):
        value = value.item() if isinstance(value, np.generic) else value
        if isinstance(value, float) and not math.isfinite(value):
            return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}[str(value)]
        return json.dumps(value)
    if isinstance(value, np.ndarray):
        return f"np.array({literal(value.tolist())})"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, (set, frozenset)):
        return f"py.set([{', '.join(sorted(map(literal, value)))}])"
    if isinstance(value, dict):
        return f"py.dict([{', '.join(f'[{literal(key)}, {literal(one)}]' for key, one in value.items())}])"
    raise Untranslatable(f"a value of type {type(value).__name__}")


def stored(node):
    """Return the names that a piece of syntax gives a value, a set."""
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    return names | {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}


def loaded(node):
    """Return the names that a piece of syntax looks up outside itself, a set."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} - stored(node)


class Translation:
    """Functions of Python, and those that they call, as JavaScript.

    Attributes
    ----------
    functions : dict of str to str
        The text of each function in JavaScript, by its module and name.
    """

    def __init__(self):
        self.functions = {}

    def add(self, function, name=None):
        """Translate a function, unless that is done, and return its name, a str."""
        name = name or f"{function.__module__}.{function.__qualname__}"
        if name not in self.functions:
            self.functions[name] = ""  # which may call itself
            try:
                self.functions[name] = Body(self, function).text
            except Untranslatable as reason:
                del self.functions[name]
                raise Untranslatable(f"{function.__name__}: {reason}") from None
        return name


class Body:
    """One function in JavaScript: `text`. Names of Python get a $, so that none is a word of JavaScript."""

    def __init__(self, translation, function):
        self.translation, self.globals = translation, inspect.unwrap(function).__globals__
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        (definition,) = tree.body
        self.locals = []
        self.text = self.function(definition)

    # Functions

    def parameters(self, arguments):
        """Return the parameters of a function in JavaScript: those with a keyword stand where their defaults say."""
        known = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        defaults = [None] * (len(arguments.posonlyargs) + len(arguments.args) - len(arguments.defaults))
        defaults += [*arguments.defaults, *arguments.kw_defaults]
        texts = [
            f"${one.arg}" + (f" = {self.expression(default)}" if default is not None else "")
            for one, default in zip(known, defaults)
        ]
        if arguments.kwarg:
            texts.append(f"${arguments.kwarg.arg} = py.dict([])")
        if arguments.vararg:
            if arguments.kwonlyargs or arguments.kwarg:
                raise Untranslatable("*arguments beside keywords")
            texts.append(f"...${arguments.vararg.arg}")
        return ", ".join(texts)

    def function(self, definition):
        own = {one.arg for one in ast.walk(definition.args) if isinstance(one, ast.arg)}
        names = set()
        for statement in definition.body:
            names |= self.bound(statement)
        self.locals.append(own | names)
        first = f"let {', '.join(f'${name}' for name in sorted(names - own))};\n" if names - own else ""
        text = f"function ({self.parameters(definition.args)}) {{\n{first}{self.block(definition.body)}}}"
        self.locals.pop()
        return text

    def bound(self, node):
        """Return the names that a statement binds in its function: not those of functions and comprehensions in it."""
        if isinstance(node, ast.FunctionDef):
            return {node.name}
        if isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            return set()
        if isinstance(node, ast.Name):
            return {node.id} if isinstance(node.ctx, ast.Store) else set()
        names = {node.name} if isinstance(node, ast.ExceptHandler) and node.name else set()
        return names.union(*map(self.bound, ast.iter_child_nodes(node)))

    def is_local(self, name):
        return any(name in names for names in self.locals)

    # Statements

    def block(self, statements):
        return "".join(self.statement(one) for one in statements)

    def statement(self, node):
        match node:
            case ast.Expr(ast.Constant()) | ast.Pass():
                return ""
            case ast.Expr(value):
                return f"{self.expression(value)};\n"
            case ast.Return(value):
                return f"return {self.expression(value) if value else 'null'};\n"
            case ast.Assign(targets, value):
                return "".join(f"{self.target(one, self.expression(value))};\n" for one in targets)
            case ast.AugAssign(target, op, value):
                changed = f"py.{BINARY[type(op)]}({self.name(target)}, {self.expression(value)})"
                return f"{self.target(target, changed)};\n"
            case ast.If(test, body, orelse):
                text = f"if (py.truth({self.expression(test)})) {{\n{self.block(body)}}}"
                return text + (f" else {{\n{self.block(orelse)}}}\n" if orelse else "\n")
            case ast.For(target, values, body, []):
                each = f"for (const each of py.iter({self.expression(values)})) {{\n"
                return f"{each}{self.target(target, 'each')};\n{self.block(body)}}}\n"
            case ast.FunctionDef():
                return f"${node.name} = {self.function(node)};\n"
            case ast.Raise(error) if error:
                return f"throw {self.expression(error)};\n"
            case ast.Continue():
                return "continue;\n"
            case ast.Break():
                return "break;\n"
            case ast.With([ast.withitem(ast.Call(manager), None)], body) if self.value(manager) in CONTEXTS:
                return self.block(body)
            case ast.Try(body, [ast.ExceptHandler() as handler], [], []):
                kind = json.dumps(self.value(handler.type).__name__)
                keep = f"${handler.name} = error;\n" if handler.name else ""
                text = f"try {{\n{self.block(body)}}} catch (error) {{\nif (!py.is_a(error, {kind})) throw error;\n"
                return f"{text}{keep}{self.block(handler.body)}}}\n"
        raise Untranslatable(f"the statement {ast.unparse(node)!r}")

    def name(self, node):
        if not isinstance(node, ast.Name):
            raise Untranslatable(f"the target {ast.unparse(node)!r}")
        return f"${node.id}"

    def target(self, node, value):
        """Return an assignment of a value, JavaScript, to names."""
        if isinstance(node, (ast.Tuple, ast.List)):
            return f"{self.pattern(node)} = py.unpack({value}, {self.shape(node)})"
        if isinstance(node, ast.Subscript):
            return f"py.put({self.expression(node.value)}, {self.index(node.slice)}, {value})"
        return f"{self.name(node)} = {value}"

    def pattern(self, node):
        if isinstance(node, (ast.Tuple, ast.List)):
            return f"[{', '.join(map(self.pattern, node.elts))}]"
        return f"...{self.name(node.value)}" if isinstance(node, ast.Starred) else self.name(node)

    def shape(self, node):
        """Return how deep values are unpacked, JavaScript: a list for each tuple in a pattern, else null."""
        if isinstance(node, (ast.Tuple, ast.List)):
            return f"[{', '.join(map(self.shape, node.elts))}]"
        return "null"

    # Expressions

    def value(self, node):
        """Return what an expression of names that are no locals is, or None: such as a function or a class."""
        if any(map(self.is_local, loaded(node))):
            return None
        try:
            return eval(compile(ast.Expression(node), "<check>", "eval"), self.globals)
        except Exception:
            return None

    def constant(self, node):
        """Return an expression that is the same in each run as JavaScript, or None."""
        names = loaded(node)
        if any(map(self.is_local, names)) or "OBSERVATION" in names:
            return None
        try:
            value = eval(compile(ast.Expression(node), "<check>", "eval"), self.globals)
            return None if value is None and not isinstance(node, ast.Constant) else literal(value)
        except Exception:
            return None

    def expression(self, node):
        text = self.constant(node)
        if text is not None:
            return text
        match node:
            case ast.Name(name):
                return self.named(name)
            case ast.BinOp(left, op, right):
                return f"py.{BINARY[type(op)]}({self.expression(left)}, {self.expression(right)})"
            case ast.UnaryOp(ast.Not(), value):
                return f"!py.truth({self.expression(value)})"
            case ast.UnaryOp(op, value):
                return f"py.{UNARY[type(op)]}({self.expression(value)})"
            case ast.BoolOp(op, values):
                either = "any" if isinstance(op, ast.Or) else "both"
                return f"py.{either}_of({', '.join(f'() => {self.expression(one)}' for one in values)})"
            case ast.Compare(left, ops, values):
                return self.compared(left, ops, values)
            case ast.IfExp(test, body, orelse):
                return f"(py.truth({self.expression(test)}) ? {self.expression(body)} : {self.expression(orelse)})"
            case ast.JoinedStr(values):
                return f"({' + '.join(map(self.piece, values))})"
            case ast.List(values) | ast.Tuple(values):
                return f"[{self.several(values)}]"
            case ast.Set(values):
                return f"py.set([{self.several(values)}])"
            case ast.Dict(keys, values) if None not in keys:
                pairs = (f"[{self.expression(key)}, {self.expression(one)}]" for key, one in zip(keys, values))
                return f"py.dict([{', '.join(pairs)}])"
            case ast.ListComp(one, generators):
                return f"[...{self.generated(one, generators)}]"
            case ast.GeneratorExp(one, generators):
                return self.generated(one, generators)
            case ast.SetComp(one, generators):
                return f"py.set([...{self.generated(one, generators)}])"
            case ast.DictComp(key, one, generators):
                return f"py.dict([...{self.generated(ast.Tuple([key, one], ast.Load()), generators)}])"
            case ast.Lambda(arguments, body):
                self.locals.append(stored(arguments))
                text = f"(({self.parameters(arguments)}) => {self.expression(body)})"
                self.locals.pop()
                return text
            case ast.Attribute() if isinstance(self.value(node), types.FunctionType):
                return self.thing(self.value(node), node.attr)
            case ast.Attribute(value, name) if self.value(value) is np:
                return f"np.{name}"
            case ast.Attribute(value, name):
                return f"py.attribute({self.expression(value)}, {json.dumps(name)})"
            case ast.Subscript(value, index):
                return f"py.item({self.expression(value)}, {self.index(index)})"
            case ast.Call():
                return self.call(node)
        raise Untranslatable(f"the expression {ast.unparse(node)!r}")

    def named(self, name):
        if self.is_local(name):
            return f"${name}"
        return self.thing(self.globals.get(name, getattr(builtins, name, None)), name)

    def thing(self, value, name):
        """Return a function or class that is no constant, as JavaScript."""
        if value is sandbox.OBSERVATION:
            return "py.OBSERVATION"
        with_hash = value.__hash__ is not None if value is not None else False
        if with_hash and value in INSTEAD:
            return INSTEAD[value]
        if getattr(builtins, getattr(value, "__name__", ""), None) is value and value is not None:
            return f"py.{value.__name__}"
        if isinstance(value, types.FunctionType) and value.__module__.startswith(("nncourse.", "nnlib.")):
            return f"f[{json.dumps(self.translation.add(value))}]"
        if isinstance(value, type) and issubclass(value, sandbox.Finding):
            return f"py.{value.__name__}"
        if isinstance(value, types.ModuleType):
            raise Untranslatable(f"the module {name}")
        kind = type(value)
        if kind.__module__.startswith("nnlib.") and callable(value):  # such as an activation
            own = self.translation.add(kind.__call__, f"{kind.__module__}.{kind.__name__}")
            return f"f[{json.dumps(own)}].bind(null, null)"
        raise Untranslatable(f"the name {name}")

    def several(self, values):
        return ", ".join(
            f"...py.iter({self.expression(one.value)})" if isinstance(one, ast.Starred) else self.expression(one)
            for one in values
        )

    def compared(self, left, ops, values):
        texts = [self.expression(one) for one in (left, *values)]
        pairs = [f"py.{COMPARED[type(op)]}({texts[at]}, {texts[at + 1]})" for at, op in enumerate(ops)]
        return pairs[0] if len(pairs) == 1 else f"py.both_of({', '.join(f'() => {one}' for one in pairs)})"

    def piece(self, node):
        if isinstance(node, ast.Constant):
            return literal(node.value)
        if not any(map(self.is_local, loaded(node))) and "OBSERVATION" not in loaded(node):
            text = ast.fix_missing_locations(ast.Expression(ast.JoinedStr([node])))
            return literal(eval(compile(text, "<check>", "eval"), self.globals))
        spec = self.expression(node.format_spec) if node.format_spec else '""'
        return f"py.format({self.expression(node.value)}, {spec}, {json.dumps(chr(max(node.conversion, 32)).strip())})"

    def generated(self, one, generators):
        """Return a generator as JavaScript."""
        self.locals.append(set().union(*(stored(part.target) for part in generators)))
        text = f"yield {self.expression(one)};"
        for part in reversed(generators):
            for condition in reversed(part.ifs):
                text = f"if (py.truth({self.expression(condition)})) {{ {text} }}"
            pattern = self.pattern(part.target)
            value = "each" if pattern.startswith("$") else f"py.unpack(each, {self.shape(part.target)})"
            text = f"for (const each of py.iter({self.expression(part.iter)})) {{ const {pattern} = {value}; {text} }}"
        self.locals.pop()
        return f"(function* () {{ {text} }})()"

    def index(self, node):
        if isinstance(node, ast.Slice):
            parts = (self.expression(one) if one else "null" for one in (node.lower, node.upper, node.step))
            return f"py.slice({', '.join(parts)})"
        if isinstance(node, ast.Tuple):
            return f"[{', '.join(map(self.index, node.elts))}]"
        return self.expression(node)

    def call(self, node):
        function = self.value(node.func)
        if function is isinstance:
            kinds = self.value(node.args[1])
            names = json.dumps([one.__name__ for one in (kinds if isinstance(kinds, tuple) else (kinds,))])
            return f"py.isinstance({self.expression(node.args[0])}, {names})"
        named = {one.arg: one.value for one in node.keywords}
        options = ", ".join(f"{name}: {self.expression(one)}" for name, one in named.items() if name)
        arguments = self.several(node.args)
        if named and None not in named:
            with_options = f"{arguments}{', ' * bool(arguments)}py.kw({{ {options} }})"
        else:
            with_options = arguments
        if isinstance(function, type) and issubclass(function, sandbox.Finding):
            facts = self.expression(named[None]) if None in named else f"py.dict([{self.facts(named)}])"
            return f"py.{function.__name__}({arguments}, {facts})"
        if isinstance(function, types.FunctionType) and function not in INSTEAD:
            if function.__module__.startswith(("nncourse.", "nnlib.")):
                return f"f[{json.dumps(self.translation.add(function))}]({self.by_place(function, node)})"
        module = self.value(node.func.value) if isinstance(node.func, ast.Attribute) else None
        if module in (np, re):
            return f"{'np' if module is np else 're'}.{node.func.attr}({with_options})"
        if isinstance(node.func, ast.Attribute) and function is None or isinstance(function, types.BuiltinMethodType):
            if isinstance(node.func, ast.Attribute):
                return f"py.method({self.expression(node.func.value)}, {json.dumps(node.func.attr)}, [{with_options}])"
        if isinstance(node.func, ast.Attribute) and isinstance(function, types.MethodType):
            return f"py.method({self.expression(node.func.value)}, {json.dumps(node.func.attr)}, [{with_options}])"
        if isinstance(node.func, ast.Name) or function is not None:
            own = self.expression(node.func) if isinstance(node.func, ast.Name) else self.thing(function, "")
            return f"{own}({with_options})"
        return f"{self.expression(node.func)}({with_options})"

    def facts(self, named):
        return ", ".join(f"[{json.dumps(name)}, {self.expression(one)}]" for name, one in named.items())

    def by_place(self, function, node):
        """Return the arguments of a call in the order of the parameters, JavaScript; see `parameters`."""
        kinds = inspect.signature(function).parameters.values()
        places = [one.name for one in kinds if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)]
        if not node.keywords:
            return self.several(node.args)
        if any(isinstance(one, ast.Starred) for one in node.args):
            raise Untranslatable(f"a star beside keywords in {ast.unparse(node)!r}")
        given = {name: self.expression(one) for name, one in zip(places, node.args)}
        named = {one.arg: one.value for one in node.keywords}
        given |= {name: self.expression(one) for name, one in named.items() if name in places}
        texts = [given.get(name, "undefined") for name in places]
        rest = {name: one for name, one in named.items() if name not in places}
        if None in rest:
            texts.append(self.expression(rest[None]))
        elif rest:
            texts.append(f"py.dict([{self.facts(rest)}])")
        return ", ".join(texts)
