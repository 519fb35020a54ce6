"""Chapter 14 · Finding bugs: what a question looks at, and one number an epoch."""

from matplotlib.patches import Rectangle

from nncourse.plots.base import BLUE, CENTRED, GREEN, GREY, ORANGE, figure, show

STAGES = ("files", "x and y", "outputs", "loss", "gradients", "step", "answers", "score")
SPANS = {  # from which stage to which a question looks
    "score": (0, 7), "round trip": (0, 1), "start": (1, 3), "gradient": (3, 4), "inside": (2, 5), "ten": (1, 6),
}  # fmt: skip


def chain(*, title, alt):
    """Show the way from the files to the score, and below it from where to where each question looks."""
    fig, ax = figure(title, width=9.5, height=3.3)
    draw_chain(ax)
    show(fig, alt)


def draw_chain(ax, asked=None, alarm=False):
    """Draw the way from the files to the score into axes, ax, and the span of each question below it.

    The question that was asked, a str, is coloured: green with a tick, or, with an alarm, orange and hatched.
    """
    for place, stage in enumerate(STAGES):
        ax.add_patch(Rectangle((place - 0.4, 0.7), 0.8, 0.7, facecolor="white", edgecolor="black"))
        ax.text(place, 1.05, stage, fontsize=10, **CENTRED)
        if place:
            ax.annotate("", (place - 0.4, 1.05), (place - 0.6, 1.05), arrowprops={"arrowstyle": "->"})
    for row, (question, (first, last)) in enumerate(SPANS.items()):
        look = {"facecolor": "0.92", "edgecolor": GREY}
        text = question
        if question == asked:
            look = {"facecolor": "#FDEFE3", "edgecolor": ORANGE, "hatch": "///", "linewidth": 2} if alarm else \
                {"facecolor": "#E0F2EC", "edgecolor": GREEN, "linewidth": 2}  # fmt: skip
            text = f"{question}: alarm" if alarm else f"{question}: ✓"
        ax.add_patch(Rectangle((first - 0.4, -0.62 * row - 0.1), last - first + 0.8, 0.46, **look))
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 1} if question == asked and alarm else None
        ax.text((first + last) / 2, -0.62 * row + 0.13, text, fontsize=10, bbox=paper, **CENTRED)
    ax.set(xlim=(-0.5, 7.5), ylim=(-0.62 * len(SPANS) + 0.4, 1.5))
    ax.axis("off")


def epoch_by_epoch(results, *, title, ylabel, alt):
    """Show results, a dict of str to list of runs, each run a list of one number an epoch, as lines."""
    fig, ax = figure(title)
    for (name, runs), colour, dash in zip(results.items(), (BLUE, ORANGE), ("-", "--")):
        for k, run in enumerate(runs):
            look = {"color": colour, "linestyle": dash, "label": None if k else name}
            ax.plot(range(1, len(run) + 1), run, linewidth=1.6, **look)
    ax.set(xlabel="epoch", ylabel=ylabel, ylim=(0, 100), xticks=range(1, len(run) + 1))
    ax.legend(frameon=False)
    show(fig, alt)
