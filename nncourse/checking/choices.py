"""Answers that are one of some choices, or several of them."""

import re

import numpy as np

from nncourse.checking.answers import kind
from nncourse.checking.comparing import numbers
from nncourse.checking.sandbox import Wrong, observe


def plain(text):
    """Return a text as answers are compared: in lower case, without outer blanks and a full stop at the end."""
    return text.strip().removesuffix(".").rstrip().casefold()


def named(answer, choices):
    """Return what an answer names of some choices, texts such as letters: a list of choices, in the answer's order.

    Whatever holds texts will do, and one text as well, such as "BD" or "b, d". Raises Wrong if one is no choice.
    """
    if isinstance(answer, str):
        letters = all(len(choice) == 1 for choice in choices)
        answer = re.findall(r"\w" if letters else r"\w+", answer)
    if not isinstance(answer, (tuple, list, set, frozenset, np.ndarray)):
        raise Wrong(f"the answer should be a list of some of {', '.join(map(repr, choices))}, but it is {kind(answer)}")
    known = {plain(choice): choice for choice in choices}
    for one in answer:
        if not isinstance(one, str) or plain(one) not in known:
            raise Wrong(f"{one!r} is not one of {', '.join(map(repr, choices))}")
    return [known[plain(one)] for one in answer]


def choose(answer, choices, right=None):
    """Look at an answer that should be one of some choices.

    Parameters
    ----------
    answer : object
    choices : sequence of str, or dict
        A dict holds what to say about each choice; the text of the right one is empty.
    right : str, optional
        The right choice, where the others are mistakes of the exercise.

    Raises
    ------
    Wrong
        If it is another one, or none of them.
    """
    if isinstance(answer, np.ndarray):
        answer = answer.tolist()
    if isinstance(answer, (tuple, list)) and len(answer) == 1:
        answer = answer[0]
    known = {plain(choice): choice for choice in choices}
    if not isinstance(answer, str) or plain(answer) not in known:
        raise Wrong(f"choose one of {', '.join(map(repr, choices))}")
    answer = known[plain(answer)]
    observe(answer)
    if right is None and choices[answer]:
        raise Wrong(choices[answer])
    if right is not None and answer != right:
        raise Wrong(f"{answer!r} is not right")


def choose_each(answer, choices, right):
    """Look at an answer in several parts, each of them one of some choices; raises Wrong, beginning with the part.

    Parameters
    ----------
    answer : sequence of str
        In letters, one text such as "BAC" will do.
    choices : sequence of str
    right : dict of str to str
        From the name of each part, such as "row A", to its right choice.
    """
    if isinstance(answer, str) and len(answer) == len(right):
        answer = list(answer)
    for given, (part, wanted) in zip(numbers(answer, *right), right.items()):
        try:
            choose(given, choices, wanted)
        except Wrong as finding:
            raise Wrong(f"{part}: {finding}") from None
