"""Chapter 13: what it says of PyTorch and Keras is true, and without them the lesson still runs."""

import ast
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from refresh import refresh

from nncourse.optional import Missing, NotInstalled, optional
from nnlib import (
    MSE,
    SGD,
    Adam,
    CrossEntropy,
    Identity,
    Layer,
    Momentum,
    NeuralNetwork,
    ReLU,
    RMSProp,
    WeightDecay,
    load_mnist,
)
from nnlib.training import train_step

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")
ROOT = Path(__file__).resolve().parents[2]
LESSON = ROOT / "notebooks" / "13-pytorch-keras.ipynb"
FRAMEWORKS = {"torch", "keras"}
NEEDS = runpy.run_path(str(ROOT / "conftest.py"))["NEEDS"]


@pytest.fixture
def torch():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    torch.manual_seed(0)
    return torch


@pytest.fixture
def keras():
    pytest.importorskip("jax", reason="JAX, with which Keras computes, is not installed")
    keras = pytest.importorskip("keras", reason="Keras is not installed")
    yield keras
    use(keras, np.float32)


def use(keras, dtype):
    """Let Keras compute in a dtype; its own default is float32."""
    keras.config.set_floatx(np.dtype(dtype).name)
    keras.config.set_dtype_policy(np.dtype(dtype).name)


# The stand-in


def test_optional_returns_a_package_that_is_there():
    import json

    assert optional("json") is json


def test_stand_in_is_quiet_until_its_first_use():
    missing = optional("no_such_package")
    assert isinstance(missing, Missing)
    assert repr(missing) == "<no_such_package, not installed>"
    assert not hasattr(missing, "_repr_html_"), "Jupyter asks every value for this"
    with pytest.raises(NotInstalled, match=r'no_such_package is not installed .*pip install -e "\.\[frameworks\]"'):
        missing.nn.Linear(784, 10)


def test_not_installed_is_shown_as_one_sentence_without_a_traceback():
    with pytest.raises(ImportError) as caught:
        optional("no_such_package").anything  # noqa: B018
    assert caught.value._render_traceback_() == [str(caught.value)]
    assert "\n" not in str(caught.value)


# Notebooks with packages that are there, and that are not


SMALL = [
    (
        "from nncourse.optional import optional\ntorch, keras = map(optional, ['torch', 'keras'])\nprint('start')",
        "start",
    ),
    ("print(torch.three())", "3"),
    ("print(1 + 1)", "2"),
    ("print(keras.three())", "3"),
    ("print(torch.three() + 1)", "3"),  # wrong
    ("print(torch.fails())", "3"),  # does not run
    ("print('end')", "end"),
]


@pytest.fixture
def small_notebook(tmp_path):
    """A notebook of which two cells are stored wrongly, and packages torch, keras and jax of a few letters."""
    cells = []
    for number, (source, printed) in enumerate(SMALL, start=1):
        output = nbformat.v4.new_output("stream", name="stdout", text=printed + "\n")
        cell = nbformat.v4.new_code_cell(source, outputs=[output], execution_count=number)
        used = [name for name in sorted(FRAMEWORKS) if f"{name}." in source]
        cell.metadata["tags"] = [*used, "raises-exception"] if used else []
        cells.append(cell)
    (tmp_path / "packages").mkdir()
    for name in ("torch", "keras", "jax"):
        (tmp_path / "packages" / f"{name}.py").write_text("def three():\n    return 3\n", encoding="utf-8")
    (tmp_path / "blocked").mkdir()
    block = "import sys\nfor name in ('torch', 'keras', 'jax'):\n    sys.modules[name] = None\n"
    (tmp_path / "blocked" / "sitecustomize.py").write_text(block, encoding="utf-8")
    path = tmp_path / "small.ipynb"
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    return path


def run_pytest(path, folder, **settings):
    """What pytest prints about a notebook, with the packages of a folder, under the rules of conftest.py."""
    paths = os.pathsep.join([str(path.parent / folder), str(ROOT)])
    env = os.environ | {"PYTHONPATH": paths, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"} | settings
    env.pop("PYTEST_ADDOPTS", None)
    (path.parent / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "nbval.plugin", "-p", "conftest", "-p", "no:cacheprovider"]
    command += ["-c", str(path.parent / "pytest.ini"), "--nbval", "-rsf", str(path)]
    done = subprocess.run(command, env=env, cwd=path.parent, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def test_wrong_output_of_a_framework_fails_although_its_cell_may_raise(small_notebook):
    code, told = run_pytest(small_notebook, "packages", NNLIB_REQUIRE_FRAMEWORKS="1")
    assert code == 1
    assert "2 failed, 5 passed" in told
    assert set(re.findall(r"^FAILED .*::Cell (\d)", told, re.MULTILINE)) == {"4", "5"}


def test_cells_of_missing_packages_are_skipped_with_the_reason_and_the_others_compared(small_notebook):
    code, told = run_pytest(small_notebook, "blocked", NNLIB_REQUIRE_FRAMEWORKS="")
    assert code == 0
    assert "3 passed, 4 skipped" in told
    assert "not installed: torch" in told and "not installed: keras, jax" in told


def test_missing_package_is_refused_where_all_are_required(small_notebook):
    code, told = run_pytest(small_notebook, "blocked", NNLIB_REQUIRE_FRAMEWORKS="1")
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "these are not installed: torch, keras, jax" in told


def test_refreshing_where_packages_are_missing_keeps_what_they_gave(small_notebook, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(small_notebook.parent / "blocked"), str(ROOT)]))
    before = small_notebook.read_text(encoding="utf-8")
    small_notebook.write_text(before.replace('"2\\n"', '"to be refreshed\\n"'), encoding="utf-8")
    refresh(small_notebook)
    cells = nbformat.read(small_notebook, as_version=4).cells
    assert [cell.outputs[0].text for cell in cells] == [f"{printed}\n" for _, printed in SMALL]


# The lesson


def framework_of(cell):
    return FRAMEWORKS & set(cell.metadata.get("tags", []))


def shown(cell):
    """What a cell shows: text and alt text, without the bytes of pictures and the ids of widgets."""
    found = []
    for output in cell.outputs:
        data = output.get("data", {})
        html = re.sub(r"base64,[A-Za-z0-9+/=]+", "", data.get("text/html", ""))
        found.append((output.get("text", ""), data.get("text/plain", ""), html))
    return found


def test_stored_framework_cells_show_what_a_framework_gave():
    tagged = [cell for cell in nbformat.read(LESSON, as_version=4).cells if framework_of(cell)]
    assert {name for cell in tagged for name in framework_of(cell)} == FRAMEWORKS
    for cell in tagged:
        assert "raises-exception" in cell.metadata.tags
        shows = "print(" in cell.source or isinstance(ast.parse(cell.source).body[-1], ast.Expr)
        assert cell.outputs or not shows, cell.source
        assert all(output.output_type != "error" for output in cell.outputs), cell.source


BLOCK = """
import sys
sys.modules["torch"] = sys.modules["keras"] = sys.modules["jax"] = None
import nnlib
whole = nnlib.train
nnlib.train = lambda net, x, y, **settings: whole(net, x[:, :640], y[:640], **settings)
"""


def without_training(cells):
    """The cells whose outputs do not depend on what `train` has done in a cell before, or does there."""
    changed = {"train"}
    for cell in cells:
        nodes = list(ast.walk(ast.parse(cell.source)))
        names = [node for node in nodes if isinstance(node, ast.Name)]
        if changed & {node.id for node in names}:
            changed |= {node.id for node in names if isinstance(node.ctx, ast.Store)}
            changed |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
        else:
            yield cell


def test_lesson_runs_to_its_end_without_any_framework():
    """As where nothing was installed beside the course.

    It trains on few images here: nbval runs all of it, and compares what training gives. A cell
    that uses a missing package says so; one that uses what such a cell would have made finds no such name.
    """
    stored = nbformat.read(LESSON, as_version=4)
    notebook = nbformat.read(LESSON, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(BLOCK))
    NotebookClient(notebook, timeout=300, kernel_name="python3", coalesce_streams=True).execute()
    code = [(cell, old) for cell, old in zip(notebook.cells[1:], stored.cells) if cell.cell_type == "code"]
    compared = list(without_training(cell for cell, _ in code))
    assert len(compared) > len(code) / 2
    left_out = set()
    for cell, old in code:
        if names := framework_of(cell):
            output = cell.outputs[-1]  # a heading may have been printed before
            assert output.output_type == "error", cell.source
            if output.ename == "NameError":
                assert output.evalue.split("'")[1] in left_out, cell.source
            else:
                assert output.ename == "NotInstalled", cell.source
                needed = {package for name in names for package in NEEDS[name]}
                assert output.evalue.split()[0] in needed and output.traceback == [output.evalue]
            nodes = list(ast.walk(ast.parse(cell.source)))
            left_out |= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
            left_out |= {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
        elif cell in compared:
            assert shown(cell) == shown(old), cell.source
        else:
            assert not any(output.output_type == "error" for output in cell.outputs), cell.source


# The first steps


def network(dtype=np.float64):
    rng = np.random.default_rng(0)
    shapes = (784, 128, ReLU()), (128, 64, ReLU()), (64, 10, Identity())
    return NeuralNetwork([Layer(*shape, rng=rng, dtype=dtype) for shape in shapes]), rng


@pytest.fixture(scope="module")
def first_batches():
    (x, y), _ = load_mnist()
    order = network()[1].permutation(50_000)
    return [(x[:, idx], y[idx]) for idx in np.split(order[:640], 10)]


def our_losses(batches, dtype):
    net, _ = network(dtype)
    sgd = SGD(0.2)
    return [train_step(net, x, y, CrossEntropy(), sgd) for x, y in batches]


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-12), (np.float32, 1e-5)])
def test_losses_of_the_first_ten_steps_equal_pytorchs(torch, first_batches, dtype, tolerance):
    nn, name = torch.nn, np.dtype(dtype).name
    model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10))
    model.to(getattr(torch, name))
    with torch.no_grad():
        for parameter, (value, _) in zip(model.parameters(), network(dtype)[0].parameters()):
            parameter.copy_(torch.tensor(value).reshape(parameter.shape))
    sgd, losses = torch.optim.SGD(model.parameters(), lr=0.2), []
    for x, y in first_batches:
        sgd.zero_grad()
        value = nn.CrossEntropyLoss()(model(torch.tensor(x.T.astype(dtype))), torch.tensor(y))
        value.backward()
        sgd.step()
        losses.append(value.item())
    np.testing.assert_allclose(losses, our_losses(first_batches, dtype), rtol=0, atol=tolerance)
    assert losses[0] - losses[-1] > 0.4, "the steps must change something for the comparison to say anything"


def test_losses_of_the_first_ten_steps_with_weight_decay_around_adam_equal_those_of_adamw(torch, first_batches):
    nn, losses = torch.nn, []
    model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10)).double()
    net, _ = network()
    with torch.no_grad():
        for parameter, (value, _) in zip(model.parameters(), net.parameters()):
            parameter.copy_(torch.tensor(value).reshape(parameter.shape))
    adamw, decayed, bare = torch.optim.AdamW(model.parameters(), lr=0.001), WeightDecay(Adam(0.001), 0.01), Adam(0.001)
    for x, y in first_batches:
        adamw.zero_grad()
        value = nn.CrossEntropyLoss()(model(torch.tensor(np.float64(x.T))), torch.tensor(y))
        value.backward()
        adamw.step()
        losses.append(value.item())
    ours = [train_step(net, x, y, CrossEntropy(), decayed) for x, y in first_batches]
    np.testing.assert_allclose(losses, ours, rtol=0, atol=1e-12)
    net, _ = network()
    without = [train_step(net, x, y, CrossEntropy(), bare) for x, y in first_batches]
    assert abs(without[-1] - ours[-1]) > 1e-5, "a decay that is left out shows"


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-12), (np.float32, 1e-5)])
def test_losses_of_the_first_ten_steps_equal_those_of_keras(keras, first_batches, dtype, tolerance):
    use(keras, dtype)
    dense = keras.layers.Dense
    model = keras.Sequential([keras.Input((784,)), dense(128, "relu"), dense(64, "relu"), dense(10)])
    model.set_weights([p.copy() for layer in network(dtype)[0].layers for p in (layer.W.T, layer.b[:, 0])])
    model.compile(keras.optimizers.SGD(0.2), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    losses = [model.train_on_batch(x.T, y) for x, y in first_batches]
    np.testing.assert_allclose(losses, our_losses(first_batches, dtype), rtol=0, atol=tolerance)


# The dictionary, line by line


def test_dictionary_layers_of_pytorch(torch):
    linear = torch.nn.Linear(784, 128)
    assert linear.weight.shape == (128, 784) and linear.bias.shape == (128,)
    assert linear.weight.dtype == torch.float32
    for parameter in (linear.weight, linear.bias):
        assert 0.9 / 28 < parameter.abs().max().item() <= np.float32(1 / 28), "uniform, up to 1/√784 in float32"
    x = torch.rand(5, 784)
    assert torch.allclose(linear(x), x @ linear.weight.T + linear.bias, atol=1e-6)
    with pytest.raises(RuntimeError, match="dtype"):
        linear(x.double())
    assert torch.nn.LeakyReLU().negative_slope == 0.01
    assert torch.nn.Softmax().dim is None, "you say which"


def test_dictionary_losses_of_pytorch(torch):
    rng = np.random.default_rng(0)
    z, y, targets = rng.normal(size=(3, 5)), rng.integers(3, size=5), rng.normal(size=(3, 5))
    assert torch.nn.CrossEntropyLoss()(torch.tensor(z.T), torch.tensor(y)).item() == pytest.approx(CrossEntropy()(z, y))
    assert torch.nn.MSELoss()(torch.tensor(z.T), torch.tensor(targets.T)).item() == pytest.approx(MSE()(z, targets))


def test_dictionary_optimizers_of_pytorch(torch):
    w = torch.zeros(1, requires_grad=True)
    (2 * w).sum().backward()
    (2 * w).sum().backward()
    assert w.grad.item() == 4, "backward adds"
    sgd, rmsprop, adam = (make([w]).defaults for make in (torch.optim.SGD, torch.optim.RMSprop, torch.optim.Adam))
    assert (sgd["lr"], sgd["momentum"]) == (0.001, 0)
    assert (rmsprop["alpha"], rmsprop["eps"], adam["eps"]) == (0.99, 1e-8, 1e-8)
    data = torch.utils.data.TensorDataset(torch.arange(4))
    assert [batch[0].tolist() for batch in torch.utils.data.DataLoader(data)] == [[0], [1], [2], [3]]


def steps_of_momentum(inside):
    """w after four steps with the gradient 1 and momentum 0.9; the rate drops at the fourth."""
    w = v = 0.0
    for rate in (0.1, 0.1, 0.1, 0.01):
        v = 0.9 * v + (rate if inside else 1.0)
        w -= v if inside else rate * v
    return w


def test_dictionary_momentum_keeps_the_rate_outside_in_pytorch_and_inside_in_keras(torch, keras):
    rates = [0.1, 0.1, 0.1, 0.01]
    w, ours = np.zeros(1), Momentum(lambda step: rates[step])
    theirs = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    sgd = torch.optim.SGD([theirs], lr=0.1, momentum=0.9)
    use(keras, np.float64)
    variable, optimizer = keras.Variable([0.0]), keras.optimizers.SGD(0.1, momentum=0.9)
    for rate in rates:
        ours.step([(w, np.ones(1))])
        theirs.grad = torch.ones(1, dtype=torch.float64)
        sgd.param_groups[0]["lr"] = rate
        sgd.step()
        optimizer.learning_rate = rate
        optimizer.apply([keras.ops.ones(1)], [variable])
    assert w.item() == pytest.approx(steps_of_momentum(inside=False))
    assert theirs.item() == pytest.approx(steps_of_momentum(inside=False))
    assert keras.ops.convert_to_numpy(variable).item() == pytest.approx(steps_of_momentum(inside=True))
    assert steps_of_momentum(inside=True) != pytest.approx(steps_of_momentum(inside=False))


def test_dictionary_layers_of_keras(keras):
    model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128)])
    kernel, bias = model.get_weights()
    assert kernel.shape == (784, 128) and kernel.dtype == np.float32 and bias.shape == (128,)
    limit = np.sqrt(6 / (784 + 128))
    assert 0.99 * limit < np.abs(kernel).max() <= limit * 1.000001 and not bias.any()
    x = np.random.default_rng(0).random((5, 784))  # float64: no complaint, and the result is float32
    outputs = np.asarray(model(x))
    assert outputs.dtype == np.float32
    np.testing.assert_allclose(outputs, x @ kernel, atol=1e-5)
    with pytest.raises(ValueError, match="shape"):
        model.set_weights([kernel.T, bias])
    slopes = keras.layers.LeakyReLU(), keras.activations.leaky_relu
    assert [float(leaky(keras.ops.ones(1) * -1)[0]) for leaky in slopes] == pytest.approx([-0.3, -0.2])
    assert np.asarray(keras.layers.Softmax()(np.ones((2, 4)))).sum(axis=-1) == pytest.approx([1, 1])


def test_dictionary_losses_of_keras(keras):
    use(keras, np.float64)
    rng = np.random.default_rng(0)
    z, y, targets = rng.normal(size=(3, 5)), rng.integers(3, size=5), rng.normal(size=(3, 5))
    loss = keras.losses.SparseCategoricalCrossentropy
    assert float(loss(from_logits=True)(y, z.T)) == pytest.approx(CrossEntropy()(z, y))
    p = np.exp(z) / np.exp(z).sum(axis=0)
    assert float(loss()(y, p.T)) == pytest.approx(CrossEntropy()(z, y)), "probabilities, unless told otherwise"
    assert float(keras.losses.MeanSquaredError()(targets.T, z.T)) == pytest.approx(MSE()(z, targets))


def test_dictionary_optimizers_of_keras(keras):
    use(keras, np.float64)
    sgd, rmsprop, adam = keras.optimizers.SGD(), keras.optimizers.RMSprop(), keras.optimizers.Adam()
    assert (sgd.get_config()["learning_rate"], sgd.momentum) == (pytest.approx(0.01), 0)
    assert (rmsprop.rho, rmsprop.epsilon, adam.epsilon) == (0.9, 1e-7, 1e-7)
    variable, gradient = keras.Variable([0.0]), 1e-4  # so small that epsilon shows
    rmsprop.apply([keras.ops.convert_to_tensor([gradient])], [variable])
    inside = -0.001 * gradient / np.sqrt(0.1 * gradient**2 + 1e-7)
    assert keras.ops.convert_to_numpy(variable).item() == pytest.approx(inside, rel=1e-6)
    w = np.zeros(1)
    RMSProp(0.001, decay=0.9, epsilon=1e-7).step([(w, np.full(1, gradient))])
    assert w.item() != pytest.approx(inside, rel=0.1), "ours has it outside of the root"


def test_dictionary_adam_of_keras_adds_epsilon_before_the_bias_correction(keras):
    use(keras, np.float64)
    variable, gradient = keras.Variable([0.0]), 1e-6  # so small that epsilon shows
    keras.optimizers.Adam(0.001, epsilon=1e-7).apply([keras.ops.convert_to_tensor([gradient])], [variable])
    moved = -keras.ops.convert_to_numpy(variable).item()
    assert moved == pytest.approx(0.001 * gradient / (gradient + 1e-7 / np.sqrt(0.001)), rel=1e-4), "31.6 times epsilon"
    w = np.zeros(1)
    Adam(0.001, epsilon=1e-7).step([(w, np.full(1, gradient))])
    assert -w.item() == pytest.approx(0.001 * gradient / (gradient + 1e-7), rel=1e-6)


def test_dictionary_fit_of_keras_takes_32_and_shuffles(keras):
    seen = []

    class Spy(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            seen.append(batch)

    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(np.zeros((65, 1)), np.zeros((65, 1)), verbose=0, callbacks=[Spy()])
    assert seen == [0, 1, 2], "65 examples: 32, 32 and 1"
    import inspect

    assert inspect.signature(keras.Model.fit).parameters["shuffle"].default is True


# Exercise 8: what five changes do to a page of PyTorch


def test_a_step_after_zero_grad_moves_nothing_and_a_dataset_refuses_untransposed_images(torch):
    linear = torch.nn.Linear(2, 1)
    before = linear.weight.detach().clone()
    sgd = torch.optim.SGD(linear.parameters(), lr=0.2)
    for _ in range(3):
        sgd.zero_grad()
        sgd.step()
        linear(torch.ones(1, 2)).sum().backward()
    assert torch.equal(linear.weight.detach(), before)
    with pytest.raises(AssertionError, match="Size mismatch"):
        torch.utils.data.TensorDataset(torch.zeros(784, 600), torch.zeros(600))


# The explorer says what the frameworks would say
