"""The engine of the exercises: how an answer is run, looked at, compared, and told what is wrong with it.

What a check in ``chapterNN/checks.py`` needs stands here.
"""

from nncourse.checking.answers import is_stub, kind, seed
from nncourse.checking.choices import choose, choose_each, named, plain
from nncourse.checking.comparing import as_numbers, compare, number, numbers, pair
from nncourse.checking.exam import Given, decimal, orders
from nncourse.checking.exercises import Exercise, altered, by_letter, by_part, either, exercise, progress_of
from nncourse.checking.sandbox import (
    OBSERVATION,
    Finding,
    NotAttempted,
    Observation,
    Raised,
    Wrong,
    by_name,
    call,
    in_case,
    observe,
    without,
)
