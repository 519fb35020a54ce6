"""What all explorers share: controls above a picture and a readout, drawn anew whenever a control moves."""

import html
import threading

import ipywidgets as widgets
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg

from nncourse.plots import picture

# JupyterLab hands messages of widgets to two threads of the kernel at once, and matplotlib draws in one at a time:
# without the lock two quick moves leave half a picture.
DRAWING = threading.RLock()


class Explorer(widgets.VBox):
    """Controls, a picture with alt text, and a readout of its numbers, usable with the keyboard alone.

    Nothing is printed and nothing goes through an ``Output`` widget, which would leak into stored
    outputs. The state is the values of the controls and nothing else.

    Parameters
    ----------
    controls : dict of str to widget with a value
        In the order in which Tab reaches them; `slider` and `choice` make them.
    draw : callable
        ``draw(**values)`` gets the values of all controls by name, and returns a figure, its alt
        text, and the readout as lines of text.
    buttons : dict of str to callable, optional
        By label; ``action(**values)`` returns the new values of some controls as a dict.
    dpi : int
        Pixels per inch: fewer are drawn faster.
    """

    def __init__(self, controls, draw, buttons=None, *, dpi=80):
        self.controls, self.draw, self.dpi = controls, draw, dpi
        self.picture, self.readout = widgets.HTML(), widgets.HTML()
        self.buttons = {label: widgets.Button(description=label) for label in buttons or {}}
        for label, action in (buttons or {}).items():
            self.buttons[label].on_click(lambda _, action=action: self.set(**action(**self.values())))
        rows = [widgets.HBox([*row.values()]) for row in (controls, self.buttons) if row]
        for row in rows:
            row.layout.flex_flow = "row wrap"
        super().__init__([*rows, self.picture, self.readout])
        for control in controls.values():
            control.observe(self.redraw, "value")
        self.redraw()

    def values(self):
        """Return the values of the controls by name, a dict."""
        return {name: control.value for name, control in self.controls.items()}

    def set(self, **values):
        """Set controls, their values by name, and draw once. Raises KeyError for other names."""
        with DRAWING:
            for control in self.controls.values():
                control.unobserve(self.redraw, "value")
            try:
                for name, value in values.items():
                    self.controls[name].value = value
            finally:
                for control in self.controls.values():
                    control.observe(self.redraw, "value")
            self.redraw()

    def redraw(self, change=None):
        """Draw the picture and write the readout for the present values; change, a dict of traitlets, is not needed.

        Raises what ``draw`` raises.
        """
        with DRAWING:
            fig, alt, text = self.draw(**self.values())
            self.picture.value = picture(fig, alt, dpi=self.dpi, compact=False)
            self.readout.value = (
                f'<div role="status" style="font-family:monospace;white-space:pre-wrap">{html.escape(text)}</div>'
            )

    def __repr__(self):
        return "Explorer: run this cell in JupyterLab; move its controls by mouse, or by Tab and arrow keys"


def slider(label, low, high, start, step):
    """Return a slider for numbers, or for whole numbers if step is one.

    Parameters
    ----------
    label : str
    low, high, start, step : float, or all int

    Returns
    -------
    FloatSlider or IntSlider; raises what these raise.
    """
    settings = {"min": low, "max": high, "value": start, "step": step, "description": label}
    settings |= {"style": {"description_width": "initial"}, "layout": {"width": "340px"}}
    if isinstance(step, int):
        return widgets.IntSlider(**settings)
    return widgets.FloatSlider(**settings, readout_format=".1f" if round(step, 1) == step else ".2f")


def choice(label, options, start):
    """Return a row of buttons of which one is pressed.

    JupyterLab keeps the arrow keys of a drop-down list for itself; these buttons are reached by Tab
    and pressed by Space or Enter.

    Parameters
    ----------
    label : str
    options : list of str
    start : str, one of the options

    Returns
    -------
    ToggleButtons; raises what it raises.
    """
    style = {"button_width": "auto", "description_width": "initial"}
    return widgets.ToggleButtons(options=options, value=start, description=label, style=style, layout={"width": "auto"})


def keep_as_background(fig, moving):
    """Paint what never changes once and for all, which makes a redraw three to four times as fast.

    Parameters
    ----------
    fig : matplotlib Figure
    moving : list of artists
        Such as lines, bars and texts: all that will be drawn again.

    Returns
    -------
    None.
    """
    for artist in moving:
        artist.set_visible(False)
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    painted = np.array(canvas.buffer_rgba())
    fig.set_layout_engine("none")
    for ax in fig.axes:
        ax.axis("off")
        for artist in filter(None, [*ax.collections, *ax.lines, *ax.texts, ax.get_legend()]):
            artist.set_visible(False)
    for artist in moving:
        artist.set_visible(True)
    fig.figimage(painted, zorder=-1)
