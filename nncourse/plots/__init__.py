"""Figures: first what the chapters share, by families, then what one chapter alone uses.

`show` is the one way to show a figure: with its title as a caption, and with alt text.
"""

from nncourse.plots.base import BLUE, ORANGE, GREEN, PINK, GREY, DASHES, INK, SIGNED, figure, picture, show
from nncourse.plots.charts import curves, powers, tangents, dots, against_rate, measured_differences
from nncourse.plots.pictures import images, signed_images
from nncourse.plots.plane import planes, square_grid, answers_and_lies, loss_map
from nncourse.plots.tables import confusions, shares_table
from nncourse.plots.graphs import network_graph

from nncourse.plots.chapter01 import crossings, nerve_and_neuron, framed_images, images_and_votes, two_humps
from nncourse.plots.chapter01 import quarter_turn
from nncourse.plots.chapter02 import cut_on_a_ruler, corrections, gates_to_xor, four_nands, crossing_diagonals, orders
from nncourse.plots.chapter02 import floor_and_ceiling, staircase
from nncourse.plots.chapter03 import (
    stacked_shares,
    shares_by_interval,
    curve_and_slope,
    functions_and_slopes,
)
from nncourse.plots.chapter04 import number_grids, rulers, lines_and_winners
from nncourse.plots.chapter04 import images_and_sums, spreads, signals, promises, broken_promise
from nncourse.plots.chapter05 import plateaus, layer_by_layer, two_ways_to_ask, answer_regions, spread
from nncourse.plots.chapter05 import merged_layers, counted_answers
from nncourse.plots.chapter06 import accuracy_and_loss, pushes, walks, falling_losses
from nncourse.plots.chapter07 import nudge_drawing, blame_drawing, matrix_product, decision_regions
from nncourse.plots.chapter08 import polls, surest_mistakes
from nncourse.plots.chapter08 import digit_beside_numbers, against_size, drawings_read
from nncourse.plots.chapter09 import curvatures, descents, intervals, races, ravine, side_by_side
from nncourse.plots.chapter10 import found_pairs, readings, one_above_the_other, labelled_rows
from nncourse.plots.chapter11 import grids_to_scale, picture_rows
from nncourse.plots.chapter11 import sliding, windows_as_columns, stride_and_padding, network_of_pictures
from nncourse.plots.chapter11 import moved_curves, two_columns, nested_views
from nncourse.plots.chapter12 import images_and_shares, runs_and_marks, bars
from nncourse.plots.chapter13 import same_points, floor, ratio_by_width
from nncourse.plots.chapter14 import alarms, chain, epoch_by_epoch, loss_curves
from nncourse.plots.chapter15 import two_slopes, recorded, four_walks, copied_and_summed
from nncourse.plots.chapter16 import steps_needed, weights_of_images, queues, speedups
from nncourse.plots.chapter16 import scaling_rule, adding_in_rounds, ways_to_cut
from nncourse.plots.chapter17 import pushes_in_order, images_and_slopes
from nncourse.plots.chapter18 import pair_table, memory, one_table, cut_off, letters_in_plane
from nncourse.plots.chapter19 import against_pairs, soft_choices, way_of_a_look_up, tables_of_weights
from nncourse.plots.chapter19 import block, letters_and_digits, who_looks
