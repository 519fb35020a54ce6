"""The small GPT of chapter 19 is the benchmark's, which is right, and its stored runs say what the lesson says."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

import nnlib
from benchmarks import gpt as stored_gpt
from benchmarks import report
from nnlib import CrossEntropy, Tensor, one_hot, same_owner_mask

LESSON = next((Path(__file__).resolve().parents[2] / "notebooks").glob("19-*.ipynb"))
NAMES = ["emma", "bo", "chiziterem"]


@pytest.fixture(scope="module")
def cells():
    return {cell.id: cell.source for cell in nbformat.read(LESSON, as_version=4).cells}


@pytest.fixture(scope="module")
def lesson(cells):
    names = {"np": np, "nnlib": nnlib, "Tensor": Tensor, "one_hot": one_hot, "LETTERS": nnlib.letters.LETTERS}
    names |= {"same_owner_mask": same_owner_mask}
    for name in ("n19-28", "n19-32", "n19-52", "gpt-normalize", "gpt-heads", "gpt-block", "gpt-whole", "gpt-build"):
        exec(cells[name], names)
    exec(cells["e707325b"].partition("print")[0], names)
    return names


@pytest.fixture(scope="module")
def stored():
    return report.load("gpt")


def test_the_lesson_and_the_benchmark_have_one_network_and_one_way_to_start_it(lesson):
    ours, theirs = lesson["build"](np.random.default_rng(3)), stored_gpt.build(np.random.default_rng(3))
    assert list(ours) == list(theirs)
    *columns, following = lesson["all_letters"](NAMES)
    found = []
    for net, model in ((ours, lesson["gpt"]), (theirs, stored_gpt.gpt)):
        z = model(net, *columns)
        z.backward(CrossEntropy().derivative(z.data, following))
        found.append(z.data)
    np.testing.assert_array_equal(*found)
    for name in ours:
        np.testing.assert_array_equal(ours[name].data, theirs[name].data)
        np.testing.assert_array_equal(ours[name].grad, theirs[name].grad)


def test_its_logits_and_gradients_are_those_of_pytorch(lesson):
    torch = pytest.importorskip("torch")
    net = lesson["build"](np.random.default_rng(0))
    letters, places, owners, following = lesson["all_letters"](NAMES)
    z = lesson["gpt"](net, letters, places, owners)
    z.backward(CrossEntropy().derivative(z.data, following))
    theirs = {name: torch.tensor(tensor.data, requires_grad=True) for name, tensor in net.items()}
    seen = torch.tensor((owners[:, np.newaxis] == owners) & (places <= places[:, np.newaxis]))
    x = theirs["E"].T[letters] + theirs["P"].T[places]
    for b in "12":
        normal, found = torch.nn.functional.layer_norm(x, (32,)), 0
        for h in "12":
            q, k, v = (normal @ theirs[f"{name}{b}{h}"].T for name in ("Wq", "Wk", "Wv"))
            looked_up = torch.nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=seen)
            found = found + looked_up @ theirs[f"Wo{b}{h}"].T
        x = x + found
        hidden = torch.relu(torch.nn.functional.layer_norm(x, (32,)) @ theirs[f"W1{b}"].T)
        x = x + hidden @ theirs[f"W2{b}"].T
    logits = torch.nn.functional.layer_norm(x, (32,)) @ theirs["W"].T
    torch.nn.functional.cross_entropy(logits, torch.tensor(following)).backward()
    np.testing.assert_allclose(z.data, logits.detach().numpy().T, rtol=0, atol=1e-12)
    for name, tensor in net.items():
        np.testing.assert_allclose(tensor.grad, theirs[name].grad.numpy(), rtol=0, atol=1e-12)


def test_a_stored_run_begins_as_it_does_here(stored):
    training, _ = stored_gpt.split()
    for length, (steps, _) in stored_gpt.LENGTHS.items():
        run = stored[length]["runs"][0]
        _, losses = stored_gpt.learn(training, steps, run["rate"], run["seed"], stop=20)
        np.testing.assert_allclose(losses, run["first losses"], rtol=0, atol=1e-3)


def test_each_length_was_trained_at_the_best_of_its_rates_which_lies_between_others(stored):
    for length in stored_gpt.LENGTHS:
        means = {}
        for run in stored[length]["rates"]:
            means.setdefault(run["rate"], []).append(run["loss"])
        means = {rate: np.mean(losses) for rate, losses in means.items()}
        best = min(means, key=means.get)
        assert min(means) < best < max(means) and {run["rate"] for run in stored[length]["runs"]} == {best}


def test_what_the_lesson_says_of_its_gpt_holds_in_all_stored_runs(stored, cells):
    runs = {length: [run["loss"] for run in stored[length]["runs"]] for length in stored_gpt.LENGTHS}
    attention, counting = report.load("attention")["names"], report.load("letters")["falling_back"]["grid"]
    short, long = runs["as long as attention"], runs["four times as long"]
    assert min(short) > max(run["loss"] for run in attention["attention"])
    assert max(long) < min(run["loss"] for run in attention["attention, four times the steps"])
    assert min(long) > min(loss for *_, loss in counting)
    numbers = stored["four times as long"]["runs"][0]["numbers"]
    said = re.search(rf"\| small GPT \| {numbers:,} \| ([\d.]+) \| ([\d.]+) \|", cells["gpt-answer"])
    assert said.groups() == (f"{np.mean(short):.3f}", f"{np.mean(long):.3f}")
