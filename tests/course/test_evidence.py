"""What the lessons quote of measurements too slow for a notebook is what ``python -m benchmarks`` has stored."""

import ast
import re
from pathlib import Path

import claims
import nbformat
import numpy as np
import pytest

from benchmarks import pictures as pictures_of_11
from benchmarks import report
from nncourse.chapter11 import explorer as chapter11
from nncourse.chapter16 import explorer as chapter16
from nnlib import (
    Adam,
    CrossEntropy,
    Flatten,
    Identity,
    Images,
    Layer,
    Momentum,
    NeuralNetwork,
    PairedDifference,
    Softmax,
    Tanh,
    gradient_check,
    load_mnist,
    load_names,
)

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


class WithoutCalls(ast.NodeTransformer):
    """Puts in place of a call, such as ``np.array([1, 2])``, what it is called with."""

    def visit_Call(self, node):
        return self.visit(node.args[0])


def quoted(chapter, name):
    """What a cell of a chapter's lesson assigns to a name: numbers, as they stand there or within ``np.array``.

    Or what a cell that draws a figure hands over by this name.
    """
    (lesson,) = NOTEBOOKS.glob(f"{chapter}-*.ipynb")
    for cell in nbformat.read(lesson, as_version=4).cells:
        for node in ast.parse(cell.source).body if cell.cell_type == "code" else ():
            if isinstance(node, ast.Assign):
                named = {ast.unparse(node.targets[0]): node.value}
            elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                named = {keyword.arg: keyword.value for keyword in node.value.keywords}
            else:
                continue
            if name in named:
                return ast.literal_eval(WithoutCalls().visit(named[name]))
    raise LookupError(name)


def quoted_at(chapter, key):
    """What the one dictionary of a chapter's lesson that has such a key holds there, among other keys or not."""
    (lesson,) = NOTEBOOKS.glob(f"{chapter}-*.ipynb")
    found = [
        ast.literal_eval(value)
        for cell in nbformat.read(lesson, as_version=4).cells
        if cell.cell_type == "code"
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Dict)
        for other, value in zip(node.keys, node.values, strict=True)
        if isinstance(other, ast.Constant) and other.value == key
    ]
    (value,) = found
    return value


def source_of(chapter):
    """All cells of a chapter's lesson as one text."""
    (lesson,) = NOTEBOOKS.glob(f"{chapter}-*.ipynb")
    return "\n".join(cell.source for cell in nbformat.read(lesson, as_version=4).cells)


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


def test_what_lesson_08_quotes_of_rates_settling_and_batches_is_stored(training):
    stayed = np.array([row[1][-1] for row in training["settle"]])
    settled = np.array([row[2][-1] for row in training["settle"]])
    assert quoted("08", "stayed") == pytest.approx(training["settle"][0][1][8:], abs=0.005)
    assert quoted("08", "gains") == pytest.approx(settled - stayed, abs=0.005)
    assert quoted_at("08", 1) == pytest.approx(dict(training["rates"])[1], abs=0.005)
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


def test_each_rate_of_lesson_09_is_the_best_of_its_grid_and_lies_inside_it(optimizers):
    for row in optimizers["whole_road"]:
        worst = {rate: min(percents) for rate, percents in row["sweep"]}
        assert worst[row["rate"]] == max(worst.values())
        assert min(worst) < row["rate"] < max(worst), row
    for row in optimizers["ten_epochs"]:
        losses = {rate: np.mean(runs) for rate, runs in row["sweep"]}
        assert losses[row["rate"]] == min(losses.values())
        assert min(losses) < row["rate"] < max(losses), row
        percents = {rate: np.mean(runs) for rate, runs in row["sweep of the accuracy"]}
        if row["optimizer"] in ("plain", "Adam"):
            assert percents[row["rate"]] == max(percents.values()), "the best for accuracy, too, as the lesson says"
    for row in optimizers["batch_sizes"]:
        most = {rate: max(steps) for rate, steps in row["sweep"]}
        assert most[row["rate"]] == min(most.values())
        assert min(most) < row["rate"] < max(most), row


def by_kind(rows, what):
    """One entry of each stored row of the race of lesson 09, by its optimizer and its schedule."""
    return {f"{row['optimizer']}, {row['schedule']}": row[what] for row in rows}


def test_the_races_of_lesson_09_run_the_rates_that_its_stored_sweeps_chose(optimizers):
    (lesson,) = NOTEBOOKS.glob("09-*.ipynb")
    text = "\n".join(cell.source for cell in nbformat.read(lesson, as_version=4).cells)
    stored = by_kind(optimizers["ten_epochs"], "rate")
    raced = {}
    for kinds, schedule, run in (("rates", "constant", "rate"), ("peaks", "one_cycle", "one_cycle(peak, 1_570)")):
        assert f"race(kind, {run}) for name, (kind, {kinds[:-1]}) in {kinds}.items()" in text
        races = re.findall(rf"(?m)^{kinds} = (.*)$", text)[0]
        for name, rate in re.findall(r'"(\w+)": \(\w+, ([\d.]+)\)', races):
            raced[f"{name}, {schedule}"] = float(rate)
    assert len(raced) == 8 and raced.items() <= stored.items()


def test_the_race_of_lesson_09_without_noise_is_the_stored_one(optimizers):
    for row in optimizers["without_noise"]:
        losses = {rate: np.mean(runs) for rate, runs in row["sweep"]}
        assert losses[row["rate"]] == min(losses.values())
        assert min(losses) < row["rate"] < max(losses), row
    means = {row["optimizer"]: np.mean(row["losses"]) for row in optimizers["without_noise"]}
    assert means["plain"] > 100 * means["Adam"]
    assert "more than a hundred times lower than plain descent" in source_of("09")


def test_the_rates_of_lesson_09_held_constant_are_as_high_as_they_can_be(optimizers):
    sweeps = by_kind(optimizers["ten_epochs"], "sweep")
    means = {name: {rate: np.mean(runs) for rate, runs in sweep} for name, sweep in sweeps.items()}
    for name in ("plain", "momentum", "RMSProp", "Adam"):
        losses = means[f"{name}, constant"]
        best = min(losses, key=losses.get)
        assert losses[2 * best] > losses[best], "twice the best rate does worse"
    adam = means["Adam, constant"]
    assert adam[0.005] == min(adam.values()) and adam[0.01] < 1.05 * adam[0.005], "twice the best: hardly worse"
    assert 1.7 * adam[0.005] < adam[0.02] < 2 * adam[0.005], "four times the best nearly doubles the loss"
    one, other = (means[f"plain, {schedule}"][1] for schedule in ("one_cycle", "cosine_decay"))
    assert f"was {one:.4f} with `one_cycle`, but {other:.4f} with `cosine_decay`" in source_of("09")


def test_the_rates_on_4s_and_9s_of_lesson_09_are_the_best_of_three():
    (x, y), _ = load_mnist()
    x, y = x[:, :10_000].astype(np.float64), y[:10_000]
    x, targets = x[:, (y == 4) | (y == 9)], np.where(y[(y == 4) | (y == 9)] == 4, 1.0, -1.0)
    for kind, rates, best in ((Momentum, (0.045, 0.064, 0.08), 0.08), (Adam, (0.01, 0.02, 0.04), 0.02)):
        losses = {}
        for rate in rates:
            w, optimizer = np.zeros(784), kind(rate)
            for _ in range(100):
                optimizer.step([(w, x @ (w @ x - targets) / len(targets))])
            losses[rate] = np.mean((w @ x - targets) ** 2)
        assert min(losses, key=losses.get) == best and f"{kind.__name__}({best})" in source_of("09")


def test_the_accuracies_on_unseen_digits_that_lesson_09_quotes_are_the_stored_ones(optimizers):
    percents = by_kind(optimizers["ten_epochs"], "percent")
    for schedule, name, kinds in (("one_cycle", "percents", ("plain", "Adam")), ("constant", "at_constant", ("Adam",))):
        stored = {kind: pytest.approx(percents[f"{kind}, {schedule}"], abs=0.005) for kind in kinds}
        assert quoted("09", name) == stored
    warmed = quoted("09", "rising") | quoted("09", "falling")
    assert warmed == {name: pytest.approx(percents[name], abs=0.005) for name in warmed} and len(warmed) == 10


# 10, from its benchmark


@pytest.fixture(scope="module")
def remedies():
    return report.load("remedies")


EPOCHS_OF_10 = [1, 2, 4, 6, 8, 10, 12, 15, 20, 30, 40, 50]


def close(numbers, abs=0.006):
    return pytest.approx(list(numbers), abs=abs)


def after_all_epochs(remedies, name):
    return [run[-1][0] for run in remedies["curves"][name]]


def test_what_lesson_10_quotes_of_the_nearest_neighbour_of_pairs_and_of_shuffled_labels_is_stored(remedies):
    assert quoted("10", "networks") == close(after_all_epochs(remedies, "none, clean"))
    assert quoted("10", "neighbours") == close(remedies["lookups"]["clean"])
    for lookup, _, network, left, right in remedies["pairs"]:
        assert lookup < 64 and network > 86 and left > right, "in each of the five seeds"
    plain, copies = np.mean(remedies["lookups"]["50 elastic copies"], axis=0)
    assert round(copies - plain) == 5 and "gains five points from such copies" in source_of("10")
    helped = remedies["pairs_with_copies"]
    votes = {number: np.mean([dict(row["lookup"])[number] for row in helped]) for number in (1, 10, 100)}
    assert np.mean([row["network"] for row in helped]) > max(votes.values()) + 10
    assert "it stays more than ten points behind the network" in source_of("10")
    voted = remedies["copies_and_votes"]
    assert voted["votes"] == max(voted["tried"], key=lambda row: np.mean(row[1]))[0] == 100
    assert 0 < np.mean(voted["network"]) - np.mean(voted["lookup"]) < 1, "within a point of the elastic network"


def test_the_curves_of_lesson_10_are_means_of_the_stored_runs(remedies):
    means = {name: np.mean(runs, axis=0) for name, runs in remedies["curves"].items()}
    names = {"no regularization": "none", "weight decay 3": "decay", "dropout 0.5": "dropout"}
    for name, of in (names | {"elastic distortion 1": "elastic"}).items():
        assert in_figures("10")[name] == close(means[f"{of}, noisy"][:, 0], 0.051), name
    six, end = (means["none, noisy"][EPOCHS_OF_10.index(epoch), 0] for epoch in (6, 50))
    assert round(six - end) == 8 and "it loses eight percentage points after epoch 6" in source_of("10")
    at_12 = [run[EPOCHS_OF_10.index(12)] for run in remedies["curves"]["none, clean"]]
    assert quoted("10", "accuracy_12") == close(row[0] for row in at_12)
    assert quoted("10", "loss_12") == close((row[1] for row in at_12), 6e-4)
    assert quoted("10", "loss_50") == close((run[-1][1] for run in remedies["curves"]["none, clean"]), 6e-4)
    assert means["none, clean"][:, 1].argmin() == EPOCHS_OF_10.index(12), "lowest of the stored epochs"


def test_what_each_technique_of_lesson_10_reads_is_stored(remedies):
    source = source_of("10")
    stopped = np.mean([run[2] for run in remedies["stopping"]["noisy"]])
    best = remedies["best_epoch"]
    assert f"{stopped:.1f}" == f"{np.mean(best['noisy']):.1f}", "as many as at the top of the curve"
    assert best["best"] == 6 == 1 + np.argmax(best["means"]), "chosen on five other seeds"
    told = {name: np.mean([run[-1] for run in remedies["curves"][f"{name}, noisy"]], axis=0) for name in
            ("none", "decay", "dropout", "elastic")}  # fmt: skip
    table = {
        "no regularization, 50 epochs": "none",
        "weight decay, 50 epochs": "decay",
        "dropout, 50 epochs": "dropout",
    }
    for row, of in (table | {"elastic distortion, 50 epochs": "elastic"}).items():
        assert f"| {row} | {told[of][3]:.0f} % | {told[of][0]:.1f} %" in source
    after_six = np.mean([run[EPOCHS_OF_10.index(6)] for run in remedies["curves"]["none, noisy"]], axis=0)
    assert f"| stopped after six epochs | {after_six[3]:.0f} % | {np.mean(best['noisy']):.1f} %" in source
    assert quoted("10", "elastic") == close(after_all_epochs(remedies, "elastic, clean"))
    assert quoted("10", "ten_thousand") == close(dict(remedies["more_data"])[10_000])
    longer = remedies["ten_times_the_steps"]
    ahead, behind = (np.mean(longer[name]) for name in ("1,000 with elastic distortions", "10,000 plain images"))
    assert f"leads by [{ahead:.1f} to {behind:.1f} %]" in source


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
    assert all(abs(np.mean(curves[f"{name}, noisy"]) - np.mean(six)) < 1 for name in ("decay", "dropout")), "in a point"
    more = PairedDifference(curves["elastic, noisy"], six)
    assert f"{more.mean:.1f} points [{more.low:.1f}, {more.high:.1f}] above stopping in time" in source_of("10")
    assert PairedDifference(remedies["stronger_dropout"], six).low > 0
    assert cannot_tell(curves["elastic, clean"], dict(remedies["more_data"])[10_000])
    assert PairedDifference(curves["elastic, clean"], dict(remedies["more_data"])[2_000]).low > 0
    assert PairedDifference(curves["elastic, noisy"], curves["none, clean"]).low > 0


def test_the_trials_of_lesson_10_choose_what_it_uses(remedies):
    chosen = {}
    for technique, labels, strength, percents in remedies["sweeps"]:
        chosen.setdefault((technique, labels), {})[strength] = np.mean(percents).round(1)
    chosen = {of: max(means, key=means.get) for of, means in chosen.items()}
    assert chosen["decay", "noisy"] == 3 and "We take λ = 3." in source_of("10")
    assert chosen["decay", "clean"] == 0.3 and "with true labels we'd take 0.3" in source_of("10")
    assert chosen["elastic", "clean"] == 1


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


def lesson_11():
    """All cells of lesson 11 as one text, without the marks that no reader sees."""
    return claims.MARK.sub("", source_of("11"))


def test_the_rate_of_lesson_11_is_the_best_of_each_network_that_it_compares(pictures):
    for name, tried in pictures["ten thousand"]:
        assert best_worst_run(tried) == 0.1, name
        assert max(tried, key=lambda row: np.mean(row[1]))[0] == 0.1, "by the mean the choice would be the same"
    for row in pictures["all images"]:
        assert row["rate"] == best_worst_run(row["rates"]), row["network"]
        assert row["rates"][0][0] < row["rate"] < row["rates"][-1][0], "inside the grid"


def test_no_rate_brings_lesson_11s_convolutions_near_the_dense_network_on_shuffled_pixels(pictures):
    runs = {name: [max(percents) for _, percents in tried] for name, tried in pictures["ten thousand"]}
    assert max(runs["convolutional, shuffled"]) < max(runs["dense, shuffled"]) - 4


def test_the_moved_and_the_shuffled_digits_that_lesson_11_quotes_are_stored(pictures):
    stored = np.array(pictures["curves"]["convolutional"])
    assert np.array(quoted("11", "conv_curves")) == pytest.approx(stored, abs=0.0051)
    assert chapter11.GLOBAL_POOLING == pictures["curves"]["global pooling"]
    narrow, wide = (np.array(pictures["curves"][f"global pooling, rim of {width}"]) for width in (4, 8))
    assert np.array(quoted("11", "rim_curves")) == pytest.approx(wide, abs=0.0051)
    assert (narrow[:, 3] < wide[:, 3]).all(), "a rim of 4 is not enough"
    for name in ("dense", "conv"):
        runs = pictures["shuffled"]["convolutional" if name == "conv" else name]
        assert quoted("11", f"{name}_shuffled") == pytest.approx(runs, abs=0.0051)


def test_lesson_11_parts_windows_from_sharing_by_runs_that_are_stored(pictures):
    stored, shuffled = pictures["unshared"], pictures["shuffled"]
    for name in stored:
        rates = [rate for rate, _ in stored[name]["rates"]]
        assert stored[name]["rate"] == 0.3 == best_worst_run(stored[name]["rates"]) and rates[0] < 0.3 < rates[-1]
        assert len(rates) == 4, "the best of four rates"
    unshared = np.array(stored["pictures"]["curves"])
    alone = stored["shuffled"]["as they are"]
    dense, convolutional = (np.array(pictures["curves"][name]) for name in ("dense", "convolutional"))
    numbers = (109_386, 328_202, 5_994)
    names = ("dense", "windows, each with its own weights", "convolutional")
    mixed = (shuffled["dense"], alone, shuffled["convolutional"])
    for name, count, curves, runs in zip(names, numbers, (dense, unshared, convolutional), mixed, strict=True):
        still, moved = curves.mean(axis=0)[[0, 3]]
        assert f"| {name} | {count:,} | {still:.1f} % | {moved:.0f} % | {np.mean(runs):.1f} %" in lesson_11()
    behind = PairedDifference(shuffled["dense"], shuffled["convolutional"])
    assert f"Behind, by {behind.mean:.1f} points [{behind.low:.1f}, {behind.high:.1f}]" in lesson_11()
    sharing = PairedDifference(convolutional[:, 3], unshared[:, 3])
    told = f"sharing gets another seven in every hundred moved digits right [{sharing.low:.1f}, {sharing.high:.1f}]"
    assert round(sharing.mean) == 7 and told in lesson_11()
    assert cannot_tell(convolutional[:, 0], unshared[:, 0])
    assert round(PairedDifference(shuffled["convolutional"], alone).mean) == -5, "sharing costs five points"
    assert cannot_tell(alone, shuffled["dense"])
    net = pictures_of_11.unshared(np.random.default_rng(0), np.float32)
    assert sum(value.size for value, _ in net.parameters()) == numbers[1]


def test_unshared_windows_have_the_gradient_that_nudging_measures():
    rng = np.random.default_rng(0)
    settings = {"rng": rng, "dtype": np.float64}
    first = pictures_of_11.Unshared(2, 3, 3, Tanh(), 4, **settings)
    second = pictures_of_11.Unshared(3, 2, 2, Tanh(), 3, **settings)
    net = NeuralNetwork([Images(2, 6, 6), first, second, Flatten(), Layer(18, 3, Identity(), rng=rng)])
    assert gradient_check(net, CrossEntropy(), rng.normal(size=(72, 5)), rng.integers(0, 3, 5)).ok


def test_at_equal_size_shuffled_pixels_leave_lesson_11s_convolutions_no_clear_lead_and_pictures_a_large_one(pictures):
    shown, mixed = pictures["equal size"]
    for row in (shown, mixed):
        assert row["rate"] == best_worst_run(row["rates"])
        assert row["rates"][0][0] < row["rate"] < row["rates"][-1][0], "inside the grid"
    assert cannot_tell(pictures["shuffled"]["convolutional"], mixed["as they are"])
    lead = PairedDifference(np.array(pictures["curves"]["convolutional"])[:, 0], shown["as they are"])
    assert lead.low > 8


def test_the_alt_texts_and_the_price_of_global_pooling_in_lesson_11_fit_the_stored_runs(pictures):
    means = {name: np.mean(runs, axis=0) for name, runs in pictures["curves"].items()}
    assert means["dense"][[0, 3]] == pytest.approx([95, 41], abs=0.5)
    assert means["convolutional"][[0, 3]] == pytest.approx([97.5, 69], abs=0.5)
    assert means["global pooling"][[0, 3]] == pytest.approx([95.5, 86], abs=0.5)
    worst, best = (pictures["curves"][name] for name in ("global pooling", "convolutional"))
    assert min(row[3] for row in worst) > max(row[3] for row in best), "each of five reads more moved digits"


def test_what_lesson_11_quotes_of_equal_work_and_of_shown_moves_is_stored(pictures):
    plain, shown = pictures["equal work"]
    for row in (plain, shown):
        assert row["rate"] == best_worst_run(row["rates"]) == 0.1
        assert [rate for rate, _ in row["rates"]] == [0.01, 0.03, 0.1, 0.3]
    far = [np.mean(row["moved by 3"]) for row in (plain, shown)]
    assert "only {:.0f} % of these digits, or {:.0f} % when moves are shown".format(*far) in lesson_11()
    both = pictures["both remedies"]
    for row, curves in ((plain, pictures["curves"]["convolutional"]), (shown, None)):
        learned = both["moved by 3"] if curves is None else np.array(curves)[:, 3]
        assert PairedDifference(learned, row["moved by 3"]).low > 0, "the convolutional network is still ahead"
    dense = pictures["dense, shown moves"]
    assert quoted("11", "shown_far") == pytest.approx(dense["moved by 3"], abs=0.0051)
    pooled = pictures["global pooling, shown moves"]
    assert quoted("11", "global_shown_far") == pytest.approx(pooled["moved by 3"], abs=0.0051)
    assert quoted("11", "both_unmoved") == pytest.approx(both["as they are"], abs=0.0051)
    assert quoted("11", "both_far") == pytest.approx(both["moved by 3"], abs=0.0051)
    price = PairedDifference(*(pictures["price of moves"][name] for name in ("dense", "dense, shown moves")))
    assert f"the dense network {price.mean:.1f} points [{price.low:.1f}, {price.high:.1f}]" in lesson_11()


def test_what_lesson_11_quotes_of_all_images_is_stored(pictures):
    still, moved = quoted("11", "as_they_are"), quoted("11", "moved_by_3")
    for row in pictures["all images"]:
        assert still[row["network"]] == pytest.approx(row["as they are"], abs=0.005)
        assert moved[row["network"]] == pytest.approx(np.mean(row["moved by 3"], axis=1), abs=0.005)
    assert len(still) == len(moved) == len(pictures["all images"])


# 12, from its benchmark


@pytest.fixture(scope="module")
def teaching():
    return report.load("teaching")


def best_of_temperatures(rows, names):
    """The one of these kinds of targets whose worst run of the sweep, at its own rate, is best."""
    return max(names, key=lambda name: min(dict(rows[name]["sweep"])[rows[name]["rate"]]))


def test_every_rate_of_lesson_12_has_the_best_worst_run_of_its_sweep(teaching):
    for part in ("few images", "other thousands", "all images", "worlds", "copies"):
        for name, row in teaching[part].items():
            if "sweep" not in row:  # taken over from another sweep, or the lesson's own for the large teacher
                taken = {**teaching["few images"], "large teachers": {"rate": 0.05}}
                taken["small teachers"] = teaching["few images" if part == "other thousands" else "worlds"]["labels"]
                assert row["rate"] == taken[name]["rate"], (part, name)
                continue
            tried = [rate for rate, _ in row["sweep"]]
            assert row["rate"] == best_worst_run(row["sweep"]), name
            assert tried[0] < row["rate"] < tried[-1], name
    for part in ("weighted", "sizes", "gap"):  # whose best rate may lie at the edge, as the lesson says where it does
        for name, row in teaching[part].items():
            assert row["rate"] == best_worst_run(row["sweep"]), name
    rates = {name: row["rate"] for name, row in teaching["copies"].items()}
    assert rates == {"labels": 0.05, "the teacher's class": 0.1, "T = 4": 0.05}  # as in the lesson's code
    assert teaching["other thousands"]["students of a small teacher"]["rate"] == 0.2
    assert {len(row["sweep"]) for row in teaching["copies"].values()} == {6}, "each rate was chosen from six"
    worlds = {name: row["rate"] for name, row in teaching["worlds"].items()}
    worlds["teacher"] = worlds["large teachers"]
    assert quoted("12", "world_rates").items() <= worlds.items()
    for size, rows in quoted("12", "best_worst").items():
        for t, (rate, worst) in rows.items():
            row = teaching["gap"][f"{size} teacher, T = {t}"]
            assert rate == row["rate"] and worst == pytest.approx(min(dict(row["sweep"])[rate]), abs=0.005), (size, t)


def test_every_temperature_of_lesson_12_has_the_best_worst_run(teaching):
    few, worlds, temperatures = teaching["few images"], teaching["worlds"], [f"T = {t}" for t in (1, 4, 8)]
    assert best_of_temperatures(few, temperatures) == "T = 4"
    assert best_of_temperatures(worlds, ["answers at T = 2", "answers at T = 4"]) == "answers at T = 2"
    assert best_of_temperatures(worlds, ["copies at T = 2", "copies at T = 4"]) == "copies at T = 4"


def test_the_runs_that_lesson_12_quotes_are_the_stored_ones(teaching):
    where = {
        "teachers": ("other thousands", "fresh"),
        "worlds": ("worlds", "fresh"),
        "test_of_worlds": ("worlds", "test"),
        "all_images": ("all images", "fresh"),
        "single_layer": ("single layer", "fresh"),
    }
    thousand = {name: teaching["worlds"][f"1,000 answers {kind}"]["fresh"]
                for name, kind in (("labels", "as labels"), ("T = 4", "at T = 4"))}  # fmt: skip
    assert quoted("12", "first_thousand") == thousand
    for name, (part, kept) in where.items():
        for who, runs in quoted("12", name).items():
            assert runs == pytest.approx(teaching[part][who][kept], abs=0.005), (name, who)
    for n, runs in quoted("12", "by_size").items():
        for name, kind in (("labels", "labels"), ("answers", "T = 4")):
            assert runs[name] == pytest.approx(teaching["sizes"][f"{n} images, {kind}"]["fresh"], abs=0.005), n


def test_what_lesson_12_quotes_of_students_that_saw_one_digit_is_stored(teaching):
    only = {name: row["fresh"] for name, row in teaching["only"].items()}
    for digit, percent in quoted("12", "one_digit").items():
        stored = only["T = 4" if digit == 8 else f"only {digit}"][0]
        assert percent == pytest.approx(stored, abs=0.005), digit
    assert quoted("12", "eights_again") == pytest.approx(only["T = 4"], abs=0.005)
    assert quoted("12", "sevens_and_eights") == pytest.approx(only["7 and 8, 20 epochs"], abs=0.005)
    assert quoted("12", "small_student") == pytest.approx(only["784-16-10"], abs=0.005)
    assert quoted("12", "its_class") == pytest.approx(only["the teacher's class"][0], abs=0.005)
    quiet = {0.1: only["T = 1"][0]} | {rate: only[f"T = 1 at {rate}"][0] for rate in (0.2, 0.4, 0.8)}
    assert quoted("12", "quiet") == pytest.approx(quiet, abs=0.005)
    assert quoted("12", "eight_first") == close(only["8 comes first"])
    assert quoted("12", "louder") == pytest.approx(only["T = 8"][0], abs=0.005)
    for name in ("labels", "another eight's answer", "average answer"):
        assert only[name] == [pytest.approx(10.09, abs=0.005)]  # also said by the exercises


# 13, from its benchmark


def test_each_rate_of_the_pairs_of_lesson_13_has_the_best_worst_run_inside_of_its_grid():
    stored = report.load("frameworks")
    for name, chosen in (("forgotten", 0.005), ("right", 0.5), ("twice", 3)):
        rates = [rate for rate, *_ in stored[name]]
        assert best_worst_run(stored[name]) == chosen and min(rates) < chosen < max(rates)


def test_what_two_mistakes_cost_in_lesson_13_is_stored_in_ten_fresh_pairs():
    fresh, source = report.load("frameworks")["fresh"], source_of("13")
    assert all(len(runs) == 10 for runs in fresh.values())
    forgotten, twice = (PairedDifference(fresh[name], fresh["once"]) for name in ("forgotten", "twice"))
    assert f"a missing `zero_grad` {-forgotten.mean:.1f} percentage points behind" in source
    assert f"and two softmaxes {-twice.mean:.1f}<!-- benchmarks -->" in source
    assert forgotten.high < 0 and twice.high < 0


def test_the_networks_with_two_softmaxes_that_lesson_13_says_leave_digits_out_are_the_stored_ones():
    runs, never_named = next(found for rate, *found in report.load("frameworks")["twice"] if rate == 0.2)
    assert len(runs) == 5 and sum(never > 0 for never in never_named) == 4 and max(never_named) == 2
    assert "with a falling rate, four leave one or two digits out<!-- benchmarks -->" in source_of("13")


def test_the_times_of_lesson_13_are_the_stored_ones():
    stored, source = report.load("speed-widths-threads1"), source_of("13")
    rows = {(row["network"], row["batch"]): row["ratios"] for row in stored["rows"]}
    small, wide = (np.median(rows[f"784-{widths}-10", 64]) for widths in ("128-64", "1024-1024"))
    assert f"PyTorch takes about {small:.1f} times as long as nnlib" in source
    assert f"PyTorch takes {wide:.1f} times as long" in source and small > 1 > wide


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


# 14


def test_what_lesson_14_says_of_the_mutants_of_its_script_is_stored():
    stored = report.load("mutants")
    ended = [row for row in stored["mutants"] if "crash" not in row]
    seen = [row for row in ended if row["accused by"]]
    missed = [row["is"] for row in ended if not row["accused by"]]
    table = {name: [sum(name in row["accused by"] for row in seen), sum([name] == row["accused by"] for row in seen)]
             for name in ("round trip", "start", "gradient", "inside", "ten")}  # fmt: skip
    mean, spread = np.mean(stored["correct"]["accuracy"]), np.std(stored["correct"]["accuracy"], ddof=1)
    error = spread / np.sqrt(3)  # of a mean of three
    by_accuracy = [row for row in ended if abs(np.mean(row["accuracy"]) - mean) > 2 * error]
    close_by = [row for row in seen if row not in by_accuracy]
    in_print_alone = [row for row in close_by if row["where"] == "CrossEntropy.__call__"]
    (lesson,) = NOTEBOOKS.glob("14-*.ipynb")
    text = next(cell.source for cell in nbformat.read(lesson, as_version=4).cells if "Of 70 mutants" in cell.source)
    assert len(stored["mutants"]) == 70 and stored["correct"]["accused by"] == []
    assert f"{70 - len(ended)} crash, and {len(ended)} run to the end" in text and f"accuse {len(seen)} (one" in text
    assert f"| {' | '.join(table)} |" in text
    for heading, numbers in zip(("accused by this question", "and by no other"), zip(*table.values()), strict=True):
        assert f"| {heading} | {' | '.join(map(str, numbers))} |" in text
    assert f"For {len(close_by)} of the {len(seen)}" in text and round(2 * error, 2) == 0.35
    assert len(by_accuracy) == 23 and "23 of the 38" in source_of("14")
    assert all(row["accused by"] for row in by_accuracy), "all of them are among the 31"
    assert len(in_print_alone) == 3 and "Three of the 8 spoil only the loss that is printed" in text
    assert sorted(missed) == sorted(
        [
            "x = images[rows].reshape(-2, 784).T / 255",
            "x = images[rows].reshape(-2, 784).T / 255",
            "self.W = rng.normal(0, 2, (outs, ins)) / np.sqrt(ins)",
            "parts = np.exp(outputs + outputs.max(axis=0))",
            "return NeuralNetwork([Layer(784, hidden, ReLU(), rng), Layer(hidden, 11, Identity(), rng)])",
            "for start in range(1, len(order), batch_size):",
            "for start in range(-1, len(order), batch_size):",
        ]
    )
    (times,) = (row for row in ended if row["where"] == "validation_images" and "* 255" in row["is"])
    assert times["accused by"] == ["round trip"] and not times["round trip in bytes"]


# 16, from its benchmarks


def test_two_cores_of_lesson_16_are_the_stored_ones():
    stored = report.load("parallel")
    assert stored["rounds"] == 7
    rows = [row for row in stored["rows"] if row["network"] == "784-128-64-10"]
    assert list(chapter16.TWO_CORES) == [row["batch"] for row in rows]
    for told, row in zip(chapter16.TWO_CORES.values(), rows):
        assert told == {
            "one process": row["milliseconds a step, one process"],
            "speedup": row["times as fast"]["median"],
            "in Allreduce": row["percent in Allreduce"]["median"],
        }


def parts_of_16(name):
    """The stored steps of lesson 16's network with ever fewer images, by their number."""
    return {row["images"]: row for row in report.load(name)["rows"] if row["network"] == "784-128-64-10"}


def test_the_update_of_lesson_16_takes_as_long_for_one_image_as_for_64():
    rows = parts_of_16("parallel-parts-faster").values()
    steps, updates = ([row[f"milliseconds {what}"] for row in rows] for what in ("a step", "in the update"))
    assert max(updates) < 1.05 * min(updates) and max(steps) > 2 * min(steps)


def test_lesson_16_says_rightly_that_the_largest_batch_gains_most_and_the_smallest_nothing():
    times = [row["speedup"] for row in chapter16.TWO_CORES.values()]
    assert times[0] < 1 < times[-1] < 2 and max(times) == times[-1]


def test_half_the_images_of_a_step_of_lesson_16_take_more_than_half_the_time():
    large, small = chapter16.TWO_CORES[64], chapter16.TWO_CORES[16]
    with_two = large["one process"] / large["speedup"]
    computing = with_two * (1 - large["in Allreduce"] / 100)
    assert large["one process"] / 2 < computing == pytest.approx(0.28 + 0.68 / 2, abs=0.01)
    with_two, talking = small["one process"] / small["speedup"], small["in Allreduce"] / 100
    assert talking * with_two > small["one process"] - (1 - talking) * with_two, "talking takes more than sharing saves"


def test_amdahls_law_in_lesson_16_comes_near_what_one_process_needs_for_a_part():
    rows = parts_of_16("parallel-parts")
    assert rows[64]["milliseconds a step"] == pytest.approx(chapter16.TWO_CORES[64]["one process"], rel=0.01)
    for images, row in rows.items():
        assert 0.28 + 0.68 * images / 64 == pytest.approx(row["milliseconds a step"], rel=0.25)
        assert row["times as fast"]["greatest"] < 4, "about 3, and not 12"


@pytest.fixture(scope="module")
def sharing():
    return report.load("sharing")


def test_the_scaling_rule_of_lesson_16_is_the_stored_one_and_breaks_at_thirty_two_times_the_batch(sharing):
    runs = {(row["batch"], row["rate"]): row["scores"] for row in sharing["scaling rule"]}
    old, scaled = chapter16.SCALING_RULE.values()
    for batch in (64, 256, 1024, 2048):
        assert old[batch] == runs[batch, 0.05] and scaled[batch] == runs[batch, 0.05 * batch / 64]
    assert np.mean(scaled[2048]) < np.mean(old[2048])
    for batch in (256, 1024):
        assert PairedDifference(scaled[batch], old[batch]).low > 0
    assert (min(runs[64, 0.2]), max(runs[64, 0.2])) == (92.0, 95.82), "five seeds read from 92.0 to 95.8 %"
    others = quoted("16", "other_rates")
    assert all(scores == runs[of] for of, scores in others.items())
    assert max(np.mean(scores) for (images, _), scores in others.items() if images == 2048) < 77.5
    assert max(others[64, 1.6]) < 11, "it guesses"


def test_the_difference_of_one_order_that_lesson_16_quotes_is_stored(sharing):
    found = PairedDifference(sharing["orders"]["same"], sharing["orders"]["new"])
    mean, low, high = (f"{number:+.2f}".replace("-", "−") for number in (found.mean, found.low, found.high))
    said = f"{mean} percentage points on average, with a 95 % interval of [{low}, {high}]"
    assert said in source_of("16")


def test_talking_less_in_lesson_16_is_the_stored_one(sharing):
    told = quoted("16", "talked")
    for row in sharing["talked"]:
        assert told["by label" if row["by label"] else "mixed"][row["every"]] == row["scores"]


def test_a_rank_of_lesson_16_unlearns_the_digits_that_it_does_not_see(sharing):
    before, after = (np.array([run[when] for run in sharing["around averages"]]) for when in ("before", "after"))
    assert before.shape == (5, 2 * 4, 2), "five seeds, two averages of four ranks, own digits and others"
    own, first_others, second_others = before[..., 0], after[:, :4, 1], before[:, 4:, 1]
    assert quoted("16", "reads") == {
        "own digits, just before an average": pytest.approx([own.min(), own.max()], abs=0.051),
        "other digits, just after the first average": pytest.approx(
            [first_others.min(), first_others.max()], abs=0.051
        ),
        "other digits, just before the second": [second_others.min(), second_others.max()],
    }
    assert not before[..., 1].any(), "not one image of the others"


def test_larger_batches_of_lesson_16_took_the_stored_steps_each_at_the_rate_of_its_best_worst_run(sharing):
    steps = {row["batch"]: np.median([count or np.inf for count in row["fresh"]]) for row in sharing["larger"]}
    assert steps == {64: 1560, 256: 741, 1024: 552}
    assert "took 1,560 steps with batches of 64, 741 with 256 and 552 with 1,024" in source_of("16")
    for row in sharing["larger"]:
        worst = {rate: max(steps or 10**9 for steps in runs) for rate, runs in row["sweep"]}
        assert row["rate"] == min(worst, key=worst.get)


# 17, from its benchmarks


@pytest.fixture(scope="module")
def fooling():
    """The accuracies of each kind of network: by kind, by way of nudging and by size, over the seeds."""
    stored = report.load("fooling")
    found = {}
    for row in stored["rows"]:
        for way in ("slope", "random", "small steps"):
            for size, percent in zip(stored["sizes"], row[way], strict=True):
                found.setdefault((row["kind"], way, size), []).append(percent)
    return found


PLAIN, CONVOLUTIONAL = "784-128-64-10", "convolutional"
HARDENED = f"{PLAIN}, trained on images nudged along the slope"


def test_what_lesson_17_quotes_of_adversarial_training_is_stored(fooling):
    plain, hardened = (np.mean(fooling[kind, "slope", 0.1]) for kind in (PLAIN, HARDENED))
    cost = PairedDifference(fooling[PLAIN, "slope", 0], fooling[HARDENED, "slope", 0])
    said = f"from {plain:.1f} to {hardened:.1f} % on average, and costs {cost.mean:.1f} points"
    assert f"{said} [{cost.low:.1f}, {cost.high:.1f}]" in source_of("17")


def test_what_lesson_17_quotes_of_the_convolutional_network_is_stored(fooling):
    wanted = {"untouched": ("slope", 0), "nudged by 0.10": ("slope", 0.1), "nudged by 0.20": ("slope", 0.2)}
    wanted["nudged by 0.10 in ten steps"] = ("small steps", 0.1)
    for name, kind in (("convolutional", CONVOLUTIONAL), ("hardened_runs", HARDENED)):
        told = quoted("17", name)
        assert told == {what: pytest.approx(fooling[kind, *wanted[what]]) for what in told} and len(told) > 2


def test_in_lesson_17_direction_counts_for_one_layer_as_for_three_and_for_training(fooling):
    for kind in (PLAIN, "784-10"):
        assert np.mean(fooling[kind, "slope", 0.1]) < 26 and np.mean(fooling[kind, "random", 0.1]) > 90
    at_random = fooling[f"{PLAIN}, trained on images nudged at random", "slope", 0.1]
    assert min(fooling[HARDENED, "slope", 0.1]) > 2 * max(at_random)
    assert PairedDifference(fooling[HARDENED, "slope", 0], fooling[PLAIN, "slope", 0]).high < 0


# 18, from its benchmarks


@pytest.fixture(scope="module")
def letters():
    return report.load("letters")


def mean_of(letters, kind, what):
    """The mean over the seeds of a stored kind of network."""
    return np.mean([row[what] for row in letters["networks"][kind]])


def test_the_leak_of_lesson_18_flatters_a_model_that_counts(letters):
    leak = {group: loss for group, (_, loss) in letters["leak"].items()}
    assert leak["leaked"] < leak["two rows, honest split"] - 0.2 and leak["all"] < leak["did not leak"]


def test_the_factor_of_lesson_18_is_the_best_of_its_grid_and_lies_inside_it(letters):
    grid = {(length, factor): loss for length, factor, loss in letters["falling_back"]["grid"]}
    assert min(grid, key=grid.get) == (5, 6)
    assert min(grid) < (5, 6) < max(grid) and {4, 6} < {length for length, _ in grid}


def test_what_lesson_18_quotes_of_a_network_without_an_embedding_is_stored(letters):
    losses = [validation for _, validation, _ in letters["without_embedding"]]
    assert f"it does a little better: {np.mean(losses):.3f}" in source_of("18")
    assert max(losses) < min(row["validation"] for row in letters["networks"]["16, 128"])


def test_of_the_six_names_at_the_beginning_of_lesson_18_three_are_on_the_list_and_three_are_written_by_its_network():
    names, source = set(load_names()), source_of("18")
    invented = re.search(r"Here are \*(\w+)\*, \*(\w+)\* and \*(\w+)\*, none of which is on the list", source).groups()
    six = re.findall(r"\*(\w+)\*", re.search(r"Here are six names: (.*?)\.", source)[1])
    assert len(six) == 6 and {name for name in six if name not in names} == set(invented)
    (path,) = NOTEBOOKS.glob("18-*.ipynb")
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if "network = as_model(net)" in cell.source]
    assert set(invented) <= set(cells[0].outputs[0].text.split())


def test_larger_networks_of_lesson_18_beat_falling_back_and_dropout_helps_in_all_runs(letters):
    of = {kind: [row["validation"] for row in rows] for kind, rows in letters["networks"].items()}
    of_fall_back = min(loss for _, _, loss in letters["falling_back"]["grid"])
    assert max(of["24, 512, dropout"]) < min(of["16, 512"]) and max(of["16, 512"]) < of_fall_back < min(of["16, 128"])


def test_no_rate_of_those_tried_brings_the_network_of_lesson_18_down_to_falling_back(letters):
    means = {rate: np.mean(losses) for rate, losses in letters["other_rates"]["16, 128"]}
    of_fall_back = min(loss for _, _, loss in letters["falling_back"]["grid"])
    assert min(means.values()) > of_fall_back and min(means) < min(means, key=means.get) < max(means)
    assert min(np.mean(losses) for _, _, losses in letters["longer"]) > of_fall_back


def test_names_that_chose_nothing_keep_the_order_of_lesson_18_in_all_runs(letters):
    for row in letters["networks"]["16, 128"]:
        assert row["test, both"] < letters["falling_back"]["test"] < row["test"]


def test_with_as_many_numbers_fixed_places_beat_attention_in_lesson_19_also_when_it_trains_longer(letters, attention):
    losses = [row["validation"] for row in letters["networks"]["16, 75"]]
    assert f"{np.mean(losses):.3f}" == "2.065" and "| 2.065 |" in source_of("19")
    assert max(losses) < min(row["loss"] for row in attention["names"]["attention, four times the steps"])
    means = {rate: np.mean(runs) for rate, runs in letters["other_rates"]["16, 75"]}
    assert min(means, key=means.get) == 0.01 and min(means) < 0.01 < max(means), "the rate of these runs"


def test_a_line_cuts_off_the_vowels_of_lesson_18_in_four_of_five_runs_and_with_y_in_all(letters):
    cut = [row["cut off"] for row in letters["networks"]["2, 128, begun close together"]]
    assert sum("aeiou" in found for found in cut) == 4 and all("aeiouy" in found for found in cut)
    assert "aeiou" in cut[0]


# 19, from its benchmarks


@pytest.fixture(scope="module")
def attention():
    return report.load("attention")


def test_no_stored_dense_network_of_lesson_19_leaves_the_lazy_attendant_behind(attention):
    last = {}
    for run in attention["dense"]:
        last.setdefault((run["pairs"], run["width"], run["rate"]), []).append(run["course"][-1][1])
    assert {256, 512} == {width for _, width, _ in last}, "the lesson's, and a larger one"
    lazy = {4: 38.4, 8: 30.0, 16: 23.6}  # in percent, of 200,000 questions
    for (pairs, _, _), percents in last.items():
        assert max(percents) < lazy[pairs] + 1, "2,000 of 5,000 have a standard error of 0.7"


def test_what_lesson_19_says_of_the_root_is_stored(attention):
    def at(d, root, step):
        runs = [run["course"] for run in attention["root"] if (run["d"], run["root"]) == (d, root)]
        return [next(row[1] for row in course if row[0] == step) for course in runs]

    assert at(16, False, 300) == 5 * [100] and PairedDifference(at(16, False, 75), at(16, True, 75)).low > 0
    assert min(at(256, True, 300)) == 100 and max(at(256, False, 300)) < 97


def test_attention_of_lesson_19_finds_any_of_26_letters_in_all_stored_runs(attention):
    assert all(run["other numbers"]["26"][0] > 99.5 for run in attention["look up"])


def test_what_lesson_19_says_of_names_holds_in_all_stored_runs(attention):
    names = attention["names"]
    losses = {kind: [run["loss"] for run in runs] for kind, runs in names.items() if not kind.startswith("rates")}
    assert max(losses["attention"]) < min(losses["letter and place"])
    best = min(names["rates"], key=lambda row: np.mean(row[1]))[0]
    assert best == 0.01, "the rate of the lesson"
    lacking = names["rates of those that lack a part"]
    assert len(lacking) == 4, "no look-up, even weights, no places, no residual"
    for rates in (*lacking.values(), names["rates of the longer training"]):
        assert min(rates, key=lambda row: np.mean(row[1]))[0] == 0.01, "the best of three for each of them"
    four, kept = "four times the steps", "without the residual"
    kinds = ["attention", "letter and place", "letter and place, a wider hidden layer", "attention with even weights",
             "attention without places", f"attention {kept}", f"attention, {four}", f"{four}, letter and place, wider",
             f"{four}, with even weights", f"{four}, without places", f"{four}, {kept}"]  # fmt: skip
    places, residual = (f"{np.mean(losses[kind]):.3f}" for kind in kinds[4:6])
    assert f"Without places it's {places}, without `x +` {residual}" in source_of("19")
    for whole, blind, *poorer in ((kinds[0], *kinds[2:6]), kinds[6:]):
        for kind in poorer:
            assert max(losses[whole]) < min(losses[kind]) and max(losses[kind]) < min(losses[blind])
    rows = {
        "no look-up: letter and place alone": kinds[2],
        "even weights": kinds[3],
        "attention": kinds[0],
        "attention, trained longer": kinds[6],
    }
    for row, kind in rows.items():
        numbers = names[kind][0]["numbers"]
        said = re.search(rf"\| {row} \| {numbers:,} \| [\d,]+ \| ([\d.]+) \|", source_of("19"))
        assert float(said[1]) == pytest.approx(np.mean(losses[kind]), abs=0.0006), row
