"""The grader's side of the border, and proxies: what a check holds in place of an answer.

What is done with a proxy is done by the worker, and only data come back. It has the class, the names and the parameters
that the worker reports, and of the special methods those of `worker.SPECIAL`: so it equals nothing but itself, and
converts to nothing.
"""

import builtins
import functools
import inspect
import itertools
import sys
import warnings
import weakref

import numpy as np

from nncourse.checking.sandbox import REFUSED, Wrong
from nncourse.grading.border import SPECIAL, Border, Broken

TEXT = 2_000  # characters of what an exception or a warning says
REMEMBERED, WARNINGS = 20, 1_000  # errors that may come back; warnings between two exercises
CATEGORIES = {one.__name__: one for one in (RuntimeWarning, UserWarning, DeprecationWarning, FutureWarning)}


class Proxy:
    """An object of the worker's; number and about as in `Border.stand_in`."""

    __slots__ = ("__weakref__", "nncourse_about", "nncourse_number", "nncourse_side")

    def __init__(self, side, number, about):
        for name, value in (("side", side), ("number", number), ("about", about)):
            object.__setattr__(self, f"nncourse_{name}", value)

    @property
    def __class__(self):
        return type if self.nncourse_about["class"] else phantom(self)

    @property
    def __dict__(self):
        return self.nncourse_side.ask("get", self, "__dict__")

    def __getattr__(self, name):
        about = self.nncourse_about
        if name == "__name__" and about["name"]:
            return about["name"]
        if name in ("__bases__", "__mro__") and about["class"]:
            return getattr(phantom(self), name)
        if name == "__signature__" and about["parameters"] is not None:
            default = {True: None, False: inspect.Parameter.empty}
            some = (inspect.Parameter(one, kind, default=default[has]) for one, kind, has in about["parameters"])
            return inspect.Signature(some)
        if name == "__code__" and about["stub"]:
            return (lambda: None).__code__
        if name.startswith("__"):
            raise AttributeError(name)
        return self.nncourse_side.ask("get", self, name)

    def __setattr__(self, name, value):
        self.nncourse_side.ask("set", self, name, value)

    def __instancecheck__(self, thing):
        return isinstance(thing, Proxy) and bool(self.nncourse_side.ask("instance", thing, self))

    def __repr__(self):
        return f"<{self.nncourse_about['type']} of an answer>"


def call(proxy, *arguments, **named):
    """Call what a proxy stands for."""
    return proxy.nncourse_side.call(proxy, arguments, named)


def special(name):
    """Return the special method of proxies with a name, such as "add"."""
    return lambda proxy, *arguments: proxy.nncourse_side.ask("special", proxy, name, arguments)


@functools.lru_cache(maxsize=1000)
def kind_of(name, methods):
    """Return the class of proxies for objects whose class has a name and some special methods, a tuple of str."""
    methods = {f"__{one}__": call if one == "call" else special(one) for one in methods if one in SPECIAL}
    return type(name, (Proxy,), {"__slots__": (), **methods})


def phantom(proxy):
    """Return a class with the name of a proxy's and those of its bases that are in nnlib; it has no objects."""
    names = [one.partition(":") for one in proxy.nncourse_about["bases"] if one.startswith("nnlib.")]
    bases = [getattr(sys.modules.get(module), name, None) for module, _, name in names]
    return phantom_of(proxy.nncourse_about["type"], tuple(one for one in bases if isinstance(one, type)))


phantom_of = functools.lru_cache(maxsize=1000)(lambda name, bases: type(name, bases, {}))


class Lent:
    """A list or dict among the arguments of a call, which the worker may change in place."""

    def __init__(self, thing):
        self.thing = thing


class Grader(Border):
    """The grader's side. Of its own objects it tells what nnlib and NumPy have; functions it keeps, and runs."""

    def __init__(self, send, receive):
        super().__init__(send, receive, 0)
        self.errors = itertools.count()

    def forget(self):
        """As `Border.forget`; also what has been raised in the grader's functions."""
        super().forget()
        self.proxies, self.raised, self.warnings = weakref.WeakValueDictionary(), {}, iter(range(WARNINGS))

    def call(self, proxy, arguments, named):
        """Return what the worker gets when it calls what a proxy stands for."""
        lent = [Lent(one) if type(one) in (list, dict) else one for one in arguments]
        return self.ask("call", proxy, lent, named, np.geterr(), REFUSED)

    def encode(self, thing, depth=0):
        """As `Border.encode`; a proxy goes back as what it stands for."""
        if isinstance(type(thing), type) and issubclass(type(thing), Proxy):
            return ["yours", thing.nncourse_number]
        return super().encode(thing, depth)

    def about(self, thing):
        """Return what the worker hears of an object that stays here: the name of a function."""
        return {"name": getattr(thing, "__name__", "")}

    def given(self, thing):
        """Return what an object of nnlib or NumPy is sent as, or None: then it stays here."""
        if isinstance(thing, Lent):
            form = self.encode(thing.thing.copy())
            return ["lent", self.share(thing.thing), form]
        if isinstance(thing, np.random.Generator):
            state = self.encode(thing.bit_generator.state)
            return ["generator", self.share(thing), type(thing.bit_generator).__name__, state]
        module = getattr(thing, "__module__", None) or ""
        if module.partition(".")[0] in ("nnlib", "numpy") and hasattr(thing, "__qualname__"):
            return ["named", module, thing.__qualname__]
        if isinstance(thing, np.ufunc):
            return ["named", "numpy", thing.__name__]
        if callable(thing) and not hasattr(thing, "__dict__") or hasattr(thing, "__code__") or isinstance(thing, type):
            return None
        base, methods = origin(type(thing))
        number, state = self.share(thing, state=False), vars(thing)
        if base is object:  # a check's own: its methods run here, and it stays as it is
            state = {name: value for name, value in state.items() if isinstance(value, (int, str))}
        state = {name: self.encode(value) for name, value in state.items()}
        if base is not object:
            self.states[number] = self.state(thing)
        return ["made", number, base.__module__, base.__qualname__, type(thing).__name__, methods, state]

    def stand_in(self, number, about):
        """Return the proxy for an object of the worker's."""
        if number not in self.proxies:
            proxy = self.proxies[number] = kind_of(about["type"], tuple(about["special"]))(self, number, about)
            return proxy
        return self.proxies[number]

    def taken(self, kind, parts):
        """Raise `Broken`: nothing is made here of what a worker tells."""
        raise Broken(f"a value of an unknown kind, {kind!r:.50}")

    def takes(self, thing, name, form):
        """Tell whether the worker may change this: arrays, and of an object of nnlib numbers and arrays."""
        if isinstance(thing, (np.ndarray, list, dict, np.random.Generator)):
            return True
        now, own = vars(thing).get(name), getattr(type(thing), name, None)
        parts = [own, *now] if isinstance(now, (list, tuple)) else [own, now]
        return not any(callable(one) or hasattr(one, "__dict__") for one in parts) and only_data(form)

    def told(self, error):
        """Return in data that a function of the grader's has raised something, which is kept."""
        number = next(self.errors)
        self.raised[number] = error.with_traceback(None)  # whose frames hold all that a message brought
        self.raised.pop(number - REMEMBERED, None)
        usual = isinstance(error, Exception)
        return {"yours": number, "usual": usual, "type": type(error).__name__, "text": str(error)}

    def blamed(self, data):
        """Return what the worker has raised: an error of an answer, or one of the grader's that passed through it."""
        if data.get("refused"):
            return Wrong(str(data["text"]))
        if data.get("type") == "SystemExit":
            return SystemExit()
        error = self.raised.get(data.get("yours")) or error_of(str(data["type"]))(str(data["text"])[:TEXT])
        error.line_of_cell = data.get("line")
        return error

    def perform(self, operation, arguments):
        """Do what a worker may ask for: show what was printed, warn, call a function or a method that was given."""
        if operation == "print":
            return sys.stdout.write(str(*arguments)) and None
        if operation == "warn":
            for (category, text), _ in zip(arguments[0], self.warnings):
                warnings.warn_explicit(str(text)[:TEXT], CATEGORIES.get(category, UserWarning), "<answer>", 1)
            return None
        thing, (*name, arguments, named) = arguments[0], arguments[1:]
        if operation == "call" and self.held.get(id(thing)) is thing:
            return thing(*arguments, **named)
        if operation == "method" and self.ids.get(id(thing)) in self.own and name[0] in origin(type(thing))[1]:
            return getattr(thing, name[0])(*arguments, **named)
        raise Broken(f"an unknown request, {operation!r:.50}")


@functools.cache
def origin(kind):
    """Return the first base of a class that the worker has, too, and the names of methods that come before it."""
    own = list(itertools.takewhile(lambda one: one.__module__.split(".")[0] not in ("nnlib", "builtins"), kind.__mro__))
    methods = {name for one in own for name, thing in vars(one).items() if inspect.isfunction(thing)}
    return kind.__mro__[len(own)], sorted(methods - {"__init__"})


@functools.lru_cache(maxsize=100)
def error_of(name):
    """Return a class of exceptions with a name, and of that kind if it is one of Python's."""
    usual = getattr(builtins, name, None)
    base = usual if isinstance(usual, type) and issubclass(usual, Exception) else Exception
    if issubclass(base, (OSError, UnicodeError, ImportError, SyntaxError)):
        base = Exception  # whose arguments are not one text
    return type(name, (base,), {"__str__": lambda error: error.args[0]})


def only_data(form):
    """Tell whether there is no object of the worker's in some data."""
    return not isinstance(form, list) or form[:1] not in (["object"], ["yours"]) and all(map(only_data, form[1:]))
