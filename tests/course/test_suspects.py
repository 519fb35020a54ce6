"""Chapter 14's suspects: each differs from what is correct in one line, and the gradient check finds the networks."""

import inspect
from pathlib import Path

import cases
import nbformat
import numpy as np
import pytest

from benchmarks import mutants, report
from benchmarks import suspects as benchmark
from nncourse.chapter14 import explorer as chapter14
from nncourse.chapter14 import suspects
from nnlib import CrossEntropy, Identity, Layer, NeuralNetwork, ReLU, gradient_check, load_mnist

LESSON = Path(__file__).resolve().parents[2] / "notebooks" / "14-finding-bugs.ipynb"

GUILTY = ("Ada", "Ben", "Cleo", "Eve")


def build(rng, hidden=32):
    return NeuralNetwork([Layer(784, hidden, ReLU(), rng=rng), Layer(hidden, 10, Identity(), rng=rng)])


def prepare(images, labels, rows):
    return images[rows].reshape(-1, 784).T / 255, labels[rows]


CORRECT = {"training": prepare, "validation": prepare, "build": build, "loss": CrossEntropy(),
           "moves": NeuralNetwork.parameters, "answer": None}  # fmt: skip


def small(name, seed=0, bias=0.01):
    """A network of three layers with the line of a colleague."""
    rng = np.random.default_rng(seed)
    kind = suspects.LayerOfBen if name == "Ben" else Layer
    hidden = {"Cleo": suspects.ReLUOfCleo, "Eve": suspects.ReLUOfEve}.get(name, ReLU)()
    layers = [kind(3, 5, hidden, rng=rng), kind(5, 4, hidden, rng=rng), kind(4, 2, Identity(), rng=rng)]
    for layer in layers:
        layer.b[:] = rng.normal(scale=bias, size=layer.b.shape)
    return suspects.NetworkOfAda(layers, 0.1) if name == "Ada" else NeuralNetwork(layers)


def check(name, seed=0, bias=0.01):
    x = np.random.default_rng(seed + 1).normal(size=(3, 6))
    return gradient_check(small(name, seed, bias), CrossEntropy(), x, np.array([0, 1, 0, 1, 1, 0]))


def test_files_hold_what_load_mnist_scales():
    images, labels = suspects.read_files()
    (x, y), _ = load_mnist(dtype=np.float64)
    np.testing.assert_array_equal(images[:100].reshape(-1, 784).T / 255, x[:, :100])
    np.testing.assert_array_equal(labels, y)
    assert images.dtype == np.uint8 and labels.dtype == np.int64


@pytest.mark.parametrize("name", GUILTY)
def test_gradient_check_accuses_each_faulty_network_whatever_its_weights(name):
    assert not any(check(name, seed).ok for seed in range(20))


def test_gradient_check_never_accuses_the_correct_network_once_its_biases_are_off_zero():
    assert all(check("Dan", seed).ok for seed in range(20))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("Ada", ["layer 1 W", "layer 1 b", "layer 2 W", "layer 2 b"]),
        ("Ben", ["layer 1 b", "layer 2 b", "layer 3 b"]),
        ("Cleo", ["layer 1 W", "layer 1 b", "layer 2 W", "layer 2 b"]),
        ("Dan", []),
    ],
)
def test_gradient_check_points_at_the_line(name, wrong):
    assert [tensor for tensor, error in check(name).errors.items() if error > 1e-6] == wrong
    assert bool(check(name).changed) == (name == "Ada")


class AdaInTime(suspects.NetworkOfAda):
    """Ada's network with the line that should be there where it should be: before W moves."""

    def backward_pass(self, d_outputs):
        da = d_outputs
        for layer in reversed(self.layers):
            layer.backward_pass(da, need_dx=False)
            da = layer.W.T @ layer.act_function.backward(layer.a, da)
            layer.W -= self.rate * layer.dW
            layer.b -= self.rate * layer.db


def test_steps_within_the_backward_pass_do_no_harm_if_the_gradient_is_handed_down_before():
    net = AdaInTime(small("Ada").layers, 0.1)
    x = np.random.default_rng(1).normal(size=(3, 6))
    report = gradient_check(net, CrossEntropy(), x, np.array([0, 1, 0, 1, 1, 0]))
    assert max(report.errors.values()) < 1e-6 and len(report.changed) == 6


def test_the_two_blind_networks_are_one_function():
    x = np.random.default_rng(1).normal(size=(3, 6))
    nets = [small(name) for name in ("Cleo", "Eve")]
    for net in nets:
        net.backward_pass(CrossEntropy().derivative(net.forward_pass(x), np.array([0, 1, 0, 1, 1, 0])))
    for (_, one), (_, other) in zip(nets[0].parameters(), nets[1].parameters()):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("name", suspects.SUSPECTS)
def test_suspect_changes_the_line_that_is_revealed(name, capsys):
    script = suspects.script(name, CORRECT)
    changed = {name: part for name, part in script.items() if part is not CORRECT.get(name) and name != "undo"}
    assert changed.keys() in ({"training", "validation"}, *({name} for name in CORRECT))
    part = next(iter(changed.values()))
    source = inspect.getsource(part if inspect.isfunction(part) else type(part))
    suspects.reveal(name)
    should_be, found = (line.split(":", 1)[1].strip() for line in capsys.readouterr().out.splitlines())
    assert found in source and should_be != found


@pytest.mark.parametrize("name", GUILTY)
def test_line_of_a_colleague_is_in_the_source(name):
    assert suspects.LINES[name][1] in inspect.getsource(suspects)


@pytest.mark.parametrize("name", suspects.COLLEAGUES)
def test_colleague_as_a_script_keeps_everything_but_the_network(name):
    script = suspects.script(name, CORRECT)
    assert script["training"] is prepare and script["build"] is not build
    net = script["build"](np.random.default_rng(0))
    assert [layer.W.shape for layer in net.layers] == [(32, 784), (10, 32)]
    assert bool(script["moves"](net)) == (name != "Ada")


def test_rate_of_a_script_is_the_rate_of_adas_own_steps():
    assert suspects.script("Ada", CORRECT, 0.3)["build"](np.random.default_rng(0)).rate == 0.3


def test_unknown_suspects_and_colleagues_are_refused_with_the_names_that_there_are():
    with pytest.raises(ValueError, match="Ada, Ben, Cleo, Dan, Eve"):
        suspects.answers("Fay", 0)
    for name in ("Fay", 3):
        with pytest.raises(ValueError, match="always-1, .*, only-ones, Ada"):
            suspects.script(name, CORRECT)


@pytest.fixture(scope="module")
def lesson():
    """What the main text of the lesson defines: its functions, and the correct script."""
    return cases.lesson()


def script_of(lesson, name):
    return lesson["correct"] if name == "correct" else suspects.script(name, lesson["correct"])


@pytest.mark.parametrize(
    "name", ["correct", "overconfident", "always-1", "half-asleep", "stands-still", "fails-the-exam", "crawls", "Ben"]
)
def test_explorer_shows_what_the_questions_of_the_lesson_answer(lesson, name):
    script, stored = script_of(lesson, name), chapter14.FOUND[name]
    assert lesson["starting_loss"](script) == pytest.approx(stored["start"], abs=6e-4)
    largest, count = lesson["overfit_ten"](script)
    assert (largest, count) == (pytest.approx(stored["ten"][0], abs=6e-5), stored["ten"][1])
    errors = lesson["report_on_script"](script).errors.values()
    assert [0 if error < 1e-6 else error for error in errors] == pytest.approx(stored["gradient"], abs=6e-4)
    ratio, dead, dead_after, moved = lesson["look_inside"](script)
    assert (ratio, dead, dead_after) == (pytest.approx(stored["inside"][0], abs=6e-3), *stored["inside"][1:3])
    assert moved == pytest.approx(stored["inside"][3], rel=1e-5, abs=6e-3)
    rows = np.random.default_rng(1000).permutation(5000)
    shares = lesson["round_trip"](script, "training", rows)
    shares += lesson["round_trip"](script, "validation", np.arange(50_000, 60_000))
    assert shares == pytest.approx(stored["round trip"], abs=6e-4)


@pytest.mark.parametrize("name", ["correct", "half-asleep"])
def test_explorer_shows_what_the_script_reads(lesson, name):
    assert lesson["run"](script_of(lesson, name))[2] == pytest.approx(chapter14.FOUND[name]["score"], abs=0.006)


@pytest.mark.parametrize("name", ["correct", "stands-still", "Ben"])
def test_benchmark_asks_the_questions_of_the_lesson(lesson, name):
    script = script_of(lesson, name)
    found = benchmark.ask(script_of({"correct": benchmark.CORRECT}, name), 1)
    assert found["start"] == pytest.approx(lesson["starting_loss"](script, 1))
    assert found["gradient"] == lesson["report_on_script"](script, 1).ok
    assert found["ten"][2:] == pytest.approx(lesson["overfit_ten"](script, 1))
    ratio, dead, dead_after, moved = lesson["look_inside"](script, 1)
    looked = found["inside"]
    assert [*looked["ratios"], *looked["dead"]] == pytest.approx([ratio, ratio, dead / 32, dead_after / 32])
    assert looked["moved"] == pytest.approx(min(moved))


def test_colleagues_train_as_the_script_does(lesson):
    x, y, net = lesson["begin"](lesson["correct"], 2)
    lesson["learn"](net, x, y, lesson["correct"], epochs=3, batch_size=50, rng=np.random.default_rng(9))
    x_val, _ = prepare(lesson["images"], lesson["labels"], np.arange(50_000, 60_000))
    assert (net.predict(x_val) == suspects.answers("Dan", 2)).mean() > 0.999


# The stored table of alarms


@pytest.fixture(scope="module")
def stored():
    return report.load("suspects")


def test_lesson_sums_up_what_is_stored(stored):
    text = "".join(cell.source for cell in nbformat.read(LESSON, as_version=4).cells)
    assert "to 14 faulty programs" in text and "to 21 correct ones" in text
    assert "All 14 faulty programs were accused, and so was one of the correct ones" in text
    assert "[narrow ones](../BENCHMARKS.md) accused nine of 21 correct programs" in text
    found = {kind: benchmark.counted(stored[kind]) for kind in ("faulty", "correct")}
    accused = {
        kind: [
            len(programs),
            *(sum(any(runs[limits]) for runs in programs.values()) for limits in ("limits", "narrow")),
        ]
        for kind, programs in found.items()
    }
    assert accused["faulty"][:2] == [14, 14] and accused["correct"] == [21, 1, 9]
    signed = {rate: found["correct"][f"(bytes − 128.0)/128, rate {rate}"]["limits"] for rate in (0.02, 0.1)}
    assert signed[0.1][3] == 2 and "in two of the program's four runs more than half of the neurons died" in text
    assert not any(signed[0.02]) and "at a fifth of our rate, the alarm is silent" in text


def test_lessons_table_of_alarms_is_the_stored_one(stored):
    text = "".join(cell.source + "\n" for cell in nbformat.read(LESSON, as_version=4).cells)
    lines = text.split("| | round trip | start | gradient | inside | ten |")[1].split("\n\n")[0].splitlines()[2:]
    shown = {}
    for line in lines:
        names, *marks = [part.strip() for part in line.strip("|").split("|")]
        shown |= {name.strip(" `"): [mark.strip("*") == "alarm" for mark in marks] for name in names.split(",")}
        assert [mark for mark in marks if mark][0] == "**alarm**", "the first one is bold"
    names = {suspect: name for name, suspect in benchmark.FAULTS.items()}
    faulty = benchmark.counted(stored["faulty"])
    assert shown == {name: [*map(bool, faulty[names[name]]["limits"])] for name in shown}
    assert set(faulty) - {names[name] for name in shown} == {names["muddle"], names["only-ones"]}, "on the board"


def test_narrow_limits_leave_room_around_twenty_runs_of_one_script(stored):
    one = stored["one script"]
    assert len(one["start"]) == len(one["ten"]) == len(one["spread"]) == 20
    assert 2.2 < min(one["start"]) and max(one["start"]) < 2.5
    assert max(one["ten"]) < 0.05 and 0.1 < min(one["spread"]) and max(one["spread"]) < 0.5


# The mutants


def test_script_that_is_spoiled_reads_what_the_script_of_the_lesson_reads(lesson):
    whole = mutants.script_of(0)
    assert mutants.accuracy(whole, 0) == pytest.approx(lesson["run"](lesson["correct"])[2], abs=0.03)
    assert not any(mutants.accused(whole, name) for name in benchmark.QUESTIONS)


def test_stored_mutants_are_those_that_the_program_makes():
    stored = report.load("mutants")["mutants"]
    made = [mutants.change(number) for number in range(1, mutants.how_many() + 1)]
    assert made == [(row["where"], row["should be"], row["is"]) for row in stored]


def test_mutants_of_the_lesson_are_the_stored_ones():
    ended = [row for row in report.load("mutants")["mutants"] if "crash" not in row]
    numbers = {name: str(number) for number, name in enumerate(benchmark.QUESTIONS, start=1)}
    told = [(row["where"], "".join(numbers[name] for name in row["accused by"])) for row in ended]
    assert suspects.MUTANTS == told


def test_mutant_is_accused_by_the_question_that_is_stored():
    stored = report.load("mutants")["mutants"]
    (number,) = (k for k, row in enumerate(stored, start=1) if row["is"] == "return (p - y) / p.shape[0]")
    spoiled = mutants.script_of(number)
    accused = [name for name in ("round trip", "start", "gradient") if mutants.accused(spoiled, name)]
    assert accused == stored[number - 1]["accused by"] == ["gradient"]
    assert mutants.accuracy(spoiled, 0) == pytest.approx(stored[number - 1]["accuracy"][0], abs=0.3)
