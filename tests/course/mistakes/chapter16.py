"""Wrong answers to the exercises of chapter 16 that are no slips, each with a fragment of its message."""

import numpy as np

MISTAKES = {
    "share": [
        (5, "should be a function"),
        (lambda indices, rank, size: indices[rank::size], "in another order"),
        (lambda indices, rank, size: np.array([indices]), "one-dimensional"),
    ],
    "two_means": [
        (4.0, "a pair of numbers"),
        ((5.5, 3.0), "the pair of means"),
    ],
    "bytes_sent": [
        ("many", "should be a number"),
        (1_000, "the number of bytes"),
    ],
    "fewest_images": [
        (100, "the number of images"),
        ("256", "should be a number"),
    ],
    "ring": [
        (lambda buffers: sum(buffers), "a pair"),
        (lambda buffers: (sum(buffers), 12), "four of eight numbers"),
        (lambda buffers: ([sum(buffers)] * 4, 8), "what each rank has sent"),
    ],
    "two_scores": [
        ("F", "choose one of"),
    ],
    "seldom": [
        (lambda start, targets, steepness, rate, steps, k: start, "a row for each rank"),
        (lambda start, targets, steepness, rate, steps, k: targets, "the weights of the ranks"),
    ],
    "by_label": [
        ("b", "choose one of"),
    ],
}
