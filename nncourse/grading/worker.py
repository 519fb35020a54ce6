"""The worker: runs a learner's cells and calls their functions for a grader. It is started as a program.

Here nncourse is a sealed package. Whatever a cell does to this process, it has no other voice than `border`.
"""

import builtins
import contextlib
import importlib
import inspect
import io
import os
import sys
import traceback
import warnings

import numpy as np
from IPython.core.interactiveshell import InteractiveShell

from nncourse.checking.answers import is_stub, refusing
from nncourse.grading import border

CHUNK = 4_000  # characters that are printed before the grader hears of them


class Printed(io.StringIO):
    """What is printed; it is told to the grader in chunks, who stops whoever prints too much."""

    def write(self, text):
        """Keep a text, a str."""
        count = super().write(text)
        if self.tell() > CHUNK:
            self.tell_grader()
        return count

    def tell_grader(self):
        """Tell what has been printed since the last time."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        if text:
            side.ask("print", text)


class Refused(Exception):
    """What a check refuses was called."""


class Elsewhere(BaseException):
    """An exception of the grader's that is no Exception; it passes through here."""


def cause(error):
    """Return the line of the cell, an int or None, where an exception arose."""
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename.startswith("<")]
    return lines[-1] if lines else None


class Worker(border.Border):
    """The worker's side: objects of the learner's stay here, and the grader asks for what they do."""

    kinds = {}  # classes of the grader's objects, by module, name and methods

    def about(self, thing):
        """Return in data what a learner's object is: names, bases of nnlib, special methods and parameters."""
        is_class = isinstance(thing, type)
        own = thing if is_class else type(thing)
        bases = [f"{one.__module__}:{one.__qualname__}" for one in own.__mro__ if one.__module__.startswith("nnlib.")]
        known = {"__call__"} if is_class else set().union(*(vars(one) for one in own.__mro__))
        parameters = None
        with contextlib.suppress(Exception):
            found = inspect.signature(thing).parameters.values()
            parameters = [[one.name, int(one.kind), one.default is not one.empty] for one in found]
        return {
            "class": is_class,
            "type": own.__name__,
            "name": str(getattr(thing, "__name__", "")),
            "bases": bases,
            "special": [one for one in sorted(border.SPECIAL) if f"__{one}__" in known],
            "parameters": parameters,
            "stub": is_stub(thing),
        }

    def given(self, thing):
        """Return None: of what both sides have, nothing is sent as itself."""

    def taken(self, kind, parts):
        """Return what the grader gives: something of nnlib or NumPy by name, a list, a generator, or an object."""
        if kind == "named":
            return getattr(importlib.import_module(parts[0]), parts[1])
        if kind == "lent":
            thing = self.decode(parts[1])
            return self.shared[self.share(thing, parts[0])]
        if kind == "generator":
            thing = np.random.Generator(getattr(np.random, parts[1])())
            thing.bit_generator.state = self.decode(parts[2])
            return self.shared[self.share(thing, parts[0])]
        number, module, base, name, methods, state = parts
        key = module, base, name, *methods
        if key not in self.kinds:
            parent = getattr(importlib.import_module(module), base)
            self.kinds[key] = type(name, (parent,), {one: self.method(one) for one in methods}) if methods else parent
        thing = object.__new__(self.kinds[key])
        self.share(thing, number, state=False)
        vars(thing).update((key, self.decode(value)) for key, value in state.items())
        if base != "object":
            self.states[number] = self.state(thing)
        return thing

    def method(self, name):
        """Return a method that the grader's own object carries out."""
        return lambda thing, *arguments, **named: self.ask("method", thing, name, arguments, named)

    def stand_in(self, number, about):
        """Return a function that stands for one of the grader's."""

        def function(*arguments, **named):
            return self.ask("call", function, arguments, named)

        function.__name__ = about["name"]
        self.foreign[function] = number
        return function

    def encode(self, thing, depth=0):
        """As `Border.encode`; a function of the grader's goes back as itself."""
        if inspect.isfunction(thing) and thing in self.foreign:
            return ["yours", self.foreign[thing]]
        return super().encode(thing, depth)

    def forget(self):
        """As `Border.forget`."""
        super().forget()
        self.foreign = {}

    def takes(self, thing, name, form):
        """Return True: what the grader says holds."""
        return True

    def told(self, error):
        """Return in data what an exception is."""
        told = {"type": type(error).__name__, "text": str(error), "line": cause(error)}
        return told | {"refused": isinstance(error, Refused), "yours": getattr(error, "yours", None)}

    def blamed(self, data):
        """Return the exception that the grader's function raised, to be raised here."""
        kind = getattr(builtins, data["type"], Exception) if data["usual"] else Elsewhere
        error = kind(data["text"])
        error.yours = data["yours"]
        return error

    def perform(self, operation, arguments):
        """Do what the grader asks for: a method ``do_…`` of this class."""
        with warnings.catch_warnings(record=True, action="always") as caught:
            try:
                return getattr(self, f"do_{operation}")(*arguments)
            finally:
                printed.tell_grader()
                if told := {(one.category.__name__, str(one.message)) for one in caught[:1000]}:
                    self.ask("warn", sorted(told))

    def do_forget(self):
        """Forget what an earlier exercise has shared."""
        self.forget()

    def do_run(self, source):
        """Run a cell, and return what it raised, in data, or None."""
        result = shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        return error and self.told(error)

    def do_evaluate(self, expression):
        """Return the value of an expression of the released notebook among the learner's names."""
        return eval(expression, shell.user_ns)

    def do_get(self, thing, name):
        """Return an attribute."""
        return dict(vars(thing)) if name == "__dict__" else getattr(thing, name)

    def do_set(self, thing, name, value):
        """Set an attribute."""
        setattr(thing, name, value)

    def do_instance(self, thing, kind):
        """Tell whether a thing is of a learner's class."""
        return isinstance(thing, kind)

    def do_call(self, thing, arguments, named, errors, refused):
        """Call a thing with NumPy's settings for errors, where some things are refused."""
        with np.errstate(**errors), refusing(refused, Refused):
            return thing(*arguments, **named)

    def do_special(self, thing, name, arguments):
        """Call a special method, such as ``add``."""
        return getattr(type(thing), f"__{name}__")(thing, *arguments)


def serve():
    """Do what the grader asks for, until it asks for no more."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)

    def send(data):
        target.write(len(data).to_bytes(8, "big") + data)
        target.flush()

    def receive():
        head = source.read(8)
        if len(head) < 8:
            os._exit(0)
        return source.read(int.from_bytes(head, "big"))

    global side, shell, printed
    side, printed = Worker(send, receive, 1), Printed()
    InteractiveShell.confirm_exit = False
    shell = InteractiveShell.instance(colors="nocolor", history_length=0)
    shell.enable_gui = shell.showtraceback = shell.showsyntaxerror = lambda *_, **__: None
    sys.stdout = sys.stderr = printed
    while True:
        side.reply(side.fetch())
