"""Chapter 01 · Checks: every guard of the course, so that the other modules can be about their subject.

A function that is named ``check_…`` returns nothing and changes nothing: it lets sound input pass, and answers
everything else with a sentence that says what was expected, what came, and the likely fix. A function that is
named ``as_…`` checks, too, and returns the array that the next line needs. One rule holds for all of them: what
is not a number (or an array of numbers, a function, a generator) is a TypeError, what is out of range or has
another shape is a ValueError.
"""

import sys

import numpy as np

REAL = "biuf"  # the kinds of dtype that hold real numbers: truth values, integers, unsigned ones, floating ones


# A number, an array, a generator, an activation


def is_number(value):
    """Tell whether a value is one real number; truth values are none."""
    value = np.asarray(value)
    return value.ndim == 0 and value.dtype.kind in "iuf"


def check_number(name, value, *, above=-np.inf, least=-np.inf, below=np.inf, most=np.inf):
    """Refuse what is not a number in a range: above or at least one bound, and below or at most another."""
    if not is_number(value):
        raise TypeError(f"{name} must be a number, not {value!r}")
    if not (above < value < below and least <= value <= most):
        low = f"above {above}" if least == -np.inf else f"at least {least}"
        high = f"at most {most}" if most < np.inf else "finite" if below == np.inf else f"below {below}"
        raise ValueError(f"{name} must be {low} and {high}, not {value}")


def check_whole(name, value, *, least=1):
    """Refuse what is not a whole number of at least some bound."""
    if not is_number(value) or not isinstance(value, (int, np.integer)) or value < least:
        kind = ValueError if is_number(value) else TypeError
        raise kind(f"{name} must be a whole number of at least {least}, not {value!r}")


def check_real(name, values, layer=None):
    """Refuse an array that does not hold real numbers (but words, objects or complex numbers), or no example at all."""
    empty = values.shape[-1:] == (0,)
    if values.dtype.kind not in REAL or empty:
        where = "" if layer is None else f"{name_of(layer)}: "
        if empty:
            raise ValueError(f"{where}{name} is an empty batch of shape {values.shape}, so 0 examples")
        raise TypeError(f"{where}{name} must hold real numbers, but the dtype is {values.dtype}")


def check_finite(name, values):
    """Refuse an array of real numbers that holds NaN or inf."""
    if not np.isfinite([values.min(), values.max()]).all():  # one of them is what is wrong; takes no memory
        raise ValueError(f"{name} must be finite, but holds NaN or inf")


def check_object(name, value, example, *methods):
    """Refuse what lacks a method, or is a class that lacks its brackets."""
    if isinstance(value, type) or not all(hasattr(value, method) for method in methods):
        raise TypeError(f"{name} must be {example}, not {value!r}")


def check_generator(rng):
    """Refuse what is not a random generator, such as a seed."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng must be a generator such as np.random.default_rng(0), not {rng!r}")


def check_activation(act_function):
    """Refuse what cannot be called with a sum, such as a name, or a class that lacks its brackets."""
    check_object("act_function", act_function, "callable, an activation such as ReLU()", "__call__")


def check_floating(dtype, name="dtype"):
    """Refuse a dtype that is not floating."""
    if np.dtype(dtype).kind != "f":
        raise TypeError(f"{name} must be a floating type such as np.float32 or np.float64, not {dtype}")


# 01 and 02: one neuron


def check_weights(weights, bias):
    """Refuse weights that are not one row of real numbers, or a bias (or threshold) that is not one real number."""
    weights = np.asarray(weights)
    if weights.dtype.kind not in REAL or np.asarray(bias).dtype.kind not in REAL:
        raise TypeError("weights and bias must be real numbers, as in Neuron([2, 2], -3, act) or Perceptron([2, 2], 3)")
    if weights.ndim != 1 or weights.size == 0 or np.ndim(bias) != 0:
        raise ValueError(f"one row of weights and one bias are needed, not shape {weights.shape} and {np.shape(bias)}")


def check_neuron(weights, bias, act_function):
    """Refuse what no neuron can be made of."""
    check_weights(weights, bias)
    check_activation(act_function)


def check_inputs(x, weights):
    """Refuse inputs, shape (ins,) or (ins, n), that do not fit the weights, shape (ins,)."""
    x = np.asarray(x)
    check_real("x", x)
    if x.ndim not in (1, 2) or len(x) != len(weights):
        fix = "; did you mean x.T?" if x.ndim == 2 and x.shape[1] == len(weights) else ""
        raise ValueError(f"{len(weights)} weights, but x has shape {x.shape}: examples are columns{fix}")


def check_lesson(x, targets, weights, learning_rate, epochs):
    """Refuse examples (ins, n), targets (n,) or settings that a perceptron cannot learn from."""
    check_inputs(x, weights)
    x, targets = np.asarray(x), np.asarray(targets)
    if x.ndim != 2 or targets.shape != x.shape[1:]:
        raise ValueError(f"one target per column is needed: x has shape {x.shape}, targets {targets.shape}")
    check_finite("x", x)
    check_yes_no(targets)
    check_number("learning_rate", learning_rate, above=0)
    check_whole("epochs", epochs)


def check_yes_no(targets):
    """Refuse targets that are anything but the numbers 0 and 1."""
    check_real("targets", targets)
    if not np.isin(targets, (0, 1)).all():
        raise ValueError("every target must be the number 0 or 1")


# 04 and 07: layers


def name_of(layer):
    """Return "layer 2" if the layer is the second of a network that is at work, else "this layer".

    A layer does not know where it stands, and may stand in several networks. So the name is found when a
    sentence needs it: whoever called the layer is looked up among the calls that led here.
    """
    frame = sys._getframe(1)
    while frame is not None:
        for name in ("self", "net"):
            layers = getattr(frame.f_locals.get(name), "__dict__", {}).get("layers")
            if isinstance(layers, list):
                for number, other in enumerate(layers, start=1):
                    if other is layer:
                        return f"layer {number}"
        frame = frame.f_back
    return "this layer"


def check_sizes(**sizes):
    """Refuse sizes that are not whole numbers of at least 1."""
    for name, size in sizes.items():
        check_whole(name, size)


def check_setting(dtype, rng, *, padding=0, **sizes):
    """Refuse sizes, a dtype or a generator (None is allowed) that no layer can be made with, or no training."""
    check_whole("padding", padding, least=0)
    check_sizes(**sizes)
    check_floating(dtype)
    if rng is not None:
        check_generator(rng)


def check_parameters(layer, outs, ins):
    """Refuse a W that is not of shape (outs, ins), or a b not of shape (outs, 1): both can be set by hand."""
    for name, shape in (("W", (outs, ins)), ("b", (outs, 1))):
        value = getattr(layer, name)
        if np.shape(value) != shape:
            raise ValueError(f"{name_of(layer)} needs {name} of shape {shape}, but {name} has shape {np.shape(value)}")
        if not isinstance(value, np.ndarray) or value.dtype.kind not in REAL:
            came = getattr(value, "dtype", type(value).__name__)
            raise TypeError(f"{name_of(layer)} needs {name} as an array of real numbers, but it is {came}")


def likely_fix(x, ins):
    """Return a hint for an x that is not a column of ins numbers per example."""
    if x.ndim == 2 and x.shape[1] == ins:
        return " Examples are columns; did you mean x.T?"
    if x.size == ins:
        return f" Examples are columns; for a single example use x.reshape({ins}, 1)."
    if x.ndim > 2 and x[:1].size == ins:
        return f" Examples are columns; use x.reshape({len(x)}, {ins}).T"
    return " Examples are columns."


def check_columns(x, layer):
    """Refuse an array that is not (ins, n) for this layer, with n at least 1."""
    check_real("x", x, layer)
    if x.ndim != 2 or x.shape[0] != layer.ins:
        shape = f"{x.shape}: {x.shape[0]} inputs, {x.shape[1]} examples." if x.ndim == 2 else f"{x.shape}."
        expected = f"{name_of(layer)} expects {layer.ins} inputs per example"
        raise ValueError(f"{expected}, but x has shape {shape}{likely_fix(x, layer.ins)}")


def as_examples(x, layer):
    """Return x as an array, as fine as W, if it is (ins, n) for this layer and neither W nor b was set wrongly."""
    x = np.asarray(x)
    check_columns(x, layer)
    check_parameters(layer, layer.outs, layer.ins)
    return as_fine_as(layer.W, x)


def as_fine_as(W, x):
    """Return x in the kind of number that ``W @ x`` has: NumPy is slow where it must convert while it multiplies."""
    return x.astype(np.result_type(W, x), copy=False)


def check_blame(da, layer):
    """Refuse a gradient that is not of the shape of the layer's last outputs, or comes before there are any."""
    if layer.a is None:
        raise ValueError(f"{name_of(layer)} has no outputs yet: call forward_pass before backward_pass")
    if np.shape(da) != layer.a.shape:
        raise ValueError(f"{name_of(layer)} gave outputs of shape {layer.a.shape}, but da has shape {np.shape(da)}")
    check_real("da", np.asarray(da), layer)


# 05: networks


def check_fit(layers):
    """Refuse layers that cannot be chained, and say which; sizes are compared where both neighbours have them."""
    if not isinstance(layers, (list, tuple)):
        raise TypeError(f"a network is made from a list, as in NeuralNetwork([layer]), not from {layers!r}")
    if not layers:
        raise ValueError("a network needs at least one layer")
    for number, layer in enumerate(layers, start=1):
        example = "a layer such as Layer(784, 10, ReLU())"
        check_object(f"layer {number}", layer, example, "forward_pass", "backward_pass", "parameters")
        if hasattr(layer, "layers"):
            raise TypeError(f"layer {number} is a network: put its layers into the list, as in [*first.layers, layer]")
        if any(layer is other for other in layers[: number - 1]):
            raise ValueError(f"layer {number} is already in this network: each place needs its own layer")
    for number, (layer, following) in enumerate(zip(layers, layers[1:]), start=1):
        outs, ins = getattr(layer, "outs", None), getattr(following, "ins", None)
        if None not in (outs, ins) and outs != ins:
            raise ValueError(f"layer {number} gives {outs} outputs, but layer {number + 1} expects {ins} inputs")
    if getattr(layers[-1], "outs", None) == 1 and type(layers[-1].act_function).__name__ == "Softmax":
        raise ValueError(f"layer {len(layers)} has one output, and a softmax of one output is always 1; use Sigmoid()")


def check_network_inputs(x, net):
    """Refuse an array that the first layer of a network cannot take; layers without ``ins`` check what they receive."""
    check_real("x", x, net.layers[0])
    if hasattr(net.layers[0], "ins"):
        check_columns(x, net.layers[0])


# 06: losses


def check_outputs(outputs):
    """Refuse outputs that are not a floating array of shape (outs, n) with n at least 1."""
    if not isinstance(outputs, np.ndarray) or outputs.dtype.kind != "f":
        raise TypeError("outputs must be a floating NumPy array, as forward_pass returns it")
    if outputs.ndim != 2 or outputs.size == 0:
        raise ValueError(f"outputs must have shape (outs, n), a column per example, not {outputs.shape}")


def check_classes(labels, n, classes):
    """Refuse labels that are not n integers from 0 to classes - 1."""
    if labels.shape != (n,):
        flat = "use labels.ravel()" if 1 in labels.shape else "if it is one-hot, use targets.argmax(axis=0)"
        fix = f"; {flat}" if labels.ndim == 2 else ""
        raise ValueError(f"expected one label per example, shape ({n},), but got shape {labels.shape}{fix}")
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, but their dtype is {labels.dtype}; use labels.astype(int)")
    if n and (labels.min() < 0 or labels.max() >= classes):
        wrong = labels[(labels < 0) | (labels >= classes)][0]
        raise ValueError(f"with {classes} classes labels go from 0 to {classes - 1}, but one is {wrong}")


def check_one_hot(labels, classes):
    """Refuse labels that are not integers from 0 to classes - 1, or a number of classes that is none."""
    check_whole("classes", classes)
    check_classes(labels, labels.size, classes)


def check_labels(labels, net, x):
    """Refuse labels that are not one integer for each example in x, within what the network can answer."""
    check_network_inputs(np.asarray(x), net)
    outs = getattr(net.layers[-1], "outs", np.inf)  # a layer of another kind may not say
    check_classes(labels, np.shape(x)[-1], max(outs, 2))


def check_shares(targets):
    """Refuse finite columns that are not each shares of classes: 0 or more, and together 1."""
    sums = targets.sum(axis=0)
    wrong = np.flatnonzero(np.abs(sums - 1) > 1e-4)
    if wrong.size:
        fix = "are these scores? Use soft_targets(scores, temperature)"
        raise ValueError(f"column {wrong[0]} of targets sums to {sums[wrong[0]]:.4g}, not to 1; {fix}")
    if targets.min() < 0:
        raise ValueError("a share is 0 or more, but one of the targets is negative")


def as_targets(targets, outputs):
    """Return targets as a finite array of the shape and the dtype of the outputs, (outs, n)."""
    check_outputs(outputs)
    targets, (outs, n) = np.asarray(targets), outputs.shape
    check_real("targets", targets)
    if targets.shape != (outs, n):
        flat = "use targets.reshape(1, -1)" if outs == 1 else f"for labels use one_hot(targets, {outs})"
        fix = {(n,): f"; {flat}", (n, outs): "; did you mean targets.T?"}.get(targets.shape, "")
        raise ValueError(f"outputs have shape {(outs, n)}, but targets have shape {targets.shape}{fix}")
    check_finite("targets", targets)
    return targets.astype(outputs.dtype, copy=False)


def as_classes(targets, outputs):
    """Return what share each class has in each target, shape (outs, n), in the dtype of the outputs.

    Targets are labels, integers of shape (n,), or floating shares of shape (outs, n) whose columns sum to 1.
    """
    check_outputs(outputs)
    targets, (outs, n) = np.asarray(targets), outputs.shape
    if targets.ndim == 2 and targets.dtype.kind == "f":
        shares = as_targets(targets, outputs)
        check_shares(targets)
        return shares
    check_classes(targets, n, outs)
    return (np.arange(outs)[:, np.newaxis] == targets).astype(outputs.dtype)


def as_yes_no(targets, outputs):
    """Return targets 0 and 1, shape (n,), in the dtype of the outputs, which must be (1, n)."""
    check_outputs(outputs)
    targets, (outs, n) = np.asarray(targets), outputs.shape
    if outs != 1 or targets.shape != (n,):
        came = f"outputs have shape {outputs.shape}, targets {targets.shape}; for classes use CrossEntropy"
        raise ValueError(f"BinaryCrossEntropy takes one output, shape (1, {n}), and targets ({n},), but {came}")
    check_yes_no(targets)
    return targets.astype(outputs.dtype)


# 07: the gradient check


def check_nudge(net, epsilon):
    """Refuse a nudge that is not above 0, or a parameter that would swallow it."""
    check_number("epsilon", epsilon, above=0)
    check_parameters_float(net)


def check_parameters_float(net):
    """Refuse parameters, such as whole numbers, that would swallow a small change."""
    for number, layer in enumerate(net.layers, start=1):
        for value, _ in layer.parameters():
            check_floating(np.asarray(value).dtype, f"the dtype of W and b of layer {number}")


# 08: training, and images


def check_run(net, x, targets, loss, optimizer, epochs, batch_size, validation, rng, on_epoch_end=None):
    """Refuse settings or data that `train` cannot work with, or parameters that cannot be trained."""
    check_object("loss", loss, "a loss such as CrossEntropy()", "derivative")
    check_object("optimizer", optimizer, "an optimizer such as SGD(0.1)", "step")
    if validation is not None and not (isinstance(validation, (tuple, list)) and len(validation) == 2):
        raise TypeError("validation must be a pair (x, targets)")
    check_setting(np.float64, rng, epochs=epochs, batch_size=batch_size)
    if on_epoch_end is not None:
        check_object("on_epoch_end", on_epoch_end, "a function such as EarlyStopping(5)", "__call__")
    check_parameters_float(net)
    check_data(net, x, targets, loss, "training")
    if validation is not None:
        check_data(net, *validation, loss, "validation")


def check_data(net, x, targets, loss, kind):
    """Refuse examples or targets that the network or the loss cannot take: once, for the whole data set.

    The loss itself is asked, with the first outputs for all examples: it refuses what it would in some batch.
    """
    x, targets = np.asarray(x), np.asarray(targets)
    check_network_inputs(x, net)
    check_finite(f"x of the {kind} data", x)
    first = net.forward_pass(x[..., :1])
    with np.errstate(all="ignore"):  # the value does not matter
        loss(np.repeat(first, x.shape[-1], axis=-1), targets)


def check_drawing(drawing):
    """Refuse a drawing that is not a table of ink, each finite and at least 0."""
    check_real("a drawing", drawing)
    if drawing.ndim != 2 or drawing.size == 0:
        raise ValueError(f"a drawing is (rows, columns), not shape {drawing.shape}; for a column use x.reshape(28, 28)")
    if not np.isfinite(drawing).all() or drawing.min() < 0:
        raise ValueError("the ink of a drawing must be 0 or more, and finite")


# 08 and 09: optimizers and schedules


def check_rate(learning_rate):
    """Refuse a learning rate that is neither a number above 0 nor a schedule, a function of the step."""
    if not callable(learning_rate):
        check_number("learning_rate", learning_rate, above=0)


def check_schedule(peak, steps):
    """Refuse a highest rate that is not above 0, or a length that is not a whole number of at least 2."""
    check_number("peak", peak, above=0)
    check_whole("steps", steps, least=2)


def check_same_network(moved, parameters):
    """Refuse parameters that are not the very arrays which an optimizer has moved; None before its first step."""
    if moved is not None and [id(value) for value in moved] != [id(value) for value, _ in parameters]:
        raise ValueError("this optimizer remembers the slopes of another network; make a new one for each network")


# 09: paired runs


def check_pairs(differences):
    """Refuse differences of paired runs that are not at least five finite numbers in a row."""
    check_real("the differences", differences)
    check_finite("the differences", differences)
    if differences.ndim != 1 or len(differences) < 5:
        raise ValueError(f"a verdict needs at least 5 differences in a row; got shape {differences.shape}")


# 10: regularization and augmentation


def check_decay(optimizer, net, strength):
    """Refuse what is no optimizer with a rate, no network, or a strength below 0."""
    check_object("optimizer", optimizer, "an optimizer such as SGD(0.1)", "learning_rate")
    check_object("net", net, "a network such as NeuralNetwork([layer])", "layers")
    check_number("strength", strength, least=0)


def as_floats(x, layer=None):
    """Return x as a floating array: of its own kind if it is one, of float64 otherwise."""
    x = np.asarray(x)
    check_real("x", x, layer)
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def check_watched(losses):
    """Refuse a training without a validation loss."""
    if not losses:
        raise ValueError("EarlyStopping needs a validation loss: pass validation=(x_val, y_val) to train")


def check_best(best_values, parameters):
    """Refuse kept weights that are none, or those of another network."""
    if [best.shape for best in best_values] != [value.shape for value, _ in parameters]:
        raise ValueError("there are no best weights of this network: pass it to train with on_epoch_end first")


def check_strengths(**strengths):
    """Refuse strengths that are not numbers of at least 0."""
    for name, strength in strengths.items():
        check_number(name, strength, least=0)


def as_images(x):
    """Return x, columns of pixels of shape (side · side, n), as floating square images, shape (n, side, side)."""
    x = as_floats(x)
    if x.ndim != 2 or round(len(x) ** 0.5) ** 2 != len(x):
        raise ValueError(f"expected square images as columns, such as (784, n), but x has shape {x.shape}")
    side = round(len(x) ** 0.5)
    return x.T.reshape(-1, side, side)


# 11: convolutions


def check_pictures(x, layer, least=1):
    """Refuse an array that is not (channels, height, width, n), with at least that many rows and columns."""
    check_real("x", x, layer)
    if x.ndim != 4:
        expected = "images (channels, height, width, n), as Images(…) makes them of columns"
        raise ValueError(f"{name_of(layer)} expects {expected}, not shape {x.shape}")
    if min(x.shape[1:3]) < least:
        raise ValueError(f"{name_of(layer)} needs {least} × {least} pixels; x has shape {x.shape}: too small for it")


def as_pictures(x, layer):
    """Return x as an array, as fine as W, if it has a convolution's channels and room for its window."""
    x = np.asarray(x)
    check_pictures(x, layer, layer.kernel_size - 2 * layer.padding)
    channels = layer.in_channels
    if len(x) != channels:
        raise ValueError(f"{name_of(layer)} expects {channels} channels, but x has shape {x.shape}: {len(x)} channels")
    check_parameters(layer, layer.out_channels, channels * layer.kernel_size**2)
    return as_fine_as(layer.W, x)


# 12: soft targets


def check_scores(scores):
    """Refuse an array that does not hold real scores, a column per example."""
    check_real("scores", scores)
    if scores.ndim != 2:
        raise ValueError(f"scores must have shape (outs, n), a column per example, not {scores.shape}")


def check_temperature(temperature):
    """Refuse a temperature that is not a finite number above 0."""
    check_number("temperature", temperature, above=0)


# 15: autodiff


def check_edges(data, edges):
    """Refuse edges without a rule, and numbers mixed with arrays: a Value as parent of a Tensor, or the reverse."""
    for parent, rule in edges:
        if isinstance(parent.data, np.ndarray) != isinstance(data, np.ndarray):
            raise TypeError("a Value and a Tensor do not go together; make a Tensor of both")
        if not callable(rule):
            came = f"its type is {type(rule).__name__}"
            raise TypeError(f"an edge is (parent, rule): the rule must be a function such as times(factor), but {came}")


def check_value(data, edges):
    """Refuse what no Value can be made of: data that is not one real number, or a wrong edge."""
    check_edges(data, edges)
    if isinstance(data, np.ndarray) or not is_number(data):
        raise TypeError(f"a Value holds one real number, not {data!r}; for an array there is Tensor")


def as_float64(name, values):
    """Return values as a float64 array, if they are real numbers."""
    values = np.asarray(values)
    check_real(name, values)
    return values.astype(np.float64, copy=False)


def as_data(data, edges):
    """Return data as the float64 array of a Tensor with these edges."""
    data = as_float64("data", data)
    check_edges(data, edges)
    return data


def check_matrices(a, b):
    """Refuse two arrays whose product ``a @ b`` is not one of matrices: each needs rows and columns."""
    if np.ndim(a) != 2 or np.ndim(b) != 2 or np.shape(a)[1] != np.shape(b)[0]:
        raise ValueError(f"@ multiplies matrices, (m, k) by (k, n), but the shapes are {np.shape(a)} and {np.shape(b)}")


def check_log(data):
    """Refuse numbers that have no logarithm: 0, what is below it, and NaN."""
    wrong = np.extract(~(np.asarray(data) > 0), data)
    if wrong.size:
        raise ValueError(f"log takes numbers above 0, but one is {wrong[0]}; clip them first, or add a small number")


def as_start(blame, data):
    """Return the blame to start from, in the shape of a node's data; one number will do where the node holds one."""
    blame, shape = as_float64("blame", blame), np.shape(data)
    if blame.shape != shape and not (blame.ndim == 0 and np.size(data) == 1):
        fix = "give it the blame of each entry, or sum() first" if blame.ndim == 0 else "the two must be equal"
        raise ValueError(f"backward starts at data of shape {shape} with a blame of shape {blame.shape}; {fix}")
    return blame.reshape(shape)


# 16: several processes


def check_parallel_run(net, x, targets, loss, optimizer, epochs, batch_size, rng, comm):
    """Refuse what `train` refuses, a batch with fewer examples than ranks, and ranks that would not do the same."""
    check_object("comm", comm, "a communicator such as MPI.COMM_WORLD of mpi4py", "Allreduce", "Bcast", "allgather")
    if rng is None:
        raise TypeError("rng must be a generator, seeded alike on all ranks, such as np.random.default_rng(0)")
    check_run(net, x, targets, loss, optimizer, epochs, batch_size, None, rng)
    n = np.shape(x)[-1]
    check_alike(net, n, epochs, batch_size, rng, comm)
    smallest = n % batch_size or batch_size  # the last batch of an epoch holds what is left
    if smallest < comm.size:
        which = "the last batch of an epoch" if smallest < batch_size else "a batch"
        raise ValueError(f"{which} holds {smallest} examples, too few for {comm.size} ranks: each needs at least one")


def check_alike(net, n, epochs, batch_size, rng, comm):
    """Refuse ranks that would wait for each other for ever, or add up what does not belong together."""
    shapes = []
    for value, gradient in net.parameters():
        shapes.append((value.shape, str(value.dtype), str(gradient.dtype)))
    mine = {
        "parameters": shapes,
        "number of examples": n,
        "epochs": epochs,
        "batch_size": batch_size,
        "state of rng": str(rng.bit_generator.state),
    }
    for rank, others in enumerate(comm.allgather(mine)):
        for name in mine:
            if others[name] != mine[name]:
                raise ValueError(f"all ranks must be called alike, but rank {rank} has another {name}")


def check_expected(expected, size):
    """Refuse to run alone, or in a crowd, what was to run on a certain number of ranks."""
    if expected is not None and expected != size:
        fix = "is mpiexec of the same MPI as mpi4py?" if size == 1 else "look at mpiexec -n"
        raise ValueError(f"expected {expected} ranks, but there are {size}; {fix}")
