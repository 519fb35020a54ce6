"""What the lessons quote of measurements too slow for a notebook is what ``python -m benchmarks`` has stored."""

import ast
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from benchmarks import report
from nncourse.explorers import chapter16
from nnlib import Identity, Layer, PairedDifference, Softmax

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


class WithoutCalls(ast.NodeTransformer):
    """Puts in place of a call, such as ``np.array([1, 2])``, what it is called with."""

    def visit_Call(self, node):
        return self.visit(node.args[0])


def quoted(chapter, name):
    """What a cell of a chapter's lesson assigns to a name: numbers, as they stand there or within ``np.array``."""
    (lesson,) = NOTEBOOKS.glob(f"{chapter}-*.ipynb")
    for cell in nbformat.read(lesson, as_version=4).cells:
        for node in ast.parse(cell.source).body if cell.cell_type == "code" else ():
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
                return ast.literal_eval(WithoutCalls().visit(node.value))
    raise LookupError(name)


def cannot_tell(runs, others):
    """Whether the 95 % confidence interval of paired runs contains 0."""
    found = PairedDifference(runs, others)
    return found.low < 0 < found.high


def best_worst_run(rows):
    """The rate whose worst run is best, of equal ones the smaller; a row begins with a rate and its runs."""
    return max(rows, key=lambda row: (min(row[1]), -row[0]))[0]


# 08


@pytest.fixture(scope="module")
def training():
    return report.load("training")


def test_what_lesson_08_quotes_of_rates_settling_and_more_images_is_stored(training):
    stayed = np.array([row[1][-1] for row in training["settle"]])
    settled = np.array([row[2][-1] for row in training["settle"]])
    assert quoted("08", "stayed") == pytest.approx(training["settle"][0][1][8:], abs=0.005)
    assert quoted("08", "gains") == pytest.approx(settled - stayed, abs=0.005)
    assert quoted("08", "runs[1]") == pytest.approx(dict(training["rates"])[1], abs=0.005)
    images = {n: pytest.approx(others, abs=0.005) for n, _, others in training["more_images"]}
    assert quoted("08", "more_images") == images
    runs = {(size, rate): percents for size, rate, percents, _ in training["batches"]}
    assert quoted("08", "one_by_one") == pytest.approx(runs[1, 0.01], abs=0.005)


def test_the_learning_rate_of_lesson_08_is_on_the_plateau_and_five_times_below_the_cliff(training):
    means = {rate: np.mean(percents) for rate, percents in training["rates"]}
    assert all(means[rate] > 92 for rate in (0.1, 0.2, 0.5))
    assert means[0.01] < 85 and means[1] < 60 and means[2] < 11


def test_each_batch_size_of_lesson_08_has_the_rate_with_the_best_worst_run(training):
    best = {}
    for size, rate, percents, _ in training["batches"]:
        if size not in best or min(percents) > best[size][0]:
            best[size] = min(percents), rate, percents
    assert {size: rate for size, (_, rate, _) in best.items()} == {50_000: 0.5, 64: 0.2, 1: 0.01}
    for ones, sixty_fours, full in zip(best[1][2], best[64][2], best[50_000][2], strict=True):
        assert ones > sixty_fours > full, "in every seed"


def test_the_report_of_lesson_08_is_the_stored_one(training):
    stored = {row["network"]: row for row in training["tested"]}
    assert quoted("08", "report") == {name: pytest.approx(row["test"], abs=0.005) for name, row in stored.items()}
    assert quoted("08", "first") == stored["784-128-64-10"]["wrong in the first 5,000"]
    assert quoted("08", "last") == stored["784-128-64-10"]["wrong in the last 5,000"]
    assert all(one > 2 * other for one, other in zip(quoted("08", "first"), quoted("08", "last"), strict=True))


# 09, from its benchmark


@pytest.fixture(scope="module")
def optimizers():
    return report.load("optimizers")


def test_the_whole_road_that_lesson_09_quotes_is_the_stored_one(optimizers):
    for schedule in ("constant", "one_cycle"):
        stored = {
            f"{row['optimizer']} {row['rate']:g}": pytest.approx(row["percent"], abs=0.005)
            for row in optimizers["whole_road"]
            if row["schedule"] == schedule
        }
        assert quoted("09", f"{schedule}_rates" if schedule == "constant" else "with_one_cycle") == stored


def test_each_rate_of_lesson_09_has_the_best_worst_run_and_lies_inside_its_grid(optimizers):
    for row in optimizers["whole_road"] + optimizers["schedules"]:
        worst = {rate: min(percents) for rate, percents in row["sweep"]}
        assert worst[row["rate"]] == max(worst.values())
        assert min(worst) < row["rate"] < max(worst), row
    for row in optimizers["batch_sizes"]:
        most = {rate: max(steps) for rate, steps in row["sweep"]}
        assert most[row["rate"]] == min(most.values())
        assert min(most) < row["rate"] < max(most), row


def test_the_races_of_lesson_09_run_the_rates_that_its_stored_sweeps_chose(optimizers):
    stored = {}
    for row in optimizers["schedules"]:
        stored.setdefault(row["schedule"], {})[row["optimizer"]] = row["rate"]
    corrected = {schedule: rates.pop("corrected RMSProp") for schedule, rates in stored.items() if len(rates) == 5}
    (lesson,) = NOTEBOOKS.glob("09-*.ipynb")
    text = "\n".join(cell.source for cell in nbformat.read(lesson, as_version=4).cells)
    raced = {}
    for name, schedule, rate in re.findall(r'"(\w+)": (without_last|one_cycle|cosine_decay)\(([\d.]+)[,)]', text):
        raced.setdefault(schedule, {})[name] = float(rate)
    assert raced == stored
    raced = re.findall(r"= corrected_race\((\w+), ([\d.]+)\)", text)
    assert {schedule: float(peak) for schedule, peak in raced} == corrected


def test_the_races_of_lesson_09_from_further_seeds_are_the_stored_ones_at_the_rates_of_the_main_text(optimizers):
    raced = {(row["schedule"], row["optimizer"]): row["rate"] for row in optimizers["schedules"]}
    chosen = {"plain": 0.1, "momentum": 0.1, "RMSProp": 0.001, "Adam": 0.01}  # by the sweep in the lesson
    raced |= {("constant", name): rate for name, rate in chosen.items()}
    *races, control = optimizers["again"]
    assert all(row["rate"] == raced[row["schedule"], row["optimizer"]] for row in races)
    assert (control["schedule"], control["optimizer"], control["rate"]) == ("without_last", "plain", 0.1)
    stored = {f"{row['schedule']}, {row['optimizer']}": row["percent"] for row in races}
    stored["without_last, plain at 0.1"] = control["percent"]
    assert quoted("09", "further") == {name: pytest.approx(percents, abs=0.005) for name, percents in stored.items()}


def test_the_comparisons_that_lesson_09_states_of_stored_runs_hold(optimizers):
    runs = {(row["schedule"], row["optimizer"], row["rate"]): row["percent"] for row in optimizers["again"]}
    control, plain = runs["without_last", "plain", 0.1], runs["without_last", "plain", 0.5]
    adam, cycled = runs["without_last", "Adam", 0.01], runs["one_cycle", "plain", 0.5]
    assert repr(PairedDifference(adam, plain)) == "+0.59 [+0.17, +1.02]", (
        "what the ten pairs of the main text could not tell"
    )
    assert repr(PairedDifference(cycled, plain)) == "+0.38 [+0.06, +0.69]"
    assert repr(PairedDifference(control, runs["constant", "plain", 0.1])) == "+0.96 [+0.25, +1.67]"
    momentum = runs["one_cycle", "momentum", 0.2], runs["without_last", "momentum", 0.1]
    assert PairedDifference(*momentum).low > 0, "on both sets of seeds"
    sweeps = {(row["schedule"], row["optimizer"]): dict(row["sweep"]) for row in optimizers["schedules"]}
    assert PairedDifference(sweeps["one_cycle", "Adam"][0.02], sweeps["cosine_decay", "Adam"][0.02]).low > 0


def test_the_worst_runs_that_lesson_09_lists_are_those_of_its_stored_sweeps(optimizers):
    listed = quoted("09", "worst_runs")
    stored = {}
    for row in optimizers["schedules"]:
        worst = {rate: pytest.approx(min(percents), abs=0.006) for rate, percents in row["sweep"]}
        stored[f"{row['schedule']}, {row['optimizer']}"] = worst
    assert listed == stored
    chosen = [max(worst, key=worst.get) for worst in listed.values()]
    assert chosen == [row["rate"] for row in optimizers["schedules"]]


def test_the_steps_to_nine_tenths_that_lesson_09_quotes_are_the_stored_ones(optimizers):
    stored = {}
    for row in optimizers["batch_sizes"]:
        stored.setdefault(row["batch size"], {})[row["optimizer"]] = row["steps"]
    assert quoted("09", "steps_to_ninety") == stored


def test_the_longest_steps_that_lesson_09_quotes_are_the_stored_ones(optimizers):
    stored = {f"{name} {rate:g}": pytest.approx(percents, abs=0.006) for name, rate, percents in optimizers["limits"]}
    assert quoted("09", "long_steps").items() <= stored.items()


# 10, from its benchmark


@pytest.fixture(scope="module")
def remedies():
    return report.load("remedies")


EPOCHS_OF_10 = [1, 2, 4, 6, 8, 10, 12, 15, 20, 30, 40, 50]


def close(numbers, abs=0.006):
    return pytest.approx(list(numbers), abs=abs)


def after_all_epochs(remedies, name):
    return close(run[-1][0] for run in remedies["curves"][name])


def test_what_lesson_10_quotes_of_the_lookup_of_pairs_and_of_shuffled_labels_is_stored(remedies):
    assert quoted("10", "networks") == after_all_epochs(remedies, "none, clean")
    assert quoted("10", "lookups") == close(remedies["lookups"]["clean"])
    needed = {name: [epochs for epochs, _ in rows] for name, rows in remedies["shuffled"].items()}
    assert quoted("10", "epochs_needed") == needed
    assert np.mean(remedies["lookups"]["noisy, ten votes"]) == pytest.approx(86.0, abs=0.05)
    for lookup, _, network, left, right in remedies["pairs"]:
        assert lookup < 64 and network > 86 and left > right, "in each of the five seeds"
    plain, copies = np.mean(remedies["lookups"]["50 elastic copies"], axis=0)
    assert (round(plain), round(copies)) == (88, 93)


def test_the_curves_of_lesson_10_are_means_of_the_stored_runs(remedies):
    means = {name: np.mean(runs, axis=0) for name, runs in remedies["curves"].items()}
    assert quoted("10", "at") == EPOCHS_OF_10
    noisy = means["none, noisy"]
    stored = {"as told": noisy[:, 3], "true digit": noisy[:, 4], "unseen": noisy[:, 0]}
    assert quoted("10", "noisy") == {name: close(row, 0.051) for name, row in stored.items()}
    names = {"weight decay 3": "decay", "dropout 0.5": "dropout", "elastic distortion 1": "elastic"}
    for name, of in names.items():
        assert in_figures("10")[name] == close(means[f"{of}, noisy"][:, 0], 0.051), name
    at_12 = [run[EPOCHS_OF_10.index(12)] for run in remedies["curves"]["none, clean"]]
    assert quoted("10", "accuracy_12") == close(row[0] for row in at_12)
    assert quoted("10", "loss_12") == close((row[1] for row in at_12), 6e-4)
    assert quoted("10", "loss_50") == close((run[-1][1] for run in remedies["curves"]["none, clean"]), 6e-4)
    assert means["none, clean"][:, 1].argmin() == EPOCHS_OF_10.index(12), "lowest of the stored epochs"


def test_what_each_technique_of_lesson_10_reads_is_stored(remedies):
    stopped = {labels: close(run[2] for run in rows) for labels, rows in remedies["stopping"].items()}
    assert quoted("10", "stopped") == stopped["noisy"]
    assert remedies["best_epoch"]["best"] == 6, "chosen on five other seeds"
    assert quoted("10", "best_epoch") == close(remedies["best_epoch"]["noisy"])
    for name, of in (("weight_decay", "decay, noisy"), ("dropout", "dropout, noisy"), ("elastic", "elastic, clean")):
        assert quoted("10", name) == after_all_epochs(remedies, of)
    more = dict(remedies["more_data"])
    assert quoted("10", "two_thousand") == close(more[2_000]) and quoted("10", "ten_thousand") == close(more[10_000])
    assert quoted("10", "stronger") == close(remedies["stronger_dropout"])
    for shown, labels in zip(("a fifth of the labels false", "all labels true"), ("noisy", "clean"), strict=True):
        names = {"none, 50 epochs": "none", "weight decay": "decay", "dropout": "dropout", "elastic": "elastic"}
        stored = {name: after_all_epochs(remedies, f"{of}, {labels}") for name, of in names.items()}
        stored |= {"lookup": close(remedies["lookups"][labels]), "early stopping": stopped[labels]}
        stored["none, 6 epochs"] = close(remedies["best_epoch"][labels])
        figures = in_figures("10", shown)
        assert figures == {name: stored[name] for name in figures} and len(figures) > 3


def in_figures(chapter, name=None):
    """The lists of numbers in the dictionaries that a chapter's lesson hands to figures, or in the one of a name."""
    (lesson,) = NOTEBOOKS.glob(f"{chapter}-*.ipynb")
    found = {}
    for cell in nbformat.read(lesson, as_version=4).cells:
        for node in ast.walk(ast.parse(cell.source)) if cell.cell_type == "code" else ():
            if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
                entries = dict(zip((key.value for key in node.keys), node.values, strict=True))
                if name in entries and isinstance(entries[name], ast.Dict):
                    inner = entries[name]
                    entries = dict(zip((key.value for key in inner.keys), inner.values, strict=True))
                elif name is not None:
                    continue
                for key, value in entries.items():
                    if isinstance(value, ast.List) and all(isinstance(part, ast.Constant) for part in value.elts):
                        found[key] = ast.literal_eval(value)
    return found


def test_the_comparisons_that_lesson_10_states_hold_in_the_stored_runs(remedies):
    curves = {name: np.array(runs)[:, -1, 0] for name, runs in remedies["curves"].items()}
    ahead = PairedDifference(curves["none, clean"], remedies["lookups"]["clean"])
    assert repr(ahead) == "+1.59 [+0.90, +2.28]"
    six = remedies["best_epoch"]["noisy"]
    stopped = [run[2] for run in remedies["stopping"]["noisy"]]
    assert cannot_tell(stopped, six) and cannot_tell(curves["decay, noisy"], six)
    assert PairedDifference(curves["dropout, noisy"], six).high < 0
    assert PairedDifference(remedies["stronger_dropout"], six).low > 0
    assert cannot_tell(curves["elastic, clean"], dict(remedies["more_data"])[10_000])
    assert PairedDifference(curves["elastic, clean"], dict(remedies["more_data"])[2_000]).low > 0
    assert PairedDifference(curves["elastic, noisy"], curves["none, clean"]).low > 0


def test_the_trials_of_lesson_10_are_the_stored_ones_and_choose_what_it_uses(remedies):
    labels, stored = {"noisy": "false labels", "clean": "true labels"}, {}
    for technique, of, strength, percents in remedies["sweeps"]:
        stored.setdefault(f"{technique}, {labels[of]}", {})[strength] = close(percents)
    quotes = quoted("10", "trials")
    assert quotes == stored
    chosen = {name: max(runs, key=lambda strength: np.mean(runs[strength]).round(1)) for name, runs in quotes.items()}
    assert chosen["decay, false labels"] == 3 and chosen["decay, true labels"] == 0.3
    assert chosen["elastic, true labels"] == 1


def test_the_faults_in_dropout_of_lesson_10_are_stored(remedies):
    right, *wrong = remedies["faults"]
    assert quoted("10", "right") == close(right[1])
    told = {name: (close(found), pytest.approx(np.mean(losses), abs=6e-4)) for name, found, losses in wrong}
    assert quoted("10", "faults") == told
    assert quoted("10", "right_loss") == pytest.approx(np.mean(right[2]), abs=6e-4)


# 11, from its benchmark


@pytest.fixture(scope="module")
def pictures():
    return report.load("pictures")


def test_the_rate_of_lesson_11_is_the_best_of_each_network_that_it_compares(pictures):
    for name, tried in pictures["ten thousand"] + pictures["one thousand"]:
        assert best_worst_run(tried) == 0.1, name
    for row in pictures["all images"]:
        assert row["rate"] == best_worst_run(row["rates"]), row["network"]
        assert row["rates"][0][0] < row["rate"] < row["rates"][-1][0], "inside the grid"


def test_the_worst_runs_that_lesson_11_quotes_of_all_eight_settings_are_the_stored_ones(pictures):
    rates = {rate for part in ("ten thousand", "one thousand") for _, tried in pictures[part] for rate, _ in tried}
    assert sorted(rates) == [0.03, 0.1, 0.3], "the heading of the printed table"
    stored = {f"10,000: {name}": tried for name, tried in pictures["ten thousand"]}
    stored |= {f"1,000: {name}": tried for name, tried in pictures["one thousand"]}
    assert len(stored) == 8
    worst = {name: [min(runs) for _, runs in tried] for name, tried in stored.items()}
    assert quoted("11", "worst_runs") == {name: pytest.approx(runs, abs=0.0501) for name, runs in worst.items()}


def test_the_race_and_the_bet_that_lesson_11_quotes_are_stored(pictures):
    assert quoted("11", "conv_unmoved") == pytest.approx(pictures["race"]["as they are"], abs=0.0051)
    assert quoted("11", "conv_far") == pytest.approx(pictures["race"]["moved by 3"], abs=0.0051)
    assert quoted("11", "bets") == {name: pytest.approx(runs, abs=0.0051) for name, runs in pictures["bet"].items()}


def test_what_lesson_11_quotes_of_equal_work_and_of_shown_moves_is_stored(pictures):
    plain, shown = pictures["equal work"]
    for row in (plain, shown):
        assert row["rate"] == best_worst_run(row["rates"]) == 0.1
        assert [rate for rate, _ in row["rates"]] == [0.01, 0.03, 0.1, 0.3]
    assert quoted("11", "nine_unmoved") == pytest.approx(plain["as they are"], abs=0.0051)
    assert quoted("11", "nine_far") == pytest.approx(plain["moved by 3"], abs=0.0051)
    assert quoted("11", "nine_shown_unmoved") == pytest.approx(shown["as they are"], abs=0.0051)
    assert quoted("11", "nine_shown_far") == pytest.approx(shown["moved by 3"], abs=0.0051)
    both = pictures["both remedies"]
    assert quoted("11", "both_unmoved") == pytest.approx(both["as they are"], abs=0.0051)
    assert quoted("11", "both_far") == pytest.approx(both["moved by 3"], abs=0.0051)
    assert quoted("11", "without_moves") == pytest.approx(pictures["price of moves"]["dense"], abs=0.0051)
    assert quoted("11", "with_moves") == pytest.approx(pictures["price of moves"]["dense, shown moves"], abs=0.0051)


def test_what_lesson_11_quotes_of_all_images_is_stored(pictures):
    still, moved = quoted("11", "as_they_are"), quoted("11", "moved_by_3")
    for row in pictures["all images"]:
        assert still[row["network"]] == pytest.approx(row["as they are"], abs=0.005)
        assert moved[row["network"]] == pytest.approx(np.mean(row["moved by 3"], axis=1), abs=0.005)
    assert len(still) == len(moved) == len(pictures["all images"])


def test_what_lesson_11_quotes_of_its_kernels_is_stored(pictures):
    (looks,) = (row["kernels and maps"] for row in pictures["all images"] if row["network"] == "convolutional")
    names = [["neighbours_before", "maps_before"], ["neighbours_after", "maps_after"]]
    for time in (0, 1):
        for what in (0, 1):
            stored = [pair[time][what] for pair in looks]
            assert quoted("11", names[time][what]) == pytest.approx(stored, abs=0.005)


# 12, from its benchmark


@pytest.fixture(scope="module")
def teaching():
    return report.load("teaching")


def best_of_temperatures(rows, names):
    """The one of these kinds of targets whose worst run of the sweep, at its own rate, is best."""
    return max(names, key=lambda name: min(dict(rows[name]["sweep"])[rows[name]["rate"]]))


def test_every_rate_of_lesson_12_has_the_best_worst_run_of_its_sweep(teaching):
    for part in ("few images", "other thousands", "all images", "worlds"):
        for name, row in teaching[part].items():
            if "sweep" not in row:  # taken over from another sweep, or the lesson's own for the large teacher
                taken = {**teaching["few images"], "large teachers": {"rate": 0.05}}
                taken["small teachers"] = teaching["few images" if part == "other thousands" else "worlds"]["labels"]
                assert row["rate"] == taken[name]["rate"], (part, name)
                continue
            tried = [rate for rate, _ in row["sweep"]]
            assert row["rate"] == best_worst_run(row["sweep"]), name
            assert tried[0] < row["rate"] < tried[-1], name
    few = {name: row["rate"] for name, row in teaching["few images"].items()}
    assert quoted("12", "own_rates").items() <= few.items()
    for controls in ("control_rates", "more_rates"):
        assert quoted("12", controls).items() <= few.items()
    thousands = {name: row["rate"] for name, row in teaching["other thousands"].items()}
    assert thousands.pop("T = 4 + shifts") == 0.1  # as a comment of the lesson says
    assert {rate for name, rate in thousands.items() if "teachers" not in name} == {0.2}
    assert few["sureness alone"] == 0.05
    for name, runs in quoted("12", "tried").items():
        assert runs == dict(teaching["few images"][name]["sweep"]), name
    for name, (own, at_02) in quoted("12", "worst_of_sweep").items():
        sweep = dict(teaching["few images"][name]["sweep"])
        assert (min(sweep[few[name]]), min(sweep[0.2])) == pytest.approx((own, at_02), abs=0.005), name
    worlds = {name: row["rate"] for name, row in teaching["worlds"].items()}
    worlds["teacher"] = worlds["large teachers"]
    assert quoted("12", "world_rates").items() <= worlds.items()


def test_every_temperature_of_lesson_12_has_the_best_worst_run(teaching):
    few, worlds, temperatures = teaching["few images"], teaching["worlds"], [f"T = {t}" for t in (1, 4, 8, 16)]
    assert best_of_temperatures(few, temperatures) == "T = 4"
    worst = {name: min(dict(few[name]["sweep"])[few[name]["rate"]]) for name in temperatures}
    assert quoted("12", "worst_runs") == pytest.approx(worst, abs=0.005)
    longer = few["labels, 200 epochs"]
    assert quoted("12", "labels_200_epochs") == pytest.approx(dict(longer["sweep"])[longer["rate"]], abs=0.005)
    assert best_of_temperatures(teaching["all images"], [f"T = {t}" for t in (1, 2, 4, 8)]) == "T = 4"
    assert best_of_temperatures(worlds, ["answers at T = 2", "answers at T = 4"]) == "answers at T = 2"
    assert best_of_temperatures(worlds, ["copies at T = 2", "copies at T = 4"]) == "copies at T = 4"
    kinds = ["small teacher's answers at T = 2", "small teacher's answers as labels"]
    assert best_of_temperatures(worlds, kinds) == "small teacher's answers as labels"
    assert best_of_temperatures(worlds, ["1,000 answers at T = 2", "1,000 answers at T = 4"]) in quoted(
        "12", "few_answers"
    )


def test_the_runs_that_lesson_12_quotes_are_the_stored_ones(teaching):
    where = {
        "thousands": ("other thousands", "fresh"),
        "teachers": ("other thousands", "fresh"),
        "worlds": ("worlds", "fresh"),
        "hard_answers": ("worlds", "fresh"),
        "of_small": ("worlds", "fresh"),
        "few_answers": ("worlds", "fresh"),
        "test_of_worlds": ("worlds", "test"),
        "more_heat": ("few images", "fresh"),
        "all_images": ("all images", "fresh"),
        "single_layer": ("single layer", "fresh"),
    }
    for name, (part, kept) in where.items():
        for who, runs in quoted("12", name).items():
            assert runs == pytest.approx(teaching[part][who][kept], abs=0.005), (name, who)


def test_the_comparisons_that_lesson_12_states_without_showing_hold_in_the_stored_runs(teaching):
    worlds = {name: row["fresh"] for name, row in teaching["worlds"].items()}
    assert PairedDifference(worlds["answers at T = 4"], worlds["answers as labels"]).high < 0, "clearly worse"
    assert cannot_tell(worlds["1,000 answers at T = 2"], worlds["1,000 answers as labels"])
    few = {name: row["ten"] for name, row in teaching["few images"].items() if "ten" in row}
    assert PairedDifference(few["another image"], few["labels"]).high == pytest.approx(0.40, abs=0.005)
    others = {name: np.array(row["fresh"]) for name, row in teaching["other thousands"].items()}
    plain, shifted = others["T = 4"] - others["labels"], others["T = 4 + shifts"] - others["labels + shifts"]
    assert PairedDifference(shifted, plain).low > 0, "a teacher brings more with shifts"
    first = {name: row["fresh"] for name, row in teaching["few images"].items() if "fresh" in row}
    assert PairedDifference(first["T = 8"], first["T = 4"]).high == pytest.approx(0.73, abs=0.005)


# 13, from its benchmark


def drawn(chapter, title):
    """The first argument, a dict, of the figure of this title in a chapter's lesson, and its chosen rates."""
    (lesson,) = NOTEBOOKS.glob(f"{chapter}-*.ipynb")
    for cell in nbformat.read(lesson, as_version=4).cells:
        if cell.cell_type == "code" and title in cell.source:
            call = ast.parse(cell.source).body[-1].value
            keywords = {word.arg: word.value for word in call.keywords}
            return ast.literal_eval(call.args[0]), ast.literal_eval(keywords["chosen"])
    raise LookupError(title)


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Without zero_grad", {"without the line": "forgotten", "with the line": "right"}),
        ("With two softmaxes the ring lies at 3", {"one softmax": "right", "two softmaxes": "twice"}),
    ],
)
def test_sweeps_of_lesson_13_are_the_stored_ones_and_each_side_has_the_best_worst_run_inside_of_its_grid(title, names):
    stored = report.load("frameworks")
    shown, chosen = drawn("13", title)
    for shown_as, name in names.items():
        rows = [row for row in stored[name] if row[0] in shown[shown_as]]
        assert shown[shown_as] == {rate: pytest.approx(runs, abs=0.0501) for rate, runs, _ in rows}
        rates = [rate for rate, *_ in rows]
        assert chosen[shown_as] == best_worst_run(stored[name]) and rates[0] < chosen[shown_as] < rates[-1]


def test_lesson_13_quotes_ten_fresh_pairs_at_the_chosen_rates():
    (lesson,) = NOTEBOOKS.glob("13-*.ipynb")
    source = "\n".join(cell.source for cell in nbformat.read(lesson, as_version=4).cells)
    stored = report.load("frameworks")
    forgotten, right, twice = (best_worst_run(stored[name]) for name in ("forgotten", "right", "twice"))
    assert f"The rings show them, {forgotten:g} and {right:g}." in source
    assert f"The rings show the chosen rates, {right:g} and {twice:g}." in source
    fresh, constant = stored["fresh"], stored["constant"]["fresh"]
    assert quoted("13", "fresh_forgotten") == fresh["forgotten"]
    assert quoted("13", "fresh_right") == fresh["once"]
    assert quoted("13", "fresh_twice") == fresh["twice"]
    assert quoted("13", "equal_once") == fresh["once, equal rate"]
    assert quoted("13", "equal_twice") == fresh["twice, equal rate"]
    assert quoted("13", "constant_forgotten") == constant["forgotten"]
    assert quoted("13", "constant_right") == constant["right"]
    assert all(len(runs) == 10 for runs in [*fresh.values(), *constant.values()])


def test_two_softmaxes_at_equal_rates_cost_what_lesson_13_says_by_pairs():
    fresh = {name: np.array(runs) for name, runs in report.load("frameworks")["fresh"].items()}
    equal, own = fresh["twice, equal rate"] - fresh["once, equal rate"], fresh["twice"] - fresh["once"]
    assert -26.85 < equal.min() and equal.max() < -4.85
    assert (f"{equal.mean():.1f}", f"{own.mean():.1f}") == ("-12.0", "-3.3")
    assert np.sum((-3 < own) & (own < -2)) == 9 and round(-own.min()) == 10


def test_two_rows_of_the_sweep_in_lesson_13_are_the_stored_ones():
    (lesson,) = NOTEBOOKS.glob("13-*.ipynb")
    text = "\n".join(cell.source for cell in nbformat.read(lesson, as_version=4).cells)
    stored = report.load("frameworks")
    for rate in (0.2, 0.002):
        cells = [line.split("|")[2:4] for line in text.splitlines() if line.startswith(f"| {rate:g} |")]
        assert len(cells) == 1
        for shown, name in zip(cells[0], ("forgotten", "right")):
            (runs,) = (runs for one, runs, _ in stored[name] if one == rate)
            assert [float(number) for number in shown.split(",")] == pytest.approx(runs, abs=0.0501)


def test_at_constant_rates_the_missing_zero_grad_costs_points_in_ten_pairs_and_in_five_as_lesson_13_says():
    stored = report.load("frameworks")["constant"]
    chosen = [best_worst_run(stored[name]) for name in ("forgotten", "right")]
    assert chosen == [0.001, 0.2]
    for name, rate in zip(("forgotten", "right"), chosen):
        rates = [rate for rate, *_ in stored[name]]
        assert rates[0] < rate < rates[-1]
    runs = {kind: (stored[kind]["forgotten"], stored[kind]["right"]) for kind in ("fresh", "earlier")}
    fresh, earlier = PairedDifference(*runs["fresh"]), PairedDifference(*runs["earlier"])
    assert -8.3 < fresh.low < fresh.high < -6.3 and -9.9 < earlier.low < -9.8 and -0.5 < earlier.high < 0
    assert np.sum(np.subtract(*runs["earlier"]) > 0) == 1, "one of the five lost nothing"
    falling = report.load("frameworks")["fresh"]
    more = PairedDifference(np.subtract(*runs["fresh"]), np.subtract(falling["forgotten"], falling["once"]))
    assert more.high < 0, "and more than at falling rates"


def test_the_speeds_in_the_sources_of_lesson_13_are_the_stored_medians():
    (lesson,) = NOTEBOOKS.glob("13-*.ipynb")
    source = "\n".join(cell.source for cell in nbformat.read(lesson, as_version=4).cells)
    dense = {name: ratio for name, _, ratio, *_ in report.load("speed-batch64-threads2")["rows"]}
    convolutional = {name: ratio for name, _, ratio, *_ in report.load("convolution-threads2")["rows"]}
    torch, keras = dense["PyTorch eager, tensors indexed"], dense["Keras on JAX, compiled"]
    ours = 1 / convolutional["PyTorch eager, tensors indexed"]
    assert f"(PyTorch {torch:.2f} times our time, Keras on JAX {keras:.2f} times)" in source
    assert f"(ours {ours:.2f} times PyTorch's)" in source
    assert torch > 1.5 and 0.95 < keras < 1.05 and ours > 1.33, "what the main text says in words"


def test_a_pair_with_one_softmax_and_two_has_one_start_as_lesson_13_says():
    one, two = (Layer(4, 3, act(), rng=np.random.default_rng(0)) for act in (Identity, Softmax))
    assert np.array_equal(one.W, two.W) and np.array_equal(one.b, two.b)


def test_dropout_left_on_costs_what_lesson_13_says_in_each_of_five_runs():
    for _, off, on, differ in report.load("frameworks")["left on"]:
        assert 1.5 < off - on < 4 and 6 < differ < 10


def test_the_article_s_four_runs_in_lesson_13_are_the_stored_ones():
    stored = report.load("article")
    shown = {
        name: [run["loss"][0], run["loss"][-1], run["accuracy"][-1]]
        for name, run in stored.items()
        if name != "machine"
    }
    quotes = {f"{name.replace(' loss,', ',')}": values for name, values in shown.items()}
    assert quoted("13", "article") == {name: pytest.approx(values, abs=5.1e-5) for name, values in quotes.items()}
    assert stored["softmax, binary loss, rate 0.001"]["answers"][1] == 10_000, "every image a 1"


# 16, from its benchmarks


def test_two_cores_of_lesson_16_are_the_stored_ones():
    stored = report.load("parallel")
    assert stored["rounds"] == 7
    rows = [row for row in stored["rows"] if row["network"] == "784-128-64-10"]
    assert list(chapter16.TWO_CORES) == [row["batch"] for row in rows]
    for told, row in zip(chapter16.TWO_CORES.values(), rows):
        times = row["times as fast"]
        assert told == {
            "alone": row["milliseconds a step, one process"],
            "faster": times["median"],
            "least": times["least"],
            "greatest": times["greatest"],
            "percent": row["percent in Allreduce"]["median"],
        }


def test_lesson_16_says_rightly_that_the_largest_batch_gains_most_and_the_smallest_nothing():
    rows = list(chapter16.TWO_CORES.values())
    times = [row["faster"] for row in rows]
    assert times[0] < 1 < times[-1] < 2 and max(times) == times[-1]
    assert [row["greatest"] < 1 for row in rows] == [True, False, False, False, False]
    assert [row["least"] > 1 for row in rows] == [False, False, True, True, True]
    shares = [row["percent"] / 100 for row in rows]  # of the time of two processes, within Allreduce
    assert 0.3 < shares[0] < 0.37 and shares[-1] < 1 / 50, "a third, and less than a fiftieth"
    adding = [share * row["alone"] / row["faster"] for share, row in zip(shares, rows)]
    assert adding == sorted(adding), "longer with large batches"
    outside = [(1 - share) / row["faster"] for share, row in zip(shares, rows)]  # of the time of one process
    assert outside[0] > 0.7 and 0.45 < outside[-1] < 0.55, "much more than a half, and nearly a half"
    widths = [row["greatest"] / row["least"] for row in rows]
    assert min(widths[:2]) > max(widths[2:]), "wide for small batches"


@pytest.fixture(scope="module")
def sharing():
    return report.load("sharing")


def test_talking_less_in_lesson_16_is_the_stored_one(sharing):
    told = quoted("16", "talked")
    for row in sharing["talked"]:
        assert told["by label" if row["by label"] else "mixed"][row["every"]] == row["scores"]


def test_larger_batches_of_lesson_16_are_the_stored_ones_each_at_the_rate_of_its_best_worst_run(sharing):
    told = quoted("16", "larger")
    for row in sharing["larger"]:
        assert told[row["batch"]] == {"sweep": dict(row["sweep"]), "rate": row["rate"], "steps": row["fresh"]}
        worst = {rate: max(steps or 10**9 for steps in runs) for rate, runs in row["sweep"]}
        assert row["rate"] == min(worst, key=worst.get)
