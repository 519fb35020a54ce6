"""Tables whose cells are coloured by their numbers."""

import numpy as np

from nnlib.plots.base import SIGNED, figure, show


def signed_tables(tables, *, title, alt, xlabel, ylabel):
    """Show small tables of signed numbers side by side, each number printed on a cell of its colour.

    Parameters
    ----------
    tables : dict of str to array, shape (rows, columns)
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If a table does not have two dimensions, or alt is too short.
    """
    fig, axes = figure(title, columns=len(tables), height=3.4)
    limit = max(np.abs(table).max() for table in tables.values()) * 1.6 or 1
    for ax, (name, table) in zip(np.ravel(axes), tables.items(), strict=True):
        rows, columns = np.shape(table)
        ax.imshow(table, cmap=SIGNED, vmin=-limit, vmax=limit)
        for (i, j), value in np.ndenumerate(table):
            ax.text(j, i, "0" if abs(value) < 5e-4 else f"{value:+.3f}", ha="center", va="center", fontsize=11)
        ax.set(title=name, xlabel=xlabel, ylabel=ylabel, xticks=range(columns), yticks=range(rows))
        ax.spines[:].set_visible(False)
        ax.tick_params(length=0)
    show(fig, alt)


def confusions(counts, *, title, alt):
    """Show how often each label was answered by each other one; right answers are left grey.

    Parameters
    ----------
    counts : integer array, shape (k, k)
        Row: the label. Column: the answer.
    title, alt : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    wrong = np.ma.masked_array(counts, np.eye(len(counts), dtype=bool))
    fig, ax = figure(title, width=5.6, height=5)
    ax.set_facecolor("lightgrey")
    ax.imshow(wrong, cmap="Blues", vmin=0)
    for label, answer in np.argwhere(wrong.filled(0)):
        count = counts[label, answer]
        shade = "white" if count > 0.6 * wrong.max() else "black"
        ax.text(answer, label, str(count), ha="center", va="center", color=shade)
    ax.set(xlabel="answer of the network", ylabel="label", xticks=range(len(counts)), yticks=range(len(counts)))
    show(fig, alt)
