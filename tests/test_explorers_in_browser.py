"""Every explorer in JupyterLab in Chromium: by keyboard and by mouse, picture and numbers follow.

Skipped where there is no Chromium; CI installs one and sets NNLIB_BROWSER=required.
"""

import pytest
from lab import Lab, chromium, cut, notebook_of

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
    explorer.control("network to ask").locator("select").select_option("linear")
    explorer.page.wait_for_function(
        "before => document.querySelector('.widget-vbox [role=status]').innerText !== before", arg=before
    )
    assert "1" in explorer.alt()
    page.focus()
    explorer.page.keyboard.press("Delete")
    explorer.wait_for("The page is empty")
