"""Chapter 15 · Autodiff: four ways to walk back over a graph, pass after pass, and what each node has heard."""

from nncourse.widgets.live import Live
from nncourse.widgets.states import declared
from nnlib.autodiff import Value, depth_of, topological_order

WALKS = ("recursion, as it arrives", "recursion, each node once", "= for +=", "deepest first, +=")


def walks(nodes):
    """Walk back from the deepest node in four ways.

    Parameters
    ----------
    nodes : dict of str to Value
        All nodes of a graph by name; nothing is written into them.

    Returns
    -------
    dict of str to (list of (str, str), dict of str to float)
        By walk: its passes in their order, as (parent, node), and the gradient of each node at the end.
    """
    last, names, found = last_of(nodes), {node: name for name, node in nodes.items()}, {}
    for kind in WALKS:
        steps = passes_of(last, kind)
        gradients = gradients_after(last, steps, kind)
        found[kind] = ([(names[parent], names[node]) for node, parent, _ in steps],
                       {name: gradients[node] for name, node in nodes.items()})  # fmt: skip
    return found


def compare_walks():
    """Print the gradient of x in the diamond, w in the toy neuron and a in README by walk, and nudge each."""
    compared = {"diamond": ("x", diamond, 2.0), "toy neuron": ("w", toy_neuron, 0.6), "README": ("a", readme, -4.0)}
    for expression, (name, nodes_at, leaf) in compared.items():
        for walk, (_, gradients) in walks(nodes_at(leaf)).items():
            print(f"{expression}, {walk}: gradient of {name} {gradients[name]:.6f}")
        above, below = last_of(nodes_at(leaf + 1e-5)), last_of(nodes_at(leaf - 1e-5))
        print(f"{expression}, by nudging: slope for {name} {(above.data - below.data) / 2e-5:.6f}")


def passes_of(last, kind):
    """Return the passes of a walk in their order, a list of (node, parent, factor); a rule makes its factor of 1.

    Parameters
    ----------
    last : Value
    kind : str
        One of WALKS.
    """
    if not kind.startswith("recursion"):
        order = topological_order(last)
        return [(node, parent, rule(1.0)) for node in order for parent, rule in node.edges]
    steps, done = [], {last}
    waiting = [(last, iter(last.edges))]  # what a recursion would keep
    while waiting:
        node, edges = waiting[-1]
        edge = next(edges, None)
        if edge is None:
            waiting.pop()
            continue
        parent, rule = edge
        steps.append((node, parent, rule(1.0)))
        if kind == WALKS[0] or parent not in done:
            done.add(parent)
            waiting.append((parent, iter(parent.edges)))
    return steps


def gradients_after(last, steps, kind):
    """Return what each node holds after some passes, a dict of node to float.

    Parameters
    ----------
    last : Value
    steps : list of (node, parent, factor)
    kind : str
        One of WALKS; in one of them what arrives replaces what was there.
    """
    gradients = dict.fromkeys(topological_order(last), 0.0)
    gradients[last] = 1.0
    for node, parent, factor in steps:
        gradients[parent] = factor * gradients[node] + (0.0 if kind == "= for +=" else gradients[parent])
    return gradients


def diamond(x=2.0):
    """Return the nodes of ``h = x * 3; L = h * 2 + h * 5`` by name, a dict of str to Value; x is a float."""
    x = Value(x)
    h = x * 3
    two, five = h * 2, h * 5
    return {"x": x, "h": h, "2h": two, "5h": five, "L": two + five}


def toy_neuron(w=0.6):
    """Return the nodes of half the square of a sigmoid neuron (w, 0.9, input 1) by name, a dict; w is a float."""
    w, b = Value(w), Value(0.9)
    wx = w * 1.0
    z = wx + b
    minus = -z
    e = minus.exp()
    below = e + 1
    over = below**-1.0
    a = over * 1
    square = a**2
    names = {"w": w, "b": b, "wx": wx, "z": z, "−z": minus, "e": e, "1+e": below, "1/…": over, "a": a, "a²": square}
    return names | {"L": square * 0.5}


def doublings(count):
    """Return the nodes of ``h = h + h``, count times (an int), from h = 1, by name, a dict of str to Value."""
    nodes = {"h0": Value(1.0)}
    for k in range(1, count + 1):
        nodes[f"h{k}"] = nodes[f"h{k - 1}"] + nodes[f"h{k - 1}"]
    return nodes


def readme(a=-4.0):
    """Return the nodes of the expression in the README of micrograd (A. Karpathy, 2020), by name; a is a float."""
    nodes = {"a": Value(a), "b": Value(2.0)}
    a, b = nodes.values()
    c = a + b
    d = a * b + b**3
    c = c + (c + 1)
    c = c + (1 + c + (-a))
    d = d + (d * 2 + (b + a).relu())
    d = d + (3 * d + (b - a).relu())
    f = (c - d) ** 2
    g = f / 2.0
    last = g + 10.0 / f
    for number, node in enumerate(topological_order(last)[::-1]):
        if node not in nodes.values():
            nodes[f"n{number}"] = node
    for name, node in (("f", f), ("g", last)):
        nodes = {name if other is node else key: other for key, other in nodes.items()}
    return nodes


def graph_of(expression, count):
    """Return the nodes of an expression of the explorer by name, a dict; count, an int, is that of doublings."""
    if expression == "doublings":
        return doublings(count)
    return {"diamond": diamond, "toy neuron": toy_neuron, "README": readme}[expression]()


def explore(**state):
    """Return an explorer of four ways to walk back over a graph, pass after pass, and of what each node holds.

    Parameters
    ----------
    **state
        What it starts with instead: expression ("diamond", "toy neuron", "doublings" or "README"), walk (one of
        WALKS), step (passes done), count (1 to 8 doublings), and leaves, a dict of list of float: the numbers at the
        beginning of expressions.

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        If there is no such expression, walk, number of doublings, or another number of leaves.
    """
    if isinstance(state.get("leaves"), dict):
        state["leaves"] = declared("chapter15")["leaves"]["default"] | state["leaves"]
    return Live("chapter15", state)


def last_of(nodes):
    """Return the deepest of nodes, a dict of str to Value: the one from which to walk."""
    return max(nodes.values(), key=depth_of)
