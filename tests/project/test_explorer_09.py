"""Chapter 09's explorer: its optimizers are nnlib's, and the lesson's tasks come out on the page."""

import contextlib
import io
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import do, drag, readout

from nncourse.chapter09 import explorer as chapter09
from nnlib import SGD, Adam, Momentum, RMSProp, Sigmoid

LESSON = Path(__file__).parents[2] / "notebooks" / "09-optimizers.ipynb"
HALF = np.sqrt(0.5)
RAVINES = {
    "ravine": (np.diag([1.0, 100.0]), (10, 1)),
    "turned ravine": (np.array([[50.5, -49.5], [-49.5, 50.5]]), (9 * HALF, 11 * HALF)),
    "steeper ravine": (np.diag([1.0, 1000.0]), (10, 1)),
    "bowl": (np.eye(2), (10, 1)),
    "plateau": (None, (2, 2)),
}


@pytest.fixture
def js(module):
    return module("chapter09")


OPTIMIZE = """([kind, settings, values, gradients]) => {
  const optimizer = new js[kind](...settings), arrays = values.map((one) => Float64Array.from(one));
  for (const step of gradients) optimizer.step(arrays.map((one, i) => [one, Float64Array.from(step[i])]));
  return arrays.map((one) => [...one]);
}"""


@pytest.mark.parametrize("kind", [SGD, Momentum, RMSProp, Adam])
@pytest.mark.parametrize("case", range(15))
def test_optimizers_move_as_nnlibs_do(js, kind, case):
    rng = np.random.default_rng(case)
    draw = {SGD: [], Momentum: [rng.uniform()], RMSProp: [rng.uniform(0.5, 0.999), 10 ** rng.uniform(-9, -1)]}
    draw[Adam] = [rng.uniform(0, 0.99), rng.uniform(0.9, 0.999), 10 ** rng.uniform(-9, -1)]
    settings = [float(10 ** rng.uniform(-3, 0)), *map(float, draw[kind])]
    settings = settings[: rng.integers(1, len(settings) + 1)]  # the rest as in nnlib
    values = [rng.normal(0, 3, n) for n in rng.integers(1, 6, rng.integers(1, 4))]
    steps = [[rng.normal(0, 10 ** rng.uniform(-3, 3), one.shape) for one in values] for _ in range(30)]
    found = js(OPTIMIZE, [kind.__name__, settings, *[[one.tolist() for one in values]],
                          [[one.tolist() for one in step] for step in steps]])  # fmt: skip
    optimizer = kind(*settings)
    for step in steps:
        optimizer.step(list(zip(values, step)))
    for one, other in zip(found, values):
        assert np.abs(one - other).max() < 1e-12 * max(1, np.abs(other).max())


def height(place, matrix):
    return 0.5 * Sigmoid()(place.sum()) ** 2 if matrix is None else 0.5 * place @ matrix @ place


def slopes(place, matrix):
    a = Sigmoid()(place.sum())
    return np.full(2, a * a * (1 - a)) if matrix is None else matrix @ place


RACE = """(state) => {
  const all = { ...js.START, ...state }, walks = js.race(all);
  return { walks, ...js.words(walks, all) };
}"""
RATES = {"plain": 0.001, "momentum": 0.002, "rmsprop": 0.2, "adam": 0.5}


@pytest.mark.parametrize("surface", RAVINES)
@pytest.mark.parametrize(("start", "mu"), [(None, 0.9), ([-3.5, 0.25], 0.5), ([7.0, -2.0], 1.0)])
def test_race_is_nnlibs(js, surface, start, mu):
    found = js(RACE, {"surface": surface, "start": start, "mu": mu, "step": 57, **RATES})
    matrix, own = RAVINES[surface]
    lines = found["readout"].replace("−", "-").splitlines()
    optimizers = SGD(0.001), Momentum(0.002, mu), RMSProp(0.2), Adam(0.5)
    losses = []
    for walk, line, optimizer in zip(found["walks"], lines[1:], optimizers):
        place = np.array(start or own, dtype=float)
        for seen, loss in zip(walk["places"], walk["losses"]):
            assert seen == pytest.approx(place.tolist(), rel=1e-10, abs=1e-10)
            assert loss == pytest.approx(height(place, matrix), rel=1e-9, abs=1e-12)
            place[:] = seen  # so that no error adds up on the way
            optimizer.step([(place, slopes(place, matrix))])
        assert len(walk["places"]) == 201 and walk["gone"] is None
        losses.append(walk["losses"][57])
        said = re.search(r"loss (.+) at \((.+), (.+)\)", line.replace("below a billionth", "0")).groups()
        numbers = [float(text.replace(",", "")) for text in said]
        assert numbers == pytest.approx([losses[-1], *walk["places"][57]], rel=6e-4, abs=0.0051)
    leader = ["Plain", "Momentum", "RMSProp", "Adam"][int(np.argmin(losses))]
    assert lines[0] == f"Step 57 on the {surface}. {leader} leads."
    assert f"{leader} leads" in found["alt"]


def test_losses_in_four_digits_as_numpy_writes_them(js):
    rng = np.random.default_rng(0)
    values = [*(10 ** rng.uniform(-8.9, 2.9, 300)), 0.5, 1, 10, 100, 0.1, 9.9996, 999.96, 6.70, 120.0]
    for value, said in zip(values, js("(values) => values.map(js.inDigits)", [float(one) for one in values])):
        assert said == np.format_float_positional(value, 4, unique=False, fractional=False, trim="-"), value
    assert js("() => [40549.2, 2e9, 1e-10].map(js.inDigits)") == ["40,549", "over a billion", "below a billionth"]


def test_numbers_that_the_lesson_tells(js):
    def said(**state):
        return js(RACE, state)["readout"]

    first = "Adam leads.\nplain, rate 0.018: loss 1.322 at (1.63, 0.00)\nmomentum, rate 0.018: loss 0.001514"
    assert said().startswith(f"Step 100 on the ravine. {first}")
    turned = said(surface="turned ravine")
    assert all(text in turned for text in ("loss 1.322", "loss 0.001514", "loss 2.543", "loss 1.231"))
    assert "Adam, rate 0.5: loss 0.01469" in said(surface="turned ravine", adam=0.5)
    steeper = said(surface="steeper ravine")
    assert steeper.count("gone for good in step 8") == 2 and "loss 0.006979" in steeper and "loss 0.002665" in steeper
    assert "plain, rate 0.01: loss 40,549 at (9.90, −9.00), off the map" in said(
        surface="steeper ravine", plain=0.01, step=1
    )
    assert said(step=0).startswith("Step 0 on the ravine. All at the start.")
    lost = said(surface="steeper ravine", rmsprop=1, adam=1, start=[1, 1])
    assert "gone for good" in lost
    for mu, text in ((0, "loss 50.88 "), (0.7, "loss 0.000001911 "), (0.99, "loss 2.966 ")):
        assert text in said(momentum=0.02, mu=mu).splitlines()[2]


def test_on_the_plateau_the_stuck_neuron_is_freed_by_those_that_divide(js):
    walks = js(RACE, {"surface": "plateau", "plain": 0.01})["walks"]
    a = 1 / (1 + np.exp(-4))
    assert walks[0]["losses"][0] == pytest.approx(a * a / 2)
    assert walks[0]["places"][1] == pytest.approx([2 - 0.01 * a * a * (1 - a)] * 2)
    assert walks[2]["places"][1] == pytest.approx([1, 1], abs=1e-4)  # RMSProp's first step is ten rates long
    assert walks[3]["places"][1] == pytest.approx([1.7, 1.7], abs=1e-4)


@pytest.mark.parametrize("surface", RAVINES)
@pytest.mark.parametrize("more", [{}, {"start": [-3.5, 2.25], "step": 7, "mu": 0.35, "plain": 0.002, "adam": 1}])
def test_the_same_in_nnlib_prints_the_readout(js, surface, more):
    state = {"surface": surface, **more}
    readouts = js(RACE, state)["readout"].replace("−", "-").splitlines()[1:]
    text = js("(state) => js.program({ ...js.START, ...state })", state)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), np.errstate(all="ignore"):
        exec(text, {})
    for line, said in zip(printed.getvalue().splitlines(), readouts, strict=True):
        if "gone" in said or "over a billion" in said:
            assert not abs(float(re.search(r"loss (\S+) at", line)[1])) < 1e9
            continue
        loss = re.search(r"loss (.+) at", said.replace("below a billionth", "0"))[1].replace(",", "")
        assert float(re.search(r"loss (\S+) at", line)[1]) == pytest.approx(float(loss), rel=6e-4, abs=1e-9)


# What the lesson asks for, what the readout says then, and where the lesson says so.
TASKS = [
    (
        [("surface", "ravine"), ("momentum: rate", "0.02"), ("momentum: μ", "0")],
        "momentum, rate 0.02: loss 50.",
        "At 0 the walker bounces for ever",
    ),
    ([("momentum: μ", "0.7")], "momentum, rate 0.02: loss 0.000", "from 0 to 0.7 and on to 0.99"),
    ([("momentum: μ", "0.99")], "momentum, rate 0.02: loss 2.966", "at 0.99 it rolls on too long"),
    ([("surface", "steeper ravine")], "gone for good", "Plain descent and momentum both diverge"),
    ([("surface", "steeper ravine")], "RMSProp, rate 0.1: loss 0.006979", "RMSProp and Adam walk as before"),
    (
        [("surface", "ravine"), ("momentum: μ", "0.9"), ("momentum: rate", "0.037")],
        "momentum, rate 0.037: loss 0.03267",
        "at 0.037, momentum still gets down",
    ),
    ([("momentum: rate", "0.039")], "momentum, rate 0.039: gone for good", "at 0.039, it diverges"),
    (
        [("surface", "turned ravine")],
        "RMSProp, rate 0.1: loss 2.543",
        "RMSProp and Adam, the two that divide weight by weight, end at losses hundreds of times as high",
    ),
    ([("surface", "turned ravine"), ("Adam: rate", "0.6")], "Adam, rate 0.6: loss 0.001779", "*Adam: rate* up. At 0.6"),
]


def test_tasks_of_the_lesson(opened):
    lesson = "".join(cell.source for cell in nbformat.read(LESSON, as_version=4).cells)
    page = opened("chapter09")
    for actions, expected, words in TASKS:
        do(page, *actions)
        assert expected in readout(page), actions
        assert words in lesson, words


def test_start_and_step_are_dragged(opened):
    page = opened("chapter09", {"surface": "bowl"})
    drag(page, "the start", -60, -60)
    alt = page.locator(".nnl > p.unseen").inner_text()
    assert "four walks from (10.00, 1.00)" not in alt and "after 100 steps" in alt
    do(page, ("press", "Usual start"))
    assert "four walks from (10.00, 1.00)" in page.locator(".nnl > p.unseen").inner_text()
    do(page, ("key", "the start", "ArrowLeft"), ("key", "the start", "Shift+ArrowUp"))
    assert "four walks from (9.75, 2.25)" in page.locator(".nnl > p.unseen").inner_text()
    drag(page, "step", -60, 0)
    step = int(readout(page).split()[1])
    assert 20 < step < 90
    do(page, ("key", "step", "Shift+ArrowRight"))
    assert readout(page).startswith(f"Step {step + 5} ")


def test_buttons_step_and_stop_at_the_ends(opened):
    page = opened("chapter09")
    do(page, ("press", "Ten steps"), ("press", "Step"))
    assert readout(page).startswith("Step 111 ")
    do(page, ("press", "Ten steps", 9))
    step = page.get_by_role("button", name="Step", exact=True)
    assert readout(page).startswith("Step 200 ")
    assert step.get_attribute("aria-disabled") == "true" and "Reset" in step.get_attribute("title")
    do(page, ("press", "Reset"), ("press", "Step"))
    assert readout(page).startswith("Step 1 ")


@pytest.mark.parametrize(
    ("state", "match"),
    [
        ({"surface": "hill"}, "surface must be one of"),
        ({"start": [1, 2, 3]}, "start must be two numbers"),
        ({"start": [1, np.inf]}, "start must be two numbers"),
        ({"adam": 0}, "adam must be"),
        ({"mu": 1.5}, "mu must be"),
        ({"step": 201}, "step must be"),
    ],
)
def test_refuses_what_it_cannot_take(state, match):
    with pytest.raises(ValueError, match=match):
        chapter09.explore(**state)


def test_hands_over_its_state():
    explorer = chapter09.explore(surface="bowl", start=(1, 2), adam=0.5)
    assert explorer.name == "chapter09" and explorer.state == {"surface": "bowl", "start": [1.0, 2.0], "adam": 0.5}
