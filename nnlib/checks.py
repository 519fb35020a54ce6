"""Chapter 01 · Checks: every guard of the course, so that the other modules can be about their subject.

A function named ``check_…`` returns nothing and changes nothing: it lets sound input pass, and answers all else
with a sentence that says what was expected, what came, and the likely fix. A function named ``as_…`` checks, too,
and returns the array that the next line needs. One rule holds for all of them: what is not a number (or an array of
numbers, a function, a generator) is a TypeError; what is out of range or has another shape is a ValueError.
"""

import copy
from pathlib import Path

import numpy as np

from nnlib.printing import counted, in_layer

# Numbers, arrays, objects


def expect(condition, sentence, kind=ValueError):
    """Raise an error of a kind with this sentence, unless the condition holds."""
    if not condition:
        raise kind(sentence)


def is_number(value):
    """Tell whether a value is one real number; truth values are none."""
    return np.ndim(value) == 0 and np.asarray(value).dtype.kind in "iuf"


def is_floating(array):
    """Tell whether a value is a NumPy array of float32 or float64: one that can be trained, or be an output."""
    return type(array) is np.ndarray and array.dtype.char in "fd"


def check_number(name, value, *, above=-np.inf, least=-np.inf, below=np.inf, most=np.inf):
    """Refuse what is not a number in a range: above or at least one bound, and below or at most another."""
    expect(is_number(value), f"{name} must be a number, not {value!r}", TypeError)
    low = f"above {above}" if least == -np.inf else f"at least {least}"
    high = f"at most {most}" if most < np.inf else "finite" if below == np.inf else f"below {below}"
    expect(above < value < below and least <= value <= most, f"{name} must be {low} and {high}, not {value}")


def check_whole(*, least=1, **numbers):
    """Refuse numbers, given by name, that are not whole and at least some bound."""
    for name, value in numbers.items():
        sentence = f"{name} must be a whole number of at least {least}, not {value!r}"
        expect(is_number(value), sentence, TypeError)
        expect(np.asarray(value).dtype.kind in "iu" and value >= least, sentence)


def as_array(name, x, *, ndim=None, shape="", finite=False):
    """Return x as an array of float32 or float64: the door through which every array of numbers comes in.

    An array of one of these is not copied; other real numbers become float64. With ndim, another number of dimensions
    is refused, and shape says in words what is expected.
    """
    if is_floating(x) and x.size and not finite and ndim in (None, x.ndim):  # the usual case, at once
        return x
    fix = "use x.filled(0) first" if name == "x" else "what is masked must be filled or left out"
    expect(not isinstance(x, np.ma.MaskedArray), f"{name} is a masked array: {fix}", TypeError)
    code, x = as_code(name, x), np.asarray(x)
    if x.dtype.kind not in "biuf":
        ways = [f"; use {code}.astype({kind.__name__})" for kind in (int, float) if is_readable(x, kind)]
        raise TypeError(f"{name} must hold real numbers, but the dtype is {x.dtype}{''.join(ways[:1])}")
    expect(ndim in (None, x.ndim), f"{name} must have shape {shape}, not {x.shape}")
    expect(x.shape[-1:] != (0,) and (x.size or not finite), f"{name} is an empty batch, shape {x.shape}: 0 examples")
    # One of the two is what is wrong, and finding them takes no memory
    expect(not finite or np.isfinite([x.min(), x.max()]).all(), f"{name} must be finite, but holds NaN or inf")
    return x if x.dtype.char in "fd" else x.astype(np.float64)


def as_code(name, value):
    """Return a value that goes by a name as a message writes it as an array: a list, for example, has no ``T``."""
    return name if isinstance(value, np.ndarray) else f"np.array({name})"


def is_readable(array, kind):
    """Tell whether an array of strings, or of objects, holds nothing but numbers of a kind, int or float."""
    try:
        return array.dtype.kind in "USO" and bool((array.astype(kind) == array.astype(float)).all())
    except (TypeError, ValueError):
        return False


def check_object(name, value, example, *methods):
    """Refuse what lacks a method or an attribute, or is a class that lacks its brackets."""
    missing = [method for method in methods if not hasattr(value, method)]
    if isinstance(value, type) or missing:  # only now: to write a large array takes milliseconds
        lacks = f", which has no {missing[0]}" if 0 < len(missing) < len(methods) else ""
        expect(False, f"{name} must be {example}, not {value!r}{lacks}", TypeError)


def is_a(value, name):
    """Tell whether a value's class, or one that it derives from, has this name: a class of the reader's own counts."""
    return name in [each.__name__ for each in type(value).__mro__]


def check_generator(rng):
    """Refuse what is not a random generator, such as a seed."""
    check_object("rng", rng, "a generator such as np.random.default_rng(0)", "integers", "permutation")


# Files


def as_file(path):
    """Return the path of a file, a str or a Path, as a Path in which ``~`` is the user's folder."""
    path = Path(path).expanduser()
    expect(not path.is_dir(), f"{path} is a folder: name a file in it")
    expect(path.is_file(), f"there is no file {path}", FileNotFoundError)
    return path


def as_new_file(path):
    """Return the path of a file that is to be written, as a Path that leads to the file itself, not to a link."""
    path = Path(path).expanduser()
    expect(not path.is_dir(), f"{path} is a folder: name a file in it")
    expect(path.parent.is_dir(), f"there is no folder {path.parent}", FileNotFoundError)
    return path.resolve()


# 01 and 02: one neuron


def check_neuron(weights, bias, act_function=np.sign):
    """Refuse weights that are no row of numbers, a bias that is no number; for a perceptron's step they are finite."""
    finite = act_function is np.sign  # a perceptron's step would take NaN for no
    as_array("weights", weights, ndim=1, shape="(ins,), one row of weights", finite=finite)
    expect(is_number(bias) and (np.isfinite(bias) or not finite), f"bias must be a number, not {bias!r}", TypeError)
    check_object("act_function", act_function, "callable, an activation such as ReLU()", "__call__")


def as_inputs(x, weights):
    """Return inputs, shape (ins,) or (ins, n), that fit the weights, shape (ins,)."""
    code, x, ins = as_code("x", x), as_array("x", x, finite=True), len(weights)
    fix = f"; did you mean {code}.T?" if x.shape[1:] == (ins,) else ""
    weights = counted(ins, "weight")
    expect(x.ndim in (1, 2) and len(x) == ins, f"{weights}, but x has shape {x.shape}: examples are columns{fix}")
    return x


def as_yes_no(targets):
    """Return targets as an array, each of them 0 or 1."""
    targets = as_array("targets", targets)
    expect(np.isin(targets, (0, 1)).all(), "every target must be the number 0 or 1")
    return targets


def as_training_data(x, targets, weights, learning_rate, epochs):
    """Return examples, shape (ins, n), and targets, each 0 or 1, as arrays, if a perceptron can learn from them."""
    check_number("learning_rate", learning_rate, above=0)
    check_whole(epochs=epochs)
    x, targets = as_inputs(x, weights), as_yes_no(targets)
    expect(x.ndim == 2 and x.shape[1:] == targets.shape, f"one target per column: not {x.shape}, {targets.shape}")
    return x, targets


# 04 and 07: layers


def check_setting(dtype=np.float64, rng=None, *, act_function=print, **sizes):
    """Refuse sizes, a dtype, a generator (None is allowed) or an activation that no layer can be made with."""
    check_whole(**sizes)
    expect(np.dtype(dtype).char in "fd", f"dtype must be floating, np.float32 or np.float64, not {dtype}", TypeError)
    check_object("act_function", act_function, "callable, an activation such as ReLU()", "__call__")
    if rng is not None:
        check_generator(rng)


def check_parameters(layer, outs, ins):
    """Refuse a W that is not of shape (outs, ins), or a b not of shape (outs, 1): both can be set by hand."""
    for name, value, shape in (("W", layer.W, (outs, ins)), ("b", layer.b, (outs, 1))):
        if np.shape(value) != shape:
            raise ValueError(f"this layer needs {name} of shape {shape}, but {name} has shape {np.shape(value)}")
        if type(value) is not np.ndarray or value.dtype.char not in "fdlqi":
            raise TypeError(f"this layer needs {name} as a floating array, not {getattr(value, 'dtype', type(value))}")


def as_columns(x, layer):
    """Return x as an array (ins, n) for this layer."""
    code, x, ins = as_code("x", x), as_array("x", x), layer.ins
    if x.ndim != 2 or len(x) != ins:
        ways = " or ".join(code + way for way in as_ways(x.shape, layer))
        fix = f"; did you mean {ways}?" if ways else "."
        inputs = counted(ins, "input")
        raise ValueError(f"expected {inputs} per example, but x has shape {x.shape}. Examples are columns{fix}")
    return x


def as_ways(shape, layer):
    """Return a shape that does not fit as what makes columns of such an array: code such as ".T", a list of str.

    Its examples lie along the first axis or the last, or it is a single one; with two ways only the reader knows.
    """
    ins, image = layer.ins, as_long(getattr(layer, side, 1) for side in ("channels", "height", "width"))

    def holds_example(axes):
        """Tell whether these axes hold the inputs of one example, in the order in which `Images` expects them."""
        return np.prod(axes) == ins and (len(as_long(axes)) < 2 or image in ([], as_long(axes)))

    if shape[1:] == (ins,):
        return [".T"]
    long = as_long(shape)
    square = len(long) == 2 and long[0] == long[1]
    if holds_example(shape) and (len(long) < 2 or square or long == image):
        return [f".reshape({ins}, 1)"]
    ways = []
    if len(shape) > 1 and holds_example(shape[1:]):
        ways.append(f".reshape({shape[0]}, {ins}).T")
    if holds_example(shape[:-1]):
        ways.append(f".reshape({ins}, {shape[-1]})" + (", as Flatten() does" if len(shape) == 4 else ""))
    return ways


def as_long(shape):
    """Return the axes of a shape that are longer than 1, a list of int."""
    return [side for side in shape if side > 1]


def as_examples(x, layer):
    """Return x as an array (ins, n), as fine as W, if neither W nor b was set wrongly."""
    x = as_columns(x, layer)
    check_parameters(layer, layer.outs, layer.ins)
    return x.astype(np.result_type(layer.W, x), copy=False)  # NumPy is slow where @ must convert


def check_way_back(layer):
    """Refuse an activation without ``backward``, if the layer's backward_pass asks for it; not all of them do."""
    if hasattr(getattr(layer, "act_function", None), "backward"):  # the usual case, at once
        return
    for kind in type(layer).__mro__:
        asked = getattr(vars(kind).get("backward_pass"), "__code__", None)
        if asked is not None and "act_function" in asked.co_names:
            check_object("act_function", layer.act_function, "an activation with backward, such as Tanh()", "backward")
        if asked is not None and "super" not in asked.co_names:
            return


def as_upstream(da, layer):
    """Return the gradient da as an array, of the shape of the layer's last outputs."""
    expect(layer.a is not None, "this layer has no outputs yet: call forward_pass before backward_pass")
    check_way_back(layer)
    expect(np.shape(da) == layer.a.shape, f"outputs have shape {layer.a.shape}, but da has shape {np.shape(da)}")
    return as_array("da", da)


as_blame = as_upstream  # its name until edition 4, in packages of learners; gone with the next release


# 05: networks


def check_fit(layers):
    """Refuse layers that cannot be chained, and say which; sizes are compared where both neighbours have them."""
    check_object("layers", layers, "a list of layers, as in NeuralNetwork([layer])", "append")
    expect(layers, "a network needs at least one layer")
    before, places = None, [id(layer) for layer in layers]
    for number, layer in enumerate(layers, start=1):
        name, methods = f"layer {number}", ("forward_pass", "backward_pass", "parameters")
        check_object(name, layer, "a layer such as Layer(784, 10, ReLU())", *methods)
        expect(not hasattr(layer, "layers"), f"{name} is a network: list its layers, as in [*first.layers]", TypeError)
        expect(id(layer) not in places[: number - 1], f"{name} is already in this network: each place needs its own")
        ins = getattr(layer, "ins", before)
        if before not in (None, ins):
            given, wanted = counted(before, "output"), counted(ins, "input")
            raise ValueError(f"layer {number - 1} gives {given}, but {name} expects {wanted}")
        before = getattr(layer, "outs", None)
    always_1 = before == 1 and is_a(getattr(layer, "act_function", None), "Softmax")
    expect(not always_1, f"{name} has one output, and a softmax of one output is always 1; use Sigmoid()")


def as_network_inputs(x, net):
    """Return x as an array that the first layer can take; a layer without ``ins`` checks what it receives itself."""
    with in_layer(1):
        return as_columns(x, net.layers[0]) if hasattr(net.layers[0], "ins") else as_array("x", x)


def check_columns(outputs):
    """Refuse outputs that are not of shape (outs, n), such as images that no `Flatten` has laid out."""
    as_array("outputs", outputs, ndim=2, shape="(outs, n), a column per example, as Flatten() makes them of images")


# 06: losses


def check_outputs(outputs):
    """Refuse outputs that are not a floating array of shape (outs, n) with n at least 1."""
    expect(is_floating(outputs), "outputs must be a floating NumPy array, as forward_pass returns it", TypeError)
    check_columns(outputs)


def as_labels(labels, classes, n):
    """Return labels as an array of n integers from 0 to classes - 1."""
    if type(labels) is np.ndarray and labels.dtype.kind in "iu" and labels.shape == (n,) and n > 0:
        if 0 <= labels.min() <= labels.max() < classes:  # the usual case, at once
            return labels
    code, numbers = as_code("labels", labels), as_array("labels", labels)
    labels = np.asarray(labels)
    ways = []
    if labels.ndim == 2:  # one-hot, or probabilities: those of an example sum to 1
        hot = [f".argmax(axis={axis})" for axis in (0, 1) if np.allclose(numbers.sum(axis=axis), 1)]
        ways = [".ravel()"] if 1 in labels.shape else hot
    fix = f"; use {' or '.join(code + way for way in ways)}" if ways else ""
    expect(labels.shape == (n,), f"expected one label per example, shape ({n},), but got shape {labels.shape}{fix}")
    if labels.dtype.kind not in "iu":
        whole = np.array_equal(numbers, numbers.round().clip(0, 1e9))  # of others astype(int) would make other labels
        fix = f"; use {code}.astype(int)" if whole else ""
        raise TypeError(f"labels must be integers, not {labels.dtype}{fix}")
    low, high = labels.min(), labels.max()
    expect(0 <= low and high < classes, f"labels must be from 0 to {classes - 1}, but go from {low} to {high}")
    return labels


def as_labels_of(net, labels, n):
    """Return labels as an array: n of them, within what the network can answer."""
    return as_labels(labels, max(getattr(net.layers[-1], "outs", np.inf), 2), n)  # not every layer says its outs


def as_targets(targets, outputs):
    """Return targets as a finite array of the shape and the dtype of the outputs, (outs, n)."""
    check_outputs(outputs)
    given, targets = targets, as_array("targets", targets, finite=True)
    code, outs, fix = as_code("targets", given), len(outputs), ""
    if targets.T.shape == outputs.shape:
        fix = f"; did you mean {code}.T?"
    elif targets.shape == outputs.shape[1:] and outs == 1:
        fix = f"; use {code}.reshape(1, -1)"
    elif targets.shape == outputs.shape[1:] and np.isin(targets, range(outs)).all():
        labels = "targets" if np.asarray(given).dtype.kind in "iu" else f"{code}.astype(int)"
        fix = f"; use one_hot({labels}, {outs})"
    expect(targets.shape == outputs.shape, f"outputs have shape {outputs.shape}, but targets {targets.shape}{fix}")
    return targets.astype(outputs.dtype, copy=False)


def as_classes(targets, outputs):
    """Return the probability of each class in each target, shape (outs, n), in the dtype of the outputs.

    Targets are labels, integers of shape (n,), or floating probabilities of shape (outs, n) whose columns sum to 1.
    """
    if np.ndim(targets) != 2 or np.asarray(targets).dtype.kind != "f":
        check_outputs(outputs)
        return (np.arange(len(outputs))[:, np.newaxis] == as_labels(targets, *outputs.shape)).astype(outputs.dtype)
    targets = as_targets(targets, outputs)
    sums = targets.sum(axis=0)
    k = np.abs(sums - 1).argmax()
    fix = "for scores use soft_targets(targets, 1)"
    expect(abs(sums[k] - 1) <= 1e-4, f"column {k} of targets sums to {sums[k]:.4g}, not to 1; {fix}")
    expect(targets.min() >= 0, "a probability is 0 or more, but one of the targets is negative")
    return targets


def as_bits(targets, outputs):
    """Return targets 0 and 1, shape (n,), in the dtype of the outputs, which must be (1, n)."""
    check_outputs(outputs)
    fix = f"; use {as_code('targets', targets)}.ravel()" if np.size(targets) == outputs.size else ""
    fix = "; for classes use CrossEntropy()" if len(outputs) > 1 else fix
    came = f"but outputs have shape {outputs.shape}, targets {np.shape(targets)}{fix}"
    expect(outputs.shape == (1, *np.shape(targets)), f"BinaryCrossEntropy takes outputs (1, n), targets (n,), {came}")
    return as_yes_no(targets).astype(outputs.dtype)


# 07: the gradient check


def check_trainable(net):
    """Refuse a network whose parameters cannot be changed a little, and name the layer."""
    for number, layer in enumerate(net.layers, start=1):
        names = {id(value): name for name, value in vars(layer).items()}
        with in_layer(number):
            for value, _ in layer.parameters():
                check_nudged(names.get(id(value), "parameter"), value)


def check_nudged(name, values):
    """Refuse values that cannot be changed a little in place: in whole numbers a small change is lost."""
    code = as_code(name, values)
    expect(is_floating(values), f"{name} must be an array of float32 or float64; use {code}.astype(float)", TypeError)


# 08: training

APPLIED = {"CrossEntropy": "Softmax", "Distillation": "Softmax", "BinaryCrossEntropy": "Sigmoid"}  # by the loss itself


def check_run(net, x, targets, loss, optimizer, epochs, batch_size, validation, rng, on_epoch_end=None):
    """Refuse settings or data that `train` cannot work with, or parameters that cannot be trained."""
    check_object("loss", loss, "a loss such as CrossEntropy()", "derivative")
    check_object("optimizer", optimizer, "an optimizer such as SGD(0.1)", "step")
    check_object("on_epoch_end", on_epoch_end or print, "a function such as EarlyStopping(5)", "__call__")
    check_setting(rng=rng, epochs=epochs, batch_size=batch_size)
    check_trainable(net)
    for number, layer in enumerate(net.layers, start=1):
        with in_layer(number):
            check_way_back(layer)
    last = next((layer for layer in reversed(net.layers) if layer.parameters()), net.layers[-1])
    for own, applied in APPLIED.items():
        twice = is_a(loss, own) and is_a(getattr(last, "act_function", None), applied)
        expect(not twice, f"{own}() applies {applied}() itself; use Identity()")
    check_data(net, x, targets, loss, "training")
    if validation is not None:
        expect(len(validation) == 2, "validation must be a pair (x, targets)", TypeError)
        check_data(net, *validation, loss, "validation")


def check_data(net, x, targets, loss, kind):
    """Refuse examples or targets that the network or the loss cannot take: once, for the whole data set.

    The loss itself is asked, 1,000 examples at a time, with the outputs for the first example in place of all others.
    These come from copies of the layers, which share their arrays: what the layers keep of their last pass stays.
    """
    x = as_array(f"x of the {kind} data", as_network_inputs(x, net), finite=True)
    n, trial, targets = x.shape[-1], copy.copy(net), np.asanyarray(targets)
    trial.layers = list(map(copy.copy, net.layers))
    for layer in trial.layers:
        layer.training = False
    first = trial.forward_pass(x[..., :1])
    fits = targets.shape in ((n,), (len(first), n))  # if not, the loss names the shape of them all
    for few in np.array_split(targets, -(-n // 1000), axis=-1) if fits else [targets]:
        with np.errstate(all="ignore"):  # the value does not matter
            loss(np.repeat(first, few.shape[-1] if fits else n, axis=-1), few)


# 08 and 09: optimizers, schedules, paired runs


def check_rate(learning_rate):
    """Refuse a learning rate that is neither a number above 0 nor a schedule, a function of the step."""
    check_number("learning_rate", 1 if callable(learning_rate) else learning_rate, above=0)


def as_values(parameters, optimizer):
    """Return the values of (value, gradient) pairs: the very arrays that the optimizer has moved before, if it has."""
    values = [value for value, _ in parameters]
    own = getattr(optimizer, "values", None) or values
    fix = f"make a new {type(optimizer).__name__} for this one"
    expect([*map(id, values)] == [*map(id, own)], f"this optimizer belongs to another network: {fix}")
    return values


def check_pairs(runs, others):
    """Refuse what is not two rows of finite real numbers, equally long and at least 2, one number for each seed."""
    for name, row in (("runs", runs), ("others", others)):
        as_array(name, row, ndim=1, shape="(n,), one number for each seed", finite=True)
    got = f"{counted(len(runs), 'run')} and {counted(len(others), 'other')}"
    expect(len(runs) == len(others) > 1, f"expected 2 pairs or more, but got {got}")


# 10: regularization and augmentation


def check_watched(history, best_epoch):
    """Refuse a history without a validation loss, or one that begins again after the best epoch."""
    expect(history.validation_loss, "EarlyStopping needs a validation loss: pass validation=(x_val, y_val) to train")
    expect(len(history.validation_loss) > best_epoch, "this EarlyStopping has watched another run; make a new one")


def check_best(best_values, net):
    """Refuse to restore what was never kept, or what another kind of network had."""
    kept, shapes = [best.shape for best in best_values], [value.shape for value, _ in net.parameters()]
    expect(kept == shapes, "no best weights of such a network are kept: pass this to train as on_epoch_end first")


def as_images(x):
    """Return x, columns of pixels of shape (side · side, n), as floating square images, shape (n, side, side)."""
    x = as_array("x", x, ndim=2, shape="(784, n), or of other square images as columns")
    side = round(len(x) ** 0.5)
    expect(side**2 == len(x), f"expected square images as columns, such as (784, n), but x has shape {x.shape}")
    return x.T.reshape(-1, side, side)


# 11: convolutions


def as_pictures(x, least=1):
    """Return x as an array (channels, height, width, n), with at least that many rows and columns."""
    x = as_array("x", x, ndim=4, shape="(channels, height, width, n), as Images(…) makes it of columns")
    expect(min(x.shape[1:3]) >= least, f"x of shape {x.shape} is too small: here {least} × {least} pixels are needed")
    return x


def as_convolved(x, layer):
    """Return x as an array, as fine as W, if it has a convolution's channels and room for its window."""
    x, channels = as_pictures(x, layer.kernel_size - 2 * layer.padding), layer.in_channels
    expect(len(x) == channels, f"expected {channels} channels, but x of shape {x.shape} has {len(x)}")
    check_parameters(layer, layer.out_channels, channels * layer.kernel_size**2)
    return x.astype(np.result_type(layer.W, x), copy=False)


# 15: autodiff


def check_edges(data, edges):
    """Refuse edges without a rule, and numbers mixed with arrays: a Value as parent of a Tensor, or the reverse."""
    for parent, rule in edges:
        mixed = isinstance(parent.data, np.ndarray) != isinstance(data, np.ndarray)
        expect(not mixed, "a Value and a Tensor do not go together; use Tensor for both", TypeError)
        expect(callable(rule), f"a rule is a function such as times(factor), not {type(rule).__name__}", TypeError)


def check_value(data, edges):
    """Refuse data of a Value that is not one real number, and edges that do not fit it."""
    check_edges(data, edges)
    expect(is_number(data), f"a Value holds one real number, not {data!r}; for an array there is Tensor", TypeError)


def refuse_condition(node):
    """Refuse to say whether a node holds: it stands for itself, not for its number."""
    name = type(node).__name__
    expect(False, f"a {name} is neither true nor false: compare its data, as in x.data > 0", TypeError)


def as_start(upstream, data):
    """Return the gradient to start from, in the shape of a node's data; one number will do where the node holds one."""
    upstream, shape = as_array("upstream", upstream).astype(np.float64, copy=False), np.shape(data)
    fits = upstream.shape == shape or upstream.size == np.size(data) == 1
    expect(
        fits,
        f"data of shape {shape} needs a gradient of that shape, not {upstream.shape}; for one number, sum() first",
    )
    return upstream.reshape(shape)


# 16: several processes


def check_parallel_run(net, x, targets, loss, optimizer, epochs, batch_size, rng, comm):
    """Refuse what `train` refuses, a batch with fewer examples than ranks, and ranks that would not do the same."""
    check_object("comm", comm, "a communicator such as MPI.COMM_WORLD of mpi4py", "Allreduce", "Bcast", "allgather")
    check_generator(rng)
    check_run(net, x, targets, loss, optimizer, epochs, batch_size, None, rng)
    n, shapes = np.shape(x)[-1], [(value.shape, value.dtype.str, slope.dtype.str) for value, slope in net.parameters()]
    mine = {"parameters": shapes, "number of examples": n, "epochs": epochs, "batch_size": batch_size}
    mine["state of rng"] = str(rng.bit_generator.state)
    # Ranks that do not do the same would wait for each other for ever
    wrong = sorted({name for other in comm.allgather(mine) for name in mine if other[name] != mine[name]})
    expect(not wrong, f"all ranks must be called alike, but they differ in the {' and the '.join(wrong)}")
    smallest = n % batch_size or batch_size  # the last batch of an epoch holds what is left
    few = counted(smallest, "example")
    expect(smallest >= comm.size, f"a batch holds {few}, too few for {comm.size} ranks")


# 18 and 19: letters, attention


def check_names(names, letters, length):
    """Refuse a window that is no whole number of at least 1, and names that are no strings of the letters."""
    check_whole(length=length)
    expect(not isinstance(names, str), f"names must be a list of names, not the string {names!r}", TypeError)
    wrong = [repr(name) for name in names if not isinstance(name, str) or set(name) - set(letters[1:])]
    came = f"one is {wrong[0]}" if wrong else "there is none"
    expect(len(names) and not wrong, f"names must be strings of the letters from a to z, but {came}")


def as_codes(x, size):
    """Return x, codes of letters of shape (length, n), as integers from 0 to size - 1."""
    x = as_array("x", x, ndim=2, shape="(length, n), a window of codes per column", finite=True)
    fits = (x == np.floor(x)).all() and 0 <= x.min() and x.max() < size
    expect(fits, f"x must hold whole numbers from 0 to {size - 1}, the codes of letters, as windows gives them")
    return x.astype(np.int64)


def check_look_up(mask, **tensors):
    """Refuse what is no Tensor with columns, and a mask that fits no score or hides all keys from a query."""
    for name, tensor in tensors.items():
        check_object(name, tensor, "a Tensor", "backward", "T")
        as_array(name, tensor.data, ndim=2, shape="(rows, columns), a column for each")
    shape, scores = np.shape(mask), (tensors["keys"].data.shape[1], tensors["queries"].data.shape[1])
    fits = len(shape) <= 2 and all(side in (1, wanted) for side, wanted in zip(shape[::-1], scores[::-1]))
    expect(fits, f"mask must have shape {scores}, a row for each key, a column for each query, not {shape}")
    seen = (np.broadcast_to(mask, scores) > -np.inf).any(axis=0)
    expect(seen.all(), f"mask is -inf in all of column {seen.argmin()}: this query may look at no key")
