"""Chapter 14 · Finding bugs: twelve cases, A to L, six questions to each, and a part of the script to accuse."""

import json
from pathlib import Path

import numpy as np

from nncourse.widgets import live, states

QUESTIONS = ("score", "round trip", "start", "gradient", "inside", "ten")  # along the way of the data
HEALTHY = {
    "score": "about 90 to 91 %.",
    "start": "1.15 to 4.61, usually a little above 2.30.",
    "ten": "largest loss below 0.693, 10 of 10 read correctly.",
    "gradient": "ok ok ok ok.",
    "inside": "ratio 0.1 to 10, fewer than 16 dead, every array moves.",
    "round trip": "1 1, 1 1.",
}
PARTS = ("nobody yet", "the weights", "the pixels", "the labels", "the layer", "the loss", "what moves", "the answers",
         "nothing: it is correct")  # fmt: skip
# What the lesson's questions answer, with seed 0: by suspect. A test asks them again.
FOUND = {
    "correct": {
        "score": 90.66,
        "start": 2.340,
        "ten": (0.0056, 10),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (1.00, 0, 0, [3.18, 0.25, 1.75, 0.24]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    "overconfident": {
        "score": 72.77,
        "start": 47.114,
        "ten": (0.0004, 10),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (27.01, 0, 0, [8.89, 1.14, 8.27, 0.31]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    "always-1": {
        "score": 10.64,
        "start": 71.669,
        "ten": (2.3163, 4),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (1.00, 0, 32, [4430.49, 2.8, 6680.5, 0.17]),
        "round trip": [0.0, 1.0, 0.0, 1.0],
    },
    "half-asleep": {
        "score": 52.13,
        "start": 2.340,
        "ten": (0.4792, 10),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (1.00, 0, 0, [0.0, 0.0, 1.04, 0.26]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    "muddle": {
        "score": 15.62,
        "start": 2.340,
        "ten": (0.0056, 0),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (1.00, 0, 0, [3.18, 0.25, 1.75, 0.24]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    "guesses": {
        "score": 9.83,
        "start": 2.321,
        "ten": (0.0071, 10),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (1.00, 0, 0, [0.52, 0.06, 0.11, 0.11]),
        "round trip": [1.0, 0.103, 1.0, 1.0],
    },
    "stands-still": {
        "score": 10.64,
        "start": 2.303,
        "ten": (2.3163, 4),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (0.00, 32, 32, [0.0, 0.0, 0.0, 0.16]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    "fails-the-exam": {
        "score": 18.22,
        "start": 2.340,
        "ten": (0.0056, 10),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (1.00, 0, 0, [3.18, 0.25, 1.75, 0.24]),
        "round trip": [1.0, 1.0, 0.0, 1.0],
    },
    "below-guessing": {
        "score": 1.05,
        "start": 2.323,
        "ten": (0.0053, 0),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (1.00, 0, 0, [3.23, 0.25, 1.8, 0.15]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    "crawls": {
        "score": 55.49,
        "start": 2.340,
        "ten": (0.2304, 10),
        "gradient": [0.714, 0.714, 0.714, 0.714],
        "inside": (1.00, 0, 0, [0.12, 0.01, 0.02, 0.01]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
    "only-ones": {
        "score": 10.64,
        "start": 2.618,
        "ten": (2.3163, 4),
        "gradient": [0.0, 0.0, 0.0, 0.0],
        "inside": (1.10, 9, 32, [0.9, 0.03, 0.66, 0.17]),
        "round trip": [0.0, 1.0, 0.0, 1.0],
    },
    "Ben": {
        "score": 90.58,
        "start": 2.340,
        "ten": (0.0048, 10),
        "gradient": [0.0, 0.58, 0.0, 1.0],
        "inside": (1.00, 0, 0, [3.13, 3.29, 1.69, 0.0]),
        "round trip": [1.0, 1.0, 1.0, 1.0],
    },
}
STORED = Path(__file__).with_name("cases.json")  # what their pictures show, made by tools/cases.py
SUSPECTS = ("muddle", "always-1", "Ben", "guesses", "half-asleep", "only-ones", "correct", "crawls",
            "stands-still", "below-guessing", "fails-the-exam", "overconfident")  # fmt: skip
ORDER = dict(zip("ABCDEFGHIJKL", SUSPECTS))
GUILTY = {
    "overconfident": ("the weights", "Start says that something is too large, the round trip acquits the pixels, and "
                      "the ratio inside says: the weights, not the loss."),
    "always-1": ("the pixels", "Round trip is enough: no training image comes back, and no validation image."),
    "half-asleep": ("what moves", "Inside is enough: the first layer moves by 0."),
    "muddle": ("the answers", "Ten says that the loss and the reading do not fit. A round trip acquits the labels; "
               "15.62 % is above guessing, so no label is always wrong: look at the reading."),
    "guesses": ("the labels", "Round trip is enough: the images come back, and a tenth of the labels."),
    "stands-still": ("the weights", "Inside is enough: all 32 are dead before any step."),
    "fails-the-exam": ("the pixels", "Round trip is enough: the validation images do not come back."),
    "below-guessing": ("the loss", "Ten says that the loss and the reading do not fit. A round trip acquits the "
                       "labels, and a score far below guessing says: a wrong name, always the same. Look at both; here "
                       "the loss gets other labels."),
    "crawls": ("the loss", "Gradient is enough: the same error in every array, so the fault is where the gradient "
               "begins."),
    "only-ones": ("the pixels", "Round trip is enough: no image comes back."),
    "Ben": ("the layer", "Gradient is enough: only the biases, in every layer."),
    "correct": ("nothing: it is correct", "It takes all five questions, and they say only that they found nothing."),
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
        return not np.log(10) / 2 <= found <= 2 * np.log(10)
    if question == "ten":
        return found[0] > np.log(2) or found[1] < 10
    if question == "gradient":
        return max(found) > 0
    if question == "inside":
        ratio, dead, dead_after, moved = found
        return not 0.1 <= ratio <= 10 or max(dead, dead_after) >= 16 or min(moved) == 0
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
        return f"largest loss {found[0]:.4f}, {found[1]} of 10 read correctly."
    if question == "gradient":
        errors = ("ok" if error == 0 else f"{error:.3f}" for error in found)
        return "W1 {}, b1 {}, W2 {}, b2 {}.".format(*errors)
    if question == "inside":
        moved = ", ".join(f"{name} {distance:g}" for name, distance in zip(("W1", "b1", "W2", "b2"), found[3]))
        return f"ratio {found[0]:.2f}, {found[1]} of 32 dead, {found[2]} after one epoch, in which moved: {moved}."
    return "images and labels that agree: training {:g} and {:g}, validation {:g} and {:g}.".format(*found)


def print_answers(found):
    """Print the answers to the five questions, a line each, and return those that raise an alarm: a list of str."""
    alarms = [question for question in QUESTIONS[1:] if is_alarm(question, found[question])]
    for question in QUESTIONS[1:]:
        print(f"  {'alarm' if question in alarms else '     '} {question}: {told(question, found[question])}")
    return alarms


def verdict(found):
    """Print what the five questions and the score say of a reader's own script, and which alarm comes first.

    Parameters
    ----------
    found : dict of str
        For each of QUESTIONS what the lesson's function returned: for the round trip the shares of equal images and
        labels, in training and in validation; for the start a loss; for the gradient the errors of W1, b1, W2 and b2;
        for inside (ratio, dead, dead after, moved); for ten (largest loss, read correctly); a score in percent.
    """
    found = dict(found)
    found["gradient"] = [0 if error < 1e-6 else error for error in found["gradient"]]
    *ratio_and_dead, moved = found["inside"]
    found["inside"] = (*ratio_and_dead, [0 if distance < 1e-9 else float(f"{distance:.3g}") for distance in moved])
    alarms = print_answers(found)
    print(f"Score: {told('score', found['score'])}")
    print(f"Caught: the first alarm is {alarms[0]}." if alarms else "No alarm: nobody has noticed anything.")


def cases():
    """Return all that the board knows of the twelve cases, as its data: (dict, bytes).

    It goes past the state of the widget, so that neither a name nor an answer is stored in a notebook.
    """
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    board = {}
    for letter, suspect in ORDER.items():
        found = FOUND[suspect]
        ratio, _, _, moved = found["inside"]
        answers = {
            name: {"told": told(name, found[name]), "alarm": bool(is_alarm(name, found[name]))} for name in QUESTIONS
        }
        part, why = GUILTY[suspect]
        numbers = {"mean": found["start"], "errors": found["gradient"], "ratio": ratio, "moved": moved}
        numbers |= {"shares": found["round trip"], "part": part, "why": why, "answers": answers}
        board[letter] = stored["cases"][suspect] | numbers
    about = {"cases": board, "parts": PARTS[1:], "healthy": HEALTHY}
    return live.pack({}, **about, edges=stored["edges"], files=stored["files"])


def explore(**state):
    """Return the board of twelve cases, to be shown in JupyterLab.

    Parameters
    ----------
    **state
        What it starts with: case, one of ORDER; question, one of QUESTIONS, or None; asked and accused, a dict of
        lists of str, by case.

    Returns
    -------
    Live; raises ValueError for another name or value.
    """
    state = states.checked(states.declared("chapter14"), state)
    case, question = state.get("case", "A"), state.get("question")
    if question is not None and "asked" not in state:
        state["asked"] = {case: [question]}
    elif "case" in state and "question" not in state:
        state["question"] = (state.get("asked", {}).get(case) or [None])[-1]
    return live.Live("chapter14", state, {"chapter14-cases": cases})
