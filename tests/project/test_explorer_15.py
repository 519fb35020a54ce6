"""Chapter 15's explorer in a real Chromium: its numbers are nnlib.autodiff's, and the lesson's tasks come out as told.

Skipped where there is no Chromium; CI installs one and sets NNLIB_BROWSERS=chromium.
"""

import contextlib
import io
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import do, drag, readout

from nncourse.chapter15 import explorer as chapter15
from nncourse.widgets import states
from nnlib.autodiff import Value

DECLARED = states.declared("chapter15")
LESSON = next((Path(__file__).parents[2] / "notebooks").glob("15-*.ipynb"))
# An operation of nnlib by name, and how many numbers it takes; the same in JavaScript is below.
OPERATIONS = {
    "plus": (2, lambda a, b: a + b), "times": (2, lambda a, b: a * b), "minus": (2, lambda a, b: a - b),
    "over": (2, lambda a, b: a / b), "exp": (1, lambda a: a.exp()), "relu": (1, lambda a: a.relu()),
    "log": (1, lambda a: a.log()), "negative": (1, lambda a: -a), "pow": (1, lambda a: a**3),
}  # fmt: skip
BUILD = """([leaves, recipe]) => {
  const nodes = leaves.map((one) => new js.Value(one));
  for (const [name, ...of] of recipe) {
    const [one, other] = of.map((i) => (typeof i === "number" ? nodes[i] : i.constant));
    nodes.push(name === "pow" ? one.pow(3) : other === undefined ? one[name]() : one[name](other));
  }
  nodes.at(-1).backward();
  return nodes.map(({ data, grad, depth }) => [data, grad, depth]);
}"""
STATE = """(state) => {
  const now = { ...js.START, ...state };
  const { names, all, done, gradients, right, heard, edges } = js.facts(now);
  const passes = all.map(([node, parent]) => [names.get(parent), names.get(node)]);
  return { passes, done: done.length, gradients, right, heard, edges, nudged: js.nudged(now), ...js.words(now),
    program: js.program(now) };
}"""


@pytest.fixture
def explorer(module):
    return lambda **state: module("chapter15")(STATE, state)


def a_recipe(rng):
    """Return leaves and a random list of operations on numbers that are there already, all of them tame."""
    leaves = rng.uniform(-2, 2, rng.integers(1, 4)).tolist()
    nodes, recipe = [Value(leaf) for leaf in leaves], []
    while len(recipe) < 12:
        name = str(rng.choice(list(OPERATIONS)))
        count, operation = OPERATIONS[name]
        of = [int(i) for i in rng.integers(0, len(nodes), count)]
        if (name == "log" and nodes[of[0]].data < 0.1) or (name == "over" and abs(nodes[of[1]].data) < 0.1):
            continue
        numbers = [nodes[i] for i in of]
        if count == 2 and rng.random() < 0.3:
            numbers[1] = float(rng.uniform(0.5, 2))
            of[1] = {"constant": numbers[1]}
        made = operation(*numbers)
        if abs(made.data) < 50:
            nodes.append(made)
            recipe.append([name, *of])
    nodes[-1].backward()
    return leaves, recipe, [[node.data, node.grad, node.depth] for node in nodes]


@pytest.mark.parametrize("seed", range(40))
def test_values_and_gradients_of_any_graph_are_those_of_nnlib(module, seed):
    leaves, recipe, expected = a_recipe(np.random.default_rng(seed))
    found = module("chapter15")(BUILD, [leaves, recipe])
    size = max(1.0, *(abs(grad) for _, grad, _ in expected))
    for (data, grad, _), (their_data, their_grad, _) in zip(found, expected):
        assert data == pytest.approx(their_data, rel=1e-12, abs=1e-12)
        assert grad == pytest.approx(their_grad, rel=1e-12, abs=1e-12 * size)
    if "minus" not in {name for name, *_ in recipe}:  # JavaScript subtracts a constant in one node less
        assert [depth for _, _, depth in found] == [depth for _, _, depth in expected]


def leaves_of(expression, rng):
    return rng.uniform(-3, 3, len(DECLARED["leaves"]["default"][expression])).tolist()


def graph_with(expression, count, leaves):
    """Return the nodes of an expression of nncourse, by name, with other leaves."""
    nodes = chapter15.graph_of(expression, count)
    if expression == "README":
        a, b = leaves
        names = list(nodes)
        original = chapter15.Value

        def value(data, *rest):
            return original(b if data == 2.0 and not rest else data, *rest)

        try:
            chapter15.Value = value
            nodes = chapter15.readme(a)
        finally:
            chapter15.Value = original
        assert list(nodes) == names
        return nodes
    originals = {
        "diamond": {2.0: leaves[0]},
        "toy neuron": {0.6: leaves[0], 0.9: leaves[-1]},
        "doublings": {1.0: leaves[0]},
    }
    original = chapter15.Value
    try:
        chapter15.Value = lambda data, *rest: original(originals[expression].get(data, data), *rest)
        return chapter15.graph_of(expression, count)
    finally:
        chapter15.Value = original


@pytest.mark.parametrize("expression", DECLARED["expression"]["enum"])
@pytest.mark.parametrize("walk", chapter15.WALKS)
def test_each_walk_is_that_of_the_lesson(explorer, expression, walk):
    rng = np.random.default_rng(len(walk))
    for count in (1, 3, 6):
        leaves = leaves_of(expression, rng)
        nodes = graph_with(expression, count, leaves)
        passes, gradients = chapter15.walks(nodes)[walk]
        last = chapter15.last_of(nodes)
        state = {"expression": expression, "walk": walk, "count": count, "leaves": {expression: leaves}}
        found = explorer(**state, step=999)
        assert [tuple(one) for one in found["passes"]] == passes
        assert found["gradients"] == pytest.approx(gradients, rel=1e-12, abs=1e-300)
        steps = chapter15.passes_of(last, walk)
        half = len(steps) // 2
        expected = chapter15.gradients_after(last, steps[:half], walk)
        middle = explorer(**state, step=half)["gradients"]
        assert middle == pytest.approx({name: expected[node] for name, node in nodes.items()}, rel=1e-12, abs=1e-300)
        last.backward()
        assert found["right"] == pytest.approx({name: node.grad for name, node in nodes.items()}, rel=1e-12, abs=1e-300)
        told = [found["right"][name] for name, node in nodes.items() if not node.edges]
        assert found["nudged"] == pytest.approx(told, rel=1e-4, abs=1e-3)


@pytest.mark.parametrize("expression", DECLARED["expression"]["enum"])
def test_the_same_in_nnlib_prints_the_same(explorer, expression):
    leaves = [round(one, 2) for one in leaves_of(expression, np.random.default_rng(3))]
    found, printed = explorer(expression=expression, leaves={expression: leaves}, count=5), io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(found["program"], {})
    names = [name for name, node in chapter15.graph_of(expression, 5).items() if not node.edges]
    assert [float(one) for one in printed.getvalue().split()] == pytest.approx(
        [found["right"][name] for name in names], rel=1e-12
    )


def test_a_pass_says_what_arrives_and_who_spoke_too_early(explorer):
    assert explorer()["readout"] == "Step 0 of 5, deepest first, +=; the graph has 5 edges."
    fourth = explorer(step=4)["readout"]
    assert fourth.endswith("5h → h: 5 × 1 = 5 arrives. h holds 2 + 5 = 7. Nobody else will speak to h.")
    early = explorer(step=3, walk="recursion, as it arrives")["readout"]
    assert early.endswith("But h spoke before all had spoken to it: 1 more to come to h.")
    wiped = explorer(step=4, walk="= for +=")["readout"]
    assert wiped.endswith("h holds 5. It forgets the 2 that it had. Nobody else will speak to h.")


def test_what_is_wrong_at_the_end_is_named_and_counted(explorer):
    found = explorer(step=6, walk="recursion, as it arrives")
    assert found["alt"].endswith("Wrong at the end, in a dashed frame: x.")
    assert found["heard"] == {"L": 1, "2h": 1, "5h": 1, "h": 2, "x": 2}
    assert "Wrong" not in explorer(step=5, walk="recursion, as it arrives")["alt"] + explorer(step=5)["alt"]
    twice = explorer(expression="doublings", count=6, walk="recursion, as it arrives", step=999)
    assert (len(twice["passes"]), twice["edges"], twice["heard"]["h0"]) == (126, 12, 64)


TASKS = [
    *[
        ([("expression", expression), ("walk", walk), ("press", "To the end")], end)
        for expression, walk, end in [
            ("diamond", "recursion, as it arrives", "At the end: x 27. By nudging: x 21."),
            ("diamond", "recursion, each node once", "At the end: x 6. By nudging: x 21."),
            ("diamond", "= for +=", "At the end: x 15. By nudging: x 21."),
            ("diamond", "deepest first, +=", "At the end: x 21. By nudging: x 21."),
            *[("toy neuron", walk, "At the end: w 0.121938") for walk in chapter15.WALKS],
            ("README", "recursion, as it arrives", "At the end: a 11118.5, b 47215.3. By nudging: a 138.834"),
            ("README", "deepest first, +=", "At the end: a 138.834, b 645.577. By nudging: a 138.834, b 645.577."),
        ]
    ],
    ([("expression", "doublings"), ("press", "more doublings", 3), ("press", "To the end")], "At the end: h0 64."),
    ([("press", "fewer doublings", 5), ("press", "To the end")], "Step 2 of 2, deepest first, +=; the graph has 2 "),
    ([("expression", "diamond"), ("value of x", "3"), ("press", "To the end")], "At the end: x 21."),
]  # fmt: skip
QUOTED = [
    "*README*",
    "Press *To the end* with each of the four walks",
    "The recursion ends at 27.",
    "before the 5 has arrived, which makes 6.",
    "`h` keeps only the 5, which makes 15.",
    "all four walks find 0.121938",
]


def test_tasks_of_the_lesson_are_done_by_keyboard(opened):
    page = opened("chapter15")
    for actions, words in TASKS:
        do(page, *actions)
        assert words in readout(page)
    lesson = "\n".join(cell.source for cell in nbformat.read(LESSON, as_version=4).cells)
    assert [words for words in QUOTED if words not in lesson] == []


def test_leaves_are_dragged_or_typed_and_all_follows(opened):
    page = opened("chapter15", {"expression": "toy neuron", "step": 10})
    before = readout(page)
    drag(page, "w", 0, -40)
    assert page.get_by_label("value of w").input_value() == "1.00"
    assert readout(page) != before and "Step 10 of 10" in readout(page)
    do(page, ("value of w", "0.6"))
    assert readout(page) == before
    assert page.get_by_label("w", exact=True).get_attribute("aria-valuetext") == "0.6"


def test_walk_goes_both_ways_and_doublings_end_where_they_should(opened):
    page = opened("chapter15", {"walk": "recursion, as it arrives"})
    do(page, ("press", "Step", 3), ("press", "Step back"))
    assert readout(page).startswith("Step 2 of 6") and "L → 2h" not in readout(page)
    do(page, ("press", "▶ Play"))
    page.wait_for_selector(".readout:has-text('At the end: x 27.')", timeout=60000)
    assert page.get_by_role("button", name="Step", exact=True).get_attribute("aria-disabled") == "true"
    do(page, ("press", "Reset"), ("expression", "doublings"), ("press", "fewer doublings", 9))
    assert page.get_by_role("button", name="fewer doublings").get_attribute("aria-disabled") == "true"
    do(page, ("press", "more doublings", 9), ("press", "To the end"))
    assert re.match("Step 510 of 510, .*; the graph has 16 edges", readout(page))


def test_python_says_what_it_cannot_show():
    assert chapter15.explore(expression="README", step=3).state == {"expression": "README", "step": 3}
    assert chapter15.explore(leaves={"diamond": [3.0]}).state["leaves"]["toy neuron"] == [0.6, 0.9]
    for wrong in ({"expression": "square"}, {"walk": "upwards"}, {"count": 9}, {"leaves": {"README": [1.0]}}):
        with pytest.raises(ValueError, match=f"{next(iter(wrong))} .*must be|must be"):
            chapter15.explore(**wrong)
    assert DECLARED["walk"]["enum"] == [*chapter15.WALKS]
