"""Chapter 05 · Printing: errors name the layer; a layer, a network or an optimizer shows the call that makes it."""

from inspect import signature

UNSEEN = ("rng", "dtype")  # what an object is made with, and does not keep


def made_from(kind):
    """Return the names of what a class, kind, is made from and its objects keep, a list of str."""
    return [name for name in signature(kind).parameters if name not in UNSEEN]


def call_of(thing):
    """Return the call that makes an object like this thing, such as a layer: "Layer(784, 10, ReLU())", a str.

    What has a default value is shown with its name, as in "Adam(learning_rate=0.001, …)"; a schedule, or another
    function, is shown by its name alone. A class derived from one of ours may be made with what it doesn't keep: "…".
    """
    shown, unknown = [], []
    for name, parameter in signature(type(thing)).parameters.items():
        if name not in UNSEEN:
            try:
                value = getattr(thing, name)
                text = getattr(value, "__qualname__", None) or repr(value)
                shown.append(text if parameter.default is parameter.empty else f"{name}={text}")
            except Exception:  # whatever it is, it must not end the cell that shows the thing
                unknown = ["…"]
    return f"{type(thing).__name__}({', '.join(shown + unknown)})"


def printed_as_calls(*classes):
    """Make objects of these classes, and of classes derived from them, print as `call_of` says."""
    for kind in classes:
        kind.__repr__ = call_of


def counted(number, noun):
    """Return a number with its noun, in the plural if it isn't 1, a str: "1 epoch", "2,000 images"."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


class in_layer:
    """Within ``with in_layer(2):`` a refusal gets the note "in layer 2": a layer does not know its place."""

    def __init__(self, number):
        self.number = number

    def __enter__(self):
        pass

    def __exit__(self, kind, error, traceback):
        if isinstance(error, (TypeError, ValueError)):
            error.add_note(f"in layer {self.number}")
