"""Chapter 08's explorer in the browser: it learns what nnlib learns, says what the lesson says, and reads drawings."""

import contextlib
import gzip
import io
import json
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import do, readout, shown

from nncourse import digit_pad, playground
from nncourse.chapter08 import explorer as chapter08
from nncourse.widgets import live
from nnlib import SGD, CrossEntropy, ReLU
from nnlib.metrics import accuracy, evaluate
from nnlib.training import train_step

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "08-mnist-training.ipynb"
FEED = "chapter08-digits"


@pytest.fixture
def learning(module):
    return module("chapter08")


def noisy_images(n, seed=0):
    """Images of ten kinds, told apart by a patch each, in grain: a few steps learn something of them."""
    rng = np.random.default_rng(seed)
    labels = np.arange(n) % 10
    x = np.clip(rng.normal(0.1, 0.25, (784, n)), 0, 1)
    for k, label in enumerate(labels):
        x[60 * label : 60 * label + 60, k] = rng.uniform(0.3, 1, 60)
    return x, labels


def message(explorer, name=FEED):
    """What a page gets of data, for JavaScript: what is said of it, and its bytes."""
    about, data = explorer.data[name]()
    return [about, list(data)]


LOAD = """const [[{ arrays, about }, bytes], state, log] = given;
  const found = js.unpack(arrays, new DataView(Uint8Array.from(bytes).buffer));
  const digits = new js.Digits({ ...found, about });
  const now = { ...js.START, ...state };
  const training = new js.DigitTraining(digits, { ...now, log: log ?? [] });"""


def in_browser(learning, explorer, state, body, log=()):
    return learning(f"(given) => {{ {LOAD} {body} }}", [message(explorer), state, list(log)])


def test_two_bits_a_pixel_arrive_as_python_sees_them(learning):
    x, labels = noisy_images(30)
    x[:4, 0] = [0, 1 / 3, 2 / 3, 1]
    explorer = chapter08.explore(x, labels, noisy_images(7, seed=1))
    found = in_browser(
        learning, explorer, {}, "return [[...digits.some([0, 5, 29])], [...digits.x], [...digits.labels]];"
    )
    assert found[0] == chapter08.shades(x[:, [0, 5, 29]]).ravel(order="F").tolist()
    assert found[1] == chapter08.shades(noisy_images(7, seed=1)[0]).ravel(order="F").tolist()
    assert found[2] == [*labels, *noisy_images(7, seed=1)[1]]


RUN = """for (let i = 0; i < now.count; i += 1) training.step();
  return {
    W: training.net.layers.map(({ W }) => [...W]), b: training.net.layers.map(({ b }) => [...b]),
    history: training.history, curve: training.curve, epoch: training.epoch, place: training.place,
  };"""


@pytest.mark.parametrize("number", range(12))
def test_it_learns_what_nnlib_learns(learning, number):
    rng = np.random.default_rng(number)
    n, batch = int(rng.integers(40, 130)), int(rng.choice([1, 7, 16, 64, 512]))
    hidden, rate = int(rng.choice([0, 1, 8, 32])), float(10 ** rng.uniform(-2.5, -0.5))
    x, labels = noisy_images(n, seed=number)
    others = noisy_images(20, seed=100 + number)
    state = {"hidden": hidden, "batch": batch, "rate": rate, "seed": number, "count": int(rng.integers(1, 40))}
    changes = [[3, "rate", rate / 3], [5, "batch", 5]]
    found = in_browser(learning, chapter08.explore(x, labels, others), state, RUN, changes)

    x, others = chapter08.shades(x), (chapter08.shades(others[0]), others[1])
    net = playground.network([784, *([hidden] if hidden else []), 10], ReLU(), seed=number)
    batches, loss = playground.Batches(x, labels, seed=number), CrossEntropy()
    total, right, done, history = 0.0, 0, 0, []
    for step in range(state["count"]):
        few, wanted = batches.next(batch if step < 5 else 5)
        right += accuracy(net, few, wanted) * len(wanted)
        total += train_step(net, few, wanted, loss, SGD(rate if step < 3 else rate / 3)) * len(wanted)
        done += len(wanted)
        if done == n:
            history.append([total / n, right / n, *evaluate(net, *others, loss)])
            total, right, done = 0.0, 0, 0
    for ours, theirs in zip([*found["W"], *found["b"]], [*(la.W for la in net.layers), *(la.b for la in net.layers)]):
        theirs = theirs.ravel(order="F")
        assert np.abs(ours - theirs).max() <= 1e-12 * max(1, np.abs(theirs).max())
    names = ("train", "trainAccuracy", "loss", "accuracy")
    assert len(found["history"]) == len(history) == found["epoch"]
    for ours, theirs in zip(found["history"], history):
        assert [ours[name] for name in names] == pytest.approx(theirs, rel=1e-12, abs=1e-12)
    assert found["place"] == (done or (n if history else 0))
    places = [one["at"] for one in found["curve"]]
    assert places[0] == 0 and places == sorted(places)
    last = found["curve"][-1]
    if last["steps"] == state["count"]:
        assert [last["loss"], last["accuracy"]] == pytest.approx([*evaluate(net, *others, loss)], rel=1e-12)


def test_changes_on_the_way_are_kept_in_the_log_and_lead_there_again(learning):
    explorer = chapter08.explore(*noisy_images(100), noisy_images(20, seed=1))
    found = in_browser(
        learning,
        explorer,
        {"batch": 8},
        """training.change("rate", 0.5); training.run(5);
        training.change("rate", 0.1); training.change("rate", 0.05); training.run(20); training.change("batch", 16);
        training.run(30);
        const again = new js.DigitTraining(digits, { ...now, ...training.first, log: training.log });
        again.run(30);
        return {
          log: training.log, first: training.first, now: training.settings, name: js.named(training, now),
          same: again.net.layers.every(({ W }, i) => W.every((one, k) => one === training.net.layers[i].W[k])),
        };""",
    )
    assert found["log"] == [[5, "rate", 0.05], [20, "batch", 16]] and found["first"] == {"rate": 0.5, "batch": 8}
    assert found["now"] == {"rate": 0.05, "batch": 16} and found["same"]
    assert found["name"] == "784-32-10, batches of 8, then 16, learning rate 0.5, then 0.05, seed 0"


def test_a_rate_that_diverges_is_told(learning):
    x, labels = noisy_images(100)
    found = in_browser(
        learning,
        chapter08.explore(x, labels, noisy_images(20, seed=1)),
        {"rate": 1e200, "batch": 8},
        "training.run(50); return [training.steps, training.broke, js.words(js.facts(training, now), 'R').readout];",
    )
    assert found[0] == found[1] < 50
    assert f"In step {found[1]} the loss became infinite or NaN" in found[2] and "Press Reset" in found[2]


def test_words_say_what_was_measured(learning):
    x, labels = noisy_images(100)
    explorer = chapter08.explore(x, labels, noisy_images(20, seed=1))
    say = "js.words(js.facts(training, now), 'Reading.')"
    start = in_browser(learning, explorer, {}, f"return [{say}.readout, training.curve[0].accuracy];")
    assert start[0].startswith(f"Not trained yet: it reads {start[1]:.1%}".replace("%", " %"))
    some = in_browser(
        learning, explorer, {"batch": 8}, f"training.run(5); return [{say}.readout, training.curve.at(-1)];"
    )
    assert some[0].startswith(f"After 40 of 100 images: training loss {some[1]['train']:.4f}")
    later = in_browser(
        learning,
        explorer,
        {"batch": 8},
        f"training.run(65); return [{say}, training.history, training.net.parameters];",
    )
    history = later[1]
    assert len(history) == 5
    last = f"{history[4]['accuracy']:.1%}".replace("%", " %")
    assert f"After epoch 5: training loss {history[4]['train']:.4f}" in later[0]["readout"]
    assert f"validation loss {history[4]['loss']:.4f}, accuracy {last}." in later[0]["readout"]
    losses = [one["loss"] for one in history]
    assert (
        f"Lowest validation loss: {min(losses):.4f}, after epoch {1 + int(np.argmin(losses))}." in later[0]["readout"]
    )
    assert f"{later[2]:,} parameters" in later[0]["readout"] and "Reading." in later[0]["alt"]


PLANS = {
    "as it begins": ({}, [], 90),
    "settings changed on the way": ({"hidden": 8, "seed": 3}, [[4, "rate", 0.05], [9, "batch", 100]], 20),
    "no hidden neurons": ({"hidden": 0, "batch": 512}, [], 12),
}


@pytest.mark.parametrize("name", PLANS)
def test_the_same_in_nnlib_prints_the_numbers_of_the_readout(learning, name):
    state, log, steps = PLANS[name]
    x, labels, validation = chapter08.digits(2000, 300)
    found = in_browser(
        learning,
        chapter08.explore(x, labels, validation),
        state,
        f"training.run({steps}); training.note(); return [js.program(now, training), training.curve.at(-1)];",
        log,
    )
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(found[0], {})
    told = f"validation loss {found[1]['loss']:.4f}, accuracy {found[1]['accuracy']:.1%}"
    assert printed.getvalue().strip() == told


# ---- the page, and the lesson ----


def test_the_page_has_the_lessons_images_and_none_of_the_test_file():
    x, labels, validation = chapter08.digits(5000, 1000)
    about, data = chapter08.explore(x, labels, validation).data[FEED]()
    text, stored = gzip.decompress(live.stored(f"{FEED}").read_bytes()).split(b"\n", 1)
    assert json.loads(text) == json.loads(json.dumps(about)) and stored == data


@pytest.fixture(scope="module")
def lesson():
    return "\n".join(cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells)


# What the lesson asks for, what the readout must hold then, and the words of the lesson.
EPOCH = ("wait", "After epoch 1:")
TASKS = [
    ("a mini-batch", [("press", "Step")], "After 64 of 5,000 images: ", None),
    ("an epoch", [("press", "Epoch"), EPOCH], "After epoch 1: training loss 0.8796", None),
    (
        "one image at a time, short steps",
        [("batch size", "1"), ("learning rate", "0.01"), ("press", "Epoch"), EPOCH],
        "accuracy 87.9 %.",
        "87.9 %",
    ),
    (
        "one image at a time",
        [("batch size", "1"), ("press", "Epoch"), EPOCH],
        "accuracy 1",
        "ends barely above guessing",
    ),
]


def carry_out(page, actions):
    for action in actions:
        if action[0] == "wait":
            page.wait_for_function(
                "(words) => document.querySelector('.readout').textContent.includes(words)",
                arg=action[1],
                timeout=240_000,
            )
            page.wait_for_selector("button:has-text('▶ Train')", timeout=60_000)
        else:
            do(page, action)


@pytest.mark.parametrize(("name", "actions", "held", "told"), TASKS, ids=[task[0] for task in TASKS])
def test_the_tasks_of_the_lesson(opened, lesson, name, actions, held, told):
    page = opened("chapter08")
    carry_out(page, actions)
    assert held in readout(page)
    assert told is None or told in lesson


def test_twenty_epochs_do_what_the_lesson_says(learning, lesson):
    x, labels, validation = chapter08.digits(5000, 1000)
    explorer = chapter08.explore(x, labels, validation)
    body = "training.run(20 * 79); return training.history.map(({ accuracy }) => 100 * accuracy);"
    steady = in_browser(learning, explorer, {}, body)
    settled = in_browser(learning, explorer, {}, body, [[8 * 79, "rate", 0.02]])
    assert f"{steady[3]:.1f}" == "72.3" and "after epoch 4 it falls to about 72 %" in lesson
    assert 90.2 <= min(settled[8:]) and max(settled[8:]) <= 90.75
    assert max(steady[8:]) - min(steady[8:]) > 3


def test_a_reset_begins_anew_and_leaves_the_old_curves_in_grey(opened):
    page = opened("chapter08", {"hidden": 1, "batch": 512})
    assert page.get_by_role("button", name="Reset", exact=True).get_attribute("title") == "nothing is trained yet"
    carry_out(page, [("press", "Epoch"), EPOCH, ("press", "Reset")])
    text = readout(page)
    assert text.startswith("Not trained yet") and "The run before, in grey: 784-1-10, batches of 512" in text
    assert page.locator(".chart .ghost").nth(1).get_attribute("d")
    assert not page.locator(".chart .curve.train").first.get_attribute("d")


def test_the_learning_rate_is_moved_while_it_trains(opened):
    page = opened("chapter08", {"hidden": 4})
    do(page, ("press", "▶ Train"))
    page.get_by_label("learning rate", exact=True).press("ArrowLeft")
    page.wait_for_function("() => /, then 0.1, seed/.test(document.querySelector('.readout').textContent)")
    assert page.get_by_role("button", name="❚❚ Pause").count() == 1
    do(page, ("press", "❚❚ Pause"))
    page.wait_for_function("() => document.querySelector('.readout').textContent.startsWith('After')")
    page.wait_for_timeout(800)  # what is spoken follows what is seen
    before = shown(page)
    page.wait_for_timeout(300)
    assert shown(page) == before


def test_a_state_that_was_trained_comes_back(opened, learning):
    x, labels, validation = chapter08.digits(5000, 1000)
    state = {"hidden": 2, "batch": 128, "steps": 60, "log": [[50, "rate", 0.02]]}
    page = opened("chapter08", state)
    carry_out(page, [("wait", "then 0.02")])
    body = "training.run(60); return js.words(js.facts(training, now), '').readout;"
    expected = in_browser(learning, chapter08.explore(x, labels, validation), state, body, state["log"])
    assert readout(page).split("\n")[:2] == expected.split("\n")[:2]


def test_the_drawing_is_read_all_the_while(opened):
    page = opened("chapter08", {"hidden": 8})
    untrained = page.locator(".bars b").all_inner_texts()
    assert "The example, a 3, is read as" in readout(page)
    carry_out(page, [("press", "Epoch"), EPOCH])
    assert page.locator(".bars b").all_inner_texts() != untrained
    assert "The example, a 3, is read as 3, probability" in readout(page)
    do(page, ("press", "Clear"))
    assert "The page is empty. Draw a digit." in readout(page)
    do(page, ("press", "Example", 1))
    assert "The example, a 3" in readout(page)
    do(page, ("press", "Example", 1))
    assert "The example, a 4" in readout(page)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda x, y: (x, y[1:], (x, y)), "20 images, but 19 labels"),
        (lambda x, y: (x.T, y, (x, y)), r"shape \(784, n\)"),
        (lambda x, y: (x[:, :0], y[:0], (x, y)), r"shape \(784, n\)"),
        (lambda x, y: (255 * x, y, (x, y)), "from 0 to 1"),
        (lambda x, y: (x * np.nan, y, (x, y)), "from 0 to 1"),
        (lambda x, y: (x, y + 1, (x, y)), "from 0 to 9"),
        (lambda x, y: (x, y, (x, y[1:])), "20 images, but 19 labels"),
    ],
)
def test_images_that_do_not_fit_are_refused_in_words(wrong, words):
    with pytest.raises(ValueError, match=words):
        chapter08.explore(*wrong(*noisy_images(20)))


def test_the_state_is_pythons():
    explorer = chapter08.explore(*noisy_images(20), noisy_images(20), rate=0.02, hidden=8)
    assert explorer.state == {"rate": 0.02, "hidden": 8} and explorer.name == "chapter08"
    assert [len(strokes) for strokes in explorer.data[FEED]()[0]["about"]["drawings"]] == [
        len(strokes) for strokes in digit_pad.drawings().values()
    ]


def test_a_setting_between_two_stops_is_shown_as_it_is(opened):
    page = opened("chapter08", {"rate": 0.15, "batch": 50, "hidden": 3})
    told = {label: page.get_by_label(label, exact=True).get_attribute("aria-valuetext")
            for label in ("learning rate", "batch size", "hidden neurons")}  # fmt: skip
    assert told == {"learning rate": "0.15", "batch size": "50", "hidden neurons": "3"}
    assert "784-3-10, batches of 50, learning rate 0.15" in readout(page)
    page.get_by_label("batch size", exact=True).press("ArrowRight")
    assert page.get_by_label("batch size", exact=True).get_attribute("aria-valuetext") == "128"
    page.get_by_label("batch size", exact=True).press("ArrowLeft")
    assert page.get_by_label("batch size", exact=True).get_attribute("aria-valuetext") == "64"
