"""Chapter 17 · Fooling a network: pushes that agree or cancel, and what would change a network's mind."""

import numpy as np

from nncourse.plots.base import BLUE, GREY, figure, show
from nncourse.plots.pictures import draw_image, draw_signs


def pushes_in_order(panels, *, title, alt, ylabel):
    """Show pushes, a dict of str to array, from the lowest to the highest, as one area for each name, side by side."""
    fig, axes = figure(title, columns=len(panels), width=4.6 * len(panels), height=2.9, sharey=True)
    for ax, (name, pushes) in zip(np.ravel(axes), panels.items()):
        pushes = np.sort(np.ravel(pushes))
        for sign, colour, hatch in ((1, GREY, "///"), (-1, BLUE, "")):
            part = np.where(sign * pushes > 0, pushes, 0)
            look = {"facecolor": "white", "edgecolor": colour, "hatch": hatch} if hatch else {"color": colour}
            ax.fill_between(range(len(pushes)), part, step="mid", **look)
        ax.axhline(0, color="black", linewidth=0.8)
        ax.set(xlabel=f"{len(pushes)} pixels, sorted by their push", xlim=(0, len(pushes)))
        ax.set_title(name, fontsize=10)
    np.ravel(axes)[0].set_ylabel(ylabel)
    show(fig, alt)


def images_and_slopes(images, slopes, *, title, alt, size=28):
    """Show images of size² pixels, the columns of an array, and below them the slopes of each pixel in two colours.

    slopes is a dict of str to array like the images: a row for each name, in which every image has a scale of its own.
    """
    images = np.asarray(images)
    many = images.shape[1]
    height = 1.62 * (1 + len(slopes))
    fig, axes = figure(title, rows=1 + len(slopes), columns=many, width=1.6 * many + 1.1, height=height)
    for ax, image in zip(axes[0], images.T):
        draw_image(ax, image.reshape(size, size), limit=1)
    for row, (name, each) in zip(axes[1:], slopes.items()):
        row[0].set_ylabel(name, fontsize=10)
        for ax, slope in zip(row, np.asarray(each).T):
            draw_image(ax, slope.reshape(size, size), signed=True)
            draw_signs(ax, slope.reshape(size, size), every=1, above=0.55, size=5)
    axes[0, 0].set_ylabel("image", fontsize=10)
    show(fig, alt)
