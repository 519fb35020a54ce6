"""Chapter 06's explorer: its walk is nnlib's, its map is the loss, and the lesson's tasks come out on the page."""

import contextlib
import gzip
import io
import json
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import do, drag, readout

from nncourse.chapter06 import explorer as chapter06
from nncourse.widgets import live
from nnlib import MSE, BinaryCrossEntropy, Sigmoid, load_mnist

LESSON = Path(__file__).parents[2] / "notebooks" / "06-loss.ipynb"


@pytest.fixture
def js(module):
    return module("chapter06")


@pytest.fixture(scope="module")
def sums():
    """The sums and labels of the lesson, by its formulas."""
    (x, digits), _ = load_mnist()
    x, y = x[:, digits < 2].astype(np.float64), digits[digits < 2]
    zero, one = x[:, y == 0].mean(axis=1), x[:, y == 1].mean(axis=1)
    weights = one - zero
    bias = -weights @ (zero + one) / 2
    return (weights @ x + bias) / (weights @ one + bias), y


def few(rng):
    """Some sums and labels: overlapping, far apart, or only one."""
    n = int(rng.integers(1, 60))
    y = rng.integers(0, 2, n)
    return rng.normal((2 * y - 1) * rng.uniform(0, 2), rng.uniform(0.05, 1.5)), y


def at(u, y, loss, c, b):
    """Loss, mistakes and both slopes, by nnlib."""
    z = (c * u + b)[np.newaxis]
    if loss == "squares":
        a = Sigmoid()(z)
        value, push = MSE()(a, y[np.newaxis]), Sigmoid().backward(a, MSE().derivative(a, y[np.newaxis]))
    else:
        value, push = BinaryCrossEntropy()(z, y), BinaryCrossEntropy().derivative(z, y)
    return value, int(((z[0] > 0) != y).sum()), float(push[0] @ u), float(push.sum())


WALK = """([u, y, state]) => {
  const all = { ...js.START, ...state }, walk = js.walkOf({ u, y }, all), { readout, alt } = js.words(walk, all);
  return { rows: walk.rows, ahead: walk.ahead, readout, alt };
}"""


@pytest.mark.parametrize("case", range(40))
def test_walks_as_nnlib_does(js, case):
    rng = np.random.default_rng(case)
    u, y = few(rng)
    loss, rate = ["squares", "cross-entropy"][case % 2], float(10 ** rng.uniform(-1, 1.5))
    c, b = rng.uniform(-8, 8, 2)
    state = {"loss": loss, "c": c, "b": b, "rate": rate, "steps": 6, "before": [[2 * rate, 2]]}
    found = js(WALK, [u.tolist(), y.tolist(), state])
    for number, row in enumerate(found["rows"] + found["ahead"]):
        value, mistakes, dc, db = at(u, y, loss, row["c"], row["b"])  # each step by itself: no error may add up
        assert [row["loss"], row["dc"], row["db"]] == pytest.approx([value, dc, db], rel=1e-12, abs=1e-14)
        assert [row["c"], row["b"]] == pytest.approx([c, b], rel=1e-12, abs=1e-12)
        assert row["mistakes"] == mistakes
        used = 2 * rate if number < 2 else rate
        c, b = row["c"] - used * dc, row["b"] - used * db
    assert len(found["rows"]) == 7 and len(found["ahead"]) == 10
    end = found["rows"][-1]
    said = f"Step 6: c = {end['c']:.2f}, b = {end['b']:.2f}"
    assert found["readout"].replace("−", "-").startswith(said)
    value, mistakes, dc, db = at(u, y, loss, end["c"], end["b"])
    rest = f"\nLoss {value:.4f}, {mistakes} mistakes of {len(u)}.\nSlopes: {dc:+.4f} for c, {db:+.4f} for b."
    rest += f"\nThe next step moves c by {-rate * dc:+.3f} and b by {-rate * db:+.3f}."
    assert found["readout"].replace("−", "-").endswith(re.sub(r"-(0\.0+)\b", r"+\1", rest))


def test_steps_one_by_one_are_the_walk_of_the_state_and_rates_change_on_the_way(js):
    found = js("""() => {
      const data = { u: [-1.2, -0.4, 0.1, 0.9, 1.1], y: [0, 0, 1, 0, 1] };
      let state = { ...js.START, steps: 0 };
      const walk = js.walkOf(data, state);
      for (const [rate, count] of [[3, 4], [0.5, 1], [20, 3], [20, 2]]) {
        state = { ...state, ...js.withRate(state, rate) };
        walk.look(rate);
        for (let i = 0; i < count; i += 1) walk.step(rate);
        state.steps += count;
      }
      return { one: walk.rows, all: js.walkOf(data, state).rows, rates: js.ratesOf(state), before: state.before };
    }""")
    assert found["one"] == found["all"]
    assert found["rates"] == [3] * 4 + [0.5] + [20] * 5


@pytest.mark.parametrize("loss", ["squares", "cross-entropy"])
def test_map_is_the_loss_at_its_places(js, sums, loss):
    u, y = sums
    found = js(
        "([u, y, loss]) => { const { values, columns, rows } = js.ground(js.counted({ u, y }), loss);"
        "return { values: [...values], columns, rows }; }",
        [u.tolist(), y.tolist(), loss],
    )
    values = np.reshape(found["values"], (found["rows"], found["columns"]))
    c, b = np.linspace(-6, 18, found["columns"]), np.linspace(-8, 8, found["rows"])
    rng = np.random.default_rng(0)
    for i, j in zip(rng.integers(0, len(c), 60), rng.integers(0, len(b), 60)):
        assert values[j, i] == pytest.approx(at(u, y, loss, c[i], b[j])[0], rel=0.01), (c[i], b[j])


def test_contours_lie_where_the_values_are(js):
    pieces = js("""() => {
      const values = [], [columns, rows] = [30, 20];
      for (let r = 0; r < rows; r += 1) {
        for (let c = 0; c < columns; c += 1) values.push((c - 14) ** 2 + 2 * (r - 9) ** 2);
      }
      return js.contourPieces(values, columns, rows, 50.5);
    }""")
    x, y = np.array(pieces).reshape(-1, 2).T
    assert len(pieces) > 30
    assert np.abs(np.sqrt((x - 14) ** 2 + 2 * (y - 9) ** 2) - np.sqrt(50.5)).max() < 0.1
    corners = {tuple(np.round(place, 9)) for piece in pieces for place in (piece[:2], piece[2:])}
    assert len(corners) == len(pieces)  # a closed line: each end is the beginning of the next


def test_levels_and_rates_are_round_numbers(js):
    assert js("() => js.levelsBetween(0.02, 40, [1, 3])") == [0.03, 0.1, 0.3, 1, 3, 10, 30]
    rates = js("() => js.rateStops(0.1, 100)")
    assert rates[0] == 0.1 and rates[-1] == 100 and len(rates) == 271
    assert {0.3, 1, 3, 2.5, 20, 30} < set(rates) and rates == sorted(rates)


@pytest.mark.parametrize(
    "state",
    [
        {"steps": 10},
        {"loss": "cross-entropy", "steps": 10},
        {"loss": "cross-entropy", "rate": 20, "steps": 7, "before": [[3, 4]]},
        {"c": -1, "b": 2, "rate": 10, "steps": 25, "before": [[3, 5], [0.5, 10]]},
        {"steps": 0},
    ],
)
def test_the_same_in_nnlib_prints_the_readout(js, sums, state):
    u, y = sums
    found = js(WALK, [u.tolist(), y.tolist(), state])
    text = js("(state) => js.program({ ...js.START, ...state })", state)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(text, {"u": u, "y": y})
    place, loss = printed.getvalue().splitlines()
    lines = found["readout"].replace("−", "-").splitlines()
    assert lines[0].startswith(f"Step {state['steps']}: {place}")
    assert lines[1] == f"{loss} of 12,665."


def test_stored_data_are_the_lessons(sums):
    text, data = gzip.decompress(live.stored("chapter06-data").read_bytes()).split(b"\n", 1)
    places = json.loads(text)["arrays"]
    u, y = sums
    assert np.frombuffer(data, np.float64, len(u), places["u"][2]) == pytest.approx(u, abs=1e-12)
    assert np.array_equal(np.frombuffer(data, np.uint8, len(y), places["y"][2]), y)


# What the lesson asks for, what the readout says then, and where the lesson says so.
TASKS = [
    ([("press", "Ten steps")], "Step 10:", "*Ten steps*"),
    ([], "5,923 mistakes of 12,665", "does any rate up to 30 correct a mistake"),
    (
        [("learning rate", "30"), ("press", "Ten steps", 9)],
        "5,923 mistakes of 12,665",
        "does any rate up to 30 correct a mistake",
    ),
    (
        [("loss", "cross-entropy"), ("learning rate", "3"), ("press", "Ten steps")],
        "119 mistakes of 12,665",
        "119 mistakes are left",
    ),
    (
        [("press", "Reset"), ("learning rate", "20"), ("press", "Step")],
        "52 mistakes of 12,665",
        "one *Step* at 20: are fewer than 119 left?",
    ),
]


def test_tasks_of_the_lesson(opened):
    lesson = "".join(cell.source for cell in nbformat.read(LESSON, as_version=4).cells)
    page = opened("chapter06")
    for actions, expected, words in TASKS:
        do(page, *actions)
        assert expected in readout(page), actions
        assert words in lesson, words


def test_the_start_is_moved_by_key_and_mouse_and_the_walk_begins_anew(opened):
    page = opened("chapter06", {"steps": 20})
    do(page, ("key", "the start", "Shift+ArrowRight"), ("key", "the start", "ArrowDown"))
    assert readout(page).startswith("Step 0: c = −2.75, b = 5.75")
    do(page, ("press", "Step"))
    assert readout(page).startswith("Step 1: ")
    drag(page, "the start", 100, 100)
    assert readout(page).startswith("Step 0: c = ")
    do(page, ("start", "(−1, 2)"))
    assert readout(page).startswith("Step 0: c = −1.00, b = 2.00\nLoss 0.4599, 5,923 mistakes")
    do(page, ("start", "(−4, 6)"))
    assert readout(page).startswith("Step 0: c = −4.00, b = 6.00\n")


def test_there_is_no_dead_end(opened):
    page = opened("chapter06", {"steps": 995, "rate": 30})
    step, reset = (page.get_by_role("button", name=name, exact=True) for name in ("Step", "Reset"))
    do(page, ("press", "Ten steps"))
    assert readout(page).startswith("Step 1000: ")
    assert step.get_attribute("aria-disabled") == "true" and "Reset" in step.get_attribute("title")
    do(page, ("press", "Step"))
    assert readout(page).startswith("Step 1000: ")
    do(page, ("press", "Reset"))
    assert reset.get_attribute("aria-disabled") == "true"
    do(page, ("press", "Step"))
    assert readout(page).startswith("Step 1: ")


def test_the_rate_changes_on_the_way_and_the_walk_goes_on(opened):
    page = opened("chapter06", {"loss": "cross-entropy"})
    do(page, ("press", "Ten steps"))
    before = readout(page).splitlines()[:3]
    do(page, ("learning rate", "20"))
    assert readout(page).splitlines()[:3] == before
    assert "after 10 steps" in page.locator(".nnl > p.unseen").inner_text()
    do(page, ("press", "Step"))
    assert readout(page).startswith("Step 11: ")


def test_says_when_the_walk_has_left_the_map(opened):
    page = opened("chapter06", {"loss": "cross-entropy", "rate": 100, "steps": 1})
    assert "off the map (right and below)" in readout(page)
    assert page.locator(".walker.away").count() == 1


@pytest.mark.parametrize(
    ("u", "y", "state", "match"),
    [
        (np.zeros(3), [0, 1], {}, "for each of the 3 sums"),
        (np.zeros(3), [0, 1, 2], {}, "a 0 or a 1"),
        (np.zeros((3, 1)), [0, 1, 1], {}, "of shape"),
        ([0, np.nan], [0, 1], {}, "finite"),
        ([0, 1], [0, 1], {"loss": "cubes"}, "loss must be one of"),
        ([0, 1], [0, 1], {"rate": 0}, "rate must be a finite number from 0.1 to 100, not 0"),
        ([0, 1], [0, 1], {"steps": -1}, "steps must be"),
        ([0, 1], [0, 1], {"b": np.inf}, "finite"),
    ],
)
def test_refuses_what_it_cannot_take(u, y, state, match):
    with pytest.raises(ValueError, match=match):
        chapter06.explore(u, y, **state)


def test_hands_over_sums_and_state():
    explorer = chapter06.explore([0.5, -1.0], [1, 0], loss="cross-entropy", rate=20)
    assert explorer.name == "chapter06" and explorer.state == {"loss": "cross-entropy", "rate": 20}
    about, data = explorer.data["chapter06-data"]()
    assert about["arrays"]["u"][:2] == ["float64", [2]] and len(data) == 24
