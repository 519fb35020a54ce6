"""The border between the grader and a worker: what crosses it, and in which form. Both sides run this module.

A message is a JSON text after its length: a request (an operation and its arguments), or the reply (a value, or an
error). While one side waits for a reply it does what the other asks for. Values cross as ``encode`` writes them:

- None, bool, int, float and str as JSON has them; all else as a list that begins with its kind;
- numbers and arrays of NumPy with their bytes, sequences and dicts with their items;
- any other object as its number in the list of the side that holds it, and what can be said of it in words.

Nothing that arrives can be executed. What both sides can change, an array or an object of nnlib that the grader hands
over, is there twice, and each message brings along what has changed in it since the last one.
"""

import base64
import itertools
import json
import math
import re
import sys
from decimal import Decimal
from fractions import Fraction

import numpy as np

LIMIT = 24_000_000  # bytes of a message to the grader
ITEMS, DEPTH = 1_000_000, 40  # of one value
DTYPE = re.compile(r"[<>|=]?[biufcUS]\d{1,6}")
SPECIAL = {  # methods by which an object works with operators; what compares or converts is not among them
    *"call len getitem setitem iter contains next enter exit neg pos abs add radd sub rsub mul rmul".split(),
    *"truediv rtruediv pow rpow matmul rmatmul floordiv rfloordiv mod rmod and or xor invert".split(),
}
MEASURE = -1  # among what is shared, of which nobody else knows
PLAIN = (type(None), bool, int, float, str)


class Broken(Exception):
    """A message that no side sends which runs this module, or a value that cannot cross."""


def packed(thing):
    """Return the bytes of an array or number of NumPy as a str, after its dtype and shape: a list."""
    return [thing.dtype.str, list(thing.shape), base64.b64encode(thing.tobytes()).decode()]


def unpacked(dtype, shape, data):
    """Return the array that `packed` has written."""
    if not DTYPE.fullmatch(dtype):
        raise Broken(f"an array of dtype {dtype}")
    return np.frombuffer(base64.b64decode(data), np.dtype(dtype)).reshape(shape).copy()


FORMS = {  # by name: a kind of values, into which parts it is taken, and how it is made of them again
    "scalar": (np.generic, packed, lambda *parts: unpacked(*parts)[()]),
    "list": (list, iter, lambda *parts: list(parts)),
    "tuple": (tuple, iter, lambda *parts: parts),
    "set": (set, iter, lambda *parts: set(parts)),
    "frozenset": (frozenset, iter, lambda *parts: frozenset(parts)),
    "dict": (dict, lambda thing: itertools.chain(*thing.items()), lambda *parts: dict(zip(parts[::2], parts[1::2]))),
    "int": (int, lambda thing: [int(thing)], int),  # of a subclass, as the next two
    "float": (float, lambda thing: [float(thing)], float),
    "str": (str, lambda thing: [str(thing)], str),
    "bytes": (bytes, lambda thing: [list(thing)], lambda part: bytes([*part])),
    "complex": (complex, lambda thing: [thing.real, thing.imag], complex),
    "fraction": (Fraction, lambda thing: [thing.numerator, thing.denominator], lambda n, d: Fraction(int(n), int(d))),
    "decimal": (Decimal, lambda thing: [str(thing)], Decimal),
    "ellipsis": (type(...), lambda thing: [], lambda: ...),
    "unknown": (type(NotImplemented), lambda thing: [], lambda: NotImplemented),
}


class Border:
    """One side of the border.

    What is an object's `about`, and what the other side's objects are here, the subclass says: ``about(thing)`` returns
    data, or ``given(thing)`` a form of its own, ``stand_in(number, about)`` and ``taken(kind, parts)`` return things,
    ``takes(thing, name, form)`` tells whether an attribute may change, ``perform(operation, arguments)`` does what the
    other side asks for, and ``told(error)`` and ``blamed(data)`` turn an exception into data and back.

    Parameters
    ----------
    send, receive : callable
        ``send(data)`` sends a message, bytes; ``receive()`` waits for one.
    first : int
        0 on one side, 1 on the other: what each shares first is numbered from here, in steps of 2.
    """

    def __init__(self, send, receive, first):
        self.send, self.receive, self.numbers, self.left = send, receive, itertools.count(first, 2), ITEMS
        self.forget()

    def forget(self):
        """Forget what is held for the other side and shared with it, as between two exercises."""
        self.held, self.shared, self.states, self.ids, self.own = {}, {MEASURE: np.empty(0)}, {}, {}, set()

    # What is there twice

    def share(self, thing, number=None, state=True):
        """Share a thing, under the number that the other side gave it or a new one, and return the number."""
        if number is None:
            number = next(self.numbers)
            if not isinstance(thing, np.ndarray):  # which would come back as another one
                self.own.add(number)
        self.shared[number], self.ids[id(thing)] = thing, number
        if state:
            self.states[number] = self.state(thing)
        return number

    def unused(self):
        """Return the numbers of what is shared and used by nobody here but this object."""
        counts = {number: sys.getrefcount(thing) for number, thing in self.shared.items()}
        return [number for number, count in counts.items() if count <= counts[MEASURE] and number not in self.own][1:]

    def state(self, thing):
        """Return what can change in a shared thing, by name: of arrays what they hold, of the rest as data."""
        if isinstance(thing, np.ndarray):
            return {"": (thing.dtype.str, thing.shape, thing.tobytes())}
        if isinstance(thing, (list, dict)):
            return {"": self.encode(thing.copy())}
        if isinstance(thing, np.random.Generator):
            return {"": self.encode(thing.bit_generator.state)}
        return {name: self.encode(value) for name, value in vars(thing).items()}

    def changes(self):
        """Return what has changed since the last message: [number, name, form] each."""
        found = []
        for number in [*self.states]:
            thing, before = self.shared[number], self.states[number]
            if (now := self.state(thing)) != before:
                forms = {"": ["array", *packed(thing), None]} if isinstance(thing, np.ndarray) else now
                found += [[number, name, form] for name, form in forms.items() if before.get(name) != form]
                self.states[number] = self.state(thing)
        return found

    def change(self, number, name, form):
        """Take over a change of a shared thing."""
        thing = self.shared[number]
        if not self.takes(thing, name, form):
            return
        value = self.decode(form)
        if isinstance(thing, np.ndarray):
            if thing.shape != value.shape:
                thing.shape = value.shape
            thing[...] = value
        elif isinstance(thing, list):
            thing[:] = value
        elif isinstance(thing, dict):
            thing.clear()
            thing.update(value)
        elif isinstance(thing, np.random.Generator):
            thing.bit_generator.state = value
        else:
            vars(thing)[name] = value
        self.states[number][name] = self.encode(value) if name else self.state(thing)[""]

    # Messages

    def ask(self, operation, *arguments):
        """Return what the other side does with some arguments; raises what that raises, or `Broken`."""
        self.post(ask=operation, arguments=arguments)
        while "ask" in (message := self.fetch()):
            self.reply(message)
        if "error" in message:
            raise message["error"]
        return message.get("value")

    def reply(self, message):
        """Do what the other side asks for in a message, and send what comes of it."""
        try:
            self.post(value=self.perform(message["ask"], message["arguments"]))
        except KeyboardInterrupt:  # the time is over
            raise
        except BaseException as error:
            self.post(error=self.told(error))

    def post(self, **message):
        """Send a message, whose values are encoded; what has changed, and what nobody uses here, goes along."""
        self.left, first = ITEMS, next(self.numbers)
        try:
            data = {key: self.encode(value) for key, value in message.items()} | {"changes": self.changes()}
        except BaseException:  # the other side will never hear of what this message shares
            self.lose([number for number in self.shared if number > first and (number - first) % 2 == 0])
            raise
        data["gone"] = self.unused()
        self.lose(data["gone"])
        self.send(json.dumps(data).encode())

    def fetch(self):
        """Return the next message, decoded."""
        text = self.receive()
        try:
            data = json.loads(text)
            changes, gone, self.left = data.pop("changes"), data.pop("gone"), ITEMS
            message = {str(key): self.decode(value) for key, value in data.items()}
            if "error" in message:
                message["error"] = self.blamed(message["error"])
            for change in changes:
                self.change(*change)
            self.lose(gone)
        except Broken:
            raise
        except Exception as reason:
            raise Broken(f"a message that makes no sense ({reason})") from None
        return message

    def lose(self, numbers):
        """Share no longer what is used on one side only."""
        for number in set(numbers) - {MEASURE}:
            self.ids.pop(id(self.shared.pop(number, None)), None)
            self.states.pop(number, None)
            self.own.discard(number)

    # Values

    def encode(self, thing, depth=0):
        """Return a thing as data; raises `Broken` if it is endless or too large."""
        self.left -= 1
        if depth > DEPTH or self.left < 0:
            raise Broken("a value is endless, or too large")
        if type(thing) in PLAIN:
            return thing
        number = self.ids.get(id(thing))
        if number is not None:
            return ["shared", number]
        if isinstance(thing, np.ndarray):
            return self.encode_array(np.asarray(thing), depth)
        for name, (kind, parts, _) in FORMS.items():
            if isinstance(thing, kind):
                return [name, *(self.encode(one, depth + 1) for one in parts(thing))]
        if (form := self.given(thing)) is not None:
            return form
        self.held[id(thing)] = thing
        return ["object", id(thing), self.about(thing)]

    def encode_array(self, thing, depth):
        """Return an array as data; a part of one that is shared by its place in that one."""
        for number in [*self.states] if thing.base is not None else []:
            whole = self.shared[number]
            shares = (
                isinstance(whole, np.ndarray) and np.may_share_memory(thing, whole) and thing.nbytes <= whole.nbytes
            )
            if shares and whole.flags.c_contiguous:
                place = thing.__array_interface__["data"][0] - whole.__array_interface__["data"][0]
                return ["view", number, thing.dtype.str, list(thing.shape), place, list(thing.strides)]
        if thing.dtype == object:
            return ["objects", list(thing.shape), *(self.encode(one, depth + 1) for one in thing.flat)]
        if not DTYPE.fullmatch(thing.dtype.str):
            return self.encode(thing.tolist(), depth + 1)
        self.left -= thing.nbytes // 16
        if self.left < 0:
            raise Broken("a value is too large")
        return ["array", *packed(thing), self.share(thing)]

    def decode(self, form):
        """Return the thing that some data stand for; raises an Exception for what `encode` does not write."""
        if type(form) in PLAIN:
            return form
        kind, *parts = form
        if kind in FORMS:
            return FORMS[kind][2](*map(self.decode, parts))
        if kind == "array":
            array = unpacked(*parts[:3])
            if parts[3] is not None:
                self.share(array, int(parts[3]))
            return array
        if kind == "view" and DTYPE.fullmatch(parts[1]):
            number, dtype, shape, place, strides = parts
            if math.prod(shape) * np.dtype(dtype).itemsize <= self.shared[number].nbytes:
                return np.ndarray(shape, np.dtype(dtype), self.shared[number], place, strides)
        if kind == "objects":
            return np.fromiter(map(self.decode, parts[1:]), object).reshape(parts[0])
        if kind == "shared":
            return self.shared[parts[0]]
        if kind == "yours":
            return self.held[parts[0]]
        return self.stand_in(*parts) if kind == "object" else self.taken(kind, parts)
