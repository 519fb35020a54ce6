"""Every explorer in JupyterLab in Chromium: by keyboard and by mouse, picture and numbers follow.

All of them stand in one notebook, on small data, so that JupyterLab and the kernel start once. Where the numbers depend
on the data, the explorer's cell runs in this process, too, and this explorer, the twin, says without a browser what is
right. That its numbers are those of nnlib is the business of test_explorers.py.

Skipped where there is no Chromium; CI installs one and sets NNLIB_BROWSER=required.
"""

import html
import re

import pytest
from lab import LISTEN, TRIALS, Lab, chromium, notebook_of

from nncourse.explorers import digit_pad

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

DATA = """
import numpy as np

from nnlib import Identity, Layer, NeuralNetwork, ReLU, Sigmoid
from nnlib.drawing import fit_and_centre
from nncourse.explorers import digit_pad

drawn = [fit_and_centre(digit_pad.ink(strokes)) for strokes in digit_pad.drawings().values()]
images, labels = np.array(drawn).reshape(10, 784).T, np.arange(10)


def network(*sizes, seed):
    rng = np.random.default_rng(seed)
    functions = [ReLU()] * (len(sizes) - 2) + [Identity()]
    return NeuralNetwork([Layer(*pair, f, rng=rng) for *pair, f in zip(sizes, sizes[1:], functions)])


def reader(certainty):
    nearest = Layer(784, 10, Identity())
    nearest.W = certainty * images.T
    nearest.b = -certainty / 2 * np.sum(images**2, axis=0)[:, np.newaxis]
    return NeuralNetwork([nearest])
"""
CELLS = {
    "01": """
from nncourse.explorers import chapter01

rng = np.random.default_rng(1)
is_one = np.arange(400) % 2
ink = rng.normal(0.5, 0.2, (2, 400)) + np.outer([0.2, -0.2], 2 * is_one - 1)
explorer = chapter01.explore(ink, is_one)
""",
    "02": """
from nncourse.explorers import chapter02

explorer = chapter02.explore()
""",
    "03": """
from nncourse.explorers import chapter03

explorer = chapter03.explore()
""",
    "04": """
from nncourse.explorers import chapter04

explorer = chapter04.explore()
""",
    "05": """
from nncourse.explorers import chapter05

networks = {f"seed {seed}": network(784, 128, 64, 10, seed=seed) for seed in (1, 2)}
explorer = chapter05.explore(networks, images, labels)
""",
    "06": """
from nncourse.explorers import chapter06

rng = np.random.default_rng(6)
y = np.repeat([0, 1], [600, 800])
explorer = chapter06.explore(rng.normal(2 * y - 1, 0.5), y)
""",
    "07": """
from nncourse.explorers import chapter07

net = NeuralNetwork([Layer(2, 2, Sigmoid()), Layer(2, 2, Sigmoid())])
for layer, W, b in zip(net.layers, ([[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]), (0.35, 0.6)):
    layer.W[:], layer.b[:] = W, b
explorer = chapter07.explore(net, np.array([[0.05], [0.10]]), np.array([[0.01], [0.99]]))
""",
    "08": """
from nncourse.explorers import chapter08

rng = np.random.default_rng(8)
noisy = images[:, np.arange(500) % 10] + rng.normal(0, 0.5, (784, 500))
kinds = np.arange(500) % 10
explorer = chapter08.explore(noisy[:, :400], kinds[:400], (noisy[:, 400:], kinds[400:]))
""",
    "09": """
from nncourse.explorers import chapter09

explorer = chapter09.explore()
""",
    "10": """
from nncourse.explorers import chapter10

explorer = chapter10.explore({"plain": reader(0.02), "bent": network(784, 8, 10, seed=3)}, images, labels)
""",
    "11": """
from nncourse.explorers import chapter11

explorer = chapter11.explore(images, labels)
""",
    "12": """
from nncourse.explorers import chapter12

chosen = [5, 0, 9]
scores = reader(0.05).forward_pass(images)
explorer = chapter12.explore(images[:, chosen], scores[:, chosen], labels[chosen], chosen)
""",
    "13": """
from nncourse.explorers import chapter13

explorer = chapter13.explore()
""",
    "14": """
from nncourse.explorers import chapter14

explorer = chapter14.explore()
""",
    "15": """
from nncourse.explorers import chapter15

explorer = chapter15.explore()
""",
    "16": """
from nncourse.explorers import chapter16

explorer = chapter16.explore()
""",
    "pad": """
explorer = digit_pad.explore({"sure": reader(0.1), "unsure": reader(0.02)})
""",
}


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """The page with all explorers, after all cells were run."""
    chromium()
    with playwright.sync_playwright() as running:
        lab = Lab(running, tmp_path_factory.mktemp("lab"))
        page = lab.open(notebook_of(DATA, *(source + "explorer" for source in CELLS.values())), "explorers.ipynb")
        page.run_all(1 + len(CELLS))
        yield page
        lab.close()


@pytest.fixture
def open_explorer(notebook):
    """An explorer of the notebook; afterwards nothing may have been complained about."""
    yield lambda name: notebook.explorer(list(CELLS).index(name))
    complaints = notebook.complaints.copy()
    notebook.complaints.clear()
    assert complaints == []


class Twin:
    """The same explorer in this process, without a browser."""

    def __init__(self, name):
        names = {}
        exec(DATA + CELLS[name], names)
        self.explorer = names["explorer"]

    def told(self, **values):
        """What it says when its controls have these values."""
        self.explorer.set(**values)
        return html.unescape(re.sub(r"<[^>]*>", "", self.explorer.readout.value))

    def alt(self):
        return html.unescape(re.search(r'alt="([^"]*)"', self.explorer.picture.value).group(1))

    def followed_by(self, explorer, **values):
        """Wait until the explorer in the browser says what this one says of these values; compare the alt texts."""
        explorer.wait_for(self.told(**values))
        assert explorer.alt() == self.alt()


def test_01_line_among_the_images(open_explorer):
    explorer, twin = open_explorer("01"), Twin("01")
    twin.followed_by(explorer)
    before = explorer.picture()
    explorer.press("bias", "ArrowLeft", times=4)
    twin.followed_by(explorer, bias=-0.2)
    assert explorer.picture() != before
    before = explorer.picture()
    explorer.click_slider("weight of the sides", 0.0)
    twin.followed_by(explorer, sides=-3.0)
    assert explorer.picture() != before


def test_02_line_over_the_corners_by_hand_and_by_rule(open_explorer):
    explorer = open_explorer("02")
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
    explorer.press_button("XOR", "Space")
    explorer.wait_for("corner (1,1): z =  3.00, target 0, output 1, wrong")
    explorer.click("Set to zero")
    explorer.wait_for("corner (1,1): z =  0.00, target 0, output 0, right")
    assert "no line" in explorer.alt()
    explorer.click("Next mistake")
    explorer.wait_for("corner (0,1): z =  2.00, target 1, output 1, right")
    before = explorer.picture()
    for key, text in (("Enter", "corner (1,0): z = −1.00, target 1, output 0, wrong"), ("Space", "XOR: 1 of 4 right")):
        explorer.press_button("Next mistake", key)
        explorer.wait_for(text)
        assert explorer.picture() != before
        before = explorer.picture()


def test_03_slope_that_foretells_a_nudge(open_explorer):
    explorer = open_explorer("03")
    start = "z = 1.50, a = 0.8176, slope against z 0.1491; w + 0.1: predicted +0.0149, actual +0.0144"
    assert explorer.readout() == start
    before = explorer.picture()
    explorer.press("weight w", "ArrowRight")
    explorer.wait_for("z = 1.60, a = 0.8320, slope against z 0.1398; w + 0.1: predicted +0.0140, actual +0.0135")
    assert explorer.picture() != before
    assert "tangent of slope 0.1398" in explorer.alt()
    before = explorer.picture()
    explorer.click_slider("input x", 0.0)  # x = -2: z = 0.9 - 1.4
    explorer.wait_for("z = −0.50, a = 0.3775, slope against z 0.2350; w + 0.1: predicted −0.0470, actual −0.0457")
    assert explorer.picture() != before
    explorer.choose("activation", "ReLU")
    explorer.wait_for("z = −0.50, a = 0.0000, slope against z 0.0000")
    assert "ReLU" in explorer.alt()


def test_04_shapes_to_scale(open_explorer):
    explorer = open_explorer("04")
    assert "→ z (3, 5). 9 parameters, 30 multiplications.\nz[1, 0] = (−1)·1 + 1·2 + 1 = 2." in explorer.readout()
    before = explorer.picture()
    explorer.press("n, examples", "ArrowRight", times=3)
    explorer.wait_for("→ z (3, 8). 9 parameters, 48 multiplications.")
    assert explorer.picture() != before
    assert "x (2, 8) above it" in explorer.alt()
    explorer.click_slider("column", 0.99)
    explorer.wait_for("z[1, 7] = (−1)·2 + 1·(−1) + 1 = −2.")
    explorer.click_slider("n, examples", 2 / 7)  # the column has to follow
    explorer.wait_for("→ z (3, 3). 9 parameters, 18 multiplications.\nz[1, 2] = (−1)·(−1) + 1·(−2) + 1 = 0.")
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


def test_05_a_digit_goes_through_step_by_step(open_explorer):
    explorer, twin = open_explorer("05"), Twin("05")
    twin.followed_by(explorer)
    before = explorer.picture()
    explorer.press("step", "ArrowRight")
    twin.followed_by(explorer, step=1)
    assert explorer.picture() != before
    explorer.click("Next step")
    twin.followed_by(explorer, step=2)
    explorer.press("step", "End")
    twin.followed_by(explorer, step=4)
    before = explorer.picture()
    explorer.choose("network", "seed 2")
    twin.followed_by(explorer, network="seed 2")
    assert explorer.picture() != before
    explorer.choose("ink", "255")
    twin.followed_by(explorer, ink="255")
    explorer.click_slider("image", 0.99)
    twin.followed_by(explorer, image=9)
    assert "the label is 9." in explorer.readout()


def test_06_walk_down_the_loss(open_explorer):
    explorer, twin = open_explorer("06"), Twin("06")
    twin.followed_by(explorer)
    before = explorer.picture()
    explorer.press("step", "ArrowRight", times=10)
    twin.followed_by(explorer, step=10)
    assert explorer.picture() != before
    for step in (20, 30):
        explorer.click("Ten steps")
        twin.followed_by(explorer, step=step)
    explorer.click("Back to the start")
    twin.followed_by(explorer, step=0)
    explorer.press("learning rate", "End")
    explorer.click("One step")
    twin.followed_by(explorer, rate="100", step=1)
    assert "off the map" in explorer.readout()
    before = explorer.picture()
    explorer.press("step", "End")
    twin.followed_by(explorer, step=100)
    assert explorer.picture() != before
    explorer.press("step", "Home")
    twin.followed_by(explorer, step=0)
    explorer.click_slider("b: bias", 0.0)
    twin.followed_by(explorer, b=-8)


def test_07_edge_by_edge_through_the_graph(open_explorer):
    explorer = open_explorer("07")
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
    assert "Together:" in explorer.readout() and "Thick: the routes from W1[0,0]" in explorer.alt()


def test_08_training_that_grows_pauses_changes_its_rate_and_stops(open_explorer):
    explorer, twin = open_explorer("08"), Twin("08")

    def told_by_the_twin(**values):
        """What the twin says after as many epochs as the explorer."""
        live = twin.explorer
        live.set(**values)
        live.prepare()
        for _ in range(int(re.search(r"Epoch (\d+)", explorer.readout()).group(1))):
            live.advance()
        return re.search(r"Epoch .*", twin.told()).group()

    assert explorer.readout().startswith("Ready: 784-32-10, batches of 64, learning rate 0.2.")
    before = explorer.picture()
    explorer.press_button("Start")
    explorer.wait_for(re.compile(r"Epoch ([3-9]|1\d) of 20"))
    assert explorer.picture() != before
    explorer.click("Pause")
    explorer.wait_for("Paused")
    paused = explorer.readout()
    assert told_by_the_twin() in paused
    explorer.press("learning rate", "ArrowLeft", times=3)
    explorer.page.wait_for_timeout(800)
    assert explorer.readout() == paused, "nothing is learned meanwhile"
    explorer.press_button("Resume")
    explorer.wait_for("Finished: 784-32-10, batches of 64, learning rate 0.2, then 0.02.\nEpoch 20 of 20")
    explorer.click_slider("hidden neurons", 0.0)
    explorer.wait_for("Start trains 784-10, batches of 64, learning rate 0.02.")
    explorer.click("Start")
    explorer.wait_for(re.compile(r"Training: 784-10, [^:]*: training loss"))
    explorer.press_button("Stop")
    explorer.wait_for("Stopped: 784-10")
    assert told_by_the_twin(hidden=0, rate=0.02) in explorer.readout()
    assert "In grey the run before" in explorer.alt()


def test_09_race_over_a_chosen_surface(open_explorer):
    explorer = open_explorer("09")
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
    explorer.click("ravine")
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


def test_10_a_digit_moved_turned_and_bent(open_explorer):
    explorer, twin = open_explorer("10"), Twin("10")
    assert explorer.readout().startswith("Unchanged: plain says 3 ")
    twin.followed_by(explorer)
    before = explorer.picture()
    explorer.press("turn, degrees", "ArrowRight", times=6)
    twin.followed_by(explorer, turn=30)
    assert explorer.picture() != before and "turned 30° anticlockwise" in explorer.alt()
    before = explorer.picture()
    explorer.click_slider("elastic, pixels", 4 / 6)
    twin.followed_by(explorer, elastic=2.0)
    assert explorer.picture() != before
    explorer.press("draw", "ArrowRight", times=2)
    twin.followed_by(explorer, number=2)
    explorer.press("turn, degrees", "End")
    explorer.press("elastic, pixels", "Home")
    twin.followed_by(explorer, turn=180, elastic=0)
    explorer.press("image", "Home")
    explorer.press("size", "ArrowLeft", times=2)
    explorer.press("right, pixels", "ArrowLeft")
    twin.followed_by(explorer, image=0, size=0.8, right=-1)
    assert explorer.readout().startswith("Moved 1 pixel left, turned 180° anticlockwise, 0.8 times its size")
    assert "handwritten 0" in explorer.alt()


def test_11_a_kernel_over_a_digit(open_explorer):
    explorer, twin = open_explorer("11"), Twin("11")
    twin.followed_by(explorer)
    before = explorer.picture()
    explorer.press("move the digit right", "ArrowRight")
    twin.followed_by(explorer, move=1)
    assert explorer.picture() != before and "a handwritten 0, moved 1 to the right" in explorer.alt()
    explorer.press("stride", "ArrowRight")
    twin.followed_by(explorer, stride=2)
    assert "Map 13 × 13" in explorer.readout() and "never looked at: 1." in explorer.readout()
    explorer.press("move the digit right", "ArrowRight")
    twin.followed_by(explorer, move=2)
    before = explorer.picture()
    explorer.click_slider("column of the window", 0.0)
    twin.followed_by(explorer, column=0)
    assert explorer.picture() != before
    explorer.press("stride", "Home")
    explorer.press("padding", "ArrowRight")
    twin.followed_by(explorer, stride=1, padding=1)
    assert "Map 28 × 28, as (28 + 2 · 1 − 3) // 1 + 1 = 28." in explorer.readout()
    explorer.choose("kernel", "bars")
    twin.followed_by(explorer, kernel="bars")
    assert "the kernel “bars”" in explorer.alt()
    explorer.press("image", "End")
    twin.followed_by(explorer, image=9)
    assert "a handwritten 9" in explorer.alt()


def test_12_temperature_softens_and_sharpens_an_answer(open_explorer):
    explorer, twin = open_explorer("12"), Twin("12")
    assert explorer.readout().startswith("T = 1: 5 ") and explorer.readout().endswith("Label: 5.")
    twin.followed_by(explorer)
    before = explorer.picture()
    explorer.press("temperature T", "ArrowRight")
    twin.followed_by(explorer, temperature=2.0)
    assert explorer.picture() != before and "at temperature 2: 5 " in explorer.alt()
    before = explorer.picture()
    explorer.click_slider("temperature T", 0.99)
    twin.followed_by(explorer, temperature=20.0)
    assert explorer.picture() != before
    explorer.choose("image", "9")
    twin.followed_by(explorer, image="9")
    assert "Image 9, labelled 9" in explorer.alt()


def test_13_four_losses_of_three_scores(open_explorer):
    explorer = open_explorer("13")
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


def test_14_cases_are_asked_and_accused(open_explorer):
    explorer = open_explorer("14")
    before = explorer.picture()
    explorer.press("case", "ArrowRight", times=4)
    explorer.wait_for("Case E, score: it reads 52.13 % of the validation images.")
    explorer.choose("question", "inside")
    explorer.wait_for("W1 0, b1 0, W2 1.04, b2 0.26.")
    assert explorer.picture() != before and "raises an alarm" in explorer.alt()
    explorer.choose("accuse", "what moves")
    explorer.wait_for("You accuse: what moves. You are right.")


def test_15_four_walks_over_recorded_graphs(open_explorer):
    explorer = open_explorer("15")
    before = explorer.picture()
    explorer.press("step", "ArrowRight", times=4)
    explorer.wait_for("5h → h: 5 × 1 = 5 arrives. h holds 2 + 5 = 7. Nobody else will speak to h.")
    assert explorer.picture() != before and "step 4 of 5. Blame so far:" in explorer.alt()
    explorer.choose("walk", "recursion, as it arrives")
    explorer.wait_for("Step 4 of 6, recursion, as it arrives.")
    explorer.click("To the end")
    explorer.wait_for("At the end: x 27.")
    explorer.choose("expression", "README")
    explorer.press("step", "End")
    explorer.wait_for("At the end: a 11118.5, b 47215.3.")
    explorer.choose("expression", "doublings")
    explorer.press("doublings", "End")
    explorer.wait_for("Step 126 of 126")


def test_16_planner_adds_up_the_bill(open_explorer):
    explorer = open_explorer("16")
    before = explorer.picture()
    explorer.press("images each", "ArrowRight", times=4)
    explorer.wait_for("8 machines, 1,024 images each: computing 10.240 ms, moving 1.225, messages 0.300: 6.96 times")
    assert explorer.picture() != before and "6.96 times one machine" in explorer.alt()
    explorer.press("machines", "End")
    explorer.wait_for("1,024 machines, 1,024 images each")
    explorer.choose("link", "1 Gbit/s")
    explorer.wait_for("moving 13.988")


def draw_with_the_mouse(explorer, strokes):
    canvas = explorer.box.locator("canvas")
    canvas.scroll_into_view_if_needed()
    canvas.focus()  # now, so that nothing scrolls when the pen touches the page
    mouse, place = explorer.page.mouse, canvas.bounding_box()
    edge = (place["width"] - 280) / 2  # the frame of the page
    for stroke in strokes:
        for number, (x, y) in enumerate(stroke[::3] + stroke[-1:]):
            mouse.move(place["x"] + edge + x, place["y"] + edge + y)
            if number == 0:
                mouse.down()
        mouse.up()
    canvas.evaluate("() => new Promise((done) => setTimeout(done, 200))")  # the page sends after 120 ms


def test_digit_pad_reads_ten_stored_drawings_drawn_with_the_mouse(open_explorer):
    explorer = open_explorer("pad")
    assert "The page is empty" in explorer.readout()
    for digit, strokes in digit_pad.drawings().items():
        before = explorer.picture()
        draw_with_the_mouse(explorer, strokes)
        explorer.wait_for(f"Read as {digit},")
        assert explorer.picture() != before
        explorer.click("Clear")
        explorer.wait_for("The page is empty")


def draw_with_the_keyboard(explorer):
    """Draw a line down the middle; once more if JupyterLab took the focus, at which the page lifts its pen."""
    canvas = explorer.box.locator("canvas")
    for _ in range(TRIALS):
        left = canvas.evaluate_handle(LISTEN, "blur")
        canvas.focus()
        for key in ["Delete"] + ["ArrowUp"] * 28 + ["ArrowDown"] * 6 + ["Space"] + ["ArrowDown"] * 16 + ["Space"]:
            explorer.page.keyboard.press(key)
        if canvas.evaluate("page => page === document.activeElement") and not left.evaluate("told => told.heard"):
            return
    raise AssertionError("the drawing page loses the focus again and again")


def test_digit_pad_is_drawn_on_with_the_keyboard_and_asks_the_chosen_network(open_explorer):
    explorer, twin = open_explorer("pad"), Twin("pad")
    twin.followed_by(explorer, strokes=[])
    draw_with_the_keyboard(explorer)
    twin.followed_by(explorer, strokes=[[[140, y] for y in range(60, 230, 10)]])
    assert explorer.readout().startswith("Read as 1,")
    assert "Pen up, column 14 of 28, row 22 of 28" in explorer.box.locator(".digit-pad-said").inner_text()
    explorer.choose("network to ask", "unsure")
    twin.followed_by(explorer, network="unsure")
    explorer.press_until_heard(explorer.box.locator("canvas"), "Delete", "keydown")
    explorer.wait_for("The page is empty")
