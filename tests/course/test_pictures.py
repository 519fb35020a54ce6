"""A changed figure does not keep its old image: what counts as changed, and what another processor may do."""

import base64
import io
import subprocess
import sys
from pathlib import Path

import matplotlib
import nbformat
import numpy as np
import pytest
from matplotlib.figure import Figure
from pictures import DRAWN_WITH, differences, distance, pictures, version
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
X = np.linspace(0, 6, 200)


def drawn(*, shift=0.0, colour="#0072B2", label="epochs", legend=("a", "b"), title="One", bar="#009E73", swapped=False):
    fig = Figure(figsize=(6, 3), layout="constrained")
    left, right = fig.subplots(1, 2)
    if swapped:
        left, right = right, left
    left.plot(X, np.sin(X) + shift, colour, label=legend[0])
    left.plot(X, np.cos(X), "#D55E00", label=legend[1])
    left.legend()
    left.set(xlabel=label, title=title)
    right.bar([1, 2, 3], [3, 1, 2], color=["#0072B2", "#0072B2", bar])
    file = io.BytesIO()
    fig.savefig(file, format="png", dpi=130, facecolor="white")
    return Image.open(file).convert("RGB")


def output(image):
    file = io.BytesIO()
    image.save(file, format="png")
    data = base64.b64encode(file.getvalue()).decode()
    shown = f'<figure><img alt="A curve &amp; bars." src="data:image/png;base64,{data}"></figure>'
    return [nbformat.v4.new_output("display_data", data={"text/html": shown})]


@pytest.mark.parametrize(
    "change",
    [
        {"shift": 0.05},
        {"colour": "#CC79A7"},
        {"label": "steps"},
        {"label": ""},
        {"legend": ("b", "a")},
        {"title": "Two"},
        {"bar": "#F0E442"},
        {"swapped": True},
    ],
    ids=str,
)
def test_a_figure_that_changed_is_noticed_and_named(change):
    (sentence,) = differences(output(drawn()), output(drawn(**change)), same_matplotlib=True)
    assert "no longer the stored one" in sentence and "A curve & bars." in sentence


def test_what_rounding_may_change_passes():
    assert differences(output(drawn()), output(drawn(shift=1e-6)), same_matplotlib=True) == []
    noisy = np.asarray(drawn(), dtype=int) + np.random.default_rng(0).integers(-3, 4, (390, 780, 3))
    noisy = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))
    assert differences(output(drawn()), output(noisy), same_matplotlib=True) == []


def test_another_matplotlib_may_lay_it_out_anew_but_not_draw_another_figure():
    moved = Image.fromarray(np.roll(np.asarray(drawn()), 4, axis=1)).resize((790, 392))
    assert differences(output(drawn()), output(moved), same_matplotlib=True)
    assert not differences(output(drawn()), output(moved), same_matplotlib=False)
    other = Image.new("RGB", (780, 390), "#0072B2")
    assert differences(output(drawn()), output(other), same_matplotlib=False)
    assert distance(drawn(), drawn().resize((700, 390)), same_matplotlib=False) == 255


def test_pictures_are_found_with_their_alt_texts():
    assert [alt for alt, _ in pictures(output(drawn()) + output(drawn()))] == ["A curve & bars."] * 2
    assert version() == ".".join(matplotlib.__version__.split(".")[:2]) and DRAWN_WITH.count(".") == 1


def test_a_notebook_that_draws_another_figure_than_it_stores_fails(tmp_path):
    """As in the test command: the file conftest.py of the repository is at work."""
    source = (
        "import base64, io\nfrom IPython.display import HTML\nfrom PIL import Image\nfile = io.BytesIO()\n"
        "Image.new('RGB', (80, 40), COLOUR).save(file, format='png')\n"
        "data = base64.b64encode(file.getvalue()).decode()\n"
        'HTML(f\'<img alt="A field." src="data:image/png;base64,{data}">\')'
    )
    for name, colour in (("same", "#0072B2"), ("changed", "#D55E00")):
        cell = nbformat.v4.new_code_cell(source.replace("COLOUR", "'#0072B2'"), execution_count=1)
        (shown,) = output(Image.new("RGB", (80, 40), colour))
        data = {"text/html": shown.data["text/html"].replace("<figure>", "").replace("</figure>", "")}
        data["text/html"] = data["text/html"].replace("A curve &amp; bars.", "A field.")
        data["text/plain"] = "<IPython.core.display.HTML object>"
        cell.outputs = [nbformat.v4.new_output("execute_result", data=data, execution_count=1)]
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / f"{name}.ipynb")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")]
    command += ["--rootdir", str(ROOT), "-p", "conftest", "--nbval", "--nbval-current-env"]
    command += ["--nbval-sanitize-with", str(ROOT / "tests" / "nbval_sanitize.cfg")]
    told = subprocess.run(
        [*command, *map(str, sorted(tmp_path.glob("*.ipynb")))], cwd=ROOT, capture_output=True, text=True
    )
    assert "1 failed" in told.stdout and "1 passed" in told.stdout, told.stdout
    assert "no longer the stored one" in told.stdout and "A field." in told.stdout
