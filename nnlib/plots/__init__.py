"""Figures that the chapters share, by what they show; `show` is the one way to show one: with alt text."""

from nnlib.plots.base import BLUE, ORANGE, GREEN, PINK, GREY, DASHES, INK, SIGNED, figure, picture, show
from nnlib.plots.pictures import images, signed_images, digit_beside_numbers, layer_by_layer
from nnlib.plots.charts import curves, functions_and_slopes, two_humps, signal_through_layers, learning_curves, dots
from nnlib.plots.plane import (
    straight_line,
    neuron_in_plane,
    planes,
    corners_and_lines,
    lines_and_winners,
    decision_regions,
    square_grid,
)
from nnlib.plots.graphs import network_graph, computational_graph
from nnlib.plots.tables import signed_tables, confusions
from nnlib.plots.surfaces import walks, loss_map
