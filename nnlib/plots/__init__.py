"""Figures that the chapters share, by what they show; `show` is the one way to show one: with alt text."""

from nnlib.plots.base import BLUE, ORANGE, GREEN, PINK, GREY, DASHES, INK, SIGNED, figure, picture, show
from nnlib.plots.pictures import (
    images,
    signed_images,
    framed_images,
    images_and_votes,
    digit_beside_numbers,
    tiles,
    shares_as_bars,
    layer_by_layer,
    images_and_shares,
    labelled_rows,
)
from nnlib.plots.charts import (
    curves,
    crossings,
    functions_and_slopes,
    two_humps,
    signal_through_layers,
    learning_curves,
    against_size,
    dots,
    spread,
    cut_on_a_ruler,
    by_epoch,
    staircase,
    floor_and_ceiling,
    stacked_shares,
    shares_by_interval,
    curve_and_slope,
    signed_bars,
    powers,
    against_rate,
    runs_of_pairs,
    differences,
    same_points,
    bars_in_groups,
    set_bar,
    slopes_by_loss,
    one_above_the_other,
    before_and_after,
    gains,
)
from nnlib.plots.plane import (
    straight_line,
    neuron_in_plane,
    planes,
    corners_and_lines,
    rulers,
    lines_and_winners,
    decision_regions,
    square_grid,
    plateaus,
    answer_regions,
    crossing_diagonals,
    answers_and_lies,
)
from nnlib.plots.graphs import nerve_and_neuron, network_graph, computational_graph, four_nands
from nnlib.plots.tables import signed_tables, confusions, number_grids, product_to_scale, matrix_product, shares_table
from nnlib.plots.surfaces import (
    accuracy_and_loss,
    pushes,
    tangents,
    walks,
    contours,
    loss_map,
    falling_losses,
    races,
)
from nnlib.plots.windows import (
    grids_to_scale,
    shared_weights,
    signed_picture,
    picture_rows,
    by_pixels_moved,
    kernel_over_image,
)
