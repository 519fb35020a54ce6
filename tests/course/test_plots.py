"""A figure is shown with its title as text and with alt text, and leaves nothing open behind it."""

import html
import inspect
import json
import re
from importlib import import_module
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from nncourse import plots
from nncourse.lookup import chapters
from nncourse.plots import graphs

ROOT = Path(__file__).resolve().parents[2]
ALT = "A line that rises from 0 to 1."


@pytest.fixture
def shown(monkeypatch):
    """The HTML of each figure that is shown."""
    pages = []
    monkeypatch.setattr("nncourse.plots.base.display", lambda page: pages.append(page.data))
    return pages


def test_title_is_shown_as_text_above_the_picture_and_not_painted_into_it(shown):
    fig, ax = plots.figure("Loss < 0.5 & falling")
    plots.show(fig, ALT)
    [page] = shown
    assert fig.get_suptitle() == "" and not fig.texts and not ax.get_title()
    parts = r'<figure style="[^"]*"><figcaption style="[^"]*">(.*)</figcaption><img alt="([^"]*)"[^>]*></figure>'
    caption, alt = re.fullmatch("<!-- a figure -->\n" + parts, page).groups()
    assert caption == html.escape("Loss < 0.5 & falling") and alt == ALT


def test_caption_is_written_in_the_colour_of_the_page_so_that_it_reads_in_the_dark(shown):
    plots.show(plots.figure("A title")[0], ALT)
    assert "color" not in re.sub('base64,[^"]*', "", shown[0])


@pytest.mark.parametrize("title", ["", " "])
def test_figure_without_title_has_no_caption(shown, title):
    plots.show(plots.figure(title)[0], ALT)
    plots.show(plt.subplots()[0], ALT)
    assert len(shown) == 2 and not any("figcaption" in page for page in shown)


def test_title_takes_no_room_from_the_picture():
    bare, titled = (plots.picture(plots.figure(title)[0], ALT) for title in ("", "A title"))
    assert re.search("<img.*>", bare).group() in titled


@pytest.mark.parametrize("alt", ["", "A line."])
def test_figure_is_closed_even_if_its_alt_text_is_refused(alt):
    open_before = plt.get_fignums()
    with pytest.raises(ValueError, match="what a reader learns"):
        plots.show(plots.figure("A title")[0], alt)
    assert plt.get_fignums() == open_before


def test_figure_is_closed_even_if_it_cannot_be_drawn():
    open_before = plt.get_fignums()
    fig, ax = plots.figure("A title")
    ax.set_xlabel("$no such$ $\\formula$")
    with pytest.raises(ValueError, match="formula"):
        plots.show(fig, ALT)
    assert plt.get_fignums() == open_before


def called(room, folder):
    """The functions of plots, or of a chapter's figures, that some lessons, explorers and benchmarks call."""
    names = set()
    for path in [
        *ROOT.glob(f"notebooks/**/{folder}*.ipynb"),
        *ROOT.glob("nncourse/**/*.py"),
        *ROOT.glob("benchmarks/*.py"),
    ]:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            cells = json.loads(text)["cells"]
            text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        names |= set(re.findall(rf"(?<![\w.]){room}\.([a-z_]+)\(", text))
    return names


def test_every_figure_that_several_chapters_share_is_called_and_in_the_table_of_contents():
    own = [thing for thing in vars(plots).values() if inspect.isfunction(thing)]
    functions = {thing.__name__ for thing in own if thing.__module__.startswith("nncourse.plots.")}
    assert functions == called("plots", "") | {"picture", "show"}  # with which all others end


@pytest.mark.parametrize("number", chapters())
def test_every_figure_that_a_lesson_calls_is_in_its_chapter(number):
    figures = import_module(f"nncourse.chapter{number}.figures")
    names = called("figures", number)
    assert names and all(callable(getattr(figures, name, None)) for name in names)


def test_numbers_on_the_edges_of_a_graph_are_called_factors():
    fig = graphs.computational_graph([["x"], ["z"]], [("x", "z")], factors={("x", "z"): -0.25})
    written = [artist.get_label() for artist in fig.axes[0].get_children()]
    plt.close(fig)
    assert "−0.25" in written


def test_training_loop_lights_the_boxes_that_have_code_and_knows_no_others(shown):
    plots.training_loop(predict="a = net(x)", step="W = W - rate * dW\nb = b - rate * db")
    alt = html.unescape(re.search('alt="([^"]*)"', shown[0]).group(1))
    assert alt.endswith("Lit: predict, with a = net(x); step, with W = W - rate * dW b = b - rate * db.")
    with pytest.raises(ValueError, match="initialize, predict, loss, gradient, step, but not forward"):
        plots.training_loop(forward="a = net(x)")
