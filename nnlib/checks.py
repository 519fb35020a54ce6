"""Chapter 01 · Checks: every guard of the course, so that the other modules can be about their subject.

A function named ``check_…`` returns nothing and changes nothing: it lets sound input pass, and answers everything
else with a sentence that says what was expected, what came, and the likely fix. A function named ``as_…`` checks, too,
and returns the array that the next line needs. One rule holds for all of them: what is not a number (or an array of
numbers, a function, a generator) is a TypeError; what is out of range or has another shape is a ValueError.
"""

import copy

import numpy as np

# Numbers, arrays, objects


def expect(condition, sentence, kind=ValueError):
    """Raise an error of a kind with this sentence, unless the condition holds."""
    if not condition:
        raise kind(sentence)


def is_number(value):
    """Tell whether a value is one real number; truth values are none."""
    return np.ndim(value) == 0 and np.asarray(value).dtype.kind in "iuf"


def check_number(name, value, *, above=-np.inf, least=-np.inf, below=np.inf, most=np.inf):
    """Refuse what is not a number in a range: above or at least one bound, and below or at most another."""
    expect(is_number(value), f"{name} must be a number, not {value!r}", TypeError)
    low = f"above {above}" if least == -np.inf else f"at least {least}"
    high = f"at most {most}" if most < np.inf else "finite" if below == np.inf else f"below {below}"
    expect(above < value < below and least <= value <= most, f"{name} must be {low} and {high}, not {value}")


def check_whole(*, least=1, **numbers):
    """Refuse numbers, given by name, that are not whole and at least some bound."""
    for name, value in numbers.items():
        kind = ValueError if is_number(value) else TypeError
        whole = is_number(value) and isinstance(value, (int, np.integer)) and value >= least
        expect(whole, f"{name} must be a whole number of at least {least}, not {value!r}", kind)


def as_array(name, x, *, ndim=None, shape="", finite=False):
    """Return x as an array of float32 or float64: the door through which every array of numbers comes in.

    An array of one of these is not copied; other real numbers become float64. With ndim, another number of dimensions
    is refused, and shape says in words what is expected.
    """
    if isinstance(x, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array, and its mask would be lost; use {name}.filled(0)")
    x = np.asarray(x)
    if x.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold real numbers, but the dtype is {x.dtype}")
    if ndim not in (None, x.ndim):
        raise ValueError(f"{name} must have shape {shape}, not {x.shape}")
    if x.shape[-1:] == (0,) or finite and x.size == 0:
        raise ValueError(f"{name} is an empty batch of shape {x.shape}, so 0 examples")
    if finite and not np.isfinite([x.min(), x.max()]).all():  # one of them is what is wrong; takes no memory
        raise ValueError(f"{name} must be finite, but holds NaN or inf")
    return x if x.dtype.char in "fd" else x.astype(np.float64)


def check_object(name, value, example, *methods):
    """Refuse what lacks a method, or is a class that lacks its brackets."""
    fits = not isinstance(value, type) and all(hasattr(value, method) for method in methods)
    expect(fits, f"{name} must be {example}, not {value!r}", TypeError)


def check_activation(act_function):
    """Refuse what cannot be called with a sum, such as a name, or a class that lacks its brackets."""
    check_object("act_function", act_function, "callable, an activation such as ReLU()", "__call__")


def check_generator(rng):
    """Refuse what is not a random generator, such as a seed."""
    check_object("rng", rng, "a generator such as np.random.default_rng(0)", "integers", "permutation")


def check_floating(dtype, name="dtype"):
    """Refuse a dtype that is neither float32 nor float64."""
    expect(np.dtype(dtype).char in "fd", f"{name} must be floating, np.float32 or np.float64, not {dtype}", TypeError)


# 01 and 02: one neuron


def check_neuron(weights, bias, act_function=np.sign):
    """Refuse weights that are no row of numbers, a bias that is no number; for a perceptron's step they are finite."""
    finite = act_function is np.sign  # a perceptron's step would take NaN for no
    as_array("weights", weights, ndim=1, shape="(ins,), one row of weights", finite=finite)
    sound = is_number(bias) and (np.isfinite(bias) or not finite)
    expect(sound, f"bias must be a number, not {bias!r}", TypeError)
    check_activation(act_function)


def as_inputs(x, weights):
    """Return inputs, shape (ins,) or (ins, n), that fit the weights, shape (ins,)."""
    x = as_array("x", x, finite=True)
    fix = "; did you mean x.T?" if x.ndim == 2 and x.shape[1] == len(weights) else ""
    sentence = f"{len(weights)} weights, but x has shape {x.shape}: examples are columns{fix}"
    expect(x.ndim in (1, 2) and len(x) == len(weights), sentence)
    return x


def as_lesson(x, targets, weights):
    """Return examples (ins, n) and targets (n,), each 0 or 1, that a perceptron can learn from."""
    x, shape = as_inputs(x, weights), np.shape(targets)
    expect(x.shape[1:] == shape != (), f"one target per column is needed: x has shape {x.shape}, targets {shape}")
    return x, as_yes_no(targets)


def as_yes_no(targets):
    """Return targets as an array, each of them 0 or 1."""
    targets = as_array("targets", targets)
    expect(np.isin(targets, (0, 1)).all(), "every target must be the number 0 or 1")
    return targets


# 04 and 07: layers


def check_setting(dtype=np.float64, rng=None, *, padding=0, **sizes):
    """Refuse sizes, a dtype or a generator (None is allowed) that no layer can be made with, or no training."""
    check_whole(padding=padding, least=0)
    check_whole(**sizes)
    check_floating(dtype)
    if rng is not None:
        check_generator(rng)


def check_parameters(layer, outs, ins):
    """Refuse a W that is not of shape (outs, ins), or a b not of shape (outs, 1): both can be set by hand."""
    for name, shape in (("W", (outs, ins)), ("b", (outs, 1))):
        value = getattr(layer, name)
        if np.shape(value) != shape:
            raise ValueError(f"this layer needs {name} of shape {shape}, but {name} has shape {np.shape(value)}")
        if type(value) is not np.ndarray or value.dtype.char not in "fdlqi":
            came = getattr(value, "dtype", type(value).__name__)
            raise TypeError(f"this layer needs {name} as an array of float32 or float64, but it is {came}")


def as_columns(x, layer):
    """Return x as an array (ins, n) for this layer."""
    x, ins = as_array("x", x), layer.ins
    if x.ndim != 2 or len(x) != ins:
        came = f"{x.shape}: {x.shape[0]} inputs, {x.shape[1]} examples" if x.ndim == 2 else f"{x.shape}"
        fix = f"; use x.reshape({x.size // ins}, {ins}).T" if x.ndim > 2 and x.size % ins == 0 else "."
        fix = f"; for a single example use x.reshape({ins}, 1)." if x.size == ins else fix
        fix = "; did you mean x.T?" if x.ndim == 2 and x.shape[1] == ins else fix
        raise ValueError(
            f"this layer expects {ins} inputs per example, but x has shape {came}. Examples are columns{fix}"
        )
    return x


def as_examples(x, layer):
    """Return x as an array (ins, n), as fine as W, if neither W nor b was set wrongly."""
    x = as_columns(x, layer)
    check_parameters(layer, layer.outs, layer.ins)
    return as_fine_as(layer.W, x)


def as_fine_as(W, x):
    """Return x in the kind of number that ``W @ x`` has: NumPy is slow where it must convert while it multiplies."""
    return x.astype(np.result_type(W, x), copy=False)


def as_blame(da, layer):
    """Return the gradient da as an array, of the shape of the layer's last outputs."""
    expect(layer.a is not None, "this layer has no outputs yet: call forward_pass before backward_pass")
    if np.shape(da) != layer.a.shape:
        raise ValueError(f"this layer gave outputs of shape {layer.a.shape}, but da has shape {np.shape(da)}")
    return as_array("da", da)


# 05: networks


class in_layer:
    """Within ``with in_layer(2):`` a refusal gets the note "in layer 2": a layer does not know its place."""

    def __init__(self, number):
        self.number = number

    def __enter__(self):
        pass

    def __exit__(self, kind, error, traceback):
        if isinstance(error, (TypeError, ValueError)):
            error.add_note(f"in layer {self.number}")


def check_fit(layers):
    """Refuse layers that cannot be chained, and say which; sizes are compared where both neighbours have them."""
    check_object("layers", layers, "a list of layers, as in NeuralNetwork([layer])", "append")
    expect(layers, "a network needs at least one layer")
    before = None
    for number, layer in enumerate(layers, start=1):
        example = "a layer such as Layer(784, 10, ReLU())"
        check_object(f"layer {number}", layer, example, "forward_pass", "backward_pass", "parameters")
        fix = "put its layers into the list, as in [*first.layers, layer]"
        expect(not hasattr(layer, "layers"), f"layer {number} is a network: {fix}", TypeError)
        again = any(layer is other for other in layers[: number - 1])
        expect(not again, f"layer {number} is already in this network: each place needs its own layer")
        ins = getattr(layer, "ins", None)
        fits = before is None or ins is None or before == ins
        expect(fits, f"layer {number - 1} gives {before} outputs, but layer {number} expects {ins} inputs")
        before = getattr(layer, "outs", None)
    always_1 = before == 1 and getattr(getattr(layer, "act_function", None), "threshold", 0) is None
    expect(not always_1, f"layer {number} has one output, and a softmax of one output is always 1; use Sigmoid()")


def as_network_inputs(x, net):
    """Return x as an array that the first layer can take; a layer without ``ins`` checks what it receives itself."""
    with in_layer(1):
        return as_columns(x, net.layers[0]) if hasattr(net.layers[0], "ins") else as_array("x", x)


def check_answers(outputs):
    """Refuse outputs that no answer can be read from."""
    expect(not np.isnan(outputs).any(), "the outputs hold NaN, so there is no answer: did training diverge?")


# 06: losses


def check_outputs(outputs):
    """Refuse outputs that are not a floating array of shape (outs, n) with n at least 1."""
    fits = type(outputs) is np.ndarray and outputs.dtype.char in "fd"
    expect(fits, "outputs must be a floating NumPy array, float32 or float64, as forward_pass returns it", TypeError)
    as_array("outputs", outputs, ndim=2, shape="(outs, n), a column per example")


def as_labels(labels, classes, n=None):
    """Return labels as an array of n integers from 0 to classes - 1; without n, as many as there are."""
    if isinstance(labels, np.ma.MaskedArray):
        as_array("labels", labels)
    labels = np.asarray(labels)
    n = labels.size if n is None else n
    if labels.shape != (n,):
        flat = "use labels.ravel()" if 1 in labels.shape else "if it is one-hot, use targets.argmax(axis=0)"
        fix = f"; {flat}" if labels.ndim == 2 else ""
        raise ValueError(f"expected one label per example, shape ({n},), but got shape {labels.shape}{fix}")
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, but their dtype is {labels.dtype}; use labels.astype(int)")
    low, high = labels.min(), labels.max()
    if low < 0 or high >= classes:
        raise ValueError(f"with {classes} classes labels go from 0 to {classes - 1}, not from {low} to {high}")
    return labels


def as_labels_of(net, x, labels):
    """Return labels as an array: one for each example in x, within what the network can answer."""
    outs = getattr(net.layers[-1], "outs", np.inf)  # a layer of another kind may not say
    return as_labels(labels, max(outs, 2), as_network_inputs(x, net).shape[-1])


def as_targets(targets, outputs):
    """Return targets as a finite array of the shape and the dtype of the outputs, (outs, n)."""
    check_outputs(outputs)
    targets, (outs, n) = as_array("targets", targets, finite=True), outputs.shape
    if targets.shape != (outs, n):
        flat = "use targets.reshape(1, -1)" if outs == 1 else f"for labels use one_hot(targets, {outs})"
        fix = {(n,): f"; {flat}", (n, outs): "; did you mean targets.T?"}.get(targets.shape, "")
        raise ValueError(f"outputs have shape {(outs, n)}, but targets have shape {targets.shape}{fix}")
    return targets.astype(outputs.dtype, copy=False)


def as_classes(targets, outputs):
    """Return the probability of each class in each target, shape (outs, n), in the dtype of the outputs.

    Targets are labels, integers of shape (n,), or floating probabilities of shape (outs, n) whose columns sum to 1.
    """
    if np.ndim(targets) != 2 or np.asarray(targets).dtype.kind != "f":
        check_outputs(outputs)
        labels = as_labels(targets, *outputs.shape)
        return (np.arange(len(outputs))[:, np.newaxis] == labels).astype(outputs.dtype)
    targets = as_targets(targets, outputs)
    sums = targets.sum(axis=0)
    wrong = np.abs(sums - 1).argmax()
    fix = "are these logits? Use soft_targets(logits, temperature)"
    expect(np.abs(sums[wrong] - 1) <= 1e-4, f"column {wrong} of targets sums to {sums[wrong]:.4g}, not to 1; {fix}")
    expect(targets.min() >= 0, "a probability is 0 or more, but one of the targets is negative")
    return targets


def as_bits(targets, outputs):
    """Return targets 0 and 1, shape (n,), in the dtype of the outputs, which must be (1, n)."""
    check_outputs(outputs)
    (outs, n), shape = outputs.shape, np.shape(targets)
    came = f"outputs have shape {(outs, n)}, targets {shape}; for classes use CrossEntropy"
    fits = outs == 1 and shape == (n,)
    expect(fits, f"BinaryCrossEntropy takes one output, shape (1, {n}), and targets ({n},), but {came}")
    return as_yes_no(targets).astype(outputs.dtype)


# 07: the gradient check


def check_trainable(net):
    """Refuse a network whose parameters cannot be changed a little, and name the layer."""
    for number, layer in enumerate(net.layers, start=1):
        with in_layer(number):
            for value, _ in layer.parameters():
                check_nudged("W and b", value)


def check_nudged(name, values):
    """Refuse values that cannot be changed a little in place: in whole numbers a small change is lost."""
    came = getattr(values, "dtype", type(values).__name__)
    floats = type(values) is np.ndarray and values.dtype.char in "fd"
    expect(
        floats, f"{name} must be a floating array, or a small change is lost, not {came}; use astype(float)", TypeError
    )


# 08: training, and drawings


def check_run(net, x, targets, loss, optimizer, epochs, batch_size, validation, rng, on_epoch_end=None):
    """Refuse settings or data that `train` cannot work with, or parameters that cannot be trained."""
    check_object("loss", loss, "a loss such as CrossEntropy()", "derivative")
    check_object("optimizer", optimizer, "an optimizer such as SGD(0.1)", "step")
    pair = validation is None or isinstance(validation, (tuple, list)) and len(validation) == 2
    expect(pair, "validation must be a pair (x, targets)", TypeError)
    check_setting(rng=rng, epochs=epochs, batch_size=batch_size)
    check_object("on_epoch_end", on_epoch_end or print, "a function such as EarlyStopping(5)", "__call__")
    check_trainable(net)
    last = getattr(net.layers[-1], "act_function", None)
    twice = isinstance(last, getattr(loss, "applies", ()))
    expect(not twice, f"{type(loss).__name__}() applies {type(last).__name__}() itself; end the network in Identity()")
    check_data(net, x, targets, loss, "training")
    if validation is not None:
        check_data(net, *validation, loss, "validation")


def check_data(net, x, targets, loss, kind):
    """Refuse examples or targets that the network or the loss cannot take: once, for the whole data set.

    The loss itself is asked, 1,000 examples at a time, with the outputs for the first example in place of all others.
    These come from copies of the layers, which share their arrays: what the layers keep of their last pass stays.
    """
    x = as_array(f"x of the {kind} data", as_network_inputs(x, net), finite=True)
    n, first = x.shape[-1], x[..., :1]
    for number, layer in enumerate(map(copy.copy, net.layers), start=1):
        layer.training = False
        with in_layer(number):
            first = layer.forward_pass(first)
    targets = targets if isinstance(targets, np.ndarray) else np.asarray(targets)
    size = 1000 if targets.shape in ((n,), (len(first), n)) else n  # else the sentence names the shape of them all
    for start in range(0, n, size):
        few = targets[..., start : start + size] if size < n else targets
        with np.errstate(all="ignore"):  # the value does not matter
            loss(np.repeat(first, min(size, n - start), axis=-1), few)


def as_drawing(drawing):
    """Return a drawing as a table of ink, each entry finite and at least 0."""
    shape = "(rows, columns); for a column use x.reshape(28, 28)"
    drawing = as_array("a drawing", drawing, ndim=2, shape=shape, finite=True)
    expect(drawing.min() >= 0, "the ink of a drawing must be 0 or more, and finite")
    return drawing


# 08 and 09: optimizers, schedules, paired runs


def check_rate(learning_rate):
    """Refuse a learning rate that is neither a number above 0 nor a schedule, a function of the step."""
    if not callable(learning_rate):
        check_number("learning_rate", learning_rate, above=0)


RANGES = {"momentum": {"least": 0, "most": 1}, "epsilon": {"above": 0}}  # all others: at least 0 and below 1


def check_settings(optimizer):
    """Refuse a setting of an optimizer that is out of its range."""
    for name in {"momentum", "decay", "beta1", "beta2", "epsilon"} & vars(optimizer).keys():
        check_number(name, getattr(optimizer, name), **RANGES.get(name, {"least": 0, "below": 1}))


def as_values(parameters, before):
    """Return the values of (value, gradient) pairs: the very arrays that were moved before, if there are any."""
    values = [value for value, _ in parameters]
    same = before is None or list(map(id, values)) == list(map(id, before))
    expect(same, "this belongs to another network; make a new one for each network")
    return values


def check_pairs(runs, others):
    """Refuse what is not two rows of finite real numbers, equally long and at least 2, one number for each seed."""
    for name, row in (("runs", runs), ("others", others)):
        as_array(name, row, ndim=1, shape="(n,), one number for each seed", finite=True)
    expect(len(runs) == len(others), f"runs and others must pair up, seed by seed; got {len(runs)} and {len(others)}")
    expect(len(runs) > 1, "an interval needs at least 2 pairs; got 1")


# 10: regularization and augmentation


def check_decay(optimizer, net, strength):
    """Refuse what is no optimizer with a rate, no network, or a strength below 0."""
    check_object("optimizer", optimizer, "an optimizer such as SGD(0.1)", "learning_rate")
    check_object("net", net, "a network such as NeuralNetwork([layer])", "layers")
    check_strengths(strength=strength)


def check_decayed(decay, parameters):
    """Refuse parameters of another network than the one whose weights decay, or that its optimizer remembers."""
    as_values(parameters, [value for value, _ in decay.net.parameters()])
    as_values(parameters, getattr(decay.optimizer, "values", None))


def check_strengths(**strengths):
    """Refuse strengths that are not numbers of at least 0."""
    for name, strength in strengths.items():
        check_number(name, strength, least=0)


def check_watched(losses):
    """Refuse a training without a validation loss."""
    expect(losses, "EarlyStopping needs a validation loss: pass validation=(x_val, y_val) to train")


def check_best(stopper, net):
    """Refuse to restore where nothing was kept, or into another network than the one that was watched."""
    expect(stopper.best_values, "there are no best weights yet: pass the stopper to train as on_epoch_end first")
    expect(net is stopper.net, "these are the best weights of another network; restore the one that was watched")


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
    small = min(x.shape[1:3]) < least
    expect(not small, f"this layer needs {least} × {least} pixels; x has shape {x.shape}: too small for it")
    return x


def as_convolved(x, layer):
    """Return x as an array, as fine as W, if it has a convolution's channels and room for its window."""
    x, channels = as_pictures(x, layer.kernel_size - 2 * layer.padding), layer.in_channels
    came = f"x has shape {x.shape}: {len(x)} channels"
    expect(len(x) == channels, f"this layer expects {channels} channels, but {came}")
    check_parameters(layer, layer.out_channels, channels * layer.kernel_size**2)
    return as_fine_as(layer.W, x)


# 15: autodiff


def check_value(data, edges):
    """Refuse what no Value can be made of: data that is not one real number, or a wrong edge."""
    check_edges(data, edges)
    expect(is_number(data), f"a Value holds one real number, not {data!r}; for an array there is Tensor", TypeError)


def check_edges(data, edges):
    """Refuse edges without a rule, and numbers mixed with arrays: a Value as parent of a Tensor, or the reverse."""
    for parent, rule in edges:
        mixed = isinstance(parent.data, np.ndarray) != isinstance(data, np.ndarray)
        expect(not mixed, "a Value and a Tensor do not go together; make a Tensor of both", TypeError)
        expect(
            callable(rule),
            f"the rule must be a function such as times(factor), but its type is {type(rule).__name__}",
            TypeError,
        )


def check_matrices(a, b):
    """Refuse two arrays whose product ``a @ b`` is not one of matrices: each needs rows and columns."""
    one, other = np.shape(a), np.shape(b)
    fits = len(one) == len(other) == 2 and one[1] == other[0]
    expect(fits, f"@ multiplies matrices, (m, k) by (k, n), but the shapes are {one} and {other}")


def check_log(data):
    """Refuse numbers that have no logarithm: 0, what is below it, and NaN."""
    low = np.min(data)
    expect(low > 0, f"log takes numbers above 0, but one is {low}; clip them first, or add a small number")


def as_start(blame, data):
    """Return the blame to start from, in the shape of a node's data; one number will do where the node holds one."""
    blame, shape = as_array("blame", blame).astype(np.float64, copy=False), np.shape(data)
    fits = blame.shape == shape or blame.ndim == 0 and np.size(data) == 1
    fix = "give it the blame of each entry, or sum() first" if blame.ndim == 0 else "the two must be equal"
    expect(fits, f"backward starts at data of shape {shape} with a blame of shape {blame.shape}; {fix}")
    return blame.reshape(shape)


# 16: several processes


def check_parallel_run(net, x, targets, loss, optimizer, epochs, batch_size, rng, comm):
    """Refuse what `train` refuses, a batch with fewer examples than ranks, and ranks that would not do the same."""
    check_object("comm", comm, "a communicator such as MPI.COMM_WORLD of mpi4py", "Allreduce", "Bcast", "allgather")
    check_generator(rng)
    check_run(net, x, targets, loss, optimizer, epochs, batch_size, None, rng)
    n = np.shape(x)[-1]
    shapes = [(value.shape, str(value.dtype), str(gradient.dtype)) for value, gradient in net.parameters()]
    mine = {"parameters": shapes, "number of examples": n, "epochs": epochs, "batch_size": batch_size}
    mine["state of rng"] = str(rng.bit_generator.state)
    for rank, others in enumerate(comm.allgather(mine)):  # else they would wait for each other for ever
        for name in mine:
            same = others[name] == mine[name]
            expect(same, f"all ranks must be called alike, but rank {rank} has another {name}")
    smallest = n % batch_size or batch_size  # the last batch of an epoch holds what is left
    expect(smallest >= comm.size, f"a batch holds {smallest} examples, too few for {comm.size} ranks")


def check_expected(expected, size):
    """Refuse to run alone, or in a crowd, what was to run on a certain number of ranks."""
    fix = "is mpiexec of the same MPI as mpi4py?" if size == 1 else "look at mpiexec -n"
    expect(expected in (None, size), f"expected {expected} ranks, but there are {size}; {fix}")
