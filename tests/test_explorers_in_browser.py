"""Every explorer in JupyterLab in Chromium: by keyboard and by mouse, picture and numbers follow.

Skipped where there is no Chromium; CI installs one and sets NNLIB_BROWSER=required.
"""

import re

import pytest
from lab import Lab, chromium, cut, notebook_of

from nnlib import load_mnist
from nnlib.explorers import chapter08

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    chromium()
    with playwright.sync_playwright() as running:
        lab = Lab(running, tmp_path_factory.mktemp("lab"))
        yield lab
        lab.close()


@pytest.fixture
def open_explorer(lab):
    """Run a lesson up to its explorer and return that; afterwards nothing may have been complained about."""
    pages = []

    def run(name, upto=None, *, notebook=None):
        notebook = notebook or cut(name, upto)
        pages.append(lab.open(notebook, name))
        pages[-1].run_all(sum(cell.cell_type == "code" for cell in notebook.cells))
        return pages[-1].explorer()

    yield run
    for page in pages:
        assert page.complaints == []
        page.page.context.close()


def test_01_line_among_the_images(open_explorer):
    explorer = open_explorer("01-neurons.ipynb", "chapter01.explore(")
    assert "Right: 12,249 of 12,665 (96.72%). Zeros read as 1: 411. Ones read as 0: 5." in explorer.readout()
    before = explorer.picture()
    explorer.press("bias", "ArrowLeft", times=4)
    explorer.wait_for("12,502 of 12,665 (98.71%)")
    assert explorer.picture() != before
    assert "98.71%" in explorer.alt()
    before = explorer.picture()
    explorer.click_slider("weight of the sides", 0.0)
    explorer.wait_for("z = 1.0 · middle −3.0 · sides −0.20\nRight: 12,605 of 12,665")
    assert explorer.picture() != before


NETWORKS = """
import numpy as np
from nnlib import SGD, CrossEntropy, Identity, Layer, NeuralNetwork, ReLU, load_mnist, train
(x, y), _ = load_mnist()
rng = np.random.default_rng(0)
hidden = NeuralNetwork([Layer(784, 64, ReLU(), rng=rng), Layer(64, 10, Identity(), rng=rng)])
linear = NeuralNetwork([Layer(784, 10, Identity(), rng=rng)])
for net in (hidden, linear):
    train(net, x, y, loss=CrossEntropy(), optimizer=SGD(0.1), epochs=2, batch_size=32, rng=rng, progress=False)
"""
PAD = """
from nnlib.explorers import digit_pad
digit_pad.explore({"784-64-10": hidden, "linear": linear})
"""


def draw_with_the_mouse(explorer, strokes):
    mouse, place = explorer.page.mouse, explorer.box.locator("canvas").bounding_box()
    edge = (place["width"] - 280) / 2  # the frame of the page
    for stroke in strokes:
        for number, (x, y) in enumerate(stroke):
            mouse.move(place["x"] + edge + x, place["y"] + edge + y)
            if number == 0:
                mouse.down()
        mouse.up()


def test_digit_pad_reads_ten_stored_drawings_drawn_with_the_mouse(open_explorer):
    from nnlib.explorers.digit_pad import drawings

    explorer = open_explorer("pad.ipynb", notebook=notebook_of(NETWORKS, PAD))
    assert "The page is empty" in explorer.readout()
    answers = {}
    for digit, strokes in drawings().items():
        before = explorer.picture()
        draw_with_the_mouse(explorer, strokes)
        explorer.wait_for("Read as")
        explorer.page.wait_for_timeout(400)  # until the last points have arrived
        answers[digit] = int(explorer.readout().split("Read as ")[1][0])
        assert explorer.picture() != before
        explorer.click("Clear")
        explorer.wait_for("The page is empty")
    assert sum(digit == answer for digit, answer in answers.items()) >= 8, answers


def test_digit_pad_is_drawn_on_with_the_keyboard_and_asks_the_chosen_network(open_explorer):
    explorer = open_explorer("keys.ipynb", notebook=notebook_of(NETWORKS, PAD))
    page = explorer.box.locator("canvas")
    page.focus()
    for key in ["ArrowUp"] * 8 + ["Space"] + ["ArrowDown"] * 16 + ["Space"]:
        explorer.page.keyboard.press(key)
    explorer.wait_for("Read as 1")
    assert "Pen up, column 14 of 28, row 22 of 28" in explorer.box.locator(".digit-pad-said").inner_text()
    before = explorer.readout()
    explorer.choose("network to ask", "linear")
    explorer.page.wait_for_function(
        "before => document.querySelector('.widget-vbox [role=status]').innerText !== before", arg=before
    )
    assert "1" in explorer.alt()
    page.focus()
    explorer.page.keyboard.press("Delete")
    explorer.wait_for("The page is empty")


def test_03_slope_that_foretells_a_nudge(open_explorer):
    explorer = open_explorer("03-sigmoid.ipynb", "chapter03.explore(")
    start = "z = 1.50, a = 0.8176, slope against z 0.1491; w + 0.1: predicted +0.0149, actual +0.0144"
    assert explorer.readout() == start
    before = explorer.picture()
    explorer.press("weight w", "ArrowRight")
    explorer.wait_for("z = 1.60, a = 0.8320, slope against z 0.1398; w + 0.1: predicted +0.0140, actual +0.0135")
    assert explorer.picture() != before
    assert "tangent +0.10 per unit of x" in explorer.alt()
    before = explorer.picture()
    explorer.click_slider("input x", 0.0)  # x = -2: z = 0.9 - 1.4
    explorer.wait_for("z = −0.50, a = 0.3775, slope against z 0.2350; w + 0.1: predicted −0.0470, actual −0.0457")
    assert explorer.picture() != before
    explorer.choose("activation", "ReLU")
    explorer.wait_for("z = −0.50, a = 0.0000, slope against z 0.0000")
    assert "ReLU" in explorer.alt()


def test_02_line_over_the_corners_by_hand_and_by_rule(open_explorer):
    explorer = open_explorer("02-perceptron.ipynb", "chapter02.explore(")
    assert "AND: 2 of 4 right" in explorer.readout()
    assert "corner (0,1): z =  0.50, target 0, output 1, wrong" in explorer.readout()
    before = explorer.picture()
    explorer.press("bias", "ArrowLeft", times=2)
    explorer.wait_for("corner (0,1): z =  0.00, target 0, output 0, right")
    assert "AND: 4 of 4 right" in explorer.readout() and explorer.picture() != before
    assert "answers 1: (1,1); 4 right" in explorer.alt()
    before = explorer.picture()
    explorer.click_slider("first weight", 0.99)
    explorer.wait_for("corner (1,0): z =  2.00, target 0, output 1, wrong")
    assert explorer.picture() != before
    explorer.box.get_by_role("button", name="XOR", exact=True).press("Space")
    explorer.wait_for("corner (1,1): z =  3.00, target 0, output 1, wrong")
    explorer.click("Set to zero")
    explorer.wait_for("corner (1,1): z =  0.00, target 0, output 0, right")
    assert "no line" in explorer.alt()
    explorer.click("Next mistake")
    explorer.wait_for("corner (0,1): z =  2.00, target 1, output 1, right")
    before = explorer.picture()
    explorer.box.get_by_role("button", name="Next mistake").focus()
    for key, text in (("Enter", "corner (1,0): z = −1.00, target 1, output 0, wrong"), ("Space", "XOR: 1 of 4 right")):
        explorer.page.keyboard.press(key)
        explorer.wait_for(text)
        assert explorer.picture() != before
        before = explorer.picture()


def test_04_shapes_to_scale(open_explorer):
    explorer = open_explorer("04-layers.ipynb", "chapter04.explore(")
    assert "→ z (3, 5). 9 parameters, 30 multiply-adds.\nz[1, 0] = (−1)·1 + 1·2 + 1 = 2." in explorer.readout()
    before = explorer.picture()
    explorer.press("n, examples", "ArrowRight", times=3)
    explorer.wait_for("→ z (3, 8). 9 parameters, 48 multiply-adds.")
    assert explorer.picture() != before
    assert "x (2, 8) above it" in explorer.alt()
    explorer.click_slider("column", 0.99)
    explorer.wait_for("z[1, 7] = (−1)·2 + 1·(−1) + 1 = −2.")
    explorer.click_slider("n, examples", 2 / 7)  # the column has to follow
    explorer.wait_for("→ z (3, 3). 9 parameters, 18 multiply-adds.\nz[1, 2] = (−1)·(−1) + 1·(−2) + 1 = 0.")
    before = explorer.picture()
    explorer.choose("mistake", "b as (outs,)")
    explorer.wait_for("6 of 9 numbers are wrong. Row 1 reads 1, 3, −2 instead of 2, 3, 0.")
    assert "nnlib: this layer needs b of shape (3, 1), but b has shape (3,)" in explorer.readout()
    assert explorer.picture() != before
    explorer.press("n, examples", "ArrowLeft", times=2)
    explorer.wait_for("z (3, 3) instead of (3, 1)")
    explorer.press("outs", "Home")
    explorer.wait_for("z (1, 1), and the numbers are right, by luck.")
    explorer.press("row", "ArrowRight")  # there is one row, so nowhere to go
    explorer.press("outs", "ArrowRight")
    explorer.wait_for("W (2, 2) @ x (2, 1) + b (2,)")
    assert "Row 0 reads 3, 4 instead of 3." in explorer.readout()


def test_06_walk_down_the_loss(open_explorer):
    explorer = open_explorer("06-loss.ipynb", "chapter06.explore(")
    assert "Step 0: c = −4.00, b = 6.00\nLoss 4.7529, 5,923 mistakes of 12,665." in explorer.readout()
    before = explorer.picture()
    explorer.press("step", "ArrowRight", times=10)
    explorer.wait_for("Loss 0.6212, 5,824 mistakes")
    assert explorer.picture() != before
    assert "at (0.99, 1.90). The loss went from 4.7529 to 0.6212" in explorer.alt()
    explorer.click("Ten steps")
    explorer.wait_for("Step 20:")
    explorer.click("Ten steps")
    explorer.wait_for("Loss 0.0781, 134 mistakes")
    explorer.click("Back to the start")
    explorer.wait_for("Step 0:")
    explorer.press("learning rate", "ArrowRight", times=5)
    explorer.click("One step")
    explorer.wait_for("Step 1: c = 50.17, b = −33.75, off the map (right and below)")
    before = explorer.picture()
    explorer.press("step", "End")
    explorer.wait_for("Loss 0.0364, 53 mistakes")
    assert explorer.picture() != before
    explorer.press("step", "Home")
    explorer.wait_for("Step 0: c = −4.00, b = 6.00")
    explorer.click_slider("start: b, how eager", 0.0)
    explorer.wait_for("Step 0: c = −4.00, b = −8.00")


def test_08_training_that_grows_pauses_changes_its_rate_and_stops(open_explorer):
    """Beside it, in this process, the same explorer trains without a browser: what it says is right."""
    notebook = cut("08-mnist-training.ipynb", "chapter08.explore(")
    needed = ("from nnlib import CrossEntropy", "validation = x_val", "few, check =", "chapter08.explore(")
    notebook.cells = [cell for cell in notebook.cells if any(text in cell.source for text in needed)]
    explorer = open_explorer("08-mnist-training.ipynb", notebook=notebook)
    (x, y), _ = load_mnist()
    twin = chapter08.explore(x[:, :10_000], y[:10_000], (x[:, 50_000:52_000], y[50_000:52_000]))

    def press_by_key(button):
        explorer.box.get_by_role("button", name=button, exact=True).focus()
        explorer.page.keyboard.press("Enter")

    def told_by_the_twin(**values):
        """What the twin says after as many epochs as the explorer."""
        twin.set(**values)
        twin.prepare()
        for _ in range(int(re.search(r"Epoch (\d+)", explorer.readout()).group(1))):
            twin.advance()
        twin.redraw()
        return re.search(r"Epoch .*", twin.readout.value.split("</div>")[0]).group()

    assert explorer.readout().startswith("Ready: 784-32-10, batches of 64, learning rate 0.2.")
    before = explorer.picture()
    press_by_key("Start")
    explorer.wait_for(re.compile(r"Epoch ([3-9]|1\d) of 20"), seconds=60)
    assert explorer.picture() != before
    explorer.click("Pause")
    explorer.wait_for("Paused", seconds=30)
    paused = explorer.readout()
    assert told_by_the_twin() in paused
    explorer.press("learning rate", "ArrowLeft", times=3)
    explorer.page.wait_for_timeout(800)
    assert explorer.readout() == paused, "nothing is learned meanwhile"
    press_by_key("Resume")
    explorer.wait_for("Finished: 784-32-10, batches of 64, learning rate 0.2, then 0.02.\nEpoch 20 of 20", seconds=60)
    explorer.click_slider("hidden neurons", 0.0)
    explorer.wait_for("Start trains 784-10, batches of 64, learning rate 0.02.")
    explorer.click("Start")
    explorer.wait_for(re.compile(r"Training: 784-10, [^:]*: training loss"), seconds=30)
    press_by_key("Stop")
    explorer.wait_for("Stopped: 784-10", seconds=30)
    assert told_by_the_twin(hidden=0, rate=0.02) in explorer.readout()
    assert "In grey the run before" in explorer.alt()


def test_05_a_digit_goes_through_step_by_step(open_explorer):
    explorer = open_explorer("05-forward-pass.ipynb", "chapter05.explore(")
    assert "Step 0 of 4, the image: shape (784, 1), 166 of 784 pixels above zero." in explorer.readout()
    before = explorer.picture()
    explorer.press("step", "ArrowRight")
    explorer.wait_for("Shape (128, 1): 68 of 128 above zero")
    assert explorer.picture() != before
    explorer.click("Next step")
    explorer.wait_for("29 of 64 above zero")
    assert "29 of them above zero" in explorer.alt()
    explorer.press("step", "End")
    explorer.wait_for("5: 12.5%")
    assert "Answer 5; the label is 5." in explorer.readout()
    before = explorer.picture()
    explorer.choose("network", "seed 1, trained")
    explorer.wait_for("3: 32.0%, 4: 0.0%, 5: 64.0%")
    assert explorer.picture() != before
    explorer.choose("brightness", "255")
    explorer.wait_for("Answer 3; the label is 5.")
    assert "shares, 3 with 100.0%" in explorer.alt()
    explorer.click_slider("image", 0.95)  # image 18 of 0 to 19
    explorer.wait_for("the label is 6.")


def test_07_edge_by_edge_through_the_graph(open_explorer):
    explorer = open_explorer("07-backprop.ipynb", "chapter07.explore(")
    assert explorer.readout().startswith("Step 0 of 32. Nothing is computed yet")
    before = explorer.picture()
    explorer.press("step", "ArrowRight", times=2)
    explorer.wait_for("z of h1 is now 0.357500 + 0.020000 = 0.377500.")
    assert explorer.picture() != before and "z of h1 0.3775." in explorer.alt()
    explorer.click_slider("step", 0.75)
    explorer.wait_for("Backward along W2[1,0], from z of o2 to h1: −0.038098 × 0.50 = −0.019049 arrives.")
    assert "h1 0.03635. 2 of 8 weights have their slope." in explorer.alt()
    before = explorer.picture()
    explorer.press("target of o2", "ArrowLeft", times=22)
    explorer.wait_for("The blame of h1 is now 0.055399 + 0.000257 = 0.055656.")
    assert explorer.picture() != before
    explorer.press("target of o2", "ArrowRight", times=22)
    explorer.click("Next edge")
    explorer.wait_for("Step 25 of 32.")
    explorer.press("step", "End")
    explorer.wait_for("The weight itself: 0.009954 × 0.100000 = 0.000995.")
    explorer.press("bias of o1 and o2", "End")
    explorer.wait_for("The loss is 0.488611.")
    assert "z of o1 0.001473" in explorer.alt()
    explorer.press("bias of o1 and o2", "Home")
    explorer.choose("follow", "W1[0,0]")
    explorer.wait_for("From W1[0,0] to the loss:")
    assert "Together:" in explorer.readout() and "Thick: the ways from W1[0,0]" in explorer.alt()
