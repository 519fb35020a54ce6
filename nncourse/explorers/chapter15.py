"""Chapter 15 · Autodiff: four ways to walk back over a graph, pass after pass, and what each node has heard."""

import nnlib
from nncourse import plots
from nncourse.explorers.base import Explorer, choice, slider
from nnlib.autodiff import Value, depth_of, topological_order

WALKS = ("recursion, as it arrives", "recursion, each node once", "= for +=", "deepest first, +=")
EXPRESSIONS = ("diamond", "toy neuron", "doublings", "README")
MOST = 143  # passes of the longest walk that can be chosen


def count_ways_back():
    """Print which classes of nnlib have a hand-written method for the way back; those of this chapter do not count."""
    found = []
    for name in nnlib.__all__:
        thing = getattr(nnlib, name)
        if thing.__module__ != Value.__module__ and {"backward", "backward_pass", "derivative"} & set(dir(thing)):
            found.append(name)
    print(len(found), "classes:", ", ".join(found))


def walks(nodes):
    """Walk back from the deepest node in four ways.

    Parameters
    ----------
    nodes : dict of str to Value
        All nodes of a graph by name; nothing is written into them.

    Returns
    -------
    dict of str to (list of (str, str), dict of str to float)
        By walk: the passes of blame in their order, as (parent, node), and the blame of each node at the end.
    """
    last, names, found = last_of(nodes), {node: name for name, node in nodes.items()}, {}
    for kind in WALKS:
        steps = passes_of(last, kind)
        blame = blame_after(last, steps, kind)
        found[kind] = ([(names[parent], names[node]) for node, parent, _ in steps],
                       {name: blame[node] for name, node in nodes.items()})  # fmt: skip
    return found


def compare_walks():
    """Print the blame of w in the toy neuron, and of a in the README's expression, after each walk; nudge a, too."""
    for expression, name in (("toy neuron", "w"), ("README", "a")):
        for walk, (_, blame) in walks(graph_of(expression, 0)).items():
            print(f"{expression}, {walk}: blame of {name} {blame[name]:.6f}")
    above, below = last_of(readme(-4.0 + 1e-5)), last_of(readme(-4.0 - 1e-5))
    print(f"README, by nudging: slope for a {(above.data - below.data) / 2e-5:.6f}")


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


def blame_after(last, steps, kind):
    """Return what each node holds after some passes, a dict of node to float.

    Parameters
    ----------
    last : Value
    steps : list of (node, parent, factor)
    kind : str
        One of WALKS; in one of them what arrives replaces what was there.
    """
    blame = dict.fromkeys(topological_order(last), 0.0)
    blame[last] = 1.0
    for node, parent, factor in steps:
        blame[parent] = factor * blame[node] + (0.0 if kind == "= for +=" else blame[parent])
    return blame


def diamond(x=2.0):
    """Return the nodes of ``h = x * 3; L = h * 2 + h * 5`` by name, a dict of str to Value; x is a float."""
    x = Value(x)
    h = x * 3
    two, five = h * 2, h * 5
    return {"x": x, "h": h, "2h": two, "5h": five, "L": two + five}


def toy_neuron():
    """Return the nodes of half the square of a sigmoid neuron (0.6, 0.9, input 1), a dict of str to Value."""
    w, b = Value(0.6), Value(0.9)
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
    """Return the nodes of an expression, one of EXPRESSIONS, by name, a dict; count, an int, is that of doublings."""
    if expression == "doublings":
        return doublings(count)
    return {"diamond": diamond, "toy neuron": toy_neuron, "README": readme}[expression]()


def explore():
    """Return an explorer of four ways to walk back over a graph: the list of passes, and what each node holds.

    Returns
    -------
    Explorer
    """
    controls = {
        "expression": choice("expression", list(EXPRESSIONS), "diamond"),
        "walk": choice("walk", list(WALKS), "deepest first, +="),
        "step": slider("step", 0, MOST, 0, 1),
        "count": slider("doublings", 1, 6, 3, 1),
    }

    def length(expression, walk, count):
        return len(passes_of(last_of(graph_of(expression, count)), walk))

    def move(how):
        def action(expression, walk, step, count):
            most = length(expression, walk, count)
            return {"step": max(0, min(how(min(step, most), most), most))}

        return action

    buttons = {
        "Previous step": move(lambda step, most: step - 1),
        "Next step": move(lambda step, most: step + 1),
        "To the end": move(lambda step, most: most),
        "Back to the start": move(lambda step, most: 0),
    }
    return Explorer(controls, draw, buttons, dpi=96)


def last_of(nodes):
    """Return the deepest of nodes, a dict of str to Value: the one from which to walk."""
    return max(nodes.values(), key=depth_of)


def columns_of(nodes):
    """Return the names of nodes, a dict of str to Value, column by column: a column for each depth."""
    columns = [[] for _ in range(last_of(nodes).depth + 1)]
    for name, node in nodes.items():
        columns[node.depth].append(name)
    return columns


def draw(expression, walk, step, count):
    """Return the picture of a walk after some passes, its alt text, and its readout.

    Parameters
    ----------
    expression, walk : str
        One of EXPRESSIONS, one of WALKS.
    step, count : int
        How many passes, cut to the length of the walk; how many doublings.

    Returns
    -------
    (figure, str, str).
    """
    nodes = graph_of(expression, count)
    last, names = last_of(nodes), {node: name for name, node in nodes.items()}
    passes = passes_of(last, walk)
    step = min(step, len(passes))
    done = passes[:step]
    blame = blame_after(last, done, walk)
    heard = dict.fromkeys([last, *(parent for _, parent, _ in done)])  # in their order
    text = f"Step {step} of {len(passes)}, {walk}."
    now = ()
    if done:
        now = names[done[-1][0]], names[done[-1][1]]
        text += " " + tell(done, passes, blame_after(last, done[:-1], walk), walk, names)
    leaves = [name for name, node in nodes.items() if not node.edges]
    if step == len(passes):
        text += "\nAt the end: " + ", ".join(f"{name} {number(blame[nodes[name]])}" for name in leaves) + "."
    edges = [(names[parent], name) for name, node in nodes.items() for parent, _ in node.edges]
    crowded = len(nodes) > 20
    shown = {names[node]: float(blame[node]) for node in heard}
    options = {"factors": {(names[p], name): rule(1.0) for name, n in nodes.items() for p, rule in n.edges},
               "values": {name: node.data for name, node in nodes.items()}}  # fmt: skip
    fig = plots.computational_graph(
        columns_of(nodes), dict.fromkeys(edges), title=f"{expression}: step {step} of {len(passes)}", now=now,
        blame={name: one for name, one in shown.items() if not crowded or name in (*leaves, *now)},
        width=10.5, height=5.6 if crowded else 3.05, **({} if crowded or expression == "doublings" else options)
    )  # fmt: skip
    told = ", ".join(f"{name} {number(one)}" for name, one in shown.items())
    return fig, f"The graph of the {expression}, step {step} of {len(passes)}. Blame so far: {told}.", text


def tell(done, passes, before, walk, names):
    """Return in words what the last pass of a walk did.

    Parameters
    ----------
    done, passes : list of (node, parent, factor)
        The passes so far, and all of them.
    before : dict of node to float
        What the nodes held before it.
    walk : str
    names : dict of node to str

    Returns
    -------
    str.
    """
    node, parent, factor = done[-1]
    arrives, held = factor * before[node], before[parent]
    text = f"{names[node]} → {names[parent]}: {number(factor)} × {bracketed(before[node])} = {number(arrives)} arrives."
    if walk == "= for +=" or parent not in {one for _, one, _ in done[:-1]}:
        text += f" {names[parent]} holds {number(arrives)}."
        if held:
            text += f" It forgets the {number(held)} that it had."
    else:
        text += f" {names[parent]} holds {number(held)} + {bracketed(arrives)} = {number(held + arrives)}."
    to_come = sum(one is parent for _, one, _ in passes[len(done) :])
    text += f" {f'{to_come} more to come' if to_come else 'Nobody else will speak'} to {names[parent]}."
    missing = sum(one is node for _, one, _ in passes[len(done) :])
    if missing:
        text += f" But {names[node]} spoke before all had spoken to it: {missing} more to come to {names[node]}."
    return text


def number(value):
    """Return a number, the float value, as text: whole if it is whole, else with six digits."""
    return (f"{value:.0f}" if value == round(value) else f"{value:.6g}").replace("-", "−")


def bracketed(value):
    """Return a number, the float value, as text, in brackets if it is negative."""
    return f"({number(value)})" if value < 0 else number(value)
