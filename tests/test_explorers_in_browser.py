"""Every explorer in JupyterLab in Chromium: by keyboard and by mouse, picture and numbers follow.

Skipped where there is no Chromium; CI installs one and sets NNLIB_BROWSER=required.
"""

import re

import nbformat
import pytest
from lab import Lab, chromium, cut, notebook_of

from nnlib import load_mnist
from nnlib.explorers import chapter08, chapter10

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


def test_09_race_over_a_chosen_surface(open_explorer):
    notebook = cut("09-optimizers.ipynb", "chapter09.explore(")
    notebook.cells = notebook.cells[-1:]
    explorer = open_explorer("09-optimizers.ipynb", notebook=notebook)
    assert explorer.readout().startswith("Step 100 on the ravine. Momentum leads.\nplain, rate 0.01: loss 6.699")
    before = explorer.picture()
    explorer.choose("surface", "turned ravine")
    explorer.wait_for("RMSProp, rate 0.1: loss 2.543 ")
    assert explorer.picture() != before
    assert "Map of the turned ravine with four walks after 100 steps" in explorer.alt()
    before = explorer.picture()
    explorer.press("Adam: rate", "ArrowRight")
    explorer.wait_for("Adam, rate 0.5: loss 0.01469 ")
    assert explorer.picture() != before
    explorer.box.get_by_role("button", name="ravine", exact=True).click()
    explorer.press("momentum: rate", "ArrowRight")
    explorer.press("momentum: μ", "ArrowLeft")
    explorer.wait_for("momentum, rate 0.02: loss 0.000001911 ")
    explorer.click_slider("momentum: μ", 0.0)
    explorer.wait_for("momentum, rate 0.02: loss 50.88 ")
    explorer.press("step", "Home")
    explorer.wait_for("Step 0 on the ravine. All at the start.")
    before = explorer.picture()
    explorer.click("One step")
    explorer.wait_for("RMSProp, rate 0.1: loss 40.5 at (9.00, 0.00)")
    assert explorer.picture() != before
    explorer.press("step", "End")
    explorer.wait_for("Step 200 on the ravine.")


def test_11_a_kernel_over_a_digit(open_explorer):
    notebook = cut("11-convolutions.ipynb", "chapter11.explore(")
    needed = ("from nnlib import Augment", "chapter11.explore(")
    notebook.cells = [cell for cell in notebook.cells if any(text in cell.source for text in needed)]
    explorer = open_explorer("11-convolutions.ipynb", notebook=notebook)
    assert "Largest 2.73 at (10, 10), smallest −2.93 at (9, 12)." in explorer.readout()
    before = explorer.picture()
    explorer.press("move the digit right", "ArrowRight")
    explorer.wait_for("Largest 2.73 at (10, 11)")
    assert explorer.picture() != before and "a handwritten 5, moved 1 to the right" in explorer.alt()
    explorer.press("stride", "ArrowRight")
    explorer.wait_for("Largest 2.38 at (8, 8)")
    assert "Map 13 × 13" in explorer.readout() and "never looked at: 1." in explorer.readout()
    explorer.press("move the digit right", "ArrowRight")
    explorer.wait_for("Largest 2.73 at (5, 6)")
    before = explorer.picture()
    explorer.click_slider("column of the window", 0.0)
    explorer.wait_for("Window at place (10, 0): its sum is 0.00.")
    assert explorer.picture() != before
    explorer.press("stride", "Home")
    explorer.press("padding", "ArrowRight")
    explorer.wait_for("Map 28 × 28, as (28 + 2 · 1 − 3) // 1 + 1 = 28.")
    explorer.choose("kernel", "bars")
    explorer.wait_for("Largest 3.40 at (24, 8)")
    assert "the kernel “bars”" in explorer.alt()
    explorer.press("image", "End")
    explorer.wait_for("Largest 2.78 at (7, 18)")
    assert "a handwritten 9" in explorer.alt()


def test_12_temperature_softens_and_sharpens_an_answer(open_explorer):
    """With a teacher of one layer, trained in a second: what is said is compared with one trained here."""
    notebook = cut("12-teacher-student.ipynb", "chapter12.explore(")
    needed = ("import math", "sealed = load", "def build(", "teacher = learn(", "sevens =", "chapter12.explore(")
    notebook.cells = [cell for cell in notebook.cells if any(text in cell.source for text in needed)]
    for cell in notebook.cells:
        if cell.source.startswith("teacher = learn("):
            cell.source = "teacher = learn(x_train[:, :5000], y_train[:5000], (784, 10))"
            cell.source += "\nscores = teacher.forward_pass(x_train)"
    explorer = open_explorer("12-teacher-student.ipynb", notebook=notebook)
    parts = [re.findall(r"(\d) ([\d.]+) %", explorer.readout())]
    assert explorer.readout().startswith("T = 1: 5 ") and explorer.readout().endswith("Label: 5.")
    before = explorer.picture()
    explorer.press("temperature T", "ArrowRight")
    explorer.wait_for("T = 2: 5 ")
    parts.append(re.findall(r"(\d) ([\d.]+) %", explorer.readout()))
    assert explorer.picture() != before and "at temperature 2: 5 " in explorer.alt()
    before = explorer.picture()
    explorer.click_slider("temperature T", 0.99)
    explorer.wait_for("T = 20: 5 ")
    parts.append(re.findall(r"(\d) ([\d.]+) %", explorer.readout()))
    assert explorer.picture() != before
    assert [[digit for digit, _ in part] for part in parts] == 3 * [[digit for digit, _ in parts[0]]], "one order"
    largest, second = ([float(part[place][1]) for part in parts] for place in (0, 1))
    assert largest == sorted(largest, reverse=True)
    odds = largest[0] / second[0]
    assert largest[1] / second[1] == pytest.approx(odds**0.5, rel=0.05), "half the gap, the root of the odds"
    explorer.choose("image", "902")
    explorer.wait_for("Label: 9.")
    assert "Image 902, labelled 9" in explorer.alt()


def test_10_a_nine_moved_turned_and_bent(open_explorer):
    """The lesson's own cells make the networks, less trained; a twin in this process says what is right."""
    notebook = cut("10-generalisation.ipynb", "chapter10.explore(")
    needed = ("import copy", "loss = CrossEntropy()", "def few_images", "def walk_and_settle", "chapter10.explore(")
    notebook.cells = [cell for cell in notebook.cells if any(text in cell.source for text in needed)]
    networks = "from nnlib import Augment\n\nnets = [fit(0)]\nbent = fit(0, steps=200, transform=Augment(rotation=20))"
    notebook.cells.insert(-1, nbformat.v4.new_code_cell(networks))
    explorer = open_explorer("10-generalisation.ipynb", notebook=notebook)
    lesson = {}
    for cell in notebook.cells[:-1]:
        exec(cell.source, lesson)
    twin = chapter10.explore(
        {"plain": lesson["nets"][0], "bent": lesson["bent"]}, lesson["x_val"][:, :12], lesson["y_val"][:12]
    )

    def told_by_the_twin(**values):
        twin.set(**values)
        return re.sub(r"<[^>]*>", "", twin.readout.value)

    assert explorer.readout() == told_by_the_twin()
    assert explorer.readout().startswith("Unchanged: plain says 9 (94.6%)")
    before = explorer.picture()
    explorer.press("turn, degrees", "ArrowRight", times=6)
    explorer.wait_for("Turned 30° clockwise: plain says 7 (54.4%)")
    assert explorer.readout() == told_by_the_twin(turn=30)
    assert explorer.picture() != before and "turned 30° clockwise" in explorer.alt()
    before = explorer.picture()
    explorer.click_slider("elastic", 6 / 9)
    explorer.wait_for("bent by elastic 60, draw 0")
    assert explorer.readout() == told_by_the_twin(elastic=60) and explorer.picture() != before
    explorer.press("draw", "ArrowRight", times=2)
    explorer.wait_for("elastic 60, draw 2")
    explorer.press("turn, degrees", "End")
    explorer.press("elastic", "Home")
    explorer.wait_for("Turned 180° clockwise: plain says 6 (97.8%)")
    assert explorer.readout() == told_by_the_twin(turn=180, elastic=0)
    explorer.press("image", "Home")
    explorer.press("size", "ArrowLeft", times=2)
    explorer.press("right, pixels", "ArrowLeft")
    explorer.wait_for("Moved 1 pixel left, turned 180° clockwise, 0.8 times its size")
    assert explorer.readout() == told_by_the_twin(image=0, size=0.8, right=-1) and "handwritten 3" in explorer.alt()


def test_13_four_losses_of_three_scores(open_explorer):
    explorer = open_explorer("13-pytorch-keras.ipynb", notebook=notebook_of(EXPLORE_13))
    assert "Cross-entropy: loss 2.1698, slope at B −0.8858." in explorer.readout()
    before = explorer.picture()
    explorer.press("score of A", "End")
    explorer.wait_for("Cross-entropy: loss 9.0002, slope at B −0.9999.")
    assert "Softmax first: loss 1.5513, slope at B −0.0002." in explorer.readout()
    assert explorer.picture() != before and "scores 10.0, 1.0 and 0.0, label B" in explorer.alt()
    before = explorer.picture()
    explorer.click_slider("score of B", 0.0)
    explorer.wait_for("Cross-entropy: loss 20.0000, slope at B −1.0000.")
    assert explorer.picture() != before and "scores 10.0, −10.0 and 0.0, label B" in explorer.alt()
    explorer.choose("label", "C")
    explorer.wait_for("Softmax first: loss 1.5514, slope at C −0.0001.")
    explorer.press("score of C", "ArrowLeft", times=3)
    explorer.wait_for("Cross-entropy: loss 10.3000, slope at C −1.0000.")


EXPLORE_13 = "from nnlib.explorers import chapter13\n\nchapter13.explore()"
