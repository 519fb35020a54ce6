"""Chapter 01 · Checks: every guard of the course, so that the other modules can be about their subject.

A function named ``check_…`` returns nothing and changes nothing: it lets sound input pass, and answers everything
else with a sentence that says what was expected, what came, and the likely fix. A function named ``as_…`` checks, too,
and returns the array that the next line needs. One rule holds for all of them: what is not a number (or an array of
numbers, a function, a generator) is a TypeError; what is out of range or has another shape is a ValueError.
"""

import numpy as np

# Numbers, arrays, objects


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


def as_plain(name, x):
    """Return x as a NumPy array; refuse a masked one, whose mask would be lost, and an empty one."""
    if isinstance(x, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array, and its mask would be lost; use {name}.filled(0)")
    x = np.asarray(x)
    if x.shape[-1:] == (0,):
        raise ValueError(f"{name} is an empty batch of shape {x.shape}, so 0 examples")
    return x


def as_array(name, x, *, finite=False):
    """Return x as an array of float32 or float64: the door through which every array of numbers comes in.

    An array of one of these is not copied; other real numbers become float64.
    """
    x = as_plain(name, x)
    if x.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold real numbers, but the dtype is {x.dtype}")
    if finite and not np.isfinite([x.min(), x.max()]).all():  # one of them is what is wrong; takes no memory
        raise ValueError(f"{name} must be finite, but holds NaN or inf")
    return x if x.dtype.char in "fd" else x.astype(np.float64)


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
    """Refuse a dtype that is neither float32 nor float64."""
    if np.dtype(dtype).char not in "fd":
        raise TypeError(f"{name} must be a floating type, np.float32 or np.float64, not {dtype}")


# 01 and 02: one neuron


def check_weights(weights, bias):
    """Refuse weights that are not one row of real numbers, or a bias (or threshold) that is not one real number."""
    masked = isinstance(weights, np.ma.MaskedArray)
    weights = np.asarray(weights)
    if masked or weights.dtype.kind not in "biuf" or np.asarray(bias).dtype.kind not in "biuf":
        raise TypeError("weights and bias must be real numbers, as in Neuron([2, 2], -3, act) or Perceptron([2, 2], 3)")
    if weights.ndim != 1 or weights.size == 0 or np.ndim(bias) != 0:
        raise ValueError(f"one row of weights and one bias are needed, not shape {weights.shape} and {np.shape(bias)}")
    if not np.isfinite(weights).all() or not np.isfinite(bias):
        raise ValueError("weights and bias must be finite, but hold NaN or inf")


def check_neuron(weights, bias, act_function):
    """Refuse what no neuron can be made of."""
    check_weights(weights, bias)
    check_activation(act_function)


def as_inputs(x, weights):
    """Return inputs, shape (ins,) or (ins, n), that fit the weights, shape (ins,)."""
    x = as_array("x", x, finite=True)
    if x.ndim not in (1, 2) or len(x) != len(weights):
        fix = "; did you mean x.T?" if x.ndim == 2 and x.shape[1] == len(weights) else ""
        raise ValueError(f"{len(weights)} weights, but x has shape {x.shape}: examples are columns{fix}")
    return x


def as_lesson(x, targets, weights, learning_rate, epochs):
    """Return examples (ins, n) and targets (n,) that a perceptron can learn from, with settings that it can use."""
    check_number("learning_rate", learning_rate, above=0)
    check_whole("epochs", epochs)
    x = as_inputs(x, weights)
    if x.ndim != 2 or np.shape(targets) != x.shape[1:]:
        raise ValueError(f"one target per column is needed: x has shape {x.shape}, targets {np.shape(targets)}")
    return x, as_yes_no(targets)


def as_yes_no(targets):
    """Return targets as an array, each of them 0 or 1."""
    targets = as_array("targets", targets)
    if not np.isin(targets, (0, 1)).all():
        raise ValueError("every target must be the number 0 or 1")
    return targets


# 04 and 07: layers


def check_setting(dtype, rng, *, padding=0, **sizes):
    """Refuse sizes, a dtype or a generator (None is allowed) that no layer can be made with, or no training."""
    check_whole("padding", padding, least=0)
    for name, size in sizes.items():
        check_whole(name, size)
    check_floating(dtype)
    if rng is not None:
        check_generator(rng)


def check_parameters(layer, outs, ins):
    """Refuse a W that is not of shape (outs, ins), or a b not of shape (outs, 1): both can be set by hand."""
    for name, shape in (("W", (outs, ins)), ("b", (outs, 1))):
        value = getattr(layer, name)
        if np.shape(value) != shape:
            raise ValueError(f"this layer needs {name} of shape {shape}, but {name} has shape {np.shape(value)}")
        if type(value) is not np.ndarray or value.dtype.char not in "fd" and value.dtype.kind not in "iu":
            came = getattr(value, "dtype", type(value).__name__)
            raise TypeError(f"this layer needs {name} as an array of real numbers, float32 or float64, but it is {came}")


def likely_fix(x, ins):
    """Return a hint for an x that is not a column of ins numbers per example."""
    if x.ndim == 2 and x.shape[1] == ins:
        return "; did you mean x.T?"
    if x.size == ins:
        return f"; for a single example use x.reshape({ins}, 1)."
    return f"; use x.reshape({len(x)}, {ins}).T" if x.ndim > 2 and x[:1].size == ins else "."


def as_columns(x, layer):
    """Return x as an array (ins, n) for this layer."""
    x = as_array("x", x)
    if x.ndim != 2 or len(x) != layer.ins:
        came = f"{x.shape}: {x.shape[0]} inputs, {x.shape[1]} examples" if x.ndim == 2 else f"{x.shape}"
        expected = f"this layer expects {layer.ins} inputs per example, but x has shape {came}"
        raise ValueError(f"{expected}. Examples are columns{likely_fix(x, layer.ins)}")
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
    if layer.a is None:
        raise ValueError("this layer has no outputs yet: call forward_pass before backward_pass")
    if np.shape(da) != layer.a.shape:
        raise ValueError(f"this layer gave outputs of shape {layer.a.shape}, but da has shape {np.shape(da)}")
    return as_array("da", da)


# 05: networks


class in_layer:  # noqa: N801: used as in `with in_layer(2):`
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
    act_function = getattr(layers[-1], "act_function", None)
    if getattr(layers[-1], "outs", None) == 1 and getattr(act_function, "threshold", 0) is None:
        raise ValueError(f"layer {len(layers)} has one output, and a softmax of one output is always 1; use Sigmoid()")


def as_network_inputs(x, net):
    """Return x as an array that the first layer can take; a layer without ``ins`` checks what it receives itself."""
    with in_layer(1):
        return as_columns(x, net.layers[0]) if hasattr(net.layers[0], "ins") else as_array("x", x)


def check_answers(outputs):
    """Refuse outputs that no answer can be read from."""
    if np.isnan(outputs).any():
        raise ValueError("the outputs hold NaN, so there is no answer: look at the weights; did training diverge?")


# 06: losses


def check_outputs(outputs):
    """Refuse outputs that are not a floating array of shape (outs, n) with n at least 1."""
    if type(outputs) is not np.ndarray or outputs.dtype.char not in "fd":
        raise TypeError("outputs must be a floating NumPy array, float32 or float64, as forward_pass returns it")
    if outputs.ndim != 2 or outputs.size == 0:
        raise ValueError(f"outputs must have shape (outs, n), a column per example, not {outputs.shape}")


def as_labels(labels, classes, n=None):
    """Return labels as an array of n integers from 0 to classes - 1; without n, as many as there are."""
    labels = np.asarray(labels) if np.size(labels) == 0 else as_plain("labels", labels)
    n = labels.size if n is None else n
    if labels.shape != (n,):
        flat = "use labels.ravel()" if 1 in labels.shape else "if it is one-hot, use targets.argmax(axis=0)"
        fix = f"; {flat}" if labels.ndim == 2 else ""
        raise ValueError(f"expected one label per example, shape ({n},), but got shape {labels.shape}{fix}")
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, but their dtype is {labels.dtype}; use labels.astype(int)")
    if n and (labels.min() < 0 or labels.max() >= classes):
        wrong = labels[(labels < 0) | (labels >= classes)][0]
        raise ValueError(f"with {classes} classes labels go from 0 to {classes - 1}, but one is {wrong}")
    return labels


def as_labels_of(net, x, labels):
    """Return labels as an array: one for each example in x, within what the network can answer."""
    outs = getattr(net.layers[-1], "outs", np.inf)  # a layer of another kind may not say
    return as_labels(labels, max(outs, 2), as_network_inputs(x, net).shape[-1])


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
    outs, n = outputs.shape
    targets = as_array("targets", targets)
    if targets.shape != (outs, n):
        flat = "use targets.reshape(1, -1)" if outs == 1 else f"for labels use one_hot(targets, {outs})"
        fix = {(n,): f"; {flat}", (n, outs): "; did you mean targets.T?"}.get(targets.shape, "")
        raise ValueError(f"outputs have shape {(outs, n)}, but targets have shape {targets.shape}{fix}")
    return as_array("targets", targets, finite=True).astype(outputs.dtype, copy=False)


def as_classes(targets, outputs):
    """Return the probability of each class in each target, shape (outs, n), in the dtype of the outputs.

    Targets are labels, integers of shape (n,), or floating probabilities of shape (outs, n) whose columns sum to 1.
    """
    check_outputs(outputs)
    if np.ndim(targets) == 2 and as_plain("targets", targets).dtype.kind == "f":
        targets = as_targets(targets, outputs)
        check_shares(targets)
        return targets
    labels = as_labels(targets, *outputs.shape)
    return (np.arange(len(outputs))[:, np.newaxis] == labels).astype(outputs.dtype)


def as_bits(targets, outputs):
    """Return targets 0 and 1, shape (n,), in the dtype of the outputs, which must be (1, n)."""
    check_outputs(outputs)
    outs, n = outputs.shape
    if outs != 1 or np.shape(targets) != (n,):
        came = f"outputs have shape {outputs.shape}, targets {np.shape(targets)}; for classes use CrossEntropy"
        raise ValueError(f"BinaryCrossEntropy takes one output, shape (1, {n}), and targets ({n},), but {came}")
    return as_yes_no(targets).astype(outputs.dtype)


# 07: the gradient check


def check_nudge(net, epsilon):
    """Refuse a nudge that is not above 0, or a parameter that would swallow it."""
    check_number("epsilon", epsilon, above=0)
    for number, layer in enumerate(net.layers, start=1):
        with in_layer(number):
            for value, _ in layer.parameters():
                check_nudged("W and b", value)


def check_nudged(name, values):
    """Refuse values that cannot be nudged in place: in whole numbers a small change is lost."""
    if type(values) is not np.ndarray or values.dtype.char not in "fd":
        came = getattr(values, "dtype", type(values).__name__)
        raise TypeError(f"{name} must be a floating array, so that a nudge is not lost, not {came}; use astype(float)")


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
    for number, layer in enumerate(net.layers, start=1):
        with in_layer(number):
            for value, _ in layer.parameters():
                check_floating(np.asarray(value).dtype, "the dtype of W and b")
    check_data(net, x, targets, loss, "training")
    if validation is not None:
        check_data(net, *validation, loss, "validation")


def check_data(net, x, targets, loss, kind):
    """Refuse examples or targets that the network or the loss cannot take: once, for the whole data set.

    The loss itself is asked, with the first outputs for all examples: it refuses what it would in some batch.
    """
    x = as_array(f"x of the {kind} data", as_network_inputs(x, net), finite=True)
    first = net.forward_pass(x[..., :1])
    with np.errstate(all="ignore"):  # the value does not matter
        loss(np.repeat(first, x.shape[-1], axis=-1), targets)


def as_drawing(drawing):
    """Return a drawing as a table of ink, each entry finite and at least 0."""
    drawing = as_array("a drawing", drawing)
    if drawing.ndim != 2 or drawing.size == 0:
        raise ValueError(f"a drawing is (rows, columns), not shape {drawing.shape}; for a column use x.reshape(28, 28)")
    if not np.isfinite(drawing).all() or drawing.min() < 0:
        raise ValueError("the ink of a drawing must be 0 or more, and finite")
    return drawing


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
    x = as_array("x", x)
    if x.ndim != 2 or round(len(x) ** 0.5) ** 2 != len(x):
        raise ValueError(f"expected square images as columns, such as (784, n), but x has shape {x.shape}")
    side = round(len(x) ** 0.5)
    return x.T.reshape(-1, side, side)


# 11: convolutions


def as_pictures(x, least=1):
    """Return x as an array (channels, height, width, n), with at least that many rows and columns."""
    x = as_array("x", x)
    if x.ndim != 4:
        expected = "images (channels, height, width, n), as Images(…) makes them of columns"
        raise ValueError(f"this layer expects {expected}, not shape {x.shape}")
    if min(x.shape[1:3]) < least:
        raise ValueError(f"this layer needs {least} × {least} pixels; x has shape {x.shape}: too small for it")
    return x


def as_convolved(x, layer):
    """Return x as an array, as fine as W, if it has a convolution's channels and room for its window."""
    x = as_pictures(x, layer.kernel_size - 2 * layer.padding)
    channels = layer.in_channels
    if len(x) != channels:
        raise ValueError(f"this layer expects {channels} channels, but x has shape {x.shape}: {len(x)} channels")
    check_parameters(layer, layer.out_channels, channels * layer.kernel_size**2)
    return as_fine_as(layer.W, x)


# 12: soft targets


def as_logits(scores):
    """Return logits as an array (outs, n), a column per example."""
    scores = as_array("scores", scores)
    if scores.ndim != 2:
        raise ValueError(f"scores must have shape (outs, n), a column per example, not {scores.shape}")
    return scores


def check_temperature(temperature):
    """Refuse a temperature that is not a finite number above 0."""
    check_number("temperature", temperature, above=0)


# 15: autodiff


def check_node(node, data, edges):
    """Refuse numbers mixed with arrays among a node and its parents, or a Value that is not one real number."""
    is_array = isinstance(data, np.ndarray)
    for parent, _ in edges:
        if hasattr(parent, "edges") and isinstance(parent.data, np.ndarray) != is_array:
            raise TypeError("a Value and a Tensor do not go together; make a Tensor of both")
    if not hasattr(node, "__matmul__") and (is_array or not is_number(data)):
        raise TypeError(f"a Value holds one real number, not {data!r}; for an array there is Tensor")


def check_matrices(a, b):
    """Refuse two arrays whose product ``a @ b`` is not one of matrices: each needs rows and columns."""
    if np.ndim(a) != 2 or np.ndim(b) != 2 or np.shape(a)[1] != np.shape(b)[0]:
        raise ValueError(f"@ multiplies matrices, (m, k) by (k, n), but the shapes are {np.shape(a)} and {np.shape(b)}")


def check_start(tensor, blame):
    """Refuse a blame to start from that is not of the tensor's shape; one number will do where the tensor holds one."""
    shape = tensor.data.shape
    check_real("blame", np.asarray(blame))
    if np.shape(blame) != shape and not (np.ndim(blame) == 0 and tensor.data.size == 1):
        fix = "give it the blame of each entry, or sum() first" if np.ndim(blame) == 0 else "the two must be equal"
        raise ValueError(f"backward starts at a tensor of shape {shape} with a blame of shape {np.shape(blame)}; {fix}")


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


# until autodiff and the statistics are merged


def check_real(name, values, layer=None):
    as_array(name, values)


def check_finite(name, values):
    as_array(name, values, finite=True)


def check_blame(da, layer):
    as_blame(da, layer)
