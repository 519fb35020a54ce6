"""Chapter 07 · Backpropagation: forward and backward through the graph of the eight weights, one edge at a time."""

import math

from nncourse import plots
from nncourse.explorers.base import Explorer, choice, slider
from nncourse.plots.chapter07 import COLUMNS, EDGES, WEIGHTS, routes
from nnlib.activations import Sigmoid

NAMES = {edge: f"W{layer + 1}[{row},{column}]" for edge, (layer, row, column) in WEIGHTS.items()}
FORWARD = EDGES
BACKWARD = [(head, tail) for column in COLUMNS[::-1] for node in column for tail, head in FORWARD if tail == node]
LAST = len(FORWARD) + len(BACKWARD)
IN_WORDS = {node: node.replace("z_", "z of ") for column in COLUMNS for node in column} | {"L": "the loss"}


def explore(net, x, targets):
    """Return an explorer of the graph of a 2-2-2 network of sigmoids, from its inputs to the squared error.

    Parameters
    ----------
    net : NeuralNetwork
        Two layers of two neurons each; it is read and not changed.
    x, targets : array, shape (2, 1)

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If the network has other layers.
    """
    if [layer.W.shape for layer in net.layers] != [(2, 2), (2, 2)]:
        raise ValueError("this explorer is for a network of two layers with two neurons each")
    weights = {edge: float(net.layers[layer].W[row, column]) for edge, (layer, row, column) in WEIGHTS.items()}
    flat = [float(bias) for layer in net.layers for bias in layer.b[:, 0]]
    biases = dict(zip(("z_h1", "z_h2", "z_o1", "z_o2"), flat))
    controls = {
        "step": slider("step", 0, LAST, 0, 1),
        "x1": slider("x1", 0.0, 1.0, float(x[0, 0]), 0.05),
        "target": slider("target of o2", 0.0, 1.0, float(targets[1, 0]), 0.01),
        "bias": slider("bias of o1 and o2", -6.0, 6.0, biases["z_o1"], 0.1),
        "follow": choice("follow", ["no weight", *NAMES.values()], "no weight"),
    }
    buttons = {  # at its ends the slider stays where it is
        "Previous edge": lambda step, **others: {"step": step - 1},
        "Next edge": lambda step, **others: {"step": step + 1},
    }

    def draw_state(step, x1, target, bias, follow):
        inputs, wanted = {"x1": x1, "x2": float(x[1, 0])}, {"o1": float(targets[0, 0]), "o2": target}
        state = sweep(inputs, weights, biases | {"z_o1": bias, "z_o2": bias}, wanted, step)
        return draw(state, step, follow)

    return Explorer(controls, draw_state, buttons, dpi=96)


def sweep(inputs, weights, biases, targets, steps):
    """Return what is known after some steps forward and then backward, and in words what the last one did.

    Parameters
    ----------
    inputs, biases, targets : dict of str to float
        By node: x1 and x2; the four z; o1 and o2.
    weights : dict of (str, str) to float
    steps : int, from 0 to 32

    Returns
    -------
    dict with the dicts "values", "factors", "blame" and "gradients", and "text", a str.
    """
    state = {"values": dict(inputs), "factors": dict(weights), "blame": {}, "gradients": {}}
    state["text"] = "Nothing is computed yet: the inputs, the weights and the biases are known."
    for tail, head in FORWARD[:steps]:
        if tail in targets:
            state["text"] = take_error(state, tail, head, targets[tail])
        elif head in ("h1", "h2", "o1", "o2"):
            state["text"] = take_sigmoid(state, tail, head)
        else:
            state["text"] = add_value(state, tail, head, biases)
    for head, tail in BACKWARD[: max(steps - len(FORWARD), 0)]:
        state["text"] = add_blame(state, tail, head)
    return state


def add_value(state, tail, head, biases):
    """Carry a value forward into a sum, and return in words what happened.

    Parameters
    ----------
    state : dict, see `sweep`
    tail, head : str
        Two nodes: an input or hidden neuron and a z, or a part of the loss and the loss.
    biases : dict of str to float

    Returns
    -------
    str.
    """
    values, value = state["values"], state["values"][tail]
    if head == "L":
        return f"Forward: {tail} is added to the loss. The loss{gather(values, head, value)}"
    weight = state["factors"][tail, head]
    text = f"Forward along {NAMES[tail, head]}, from {tail} to {IN_WORDS[head]}: "
    text += f"{six(value)} × {bracketed(weight, 2)} = {six(value * weight)} arrives. {IN_WORDS[head]}"
    if head in values:
        return text + gather(values, head, value * weight)
    values[head] = biases[head]
    return text + gather(values, head, value * weight).replace("now", "now its bias")


def take_sigmoid(state, tail, head):
    """Carry a sum through the sigmoid, keep the factor, and return in words what happened.

    Parameters
    ----------
    state : dict, see `sweep`
    tail, head : str
        A z and its neuron.

    Returns
    -------
    str.
    """
    z, a = state["values"][tail], float(Sigmoid()(state["values"][tail]))
    state["values"][head], state["factors"][tail, head] = a, a * (1 - a)
    text = f"Forward through the sigmoid: {head} = σ({six(z)}) = {six(a)}. "
    return text + f"Its slope is kept as the factor for the way back: {six(a)} × (1 − {six(a)}) = {six(a * (1 - a))}."


def take_error(state, tail, head, target):
    """Turn an output into its part of the loss, keep the factors, and return in words what happened.

    Parameters
    ----------
    state : dict, see `sweep`
    tail, head : str
        An output and its part of the loss.
    target : float

    Returns
    -------
    str.
    """
    output = state["values"][tail]
    miss = state["factors"][tail, head] = output - target
    state["factors"][head, "L"], state["values"][head] = 1.0, miss**2 / 2
    text = f"Forward from {tail} to {head}: ½ ({six(output)} − {target:.2f})² = {six(miss**2 / 2)}. "
    return text + f"The factor for the way back is {six(output)} − {target:.2f} = {six(miss)}."


def add_blame(state, tail, head):
    """Carry blame back along one edge, and return in words what happened.

    Parameters
    ----------
    state : dict, see `sweep`
    tail, head : str
        The edge's nodes; blame goes from head to tail.

    Returns
    -------
    str.
    """
    blame, factor = state["blame"], state["factors"][tail, head]
    blame.setdefault("L", 1.0)
    weight = NAMES.get((tail, head))
    text = f"Backward{f' along {weight}' if weight else ''}, from {IN_WORDS[head]} to {IN_WORDS[tail]}: "
    text += f"{six(blame[head])} × {bracketed(factor, 2 if weight else 6)} = {six(blame[head] * factor)} arrives. "
    text += f"The blame of {IN_WORDS[tail]}{gather(blame, tail, blame[head] * factor)}"
    if weight:
        value = state["values"][tail]
        state["gradients"][tail, head] = blame[head] * value
        text += f" The weight itself: {six(blame[head])} × {bracketed(value)} = {six(blame[head] * value)}."
    return text


def gather(numbers, node, arrives):
    """Add what arrives at a node to what it holds, and return in words what that makes.

    Parameters
    ----------
    numbers : dict of str to float
    node : str
    arrives : float

    Returns
    -------
    str, the end of a sentence that begins with the node.
    """
    held = numbers.get(node)
    numbers[node] = arrives if held is None else held + arrives
    if held is None:
        return f" is now {six(arrives)}."
    return f" is now {six(held)} {'−' if arrives < 0 else '+'} {six(abs(arrives))} = {six(numbers[node])}."


def six(number, digits=6):
    """Return number, a float, as text with that many digits, an int, behind the point."""
    return f"{number:.{digits}f}".replace("-", "−")


def bracketed(number, digits=6):
    """Return number, a float, as text with so many digits, an int, in brackets if negative."""
    return f"({six(number, digits)})" if number < 0 else six(number, digits)


def written_out(state, edge):
    """Return in words the products of factors along all routes from a weight to the loss.

    Parameters
    ----------
    state : dict, see `sweep`
    edge : (str, str)
        The edge of the weight.

    Returns
    -------
    str; raises KeyError if the forward sweep is not complete.
    """
    lines, total = [], 0.0
    for route in routes(edge[1]):
        factors = [state["values"][edge[0]], *(state["factors"][pair] for pair in zip(route, route[1:]))]
        product, total = math.prod(factors), total + math.prod(factors)
        through = ", ".join(node for node in route if node in ("h1", "h2", "o1", "o2"))
        lines.append(f"Through {through}: {' × '.join(bracketed(one) for one in factors[:-1])} = {six(product)}.")
    return "\n".join(lines) + (f"\nTogether: {six(total)}." if len(lines) > 1 else "")


def draw(state, step, follow):
    """Return the picture of a state of the graph, its alt text, and its readout.

    Parameters
    ----------
    state : dict, see `sweep`
    step : int, from 0 to 32
    follow : str
        A weight such as "W1[0,0]", or "no weight".

    Returns
    -------
    (figure, str, str).
    """
    back, total = max(step - len(FORWARD), 0), len(FORWARD)
    now = BACKWARD[back - 1] if back else FORWARD[step - 1] if step else ()
    open_sums = {head for _, head in FORWARD[:step]} & {head for _, head in FORWARD[step:]}
    open_blame = {tail for _, tail in BACKWARD[:back]} & {tail for _, tail in BACKWARD[back:]}
    numbers = {name: dict(state[name]) for name in ("values", "factors", "blame", "gradients")}
    for name, nodes in (("values", open_sums), ("blame", open_blame)):
        numbers[name] |= {node: f"{state[name][node]:.4g} …" for node in nodes}
    text, paths = f"Step {step} of {LAST}. {state['text']}", ()
    if step > total:
        text += f"\nThe loss is {six(state['values']['L'])}."
    if follow != "no weight":
        edge = next(edge for edge, name in NAMES.items() if name == follow)
        paths = [[edge[0], *route] for route in routes(edge[1])]
        way = f"\n{written_out(state, edge)}" if step >= total else f" the factors are complete after step {total}."
        text += f"\nFrom {follow} to the loss:{way}"
    stages = {0: "the weights are known", total: "the loss is known", LAST: "every weight has its slope"}
    title = f"Step {step} of {LAST} · {stages.get(step, 'backward: blame' if back else 'forward: values')}"
    fig = plots.computational_graph(COLUMNS, FORWARD, title=title, paths=paths, now=now, width=9.8, **numbers)
    return fig, describe(state, step, follow), text


def describe(state, step, follow):
    """Return alt text for a state of the graph.

    Parameters
    ----------
    state : dict, see `sweep`
    step : int, from 0 to 32
    follow : str

    Returns
    -------
    str.
    """
    kind = "blame" if state["blame"] else "values"
    numbers = ", ".join(f"{IN_WORDS[node]} {number:.4g}" for node, number in state[kind].items())
    known = f"{kind.capitalize()} known so far: {numbers}.".replace("-", "−")
    slopes = f" {len(state['gradients'])} of 8 weights have their slope." if state["blame"] else ""
    thick = f" Thick: the routes from {follow} to the loss." if follow != "no weight" else ""
    return f"The graph of the eight weights at step {step} of {LAST}. {known}{slopes}{thick}"
