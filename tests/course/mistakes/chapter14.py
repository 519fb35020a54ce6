"""Wrong answers to the exercises of chapter 14 that are no slips, each with a fragment of its message."""

from nncourse.exercises.chapter14 import CURVES, LAB

MISTAKES = {
    "limit": [
        ("large", "should be a number"),
    ],
    "huge": [
        ("E", "choose one of"),
        (2.33, "choose one of"),
    ],
    "round_trip": [
        (lambda x, y, rows, images, labels: 1.0, "two shares"),
        (lambda x, y, rows, images, labels: (0.0, 0.0), "the correct preparation"),
        (lambda x, y, rows, images, labels: (1.0, 1.0), "labels that belong to other images"),
        (5, "should be a function"),
    ],
    "which_line": [
        ("F", "choose one of"),
    ],
    "curves": [
        ("CFAEBD", "a list of six letters"),
        (CURVES[:5], "one for each program, but it has 5"),
        ([*CURVES[:5], "G"], "is not one of"),
        (["E", *CURVES[1:]], "stay at ln 10"),
        ([CURVES[0], "D", *CURVES[2:]], "what does the validation loss do"),
        ([*CURVES[:2], "C", *CURVES[3:]], "still falling at the end"),
        ([*CURVES[:3], "C", *CURVES[4:]], "look at the first epoch"),
        ([*CURVES[:4], "A", CURVES[5]], "the first epoch only"),
        ([*CURVES[:5], "F"], "after the loss"),
    ],
    "lab": [
        ("EBCGHFAD", "a list of eight letters"),
        (LAB[:7], "one for each script, but it has 7"),
        ([*LAB[:7], "K"], "is not one of"),
        (["I", *LAB[1:]], "two arrays did not move"),
        ([LAB[0], "D", *LAB[2:]], "this is the other"),
        ([*LAB[:2], "I", *LAB[3:]], "too large, or too small"),
        ([*LAB[:3], "J", *LAB[4:]], "by the same factor in both layers"),
        ([*LAB[:4], "I", *LAB[5:]], "what does not come back"),
        ([*LAB[:5], "G", *LAB[6:]], "What stands between them"),
        ([*LAB[:6], "C", *LAB[7:]], "the labels do not"),
        ([*LAB[:7], "B"], "never the likely one"),
    ],
    "promise_kept": [
        (lambda before, after, move, rate: "much", "should be a number"),
    ],
    "kept": [
        (10, "too small"),
    ],
    "sides": [
        (lambda z, epsilon: z, "shape"),
    ],
    "leaked": [
        (50, "half as large"),
    ],
}
