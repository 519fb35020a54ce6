"""Chapter 14 · Finding bugs: twelve cases, A to L, six questions to each, and a part of the script to accuse."""

import ipywidgets as widgets

from nncourse import plots
from nncourse.explorers.base import Explorer, choice

QUESTIONS = ("score", "round trip", "start", "gradient", "inside", "ten")  # along the way of the data
HEALTHY = {
    "score": "about 90 to 91 %.",
    "start": "2.2 to 2.5.",
    "ten": "loss below 0.05, 10 of 10 right.",
    "gradient": "ok ok ok ok.",
    "inside": "spread 0.1 to 0.5, 0 dead, every array moves.",
    "round trip": "1 1, 1 1.",
}
PARTS = ("nobody yet", "the weights", "the pixels", "the labels", "the layer", "the loss", "what moves", "the answers",
         "nothing: it is right")  # fmt: skip
# What the lesson's questions answer, with the seed 0: by suspect. A test asks them again.
FOUND = {
    "right": {
        "score": 90.66,
        "start": 2.34,
        "ten": (0.0028, 10),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (0.179, 0, [3.18, 0.25, 1.75, 0.24]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    1: {
        "score": 72.77,
        "start": 47.114,
        "ten": (0.0001, 10),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (5.561, 0, [8.89, 1.14, 8.27, 0.31]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    2: {
        "score": 10.64,
        "start": 71.669,
        "ten": (1.6864, 4),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (45.524, 0, [4430.49, 2.8, 6680.5, 0.17]),
        "round trip": [0.0, 1.0, 0.0, 1.0],
    },
    3: {
        "score": 52.13,
        "start": 2.34,
        "ten": (0.7994, 8),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (0.179, 0, [0.0, 0.0, 1.04, 0.26]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    4: {
        "score": 15.62,
        "start": 2.34,
        "ten": (0.0028, 0),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (0.179, 0, [3.18, 0.25, 1.75, 0.24]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    5: {
        "score": 9.83,
        "start": 2.321,
        "ten": (0.0043, 10),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (0.179, 0, [0.52, 0.06, 0.11, 0.11]),
        "round trip": [1.0, 0.103, 1.0, 1.0],
    },
    6: {
        "score": 10.64,
        "start": 2.303,
        "ten": (1.6863, 4),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (0.0, 32, [0.0, 0.0, 0.0, 0.16]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    7: {
        "score": 18.22,
        "start": 2.34,
        "ten": (0.0028, 10),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (0.179, 0, [3.18, 0.25, 1.75, 0.24]),
        "round trip": [1.0, 1.0, 0.0, 1.0],
    },
    8: {
        "score": 1.05,
        "start": 2.323,
        "ten": (0.0027, 0),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (0.179, 0, [3.23, 0.25, 1.8, 0.15]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    9: {
        "score": 55.49,
        "start": 2.34,
        "ten": (0.0844, 10),
        "gradient": [0.714, 0.714, 0.714, 0.714],
        "inside": (0.179, 0, [0.12, 0.01, 0.02, 0.01]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    10: {
        "score": 10.64,
        "start": 2.618,
        "ten": (1.6865, 4),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (0.691, 9, [0.9, 0.03, 0.66, 0.17]),
        "round trip": [0.0, 1.0, 0.0, 1.0],
    },
    "Ben": {
        "score": 90.58,
        "start": 2.34,
        "ten": (0.0026, 10),
        "gradient": [0.0, 0.58, 0.0, 1.0],
        "inside": (0.179, 0, [3.13, 3.29, 1.69, 0.0]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
}
ORDER = dict(zip("ABCDEFGHIJKL", (8, 2, "Ben", 5, 3, 10, "right", 9, 6, 4, 7, 1)))  # suspects by case
GUILTY = {
    1: ("the weights", "Start says that something is too large, and the round trip acquits the pixels."),
    2: ("the pixels", "Round trip is enough: no training image comes back, and no validation image."),
    3: ("what moves", "Inside is enough: the first layer moves by 0."),
    4: ("the answers", "Ten says that the loss and the reading do not fit. A round trip acquits the labels; 15.62 % is "
                       "above guessing, so no label is always wrong: look at the reading."),
    5: ("the labels", "Round trip is enough: the images come back, and a tenth of the labels."),
    6: ("the weights", "Inside is enough: all 32 are dead, before any step."),
    7: ("the pixels", "Round trip is enough: the validation images do not come back."),
    8: ("the loss", "Ten says that the loss and the reading do not fit. A round trip acquits the labels, and a score "
                    "far below guessing says: a wrong name, always the same. Look at both; here the loss gets "
                    "other labels."),
    9: ("the loss", "Gradient is enough: the same error in every array, so the fault is where the blame begins."),
    10: ("the pixels", "Round trip is enough: no image comes back."),
    "Ben": ("the layer", "Gradient is enough: only the biases, in every layer."),
    "right": ("nothing: it is right", "It takes all five questions, and they say only that they found nothing."),
}  # fmt: skip


def is_alarm(question, found):
    """Tell whether an answer is an alarm, True or False.

    Parameters
    ----------
    question : str
        One of QUESTIONS; a score raises none.
    found : float, tuple or list
        As in FOUND.
    """
    if question == "start":
        return not 2.2 <= found <= 2.5
    if question == "ten":
        return found[0] > 0.05 or found[1] < 10
    if question == "gradient":
        return max(found) > 0
    if question == "inside":
        return not 0.1 <= found[0] <= 0.5 or found[1] > 0 or min(found[2]) < 0.001
    return question == "round trip" and min(found) < 1


def told(question, found):
    """Return an answer in words.

    Parameters
    ----------
    question : str
        One of QUESTIONS.
    found : float, tuple or list
        As in FOUND.

    Returns
    -------
    str.
    """
    if question == "score":
        return f"it reads {found:.2f} % of the validation images."
    if question == "start":
        return f"starting loss {found:.3f}."
    if question == "ten":
        return f"loss {found[0]:.4f}, {found[1]} of 10 right."
    if question == "gradient":
        errors = ("ok" if error == 0 else f"{error:.3f}" for error in found)
        return "W1 {}, b1 {}, W2 {}, b2 {}.".format(*errors)
    if question == "inside":
        moved = ", ".join(f"{name} {distance:g}" for name, distance in zip(("W1", "b1", "W2", "b2"), found[2]))
        return f"spread {found[0]:.3f}, {found[1]} of 32 dead; moved in one epoch: {moved}."
    return "images and labels that agree: training {:g} and {:g}, validation {:g} and {:g}.".format(*found)


def compare_cases():
    """Print what the lesson asks for: a third case that reads 10.64 %, and the two that read more than 90 %."""
    for case in "FCG":
        found = FOUND[ORDER[case]]
        print(f"Case {case} reads {found['score']:.2f} %.")
        for question in QUESTIONS[1:]:
            sign = "alarm" if is_alarm(question, found[question]) else "     "
            print(f"  {sign} {question}: {told(question, found[question])}")


def explore():
    """Return an explorer of a list of twelve cases, the questions to them, and an accusation: an `Explorer`."""
    style, layout = {"description_width": "initial"}, {"width": "340px"}
    controls = {
        "case": widgets.SelectionSlider(options=list(ORDER), value="A", description="case", style=style, layout=layout),
        "question": choice("question", list(QUESTIONS), "score"),
        "accused": choice("accuse", list(PARTS), PARTS[0]),
    }
    return Explorer(controls, draw, dpi=80)


def draw(case, question, accused):
    """Return the picture of a question to a case, its alt text, and the readout.

    Parameters
    ----------
    case : str
        One of ORDER.
    question : str
        One of QUESTIONS.
    accused : str
        One of PARTS.

    Returns
    -------
    (figure, str, str).
    """
    suspect = ORDER[case]
    found = FOUND[suspect][question]
    alarm = is_alarm(question, found)
    fig, ax = plots.figure(f"Case {case}: {question}", width=9.5, height=3.3)
    plots.draw_chain(ax, question, alarm)
    text = f"Case {case}, {question}: {told(question, found)} Healthy: {HEALTHY[question]}"
    if question != "score":
        text += " Alarm." if alarm else " No alarm."
    if accused != PARTS[0]:
        part, enough = GUILTY[suspect]
        if accused == part:
            text += f"\nYou accuse: {accused}. You are right. {enough}"
        else:
            text += f"\nYou accuse: {accused}. That is not it. Ask one more question."
    raised = "an alarm" if alarm else "no alarm"
    alt = f"The way from the files to the score. The question {question} looks at a part of it, and raises {raised}."
    return fig, alt, text
