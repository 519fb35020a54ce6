"""Chapter 14 · Finding bugs: what ten images learned by heart tell, and which part of the way a question looks at."""

from matplotlib.patches import Rectangle

from nnlib.plots.base import BLUE, CENTRED, GREEN, GREY, ORANGE, figure, show

STAGES = ("files", "x and y", "outputs", "loss", "gradients", "step", "answers", "score")
SPANS = {  # from which stage to which a question looks
    "score": (0, 7), "start": (1, 3), "ten": (1, 6), "gradient": (3, 4), "inside": (2, 5), "round trip": (0, 1),
}  # fmt: skip


def loss_and_right(results, *, title, alt):
    """Show results, a dict of str to (loss, how many of ten images are right), each as a point with its name."""
    fig, ax = figure(title)
    above = {}
    for name, (loss, count) in results.items():
        place = (round(float(loss), 2), int(count))
        above[place] = above.get(place, -1) + 1
        fine = name == "right"
        ax.plot(loss, count, "o" if fine else "s", color=BLUE if fine else ORANGE, markersize=9, alpha=0.7)
        offset = (-12 if fine else 12, -4 + 15 * above[place])
        ax.annotate(name, (loss, count), offset, textcoords="offset points", ha="right" if fine else "left")
    ax.set(xscale="log", xlabel="loss after 300 steps on ten images", ylabel="right of ten")
    ax.set(xlim=(0.001, 10), ylim=(-1, 11), yticks=range(0, 11, 2))
    ax.axvline(0.05, color=GREY, linestyle=":", linewidth=1)
    show(fig, alt)


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
