"""Chapter 16 · Exercises on shared training: parts and their weights, costs, queues, a ring, faults, talking less."""

import numpy as np

from nncourse.exercises.base import Wrong, call, choose, compare, either, exercise, kind, progress_of, saw, seed


def solve_share(indices, rank, size):
    """Return the part of indices, an array, that a rank (int) of size (int) ranks takes, without `np.array_split`."""
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    return indices[start : start + least + (rank < more)]


def thrifty(indices, rank, size):
    """Return ⌈n / size⌉ of indices, an array, for a rank (int), and to the last of size (int) ranks what is left."""
    step = -(-len(indices) // size)
    return indices[rank * step : (rank + 1) * step]


def own_order(indices, rank, size):
    """Return the part of a rank (int), of size (int) ranks, in indices (array) shuffled by the rank itself."""
    return solve_share(np.random.default_rng(rank).permutation(indices), rank, size)


@exercise(
    solution=solve_share,
    slips={
        "two of the ten images belong to no rank: what is left over has to go to somebody": (
            lambda indices, rank, size: indices[rank * (len(indices) // size) : (rank + 1) * (len(indices) // size)]
        ),
        "every image has a rank, but the sizes are 3, 3, 3, 1: they should differ by one at most": thrifty,
        "some image comes up twice and another not at all: has each rank an order of its own?": own_order,
        "every rank gets all images: then nothing is shared": lambda indices, rank, size: indices,
        "the last rank takes all that is left, and the others wait for it; the sizes should differ by one at most": (
            lambda indices, rank, size: indices[rank * (len(indices) // size) :][
                : None if rank == size - 1 else len(indices) // size
            ]
        ),
    },
    hints=[
        "Join the parts of all ranks. Are all images there, each once?",
        "10 images, 4 ranks: each gets 10 // 4 = 2, and 10 % 4 = 2 are left over. The first two ranks get one more.",
        "NumPy has a function that splits unevenly; the lesson uses it.",
    ],
    explanation="np.array_split(indices, size)[rank] is enough: the first ranks get one more.",
)
def share(answer):
    """Look at a function (indices, rank, size) that returns the array of a rank's part. Raises a Finding."""
    found = []
    for n, size in ((10, 4), (8, 4), (7, 3)):
        indices = np.random.default_rng(seed() + n).permutation(100)[:n]
        parts = [np.asarray(call(answer, indices, rank, size)) for rank in range(size)]
        if any(part.ndim != 1 for part in parts):
            raise Wrong(f"a part should be a one-dimensional array, but it is {kind(parts[0])}")
        found.append((n, size, indices, parts))
    n, size, indices, parts = found[0]
    saw(str([[list(indices).index(one) if one in indices else -1 for one in part] for part in parts]))
    for n, size, indices, parts in found:
        sizes = [len(part) for part in parts]
        joined = np.concatenate(parts)
        if sorted(joined) != sorted(indices):
            raise Wrong(f"{n} images for {size} ranks: the parts hold {sum(sizes)}, and not each image once")
        if max(sizes) - min(sizes) > 1:
            raise Wrong(f"{n} images for {size} ranks: the sizes are {sizes}, and should differ by one at most")
        if not np.array_equal(joined, indices):
            raise Wrong("each image has its rank, but joined in the order of ranks the parts are in another order")


@exercise(
    solution=(5.5, 4.0),
    slips={
        "4 is right for the batch, but as the mean of the means? One image spoke for half of it": (4.0, 4.0),
        "20 is the sum of all slopes; divide by the number of images": (5.5, 20.0),
        "11 is the sum of the two means; their mean is half of it": (11.0, 4.0),
        "the right numbers in the wrong order: first the mean of the means": (4.0, 5.5),
        "5.5 twice: weight each mean by its images, 4 of 5 and 1 of 5": (5.5, 5.5),
    },
    hints=[
        "The mean of the first rank is 3, and the mean of the second is 8.",
        "Who counts how often? In the mean of the batch each image counts once.",
        "(4 · 3 + 1 · 8) / 5",
    ],
    explanation="(3 + 8) / 2 = 5.5, and weighted (4 · 3 + 1 · 8) / 5 = 4, the mean of the five slopes.",
)
def two_means(answer):
    """Look at a pair of float: the mean of the means, and the mean of the batch. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise Wrong(f"the answer should be a pair of numbers, such as (1.0, 2.0), but it is {kind(answer)}")
    compare(np.array(answer), np.array([5.5, 4.0]), "the pair of means")


@exercise(
    solution=3_750_726,
    slips={
        "2,143,272 is one buffer; while the sum is made and handed round a rank sends more than that": 2_143_272,
        "4,286,544 is two whole buffers; a rank need not send anything to itself: 2(p − 1)/p": 4_286_544,
        "7,501,452 would be right for float64; a float32 has 4 bytes": 7_501_452,
        "937,681.5 is the count of numbers; each has 4 bytes": 937_681.5,
        "30,005,808 is in bits; a byte has 8 of them": 30_005_808,
    },
    hints=[
        "How many parameters has 784-512-256-10? 535,818, the biases included.",
        "Each of them is a float32, 4 bytes. And how many times is the vector sent? The cost model has a factor.",
        "535,818 · 4 · 2 · 7 / 8",
    ],
    explanation="535,818 · 4 = 2,143,272 bytes, times 2 · 7/8 = 1.75.",
)
def bytes_sent(answer):
    """Look at a number of bytes, an int or float, that each rank sends in a step. Raises a Finding."""
    compare(answer, 3_750_726, "the number of bytes", tolerance=1e-9)


@exercise(
    solution=256,
    slips={
        "with 128 images each the speedup of eight machines is 3.65; double once more": 128,
        "with 153 images each half of the time is computing, so the speedup is 4; you want 5": 153,
        "with 512 images each the speedup is 6.16, more than is asked": 512,
        "with 64 images each the speedup is 2.36": 64,
    },
    hints=[
        "Set the explorer back to what it starts with, and double the images each.",
        "Which part of the bar grows with the images, and which parts do not?",
        "Read the last number of the readout: it should be 5 or more for the first time.",
    ],
    explanation="256 images each: computing 2.560 of 4.085 ms, so 8 · 2.560 / 4.085 = 5.01.",
)
def fewest_images(answer):
    """Look at an int: the fewest images each, by doubling, for a speedup of 5 with 8 machines. Raises a Finding."""
    compare(answer, 256, "the number of images")


@exercise(
    solution=2.28 / 0.53,
    slips={
        "8 would be right if all of the step could be divided; 0.28 ms of it cannot": 8,
        "0.53 ms is how long the step takes; the speedup is what one process takes, divided by that": 0.53,
        "8.14 is the limit for ever so many processes; here there are eight": 2.28 / 0.28,
        "0.54 is the efficiency; the speedup is eight times that": 2.28 / 0.53 / 8,
        "one process takes 0.28 + 2 = 2.28 ms, not 2": 2 / 0.53,
    },
    hints=[
        "How long does one process take? And which of the two parts gets shorter with eight?",
        "Eight processes take 0.28 + 2 / 8 ms.",
        "(0.28 + 2) / (0.28 + 2 / 8)",
    ],
    explanation="2.28 / 0.53 = 4.30, an efficiency of 54 %: a part of 0.28 / 2.28 = 12 % costs nearly half.",
)
def amdahl(answer):
    """Look at a speedup, a float. Raises a Finding."""
    compare(answer, 2.28 / 0.53, "the speedup", tolerance=2e-3)


@exercise(
    solution=("C", "A", "D", "B"),
    slips={
        "program 1: the orders of its two epochs differ, so look across the ranks: who gets image 2, and who 7?": (
            either(("A", ..., ..., ...), ("D", ..., ..., ...))
        ),
        "program 1: the ranks do not get the same images, only some of them twice": ("B", ..., ..., ...),
        "program 2: each image comes once in an epoch, so look from one epoch to the next": (
            either((..., "B", ..., ...), (..., "C", ..., ...), (..., "D", ..., ...))
        ),
        "program 3: each image comes once in each epoch, and the orders differ. Is anything wrong?": (
            either((..., ..., "A", ...), (..., ..., "B", ...), (..., ..., "C", ...))
        ),
        "program 4: compare its two ranks within one epoch": (
            either((..., ..., ..., "A"), (..., ..., ..., "C"), (..., ..., ..., "D"))
        ),
    },
    hints=[
        "Two questions for each program: does each image come once in an epoch? Do the two epochs differ?",
        "Eight images, two ranks. Tick off 0 to 7 in each epoch.",
        "Only one of the four programs passes both questions.",
    ],
    explanation="1: image 2 comes twice and image 7 never. 2: set_epoch was forgotten. 3: nothing is wrong. 4: there "
    "is no sampler, and both ranks do the same work.",
)
def same_queue(answer):
    """Look at four letters from A to D, one for each program. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise Wrong(f"the answer should be four letters, but it is {kind(answer)}")
    for letter, right in zip(answer, same_queue.reference):
        choose(letter, "ABCD", right)


def ring_with(*, more=0, hand_round=True, whole=False):
    """Return a `ring` with slips: more rounds (int), no hand_round (bool), or whole (bool) vectors counted."""

    def ring(buffers):
        p = len(buffers)
        pieces = [np.array_split(np.array(buffer, dtype=float), p) for buffer in buffers]
        sent = 0
        for turn in range(p - 1 + more):
            moving = [pieces[rank][(rank - turn) % p] for rank in range(p)]
            for rank in range(p):
                right, place = (rank + 1) % p, (rank - turn) % p
                pieces[right][place] = pieces[right][place] + moving[rank]
            sent += len(buffers[0]) if whole else len(moving[0])
        for turn in range(p - 1 if hand_round else 0):
            moving = [pieces[rank][(rank + 1 + more - turn) % p] for rank in range(p)]
            for rank in range(p):
                pieces[(rank + 1) % p][(rank + 1 + more - turn) % p] = moving[rank]
            sent += 0 if whole else len(moving[0])
        return [np.concatenate(own) for own in pieces], sent

    return ring


@exercise(
    solution=ring_with(),
    slips={
        "the sums are right, but each rank sends 24 numbers: a whole vector each time, where a piece will do": (
            ring_with(whole=True)
        ),
        "each rank holds one finished piece, and 6 numbers were sent: nobody was told the other pieces": (
            ring_with(hand_round=False)
        ),
        "one round too many: 14 numbers were sent, and some were added twice": ring_with(more=1),
    },
    hints=[
        "Four ranks, eight numbers each: the pieces have two numbers. First three rounds of adding.",
        "In round k (from 0) rank r passes on its piece (r − k) % p, and its right neighbour (r + 1) % p adds it. Take "
        "all pieces that move out of the lists first, and add them then.",
        "After p − 1 rounds rank r holds the finished piece (r + 1) % p. In p − 1 more rounds it goes round, and "
        "replaces: in round k rank r passes on piece (r + 1 − k) % p.",
    ],
    explanation="Six rounds with two numbers each: 12 = 2(p − 1)/p · 8.",
    deeper="how machines add up",
)
def ring(answer):
    """Look at a function of a list of arrays that returns their sums, one a rank, and a count. Raises a Finding."""
    rng = np.random.default_rng(seed())
    buffers = [rng.integers(1, 100, 8).astype(float) for _ in range(4)]
    result = call(answer, [buffer.copy() for buffer in buffers])
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        raise Wrong(f"ring should return a pair, (vectors, sent), but it is {kind(result)}")
    vectors, sent = result
    vectors = np.asarray(vectors, dtype=float)
    if vectors.shape != (4, 8) or np.ndim(sent) != 0:
        raise Wrong(f"vectors should be four of eight numbers, and sent a number; they have shape {vectors.shape}")
    wanted = np.tile(sum(buffers), (4, 1))
    compare(np.append(vectors, float(sent)), np.append(wanted, 12.0), "the vectors, and what each rank has sent")


@exercise(
    solution="C",
    slips={
        "A: they had different images in each step, as always; but the sum of the gradients was the same for both": "A",
        "B: rounding is of the order of 1e-15; it does not make a different accuracy": "B",
        "D: the mean of the means is equal on both ranks, so it could not hold them apart": "D",
        "E: with a different number of steps one rank would have waited for ever": "E",
    },
    hints=[
        "Subtract the weights of the two ranks early in the training, and late. What would you see?",
        "Both took the same steps. So what was never equal?",
    ],
    explanation="Equal steps from different starts keep the distance of the starts.",
    deeper="nobody broadcast",
)
def two_scores(answer):
    """Look at a choice, a str from A to E. Raises a Finding."""
    choose(answer, ("A", "B", "C", "D", "E"), "C")


def seldom_with(average, *, at_the_end=True):
    """Return `seldom` with another average, a callable (array to array), and perhaps none at_the_end (bool)."""

    def seldom(start, targets, steepness, rate, steps, k):
        weights = np.array([start for _ in targets], dtype=float)
        for step in range(1, steps + 1):
            weights = weights - rate * steepness * (weights - targets)
            if step % k == 0:
                weights[:] = average(weights)
        if at_the_end:
            weights[:] = weights.mean(axis=0)
        return weights

    return seldom


def mean_of(weights):
    """Return the mean of the rows of weights, an array."""
    return weights.mean(axis=0)


def together_always(start, targets, steepness, rate, steps, k):
    """Return what `seldom` would if it averaged gradients in each step.

    Parameters
    ----------
    start, targets, steepness : array
    rate : float
    steps, k : int
    """
    weights = np.array([start for _ in targets], dtype=float)
    for _ in range(steps):
        weights = weights - rate * (steepness * (weights - targets)).mean(axis=0)
    return weights


@exercise(
    solution=seldom_with(mean_of),
    slips={
        "the ranks differ at the end: the last stretch is shorter than k steps, and nobody averaged after it": (
            seldom_with(mean_of, at_the_end=False)
        ),
        "the weights were added up, not averaged: with three ranks each average makes them three times as large": (
            seldom_with(lambda weights: weights.sum(axis=0))
        ),
        "the slopes were averaged in each step; then nothing is saved, because the ranks talk in every step": (
            together_always
        ),
        "the weights were averaged only once, at the end": seldom_with(lambda weights: weights),
    },
    hints=[
        "Two places: after every k-th step, and once more after the loop.",
        "weights has a row for each rank. The mean over the ranks is weights.mean(axis=0).",
        "step counts from 1, so the condition is step % k == 0. weights[:] = … gives every row the same mean.",
    ],
    explanation="With k = 1 it is the training of the main text, because the mean of (w − ηgᵣ) is w − η · mean of gᵣ.",
    deeper="keep your data, talk less",
)
def seldom(answer):
    """Look at a function that averages the ranks' weights every k steps, and returns an array. Raises a Finding."""
    rng = np.random.default_rng(seed())
    start, targets = rng.normal(size=2), rng.normal(size=(3, 2))
    steepness = np.array([[0.5], [1.0], [2.0]])
    right = seldom_with(mean_of)
    found, wanted = [], []
    for steps, k in ((7, 3), (6, 1), (6, 2)):
        result = np.asarray(call(answer, start, targets, steepness, 0.3, steps, k))
        if result.shape != (3, 2):
            raise Wrong(f"the result should have a row for each rank, shape (3, 2), but it is {kind(result)}")
        found.append(result)
        wanted.append(right(start, targets, steepness, 0.3, steps, k))
    compare(np.concatenate(found), np.concatenate(wanted), "the weights of the ranks")


@exercise(
    solution="B",
    slips={
        "A: each rank had the same 12,500 images in both ways of dealing; mixed, they were enough": "A",
        "C: averaging alone does no such harm; mixed, it was done as rarely": "C",
        "D: with averages after every step the same rate read as well as mixed": "D",
        "E: an average after every step is one over the same four ranks, and did well": "E",
    },
    hints=[
        "Only one thing differs between the two runs. Which?",
        "What would you see if you measured rank 0 alone, just before an average?",
    ],
    explanation="Between two averages a rank sees two or three digits only, and moves its weights to suit these.",
    deeper="keep your data, talk less",
)
def by_label(answer):
    """Look at a choice, a str from A to E. Raises a Finding."""
    choose(answer, ("A", "B", "C", "D", "E"), "B")


progress = progress_of(globals())
